"""Undoes what a program does that takes each line of a CSV for one cell and quotes it, quotes and all."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from textmine.inputs.delimiters import DELIMITERS
from textmine.inputs.natures import nature_of

Rows = list[list[str]]
_SINGLE = re.compile(r"'(?:[^'\n]|'')*'([,\t;|])'")
ALIKE = 0.8  # of the rows inside the quotation marks, the share that are as wide as most, at least


def without_quoted_lines(rows: Rows, read: Callable[[str], tuple[Rows, str]]) -> tuple[Rows, str, list[int]]:
    """Return the rows of a table whose lines were quoted as a whole, its sign, and which lines these are.

    ``rows`` are as the file has them, ``read`` returns those of a text and the sign between their cells. The
    rows, "" and [] come back if no line is a table's that was quoted.
    """
    quoted = {number for number, row in enumerate(rows) if _is_quoted_line(row)}
    within = {number for number in quoted if '"' in rows[number][0]}
    if _usual_width(rows)[0] > 1:  # among lines that were not quoted, one without cells in quotes is a note
        quoted = within
    if not quoted:
        return rows, "", []
    lines = (row[0] if i in quoted or _is_piece(row) else _written(row) for i, row in enumerate(rows))
    inside, sign = read("\n".join(lines) + "\n")
    if _is_table(inside, rows, plain=not within):
        return inside, sign, [number + 1 for number in sorted(quoted)]
    return rows, "", []


def with_double_quotes(text: str) -> str:
    r"""Return a text table with its cells in the quotation marks of CSV, if they are in single ones.

    >>> with_double_quotes("'番号','意見'\n'1','高い,遠い'\n")
    '番号,意見\n1,"高い,遠い"\n'
    """
    first = _SINGLE.match(text)
    lines = text.rstrip("\n").split("\n") if first else []
    if first is None or sum(line.startswith("'") for line in lines) < ALIKE * len(lines):
        return text
    table = io.StringIO()
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=first[1], quotechar="'", strict=True)
        csv.writer(table, delimiter=first[1], lineterminator="\n").writerows(rows)
    except csv.Error:
        return text
    return table.getvalue()


def _is_quoted_line(row: Sequence[str]) -> bool:
    """Return whether a row is a single cell that holds the sign between several."""
    return bool(row) and any(sign in row[0] for sign in DELIMITERS) and not any(map(str.strip, row[1:]))


def _is_piece(row: Sequence[str]) -> bool:
    """Return whether a row may be a line of a cell with several, each of which was quoted."""
    return len(row) == 1 or (bool(row) and '"' in row[0] and not any(map(str.strip, row[1:])))


def _written(row: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(row)
    return line.getvalue()


def _is_table(inside: Rows, outside: Rows, *, plain: bool) -> bool:
    """Return whether the rows inside the quotation marks are a table, more than those outside are.

    Where no cell inside is quoted (``plain``), commas may be those of somebody's answers: a table has a
    column of numbers or of values that come again.
    """
    width, alike = _usual_width(inside)
    if width < 2 or alike < ALIKE or (width, alike) <= _usual_width(outside):
        return False
    even = [row for row in inside if len(row) == width][1:]
    return not plain or any(nature_of(column).sort not in ("", "words") for column in zip(*even, strict=True))


def _usual_width(rows: Rows) -> tuple[int, float]:
    """Return how many cells most rows have, and the share of the rows that have so many.

    A row of one cell has one, however many blank ones follow.
    """
    widths = [len(row) if any(map(str.strip, row[1:])) else 1 for row in rows if any(map(str.strip, row))]
    if not widths:
        return 0, 0.0
    usual = max(sorted({*widths}), key=widths.count)
    return usual, widths.count(usual) / len(widths)
