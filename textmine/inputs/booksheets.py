"""Finds the sheets of a workbook that hold the answers, and what in them is hidden or was not computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from textmine.errors import SurveyError
from textmine.inputs.columnnames import names_a_record
from textmine.inputs.findings import Finding, counted
from textmine.inputs.headers import normal
from textmine.inputs.mergedcells import column_letters
from textmine.inputs.questionsheets import Roles, by_question
from textmine.inputs.sheets import Sheet, find_table
from textmine.inputs.sidebyside import side_by_side
from textmine.inputs.workbooks import Page
from textmine.settings import DEFAULTS, Hidden

RolesOf = Callable[[Sheet], Roles | None]  # None: nothing in the sheet looks like free text

SAMPLE = 300  # rows by which it is told what a sheet holds
FEWEST_WORDED = 2  # headers that stand within the wordings of a list of questions
MOST_WORDED = 3  # rows of such a list for each column that it describes
DESCRIBED = 0.5  # share of a table's headers that a sheet names which describes it


def book_sheets(
    pages: list[Page],
    sheet: str | None,
    *,
    path: str,
    sha256: str,
    hidden: Hidden = DEFAULTS.survey.hidden,
    roles_of: RolesOf | None = None,
) -> list[Sheet]:
    """Return the tables of a workbook: the sheet that was named, or the one with the answers and its likes.

    The one with the answers is the first visible one that holds a table; if ``roles_of`` tells what the
    columns of a table are, the first that holds free text and is no list of the columns of another. Its likes
    are those with the same headers, or those with other questions to the same respondents. A hidden sheet is
    read if it is named, or if no visible one holds a table with free text. Findings name the sheets that are
    not read.

    Raises:
        SurveyError: if no sheet holds a table, or there is none of that name.
    """
    if sheet is not None:
        tables, refusals = _tables([named_page(path, pages, sheet)], path, sha256, hidden)
        if refusals:
            raise refusals[0]
        return tables
    filled = [page for page in pages if any(cell.strip() for row in page.rows for cell in row)]
    visible, concealed = ([page for page in filled if page.visible is wanted] for wanted in (True, False))
    tables, refusals = _tables(visible, path, sha256, hidden)
    if not tables or (concealed and roles_of and not _with_text(tables, roles_of)):
        others, _ = _tables(concealed, path, sha256, hidden)
        tables = (_with_text(others, roles_of) if tables and roles_of else others) or tables
    if not tables:
        raise refusals[0] if refusals else SurveyError("{path} is empty", path=path)
    chosen = _with_answers(tables, roles_of)
    read = {table.sheet for table in chosen}
    more = [
        *counted("sheets_not_read", [page.name for page in visible if page.name not in read], path),
        *counted("hidden_sheets", [page.name for page in concealed if page.name not in read], path),
    ]
    return [replace(chosen[0], findings=(*chosen[0].findings, *more)), *chosen[1:]]


def named_page(path: str, pages: list[Page], sheet: str) -> Page:
    """Return the sheet of that name, of nearly that name, or of that number.

    Raises:
        SurveyError: if there is none.
    """
    for alike in (lambda page: page.name == sheet, lambda page: normal(page.name) == normal(sheet)):
        for page in filter(alike, pages):
            return page
    if sheet.strip().isdecimal() and 1 <= int(sheet) <= len(pages):
        return pages[int(sheet) - 1]
    raise SurveyError(
        "{path} has no sheet {sheet!r}; it has {names}",
        path=path,
        sheet=sheet,
        names=", ".join(page.name for page in pages),
    )


def _tables(
    pages: Sequence[Page], path: str, sha256: str, hidden: Hidden
) -> tuple[list[Sheet], list[SurveyError]]:
    """Return the tables of the sheets that hold one, and why the others (a cover, a note) do not."""
    tables: list[Sheet] = []
    refusals: list[SurveyError] = []
    for page in pages:
        parts = side_by_side(page)
        try:
            found = [_table(part, path, sha256, hidden) for part in parts]
        except SurveyError as error:
            refusals.append(error)
            continue
        said = counted("side_tables", [part.name for part in parts[1:]], f"{path} [{page.name}]")
        tables += [replace(found[0], findings=(*found[0].findings, *said)), *found[1:]]
    return tables, refusals


def _table(page: Page, path: str, sha256: str, hidden: Hidden) -> Sheet:
    """Return the table of one sheet; a finding counts what in it is hidden, or was never computed."""
    rows, where = page.rows, f"{path} [{page.name}]"
    concealed = {
        column
        for column in page.hidden_columns
        if any(column < len(row) and row[column].strip() for row in rows)
    }
    if hidden == "skip" and concealed:
        rows = [["" if column in concealed else cell for column, cell in enumerate(row)] for row in rows]
    table = find_table(rows, page.merged, path=path, sheet=page.name, sha256=sha256)
    numbers = [row + 1 for row in sorted(page.hidden_rows)]
    in_table = np.isin(table.rows, np.array(numbers, dtype=np.int64))
    said = "skipped" if hidden == "skip" else "hidden"
    findings = [
        *counted(f"{said}_rows", table.rows[in_table].tolist(), where),
        *counted(f"{said}_columns", [column_letters(column) for column in sorted(concealed)], where),
        *not_computed(page, where),
    ]
    if hidden == "skip" and in_table.any():
        if in_table.all():
            raise SurveyError(
                "{path} has only hidden rows; show them in Excel, or read hidden rows too", path=where
            )
        table = replace(
            table, columns=tuple(column[~in_table] for column in table.columns), rows=table.rows[~in_table]
        )
    return replace(table, findings=(*table.findings, *findings))


def not_computed(page: Page, where: str) -> list[Finding]:
    """Return a finding of the formulas of a sheet whose results are not in the file."""
    cells = [f"{column_letters(column)}{row + 1}" for row, column in page.uncomputed]
    return counted("not_computed", cells, where)


def raise_if_not_computed(sheets: Sequence[Sheet]) -> None:
    """Raise SurveyError if formulas stand where answers are missing, whose results are not in the file."""
    for sheet in sheets:
        for finding in sheet.findings:
            if finding.finding == "not_computed":
                raise SurveyError(
                    "{where} has {count} formulas without results ({cells}), so there are no answers to "
                    "read; open the file in Excel and save it again",
                    where=finding.where,
                    count=finding.count,
                    cells=finding.detail,
                )


def _with_text(tables: list[Sheet], roles_of: RolesOf) -> list[Sheet]:
    """Return the tables that hold free text."""
    return [table for table in tables if roles_of(_sample(table))]


def _with_answers(tables: list[Sheet], roles_of: RolesOf | None) -> list[Sheet]:
    """Return the table that holds the answers, and those that belong to it."""
    alike = _alike(tables)
    if len(tables) == 1 or roles_of is None:
        return alike[0]
    roles = [roles_of(_sample(group[0])) for group in alike]
    ranks = [
        _rank(
            group[0],
            role,
            described=any(_describes(group[0], other[0]) for other in alike if other is not group),
        )
        for group, role in zip(alike, roles, strict=True)
    ]
    best = ranks.index(max(ranks))
    if len(alike[best]) > 1:
        each = [roles_of(_sample(table)) for table in alike[best]]
        together = by_question(alike[best], _filled_in(alike[best], each)) if any(each) else None
        return together or alike[best]
    # Sheets with other headers may hold other questions to the same respondents.
    able = [(group[0], role) for group, role in zip(alike, roles, strict=True) if role and len(group) == 1]
    able = [(table, role) for table, role in able if len(table.headers) == len(alike[best][0].headers)]
    return by_question([table for table, _ in able], [role for _, role in able]) or alike[best]


def _filled_in(tables: Sequence[Sheet], roles: Sequence[Roles | None]) -> list[Roles]:
    """Return the roles of the columns of tables with equal headers; a closed question has no free text."""
    first, known = next((table, role) for table, role in zip(tables, roles, strict=True) if role)
    filled: list[Roles] = []
    for table, role in zip(tables, roles, strict=True):
        places = {normal(header): place for place, header in enumerate(table.headers)}
        same = [places[normal(header)] for header in first.headers]
        respondent = same[known.respondent] if known.respondent >= 0 else -1
        filled.append(role or Roles(tuple(same[i] for i in known.questions), respondent, known.grouped))
    return filled


def _alike(tables: list[Sheet]) -> list[list[Sheet]]:
    """Return the tables in groups of equal headers; a column without a value makes none of its own."""
    groups: dict[tuple[str, ...], list[Sheet]] = {}
    whole = [tuple(sorted(map(normal, table.headers))) for table in tables]
    for table, headers in zip(tables, whole, strict=True):
        columns = zip(table.headers, table.columns, strict=True)
        filled = tuple(sorted(normal(header) for header, cells in columns if any(map(str.strip, cells))))
        groups.setdefault(filled if filled in whole else headers, []).append(table)
    return list(groups.values())


def _sample(table: Sheet) -> Sheet:
    columns = tuple(column[:SAMPLE] for column in table.columns)
    return replace(table, columns=columns, rows=table.rows[:SAMPLE])


def _rank(table: Sheet, roles: Roles | None, *, described: bool) -> tuple[bool, bool, bool, bool, int]:
    """Return how much a table looks like one of answers; of equal ones the first is taken."""
    if roles is None or described:
        return False, False, False, False, 0
    has_id = roles.respondent >= 0
    # A list of versions or of questions counts its rows as well, but calls them neither answers nor people.
    named = has_id and names_a_record(normal(table.headers[roles.respondent]))
    known = has_id, named, roles.grouped
    # A page on the purpose of the survey is a few rows of prose; where nothing else tells, the length does.
    return True, *known, 0 if any(known) else len(table.rows).bit_length() // 2


def _describes(table: Sheet, other: Sheet) -> bool:
    """Whether a table lists the columns of another: the other's headers stand in its cells.

    They stand there as they are, or each in a wording in one column (性別 in 性別をお答えください).
    """
    headers = {normal(header) for header in other.headers if header}
    columns = [{normal(cell) for cell in column.tolist()} for column in _sample(table).columns]
    if len(headers) > 1 and len(headers & set().union(*columns)) >= DESCRIBED * len(headers):
        return True
    words = [header for header in headers if len(header) > 1]
    if len(words) < FEWEST_WORDED or len(table.rows) > MOST_WORDED * len(headers):
        return False
    worded = (
        {cell for header in words for cell in column if header in cell and header != cell}
        for column in columns
    )
    return any(len(cells) >= max(FEWEST_WORDED, DESCRIBED * len(headers)) for cells in worded)
