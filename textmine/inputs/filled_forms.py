"""Reads workbooks that are one form, filled in once by each respondent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from textmine.inputs.columnnames import names_a_record
from textmine.inputs.findings import Finding
from textmine.inputs.headers import fold, normal
from textmine.inputs.sheets import Sheet, cells_of
from textmine.inputs.workbooks import Page

MOST_ROWS = 1000
MOST_COLUMNS = 6


@dataclass(frozen=True)
class Form:
    """Where the questions of a form stand, and the column of its answers; all 0-based."""

    questions: dict[int, str]  # row -> what is asked
    column: int


def form_of(pages: Sequence[Page | None]) -> Form | None:
    """Return the form that workbooks are, if they are one that was filled in.

    They are if they agree, row for row, in all columns but one, which even in its first row is not a header.
    ``pages`` are their first sheets; None for a workbook that has none.
    """
    grids = [page.rows for page in pages if page]
    if len(grids) < 2 or len(grids) < len(pages):
        return None
    height = max(map(len, grids))
    width = max(len(row) for grid in grids for row in grid)
    if not 3 <= height <= MOST_ROWS or not 2 <= width <= MOST_COLUMNS:
        return None
    # columns[c][n] is column c of workbook n, all as long
    columns = [[[cell.strip() for cell in _column(grid, c, height)] for grid in grids] for c in range(width)]
    varying = [c for c, column in enumerate(columns) if any(cells != column[0] for cells in column)]
    if len(varying) != 1:
        return None
    (answers,) = varying
    # row -> the last label in it
    rows = zip(*(column[0] for column in columns[:answers]), strict=True)
    labels = {row: fold(cells[-1]) for row, each in enumerate(rows) if (cells := list(filter(None, each)))}
    return Form(labels, answers) if _is_form(labels, columns[answers]) else None


def _column(grid: list[list[str]], column: int, height: int) -> list[str]:
    """Return the cells of one column, "" beyond the grid."""
    cells = [row[column] if column < len(row) else "" for row in grid]
    return cells + [""] * (height - len(cells))


def _is_form(questions: dict[int, str], answers: list[list[str]]) -> bool:
    """Whether the column of answers answers questions: it has no header, and the labels are no ids."""
    if len(questions) < 3:
        return False
    first = {cells[min(questions)] for cells in answers}
    is_header = len(first) == 1 and first != {""}
    different = any(len({cells[row] for cells in answers}) > 1 for row in questions)
    labels = list(questions.values())
    ids = sum(bool(re.fullmatch(r"[A-Za-z0-9_-]*", label)) for label in labels)
    if names_a_record(normal(labels[0])):  # ids that differ in their number only: No.12, 会員12
        ids = max(ids, *Counter(re.sub(r"[0-9０-９]+", "", label) for label in labels[1:]).values())
    return different and not is_header and ids <= len(questions) / 2


def filled_form(form: Form, page: Page, path: str, sha256: str) -> Sheet:
    """Return one filled-in form as a table of one row."""
    cells = _column(page.rows, form.column, max(form.questions) + 1)
    return Sheet(
        path,
        page.name,
        "",
        sha256,
        tuple(form.questions.values()),
        tuple(cells_of([cells[row]]) for row in form.questions),
        np.array([min(form.questions) + 1]),
        (Finding("form", len(form.questions), path),),
    )
