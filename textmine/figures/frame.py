"""The frame of a figure: title, guide and foot, the free area between them, and where its words are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.letters import RISE, Box, page, write
from textmine.figures.lines import one_line, wrapped
from textmine.figures.look import Look
from textmine.figures.style import FAINT, INK, SIZES, canvas
from textmine.texts.labels import label

LINE = 1.35  # height of a line, in letters
NAMED = 12  # words without a label that are named below a figure, at most
HIGHEST = {"column": 225.0, "page": 225.0, "slide": SIZES["slide"][1]}  # mm

_PLACES: WeakKeyDictionary[Figure, pd.DataFrame] = WeakKeyDictionary()


class Frame(NamedTuple):
    """A figure with its texts, and the area that they leave free, in points."""

    figure: Figure
    area: Box


def frame(look: Look, *, guide: str, foot: str, height: float | None = None) -> Frame:
    """Return a figure with title and guide above and foot below; ``height`` in mm overrides that of the size.

    Raises:
        FigureError: the texts leave no room.
    """
    wide, high = SIZES[look.size][0] / 25.4 * 72, (height or SIZES[look.size][1]) / 25.4 * 72
    figure = canvas(round(wide / 72 * look.dpi), round(high / 72 * look.dpi), dpi=look.dpi)
    around = [look.title, guide, foot]
    bold, texts = look.pen_for(around, look.heading, bold=True), look.pen_for(around, look.small)
    margin = look.small * 0.8
    y = margin
    for text, pen, colour in ((look.title, bold, INK), (guide, texts, FAINT)):
        for line in wrapped(one_line(text, pen), pen, wide - 2 * margin):
            y += pen.size * LINE
            write(figure, line, pen, at=(margin, y - pen.size * 0.3), align=0.0, lift=RISE, colour=colour)
    lines = wrapped(one_line(foot, texts), texts, wide - 2 * margin)
    bottom = margin + len(lines) * look.small * LINE
    for number, line in enumerate(lines):
        down = high - bottom + (number + 1) * look.small * LINE - look.small * 0.3
        write(figure, line, texts, at=(margin, down), align=0.0, lift=RISE, colour=FAINT)
    y += look.small * 0.7
    bottom += look.small * 0.7
    if high - y - bottom < high * 0.2:
        raise FigureError(
            "title, guide and foot leave no room in a figure of the size {size!r}", size=look.size
        )
    axes = figure.add_axes((margin / wide, bottom / high, 1 - 2 * margin / wide, 1 - (y + bottom) / high))
    axes.set_axis_off()
    across, down = page(figure)  # which differs from wide and high by parts of a pixel
    left, low, width, free = axes.get_position().bounds  # 0-1, from the lower left corner
    area = Box(left * across, (1 - low - free) * down, (left + width) * across, (1 - low) * down)
    return Frame(figure, area)


def joined(parts: Sequence[str], lang: str) -> str:
    """Return the notes below a figure as one text, without those that are empty."""
    return label("figure.separator", lang).join(part for part in parts if part)


def base_note(base: pd.Series | int | None, lang: str) -> str:
    """Return the note on how many respondents there are, of several rows from the least to the most."""
    if base is None or isinstance(base, int):
        least = most = base
    else:
        least, most = int(base.min()), int(base.max())
    if least is None:
        return ""
    shown = f"{least:,}" if least == most else f"{least:,}–{most:,}"
    return label("figure.group_base", lang, base=shown)


def common_base(table: pd.DataFrame) -> int | None:
    """Return the base of a table whose rows have one in common."""
    return int(table["base"].iloc[0]) if "base" in table and table["base"].nunique() == 1 else None


def left_note(key: str, drawn: int, every: int, lang: str) -> str:
    """Return the note on how many of every row are not drawn."""
    return label(key, lang, count=f"{every - drawn:,}", all=f"{every:,}") if drawn < every else ""


def unlabelled_note(names: Sequence[str], lang: str) -> str:
    """Return the note on the dots without a name, with the first of the names; "" of none."""
    if not names:
        return ""
    words = label("note.separator", lang).join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    return label("figure.map_unlabelled", lang, count=len(names), words=words)


def in_parts(figure: Figure, boxes: Sequence[Box]) -> pd.DataFrame:
    """Return ``x, y, width, height`` of boxes in points, in parts (0-1) of the figure from the upper left."""
    wide, high = page(figure)
    rows = [(box.left / wide, box.top / high, box.width / wide, box.height / high) for box in boxes]
    return pd.DataFrame(rows, columns=["x", "y", "width", "height"], dtype=float)


def keep_places(figure: Figure, places: pd.DataFrame) -> None:
    """Keep where the words of a figure are, for as long as there is the figure."""
    _PLACES[figure] = places


def places_of(figure: Figure) -> pd.DataFrame:
    """Return where the words of a figure are, one row per word, code, value or cell.

    ``x, y, width, height`` are parts (0–1) of the picture from its upper left corner; of a word cloud,
    pixels. ``kind`` is "word", "code" or "value". Where the table that was drawn has a column ``negated``,
    the places have it too. Other columns:

    - word cloud: those of its table of places, and no ``kind``: ``word, respondents, size`` (em in pixels),
      ``vertical, colour, placed``;
    - clouds of groups, comparison cloud: ``group, name, respondents, size`` (em in points), ``placed``;
    - heat map, bubbles: ``feature, attribute, value``; one row per cell;
    - correspondence map: ``name, attribute, respondents, labelled``;
    - network: ``name, respondents, community`` (1 is the first);
    - plane of distances: ``name, respondents, cluster`` (1 is the first);
    - tree: ``name, respondents, cluster`` (1 is the topmost; 0: of several).

    Empty for other figures: bars, keyness and timelines.
    """
    return _PLACES.get(figure, pd.DataFrame())
