"""A report as an Excel workbook: a summary, and for each question its tables and pictures."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter

from textmine.inputs.survey import FIXED, KINDS
from textmine.labels import label, name
from textmine.reports.parts import (
    ONCE,
    Group,
    Section,
    all_kinds,
    base_line,
    code_rows,
    groups,
    kinds_line,
    once,
    section_title,
)
from textmine.reports.pictures import Picture, size
from textmine.reports.runfile import base_name
from textmine.reports.text import cell, enclosed, flat, printable, shortened, width

if TYPE_CHECKING:
    from textmine.reports.report import Report

LONGEST_CELL = 32_767  # UTF-16 units, Excel's limit
MOST_ROWS = 1_048_576
_MOST_BESIDE = 1_000_000  # cells with attributes in the sheets of places
_CONTEXT = 30  # characters shown on either side of a word
_LINE = 17.0  # points of a line of 10 pt Yu Gothic
_TALLEST = 409  # points, Excel's limit
_UNNAMEABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\[\]:*?/\\]+")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading, width in half-width characters, and how its cells look."""

    heading: str
    width: float
    look: str = "text"  # text | wrap | keyword | right | middle | number | share


@dataclass(frozen=True)
class Sheet:
    """A sheet before it is written: its name, what it holds, and what writes it."""

    name: str
    title: str
    write: Callable[[Book, Any], None]
    question: str = ""


@dataclass(frozen=True)
class Book:
    """The workbook being written, its cell formats and the language of its headings."""

    workbook: Any
    formats: dict[str, Any]
    lang: str
    summary: str  # the name of the first sheet
    heights: dict[tuple[str, float], int] = field(default_factory=dict)


def excel(report: Report) -> bytes:
    """Return the report as the bytes of an .xlsx file, the same for the same report every time.

    Every text is written as text: an answer "=1+1" is no formula, a web address no link. Control
    characters are dropped; a text over 32,767 characters is cut and marked, and a line above the table
    says how many were. Sheets: a summary (sources, base and kinds of answers by question, settings, links
    to the sheets), for each question and item a keyword table and its pictures, for each question the
    evidence and the places of each word, and once all answers and what was found while reading.
    """
    file = BytesIO()
    workbook = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": False,
        },
    )
    # a fixed date, or two runs would differ
    workbook.set_properties(
        {
            "title": printable(report.title),
            "comments": label("note.made", "en"),
            "created": datetime.datetime(2000, 1, 1),
        }
    )
    taken: list[str] = []
    summary = sheet_name(label("section.summary", report.lang), taken)
    book = Book(workbook=workbook, formats=_formats(workbook), lang=report.lang, summary=summary)
    sheets = _plan(report, book, taken)
    _summary(book, workbook.add_worksheet(summary), report, sheets)
    for sheet in sheets:
        sheet.write(book, workbook.add_worksheet(sheet.name))
    workbook.close()
    return file.getvalue()


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
        candidate = _cut(stem, 31 - len(suffix)).rstrip("' ") + suffix
        if candidate.casefold() not in lower:
            taken.append(candidate)
            return candidate
        number += 1
        suffix = f" ({number})"


def _cut(text: str, units: int) -> str:
    """Return the first ``units`` UTF-16 units of a text, without half a character at the end."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


# ---------------------------------------------------------------------------------------- the plan


def _plan(report: Report, book: Book, taken: list[str]) -> tuple[Sheet, ...]:
    lang = report.lang
    attributes = _attributes(report)
    answers = once(report, "answers")
    found = groups(report)
    places = sum(len(group.table("occurrences")) for group in found)
    # beside every place of every word, many attributes make a workbook that takes minutes to open
    beside = attributes if places * len(attributes) <= _MOST_BESIDE else []
    sheets: list[Sheet] = []

    def add(number: str, part: str, question: str, title: str, write: Callable[[Book, Any], None]) -> None:
        # the part's name first: it is what tells the tabs of one question apart when they are narrow
        start = f"{number} {name(part, lang, group='section')} ".strip() + " "
        wanted = (start + question).strip()
        sheets.append(Sheet(sheet_name(wanted, taken), title, write, question))

    for question in dict.fromkeys(group.question for group in found):
        same = [group for group in found if group.question == question]
        whole = same[0].number.split(".")[0]
        for group in same:
            topic = group.item or group.question
            for section in group.sections:
                if section.name == "keywords" and isinstance(section.content, pd.DataFrame):
                    add(group.number, "keywords", topic, group.heading, _keywords_writer(group, section))
                elif isinstance(section.content, Picture):
                    part = section.name if section.name == "wordcloud" else section_title(section, lang)
                    add(group.number, part, topic, group.heading, _picture_writer(group, section))
        for part, writer in (("evidence", _evidence_writer), ("occurrences", _occurrences_writer)):
            having = [group for group in same if len(group.table(part))]
            if having:
                add(whole, part, question, question, writer(having, answers, beside, bool(attributes)))
        for group in same:
            for section in group.sections:
                known = ("keywords", "evidence", "occurrences", "wordcloud_layout", "kinds")
                if isinstance(section.content, pd.DataFrame) and section.name not in known:
                    add(
                        group.number,
                        section_title(section, lang) if section.title else section.name,
                        group.item or group.question,
                        group.heading,
                        _table_writer(section, group),
                    )
    if len(answers):
        add("", "answers", "", "", _answers_writer(report, answers, attributes))
    for section in report.sections:
        if (
            not section.question
            and section.name in ONCE
            and section.name not in ("answers", "kinds")
            and not (section.name == "settings" and report.settings)  # they are in the summary
            and isinstance(section.content, pd.DataFrame)
            and len(section.content)
        ):
            add("", section.name, "", "", _table_writer(section, None))
    return tuple(sheets)


def _attributes(report: Report) -> list[str]:
    return [str(column) for column in once(report, "answers").columns if str(column) not in FIXED]


# ---------------------------------------------------------------------------------------- sheets


def _summary(book: Book, sheet: Any, report: Report, sheets: Sequence[Sheet]) -> None:
    lang = book.lang
    widths = (40, 16, 16, 16, 14, 14, 14, 14, 14)
    for place, columns in enumerate(widths):
        sheet.set_column(place, place, columns)
    sheet.hide_gridlines(2)
    _page(book, sheet, report.title)
    sheet.set_row(0, 27)
    _text(book, sheet, 0, 0, report.title, "title")
    row = 2

    def heading(key: str) -> None:
        nonlocal row
        _text(book, sheet, row, 0, label(key, lang), "section")
        for place in range(1, len(widths)):
            sheet.write_blank(row, place, None, book.formats["section"])
        sheet.set_row(row, 21)
        row += 1

    def table(headings: Sequence[str], rows: Iterable[Sequence[Any]], looks: Sequence[str]) -> None:
        nonlocal row
        for place, (text, look) in enumerate(zip(headings, looks, strict=True)):
            _text(book, sheet, row, place, text, _header_look(look))
        sheet.set_row(row, _height(book, zip(headings, widths, strict=False)) + 4)
        row += 1
        for values in rows:
            cells = zip(map(str, values), widths, looks, strict=False)
            sheet.set_row(row, _height(book, ((text, room) for text, room, look in cells if look == "wrap")))
            for place, (value, look) in enumerate(zip(values, looks, strict=True)):
                _value(book, sheet, row, place, value, look)
            row += 1
        row += 1

    if report.sources:
        heading("section.sources")
        table(
            [name(key, lang, group="column") for key in ("file", "sheet", "encoding", "rows", "sha256")],
            [
                (base_name(source.path), source.sheet, source.encoding, source.rows, source.sha256)
                for source in report.sources
            ],
            ("wrap", "wrap", "wrap", "number", "text"),
        )
    found = groups(report)
    kinds = all_kinds(report)
    if found:
        _text(book, sheet, row, 0, label("note.question_counts", lang), "section")
        for place in range(1, len(widths)):
            sheet.write_blank(row, place, None, book.formats["section"])
        sheet.set_row(row, 21)
        row += 1
        present = set(kinds["kind"].astype(str)) if len(kinds) else set()
        others = [kind for kind in KINDS if kind in present and kind != "substantive"]
        table(
            [
                label("column.question", lang),
                label("column.base", lang),
                *(name(kind, lang, group="kind") for kind in others),
            ],
            [
                (
                    group.heading,
                    "" if group.base is None else group.base,
                    *(group.kinds.get(kind, 0) for kind in others),
                )
                for group in found
            ],
            ("wrap", *("number" for _ in range(len(others) + 1))),
        )
    if sheets:
        heading("section.contents")
        for entry in sheets:
            quoted = entry.name.replace("'", "''")
            sheet.write_url(row, 0, f"internal:'{quoted}'!A1", book.formats["link"], entry.name)
            if not entry.name.endswith(entry.title):
                _text(book, sheet, row, 1, shortened(printable(entry.title).replace("\n", " "), 110), "plain")
            row += 1
        row += 1
    _text(book, sheet, row, 0, label("page.method", lang), "section")
    for place in range(1, len(widths)):
        sheet.write_blank(row, place, None, book.formats["section"])
    sheet.set_row(row, 21)
    row += 1
    for key in ("note.method", "note.csv"):
        text = label(key, lang)
        sheet.merge_range(row, 0, row, len(widths) - 1, "", book.formats["note"])
        _text(book, sheet, row, 0, text, "note")
        sheet.set_row(row, _height(book, [(text, float(sum(widths)))]))
        row += 1
    row += 1
    for key, values in (
        ("section.settings", flat(report.settings)),
        ("section.versions", {str(part): str(version) for part, version in report.versions.items()}),
    ):
        values = {setting: value for setting, value in values.items() if value}
        if values:
            heading(key)
            for setting, value in values.items():
                _text(book, sheet, row, 0, setting, "text")
                _text(book, sheet, row, 1, value, "text")
                row += 1
            row += 1


def _keywords_writer(group: Group, section: Section) -> Callable[[Book, Any], None]:
    def write(book: Book, sheet: Any) -> None:
        lang = book.lang
        table = group.table("keywords")
        evidence = _by_word(group.table("evidence"), lang)
        columns = [
            Column(label("column.number", lang), 6, "middle"),
            Column(label("column.word", lang), 18, "keyword"),
            Column(label("column.pos", lang), 12, "wrap"),
            Column(label("column.respondents", lang), 9, "number"),
            Column(label("column.share", lang), 8, "share"),
            Column(label("column.low", lang), 9, "share"),
            Column(label("column.high", lang), 9, "share"),
            Column(label("column.occurrences", lang), 9, "number"),
            Column(label("column.negated_share", lang), 8, "share"),
            Column(label("column.notes", lang), 46, "wrap"),
            Column(label("column.related", lang), 20, "wrap"),
            Column(label("column.quotes", lang), 46, "wrap"),
        ]
        rows = []
        for number, values in enumerate(table.to_dict("records"), start=1):
            word = str(values["word"])
            found = evidence.get(word, {})
            rows.append(
                (
                    number,
                    word,
                    name(str(cell(values.get("pos", ""))), lang, group="pos"),
                    *(
                        cell(values.get(key, ""))
                        for key in ("respondents", "share", "low", "high", "occurrences", "negated_share")
                    ),
                    "\n".join(found.get("note", ())),
                    cell(values.get("related", "")),
                    "\n".join(found.get("quote", ())),
                )
            )
        lines = _lines(book, group, section, label("note.method", lang))
        _write_table(book, sheet, group.heading, lines, columns, rows, frozen=2)

    return write


def _evidence_writer(
    having: Sequence[Group], answers: pd.DataFrame, attributes: list[str], more: bool
) -> Callable[[Book, Any], None]:
    def write(book: Book, sheet: Any) -> None:
        lang = book.lang
        items = any(group.item for group in having)
        columns = [
            *([Column(label("column.item", lang), 20, "wrap")] if items else []),
            Column(label("column.word", lang), 17, "keyword"),
            Column(label("column.aspect", lang), 12, "middle"),
            Column(label("column.rank", lang), 7, "number"),
            Column(label("column.evidence", lang), 90, "wrap"),
            Column(label("column.respondents", lang), 10, "number"),
            Column(label("column.respondent", lang), 14, "wrap"),
            Column(label("column.answer", lang), 10, "number"),
            Column(label("column.base", lang), 9, "number"),
        ]
        rows = [
            (
                *([group.item] if items else []),
                str(values["word"]),
                name(str(values["aspect"]), lang, group="aspect"),
                cell(values.get("rank", "")),
                str(cell(values["text"])),
                # a quote is one respondent's and a note a sentence: their counts say nothing
                "" if values["aspect"] in ("quote", "note") else cell(values.get("respondents", "")),
                str(cell(values.get("respondent", ""))),
                _answer_number(values.get("answer", -1)),
                cell(values.get("base", "")),
            )
            for group in having
            for values in group.table("evidence").to_dict("records")
        ]
        lines = _lines(book, having[0], None, label("note.evidence", lang))
        _write_table(book, sheet, having[0].question, lines, columns, rows, frozen=2 if items else 1)

    return write


def _occurrences_writer(
    having: Sequence[Group], answers: pd.DataFrame, attributes: list[str], more: bool
) -> Callable[[Book, Any], None]:
    def write(book: Book, sheet: Any) -> None:
        lang = book.lang
        items = any(group.item for group in having)
        columns = [
            *([Column(label("column.item", lang), 20, "text")] if items else []),
            Column(label("column.word", lang), 16, "text"),
            Column(label("column.left", lang), 44, "right"),
            Column(label("column.keyword", lang), 16, "keyword"),
            Column(label("column.right", lang), 44, "text"),
            Column(label("column.negated", lang), 7, "middle"),
            Column(label("column.respondent", lang), 14, "text"),
            Column(label("column.answer", lang), 10, "number"),
            *(Column(attribute, _attribute_width(answers, attribute), "text") for attribute in attributes),
        ]
        marks = {False: label("note.no", lang), True: label("note.yes", lang)}
        texts = _texts(answers, attributes)
        rows: list[tuple[Any, ...]] = []
        places = 0
        words = 0
        for group in having:
            table = group.table("occurrences")
            places += len(table)
            keywords = group.table("keywords")
            listed = dict.fromkeys(keywords["word"].astype(str)) if len(keywords) else None
            if listed is not None:
                order = {word: number for number, word in enumerate(listed)}
                place = table["word"].astype(str).map(order)
                table = table.loc[place.notna()].iloc[place.dropna().argsort(kind="stable")]
                words += len(listed)
            for word, answer, respondent, start, end, negated in zip(
                table["word"].astype(str),
                table["answer"],
                table["respondent"].astype(str),
                table["start"],
                table["end"],
                table["negated"],
                strict=True,
            ):
                text, values = texts.get(int(answer), ("", ("",) * len(attributes)))
                left = text[max(0, start - _CONTEXT) : start].replace("\n", " ")
                right = text[end : end + _CONTEXT].replace("\n", " ")
                rows.append(
                    (
                        *([group.item] if items else []),
                        word,
                        ("…" if start > _CONTEXT else "") + left,
                        text[start:end].replace("\n", " "),
                        right + ("…" if end + _CONTEXT < len(text) else ""),
                        marks[bool(negated)],
                        respondent,
                        int(answer),
                        *values,
                    )
                )
        notes = [label("note.occurrences", lang)]
        if more and not attributes:
            notes.append(label("note.attributes_elsewhere", lang))
        if len(rows) < places:
            notes.append(
                label("note.top_words", lang, words=f"{words:,}", count=f"{places:,}", shown=f"{len(rows):,}")
            )
        lines = _lines(book, having[0], None, *notes)
        _write_table(
            book, sheet, having[0].question, lines, columns, rows, frozen=2 if items else 1, tall=False
        )

    return write


def _picture_writer(group: Group, section: Section) -> Callable[[Book, Any], None]:
    def write(book: Book, sheet: Any) -> None:
        content = section.content
        assert isinstance(content, Picture)
        layout = group.table("wordcloud_layout") if section.name == "wordcloud" else pd.DataFrame()
        sheet.hide_gridlines(2)
        sheet.set_column(0, 13, 9)
        _page(book, sheet, group.heading)
        row = _head(
            book, sheet, group.heading, _lines(book, group, section, *placing(layout, book.lang)), 120.0
        )
        pixels = size(content.png)
        if content.png and pixels[0]:
            # 900 x 560 is what an A4 page across has room for under the heading
            scale = min(900 / pixels[0], 560 / pixels[1])
            dots = _dots_per_inch(content.png)
            sheet.insert_image(
                row,
                0,
                f"{section.name}.png",
                {
                    "image_data": BytesIO(content.png),
                    "x_scale": scale * dots[0] / 96,
                    "y_scale": scale * dots[1] / 96,
                    "description": printable(content.alt)[:1000],
                    "object_position": 1,
                },
            )

    return write


def placing(layout: pd.DataFrame, lang: str) -> list[str]:
    """Return the lines that say how many words a cloud shows and which it has no room for, if any."""
    if "placed" not in layout.columns or not len(layout):
        return []
    placed = layout["placed"].astype(bool)
    left = layout.loc[~placed, "word"].astype(str).tolist()
    if not left:
        return []
    named = label("note.separator", lang).join(left[:40])
    if len(left) > 40:
        named += label("note.separator", lang) + label("note.more_words", lang, count=len(left) - 40)
    return [
        label("note.placed", lang, total=f"{len(layout):,}", placed=f"{int(placed.sum()):,}"),
        label("note.unplaced", lang, words=named),
    ]


def _answers_writer(
    report: Report, answers: pd.DataFrame, attributes: list[str]
) -> Callable[[Book, Any], None]:
    def write(book: Book, sheet: Any) -> None:
        lang = book.lang
        items = bool((answers["item"].astype(str) != "").any()) if "item" in answers else False
        sources = [base_name(source.path) for source in report.sources]
        several = len(sources) > 1 and "source" in answers
        kept = answers.loc[answers["kind"].astype(str) != "blank"] if "kind" in answers else answers
        columns = [
            Column(label("column.answer", lang), 10, "number"),
            Column(label("column.respondent", lang), 14, "wrap"),
            Column(label("column.question", lang), 24, "wrap"),
            *([Column(label("column.item", lang), 20, "wrap")] if items else []),
            Column(label("column.kind", lang), 14, "wrap"),
            Column(label("column.text", lang), 70, "wrap"),
            *([Column(label("column.source", lang), 20, "wrap")] if several else []),
            Column(label("column.row", lang), 8, "number"),
            *(Column(attribute, _attribute_width(answers, attribute), "wrap") for attribute in attributes),
        ]
        kinds = {kind: name(str(kind), lang, group="kind") for kind in kept["kind"].unique()}
        parts: list[list[Any]] = [
            kept["answer"].tolist(),
            kept["respondent"].astype(str).tolist(),
            kept["question"].astype(str).tolist(),
            *([kept["item"].astype(str).tolist()] if items else []),
            [kinds[kind] for kind in kept["kind"]],
            [str(cell(text)) for text in kept["text"].tolist()],
            *([[sources[int(source)] for source in kept["source"]]] if several else []),
            kept["row"].tolist() if "row" in kept else [""] * len(kept),
            *([str(cell(value)) for value in kept[attribute].tolist()] for attribute in attributes),
        ]
        lines = [label("note.answers", lang)]
        if len(kept) < len(answers):
            lines.append(label("note.blank", lang, count=f"{len(answers) - len(kept):,}"))
        title = label("section.answers", lang)
        _write_table(book, sheet, title, lines, columns, list(zip(*parts, strict=True)), frozen=2)

    return write


def _table_writer(section: Section, group: Group | None) -> Callable[[Book, Any], None]:
    """Return what writes any other table as it is."""

    def write(book: Book, sheet: Any) -> None:
        lang = book.lang
        table = section.content
        assert isinstance(table, pd.DataFrame)
        table = code_rows(table, lang)
        named = {"pos": "pos", "kind": "kind", "role": "role", "why": "why", "finding": "finding"}
        columns, parts = [], []
        for place, column in enumerate(map(str, table.columns)):
            values: list[Any] = [cell(value) for value in table.iloc[:, place].tolist()]
            if column in named:
                values = [name(str(value), lang, group=named[column]) for value in values]
            heading = name(column, lang, group="column")
            if all(isinstance(value, int | float) for value in values):
                share = column in ("share", "low", "high") or column.endswith("_share")
                columns.append(Column(heading, max(10, width(heading) + 4), "share" if share else "number"))
            else:
                values = [str(value) for value in values]
                longest = max((width(value) for value in values[:2000]), default=0)
                columns.append(Column(heading, min(60, max(10, width(heading) + 4, longest + 2)), "wrap"))
            parts.append(values)
        rows = list(zip(*parts, strict=True)) if parts else []
        lines = _lines(book, group, section) if group else ([section.note] if section.note else [])
        title = section_title(section, lang)
        _write_table(book, sheet, f"{group.heading}　{title}" if group else title, lines, columns, rows)

    return write


# ---------------------------------------------------------------------------------------- pieces


def _by_word(evidence: pd.DataFrame, lang: str) -> dict[str, dict[str, list[str]]]:
    """Return word -> aspect -> lines, as they stand in a cell of the keyword table."""
    found: dict[str, dict[str, list[str]]] = {}
    if not len(evidence):
        return found
    for values in evidence.sort_values("rank", kind="stable").to_dict("records"):
        text = str(cell(values["text"]))
        if values["aspect"] == "note":
            line = label("note.bullet", lang, text=text)
        elif values["aspect"] == "quote":
            respondent = str(cell(values.get("respondent", "")))
            line = label("note.quote", lang, text=enclosed(text), respondent=respondent)
        else:
            continue
        found.setdefault(str(values["word"]), {}).setdefault(str(values["aspect"]), []).append(line)
    return found


def _answer_number(value: Any) -> int | str:
    number = cell(value)
    return int(number) if isinstance(number, int | float) and number >= 0 else ""


def _texts(answers: pd.DataFrame, attributes: list[str]) -> dict[int, tuple[str, tuple[str, ...]]]:
    if not len(answers):
        return {}
    columns = [[str(cell(value)) for value in answers[attribute].tolist()] for attribute in attributes]
    values = zip(*columns, strict=True) if columns else (() for _ in range(len(answers)))
    texts = (str(cell(text)) for text in answers["text"].tolist())
    return dict(zip(map(int, answers["answer"]), zip(texts, values, strict=True), strict=True))


def _attribute_width(answers: pd.DataFrame, attribute: str) -> float:
    some = answers[attribute].unique()[:500].tolist()
    longest = max((width(str(cell(value))) for value in some), default=0)
    return min(28, max(9, longest + 2, min(width(attribute) + 3, 16)))


def _lines(book: Book, group: Group, section: Section | None, *more: str) -> list[str]:
    note = section.note if section else ""
    lines = (base_line(group, book.lang), kinds_line(group, book.lang), note, *more)
    return [line for line in lines if line]


def _head(book: Book, sheet: Any, title: str, lines: Sequence[str], room: float) -> int:
    """Write the title, the lines under it and the way back; return the first free row."""
    sheet.set_row(0, 24)
    _text(book, sheet, 0, 0, title, "title")
    row = 1
    for line in lines:
        _text(book, sheet, row, 0, line, "plain")
        row += 1
    back = label("note.back", book.lang)
    quoted = book.summary.replace("'", "''")
    sheet.write_url(row, 0, f"internal:'{quoted}'!A1", book.formats["link"], back)
    return row + 2


def _write_table(
    book: Book,
    sheet: Any,
    title: str,
    lines: Sequence[str],
    columns: Sequence[Column],
    rows: list[tuple[Any, ...]],
    *,
    frozen: int = 1,
    tall: bool = True,
) -> int:
    """Write a titled table with filter, frozen and repeated heading; return the row of its first line."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    long = sum(
        1
        for values in rows
        for value in values
        if isinstance(value, str) and len(value) > LONGEST_CELL // 2 and len(_cell_text(value)[1])
    )
    notes = list(lines)
    if long:
        notes.append(label("note.cut", book.lang, count=f"{long:,}"))
    room = MOST_ROWS - len(notes) - 6
    if len(rows) > room:
        notes.append(label("note.cut_rows", book.lang, count=f"{len(rows) - room:,}"))
        rows = rows[:room]
    row = _head(book, sheet, title, notes, sum(column.width for column in columns))
    _page(book, sheet, title)
    for place, column in enumerate(columns):
        _text(book, sheet, row, place, column.heading, _header_look(column.look))
    # the filter's arrow takes the room of two characters
    sheet.set_row(row, _height(book, ((column.heading, column.width - 2) for column in columns)) + 4)
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, frozen)
    sheet.autofilter(row, 0, row + max(1, len(rows)), len(columns) - 1)
    first = row + 1
    wraps = [place for place, column in enumerate(columns) if column.look in ("wrap", "keyword")]
    looks = [book.formats[column.look] for column in columns]
    number, string, blank = sheet.write_number, sheet.write_string, sheet.write_blank
    for row, values in enumerate(rows, start=first):
        if tall:
            height = _height(book, ((str(values[place]), columns[place].width) for place in wraps))
            if height > _LINE:
                sheet.set_row(row, height)
        for place, value in enumerate(values):
            if isinstance(value, str):
                if value:
                    string(row, place, _cell_text(value)[0], looks[place])
                else:
                    blank(row, place, None, looks[place])
            else:
                number(row, place, value, looks[place])
    return first


def _cell_text(text: str) -> tuple[str, str]:
    """Return what Excel can hold of a text, and what was cut off."""
    clean = printable(text)
    if len(clean) <= LONGEST_CELL // 2:  # no need to count units
        return clean, ""
    if len(clean.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return clean, ""
    mark = label("note.cut_mark", "ja")
    kept = _cut(clean, LONGEST_CELL - len(mark))
    return kept + mark, clean[len(kept) :]


def _value(book: Book, sheet: Any, row: int, place: int, value: Any, look: str) -> None:
    if isinstance(value, int | float):
        sheet.write_number(row, place, value, book.formats[look])
    else:
        _text(book, sheet, row, place, str(value), look)


def _text(book: Book, sheet: Any, row: int, place: int, text: str, look: str) -> None:
    if text:
        sheet.write_string(row, place, _cell_text(text)[0], book.formats[look])
    else:
        sheet.write_blank(row, place, None, book.formats[look])


def _height(book: Book, cells: Iterable[tuple[str, float]]) -> float:
    """Return the height in points of a row whose cells wrap, which spreadsheet programs leave too low."""
    lines = 1
    for text, columns in cells:
        if len(text) * 2 <= columns - 1 and "\n" not in text:
            continue
        key = (text, columns)
        known = book.heights.get(key)
        if known is None:
            room = max(2.0, columns - 2.5)
            known = sum(max(1, math.ceil(width(line) / room)) for line in text[:4000].split("\n"))
            book.heights[key] = known
        lines = max(lines, known)
    return min(_TALLEST, lines * _LINE)


def _header_look(look: str) -> str:
    looks = {
        "number": "header_right",
        "share": "header_right",
        "right": "header_right",
        "middle": "header_middle",
    }
    return looks.get(look, "header")


def _page(book: Book, sheet: Any, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    # "&" starts a code in a footer, which holds 255 characters
    shown = shortened(printable(title).replace("\n", " "), 120).replace("&", "&&")
    sheet.set_footer(f"&L&8{_unnumbered(shown)}&R&8&P / &N")


def _unnumbered(text: str) -> str:
    return f" {text}" if text[:1].isdigit() else text  # "&8" and a digit would be another font size


def _dots_per_inch(png: bytes) -> tuple[float, float]:
    """Return the resolution that a PNG states, as xlsxwriter reads it (96 where it states none)."""
    place = png.find(b"pHYs", 0, 4096)
    if place < 0 or png[place + 12 : place + 13] != b"\x01":
        return 96.0, 96.0
    across = int.from_bytes(png[place + 4 : place + 8], "big") * 0.0254
    down = int.from_bytes(png[place + 8 : place + 12], "big") * 0.0254
    return across or 96.0, down or 96.0


def _formats(workbook: Any) -> dict[str, Any]:
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
    }
    return {look: workbook.add_format({**font, **values}) for look, values in looks.items()}
