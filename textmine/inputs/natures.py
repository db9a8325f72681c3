"""Tells whether a cell is of the nature of the cells below it: what a header, a total or a note is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.inputs.columnnames import TEXTUAL
from textmine.inputs.headers import normal
from textmine.inputs.profiles import FEW, MOSTLY, is_of, is_sentence, profile

SORTS = ("numbers", "dates", "contacts", "codes")  # of columns in which each cell looks like the others
FEWEST = 2  # cells by which a column is judged
ALIKE = 2  # ways of writing that all values of a column may share
_DIGITS = re.compile(r"[0-9０-９]+")
_ASKED = re.compile(
    r"(?:ください|下さい|か|記入|記述|選択|回答|理由|意見|感想|内容|要望|コメント|こと|点|欄)[。．]?$|[?？]$"
)
_JAPANESE = re.compile(r"[ぁ-んァ-ヴ一-龠々]")
_STATEMENT = re.compile(
    r"(?:です|ます|ません|ました|でした)(?:。|！|!|．)*$|[ぁ-ん](?:。|！)$"  # 困っています。, 良かった。
)


@dataclass(frozen=True)
class Nature:
    """What the cells of a column have in common.

    Attributes:
        sort: one of ``SORTS``, "tick" (one value, or blank), "closed" (few values that come again), "words"
            or "" where there are too few cells to tell.
        values: the different cells, stripped.
        shapes: the same with 0 for every number, where they are few.
        full: whether every cell is filled.
        japanese: whether nearly all cells have Japanese letters.
        sentences: whether most cells read like sentences.
    """

    sort: str
    values: frozenset[str]
    shapes: frozenset[str]
    full: bool
    japanese: bool
    sentences: bool


def nature_of(cells: Sequence[str]) -> Nature:
    """Return what the cells of a column have in common.

    >>> nature_of(["1", "2", "3"]).sort, nature_of(["20代", "30代"] * 3).sort, nature_of(["○", "", "○"]).sort
    ('numbers', 'closed', 'tick')
    """
    values = profile(cells)
    filled = max(1, values.filled)
    sort = next((sort for sort in SORTS if getattr(values, sort) >= MOSTLY), "")
    if values.filled < FEWEST:
        sort = ""
    elif values.distinct == 1:
        sort = "tick"
    elif not sort:
        sort = "closed" if values.distinct <= FEW and values.variety <= 0.5 else "words"
    shapes = {_DIGITS.sub("0", value) for value in values.values}
    return Nature(
        sort,
        frozenset(values.values),
        frozenset(shapes if len(shapes) <= ALIKE and values.filled >= FEWEST else ()),
        values.filled == values.rows,
        sum(count for value, count in values.values.items() if _JAPANESE.search(value)) >= MOSTLY * filled,
        values.sentences >= 0.5,
    )


def likeness(cell: str, below: Nature) -> int:
    """Return how much a cell is like those below it: 1 if it is, -1 or -2 if it is not, 0 if nobody can say.

    >>> column = nature_of(["1", "2", "3"])
    >>> likeness("4", column), likeness("回答番号", column), likeness("", column)
    (1, -2, 0)
    """
    cell = cell.strip()
    if not cell or not below.sort or (below.sort == "tick" and cell in below.values):
        return 0
    written = _DIGITS.sub("0", cell)
    if cell in below.values or (written != cell and written in below.shapes):
        return 1
    if below.sort not in SORTS:
        return _likeness_to_words(cell, below)
    if not is_of(cell, below.sort):
        return -2
    if below.sort == "codes":  # any English word looks like a code
        numbered = any(_DIGITS.search(value) for value in below.values)
        return -1 if numbered and written == cell else 0
    return 1


def _likeness_to_words(cell: str, below: Nature) -> int:
    """Return -1 for what nobody chose or wrote below: another choice, or a question; else 0."""
    if below.sort != "words":
        return 0 if below.sentences and is_sentence(cell) and not _ASKED.search(cell) else -1
    return -1 if _asks(cell) or (below.japanese and not is_japanese(cell)) else 0


def _asks(cell: str) -> bool:
    """Whether a cell is the name of a question for text, not a sentence that has such a word in it."""
    return bool(TEXTUAL.search(normal(cell))) and (not is_sentence(cell) or bool(_ASKED.search(cell)))


def is_japanese(text: str) -> bool:
    """Return whether a text has Japanese letters."""
    return bool(_JAPANESE.search(text))


def is_statement(cell: str) -> bool:
    """Return whether a cell says something as answers do, and asks for nothing.

    >>> is_statement("駐車場が狭くて困っています。"), is_statement("ご意見をお書きください。")
    (True, False)
    """
    asks = re.search(r"(?:ください|下さい|か|ですか|ますか)[。．]?$|[?？]$", cell)
    return not asks and is_sentence(cell) and bool(_STATEMENT.search(cell))
