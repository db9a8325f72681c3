"""Rows of a figure: each a name with something beside it, in a figure as high as they need."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.frame import HIGHEST, Frame, frame
from textmine.figures.letters import Box, Pen, page, write
from textmine.figures.lines import two_lines
from textmine.figures.look import Look

LINE = 1.3  # height of a line, in letters
BESIDE = 0.7  # space between names and what is beside them, in letters
TALLER = 1.9  # rows of a slide may be this much higher than they need to be


class Heading(NamedTuple):
    """The name of a row on one line or two."""

    number: int  # of the row
    name: str  # identifies it in an SVG
    lines: tuple[str, ...]
    pen: Pen

    def write(self, figure: Figure, band: Box) -> None:
        """Write the name before the band of its row."""
        step = self.pen.size * LINE
        right, first = band.left - BESIDE * self.pen.size, band.middle[1] - (len(self.lines) - 1) / 2 * step
        for number, line in enumerate(self.lines):
            name = f"label:{self.name}" + (f":{number + 1}" if number else "")
            write(figure, line, self.pen, at=(right, first + number * step), align=1.0, name=name)


@dataclass(frozen=True)
class Rows:
    """Rows from the top down, with all that has to be known to make a figure as high as they need.

    Attributes:
        names: of the rows.
        pens: what each name is written with.
        ranked: numbers of the rows that may be left out; the last are left out first.
        widest: part of the width that names take at most.
        height: of a row in points.
        above: height in points of what is above so many rows in an area of that width.
        below: height of what is below them.
        guide, foot: the texts of the figure; the foot is that below so many rows.
    """

    names: Sequence[str]
    pens: Sequence[Pen]
    ranked: Sequence[int]
    widest: float
    height: Callable[[Heading], float]
    above: Callable[[int, float], float]
    below: float
    guide: str
    foot: Callable[[int], str]

    def headings(self, count: int, width: float) -> tuple[list[Heading], float]:
        """Return the names of so many rows, and the width of the widest."""
        left_out = set(self.ranked[count:])
        headings = [
            Heading(number, name, two_lines(name, pen, width * self.widest), pen)
            for number, (name, pen) in enumerate(zip(self.names, self.pens, strict=True))
            if number not in left_out
        ]
        return headings, max(heading.pen.width(line) for heading in headings for line in heading.lines)

    def needed(self, count: int, width: float) -> float:
        """Return the height that so many rows need."""
        rows = sum(map(self.height, self.headings(count, width)[0]))
        return self.above(count, width) + rows + self.below


class Placed(NamedTuple):
    """A figure whose rows have their places."""

    figure: Figure
    area: Box  # of the rows and what is above and below them
    drawn: int  # how many of the rows
    bands: list[tuple[Heading, Box]]  # the part of each row beside its name
    taller: float  # how much higher than needed the rows are: a slide is filled

    @property
    def plane(self) -> Box:
        """The part of all the rows beside their names."""
        return self.bands[0][1]._replace(bottom=self.bands[-1][1].bottom)


def place(rows: Rows, most: int, look: Look) -> Placed:
    """Return a figure as high as its rows need, ``most`` at most, and where they are.

    Raises:
        FigureError: there is no room for one row.
    """
    (figure, area), count = _fitted(rows, max(min(most, len(rows.ranked)), 1), look)
    headings, widest = rows.headings(count, area.width)
    above = rows.above(count, area.width)
    free, needed = area.height - above - rows.below, sum(map(rows.height, headings))
    taller = min(max(free / max(needed, 1e-9), 1.0), TALLER) if look.is_slide else 1.0
    bands = []
    left, y = area.left + widest + BESIDE * look.letter, area.top + above
    for heading in headings:
        bands.append((heading, Box(left, y, area.right, y + rows.height(heading) * taller)))
        y = bands[-1][1].bottom
    return Placed(figure, area, count, bands, taller)


def _fitted(rows: Rows, count: int, look: Look) -> tuple[Frame, int]:
    while True:
        made = frame(look, guide=rows.guide, foot=rows.foot(count), height=HIGHEST[look.size])
        needed = rows.needed(count, made.area.width)
        if needed <= made.area.height:
            break
        if count == 1:
            raise FigureError("there is no room for a row in a figure of the size {size!r}", size=look.size)
        count = max(1, min(count - 1, math.ceil(count * made.area.height / needed)))
    if not look.is_slide:
        around = page(made.figure)[1] - made.area.height
        height = max(around + needed + 1.0, around / 0.75) / 72 * 25.4
        made = frame(look, guide=rows.guide, foot=rows.foot(count), height=height)
    return made, count
