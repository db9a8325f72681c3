"""Reads from an Excel workbook (.xlsx, .xlsm) what stands beside the values of its cells.

Which rows and columns are hidden, how numbers are shown, which formulas have no stored result: the library
that reads the values says none of it.
"""

from __future__ import annotations

import posixpath
import re
import zipfile

from textmine.inputs.marks import Book, Marks
from textmine.inputs.numberformats import BUILT_IN, changes_text
from textmine.inputs.xmlparts import blocks, parts_of, read_part

LAST_COLUMN = 16_384
_ROW_OF_CELL = re.compile(rb"""\sr=["'][A-Z]{0,3}([0-9]{1,9})["']""")
_COLUMN_OF_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})[0-9]""")
_LOOKED_FOR = re.compile(rb"""\shidden=["'](?:1|t)|\szeroHeight=["'](?:1|t)|<(?:\w+:)?f[\s/>]""")
_CARRY = 64  # bytes of a block that are looked at again, since a cell may begin in them


def read_marks(archive: zipfile.ZipFile) -> Book:
    """Return what stands beside the values of an .xlsx workbook; of a damaged part as much as can be read.

    Raises:
        Refused: if a part declares a document type.
    """
    parts = parts_of(archive)
    book = Book()
    root = "xl/workbook.xml"
    for kind, target in _relations(archive, parts.get("_rels/.rels"), "").values():
        root = target if kind.endswith("/officeDocument") else root
    targets = _relations(archive, parts.get(_rels_of(root)), posixpath.dirname(root))
    sheets: dict[str, str] = {}  # relation -> name
    recomputed = False

    def of_workbook(name: str, attributes: dict[str, str]) -> None:
        nonlocal recomputed
        if name == "sheet":
            sheets[attributes.get("id", "")] = attributes.get("name", "")
        elif name == "workbookPr":
            book.from_1904 = _true(attributes.get("date1904"))
        elif name == "calcPr":
            recomputed = _true(attributes.get("fullCalcOnLoad"))

    read_part(archive, parts.get(root), of_workbook)
    styles = [target for kind, target in targets.values() if kind.endswith("/styles")]
    formats = _formats(archive, parts.get(styles[0])) if styles else {}
    for relation, name in sheets.items():
        part = parts.get(targets.get(relation, ("", ""))[1])
        if part:
            book.sheets[name] = _sheet(archive, part, formats, recomputed=recomputed)
    return book


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo | None, folder: str
) -> dict[str, tuple[str, str]]:
    """Return id -> (kind, name of the part) of the relations that a part declares."""
    relations: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = attributes.get("Type", "")
            relations[attributes.get("Id", "")] = kind, posixpath.normpath(path).lower()

    read_part(archive, part, start)
    return relations


def _formats(archive: zipfile.ZipFile, part: zipfile.ZipInfo | None) -> dict[str, str]:
    """Return style -> number format, of the styles whose format may change what a cell says."""
    codes = {str(number): code for number, code in BUILT_IN.items()}
    styles: list[str] = []
    inside = False  # the list of cell styles; named styles have the same elements

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    read_part(archive, part, start, end)
    used = {str(style): codes.get(number, "") for style, number in enumerate(styles)}
    return {style: code for style, code in used.items() if changes_text(code)}


def _sheet(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, formats: dict[str, str], *, recomputed: bool
) -> Marks:
    """Return the marks of one sheet, parsed only if its bytes hold something that is looked for."""
    marks = Marks(size=part.file_size)
    styles = b"|".join(style.encode() for style in formats if style.isdecimal())
    styled = re.compile(rb"""\ss=["'](?:%s)["']""" % styles) if styles else None
    wanted = False
    with archive.open(part) as content:
        before = b""
        for block in blocks(content):
            data = before + block
            rows = set(_ROW_OF_CELL.findall(data))
            columns = set(_COLUMN_OF_CELL.findall(data))
            marks.rows = max(marks.rows, *map(int, rows), 0)
            marks.columns = max(marks.columns, *map(_column, columns), 0)
            wanted = wanted or bool(_LOOKED_FOR.search(data) or (styled and styled.search(data)))
            before = data[-_CARRY:]
    if wanted:
        reader = _SheetReader(marks, formats, recomputed=recomputed)
        read_part(archive, part, reader.start, reader.end, reader.text)
    return marks


class _SheetReader:
    """Fills the marks of a sheet while its XML is read."""

    def __init__(self, marks: Marks, formats: dict[str, str], *, recomputed: bool) -> None:
        self.marks = marks
        self.formats = formats
        self.recomputed = recomputed
        self.row = self.column = -1
        self.hidden_rows = False  # what holds for rows that say nothing of their own
        self.kind = ""
        self.formula = self.inside = False
        self.value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            place = attributes.get("r", "")
            letters = place.rstrip("0123456789")
            self.column = _column(letters.encode()) - 1 if letters else self.column + 1
            self.kind, self.formula, self.value = attributes.get("t", "n"), False, ""
            code = self.formats.get(attributes.get("s", ""))
            if code and self.kind == "n":
                self.marks.formats[self.row, self.column] = code
        elif name == "v":
            self.inside = self.formula
        elif name == "f":
            self.formula = True
        elif name == "row":
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdecimal() else self.row + 1
            self.column = -1
            if _true(attributes.get("hidden")) or (self.hidden_rows and "hidden" not in attributes):
                self.marks.hidden_rows.append(self.row)
        elif name == "col" and _true(attributes.get("hidden")):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self.marks.hidden_columns.append((int(first) - 1, min(int(last), LAST_COLUMN) - 1))
        elif name == "sheetFormatPr":
            self.hidden_rows = _true(attributes.get("zeroHeight"))

    def end(self, name: str) -> None:
        if name == "v":
            self.inside = False
        elif name == "c" and self.formula and self._is_uncomputed():
            self.marks.uncomputed.append((self.row, self.column))

    def _is_uncomputed(self) -> bool:
        """Whether a formula has no stored result; "" is one, where its cell is declared as text."""
        if not self.value:
            return self.kind != "str"
        # A program that does not compute may write 0, and that Excel shall compute all on opening the file.
        return self.recomputed and self.value == "0" and self.kind == "n"

    def text(self, characters: str) -> None:
        if self.inside:
            self.value += characters


def _column(letters: bytes) -> int:
    """Return the number of a column, from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _true(text: str | None) -> bool:
    return text in ("1", "true")
