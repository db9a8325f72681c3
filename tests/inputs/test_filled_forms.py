"""Workbooks that are one form, filled in once by each respondent."""

from pathlib import Path

import xlsxwriter

from tests.inputs.test_sheets import cells, counted
from textmine.inputs.files import files_of, read_sheets


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


def test_numbered_ids_are_no_labels_of_a_form(tmp_path: Path) -> None:
    """Two questions to the same people, called by an id with a word in it, are two tables."""
    for header, text in [("ご感想", "駅が近い"), ("ご不満", "道が狭い")]:
        with xlsxwriter.Workbook(tmp_path / f"{header}.xlsx") as book:
            page = book.add_worksheet()
            page.write_row(0, 0, ["会員番号", header])
            for number in range(1, 9):
                page.write_row(number, 0, [f"会員No.{number:03}", f"{text}{number}"])
    found = read_sheets(files_of([tmp_path])[0])
    assert [sheet.headers for sheet in found] == [("会員番号", "ご不満"), ("会員番号", "ご感想")]
