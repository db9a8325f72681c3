"""How textmine's figures look: colours and sizes, in one place, and what matplotlib has to know to save them.

Nothing here changes matplotlib's global state: a figure is saved inside :func:`style`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
from matplotlib.figure import Figure

# Okabe and Ito (2008), told apart by colour-blind readers too; without orange, sky blue and yellow, which
# are too pale for letters on white.
CATEGORIES = ("#0072B2", "#D55E00", "#009E73", "#000000", "#CC79A7")
EMPHASIS = "#0B4F8A"
GREY = "#6B6B6B"  # what is there, but not meant
INK = "#222222"  # titles and legends
FAINT = "#555555"  # footers

# Width and height in millimetres of the places a figure is made for.
SIZES = {"column": (80.0, 50.0), "page": (160.0, 100.0), "slide": (338.67, 190.5)}

# Points of a figure's title, labels and notes: at least 7 on a page, 6 in a column, 12 on a slide.
TEXT = {
    "page": {"title": 10.5, "label": 7.5, "small": 7.0},
    "column": {"title": 8.5, "label": 6.2, "small": 6.0},
    "slide": {"title": 22.0, "label": 14.0, "small": 12.0},
}

SETTINGS: Any = {  # of matplotlib's rcParams
    "svg.fonttype": "path",
    "svg.hashsalt": "textmine",  # else the identifiers in an SVG are random
    "pdf.fonttype": 42,
    "savefig.facecolor": "white",
}


@contextmanager
def style() -> Iterator[None]:
    """Save inside it: textmine's matplotlib settings, and the earlier ones again after it."""
    with matplotlib.rc_context(SETTINGS):
        yield


def canvas(width: int, height: int, *, dpi: int) -> Figure:
    """Return an empty white figure of exactly so many pixels."""
    # matplotlib cuts inches x dpi to whole pixels: 1181 / 300 * 300 may come out as 1180.
    inches = [side / dpi for side in (width, height)]
    inches = [
        length if int(length * dpi) == side else math.nextafter(length, math.inf)
        for length, side in zip(inches, (width, height), strict=True)
    ]
    return Figure(figsize=(inches[0], inches[1]), dpi=dpi, facecolor="white")
