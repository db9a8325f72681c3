"""textmine.codes.codesheet: the answers with their codes and what gave them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from textmine.codes.codebook import parse_codebook
from textmine.codes.codesheet import code_sheet
from textmine.inputs.attributes import attribute_of
from textmine.inputs.survey import Survey, read_survey
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


def test_attributes_called_like_our_columns(tmp_path: Path) -> None:
    """Of a survey with columns codes, text, kind and ＊費用 each column is there once, and so are ours."""
    headers = ["codes", "text", "kind", "document", "＊費用", "size"]
    rows = [",".join(["番号", *headers, "障害の内容"])]
    for n in range(30):
        values = [f"{header}の値{n % 2}" for header in headers]
        rows.append(",".join([f"A{n:02}", *values, f"予算が足りないので困っている{n}"]))
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    read = read_survey(path, respondent="番号", questions=["障害の内容"], attributes=headers)
    table = code_sheet(tokenize(read), FRAME)
    assert table.columns.is_unique
    assert all("費用" in codes for codes in table["codes"]) and set(table["kind"]) == {"substantive"}
    assert set(table["＊費用"]) == {1} and table["text"].iloc[0] == "予算が足りないので困っている0"
    shown = {attribute_of(column): set(table[column]) for column in read.attribute_columns}
    assert shown == {header: {f"{header}の値0", f"{header}の値1"} for header in headers}
