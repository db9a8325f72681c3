"""The first sheet of a workbook: what was read, who answered, where everything is, and how it was run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textmine.inputs.survey import KINDS
from textmine.reports.prepared import sentence
from textmine.reports.report import Report
from textmine.reports.sections import all_kinds, groups, note_of, once, source_table, without_finding
from textmine.reports.text import printable, shortened
from textmine.reports.views import MAIN
from textmine.reports.workbook import Book, header_look, page_setup, row_height, write_link, write_text
from textmine.texts.labels import label, name

WIDTHS = (40, 16, 16, 16, 14, 14, 14, 14, 14)  # of the columns


def write_summary(book: Book, sheet: Any, report: Report, contents: Sequence[tuple[str, str]]) -> None:
    """Write the first sheet; ``contents``: the name of each sheet and what it holds."""
    lang = book.lang
    for place, columns in enumerate(WIDTHS):
        sheet.set_column(place, place, columns)
    sheet.hide_gridlines(2)
    page_setup(book, sheet, report.title)
    sheet.set_row(0, 27)
    write_text(book, sheet, 0, 0, report.title, "title")
    source_looks = ("wrap", "wrap", "wrap", "number", "text")
    row = _main_findings(book, sheet, 2, report)
    row = _table(book, sheet, row, label("section.sources", lang), *source_table(report), source_looks)
    row = _questions(book, sheet, row, report)
    row = _contents(book, sheet, row, contents)
    row = _heading(book, sheet, row, label("page.method", lang))
    row = _paragraphs(book, sheet, row, [note_of(report, key) for key in ("note.method", "note.csv")])
    row = _pairs(book, sheet, row + 1, label("section.settings", lang), report.stated)
    _pairs(book, sheet, row, label("section.versions", lang), report.versions)


def _main_findings(book: Book, sheet: Any, row: int, report: Report) -> int:
    """Write what was found, a sentence a row."""
    found = once(report, MAIN)
    if not len(found):
        return row
    row = _heading(book, sheet, row, name(MAIN, book.lang, group="section"))
    lang, rows = book.lang, found.to_dict("records")
    lines = [label("note.bullet", lang, text=sentence(each, lang)) for each in rows]
    return _paragraphs(book, sheet, row, [*lines, *filter(None, [without_finding(report)])]) + 1


def _paragraphs(book: Book, sheet: Any, row: int, texts: Sequence[str]) -> int:
    """Write texts over the width of the sheet, a row each."""
    for text in texts:
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", book.formats["note"])
        write_text(book, sheet, row, 0, text, "note")
        sheet.set_row(row, row_height(book, [(text, float(sum(WIDTHS)))]))
        row += 1
    return row


def _questions(book: Book, sheet: Any, row: int, report: Report) -> int:
    """Write how many respondents gave which kind of answer to each question."""
    kinds = all_kinds(report)
    present = set(kinds["kind"].astype(str)) if len(kinds) else set()
    others = [kind for kind in KINDS if kind in present and kind != "substantive"]
    headings = [label("column.question", book.lang), label("column.base", book.lang)]
    headings += [name(kind, book.lang, group="kind") for kind in others]
    rows = [
        (
            group.heading,
            "" if group.base is None else group.base,
            *(group.kinds.get(kind, 0) for kind in others),
        )
        for group in groups(report)
    ]
    title = label("note.question_counts", book.lang)
    return _table(book, sheet, row, title, headings, rows, ("wrap", *["number"] * (len(others) + 1)))


def _contents(book: Book, sheet: Any, row: int, contents: Sequence[tuple[str, str]]) -> int:
    """Write a link to each sheet, and what it holds where its name doesn't end with it."""
    if not contents:
        return row
    row = _heading(book, sheet, row, label("section.contents", book.lang))
    for entry, title in contents:
        write_link(book, sheet, row, entry, entry)
        if not entry.endswith(title):
            write_text(book, sheet, row, 1, shortened(printable(title).replace("\n", " "), 110), "plain")
        row += 1
    return row + 1


def _pairs(book: Book, sheet: Any, row: int, title: str, values: Mapping[str, str]) -> int:
    """Write names and values below a heading; what has no value is left out."""
    filled = {key: value for key, value in values.items() if value}
    if not filled:
        return row
    row = _heading(book, sheet, row, title)
    for key, value in filled.items():
        write_text(book, sheet, row, 0, key, "text")
        write_text(book, sheet, row, 1, value, "text")
        row += 1
    return row + 1


def _heading(book: Book, sheet: Any, row: int, text: str) -> int:
    write_text(book, sheet, row, 0, text, "section")
    for place in range(1, len(WIDTHS)):
        sheet.write_blank(row, place, None, book.formats["section"])
    sheet.set_row(row, 21)
    return row + 1


def _table(
    book: Book,
    sheet: Any,
    row: int,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    looks: Sequence[str],
) -> int:
    """Write a table below a heading, unless it has no rows; return the row after next."""
    if not rows:
        return row
    row = _heading(book, sheet, row, title)
    for place, (text, look) in enumerate(zip(headings, looks, strict=True)):
        write_text(book, sheet, row, place, text, header_look(look))
    sheet.set_row(row, row_height(book, zip(headings, WIDTHS, strict=False)) + 4)
    for values in rows:
        row += 1
        texts = zip(map(str, values), WIDTHS, looks, strict=False)
        sheet.set_row(row, row_height(book, ((text, room) for text, room, look in texts if look == "wrap")))
        for place, (value, look) in enumerate(zip(values, looks, strict=True)):
            if isinstance(value, str):
                write_text(book, sheet, row, place, value, look)
            else:
                sheet.write_number(row, place, value, book.formats[look])
    return row + 2
