"""textmine.figures.heatmap: cells say shares, signs and colours agree, what is left out is said."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

import textmine as tm
from tests.figures.drawn import extents, frames, outside, overlapping, word
from textmine.errors import FigureError
from textmine.figures import heatmap as module
from textmine.figures import rows as rows_module
from textmine.figures.frame import places_of
from textmine.figures.heatmap import heatmap

SIZES = ["page", "column", "slide"]
TEXTS = ("label:", "value:", "base:", "share:")


def cross(values: list[str], features: list[str], *, base: int = 60, seed: int = 2) -> pd.DataFrame:
    """A crosstab of made-up counts, its residuals by the formula of Haberman (1973)."""
    draw = np.random.default_rng(seed)
    table = draw.integers(0, base + 1, size=(len(features), len(values)))
    rows = []
    for place, feature in enumerate(features):
        having = table[place].sum() / (base * len(values))
        for number, value in enumerate(values):
            expected = base * having
            spread = np.sqrt(expected * (1 - having) * (1 - 1 / len(values))) if 0 < having < 1 else np.nan
            residual = (table[place, number] - expected) / spread if len(values) > 1 else np.nan
            strong = "" if not abs(residual) > 1.96 else ("+" if residual > 0 else "-")
            mark = strong * 2 if abs(residual) > 2.58 else strong
            count = int(table[place, number])
            row = ("業種", value, feature, count, count / base, residual, mark, False, base)
            rows.append(row)
    return pd.DataFrame(rows, columns=module.COLUMNS)


def drawn_texts(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is written under which name, filled while a figure is drawn."""
    found: dict[str, str] = {}
    write = module.write

    def noting(figure: Figure, text: str, *args: object, name: str | None = None, **options: object) -> None:
        found[str(name)] = text
        write(figure, text, *args, name=name, **options)

    monkeypatch.setattr(module, "write", noting)
    return found


def fills(figure: Figure) -> dict[str, tuple[float, float, float]]:
    return {
        str(artist.get_gid()): tuple(artist.get_facecolor()[:3])
        for artist in figure.artists
        if isinstance(artist, PathPatch) and str(artist.get_gid()).startswith("cell:")
    }


@pytest.mark.parametrize("size", SIZES)
def test_each_cell_says_its_share_and_its_sign(size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The share of the value's respondents in per cent, and the mark of the crosstab, for every cell."""
    texts = drawn_texts(monkeypatch)
    table = cross(["製造業", "小売業", "運輸業"], [word(n) for n in range(6)])
    heatmap(table, attribute="業種", size=size)
    for row in table.itertuples():
        sign = {"": "", "+": " ▲", "++": " ▲▲", "-": " ▽", "--": " ▽▽"}[row.mark]
        assert texts[f"share:{row.feature}:{row.value}"] == f"{row.share * 100:.0f}%{sign}"
    assert {texts[f"base:{value}"] for value in table["value"]} == {"n=60"}


def test_blue_is_more_orange_less_and_grey_none() -> None:
    """The colour has the sign of the residual, and is stronger the larger it is; NaN has no colour."""
    table = cross(["甲", "乙"], ["予算", "人材", "時間"])
    table["residual"] = [4.0, -4.0, 1.0, -1.0, np.nan, np.nan]
    found = fills(heatmap(table, attribute="業種"))
    red, _, blue = found["cell:予算:甲"]
    assert blue > red
    red, _, blue = found["cell:予算:乙"]
    assert red > blue
    assert sum(found["cell:予算:甲"]) < sum(found["cell:人材:甲"])  # darker
    assert len({round(part, 3) for part in found["cell:時間:甲"]}) == 1


def test_values_of_few_respondents_have_neither_colour_nor_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are named below the picture."""
    texts, below = drawn_texts(monkeypatch), frames(monkeypatch, rows_module)
    table = cross(["甲", "乙"], ["予算"]).assign(residual=[9.0, -9.0], mark=["++", "--"])
    table["small"] = table["value"] == "甲"
    found = fills(heatmap(table, attribute="業種", lang="en"))
    assert len({round(part, 3) for part in found["cell:予算:甲"]}) == 1
    assert "▲" not in texts["share:予算:甲"]
    assert "▽▽" in texts["share:予算:乙"]
    assert "甲" in below[-1]["foot"]
    assert "乙" not in below[-1]["foot"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("long", [False, True])
def test_no_text_covers_another_or_leaves_the_picture(size: str, long: bool) -> None:
    """Headings of any length, many rows, many values."""
    values = [(word(n) * (6 if long else 1))[:30] + str(n) for n in range(9)]
    figure = heatmap(
        cross(values, [word(n, 20 if long else 0) for n in range(25)]), attribute="業種", size=size
    )
    boxes = extents(figure, *TEXTS)
    assert not overlapping(boxes)
    assert not outside(figure, boxes)
    if long:  # what was cut short stands in full below
        cut = [name for name in boxes if name.startswith("value:")]
        assert cut


def test_rows_and_values_that_do_not_fit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of fewest respondents go, and the rest keep their order."""
    below = frames(monkeypatch, rows_module)
    values = [f"値{n}" for n in range(40)]
    table = cross(values, [word(n) for n in range(50)])
    table["base"] = [60 + values.index(value) for value in table["value"]]
    places = places_of(heatmap(table, attribute="業種", rows=20, size="column", lang="en"))
    kept = list(dict.fromkeys(places["value"]))
    assert places["feature"].nunique() == 20
    assert kept == values[-len(kept) :]
    assert f"{40 - len(kept)} of 40 values" in below[-1]["foot"]
    assert "30 of 50" in below[-1]["foot"]


def test_headings_that_are_cut_short_stand_in_full_below(monkeypatch: pytest.MonkeyPatch) -> None:
    below = frames(monkeypatch, rows_module)
    long = "サービス業（ほかのどれにも分類されないものをすべて含む）"
    heatmap(cross([long, *"乙丙丁戊己庚辛"], ["予算"]), attribute="業種", size="column")
    assert long in below[-1]["foot"]


@pytest.mark.parametrize("size", SIZES)
def test_the_layout_is_where_the_cells_are(size: str) -> None:
    """One row per cell, inside the picture, at the place of the drawn box."""
    table = cross(["甲", "乙"], ["予算", "人材"])
    figure = heatmap(table, attribute="業種", size=size)
    places = places_of(figure)
    wide, high = figure.get_size_inches() * figure.dpi
    boxes = extents(figure, "cell:")
    assert len(places) == len(boxes) == 4
    for row in places.itertuples():
        box = boxes[f"cell:{row.feature}:{row.value}"]
        assert row.x * wide == pytest.approx(box.x0, abs=0.6)
        assert (1 - row.y - row.height) * high == pytest.approx(box.y0, abs=0.6)
        assert row.width * wide == pytest.approx(box.width, abs=0.6)
        assert row.x >= 0 and row.x + row.width <= 1 and row.y >= 0 and row.y + row.height <= 1


def test_one_value_and_names_that_look_like_code() -> None:
    """A dollar sign is no formula, an angle bracket no tag; one value has no residual."""
    heatmap(cross(["<b>$x$</b>"], ["$予算$", "a_b^c"]), attribute="業種")


def test_what_is_no_crosstab_is_one_sentence() -> None:
    table = cross(["甲"], ["予算"])
    with pytest.raises(FigureError, match="地域"):
        heatmap(table, attribute="地域")
    with pytest.raises(FigureError, match="residual"):
        heatmap(table.drop(columns="residual"), attribute="業種")


def test_a_font_without_a_glyph_is_said() -> None:
    latin = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    with pytest.raises(FigureError, match="予"):
        heatmap(cross(["a"], ["予算"]), attribute="業種", font=latin)


@pytest.mark.real
def test_real_crosstabs_overlap_nowhere(real_surveys: Path) -> None:
    """Attributes of 2 to 17 values on 10,800 answers."""
    survey = tm.read_survey(real_surveys / "fukui_kanko_fuben.csv")
    corpus = tm.tokenize(survey).select(question=survey.questions[0])
    words = tm.keywords(corpus).head(40)
    for attribute in ("性別", "年代", "市町村"):
        table = tm.crosstab(corpus, words, by=attribute)
        for size in SIZES:
            figure = heatmap(table, attribute=attribute, size=size, dpi=100)
            boxes = extents(figure, *TEXTS)
            assert not overlapping(boxes)
            assert not outside(figure, boxes)
