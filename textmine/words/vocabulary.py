"""Decides the words of a corpus: which spellings are one word, and the form it is displayed in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np

from textmine.arrays import BoolArray, Int32Array, Int64Array, distinct_runs, spread, summed
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.normalize import normalize
from textmine.settings import WordSettings
from textmine.words.compounds import Types
from textmine.words.fragments import Row, WordRows, longer_words
from textmine.words.grammar import read_grammar
from textmine.words.mecab import Dictionary, Morpheme, Tokenizer, dictionary, with_lemmas
from textmine.words.spelling import Key, form_of, key_of, most_frequent, pos_of

_COUNTABLE = re.compile(r"[^\W\d_ーぁぃぅぇぉ]")  # what is only a stretched vowel is no word
_KANJI = re.compile(r"[一-鿿々]")
_Counts = defaultdict[str, int]  # spelling -> occurrences; a Counter takes more than twice the time
_no_counts = partial(_Counts, int)


@dataclass(frozen=True)
class Vocabulary:
    """The words of a corpus: the form each is displayed in, and whether it may be a keyword.

    ``shown`` is the most frequent spelling of each word in the whole corpus, whatever part of it is
    selected; ``pos`` its part of speech; ``content`` whether it is of a content part of speech and no
    stop word. The last ``longer`` words are longer words that are shown in place of their fragments
    (公共交通 for 公共).
    """

    shown: tuple[str, ...]
    pos: tuple[str, ...]
    content: BoolArray
    longer: int = 0

    @cached_property
    def shown_in_order(self) -> tuple[list[str], Int32Array]:
        """The different forms in code point order, and the place of each word's among them."""
        return categories(self.shown)

    @cached_property
    def pos_in_order(self) -> tuple[list[str], Int32Array]:
        """The same of the parts of speech."""
        return categories(self.pos)


@dataclass(frozen=True, eq=False)
class Naming:
    """The words of distinct compounds (:class:`Types`), and the compounds as displayed.

    Attributes:
        vocabulary: the words of all.
        words: of each of their morphemes that begins a word, index into the vocabulary; else -1.
        fragments: which morphemes begin a word that is counted as part of the compound it is in.
        names: the compounds as displayed.
        compounds: of each compound, index into ``names``.
    """

    vocabulary: Vocabulary
    words: Int32Array
    fragments: BoolArray
    names: tuple[str, ...]
    compounds: Int32Array

    @cached_property
    def names_in_order(self) -> tuple[list[str], Int32Array]:
        """The different names in code point order, and the place of each among them."""
        return categories(self.names)

    def only(self, whole: Types, numbers: Int32Array, types: Types) -> Naming:
        """Return the same of some compounds only, ``types``: those with these ``numbers`` in the ``whole``.

        Of the vocabulary and the names those that they have are left.
        """
        places = spread(whole.firsts[numbers], types.sizes)
        words = self.words[places]
        present = np.unique(words[words >= 0])
        listed = present.tolist()
        shown = self.vocabulary.shown
        vocabulary = Vocabulary(
            tuple(shown[word] for word in listed),
            tuple(self.vocabulary.pos[word] for word in listed),
            self.vocabulary.content[present],
            longer=int((present >= len(shown) - self.vocabulary.longer).sum()),
        )
        names, compounds = np.unique(self.compounds[numbers], return_inverse=True)
        return Naming(
            vocabulary,
            np.where(words >= 0, np.searchsorted(present, words), -1).astype(np.int32),
            self.fragments[places],
            tuple(self.names[name] for name in names.tolist()),
            compounds.astype(np.int32),
        )


class Namer:
    """Decides the words of runs of morphemes: which spellings are one, and the form displayed."""

    def __init__(
        self, morphemes: Sequence[Morpheme], class_of: Sequence[str], lexicon: Lexicon, settings: WordSettings
    ) -> None:
        """Hold the distinct morphemes with their classes, and what the analyst said about words."""
        chosen = dictionary(settings.dictionary)
        self.morphemes = morphemes
        self.class_of = class_of
        self.grammar = read_grammar(chosen.grammar)
        self.synonyms = {normalize(k): normalize(v) for k, v in lexicon.synonyms.items()}
        self.stopwords = frozenset(map(normalize, lexicon.stopwords))
        self.settings = settings
        self.stopped = _keys_of_stopwords(self.stopwords, chosen)

    def decide(self, types: Types, times: Int64Array) -> Naming:
        """Return the words of distinct compounds, each of which occurs so many times in the texts.

        The form displayed depends on how often each spelling of a word occurs anywhere, so this is done once
        for all chunks of a survey.

        With the compounds お店, 店舗案内 (店舗, 案内) and 店, where お店 is one word of two morphemes, the
        codes of ``types`` are お 店 | 店舗 案内 | 店. お店 and 店 are one word: ``words`` is 1 -1 | 2 0 | 1.
        """
        starts = np.flatnonzero(types.begins)
        run_of, runs = _distinct_rows(types.codes, starts)
        occurrences = summed(run_of, np.repeat(times, types.words), len(runs))
        word_of_run, vocabulary = self._words(runs, occurrences)
        words = np.full(len(types.codes), -1, dtype=np.int32)
        words[starts] = word_of_run[run_of]

        row_of, rows = _distinct_rows(words, types.firsts)
        compounds = WordRows(types, times, words, [tuple(w for w in row if w >= 0) for row in rows], row_of)
        longer = longer_words(
            compounds,
            vocabulary.content,
            [pos == "numeral" for pos in vocabulary.pos],
            self._form,
            self.settings,
        )
        # ウィルス対策 is named as the longer word ウイルス対策 is.
        spelled = zip(compounds.rows, self._names(compounds, vocabulary.shown), strict=True)
        names, name_of_row = categories([longer.name_of.get(row, name) for row, name in spelled])
        vocabulary = Vocabulary(
            (*vocabulary.shown, *longer.names),
            (*vocabulary.pos, *("noun" for _ in longer.names)),
            np.append(vocabulary.content, [name not in self.stopwords for name in longer.names]).astype(bool),
            longer=len(longer.names),
        )
        return Naming(vocabulary, longer.words, longer.fragments, tuple(names), name_of_row[row_of])

    def _words(self, runs: Sequence[Row], occurrences: Int64Array) -> tuple[Int32Array, Vocabulary]:
        """Return the word of each run of morphemes, and the words in the order of the form displayed.

        Runs with the same key are one word (見直す, 見なおす), and so are those that synonyms make alike.
        """
        forms = list(map(self._form, runs))
        keys, parts_of_speech = self._keys(runs, forms)
        counts = occurrences.tolist()
        shown_of = self._shown(keys, forms, counts)
        # Synonyms have keys of their own, so words are told apart by what is shown and the part of speech.
        targets = set(self.synonyms.values())
        pair_of = {key: (shown, "" if shown in targets else key[0]) for key, shown in shown_of.items()}
        pairs = sorted(set(pair_of.values()))
        number = {pair: index for index, pair in enumerate(pairs)}
        word_of_run = [number[pair_of[key]] for key in keys]
        shown = [pair[0] for pair in pairs]

        votes: list[_Counts] = [defaultdict(int) for _ in pairs]
        for pos, word, count in zip(parts_of_speech, word_of_run, counts, strict=True):
            votes[word][pos] += count
        pos_of_words = list(map(most_frequent, votes))
        content = np.array(list(map(self._is_content, shown, pos_of_words)), dtype=bool)
        for form, key, word in zip(forms, keys, word_of_run, strict=True):
            if form in self.stopwords or key in self.stopped or self._is_small_stopword(form):
                content[word] = False
        return np.array(word_of_run, dtype=np.int32), Vocabulary(tuple(shown), tuple(pos_of_words), content)

    def _keys(self, runs: Sequence[Row], forms: Sequence[str]) -> tuple[list[Key], list[str]]:
        """Return the key (:func:`key_of`) and the part of speech of each run, given its form as written."""
        keys, parts_of_speech = [], []
        for run, form in zip(runs, forms, strict=True):
            morphemes, classes = [self.morphemes[code] for code in run], [self.class_of[code] for code in run]
            key = key_of(morphemes, classes, self.grammar)
            keys.append(
                (*key, "small") if self._is_small_stopword(form) else key
            )  # it is another word than IT
            parts_of_speech.append(pos_of(morphemes, classes, self.grammar))
        return keys, parts_of_speech

    def _form(self, run: Sequence[int]) -> str:
        return form_of([self.morphemes[code] for code in run], self.class_of[run[-1]])

    def _shown(self, keys: Sequence[Key], forms: Sequence[str], counts: Sequence[int]) -> dict[Key, str]:
        """Return the form displayed of each key: the most frequent, or what a synonym says of one."""
        by_key: defaultdict[Key, _Counts] = defaultdict(_no_counts)
        for key, form, count in zip(keys, forms, counts, strict=True):
            by_key[key][form] += count
        chosen = self.synonyms.keys() | set(self.synonyms.values())
        shown_of: dict[Key, str] = {}
        for key, spellings in by_key.items():
            of_synonyms = {form: count for form, count in spellings.items() if form in chosen}
            best = most_frequent(of_synonyms or spellings)
            shown_of[key] = self.synonyms.get(best, best)
        return shown_of

    def _is_small_stopword(self, form: str) -> bool:
        """Whether a word is an English stop word that is not in capitals throughout: the, The."""
        return form.isascii() and not form.isupper() and form.lower() in self.stopwords

    def _is_content(self, word: str, pos: str) -> bool:
        if pos not in self.settings.pos or word in self.stopwords or not _COUNTABLE.search(word):
            return False
        # A lone kana or letter is the rest of a word that the dictionary did not know.
        return len(word) > 1 or not (word.isascii() or "ぁ" <= word <= "ヿ")

    def _names(self, compounds: WordRows, shown: Sequence[str]) -> list[str]:
        """Return each row of words as displayed: in its most frequent spelling, 見直し案 or 見なおし案."""
        types, codes = compounds.types, compounds.types.codes.tolist()
        several = np.flatnonzero(types.sizes > 1)
        spelled: list[_Counts] = [defaultdict(int) for _ in compounds.rows]
        for row, first, size, count in zip(
            compounds.row_of[several].tolist(),
            types.firsts[several].tolist(),
            types.sizes[several].tolist(),
            compounds.times[several].tolist(),
            strict=True,
        ):
            spelled[row][self._form(codes[first : first + size])] += count
        # Rows whose words have their morphemes in other places may be equal: they get one spelling too.
        names: defaultdict[Row, _Counts] = defaultdict(_no_counts)
        counts = summed(compounds.row_of, compounds.times, len(compounds.rows)).tolist()
        for row, spellings, count in zip(compounds.rows, spelled, counts, strict=True):
            names[row][shown[row[0]] if len(row) == 1 else most_frequent(spellings)] += count
        return [most_frequent(names[row]) for row in compounds.rows]


@lru_cache(maxsize=4)
def _keys_of_stopwords(stopwords: frozenset[str], chosen: Dictionary) -> frozenset[Key]:
    """Return what the spellings of each stop word share, so that 出来る stops できる.

    Not of kana that is no verb: くらい alone may be 暗い to the dictionary.
    """
    grammar = read_grammar(chosen.grammar)
    tokenizer = Tokenizer(chosen)
    keys = set()
    for word in stopwords:
        morphemes = tokenizer.tokenize(word)
        if chosen.lemma < 0:
            morphemes = with_lemmas(morphemes)
        if not morphemes or morphemes[-1].base != morphemes[-1].surface:
            continue  # 多く is not all of 多い
        classes = list(map(grammar.class_of, morphemes))
        if _KANJI.search(word) or grammar.pos.get(classes[0]) == "verb":
            keys.add(key_of(morphemes, classes, grammar))
    return frozenset(keys)


def _distinct_rows(codes: Int32Array, starts: Int64Array) -> tuple[Int32Array, list[Row]]:
    """Return the number of the distinct run of codes that begins at each start, and the distinct runs."""
    numbers, sample = distinct_runs(codes, starts)
    sizes = np.diff(np.append(starts, len(codes)))[sample]
    listed = codes.tolist()
    bounds = zip(starts[sample].tolist(), sizes.tolist(), strict=True)
    return numbers, [tuple(listed[first : first + size]) for first, size in bounds]


def categories(names: Sequence[str]) -> tuple[list[str], Int32Array]:
    """Return the distinct names in code point order, and the place of each name among them."""
    distinct = sorted(set(names))
    number = {name: index for index, name in enumerate(distinct)}
    return distinct, np.array([number[name] for name in names], dtype=np.int32)
