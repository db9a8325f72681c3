"""The pieces of a Word document: headings, notes, fields, captions, tables, pictures and the contents."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from textmine.reports.office import Cell, Grid, legible
from textmine.reports.pictures import Picture, size
from textmine.reports.prepared import Line
from textmine.reports.text import width as letters
from textmine.texts.labels import label

MOST_ROWS = 100  # of a table; what is left out is in the workbook
_ONE_ROW_LETTERS = 600  # of a row that may not break
_FIRST_BOOKMARK = 100_000
_CELL_ENDS, _CELL_SIDES = 4.5, 8.5  # points above and below the text of a cell, and beside it
_KEPT = 110  # points of what stays with a heading: a note, a caption and the first rows of a table
_BELOW = 7  # points of space below a table
_SMALLEST = 0.75  # of the height of a picture where a page has less room
_UNDER_PICTURE = 80  # points of a picture's caption and notes, with something to spare
_CELL_STYLES = {
    "text": "Table Text",
    "strong": "Table Heading",
    "bullet": "Table Bullet",
    "quote": "Table Quote",
}


class Lines(NamedTuple):
    """The room that the lines of a style take, in points; a ``spacing`` of 0 is as high as what is in it."""

    points: float
    spacing: float
    around: float
    indent: float

    def height(self, text: str, wide: float) -> float:
        """Return about how high a text is in a column that is so many points wide."""
        across = max(2, int((wide - self.indent) / self.points * 1.94))  # no line may begin with 、or 。
        return max(1, math.ceil(letters(text) / across)) * self.spacing


@dataclass
class Book:
    """The document while it is written.

    Attributes:
        document: the document of python-docx.
        lang: the language of headings and captions.
        width: of the text, in EMU.
        height: of the text on a page, in points.
        lines: the room that a line of each style takes.
        used: about how much of the page that is being written is taken, in points.
        counts: how many tables and figures have a caption so far.
        headings: level, text and bookmark of the headings so far.
        style_ids: style name -> its id; python-docx would look through all styles each time.
    """

    document: Any
    lang: str
    width: int
    counts: dict[str, int] = field(default_factory=dict)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    style_ids: dict[str, str | None] = field(default_factory=dict)
    height: float = 0.0
    lines: Mapping[str, Lines] = field(default_factory=dict)
    used: float = 0.0

    def take(self, height: float, *, ahead: float = 0.0) -> None:
        """Note that so many points are taken: on the next page if this has no room for them and ``ahead``."""
        self.used = self.used + height if self.used + height + ahead <= self.height else height


def set_style(book: Book, paragraph: Any, style: str) -> None:
    """Give a paragraph a style."""
    if style not in book.style_ids:
        book.style_ids[style] = book.document.part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
    paragraph._p.style = book.style_ids[style]


def add_text(book: Book, style: str, text: str) -> Any:
    """Add a paragraph and return it."""
    paragraph = book.document.add_paragraph()
    set_style(book, paragraph, style)
    if text:
        paragraph.add_run(text)
        book.take(book.lines[style].height(text, Emu(book.width).pt) + book.lines[style].around)
    return paragraph


def add_notes(book: Book, *lines: str, keep: bool = False) -> None:
    """Add a small grey paragraph for each line that says something; ``keep``: on the page of what follows."""
    for line in lines:
        if line:
            add_text(book, "Note", legible(line)).paragraph_format.keep_with_next = keep


def add_heading(book: Book, level: int, text: str) -> None:
    """Add a heading with a bookmark that the contents link to."""
    style = f"Heading {level}"
    paragraph = add_text(book, style, "")
    book.take(book.lines[style].spacing + book.lines[style].around, ahead=_KEPT)
    number = len(book.headings)
    bookmark = f"_Toc{_FIRST_BOOKMARK + number}"
    paragraph._p.append(_element("w:bookmarkStart", id=number, name=bookmark))
    paragraph.add_run(legible(text))
    paragraph._p.append(_element("w:bookmarkEnd", id=number))
    book.headings.append((level, legible(text), bookmark))


def _element(tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def add_field(paragraph: Any, instruction: str, result: str) -> None:
    """Add a field that Word fills in, with the result that other programs show."""
    _start_field(paragraph, instruction)
    paragraph.add_run(result)
    _mark_field(paragraph, "end")


def _start_field(paragraph: Any, instruction: str, **attributes: object) -> None:
    _mark_field(paragraph, "begin", **attributes)
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _mark_field(paragraph, "separate")


def _mark_field(paragraph: Any, kind: str, **attributes: object) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType=kind, **attributes))


# ---- tables and pictures


def add_caption(book: Book, kind: str, text: str) -> Any:
    """Add "表 1　text", its number a SEQ field that Word counts again when something is put in before."""
    book.counts[kind] = number = book.counts.get(kind, 0) + 1
    paragraph = add_text(book, "Caption", "")
    book.take(book.lines["Caption"].spacing + book.lines["Caption"].around, ahead=_KEPT / 2)
    word = label(f"section.{kind}", book.lang)
    paragraph.add_run(f"{word} ")
    add_field(paragraph, f"SEQ {word} \\* ARABIC", str(number))
    paragraph.add_run(label("document.after_number", book.lang) + legible(text))
    paragraph.paragraph_format.keep_with_next = kind == "table"
    return paragraph


def add_table(book: Book, caption: str, grid: Grid, where: str) -> None:
    """Add a table with its caption; ``where`` says where the rows are that it has no room for."""
    add_caption(book, "table", caption)
    table = book.document.add_table(rows=1, cols=len(grid.headings))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_margins(table)
    widths = [Emu(int(book.width * share / sum(grid.widths))) for share in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = table.rows[0]
    _set_row(head, "w:cantSplit")
    _set_row(head, "w:tblHeader")
    _fill_row(book, head, grid.headings, widths, grid.right, range(len(widths)))
    for cell in head.cells:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="E8EEF4"))
    rows = grid.rows[:MOST_ROWS]
    for row in [grid.headings, *rows]:
        book.take(_row_height(book, row, widths))
    for number, row in enumerate(rows):
        added = table.add_row()
        if sum(map(_letters, row)) < _ONE_ROW_LETTERS:
            _set_row(added, "w:cantSplit")  # a row longer than a page has to break
        keep = len(rows) > 2 and number == len(rows) - 2  # no single row on the next page
        bold = {place for line, place in grid.bold if line == number}
        if number in grid.across:
            added.cells[0].merge(added.cells[-1])
            _fill_row(book, added, row[:1], [Emu(sum(widths))], (), bold, keep=number < len(rows) - 1)
            continue
        _fill_row(book, added, row, widths, grid.right, bold, keep=keep)
    if len(grid.rows) > len(rows):
        count = f"{len(grid.rows) - len(rows):,}"
        add_notes(book, label("document.left_out", book.lang, count=count, where=where))
    end = add_text(book, "Note", "").paragraph_format
    end.space_after, end.line_spacing = Pt(0), Pt(_BELOW)
    book.take(_BELOW)


def _row_height(book: Book, row: Sequence[Cell], widths: Sequence[Emu]) -> float:
    """Return about how high a row is, in points."""
    heights = []
    for cell, wide in zip(row, widths, strict=False):
        lines = [Line(cell)] if isinstance(cell, str) else cell
        looks = [book.lines[_CELL_STYLES[line.look]] for line in lines]
        room = wide.pt - _CELL_SIDES
        heights.append(sum(look.height(line.text, room) for look, line in zip(looks, lines, strict=True)))
    return max(heights, default=0.0) + _CELL_ENDS


def _letters(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else sum(len(line.text) for line in cell)


def _fill_row(
    book: Book,
    row: Any,
    cells: Sequence[Cell],
    widths: Sequence[Emu],
    right: Collection[int],
    bold: Collection[int],
    *,
    keep: bool = False,
) -> None:
    """Write the cells of a row, a paragraph for each of their lines; ``keep`` it on the page of the next."""
    for place, (target, cell) in enumerate(zip(row.cells, cells, strict=False)):
        target.width = widths[place]
        style = _CELL_STYLES["strong" if place in bold else "text"]
        set_style(book, target.paragraphs[0], style)
        for number, line in enumerate([Line(cell)] if isinstance(cell, str) else cell):
            paragraph = target.add_paragraph() if number else target.paragraphs[0]
            set_style(book, paragraph, style if isinstance(cell, str) else _CELL_STYLES[line.look])
            paragraph.add_run(legible(line.text))
            if keep and place == 0:
                paragraph.paragraph_format.keep_with_next = True
            if place in right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_row(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _set_margins(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80)):
        margins.append(_element(f"w:{side}", w=twips, type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def has_room(book: Book, picture: Picture, highest: int) -> bool:
    """Return whether a picture fits the page, if need be a little smaller."""
    width, height = size(picture.png)
    most = min(Mm(highest), int(book.width * height / width)) if width else 0
    return bool(book.used + Emu(int(_SMALLEST * most)).pt + _UNDER_PICTURE <= book.height)


def add_picture(book: Book, name: str, picture: Picture, caption: str, highest: int) -> bool:
    """Add a picture with its alternative text and a caption; return False for what is no PNG."""
    width, height = size(picture.png)
    if not width or not height:
        return False
    paragraph = add_text(book, "Picture", "")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.keep_with_next = True
    most = min(Mm(highest), int(book.width * height / width))
    room = Pt(book.height - book.used - _UNDER_PICTURE)
    high = max(room, int(_SMALLEST * most)) if room < most else most
    shown = Emu(int(min(high, most) * width / height))
    book.take(Emu(high).pt)
    shape = paragraph.add_run().add_picture(BytesIO(picture.png), width=shown)
    properties = shape._inline.docPr
    properties.set("descr", legible(picture.alt or caption)[:1000])
    properties.set("name", f"{name} {properties.get('id')}")
    add_caption(book, "figure", caption).alignment = WD_ALIGN_PARAGRAPH.CENTER
    return True


# ---- the contents


def add_contents_place(book: Book) -> Any:
    """Return the paragraph where the contents will stand, once all headings are known."""
    add_text(book, "TOC Heading", label("section.contents", book.lang))
    return add_text(book, "TOC 1", "")


def fill_contents(book: Book, first: Any) -> None:
    """Write the field of the contents with its entries, for programs that don't update fields."""
    _start_field(first, 'TOC \\o "1-2" \\h \\z \\u', dirty="true")
    paragraph = first
    for number, (level, text, bookmark) in enumerate(entry for entry in book.headings if entry[0] < 3):
        if number:
            # a copy of the first paragraph's properties, without its runs
            copy = deepcopy(first._p)
            for child in list(copy):
                if child.tag != qn("w:pPr"):
                    copy.remove(child)
            paragraph._p.addnext(copy)
            paragraph = type(first)(copy, first._parent)
        paragraph.style = f"TOC {level}"
        link = _element("w:hyperlink", anchor=bookmark)
        link.append(paragraph.add_run(text)._r)
        paragraph._p.append(link)
    _mark_field(paragraph, "end")
