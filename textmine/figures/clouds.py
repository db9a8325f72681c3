"""Word clouds of groups: side by side in one scale, and what each group says more often than the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Unpack

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from textmine.arrays import FloatArray
from textmine.errors import FigureError
from textmine.figures.fonts import Face, check_glyphs, ink, outline
from textmine.figures.frame import base_note, frame, in_parts, joined, keep_places
from textmine.figures.letters import RISE, Box, Pen, stroke, write
from textmine.figures.lines import truncated
from textmine.figures.look import Look, LookOptions
from textmine.figures.names import Name, check_columns, name_columns, with_shown_names
from textmine.figures.packing import (
    Measures,
    filled,
    ground,
    largest_size,
    measured,
    pack_words,
    sized,
)
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT, GREY, INK, SIZES
from textmine.inputs.natural import natural
from textmine.settings import DEFAULTS
from textmine.texts.labels import label
from textmine.texts.numbers import percent

TOP = 30  # words of a group, at most
LARGEST = 0.34  # size of the largest word at most, as a part of the height of a cloud
GAP = 1.6  # between two clouds, in letters
HEAD = 2.4  # height of a group's heading, in letters
ROWS = {1: 72.0, 2: 58.0}  # height of a row of clouds on A4 in mm, by how many there are; of more:
ROW = 50.0
HIGHEST = 235.0  # of a figure on A4, in mm
NAMED = 12  # words without a place that are named below the clouds, at most
LEVEL = 0.05  # of significance


@dataclass(frozen=True)
class _Word:
    """A word of a group: what its size tells, and its colour."""

    name: Name
    respondents: int
    weight: float
    colour: str = INK

    @property
    def text(self) -> str:
        """The word as it is shown."""
        return self.name.shown


@dataclass(frozen=True)
class _Group:
    """A group with its words, the heaviest first."""

    name: str
    base: int | None
    words: tuple[_Word, ...]
    colour: str


@dataclass(frozen=True)
class _Plan:
    """What is drawn, and what is said above and below it."""

    groups: Sequence[_Group]
    guide: str
    method: str


def wordclouds(
    tables: Mapping[str, pd.DataFrame],
    *,
    top: int = TOP,
    seed: int = DEFAULTS.wordcloud.seed,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the word clouds of several groups side by side, all in one scale.

    The size of a word is its share, the respondents of the group who wrote it: the same share has the same
    size in every cloud (its area grows with the share, or more slowly where small words would become
    illegible). Words that only one group has among its first ``top`` are dark, those of several grey.

    Args:
        tables: group -> a keyword table with ``word, respondents, base``, in any order of its rows.
        top: words of each group, at most, those of most respondents first.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.
        seed: another number gives another arrangement.

    Raises:
        FigureError: no group, no word, a column is missing, the font lacks a glyph, or there is no room.

    >>> one = pd.DataFrame({"word": ["予算", "人材"], "respondents": [9, 6], "base": 30})
    >>> other = pd.DataFrame({"word": ["予算", "時間"], "respondents": [2, 8], "base": 20})
    >>> figure = wordclouds({"製造業": one, "建設業": other})
    """
    look = Look(**options)
    return _clouds(_of_tables(tables, top, look), look, seed)


def comparison_cloud(
    distinctive: pd.DataFrame,
    *,
    attribute: str | None = None,
    measure: str = "log_likelihood",
    top: int = TOP,
    seed: int = DEFAULTS.wordcloud.seed,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the comparison cloud: each word is with the group that uses it more than the others.

    A word is placed once, with the value of its largest log-likelihood ratio among those that over-use it
    (Rayson and Garside 2000); its size is that ratio. Words whose over-use is significant (5 % after
    Benjamini and Hochberg) have the colour of their group, others are grey. The idea of one cloud in parts
    is comparison.cloud of R's wordcloud (Fellows); here the parts are boxes with headings, and no word is
    turned.

    Args:
        distinctive: ``attribute, value, feature, respondents, base, log_likelihood, difference`` (and
            ``p_bh``), in any order.
        attribute: which one of the table; without it the first in code point order.
        measure: what the size tells: "log_likelihood" (how sure it is) or "difference" (of the shares of the
            group and of the rest: how much; groups of few respondents then have the largest words).
        top: words of a group, at most, those of the largest log-likelihood ratio first.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.
        seed: another number gives another arrangement.

    Raises:
        FigureError: no word is over-used, a column is missing, the font lacks a glyph, or there is no room.

    >>> words = {"attribute": "業種", "value": ["製造業", "建設業"], "feature": ["予算", "時間"]}
    >>> words |= {"respondents": [9, 8], "base": [30, 20], "log_likelihood": [4.1, 5.0]}
    >>> figure = comparison_cloud(pd.DataFrame(words | {"difference": [0.2, 0.3]}))
    """
    look = Look(**options)
    return _clouds(_of_distinctive(distinctive, attribute, measure, top, look.lang), look, seed)


# ---- what is drawn


def _of_tables(tables: Mapping[str, pd.DataFrame], top: int, look: Look) -> _Plan:
    lang = look.lang
    ranked = {str(group): _first(table, top, lang) for group, table in tables.items()}
    counted = pd.Series([word.text for words, _ in ranked.values() for word in words], dtype=object)
    several = set(counted[counted.duplicated()])
    groups = [
        _Group(
            group,
            base,
            tuple(replace(word, colour=GREY if word.text in several else EMPHASIS) for word in words),
            INK,
        )
        for group, (words, base) in ranked.items()
    ]
    largest = _largest(groups)
    share = percent(largest.weight)
    return _Plan(
        groups,
        look.said("wordclouds_guide" if len(groups) > 1 else "wordclouds_guide_one"),
        label("figure.wordclouds_foot", lang, top=top, word=largest.text, share=share),
    )


def _largest(groups: Sequence[_Group]) -> _Word:
    words = [word for group in groups for word in group.words]
    if not words:
        raise FigureError("there is no word to draw; the tables of all the groups are empty")
    return max(words, key=lambda word: (word.weight, word.text))


def _first(table: pd.DataFrame, top: int, lang: str) -> tuple[list[_Word], int | None]:
    """Return the first words by (-respondents, word), weighted by their share of the base, and the base."""
    template = "clouds of groups need the column {column!r}; the table has {columns}"
    check_columns(table, ("word", "respondents", "base"), template)
    table, names = with_shown_names(table, "word", lang)
    table = table[(table["respondents"] > 0) & (table["base"] > 0)]
    table = table.assign(weight=(table["respondents"] / table["base"]).astype(float))
    table = table.sort_values(["respondents", "word"], ascending=[False, True], kind="stable")
    table = table.drop_duplicates("word").head(top)
    columns = (table[column] for column in ("word", "respondents", "weight"))
    words = [
        _Word(names[word], int(count), float(share)) for word, count, share in zip(*columns, strict=True)
    ]
    return words, int(table["base"].iloc[0]) if len(table) else None


def _of_distinctive(
    distinctive: pd.DataFrame, attribute: str | None, measure: str, top: int, lang: str
) -> _Plan:
    if measure not in ("difference", "log_likelihood"):
        raise FigureError(
            "no measure {measure!r}; choose from {known}", measure=measure, known="difference, log_likelihood"
        )
    check_columns(
        distinctive,
        ("attribute", "value", "feature", "respondents", "base", "log_likelihood", measure),
        "a comparison cloud needs the column {column!r}; the table has {columns}",
    )
    attributes = distinctive["attribute"].astype(str)
    if attribute is None:
        attribute = min(attributes, default="")
    table, names = with_shown_names(distinctive[attributes == attribute], "feature", lang)
    table = table.assign(value=table["value"].astype(str))
    over = table[(table["log_likelihood"] > 0) & (table[measure] > 0)]
    over = over.assign(log_likelihood=over["log_likelihood"].round(9))
    over = over.sort_values(
        ["log_likelihood", "value", "feature"], ascending=[False, True, True], kind="stable"
    ).drop_duplicates("feature")
    if over.empty:
        raise FigureError(
            "no group of {attribute!r} uses a word more than the others; there is nothing to compare",
            attribute=attribute,
        )
    groups = []
    for place, value in enumerate(sorted(set(table["value"]), key=natural)):
        colour = CATEGORIES[place % len(CATEGORIES)]
        rows = over[over["value"] == value].head(top)
        sure = rows["p_bh"] < LEVEL if "p_bh" in rows else pd.Series(True, index=rows.index)
        words = [
            _Word(names[word], int(count), float(weight), colour if certain else GREY)
            for word, count, weight, certain in zip(
                rows["feature"], rows["respondents"], rows[measure], sure, strict=True
            )
        ]
        words.sort(key=lambda word: (-word.weight, word.text))
        base = table.loc[table["value"] == value, "base"].iloc[0]
        groups.append(_Group(value, int(base), tuple(words), colour))
    largest = _largest(groups)
    shown = f"{largest.weight:.1f}"
    if measure == "difference":
        shown = label("figure.comparison_points", lang, value=f"{largest.weight * 100:.1f}")
    return _Plan(
        groups,
        label("figure.comparison_guide", lang, measure=label(f"figure.measure_{measure}", lang)),
        label("figure.comparison_foot", lang, top=top, word=largest.text, value=shown),
    )


# ---- where it is drawn


def _clouds(plan: _Plan, look: Look, seed: int) -> Figure:
    groups, opened = plan.groups, look.pen(bold=True).face
    words = [word for group in groups for word in group.words]
    check_glyphs([word.text for word in words], opened)
    measures = [measured([word.text for word in group.words], opened) for group in groups]
    left_out: list[str] = []
    while True:  # the names of what has no room take room themselves
        foot = _foot(plan, left_out, look)
        figure, area = frame(look, guide=plan.guide, foot=foot, height=_height(len(groups), look))
        heads, fields = _fields(area, len(groups), _columns(len(groups), look.size), look.letter)
        sizes, places = _sized(groups, measures, fields, look.small, seed)
        placed = ~np.isnan(np.concatenate(places)[:, 0])
        if not placed.any():
            raise FigureError(
                "there is no room for the clouds in a figure of the size {size!r}", size=look.size
            )
        missing = [words[number].text for number in np.flatnonzero(~placed)]
        if set(missing) <= set(left_out):
            break
        left_out = list(dict.fromkeys([*left_out, *missing]))
    boxes: list[Box] = []
    for number, group in enumerate(groups):
        _draw_head(figure, group, heads[number], look)
        boxes += _draw_words(figure, group, measures[number], sizes[number], places[number], opened)
    table = name_columns(word.name for word in words)
    table.insert(0, "group", [group.name for group in groups for _ in group.words])
    table.insert(2, "respondents", [word.respondents for word in words])
    table["size"] = np.where(placed, np.concatenate(sizes), np.nan)
    keep_places(figure, table.join(in_parts(figure, boxes)).assign(placed=placed).round(5))
    return figure


def _height(count: int, look: Look) -> float | None:
    """Return the height in mm of so many clouds."""
    if look.is_slide:
        return None
    down = -(-count // _columns(count, look.size))
    around = (look.heading * 2.2 + look.small * 7) / 72 * 25.4  # title and foot
    narrow = SIZES[look.size][0] / SIZES["page"][0] * 1.25 if look.size == "column" else 1.0
    return min(around + down * ROWS.get(down, ROW) * narrow, HIGHEST)


def _columns(count: int, size: str) -> int:
    """Return how many clouds are side by side."""
    if size == "column":
        return 1 if count <= 3 else 2
    if size == "slide":
        return count if count <= 3 else -(-count // 2) if count <= 10 else 5
    return {1: 1, 2: 2, 3: 3, 4: 2}.get(count, 3)


def _fields(area: Box, count: int, across: int, letter: float) -> tuple[list[Box], list[Box]]:
    """Return the boxes of the headings and of the clouds, row by row; the last row in the middle."""
    down = -(-count // across)
    wide = (area.width - GAP * letter * (across - 1)) / across
    high = (area.height - GAP * letter * (down - 1) * 0.6) / down
    heads, fields = [], []
    for number in range(count):
        row, column = divmod(number, across)
        in_row = min(across, count - row * across)
        indent = (area.width - in_row * wide - (in_row - 1) * GAP * letter) / 2
        left = area.left + indent + column * (wide + GAP * letter)
        top = area.top + row * (high + GAP * letter * 0.6)
        heads.append(Box(left, top, left + wide, top + HEAD * letter))
        fields.append(Box(left, top + HEAD * letter, left + wide, top + high))
    return heads, fields


def _sized(
    groups: Sequence[_Group],
    measures: Sequence[Measures],
    fields: Sequence[Box],
    smallest: float,
    seed: int,
) -> tuple[list[FloatArray], list[FloatArray]]:
    """Return the size of each word and where its ink begins: as large as all have room for, in one scale."""
    weights = [np.array([word.weight for word in group.words]) for group in groups]
    every = np.concatenate(weights)
    lightest, heaviest = float(every.min()), float(every.max())
    ceiling = max(min(field.height for field in fields) * LARGEST, smallest)
    grounds = [
        ground(field.width, max(field.height, 1.0), cell=max(field.width / 200, 0.5), seed=seed)
        for field in fields
    ]

    def scaled(largest: float) -> list[FloatArray]:
        return [sized(each, largest, smallest, lightest, heaviest) for each in weights]

    def packed(largest: float, *, whole: bool = True) -> list[FloatArray] | None:
        clouds = []
        for where, measure, sizes, field in zip(grounds, measures, scaled(largest), fields, strict=True):
            fits = measure.narrow(sizes, field.width)
            if whole and not fits.all():
                return None
            clouds.append(pack_words(where, measure, sizes, fits, whole=whole))
            if whole and np.isnan(clouds[-1]).any():
                return None
        return clouds

    largest, best = largest_size(packed, smallest, ceiling)
    best = best or packed(largest) or packed(largest, whole=False)
    assert best is not None  # without ``whole`` there are places, if only NaN
    clouds = list(zip(measures, scaled(largest), best, strict=True))
    grown, places = filled(clouds, fields, ceiling / largest)
    return grown, [
        (place + np.column_stack([field.left + measure.before * size, np.full(len(size), field.top)])).round(
            2
        )
        for place, field, measure, size in zip(places, fields, measures, grown, strict=True)
    ]


def _foot(plan: _Plan, left_out: Sequence[str], look: Look) -> str:
    unplaced = ""
    if left_out:
        separator = label("note.separator", look.lang)
        words = separator.join(left_out[:NAMED])
        if len(left_out) > NAMED:
            more = label("note.more_words", look.lang, count=len(left_out) - NAMED)
            words = separator.join([words, more])
        unplaced = label("figure.wordclouds_unplaced", look.lang, words=words)
    return joined([plan.method, unplaced, look.source], look.lang)


# ---- drawing


def _draw_head(figure: Figure, group: _Group, head: Box, look: Look) -> None:
    """Write the name of a group and its base above its cloud."""
    letter = look.letter
    texts, bold = look.pen(), look.pen(letter * 1.15, bold=True)
    base = base_note(group.base, look.lang)
    beside = texts.width(base) + 0.8 * letter if base else 0.0
    name = truncated(group.name, bold, head.width - beside)
    wide = bold.width(name)
    left, y = (head.left + head.right - wide - beside) / 2, head.top + 0.9 * letter
    write(figure, name, bold, at=(left, y), align=0.0, colour=group.colour, name=f"group:{group.name}")
    if base:
        write(figure, base, texts, at=(left + wide + 0.8 * letter, y), align=0.0, colour=FAINT)
    rule = head.top + 1.9 * letter
    stroke(figure, [(head.left, rule), (head.right, rule)], width=letter * 0.12, colour=group.colour)
    if not group.words:
        none = label("figure.comparison_none", look.lang)
        write(figure, none, texts, at=(head.middle[0], head.bottom + 1.5 * letter), colour=FAINT)


def _draw_words(
    figure: Figure, group: _Group, measures: Measures, sizes: FloatArray, places: FloatArray, opened: Face
) -> list[Box]:
    """Write the words of a group, and return the boxes of their ink."""
    boxes = []
    for word, size, (x, y), box in zip(group.words, sizes, places, measures.inks, strict=True):
        boxes.append(Box(x, y, x + (box[2] - box[0]) * size, y + (box[3] - box[1]) * size))
        if np.isnan(x):
            continue
        left, _, _, upper = ink(outline(word.text, opened, size=size))
        at = x - left, y + upper  # the beginning of the baseline
        pen, name = Pen(opened, size), f"word:{word.text}"
        write(figure, word.text, pen, at=at, align=0.0, lift=RISE, colour=word.colour, name=name)
    return boxes
