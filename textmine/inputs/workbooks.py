"""Reads Excel and OpenDocument workbooks in a process of its own, since a damaged one can end the process.

A few wrong bytes make the reader ask for terabytes of memory, which aborts Python without an exception.
This file is therefore also a program: ``python workbooks.py`` takes a list of paths on its standard input
and answers with one record a workbook. It must import nothing of textmine and start in milliseconds.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import marshal
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_CELLS = 30_000_000  # in one sheet; Excel itself holds more, no survey does
MOST_MEMORY = 6 << 30  # bytes of address space for the reading process, where the system can limit it
MOST_UNPACKED = 4 << 30  # bytes that the parts of a workbook may unpack to

Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook as text."""

    name: str
    visible: bool
    rows: list[list[str]]  # from A1 on, all of one length
    merged: tuple[Merged, ...]  # (first row, first column), (last row, last column); 0-based


@dataclass(frozen=True)
class Failure:
    """Why a workbook could not be read: "password", "big" or "broken"."""

    reason: str
    detail: str


def read_workbooks(paths: list[Path]) -> Iterator[list[Page] | Failure]:
    """Yield the sheets of each workbook in ``paths``, or why it can't be read; stops after a crash.

    Cells come as text as a person reads them: 1.0 as "1", dates in ISO form, true as "TRUE".
    """
    # -P: this file's folder must not come first on the path, it holds an encodings.py
    command = [sys.executable, "-P", str(Path(__file__).resolve())]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdin is not None and child.stdout is not None
    try:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(marshal.dumps([str(path) for path in paths]))
            child.stdin.close()
        for _ in paths:
            try:
                record: tuple[str, Any] = marshal.load(child.stdout)
            except (EOFError, ValueError, TypeError):
                yield Failure("broken", f"the reader stopped with code {child.wait()}")
                return
            if record[0] == "pages":
                yield [Page(name, visible, rows, merged) for name, visible, rows, merged in record[1]]
            else:
                yield Failure(*record)
    finally:
        child.stdout.close()
        child.kill()
        child.wait()


def _pages(path: str) -> tuple[str, Any]:
    """The record of one workbook: ("pages", [...]) or (reason, detail)."""
    import python_calamine

    data = Path(path).read_bytes()
    refusal = _refusal(data)
    if refusal:
        return refusal
    try:
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        except python_calamine.CalamineError:
            book = python_calamine.CalamineWorkbook.from_path(path)  # says why, since it trusts the ending
        if not book.sheets_metadata:
            return "broken", ""
        pages = []
        for number, sheet in enumerate(book.sheets_metadata):
            if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            visible = sheet.visible == python_calamine.SheetVisibleEnum.Visible
            table = book.get_sheet_by_index(number)
            if table.total_height * table.total_width > MOST_CELLS:
                return "big", sheet.name
            rows = [[_text(cell) for cell in row] for row in table.to_python(skip_empty_area=False)]
            pages.append((sheet.name, visible, rows, tuple(table.merged_cell_ranges or ())))
    except python_calamine.PasswordError:
        return "password", ""
    except MemoryError:
        return "big", ""
    except BaseException as error:  # a panic of the Rust library is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return "broken", str(error)[:200]
    return "pages", pages


def _refusal(data: bytes) -> tuple[str, str] | None:
    """Why a workbook must not be given to the reader, found without it."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return ("password", "") if encrypted else None
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                return "big", ""
            if any(part.flag_bits & 1 for part in parts):
                return "password", ""
            for part in parts:
                if part.filename == "META-INF/manifest.xml":
                    if b"encryption-data" in archive.read(part):
                        return "password", ""
                elif re.fullmatch(r"xl/worksheets/[^/]+\.xml", part.filename):
                    with archive.open(part) as content:
                        head = content.read(4096)
                    area = re.search(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"', head)
                    if area and _column(area[1]) * int(area[2]) > MOST_CELLS:
                        return "big", ""
    except Exception as error:  # zipfile raises many kinds on damaged archives
        return "broken", str(error)[:200]
    return None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


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


def _main() -> None:
    """Answer the paths on standard input with one record each on standard output."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows, not honoured on macOS
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        limit = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    for path in marshal.load(sys.stdin.buffer):
        try:
            record = _pages(path)
        except (OSError, MemoryError) as error:
            record = ("broken", str(error)[:200])
        sys.stdout.buffer.write(marshal.dumps(record))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _main()
