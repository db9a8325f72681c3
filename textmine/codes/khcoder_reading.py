"""Reads the original characters of a corpus as KH Coder does.

Only half-width katakana, spaces and quotation marks change; full-width spaces are tokens, only 。 ends a
sentence, headings are sentences, forced words are marked with < > and count two characters more, and the stop
words that the analyst gave are "words not used".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from textmine.arrays import Int32Array
from textmine.codes.classes import HEADING, read_classes
from textmine.codes.stream import Stream, headings_of
from textmine.inputs.lexicon import ForcedWord, Lexicon, read_lexicon
from textmine.inputs.normalize import normalize
from textmine.words.corpus import Corpus
from textmine.words.grammar import read_grammar
from textmine.words.mecab import Morpheme, Tokenizer, dictionary
from textmine.words.steps import Classes, negated

_HALF_KATAKANA = re.compile(r"[\uff66-\uff9d][\uff9e\uff9f]?|[\uff61-\uff65\uff9e\uff9f]")
_CLUSTER = re.compile(r"[\uff66-\uff9d][\uff9e\uff9f]?|.[\u0300-\u036f\u3099\u309a]*", re.DOTALL)
_WRITTEN = str.maketrans({" ": "\u3000", "\t": "\u3000", "\\": "￥", "'": "’", '"': "”"})
_TAG = re.compile(r"</?h[1-5]>", re.IGNORECASE)


class _Line(NamedTuple):
    text: str
    row: int  # of the answers
    level: int  # of the heading that the line is; 0 for text


def read_as_khcoder(corpus: Corpus) -> Stream:
    """Return the tokens of the original texts of a corpus."""
    headings = headings_of(corpus)
    lines = list(_lines(corpus, headings))
    pattern = _forced_words(corpus.lexicon)
    marked = [_marked(line, pattern) for line in lines]
    marks = dict.fromkeys(mark for text in marked for mark in re.findall(r"<[^<>]+>", text))
    forced = [mark for mark in marks if _TAG.fullmatch(mark) or (pattern and pattern.fullmatch(mark[1:-1]))]
    chosen = dictionary(corpus.dictionary)
    tokenizer = Tokenizer(chosen, [ForcedWord(mark) for mark in forced])
    codes, counts = tokenizer.cut(marked)
    with_marks = tokenizer.vocabulary(marked)
    morphemes = tuple(map(_unmarked, with_marks))

    line = np.repeat(np.arange(len(lines), dtype=np.int32), counts)
    begins = np.zeros(len(codes), dtype=bool)
    begins[(np.cumsum(counts) - counts)[counts > 0]] = True
    level = np.array([each.level for each in lines], dtype=np.int8)[line]
    full_stops = np.array([morpheme.surface == "。" for morpheme in morphemes], dtype=bool)
    starts = begins.copy()
    starts[1:] |= full_stops[codes[:-1]] & (level[:-1] == 0)
    not_used = _words_not_used(corpus.lexicon)
    counts_not = [m.tag == HEADING or normalize(m.base).casefold() in not_used for m in morphemes]
    counted = ~np.array(counts_not, dtype=bool)[codes]
    scheme = read_classes(chosen.grammar)
    word_class, used = scheme.classes(morphemes, codes, begins)
    grammar = read_grammar(chosen.grammar)
    letters = np.array([ord(grammar.letters[grammar.class_of(m)]) for m in morphemes], dtype=np.uint8)
    widths = np.array([len(morpheme.surface) for morpheme in with_marks], dtype=np.int32)
    return Stream(
        corpus=corpus,
        reading="khcoder",
        align=as_khcoder,
        scheme=scheme,
        morphemes=morphemes,
        codes=codes,
        row=np.array([each.row for each in lines], dtype=np.int32)[line],
        line=line,
        sentence=(np.cumsum(starts) - 1).astype(np.int32),
        level=level,
        negated=negated(Classes(letters[codes], counts), grammar),
        counted=counted,
        word_class=word_class,
        used=used & counted,
        characters=widths[codes],
        headings=headings,
    )


def as_khcoder(text: str) -> tuple[str, Int32Array]:
    """Return a text as KH Coder hands it to the tokeniser, and where each character of it starts in ``text``.

    >>> as_khcoder("ｶﾞｽ 'A'")[0]
    'ガス\u3000’A’'
    """
    pieces: list[str] = []
    starts: list[int] = []
    for match in _CLUSTER.finditer(text):
        cluster = match[0]
        if _HALF_KATAKANA.match(cluster):
            cluster = unicodedata.normalize("NFKC", cluster)
        elif len(cluster) > 1 or cluster > "\u02ff":
            cluster = unicodedata.normalize("NFC", cluster)
        cluster = "".join(letter if letter <= "\uffff" else "?" for letter in cluster.translate(_WRITTEN))
        pieces.append(cluster)
        starts += [match.start()] * len(cluster)
    return "".join(pieces), np.array([*starts, len(text)], dtype=np.int32)


def _lines(corpus: Corpus, headings: Mapping[int, list[str]]) -> Iterator[_Line]:
    """Yield the lines of the text, before each row the headings that are new there."""
    above = dict.fromkeys(headings, "")
    for row, text in enumerate(corpus.answers["text"].tolist()):
        changed = False
        for level, texts in headings.items():
            changed = changed or texts[row] != above[level]
            if changed:
                above[level] = texts[row]
                if texts[row]:
                    yield _Line(f"<H{level}>{as_khcoder(texts[row])[0]}</H{level}>", row, level)
        for line in re.split(r"[\r\n]+", text):
            if line:
                yield _Line(as_khcoder(line)[0], row, 0)


def _words_not_used(lexicon: Lexicon) -> set[str]:
    """Return the stop words of the analyst: those that ship with textmine say what no keyword is, no more."""
    stopwords = lexicon.stopwords
    if any(name.startswith("stopwords/") for name in lexicon.files):
        stopwords = stopwords - read_lexicon().stopwords
    return {normalize(word).casefold() for word in stopwords}


def _forced_words(lexicon: Lexicon) -> re.Pattern[str] | None:
    """Return what finds the leftmost forced word; of two that begin alike, the one listed earlier.

    Each is looked for also in full width, as KH Coder's users write Latin letters.
    """
    words: dict[str, None] = {}
    for entry in lexicon.compounds:
        wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in entry.word)
        words |= {as_khcoder(entry.word)[0]: None, wide: None}
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None


def _marked(line: _Line, pattern: re.Pattern[str] | None) -> str:
    """Return a line with < > around its forced words; of a heading not inside its tags."""
    text = line.text
    if pattern is None:
        return text
    first, last = (text.index(">") + 1, text.rindex("</")) if line.level else (0, len(text))
    return text[:first] + pattern.sub(r"<\g<0>>", text[first:last]) + text[last:]


def _unmarked(morpheme: Morpheme) -> Morpheme:
    """Return a forced word without its brackets, and heading tags as such."""
    if not morpheme.forced:
        return morpheme
    if _TAG.fullmatch(morpheme.surface):
        return morpheme._replace(tag=HEADING, forced=False)
    word = morpheme.surface[1:-1]
    return morpheme._replace(surface=word, base=word, lemma=word)
