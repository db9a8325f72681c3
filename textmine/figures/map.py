"""Correspondence maps: words and the values of an attribute in one plane, where directions mean something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, check_glyphs, face
from textmine.figures.frame import frame, keep_places
from textmine.figures.letters import (
    area,
    face_for,
    letter_size,
    mark,
    page,
    shortened,
    stroke,
    text_box,
    tint,
    write,
)
from textmine.figures.packing import Box, Floats, Label, beside
from textmine.figures.style import CATEGORIES, FAINT, INK, SIZES, style
from textmine.settings import DEFAULTS
from textmine.texts.labels import label, name

COLUMNS = ["name", "kind", "attribute", "respondents", "x", "y", "width", "height", "labelled"]
WORD, VALUES = CATEGORIES[0], (CATEGORIES[1], CATEGORIES[2], CATEGORIES[3], CATEGORIES[4])
VALUE_SHAPES = ("square", "diamond", "triangle", "hexagon")
LONGEST = 14.0  # width of a label at most, in letters
RADIUS = 0.85  # of the largest dot, in letters
NEAR = 0.35  # of the farthest word: words nearer to the origin than this may stay without a label
REACH = 7.0  # letters that a label may be away from its dot
FLAT_LINE = 1.2  # height of a line on a map of one dimension at least, in letters
NAMED = 12  # words without a label that are named below the map, at most


@dataclass(frozen=True, eq=False)
class _Map:
    """What is drawn, in points from the upper left corner of the figure."""

    figure: Figure
    table: pd.DataFrame  # kind, attribute, name, respondents, by the order of labelling
    shown: tuple[str, ...]
    centre: Floats
    radius: Floats
    labels: tuple[Label | None, ...]
    letter: float
    plane: Box  # the part between the axes
    scale: float  # points per unit; 0 where there is one dimension only
    origin: tuple[float, float]
    key: tuple[tuple[str, str, str, str], ...]  # shape, fill, edge, text
    corner: tuple[float, float]  # upper left of the key
    axes: tuple[str, ...]
    bounds: Box


def map_layout(
    correspondence: pd.DataFrame,
    inertia: pd.DataFrame,
    *,
    title: str = "",
    source: str = "",
    base: int | None = None,
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> pd.DataFrame:
    """Return where each word and value stands on its map, one row each, in the order of labelling.

    Columns: ``name, kind`` (word, code or value), ``attribute, respondents``; ``x, y, width, height`` (dot
    and label, 0-1 of the picture from the upper left); ``labelled`` (whether its name is written).

    Raises:
        FigureError: as in :func:`correspondence_map`.
    """
    with style():
        drawn = _map(correspondence, inertia, title, source, base, size, font, dpi, lang)
    return _layout(drawn)


def correspondence_map(
    correspondence: pd.DataFrame,
    inertia: pd.DataFrame,
    *,
    title: str = "",
    source: str = "",
    base: int | None = None,
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> Figure:
    """Return the map of a correspondence analysis: its first two dimensions, on axes of one scale.

    Words are round dots, their area the number of respondents; values of the attribute are squares with
    bold names. Every value and every word far from the origin is named, if need be at the end of a line;
    words near the origin are named where there is room, and else counted below the map. With one dimension
    only (an attribute of two values) words and values stand on lines one below the other.

    Args:
        correspondence: ``kind`` (word, code or value), ``attribute, name, respondents, dimension_1`` (and
            ``dimension_2``), in any order.
        inertia: ``dimension`` and ``share`` (0-1).
        title: above the picture.
        source: below it.
        base: respondents with a substantive answer; without it ``base`` of the table.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP.
        dpi: pixels per inch.
        lang: "ja" or "en".

    Raises:
        FigureError: a column is missing, there is no word, or the font lacks a glyph.

    >>> points = {"name": ["予算", "人材", "製造業", "建設業"], "respondents": [9, 6, 20, 12]}
    >>> points |= {"kind": ["word", "word", "value", "value"], "attribute": "業種"}
    >>> points |= {"dimension_1": [0.4, -0.3, 0.2, -0.3], "dimension_2": [0.1, -0.2, 0.0, 0.1]}
    >>> inertia = pd.DataFrame({"dimension": [1, 2], "share": [0.7, 0.3]})
    >>> figure = correspondence_map(pd.DataFrame(points), inertia)
    """
    with style():
        drawn = _map(correspondence, inertia, title, source, base, size, font, dpi, lang)
        _draw(drawn, font)
    keep_places(drawn.figure, _layout(drawn))
    return drawn.figure


# ---- what is drawn, and where


def _map(
    correspondence: pd.DataFrame,
    inertia: pd.DataFrame,
    title: str,
    source: str,
    base: int | None,
    size: str,
    font: str | None,
    dpi: int,
    lang: str,
) -> _Map:
    table = _points(correspondence)
    check_glyphs(table.loc[table["kind"] != "value", "name"], face(font, bold=False))
    flat = "dimension_2" not in table.columns or float(table["dimension_2"].abs().max()) < 1e-9
    letter = letter_size(size, "label")
    attributes = list(dict.fromkeys(table.loc[table["kind"] == "value", "attribute"]))
    named = label("note.separator", lang).join(
        name(each, lang, group="column") for each in attributes if each
    )
    guide = label("figure.map_guide_line" if flat else "figure.map_guide", lang, attribute=named)
    # How many labels there is no room for is known after placing, and its text takes room itself: placed
    # again below the longer text.
    left_out: list[str] = []
    while True:
        made = frame(
            title=title,
            guide=guide,
            foot=_foot(correspondence, base, left_out, source, lang),
            size=size,
            font=font,
            dpi=dpi,
            height=_height(table, size, letter, flat),
        )
        made.axes.set_axis_off()
        bounds = area(made.figure, made.axes.get_position().bounds)
        drawn = _placed(made.figure, bounds, table, inertia, attributes, letter, flat, font, lang)
        missing = sorted(
            each for each, found in zip(drawn.table["name"], drawn.labels, strict=True) if found is None
        )
        if set(missing) <= set(left_out):
            return drawn
        left_out = sorted({*missing, *left_out})


def _layout(drawn: _Map) -> pd.DataFrame:
    across, down = page(drawn.figure)
    rows = []
    for place, radius, found in zip(drawn.centre, drawn.radius, drawn.labels, strict=True):
        x, y = place
        box = Box(x - radius, y - radius, x + radius, y + radius)
        if found is not None and found.leader is None:
            box = Box(
                min(box.left, found.box.left),
                min(box.top, found.box.top),
                max(box.right, found.box.right),
                max(box.bottom, found.box.bottom),
            )
        elif found is not None:
            box = found.box
        rows.append((box.left / across, box.top / down, box.width / across, box.height / down))
    places = pd.DataFrame(rows, columns=["x", "y", "width", "height"]).round(5)
    table = pd.concat([drawn.table[["name", "kind", "attribute", "respondents"]], places], axis=1)
    return table.assign(labelled=[found is not None for found in drawn.labels])[COLUMNS]


def _points(correspondence: pd.DataFrame) -> pd.DataFrame:
    """Return values first, then words: those far from the origin, then those near it (``outer``: false)."""
    for column in ("kind", "name", "respondents", "dimension_1"):
        if column not in correspondence.columns:
            raise FigureError(
                "a map needs the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, correspondence.columns)) or "none",
            )
    table = correspondence.copy()
    for column in ("kind", "name", "attribute"):
        table[column] = table[column].fillna("").astype(str) if column in table else ""
    dimensions = [column for column in ("dimension_1", "dimension_2") if column in table.columns]
    for column in dimensions:
        table[column] = pd.to_numeric(table[column], errors="coerce").round(6)
    table = table[table[dimensions].notna().all(axis=1) & (table["respondents"] > 0)]
    if not (table["kind"] != "value").any():
        raise FigureError("there is no word to draw on the map; the table of the analysis is empty")
    far = (table[dimensions] ** 2).sum(axis=1) ** 0.5
    word = table["kind"] != "value"
    outer = word & (far.round(4) > float(far[word].max()) * NEAR)
    # Of what is near the origin the most frequent is named first, of the rest the farthest.
    first = far.where(~word | outer, 0.0).round(4)
    table = table.assign(word=word, outer=outer, first=first)
    return table.sort_values(
        ["word", "first", "respondents", "name"],
        ascending=[True, False, False, True],
        kind="stable",
        ignore_index=True,
    )


def _height(table: pd.DataFrame, size: str, letter: float, flat: bool) -> float | None:
    """Return the height in mm."""
    if size == "slide":
        return None
    if flat:
        lines = len(table) * letter * 1.45 + letter * 14
        return min(max(lines / 72 * 25.4, 60.0), 235.0)
    wide = SIZES[size][0]
    places = table[["dimension_1", "dimension_2"]].to_numpy(dtype=float)
    across, down = np.ptp(np.vstack([places, [[0.0, 0.0]]]), axis=0).clip(1e-6)
    # The form of the cloud of points, between that of a sheet lying down and a square.
    around = letter * 16 / 72 * 25.4
    return float(min(max(wide * down / across + around, wide * 0.75), wide * 1.05))


def _placed(
    figure: Figure,
    bounds: Box,
    table: pd.DataFrame,
    inertia: pd.DataFrame,
    attributes: list[str],
    letter: float,
    flat: bool,
    font: str | None,
    lang: str,
) -> _Map:
    values = (table["kind"] == "value").to_numpy()
    texts, bold = face(font, bold=False), face(font, bold=True)
    room = min(letter * LONGEST, bounds.width * 0.4)
    shown = tuple(
        shortened(each, bold if value else texts, size=letter, room=room)
        for each, value in zip(table["name"], values, strict=True)
    )
    most = float(table.loc[~values, "respondents"].max())
    radius = letter * RADIUS * np.sqrt(table["respondents"].to_numpy(dtype=float) / most)
    radius[values] = letter * 0.5
    radius = np.maximum(radius, letter * 0.12)
    key = [("circle", tint(WORD, 0.45), WORD, label("figure.map_words", lang))]
    for place, attribute in enumerate(attributes):
        colour = VALUES[place % len(VALUES)]
        shape = VALUE_SHAPES[place % len(VALUE_SHAPES)]
        key.append((shape, colour, colour, name(attribute, lang, group="column") or "-"))
    axes = tuple(_axis(inertia, dimension, lang) for dimension in ((1,) if flat else (1, 2)))
    top = bounds.top + letter * 1.9
    if flat:
        plane = Box(bounds.left + letter, top, bounds.right - letter, bounds.bottom - letter * 3.4)
        return _lines(
            figure,
            table,
            shown,
            radius,
            letter,
            plane,
            tuple(key),
            (bounds.left, bounds.top),
            axes,
            bounds,
            texts,
            bold,
            values,
        )
    plane = Box(bounds.left + letter * 4.2, top, bounds.right - 0.5 * letter, bounds.bottom - letter * 3.4)
    places = table[["dimension_1", "dimension_2"]].to_numpy(dtype=float)
    low, high = np.minimum(places.min(axis=0), 0.0), np.maximum(places.max(axis=0), 0.0)
    margin = np.array([4.0, 2.2]) * letter  # for the labels of the outermost dots
    extent = np.maximum(high - low, 1e-6)
    scale = float(((np.array([plane.width, plane.height]) - 2 * margin) / extent).min())
    middle = np.array([plane.left + plane.right, plane.top + plane.bottom]) / 2
    centre = ((places - (low + high) / 2) * [1, -1] * scale + middle).round(2)
    origin = (-(low + high) / 2 * [1, -1] * scale + middle).round(2)
    sizes, gap = [], letter * 0.2
    for text, value in zip(shown, values, strict=True):
        box = text_box(text, bold if value else texts, size=letter, x=0.0, y=0.0)
        sizes.append((box.width, box.height))
    dots = [(float(x), float(y), float(r)) for (x, y), r in zip(centre, radius, strict=True)]
    # Values first, at any distance; then words. What is near the origin says little: a long line to it says
    # less than no name.
    outer = table["outer"].to_numpy(dtype=bool)
    count = int(values.sum())
    near, far = letter * REACH, letter * REACH * 6
    labels = beside(dots, sizes[:count], within=plane, gap=gap, reach=2 * near)
    labels = beside(dots, sizes[:count], within=plane, found=labels, gap=gap, reach=far, under=True)
    labels += [None] * (len(sizes) - count)
    reach = [2 * near if each else near for each in outer]
    labels = beside(dots, sizes, within=plane, found=labels, gap=gap, reach=reach)
    reach = [far if each else 0.0 for each in outer]
    labels = beside(dots, sizes, within=plane, found=labels, gap=gap, reach=reach, under=True)
    return _Map(
        figure,
        table,
        shown,
        centre,
        radius,
        tuple(labels),
        letter,
        plane,
        scale,
        (float(origin[0]), float(origin[1])),
        tuple(key),
        (bounds.left, bounds.top),
        axes,
        bounds,
    )


def _lines(
    figure: Figure,
    table: pd.DataFrame,
    shown: tuple[str, ...],
    radius: Floats,
    letter: float,
    plane: Box,
    key: tuple[tuple[str, str, str, str], ...],
    corner: tuple[float, float],
    axes: tuple[str, ...],
    bounds: Box,
    texts: Face,
    bold: Face,
    values: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> _Map:
    """Return the map of one dimension: values on the first lines, then words from left to right."""
    places = table["dimension_1"].to_numpy(dtype=float)
    rows = max(1, min(len(table), int(plane.height / (letter * FLAT_LINE))))
    if rows < len(table):  # the last line holds the dots without a name
        rows = max(1, rows - 1)
    line = min(plane.height / (rows + (rows < len(table))), letter * 2.0)
    fits = sorted(range(rows), key=lambda row: (not values[row], places[row], table["name"].iloc[row]))
    radius = radius * min(1.0, 0.45 * line / float(radius.max()))
    most = float(np.abs(places).max()) or 1.0
    widest = max(advance(text, bold, size=letter) for text in shown)
    scale = (plane.width / 2 - widest - 1.6 * letter) / most
    middle = (plane.left + plane.right) / 2
    centre = np.zeros((len(table), 2))
    labels: list[Label | None] = [None] * len(table)
    for number, row in enumerate(fits):
        x, y = middle + places[row] * scale, plane.top + line * (number + 0.5)
        centre[row] = round(x, 2), round(y, 2)
        away = radius[row] + 0.3 * letter
        right = places[row] >= 0
        box = text_box(
            shown[row],
            bold if values[row] else texts,
            size=letter,
            x=x + away if right else x - away,
            y=y,
            align=0.0 if right else 1.0,
        )
        labels[row] = Label(box, None)
    for row in range(rows, len(table)):
        centre[row] = round(middle + places[row] * scale, 2), round(plane.top + line * (rows + 0.5), 2)
    return _Map(
        figure,
        table,
        shown,
        centre,
        radius,
        tuple(labels),
        letter,
        plane,
        scale,
        (middle, plane.bottom),
        key,
        corner,
        axes,
        bounds,
    )


def _axis(inertia: pd.DataFrame, dimension: int, lang: str) -> str:
    found = inertia.loc[inertia["dimension"] == dimension, "share"]
    share = f"{float(found.iloc[0]) * 100:.1f}%" if len(found) else "?"
    return label("figure.map_axis", lang, dimension=dimension, share=share)


def _foot(correspondence: pd.DataFrame, base: int | None, left_out: list[str], source: str, lang: str) -> str:
    parts = []
    if base is None and "base" in correspondence.columns and correspondence["base"].nunique() == 1:
        base = int(correspondence["base"].iloc[0])
    if base is not None:
        parts.append(label("figure.group_base", lang, base=f"{base:,}"))
    parts.append(label("figure.map_method", lang))
    if left_out:
        words = label("note.separator", lang).join(left_out[:NAMED]) + ("…" if len(left_out) > NAMED else "")
        parts.append(label("figure.map_unlabelled", lang, count=len(left_out), words=words))
    if source:
        parts.append(source)
    return label("figure.separator", lang).join(parts)


# ---- drawing


def _draw(drawn: _Map, font: str | None) -> None:
    figure, letter, plane = drawn.figure, drawn.letter, drawn.plane
    _axes(drawn, font)
    texts, bold = face(font, bold=False), face(font, bold=True)
    look = {text: (shape, fill, edge) for shape, fill, edge, text in drawn.key[1:]}
    first = next(iter(look.values()), ("square", VALUES[0], VALUES[0]))
    attributes = list(dict.fromkeys(drawn.table.loc[drawn.table["kind"] == "value", "attribute"]))
    for number, row in enumerate(drawn.table.itertuples()):
        (x, y), radius = drawn.centre[number], float(drawn.radius[number])
        value = row.kind == "value"
        if value:
            shape, fill, edge = list(look.values())[attributes.index(row.attribute)] if look else first
        else:
            shape, fill, edge = "circle", tint(WORD, 0.45), WORD
        mark(
            figure,
            shape,
            x=x,
            y=y,
            radius=radius,
            fill=fill,
            edge=edge,
            width=letter * 0.08,
            order=4.0 if value else 3.0,
            name=f"mark:{'value' if value else 'feature'}:{row.name}",
        )
        found = drawn.labels[number]
        if found is None:
            continue
        if found.leader is not None:
            stroke(
                figure,
                [found.leader[:2], found.leader[2:]],
                width=letter * 0.07,
                colour=FAINT,
                order=2.0,
            )
        write(
            figure,
            drawn.shown[number],
            bold if value else texts,
            box=found.box,
            size=letter,
            colour=edge if value else INK,
            halo=letter * 0.12,
            name=f"{'value' if value else 'feature'}:{row.name}",
        )
    x, y = drawn.corner[0] + 0.4 * letter, drawn.corner[1] + 0.8 * letter
    opened = face_for([text for *_, text in drawn.key], font)
    for shape, fill, edge, text in drawn.key:
        mark(
            figure,
            shape,
            x=x + 0.5 * letter,
            y=y,
            radius=0.45 * letter,
            fill=fill,
            edge=edge,
            width=0.08 * letter,
        )
        shown = shortened(text, opened, size=letter, room=max(plane.right - x - 2 * letter, letter))
        place = text_box(shown, opened, size=letter, x=x + 1.3 * letter, y=y, align=0.0)
        write(figure, shown, opened, box=place, size=letter, colour=FAINT)
        x = place.right + 1.5 * letter


def _axes(drawn: _Map, font: str | None) -> None:
    """Draw the lines through the origin, ticks with numbers, and what the axes are."""
    figure, letter, plane = drawn.figure, drawn.letter, drawn.plane
    opened = face_for([*drawn.axes, "-0123456789."], font)
    small = letter * 0.9
    across = len(drawn.axes) == 1
    stroke(
        figure,
        [(drawn.origin[0], plane.top), (drawn.origin[0], plane.bottom)],
        width=0.5,
        colour="#C8C8C8",
        order=0.5,
    )
    if not across:
        stroke(
            figure,
            [(plane.left, drawn.origin[1]), (plane.right, drawn.origin[1])],
            width=0.5,
            colour="#C8C8C8",
            order=0.5,
        )
    stroke(
        figure, [(plane.left, plane.bottom), (plane.right, plane.bottom)], width=0.6, colour=FAINT, order=0.6
    )
    reach = (plane.left - drawn.origin[0]) / drawn.scale, (plane.right - drawn.origin[0]) / drawn.scale
    step = _step(reach[1] - reach[0], plane.width / (letter * 6))
    for tick in _ticks(*reach, step):
        x = drawn.origin[0] + tick * drawn.scale
        stroke(figure, [(x, plane.bottom), (x, plane.bottom + 0.35 * letter)], width=0.6, colour=FAINT)
        place = text_box(f"{tick:g}", opened, size=small, x=x, y=plane.bottom + letter)
        write(figure, f"{tick:g}", opened, box=place, size=small, colour=FAINT)
    place = text_box(
        drawn.axes[0], opened, size=letter, x=(plane.left + plane.right) / 2, y=plane.bottom + 2.4 * letter
    )
    write(figure, drawn.axes[0], opened, box=place, size=letter, colour=INK)
    if across:
        return
    stroke(figure, [(plane.left, plane.top), (plane.left, plane.bottom)], width=0.6, colour=FAINT, order=0.6)
    for tick in _ticks(
        (drawn.origin[1] - plane.bottom) / drawn.scale, (drawn.origin[1] - plane.top) / drawn.scale, step
    ):
        y = drawn.origin[1] - tick * drawn.scale
        stroke(figure, [(plane.left - 0.35 * letter, y), (plane.left, y)], width=0.6, colour=FAINT)
        place = text_box(f"{tick:g}", opened, size=small, x=plane.left - 0.55 * letter, y=y, align=1.0)
        write(figure, f"{tick:g}", opened, box=place, size=small, colour=FAINT)
    place = text_box(drawn.axes[1], opened, size=letter, x=0.0, y=0.0)
    write(
        figure,
        drawn.axes[1],
        opened,
        box=place,
        size=letter,
        colour=INK,
        upright=(drawn.bounds.left + 0.7 * letter, (plane.top + plane.bottom) / 2),
    )


def _step(length: float, most: float) -> float:
    """Return a round distance of ticks with which there are at most so many.

    >>> _step(1.3, 8)
    0.2
    """
    steps = [float(f"{digit}e{power}") for power in range(-6, 6) for digit in (1, 2, 5)]
    return next(step for step in steps if length / step <= max(most, 2))


def _ticks(low: float, high: float, step: float) -> list[float]:
    first, last = int(np.ceil(low / step)), int(np.floor(high / step))
    return [round(number * step, 6) + 0.0 for number in range(first, last + 1)]
