"""Reads from an Excel workbook (.xlsx, .xlsm) what stands beside the values of its cells.

Which rows and columns are hidden, how numbers are shown, which formulas have no stored result: the library
that reads the values says none of it.
"""

from __future__ import annotations

import posixpath
import zipfile

from textmine.inputs.marks import Book
from textmine.inputs.numberformats import BUILT_IN, changes_text
from textmine.inputs.sheetxml import sheet_marks
from textmine.inputs.xmlparts import parts_of, read_part


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
            with archive.open(part) as content:
                book.sheets[name] = sheet_marks(content, part.file_size, formats, recomputed=recomputed)
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


def _true(text: str | None) -> bool:
    return text in ("1", "true")
