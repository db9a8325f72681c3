"""Answers in JSON become the table that the same answers make in CSV."""

from pathlib import Path

import pytest

from tests.inputs.test_sheets import cells
from textmine.errors import SurveyError
from textmine.inputs.files import read_sheets

ONE = '{"id": 1, "age": "20代", "comment": "駅が遠い。"}'
TWO = '{"id": 2, "age": null, "comment": "道が\\n狭い。"}'
ROWS = [["1", "20代", "駅が遠い。"], ["2", "", "道が\n狭い。"]]


@pytest.mark.parametrize(
    ("name", "text", "rows"),
    [
        ("a.jsonl", f"{ONE}\n\n{TWO}\n", [1, 3]),
        ("a.ndjson", f"{ONE}\n{TWO}", [1, 2]),
        ("a.json", f"[{ONE},\n {TWO}]", [1, 2]),
        ("a.json", f'{{"count": 2,\n "responses": [{ONE},\n {TWO}]}}', [1, 2]),
        ("a.json", f'{{"responses": [{ONE}, {TWO}]}}', [1, 2]),
        ("a.csv", f"{ONE}\n{TWO}\n", [1, 2]),
        ("a.txt", f"{ONE}\n{TWO}\n", [1, 2]),
    ],
)
def test_shapes(tmp_path: Path, name: str, text: str, rows: list[int]) -> None:
    """Lines, a list, a list in an object, whatever the ending."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    (sheet,) = read_sheets([str(tmp_path / name)])
    assert sheet.headers == ("id", "age", "comment")
    assert cells(sheet) == ROWS
    assert sheet.rows.tolist() == rows


def test_values(tmp_path: Path) -> None:
    """Numbers as they are written, objects in objects, several choices; what one lacks is empty."""
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": 00, "a": 1}\n'.replace("00", "12345678901234567890")
        + '{"who": {"age": 1.50, "ok": true}, "used": ["市民課", "税務課"], "more": [{"x": 1}]}\n',
        encoding="utf-8",
    )
    (sheet,) = read_sheets([str(path)])
    assert sheet.headers == ("id", "a", "who.age", "who.ok", "used", "more")
    assert cells(sheet) == [
        ["12345678901234567890", "1", "", "", "", ""],
        ["", "", "1.50", "TRUE", "市民課; 税務課", '[{"x": "1"}]'],
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (f"{ONE}\n{{broken\n", "line 2: no JSON"),
        (f'{ONE}\n"text"\n', "line 2: JSON, but no object"),
        ("[1, 2]", "line 1: JSON, but no object"),
        ("番号,意見\n1,a\n", "line 1: no JSON"),
        ("{}", "is empty"),
        ('{"a": ' + "[" * 200_000, "no JSON"),
        ("{" + ",".join(f'"a{n}": 1' for n in range(16_400)) + "}", "more than 16384 different names"),
        ("\n".join(f'{{"a{n}": 1}}' for n in range(6_000)), "more than 30000000 cells"),
    ],
)
def test_refused(tmp_path: Path, text: str, error: str) -> None:
    """One sentence with the line."""
    path = tmp_path / "a.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SurveyError, match=error):
        read_sheets([str(path)])


def test_braces_are_no_json(tmp_path: Path) -> None:
    """A header or an answer in braces stays what it is."""
    path = tmp_path / "a.csv"
    path.write_text("{番号},意見\n1,[a]\n", encoding="utf-8")
    assert read_sheets([str(path)])[0].headers == ("{番号}", "意見")
