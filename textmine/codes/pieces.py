"""Splits the text of a coding rule into its pieces, and knows where each stands for what errors say.

A rule is split at spaces alone, but not inside quotation marks and not inside ``near(…)``. So an operator
that touches a word is part of it, as in KH Coder.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from textmine.codes.syntax import Place
from textmine.errors import CodebookError

SPACES = str.maketrans("\t\n\r\u3000", "    ")
MARKS = "'\""
CONJUNCTIONS = {"or": "or", "|": "or", "and": "and", "&": "and"}
COMPARISONS = ("==", ">=", "<=", ">", "<")
EXCERPT = 60  # characters of a line that an error shows
OPERATORS = frozenset([*CONJUNCTIONS, "|!", "&!", "not", *COMPARISONS, "+", "-", "*", "/", "!", "(", ")"])


class Piece(NamedTuple):
    """What stands between two spaces of a rule."""

    text: str
    place: Place


@dataclass(frozen=True)
class Source:
    """Where a rule stands, for errors: the file and the lines of the rule."""

    path: str
    lines: tuple[str, ...]
    first: int = 1  # number of the first of the lines
    indent: int = 0  # columns before the first of the lines: it begins inside a line of the file

    def problem(self, template: str, place: Place, **details: object) -> CodebookError:
        """Return the error that says what is wrong at a place, and shows it with a caret below the line."""
        line, column = place
        excerpt, caret = pointed(self.lines[line - self.first], column - self._before(line))
        return CodebookError(
            "{path}, line {line}, column {column}: {problem}{caret}",
            path=self.path or "-",
            line=line,
            column=column,
            problem=CodebookError(template, **details),
            caret=f"\n{excerpt}\n{caret}",
        )

    def _before(self, line: int) -> int:
        """Return how many columns of a line of the file stand before that line here."""
        return self.indent if line == self.first else 0

    def place(self, row: int, offset: int) -> Place:
        """Return the place of a character of the lines in the file."""
        line = self.first + row
        return line, offset + 1 + self._before(line)


def pointed(line: str, column: int) -> tuple[str, str]:
    """Return an excerpt of ``line`` and a line with a caret that stands below ``column`` (from 1) of it.

    >>> pointed("費用 コスト", 4)
    ('費用 コスト', '\\u3000\\u3000 ^')
    """
    line = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in line)
    first = max(0, column - 1 - EXCERPT // 2)
    excerpt = line[first : first + EXCERPT]
    before = excerpt[: column - 1 - first]
    padding = ("\u3000" if unicodedata.east_asian_width(letter) in "WF" else " " for letter in before)
    return excerpt, "".join(padding) + "^"


def pieces(source: Source) -> Iterator[Piece]:
    """Yield the pieces of a rule.

    >>> [piece.text for piece in pieces(Source("", ("費用 or 'a b'", "near(予算 - ない)")))]
    ['費用', 'or', "'a b'", 'near(予算 - ない)']

    Raises:
        CodebookError: for a quotation mark or a near( that is not closed.
    """
    starts = [0]
    for line in source.lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    text = "\n".join(source.lines).translate(SPACES)

    def place(offset: int) -> Place:
        row = bisect_right(starts, offset) - 1
        return source.place(row, offset - starts[row])

    start = 0
    while start < len(text):
        if text[start] == " ":
            start += 1
            continue
        end = start
        while end < len(text) and text[end] != " ":
            if text[end] in MARKS:
                closing = closing_of(text, end)
                opens = end == start or text[start:end].casefold() == "re"
                if closing < 0 and opens:
                    raise source.problem(
                        "the quotation mark {mark} is not closed; close it", place(end), mark=text[end]
                    )
                end = max(end, closing)
            elif text[end] == "(" and text[start:end].casefold() in ("near", "seq"):
                closing = closing_of(text, end)
                if closing < 0:
                    raise source.problem(
                        "{piece} is not closed; write {example}",
                        place(start),
                        piece=text[start : end + 1],
                        example=text[start:end] + "(A-B)[10]",
                    )
                end = closing
            end += 1
        yield Piece(text[start:end], place(start))
        start = end


def closing_of(text: str, start: int) -> int:
    """Return where the quotation mark or parenthesis at ``start`` is closed; -1 if nowhere."""
    mark = text[start]
    if mark != "(":
        end = text.find(mark, start + 1)
        while end >= 0 and text[end + 1 : end + 2] == mark:  # a doubled mark stands for itself
            end = text.find(mark, end + 2)
        return end
    depth = 0
    place = start
    while place < len(text):
        if text[place] in MARKS:
            place = max(place, closing_of(text, place))
        elif text[place] == "(":
            depth += 1
        elif text[place] == ")":
            depth -= 1
            if depth == 0:
                return place
        place += 1
    return -1


def leaves_open(text: str) -> bool:
    """Return whether a quotation mark " in a piece is not closed in it, so that a later one would close it.

    >>> leaves_open('1+"'), leaves_open('1+"a"')
    (True, False)
    """
    place = 0
    while place < len(text):
        if text[place] in MARKS:
            closing = closing_of(text, place)
            if closing < 0 and text[place] == '"':
                return True
            place = max(place, closing)
        place += 1
    return False
