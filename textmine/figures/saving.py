"""Figures as bytes, the same for the same figure every time; whoever calls it writes them."""

from __future__ import annotations

from io import BytesIO

from matplotlib.figure import Figure

from textmine.errors import FigureError
from textmine.figures.style import style

# What matplotlib would add to each format: the time, and its own name and version.
METADATA: dict[str, tuple[str, ...]] = {
    "png": ("Software",),
    "svg": ("Date", "Creator"),
    "pdf": ("CreationDate", "Creator", "Producer"),
}


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
        figure.savefig(file, format=form, dpi=figure.dpi, metadata=metadata)
    return file.getvalue()
