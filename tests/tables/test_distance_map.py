"""Multi-dimensional scaling: distances that fit on a plane are kept, and nothing else decides."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from textmine.errors import TableError
from textmine.tables.distance_map import distance_map
from textmine.tables.feature_tree import feature_tree

TEXTS = ["費用と時間", "費用と時間と人", "人と設備", "設備", "時間と人", "費用"]
WORDS = ["費用", "時間", "人", "設備"]


@pytest.mark.parametrize("scale", ["classical", "metric", "nonmetric"])
def test_words_of_the_same_respondents_are_near(corpus_of, scale: str) -> None:
    """費用 is nearer to 時間 than to 設備; the stress says how well the plane fits."""
    table = distance_map(corpus_of(TEXTS), WORDS, scale=scale).set_index("feature")
    place = table[["dimension_1", "dimension_2"]]
    apart = {other: np.linalg.norm(place.loc["費用"] - place.loc[other]) for other in ("時間", "設備")}
    assert apart["時間"] < apart["設備"]
    assert 0 <= table["stress"].iloc[0] < 0.2


def test_distances_of_a_plane_are_kept(corpus_of) -> None:
    """Three words always fit: the distances are those of the tree's first join and the others."""
    corpus = corpus_of(TEXTS)
    place = distance_map(corpus, WORDS[:3], scale="classical", distance="euclid")
    points = place[["dimension_1", "dimension_2"]].to_numpy()
    nearest = min(np.linalg.norm(points[one] - points[other]) for one, other in ((0, 1), (0, 2), (1, 2)))
    joins = feature_tree(corpus, WORDS[:3], distance="euclid")
    assert nearest == pytest.approx(joins["height"].iloc[0], abs=1e-5)
    assert place["stress"].iloc[0] == pytest.approx(0, abs=1e-4)


def test_the_order_of_rows_changes_nothing(corpus_of) -> None:
    found = [distance_map(corpus_of(TEXTS, order=each), WORDS) for each in (None, [3, 1, 5, 0, 4, 2])]
    pd.testing.assert_frame_equal(*found)


def test_two_words_are_no_map(corpus_of) -> None:
    with pytest.raises(TableError, match="three words"):
        distance_map(corpus_of(TEXTS), WORDS[:2])


def test_distances_of_words_for_the_tree(corpus_of) -> None:
    """費用 and 時間 have three respondents each, two of them together: each distance by its definition."""
    corpus = corpus_of(TEXTS)
    heights = {
        distance: feature_tree(corpus, WORDS[:2], distance=distance)["height"].iloc[0]
        for distance in ("jaccard", "cosine", "euclid")
    }
    assert heights == pytest.approx({"jaccard": 1 - 2 / 4, "cosine": 1 - 2 / 3, "euclid": np.sqrt(2)})
