"""Reads from an old Excel workbook (.xls) what stands beside the values of its cells.

The file is a container of streams, one of which is a sequence of records: two bytes that say what it is, two
for its length, and its data. It is gone through before the library is given the file, since that takes what a
damaged file declares at its word.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from textmine.inputs.marks import Book, Damaged, Marks
from textmine.inputs.numberformats import BUILT_IN, changes_text

MAGIC = b"\xd0\xcf\x11\xe0"
MOST_ROWS, MOST_COLUMNS = 65_536, 256  # that an .xls sheet has

_LAST_SECTOR = 0xFFFFFFFA  # from here on numbers of sectors mean something else
_SECTORS_IN_HEADER = 109
_CELLS = {0x0006, 0x0206, 0x0406, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6}  # row, column, style, value
_FORMULAS = {0x0006, 0x0206, 0x0406}
_NUMBERS = {0x0203, 0x027E, *_FORMULAS}
_MANY_NUMBERS, _ROW, _COLUMNS, _DIMENSIONS, _STRINGS = 0x00BD, 0x0208, 0x007D, 0x0200, 0x00FC
_BEGIN, _END, _SHEET, _FORMAT, _STYLE, _FROM_1904 = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x0022
_NEWEST = 0x0600  # of the versions in which sheets are streams within one; texts are UTF-16 in it


def read_marks(data: bytes) -> Book:
    """Return what stands beside the values of an .xls workbook.

    Raises:
        Damaged: if it can't be one, whatever the library would make of it.
    """
    stream = _stream(data)
    book = Book()
    codes = dict(BUILT_IN)
    styles: list[int] = []
    sheets: list[tuple[int, str]] = []
    newest = True
    for kind, record in _records(stream, 0):
        if kind == _BEGIN and len(record) >= 2:
            newest = struct.unpack_from("<H", record)[0] == _NEWEST
        elif kind == _SHEET and len(record) >= 8:
            sheets.append((struct.unpack_from("<I", record)[0], _text(record[6:], 1, newest=newest)))
        elif kind == _FORMAT and len(record) >= 5 and newest:
            codes[struct.unpack_from("<H", record)[0]] = _text(record[2:], 2, newest=newest)
        elif kind == _STYLE and len(record) >= 4:
            styles.append(struct.unpack_from("<H", record, 2)[0])
        elif kind == _FROM_1904 and len(record) >= 2:
            book.from_1904 = record[:2] == b"\x01\x00"
        elif kind == _STRINGS and len(record) >= 8 and struct.unpack_from("<I", record, 4)[0] > len(data):
            raise Damaged("more texts than the file has bytes")
    formats = {
        style: codes[number] for style, number in enumerate(styles) if changes_text(codes.get(number, ""))
    }
    for start, name in sheets:
        book.sheets[name] = _sheet(stream, start, formats)
    return book


def _stream(data: bytes) -> bytes:
    """Return the stream of the workbook in a container."""
    if len(data) < 512:
        raise Damaged("shorter than its header")
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise Damaged("sectors of an unknown size")
    (directory,) = struct.unpack_from("<I", data, 48)
    cutoff, small_start, _, more, _ = struct.unpack_from("<IIIII", data, 56)
    size = 1 << shift
    table = _numbers(b"".join(_sector(data, number, size) for number in _table_sectors(data, more, size)))
    entries = b"".join(_sector(data, number, size) for number in _chain(table, directory))
    root = None
    for place in range(0, len(entries) - 127, 128):
        entry = entries[place : place + 128]
        length, sort = struct.unpack_from("<HB", entry, 64)
        start, count = struct.unpack_from("<II", entry, 116)
        if sort == 5:
            root = start
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").casefold()
        if sort != 2 or name not in ("workbook", "book"):
            continue
        if count >= cutoff or root is None:
            return b"".join(_sector(data, number, size) for number in _chain(table, start))[:count]
        small_table = _numbers(b"".join(_sector(data, number, size) for number in _chain(table, small_start)))
        small = b"".join(_sector(data, number, size) for number in _chain(table, root))
        places = (number << small_shift for number in _chain(small_table, start))
        return b"".join(small[place : place + 64] for place in places)[:count]
    raise Damaged("no workbook in the container")


def _table_sectors(data: bytes, more: int, size: int) -> Iterator[int]:
    """Yield the sectors that hold the table of sectors: some are named in the header, others in sectors."""
    numbers = list(struct.unpack_from(f"<{_SECTORS_IN_HEADER}I", data, 76))
    left = len(data) // size + 1  # a chain that runs in a circle has more sectors than the file
    while True:
        yield from (number for number in numbers if number < _LAST_SECTOR)
        if more >= _LAST_SECTOR:
            return
        left -= 1
        if left < 0:
            raise Damaged("sectors that follow one another in a circle")
        *numbers, more = _numbers(_sector(data, more, size)) or [_LAST_SECTOR]


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chain(table: list[int], number: int) -> Iterator[int]:
    """Yield the sectors of a stream, each of which the table gives for the one before."""
    for _ in range(len(table)):
        if number >= _LAST_SECTOR:
            return
        yield number
        if number >= len(table):
            raise Damaged("a sector that is not there")
        number = table[number]
    if number < _LAST_SECTOR:
        raise Damaged("sectors that follow one another in a circle")


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of each record from a place on, up to the end of the sheet."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        if kind == _END:
            return
        place += 4 + length


def _text(record: bytes, width: int, *, newest: bool) -> str:
    """Return a text that begins with its length, in so many bytes."""
    length = int.from_bytes(record[:width], "little")
    if not newest:
        return record[width : width + length].decode("cp932", "replace")
    wide = record[width] & 1
    encoded = record[width + 1 : width + 1 + length * (1 + wide)]
    return encoded.decode("utf-16-le" if wide else "latin-1", "replace")


def _sheet(stream: bytes, start: int, formats: dict[int, str]) -> Marks:
    marks = Marks(size=len(stream))
    formulas = 0
    for kind, record in _records(stream, start):
        if kind in _CELLS and len(record) >= 6:
            row, column, style = struct.unpack_from("<HHH", record)
            _add_cell(marks, row, column, formats.get(style, "") if kind in _NUMBERS else "")
            formulas += kind in _FORMULAS
            if kind in _FORMULAS and _has_empty_text(record):
                marks.uncomputed.append((row, column))
        elif kind == _MANY_NUMBERS and len(record) >= 6:
            row, first = struct.unpack_from("<HH", record)
            styles = struct.iter_unpack("<HI", record[4 : 4 + (len(record) - 6) // 6 * 6])
            for column, (style, _) in enumerate(styles, start=first):
                _add_cell(marks, row, column, formats.get(style, ""))
        else:
            _add_sizes(marks, kind, record)
    if len(marks.uncomputed) < formulas:
        marks.uncomputed = []  # some were computed, so an empty text is a result too
    return marks


def _add_cell(marks: Marks, row: int, column: int, code: str) -> None:
    marks.rows, marks.columns = max(marks.rows, row + 1), max(marks.columns, column + 1)
    if code:
        marks.formats[row, column] = code


def _add_sizes(marks: Marks, kind: int, record: bytes) -> None:
    """Add what a record says of rows and columns."""
    if kind == _ROW and len(record) >= 16 and record[12] & 0x20:
        marks.hidden_rows.append(struct.unpack_from("<H", record)[0])
    elif kind == _COLUMNS and len(record) >= 10 and record[8] & 1:
        marks.hidden_columns.append(struct.unpack_from("<HH", record))
    elif kind == _DIMENSIONS and len(record) >= 12:
        first_row, end_row, first, end = struct.unpack_from("<IIHH", record)
        if end_row - first_row > MOST_ROWS or end - first > MOST_COLUMNS:
            raise Damaged("more rows or columns than a sheet has")


def _has_empty_text(record: bytes) -> bool:
    """Whether a formula has an empty text as its result, as a program writes it that does not compute."""
    return len(record) >= 14 and record[6] == 3 and record[12:14] == b"\xff\xff"
