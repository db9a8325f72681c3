"""textmine.figures.packing: boxes without overlap, deterministically."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.figures.packing import grid, ground, pack

sides = st.floats(1, 120, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(sides, sides), min_size=1, max_size=40), st.integers(0, 10), st.booleans())
def test_no_box_lies_on_another_or_outside(boxes: list[tuple[float, float]], seed: int, masked: bool) -> None:
    """Whatever the boxes, the ground and the seed."""
    width, height, cell = 300.0, 200.0, 4.0
    shape = None
    if masked:
        shape = np.zeros(grid(width, height, cell=cell), dtype=bool)
        shape[5:40, 10:60] = True
    where = ground(width, height, cell=cell, seed=seed, shape=shape)
    wide, high = (np.array(values, dtype=float) for values in zip(*boxes, strict=True))
    gap = np.full(len(boxes), 2.0)
    places = pack(where, wide, high, beside=gap, above=gap)
    done: list[tuple[float, float, float, float]] = []
    for (left, top), w, h in zip(places, wide, high, strict=True):
        if np.isnan(left):
            continue
        assert left >= 0 and top >= 0 and left + w <= width and top + h <= height
        if masked:
            assert left >= 40 and left + w <= 240 and top >= 20 and top + h <= 160
        for a, b, c, d in done:  # at least the space around it away from those before
            assert (
                left >= c + 2 - 1e-9
                or left + w <= a - 2 + 1e-9
                or top >= d + 2 - 1e-9
                or top + h <= b - 2 + 1e-9
            )
        done.append((left, top, left + w, top + h))


def test_the_first_box_is_in_the_middle_of_a_rounded_ground() -> None:
    where = ground(400, 300, cell=2, seed=1)
    ((left, top),) = pack(where, np.array([100.0]), np.array([50.0]), beside=np.zeros(1), above=np.zeros(1))
    assert left + 50 == pytest.approx(200, abs=12)
    assert top + 25 == pytest.approx(150, abs=12)


def test_one_that_has_no_place_does_not_stop_the_others_unless_asked() -> None:
    where = ground(200, 100, cell=2, seed=1)
    wide, high, none = np.array([50.0, 500.0, 50.0]), np.full(3, 20.0), np.zeros(3)
    assert np.isnan(pack(where, wide, high, beside=none, above=none)[:, 0]).tolist() == [False, True, False]
    stopped = pack(where, wide, high, beside=none, above=none, whole=True)
    assert np.isnan(stopped[:, 0]).tolist() == [False, True, True]


def test_the_seed_decides_the_arrangement() -> None:
    sizes = np.full(12, 30.0)
    first, again, other = (
        pack(ground(300, 200, cell=3, seed=seed), sizes, sizes, beside=sizes / 10, above=sizes / 10)
        for seed in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
