"""Collocation: by hand, and every row of KH Coder's for 先生."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

import textmine as tm
from textmine.errors import WordsError
from textmine.tables.collocation import collocation

TEXTS = ["予算が足りない", "人も予算も足りない", "予算"]


def test_places_and_score(corpus_of) -> None:
    """足りる is the second to the right twice, 人 the second to the left once."""
    table = collocation(corpus_of(TEXTS), "予算").set_index("word")
    assert table.loc["足りる", ["total", "left", "right", "right_2", "score"]].tolist() == [2, 0, 2, 2, 1.0]
    assert table.loc["人", ["total", "left", "left_2", "score"]].tolist() == [1, 1, 1, 0.5]


def test_measures_by_their_definitions(corpus_of) -> None:
    """O = 2, f1 = 3, f2 = 2, N = all words of the answers."""
    corpus = corpus_of(TEXTS)
    row = collocation(corpus, "予算").set_index("word").loc["足りる"]
    size = len(corpus.counted)
    assert row["mi"] == pytest.approx(math.log2(2 * size / 6))
    assert row["mi3"] == pytest.approx(math.log2(8 * size / 6))
    assert row["t"] == pytest.approx((2 - 6 / size) / math.sqrt(2))
    p = 2 / (size - 3)
    assert row["z"] == pytest.approx((2 - p * 30) / math.sqrt(p * 30 * (1 - p)))
    assert row[["dice", "jaccard"]].tolist() == pytest.approx([4 / 5, 2 / 3])


def test_across_answers_only_if_told(corpus_of) -> None:
    """The last word of one answer is no neighbour of the first of the next."""
    corpus = corpus_of(["予算", "人がいない"])
    assert len(collocation(corpus, "予算")) == 0
    assert "人" in collocation(corpus, "予算", across=True)["word"].tolist()


def test_a_word_that_is_nowhere_is_told(corpus_of) -> None:
    with pytest.raises(WordsError, match="天気"):
        collocation(corpus_of(TEXTS), "天気")


@pytest.mark.real
def test_collocation_of_kokoro(real_khcoder: Path) -> None:
    """All 150 rows of 先生, each place and score, are those of MeCab under KH Coder's rules."""
    pytest.importorskip("ipadic")
    from benchmarks.khcoder import corpus

    sentences = tm.recount(corpus(real_khcoder, "ipadic"), per="sentence", reading="khcoder")
    table = collocation(sentences, "先生", across=True)
    table["word"] = [
        word.removesuffix(f"（{pos}）") for word, pos in zip(table["word"], table["pos"], strict=True)
    ]
    table = table.rename(
        columns={f"{side}_{n}": f"{side[0]}{n}" for side in ("left", "right") for n in range(1, 6)}
    )
    pinned = pd.read_csv(real_khcoder / "pinned" / "collocation_先生_mecab_ipadic.csv")
    both = pinned.merge(table, left_on=["word", "class"], right_on=["word", "pos"], suffixes=("", "_here"))
    assert len(both) == len(pinned) == 150
    places = [f"{side}{n}" for side in "lr" for n in range(1, 6)]
    for name in ("total", "left", "right", *places):
        assert both[name].tolist() == both[f"{name}_here"].tolist()
    assert both["score_here"].to_numpy() == pytest.approx(both["score"].to_numpy(), abs=5.1e-4)
