"""textmine.inputs.merges: a list of proposals comes back as it was filled in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from textmine.errors import SurveyError
from textmine.inputs.merges import COLUMNS, read_merges
from textmine.reports.report import Report
from textmine.reports.tablefile import tablefile
from textmine.reports.writing import write
from textmine.tables.condense import PROPOSALS

ROWS = [
    ("障害", "1 更新", 1, "予算がない", "予算がとれない", 1.0, 3, 1, "はい"),
    ("障害", "1 更新", 1, "予算がない", "=予算不足", 0.8, 3, 1, " いいえ "),
    ("障害", "2 教育", 1, "人材がいない", "人が\nいない", 0.7, 2, 1, ""),
]
DECIDED = [
    ["障害", "1 更新", "予算がない", "予算がとれない", True],
    ["障害", "1 更新", "予算がない", "=予算不足", False],
]


def table(rows: list[tuple[object, ...]] = ROWS) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=PROPOSALS)


def test_a_csv_comes_back(tmp_path: Path) -> None:
    """Yes and no as written, what is left empty decides nothing, a guarded text loses its guard."""
    (tmp_path / "merges.csv").write_bytes(tablefile(table()))
    found = read_merges(tmp_path / "merges.csv")
    assert list(found.columns) == list(COLUMNS)
    assert found.values.tolist() == DECIDED


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_workbook_comes_back(tmp_path: Path, lang: str) -> None:
    """With its Japanese or English headings, from among the other sheets of the workbook."""
    report = Report("まとめ", lang=lang).add(table(), name="proposals", question="障害")
    report = report.add(table([("効果", *ROWS[0][1:])]), name="proposals", question="効果")
    write(report, tmp_path / "merges.xlsx")
    found = read_merges(tmp_path / "merges.xlsx")
    assert found.values.tolist() == [*DECIDED, ["効果", *DECIDED[0][1:]]]


def test_an_empty_column_to_fill_in_is_no_decision(tmp_path: Path) -> None:
    """The file as it was written, in both kinds."""
    rows = [(*row[:-1], "") for row in ROWS]
    (tmp_path / "merges.csv").write_bytes(tablefile(table(rows)))
    write(Report("まとめ").add(table(rows), name="proposals", question="障害"), tmp_path / "merges.xlsx")
    for name in ("merges.csv", "merges.xlsx"):
        assert read_merges(tmp_path / name).empty


def test_another_word_is_an_error_that_names_the_row(tmp_path: Path) -> None:
    """Neither yes nor no is asked back, not guessed."""
    (tmp_path / "merges.csv").write_bytes(tablefile(table([(*ROWS[0][:-1], "たぶん")])))
    with pytest.raises(SurveyError, match=r"row 2.*たぶん"):
        read_merges(tmp_path / "merges.csv")


def test_another_file_is_an_error(tmp_path: Path) -> None:
    """A survey is no list of proposals."""
    (tmp_path / "survey.csv").write_text("ID,感想\n1,よい\n", encoding="utf-8")
    with pytest.raises(SurveyError, match="no column question"):
        read_merges(tmp_path / "survey.csv")
    with xlsxwriter.Workbook(tmp_path / "survey.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["ID", "感想"])
    with pytest.raises(SurveyError):
        read_merges(tmp_path / "survey.xlsx")
