"""Multi-dimensional scaling: distances that fit on a plane are kept, and nothing else decides."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from textmine.errors import TableError
from textmine.tables.cooccurrence import tally
from textmine.tables.distance_map import distance_map
from textmine.tables.feature_tree import distances, feature_tree

TEXTS = ["費用と時間", "費用と時間と人", "人と設備", "設備", "時間と人", "費用"]
WORDS = ["費用", "時間", "人", "設備"]


@pytest.mark.parametrize("scale", ["classical", "metric", "nonmetric", "sammon"])
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


def test_sammon_leaves_less_of_its_stress_than_the_others(corpus_of) -> None:
    """The sum of squared differences, each by the distance that is wanted, as Sammon (1969) defines it."""
    corpus = corpus_of([*TEXTS, "設備と時間", "人と費用と設備", "納期", "納期と人"])
    words = [*WORDS, "納期"]
    joins = feature_tree(corpus, words, method="complete")
    assert len(joins) == 4
    total = tally(corpus, words)
    features, apart, order = distances(total, "jaccard")
    one, other = np.triu_indices(len(features), 1)

    def stress(scale: str) -> float:
        table = distance_map(corpus, words, scale=scale).iloc[order]
        points = table[["dimension_1", "dimension_2"]].to_numpy()
        found = np.linalg.norm(points[one] - points[other], axis=1)
        return float(((found - apart[one, other]) ** 2 / apart[one, other]).sum())

    assert stress("sammon") < min(stress("classical"), stress("metric"), stress("nonmetric"))


def test_words_of_the_same_respondents_may_share_a_place(corpus_of) -> None:
    """A distance of 0 divides by nothing: 費用 and 時間 are always together."""
    corpus = corpus_of(["費用と時間", "費用と時間と人", "人と設備", "設備", "人"])
    table = distance_map(corpus, WORDS, scale="sammon").set_index("feature")
    place = table[["dimension_1", "dimension_2"]]
    assert np.isfinite(place.to_numpy()).all()
    assert np.linalg.norm(place.loc["費用"] - place.loc["時間"]) < 0.05


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
