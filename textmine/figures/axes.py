"""Round numbers for the axes of figures, and the short lines and numbers along them."""

from __future__ import annotations

import math
from collections.abc import Iterable

from matplotlib.figure import Figure

from textmine.figures.letters import Pen, stroke, write
from textmine.figures.style import FAINT

GRID = "#DDDDDD"


def round_step(least: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not below ``least`` (and 1e-6).

    >>> round_step(0.13), round_step(50.0)
    (0.2, 50.0)
    """
    least = max(least, 1e-6)
    power = math.floor(math.log10(least))
    steps = (float(f"{digit}e{each}") for each in (power, power + 1) for digit in (1, 2, 5))
    return next(step for step in steps if step >= least)


def ticks(low: float, high: float, step: float) -> list[float]:
    """Return the multiples of a step between two numbers.

    >>> ticks(-0.13, 0.2, 0.1)
    [-0.1, 0.0, 0.1, 0.2]
    """
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 6) + 0.0 for number in range(first, last + 1)]


def round_numbers(most: float, *, whole: bool) -> list[float]:
    """Return a round number near the largest and one of about a quarter of it, the small one first.

    >>> round_numbers(118, whole=True), round_numbers(0.37, whole=False)
    ([20.0, 100.0], [0.05, 0.2])
    """
    steps = [float(f"{digit}e{power}") for power in range(-4, 9) for digit in (1, 2, 5)]
    large = max(step for step in steps if step <= most * 1.0000001)
    small = max(step for step in steps if step <= large / 3)
    return [large] if whole and small < 1 else [small, large]


def percent_tick(share: float) -> str:
    """Return a share (0–1) as a number on an axis.

    >>> percent_tick(0.05)
    '5%'
    """
    return f"{round(share * 100, 4):g}%"


def grid_line(figure: Figure, ends: list[tuple[float, float]], *, zero: bool, order: float = 0.5) -> None:
    """Draw the line of a number through the plane; that of 0 is darker."""
    stroke(figure, ends, width=0.7 if zero else 0.5, colour=FAINT if zero else GRID, order=order)


def numbers_below(
    figure: Figure, places: Iterable[tuple[float, float]], y: float, pen: Pen, drop: float
) -> None:
    """Draw a short line downwards from y at each x, and ``drop`` below y its number."""
    letter = pen.size / 0.9
    for x, number in places:
        stroke(figure, [(x, y), (x, y + 0.35 * letter)], width=0.6, colour=FAINT)
        write(figure, f"{number:g}", pen, at=(x, y + drop), colour=FAINT)
