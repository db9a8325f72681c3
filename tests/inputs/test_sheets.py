"""Files become tables of text, whatever their delimiter, quoting, header and faults."""

import csv
import os
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from textmine.errors import SurveyError
from textmine.inputs import sheets, textfiles
from textmine.inputs.files import files_of, read_sheets
from textmine.inputs.natural import in_natural_order, natural
from textmine.inputs.sheets import Sheet


def read(path: Path, text: str, *, codec: str = "utf-8") -> Sheet:
    """The one table of a text file with this content."""
    path.write_bytes(text.encode(codec))
    return read_sheets([str(path)])[0]


def cells(sheet: Sheet) -> list[list[str]]:
    """The rows of a table."""
    return [list(row) for row in zip(*sheet.columns, strict=True)]


def counted(sheet: Sheet) -> dict[str, int]:
    """What was found, with its count."""
    return {each.finding: each.count for each in sheet.findings}


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


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path) -> None:
    """A quoted break does not move the numbers, a blank row does; blank rows are counted."""
    sheet = read(tmp_path / "a.csv", '番号,文\n1,"a\nb"\n\n,\n2,c\n')
    assert sheet.rows.tolist() == [2, 5]
    assert counted(sheet) == {"blank_rows": 2}


def test_ragged_rows_lose_nothing(tmp_path: Path) -> None:
    """Cells beyond the header stay in a column without a name; both kinds of raggedness are counted."""
    sheet = read(tmp_path / "a.csv", "番号,文\n1,a,はみ出し\n2\n3,b,,\n4,c\n")
    assert cells(sheet) == [["1", "a", "はみ出し"], ["2", "", ""], ["3", "b", ""], ["4", "c", ""]]
    assert counted(sheet) == {"long_rows": 1, "short_rows": 1}
    assert sheet.spilled == {2}


def test_stray_quotes_are_read_and_counted(tmp_path: Path) -> None:
    """Text after a closing quotation mark is kept."""
    sheet = read(tmp_path / "a.csv", '番号,文\n1,"意識"が高まった\n2,b\n')
    assert cells(sheet) == [["1", "意識が高まった"], ["2", "b"]]
    assert counted(sheet) == {"stray_quotes": 1}


def test_title_rows_above_the_header(tmp_path: Path) -> None:
    """A lone cell above the table is a title, not a header."""
    sheet = read(tmp_path / "a.csv", "アンケート結果,,\n,,\n番号,業種,文\n1,製造,a\n2,卸売,b\n")
    assert sheet.headers == ("番号", "業種", "文")
    assert sheet.rows.tolist() == [4, 5]
    assert counted(sheet)["titles"] == 1


def test_two_header_rows(tmp_path: Path) -> None:
    """Items over aspects in two rows are joined, in text by their repetition, in Excel by merged cells."""
    text = "番号,アップデート,,ウイルス,\n,状況,内容,状況,内容\n1,済,a,未,b\n2,未,c,済,d\n"
    expected = ("番号", "アップデート／状況", "アップデート／内容", "ウイルス／状況", "ウイルス／内容")
    sheet = read(tmp_path / "a.csv", text)
    assert sheet.headers == expected
    assert sheet.rows.tolist() == [3, 4]
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 1, 0, "番号")
        page.merge_range(0, 1, 0, 2, "アップデート")
        page.merge_range(0, 3, 0, 4, "ウイルス")
        for row, values in enumerate(["状況 内容 状況 内容", "済 a 未 b"], 1):
            for column, value in enumerate(values.split(), 1):
                page.write(row, column, value)
        page.write(2, 0, 1)
    assert read_sheets([str(path)])[0].headers == expected


def test_one_column_and_plain_lines(tmp_path: Path) -> None:
    """A .csv of one column has a header; a .txt without columns is one answer a line."""
    sheet = read(tmp_path / "a.csv", "回答\n意識が高まった\n費用がかかる\n")
    assert (sheet.headers, sheet.shape) == (("回答",), "table")
    sheet = read(
        tmp_path / "a.txt", "意識が高まった。費用は、かかる。\n\n教育を、続けたい。\n", codec="cp932"
    )
    assert (sheet.headers, sheet.shape, sheet.rows.tolist()) == (("text",), "paragraphs", [1, 3])


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
    assert counted(found[0]) == {"sheets_not_read": 3}
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


def test_huge_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell of 1 MB is read; one beyond the limit is refused with its row; csv's own limit is put back."""
    before = csv.field_size_limit()
    text = "対" * 1_050_000
    assert cells(read(tmp_path / "a.csv", f"番号,文\n1,{text}\n")) == [["1", text]]
    monkeypatch.setattr(textfiles, "LONGEST_CELL", 1000)
    with pytest.raises(SurveyError, match="more than 1000 characters in row 3"):
        read(tmp_path / "a.csv", f"番号,文\n1,a\n2,{text}\n")
    assert csv.field_size_limit() == before


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded: a table beyond the limit is refused while it is read."""
    monkeypatch.setattr(sheets, "MOST_CELLS", 100)
    with pytest.raises(SurveyError, match="more than 100 cells"):
        read(tmp_path / "a.csv", "a,b\n" + "1,2\n" * 60)


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


@given(
    st.one_of(
        st.lists(st.from_regex(r"\A[0-9a-z]{0,4}\Z")),
        st.lists(st.from_regex(r"\AR[0-9]{0,3}\Z")),
        st.lists(st.integers(0, 2000).map(str)),
    )
)
def test_texts_in_natural_order(texts: list[str]) -> None:
    """Sorted in the quick way or not, the order is the same."""
    assert in_natural_order(texts) == sorted(texts, key=natural)


def test_natural_order() -> None:
    """Numbers inside a text count as numbers; any text can be sorted with any other."""
    assert sorted(["row 10", "row 9", "1", "A", "10", "2", ""], key=natural) == [
        "",
        "1",
        "2",
        "10",
        "A",
        "row 9",
        "row 10",
    ]
    assert sorted(["9" * 5000, "1"], key=natural)[0] == "1"
    assert sorted(["1", "01", "a1", "a01"], key=natural) == sorted(["a01", "a1", "01", "1"], key=natural)


def test_filled_in_forms(tmp_path: Path) -> None:
    """Workbooks that agree in all but one column are one form: a row of the survey each."""
    labels = ["調査票", "企業番号", "業種", "宣言の効果", "困ったこと"]
    for name, values in [
        ("b", ["", "2", "卸売業", "意識が高まった", ""]),
        ("a", ["", "1", "製造業", "費用が難点", "時間"]),
    ]:
        with xlsxwriter.Workbook(tmp_path / f"{name}.xlsx") as book:
            page = book.add_worksheet("回答")
            for row, (label, value) in enumerate(zip(labels, values, strict=True)):
                page.write(row, 0, f"問{row}")
                page.write(row, 1, label)
                page.write(row, 2, int(value) if value.isdecimal() else value)
    found = read_sheets(files_of([tmp_path])[0])
    assert [sheet.headers for sheet in found] == [tuple(labels)] * 2
    assert cells(found[1]) == [["", "2", "卸売業", "意識が高まった", ""]]
    assert counted(found[0]) == {"form": 5}


def test_tables_of_two_columns_are_no_forms(tmp_path: Path) -> None:
    """Two small tables of the same respondents stay tables: their first rows are headers."""
    for name in "ab":
        with xlsxwriter.Workbook(tmp_path / f"{name}.xlsx") as book:
            page = book.add_worksheet()
            for row, values in enumerate(
                [("番号", "回答"), ("1", f"駅が遠い{name}"), ("2", f"道が狭い{name}")]
            ):
                page.write_row(row, 0, values)
    assert [sheet.headers for sheet in read_sheets(files_of([tmp_path])[0])] == [("番号", "回答")] * 2
