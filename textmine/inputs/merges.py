"""Reads back the list of proposed merges, where a person wrote はい or いいえ."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from textmine.errors import SurveyError
from textmine.inputs.files import WORKBOOKS, read_sheets
from textmine.inputs.normalize import normalize
from textmine.inputs.sheets import Sheet
from textmine.inputs.workbooks import read_workbooks
from textmine.texts.labels import label

COLUMNS = ("question", "item", "statement", "other", "confirmed")
_YES = frozenset({"はい", "yes", "y", "1", "true", "○", "〇", "◯", "ok", "する", "まとめる"})
_NO = frozenset({"いいえ", "no", "n", "0", "false", "×", "x", "しない", "まとめない"})


def read_merges(path: str | Path) -> pd.DataFrame:
    """Return what a person decided about proposed merges: one row per decision.

    The file is one that ``textmine condense --proposals`` wrote, filled in: CSV or a workbook with a sheet of
    proposals for each question. Columns: ``question``, ``item``, ``statement``, ``other``, ``confirmed``
    (bool: はい, yes, 1, ○; or いいえ, no, 0, ×). A row where nothing is filled in decides nothing.

    Raises:
        SurveyError: if the file can't be read, a column is missing, or an entry is neither yes nor no.
    """
    rows: list[tuple[str, str, str, str, bool]] = []
    for sheet in _sheets(str(path)):
        rows += _decisions(sheet)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype(dict.fromkeys(COLUMNS[:4], "str") | {"confirmed": "bool"})


def _sheets(path: str) -> list[Sheet]:
    """Return the table of a text file, or the sheets of a workbook that hold proposals."""
    if Path(path).suffix.lower() not in WORKBOOKS or not Path(path).is_file():
        return read_sheets([path])
    (pages,) = read_workbooks([Path(path)])
    if not isinstance(pages, list):
        return read_sheets([path])  # which says what is wrong with it
    wanted = {"other", *_headings("other")}
    filled = [
        str(number) for number, page in enumerate(pages, start=1) if any(wanted & {*row} for row in page.rows)
    ]
    return [sheet for number in filled for sheet in read_sheets([path], sheet=number)] or read_sheets([path])


def _headings(column: str) -> list[str]:
    return [label(f"column.{column}", lang) for lang in ("ja", "en")]


def _decisions(sheet: Sheet) -> list[tuple[str, str, str, str, bool]]:
    columns: dict[str, list[str]] = {}
    for name in COLUMNS:
        known = {name, *_headings(name)}
        place = next((number for number, header in enumerate(sheet.headers) if header in known), None)
        if place is None:
            raise SurveyError(
                "{path} has no column {column}; give a file of proposals with its headings as they were",
                path=sheet.path,
                column=f"{name} ({_headings(name)[0]})",
            )
        # the CSV has a "'" before what a spreadsheet could run
        columns[name] = [str(cell).removeprefix("'") for cell in sheet.columns[place]]
    found = []
    for row, *texts, entry in zip(sheet.rows.tolist(), *columns.values(), strict=True):
        said = normalize(entry).strip().casefold()
        if not said:
            continue
        if said not in _YES | _NO:
            raise SurveyError(
                "{path}, row {row}: {entry!r} is neither はい (yes) nor いいえ (no); write one of them",
                path=sheet.path,
                row=row,
                entry=entry,
            )
        question, item, statement, other = texts
        found.append((question, item, statement, other, said in _YES))
    return found
