"""Reads from an OpenDocument workbook (.ods) what stands beside the values of its cells."""

from __future__ import annotations

import re
import zipfile

from textmine.inputs.marks import Book, Damaged, Marks
from textmine.inputs.xmlparts import parts_of, read_part

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # that a sheet has
_HIDDEN = ("collapse", "filter")
_NUMBERS = ("float", "percentage", "currency")


def read_marks(archive: zipfile.ZipFile) -> Book:
    """Return what stands beside the values of an .ods workbook; of a damaged one as much as can be read.

    Raises:
        Damaged: if a sheet has more rows or columns than a sheet can have.
        Refused: if the file declares a document type.
    """
    book = Book()
    part = parts_of(archive).get("content.xml")
    if part is not None:
        reader = _Reader(book, part.file_size)
        read_part(archive, part, reader.start, reader.end, reader.text)
    return book


class _Reader:
    """Fills the marks of the sheets of a workbook while its XML is read."""

    def __init__(self, book: Book, size: int) -> None:
        self.book = book
        self.size = size
        self.marks = Marks()
        self.row = self.column = 0  # of the next cell
        self.columns_declared = 0
        self.rows_repeated = 1
        self.row_hidden = self.row_filled = False
        self.cell: dict[str, str] = {}
        self.shown = ""
        self.notes = 0  # comments that are open: their text is not the cell's

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.marks = self.book.sheets.setdefault(attributes.get("name", ""), Marks(size=self.size))
            self.row = self.columns_declared = 0
        elif name == "table-column":
            count = _number(attributes.get("number-columns-repeated"))
            if attributes.get("visibility") in _HIDDEN:
                self.marks.hidden_columns.append((self.columns_declared, self.columns_declared + count - 1))
            self.columns_declared += count
        elif name == "table-row":
            self.column = 0
            self.rows_repeated = _number(attributes.get("number-rows-repeated"))
            self.row_hidden, self.row_filled = attributes.get("visibility") in _HIDDEN, False
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.shown = attributes, ""
        elif name == "annotation":
            self.notes += 1

    def end(self, name: str) -> None:
        if name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "annotation":
            self.notes -= 1
        elif name == "table-row":
            if self.row_filled:
                self.marks.rows = self.row + self.rows_repeated
                if self.marks.rows > MOST_ROWS:
                    raise Damaged("more rows than a sheet has")
                if self.row_hidden:
                    self.marks.hidden_rows += range(self.row, self.marks.rows)
            self.row += self.rows_repeated

    def text(self, characters: str) -> None:
        if not self.notes:
            self.shown += characters

    def _end_cell(self) -> None:
        kind = self.cell.get("value-type", "")
        count = _number(self.cell.get("number-columns-repeated"))
        below, beside = (_number(self.cell.get(f"number-{axis}-spanned")) for axis in ("rows", "columns"))
        place = self.row, self.column
        self.column += count
        if below > 1 or beside > 1:
            self.marks.merged.append((place, (self.row + below - 1, place[1] + beside - 1)))
        if "formula" in self.cell and not kind and not self.shown:
            self.marks.uncomputed.append(place)
        if not kind and not self.shown:
            return
        self.row_filled = True
        self.marks.columns = max(self.marks.columns, self.column)
        if self.marks.columns > MOST_COLUMNS:
            raise Damaged("more columns than a sheet has")
        text = _as_shown(kind, self.cell.get("value", ""), self.shown.strip())
        if text and count * self.rows_repeated == 1:
            self.marks.shown[place] = text


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 1


def _as_shown(kind: str, value: str, shown: str) -> str:
    """Return the text of a number or a date as it is shown, "" if that says no more than its value.

    As ``numberformats`` does: no rounding, no grouping of digits, and a whole date stays as it is stored.
    """
    if kind == "date":
        return shown if len(re.findall("[0-9]+", shown)) < 3 else ""
    if kind == "time":
        return shown
    if kind not in _NUMBERS:
        return ""
    text = shown.replace(",", "")
    digits = re.sub(r"[^0-9.]", "", text).strip(".")
    try:
        number = float(value) * (100 if kind == "percentage" else 1)
        same = not digits or abs(float(digits) - abs(number)) < 1e-9 * max(1, abs(number))
    except ValueError:
        return ""
    if kind == "percentage":
        return f"{number:.15g}%"
    says_more = any(map(str.isalpha, text)) or re.match(r"0[0-9]", digits) or "-" in text.lstrip("-")
    return text if same and says_more and text else ""
