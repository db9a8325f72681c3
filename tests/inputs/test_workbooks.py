"""Workbooks become text, and bad ones end in a reason, never in a crash of the program."""

import datetime
import io
import random
import re
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


def write_ods(path: Path, content: str) -> Path:
    """Write a workbook of OpenDocument that holds this XML."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


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
    pages = only(write_ods(tmp_path / "a.ods", content))
    assert isinstance(pages, list)
    assert pages[0].rows == [["番号", "一行目\n二行目"], ["3", ""]]


def test_old_excel_beside_its_values(tmp_path: Path) -> None:
    """In an .xls, too: ids with zeros, hidden rows and columns, merged cells, formulas without results."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    zeros = xlwt.easyxf(num_format_str="00000")
    for number in range(1, 6):
        sheet.write(number, 0, number, zeros)
        sheet.write(number, 1, number / 4, xlwt.easyxf(num_format_str="0%"))
        sheet.write(number, 2, xlwt.Formula('CONCATENATE("a","b")'))
    sheet.write_merge(1, 3, 3, 3, "20代")
    sheet.row(2).hidden = sheet.col(1).hidden = True
    path = tmp_path / "a.xls"
    book.save(str(path))
    pages = only(path)
    assert isinstance(pages, list)
    (page,) = pages
    assert page.rows[1] == ["00001", "25%", "", "20代"]
    assert page.merged == (((1, 3), (3, 3)),)
    assert (page.hidden_rows, page.hidden_columns) == ({2}, {1})
    assert page.uncomputed == tuple((row, 2) for row in range(1, 6))


ODS_CELLS = (
    '<table:table-cell office:value-type="float" office:value="{n}"><text:p>0000{n}</text:p>'
    '</table:table-cell><table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25%'
    "</text:p></table:table-cell>"
    '<table:table-cell office:value-type="date" office:date-value="2024-04-0{n}"><text:p>{day}</text:p>'
    "</table:table-cell>{last}"
)


def test_opendocument_beside_its_values(tmp_path: Path) -> None:
    """In an .ods, too; a cell there holds its text as it was shown."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    merged = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="3"><text:p>20代</text:p>'
        "<office:annotation><text:p>メモ</text:p></office:annotation></table:table-cell>"
    )
    formula = '<table:table-cell table:formula="of:=A1"/>'
    rows = [
        ODS_CELLS.format(n=1, day="2024年4月", last=merged),
        ODS_CELLS.format(n=2, day="2024/04/02", last="<table:covered-table-cell/>"),
        ODS_CELLS.format(n=3, day="4月", last="<table:covered-table-cell/>" + formula),
    ]
    shown = ["", ' table:visibility="filter"', ""]
    content = (
        f'<office:document-content xmlns:office="{names}office:1.0" xmlns:table="{names}table:1.0"'
        f' xmlns:text="{names}text:1.0"><office:body><office:spreadsheet><table:table table:name="表">'
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
        + "".join(
            f"<table:table-row{how}>{row}</table:table-row>" for how, row in zip(shown, rows, strict=True)
        )
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    pages = only(write_ods(tmp_path / "a.ods", content))
    assert isinstance(pages, list)
    (page,) = pages
    assert [row[:3] for row in page.rows] == [
        ["00001", "25%", "2024年4月"],
        ["00002", "25%", "2024-04-02"],
        ["00003", "25%", "4月"],
    ]
    assert page.rows[0][3] == "20代"
    assert page.merged == (((0, 3), (2, 3)),)
    assert (page.hidden_rows, page.hidden_columns) == ({1}, {1})
    assert page.uncomputed == ((2, 4),)


def excel(path: Path, sheet: str) -> Path:
    """An .xlsx whose only sheet has this XML, as other programs write it."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="{kinds}/officeDocument"'
            ' Target="/xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="s" Type="{kinds}/worksheet"'
            f' Target="worksheets/one.xml"/><Relationship Id="f" Type="{kinds}/styles" Target="styles.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="170" formatCode="00000"/></numFmts>'
            '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>',
        )
        archive.writestr("xl/worksheets/one.xml", sheet.format(main=main))
    return path


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_sheets_of_other_programs(tmp_path: Path, prefix: str) -> None:
    """Prefixes, attributes in another order and in other quotes, parts by other names are read alike."""
    lines = [
        "<row r='1' hidden='true'><c s='1' r='A1'><v>7</v></c>"
        "<c t='inlineStr' r='B1'><is><t>文</t></is></c></row>",
        '<row spans="1:2" r="2"><c r="A2"><f>B1</f></c><c r="B2" t="str"><f>""</f><v></v></c></row>',
        '<row r="3"><c r="A3" t="str"><f>1&lt;2</f></c><c r="B3"><f t="shared" si="0"/><v/></c></row>',
    ]
    text = "<sheetData>" + "".join(lines) + "</sheetData>"
    columns = '<cols><col min="2" max="16384" width="0" hidden="1"/></cols>'
    body = re.sub(r"<(/?)(\w)", rf"<\1{prefix}\2", columns + text)
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    sheet = f'<{prefix}worksheet {space}="{{main}}">{body}</{prefix}worksheet>'
    pages = only(excel(tmp_path / "a.xlsx", sheet))
    assert isinstance(pages, list)
    (page,) = pages
    assert page.rows[0] == ["00007", "文"]
    assert (page.hidden_rows, page.hidden_columns) == ({0}, {1})
    assert page.uncomputed == ((1, 0), (2, 1))


def test_cells_at_the_seams_of_blocks(tmp_path: Path) -> None:
    """A sheet is looked through in blocks; what lies on a seam is found once."""
    count = 30_000
    rows = "".join(
        f'<row r="{number}" hidden="1"><c r="A{number}" s="1"><v>{number}</v></c>'
        f'<c r="B{number}"><f>A1+{"0+" * 20}1</f></c></row>'
        for number in range(1, count + 1)
    )
    sheet = f'<worksheet xmlns="{{main}}"><sheetData>{rows}</sheetData></worksheet>'
    pages = only(excel(tmp_path / "a.xlsx", sheet))
    assert isinstance(pages, list)
    (page,) = pages
    assert [row[0] for row in page.rows] == [f"{number:05}" for number in range(1, count + 1)]
    assert len(page.hidden_rows) == len(page.uncomputed) == count
