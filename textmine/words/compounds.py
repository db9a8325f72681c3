"""The distinct compounds of texts, each held once as numbers: what a corpus is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from textmine.arrays import BoolArray, ByteArray, Int32Array, Int64Array, distinct_runs, spread

# Of a morpheme: it begins a line, continues a word, continues a compound, is negated.
LINE, WORD, COMPOUND, NEGATED = 1, 2, 4, 8


@dataclass(frozen=True, eq=False)
class Types:
    """The distinct compounds of texts, a single word being one too.

    With 個 = 0, 人 = 1, 情報 = 2, the compounds 個人 + 情報 and 情報 are::

        codes   0 1 2   2
        begins  1 0 1   1
        firsts  0       3

    Attributes:
        codes: the morphemes, one compound after the other.
        begins: which of these begin a word.
        firsts: where each compound begins in ``codes``.
    """

    codes: Int32Array
    begins: BoolArray
    firsts: Int64Array

    def __len__(self) -> int:
        """Return the number of distinct compounds."""
        return len(self.firsts)

    @cached_property
    def sizes(self) -> Int64Array:
        """The number of morphemes of each compound."""
        return np.diff(np.append(self.firsts, len(self.codes)))

    @cached_property
    def words(self) -> Int64Array:
        """The number of words of each compound."""
        return np.add.reduceat(self.begins.astype(np.int64), self.firsts) if len(self.firsts) else self.firsts

    def places(self, ids: Int32Array) -> Int64Array:
        """Return the place in ``codes`` of each morpheme of a text that has these compounds."""
        return spread(self.firsts[ids], self.sizes[ids])


def compound_types(codes: Int32Array, flags: ByteArray, starts: Int64Array) -> tuple[Types, Int32Array]:
    """Return the distinct compounds of a text, and the number of that which begins at each start.

    ``codes`` are the morphemes of the text, ``flags`` their bits.
    """
    # A compound is the same if its morphemes are and its words begin at the same ones: both in one number.
    return _distinct(codes * 2 + ((flags & WORD) == 0), starts)


def merged(chunks: Sequence[tuple[Types, Int32Array]]) -> tuple[Types, list[Int32Array]]:
    """Return the distinct compounds of several texts, and the number there of each compound of each text.

    Beside the types of each text stands the number of each of its morphemes among those of all.
    """
    marked = [numbers[types.codes] * 2 + types.begins for types, numbers in chunks]
    limits = np.cumsum([0, *map(len, marked)])
    firsts = [types.firsts + limit for (types, _), limit in zip(chunks, limits, strict=False)]
    none = np.zeros(0, dtype=np.int32)
    types, ids = _distinct(np.concatenate([none, *marked]), np.concatenate([none.astype(np.int64), *firsts]))
    ends = np.cumsum([len(types) for types, _ in chunks])
    return types, np.split(ids, ends[:-1])[: len(chunks)]


def _distinct(marked: Int32Array, starts: Int64Array) -> tuple[Types, Int32Array]:
    ids, sample = distinct_runs(marked, starts)
    sizes = np.diff(np.append(starts, len(marked)))[sample]
    distinct = marked[spread(starts[sample], sizes)]
    return Types(distinct >> 1, (distinct & 1) > 0, np.cumsum(sizes) - sizes), ids
