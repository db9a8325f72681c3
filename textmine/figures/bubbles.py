"""A bubble plot of a crosstab: how much of each group has each word or code, and where it stands out."""

from __future__ import annotations

from typing import Unpack

import pandas as pd
from matplotlib.figure import Figure

from textmine.figures.axes import GRID, percent_tick, round_numbers
from textmine.figures.heatmap import KEY_HEIGHT, Cell, Cells, colours_of, draw_residuals, drawn_cells
from textmine.figures.letters import Box, Mark, Point, dot, stroke, write
from textmine.figures.look import Look, LookOptions
from textmine.figures.style import FAINT, GREY, INK
from textmine.texts.labels import label
from textmine.texts.naming import attribute_name

ROW = 2.3  # height of a row, and width of a column at least, in letters
FULL = 0.94  # of the room of a cell that the largest bubble fills


def bubbles(
    cross: pd.DataFrame,
    *,
    attribute: str,
    rows: int = 30,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the words or codes of a crosstab (rows) by the values of an attribute, as bubbles.

    The area of a bubble is the share of the value's respondents; its colour the adjusted residual, as in
    :func:`heatmap`: blue above, orange below what would be expected if all values were alike. A dark border
    is a significant difference (5 %, ``mark``). Bubbles of values with few respondents are grey. Rows and
    values that do not fit are left out as in a heat map, and counted below the picture.

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
    >>> figure = bubbles(pd.DataFrame(cells), attribute="業種")
    """
    look = Look(**options)
    side = ROW * look.letter
    most = (
        float(cross.loc[cross["attribute"].astype(str) == attribute, "share"].max())
        if "share" in cross
        else 0.0
    )

    def radius(share: float, width: float) -> float:
        """Return the radius of a share in a column of that width."""
        return min(width, side) / 2 * FULL * (share / most) ** 0.5 if most else 0.0

    def draw(figure: Figure, name: str, cell: Cell, box: Box) -> None:
        x, y = box.middle
        stroke(figure, [(box.left, y), (box.right, y)], width=0.4, colour=GRID, order=0.5)
        stroke(figure, [(x, box.top), (x, box.bottom)], width=0.4, colour=GRID, order=0.5)
        if not cell.share > 0:
            return
        colour, _ = colours_of(cell.residual, small=cell.small)
        is_sure = bool(cell.mark) and not cell.small
        mark = Mark("circle", colour, INK if is_sure else GREY)
        width = look.letter * (0.16 if is_sure else 0.06)
        dot(figure, mark, (x, y), radius=radius(cell.share, box.width), width=width, name=f"cell:{name}")

    def draw_key(figure: Figure, area: Box, corner: Point, width: float) -> None:
        draw_residuals(figure, area, corner, look)
        text = label("figure.bubbles_key", look.lang)
        shares = round_numbers(most * 100, whole=False) if most else []
        pen = look.pen_for([text, "0123456789.%"], look.small)
        letter = look.small
        long = pen.width(text) + sum(2 * radius(each / 100, width) + 4.2 * letter for each in shares)
        x = max(area.left, min(corner[0], area.right - long))
        y = corner[1] + KEY_HEIGHT * letter + min(width, side) / 2
        write(figure, text, pen, at=(x, y), align=0.0, colour=FAINT, name="key:share")
        x += pen.width(text) + 0.8 * letter
        for each in shares:
            round_ = radius(each / 100, width)
            dot(
                figure,
                Mark("circle", "white", GREY),
                (x + round_, y),
                radius=round_,
                width=0.06 * look.letter,
            )
            shown = percent_tick(each / 100)
            write(figure, shown, pen, at=(x + 2 * round_ + 0.3 * letter, y), align=0.0, colour=FAINT)
            x += 2 * round_ + pen.width(shown) + 1.2 * letter

    form = Cells(
        guide=look.said("bubbles_guide", attribute=attribute_name(attribute, look.lang, look.per)),
        height=side,
        narrowest=side,
        key=KEY_HEIGHT * look.small + side,
        draw=draw,
        draw_key=draw_key,
    )
    return drawn_cells(cross, attribute, rows, look, form)
