"""Lays the columns of a table out by its view: headings, looks and values, for any kind of document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from textmine.reports.forms import Column, Form, Look, View
from textmine.reports.prepared import Rows, Tables
from textmine.reports.report import Group, Section
from textmine.reports.sections import once
from textmine.reports.text import cell
from textmine.reports.views import VIEWS, column_of, heading_of
from textmine.texts.labels import name


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


def tables_of(view: View, group: Group, section: Section) -> Tables:
    """Return the table of a section with those that its view names to be shown with it."""
    assert isinstance(section.content, pd.DataFrame)
    return Tables(section.name, group, section.content, _beside(view, group))


def lines_of(view: View, group: Group, section: Section) -> list[str]:
    """Return the lines that its view makes to stand with a section."""
    return view.lines(Tables(section.name, group, pd.DataFrame(), _beside(view, group))) if view.lines else []


def _beside(view: View, group: Group) -> tuple[pd.DataFrame, ...]:
    return tuple(
        once(group.report, other) if VIEWS[other].survey else group.table(other) for other in view.beside
    )


def rows_of(form: Form, tables: Sequence[Tables]) -> Rows:
    """Return the rows that a form shows; of several items only a form that makes them one table."""
    if form.rows:
        return form.rows(tables)
    table = tables[0].table
    return Rows(table if form.most is None else table.head(form.most))


def cells(view: View, form: Form, rows: Rows, lang: str) -> list[Cells]:
    """Return the columns of the rows as the form shows them: those that it names, or all."""
    table = rows.table
    keys = list(map(str, table.columns))
    ours = keys[: len(keys) - rows.attributes]
    places = [(ours.index(column.key), column) for column in form.columns if column.key in ours]
    if not form.columns:
        places = [(place, column_of(view, key)) for place, key in enumerate(ours)]
    shown = []
    for place, column in places:
        values = [
            value if isinstance(value, tuple) else cell(value) for value in table.iloc[:, place].tolist()
        ]
        look = column.look if form.columns and column.look else _look(column, values)
        if column.labels:
            values = [name(str(value), lang, group=column.labels) for value in values]
        shown.append(Cells(column, heading_of(view, column, lang), look, values))
    for place in range(len(ours), len(keys)):
        texts = [str(cell(value)) for value in table.iloc[:, place].tolist()]
        look = "wrap" if form.tall else "text"
        shown.append(Cells(Column(keys[place]), keys[place], look, texts, survey=True))
    return shown


def _look(column: Column, values: list[Any]) -> Look:
    """Return how the cells of a column look whose view leaves it to its values."""
    numbers = [value for value in values if isinstance(value, int | float)]
    if column.labels or len(numbers) < sum(value != "" for value in values) or (values and not numbers):
        return column.look if column.look == "fill" else "wrap"
    if column.look:
        return column.look
    return "decimal" if any(isinstance(value, float) and value % 1 for value in numbers) else "number"
