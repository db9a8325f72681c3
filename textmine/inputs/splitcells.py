"""Puts answers together again that hold the sign between cells without quotation marks (2,30代,高い,遠い)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from textmine.inputs.answerrows import Row
from textmine.inputs.columnnames import TEXTUAL
from textmine.inputs.findings import Finding, counted
from textmine.inputs.headers import normal
from textmine.inputs.natures import FEWEST, SORTS, Nature, likeness, nature_of
from textmine.inputs.profiles import is_of

SAMPLE = 2_000  # rows by which columns are judged
MOST_COLUMNS = 300  # of a table in which rows are put together, and cells of a row
SHARE = 0.2  # of the rows that are as long as the header, where all others are of one length
HEADER = 12  # rows among which a header stands
_OPENING, _CLOSING = "([（［【「『〔", ")]）］】」』〕"
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+")


def join_split_cells(
    rows: Sequence[Row], headers: Sequence[str], sign: str, where: str
) -> tuple[list[Row], list[Finding]]:
    """Return the rows of a text table, those that are too long put together, and which these are.

    A row is put together where its cells fit the columns in one way only: each but those of free text, and of
    numbers (1,200), holds what it holds in the other rows. Where that can be done in several ways or in none,
    the row is left out, for its cells would count under other questions.
    """
    usual = _usual_length(rows, len(headers))
    long = [place for place, row in enumerate(rows) if len(row.cells) > usual > 0]
    if not long or len(headers) > MOST_COLUMNS:
        return list(rows), []
    columns = _Columns([row.cells for row in rows if len(row.cells) == usual], headers, sign)
    kept, joined, unplaced = list(rows), [], []
    for place in long:
        number, cells = rows[place]
        whole = columns.whole(cells, usual)
        if whole is None:
            unplaced.append(place)
        else:
            kept[place] = Row(number, whole)
            joined += [number + 1] * (whole != cells[: len(headers)])
    findings = counted("joined_cells", joined, where)
    findings += counted("unplaced_rows", [rows[place].number + 1 for place in unplaced], where)
    return [row for place, row in enumerate(kept) if place not in {*unplaced}], findings


def join_split_header(rows: list[list[str]], sign: str) -> list[list[str]]:
    """Return the rows of a text table with those at its top put together whose brackets the sign cuts.

    >>> join_split_header([["意見(良い点", "悪い点)"], ["広い"], ["狭い"]], ",")
    [['意見(良い点,悪い点)'], ['広い'], ['狭い']]
    """
    lengths = Counter(len(row) for row in rows if any(map(str.strip, row)))
    usual, count = lengths.most_common(1)[0] if lengths else (0, 0)
    if 2 * count <= lengths.total():
        return rows
    top = [
        whole if len(row) > usual == len(whole := _with_closed_brackets(row, sign)) else row
        for row in rows[:HEADER]
    ]
    return [*top, *rows[HEADER:]]


def _with_closed_brackets(cells: Sequence[str], sign: str) -> list[str]:
    """Return cells of which each that opens a bracket closes it."""
    whole: list[str] = []
    depth = 0
    for cell in cells:
        if depth > 0:
            whole[-1] += sign + cell
        else:
            whole.append(cell)
        depth = max(0, depth) + sum((each in _OPENING) - (each in _CLOSING) for each in cell)
    return whole


def _usual_length(rows: Sequence[Row], width: int) -> int:
    """Return how many cells rows have that fit the header, blank ones beyond it too; 0 if too few do."""
    lengths = Counter(len(row.cells) for row in rows)
    fitting = Counter(
        len(row.cells)
        for row in rows
        if len(row.cells) >= width and not any(map(str.strip, row.cells[width:]))
    )
    usual, count = max(fitting.items(), key=lambda each: (each[1], -each[0]), default=(0, 0))
    one_length = len(lengths) == 2 and count < SHARE * len(rows)  # the header lacks a name
    return 0 if count < FEWEST or one_length else usual


class _Columns:
    """What the columns of a table hold, and which of them may hold the sign between cells."""

    def __init__(self, rows: Sequence[Sequence[str]], headers: Sequence[str], sign: str) -> None:
        rows = rows[:: max(1, len(rows) // SAMPLE)]
        self.sign = sign
        self.width = len(headers)
        self.natures = [nature_of([row[i].strip() for row in rows]) for i in range(self.width)]
        worded = [i for i, each in enumerate(self.natures) if each.sort not in (*SORTS, "tick")]
        texts = [i for i in worded if self.natures[i].sentences or TEXTUAL.search(normal(headers[i]))]
        self.texts = frozenset(texts or [i for i in worded if self.natures[i].sort == "words"])

    def whole(self, cells: list[str], usual: int) -> list[str] | None:
        """Return the cells of a row put together; None if that can be done in no way or in several."""
        beyond = usual - self.width  # blank cells that each row has at its end
        as_is = cells[: self.width] if not any(map(str.strip, cells[self.width :])) else []
        if as_is and not all(self._fits(i, [cell]) for i, cell in enumerate(as_is)):
            as_is = []
        body = cells[:-beyond] if beyond and not any(map(str.strip, cells[-beyond:])) else cells
        ways = self._ways(body) if len(body) <= MOST_COLUMNS else []
        ways += [as_is] if as_is and as_is not in ways else []
        return ways[0] if len(ways) == 1 else None

    def _ways(self, cells: list[str]) -> list[list[str]]:
        """Return how the cells fit the columns, two ways at most."""
        spare = len(cells) - self.width
        # column, counted from the right -> first cell that it takes -> the ways from there on
        ways: dict[int, list[list[str]]] = {len(cells): [[]]}
        for i in reversed(range(self.width)):
            further: dict[int, list[list[str]]] = {}
            for start in range(i, i + spare + 1):
                found: list[list[str]] = []
                for end in range(start + 1, min(len(cells), start + spare + 1) + 1):
                    if ways.get(end) and self._fits(i, cells[start:end]):
                        found += [[self.sign.join(cells[start:end]), *way] for way in ways[end]]
                    if len(found) > 1:
                        break
                if found:
                    further[start] = found[:2]
            ways = further
        return ways.get(0, [])

    def _fits(self, column: int, cells: list[str]) -> bool:
        """Return whether a column may hold these cells as one."""
        nature = self.natures[column]
        if len(cells) > 1:
            if column in self.texts:
                return bool(cells[-1].strip())
            return nature.sort == "numbers" and bool(_GROUPED.fullmatch(self.sign.join(cells).strip()))
        cell = cells[0].strip()
        if not cell or nature.sort == "words" or column in self.texts:
            return bool(cell) or not (nature.full and nature.sort in SORTS)
        return _is_like(cell, nature)


def _is_like(cell: str, nature: Nature) -> bool:
    """Return whether a cell that is no free text is one of its column."""
    if nature.sort in SORTS:
        return is_of(cell, nature.sort)
    return not nature.sort or likeness(cell, nature) > 0 or (nature.sort == "tick" and cell in nature.values)
