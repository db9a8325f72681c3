"""textmine.codes.codesheet: the answers with their codes and what gave them."""

from __future__ import annotations

import pandas as pd

from textmine.codes.codebook import parse_codebook
from textmine.codes.codesheet import code_sheet
from textmine.inputs.attributes import column_of
from textmine.inputs.survey import Survey
from textmine.words.corpus import tokenize


def survey(texts: list[str], kinds: list[str]) -> Survey:
    return Survey(
        pd.DataFrame(
            {
                "answer": range(10, 10 + len(texts)),
                "respondent": [f"r{number}" for number in range(len(texts))],
                "question": "障害",
                "item": "更新",
                "text": texts,
                "kind": kinds,
                "業種": "製造",
            }
        )
    )


FRAME = parse_codebook("＊費用\n費用 or 予算\n＊その他でない\nnot 費用\n＊人材\nnear(人手-足りる!neg)")


def test_an_answer_has_its_attributes_codes_and_evidence() -> None:
    """Characters once each in the order of the text; a code without characters stands alone."""
    table = code_sheet(
        tokenize(survey(["費用、また費用と予算", "人手が足りない", ""], ["substantive"] * 2 + ["blank"])),
        FRAME,
    )
    assert table["answer"].tolist() == [10, 11]  # the blank one is left out
    assert table["codes"].tolist() == ["費用", "その他でない、人材"]
    assert table["evidence"].tolist() == ["費用：費用・予算", "その他でない／人材：人手が足り"]
    assert table[["item", "業種"]].values.tolist() == [["更新", "製造"]] * 2
    assert table["＊人材"].tolist() == [0, 1]


def test_nothing_substantive() -> None:
    table = code_sheet(tokenize(survey(["なし", ""], ["none", "blank"])), FRAME)
    assert table["text"].tolist() == ["なし"]
    assert table["evidence"].tolist() == ["その他でない"]


def test_sentences() -> None:
    """A document of a smaller unit shows its own text."""
    table = code_sheet(
        tokenize(survey(["予算がない。人手が足りない。"], ["substantive"])), FRAME, unit="sentence"
    )
    assert table["text"].tolist() == ["予算がない。", "人手が足りない。"]
    assert table["codes"].tolist() == ["費用、その他でない", "その他でない、人材"]


def test_an_attribute_called_as_a_column_of_the_sheet_gets_an_underscore() -> None:
    """No two columns have one name, and what they hold is not mixed up."""
    columns = {column_of("codes"): "あり", column_of("document"): "なし"}
    answers = survey(["予算がない"], ["substantive"]).answers.assign(**columns)
    table = code_sheet(tokenize(Survey(answers)), parse_codebook("＊費用\n予算"))
    assert table.columns.is_unique
    assert table[["codes", "_codes", "_document"]].values.tolist() == [["費用", "あり", "なし"]]
