"""Keyness: the words that one group uses more, and less, than the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Unpack

import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.axes import round_step, ticks
from textmine.figures.fonts import check_glyphs
from textmine.figures.frame import joined, left_note
from textmine.figures.letters import Box, Pen, fill, stroke, tint, write
from textmine.figures.look import Look, LookOptions
from textmine.figures.names import check_columns, with_shown_names
from textmine.figures.rows import LINE, Rows, place
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT
from textmine.texts.labels import label
from textmine.texts.numbers import percent

SHARES = ("share", "rest_share")
BASES = ("base", "rest_base")
COLUMNS = ("attribute", "value", "feature", *SHARES, *BASES, "log_likelihood", "p_bh")
WIDEST = 0.3  # part of the width that names take at most
ROW = 1.55  # height of a row, in letters
LEVEL = 0.05  # of significance
OVER, UNDER = EMPHASIS, CATEGORIES[1]


@dataclass(frozen=True)
class _Word:
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
    **options: Unpack[LookOptions],
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
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.

    Raises:
        FigureError: a column is missing, there is no such value, no word differs, or the font lacks a glyph.

    >>> rows = {"attribute": "業種", "value": "製造業", "feature": ["予算", "時間"], "share": [0.4, 0.1]}
    >>> rows |= {"rest_share": [0.1, 0.3], "base": 20, "rest_base": 30, "log_likelihood": [6.1, -2.9]}
    >>> figure = keyness(pd.DataFrame(rows | {"p_bh": [0.01, 0.09]}), value="製造業")
    """
    look = Look(**options)
    mine = _of_value(table, value, attribute, look.lang)
    words, letter = _words(mine, look.lang), look.letter
    if not words:
        raise FigureError(
            "no word of {value!r} differs from the rest, so there is nothing to draw", value=value
        )
    words.sort(key=lambda word: -abs(word.score))
    more = [word for word in words if word.score > 0][:rows]
    less = [word for word in words if word.score < 0][:rows]
    drawn = [*more, *reversed(less)]
    # Both sides alike, and what one side does not need is the other's.
    pairs = zip_longest(range(len(more)), reversed(range(len(more), len(drawn))))
    ranked = [number for pair in pairs for number in pair if number is not None]
    texts, numbers = look.pen(), look.pen_for([word.text for word in words], look.small)
    check_glyphs([word.feature for word in drawn], texts.face)
    base, rest = (f"{int(mine[name].iloc[0]):,}" for name in BASES)
    note = label("figure.keyness_bases", look.lang, value=value, base=base, rest=rest)

    def foot(count: int) -> str:
        left_out = left_note("figure.keyness_left", count, len(words), look.lang)
        return joined([note, left_out, look.source], look.lang)

    names = Rows(
        names=[word.feature for word in drawn],
        pens=[texts] * len(drawn),
        ranked=ranked,
        widest=WIDEST,
        height=lambda heading: max(ROW, len(heading.lines) * LINE + 0.2) * letter,
        above=lambda _, __: 0.0,
        below=2.2 * look.small,
        guide=look.said("keyness_guide", value=value),
        foot=foot,
    )
    placed = place(names, len(drawn), look)
    figure, plane, gap = placed.figure, placed.plane, 0.45 * letter
    shown = [drawn[heading.number] for heading, _ in placed.bands]
    scale, zero = _scale(shown, plane, gap, numbers)
    for word, (heading, band) in zip(shown, placed.bands, strict=True):
        heading.write(figure, band)
        _draw_bar(figure, word, band, zero, zero + word.score * scale, 0.34 * letter * 1.4 * placed.taller)
        over, name = word.score > 0, f"value:{word.feature}"
        at = zero + word.score * scale + (gap if over else -gap), band.middle[1]
        write(figure, word.text, numbers, at=at, align=0.0 if over else 1.0, name=name)
    stroke(figure, [(zero, plane.top), (zero, plane.bottom)], width=0.8, colour=FAINT, order=4.0)
    below = placed.area._replace(top=plane.bottom)
    _draw_axis(figure, below, zero, scale, [word.score for word in shown], numbers)
    return figure


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


def _words(mine: pd.DataFrame, lang: str) -> list[_Word]:
    columns = (mine[name].tolist() for name in ("feature", "log_likelihood", "p_bh", *SHARES))
    words = []
    for feature, score, p, *shares in zip(*columns, strict=True):
        share, rest = (percent(each) for each in shares)
        text = label("figure.keyness_shares", lang, share=share, rest=rest)
        words.append(_Word(feature, float(score), bool(p < LEVEL), text))
    return [word for word in words if word.score]


def _draw_bar(figure: Figure, word: _Word, band: Box, zero: float, end: float, thick: float) -> None:
    """Draw the bar of a word: known by its side too, so that black and white tell it as well as colour."""
    colour, y = OVER if word.score > 0 else UNDER, band.middle[1]
    box = Box(min(zero, end), y - thick, max(zero, end), y + thick)
    inside = tint(colour, 0.75) if word.sure else "white"
    fill(figure, box, inside, edge=colour, name=f"bar:{word.feature}")


def _scale(words: Sequence[_Word], plane: Box, gap: float, numbers: Pen) -> tuple[float, float]:
    """Return points per unit of G², and where zero is, so that each bar and its text fit between the two."""
    beside = [(word.score, numbers.width(word.text) + gap) for word in words]

    def sides(scale: float) -> tuple[float, float]:
        return (
            max((-score * scale + wide for score, wide in beside if score < 0), default=0.0),
            max((score * scale + wide for score, wide in beside if score > 0), default=0.0),
        )

    low, high = 0.0, plane.width / max(abs(score) for score, _ in beside)
    for _ in range(60):  # halved so often that the rest is no part of a point
        middle = (low + high) / 2
        low, high = (middle, high) if sum(sides(middle)) <= plane.width else (low, middle)
    return low, plane.left + sides(low)[0]


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
