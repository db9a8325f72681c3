"""Search of answers: by words, codes and attributes, by how often the condition occurs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import textmine as tm
from textmine.codes.codebook import parse_codebook
from textmine.codes.search import search
from textmine.errors import CodebookError

TEXTS = ["費用が負担", "時間がない", "費用と費用と人", "特になし"]


def test_words_codes_and_attributes(corpus_of) -> None:
    """Each alone and together; a code may be named without brackets."""
    corpus = corpus_of(TEXTS, 地域=["東", "西", "西", "西"])
    frame = parse_codebook("＊資源\n費用 or 時間\n＊人\n人")
    found = {
        condition: search(corpus, condition, codebook=frame)["answer"].tolist()
        for condition in ("費用", "<>地域-->西 and 費用", "<＊資源> and not <＊人>", "＊資源", "lw > 3")
    }
    assert found == {
        "費用": [2, 0],  # twice there
        "<>地域-->西 and 費用": [2],
        "<＊資源> and not <＊人>": [0, 1],
        "＊資源": [0, 1, 2],
        "lw > 3": [2],
    }


def test_what_a_row_holds(corpus_of) -> None:
    """Who wrote it, with the attributes, and how many places it was found in."""
    table = search(corpus_of(TEXTS, 地域=["東", "西", "西", "西"]), "費用")
    assert table[["document", "respondent", "地域", "hits", "text"]].values.tolist() == [
        [3, "r002", "西", 2, "費用と費用と人"],
        [1, "r000", "東", 1, "費用が負担"],
    ]


def test_nothing_found_is_an_empty_table(corpus_of) -> None:
    table = search(corpus_of(TEXTS), "天気")
    assert len(table) == 0
    assert "text" in table


def test_a_condition_that_cant_be_understood_is_told(corpus_of) -> None:
    with pytest.raises(CodebookError, match="missing after"):
        search(corpus_of(TEXTS), "費用 and (")


@pytest.mark.real
def test_documents_of_kokoro(real_khcoder: Path) -> None:
    """卒業+証書 is in the sentences that KH Coder's test lists."""
    pytest.importorskip("ipadic")
    from benchmarks.khcoder import corpus

    table = search(corpus(real_khcoder, "ipadic"), "卒業+証書", unit="sentence", reading="khcoder")
    assert len(table) == 7
    assert table["text"].str.contains("卒業証書").all()
    codes = tm.read_codebook(real_khcoder / "inputs" / "theme.cod")
    love = search(
        corpus(real_khcoder, "ipadic"), "＊恋愛,結婚", codebook=codes, unit="heading2", reading="khcoder"
    )
    reference = pd.read_csv(real_khcoder / "ref" / "codes_by_h2.csv")
    row = reference[reference.iloc[:, 0] == "＊恋愛,結婚"].iloc[0].astype(str)
    assert str(len(love)) in set(row)
