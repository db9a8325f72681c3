"""A heat map of a crosstab: which words or codes stand out in which group."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Unpack

import pandas as pd
from matplotlib.figure import Figure

from textmine.figures.fonts import check_glyphs
from textmine.figures.frame import HIGHEST, frame, in_parts, joined, keep_places, left_note
from textmine.figures.letters import Box, Pen, Point, fill, tint, write
from textmine.figures.lines import truncated, two_lines
from textmine.figures.look import Look, LookOptions
from textmine.figures.names import cells_of, check_columns, name_columns
from textmine.figures.rows import BESIDE, LINE, Rows, place
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT, GREY, INK
from textmine.texts.labels import label
from textmine.texts.naming import attribute_name
from textmine.texts.numbers import percent

COLUMNS = ("attribute", "value", "feature", "respondents", "share", "residual", "mark", "small", "base")
SIGNS = {"": "", "+": " ▲", "++": " ▲▲", "-": " ▽", "--": " ▽▽"}  # of a mark of the crosstab
DIGITS = "0123456789%▲▽ n=(),."
WIDEST = 0.34  # part of the width that names of rows take at most
STRONGEST = 5.0  # residual from which on the colour is full
DEEPEST = 0.85  # of a colour
DARK = 0.6  # of a colour, from which on letters on it are white
CELL = 1.9  # height of a cell, in letters
BROADEST = 12.0  # width of a cell, in letters, at most
UPRIGHT = 9.0  # length of a heading that runs upwards, in letters, at most
KEY = (-4.0, -2.0, 0.0, 2.0, 4.0)  # residuals of the colour key
KEY_HEIGHT = 2.6  # in letters
EMPTY = "#F2F2F2"


class Cell(NamedTuple):
    """What is in a cell."""

    share: float
    residual: float
    mark: str
    small: bool


class _Columns(NamedTuple):
    """The columns of an area: their values, the width of each, and the headings above them."""

    values: list[str]
    width: float
    lines: list[tuple[str, ...]]
    upright: bool
    height: float  # of the headings, with the respondents of each value

    @property
    def truncated(self) -> list[str]:
        """The values whose heading is not written in full."""
        pairs = zip(self.values, self.lines, strict=True)
        return [value for value, lines in pairs if lines[-1].endswith("…")]


@dataclass(frozen=True)
class Cells:
    """How the cells of a crosstab are drawn.

    Attributes:
        guide: the text above them.
        height: of a cell at least, in points.
        narrowest: width of a column at least, in points.
        key: height of what is below the cells, in points.
        draw: draws a cell, of a name, in its box.
        draw_key: draws what is below the cells of that width, in an area, from a corner.
    """

    guide: str
    height: float
    narrowest: float
    key: float
    draw: Callable[[Figure, str, Cell, Box], None]
    draw_key: Callable[[Figure, Box, Point, float], None]


@dataclass(frozen=True)
class _Grid:
    """The cells of a heat map, before it is known how many have room."""

    bases: Mapping[str, int]  # of each value, as in the table
    small: Sequence[str]  # values of few respondents
    numbers: Pen
    narrowest: float
    look: Look

    def columns(self, room: float) -> _Columns:
        """Return the columns that have room; values of fewest respondents are left out."""
        look = self.look
        most = max(1, int(room / self.narrowest))
        largest = set(sorted(self.bases, key=lambda value: -self.bases[value])[:most])
        values = [value for value in self.bases if value in largest]
        wide = min(room / len(values), BROADEST * look.letter)
        pen = look.pen_for(values, look.small)
        lines = [two_lines(value, pen, wide - 0.4 * look.small) for value in values]
        # A heading that two lines of its column can't hold runs upwards.
        if not any(line.endswith("…") for each in lines for line in each):
            high = (max(map(len, lines)) + 1) * look.small * LINE + 0.5 * look.small
            return _Columns(values, wide, lines, False, high)
        lines = [(truncated(value, pen, UPRIGHT * look.small),) for value in values]
        longest = max(pen.width(line) for (line,) in lines)
        return _Columns(values, wide, lines, True, longest + look.small * (LINE + 1.0))

    def notes(self, columns: _Columns, left_out: str) -> str:
        """Return what is said below the columns; ``left_out`` is the note on rows."""
        lang, separator = self.look.lang, label("note.separator", self.look.lang)
        small = separator.join(value for value in self.small if value in columns.values)
        cut = separator.join(columns.truncated)
        parts = [
            self.look.said("heatmap_small", values=small) if small else "",
            left_out,
            left_note("figure.heatmap_values_left", len(columns.values), len(self.bases), lang),
            label("figure.heatmap_cut", lang, values=cut) if cut else "",
        ]
        return joined([*parts, self.look.source], lang)


def heatmap(
    cross: pd.DataFrame,
    *,
    attribute: str,
    rows: int = 30,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the words or codes of a crosstab (rows) by the values of an attribute (columns).

    In each cell is the share of the value's respondents, and ▲ or ▽ where it is significantly above or
    below that of the others (``mark``; two signs at 1 %). Its colour is the adjusted residual: blue above,
    orange below what would be expected if all values were alike, white for none. Cells of values with few
    respondents have no colour. Rows that do not fit are left out, those of fewest respondents first, and
    values of fewest respondents; both are counted below the picture.

    Args:
        cross: ``attribute, value, feature, respondents, share, residual, mark, small, base``, as ``crosstab``
            returns them.
        attribute: which one is drawn.
        rows: words or codes, at most.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.

    Raises:
        FigureError: a column is missing, there is no such attribute, or the font lacks a glyph.

    >>> cells = {"attribute": "業種", "value": ["製造業", "小売業"], "feature": "予算", "respondents": [9, 6]}
    >>> cells |= {"share": [0.45, 0.3], "residual": [1.0, -1.0], "mark": ["", ""], "small": False, "base": 20}
    >>> figure = heatmap(pd.DataFrame(cells), attribute="業種")
    """
    look = Look(**options)
    numbers = look.pen_for([DIGITS], look.small)
    cells = Cells(
        guide=look.said("heatmap_guide", attribute=attribute_name(attribute, look.lang, look.per)),
        height=CELL * look.letter,
        narrowest=numbers.width("100% ▲▲") + 0.6 * look.small,
        key=KEY_HEIGHT * look.small,
        draw=lambda figure, name, cell, box: _draw_cell(figure, name, cell, box, numbers),
        draw_key=lambda figure, area, corner, _: draw_residuals(figure, area, corner, look),
    )
    return drawn_cells(cross, attribute, rows, look, cells)


def drawn_cells(cross: pd.DataFrame, attribute: str, rows: int, look: Look, form: Cells) -> Figure:
    """Return a figure of the cells of one attribute of a crosstab: names before them, values above."""
    lang, guide = look.lang, form.guide
    check_columns(cross, COLUMNS, "a heat map needs the column {column!r}; the table has {columns}")
    mine = cells_of(cross, attribute, lang)
    cells = {
        place: Cell(*cell) for place, cell in mine.by_place("share", "residual", "mark", "small").items()
    }
    grid = _Grid(mine.bases, mine.small, look.pen_for([DIGITS], look.small), form.narrowest, look)
    check_glyphs(mine.features, look.pen().face)
    # The width of a figure does not depend on its height, so the values that have room are known from it.
    width = frame(look, guide=guide, foot="", height=HIGHEST[look.size]).area.width

    def columns(count: int) -> _Columns:
        return grid.columns(width - every.headings(count, width)[1] - BESIDE * look.letter)

    def foot(count: int) -> str:
        return grid.notes(columns(count), left_note("figure.bars_left", count, len(mine.features), lang))

    every = Rows(
        names=mine.features,
        pens=[look.pen()] * len(mine.features),
        ranked=mine.ranked,
        widest=WIDEST,
        height=lambda heading: max(form.height, (len(heading.lines) * LINE + 0.3) * look.letter),
        above=lambda count, _: columns(count).height,
        below=form.key,
        guide=guide,
        foot=foot,
    )
    placed = place(every, rows, look)
    figure, plane, shown = placed.figure, placed.plane, columns(placed.drawn)
    boxes: dict[tuple[str, str], Box] = {}
    for heading, band in placed.bands:
        heading.write(figure, band)
        for number, value in enumerate(shown.values):
            if (heading.name, value) in cells:
                left, right = (band.left + each * shown.width for each in (number, number + 1))
                boxes[heading.name, value] = band._replace(left=left, right=right)
    _draw_headings(figure, grid, shown, (plane.left, plane.top))
    for (feature, value), box in boxes.items():
        form.draw(figure, f"{feature}:{value}", cells[feature, value], box)
    form.draw_key(figure, placed.area, (plane.left, plane.bottom), shown.width)
    places = name_columns((mine.names[feature] for feature, _ in boxes), "feature")
    places.insert(1, "attribute", attribute)
    places.insert(2, "value", [value for _, value in boxes])
    keep_places(figure, places.join(in_parts(figure, list(boxes.values()))))
    return figure


def _draw_headings(figure: Figure, grid: _Grid, columns: _Columns, corner: tuple[float, float]) -> None:
    """Write the values and their respondents above the columns, which begin at the corner."""
    small = grid.look.small
    pen = grid.look.pen_for(columns.values, small)
    y = corner[1] - 0.3 * small - small * LINE / 2
    for number, (value, lines) in enumerate(zip(columns.values, columns.lines, strict=True)):
        middle = corner[0] + (number + 0.5) * columns.width
        base = f"n={grid.bases[value]:,}"
        write(figure, base, grid.numbers, at=(middle, y), colour=FAINT, name=f"base:{value}")
        if columns.upright:
            centre = middle, y - small * LINE / 2 - 0.2 * small - pen.width(lines[0]) / 2
            write(figure, lines[0], pen, at=centre, name=f"value:{value}", upright=True)
            continue
        for row, line in enumerate(reversed(lines), start=1):
            name = f"value:{value}" + (f":{len(lines) - row + 1}" if row < len(lines) else "")
            write(figure, line, pen, at=(middle, y - row * small * LINE), name=name)


def _draw_cell(figure: Figure, name: str, cell: Cell, box: Box, numbers: Pen) -> None:
    colour, ink = colours_of(cell.residual, small=cell.small)
    fill(figure, box, colour, edge="white", name=f"cell:{name}")
    text = percent(cell.share, 0) + ("" if cell.small else SIGNS.get(cell.mark, ""))
    write(figure, text, numbers, at=box.middle, colour=ink, name=f"share:{name}")


def draw_residuals(figure: Figure, area: Box, corner: Point, look: Look) -> None:
    """Draw what the colours mean, below the cells, whose lower left corner is given."""
    numbers = look.pen_for([DIGITS], look.small)
    text, small = label("figure.heatmap_key", look.lang), look.small
    pen = look.pen_for([text], small)
    y, wide, long = corner[1] + 1.5 * small, 3.2 * small, pen.width(text)
    left = max(area.left, min(corner[0], area.right - long - 0.8 * small - wide * len(KEY)))
    write(figure, text, pen, at=(left, y), align=0.0, colour=FAINT, name="key")
    x = left + long + 0.8 * small
    for residual in KEY:
        colour, ink = colours_of(residual, small=False)
        fill(figure, Box(x, y - 0.7 * small, x + wide, y + 0.7 * small), colour, edge="white")
        value = f"{residual:+.0f}".replace("-", "−") if residual else "0"
        write(figure, value, numbers, at=(x + wide / 2, y), colour=ink)
        x += wide


def colours_of(residual: float, *, small: bool) -> tuple[str, str]:
    """Return the colour of a cell, and that of the letters on it."""
    if small or math.isnan(residual):
        return EMPTY, GREY
    strength = min(abs(residual) / STRONGEST, 1.0) * DEEPEST
    colour = tint(EMPHASIS if residual > 0 else CATEGORIES[1], strength)
    return colour, "white" if strength > DARK and residual > 0 else INK
