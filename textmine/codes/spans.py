"""Where a condition occurs in a text: runs of tokens, and the characters of them that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from textmine.arrays import BoolArray, Int64Array


@dataclass(frozen=True)
class Spans:
    """The places of a condition, sorted.

    ``first`` is the first token of each and ``last`` one past the last; ``lead`` and ``trail`` say how many
    characters of the first and last token do not belong to it.
    """

    first: Int64Array
    last: Int64Array
    lead: Int64Array
    trail: Int64Array

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.first)

    def select(self, chosen: BoolArray) -> Spans:
        """Return the spans that are chosen."""
        return Spans(self.first[chosen], self.last[chosen], self.lead[chosen], self.trail[chosen])


def spans_of(first: Int64Array, last: Int64Array) -> Spans:
    """Return spans of whole tokens, sorted and each once."""
    order = np.lexsort((last, first))
    first, last = first[order].astype(np.int64), last[order].astype(np.int64)
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    first, last = first[new], last[new]
    zero = np.zeros(len(first), dtype=np.int64)
    return Spans(first, last, zero, zero)


def no_spans() -> Spans:
    """Return the places of what occurs nowhere."""
    return spans_of(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def together(parts: Sequence[Spans]) -> Spans:
    """Return the places of several conditions as one, sorted; one that two conditions share stays twice."""
    parts = [no_spans(), *parts]
    columns = [
        np.concatenate([getattr(part, name) for part in parts]) for name in ("first", "last", "lead", "trail")
    ]
    order = np.lexsort((columns[1], columns[0]))
    return Spans(*(column[order] for column in columns))
