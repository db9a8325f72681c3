"""Letters, lines and shapes on a figure, measured in points from its upper left corner.

Letters are drawn as outlines: they look the same in any program, and how wide they are is known from the
font before anything is drawn.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve
from matplotlib.patheffects import Normal, Stroke
from matplotlib.transforms import Affine2D, Transform

from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, face, missing_glyphs, outline, printable
from textmine.figures.packing import Box
from textmine.figures.style import TEXT

ELLIPSIS = "…"
RISE, FALL = 0.86, 0.14  # of a line of text above and below its baseline, as parts of its size


def letter_size(size: str, use: str) -> float:
    """Return the size in points of letters for a use ("title", "label", "small") in a figure of that size.

    Raises:
        FigureError: there is no size of that name.
    """
    if size not in TEXT:
        raise FigureError("no size named {size!r}; choose from {known}", size=size, known=", ".join(TEXT))
    return float(TEXT[size][use])


def page(figure: Figure) -> tuple[float, float]:
    """Return width and height of the figure in points."""
    return figure.get_figwidth() * 72.0, figure.get_figheight() * 72.0


def points(figure: Figure) -> Transform:
    """Return what turns points from the upper left corner into the figure's pixels."""
    return Affine2D().scale(1 / 72, -1 / 72).translate(0, figure.get_figheight()) + figure.dpi_scale_trans


def area(figure: Figure, bounds: Sequence[float]) -> Box:
    """Return the box in points of bounds that matplotlib counts from the lower left corner, in 0-1."""
    wide, high = page(figure)
    left, bottom, width, height = bounds
    return Box(left * wide, (1 - bottom - height) * high, (left + width) * wide, (1 - bottom) * high)


def face_for(texts: Iterable[str], font: str | os.PathLike[str] | None, *, bold: bool = False) -> Face:
    """Return the user's font where it has all the letters of the texts, else the bundled one."""
    own = font is not None and not missing_glyphs(texts, font)
    return face(font if own else None, bold=bold)


def shortened(text: str, opened: Face, *, size: float, room: float) -> str:
    """Return the text on one line, cut to the room with … at its end where it is too long.

    >>> shortened("情報セキュリティ", face(), size=10, room=45)
    '情報セ…'
    """
    text = printable(" ".join(text.split()), opened)
    if advance(text, opened, size=size) <= room:
        return text
    while text and advance(text + ELLIPSIS, opened, size=size) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def text_box(
    text: str, opened: Face, *, size: float, x: float, y: float, align: float = 0.5, lift: float = 0.5
) -> Box:
    """Return the box of a line of text; ``x, y`` is at the parts ``align, lift`` of its width and height."""
    wide, high = advance(text, opened, size=size), size * (RISE + FALL)
    left, top = x - wide * align, y - high * lift
    return Box(left, top, left + wide, top + high)


def write(
    figure: Figure,
    text: str,
    opened: Face,
    *,
    box: Box,
    size: float,
    colour: str,
    halo: float = 0.0,
    name: str | None = None,
    order: float = 5.0,
    upright: tuple[float, float] | None = None,
) -> None:
    """Write one line of text into its box, with a white border of ``halo`` points around each letter.

    ``upright`` turns it to run upwards, its box in the middle of that point.
    """
    shape = outline(text, opened, size=size)
    if not len(shape.vertices):
        return
    vertices = shape.vertices * [1, -1] + np.array([box.left, box.top + size * RISE])
    if upright is not None:
        off = vertices - [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
        vertices = np.column_stack([off[:, 1], -off[:, 0]]) + np.array(upright)
    patch = PathPatch(
        Curve(vertices, shape.codes),
        transform=points(figure),
        facecolor=colour,
        edgecolor="none",
        linewidth=0,
        snap=False,
        zorder=order,
    )
    if halo:
        patch.set_path_effects([Stroke(linewidth=2 * halo, foreground="white", joinstyle="round"), Normal()])
    put(figure, patch, name=name)


def stroke(
    figure: Figure,
    corners: Sequence[tuple[float, float]],
    *,
    width: float,
    colour: str,
    dashes: tuple[float, ...] | None = None,
    order: float = 1.0,
    name: str | None = None,
) -> None:
    """Draw a line through the corners."""
    put(
        figure,
        PathPatch(
            Curve(np.array(corners, dtype=float)),
            transform=points(figure),
            facecolor="none",
            edgecolor=colour,
            linewidth=width,
            linestyle=(0, dashes) if dashes else "solid",
            capstyle="butt",
            joinstyle="miter",
            snap=False,
            zorder=order,
        ),
        name=name,
    )


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


def mark(
    figure: Figure,
    shape: str,
    *,
    x: float,
    y: float,
    radius: float,
    fill: str,
    edge: str,
    width: float = 1.0,
    name: str | None = None,
    order: float = 3.0,
) -> None:
    """Draw a shape with the area of a circle of that radius."""
    put(
        figure,
        PathPatch(
            SHAPES[shape].transformed(Affine2D().scale(radius).translate(x, y)),
            transform=points(figure),
            facecolor=fill,
            edgecolor=edge,
            linewidth=width,
            joinstyle="round",
            snap=False,
            zorder=order,
        ),
        name=name,
    )


def put(figure: Figure, artist: Artist, *, name: str | None = None) -> None:
    """Add the artist to the figure; ``name`` identifies it in an SVG."""
    if name is not None:
        artist.set_gid(name)
    figure.add_artist(artist)


def tint(colour: str, share: float) -> str:
    """Return the colour with so much of it left and white for the rest.

    >>> tint("#000000", 0.2)
    '#cccccc'
    """
    mixed: Any = 1 - (1 - np.array(to_rgb(colour))) * share
    return to_hex(mixed)
