"""Word clouds fit to publish: the size of a word is its number of respondents, its colour has a meaning."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Any, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path as Curve

from textmine.arrays import BoolArray, FloatArray
from textmine.errors import FigureError
from textmine.figures.cloudframe import Legend, Picture, cloud_frame, footer
from textmine.figures.fonts import Outline, check_glyphs, face, ink, missing_glyphs, outline
from textmine.figures.frame import common_base, keep_places
from textmine.figures.letters import Box, draw
from textmine.figures.look import TextOptions
from textmine.figures.masks import cells, darkness
from textmine.figures.names import check_columns, with_shown_names
from textmine.figures.packing import (
    Ground,
    Measures,
    filled,
    ground,
    largest_size,
    measured,
    pack_words,
    sized,
)
from textmine.figures.style import CATEGORIES, EMPHASIS, GREY, INK, canvas
from textmine.settings import DEFAULTS
from textmine.texts.labels import label, name

__all__ = ["missing_glyphs", "wordcloud"]

COLOURS = ("emphasis", "category", "pos", "plain")
COLUMNS = ["word", "respondents", "size", "x", "y", "width", "height", "vertical", "colour", "placed"]
LARGEST = 0.32  # size of the largest word at most, as a part of the height of the cloud
POS = ("noun", "verb", "adjective", "adverb")  # each takes the colour of its place; others are grey
POS_GROUPS = {
    **dict.fromkeys(("proper", "proper_noun", "verbal_noun", "person", "place", "organisation"), "noun"),
    "adjectival_noun": "adjective",
    "名詞": "noun",
    "固有名詞": "noun",
    "サ変名詞": "noun",
    "動詞": "verb",
    "形容詞": "adjective",
    "形状詞": "adjective",
    "形容動詞": "adjective",
    "副詞": "adverb",
}


def wordcloud(
    words: pd.DataFrame,
    *,
    top: int = DEFAULTS.wordcloud.words,
    pixels: tuple[int, int] = (DEFAULTS.wordcloud.width, DEFAULTS.wordcloud.height),
    smallest: float = DEFAULTS.wordcloud.smallest,
    colour: str = DEFAULTS.wordcloud.colour,
    emphasis: int | Collection[str] = DEFAULTS.wordcloud.emphasis,
    mask: str | os.PathLike[str] | npt.NDArray[Any] | None = DEFAULTS.wordcloud.mask,
    seed: int = DEFAULTS.wordcloud.seed,
    **options: Unpack[TextOptions],
) -> Figure:
    """Return the word cloud of a table as a figure, drawn in outlines that look the same in any program.

    The size of a word is ``largest * (respondents / most respondents) ** power``. The power is 1/2, so that
    the *area* of a letter grows with the respondents, or less where the smallest words would fall below
    ``smallest``. The largest size is the largest with which every word finds room, so that the same
    number of respondents always has the same size. A word too long for the picture, or one for which all
    the others would have to be drawn at a third of their size, is not placed.

    Below the cloud are said what the colours mean, that the size is the number of respondents, ``n``
    (the table's column ``base``, where it has one), how many words were placed, and the names of those that
    were not. In an SVG each word is a group whose id is ``word:`` and the word. Where each word is,
    ``textmine.figures.frame.places_of(figure)`` tells.

    Args:
        words: a table with ``word`` and ``respondents``, in any order (``pos``, ``category`` to colour by).
        top: how many words to place, those of most respondents first.
        pixels: width and height of the whole picture, title, legend and footer included.
        smallest: size of the smallest word at least, as a share of the width of the picture.
        colour: "emphasis" (the words of ``emphasis`` dark blue, others grey), "category" or "pos" (by that
            column), "plain".
        emphasis: how many of the first words are highlighted, or which words. Of words with the same number
            of respondents all are highlighted or none, so there may be fewer than asked for.
        mask: a picture whose dark part is filled with words, as a path or an array (0-255, dark is low;
            or of booleans, True is filled).
        seed: another number gives another arrangement.
        options: title, font, dpi, lang, per; see :class:`textmine.figures.look.Look`. A character of the
            title that the font lacks, such as an emoji, is drawn as 〓.

    Raises:
        FigureError: no words, a column is missing, the font lacks a glyph, the mask can't be used, or
            there is no room for any word.

    >>> words = pd.DataFrame({"word": ["意識", "向上"], "respondents": [234, 59]})
    >>> figure = wordcloud(words, title="効果")
    """
    width, height = pixels
    picture = Picture(width, height, **options)
    table = _first_words(words, top, picture.lang)
    shown = table["shown"].tolist()
    colours, legend = _colours(words, table, colour, emphasis, picture)
    opened = face(picture.font)
    check_glyphs(shown, opened)
    frame = cloud_frame(picture, legend)
    measures = measured(shown, opened)
    sizes, places = _fitted(
        measures,
        table["respondents"].to_numpy(dtype=float),
        frame.area,
        shape=None if mask is None else darkness(mask),
        smallest=smallest * width,
        seed=seed,
    )
    if np.isnan(places[:, 0]).all():
        raise FigureError(
            "no word fits into a picture of {width} x {height} pixels; make it larger, or lower smallest",
            width=width,
            height=height,
        )
    layout = _places(table, measures, sizes, places).assign(colour=colours)
    figure = canvas(width, height, dpi=picture.dpi)
    for text, size, x, y, tint in zip(shown, layout["size"], layout["x"], layout["y"], colours, strict=True):
        if not np.isnan(x):
            shape = outline(text, opened, size=size)
            left, _, _, upper = ink(shape)
            _draw(figure, shape, (x - left, height - y - upper), tint, name=f"word:{text}")
    for swatch in frame.swatches:
        side = swatch.side / picture.dpi
        corner = (swatch.left / picture.dpi, (height - swatch.top - swatch.side) / picture.dpi)
        figure.add_artist(
            Rectangle(corner, side, side, transform=figure.dpi_scale_trans, color=swatch.colour, linewidth=0)
        )
    foot = footer(layout.assign(word=shown), common_base(words), picture, frame)
    for line in (*frame.lines, foot):
        shape = outline(line.text, line.pen.face, size=line.pen.size)
        _draw(figure, shape, (line.x, height - line.y), line.colour)
    keep_places(figure, layout[[*COLUMNS, *(["negated"] if "negated" in table else [])]])
    return figure


# ---- the table


def _first_words(words: pd.DataFrame, top: int, lang: str) -> pd.DataFrame:
    """Return the first words by (-respondents, word), with the column ``shown``: the word as it is drawn."""
    check_columns(
        words,
        ("word", "respondents"),
        "a word cloud needs the column {column!r}; the table has {columns}",
    )
    columns = ["word", "respondents", "pos", "category", "negated"]
    table = words[[column for column in columns if column in words.columns]].copy()
    texts = [column for column in ("word", "pos", "category") if column in table]
    for column in texts:
        table[column] = table[column].astype(object).where(table[column].notna(), "").astype(str)
    numbers = pd.to_numeric(table["respondents"], errors="coerce").astype(float)
    bad = numbers.isna() | (numbers < 0) | np.isinf(numbers)
    if bad.any():
        first = bad.to_numpy().argmax()
        raise FigureError(
            "the word {word!r} has {value!r} as its number of respondents; it must be a number from 0",
            word=table["word"].iloc[first],
            value=words["respondents"].iloc[first],
        )
    whole = bool((numbers == numbers.round()).all())
    table["respondents"] = numbers.astype("int64") if whole else numbers
    table["shown"] = with_shown_names(table, "word", lang)[0]["word"]
    table = table[table["respondents"] > 0]
    if table.empty:
        raise FigureError("there is no word to draw; the table of words is empty or counts no respondent")
    # Words may be equal (the same spelling as noun and as verb): the other columns settle the order.
    keys = [(-table["respondents"]).tolist(), *(table[column].tolist() for column in ("shown", *texts[1:]))]
    ranked = sorted(range(len(table)), key=lambda row: tuple(values[row] for values in keys))
    return table.iloc[ranked[:top]].reset_index(drop=True)


def _places(table: pd.DataFrame, measures: Measures, sizes: FloatArray, places: FloatArray) -> pd.DataFrame:
    """Return where the ink of each word is, one row a word; NaN for those without room."""
    placed = ~np.isnan(places[:, 0])
    size = np.where(placed, sizes, np.nan)
    inks = measures.inks
    return table.assign(
        size=size,
        x=places[:, 0] + measures.before * size,
        y=places[:, 1],
        width=(inks[:, 2] - inks[:, 0]) * size,
        height=(inks[:, 3] - inks[:, 1]) * size,
        vertical=False,  # no word runs downwards in this version
        placed=placed,
    )


# ---- what the colours mean


def _colours(
    words: pd.DataFrame, table: pd.DataFrame, colour: str, emphasis: int | Collection[str], picture: Picture
) -> tuple[list[str], Legend]:
    """Return the colour of each word, and the legend."""
    if colour == "plain":
        return [INK] * len(table), []
    if colour == "emphasis":
        return _of_emphasis(_emphasised(words, table, emphasis), emphasis, picture)
    if colour not in COLOURS:
        raise FigureError(
            "no colour {colour!r}; choose from {known}", colour=colour, known=", ".join(COLOURS)
        )
    if colour not in table.columns:
        raise FigureError(
            "to colour by {colour} the table needs the column {colour!r}; it is not there", colour=colour
        )
    return _of_groups(table, colour, picture.lang)


def _emphasised(words: pd.DataFrame, table: pd.DataFrame, emphasis: int | Collection[str]) -> BoolArray:
    """Return which of the words in the cloud are highlighted."""
    if isinstance(emphasis, int):
        counts = table["respondents"].to_numpy(dtype=float)
        next_count = counts[emphasis] if emphasis < len(counts) else 0.0
        first: BoolArray = (np.arange(len(counts)) < emphasis) & (counts > next_count)
        return first
    wanted = {emphasis} if isinstance(emphasis, str) else set(emphasis)
    absent = sorted(wanted - set(words["word"].astype(str)))
    if absent:
        raise FigureError(
            "the words to emphasise {words} are not in the table; take them from its column 'word'",
            words=", ".join(map(repr, absent[:5])),
        )
    return table["word"].isin(wanted).to_numpy(dtype=bool)


def _of_emphasis(
    emphasised: BoolArray, emphasis: int | Collection[str], picture: Picture
) -> tuple[list[str], Legend]:
    colours = [EMPHASIS if marked else GREY for marked in emphasised]
    if len(set(colours)) == 1:
        return colours, []  # there is nothing to tell apart
    first = picture.said("first", count=int(emphasised.sum()))
    meaning = first if isinstance(emphasis, int) else picture.said("chosen")
    return colours, [(EMPHASIS, meaning), (GREY, label("pos.other", picture.lang))]


def _of_groups(table: pd.DataFrame, colour: str, lang: str) -> tuple[list[str], Legend]:
    others = label("pos.other", lang)
    if colour == "pos":
        groups = [POS_GROUPS.get(value.split("-")[0], value.split("-")[0]) for value in table["pos"]]
        shown = {key: label(f"pos.{key}", lang) for key in POS}
    else:
        groups = table["category"].tolist()
        # The order of their first word in the cloud, so the picture does not depend on the order of rows.
        known = [group for group in dict.fromkeys(groups) if group.strip() and group != others]
        shown = {key: name(key, lang, group="category") for key in known}
    tints = dict(zip(shown, CATEGORIES, strict=False))
    colours = [tints.get(group, GREY) for group in groups]
    legend = [(tint, shown[group]) for group, tint in tints.items() if group in groups]
    rest = len({group for group in groups if group not in tints and group.strip() and group != others})
    if GREY in colours:
        several = colour == "category" and rest > 1
        legend.append((GREY, label("cloud.others", lang, count=rest) if several else others))
    return colours, legend


# ---- the cloud


def _fitted(
    measures: Measures,
    respondents: FloatArray,
    area: Box,
    *,
    shape: npt.NDArray[np.uint8] | None,
    smallest: float,
    seed: int,
) -> tuple[FloatArray, FloatArray]:
    """Return the size of each word and where its box goes (NaN: no place), as large as they all fit."""
    across, down = area.width, area.height
    coarse, fine = (
        ground(
            across,
            down,
            cell=cell,
            seed=seed,
            shape=None if shape is None else cells(shape, across, down, cell),
        )
        for cell in (max(across / 240, 1.0), max(across / 480, 1.0))
    )
    ceiling = max(down * LARGEST, smallest)
    least, most = float(respondents.min()), float(respondents.max())

    def sizes_of(largest: float) -> FloatArray:
        return sized(respondents, largest, smallest, least, most)

    def narrow(largest: float) -> BoolArray:
        return measures.narrow(sizes_of(largest), across)

    def packed(where: Ground, largest: float, chosen: BoolArray) -> FloatArray | None:
        places = pack_words(where, measures, sizes_of(largest), chosen, whole=True)
        return None if np.isnan(places[chosen]).any() else places

    def largest_for(chosen: BoolArray) -> float:
        """Return the largest size with which all the chosen words fit, or the smallest size."""

        def attempt(largest: float) -> FloatArray | None:
            return packed(coarse, largest, chosen) if narrow(largest)[chosen].all() else None

        return largest_size(attempt, smallest, ceiling)[0]

    chosen = narrow(smallest)
    if not chosen.any():
        return sizes_of(smallest), np.full((len(respondents), 2), np.nan)
    largest = largest_for(chosen)
    # A few long words must not make all the others tiny: without them, could these be three times as large?
    shorter = chosen & narrow(min(3 * largest, ceiling))
    if shorter.any() and not shorter[chosen].all():
        without = largest_for(shorter)
        if without >= 3 * largest:
            chosen, largest = shorter, without

    # The finer grid has room for a little more (or less): down from there until every word has its place.
    tried = min(largest * 1.06, ceiling)
    places = packed(fine, tried, chosen)
    while places is None and tried > smallest:
        tried = max(tried * (0.98 if tried > largest * 0.9 else 0.8), smallest)
        places = packed(fine, tried, chosen)
    if places is None:
        places = pack_words(fine, measures, sizes_of(smallest), chosen)
    sizes = sizes_of(tried)
    if shape is None:
        (sizes,), (places,) = filled([(measures, sizes, places)], [area], ceiling / tried)
    return sizes, places + np.array([area.left, area.top])


def _draw(
    figure: Figure, shape: Outline, at: tuple[float, float], colour: str, *, name: str | None = None
) -> None:
    """Add an outline in pixels to the figure, its origin at ``at`` (from the lower left corner)."""
    if len(shape.vertices):
        curve = Curve((shape.vertices + np.array(at)) / figure.dpi, shape.codes)
        look = {"facecolor": colour, "edgecolor": "none", "linewidth": 0}
        # Inches: the same in a PNG of any resolution, an SVG and a PDF.
        draw(figure, curve, name=name, transform=figure.dpi_scale_trans, **look)
