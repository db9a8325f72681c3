"""Co-occurrence: each coefficient by its definition, what counts as a pair, and its laws."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from tests.conftest import examples
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.tables.cooccurrence import cooccurrence, finish, merge, tally
from textmine.tables.keywords import keywords
from textmine.words.corpus import Corpus

WORDS = ["費用", "時間", "人材"]
TEXTS = ["費用と時間", "費用が負担", "時間と費用", "人材の不足", "人材と費用", "難しい"]

COLUMNS = [
    *("feature", "kind", "other", "other_kind", "both", "respondents", "other_respondents"),
    *("occurrences", "other_occurrences", "base", "jaccard", "dice", "simpson", "cosine", "log_likelihood"),
]


def row(table: pd.DataFrame, feature: str, other: str) -> pd.Series:
    found = table[(table["feature"] == feature) & (table["other"] == other)]
    assert len(found) == 1
    return found.iloc[0]


def test_each_coefficient_by_its_definition(corpus_of) -> None:
    """費用 4, 時間 2, both 2 of 6 respondents; G² by scipy."""
    table = cooccurrence(corpus_of(TEXTS), WORDS, minimum=1)
    assert list(table.columns) == COLUMNS
    pair = row(table, "費用", "時間")
    assert pair[["both", "respondents", "other_respondents", "base"]].tolist() == [2, 4, 2, 6]
    assert pair["jaccard"] == pytest.approx(2 / 4)
    assert pair["dice"] == pytest.approx(4 / 6)
    assert pair["simpson"] == pytest.approx(1)
    assert pair["cosine"] == pytest.approx(2 / math.sqrt(8))
    expected = chi2_contingency([[2, 2], [0, 2]], correction=False, lambda_="log-likelihood").statistic
    assert pair["log_likelihood"] == pytest.approx(expected)


def test_occurrences_stand_beside_respondents(corpus_of) -> None:
    """費用 three times by two, 時間 twice by one: also where the survey is counted in chunks."""
    corpora = corpus_of(["費用と費用と時間と時間", "費用"]), corpus_of(["費用と時間"])
    first, second = (tally(corpus, ["費用", "時間"]) for corpus in corpora)
    table = finish(merge(first, second), minimum=1)
    columns = ["respondents", "other_respondents", "occurrences", "other_occurrences", "both"]
    assert table[columns].values.tolist() == [[3, 2, 4, 3, 2]]


def test_a_pair_needs_the_minimum_and_stands_once(corpus_of) -> None:
    """Both orders of a pair are one row; the feature is the one of more respondents."""
    table = cooccurrence(corpus_of(TEXTS), WORDS, minimum=2)
    assert table[["feature", "other"]].values.tolist() == [["費用", "時間"]]


def test_a_respondent_needs_both_in_one_answer(corpus_of) -> None:
    """Two answers of one respondent with one word each are no pair; two with both count once."""
    texts = ["費用", "時間", "費用と時間", "時間と費用"]
    table = cooccurrence(corpus_of(texts, respondents=["a", "a", "b", "b"]), ["費用", "時間"], minimum=1)
    assert table[["both", "respondents", "other_respondents", "base"]].values.tolist() == [[1, 2, 2, 2]]


def test_a_word_and_a_longer_one_made_of_it_are_no_pair(corpus_of) -> None:
    """個人 stands wherever 個人情報 does."""
    corpus = corpus_of(["個人情報の管理", "個人情報と管理"])
    table = cooccurrence(corpus, ["個人", "個人情報", "管理"], minimum=1)
    assert ["個人", "個人情報"] not in table[["feature", "other"]].values.tolist()


def test_words_with_codes_and_values(corpus_of) -> None:
    """Kinds say what each side is; a code with its own words is allowed, an upper code with its lower not."""
    corpus = corpus_of(TEXTS, 業種=["製造", "製造", "小売", "小売", "小売", ""])
    coded = code_answers(corpus, parse_codebook("＊負担\n費用 or 時間\n＊人\n人材"))
    with_codes = cooccurrence(corpus, WORDS, others=coded, minimum=1)
    assert set(zip(with_codes["kind"], with_codes["other_kind"], strict=True)) == {("word", "code")}
    assert row(with_codes, "時間", "＊負担")["both"] == 2
    values = cooccurrence(corpus, coded, by="業種", minimum=1)
    assert row(values, "＊負担", "製造")[["both", "other_respondents"]].tolist() == [2, 2]
    assert set(values["other_kind"]) == {"value"}
    upper = code_answers(corpus, parse_codebook("＊負担/費用\n費用\n＊負担/時間\n時間"))
    pairs = cooccurrence(corpus, upper, minimum=1)[["feature", "other"]].values.tolist()
    assert pairs == [["＊負担/費用", "＊負担/時間"]]


@examples(12)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_and_counts_are_possible(corpus_of, texts, chance) -> None:
    """Shuffled answers give the same table; both is at most either one; coefficients are 0-1."""
    corpus: Corpus = corpus_of(texts)
    table = cooccurrence(corpus, WORDS, minimum=1)
    order = list(range(len(texts)))
    chance.shuffle(order)
    pd.testing.assert_frame_equal(table, cooccurrence(corpus_of(texts, order=order), WORDS, minimum=1))
    assert (table["both"] <= table[["respondents", "other_respondents"]].min(axis=1)).all()
    assert table[["jaccard", "dice", "simpson", "cosine"]].stack().between(0, 1 + 1e-12).all()


@pytest.mark.parametrize("texts", [["費用", "費用"], ["のでが", "には"]])
def test_one_word_or_none_has_no_pairs(corpus_of: Callable[..., Corpus], texts: list[str]) -> None:
    """The table is empty, with all its columns."""
    corpus = corpus_of(texts)
    words = keywords(corpus, minimum=1)
    table = cooccurrence(corpus, words, minimum=1)
    pairs = cooccurrence(corpus_of(["費用と人材"]), ["費用", "人材"], minimum=1)
    assert len(table) == 0 and {*pairs.columns} <= {*table.columns}
