"""Where the words of a corpus stand in the original text of its answers, and in which sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import is_

import numpy as np

from textmine.arrays import BoolArray, Int32Array, Int64Array
from textmine.inputs.normalize import align, normalized, original
from textmine.words.fragments import LONGEST

Align = Callable[[str], tuple[str, Int32Array]]  # a text as it was tokenised, where each character of it was
_CLOSING = frozenset("。!?．")


def sentence_numbers(surfaces: Sequence[str], begins_line: BoolArray, row_of: Int64Array) -> Int64Array:
    """Return the 0-based number of the sentence of each morpheme in its answer.

    Given are, of each morpheme, its surface, whether it begins a line, and the row of its answer. A run of
    closing marks (!?) ends one sentence, so the next begins at the first other morpheme.
    """
    if not surfaces:
        return np.zeros(0, dtype=np.int64)
    closes = np.array([surface in _CLOSING for surface in surfaces], dtype=bool)
    begins = np.concatenate([[False], closes[:-1] & ~closes[1:]]) | begins_line
    number = np.cumsum(begins)
    return np.asarray(number - number[np.searchsorted(row_of, row_of)])


def places_in_texts(
    texts: Sequence[str], surfaces: Sequence[str], offsets: Int64Array, align: Align = align
) -> tuple[Int32Array, Int32Array]:
    """Return where each morpheme begins and ends in the original text of its answer.

    ``surfaces`` are those of all morphemes; answer i has the morphemes ``offsets[i]`` to ``offsets[i + 1]``.
    ``align`` is how the texts were tokenised.
    """
    sizes = np.fromiter(map(len, surfaces), dtype=np.int64, count=len(surfaces))
    ends = np.concatenate([[0], np.cumsum(sizes)])
    # Most answers are normal as they stand and hold no blank: a morpheme begins where another ends.
    before = np.repeat(ends[offsets[:-1]], np.diff(offsets))
    begin, finish = (ends[:-1] - before).astype(np.int32), (ends[1:] - before).astype(np.int32)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    is_normal = np.fromiter(map(is_, texts, normalized(texts)), dtype=bool, count=len(texts))
    as_written = is_normal & (np.diff(ends[offsets]) == lengths)
    for row in np.flatnonzero(~as_written & (np.diff(offsets) > 0)).tolist():
        first, last = int(offsets[row]), int(offsets[row + 1])
        normal, original_of = align(texts[row])
        end = 0
        for index in range(first, last):
            begin[index] = normal.index(surfaces[index], end)
            finish[index] = end = int(begin[index]) + len(surfaces[index])
        if normal is not texts[row]:
            begin[first:last], finish[first:last] = original(
                original_of, begin[first:last], finish[first:last]
            )
    return begin, finish


def span_of_longer(pieces: Sequence[str], place: int, longer: str) -> tuple[int, int] | None:
    """Return which words of a compound make the longer word that one of them is shown as, the fewest.

    None where it is written in another way.

    >>> span_of_longer(["公共", "交通", "機関"], 0, "公共交通")
    (0, 2)
    """
    for size in range(2, LONGEST + 1):
        for first in range(min(place, len(pieces) - size), max(-1, place - size), -1):
            if "".join(pieces[first : first + size]) == longer:
                return first, first + size
    return None
