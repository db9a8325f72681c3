"""textmine.figures.style and saving: looks, and the same bytes every time."""

from __future__ import annotations

import matplotlib
import pytest

from textmine.errors import FigureError
from textmine.figures.saving import encode
from textmine.figures.style import SETTINGS, SIZES, canvas, pixels, style


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


def test_sizes_are_named() -> None:
    assert pixels("column", dpi=300) == (945, 591)
    width, height = pixels("slide", dpi=144)
    assert width / height == pytest.approx(16 / 9, abs=0.01)
    with pytest.raises(FigureError, match=", ".join(SIZES)):
        pixels("poster", dpi=300)


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(FigureError, match="png, svg, pdf"):
        encode(canvas(10, 10, dpi=72), "gif")


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_bytes_are_the_same_and_say_neither_when_nor_with_what(format: str) -> None:
    first, second = (encode(canvas(200, 100, dpi=100), format, title="効果 & <記号>") for _ in range(2))
    assert first == second
    for trace in (b"matplotlib", b"Matplotlib", b"CreationDate", b"dc:date", b"Software"):
        assert trace not in first.replace(b"http://matplotlib.org", b"")
