"""Damaged workbooks, and those that ask for more than they are, end in one reason and take little memory."""

from __future__ import annotations

import functools
import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.errors import SurveyError
from textmine.inputs.files import read_sheets
from textmine.inputs.workbooks import Failure, Page, read_workbooks
from textmine.texts.messages import message

NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = (
    f'<?xml version="1.0"?><office:document-content xmlns:office="{NAMES}office:1.0"'
    f' xmlns:table="{NAMES}table:1.0" xmlns:text="{NAMES}text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="表">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def ods_row(text: str, *, below: int = 1, beside: int = 1) -> str:
    """A row of one cell, which stands for several below and beside it."""
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{beside}">'
    row = f'<table:table-row table:number-rows-repeated="{below}">'
    return f"{row}{cell}<text:p>{text}</text:p></table:table-cell></table:table-row>"


def opendocument(rows: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", ODS.format(rows=rows))
    return buffer.getvalue()


@functools.cache
def sound(ending: str) -> bytes:
    """A small workbook of each kind, with all that is looked for in one."""
    buffer = io.BytesIO()
    texts = [f"回答{number}です。" for number in range(30)]
    if ending == "xls":
        book = xlwt.Workbook()
        sheet = book.add_sheet("表")
        zeros = xlwt.easyxf(num_format_str="00000")
        for number, text in enumerate(texts):
            sheet.write(number, 0, number, zeros)
            sheet.write(number, 1, text)
        sheet.write_merge(3, 6, 2, 2, "20代")
        sheet.write(8, 2, xlwt.Formula('CONCATENATE("a","b")'))
        sheet.row(4).hidden = sheet.col(3).hidden = True
        book.save(buffer)
    elif ending == "xlsx":
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
            page, padded = made.add_worksheet("表"), made.add_format({"num_format": "00000"})
            for number, text in enumerate(texts):
                page.write_number(number, 0, number, padded)
                page.write_string(number, 1, text)
            page.merge_range(3, 2, 6, 2, "20代")
            page.write_formula(8, 2, '=CONCATENATE("a","b")')
            page.set_row(4, None, None, {"hidden": True})
    else:
        return opendocument("".join(map(ods_row, texts)))
    return buffer.getvalue()


def damage(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, or the beginning of them."""
    if chance.random() < 0.2:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.choice([1, 2, 4, 40])):
        place = chance.randrange(len(changed))
        changed[place] = chance.choice([0, 255, changed[place] ^ 1 << chance.randrange(8)])
    return bytes(changed)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """The archive, sound from outside, with one of its parts damaged."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        hit = chance.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, damage(old.read(name), chance) if name == hit else old.read(name))
    return buffer.getvalue()


def read(path: Path, data: bytes) -> list[Page] | Failure:
    path.write_bytes(data)
    return next(iter(read_workbooks([path])))


@examples(10)
@given(seed=st.integers(0, 2**32))
def test_any_damage_ends_in_one_sentence(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Whatever bytes are wrong: the workbook is read, or there is one sentence that says it is damaged."""
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("damaged")
    for ending in ("xls", "xlsx", "ods"):
        inside = ending != "xls" and chance.random() < 0.7
        path = folder / f"a.{ending}"
        path.write_bytes((damaged_inside if inside else damage)(sound(ending), chance))
        try:
            read_sheets([str(path)])
        except SurveyError as error:
            assert message(error, "ja").startswith(str(path))
            assert "\n" not in message(error, "ja")


def test_they_are_sound_before() -> None:
    """What is damaged can be read when it is not."""
    for ending in ("xls", "xlsx", "ods"):
        assert len(sound(ending)) > 500


@pytest.mark.parametrize(("row", "column"), [(65_535, 65_535), (65_535, 2_000), (20_000, 255)])
def test_a_cell_far_away_in_an_old_workbook(tmp_path: Path, row: int, column: int) -> None:
    """A few wrong bits put a cell far away, for which a library would take gigabytes."""
    data = sound("xls")
    place = data.rindex(b"\xfd\x00\x0a\x00")  # the last text: kind and length, then row and column
    changed = data[: place + 4] + struct.pack("<HH", row, column) + data[place + 8 :]
    found = read(tmp_path / "a.xls", changed)
    assert isinstance(found, Failure)
    assert found.reason == "big"


def test_more_texts_or_cells_than_an_old_workbook_has(tmp_path: Path) -> None:
    """Numbers that only declare how much follows are not believed."""
    data = sound("xls")
    place = data.index(b"\xfc\x00")  # the table of texts: kind, length, total, different ones
    while data[place + 8 : place + 12] != struct.pack("<I", 31):
        place = data.index(b"\xfc\x00", place + 1)
    texts = data[: place + 8] + struct.pack("<I", 1 << 31) + data[place + 12 :]
    place = data.index(b"\x00\x02\x0e\x00")  # the dimensions: rows from, to, columns from, to
    cells = data[: place + 8] + struct.pack("<I", 1 << 31) + data[place + 12 :]
    for number, changed in enumerate((texts, cells)):
        found = read(tmp_path / f"{number}.xls", changed)
        assert isinstance(found, Failure)
        assert found.reason == "broken"


def test_a_circle_of_sectors(tmp_path: Path) -> None:
    """A container whose sectors follow one another for ever is damaged."""
    data = bytearray(sound("xls"))
    (table,) = struct.unpack_from("<I", data, 76)
    numbers = (table + 1) * 512
    struct.pack_into("<II", data, numbers, 1, 0)
    found = read(tmp_path / "a.xls", bytes(data))
    assert isinstance(found, Failure)
    assert found.reason == "broken"


def with_sheet(change: tuple[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound("xlsx"))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert change[0].encode() in text
                text = text.replace(change[0].encode(), change[1].encode(), 1)
            new.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ100000"])
def test_a_cell_beyond_what_a_sheet_declares(tmp_path: Path, place: str) -> None:
    """How far a sheet reaches is seen from its cells, whatever it says of itself."""
    found = read(tmp_path / "a.xlsx", with_sheet(('r="B30"', f'r="{place}"')))
    assert found == Failure("big", "表")


def test_a_stray_cell_nearby(tmp_path: Path) -> None:
    """A sheet with one cell some thousand rows below is read."""
    found = read(tmp_path / "a.xlsx", with_sheet(('r="B30"', 'r="CV9000"')))
    assert isinstance(found, list)


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    """A few bytes of entities can stand for gigabytes."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet hidden="1"'
    found = read(tmp_path / "a.xlsx", with_sheet(("<worksheet", bomb)))
    assert isinstance(found, Failure)
    assert found.reason == "broken"


@pytest.mark.parametrize(("below", "beside"), [(1_000_000, 9_000), (900_000_000, 1), (1, 90_000)])
def test_cells_repeated_a_million_times(tmp_path: Path, below: int, beside: int) -> None:
    """A hundred bytes that stand for a sheet full of text are refused."""
    found = read(tmp_path / "a.ods", opendocument(ods_row("あ", below=below, beside=beside)))
    assert isinstance(found, Failure)
