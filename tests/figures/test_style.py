"""textmine.figures.style: matplotlib is left as it was, and a canvas has its pixels."""

from __future__ import annotations

import matplotlib
import pytest

from textmine.figures.saving import encode
from textmine.figures.style import SETTINGS, canvas, style


def test_matplotlib_is_left_as_it_was() -> None:
    """Whoever uses textmine in a notebook keeps their own settings."""
    before = dict(matplotlib.rcParams)
    with style():
        assert all(
            matplotlib.rcParams[key] == value for key, value in SETTINGS.items() if key != "svg.hashsalt"
        )
        encode(canvas(100, 100, dpi=100), "svg")
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("size", [(1181, 591), (945, 1), (2400, 1500), (333, 777)])
def test_a_canvas_has_exactly_its_pixels(size: tuple[int, int]) -> None:
    content = encode(canvas(*size, dpi=300), "png")
    assert (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")) == size
