"""Co-occurrence networks: which words stand in the same answers, legible at sixty words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, check_glyphs, face
from textmine.figures.frame import frame, keep_places
from textmine.figures.letters import (
    SHAPES,
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
from textmine.figures.packing import Box, Floats
from textmine.figures.style import CATEGORIES, FAINT, INK, style
from textmine.settings import DEFAULTS
from textmine.texts.labels import label

Integers = npt.NDArray[np.int64]

NODES = ["name", "kind", "respondents", "community", "x", "y", "width", "height"]
EDGES = ["feature", "other", "both", "jaccard", "community"]
KINDS = ("word", "code", "value")
LONGEST = 10.0  # width of a label at most, in letters
RADIUS = 2.1  # of the largest circle, in letters
WIDEST = 0.55  # line, in letters
GAP = 0.35  # between what belongs to two words, in letters
APART = 1.1  # between two components, in letters
INSIDE = 0.85  # letters of radius from which a mark holds its label
WIDER = 1.5  # a label wider than its mark by more than this stands beside it
MOST_APART = 1.6
STRETCH = 1.5  # of a component to the form of the ground, at most
LONG, SHORTER, LENGTHS = 10.0, 0.9, 16  # lines: the longest in letters, and how their lengths are tried
FULL = 0.45  # part of the ground that words may cover at most
ROUNDS = 400  # of moving apart what lies on something else


@dataclass(frozen=True, eq=False)
class _Graph:
    """What is drawn: words by number, in code point order, and pairs of their numbers."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    respondents: Floats
    community: Integers  # 0 for the first
    pairs: pd.DataFrame  # one, other: numbers; both, jaccard
    words_left: int
    pairs_left: int


@dataclass(frozen=True)
class _Key:
    """An entry of the key: a text, a circle of a number of respondents or a line of a coefficient."""

    kind: str  # text, area, width or between
    text: str
    value: float  # radius or line width
    left: float  # from the left of the key
    middle: float  # from its top
    bottom: float


@dataclass(frozen=True, eq=False)
class _Drawing:
    """A graph with its places, in points from the upper left corner of the figure."""

    figure: Figure
    graph: _Graph
    shown: tuple[str, ...]  # labels, the long ones shortened
    centre: Floats
    radius: Floats
    half: Floats  # half of the width and height of each label
    drop: Floats  # how far the middle of the label is below that of its mark
    letter: float  # size of the labels
    key: tuple[_Key, ...]
    corner: tuple[float, float]  # upper left of the key


def network_layout(
    cooccurrence: pd.DataFrame,
    *,
    nodes: int = DEFAULTS.compare.network,
    edges: int = DEFAULTS.compare.edges,
    seed: int = DEFAULTS.compare.seed,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return where each word of the network stands, and the lines between them.

    The first table has ``name``, ``kind`` ("word", "code" or "value"), ``respondents``, ``community`` (1 is
    the first) and ``x, y, width, height`` (its circle and label, 0-1 of the picture from the upper left).
    The second has ``feature``, ``other``, ``both`` (respondents with both), ``jaccard`` and ``community``
    (0 where the line runs between two of them). The options are those of :func:`network`.

    Raises:
        FigureError: as in :func:`network`.
    """
    with style():
        drawing = _drawing(cooccurrence, nodes, edges, seed, title, source, size, font, dpi, lang)
    return _layout(drawing), _lines_of(drawing.graph)


def network(
    cooccurrence: pd.DataFrame,
    *,
    nodes: int = DEFAULTS.compare.network,
    edges: int = DEFAULTS.compare.edges,
    seed: int = DEFAULTS.compare.seed,
    title: str = "",
    source: str = "",
    size: str = "page",
    font: str | None = None,
    dpi: int = 300,
    lang: str = DEFAULTS.report.lang,
) -> Figure:
    """Return the network of words that stand in the same answers.

    Of the ``nodes`` words of most respondents, the ``edges`` pairs of the largest Jaccard coefficients
    become lines; words without a line are left out and counted below the picture. The area of a mark is the
    number of respondents, the width of a line the Jaccard coefficient. Colour *and* shape tell the
    communities (Blondel et al. 2008, "Fast unfolding of communities in large networks"; weighted by
    Jaccard); dashed lines run between two of them. Each connected part is laid out by Kamada and Kawai
    (1989), then words are moved off words and lines, and the parts are set side by side. Distances in the
    picture have no meaning.

    Args:
        cooccurrence: pairs of words (or codes, or values of attributes), with ``feature, other, kind,
            other_kind, both, respondents, other_respondents, jaccard`` (and ``base``), in any order.
        nodes: words, at most.
        edges: lines, at most.
        seed: of the search for communities.
        title: above the picture.
        source: below it.
        size: column, page or slide. With too many words for the size, those of fewest respondents are left
            out, and counted.
        font: path of a font file; without one, Noto Sans CJK JP.
        dpi: pixels per inch.
        lang: "ja" or "en".

    Raises:
        FigureError: a column is missing, there is no pair, or the font lacks a glyph.

    >>> pair = {"feature": "予算", "other": "人材", "both": 4, "respondents": 9, "other_respondents": 6}
    >>> figure = network(pd.DataFrame([pair | {"jaccard": 4 / 11, "base": 20}]))
    """
    with style():
        drawing = _drawing(cooccurrence, nodes, edges, seed, title, source, size, font, dpi, lang)
        _draw(drawing, font, lang)
    keep_places(drawing.figure, _layout(drawing))
    return drawing.figure


# ---- what is drawn


def _graph(cooccurrence: pd.DataFrame, nodes: int, edges: int, seed: int) -> _Graph:
    table = _pairs(cooccurrence)
    numbers: dict[str, tuple[str, float]] = {}
    for name, kind, count in (
        *table[["feature", "kind", "respondents"]].itertuples(index=False),
        *table[["other", "other_kind", "other_respondents"]].itertuples(index=False),
    ):
        numbers[name] = (kind, float(count))
    ranked = sorted(numbers, key=lambda name: (numbers[name][0] == "value", -numbers[name][1], name))
    chosen = set(ranked[:nodes])
    among = table[table["feature"].isin(chosen) & table["other"].isin(chosen)]
    drawn = among.head(edges)
    names = tuple(sorted({*drawn["feature"], *drawn["other"]}))
    place = {name: number for number, name in enumerate(names)}
    pairs = pd.DataFrame(
        {
            "one": [place[name] for name in drawn["feature"]],
            "other": [place[name] for name in drawn["other"]],
            "both": drawn["both"].to_numpy(),
            "jaccard": drawn["jaccard"].to_numpy(dtype=float),
        }
    )
    return _Graph(
        names,
        tuple(numbers[name][0] for name in names),
        np.array([numbers[name][1] for name in names]),
        _communities(pairs, len(names), seed),
        pairs,
        len(numbers) - len(names),
        len(table) - len(drawn),
    )


def _pairs(cooccurrence: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs by (-jaccard, feature, other), the two of a pair in code point order."""
    needed = ["feature", "other", "both", "respondents", "other_respondents", "jaccard"]
    for column in needed:
        if column not in cooccurrence.columns:
            raise FigureError(
                "a network needs the column {column!r}; the table has {columns}",
                column=column,
                columns=", ".join(map(str, cooccurrence.columns)) or "none",
            )
    rows = []
    kinds = [
        cooccurrence[column].astype(str) if column in cooccurrence else pd.Series("word", cooccurrence.index)
        for column in ("kind", "other_kind")
    ]
    for name, other, kind, other_kind, both, count, other_count, jaccard in zip(
        cooccurrence["feature"].astype(str),
        cooccurrence["other"].astype(str),
        *kinds,
        *(cooccurrence[column] for column in needed[2:]),
        strict=True,
    ):
        sides = sorted([(name, kind, count), (other, other_kind, other_count)])
        if name != other and jaccard > 0:
            # Rounded: what is equal but for the last bit of another processor stays in the same order.
            rows.append((*sides[0], *sides[1], both, round(float(jaccard), 9)))
    if not rows:
        raise FigureError("there is no pair of words to draw; lower the respondents that a pair needs")
    rows.sort(key=lambda row: (-row[7], row[0], row[3]))
    columns = ["feature", "kind", "respondents", "other", "other_kind", "other_respondents", "both"]
    table = pd.DataFrame(rows, columns=[*columns, "jaccard"])
    return table.drop_duplicates(["feature", "other"], ignore_index=True)


def _communities(pairs: pd.DataFrame, count: int, seed: int) -> Integers:
    """Return the community of each word; those of the largest component and the largest come first."""
    graph = nx.Graph()
    graph.add_nodes_from(range(count))  # numbers: the order of a set of texts changes from run to run
    graph.add_weighted_edges_from(pairs[["one", "other", "jaccard"]].itertuples(index=False))
    found = [sorted(each) for each in nx.community.louvain_communities(graph, seed=seed)]
    size = np.zeros(count)
    for part in nx.connected_components(graph):
        size[list(part)] = len(part)
    found.sort(key=lambda each: (-size[each[0]], -len(each), each[0]))
    community = np.zeros(count, dtype=np.int64)
    for number, members in enumerate(found):
        community[members] = number
    return community


# ---- where it is drawn


def _layout(drawing: _Drawing) -> pd.DataFrame:
    graph = drawing.graph
    across, down = page(drawing.figure)
    half, drop = _boxes(graph, drawing.half, drawing.radius, drawing.drop)
    first = drawing.centre + drop - half
    placed = pd.DataFrame(
        {
            "name": graph.names,
            "kind": graph.kinds,
            "respondents": graph.respondents.astype(np.int64),
            "community": graph.community + 1,
            "x": first[:, 0] / across,
            "y": first[:, 1] / down,
            "width": 2 * half[:, 0] / across,
            "height": 2 * half[:, 1] / down,
        },
        columns=NODES,
    ).round(5)
    order = sorted(range(len(placed)), key=lambda row: (-graph.respondents[row], graph.names[row]))
    return placed.iloc[order].reset_index(drop=True)


def _lines_of(graph: _Graph) -> pd.DataFrame:
    one, other = graph.pairs["one"].to_numpy(), graph.pairs["other"].to_numpy()
    same = graph.community[one] == graph.community[other]
    return pd.DataFrame(
        {
            "feature": [graph.names[number] for number in one],
            "other": [graph.names[number] for number in other],
            "both": graph.pairs["both"].to_numpy(),
            "jaccard": graph.pairs["jaccard"].to_numpy(),
            "community": np.where(same, graph.community[one] + 1, 0),
        },
        columns=EDGES,
    )


def _drawing(
    cooccurrence: pd.DataFrame,
    nodes: int,
    edges: int,
    seed: int,
    title: str,
    source: str,
    size: str,
    font: str | None,
    dpi: int,
    lang: str,
) -> _Drawing:
    letter = letter_size(size, "label")
    asked = nodes
    while True:
        graph = _graph(cooccurrence, nodes, max(1, round(edges * nodes / asked)), seed)
        check_glyphs(graph.names, face(font, bold=False))
        made = frame(
            title=title,
            guide=label("figure.network_guide", lang),
            foot=_foot(cooccurrence, graph, nodes, source, lang),
            size=size,
            font=font,
            dpi=dpi,
            height=_height(len(graph.names), size),
        )
        made.axes.set_axis_off()
        bounds = area(made.figure, made.axes.get_position().bounds)
        key = _key(graph, font, letter, bounds.width, lang)
        strip = key[-1].bottom + 0.2 * letter
        ground = Box(bounds.left, bounds.top, bounds.right, bounds.bottom - strip)
        shown, half = _labels(graph, font, letter)
        radius = letter * RADIUS * np.sqrt(graph.respondents / graph.respondents.max())
        radius[[kind == "value" for kind in graph.kinds]] = 0.0
        found = _places(graph, half, radius, ground, letter)
        if found is not None:
            break
        if len(graph.names) <= 2:
            raise FigureError("there is no room for the network in a figure of the size {size!r}", size=size)
        nodes = min(nodes - 1, int(len(graph.names) * 0.9))
    corner = bounds.left, bounds.bottom - strip + 0.2 * letter
    return _Drawing(made.figure, graph, shown, found[0], radius, half, found[1], letter, key, corner)


def _height(count: int, size: str) -> float | None:
    """Return the height in mm that so many words need."""
    heights = {"column": (70.0, 120.0), "page": (110.0, 160.0)}
    if size not in heights:
        return None
    few, many = heights[size]
    return few if count <= 20 else many


def _labels(graph: _Graph, font: str | None, letter: float) -> tuple[tuple[str, ...], Floats]:
    shown, half = [], []
    for name, kind in zip(graph.names, graph.kinds, strict=True):
        opened = _face_of(kind, font)
        shown.append(shortened(name, opened, size=letter, room=letter * LONGEST))
        box = text_box(shown[-1], opened, size=letter, x=0.0, y=0.0)
        frame_of_value = 0.3 * letter if kind == "value" else 0.0
        half.append((box.width / 2 + 0.1 * letter + frame_of_value, box.height / 2 + frame_of_value / 2))
    return tuple(shown), np.array(half)


def _face_of(kind: str, font: str | None) -> Face:
    return face(font, bold=kind != "word")


def _boxes(graph: _Graph, half: Floats, radius: Floats, drop: Floats) -> tuple[Floats, Floats]:
    """Return half of width and height of what each word covers, and how far its middle is from the mark's."""
    marks = np.array([SHAPES[_look(int(each))[1]].get_extents().get_points() for each in graph.community])
    label_at = drop[:, None] * [0, 1]
    first = np.minimum(label_at - half, marks[:, 0] * radius[:, None])
    last = np.maximum(label_at + half, marks[:, 1] * radius[:, None])
    return (last - first) / 2, (last + first) / 2


def _places(
    graph: _Graph, half: Floats, radius: Floats, ground: Box, letter: float
) -> tuple[Floats, Floats] | None:
    """Return the centre of each mark, and how far its label is below it.

    The lines are as long as all the components have room for; None: they have none.
    """
    whole = nx.Graph()
    whole.add_nodes_from(range(len(graph.names)))
    whole.add_edges_from(graph.pairs[["one", "other"]].itertuples(index=False))
    parts = sorted((sorted(part) for part in nx.connected_components(whole)), key=lambda p: (-len(p), p[0]))
    ends = graph.pairs[["one", "other"]].to_numpy(dtype=np.int64)
    alone = np.zeros((len(graph.names), 2))
    for part in parts:
        alone[part] = _drawn_alone(whole.subgraph(part), ground)
    # A mark too small to hold its label has it below, or above where its lines go down.
    below = np.ones(len(graph.names))
    for number in range(len(graph.names)):
        ways = alone[list(whole[number])] - alone[number]
        below[number] = -1.0 if ways[:, 1].sum() > 1e-6 else 1.0
    values = np.array([kind == "value" for kind in graph.kinds])
    outside = ((radius < letter * INSIDE) | (half[:, 0] > radius * WIDER)) & ~values
    marks = np.array([SHAPES[_look(int(each))[1]].get_extents().get_points() for each in graph.community])
    rim = np.where(below > 0, marks[:, 1, 1], -marks[:, 0, 1]) * radius
    drop = np.where(outside, below * (rim + half[:, 1] + 0.05 * letter), 0.0)
    boxes, middle = _boxes(graph, half, radius, drop)

    def tried(length: float) -> Floats | None:
        centre = np.zeros_like(alone)
        for part in parts:
            number = {node: row for row, node in enumerate(part)}
            inside = np.array([[number[a], number[b]] for a, b in ends.tolist() if a in number])
            moved = _relaxed(alone[part] * length, boxes[part], middle[part], inside, letter * GAP, ground)
            if moved is None:
                return None
            centre[part] = moved
        placed = _packed(centre + middle, boxes, middle, parts, ends, ground, letter)
        return None if placed is None else _filled(placed, boxes, ground) - middle

    if 4 * boxes.prod(axis=1).sum() > FULL * ground.width * ground.height:
        return None
    low, high = 0, LENGTHS - 1  # the longest lines with which there is room: halved until found
    best = tried(letter * LONG * SHORTER**high)
    if best is None:
        return None
    while low < high:
        step = (low + high) // 2
        centre = tried(letter * LONG * SHORTER**step)
        if centre is None:
            low = step + 1
        else:
            best, high = centre, step
    return best.round(1), drop


def _filled(centre: Floats, boxes: Floats, ground: Box) -> Floats:
    """Return the centres moved apart until they fill the ground: nothing comes nearer to anything."""
    middle = np.array([ground.left + ground.right, ground.top + ground.bottom]) / 2
    room = np.array([ground.width, ground.height]) / 2
    off = centre - middle
    with np.errstate(divide="ignore"):
        factor = np.clip(((room - boxes) / np.abs(off)).min(axis=0), 1.0, MOST_APART)
    moved: Floats = middle + off * factor
    return moved


def _drawn_alone(graph: nx.Graph, ground: Box) -> Floats:
    """Return places of a component's words, the median line 1 long, turned as the ground is."""
    order = sorted(graph)
    plain = nx.Graph()
    plain.add_nodes_from(order)
    plain.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))
    found = nx.kamada_kawai_layout(plain)
    places = np.array([found[node] for node in order]).round(4)
    lengths = [float(np.hypot(*(found[a] - found[b]))) for a, b in plain.edges]
    places = (places - places.mean(axis=0)) / max(float(np.median(lengths)), 1e-6)
    wanted = ground.width / ground.height
    best, least = places, np.inf
    for turn in np.deg2rad(np.arange(0, 180, 15)):
        turned = places @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        wide, high = np.ptp(turned, axis=0) + 1.0
        cost = round(max(wide / wanted, high), 3)
        if cost < least:
            best, least = turned, cost
    wide, high = np.ptp(best, axis=0) + 0.5
    factor = float(np.clip((wanted * high / wide) ** 0.5, 1 / STRETCH, STRETCH))
    rounded: Floats = (best * [factor, 1 / factor]).round(3)
    return rounded


def _relaxed(
    places: Floats, half: Floats, middle: Floats, ends: Integers, gap: float, ground: Box
) -> Floats | None:
    """Return the places of the marks after moving words off other words and off lines that are not theirs.

    What grows beyond the ground is pressed together again; None: there is no room for all.
    """
    places = places.copy()
    count = len(places)
    one, other = np.triu_indices(count, 1)
    room_of_all = np.array([ground.width, ground.height]) - gap
    room = half[one] + half[other] + gap
    on_line = [
        (line, word) for line in range(len(ends)) for word in range(count) if word not in ends[line].tolist()
    ]
    lines, words = (
        (np.array(each, dtype=np.int64) for each in zip(*on_line, strict=True))
        if on_line
        else (
            np.zeros(0, dtype=np.int64),
            np.zeros(0, dtype=np.int64),
        )
    )
    for round_ in range(ROUNDS):
        push = np.zeros_like(places)
        box = places + middle
        if len(one):
            away = box[other] - box[one]
            over = room - np.abs(away)
            hit = np.flatnonzero((over > 1e-6).all(axis=1))
            away, over = away[hit], over[hit]
            # Along the shorter way out, to the side on which it lies already.
            sideways = over[:, 0] <= over[:, 1]
            move = np.column_stack([np.where(sideways, over[:, 0], 0.0), np.where(sideways, 0.0, over[:, 1])])
            move *= np.where(away >= 0, 1.0, -1.0)
            np.add.at(push, one[hit], -move / 2)
            np.add.at(push, other[hit], move / 2)
        blocked = False
        if len(lines) and round_ < ROUNDS * 3 // 4:
            start = places[ends[:, 0]]
            way = places[ends[:, 1]] - start
            long = np.maximum((way**2).sum(axis=1), 1e-9)
            normal = np.column_stack([-way[:, 1], way[:, 0]]) / np.sqrt(long)[:, None]
            # There are thousands of these: one axis after the other takes a third of the time.
            along = [
                (box[:, axis].take(words) - start[:, axis].take(lines)) * way[:, axis].take(lines)
                for axis in (0, 1)
            ]
            share = (along[0] + along[1]) / long.take(lines)
            beside = np.flatnonzero((share > 0.02) & (share < 0.98))
            line, word, share = lines[beside], words[beside], share[beside]
            off = box[word] - (start[line] + way[line] * share[:, None])
            distance = np.maximum(np.hypot(off[:, 0], off[:, 1]), 1e-9)
            towards = np.where((off * normal[line]).sum(axis=1) >= 0, 1.0, -1.0)
            # How far the box of the word reaches towards the line.
            reach = (half[word] * np.abs(normal[line])).sum(axis=1) + gap / 2
            over_line = reach - distance
            inside = np.flatnonzero(over_line > 1e-6)
            blocked = len(inside) > 0
            line, word = line[inside], word[inside]
            force = (over_line * towards)[inside, None] * normal[line]
            np.add.at(push, word, force * 0.3)
            np.add.at(push, ends[line, 0], -force * 0.15)
            np.add.at(push, ends[line, 1], -force * 0.15)
        if not push.any() and not blocked:
            break
        limit = float(half.max())
        places = places + np.clip(push, -limit, limit)
        first, last = (places + middle - half).min(axis=0), (places + middle + half).max(axis=0)
        places = (places * np.minimum(room_of_all / (last - first), 1.0)).round(6)
    away = np.abs((places + middle)[other] - (places + middle)[one])
    return places if not (half[one] + half[other] + gap / 2 - away > 0).all(axis=1).any() else None


def _packed(
    centre: Floats,
    boxes: Floats,
    middle: Floats,
    parts: Sequence[Sequence[int]],
    ends: Integers,
    ground: Box,
    letter: float,
) -> Floats | None:
    """Return the centres of the boxes with the components side by side; None: the ground has no room."""
    cell = letter * 0.5
    rows, columns = int(ground.height / cell), int(ground.width / cell)
    if rows < 1 or columns < 1:
        return None
    taken = np.zeros((rows, columns), dtype=bool)
    result = centre.copy()
    wide_apart = letter * APART / 2
    down, across = np.mgrid[0:rows, 0:columns]
    for part in parts:
        numbers = list(part)
        first = (centre[numbers] - boxes[numbers]).min(axis=0)
        last = (centre[numbers] + boxes[numbers]).max(axis=0)
        high, wide = (int(np.ceil(side / cell)) for side in (last - first)[::-1])
        if high > rows or wide > columns:
            return None
        form = _form(centre - first, boxes, middle, numbers, ends, (high, wide), cell, 0.0)
        free = _free(taken, form)
        if not free.any():
            return None
        # As near to the middle as it can be.
        off_x = (across[: free.shape[0], : free.shape[1]] + wide / 2 - columns / 2) / columns
        off_y = (down[: free.shape[0], : free.shape[1]] + high / 2 - rows / 2) / rows
        cost = np.where(free, (off_x**2 + off_y**2).round(9), np.inf)
        row, column = np.unravel_index(int(cost.argmin()), cost.shape)
        moved = np.array([column, row]) * cell - first
        result[numbers] = centre[numbers] + moved
        around = _form(result, boxes, middle, numbers, ends, (rows, columns), cell, 2 * wide_apart)
        taken |= around
    first = (result - boxes).min(axis=0)
    last = (result + boxes).max(axis=0)
    ground_middle = np.array([ground.left + ground.right, ground.top + ground.bottom]) / 2
    moved_all: Floats = result - (first + last) / 2 + ground_middle
    return moved_all


def _form(
    centre: Floats,
    boxes: Floats,
    middle: Floats,
    numbers: Sequence[int],
    ends: Integers,
    shape: tuple[int, int],
    cell: float,
    around: float,
) -> npt.NDArray[np.bool_]:
    """Return which cells a component covers, with so much around it."""
    covered = np.zeros(shape, dtype=bool)

    def fill(left: float, top: float, right: float, bottom: float) -> None:
        covered[
            max(0, int(np.floor((top - around) / cell))) : max(0, int(np.ceil((bottom + around) / cell))),
            max(0, int(np.floor((left - around) / cell))) : max(0, int(np.ceil((right + around) / cell))),
        ] = True

    inside = set(numbers)
    for number in numbers:
        (x, y), (half_wide, half_high) = centre[number], boxes[number]
        fill(x - half_wide, y - half_high, x + half_wide, y + half_high)
    for one, other in ends.tolist():
        if one in inside:
            (x, y), (to_x, to_y) = centre[one] - middle[one], centre[other] - middle[other]
            for share in np.linspace(0, 1, 2 + int(np.hypot(to_x - x, to_y - y) / cell * 1.5)):
                across, down = x + (to_x - x) * share, y + (to_y - y) * share
                fill(across - cell / 2, down - cell / 2, across + cell / 2, down + cell / 2)
    return covered


def _free(taken: npt.NDArray[np.bool_], form: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return where the form may be laid (its upper left cell) without touching what is taken."""
    rows, columns = taken.shape
    high, wide = form.shape
    if not taken.any():
        return np.ones((rows - high + 1, columns - wide + 1), dtype=bool)
    size = (rows + high, columns + wide)
    counted = np.fft.irfft2(
        np.fft.rfft2(taken.astype(float), size) * np.fft.rfft2(form[::-1, ::-1].astype(float), size), size
    )
    free: npt.NDArray[np.bool_] = counted[high - 1 : rows, wide - 1 : columns] < 0.5
    return free


# ---- drawing


def _draw(drawing: _Drawing, font: str | None, lang: str) -> None:
    figure, graph, letter = drawing.figure, drawing.graph, drawing.letter
    widths = _width(graph.pairs["jaccard"].to_numpy(), letter)
    one, other = graph.pairs["one"].to_numpy(), graph.pairs["other"].to_numpy()
    for a, b, width in zip(one, other, widths, strict=True):
        same = graph.community[a] == graph.community[b]
        stroke(
            figure,
            [tuple(drawing.centre[a]), tuple(drawing.centre[b])],
            width=width,
            colour=LINE if same else LINE_BETWEEN,
            dashes=None if same else (letter * 0.35 / width, letter * 0.25 / width),
            order=1.0,
        )
    for number, (name, kind) in enumerate(zip(graph.names, graph.kinds, strict=True)):
        (x, y), (half_wide, half_high) = drawing.centre[number], drawing.half[number]
        colour, shape = _look(int(graph.community[number]))
        if kind == "value":
            stroke(
                figure,
                _corners(Box(x - half_wide, y - half_high, x + half_wide, y + half_high)),
                width=2 * half_high,
                colour=INK,
                order=3.0,
            )
        else:
            mark(
                figure,
                shape,
                x=x,
                y=y,
                radius=drawing.radius[number],
                fill=tint(colour, 0.35),
                edge=colour,
                width=letter * 0.12,
                order=3.0,
                name=f"mark:{kind}:{name}",
            )
        opened = _face_of(kind, font)
        write(
            figure,
            drawing.shown[number],
            opened,
            box=text_box(drawing.shown[number], opened, size=letter, x=x, y=y + drawing.drop[number]),
            size=letter,
            colour="white" if kind == "value" else INK,
            halo=0.0 if kind == "value" else letter * 0.16,
            name=f"{kind}:{name}",
        )
    _draw_key(drawing, font, lang)


LINE, LINE_BETWEEN = "#9A9A9A", "#B4B4B4"


def _corners(box: Box) -> list[tuple[float, float]]:
    """Return the line that, as wide as the box is high, fills it."""
    middle = (box.top + box.bottom) / 2
    return [(box.left, middle), (box.right, middle)]


def _width(jaccard: Floats, letter: float) -> Floats:
    widths: Floats = np.maximum(jaccard / float(np.max(jaccard)) * WIDEST, 0.05) * letter
    return widths


def _look(community: int) -> tuple[str, str]:
    """Return colour and shape: other shapes for the first five in black and white, all pairs for 25."""
    shapes = list(SHAPES)
    turn = community // len(CATEGORIES)
    return CATEGORIES[community % len(CATEGORIES)], shapes[(community + turn) % len(shapes)]


def _key(graph: _Graph, font: str | None, letter: float, room: float, lang: str) -> tuple[_Key, ...]:
    """Return what areas, widths and dashes mean, in rows no wider than the room."""
    words = [kind != "value" for kind in graph.kinds]
    most = float(graph.respondents[words].max(initial=0))
    jaccard = graph.pairs["jaccard"].to_numpy()
    texts = {key: label(f"figure.network_{key}", lang) for key in ("area", "width", "between")}
    opened = _key_face(font, lang)
    groups: list[list[tuple[str, str, float, float]]] = []  # kind, text, value, width

    def text(shown: str) -> tuple[str, str, float, float]:
        return "text", shown, 0.0, advance(shown, opened, size=letter)

    if most:
        groups.append([text(texts["area"])])
        for count in _round_numbers(most, whole=True):
            radius = letter * RADIUS * (count / float(graph.respondents.max())) ** 0.5
            groups[-1] += [("area", "", radius, 2 * radius), text(f"{count:,.0f}")]
    groups.append([text(texts["width"])])
    for value in _round_numbers(float(jaccard.max()), whole=False):
        width = float(_width(np.array([value, float(jaccard.max())]), letter)[0])
        groups[-1] += [("width", "", width, 2 * letter), text(f"{value:g}")]
    one, other = graph.pairs["one"].to_numpy(), graph.pairs["other"].to_numpy()
    if (graph.community[one] != graph.community[other]).any():
        groups.append([("between", "", 0.15 * letter, 2 * letter), text(texts["between"])])
    found: list[_Key] = []
    left = top = bottom = 0.0
    for group in groups:
        high = max([2 * value for kind, _, value, _ in group if kind == "area"], default=0.0)
        wide = sum(width + 0.5 * letter for *_, width in group)
        if left and left + wide > room:
            left, top = 0.0, bottom + 0.3 * letter
        if not left:
            bottom = top + max(high, 1.2 * letter)
        for kind, shown, value, width in group:
            found.append(_Key(kind, shown, value, left, (top + bottom) / 2, bottom))
            left += width + 0.5 * letter
        left += letter
    return tuple(found)


def _key_face(font: str | None, lang: str) -> Face:
    texts = [label(f"figure.network_{key}", lang) for key in ("area", "width", "between")]
    return face_for([*texts, "0123456789.,"], font)


def _draw_key(drawing: _Drawing, font: str | None, lang: str) -> None:
    figure, size = drawing.figure, drawing.letter
    opened = _key_face(font, lang)
    for entry in drawing.key:
        x, y = drawing.corner[0] + entry.left, drawing.corner[1] + entry.middle
        if entry.kind == "text":
            place = text_box(entry.text, opened, size=size, x=x, y=y, align=0.0)
            write(figure, entry.text, opened, box=place, size=size, colour=FAINT)
        elif entry.kind == "area":
            mark(
                figure,
                "circle",
                x=x + entry.value,
                y=y,
                radius=entry.value,
                fill="white",
                edge=FAINT,
                width=0.12 * size,
            )
        else:
            between = entry.kind == "between"
            stroke(
                figure,
                [(x, y), (x + 2 * size, y)],
                width=entry.value,
                colour=LINE_BETWEEN if between else LINE,
                dashes=(2.3, 1.7) if between else None,
            )


def _round_numbers(most: float, *, whole: bool) -> list[float]:
    """Return a round number near the largest and one of about a quarter of it, the small one first.

    >>> _round_numbers(118, whole=True), _round_numbers(0.37, whole=False)
    ([20.0, 100.0], [0.05, 0.2])
    """
    steps = [float(f"{digit}e{power}") for power in range(-4, 9) for digit in (1, 2, 5)]
    large = max(step for step in steps if step <= most * 1.0000001)
    small = max(step for step in steps if step <= large / 3)
    return [large] if whole and small < 1 else [small, large]


def _foot(cooccurrence: pd.DataFrame, graph: _Graph, nodes: int, source: str, lang: str) -> str:
    parts = []
    if "base" in cooccurrence.columns and cooccurrence["base"].nunique() == 1:
        parts.append(label("figure.group_base", lang, base=f"{int(cooccurrence['base'].iloc[0]):,}"))
    parts.append(
        label(
            "figure.network_foot",
            lang,
            words=f"{len(graph.names):,}",
            lines=f"{len(graph.pairs):,}",
            words_left=f"{graph.words_left:,}",
            pairs_left=f"{graph.pairs_left:,}",
        )
    )
    if source:
        parts.append(source)
    return label("figure.separator", lang).join(parts)
