"""Answers with a comma that nothing quotes: put together where one place is left, else named and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.test_sheets import cells, read
from textmine.inputs.sheets import Sheet

TEXTS = [
    "駐車場が狭くて困ります。",
    "職員の対応が親切でした。",
    "案内表示が分かりにくいです。",
    "待ち時間が長すぎると思います。",
    "予約の手続きが面倒でした。",
    "開館時間を延ばしてほしい。",
]
AGES = ["20代", "30代", "20代", "30代", "20代", "30代"]


def findings(sheet: Sheet) -> dict[str, str]:
    """What was found, with its rows."""
    return {each.finding: each.detail for each in sheet.findings}


def table(header: str, rows: list[list[str]], *more: str, sign: str = ",") -> str:
    """A text table of the rows, with more lines that are written as they stand."""
    return "\n".join([header, *map(sign.join, rows), *more]) + "\n"


NUMBERED = [[f"{i + 1}", AGES[i], TEXTS[i]] for i in range(6)]
BETWEEN = [[f"{i + 1}", TEXTS[i], AGES[i], "男女"[i % 2]] for i in range(6)]


@pytest.mark.parametrize(
    ("header", "rows", "line", "whole"),
    [
        ("番号,年代,ご意見", NUMBERED, "7,20代,広い, 明るい。", ["7", "20代", "広い, 明るい。"]),
        ("番号,年代,ご意見", NUMBERED, "7,20代,広い,明るい,安い。", ["7", "20代", "広い,明るい,安い。"]),
        ("番号,ご意見,年代,性別", BETWEEN, "7,広い,明るい。,30代,女", ["7", "広い,明るい。", "30代", "女"]),
        # a blank cell at the end of the row hides that it is too long
        ("番号,ご意見,年代,性別", BETWEEN, "7,広い,明るい。,30代,", ["7", "広い,明るい。", "30代", ""]),
        ("番号,ご意見,年代,性別", BETWEEN, "7,広い,20代の人,30代,男", ["7", "広い,20代の人", "30代", "男"]),
    ],
)
def test_the_other_columns_leave_one_place(
    tmp_path: Path, header: str, rows: list[list[str]], line: str, whole: list[str]
) -> None:
    """Ids, numbers and groups hold what they hold in the other rows; the rest is the answer."""
    sheet = read(tmp_path / "a.csv", table(header, rows, line))
    assert cells(sheet) == [*rows, whole]
    assert findings(sheet) == {"joined_cells": "8"}


def test_text_before_and_behind_a_group(tmp_path: Path) -> None:
    """A column of groups between two of text tells to which the comma belongs."""
    rows = [[f"{i + 1}", TEXTS[i], AGES[i], TEXTS[i - 3]] for i in range(6)]
    lines = ["7,静か,広い,20代,狭い。", "8,静か,30代,狭い,暗い。"]
    sheet = read(tmp_path / "a.csv", table("番号,良い点,年代,悪い点", rows, *lines))
    assert cells(sheet)[6:] == [["7", "静か,広い", "20代", "狭い。"], ["8", "静か", "30代", "狭い,暗い。"]]


@pytest.mark.parametrize(
    ("header", "rows", "line"),
    [
        (
            "番号,良い点,悪い点",
            [[f"{i + 1}", TEXTS[i], TEXTS[i - 3]] for i in range(6)],
            "7,静か,広い,狭い。",
        ),
        # a number in groups of three, or an answer that begins with one
        (
            "番号,利用額,ご意見",
            [[f"{i + 1}", f"{90 * i + 90}", TEXTS[i]] for i in range(6)],
            "7,1,200,高い。",
        ),
        # a choice that nobody else has
        ("番号,年代,ご意見", NUMBERED, "7,その他,友人,高い。"),
    ],
)
def test_what_fits_in_two_ways_or_in_none_is_left_out(
    tmp_path: Path, header: str, rows: list[list[str]], line: str
) -> None:
    """The row is named; its cells count under no wrong question."""
    sheet = read(tmp_path / "a.csv", table(header, rows, line))
    assert cells(sheet) == rows
    assert findings(sheet) == {"unplaced_rows": "8"}


@pytest.mark.parametrize(
    "text",
    [
        table("番号,年代,ご意見", [[*row, ""] for row in NUMBERED]),
        table("番号,年代,ご意見,", [[*row, ""] for row in NUMBERED]),
        table("番号,年代,ご意見", NUMBERED[:-1], "6,30代,開館時間を延ばしてほしい。,,"),
    ],
)
def test_blank_cells_beyond_the_header_are_none(tmp_path: Path, text: str) -> None:
    sheet = read(tmp_path / "a.csv", text)
    assert cells(sheet) == NUMBERED
    assert not findings(sheet)


def test_a_header_that_lacks_a_name(tmp_path: Path) -> None:
    """Where all rows have a cell more, it is no answer's comma: the cells stay where they are."""
    rows = [[*row, "市民課"] for row in NUMBERED]
    sheet = read(tmp_path / "a.csv", table("番号,年代,ご意見", rows))
    assert cells(sheet) == rows
    assert findings(sheet).keys() == {"long_rows"}


def test_a_comma_in_the_brackets_of_a_header(tmp_path: Path) -> None:
    rows = [[row[0], row[2], row[1]] for row in NUMBERED]
    sheet = read(tmp_path / "a.csv", table("番号,ご意見(良い点,悪い点など),年代", rows))
    assert sheet.headers == ("番号", "ご意見(良い点,悪い点など)", "年代")
    assert cells(sheet) == rows
