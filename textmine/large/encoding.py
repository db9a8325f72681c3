"""Morphemes of many lines as numbers: MeCab prints of each only what tells it from others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from textmine.arrays import Int32Array, spread
from textmine.inputs import noise
from textmine.inputs.lexicon import ForcedWord
from textmine.large.matching import distinct_pieces
from textmine.words import alphanumeric, respelling
from textmine.words.mecab import END, LONGEST, Dictionary, Morpheme, parse_features, tagger
from textmine.words.reading import Reader

_ENTRY = (
    r"%m\t%pw\t%phl\t%phr"  # surface, cost, left and right id: they tell the entries of a dictionary apart
)
_BATCH = 20_000  # lines whose morphemes are numbered at once
_AT_ONCE = (
    250  # lines that are in memory as MeCab printed them: what fits into a processor's cache is quicker
)
_FEW_TWICE = 0.98  # share of different lines above which looking them up costs more than it saves
_UNKNOWN = -2  # of what MeCab printed and the dictionary does not list


class Encoder:
    """Tokenises many normalised lines into codes of morphemes, and keeps the vocabulary it met.

    The few lines in which there is more to it (forced words, what is no language or written in an unusual
    way, what a dictionary does not list, very long ones) are given to the plain tokeniser.
    """

    def __init__(self, dictionary: Dictionary, forced: Sequence[ForcedWord] = ()) -> None:
        """Start MeCab with the dictionary; ``forced`` words are never split."""
        self.dictionary = dictionary
        self.morphemes: list[Morpheme] = []  # of each code
        self.entries = tagger(dictionary, rf"{_ENTRY}\t%H", "-a", "-p")  # prints all entries of a surface
        self._plain = Reader(dictionary, forced)
        self._forced = re.compile("|".join(re.escape(entry.word) for entry in forced)) if forced else None
        self._tagger = tagger(dictionary, _ENTRY)
        self._codes: dict[Morpheme, int] = {}  # a new morpheme has the next code
        self._printed: dict[bytes, int] = {}  # line that MeCab printed, as UTF-16 -> code; -1 for an end

    def encode(self, lines: Sequence[str]) -> tuple[Int32Array, Int32Array]:
        """Return the morphemes of lines: (code of each, number in each line).

        Lines that occur several times are tokenised once.
        """
        distinct = list(dict.fromkeys(lines))
        if len(distinct) > _FEW_TWICE * len(lines):
            return self._encode(lines)
        number = {line: place for place, line in enumerate(distinct)}
        which = np.array([number[line] for line in lines], dtype=np.int64)
        codes, counts = self._encode(distinct)
        firsts = np.cumsum(counts, dtype=np.int64) - counts
        return codes[spread(firsts[which], counts[which].astype(np.int64))], counts[which]

    def _encode(self, lines: Sequence[str]) -> tuple[Int32Array, Int32Array]:
        none = np.zeros(0, dtype=np.int32)
        batches = [self._batch(lines[first : first + _BATCH]) for first in range(0, len(lines), _BATCH)]
        codes, counts = zip(*batches, strict=True) if batches else ((), ())
        return np.concatenate([none, *codes]), np.concatenate([none, *counts])

    def _batch(self, lines: Sequence[str]) -> tuple[Int32Array, Int32Array]:
        # MeCab is not given very long lines: it would crash.
        others = {number for number, line in enumerate(lines) if len(line) > LONGEST}
        signs = _lines_with((noise.SIGNS, respelling.SIGNS), lines)
        others.update(number for number in signs if self._plain.reads_otherwise(lines[number]))
        printed = []
        for first in range(0, len(lines), _AT_ONCE):
            several = lines[first : first + _AT_ONCE]
            if others:
                several = ["" if number in others else line for number, line in enumerate(several, first)]
            # What Python holds in two bytes a character is sooner written so.
            printed.append("\n".join([*map(self._tagger.parse, several), ""]).encode("utf-16-le"))
        codes = self._coded(b"".join(printed))
        ends = np.flatnonzero(codes == -1)
        counts = np.diff(ends, prepend=-1).astype(np.int32) - 1
        codes = np.delete(codes, ends)
        lasts = np.cumsum(counts)
        unclear = set(np.searchsorted(lasts, np.flatnonzero(codes == _UNKNOWN), side="right").tolist())
        replaced = {
            number: self._codes_of(self._plain.read(lines[number])) for number in sorted(others | unclear)
        }
        patterns = (alphanumeric.SIGNS, *([self._forced] if self._forced else []))
        for number in _lines_with(patterns, lines):
            if number not in replaced:
                of_line = codes[lasts[number] - counts[number] : lasts[number]].tolist()
                morphemes = self._plain.with_words(lines[number], [self.morphemes[c] for c in of_line])
                replaced[number] = self._codes_of(morphemes)
        return _replaced(codes, counts, replaced)

    def _coded(self, printed: bytes) -> Int32Array:
        """Return the code of each line of what MeCab printed, as UTF-16; -1 for the end of a line of text."""
        breaks = np.flatnonzero(np.frombuffer(printed, dtype="<u2") == ord("\n"))
        numbers, rows = distinct_pieces(printed, (breaks + 1) * 2)
        for row in rows:
            if row not in self._printed:
                self._printed[row] = self._code_of(row[:-2].decode("utf-16-le"))
        codes = np.fromiter(map(self._printed.__getitem__, rows), dtype=np.int32, count=len(rows))
        return np.asarray(codes[numbers])

    def _code_of(self, row: str) -> int:
        if row == END:
            return -1
        surface = row.partition("\t")[0]
        # Told that the surface is not to be split, MeCab looks at no others: a third of the time.
        listed = self.entries.parse(f"{surface}\t*\nEOS").split("\n")[:-1]
        entries = [entry for entry in listed if entry.startswith(f"{row}\t")]
        if not entries:
            return _UNKNOWN
        # Entries may have all of this in common; MeCab's search takes the last that it lists.
        features = entries[-1].split("\t", 4)[-1]
        return self._codes_of([parse_features(surface, features, self.dictionary)])[0]

    def _codes_of(self, morphemes: Sequence[Morpheme]) -> list[int]:
        codes = [self._codes.setdefault(morpheme, len(self._codes)) for morpheme in morphemes]
        # Those that are new, as they stand in the text: their codes go on from the last one.
        for morpheme, code in zip(morphemes, codes, strict=True):
            if code == len(self.morphemes):
                self.morphemes.append(morpheme)
        return codes


def _lines_with(patterns: Sequence[re.Pattern[str]], lines: Sequence[str]) -> list[int]:
    """Return which lines one of some patterns matches in, in their order; none matches over a line break."""
    whole = "\n".join(lines)
    places = [match.start() for pattern in patterns for match in pattern.finditer(whole)]
    begins = np.cumsum([0, *map(len, lines)]) + np.arange(len(lines) + 1)
    numbers: list[int] = np.unique(np.searchsorted(begins, places, side="right") - 1).tolist()
    return numbers


def _replaced(
    codes: Int32Array, counts: Int32Array, replaced: Mapping[int, Sequence[int]]
) -> tuple[Int32Array, Int32Array]:
    """Return the codes, with those of some lines replaced by others."""
    ends = np.cumsum(counts)
    pieces: list[Int32Array] = []
    done = 0
    for number in sorted(replaced):
        pieces += [codes[done : ends[number] - counts[number]], np.array(replaced[number], dtype=np.int32)]
        done = ends[number]
    counts = counts.copy()
    counts[list(replaced)] = list(map(len, replaced.values()))
    return np.concatenate([*pieces, codes[done:]]), counts
