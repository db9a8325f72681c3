"""Morphemes of a line as people mean it: without what is no language, with words in unusual spellings."""

from __future__ import annotations

from collections.abc import Sequence

from textmine.inputs.lexicon import ForcedWord
from textmine.inputs.noise import noise
from textmine.words import alphanumeric, respelling
from textmine.words.mecab import Dictionary, Morpheme, Tokenizer, pieces, places_in_line, tags

_SIGN = "記号"  # tag of what is no language, in any dictionary
_MOST_KNOWN = 1 << 16  # texts that are remembered


class Reader:
    """Tokenises normalised lines with a dictionary and forced words, and by what is said of words in general.

    - An address, markup and the like (:mod:`textmine.inputs.noise`) is one sign.
    - 5G, PM2.5 and the like (:mod:`.alphanumeric`) are never split, as forced words that are not ``whole``.
    - すごーい, デ一タ, 1人暮らし (:mod:`.respelling`) have base and lemma of すごい, データ, 一人暮らし.

    The surfaces are always as written. Not picklable, as a :class:`Tokenizer`.
    """

    def __init__(self, dictionary: Dictionary, forced: Sequence[ForcedWord] = ()) -> None:
        """Start MeCab with the dictionary; ``forced`` words are never split."""
        self.tokenizer = Tokenizer(dictionary, forced)
        self._parsed: dict[str, list[Morpheme]] = {}
        self._is_word: dict[str, bool] = {}

    def read(self, line: str) -> list[Morpheme]:
        """Return the morphemes of a line of normalised text, which holds no line break.

        >>> from textmine.words.mecab import dictionary
        >>> reader = Reader(dictionary("unidic-lite"))
        >>> [(each.surface, each.base) for each in reader.read("すごーい<br>5G")]
        [('すごーい', 'すごい'), ('<br>', '<br>'), ('5G', '5G')]
        """
        return [morpheme for piece in pieces(line) for morpheme in self._read(piece)]

    def spelled(self, line: str) -> str:
        """Return a line with its words as the dictionary has them.

        >>> from textmine.words.mecab import dictionary
        >>> Reader(dictionary("unidic-lite")).spelled("すごーい")
        'すごい'
        """
        return respelling.applied(line, self._respelled(line))[0]

    def reads_otherwise(self, line: str) -> bool:
        """Return whether there is more to a line than what MeCab sees, forced words and words of digits."""
        return bool(noise(line)) or bool(self._respelled(line))

    def with_words(self, line: str, morphemes: list[Morpheme]) -> list[Morpheme]:
        """Return the morphemes that MeCab sees in a line, with forced words and those of digits in place."""
        found = alphanumeric.alphanumerics(line)
        if not found:
            return self.tokenizer.with_forced(line, morphemes)
        starts = [start for start, _ in places_in_line(line, morphemes)]
        beginning = dict(zip(starts, morphemes, strict=True))
        words = {}
        for start, end, _ in found:
            counted = _is_counter(beginning.get(end))
            if word := alphanumeric.alphanumeric(line, start, end, counted=counted):
                pos = "numeral" if word.is_number else "noun"
                words[word.start, word.end] = ForcedWord(line[word.start : word.end], pos, whole=False)
        return self.tokenizer.with_forced(line, morphemes, words)

    def _read(self, line: str) -> list[Morpheme]:
        morphemes: list[Morpheme] = []
        done = 0
        for start, end in noise(line):
            morphemes += self._words(line[done:start])
            sign = line[start:end]
            morphemes.append(Morpheme(sign, _SIGN, "", "", sign, sign, "", "", True))
            done = end
        return morphemes + self._words(line[done:])

    def _words(self, line: str) -> list[Morpheme]:
        changes = self._respelled(line)
        if not changes:
            return self.with_words(line, self.tokenizer.parse(line))
        read, places = respelling.applied(line, changes)
        morphemes = self.with_words(read, self.tokenizer.parse(read))
        return [
            morpheme._replace(surface=line[places[start] : places[end]])
            for morpheme, (start, end) in zip(morphemes, places_in_line(read, morphemes), strict=True)
        ]

    def _respelled(self, line: str) -> list[respelling.Respelling]:
        return respelling.respelled(line, self._parse, self.is_word)

    def is_word(self, text: str) -> bool:
        """Return whether a text is one word: of the dictionary, or forced."""
        if text not in self._is_word:
            if len(self._is_word) == _MOST_KNOWN:
                self._is_word.clear()
            dictionary = self.tokenizer.dictionary
            self._is_word[text] = text in self.tokenizer.forced or bool(tags(text, dictionary))
        return self._is_word[text]

    def _parse(self, text: str) -> list[Morpheme]:
        if text not in self._parsed:
            if len(self._parsed) == _MOST_KNOWN:
                self._parsed.clear()
            self._parsed[text] = self.tokenizer.parse(text)
        return self._parsed[text]


def _is_counter(morpheme: Morpheme | None) -> bool:
    """Whether a morpheme counts what a number before it is the number of: 台, 人, 年度."""
    if morpheme is None:
        return False
    return "助数詞" in morpheme.tag or morpheme.surface in ("人", "名") or morpheme.surface.startswith("年")
