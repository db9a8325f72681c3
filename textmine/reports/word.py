"""A report as a Word document: keyword tables, pictures, categories with quotes, comparisons and method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pandas as pd
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from textmine.errors import ReportError
from textmine.reports.office import (
    FONTS,
    Matrix,
    cluster_rows,
    code_table,
    fixed,
    interval,
    kind_rows,
    legible,
    matrices,
    notes_by_word,
    people,
    percent,
    properties,
    quotes,
    source_line,
)
from textmine.reports.pictures import Picture, size
from textmine.reports.report import Group, Report, Section
from textmine.reports.runfile import base_name
from textmine.reports.sections import base_line, groups, once, section_title, unit
from textmine.reports.text import cell, flat
from textmine.texts.labels import label, name

MOST_ROWS = 100  # of a table; what is left out is in the workbook
MOST_WORDS = 30  # of a keyword table: a page or two
_TOGETHER = 14  # rows of a table that is kept on one page
_MOST_STATEMENTS = 10  # of one item
_ACROSS = 5  # values of an attribute in one table
_HIGH = 185  # mm that a picture may take of a page
_BLUE, _GREY = RGBColor(0x0B, 0x4F, 0x8A), RGBColor(0x55, 0x55, 0x55)


@dataclass(frozen=True)
class _Style:
    """How a style looks where the template has none: points, colour, space and the style it follows."""

    name: str
    points: float
    bold: bool = False
    colour: RGBColor | None = None
    before: float = 0.0
    after: float = 0.0
    spacing: float | None = None  # exact, in points: Japanese fonts differ too much for multiples
    keep: bool = False
    outline: int | None = None
    hanging: float = 0.0
    left: float = 0.0


# Paragraph styles; whoever prepares a template defines those that should look different.
STYLES = (
    _Style("Normal", 10.5, after=4, spacing=17),
    _Style("Title", 20, bold=True, colour=_BLUE, before=0, after=6, spacing=30),
    _Style("Subtitle", 11, colour=_GREY, after=10, spacing=17),
    _Style("Heading 1", 16, bold=True, colour=_BLUE, before=22, after=8, spacing=24, keep=True, outline=0),
    _Style("Heading 2", 13, bold=True, colour=_BLUE, before=16, after=6, spacing=20, keep=True, outline=1),
    _Style("Heading 3", 11, bold=True, before=10, after=4, spacing=17, keep=True, outline=2),
    _Style("Caption", 9.5, bold=True, before=8, after=4, spacing=14),
    _Style("TOC Heading", 13, bold=True, colour=_BLUE, before=12, after=6, spacing=20, keep=True),
    _Style("TOC 1", 10.5, after=2, spacing=17),
    _Style("TOC 2", 10.5, after=2, spacing=17, left=12),
    _Style("Note", 9, colour=_GREY, after=4, spacing=13.5),
    _Style("Bulleted", 10.5, after=3, spacing=17, hanging=10.5),
    _Style("Table Text", 9.5, spacing=14),
    _Style("Table Heading", 9.5, bold=True, spacing=14, keep=True),
    _Style("Table Bullet", 9.5, spacing=14, hanging=9.5),
    _Style("Table Quote", 9, colour=_GREY, spacing=13.5, hanging=9),
    _Style("Picture", 10.5, before=8, after=2, keep=True),
)
_BASIC = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption")


@dataclass
class _Book:
    """The document while it is written: how many tables and figures, and what the template lacks."""

    document: Any
    report: Report
    lang: str
    wide: int  # of the text, in EMU
    counts: dict[str, int] = field(default_factory=dict)
    headings: list[tuple[int, str, str]] = field(default_factory=list)  # level, text, bookmark
    lacking: list[str] = field(default_factory=list)
    template: str = ""
    ids: dict[str, str | None] = field(default_factory=dict)  # of the styles, by their names

    def dress(self, paragraph: Any, style: str) -> None:
        """Give a paragraph a style; python-docx would look through all styles each time."""
        if style not in self.ids:
            self.ids[style] = self.document.part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        paragraph._p.style = self.ids[style]


def word(report: Report, *, template: str | Path | None = None) -> bytes:
    """Return the report as the bytes of a .docx file, the same for the same report every time.

    A title, a table of contents, what was asked (files, base, kinds of answers without content); for each
    question the keyword table (キーワード（n 社） | 内容, with the drafted notes as bullets), pictures with
    captions and alternative text, categories with quotes, the condensed statements per item, clusters,
    comparisons with the marks of the residuals and their sentences; the method (section "method") and, as
    an appendix, files, settings and versions. Captions are numbered by SEQ fields, with the number written
    too. The contents' page numbers are filled in by Word, which asks whether to update the fields on opening.

    ``template`` is a .docx whose styles, page size, margins, headers
    and footers are taken; its text is not. A style that it lacks is added in the usual look, and the
    appendix says which. A table is cut at 100 rows, and a line says how many are left out and where they
    are. Texts are plain runs: nothing in them becomes a field, a link or markup; controls and marks of
    writing direction are left out.

    Raises:
        ReportError: the template is not there, or is no .docx file.
    """
    document = _document(template)
    book = _Book(document, report, report.lang, _width(document), template=base_name(str(template or "")))
    _set_language(document, report.lang)
    book.lacking = _define(document, report.lang, replace=template is None)
    if template is None:
        _page(document)
    properties(document, report)
    _text(book, "Title", legible(report.title) or label("section.summary", book.lang))
    contents = _contents_place(book)
    _summary(book)
    for group in groups(report):
        _group(book, group)
    _method(book)
    _appendix(book)
    _contents(book, contents)
    file = BytesIO()
    document.save(file)
    return fixed(file.getvalue())


# ---------------------------------------------------------------------------------------- the document


def _document(template: str | Path | None) -> Any:
    if template is None:
        document = Document()
        _clear(document)
        return document
    try:
        document = Document(str(template))
    except (PackageNotFoundError, FileNotFoundError, IsADirectoryError) as error:
        raise ReportError(
            "can't read the Word template {path}: it is not there, or is no .docx file; name another one",
            path=str(template),
        ) from error
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise ReportError(
            "the Word template {path} is not a Word document ({reason}); open it in Word and save it "
            "as .docx",
            path=str(template),
            reason=str(error),
        ) from error
    _clear(document)
    return document


def _clear(document: Any) -> None:
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _width(document: Any) -> int:
    section = document.sections[-1]
    if section.page_width is None or section.left_margin is None or section.right_margin is None:
        return int(Mm(160))
    return int(section.page_width - section.left_margin - section.right_margin)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.header_distance = section.footer_distance = Mm(12)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)  # lines would snap to it and stand apart in some fonts
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE", "1")


def _set_language(document: Any, lang: str) -> None:
    told = document.settings.element
    for tag in ("w:themeFontLang",):
        for old in told.findall(qn(tag)):
            old.set(qn("w:val"), "en-US")
            old.set(qn("w:eastAsia"), "ja-JP")
    spacing = told.find(qn("w:characterSpacingControl"))
    if spacing is not None:
        spacing.set(qn("w:val"), "compressPunctuation")
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        _language(defaults)
        if document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}") is None:
            _fonts(defaults, lang)


def _language(properties: Any) -> None:
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), "en-US")
    told.set(qn("w:eastAsia"), "ja-JP")
    properties.append(told)


def _fonts(properties: Any, lang: str) -> None:
    """Name the fonts outright: a theme's fonts would be taken before them."""
    latin, japanese = FONTS[lang]
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, font in (("ascii", latin), ("hAnsi", latin), ("eastAsia", japanese), ("cs", latin)):
        fonts.set(qn(f"w:{script}"), font)


def _define(document: Any, lang: str, *, replace: bool) -> list[str]:
    """Give the document its styles; return the names of those that a template lacks and that were added."""
    there = {style.name for style in document.styles}
    lacking = [style.name for style in STYLES if style.name not in there]
    for style in STYLES:
        if style.name in there and not replace:
            continue
        _look(document, style, lang)
    if "Table Grid" not in there:
        bundled = Document().styles["Table Grid"].element
        copied = deepcopy(bundled)
        for based in copied.findall(qn("w:basedOn")):
            copied.remove(based)
        document.styles.element.append(copied)
        lacking.append("Table Grid")
    if replace:
        for table in document.styles:
            if table.type == WD_STYLE_TYPE.TABLE and table.element.rPr is not None:
                _fonts(table.element.rPr, lang)
        return []
    return lacking


def _look(document: Any, look: _Style, lang: str) -> None:
    styles = document.styles
    if look.name in {style.name for style in styles}:
        style = styles[look.name]
    else:
        style = styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"] if look.name != "Normal" else None
        style.quick_style = True
    if look.name != "Normal":
        style.base_style = styles["Normal"]
    font = style.font
    font.size, font.bold, font.italic = Pt(look.points), look.bold, False
    if look.colour is not None:
        font.color.rgb = look.colour
    elif font.color is not None and style.element.rPr is not None:
        for old in style.element.rPr.findall(qn("w:color")):
            style.element.rPr.remove(old)
    _fonts(style.element.get_or_add_rPr(), lang)
    for spacing in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(qn("w:kern")):
        style.element.rPr.remove(spacing)
    _language(style.element.rPr)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    if look.spacing is None:
        shape.line_spacing_rule = WD_LINE_SPACING.SINGLE  # an exact height would cut a picture off
    else:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.spacing)
    shape.keep_with_next = look.keep
    shape.widow_control = True
    if look.hanging:
        shape.left_indent, shape.first_line_indent = Pt(look.hanging), Pt(-look.hanging)
    elif look.left:
        shape.left_indent = Pt(look.left)
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    if look.name == "Normal":
        _line_breaking(properties)


def _line_breaking(properties: Any) -> None:
    """Japanese line breaking: no 。 or small kana at the start of a line, punctuation may hang."""
    after: tuple[str, ...] = (
        "w:autoSpaceDE",
        "w:autoSpaceDN",
        "w:bidi",
        "w:adjustRightInd",
        "w:snapToGrid",
        "w:spacing",
    )
    after += ("w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:outlineLvl")
    for tag in ("w:kinsoku", "w:overflowPunct"):
        if properties.find(qn(tag)) is None:
            properties.insert_element_before(OxmlElement(tag), *after)


# ---------------------------------------------------------------------------------------- pieces


def _text(book: _Book, style: str, text: str) -> Any:
    paragraph = book.document.add_paragraph()
    book.dress(paragraph, style)
    if text:
        paragraph.add_run(text)
    return paragraph


def _note(book: _Book, *lines: str) -> None:
    for line in lines:
        if line:
            _text(book, "Note", legible(line))


def _heading(book: _Book, level: int, text: str) -> None:
    paragraph = _text(book, f"Heading {level}", "")
    bookmark = f"_Toc{100000 + len(book.headings)}"
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(len(book.headings)))
    start.set(qn("w:name"), bookmark)
    paragraph._p.append(start)
    paragraph.add_run(legible(text))
    paragraph._p.append(end)
    book.headings.append((level, legible(text), bookmark))


def _field(paragraph: Any, instruction: str, result: str, *, dirty: bool = False) -> None:
    _field_start(paragraph, instruction, dirty=dirty)
    paragraph.add_run(result)
    _field_mark(paragraph, "end")


def _field_start(paragraph: Any, instruction: str, *, dirty: bool = False) -> None:
    _field_mark(paragraph, "begin", dirty=dirty)
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _field_mark(paragraph, "separate")


def _field_mark(paragraph: Any, kind: str, *, dirty: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)


def _caption(book: _Book, kind: str, text: str) -> Any:
    """Write "表 1　text", its number a SEQ field that Word counts again when something is put in before."""
    book.counts[kind] = number = book.counts.get(kind, 0) + 1
    paragraph = _text(book, "Caption", "")
    named = label(f"section.{kind}", book.lang)
    paragraph.add_run(f"{named} ")
    _field(paragraph, f"SEQ {named} \\* ARABIC", str(number))
    paragraph.add_run(label("document.after_number", book.lang) + legible(text))
    paragraph.paragraph_format.keep_with_next = kind == "table"
    return paragraph


Cell = str | list[tuple[str, str]]  # text, or paragraphs of style and text


def _table(
    book: _Book,
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    *,
    right: Iterable[int] = (),
    where: str = "",
) -> None:
    """Write a table with its caption; ``shares`` of the text's width; ``right``: columns of numbers."""
    _caption(book, "table", caption)
    table = book.document.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _cell_margins(table)
    widths = [Emu(int(book.wide * share / sum(shares))) for share in shares]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    numbers = set(right)
    head = table.rows[0]
    _row_property(head, "w:cantSplit")
    _row_property(head, "w:tblHeader")
    for place, text in enumerate(headings):
        _fill(book, head.cells[place], widths[place], [("Table Heading", legible(text))], place in numbers)
        _shade(head.cells[place])
    kept = rows[:MOST_ROWS]
    letters = [_letters(row) for row in kept]
    whole = len(kept) <= _TOGETHER and sum(letters) < 1500
    for number, row in enumerate(kept):
        added = table.add_row()
        if letters[number] < 600:
            _row_property(added, "w:cantSplit")  # a row longer than a page has to break
        # no heading row alone at the end of a page, and no single row on the next
        keep = number < len(kept) - 1 and (whole or number == 0 or number == len(kept) - 2)
        cells = added.cells
        for place, value in enumerate(row):
            parts = [("Table Text", value)] if isinstance(value, str) else value
            _fill(book, cells[place], widths[place], parts, place in numbers, keep=keep and place == 0)
    left = len(rows) - len(kept)
    if left:
        _note(book, label("document.left_out", book.lang, count=f"{left:,}", where=where))
    spacer = _text(book, "Note", "")
    spacer.paragraph_format.space_after = Pt(0)


def _letters(row: Sequence[Cell]) -> int:
    return sum(len(text) if isinstance(text, str) else sum(len(one) for _, one in text) for text in row)


def _fill(
    book: _Book, place: Any, wide: Emu, parts: list[tuple[str, str]], right: bool, *, keep: bool = False
) -> None:
    place.width = wide
    first = place.paragraphs[0]
    for number, (style, text) in enumerate(parts):
        paragraph = first if number == 0 else place.add_paragraph()
        book.dress(paragraph, style)
        paragraph.add_run(legible(text))
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if not parts:
        book.dress(first, "Table Text")


def _shade(place: Any) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "E8EEF4")):
        shade.set(qn(f"w:{key}"), value)
    place._tc.get_or_add_tcPr().append(shade)


def _row_property(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _cell_margins(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _picture(book: _Book, section: Section, caption: str) -> None:
    content = section.content
    assert isinstance(content, Picture)
    pixels = size(content.png)
    if not content.png or not pixels[0] or not pixels[1]:
        return
    paragraph = _text(book, "Picture", "")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.keep_with_next = True
    wide = min(book.wide, int(Mm(_HIGH) * pixels[0] / pixels[1]))
    shape = paragraph.add_run().add_picture(BytesIO(content.png), width=Emu(wide))
    told = shape._inline.docPr
    told.set("descr", legible(content.alt or caption)[:1000])
    told.set("name", f"{section.name} {told.get('id')}")
    _caption(book, "figure", caption).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _note(book, section.note)


# ---------------------------------------------------------------------------------------- contents


def _contents_place(book: _Book) -> Any:
    _text(book, "TOC Heading", label("section.contents", book.lang))
    return _text(book, "TOC 1", "")


def _contents(book: _Book, first: Any) -> None:
    """Write the field with its entries, so that a program that does not update fields shows them too."""
    shown = [entry for entry in book.headings if entry[0] < 3]
    _field_start(first, 'TOC \\o "1-2" \\h \\z \\u', dirty=True)
    paragraph = first
    for number, (level, text, bookmark) in enumerate(shown):
        if number:
            added = deepcopy(first._p)
            for child in list(added):
                if child.tag != qn("w:pPr"):
                    added.remove(child)
            paragraph._p.addnext(added)
            paragraph = type(first)(added, first._parent)
        paragraph.style = f"TOC {level}"
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark)
        before = len(paragraph._p)
        paragraph.add_run(text)
        for run in list(paragraph._p)[before:]:
            link.append(run)
        paragraph._p.append(link)
    _field_mark(paragraph, "end")


# ---------------------------------------------------------------------------------------- parts


def _summary(book: _Book) -> None:
    report, lang = book.report, book.lang
    _heading(book, 1, label("document.asked", lang))
    _note(book, source_line(report))
    found = [group for group in groups(report) if not group.item]
    if not found:
        _text(book, "Normal", label("document.nothing", lang))
        return
    rows: list[list[Cell]] = []
    for group in found:
        kinds = label("note.separator", lang).join(
            f"{kind} {people(group, count, lang)}" for kind, count in kind_rows(group, lang)
        )
        share = group.base / group.total if group.base is not None and group.total else None
        rows.append(
            [
                f"{group.number}　{group.question}",
                "" if group.total is None else f"{group.total:,}",
                "" if group.base is None else f"{group.base:,}",
                percent(share),
                kinds or "–",
            ]
        )
    headings = [
        name("question", lang, group="column"),
        label("document.total", lang),
        label("document.base", lang),
        label("column.share", lang),
        label("document.kinds", lang),
    ]
    caption = label("document.asked_caption", lang, unit=unit(report))
    _table(book, caption, headings, rows, (38, 18, 23, 17, 64), right=(1, 2, 3), where="report.xlsx")
    _note(book, label("document.base_note", lang))


def _group(book: _Book, group: Group) -> None:
    _heading(book, 2 if group.item else 1, f"{group.number}　{group.item or group.question}")
    _note(book, base_line(group, book.lang))
    below = 3 if group.item else 2
    pictures = list(group.pictures)
    _keywords(book, group, below)
    for section in [one for one in pictures if one.name in ("wordcloud", "bars_words")]:
        pictures.remove(section)
        _picture(book, section, _figure_title(group, section, book.lang))
    _codes(book, group, below)
    for section in [one for one in pictures if one.name == "bars_codes"]:
        pictures.remove(section)
        _picture(book, section, _figure_title(group, section, book.lang))
    _condensed(book, group, below)
    _clusters(book, group, below)
    for kind in ("codes", "words"):
        _comparison(book, group, kind, below)
    if pictures:
        _heading(book, below, label("document.figures", book.lang))
        for section in pictures:
            _picture(book, section, _figure_title(group, section, book.lang))


def _figure_title(group: Group, section: Section, lang: str) -> str:
    about = label("draft.quoted", lang, text=group.item or group.question)
    text = label("document.of", lang, about=about, what=section_title(section, lang))
    if section.attribute and section.attribute not in text:
        text += label("document.by", lang, attribute=section.attribute)
    return text


def _base(group: Group, lang: str) -> str:
    return "" if group.base is None else label("document.n", lang, base=people(group, group.base, lang))


def _keywords(book: _Book, group: Group, level: int) -> None:
    lang, words = book.lang, group.table("keywords")
    if not {"word", "respondents"} <= set(words.columns):
        return
    _heading(book, level, label("section.keywords", lang))
    if words.empty:
        _text(book, "Normal", label("document.no_words", lang))
        return
    notes = notes_by_word(group.table("evidence"))
    explained = words.loc[words["word"].astype(str).isin(list(notes))]
    listed = explained if len(explained) else words
    rows: list[list[Cell]] = []
    for row in listed.to_dict("records"):
        shown = label(
            "note.word_count",
            lang,
            word=legible(row["word"]),
            respondents=people(group, row["respondents"], lang),
        )
        counted: list[tuple[str, str]] = [("Table Text", shown)]
        if cell(row.get("share", "")) != "":
            counted.append(("Table Quote", percent(row["share"])))
        bullets = [
            ("Table Bullet", label("note.bullet", lang, text=text))
            for text in notes.get(str(row["word"]), ())
        ]
        rows.append([counted, bullets])
    about = label("draft.quoted", lang, text=group.item or group.question)
    caption = label("document.of", lang, about=about, what=label("section.keywords", lang)) + _base(
        group, lang
    )
    headings = [
        label("document.keyword_heading", lang, unit=group.unit),
        label("column.notes", lang),
    ]
    _table(book, caption, headings, rows[:MOST_WORDS], (42, 118))
    shown_rows = min(len(rows), MOST_WORDS)
    if shown_rows < len(words):
        more = f"{len(words) - shown_rows:,}"
        _note(book, label("document.more_words", lang, count=more, where=_where("keywords", lang)))


def _where(section: str, lang: str) -> str:
    return label("document.where", lang, sheet=name(section, lang, group="section"))


def _codes(book: _Book, group: Group, level: int) -> None:
    lang, rows = book.lang, code_table(group.table("code_counts"))
    if not rows:
        return
    coded = group.table("codes")
    _heading(book, level, label("document.categories", lang))
    lines: list[list[Cell]] = []
    for row in rows:
        parts: list[tuple[str, str]] = []
        if cell(row.get("definition", "")):
            parts.append(("Table Text", legible(row["definition"])))
        if row["level"] == "code":
            parts += [
                ("Table Quote", label("note.quote", lang, text=text, respondent=respondent))
                for text, respondent in quotes(coded, str(row["code"]))
            ]
        code = legible(row["code"]).removeprefix("＊")
        lines.append(
            [
                [("Table Heading" if row["level"] == "upper" else "Table Text", code)],
                parts,
                f"{int(row['respondents']):,}",
                percent(row.get("share")),
                interval(row),
            ]
        )
    about = label("draft.quoted", lang, text=group.item or group.question)
    caption = label("document.of", lang, about=about, what=label("document.categories", lang))
    headings = [
        label("column.code", lang),
        label("document.definition_quotes", lang),
        label("column.respondents", lang),
        label("column.share", lang),
        label("column.interval", lang),
    ]
    shares = (26, 73, 17, 17, 27)
    _table(
        book,
        caption + _base(group, lang),
        headings,
        lines,
        shares,
        right=(2, 3, 4),
        where=_where("code_counts", lang),
    )
    _note(book, group.note("code_counts"), label("document.quotes_note", lang))


def _condensed(book: _Book, group: Group, level: int) -> None:
    lang, table = book.lang, group.table("condensed")
    if not {"statement", "respondents"} <= set(table.columns) or table.empty:
        return
    _heading(book, level, label("document.condensed", lang))
    about = label("draft.quoted", lang, text=group.item or group.question)
    caption = label("document.of", lang, about=about, what=label("document.condensed", lang)) + _base(
        group, lang
    )
    items = (
        table["item"].fillna("").astype(str) if "item" in table.columns else pd.Series("", index=table.index)
    )
    if not items.ne("").any():
        rows: list[list[Cell]] = [
            [legible(row["statement"]), f"{int(row['respondents']):,}"] for row in table.to_dict("records")
        ]
        headings = [label("column.statement", lang), label("column.respondents", lang)]
        _table(book, caption, headings, rows, (138, 22), right=(1,), where=_where("condensed", lang))
        return
    rows = []
    for item in dict.fromkeys(items):
        own = table.loc[items == item]
        records = own.to_dict("records")
        bullets = [("Table Bullet", _statement(group, row, lang)) for row in records[:_MOST_STATEMENTS]]
        if len(records) > _MOST_STATEMENTS:
            more = f"{len(records) - _MOST_STATEMENTS:,}"
            bullets.append(
                ("Table Quote", label("document.left_out", lang, count=more, where=_where("condensed", lang)))
            )
        base = people(group, own["base"].iloc[0], lang) if "base" in own.columns else ""
        shown = (
            label("note.word_count", lang, word=legible(item), respondents=base) if base else legible(item)
        )
        rows.append([shown, bullets])
    headings = [label("document.item_heading", lang, unit=group.unit), label("column.notes", lang)]
    _table(book, caption, headings, rows, (42, 118), where=_where("condensed", lang))
    _note(book, group.note("condensed"))


def _statement(group: Group, row: dict[Any, Any], lang: str) -> str:
    text = legible(row["statement"])
    if int(row["respondents"]) > 1:
        counted = people(group, row["respondents"], lang)
        text = label("note.word_count", lang, word=text, respondents=counted)
    return label("note.bullet", lang, text=text)


def _clusters(book: _Book, group: Group, level: int) -> None:
    lang, found = book.lang, cluster_rows(group, book.lang)
    if not found:
        return
    _heading(book, level, label("document.clusters", lang))
    about = label("draft.quoted", lang, text=group.item or group.question)
    caption = label("document.of", lang, about=about, what=label("document.clusters", lang)) + _base(
        group, lang
    )
    headings = [
        label("column.label", lang),
        label("document.cluster_words", lang),
        label("column.respondents", lang),
        label("column.share", lang),
    ]
    rows: list[list[Cell]] = [
        [text, words, f"{count:,}", percent(share)] for text, words, count, share in found
    ]
    _table(book, caption, headings, rows, (80, 46, 18, 16), right=(2, 3), where=_where("clusters", lang))
    _note(book, label("document.clusters_note", lang))


def _comparison(book: _Book, group: Group, kind: str, level: int) -> None:
    lang = book.lang
    found = matrices(group.table(f"crosstab_{kind}"), group.table(f"crosstab_{kind}_tests"))
    if not found:
        return
    _heading(book, level, label(f"document.compared_{kind}", lang))
    for matrix in found:
        _matrix(book, group, matrix, kind)
    _note(book, label("note.matrix", lang))


def _matrix(book: _Book, group: Group, matrix: Matrix, kind: str) -> None:
    lang = book.lang
    attribute = matrix.attribute or label("compare.other_question", lang)
    values = list(matrix.values)
    parts = [values[start : start + _ACROSS] for start in range(0, len(values), _ACROSS)]
    for number, part in enumerate(parts):
        caption = label(
            "document.compared_caption", lang, attribute=attribute, kind=label(f"document.{kind}", lang)
        )
        if len(parts) > 1:
            caption += label("document.part", lang, number=number + 1, count=len(parts))
        headings = [label("column.code" if kind == "codes" else "column.word", lang)]
        for value in part:
            small = label("page.small", lang) if value in matrix.small else ""
            headings.append(f"{value}（n={matrix.values[value]:,}）{small}")
        rows: list[list[Cell]] = []
        for feature in matrix.features:
            row: list[Cell] = [feature]
            for value in part:
                if (feature, value) not in matrix.cells:
                    row.append("")
                    continue
                count, share, mark = matrix.cells[feature, value]
                style = "Table Heading" if mark else "Table Text"
                row.append([(style, f"{percent(share)}{mark} ({count:,})")])
            rows.append(row)
        shares = (34, *([126 / max(len(part), 3)] * len(part)))
        _table(
            book,
            caption,
            headings,
            rows,
            shares,
            right=range(1, len(part) + 1),
            where=_where(f"crosstab_{kind}", lang),
        )
    for sentence in matrix.sentences:
        _text(book, "Bulleted", label("note.bullet", lang, text=sentence))
    if matrix.same and matrix.sentences:
        _note(book, label("document.same_tests", lang, count=f"{matrix.same:,}", attribute=attribute))
    elif matrix.same:
        _text(
            book,
            "Normal",
            label("document.no_difference", lang, attribute=attribute, count=f"{matrix.same:,}"),
        )
    if matrix.missing:
        _note(book, label("page.missing", lang, count=f"{matrix.missing:,}", unit=group.unit).strip())


def _method(book: _Book) -> None:
    table = once(book.report, "method")
    if not {"heading", "text"} <= set(table.columns) or table.empty:
        return
    _heading(book, 1, label("section.method", book.lang))
    for heading, text in zip(table["heading"], table["text"], strict=True):
        if cell(heading):
            _heading(book, 2, legible(heading))
        for line in str(cell(text)).split("\n"):
            if legible(line):
                _text(book, "Normal", legible(line))


def _appendix(book: _Book) -> None:
    report, lang = book.report, book.lang
    settings = flat(report.settings)
    if not (settings or report.sources or report.versions):
        return
    _heading(book, 1, label("document.appendix", lang))
    if book.template:
        _note(book, label("document.template", lang, template=legible(book.template)))
    if book.lacking:
        named = label("note.separator", lang).join(book.lacking)
        _note(book, label("document.template_lacks", lang, styles=named))
    if report.sources:
        rows: list[list[Cell]] = [
            [
                legible(base_name(source.path)) + (f" / {legible(source.sheet)}" if source.sheet else ""),
                legible(source.encoding),
                f"{source.rows:,}",
                legible(source.sha256),
            ]
            for source in report.sources
        ]
        headings = [label(f"column.{key}", lang) for key in ("file", "encoding", "rows", "sha256")]
        _table(
            book,
            label("section.sources", lang),
            headings,
            rows,
            (50, 20, 16, 74),
            right=(2,),
            where="run.json",
        )
    if settings:
        rows = [[key, legible(value) or "–"] for key, value in settings.items()]
        headings = [label("column.setting", lang), label("column.value", lang)]
        _table(book, label("section.settings", lang), headings, rows, (60, 100), where="run.json")
    versions = {**report.versions, **{base_name(path): digest for path, digest in report.lexicon.items()}}
    if versions:
        rows = [[legible(key), legible(value)] for key, value in versions.items()]
        headings = [label("column.name", lang), label("document.version", lang)]
        _table(book, label("section.versions", lang), headings, rows, (60, 100), where="run.json")
