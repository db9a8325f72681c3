"""Keyness: the words that one group uses more, and less, than the rest."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, check_glyphs, face
from textmine.figures.letters import face_for, letter_size, points, put, stroke, text_box, tint, write
from textmine.figures.packing import Box
from textmine.figures.rows import LINE, Options, fitted, joined, names_of, write_name
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT, INK, style
from textmine.settings import DEFAULTS
from textmine.texts.labels import label

COLUMNS = (
    "attribute",
    "value",
    "feature",
    "share",
    "rest_share",
    "base",
    "rest_base",
    "log_likelihood",
    "p_bh",
)
WIDEST = 0.3  # part of the width that names take at most
ROW = 1.55  # height of a row, in letters
LEVEL = 0.05
OVER, UNDER = EMPHASIS, CATEGORIES[1]


class _Row(NamedTuple):
    feature: str
    score: float
    sure: bool
    text: str


def keyness(
    table: pd.DataFrame,
    *,
    value: str,
    attribute: str | None = None,
    rows: int = 15,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> Figure:
    """Return the words that a group uses more than the rest (to the right), and less (to the left).

    The length of a bar is the log-likelihood G² (Dunning 1993); a bar without a filling is not significant at
    5 % after Benjamini–Hochberg. Beside it stand the shares of the group and of the rest. At most ``rows``
    words of either side are drawn, those of the largest G², ties in the order of the table; how many are
    not is said below the picture.

    Args:
        table: ``attribute, value, feature, share, rest_share, base, rest_base, log_likelihood, p_bh``, as
            ``distinctive`` returns them.
        value: the group.
        attribute: whose value it is; needed where two attributes have such a value.
        rows: words of either side, at most.
        title: above the picture.
        source: below it.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP.
        dpi: pixels per inch.
        lang: "ja" or "en".

    Raises:
        FigureError: a column is missing, there is no such value, no word differs, or the font lacks a glyph.

    >>> rows = {"attribute": "業種", "value": "製造業", "feature": ["予算", "時間"], "share": [0.4, 0.1]}
    >>> rows |= {"rest_share": [0.1, 0.3], "base": 20, "rest_base": 30, "log_likelihood": [6.1, -2.9]}
    >>> figure = keyness(pd.DataFrame(rows | {"p_bh": [0.01, 0.09]}), value="製造業")
    """
    options = Options(title, source, size, font, dpi, lang)
    with style():
        return _keyness(table, value, attribute, rows, options)


def _keyness(table: pd.DataFrame, value: str, attribute: str | None, rows: int, options: Options) -> Figure:
    size, font, lang = options.size, options.font, options.lang
    mine = _of_value(table, value, attribute)
    found = [
        _Row(str(feature), float(score), bool(p < LEVEL), _shares(share, rest, lang))
        for feature, score, p, share, rest in zip(
            *(mine[name].tolist() for name in ("feature", "log_likelihood", "p_bh", "share", "rest_share")),
            strict=True,
        )
        if score
    ]
    more = sorted((row for row in found if row.score > 0), key=lambda row: -row.score)
    less = sorted((row for row in found if row.score < 0), key=lambda row: row.score)
    if not found:
        raise FigureError(
            "no word of {value!r} differs from the rest, so there is nothing to draw", value=value
        )
    letter, little = letter_size(size, "label"), letter_size(size, "small")
    texts = face(font, bold=False)
    numbers = face_for([row.text for row in found], font)

    def chosen(count: int) -> list[_Row]:
        # Both sides alike, and what one side does not need is the other's.
        right = min(len(more), rows, max(count - min(len(less), rows), -(-count // 2)))
        left = min(len(less), rows, count - right)
        return [*more[:right], *reversed(less[:left])]

    most = min(len(more), rows) + min(len(less), rows)
    check_glyphs([row.feature for row in chosen(most)], texts)

    def needed(count: int, width: float) -> float:
        names, _ = names_of(
            [row.feature for row in chosen(count)], [texts] * len(chosen(count)), letter, width * WIDEST
        )
        return sum(max(ROW, len(lines) * LINE + 0.2) for lines in names) * letter + 2.2 * little

    base, rest_base = int(mine["base"].iloc[0]), int(mine["rest_base"].iloc[0])

    def foot(count: int) -> str:
        parts = [label("figure.keyness_bases", lang, value=value, base=f"{base:,}", rest=f"{rest_base:,}")]
        if count < len(found):
            left = f"{len(found) - count:,}"
            parts.append(label("figure.keyness_left", lang, count=left, all=f"{len(found):,}"))
        return joined([*parts, options.source], lang)

    guide = label("figure.keyness_guide", lang, value=value)
    figure, bounds, count = fitted(most, needed, guide, foot, options)
    drawn = chosen(count)
    names, room = names_of(
        [row.feature for row in drawn], [texts] * len(drawn), letter, bounds.width * WIDEST
    )
    left = bounds.left + room + 0.7 * letter
    gap = 0.45 * letter
    scale, zero = _scale(drawn, left, bounds.right, gap, numbers, little)
    stretch = 1.0
    if size == "slide":
        stretch = min(
            max((bounds.height - 2.2 * little) / (needed(count, bounds.width) - 2.2 * little), 1.0), 1.9
        )
    y = bounds.top
    for row, lines in zip(drawn, names, strict=True):
        high = max(ROW, len(lines) * LINE + 0.2) * letter * stretch
        middle = y + high / 2
        write_name(figure, lines, texts, left - 0.7 * letter, middle, letter, row.feature)
        end = zero + row.score * scale
        colour = OVER if row.score > 0 else UNDER
        thick = 0.34 * letter * 1.4 * stretch
        box = Box(min(zero, end), middle - thick, max(zero, end), middle + thick)
        # Known by its side too, so that black and white tell it as well as colour.
        _bar(figure, box, tint(colour, 0.75) if row.sure else "white", colour, f"bar:{row.feature}")
        align = 0.0 if row.score > 0 else 1.0
        place = text_box(
            row.text, numbers, size=little, x=end + (gap if row.score > 0 else -gap), y=middle, align=align
        )
        write(figure, row.text, numbers, box=place, size=little, colour=INK, name=f"value:{row.feature}")
        y += high
    stroke(figure, [(zero, bounds.top), (zero, y)], width=0.8, colour=FAINT, order=4.0)
    _axis(figure, bounds, zero, scale, y, drawn, numbers, little)
    return figure


def _of_value(table: pd.DataFrame, value: str, attribute: str | None) -> pd.DataFrame:
    for column in COLUMNS:
        if column not in table.columns:
            raise FigureError(
                "a keyness plot needs the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, table.columns)) or "none",
            )
    own = table if attribute is None else table[table["attribute"].astype(str) == attribute]
    mine = own[own["value"].astype(str) == value]
    if mine.empty or mine["attribute"].nunique() > 1:
        pairs = zip(table["attribute"], table["value"], strict=True)
        raise FigureError(
            "there is no value {value!r}, or two attributes have it; there are: {known}",
            value=value,
            known=", ".join(dict.fromkeys(f"{one} {each}" for one, each in pairs)),
        )
    return mine


def _shares(share: float, rest: float, lang: str) -> str:
    return label("figure.keyness_shares", lang, share=f"{share * 100:.1f}%", rest=f"{rest * 100:.1f}%")


def _scale(
    rows: list[_Row], left: float, right: float, gap: float, numbers: Face, size: float
) -> tuple[float, float]:
    """Return points per unit of G², and where zero is, so that each bar and its text fit between the two."""
    beside = [(row.score, advance(row.text, numbers, size=size) + gap) for row in rows]

    def sides(scale: float) -> tuple[float, float]:
        return (
            max((-score * scale + wide for score, wide in beside if score < 0), default=0.0),
            max((score * scale + wide for score, wide in beside if score > 0), default=0.0),
        )

    low, high = 0.0, (right - left) / max(abs(score) for score, _ in beside)
    for _ in range(60):  # halved so often that the rest is no part of a point
        middle = (low + high) / 2
        low, high = (middle, high) if sum(sides(middle)) <= right - left else (low, middle)
    return low, left + sides(low)[0]


def _axis(
    figure: Figure,
    bounds: Box,
    zero: float,
    scale: float,
    bottom: float,
    rows: list[_Row],
    numbers: Face,
    size: float,
) -> None:
    """Write round numbers below the bars."""
    ends = (min([0.0, *(row.score for row in rows)]), max([0.0, *(row.score for row in rows)]))
    steps = [step * 10.0**power for power in range(-3, 7) for step in (1, 2, 5)]
    step = next(each for each in steps if each * scale >= 4 * size)
    for number in range(int(np.ceil(ends[0] / step)), int(ends[1] / step) + 1):
        x = zero + number * step * scale
        text = f"{abs(number * step):g}"
        place = text_box(text, numbers, size=size, x=x, y=bottom + 0.95 * size)
        if bounds.left <= place.left and place.right <= bounds.right:
            stroke(figure, [(x, bottom), (x, bottom + 0.3 * size)], width=0.5, colour=FAINT)
            write(figure, text, numbers, box=place, size=size, colour=FAINT, name=f"tick:{number * step:g}")


def _bar(figure: Figure, box: Box, fill: str, edge: str, name: str) -> None:
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    patch = PathPatch(
        Curve(np.array([*corners, corners[0]]), closed=True),
        transform=points(figure),
        facecolor=fill,
        edgecolor=edge,
        linewidth=0.8,
        joinstyle="miter",
        snap=False,
        zorder=2.0,
    )
    put(figure, patch, name=name)
