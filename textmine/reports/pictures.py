"""Pictures as bytes, so that a report can be kept, sent and written without the program that drew them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


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
