"""The pieces of which the sheets of a workbook are made: titled tables, their cells and their formats."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from textmine.reports.forms import NUMBERS
from textmine.reports.text import printable, shortened, width
from textmine.texts.labels import label

LONGEST_CELL = 32_767  # UTF-16 units, Excel's limit
MOST_ROWS = 1_048_576
_LINE = 17.0  # points of a line of 10 pt Yu Gothic
_TALLEST = 409  # points, Excel's limit
_UNNAMEABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\[\]:*?/\\]+")


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet: its heading, width in half-width characters, look, and what may be filled in."""

    heading: str
    width: float
    look: str = "text"  # as in ``formats``
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A titled table with a filter, before it is written on a sheet.

    Attributes:
        title: what stands at the head of the sheet.
        lines: the lines under it.
        columns, rows: a value may be a pair of itself and its look.
        frozen: columns that stay in sight.
        tall: whether rows are as high as their texts need.
        above: headings over several columns each, from the left.
    """

    title: str
    lines: Sequence[str]
    columns: Sequence[SheetColumn]
    rows: list[tuple[Any, ...]]
    frozen: int = 1
    tall: bool = True
    above: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Book:
    """The workbook being written, its cell formats and the language of its headings."""

    workbook: Any
    formats: dict[str, Any]
    lang: str
    summary: str  # the name of the first sheet
    heights: dict[tuple[str, float], int] = field(default_factory=dict)


def sheet_name(wanted: str, taken: list[str]) -> str:
    """Return a sheet name that Excel accepts and no earlier sheet has, and add it to ``taken``.

    At most 31 UTF-16 units, without []:*?/\\ and control characters, not "History", compared without case.

    >>> sheet_name("効果/良い点", []), sheet_name("効果", ["効果"])
    ('効果_良い点', '効果 (2)')
    """
    stem = _UNNAMEABLE.sub("_", printable(wanted)).strip("' ") or "_"
    if stem.casefold() == "history":
        stem += "_"
    lower = {other.casefold() for other in taken}
    number, suffix = 1, ""
    while True:
        candidate = _truncated(stem, 31 - len(suffix)).rstrip("' ") + suffix
        if candidate.casefold() not in lower:
            taken.append(candidate)
            return candidate
        number += 1
        suffix = f" ({number})"


def _truncated(text: str, units: int) -> str:
    """Return the first ``units`` UTF-16 units of a text, without half a character at the end."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


def head(book: Book, sheet: Any, title: str, lines: Sequence[str]) -> int:
    """Write the title, the lines under it and the way back; return the first free row."""
    sheet.set_row(0, 24)
    write_text(book, sheet, 0, 0, title, "title")
    for row, line in enumerate(lines, 1):
        write_text(book, sheet, row, 0, line, "plain")
    row = len(lines) + 1
    write_link(book, sheet, row, book.summary, label("note.back", book.lang))
    return row + 2


def write_link(book: Book, sheet: Any, row: int, target: str, text: str) -> None:
    """Write a link to another sheet at the beginning of a row."""
    quoted = target.replace("'", "''")
    sheet.write_url(row, 0, f"internal:'{quoted}'!A1", book.formats["link"], text)


def write_grid(book: Book, sheet: Any, grid: Grid) -> int:
    """Write a titled table with filter, frozen and repeated heading; return the row of its first line."""
    for place, column in enumerate(grid.columns):
        sheet.set_column(place, place, column.width)
    lines, rows = _that_fit(book, grid)
    row = head(book, sheet, grid.title, lines)
    page_setup(book, sheet, grid.title)
    if grid.above:
        _write_above(book, sheet, row, grid)
        row += 1
    for place, column in enumerate(grid.columns):
        write_text(book, sheet, row, place, column.heading, header_look(column.look))
    # the filter's arrow takes the room of two characters
    room = ((column.heading, column.width - 2) for column in grid.columns)
    sheet.set_row(row, row_height(book, room) + 4)
    sheet.repeat_rows(row - bool(grid.above), row)
    sheet.freeze_panes(row + 1, grid.frozen)
    sheet.autofilter(row, 0, row + max(1, len(rows)), len(grid.columns) - 1)
    first = row + 1
    _write_rows(book, sheet, first, grid, rows)
    for place, column in enumerate(grid.columns):
        if column.choices and rows:
            allowed = {"validate": "list", "source": list(column.choices), "ignore_blank": True}
            sheet.data_validation(first, place, first + len(rows) - 1, place, allowed)
    return first


def _that_fit(book: Book, grid: Grid) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the lines and rows of a table; lines are added that say which texts and rows have no room."""
    lines, rows = list(grid.lines), grid.rows
    long = sum(
        1
        for values in rows
        for value in values
        if isinstance(value, str) and len(value) > LONGEST_CELL // 2 and _is_too_long(printable(value))
    )
    if long:
        lines.append(label("note.cut", book.lang, count=f"{long:,}"))
    room = MOST_ROWS - len(lines) - 6
    if len(rows) > room:
        lines.append(label("note.cut_rows", book.lang, count=f"{len(rows) - room:,}"))
        rows = rows[:room]
    return lines, rows


def _write_above(book: Book, sheet: Any, row: int, grid: Grid) -> None:
    """Write the headings over several columns each."""
    place, room = 0, []
    for text, span in grid.above:
        room.append((text, sum(column.width for column in grid.columns[place : place + span])))
        if span > 1:
            sheet.merge_range(row, place, row, place + span - 1, "", book.formats["header_middle"])
        write_text(book, sheet, row, place, text, "header_middle" if text else "header")
        place += span
    sheet.set_row(row, row_height(book, room) + 4)


def _write_rows(book: Book, sheet: Any, first: int, grid: Grid, rows: list[tuple[Any, ...]]) -> None:
    wraps = [place for place, column in enumerate(grid.columns) if column.look in ("wrap", "keyword")]
    looks = [book.formats[column.look] for column in grid.columns]
    number, string, blank = sheet.write_number, sheet.write_string, sheet.write_blank
    for row, values in enumerate(rows, start=first):
        if grid.tall:
            height = row_height(book, ((str(values[place]), grid.columns[place].width) for place in wraps))
            if height > _LINE:
                sheet.set_row(row, height)
        for place, value in enumerate(values):
            look = looks[place]
            if isinstance(value, tuple):
                value, look = value[0], book.formats[value[1]]
            if not isinstance(value, str):
                number(row, place, value, look)
            elif value:
                string(row, place, cell_text(value), look)
            else:
                blank(row, place, None, look)


def bar_chart(
    book: Book,
    sheet: Any,
    row: int,
    *,
    table: str,
    rows: tuple[int, int],
    names: int,
    values: int,
    title: str,
) -> None:
    """Put a native bar chart on a sheet, from that row on.

    Drawn are the first to the last of the ``rows`` of the sheet ``table``, whose columns ``names`` and
    ``values`` name the bars and give their length.
    """
    first, last = rows
    font = {"name": "Yu Gothic", "size": 9}
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": [table, first, names, last, names],
            "values": [table, first, values, last, values],
            "fill": {"color": "#4F81B0"},
            "gap": 45,
            "data_labels": {"value": True, "font": font},
        }
    )
    title = printable(title)[:200]
    chart.set_title({"name": title, "name_font": {**font, "size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": font, "major_tick_mark": "none"})
    gridlines = {"visible": True, "line": {"color": "#DDE3EA"}}
    chart.set_x_axis({"num_font": font, "min": 0, "major_gridlines": gridlines})
    chart.set_size({"width": 900, "height": 110 + 24 * (last - first + 1)})
    sheet.insert_chart(row, 0, chart, {"object_position": 3, "description": title})


def cell_text(text: str) -> str:
    """Return what Excel can hold of a text: one that is too long is truncated and marked."""
    clean = printable(text)
    if not _is_too_long(clean):
        return clean
    mark = label("note.cut_mark", "ja")
    return _truncated(clean, LONGEST_CELL - len(mark)) + mark


def _is_too_long(text: str) -> bool:
    # a character has at most two units
    return len(text) > LONGEST_CELL // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_CELL


def write_text(book: Book, sheet: Any, row: int, place: int, text: str, look: str) -> None:
    """Write a text as text, whatever it looks like."""
    if text:
        sheet.write_string(row, place, cell_text(text), book.formats[look])
    else:
        sheet.write_blank(row, place, None, book.formats[look])


def row_height(book: Book, cells: Iterable[tuple[str, float]]) -> float:
    """Return the height in points of a row whose cells wrap, which spreadsheet programs leave too low."""
    most = 1
    for text, columns in cells:
        if len(text) * 2 <= columns - 1 and "\n" not in text:
            continue  # it can't wrap
        lines = book.heights.get((text, columns))
        if lines is None:
            room = max(2.0, columns - 2.5)
            lines = sum(max(1, math.ceil(width(line) / room)) for line in text[:4000].split("\n"))
            book.heights[text, columns] = lines
        most = max(most, lines)
    return min(_TALLEST, most * _LINE)


def header_look(look: str) -> str:
    """Return how the heading of a column looks."""
    if look in NUMBERS:
        return "header_right"
    return "header_middle" if look == "middle" else "header"


def page_setup(book: Book, sheet: Any, title: str) -> None:
    """Set a sheet up for A4 across, one page wide, with its title and page number below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    # "&" starts a code in a footer, which holds 255 characters
    shown = shortened(printable(title).replace("\n", " "), 120).replace("&", "&&")
    space = " " if shown[:1].isdigit() else ""  # "&8" and a digit would be another font size
    sheet.set_footer(f"&L&8{space}{shown}&R&8&P / &N")


def formats(workbook: Any) -> dict[str, Any]:
    """Return the formats of cells, by look."""
    font = {"font_name": "Yu Gothic", "font_size": 10, "font_color": "#1F2933"}
    grid = {"valign": "top", "bottom": 1, "bottom_color": "#DDE3EA"}
    start = {**grid, "align": "left", "indent": 1}  # or text would touch the number before it
    header = {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": "#E6EDF4",
        "bottom": 1,
        "bottom_color": "#0B4F8A",
    }
    looks: dict[str, dict[str, Any]] = {
        "plain": {},
        "title": {"bold": True, "font_size": 14},
        "section": {"bold": True, "font_size": 11, "bottom": 2, "bottom_color": "#0B4F8A"},
        "note": {"text_wrap": True, "valign": "top"},
        "link": {"font_color": "#0B4F8A", "underline": 1},
        "header": {**header, "align": "left", "indent": 1},
        "header_right": {**header, "align": "right"},
        "header_middle": {**header, "align": "center"},
        "text": start,
        "wrap": {**start, "text_wrap": True},
        "right": {**grid, "align": "right"},
        "middle": {**grid, "align": "center"},
        "keyword": {**start, "text_wrap": True, "bold": True, "font_color": "#0B4F8A"},
        "number": {**grid, "num_format": "#,##0"},
        "share": {**grid, "num_format": "0.0%"},
        "decimal": {**grid, "num_format": "0.000"},
        "p": {**grid, "num_format": '[<0.001]"<0.001";0.000'},
        "fill": {**start, "bg_color": "#FFFBE6"},
        "small": {**grid, "num_format": "0.0%", "italic": True, "font_color": "#7B8794"},
        "small_number": {**grid, "num_format": "#,##0", "italic": True, "font_color": "#7B8794"},
        # shares with the mark of their residual: still numbers, that can be filtered by colour
        "+": {**grid, "num_format": '0.0%" ＋"', "bg_color": "#E3EEF8"},
        "++": {**grid, "num_format": '0.0%" ＋＋"', "bg_color": "#C3DAF0"},
        "-": {**grid, "num_format": '0.0%" −"', "bg_color": "#FBEEE7"},
        "--": {**grid, "num_format": '0.0%" −−"', "bg_color": "#F5D5C5"},
    }
    return {look: workbook.add_format({**font, **values}) for look, values in looks.items()}
