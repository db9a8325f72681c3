"""A report as an Excel workbook: a summary, and for each question its tables and pictures."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter

from textmine.inputs.attributes import FIXED
from textmine.inputs.survey import KINDS
from textmine.reports.blocks import MARKS, NAMED, column_name, is_share
from textmine.reports.pictures import Picture, size
from textmine.reports.runfile import base_name
from textmine.reports.sections import (
    ONCE,
    Group,
    Section,
    all_kinds,
    code_rows,
    groups,
    once,
    section_title,
)
from textmine.reports.text import cell, enclosed, flat, printable, shortened, width
from textmine.reports.workbook import (
    Book,
    Column,
    Sheet,
    bar_chart,
    formats,
    head,
    header_look,
    lines_above,
    page_setup,
    row_height,
    sheet_name,
    write_table,
    write_text,
    write_value,
)
from textmine.texts.labels import label, name

if TYPE_CHECKING:
    from textmine.reports.report import Report

_MOST_BESIDE = 1_000_000  # cells with attributes in the sheets of places
_FEWEST, _CHARTED = 3, 20  # words in the chart beside a keyword sheet
_CONTEXT = 30  # characters shown on either side of a word


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
    book = Book(workbook=workbook, formats=formats(workbook), lang=report.lang, summary=summary)
    sheets = _plan(report, book, taken)
    _summary(book, workbook.add_worksheet(summary), report, sheets)
    for sheet in sheets:
        sheet.write(book, workbook.add_worksheet(sheet.name))
    workbook.close()
    return file.getvalue()


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
                    written: dict[str, Any] = {"count": len(section.content)}
                    writer = _keywords_writer(group, section, written)
                    add(group.number, "keywords", topic, group.heading, writer)
                    if len(section.content) >= _FEWEST and not group.item:
                        draw = _chart_writer(group, written)
                        add(group.number, "keywords_chart", topic, group.heading, draw)
                elif isinstance(section.content, Picture):
                    part = section.name if section.name == "wordcloud" else section_title(section, lang)
                    add(group.number, part, topic, group.heading, _picture_writer(group, section))
        for part, listed in (("evidence", _evidence_writer), ("occurrences", _occurrences_writer)):
            having = [group for group in same if len(group.table(part))]
            if having:
                add(whole, part, question, question, listed(having, answers, beside, bool(attributes)))
        for group in same:
            for section in group.sections:
                known = ("keywords", "evidence", "occurrences", "kinds")
                if (
                    not isinstance(section.content, pd.DataFrame)
                    or section.name in known
                    or section.name.endswith("_layout")
                ):
                    continue
                topic = group.item or group.question
                if section.name in ("crosstab_words", "crosstab_codes") and "feature" in section.content:
                    tests = group.table(f"{section.name}_tests")
                    for attribute in dict.fromkeys(section.content["attribute"].astype(str)):
                        about = f"{name(attribute, lang, group='column')} {topic}" if attribute else topic
                        write = _matrix_writer(section, group, tests, attribute)
                        add(group.number, section.name, about, f"{group.heading}　{attribute}", write)
                else:
                    add(
                        group.number,
                        section_title(section, lang) if section.title else section.name,
                        f"{section.item} {topic}" if section.item and not group.item else topic,
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
    page_setup(book, sheet, report.title)
    sheet.set_row(0, 27)
    write_text(book, sheet, 0, 0, report.title, "title")
    row = 2

    def heading(key: str) -> None:
        nonlocal row
        write_text(book, sheet, row, 0, label(key, lang), "section")
        for place in range(1, len(widths)):
            sheet.write_blank(row, place, None, book.formats["section"])
        sheet.set_row(row, 21)
        row += 1

    def table(headings: Sequence[str], rows: Iterable[Sequence[Any]], looks: Sequence[str]) -> None:
        nonlocal row
        for place, (text, look) in enumerate(zip(headings, looks, strict=True)):
            write_text(book, sheet, row, place, text, header_look(look))
        sheet.set_row(row, row_height(book, zip(headings, widths, strict=False)) + 4)
        row += 1
        for values in rows:
            cells = zip(map(str, values), widths, looks, strict=False)
            sheet.set_row(
                row, row_height(book, ((text, room) for text, room, look in cells if look == "wrap"))
            )
            for place, (value, look) in enumerate(zip(values, looks, strict=True)):
                write_value(book, sheet, row, place, value, look)
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
        write_text(book, sheet, row, 0, label("note.question_counts", lang), "section")
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
                write_text(
                    book, sheet, row, 1, shortened(printable(entry.title).replace("\n", " "), 110), "plain"
                )
            row += 1
        row += 1
    write_text(book, sheet, row, 0, label("page.method", lang), "section")
    for place in range(1, len(widths)):
        sheet.write_blank(row, place, None, book.formats["section"])
    sheet.set_row(row, 21)
    row += 1
    for key in ("note.method", "note.csv"):
        text = label(key, lang)
        sheet.merge_range(row, 0, row, len(widths) - 1, "", book.formats["note"])
        write_text(book, sheet, row, 0, text, "note")
        sheet.set_row(row, row_height(book, [(text, float(sum(widths)))]))
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
                write_text(book, sheet, row, 0, setting, "text")
                write_text(book, sheet, row, 1, value, "text")
                row += 1
            row += 1


def _keywords_writer(group: Group, section: Section, written: dict[str, Any]) -> Callable[[Book, Any], None]:
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
        lines = lines_above(book, group, section, label("note.method", lang))
        written["first"] = write_table(book, sheet, group.heading, lines, columns, rows, frozen=2)
        written["sheet"] = sheet

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
        lines = lines_above(book, having[0], None, label("note.evidence", lang))
        write_table(book, sheet, having[0].question, lines, columns, rows, frozen=2 if items else 1)

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
        lines = lines_above(book, having[0], None, *notes)
        write_table(
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
        page_setup(book, sheet, group.heading)
        row = head(
            book, sheet, group.heading, lines_above(book, group, section, *placing(layout, book.lang)), 120.0
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
        write_table(book, sheet, title, lines, columns, list(zip(*parts, strict=True)), frozen=2)

    return write


def _table_writer(section: Section, group: Group | None) -> Callable[[Book, Any], None]:
    """Return what writes any other table as it is; one of codes with a chart below it."""

    def write(book: Book, sheet: Any) -> None:
        lang = book.lang
        table = section.content
        assert isinstance(table, pd.DataFrame)
        shown_table = code_rows(table, lang)
        columns, parts = [], []
        for place, column in enumerate(map(str, shown_table.columns)):
            values: list[Any] = [cell(value) for value in shown_table.iloc[:, place].tolist()]
            if column in NAMED:
                values = [name(str(value), lang, group=NAMED[column]) for value in values]
            heading = column_name(column, lang, section.name)
            numbers = [value for value in values if isinstance(value, int | float)]
            if len(numbers) == sum(value != "" for value in values) and (numbers or not values):
                look = _number_look(column, numbers)
                columns.append(Column(heading, max(10, min(18, width(heading) + 4)), look))
            else:
                values = [str(value) for value in values]
                longest = max((width(value) for value in values[:2000]), default=0)
                look = "fill" if column == "confirmed" else "wrap"
                columns.append(Column(heading, min(60, max(10, width(heading) + 4, longest + 2)), look))
            parts.append(values)
        rows = list(zip(*parts, strict=True)) if parts else []
        lines = lines_above(book, group, section) if group else ([section.note] if section.note else [])
        title = section_title(section, lang)
        headline = f"{group.heading}　{title}" if group else title
        names = list(map(str, table.columns))
        choices = {}
        if section.name == "proposals" and "confirmed" in names:
            choices[names.index("confirmed")] = (label("note.yes_merge", lang), label("note.no_merge", lang))
        first = write_table(book, sheet, headline, lines, columns, rows, choices=choices)
        if section.name == "code_counts" and {"code", "level", "respondents"} <= set(names) and rows:
            drawn = int(table["level"].isin(["upper", "code", "other"]).sum())  # these come first
            bar_chart(
                book,
                sheet,
                (first + len(rows) + 1, 0),
                source=sheet,
                rows=(first, first + max(drawn, 1) - 1),
                columns=(names.index("code"), names.index("respondents")),
                title=f"{headline}（{label('column.respondents', lang)}）",
            )

    return write


def _number_look(column: str, numbers: list[int | float]) -> str:
    if is_share(column):
        return "share"
    if column in ("p", "p_holm", "p_bh"):
        return "p"
    return "decimal" if any(isinstance(value, float) and value % 1 for value in numbers) else "number"


def _chart_writer(group: Group, taken: dict[str, Any]) -> Callable[[Book, Any], None]:
    """Return what draws the first words of a keyword sheet, which was written before it, as bars."""

    def write(book: Book, sheet: Any) -> None:
        sheet.hide_gridlines(2)
        page_setup(book, sheet, group.heading)
        row = head(book, sheet, group.heading, lines_above(book, group, None), 120.0)
        source, first, count = taken["sheet"], taken["first"], taken["count"]
        bar_chart(
            book,
            sheet,
            (row, 0),
            source=source,
            rows=(first, first + min(_CHARTED, count) - 1),
            columns=(1, 3),
            title=f"{label('section.keywords', book.lang)}（{label('column.respondents', book.lang)}）",
        )

    return write


def _matrix_writer(
    section: Section, group: Group, tests: pd.DataFrame, attribute: str
) -> Callable[[Book, Any], None]:
    """Return what writes a cross table as a matrix: features down; respondents and share of each value."""

    def write(book: Book, sheet: Any) -> None:
        lang = book.lang
        content = section.content
        assert isinstance(content, pd.DataFrame)
        part = content.loc[content["attribute"].astype(str) == attribute]
        values = list(dict.fromkeys(part["value"].astype(str)))
        first = {str(one["value"]): one for one in part.drop_duplicates("value").to_dict("records")}
        cells = {(str(one["feature"]), str(one["value"])): one for one in part.to_dict("records")}
        own = _of_attribute(tests, attribute)
        whole = own.loc[own["value"].fillna("").astype(str) == ""] if "value" in own.columns else own
        measured = {str(one["feature"]): one for one in whole.to_dict("records")} if len(whole) else {}
        said: dict[str, list[str]] = {}
        if {"feature", "sentence"} <= set(own.columns):
            for feature, sentence in zip(own["feature"].astype(str), own["sentence"], strict=True):
                if cell(sentence):
                    said.setdefault(feature, []).append(str(sentence))
        columns = [Column(name("feature", lang, group="column"), 20, "keyword")]
        above = [(name(attribute, lang, group="column") if attribute else "", 1)]
        for value in values:
            one = first[value]
            small = label("page.small", lang) if one.get("small") else ""
            above.append((f"{value}\nn={int(one['base']):,}{small}", 2))
            columns.append(Column(label("column.respondents", lang), 9, "number"))
            columns.append(Column(label("column.share", lang), 11, "share"))
        tested = [key for key in ("p_bh", "cramers_v") if measured and key in own.columns]
        columns += [
            Column(name(key, lang, group="column"), 12, "p" if key == "p_bh" else "decimal") for key in tested
        ]
        above += [("", 1)] * len(tested)
        if said:
            columns.append(Column(name("sentence", lang, group="column"), 70, "wrap"))
            above.append(("", 1))
        rows: list[tuple[Any, ...]] = []
        for feature in dict.fromkeys(part["feature"].astype(str)):
            row: list[Any] = [feature.removeprefix("＊")]
            for value in values:
                found = cells.get((feature, value))
                if found is None:
                    row += ["", ""]
                    continue
                mark = str(cell(found.get("mark", "")))
                few = bool(found.get("small"))
                share = cell(found["share"])
                row.append((int(found["respondents"]), "small_number" if few else "number"))
                row.append((share, mark if mark in MARKS and mark else "small" if few else "share"))
            row += [cell(measured.get(feature, {}).get(key, "")) for key in tested]
            if said:
                row.append("\n".join(said.get(feature, ())))
            rows.append(tuple(row))
        missing = int(own["missing"].max()) if "missing" in own.columns and len(own) else 0
        notes = [label("note.matrix", lang)]
        if missing:
            notes.append(label("page.missing", lang, count=f"{missing:,}", unit=group.unit))
        title = f"{group.heading}　{section_title(section, lang)}"
        write_table(book, sheet, title, lines_above(book, group, section, *notes), columns, rows, above=above)

    return write


def _of_attribute(tests: pd.DataFrame, attribute: str) -> pd.DataFrame:
    return tests.loc[tests["attribute"].astype(str) == attribute] if "attribute" in tests.columns else tests


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


def _dots_per_inch(png: bytes) -> tuple[float, float]:
    """Return the resolution that a PNG states, as xlsxwriter reads it (96 where it states none)."""
    place = png.find(b"pHYs", 0, 4096)
    if place < 0 or png[place + 12 : place + 13] != b"\x01":
        return 96.0, 96.0
    across = int.from_bytes(png[place + 4 : place + 8], "big") * 0.0254
    down = int.from_bytes(png[place + 8 : place + 12], "big") * 0.0254
    return across or 96.0, down or 96.0
