"""Keyness: the words that one group uses more, and less, than the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.axes import round_step, ticks
from textmine.figures.fonts import check_glyphs
from textmine.figures.frame import joined, left_note
from textmine.figures.letters import Box, Pen, fill, stroke, tint, write
from textmine.figures.look import Look
from textmine.figures.names import check_columns, with_shown_names
from textmine.figures.rows import LINE, Heading, Rows, fitted, headings, stretch
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT, style
from textmine.settings import DEFAULTS
from textmine.texts.labels import label

SHARES = ("share", "rest_share")
BASES = ("base", "rest_base")
COLUMNS = ("attribute", "value", "feature", *SHARES, *BASES, "log_likelihood", "p_bh")
WIDEST = 0.3  # part of the width that names take at most
ROW = 1.55  # height of a row, in letters
LEVEL = 0.05  # of significance
OVER, UNDER = EMPHASIS, CATEGORIES[1]


@dataclass(frozen=True)
class _Row:
    """A word: how much more than the rest the group uses it, and what is written at its bar."""

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
    5 % after Benjamini–Hochberg. Beside it are the shares of the group and of the rest. At most ``rows``
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
    look = Look(title, source, size, font, dpi, lang)
    with style():
        return _keyness(_of_value(table, value, attribute, lang), rows, look)


def _of_value(table: pd.DataFrame, value: str, attribute: str | None, lang: str) -> pd.DataFrame:
    check_columns(table, COLUMNS, "a keyness plot needs the column {column!r}; the table has {columns}")
    own = table if attribute is None else table[table["attribute"].astype(str) == attribute]
    mine = own[own["value"].astype(str) == value]
    if mine.empty or mine["attribute"].nunique() > 1:
        pairs = zip(table["attribute"], table["value"], strict=True)
        raise FigureError(
            "there is no value {value!r}, or two attributes have it; there are: {known}",
            value=value,
            known=", ".join(dict.fromkeys(f"{one} {each}" for one, each in pairs)),
        )
    return with_shown_names(mine, "feature", lang)[0]


@dataclass(frozen=True)
class _Sides:
    """The words of both sides, those that differ most first."""

    more: Sequence[_Row]
    less: Sequence[_Row]

    def first(self, count: int) -> list[_Row]:
        """Return so many words of both sides alike; what one side does not need is the other's."""
        right = min(len(self.more), max(count - len(self.less), -(-count // 2)))
        left = min(len(self.less), count - right)
        return [*self.more[:right], *reversed(self.less[:left])]


def _keyness(mine: pd.DataFrame, most: int, look: Look) -> Figure:
    lang, letter, value = look.lang, look.letter, str(mine["value"].iloc[0])
    columns = (mine[name].tolist() for name in ("feature", "log_likelihood", "p_bh", *SHARES))
    words = [
        _Row(feature, float(score), bool(p < LEVEL), _shares(share, rest, lang))
        for feature, score, p, share, rest in zip(*columns, strict=True)
        if score
    ]
    if not words:
        raise FigureError(
            "no word of {value!r} differs from the rest, so there is nothing to draw", value=value
        )
    more = sorted((row for row in words if row.score > 0), key=lambda row: -row.score)[:most]
    less = sorted((row for row in words if row.score < 0), key=lambda row: row.score)[:most]
    sides, texts = _Sides(more, less), look.pen()
    numbers = look.pen_for([row.text for row in words], look.small)
    check_glyphs([row.feature for row in (*more, *less)], texts.face)
    axis = 2.2 * look.small

    def headed(count: int, width: float) -> tuple[list[Heading], float]:
        names = [row.feature for row in sides.first(count)]
        return headings(names, [texts] * len(names), width * WIDEST)

    def height_of(heading: Heading) -> float:
        return max(ROW, len(heading.lines) * LINE + 0.2) * letter

    def height(count: int, width: float) -> float:
        return sum(map(height_of, headed(count, width)[0])) + axis

    def foot(count: int) -> str:
        base, rest = (f"{int(mine[name].iloc[0]):,}" for name in BASES)
        bases = label("figure.keyness_bases", lang, value=value, base=base, rest=rest)
        left = left_note("figure.keyness_left", count, len(words), lang)
        return joined([bases, left, look.source], lang)

    guide = label("figure.keyness_guide", lang, value=value)
    figure, area, count = fitted(Rows(len(more) + len(less), height, guide, foot), look)
    rows, (names, room) = sides.first(count), headed(count, area.width)
    left, gap = area.left + room + 0.7 * letter, 0.45 * letter
    scale, zero = _scale(rows, left, area.right, gap, numbers)
    taller = stretch(height(count, area.width) - axis, area.height - axis, look)
    y = area.top
    for row, heading in zip(rows, names, strict=True):
        high, thick = height_of(heading) * taller, 0.34 * letter * 1.4 * taller
        middle, end = y + high / 2, zero + row.score * scale
        heading.write(figure, left - 0.7 * letter, middle)
        over = row.score > 0
        colour = OVER if over else UNDER
        # Known by its side too, so that black and white tell it as well as colour.
        box = Box(min(zero, end), middle - thick, max(zero, end), middle + thick)
        inside = tint(colour, 0.75) if row.sure else "white"
        fill(figure, box, inside, edge=colour, name=f"bar:{row.feature}")
        at = end + (gap if over else -gap), middle
        write(figure, row.text, numbers, at=at, align=0.0 if over else 1.0, name=f"value:{row.feature}")
        y += high
    stroke(figure, [(zero, area.top), (zero, y)], width=0.8, colour=FAINT, order=4.0)
    _draw_axis(figure, area._replace(top=y), zero, scale, [row.score for row in rows], numbers)
    return figure


def _shares(share: float, rest: float, lang: str) -> str:
    return label("figure.keyness_shares", lang, share=f"{share * 100:.1f}%", rest=f"{rest * 100:.1f}%")


def _scale(rows: Sequence[_Row], left: float, right: float, gap: float, numbers: Pen) -> tuple[float, float]:
    """Return points per unit of G², and where zero is, so that each bar and its text fit between the two."""
    beside = [(row.score, numbers.width(row.text) + gap) for row in rows]

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


def _draw_axis(
    figure: Figure, below: Box, zero: float, scale: float, scores: Sequence[float], numbers: Pen
) -> None:
    """Write round numbers below the bars, without a sign: the side is one."""
    size, step = numbers.size, round_step(4 * numbers.size / scale)
    for score in ticks(min([0.0, *scores]), max([0.0, *scores]), step):
        at, text = (zero + score * scale, below.top + 0.95 * size), f"{abs(score):g}"
        box = numbers.box(text, at)
        if below.left <= box.left and box.right <= below.right:
            ends = [(at[0], below.top), (at[0], below.top + 0.3 * size)]
            stroke(figure, ends, width=0.5, colour=FAINT)
            write(figure, text, numbers, at=at, colour=FAINT, name=f"tick:{score:g}")
