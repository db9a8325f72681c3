"""A heat map of a crosstab: which words or codes stand out in which group."""

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
from textmine.figures.fonts import Face, advance, check_glyphs, face, printable
from textmine.figures.frame import keep_places
from textmine.figures.letters import (
    face_for,
    letter_size,
    page,
    points,
    put,
    shortened,
    text_box,
    tint,
    write,
)
from textmine.figures.packing import Box
from textmine.figures.rows import LINE, Options, fitted, joined, names_of, two_lines, write_name
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT, GREY, INK, style
from textmine.settings import DEFAULTS
from textmine.texts.labels import label
from textmine.texts.labels import name as name_of

COLUMNS = ("attribute", "value", "feature", "respondents", "share", "residual", "mark", "small", "base")
SIGNS = {"": "", "+": " ▲", "++": " ▲▲", "-": " ▽", "--": " ▽▽"}  # of a mark of the crosstab
WIDEST = 0.34  # part of the width that names of rows take at most
STRONGEST = 5.0  # residual from which on the colour is full
DEEPEST = 0.85  # of a colour
DARK = 0.6  # of a colour, from which on letters on it are white
CELL = 1.9  # height of a cell, in letters
BROADEST = 12.0  # width of a cell, in letters, at most
UPRIGHT = 9.0  # length of a heading that stands upright, in letters, at most
KEY = (-4.0, -2.0, 0.0, 2.0, 4.0)  # residuals of the colour key
EMPTY = "#F2F2F2"


class _Cell(NamedTuple):
    feature: str
    value: str
    share: float
    residual: float
    mark: str
    small: bool
    box: Box


@dataclass(frozen=True, eq=False)
class _Map:
    """A heat map before it is drawn: its cells, the names beside them, and how large letters are."""

    figure: Figure
    bounds: Box
    cells: tuple[_Cell, ...]
    features: tuple[tuple[str, tuple[str, ...], float], ...]  # name, its lines, the middle of its row
    headings: tuple[tuple[str, tuple[str, ...], str, float], ...]  # value, its lines, its base, its middle
    left: float
    top: float
    bottom: float
    upright: bool
    letter: float
    little: float


def heatmap(
    cross: pd.DataFrame,
    *,
    attribute: str,
    rows: int = 30,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> Figure:
    """Return the words or codes of a crosstab (rows) by the values of an attribute (columns).

    In each cell stands the share of the value's respondents, and ▲ or ▽ where it is significantly above or
    below that of the others (``mark``; two signs at 1 %). Its colour is the adjusted residual: blue above,
    orange below what would be expected if all values were alike, white for none. Cells of values with few
    respondents have no colour. Rows that do not fit are left out, those of fewest respondents first, and
    values of fewest respondents; both are counted below the picture.

    Args:
        cross: ``attribute, value, feature, respondents, share, residual, mark, small, base``, as ``crosstab``
            returns them.
        attribute: which one is drawn.
        rows: words or codes, at most.
        title: above the picture.
        source: below it.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP.
        dpi: pixels per inch.
        lang: "ja" or "en".

    Raises:
        FigureError: a column is missing, there is no such attribute, or the font lacks a glyph.

    >>> cells = {"attribute": "業種", "value": ["製造業", "小売業"], "feature": "予算", "respondents": [9, 6]}
    >>> cells |= {"share": [0.45, 0.3], "residual": [1.0, -1.0], "mark": ["", ""], "small": False, "base": 20}
    >>> figure = heatmap(pd.DataFrame(cells), attribute="業種")
    """
    options = Options(title, source, size, font, dpi, lang)
    with style():
        made = _placed(cross, attribute, rows, options)
        _draw(made, options)
    keep_places(made.figure, _layout(made, attribute))
    return made.figure


def heatmap_layout(
    cross: pd.DataFrame,
    *,
    attribute: str,
    rows: int = 30,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> pd.DataFrame:
    """Return where the cells of :func:`heatmap` stand, one row per cell, with the same options.

    Columns: ``feature``, ``attribute``, ``value``, and ``x``, ``y``, ``width``, ``height`` in parts (0-1) of
    the picture, from its upper left corner.

    >>> cells = {"attribute": "業種", "value": ["製造業", "小売業"], "feature": "予算", "respondents": [9, 6]}
    >>> cells |= {"share": [0.45, 0.3], "residual": [1.0, -1.0], "mark": ["", ""], "small": False, "base": 20}
    >>> heatmap_layout(pd.DataFrame(cells), attribute="業種")["value"].tolist()
    ['製造業', '小売業']
    """
    options = Options(title, source, size, font, dpi, lang)
    with style():
        made = _placed(cross, attribute, rows, options)
    return _layout(made, attribute)


def _layout(made: _Map, attribute: str) -> pd.DataFrame:
    wide, high = page(made.figure)
    cells = made.cells
    return pd.DataFrame(
        {
            "feature": pd.Series([cell.feature for cell in cells], dtype="str"),
            "attribute": pd.Series([attribute] * len(cells), dtype="str"),
            "value": pd.Series([cell.value for cell in cells], dtype="str"),
            "x": [cell.box.left / wide for cell in cells],
            "y": [cell.box.top / high for cell in cells],
            "width": [cell.box.width / wide for cell in cells],
            "height": [cell.box.height / high for cell in cells],
        }
    )


def _placed(cross: pd.DataFrame, attribute: str, rows: int, options: Options) -> _Map:
    mine = _of_attribute(cross, attribute)
    size, font, lang = options.size, options.font, options.lang
    letter, little = letter_size(size, "label"), letter_size(size, "small")
    texts = face(font, bold=False)
    order = {feature: number for number, feature in enumerate(dict.fromkeys(mine["feature"].astype(str)))}
    bases = dict(zip(mine["value"].astype(str), mine["base"].astype(int), strict=True))
    total = mine.groupby(mine["feature"].astype(str))["respondents"].sum().to_dict()
    ranked = sorted(order, key=lambda feature: (-int(total[feature]), order[feature]))
    check_glyphs(list(order), texts)
    numbers = face_for(["0123456789%▲▽ n=(),."], font)
    narrowest = advance("100% ▲▲", numbers, size=little) + 0.6 * little

    def columns(width: float, room: float) -> list[str]:
        most = max(1, int((width - room - 0.7 * letter) / narrowest))
        kept = sorted(bases, key=lambda value: (-bases[value], list(bases).index(value)))[:most]
        return [value for value in bases if value in kept]

    def laid(count: int, width: float) -> tuple[list[str], list[tuple[str, ...]], float, list[str], float]:
        kept = sorted(ranked[:count], key=order.__getitem__)
        names, room = names_of(kept, [texts] * len(kept), letter, width * WIDEST)
        values = columns(width, room)
        wide = min((width - room - 0.7 * letter) / len(values), BROADEST * letter)
        return kept, names, room, values, wide

    def head(values: Sequence[str], wide: float) -> tuple[list[tuple[str, ...]], bool, float]:
        opened = face_for(values, font)
        lines = [two_lines(printable(value, opened), opened, little, wide - 0.4 * little) for value in values]
        # A heading that two lines of its column can't hold stands upright.
        upright = any(line.endswith("…") for found in lines for line in found)
        if not upright:
            return lines, False, (max(map(len, lines)) + 1) * little * LINE + 0.5 * little
        lines = [(shortened(value, opened, size=little, room=UPRIGHT * little),) for value in values]
        longest = max(advance(line, opened, size=little) for (line,) in lines)
        return lines, True, longest + little * (LINE + 1.0)

    def needed(count: int, width: float) -> float:
        _, names, _, values, wide = laid(count, width)
        return head(values, wide)[2] + sum(map(high_of, names)) + key_height

    def high_of(lines: tuple[str, ...]) -> float:
        return max(CELL, len(lines) * LINE + 0.3) * letter

    key_height = 2.6 * little
    guide = label("figure.heatmap_guide", lang, attribute=name_of(attribute, lang, group="column"))
    small = [value for value in bases if bool(mine.loc[mine["value"].astype(str) == value, "small"].any())]

    def foot(count: int) -> str:
        # The width of a figure does not depend on its height, so the values that fit are known from it.
        values = columns(width_of[0], laid(count, width_of[0])[2]) if width_of else list(bases)
        parts = []
        if any(value in values for value in small):
            named = label("note.separator", lang).join(value for value in small if value in values)
            parts.append(label("figure.heatmap_small", lang, values=named))
        if count < len(order):
            left = f"{len(order) - count:,}"
            parts.append(label("figure.bars_left", lang, count=left, all=f"{len(order):,}"))
        if len(values) < len(bases):
            left = f"{len(bases) - len(values):,}"
            parts.append(label("figure.heatmap_values_left", lang, count=left, all=f"{len(bases):,}"))
        if width_of:
            lines = head(values, laid(count, width_of[0])[4])[0]
            cut = [each for each, of in zip(values, lines, strict=True) if of[-1].endswith("…")]
            if cut:
                parts.append(
                    label("figure.heatmap_cut", lang, values=label("note.separator", lang).join(cut))
                )
        return joined([*parts, options.source], lang)

    width_of: list[float] = []
    count = min(max(rows, 1), len(order))
    width_of.append(fitted(1, lambda _, __: 0.0, guide, lambda _: "", options)[1].width)
    figure, bounds, count = fitted(count, needed, guide, foot, options)
    kept, names, room, values, wide = laid(count, bounds.width)
    lines, upright, above = head(values, wide)
    stretch = 1.0
    if size == "slide":
        body = sum(map(high_of, names))
        stretch = min(max((bounds.height - above - key_height) / body, 1.0), 1.9)
    left, top = bounds.left + room + 0.7 * letter, bounds.top + above
    found = {
        (str(feature), str(value)): rest
        for feature, value, *rest in zip(
            *(mine[name].tolist() for name in ("feature", "value", "share", "residual", "mark", "small")),
            strict=True,
        )
    }
    cells, features = [], []
    y = top
    for feature, name_lines in zip(kept, names, strict=True):
        high = high_of(name_lines) * stretch
        features.append((feature, name_lines, y + high / 2))
        for place, value in enumerate(values):
            if (feature, value) in found:
                share, residual, mark, is_small = found[feature, value]
                box = Box(left + place * wide, y, left + (place + 1) * wide, y + high)
                cells.append(
                    _Cell(feature, value, float(share), float(residual), str(mark), bool(is_small), box)
                )
        y += high
    headings = [
        (value, value_lines, f"n={bases[value]:,}", left + (place + 0.5) * wide)
        for place, (value, value_lines) in enumerate(zip(values, lines, strict=True))
    ]
    return _Map(
        figure, bounds, tuple(cells), tuple(features), tuple(headings), left, top, y, upright, letter, little
    )


def _of_attribute(cross: pd.DataFrame, attribute: str) -> pd.DataFrame:
    for column in COLUMNS:
        if column not in cross.columns:
            raise FigureError(
                "a heat map needs the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, cross.columns)) or "none",
            )
    names = cross["attribute"].astype(str)
    mine = cross[names == attribute]
    if mine.empty:
        raise FigureError(
            "there is no attribute {attribute!r}; there are: {known}",
            attribute=attribute,
            known=", ".join(dict.fromkeys(names)),
        )
    return mine


def _draw(made: _Map, options: Options) -> None:
    figure, letter, little = made.figure, made.letter, made.little
    numbers = face_for(["0123456789%▲▽ n=(),."], options.font)
    texts = face(options.font, bold=False)
    for feature, lines, middle in made.features:
        write_name(figure, lines, texts, made.left - 0.7 * letter, middle, letter, feature)
    opened = face_for([value for value, *_ in made.headings], options.font)
    for value, lines, base, middle in made.headings:
        y = made.top - 0.3 * little - little * LINE / 2
        place = text_box(base, numbers, size=little, x=middle, y=y)
        write(figure, base, numbers, box=place, size=little, colour=FAINT, name=f"base:{value}")
        if made.upright:
            (line,) = lines
            long = advance(line, opened, size=little)
            centre = (middle, y - little * LINE / 2 - 0.2 * little - long / 2)
            box = text_box(line, opened, size=little, x=centre[0], y=centre[1])
            write(
                figure, line, opened, box=box, size=little, colour=INK, name=f"value:{value}", upright=centre
            )
            continue
        for number, line in enumerate(reversed(lines)):
            box = text_box(line, opened, size=little, x=middle, y=y - (number + 1) * little * LINE)
            name = f"value:{value}" + (f":{len(lines) - number}" if number < len(lines) - 1 else "")
            write(figure, line, opened, box=box, size=little, colour=INK, name=name)
    for cell in made.cells:
        fill, ink = _colours(cell.residual, small=cell.small)
        _box(figure, cell.box, fill, f"cell:{cell.feature}:{cell.value}")
        text = f"{cell.share * 100:.0f}%" + ("" if cell.small else SIGNS.get(cell.mark, ""))
        x, y = (cell.box.left + cell.box.right) / 2, (cell.box.top + cell.box.bottom) / 2
        place = text_box(text, numbers, size=little, x=x, y=y)
        name = f"share:{cell.feature}:{cell.value}"
        write(figure, text, numbers, box=place, size=little, colour=ink, name=name)
    _draw_key(made, numbers, options)


def _draw_key(made: _Map, numbers: Face, options: Options) -> None:
    """Draw what the colours mean, below the cells."""
    figure, little = made.figure, made.little
    text = label("figure.heatmap_key", options.lang)
    opened = face_for([text], options.font)
    y = made.bottom + 1.5 * little
    wide = 3.2 * little
    long = advance(text, opened, size=little)
    left = max(made.bounds.left, min(made.left, made.bounds.right - long - 0.8 * little - wide * len(KEY)))
    place = text_box(text, opened, size=little, x=left, y=y, align=0.0)
    write(figure, text, opened, box=place, size=little, colour=FAINT, name="key")
    x = left + long + 0.8 * little
    for residual in KEY:
        fill, ink = _colours(residual, small=False)
        _box(figure, Box(x, y - 0.7 * little, x + wide, y + 0.7 * little), fill, None)
        value = f"{residual:+.0f}".replace("-", "−") if residual else "0"
        place = text_box(value, numbers, size=little, x=x + wide / 2, y=y)
        write(figure, value, numbers, box=place, size=little, colour=ink)
        x += wide


def _colours(residual: float, *, small: bool) -> tuple[str, str]:
    """Return the colour of a cell, and that of the letters on it."""
    if small or math.isnan(residual):
        return EMPTY, GREY
    strength = min(abs(residual) / STRONGEST, 1.0) * DEEPEST
    fill = tint(EMPHASIS if residual > 0 else CATEGORIES[1], strength)
    return fill, "white" if strength > DARK and residual > 0 else INK


def _box(figure: Figure, box: Box, fill: str, name: str | None) -> None:
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    patch = PathPatch(
        Curve(np.array([*corners, corners[0]]), closed=True),
        transform=points(figure),
        facecolor=fill,
        edgecolor="white",
        linewidth=0.8,
        joinstyle="miter",
        snap=False,
        zorder=2.0,
    )
    put(figure, patch, name=name)
