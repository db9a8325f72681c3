"""The program that reads workbooks in a process of its own: see ``workbooks.py``.

It takes a list of paths on its standard input and answers with one record a workbook. It imports little, to
start in milliseconds.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import marshal
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

from textmine.inputs import biff, ooxml, opendocument
from textmine.inputs.marks import Book, Damaged, Marks
from textmine.inputs.numberformats import shown
from textmine.inputs.xmlparts import MOST_UNPACKED

MOST_CELLS = 30_000_000  # in one sheet; Excel itself holds more, no survey does
FEW_CELLS = 4_000_000  # that a sheet of any size may span, as one with a stray cell far from the table does
CELLS_PER_BYTE = 4  # of its part of the file, unpacked, beyond that
LEAST_MEMORY = 3 << 29  # bytes of address space for the reading process, where the system can limit it
MEMORY_PER_BYTE = 100  # of the file, unpacked, beyond that
MOST_MEMORY = 6 << 30
UNFORMATTED = (str, bool, datetime.timedelta, type(None))  # cells that are shown alike under any format


class Unreadable(Exception):
    """Why a workbook can't be read: "password", "big" or "broken", and a detail."""


def main() -> None:
    """Answer the paths on standard input with one record each on standard output."""
    for path in marshal.load(sys.stdin.buffer):
        try:
            record = read_pages(path)
        except Unreadable as error:
            record = error.args
        except (OSError, MemoryError) as error:
            record = ("broken", str(error)[:200])
        sys.stdout.buffer.write(marshal.dumps(record))
        sys.stdout.buffer.flush()


def read_pages(path: str) -> tuple[str, Any]:
    """Return ("pages", the fields of each ``workbooks.Page``) for one workbook.

    Raises:
        Unreadable: if it can't be read.
    """
    import python_calamine

    data = Path(path).read_bytes()
    book = _marks(data)
    try:
        try:
            workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        except python_calamine.CalamineError:
            workbook = python_calamine.CalamineWorkbook.from_path(path)  # says why: it trusts the ending
        if not workbook.sheets_metadata:
            raise Unreadable("broken", "")
        pages = []
        for number, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            visible = sheet.visible == python_calamine.SheetVisibleEnum.Visible
            table = workbook.get_sheet_by_index(number)
            if table.total_height * table.total_width > MOST_CELLS:
                raise Unreadable("big", sheet.name)
            cells = table.to_python(skip_empty_area=False)
            marks = book.sheets.get(sheet.name, Marks())
            pages.append((sheet.name, visible, *_page(cells, table.merged_cell_ranges or (), marks, book)))
    except python_calamine.PasswordError:
        raise Unreadable("password", "") from None
    except MemoryError:
        raise Unreadable("big", "") from None
    except BaseException as error:  # a panic of the Rust library is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, Unreadable)):
            raise
        raise Unreadable("broken", str(error)[:200]) from None
    return "pages", pages


def _page(cells: list[list[Any]], merged: Any, marks: Marks, book: Book) -> tuple[Any, ...]:
    """Return what a ``workbooks.Page`` holds after the name of the sheet and whether it is visible."""
    rows = [[_text(cell) for cell in row] for row in cells]
    width = len(rows[0]) if rows else 0
    for (row, column), code in marks.formats.items():
        if row < len(rows) and column < width and not isinstance(cells[row][column], UNFORMATTED):
            text = shown(cells[row][column], code, from_1904=book.from_1904)
            rows[row][column] = rows[row][column] if text is None else text
    for (row, column), text in marks.shown.items():
        if row < len(rows) and column < width:
            rows[row][column] = text
    hidden = {column for first, last in marks.hidden_columns for column in range(first, min(last + 1, width))}
    return (
        rows,
        tuple(sorted(merged or marks.merged)),
        frozenset(marks.hidden_rows),
        frozenset(hidden),
        tuple(marks.uncomputed),
    )


def _marks(data: bytes) -> Book:
    """Return what stands beside the values of a workbook, which is first looked at without the library.

    Raises:
        Unreadable: if it must not be given to the library: it is protected, or asks for more memory than a
            file of its size can need.
    """
    try:
        book = _of_container(data) if data.startswith(biff.MAGIC) else _of_archive(data)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # zipfile raises many kinds on damaged archives
        raise Unreadable("broken", str(error)[:200]) from None
    for name, marks in book.sheets.items():
        if marks.rows * marks.columns > min(MOST_CELLS, max(FEW_CELLS, CELLS_PER_BYTE * marks.size)):
            raise Unreadable("big", name)
    return book


def _of_container(data: bytes) -> Book:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("password", "")
    _limit_memory(len(data))
    try:
        return biff.read_marks(data)
    except struct.error:  # a header that is cut off
        raise Damaged("cut off") from None


def _of_archive(data: bytes) -> Book:
    if not data.startswith(b"PK"):
        return Book()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MOST_UNPACKED:
            raise Unreadable("big", "")
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable("password", "")
        manifest = "META-INF/manifest.xml"
        if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
            raise Unreadable("password", "")
        _limit_memory(unpacked)
        is_opendocument = "content.xml" in archive.namelist()
        return opendocument.read_marks(archive) if is_opendocument else ooxml.read_marks(archive)


def _limit_memory(size: int) -> None:
    """Let this process take no more memory than a file of so many bytes can need."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows, not honoured on macOS
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        limit = min(MOST_MEMORY, LEAST_MEMORY + MEMORY_PER_BYTE * size)
        resource.setrlimit(
            resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard)
        )


def _text(value: object) -> str:
    """The text of a cell as a person reads it."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return f"{value:.15g}"  # the precision that Excel shows: 0.3, not 0.30000000000000004
    if isinstance(value, datetime.datetime):
        return str(value.date()) if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, datetime.time):
        return value.isoformat("seconds")
    return "" if value is None else str(value)
