"""A corpus: the answers of a survey as words, with the way back to the original characters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray, ByteArray, Int32Array, Int64Array, spread
from textmine.errors import WordsError
from textmine.inputs.lexicon import ForcedWord, Lexicon, read_lexicon
from textmine.inputs.normalize import align, normalize
from textmine.inputs.survey import Survey
from textmine.settings import DEFAULTS, WordSettings
from textmine.words.compounds import COMPOUND, LINE, NEGATED, WORD, Types, compound_types
from textmine.words.counted import Coded, ContentCodes, word_columns
from textmine.words.fragments import LONGEST
from textmine.words.grammar import read_grammar
from textmine.words.lines import tokenize_line
from textmine.words.mecab import Morpheme, Tokenizer, dictionary
from textmine.words.places import Align, places_in_texts, sentence_numbers, span_of_longer
from textmine.words.reading import Reader
from textmine.words.vocabulary import Namer, Naming, Vocabulary, categories

Made = TypeVar("Made")

__all__ = ["COMPOUND", "LINE", "NEGATED", "WORD", "Corpus", "tokenize"]


@dataclass(frozen=True)
class Corpus:
    """Answers as words, integer-coded; never changed after tokenising.

    The text is held as compounds, a single word being one too, each a number in ``types``: some 165 bytes for
    a comment of 50 characters. What concerns each morpheme is looked up there anew each time.

    Attributes:
        survey: the survey it was made from, whole.
        answers: the rows of ``survey.answers`` that this corpus holds; only substantive ones have words.
        dictionary: name of the tokeniser dictionary.
        lexicon: the forced words, synonyms and stop words it was made with.
        morphemes: the entries of the tokeniser's dictionary that occur.
        types: the different compounds, as morphemes.
        naming: the words that these are.
        ids: index into ``types`` of each compound of the text, answer after answer.
        firsts: answer i holds the compounds ``firsts[i]`` to ``firsts[i + 1]``.
        flags: of each morpheme: begins a line, continues a word, continues a compound, is negated.
        align: returns a text as it was tokenised, and where each character of it was.
    """

    survey: Survey
    answers: pd.DataFrame
    dictionary: str
    lexicon: Lexicon
    morphemes: tuple[Morpheme, ...]
    types: Types
    naming: Naming
    ids: Int32Array
    firsts: Int64Array
    flags: ByteArray
    align: Align = align

    @cached_property
    def _made(self) -> dict[Callable[[Corpus], Any], Any]:
        return {}

    def made(self, make: Callable[[Corpus], Made]) -> Made:
        """Return what ``make`` makes of this corpus, made once: a corpus is never changed."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @property
    def base(self) -> int:
        """The number of respondents with a substantive answer: what every share is a share of."""
        substantive = (self.answers["kind"] == "substantive").to_numpy()
        return int(self.answers["respondent"][substantive].nunique())

    @property
    def vocabulary(self) -> Vocabulary:
        """The words."""
        return self.naming.vocabulary

    @property
    def codes(self) -> Int32Array:
        """Index into ``morphemes`` of each morpheme of the text, answer after answer."""
        return self.types.codes[self.types.places(self.ids)]

    @property
    def offsets(self) -> Int64Array:
        """Answer i holds the morphemes ``offsets[i]`` to ``offsets[i + 1]``."""
        return np.concatenate([[0], np.cumsum(self.types.sizes[self.ids])])[self.firsts]

    @property
    def words(self) -> Int32Array:
        """Of each morpheme that begins a word, index into ``vocabulary``; else -1."""
        return self.naming.words[self.types.places(self.ids)]

    @property
    def fragments(self) -> BoolArray:
        """Which morphemes begin a word that is counted as part of the compound it is in."""
        return self.naming.fragments[self.types.places(self.ids)]

    def select(self, **values: str | Sequence[str]) -> Corpus:
        """Return the answers that have these values, as a corpus.

        ``question="効果"``, ``item=["1 アップデート"]`` or any attribute; a sequence means any of its values.
        The displayed form of each word stays the same.

        Raises:
            WordsError: if there is no such column, or no answer has such a value.
        """
        marked = np.ones(len(self.answers), dtype=bool)
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
            marked &= self.answers[column].isin(accepted).to_numpy()
        return self.only(marked)

    def only(self, marked: BoolArray) -> Corpus:
        """Return the answers that are marked, as a corpus. The displayed form of each word stays the same."""
        compounds = np.diff(self.firsts)
        of_marked = np.repeat(marked, compounds)
        return replace(
            self,
            answers=self.answers[marked].reset_index(drop=True),
            ids=self.ids[of_marked],
            firsts=np.concatenate([[0], np.cumsum(compounds[marked])]),
            flags=self.flags[np.repeat(of_marked, self.types.sizes[self.ids])],
        )

    def blocks(self, size: int) -> Iterator[Corpus]:
        """Yield so many answers at a time, as a corpus, in their order."""
        offsets = self.offsets
        for first in range(0, len(self.answers), size):
            last = min(first + size, len(self.answers))
            begin, end = self.firsts[first], self.firsts[last]
            yield replace(
                self,
                answers=self.answers.iloc[first:last].reset_index(drop=True),
                ids=self.ids[begin:end],
                firsts=self.firsts[first : last + 1] - begin,
                flags=self.flags[offsets[first] : offsets[last]],
            )

    @cached_property
    def counted(self) -> pd.DataFrame:
        """One row per word token, with what counting needs; built from codes alone.

        Columns: ``answer`` (int), ``respondent`` (category), ``word``, ``pos``, ``compound`` (categories),
        ``compound_id`` (int; tokens of one occurrence of a compound share it), ``negated``, ``content``
        (bool).
        """
        return self._counted(np.ones(int(self.types.begins.sum()), dtype=bool)).drop(columns="row")

    def content(self) -> pd.DataFrame:
        """Return the rows of :attr:`counted` that are content words; ``row`` (int) is their place there."""
        return self._counted(self._is_content).drop(columns="content")

    def content_codes(self) -> ContentCodes:
        """Return the content words as numbers: counting them so is quicker than as a table."""
        word, pos, compound = self._different(self._is_content)
        columns = self._word_columns(self._is_content, places=False)
        # In the order of the rows, in which a respondent's words mostly stand together.
        who = pd.factorize(self.answers["respondent"])[0].astype(np.int32).take(columns["answer"])
        return ContentCodes(word, pos, compound, columns["which"], who, columns["negated"])

    @property
    def _is_content(self) -> BoolArray:
        """Which words of the different compounds are counted as keywords."""
        begins = self.types.begins
        return self.vocabulary.content[self.naming.words[begins]] & ~self.naming.fragments[begins]

    def _different(self, chosen: BoolArray) -> tuple[Coded, Coded, Coded]:
        """Return word, part of speech and compound of each chosen word of the different compounds.

        Each as the names in code point order and the number of the name.
        """
        listed = np.flatnonzero(chosen)
        word = self.naming.words[self.types.begins][listed]
        shown, shown_code = categories(self.vocabulary.shown)
        pos, pos_code = categories(self.vocabulary.pos)
        names, name_code = categories(self.naming.names)
        compound = np.repeat(name_code[self.naming.compounds], self.types.words)[listed]
        return (shown, shown_code[word]), (pos, pos_code[word]), (names, compound)

    def _counted(self, chosen: BoolArray) -> pd.DataFrame:
        """Return the rows of those words of the different compounds that are chosen."""
        respondents = self._respondents
        columns = self._word_columns(chosen, places=True)
        which, answers = columns["which"], columns["answer"]
        word, pos, compound = (
            pd.Categorical.from_codes(of_different.take(which), categories=pd.Index(names))
            for names, of_different in self._different(chosen)
        )
        who = np.asarray(respondents.codes)[answers]
        return pd.DataFrame(
            {
                "answer": self.answers["answer"].to_numpy()[answers],
                "respondent": pd.Categorical.from_codes(who, dtype=respondents.dtype),
                "word": word,
                "pos": pos,
                "compound": compound,
                "compound_id": columns["compound_id"],
                "negated": columns["negated"],
                "content": self._is_content[chosen][which],
                "row": columns["row"],
            },
            copy=False,
        )

    @cached_property
    def _respondents(self) -> pd.Categorical:
        codes, names = pd.factorize(self.answers["respondent"])
        if not names.is_monotonic_increasing:  # mostly they are in order, and sorting takes long
            codes, names = pd.factorize(self.answers["respondent"], sort=True)
        return pd.Categorical.from_codes(codes, categories=names)

    def _word_columns(self, chosen: BoolArray, *, places: bool) -> dict[str, np.ndarray]:
        return word_columns(self.types, self.ids, self.firsts, self.flags, chosen, places=places)

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """One row per word token of the substantive answers, in the order of the text.

        Columns: those of :attr:`counted`, and ``sentence`` (int, 0-based in the answer), ``position`` (int,
        0-based in the answer; never renumbered), ``surface`` (category, the normalised characters),
        ``conjugation`` (category), ``start``, ``end`` (int, into the original text of the answer; of a word
        that is shown as a longer one, that of the longer one).
        """
        tokens = self.counted.copy()
        codes, offsets = self.codes, self.offsets
        starts = np.flatnonzero((self.flags & WORD) == 0)
        ends = np.append(starts[1:], len(codes))[: len(starts)]
        row_of = np.repeat(np.arange(len(self.answers)), np.diff(offsets))
        first_of_row = np.searchsorted(row_of[starts], np.arange(len(self.answers)))
        tokens["position"] = np.arange(len(starts)) - first_of_row[row_of[starts]]
        surfaces_of = [morpheme.surface for morpheme in self.morphemes]
        surfaces = [surfaces_of[code] for code in codes.tolist()]
        tokens["sentence"] = sentence_numbers(surfaces, (self.flags & LINE) > 0, row_of)[starts]
        begin, finish = places_in_texts(self.answers["text"].tolist(), surfaces, offsets, self.align)
        tokens["start"], tokens["end"] = begin[starts], finish[ends - 1]
        # The surfaces of words are made of the different compounds, of which there are fewer.
        parts = [surfaces_of[code] for code in self.types.codes.tolist()]
        firsts = np.flatnonzero(self.types.begins).tolist()
        names, number = categories(
            ["".join(parts[first:end]) for first, end in pairwise([*firsts, len(parts)])]
        )
        first_words = np.cumsum(self.types.words) - self.types.words
        word = spread(first_words[self.ids], self.types.words[self.ids])
        tokens["surface"] = pd.Categorical.from_codes(number[word], categories=pd.Index(names))
        names, number = categories([morpheme.form for morpheme in self.morphemes])
        tokens["conjugation"] = pd.Categorical.from_codes(number[codes[ends - 1]], categories=pd.Index(names))
        self._widen(tokens, self.words[starts])
        order = ["answer", "respondent", "sentence", "position", "surface", "word", "pos", "conjugation"]
        return tokens[[*order, "negated", "content", "compound", "compound_id", "start", "end"]]

    def _widen(self, tokens: pd.DataFrame, words: Int32Array) -> None:
        """Let a token that is shown as a longer word span all of that; ``words`` are those of the tokens."""
        first_longer = len(self.vocabulary.shown) - self.vocabulary.longer
        wide = np.flatnonzero(words >= first_longer)
        compound_id = tokens["compound_id"].to_numpy()
        begin, finish = tokens["start"].to_numpy(), tokens["end"].to_numpy()
        firsts = np.searchsorted(compound_id, compound_id[wide]).tolist()
        lasts = np.searchsorted(compound_id, compound_id[wide], side="right").tolist()
        starts, ends = begin.copy(), finish.copy()
        surfaces, surface = list(tokens["surface"].cat.categories), tokens["surface"].cat.codes.to_numpy()
        for row, first, last in zip(wide.tolist(), firsts, lasts, strict=True):
            # A longer word is short: of a compound of a thousand words, those around this one.
            near, end = max(first, row - LONGEST + 1), min(last, row + LONGEST)
            pieces = [str(surfaces[code]) for code in surface[near:end]]
            span = span_of_longer(pieces, row - near, self.vocabulary.shown[words[row]])
            left, right = (near + span[0], near + span[1]) if span else (first, last)
            starts[row], ends[row] = begin[left], finish[right - 1]
        tokens["start"], tokens["end"] = starts, ends


def tokenize(
    survey: Survey,
    lexicon: Lexicon | None = None,
    *,
    settings: WordSettings = DEFAULTS.words,
) -> Corpus:
    """Return the corpus of a survey: its substantive answers as words.

    ``lexicon`` is the bundled one if not given. This is the plain way, line by line; for many answers
    ``textmine.large.quick`` gives the same sooner.

    Raises:
        WordsError: if the tokeniser dictionary is not there.
    """
    if lexicon is None:
        lexicon = read_lexicon(settings.lexicon, bundled=settings.lists == "bundled")
    chosen = dictionary(settings.dictionary)
    grammar = read_grammar(chosen.grammar)
    reader = Reader(chosen, forced_words(lexicon, settings.dictionary))
    number: defaultdict[Morpheme, int] = defaultdict()
    number.default_factory = number.__len__  # a new morpheme has the next number
    codes: list[int] = []
    flags: list[int] = []
    compounds: list[int] = []  # of each substantive answer
    for text in substantive_texts(survey):
        before = len(flags)
        for line in normalize(text).split("\n"):
            tokenized = tokenize_line(line, reader, grammar)
            codes += map(number.__getitem__, tokenized.morphemes)
            flags += tokenized.flags
        compounds.append(sum(not flag & COMPOUND for flag in flags[before:]))
    bits = np.array(flags, dtype=np.uint8)
    types, ids = compound_types(np.array(codes, dtype=np.int32), bits, np.flatnonzero((bits & COMPOUND) == 0))
    class_of = [grammar.class_of(morpheme) for morpheme in number]
    naming = Namer(tuple(number), class_of, lexicon, settings).decide(
        types, np.bincount(ids, minlength=len(types))
    )
    return Corpus(
        survey=survey,
        answers=survey.answers.reset_index(drop=True),
        dictionary=settings.dictionary,
        lexicon=lexicon,
        morphemes=tuple(number),
        types=types,
        naming=naming,
        ids=ids,
        firsts=first_compounds(survey, np.array(compounds, dtype=np.int64)),
        flags=bits,
    )


def substantive_texts(survey: Survey) -> pd.Series:
    """Return the texts of the substantive answers: the others have no words."""
    substantive = (survey.answers["kind"] == "substantive").to_numpy()
    return survey.answers["text"] if substantive.all() else survey.answers.loc[substantive, "text"]


def first_compounds(survey: Survey, compounds: Int64Array) -> Int64Array:
    """Return ``Corpus.firsts``, given the number of compounds of each substantive answer."""
    counts = np.zeros(len(survey.answers), dtype=np.int64)
    counts[(survey.answers["kind"] == "substantive").to_numpy()] = compounds
    return np.concatenate([[0], np.cumsum(counts)])


def forced_words(lexicon: Lexicon, name: str) -> tuple[ForcedWord, ...]:
    """Return the words never to be split: those of the lexicon, and synonyms that MeCab would split."""
    forced = {
        normalize(entry.word): replace(entry, word=normalize(entry.word)) for entry in lexicon.compounds
    }
    spellings = {normalize(spelling) for pair in lexicon.synonyms.items() for spelling in pair}
    tokenizer = Tokenizer(dictionary(name))
    for spelling in sorted(spellings - set(forced)):
        if " " not in spelling and len(tokenizer.tokenize(spelling)) > 1:
            forced[spelling] = ForcedWord(spelling, whole=False)
    return tuple(forced.values())
