"""Bars: how many respondents wrote each word or have each code, in all and by value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Unpack

import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.axes import grid_line, percent_tick, round_step, ticks
from textmine.figures.fills import FILLS, Fill, Legend, draw_legend, fill_box, legend_height
from textmine.figures.fonts import check_glyphs
from textmine.figures.frame import base_note, joined, left_note
from textmine.figures.letters import Box, Pen, stroke, tint, write
from textmine.figures.look import Look, LookOptions
from textmine.figures.names import Cells, cells_of, check_columns, names_of
from textmine.figures.rows import LINE, Heading, Placed, Rows, place
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT, GREY, INK
from textmine.texts.labels import label
from textmine.texts.labels import name as name_of
from textmine.texts.naming import attribute_name
from textmine.texts.numbers import percent

BETWEEN = 0.45  # space between two rows, in letters
WIDEST = 0.36  # part of the width that names take at most
AXIS = 1.7  # height of the numbers below the rows, in small letters
MOST_VALUES = 6  # side by side
SIGNS = {"+": " ▲", "-": " ▽"}  # of a mark of the crosstab
DIGITS = "0123456789,.%()（）n=▲▽"
CODE_ROWS = ("other", "total", "nonanswer")  # levels of a table of code counts that are no codes


@dataclass(frozen=True)
class _Bar:
    """A bar with its interval (NaN: none) and what is written at its end."""

    name: str  # identifies it in an SVG
    share: float
    low: float
    high: float
    text: str
    look: Fill

    @property
    def end(self) -> float:
        """How far bar and interval reach."""
        return max(self.share, 0.0 if math.isnan(self.high) else self.high)


@dataclass(frozen=True)
class _Row:
    """A name, and one bar or several below each other."""

    name: str
    pen: Pen
    bars: tuple[_Bar, ...]


@dataclass(frozen=True)
class _Chart:
    """What is drawn: for which rows there is room is not known yet."""

    rows: Sequence[_Row]
    ranked: Sequence[int]  # numbers of the rows that may be left out, the last first
    numbers: Pen  # of what is written at the ends of the bars
    legend: Legend
    look: Look

    def legend_pen(self) -> Pen:
        """Return what the legend is written with."""
        return self.look.pen_for([text for text, _ in self.legend], self.look.small)

    def place(self, most: int, guide: str, notes: Sequence[str]) -> Placed:
        """Return a figure with the places of at most so many rows, its legend drawn."""
        look, letter = self.look, self.look.letter

        def height(heading: Heading) -> float:
            bars = len(self.rows[heading.number].bars) * self.numbers.size * 1.12
            return max(len(heading.lines) * letter * LINE, bars) + letter * BETWEEN

        def foot(count: int) -> str:
            left_out = left_note("figure.bars_left", count, len(self.ranked), look.lang)
            return joined([*notes, left_out, look.source], look.lang)

        rows = Rows(
            names=[row.name for row in self.rows],
            pens=[row.pen for row in self.rows],
            ranked=self.ranked,
            widest=WIDEST,
            height=height,
            above=lambda _, width: legend_height(self.legend, width, self.legend_pen()),
            below=look.small * AXIS,
            guide=guide,
            foot=foot,
        )
        placed = place(rows, most, look)
        draw_legend(placed.figure, self.legend, placed.area, self.legend_pen())
        return placed


def bars(
    table: pd.DataFrame,
    *,
    rows: int = 30,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the words of a keyword table, or the codes of a table of counts, as bars.

    The length of a bar is the share of the respondents; the thin line is its 95 % interval; at the end
    are respondents and share; where the share is an estimate (``given_share`` beside it), it and the
    respondents to whom the code was given. Rows keep the order of the table. Of a longer table those of the
    largest shares are drawn; how many are not is said below the picture. その他 (who has no code) is a grey
    bar, and always drawn. The picture is as high as its rows need; on a slide, and beyond the height of a
    page, rows that do not fit are left out and counted too.

    Args:
        table: ``word`` or ``code``, ``respondents, share, low, high`` (and ``base``, ``level``), as
            ``keywords`` and ``code_counts`` return them.
        rows: words or codes, at most.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.

    Raises:
        FigureError: a column is missing, there is no row, or the font lacks a glyph.

    >>> words = {"word": ["予算", "人材"], "respondents": [9, 6], "share": [0.45, 0.3]}
    >>> words |= {"low": [0.26, 0.15], "high": [0.66, 0.52], "base": 20}
    >>> figure = bars(pd.DataFrame(words))
    """
    look = Look(**options)
    column = "code" if "code" in table.columns and "word" not in table.columns else "word"
    entries, notes = _entries(table, column, look)
    if not entries:
        raise FigureError("there is no bar to draw; the table is empty")
    levels = [level for _, level, _ in entries]
    check_glyphs([row.name for row, level, _ in entries if level not in CODE_ROWS], look.pen().face)
    ranked = [number for number, level in enumerate(levels) if level != "other"]
    ranked.sort(key=lambda number: -entries[number][2])
    is_estimated = "given_share" in table.columns
    which = "" if column == "word" else "_estimated" if is_estimated else "_codes"
    guide = look.said(f"bars_guide{which}")
    guide += look.said("bars_guide_upper") if "upper" in levels else ""
    guide += look.said("bars_guide_other") if "other" in levels else ""
    chart = _Chart([row for row, *_ in entries], ranked, look.pen_for([DIGITS]), (), look)
    return _drawn(chart, rows, guide, notes)


def grouped_bars(
    cross: pd.DataFrame,
    *,
    attribute: str,
    rows: int = 12,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the words or codes of a crosstab as bars, one below the other for each value of the attribute.

    Bars of two to six values are told apart by lightness and lines, in black and white too; the legend has
    the respondents of each. ▲ and ▽ mark the shares that are significantly above and below those of the
    others (``mark`` of the crosstab); values of few respondents are named below the picture.

    Args:
        cross: ``attribute, value, feature, respondents, share, low, high, mark, small, base``, as
            ``crosstab`` returns them.
        attribute: which one is drawn.
        rows: words or codes, at most: those of most respondents, in the order of the table.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.

    Raises:
        FigureError: a column is missing, there is no such attribute or too many values, or the font lacks a
            glyph.

    >>> cells = {"attribute": "業種", "value": ["製造業", "小売業"], "feature": "予算", "respondents": [9, 6]}
    >>> cells |= {"share": [0.45, 0.3], "low": [0.26, 0.15], "high": [0.66, 0.52], "mark": ["", ""]}
    >>> figure = grouped_bars(pd.DataFrame(cells | {"small": False, "base": 20}), attribute="業種")
    """
    look = Look(**options)
    mine = _cells(cross, attribute, ("share", "low", "high", "mark", "base"), look.lang)
    bases, texts = mine.bases, look.pen()
    if len(bases) > MOST_VALUES:
        raise FigureError(
            "{attribute!r} has {count} values, and bars can be told apart for {most}; draw a heat map",
            attribute=attribute,
            count=len(bases),
            most=MOST_VALUES,
        )
    check_glyphs(mine.features, texts.face)
    fills = dict(zip(bases, FILLS, strict=False))
    bars_of: dict[str, list[_Bar]] = {feature: [] for feature in mine.features}
    cells = mine.by_place("share", "low", "high", "mark")
    for feature, value in product(mine.features, bases):
        share, low, high, mark = cells.get((feature, value), (math.nan,) * 4)
        if not math.isnan(share):
            text = percent(share) + SIGNS.get(str(mark)[:1], "")
            bars_of[feature].append(_Bar(f"{feature}:{value}", share, low, high, text, fills[value]))
    legend = [
        (label("figure.bars_legend", look.lang, value=value, base=f"{base:,}"), fills[value])
        for value, base in bases.items()
    ]
    small = label("note.separator", look.lang).join(mine.small)
    notes = [look.said("bars_small", values=small)] if small else []
    guide = look.said("bars_guide_grouped", attribute=attribute_name(attribute, look.lang, look.per))
    every = [_Row(feature, texts, tuple(own)) for feature, own in bars_of.items()]
    chart = _Chart(every, mine.ranked, look.pen_for([DIGITS], look.small), legend, look)
    return _drawn(chart, rows, guide, notes)


# ---- bars of one table


def _entries(table: pd.DataFrame, column: str, look: Look) -> tuple[list[tuple[_Row, str, float]], list[str]]:
    """Return each row with its level and its share, and the note on their base."""
    lang = look.lang
    numbers = ("respondents", "share", "low", "high")
    _check(table, (column, *numbers))
    form = "figure.bars_estimated" if "given_share" in table.columns else "figure.bars_value"
    levels = table["level"].astype(str).tolist() if "level" in table.columns else ["code"] * len(table)
    entries: list[tuple[_Row, str, float]] = []
    notes = [base_note(table["base"], lang)] if "base" in table.columns else []
    for name, level, respondents, share, low, high in zip(
        names_of(table, column, lang), levels, *(table[each].astype(float) for each in numbers), strict=True
    ):
        is_known, count = not math.isnan(share), f"{respondents:,.0f}"
        text = label(form, lang, respondents=count, share=percent(share))
        if is_known and level != "total":
            shown = name_of(name.name, lang, group="code") if level in CODE_ROWS else name.shown
            bar = _Bar(shown, share, low, high, text, _of_level(level))
            row = _Row(shown, look.pen_for([shown], bold=level == "upper"), (bar,))
            entries.append((row, level, share))
    return entries, notes


def _of_level(level: str) -> Fill:
    if level in CODE_ROWS:
        return Fill(tint(GREY, 0.45), "", GREY, INK)
    if level == "upper":
        return Fill(tint(EMPHASIS, 0.75), "", EMPHASIS, "white")
    return Fill(tint(CATEGORIES[0], 0.5), "", CATEGORIES[0], INK)


# ---- bars of one table, or side by side


def _drawn(chart: _Chart, most: int, guide: str, notes: Sequence[str]) -> Figure:
    """Return the figure of a chart of bars."""
    look, numbers = chart.look, chart.numbers
    placed = chart.place(most, guide, notes)
    figure, plane, gap = placed.figure, placed.plane, 0.45 * look.letter
    bars = [bar for heading, _ in placed.bands for bar in chart.rows[heading.number].bars]
    # The longest bar and its text end at the right edge; so nothing is truncated.
    scale = min(
        ((plane.width - gap - numbers.width(bar.text)) / bar.end for bar in bars if bar.end > 0),
        default=plane.width,
    )
    for heading, band in placed.bands:
        heading.write(figure, band)
        own = chart.rows[heading.number].bars
        single = len(own) == 1
        pitch = (look.letter * 1.2 if single else look.small * 1.12) * placed.taller
        thick = pitch * (0.8 if single else 0.86)
        first = band.middle[1] - pitch * len(own) / 2
        for number, bar in enumerate(own):
            y = first + pitch * (number + 0.5)
            whole = Box(plane.left, y - thick / 2, plane.left + scale, y + thick / 2)
            _draw_bar(figure, bar, whole, look.letter)
            at, halo = (plane.left + bar.end * scale + gap, y), numbers.size * 0.12
            write(figure, bar.text, numbers, at=at, align=0.0, halo=halo, name=f"value:{bar.name}")
    last = min(1.0, max([1e-9, *(bar.end for bar in bars)]))
    _draw_axis(figure, plane._replace(right=plane.left + last * scale), last, Pen(numbers.face, look.small))
    return figure


def _draw_bar(figure: Figure, bar: _Bar, whole: Box, letter: float) -> None:
    """Draw a bar and its interval; ``whole`` is the bar of 100 %."""
    left, y = whole.left, whole.middle[1]
    if bar.share > 0:
        fill_box(
            figure, whole._replace(right=left + bar.share * whole.width), bar.look, letter, f"bar:{bar.name}"
        )
    if math.isnan(bar.low) or math.isnan(bar.high):
        return
    ends = [(left + bar.low * whole.width, y), (left + bar.high * whole.width, y)]
    if bar.look.print == "white":  # a dark line on a dark bar is seen by its light border
        stroke(figure, ends, width=letter * 0.22, colour="white", order=3.4)
    stroke(figure, ends, width=letter * 0.09, colour=INK, order=3.5, name=f"interval:{bar.name}")


def _draw_axis(figure: Figure, plane: Box, last: float, pen: Pen) -> None:
    """Draw lines and numbers for round shares from 0 to ``last``, which is at the right."""
    step = round_step(last / max(2.0, plane.width / (pen.size * 5)))
    for share in ticks(0.0, last, step):
        x, zero = plane.left + share / last * plane.width, share == 0
        ends = [(x, plane.top), (x, plane.bottom)]
        grid_line(figure, ends, zero=zero, order=4.0 if zero else 0.5)
        at, text = (x, plane.bottom + 0.85 * pen.size), percent_tick(share)
        write(figure, text, pen, at=at, colour=FAINT, name=f"tick:{text}")


# ---- the table


def _check(table: pd.DataFrame, columns: Sequence[str]) -> None:
    check_columns(table, columns, "bars need the column {column!r}; the table has {columns}")
    if table.empty:
        raise FigureError("there is no bar to draw; the table is empty")


def _cells(cross: pd.DataFrame, attribute: str, columns: Sequence[str], lang: str) -> Cells:
    _check(cross, ("attribute", "value", "feature", "respondents", *columns))
    return cells_of(cross, attribute, lang)
