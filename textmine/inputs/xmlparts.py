"""Reads the XML parts of workbooks and documents, which anyone may have made, in one pass without a tree."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

BLOCK = 1 << 20  # bytes
MOST_UNPACKED = 4 << 30  # bytes that the parts of one file may unpack to

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Refused(Exception):
    """A part declares a document type, by which a few bytes can ask for gigabytes."""


def read_xml(part: IO[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call ``start(element, attributes)``, ``end(element)`` and ``text(characters)`` for what a part holds.

    Names come without their namespaces, so that all ways to write them are alike.

    Raises:
        Refused: if the part declares a document type.
        expat.ExpatError: if it is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    local: dict[str, str] = {}

    def bare(name: str) -> str:
        found = local.get(name)
        if found is None:
            found = local[name] = name.rpartition(" ")[2]
        return found

    def begin(name: str, attributes: dict[str, str]) -> None:
        start(bare(name), {bare(key): value for key, value in attributes.items()})

    parser.StartElementHandler = begin
    if end is not None:
        close = end
        parser.EndElementHandler = lambda name: close(bare(name))
    if text is not None:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    for block in blocks(part):
        parser.Parse(block, False)
    parser.Parse(b"", True)


def read_part(
    archive: zipfile.ZipFile,
    part: zipfile.ZipInfo | None,
    start: Start,
    end: End | None = None,
    text: Text | None = None,
) -> None:
    """Read one part of a workbook as far as it is XML; nothing if there is none.

    Raises:
        Refused: if the part declares a document type.
    """
    if part is not None:
        # What is wrong with the rest is said by the library that reads the values.
        with contextlib.suppress(expat.ExpatError), archive.open(part) as content:
            read_xml(content, start, end, text)


def blocks(part: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a part in blocks."""
    while block := part.read(BLOCK):
        yield block


def parts_of(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    r"""Return the parts of an archive by name, in small letters: some programs write ``XL\Workbook.xml``."""
    return {part.filename.replace("\\", "/").lower().lstrip("/"): part for part in archive.infolist()}


def _refuse(*_: object) -> None:
    raise Refused("a part declares a document type")
