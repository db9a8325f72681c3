"""Merged cells of a workbook: their text applies to all their rows, although only the first row has it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from textmine.inputs.marks import Merged


def repeat_merged(
    rows: list[list[str]], body: Sequence[int], merged: Sequence[Merged]
) -> tuple[list[list[str]], list[str], frozenset[int]]:
    """Return the rows with the text of each merged cell in all its rows, the cells filled, and their columns.

    Only rows in the ``body`` of the table are filled, so that an empty row does not become a record. A text
    that is merged across columns is not repeated to the right, where it would answer another question.

    >>> repeat_merged([["20代", "高い"], ["", "遠い"]], [0, 1], [((0, 0), (1, 0))])
    ([['20代', '高い'], ['20代', '遠い']], ['A2'], frozenset({0}))
    """
    changed: dict[int, list[str]] = {}
    cells: list[str] = []
    columns: set[int] = set()
    reached: dict[int, int] = {}  # column -> last row that is filled; in damaged files merged cells overlap
    for (first, column), (last, _) in sorted(merged):
        if not body or first < body[0] or first >= len(rows) or column >= len(rows[first]):
            continue
        text = rows[first][column]
        begin = max(first, reached.get(column, -1)) + 1
        reached[column] = max(last, begin - 1)
        if not text.strip():
            continue
        for row in body[bisect_left(body, begin) : bisect_right(body, last)]:
            if column < len(rows[row]) and not rows[row][column].strip():
                changed.setdefault(row, list(rows[row]))[column] = text
                cells.append(f"{column_letters(column)}{row + 1}")
                columns.add(column)
    filled = [changed.get(number, row) for number, row in enumerate(rows)] if changed else rows
    return filled, cells, frozenset(columns)


def column_letters(column: int) -> str:
    """Return the letters by which a spreadsheet program names a column, 0-based.

    >>> column_letters(0), column_letters(26), column_letters(701)
    ('A', 'AA', 'ZZ')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
