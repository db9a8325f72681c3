"""textmine.tables.occurrences: the way back from a number to the characters of the answers."""

from collections.abc import Callable

import pandas as pd
import pytest

from textmine.tables.keywords import keywords
from textmine.tables.occurrences import meant, occurrences, shown
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
    everything = occurrences(small)
    assert everything["word"].astype(str).is_monotonic_increasing
    assert len(everything) == keywords(small, minimum=1)["occurrences"].sum()


def test_an_unknown_word_has_no_rows(small: Corpus) -> None:
    """It is no error: a keyword of another question may not occur in this one."""
    found = occurrences(small, ["存在しない語"])
    assert len(found) == 0
    assert list(found.columns) == ["word", "answer", "respondent", "start", "end", "negated"]
    assert len(occurrences(small, [])) == 0


def test_a_negated_name_beside_the_word_parts_its_occurrences(corpus_of: Make) -> None:
    """Alone, 高まる has all; beside 高まる（否定）, only the others."""
    corpus = corpus_of(["高まった", "高まらない"])
    assert len(occurrences(corpus, ["高まる"])) == 2
    both = occurrences(corpus, ["高まる", "高まる（否定）"])
    assert both["negated"].tolist() == [False, True]
    assert both["word"].tolist() == ["高まる", "高まる（否定）"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_name_means_the_word_it_was_made_of(lang: str) -> None:
    """shown and meant are each other's inverse; a real word that looks so is itself."""
    name = shown("感じる", negated=True, lang=lang)
    assert meant(name, {"感じる"}) == ("感じる", True)
    assert meant(name, {"感じる", name}) == (name, False)
    assert shown("感じる", negated=False, lang=lang) == "感じる"
