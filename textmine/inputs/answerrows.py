"""Tells the rows of a table that hold answers from totals, notes and headings, and joins broken ones.

What a row with an answer looks like is found once (:func:`answer_row`), from all rows of a table or from the
first ones of a large one; then each row is looked at for itself (:func:`answers_only`).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from textmine.inputs.columnnames import names_a_record
from textmine.inputs.findings import Finding, counted
from textmine.inputs.headerrows import filled_cells
from textmine.inputs.headers import fold, normal
from textmine.inputs.natures import SORTS
from textmine.inputs.profiles import MOSTLY, Profile, is_of, is_sentence, profile

SAMPLE = 400  # rows by which a table is judged
KEYED = 0.3  # share of the rows that have an id, at least
ID_SORTS = ("numbers", "dates", "codes")
LONGEST_HEADING = 25  # characters of a heading that nothing marks as one
LONGEST_NOTE = 40  # characters of the number of a page

_TOTAL = re.compile(
    r"(?:総?合?計|小計|総数|全体|件数|平均値?|中央値|標準偏差|最大値?|最小値?|回答者?数"
    r"|(?:grand|sub)?totals?|sum|average|mean|median|std|n)(?:[(（:：=].*)?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:[※＊*]|[(（]?注\s*[0-9０-９]*\s*[)）:：.．、]|[(（]?(?:出典|出所|資料|備考|注記|注意)\s*[)）:：]"
    r"|(?:source|notes?|n\.b\.)\s*[:：]).*"
    r"|[(（]?\s*[0-9,]+\s*(?:rows?|records?|行|件)(?:\s*(?:affected|selected))?\s*[)）]?|以上|eof",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(
    r"[-–‐－(（]?\s*(?:(?:page|ページ|頁|p\.)\s*[0-9０-９]+|[0-9０-９]+\s*(?:ページ|頁|page)|[0-9０-９]+\s*[/／]\s*[0-9０-９]+)"
    r"\s*(?:[/／]\s*[0-9０-９]+)?\s*(?:ページ|頁)?\s*[-–‐－)）]?|[-–‐－]\s*[0-9０-９]+\s*[-–‐－]",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:[【［〈《＜〔\[<].{1,40}[】］〉》＞〕\]>]|[■□◆◇●▼▽★☆§▶][^。！？!?]{1,40})", re.DOTALL
)


@dataclass(frozen=True)
class AnswerRow:
    """What the rows of one table look like that hold answers.

    Attributes:
        first: the number of the first row below the header, from 0.
        width: how many cells the header has.
        sign: what stands between the cells of a text file, in which a line break may have cut a row in two;
            "" for a workbook.
        key: the column with an id in each of these rows; -1 where there is none.
        key_sort: of ``ID_SORTS``.
        texts: the columns of free text.
        closed: what comes again and again in the first column, where that is one of few values.
        headers: the rows of the header, their filled cells.
        titles: the rows above it.
        headings: whether lone short texts without an id are headings between the rows.
        usual: the columns, but for the id and text, that nearly all of them fill.
        counted: whether the ids count on by one, over rows that have none.
        mark: the column that marks the first row of each record; -1 where there is none.
        once: the columns that are filled in that row only.
    """

    first: int
    width: int
    sign: str
    key: int
    key_sort: str
    texts: frozenset[int]
    closed: frozenset[str]
    headers: frozenset[tuple[str, ...]]
    titles: frozenset[str]
    headings: bool
    usual: frozenset[int]
    counted: bool
    mark: int
    once: frozenset[int]

    def has_key(self, cells: Sequence[str]) -> bool:
        """Return whether a row has an id as the others have."""
        cell = cells[self.key].strip() if 0 <= self.key < len(cells) else ""
        if not cell or not is_of(cell, self.key_sort):
            return False
        return self.key_sort != "codes" or not _TOTAL.fullmatch(cell)

    def is_numbered(self, cells: Sequence[str]) -> bool:
        """Return whether a row has a number or a date as its id, as no header has."""
        return self.key_sort in ("numbers", "dates") and self.mark < 0 and self.has_key(cells)


class Row(NamedTuple):
    """One row of a table, by its number in the file, from 0."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Told:
    """Which rows were taken for what: finding -> their numbers in the file, from 1.

    What they say is left out: it may be an answer, which a report hides.
    """

    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def findings(self, where: str) -> list[Finding]:
        """Return how many rows were taken for what, with the first ones."""
        return [each for finding, rows in self.rows.items() for each in counted(finding, rows, where)]


def answer_row(
    rows: Sequence[list[str]],
    header: Sequence[int],
    titles: Sequence[int],
    body: Sequence[int],
    *,
    sign: str,
) -> AnswerRow:
    """Return what the rows of a table look like that hold answers.

    Args:
        rows: all rows of the file.
        header: the numbers of those that are its header.
        titles: of those above it.
        body: of those below it that are not blank.
        sign: what stands between the cells of a text file; "" for a workbook.
    """
    width = max([len(rows[number]) for number in header] or [len(rows[body[0]])])
    headers = frozenset(_filled(rows[number]) for number in header)
    columns = _columns([rows[number] for number in body[:: max(1, len(body) // SAMPLE)]], headers, width)
    profiles = [profile(column) for column in columns]
    key, key_sort = _key(columns, profiles, [rows[number] for number in header])
    texts = frozenset(i for i in range(width) if i != key and _is_text(profiles[i]))
    mark, once = _records(columns, profiles)
    ids = [cell for cell in columns[key] if is_of(cell, key_sort)] if key >= 0 else []
    return AnswerRow(
        first=body[0],
        width=width,
        sign=sign,
        key=key,
        key_sort=key_sort,
        texts=texts,
        closed=_repeated(profiles[0]),
        headers=headers,
        titles=frozenset(fold(" ".join(rows[number])) for number in titles),
        headings=key >= 0 and _has_headings(columns, texts),
        usual=_usual(columns, key, texts) if key >= 0 else frozenset(),
        counted=set(_steps(ids)) == {1},
        mark=mark,
        once=once,
    )


def _columns(sample: list[list[str]], headers: frozenset[tuple[str, ...]], width: int) -> list[list[str]]:
    """Return the cells of each column, stripped, without the rows of the header."""
    answers = [row for row in sample if not _is_among(row, headers)]
    return [[row[i].strip() if i < len(row) else "" for row in answers] for i in range(width)]


def _repeated(values: Profile) -> frozenset[str]:
    """Return what comes again in a column of few values."""
    return frozenset(value for value, count in values.values.items() if count > 1 and values.variety <= 0.5)


def _filled(row: Sequence[str]) -> tuple[str, ...]:
    """Return the filled cells of a row as rows of the header are compared."""
    return tuple(fold(cell) for cell in row if cell.strip())


def _is_among(row: Sequence[str], headers: frozenset[tuple[str, ...]]) -> bool:
    """Return whether a row is one of these; most rows differ in their first cell."""
    first = next((fold(cell) for cell in row if cell and not cell.isspace()), "")
    return any(header[:1] == (first,) for header in headers) and _filled(row) in headers


def _key(columns: list[list[str]], profiles: list[Profile], header: list[list[str]]) -> tuple[int, str]:
    """Return the first column with an id or a time of each row, and of which sort; else -1, ""."""
    for i, (column, values) in enumerate(zip(columns, profiles, strict=True)):
        names = {normal(row[i]) for row in header if i < len(row)}
        sort = _key_sort(column, values, names) if len(columns) > 1 else ""
        if sort:
            return i, sort
    return -1, ""


def _key_sort(column: list[str], values: Profile, names: set[str]) -> str:
    """Return of which sort a column's ids are if it has one in most rows, no two alike; "" if it has none.

    Numbers that come in any order may be ages: of those the name has to say that they are ids.
    """
    sort = max(ID_SORTS, key=lambda sort: getattr(values, sort))
    if values.filled < KEYED * values.rows or getattr(values, sort) < 0.6:
        return ""
    ids = [cell for cell in column if cell and is_of(cell, sort)]
    if len(ids) < 3 or len({*ids}) < 0.95 * len(ids):
        return ""
    steps = _steps(ids)
    rising = bool(steps) and min(steps) > 0
    return sort if rising or sort == "dates" or any(map(names_a_record, names)) else ""


def _steps(ids: list[str]) -> list[int]:
    """Return by how much each number is more than the one above; [] if they are no whole numbers."""
    if not all(each.isdecimal() and len(each) < 20 for each in ids):
        return []
    return [below - above for above, below in itertools.pairwise(map(int, ids))]


def _is_text(values: Profile) -> bool:
    """Whether a column is of words that people wrote."""
    if max(getattr(values, sort) for sort in SORTS) >= 0.5:
        return False
    return values.variety > 0.3 and (values.sentences >= 0.3 or (values.variety > 0.5 and values.length >= 6))


def _usual(columns: list[list[str]], key: int, texts: frozenset[int]) -> frozenset[int]:
    """Return the columns, but for the id and text, that nearly all rows with an id fill."""
    keyed = [i for i, cell in enumerate(columns[key]) if cell]
    return frozenset(
        i
        for i, column in enumerate(columns)
        if i != key and i not in texts and sum(bool(column[k]) for k in keyed) >= MOSTLY * len(keyed)
    )


def _has_headings(columns: list[list[str]], texts: frozenset[int]) -> bool:
    """Whether all lone texts without an id, at least two, are short and no sentences."""
    lone = []
    for cells in zip(*columns, strict=True):
        filled = [i for i, cell in enumerate(cells) if cell]
        if len(filled) == 1 and filled[0] in texts:
            lone.append(cells[filled[0]])
    return len(lone) > 1 and all(len(text) <= LONGEST_HEADING and not is_sentence(text) for text in lone)


def _records(columns: list[list[str]], profiles: list[Profile]) -> tuple[int, frozenset[int]]:
    """Return the column with a mark at the first row of each record, and those that only that row fills.

    The rows of one record share an id, written in all of them or in the first.
    """
    for mark, values in enumerate(profiles):
        symbol = next(iter(values.values), "")
        one = values.distinct == 1 and len(symbol) == 1 and not symbol.isalnum()
        if not one or not columns[mark][0] or values.filled in (1, values.rows):
            continue
        if any(_tells_records(column, columns[mark]) for i, column in enumerate(columns) if i != mark):
            others = [i for i, cell in enumerate(columns[mark]) if not cell]
            once = (i for i, column in enumerate(columns) if i != mark and not any(column[k] for k in others))
            return mark, frozenset(i for i in once if not _is_text(profiles[i]))
    return -1, frozenset()


def _tells_records(column: list[str], marks: list[str]) -> bool:
    """Whether a column has an id in each marked row, no two alike, and none of its own in the others."""
    ids = [cell for cell, mark in zip(column, marks, strict=True) if mark]
    if not all(ids) or len({*ids}) < len(ids):
        return False
    above = ""
    for cell, mark in zip(column, marks, strict=True):
        if not mark and cell not in ("", above):
            return False
        above = cell if mark else above
    return True


def answers_only(rows: Iterable[Row], like: AnswerRow, told: Told) -> Iterator[Row]:
    """Yield the rows that hold answers, with what was broken off or goes on below joined to them.

    ``rows`` are those below the header that are not blank; ``told`` gets those that are not yielded, and
    those that were joined.
    """
    last: Row | None = None  # the row that may go on
    pieces: dict[int, list[str]] = defaultdict(list)  # what is joined to it, by column
    before = -1  # the number of the row above, whatever it was
    record: list[str] = []  # the first row of the record
    kind, elsewhere = "", False  # whether the row above belongs to another table
    for row in rows:
        apart = row.number > before + 1 or kind == "note_rows"
        if last and 1 < len(row.cells) < like.width <= len(last.cells):
            row = _rejoined(row, like)
        kind = _kind(row, last, before, like)
        elsewhere = bool(last) and _is_elsewhere(row.cells, kind, like, begun=elsewhere, apart=apart)
        kind = kind or "other_rows" * elsewhere
        before = row.number
        if kind in ("", "record_rows"):
            if kind:
                told.rows[kind].append(row.number + 1)
                row = _with_record(row, record, like.once or like.usual | {like.key})
            else:
                record = row.cells
            if last:
                yield _joined(last, pieces)
            last = row
            continue
        told.rows[kind].append(row.number + 1)
        if last and kind == "broken_rows":
            pieces[len(last.cells) - 1].append(row.cells[0])
            last = last._replace(cells=[*last.cells, *row.cells[1:]])
        elif last and kind == "continued_rows":
            for i in filled_cells(row.cells):
                pieces[i].append(row.cells[i])
    if last:
        yield _joined(last, pieces)


def _is_elsewhere(cells: list[str], kind: str, like: AnswerRow, *, begun: bool, apart: bool) -> bool:
    """Return whether a row below the answers belongs to another table, which ``begun`` above.

    Such a table begins, ``apart`` from the answers, with words where they have an id and no text; it has no
    text further down either.
    """
    if (
        like.key < 0
        or kind == "repeated_headers"
        or any(cells[i].strip() for i in like.texts if i < len(cells))
    ):
        return False
    if begun or not like.texts:
        return begun
    filled = filled_cells(cells)
    return (
        apart
        and not kind
        and len(filled) > 1
        and like.key in filled
        and not any(is_of(cells[i].strip(), sort) for i in filled for sort in ID_SORTS)
    )


def _rejoined(row: Row, like: AnswerRow) -> Row:
    """Return a row that is too short with its cells made one, if a line break cut them off a text.

    That text stands in the last column, and has the sign in it that else stands between cells.
    """
    whole = like.sign.join(row.cells)
    cut = like.sign and like.key >= 0 > like.mark and like.width - 1 in like.texts
    if cut and row.cells[0].strip() and not like.has_key(row.cells) and is_sentence(whole):
        return Row(row.number, [whole])
    return row


def _joined(row: Row, pieces: dict[int, list[str]]) -> Row:
    """Return a row with the pieces of its cells, which are then used up."""
    if not pieces:
        return row
    cells = row.cells + [""] * (max(pieces) + 1 - len(row.cells))
    cells = ["\n".join(filter(None, (cell, *pieces.get(i, ())))) for i, cell in enumerate(cells)]
    pieces.clear()
    return Row(row.number, cells)


def _with_record(row: Row, record: list[str], once: frozenset[int]) -> Row:
    """Return a further row of a record with what is written in the first row only."""
    first = dict(enumerate(record))
    cells = [first.get(i, "") if i in once and not cell.strip() else cell for i, cell in enumerate(row.cells)]
    return Row(row.number, cells)


def _kind(row: Row, last: Row | None, before: int, like: AnswerRow) -> str:
    """Return which finding a row is, "" for one with an answer; ``last`` is the answer above."""
    cells = row.cells
    whole = not like.sign or len(cells) >= like.width
    if whole and like.is_numbered(cells):  # nearly all rows
        return ""
    if _is_among(cells, like.headers):
        return "repeated_headers"
    if like.mark >= 0:
        return "" if not last or any(cells[like.mark : like.mark + 1]) else "record_rows"
    if like.width < 2 or (whole and like.has_key(cells)):
        return ""
    return _kind_of_unlike(row, last, before, like)


def _kind_of_unlike(row: Row, last: Row | None, before: int, like: AnswerRow) -> str:
    """Return which finding a row is that has no id, or too few cells; "" if it is an answer all the same."""
    cells = row.cells
    filled = filled_cells(cells)
    apart = row.number > before + 1
    if len(filled) == 1 and _is_note(cells[filled[0]].strip(), filled[0], like, apart=apart):
        return "note_rows"
    if last and like.sign and _is_broken(cells, last.cells, like):
        # after a blank line, what is no sentence is a note about the table
        is_note = len(filled) == 1 and apart and not is_sentence(cells[filled[0]])
        return "note_rows" if is_note else "broken_rows"
    if _is_total(cells, filled, like):
        return "total_rows"
    return "" if like.key < 0 or like.has_key(cells) else _kind_without_id(cells, filled, last, like)


def _is_note(text: str, place: int, like: AnswerRow, *, apart: bool) -> bool:
    """Return whether the only text of a row, in that column, is a title, a page number or a note.

    ``apart``: whether a blank row stands above it.
    """
    if place in like.texts:  # where people may well write ※, but not below a blank row
        note = apart and bool(_NOTE.fullmatch(text))
        return like.key >= 0 and (fold(text) in like.titles or _is_page(text) or note)
    return fold(text) in like.titles or _is_page(text) or bool(_NOTE.fullmatch(text))


def _is_page(text: str) -> bool:
    return len(text) <= LONGEST_NOTE and bool(_PAGE.fullmatch(text))


def _is_broken(cells: list[str], above: list[str], like: AnswerRow) -> bool:
    """Return whether a row is what a line break cut off the row above it."""
    if len(cells) >= like.width or like.has_key(cells):
        return False
    if len(above) < like.width:
        return len(above) + len(cells) - 1 <= like.width
    if len(cells) > 1:
        return False
    return like.key >= 0 or bool(
        like.closed and cells[0].strip() not in like.closed and is_sentence(cells[0])
    )


def _is_total(cells: list[str], filled: list[int], like: AnswerRow) -> bool:
    """Return whether a row has a name in place of an id, no text, and numbers beside it."""
    named = bool(_TOTAL.fullmatch("".join(cells[filled[0]].split())))
    if not (named or filled[0] == like.key) or like.has_key(cells):
        return False
    numbers = {i for i in filled[1:] if is_of(cells[i].strip(), "numbers")}
    if not numbers or like.texts & set(filled) - numbers:
        return False
    return named or len(numbers) == len(filled) - 1


def _kind_without_id(cells: list[str], filled: list[int], last: Row | None, like: AnswerRow) -> str:
    """Return which finding a row is that has no id where the others have one.

    It is no answer of its own if the ids count on over it, or if it has nothing but text, although all others
    have more.
    """
    if like.key in filled:  # something else stands in its place
        return "note_rows" if len(filled) == 1 else ""
    text, whole = cells[filled[0]].strip(), like.counted or bool(like.usual)
    if like.texts.issuperset(filled):
        if len(filled) == 1 and (
            _HEADING.fullmatch(text) or (whole and like.headings and not is_sentence(text))
        ):
            return "heading_rows"
        return "continued_rows" if last and whole else ""
    further = like.counted and not like.usual.issubset(filled) and not like.texts.isdisjoint(filled)
    return "record_rows" if last and further else ""
