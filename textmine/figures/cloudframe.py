"""What surrounds a word cloud: title, legend and footer, in pixels from the upper left corner."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from textmine.errors import FigureError
from textmine.figures.fonts import Face, check_glyphs, face, lacking, missing_glyphs, printable
from textmine.figures.letters import Box, Pen
from textmine.figures.lines import wrapped
from textmine.figures.style import FAINT, INK
from textmine.settings import DEFAULTS
from textmine.texts.labels import counted_label, label

NAMED = 16  # letters by which the footer names a word that was not placed
# All that may be said below the cloud: one face has to hold its letters, whatever is said in the end.
SAID = ("size", "base", "placed", "unplaced", "count", "first", "chosen", "others")

Legend = Sequence[tuple[str, str]]  # colours, with what they mean


SMALLEST = 46  # of 2,400 pixels: 7 points where the picture is 128 mm wide, as in the report


@dataclass(frozen=True)
class Picture:
    """A picture as it is asked for: its size in pixels, its texts, and their font and language."""

    width: int
    height: int
    title: str = ""
    font: str | os.PathLike[str] | None = DEFAULTS.wordcloud.font
    dpi: int = DEFAULTS.wordcloud.dpi
    lang: str = DEFAULTS.report.lang
    per: str = DEFAULTS.keywords.per

    def said(self, key: str, **values: object) -> str:
        """Return a text around the cloud, in which what is counted is called by its name."""
        return counted_label(f"cloud.{key}", self.lang, self.per, **values)

    @property
    def unit(self) -> float:
        """Pixels per unit of length: everything is measured for a picture of 2400 x 1500."""
        return min(self.width, self.height * 1.6) / 2400

    @property
    def margin(self) -> float:
        """Pixels that stay free at the edges."""
        return 24 * self.unit

    @property
    def room(self) -> float:
        """Width of the texts at most."""
        return self.width - 4 * self.margin


@dataclass(frozen=True)
class Line:
    """A line of text: baseline at y, beginning at x."""

    text: str
    x: float
    y: float
    pen: Pen
    colour: str = INK


@dataclass(frozen=True)
class Swatch:
    """A square of a colour of the legend."""

    left: float
    top: float
    side: float
    colour: str


@dataclass(frozen=True, eq=False)
class CloudFrame:
    """The texts above and below the cloud, and the area that they leave free."""

    area: Box
    footer: Line  # still without a text
    lines: list[Line] = field(default_factory=list)
    swatches: list[Swatch] = field(default_factory=list)


def cloud_frame(picture: Picture, legend: Legend) -> CloudFrame:
    """Return title and legend in their places, the place of the footer, and the area between them.

    Raises:
        FigureError: they leave no room, or neither font has all their letters.
    """
    legend = [(colour, _plain(text)) for colour, text in legend]
    margin = picture.margin
    title, upper = _title(picture)
    opened = _captions(picture, [text for _, text in legend])
    footer_pen = Pen(opened, SMALLEST * picture.unit)
    size = footer_pen.size
    baseline = picture.height - margin - 0.3 * size
    lines, swatches, lower = _legend(
        picture, legend, Pen(opened, SMALLEST * picture.unit), baseline - size * 1.5
    )
    if lower - upper < picture.height * 0.2:
        raise FigureError(
            "title and legend leave no room for the words in a picture of {width} x {height} pixels; "
            "shorten them or make it higher",
            width=picture.width,
            height=picture.height,
        )
    area = Box(margin, upper, picture.width - margin, lower)
    return CloudFrame(area, Line("", margin * 2, baseline, footer_pen, FAINT), [*title, *lines], swatches)


def _title(picture: Picture) -> tuple[list[Line], float]:
    """Return the lines of the title, and where the area below them begins."""
    upper, text = picture.margin, _plain(picture.title)
    if not text:
        return [], upper
    own = picture.font is not None and not missing_glyphs([text], picture.font)
    opened = face(picture.font if own else None, bold=True)
    text = printable(text, opened)  # a question's header may hold an emoji: no reason to draw nothing
    pen = Pen(opened, 60 * picture.unit)
    while pen.width(text) > picture.room and pen.size > 40 * picture.unit:
        pen = Pen(opened, pen.size * 0.96)
    lines = []
    for line in wrapped(text, pen, picture.room):
        upper += pen.size * 1.1
        lines.append(Line(line, (picture.width - pen.width(line)) / 2, upper, pen))
    return lines, upper + pen.size * 0.65


def _legend(
    picture: Picture, legend: Legend, pen: Pen, lower: float
) -> tuple[list[Line], list[Swatch], float]:
    """Return the legend in rows above ``lower``, and where the area above it ends."""
    lines: list[Line] = []
    swatches: list[Swatch] = []
    if not legend:
        return lines, swatches, lower
    side, space, gap = 32 * picture.unit, 16 * picture.unit, 64 * picture.unit
    rows: list[list[tuple[str, str, float]]] = [[]]
    for colour, text in legend:
        first, *more = wrapped(text, pen, picture.room - picture.margin - side - space) or [""]
        text = first + "…" if more else first
        across = side + space + pen.width(text)
        if rows[-1] and sum(entry[2] + gap for entry in rows[-1]) + across > picture.room:
            rows.append([])
        rows[-1].append((colour, text, across))
    lower -= pen.size * 0.35
    for row in reversed(rows):
        left = (picture.width - sum(entry[2] for entry in row) - gap * (len(row) - 1)) / 2
        for colour, text, across in row:
            swatches.append(Swatch(left, lower - pen.size * 0.38 - side / 2, side, colour))
            lines.append(Line(text, left + side + space, lower, pen))
            left += across + gap
        lower -= pen.size * 1.5
    return lines, swatches, lower


def _captions(picture: Picture, texts: Sequence[str]) -> Face:
    """Return the face of legend and footer: the user's font where it has all the letters."""
    texts = [
        *(label(f"cloud.{key}", picture.lang) for key in SAID),
        picture.said("size"),
        "0123456789",
        *texts,
    ]
    if picture.font is not None and not missing_glyphs(texts, picture.font):
        return face(picture.font, bold=False)
    opened = face(bold=False)
    check_glyphs(texts, opened)
    return opened


def footer(places: pd.DataFrame, base: int | None, picture: Picture, frame: CloudFrame) -> Line:
    """Return the line below the legend: what the size means, n, what was placed, and what was not."""
    lang, pen = picture.lang, frame.footer.pen
    missing = places.loc[places["x"].isna(), "word"].tolist()
    if missing:  # to name them takes room
        pen = Pen(pen.face, pen.size * 30 / SMALLEST)
    start = picture.said("size")
    if base is not None:
        start += label("cloud.base", lang, base=f"{base:,}")
    start += label("cloud.placed", lang, total=f"{len(places):,}", placed=f"{len(places) - len(missing):,}")
    names = [word if len(word) <= NAMED else word[:NAMED] + "…" for word in missing]
    if lacking(names, pen.face):  # the words' own font may hold more than the footer's
        names = []
    text = start
    for count in range(len(names), -1, -1) if missing else ():
        parts = names[:count]
        if count < len(missing):
            more = "note.more_words" if parts else "cloud.count"
            parts = [*parts, label(more, lang, count=len(missing) - count)]
        text = start + label("cloud.unplaced", lang, words=label("note.separator", lang).join(parts))
        if pen.width(text) <= picture.room:
            break
    smallest = pen.size * 1.45 / 4
    while pen.width(text) > picture.room and pen.size > smallest:  # a very narrow picture
        pen = Pen(pen.face, pen.size * 0.95)
    return replace(frame.footer, text=text, pen=pen)


def _plain(text: str) -> str:
    """Return the text with spaces for line breaks and tabs: headers of survey files hold them."""
    return re.sub(r"[\t\n\v\f\r]+", " ", text).strip()
