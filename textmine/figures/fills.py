"""Filled boxes that are told apart in black and white too, and the legend that says what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path as Curve

from textmine.figures.letters import Box, Pen, Point, draw, fill, tint, write
from textmine.figures.lines import in_rows, truncated
from textmine.figures.style import CATEGORIES, EMPHASIS, INK


class Fill(NamedTuple):
    """How a box is filled: known by its lightness and its lines in black and white, by its hue in colour."""

    colour: str
    lines: str  # "", "rising", "falling", "dots"
    ink: str  # of lines and border
    print: str  # of a number on it


FILLS = (
    Fill(EMPHASIS, "", EMPHASIS, "white"),
    Fill(tint(CATEGORIES[1], 0.22), "rising", CATEGORIES[1], INK),
    Fill(tint(CATEGORIES[2], 0.7), "", CATEGORIES[2], INK),
    Fill("#FFFFFF", "", "#000000", INK),
    Fill(tint(CATEGORIES[4], 0.3), "falling", "#8A4A70", INK),
    Fill(tint(CATEGORIES[0], 0.15), "dots", CATEGORIES[0], INK),
)

Legend = Sequence[tuple[str, Fill]]


def fill_box(figure: Figure, box: Box, look: Fill, letter: float, name: str | None = None) -> None:
    """Fill a box and draw its lines: own ones, for those of matplotlib differ from format to format."""
    fill(figure, box, look.colour, edge=look.ink, width=letter * 0.06, name=name)
    lines = _hatching(box, look.lines, letter)
    if not lines:
        return
    dots = look.lines == "dots"
    draw(
        figure,
        Curve(np.array([end for line in lines for end in line]), [Curve.MOVETO, Curve.LINETO] * len(lines)),
        facecolor="none",
        edgecolor=look.ink,
        linewidth=letter * (0.16 if dots else 0.09),
        capstyle="round" if dots else "butt",
        zorder=2.2,
    )


def _hatching(box: Box, kind: str, letter: float) -> list[tuple[Point, Point]]:
    """Return the lines of a filled box: diagonals, or dots (lines of no length)."""
    apart, wide, high = letter * 0.5, box.width, box.height
    lines: list[tuple[Point, Point]] = []
    if kind in ("rising", "falling"):
        for number in range(int((wide + high) / apart) + 1):
            start = number * apart
            from_x, to_x = max(0.0, start - high), min(wide, start)
            if to_x - from_x < 1e-6:
                continue
            down = [start - from_x, start - to_x]  # from the top, of a falling one from the bottom
            ys = [box.top + each if kind == "rising" else box.bottom - each for each in down]
            lines.append(((box.left + from_x, ys[0]), (box.left + to_x, ys[1])))
    elif kind == "dots":
        rows = max(1, round(high / apart))
        for row in range(rows):
            y = box.top + high * (row + 0.5) / rows
            for column in range(int((wide - apart * 0.6) / apart) + 1):
                x = box.left + apart * (0.35 + column + 0.5 * (row % 2))
                if x < box.right - apart * 0.2:
                    lines.append(((x, y), (x + 1e-3, y)))
    return lines


def legend_height(legend: Legend, width: float, pen: Pen) -> float:
    """Return the height of a legend in rows no wider than so, with the space below it; 0 without entries."""
    return _rows(legend, width, pen)[1]


def draw_legend(figure: Figure, legend: Legend, area: Box, pen: Pen) -> None:
    """Draw a legend from the upper left corner of the area."""
    for text, look, left, top in _rows(legend, area.width, pen)[0]:
        x, y = area.left + left, area.top + top + 0.6 * pen.size
        box = Box(x, y - 0.42 * pen.size, x + 1.7 * pen.size, y + 0.42 * pen.size)
        fill_box(figure, box, look, pen.size)
        write(figure, text, pen, at=(x + 2.2 * pen.size, y), align=0.0, name=f"legend:{text}")


def _rows(legend: Legend, width: float, pen: Pen) -> tuple[list[tuple[str, Fill, float, float]], float]:
    """Return text, fill, left and top of each entry, and the height of all."""
    if not legend:
        return [], 0.0
    size = pen.size
    texts = [truncated(text, pen, width - 2.5 * size) for text, _ in legend]
    places = in_rows([pen.width(text) + 2.2 * size for text in texts], width, 1.2 * size)
    entries = [
        (text, look, left, row * 1.45 * size)
        for text, (_, look), (row, left) in zip(texts, legend, places, strict=True)
    ]
    return entries, (places[-1][0] + 1) * 1.45 * size + 0.6 * size
