"""What each use of a word is counted as: the expression that it forms, and what is counted beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from textmine.tables.pairs import Pair, pairs_of
from textmine.tables.predicates import CEASED, Predicate, form_shown, predicates_of
from textmine.tables.spellings import FAVOURS, FILLED, GA, NAI, NI, NO, SURU, VERB_ENDS, WO
from textmine.tables.tagged import TaggedText

BESIDE = ("", "compound", "denied", "said")  # 公共施設, 予算がない, 生活が不便, each beside its words
_NAMED_SO = ("verb", "adjective", "being", "doing")  # predicates that have a denied form of their own
_FORMAL = "n_formal"  # classes of the grammar
_THERE = ("aru", "iru", "naru", "dekiru")
NAME, _NUMBER = "固有名詞", "数詞"  # in the tag of a proper noun, of a number
_BOUND = "づ付"  # what a verb begins with that is one word with its noun: 活気づく
_THINGS = ("noun", "noun_one", "noun_verbal")  # classes of nouns that something is done to
# Of what one does not think, see or feel it is said that there is none: 影響は思いつかない.
_KNOWN = frozenset(
    [
        *(
            "思いつく",
            "思い付く",
            "思い浮かぶ",
            "思い浮かべる",
            "思い当たる",
            "浮かぶ",
            "考える",
            "考えられる",
        ),
        *("考えつく", "見当たる", "見受ける", "感じる", "感じられる", "出る", "起きる", "起こる", "生じる"),
    ]
)
_PLACES = {"ところ": "ところ", "所": "ところ"}


class Named(NamedTuple):
    """What a use of a word is counted as, and the words in ``corpus.counted`` that it spans.

    Without a name it is not counted: it stands alone or, ``elsewhere``, is counted with its partner.
    """

    name: str
    first: int = 0
    last: int = 0
    denied: bool = False
    elsewhere: bool = False
    negated: bool = False  # its noun is: 悪い影響は思いつかない
    beside: str = ""  # one of BESIDE


ALONE, ELSEWHERE = Named(""), Named("", elsewhere=True)


class NamedWords:
    """The expressions of a part of a corpus."""

    def __init__(self, text: TaggedText) -> None:
        """Look up what is said of each word of a text."""
        self.text = text
        lexicon = text.corpus.lexicon
        self.row_of = lexicon.rows
        self.particle_of, self.unless_denied = lexicon.weak, lexicon.weak_unless_denied
        self.unless_there, self.wide, self.unwelcome = (
            lexicon.weak_when_there,
            lexicon.wide,
            lexicon.unwelcome,
        )
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

    def named(self) -> dict[int, Named]:
        """Return use -> what it is counted as, of those that are not counted as their word."""
        named: dict[int, Named] = {}
        for use, unit in self.unit_of_use.items():
            if self.is_weak(unit):
                kind, groups = self.text.class_of[unit], self.text.groups
                is_noun = kind in groups["noun"] and kind not in groups["na"]
                of = self.noun_expression if is_noun else self.with_noun
                named[use] = of(unit) or ALONE
            elif self.word(unit) in self.unwelcome:
                denied = self.unwelcome_denied(unit)
                if denied is not None:
                    named[use] = denied
            elif unit in self.predicates and any(map(self.is_told_lacking, self.about.get(unit, ()))):
                named[use] = ELSEWHERE
            elif unit in self.predicates:
                denied = self.denied(unit)
                if denied is not None:
                    named[use] = denied
        named.update(self._inside())
        return named

    def beside(self, named: Mapping[int, Named]) -> Iterator[tuple[int, Named]]:
        """Yield what is counted beside its words, ``named`` or not, and the use that stands for it."""
        text = self.text
        for unit in text.several_words():
            uses = [use for use, _ in text.uses_before_last(unit)]
            uses += [text.use[unit]] if text.use[unit] >= 0 else []
            name = text.compound_name(unit)
            words = {self.word(unit), *(word for _, word in text.uses_before_last(unit))}
            is_named = name in words or any(each in named and named[each].name == name for each in uses)
            is_named = is_named or self.change(unit) is not None
            if uses and not is_named:
                whole = Named(name, text.first_word[unit], text.last_word[unit], beside="compound")
                yield uses[-1], whole._replace(negated=text.negated[unit])
        for use, unit in self.unit_of_use.items():
            if use in named:
                continue
            change = self.change(unit)
            if change is not None:
                yield use, change
            for pair in self.said.get(unit, ()):
                each = self.lacking(pair) or self.said_of_field(pair)
                if each:
                    yield use, each

    def lacking(self, pair: Pair) -> Named | None:
        """Return 予算がない, however it is said that there is none; None if that is not said."""
        if not self.is_lacking(pair):
            return None
        named = self._joined(self.word(pair.noun), pair._replace(joint=GA), NAI)
        if self.text.class_of[pair.other] == "dekiru" and self.text.is_done(pair.noun):
            named = named._replace(name=f"{self.word(pair.noun)}できない")  # 運転ができない
        return named._replace(denied=True, negated=False, beside="denied")

    def unwelcome_denied(self, unit: int) -> Named | None:
        """Return 不満がない, however it is denied (不自由なく, 渋滞しない); None where it is not."""
        denied = next(filter(None, map(self.lacking, self.said.get(unit, ()))), None)
        if denied is not None:
            return denied._replace(beside="")
        if not self.text.negated[unit]:
            return None
        at = self.text.last_word[unit]
        return Named(self.word(unit) + GA + NAI, at, at, denied=True)

    def is_lacking(self, pair: Pair) -> bool:
        """Whether a predicate says that there is none of a noun, or none is known: 影響は思いつかない."""
        predicate = self.predicates.get(pair.other)
        if predicate is None or not predicate.key.negated or pair.between or pair.kind != "case":
            return False
        is_there = predicate.key.kind in ("none", "exist") or predicate.key.head in _KNOWN
        return is_there and pair.joint in (GA, WO, NI, "")

    def is_told_lacking(self, pair: Pair) -> bool:
        """Whether a predicate is counted as 悪い影響がない: it is 思いつかない, and no more."""
        is_named = self.word(pair.noun) in self.unwelcome or pair.noun in self.before
        return is_named and self.is_lacking(pair) and self.predicates[pair.other].key.head in _KNOWN

    def said_of_field(self, pair: Pair) -> Named | None:
        """Return what is said of a noun that names no more than a field: 生活が不便."""
        if self.word(pair.noun) not in self.wide or self.is_weak(pair.other):
            return None
        predicate = self.predicates.get(pair.other)
        if predicate is None or (self.text.class_of[pair.other] in _THERE and not predicate.key.negated):
            return None  # 施設がある, 生活ができる
        name = self.predicate_name(pair.other)
        return self._joined(self.word(pair.noun), pair, name)._replace(beside="said") if name else None

    def change(self, unit: int) -> Named | None:
        """Return 観光客が増える, however it is said (観光客の増加, 観光客増加); None of what is no change."""
        row = self.row_of.get(self.word(unit), self.word(unit))
        if row not in self.wide or row[-1] not in VERB_ENDS:
            return None
        before = self.text.before_last(unit)
        if before is not None and before[0] not in self.particle_of:
            at = self.text.last_word[unit]
            return Named(self.row_of.get(before[0], before[0]) + GA + row, at - 1, at, beside="said")
        predicate, pair = self.predicates.get(unit), self.best(unit) or self.of.get(unit)
        if pair is None:
            return None
        if pair.kind == "before" or (predicate is not None and predicate.key.negated):
            return None
        which = self.named_noun(pair.noun) if self.is_weak(pair.noun) else None
        if pair.joint not in (GA, NO, "") or (self.is_weak(pair.noun) and which is None):
            return None  # 人が増える is counted of 人
        noun = which.name if which else self.word(pair.noun)
        named = self._joined(self.row_of.get(noun, noun), pair._replace(joint=GA), row)
        first = min(named.first, which.first) if which else named.first
        return named._replace(first=first, negated=False, beside="said")

    def is_sure(self, pair: Pair) -> bool:
        """Whether a noun surely has what is said of it, and that says more than who does it, or when."""
        if pair.kind in ("of", "before"):
            return True
        text, is_weak = self.text, self.is_weak(pair.noun)
        if pair.joint not in (GA, WO) and _NUMBER in text.morphemes(pair.noun, pair.noun)[0].tag:
            return False  # 何度も聞く, 5年では変わらない
        particle = self.particle_of.get(self.word(pair.other), GA)
        if is_weak:
            is_doer = particle != GA and (pair.joint == GA or (not pair.joint and particle == NI))
            if is_doer or text.class_of[pair.noun] == "noun_adverbial":
                return False  # 自分が住む, 今日は休む
        if not pair.told:
            # マナーの悪い人, 便の良いところ; but 福井の良いところ, 福井の新しい駅, 客が新しい建物に行く
            after = text.class_of[pair.other + 1 : pair.other + 2]
            is_owner = after == [_FORMAL] or NAME in text.last_morpheme(pair.noun).tag
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

    def _inside(self) -> Iterator[tuple[int, Named]]:
        """Yield the uses of weak words that stand before the last word of a compound."""
        text = self.text
        for unit in text.several_words():
            name = text.compound_name(unit)
            whole = Named(name, text.first_word[unit], text.last_word[unit])
            for use, word in text.uses_before_last(unit):
                if word in self.particle_of:
                    # 県教委 may be shown as that already, for 教委.
                    yield use, ELSEWHERE if self.word(unit) in (name, *self.particle_of) else whole

    # -------------------------------------------------------------------------------------------- nouns

    def noun_expression(self, unit: int) -> Named | None:
        """Return what a weak noun forms: 関西方面, 交通の便, 人が増える, 若い人; None: nothing."""
        which = self.which(unit)
        if which is not None:
            return which
        before = self.before.get(unit)
        if before is not None:
            return ELSEWHERE if self.is_weak(before.other) else self._described(before)
        for pair in self.said.get(unit, ()):
            if self.is_only_there(pair):
                continue
            best = (
                self.best(pair.other) if self.text.use[pair.other] >= 0 and self.is_weak(pair.other) else None
            )
            if best == pair:
                return ELSEWHERE  # it is counted with its predicate: 気をつける
            if best is not None and best.joint != pair.joint:
                continue  # 人に魅力を伝える
            name = self.predicate_name(pair.other)
            if name:
                return self._joined(self.word(unit), pair, name)
        return None

    def is_only_there(self, pair: Pair) -> bool:
        """Whether a noun is there, or becomes so, and that says nothing: 人がいる, 町になる."""
        if self.word(pair.noun) not in self.unless_there or self.text.class_of[pair.other] not in _THERE[:3]:
            return False
        return pair.other not in self.predicates or not self.predicates[pair.other].key.negated

    def which(self, unit: int) -> Named | None:
        """Return a weak noun with what says which it is: 関西方面, 交通の便."""
        text = self.text
        if text.first_word[unit] < text.last_word[unit]:
            return Named(text.compound_name(unit), text.first_word[unit], text.last_word[unit])
        pair = self.of.get(unit)
        if pair is None or pair.joint != NO or self.is_weak(pair.noun):
            return None
        name = text.compound_name(pair.noun) + NO + self.word(unit)
        return Named(name, text.first_word[pair.noun], text.last_word[unit])

    def named_noun(self, unit: int) -> Named | None:
        """Return a weak noun with what says which or what kind: 交通の便, 若い人."""
        before = self.before.get(unit)
        return self.which(unit) or (self._adjective_with(before) if before is not None else None)

    # --------------------------------------------------------------------------------------- predicates

    def with_noun(self, unit: int) -> Named | None:
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

    def _bound(self, pair: Pair) -> Named | None:
        """Return 活気づく of 活気付いた; None where it is denied, or another verb."""
        text, predicate = self.text, self.predicates[pair.other]
        name = "づ" + text.last_morpheme(pair.other).base[1:]
        if predicate.key.negated or name not in ("づく", "づける"):
            return None
        whole = text.compound_name(pair.noun) + name
        return Named(whole, text.first_word[pair.noun], text.last_word[self.last_of[pair.other]])

    def before_formal(self, unit: int) -> Named | None:
        """Return an adjective with the formal noun after it: 良いところ; None if it has a noun of its own."""
        text = self.text
        if unit + 1 >= len(text.class_of) or text.class_of[unit + 1] != _FORMAL:
            return None
        if not text.is_described(unit + 1) or any(pair.joint == GA for pair in self.about.get(unit, ())):
            return None
        place = text.surface(unit + 1)
        if place not in _PLACES:
            return None
        return Named(self.word(unit) + _PLACES[place], text.first_word[unit], text.last_word[unit + 1])

    def _described(self, pair: Pair) -> Named:
        """Return a noun with the adjective before it: 若い人; where there is none, 悪い影響がない."""
        described = self._adjective_with(pair)
        for said in self.said.get(pair.noun, ()):
            if self.is_lacking(said):
                named = self._joined(described.name, said._replace(joint=GA), NAI)
                return named._replace(first=described.first, denied=True, negated=False)
        return described._replace(negated=self.text.negated[pair.noun])

    def _adjective_with(self, pair: Pair) -> Named:
        """Return a noun with the adjective before it, as written: 若い人."""
        text = self.text
        adjective = self.word(pair.other) + "".join(
            text.surface(each) for each in range(pair.other + 1, pair.noun)
        )
        name = adjective + text.compound_name(pair.noun)
        return Named(name, text.first_word[pair.other], text.last_word[pair.noun])

    def _joined(self, noun: str, pair: Pair, predicate: str) -> Named:
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
        if joint == GA:  # 人が増加する
            predicate = self.row_of.get(predicate.removesuffix(SURU), predicate)
        first, last = sorted((pair.noun, self.last_of.get(pair.other, pair.other)))
        negated = pair.other in self.predicates and self.predicates[pair.other].key.negated
        return Named(noun + joint + predicate, text.first_word[first], text.last_word[last], negated)

    def predicate_name(self, unit: int) -> str:
        """Return a predicate in plain present form, denied or not; "" if it can't be told what it says."""
        predicate = self.predicates.get(unit)
        if predicate is None:
            return self.word(unit) if unit in self.about else ""
        return form_shown(self.text, unit, self.last_of[unit], predicate)

    def denied(self, unit: int) -> Named | None:
        """Return a predicate that is denied as that: わからない; None if it is not."""
        predicate: Predicate | None = self.predicates.get(unit)
        if predicate is None or predicate.key.kind not in _NAMED_SO:
            return None
        kept, last = predicate.key.kept, self.last_of[unit]
        if CEASED in kept:  # 運転できなくなる
            first = self.text.first_word[unit]
            name = predicate.text.removesuffix("くなる") + "い"
            return Named(name, first, self.text.last_word[last], denied=True)
        is_passive = predicate.key.kind == "doing" and "voice" in kept
        if not predicate.key.negated or "past" in kept or is_passive:
            return None
        if "koto" in predicate.key.kept:  # 困ることがない
            predicate = predicate._replace(key=predicate.key._replace(kept=("neg",)))
        text = self.text
        name = form_shown(text, unit, last, predicate)
        return Named(name, text.first_word[unit], text.last_word[last], denied=True) if name else None
