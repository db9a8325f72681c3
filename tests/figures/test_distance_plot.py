"""textmine.figures.distance_plot: one scale, clusters by colour and shape, names beside their marks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.figures.drawn import extents, outside, overlapping
from tests.figures.made import PLANE
from textmine.errors import FigureError
from textmine.figures.distance_plot import distance_plot
from textmine.figures.frame import places_of


def plane(words: int, seed: int = 1, spread: float = 1.0) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    names = [f"言葉{number}" for number in range(words)]
    table = pd.DataFrame({"feature": names, "kind": "word", "respondents": draw.integers(1, 90, words)})
    places = draw.normal(size=(words, 2)) * [1, spread]
    return table.assign(dimension_1=places[:, 0], dimension_2=places[:, 1], stress=0.2, base=120)


@pytest.mark.parametrize("size", ["page", "column", "slide"])
@pytest.mark.parametrize("spread", [1.0, 0.1])
def test_names_lie_on_nothing(size: str, spread: float) -> None:
    """Thirty names, on a plane as wide as high or flat: none on another, all inside."""
    figure = distance_plot(plane(30, spread=spread), size=size, title="効果", dpi=60)
    names = extents(figure, "word:")
    assert len(names) > (20 if spread == 1.0 else 6)  # the others are told below
    assert overlapping(names) == [] and outside(figure, names) == []


def test_one_scale_for_both_directions() -> None:
    boxes = extents(distance_plot(PLANE, dpi=60), "mark:")
    middle = {name: np.array([box.x0 + box.x1, box.y0 + box.y1]) / 2 for name, box in boxes.items()}
    one, two, three = (middle[f"mark:word:{word}"] for word in PLANE["feature"])
    known = PLANE[["dimension_1", "dimension_2"]].to_numpy()
    wanted = np.linalg.norm(known[0] - known[1]) / np.linalg.norm(known[0] - known[2])
    assert np.linalg.norm(one - two) / np.linalg.norm(one - three) == pytest.approx(wanted, rel=0.02)


def test_places_and_clusters_are_told() -> None:
    leaves = pd.DataFrame({"feature": ["予算", "人材", "時間"], "cluster": [2, 1, 2]})
    places = places_of(distance_plot(PLANE, leaves, dpi=60)).set_index("name")
    assert places["cluster"].to_dict() == {"予算": 2, "人材": 1, "時間": 2}


def test_names_without_room_are_told_below(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty words in one place on a column: which have no name stands below."""
    from textmine.figures import frame

    said: list[str] = []
    note = frame.unlabelled_note
    monkeypatch.setattr(
        "textmine.figures.distance_plot.unlabelled_note",
        lambda names, lang: said.append(note(names, lang)) or said[-1],
    )
    table = plane(30).assign(dimension_1=0.0, dimension_2=0.0)
    distance_plot(table, size="column", dpi=60)
    assert said[0] == "" and "語名を省いた点" in said[-1]


def test_the_same_bytes_whatever_the_order_of_rows() -> None:
    from textmine.figures.saving import encode

    table = plane(12)
    one, other = (encode(distance_plot(each, dpi=60), "svg") for each in (table, table.iloc[::-1]))
    assert one == other


def test_errors_say_what_is_missing() -> None:
    with pytest.raises(FigureError, match="needs the column 'stress'"):
        distance_plot(PLANE.drop(columns="stress"))
    with pytest.raises(FigureError, match="no word to draw"):
        distance_plot(PLANE.head(0))
