"""Sorts texts as a person would: row 2 before row 10; and compares the answers of closed questions so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textmine.inputs.normalize import normalize

_SPELLINGS = (
    ("全く", "まったく"),
    ("と言", "とい"),
    ("とは言", "とはい"),
    ("分から", "わから"),
    ("解ら", "わから"),
    ("無い", "ない"),
    ("良く", "よく"),
    ("余り", "あまり"),
    ("そうは", "そう"),
    ("殆ど", "ほとんど"),
    ("非常に", "とても"),
    ("大変", "とても"),
    ("当ては", "あては"),
)
_DIGITS = re.compile(r"([0-9]+)")


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key in which numbers inside a text count as numbers: row 2 before row 10.

    >>> sorted(["回答10", "回答9", "a"], key=natural)
    ['a', '回答9', '回答10']
    """
    key = [
        # the cap on the length keeps a million digits from costing minutes
        (0, int(piece), "") if place % 2 and len(piece) < 1000 else (1, 0, piece)
        for place, piece in enumerate(_DIGITS.split(text))
        if piece
    ]
    return (*key, (-1, 0, text))  # of 01 and 1, which are equal else, always the same one comes first


def in_natural_order(texts: Iterable[str]) -> list[str]:
    """Return texts sorted by :func:`natural`; in a quarter of the time where only a last number differs.

    >>> in_natural_order(["回答10", "回答9", "回答1"])
    ['回答1', '回答9', '回答10']
    """
    listed = sorted(texts)
    heads = {text.rstrip("0123456789") for text in listed}
    lengths = set(map(len, listed))
    if len(heads) != 1 or max(lengths) >= 1000:
        return sorted(listed, key=natural)
    if len(lengths) > 1:
        begin = len(heads.pop())
        if any(text.startswith("0", begin) and len(text) > begin + 1 for text in listed):
            return sorted(listed, key=natural)
        listed.sort(key=len)
    return listed


def fold(value: str) -> str:
    """Return the value of a closed question as scales compare it: widths, spaces and some spellings alike.

    >>> fold("どちらかと言えば 全くそうは思わない")
    'どちらかといえばまったくそう思わない'
    """
    bare = "".join(normalize(value).split())
    for written, alike in _SPELLINGS:
        bare = bare.replace(written, alike)
    return bare
