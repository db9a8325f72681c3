"""Reads a Word document (.docx) as plain text with <H1>...<H5> heading lines."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from textmine.errors import SurveyError
from textmine.inputs.transcript import BESIDE, LEVELS
from textmine.inputs.xmlparts import parts_of, read_part

MOST_UNPACKED = 256 << 20  # bytes of the text with its markup; a long book has two million

_HEADING = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)


@dataclass
class _Style:
    """What a style of paragraphs says of them: the level of a heading (0: none), or that they are a title."""

    level: int = 0
    is_title: bool = False
    based_on: str = ""


def read_document(path: str, data: bytes) -> tuple[str, list[str]]:
    """Return the paragraphs of a Word document as lines, headings as ``<H1>`` ..., and its titles.

    A heading is told by its style or its outline level, not by how it looks. The two cells of a row of a
    table stand in one line, ``BESIDE`` each other, for the first may be a question to the second.

    Raises:
        SurveyError: if it can't be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = parts_of(archive)
            document = parts.get("word/document.xml")
            if document is None:
                raise _no_document(path)
            if document.file_size > MOST_UNPACKED:
                raise SurveyError(
                    "{path} holds more text than can be read; split it into several files", path=path
                )
            styles = _Styles()
            read_part(archive, parts.get("word/styles.xml"), styles.start)
            reader = _Paragraphs(styles)
            read_part(archive, document, reader.start, reader.end, reader.text)
    except SurveyError:
        raise
    except Exception:  # zipfile raises many kinds on damaged archives
        raise _no_document(path) from None
    return "\n".join(reader.lines), reader.titles


def _no_document(path: str) -> SurveyError:
    return SurveyError(
        "{path} is no Word document, or a damaged one; open it in Word and save it as .docx", path=path
    )


class _Styles:
    """The styles of a document, filled while their XML is read."""

    def __init__(self) -> None:
        self.styles: dict[str, _Style] = {}
        self.style = _Style()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self.style = self.styles.setdefault(attributes.get("styleId", ""), _Style())
        elif name == "name":
            match = _HEADING.fullmatch(value)
            self.style.level = int(match[1]) if match else self.style.level
            self.style.is_title = value.casefold() in ("title", "表題", "subtitle", "副題")
        elif name == "basedOn":
            self.style.based_on = value
        elif name == "outlineLvl" and value.isdecimal():
            self.style.level = int(value) + 1

    def of(self, name: str) -> _Style:
        """Return a style with what it has from those it is based on."""
        style = self.styles.get(name, _Style())
        seen = {name}
        while not style.level and not style.is_title and style.based_on and style.based_on not in seen:
            seen.add(style.based_on)
            style = self.styles.get(style.based_on, _Style())
        return style


class _Paragraphs:
    """The paragraphs of a document, collected while its XML is read."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.lines: list[str] = []
        self.titles: list[str] = []
        self.pieces: list[str] = []
        self.style = _Style()
        self.level = 0
        self.rows: list[list[list[str]]] = []  # those of tables inside one another: cells of paragraphs
        self.inside = False  # a run of text; deleted text and fields are other elements

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self.pieces, self.style, self.level = [], _Style(), 0
        elif name == "pStyle":
            self.style = self.styles.of(attributes.get("val", ""))
        elif name == "outlineLvl" and attributes.get("val", "").isdecimal():
            self.level = int(attributes["val"]) + 1
        elif name == "tr":
            self.rows.append([])
        elif name == "tc" and self.rows:
            self.rows[-1].append([])
        elif name == "t":
            self.inside = True
        elif name in ("tab", "br", "cr"):
            self.pieces.append(" ")

    def end(self, name: str) -> None:
        if name == "t":
            self.inside = False
        elif name == "p":
            line = "".join(self.pieces).strip()
            level = self.level or self.style.level
            if self.style.is_title and line:
                self.titles.append(line)
                line = ""
            self._add([f"<H{level}>{line}</H{level}>" if line and 0 < level <= LEVELS else line])
        elif name == "tr" and self.rows:
            self._add(_lines_of(self.rows.pop()))

    def _add(self, lines: list[str]) -> None:
        """Add lines to the cell that they are in, or to the document."""
        in_cell = self.rows and self.rows[-1]
        (self.rows[-1][-1] if in_cell else self.lines).extend(lines)

    def text(self, characters: str) -> None:
        if self.inside:
            self.pieces.append(characters)


def _lines_of(row: list[list[str]]) -> list[str]:
    """Return the lines of a row of a table, from the paragraphs of its cells."""
    filled = [[line for line in cell if line] for cell in row]
    if len(filled) != 2 or not all(filled) or any(line.startswith("<H") for cell in filled for line in cell):
        return [line for cell in row for line in cell]
    (label, (answer, *further)) = filled
    return [" ".join(label) + BESIDE + answer, *further]
