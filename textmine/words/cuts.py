"""Cuts texts into morphemes, part by part: what is joined and negated, before anything has a name.

Nothing here depends on other parts of a survey, so parts may be cut in any order, in any process, and kept
(:mod:`textmine.large.cache`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.arrays import spread
from textmine.inputs.lexicon import ForcedWord, Lexicon
from textmine.inputs.normalize import normalize, normalized
from textmine.large.collector import no_collection
from textmine.words.grammar import Grammar, read_grammar
from textmine.words.mecab import Dictionary, Morpheme, Tokenizer, after_blanks, dictionary, with_lemmas
from textmine.words.steps import Classes, joined, negated, recast
from textmine.words.vocabulary import COMPOUND, LINE, NEGATED, WORD, Types, compound_types, merged

IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]
_BLOCK = 1 << 18  # compounds that are counted at a time
PART = 20_000  # texts that are cut at a time
_FEW_TWICE = 0.98  # share of different lines above which looking them up costs more than it saves

# A verb's stem used as a noun has the lemma of that noun: 取り組む, 取り組み.
_STEM = str.maketrans("うくぐすつぬぶむるウクグスツヌブムル", "いきぎしちにびみりイキギシチニビミリ")
_NOUN, _HELPER, _PARTICLE = "名詞", "動詞-補助", "助詞"  # tags that the grammar's tables class


@dataclass(frozen=True, eq=False)
class Cut:
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
    ids: IntArray
    flags: npt.NDArray[np.uint8]
    counts: npt.NDArray[np.int64]

    @cached_property
    def morphemes(self) -> tuple[Morpheme, ...]:
        """The different morphemes."""
        return tuple(map(morpheme_of, self.entries))

    @cached_property
    def class_of(self) -> tuple[str, ...]:
        """The class of each of these."""
        return tuple(map(class_of, self.entries))

    @cached_property
    def times(self) -> npt.NDArray[np.int64]:
        """How often each of the different compounds stands in the texts."""
        times = np.zeros(len(self.types), dtype=np.int64)
        for first in range(0, len(self.ids), _BLOCK):  # numpy makes a copy, of twice the size
            times += np.bincount(self.ids[first : first + _BLOCK], minlength=len(times))
        return times

    @property
    def codes(self) -> IntArray:
        """Index into ``morphemes`` of each morpheme of the texts."""
        return self.types.codes[self.types.places(self.ids)]


def entry_of(morpheme: Morpheme, kind: str) -> str:
    """Return a morpheme and its class as one text: such are compared, kept and sent in no time."""
    *fields, unknown, forced = morpheme
    return "\n".join([kind, *fields, "unknown" if unknown else "", "forced" if forced else ""])


def morpheme_of(entry: str) -> Morpheme:
    """Return the morpheme of an entry."""
    _, *fields, unknown, forced = entry.split("\n")
    return Morpheme._make([*fields, unknown != "", forced != ""])


def class_of(entry: str) -> str:
    """Return the class of an entry."""
    return entry.partition("\n")[0]


@no_collection()
def cut(texts: Sequence[str], forced: tuple[ForcedWord, ...], name: str) -> Cut:
    """Return texts as written, cut with the dictionary of that name; ``forced`` words are never cut.

    Raises:
        WordsError: if the tokeniser dictionary is not there.
    """
    chosen = dictionary(name)
    grammar = read_grammar(chosen.grammar)
    normal = normalized(texts)
    lines, lines_of = _lines(normal)
    tokenizer = _tokenizer(chosen, forced)
    codes, counts = _cut_lines(tokenizer, lines)
    known = tokenizer.vocabulary(lines)
    seen = np.zeros(len(known), dtype=bool)
    seen[codes] = True
    listed = np.flatnonzero(seen).tolist()
    morphemes = tuple([known[code] for code in listed])
    codes = (np.cumsum(seen) - 1).astype(np.int32)[codes]

    def entry(morpheme: Morpheme) -> str:
        return entry_of(morpheme, grammar.class_of(morpheme))

    if chosen.lemma < 0:
        morphemes = with_lemmas(morphemes)
        entries = list(map(entry, morphemes))
    else:
        all_entries = tokenizer.entries(entry)
        entries = [all_entries[code] for code in listed]
    codes, morphemes, classes = _recast(codes, counts, morphemes, entries, grammar)
    surfaces = [morpheme.surface for morpheme in morphemes]
    gaps = after_blanks(lines, codes, counts, surfaces, range(len(lines)))
    in_word, in_compound = joined(
        classes,
        [grammar.patterns["word"], [*grammar.patterns["compound"], *grammar.patterns["word"]]],
        gaps,
        far=[grammar.letters[name] for name, pos in grammar.pos.items() if pos == "particle"],
    )
    flags = np.zeros(len(codes), dtype=np.uint8)
    line_starts = np.cumsum(counts) - counts
    flags[line_starts[counts > 0]] |= LINE
    flags |= in_word * np.uint8(WORD | COMPOUND)
    flags |= in_compound * np.uint8(COMPOUND)
    flags |= negated(classes, grammar) * np.uint8(NEGATED)
    codes, present = _by_sight(codes)  # without those that were something else
    starts = np.flatnonzero((flags & COMPOUND) == 0)
    types, ids = compound_types(codes, flags, starts)
    line_ends = np.concatenate([[0], np.cumsum(counts)])
    text_ends = line_ends[np.concatenate([[0], np.cumsum(lines_of)])]
    return Cut(
        tuple([entries[code] for code in present]),
        types,
        ids,
        flags,
        np.diff(np.searchsorted(starts, text_ends)),
    )


@no_collection()
def _cut_lines(tokenizer: Tokenizer, lines: Sequence[str]) -> tuple[IntArray, IntArray]:
    """Return what the tokenizer does, which sees lines that stand several times only once."""
    distinct = dict.fromkeys(lines)
    if len(distinct) > _FEW_TWICE * len(lines):
        return tokenizer.cut(lines)
    number = {line: place for place, line in enumerate(distinct)}
    which = np.array([number[line] for line in lines], dtype=np.int64)
    codes, counts = tokenizer.cut(distinct)
    ends = np.cumsum(counts, dtype=np.int64)
    sizes = counts[which]
    return codes[spread((ends - counts)[which], sizes.astype(np.int64))], sizes


def put_together(cuts: Iterable[Cut]) -> Cut:
    """Return several cuts as one, with one vocabulary."""
    number: dict[str, int] = {}
    parts = list(cuts)
    if len(parts) == 1:
        return parts[0]
    types, ids = merged([(part.types, numbered(part.entries, number)) for part in parts])
    none = np.zeros(0, dtype=np.int32)
    return Cut(
        tuple(number),
        types,
        np.concatenate([none, *(at[part.ids] for at, part in zip(ids, parts, strict=True))]),
        np.concatenate([none.astype(np.uint8), *(part.flags for part in parts)]),
        np.concatenate([none.astype(np.int64), *(part.counts for part in parts)]),
    )


def numbered(entries: Iterable[str], number: dict[str, int]) -> IntArray:
    """Return the number of each entry; ``number`` grows by the new ones."""
    return np.array([number.setdefault(entry, len(number)) for entry in entries], dtype=np.int32)


def forced_words(lexicon: Lexicon, name: str) -> tuple[ForcedWord, ...]:
    """Return the forced words, and the synonyms that the dictionary would cut."""
    chosen = dictionary(name)
    forced = {
        normalize(entry.word): replace(entry, word=normalize(entry.word)) for entry in lexicon.compounds
    }
    variants = sorted({normalize(v) for pair in lexicon.synonyms.items() for v in pair} - set(forced))
    if variants:
        counts = _tokenizer(chosen, ()).cut(variants)[1]
        for variant, count in zip(variants, counts, strict=True):
            if count > 1 and " " not in variant:
                forced[variant] = ForcedWord(variant, whole=False)
    return tuple(forced.values())


@lru_cache(maxsize=4)
def _tokenizer(chosen: Dictionary, forced: tuple[ForcedWord, ...]) -> Tokenizer:
    """Start a tokenizer once per process: what it has looked up need not be looked up for every part."""
    return Tokenizer(chosen, forced)


def _by_sight(codes: IntArray) -> tuple[IntArray, list[int]]:
    """Return codes numbered anew in the order of the texts, and the old code of each."""
    new, old = pd.factorize(codes)
    return new.astype(np.int32), old.tolist()


def _lines(texts: list[str]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Return the lines of texts, and the number of them in each text."""
    whole = "\n".join(texts)
    if whole.count("\n") < max(len(texts), 1):
        return texts, np.ones(len(texts), dtype=np.int64)
    return whole.split("\n"), np.array([text.count("\n") + 1 for text in texts], dtype=np.int64)


def _recast(
    codes: IntArray, counts: IntArray, morphemes: Sequence[Morpheme], entries: list[str], grammar: Grammar
) -> tuple[IntArray, tuple[Morpheme, ...], Classes]:
    """Return codes, morphemes, some of another kind where the grammar says so, and the classes of the text.

    The new morphemes are added to ``entries``.
    """
    letters = np.array([ord(grammar.letters[kind]) for kind in map(class_of, entries)], dtype=np.uint8)
    classes = Classes(letters[codes], counts)
    codes = codes.copy()
    known = list(morphemes)
    for kind, places in recast(classes, grammar).items():
        replaced, back = np.unique(codes[places], return_inverse=True)
        codes[places] = len(known) + back
        new = [_as(kind, morphemes[code]) for code in replaced.tolist()]
        kinds = list(map(grammar.class_of, new))
        classes.change(places, np.array([ord(grammar.letters[each]) for each in kinds], dtype=np.uint8)[back])
        known += new
        entries += map(entry_of, new, kinds)
    return codes, tuple(known), classes


def _as(kind: str, morpheme: Morpheme) -> Morpheme:
    """Return a verb as what it is used as."""
    if kind != "noun":
        return morpheme._replace(tag=_HELPER if kind == "helper" else _PARTICLE)
    lemma, reading = morpheme.lemma, morpheme.reading
    if "一段" in morpheme.conjugation:
        lemma, reading = lemma.removesuffix("る"), reading.removesuffix("ル")
    elif morpheme.conjugation.startswith("五段"):
        lemma = lemma[:-1] + lemma[-1:].translate(_STEM)
        reading = reading[:-1] + reading[-1:].translate(_STEM)
    return morpheme._replace(
        tag=_NOUN, conjugation="", form="", base=morpheme.surface, lemma=lemma, reading=reading
    )
