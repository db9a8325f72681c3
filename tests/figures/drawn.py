"""What a figure shows, measured by the renderer; for the tests of figures."""

from __future__ import annotations

from itertools import combinations
from types import ModuleType
from typing import Any

import matplotlib.path
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.transforms import Affine2D, Bbox

from textmine.figures.frame import Frame
from textmine.figures.look import Look

FINE = 16  # lines that a renderer takes for curves, in so many parts of a pixel
LETTERS = "情報意識効果対策社員取引管理教育信頼顧客企業補助申請変化改善業務共有整備強化導入責任"


def word(number: int, length: int = 0) -> str:
    """A made-up word, another one for each number."""
    length = length or 2 + number % 4
    ring = LETTERS * 3
    return ring[number % 30 : number % 30 + length] + "アイウエオカキクケコ"[number // 30]


def extents(figure: Figure, *prefixes: str) -> dict[str, Bbox]:
    """Where each named thing is, in pixels from the lower left: letters and marks without their borders."""
    found: dict[str, Bbox] = {}
    for artist in figure.artists:
        name = str(artist.get_gid() or "")
        if isinstance(artist, PathPatch) and name.startswith(prefixes):
            assert name not in found
            found[name] = extent(artist)
    return found


def extent(artist: PathPatch) -> Bbox:
    """Where a shape is: its curves as lines that leave them by a thousandth of a pixel at most.

    Matplotlib's own ``get_extents`` looks for the extremes of each curve in Python, fifty times as slow.
    """
    path = artist.get_path().transformed(artist.get_transform())
    curves = matplotlib.path.Path(path.vertices, path.codes)
    points = np.concatenate(curves.to_polygons(Affine2D().scale(FINE), closed_only=False)) / FINE
    return Bbox([points.min(axis=0), points.max(axis=0)])


def overlapping(boxes: dict[str, Bbox], *, by: float = 0.5) -> list[tuple[str, str]]:
    """The pairs that cover each other by more than so many pixels."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes.items(), 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > by and min(a.y1, b.y1) - max(a.y0, b.y0) > by
    ]


def outside(figure: Figure, boxes: dict[str, Bbox]) -> list[str]:
    """Those that leave the picture."""
    wide, high = figure.get_size_inches() * figure.dpi
    return [
        name for name, b in boxes.items() if b.x0 < 0 or b.y0 < 0 or b.x1 > wide + 0.5 or b.y1 > high + 0.5
    ]


def frames(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> list[dict[str, Any]]:
    """What the frames say that the module makes from now on: ``guide`` above and ``foot`` below."""
    made: list[dict[str, Any]] = []
    frame = module.frame

    def noting(look: Look, **texts: Any) -> Frame:
        made.append(texts)
        drawn: Frame = frame(look, **texts)
        return drawn

    monkeypatch.setattr(module, "frame", noting)
    return made
