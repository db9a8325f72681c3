"""A report as slides: one message each, as a chart or table that can be edited, or as a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from pptx.util import Emu, Inches, Pt

from textmine.reports.display import Part, parts
from textmine.reports.documentrows import code_name
from textmine.reports.forms import Chart, Form, View
from textmine.reports.layouts import grid, group_share, is_empty, matrix_grid, prose
from textmine.reports.matrix import Matrix, feature_name, matrices
from textmine.reports.office import Grid, counted, legible, people, percent, saved, source_line
from textmine.reports.pictures import Picture
from textmine.reports.prepared import sentence
from textmine.reports.report import Group, Report
from textmine.reports.sections import groups, note_of, section_title, survey
from textmine.reports.slides import (
    BODY,
    Deck,
    Message,
    add_box,
    add_chart,
    add_list,
    add_picture,
    add_slide,
    add_table,
    change_files,
    open_deck,
)
from textmine.reports.text import shortened, width
from textmine.reports.views import OF_QUESTION
from textmine.texts.labels import label

_SLIDES = 12  # of a short report
_QUESTIONS = 14  # on the cover
_ROWS = 100  # of a table whose view does not say how many
_SERIES = 6  # values or words that bars or lines can tell apart
_BARS = 32  # of a comparison; more of them are a table
_SENTENCES = 6  # of a comparison, in the speaker's notes
_LONGEST_VALUE = 24  # half-width characters in the heading of a column


def powerpoint(report: Report, *, template: str | Path | None = None) -> bytes:
    """Return the report as the bytes of a .pptx file, the same for the same report every time.

    A slide holds one message, which is its title, or what a question was answered with. After a cover there
    are, for each question, its charts, tables and pictures in the order and form that ``views`` gives them
    for slides, and at the end what is about the whole survey (the method). Base, source and note stand
    below, and in the speaker's notes.
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
    left: list[Group] = []
    if report.form == "short":
        of_questions, left = _first_of_each(of_questions, _SLIDES - 1 - len(first))
    _add_cover(deck, report)
    for part in (*first, *of_questions):
        if not is_empty(part):
            LAYOUTS[part.form.layout](deck, part)
    _add_others(deck, report, left)
    for part in of_survey:
        if part not in first and not is_empty(part):
            LAYOUTS[part.form.layout](deck, part)
    return saved(deck.presentation, report, change_files(bundled=template is None))


def _asked(view: View) -> Form | None:
    """Return the form of what somebody asked for; the foot of a slide says how many rows are left out."""
    return view.asked and replace(view.asked, more="")


def _first_of_each(of_questions: Sequence[Part], room: int) -> tuple[list[Part], list[Group]]:
    """Return the parts of the questions that there is room for, and the questions that have none of them.

    Each question has its first part before one has a second. Where even that is too much, one slide tells of
    those with the fewest answers. What somebody asked for by name always stays.
    """
    shown = [part for part in of_questions if not is_empty(part)]
    turns: dict[str, list[Part]] = {}
    for part in shown:
        if not part.section.asked:
            turns.setdefault(part.group.number, []).append(part)
    by_size = sorted(turns.values(), key=lambda own: -(own[0].group.base or 0))
    most = room if len(by_size) <= room else room - 1
    turn = [part for own in zip_longest(*by_size) for part in own if part is not None]
    chosen = set(map(id, turn[:most]))
    left = [own[0].group for own in turns.values() if not any(id(part) in chosen for part in own)]
    return [part for part in shown if part.section.asked or id(part) in chosen], left


def _add_others(deck: Deck, report: Report, others: Sequence[Group]) -> None:
    """Add the first finding of each question that has no slide of its own."""
    tables = [(group, group.table(OF_QUESTION)) for group in others]
    lines = [
        legible(sentence(table.to_dict("records")[0], deck.lang)) if len(table) else group.numbered
        for group, table in tables
    ]
    if lines:
        add_list(deck, Message(label("slide.others", deck.lang), source_line(report)), lines)


def _add_cover(deck: Deck, report: Report) -> None:
    """Add the title and the questions."""
    slide = add_slide(deck, Message(legible(report.title), source_line(report)))
    asked = [group for group in groups(report) if group.base is not None and not group.item]
    title, top = slide.shapes.title or slide.shapes[0], int(deck.height * (0.16 if len(asked) > 6 else 0.3))
    title.top, title.height = Emu(top), Inches(1.4)
    title.text_frame.paragraphs[0].runs[0].font.size = _size_of(report.title, deck.width)
    lines = [
        label("slide.question", deck.lang, question=group.numbered, base=people(group, group.base))
        for group in asked[:_QUESTIONS]
    ]
    if more := len(asked) - len(lines):
        lines.append(label("slide.more_questions", deck.lang, count=more))
    add_box(deck, slide, Emu(top) + Inches(1.5), Inches(2), lines, BODY)


def _size_of(title: str, wide: int) -> Pt:
    """Return the size of the cover's title: so that it stands on a line, or on two where it is long."""
    fitting = Emu(int(wide / max(1, width(legible(title))) * 2 * 0.97)).pt
    return Pt(int(min(36, fitting)) if fitting >= 24 else 28)


# ---- what stands around a chart, table or picture


def _message(
    part: Part, foot: str, notes: Sequence[str] = (), *, key: str | None = None, **values: str
) -> Message:
    """Return what stands around a part: what it says (the label ``key`` filled in) of which question.

    A label that names nothing found (よく使われた語) stands above the question, not below it.
    """
    group = part.group
    about = legible(group.item or (group.title if group.question else ""))
    what = label(key, part.lang, **values) if key else section_title(part.section, part.lang)
    if not about:
        return Message(part.title, foot, notes)
    if key and values and what != label(key, part.lang, **dict.fromkeys(values, "")):
        return Message(what, foot, notes, about)
    asked = legible(group.report.title_of(group.rating)) if group.rating else ""
    return Message(about, foot, notes, "　".join(filter(None, [asked, what])))


def _foot(part: Part, *between: str) -> str:
    group = part.group
    base = label("slide.base", part.lang, base=people(group, group.base)) if group.base is not None else ""
    lines = [base, *between, source_line(group.report)]
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
    foot = _foot(part, _more(part, left))
    if part.form.chart is not None and _add_bars(deck, part, part.form.chart, notes):
        notes, foot = [], _foot(part)
    if table.rows and not (part.form.chart and part.group.report.form == "short"):
        add_table(deck, _message(part, foot, notes, key=part.form.title), table)


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
    message = _message(
        part,
        foot,
        notes,
        key=chart.title,
        code=legible(longest[chart.names]),
        respondents=people(part.group, longest["respondents"]),
        share=percent(longest[chart.values]),
    )
    add_chart(deck, message, names, [(label("column.share", deck.lang), shares)])
    return True


def _add_matrices(deck: Deck, part: Part) -> None:
    for matrix in matrices(part.tables):
        _add_matrix(deck, part, matrix)


def _add_matrix(deck: Deck, part: Part, matrix: Matrix) -> None:
    """Add a cross table of one attribute: as bars if its form wants them and they are few, or as a table."""
    lang, form = deck.lang, part.form
    attribute = legible(matrix.title) or label("compare.other_question", lang)
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
    about = legible(part.group.item or part.group.title)
    message = Message(title, foot, [*sentences[:_SENTENCES], *_labels(part, form.notes)], about)
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
    attribute = legible(part.group.report.title_of(part.section.attribute))
    notes = [part.section.note, content.alt]
    add_picture(deck, _message(part, _foot(part), notes, key=part.form.title, attribute=attribute), content)


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
    foot = _foot(part, _more(part, len(differences) - len(most)))
    message = _message(part, foot, [part.section.note], key=part.form.title, word=names[most[0]])
    series = [(names[feature], [shares.get((feature, wave)) for wave in waves]) for feature in most]
    add_chart(deck, message, [f"{wave} (n={int(bases[wave]):,})" for wave in waves], series, lines=True)


def _add_prose(deck: Deck, part: Part) -> None:
    table = Grid(
        headings=[label("column.heading", deck.lang), label("column.notes", deck.lang)],
        rows=[[heading, "\n".join(lines)] for heading, lines in prose(part)],
        widths=(18, 82),
    )
    add_table(deck, Message(part.title, _foot(part)), table)


def _add_sentences(deck: Deck, part: Part) -> None:
    lines = [legible(sentence(row, deck.lang)) for row in part.tables.table.to_dict("records")]
    add_list(deck, Message(part.title, _foot(part)), lines)


def _add_differences(deck: Deck, part: Part) -> None:
    """Add the differences between groups that are told, a sentence each; the clearest is the message."""
    lang, report = deck.lang, part.group.report
    rows = part.tables.table.head(part.form.most or _ROWS).to_dict("records")
    lines = []
    for row in rows:
        groups = [
            label(f"slide.{which}", lang, group=group_share(row, which, lang))
            for which in ("more", "fewer")
            if row[which]
        ]
        about = {"word": code_name(row["feature"]), "attribute": legible(report.title_of(row["attribute"]))}
        told = label("note.separator", lang).join(groups)
        lines.append(label("slide.difference", lang, share=percent(row["share"]), groups=told, **about))
    first = {"word": code_name(rows[0]["feature"])}
    first["attribute"] = legible(report.title_of(rows[0]["attribute"]))
    add_list(deck, _message(part, _foot(part), key=part.form.title, **first), lines)


LAYOUTS: dict[str, Callable[[Deck, Part], None]] = {
    "rows": _add_rows,
    "matrix": _add_matrices,
    "picture": _add_picture,
    "lines": _add_lines,
    "prose": _add_prose,
    "sentences": _add_sentences,
    "differences": _add_differences,
}
