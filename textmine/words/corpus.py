"""Turns a survey into a corpus: every answer as words, with the way back to its original characters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.errors import WordsError
from textmine.inputs.lexicon import ForcedWord, Lexicon, read_lexicon
from textmine.inputs.normalize import align, normalize, original
from textmine.inputs.survey import Survey
from textmine.settings import DEFAULTS, WordSettings
from textmine.words.grammar import Grammar, read_grammar
from textmine.words.mecab import Dictionary, Morpheme, Tokenizer, dictionary, is_potential, with_lemmas
from textmine.words.steps import Classes, joined, negated, recast

IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

LINE, WORD, COMPOUND, NEGATED, FRAGMENT = 1, 2, 4, 8, 16  # bits of Corpus.flags
_FOREIGN = re.compile(r"-[^-ぁ-ヿ一-鿿]+$")  # UniDic's lemma ends in the word it comes from: サーバー-server
# A verb's stem used as a noun has the lemma of that noun: 取り組む, 取り組み.
_STEM = str.maketrans("うくぐすつぬぶむるウクグスツヌブムル", "いきぎしちにびみりイキギシチニビミリ")
_NOUN, _HELPER, _PARTICLE = "名詞", "動詞-補助", "助詞"  # tags that the grammar's tables class
_LONGEST = 6  # words of a longer word that is looked for behind a fragment
_COUNTABLE = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Vocabulary:
    """The words of a corpus: what each is shown as, and whether it may be a keyword.

    ``shown`` is the most frequent spelling of each word in the whole corpus, whatever part of it is
    selected; ``pos`` its part of speech; ``content`` whether it is of a content part of speech and no
    stop word. The last ``longer`` words are longer words that stand for their fragments (公共交通 for
    公共).
    """

    shown: tuple[str, ...]
    pos: tuple[str, ...]
    content: BoolArray
    longer: int = 0


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
        shown, shown_code = _categories(self.vocabulary.shown)
        compounds, compound_shown = _categories(self.compounds)
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
        ends = np.append(starts[1:], len(self.codes))
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
        forms, form_code = _categories([morpheme.form for morpheme in self.morphemes])
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
    chosen = dictionary(settings.dictionary)
    grammar = read_grammar(chosen.grammar)
    answers = survey.answers.reset_index(drop=True)
    substantive = (answers["kind"] == "substantive").to_numpy()
    texts = [normalize(text) for text in answers.loc[substantive, "text"].tolist()]
    lines_of = [text.split("\n") for text in texts]
    lines = [line for group in lines_of for line in group]

    tokenizer = Tokenizer(chosen, _forced(lexicon, chosen))
    codes, counts = tokenizer.cut(lines)
    morphemes = tokenizer.vocabulary(lines)
    if chosen.lemma < 0:
        morphemes = with_lemmas(morphemes)
    codes, morphemes = _recast(codes, counts, morphemes, grammar)
    class_of = [grammar.class_of(morpheme) for morpheme in morphemes]
    classes = _classes(codes, counts, class_of, grammar)
    gaps = _gaps(lines, codes, counts, morphemes)
    in_word = joined(classes, grammar.patterns["word"], gaps)
    in_compound = joined(classes, [*grammar.patterns["compound"], *grammar.patterns["word"]], gaps) | in_word

    flags = np.zeros(len(codes), dtype=np.uint8)
    line_starts = np.cumsum(counts) - counts
    flags[line_starts[counts > 0]] |= LINE
    flags[in_word] |= WORD
    flags[in_compound] |= COMPOUND
    flags[negated(classes, grammar)] |= NEGATED

    lengths = np.zeros(len(answers), dtype=np.int64)
    if texts:
        first_line = np.cumsum([0, *[len(group) for group in lines_of]])
        lengths[substantive] = np.add.reduceat(counts, first_line[:-1]) if len(counts) else 0
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    named = _Namer(morphemes, class_of, grammar, lexicon, settings)
    vocabulary, words, compounds, compound_codes = named.name(codes, flags)
    return Corpus(
        survey=survey,
        answers=answers,
        dictionary=chosen.name,
        lexicon=lexicon,
        morphemes=morphemes,
        codes=codes,
        flags=flags,
        offsets=offsets,
        vocabulary=vocabulary,
        words=words,
        compounds=compounds,
        compound_codes=compound_codes,
    )


def _forced(lexicon: Lexicon, chosen: Dictionary) -> list[ForcedWord]:
    """Return the forced words, and the synonyms that the dictionary would cut."""
    forced = {
        normalize(entry.word): replace(entry, word=normalize(entry.word)) for entry in lexicon.compounds
    }
    variants = sorted({normalize(v) for pair in lexicon.synonyms.items() for v in pair} - set(forced))
    if variants:
        counts = Tokenizer(chosen).cut(variants)[1]
        for variant, count in zip(variants, counts, strict=True):
            if count > 1 and " " not in variant:
                forced[variant] = ForcedWord(variant)
    return list(forced.values())


def _classes(codes: IntArray, counts: IntArray, class_of: Sequence[str], grammar: Grammar) -> Classes:
    letters = np.array([ord(grammar.letters[name]) for name in class_of], dtype=np.uint32)
    return Classes(letters[codes] if len(codes) else letters[:0], counts)


def _recast(
    codes: IntArray, counts: IntArray, morphemes: Sequence[Morpheme], grammar: Grammar
) -> tuple[IntArray, tuple[Morpheme, ...]]:
    """Return the codes and morphemes, with morphemes of another kind where the grammar says so."""
    class_of = [grammar.class_of(morpheme) for morpheme in morphemes]
    found = recast(_classes(codes, counts, class_of, grammar), grammar)
    codes = codes.copy()
    known = list(morphemes)
    for kind, places in found.items():
        replaced, back = np.unique(codes[places], return_inverse=True)
        codes[places] = len(known) + back
        known += [_as(kind, morphemes[code]) for code in replaced.tolist()]
    return codes, tuple(known)


def _as(kind: str, morpheme: Morpheme) -> Morpheme:
    """Return a verb as what it is used as."""
    if kind != "noun":
        return replace(morpheme, tag=_HELPER if kind == "helper" else _PARTICLE)
    lemma, reading = morpheme.lemma, morpheme.reading
    if "一段" in morpheme.conjugation:
        lemma, reading = lemma.removesuffix("る"), reading.removesuffix("ル")
    elif morpheme.conjugation.startswith("五段"):
        lemma = lemma[:-1] + lemma[-1:].translate(_STEM)
        reading = reading[:-1] + reading[-1:].translate(_STEM)
    return replace(
        morpheme, tag=_NOUN, conjugation="", form="", base=morpheme.surface, lemma=lemma, reading=reading
    )


def _gaps(
    lines: Sequence[str], codes: IntArray, counts: IntArray, morphemes: Sequence[Morpheme]
) -> BoolArray:
    """Return which morphemes stand after a blank (MeCab skips blanks without a trace)."""
    gaps = np.zeros(len(codes), dtype=bool)
    firsts = (np.cumsum(counts) - counts).tolist()
    for line, first, count in zip(lines, firsts, counts.tolist(), strict=True):
        if " " not in line:
            continue
        place = 0
        for index in range(first, first + count):
            surface = morphemes[codes[index]].surface
            found = line.index(surface, place)
            gaps[index] = found > place
            place = found + len(surface)
    return gaps


class _Namer:
    """Gives runs of morphemes their words: which spellings are one, and how it is shown."""

    def __init__(
        self,
        morphemes: Sequence[Morpheme],
        class_of: Sequence[str],
        grammar: Grammar,
        lexicon: Lexicon,
        settings: WordSettings,
    ) -> None:
        self.morphemes = morphemes
        self.class_of = class_of
        self.grammar = grammar
        self.synonyms = {normalize(k): normalize(v) for k, v in lexicon.synonyms.items()}
        self.stopwords = frozenset(map(normalize, lexicon.stopwords))
        self.settings = settings

    def name(
        self, codes: IntArray, flags: npt.NDArray[np.uint8]
    ) -> tuple[Vocabulary, IntArray, tuple[str, ...], IntArray]:
        """Return the vocabulary, the word of each morpheme that begins one, and the same of compounds.

        Sets the flag FRAGMENT on words that are counted as part of the compound they stand in.
        """
        starts = np.flatnonzero((flags & WORD) == 0)
        run_ids, runs = _runs(codes, starts)
        forms = [self._form(run) for run in runs]
        keys = [self._key(run) for run in runs]
        counts = np.bincount(run_ids, minlength=len(runs))
        group_of, shown = self._groups(keys, forms, counts)
        pos = self._pos_of_groups(runs, group_of, counts, len(shown))
        content = np.array(
            [self._is_content(word, kind) for word, kind in zip(shown, pos, strict=True)], dtype=bool
        )
        for run, form in enumerate(forms):
            if form in self.stopwords:
                content[group_of[run]] = False
        words = np.full(len(codes), -1, dtype=np.int32)
        words[starts] = group_of[run_ids]

        compound_starts = np.flatnonzero((flags & COMPOUND) == 0)
        ids, compound_runs = _runs(words, compound_starts)
        bodies = [tuple(w for w in run if w >= 0) for run in compound_runs]
        single = [len(body) == 1 for body in bodies]
        spelled = self._spelled(codes, compound_starts, ids, len(bodies))
        names = [
            shown[body[0]] if alone else self._most(spelled[index])
            for index, (body, alone) in enumerate(zip(bodies, single, strict=True))
        ]
        # One spelling per row of words, so 見直し と 見なおし in a compound are one compound.
        names = self._one_spelling(bodies, names, np.bincount(ids, minlength=len(bodies)))
        compounds, compound_of = _categories(names)
        compound_codes = np.full(len(codes), -1, dtype=np.int32)
        compound_codes[compound_starts] = compound_of[ids]
        vocabulary = Vocabulary(tuple(shown), tuple(pos), content)
        vocabulary = self._fragments(vocabulary, codes, words, flags, compound_starts, ids, bodies)
        return vocabulary, words, tuple(compounds), compound_codes

    def _form(self, run: Sequence[int]) -> str:
        """Return the dictionary form of a word as written: all but its last morpheme stay as they are."""
        last = self.morphemes[run[-1]]
        base = "ない" if self._ends_negated(run) else last.base
        # UniDic reads 感じた as a form of 感ずる, which hardly anyone writes.
        if base.endswith("ずる") and not last.surface.startswith(base[:-1]):
            base = base[:-2] + "じる"
        return "".join(self.morphemes[code].surface for code in run[:-1]) + base

    def _key(self, run: Sequence[int]) -> tuple[str, ...]:
        """Return what the spelling variants of a word share: the lemmas and readings of its morphemes."""
        parts: list[str] = []
        for place, code in enumerate(run):
            if place + 1 < len(run):
                if self.class_of[code] == "prefix_honour":
                    continue  # お店 is 店
                if place and self.grammar.pos.get(self.class_of[code]) == "particle":
                    continue  # 仕方がない is 仕方ない
            morpheme = self.morphemes[code]
            if place + 1 == len(run) and self._ends_negated(run):
                parts.append("ない")
                continue
            part = f"{_FOREIGN.sub('', morpheme.lemma).casefold()}/{morpheme.reading}"
            if is_potential(morpheme):
                # UniDic gives 使える the lemma 使う; "can't use" is another complaint than "don't use".
                part += "/potential"
            if self.class_of[code] == "ikeru":
                part += "/ikeru"  # てはいけない has nothing to do with 行けない
            parts.append(part)
        return (self._pos(run).replace("adjectival_noun", "noun").replace("proper_noun", "noun"), *parts)

    def _ends_negated(self, run: Sequence[int]) -> bool:
        """Whether a word ends in a negation, as やむを得ず does; it is a form of やむを得ない."""
        return len(run) > 1 and self.class_of[run[-1]] == "neg_aux"

    def _pos(self, run: Sequence[int]) -> str:
        names = [self.class_of[code] for code in run]
        if "numeral" in names[:2]:
            return "numeral"
        if names[0] == "forced":
            return self.morphemes[run[0]].tag
        pos = self.grammar.pos.get(names[-1], "noun")
        if len(run) > 1 and pos == "negation":
            return "adjective"  # もったいない
        if len(run) > 1 and pos in {"suffix", "formal_noun"}:
            return "noun"
        return pos

    def _groups(
        self, keys: Sequence[tuple[str, ...]], forms: Sequence[str], counts: npt.NDArray[np.int64]
    ) -> tuple[IntArray, list[str]]:
        """Return the group of each run, and what each group is shown as; groups are in order of that."""
        by_key: dict[tuple[str, ...], dict[str, int]] = {}
        for key, form, count in zip(keys, forms, counts.tolist(), strict=True):
            spellings = by_key.setdefault(key, {})
            spellings[form] = spellings.get(form, 0) + count
        targets = set(self.synonyms.values())
        shown_of: dict[tuple[str, ...], str] = {}
        for key, spellings in by_key.items():
            known = {form: n for form, n in spellings.items() if form in self.synonyms or form in targets}
            best = self._most(known or spellings)
            shown_of[key] = self.synonyms.get(best, best)
        # Synonyms have keys of their own, so groups are by what is shown and the part of speech.
        pairs = sorted({(shown_of[key], "" if shown_of[key] in targets else key[0]) for key in by_key})
        number = {pair: index for index, pair in enumerate(pairs)}
        group_of = np.array(
            [number[shown_of[key], "" if shown_of[key] in targets else key[0]] for key in keys],
            dtype=np.int32,
        )
        return group_of, [shown for shown, _ in pairs]

    @staticmethod
    def _most(spellings: Mapping[str, int]) -> str:
        """Return the most frequent spelling; of equal ones the first in code point order."""
        return min(spellings, key=lambda form: (-spellings[form], form))

    def _pos_of_groups(
        self, runs: Sequence[tuple[int, ...]], group_of: IntArray, counts: npt.NDArray[np.int64], groups: int
    ) -> list[str]:
        votes: list[dict[str, int]] = [{} for _ in range(groups)]
        for run, group, count in zip(runs, group_of.tolist(), counts.tolist(), strict=True):
            pos = self._pos(run)
            votes[group][pos] = votes[group].get(pos, 0) + count
        return [self._most(vote) for vote in votes]

    def _is_content(self, word: str, pos: str) -> bool:
        if pos not in self.settings.pos or word in self.stopwords or not _COUNTABLE.search(word):
            return False
        # A lone kana or letter is the rest of a word that the dictionary did not know.
        return len(word) > 1 or not (word.isascii() or "ぁ" <= word <= "ヿ")

    def _spelled(
        self, codes: IntArray, starts: npt.NDArray[np.int64], ids: IntArray, total: int
    ) -> list[dict[str, int]]:
        """Return, per run of words, its spellings with the number of times each stands in the text."""
        spelled: list[dict[str, int]] = [{} for _ in range(total)]
        ends = np.append(starts[1:], len(codes))
        several = np.flatnonzero(ends - starts > 1)
        for index in several.tolist():
            form = self._form(codes[starts[index] : ends[index]].tolist())
            spellings = spelled[ids[index]]
            spellings[form] = spellings.get(form, 0) + 1
        return spelled

    def _one_spelling(
        self, bodies: Sequence[tuple[int, ...]], names: list[str], counts: npt.NDArray[np.int64]
    ) -> list[str]:
        by_body: dict[tuple[int, ...], dict[str, int]] = {}
        for body, name, count in zip(bodies, names, counts.tolist(), strict=True):
            spellings = by_body.setdefault(body, {})
            spellings[name] = spellings.get(name, 0) + count
        return [self._most(by_body[body]) for body in bodies]

    def _fragments(
        self,
        vocabulary: Vocabulary,
        codes: IntArray,
        words: IntArray,
        flags: npt.NDArray[np.uint8],
        compound_starts: npt.NDArray[np.int64],
        ids: IntArray,
        bodies: Sequence[tuple[int, ...]],
    ) -> Vocabulary:
        """Show a word that hardly ever stands outside one longer word as that longer word.

        公共 in 公共交通 and 公共交通機関 is counted as 公共交通 there, and as 公共 wherever it stands
        otherwise. Changes ``words`` and ``flags`` in place.
        """
        starts = np.flatnonzero(words >= 0)
        ends = np.append(starts[1:], len(codes))
        totals = np.bincount(words[starts], minlength=len(vocabulary.shown))
        longer = self._longer_words(vocabulary, bodies, np.bincount(ids, minlength=len(bodies)), totals)
        # kind of compound -> (which of its words, the longer word it stands for, where that begins in it)
        plans = {
            kind: plan
            for kind, body in enumerate(bodies)
            if (
                plan := [
                    (k, longer[w], at)
                    for k, w in enumerate(body)
                    if (at := _find(body, longer.get(w), k)) >= 0
                ]
            )
        }
        if not plans:
            return vocabulary
        first_word = np.searchsorted(starts, compound_starts)
        spelled: dict[tuple[int, ...], dict[str, int]] = {}
        for kind, plan in plans.items():
            for first in first_word[ids == kind].tolist():
                for _, run, at in plan:
                    begin, finish = starts[first + at], ends[first + at + len(run) - 1]
                    form = self._form(codes[begin:finish].tolist())
                    spellings = spelled.setdefault(run, {})
                    spellings[form] = spellings.get(form, 0) + 1
        names = {run: self._most(spellings) for run, spellings in spelled.items()}
        new = {name: len(vocabulary.shown) + k for k, name in enumerate(sorted(set(names.values())))}
        for kind, plan in plans.items():
            firsts = first_word[ids == kind]
            seen: set[tuple[int, tuple[int, ...]]] = set()
            for k, run, at in plan:
                if (at, run) in seen:  # another fragment of the same longer word: counted once
                    flags[starts[firsts + k]] |= FRAGMENT
                else:
                    words[starts[firsts + k]] = new[names[run]]
                    seen.add((at, run))
        return Vocabulary(
            (*vocabulary.shown, *new),
            (*vocabulary.pos, *("noun" for _ in new)),
            np.append(vocabulary.content, [name not in self.stopwords for name in new]),
            longer=len(new),
        )

    def _longer_words(
        self,
        vocabulary: Vocabulary,
        bodies: Sequence[tuple[int, ...]],
        counts: npt.NDArray[np.int64],
        totals: npt.NDArray[np.int64],
    ) -> dict[int, tuple[int, ...]]:
        """Return, for each fragment, the words of the longest longer word that holds it often enough."""
        judged = vocabulary.content & (totals >= self.settings.fragment_minimum)
        held: dict[int, dict[tuple[int, ...], int]] = {}
        for body, count in zip(bodies, counts.tolist(), strict=True):
            if not any(judged[word] for word in body):
                continue
            for first in range(len(body) - 1):
                for last in range(first + 2, min(len(body), first + _LONGEST) + 1):
                    run = body[first:last]
                    for word in set(run):
                        if judged[word]:
                            runs = held.setdefault(word, {})
                            runs[run] = runs.get(run, 0) + count
        longer: dict[int, tuple[int, ...]] = {}
        for word, runs in held.items():
            needed = self.settings.fragment_share * totals[word]
            enough = [run for run, count in runs.items() if count >= needed]
            if enough:
                longer[word] = max(enough, key=lambda run: (len(run), runs[run], run))
        return longer


def _find(body: tuple[int, ...], run: tuple[int, ...] | None, place: int) -> int:
    """Return where ``run`` begins in ``body`` so that it covers ``place``; -1 if it does not."""
    if run is not None and len(body) > 1:
        for start in range(max(0, place - len(run) + 1), min(place, len(body) - len(run)) + 1):
            if body[start : start + len(run)] == run:
                return start
    return -1


def _runs(codes: IntArray, starts: npt.NDArray[np.int64]) -> tuple[IntArray, list[tuple[int, ...]]]:
    """Return the number of the distinct run that begins at each start, and the runs."""
    ends = np.append(starts[1:], len(codes))
    ids: dict[tuple[int, ...], int] = {}
    numbers = np.empty(len(starts), dtype=np.int32)
    listed = codes.tolist()
    for index, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        numbers[index] = ids.setdefault(tuple(listed[start:end]), len(ids))
    return numbers, list(ids)


def _categories(names: Sequence[str]) -> tuple[list[str], IntArray]:
    """Return the distinct names in code point order, and the place of each name among them."""
    distinct = sorted(set(names))
    number = {name: index for index, name in enumerate(distinct)}
    return distinct, np.array([number[name] for name in names], dtype=np.int32)


def _any_from(flags: BoolArray, starts: npt.NDArray[np.int64]) -> BoolArray:
    """Return whether any flag is set from each start to the next."""
    if not len(starts):
        return np.zeros(0, dtype=bool)
    return np.asarray(np.add.reduceat(flags.astype(np.int32), starts) > 0)
