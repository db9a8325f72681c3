"""Workbooks become text, and bad ones end in a reason, never in a crash of the program."""

import datetime
import io
import random
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from textmine.inputs.workbooks import Failure, Page, read_workbooks


def ole(*streams: str) -> bytes:
    """An OLE container with empty streams of these names: what a protected .xlsx is from outside."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header[76:] = b"\xff" * (512 - 76)
    struct.pack_into("<I", header, 76, 0)
    table = bytearray(b"\xff" * 512)
    struct.pack_into("<II", table, 0, 0xFFFFFFFD, 0xFFFFFFFE)
    directory = bytearray()
    for number, name in enumerate(("Root Entry", *streams)):
        entry = bytearray(128)
        text = name.encode("utf-16-le")
        entry[: len(text)] = text
        struct.pack_into("<HBB", entry, 64, len(text) + 2, 2 if number else 5, 1)
        struct.pack_into("<III", entry, 68, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF if number else 1)
        struct.pack_into("<I", entry, 116, 0xFFFFFFFE)
        directory += entry
    return bytes(header + table + directory.ljust(512, b"\0"))


def only(path: Path) -> list[Page] | Failure:
    """What one workbook is read as."""
    return next(iter(read_workbooks([path])))


def test_cells_are_text_as_people_read_them(tmp_path: Path) -> None:
    """1.0 is "1", dates are ISO, times as shown, true is TRUE, an empty cell is empty, no float noise."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([1, 0.1 + 0.2, datetime.date(2024, 10, 1), datetime.datetime(2024, 10, 1, 9, 5), True])
    sheet.append([None, "a\r\nb", datetime.time(3, 4), 1234567890123, "００１"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    pages = only(path)
    assert isinstance(pages, list)
    assert pages[0].rows == [
        ["1", "0.3", "2024-10-01", "2024-10-01 09:05:00", "TRUE"],
        ["", "a\nb", "3:04:00", "1234567890123", "００１"],
    ]


def test_old_excel(tmp_path: Path) -> None:
    """.xls is read like .xlsx, sheet names and dates too."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("一枚目")
    sheet.write(0, 0, "番号")
    sheet.write(1, 0, 7)
    sheet.write(1, 1, datetime.date(2024, 1, 2), xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    path = tmp_path / "a.xls"
    book.save(str(path))
    pages = only(path)
    assert isinstance(pages, list)
    assert (pages[0].name, pages[0].rows) == ("一枚目", [["番号", ""], ["7", "2024-01-02"]])


def test_merged_and_hidden(tmp_path: Path) -> None:
    """Merged header cells and hidden sheets are told, so that the reader can decide."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.merge_range(0, 1, 0, 2, "アップデート")
        book.add_worksheet("控え").hide()
    pages = only(path)
    assert isinstance(pages, list)
    assert pages[0].merged == (((0, 1), (0, 2)),)
    assert [page.visible for page in pages] == [True, False]


def test_password(tmp_path: Path) -> None:
    """A protected .xlsx is an OLE container with EncryptedPackage; a protected .xls holds FILEPASS."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(ole("EncryptedPackage", "EncryptionInfo"))
    assert only(path) == Failure("password", "")
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "番号")
    buffer = io.BytesIO()
    book.save(buffer)
    data = bytearray(buffer.getvalue())
    data[data.find(b"\xe1\x00\x02\x00")] = 0x2F  # the record after the first becomes FILEPASS
    path = tmp_path / "a.xls"
    path.write_bytes(bytes(data))
    assert only(path) == Failure("password", "")


def test_encrypted_opendocument(tmp_path: Path) -> None:
    """An encrypted .ods says so in its manifest."""
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert only(path) == Failure("password", "")


def test_stray_cell_far_away(tmp_path: Path) -> None:
    """A cell in the last corner would ask for 500 GB; it is refused, the process lives on."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "z")
    found = only(path)
    assert isinstance(found, Failure)
    assert found.reason == "big"


def test_a_crash_of_the_reader_is_a_reason(tmp_path: Path) -> None:
    """Damaged bytes may abort the reading process; the caller gets a reason each time."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for number in range(30):
        sheet.write(number, 0, f"回答{number}")
    buffer = io.BytesIO()
    book.save(buffer)
    chance = random.Random(1)
    paths = []
    for number in range(8):
        data = bytearray(buffer.getvalue())
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        paths.append(tmp_path / f"{number}.xls")
        paths[-1].write_bytes(bytes(data))
    for path in paths:
        assert isinstance(only(path), list | Failure)


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, ole("Book")])
def test_broken(tmp_path: Path, data: bytes) -> None:
    """A damaged workbook is called that."""
    for ending in ("xlsx", "xls", "ods", "xlsb"):
        path = tmp_path / f"a.{ending}"
        path.write_bytes(data)
        found = only(path)
        assert isinstance(found, Failure)
        assert found.reason == "broken"


def test_opendocument(tmp_path: Path) -> None:
    """An .ods with the empty rows and columns that LibreOffice repeats to the last corner is read."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="表"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>番号</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>一行目</text:p>'
        "<text:p>二行目</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16382"/></table:table-row><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    pages = only(path)
    assert isinstance(pages, list)
    assert pages[0].rows == [["番号", "一行目\n二行目"], ["3", ""]]
