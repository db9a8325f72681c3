"""Where the words of a cloud go, none on another: from the middle of a ground, or from the edge of a shape.

A word goes into the smallest of ever larger parts of the ground in which there is room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from textmine.arrays import BoolArray, FloatArray
from textmine.errors import FigureError
from textmine.figures.fonts import Face, advance, ink, outline
from textmine.figures.letters import Box
from textmine.figures.occupancy import Chance, Occupancy, Sums, free_place, occupied

ROUNDNESS = 2.6  # exponent of the outline of a cloud: 2 is an ellipse, more is squarer
ROUNDS, BANDS = 32, 12  # parts of a rounded ground, and of a shape: more are more orderly, and slower
# Space around a word, as a part of its size. Beside it more, on top of the space that belongs to its letters
# (ト has much): バス and トイレ on one line must not read as one word.
BESIDE, ABOVE = 0.18, 0.07

T = TypeVar("T")


# ---- the ground


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a ground: where the rectangle around it begins, and what of this rectangle is outside."""

    row: int
    column: int
    outside: Sums


@dataclass(frozen=True, eq=False)
class Ground:
    """A grid of square cells, in parts: each contains the one before."""

    cell: float  # side of a cell, in the unit of the picture
    rows: int
    columns: int
    parts: tuple[Part, ...]
    seed: int


def ground(width: float, height: float, *, cell: float, seed: int, shape: BoolArray | None = None) -> Ground:
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
    return Ground(cell, rows, columns, tuple(_part(each) for each in within if each.any()), seed)


def grid(width: float, height: float, *, cell: float) -> tuple[int, int]:
    """Return how many rows and columns of cells fit."""
    return max(1, int(height / cell)), max(1, int(width / cell))


def _part(within: BoolArray) -> Part:
    rows, columns = (np.flatnonzero(within.any(axis=axis)) for axis in (1, 0))
    outside = ~within[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Part(int(rows[0]), int(columns[0]), occupied(outside).integral)


def _depth(shape: BoolArray) -> FloatArray:
    """Return how many cells each cell of the shape is from its edge."""
    depth = np.zeros(shape.shape)
    rest = np.pad(shape, 1)
    while rest.any():
        depth += rest[1:-1, 1:-1]
        inner = rest[1:-1, 1:-1] & rest[:-2, 1:-1] & rest[2:, 1:-1] & rest[1:-1, :-2] & rest[1:-1, 2:]
        rest = np.pad(inner, 1)
    return depth


# ---- places of given boxes


def pack(
    where: Ground,
    widths: FloatArray,
    heights: FloatArray,
    *,
    beside: FloatArray,
    above: FloatArray,
    whole: bool = False,
) -> FloatArray:
    """Return left and top of each box, row by row; NaN for those without a place.

    Boxes are placed in the order given, each in the smallest part of the ground where it and the space
    around it (``beside`` it left and right, ``above`` and below) touch no box placed before. With ``whole``
    the work stops at the first box without a place. Lengths are in the unit of the ground's cells.
    """
    cell = where.cell
    taken = np.zeros((where.rows + 1, where.columns + 1), dtype=bool)  # a row and a column before the first
    occupancy = occupied(taken[1:, 1:])
    chance = Chance(where.seed)
    places = np.full((len(widths), 2), np.nan)
    tried: list[tuple[int, int, int]] = []  # width, height, and the first part with room: never less later on
    for index in range(len(widths)):
        wide = max(1, int(np.ceil((widths[index] + 2 * beside[index]) / cell)))
        high = max(1, int(np.ceil((heights[index] + 2 * above[index]) / cell)))
        known = max((part for w, h, part in tried if wide >= w and high >= h), default=0)
        part, place = _innermost(where.parts[known:], occupancy, (high, wide), chance)
        tried.append((wide, high, known + part))
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
        occupancy.update(taken, first, start)
    return places


def _innermost(
    parts: Sequence[Part], occupancy: Occupancy, size: tuple[int, int], chance: Chance
) -> tuple[int, tuple[int, int] | None]:
    """Return the number of the smallest part with a free rectangle, and the row and column of one.

    With none they are the number of parts, and None.
    """
    place = None
    low, up = 0, len(parts)
    while low < up:  # a part contains those before: where one has room, the next has
        middle = (low + up) // 2
        part = parts[middle]
        rows, columns = part.outside.shape
        taken = occupancy.integral[part.row : part.row + rows, part.column : part.column + columns]
        free = free_place(taken + part.outside, *size, chance)
        if free is None:
            low = middle + 1
        else:
            place, up = (part.row + free[0], part.column + free[1]), middle
    return low, place


# ---- sizes of words


@dataclass(frozen=True, eq=False)
class Measures:
    """What each word of a cloud needs at size 1."""

    inks: FloatArray  # left, bottom, right, top of its ink
    before: FloatArray  # room that belongs to its first letter
    after: FloatArray

    @property
    def wide(self) -> FloatArray:
        """Side by side words keep the room of their letters."""
        widths: FloatArray = self.before + self.inks[:, 2] - self.inks[:, 0] + self.after
        return widths

    @property
    def high(self) -> FloatArray:
        """One above the other they keep only that of their ink."""
        heights: FloatArray = self.inks[:, 3] - self.inks[:, 1]
        return heights

    def narrow(self, sizes: FloatArray, width: float) -> BoolArray:
        """Whether each word at its size, with the space beside it, is narrower than a cloud of that width."""
        narrow: BoolArray = (self.wide + 2 * BESIDE) * sizes <= width * 0.98
        return narrow


def measured(words: Sequence[str], opened: Face) -> Measures:
    """Return what the words need at size 1.

    Raises:
        FigureError: a word has nothing to draw.
    """
    inks, after = np.zeros((len(words), 4)), np.zeros(len(words))
    for number, word in enumerate(words):
        shape = outline(word, opened, size=1.0)
        if not len(shape.vertices):
            raise FigureError("the word {word!r} has nothing to draw; leave it out of the table", word=word)
        inks[number] = ink(shape)
        after[number] = max(advance(word, opened, size=1.0) - inks[number, 2], 0.0)
    return Measures(inks, np.maximum(inks[:, 0], 0.0), after)


def pack_words(
    where: Ground, measures: Measures, sizes: FloatArray, chosen: BoolArray, *, whole: bool = False
) -> FloatArray:
    """Return left and top of the ``chosen`` words at these sizes; NaN for the others and those without."""
    places = np.full((len(sizes), 2), np.nan)
    mine = sizes[chosen]
    places[chosen] = pack(
        where,
        measures.wide[chosen] * mine,
        measures.high[chosen] * mine,
        beside=BESIDE * mine,
        above=ABOVE * mine,
        whole=whole,
    )
    return places


def sized(
    weights: FloatArray, largest: float, smallest: float, lightest: float, heaviest: float
) -> FloatArray:
    """Return the size of each weight: ``largest * (weight / heaviest) ** power``.

    The power is 1/2, so that the *area* of a letter grows with the weight, or less where the lightest would
    fall below the smallest size.
    """
    few = lightest / heaviest
    steepest = 0.5 if few >= 1 else float(np.log(largest / smallest) / -np.log(few))
    sizes: FloatArray = largest * (weights / heaviest) ** max(min(0.5, steepest), 0.0)
    return sizes


def largest_size(
    attempt: Callable[[float], T | None], smallest: float, ceiling: float
) -> tuple[float, T | None]:
    """Return the largest size with which the attempt succeeds, and what it gave.

    Where none was found, the smallest size and None: whether that one succeeds is not tried.
    """
    best = attempt(ceiling)
    if best is not None:
        return ceiling, best
    low, up = smallest, ceiling
    for _ in range(8):
        middle = (low * up) ** 0.5
        result = attempt(middle)
        if result is None:
            up = middle
        else:
            low, best = middle, result
    return low, best


def filled(
    clouds: Sequence[tuple[Measures, FloatArray, FloatArray]],
    rooms: Sequence[Box],
    limit: float,
) -> tuple[list[FloatArray], list[FloatArray]]:
    """Return sizes and places of clouds, each in the middle of its room, all grown alike as far as they can.

    A cloud is what its words need, their sizes and their places. Places are seen from the corner of the room.
    """
    factor = limit
    extents = []
    for (measures, sizes, places), room in zip(clouds, rooms, strict=True):
        placed = ~np.isnan(places[:, 0])
        if not placed.any():
            extents.append((np.zeros(2), np.zeros(2)))
            continue
        boxes = np.column_stack([measures.wide * sizes, measures.high * sizes])
        first = places[placed].min(axis=0)
        extent = (places + boxes)[placed].max(axis=0) - first
        extents.append((first, extent))
        factor = min(factor, room.width / extent[0], room.height / extent[1])
    factor = max(1.0, factor)
    moved = [
        (places - first) * factor + (np.array([room.width, room.height]) - extent * factor) / 2
        for (_, _, places), room, (first, extent) in zip(clouds, rooms, extents, strict=True)
    ]
    return [sizes * factor for _, sizes, _ in clouds], moved
