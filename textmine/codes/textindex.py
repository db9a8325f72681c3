"""Where words, phrases and strings of coding rules occur in a text, from an index of its morphemes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

import numpy as np

from textmine.arrays import Int64Array, spread
from textmine.codes.patterns import compiled
from textmine.codes.spans import Spans, no_spans, spans_of
from textmine.codes.stream import Stream, fold
from textmine.codes.syntax import Characters, Node, Phrase, Term, Words, terms
from textmine.inputs.lexicon import ForcedWord
from textmine.inputs.normalize import normalize
from textmine.settings import Reading
from textmine.words.corpus import Corpus
from textmine.words.mecab import Morpheme, dictionary
from textmine.words.reading import Reader

_NO_SPACES = str.maketrans("", "", " \u3000")


class TextIndex:
    """The morphemes of a text by base form and surface; remembers where each condition occurs."""

    def __init__(self, text: Stream, rules: Iterable[Node | None]) -> None:
        """Index the text; ``rules`` are those whose words will be looked up."""
        self.text = text
        self._words = sorted({term.base for rule in rules for term in terms(rule) if not term.word_class})
        self._spans: dict[Words, Spans] = {}
        self._codes_of_base: dict[str, list[int]] = {}
        self._codes_of_surface: dict[str, list[int]] = {}
        for code, morpheme in enumerate(text.morphemes):
            self._codes_of_base.setdefault(fold(morpheme.base), []).append(code)
            self._codes_of_surface.setdefault(text.folded[code], []).append(code)

    @cached_property
    def split(self) -> dict[str, tuple[Morpheme, ...]]:
        """The words of the rules that the tokeniser's dictionary splits into several tokens, with these."""
        tokens = zip(self._words, tokens_of(self._words, self.text), strict=True)
        return {word: morphemes for word, morphemes in tokens if len(morphemes) > 1}

    def word(self, base: str) -> str:
        """Return a word of a rule as the text has it: 1人暮らし as 一人暮らし."""
        if self.text.reading != "textmine":
            return fold(base)
        return fold(_reader(*_dictionary_and_forced(self.text.corpus)).spelled(normalize(base)))

    def spans(self, node: Words) -> Spans:
        """Return where a word, phrase, string or pattern occurs, as !neg, !pos and !end want it."""
        if node not in self._spans:
            match node:
                case Term():
                    spans = self._term(node)
                case Phrase():
                    spans = self._phrase(node)
                case Characters():
                    spans = self._characters(node)
            self._spans[node] = self._modified(spans, node)
        return self._spans[node]

    def _modified(self, spans: Spans, node: Words) -> Spans:
        if node.negation and len(spans):
            before = np.concatenate([[0], np.cumsum(self.text.negated)])
            is_negated = before[spans.last] > before[spans.first]
            spans = spans.select(is_negated == (node.negation == "neg"))
        if node.final and len(spans):
            final = self.text.last if isinstance(node, Characters) else self.text.last_word
            spans = spans.select(final[spans.last - 1] & (spans.trail == 0))
        return spans

    # ---- words

    def _term(self, node: Term) -> Spans:
        text = self.text
        every = node.base == "*" and bool(node.word_class or node.form or node.surface)
        base = self.word(node.base)
        codes: Iterable[int] = range(len(text.morphemes)) if every else self._codes_of_base.get(base, ())
        tokens = self._tokens([code for code in codes if self._fits(code, node)])
        tokens = tokens[text.used[tokens]]
        if node.word_class:
            names = text.scheme.names
            number = names.index(node.word_class) if node.word_class in names else -1
            tokens = tokens[text.word_class[tokens] == number]
        spans = spans_of(tokens, tokens + 1)
        if every or node.word_class or node.surface or node.base not in self.split:
            return spans
        runs = self._runs(base)
        if node.form:
            ends = [self._fits(code, node) for code in text.codes[runs.last - 1].tolist()]
            runs = runs.select(np.array(ends, dtype=bool))
        return spans_of(np.concatenate([spans.first, runs.first]), np.concatenate([spans.last, runs.last]))

    def _tokens(self, codes: Sequence[int]) -> Int64Array:
        """Return all tokens that are one of some morphemes."""
        order, bounds = self.text.postings
        none = np.zeros(0, dtype=np.int64)
        return np.concatenate([none, *(order[bounds[code] : bounds[code + 1]] for code in codes)])

    def _fits(self, code: int, node: Term) -> bool:
        morpheme = self.text.morphemes[code]
        if node.form:
            return self.text.scheme.has_form(morpheme, node.form)
        if node.surface:
            surface = normalize(node.surface) if self.text.reading == "textmine" else node.surface
            return morpheme.surface == surface
        return True

    def _runs(self, base: str) -> Spans:
        """Return where several tokens in a row make up a word: the last in any form, the others as is.

        Of お嬢さん the beginnings お, お嬢 and お嬢さ are looked up as surfaces; from each place of one it
        goes on with what is left of the word.
        """
        text = self.text
        base = base.translate(_NO_SPACES)
        firsts: list[Int64Array] = []
        lasts: list[Int64Array] = []
        # The first token and the next token of each run that has been begun, and how many characters it has.
        begun: list[tuple[Int64Array, Int64Array, int]] = []
        for size, codes in self._beginnings(base):
            first = self._tokens(codes)
            begun.append((first, first + 1, size))
        while begun:
            first, after, size = begun.pop()
            inside = after < len(text.codes)
            first, after = first[inside], after[inside]
            same_line = text.line[after] == text.line[first]
            first, after = first[same_line], after[same_line]
            following, rest = text.codes[after], base[size:]
            ends = np.isin(
                following, self._codes_of_base.get(rest, []) + self._codes_of_surface.get(rest, [])
            )
            firsts.append(first[ends])
            lasts.append(after[ends] + 1)
            for more, codes in self._beginnings(rest):
                goes_on = np.isin(following, codes)
                if goes_on.any():
                    begun.append((first[goes_on], after[goes_on] + 1, size + more))
        if not firsts:
            return no_spans()
        spans = spans_of(np.concatenate(firsts), np.concatenate(lasts))
        return spans.select(text.counted[spans.first] & text.counted[spans.last - 1])

    def _beginnings(self, word: str) -> Iterator[tuple[int, list[int]]]:
        """Yield the sizes of the beginnings of a word that are surfaces of morphemes, with these."""
        for size in range(1, len(word)):
            codes = self._codes_of_surface.get(word[:size])
            if codes:
                yield size, codes

    def _phrase(self, node: Phrase) -> Spans:
        spans = self.spans(node.parts[0])
        first, last = spans.first, spans.last
        for part in node.parts[1:]:
            after = self.spans(part)
            # A part may have several ends at one place: 取引 and 取引先.
            begin = np.searchsorted(after.first, last, side="left")
            counts = np.searchsorted(after.first, last, side="right") - begin
            first, last = np.repeat(first, counts), after.last[spread(begin, counts)]
        block = self.text.block
        together = block[first] == block[last - 1]
        return spans_of(first[together], last[together])

    # ---- strings

    def _characters(self, node: Characters) -> Spans:
        text = self.text
        if node.pattern:
            pattern = compiled(self._pattern(node.text))
            places = [match.span() for match in pattern.finditer(text.running) if match.end() > match.start()]
        else:
            places = list(_places(text.running, self._string(node.text)))
        begin, end = np.array(places, dtype=np.int64).reshape(-1, 2).T
        starts = text.starts
        first = np.searchsorted(starts[:-1], begin, side="right") - 1
        last = np.searchsorted(starts[:-1], end - 1, side="right") - 1
        trail = starts[last] + text.lengths[text.codes[last]] - end
        inside = (text.sentence[first] == text.sentence[last]) & (trail >= 0)
        return Spans(first, last + 1, begin - starts[first], trail).select(inside)

    def _string(self, text: str) -> str:
        if self.text.reading == "textmine":  # whose running text has no blanks
            return fold(normalize(text)).translate(_NO_SPACES)
        return fold(text.replace(" ", "\u3000"))

    def _pattern(self, pattern: str) -> str:
        """Return a pattern with its letters as the text has them; signs of the pattern stay."""
        if self.text.reading == "khcoder":
            return pattern
        return "".join(map(_as_in_texts, pattern))


@lru_cache(maxsize=4096)  # all patterns are written with the same few letters
def _as_in_texts(letter: str) -> str:
    """Return a letter of a pattern as the text has it; signs of the pattern stay."""
    normal = letter if letter.isascii() else normalize(letter)
    return re.escape(normal) if normal != letter and len(normal) == 1 else letter


def _places(text: str, string: str) -> Iterator[tuple[int, int]]:
    """Yield where a string begins and ends in a text, also where two overlap."""
    place = text.find(string) if string else -1
    while place >= 0:
        yield place, place + len(string)
        place = text.find(string, place + 1)


def tokens_of(words: Sequence[str], text: Stream) -> tuple[tuple[Morpheme, ...], ...]:
    """Return how each word that stands alone is split by the tokeniser of a text, in its reading."""
    return _tokenized(*_dictionary_and_forced(text.corpus), text.reading, tuple(words))


def _dictionary_and_forced(corpus: Corpus) -> tuple[str, tuple[str, ...]]:
    return corpus.dictionary, tuple(entry.word for entry in corpus.lexicon.compounds)


@lru_cache(maxsize=16)
def _tokenized(
    name: str, forced: tuple[str, ...], reading: Reading, words: tuple[str, ...]
) -> tuple[tuple[Morpheme, ...], ...]:
    reader = _reader(name, forced)
    tokenize = reader.read if reading == "textmine" else reader.tokenizer.tokenize
    return tuple(tuple(tokenize(normalize(word).replace("\n", " "))) for word in words)


@lru_cache(maxsize=4)
def _reader(name: str, forced: tuple[str, ...]) -> Reader:
    return Reader(dictionary(name), [ForcedWord(normalize(word)) for word in forced])
