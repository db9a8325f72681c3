"""textmine.figures.occupancy: what is taken from the inside of wordcloud is there, and does what it did.

Should one of these fail after wordcloud was upgraded: its search for a free rectangle, or its map of what is
taken, is no longer what textmine.figures.occupancy was written for.
"""

from __future__ import annotations

import inspect

import numpy as np
import pytest
import wordcloud.query_integral_image
import wordcloud.wordcloud

from textmine.figures.occupancy import Chance, free_place, occupied


def test_the_search_and_the_map_are_where_they_were() -> None:
    """Names and parameters, those of wordcloud 1.9."""
    assert callable(wordcloud.query_integral_image.query_integral_image)
    occupancy = wordcloud.wordcloud.IntegralOccupancyMap
    assert list(inspect.signature(occupancy.__init__).parameters) == ["self", "height", "width", "mask"]
    assert list(inspect.signature(occupancy.update).parameters) == ["self", "img_array", "pos_x", "pos_y"]


def test_the_map_counts_what_is_taken_above_and_to_the_left() -> None:
    taken = np.zeros((3, 4), dtype=bool)
    taken[1, 2] = True
    sums = np.asarray(occupied(taken).integral)
    assert sums.shape == (4, 5)  # an empty row and column come first
    assert (sums > 0).tolist() == [[row >= 2 and column >= 3 for column in range(5)] for row in range(4)]


def test_an_update_adds_what_was_taken_since() -> None:
    taken = np.zeros((4, 5), dtype=bool)
    occupancy = occupied(taken[1:, 1:])
    taken[2, 3] = True
    occupancy.update(taken, 2, 3)
    again = occupied(taken[1:, 1:])
    assert np.array_equal(np.asarray(occupancy.integral) > 0, np.asarray(again.integral) > 0)


@pytest.mark.parametrize("seed", range(5))
def test_the_only_free_rectangle_is_found_whatever_the_chance(seed: int) -> None:
    taken = np.ones((6, 8), dtype=bool)
    taken[2:4, 3:6] = False
    assert free_place(occupied(taken).integral, 2, 3, Chance(seed)) == (2, 3)
    assert free_place(occupied(taken).integral, 3, 3, Chance(seed)) is None


def test_every_free_place_can_be_chosen() -> None:
    sums = occupied(np.zeros((2, 3), dtype=bool)).integral
    places = {free_place(sums, 1, 1, Chance(seed)) for seed in range(200)}
    assert places == {(row, column) for row in range(2) for column in range(3)}
