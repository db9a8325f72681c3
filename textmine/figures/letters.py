"""Letters, lines and shapes on a figure, measured in points from its upper left corner.

Letters are drawn as outlines: they look the same in any program, and how wide they are is known from the
font before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve
from matplotlib.patheffects import Normal, Stroke
from matplotlib.transforms import Affine2D, Transform

from textmine.figures.fonts import Face, advance, outline
from textmine.figures.style import INK

RISE, FALL = 0.86, 0.14  # of a line of text above and below its baseline, as parts of its size

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle; y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Pen:
    """A face at a size in points: what a line of text is measured and written with."""

    face: Face
    size: float

    def width(self, text: str) -> float:
        """Return the width of a line of text in points."""
        return advance(text, self.face, size=self.size)

    def box(self, text: str, at: Point, *, align: float = 0.5, lift: float = 0.5) -> Box:
        """Return the box of a line of text: ``at`` is at the parts ``align, lift`` of width and height."""
        wide, high = self.width(text), self.size * (RISE + FALL)
        left, top = at[0] - wide * align, at[1] - high * lift
        return Box(left, top, left + wide, top + high)


def page(figure: Figure) -> Point:
    """Return width and height of the figure in points."""
    return figure.get_figwidth() * 72.0, figure.get_figheight() * 72.0


def points(figure: Figure) -> Transform:
    """Return what turns points from the upper left corner into the figure's pixels."""
    return Affine2D().scale(1 / 72, -1 / 72).translate(0, figure.get_figheight()) + figure.dpi_scale_trans


def write(
    figure: Figure,
    text: str,
    pen: Pen,
    *,
    at: Point,
    align: float = 0.5,
    lift: float = 0.5,
    colour: str = INK,
    halo: float = 0.0,
    name: str | None = None,
    upright: bool = False,
) -> Box:
    """Write one line of text and return its box: ``at`` is at the parts ``align, lift`` of it.

    ``halo`` is the width of a white border around each letter, in points; ``upright`` turns the line around
    the middle of its box, to run upwards (the box that is returned is the one before).
    """
    box = pen.box(text, at, align=align, lift=lift)
    shape = outline(text, pen.face, size=pen.size)
    if not len(shape.vertices):
        return box
    vertices = shape.vertices * [1, -1] + np.array([box.left, box.top + pen.size * RISE])
    if upright:
        off = vertices - box.middle
        vertices = np.column_stack([off[:, 1], -off[:, 0]]) + np.array(box.middle)
    border = [Stroke(linewidth=2 * halo, foreground="white", joinstyle="round"), Normal()] if halo else None
    look = {"facecolor": colour, "edgecolor": "none", "linewidth": 0, "path_effects": border}
    draw(figure, Curve(vertices, shape.codes), name=name, zorder=5.0, **look)
    return box


def stroke(
    figure: Figure,
    corners: Sequence[Point],
    *,
    width: float,
    colour: str,
    dashes: tuple[float, ...] | None = None,
    order: float = 1.0,
    name: str | None = None,
) -> None:
    """Draw a line through the corners."""
    draw(
        figure,
        Curve(np.array(corners, dtype=float)),
        name=name,
        facecolor="none",
        edgecolor=colour,
        linewidth=width,
        linestyle=(0, dashes) if dashes else "solid",
        capstyle="butt",
        joinstyle="miter",
        zorder=order,
    )


def fill(
    figure: Figure, box: Box, colour: str, *, edge: str, width: float = 0.8, name: str | None = None
) -> None:
    """Fill a box and draw its border."""
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    curve = Curve(np.array([*corners, corners[0]]), closed=True)
    look = {"facecolor": colour, "edgecolor": edge, "linewidth": width}
    draw(figure, curve, name=name, zorder=2.0, joinstyle="miter", **look)


# Shapes of the same area as a circle of radius 1, so that area alone tells how many.
def _regular(corners: int, turn: float) -> Curve:
    angles = np.arange(corners) * 2 * np.pi / corners + turn
    radius = np.sqrt(np.pi / (0.5 * corners * np.sin(2 * np.pi / corners)))
    ring = np.column_stack([np.cos(angles), np.sin(angles)]) * radius
    return Curve(np.vstack([ring, ring[:1]]), closed=True)


SHAPES = {
    "circle": Curve.unit_circle(),
    "square": _regular(4, np.pi / 4),
    "hexagon": _regular(6, 0.0),
    "diamond": _regular(4, 0.0),
    "triangle": _regular(3, -np.pi / 2),
}


class Mark(NamedTuple):
    """How a dot looks: one of ``SHAPES``, and its colours."""

    shape: str
    fill: str
    edge: str


def dot(
    figure: Figure,
    look: Mark,
    at: Point,
    *,
    radius: float,
    width: float = 1.0,
    name: str | None = None,
    order: float = 3.0,
) -> None:
    """Draw a shape with the area of a circle of that radius; ``width`` is that of its border."""
    curve = SHAPES[look.shape].transformed(Affine2D().scale(radius).translate(*at))
    colours = {"facecolor": look.fill, "edgecolor": look.edge}
    draw(figure, curve, name=name, zorder=order, joinstyle="round", linewidth=width, **colours)


def draw(figure: Figure, curve: Curve, *, name: str | None = None, **look: Any) -> None:
    """Draw a curve, in points unless a ``transform`` is given.

    ``name`` identifies it in an SVG; ``look`` is what a PathPatch takes.
    """
    look = {"transform": points(figure), **look}
    # Without snapping: else 一 and 口 are moved to whole pixels.
    figure.add_artist(PathPatch(curve, gid=name, snap=False, **look))


def tint(colour: str, share: float) -> str:
    """Return the colour with so much of it left and white for the rest.

    >>> tint("#000000", 0.2)
    '#cccccc'
    """
    mixed: Any = 1 - (1 - np.array(to_rgb(colour))) * share
    return to_hex(mixed)
