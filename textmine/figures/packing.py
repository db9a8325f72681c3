"""Where boxes go on a ground: from the middle outwards, or along the edge of a shape, none on another.

What is free is asked of wordcloud's occupancy map. Which free place a word takes is not left to wordcloud: it
draws one at random and shrinks a word until it finds one, so that equal counts get unequal sizes. Here the
sizes are given, and a word goes to the free place nearest to the middle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from wordcloud.wordcloud import IntegralOccupancyMap

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

ROUNDNESS = 2.6  # exponent of the outline of a cloud: 2 is an ellipse, more is squarer
UNREST = 0.03  # how far chance moves a box, as a part of the way from the middle to the edge


@dataclass(frozen=True)
class Ground:
    """A grid of square cells: which are free, and how gladly a box is centred on each."""

    cell: float  # side of a cell, in pixels
    free: Booleans  # rows x columns
    cost: npt.NDArray[np.float32]  # the same; the cheapest free place is taken


def ground(width: float, height: float, *, cell: float, seed: int, shape: Booleans | None = None) -> Ground:
    """Return the ground of a picture of that size: rounded, or the ``shape`` (True: may be filled).

    The shape has one value a cell: ``grid(width, height, cell=cell)`` rows and columns. In a rounded
    ground boxes are drawn to the middle; in a shape they are drawn to its edge, or nobody would see it.
    """
    rows, columns = grid(width, height, cell=cell)
    down = np.abs((np.arange(rows) + 0.5) / rows * 2 - 1)[:, None]
    across = np.abs((np.arange(columns) + 0.5) / columns * 2 - 1)[None, :]
    # RandomState, not default_rng: its stream is promised to stay the same in every version of numpy.
    chance = np.random.RandomState(seed % 2**32).random_sample((rows, columns))
    if shape is not None:
        inward = _depth(shape)
        return Ground(cell, shape, (inward / inward.max() + 5 * UNREST * chance).astype(np.float32))
    away = (down**ROUNDNESS + across**ROUNDNESS) ** (1 / ROUNDNESS)
    return Ground(cell, away <= 1.0, (away + UNREST * chance).astype(np.float32))


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

    Boxes are placed in the order given, each at the cheapest place where it and the space around it
    (``beside`` it left and right, ``above`` and below, in pixels) touch no box placed before. With
    ``whole`` the work stops at the first box without a place.
    """
    rows, columns = where.free.shape
    cell = where.cell
    taken = ~where.free
    occupancy = IntegralOccupancyMap(rows, columns, taken)
    places = np.full((len(widths), 2), np.nan)
    refused: list[tuple[int, int]] = []
    for index in range(len(widths)):
        wide = max(1, int(np.ceil((widths[index] + 2 * beside[index]) / cell)))
        high = max(1, int(np.ceil((heights[index] + 2 * above[index]) / cell)))
        place = None
        if wide <= columns and high <= rows and not any(wide >= w and high >= h for w, h in refused):
            place = _cheapest(occupancy.integral, where.cost, wide, high)
        if place is None:
            if whole:
                break
            refused.append((wide, high))
            continue
        row, column = place
        left = (column + wide / 2) * cell - widths[index] / 2
        top = (row + high / 2) * cell - heights[index] / 2
        places[index] = left, top
        first, start = max(0, int(top / cell)), max(0, int(left / cell))
        taken[
            first : int(np.ceil((top + heights[index]) / cell)),
            start : int(np.ceil((left + widths[index]) / cell)),
        ] = True
        occupancy.update(taken, first, start)
    return places


def _cheapest(
    integral: npt.NDArray[np.uint32], cost: npt.NDArray[np.float32], wide: int, high: int
) -> tuple[int, int] | None:
    """Return row and column of the free rectangle whose middle costs least, or None.

    ``integral`` sums what is taken above and left of each cell, so four look-ups test a rectangle.
    """
    sums = np.pad(integral, ((1, 0), (1, 0)))
    inside = sums[high:, wide:] - sums[:-high, wide:]
    inside -= sums[high:, :-wide]
    inside += sums[:-high, :-wide]
    rows, columns = inside.shape
    centred = cost[high // 2 : high // 2 + rows, wide // 2 : wide // 2 + columns]
    priced = np.where(inside == 0, centred, np.float32(np.inf))
    row, column = divmod(int(priced.argmin()), columns)
    return None if np.isinf(priced[row, column]) else (row, column)
