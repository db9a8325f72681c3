"""Gives runs of morphemes their words: which spellings are one word, and what it is shown as."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from textmine.arrays import distinct_runs, spread, summed
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.normalize import normalize
from textmine.large.collector import no_collection
from textmine.settings import WordSettings
from textmine.words.grammar import Grammar
from textmine.words.mecab import Morpheme, is_potential

IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

LINE, WORD, COMPOUND, NEGATED = 1, 2, 4, 8  # bits of Corpus.flags
_FOREIGN = re.compile(r"-[^-ぁ-ヿ一-鿿]+$")  # UniDic's lemma ends in the word it comes from: サーバー-server
_NEGATING = frozenset({"neg_aux", "nai_shi"})
_ALIKE = {"adjectival_noun": "noun", "proper_noun": "noun"}  # parts of speech that tell no words apart
_TENTH = 0.1
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


@dataclass(frozen=True, eq=False)
class Types:
    """The distinct compounds of texts, a single word being one too.

    Attributes:
        codes: their morphemes, one compound after the other.
        begins: which of these begin a word.
        firsts: where each compound begins in ``codes``.
    """

    codes: IntArray
    begins: BoolArray
    firsts: Integers

    def __len__(self) -> int:
        """Return the number of distinct compounds."""
        return len(self.firsts)

    @cached_property
    def sizes(self) -> Integers:
        """The morphemes of each compound."""
        return np.diff(np.append(self.firsts, len(self.codes)))

    @cached_property
    def words(self) -> Integers:
        """The words of each compound."""
        return np.add.reduceat(self.begins.astype(np.int64), self.firsts) if len(self.firsts) else self.firsts

    def places(self, ids: IntArray) -> Integers:
        """Return which of ``codes`` each morpheme of a text is, whose compounds are these."""
        return spread(self.firsts[ids], self.sizes[ids])


@dataclass(frozen=True, eq=False)
class Named:
    """What was decided about distinct compounds (:class:`Types`).

    Attributes:
        vocabulary: the words of all.
        words: of each of their morphemes that begins a word, index into the vocabulary; else -1.
        fragments: which morphemes begin a word that is counted as part of the compound it stands in.
        names: the compounds as shown.
        compounds: of each compound, index into ``names``.
    """

    vocabulary: Vocabulary
    words: IntArray
    fragments: BoolArray
    names: tuple[str, ...]
    compounds: IntArray

    def part(self, whole: Types, numbers: Integers, types: Types) -> Named:
        """Return the same of some compounds only, ``types``: those with these ``numbers`` in the ``whole``.

        Of the vocabulary and the names those that they have are left.
        """
        at = spread(whole.firsts[numbers], types.sizes)
        words = self.words[at]
        some = np.unique(words[words >= 0])
        listed = some.tolist()
        shown = self.vocabulary.shown
        vocabulary = Vocabulary(
            tuple(shown[word] for word in listed),
            tuple(self.vocabulary.pos[word] for word in listed),
            self.vocabulary.content[some],
            longer=int((some >= len(shown) - self.vocabulary.longer).sum()),
        )
        names, compounds = np.unique(self.compounds[numbers], return_inverse=True)
        return Named(
            vocabulary,
            np.where(words >= 0, np.searchsorted(some, words), -1).astype(np.int32),
            self.fragments[at],
            tuple(self.names[name] for name in names.tolist()),
            compounds.astype(np.int32),
        )


def compound_types(codes: IntArray, flags: npt.NDArray[np.uint8], starts: Integers) -> tuple[Types, IntArray]:
    """Return the distinct compounds of texts, and the number of that which begins at each start."""
    # A compound is the same if its morphemes are and its words begin at the same ones.
    return _typed(codes * 2 + ((flags & WORD) == 0), starts)


def merged(parts: Sequence[tuple[Types, IntArray]]) -> tuple[Types, list[IntArray]]:
    """Return the distinct compounds of several texts, and the number there of each compound of each.

    Beside the types of each part stands the number of each of its morphemes among those of all.
    """
    marked = [at[types.codes] * 2 + types.begins for types, at in parts]
    limits = np.cumsum([0, *map(len, marked)])
    firsts = [types.firsts + limit for (types, _), limit in zip(parts, limits, strict=False)]
    none = np.zeros(0, dtype=np.int32)
    types, ids = _typed(np.concatenate([none, *marked]), np.concatenate([none.astype(np.int64), *firsts]))
    ends = np.cumsum([len(types) for types, _ in parts])
    return types, np.split(ids, ends[:-1])[: len(parts)]


def _typed(marked: IntArray, starts: Integers) -> tuple[Types, IntArray]:
    ids, sample = distinct_runs(marked, starts)
    sizes = np.diff(np.append(starts, len(marked)))[sample]
    distinct = marked[spread(starts[sample], sizes)]
    return Types(distinct >> 1, (distinct & 1) > 0, np.cumsum(sizes) - sizes), ids


class Namer:
    """Gives runs of morphemes their words: which spellings are one, and how it is shown."""

    def __init__(
        self,
        morphemes: Sequence[Morpheme],
        class_of: Sequence[str],
        grammar: Grammar,
        lexicon: Lexicon,
        settings: WordSettings,
        stopped: frozenset[tuple[str, ...]] = frozenset(),
    ) -> None:
        """Hold the morphemes with their classes; ``stopped`` are the keys of the stop words."""
        self.morphemes = morphemes
        self.class_of = class_of
        self.grammar = grammar
        self.synonyms = {normalize(k): normalize(v) for k, v in lexicon.synonyms.items()}
        self.stopwords = frozenset(map(normalize, lexicon.stopwords))
        self.settings = settings
        self.stopped = stopped

    @no_collection()
    def decide(self, types: Types, times: Integers) -> Named:
        """Return the words of distinct compounds, each of which stands so often in the texts.

        What a word is called depends on how often each spelling of it stands anywhere, so this is decided
        once for all parts of a survey.
        """
        codes = types.codes
        starts = np.flatnonzero(types.begins)
        run_ids, runs = _listed(codes, starts)
        forms = [self._form(run) for run in runs]
        keys, parts_of_speech = self._keys(runs)
        counts = summed(run_ids, np.repeat(times, types.words), len(runs))
        group_of, shown = self._groups(keys, forms, counts)
        pos = self._pos_of_groups(parts_of_speech, group_of, counts, len(shown))
        content = np.array(
            [self._is_content(word, kind) for word, kind in zip(shown, pos, strict=True)], dtype=bool
        )
        for run, (form, key) in enumerate(zip(forms, keys, strict=True)):
            if form in self.stopwords or key in self.stopped:
                content[group_of[run]] = False
        words = np.full(len(codes), -1, dtype=np.int32)
        words[starts] = group_of[run_ids]

        ids, compound_runs = _listed(words, types.firsts)
        bodies = [tuple(w for w in run if w >= 0) for run in compound_runs]
        single = [len(body) == 1 for body in bodies]
        spelled = self._spelled(types, times, ids, len(bodies))
        names = [
            shown[body[0]] if alone else self._most(spelled[index])
            for index, (body, alone) in enumerate(zip(bodies, single, strict=True))
        ]
        body_counts = summed(ids, times, len(bodies))
        # One spelling per row of words, so 見直し と 見なおし in a compound are one compound.
        names = self._one_spelling(bodies, names, body_counts)
        compounds, compound_of = categories(names)
        vocabulary = Vocabulary(tuple(shown), tuple(pos), content)
        fragments = np.zeros(len(codes), dtype=bool)
        vocabulary = self._fragments(vocabulary, types, times, words, fragments, ids, bodies, body_counts)
        return Named(vocabulary, words, fragments, tuple(compounds), compound_of[ids])

    def _parts(self, run: Sequence[int]) -> tuple[list[Morpheme], list[str]]:
        return [self.morphemes[code] for code in run], [self.class_of[code] for code in run]

    def _keys(self, runs: Sequence[tuple[int, ...]]) -> tuple[list[tuple[str, ...]], list[str]]:
        """Return the key of each run (:func:`key_of`), and its part of speech."""
        shared = [_shared(*each) for each in zip(self.morphemes, self.class_of, strict=True)]
        # Most runs are one morpheme, whose part of speech is that of its class.
        samples = dict(zip(self.class_of, self.morphemes, strict=True))
        pos_of_class = {kind: pos_of([one], [kind], self.grammar) for kind, one in samples.items()}
        alone = [
            pos_of_class[kind] if kind != "forced" else pos_of([morpheme], [kind], self.grammar)
            for morpheme, kind in zip(self.morphemes, self.class_of, strict=True)
        ]
        keys: list[tuple[str, ...]] = []
        pos: list[str] = []
        for run in runs:
            if len(run) == 1:
                keys.append((_ALIKE.get(alone[run[0]], alone[run[0]]), shared[run[0]]))
                pos.append(alone[run[0]])
            else:
                morphemes, class_of = self._parts(run)
                pos.append(pos_of(morphemes, class_of, self.grammar))
                keys.append(_key([shared[code] for code in run], class_of, pos[-1], self.grammar))
        return keys, pos

    def _form(self, run: Sequence[int]) -> str:
        """Return the dictionary form of a word as written: all but its last morpheme stay as they are."""
        last = self.morphemes[run[-1]]
        base = "ない" if len(run) > 1 and self.class_of[run[-1]] in _NEGATING else last.base
        # UniDic reads 感じた as a form of 感ずる, which hardly anyone writes.
        if base.endswith("ずる") and not last.surface.startswith(base[:-1]):
            base = base[:-2] + "じる"
        if len(run) == 1:
            return base
        return "".join([self.morphemes[code].surface for code in run[:-1]]) + base

    def _groups(
        self, keys: Sequence[tuple[str, ...]], forms: Sequence[str], counts: Integers
    ) -> tuple[IntArray, list[str]]:
        """Return the group of each run, and what each group is shown as; groups are in order of that."""
        by_key: dict[tuple[str, ...], dict[str, int]] = {}
        for key, form, count in zip(keys, forms, counts.tolist(), strict=True):
            spellings = by_key.setdefault(key, {})
            spellings[form] = spellings.get(form, 0) + count
        targets = set(self.synonyms.values())
        told = self.synonyms.keys() | targets
        shown_of: dict[tuple[str, ...], str] = {}
        for key, spellings in by_key.items():
            known = {form: spellings[form] for form in spellings if form in told}
            best = self._most(known or spellings)
            shown_of[key] = self.synonyms.get(best, best)
        # Synonyms have keys of their own, so groups are by what is shown and the part of speech.
        pair_of = {key: (shown, "" if shown in targets else key[0]) for key, shown in shown_of.items()}
        pairs = sorted(set(pair_of.values()))
        number = {pair: index for index, pair in enumerate(pairs)}
        number_of = {key: number[pair] for key, pair in pair_of.items()}
        group_of = np.array([number_of[key] for key in keys], dtype=np.int32)
        return group_of, [shown for shown, _ in pairs]

    @staticmethod
    def _most(spellings: Mapping[str, int]) -> str:
        """Return the most frequent spelling; of equal ones the first in code point order."""
        if len(spellings) == 1:
            return next(iter(spellings))
        return min(spellings, key=lambda form: (-spellings[form], form))

    def _pos_of_groups(
        self, parts_of_speech: Sequence[str], group_of: IntArray, counts: Integers, groups: int
    ) -> list[str]:
        votes: list[dict[str, int]] = [{} for _ in range(groups)]
        for pos, group, count in zip(parts_of_speech, group_of.tolist(), counts.tolist(), strict=True):
            votes[group][pos] = votes[group].get(pos, 0) + count
        return [self._most(vote) for vote in votes]

    def _is_content(self, word: str, pos: str) -> bool:
        if pos not in self.settings.pos or word in self.stopwords or not _COUNTABLE.search(word):
            return False
        # A lone kana or letter is the rest of a word that the dictionary did not know.
        return len(word) > 1 or not (word.isascii() or "ぁ" <= word <= "ヿ")

    def _spelled(self, types: Types, times: Integers, ids: IntArray, total: int) -> list[dict[str, int]]:
        """Return, per run of words, its spellings with the number of times each stands in the text."""
        spelled: list[dict[str, int]] = [{} for _ in range(total)]
        several = np.flatnonzero(types.sizes > 1)
        codes = types.codes.tolist()
        for body, first, size, count in zip(
            ids[several].tolist(),
            types.firsts[several].tolist(),
            types.sizes[several].tolist(),
            times[several].tolist(),
            strict=True,
        ):
            spellings, form = spelled[body], self._form(codes[first : first + size])
            spellings[form] = spellings.get(form, 0) + count
        return spelled

    def _one_spelling(
        self, bodies: Sequence[tuple[int, ...]], names: list[str], counts: Integers
    ) -> list[str]:
        by_body: dict[tuple[int, ...], dict[str, int]] = {}
        for body, name, count in zip(bodies, names, counts.tolist(), strict=True):
            spellings = by_body.setdefault(body, {})
            spellings[name] = spellings.get(name, 0) + count
        return [self._most(by_body[body]) for body in bodies]

    def _fragments(
        self,
        vocabulary: Vocabulary,
        types: Types,
        times: Integers,
        words: IntArray,
        fragments: BoolArray,
        ids: IntArray,
        bodies: Sequence[tuple[int, ...]],
        body_counts: Integers,
    ) -> Vocabulary:
        """Show a word that hardly ever stands outside one longer word as that longer word.

        公共 in 公共交通 and 公共交通機関 is counted as 公共交通 there, and as 公共 wherever it stands
        otherwise. Changes ``words`` and ``fragments`` in place.
        """
        starts = np.flatnonzero(words >= 0)
        ends = np.append(starts[1:], len(words))
        totals = summed(words[starts], np.repeat(times, types.words), len(vocabulary.shown))
        longer = self._longer_words(vocabulary, bodies, body_counts, totals)
        # kind of compound -> (which of its words, the longer word it stands for, where that begins in it)
        plans = {
            kind: plan
            for kind, body in enumerate(bodies)
            if not longer.keys().isdisjoint(body) and (plan := _plan(body, longer))
        }
        if not plans:
            return vocabulary
        planned = np.zeros(len(bodies), dtype=bool)
        planned[list(plans)] = True
        rows = np.flatnonzero(planned[ids])
        first_word = (np.cumsum(words >= 0) - 1)[types.firsts[rows]]
        order = np.argsort(ids[rows], kind="stable")
        limits = np.searchsorted(ids[rows][order], np.arange(len(bodies) + 1))
        within = {kind: order[limits[kind] : limits[kind + 1]] for kind in plans}
        firsts_of = {kind: first_word[chosen] for kind, chosen in within.items()}
        written: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
        listed = types.codes.tolist()
        for kind, plan in plans.items():
            often = times[rows[within[kind]]].tolist()
            for _, run, at in plan:
                firsts = firsts_of[kind] + at
                for begin, finish, count in zip(
                    starts[firsts].tolist(), ends[firsts + len(run) - 1].tolist(), often, strict=True
                ):
                    spelling = (run, tuple(listed[begin:finish]))
                    written[spelling] = written.get(spelling, 0) + count
        spelled: dict[tuple[int, ...], dict[str, int]] = {}
        for (run, body), count in written.items():
            spellings = spelled.setdefault(run, {})
            form = self._form(body)
            spellings[form] = spellings.get(form, 0) + count
        names = {run: self._most(spellings) for run, spellings in spelled.items()}
        new = {name: len(vocabulary.shown) + k for k, name in enumerate(sorted(set(names.values())))}
        for kind, plan in plans.items():
            firsts = firsts_of[kind]
            seen: set[tuple[int, tuple[int, ...]]] = set()
            for k, run, at in plan:
                if (at, run) in seen:  # another fragment of the same longer word: counted once
                    fragments[starts[firsts + k]] = True
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
        counts: Integers,
        totals: Integers,
    ) -> dict[int, tuple[tuple[int, ...], ...]]:
        """Return, for each fragment, the words of the longer words that it is shown as.

        A fragment stands nearly always in one longer word (the longest such is taken), or nearly always at
        the end of several (手段 in 交通手段 and 移動手段), of which those with a tenth of it are taken.
        """
        share, minimum = self.settings.fragment_share, self.settings.fragment_minimum
        judged: list[bool] = (vocabulary.content & (totals >= minimum)).tolist()
        held: dict[int, dict[tuple[int, ...], int]] = {}
        at_end: dict[int, int] = {}
        for body, count in zip(bodies, counts.tolist(), strict=True):
            if len(body) < 2 or not any(judged[word] for word in body):
                continue
            at_end[body[-1]] = at_end.get(body[-1], 0) + count
            for first in range(len(body) - 1):
                for last in range(first + 2, min(len(body), first + _LONGEST) + 1):
                    run = body[first:last]
                    for word in set(run):
                        if judged[word]:
                            runs = held.setdefault(word, {})
                            runs[run] = runs.get(run, 0) + count
        longer: dict[int, tuple[tuple[int, ...], ...]] = {}
        for word, runs in held.items():
            total = int(totals[word])
            enough = [run for run, count in runs.items() if count >= share * total]
            if enough:
                longer[word] = (max(enough, key=lambda run: (len(run), runs[run], run)),)
            elif at_end.get(word, 0) >= share * total:
                pairs = [
                    run
                    for run, count in runs.items()
                    if len(run) == 2 and run[1] == word and count >= max(minimum, _TENTH * total)
                    if vocabulary.pos[run[0]] != "numeral"
                ]
                longer[word] = tuple(sorted(pairs))
        return longer


def key_of(morphemes: Sequence[Morpheme], class_of: Sequence[str], grammar: Grammar) -> tuple[str, ...]:
    """Return what the spelling variants of a word share: the lemmas and readings of its morphemes."""
    shared = [_shared(*each) for each in zip(morphemes, class_of, strict=True)]
    return _key(shared, class_of, pos_of(morphemes, class_of, grammar), grammar)


def _shared(morpheme: Morpheme, kind: str) -> str:
    """Return what the spelling variants of a morpheme share."""
    lemma = morpheme.lemma
    part = f"{(_FOREIGN.sub('', lemma) if '-' in lemma else lemma).casefold()}/{morpheme.reading}"
    if is_potential(morpheme):
        # UniDic gives 使える the lemma 使う; "can't use" is another complaint than "don't use".
        part += "/potential"
    if kind == "ikeru":
        part += "/ikeru"  # てはいけない has nothing to do with 行けない
    return part


def _key(shared: Sequence[str], class_of: Sequence[str], pos: str, grammar: Grammar) -> tuple[str, ...]:
    parts: list[str] = []
    for place, (part, kind) in enumerate(zip(shared, class_of, strict=True)):
        if place + 1 < len(shared):
            if kind == "prefix_honour":
                continue  # お店 is 店
            if place and grammar.pos.get(kind) == "particle":
                continue  # 仕方がない is 仕方ない
        parts.append(part)
    if len(parts) > 1 and (_ends_negated(class_of) or class_of[-1] == "neg_adj"):
        # 仕方がない is 仕方ない, which UniDic has as one adjective with the lemma 仕方無い.
        lemmas, readings = zip(*(part.split("/")[:2] for part in parts[:-1]), strict=True)
        parts = ["".join([*lemmas, "無い/", *readings, "ナイ"])]
    return (_ALIKE.get(pos, pos), *parts)


def pos_of(morphemes: Sequence[Morpheme], class_of: Sequence[str], grammar: Grammar) -> str:
    """Return the part of speech of a word: mostly that of its last morpheme."""
    if "numeral" in class_of[:2] and not (len(class_of) > 2 and class_of[-1] == "noun_one"):
        return "numeral"  # but 二つ星 is a noun
    if class_of[0] == "forced":
        return morphemes[0].tag
    pos = grammar.pos.get(class_of[-1], "noun")
    if len(class_of) > 1 and (pos == "negation" or _ends_negated(class_of)):
        return "adjective"  # もったいない
    if len(class_of) > 1 and pos in {"suffix", "formal_noun"}:
        return "noun"
    return pos


def _ends_negated(class_of: Sequence[str]) -> bool:
    """Whether a word ends in a negation, as やむを得ず does; it is a form of やむを得ない."""
    return len(class_of) > 1 and class_of[-1] in _NEGATING


def _plan(
    body: tuple[int, ...], longer: Mapping[int, tuple[tuple[int, ...], ...]]
) -> list[tuple[int, tuple[int, ...], int]]:
    """Return which words of a compound are shown as a longer word: (place, that word, where it begins)."""
    if len(body) < 2:
        return []
    return [
        (place, run, at)
        for place, word in enumerate(body)
        for run in longer.get(word, ())
        if (at := _find(body, run, place)) >= 0
    ]


def _find(body: tuple[int, ...], run: tuple[int, ...], place: int) -> int:
    """Return where ``run`` begins in ``body`` so that it covers ``place``; -1 if it does not."""
    for start in range(max(0, place - len(run) + 1), min(place, len(body) - len(run)) + 1):
        if body[start : start + len(run)] == run:
            return start
    return -1


def _listed(codes: IntArray, starts: Integers) -> tuple[IntArray, list[tuple[int, ...]]]:
    """Return the number of the distinct run that begins at each start, and the runs."""
    numbers, sample = distinct_runs(codes, starts)
    sizes = np.diff(np.append(starts, len(codes)))[sample]
    listed = codes.tolist()
    bounds = zip(starts[sample].tolist(), sizes.tolist(), strict=True)
    return numbers, [tuple(listed[first : first + size]) for first, size in bounds]


def categories(names: Sequence[str]) -> tuple[list[str], IntArray]:
    """Return the distinct names in code point order, and the place of each name among them."""
    distinct = sorted(set(names))
    number = {name: index for index, name in enumerate(distinct)}
    return distinct, np.array([number[name] for name in names], dtype=np.int32)
