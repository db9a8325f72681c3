"""Trees of a hierarchical clustering: words, codes or answers on lines, joined from the closest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, face
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
    write,
)
from textmine.figures.packing import Box
from textmine.figures.style import CATEGORIES, FAINT, GREY, INK, SIZES, style
from textmine.settings import DEFAULTS
from textmine.texts.labels import label

LINE = 1.45  # height of a line, in letters
WIDEST = 0.5  # part of the width that the labels take at most
HIGHEST = {"column": 225.0, "page": 225.0}  # mm, on A4
DASHES: tuple[tuple[float, ...] | None, ...] = (None, (4.0, 1.2))  # of groups whose colours are the same
COLUMNS = ["name", "respondents", "cluster", "x", "y", "width", "height"]


@dataclass(frozen=True, eq=False)
class _Branch:
    """A leaf that is shown: one of the clustering, or all those below a join."""

    text: str
    leaves: tuple[int, ...]
    respondents: int | None
    cluster: int  # 0: the leaves are of several
    height: float  # of the join that is folded into it; 0 for a leaf


_End = tuple[float, float, int]  # x, y, group


@dataclass(frozen=True, eq=False)
class _Tree:
    """What is drawn: branches from the top down, and joins of their numbers."""

    figure: Figure
    branches: tuple[_Branch, ...]
    joins: tuple[tuple[_End, _End, float, int], ...]  # what is joined; at which x; group
    groups: tuple[tuple[int, int, int], ...]  # first and last branch, number
    shown: tuple[str, ...]
    cut: float | None
    bounds: Box
    plane: Box  # of the joins
    letter: float
    line: float
    lowest: float  # distance at the left of the plane
    highest: float
    root: _End


def tree_layout(
    joins: pd.DataFrame,
    leaves: pd.DataFrame,
    *,
    clusters: int | None = None,
    title: str = "",
    source: str = "",
    base: int | None = None,
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> pd.DataFrame:
    """Return where each line of the tree stands, from the top down.

    Columns: ``name`` (the feature, or that with most respondents of a folded branch), ``respondents``
    (of that one), ``cluster`` (1 is the topmost), ``x, y, width, height`` (of its text, 0-1 of the picture
    from the upper left).
    """
    with style():
        drawn = _tree(joins, leaves, clusters, title, source, base, size, font, dpi, lang)
    return _layout(drawn, leaves, font)


def tree(
    joins: pd.DataFrame,
    leaves: pd.DataFrame,
    *,
    clusters: int | None = None,
    title: str = "",
    source: str = "",
    base: int | None = None,
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> Figure:
    """Return the tree of a hierarchical clustering, its leaves as lines of text, its joins to their right.

    The groups of the cut (the dashed line) have a colour, a bracket and a number, counted from the top. With
    more leaves than lines in the largest picture of that size, those that join first are folded into one
    line each, named by the one with most respondents; how many is said in the line and below the picture.

    Args:
        joins: ``left, right, height`` (and ``size``), one row per join, as ``feature_tree`` and
            ``clusters.dendrogram`` return them: a number below the count of leaves is a leaf, else the join
            of that number less the count.
        leaves: ``leaf`` (its number), ``feature`` (its text) and, if there, ``respondents, cluster``, in any
            order.
        clusters: how many groups the cut makes; without it those of ``leaves``, or none.
        title: above the picture.
        source: below it.
        base: respondents with a substantive answer; without it ``base`` of ``leaves``.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP. A letter that it lacks is drawn as 〓.
        dpi: pixels per inch.
        lang: "ja" or "en".

    Raises:
        FigureError: a column is missing, or joins and leaves don't belong together.

    >>> joins = pd.DataFrame({"left": [0, 2], "right": [1, 3], "height": [0.4, 0.9], "size": [2, 3]})
    >>> leaves = pd.DataFrame({"leaf": [0, 1, 2], "feature": ["予算", "人材", "時間"], "cluster": [1, 1, 2]})
    >>> figure = tree(joins, leaves)
    """
    with style():
        drawn = _tree(joins, leaves, clusters, title, source, base, size, font, dpi, lang)
        _draw(drawn, font, lang)
    keep_places(drawn.figure, _layout(drawn, leaves, font))
    return drawn.figure


# ---- what is drawn, and where


def _layout(drawn: _Tree, leaves: pd.DataFrame, font: str | None) -> pd.DataFrame:
    names, counts = _names(leaves)
    across, down = page(drawn.figure)
    rows = []
    for number, branch in enumerate(drawn.branches):
        box = _label_box(drawn, number, font)
        first = branch.leaves[0]
        rows.append(
            (
                names[first],
                counts[first],
                branch.cluster,
                box.left / across,
                box.top / down,
                box.width / across,
                box.height / down,
            )
        )
    return pd.DataFrame(rows, columns=COLUMNS).round(5)


def _names(leaves: pd.DataFrame) -> tuple[dict[int, str], dict[int, int | None]]:
    for column in ("leaf", "feature"):
        if column not in leaves.columns:
            raise FigureError(
                "the leaves of a tree need the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, leaves.columns)) or "none",
            )
    numbers = [int(leaf) for leaf in leaves["leaf"]]
    names = dict(zip(numbers, leaves["feature"].astype(str), strict=True))
    counts: dict[int, int | None] = dict.fromkeys(numbers)
    if "respondents" in leaves.columns:
        counts = {
            leaf: None if pd.isna(count) else int(count)
            for leaf, count in zip(numbers, leaves["respondents"], strict=True)
        }
    return names, counts


def _tree(
    joins: pd.DataFrame,
    leaves: pd.DataFrame,
    clusters: int | None,
    title: str,
    source: str,
    base: int | None,
    size: str,
    font: str | None,
    dpi: int,
    lang: str,
) -> _Tree:
    names, counts = _names(leaves)
    count = len(names)
    for column in ("left", "right", "height"):
        if column not in joins.columns:
            raise FigureError(
                "the joins of a tree need the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, joins.columns)) or "none",
            )
    if not count or len(joins) != count - 1 or sorted(names) != list(range(count)):
        raise FigureError(
            "the tree has {joins} joins and {leaves} leaves; leaves are numbered from 0, joins are one fewer",
            joins=len(joins),
            leaves=count,
        )
    pairs = [
        (min(int(left), int(right)), max(int(left), int(right)))
        for left, right in zip(joins["left"], joins["right"], strict=True)
    ]
    heights = [round(float(height), 6) for height in joins["height"]]
    letter = letter_size(size, "label")
    groups = clusters
    if groups is None and "cluster" in leaves.columns:
        groups = int(leaves["cluster"].nunique())
    groups = min(groups, count) if groups is not None else 1
    groups = groups if groups > 1 else None
    most = count
    guide = (
        label("figure.tree_guide", lang, clusters=groups)
        if groups
        else label("figure.tree_guide_plain", lang)
    )
    if base is None and "base" in leaves.columns and leaves["base"].nunique() == 1:
        base = int(leaves["base"].iloc[0])
    # More lines than the picture holds: fold until they fit.
    while True:
        made = frame(
            title=title,
            guide=guide,
            foot=_foot(count, most, base, source, lang),
            size=size,
            font=font,
            dpi=dpi,
            height=None if size == "slide" else _height(size, most, letter, title),
        )
        made.axes.set_axis_off()
        bounds = area(made.figure, made.axes.get_position().bounds)
        room = bounds.height - 3.2 * letter
        line = min(room / most, letter * LINE * 1.4)
        if line >= letter * 1.12 or most == 1:
            break
        most = max(1, min(most - 1, int(room / (letter * 1.15))))
    cut = None
    if groups is not None:
        lower, upper = heights[count - groups - 1] if groups < count else 0.0, heights[count - groups]
        cut = (lower + upper) / 2
    return _laid_out(
        made.figure, bounds, names, counts, pairs, heights, most, groups, cut, letter, line, font, lang
    )


def _height(size: str, lines: int, letter: float, title: str) -> float:
    """Return the height in mm that so many lines need."""
    around = letter_size(size, "title") * 2.4 + letter_size(size, "small") * 8 + letter * 4
    needed = (lines * letter * LINE + around) / 72 * 25.4
    return float(min(max(needed, SIZES[size][1] * 0.6), HIGHEST[size]))


def _laid_out(
    figure: Figure,
    bounds: Box,
    names: dict[int, str],
    counts: dict[int, int | None],
    pairs: Sequence[tuple[int, int]],
    heights: Sequence[float],
    most: int,
    groups: int | None,
    cut: float | None,
    letter: float,
    line: float,
    font: str | None,
    lang: str,
) -> _Tree:
    count = len(names)
    below: list[list[int]] = [[leaf] for leaf in range(count)]
    for left, right in pairs:
        below.append([*below[left], *below[right]])

    def key(leaf: int) -> tuple[float, str, int]:
        return (-(counts[leaf] or 0), names[leaf], leaf)

    first = [min(each, key=key) for each in below]
    folded = {count + join for join in range(count - most)}  # nodes inside a folded branch
    depth = {node: 0.0 if node < count else heights[node - count] for node in range(len(below))}

    # From the top down: of two, the one with the most frequent feature first.
    order: list[int] = []
    waiting = [len(below) - 1]
    while waiting:
        node = waiting.pop()
        if node < count or node in folded:
            order.append(node)
        else:
            waiting += sorted(pairs[node - count], key=lambda child: key(first[child]), reverse=True)
    # Which nodes are the groups: those not above the cut, right below one above.
    group_of: dict[int, int] = {}
    tops: list[int] = []
    if groups is not None:
        last = count + (count - groups)  # nodes from this on are joined above the cut
        waiting = [len(below) - 1]
        while waiting:
            node = waiting.pop()
            if node < last:
                tops.append(node)
                waiting_inside = [node]
                while waiting_inside:
                    inside = waiting_inside.pop()
                    group_of[inside] = len(tops)
                    if inside >= count:
                        waiting_inside += pairs[inside - count]
            else:
                waiting += sorted(pairs[node - count], key=lambda child: key(first[child]), reverse=True)
    branches = tuple(
        _Branch(
            names[first[node]],
            (first[node], *sorted(set(below[node]) - {first[node]})),
            counts[first[node]] if len(below[node]) == 1 else None,
            group_of.get(node, 0),
            depth[node] if node >= count else 0.0,
        )
        for node in order
    )
    spans = []
    for number in range(1, len(tops) + 1):
        rows = [row for row, branch in enumerate(branches) if branch.cluster == number]
        if rows:
            spans.append((rows[0], rows[-1], number))

    texts = face(font, bold=False)
    bracket = 2.4 * letter if spans else 0.0
    numbers = _room_of_counts(branches, texts, letter)
    room = bounds.width * WIDEST - bracket - numbers
    shown = tuple(_shown(branch, texts, letter, room, lang) for branch in branches)
    widest = max(advance(text, texts, size=letter) for text in shown)
    start = bounds.left + bracket + widest + numbers + 0.8 * letter
    plane = Box(start, bounds.top, bounds.right - letter, bounds.top + line * len(branches))
    # Where even the closest are far apart the picture begins near them: the axis says where.
    highest = max([*heights, 1e-9])
    seen = heights[count - most :] or [0.0]
    lowest = max(0.0, min(seen) - 0.12 * (highest - min(seen)))
    lowest = lowest if lowest > 0.3 * highest and highest > min(seen) else 0.0
    scale = plane.width / (highest - lowest)

    at: dict[int, _End] = {
        node: (plane.left, round(plane.top + line * (row + 0.5), 2), group_of.get(node, 0))
        for row, node in enumerate(order)
    }
    drawn = []
    for join, (one, other) in enumerate(pairs):
        node = count + join
        if node in folded:
            continue
        x = round(plane.left + (heights[join] - lowest) * scale, 2)
        group = group_of.get(node, 0)
        drawn.append((at[one], at[other], x, group))
        at[node] = (x, (at[one][1] + at[other][1]) / 2, group)
    return _Tree(
        figure,
        branches,
        tuple(drawn),
        tuple(spans),
        shown,
        None if cut is None else min(max(plane.left + (cut - lowest) * scale, plane.left), plane.right),
        bounds,
        plane,
        letter,
        line,
        lowest,
        highest,
        at[len(below) - 1],
    )


def _digits(branch: _Branch) -> str:
    return "" if branch.respondents is None else f"{branch.respondents:,}"


def _room_of_counts(branches: Sequence[_Branch], texts: Face, letter: float) -> float:
    widest = max(advance(_digits(branch), texts, size=letter) for branch in branches)
    return widest + 0.6 * letter if widest else 0.0


def _shown(branch: _Branch, texts: Face, letter: float, room: float, lang: str) -> str:
    """Return the label on one line; of a folded branch the text is shortened and never its count."""
    if len(branch.leaves) == 1:
        return shortened(branch.text, texts, size=letter, room=room)
    count = f"{len(branch.leaves) - 1:,}"
    around = advance(label("figure.tree_more", lang, feature="", count=count), texts, size=letter)
    short = shortened(branch.text, texts, size=letter, room=room - around)
    return label("figure.tree_more", lang, feature=short, count=count)


def _label_box(drawn: _Tree, row: int, font: str | None) -> Box:
    texts = face(font, bold=False)
    numbers = _room_of_counts(drawn.branches, texts, drawn.letter)
    y = drawn.plane.top + drawn.line * (row + 0.5)
    return text_box(
        drawn.shown[row],
        texts,
        size=drawn.letter,
        x=drawn.plane.left - 0.8 * drawn.letter - numbers,
        y=y,
        align=1.0,
    )


def _foot(count: int, shown: int, base: int | None, source: str, lang: str) -> str:
    parts = []
    if base is not None:
        parts.append(label("figure.group_base", lang, base=f"{base:,}"))
    if shown < count:
        parts.append(label("figure.tree_folded", lang, leaves=f"{count:,}", shown=f"{shown:,}"))
    if source:
        parts.append(source)
    return label("figure.separator", lang).join(parts)


# ---- drawing


def _look(group: int) -> tuple[str, tuple[float, ...] | None]:
    if group == 0:
        return GREY, None
    place = group - 1
    return CATEGORIES[place % len(CATEGORIES)], DASHES[place // len(CATEGORIES) % 2]


def _draw(drawn: _Tree, font: str | None, lang: str) -> None:
    figure, letter = drawn.figure, drawn.letter
    texts, bold = face(font, bold=False), face(font, bold=True)
    width = letter * 0.13
    for one, other, x, group in drawn.joins:
        for end in (one, other):
            colour, dashes = _look(end[2])
            stroke(
                figure,
                [(end[0], end[1]), (x, end[1])],
                width=width,
                colour=colour,
                dashes=dashes,
                order=2.0 if end[2] else 1.0,
            )
        colour, dashes = _look(group)
        stroke(
            figure,
            [(x, one[1] - width / 2), (x, other[1] + width / 2)],
            width=width,
            colour=colour,
            dashes=dashes,
            order=2.0 if group else 1.0,
        )
    x, y, group = drawn.root
    stroke(figure, [(x, y), (x + 0.6 * letter, y)], width=letter * 0.13, colour=_look(group)[0])
    for row, branch in enumerate(drawn.branches):
        box = _label_box(drawn, row, font)
        colour, _ = _look(branch.cluster)
        middle = (box.top + box.bottom) / 2
        write(figure, drawn.shown[row], texts, box=box, size=letter, colour=INK, name=f"leaf:{branch.text}")
        digits = _digits(branch)
        if digits:
            place = text_box(
                digits, texts, size=letter, x=drawn.plane.left - 0.8 * letter, y=middle, align=1.0
            )
            write(figure, digits, texts, box=place, size=letter, colour=FAINT)
        if branch.height:
            mark(
                figure,
                "square",
                x=drawn.plane.left - 0.3 * letter,
                y=middle,
                radius=0.22 * letter,
                fill=colour,
                edge=colour,
                width=0.0,
            )
    for first, last, number in drawn.groups:
        colour, _ = _look(number)
        top = drawn.plane.top + drawn.line * first + 0.12 * drawn.line
        bottom = drawn.plane.top + drawn.line * (last + 1) - 0.12 * drawn.line
        x = drawn.bounds.left + 1.5 * letter
        stroke(
            figure,
            [(x + 0.4 * letter, top), (x, top), (x, bottom), (x + 0.4 * letter, bottom)],
            width=letter * 0.16,
            colour=colour,
        )
        place = text_box(f"{number}", bold, size=letter, x=x - 0.3 * letter, y=(top + bottom) / 2, align=1.0)
        write(figure, f"{number}", bold, box=place, size=letter, colour=colour)
    _axis(drawn, font, lang)


def _axis(drawn: _Tree, font: str | None, lang: str) -> None:
    figure, letter, plane = drawn.figure, drawn.letter, drawn.plane
    heading = label("figure.tree_height", lang)
    opened = face_for([heading, "0123456789."], font)
    if drawn.cut is not None:
        stroke(
            figure,
            [(drawn.cut, plane.top), (drawn.cut, plane.bottom)],
            width=letter * 0.1,
            colour=INK,
            dashes=(5, 3),
            order=0.8,
        )
    y = plane.bottom + 0.4 * letter
    stroke(figure, [(plane.left, y), (plane.right, y)], width=0.6, colour=FAINT)
    steps = [float(f"{digit}e{power}") for power in range(-6, 6) for digit in (1, 2, 5)]
    length = drawn.highest - drawn.lowest
    step = next(each for each in steps if length / each <= max(2.0, plane.width / (letter * 5)))
    first, last = int(np.ceil(drawn.lowest / step - 1e-9)), int(np.floor(drawn.highest / step + 1e-9))
    for number in range(first, last + 1):
        x = plane.left + (number * step - drawn.lowest) / length * plane.width
        stroke(figure, [(x, y), (x, y + 0.35 * letter)], width=0.6, colour=FAINT)
        shown = f"{round(number * step, 6):g}"
        place = text_box(shown, opened, size=0.9 * letter, x=x, y=y + 0.95 * letter)
        write(figure, shown, opened, box=place, size=0.9 * letter, colour=FAINT)
    place = text_box(heading, opened, size=0.9 * letter, x=(plane.left + plane.right) / 2, y=y + 2.1 * letter)
    write(figure, heading, opened, box=place, size=0.9 * letter, colour=FAINT)
