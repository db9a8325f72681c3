"""Rows of a figure: each a name with something beside it, in a figure as high as they need."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.frame import HIGHEST, frame
from textmine.figures.letters import Box, Pen, page, write
from textmine.figures.lines import two_lines
from textmine.figures.look import Look

LINE = 1.3  # height of a line, in letters
TALLER = 1.9  # rows of a slide may be this much higher than they need to be


@dataclass(frozen=True)
class Heading:
    """The name of a row: on one line or two, and what identifies it in an SVG."""

    name: str
    lines: tuple[str, ...]
    pen: Pen

    def write(self, figure: Figure, right: float, middle: float) -> None:
        """Write it so that it ends at ``right``, its middle at ``middle``."""
        step = self.pen.size * LINE
        first = middle - (len(self.lines) - 1) / 2 * step
        for number, line in enumerate(self.lines):
            name = f"label:{self.name}" + (f":{number + 1}" if number else "")
            write(figure, line, self.pen, at=(right, first + number * step), align=1.0, name=name)


def headings(names: Sequence[str], pens: Sequence[Pen], most: float) -> tuple[list[Heading], float]:
    """Return the names of rows on one line or two, no wider than so, and the room that the widest needs."""
    rows = [Heading(name, two_lines(name, pen, most), pen) for name, pen in zip(names, pens, strict=True)]
    return rows, max(row.pen.width(line) for row in rows for line in row.lines)


@dataclass(frozen=True)
class Rows:
    """What a figure of rows has to know before it is as high as they need.

    Attributes:
        count: how many rows there are to draw.
        height: of so many rows and all that goes with them, in an area of that width, in points.
        guide: above the rows.
        foot: below so many rows.
    """

    count: int
    height: Callable[[int, float], float]
    guide: str
    foot: Callable[[int], str]


def fitted(rows: Rows, look: Look) -> tuple[Figure, Box, int]:
    """Return a figure as high as its rows need, the area for them, and how many of them it holds.

    Raises:
        FigureError: there is no room for one row.
    """
    count, highest = rows.count, HIGHEST[look.size]
    while True:
        figure, area = frame(look, guide=rows.guide, foot=rows.foot(count), height=highest)
        needed = rows.height(count, area.width)
        if needed <= area.height:
            break
        if count == 1:
            raise FigureError("there is no room for a row in a figure of the size {size!r}", size=look.size)
        count = max(1, min(count - 1, math.ceil(count * area.height / needed)))
    if not look.is_slide:
        around = page(figure)[1] - area.height
        height = max(around + needed + 1.0, around / 0.75) / 72 * 25.4
        figure, area = frame(look, guide=rows.guide, foot=rows.foot(count), height=height)
    return figure, area, count


def stretch(needed: float, room: float, look: Look) -> float:
    """Return how much higher than needed the rows are drawn: a slide is filled."""
    return min(max(room / max(needed, 1e-9), 1.0), TALLER) if look.is_slide else 1.0
