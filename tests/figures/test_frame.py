"""textmine.figures.frame: a figure tells where its words stand, without placing them again."""

import gc
import weakref
from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.figure import Figure

from textmine.figures import clouds, heatmap, map, network, tree
from textmine.figures.frame import keep_places, places_of
from textmine.figures.style import canvas

WORDS = {"word": ["予算", "人材"], "respondents": [9, 6], "base": 30}
CELLS = {
    **{
        "attribute": "業種",
        "value": ["製造業", "小売業"],
        "feature": "予算",
        "respondents": [9, 6],
        "base": 20,
    },
    **{"share": [0.45, 0.3], "residual": [1.0, -1.0], "mark": ["", ""], "small": False},
    **{"log_likelihood": [4.1, 0.0], "difference": [0.2, -0.2]},
}
PAIR = {
    "feature": "予算",
    "other": "人材",
    "both": 4,
    "respondents": 9,
    "other_respondents": 6,
    "jaccard": 0.4,
}
POINTS = {
    **{"name": ["予算", "人材", "製造業", "建設業"], "kind": ["feature"] * 2 + ["value"] * 2},
    **{"attribute": "業種", "respondents": [9, 6, 20, 12]},
    **{"dimension_1": [0.4, -0.3, 0.2, -0.3], "dimension_2": [0.1, -0.2, 0.0, 0.1]},
}
JOINS = {"left": [0, 2], "right": [1, 3], "height": [0.2, 0.9], "size": [2, 3], "clusters": [2, 1]}
LEAVES = {"leaf": [0, 1, 2], "feature": ["予算", "人材", "時間"], "respondents": [9, 6, 5], "base": 30}
DRAWN: dict[str, tuple[Callable[[], Figure], Callable[[], pd.DataFrame]]] = {
    "clouds": (
        lambda: clouds.wordclouds({"製造業": pd.DataFrame(WORDS)}),
        lambda: clouds.wordclouds_layout({"製造業": pd.DataFrame(WORDS)}),
    ),
    "comparison": (
        lambda: clouds.comparison_cloud(pd.DataFrame(CELLS)),
        lambda: clouds.comparison_layout(pd.DataFrame(CELLS)),
    ),
    "heatmap": (
        lambda: heatmap.heatmap(pd.DataFrame(CELLS), attribute="業種"),
        lambda: heatmap.heatmap_layout(pd.DataFrame(CELLS), attribute="業種"),
    ),
    "map": (
        lambda: map.correspondence_map(
            pd.DataFrame(POINTS), pd.DataFrame({"dimension": [1, 2], "share": 0.5})
        ),
        lambda: map.map_layout(pd.DataFrame(POINTS), pd.DataFrame({"dimension": [1, 2], "share": 0.5})),
    ),
    "network": (
        lambda: network.network(pd.DataFrame([PAIR])),
        lambda: network.network_layout(pd.DataFrame([PAIR]))[0],
    ),
    "tree": (
        lambda: tree.tree(pd.DataFrame(JOINS), pd.DataFrame(LEAVES)),
        lambda: tree.tree_layout(pd.DataFrame(JOINS), pd.DataFrame(LEAVES)),
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_tells_where_its_words_stand(name: str) -> None:
    """The same table as the function that only places them."""
    draw, layout = DRAWN[name]
    places = places_of(draw())
    assert len(places)
    pd.testing.assert_frame_equal(places, layout())


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
