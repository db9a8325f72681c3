"""A report as an Excel workbook: a summary, and for each question its tables and pictures."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter

from textmine.reports.display import Cells, Part, cells, parts, rows_of
from textmine.reports.forms import Chart
from textmine.reports.matrix import MARKS, Matrix, matrices
from textmine.reports.pictures import Picture, size
from textmine.reports.report import Group, Report
from textmine.reports.sections import base_line, groups, kinds_line, note_of, once, section_title, survey
from textmine.reports.summary import write_summary
from textmine.reports.text import cell, printable, width
from textmine.reports.views import ANSWERS
from textmine.reports.workbook import (
    Book,
    Grid,
    SheetColumn,
    bar_chart,
    formats,
    head,
    page_setup,
    sheet_name,
    write_grid,
)
from textmine.texts.labels import label, name

_MOST = 12  # sheets of a short report, with the summary
_TEXTS = ("text", "wrap", "fill")  # looks of columns whose numbers are written as text too


@dataclass(frozen=True)
class _Sheet:
    """A sheet before it is written.

    Attributes:
        name: the name asked for: a number, what it is, and what it is about.
        title: what it holds, for the contents.
        order: what has a lower one stands earlier under a question.
        write: writes it.
    """

    name: str
    title: str
    order: int
    write: Callable[[Book, Any], object]


def excel(report: Report) -> bytes:
    """Return the report as the bytes of an .xlsx file, the same for the same report every time.

    Every text is written as text: an answer "=1+1" is no formula, a web address no link. Control
    characters are dropped; a text over 32,767 characters is cut and marked, and a line above the table
    says how many were. Sheets: a summary (sources, base and kinds of answers by question, settings, links
    to the sheets), for each question and item its tables and pictures as their views say, and once what is
    about the whole survey: all answers, the columns, what was found while reading.
    """
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, options)
    made = datetime.datetime(2000, 1, 1)  # a fixed date, or two runs would differ
    properties = {"title": printable(report.title), "comments": label("note.made", "en"), "created": made}
    workbook.set_properties(properties)
    taken: list[str] = []
    summary = sheet_name(label("section.summary", report.lang), taken)
    book = Book(workbook=workbook, formats=formats(workbook), lang=report.lang, summary=summary)
    sheets = [(sheet_name(sheet.name, taken), sheet) for sheet in _sheets(report)]
    contents = [(unique, sheet.title) for unique, sheet in sheets]
    write_summary(book, workbook.add_worksheet(summary), report, contents)
    for unique, sheet in sheets:
        sheet.write(book, workbook.add_worksheet(unique))
    workbook.close()
    return file.getvalue()


def _sheets(report: Report) -> list[_Sheet]:
    """Return the sheets in their order: by question, then those of the whole survey."""
    all_groups = groups(report)
    questions = [
        _parts([group for group in all_groups if group.question == question])
        for question in dict.fromkeys(group.question for group in all_groups)
    ]
    of_survey = _of_parts(_parts([survey(report)]))
    sheets = [sheet for own in questions for sheet in _of_parts(own)]
    if report.form == "short" and len(sheets) + len(of_survey) >= _MOST:
        sheets = _of_all([part for own in questions for part in own])
    return sheets + of_survey


def _parts(same: Sequence[Group]) -> list[Part]:
    return [part for group in same for part in parts(group, lambda view: view.excel)]


def _of_all(all_parts: Sequence[Part]) -> list[_Sheet]:
    """Return the sheets of all questions, those of one kind with the same columns as one."""
    by_columns: dict[tuple[str, ...], list[Part]] = {}
    for place, part in enumerate(all_parts):
        rows = part.form.layout == "rows" and not (part.form.together or part.group.item)
        columns = [column.heading for column in cells(part, part.rows)] if rows else [str(place)]
        by_columns.setdefault((part.section.name, *columns), []).append(part)
    sheets: list[_Sheet] = []
    for same in by_columns.values():
        sheets += [_joined_sheet(same)] if len(same) > 1 else _of_parts(same)
    return sheets


def _joined_sheet(same: Sequence[Part]) -> _Sheet:
    """Return one sheet of the tables of several questions, with the question and its base in front."""
    first, lang = same[0], same[0].lang
    title = section_title(first.section, lang)

    def write(book: Book, sheet: Any) -> None:
        rows: list[tuple[Any, ...]] = []
        for part in same:
            own = zip(*map(_written, cells(part, part.rows)), strict=True)
            rows += [(part.group.title, part.group.base or "", *row) for row in own]
        columns = [
            SheetColumn(name("question", lang, group="column"), 26, "wrap"),
            SheetColumn(name("base", lang, group="column"), 9, "number"),
            *(_column(column, first.group) for column in cells(first, first.rows)),
        ]
        notes = [note_of(first.group.report, key) for key in first.form.notes]
        write_grid(
            book, sheet, Grid(title, notes, columns, rows, frozen=first.form.frozen + 2, tall=first.form.tall)
        )

    return _Sheet(title, title, first.form.order, write)


def _of_parts(all_parts: Sequence[Part]) -> list[_Sheet]:
    """Return the sheets of a question and its items, or of the survey."""
    sheets: list[_Sheet] = []
    together: set[str] = set()
    for part in all_parts:
        content, name_ = part.section.content, part.section.name
        if isinstance(content, Picture):
            sheets.append(_picture_sheet(part))
        elif part.form.layout == "matrix":
            sheets += _matrix_sheets(part)
        elif not part.form.together:
            sheets += _table_sheets([part]) if len(content) else []
        elif len(content) and name_ not in together:
            together.add(name_)
            same_name = [other for other in all_parts if other.section.name == name_]
            sheets += _table_sheets([other for other in same_name if len(other.tables.table)])
    return sorted(sheets, key=lambda sheet: sheet.order)


def _sheet(part: Part, write: Callable[[Book, Any], object], *, title: str = "", about: str = "") -> _Sheet:
    """Return a sheet under its name; its title stands first, which tells narrow tabs apart."""
    group = part.group
    title = name(title or part.section.title or part.section.name, group.lang, group="section")
    number, topic, holds = group.number, group.item or group.title, group.heading
    if part.form.together:  # the question with all its items
        number, topic, holds = number.split(".")[0], group.title, group.title
    full = " ".join(text for text in (number, title, about, topic) if text)
    return _Sheet(full, f"{holds}　{about}" if about else holds, part.form.order, write)


def _lines(part: Part, *more: str, note: str = "") -> list[str]:
    """Return the lines under the title of a sheet: base, kinds of answers, a note, ``more``."""
    lines = (base_line(part.group), kinds_line(part.group), note, *more)
    return [line for line in lines if line]


def _table_sheets(same: Sequence[Part]) -> list[_Sheet]:
    """Return the sheet of a table, of all items together, and that of its chart if it has one of its own."""
    part = same[0]
    group, form, chart = part.group, part.form, part.form.chart
    title = group.title if form.together else group.heading
    if form.titled:
        title = "　".join(text for text in (title, section_title(part.section, group.lang)) if text)
    draw: list[Callable[[Book, Any, int], None]] = []  # draws the bars of the table, once it is written

    def write(book: Book, sheet: Any) -> None:
        rows = rows_of(form, [other.tables for other in same])
        columns = cells(part, rows)
        notes = [note_of(group.report, key) for key in form.notes]
        grid = Grid(
            title,
            _lines(part, *notes, *rows.notes, note=part.section.note),
            [_column(column, group) for column in columns],
            list(zip(*map(_written, columns), strict=True)),
            frozen=form.frozen,
            tall=form.tall,
        )
        first = write_grid(book, sheet, grid)
        if chart and grid.rows:
            heading = section_title(part.section, group.lang) if chart.sheet else title
            draw.append(_bars(chart, part.tables.table, columns, sheet.get_name(), first, heading))
            if not chart.sheet:
                draw[0](book, sheet, first + len(grid.rows) + 1)

    def write_chart(book: Book, sheet: Any) -> None:
        sheet.hide_gridlines(2)
        page_setup(book, sheet, group.heading)
        draw[0](book, sheet, head(book, sheet, group.heading, _lines(part)))

    sheets = [_sheet(part, write)]
    wanted = chart and chart.sheet and group.report.form != "short"
    if chart and wanted and len(part.tables.table) >= chart.fewest and not group.item:
        sheets.append(_sheet(part, write_chart, title=chart.sheet))
    return sheets


def _written(column: Cells) -> list[Any]:
    return list(map(str, column.values)) if column.look in _TEXTS else column.values


def _column(column: Cells, group: Group) -> SheetColumn:
    """Return a column of a sheet, as wide as its view says or its texts need."""
    choices = tuple(label(choice, group.lang) for choice in column.column.choices)
    room: float = width(column.heading) + 4
    if column.column.width:
        room = column.column.width
    elif column.survey:  # as wide on every sheet
        values = once(group.report, ANSWERS)[column.heading].unique()[:500].tolist()
        longest = max((width(str(cell(value))) for value in values), default=0)
        room = min(28, max(9, longest + 2, min(room - 1, 16)))
    elif column.look in _TEXTS:
        room = min(
            60, max(10, room, 2 + max((width(str(value)) for value in column.values[:2000]), default=0))
        )
    else:
        room = max(10, min(18, room))
    return SheetColumn(column.heading, room, column.look, choices)


def _bars(
    chart: Chart, table: pd.DataFrame, columns: Sequence[Cells], sheet: str, first: int, title: str
) -> Callable[[Book, Any, int], None]:
    """Return what draws the bars of a table that begins in row ``first`` of a sheet."""
    keys = [column.column.key for column in columns]
    key, levels = chart.where
    count = int(table[key].isin(levels).sum()) if key else len(table)
    names, values = keys.index(chart.names), keys.index(chart.values)
    rows = first, first + max(1, min(count, chart.most)) - 1
    title = f"{title}（{columns[values].heading}）"
    return partial(bar_chart, table=sheet, rows=rows, names=names, values=values, title=title)


def _matrix_sheets(part: Part) -> list[_Sheet]:
    """Return a sheet for each attribute of a cross table."""
    return [
        _sheet(part, partial(write_grid, grid=_matrix_grid(part, matrix)), about=matrix.title)
        for matrix in matrices(part.tables)
    ]


def _matrix_grid(part: Part, matrix: Matrix) -> Grid:
    """Return a cross table: features down; respondents and share of each value; tests and their sentences."""
    lang = part.lang
    columns = [SheetColumn(label("column.feature", lang), 20, "keyword")]
    above = [(matrix.title, 1)]
    for value in matrix.bases:
        above.append((f"{value}\n{matrix.base_line(value, lang)}", 2))
        columns.append(SheetColumn(label("column.respondents", lang), 9, "number"))
        columns.append(SheetColumn(label("column.share", lang), 11, "share"))
    tested = {key for test in matrix.measures.values() for key in test}
    measures = {key: look for key, look in (("p_bh", "p"), ("cramers_v", "decimal")) if key in tested}
    columns += [SheetColumn(label(f"column.{key}", lang), 12, look) for key, look in measures.items()]
    if matrix.sentences:
        columns.append(SheetColumn(label("column.sentence", lang), 70, "wrap"))
    above += [("", 1)] * (len(columns) - 1 - 2 * len(matrix.bases))
    rows = []
    for feature, shown in matrix.features.items():
        row: list[Any] = [shown]
        for value in matrix.bases:
            row += _pair(matrix, feature, value)
        row += [cell(matrix.measures.get(feature, {}).get(key)) for key in measures]
        if matrix.sentences:
            row.append("\n".join(matrix.sentences.get(feature, ())))
        rows.append(tuple(row))
    lines = _lines(
        part,
        note_of(part.group.report, "note.matrix"),
        matrix.missing_line(part.group),
        note=part.section.note,
    )
    title = f"{part.group.heading}　{section_title(part.section, lang)}"
    return Grid(title, lines, columns, rows, above=above)


def _pair(matrix: Matrix, feature: str, value: str) -> list[Any]:
    """Return the respondents and the share of a cell; the share looks as its residual's mark says."""
    counted = matrix.cells.get((feature, value))
    if counted is None:
        return ["", ""]
    small = value in matrix.small
    look = counted.mark if counted.mark in MARKS else "small" if small else "share"
    return [(counted.respondents, "small_number" if small else "number"), (counted.share, look)]


def _picture_sheet(part: Part) -> _Sheet:
    content, heading = part.section.content, part.group.heading
    assert isinstance(content, Picture)

    def write(book: Book, sheet: Any) -> None:
        sheet.hide_gridlines(2)
        sheet.set_column(0, 13, 9)
        page_setup(book, sheet, heading)
        row = head(book, sheet, heading, _lines(part, *part.lines, note=part.section.note))
        pixels = size(content.png)
        if pixels[0]:
            # 900 x 560 is what an A4 page across has room for under the heading
            scale = min(900 / pixels[0], 560 / pixels[1])
            dots = _dots_per_inch(content.png)
            options = {
                "image_data": BytesIO(content.png),
                "x_scale": scale * dots[0] / 96,
                "y_scale": scale * dots[1] / 96,
                "description": printable(content.alt)[:1000],
                "object_position": 1,
            }
            sheet.insert_image(row, 0, f"{part.section.name}.png", options)

    return _sheet(part, write)


def _dots_per_inch(png: bytes) -> tuple[float, float]:
    """Return the resolution that a PNG states, as xlsxwriter reads it (96 where it states none)."""
    place = png.find(b"pHYs", 0, 4096)
    if place < 0 or png[place + 12 : place + 13] != b"\x01":
        return 96.0, 96.0
    across = int.from_bytes(png[place + 4 : place + 8], "big") * 0.0254
    down = int.from_bytes(png[place + 8 : place + 12], "big") * 0.0254
    return across or 96.0, down or 96.0
