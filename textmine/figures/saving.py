"""Figures as bytes, the same for the same figure every time; whoever calls it writes them."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from textmine.errors import FigureError
from textmine.figures.style import style

# What matplotlib would add to each format: the time, and its own name and version.
METADATA: dict[str, tuple[str, ...]] = {
    "png": ("Software",),
    "svg": ("Date", "Creator"),
    "pdf": ("CreationDate", "Creator", "Producer"),
}

PALETTE = 256  # colours that a PNG with a palette can have
MOST_COLOURS = 2048  # of a figure with a palette: photographs have more
COMMONEST = 160  # of these: the others are those that would look worst without one of their own
FAR = 8  # of 255: how far in a channel a rare colour may be from what is shown for it


def encode(figure: Figure, form: str, *, title: str | None = None) -> bytes:
    """Return the figure as the bytes of a file: a "png" (at its own resolution), "svg" or "pdf".

    ``title`` goes into the file's description, for screen readers and file lists. The bytes depend on the
    figure and the version of matplotlib alone: no time, no random identifier.

    Raises:
        FigureError: the format is none of these.
    """
    if form not in METADATA:
        raise FigureError(
            "no picture format {format!r}; choose from {known}", format=form, known=", ".join(METADATA)
        )
    metadata: dict[str, str | None] = dict.fromkeys(METADATA[form])
    if title is not None:
        metadata["Title"] = title
    file = BytesIO()
    with style():
        if form == "png":
            figure.savefig(file, format="rgba", dpi=figure.dpi)
            return _png(file.getvalue(), figure, title)
        figure.savefig(file, format=form, dpi=figure.dpi, metadata=metadata)
    return file.getvalue()


def _png(pixels: bytes, figure: Figure, title: str | None) -> bytes:
    """Return pixels as a PNG of a palette where one shows them as they are: a third of the bytes."""
    size = (int(figure.bbox.width), int(figure.bbox.height))
    image = with_palette(Image.frombuffer("RGBA", size, pixels))
    text, file = PngInfo(), BytesIO()
    if title is not None:
        text.add_text("Title", title)
    image.save(file, format="PNG", dpi=(figure.dpi, figure.dpi), pnginfo=text)
    return file.getvalue()


def with_palette(image: Image.Image) -> Image.Image:
    """Return an opaque RGBA image with 256 of its colours; as it is where others are far from them.

    Flat figures have a few colours, and at the edges of their letters some hundred steps between them. Of
    these stay the commonest, and then those that are farthest from what has been chosen.
    """
    counted = image.getcolors(MOST_COLOURS)
    if counted is None:
        return image
    counts = np.array([count for count, _ in counted])
    channels = np.array([colour for _, colour in counted], dtype=np.int64)
    if channels[:, 3].min() < 255:
        return image
    colours = channels @ (1 << 16, 1 << 8, 1, 0)
    order = np.lexsort((colours, -counts))
    colours, channels = colours[order], channels[order, :3]
    chosen: list[int] = []
    nearest, away = np.zeros(len(colours), dtype=np.uint8), np.full(len(colours), np.inf)
    for place in range(min(PALETTE, len(colours))):
        chosen.append(place if place < COMMONEST else int(away.argmax()))
        distance = np.abs(channels - channels[chosen[-1]]).max(axis=1)
        nearest[distance < away] = place
        away = np.minimum(away, distance)
    if away.max() > FAR:
        return image
    numbers = np.zeros(1 << 24, dtype=np.uint8)  # of each colour, read as red + 256 green + 65536 blue
    numbers[channels @ (1, 1 << 8, 1 << 16)] = nearest
    pixels = np.frombuffer(image.tobytes(), dtype="<u4").reshape(image.height, image.width)
    shown = Image.fromarray(numbers[pixels & 0xFFFFFF])
    shown.putpalette(channels[chosen].astype(np.uint8).tobytes())
    return shown
