"""Rows of a figure: each a name with something beside it, in a figure as high as they need."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, printable
from textmine.figures.frame import CLOSING, frame
from textmine.figures.letters import area, letter_size, page, shortened, text_box, write
from textmine.figures.packing import Box
from textmine.figures.style import INK, SIZES
from textmine.texts.labels import label

LINE = 1.3  # height of a line, in letters
SMALL = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々"  # no line begins with one of these
BREAKS = " 、。，．・／/）)」』】－-"  # a line may end after one of these
HIGHEST = {"column": 225.0, "page": 225.0, "slide": SIZES["slide"][1]}  # mm


@dataclass(frozen=True, eq=False)
class Options:
    """What every figure is asked for."""

    title: str
    source: str
    size: str
    font: str | None
    dpi: int
    lang: str


def joined(parts: Sequence[str], lang: str) -> str:
    """Return the notes below a figure as one text."""
    return label("figure.separator", lang).join(part for part in parts if part)


def fitted(
    count: int,
    needed: Callable[[int, float], float],
    guide: str,
    foot: Callable[[int], str],
    options: Options,
) -> tuple[Figure, Box, int]:
    """Return a figure as high as its rows need, the area for them, and how many of ``count`` it holds."""

    def framed(height: float) -> tuple[Figure, Box]:
        made = frame(
            title=options.title,
            guide=guide,
            foot=foot(count),
            size=options.size,
            font=options.font,
            dpi=options.dpi,
            height=height,
        )
        made.axes.set_axis_off()
        return made.figure, area(made.figure, made.axes.get_position().bounds)

    letter_size(options.size, "label")  # a size that is not there is said before it is looked up
    most = HIGHEST[options.size]
    while True:
        figure, bounds = framed(most)
        high = needed(count, bounds.width)
        if high <= bounds.height:
            break
        if count == 1:
            raise FigureError(
                "there is no room for a row in a figure of the size {size!r}", size=options.size
            )
        count = max(1, min(count - 1, math.ceil(count * bounds.height / high)))
    if options.size != "slide":
        around = page(figure)[1] - bounds.height
        figure, bounds = framed(max(around + high + 1.0, around / 0.75) / 72 * 25.4)
    return figure, bounds, count


def names_of(
    texts: Sequence[str], faces: Sequence[Face], letter: float, most: float
) -> tuple[list[tuple[str, ...]], float]:
    """Return the names on one line or two, and the room that the widest needs."""
    found = [two_lines(text, opened, letter, most) for text, opened in zip(texts, faces, strict=True)]
    widest = max(
        advance(line, opened, size=letter)
        for lines, opened in zip(found, faces, strict=True)
        for line in lines
    )
    return found, widest


def two_lines(text: str, opened: Face, letter: float, room: float) -> tuple[str, ...]:
    """Return the text on one line or two, cut with … where they are not enough.

    >>> from textmine.figures.fonts import face
    >>> two_lines("情報セキュリティの取り組み", face(bold=False), 10, 95)
    ('情報セキュリティの', '取り組み')
    """
    text = printable(" ".join(text.split()), opened)
    if advance(text, opened, size=letter) <= room:
        return (text,)
    fits = 1
    while fits < len(text) and advance(text[: fits + 1], opened, size=letter) <= room:
        fits += 1
    # Rather after a space or a mark, or else where hiragana end, than inside a word.
    places = range(fits, fits // 2, -1)
    marked = [place for place in places if text[place - 1] in BREAKS]
    phrases = [place for place in places if _hiragana(text[place - 1]) and not _hiragana(text[place])]
    allowed = [place for place in [*marked, *phrases, *places] if text[place] not in CLOSING + SMALL]
    cut = allowed[0] if allowed else fits
    return text[:cut].strip(), shortened(text[cut:].strip(), opened, size=letter, room=room)


def _hiragana(character: str) -> bool:
    return "ぁ" <= character <= "ゖ"


def write_name(
    figure: Figure, lines: Sequence[str], opened: Face, right: float, middle: float, letter: float, name: str
) -> None:
    """Write a name of one line or two, which ends at ``right``, its middle at ``middle``."""
    first = middle - (len(lines) - 1) / 2 * letter * LINE
    for number, line in enumerate(lines):
        place = text_box(line, opened, size=letter, x=right, y=first + number * letter * LINE, align=1.0)
        marked = f"label:{name}" + (f":{number + 1}" if number else "")
        write(figure, line, opened, box=place, size=letter, colour=INK, name=marked)
