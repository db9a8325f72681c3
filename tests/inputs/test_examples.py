"""Examples in files: texts with their codes, and what people decided."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from textmine.errors import SurveyError
from textmine.inputs.decisions import COLUMNS
from textmine.inputs.examples import decided_examples, read_examples
from textmine.inputs.journal import fingerprint
from textmine.reports.tablefile import tablefile


def written(folder: Path, text: str) -> Path:
    path = folder / "examples.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_texts_with_their_codes(tmp_path: Path) -> None:
    """Codes with or without ＊, between them ; or 、; a text without a code is one, too."""
    path = written(
        tmp_path,
        "text,codes,unsure,read\n高い,費用;＊人材,場所,yes\n暑い,,,\n,費用,,\n",
    )
    table = read_examples(path)
    assert table[["text", "code", "read", "whole"]].values.tolist() == [
        ["高い", "＊費用", True, True],
        ["高い", "＊人材", True, True],
        ["高い", "＊場所", True, True],
        ["暑い", "", False, True],
    ]
    assert np.array_equal(table["value"], [1, 1, np.nan, 0], equal_nan=True)
    assert table["respondent"].nunique() == 2


def test_what_is_no_file_of_examples_is_said(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="needs the columns text and codes"):
        read_examples(written(tmp_path, "answer,code\n高い,費用\n"))
    with pytest.raises(SurveyError, match="row 3: read holds 'maybe'"):
        read_examples(written(tmp_path, "text,codes,read\n高い,費用,no\n安い,,maybe\n"))
    with pytest.raises(SurveyError, match="can't read"):
        read_examples(tmp_path / "none.csv")


def decisions() -> pd.DataFrame:
    about = {
        "sha": fingerprint("高い"),
        "question": "障害",
        "item": "",
        "coder": "佐藤",
        "date": "",
        "reason": "",
        "sample": "",
    }
    rows = [
        {
            **about,
            "key": f"k{who}",
            "answer": 1,
            "respondent": who,
            "text": "高い",
            "code": code,
            "value": 1,
            "rule": 0,
        }
        for who in ("a", "b")
        for code in ("＊費用", "＊人材")
    ]
    numbers = dict.fromkeys(("answer", "value", "rule"), "int64")
    return pd.DataFrame(rows)[list(COLUMNS)].astype(numbers)


def test_decisions_of_another_survey_are_examples(tmp_path: Path) -> None:
    path = tmp_path / "decided.csv"
    path.write_bytes(tablefile(decisions()))
    table = read_examples(path)
    assert table[["respondent", "code", "value", "whole"]].values.tolist()[:2] == [
        ["a", "＊費用", 1, False],
        ["a", "＊人材", 1, False],
    ]


def test_an_audit_sample_is_no_example() -> None:
    """Shares are measured on it."""
    table = decided_examples(decisions().assign(sample=["audit", "audit", "", ""]))
    assert table["respondent"].tolist() == ["b", "b"]
