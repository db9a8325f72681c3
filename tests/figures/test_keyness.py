"""textmine.figures.keyness: sides and lengths are the scores, nothing overlaps, what is left out is said."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import PathPatch

import textmine as tm
from tests.figures.drawn import extents, frames, outside, overlapping, word
from textmine.errors import FigureError
from textmine.figures import rows as rows_module
from textmine.figures.keyness import keyness

SIZES = ["page", "column", "slide"]
TEXTS = ("label:", "value:")


def table(scores: list[float], *, attribute: str = "業種", length: int = 0) -> pd.DataFrame:
    """A table of distinctive words with these scores."""
    return pd.DataFrame(
        {
            "attribute": attribute,
            "value": "製造業",
            "feature": [word(number, length) for number in range(len(scores))],
            "share": 0.4,
            "rest_share": 0.2,
            "base": 20,
            "rest_base": 30,
            "log_likelihood": scores,
            "p_bh": [0.01 if abs(score) > 5 else 0.4 for score in scores],
        }
    )


def test_lengths_are_the_scores_and_sides_their_signs() -> None:
    """More is to the right of the line, less to the left, in one scale."""
    found = extents(keyness(table([8.0, 4.0, -2.0, -6.0]), value="製造業"), "bar:")
    widths = [found[f"bar:{word(number)}"].width for number in range(4)]
    assert np.array(widths) / widths[0] == pytest.approx([1, 0.5, 0.25, 0.75], rel=0.02)
    zero = found[f"bar:{word(0)}"].x0
    assert found[f"bar:{word(1)}"].x0 == pytest.approx(zero, abs=0.5)
    assert found[f"bar:{word(2)}"].x1 == pytest.approx(zero, abs=0.5)


def test_bars_without_a_filling_are_not_significant() -> None:
    figure = keyness(table([8.0, 4.0, -9.0, -1.0]), value="製造業")
    white = {
        str(artist.get_gid())
        for artist in figure.artists
        if isinstance(artist, PathPatch)
        and str(artist.get_gid()).startswith("bar:")
        and min(artist.get_facecolor()[:3]) > 0.99
    }
    assert white == {f"bar:{word(1)}", f"bar:{word(3)}"}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scores", [[3.0], [-3.0], [5000.0, -0.1], list(np.linspace(40, -40, 60))])
@pytest.mark.parametrize("length", [0, 24])
def test_no_text_covers_another_or_leaves_the_picture(size: str, scores: list[float], length: int) -> None:
    figure = keyness(table(scores, length=length), value="製造業", size=size, dpi=100)
    boxes = extents(figure, *TEXTS)
    assert not overlapping(boxes)
    assert not outside(figure, boxes)


def test_words_that_are_not_drawn_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that differ least go, on either side; those that do not differ at all are no words of it."""
    below = frames(monkeypatch, rows_module)
    figure = keyness(table([*range(20, 0, -1), 0.0, *range(-1, -11, -1)]), value="製造業", rows=5, lang="en")
    names = {name.removeprefix("bar:") for name in extents(figure, "bar:")}
    assert names == {word(number) for number in (*range(5), *range(26, 31))}
    assert "20 of 30 words" in below[-1]["foot"]
    assert "n = 20" in below[-1]["foot"] and "n = 30" in below[-1]["foot"]


def test_the_room_that_one_side_does_not_need_is_the_others() -> None:
    figure = keyness(table([*range(40, 0, -1), -1.0]), value="製造業", rows=40, size="slide")
    names = {name.removeprefix("bar:") for name in extents(figure, "bar:")}
    assert word(40) in names
    assert len(names) > 10


def test_what_can_not_be_drawn_is_one_sentence() -> None:
    """No such value, a value of two attributes, no difference, no such column, no glyph."""
    with pytest.raises(FigureError, match="小売業"):
        keyness(table([1.0]), value="小売業")
    both = pd.concat([table([1.0]), table([1.0], attribute="地域")])
    with pytest.raises(FigureError, match="地域 製造業"):
        keyness(both, value="製造業")
    keyness(both, value="製造業", attribute="地域")
    with pytest.raises(FigureError, match="differs"):
        keyness(table([0.0]), value="製造業")
    with pytest.raises(FigureError, match="rest_base"):
        keyness(table([1.0]).drop(columns="rest_base"), value="製造業")
    latin = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    with pytest.raises(FigureError, match=word(0)[0]):
        keyness(table([1.0]), value="製造業", font=latin)


@pytest.mark.real
def test_a_real_comparison(real_surveys: Path) -> None:
    survey = tm.read_survey(real_surveys / "fukui_kanko_fuben.csv")
    corpus = tm.tokenize(survey).select(question=survey.questions[0])
    found = tm.distinctive(corpus, tm.keywords(corpus).head(60), by="性別")
    for value in dict.fromkeys(found["value"]):
        figure = keyness(found, value=value, dpi=100)
        boxes = extents(figure, *TEXTS)
        assert not overlapping(boxes)
        assert not outside(figure, boxes)
