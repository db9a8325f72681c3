"""A corpus as coding rules see it: one stream of tokens, with where each stands in the original text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from textmine.arrays import BoolArray, Int32Array, Int64Array
from textmine.codes.classes import Scheme
from textmine.inputs.normalize import original
from textmine.inputs.transcript import plain_headings
from textmine.settings import Reading
from textmine.words.corpus import Corpus
from textmine.words.mecab import Morpheme

# What may follow the last word of a sentence: signs, and what bends a predicate (…ない, …のです, …ている).
_SIGNS = ("記号", "補助記号", "空白")
_TAIL = ("助動詞", "助詞-終助詞", "助詞-接続助詞", "助詞-準体助詞", "動詞-接尾", "動詞-補助")
_TAIL_AFTER_TE = ("動詞-非自立", "形容詞-非自立")
_TAIL_BASES = (
    ("名詞-非自立", "の"),
    ("名詞-非自立", "ん"),
    ("動詞", "する"),
    ("動詞", "できる"),
    ("動詞", "出来る"),
)


@dataclass(frozen=True, eq=False)
class Stream:
    """The tokens of a corpus in text order, with where each stands.

    Attributes:
        corpus: what it was made from.
        reading: "textmine" or "khcoder".
        align: returns an answer's text as it was tokenised, and where each character of it was.
        scheme: the word classes.
        morphemes: the entries that ``codes`` point to.
        codes: of each token, its morpheme.
        row: of each token, the row of ``corpus.answers`` it belongs to; of a heading, the row below it.
        line, sentence: of each token, the number of its line and of its sentence, over the whole corpus.
        level: of each token, the level of the heading it stands in; 0 in text.
        negated: of each token, whether it is negated.
        counted: whether it counts: no heading tag and no word not used.
        word_class: index into ``scheme.names``.
        used: whether rules can find it.
        characters: of each token, how many characters it counts for.
        headings: level -> of each row of the answers, the text of the heading above it ("" without).
    """

    corpus: Corpus
    reading: Reading
    align: Callable[[str], tuple[str, Int32Array]]
    scheme: Scheme
    morphemes: tuple[Morpheme, ...]
    codes: Int32Array
    row: Int32Array
    line: Int32Array
    sentence: Int32Array
    level: npt.NDArray[np.int8]
    negated: BoolArray
    counted: BoolArray
    word_class: Int32Array
    used: BoolArray
    characters: Int32Array
    headings: dict[int, list[str]]

    @cached_property
    def folded(self) -> list[str]:
        """The surface of each morpheme in lower case, of the same length."""
        return [fold(morpheme.surface) for morpheme in self.morphemes]

    @cached_property
    def lengths(self) -> Int64Array:
        """Of each morpheme, how many characters it has in ``running``."""
        return np.array([len(surface) for surface in self.folded], dtype=np.int64)

    @cached_property
    def running(self) -> str:
        """The text in lower case without blanks, a line break between two sentences."""
        surfaces = np.array(self.folded, dtype=object)[self.codes]
        begins = np.flatnonzero(np.diff(self.sentence)) + 1
        surfaces[begins] = "\n" + surfaces[begins]
        return "".join(surfaces.tolist())

    @cached_property
    def starts(self) -> Int64Array:
        """Where each token starts in ``running``, and the length of ``running``."""
        lengths = self.lengths[self.codes]
        breaks = np.diff(self.sentence, prepend=self.sentence[:1]) != 0
        ends = np.cumsum(lengths + breaks)
        return np.append(ends - lengths, ends[-1:] if len(ends) else 0)

    def _of_tokens(self, of_morphemes: Sequence[bool]) -> BoolArray:
        return np.array(of_morphemes, dtype=bool)[self.codes]

    @cached_property
    def _signs(self) -> BoolArray:
        return self._of_tokens([m.tag.startswith(_SIGNS) and not m.forced for m in self.morphemes])

    @cached_property
    def last(self) -> BoolArray:
        """Whether nothing but signs follows a token in its sentence."""
        return self._no_more(~self._signs)

    @cached_property
    def last_word(self) -> BoolArray:
        """Whether nothing but signs and what bends a predicate follows a token in its sentence."""
        tails = self._of_tokens(
            [
                (m.tag.startswith(_TAIL) and not m.forced)
                or any(m.tag.startswith(tag) and m.base == base for tag, base in _TAIL_BASES)
                for m in self.morphemes
            ]
        )
        helper = self._of_tokens([m.tag.startswith(_TAIL_AFTER_TE) for m in self.morphemes])
        te = self._of_tokens([m.tag.startswith("助詞-接続助詞") for m in self.morphemes])
        tails[1:] |= helper[1:] & te[:-1]
        return self._no_more(~self._signs & ~tails)

    def _no_more(self, counts: BoolArray) -> BoolArray:
        """Return whether no token that counts follows in the sentence."""
        last = np.full(int(self.sentence.max(initial=-1)) + 1, -1, dtype=np.int64)
        places = np.flatnonzero(counts)
        last[self.sentence[places]] = places  # of several places of a sentence the last one stays
        return np.arange(len(self.codes)) >= last[self.sentence]

    @cached_property
    def postings(self) -> tuple[Int64Array, Int64Array]:
        """The tokens sorted by morpheme, and where those of each morpheme begin."""
        order = np.argsort(self.codes, kind="stable")
        counts = np.bincount(self.codes, minlength=len(self.morphemes))
        return order, np.concatenate([[0], np.cumsum(counts)])

    @cached_property
    def block(self) -> Int32Array:
        """Of each token, a number that changes where no phrase may run on: between answers."""
        return np.zeros(len(self.codes), dtype=np.int32) if self.headings else self.row

    def places(self, rows: Sequence[int]) -> tuple[Int64Array, Int64Array]:
        """Return where the tokens of these answers start and end in the original text; -1 for others."""
        begin = np.full(len(self.codes), -1, dtype=np.int64)
        finish = np.full(len(self.codes), -1, dtype=np.int64)
        texts = self.corpus.answers["text"].tolist()
        text_tokens = np.flatnonzero(self.level == 0)
        row_of = self.row[text_tokens]
        for row in rows:
            first, last = np.searchsorted(row_of, [row, row + 1])
            if first == last:
                continue
            tokens = text_tokens[first:last]
            normal, offsets = self.align(texts[row])
            place = 0
            starts, ends = [], []
            for code in self.codes[tokens].tolist():
                surface = self.morphemes[code].surface
                place = normal.index(surface, place)
                starts.append(place)
                place += len(surface)
                ends.append(place)
            begin[tokens], finish[tokens] = original(offsets, np.array(starts), np.array(ends))
        return begin, finish


def fold(text: str) -> str:
    """Return the text in lower case, with as many characters as before.

    >>> fold("ＩＴとPC")
    'ｉｔとpc'
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)


def headings_of(corpus: Corpus) -> dict[int, list[str]]:
    """Return level -> heading of each row, for a survey that was read from text with heading lines."""
    levels = [level for level in range(1, 6) if f"heading{level}" in corpus.answers]
    named = [corpus.answers[f"heading{level}"].tolist() for level in levels]
    return dict(zip(levels, plain_headings(named), strict=True))
