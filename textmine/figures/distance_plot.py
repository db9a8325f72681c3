"""A plane of words, near each other where the same respondents wrote them: multi-dimensional scaling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from textmine.analysis_settings import Distance, Scale
from textmine.arrays import FloatArray
from textmine.errors import FigureError
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
from textmine.figures.letters import Box, Pen, dot, stroke, write
from textmine.figures.lines import truncated
from textmine.figures.look import Look, LookOptions
from textmine.figures.names import check_columns, name_columns, names_of
from textmine.figures.network import community_mark
from textmine.figures.style import FAINT, INK, SIZES
from textmine.settings import DEFAULTS
from textmine.texts.labels import label

COLUMNS = ("feature", "respondents", "dimension_1", "dimension_2", "stress")
LONGEST = 12.0  # width of a label at most, in letters
RADIUS = 1.0  # of the largest mark, in letters
NEAR = 5.0  # letters that a label may be away from its mark without a line
EDGE = "#C8C8C8"


def distance_plot(
    places: pd.DataFrame,
    leaves: pd.DataFrame | None = None,
    *,
    scale: Scale = DEFAULTS.tree.scale,
    distance: Distance = DEFAULTS.tree.distance,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the plane of a multi-dimensional scaling: words near each other are written together.

    The area of a mark is the number of respondents, its colour and shape the cluster. One scale holds for
    both directions, and only distances mean something: the plane may be turned or mirrored. Every word is
    named, if need be at the end of a line; where there is no room for that, below the picture.

    Args:
        places: ``feature, respondents, dimension_1, dimension_2, stress``, as ``distance_map`` returns them.
        leaves: their clusters, as ``feature_leaves`` returns them; None: all look alike.
        scale, distance: how the plane was made, named below it.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.

    Raises:
        FigureError: a column is missing, there is no word, or the font lacks a glyph.

    >>> places = {"feature": ["予算", "人材", "時間"], "respondents": [9, 6, 2], "stress": 0.0}
    >>> places |= {"dimension_1": [0.4, -0.3, 0.2], "dimension_2": [0.1, -0.2, 0.3]}
    >>> figure = distance_plot(pd.DataFrame(places))
    """
    look = Look(**options)
    check_columns(
        places, COLUMNS, "a plane of distances needs the column {column!r}; the table has {columns}"
    )
    if places.empty:
        raise FigureError("there is no word to draw on the plane; the table of distances is empty")
    # What many wrote is named first, so that a rare word is what stands at the end of a line.
    table = places.assign(cluster=_clusters(places, leaves))
    table = table.sort_values(["respondents", "feature"], ascending=[False, True], kind="stable")
    names, points = (
        names_of(table, "feature", look.lang),
        table[["dimension_1", "dimension_2"]].to_numpy(float),
    )
    pen = look.pen()
    check_glyphs([name.shown for name in names], pen.face)
    guide = look.said("distance_guide" if leaves is not None else "distance_guide_plain")
    method = label(
        "figure.distance_method",
        look.lang,
        scale=label(f"figure.distance_{scale}", look.lang),
        distance=label(f"figure.distance_{distance}", look.lang),
        stress=f"{float(table['stress'].iloc[0]):.3f}",
    )
    shown = [truncated(name.shown, pen, look.letter * LONGEST) for name in names]
    radius = _radius(table["respondents"].to_numpy(float), look.letter)
    # Which names there is no room for is known after placing, and their note takes room itself.
    left_out: list[str] = []
    while True:
        notes = [
            base_note(common_base(table), look.lang),
            method,
            unlabelled_note(left_out, look.lang),
            look.source,
        ]
        figure, area = frame(look, guide=guide, foot=joined(notes, look.lang), height=_height(points, look))
        box = Box(area.left, area.top + 0.3 * look.letter, area.right, area.bottom - 0.3 * look.letter)
        centre = _centre(points, box, look.letter)
        labels = _labels(centre, radius, [pen.width(text) for text in shown], box, look.letter)
        missing = [text for text, place in zip(shown, labels, strict=True) if place is None]
        if set(missing) <= set(left_out):
            break
        left_out = sorted({*missing, *left_out})
    _draw_frame(figure, box)
    for number, cluster in enumerate(table["cluster"].tolist()):
        name = f"{names[number].kind}:{names[number].shown}"
        mark = community_mark(int(cluster) - 1)
        dot(figure, mark, centre[number], radius=radius[number], width=look.letter * 0.1, name=f"mark:{name}")
        _draw_label(figure, shown[number], labels[number], pen, name)
    boxes = [
        Box(*np.minimum(each - r, place.box[:2]), *np.maximum(each + r, place.box[2:]))
        if place is not None and place.leader is None
        else Box(*(each - r), *(each + r))
        for each, r, place in zip(centre, radius, labels, strict=True)
    ]
    found = name_columns(names).assign(
        respondents=table["respondents"].tolist(), cluster=table["cluster"].tolist()
    )
    keep_places(figure, found.join(in_parts(figure, boxes).round(5)))
    return figure


def _clusters(places: pd.DataFrame, leaves: pd.DataFrame | None) -> list[int]:
    """Return the cluster of each word, from 1."""
    if leaves is None:
        return [1] * len(places)
    keys = [key for key in ("feature", "kind", "negated") if key in places and key in leaves]
    clusters = places[keys].merge(leaves[[*keys, "cluster"]], on=keys, how="left")["cluster"]
    return clusters.fillna(1).astype(int).tolist()


def _radius(respondents: FloatArray, letter: float) -> FloatArray:
    """Return the radius of each mark: its area is the respondents."""
    radius: FloatArray = np.maximum(letter * RADIUS * np.sqrt(respondents / respondents.max()), letter * 0.15)
    return radius


def _height(points: FloatArray, look: Look) -> float | None:
    """Return the height in mm: that of the plane, between a sheet lying down and a square."""
    if look.is_slide:
        return None
    wide = SIZES[look.size][0]
    across, down = np.ptp(points, axis=0).clip(1e-6)
    return float(min(max(wide * down / across + 12, wide * 0.7), wide * 1.05))


def _centre(points: FloatArray, box: Box, letter: float) -> FloatArray:
    """Return where the words are on the figure; there is room for labels at the edges."""
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.array([box.width - 9 * letter, box.height - 4 * letter])
    scale = float((room / np.maximum(high - low, 1e-6)).min())
    centre: FloatArray = ((points - (low + high) / 2) * [1, -1] * scale + box.middle).round(2)
    return centre


def _labels(
    centre: FloatArray, radius: FloatArray, widths: Sequence[float], box: Box, letter: float
) -> list[Label | None]:
    dots = [(float(x), float(y), float(r)) for (x, y), r in zip(centre, radius, strict=True)]
    sizes, gap = [(width, letter) for width in widths], letter * 0.2
    labels = beside(dots, sizes, within=box, gap=gap, reach=NEAR * letter)
    far = 8 * NEAR * letter
    return beside(dots, sizes, within=box, placed=labels, gap=gap, reach=far, under=True)


def _draw_frame(figure: Figure, box: Box) -> None:
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    stroke(figure, [*corners, corners[0]], width=0.5, colour=EDGE, order=0.5)


def _draw_label(figure: Figure, text: str, place: Label | None, pen: Pen, name: str) -> None:
    if place is None:
        return
    if place.leader is not None:
        ends = [place.leader[:2], place.leader[2:]]
        stroke(figure, ends, width=pen.size * 0.07, colour=FAINT, order=2.0)
    corner = (place.box.left, place.box.top)
    write(figure, text, pen, at=corner, align=0.0, lift=0.0, colour=INK, halo=pen.size * 0.12, name=name)
