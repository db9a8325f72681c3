"""Texts broken into lines, or truncated: the only place where figures do so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.figures.fonts import printable
from textmine.figures.letters import Pen

ELLIPSIS = "…"
CLOSING = "、。，．）)」』】！？ー；・"  # no line begins with one of these
SMALL = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々"  # nor with one of these, where there is a choice
BREAKS = " 、。，．・／/）)」』】－-"  # where there is a choice, a line ends after one of these
# What stays on one line: a Latin word or a number, or any other letter, each with the marks around it.
PIECE = re.compile(f"[（「『【]*(?:[!-~–]+|.)[{re.escape(CLOSING)}]*")


def one_line(text: str, pen: Pen) -> str:
    """Return the text with one space for each run of white space, and 〓 for what the face lacks."""
    return printable(" ".join(text.split()), pen.face)


def truncated(text: str, pen: Pen, room: float) -> str:
    """Return the text on one line, truncated to the room with … at its end where it is too long.

    >>> from textmine.figures.fonts import face
    >>> truncated("情報セキュリティ", Pen(face(), 10), 45)
    '情報セ…'
    """
    text = one_line(text, pen)
    if pen.width(text) <= room:
        return text
    while text and pen.width(text + ELLIPSIS) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def two_lines(text: str, pen: Pen, room: float) -> tuple[str, ...]:
    """Return the text on one line or two, truncated with … where they are not enough.

    >>> from textmine.figures.fonts import face
    >>> two_lines("情報セキュリティの取り組み", Pen(face(bold=False), 10), 95)
    ('情報セキュリティの', '取り組み')
    """
    text = one_line(text, pen)
    if pen.width(text) <= room:
        return (text,)
    fits = 1
    while fits < len(text) and pen.width(text[: fits + 1]) <= room:
        fits += 1
    # Rather after a space or a mark, or else where hiragana end, than inside a word.
    places = range(fits, fits // 2, -1)
    marked = [place for place in places if text[place - 1] in BREAKS]
    phrases = [place for place in places if _hiragana(text[place - 1]) and not _hiragana(text[place])]
    allowed = [place for place in [*marked, *phrases, *places] if text[place] not in CLOSING + SMALL]
    end = allowed[0] if allowed else fits
    return text[:end].strip(), truncated(text[end:].strip(), pen, room)


def wrapped(text: str, pen: Pen, room: float) -> list[str]:
    """Return the text in as many lines as it needs; none begins with a closing mark or ends with an opening.

    A word that is wider than a line is broken where it has to be.
    """
    lines = [""]
    for piece in PIECE.findall(text):
        for part in [piece] if pen.width(piece) <= room else piece:
            if lines[-1] and pen.width(lines[-1] + part) > room:
                lines.append("")
            lines[-1] += part
    return [line.strip() for line in lines if line.strip()]


def in_rows(widths: Sequence[float], room: float, gap: float) -> list[tuple[int, float]]:
    """Return row and left edge of each entry of a legend, in rows no wider than the room.

    >>> in_rows([30, 40, 50], 100, 10)
    [(0, 0.0), (0, 40.0), (1, 0.0)]
    """
    places: list[tuple[int, float]] = []
    row, left = 0, 0.0
    for width in widths:
        if left and left + width > room:
            row, left = row + 1, 0.0
        places.append((row, left))
        left += width + gap
    return places


def _hiragana(character: str) -> bool:
    return "ぁ" <= character <= "ゖ"
