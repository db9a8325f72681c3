"""Files, folders and sheets of workbooks: which are read, and what is said of the others."""

import os
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from tests.inputs.test_sheets import cells, counted
from textmine.errors import SurveyError
from textmine.inputs.files import files_of, read_sheets


def test_sheets_of_a_workbook(tmp_path: Path) -> None:
    """The first sheet with a table and its likes are read, the rest is named; one can be chosen."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("表紙").write(0, 0, "アンケート")
        for name, header in [("4月", "文"), ("5月", "文"), ("集計", "平均")]:
            page = book.add_worksheet(name)
            for row, values in enumerate([["番号", header, "備考"], ["1", "a", "b"]]):
                page.write_row(row, 0, values)
        hidden = book.add_worksheet("控え")
        hidden.write_row(0, 0, ["番号", "文", "備考"])
        hidden.write_row(1, 0, ["9", "z", ""])
        hidden.hide()
    found = read_sheets([str(path)])
    assert [sheet.sheet for sheet in found] == ["4月", "5月"]
    assert counted(found[0]) == {"sheets_not_read": 2, "hidden_sheets": 1}
    assert [sheet.sheet for sheet in read_sheets([str(path)], sheet="控え")] == ["控え"]
    assert [sheet.sheet for sheet in read_sheets([str(path)], sheet="2")] == ["4月"]
    with pytest.raises(SurveyError, match="has no sheet '6月'; it has 表紙, 4月, 5月, 集計, 控え"):
        read_sheets([str(path)], sheet="6月")


def test_folder(tmp_path: Path) -> None:
    """Files come in natural order; Excel's lock files and hidden files are no files, others are named."""
    for name in ("回答10.csv", "回答9.csv", "~$回答9.xlsx", ".hidden.csv", "memo.docx"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    files, findings = files_of([tmp_path])
    assert [Path(file).name for file in files] == ["回答9.csv", "回答10.csv"]
    assert [(each.finding, each.count, each.detail) for each in findings] == [
        ("files_not_read", 1, "memo.docx")
    ]
    (tmp_path / "空").mkdir()
    with pytest.raises(SurveyError, match="holds no survey file"):
        files_of([tmp_path / "空"])


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\xef\xbb\xbf", "is empty"),
        ("a.csv", b"\n \n\n", "is empty"),
        ("a.csv", b",,\n,,\n", "is empty"),
        ("a.csv", "番号,文\n".encode(), "header in row 1 but no rows"),
        ("a.csv", b"%PDF-1.7 ...", "is a PDF document"),
        ("a.csv", b'a,b\n1,"x\n2,y\n', "quotation mark in row 2 that is never closed"),
        ("a.txt", b"<H1>a</H1>\n", "headings but no text"),
        ("a.xlsx", b"a,b\n1,2\n", "not a workbook whatever its ending says"),
        ("a.xlsx", b"%PDF-1.7", "is a PDF document, not a workbook"),
        ("a.xls", b"<html><table></table></html>", "is a web page"),
        ("a.xlsx", b"PK\x03\x04xxxx", "damaged workbook"),
        ("a.csv", b"a" + b"," * 1_000_000 + b"\n1,2\n", "1000001 columns in row 1"),
    ],
)
def test_bad_files_in_one_sentence(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """Every bad file ends in one sentence that names it and what to do."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SurveyError, match=message) as caught:
        read_sheets([str(path)])
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_workbook_renamed_to_csv(tmp_path: Path) -> None:
    """An Excel workbook with the wrong ending is called one."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "a")
    path = path.rename(tmp_path / "a.csv")
    with pytest.raises(SurveyError, match="is an Excel workbook, not text"):
        read_sheets([str(path)])


def test_missing_and_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not there is named, with a near one; so is one that may not be read."""
    (tmp_path / "survey.csv").write_text("a,b\n1,2\n")
    with pytest.raises(SurveyError, match=r"did you mean survey\.csv"):
        files_of([tmp_path / "surve.csv"])
    with pytest.raises(SurveyError, match="check the name"):
        files_of([tmp_path / "nowhere" / "x.csv"])
    with pytest.raises(SurveyError, match=r"can't be read|no file"):
        files_of(["a\0b.csv"])

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SurveyError, match="permission denied"):
        read_sheets([str(tmp_path / "survey.csv")])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file(tmp_path: Path) -> None:
    """A file without read permission is refused in a sentence."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    path.chmod(0)
    with pytest.raises(SurveyError, match="permission denied"):
        read_sheets([str(path)])


def test_xls_and_numbers(tmp_path: Path) -> None:
    """Numbers of old workbooks come without .0, as text."""
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    for row, values in enumerate([["番号", "年", "文"], [1, 2024, "a"], [2, 12.5, "b"]]):
        for column, value in enumerate(values):
            page.write(row, column, value)
    book.save(str(tmp_path / "a.xls"))
    assert cells(read_sheets([str(tmp_path / "a.xls")])[0]) == [["1", "2024", "a"], ["2", "12.5", "b"]]
