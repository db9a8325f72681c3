"""A table as a CSV file that opens in Excel as it is and runs nothing there."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pandas as pd

from textmine.reports.text import cell, whole

# what spreadsheet programs take for the start of a formula (OWASP, "CSV Injection"; the full-width ones
# count in East Asian locales), and the mark itself so that it can be taken off again
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?%?")


def tablefile(table: pd.DataFrame) -> bytes:
    r"""Return the table as CSV (RFC 4180) in UTF-8 with a byte order mark, without the index.

    A text that a spreadsheet program could run as a formula, and is no number, gets a "'" in front, as
    does one that starts with "'": taking one "'" off the front of every cell that starts with it gives
    the original back. Truth values are 1 and 0, missing ones empty.

    >>> tablefile(pd.DataFrame({"answer": [1], "text": ["=1+1"]})).decode("utf-8-sig")
    "answer,text\r\n1,'=1+1\r\n"
    """
    file = StringIO(newline="")
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow([guard(str(column)) for column in table.columns])
    rows.writerows(zip(*(_column(table.iloc[:, place]) for place in range(table.shape[1])), strict=True))
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")


def guard(text: str) -> str:
    """Return the text with "'" in front where a spreadsheet program could run it.

    >>> guard("@SUM(1)"), guard("-3.5"), guard("特になし")
    ("'@SUM(1)", '-3.5', '特になし')
    """
    text = whole(text)
    return f"'{text}" if text.startswith(_GUARDED) and not _NUMBER.fullmatch(text) else text


def _column(values: pd.Series) -> list[object]:
    if isinstance(values.dtype, pd.CategoricalDtype):
        levels = [_guarded(value) for value in values.cat.categories.tolist()]
        return [levels[code] if code >= 0 else "" for code in values.cat.codes]
    if pd.api.types.is_integer_dtype(values.dtype):
        return values.astype(object).where(values.notna(), "").tolist()
    listed = values.tolist()
    known = {text: guard(text) for text in {value for value in listed if isinstance(value, str)}}
    return [known[value] if isinstance(value, str) else _guarded(value) for value in listed]


def _guarded(value: object) -> object:
    plain = cell(value)
    return guard(plain) if isinstance(plain, str) else plain
