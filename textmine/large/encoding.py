"""Morphemes of many lines as numbers: MeCab prints of each only what tells it from others."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from textmine.arrays import BoolArray, Int32Array, spread
from textmine.inputs import noise
from textmine.inputs.lexicon import ForcedWord
from textmine.large.matching import distinct_pieces
from textmine.large.runs import ForcedRuns
from textmine.words import alphanumeric, respelling
from textmine.words.mecab import (
    END,
    RUN,
    Dictionary,
    Morpheme,
    after_blanks,
    forced_morpheme,
    parse_features,
    pieces,
    tagger,
)
from textmine.words.reading import Reader

# Surface, cost, left and right id tell the entries of a dictionary apart. UniDic's are told by the first two,
# but for one line in thousands; IPADIC's are not, in half of the lines.
_EXACT = r"%m\t%pw\t%phl\t%phr"
_PRINTED = {"unidic": r"%m\t%pw", "ipadic": _EXACT}
_BLANKS = "%pS"  # before the morpheme; printed last, so that a row without any is the entry alone
_BATCH = 20_000  # lines whose morphemes are numbered at once
_AT_ONCE = (
    250  # lines that are in memory as MeCab printed them: what fits into a processor's cache is quicker
)
_FEW_TWICE = 0.98  # share of different lines above which looking them up costs more than it saves
# A token is the code of its morpheme times two, plus one after a blank; what MeCab printed may also be:
_LINE_END = -1
_UNCLEAR = -2  # of no entry that the dictionary lists, or of several


class Encoder:
    """Tokenises many normalised lines into codes of morphemes, and keeps the vocabulary it met.

    The few lines in which there is more to it are given to the plain tokeniser: those with forced words that
    MeCab is told, with what is no language or written in an unusual way, with a morpheme of which MeCab
    prints too little to tell its entry, and very long ones.
    """

    def __init__(self, dictionary: Dictionary, forced: Sequence[ForcedWord] = ()) -> None:
        """Start MeCab with the dictionary; ``forced`` words are never split."""
        self.dictionary = dictionary
        self.morphemes: list[Morpheme] = []  # of each code
        self.entries = tagger(dictionary, rf"{_EXACT}\t%H", "-a", "-p")  # prints all entries of a surface
        self._tagger = tagger(dictionary, _PRINTED[dictionary.grammar] + _BLANKS)
        self._plain = Reader(dictionary, forced)
        told = self._plain.tokenizer.told
        self._told = _any_of(told)
        self._untold = [entry for entry in forced if entry.word not in told]
        self._runs = ForcedRuns([entry.word for entry in self._untold])
        self._codes: dict[Morpheme, int] = {}
        self._surfaces: list[str] = []  # of each code
        self._tokens: dict[bytes, int] = {}  # row that MeCab printed, as UTF-16 -> token

    def encode(self, lines: Sequence[str]) -> tuple[Int32Array, BoolArray, Int32Array]:
        """Return the morphemes of lines: (code of each, whether it follows a blank, number in each line).

        Lines that occur several times are tokenised once.
        """
        distinct = list(dict.fromkeys(lines))
        if len(distinct) > _FEW_TWICE * len(lines):
            tokens, counts = self._encode(lines)
        else:
            number = {line: place for place, line in enumerate(distinct)}
            which = np.array([number[line] for line in lines], dtype=np.int64)
            tokens, counts = self._encode(distinct)
            firsts = np.cumsum(counts, dtype=np.int64) - counts
            counts = counts[which]
            tokens = tokens[spread(firsts[which], counts.astype(np.int64))]
        return tokens >> 1, (tokens & 1) > 0, counts

    def _encode(self, lines: Sequence[str]) -> tuple[Int32Array, Int32Array]:
        none = np.zeros(0, dtype=np.int32)
        batches = [self._batch(lines[first : first + _BATCH]) for first in range(0, len(lines), _BATCH)]
        tokens, counts = zip(*batches, strict=True) if batches else ((), ())
        return np.concatenate([none, *tokens]), np.concatenate([none, *counts])

    def _batch(self, lines: Sequence[str]) -> tuple[Int32Array, Int32Array]:
        # What MeCab can't take as a whole: it would crash, or take for ever.
        aside = {number for number, line in enumerate(lines) if len(line) >= RUN and len(pieces(line)) > 1}
        aside.update(_lines_with([self._told] if self._told else [], lines))
        signs = _lines_with((noise.SIGNS, respelling.SIGNS), lines)
        aside.update(number for number in signs if self._plain.reads_otherwise(lines[number]))
        printed = []
        for first in range(0, len(lines), _AT_ONCE):
            several = lines[first : first + _AT_ONCE]
            if aside:
                several = ["" if number in aside else line for number, line in enumerate(several, first)]
            # What Python holds in two bytes a character is sooner written so.
            printed.append("\n".join([*map(self._tagger.parse, several), ""]).encode("utf-16-le"))
        tokens = self._tokens_of(b"".join(printed))
        ends = np.flatnonzero(tokens == _LINE_END)
        counts = np.diff(ends, prepend=-1).astype(np.int32) - 1
        tokens = np.delete(tokens, ends)
        unclear = np.searchsorted(np.cumsum(counts), np.flatnonzero(tokens == _UNCLEAR), side="right")
        aside.update(unclear.tolist())
        plain = {number: self._plainly(lines[number]) for number in sorted(aside)}
        lasts = np.cumsum(counts)
        for number in _lines_with((alphanumeric.SIGNS,), lines):
            if number not in plain:  # 5G, PM2.5: of what MeCab printed
                of_line = tokens[lasts[number] - counts[number] : lasts[number]] >> 1
                morphemes = [self.morphemes[code] for code in of_line.tolist()]
                read = self._plain.with_words(lines[number], morphemes)
                plain[number] = self._tokens_of_line(lines[number], read)
        tokens, counts = _replaced(tokens, counts, plain)
        free = np.ones(len(lines), dtype=bool)
        free[list(plain)] = False
        return self._join_runs(tokens, counts, free)

    def _tokens_of(self, printed: bytes) -> Int32Array:
        """Return the token of each row that MeCab printed, as UTF-16."""
        breaks = np.flatnonzero(np.frombuffer(printed, dtype="<u2") == ord("\n"))
        numbers, rows = distinct_pieces(printed, (breaks + 1) * 2)
        for row in rows:
            if row not in self._tokens:
                self._tokens[row] = self._token_of(row[:-2].decode("utf-16-le"))
        tokens = np.fromiter(map(self._tokens.__getitem__, rows), dtype=np.int32, count=len(rows))
        return np.asarray(tokens[numbers])

    def _token_of(self, row: str) -> int:
        if row == END:
            return _LINE_END
        entry = row.rstrip(" ")
        surface = entry.partition("\t")[0]
        # Told that the surface is not to be split, MeCab looks at no others: a third of the time.
        listed = self.entries.parse(f"{surface}\t*\nEOS").split("\n")[:-1]
        beginning = f"{entry}\t"
        fitting = [each.split("\t", 4) for each in listed if each.startswith(beginning)]
        if len({(left, right) for _, _, left, right, _ in fitting}) != 1:
            return _UNCLEAR  # none fits where MeCab skipped something else than blanks
        # Entries may have all of this in common; MeCab's search takes the last that it lists.
        morpheme = parse_features(surface, fitting[-1][-1], self.dictionary)
        return self._code_of(morpheme) << 1 | (entry != row)

    def _code_of(self, morpheme: Morpheme) -> int:
        code = self._codes.setdefault(morpheme, len(self.morphemes))
        if code == len(self.morphemes):
            self.morphemes.append(morpheme)
            self._surfaces.append(morpheme.surface)
        return code

    def _plainly(self, line: str) -> list[int]:
        """Return the tokens of a line, found by the plain tokeniser."""
        return self._tokens_of_line(line, self._plain.read(line))

    def _tokens_of_line(self, line: str, morphemes: Sequence[Morpheme]) -> list[int]:
        blanks = after_blanks(line, morphemes)
        return [self._code_of(each) << 1 | blank for each, blank in zip(morphemes, blanks, strict=True)]

    def _join_runs(
        self, tokens: Int32Array, counts: Int32Array, free: BoolArray
    ) -> tuple[Int32Array, Int32Array]:
        """Return the tokens, with forced words in place of the runs that make them, in the ``free`` lines."""
        line_ends = np.cumsum(counts)
        apart = (tokens & 1) > 0
        apart[(line_ends - counts)[counts > 0]] = True
        runs = np.array(self._runs.find(tokens >> 1, apart, self._surfaces), dtype=np.int64).reshape(-1, 3)
        lines = np.searchsorted(line_ends, runs[:, 0], side="right")
        firsts, sizes, words = runs[free[lines]].T
        lines = lines[free[lines]]
        codes = [self._code_of(forced_morpheme(self._untold[word])) for word in words.tolist()]
        tokens[firsts] = np.array(codes, dtype=np.int32) << 1 | tokens[firsts] & 1
        shorter = np.bincount(lines, weights=sizes - 1, minlength=len(counts)).astype(np.int32)
        return np.delete(tokens, spread(firsts + 1, sizes - 1)), counts - shorter


def _lines_with(patterns: Sequence[re.Pattern[str]], lines: Sequence[str]) -> list[int]:
    """Return which lines one of some patterns matches in, in their order; none matches over a line break."""
    whole = "\n".join(lines)
    places = [match.start() for pattern in patterns for match in pattern.finditer(whole)]
    begins = np.cumsum([0, *map(len, lines)]) + np.arange(len(lines) + 1)
    numbers: list[int] = np.unique(np.searchsorted(begins, places, side="right") - 1).tolist()
    return numbers


def _any_of(words: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of the words, or None if there are none."""
    if not words:
        return None
    # Python's expressions try one alternative after the other: by first characters these are fewer.
    by_first: dict[str, list[str]] = {}
    for word in sorted(words):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()))


def _replaced(
    tokens: Int32Array, counts: Int32Array, lines: Mapping[int, Sequence[int]]
) -> tuple[Int32Array, Int32Array]:
    """Return the tokens, with those of some lines replaced by others."""
    ends = np.cumsum(counts)
    pieces: list[Int32Array] = []
    done = 0
    for number in sorted(lines):
        pieces += [tokens[done : ends[number] - counts[number]], np.array(lines[number], dtype=np.int32)]
        done = ends[number]
    counts = counts.copy()
    counts[list(lines)] = list(map(len, lines.values()))
    return np.concatenate([*pieces, tokens[done:]]), counts
