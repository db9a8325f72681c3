"""Timelines: which words or codes are named more often, or less, than before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.fonts import advance, check_glyphs, face
from textmine.figures.frame import frame
from textmine.figures.letters import (
    SHAPES,
    area,
    face_for,
    letter_size,
    mark,
    page,
    shortened,
    stroke,
    text_box,
    write,
)
from textmine.figures.packing import Box
from textmine.figures.style import CATEGORIES, FAINT, INK, SIZES, style
from textmine.settings import DEFAULTS
from textmine.texts.labels import label

APART = 1.12  # labels at the right end, in letters
HIGHEST = {"column": 225.0, "page": 225.0, "slide": SIZES["slide"][1]}  # mm
FLAT = 0.45  # height of the plane, as part of the width
WIDEST = 0.34  # part of the width that labels take at most
LONGEST = 9.0  # name of a wave, in letters, before some are left out
SURE = 0.05  # significance level
GRID = "#DDDDDD"
DIGITS = "0123456789,.%n="
# Patterns of lines, in widths of the line.
DASHES: tuple[tuple[float, ...] | None, ...] = (None, (5.0, 2.0), (1.6, 1.6), (7.0, 2.0, 1.6, 2.0))
COLUMNS = ("feature", "wave", "respondents", "base", "share", "low", "high", "difference", "p_bh")


class _Point(NamedTuple):
    """A share at a time."""

    wave: int
    share: float
    low: float
    high: float
    sure: bool  # it differs from the one before


@dataclass(frozen=True, eq=False)
class _Line:
    """A feature over time."""

    feature: str
    place: int  # in the table
    change: float
    points: tuple[_Point, ...]


def timeline(
    changes: pd.DataFrame,
    *,
    rows: int = 8,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> Figure:
    """Return the shares of words or codes over time, a line each with its name at the right end.

    Thin upright lines are 95 % intervals; a filled mark differs significantly from the time before
    (Benjamini–Hochberg over all differences of the table). With two times it is a slope chart. Of more
    features than ``rows`` those are drawn whose largest difference between two times is largest, and how
    many are not is said below the picture. Lines differ in shape of mark and pattern, in black and white
    too; where a time is not known, the line is broken. The axis begins at 0.

    Args:
        changes: ``feature, wave, respondents, base, share, low, high, difference, p_bh``, as ``changes``
            returns them; times stand in the order of the table.
        rows: features, at most.
        title: above the picture.
        source: below it.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP.
        dpi: pixels per inch.
        lang: "ja" or "en".

    Raises:
        FigureError: a column is missing, there are fewer than two times, or the font lacks a glyph.

    >>> shares = {"feature": "予算", "wave": ["2024", "2025"], "respondents": [9, 4], "base": [20, 20]}
    >>> shares |= {"share": [0.45, 0.2], "low": [0.26, 0.08], "high": [0.66, 0.42]}
    >>> figure = timeline(pd.DataFrame(shares | {"difference": [None, -0.25], "p_bh": [None, 0.09]}))
    """
    with style():
        return _timeline(changes, rows, title, source, size, font, dpi, lang)


# ---- what is drawn


def _lines(changes: pd.DataFrame) -> tuple[list[str], list[_Line]]:
    """Return the waves in order, and the lines, those of the largest difference first."""
    for column in COLUMNS:
        if column not in changes.columns:
            raise FigureError(
                "a timeline needs the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, changes.columns)) or "none",
            )
    features, waves = changes["feature"].astype(str).tolist(), changes["wave"].astype(str).tolist()
    numbers = [
        pd.to_numeric(changes[column]).astype(float).tolist()
        for column in ("share", "low", "high", "difference", "p_bh")
    ]
    order = _order(features, waves)
    if len(order) < 2:
        raise FigureError("a timeline needs two waves or more, and the table has {count}", count=len(order))
    place = {wave: number for number, wave in enumerate(order)}
    points: dict[str, list[_Point]] = {}
    change: dict[str, float] = {}
    for feature, wave, share, low, high, difference, p in zip(features, waves, *numbers, strict=True):
        found = points.setdefault(feature, [])
        change.setdefault(feature, 0.0)
        if math.isnan(share):
            continue
        found.append(_Point(place[wave], share, low, high, p < SURE))
        if not math.isnan(difference):
            # Rounded: what is equal but for the last bit stays in the order of the table.
            change[feature] = max(change[feature], round(abs(difference), 9))
    lines = [
        _Line(feature, number, change[feature], tuple(sorted(found)))
        for number, (feature, found) in enumerate(points.items())
        if found
    ]
    if not lines:
        raise FigureError("there is no line to draw; the table of changes has no share")
    return order, sorted(lines, key=lambda line: (-line.change, line.place))


def _order(features: Sequence[str], waves: Sequence[str]) -> list[str]:
    """Return the waves in the order of time: a feature may lack some, but has its own in order.

    >>> _order(["費用"] * 2 + ["人材"] * 3, ["2023", "2025", "2023", "2024", "2025"])
    ['2023', '2024', '2025']
    """
    order: list[str] = []
    last = -1
    before = None
    for feature, wave in zip(features, waves, strict=True):
        if feature != before:
            before, last = feature, -1
        if wave in order:
            last = order.index(wave)
        else:
            order.insert(last + 1, wave)
            last += 1
    return order


# ---- where it is drawn


@dataclass(frozen=True, eq=False)
class _Plane:
    """Where waves and shares are, in points from the upper left corner of the figure."""

    left: float
    right: float
    top: float
    bottom: float
    first: float  # middle of the first wave
    step: float  # from wave to wave
    beside: float  # from line to line at the same wave
    count: int  # lines
    highest: float  # share at the top

    def x(self, wave: int, number: int) -> float:
        """Return where a wave is for the line of that number."""
        return self.first + self.step * wave + self.beside * (number - (self.count - 1) / 2)

    def y(self, share: float) -> float:
        """Return where a share is."""
        return self.bottom - share / self.highest * (self.bottom - self.top)


def _timeline(
    changes: pd.DataFrame,
    rows: int,
    title: str,
    source: str,
    size: str,
    font: str | None,
    dpi: int,
    lang: str,
) -> Figure:
    waves, lines = _lines(changes)
    letter, little = letter_size(size, "label"), letter_size(size, "small")
    texts, numbers = face(font, bold=False), face_for([DIGITS], font)
    count = min(max(rows, 1), len(lines))
    check_glyphs([line.feature for line in lines[:count]], texts)
    bases: dict[str, int] = {}
    for wave, base in zip(changes["wave"].astype(str), changes["base"], strict=True):
        bases[wave] = max(bases.get(wave, 0), int(base))
    below = 3.2 * little  # names of the waves and their bases

    def framed(height: float | None) -> tuple[Figure, Box]:
        guide = label("figure.timeline_guide", lang)
        if count < len(lines):
            guide += label("figure.timeline_guide_left", lang, count=f"{count:,}")
        foot = _foot(len(lines), count, list(bases.values()), source, lang)
        made = frame(title=title, guide=guide, foot=foot, size=size, font=font, dpi=dpi, height=height)
        made.axes.set_axis_off()
        return made.figure, area(made.figure, made.axes.get_position().bounds)

    most = HIGHEST[size]
    while True:
        figure, bounds = framed(most)
        needed = count * letter * APART + below + letter
        if needed <= bounds.height or count == 1:
            break
        count = max(1, min(count - 1, int(count * bounds.height / needed)))
    if size != "slide":
        high = page(figure)[1] - bounds.height + max(needed, bounds.width * FLAT + below)
        figure, bounds = framed(min(most, max(high / 72 * 25.4, SIZES[size][1])))

    drawn = lines[:count]
    shown = []
    for line in drawn:
        share = f"{line.points[-1].share * 100:.1f}%"
        wide = advance(label("figure.timeline_label", lang, feature="", share=share), texts, size=letter)
        name = shortened(line.feature, texts, size=letter, room=bounds.width * WIDEST - wide)
        shown.append(label("figure.timeline_label", lang, feature=name, share=share))
    widest = max(advance(text, texts, size=letter) for text in shown)
    highest = max(max(point.share, _known(point.high)) for line in drawn for point in line.points)
    highest = min(1.0, max(highest, 1e-3))
    top, bottom = bounds.top + 0.7 * letter, bounds.bottom - below
    ticks = _ticks(highest, max(2, int((bottom - top) / (little * 2.2))))
    axis = max(advance(_percent(tick), numbers, size=little) for tick in ticks)
    left, right = bounds.left + axis + 0.5 * little, bounds.right - widest - 1.9 * letter
    # Marks of several lines at one time stand beside each other, or one interval hides the next.
    beside = min(0.55 * letter, (right - left) / len(waves) * 0.6 / max(count - 1, 1))
    inside = beside * (count - 1) / 2 + 0.6 * letter
    step = (right - left - 2 * inside) / (len(waves) - 1)
    plane = _Plane(left, right, top, bottom, left + inside, step, beside, count, highest)
    for tick in ticks:
        zero = tick == 0
        ends = [(left, plane.y(tick)), (right, plane.y(tick))]
        stroke(figure, ends, width=0.7 if zero else 0.5, colour=FAINT if zero else GRID, order=0.5)
        text = _percent(tick)
        place = text_box(text, numbers, size=little, x=left - 0.4 * little, y=plane.y(tick), align=1.0)
        write(figure, text, numbers, box=place, size=little, colour=FAINT, name=f"tick:{text}")
    _name_waves(figure, plane, waves, bases, little, font, lang, bounds)
    # Those of the highest ends come first, so that no leader crosses another.
    ends_of = [plane.y(line.points[-1].share) for line in drawn]
    order = sorted(range(count), key=lambda number: (ends_of[number], number))
    wanted = [ends_of[number] for number in order]
    spread = _spread(wanted, letter * APART, bounds.top + 0.5 * letter, bottom + 0.3 * letter)
    places = dict(zip(order, spread, strict=True))
    for number, line in enumerate(drawn):
        _draw_line(figure, plane, line, number, waves, letter)
        colour, _, _ = _look(number)
        x, y, there = plane.x(line.points[-1].wave, number), ends_of[number], places[number]
        start = right + 1.7 * letter
        leader = [(x + 0.5 * letter, y), (right + 0.2 * letter, y), (start - 0.5 * letter, there)]
        stroke(
            figure, [*leader, (start - 0.2 * letter, there)], width=letter * 0.06, colour=colour, order=1.0
        )
        place = text_box(shown[number], texts, size=letter, x=start, y=there, align=0.0)
        write(
            figure, shown[number], texts, box=place, size=letter, colour=colour, name=f"label:{line.feature}"
        )
    return figure


def _draw_line(
    figure: Figure, plane: _Plane, line: _Line, number: int, waves: Sequence[str], letter: float
) -> None:
    colour, shape, dashes = _look(number)
    at = {point.wave: (plane.x(point.wave, number), plane.y(point.share)) for point in line.points}
    for point in line.points:
        name = f"{line.feature}:{waves[point.wave]}"
        x, y = at[point.wave]
        if point.wave + 1 in at:  # where a time is not known, there is no line
            ends = [(x, y), at[point.wave + 1]]
            stroke(
                figure,
                ends,
                width=letter * 0.17,
                colour=colour,
                dashes=dashes,
                order=2.0,
                name=f"line:{name}",
            )
        if not math.isnan(point.low) and not math.isnan(point.high):
            ends = [(x, plane.y(point.low)), (x, plane.y(point.high))]
            stroke(figure, ends, width=letter * 0.07, colour=colour, order=1.5, name=f"interval:{name}")
        mark(
            figure,
            shape,
            x=x,
            y=y,
            radius=letter * 0.3,
            fill=colour if point.sure else "white",
            edge=colour,
            width=letter * 0.12,
            name=f"point:{name}",
            order=3.0,
        )


def _name_waves(
    figure: Figure,
    plane: _Plane,
    waves: Sequence[str],
    bases: dict[str, int],
    little: float,
    font: str | None,
    lang: str,
    bounds: Box,
) -> None:
    """Write the waves and their bases below the axis; of many, every second, third …, and the last."""
    texts = [label("figure.group_base", lang, base=f"{bases[wave]:,}") for wave in waves]
    opened = face_for([*waves, *texts], font)
    wide = [
        max(advance(wave, opened, size=little), advance(text, opened, size=little))
        for wave, text in zip(waves, texts, strict=True)
    ]
    room = max(min(max(wide), LONGEST * little), max(advance(text, opened, size=little) for text in texts))
    every = max(1, math.ceil((room + 0.6 * little) / plane.step))
    bottom = plane.bottom
    for number in range(len(waves) - 1, -1, -every):
        x = plane.first + plane.step * number
        stroke(figure, [(x, bottom), (x, bottom + 0.35 * little)], width=0.6, colour=FAINT)
        # Beside its neighbours, and not beyond the edges of the picture.
        free = min(every * plane.step - 0.5 * little, 2 * (x - bounds.left), 2 * (bounds.right - x))
        shown = shortened(waves[number], opened, size=little, room=max(free, 2 * little))
        for row, (text, name) in enumerate(((shown, "wave"), (texts[number], "base"))):
            place = text_box(text, opened, size=little, x=x, y=bottom + (1.1 + 1.2 * row) * little)
            write(
                figure,
                text,
                opened,
                box=place,
                size=little,
                colour=FAINT if row else INK,
                name=f"{name}:{waves[number]}",
            )


def _spread(wanted: Sequence[float], apart: float, first: float, last: float) -> list[float]:
    """Return places at least so far apart, in the same order and as near to the wanted ones as can be.

    Neighbours that are too near become a group around the middle of their wanted places (pool adjacent
    violators: Ayer et al. 1955).

    >>> _spread([10, 11, 30], 10, 0, 100)
    [5.5, 15.5, 30.0]
    """
    groups: list[tuple[float, int]] = []  # sum of wanted places less those of the order, members
    for number, place in enumerate(wanted):
        total, members = float(place) - number * apart, 1
        while groups and groups[-1][0] / groups[-1][1] > total / members:
            before = groups.pop()
            total, members = total + before[0], members + before[1]
        groups.append((total, members))
    starts = [total / members for total, members in groups for _ in range(members)]
    final = last - apart * (len(wanted) - 1)
    return [max(first, min(start, final)) + number * apart for number, start in enumerate(starts)]


def _look(number: int) -> tuple[str, str, tuple[float, ...] | None]:
    """Return colour, shape and dashes of a line: any two of the three together differ for sixteen lines."""
    shapes = list(SHAPES)
    shape = shapes[(number + 3 * (number // 5)) % len(shapes)]
    return CATEGORIES[number % len(CATEGORIES)], shape, DASHES[number % len(DASHES)]


def _ticks(highest: float, most: int) -> list[float]:
    """Return round shares from 0 to the highest, so many at most.

    >>> _ticks(0.34, 5)
    [0.0, 0.1, 0.2, 0.3]
    """
    steps = [float(f"{digit}e{power}") for power in range(-5, 1) for digit in (1, 2, 5)]
    step = next((each for each in steps if highest / each < most), 1.0)
    return [round(number * step, 6) for number in range(math.floor(highest / step + 1e-9) + 1)]


def _percent(share: float) -> str:
    return f"{round(share * 100, 4):g}%"


def _known(value: float) -> float:
    return 0.0 if math.isnan(value) else value


def _foot(all_: int, count: int, bases: Sequence[int], source: str, lang: str) -> str:
    least, most = min(bases), max(bases)
    base = f"{least:,}" if least == most else f"{least:,}–{most:,}"
    parts = [label("figure.group_base", lang, base=base)]
    if count < all_:
        parts.append(label("figure.timeline_left", lang, count=f"{all_ - count:,}", all=f"{all_:,}"))
    if source:
        parts.append(source)
    return label("figure.separator", lang).join(parts)
