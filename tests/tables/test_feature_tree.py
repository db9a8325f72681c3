"""The tree of words: heights by hand, the cut, and that the order of the words changes nothing."""

from __future__ import annotations

import pytest

from textmine.errors import TableError
from textmine.tables.feature_tree import feature_leaves, feature_tree

TEXTS = ["費用と時間", "費用と時間", "費用", "人材と教育", "人材と教育", "人材", "時間"]
WORDS = ["費用", "時間", "人材", "教育"]


def test_heights_are_one_less_jaccard(corpus_of) -> None:
    """人材-教育 share 2 of 3, 費用-時間 2 of 4; the last join is at 1, for they share no respondent."""
    corpus = corpus_of(TEXTS)
    tree = feature_tree(corpus, WORDS)
    assert [{left, right} for left, right in zip(tree["left"], tree["right"], strict=True)] == [
        {2, 3},
        {0, 1},
        {4, 5},
    ]
    assert tree["height"].tolist() == pytest.approx([1 / 3, 1 / 2, 1])
    assert tree["clusters"].tolist() == [3 + 1 - 1, 2, 1]


def test_the_cut(corpus_of) -> None:
    """By number, by height and by itself; clusters are numbered in the order of the table."""
    corpus = corpus_of(TEXTS)
    tree = feature_tree(corpus, WORDS)
    assert feature_leaves(corpus, WORDS, tree)["cluster"].tolist() == [1, 1, 2, 2]
    assert feature_leaves(corpus, WORDS, tree, k=3)["cluster"].tolist() == [1, 2, 3, 3]
    leaves = feature_leaves(corpus, WORDS, tree, height=0.6)
    assert leaves["cluster"].tolist() == [1, 1, 2, 2]
    assert leaves[["feature", "respondents", "base"]].values.tolist()[0] == ["費用", 3, 7]
    with pytest.raises(TableError):
        feature_leaves(corpus, WORDS, tree, k=2, height=0.5)


def test_the_order_of_words_changes_no_group(corpus_of) -> None:
    """Ties are broken by the words, not by where they stand."""
    corpus = corpus_of(TEXTS)
    groups = []
    for words in (WORDS, WORDS[::-1]):
        leaves = feature_leaves(corpus, words, feature_tree(corpus, words), k=2)
        groups.append({frozenset(part["feature"]) for _, part in leaves.groupby("cluster")})
    assert groups[0] == groups[1]


def test_one_word_is_no_tree(corpus_of) -> None:
    """The error says how many there are."""
    with pytest.raises(TableError, match="there are 1"):
        feature_tree(corpus_of(TEXTS), ["費用"])


def test_what_nobody_has_is_no_leaf(corpus_of) -> None:
    """KH Coder leaves codes without any hit out of its trees, too."""
    corpus = corpus_of(TEXTS)
    words = ["海", *WORDS]
    tree = feature_tree(corpus, words)
    assert feature_leaves(corpus, words, tree)["feature"].tolist() == WORDS
    assert tree.equals(feature_tree(corpus, WORDS))
