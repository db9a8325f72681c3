"""The two readings of a text that coding rules know.

"textmine" takes the tokens of the corpus: normalised text, sentences that end at 。 ! or ?, blanks left out,
only substantive answers. "khcoder" reads the original characters again (``khcoder_reading``).
"""

from __future__ import annotations

import numpy as np

from textmine.arrays import BoolArray, Int32Array
from textmine.codes.classes import read_classes
from textmine.codes.khcoder_reading import read_as_khcoder
from textmine.codes.stream import Stream, headings_of
from textmine.errors import CodebookError
from textmine.inputs.normalize import align
from textmine.settings import Reading
from textmine.words.corpus import LINE, NEGATED, Corpus
from textmine.words.mecab import dictionary

_CLOSING = ("。", "!", "?", "．")  # as Corpus has it


def stream(corpus: Corpus, *, reading: Reading = "textmine") -> Stream:
    """Return the tokens of a corpus as rules see them, by one of the two readings; each is made once.

    Raises:
        CodebookError: if there is no such reading.
    """
    if reading == "khcoder":
        return corpus.made(read_as_khcoder)
    if reading != "textmine":
        raise CodebookError("there is no reading {reading!r}; there are: textmine, khcoder", reading=reading)
    return corpus.made(_read)


def _read(corpus: Corpus) -> Stream:
    codes = corpus.codes
    row = np.repeat(np.arange(len(corpus.answers), dtype=np.int32), np.diff(corpus.offsets))
    begins = (corpus.flags & LINE) > 0
    line = (np.cumsum(begins) - 1).astype(np.int32)
    closing = np.array([morpheme.surface in _CLOSING for morpheme in corpus.morphemes], dtype=bool)
    scheme = read_classes(dictionary(corpus.dictionary).grammar)
    word_class, used = scheme.classes(corpus.morphemes, codes, begins)
    lengths = np.array([len(morpheme.surface) for morpheme in corpus.morphemes], dtype=np.int32)
    return Stream(
        corpus=corpus,
        reading="textmine",
        align=align,
        scheme=scheme,
        morphemes=corpus.morphemes,
        codes=codes,
        row=row,
        line=line,
        sentence=_sentences(closing[codes], begins),
        level=np.zeros(len(codes), dtype=np.int8),
        negated=(corpus.flags & NEGATED) > 0,
        counted=np.ones(len(codes), dtype=bool),
        word_class=word_class,
        used=used,
        characters=lengths[codes],
        headings=headings_of(corpus),
    )


def _sentences(closes: BoolArray, begins: BoolArray) -> Int32Array:
    """Return the number of the sentence of each token: a run of closing marks ends one."""
    if not len(closes):
        return np.zeros(0, dtype=np.int32)
    starts = np.concatenate([[False], closes[:-1] & ~closes[1:]]) | begins
    return (np.cumsum(starts) - 1).astype(np.int32)
