"""The pieces of a presentation: slides with title and foot, charts and tables to be edited, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from textmine.reports.office import FONTS, MADE, Cell, Grid, legible, open_template, rewrite
from textmine.reports.pictures import Picture
from textmine.reports.text import shortened, width
from textmine.texts.labels import label

WIDE, HIGH = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.5)
TOP = Inches(1.35)  # of what stands below the title
FOOT = Inches(0.65)  # what stands below it is left free
TITLE, LONG_TITLE, BODY, SMALL = Pt(26), Pt(20), Pt(14), Pt(12)
_SIZES = tuple(map(Pt, range(24, 11, -1)))  # of a list, the largest first
_ABOVE, _MOST = 118, 160  # half-width letters of the line above a title, and of a title
_LONG = 76  # half-width letters of a title that needs smaller ones
_COLOURS = ("0B4F8A", "D55E00", "009E73", "6B6B6B", "CC79A7", "56A0D3")
_GREY, _BLACK, _WHITE, _BLUE, _BAND = "555555", "222222", "FFFFFF", "0B4F8A", "F2F5F9"
# what the workbook behind a chart would take as a formula or a link
_ACTIVE = ("=", "{=", "http:", "https:", "ftp:", "mailto:", "internal:", "external:", "file:")
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_TYPEFACE = re.compile(rb'(<a:(latin|ea) typeface=")[^"]*(")')


@dataclass(frozen=True)
class Deck:
    """The slides while they are written.

    Attributes:
        presentation: the presentation of python-pptx.
        layout: the layout of every slide.
        lang: the language of what stands on them.
        width: between the margins, in EMU.
        height: of a slide, in EMU.
    """

    presentation: Any
    layout: Any
    lang: str
    width: int
    height: int


@dataclass(frozen=True)
class Message:
    """What a slide says around its chart, table or picture.

    Attributes:
        title: its one message, or the question that it is about.
        above: the question that a message is about, or what is shown of a question; "" for nothing.
        foot: the line of its base and source below.
        notes: the lines of the speaker's notes, before the foot.
    """

    title: str
    foot: str = ""
    notes: Sequence[str] = ()
    above: str = ""


def open_deck(template: str | Path | None, lang: str) -> Deck:
    """Return a presentation without slides, in the template's or the usual size.

    Raises:
        ReportError: the template is not there, or is no .pptx file.
    """
    presentation = open_template(
        Presentation,
        template,
        "can't read the PowerPoint template {path}: it is not there, or is no .pptx file; name another one",
        "the PowerPoint template {path} is not a presentation ({reason}); open it in PowerPoint and save it "
        "as .pptx",
    )
    if template is None:
        presentation.slide_width, presentation.slide_height = WIDE, HIGH
    slides = presentation.slides._sldIdLst
    for entry in list(slides):  # those of the template itself
        presentation.part.drop_rel(entry.rId)
        slides.remove(entry)
    # best a layout with a title and nothing else besides date, footer and number (10 and more)
    layouts = list(presentation.slide_layouts)
    places = [[one.placeholder_format for one in layout.placeholders] for layout in layouts]
    alone = [place for place, own in enumerate(places) if [one.idx for one in own if one.idx < 10] == [0]]
    titled = [place for place, own in enumerate(places) if own and own[0].type == PP_PLACEHOLDER.TITLE]
    layout = layouts[(alone or titled or [0])[0]]
    width, height = int(presentation.slide_width or WIDE), int(presentation.slide_height or HIGH)
    return Deck(presentation, layout, lang, width - 2 * int(MARGIN), height)


def change_files(*, bundled: bool) -> Callable[[str, bytes], bytes]:
    """Return a function that removes the times from the workbooks of charts, which would differ in each run.

    ``bundled``: it also sets Japanese fonts, which the bundled template has not.
    """

    def remove_times(name: str, content: bytes) -> bytes:
        made = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        is_core = name == "docProps/core.xml"
        return _TIMES.sub(lambda match: match[1] + made + match[2], content) if is_core else content

    def change(name: str, content: bytes) -> bytes:
        if name.startswith("ppt/embeddings/") and name.endswith(".xlsx"):
            return rewrite(content, remove_times)
        if bundled and re.fullmatch(r"ppt/theme/theme\d+\.xml", name):
            return _TYPEFACE.sub(rb"\1" + FONTS["ja"][1].encode() + rb"\3", content)
        return content

    return change


def add_slide(deck: Deck, message: Message) -> Any:
    """Return a new slide with its title, the line of its base and source, and the speaker's notes."""
    slide = deck.presentation.slides.add_slide(deck.layout)
    title = slide.shapes.title
    if title is None:
        title = slide.shapes.add_textbox(MARGIN, Inches(0.35), deck.width, Inches(0.9))
    title.left, title.top, title.width, title.height = MARGIN, Inches(0.45), deck.width, Inches(0.8)
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    size = LONG_TITLE if width(message.title) > _LONG else TITLE
    write(deck, frame.paragraphs[0], shortened(legible(message.title), _MOST), size, bold=True)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    if message.above:
        add_box(deck, slide, Inches(0.16), Inches(0.36), [shortened(legible(message.above), _ABOVE)], BODY)
    if message.foot:
        add_box(deck, slide, deck.height - Inches(0.58), Inches(0.45), [message.foot], SMALL)
    notes = [line for line in (*message.notes, message.foot) if line]
    if notes:
        slide.notes_slide.notes_text_frame.text = "\n".join(notes)
    return slide


def add_box(deck: Deck, slide: Any, top: int, height: int, lines: Iterable[str], size: Any) -> None:
    """Add a box of grey lines as wide as the slide."""
    frame = slide.shapes.add_textbox(MARGIN, top, deck.width, height).text_frame
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        write(deck, paragraph, line, size, colour=_GREY)


def add_list(deck: Deck, message: Message, lines: Sequence[str]) -> None:
    """Add a slide of sentences, their letters as large as they all have room."""
    slide = add_slide(deck, message)
    room = deck.height - int(TOP) - int(FOOT)

    def height(size: Any) -> float:
        across = int((deck.width - int(Inches(0.2))) / int(size) * 1.9)
        return sum(-(-width(line) // across) * 1.25 + 0.6 for line in lines) * int(size)

    size = next((size for size in _SIZES if height(size) <= room), _SIZES[-1])
    frame = slide.shapes.add_textbox(MARGIN, TOP, deck.width, room).text_frame
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.space_after = Pt(size.pt * 0.55)
        write(deck, paragraph, label("note.bullet", deck.lang, text=line), size, colour=_BLACK)


def write(
    deck: Deck, paragraph: Any, text: str, size: Any, *, bold: bool = False, colour: str | None = None
) -> None:
    """Write a text into a paragraph, as a plain run of the deck's language."""
    run = paragraph.add_run()
    run.text = legible(text)
    run.font.size, run.font.bold = size, bold
    run.font.language_id = MSO_LANGUAGE_ID.JAPANESE if deck.lang == "ja" else MSO_LANGUAGE_ID.ENGLISH_US
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def add_picture(deck: Deck, message: Message, picture: Picture) -> None:
    """Add a slide with a picture in its middle, as large as it can be."""
    slide = add_slide(deck, message)
    height = deck.height - int(TOP) - int(FOOT)
    shape = slide.shapes.add_picture(BytesIO(picture.png), MARGIN, int(TOP))
    scale = min(deck.width / shape.width, height / shape.height)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    shape.left = Emu((deck.width + 2 * int(MARGIN) - shape.width) // 2)
    shape.top = Emu(int(TOP) + (height - shape.height) // 2)
    shape._element.nvPicPr.cNvPr.set("descr", legible(picture.alt))


# ---- charts

Series = Sequence[tuple[str, Sequence[float | None]]]  # names, and a share for each category


def add_chart(
    deck: Deck, message: Message, categories: Sequence[str], series: Series, *, lines: bool = False
) -> None:
    """Add a slide with a chart of shares that can be edited: bars from top to bottom, or lines."""
    slide = add_slide(deck, message)
    data = CategoryChartData(number_format="0.0%")
    data.categories = [_inactive(category) for category in categories]
    for name, values in series:
        data.add_series(_inactive(name), values)
    kind = XL_CHART_TYPE.LINE_MARKERS if lines else XL_CHART_TYPE.BAR_CLUSTERED
    height = deck.height - int(TOP) - FOOT
    chart = slide.shapes.add_chart(kind, MARGIN, int(TOP), deck.width, height, data).chart
    chart.font.size, chart.has_title = SMALL, False
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = SMALL
    _set_axes(chart, lines)
    for number, line in enumerate(chart.plots[0].series):
        colour = RGBColor.from_string(_COLOURS[number % len(_COLOURS)])
        if lines:
            line.format.line.color.rgb = colour
            line.smooth = False
        else:
            line.format.fill.solid()
            line.format.fill.fore_color.rgb = colour


def _set_axes(chart: Any, lines: bool) -> None:
    """Set axes and numbers: lines lie so close to one another that an axis has to give their values."""
    values, categories, plot = chart.value_axis, chart.category_axis, chart.plots[0]
    values.has_major_gridlines, values.visible = lines, lines
    values.tick_labels.font.size, values.tick_labels.number_format = SMALL, "0%"
    values.tick_labels.number_format_is_linked = False
    values.minimum_scale = 0
    categories.format.line.color.rgb = RGBColor.from_string("AAAAAA")
    categories.tick_labels.font.size = SMALL
    if not lines:
        categories.reverse_order = True
        categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        plot.gap_width, plot.overlap = 45, 0
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0.0%", False
        plot.data_labels.font.size = SMALL
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _inactive(text: str) -> str:
    """Return a name that the workbook behind a chart takes as text, not as a formula or a link."""
    name = legible(text)
    return f"'{name}" if name.lower().startswith(_ACTIVE) else name


# ---- tables


def add_table(deck: Deck, message: Message, grid: Grid) -> None:
    """Add a table on as many slides as it needs.

    A row that is higher than a slide continues on the next one; a line that alone would fill a slide is
    truncated, and such cells are counted in the last foot.
    """
    widths = [int(deck.width * share / sum(grid.widths)) for share in grid.widths]
    heading_height = _row_height(grid.headings, widths)
    room = deck.height - int(TOP) - int(Inches(0.75)) - heading_height
    rows, cut = _shortened_rows(grid.rows, widths)
    rows = [part for row in rows for part in _split_row(row, widths, room)]
    pages = _pages([_row_height(row, widths) for row in rows], room)
    for page, numbers in enumerate(pages, start=1):
        title, foot = message.title, message.foot
        if len(pages) > 1:
            title += label("slide.part", deck.lang, number=page, count=len(pages))
        if cut and page == len(pages):
            foot = label("slide.separator", deck.lang).join([label("slide.cut", deck.lang, count=cut), foot])
        slide = add_slide(deck, Message(title, foot, message.notes, message.above))
        table = slide.shapes.add_table(
            len(numbers) + 1, len(widths), MARGIN, TOP, deck.width, heading_height
        ).table
        for place, wide in enumerate(widths):
            table.columns[place].width = Emu(wide)
        _fill_row(deck, table, 0, grid.headings, grid.right, set(range(len(widths))))
        for line, number in enumerate(numbers, start=1):
            strong = {place for row, place in grid.bold if row == number}
            _fill_row(deck, table, line, rows[number], grid.right, strong)
        for line, row in enumerate([grid.headings, *(rows[number] for number in numbers)]):
            table.rows[line].height = Emu(_row_height(row, widths))


def _fill_row(
    deck: Deck, table: Any, line: int, row: Sequence[str], right: Collection[int], bold: Collection[int]
) -> None:
    """Write the cells of a row: white on blue in the first, on alternating grounds in the others."""
    shade, colour = (_BLUE, _WHITE) if line == 0 else (_WHITE if line % 2 else _BAND, _BLACK)
    for place, text in enumerate(row):
        cell = table.cell(line, place)
        cell.margin_top = cell.margin_bottom = Pt(2)
        cell.margin_left = cell.margin_right = Pt(5)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame = cell.text_frame
        frame.word_wrap = True
        for number, part in enumerate(text.split("\n")):
            paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
            write(deck, paragraph, part, SMALL, bold=place in bold, colour=colour)
            if place in right:
                paragraph.alignment = PP_ALIGN.RIGHT
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(shade)


def _shortened_rows(rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> tuple[list[list[str]], int]:
    """Return the rows as text, lines that alone would fill a slide truncated, and how many cells were."""
    shortened_rows, cut = [], 0
    for row in rows:
        texts = []
        for cell, wide in zip(row, widths, strict=True):
            lines = cell.split("\n") if isinstance(cell, str) else [line.text for line in cell]
            most = max(8, int(_letters(wide) * 12))
            texts.append("\n".join(shortened(legible(line), most) for line in lines))
            cut += texts[-1].endswith("…") and texts[-1] != legible("\n".join(lines))
        shortened_rows.append(texts)
    return shortened_rows, cut


def _split_row(row: Sequence[str], widths: Sequence[int], room: int) -> list[list[str]]:
    """Return a row as several where it would not fit a slide: its last cell continues in the next."""
    *first, last = row
    parts: list[list[str]] = []
    lines: list[str] = []
    for line in last.split("\n"):
        if lines and _row_height([*first, "\n".join([*lines, line])], widths) > room:
            parts.append([*first, "\n".join(lines)])
            lines = []
        lines.append(line)
    return [*parts, [*first, "\n".join(lines)]]


def _pages(heights: Sequence[int], room: int) -> list[list[int]]:
    """Return the numbers of the rows that stand on each slide.

    >>> _pages([5, 5, 12, 3], 10)
    [[0, 1], [2], [3]]
    """
    pages: list[list[int]] = [[]]
    used = 0
    for number, height in enumerate(heights):
        if pages[-1] and used + height > room:
            pages.append([])
            used = 0
        pages[-1].append(number)
        used += height
    return pages


def _letters(wide: int) -> float:
    """Return how many half-width letters stand on a line of a cell that is so many EMU wide."""
    return max(2.0, (wide - int(Pt(10))) / (int(SMALL) * 0.56))


def _row_height(row: Sequence[str], widths: Sequence[int]) -> int:
    lines = max(
        sum(max(1, -(-width(line) // int(_letters(wide)))) for line in text.split("\n"))
        for text, wide in zip(row, widths, strict=True)
    )
    return int(int(SMALL) * 1.45 * lines) + int(Pt(5))
