"""Finds the header among the first rows of a table, and makes one name per column of all its rows.

Survey tools write up to four: names (Q1), wordings, choices, types ((SA), Open-Ended Response), ids. A row
belongs to the header if its cells are unlike everything below them, whatever tool wrote it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.inputs.headers import fold, normal, without_form
from textmine.inputs.marks import Merged
from textmine.inputs.natures import Nature, is_japanese, is_statement, likeness, nature_of
from textmine.inputs.profiles import is_of

LONGEST_HEADER = 1000  # characters
TITLES = 10  # rows above the header that may hold a title, a date, a note
MOST_ROWS = 6  # of a header
SAMPLE = 60  # rows below by which a row is judged
UNLIKE = 3  # how unlike the rows below a further header row is at least
_JSON = re.compile(r"\{.*\}", re.DOTALL)
_QUESTION = r"(?:問|設問|質問)\s*[0-9０-９_－-]+"
_CODE = re.compile(rf"[A-Za-z0-9_.\-#\[\]:/]{{1,40}}|{_QUESTION}")
_NUMBERED = re.compile(rf"[A-Za-z]{{0,8}}[_.-]?[0-9][A-Za-z0-9_.\-\[\]]{{0,20}}|{_QUESTION}")
# how a question is answered: (SA), FA, 自由回答, Open-Ended Response
_TYPE = re.compile(
    r"[（(\[【<＜][^（(\[【<＜]{1,12}[)）\]】>＞]|[SMFON]A|NU"
    r"|(?:単一|単数|複数|自由|数値|択一|記述)?(?:回答|選択|記述)|(?:[a-z]+-[a-z]+ )?response",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Header:
    """The header of a table; all row numbers are 0-based."""

    names: list[str]  # of each column, "" where it has none
    codes: list[str]  # of each column, what its question is called beside its wording (Q3), or ""
    rows: tuple[int, ...]  # those that make it; () if the table has none
    titles: tuple[int, ...]  # those above it


def find_header(rows: list[list[str]], filled: list[int], merged: Sequence[Merged] = ()) -> Header:
    """Return the header of the table in these rows, of which those numbered in ``filled`` are not blank."""
    merged = _not_in_every_row(merged)
    top, titles = _first_row(rows, filled, merged)
    start = filled.index(top)
    numbers = filled[start : start + SAMPLE]
    written = {number: tuple(map(fold, rows[number])) for number in numbers}
    often = Counter(written.values())
    # headers come again where files were joined, and then say nothing of what answers are like
    again = {written[number] for number in numbers[:MOST_ROWS] if often[written[number]] > 1}
    judges = [number for number in numbers if written[number] not in again]
    if _is_answer(rows, top, judges):
        return Header([""] * len(rows[top]), [""] * len(rows[top]), (), tuple(titles))
    count = _header_rows(rows, numbers, judges, merged)
    found = filled[start : start + count]
    written_rows = [list(written[number]) for number in found]
    names = [without_form(name) for name in _truncated(_names(written_rows, found, merged))]
    while names and not names[-1]:
        names.pop()
    return Header(names, _codes(written_rows, names), tuple(found), tuple(titles))


def _not_in_every_row(merged: Sequence[Merged]) -> list[Merged]:
    """Return the merged cells without those of columns that are merged row after row, to make them wider.

    A header merges the same columns in a few rows at most; in more it is only how the table looks.
    """
    often = Counter((left, right) for (first, left), (last, right) in merged if first == last)
    return [cell for cell in merged if often[cell[0][1], cell[1][1]] <= MOST_ROWS or cell[0][0] != cell[1][0]]


def _truncated(names: list[str]) -> list[str]:
    """Return the names without the ends of very long ones, which are text that stands in the wrong row."""
    return [text if len(text) <= LONGEST_HEADER else text[: LONGEST_HEADER - 1] + "…" for text in names]


def filled_cells(row: list[str]) -> list[int]:
    """Return which cells of a row are not blank."""
    return [i for i, cell in enumerate(row) if cell and not cell.isspace()]


def _first_row(rows: list[list[str]], filled: list[int], merged: Sequence[Merged]) -> tuple[int, list[int]]:
    """Return the first row that is no title, and the titles above it.

    A title is a lone cell above a row of three or more, or a name and its value (調査日 2026-01-01) at the
    left above a row of four or more. So is a block of rows that a blank row parts from a wider table.
    """
    titles = _block_above(rows, filled)
    filled = filled[len(titles) :]
    spanned = {first for (first, left), (_, right) in merged if right > left}
    for number, following in itertools.pairwise(filled):
        below = [later for later in filled if following <= later <= following + TITLES]
        widest = max(len(filled_cells(rows[later])) for later in below)
        cells = filled_cells(rows[number])
        pair = cells == [0, 1] and widest >= 4 and number not in spanned
        if not ((len(cells) == 1 and widest >= 3) or (pair and len(below) > 2)):
            return number, titles
        titles.append(number)
    return filled[-1], titles


def _block_above(rows: list[list[str]], filled: list[int]) -> list[int]:
    """Return the rows of a title or a small table above a blank row and the header of a wider table."""
    for count, (above, number) in enumerate(itertools.pairwise(filled[: TITLES + 1]), start=1):
        if number == above + 1:
            continue
        cells = filled_cells(rows[number])
        widest = max(len(filled_cells(rows[each])) for each in filled[:count])
        below = filled[count + 1 : count + 1 + SAMPLE]
        if (
            len(below) > count
            and len(cells) > max(2, widest)
            and all(len(filled_cells(rows[each])) <= len(cells) for each in below)
            and not any(is_of(rows[number][i].strip(), sort) for i in cells for sort in ("numbers", "dates"))
            and not any(is_statement(rows[number][i].strip()) for i in cells)
        ):
            return filled[:count]
    return []


def _natures(rows: list[list[str]], body: list[int], width: int) -> list[Nature]:
    """Return the nature of each column of some rows."""
    return [
        nature_of([rows[number][i] if i < len(rows[number]) else "" for number in body]) for i in range(width)
    ]


def _is_answer(rows: list[list[str]], top: int, judges: list[int]) -> bool:
    """Return whether the first row is like those below it: the table has no header then.

    No header begins with a number above numbers, or a date above dates; of other cells there have to be two.
    """
    first = rows[top]
    body = [number for number in judges if number != top]
    if len(body) < 2:
        return False
    natures = _natures(rows, body, len(first))
    judged = [likeness(cell, nature) for cell, nature in zip(first, natures, strict=True)]
    begin = filled_cells(first)[0]
    begins_as_below = judged[begin] > 0 and natures[begin].sort in ("numbers", "dates", "contacts")
    if sum(each for each in judged if each < 0) < -1 * begins_as_below:
        return False
    if begins_as_below:
        return True
    pairs = list(zip(first, natures, strict=True))
    said = [nature.sentences and is_statement(cell.strip()) for cell, nature in pairs]
    # beside what someone says, that all else is written below again
    again = all(
        each or cell.strip() in {"", *nature.values} for each, (cell, nature) in zip(said, pairs, strict=True)
    )
    return sum(each > 0 for each in judged) + sum(said) >= 2 or (any(said) and again)


def _header_rows(
    rows: list[list[str]], numbers: list[int], judges: list[int], merged: Sequence[Merged]
) -> int:
    """Return how many of the rows with these numbers, from the first on, make the header.

    They are the most that are all unlike the rows of ``judges`` that are below them.
    """
    most = 1
    for above, number in itertools.pairwise(numbers[: min(MOST_ROWS, len(numbers) - 1)]):
        if number != above + 1 or not (
            _may_be_header(rows[number]) or _is_below_merged(rows[number], above, merged)
        ):
            break
        most += 1
    for count in range(most, 1, -1):
        body = [number for number in judges if number > numbers[count - 1] and not _is_json(rows[number])]
        natures = _natures(rows, body, max(len(rows[number]) for number in numbers[:count]))
        if all(
            _is_below_merged(rows[number], above, merged) or _is_header(rows[number], rows[above], natures)
            for above, number in itertools.pairwise(numbers[:count])
        ):
            return count
    return 1


def _may_be_header(row: list[str]) -> bool:
    """Return whether less than half of the cells of a row are numbers and dates."""
    cells = [row[i].strip() for i in filled_cells(row)]
    return 2 * sum(is_of(cell, "numbers") or is_of(cell, "dates") for cell in cells) < len(cells)


def _is_json(row: list[str]) -> bool:
    """Return whether most cells of a row are objects, as tools write the ids of questions."""
    return _most([row[i].strip() for i in filled_cells(row)], _JSON)


def _is_header(row: list[str], above: list[str], below: list[Nature]) -> bool:
    """Return whether a row below a header row belongs to the header too: it is unlike the rows below it.

    Beside unlike cells, it tells that an id is missing that each answer has, that each choice stands over
    the cells in which it was chosen, that all cells stand under numbers of questions or tell how these are
    answered, and that labels stand under the gaps of the row above.
    """
    if _is_json(row):
        return True
    cells = filled_cells(row)
    padded = row + [""] * (len(below) - len(row))
    lacking = _lacking(padded, below)
    coded = _are_numbered(above, cells) and not _are_numbered(above, lacking)
    if len(cells) < 2 and not coded:
        return False
    judged = [likeness(cell, nature) for cell, nature in zip(padded, below, strict=True)]
    like = sum(each for each in judged if each > 0)
    chosen = sum(below[i].sort == "tick" and row[i].strip() in below[i].values for i in cells)
    gaps = sum(0 < i < len(above) and not above[i].strip() for i in cells)
    unlike = _unlikeness(padded, below, judged)
    if lacking:
        unlike += 1 + chosen + (coded or _most([row[i].strip() for i in cells], _TYPE))
    unlike += min(2, gaps)
    return unlike >= UNLIKE and like * 10 <= unlike


def _lacking(cells: list[str], below: list[Nature]) -> list[int]:
    """Return the columns that are blank in a row although all rows below have an id in them."""
    return [
        i
        for i, (cell, nature) in enumerate(zip(cells, below, strict=True))
        if nature.full and nature.sort in ("numbers", "dates", "codes") and not cell.strip()
    ]


def _unlikeness(cells: list[str], below: list[Nature], judged: list[int]) -> int:
    """Return how unlike the cells of a row are, judged one by one, to those below them.

    A question is seldom an answer, but people do ask: several count as one.
    """
    asked = sum(
        each < 0 and nature.sort == "words" and is_japanese(cell)
        for cell, nature, each in zip(cells, below, judged, strict=True)
    )
    return -sum(each for each in judged if each < 0) - max(0, asked - 1)


def _are_numbered(above: list[str], cells: list[int]) -> bool:
    """Return whether the header row above has nothing but numbers of questions (Q3) in these columns."""
    return all(i < len(above) and _NUMBERED.fullmatch(above[i].strip()) for i in cells)


def _is_below_merged(row: list[str], above: int, merged: Sequence[Merged]) -> bool:
    """Return whether a row has cells below a merged one of the row above, which is a header row then."""
    return any(row[i].strip() for i in _spans(above, merged) if i < len(row))


def _spans(number: int, merged: Sequence[Merged]) -> set[int]:
    """Return the columns of the merged cells of one row."""
    return {
        column
        for (first, left), (last, right) in merged
        if first == last == number and right > left
        for column in range(left, right + 1)
    }


def _names(rows: list[list[str]], numbers: list[int], merged: Sequence[Merged]) -> list[str]:
    """Return a name for each column from all rows of a header.

    It is the wording. Where several columns share one, each has its choice after it (使った窓口／市民課).
    """
    if len(rows) == 1:
        return rows[0]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    grouped = [_with_groups(row, rows[k + 1 :], _spans(numbers[k], merged)) for k, row in enumerate(rows)]
    is_grouped = [row != given for row, given in zip(grouped, rows, strict=True)]
    wordings, codes = _without_codes(grouped)
    names: list[tuple[str, ...]] = [()] * width
    for row in [*_in_order(wordings, is_grouped), codes]:
        under: dict[tuple[str, ...], set[str]] = defaultdict(set)  # a name so far -> what stands under it
        for name, cell in zip(names, row, strict=True):
            under[name].add(normal(cell))
        telling = set().union(*(cells for name, cells in under.items() if name and len(cells) > 1)) - {""}
        names = [
            (*name, cell) if cell and name[-1:] != (cell,) and (not name or normal(cell) in telling) else name
            for name, cell in zip(names, row, strict=True)
        ]
    return ["／".join(name) for name in names]


def _codes(rows: list[list[str]], names: list[str]) -> list[str]:
    """Return the code of each column that its name does not say."""
    codes = []
    for i, name in enumerate(names):
        cells = [row[i] for row in rows if i < len(row)]
        codes.append(next((cell for cell in cells if cell != name and _CODE.fullmatch(cell)), ""))
    return codes


def _without_codes(rows: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Return the rows without numbers of questions (Q3) above or below a wording, and these numbers."""
    codes = [""] * len(rows[0])
    worded = [
        any(cell and not any(each.fullmatch(cell) for each in (_CODE, _JSON, _TYPE)) for cell in column)
        for column in zip(*rows, strict=True)
    ]
    kept = [list(row) for row in rows]
    for row in kept:
        for i, cell in enumerate(row):
            if worded[i] and _NUMBERED.fullmatch(cell):
                codes[i], row[i] = codes[i] or cell, ""
    return kept, codes


def _with_groups(upper: list[str], below: list[list[str]], spans: set[int]) -> list[str]:
    """Return a header row in which a group's name stands over each of its columns.

    In text files, where merging is not known, a group goes on under blank cells that have one below.
    """
    if not below:
        return upper
    row, above = [], ""
    for i, cell in enumerate(upper):
        goes_on = i in spans if spans else any(lower[i] for lower in below)
        if cell or not goes_on:
            above = cell
        row.append(above if any(lower[i] for lower in below) else cell)
    return row


def _in_order(rows: list[list[str]], grouped: list[bool]) -> list[list[str]]:
    """Return the rows that name columns, the one that decides first; codes last, types and ids not at all."""
    named = [pair for pair in zip(rows, grouped, strict=True) if any(pair[0]) and not _most(pair[0], _JSON)]
    codes = [row for row, _ in named if _most(row, _CODE)]
    if len(codes) < len(named):
        named = [pair for pair in named if pair[0] not in codes]
    else:
        codes = []
    used = [i for i in range(len(rows[0])) if any(row[i] for row in rows)]
    # of rows that name every column, the longest is the wording
    complete = [
        row
        for row, is_grouped in named
        if not is_grouped and not _most(row, _TYPE) and _told_apart([row], used) == len(used)
    ]
    wording = max(complete, key=lambda row: sum(map(len, row)), default=[])
    named = _needed([pair for pair in named if pair[0] == wording or pair[0] not in complete], used)
    named.sort(key=lambda pair: (_most(pair[0], _TYPE), not pair[1] and wording not in ([], pair[0])))
    return [row for row, _ in named] + codes


def _needed(named: list[tuple[list[str], bool]], used: list[int]) -> list[tuple[list[str], bool]]:
    """Return the rows without those whose labels come again and again and tell no columns apart."""
    for pair in list(named):
        others = [other for other in named if other is not pair]
        apart = _told_apart([row for row, _ in named], used)
        if others and _repeats(pair[0]) and _told_apart([row for row, _ in others], used) == apart:
            named = others
    return named


def _told_apart(rows: list[list[str]], used: list[int]) -> int:
    """Return how many of the columns some rows tell apart."""
    return len({tuple(normal(row[i]) for row in rows) for i in used})


def _most(row: list[str], pattern: re.Pattern[str]) -> bool:
    cells = [cell for cell in row if cell]
    return sum(bool(pattern.fullmatch(cell)) for cell in cells) >= 0.75 * len(cells)


def _repeats(row: list[str]) -> bool:
    """Return whether the labels of a row come again and again."""
    cells = [normal(cell) for cell in row if cell]
    return len(set(cells)) <= len(cells) / 2
