"""A search of the words: by hand, and KH Coder's own searches of こころ."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import textmine as tm
from textmine.errors import WordsError
from textmine.tables.word_forms import word_forms

TEXTS = ["予算が増えた。予算を増やす", "増える費用", "増えたＩＴの話", "ITは話す"]


def words(corpus: tm.Corpus, query: str, **options: object) -> list[str]:
    return list(dict.fromkeys(word_forms(corpus, query, unit="word", **options)["word"]))  # type: ignore[arg-type]


def test_words_that_hold_a_text(corpus_of) -> None:
    """Anywhere, as a whole, at the beginning or the end; any of several texts, or all of them."""
    corpus = corpus_of(TEXTS)
    assert words(corpus, "増") == ["増える", "増やす"]
    assert words(corpus, "予算 話") == ["予算", "話", "話す"]
    assert words(corpus, "る え", every=True) == ["増える"]
    assert words(corpus, "話", match="equals") == ["話"]
    assert words(corpus, "算 増", match="begins") == ["増える", "増やす"]
    assert words(corpus, "算 増", match="ends") == ["予算"]
    assert words(corpus, "it") == ["IT"]


def test_forms_and_how_often(corpus_of) -> None:
    """As they were written, with the dictionary's name of the form; of a noun there is none."""
    table = word_forms(corpus_of(TEXTS), "増える 予算", unit="word")
    assert table[["word", "occurrences", "form", "form_occurrences"]].values.tolist() == [
        ["増える", 3, "増え", 2],
        ["増える", 3, "増える", 1],
        ["予算", 2, "予算", 2],
    ]
    assert table["conjugation"].tolist() == ["連用形-一般", "連体形-一般", ""]


def test_a_class_is_no_part_of_a_word(corpus_of) -> None:
    """話（サ変名詞） and 話（名詞C） both end with 話."""
    corpus = tm.recount(corpus_of(["話。達者な達者", "話す"]), reading="khcoder")
    assert {word.partition("（")[0] for word in words(corpus, "者 話", match="ends")} == {"達者", "話"}


@pytest.mark.parametrize("query", ["天気", " "])
def test_a_text_that_no_word_holds_is_told(corpus_of, query: str) -> None:
    with pytest.raises(WordsError, match="no word of these answers holds"):
        word_forms(corpus_of(TEXTS), query)


# KH Coder's searches as its reference calls them; the dictionary of its run cuts these words otherwise.
QUERIES = {"OR-1": "者", "OR-2": "死 亡 殺", "AND-1": "死", "AND-2": "生 る"}
MATCHES = {"部分一致": "contains", "完全一致": "equals", "前方一致": "begins", "後方一致": "ends"}
CUT_OTHERWISE = {"田舎者", "死ぬ", "死", "亡", "亡友", "生きる", "生れる"}


@pytest.mark.real
def test_searches_of_kokoro(real_khcoder: Path) -> None:
    """All of KH Coder's eleven searches: words, classes, counts and forms, but of seven words."""
    pytest.importorskip("ipadic")
    from benchmarks.khcoder import corpus

    kokoro = tm.recount(corpus(real_khcoder, "ipadic"), reading="khcoder", pos=("all",))
    reference = pd.read_csv(real_khcoder / "ref" / "word_search.csv", keep_default_na=False)
    for (match, name), rows in reference.groupby(["match", "query"]):
        every = name.startswith("AND")
        table = word_forms(kokoro, QUERIES[name], match=MATCHES[match], every=every, unit="word")
        table["word"] = table["word"].str.replace("（.*", "", regex=True)
        table = table[~table["word"].isin(CUT_OTHERWISE)]
        found, forms = (
            set(table[columns].itertuples(index=False, name=None))
            for columns in (
                ["word", "pos", "occurrences"],
                ["word", "form", "conjugation", "form_occurrences"],
            )
        )
        word = rows["text"].where(rows["kind"] == "word").ffill()
        rows = rows.assign(word=word)[~word.isin(CUT_OTHERWISE)]
        for kind, columns, ours in (
            ("word", ["word", "class_or_form", "count"], found),
            ("form", ["word", "text", "class_or_form", "count"], forms),
        ):
            theirs = set(rows.loc[rows["kind"] == kind, columns].itertuples(index=False, name=None))
            assert theirs == ours if kind == "word" else theirs <= ours  # a form like its word is not listed
