"""textmine.tables.space: points that depend on the texts alone, not on round-off or on the order of rows."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from sklearn.preprocessing import normalize as unit_length

from textmine.tables.clusters import clusters
from textmine.tables.matrix import matrix
from textmine.tables.space import LONG, SHORT, reduced, settled, space_of
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def test_the_dimensions_follow_the_length_of_the_answers(corpus_of: Make) -> None:
    """Short answers have fewer than longer comments; a number that is given is kept."""
    draw = np.random.RandomState(1)
    names = sorted({"".join(draw.choice(list("アイカキサシタチナニハヒマミラリ"), 4)) for _ in range(200)})
    texts = ["、".join(draw.choice(names, 4, replace=False)) for _ in range(400)]
    corpus = corpus_of(texts)
    assert len(matrix(corpus).words) > LONG + 1
    assert space_of(corpus, None, minimum=1, long=40).points.shape[1] == SHORT
    assert space_of(corpus, None, minimum=1, long=4).points.shape[1] == LONG
    assert space_of(corpus, None, minimum=1, dimensions=20).points.shape[1] == 20


def test_equal_singular_values_leave_the_axes_to_the_texts() -> None:
    """Answers in disjoint groups of the same make have equal values: any rotation of them is turned back."""
    draw = np.random.RandomState(5)
    points = unit_length(draw.normal(size=(30, 4)))
    values = np.array([3.0, 2.0, 2.0, 1.0])
    turn = np.array([[np.cos(0.7), -np.sin(0.7)], [np.sin(0.7), np.cos(0.7)]])
    turned = points.copy()
    turned[:, 1:3] = points[:, 1:3] @ turn
    one, other = settled(points, values, 3), settled(turned, values, 3)
    np.testing.assert_allclose(one, other, atol=1e-12)
    np.testing.assert_allclose(one @ one.T, points[:, :3] @ points[:, :3].T, atol=1e-12)


def test_equal_last_values_are_not_cut_apart() -> None:
    """Which of equal dimensions would be kept is chance, so none of them is."""
    points = unit_length(np.random.RandomState(5).normal(size=(30, 4)))
    assert settled(points, np.array([3.0, 2.0, 1.0, 1.0]), 3).shape[1] == 2
    assert settled(points, np.array([3.0, 2.0, 1.0, 0.5]), 3).shape[1] == 3
    assert settled(points, np.array([1.0, 1.0, 1.0, 1.0]), 3).shape[1] == 3  # then there is no other choice


def test_dimensions_of_nothing_are_left_out() -> None:
    """Values of 0 up to round-off are no dimensions: how many there are would be chance."""
    points = np.hstack([np.eye(4)[:, :2], np.full((4, 2), 1e-17)])
    assert settled(points, np.array([2.0, 1.0, 3e-16, 1e-17]), 3).tolist() == np.eye(4)[:, :2].tolist()


def test_the_order_of_the_words_does_not_matter(small: Corpus) -> None:
    """The columns of the weights in another order: the same axes, but for their signs."""
    weights = space_of(small, None).tfidf
    turned = weights[:, np.random.RandomState(3).permutation(weights.shape[1])]
    for most in (5, 20, 50):
        one, other = (settled(*reduced(each, most + 1, 1), most) for each in (weights, turned))
        np.testing.assert_allclose(np.abs(one), np.abs(other), atol=1e-9)


@pytest.mark.parametrize("whole", [0, 10_000])
def test_an_answer_that_no_dimension_holds_is_mixed(
    corpus_of: Make, monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    """It would lie where round-off puts it: it is in no cluster, by both ways to singular values."""
    monkeypatch.setattr("textmine.tables.space.WHOLE", whole)
    # Ten answers of five words have the largest values, one of words of its own has none of them.
    common = [
        f"{one}と{two}の{three}"
        for one, two, three in combinations(["予算", "人手", "機械", "道路", "学校"], 3)
    ]
    corpus = corpus_of([*common, "鯨と鮫"])
    space = space_of(corpus, None, minimum=1, dimensions=3)
    row = space.of.texts.index("鯨と鮫")
    assert not space.points[row].any() and row not in space.somewhere
    found = clusters(corpus, 2, minimum=1, dimensions=3, loose=0.0)
    assert found.loc[found["text"] == "鯨と鮫", "cluster"].tolist() == [0]
    assert (found.loc[found["text"] != "鯨と鮫", "cluster"] > 0).all()
