"""A corpus as coding rules see it: one stream of tokens, and the units that a rule is evaluated on.

There are two readings of a text. "textmine" takes the tokens of the corpus: normalised text, sentences that
end at 。 ! or ?, blanks left out, only substantive answers. "khcoder" reads the original characters again as
KH Coder does: only half-width katakana, spaces and quotation marks change, full-width spaces are tokens,
only 。 ends a sentence, headings are sentences, forced words are marked with < > and count two characters
more, and the stop words that the analyst gave are "words not used".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from textmine.codes.classes import HEADING, OTHER, Scheme, read_classes
from textmine.errors import CodebookError
from textmine.inputs.lexicon import ForcedWord, read_lexicon
from textmine.inputs.normalize import align, normalize, original
from textmine.settings import CodeUnit
from textmine.words.corpus import LINE, NEGATED, Corpus
from textmine.words.grammar import read_grammar
from textmine.words.lines import class_string, negated
from textmine.words.mecab import Morpheme, Tokenizer, dictionary

Reading = Literal["textmine", "khcoder"]
DocumentUnit = CodeUnit
UNITS: tuple[DocumentUnit, ...] = (  # the finest first
    "sentence",
    "paragraph",
    "answer",
    "heading5",
    "heading4",
    "heading3",
    "heading2",
    "heading1",
)
IntArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Align = Callable[[str], tuple[str, npt.NDArray[np.int32]]]

_CLOSING = ("。", "!", "?", "．")  # as Corpus has it
_HALF_KATAKANA = re.compile(r"[\uff66-\uff9d][\uff9e\uff9f]?|[\uff61-\uff65\uff9e\uff9f]")
_CLUSTER = re.compile(r"[\uff66-\uff9d][\uff9e\uff9f]?|.[\u0300-\u036f\u3099\u309a]*", re.DOTALL)
_WRITTEN = str.maketrans({" ": "\u3000", "\t": "\u3000", "\\": "￥", "'": "’", '"': "”"})
_TAG = re.compile(r"</?h[1-5]>", re.IGNORECASE)
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


@dataclass(frozen=True)
class Stream:
    """The tokens of a corpus in text order, with where each stands.

    Attributes:
        corpus: what it was made from.
        reading: "textmine" or "khcoder".
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
    scheme: Scheme
    morphemes: tuple[Morpheme, ...]
    codes: IntArray
    row: IntArray
    line: IntArray
    sentence: IntArray
    level: npt.NDArray[np.int8]
    negated: BoolArray
    counted: BoolArray
    word_class: IntArray
    used: BoolArray
    characters: IntArray
    headings: dict[int, list[str]]

    @cached_property
    def folded(self) -> list[str]:
        """The surface of each morpheme in lower case, of the same length."""
        return [fold(morpheme.surface) for morpheme in self.morphemes]

    @cached_property
    def running(self) -> str:
        """The text in lower case without blanks, a line break between two sentences."""
        pieces = np.array(self.folded, dtype=object)[self.codes] if len(self.codes) else np.array([], object)
        begins = np.flatnonzero(np.diff(self.sentence)) + 1
        pieces[begins] = "\n" + pieces[begins]
        return "".join(pieces.tolist())

    @cached_property
    def starts(self) -> LongArray:
        """Where each token starts in ``running``, and the length of ``running``."""
        lengths = np.array([len(surface) for surface in self.folded], dtype=np.int64)
        ends = np.cumsum(lengths[self.codes]) if len(self.codes) else np.zeros(0, dtype=np.int64)
        breaks = np.zeros(len(self.codes), dtype=np.int64)
        breaks[1:] = np.diff(self.sentence) != 0
        before = np.cumsum(breaks)
        starts = ends - lengths[self.codes] + before if len(self.codes) else ends
        return np.append(starts, ends[-1] + before[-1] if len(ends) else 0)

    @cached_property
    def signs(self) -> BoolArray:
        """Whether each token is a sign."""
        return self._of_tokens([m.tag.startswith(_SIGNS) and not m.forced for m in self.morphemes])

    def _of_tokens(self, of_morphemes: Sequence[bool]) -> BoolArray:
        return np.array(of_morphemes, dtype=bool)[self.codes]

    @cached_property
    def last(self) -> BoolArray:
        """Whether nothing but signs follows a token in its sentence."""
        return self._no_more(~self.signs)

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
        return self._no_more(~self.signs & ~tails)

    def _no_more(self, counts: BoolArray) -> BoolArray:
        """Return whether no token that counts follows in the sentence."""
        final = np.full(int(self.sentence[-1]) + 1 if len(self.sentence) else 0, -1, dtype=np.int64)
        places = np.flatnonzero(counts)
        final[self.sentence[places]] = places  # the last one written stays
        return np.arange(len(self.codes)) >= final[self.sentence]

    @cached_property
    def postings(self) -> tuple[LongArray, LongArray]:
        """The tokens sorted by morpheme, and where those of each morpheme begin."""
        order = np.argsort(self.codes, kind="stable")
        counts = np.bincount(self.codes, minlength=len(self.morphemes))
        return order, np.concatenate([[0], np.cumsum(counts)])

    @cached_property
    def block(self) -> IntArray:
        """Of each token, a number that changes where no phrase may run on: between answers."""
        return np.zeros(len(self.codes), dtype=np.int32) if self.headings else self.row

    def places(self, rows: Sequence[int]) -> tuple[LongArray, LongArray]:
        """Return where the tokens of these answers start and end in the original text; -1 for others."""
        begin = np.full(len(self.codes), -1, dtype=np.int64)
        finish = np.full(len(self.codes), -1, dtype=np.int64)
        texts = self.corpus.answers["text"].tolist()
        aligned: Align = align if self.reading == "textmine" else as_khcoder
        text_tokens = np.flatnonzero(self.level == 0)
        row_of = self.row[text_tokens]
        for row in rows:
            first, last = np.searchsorted(row_of, [row, row + 1])
            if first == last:
                continue
            tokens = text_tokens[first:last]
            normal, offsets = aligned(texts[row])
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


@dataclass(frozen=True)
class Documents:
    """The documents of one unit.

    Attributes:
        unit: "answer", "sentence" …
        count: how many there are.
        of_token: of each token, its document; -1 if none.
        row: of each document, the first row of the answers.
        token: of each document, its first token; -1 if it has none.
        of_row: of each row of the answers, its document; empty where a row may have several.
    """

    unit: DocumentUnit
    count: int
    of_token: IntArray
    row: IntArray
    token: IntArray
    of_row: IntArray


def fold(text: str) -> str:
    """Return the text in lower case, with as many characters as before.

    >>> fold("ＩＴとPC")
    'ｉｔとpc'
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)


def stream(corpus: Corpus, *, reading: Reading = "textmine") -> Stream:
    """Return the tokens of a corpus as rules see them."""
    if reading == "khcoder":
        return _Khcoder(corpus).stream()
    if reading != "textmine":
        raise CodebookError("there is no reading {reading!r}; there are: textmine, khcoder", reading=reading)
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
        reading=reading,
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
        headings=_headings(corpus),
    )


def _sentences(closes: BoolArray, begins: BoolArray) -> IntArray:
    """Return the number of the sentence of each token: a run of closing marks ends one."""
    if not len(closes):
        return np.zeros(0, dtype=np.int32)
    starts = np.concatenate([[False], closes[:-1] & ~closes[1:]]) | begins
    return (np.cumsum(starts) - 1).astype(np.int32)


def _headings(corpus: Corpus) -> dict[int, list[str]]:
    """Return level -> heading of each row, for a survey that was read from text with heading lines."""
    return {
        level: corpus.answers[f"heading{level}"].tolist()
        for level in range(1, 6)
        if f"heading{level}" in corpus.answers
    }


def as_khcoder(text: str) -> tuple[str, npt.NDArray[np.int32]]:
    """Return a text as KH Coder hands it to the tokeniser, and where each character of it starts in ``text``.

    >>> as_khcoder("ｶﾞｽ 'A'")[0]
    'ガス\u3000’A’'
    """
    pieces: list[str] = []
    starts: list[int] = []
    for found in _CLUSTER.finditer(text):
        cluster = found[0]
        if _HALF_KATAKANA.match(cluster):
            cluster = unicodedata.normalize("NFKC", cluster)
        elif len(cluster) > 1 or cluster > "\u02ff":
            cluster = unicodedata.normalize("NFC", cluster)
        cluster = "".join(letter if letter <= "\uffff" else "?" for letter in cluster.translate(_WRITTEN))
        pieces.append(cluster)
        starts += [found.start()] * len(cluster)
    return "".join(pieces), np.array([*starts, len(text)], dtype=np.int32)


class _Khcoder:
    """Reads the original texts of a corpus as KH Coder does."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.headings = _headings(corpus)
        own = corpus.lexicon.stopwords
        if any(name.startswith("stopwords/") for name in corpus.lexicon.files):
            own = own - read_lexicon().stopwords  # what ships with textmine says what no keyword is, no more
        self.unused = {normalize(word).casefold() for word in own}
        self.words = self._forced_words()

    def _forced_words(self) -> list[str]:
        """Return the forced words, each also in full width, as KH Coder's users write Latin letters."""
        words: list[str] = []
        for entry in self.corpus.lexicon.compounds:
            wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in entry.word)
            words += [as_khcoder(entry.word)[0], wide]
        return list(dict.fromkeys(words))

    def stream(self) -> Stream:
        lines, row, level = self._lines()
        pattern = self._pattern()
        marked = [
            pattern.sub(r"<\g<0>>", line) if pattern and not at else line
            for line, at in zip(lines, level, strict=True)
        ]
        if pattern:
            for index, at in enumerate(level):
                if at:
                    marked[index] = self._mark_inside(lines[index], pattern)
        marks = dict.fromkeys(found for line in marked for found in re.findall(r"<[^<>]+>", line))
        forced = [
            mark for mark in marks if _TAG.fullmatch(mark) or (pattern and pattern.fullmatch(mark[1:-1]))
        ]
        chosen = dictionary(self.corpus.dictionary)
        tokenizer = Tokenizer(chosen, [ForcedWord(mark) for mark in forced])
        tokenized = list(map(tokenizer.tokenize, marked))
        number: dict[Morpheme, int] = {}
        codes = np.array(
            [number.setdefault(morpheme, len(number)) for of_line in tokenized for morpheme in of_line],
            dtype=np.int32,
        )
        counts = np.array(list(map(len, tokenized)), dtype=np.int32)
        found = tuple(number)
        widths = np.array([len(morpheme.surface) for morpheme in found], dtype=np.int32)
        morphemes = tuple(map(_unmarked, found))
        tags = np.array([morpheme.tag == HEADING for morpheme in morphemes], dtype=bool)
        unused = np.array([normalize(m.base).casefold() in self.unused for m in morphemes], dtype=bool)

        line = np.repeat(np.arange(len(lines), dtype=np.int32), counts)
        begins = np.zeros(len(codes), dtype=bool)
        begins[(np.cumsum(counts) - counts)[counts > 0]] = True
        levels = np.array(level, dtype=np.int8)[line]
        ends = np.array([morpheme.surface == "。" for morpheme in morphemes], dtype=bool)[codes] & (
            levels == 0
        )
        sentence = np.concatenate([[False], ends[:-1]])[: len(codes)] | begins
        scheme = read_classes(chosen.grammar)
        word_class, used = scheme.classes(morphemes, codes, begins)
        counted = ~(tags | unused)[codes]
        grammar = read_grammar(chosen.grammar)
        negations = np.zeros(len(codes), dtype=bool)
        for first, of_line in zip((np.cumsum(counts) - counts).tolist(), tokenized, strict=True):
            classes = class_string([_unmarked(morpheme) for morpheme in of_line], grammar)
            negations[[first + index for index in negated(classes, grammar)]] = True
        return Stream(
            corpus=self.corpus,
            reading="khcoder",
            scheme=scheme,
            morphemes=morphemes,
            codes=codes,
            row=np.array(row, dtype=np.int32)[line],
            line=line,
            sentence=(np.cumsum(sentence) - 1).astype(np.int32),
            level=levels,
            negated=negations,
            counted=counted,
            word_class=word_class,
            used=used & counted,
            characters=widths[codes],
            headings=self.headings,
        )

    def _lines(self) -> tuple[list[str], list[int], list[int]]:
        """Return the lines of the text with the row and the heading level (0: none) of each."""
        lines: list[str] = []
        rows: list[int] = []
        levels: list[int] = []
        above = dict.fromkeys(self.headings, "")
        for row, text in enumerate(self.corpus.answers["text"].tolist()):
            changed = False
            for level, texts in self.headings.items():
                if changed or texts[row] != above[level]:
                    changed = True
                    above[level] = texts[row]
                    if texts[row]:
                        lines.append(f"<H{level}>{as_khcoder(texts[row])[0]}</H{level}>")
                        rows.append(row)
                        levels.append(level)
            for line in re.split(r"[\r\n]+", text):
                if line:
                    lines.append(as_khcoder(line)[0])
                    rows.append(row)
                    levels.append(0)
        return lines, rows, levels

    def _pattern(self) -> re.Pattern[str] | None:
        """Return what finds the leftmost forced word; of two that begin alike, the one listed earlier."""
        if not self.words:
            return None
        return re.compile("|".join(map(re.escape, self.words)), re.IGNORECASE)

    @staticmethod
    def _mark_inside(line: str, pattern: re.Pattern[str]) -> str:
        opening, closing = line.index(">") + 1, line.rindex("</")
        return line[:opening] + pattern.sub(r"<\g<0>>", line[opening:closing]) + line[closing:]


def _unmarked(morpheme: Morpheme) -> Morpheme:
    """Return a forced word without its brackets, and heading tags as such."""
    if not morpheme.forced:
        return morpheme
    if _TAG.fullmatch(morpheme.surface):
        return morpheme._replace(tag=HEADING, forced=False)
    word = morpheme.surface[1:-1]
    return morpheme._replace(surface=word, base=word, lemma=word)


def documents(text: Stream, unit: DocumentUnit = "answer") -> Documents:
    """Return the documents of a unit: answers, sentences, paragraphs (lines), or what stands under a heading.

    Raises:
        CodebookError: if there is no such unit, or the text has no headings of that level.
    """
    rows = len(text.corpus.answers)
    none = np.zeros(0, dtype=np.int32)
    if unit == "answer":
        every = np.arange(rows, dtype=np.int32)
        of_token = np.where(text.level == 0, text.row, -1).astype(np.int32)
        return Documents(unit, rows, of_token, every, _firsts(of_token, rows), every)
    if unit in ("sentence", "paragraph"):
        group = text.sentence if unit == "sentence" else text.line
        kept = text.counted if unit == "sentence" else text.level == 0
        present = np.zeros(int(group[-1]) + 1 if len(group) else 0, dtype=bool)
        present[group[kept]] = True
        number = np.where(present, np.cumsum(present) - 1, -1).astype(np.int32)
        of_token = number[group] if len(group) else none
        count = int(present.sum())
        first = _firsts(of_token, count)
        return Documents(unit, count, of_token, text.row[first], first, none)
    if unit not in UNITS:
        raise CodebookError(
            "there is no unit {unit!r}; there are: {known}", unit=unit, known=", ".join(UNITS)
        )
    level = int(unit[-1])
    if level not in text.headings:
        raise CodebookError(
            "the text has no headings of level {level}; the unit {unit} needs lines such as "
            "<H{level}>…</H{level}>",
            level=level,
            unit=unit,
        )
    of_row = _under(text.headings, level, rows)
    count = int(of_row.max()) + 1 if rows else 0
    of_token = of_row[text.row] if len(text.row) else none
    # The heading of a higher level stands above the first document of this level below it.
    of_token = np.where((text.level > 0) & (text.level < level), -1, of_token).astype(np.int32)
    first_row = np.zeros(count, dtype=np.int32)
    present_rows = np.flatnonzero(of_row >= 0)[::-1]
    first_row[of_row[present_rows]] = present_rows
    return Documents(unit, count, of_token, first_row, _firsts(of_token, count), of_row)


def _under(headings: dict[int, list[str]], level: int, rows: int) -> IntArray:
    """Return of each row the number of the heading of a level above it; -1 where there is none."""
    levels = [each for each in headings if each <= level]
    paths = list(zip(*(headings[each] for each in levels), strict=True))
    found = np.full(rows, -1, dtype=np.int32)
    number, above = -1, None
    for row, path in enumerate(paths):
        if path != above:
            above = path
            number += bool(path[-1])
        if path[-1]:
            found[row] = number
    return found


def _firsts(of_token: IntArray, count: int) -> IntArray:
    """Return the first token of each document; -1 if it has none."""
    first = np.full(count, -1, dtype=np.int32)
    places = np.flatnonzero(of_token >= 0)[::-1]
    first[of_token[places]] = places
    return first


def other(text: Stream) -> int:
    """Return the index of the class of what belongs to no other."""
    return text.scheme.names.index(OTHER)
