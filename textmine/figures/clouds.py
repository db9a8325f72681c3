"""Word clouds of groups: side by side in one scale, and what each group says more often than the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, check_glyphs, face, ink, outline
from textmine.figures.frame import frame, keep_places
from textmine.figures.letters import (
    RISE,
    area,
    letter_size,
    page,
    shortened,
    stroke,
    text_box,
    write,
)
from textmine.figures.packing import Box, Floats, ground, pack
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT, GREY, INK, SIZES, style
from textmine.figures.wordcloud import ABOVE, BESIDE
from textmine.inputs.natural import natural
from textmine.settings import DEFAULTS
from textmine.texts.labels import label

COLUMNS = ["group", "name", "respondents", "size", "x", "y", "width", "height", "placed"]
TOP = 30  # words of a group, at most
LARGEST = 0.34  # size of the largest word at most, as a part of the height of a cloud
GAP = 1.6  # between two clouds, in letters
HEAD = 2.4  # height of a group's heading, in letters
ROWS = {1: 72.0, 2: 58.0}  # height of a row of clouds on A4 in mm, by how many there are; of more:
ROW = 50.0
HIGHEST = 235.0  # of a figure on A4, in mm
NAMED = 12  # words without a place that are named below the clouds, at most


@dataclass(frozen=True)
class _Word:
    """A word of a group: what its size tells, and its colour."""

    word: str
    respondents: int
    weight: float
    colour: str


@dataclass(frozen=True)
class _Group:
    """A group with its words, the heaviest first."""

    name: str
    base: int | None
    words: tuple[_Word, ...]
    colour: str


@dataclass(frozen=True, eq=False)
class _Clouds:
    """What is drawn, in points from the upper left corner of the figure."""

    figure: Figure
    groups: tuple[_Group, ...]
    heads: tuple[Box, ...]
    sizes: tuple[Floats, ...]
    places: tuple[Floats, ...]  # left and top of each word's ink; NaN: no room
    letter: float


def wordclouds_layout(
    tables: Mapping[str, pd.DataFrame],
    *,
    top: int = TOP,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
    seed: int = DEFAULTS.wordcloud.seed,
) -> pd.DataFrame:
    """Return where each word of the clouds stands, group after group.

    Columns: ``group, name, respondents``; ``size`` (em in points); ``x, y, width, height`` (its ink, 0-1 of
    the picture from the upper left; NaN where not placed); ``placed``. Options as in :func:`wordclouds`.
    """
    with style():
        return _layout(_of_tables(tables, top, title, source, size, font, dpi, lang, seed), font)


def wordclouds(
    tables: Mapping[str, pd.DataFrame],
    *,
    top: int = TOP,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
    seed: int = DEFAULTS.wordcloud.seed,
) -> Figure:
    """Return the word clouds of several groups side by side, all in one scale.

    The size of a word is its share, the respondents of the group who wrote it: the same share has the same
    size in every cloud (its area grows with the share, or more slowly where small words would become
    illegible). Words that only one group has among its first ``top`` are dark, those of several grey.

    Args:
        tables: group -> a keyword table with ``word, respondents, base``, in any order of its rows.
        top: words of each group, at most, those of most respondents first.
        title: above the picture.
        source: below it.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP Bold.
        dpi: pixels per inch.
        lang: "ja" or "en".
        seed: another number gives another arrangement.

    Raises:
        FigureError: no group, no word, a column is missing, the font lacks a glyph, or there is no room.

    >>> one = pd.DataFrame({"word": ["予算", "人材"], "respondents": [9, 6], "base": 30})
    >>> other = pd.DataFrame({"word": ["予算", "時間"], "respondents": [2, 8], "base": 20})
    >>> figure = wordclouds({"製造業": one, "建設業": other})
    """
    with style():
        drawn = _of_tables(tables, top, title, source, size, font, dpi, lang, seed)
        _draw(drawn, font, lang)
    keep_places(drawn.figure, _layout(drawn, font))
    return drawn.figure


def comparison_layout(
    distinctive: pd.DataFrame,
    *,
    attribute: str | None = None,
    measure: str = "log_likelihood",
    top: int = TOP,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
    seed: int = DEFAULTS.wordcloud.seed,
) -> pd.DataFrame:
    """Return where each word of the comparison cloud stands: columns as in :func:`wordclouds_layout`."""
    with style():
        return _layout(
            _of_distinctive(distinctive, attribute, measure, top, title, source, size, font, dpi, lang, seed),
            font,
        )


def comparison_cloud(
    distinctive: pd.DataFrame,
    *,
    attribute: str | None = None,
    measure: str = "log_likelihood",
    top: int = TOP,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
    seed: int = DEFAULTS.wordcloud.seed,
) -> Figure:
    """Return the comparison cloud: each word stands with the group that uses it more than the others.

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
        title: above the picture.
        source: below it.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP Bold.
        dpi: pixels per inch.
        lang: "ja" or "en".
        seed: another number gives another arrangement.

    Raises:
        FigureError: no word is over-used, a column is missing, the font lacks a glyph, or there is no room.

    >>> words = {"attribute": "業種", "value": ["製造業", "建設業"], "feature": ["予算", "時間"]}
    >>> words |= {"respondents": [9, 8], "base": [30, 20], "log_likelihood": [4.1, 5.0]}
    >>> figure = comparison_cloud(pd.DataFrame(words | {"difference": [0.2, 0.3]}))
    """
    with style():
        drawn = _of_distinctive(
            distinctive, attribute, measure, top, title, source, size, font, dpi, lang, seed
        )
        _draw(drawn, font, lang)
    keep_places(drawn.figure, _layout(drawn, font))
    return drawn.figure


# ---- what is drawn


def _of_tables(
    tables: Mapping[str, pd.DataFrame],
    top: int,
    title: str,
    source: str,
    size: str,
    font: str | None,
    dpi: int,
    lang: str,
    seed: int,
) -> _Clouds:
    ranked = {str(group): _first(table, top) for group, table in tables.items()}
    counted = pd.Series([word for table in ranked.values() for word in table["word"]], dtype=object)
    several = set(counted[counted.duplicated()])
    groups = []
    for group, table in ranked.items():
        words = tuple(
            _Word(word, int(count), float(share), GREY if word in several else EMPHASIS)
            for word, count, share in zip(table["word"], table["respondents"], table["weight"], strict=True)
        )
        groups.append(_Group(group, int(table["base"].iloc[0]) if len(table) else None, words, INK))
    largest = max((word for group in groups for word in group.words), key=_heavier, default=None)
    if largest is None:
        raise FigureError("there is no word to draw; the tables of all the groups are empty")
    method = label(
        "figure.wordclouds_foot", lang, top=top, word=largest.word, share=f"{largest.weight * 100:.1f}%"
    )
    guide = label("figure.wordclouds_guide" if len(groups) > 1 else "figure.wordclouds_guide_one", lang)
    return _fitted(groups, guide, method, title, source, size, font, dpi, lang, seed)


def _heavier(word: _Word) -> tuple[float, str]:
    return (word.weight, word.word)


def _first(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the first words by (-respondents, word) with their share of the base as weight."""
    for column in ("word", "respondents", "base"):
        if column not in table.columns:
            raise FigureError(
                "clouds of groups need the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, table.columns)) or "none",
            )
    kept = table[(table["respondents"] > 0) & (table["base"] > 0)]
    made = pd.DataFrame(
        {
            "word": kept["word"].astype(str).tolist(),
            "respondents": kept["respondents"].to_numpy(),
            "base": kept["base"].to_numpy(),
            "weight": (kept["respondents"] / kept["base"]).to_numpy(dtype=float),
        }
    )
    made = made.sort_values(["respondents", "word"], ascending=[False, True], kind="stable")
    return made.drop_duplicates("word").head(top).reset_index(drop=True)


def _of_distinctive(
    distinctive: pd.DataFrame,
    attribute: str | None,
    measure: str,
    top: int,
    title: str,
    source: str,
    size: str,
    font: str | None,
    dpi: int,
    lang: str,
    seed: int,
) -> _Clouds:
    if measure not in ("difference", "log_likelihood"):
        raise FigureError(
            "no measure {measure!r}; choose from {known}", measure=measure, known="difference, log_likelihood"
        )
    for column in ("attribute", "value", "feature", "respondents", "base", "log_likelihood", measure):
        if column not in distinctive.columns:
            raise FigureError(
                "a comparison cloud needs the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, distinctive.columns)) or "none",
            )
    named = distinctive["attribute"].astype(str)
    if attribute is None:
        attribute = min(named, default="")
    table = distinctive[named == attribute].copy()
    for column in ("value", "feature"):
        table[column] = table[column].astype(str)
    values = sorted(set(table["value"]), key=natural)
    over = table[(table["log_likelihood"] > 0) & (table[measure] > 0)].copy()
    over["log_likelihood"] = over["log_likelihood"].round(9)
    over = over.sort_values(
        ["log_likelihood", "value", "feature"], ascending=[False, True, True], kind="stable"
    ).drop_duplicates("feature")
    if over.empty:
        raise FigureError(
            "no group of {attribute!r} uses a word more than the others; there is nothing to compare",
            attribute=attribute,
        )
    groups = []
    for place, value in enumerate(values):
        colour = CATEGORIES[place % len(CATEGORIES)]
        rows = over[over["value"] == value].head(top)
        sure = rows["p_bh"] < LEVEL if "p_bh" in rows else pd.Series(True, index=rows.index)
        words = [
            _Word(word, int(count), float(weight), colour if certain else GREY)
            for word, count, weight, certain in zip(
                rows["feature"], rows["respondents"], rows[measure], sure, strict=True
            )
        ]
        words.sort(key=lambda word: (-word.weight, word.word))
        base = table.loc[table["value"] == value, "base"].iloc[0]
        groups.append(_Group(value, int(base), tuple(words), colour))
    largest = max((word for group in groups for word in group.words), key=_heavier)
    shown = (
        label("figure.comparison_points", lang, value=f"{largest.weight * 100:.1f}")
        if measure == "difference"
        else f"{largest.weight:.1f}"
    )
    method = label("figure.comparison_foot", lang, top=top, word=largest.word, value=shown)
    guide = label("figure.comparison_guide", lang, measure=label(f"figure.measure_{measure}", lang))
    return _fitted(groups, guide, method, title, source, size, font, dpi, lang, seed)


LEVEL = 0.05


# ---- where it is drawn


def _fitted(
    groups: Sequence[_Group],
    guide: str,
    method: str,
    title: str,
    source: str,
    size: str,
    font: str | None,
    dpi: int,
    lang: str,
    seed: int,
) -> _Clouds:
    opened = face(font)
    check_glyphs([word.word for group in groups for word in group.words], opened)
    letter = letter_size(size, "label")
    across = _columns(len(groups), size)
    down = -(-len(groups) // across)
    height = (
        None if size == "slide" else min(_around(size) + down * ROWS.get(down, ROW) * _narrow(size), HIGHEST)
    )
    left_out: list[str] = []
    while True:  # the names of what has no room take room themselves
        made = frame(
            title=title,
            guide=guide,
            foot=_foot(method, left_out, source, lang),
            size=size,
            font=font,
            dpi=dpi,
            height=height,
        )
        made.axes.set_axis_off()
        bounds = area(made.figure, made.axes.get_position().bounds)
        heads, fields = _fields(bounds, len(groups), across, down, letter)
        sizes, places = _sized(groups, fields, opened, letter_size(size, "small"), seed)
        missing = [
            word.word
            for group, found in zip(groups, places, strict=True)
            for word, place in zip(group.words, found, strict=True)
            if np.isnan(place[0])
        ]
        if len(missing) == sum(len(group.words) for group in groups):
            raise FigureError("there is no room for the clouds in a figure of the size {size!r}", size=size)
        if set(missing) <= set(left_out):
            return _Clouds(made.figure, tuple(groups), heads, sizes, places, letter)
        left_out = list(dict.fromkeys([*left_out, *missing]))


def _columns(count: int, size: str) -> int:
    """Return how many clouds stand side by side."""
    if size == "column":
        return 1 if count <= 3 else 2
    if size == "slide":
        return count if count <= 3 else -(-count // 2) if count <= 10 else 5
    return {1: 1, 2: 2, 3: 3, 4: 2}.get(count, 3)


def _around(size: str) -> float:
    """Return the mm that title and foot take."""
    return float((letter_size(size, "title") * 2.2 + letter_size(size, "small") * 7) / 72 * 25.4)


def _narrow(size: str) -> float:
    return SIZES[size][0] / SIZES["page"][0] * 1.25 if size == "column" else 1.0


def _fields(
    bounds: Box, count: int, across: int, down: int, letter: float
) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the boxes of the headings and of the clouds, row by row; the last row in the middle."""
    wide = (bounds.width - GAP * letter * (across - 1)) / across
    high = (bounds.height - GAP * letter * (down - 1) * 0.6) / down
    heads, fields = [], []
    for number in range(count):
        row, column = divmod(number, across)
        in_row = min(across, count - row * across)
        indent = (bounds.width - in_row * wide - (in_row - 1) * GAP * letter) / 2
        left = bounds.left + indent + column * (wide + GAP * letter)
        top = bounds.top + row * (high + GAP * letter * 0.6)
        heads.append(Box(left, top, left + wide, top + HEAD * letter))
        fields.append(Box(left, top + HEAD * letter, left + wide, top + high))
    return tuple(heads), tuple(fields)


def _sized(
    groups: Sequence[_Group], fields: Sequence[Box], opened: Face, smallest: float, seed: int
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Return size and place of each word: as large as every cloud has room for, in one scale."""
    weights = [np.array([word.weight for word in group.words]) for group in groups]
    heaviest = max(float(each.max()) for each in weights if len(each))
    lightest = min(float(each.min()) for each in weights if len(each))
    measured = [_measured([word.word for word in group.words], opened) for group in groups]
    ceiling = max(min(field.height for field in fields) * LARGEST, smallest)
    grounds = [
        ground(field.width, max(field.height, 1.0), cell=max(field.width / 200, 0.5), seed=seed)
        for field in fields
    ]

    def scaled(largest: float) -> list[Floats]:
        few = lightest / heaviest
        steepest = 0.5 if few >= 1 else float(np.log(largest / smallest) / -np.log(few))
        return [largest * (each / heaviest) ** max(min(0.5, steepest), 0.0) for each in weights]

    def packed(largest: float, *, whole: bool) -> list[Floats]:
        found = []
        for where, sizes, (boxes, before, after), field in zip(
            grounds, scaled(largest), measured, fields, strict=True
        ):
            if not len(sizes):
                found.append(np.zeros((0, 2)))
                continue
            wide = (before + boxes[:, 2] - boxes[:, 0] + after) * sizes
            high = (boxes[:, 3] - boxes[:, 1]) * sizes
            fits = wide + 2 * BESIDE * sizes <= field.width * 0.98
            places = np.full((len(sizes), 2), np.nan)
            if whole and not fits.all():
                return []
            places[fits] = pack(
                where,
                wide[fits],
                high[fits],
                beside=BESIDE * sizes[fits],
                above=ABOVE * sizes[fits],
                whole=whole,
            )
            if whole and np.isnan(places[fits]).any():
                return []
            found.append(places)
        return found

    low, up = smallest, ceiling
    best = packed(up, whole=True)
    largest = up
    if not best:
        best, largest = packed(low, whole=True), low
        for _ in range(8 if best else 0):
            middle = (low * up) ** 0.5
            tried = packed(middle, whole=True)
            if tried:
                low, best, largest = middle, tried, middle
            else:
                up = middle
    if not best:
        best, largest = packed(smallest, whole=False), smallest
    return _filling(best, scaled(largest), measured, fields, ceiling / largest)


def _filling(
    places: Sequence[Floats],
    sizes: Sequence[Floats],
    measured: Sequence[tuple[Floats, Floats, Floats]],
    fields: Sequence[Box],
    limit: float,
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Return sizes and places with each cloud in the middle of its field, all grown alike."""
    factor = max(limit, 1.0)
    extents = []
    for found, each, (boxes, before, after), field in zip(places, sizes, measured, fields, strict=True):
        placed = ~np.isnan(found[:, 0]) if len(found) else np.zeros(0, dtype=bool)
        if not placed.any():
            extents.append((np.zeros(2), np.zeros(2)))
            continue
        covered = np.column_stack([before + boxes[:, 2] - boxes[:, 0] + after, boxes[:, 3] - boxes[:, 1]])
        first = found[placed].min(axis=0)
        last = (found + covered * each[:, None])[placed].max(axis=0)
        extents.append((first, last))
        factor = min(factor, *((field.width, field.height) / (last - first)))
    factor = max(factor, 1.0)
    moved = []
    for found, each, (_, before, _), field, (first, last) in zip(
        places, sizes, measured, fields, extents, strict=True
    ):
        middle = np.array([(field.left + field.right) / 2, (field.top + field.bottom) / 2])
        place = (found - (first + last) / 2) * factor + middle
        place[:, 0] += before * each * factor
        moved.append(place.round(2))
    return tuple(each * factor for each in sizes), tuple(moved)


def _measured(words: Sequence[str], opened: Face) -> tuple[Floats, Floats, Floats]:
    """Return the ink of each word at size 1, and the room that its letters have before and after it."""
    boxes = np.zeros((len(words), 4))
    after = np.zeros(len(words))
    for number, word in enumerate(words):
        shape = outline(word, opened, size=1.0)
        if not len(shape.vertices):
            raise FigureError("the word {word!r} has nothing to draw; leave it out of the table", word=word)
        boxes[number] = ink(shape)
        after[number] = max(advance(word, opened, size=1.0) - boxes[number, 2], 0.0)
    return boxes, np.maximum(boxes[:, 0], 0.0), after


def _foot(method: str, left_out: Sequence[str], source: str, lang: str) -> str:
    parts = [method]
    if left_out:
        separator = label("note.separator", lang)
        words = separator.join(left_out[:NAMED])
        if len(left_out) > NAMED:
            words = separator.join([words, label("note.more_words", lang, count=len(left_out) - NAMED)])
        parts.append(label("figure.wordclouds_unplaced", lang, words=words))
    if source:
        parts.append(source)
    return label("figure.separator", lang).join(parts)


def _layout(drawn: _Clouds, font: str | None) -> pd.DataFrame:
    across, down = page(drawn.figure)
    opened = face(font)
    rows = []
    for group, sizes, places in zip(drawn.groups, drawn.sizes, drawn.places, strict=True):
        boxes, _, _ = _measured([word.word for word in group.words], opened)
        for word, size, (x, y), box in zip(group.words, sizes, places, boxes, strict=True):
            placed = not np.isnan(x)
            wide, high = (box[2] - box[0]) * size, (box[3] - box[1]) * size
            rows.append(
                (
                    group.name,
                    word.word,
                    word.respondents,
                    size if placed else np.nan,
                    x / across,
                    y / down,
                    wide / across if placed else np.nan,
                    high / down if placed else np.nan,
                    placed,
                )
            )
    return pd.DataFrame(rows, columns=COLUMNS).round(5)


# ---- drawing


def _draw(drawn: _Clouds, font: str | None, lang: str) -> None:
    figure, letter = drawn.figure, drawn.letter
    opened, texts, bold = face(font), face(font, bold=False), face(font, bold=True)
    for group, head, sizes, places in zip(drawn.groups, drawn.heads, drawn.sizes, drawn.places, strict=True):
        base = "" if group.base is None else label("figure.group_base", lang, base=f"{group.base:,}")
        beside = advance(base, texts, size=letter) + 0.8 * letter if base else 0.0
        name = shortened(group.name, bold, size=letter * 1.15, room=head.width - beside)
        y = head.top + 0.9 * letter
        wide = advance(name, bold, size=letter * 1.15)
        left = (head.left + head.right - wide - beside) / 2
        place = text_box(name, bold, size=letter * 1.15, x=left, y=y, align=0.0)
        write(
            figure, name, bold, box=place, size=letter * 1.15, colour=group.colour, name=f"group:{group.name}"
        )
        if base:
            place = text_box(base, texts, size=letter, x=left + wide + 0.8 * letter, y=y, align=0.0)
            write(figure, base, texts, box=place, size=letter, colour=FAINT)
        rule = head.top + 1.9 * letter
        stroke(figure, [(head.left, rule), (head.right, rule)], width=letter * 0.12, colour=group.colour)
        if not group.words:
            none = label("figure.comparison_none", lang)
            place = text_box(
                none, texts, size=letter, x=(head.left + head.right) / 2, y=head.bottom + 1.5 * letter
            )
            write(figure, none, texts, box=place, size=letter, colour=FAINT)
        for word, size, (x, y) in zip(group.words, sizes, places, strict=True):
            if np.isnan(x):
                continue
            left, _, _, upper = ink(outline(word.word, opened, size=size))
            # write() sets the baseline RISE below the top of the box
            box = Box(x - left, y + upper - RISE * size, x, y)
            write(figure, word.word, opened, box=box, size=size, colour=word.colour, name=f"word:{word.word}")
