"""A report as slides: one message each, as a chart or table that can be edited, or as a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from pptx.util import Emu, Inches, Pt

from textmine.reports.display import Part, parts
from textmine.reports.forms import Chart, Form, View
from textmine.reports.layouts import grid, is_empty, matrix_grid, prose
from textmine.reports.matrix import Matrix, feature_name, matrices
from textmine.reports.office import Grid, counted, legible, people, percent, saved, source_line
from textmine.reports.pictures import Picture
from textmine.reports.report import Report
from textmine.reports.sections import groups, note_of, section_title, survey
from textmine.reports.slides import (
    BODY,
    Deck,
    Message,
    add_box,
    add_chart,
    add_picture,
    add_slide,
    add_table,
    change_files,
    open_deck,
)
from textmine.reports.text import shortened
from textmine.texts.labels import label

_SLIDES = 12  # of a short report
_QUESTIONS = 8  # on the cover
_ROWS = 100  # of a table whose view does not say how many
_SERIES = 6  # values or words that bars or lines can tell apart
_BARS = 32  # of a comparison; more of them are a table
_SENTENCES = 6  # of a comparison, in the speaker's notes
_LONGEST_QUESTION, _LONGEST_VALUE = 36, 24  # half-width characters in a title and in the heading of a column


def powerpoint(report: Report, *, template: str | Path | None = None) -> bytes:
    """Return the report as the bytes of a .pptx file, the same for the same report every time.

    A slide holds one message, which is its title. After a cover there are, for each question, its charts,
    tables and pictures in the order and form that ``views`` gives them for slides, and at the end what is
    about the whole survey (the method). Base, source and note stand below, and in the speaker's notes.
    Tables that are longer than a slide continue on the next ones; truncated texts are counted below.

    ``template`` is a .pptx whose size, master and layouts are taken; its slides are not. Texts are plain
    runs, and the workbooks behind charts hold no formula.

    Raises:
        ReportError: the template is not there, or is no .pptx file.
    """
    deck = open_deck(template, report.lang)
    of_survey = parts(survey(report), lambda view: view.slides)
    first = [part for part in of_survey if part.form.order < 0]
    of_questions = [
        part for group in groups(report) for part in parts(group, lambda view: view.slides, _asked)
    ]
    if report.form == "short":
        of_questions = _first_of_each(of_questions, _SLIDES - 1 - len(first))
    _add_cover(deck, report, {part.group.number for part in of_questions})
    for part in (*first, *of_questions, *(part for part in of_survey if part not in first)):
        if not is_empty(part):
            LAYOUTS[part.form.layout](deck, part)
    return saved(deck.presentation, report, change_files(bundled=template is None))


def _asked(view: View) -> Form | None:
    """Return the form of what somebody asked for; the foot of a slide says how many rows are left out."""
    return view.asked and replace(view.asked, more="")


def _first_of_each(of_questions: Sequence[Part], room: int) -> list[Part]:
    """Return the parts of the questions; where there is no room for all, the first of each question.

    What somebody asked for by name always stays. Questions that even so have no room are whole on the page
    and in Word, as the cover says.
    """
    shown = [part for part in of_questions if not is_empty(part)]
    if sum(not part.section.asked for part in shown) <= room:
        return shown
    first = {part.group.number: part for part in reversed(shown)}
    kept = [number for number, part in first.items() if not part.section.asked][::-1][:room]
    return [
        part
        for part in shown
        if part.section.asked or (part.group.number in kept and part is first[part.group.number])
    ]


def _add_cover(deck: Deck, report: Report, shown: Collection[str]) -> None:
    """Add the title, the first questions, and how many have no slide; ``shown``: those that have one."""
    slide = add_slide(deck, Message(legible(report.title), source_line(report)))
    title, top = slide.shapes.title or slide.shapes[0], int(deck.height * 0.3)
    title.top, title.height = Emu(top), Inches(1.4)
    for paragraph in title.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(36)
    questions = [
        label(
            "slide.question",
            deck.lang,
            number=group.number,
            question=group.title,
            base=people(group, group.base),
        )
        for group in groups(report)
        if group.base is not None and not group.item
    ]
    lines = questions[:_QUESTIONS]
    if more := len(questions) - len(lines):
        lines.append(label("slide.more_questions", deck.lang, count=more))
    tables = [group for group in groups(report) if group.base is not None and not group.item]
    if left := sum(group.number not in shown for group in tables):
        lines.append(label("slide.elsewhere", deck.lang, count=left))
    add_box(deck, slide, Emu(top) + Inches(1.5), Inches(2), lines, BODY)


# ---- what stands around a chart, table or picture


def _title(part: Part, key: str, **values: str) -> str:
    """Return the label of this key filled in, or without a key "効果の表": question and title of the part."""
    about = shortened(legible(part.group.item or part.group.title), _LONGEST_QUESTION)
    if not about:
        return part.title
    quoted = label("draft.quoted", part.lang, text=about)
    if key:
        return label(key, part.lang, about=quoted, **values)
    return label("document.of", part.lang, about=quoted, what=section_title(part.section, part.lang))


def _foot(part: Part, *between: str) -> str:
    group = part.group
    base = label("slide.base", part.lang, base=people(group, group.base)) if group.base is not None else ""
    lines = [base, *between, source_line(group.report, group.question)]
    return label("slide.separator", part.lang).join(line for line in lines if line)


def _more(part: Part, left: int) -> str:
    """Return the line that says how many rows are left out, or ""."""
    return label(part.form.more or "slide.more_rows", part.lang, count=f"{left:,}") if left else ""


def _labels(part: Part, keys: tuple[str, ...]) -> list[str]:
    return [note_of(part.group.report, key) for key in keys]


# ---- layouts


def _add_rows(deck: Deck, part: Part) -> None:
    """Add a chart, if its form has one, and the table; notes and foot go with the first of them."""
    table, left = grid(part, part.form.most or _ROWS)
    notes = [*_labels(part, part.form.notes), part.section.note]
    title, foot = _title(part, part.form.title), _foot(part, _more(part, left))
    if part.form.chart is not None and _add_bars(deck, part, part.form.chart, notes):
        notes, foot = [], _foot(part)
    if table.rows and not (part.form.chart and part.group.report.form == "short"):
        add_table(deck, Message(title, foot, notes), table)


def _add_bars(deck: Deck, part: Part, chart: Chart, notes: list[str]) -> bool:
    """Add the longest bars, the first of which its title names; return whether there are any."""
    rows = chart.rows(part.tables).table if chart.rows else part.tables.table
    column, values = chart.where
    if column:
        rows = rows.loc[rows[column].isin(values)]
    if rows.empty or chart.values not in rows:
        return False
    shown = rows.sort_values(chart.values, ascending=False, kind="stable").head(chart.most)
    longest = shown.iloc[0]
    title = _title(
        part,
        chart.title,
        word=legible(longest[chart.names]),
        code=legible(longest[chart.names]),
        respondents=people(part.group, longest["respondents"]),
        share=percent(longest[chart.values]),
    )
    names = [
        legible(name)
        if not chart.counted
        else counted(part.group, name, count)
        if deck.lang == "ja"
        else f"{legible(name)} ({count:,})"
        for name, count in zip(shown[chart.names], shown["respondents"], strict=True)
    ]
    foot = _foot(part, *_labels(part, part.form.foot), _more(part, len(rows) - len(shown)))
    shares = [float(share) for share in shown[chart.values]]
    add_chart(deck, Message(title, foot, notes), names, [(label("column.share", deck.lang), shares)])
    return True


def _add_matrices(deck: Deck, part: Part) -> None:
    for matrix in matrices(part.tables):
        _add_matrix(deck, part, matrix)


def _add_matrix(deck: Deck, part: Part, matrix: Matrix) -> None:
    """Add a cross table of one attribute: as bars if its form wants them and they are few, or as a table."""
    lang, form = deck.lang, part.form
    attribute = legible(matrix.attribute) or label("compare.other_question", lang)
    sentences = list(map(legible, matrix.clear))
    if sentences:
        # The figures of the test stand in the notes; the message is what they are about.
        title = re.split(r"[（(]", sentences[0], maxsplit=1)[0].strip()
        title += label("slide.stop", lang) if title != sentences[0] else ""
    else:
        title = label("document.no_difference", lang, attribute=attribute, count=f"{matrix.same:,}")
    features, values = list(matrix.features)[: form.most], list(matrix.bases)
    foot = _foot(
        part,
        label("document.compared_caption", lang, attribute=attribute, kind=label(form.what, lang)),
        matrix.missing_line(part.group).strip(),
        _more(part, len(matrix.features) - len(features)),
    )
    message = Message(title, foot, [*sentences[:_SENTENCES], *_labels(part, form.notes)])
    if form.chart and 2 <= len(values) <= _SERIES and len(values) * len(features) <= _BARS:
        cells = [[matrix.cells.get((feature, value)) for feature in features] for value in values]
        series = [
            (f"{value} (n={matrix.bases[value]:,})", [cell.share if cell else None for cell in row])
            for value, row in zip(values, cells, strict=True)
        ]
        add_chart(deck, message, [matrix.features[feature] for feature in features], series)
        return
    slides = -(-len(values) // form.across)
    across = -(-len(values) // slides)  # as many on each slide
    for start in range(0, len(values), across):
        table = matrix_grid(
            part,
            matrix,
            features,
            values[start : start + across],
            heading=lambda value: (
                f"{shortened(legible(value), _LONGEST_VALUE)}\n{matrix.base_line(value, lang)}"
            ),
            text=lambda cell, mark: f"{percent(cell.share)}{mark}",
        )
        add_table(deck, message, table)


def _add_picture(deck: Deck, part: Part) -> None:
    content = part.section.content
    assert isinstance(content, Picture)
    title = _title(part, part.form.title, attribute=legible(part.section.attribute))
    add_picture(deck, Message(title, _foot(part), [part.section.note, content.alt]), content)


def _add_lines(deck: Deck, part: Part) -> None:
    """Add a chart of what changed most from wave to wave."""
    table = part.tables.table
    waves = list(dict.fromkeys(table["wave"].astype(str)))
    differences = table["difference"].abs().groupby(table["feature"].astype(str), sort=False).max()
    most = differences.fillna(0).sort_values(ascending=False, kind="stable").index[:_SERIES]
    rows = table.to_dict("records")
    names = {str(row["feature"]): legible(feature_name(row)) for row in rows}
    shares = {(str(row["feature"]), str(row["wave"])): float(row["share"]) for row in rows}
    bases = dict(zip(table["wave"].astype(str), table["base"], strict=True))
    title = _title(part, part.form.title, word=names[most[0]])
    message = Message(title, _foot(part, _more(part, len(differences) - len(most))), [part.section.note])
    series = [(names[feature], [shares.get((feature, wave)) for wave in waves]) for feature in most]
    add_chart(deck, message, [f"{wave} (n={int(bases[wave]):,})" for wave in waves], series, lines=True)


def _add_prose(deck: Deck, part: Part) -> None:
    table = Grid(
        headings=[label("column.heading", deck.lang), label("column.notes", deck.lang)],
        rows=[[heading, "\n".join(lines)] for heading, lines in prose(part)],
        widths=(18, 82),
    )
    add_table(deck, Message(part.title, _foot(part)), table)


LAYOUTS: dict[str, Callable[[Deck, Part], None]] = {
    "rows": _add_rows,
    "matrix": _add_matrices,
    "picture": _add_picture,
    "lines": _add_lines,
    "prose": _add_prose,
}
