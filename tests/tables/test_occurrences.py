"""textmine.tables.occurrences: the way back from a number to the characters of the answers."""

from collections.abc import Callable

import pandas as pd

from textmine.tables.keywords import keywords
from textmine.tables.occurrences import Keyword, keywords_in, occurrences
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def texts_of(corpus: Corpus, found: pd.DataFrame) -> list[tuple[str, str]]:
    texts = dict(zip(corpus.answers["answer"], corpus.answers["text"], strict=True))
    return [(str(row.word), texts[row.answer][row.start : row.end]) for row in found.itertuples()]


def test_each_occurrence_points_to_its_original_characters(corpus_of: Make) -> None:
    """Half-width kana, conjugated verbs and HTML entities stand as the respondent wrote them."""
    corpus = corpus_of(["ｾｷｭﾘﾃｨの意識が高まった", "A&amp;Bのセキュリティ"])
    found = occurrences(corpus, ["セキュリティ", "高まる"])
    assert texts_of(corpus, found) == [
        ("セキュリティ", "ｾｷｭﾘﾃｨ"),
        ("セキュリティ", "セキュリティ"),
        ("高まる", "高まっ"),
    ]


def test_a_compound_spans_all_its_words(corpus_of: Make) -> None:
    """One row for 個人情報, not two; other longest compounds are other words."""
    corpus = corpus_of(["個人情報の保護と個人情報保護法"])
    found = occurrences(corpus, ["個人情報"], unit="compound")
    assert texts_of(corpus, found) == [("個人情報", "個人情報")]


def test_words_stand_in_the_order_asked_for_and_answers_in_theirs(small: Corpus) -> None:
    """Sorted by the words given, then answer, then place; without words, all in code point order."""
    found = occurrences(small, ["情報", "意識", "情報"])
    assert list(found["word"].unique()) == ["情報", "意識"]
    for _, rows in found.groupby("word", observed=True):
        assert rows[["answer", "start"]].apply(tuple, axis=1).is_monotonic_increasing
    everything = occurrences(small, unit="word")
    assert everything["word"].astype(str).is_monotonic_increasing
    assert len(everything) == keywords(small, unit="word", minimum=1)["occurrences"].sum()


def test_an_unknown_word_has_no_rows(small: Corpus) -> None:
    """It is no error: a keyword of another question may not occur in this one."""
    found = occurrences(small, ["存在しない語"])
    assert len(found) == 0
    assert list(found.columns) == ["word", "answer", "respondent", "start", "end", "negated"]
    assert len(occurrences(small, [])) == 0


def test_a_table_with_negation_apart_parts_the_occurrences_of_a_word(corpus_of: Make) -> None:
    """Without that column 高まる has all its occurrences; with it, those that its row counts."""
    corpus = corpus_of(["高まった", "高まらない"])
    table = pd.DataFrame({"word": ["高まる", "高まる"], "negated": [False, True]})
    assert len(occurrences(corpus, ["高まる"], unit="word")) == 2
    places = occurrences(corpus, table, unit="word")
    assert places[["word", "answer"]].values.tolist() == [["高まる", 0], ["高まる", 1]]
    assert occurrences(corpus, table.tail(1), unit="word")["answer"].tolist() == [1]


def test_a_word_that_looks_like_a_displayed_negation_is_itself(corpus_of: Make) -> None:
    """No spelling of a name says what kind of row it is."""
    corpus = corpus_of(["高まらない"])
    assert len(occurrences(corpus, ["高まる（否定）", "高まる (negated)"])) == 0
    assert keywords_in(["高まる（否定）"]) == (Keyword("高まる（否定）"),)
