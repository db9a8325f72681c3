"""textmine.tables.k_curve: a number of clusters where resamples agree."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd

from tests.tables.test_clusters import TEXTS
from textmine.tables.clusters import clusters
from textmine.tables.k_curve import MIXED, k_curve
from textmine.tables.space import SHORT, space_of
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def test_k_is_where_resamples_agree_beyond_chance(corpus_of: Make) -> None:
    """One k is chosen; the excess is what is left of the stability without that of answers at random."""
    subjects = [
        "予算費用補助融資借金",
        "人手担当採用研修退職",
        "機械設備端末電源工場",
        "顧客営業契約納期見積",
    ]
    texts = []
    for subject in subjects:
        words = [subject[place : place + 2] for place in range(0, 10, 2)]
        texts += ["、".join(three) for three in combinations(words, 3)]
    curve = k_curve(corpus_of(texts))
    assert curve["k"].tolist() == [2, 3, 4, 5, 6]
    assert curve.loc[curve["chosen"], "k"].tolist() == [4]  # the subjects
    assert curve["stability"].between(-1, 1).all()
    assert (curve["lowest"] <= curve["stability"]).all() and (curve["stability"] <= curve["highest"]).all()
    assert np.allclose(curve["excess"], curve["stability"] - curve["chance"])
    assert curve["mixed"].between(0, 1).all() and curve["largest"].between(0, 1).all()


def test_k_leaves_few_mixed_where_it_can(small: Corpus) -> None:
    """A cut that agrees well but leaves most answers in no cluster is not chosen."""
    curve = k_curve(small)
    chosen = curve[curve["chosen"]].iloc[0]
    assert chosen["mixed"] <= max(MIXED, curve["mixed"].min())
    assert clusters(small)["cluster"].max() <= chosen["k"]


def test_as_many_clusters_as_answers_are_not_tried(corpus_of: Make) -> None:
    """k of 1, 0 or more than there are different answers has no row."""
    assert k_curve(corpus_of(TEXTS), [0, 1, 2, 11, 50], minimum=1)["k"].tolist() == [2]
    assert k_curve(corpus_of(TEXTS), [50], minimum=1).empty


def test_equal_values_give_one_result(small: Corpus) -> None:
    """Answers with fewer than 50 dimensions, several of one value: the points and the curve are the same.

    However round-off falls, and whatever ARPACK would draw, which starts anew where vectors run out.
    """
    first = space_of(small, None)
    assert first.points.shape[1] < SHORT
    curve = k_curve(small)
    for length in (7, 1003, 4099, 20011):
        beside = np.ones(length)  # where arrays lie in memory decides in which order they are summed
        np.testing.assert_array_equal(space_of(small, None).points, first.points)
        pd.testing.assert_frame_equal(k_curve(small), curve)
        del beside
