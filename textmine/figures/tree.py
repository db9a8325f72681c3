"""Trees of a hierarchical clustering: words, codes or answers on lines, joined from the closest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.axes import numbers_below, round_step, ticks
from textmine.figures.frame import (
    HIGHEST,
    Frame,
    base_note,
    common_base,
    frame,
    in_parts,
    joined,
    keep_places,
)
from textmine.figures.letters import Box, Mark, Pen, dot, stroke, write
from textmine.figures.lines import truncated
from textmine.figures.look import Look, LookOptions
from textmine.figures.names import Name, check_columns, name_columns, names_of
from textmine.figures.style import CATEGORIES, FAINT, GREY, INK, SIZES
from textmine.texts.labels import label

LINE = 1.45  # height of a line, in letters
WIDEST = 0.5  # part of the width that the labels take at most
DASHES: tuple[tuple[float, ...] | None, ...] = (None, (4.0, 1.2))  # of groups whose colours are the same

_End = tuple[float, float, int]  # x, y, group


@dataclass(frozen=True)
class _Clustering:
    """Leaves and joins: nodes below the count of leaves are leaves, the others joins."""

    names: Sequence[Name]
    respondents: Sequence[int | None]
    pairs: Sequence[tuple[int, int]]  # the two nodes of each join
    heights: Sequence[float]  # of the joins

    @property
    def count(self) -> int:
        """How many leaves there are."""
        return len(self.names)

    def rank(self, leaf: int) -> tuple[float, str, int]:
        """Return what the leaves are ordered by: most respondents first."""
        return -(self.respondents[leaf] or 0), self.names[leaf].shown, leaf

    def below(self, node: int) -> list[int]:
        """Return the node and all nodes below it."""
        nodes = [node]
        for each in nodes:  # grows while it is read
            if each >= self.count:
                nodes += self.pairs[each - self.count]
        return nodes

    def first(self, node: int) -> int:
        """Return the leaf below the node that has most respondents."""
        return min((leaf for leaf in self.below(node) if leaf < self.count), key=self.rank)

    def cut_into(self, groups: int) -> list[int]:
        """Return the nodes of so many groups, from the top down: of two the one with the first leaf first."""
        nodes, waiting = [], [2 * self.count - 2]
        while waiting:
            node = waiting.pop()
            if node < 2 * self.count - groups:
                nodes.append(node)
            else:
                pair = self.pairs[node - self.count]
                waiting += sorted(pair, key=lambda child: self.rank(self.first(child)), reverse=True)
        return nodes

    def group_of(self, groups: int) -> dict[int, int]:
        """Return the group (from 1) of each node below the cut into so many; none with a single group."""
        tops = self.cut_into(groups) if groups > 1 else []
        return {node: number for number, top in enumerate(tops, start=1) for node in self.below(top)}

    def cut(self, groups: int) -> float | None:
        """Return the distance at which there are so many groups, in the middle of two joins."""
        if groups < 2:
            return None
        lower = self.heights[self.count - groups - 1] if groups < self.count else 0.0
        return (lower + self.heights[self.count - groups]) / 2

    def axis(self, branches: int) -> tuple[float, float]:
        """Return the lowest and the highest distance of a picture with so many branches.

        Where even the closest are far apart the picture begins near them: the axis says where.
        """
        highest = max([*self.heights, 1e-9])
        least = min(self.heights[self.count - branches :], default=0.0)
        lowest = max(0.0, least - 0.12 * (highest - least))
        return (lowest if lowest > 0.3 * highest and highest > least else 0.0), highest


@dataclass(frozen=True)
class _Branch:
    """A line of the picture: a leaf, or all those below a join."""

    node: int
    leaf: int  # with most respondents
    leaves: int
    cluster: int  # 0: the leaves are of several
    digits: str  # respondents of a single leaf
    shown: str


@dataclass(frozen=True, eq=False)
class _Plane:
    """Where the joins are, in points from the upper left corner of the figure."""

    box: Box
    line: float  # height of a line
    counts: float  # width of the respondents beside the labels
    lowest: float  # distance at the left
    highest: float

    def x(self, height: float) -> float:
        """Return where a distance is."""
        return self.box.left + (height - self.lowest) * self.box.width / (self.highest - self.lowest)

    def y(self, row: int) -> float:
        """Return the middle of a line."""
        return self.box.top + self.line * (row + 0.5)


def tree(
    joins: pd.DataFrame,
    leaves: pd.DataFrame,
    *,
    clusters: int | None = None,
    base: int | None = None,
    **options: Unpack[LookOptions],
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
        base: respondents with a substantive answer; without it ``base`` of ``leaves``.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.

    Raises:
        FigureError: a column is missing, or joins and leaves don't belong together.

    >>> joins = pd.DataFrame({"left": [0, 2], "right": [1, 3], "height": [0.4, 0.9], "size": [2, 3]})
    >>> leaves = pd.DataFrame({"leaf": [0, 1, 2], "feature": ["予算", "人材", "時間"], "cluster": [1, 1, 2]})
    >>> figure = tree(joins, leaves)
    """
    look = Look(**options)
    clustering = _clustering(joins, leaves, look.lang)
    if clusters is None and "cluster" in leaves.columns:
        clusters = int(leaves["cluster"].nunique())
    clusters = min(clusters or 1, clustering.count)
    base = common_base(leaves) if base is None else base
    texts, letter = look.pen(), look.letter
    (figure, area), most, line = _fitted(clustering, clusters, base, look)
    group_of = clustering.group_of(clusters)
    bracket = 2.4 * letter if group_of else 0.0
    branches, counts = _branches(
        clustering, clustering.cut_into(most), group_of, area.width * WIDEST - bracket, look
    )
    widest = max(texts.width(branch.shown) for branch in branches)
    start = area.left + bracket + widest + counts + 0.8 * letter
    box = Box(start, area.top, area.right - letter, area.top + line * len(branches))
    plane = _Plane(box, line, counts, *clustering.axis(most))
    _draw_joins(figure, clustering, branches, group_of, plane, letter)
    labels = [
        _draw_label(figure, clustering, branch, row, plane, texts) for row, branch in enumerate(branches)
    ]
    clusters_of = [branch.cluster for branch in branches]
    for number in sorted(set(clusters_of) - {0}):
        rows = [row for row, cluster in enumerate(clusters_of) if cluster == number]
        _draw_bracket(
            figure, number, (rows[0], rows[-1]), area.left + 1.5 * letter, plane, look.pen(bold=True)
        )
    _draw_axis(figure, plane, clustering.cut(clusters), look)
    places = name_columns(clustering.names[branch.leaf] for branch in branches)
    places.insert(1, "respondents", [clustering.respondents[branch.leaf] for branch in branches])
    places.insert(2, "cluster", clusters_of)
    keep_places(figure, places.join(in_parts(figure, labels)).round(5))
    return figure


# ---- the table


def _clustering(joins: pd.DataFrame, leaves: pd.DataFrame, lang: str) -> _Clustering:
    check_columns(
        leaves,
        ("leaf", "feature"),
        "the leaves of a tree need the column {column!r}; the table has {columns}",
    )
    check_columns(
        joins,
        ("left", "right", "height"),
        "the joins of a tree need the column {column!r}; the table has {columns}",
    )
    leaves = leaves.sort_values("leaf", kind="stable")
    if leaves.empty or len(joins) != len(leaves) - 1 or leaves["leaf"].tolist() != list(range(len(leaves))):
        raise FigureError(
            "the tree has {joins} joins and {leaves} leaves; leaves are numbered from 0, joins are one fewer",
            joins=len(joins),
            leaves=len(leaves),
        )
    respondents: list[int | None] = [None] * len(leaves)
    if "respondents" in leaves.columns:
        respondents = [None if pd.isna(count) else int(count) for count in leaves["respondents"]]
    left, right = joins["left"].astype(int), joins["right"].astype(int)
    return _Clustering(
        names_of(leaves, "feature", lang),
        respondents,
        [(min(pair), max(pair)) for pair in zip(left, right, strict=True)],
        [round(float(height), 6) for height in joins["height"]],
    )


# ---- where it is drawn


def _fitted(tree: _Clustering, clusters: int, base: int | None, look: Look) -> tuple[Frame, int, float]:
    """Return a figure as high as its lines need, how many lines it holds, and the height of one.

    With more leaves than lines in the largest picture they are folded until they fit.
    """
    guide = look.said("tree_guide_plain")
    if clusters > 1:
        guide = look.said("tree_guide", clusters=clusters)
    count = most = tree.count
    while True:
        height = None
        if not look.is_slide:
            around = look.heading * 2.4 + look.small * 8 + look.letter * 4
            needed = (most * look.letter * LINE + around) / 72 * 25.4
            height = min(max(needed, SIZES[look.size][1] * 0.6), HIGHEST[look.size])
        folded = ""
        if most < count:
            folded = label("figure.tree_folded", look.lang, leaves=f"{count:,}", shown=f"{most:,}")
        foot = joined([base_note(base, look.lang), folded, look.source], look.lang)
        made = frame(look, guide=guide, foot=foot, height=height)
        room = made.area.height - 3.2 * look.letter
        line = min(room / most, look.letter * LINE * 1.4)
        if line >= look.letter * 1.12 or most == 1:
            return made, most, line
        most = max(1, min(most - 1, int(room / (look.letter * 1.15))))


def _branches(
    tree: _Clustering, nodes: Sequence[int], group_of: dict[int, int], room: float, look: Look
) -> tuple[list[_Branch], float]:
    """Return the lines, their labels no wider than the room, and the width of the respondents beside them."""
    texts = look.pen()
    digits = [
        "" if node >= tree.count or tree.respondents[node] is None else f"{tree.respondents[node]:,}"
        for node in nodes
    ]
    widest = max(map(texts.width, digits))
    counts = widest + 0.6 * look.letter if widest else 0.0
    branches = []
    for node, own in zip(nodes, digits, strict=True):
        leaf, leaves = tree.first(node), sum(each < tree.count for each in tree.below(node))
        shown = _shown(tree.names[leaf].shown, leaves - 1, texts, room - counts, look.lang)
        branches.append(_Branch(node, leaf, leaves, group_of.get(node, 0), own, shown))
    return branches, counts


def _shown(text: str, more: int, texts: Pen, room: float, lang: str) -> str:
    """Return a label on one line; of a folded branch the text is truncated and never its count."""
    if not more:
        return truncated(text, texts, room)
    around = texts.width(label("figure.tree_more", lang, feature="", count=f"{more:,}"))
    short = truncated(text, texts, room - around)
    return label("figure.tree_more", lang, feature=short, count=f"{more:,}")


# ---- drawing


def _group_look(group: int) -> tuple[str, tuple[float, ...] | None]:
    if group == 0:
        return GREY, None
    place = group - 1
    return CATEGORIES[place % len(CATEGORIES)], DASHES[place // len(CATEGORIES) % 2]


def _draw_joins(
    figure: Figure,
    tree: _Clustering,
    branches: Sequence[_Branch],
    group_of: dict[int, int],
    plane: _Plane,
    letter: float,
) -> None:
    """Draw each join as three lines: from its two nodes to its distance, and between the two."""
    width = letter * 0.13

    def draw(corners: list[tuple[float, float]], group: int) -> None:
        colour, dashes = _group_look(group)
        order = 2.0 if group else 1.0
        stroke(figure, corners, width=width, colour=colour, dashes=dashes, order=order)

    at: dict[int, _End] = {
        branch.node: (plane.box.left, round(plane.y(row), 2), branch.cluster)
        for row, branch in enumerate(branches)
    }
    for node, (one, other) in enumerate(tree.pairs, start=tree.count):
        if one not in at or other not in at:  # it is folded
            continue
        x, group = round(plane.x(tree.heights[node - tree.count]), 2), group_of.get(node, 0)
        ends = at[one], at[other]
        for from_x, y, of in ends:
            draw([(from_x, y), (x, y)], of)
        draw([(x, ends[0][1] - width / 2), (x, ends[1][1] + width / 2)], group)
        at[node] = (x, (ends[0][1] + ends[1][1]) / 2, group)
    x, y, group = at[2 * tree.count - 2]
    stroke(figure, [(x, y), (x + 0.6 * letter, y)], width=width, colour=_group_look(group)[0])


def _draw_label(
    figure: Figure, tree: _Clustering, branch: _Branch, row: int, plane: _Plane, texts: Pen
) -> Box:
    """Write the text of a line with its respondents, and return the box of the text."""
    letter, y = texts.size, plane.y(row)
    right = plane.box.left - 0.8 * letter
    name = f"leaf:{tree.names[branch.leaf].shown}"
    box = write(figure, branch.shown, texts, at=(right - plane.counts, y), align=1.0, name=name)
    middle = box.middle[1]
    if branch.digits:
        write(figure, branch.digits, texts, at=(right, middle), align=1.0, colour=FAINT)
    if branch.leaves > 1 and tree.heights[branch.node - tree.count]:
        colour, _ = _group_look(branch.cluster)
        at = plane.box.left - 0.3 * letter, middle
        dot(figure, Mark("square", colour, colour), at, radius=0.22 * letter, width=0.0)
    return box


def _draw_bracket(
    figure: Figure, number: int, rows: tuple[int, int], x: float, plane: _Plane, bold: Pen
) -> None:
    """Draw the bracket of a group around its lines, and its number."""
    letter, (first, last) = bold.size, rows
    colour, _ = _group_look(number)
    top = plane.box.top + plane.line * first + 0.12 * plane.line
    bottom = plane.box.top + plane.line * (last + 1) - 0.12 * plane.line
    corners = [(x + 0.4 * letter, top), (x, top), (x, bottom), (x + 0.4 * letter, bottom)]
    stroke(figure, corners, width=letter * 0.16, colour=colour)
    write(figure, f"{number}", bold, at=(x - 0.3 * letter, (top + bottom) / 2), align=1.0, colour=colour)


def _draw_axis(figure: Figure, plane: _Plane, cut: float | None, look: Look) -> None:
    """Draw the distances below the joins, and the dashed line of the cut."""
    letter, box = look.letter, plane.box
    heading = label("figure.tree_height", look.lang)
    pen = look.pen_for([heading, "0123456789."], 0.9 * letter)
    if cut is not None:
        x = min(max(plane.x(cut), box.left), box.right)
        ends = [(x, box.top), (x, box.bottom)]
        stroke(figure, ends, width=letter * 0.1, colour=INK, dashes=(5, 3), order=0.8)
    y = box.bottom + 0.4 * letter
    stroke(figure, [(box.left, y), (box.right, y)], width=0.6, colour=FAINT)
    step = round_step((plane.highest - plane.lowest) / max(2.0, box.width / (letter * 5)))
    heights = ticks(plane.lowest, plane.highest, step)
    numbers_below(figure, [(plane.x(height), height) for height in heights], y, pen, 0.95 * letter)
    write(figure, heading, pen, at=(box.middle[0], y + 2.1 * letter), colour=FAINT)
