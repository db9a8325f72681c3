"""What stands in a workbook beside the values of its cells: hidden rows, number formats, missing results."""

from __future__ import annotations

from dataclasses import dataclass, field

Merged = tuple[tuple[int, int], tuple[int, int]]  # (first row, first column), (last row, last column)


class Damaged(Exception):
    """A workbook whose parts do not fit together, or which declares more than it can hold."""


@dataclass
class Marks:
    """What stands beside the values of one sheet; rows and columns 0-based.

    Attributes:
        rows, columns: how far its cells reach.
        size: bytes that it was made from.
        hidden_columns: first and last of each hidden run; the last may lie far beyond the table.
        uncomputed: cells whose formula has no stored result.
        formats: the number format of cells that it may show as something else.
        shown: the text of cells as the program that wrote them showed it.
    """

    rows: int = 0
    columns: int = 0
    size: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)


@dataclass
class Book:
    """What stands beside the values of a workbook."""

    sheets: dict[str, Marks] = field(default_factory=dict)
    from_1904: bool = False  # whether its days are counted from 1904
