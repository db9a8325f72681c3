"""Where the words of a network go: no word on another, and none on a line that is not its own.

Each component is laid out alone (Kamada and Kawai 1989); its words are moved off words and lines; the
components are set side by side; and all is moved apart until the ground is filled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.figures.letters import Box

GAP = 0.35  # between what belongs to two words, in letters
APART = 1.1  # between two components, in letters
MOST_APART = 1.6  # how far all is moved apart to fill the ground, at most
STRETCH = 1.5  # of a component to the form of the ground, at most
LONG, SHORTER, LENGTHS = 10.0, 0.9, 16  # lines: the longest in letters, and how their lengths are tried
FULL = 0.45  # part of the ground that words may cover at most
ROUNDS = 400  # of moving apart what lies on something else


@dataclass(frozen=True, eq=False)
class Extents:
    """What each word covers: half of the width and height of its box, and its middle seen from its mark."""

    half: FloatArray
    middle: FloatArray

    def of(self, numbers: Sequence[int]) -> Extents:
        """Return those of some words."""
        return Extents(self.half[numbers], self.middle[numbers])


def component_places(ends: Int64Array, count: int, ground: Box) -> tuple[list[list[int]], FloatArray]:
    """Return the words of each component, the largest first, and places with lines about 1 long.

    Args:
        ends: the numbers of the two words of each line.
        count: how many words there are.
        ground: whose form the components take on.
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(ends.tolist())
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0])
    )
    places = np.zeros((count, 2))
    for part in parts:
        places[part] = _drawn_alone(graph.subgraph(part), ground)
    return parts, places


def packed_places(
    parts: Sequence[Sequence[int]],
    places: FloatArray,
    extents: Extents,
    ends: Int64Array,
    ground: Box,
    letter: float,
) -> FloatArray | None:
    """Return where the marks go, with the longest lines for which there is room; None: there is no room."""
    if 4 * extents.half.prod(axis=1).sum() > FULL * ground.width * ground.height:
        return None

    def tried(step: int) -> FloatArray | None:
        length = letter * LONG * SHORTER**step
        centre = np.zeros_like(places)
        for part in parts:
            number = {node: row for row, node in enumerate(part)}
            inside = np.array([[number[a], number[b]] for a, b in ends.tolist() if a in number])
            moved = _relaxed(places[part] * length, extents.of(part), inside, letter * GAP, ground)
            if moved is None:
                return None
            centre[part] = moved
        together = _packed(centre + extents.middle, extents, parts, ends, ground, letter)
        return None if together is None else _filled(together, extents.half, ground) - extents.middle

    low, high = 0, LENGTHS - 1  # the longest lines with which there is room: halved until found
    best = tried(high)
    if best is None:
        return None
    while low < high:
        step = (low + high) // 2
        centre = tried(step)
        if centre is None:
            low = step + 1
        else:
            best, high = centre, step
    return best.round(1)


def _drawn_alone(graph: nx.Graph, ground: Box) -> FloatArray:
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
    rounded: FloatArray = (best * [factor, 1 / factor]).round(3)
    return rounded


def _relaxed(
    places: FloatArray, extents: Extents, ends: Int64Array, gap: float, ground: Box
) -> FloatArray | None:
    """Return the places of the marks after moving words off other words and off lines that are not theirs.

    What grows beyond the ground is pressed together again; None: there is no room for all.
    """
    places = places.copy()
    half, middle = extents.half, extents.middle
    count = len(places)
    pairs = np.triu_indices(count, 1)
    inside = np.array([ground.width, ground.height]) - gap
    crossings = [
        (line, word) for line in range(len(ends)) for word in range(count) if word not in ends[line].tolist()
    ]
    lines, words = np.array(crossings, dtype=np.int64).reshape(-1, 2).T
    for round_ in range(ROUNDS):
        push = np.zeros_like(places)
        _push_words(push, places + middle, half, pairs, gap)
        blocked = False
        if len(lines) and round_ < ROUNDS * 3 // 4:
            blocked = _push_off_lines(push, places, extents, ends, (lines, words), gap)
        if not push.any() and not blocked:
            break
        limit = float(half.max())
        places = places + np.clip(push, -limit, limit)
        first, last = (places + middle - half).min(axis=0), (places + middle + half).max(axis=0)
        places = (places * np.minimum(inside / (last - first), 1.0)).round(6)
    one, other = pairs
    away = np.abs((places + middle)[other] - (places + middle)[one])
    return None if (half[one] + half[other] + gap / 2 - away > 0).all(axis=1).any() else places


def _push_words(
    push: FloatArray, box: FloatArray, half: FloatArray, pairs: tuple[Int64Array, Int64Array], gap: float
) -> None:
    """Add to ``push`` what moves words off each other, from the middles of their boxes."""
    one, other = pairs
    away = box[other] - box[one]
    over = half[one] + half[other] + gap - np.abs(away)
    hit = np.flatnonzero((over > 1e-6).all(axis=1))
    away, over = away[hit], over[hit]
    # Along the shorter way out, to the side on which it is already.
    sideways = over[:, 0] <= over[:, 1]
    move = np.column_stack([np.where(sideways, over[:, 0], 0.0), np.where(sideways, 0.0, over[:, 1])])
    move *= np.where(away >= 0, 1.0, -1.0)
    np.add.at(push, one[hit], -move / 2)
    np.add.at(push, other[hit], move / 2)


def _push_off_lines(
    push: FloatArray,
    places: FloatArray,
    extents: Extents,
    ends: Int64Array,
    crossings: tuple[Int64Array, Int64Array],
    gap: float,
) -> bool:
    """Add to ``push`` what moves words off lines, and return whether there are such words.

    ``crossings`` are the numbers of a line and of a word that is not at one of its ends, for all of them.
    """
    lines, words = crossings
    box = places + extents.middle
    start = places[ends[:, 0]]
    way = places[ends[:, 1]] - start
    long = np.maximum((way**2).sum(axis=1), 1e-9)
    normal = np.column_stack([-way[:, 1], way[:, 0]]) / np.sqrt(long)[:, None]
    # There are thousands of these: one axis after the other takes a third of the time.
    along = [
        (box[:, axis].take(words) - start[:, axis].take(lines)) * way[:, axis].take(lines) for axis in (0, 1)
    ]
    share = (along[0] + along[1]) / long.take(lines)
    beside = np.flatnonzero((share > 0.02) & (share < 0.98))
    line, word, share = lines[beside], words[beside], share[beside]
    off = box[word] - (start[line] + way[line] * share[:, None])
    distance = np.maximum(np.hypot(off[:, 0], off[:, 1]), 1e-9)
    towards = np.where((off * normal[line]).sum(axis=1) >= 0, 1.0, -1.0)
    # How far the box of the word reaches towards the line.
    reach = (extents.half[word] * np.abs(normal[line])).sum(axis=1) + gap / 2
    over = reach - distance
    inside = np.flatnonzero(over > 1e-6)
    line, word = line[inside], word[inside]
    force = (over * towards)[inside, None] * normal[line]
    np.add.at(push, word, force * 0.3)
    np.add.at(push, ends[line, 0], -force * 0.15)
    np.add.at(push, ends[line, 1], -force * 0.15)
    return len(inside) > 0


def _packed(
    centre: FloatArray,
    extents: Extents,
    parts: Sequence[Sequence[int]],
    ends: Int64Array,
    ground: Box,
    letter: float,
) -> FloatArray | None:
    """Return the centres of the boxes with the components side by side; None: the ground has no room."""
    cell = letter * 0.5
    rows, columns = int(ground.height / cell), int(ground.width / cell)
    if rows < 1 or columns < 1:
        return None
    taken = np.zeros((rows, columns), dtype=bool)
    result = centre.copy()
    down, across = np.mgrid[0:rows, 0:columns]
    for part in parts:
        first = (centre[part] - extents.half[part]).min(axis=0)
        last = (centre[part] + extents.half[part]).max(axis=0)
        high, wide = (int(np.ceil(side / cell)) for side in (last - first)[::-1])
        if high > rows or wide > columns:
            return None
        lines = ends[np.isin(ends[:, 0], part)]
        form = np.zeros((high, wide), dtype=bool)
        _cover(form, centre - first, extents, part, lines, cell, 0.0)
        free = _free(taken, form)
        if not free.any():
            return None
        # As near to the middle as it can be.
        off_x = (across[: free.shape[0], : free.shape[1]] + wide / 2 - columns / 2) / columns
        off_y = (down[: free.shape[0], : free.shape[1]] + high / 2 - rows / 2) / rows
        cost = np.where(free, (off_x**2 + off_y**2).round(9), np.inf)
        row, column = np.unravel_index(int(cost.argmin()), cost.shape)
        result[part] = centre[part] + (np.array([column, row]) * cell - first)
        _cover(taken, result, extents, part, lines, cell, letter * APART)
    first = (result - extents.half).min(axis=0)
    last = (result + extents.half).max(axis=0)
    moved: FloatArray = result - (first + last) / 2 + ground.middle
    return moved


def _cover(
    grid: BoolArray,
    centre: FloatArray,
    extents: Extents,
    part: Sequence[int],
    lines: Int64Array,
    cell: float,
    around: float,
) -> None:
    """Mark the cells that a component covers, with so much around it."""

    def fill(left: float, top: float, right: float, bottom: float) -> None:
        grid[
            max(0, int(np.floor((top - around) / cell))) : max(0, int(np.ceil((bottom + around) / cell))),
            max(0, int(np.floor((left - around) / cell))) : max(0, int(np.ceil((right + around) / cell))),
        ] = True

    for number in part:
        (x, y), (half_wide, half_high) = centre[number], extents.half[number]
        fill(x - half_wide, y - half_high, x + half_wide, y + half_high)
    marks = centre - extents.middle
    for one, other in lines.tolist():
        (x, y), (to_x, to_y) = marks[one], marks[other]
        for share in np.linspace(0, 1, 2 + int(np.hypot(to_x - x, to_y - y) / cell * 1.5)):
            across, down = x + (to_x - x) * share, y + (to_y - y) * share
            fill(across - cell / 2, down - cell / 2, across + cell / 2, down + cell / 2)


def _free(taken: BoolArray, form: BoolArray) -> BoolArray:
    """Return where the form may be laid (its upper left cell) without touching what is taken."""
    rows, columns = taken.shape
    high, wide = form.shape
    if not taken.any():
        return np.ones((rows - high + 1, columns - wide + 1), dtype=bool)
    size = (rows + high, columns + wide)
    counted = np.fft.irfft2(
        np.fft.rfft2(taken.astype(float), size) * np.fft.rfft2(form[::-1, ::-1].astype(float), size), size
    )
    free: BoolArray = counted[high - 1 : rows, wide - 1 : columns] < 0.5
    return free


def _filled(centre: FloatArray, half: FloatArray, ground: Box) -> FloatArray:
    """Return the centres moved apart until they fill the ground: nothing comes nearer to anything."""
    room = np.array([ground.width, ground.height]) / 2
    off = centre - np.array(ground.middle)
    with np.errstate(divide="ignore"):
        factor = np.clip(((room - half) / np.abs(off)).min(axis=0), 1.0, MOST_APART)
    moved: FloatArray = np.array(ground.middle) + off * factor
    return moved
