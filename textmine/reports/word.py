"""A report as a Word document: what was asked, tables and pictures of each question, the method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from textmine.reports.display import Part, parts, where_whole
from textmine.reports.documentrows import bullet, code_name, quotes
from textmine.reports.forms import Form, View
from textmine.reports.layouts import grid, group_share, is_empty, matrix_grid, prose, value_text
from textmine.reports.matrix import CLEAR, Matrix, matrices
from textmine.reports.office import Cell, Grid, legible, people, percent, saved, source_line
from textmine.reports.pictures import Picture
from textmine.reports.prepared import sentence
from textmine.reports.report import Group, Report
from textmine.reports.runfile import base_name, file_of
from textmine.reports.sections import (
    base_line,
    groups,
    note_of,
    once,
    section_title,
    survey,
    unit,
    without_finding,
)
from textmine.reports.text import width as letters
from textmine.reports.views import MAIN, NUMBERS_OF_QUESTION
from textmine.reports.wordpieces import (
    Book,
    add_contents_place,
    add_heading,
    add_notes,
    add_picture,
    add_table,
    add_text,
    fill_contents,
    has_room,
)
from textmine.reports.wordstyles import empty_document
from textmine.texts.labels import label, name
from textmine.texts.naming import is_technical, title_with_rating

_LONG_NAMES = 60  # half-width letters, of attributes that a sentence names


def word(report: Report, *, template: str | Path | None = None) -> bytes:
    """Return the report as the bytes of a .docx file, the same for the same report every time.

    A title, the main findings, what was asked (files, base, kinds of answers without content); for each
    question its tables and pictures with captions and alternative text, in the order and form that
    ``views`` gives them for Word; and what is about the whole survey (the method). Captions are numbered by
    SEQ fields, with the number written too.

    ``template`` is a .docx whose styles, page size, margins, headers
    and footers are taken; its text is not. A style that it lacks is added in the usual look, and the
    appendix says which. A table has at most 100 rows, and a line says how many are left out and where
    they are. Texts are plain runs: nothing in them becomes a field, a link or markup; controls and marks
    of writing direction are left out.

    Raises:
        ReportError: the template is not there, or is no .docx file.
    """
    if not report.form:
        return _whole(report, template)
    book, _ = empty_document(template, report.lang)
    add_text(book, "Title", legible(report.title) or label("section.summary", book.lang))
    add_text(book, "Subtitle", source_line(report))
    _add_main_findings(book, report)
    _add_summary(book, report)
    _add_groups(book, report, lambda view: view.word, lambda view: view.asked)
    return saved(book.document, report)


def appendix(report: Report, *, template: str | Path | None = None) -> bytes:
    """Return what a full report has besides ``word`` as the bytes of a second .docx file.

    A table of contents; for each question its full tables, comparisons and figures; the whole method with
    the works cited; files, settings and versions. The contents' page numbers are filled in by Word, which
    asks whether to update the fields on opening.

    Raises:
        ReportError: the template is not there, or is no .docx file.
    """
    return _whole(report, template)


def _whole(report: Report, template: str | Path | None) -> bytes:
    """Return a document with contents, settings and versions: an appendix, or a report made by hand."""
    book, lacking = empty_document(template, report.lang)
    title = legible(report.title) or label("section.summary", book.lang)
    is_appendix = bool(report.form)
    add_text(book, "Title", label("document.appendix_of", book.lang, title=title) if is_appendix else title)
    contents = add_contents_place(book)
    if not is_appendix:
        _add_summary(book, report)
    _add_groups(book, report, lambda view: view.appendix or (None if is_appendix else view.word))
    _add_made_with(book, report, base_name(str(template or "")), lacking)
    fill_contents(book, contents)
    return saved(book.document, report)


def _add_groups(
    book: Book,
    report: Report,
    form_of: Callable[[View], Form | None],
    asked: Callable[[View], Form | None] = lambda view: None,
) -> None:
    for group in groups(report):
        level = 2 if group.item else 1
        add_heading(book, level, group.numbered)
        base = base_line(group)
        add_notes(book, base, keep=True)
        _add_parts(book, parts(group, form_of, asked), level + 1)
    _add_parts(book, parts(survey(report), form_of), 1)


def _add_parts(book: Book, shown: Sequence[Part], level: int) -> None:
    """Add tables and pictures, with one heading for those in a row that share a title.

    A picture that the page has no room for stands behind what comes next.
    """
    title, waiting = "", list(shown)
    while waiting:
        late = len(waiting) > 1 and not _has_room(book, waiting[0]) and _has_room(book, waiting[1])
        part = waiting.pop(1 if late else 0)
        empty = is_empty(part) or (part.form.layout == "rows" and part.rows.table.empty)
        if empty and not part.form.nothing:
            continue
        if empty:
            add_text(book, "Normal", label(part.form.nothing, book.lang))
            continue
        if part.title and part.title != title:
            add_heading(book, level, part.title)
        title = part.title
        LAYOUTS[part.form.layout](book, part, level)


def _has_room(book: Book, part: Part) -> bool:
    content = part.section.content
    return not isinstance(content, Picture) or has_room(book, content, part.form.highest)


# ---- layouts


def _caption(part: Part, title: str) -> str:
    about = label("draft.quoted", part.lang, text=part.group.item or part.group.title)
    return label("document.of", part.lang, about=about, what=title)


def _add_rows(book: Book, part: Part, level: int) -> None:
    group, form, lang = part.group, part.form, book.lang
    base = "" if group.base is None else label("document.n", lang, base=people(group, group.base))
    table, left = grid(part, form.most)
    where = where_whole(part.group, part.section.name)
    notes = [label(form.more, lang, count=f"{left:,}", where=where)] if form.more and left else []
    notes += [note_of(group.report, key) for key in form.notes]
    # what is said of a table stands above it, so that no line of it is alone on the next page
    add_notes(book, *notes, part.section.note if form.noted else "", keep=True)
    add_table(book, _caption(part, part.title) + base, table, where)


def _add_matrices(book: Book, part: Part, level: int) -> None:
    for matrix in matrices(part.tables):
        _add_matrix(book, part, matrix)
    add_notes(book, *(note_of(part.group.report, key) for key in part.form.notes))


def _add_matrix(book: Book, part: Part, matrix: Matrix) -> None:
    """Add a cross table, in several where there are many values, and what its tests found."""
    lang, across = book.lang, part.form.across
    attribute = legible(matrix.title) or label("compare.other_question", lang)
    caption = label("document.compared_caption", lang, attribute=attribute, kind=label(part.form.what, lang))

    def heading(value: str) -> str:
        small = label("page.small", lang) if value in matrix.small else ""
        return f"{legible(value)}（n={matrix.bases[value]:,}）{small}"

    values = list(matrix.bases)
    chunks = [values[start : start + across] for start in range(0, len(values), across)]
    for number, chunk in enumerate(chunks, start=1):
        number_of = label("document.part", lang, number=number, count=len(chunks)) if len(chunks) > 1 else ""
        table = matrix_grid(
            part,
            matrix,
            list(matrix.features),
            chunk,
            heading=heading,
            text=lambda cell, mark: f"{percent(cell.share)}{mark} ({cell.respondents:,})",
        )
        add_table(book, caption + number_of, table, where_whole(part.group, part.section.name))
    for line in matrix.clear:
        add_text(book, "Bulleted", bullet(legible(line), lang).text)
    about = {"count": f"{matrix.same:,}", "attribute": attribute}
    if matrix.same and matrix.clear:
        add_notes(book, label("document.same_tests", lang, **about))
    elif matrix.same:
        add_text(book, "Normal", label("document.no_difference", lang, **about))
    add_notes(book, matrix.missing_line(part.group))


def _add_differences(book: Book, part: Part, level: int) -> None:
    """Add the differences that are told: in which group a feature is most and least frequent, beside all."""
    lang, form, found = book.lang, part.form, part.tables.table.to_dict("records")
    _add_tested(book, part, differ=bool(found))
    rows: list[list[Cell]] = []
    across = set()
    shown = found[: form.most]
    for attribute in dict.fromkeys(
        str(one["attribute"]) for one in shown
    ):  # that of the clearest comes first
        across.add(len(rows))
        rows.append(
            [
                label(
                    "document.by_attribute", lang, attribute=legible(part.group.report.title_of(attribute))
                ),
                "",
                "",
                "",
                "",
            ]
        )
        rows += [
            [
                code_name(one["feature"]) if one["kind"] == "code" else legible(one["feature"]),
                percent(one["share"]),
                *(group_share(one, which, lang) for which in ("more", "fewer")),
                value_text(one["p_bh"], "p"),
            ]
            for one in shown
            if one["attribute"] == attribute
        ]
    if rows:
        what = "document.categories" if shown[0]["kind"] == "code" else "column.word"
        keys = (what, "document.of_all", "document.more", "document.fewer", "column.p")
        headings = [label(key, lang) for key in keys]
        base = part.group.base
        n = "" if base is None else label("document.n", lang, base=people(part.group, base))
        table = Grid(headings, rows, (36, 16, 48, 48, 16), right=(1, 4), across=across)
        add_table(book, _caption(part, part.title) + n, table, where_whole(part.group, part.section.name))


def _add_tested(book: Book, part: Part, *, differ: bool) -> None:
    """Say of how many tests, by which attributes, found nothing; where some ``differ``, above their table."""
    lang = book.lang
    same = sum(_same_tests(tests) for tests in part.tables.beside)
    tested = {str(name) for tests in part.tables.beside if len(tests) for name in tests["attribute"]}
    names = [legible(part.group.report.title_of(name)) for name in sorted(tested)]
    told = label("note.separator", lang).join(names)
    if letters(told) > _LONG_NAMES or any(map(is_technical, names)):
        told = label("document.attributes", lang)
    if same:
        key = "document.tested" if differ else "document.no_difference"
        text = label(key, lang, count=f"{same:,}", attribute=told)
        add_text(book, "Normal", text).paragraph_format.keep_with_next = differ


def _same_tests(tests: pd.DataFrame) -> int:
    """Return how many tests of whole attributes found no difference."""
    if not {"p_bh", "value"} <= set(tests):
        return 0
    return int(((tests["p_bh"] >= CLEAR) & tests["value"].astype(str).isin(["", "nan"])).sum())


def _add_picture(book: Book, part: Part, level: int) -> None:
    content, attribute = part.section.content, part.section.attribute
    assert isinstance(content, Picture)
    caption = _caption(part, section_title(part.section, book.lang))
    if attribute not in caption:
        caption += label("document.by", book.lang, attribute=attribute)
    if add_picture(book, part.section.name, content, caption, part.form.highest):
        add_notes(book, *(part.lines if part.form.noted else ()), part.section.note)


def _add_sentences(book: Book, part: Part, level: int) -> None:
    """Add what was found about a question, without its name, each sentence with its quote, if any."""
    lang, coded = book.lang, part.tables.beside[0]
    codes = [str(column) for column in coded.columns if str(column).startswith("＊")]
    numbers = part.group.table(NUMBERS_OF_QUESTION)
    called = title_with_rating(part.group.title, part.group.rating, lang)
    prefix = label("main_finding.of_question", lang, question=called)
    for row in part.tables.table.to_dict("records"):
        text = legible(sentence(row, lang)).removeprefix(legible(prefix))
        said = add_text(book, "Bulleted", bullet(text, lang).text)
        quote = str(row.get("quote", ""))
        own = numbers[numbers["rank"] == row["rank"]] if len(numbers) else numbers
        if not quote and len(own) and own["kind"].iloc[0] == "code":
            quote = next((text for text, _ in quotes(coded, str(own["name"].iloc[0]), codes, 1)), "")
        if quote:
            said.paragraph_format.keep_with_next = True
            add_text(book, "Quoted", label("draft.quoted", lang, text=legible(quote)))


def _add_prose(book: Book, part: Part, level: int) -> None:
    for heading, text in prose(part):
        if heading:
            add_heading(book, level + 1, heading)
        for line in text:
            add_text(book, "Normal", line)


LAYOUTS: dict[str, Callable[[Book, Part, int], None]] = {
    "rows": _add_rows,
    "matrix": _add_matrices,
    "differences": _add_differences,
    "picture": _add_picture,
    "prose": _add_prose,
    "sentences": _add_sentences,
}


# ---- what the document says itself


def _add_main_findings(book: Book, report: Report) -> None:
    """Add what was found, a sentence each."""
    found = once(report, MAIN)
    if len(found):
        add_heading(book, 1, name(MAIN, book.lang, group="section"))
        for row in found.to_dict("records"):
            add_text(book, "Bulleted", bullet(legible(sentence(row, book.lang)), book.lang).text)
        add_notes(book, without_finding(report))


def _add_summary(book: Book, report: Report) -> None:
    """Add the questions with their bases and the answers without content; one says so under its title."""
    lang = book.lang
    questions = [group for group in groups(report) if not group.item]
    if not questions:
        add_text(book, "Normal", label("document.nothing", lang))
    if len(questions) < 2:
        return
    add_heading(book, 1, label("document.asked", lang))
    table = Grid(
        headings=[
            name("question", lang, group="column"),
            label("document.base", lang),
            label("column.share", lang),
        ],
        rows=[_question(group) for group in questions],
        widths=(110, 30, 20),
        right=(1, 2),
    )
    caption = label("document.asked_caption", lang, unit=unit(report))
    asked = {group.total for group in questions}
    if len(asked) == 1 and None not in asked:
        caption += label("document.asked_all", lang, total=people(questions[0], questions[0].total))
    add_table(book, caption, table, "report.xlsx")


def _question(group: Group) -> list[Cell]:
    return [
        group.numbered,
        "" if group.base is None else f"{group.base:,}",
        percent(group.base / group.total if group.base is not None and group.total else None),
    ]


def _add_made_with(book: Book, report: Report, template: str, lacking: Sequence[str]) -> None:
    """Add the files, settings and versions that the report is made of, and the template of the document."""
    lang, settings = book.lang, report.stated
    if not (settings or report.sources or report.versions):
        return
    add_heading(book, 1, label("document.appendix", lang))
    if template:
        add_notes(book, label("document.template", lang, template=legible(template)))
    if lacking:
        styles = label("note.separator", lang).join(lacking)
        add_notes(book, label("document.template_lacks", lang, styles=styles))
    files = [
        [file_of(source), source.encoding, f"{source.rows:,}", source.sha256] for source in report.sources
    ]
    values = [
        [key, legible(value) or "–"]
        for key, value in settings.items()
        if not report.listed or key.partition(".")[0] in report.listed
    ]
    lexicon = {base_name(path): digest for path, digest in report.lexicon.items()}
    versions = [[key, version] for key, version in {**report.versions, **lexicon}.items()]
    file_columns = ("column.file", "column.encoding", "column.rows", "column.sha256")
    _add_listing(book, "section.sources", file_columns, files, (50, 20, 16, 74), right=(2,))
    _add_listing(book, "section.settings", ("column.setting", "column.value"), values, (60, 100))
    _add_listing(book, "section.versions", ("column.name", "document.version"), versions, (60, 100))


def _add_listing(
    book: Book,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    right: Sequence[int] = (),
) -> None:
    """Add a table of the appendix under the labels of its title and columns, if it has rows."""
    if rows:
        headings = [label(column, book.lang) for column in columns]
        add_table(book, label(title, book.lang), Grid(headings, rows, widths, right), "run.json")
