"""textmine.figures.timeline: shares where they are, names that never overlap, the same bytes each time."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

import textmine as tm
from tests.conftest import examples
from tests.figures.drawn import extents, frames, outside, overlapping, word
from textmine.errors import FigureError
from textmine.figures import timeline as module
from textmine.figures.timeline import line_look, order_of_waves, spread, timeline
from textmine.tables.changes import changes

SIZES = ["page", "column", "slide"]


def table(features: int, waves: int, *, seed: int = 1, base: int = 200, length: int = 0) -> pd.DataFrame:
    """Changes of made-up words over made-up waves."""
    random = np.random.default_rng(seed)
    names = [word(number, length) for number in range(features)]
    shares = random.uniform(0, 1, size=(waves, features)) ** 2
    found: dict[str, pd.DataFrame] = {}
    for wave in range(waves):
        counts = (shares[wave] * base).astype(int)
        found[f"{2000 + wave}年"] = pd.DataFrame({"word": names, "respondents": counts, "base": base + wave})
    return changes(found)


def checked(figure: Figure) -> None:
    """No text lies on another, and all is inside the picture; no line reaches the names."""
    texts = extents(figure, "label:", "wave:", "base:", "tick:")
    assert not overlapping(texts)
    shapes = extents(figure, "line:", "point:", "interval:")
    assert not outside(figure, {**texts, **shapes})
    left = min(box.x0 for box in extents(figure, "label:").values())
    assert max(box.x1 for box in shapes.values()) < left


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("features", "waves", "length"), [(1, 2, 0), (8, 2, 30), (20, 3, 3), (8, 40, 0)])
def test_nothing_overlaps(features: int, waves: int, length: int, size: str) -> None:
    figure = timeline(
        table(features, waves, length=length), size=size, rows=60, title="推移", source="出典", dpi=100
    )
    checked(figure)


@examples(4)
@given(
    features=st.integers(1, 14),
    waves=st.integers(2, 12),
    base=st.integers(1, 10_000),
    seed=st.integers(0, 10**6),
)
def test_nothing_overlaps_whatever_the_shares(features: int, waves: int, base: int, seed: int) -> None:
    checked(timeline(table(features, waves, seed=seed, base=base), rows=14, dpi=72))


@given(
    wanted=st.lists(st.floats(0, 1000), min_size=1, max_size=30).map(sorted),
    apart=st.floats(0.5, 20),
)
def test_spread_places_are_apart_in_order_and_in_the_room(wanted: list[float], apart: float) -> None:
    places = spread(wanted, apart, 0.0, 1000.0)
    assert all(other - one >= apart - 1e-6 for one, other in pairwise(places))
    assert places[0] >= -1e-6
    assert places[-1] <= 1000 + 1e-6
    if all(other - one >= apart for one, other in pairwise(wanted)):
        assert places == pytest.approx(wanted, abs=1e-6)


def test_shares_and_intervals_are_where_the_axis_says() -> None:
    found = table(4, 3)
    figure = timeline(found, dpi=200)
    ticks = extents(figure, "tick:")
    zero, high = ((ticks[f"tick:{each}%"].y0 + ticks[f"tick:{each}%"].y1) / 2 for each in (0, 20))
    points, intervals = extents(figure, "point:"), extents(figure, "interval:")
    for row in found.itertuples():
        box = points[f"point:{row.feature}:{row.wave}"]
        middle = (box.y0 + box.y1) / 2
        line = intervals[f"interval:{row.feature}:{row.wave}"]
        assert box.x0 < line.x0 < box.x1
        places = [(each - zero) / (high - zero) * 0.2 for each in (line.y0, line.y1)]
        # shapes such as the triangle reach farther to one side, and digits are not as high as a line
        assert (middle - zero) / (high - zero) * 0.2 == pytest.approx(row.share, abs=0.02)
        assert places == pytest.approx([row.low, row.high], abs=0.01)


def test_names_stand_in_the_order_of_the_ends() -> None:
    found = table(10, 4)
    figure = timeline(found, rows=10, dpi=100)
    labels = extents(figure, "label:")
    from_above = sorted(labels, key=lambda name: -labels[name].y1)
    last = found.groupby("feature", sort=False).tail(1).set_index("feature")["share"]
    shares = [last[name.removeprefix("label:")] for name in from_above]
    assert shares == sorted(shares, reverse=True)


def test_those_that_changed_most_are_drawn_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    said = frames(monkeypatch, module)
    found = table(20, 3)
    figure = timeline(found, rows=5, lang="en", dpi=60)
    largest = found.assign(size=found["difference"].abs()).groupby("feature")["size"].max()
    names = {name.removeprefix("label:") for name in extents(figure, "label:")}
    assert names == set(largest.nlargest(5).index)
    assert "Only the 5 features" in said[-1]["guide"]
    assert "15 of 20 features" in said[-1]["foot"]
    assert "n=200–202" in said[-1]["foot"]
    few = extents(timeline(table(200, 2), rows=200, size="slide", lang="en", dpi=60), "label:")
    assert len(few) < 200
    assert f"{200 - len(few)} of 200 features" in said[-1]["foot"]
    timeline(found, rows=20, dpi=60)
    assert "項目" not in said[-1]["guide"] + said[-1]["foot"]


def test_marks_are_filled_where_the_change_is_significant() -> None:
    found = table(6, 3)
    figure = timeline(found, dpi=60)
    fills = {
        str(each.get_gid()): each.get_facecolor() for each in figure.artists if isinstance(each, PathPatch)
    }
    sure = 0
    for row in found.itertuples():
        filled = fills[f"point:{row.feature}:{row.wave}"] != (1.0, 1.0, 1.0, 1.0)
        assert filled == (row.p_bh < 0.05)
        sure += filled
    assert 0 < sure < len(found)


def test_lines_differ_without_colour() -> None:
    looks = [(mark.edge, mark.shape, dashes) for mark, dashes in map(line_look, range(16))]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert len({(look[one], look[other]) for look in looks}) == 16


def test_a_time_that_is_not_known_breaks_the_line() -> None:
    found = table(2, 4)
    first = word(0)
    gap = found[~((found["feature"] == first) & (found["wave"] == "2001年"))]
    figure = timeline(gap, dpi=60)
    checked(figure)
    lines = [name for name in extents(figure, "line:") if f":{first}:" in name]
    assert lines == [f"line:{first}:2002年"]
    # A feature that ends early has its name at the end of a leader.
    ended = found[~((found["feature"] == first) & (found["wave"] == "2003年"))]
    checked(timeline(ended, dpi=60))


def test_waves_stand_in_the_order_of_time() -> None:
    """That of the table, though the first feature lacks some."""
    assert order_of_waves(["甲"] * 2 + ["乙"] * 3, ["春", "冬", "春", "夏", "冬"]) == ["春", "夏", "冬"]
    assert order_of_waves(["甲"] * 2 + ["乙"] * 2, ["夏", "冬", "春", "夏"]) == ["春", "夏", "冬"]
    figure = timeline(table(2, 5), dpi=60)
    places = [box.x0 for name, box in sorted(extents(figure, "wave:").items())]
    assert places == sorted(places)


def test_every_wave_has_its_base_and_of_many_some_are_named() -> None:
    figure = timeline(table(3, 4), dpi=60)
    assert len(extents(figure, "wave:")) == len(extents(figure, "base:")) == 4
    many = extents(timeline(table(3, 60), size="column", dpi=60), "wave:")
    assert 3 < len(many) < 30
    assert "wave:2059年" in many


def test_long_names_of_waves_and_features() -> None:
    found = table(4, 3, length=40)
    found["wave"] = found["wave"] + "の秋に行われた定例の調査の第二回目"
    found["feature"] = found["feature"].str.replace(word(0, 40), "$x$ <b>とても長い</b>" * 5)
    for size in SIZES:
        checked(timeline(found, size=size, dpi=100))
    short = found.assign(feature=found["feature"].str[-1] + found["feature"].str[0])
    checked(timeline(short[short["wave"] != short["wave"].iloc[1]], size="column", dpi=100))


def test_errors_say_what_to_do() -> None:
    found = table(3, 3)
    with pytest.raises(FigureError, match="a timeline needs the column 'p_bh'"):
        timeline(found.drop(columns="p_bh"))
    with pytest.raises(FigureError, match="two waves or more, and the table has 1"):
        timeline(found[found["wave"] == "2000年"])
    with pytest.raises(FigureError, match="two waves or more, and the table has 0"):
        timeline(found.head(0))
    with pytest.raises(FigureError, match="no share"):
        timeline(found.assign(share=np.nan))
    with pytest.raises(FigureError, match="no glyph for 👍"):
        timeline(found.assign(feature="👍"))
    with pytest.raises(FigureError, match="no size named 'poster'"):
        timeline(found, size="poster")


@pytest.mark.real
def test_real_answers(real_surveys: Path) -> None:
    path = real_surveys / "fukui_civic_voice_wide.csv"
    corpus = tm.tokenize(tm.read_survey(path, questions=["Q2_reason"], attributes=["wave"]))
    found = tm.changes(corpus, tm.keywords(corpus).head(40), by="wave")
    for size in SIZES:
        for lang in ("ja", "en"):
            checked(timeline(found, size=size, lang=lang, rows=12, dpi=100))
