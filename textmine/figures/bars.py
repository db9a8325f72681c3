"""Bars: how many respondents wrote each word or have each code, in all, by value, and as parts of a whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, check_glyphs, face
from textmine.figures.letters import (
    face_for,
    letter_size,
    points,
    put,
    shortened,
    stroke,
    text_box,
    tint,
    write,
)
from textmine.figures.packing import Box
from textmine.figures.rows import LINE, Options, fitted, joined, names_of, write_name
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT, GREY, INK, style
from textmine.settings import DEFAULTS
from textmine.texts.labels import label
from textmine.texts.labels import name as name_of

BETWEEN = 0.45  # space between two rows, in letters
WIDEST = 0.36  # part of the width that names take at most
TALLER = 1.9  # rows of a slide may be this much higher than they need to be
MOST_VALUES = 6  # side by side
GRID = "#DDDDDD"
SIGNS = {"+": " ▲", "-": " ▽"}  # of a mark of the crosstab
DIGITS = "0123456789,.%()（）n=▲▽"
CODE_ROWS = ("other", "total", "nonanswer")  # levels of a table of code counts that are no codes


class _Look(NamedTuple):
    """How a bar is filled: known by its lightness and its lines in black and white, by its hue in colour."""

    fill: str
    lines: str  # "", "rising", "falling", "upright", "dots"
    ink: str  # of lines and border
    print: str  # of a number on it


LOOKS = (
    _Look(EMPHASIS, "", EMPHASIS, "white"),
    _Look(tint(CATEGORIES[1], 0.22), "rising", CATEGORIES[1], INK),
    _Look(tint(CATEGORIES[2], 0.7), "", CATEGORIES[2], INK),
    _Look("#FFFFFF", "", "#000000", INK),
    _Look(tint(CATEGORIES[4], 0.3), "falling", "#8A4A70", INK),
    _Look(tint(CATEGORIES[0], 0.15), "dots", CATEGORIES[0], INK),
)
REST = _Look("#E4E4E4", "", GREY, INK)


@dataclass(frozen=True, eq=False)
class _Bar:
    """A bar with its interval (NaN: none) and what is written at its end."""

    name: str  # identifies it in an SVG
    share: float
    low: float
    high: float
    text: str
    look: _Look


@dataclass(frozen=True, eq=False)
class _Row:
    """A name, and one bar or several below each other."""

    lines: tuple[str, ...]
    bold: bool
    bars: tuple[_Bar, ...]
    name: str


class _Entry(NamedTuple):
    """An entry of a legend: its place from the upper left corner of the legend."""

    text: str
    look: _Look
    left: float
    top: float


def bars(
    table: pd.DataFrame,
    *,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
    rows: int = 30,
) -> Figure:
    """Return the words of a keyword table, or the codes of a table of counts, as bars.

    The length of a bar is the share of the respondents; the thin line is its 95 % interval; at the end
    stand respondents and share. Rows keep the order of the table. Of a longer table those of most respondents
    are drawn; how many are not is said below the picture. その他 (answers without any code) is a grey bar,
    and always drawn. How many have any code, and how many gave no answer, is said below: the first is no
    code, and the others are not in the base. The picture is as high as its rows need; on a slide, and beyond
    the height of a page, rows that do not fit are left out and counted too.

    Args:
        table: ``word`` or ``code``, ``respondents, share, low, high`` (and ``base``, ``level``), as
            ``keywords`` and ``code_counts`` return them.
        title: above the picture.
        source: below it.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP.
        dpi: pixels per inch.
        lang: "ja" or "en".
        rows: words or codes, at most.

    Raises:
        FigureError: a column is missing, there is no row, or the font lacks a glyph.

    >>> words = {"word": ["予算", "人材"], "respondents": [9, 6], "share": [0.45, 0.3]}
    >>> words |= {"low": [0.26, 0.15], "high": [0.66, 0.52], "base": 20}
    >>> figure = bars(pd.DataFrame(words))
    """
    options = Options(title, source, size, font, dpi, lang)
    with style():
        return _bars(table, rows, options)


def grouped_bars(
    cross: pd.DataFrame,
    *,
    attribute: str,
    rows: int = 12,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> Figure:
    """Return the words or codes of a crosstab as bars, one below the other for each value of the attribute.

    Bars of two to six values are told apart by lightness and lines, in black and white too; the legend has
    the respondents of each. ▲ and ▽ stand at the shares that are significantly above and below those of the
    others (``mark`` of the crosstab); values of few respondents are named below the picture.

    Args:
        cross: ``attribute, value, feature, respondents, share, low, high, mark, small, base``, as
            ``crosstab`` returns them.
        attribute: which one is drawn.
        rows: words or codes, at most: those of most respondents, in the order of the table.
        title: above the picture.
        source: below it.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP.
        dpi: pixels per inch.
        lang: "ja" or "en".

    Raises:
        FigureError: a column is missing, there is no such attribute or too many values, or the font lacks a
            glyph.

    >>> cells = {"attribute": "業種", "value": ["製造業", "小売業"], "feature": "予算", "respondents": [9, 6]}
    >>> cells |= {"share": [0.45, 0.3], "low": [0.26, 0.15], "high": [0.66, 0.52], "mark": ["", ""]}
    >>> figure = grouped_bars(pd.DataFrame(cells | {"small": False, "base": 20}), attribute="業種")
    """
    options = Options(title, source, size, font, dpi, lang)
    with style():
        return _grouped(cross, attribute, rows, options)


def stacked_bars(
    cross: pd.DataFrame,
    *,
    attribute: str,
    rows: int = 6,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> Figure:
    """Return one bar of 100 % for each value of the attribute, with the parts that its respondents chose.

    Parts of a whole only: each respondent has one feature at most. What is left of the base, and features
    beyond ``rows``, is the grey last part.

    Args:
        cross: ``attribute, value, feature, respondents, base``, as ``crosstab`` returns them.
        attribute: which one is drawn.
        rows: features, at most, and six at most: those of most respondents, in the order of the table.
        title: above the picture.
        source: below it.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP.
        dpi: pixels per inch.
        lang: "ja" or "en".

    Raises:
        FigureError: the parts of a value add up to more than its base, a column is missing, there is no
            such attribute, or the font lacks a glyph.

    >>> cells = {"attribute": "業種", "value": "製造業", "feature": ["満足", "不満"], "respondents": [9, 6]}
    >>> figure = stacked_bars(pd.DataFrame(cells | {"base": 20}), attribute="業種")
    """
    options = Options(title, source, size, font, dpi, lang)
    with style():
        return _stacked(cross, attribute, rows, options)


# ---- bars of one table


def _bars(table: pd.DataFrame, rows: int, options: Options) -> Figure:
    size, font, lang = options.size, options.font, options.lang
    column = "code" if "code" in table.columns and "word" not in table.columns else "word"
    _check(table, (column, "respondents", "share", "low", "high"))
    level = table["level"].astype(str).tolist() if "level" in table.columns else ["code"] * len(table)
    names = [
        name_of(each, lang, group="code") if of in CODE_ROWS else each
        for each, of in zip(table[column].astype(str), level, strict=True)
    ]
    respondents = [int(count) for count in table["respondents"]]
    shares, lows, highs = (table[each].to_numpy(dtype=float) for each in ("share", "low", "high"))
    drawable = [
        number
        for number, share in enumerate(shares.tolist())
        if level[number] != "total" and not math.isnan(share)
    ]
    if not drawable:
        raise FigureError("there is no bar to draw; the table is empty")
    letter = letter_size(size, "label")
    check_glyphs(
        [names[number] for number in drawable if level[number] not in CODE_ROWS], face(font, bold=False)
    )
    numbers = face_for([DIGITS], font)
    others = [number for number in drawable if level[number] == "other"]
    ranked = sorted(set(drawable) - set(others), key=lambda number: (-respondents[number], number))

    def chosen(count: int) -> list[int]:
        return sorted([*ranked[:count], *others])

    def written(count: int, width: float) -> tuple[list[_Row], float]:
        kept = chosen(count)
        heavy = [face_for([names[number]], font, bold=level[number] == "upper") for number in kept]
        labels, room = names_of([names[number] for number in kept], heavy, letter, width * WIDEST)
        found = []
        for number, lines in zip(kept, labels, strict=True):
            share = f"{shares[number] * 100:.1f}%"
            text = label("figure.bars_value", lang, respondents=f"{respondents[number]:,}", share=share)
            bar = _Bar(
                names[number],
                float(shares[number]),
                float(lows[number]),
                float(highs[number]),
                text,
                _of_level(level[number]),
            )
            found.append(_Row(lines, level[number] == "upper", (bar,), names[number]))
        return found, room

    guide = label("figure.bars_guide" if column == "word" else "figure.bars_guide_codes", lang)
    if any(level[number] == "upper" for number in drawable):
        guide += label("figure.bars_guide_upper", lang)
    if others:
        guide += label("figure.bars_guide_other", lang)

    def foot(count: int) -> str:
        parts = [_base(table, lang)]
        for number, of in enumerate(level):
            if of == "total" and not math.isnan(shares[number]):
                share = f"{shares[number] * 100:.1f}%"
                text = label("figure.bars_value", lang, respondents=f"{respondents[number]:,}", share=share)
                parts.append(label("figure.bars_any", lang, value=text))
            elif math.isnan(shares[number]) and of == "nonanswer":
                count_ = f"{respondents[number]:,}"
                parts.append(label("figure.bars_nonanswer", lang, respondents=count_))
        left = len(ranked) - count
        if left > 0:
            parts.append(label("figure.bars_left", lang, count=f"{left:,}", all=f"{len(ranked):,}"))
        return joined([*parts, options.source], lang)

    def needed(count: int, width: float) -> float:
        high = sum(_height(row, letter, letter) for row in written(count, width)[0])
        return high + _axis_height(size)

    count = max(min(rows, len(ranked)), 1)
    made, bounds, count = fitted(count, needed, guide, foot, options)
    found, room = written(count, bounds.width)
    _draw_rows(made, bounds, found, room, letter, letter, bounds.top, numbers, options)
    return made


def _of_level(level: str) -> _Look:
    if level in CODE_ROWS:
        return _Look(tint(GREY, 0.45), "", GREY, INK)
    if level == "upper":
        return _Look(tint(EMPHASIS, 0.75), "", EMPHASIS, "white")
    return _Look(tint(CATEGORIES[0], 0.5), "", CATEGORIES[0], INK)


# ---- bars side by side


def _grouped(cross: pd.DataFrame, attribute: str, rows: int, options: Options) -> Figure:
    size, font, lang = options.size, options.font, options.lang
    needed_columns = ("attribute", "value", "feature", "respondents", "share", "low", "high", "mark", "base")
    _check(cross, needed_columns)
    mine = _of_attribute(cross, attribute)
    values = list(dict.fromkeys(mine["value"].astype(str)))
    if len(values) > MOST_VALUES:
        raise FigureError(
            "{attribute!r} has {count} values, and bars can be told apart for {most}; draw a heat map",
            attribute=attribute,
            count=len(values),
            most=MOST_VALUES,
        )
    features = _frequent(mine)
    columns = [mine[column].tolist() for column in ("feature", "value", "share", "low", "high", "mark")]
    cells = {(str(feature), str(value)): cell for feature, value, *cell in zip(*columns, strict=True)}
    bases = {str(value): int(base) for value, base in zip(mine["value"], mine["base"], strict=True)}
    small = [
        value
        for value in values
        if "small" in mine.columns and bool(mine.loc[mine["value"].astype(str) == value, "small"].any())
    ]
    letter, little = letter_size(size, "label"), letter_size(size, "small")
    texts = face(font, bold=False)
    check_glyphs(features, texts)
    numbers = face_for([DIGITS], font)
    entries = [
        (label("figure.bars_legend", lang, value=value, base=f"{bases[value]:,}"), look)
        for value, look in zip(values, LOOKS, strict=False)
    ]
    order = {feature: number for number, feature in enumerate(dict.fromkeys(mine["feature"].astype(str)))}

    def written(count: int, width: float) -> tuple[list[_Row], float]:
        kept = sorted(features[:count], key=order.__getitem__)
        labels, room = names_of(kept, [texts] * len(kept), letter, width * WIDEST)
        found = []
        for feature, lines in zip(kept, labels, strict=True):
            of_row = []
            for value, look in zip(values, LOOKS, strict=False):
                cell = cells.get((feature, value))
                if cell is None or math.isnan(cell[0]):
                    continue
                share, low, high, mark = cell
                text = f"{share * 100:.1f}%" + SIGNS.get(str(mark)[:1], "")
                name = f"{feature}:{value}"
                of_row.append(_Bar(name, share, low, high, text, look))
            found.append(_Row(lines, False, tuple(of_row), feature))
        return found, room

    def needed(count: int, width: float) -> float:
        legend = _legend(entries, width, _legend_face(font, entries), little)[1]
        high = sum(_height(row, letter, little) for row in written(count, width)[0])
        return legend + high + _axis_height(size)

    def foot(count: int) -> str:
        parts = []
        if small:
            named = label("note.separator", lang).join(small)
            parts.append(label("figure.bars_small", lang, values=named))
        if count < len(features):
            left = f"{len(features) - count:,}"
            parts.append(label("figure.bars_left", lang, count=left, all=f"{len(features):,}"))
        return joined([*parts, options.source], lang)

    guide = label("figure.bars_guide_grouped", lang, attribute=name_of(attribute, lang, group="column"))
    made, bounds, count = fitted(min(max(rows, 1), len(features)), needed, guide, foot, options)
    found, room = written(count, bounds.width)
    opened = _legend_face(font, entries)
    legend, below = _legend(entries, bounds.width, opened, little)
    _draw_legend(made, legend, bounds, opened, little)
    _draw_rows(made, bounds, found, room, letter, little, bounds.top + below, numbers, options)
    return made


def _legend_face(font: str | None, entries: Sequence[tuple[str, _Look]]) -> Face:
    """Return the face of a legend."""
    return face_for([text for text, _ in entries], font)


# ---- parts of a whole


def _stacked(cross: pd.DataFrame, attribute: str, rows: int, options: Options) -> Figure:
    size, font, lang = options.size, options.font, options.lang
    _check(cross, ("attribute", "value", "feature", "respondents", "base"))
    mine = _of_attribute(cross, attribute)
    values = list(dict.fromkeys(mine["value"].astype(str)))
    bases = {str(value): int(base) for value, base in zip(mine["value"], mine["base"], strict=True)}
    for value in values:
        total = int(mine.loc[mine["value"].astype(str) == value, "respondents"].sum())
        if total > bases[value]:
            raise FigureError(
                "the parts of {value!r} add up to {total} of {base} respondents, so that some have several; "
                "draw grouped bars",
                value=value,
                total=total,
                base=bases[value],
            )
    every = list(dict.fromkeys(mine["feature"].astype(str)))
    kept = _frequent(mine)[: min(max(rows, 1), len(LOOKS))]
    features = [feature for feature in every if feature in kept]
    counts = {
        (str(value), str(feature)): int(count)
        for value, feature, count in zip(mine["value"], mine["feature"], mine["respondents"], strict=True)
    }
    letter, little = letter_size(size, "label"), letter_size(size, "small")
    check_glyphs(features, face(font, bold=False))
    texts = face_for(values, font)
    numbers = face_for([DIGITS], font)
    entries: list[tuple[str, _Look]] = list(zip(features, LOOKS, strict=False))
    rest = {value: bases[value] - sum(counts.get((value, each), 0) for each in features) for value in values}
    if any(rest.values()):
        entries.append((label("figure.bars_rest", lang), REST))
    opened = _legend_face(font, entries)

    def height(lines: tuple[str, ...]) -> float:
        return letter * (max(1.3, len(lines) * LINE) + BETWEEN)

    def needed(count: int, width: float) -> float:
        _, below = _legend(entries, width, opened, little)
        labels, _ = names_of(values[:count], [texts] * count, letter, width * WIDEST)
        return below + sum(map(height, labels)) + _axis_height(size)

    def foot(count: int) -> str:
        parts = []
        if len(features) < len(every):
            pooled = f"{len(every) - len(features):,}"
            parts.append(label("figure.bars_pooled", lang, count=pooled))
        if count < len(values):
            left = f"{len(values) - count:,}"
            parts.append(label("figure.bars_values_left", lang, count=left, all=f"{len(values):,}"))
        return joined([*parts, options.source], lang)

    guide = label("figure.bars_guide_stacked", lang, attribute=name_of(attribute, lang, group="column"))
    made, bounds, count = fitted(len(values), needed, guide, foot, options)
    legend, below = _legend(entries, bounds.width, opened, little)
    _draw_legend(made, legend, bounds, opened, little)
    labels, room = names_of(values[:count], [texts] * count, letter, bounds.width * WIDEST)
    sizes = [label("figure.group_base", lang, base=f"{bases[value]:,}") for value in values[:count]]
    beside = max(advance(each, numbers, size=letter) for each in sizes)
    left = bounds.left + room + 0.7 * letter
    right = bounds.right - beside - 0.7 * letter
    stretch = _stretch(needed(count, bounds.width) - below, bounds.height - below, size)
    top = bounds.top + below
    for value, lines, base in zip(values[:count], labels, sizes, strict=True):
        high = height(lines) * stretch
        middle = top + high / 2
        write_name(made, lines, texts, left - 0.7 * letter, middle, letter, value)
        thick = letter * 1.3 * stretch
        if bases[value]:
            parts = [
                (
                    feature,
                    (rest[value] if look is REST else counts.get((value, feature), 0)) / bases[value],
                    look,
                )
                for feature, look in entries
            ]
            _draw_parts(
                made, value, Box(left, middle - thick / 2, right, middle + thick / 2), parts, numbers, little
            )
        place = text_box(base, numbers, size=letter, x=bounds.right, y=middle, align=1.0)
        write(made, base, numbers, box=place, size=letter, colour=FAINT, name=f"base:{value}")
        top += high
    _axis(made, left, right, bounds.top + below, top, 1.0, numbers, little)
    return made


def _draw_parts(
    figure: Figure,
    value: str,
    bar: Box,
    parts: Sequence[tuple[str, float, _Look]],
    numbers: Face,
    size: float,
) -> None:
    """Draw the parts of a bar, and in those that are wide enough their share."""
    left = bar.left
    for feature, share, look in parts:
        if not share:
            continue
        right = left + bar.width * share
        _fill(figure, Box(left, bar.top, right, bar.bottom), look, size, f"part:{value}:{feature}")
        text = f"{share * 100:.0f}%"
        if advance(text, numbers, size=size) + 0.5 * size <= right - left:
            place = text_box(text, numbers, size=size, x=(left + right) / 2, y=(bar.top + bar.bottom) / 2)
            halo = size * 0.2 if look.lines else 0.0
            name = f"value:{value}:{feature}"
            write(figure, text, numbers, box=place, size=size, colour=look.print, halo=halo, name=name)
        left = right


# ---- what all of them need


def _check(table: pd.DataFrame, columns: Sequence[str]) -> None:
    for column in columns:
        if column not in table.columns:
            raise FigureError(
                "bars need the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, table.columns)) or "none",
            )
    if table.empty:
        raise FigureError("there is no bar to draw; the table is empty")


def _of_attribute(cross: pd.DataFrame, attribute: str) -> pd.DataFrame:
    names = cross["attribute"].astype(str)
    mine = cross[names == attribute]
    if mine.empty:
        raise FigureError(
            "there is no attribute {attribute!r}; there are: {known}",
            attribute=attribute,
            known=", ".join(dict.fromkeys(names)),
        )
    return mine


def _frequent(mine: pd.DataFrame) -> list[str]:
    """Return the features by the respondents of all values, most first, then as in the table."""
    total: dict[str, int] = {}
    for feature, count in zip(mine["feature"].astype(str), mine["respondents"], strict=True):
        total[feature] = total.get(feature, 0) + int(count)
    return sorted(total, key=lambda feature: -total[feature])


def _base(table: pd.DataFrame, lang: str) -> str:
    if "base" not in table.columns:
        return ""
    least, most = int(table["base"].min()), int(table["base"].max())
    shown = f"{least:,}" if least == most else f"{least:,}–{most:,}"
    return label("figure.group_base", lang, base=shown)


def _stretch(needed: float, room: float, size: str) -> float:
    """Return how much higher than needed the rows are drawn: a slide is filled."""
    around = _axis_height(size)
    free = (room - around) / max(needed - around, 1e-9)
    return min(max(free, 1.0), TALLER) if size == "slide" else 1.0


def _height(row: _Row, letter: float, bar: float) -> float:
    """Return the height of a row in points; ``bar`` is the size of the letters at its bars' ends."""
    return max(len(row.lines) * letter * LINE, len(row.bars) * bar * 1.12) + letter * BETWEEN


def _axis_height(size: str) -> float:
    return letter_size(size, "small") * 1.7


def _draw_rows(
    figure: Figure,
    bounds: Box,
    rows: Sequence[_Row],
    room: float,
    letter: float,
    little: float,
    top: float,
    numbers: Face,
    options: Options,
) -> None:
    needed = sum(_height(row, letter, little) for row in rows) + _axis_height(options.size)
    stretch = _stretch(needed, bounds.bottom - top, options.size)
    left = bounds.left + room + 0.7 * letter
    gap = 0.45 * letter
    # The longest bar and its text end at the right edge; so nothing is cut.
    scale = min(
        (
            (bounds.right - left - gap - advance(bar.text, numbers, size=little)) / _end(bar)
            for row in rows
            for bar in row.bars
            if _end(bar) > 0
        ),
        default=bounds.right - left,
    )
    y = top
    for row in rows:
        high = _height(row, letter, little) * stretch
        middle = y + high / 2
        opened = face_for([row.name], options.font, bold=row.bold)
        write_name(figure, row.lines, opened, left - 0.7 * letter, middle, letter, row.name)
        single = len(row.bars) == 1
        pitch = (letter * 1.2 if single else little * 1.12) * stretch
        first = middle - pitch * len(row.bars) / 2
        for number, bar in enumerate(row.bars):
            centre = first + pitch * (number + 0.5)
            thick = pitch * (0.8 if single else 0.86)
            if bar.share > 0:
                box = Box(left, centre - thick / 2, left + bar.share * scale, centre + thick / 2)
                _fill(figure, box, bar.look, letter, f"bar:{bar.name}")
            if not math.isnan(bar.low) and not math.isnan(bar.high):
                ends = [(left + bar.low * scale, centre), (left + bar.high * scale, centre)]
                dark = bar.look.print == "white"
                if dark:  # a dark line on a dark bar is seen by its light border
                    stroke(figure, ends, width=letter * 0.22, colour="white", order=3.4)
                stroke(figure, ends, width=letter * 0.09, colour=INK, order=3.5, name=f"interval:{bar.name}")
            x = left + _end(bar) * scale + gap
            place = text_box(bar.text, numbers, size=little, x=x, y=centre, align=0.0)
            write(
                figure,
                bar.text,
                numbers,
                box=place,
                size=little,
                colour=INK,
                halo=little * 0.12,
                name=f"value:{bar.name}",
            )
        y += high
    longest = max((_end(bar) for row in rows for bar in row.bars), default=0.0)
    last = min(1.0, max(longest, 1e-9))
    _axis(figure, left, left + last * scale, top, y, last, numbers, letter_size(options.size, "small"))


def _end(bar: _Bar) -> float:
    return max(bar.share, 0.0 if math.isnan(bar.high) else bar.high)


def _axis(
    figure: Figure,
    left: float,
    right: float,
    top: float,
    bottom: float,
    last: float,
    numbers: Face,
    size: float,
) -> None:
    """Draw lines and numbers for round shares from 0 to ``last``, which is at the right."""
    steps = [step * 10.0**power for power in range(-5, 1) for step in (1, 2, 5)]
    room = max(2.0, (right - left) / (size * 5))
    step = next((each for each in steps if last / each <= room), 1.0)
    for number in range(math.floor(last / step + 1e-9) + 1):
        x = left + number * step / last * (right - left)
        stroke(
            figure,
            [(x, top), (x, bottom)],
            width=0.7 if number == 0 else 0.5,
            colour=FAINT if number == 0 else GRID,
            order=4.0 if number == 0 else 0.5,
        )
        text = f"{round(number * step * 100, 4):g}%"
        place = text_box(text, numbers, size=size, x=x, y=bottom + 0.85 * size)
        write(figure, text, numbers, box=place, size=size, colour=FAINT, name=f"tick:{text}")


# ---- filled boxes and their legend


def _legend(
    entries: Sequence[tuple[str, _Look]], width: float, opened: Face, size: float
) -> tuple[list[_Entry], float]:
    """Return the entries of a legend in rows no wider than so, and the height of the rows."""
    found: list[_Entry] = []
    left = top = 0.0
    for text, look in entries:
        shown = shortened(text, opened, size=size, room=width - 2.5 * size)
        wide = advance(shown, opened, size=size) + 2.2 * size
        if left and left + wide > width:
            left, top = 0.0, top + 1.45 * size
        found.append(_Entry(shown, look, left, top))
        left += wide + 1.2 * size
    return found, top + 1.45 * size + 0.6 * size


def _draw_legend(figure: Figure, entries: Sequence[_Entry], bounds: Box, opened: Face, size: float) -> None:
    for entry in entries:
        x, y = bounds.left + entry.left, bounds.top + entry.top + 0.6 * size
        _fill(figure, Box(x, y - 0.42 * size, x + 1.7 * size, y + 0.42 * size), entry.look, size, None)
        place = text_box(entry.text, opened, size=size, x=x + 2.2 * size, y=y, align=0.0)
        write(figure, entry.text, opened, box=place, size=size, colour=INK, name=f"legend:{entry.text}")


def _fill(figure: Figure, box: Box, look: _Look, letter: float, name: str | None) -> None:
    """Fill a box and draw its lines: own ones, for those of matplotlib differ from format to format."""
    corners = [
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
        (box.left, box.top),
    ]
    put(
        figure,
        PathPatch(
            Curve(np.array(corners), closed=True),
            transform=points(figure),
            facecolor=look.fill,
            edgecolor=look.ink,
            linewidth=letter * 0.06,
            joinstyle="miter",
            snap=False,
            zorder=2.0,
        ),
        name=name,
    )
    lines = _lines(box, look.lines, letter)
    if lines:
        vertices = np.array([end for line in lines for end in line])
        put(
            figure,
            PathPatch(
                Curve(vertices, [Curve.MOVETO, Curve.LINETO] * len(lines)),
                transform=points(figure),
                facecolor="none",
                edgecolor=look.ink,
                linewidth=letter * (0.16 if look.lines == "dots" else 0.09),
                capstyle="round" if look.lines == "dots" else "butt",
                snap=False,
                zorder=2.2,
            ),
        )


_Point = tuple[float, float]


def _lines(box: Box, kind: str, letter: float) -> list[tuple[_Point, _Point]]:
    """Return the lines of a filled box: diagonals, or dots (lines of no length)."""
    apart, wide, high = letter * 0.5, box.width, box.height
    found: list[tuple[_Point, _Point]] = []
    if kind in ("rising", "falling"):
        for number in range(int((wide + high) / apart) + 1):
            start = number * apart
            from_x, to_x = max(0.0, start - high), min(wide, start)
            if to_x - from_x < 1e-6:
                continue
            down = [start - from_x, start - to_x]  # from the top, of a falling one from the bottom
            ys = [box.top + each if kind == "rising" else box.bottom - each for each in down]
            found.append(((box.left + from_x, ys[0]), (box.left + to_x, ys[1])))
    elif kind == "dots":
        lines = max(1, round(high / apart))
        for row in range(lines):
            y = box.top + high * (row + 0.5) / lines
            for column in range(int((wide - apart * 0.6) / apart) + 1):
                x = box.left + apart * (0.35 + column + 0.5 * (row % 2))
                if x < box.right - apart * 0.2:
                    found.append(((x, y), (x + 1e-3, y)))
    return found
