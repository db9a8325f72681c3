"""Rows that hold no answers are told from those that do, and broken answers are whole again."""

from pathlib import Path

import pytest
import xlsxwriter

from tests.inputs.test_sheets import cells, counted, read
from textmine.inputs.files import read_sheets
from textmine.inputs.sheets import Sheet

TEXTS = ["駐車場が狭くて困っています。", "職員の対応が丁寧でした。", "特になし", "案内が分かりにくいです。"]
AGES = ["20代", "30代", "40代"]
HEADER = "番号,年代,ご意見"


def lines(first: int = 1, last: int = 9) -> list[str]:
    """Rows of an id, an age and a text."""
    return [f"{n},{AGES[n % 3]},{TEXTS[n % 4]}" for n in range(first, last + 1)]


def plain(last: int = 9) -> list[list[str]]:
    """The same rows as cells."""
    return [line.split(",") for line in lines(1, last)]


def sheet_of(path: Path, *rows: str) -> Sheet:
    """The table of a text file with these lines."""
    return read(path / "a.csv", "\n".join(rows) + "\n")


@pytest.mark.parametrize(
    ("finding", "between", "below"),
    [
        ("repeated_headers", [HEADER], []),
        ("repeated_headers", ["番号, 年代 ,ご意見"], []),
        ("total_rows", ["小計,,4"], ["合計,,9"]),
        ("total_rows", [], ["平均,2.5,"]),
        ("total_rows", [], ["n=9,9,9"]),
        ("note_rows", ["※ここから郵送分,,"], ["出典：令和6年度調査,,"]),
        ("note_rows", [], ["※無回答を除く。"]),
        ("note_rows", [], ["", "集計日 2026年1月5日"]),
        ("note_rows", [], ["(9 rows)"]),
        ("repeated_headers", [f"\ufeff{HEADER}"], []),
        ("note_rows", [",,2 / 3 ページ"], []),
        ("note_rows", ["郵送で届いた分,,"], []),
        ("heading_rows", [",,【郵送で届いた分】"], []),
        ("heading_rows", [",,■郵送"], []),
        ("heading_rows", [",,郵送分", ",,窓口分"], []),
    ],
)
def test_rows_that_are_no_answers(tmp_path: Path, finding: str, between: list[str], below: list[str]) -> None:
    """They are left out, counted, and named by their place in the file."""
    sheet = sheet_of(tmp_path, HEADER, *lines(1, 4), *between, *lines(5, 9), *below)
    assert cells(sheet) == plain()
    assert counted(sheet)[finding] == len(between) + len([line for line in below if line])
    (found,) = (each for each in sheet.findings if each.finding == finding)
    assert found.detail.split(", ")[0] == ("6" if between else "11" if below[0] else "12")


def test_titles_printed_on_each_page(tmp_path: Path) -> None:
    """What stands above the header and comes again is no answer."""
    title = "窓口アンケート,,"
    sheet = sheet_of(tmp_path, title, HEADER, *lines(1, 4), title, HEADER, *lines(5, 9))
    assert cells(sheet) == plain()
    assert counted(sheet) == {"titles": 1, "note_rows": 1, "repeated_headers": 1}


def test_all_rows_of_a_header_come_again(tmp_path: Path) -> None:
    """Two exports with names, wordings and ids under one another."""
    header = ["Q0,Q1,Q2", HEADER, '"{""ImportId"":""a""}","{""ImportId"":""b""}","{""ImportId"":""c""}"']
    sheet = sheet_of(tmp_path, *header, *lines(1, 4), *header, *lines(5, 9))
    assert cells(sheet) == plain()
    assert counted(sheet) == {"header_rows": 3, "repeated_headers": 3}


@pytest.mark.parametrize(
    ("header", "text", "whole"),
    [
        # in the last column, once and twice
        (
            HEADER,
            "1,20代,駐車場が狭い。/案内も少ないです。/2,30代,特になし",
            "駐車場が狭い。/案内も少ないです。",
        ),
        (HEADER, "1,20代,駐車場/も狭い/です。/2,30代,特になし", "駐車場/も狭い/です。"),
        # with the sign that stands between cells
        (
            HEADER,
            "1,20代,駐車場が狭い。/遠いし,暗いです。/2,30代,特になし",
            "駐車場が狭い。/遠いし,暗いです。",
        ),
        # in a column before the last
        ("番号,ご意見,年代", "1,駐車場が/狭い。,20代/2,特になし,30代", "駐車場が/狭い。"),
        # without an id
        (
            "年代,ご意見",
            "20代,駐車場が狭い。/案内も少ないです。/30代,特になし",
            "駐車場が狭い。/案内も少ないです。",
        ),
    ],
)
def test_line_breaks_without_quotation_marks(tmp_path: Path, header: str, text: str, whole: str) -> None:
    """What a break cut off is put back, and said."""
    names = header.split(",")
    values = {"年代": AGES[0], "ご意見": "良いと思います。"}
    more = [",".join(values.get(name, str(n)) for name in names) for n in range(3, 9)]
    sheet = sheet_of(tmp_path, header, *text.split("/"), *more)
    place = names.index("ご意見")
    assert [row[place] for row in cells(sheet)][:2] == [whole.replace("/", "\n"), "特になし"]
    assert len(cells(sheet)) == 8
    assert counted(sheet) == {"broken_rows": whole.count("/")}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("header", [["No.", "年代", "ご意見"], ["No.", "ご意見"], ["日時", "年代", "ご意見"]])
def test_answers_that_go_on_in_a_row_of_their_own(tmp_path: Path, header: list[str], ending: str) -> None:
    """A row with nothing but text, where the ids count on over it, belongs to the one above."""
    rows = [header]
    for n in range(1, 9):
        values = {"No.": str(n), "日時": f"2026/01/0{n} 10:00", "年代": AGES[n % 3], "ご意見": TEXTS[n % 4]}
        rows.append([values[name] for name in header])
    rows.insert(4, [*[""] * (len(header) - 1), "続き：案内も少ないです。"])
    rows.append([*[""] * (len(header) - 1), "トイレも古いです。"])
    path = tmp_path / f"a.{ending}"
    if ending == "csv":
        path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    (sheet,) = read_sheets([str(path)])
    texts = [row[-1] for row in cells(sheet)]
    assert (texts[2], texts[7]) == (
        "案内が分かりにくいです。\n続き：案内も少ないです。",
        "駐車場が狭くて困っています。\nトイレも古いです。",
    )
    assert counted(sheet) == {"continued_rows": 2}


def test_what_goes_on_below_a_short_row(tmp_path: Path) -> None:
    """A row that ends before the column that goes on below it loses nothing."""
    rows = ["番号,年代,ご意見", "1,20代", ",,駅が遠いです。", *lines(2, 9)]
    sheet = sheet_of(tmp_path, *rows)
    assert cells(sheet)[0] == ["1", "20代", "駅が遠いです。"]
    assert counted(sheet) == {"continued_rows": 1}


def test_further_rows_without_a_mark(tmp_path: Path) -> None:
    """The ids count on over rows that say less than the others: they are of the record above."""
    rows = ["番号,年代,分類,意見"]
    for n in range(1, 7):
        rows.append(f"{n},{AGES[n % 3]},施設,{TEXTS[n % 4]}")
        rows += [",,職員,もっと増やしてほしい。"] * (n % 2)
    sheet = sheet_of(tmp_path, *rows)
    assert [row[:2] for row in cells(sheet)][:3] == [["1", "30代"], ["1", "30代"], ["2", "40代"]]
    assert counted(sheet) == {"record_rows": 3}


@pytest.mark.parametrize("repeated", [True, False])
def test_further_rows_of_one_record(tmp_path: Path, repeated: bool) -> None:
    """A sub table: its rows are marked, and what only the first of them says holds for all."""
    rows = ["レコードの開始行,レコード番号,年代,分類,意見"]
    for n in range(101, 107):
        record = f"{n},{AGES[n % 3]}"
        rows.append(f"*,{record},施設,{TEXTS[n % 4]}")
        rows += [f",{record if repeated else ','},職員,もっと増やしてほしい。"] * (n % 2)
    sheet = sheet_of(tmp_path, *rows)
    assert [row[1:3] for row in cells(sheet)][:3] == [["101", "40代"], ["101", "40代"], ["102", "20代"]]
    assert counted(sheet) == {"record_rows": 3}


@pytest.mark.parametrize(
    "rows",
    [
        [HEADER, *lines()],
        # nobody said how old they are; someone said nothing; someone has no id
        [HEADER, "1,,特になし", *lines(2, 4), "5,,", *lines(6), ",20代,駅が遠いです。"],
        # ids in any order, and one without: nothing says that it goes on
        [
            "会員番号,ご意見",
            "b1,良い所です。",
            ",駅が遠いです。",
            "a7,特になし",
            "c2,道が狭いです。",
            "c1,なし",
        ],
        # ages are no ids
        ["年齢,ご意見", "51,良い所です。", ",駅が遠いです。", "34,特になし", "28,道が狭いです。"],
        # a group written once
        ["年代,ご意見", "20代,良い所です。", ",駅が遠いです。", "30代,特になし", ",道が狭いです。"],
        # short rows
        ["番号,年代,ご意見", "1,20代,良い所です。", "2", "3,30代", "4,20代,駅が遠いです。"],
        # a choice, a number and a page in place of a text
        [HEADER, "1,20代,合計", "2,30代,5", "3,40代,3ページ", *lines(4)],
        # one column
        ["ご意見", "良い所です。", "合計", "※特になし", "【駅】"],
        ["年代,ご意見", "その他,良い所です。", "20代,", "20代,※特になし", ",5ページ", "20代,なし"],
    ],
)
def test_rows_with_answers(tmp_path: Path, rows: list[str]) -> None:
    """Every row stays."""
    sheet = sheet_of(tmp_path, *rows)
    assert len(cells(sheet)) == len(rows) - 1
    assert counted(sheet).keys() <= {"short_rows"}


@pytest.mark.parametrize(
    ("below", "finding"),
    [
        ([["年代", "人数", ""], ["20代", 4, ""], ["30代", 5, ""]], "other_rows"),
        ([["年代別の集計", "", ""], ["年代", "人数", ""], ["20代", 4, ""], ["合計", 9, ""]], "other_rows"),
        ([["", "", "出典：令和6年度の調査"]], "note_rows"),
        ([["", "", "※ 個人を特定できる記述は除いた。"]], "note_rows"),
    ],
)
def test_what_stands_below_a_blank_row(tmp_path: Path, below: list[list[object]], finding: str) -> None:
    """Another table or a note below the answers is no answer and does not go on with the last one."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate([HEADER.split(","), *plain(), [], *below]):
            page.write_row(number, 0, row)
    (sheet,) = read_sheets([str(path)])
    assert cells(sheet) == plain()
    assert finding in counted(sheet)


def test_answers_below_a_blank_row(tmp_path: Path) -> None:
    """A further block of answers is read, whether a blank row or the header stands above it."""
    rows = [HEADER, *lines(1, 5), "", *lines(6, 7), "", HEADER, *lines(8, 9)]
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row.split(","))
    (sheet,) = read_sheets([str(path)])
    assert cells(sheet) == plain()
