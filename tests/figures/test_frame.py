"""textmine.figures.frame: a figure tells where its words are, without placing them again."""

from __future__ import annotations

import gc
import importlib
import weakref
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.figures.drawn import extents, frames
from tests.figures.made import CELLS, DRAWN, PAIRS, POINTS, WORDS
from textmine.errors import FigureError
from textmine.figures.clouds import wordclouds
from textmine.figures.frame import frame, keep_places, places_of
from textmine.figures.heatmap import heatmap
from textmine.figures.look import Look
from textmine.figures.map import correspondence_map
from textmine.figures.network import network
from textmine.figures.style import SIZES, canvas
from textmine.figures.wordcloud import wordcloud
from textmine.settings import DEFAULTS, change
from textmine.study.drawing import FigureKind
from textmine.study.study import Study

WITH_PLACES = ["wordclouds", "comparison_cloud", "heatmap", "correspondence_map", "network", "tree"]
WITH_PLACES += ["bubbles", "distance_plot"]


@pytest.mark.parametrize("kind", WITH_PLACES)
def test_a_figure_tells_where_its_words_are(kind: str) -> None:
    """In parts of the picture from its upper left corner, with the kind of each."""
    figure = DRAWN[kind]()
    places = places_of(figure)
    corners = places[["x", "y"]]
    assert (corners >= 0).all(axis=None)
    assert (corners.to_numpy() + places[["width", "height"]].to_numpy() <= 1).all()
    assert set(places["kind"]) <= {"word", "value"}
    prefix = {
        "heatmap": "cell:",
        "bubbles": "cell:",
        "tree": "leaf:",
        "network": "word:",
        "correspondence_map": "feature:",
    }
    drawn = extents(figure, prefix.get(kind, "word:"))
    name = places.columns[places.columns.isin(["name", "feature"])][0]
    wide, high = figure.get_size_inches() * figure.dpi
    for entry, box in drawn.items():
        mine = places[[str(each) in entry for each in places[name]]]
        x, y = (box.x0 + box.x1) / 2 / wide, 1 - (box.y0 + box.y1) / 2 / high
        inside = (mine["x"] <= x) & (x <= mine["x"] + mine["width"])
        assert (inside & (mine["y"] <= y) & (y <= mine["y"] + mine["height"])).any()


@pytest.mark.parametrize("kind", sorted({*DRAWN} - {*WITH_PLACES, "wordcloud"}))
def test_other_figures_have_no_places(kind: str) -> None:
    assert places_of(DRAWN[kind]()).empty


def test_kinds_come_from_the_table_and_never_from_a_name() -> None:
    """A word may begin with ＊, and a code without."""
    cells = CELLS.assign(feature=["＊予算", "＊予算", "人材", "人材"], kind=["word", "word", "code", "code"])
    places = places_of(heatmap(cells, attribute="業種", dpi=60))
    assert dict(zip(places["feature"], places["kind"], strict=True)) == {"＊予算": "word", "人材": "code"}
    pairs = PAIRS.assign(kind="code", other_kind=["value", "word", "word"]).head(2)
    nodes = places_of(network(pairs, dpi=60))
    assert dict(zip(nodes["name"], nodes["kind"], strict=True)) == {
        **{"予算": "code", "人材": "value"},
        "時間": "word",
    }
    points = POINTS.assign(kind=["code", "feature", "value", "value"])
    inertia = pd.DataFrame({"dimension": [1, 2], "share": 0.5})
    drawn = places_of(correspondence_map(points, inertia, dpi=60)).set_index("name")["kind"]
    assert drawn[["予算", "人材", "製造業"]].tolist() == ["code", "word", "value"]


def test_negated_uses_are_shown_as_such_and_found_by_their_word() -> None:
    """感じる counted apart is two rows of one word; the picture says （否定）, the places a column."""
    words = WORDS.head(2).assign(word="感じる", negated=[False, True])
    groups = wordclouds({"甲": words}, dpi=60)
    cloud = wordcloud(words, pixels=(600, 400))
    for figure, column in ((groups, "name"), (cloud, "word")):
        assert set(extents(figure, "word:")) == {"word:感じる", "word:感じる（否定）"}
        places = places_of(figure)
        assert places[column].tolist() == ["感じる", "感じる"]
        assert places["negated"].tolist() == [False, True]
    points = POINTS.assign(negated=[True, False, None, None])
    drawn = correspondence_map(points, pd.DataFrame({"dimension": [1, 2], "share": 0.5}), dpi=60)
    labels = {"feature:予算（否定）", "feature:人材", "value:製造業", "value:建設業"}
    assert set(extents(drawn, "feature:", "value:")) == labels
    english = network(PAIRS.head(1).assign(negated=True, other_negated=False), lang="en", dpi=60)
    assert set(extents(english, "word:")) == {"word:予算 (negated)", "word:人材"}
    assert places_of(english).set_index("name")["negated"].to_dict() == {"予算": True, "人材": False}


def test_places_go_with_their_figure() -> None:
    """A figure without any has an empty table; those of one that is gone take no memory."""
    figure, other = (canvas(100, 100, dpi=100) for _ in range(2))
    assert places_of(figure).empty
    places = pd.DataFrame({"name": ["予算"]})
    keep_places(figure, places)
    assert places_of(figure) is places
    assert places_of(other).empty
    kept = weakref.ref(places)
    del figure, places
    gc.collect()
    assert kept() is None


def test_a_size_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(FigureError, match=", ".join(SIZES)):
        Look(size="poster")


def test_texts_that_leave_no_room_are_said() -> None:
    with pytest.raises(FigureError, match="leave no room in a figure of the size 'column'"):
        frame(Look(title="とても長い題名" * 40, size="column"), guide="", foot="")
    figure, area = frame(Look(title="題", source=""), guide="読み方", foot="出典")
    assert np.all(np.array(area) >= 0) and area.bottom <= figure.get_figheight() * 72


@pytest.mark.parametrize(
    ("kind", "module"),
    [
        ("network", "network"),
        ("tree", "tree"),
        ("distance_plot", "distance_plot"),
        ("map", "map"),
        ("bars_words", "rows"),
        ("heatmap_words", "rows"),
        ("bubbles_words", "rows"),
        ("lines_words", "timeline"),
    ],
)
def test_figures_name_what_is_counted(
    kind: FigureKind, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sentences are called so within a figure, and nobody is called a respondent."""
    texts = ["費用と時間。人と費用。", "時間と人。効果と時間。", "効果と費用。人がいない。"]
    rows = "".join(f"{n},{'東西南'[n % 3]},{texts[n % 3]}\n" for n in range(12))
    (tmp_path / "survey.csv").write_text(f"番号,地域,意見\n{rows}", encoding="utf-8")
    chosen = {"survey.files": (str(tmp_path / "survey.csv"),), "survey.questions": ("意見",)}
    study = Study(change(DEFAULTS, chosen | {"keywords.per": "sentence", "compare.by": ("地域",)}))
    said = frames(monkeypatch, importlib.import_module(f"textmine.figures.{module}"))
    study.figure(kind, "意見", "地域")
    texts_said = f"{said[-1]['guide']}{said[-1]['foot']}"
    assert "集計単位は文；" in texts_said
    assert "回答" not in texts_said
