"""Where boxes go on a ground: from the middle outwards, or from the edge of a shape inwards, none on another.

The free places are found by the wordcloud package. Left to itself it takes any of them, and shrinks a word
until there is one, so that equal counts get unequal sizes. Here sizes are given, and a word goes into the
smallest of ever larger parts of the ground in which the package finds room.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt
from wordcloud.query_integral_image import query_integral_image
from wordcloud.wordcloud import IntegralOccupancyMap

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

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
