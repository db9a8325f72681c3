"""Finds in the bytes of one sheet of an Excel workbook what stands beside the values of its cells.

Patterns look for it, since most of the bytes are values: to parse them all takes longer than to read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from textmine.inputs.marks import Marks
from textmine.inputs.xmlparts import Refused, blocks

LAST_COLUMN = 16_384
OVERLAP = 1 << 16  # bytes in which the longest formula ends

_ROW_OF_CELL = re.compile(rb"""\sr=["'][A-Z]{0,3}([0-9]{1,9})["']""")
_COLUMN_OF_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})[0-9]""")
_CELL_NAME = re.compile(rb"([A-Z]{1,3})([0-9]{1,9})")
_ROOT = re.compile(rb"<(\w+:)?worksheet[\s>]")


class _Patterns(NamedTuple):
    """What is looked for in a sheet whose elements may have a prefix (``x:c``); group 1: the attributes."""

    hidden_row: re.Pattern[bytes]
    hidden_columns: re.Pattern[bytes]
    styled: re.Pattern[bytes]
    formula: re.Pattern[bytes]  # a cell with a formula and no result (group 2 is None or "") or 0

    @classmethod
    def of(cls, prefix: bytes, styles: bytes) -> _Patterns:
        hidden = rb"""(\s(?:[^<>]*?\s)?hidden=["'](?:1|true)["'][^<>]*)>"""
        styled = rb"""(\s(?:[^<>]*?\s)?s=["'](?:%s)["'][^<>]*)>""" % styles
        formula = (
            rb"(\s[^<>]*)>\s*<Pf(?:\s[^<>]*)?(?:/>|>[^<]*</Pf>)\s*(?:<Pv\s*/>|<Pv>\s*(0?)\s*</Pv>|</Pc>)"
        )
        return cls(
            re.compile(b"<%srow%s" % (prefix, hidden)),
            re.compile(b"<%scol%s" % (prefix, hidden)),
            re.compile(b"<%sc%s" % (prefix, styled)),
            re.compile(b"<%sc%s" % (prefix, formula.replace(b"P", prefix))),
        )


def sheet_marks(content: IO[bytes], size: int, formats: dict[str, str], *, recomputed: bool) -> Marks:
    """Return the marks of a sheet from its XML, which has so many bytes.

    ``formats`` are the number formats of styles that may change what a cell says. ``recomputed`` says that
    the workbook asks for all formulas to be computed when it is opened.

    Raises:
        Refused: if the sheet declares a document type.
    """
    marks = Marks(size=size)
    styles = b"|".join(re.escape(style.encode()) for style in formats)
    patterns, prefix = _Patterns.of(b"", styles), b""
    for data, new in _windows(content):
        root = _ROOT.search(data, 0, OVERLAP)
        if root and root[1]:
            prefix = root[1]
            patterns = _Patterns.of(prefix, styles)
        if b"<!DOCTYPE" in data:
            raise Refused("a sheet declares a document type")
        marks.rows = max(marks.rows, *map(int, set(_ROW_OF_CELL.findall(data))), 0)
        marks.columns = max(marks.columns, *map(_column, set(_COLUMN_OF_CELL.findall(data))), 0)
        if b"hidden=" in data:
            _add_hidden(marks, patterns, data, new)
        for match in _matches(patterns.styled, data, new) if formats else ():
            place = _place(match[1])
            if place and _attribute(match[1], b"t") in (b"", b"n"):
                marks.formats[place] = formats[_attribute(match[1], b"s").decode()]
        for match in _matches(patterns.formula, data, new) if b"<%sf" % prefix in data else ():
            place, kind = _place(match[1]), _attribute(match[1], b"t")
            # A program that does not compute may write 0, and a wish that Excel computes all.
            zero = match[2] == b"0" and recomputed and kind in (b"", b"n")
            if place and (zero or (not match[2] and kind != b"str")):  # as text, "" is a result
                marks.uncomputed.append(place)
    return marks


def _add_hidden(marks: Marks, patterns: _Patterns, data: bytes, new: int) -> None:
    for match in _matches(patterns.hidden_row, data, new):
        number = _attribute(match[1], b"r")
        marks.hidden_rows += [int(number) - 1] if number.isdigit() else []
    for match in _matches(patterns.hidden_columns, data, new):
        first, last = _attribute(match[1], b"min"), _attribute(match[1], b"max")
        if first.isdigit() and last.isdigit():
            marks.hidden_columns.append((int(first) - 1, min(int(last), LAST_COLUMN) - 1))


def _windows(content: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield the bytes in blocks that overlap, and up to where in each block something new may begin."""
    before = b""
    for block in blocks(content):
        data = before + block
        yield data, len(data) - OVERLAP
        before = data[max(0, len(data) - OVERLAP) :]
    yield before, len(before)


def _matches(pattern: re.Pattern[bytes], data: bytes, new: int) -> Iterator[re.Match[bytes]]:
    return (match for match in pattern.finditer(data) if match.start() < new)


def _attribute(attributes: bytes, name: bytes) -> bytes:
    match = re.search(rb"""\s%s=["']([^"'<>]*)["']""" % name, attributes)
    return match[1] if match else b""


def _place(attributes: bytes) -> tuple[int, int] | None:
    """Return the row and the column of a cell, 0-based; None if it does not say where it stands."""
    match = _CELL_NAME.fullmatch(_attribute(attributes, b"r"))
    return (int(match[2]) - 1, _column(match[1]) - 1) if match else None


def _column(letters: bytes) -> int:
    """Return the number of a column, from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
