"""Where boxes go, none on another: on a ground, from its middle or its edge; and beside dots.

The free places on a ground are found by the wordcloud package. Left to itself it takes any of them, and
shrinks a word until there is one, so that equal counts get unequal sizes. Here sizes are given, and a word
goes into the smallest of ever larger parts of the ground in which the package finds room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from wordcloud.query_integral_image import query_integral_image
from wordcloud.wordcloud import IntegralOccupancyMap

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]


class Box(NamedTuple):
    """A rectangle; y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


class Label(NamedTuple):
    """Where a label stands, and the line that leads to its dot (None: it stands right beside it)."""

    box: Box
    leader: tuple[float, float, float, float] | None


ROUNDNESS = 2.6  # exponent of the outline of a cloud: 2 is an ellipse, more is squarer
ROUNDS, BANDS = 32, 12  # parts of a rounded ground, and of a shape: more are more orderly, and slower


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a ground: where the rectangle around it begins, and what of this rectangle lies outside.

    ``outside`` holds sums over what is above and left, with an empty row and column before the first.
    """

    row: int
    column: int
    outside: npt.NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class Ground:
    """A grid of square cells, in parts: each contains the one before."""

    cell: float  # side of a cell, in pixels
    rows: int
    columns: int
    parts: tuple[Part, ...]
    seed: int


def ground(width: float, height: float, *, cell: float, seed: int, shape: Booleans | None = None) -> Ground:
    """Return the ground of a picture of that size: rounded, or the ``shape`` (True: may be filled).

    The shape has one value a cell: ``grid(width, height, cell=cell)`` rows and columns. A rounded ground is
    filled from the middle; a shape from its edge, or nobody would see it.
    """
    rows, columns = grid(width, height, cell=cell)
    if shape is not None:
        depth = _depth(shape)
        within = [shape & (depth <= share * depth.max()) for share in np.linspace(0, 1, BANDS + 1)[1:]]
    else:
        down = np.abs((np.arange(rows) + 0.5) / rows * 2 - 1)[:, None]
        across = np.abs((np.arange(columns) + 0.5) / columns * 2 - 1)[None, :]
        away = (down**ROUNDNESS + across**ROUNDNESS) ** (1 / ROUNDNESS)
        within = [away <= share for share in np.linspace(0, 1, ROUNDS + 1)[1:]]
    parts = tuple(_part(each) for each in within if each.any())
    return Ground(cell, rows, columns, parts, seed)


def _part(within: Booleans) -> Part:
    rows, columns = (np.flatnonzero(within.any(axis=axis)) for axis in (1, 0))
    outside = ~within[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Part(int(rows[0]), int(columns[0]), _occupied(outside).integral)


def _occupied(taken: Booleans) -> IntegralOccupancyMap:
    """Return wordcloud's map of what is taken, with an empty row and column before the first.

    They are needed because its query leaves out the first row and column.
    """
    padded = np.pad(taken, ((1, 0), (1, 0)))
    return IntegralOccupancyMap(*padded.shape, padded)


def _depth(shape: Booleans) -> Floats:
    """Return how many cells each cell of the shape is from its edge."""
    depth = np.zeros(shape.shape)
    rest = np.pad(shape, 1)
    while rest.any():
        depth += rest[1:-1, 1:-1]
        inner = rest[1:-1, 1:-1] & rest[:-2, 1:-1] & rest[2:, 1:-1] & rest[1:-1, :-2] & rest[1:-1, 2:]
        rest = np.pad(inner, 1)
    return depth


def grid(width: float, height: float, *, cell: float) -> tuple[int, int]:
    """Return how many rows and columns of cells fit."""
    return max(1, int(height / cell)), max(1, int(width / cell))


def pack(
    where: Ground, widths: Floats, heights: Floats, *, beside: Floats, above: Floats, whole: bool = False
) -> Floats:
    """Return left and top of each box in pixels, row by row; NaN for those that found no place.

    Boxes are placed in the order given, each in the smallest part of the ground where it and the space
    around it (``beside`` it left and right, ``above`` and below, in pixels) touch no box placed before. With
    ``whole`` the work stops at the first box without a place.
    """
    cell = where.cell
    taken = np.zeros((where.rows + 1, where.columns + 1), dtype=bool)  # a row and a column before the first
    occupied = _occupied(taken[1:, 1:])
    # random() is promised to stay the same in every version of Python. Never 0: given that, the query says
    # that there is no room (wordcloud 1.9.6).
    draw = Random(where.seed % 2**32).random
    chance = SimpleNamespace(randint=lambda low, high: 1 + int(draw() * high))
    places = np.full((len(widths), 2), np.nan)
    tried: list[tuple[int, int, int]] = []  # width, height, and the first part with room: never less later on
    for index in range(len(widths)):
        wide = max(1, int(np.ceil((widths[index] + 2 * beside[index]) / cell)))
        high = max(1, int(np.ceil((heights[index] + 2 * above[index]) / cell)))
        known = max((part for w, h, part in tried if wide >= w and high >= h), default=0)
        part, place = _innermost(where.parts, known, occupied, wide, high, chance)
        tried.append((wide, high, part))
        if place is None:
            if whole:
                break
            continue
        row, column = place
        left = (column + wide / 2) * cell - widths[index] / 2
        top = (row + high / 2) * cell - heights[index] / 2
        places[index] = left, top
        first, start = max(0, int(top / cell)) + 1, max(0, int(left / cell)) + 1
        taken[
            first : int(np.ceil((top + heights[index]) / cell)) + 1,
            start : int(np.ceil((left + widths[index]) / cell)) + 1,
        ] = True
        occupied.update(taken, first, start)
    return places


def _innermost(
    parts: tuple[Part, ...],
    known: int,
    occupied: IntegralOccupancyMap,
    wide: int,
    high: int,
    chance: SimpleNamespace,
) -> tuple[int, tuple[int, int] | None]:
    """Return the number of the smallest part with a free rectangle, and the row and column of one.

    With none they are the number of parts, and None. The parts before ``known`` are known to have no room.
    """
    place = None
    low, up = known, len(parts)
    while low < up:  # a part contains those before: where one has room, the next has
        middle = (low + up) // 2
        part = parts[middle]
        rows, columns = part.outside.shape
        taken = occupied.integral[part.row : part.row + rows, part.column : part.column + columns]
        found = query_integral_image(taken + part.outside, high, wide, chance)
        if found is None:
            low = middle + 1
        else:
            place, up = (part.row + found[0], part.column + found[1]), middle
    return low, place


# Directions in which a label is tried, the most readable first: right, left, above, below, then between.
TURNS = np.deg2rad([0, 180, 270, 90, 315, 225, 45, 135, 337.5, 202.5, 22.5, 157.5, 292.5, 247.5, 67.5, 112.5])
HALO = 1.5  # points that lines stay away from labels
STEP = 4.0  # points between the distances that are tried


def beside(
    dots: Sequence[tuple[float, float, float]],
    sizes: Sequence[tuple[float, float]],
    *,
    within: Box,
    found: Sequence[Label | None] | None = None,
    gap: float = 2.0,
    reach: float | Sequence[float] = 60.0,
    under: bool = False,
) -> list[Label | None]:
    """Return where the label of each dot goes, in points; None for those that found no place.

    ``dots`` are x, y and radius, ``sizes`` width and height of their labels. Labels are placed in the order
    given, each as near to its dot as it can be (at most ``reach`` away, one number or one a label) without
    touching a dot, a label or the line of another label; one that does not stand right beside its dot is
    tied to it with a line. The lines cross no label and no line, and with ``under`` may run under dots.
    Labels already ``found`` stay where they are.
    """
    discs = np.array([(x - r, y - r, x + r, y + r) for x, y, r in dots]).reshape(-1, 4)
    places: list[Label | None] = list(found) if found is not None else [None] * len(sizes)
    far = list(reach) if isinstance(reach, Sequence) else [reach] * len(sizes)
    for number, (wide, high) in enumerate(sizes):
        if places[number] is not None:
            continue
        known = [label for label in places if label is not None]
        boxes = np.array([label.box for label in known]).reshape(-1, 4)
        lines = np.array([label.leader for label in known if label.leader is not None]).reshape(-1, 4)
        others = np.delete(discs, number, axis=0)
        places[number] = _beside(
            dots[number],
            (wide, high),
            within=within,
            full=np.vstack([discs, boxes]),
            barred=boxes if under else np.vstack([others, boxes]),
            lines=lines,
            gap=gap,
            reach=far[number],
        )
    return places


def _beside(
    dot: tuple[float, float, float],
    size: tuple[float, float],
    *,
    within: Box,
    full: Floats,
    barred: Floats,
    lines: Floats,
    gap: float,
    reach: float,
) -> Label | None:
    x, y, radius = dot
    around = np.array([-1, -1, 1, 1]) * HALO
    for away in np.arange(0.0, reach + STEP, STEP):
        for turn in TURNS if away else TURNS[:8]:
            box = _towards(x, y, radius + gap + away, turn, *size)
            if (
                box.left < within.left
                or box.top < within.top
                or box.right > within.right
                or box.bottom > within.bottom
                or overlaps(box, full, gap=1.0).any()
                or crosses(lines, np.array([box]) + around).any()
            ):
                continue
            if not away:
                return Label(box, None)
            leader = _leader(x, y, radius, box)
            if not crosses(np.array([leader]), barred + around).any() and not any(
                _meet(leader, line) for line in lines
            ):
                return Label(box, leader)
    return None


def _towards(x: float, y: float, away: float, turn: float, wide: float, high: float) -> Box:
    """Return a box of that size that touches the circle of radius ``away`` in that direction."""
    across, down = np.cos(turn), np.sin(turn)
    # The corner or side that faces the dot moves with the direction, so that nothing jumps.
    left = x + across * away - wide * (1 - across) / 2
    top = y + down * away - high * (1 - down) / 2
    return Box(float(left), float(top), float(left + wide), float(top + high))


def _leader(x: float, y: float, radius: float, box: Box) -> tuple[float, float, float, float]:
    """Return the line from the rim of the dot to the nearest point of the box."""
    to = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
    length = max(float(np.hypot(to[0] - x, to[1] - y)), 1e-9)
    share = min(radius / length, 1.0)
    return (x + (to[0] - x) * share, y + (to[1] - y) * share, *to)


def overlaps(box: Box, boxes: Floats, *, gap: float = 0.0) -> Booleans:
    """Return which of the boxes (left, top, right, bottom) are nearer to the box than the gap."""
    result: Booleans = (
        (boxes[:, 0] < box.right + gap)
        & (boxes[:, 2] > box.left - gap)
        & (boxes[:, 1] < box.bottom + gap)
        & (boxes[:, 3] > box.top - gap)
    )
    return result


def crosses(lines: Floats, boxes: Floats) -> Booleans:
    """Return which lines (x, y, x, y) have a part inside their box (Liang and Barsky, 1984).

    One of the two may be a single row, for all of the other.
    """
    count = max(len(lines), len(boxes)) if len(lines) and len(boxes) else 0
    first, last = np.zeros(count), np.ones(count)
    outside = np.zeros(count, dtype=bool)
    if not count:
        return outside
    for axis in (0, 1):
        start, way = lines[:, axis], lines[:, axis + 2] - lines[:, axis]
        low, high = boxes[:, axis], boxes[:, axis + 2]
        still = np.abs(way) < 1e-12
        outside |= still & ((start <= low) | (start >= high))
        step = np.where(still, 1.0, way)
        one, two = (low - start) / step, (high - start) / step
        first = np.where(still, first, np.maximum(first, np.minimum(one, two)))
        last = np.where(still, last, np.minimum(last, np.maximum(one, two)))
    result: Booleans = ~outside & (first < last)
    return result


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two lines cross."""

    def side(line: Sequence[float], x: float, y: float) -> float:
        return float((line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0]))

    return (
        side(one, other[0], other[1]) * side(one, other[2], other[3]) < 0
        and side(other, one[0], one[1]) * side(other, one[2], one[3]) < 0
    )
