"""Correspondence maps: words and the values of an attribute in one plane, where directions mean something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from textmine.analysis_settings import Scaling
from textmine.arrays import BoolArray, FloatArray
from textmine.errors import FigureError
from textmine.figures.axes import numbers_below, round_step, ticks
from textmine.figures.beside import Label, beside
from textmine.figures.fonts import check_glyphs
from textmine.figures.frame import (
    base_note,
    common_base,
    frame,
    in_parts,
    joined,
    keep_places,
    unlabelled_note,
)
from textmine.figures.letters import Box, Mark, Pen, Point, dot, stroke, tint, write
from textmine.figures.lines import truncated
from textmine.figures.look import Look, LookOptions
from textmine.figures.names import Name, check_columns, name_columns, names_of
from textmine.figures.style import CATEGORIES, FAINT, INK, SIZES
from textmine.settings import DEFAULTS
from textmine.texts.labels import label
from textmine.texts.naming import attribute_name
from textmine.texts.numbers import percent

WORD = Mark("circle", tint(CATEGORIES[0], 0.45), CATEGORIES[0])
# Of the values of each attribute.
VALUES = tuple(
    Mark(shape, colour, colour)
    for shape, colour in zip(("square", "diamond", "triangle", "hexagon"), CATEGORIES[1:], strict=True)
)
LONGEST = 14.0  # width of a label at most, in letters
RADIUS = 0.85  # of the largest dot, in letters
ANSWER = "answer"  # the attribute whose values are single answers
NEAR = 0.35  # of the farthest word: words nearer to the origin than this may stay without a label
REACH = 7.0  # letters that a label may be away from its dot
FLAT_LINE = 1.2  # height of a line on a map of one dimension at least, in letters
HIGHEST = 235.0  # of a map of one dimension on A4, in mm
LINES = "#C8C8C8"  # through the origin


@dataclass(frozen=True, eq=False)
class _Points:
    """What is drawn: values first, then words far from the origin, those near it, then answers."""

    names: Sequence[Name]
    attributes: Sequence[str]  # of each value; "" for words
    respondents: FloatArray
    places: FloatArray  # one row a point, one or two columns
    is_value: BoolArray
    is_outer: BoolArray  # words far from the origin
    is_answer: BoolArray  # answers, each a value of its own

    @property
    def is_flat(self) -> bool:
        """Whether there is one dimension only."""
        return int(self.places.shape[1]) == 1

    def marks(self) -> dict[str, Mark]:
        """Return how the values of each attribute are drawn."""
        every = [each for each, value in zip(self.attributes, self.is_value, strict=True) if value]
        return {each: VALUES[place % len(VALUES)] for place, each in enumerate(dict.fromkeys(every))}


@dataclass(frozen=True, eq=False)
class _Plane:
    """The part between the axes, in points from the upper left corner of the figure, and what is in it."""

    box: Box
    scale: float  # points per unit
    origin: Point
    centre: FloatArray
    radius: FloatArray
    labels: Sequence[Label | None]


def correspondence_map(
    correspondence: pd.DataFrame,
    inertia: pd.DataFrame,
    *,
    dimensions: tuple[int, int] = (DEFAULTS.map.horizontal, DEFAULTS.map.vertical),
    scaling: Scaling = DEFAULTS.map.scaling,
    base: int | None = None,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the map of a correspondence analysis: two of its ``dimensions``, on axes of one scale.

    Words are round dots, their area the number of respondents; values of the attribute are squares with
    bold names. Every value and every word far from the origin is named, if need be at the end of a line;
    words near the origin are named where there is room, and else counted below the map. With one dimension
    only (an attribute of two values) words and values are on lines
    one below the other.

    Args:
        correspondence: ``kind`` ("value"; all others are words or codes), ``attribute, name,
            respondents, dimension_1`` (and ``dimension_2``), in any order.
        inertia: ``dimension`` and ``share`` (0-1).
        dimensions: which of them, across and up.
        scaling: the kind of coordinates, named below the map.
        base: respondents with a substantive answer; without it ``base`` of the table.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.

    Raises:
        FigureError: a column is missing, there is no word, or the font lacks a glyph.

    >>> points = {"name": ["予算", "人材", "製造業", "建設業"], "respondents": [9, 6, 20, 12]}
    >>> points |= {"kind": ["feature", "feature", "value", "value"], "attribute": "業種"}
    >>> points |= {"dimension_1": [0.4, -0.3, 0.2, -0.3], "dimension_2": [0.1, -0.2, 0.0, 0.1]}
    >>> inertia = pd.DataFrame({"dimension": [1, 2], "share": [0.7, 0.3]})
    >>> figure = correspondence_map(pd.DataFrame(points), inertia)
    """
    look = Look(**options)
    base = common_base(correspondence) if base is None else base
    points = _points(correspondence, [f"dimension_{number}" for number in dimensions], look)
    separator, answers = label("note.separator", look.lang), int(points.is_answer.sum())
    crowd = look.said("map_answers", count=f"{answers:,}") if answers else ""
    attributes = [attribute_name(each, look.lang, look.per) for each in points.marks() if each]
    guide = label(
        "figure.map_guide_line" if points.is_flat else "figure.map_guide",
        look.lang,
        attribute=separator.join(attributes),
    )
    pens = [
        look.pen(look.small if answer else None, bold=bool(value and not answer))
        for value, answer in zip(points.is_value, points.is_answer, strict=True)
    ]
    # How many labels there is no room for is known after placing, and its text takes room itself: placed
    # again below the longer text.
    left_out: list[str] = []
    while True:
        method = label(f"figure.map_{scaling}", look.lang)
        notes = [base_note(base, look.lang), method, unlabelled_note(left_out, look.lang), crowd, look.source]
        foot = joined(notes, look.lang)
        figure, area = frame(look, guide=guide, foot=foot, height=_height(points, look))
        room = min(look.letter * LONGEST, area.width * 0.4)
        shown = [truncated(name.shown, pen, room) for name, pen in zip(points.names, pens, strict=True)]
        plane = (_on_lines if points.is_flat else _on_plane)(points, shown, pens, area, look)
        missing = sorted(
            name.shown
            for name, place, answer in zip(points.names, plane.labels, points.is_answer, strict=True)
            if place is None and not answer
        )
        if set(missing) <= set(left_out):
            break
        left_out = sorted({*missing, *left_out})
    axes = [_axis(inertia, number, look.lang) for number in dimensions[: points.places.shape[1]]]
    _draw_axes(figure, plane, axes, area, look)
    for number in range(len(points.names)):
        _draw_point(figure, points, plane, number, shown[number], pens[number])
    _draw_key(figure, points, area, plane.box.right, look)
    keep_places(figure, _places(figure, points, plane))
    return figure


# ---- the table


def _points(correspondence: pd.DataFrame, named: list[str], look: Look) -> _Points:
    check_columns(
        correspondence,
        ("kind", "name", "respondents", named[0]),
        "a map needs the column {column!r}; the table has {columns}",
    )
    dimensions = [column for column in named if column in correspondence.columns]
    table = correspondence.copy()
    table["attribute"] = table["attribute"].fillna("").astype(str) if "attribute" in table else ""
    for column in dimensions:
        table[column] = pd.to_numeric(table[column], errors="coerce").round(6)
    table = table[table[dimensions].notna().all(axis=1) & (table["respondents"] > 0)]
    word = table["kind"].astype(str) != "value"
    if not word.any():
        raise FigureError("there is no word to draw on the map; the table of the analysis is empty")
    names = pd.Series(names_of(table, "name", look.lang), table.index, dtype=object)
    check_glyphs([name.shown for name in names[word]], look.pen().face)
    far = (table[dimensions] ** 2).sum(axis=1) ** 0.5
    outer = word & (far.round(4) > float(far[word].max()) * NEAR)
    # Of what is near the origin the most frequent is named first, of the rest the farthest.
    first = far.where(~word | outer, 0.0).round(4)
    shown = [name.shown for name in names]
    answer = ~word & (table["attribute"] == ANSWER)
    table = table.assign(
        name=shown, entry=names, word=word, outer=outer, first=first, answer=answer
    ).sort_values(
        ["answer", "word", "first", "respondents", "name"],
        ascending=[True, True, False, False, True],
        kind="stable",
    )
    places = table[dimensions].to_numpy(dtype=float)
    if len(dimensions) == 2 and float(np.abs(places[:, 1]).max()) < 1e-9:
        places = places[:, :1]
    return _Points(
        table["entry"].tolist(),
        table["attribute"].tolist(),
        table["respondents"].to_numpy(dtype=float),
        places,
        ~table["word"].to_numpy(dtype=bool),
        table["outer"].to_numpy(dtype=bool),
        table["answer"].to_numpy(dtype=bool),
    )


# ---- where it is drawn


def _height(points: _Points, look: Look) -> float | None:
    """Return the height in mm."""
    if look.is_slide:
        return None
    letter = look.letter
    if points.is_flat:
        lines = len(points.names) * letter * 1.45 + letter * 14
        return min(max(lines / 72 * 25.4, 60.0), HIGHEST)
    wide = SIZES[look.size][0]
    across, down = np.ptp(np.vstack([points.places, [[0.0, 0.0]]]), axis=0).clip(1e-6)
    # The form of the cloud of points, between that of a sheet lying down and a square.
    around = letter * 16 / 72 * 25.4
    return float(min(max(wide * down / across + around, wide * 0.75), wide * 1.05))


def _radius(points: _Points, letter: float) -> FloatArray:
    """Return the radius of each dot: the area of a word's is its respondents."""
    most = float(points.respondents[~points.is_value].max())
    radius = letter * RADIUS * np.sqrt(points.respondents / most)
    radius[points.is_value] = letter * 0.5
    radius[points.is_answer] = letter * 0.25
    return np.maximum(radius, letter * 0.12)


def _on_plane(points: _Points, shown: Sequence[str], pens: Sequence[Pen], area: Box, look: Look) -> _Plane:
    """Return the map of two dimensions, with the labels beside their dots."""
    letter = look.letter
    box = Box(
        area.left + letter * 4.2,
        area.top + letter * 1.9,
        area.right - 0.5 * letter,
        area.bottom - letter * 3.4,
    )
    low, high = np.minimum(points.places.min(axis=0), 0.0), np.maximum(points.places.max(axis=0), 0.0)
    margin = np.array([4.0, 2.2]) * letter  # for the labels of the outermost dots
    scale = float(((np.array([box.width, box.height]) - 2 * margin) / np.maximum(high - low, 1e-6)).min())
    centre = ((points.places - (low + high) / 2) * [1, -1] * scale + box.middle).round(2)
    x, y = (-(low + high) / 2 * [1, -1] * scale + box.middle).round(2).tolist()
    radius = _radius(points, letter)
    widths = [pen.width(text) for pen, text in zip(pens, shown, strict=True)]
    labels = _labels(points, centre, radius, widths, box, letter)
    return _Plane(box, scale, (x, y), centre, radius, labels)


def _labels(
    points: _Points,
    centre: FloatArray,
    radius: FloatArray,
    widths: Sequence[float],
    within: Box,
    letter: float,
) -> list[Label | None]:
    """Return where the labels are: values first, at any distance; then words, and answers beside their dots.

    What is near the origin says little: a long line to it says less than no name.
    """
    dots = [(float(x), float(y), float(r)) for (x, y), r in zip(centre, radius, strict=True)]
    sizes = [(width, letter) for width in widths]
    count = int((points.is_value & ~points.is_answer).sum())
    near, far, gap = letter * REACH, letter * REACH * 6, letter * 0.2
    labels = beside(dots, sizes[:count], within=within, gap=gap, reach=2 * near)
    labels = beside(dots, sizes[:count], within=within, placed=labels, gap=gap, reach=far, under=True)
    labels += [None] * (len(sizes) - count)
    named = len(dots) - int(points.is_answer.sum())
    reach = [2 * near if outer else near for outer in points.is_outer]
    labels[:named] = beside(
        dots, sizes[:named], within=within, placed=labels[:named], gap=gap, reach=reach[:named]
    )
    reach = [far if outer else 0.0 for outer in points.is_outer]
    return beside(dots, sizes, within=within, placed=labels, gap=gap, reach=reach, under=True)


def _on_lines(points: _Points, shown: Sequence[str], pens: Sequence[Pen], area: Box, look: Look) -> _Plane:
    """Return the map of one dimension: values on the first lines, then words from left to right."""
    letter, places = look.letter, points.places[:, 0]
    top, bottom = area.top + letter * 1.9, area.bottom - letter * 3.4
    box = Box(area.left + letter, top, area.right - letter, bottom)
    count = len(places)
    rows = max(1, min(count, int(box.height / (letter * FLAT_LINE))))
    if rows < count:  # the last line holds the dots without a name
        rows = max(1, rows - 1)
    line = min(box.height / (rows + (rows < count)), letter * 2.0)
    radius = _radius(points, letter)
    radius = radius * min(1.0, 0.45 * line / float(radius.max()))
    widest = max(map(look.pen(bold=True).width, shown))
    scale = (box.width / 2 - widest - 1.6 * letter) / (float(np.abs(places).max()) or 1.0)
    middle = box.middle[0]
    centre = np.zeros((count, 2))
    labels: list[Label | None] = [None] * count
    named = sorted(
        range(rows), key=lambda row: (not points.is_value[row], places[row], points.names[row].shown)
    )
    for number, row in enumerate(named):
        x, y = middle + places[row] * scale, box.top + line * (number + 0.5)
        centre[row] = round(x, 2), round(y, 2)
        away, right = radius[row] + 0.3 * letter, places[row] >= 0
        at = (x + away if right else x - away), y
        labels[row] = Label(pens[row].box(shown[row], at, align=0.0 if right else 1.0), None)
    for row in range(rows, count):
        centre[row] = round(middle + places[row] * scale, 2), round(box.top + line * (rows + 0.5), 2)
    return _Plane(box, scale, (middle, box.bottom), centre, radius, labels)


def _places(figure: Figure, points: _Points, plane: _Plane) -> pd.DataFrame:
    """Return where each word and value is: its dot with the label beside it, or a label far from its dot."""
    boxes = []
    for (x, y), radius, place in zip(plane.centre, plane.radius, plane.labels, strict=True):
        box = Box(x - radius, y - radius, x + radius, y + radius)
        if place is not None and place.leader is not None:
            box = place.box
        elif place is not None:
            low, high = np.minimum(box[:2], place.box[:2]), np.maximum(box[2:], place.box[2:])
            box = Box(*low, *high)
        boxes.append(box)
    table = name_columns(points.names)
    table.insert(2, "attribute", points.attributes)
    table.insert(3, "respondents", points.respondents.astype(np.int64))
    labelled = [place is not None for place in plane.labels]
    return table.join(in_parts(figure, boxes).round(5)).assign(labelled=labelled)


def _axis(inertia: pd.DataFrame, dimension: int, lang: str) -> str:
    shares = inertia.loc[inertia["dimension"] == dimension, "share"]
    share = percent(float(shares.iloc[0])) if len(shares) else "?"
    return label("figure.map_axis", lang, dimension=dimension, share=share)


# ---- drawing


def _draw_point(figure: Figure, points: _Points, plane: _Plane, number: int, shown: str, pen: Pen) -> None:
    """Draw a dot, its label, and the line between them."""
    letter, value = pen.size, bool(points.is_value[number])
    mark = points.marks()[points.attributes[number]] if value else WORD
    if points.is_answer[number]:  # a crowd below the words
        mark = mark._replace(fill=tint(mark.edge, 0.35), edge=tint(mark.edge, 0.6))
    name = f"{'value' if value else 'feature'}:{points.names[number].shown}"
    dot(
        figure,
        mark,
        plane.centre[number],
        radius=float(plane.radius[number]),
        width=letter * 0.08,
        order=2.5 if points.is_answer[number] else 4.0 if value else 3.0,
        name=f"mark:{name}",
    )
    place = plane.labels[number]
    if place is None:
        return
    if place.leader is not None:
        ends = [place.leader[:2], place.leader[2:]]
        stroke(figure, ends, width=letter * 0.07, colour=FAINT, order=2.0)
    corner, colour = (place.box.left, place.box.top), mark.edge if value else INK
    write(figure, shown, pen, at=corner, align=0.0, lift=0.0, colour=colour, halo=letter * 0.12, name=name)


def _draw_key(figure: Figure, points: _Points, area: Box, right: float, look: Look) -> None:
    """Draw what the marks mean, above the plane."""
    letter = look.letter
    key = {look.said("map_words"): WORD}
    for attribute, mark in points.marks().items():
        key[attribute_name(attribute, look.lang, look.per) or "-"] = mark
    pen = look.pen_for(key)
    x, y = area.left + 0.4 * letter, area.top + 0.8 * letter
    for text, mark in key.items():
        dot(figure, mark, (x + 0.5 * letter, y), radius=0.45 * letter, width=0.08 * letter)
        shown = truncated(text, pen, max(right - x - 2 * letter, letter))
        box = write(figure, shown, pen, at=(x + 1.3 * letter, y), align=0.0, colour=FAINT)
        x = box.right + 1.5 * letter


def _draw_axes(figure: Figure, plane: _Plane, axes: Sequence[str], area: Box, look: Look) -> None:
    """Draw the lines through the origin, ticks with numbers, and what the axes are."""
    letter, box, (x, y) = look.letter, plane.box, plane.origin
    is_flat = len(axes) == 1
    texts = look.pen_for([*axes, "-0123456789."])
    numbers = Pen(texts.face, letter * 0.9)
    stroke(figure, [(x, box.top), (x, box.bottom)], width=0.5, colour=LINES, order=0.5)
    if not is_flat:
        stroke(figure, [(box.left, y), (box.right, y)], width=0.5, colour=LINES, order=0.5)
    stroke(figure, [(box.left, box.bottom), (box.right, box.bottom)], width=0.6, colour=FAINT, order=0.6)
    low, high = (box.left - x) / plane.scale, (box.right - x) / plane.scale
    step = round_step((high - low) / max(box.width / (letter * 6), 2))
    places = [(x + tick * plane.scale, tick) for tick in ticks(low, high, step)]
    numbers_below(figure, places, box.bottom, numbers, letter)
    write(figure, axes[0], texts, at=(box.middle[0], box.bottom + 2.4 * letter))
    if is_flat:
        return
    stroke(figure, [(box.left, box.top), (box.left, box.bottom)], width=0.6, colour=FAINT, order=0.6)
    for tick in ticks((y - box.bottom) / plane.scale, (y - box.top) / plane.scale, step):
        down = y - tick * plane.scale
        stroke(figure, [(box.left - 0.35 * letter, down), (box.left, down)], width=0.6, colour=FAINT)
        write(figure, f"{tick:g}", numbers, at=(box.left - 0.55 * letter, down), align=1.0, colour=FAINT)
    write(figure, axes[1], texts, at=(area.left + 0.7 * letter, box.middle[1]), upright=True)
