"""The empty Word document: the template's or the usual styles, page, fonts and languages."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from textmine.reports.office import FONTS, open_template
from textmine.reports.wordpieces import Book, Lines, add_field

_BLUE, _GREY = RGBColor(0x0B, 0x4F, 0x8A), RGBColor(0x55, 0x55, 0x55)
# of the text of a template that doesn't give the size of its page
_USUAL_WIDTH, _USUAL_HEIGHT = Mm(160), Mm(250)


@dataclass(frozen=True)
class _Style:
    """How a paragraph style looks: letters, colour, space and indents in points.

    Attributes:
        spacing: the exact height of a line, as Japanese fonts differ too much for multiples; None for as
            much as a picture in the line needs.
        keep: whether the paragraph stays on the page of the next one.
        hanging: how far all lines but the first are indented.
        left: how far all lines are indented.
    """

    name: str
    points: float
    bold: bool = False
    colour: RGBColor | None = None
    before: float = 0.0
    after: float = 0.0
    spacing: float | None = None
    keep: bool = False
    hanging: float = 0.0
    left: float = 0.0

    @property
    def lines(self) -> Lines:
        """The room that its lines take."""
        return Lines(self.points, self.spacing or 0.0, self.before + self.after, self.hanging + self.left)


# Whoever prepares a template defines those that should look different.
STYLES = (
    _Style("Normal", 10.5, after=4, spacing=17),
    _Style("Title", 18, bold=True, colour=_BLUE, after=4, spacing=27),
    _Style("Subtitle", 9.5, colour=_GREY, after=4, spacing=14),
    _Style("Heading 1", 16, bold=True, colour=_BLUE, before=18, after=6, spacing=24, keep=True),
    _Style("Heading 2", 13, bold=True, colour=_BLUE, before=12, after=4, spacing=20, keep=True),
    _Style("Heading 3", 11, bold=True, before=10, after=4, spacing=17, keep=True),
    _Style("Caption", 9.5, bold=True, before=8, after=4, spacing=14),
    _Style("TOC Heading", 13, bold=True, colour=_BLUE, before=12, after=6, spacing=20, keep=True),
    _Style("TOC 1", 10.5, after=2, spacing=17),
    _Style("TOC 2", 10.5, after=2, spacing=17, left=12),
    _Style("Note", 9, colour=_GREY, after=4, spacing=13.5),
    _Style("Bulleted", 10.5, after=3, spacing=17, hanging=10.5),
    _Style("Quoted", 10, after=5, spacing=15, left=10.5),
    _Style("Table Text", 9.5, spacing=14),
    _Style("Table Heading", 9.5, bold=True, spacing=14, keep=True),
    _Style("Table Bullet", 9.5, spacing=14, hanging=9.5),
    _Style("Table Quote", 9, spacing=13.5, hanging=9),
    _Style("Picture", 10.5, before=8, after=2, keep=True),
)
# what has to stand behind the marks of line breaking in the properties of a paragraph
_AFTER_LINE_BREAKING = tuple(
    f"w:{tag}"
    for tag in (
        *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
        *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "outlineLvl"),
    )
)


def empty_document(template: str | Path | None, lang: str) -> tuple[Book, list[str]]:
    """Return an empty document, and the styles that the template lacked.

    Raises:
        ReportError: the template is not there, or is no .docx file.
    """
    document = open_template(
        Document,
        template,
        "can't read the Word template {path}: it is not there, or is no .docx file; name another one",
        "the Word template {path} is not a Word document ({reason}); open it in Word and save it as .docx",
    )
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _set_languages(document, lang)
    lacking = _add_styles(document, lang, replace=template is None)
    if template is None:
        _set_page(document)
    section = document.sections[-1]
    sides = (section.page_width, section.left_margin, section.right_margin)
    ends = (section.page_height, section.top_margin, section.bottom_margin)
    width, height = _between(sides, _USUAL_WIDTH), _between(ends, _USUAL_HEIGHT)
    lines = {style.name: style.lines for style in STYLES}
    return Book(document, lang, width, height=Emu(height).pt, lines=lines), lacking


def _between(lengths: tuple[int | None, ...], usual: int) -> int:
    """Return what the margins leave of a page, in EMU."""
    whole, *margins = (length for length in lengths if length is not None)
    return int(whole - sum(margins)) if len(margins) == 2 else int(usual)


def _set_page(document: Any) -> None:
    """Set the page to A4 with its number below."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.header_distance = section.footer_distance = Mm(12)
    _remove(section._sectPr, "w:docGrid")  # lines would snap to it and stand apart in some fonts
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(footer, "PAGE", "1")


def _remove(parent: Any, *tags: str) -> None:
    for tag in tags:
        for element in parent.findall(qn(tag)):
            parent.remove(element)


# ---- languages and fonts


def _set_languages(document: Any, lang: str) -> None:
    """Set English and Japanese as the document's languages, and fonts where there are none."""
    settings = document.settings.element
    for languages in settings.findall(qn("w:themeFontLang")):
        _name_languages(languages)
    spacing = settings.find(qn("w:characterSpacingControl"))
    if spacing is not None:
        spacing.set(qn("w:val"), "compressPunctuation")
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        _set_language(defaults)
        if defaults.find(qn("w:rFonts")) is None:
            _set_fonts(defaults, lang)


def _name_languages(element: Any) -> None:
    element.set(qn("w:val"), "en-US")
    element.set(qn("w:eastAsia"), "ja-JP")


def _set_language(run_properties: Any) -> None:
    _remove(run_properties, "w:lang")
    languages = OxmlElement("w:lang")
    _name_languages(languages)
    run_properties.append(languages)


def _set_fonts(run_properties: Any, lang: str) -> None:
    """Name the fonts outright: a theme's fonts would be taken before them."""
    latin, japanese = FONTS[lang]
    fonts = run_properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        run_properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, font in (("ascii", latin), ("hAnsi", latin), ("eastAsia", japanese), ("cs", latin)):
        fonts.set(qn(f"w:{script}"), font)


# ---- styles


def _add_styles(document: Any, lang: str, *, replace: bool) -> list[str]:
    """Return the styles that the document lacked; those it had are only changed to ``replace`` them."""
    existing = {style.name for style in document.styles}
    lacking = [style.name for style in STYLES if style.name not in existing]
    for style in STYLES:
        if replace or style.name in lacking:
            _define(document, style, lang)
    if "Table Grid" not in existing:
        grid = deepcopy(Document().styles["Table Grid"].element)
        _remove(grid, "w:basedOn")
        document.styles.element.append(grid)
        lacking.append("Table Grid")
    if replace:
        for table in document.styles:
            if table.type == WD_STYLE_TYPE.TABLE and table.element.rPr is not None:
                _set_fonts(table.element.rPr, lang)
    return [] if replace else lacking


def _define(document: Any, definition: _Style, lang: str) -> None:
    styles = document.styles
    if definition.name in {style.name for style in styles}:
        style = styles[definition.name]
    else:
        style = styles.add_style(definition.name, WD_STYLE_TYPE.PARAGRAPH)
        style.quick_style = True
    if definition.name != "Normal":
        style.base_style = styles["Normal"]
    _define_letters(style, definition, lang)
    _define_paragraph(style, definition)


def _define_letters(style: Any, definition: _Style, lang: str) -> None:
    font = style.font
    font.size, font.bold, font.italic = Pt(definition.points), definition.bold, False
    run_properties = style.element.get_or_add_rPr()
    if definition.colour is None:
        _remove(run_properties, "w:color")
    else:
        font.color.rgb = definition.colour
    _set_fonts(run_properties, lang)
    _remove(run_properties, "w:spacing", "w:kern")
    _set_language(run_properties)


def _define_paragraph(style: Any, definition: _Style) -> None:
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = Pt(definition.before), Pt(definition.after)
    if definition.spacing is None:
        paragraph.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        paragraph.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.line_spacing = Pt(definition.spacing)
    paragraph.keep_with_next = definition.keep
    paragraph.widow_control = True
    if definition.hanging:
        paragraph.left_indent = Pt(definition.hanging)
        paragraph.first_line_indent = Pt(-definition.hanging)
    elif definition.left:
        paragraph.left_indent = Pt(definition.left)
    properties = style.element.get_or_add_pPr()
    _remove(properties, "w:pBdr")
    if definition.name == "Normal":
        # Japanese line breaking: no 。 or small kana at the start of a line, punctuation may hang
        for tag in ("w:kinsoku", "w:overflowPunct"):
            if properties.find(qn(tag)) is None:
                properties.insert_element_before(OxmlElement(tag), *_AFTER_LINE_BREAKING)
