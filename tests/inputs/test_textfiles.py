"""Text files become tables, whatever their delimiter, quoting and length of cells."""

import csv
from pathlib import Path

import pytest

from tests.inputs.test_sheets import cells, counted, read
from textmine.errors import SurveyError
from textmine.inputs import textfiles


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("a.tsv", "\t"), ("a.csv", "\t"), ("a.csv", ";"), ("a.txt", "\t")]
)
def test_delimiters(tmp_path: Path, name: str, delimiter: str) -> None:
    """Comma, tab and semicolon are told apart by the table, not by the ending alone."""
    rows = [["番号", "効果", "備考"], ["1", "意識が、高まった", ""], ["2", "a, b; c", "x"]]
    text = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )
    sheet = read(tmp_path / name, text)
    assert sheet.headers == ("番号", "効果", "備考")
    assert cells(sheet) == rows[1:]


def test_excel_hint_and_line_breaks(tmp_path: Path) -> None:
    """sep=; is obeyed; breaks inside quoted cells stay as one newline; CR and CRLF end rows as well."""
    sheet = read(tmp_path / "a.csv", 'sep=;\r\n番号;"回答\r\n（任意）"\r\n1;"一行目\r\n二行目"\r\n')
    assert sheet.headers == ("番号", "回答 （任意）")
    assert cells(sheet) == [["1", "一行目\n二行目"]]
    assert sheet.rows.tolist() == [3]
    assert cells(read(tmp_path / "mac.csv", "a,b\r1,2\r3,4")) == [["1", "2"], ["3", "4"]]


def test_stray_quotes_are_read_and_counted(tmp_path: Path) -> None:
    """Text after a closing quotation mark is kept."""
    sheet = read(tmp_path / "a.csv", '番号,文\n1,"意識"が高まった\n2,b\n')
    assert cells(sheet) == [["1", "意識が高まった"], ["2", "b"]]
    assert counted(sheet) == {"stray_quotes": 1}


def test_one_column_and_plain_lines(tmp_path: Path) -> None:
    """A .csv of one column has a header; a .txt without columns is one answer a line."""
    sheet = read(tmp_path / "a.csv", "回答\n意識が高まった\n費用がかかる\n")
    assert (sheet.headers, sheet.shape) == (("回答",), "table")
    sheet = read(
        tmp_path / "a.txt", "意識が高まった。費用は、かかる。\n\n教育を、続けたい。\n", codec="cp932"
    )
    assert (sheet.headers, sheet.shape, sheet.rows.tolist()) == (("text",), "paragraphs", [1, 3])


def test_huge_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell of 1 MB is read; one beyond the limit is refused with its row; csv's own limit is put back."""
    before = csv.field_size_limit()
    text = "対" * 1_050_000
    assert cells(read(tmp_path / "a.csv", f"番号,文\n1,{text}\n")) == [["1", text]]
    monkeypatch.setattr(textfiles, "LONGEST_CELL", 1000)
    with pytest.raises(SurveyError, match="more than 1000 characters in row 3"):
        read(tmp_path / "a.csv", f"番号,文\n1,a\n2,{text}\n")
    assert csv.field_size_limit() == before
