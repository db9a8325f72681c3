"""textmine.figures.bubbles: areas are shares, colours those of the heat map, and nothing overlaps."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from tests.figures.drawn import extents, outside, overlapping
from tests.figures.made import CELLS
from tests.figures.test_heatmap import cross
from textmine.figures.bubbles import bubbles
from textmine.figures.frame import places_of
from textmine.figures.heatmap import heatmap


def circles(figure: Figure) -> dict[str, PathPatch]:
    found = {str(artist.get_gid()): artist for artist in figure.artists if isinstance(artist, PathPatch)}
    return {name: artist for name, artist in found.items() if name.startswith("cell:")}


def area(artist: PathPatch) -> float:
    box = artist.get_path().get_extents()
    return float(box.width * box.height)


def test_areas_are_shares_and_colours_residuals() -> None:
    """Twice the share, twice the area; the colour of a cell of the heat map; sure ones have a dark border."""
    drawn = circles(bubbles(CELLS, attribute="業種", dpi=60))
    first, second = drawn["cell:予算:製造業"], drawn["cell:人材:製造業"]
    assert area(first) / area(second) == pytest.approx(0.45 / 0.15)
    cells = circles(heatmap(CELLS, attribute="業種", dpi=60))
    assert {name: each.get_facecolor() for name, each in drawn.items()} == {
        name: cells[name].get_facecolor() for name in drawn
    }
    assert second.get_linewidth() > first.get_linewidth()


def test_a_share_of_nothing_is_no_bubble() -> None:
    table = CELLS.assign(share=[0.5, 0.0, 0.2, 0.1])
    assert set(circles(bubbles(table, attribute="業種", dpi=60))) == {
        "cell:予算:製造業",
        "cell:人材:製造業",
        "cell:人材:小売業",
    }
    assert circles(bubbles(CELLS.assign(share=0.0), attribute="業種", dpi=60)) == {}


@pytest.mark.parametrize("size", ["page", "column", "slide"])
def test_nothing_covers_another_or_leaves_the_picture(size: str) -> None:
    """The largest bubbles of neighbouring cells leave room between them."""
    table = cross([f"値{number}" for number in range(9)], [f"項目{number}" for number in range(12)])
    figure = bubbles(table.assign(share=np.where(table["share"] > 0, 1.0, 0.0)), attribute="業種", size=size)
    boxes = extents(figure, "cell:", "label:")
    assert overlapping(boxes) == [] and outside(figure, boxes) == []
    places = places_of(figure)
    assert {"feature", "attribute", "value"} <= set(places) and len(places) == places[
        "value"
    ].nunique() * len(set(places["feature"]))
