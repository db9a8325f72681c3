"""Many texts as words: what ``textmine.words`` finds line by line, found in all of them at once.

Nothing here depends on other texts of a survey, so its chunks may be tokenised in any order, in any process,
and cached (:mod:`textmine.large.cache`).
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray, ByteArray, Int32Array, Int64Array
from textmine.inputs.lexicon import ForcedWord
from textmine.inputs.normalize import normalized
from textmine.large.encoding import Encoder
from textmine.large.matching import ClassText, Matcher
from textmine.words.compounds import COMPOUND, LINE, NEGATED, WORD, Types, compound_types, merged
from textmine.words.grammar import RECAST, Grammar, read_grammar
from textmine.words.lines import recast_as
from textmine.words.mecab import Dictionary, Morpheme, dictionary, with_lemmas

_BLOCK = 1 << 18  # compounds that are counted at a time


@dataclass(frozen=True, eq=False)
class TokenizedTexts:
    """Texts as compounds, a single word being one too, and these as morphemes.

    Attributes:
        entries: the different morphemes with their classes, in the order of the texts (:func:`entry_of`).
        types: the different compounds.
        ids: index into ``types`` of each compound of the texts.
        flags: of each morpheme: begins a line, continues a word, continues a compound, is negated.
        counts: the number of compounds of each text.
    """

    entries: tuple[str, ...]
    types: Types
    ids: Int32Array
    flags: ByteArray
    counts: Int64Array

    @cached_property
    def morphemes(self) -> tuple[Morpheme, ...]:
        """The different morphemes."""
        return tuple(map(morpheme_of, self.entries))

    @property
    def class_of(self) -> tuple[str, ...]:
        """The class of each of these."""
        return tuple(map(class_of, self.entries))

    @property
    def times(self) -> Int64Array:
        """How often each of the different compounds occurs in the texts."""
        times = np.zeros(len(self.types), dtype=np.int64)
        for first in range(0, len(self.ids), _BLOCK):  # numpy makes a copy, of twice the size
            times += np.bincount(self.ids[first : first + _BLOCK], minlength=len(times))
        return times


def entry_of(morpheme: Morpheme, kind: str) -> str:
    """Return a morpheme and its class as one text: such are compared, cached and sent in no time."""
    *fields, unknown, forced = morpheme
    return "\n".join([kind, *fields, "unknown" if unknown else "", "forced" if forced else ""])


def morpheme_of(entry: str) -> Morpheme:
    """Return the morpheme of an entry."""
    _, *fields, unknown, forced = entry.split("\n")
    return Morpheme._make([*fields, unknown != "", forced != ""])


def class_of(entry: str) -> str:
    """Return the class of an entry."""
    return entry.partition("\n")[0]


class _Vocabulary:
    """An encoder, with the class of each morpheme that it met.

    Chunks of a survey have most morphemes in common, so the class of each is looked up once for all of them.

    Attributes:
        entries: of each code of the encoder, its morpheme with its class (:func:`entry_of`).
        letters: of each code, the letter of this class.
    """

    def __init__(self, chosen: Dictionary, forced: tuple[ForcedWord, ...]) -> None:
        self.encoder = Encoder(chosen, forced)
        self.grammar = read_grammar(chosen.grammar)
        self.entries: list[str] = []
        self.letters: ByteArray = np.zeros(0, dtype=np.uint8)

    def encode(self, lines: Sequence[str]) -> tuple[Int32Array, BoolArray, Int32Array]:
        """Return what :meth:`Encoder.encode` returns; its new codes have entries and letters from then on."""
        encoded = self.encoder.encode(lines)
        new = self.encoder.morphemes[len(self.entries) :]
        if self.encoder.dictionary.lemma < 0:
            new = with_lemmas(new)
        entries, letters = _classed(new, self.grammar)
        self.entries += entries
        self.letters = np.append(self.letters, letters)
        return encoded


@contextmanager
def no_collection() -> Iterator[None]:
    """Put off Python's search for cycles until the end; as a decorator, until a function returns.

    Morphemes and the like hold no cycles, but a hundred thousand of them make Python look through all that
    it has time and again: some 7 % of the time of tokenising ten thousand real answers.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@no_collection()
def tokenize_texts(texts: Sequence[str], forced: tuple[ForcedWord, ...], name: str) -> TokenizedTexts:
    """Return texts as written, tokenised with the dictionary of that name; ``forced`` words are never split.

    Raises:
        WordsError: if the tokeniser dictionary is not there.
    """
    chosen = dictionary(name)
    grammar = read_grammar(chosen.grammar)
    lines, lines_of = _lines(normalized(texts))
    vocabulary, matcher = _vocabulary(chosen, forced), _matcher(chosen.grammar)
    codes, after_blank, counts = vocabulary.encode(lines)
    text = ClassText(vocabulary.letters[codes], counts)
    codes, recasts = _recast(codes, text, vocabulary.entries, grammar, matcher)
    in_word, in_compound = matcher.joined(text)
    flags = np.zeros(len(codes), dtype=np.uint8)
    ends = np.cumsum(counts)
    flags[(ends - counts)[counts > 0]] |= LINE
    flags |= in_word * np.uint8(WORD | COMPOUND)
    flags |= in_compound * np.uint8(COMPOUND)
    flags[after_blank] &= ~np.uint8(WORD | COMPOUND)  # nothing is joined over a blank
    flags |= matcher.negated(text) * np.uint8(NEGATED)
    numbers, distinct = pd.factorize(codes)  # in the order of the texts
    codes, entries = numbers.astype(np.int32), [*vocabulary.entries, *recasts]
    starts = np.flatnonzero((flags & COMPOUND) == 0)
    types, ids = compound_types(codes, flags, starts)
    text_ends = np.concatenate([[0], ends])[np.concatenate([[0], np.cumsum(lines_of)])]
    return TokenizedTexts(
        tuple([entries[code] for code in distinct.tolist()]),
        types,
        ids,
        flags,
        np.diff(np.searchsorted(starts, text_ends)),
    )


def together(chunks: Iterable[TokenizedTexts]) -> TokenizedTexts:
    """Return the texts of several chunks as one, with one vocabulary."""
    number: dict[str, int] = {}
    parts = list(chunks)
    if len(parts) == 1:
        return parts[0]
    types, ids = merged([(part.types, numbered(part.entries, number)) for part in parts])
    none = np.zeros(0, dtype=np.int32)
    return TokenizedTexts(
        tuple(number),
        types,
        np.concatenate([none, *(of_all[part.ids] for of_all, part in zip(ids, parts, strict=True))]),
        np.concatenate([none.astype(np.uint8), *(part.flags for part in parts)]),
        np.concatenate([none.astype(np.int64), *(part.counts for part in parts)]),
    )


def numbered(entries: Iterable[str], number: dict[str, int]) -> Int32Array:
    """Return the number of each entry; ``number`` grows by the new ones."""
    return np.array([number.setdefault(entry, len(number)) for entry in entries], dtype=np.int32)


# One for a process: what it has looked up need not be looked up for every chunk.
_vocabulary = lru_cache(maxsize=4)(_Vocabulary)


@cache
def _matcher(grammar: str) -> Matcher:
    """Return one for a process: what it remembers is good for all chunks."""
    return Matcher(read_grammar(grammar))


def _lines(texts: list[str]) -> tuple[list[str], Int64Array]:
    """Return the lines of texts, and the number of them in each text."""
    whole = "\n".join(texts)
    if whole.count("\n") < max(len(texts), 1):
        return texts, np.ones(len(texts), dtype=np.int64)
    return whole.split("\n"), np.array([text.count("\n") + 1 for text in texts], dtype=np.int64)


def _classed(morphemes: Sequence[Morpheme], grammar: Grammar) -> tuple[list[str], ByteArray]:
    """Return the entries of morphemes, and the letters of their classes."""
    classes = list(map(grammar.class_of, morphemes))
    letters = np.array([ord(grammar.letters[kind]) for kind in classes], dtype=np.uint8)
    return list(map(entry_of, morphemes, classes)), letters


def _recast(
    codes: Int32Array, text: ClassText, entries: Sequence[str], grammar: Grammar, matcher: Matcher
) -> tuple[Int32Array, list[str]]:
    """Return codes, some of another morpheme where the grammar says so, and the entries of these.

    Their codes go on from those of ``entries``; ``text`` is given the letters of their classes.
    """
    places, kinds = matcher.recast(text)
    pairs, which = np.unique(codes[places] * len(RECAST) + kinds, return_inverse=True)
    morphemes = [
        recast_as(RECAST[pair % len(RECAST)], morpheme_of(entries[pair // len(RECAST)]))
        for pair in pairs.tolist()
    ]
    recasts, letters = _classed(morphemes, grammar)
    codes = codes.copy()
    codes[places] = len(entries) + which
    text.string[text.places[places]] = letters[which]
    return codes, recasts
