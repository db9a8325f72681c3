"""What Word and slides lay out alike: the sections of a group by their forms, and tables ready as grids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from textmine.reports.display import cells, rows_of, tables_of
from textmine.reports.forms import Column, Form, View
from textmine.reports.matrix import Matrix, MatrixCell
from textmine.reports.office import Cell, Grid, legible, percent
from textmine.reports.prepared import Rows, Tables
from textmine.reports.report import Group, Section
from textmine.reports.sections import section_title
from textmine.reports.text import cell, width
from textmine.reports.views import view_of
from textmine.texts.labels import label

_RIGHT = ("number", "decimal", "p", "share", "right")
_NARROWEST, _WIDEST = 6, 40  # half-width letters, of a column whose view gives no width


@dataclass(frozen=True)
class Part:
    """A section of a group, with how it is shown."""

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
        """The title that it stands under; "" for a picture that needs none besides its caption."""
        if self.form.title:
            return label(self.form.title, self.lang)
        return "" if self.form.layout == "picture" else section_title(self.section, self.lang)

    @property
    def tables(self) -> Tables:
        """The table of its section, with those that are shown with it."""
        return tables_of(self.view, self.group, self.section)

    @cached_property
    def rows(self) -> Rows:
        """The rows that its form makes of its tables."""
        return rows_of(self.form, [self.tables])


def parts(group: Group, form_of: Callable[[View], Form | None]) -> list[Part]:
    """Return the sections of a group that a kind of document shows, in the order of their forms."""
    names = {section.name for section in group.sections}
    shown = []
    for section in group.sections:
        view = view_of(section)
        form = form_of(view)
        if form is not None and not names & set(form.within):
            shown.append(Part(group, section, view, form))
    return sorted(shown, key=lambda part: part.form.order)


def is_empty(part: Part) -> bool:
    """Return whether a part has nothing to show: no row, or no picture in PNG."""
    content = part.section.content
    return content.empty if isinstance(content, pd.DataFrame) else not content.png


def prose(part: Part) -> list[tuple[str, list[str]]]:
    """Return the headings of a part of prose, each with its lines."""
    table = part.tables.table
    return [
        (legible(heading), [legible(line) for line in str(cell(text)).split("\n") if legible(line)])
        for heading, text in zip(table["heading"], table["text"], strict=True)
    ]


def grid(part: Part, most: int | None = None) -> tuple[Grid, int]:
    """Return the table of a part, and how many of its rows are left out."""
    columns = cells(part.view, part.form, part.rows, part.lang)
    total = len(part.rows.table)
    shown = total if most is None else min(most, total)
    texts = [[_text(value, column.look) for value in column.values[:shown]] for column in columns]
    table = Grid(
        headings=[_heading(column.column, column.heading, part) for column in columns],
        rows=list(map(list, zip(*texts, strict=True))),
        widths=[
            column.column.width or _width(column.heading, values)
            for column, values in zip(columns, texts, strict=True)
        ],
        right=[place for place, column in enumerate(columns) if column.look in _RIGHT],
    )
    return table, total - shown + part.rows.left


def _heading(column: Column, heading: str, part: Part) -> str:
    return label(column.heading, part.lang, unit=part.group.unit) if column.heading else legible(heading)


def _text(value: Any, look: str) -> Cell:
    """Return the value of a cell as text: a number in the way of its column."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, int | float):
        return legible(value)
    if look == "share":
        return percent(value)
    if look == "p" and value < 0.001:
        return "<0.001"
    return f"{value:.3f}" if look in ("p", "decimal") else f"{value:,}"


def _width(heading: str, values: list[Cell]) -> int:
    """Return the width of a column whose view gives none: as its values need."""
    longest = max((width(value) for value in values if isinstance(value, str)), default=0)
    return min(_WIDEST, max(_NARROWEST, width(heading), longest))


def matrix_grid(
    part: Part,
    matrix: Matrix,
    features: Sequence[str],
    values: Sequence[str],
    heading: Callable[[str], str],
    text: Callable[[MatrixCell, str], str],
) -> Grid:
    """Return some features and values of a cross table, whose marked cells stand out.

    ``heading`` is made of a value, ``text`` of a cell and its mark ("＋＋").
    """
    feature_column, value_column = part.form.columns
    few = (part.form.across + 1) // 2  # fewer values get no more room than so many
    rows, bold = [], set()
    for line, feature in enumerate(features):
        row = [legible(matrix.features[feature])]
        for place, value in enumerate(values, start=1):
            cell = matrix.cells.get((feature, value))
            mark = cell.mark.replace("+", "＋").replace("-", "－") if cell else ""
            row.append(text(cell, mark) if cell else "")
            if mark:
                bold.add((line, place))
        rows.append(row)
    return Grid(
        headings=[label(feature_column.heading, part.lang), *map(heading, values)],
        rows=rows,
        widths=[feature_column.width, *([value_column.width / max(len(values), few)] * len(values))],
        right=range(1, len(values) + 1),
        bold=bold,
    )
