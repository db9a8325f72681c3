"""Finds the delimiter between the cells of a text table: comma, tab, semicolon or vertical bar."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import NamedTuple

DELIMITERS = (",", "\t", ";", "|")
HINT = re.compile(r"sep=(.)\n")  # the first line of a file in which Excel says its delimiter
SAMPLE = 65_536  # characters at the beginning of a file that are looked at
RECORDS = 100  # records that are looked at
TITLES = 10  # records above the header that may hold a title, a date, a note
REGULAR = 0.2  # the least share of records that have as many cells as the header
VERY_REGULAR = 0.8  # the same for a .txt, where commas in running text make no table


class _Fit(NamedTuple):
    """How a delimiter divides the records of a table into cells."""

    header: int  # the number of the first record that it divides
    width: int  # cells of that record
    share: float  # of the records below it, those that have as many cells


def delimiter_of(text: str, path: str) -> str:
    """Return the delimiter of a table, from its text and the ending of its file's name."""
    return find_delimiter(text, Path(path).suffix.lower()) or usual_delimiter(path)


def usual_delimiter(path: str) -> str:
    """Return the delimiter that files with this ending usually have."""
    return "\t" if Path(path).suffix.lower() in (".tsv", ".txt") else ","


def find_delimiter(text: str, suffix: str) -> str:
    """Return the delimiter that divides the header of a table and the records below it; "" if none does.

    One that divides the header wins over one that first occurs below it: that one separates several choices
    within a cell. Of several that divide the header, the usual one for the ending of the file's name wins if
    nearly all records have as many cells as the header; else the one with more such records and more columns.

    >>> find_delimiter("ID,順位\\n1,駐車場;案内;職員;\\n2,案内;職員;駐車場;\\n", ".csv")
    ','
    """
    hint = HINT.match(text)
    if hint:
        return hint[1]
    usual = usual_delimiter("table" + suffix)
    fits = {}
    for delimiter in DELIMITERS:
        fit = _fit(_widths(text[:SAMPLE], delimiter))
        if fit and fit.share >= (VERY_REGULAR if suffix == ".txt" else 0 if delimiter == usual else REGULAR):
            fits[delimiter] = fit
    if not fits:
        return ""
    first = min(fit.header for fit in fits.values())

    def likelihood(delimiter: str) -> tuple[bool, float, bool]:
        fit, is_usual = fits[delimiter], delimiter == usual
        return is_usual and fit.share >= VERY_REGULAR, fit.width**0.5 * (0.2 + fit.share), is_usual

    # of equal ones max returns the first
    return max((each for each, fit in fits.items() if fit.header == first), key=likelihood)


def _fit(widths: list[int]) -> _Fit | None:
    """Return how a delimiter that makes records of so many cells divides the table; None if it does not.

    It does if at least half of the records below the first divided one are divided, too.
    """
    for header, width in enumerate(widths[: TITLES + 1]):
        below = widths[header + 1 :]
        divided = sum(each > 1 for each in below)
        if width > 1 and 2 * divided >= len(below):
            alike = sum(each == width for each in below)
            return _Fit(header, width, alike / len(below) if below else 1.0)
    return None


def _widths(text: str, delimiter: str) -> list[int]:
    """Return how many cells each of the first records has, but for blank ones; [] if the text is no table."""
    widths: list[int] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in record):
                widths.append(len(record))
            if len(widths) >= RECORDS:
                break
    except csv.Error:
        return []
    return widths
