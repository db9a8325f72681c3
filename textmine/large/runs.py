"""Words that are never split, found among the morphemes of many lines at once.

Only those that MeCab is not told: such a word is joined where MeCab, left alone, sees its borders too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from textmine.arrays import BoolArray, Int32Array


class ForcedRuns:
    """Finds the runs of morphemes that make a word: 道, の and 駅 for 道の駅."""

    def __init__(self, words: Sequence[str]) -> None:
        """Hold the words; of overlapping ones the earlier in the list wins."""
        self._rank = {word: rank for rank, word in reversed(list(enumerate(words)))}
        self._sorted = sorted(self._rank)
        self._opens: BoolArray = np.zeros(0, dtype=bool)  # of each code: does a word begin with its surface?

    def find(
        self, codes: Int32Array, apart: BoolArray, surfaces: Sequence[str]
    ) -> list[tuple[int, int, int]]:
        """Return the runs: (first morpheme, number of morphemes, index of the word), none overlapping.

        ``apart`` marks the morphemes that begin a line or follow a blank, before which every run ends.
        ``surfaces`` are those of the codes; from one call to the next there may only be more of them.
        """
        new = [self._begins_word(surface) for surface in surfaces[len(self._opens) :]]
        self._opens = np.append(self._opens, np.array(new, dtype=bool))
        # Few morphemes are looked at, so no lists are made of the arrays.
        code_at, ends_before = codes.data, np.append(apart, True).data
        # Of 道 の 駅 前, 道 begins a word and so does 道の; 道の駅 is one, and no word begins with 道の駅前.
        runs: list[tuple[int, int, int]] = []  # index of the word, first morpheme, end
        for first in np.flatnonzero(self._opens[codes]).tolist():
            read, end = surfaces[code_at[first]], first + 1
            while True:
                if read in self._rank:
                    runs.append((self._rank[read], first, end))
                if ends_before[end]:
                    break
                read += surfaces[code_at[end]]
                end += 1
                if not self._begins_word(read):
                    break
        taken = bytearray(len(codes))
        found = []
        for word, first, end in sorted(runs):
            if 1 not in taken[first:end]:
                taken[first:end] = b"\x01" * (end - first)
                found.append((first, end - first, word))
        return found

    def _begins_word(self, text: str) -> bool:
        """Whether a word begins with this text, or is it."""
        place = bisect_left(self._sorted, text)
        return place < len(self._sorted) and self._sorted[place].startswith(text)
