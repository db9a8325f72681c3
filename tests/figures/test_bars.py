"""textmine.figures.bars: lengths are shares, nothing overlaps, what is left out is said, the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
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
from textmine.figures import rows as rows_module
from textmine.figures.bars import bars, grouped_bars
from textmine.figures.fills import FILLS
from textmine.figures.saving import encode
from textmine.tables.measures import wilson

SIZES = ["page", "column", "slide"]


def keywords(count: int, *, base: int = 200, length: int = 0, seed: int = 1) -> pd.DataFrame:
    """A keyword table of made-up words, most respondents first."""
    respondents = np.sort(np.random.default_rng(seed).integers(0, base + 1, size=count))[::-1]
    low, high = wilson(respondents, np.full(count, base))
    return pd.DataFrame(
        {
            "word": [word(number, length) if number < 300 else f"語{number}語" for number in range(count)],
            "respondents": respondents,
            "share": respondents / base,
            "low": low,
            "high": high,
            "base": base,
        }
    )


def counts() -> pd.DataFrame:
    """A table of code counts as ``code_counts`` makes it, in the order of its frame."""
    rows = [("＊費用", "upper", 90), ("＊予算", "code", 60), ("＊人材", "code", 80), ("＊知識", "code", 5)]
    rows += [("other", "other", 20), ("total", "total", 180), ("nonanswer", "nonanswer", 42)]
    table = pd.DataFrame(rows, columns=["code", "level", "respondents"])
    table["base"] = 200
    inside = table["level"] != "nonanswer"
    low, high = wilson(table["respondents"], table["base"])
    table["share"] = (table["respondents"] / 200).where(inside)
    table["low"], table["high"] = (pd.Series(each).where(inside) for each in (low, high))
    return table


def cross(values: list[str], features: list[str], *, base: int = 60, seed: int = 2) -> pd.DataFrame:
    """A crosstab of made-up counts."""
    random = np.random.default_rng(seed)
    rows = []
    for feature in features:
        for number, value in enumerate(values):
            of = base + 10 * number
            rows.append(("業種", value, feature, int(random.integers(0, of + 1)), of))
    table = pd.DataFrame(rows, columns=["attribute", "value", "feature", "respondents", "base"])
    table["share"] = table["respondents"] / table["base"]
    table["low"], table["high"] = wilson(table["respondents"], table["base"])
    table["mark"] = ["", "+", "--", "", "++", "-"] * (len(table) // 6) + [""] * (len(table) % 6)
    table["small"] = False
    return table


def checked(figure: Figure) -> None:
    """No text lies on another or leaves the picture; no value lies on an interval, or on its own bar."""
    texts = extents(figure, "label:", "value:", "legend:", "tick:", "base:")
    assert texts
    assert not overlapping(texts)
    assert not outside(figure, texts)
    shapes = extents(figure, "bar:", "interval:")
    assert not outside(figure, shapes)
    for name, box in extents(figure, "value:").items():
        for kind in ("bar", "interval"):
            shape = shapes.get(name.replace("value:", f"{kind}:", 1))
            assert shape is None or shape.x1 < box.x0


def zero(figure: Figure, name: str = "bar:") -> float:
    return min(box.x0 for box in extents(figure, name).values())


# ---- bars of one table


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("count", "length"), [(1, 0), (30, 30), (200, 3)])
def test_nothing_overlaps(count: int, length: int, size: str) -> None:
    options: dict[str, Any] = {"title": "よく使われた語", "source": "出典：架空の調査"}
    checked(bars(keywords(count, length=length), size=size, dpi=100, rows=200, **options))


@examples(3)
@given(count=st.integers(1, 40), base=st.integers(1, 100_000), seed=st.integers(0, 10**6))
def test_nothing_overlaps_whatever_the_counts(count: int, base: int, seed: int) -> None:
    for lang in ("ja", "en"):
        checked(bars(keywords(count, base=base, seed=seed), dpi=72, lang=lang))


def test_lengths_are_shares_and_intervals_end_where_they_should() -> None:
    table = keywords(10)
    figure = bars(table, dpi=200)
    boxes, intervals = extents(figure, "bar:"), extents(figure, "interval:")
    left = zero(figure)
    scale = (boxes[f"bar:{table['word'][0]}"].x1 - left) / table["share"][0]
    for row in table.itertuples():
        assert boxes[f"bar:{row.word}"].x1 - left == pytest.approx(row.share * scale, abs=0.01)
        assert intervals[f"interval:{row.word}"].x0 - left == pytest.approx(row.low * scale, abs=0.01)
        assert intervals[f"interval:{row.word}"].x1 - left == pytest.approx(row.high * scale, abs=0.01)
    tick = extents(figure, "tick:")["tick:20%"]
    assert (tick.x0 + tick.x1) / 2 - left == pytest.approx(0.2 * scale, abs=1.0)


def test_rows_keep_the_order_of_the_table() -> None:
    table = keywords(15)
    places = extents(bars(table, dpi=100), "label:")
    assert list(places) == [f"label:{each}" for each in table["word"]]
    heights = [box.y0 for box in places.values()]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize(
    ("size", "rows", "drawn"), [("page", 12, 12), ("page", 30, 30), ("slide", 12, 12), ("slide", 200, None)]
)
def test_rows_left_out_are_counted(
    size: str, rows: int, drawn: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = frames(monkeypatch, rows_module)
    names = extents(bars(keywords(250), size=size, rows=rows, lang="en", dpi=60), "label:")
    assert drawn in (None, len(names))
    assert 10 < len(names) < 250
    assert f"{250 - len(names)} of 250 rows" in said[-1]["foot"]
    assert "n=200" in said[-1]["foot"]


def test_the_picture_is_as_high_as_its_rows_need() -> None:
    heights = [bars(keywords(count), dpi=60).get_figheight() for count in (3, 10, 20, 60)]
    assert heights == sorted(heights)
    assert heights[0] < heights[2]
    slides = {bars(keywords(count), size="slide", dpi=60).get_figheight() for count in (3, 60)}
    assert len(slides) == 1


def test_codes_have_a_grey_bar_for_the_rest_and_none_for_what_is_no_bar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = frames(monkeypatch, rows_module)
    figure = bars(counts(), lang="en", dpi=100)
    checked(figure)
    names = [name.removeprefix("label:") for name in extents(figure, "label:")]
    assert names == ["費用", "予算", "人材", "知識", "Other"]
    fills = {
        str(each.get_gid()): each.get_facecolor() for each in figure.artists if isinstance(each, PathPatch)
    }
    red, green, blue, _ = fills["bar:Other"]
    assert red == green == blue
    assert len({fills["bar:費用"], fills["bar:予算"], fills["bar:Other"]}) == 3
    assert said[-1]["foot"] == "n=200"
    assert "Bold: upper categories" in said[-1]["guide"]
    assert "Grey: respondents in no category" in said[-1]["guide"]


def test_of_codes_the_least_frequent_are_left_out_and_never_the_rest() -> None:
    names = extents(bars(counts(), rows=2, dpi=60), "label:")
    assert list(names) == ["label:費用", "label:人材", "label:その他"]


def test_a_table_of_no_code_but_the_rest() -> None:
    checked(bars(counts().tail(3), dpi=100))


def test_names_are_letters_and_nothing_else() -> None:
    """A dollar sign begins no formula, < no tag; a long name is cut with … after two lines."""
    table = keywords(4)
    table["word"] = [
        "$x^2$",
        "<b>&amp;",
        "とても長い語" * 20,
        "Information security and the awareness of it all",
    ]
    for size in SIZES:
        figure = bars(table, size=size, dpi=100)
        checked(figure)
        assert "label:とても長い語" + "とても長い語" * 19 + ":2" in extents(figure, "label:")
    assert b"<b>&amp;<" not in encode(bars(table, dpi=60), "svg")


def test_texts_that_the_font_lacks_are_in_the_bundled_one() -> None:
    """The words have to be in the user's own font; guide, numbers and names of values need not."""
    font = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    checked(bars(keywords(2).assign(word=["budget", "people"]), font=font, dpi=60))
    table = cross(["製造業", "小売業"], ["budget", "people"])
    checked(grouped_bars(table, attribute="業種", font=font, dpi=60))
    codes = counts().assign(code=["＊A", "＊B", "＊C", "＊D", "other", "total", "nonanswer"])
    codes["code"] = codes["code"].str.replace("＊", "*")
    checked(bars(codes, font=font, dpi=60))
    with pytest.raises(FigureError, match="DejaVu Sans Book has no glyph"):
        bars(keywords(2), font=font)


def test_nobody_wrote_it() -> None:
    table = keywords(3).assign(respondents=0, share=0.0, low=np.nan, high=np.nan)
    figure = bars(table, dpi=60)
    checked(figure)
    assert not extents(figure, "bar:", "interval:")


def test_errors_say_what_to_do() -> None:
    with pytest.raises(FigureError, match="bars need the column 'low'"):
        bars(keywords(3).drop(columns="low"))
    with pytest.raises(FigureError, match="the table is empty"):
        bars(keywords(0))
    with pytest.raises(FigureError, match="the table is empty"):
        bars(counts().tail(1))
    with pytest.raises(FigureError, match="no glyph for 👍"):
        bars(keywords(2).assign(word=["いいね👍", "予算"]))
    with pytest.raises(FigureError, match="no size named 'poster'"):
        bars(keywords(3), size="poster")


# ---- bars side by side


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("values", "features", "length"), [(2, 12, 20), (6, 12, 0)])
def test_nothing_overlaps_side_by_side(values: int, features: int, length: int, size: str) -> None:
    names = [f"{word(number, length)}業{number}" for number in range(values)]
    table = cross(names, [word(number, length) for number in range(features)])
    figure = grouped_bars(table, attribute="業種", size=size, title="業種", source="出典", dpi=100)
    checked(figure)
    assert len(extents(figure, "legend:")) == values


def test_a_bar_for_each_value_with_its_share_and_sign() -> None:
    table = cross(["製造業", "小売業", "建設業"], ["予算", "人材"])
    figure = grouped_bars(table, attribute="業種", dpi=200)
    intervals, boxes = extents(figure, "interval:"), extents(figure, "bar:")
    left = zero(figure)
    last = table.loc[table["high"].idxmax()]
    scale = (intervals[f"interval:{last.feature}:{last.value}"].x1 - left) / last.high
    for row in table.itertuples():
        box = boxes[f"bar:{row.feature}:{row.value}"]
        assert box.x1 - left == pytest.approx(row.share * scale, abs=0.01)
        interval = intervals[f"interval:{row.feature}:{row.value}"]
        assert (interval.x0 - left, interval.x1 - left) == pytest.approx(
            (row.low * scale, row.high * scale), abs=0.01
        )
    values = extents(figure, "value:")
    # the same number of digits; a sign makes the text longer
    signed, plain = (values[f"value:予算:{value}"].width for value in ("小売業", "製造業"))
    assert signed > plain * 1.2
    assert set(extents(figure, "legend:")) == {
        "legend:製造業（n=60）",
        "legend:小売業（n=70）",
        "legend:建設業（n=80）",
    }


def test_looks_differ_in_black_and_white() -> None:
    """Neighbours differ in lightness or in their lines; no two of six are alike in both."""

    def light(colour: str) -> float:
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
        return 0.3 * red + 0.59 * green + 0.11 * blue

    for number, one in enumerate(FILLS):
        for other in FILLS[:number]:
            assert one.lines != other.lines or abs(light(one.colour) - light(other.colour)) > 40


def test_values_of_few_respondents_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said = frames(monkeypatch, rows_module)
    table = cross(["製造業", "小売業", "建設業"], ["予算", "人材"])
    table["small"] = table["value"] == "小売業"
    grouped_bars(table, attribute="業種", dpi=60)
    assert "回答者が少なく割合が不確かな値：小売業" in said[-1]["foot"]


def test_features_left_out_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of most respondents are kept, in the order of the table."""
    said = frames(monkeypatch, rows_module)
    table = cross(["製造業", "小売業"], [f"＊{word(number)}" for number in range(20)])
    total = table.groupby("feature", sort=False)["respondents"].sum()
    kept = total.sort_values(ascending=False, kind="stable").index[:5]
    names = extents(grouped_bars(table, attribute="業種", rows=5, lang="en", dpi=60), "label:")
    assert list(names) == [f"label:{each}" for each in total.index if each in set(kept)]
    assert "15 of 20 rows" in said[-1]["foot"]
    slide = extents(grouped_bars(table, attribute="業種", rows=20, size="slide", lang="en", dpi=60), "label:")
    assert f"{20 - len(slide)} of 20 rows" in said[-1]["foot"]


def test_a_cell_that_is_not_there_has_no_bar() -> None:
    table = cross(["製造業", "小売業"], ["予算", "人材"]).iloc[:3]
    figure = grouped_bars(table, attribute="業種", dpi=60)
    checked(figure)
    assert len(extents(figure, "value:")) == 3


def test_errors_of_crosstabs_say_what_to_do() -> None:
    table = cross([word(number) for number in range(7)], ["予算"])
    with pytest.raises(FigureError, match="'業種' has 7 values"):
        grouped_bars(table, attribute="業種")
    with pytest.raises(FigureError, match="no attribute '地域'; there are: 業種"):
        grouped_bars(table, attribute="地域")
    with pytest.raises(FigureError, match="bars need the column 'base'"):
        grouped_bars(table.drop(columns="base"), attribute="業種")
    with pytest.raises(FigureError, match="the table is empty"):
        grouped_bars(table.head(0), attribute="業種")
    with pytest.raises(FigureError, match="no glyph for 👍"):
        grouped_bars(cross(["製造業"], ["👍"]).assign(respondents=1), attribute="業種")


def test_a_value_may_hold_an_emoji() -> None:
    """It is the survey's own: no reason to draw nothing."""
    table = cross(["製造業👍", "小売業"], ["予算", "人材"])
    checked(grouped_bars(table, attribute="業種", dpi=60))


# ---- the sample, and real answers


def test_the_sample() -> None:
    """From answers to pictures: words, and words by the values of an attribute."""
    sample = Path(tm.__file__).parent / "sample" / "survey.csv"
    corpus = tm.tokenize(tm.read_survey(sample)).select(question="宣言による効果")
    words = tm.keywords(corpus)
    found = tm.crosstab(corpus, words.head(10), by="従業員数")
    checked(bars(words, size="column", title="宣言による効果", dpi=100))
    checked(grouped_bars(found, attribute="従業員数", dpi=100))


@pytest.mark.real
def test_real_answers(real_surveys: Path) -> None:
    path = real_surveys / "fukui_civic_voice_wide.csv"
    corpus = tm.tokenize(tm.read_survey(path, questions=["Q2_reason"], attributes=["sex", "wave"]))
    words = tm.keywords(corpus)
    found = tm.crosstab(corpus, words.head(20), by=["sex", "wave"])
    for size in SIZES:
        checked(bars(words, size=size, dpi=100))
        for attribute in ("sex", "wave"):
            checked(grouped_bars(found, attribute=attribute, size=size, dpi=100))


def test_estimated_shares_rank_the_bars_and_are_told_with_the_respondents_given_the_code() -> None:
    table = counts()
    of_knowledge = table["code"] == "＊知識"  # given to few, but an audit finds many
    table.loc[of_knowledge, ["share", "low", "high"]] = [0.5, 0.4, 0.6]
    estimated = bars(table.assign(given_share=0.02), rows=2)
    checked(estimated)
    told, plain = (extents(each, "value:") for each in (estimated, bars(table, rows=2)))
    assert set(told) == {"value:費用", "value:知識", "value:その他"}  # the largest shares
    assert told["value:知識"].width > plain["value:知識"].width  # 50.0%（付いた 5）
