"""Timelines: which words or codes are named more often, or less, than before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Unpack

import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.axes import grid_line, percent_tick, round_step, ticks
from textmine.figures.fonts import check_glyphs
from textmine.figures.frame import HIGHEST, Frame, base_note, frame, joined, left_note
from textmine.figures.letters import SHAPES, Box, Mark, dot, page, stroke, write
from textmine.figures.lines import truncated
from textmine.figures.look import Look, LookOptions
from textmine.figures.names import check_columns, with_shown_names
from textmine.figures.style import CATEGORIES, FAINT, SIZES
from textmine.texts.labels import label
from textmine.texts.numbers import percent

APART = 1.12  # labels at the right end, in letters
FLAT = 0.45  # height of the plane, as part of the width
BELOW = 3.2  # height of the names of the waves and their bases, in small letters
WIDEST = 0.34  # part of the width that labels take at most
LONGEST = 9.0  # name of a wave, in letters, before some are left out
SURE = 0.05  # significance level
DIGITS = "0123456789,.%n="
# Patterns of lines, in widths of the line.
DASHES: tuple[tuple[float, ...] | None, ...] = (None, (5.0, 2.0), (1.6, 1.6), (7.0, 2.0, 1.6, 2.0))
INTERVALS = 12  # times at most, for intervals to be told apart; of chapters there may be a hundred
NUMBERS = ("share", "low", "high", "difference", "p_bh")
COLUMNS = ("feature", "wave", "respondents", "base", *NUMBERS)


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
    points: tuple[_Point, ...]

    def without_intervals(self) -> _Line:
        """Return the line whose intervals are not drawn."""
        bare = [point._replace(low=math.nan, high=math.nan) for point in self.points]
        return _Line(self.feature, tuple(bare))


def timeline(
    changes: pd.DataFrame,
    *,
    rows: int = 8,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the shares of words or codes over time, a line each with its name at the right end.

    Thin upright lines are 95 % intervals, of at most 12 times; a filled mark differs significantly from the
    time before
    (Benjamini–Hochberg over all differences of the table). With two times it is a slope chart. Of more
    features than ``rows`` those are drawn whose largest difference between two times is largest, and how
    many are not is said below the picture. Lines differ in shape of mark and pattern, in black and white
    too; where a time is not known, the line is broken. The axis begins at 0.

    Args:
        changes: ``feature, wave, respondents, base, share, low, high, difference, p_bh``, as ``changes``
            returns them; times are in the order of the table.
        rows: features, at most.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.

    Raises:
        FigureError: a column is missing, there are fewer than two times, or the font lacks a glyph.

    >>> shares = {"feature": "予算", "wave": ["2024", "2025"], "respondents": [9, 4], "base": [20, 20]}
    >>> shares |= {"share": [0.45, 0.2], "low": [0.26, 0.08], "high": [0.66, 0.42]}
    >>> figure = timeline(pd.DataFrame(shares | {"difference": [None, -0.25], "p_bh": [None, 0.09]}))
    """
    look = Look(**options)
    check_columns(changes, COLUMNS, "a timeline needs the column {column!r}; the table has {columns}")
    changes = with_shown_names(changes, "feature", look.lang)[0]
    waves, lines = _lines(changes)
    texts, numbers = look.pen(), look.pen_for([DIGITS], look.small)
    count = min(max(rows, 1), len(lines))
    check_glyphs([line.feature for line in lines[:count]], texts.face)
    bases = changes.groupby(changes["wave"].astype(str))["base"].max().astype(int)
    if len(waves) > INTERVALS:
        lines = [line.without_intervals() for line in lines]
    (figure, area), count = _fitted(len(lines), count, bases, look)
    drawn = lines[:count]
    shown = []
    for line in drawn:
        share = percent(line.points[-1].share)
        wide = texts.width(label("figure.timeline_label", look.lang, feature="", share=share))
        name = truncated(line.feature, texts, area.width * WIDEST - wide)
        shown.append(label("figure.timeline_label", look.lang, feature=name, share=share))
    plane = _plane(area, drawn, len(waves), max(map(texts.width, shown)), look)
    box = plane.box
    # The numbers are at the left of the plane, which begins where they end.
    for tick in _ticks(plane.highest, box, look):
        y, text = plane.y(tick), percent_tick(tick)
        grid_line(figure, [(box.left, y), (box.right, y)], zero=tick == 0)
        at = box.left - 0.4 * look.small, y
        write(figure, text, numbers, at=at, align=1.0, colour=FAINT, name=f"tick:{text}")
    _name_waves(figure, plane, waves, bases, area, look)
    # Those of the highest ends come first, so that no leader crosses another.
    ends = [plane.y(line.points[-1].share) for line in drawn]
    order = sorted(range(count), key=lambda number: (ends[number], number))
    apart = look.letter * APART
    free = area.top + 0.5 * look.letter, box.bottom + 0.3 * look.letter
    places = dict(zip(order, spread([ends[number] for number in order], apart, *free), strict=True))
    start, letter = box.right + 1.7 * look.letter, look.letter
    for number, line in enumerate(drawn):
        _draw_line(figure, plane, line, number, waves, letter)
        colour = line_look(number)[0].edge
        x, y, there = plane.x(line.points[-1].wave, number), ends[number], places[number]
        leader = [(x + 0.5 * letter, y), (box.right + 0.2 * letter, y), (start - 0.5 * letter, there)]
        leader.append((start - 0.2 * letter, there))
        stroke(figure, leader, width=letter * 0.06, colour=colour)
        name = f"label:{line.feature}"
        write(figure, shown[number], texts, at=(start, there), align=0.0, colour=colour, name=name)
    return figure


# ---- what is drawn


def _lines(changes: pd.DataFrame) -> tuple[list[str], list[_Line]]:
    """Return the waves in order, and the lines, those of the largest difference first."""
    features, waves = changes["feature"].tolist(), changes["wave"].astype(str).tolist()
    order = order_of_waves(features, waves)
    if len(order) < 2:
        raise FigureError("a timeline needs two waves or more, and the table has {count}", count=len(order))
    points: dict[str, list[_Point]] = {}
    change: dict[str, float] = {}
    numbers = (pd.to_numeric(changes[column]).astype(float) for column in NUMBERS)
    for feature, wave, share, low, high, difference, p in zip(features, waves, *numbers, strict=True):
        change.setdefault(feature, 0.0)
        if math.isnan(share):
            continue
        points.setdefault(feature, []).append(_Point(order.index(wave), share, low, high, p < SURE))
        if not math.isnan(difference):
            # Rounded: what is equal but for the last bit stays in the order of the table.
            change[feature] = max(change[feature], round(abs(difference), 9))
    if not points:
        raise FigureError("there is no line to draw; the table of changes has no share")
    ranked = sorted((feature for feature in change if feature in points), key=lambda each: -change[each])
    return order, [_Line(feature, tuple(sorted(points[feature]))) for feature in ranked]


def order_of_waves(features: Sequence[str], waves: Sequence[str]) -> list[str]:
    """Return the waves in the order of time: a feature may lack some, but has its own in order.

    >>> order_of_waves(["費用"] * 2 + ["人材"] * 3, ["2023", "2025", "2023", "2024", "2025"])
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

    box: Box
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
        return self.box.bottom - share / self.highest * self.box.height


def _fitted(every: int, count: int, bases: pd.Series, look: Look) -> tuple[Frame, int]:
    """Return a figure as high as the labels of its lines need, and how many lines it holds."""

    def framed(height: float) -> Frame:
        guide = look.said("timeline_guide")
        guide += label("figure.timeline_intervals", look.lang) if len(bases) <= INTERVALS else ""
        if count < every:
            guide += label("figure.timeline_guide_left", look.lang, count=f"{count:,}")
        left = left_note("figure.timeline_left", count, every, look.lang)
        foot = joined([base_note(bases, look.lang), left, look.source], look.lang)
        return frame(look, guide=guide, foot=foot, height=height)

    highest, below = HIGHEST[look.size], BELOW * look.small
    while True:
        made = framed(highest)
        needed = count * look.letter * APART + below + look.letter
        if needed <= made.area.height or count == 1:
            break
        count = max(1, min(count - 1, int(count * made.area.height / needed)))
    if not look.is_slide:
        around = page(made.figure)[1] - made.area.height
        high = (around + max(needed, made.area.width * FLAT + below)) / 72 * 25.4
        made = framed(min(highest, max(high, SIZES[look.size][1])))
    return made, count


def _ticks(highest: float, plane: Box, look: Look) -> list[float]:
    """Return round shares from 0 to the highest, as many as have room."""
    most = max(2, int(plane.height / (look.small * 2.2)))
    return ticks(0.0, highest, round_step(math.nextafter(highest / most, math.inf)))


def _plane(area: Box, lines: Sequence[_Line], waves: int, names: float, look: Look) -> _Plane:
    """Return the plane of the lines, whose ``names`` at the right end are so wide."""
    letter, small, count = look.letter, look.small, len(lines)
    numbers = look.pen_for([DIGITS], small)
    ends = [point.share if math.isnan(point.high) else point.high for line in lines for point in line.points]
    shares = [point.share for line in lines for point in line.points]
    highest = min(1.0, max([1e-3, *shares, *ends]))
    box = Box(
        area.left, area.top + 0.7 * letter, area.right - names - 1.9 * letter, area.bottom - BELOW * small
    )
    axis = max(numbers.width(percent_tick(tick)) for tick in _ticks(highest, box, look))
    box = box._replace(left=area.left + axis + 0.5 * small)
    # Marks of several lines at one time are beside each other, or one interval hides the next.
    beside = min(0.55 * letter, box.width / waves * 0.6 / max(count - 1, 1))
    inside = beside * (count - 1) / 2 + 0.6 * letter
    step = (box.width - 2 * inside) / (waves - 1)
    return _Plane(box, box.left + inside, step, beside, count, highest)


def _draw_line(
    figure: Figure, plane: _Plane, line: _Line, number: int, waves: Sequence[str], letter: float
) -> None:
    look, dashes = line_look(number)
    at = {point.wave: (plane.x(point.wave, number), plane.y(point.share)) for point in line.points}
    for point in line.points:
        name = f"{line.feature}:{waves[point.wave]}"
        x = at[point.wave][0]
        if point.wave + 1 in at:  # where a time is not known, there is no line
            stroke(
                figure,
                [at[point.wave], at[point.wave + 1]],
                width=letter * 0.17,
                colour=look.edge,
                dashes=dashes,
                order=2.0,
                name=f"line:{name}",
            )
        if not math.isnan(point.low) and not math.isnan(point.high):
            ends = [(x, plane.y(point.low)), (x, plane.y(point.high))]
            stroke(figure, ends, width=letter * 0.07, colour=look.edge, order=1.5, name=f"interval:{name}")
        filled = look if point.sure else look._replace(fill="white")
        dot(figure, filled, at[point.wave], radius=letter * 0.3, width=letter * 0.12, name=f"point:{name}")


def _name_waves(
    figure: Figure, plane: _Plane, waves: Sequence[str], bases: pd.Series, area: Box, look: Look
) -> None:
    """Write the waves and their bases below the axis; of many, every second, third …, and the last."""
    small, bottom = look.small, plane.box.bottom
    texts = [label("figure.group_base", look.lang, base=f"{bases[wave]:,}") for wave in waves]
    pen = look.pen_for([*waves, *texts], small)
    widest, widest_base = (max(map(pen.width, each)) for each in ([*waves, *texts], texts))
    room = max(min(widest, LONGEST * small), widest_base)
    every = max(1, math.ceil((room + 0.6 * small) / plane.step))
    for number in range(len(waves) - 1, -1, -every):
        x = plane.first + plane.step * number
        stroke(figure, [(x, bottom), (x, bottom + 0.35 * small)], width=0.6, colour=FAINT)
        # Beside its neighbours, and not beyond the edges of the picture.
        free = min(every * plane.step - 0.5 * small, 2 * (x - area.left), 2 * (area.right - x))
        shown = truncated(waves[number], pen, max(free, 2 * small))
        write(figure, shown, pen, at=(x, bottom + 1.1 * small), name=f"wave:{waves[number]}")
        at = x, bottom + 2.3 * small
        write(figure, texts[number], pen, at=at, colour=FAINT, name=f"base:{waves[number]}")


def spread(wanted: Sequence[float], apart: float, first: float, last: float) -> list[float]:
    """Return places at least so far apart, in the same order and as near to the wanted ones as can be.

    Neighbours that are too near become a group around the middle of their wanted places (pool adjacent
    violators: Ayer et al. 1955).

    >>> spread([10, 11, 30], 10, 0, 100)
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


def line_look(number: int) -> tuple[Mark, tuple[float, ...] | None]:
    """Return mark and dashes of a line: any two of colour, shape and dashes differ for sixteen lines."""
    shapes = list(SHAPES)
    colour = CATEGORIES[number % len(CATEGORIES)]
    shape = shapes[(number + 3 * (number // 5)) % len(shapes)]
    return Mark(shape, colour, colour), DASHES[number % len(DASHES)]
