"""The columns of a table, and which of them a person means by a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textmine.errors import SurveyError
from textmine.inputs.attributes import attribute_of
from textmine.inputs.headers import Place, code_of, near, normal, without_form


@dataclass(frozen=True)
class Column:
    """What one column of the input is, and the role it plays."""

    column: str  # its name from here on
    header: str  # as it stands in the file
    code: str = ""  # what a row of codes calls it (Q3)
    merged: bool = False  # whether one cell of it holds for several rows
    origin: bool = False  # whether it names the file or sheet of each row
    sort: str = ""  # of its cells, whatever its role: dates, numbers, choices (several in a cell)
    separator: str = ""  # between the choices
    role: str = ""  # respondent, question, attribute, ignored
    question: str = ""  # free text: the question; a closed column of a grid: its name as an attribute
    item: str = ""
    why: str = ""  # key of why.* in labels
    filled: int = 0
    distinct: int = 0


@dataclass(frozen=True)
class Long:
    """The columns of a long table, which has one row per answer; -1 where there is none."""

    answer: int  # the only column of free text
    question: int  # names the question of a row; without one it is the name of the answer column
    number: int  # puts the questions in order
    item: int
    labels: tuple[str, ...] = ()  # the questions that were asked for; () for all
    attributes: tuple[str, ...] | None = None  # the closed questions to compare by; None for all

    @property
    def about(self) -> tuple[int, int, int]:
        """The columns that say what the answer of a row is about."""
        return self.question, self.number, self.item


@dataclass(frozen=True)
class Layout:
    """The columns with their roles."""

    columns: tuple[Column, ...]
    long: Long | None = None
    id_width: int = 0  # digits of the respondents' numbers where some files lost the zeros before them

    @property
    def respondent(self) -> int:
        """Which column says who answered; -1 if none does."""
        return next((i for i, column in enumerate(self.columns) if column.role == "respondent"), -1)


@dataclass(frozen=True)
class Request:
    """The columns that a person named for each role; None where none was named.

    ``separators`` are columns with what separates the choices in a cell of them, "" for one choice.
    """

    respondent: str | None
    questions: tuple[str, ...] | None
    attributes: tuple[str, ...] | None
    separators: tuple[tuple[str, str], ...] = ()


def request(
    respondent: str | None,
    questions: Sequence[str] | None,
    attributes: Sequence[str] | None,
    separators: Mapping[str, str] | None = None,
) -> Request:
    """Return the columns that a person named; one text is one name: "効果" is no list of two letters."""
    lists = [(names,) if isinstance(names, str) else tuple(names or ()) for names in (questions, attributes)]
    return Request(respondent, lists[0] or None, lists[1] or None, tuple((separators or {}).items()))


def find_columns(
    name: str, columns: Sequence[Column], places: Mapping[int, Place], preferred: Sequence[int] = ()
) -> list[int]:
    """Return the columns that a person means by ``name``: exact, then a question number, then a part of it.

    An aspect of a grid means all its columns. The ``preferred`` columns come before the others.

    Raises:
        SurveyError: if there is no such column, or there are several.
    """
    labels: list[tuple[str, list[int]]] = []
    for i, column in enumerate(columns):
        labels += [
            (label, [i]) for label in dict.fromkeys(filter(None, (column.column, column.header, column.code)))
        ]
    aspects: dict[str, list[int]] = {}
    for i, place in places.items():
        aspects.setdefault(place.aspect, []).append(i)
    labels += aspects.items()
    matches = _matches(name, labels, preferred)
    if len(matches) > 1:  # an aspect that holds all the others is meant as a whole
        widest = max(matches, key=len)
        if len(widest) > 1 and all(set(match) <= set(widest) for match in matches):
            return widest
        raise SurveyError(
            "{name!r} could be any of {candidates}; give more of the column's name",
            name=name,
            candidates=", ".join(columns[match[0]].column for match in matches[:8]),
        )
    if matches:
        return matches[0]
    if attribute_of(name) != name:  # the name of the attribute's column in Survey.answers
        return find_columns(attribute_of(name), columns, places, preferred)
    if without_form(name) != name:  # as it is written in the file
        return find_columns(without_form(name), columns, places, preferred)
    known = list(dict.fromkeys([*aspects, *(column.column for column in columns)]))
    guess = near(name, known)
    if guess:
        raise SurveyError("there is no column {name!r}; did you mean {near}?", name=name, near=guess)
    raise SurveyError(
        "there is no column {name!r}; the columns are: {columns}", name=name, columns=", ".join(known[:60])
    )


def find_labels(name: str, labels: Sequence[str]) -> list[str]:
    """Return the questions of a long table that a person means by ``name``; [] if it could be several."""
    key = normal(name)
    for alike in (_is, *_NEARLY):
        matches = [label for label in labels if key and alike(label, key)]
        if len(matches) == 1 or (matches and alike is _is):
            return matches
    return []


def _matches(name: str, labels: Sequence[tuple[str, list[int]]], preferred: Sequence[int]) -> list[list[int]]:
    """Return the different columns, or groups of them, whose label is most like a name."""
    key = normal(name)
    best = [match for label, match in labels if label == name]
    best = best or [match for label, match in labels if normal(label) == key]
    first = [(label, match) for label, match in labels if set(match) & set(preferred)]
    for pool in (first, labels) if key else ():
        for alike in _NEARLY:
            best = best or [match for label, match in pool if alike(label, key)]
    return [list(match) for match in dict.fromkeys(map(tuple, best))]


def _is(label: str, key: str) -> bool:
    return normal(label) == key


def _has_code(label: str, key: str) -> bool:
    return normal(code_of(label)) == key


def _begins(label: str, key: str) -> bool:
    text = normal(label)
    # 問1 must not mean 問10
    return text.startswith(key) and not (key[-1].isdecimal() and text[len(key) : len(key) + 1].isdecimal())


def _holds(label: str, key: str) -> bool:
    return key in normal(label)


_NEARLY: tuple[Callable[[str, str], bool], ...] = (_has_code, _begins, _holds)
