"""The patterns of the grammar on many lines at once: what ``textmine.words.lines`` finds line by line.

Text repeats itself in short pieces, so of all lines only the pieces are looked at that may hold a match, and
each different piece is searched once, by the functions of ``textmine.words.lines``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pyarrow as pa

from textmine.arrays import BoolArray, ByteArray, Int32Array, Int64Array, spread
from textmine.words.grammar import LINE_END, RECAST, Grammar, opened
from textmine.words.lines import joined, negated, recast

_LETTERS = "latin-1"  # a byte a class, so that numpy and re see the same positions
_ASCII = 0x7F  # what stands above it in a pattern is a class
_AROUND = 2  # morphemes on either side that the patterns of a recast look at
_BACK = 4  # morphemes before its first that a pattern of negation may look at
_PADDING = _BACK + 1  # line ends before the first line, so that there is something to look back at
_REMEMBERED = 1 << 16  # different pieces whose matches are remembered
_ATOM = re.compile(r"\[[^\]]*\]|[\x80-\xff]|\\n|\n|\.")  # what matches one letter in a pattern


class ClassText:
    """Many lines as one string of classes with line ends between, and the place of each morpheme in it."""

    def __init__(self, letters: ByteArray, counts: Int32Array) -> None:
        """Hold the class letter of each morpheme; ``counts`` is the number of morphemes of each line."""
        lines = np.arange(_PADDING, len(counts) + _PADDING, dtype=np.int32)
        self.places = np.arange(len(letters), dtype=np.int32) + np.repeat(lines, counts)
        size = len(letters) + len(counts) + 2 * _PADDING
        self.string: ByteArray = np.full(size, ord(LINE_END), dtype=np.uint8)
        self.string[self.places] = letters

    def marked(self, places: Int64Array) -> BoolArray:
        """Return which morphemes are at these places."""
        marks = np.zeros(len(self.string), dtype=bool)
        marks[places] = True
        return np.asarray(marks[self.places])

    def spans(self, inside: BoolArray) -> tuple[Int64Array, Int64Array]:
        """Return where the runs of places that are ``inside`` begin and end."""
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        return edges[::2], edges[1::2]

    def lines_with(self, letters: Iterable[str]) -> BoolArray:
        """Return which places are in a line that holds one of the letters."""
        holds = _table(letters)[self.string]
        if not holds.any():
            return holds
        is_end = self.string == ord(LINE_END)
        line = np.cumsum(is_end)
        return np.asarray((np.bincount(line[holds], minlength=int(line[-1]) + 1) > 0)[line] & ~is_end)


class _Search:
    """What a function finds in pieces of class strings, each different piece searched once.

    ``find`` gets pieces, each after a line end, as one string, and returns (place, kind) of what it finds.
    What is before the place ``first`` of a piece, or after its ``last``, is only there to be looked at.
    """

    def __init__(
        self, find: Callable[[str], Iterable[tuple[int, int]]], *, first: int = 0, last: int | None = None
    ) -> None:
        self.find = find
        self.first = first
        self.last = last
        self._forget()

    def _forget(self) -> None:
        self._number: dict[bytes, int] = {}
        self._counts = np.zeros(0, dtype=np.int64)  # of each piece, what was found in it
        self._marks = np.zeros((0, 2), dtype=np.int64)  # place in its piece, kind; piece after piece

    def __call__(
        self, string: ByteArray, starts: Int64Array, ends: Int64Array
    ) -> tuple[Int64Array, Int64Array]:
        """Return (places in the string, kinds) of what is found in its pieces, which begin and end so."""
        sizes = ends - starts
        numbers, pieces = distinct_pieces(string[spread(starts, sizes)], np.cumsum(sizes))
        if len(self._number) > _REMEMBERED:
            self._forget()
        self._learn([piece for piece in pieces if piece not in self._number])
        known = np.array([self._number[piece] for piece in pieces], dtype=np.int64)[numbers]
        counts = self._counts[known]
        marks = self._marks[spread((np.cumsum(self._counts) - self._counts)[known], counts)]
        return np.repeat(starts, counts) + marks[:, 0], marks[:, 1]

    def _learn(self, pieces: Sequence[bytes]) -> None:
        text = b"".join([LINE_END.encode() + piece for piece in pieces]).decode(_LETTERS) + LINE_END
        found = np.array(sorted(self.find(text)), dtype=np.int64).reshape(-1, 2)
        begins = np.cumsum([1, *(len(piece) + 1 for piece in pieces)])
        numbers = np.searchsorted(begins, found[:, 0], side="right") - 1
        found[:, 0] -= begins[numbers]
        wanted = found[:, 0] >= self.first
        if self.last is not None:
            wanted &= found[:, 0] <= self.last
        found, numbers = found[wanted], numbers[wanted]
        self._number.update(
            zip(pieces, range(len(self._number), len(self._number) + len(pieces)), strict=True)
        )
        self._counts = np.concatenate([self._counts, np.bincount(numbers, minlength=len(pieces))])
        self._marks = np.concatenate([self._marks, found])


class Matcher:
    """The patterns of a grammar, on many lines at once; what was found in a piece of text is remembered."""

    def __init__(self, grammar: Grammar) -> None:
        """Find out which pieces of text may hold a match."""
        recasts = [pattern for kind in RECAST for pattern in grammar.searches[kind]]
        self._recastable = _table(letter for pattern in recasts for letter in _marked(pattern))
        self._alike = _alike(recasts)
        self._recast = _Search(
            lambda text: ((at + 1, RECAST.index(kind)) for at, kind in recast(text, grammar).items()),
            first=_AROUND,
            last=_AROUND,
        )
        self._joinable, self._far = _joining(grammar)
        self._joined = _Search(
            lambda text: (
                (at + 1, kind)
                for kind, pattern in enumerate((grammar.word, grammar.compound))
                for at in joined(text, pattern)
            )
        )
        self._negatable, self._anywhere = _negating(grammar)
        self._signs = _table(grammar.signs)
        self._negated = _Search(lambda text: ((at + 1, 0) for at in negated(text, grammar)), first=_BACK)

    def recast(self, text: ClassText) -> tuple[Int64Array, Int64Array]:
        """Return which morphemes are something else where they stand, and what: an index into RECAST.

        The two morphemes on either side decide: for しまう in 食べ て しまう 。 these four and the line end.
        """
        # Classes that no pattern tells apart are taken for one, so that fewer windows are different.
        middles = np.flatnonzero(self._recastable[text.string])
        places, kinds = self._recast(self._alike[text.string], middles - _AROUND, middles + _AROUND + 1)
        return np.searchsorted(text.places, places), kinds

    def joined(self, text: ClassText) -> tuple[BoolArray, BoolArray]:
        """Return which morphemes continue a word, and which continue a compound, over blanks too."""
        whole = text.lines_with(self._far)
        starts, ends = text.spans(self._joinable[text.string] & ~whole)
        several = ends - starts > 1
        first, last = text.spans(whole)
        places, kinds = self._joined(
            text.string, np.concatenate([starts[several], first]), np.concatenate([ends[several], last])
        )
        return text.marked(places[kinds == 0]), text.marked(places[kinds == 1])

    def negated(self, text: ClassText) -> BoolArray:
        """Return which morphemes are negated.

        Searched is what is around a sign of negation: the morphemes that patterns are made of after their
        first one, with that first one and the ``_BACK`` before it.
        """
        inside = self._negatable[text.string] | text.lines_with(self._anywhere)
        starts, ends = text.spans(inside)
        signs = np.flatnonzero(self._signs[text.string])
        # A sign outside every run has nothing before it that it might negate.
        run = np.searchsorted(ends, signs, side="right")
        run = np.unique(run[np.append(starts, len(text.string))[run] <= signs])
        starts, ends = starts[run] - 1 - _BACK, ends[run] + 1  # with what follows, which may be a line end
        return text.marked(self._negated(text.string, starts, ends)[0])


def _joining(grammar: Grammar) -> tuple[BoolArray, set[str]]:
    """Return which classes pieces that may be joined are made of, and those whose whole lines are searched.

    The latter begin the few patterns with a particle (仕方がない): pieces end at particles.
    """
    patterns = [*grammar.patterns["word"], *grammar.patterns["compound"]]
    particles = {grammar.letters[name] for name, pos in grammar.pos.items() if pos == "particle"}
    far = [pattern for pattern in patterns if particles & set(pattern)]
    near = "".join(pattern for pattern in patterns if pattern not in far)
    return _table(_letters(near)), _letters("".join(opened(pattern)[0] for pattern in far))


def _negating(grammar: Grammar) -> tuple[BoolArray, set[str]]:
    """Return the same of negation; patterns with [^...] may hold anything, so whole lines are searched."""
    patterns = [*grammar.searches["exempt"], *grammar.searches["negation"]]
    parts = [opened(pattern.pattern) for pattern in patterns]
    near = "".join(rest for _, rest in parts if "[^" not in rest)
    return _table(_letters(near)), _letters("".join(first for first, rest in parts if "[^" in rest))


def distinct_pieces(whole: bytes | ByteArray, ends: Int64Array) -> tuple[Int32Array, list[bytes]]:
    """Return the number of each piece of some bytes, and the different pieces; one begins where another ends.

    >>> numbers, pieces = distinct_pieces(b"abcab", np.array([2, 3, 5]))
    >>> numbers.tolist(), pieces
    ([0, 1, 0], [b'ab', b'c'])
    """
    # Arrow does so without making an object of each piece.
    offsets = np.zeros(len(ends) + 1, dtype=np.int32)
    offsets[1:] = ends
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(whole)]
    pieces = pa.Array.from_buffers(pa.binary(), len(ends), buffers).dictionary_encode()
    return pieces.indices.to_numpy(), pieces.dictionary.to_pylist()


def _letters(pattern: str) -> set[str]:
    """Return the classes in a pattern."""
    return {letter for letter in pattern if ord(letter) > _ASCII}


def _table(letters: Iterable[str]) -> BoolArray:
    """Return, for each of 256 letters, whether it is one of these."""
    table = np.zeros(256, dtype=bool)
    table[[ord(letter) for letter in letters]] = True
    return table


def _marked(pattern: re.Pattern[str]) -> set[str]:
    """Return the classes in the first capturing group of a pattern."""
    group = re.search(r"(?<!\\)\((?!\?)([^()]*)\)", pattern.pattern)
    return _letters(group[1]) if group else set()


def _alike(patterns: Sequence[re.Pattern[str]]) -> ByteArray:
    """Return, for each of 256 letters, the first of those that none of the patterns tells from it."""
    atoms = sorted({atom for pattern in patterns for atom in _ATOM.findall(pattern.pattern)})
    parts = [re.compile(atom) for atom in atoms]
    firsts: dict[tuple[bool, ...], int] = {}
    of = [
        firsts.setdefault(tuple(part.match(chr(letter)) is not None for part in parts), letter)
        for letter in range(256)
    ]
    return np.array(of, dtype=np.uint8)
