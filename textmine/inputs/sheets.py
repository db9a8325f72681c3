"""One table as it stands in a file, and the header that is found among its rows."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from textmine.arrays import Int64Array
from textmine.errors import SurveyError
from textmine.inputs.bookreader import MOST_CELLS
from textmine.inputs.headers import fold
from textmine.inputs.marks import Merged
from textmine.inputs.mergedcells import repeat_merged

LONGEST_HEADER = 1000  # characters
TITLES = 10  # rows above the header that may hold a title, a date, a note

ROW = "\x00"  # in a row_name, the number of the row; no file's name holds it

Cells = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Finding:
    """Something counted while reading: ``finding`` is a key of ``finding.*`` in labels."""

    finding: str
    count: int
    where: str = ""
    detail: str = ""


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
    row_name: str = (
        ""  # what its rows are called where nothing says who answered (with ROW), if decided before
    )


def counted(finding: str, things: Sequence[object], where: str = "") -> list[Finding]:
    """Return a finding that counts some things and lists the first ten of them; none if there are no things.

    >>> counted("titles", ["a", "b"], "x.csv")
    [Finding(finding='titles', count=2, where='x.csv', detail='a, b')]
    """
    listed = ", ".join(map(str, things[:10]))
    more = f" … (+{len(things) - 10})" if len(things) > 10 else ""
    return [Finding(finding, len(things), where, listed + more)] if things else []


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
) -> Sheet:
    """Return the table among all rows of a file: below its header, with columns of one length.

    ``merged`` are the merged cells of a workbook's sheet.

    Raises:
        SurveyError: if there is nothing, nothing below the header, or too much.
    """
    where = f"{path} [{sheet}]" if sheet else path
    headers, body, findings = _split(rows, merged, where)
    rows, repeated = repeat_merged(rows, body, merged)
    findings += counted("merged_repeated", repeated, where)
    width = len(headers)
    lengths = [_length(rows[number], width) for number in body]
    widest = max(width, *lengths)
    check_size(widest * len(body), where)
    table = [rows[number][:length] for number, length in zip(body, lengths, strict=True)]
    table = [row if len(row) == widest else row + [""] * (widest - len(row)) for row in table]
    if not sheet:  # of a workbook every row is as long as the longest
        findings += _uneven_rows(body, lengths, width, where)
    columns = [cells_of(column) for column in zip(*table, strict=True)]
    headers += [""] * (widest - width)
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
        spilled=frozenset(place for place, i in enumerate(used) if i >= width and not sheet),
    )


def _split(
    rows: list[list[str]], merged: Sequence[Merged], where: str
) -> tuple[list[str], list[int], list[Finding]]:
    """Return the headers, the numbers of the rows below that are not blank, and what was counted."""
    filled = [number for number, row in enumerate(rows) if any(row) and _filled(row)]
    if not filled:
        raise SurveyError("{path} is empty", path=where)
    top, titles = _header_row(rows, filled)
    findings = counted("titles", [fold(" ".join(rows[number])) for number in titles], where)
    headers = _headers(rows[top])
    while headers and not headers[-1]:
        headers.pop()
    body = [number for number in filled if number > top]
    if body[:1] == [top + 1]:
        joined = _two_header_rows(headers, _headers(rows[top + 1]), top, merged)
        if joined:
            headers, body = joined, body[1:]
            findings.append(Finding("two_header_rows", 2, where, f"{top + 1}-{top + 2}"))
    if not body:
        raise SurveyError("{path} has a header in row {row} but no rows under it", path=where, row=top + 1)
    blank = body[-1] - body[0] + 1 - len(body)
    if blank:
        findings.append(Finding("blank_rows", blank, where))
    return headers, body, findings


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


def _headers(row: list[str]) -> list[str]:
    """Return the cells of a row as headers; very long ones are text that stands in the wrong row."""
    folded = map(fold, row)
    return [text if len(text) <= LONGEST_HEADER else text[: LONGEST_HEADER - 1] + "…" for text in folded]


def _filled(row: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _header_row(rows: list[list[str]], filled: list[int]) -> tuple[int, list[int]]:
    """Return the first row that is no title, and the titles: lone cells above a row of three or more."""
    titles: list[int] = []
    for number, following in itertools.pairwise(filled):
        below = (later for later in filled if following <= later <= following + TITLES)
        if _filled(rows[number]) != 1 or max(_filled(rows[later]) for later in below) < 3:
            return number, titles
        titles.append(number)
    return filled[-1], titles


def _two_header_rows(
    upper: list[str], lower: list[str], top: int, merged: Sequence[Merged]
) -> list[str] | None:
    """Return the joined headers, "アップデート／状況", if the second row is one too; None if it is not.

    It is one under a merged header cell, or, where merging is not known, if labels repeat under the gaps of
    the first row.
    """
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    lower = lower + [""] * (width - len(lower))
    spans = {
        column
        for (first, left), (last, right) in merged
        if first == last == top and right > left
        for column in range(left, right + 1)
    }
    if not (any(lower[i] for i in spans if i < width) if spans else _labels_repeat(upper, lower)):
        return None
    joined, above = [], ""
    for i in range(width):
        below_another = i in spans if spans else bool(lower[i])
        if upper[i] or not below_another:
            above = upper[i]
        joined.append("／".join(filter(None, (above if lower[i] else upper[i], lower[i]))))
    return joined


def _labels_repeat(upper: list[str], lower: list[str]) -> bool:
    """Return whether the same labels stand again and again under the gaps of the first row."""
    pairs = list(zip(upper, lower, strict=True))
    gaps = sum(not above and bool(below) for above, below in pairs[1:])
    labels = Counter(filter(None, lower))
    repeated = sum(count for count in labels.values() if count > 1)
    numbers = any(re.fullmatch(r"[\d.,%-]+", label) for label in labels)
    return gaps >= 2 and repeated >= max(4, gaps) and not numbers and all(map(any, pairs))
