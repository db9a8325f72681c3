"""What each word is said to be or do: 意識の向上, 意識が高まる, 効果が感じられない.

A phrase joins a noun with its predicate (意識が高まる), with another noun (社員の意識) or with the adjective
before it (高い意識), or is a predicate in a form of its own (感じられない, 増やしてほしい). All are shown in
plain present form, so that 意識が高まりました and 意識も高まった are one phrase.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.arrays import Int32Array
from textmine.settings import Unit
from textmine.tables.pairs import Pair, judged, pairs_of
from textmine.tables.predicates import Predicate, predicates_of
from textmine.tables.spellings import (
    BESIDE,
    FIRST,
    NI,
    NO,
    OBJECT,
    SECOND,
    UNSURE,
    WITHIN,
    WO,
    Key,
    Spellings,
    Statement,
)
from textmine.tables.tagged import TaggedText
from textmine.words.corpus import Corpus

_STUBS = frozenset({"数", "率", "量", "額"})
_BLOCK = 20_000  # answers that are gone through at a time: a letter takes hundreds of bytes then


@dataclass(frozen=True)
class Phrases:
    """The phrases of a corpus.

    Attributes:
        texts: each phrase, as shown.
        facts: one row per word in a phrase at a place in an answer: ``use`` (row of
            :func:`textmine.tables.occurrences.uses`), ``phrase`` (index into ``texts``), ``predicate`` (bool:
            it says that the word is or does something), ``says`` (bool: that, or what becomes of it, as in
            人口の減少), ``negated`` (bool: that it is or does not),
            ``open`` (bool: it is wished for or a condition), ``own`` (bool: the phrase is the word itself,
            in a form such as 感じられない), ``unsure`` (bool: it is asked or guessed), ``absent`` (bool: it
            describes what is not there), ``beside`` (bool: it is judged in the same sentence).
    """

    texts: tuple[str, ...]
    facts: pd.DataFrame


@dataclass(frozen=True)
class Statements:
    """What is said in a corpus.

    Attributes:
        times: how often each different thing is said; 0 for what is counted elsewhere (意識向上).
        use, statement, owner: of each word in a statement at a place in an answer its use (as in
            :class:`Phrases`), the statement (index into ``times``), and which of its words it is.
        begin, end: of each of these, where the statement is written (as in :class:`Phrases`).
    """

    times: Mapping[Statement, int]
    use: Int32Array
    statement: Int32Array
    owner: npt.NDArray[np.int8]
    begin: Int32Array
    end: Int32Array

    def phrases(self, spellings: Spellings) -> Phrases:
        """Return the phrases that these are."""
        statements = list(self.times)
        of_owner = [[spellings.of(each, owner) for each in statements] for owner in (FIRST, SECOND, WITHIN)]
        texts = sorted({text for each in of_owner for text in each if text})
        number = {text: index for index, text in enumerate(texts)} | {"": -1}
        codes = np.array([[number[text] for text in each] for each in of_owner], dtype=np.int64)
        phrase = codes[self.owner, self.statement]
        is_shown = phrase >= 0
        at = self.statement[is_shown]
        flags = {
            "predicate": [each.predicate for each in statements],
            "says": [each.predicate or (each.says and not each.within) for each in statements],
            "negated": [each.negated for each in statements],
            "open": [each.open for each in statements],
            "own": [each.kind == "form" for each in statements],
            "unsure": [each.is_kept(UNSURE) for each in statements],
            "absent": [each.absent for each in statements],
            "beside": [each.kind == BESIDE for each in statements],
        }
        of_statement = {name: np.array(values, dtype=bool)[at] for name, values in flags.items()}
        places = {
            name: values[is_shown].astype(np.int64)
            for name, values in (("use", self.use), ("begin", self.begin), ("end", self.end))
        }
        facts = {**places, "phrase": phrase[is_shown], **of_statement}
        return Phrases(tuple(texts), pd.DataFrame(facts))


def statements(corpus: Corpus, *, unit: Unit) -> Statements:
    """Return what is said in a corpus, without deciding yet how it is shown."""
    said = _Collected()
    for block in corpus.blocks(_BLOCK):  # nothing said goes beyond an answer
        if len(block.ids):
            text = TaggedText(block, unit)
            predicates, last_of = predicates_of(text)
            _add_predicates(said, text, predicates, last_of)
            _add_pairs(said, text, predicates, last_of)
            _add_judged(said, text, predicates)
            if text.unit == "word":
                _add_compounds(said, text)
            said.uses += text.uses
            said.morphemes += len(text.codes)
    return said.statements()


class _Collected:
    """Statements as they are met."""

    def __init__(self) -> None:
        self._codes: dict[Statement, int] = {}
        self.times: list[int] = []
        self.uses = self.morphemes = 0  # in the blocks that are done
        self._use, self._statement, self._owner = array("i"), array("i"), array("b")
        self._begin, self._end = array("i"), array("i")

    def code(self, statement: Statement) -> int:
        """Return the number of a statement."""
        code = self._codes.setdefault(statement, len(self._codes))
        if code == len(self.times):
            self.times.append(0)
        return code

    def add(
        self,
        code: int,
        owners: Iterable[tuple[int, int]] = (),
        begin: int = 0,
        end: int = 0,
        *,
        times: int = 1,
    ) -> None:
        """Add a statement at a place, with its words: which of them it is, and its use (-1: none).

        It is written from the morpheme ``begin`` of the block to the one before ``end``.
        """
        self.times[code] += times
        for owner, use in owners:
            if use >= 0:
                self._use.append(self.uses + use)
                self._statement.append(code)
                self._owner.append(owner)
                self._begin.append(self.morphemes + begin)
                self._end.append(self.morphemes + end)

    def statements(self) -> Statements:
        """Return all of them."""
        return Statements(
            dict(zip(self._codes, self.times, strict=True)),
            np.array(self._use, dtype=np.int32),
            np.array(self._statement, dtype=np.int32),
            np.array(self._owner, dtype=np.int8),
            np.array(self._begin, dtype=np.int32),
            np.array(self._end, dtype=np.int32),
        )


def _add_predicates(
    said: _Collected, text: TaggedText, predicates: Mapping[int, Predicate], last_of: Mapping[int, int]
) -> None:
    """Add the predicates, and those whose form says something by itself (感じられない) as statements too."""
    # The same objects come again and again: what was made of one is looked up by its identity.
    codes: dict[int, tuple[int, int]] = {}
    for unit, predicate in predicates.items():
        if id(predicate) not in codes:
            key = predicate.key
            # Being done (合併される) says nothing by itself.
            has_own_form = key.kept and "if" not in key.kept and key.kept != ("voice",)
            codes[id(predicate)] = (
                said.code(Statement("predicate", key=key, text=predicate.text)),
                said.code(Statement("form", key=key)) if has_own_form else -1,
            )
        code, form = codes[id(predicate)]
        said.add(code)
        if form >= 0 and text.use[unit] >= 0:
            said.add(form, ((FIRST, text.use[unit]),), text.first_of_head(unit), _end(text, last_of[unit]))


def _end(text: TaggedText, unit: int) -> int:
    """Return the morpheme after a predicate that ends with a unit; て, ば and たり belong to it."""
    end: int = text.last[unit] + 1
    if end == len(text.codes):
        return end
    is_rest = text.classes[text.codes[end]] in ("p_te", "p_ba")
    return end + (is_rest or text.corpus.morphemes[text.codes[end]].surface in ("たり", "だり"))


def _add_pairs(
    said: _Collected, text: TaggedText, predicates: Mapping[int, Predicate], last_of: Mapping[int, int]
) -> None:
    codes: dict[tuple[object, ...], int] = {}  # of pairs with a predicate, as above
    for pair in pairs_of(text, predicates, last_of):
        noun, other = text.whole_name(pair.noun), text.names[text.name[pair.other]]
        owners = [(FIRST, text.use[pair.noun]), (SECOND, text.use[pair.other])]
        begin = text.first_shown(pair.other if pair.kind in ("before", "clause") else pair.noun)
        if _is_place(text, pair):
            continue
        if pair.kind == "case":
            predicate = predicates[pair.other]
            kind = predicate.key.kind
            is_exist = kind == "exist" or "ceased" in predicate.key.kept
            is_ability = is_exist and text.class_of[pair.other] == "dekiru"  # 食事ができない
            able = is_ability and text.class_of[pair.noun] in text.groups["verbal"]
            same = (noun, pair.joint, pair.between, id(predicate), able, pair.told)
            # 便が悪い may say what 不便 does
            meaning = text.corpus.lexicon.meanings.get(pair.between + predicate.key.head, "")
            if same not in codes:
                codes[same] = said.code(
                    Statement(
                        "case",
                        noun,
                        pair.joint,
                        pair.between,
                        key=predicate.key,
                        able=able,
                        told=pair.told,
                        meaning=meaning if pair.between else "",
                    )
                )
            said.add(codes[same], owners, begin, _end(text, last_of[pair.other]))
            if pair.joint == WO or pair.between.endswith(WO):
                # Where something is put says nothing without what (パソコンに入れる).
                said.add(said.code(Statement(OBJECT, key=Key("verb", predicate.key.head, (), False))))
        elif pair.kind == "of":
            _add_of(said, text, pair)
        elif pair.kind == "clause":
            key = predicates[pair.other].key
            absent = text.negated[pair.noun]
            code = said.code(Statement("clause", noun, other=pair.between, key=key, absent=absent))
            said.add(code, owners, begin, text.last[pair.noun] + 1)
        else:
            is_na = text.class_of[pair.other] in text.groups["na"]
            kind = "being" if is_na else "adjective"
            key = Key(kind, other, (), False, text.meaning(other))
            shown = other + ("な" if is_na else "") + noun
            absent = text.negated[pair.noun]
            code = said.code(Statement("before", noun, key=key, text=shown, told=pair.told, absent=absent))
            said.add(code, owners, begin, text.last[pair.noun] + 1)


def _add_judged(said: _Collected, text: TaggedText, predicates: Mapping[int, Predicate]) -> None:
    for pair in judged(text, predicates):
        key = predicates[pair.other].key
        name = predicates[pair.other].text if key.negated else text.names[text.name[pair.other]]
        begin, end = sorted((pair.noun, pair.other))
        rows = text.corpus.lexicon.rows
        own = (text.use[pair.noun], text.names[text.name[pair.noun]])
        for use, noun in [*text.uses_before_last(pair.noun), own]:
            row = rows.get(noun, noun)
            statement = Statement(BESIDE, row, other=name, meaning=text.meaning(name) or name)
            said.add(said.code(statement), ((FIRST, use),), text.first[begin], text.last[end] + 1)


def _add_of(said: _Collected, text: TaggedText, pair: Pair) -> None:
    noun, other = text.whole_name(pair.noun), text.names[text.name[pair.other]]
    if text.negated[pair.other] and text.meaning(other):
        return  # 意識の向上は見られない
    before = text.before_verbal(pair.other)  # of 従業員の意識向上, 意識 and its use
    within, use = before or ("", -1)
    if noun in _STUBS:
        return  # 数の減少: of what?
    meaning = text.meaning_done(pair.other)
    says = text.says(pair.other)
    statement = Statement("of", noun, pair.joint, other, within, meaning=meaning, says=says)
    owners = ((FIRST, text.use[pair.noun]), (SECOND, text.use[pair.other]), (WITHIN, use))
    end = text.last[pair.other] + 1
    said.add(said.code(statement), owners, text.first_shown(pair.noun), end)
    whose = text.owner(pair.noun)
    if whose >= 0:  # 治安の悪化の懸念
        longer = statement._replace(noun=f"{text.whole_name(whose)}{NO}{noun}", meaning="")
        said.add(said.code(longer), owners[:2], text.first_shown(whose), end)


def _is_place(text: TaggedText, pair: Pair) -> bool:
    """Whether a pair says where something is, and not what: 県外にある."""
    return pair.joint == NI and not pair.between and text.class_of[pair.other] in ("aru", "iru")


def _add_compounds(said: _Collected, text: TaggedText) -> None:
    """Add nouns such as 意識向上 and ゴミ問題, which may be said as 意識の向上 and ゴミの問題, too."""
    for unit in np.flatnonzero(np.array(text.first) < np.array(text.last)).tolist():
        before = text.before_last(unit)
        if before and text.use[unit] >= 0 and text.class_of[unit] in text.groups["na"]:  # 自然豊か
            last = text.names[text.name[unit]]
            key = Key("being", last, (), False, text.meaning(last))
            code = said.code(Statement("before", before[0], key=key, text=before[0] + last))
            both = ((FIRST, before[1]), (SECOND, text.use[unit]))
            said.add(code, both, text.first_before_verbal(unit), text.last[unit] + 1)
            continue
        if before and text.use[unit] >= 0 and len(text.names[text.name[unit]]) > 1:
            name, use = before
            last = text.names[text.name[unit]]
            # 減少 may be shown as 人口減少; that says no more of itself.
            is_longer = last != name and last.startswith(name)
            other = last.removeprefix(name if is_longer else "")
            meaning, says = text.meaning_done(unit), text.says(unit)
            code = said.code(Statement("compound", name, other=other, meaning=meaning, says=says))
            # It is no spelling of its own, so it does not count.
            owners = ((FIRST, use),) if is_longer else ((FIRST, use), (SECOND, text.use[unit]))
            said.add(code, owners, text.first_before_verbal(unit), text.last[unit] + 1, times=0)
