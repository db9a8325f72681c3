"""Finds the sign between the cells of a text table: comma, tab, semicolon or vertical bar."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import NamedTuple

DELIMITERS = (",", "\t", ";", "|")
HINT = re.compile(r"sep=(.)\n")  # Excel's own, in the first line
SAMPLE = 65_536  # characters by which a table is judged
RECORDS = 100
TITLES = 10  # records above the header that may hold a title, a date, a note
REGULAR = 0.2  # share of the records that are as wide as the header, at least
PLAIN = 0.8  # the same for a .txt, where commas in running text make no table


class _Fit(NamedTuple):
    """How a sign divides the records of a table."""

    header: int  # the first record that it divides
    width: int  # cells of that record
    share: float  # of the records below, those that are as wide


def delimiter_of(text: str, path: str) -> str:
    """Return the sign between the cells of a table, from its text and the ending of its file's name."""
    return find_delimiter(text, Path(path).suffix.lower()) or usual_delimiter(path)


def usual_delimiter(path: str) -> str:
    """Return the sign between the cells that the ending of a file's name tells of."""
    return "\t" if Path(path).suffix.lower() in (".tsv", ".txt") else ","


def find_delimiter(text: str, suffix: str) -> str:
    """Return the sign that divides a table's header and the records below alike; "" if none does.

    What divides the header comes before what divides only the cells: several choices in each cell are no
    columns. Of several signs in one header it is that of the file's ending, then the one that makes the more
    even records and the more columns.

    >>> find_delimiter("ID,順位\\n1,駐車場;案内;職員;\\n2,案内;職員;駐車場;\\n", ".csv")
    ','
    """
    hint = HINT.match(text)
    if hint:
        return hint[1]
    usual = usual_delimiter("table" + suffix)
    fits = {}
    for sign in DELIMITERS:
        fit = _fit(_widths(text[:SAMPLE], sign))
        if fit and fit.share >= (PLAIN if suffix == ".txt" else 0 if sign == usual else REGULAR):
            fits[sign] = fit
    if not fits:
        return ""
    first = min(fit.header for fit in fits.values())

    def likelihood(sign: str) -> tuple[bool, float, bool]:
        fit = fits[sign]
        return sign == usual and fit.share >= PLAIN, fit.width**0.5 * (0.2 + fit.share), sign == usual

    # max keeps the first of equals
    return max((sign for sign in fits if fits[sign].header == first), key=likelihood)


def _fit(widths: list[int]) -> _Fit | None:
    """Return how a sign that makes records of these widths divides the table; None if it does not."""
    for header, width in enumerate(widths[: TITLES + 1]):
        below = widths[header + 1 :]
        divided = sum(each > 1 for each in below)
        if width > 1 and 2 * divided >= len(below):
            alike = sum(each == width for each in below)
            return _Fit(header, width, alike / len(below) if below else 1.0)
    return None


def _widths(text: str, delimiter: str) -> list[int]:
    """Return how many cells each of the first hundred filled records has; [] if the text is no table."""
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
