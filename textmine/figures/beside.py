"""Labels beside dots: where each goes, so that none touches a dot, a label or the line of another label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from textmine.arrays import BoolArray, FloatArray
from textmine.figures.letters import Box


class Label(NamedTuple):
    """Where a label is, and the line that leads to its dot (None: it is right beside its dot)."""

    box: Box
    leader: tuple[float, float, float, float] | None


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
    full: FloatArray,
    barred: FloatArray,
    lines: FloatArray,
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


def overlaps(box: Box, boxes: FloatArray, *, gap: float = 0.0) -> BoolArray:
    """Return which of the boxes (left, top, right, bottom) are nearer to the box than the gap."""
    result: BoolArray = (
        (boxes[:, 0] < box.right + gap)
        & (boxes[:, 2] > box.left - gap)
        & (boxes[:, 1] < box.bottom + gap)
        & (boxes[:, 3] > box.top - gap)
    )
    return result


def crosses(lines: FloatArray, boxes: FloatArray) -> BoolArray:
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
    result: BoolArray = ~outside & (first < last)
    return result


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two lines cross."""

    def side(line: Sequence[float], x: float, y: float) -> float:
        return float((line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0]))

    return (
        side(one, other[0], other[1]) * side(one, other[2], other[3]) < 0
        and side(other, one[0], one[1]) * side(other, one[2], one[3]) < 0
    )
