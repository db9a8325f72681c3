"""The expressions of a corpus: what an analyst would circle, 気をつける rather than 気 and つける.

A word that only means something with a partner (stopwords/weak.txt) is counted as the expression that it
forms: つける as 気をつける, 便 as 交通の便, 方面 as 関西方面. A predicate that is denied is counted as that:
わからない. Every other word is an expression by itself. What says one thing in two ways (増える, 増加;
変わらない, 変化がない: dictionaries/meanings.txt) is counted under one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from textmine.arrays import Int64Array
from textmine.inputs.lexicon import Lexicon
from textmine.tables.pairs import Pair, pairs_of
from textmine.tables.predicates import Predicate, form_shown, predicates_of
from textmine.tables.spellings import FAVOURS, FILLED, GA, NI, NO, WO
from textmine.tables.tagged import TaggedText
from textmine.tables.worduses import word_uses
from textmine.words.corpus import COMPOUND, Corpus

_BLOCK = 20_000  # answers that are gone through at a time: a letter takes hundreds of bytes then
_NAMED_SO = ("verb", "adjective", "being")  # predicates that have a denied form of their own
_FORMAL = "n_formal"  # classes of the grammar
_THERE = ("aru", "iru", "naru")
_NAME = "固有名詞"  # in the tag of a proper noun
_BOUND = "づ付"  # what a verb begins with that is one word with its noun: 活気づく
_THINGS = ("noun", "noun_one", "noun_verbal")  # classes of nouns that something is done to
_PLACES = {"ところ": "ところ", "所": "ところ"}


class Expressions(NamedTuple):
    """The uses of expressions in a corpus, and the weak words that stand without a partner.

    Attributes:
        uses: as :func:`textmine.tables.worduses.word_uses`, with ``word_use`` (int, the use of the word that
            stands for the expression, as that function numbers it), ``made`` (bool: it is of several words)
            and ``denied`` (bool: it is named by its denied form, and so is not ``negated``).
        alone: one row per use of a weak word that forms nothing: ``word``, ``respondent`` (categories).
        inside: one row per use that stands inside a longer expression: ``word``, ``longer``, ``respondent``
            (categories).
        otherwise: one row per use that is counted under another name than its own (``Lexicon.rows``):
            ``word``, ``own``, ``respondent`` (categories).
    """

    uses: pd.DataFrame
    alone: pd.DataFrame
    inside: pd.DataFrame
    otherwise: pd.DataFrame


class _Named(NamedTuple):
    """What a use of a word is counted as, and the words in ``corpus.counted`` that it spans.

    Without a name it is not counted: it stands alone or, ``elsewhere``, is counted with its partner.
    """

    name: str
    first: int = 0
    last: int = 0
    denied: bool = False
    elsewhere: bool = False
    negated: bool = False  # its noun is: 悪い影響は思いつかない


_ALONE, _ELSEWHERE = _Named(""), _Named("", elsewhere=True)


def expressions(corpus: Corpus) -> Expressions:
    """Return the uses of expressions in a corpus; it is gone through once."""
    return corpus.made(_expressions)


def _expressions(corpus: Corpus) -> Expressions:
    used = word_uses(corpus, "word")
    named: dict[int, _Named] = {}
    uses = words = 0
    for block in corpus.blocks(_BLOCK):  # no expression goes beyond an answer
        if len(block.ids):
            text = TaggedText(block, "word")
            for use, each in _Block(text).named().items():
                told = _as_told(each, corpus.lexicon)
                named[use + uses] = told._replace(first=each.first + words, last=each.last + words)
            uses += text.uses
            words += len(block.counted)
    return _tables(used, named, corpus)


def _as_told(each: _Named, lexicon: Lexicon) -> _Named:
    """Return an expression as the analyst's lists say: under another name, or not listed."""
    name = lexicon.synonyms.get(each.name, each.name)
    return _ELSEWHERE if name in lexicon.stopwords else each._replace(name=name)


def _tables(used: pd.DataFrame, named: Mapping[int, _Named], corpus: Corpus) -> Expressions:
    """Return the uses of words with those that are ``named`` otherwise."""
    row_of = corpus.lexicon.rows
    gone = np.zeros(len(used), dtype=bool)
    is_alone = gone.copy()
    rows = {use: each for use, each in named.items() if each.name}
    gone[[use for use, each in named.items() if not each.name]] = True
    is_alone[[use for use, each in named.items() if not each.name and not each.elsewhere]] = True
    at = np.array(list(rows), dtype=np.int64)
    words = used["word"].cat.categories
    given = pd.Index(sorted({each.name for each in rows.values()}), dtype=words.dtype)
    written = words.union(given)
    names = pd.Index(written.map(lambda name: row_of.get(name, name)), dtype=words.dtype)
    names = names.unique().sort_values()
    made = np.zeros(len(used), dtype=bool)
    denied = made.copy()
    table = used.assign(word_use=np.arange(len(used)))
    for column in ("word", "compound"):
        categories = names if column == "word" else names.union(used["compound"].cat.categories)
        shown = [row_of.get(name, name) for name in used[column].cat.categories]
        codes = categories.get_indexer(pd.Index(shown))[used[column].cat.codes.to_numpy()]
        shown = [row_of.get(each.name, each.name) for each in rows.values()]
        codes[at] = categories.get_indexer(pd.Index(shown))
        table[column] = pd.Categorical.from_codes(codes, categories=categories)
    for column, values in (
        ("first", [each.first for each in rows.values()]),
        ("last", [each.last for each in rows.values()]),
    ):
        numbers = used[column].to_numpy().copy()
        numbers[at] = values
        table[column] = numbers
    denied[at] = [each.denied for each in rows.values()]
    made[at] = [each.last > each.first for each in rows.values()]
    negated = used["negated"].to_numpy().copy()
    negated[at] |= np.array([each.negated for each in rows.values()], dtype=bool)
    table["negated"] = negated & ~denied
    table["made"], table["denied"] = made, denied
    alone = used.loc[is_alone, ["word", "respondent"]].reset_index(drop=True)
    own = written.get_indexer(used["word"].cat.categories)[used["word"].cat.codes.to_numpy()]
    own[at] = written.get_indexer(pd.Index([each.name for each in rows.values()]))
    table["own"] = pd.Categorical.from_codes(own, categories=written)
    table = table[~gone].reset_index(drop=True)
    is_other = table["own"].isin(list(row_of)).to_numpy()
    otherwise = table.loc[is_other, ["word", "own", "respondent"]].reset_index(drop=True)
    table = table.drop(columns="own")
    inside = pd.concat([_inside(table), _shorter(table, corpus)], ignore_index=True)
    return Expressions(table, alone, inside, otherwise)


def _shorter(uses: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return which words stand in another of the same noun: 交通 in 交通機関, as :func:`_inside` does.

    A name is a thing of its own: 新南陽高校 is no 高校 among others.
    """
    numbers = corpus.counted["compound_id"].to_numpy()[uses["first"].to_numpy()]
    is_several = np.bincount(numbers, minlength=1)[numbers] > 1
    own = uses.loc[is_several & ~uses["made"].to_numpy(), ["word", "respondent"]]
    own = own.assign(number=numbers[own.index.to_numpy()])
    both = own.merge(own, on="number", suffixes=("", "_longer"))
    both = both[both["word"].cat.codes.to_numpy() != both["word_longer"].cat.codes.to_numpy()]
    names = _names(corpus, both["number"].to_numpy())

    def is_part(word: str, longer: str, names: frozenset[str]) -> bool:
        rest = longer.replace(word, "", 1)
        return word in longer and not any(name in rest for name in names)

    words, longer = both["word"].astype(str), both["word_longer"].astype(str)
    pairs = list(zip(words, longer, map(names.__getitem__, both["number"].tolist()), strict=True))
    known = {pair: is_part(*pair) for pair in set(pairs)}
    both = both[np.array([known[pair] for pair in pairs], dtype=bool)]
    found: pd.DataFrame = both[["word", "word_longer", "respondent"]]
    return found.rename(columns={"word_longer": "longer"})


def _names(corpus: Corpus, compounds: Int64Array) -> dict[int, frozenset[str]]:
    """Return compound -> the names in it, as they are tagged where it stands, whatever other answers say."""
    is_name = np.array([_NAME in each.tag and len(each.surface) > 1 for each in corpus.morphemes], dtype=bool)
    number = np.cumsum((corpus.flags & COMPOUND) == 0) - 1
    found: dict[int, set[str]] = {each: set() for each in np.unique(compounds).tolist()}
    for at in np.flatnonzero(is_name[corpus.codes] & np.isin(number, compounds)).tolist():
        found[int(number[at])].add(corpus.morphemes[corpus.codes[at]].surface)
    return {each: frozenset(names) for each, names in found.items()}


def _inside(uses: pd.DataFrame) -> pd.DataFrame:
    """Return which uses stand inside a longer expression, as :class:`Expressions` holds them."""
    first, last = uses["first"].to_numpy(), uses["last"].to_numpy()
    order = np.argsort(first, kind="stable")
    longer = np.flatnonzero(uses["made"].to_numpy())
    begin = np.searchsorted(first[order], first[longer])
    end = np.searchsorted(first[order], last[longer], side="right")
    of = np.repeat(longer, end - begin)
    within = order[
        np.repeat(begin - np.cumsum(end - begin) + (end - begin), end - begin) + np.arange(len(of))
    ]
    is_inside = (last[within] <= last[of]) & (last[within] - first[within] < last[of] - first[of])
    within, of = within[is_inside], of[is_inside]
    word = uses["word"]
    is_other = word.cat.codes.to_numpy()[within] != word.cat.codes.to_numpy()[of]
    within, of = within[is_other], of[is_other]
    return pd.DataFrame(
        {
            "word": word.array[within],
            "longer": word.array[of],
            "respondent": uses["respondent"].array[within],
        }
    )


class _Block:
    """The expressions of a part of a corpus."""

    def __init__(self, text: TaggedText) -> None:
        self.text = text
        lexicon = text.corpus.lexicon
        self.row_of = lexicon.rows
        self.particle_of, self.unless_denied = lexicon.weak, lexicon.weak_unless_denied
        self.unless_there = lexicon.weak_when_there
        self.predicates, self.last_of = predicates_of(text, asserted=False)
        self.unit_of_use = {use: unit for unit, use in enumerate(text.use) if use >= 0}
        self.of: dict[int, Pair] = {}  # noun -> the noun before it
        self.before: dict[int, Pair] = {}  # noun -> the adjective before it
        self.said: dict[int, list[Pair]] = {}  # noun -> its predicates
        self.about: dict[int, list[Pair]] = {}  # predicate -> its nouns
        for pair in pairs_of(text, self.predicates, self.last_of):
            if pair.between or pair.kind == "clause" or not self.is_sure(pair):
                continue
            if pair.kind == "of":
                self.of.setdefault(pair.other, pair)
            elif pair.kind == "before":
                self.before.setdefault(pair.noun, pair)
                self.about.setdefault(pair.other, []).append(pair)
            else:
                self.said.setdefault(pair.noun, []).append(pair)
                self.about.setdefault(pair.other, []).append(pair)

    def named(self) -> dict[int, _Named]:
        """Return use -> what it is counted as, of those that are not counted as their word."""
        named: dict[int, _Named] = {}
        for use, unit in self.unit_of_use.items():
            if self.is_weak(unit):
                kind, groups = self.text.class_of[unit], self.text.groups
                is_noun = kind in groups["noun"] and kind not in groups["na"]
                of = self.noun_expression if is_noun else self.with_noun
                named[use] = of(unit) or _ALONE
            elif unit in self.predicates:
                denied = self.denied(unit)
                if denied is not None:
                    named[use] = denied
        named.update(self._inside())
        return named

    def is_sure(self, pair: Pair) -> bool:
        """Whether a noun surely has what is said of it, and that says more than who does it, or when."""
        if pair.kind in ("of", "before"):
            return True
        text, is_weak = self.text, self.is_weak(pair.noun)
        particle = self.particle_of.get(self.word(pair.other), GA)
        if is_weak:
            is_doer = particle != GA and (pair.joint == GA or (not pair.joint and particle == NI))
            if is_doer or text.class_of[pair.noun] == "noun_adverbial":
                return False  # 自分が住む, 今日は休む
        if not pair.told:
            # マナーの悪い人, 便の良いところ; but 福井の良いところ, 福井の新しい駅, 客が新しい建物に行く
            after = text.class_of[pair.other + 1 : pair.other + 2]
            is_owner = after == [_FORMAL] or _NAME in text.last_morpheme(pair.noun).tag
            return (is_weak or not is_owner) and text.surface(pair.noun + 1) == NO
        is_asked = pair.joint == NI and particle != NI and pair.other in self.predicates
        return not is_asked or FAVOURS.isdisjoint(self.predicates[pair.other].key.kept)  # 人に知ってもらう

    def is_weak(self, unit: int) -> bool:
        """Whether the word of a unit only means something with a partner."""
        return self.word(unit) in self.particle_of

    def word(self, unit: int) -> str:
        """Return the word that a unit is, or ends with, as tables show it."""
        name: str = self.text.names[self.text.name[unit]]
        return name

    def _inside(self) -> Iterator[tuple[int, _Named]]:
        """Yield the uses of weak words that stand before the last word of a compound."""
        text = self.text
        for unit in text.several_words():
            name = text.compound_name(unit)
            whole = _Named(name, text.first_word[unit], text.last_word[unit])
            for use, word in text.uses_before_last(unit):
                if word in self.particle_of:
                    # 県教委 may be shown as that already, for 教委.
                    yield use, _ELSEWHERE if self.word(unit) in (name, *self.particle_of) else whole

    # -------------------------------------------------------------------------------------------- nouns

    def noun_expression(self, unit: int) -> _Named | None:
        """Return what a weak noun forms: 関西方面, 交通の便, 人が増える, 若い人; None: nothing."""
        which = self.which(unit)
        if which is not None:
            return which
        before = self.before.get(unit)
        if before is not None:
            return _ELSEWHERE if self.is_weak(before.other) else self._described(before)
        for pair in self.said.get(unit, ()):
            if self.is_only_there(pair):
                continue
            best = (
                self.best(pair.other) if self.text.use[pair.other] >= 0 and self.is_weak(pair.other) else None
            )
            if best == pair:
                return _ELSEWHERE  # it is counted with its predicate: 気をつける
            if best is not None and best.joint != pair.joint:
                continue  # 人に魅力を伝える
            name = self.predicate_name(pair.other)
            if name:
                return self._joined(self.word(unit), pair, name)
        return None

    def is_only_there(self, pair: Pair) -> bool:
        """Whether a noun is there, or becomes so, and that says nothing: 人がいる, 町になる."""
        if self.word(pair.noun) not in self.unless_there or self.text.class_of[pair.other] not in _THERE:
            return False
        return pair.other not in self.predicates or not self.predicates[pair.other].key.negated

    def which(self, unit: int) -> _Named | None:
        """Return a weak noun with what says which it is: 関西方面, 交通の便."""
        text = self.text
        if text.first_word[unit] < text.last_word[unit]:
            return _Named(text.compound_name(unit), text.first_word[unit], text.last_word[unit])
        pair = self.of.get(unit)
        if pair is None or pair.joint != NO or self.is_weak(pair.noun):
            return None
        name = text.compound_name(pair.noun) + NO + self.word(unit)
        return _Named(name, text.first_word[pair.noun], text.last_word[unit])

    def named_noun(self, unit: int) -> _Named | None:
        """Return a weak noun with what says which or what kind: 交通の便, 若い人."""
        before = self.before.get(unit)
        return self.which(unit) or (self._adjective_with(before) if before is not None else None)

    # --------------------------------------------------------------------------------------- predicates

    def with_noun(self, unit: int) -> _Named | None:
        """Return what a weak predicate forms with its noun: 鍵をかける, 本数が少ない; None: nothing."""
        before = self.before_formal(unit)
        if before is not None:
            return before
        pair = self.best(unit)
        if pair is None and self.text.class_of[unit] in self.text.groups["noun"]:
            which = self.which(unit)  # PR不足
            if which is not None:
                return which
        if pair is None:
            pair = self.bare(unit)
            if pair is not None and self.text.surface(unit)[0] in _BOUND:
                return self._bound(pair)
        if pair is None:
            return self.denied(unit) if self.word(unit) in self.unless_denied else None
        if pair.kind == "before":
            return self._described(pair)
        name = self.predicate_name(unit)
        if not name:
            return None
        which = self.named_noun(pair.noun) if self.is_weak(pair.noun) else None
        noun = which.name if which else self.text.compound_name(pair.noun)
        named = self._joined(noun, pair, name)
        return named._replace(first=min(named.first, which.first)) if which else named

    def best(self, unit: int) -> Pair | None:
        """Return the pair of a predicate with the noun that it means something with."""
        order = {GA: 0, WO: 0, "": 1}

        def rank(pair: Pair) -> tuple[bool, int, int]:
            return pair.kind == "before", order.get(pair.joint, 2), -pair.noun

        return min(self.about.get(unit, ()), key=rank, default=None)

    def bare(self, unit: int) -> Pair | None:
        """Return the pair of a verb with the noun right before it, as one speaks: 風邪ひいた, 熱出た."""
        text, noun = self.text, unit - 1
        is_noun = noun >= 0 and text.place[noun] == text.place[unit] - 1 and text.class_of[noun] in _THINGS
        if not is_noun or text.use[noun] < 0 or unit not in self.predicates or self.is_weak(noun):
            return None
        return Pair("case", noun, unit) if self.predicates[unit].key.kind == "verb" else None

    def _bound(self, pair: Pair) -> _Named | None:
        """Return 活気づく of 活気付いた; None where it is denied, or another verb."""
        text, predicate = self.text, self.predicates[pair.other]
        name = "づ" + text.last_morpheme(pair.other).base[1:]
        if predicate.key.negated or name not in ("づく", "づける"):
            return None
        whole = text.compound_name(pair.noun) + name
        return _Named(whole, text.first_word[pair.noun], text.last_word[self.last_of[pair.other]])

    def before_formal(self, unit: int) -> _Named | None:
        """Return an adjective with the formal noun after it: 良いところ; None if it has a noun of its own."""
        text = self.text
        if unit + 1 >= len(text.class_of) or text.class_of[unit + 1] != _FORMAL:
            return None
        if not text.is_described(unit + 1) or any(pair.joint == GA for pair in self.about.get(unit, ())):
            return None
        place = text.surface(unit + 1)
        if place not in _PLACES:
            return None
        return _Named(self.word(unit) + _PLACES[place], text.first_word[unit], text.last_word[unit + 1])

    def _described(self, pair: Pair) -> _Named:
        """Return a noun with the adjective before it: 若い人; where there is none, 悪い影響がない."""
        described = self._adjective_with(pair)
        for said in self.said.get(pair.noun, ()):
            predicate = self.predicates.get(said.other)
            if predicate and predicate.key.negated and predicate.key.kind in ("none", "exist"):
                name = self.predicate_name(said.other)
                return self._joined(described.name, said, name)._replace(first=described.first)
        return described._replace(negated=self.text.negated[pair.noun])

    def _adjective_with(self, pair: Pair) -> _Named:
        """Return a noun with the adjective before it, as written: 若い人."""
        text = self.text
        adjective = self.word(pair.other) + "".join(
            text.surface(each) for each in range(pair.other + 1, pair.noun)
        )
        name = adjective + text.compound_name(pair.noun)
        return _Named(name, text.first_word[pair.other], text.last_word[pair.noun])

    def _joined(self, noun: str, pair: Pair, predicate: str) -> _Named:
        """Return a noun with its predicate; は, も and nothing stand for the particle of the predicate."""
        text = self.text
        joint, row = pair.joint, self.row_of.get(noun, noun)
        noun = row if noun.startswith(row) else noun  # 福井を知る of 福井県を知る
        if joint == NI and pair.other in self.predicates and self.predicates[pair.other].key.head in FILLED:
            joint = GA  # 活気に溢れる
        if not joint:
            key = self.predicates[pair.other].key if pair.other in self.predicates else None
            is_state = key is None or key.kind not in ("verb", "doing")
            joint = GA if is_state else self.particle_of.get(self.word(pair.other), GA)
        first, last = sorted((pair.noun, self.last_of.get(pair.other, pair.other)))
        negated = pair.other in self.predicates and self.predicates[pair.other].key.negated
        return _Named(noun + joint + predicate, text.first_word[first], text.last_word[last], negated)

    def predicate_name(self, unit: int) -> str:
        """Return a predicate in plain present form, denied or not; "" if it can't be told what it says."""
        predicate = self.predicates.get(unit)
        if predicate is None:
            return self.word(unit) if unit in self.about else ""
        return form_shown(self.text, unit, self.last_of[unit], predicate)

    def denied(self, unit: int) -> _Named | None:
        """Return a predicate that is denied as that: わからない; None if it is not."""
        predicate: Predicate | None = self.predicates.get(unit)
        if predicate is None or not predicate.key.negated or predicate.key.kind not in _NAMED_SO:
            return None
        if "koto" in predicate.key.kept or "past" in predicate.key.kept:
            return None
        text = self.text
        name = form_shown(text, unit, self.last_of[unit], predicate)
        last = self.last_of[unit]
        return _Named(name, text.first_word[unit], text.last_word[last], denied=True) if name else None
