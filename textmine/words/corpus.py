"""Turns a survey into a corpus: every answer as words, with the way back to its original characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.errors import WordsError
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.normalize import align, normalize, original
from textmine.inputs.survey import Survey
from textmine.settings import DEFAULTS, WordSettings
from textmine.words.cache import cut_parts
from textmine.words.cuts import forced_words, put_together
from textmine.words.grammar import Grammar, read_grammar
from textmine.words.mecab import Dictionary, Morpheme, Tokenizer, dictionary, with_lemmas
from textmine.words.vocabulary import (
    COMPOUND,
    FRAGMENT,
    LINE,
    NEGATED,
    WORD,
    Namer,
    Vocabulary,
    categories,
    key_of,
)

__all__ = ["COMPOUND", "FRAGMENT", "LINE", "NEGATED", "WORD", "Corpus", "tokenize"]
IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

_KANJI = re.compile(r"[一-鿿々]")


@dataclass(frozen=True)
class Corpus:
    """Answers as words, integer-coded; never changed after tokenising.

    Attributes:
        survey: the survey it was made from, whole.
        answers: the rows of ``survey.answers`` that this corpus holds; only substantive ones have words.
        dictionary: name of the tokeniser dictionary.
        lexicon: the forced words, synonyms and stop words it was made with.
        morphemes: the entries of the tokeniser's dictionary that occur.
        codes: index into ``morphemes`` of each morpheme of the text, answer after answer.
        flags: of each morpheme: begins a line, continues a word, continues a compound, is negated.
        offsets: answer i holds the morphemes ``offsets[i]`` to ``offsets[i + 1]``.
        vocabulary: the words.
        words: of each morpheme that begins a word, index into ``vocabulary``; else -1.
        compounds: the compound nouns, as shown.
        compound_codes: of each morpheme that begins a compound, index into ``compounds``; else -1.
    """

    survey: Survey
    answers: pd.DataFrame
    dictionary: str
    lexicon: Lexicon
    morphemes: tuple[Morpheme, ...]
    codes: IntArray
    flags: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]
    vocabulary: Vocabulary
    words: IntArray
    compounds: tuple[str, ...]
    compound_codes: IntArray

    @property
    def base(self) -> int:
        """The number of respondents with a substantive answer: what every share is a share of."""
        substantive = self.answers["kind"] == "substantive"
        return int(self.answers.loc[substantive, "respondent"].nunique())

    def select(self, **values: str | Sequence[str]) -> Corpus:
        """Return the answers that have these values, as a corpus.

        ``question="効果"``, ``item=["1 アップデート"]`` or any attribute; a sequence means any of its values.
        What words are shown as does not change.

        Raises:
            WordsError: if there is no such column, or no answer has such a value.
        """
        kept = np.ones(len(self.answers), dtype=bool)
        for column, wanted in values.items():
            if column not in self.answers:
                raise WordsError(
                    "there is no attribute {column!r}; there are: {columns}",
                    column=column,
                    columns=", ".join(["question", "item", *self.survey.attributes]),
                )
            accepted = [wanted] if isinstance(wanted, str) else list(wanted)
            known = set(self.answers[column])
            for value in accepted:
                if value not in known:
                    raise WordsError(
                        "no answer has {column} = {value!r}; there are: {known}",
                        column=column,
                        value=value,
                        known=", ".join(sorted(map(str, known))[:20]),
                    )
            kept &= self.answers[column].isin(accepted).to_numpy()
        lengths = np.diff(self.offsets)
        of_kept = np.repeat(kept, lengths)
        return replace(
            self,
            answers=self.answers[kept].reset_index(drop=True),
            codes=self.codes[of_kept],
            flags=self.flags[of_kept],
            offsets=np.concatenate([[0], np.cumsum(lengths[kept])]),
            words=self.words[of_kept],
            compound_codes=self.compound_codes[of_kept],
        )

    @cached_property
    def counted(self) -> pd.DataFrame:
        """One row per word token, with what counting needs; built from codes alone.

        Columns: ``answer`` (int), ``respondent`` (category), ``word``, ``pos``, ``compound`` (categories),
        ``compound_id`` (int; tokens of one occurrence of a compound share it), ``negated``, ``content``
        (bool).
        """
        starts = np.flatnonzero(self.words >= 0)
        row_of = np.repeat(np.arange(len(self.answers)), np.diff(self.offsets))[starts]
        words = self.words[starts]
        compound_id = np.cumsum(self.compound_codes >= 0)[starts] - 1
        compound_code = self.compound_codes[self.compound_codes >= 0][compound_id]
        respondents = pd.Categorical(self.answers["respondent"])
        pos_names = sorted(set(self.vocabulary.pos))
        pos_code = np.array([pos_names.index(pos) for pos in self.vocabulary.pos], dtype=np.int32)
        shown, shown_code = categories(self.vocabulary.shown)
        compounds, compound_shown = categories(self.compounds)
        return pd.DataFrame(
            {
                "answer": self.answers["answer"].to_numpy()[row_of],
                "respondent": pd.Categorical.from_codes(
                    np.asarray(respondents.codes)[row_of], dtype=respondents.dtype
                ),
                "word": pd.Categorical.from_codes(shown_code[words], categories=pd.Index(shown)),
                "pos": pd.Categorical.from_codes(pos_code[words], categories=pd.Index(pos_names)),
                "compound": pd.Categorical.from_codes(
                    compound_shown[compound_code], categories=pd.Index(compounds)
                ),
                "compound_id": compound_id,
                "negated": _any_from((self.flags & NEGATED) > 0, starts),
                "content": self.vocabulary.content[words] & ((self.flags[starts] & FRAGMENT) == 0),
            }
        )

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """One row per word token of the substantive answers, in the order of the text.

        Columns: those of :attr:`counted`, and ``sentence`` (int, 0-based in the answer), ``position`` (int,
        0-based in the answer; never renumbered), ``surface`` (category, the normalised characters),
        ``conjugation`` (category), ``start``, ``end`` (int, into the original text of the answer; of a word
        that stands for a compound, the compound's).
        """
        tokens = self.counted.copy()
        starts = np.flatnonzero(self.words >= 0)
        ends = np.append(starts[1:], len(self.codes))[: len(starts)]
        row_of = np.repeat(np.arange(len(self.answers)), np.diff(self.offsets))
        first_of_row = np.searchsorted(row_of[starts], np.arange(len(self.answers)))
        tokens["position"] = np.arange(len(starts)) - first_of_row[row_of[starts]]
        tokens["sentence"] = self._sentences(row_of)[starts]
        begin, finish = self._places()
        tokens["start"], tokens["end"] = begin[starts], finish[ends - 1]
        surfaces = [morpheme.surface for morpheme in self.morphemes]
        codes = self.codes.tolist()
        tokens["surface"] = pd.Categorical(
            ["".join([surfaces[code] for code in codes[s:e]]) for s, e in zip(starts, ends, strict=True)]
        )
        forms, form_code = categories([morpheme.form for morpheme in self.morphemes])
        tokens["conjugation"] = pd.Categorical.from_codes(
            form_code[self.codes[ends - 1]], categories=pd.Index(forms)
        )
        self._widen(tokens)
        order = ["answer", "respondent", "sentence", "position", "surface", "word", "pos", "conjugation"]
        return tokens[[*order, "negated", "content", "compound", "compound_id", "start", "end"]]

    def _sentences(self, row_of: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the 0-based number of the sentence of each morpheme in its answer."""
        closing = np.array([m.surface in {"。", "!", "?", "．"} for m in self.morphemes], dtype=bool)
        if not len(self.codes):
            return np.zeros(0, dtype=np.int64)
        closes = closing[self.codes]
        # A run of closing marks (!?) ends one sentence, so the next begins at the first other morpheme.
        begins = np.concatenate([[False], closes[:-1] & ~closes[1:]]) | ((self.flags & LINE) > 0)
        number = np.cumsum(begins)
        first = np.searchsorted(row_of, row_of)
        return np.asarray(number - number[first])

    def _places(self) -> tuple[IntArray, IntArray]:
        """Return where each morpheme starts and ends in the original text of its answer."""
        begin = np.zeros(len(self.codes), dtype=np.int32)
        finish = np.zeros(len(self.codes), dtype=np.int32)
        surfaces = [morpheme.surface for morpheme in self.morphemes]
        texts = self.answers["text"].tolist()
        codes = self.codes.tolist()
        for row, (first, last) in enumerate(zip(self.offsets[:-1], self.offsets[1:], strict=True)):
            if first == last:
                continue
            normal, offsets = align(texts[row])
            place = 0
            for index in range(first, last):
                surface = surfaces[codes[index]]
                place = normal.index(surface, place)
                begin[index] = place
                place += len(surface)
                finish[index] = place
            if normal is not texts[row]:
                begin[first:last], finish[first:last] = original(
                    offsets, begin[first:last], finish[first:last]
                )
        return begin, finish

    def _widen(self, tokens: pd.DataFrame) -> None:
        """Let a token whose word stands for a longer one span all of that."""
        first_longer = len(self.vocabulary.shown) - self.vocabulary.longer
        starts = np.flatnonzero(self.words >= 0)
        wide = np.flatnonzero(self.words[starts] >= first_longer)
        if not len(wide):
            return
        compound_id = tokens["compound_id"].to_numpy()
        begin, finish = tokens["start"].to_numpy().copy(), tokens["end"].to_numpy().copy()
        ends = np.append(starts[1:], len(self.codes))
        surfaces = [morpheme.surface for morpheme in self.morphemes]
        for row in wide.tolist():
            wanted = self.vocabulary.shown[self.words[starts[row]]]
            first = int(np.searchsorted(compound_id, compound_id[row]))
            last = int(np.searchsorted(compound_id, compound_id[row], side="right"))
            spans = [(a, b) for a in range(first, row + 1) for b in range(row + 1, last + 1) if b - a > 1]
            # Another spelling of the longer word: then the compound that holds it.
            best = (first, last)
            for a, b in sorted(spans, key=lambda span: span[0] - span[1]):
                if "".join(surfaces[c] for c in self.codes[starts[a] : ends[b - 1]].tolist()) == wanted:
                    best = (a, b)
            begin[row], finish[row] = tokens["start"].iat[best[0]], tokens["end"].iat[best[1] - 1]
        tokens["start"], tokens["end"] = begin, finish


def tokenize(
    survey: Survey,
    lexicon: Lexicon | None = None,
    *,
    settings: WordSettings = DEFAULTS.words,
) -> Corpus:
    """Return the corpus of a survey: its substantive answers as words.

    ``lexicon`` is the bundled one if not given.

    Raises:
        WordsError: if the tokeniser dictionary is not there.
    """
    lexicon = read_lexicon(settings.lexicon) if lexicon is None else lexicon
    answers = survey.answers.reset_index(drop=True)
    substantive = (answers["kind"] == "substantive").to_numpy()
    texts = answers.loc[substantive, "text"].tolist()
    whole = put_together(cut_parts(texts, forced_words(lexicon, settings.dictionary), settings))
    named = namer(whole.morphemes, whole.class_of, lexicon, settings)
    flags = whole.flags
    vocabulary, words, compounds, compound_codes = named.name(whole.codes, flags)
    lengths = np.zeros(len(answers), dtype=np.int64)
    lengths[substantive] = whole.counts
    return Corpus(
        survey=survey,
        answers=answers,
        dictionary=settings.dictionary,
        lexicon=lexicon,
        morphemes=whole.morphemes,
        codes=whole.codes,
        flags=flags,
        offsets=np.concatenate([[0], np.cumsum(lengths)]),
        vocabulary=vocabulary,
        words=words,
        compounds=compounds,
        compound_codes=compound_codes,
    )


def namer(
    morphemes: Sequence[Morpheme], class_of: Sequence[str], lexicon: Lexicon, settings: WordSettings
) -> Namer:
    """Return what gives words to runs of these morphemes."""
    chosen = dictionary(settings.dictionary)
    grammar = read_grammar(chosen.grammar)
    return Namer(morphemes, class_of, grammar, lexicon, settings, _stopped(lexicon, chosen, grammar))


def _stopped(lexicon: Lexicon, chosen: Dictionary, grammar: Grammar) -> frozenset[tuple[str, ...]]:
    """Return what the spellings of each stop word share, so that 出来る stops できる.

    Not of kana that is no verb: くらい alone may be 暗い to the dictionary.
    """
    words = sorted(map(normalize, lexicon.stopwords))
    tokenizer = Tokenizer(chosen)
    codes, counts = tokenizer.cut(words)
    morphemes = tokenizer.vocabulary(words)
    if chosen.lemma < 0:
        morphemes = with_lemmas(morphemes)
    class_of = [grammar.class_of(morpheme) for morpheme in morphemes]
    keys = set()
    for word, first, count in zip(words, (np.cumsum(counts) - counts).tolist(), counts.tolist(), strict=True):
        run = codes[first : first + count].tolist()
        if not run or morphemes[run[-1]].base != morphemes[run[-1]].surface:
            continue  # 多く is not all of 多い
        if _KANJI.search(word) or grammar.pos.get(class_of[run[0]]) == "verb":
            keys.add(key_of([morphemes[code] for code in run], [class_of[code] for code in run], grammar))
    return frozenset(keys)


def _any_from(flags: BoolArray, starts: npt.NDArray[np.int64]) -> BoolArray:
    """Return whether any flag is set from each start to the next."""
    if not len(starts):
        return np.zeros(0, dtype=bool)
    return np.asarray(np.add.reduceat(flags.astype(np.int32), starts) > 0)
