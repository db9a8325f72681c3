"""What Word and slides lay out alike: the sections of a group by their forms, and tables ready as grids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from textmine.reports.display import cells, rows_of, tables_of
from textmine.reports.forms import Column, Form, View
from textmine.reports.office import Cell, Grid, legible, percent
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
    def table(self) -> pd.DataFrame:
        """The table of its section."""
        assert isinstance(self.section.content, pd.DataFrame)
        return self.section.content


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
    """Return whether there is nothing to show of a part: no row, or no picture in PNG."""
    content = part.section.content
    return content.empty if isinstance(content, pd.DataFrame) else not content.png


def prose(part: Part) -> list[tuple[str, list[str]]]:
    """Return the headings of a part of prose, each with its lines."""
    table = part.table
    return [
        (legible(heading), [legible(line) for line in str(cell(text)).split("\n") if legible(line)])
        for heading, text in zip(table["heading"], table["text"], strict=True)
    ]


def grid(part: Part, most: int | None = None) -> tuple[Grid, int]:
    """Return the table of a part, and how many of its rows are left out."""
    rows = rows_of(part.form, [tables_of(part.view, part.group, part.section)])
    columns = cells(part.view, part.form, rows, part.lang)
    shown = rows.table.shape[0] if most is None else min(most, rows.table.shape[0])
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
    return table, rows.table.shape[0] - shown + rows.left


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
