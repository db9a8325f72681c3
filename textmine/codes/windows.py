"""Where near and seq are fulfilled: the only conditions whose places are walked through one by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from textmine.arrays import Int32Array
from textmine.codes.spans import Spans, no_spans, spans_of
from textmine.codes.syntax import Near


class _Occurrence(NamedTuple):
    """A token at which parts of near begin."""

    token: int
    last: int  # one past the last token of the longest of them
    parts: tuple[int, ...]  # their numbers


def windows(
    node: Near, parts: Sequence[Spans], of_token: Int32Array, documents: int, border: Int32Array | None
) -> Spans:
    """Return from where to where near or seq is fulfilled.

    Args:
        node: the condition.
        parts: where each of its parts occurs.
        of_token: of each token its document, -1 if none.
        documents: their number.
        border: of each token what a window may not leave, such as its sentence; None: the document alone.
    """
    document_of = [of_token[part.first] for part in parts]
    holds_all = np.ones(documents, dtype=bool)
    for numbers in document_of:
        holds_all &= np.bincount(numbers[numbers >= 0], minlength=documents) > 0
    if not holds_all.any():
        return no_spans()
    chosen = [(numbers >= 0) & holds_all[numbers] for numbers in document_of]
    token = np.concatenate([part.first[rows] for part, rows in zip(parts, chosen, strict=True)])
    last = np.concatenate([part.last[rows] for part, rows in zip(parts, chosen, strict=True)])
    number = np.repeat(np.arange(len(parts)), [np.count_nonzero(rows) for rows in chosen])
    document = of_token[token]
    order = np.lexsort((number, token, document))
    token, last, number, document = token[order], last[order], number[order], document[order]
    bounds = [0, *(np.flatnonzero(np.diff(document)) + 1).tolist(), len(token)]
    ends = [
        window
        for begin, end in pairwise(bounds)
        for window in _windows_of_document(
            _occurrences(token[begin:end].tolist(), last[begin:end].tolist(), number[begin:end].tolist()),
            node,
            border,
        )
    ]
    found = np.array(ends, dtype=np.int64).reshape(-1, 2)
    return spans_of(found[:, 0], found[:, 1])


def _occurrences(tokens: Sequence[int], lasts: Sequence[int], numbers: Sequence[int]) -> list[_Occurrence]:
    """Return the occurrences in one document; parts that begin at the same token are one."""
    merged: list[_Occurrence] = []
    for token, last, number in zip(tokens, lasts, numbers, strict=True):
        if merged and merged[-1].token == token:
            before = merged.pop()
            merged.append(_Occurrence(token, max(before.last, last), (*before.parts, number)))
        else:
            merged.append(_Occurrence(token, last, (number,)))
    return merged


def _windows_of_document(
    occurrences: Sequence[_Occurrence], node: Near, border: Int32Array | None
) -> Iterator[tuple[int, int]]:
    """Yield the first and one past the last token of each place where near or seq is fulfilled.

    Each occurrence that the same word does not follow directly opens a window; the next words count as long
    as each is at most ``limit`` tokens after the one before it.
    """
    numbers_of: list[list[int]] = [[] for _ in node.parts]  # of each part, which occurrences are of it
    for number, occurrence in enumerate(occurrences):
        for part in occurrence.parts:
            numbers_of[part].append(number)
    for number, occurrence in enumerate(occurrences):
        repeated = number + 1 < len(occurrences) and occurrences[number + 1].parts == occurrence.parts
        if not repeated and (not node.ordered or 0 in occurrence.parts):
            last = _end_of_window(occurrences, numbers_of, number, node, border)
            if last:
                yield occurrence.token, last


def _end_of_window(
    occurrences: Sequence[_Occurrence],
    numbers_of: Sequence[Sequence[int]],
    first: int,
    node: Near,
    border: Int32Array | None,
) -> int:
    """Return one past the last token of the window that an occurrence opens; 0 if it is not fulfilled."""

    def following(part: int, number: int) -> int:
        place = bisect_right(numbers_of[part], number)
        return numbers_of[part][place] if place < len(numbers_of[part]) else len(occurrences)

    opening = occurrences[first]
    missing = list(range(len(node.parts)))
    missing.remove(0 if node.ordered else opening.parts[0])
    number, latest, end = first, opening.last - 1, opening.last
    while missing:
        # A word that has occurred already is passed over, so only the next missing one matters.
        candidates = missing[:1] if node.ordered else missing
        number, part = min((following(part, number), part) for part in candidates)
        if number == len(occurrences):
            return 0
        occurrence = occurrences[number]
        if node.limit and occurrence.token - latest > node.limit:
            return 0
        if border is not None and border[occurrence.token] != border[opening.token]:
            return 0
        missing.remove(part)
        latest = occurrence.last - 1
        end = max(end, occurrence.last)
    return end
