"""The documents that coding rules are evaluated on: answers, sentences, lines, or texts under a heading."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from textmine.arrays import Int32Array
from textmine.codes.stream import Stream
from textmine.errors import CodebookError
from textmine.settings import CodeUnit

DocumentUnit = CodeUnit
UNITS: tuple[DocumentUnit, ...] = (  # the finest first
    "sentence",
    "paragraph",
    "answer",
    "heading5",
    "heading4",
    "heading3",
    "heading2",
    "heading1",
)


@dataclass(frozen=True)
class Documents:
    """The documents of one unit.

    Attributes:
        unit: "answer", "sentence" …
        count: how many there are.
        of_token: of each token, its document; -1 if none.
        row: of each document, the first row of the answers.
        token: of each document, its first token; -1 if it has none.
        of_row: of each row of the answers, its document; empty where a row may have several.
    """

    unit: DocumentUnit
    count: int
    of_token: Int32Array
    row: Int32Array
    token: Int32Array
    of_row: Int32Array


def documents(text: Stream, unit: DocumentUnit = "answer") -> Documents:
    """Return the documents of a unit: answers, sentences, paragraphs (lines), or what stands under a heading.

    Raises:
        CodebookError: if there is no such unit, or the text has no headings of that level.
    """
    rows = len(text.corpus.answers)
    none = np.zeros(0, dtype=np.int32)
    if unit == "answer":
        every = np.arange(rows, dtype=np.int32)
        of_token = np.where(text.level == 0, text.row, -1).astype(np.int32)
        return Documents(unit, rows, of_token, every, _firsts(of_token, rows), every)
    if unit in ("sentence", "paragraph"):
        group = text.sentence if unit == "sentence" else text.line
        belongs = text.counted if unit == "sentence" else text.level == 0
        present = np.zeros(int(group[-1]) + 1 if len(group) else 0, dtype=bool)
        present[group[belongs]] = True
        number = np.where(present, np.cumsum(present) - 1, -1).astype(np.int32)
        of_token = number[group] if len(group) else none
        count = int(present.sum())
        first = _firsts(of_token, count)
        return Documents(unit, count, of_token, text.row[first], first, none)
    if unit not in UNITS:
        raise CodebookError(
            "there is no unit {unit!r}; there are: {known}", unit=unit, known=", ".join(UNITS)
        )
    level = int(unit[-1])
    if level not in text.headings:
        raise CodebookError(
            "the text has no headings of level {level}; the unit {unit} needs lines such as "
            "<H{level}>…</H{level}>",
            level=level,
            unit=unit,
        )
    of_row = _under(text.headings, level, rows)
    count = int(of_row.max()) + 1 if rows else 0
    of_token = of_row[text.row] if len(text.row) else none
    # The heading of a higher level stands above the first document of this level below it.
    of_token = np.where((text.level > 0) & (text.level < level), -1, of_token).astype(np.int32)
    first_row = np.zeros(count, dtype=np.int32)
    present_rows = np.flatnonzero(of_row >= 0)[::-1]
    first_row[of_row[present_rows]] = present_rows
    return Documents(unit, count, of_token, first_row, _firsts(of_token, count), of_row)


def texts_of(text: Stream, unit: Documents, *, whole: bool = False) -> list[str]:
    """Return the text of each document; of what is below a heading the heading, or the ``whole`` of it."""
    answers = text.corpus.answers
    if unit.unit == "answer":
        return list(answers["text"])
    originals = answers["text"].tolist()
    if unit.unit.startswith("heading"):
        level = int(unit.unit[-1])
        if not whole:
            return [text.headings[level][row] for row in unit.row.tolist()]
        lines: list[list[str]] = [[] for _ in range(unit.count)]
        above = dict.fromkeys(text.headings, "")
        for row, document in enumerate(unit.of_row.tolist()):
            changed = False
            for each, headings in text.headings.items():
                changed = changed or headings[row] != above[each]
                if changed:
                    above[each] = headings[row]
                    if document >= 0 and each >= level and headings[row]:
                        lines[document].append(headings[row])
            if document >= 0:
                lines[document].append(originals[row])
        return ["\n".join(of_document) for of_document in lines]
    begin, finish = text.places(range(len(originals)))
    last = np.zeros(unit.count, dtype=np.int64)
    tokens = np.flatnonzero(unit.of_token >= 0)
    last[unit.of_token[tokens]] = tokens
    texts: list[str] = []
    for row, first, final in zip(unit.row.tolist(), unit.token.tolist(), last.tolist(), strict=True):
        level = int(text.level[first])
        texts.append(text.headings[level][row] if level else originals[row][begin[first] : finish[final]])
    return texts


def _under(headings: dict[int, list[str]], level: int, rows: int) -> Int32Array:
    """Return of each row the number of the heading of a level above it; -1 where there is none."""
    levels = [each for each in headings if each <= level]
    paths = list(zip(*(headings[each] for each in levels), strict=True))
    number_of = np.full(rows, -1, dtype=np.int32)
    number, above = -1, None
    for row, path in enumerate(paths):
        if path != above:
            above = path
            number += bool(path[-1])
        if path[-1]:
            number_of[row] = number
    return number_of


def _firsts(of_token: Int32Array, count: int) -> Int32Array:
    """Return the first token of each document; -1 if it has none."""
    first = np.full(count, -1, dtype=np.int32)
    places = np.flatnonzero(of_token >= 0)[::-1]
    first[of_token[places]] = places
    return first
