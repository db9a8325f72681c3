"""Related words: by hand, and with conditions of other kinds."""

from __future__ import annotations

import pytest

import textmine as tm
from textmine.codes.codebook import parse_codebook
from textmine.tables.related import related

TEXTS = ["費用と負担", "費用の負担", "費用", "負担", "時間", "時間と人"]
WORDS = ["費用", "負担", "時間", "人"]


def test_each_number_by_its_definition(corpus_of) -> None:
    """費用 3 of 6, 負担 3 of 6, both 2."""
    table = related(corpus_of(TEXTS), "費用", WORDS)
    assert table["feature"].tolist() == ["負担"]  # 費用 is the condition; 時間 is less frequent there
    row = table.iloc[0]
    counts = ["respondents", "both", "condition_respondents", "base"]
    assert row[counts].tolist() == [3, 2, 3, 6]
    assert row["conditional_share"] == pytest.approx(2 / 3)
    assert row["difference"] == pytest.approx(2 / 3 - 1 / 2)
    assert row["ratio"] == pytest.approx(4 / 3)
    assert row["jaccard"] == pytest.approx(2 / 4)
    assert row["dice"] == row["simpson"] == row["cosine"] == pytest.approx(2 / 3)


def test_conditions_of_attributes_and_codes(corpus_of) -> None:
    """What those in the west say more; what goes with a code."""
    corpus = corpus_of(TEXTS, 地域=list("東東東東西西"))
    west = related(corpus, "<>地域-->西", WORDS, minimum=1)
    assert west[["feature", "conditional_share"]].values.tolist() == [["時間", 1.0], ["人", 0.5]]
    frame = parse_codebook("＊資源\n費用 or 時間")
    assert related(corpus, "＊資源", WORDS, codebook=frame)["feature"].tolist() == ["費用", "時間"]


def test_by_sentence(corpus_of) -> None:
    """In one sentence, not in one answer."""
    corpus = corpus_of(["費用と負担。時間がない。", "費用だ。人だ。"])
    assert related(corpus, "費用", WORDS, minimum=1)["feature"].tolist() == []
    sentences = tm.recount(corpus, per="sentence")
    assert related(sentences, "費用", WORDS, minimum=1)["feature"].tolist() == ["負担"]
