"""The frame of a figure: title, guide and foot, the free area between them, and where its words stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, face, missing_glyphs, printable
from textmine.figures.letters import RISE, text_box, write
from textmine.figures.style import FAINT, INK, SIZES, TEXT, canvas

CLOSING = "、。，．）)」』】！？ー；・"  # no line begins with one of these
# What stays on one line: a Latin word or a number, or any other letter, each with the marks that close it.
PIECE = re.compile(f"(?:[!-~–]+|.)[{re.escape(CLOSING)}]*")


_PLACES: WeakKeyDictionary[Figure, pd.DataFrame] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Frame:
    """A figure with its texts, and the axes that fill what is left."""

    figure: Figure
    axes: Axes


def frame(
    *, title: str, guide: str, foot: str, size: str, font: str | None, dpi: int, height: float | None = None
) -> Frame:
    """Return a figure with title and guide above and foot below; ``height`` in mm overrides that of the size.

    Raises:
        FigureError: there is no size of that name, or the texts leave no room.
    """
    if size not in SIZES:
        raise FigureError("no size named {size!r}; choose from {known}", size=size, known=", ".join(SIZES))
    letters = TEXT[size]
    wide, high = SIZES[size][0] / 25.4 * 72, (height or SIZES[size][1]) / 25.4 * 72
    figure = canvas(round(wide / 72 * dpi), round(high / 72 * dpi), dpi=dpi)
    own = font if font is None or not missing_glyphs([title, guide, foot], font) else None
    bold, texts = (face(own, bold=heavy) for heavy in (True, False))
    margin = letters["small"] * 0.8
    y = margin
    for text, opened, letter, colour in (
        (title, bold, letters["title"], INK),
        (guide, texts, letters["small"], FAINT),
    ):
        for line in _lines(text, opened, letter, wide - 2 * margin):
            y += letter * 1.35
            box = text_box(line, opened, size=letter, x=margin, y=y - letter * 0.3, align=0.0, lift=RISE)
            write(figure, line, opened, box=box, size=letter, colour=colour)
    small = letters["small"]
    lines = _lines(foot, texts, small, wide - 2 * margin)
    bottom = margin + len(lines) * small * 1.35
    for number, line in enumerate(lines):
        down = high - bottom + (number + 1) * small * 1.35 - small * 0.3
        box = text_box(line, texts, size=small, x=margin, y=down, align=0.0, lift=RISE)
        write(figure, line, texts, box=box, size=small, colour=FAINT)
    y += letters["small"] * 0.7
    bottom += letters["small"] * 0.7
    if high - y - bottom < high * 0.2:
        raise FigureError("title, guide and foot leave no room in a figure of the size {size!r}", size=size)
    axes = figure.add_axes((margin / wide, bottom / high, 1 - 2 * margin / wide, 1 - (y + bottom) / high))
    return Frame(figure, axes)


def keep_places(figure: Figure, places: pd.DataFrame) -> None:
    """Keep where the words of a figure stand, for as long as there is the figure."""
    _PLACES[figure] = places


def places_of(figure: Figure) -> pd.DataFrame:
    """Return where the words of a figure stand: what the function of its name with ``_layout`` returns.

    So that what took long to place is not placed again. Empty for figures that have no such function.
    """
    return _PLACES.get(figure, pd.DataFrame())


def _lines(text: str, opened: Face, letter: float, room: float) -> list[str]:
    lines = [""]
    for piece in PIECE.findall(printable(" ".join(text.split()), opened)):
        # A word that is wider than a line is broken where it has to be.
        fits = advance(piece, opened, size=letter) <= room
        for part in [piece] if fits else piece:
            if lines[-1] and advance(lines[-1] + part, opened, size=letter) > room:
                lines.append("")
            lines[-1] += part
    return [line.strip() for line in lines if line.strip()]
