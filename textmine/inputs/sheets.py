"""One table as it stands in a file, and the header that is found among its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from textmine.arrays import Int64Array
from textmine.errors import SurveyError
from textmine.inputs.answerrows import AnswerRow, Row, Told, answer_row, answers_only
from textmine.inputs.bookreader import MOST_CELLS
from textmine.inputs.findings import Finding, counted
from textmine.inputs.headerrows import Header, find_header
from textmine.inputs.headers import fold
from textmine.inputs.marks import Merged
from textmine.inputs.mergedcells import repeat_merged
from textmine.inputs.splitcells import join_split_cells

HEADER_FINDINGS = ("delimiter", "titles", "header_rows", "no_header")  # the others are about single rows

ROW = "\x00"  # in a row_name, the number of the row; no file's name holds it

Cells = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Sheet:
    """One table as it stands in a file: all text, nothing understood."""

    path: str  # as the user gave it, or folder/name for a file found in a folder
    sheet: str  # "" for text files
    encoding: str  # "" for workbooks
    sha256: str
    headers: tuple[str, ...]  # line breaks and runs of spaces folded; "" where there is none
    columns: tuple[Cells, ...]  # one array of str per header, "" where a cell is empty
    rows: Int64Array  # 1-based row (line of a transcript) of each record
    findings: tuple[Finding, ...] = ()
    shape: str = "table"  # or "paragraphs": plain text, whose order means something
    spilled: frozenset[int] = frozenset()  # columns that exist only because a row is too long
    merged: frozenset[int] = frozenset()  # columns in which one cell holds for several rows
    codes: tuple[str, ...] = ()  # of each column, what its question is called beside its wording, or ""
    answer_row: AnswerRow | None = None  # what its rows look like; None for plain text
    row_name: str = (
        ""  # of its rows, with ROW in it, where nothing says who answered and it was decided before
    )
    origin: tuple[str, str] = ("", "")  # header and value of the column that tells it from the other sheets


def cells_of(texts: Sequence[str]) -> Cells:
    """Return texts as a column of a sheet."""
    cells = np.empty(len(texts), dtype=object)
    cells[:] = texts
    return cells


def find_table(
    rows: list[list[str]],
    merged: Sequence[Merged] = (),
    *,
    path: str,
    sheet: str = "",
    encoding: str = "",
    sha256: str = "",
    sign: str = "",
) -> Sheet:
    """Return the table among all rows of a file: below its header, with columns of one length.

    ``merged`` are the merged cells of a workbook's sheet, ``sign`` is what stands between the cells of a text
    file.

    Raises:
        SurveyError: if there is nothing, nothing below the header, or too much.
    """
    where = f"{path} [{sheet}]" if sheet else path
    header, body, findings = _split(rows, merged, where)
    rows, repeated, merged_columns = repeat_merged(rows, body, merged)
    findings += counted("merged_repeated", repeated, where)
    headers, width = header.names, len(header.names)
    like = answer_row(rows, header.rows, header.titles, body, sign=sign)
    told = Told()
    answers = list(answers_only((Row(number, rows[number]) for number in body), like, told))
    findings += told.findings(where)
    if sign:
        answers, split = join_split_cells(answers, headers, sign, where)
        findings += split
    if not answers:
        raise SurveyError("{path} has a header in row {row} but no rows under it", path=where, row=body[0])
    body = [row.number for row in answers]
    columns, lengths = _columns(answers, width, where)
    widest = len(columns)
    if not sheet:  # of a workbook every row is as long as the longest
        findings += _uneven_rows(body, lengths, width, where)
    headers += [""] * (widest - width)
    codes = header.codes + [""] * (widest - width)
    used = [i for i in range(widest) if headers[i] or any(cell.strip() for cell in columns[i].tolist())]
    return Sheet(
        path,
        sheet,
        encoding,
        sha256,
        tuple(headers[i] for i in used),
        tuple(columns[i] for i in used),
        np.array(body, dtype=np.int64) + 1,
        tuple(findings),
        merged=frozenset(place for place, i in enumerate(used) if i in merged_columns),
        codes=tuple(codes[i] for i in used),
        answer_row=like,
        spilled=frozenset(place for place, i in enumerate(used) if i >= width and not sheet),
    )


def _columns(answers: Sequence[Row], width: int, where: str) -> tuple[list[Cells], list[int]]:
    """Return the cells of each column, and how many cells each row has."""
    lengths = [_length(row.cells, width) for row in answers]
    widest = max(width, *lengths)
    check_size(widest * len(answers), where)
    table = [row.cells[:length] for row, length in zip(answers, lengths, strict=True)]
    table = [row if len(row) == widest else row + [""] * (widest - len(row)) for row in table]
    return [cells_of(column) for column in zip(*table, strict=True)], lengths


def _split(
    rows: list[list[str]], merged: Sequence[Merged], where: str
) -> tuple[Header, list[int], list[Finding]]:
    """Return the header, the numbers of the rows below that are not blank, and what was counted."""
    filled = [number for number, row in enumerate(rows) if any(map(str.strip, row))]
    if not filled:
        raise SurveyError("{path} is empty", path=where)
    header = find_header(rows, filled, merged)
    findings = counted("titles", [fold(" ".join(rows[number])) for number in header.titles], where)
    top = header.rows or header.titles or (-1,)
    body = [number for number in filled if number > top[-1]]
    if not body:
        raise SurveyError(
            "{path} has a header in row {row} but no rows under it", path=where, row=top[-1] + 1
        )
    if not header.rows:
        findings.append(Finding("no_header", 1, where))
    if len(header.rows) > 1:
        place = f"{header.rows[0] + 1}-{header.rows[-1] + 1}"
        findings.append(Finding("header_rows", len(header.rows), where, place))
    blank = body[-1] - body[0] + 1 - len(body)
    if blank:
        findings.append(Finding("blank_rows", blank, where))
    return header, body, findings


def check_size(cells: int, path: str) -> None:
    """Raise SurveyError if a table has more cells than memory holds."""
    if cells > MOST_CELLS:
        raise SurveyError(
            "{path} has more than {cells} cells; split it into several files", path=path, cells=MOST_CELLS
        )


def _uneven_rows(body: list[int], lengths: list[int], width: int, where: str) -> list[Finding]:
    """Return which rows have more cells than the header, and which have fewer."""
    rows = {number + 1: length for number, length in zip(body, lengths, strict=True)}
    longer = [row for row, length in rows.items() if length > width]
    shorter = [row for row, length in rows.items() if length < width]
    return [*counted("long_rows", longer, where), *counted("short_rows", shorter, where)]


def _length(row: list[str], width: int) -> int:
    """Return how many cells a row has, without blank ones beyond the header."""
    length = len(row)
    while length > width and not row[length - 1].strip():
        length -= 1
    return length
