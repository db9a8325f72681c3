"""Takes tables apart that stand side by side on one sheet under the same headers."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from textmine.inputs.headerrows import TITLES, filled_cells
from textmine.inputs.headers import normal
from textmine.inputs.mergedcells import column_letters
from textmine.inputs.profiles import is_of
from textmine.inputs.workbooks import Page

FEWEST = 2  # columns of such a table

Span = tuple[int, int]  # the first column of a table and the last


def side_by_side(page: Page) -> list[Page]:
    """Return a page for each table of a sheet, if all have the same headers; the sheet itself if not.

    Blank columns part them. The first is called as the sheet is; the names of the others say their columns.
    """
    spans = _spans(page.rows)
    pages: list[Page] = []
    for first, last in spans:
        rows = [
            [cell if first <= column <= last else "" for column, cell in enumerate(row)] for row in page.rows
        ]
        columns = f" {column_letters(first)}:{column_letters(last)}" if pages else ""
        merged = tuple(each for each in page.merged if first <= each[0][1] <= each[1][1] <= last)
        uncomputed = tuple(each for each in page.uncomputed if first <= each[1] <= last)
        pages.append(replace(page, name=page.name + columns, rows=rows, merged=merged, uncomputed=uncomputed))
    return pages or [page]


def _spans(rows: list[list[str]]) -> list[Span]:
    """Return the columns of each table, [] if there are not several with the same headers."""
    filled = [number for number, row in enumerate(rows) if filled_cells(row)]
    for number in filled[:TITLES]:
        row = rows[number]
        runs = [
            [column for _, column in run]
            for _, run in groupby(enumerate(filled_cells(row)), key=lambda each: each[1] - each[0])
        ]
        spans = [(run[0], run[-1]) for run in runs]
        headers = [[normal(row[column]) for column in run] for run in runs]
        is_header = len(set(headers[0])) == len(headers[0]) >= FEWEST and not any(
            is_of(cell, sort) for cell in headers[0] for sort in ("numbers", "dates")
        )
        if len(runs) > 1 and is_header and all(each == headers[0] for each in headers):
            below = filled[filled.index(number) :]
            return spans if all(_within(rows[each], spans) for each in below) else []
    return []


def _within(row: list[str], spans: list[Span]) -> bool:
    """Whether all cells of a row stand in one of the tables."""
    return all(any(first <= column <= last for first, last in spans) for column in filled_cells(row))
