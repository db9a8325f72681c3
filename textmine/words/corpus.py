"""Turns a survey into a corpus: every answer as words, with the way back to its original characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import is_
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.arrays import spread
from textmine.errors import WordsError
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.normalize import align, normalize, normalized, original
from textmine.inputs.survey import Survey
from textmine.large.cache import cut_parts
from textmine.settings import DEFAULTS, WordSettings
from textmine.words.cuts import forced_words, put_together
from textmine.words.grammar import read_grammar
from textmine.words.mecab import Dictionary, Morpheme, Tokenizer, dictionary, with_lemmas
from textmine.words.vocabulary import (
    COMPOUND,
    LINE,
    NEGATED,
    WORD,
    Named,
    Namer,
    Types,
    Vocabulary,
    categories,
    key_of,
)

__all__ = ["COMPOUND", "LINE", "NEGATED", "WORD", "Corpus", "tokenize"]
IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Coded = tuple[list[str], IntArray]  # names, and which of them each is

_BLOCK = 2000  # answers whose words are looked up at a time
_KANJI = re.compile(r"[一-鿿々]")


class ContentCodes(NamedTuple):
    """The content words of a corpus as numbers.

    Attributes:
        word, pos, compound: their names in code point order, and of each of the different words (the same in
            another compound is another) the number of its own.
        which: which of the different words each one is, in the order of the text.
        respondent: a number of the respondent who wrote it.
        negated: whether it is negated there.
    """

    word: Coded
    pos: Coded
    compound: Coded
    which: IntArray
    respondent: IntArray
    negated: BoolArray


@dataclass(frozen=True)
class Corpus:
    """Answers as words, integer-coded; never changed after tokenising.

    The text is held as compounds, a single word being one too, each a number in ``types``: some 165 bytes for
    a comment of 50 characters. What is asked of each morpheme is looked up there anew each time.

    Attributes:
        survey: the survey it was made from, whole.
        answers: the rows of ``survey.answers`` that this corpus holds; only substantive ones have words.
        dictionary: name of the tokeniser dictionary.
        lexicon: the forced words, synonyms and stop words it was made with.
        morphemes: the entries of the tokeniser's dictionary that occur.
        types: the different compounds, as morphemes.
        named: the words that these are.
        ids: index into ``types`` of each compound of the text, answer after answer.
        firsts: answer i holds the compounds ``firsts[i]`` to ``firsts[i + 1]``.
        flags: of each morpheme: begins a line, continues a word, continues a compound, is negated.
    """

    survey: Survey
    answers: pd.DataFrame
    dictionary: str
    lexicon: Lexicon
    morphemes: tuple[Morpheme, ...]
    types: Types
    named: Named
    ids: IntArray
    firsts: Integers
    flags: npt.NDArray[np.uint8]

    @property
    def base(self) -> int:
        """The number of respondents with a substantive answer: what every share is a share of."""
        substantive = (self.answers["kind"] == "substantive").to_numpy()
        return int(self.answers["respondent"][substantive].nunique())

    @property
    def vocabulary(self) -> Vocabulary:
        """The words."""
        return self.named.vocabulary

    @property
    def codes(self) -> IntArray:
        """Index into ``morphemes`` of each morpheme of the text, answer after answer."""
        return self.types.codes[self.types.places(self.ids)]

    @property
    def offsets(self) -> Integers:
        """Answer i holds the morphemes ``offsets[i]`` to ``offsets[i + 1]``."""
        return np.concatenate([[0], np.cumsum(self.types.sizes[self.ids])])[self.firsts]

    @property
    def words(self) -> IntArray:
        """Of each morpheme that begins a word, index into ``vocabulary``; else -1."""
        return self.named.words[self.types.places(self.ids)]

    @property
    def fragments(self) -> BoolArray:
        """Which morphemes begin a word that is counted as part of the compound it stands in."""
        return self.named.fragments[self.types.places(self.ids)]

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
        return self.only(kept)

    def only(self, kept: BoolArray) -> Corpus:
        """Return the answers that are marked, as a corpus. What words are shown as does not change."""
        compounds = np.diff(self.firsts)
        of_kept = np.repeat(kept, compounds)
        return replace(
            self,
            answers=self.answers[kept].reset_index(drop=True),
            ids=self.ids[of_kept],
            firsts=np.concatenate([[0], np.cumsum(compounds[kept])]),
            flags=self.flags[np.repeat(of_kept, self.types.sizes[self.ids])],
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
        columns = self._columns(self._is_content, places=False)
        # In the order of the rows, in which a respondent's words mostly stand together.
        who = pd.factorize(self.answers["respondent"])[0].astype(np.int32).take(columns["answer"])
        return ContentCodes(word, pos, compound, columns["which"], who, columns["negated"])

    @property
    def _is_content(self) -> BoolArray:
        """Which words of the different compounds are counted as keywords."""
        begins = self.types.begins
        return self.vocabulary.content[self.named.words[begins]] & ~self.named.fragments[begins]

    def _different(self, chosen: BoolArray) -> tuple[Coded, Coded, Coded]:
        """Return word, part of speech and compound of each chosen word of the different compounds.

        Each as the names in code point order and the number of the name.
        """
        listed = np.flatnonzero(chosen)
        word = self.named.words[self.types.begins][listed]
        shown, shown_code = categories(self.vocabulary.shown)
        pos, pos_code = categories(self.vocabulary.pos)
        names, name_code = categories(self.named.names)
        compound = np.repeat(name_code[self.named.compounds], self.types.words)[listed]
        return (shown, shown_code[word]), (pos, pos_code[word]), (names, compound)

    def _counted(self, chosen: BoolArray) -> pd.DataFrame:
        """Return the rows of those words of the different compounds that are chosen."""
        respondents = self._respondents
        columns = self._columns(chosen, places=True)
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
        if not names.is_monotonic_increasing:  # mostly they stand in order, and sorting takes long
            codes, names = pd.factorize(self.answers["respondent"], sort=True)
        return pd.Categorical.from_codes(codes, categories=names)

    def _columns(self, chosen: BoolArray, *, places: bool) -> dict[str, npt.NDArray[Any]]:
        """Return ``which`` of the chosen words each one in the text is, its ``answer``, and if it is negated.

        With ``places`` also its ``row`` among all words, and ``compound_id``.

        Some thousand answers at a time: what fits into a processor's cache takes a third of the time.
        """
        types = self.types
        last = np.cumsum(types.words)
        within = np.concatenate([[0], np.cumsum(chosen)])
        begins = within[last - types.words]  # of each type, its first chosen word among all chosen ones
        sizes = within[last] - begins
        listed = np.flatnonzero(chosen)
        ordinal = np.cumsum(types.begins) - 1  # of each morpheme of the types, its word
        blocks: list[dict[str, npt.NDArray[Any]]] = []
        tokens = morphemes = 0
        for first_answer in range(0, max(len(self.answers), 1), _BLOCK):
            bounds = self.firsts[first_answer : first_answer + _BLOCK + 1]
            ids = self.ids[bounds[0] : bounds[-1]].astype(np.int64)
            lengths, some = types.sizes.take(ids), sizes.take(ids)
            upto = np.concatenate([[0], np.cumsum(some)])
            held = np.flatnonzero(some > 0)  # most are words such as particles, none of which is chosen
            which = np.repeat(begins.take(ids[held]) - upto[held], some[held]) + np.arange(upto[-1])
            # Few morphemes are negated, so their words are looked for, not the negation of each word.
            ends = np.cumsum(lengths)
            total = int(ends[-1]) if len(ends) else 0
            marked = np.flatnonzero(self.flags[morphemes : morphemes + total] & NEGATED)
            holder = np.searchsorted(ends, marked, side="right")
            word = ordinal[types.firsts[ids[holder]] + marked - ends[holder] + lengths[holder]]
            counts = chosen[word]
            holder, word = holder[counts], word[counts]
            negated = np.zeros(len(which), dtype=bool)
            negated[upto[holder] + within[word] - begins[ids[holder]]] = True

            answers = np.arange(first_answer, first_answer + len(bounds) - 1, dtype=np.int32)
            block: dict[str, npt.NDArray[Any]] = {
                "which": which.astype(np.int32),
                "answer": np.repeat(answers, np.diff(upto[bounds - bounds[0]])),
                "negated": negated,
            }
            if places:
                several = types.words[ids]
                compound = np.repeat(np.arange(len(ids)), some)
                row = tokens + (np.cumsum(several) - last[ids])[compound] + listed[which]
                block |= {"row": row, "compound_id": compound + bounds[0]}
                tokens += int(several.sum())
            blocks.append(block)
            morphemes += total
        return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """One row per word token of the substantive answers, in the order of the text.

        Columns: those of :attr:`counted`, and ``sentence`` (int, 0-based in the answer), ``position`` (int,
        0-based in the answer; never renumbered), ``surface`` (category, the normalised characters),
        ``conjugation`` (category), ``start``, ``end`` (int, into the original text of the answer; of a word
        that stands for a compound, the compound's).
        """
        tokens = self.counted.copy()
        codes = self.codes
        starts = np.flatnonzero((self.flags & WORD) == 0)
        ends = np.append(starts[1:], len(codes))[: len(starts)]
        row_of = np.repeat(np.arange(len(self.answers)), np.diff(self.offsets))
        first_of_row = np.searchsorted(row_of[starts], np.arange(len(self.answers)))
        tokens["position"] = np.arange(len(starts)) - first_of_row[row_of[starts]]
        tokens["sentence"] = self._sentences(row_of)[starts]
        begin, finish = self._places()
        tokens["start"], tokens["end"] = begin[starts], finish[ends - 1]
        surfaces, surface = categories(self._surfaces)
        word = spread(self._first_words[self.ids], self.types.words[self.ids])
        tokens["surface"] = pd.Categorical.from_codes(surface[word], categories=pd.Index(surfaces))
        forms, form_code = categories([morpheme.form for morpheme in self.morphemes])
        tokens["conjugation"] = pd.Categorical.from_codes(
            form_code[codes[ends - 1]], categories=pd.Index(forms)
        )
        self._widen(tokens)
        order = ["answer", "respondent", "sentence", "position", "surface", "word", "pos", "conjugation"]
        return tokens[[*order, "negated", "content", "compound", "compound_id", "start", "end"]]

    @property
    def _first_words(self) -> Integers:
        """Of each of the different compounds, its first word among those of all of them."""
        return np.cumsum(self.types.words) - self.types.words

    @property
    def _surfaces(self) -> list[str]:
        """The characters of each word of the different compounds."""
        surfaces = [morpheme.surface for morpheme in self.morphemes]
        parts = [surfaces[code] for code in self.types.codes.tolist()]
        starts = np.flatnonzero(self.types.begins).tolist()
        return ["".join(parts[first:end]) for first, end in pairwise([*starts, len(parts)])]

    def _sentences(self, row_of: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the 0-based number of the sentence of each morpheme in its answer."""
        closing = np.array([m.surface in {"。", "!", "?", "．"} for m in self.morphemes], dtype=bool)
        if not len(self.flags):
            return np.zeros(0, dtype=np.int64)
        closes = closing[self.codes]
        # A run of closing marks (!?) ends one sentence, so the next begins at the first other morpheme.
        begins = np.concatenate([[False], closes[:-1] & ~closes[1:]]) | ((self.flags & LINE) > 0)
        number = np.cumsum(begins)
        first = np.searchsorted(row_of, row_of)
        return np.asarray(number - number[first])

    def _places(self) -> tuple[IntArray, IntArray]:
        """Return where each morpheme starts and ends in the original text of its answer."""
        begin = np.zeros(len(self.flags), dtype=np.int32)
        finish = np.zeros(len(self.flags), dtype=np.int32)
        surfaces = [morpheme.surface for morpheme in self.morphemes]
        texts = self.answers["text"].tolist()
        all_codes, all_offsets = self.codes, self.offsets
        sizes = np.array([len(surface) for surface in surfaces], dtype=np.int64)[all_codes]
        ends = np.concatenate([[0], np.cumsum(sizes)])
        # Most answers are normal as they stand and hold no blank: a morpheme begins where another ends.
        written = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        same = np.fromiter(map(is_, texts, normalized(texts)), dtype=bool, count=len(texts))
        plain = same & (np.diff(ends[all_offsets]) == written)
        before = np.repeat(ends[all_offsets[:-1]], np.diff(all_offsets))
        begin[:], finish[:] = ends[:-1] - before, ends[1:] - before
        codes, offsets_of = all_codes.tolist(), all_offsets.tolist()
        for row in np.flatnonzero(~plain).tolist():
            first, last = offsets_of[row], offsets_of[row + 1]
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
        codes, words = self.codes, self.words
        starts = np.flatnonzero(words >= 0)
        wide = np.flatnonzero(words[starts] >= first_longer)
        if not len(wide):
            return
        compound_id = tokens["compound_id"].to_numpy()
        begin, finish = tokens["start"].to_numpy(), tokens["end"].to_numpy()
        first = np.searchsorted(compound_id, compound_id[wide])
        last = np.searchsorted(compound_id, compound_id[wide], side="right")
        ends = np.append(starts[1:], len(codes))
        surfaces = [morpheme.surface for morpheme in self.morphemes]
        known: dict[tuple[int, int], tuple[int, int]] = {}  # compound, its word -> the longer word in it
        before, behind = [], []
        of = self.ids[compound_id[wide]].tolist()
        for row, kind, a, b in zip(wide.tolist(), of, first.tolist(), last.tolist(), strict=True):
            if (kind, row - a) not in known:
                pieces = [
                    "".join([surfaces[code] for code in codes[start:end].tolist()])
                    for start, end in zip(starts[a:b].tolist(), ends[a:b].tolist(), strict=True)
                ]
                known[kind, row - a] = _longer(pieces, row - a, self.vocabulary.shown[words[starts[row]]])
            left, right = known[kind, row - a]
            before.append(a + left)
            behind.append(a + right - 1)
        new_begin, new_finish = begin.copy(), finish.copy()
        new_begin[wide], new_finish[wide] = begin[before], finish[behind]
        tokens["start"], tokens["end"] = new_begin, new_finish


def _longer(pieces: Sequence[str], place: int, wanted: str) -> tuple[int, int]:
    """Return which words of a compound make the longer word that one of them stands for, the fewest."""
    spans = [(a, b) for a in range(place + 1) for b in range(place + 1, len(pieces) + 1) if b - a > 1]
    # Another spelling of the longer word: then the compound that holds it.
    best = (0, len(pieces))
    for a, b in sorted(spans, key=lambda span: span[0] - span[1]):
        if "".join(pieces[a:b]) == wanted:
            best = (a, b)
    return best


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
    texts = answers["text"] if substantive.all() else answers.loc[substantive, "text"]
    whole = put_together(cut_parts(texts, forced_words(lexicon, settings.dictionary), settings))
    counts = np.zeros(len(answers), dtype=np.int64)
    counts[substantive] = whole.counts
    return Corpus(
        survey=survey,
        answers=answers,
        dictionary=settings.dictionary,
        lexicon=lexicon,
        morphemes=whole.morphemes,
        types=whole.types,
        named=namer(whole.morphemes, whole.class_of, lexicon, settings).decide(whole.types, whole.times),
        ids=whole.ids,
        firsts=np.concatenate([[0], np.cumsum(counts)]),
        flags=whole.flags,
    )


def namer(
    morphemes: Sequence[Morpheme], class_of: Sequence[str], lexicon: Lexicon, settings: WordSettings
) -> Namer:
    """Return what gives words to runs of these morphemes."""
    chosen = dictionary(settings.dictionary)
    grammar = read_grammar(chosen.grammar)
    return Namer(
        morphemes, class_of, grammar, lexicon, settings, _stopped(frozenset(lexicon.stopwords), chosen)
    )


@lru_cache(maxsize=4)
def _stopped(stopwords: frozenset[str], chosen: Dictionary) -> frozenset[tuple[str, ...]]:
    """Return what the spellings of each stop word share, so that 出来る stops できる.

    Not of kana that is no verb: くらい alone may be 暗い to the dictionary.
    """
    grammar = read_grammar(chosen.grammar)
    words = sorted(map(normalize, stopwords))
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
