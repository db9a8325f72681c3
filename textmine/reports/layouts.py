"""What Word and slides lay out alike: the sections of a group by their forms, and tables ready as grids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from textmine.reports.display import Part, cells
from textmine.reports.forms import NUMBERS
from textmine.reports.matrix import Matrix, MatrixCell
from textmine.reports.office import Cell, Grid, legible, percent
from textmine.reports.text import cell, width
from textmine.texts.labels import label

_NARROWEST, _WIDEST = 6, 40  # half-width letters, of a column whose view gives no width


def is_empty(part: Part) -> bool:
    """Return whether a part has nothing to show: no row, or no picture in PNG."""
    content = part.section.content
    return content.empty if isinstance(content, pd.DataFrame) else not content.png


def prose(part: Part) -> list[tuple[str, list[str]]]:
    """Return the headings of a part of prose, each with its lines."""
    table = part.rows.table
    return [
        (legible(heading), [legible(line) for line in str(cell(text)).split("\n") if legible(line)])
        for heading, text in zip(table["heading"], table["text"], strict=True)
    ]


def grid(part: Part, most: int | None = None) -> tuple[Grid, int]:
    """Return the table of a part, and how many of its rows are left out."""
    columns = cells(part, part.rows)
    total = len(part.rows.table)
    shown = total if most is None else min(most, total)
    texts = [[value_text(value, column.look) for value in column.values[:shown]] for column in columns]
    table = Grid(
        headings=[legible(column.heading) for column in columns],
        rows=list(map(list, zip(*texts, strict=True))),
        widths=[
            column.column.width or _width(column.heading, values)
            for column, values in zip(columns, texts, strict=True)
        ],
        right=[place for place, column in enumerate(columns) if column.look in NUMBERS],
    )
    return table, total - shown + part.rows.left


def value_text(value: Any, look: str) -> Cell:
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


def group_share(one: Mapping[Any, Any], which: str, lang: str) -> str:
    """Return the group in which a feature is ``which`` ("more", "fewer"), with its share; "–" of none."""
    if not one[which]:
        return "–"
    counts = f"{one[f'{which}_respondents']:,}/{one[f'{which}_base']:,}"
    shown = {"value": legible(one[which]), "share": percent(one[f"{which}_share"]), "counts": counts}
    return label("document.group_share", lang, **shown)


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
