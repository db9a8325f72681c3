"""Lays the columns of a table out by its view: headings, looks and values, for any kind of document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from textmine.inputs.attributes import attribute_of
from textmine.reports.forms import Column, Form, Look, View
from textmine.reports.prepared import Rows, Tables, with_names
from textmine.reports.report import Group, Section
from textmine.reports.sections import once, section_title
from textmine.reports.text import cell, texts
from textmine.reports.views import VIEWS, column_of, heading_of, view_of
from textmine.texts.labels import label, name

_UNTITLED = ("picture", "sentences")


@dataclass(frozen=True)
class Cells:
    """A column ready to be shown.

    Attributes:
        column: what its view says of it.
        heading: its heading.
        look: how its cells look: never "".
        values: a text or a number for each row (in Word and on slides also a tuple of ``Line``).
        survey: whether it is an attribute of the survey that stands beside columns of ours.
    """

    column: Column
    heading: str
    look: Look
    values: list[Any]
    survey: bool = False


@dataclass(frozen=True)
class Part:
    """A section of a group, with how a kind of document shows it."""

    group: Group
    section: Section
    view: View
    form: Form

    @property
    def lang(self) -> str:
        """The language of headings and notes."""
        return self.group.lang

    @property
    def title(self) -> str:
        """The title that it stands under; "" for a picture, which has a caption, and for sentences."""
        if self.form.title:
            return label(self.form.title, self.lang)
        return "" if self.form.layout in _UNTITLED else section_title(self.section, self.lang)

    @property
    def tables(self) -> Tables:
        """The table of its section, with those that are shown with it."""
        group, table = self.group, self.section.content
        if not isinstance(table, pd.DataFrame):
            table = pd.DataFrame()
        beside = [
            once(group.report, other) if VIEWS[other].survey else group.table(other)
            for other in self.view.beside
        ]
        apart = bool(beside) and "negated" in beside[0]
        if self.view.tells != "words":
            table = with_names(table, self.lang)
        elif apart:  # a place says whether the word is negated there, which is not always part of its name
            table = with_names(table, self.lang).assign(negated=table["negated"])
        beside = [other if "start" in other else with_names(other, self.lang) for other in beside]
        return Tables(self.section.name, group, table, tuple(beside))

    @cached_property
    def rows(self) -> Rows:
        """The rows that its form shows."""
        return rows_of(self.form, [self.tables])

    @property
    def lines(self) -> list[str]:
        """The lines that its view makes to stand with it."""
        return self.view.lines(self.tables) if self.view.lines else []


def parts(
    group: Group,
    form_of: Callable[[View], Form | None],
    asked: Callable[[View], Form | None] = lambda view: None,
) -> list[Part]:
    """Return the sections of a group that a kind of document shows, in the order of their forms.

    ``asked`` gives the form of one that somebody asked for, where that kind of document has none.
    """
    shown, is_short = [], group.report.form == "short"
    for section in group.sections:
        view = view_of(section)
        form = form_of(view)
        if section.asked and form is None:
            form = asked(view)
        if (
            form is not None
            and not (is_short and form.full and not section.asked)
            and not any(len(group.table(other)) for other in form.within)
        ):
            shown.append(Part(group, section, view, form))
    return sorted(shown, key=lambda part: part.form.order)


def where_whole(group: Group, section_name: str) -> str:
    """Return where a table stands whole: on its sheet, or on the page where this report has no such sheet."""
    sheet = VIEWS[section_name].excel if section_name in VIEWS else None
    has_sheet = sheet is not None and not (group.report.form == "short" and sheet.full)
    title = name(section_name, group.lang, group="section")
    return label("document.where" if has_sheet else "document.where_page", group.lang, sheet=title)


def rows_of(form: Form, tables: Sequence[Tables]) -> Rows:
    """Return the rows that a form shows of a table, or of those of all items where it shows them together."""
    if form.rows:
        return form.rows(*tables)
    table = tables[0].table
    if form.most is None:
        return Rows(table)
    return Rows(table.head(form.most), left=max(0, len(table) - form.most))


def cells(part: Part, rows: Rows) -> list[Cells]:
    """Return the columns of its rows as the form of a part shows them: those that it names, or all."""
    view, form, lang, table = part.view, part.form, part.lang, rows.table
    keys = list(map(str, table.columns))
    ours = keys[: len(keys) - rows.attributes]
    places = [(ours.index(column.key), column) for column in form.columns if column.key in ours]
    if not form.columns:
        places = [(place, column_of(view, key)) for place, key in enumerate(ours) if key not in view.without]
    shown = []
    for place, column in places[: form.widest]:
        values = [
            value if isinstance(value, tuple) else cell(value) for value in table.iloc[:, place].tolist()
        ]
        look = column.look if form.columns and column.look else _look(column, values)
        if column.labels == "column":  # what a column is called where it is a column
            values = [heading_of(view, Column(str(value)), part.group) for value in values]
        elif column.labels:
            values = [name(str(value), lang, group=column.labels) for value in values]
        shown.append(Cells(column, heading_of(view, column, part.group), look, values))
    for place in range(len(ours), len(keys)):
        look = "wrap" if form.tall else "text"
        own = texts(table.iloc[:, place].tolist())
        shown.append(Cells(Column(keys[place]), attribute_of(keys[place]), look, own, survey=True))
    return shown


def _look(column: Column, values: list[Any]) -> Look:
    """Return how the cells of a column look whose view leaves it to its values."""
    numbers = [value for value in values if isinstance(value, int | float)]
    if column.labels or len(numbers) < sum(value != "" for value in values) or (values and not numbers):
        return column.look if column.look == "fill" else "wrap"
    if column.look:
        return column.look
    return "decimal" if any(isinstance(value, float) and value % 1 for value in numbers) else "number"
