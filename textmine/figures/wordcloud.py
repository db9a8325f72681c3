"""Word clouds fit to publish: the size of a word is its number of respondents, its colour has a meaning."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Curve
from PIL import Image

from textmine.errors import FigureError
from textmine.figures.fonts import (
    Face,
    Outline,
    advance,
    check_glyphs,
    face,
    ink,
    missing_glyphs,
    outline,
    printable,
)
from textmine.figures.packing import Booleans, Floats, grid, ground, pack
from textmine.figures.style import CATEGORIES, EMPHASIS, FAINT, GREY, INK, canvas
from textmine.settings import DEFAULTS
from textmine.texts.labels import label, name, texts

__all__ = ["missing_glyphs", "wordcloud", "wordcloud_layout"]

COLOURS = ("emphasis", "category", "pos", "plain")
COLUMNS = ["word", "respondents", "size", "x", "y", "width", "height", "vertical", "colour", "placed"]
LARGEST = 0.32  # size of the largest word at most, as a part of the height of the cloud
# Space around a word, as a part of its size. Beside it more, on top of the space that belongs to its letters
# (ト has much): バス and トイレ on one line must not read as one word.
BESIDE, ABOVE = 0.18, 0.07
NAMED = 16  # letters by which the footer names a word that was not placed
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


@dataclass(frozen=True)
class _Line:
    """A line of text in the picture: baseline at y pixels from the top, beginning at x."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    face: Face


@dataclass(frozen=True)
class _Frame:
    """What surrounds the cloud, and the part of the picture that is left for it."""

    lines: tuple[_Line, ...]
    swatches: tuple[tuple[float, float, float, str], ...]  # left, top, side, colour
    footer: tuple[float, float, float]  # baseline of its first line, size, distance to the next
    captions: Face  # of legend and footer
    left: float
    top: float
    right: float
    bottom: float


def wordcloud_layout(
    words: pd.DataFrame,
    *,
    title: str | None = None,
    note: str | None = None,
    top: int = DEFAULTS.wordcloud.words,
    width: int = DEFAULTS.wordcloud.width,
    height: int = DEFAULTS.wordcloud.height,
    smallest: float = DEFAULTS.wordcloud.smallest,
    colour: str = DEFAULTS.wordcloud.colour,
    emphasis: int | Collection[str] = DEFAULTS.wordcloud.emphasis,
    emphasis_label: str | None = None,
    mask: str | os.PathLike[str] | npt.NDArray[Any] | None = DEFAULTS.wordcloud.mask,
    font: str | os.PathLike[str] | None = DEFAULTS.wordcloud.font,
    seed: int = DEFAULTS.wordcloud.seed,
    lang: str = DEFAULTS.report.lang,
) -> pd.DataFrame:
    """Return where each word stands in its cloud, one row a word, by (-respondents, word).

    Columns: ``word``, ``respondents``; ``size`` (em, in pixels; NaN where not placed); ``x, y, width,
    height`` (the box of the word's ink in pixels from the upper left corner of the whole picture; NaN
    where not placed); ``vertical`` (whether the word runs downwards: never, in this version); ``colour``
    ("#rrggbb"); ``placed`` (whether there was room).

    The size is ``largest * (respondents / most respondents) ** power``. The power is 1/2, so that the
    *area* of a letter grows with the respondents, or less where the smallest words would fall below
    ``smallest``. The largest size is the largest with which every word finds room, so that the same
    number of respondents always has the same size. A word too long for the picture, or one for which all
    the others would have to be drawn at a third of their size, is not placed.

    Args:
        words: a table with ``word`` and ``respondents``, in any order (``pos``, ``category`` to colour by).
        title, note: the lines above and below the cloud, as :func:`wordcloud` will be given them.
        top: how many words to place, those of most respondents first.
        width, height: of the whole picture in pixels, title, legend and footer included.
        smallest: size of the smallest word at least, as a share of the width of the picture.
        colour: "emphasis" (the words of ``emphasis`` dark blue, others grey), "category" or "pos" (by that
            column), "plain".
        emphasis: how many of the first words stand out, or which words. Of words with the same number of
            respondents all stand out or none, so there may be fewer than asked for.
        emphasis_label: what the legend calls them.
        mask: a picture whose dark part is filled with words, as a path or an array (0-255, dark is low;
            or of booleans, True is filled).
        font: path of an .otf, .ttf or .ttc file; without one, Noto Sans CJK JP Bold.
        seed: another number gives another arrangement.
        lang: language of the legend and the footer, "ja" or "en".

    Raises:
        FigureError: no words, a column is missing, the font lacks a glyph, the mask can't be used, or
            there is no room for any word.

    >>> words = pd.DataFrame({"word": ["向上", "意識"], "respondents": [59, 234]})
    >>> wordcloud_layout(words)[["word", "respondents", "placed"]].values.tolist()
    [['意識', 234, True], ['向上', 59, True]]
    """
    table = _prepared(words, top)
    emphasised = _emphasised(words, table, emphasis) if colour == "emphasis" else None
    colours, legend = _meanings(table, colour, emphasised, emphasis, emphasis_label, lang)
    opened = face(font)
    check_glyphs(table["word"], opened)
    frame = _frame(width, height, title, note, legend, font, lang)
    shapes = [outline(word, opened, size=1.0) for word in table["word"]]
    boxes = np.array([ink(shape) if len(shape.vertices) else (0.0,) * 4 for shape in shapes])
    for word, box in zip(table["word"], boxes, strict=True):
        if box[2] <= box[0] or box[3] <= box[1]:
            raise FigureError("the word {word!r} has nothing to draw; leave it out of the table", word=word)
    # Side by side words keep the room of their letters, one above the other only that of their ink.
    before = np.maximum(boxes[:, 0], 0.0)
    after = np.array([advance(word, opened, size=1.0) for word in table["word"]]) - boxes[:, 2]
    after = np.maximum(after, 0.0)
    sizes, places = _fit(
        before + boxes[:, 2] - boxes[:, 0] + after,
        boxes[:, 3] - boxes[:, 1],
        table["respondents"].to_numpy(dtype=float),
        frame,
        shape=None if mask is None else _darkness(mask),
        smallest=smallest * width,
        seed=seed,
    )
    placed = ~np.isnan(places[:, 0])
    if not placed.any():
        raise FigureError(
            "no word fits into a picture of {width} x {height} pixels; make it larger, or lower smallest",
            width=width,
            height=height,
        )
    size = np.where(placed, sizes, np.nan)
    return pd.DataFrame(
        {
            "word": table["word"],
            "respondents": table["respondents"],
            "size": size,
            "x": places[:, 0] + before * size,
            "y": places[:, 1],
            "width": (boxes[:, 2] - boxes[:, 0]) * size,
            "height": (boxes[:, 3] - boxes[:, 1]) * size,
            "vertical": False,
            "colour": colours,
            "placed": placed,
        },
        columns=COLUMNS,
    )


def wordcloud(
    words: pd.DataFrame,
    *,
    layout: pd.DataFrame | None = None,
    title: str | None = None,
    base: int | None = None,
    note: str | None = None,
    top: int = DEFAULTS.wordcloud.words,
    width: int = DEFAULTS.wordcloud.width,
    height: int = DEFAULTS.wordcloud.height,
    dpi: int = DEFAULTS.wordcloud.dpi,
    smallest: float = DEFAULTS.wordcloud.smallest,
    colour: str = DEFAULTS.wordcloud.colour,
    emphasis: int | Collection[str] = DEFAULTS.wordcloud.emphasis,
    emphasis_label: str | None = None,
    mask: str | os.PathLike[str] | npt.NDArray[Any] | None = DEFAULTS.wordcloud.mask,
    font: str | os.PathLike[str] | None = DEFAULTS.wordcloud.font,
    seed: int = DEFAULTS.wordcloud.seed,
    lang: str = DEFAULTS.report.lang,
) -> Figure:
    """Return the word cloud of a table as a figure, drawn in outlines that look the same in any program.

    Below the cloud stand what the colours mean, that the size is the number of respondents, ``n`` (``base``,
    or the table's column ``base``), how many words were placed, and the names of those that were not. In an
    SVG each word is a group whose id is ``word:`` and the word. The options are those of
    :func:`wordcloud_layout`.

    Args:
        words: a table with ``word`` and ``respondents``, in any order (``pos``, ``category`` to colour by).
        layout: what :func:`wordcloud_layout` gave for the same table and options; made anew without one.
        title: a line above the cloud. A character that the font lacks, such as an emoji, is drawn as 〓.
        base: the respondents with a substantive answer.
        note: a line below the footer, such as the source.
        dpi: pixels per inch.

    Raises:
        FigureError: as in :func:`wordcloud_layout`; or the layout is of other words or another frame.

    >>> words = pd.DataFrame({"word": ["意識", "向上"], "respondents": [234, 59]})
    >>> figure = wordcloud(words, title="効果", base=1867)
    """
    if layout is None:
        layout = wordcloud_layout(
            words,
            title=title,
            note=note,
            top=top,
            width=width,
            height=height,
            smallest=smallest,
            colour=colour,
            emphasis=emphasis,
            emphasis_label=emphasis_label,
            mask=mask,
            font=font,
            seed=seed,
            lang=lang,
        )
    table = _prepared(words, top)
    emphasised = _emphasised(words, table, emphasis) if colour == "emphasis" else None
    colours, legend = _meanings(table, colour, emphasised, emphasis, emphasis_label, lang)
    opened = face(font)
    frame = _frame(width, height, title, note, legend, font, lang)
    layout = _matching(layout, table)
    figure = canvas(width, height, dpi=dpi)
    check_glyphs(table["word"], opened)
    for word, size, x, y, tint in zip(
        layout["word"], layout["size"], layout["x"], layout["y"], colours, strict=True
    ):
        if np.isnan(x):
            continue
        shape = outline(word, opened, size=size)
        left, bottom, right, upper = ink(shape)
        if not (
            x >= -0.5
            and x + right - left <= width + 0.5
            and y >= frame.top - 0.5
            and y + upper - bottom <= frame.bottom + 0.5
        ):
            raise FigureError(
                "the layout puts {word!r} outside the cloud; make the layout with the same width, height, "
                "title, note and colour as the picture",
                word=word,
            )
        _draw(figure, shape, (x - left, height - y - upper), tint, name=f"word:{word}")
    for left, upper, side, tint in frame.swatches:
        corner = (left / dpi, (height - upper - side) / dpi)
        figure.add_artist(
            Rectangle(
                corner, side / dpi, side / dpi, transform=figure.dpi_scale_trans, color=tint, linewidth=0
            )
        )
    footer = _footer(layout, _base(words) if base is None else base, note, frame, lang)
    for line in (*frame.lines, *footer):
        _draw(
            figure,
            outline(line.text, line.face, size=line.size),
            (line.x, height - line.y),
            line.colour,
            name=None,
        )
    return figure


# ---- the table


def _prepared(words: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the first ``top`` words by (-respondents, word), whatever the order of the rows."""
    for column in ("word", "respondents"):
        if column not in words.columns:
            raise FigureError(
                "a word cloud needs the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, words.columns)) or "none",
            )
    kept = [column for column in ("word", "respondents", "pos", "category") if column in words.columns]
    table = words[kept].copy()
    for column in kept:
        if column != "respondents":
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
    table = table[table["respondents"] > 0]
    counts = table["respondents"].tolist()
    if table.empty:
        raise FigureError("there is no word to draw; the table of words is empty or counts no respondent")
    # Words may be equal (the same spelling as noun and as verb): the other columns settle the order.
    order = [table[column].tolist() for column in kept if column != "respondents"]
    ranked = sorted(range(len(table)), key=lambda row: (-counts[row], *(values[row] for values in order)))
    return table.iloc[ranked[:top]].reset_index(drop=True)


def _base(words: pd.DataFrame) -> int | None:
    if "base" not in words.columns:
        return None
    values = pd.to_numeric(words["base"], errors="coerce").dropna().unique()
    return int(values[0]) if len(values) == 1 else None


def _matching(layout: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return the layout after checking that it is of the table's words."""
    for column in ("word", "respondents", "size", "x", "y"):
        if column not in layout.columns:
            raise FigureError(
                "the layout has no column {column!r}; make it with wordcloud_layout", column=column
            )
    layout = layout.reset_index(drop=True)
    if layout["word"].tolist() != table["word"].tolist() or not np.array_equal(
        layout["respondents"].to_numpy(dtype=float), table["respondents"].to_numpy(dtype=float)
    ):
        raise FigureError(
            "the layout is of other words than the table; make it anew with wordcloud_layout and the same top"
        )
    return layout


# ---- what the colours mean


def _emphasised(words: pd.DataFrame, table: pd.DataFrame, emphasis: int | Collection[str]) -> Booleans:
    if isinstance(emphasis, int):
        counts = table["respondents"].to_numpy(dtype=float)
        next_count = counts[emphasis] if emphasis < len(counts) else 0.0
        marked: Booleans = (np.arange(len(counts)) < emphasis) & (counts > next_count)
        return marked
    wanted = {emphasis} if isinstance(emphasis, str) else set(emphasis)
    absent = sorted(wanted - set(words["word"].astype(str)))
    if absent:
        raise FigureError(
            "the words to emphasise {words} are not in the table; take them from its column 'word'",
            words=", ".join(map(repr, absent[:5])),
        )
    return table["word"].isin(wanted).to_numpy(dtype=bool)


def _meanings(
    table: pd.DataFrame,
    colour: str,
    emphasised: Booleans | None,
    emphasis: int | Collection[str],
    emphasis_label: str | None,
    lang: str,
) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the colour of each word, and the legend: colours with what they mean."""
    if colour == "plain":
        return [INK] * len(table), []
    others = label("pos.other", lang)
    if emphasised is not None:
        colours = [EMPHASIS if marked else GREY for marked in emphasised]
        if isinstance(emphasis, int):
            meaning = label("cloud.first", lang, count=int(emphasised.sum()))
        else:
            meaning = label("cloud.chosen", lang)
        if len(set(colours)) == 1 and emphasis_label is None:  # nothing to tell apart
            return colours, []
        legend = [(EMPHASIS, emphasis_label or meaning), (GREY, others)]
        return colours, [entry for entry in legend if entry[0] in colours] if emphasised.any() else []
    if colour not in COLOURS:
        raise FigureError(
            "no colour {colour!r}; choose from {known}", colour=colour, known=", ".join(COLOURS)
        )
    if colour not in table.columns:
        raise FigureError(
            "to colour by {colour} the table needs the column {colour!r}; it is not there", colour=colour
        )
    if colour == "pos":
        groups = [POS_GROUPS.get(value.split("-")[0], value.split("-")[0]) for value in table["pos"]]
        tints = dict(zip(POS, CATEGORIES, strict=False))
        shown = {key: label(f"pos.{key}", lang) for key in POS}
    else:
        groups = table["category"].tolist()
        # The order of their first word in the cloud, so the picture does not depend on the order of rows.
        known = [group for group in dict.fromkeys(groups) if group.strip() and group != others]
        tints = dict(zip(known, CATEGORIES, strict=False))
        shown = {key: name(key, lang, group="category") for key in known}
    colours = [tints.get(group, GREY) for group in groups]
    legend = [(tint, shown[group]) for group, tint in tints.items() if group in groups]
    rest = len({group for group in groups if group not in tints and group.strip() and group != others})
    if GREY in colours:
        several = colour == "category" and rest > 1
        legend.append((GREY, label("cloud.others", lang, count=rest) if several else others))
    return colours, legend


# ---- what surrounds the cloud


def _frame(
    width: int,
    height: int,
    title: str | None,
    note: str | None,
    legend: Sequence[tuple[str, str]],
    font: str | os.PathLike[str] | None,
    lang: str,
) -> _Frame:
    """Return title and legend in their places, the place of the footer, and what is left between them."""
    unit = min(width, height * 1.6) / 2400  # everything is measured for a picture of 2400 x 1500
    margin = 24 * unit
    lines: list[_Line] = []
    swatches: list[tuple[float, float, float, str]] = []
    upper = margin
    title, note = _one_line(title), _one_line(note)
    legend = [(tint, _one_line(text)) for tint, text in legend]
    if title:
        own = font is not None and not missing_glyphs([title], font)
        opened = face(font if own else None, bold=True)
        title = printable(title, opened)  # a question's header may hold an emoji: no reason to draw nothing
        size = 60 * unit
        while advance(title, opened, size=size) > width - 4 * margin and size > 40 * unit:
            size *= 0.96
        for text in _wrapped(title, opened, size, width - 4 * margin):
            upper += size * 1.1
            lines.append(
                _Line(text, (width - advance(text, opened, size=size)) / 2, upper, size, INK, opened)
            )
        upper += size * 0.65
    size = 30 * unit
    fixed = [text["ja" if lang == "ja" else "en"] for text in texts("cloud").values()]
    captions = _face_for([*fixed, "0123456789", *(text for _, text in legend), note], font, bold=False)
    footer_lines = 1 + (len(_wrapped(note, captions, size, width - 4 * margin)) if note else 0)
    lower = height - margin - 0.3 * size - (footer_lines - 1) * size * 1.45
    footer = (lower, size, size * 1.45)
    lower -= size * 1.5
    if legend:
        size, side, space, gap = 38 * unit, 32 * unit, 16 * unit, 64 * unit
        rows: list[list[tuple[str, str, float]]] = [[]]
        for tint, text in legend:
            first, *more = _wrapped(text, captions, size, width - 5 * margin - side - space) or [""]
            text = first + "…" if more else first
            across = side + space + advance(text, captions, size=size)
            if rows[-1] and sum(entry[2] + gap for entry in rows[-1]) + across > width - 4 * margin:
                rows.append([])
            rows[-1].append((tint, text, across))
        lower -= size * 0.35
        for row in reversed(rows):
            left = (width - sum(entry[2] for entry in row) - gap * (len(row) - 1)) / 2
            for tint, text, across in row:
                swatches.append((left, lower - size * 0.38 - side / 2, side, tint))
                lines.append(_Line(text, left + side + space, lower, size, INK, captions))
                left += across + gap
            lower -= size * 1.5
    if lower - upper < height * 0.2:
        raise FigureError(
            "title, legend and note leave no room for the words in a picture of {width} x {height} pixels; "
            "shorten them or make it higher",
            width=width,
            height=height,
        )
    return _Frame(tuple(lines), tuple(swatches), footer, captions, margin, upper, width - margin, lower)


def _face_for(texts: Sequence[str], font: str | os.PathLike[str] | None, *, bold: bool) -> Face:
    """Return the face of what surrounds the cloud: the user's font where it has all the letters."""
    if font is not None and not missing_glyphs(texts, font):
        return face(font, bold=bold)
    opened = face(bold=bold)
    check_glyphs(texts, opened)
    return opened


def _footer(
    layout: pd.DataFrame, base: int | None, note: str | None, frame: _Frame, lang: str
) -> list[_Line]:
    """Return the lines below the legend: what the size means, n, and what was placed."""
    y, size, step = frame.footer
    opened = frame.captions
    left, room = frame.left * 2, frame.right - frame.left * 3
    missing = layout.loc[layout["x"].isna(), "word"].tolist()
    start = label("cloud.size", lang)
    if base is not None:
        start += label("cloud.base", lang, base=f"{base:,}")
    start += label("cloud.placed", lang, total=f"{len(layout):,}", placed=f"{len(layout) - len(missing):,}")
    names = [word if len(word) <= NAMED else word[:NAMED] + "…" for word in missing]
    if missing_glyphs(names, opened.path):  # the words' own font may hold more than the footer's
        names = []
    text = start
    for count in range(len(names), -1, -1) if missing else ():
        parts = names[:count]
        if count < len(missing):
            parts = [
                *parts,
                label("note.more_words" if parts else "cloud.count", lang, count=len(missing) - count),
            ]
        text = start + label("cloud.unplaced", lang, words=label("note.separator", lang).join(parts))
        if advance(text, opened, size=size) <= room:
            break
    while advance(text, opened, size=size) > room and size > step / 4:  # a very narrow picture
        size *= 0.95
    lines = [_Line(text, left, y, size, FAINT, opened)]
    if note:
        size = frame.footer[1]
        for number, part in enumerate(_wrapped(_one_line(note), opened, size, room), start=1):
            lines.append(_Line(part, left, y + number * step, size, FAINT, opened))
    return lines


def _one_line(text: str | None) -> str:
    """Return the text with spaces for line breaks and tabs: headers of survey files hold them."""
    return re.sub(r"[\t\n\v\f\r]+", " ", text or "").strip()


def _wrapped(text: str, opened: Face, size: float, room: float) -> list[str]:
    """Return the text in lines no wider than the room; no line begins with closing punctuation."""
    lines = [""]
    for character in text:
        if (
            lines[-1]
            and character not in "、。，．）)」』】！？ー"
            and (advance(lines[-1] + character, opened, size=size) > room)
        ):
            lines.append("")
        lines[-1] += character
    return [line.strip() for line in lines if line.strip()]


# ---- the cloud


def _fit(
    wide: Floats,
    high: Floats,
    respondents: Floats,
    frame: _Frame,
    *,
    shape: npt.NDArray[np.uint8] | None,
    smallest: float,
    seed: int,
) -> tuple[Floats, Floats]:
    """Return the size of each word and where its box goes (NaN: no place), as large as they all fit.

    ``wide`` and ``high`` are the words' boxes at size 1, with the room that their letters have beside them.
    """
    across, down = frame.right - frame.left, frame.bottom - frame.top
    coarse, fine = (
        ground(across, down, cell=cell, seed=seed, shape=_cells(shape, across, down, cell))
        for cell in (max(across / 240, 1.0), max(across / 480, 1.0))
    )
    ceiling = max(down * LARGEST, smallest)

    def sized(largest: float) -> Floats:
        few = respondents.min() / respondents.max()
        steepest = 0.5 if few == 1 else np.log(largest / smallest) / -np.log(few)
        sizes: Floats = largest * (respondents / respondents.max()) ** min(0.5, steepest)
        return sizes

    def packed(where: Any, largest: float, chosen: Booleans, *, whole: bool) -> Floats:
        sizes = sized(largest)[chosen]
        places = np.full((len(respondents), 2), np.nan)
        places[chosen] = pack(
            where,
            wide[chosen] * sizes,
            high[chosen] * sizes,
            beside=BESIDE * sizes,
            above=ABOVE * sizes,
            whole=whole,
        )
        return places

    def narrow(largest: float) -> Booleans:
        """Whether each word is narrower than the cloud."""
        sizes = sized(largest)
        result: Booleans = (wide + 2 * BESIDE) * sizes <= across * 0.98
        return result

    def largest_for(chosen: Booleans) -> float:
        """Return the largest size with which all the chosen words fit, or the smallest size."""
        low, up = smallest, ceiling
        for step in range(9):
            middle = up if step == 0 else (low * up) ** 0.5
            fits = (
                bool(narrow(middle)[chosen].all())
                and not np.isnan(packed(coarse, middle, chosen, whole=True)[chosen]).any()
            )
            if fits:
                low = middle
                if step == 0:
                    break
            else:
                up = middle
        return low

    chosen = narrow(smallest)
    if not chosen.any():
        return sized(smallest), np.full((len(respondents), 2), np.nan)
    largest = largest_for(chosen)
    # A few long words must not make all the others tiny: without them, could these be three times as large?
    shorter = chosen & narrow(min(3 * largest, ceiling))
    if shorter.any() and not shorter[chosen].all():
        without = largest_for(shorter)
        if without >= 3 * largest:
            chosen, largest = shorter, without

    # The finer grid has room for a little more (or less): down from there until every word has its place.
    tried = min(largest * 1.06, ceiling)
    while True:
        places = packed(fine, tried, chosen, whole=True)
        if not np.isnan(places[chosen]).any():
            break
        if tried <= smallest:
            places = packed(fine, smallest, chosen, whole=False)
            break
        tried = max(tried * (0.98 if tried > largest * 0.9 else 0.8), smallest)
    sizes = sized(tried)
    if shape is None:
        sizes, places = _filling(sizes, places, wide, high, across, down, ceiling / tried)
    return sizes, places + np.array([frame.left, frame.top])


def _filling(
    sizes: Floats, places: Floats, wide: Floats, high: Floats, across: float, down: float, limit: float
) -> tuple[Floats, Floats]:
    """Return sizes and places after moving the cloud to the middle and letting it fill the room."""
    placed = ~np.isnan(places[:, 0])
    if not placed.any():
        return sizes, places
    boxes = np.column_stack([wide * sizes, high * sizes])
    first = places[placed].min(axis=0)
    extent = (places + boxes)[placed].max(axis=0) - first
    factor = max(1.0, min(across / extent[0], down / extent[1], limit))
    moved: Floats = (places - first) * factor + (np.array([across, down]) - extent * factor) / 2
    return sizes * factor, moved


# ---- the shape


def _darkness(mask: str | os.PathLike[str] | npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Return the mask as a grey picture (0 is filled, 255 is not)."""
    if isinstance(mask, np.ndarray):
        return _checked_mask(_grey(mask), "the mask")
    path = os.fspath(mask)
    if not Path(path).is_file():
        raise FigureError("no mask picture at {path}; give the path of a PNG or JPEG file", path=path)
    try:
        with Image.open(path) as picture:
            rgba = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FigureError(
            "{path} can't be read as a picture; give a PNG or JPEG whose dark part is to be filled", path=path
        ) from error
    return _checked_mask(_flattened(rgba), path)


def _grey(mask: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    if mask.dtype == bool and mask.ndim == 2:
        return np.where(mask, 0, 255).astype(np.uint8)
    if mask.size == 0 or mask.ndim not in (2, 3) or (mask.ndim == 3 and mask.shape[2] not in (3, 4)):
        raise FigureError(
            "a mask of shape {shape} can't be used; give an array of rows x columns (0 is filled, 255 is "
            "not), of booleans (True is filled), or of RGB or RGBA colours",
            shape=" x ".join(map(str, mask.shape)),
        )
    if np.issubdtype(mask.dtype, np.floating) and float(np.nanmax(mask)) <= 1.0:
        mask = mask * 255
    bounded: npt.NDArray[np.uint8] = np.clip(np.nan_to_num(mask.astype(float), nan=255.0), 0, 255).astype(
        np.uint8
    )
    if bounded.ndim == 2:
        return bounded
    return _flattened(Image.fromarray(bounded).convert("RGBA"))


def _flattened(picture: Image.Image) -> npt.NDArray[np.uint8]:
    """Return the picture in grey on white paper."""
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    grey: npt.NDArray[np.uint8] = np.array(paper.convert("L"), dtype=np.uint8)
    return grey


def _checked_mask(grey: npt.NDArray[np.uint8], source: str) -> npt.NDArray[np.uint8]:
    if not (grey < 128).any():
        raise FigureError("{source} has no dark part to fill with words; darken the shape", source=source)
    return grey


def _cells(grey: npt.NDArray[np.uint8] | None, across: float, down: float, cell: float) -> Booleans | None:
    """Return which cells of the ground may be filled: the mask, as large as it fits, in the middle."""
    if grey is None:
        return None
    rows, columns = grid(across, down, cell=cell)
    dark = np.argwhere(grey < 128)
    (first, left), (last, right) = dark.min(axis=0), dark.max(axis=0)
    cut = Image.fromarray(grey[first : last + 1, left : right + 1])
    scale = min(columns / cut.width, rows / cut.height)
    size = max(1, int(cut.width * scale)), max(1, int(cut.height * scale))
    fitted = np.asarray(cut.resize(size, Image.Resampling.BILINEAR)) < 128
    free = np.zeros((rows, columns), dtype=bool)
    upper, start = (rows - size[1]) // 2, (columns - size[0]) // 2
    free[upper : upper + size[1], start : start + size[0]] = fitted
    return free


def _draw(figure: Figure, shape: Outline, at: tuple[float, float], colour: str, *, name: str | None) -> None:
    """Add an outline in pixels to the figure, its origin at ``at`` (from the lower left corner)."""
    if not len(shape.vertices):
        return
    patch = PathPatch(
        Curve((shape.vertices + np.array(at)) / figure.dpi, shape.codes),
        transform=figure.dpi_scale_trans,  # inches: the same in a PNG of any resolution, an SVG and a PDF
        facecolor=colour,
        edgecolor="none",
        linewidth=0,
        snap=False,  # else 一 and 口 are moved to whole pixels
    )
    if name is not None:
        patch.set_gid(name)
    figure.add_artist(patch)
