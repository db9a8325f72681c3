"""Documents and words as a table that other programs read."""

from __future__ import annotations

import pandas as pd

import textmine as tm
from textmine.tables.document_words import document_words
from textmine.tables.keywords import keywords

TEXTS = ["費用と費用と人", "時間がない。人だ", "特になし"]
KINDS = ["substantive", "substantive", "none"]


def test_how_often_or_whether(corpus_of) -> None:
    """費用 twice in the first answer, or 1; the attributes stand before."""
    corpus = corpus_of(TEXTS, kinds=KINDS, 地域=["東", "西", "西"])
    table = document_words(corpus, ["費用", "人", "時間"])
    assert list(table) == [
        *("answer", "respondent", "item", "地域", "words", "characters", "費用", "人", "時間")
    ]
    assert table[["費用", "人", "時間"]].values.tolist() == [[2, 1, 0], [0, 1, 1]]
    assert table["characters"].tolist() == [7, 8]
    assert document_words(corpus, ["費用"], cells="zero_one")["費用"].tolist() == [1, 0]


def test_its_sums_are_the_keyword_tables(corpus_of) -> None:
    """Columns add up to the occurrences, and 0/1 to the respondents."""
    corpus = corpus_of(TEXTS)
    words = keywords(corpus, minimum=1)
    assert document_words(corpus, words)[words["word"]].sum().tolist() == words["occurrences"].tolist()
    marked = document_words(corpus, words, cells="zero_one")
    assert marked[words["word"]].sum().tolist() == words["respondents"].tolist()


def test_no_column_is_named_twice(corpus_of) -> None:
    """A word that is called as an attribute, and the negated uses of one, have names of their own."""
    corpus = corpus_of(["時間がかかる", "時間はかからない"], 時間=["朝", "夜"])
    words = keywords(corpus, minimum=1, negation="apart")
    table = document_words(corpus, words)
    assert table.columns.is_unique
    assert {"時間", "語_時間", "かかる", "かかる（否定）"} <= set(table)
    assert table["かかる（否定）"].tolist() == [0, 1]


def test_of_sentences(corpus_of) -> None:
    """A row a sentence, with the attributes of its answer."""
    corpus = tm.recount(corpus_of(TEXTS, 地域=["東", "西", "西"]), per="sentence")
    table = document_words(corpus, pd.DataFrame({"word": ["人"]}))
    assert table[["地域", "人"]].values.tolist() == [["東", 1], ["西", 0], ["西", 1], ["西", 0]]
