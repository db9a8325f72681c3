"""Pictures as bytes, so that a report can be kept, sent and written without the program that drew them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, Protocol, runtime_checkable


@dataclass(frozen=True)
class Area:
    """What stands somewhere in a picture, in parts of its width and height (0-1, from the upper left).

    A page opens the answers that have all of what is named: the word, the code (with its ＊), the ``other``
    word or code of a pair, the value of the attribute, the cluster (-1: none).
    """

    word: str
    left: float
    top: float
    width: float
    height: float
    code: str = ""
    other: str = ""
    attribute: str = ""
    value: str = ""
    cluster: int = -1


@dataclass(frozen=True)
class Picture:
    """A finished picture in each format that a report may need; an empty one is left out.

    Attributes:
        png, svg, pdf: the files' bytes.
        alt: what the picture shows, in a sentence, for who can't see it.
        areas: where its words, codes and values stand, so that a page can open their answers.
    """

    png: bytes = b""
    svg: bytes = b""
    pdf: bytes = b""
    alt: str = ""
    areas: tuple[Area, ...] = ()


@runtime_checkable
class Figure(Protocol):
    """Anything that saves itself as matplotlib's figures do."""

    def savefig(self, fname: Any, **options: Any) -> None:
        """Write the picture to a file-like object."""


def picture(figure: Figure, *, alt: str = "", areas: tuple[Area, ...] = ()) -> Picture:
    """Return the picture of a matplotlib figure, the same bytes for the same figure every time.

    The PNG has the figure's own resolution. Dates and program names are left out; the identifiers that
    matplotlib draws at random for an SVG are replaced by numbers in the order of their appearance.
    """
    return Picture(
        png=_encode(figure, "png", {"Software": None}),
        svg=_numbered(_encode(figure, "svg", {"Date": None, "Creator": None})),
        pdf=_encode(figure, "pdf", {"CreationDate": None, "Creator": None, "Producer": None}),
        alt=alt,
        areas=areas,
    )


def _encode(figure: Figure, kind: str, metadata: dict[str, None]) -> bytes:
    file = BytesIO()
    figure.savefig(file, format=kind, metadata=metadata)
    return file.getvalue()


def _numbered(svg: bytes) -> bytes:
    """Return the SVG with its random identifiers numbered (matplotlib salts them unless told the salt)."""
    text = svg.decode("utf-8")
    random = dict.fromkeys(re.findall(r'\bid="([A-Za-z]?[0-9a-f]{10})"', text))
    numbers = {old: f"i{number}" for number, old in enumerate(random)}
    if not numbers:
        return svg
    pattern = re.compile(r'(?<=[#"])(' + "|".join(map(re.escape, numbers)) + r')(?=["\')])')
    return pattern.sub(lambda match: numbers[match[1]], text).encode("utf-8")


def size(png: bytes) -> tuple[int, int]:
    """Return the width and height in pixels that a PNG states in its head; (0, 0) for anything else."""
    if len(png) < 24 or png[:8] != b"\x89PNG\r\n\x1a\n":
        return 0, 0
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def slim(svg: bytes) -> str:
    """Return an SVG in about a third of its length: paths in steps from point to point, to 1/100 of a unit.

    For a page that holds many pictures. Only what matplotlib writes is shortened (absolute M, L, Q, C and
    z); any other path, and everything else in the file, stays as it is.
    """
    text = svg.decode("utf-8")
    text = re.sub(r"<\?xml.*?\?>|<!DOCTYPE[^>]*>|<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'\bd="([^"]*)"', lambda match: f'd="{_relative(match[1])}"', text)
    return re.sub(r">\s+<", "><", text).strip()


_PATH = re.compile(r"(?:[MLQCz](?:\s+-?\d+(?:\.\d+)?(?:e-?\d+)?)*\s*)+")
_NUMBERS = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0}


def _relative(path: str) -> str:
    path = path.strip()
    if not _PATH.fullmatch(path):
        return path
    steps = []
    x = y = start_x = start_y = 0  # hundredths: from where the page's reader has been led, or errors add up
    for letter, written in re.findall(r"([MLQCz])([^MLQCz]*)", path):
        numbers = [round(float(number) * 100) for number in written.split()]
        if len(numbers) != _NUMBERS[letter]:
            return path
        if letter == "z":
            x, y = start_x, start_y
            steps.append("z")
            continue
        if letter == "M":  # stays absolute: after a "z" programs differ in where they think they are
            start_x, start_y = numbers
            steps.append("M")
            x = y = 0
        else:
            steps.append(letter.lower())
        moves = [number - (y if place % 2 else x) for place, number in enumerate(numbers)]
        steps.append(" ".join(map(_shown, moves)).replace(" -", "-"))
        x, y = numbers[-2:]
    return "".join(steps)


@lru_cache(maxsize=1 << 16)
def _shown(hundredths: int) -> str:
    """Return a number as short as can be; letters are made of the same steps again and again."""
    shown = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return re.sub(r"^(-?)0\.", r"\1.", shown)
