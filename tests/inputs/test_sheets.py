"""The header is found among the rows of a table, and nothing beside it is lost."""

from pathlib import Path

import pytest
import xlsxwriter

from textmine.errors import SurveyError
from textmine.inputs import sheets
from textmine.inputs.files import read_sheets
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


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded: a table beyond the limit is refused while it is read."""
    monkeypatch.setattr(sheets, "MOST_CELLS", 100)
    with pytest.raises(SurveyError, match="more than 100 cells"):
        read(tmp_path / "a.csv", "a,b\n" + "1,2\n" * 60)
