"""Free places on a grid: all that is taken from the inside of the wordcloud package is in this file.

Its public class, ``WordCloud``, chooses the size of each word itself: it takes any free place, and shrinks a
word until there is one, so that equal counts get unequal sizes. Here sizes are given, so that only its search
for a free rectangle and its map of what is taken are used.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import numpy.typing as npt
from wordcloud.query_integral_image import query_integral_image
from wordcloud.wordcloud import IntegralOccupancyMap as Occupancy

from textmine.arrays import BoolArray

__all__ = ["Chance", "Occupancy", "Sums", "free_place", "occupied"]

Sums = npt.NDArray[np.uint32]  # how much is taken above and to the left of each cell


def occupied(taken: BoolArray) -> Occupancy:
    """Return the map of what is taken, with an empty row and column before the first.

    They are needed because the search leaves out the first row and column.
    """
    padded = np.pad(taken, ((1, 0), (1, 0)))
    return Occupancy(*padded.shape, padded)


class Chance:
    """The random numbers of a search, as the package asks for them.

    ``random()`` is promised to stay the same in every version of Python.
    """

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self._draw: Callable[[], float] = Random(seed % 2**32).random

    def randint(self, low: int, high: int) -> int:
        """Return a number from 1: given 0, the search says that there is no room (wordcloud 1.9.6)."""
        return 1 + int(self._draw() * high)


def free_place(sums: Sums, high: int, wide: int, chance: Chance) -> tuple[int, int] | None:
    """Return row and column of a free rectangle, any of them by chance; None where there is none."""
    place: tuple[int, int] | None = query_integral_image(sums, high, wide, chance)
    return place
