"""How each phrase is shown: what can be written in several ways is shown as most often written.

That is decided from how often each thing is said in the whole survey. The numbers add up, so they may be
counted in parts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

# The few words of grammar that are written out.
GA, WO, NI, NO, WA, SURU, NAI = "が", "を", "に", "の", "は", "する", "ない"
TOLD_WITH, JUDGED = "と同じ文で", "と述べた"  # around a judgement that is no predicate of its noun
VERB_ENDS = "うくぐすつぬぶむる"
TO, AT, FROM, UNTIL = "へ", "で", "から", "まで"
PLACES = (AT, TO, FROM, UNTIL)  # cases of a noun where, or whither, something is done
WISH = "ほしい"
# What is done for somebody: 知ってもらう is of 知る; denied it is another thing.
FAVOURS = frozenset(
    [
        *("もらう", "貰う", "もらえる", "貰える", "くれる", "呉れる", "くださる", "下さる"),
        *("いただく", "頂く", "いただける", "頂ける"),
    ]
)
# What changes nothing of what is said, and what doesn't of what is denied.
_FADED = FAVOURS | {"if", "成る", "なる", "過ぎる", "すぎる"}
_FADED_NOT = frozenset({"if", "teiru"})
BESIDE = "beside"  # the kind of the statement that the sentence of a noun judges
OBJECT = "object"  # the kind of the statement that something is done with を


class Key(NamedTuple):
    """What the ways to write one predicate have in common."""

    kind: str  # verb, exist, adjective, none, being or doing
    head: str  # the word; "" where ない stands alone
    kept: tuple[str, ...]  # what changes its meaning: voice, wish, condition, neg
    negated: bool
    meaning: str = ""  # the first of the words that say the same of a noun; "" where there is none

    @property
    def said(self) -> Key:
        """What it says whoever does it for whom, as it comes about or if it does: 落としてくれる, 悪くなれば.

        What is wished is one thing: 知ってほしい, 知ってもらいたい.
        """
        if "ceased" in self.kept:  # 運転できなくなる, 運転ができなくなる
            able = ("dekiru",) if self.kept[0].endswith(("できなく", "出来なく")) else ()
            return self._replace(kept=(*able, "ceased"))
        faded = _FADED_NOT if self.negated else _FADED
        kept = tuple(part for part in self.kept if part not in faded)
        is_wish = not self.negated and not FAVOURS.isdisjoint(self.kept) and "たい" in kept
        named = {"欲しい": WISH} | ({"たい": WISH} if is_wish else {})
        return self._replace(kept=tuple(named.get(part, part) for part in kept))

    @property
    def base(self) -> Key:
        """What it says of a noun: what is wished of it (増えてほしい) is told with what is so."""
        said = self.said
        return said._replace(kept=tuple(part for part in said.kept if part != WISH))


class Statement(NamedTuple):
    """One thing said, without where it stands: all that tells how it may be shown.

    ``kind`` is

    - predicate: a predicate ``key``, written as ``text``;
    - form: a predicate ``key`` whose own form says something (感じられない);
    - case: ``noun`` with its case ``joint`` ("" where a topic or nothing stands) and its predicate ``key``,
      and with the noun in between, as in 生活に支障が出る, as ``other``;
    - clause: ``noun`` with the predicate ``key`` of the clause before it, and its own noun as ``other``;
    - before: ``noun`` with the adjective ``key`` before it, together written as ``text``;
    - of: ``noun`` with の or the like as ``joint`` and the noun ``other``; ``within`` is the word before the
      last of 意識向上, "" where there is none;
    - beside: the sentence of ``noun`` says that something is ``other``, as 不便;
    - object: a predicate ``key`` has a noun with を;
    - compound: 意識向上, ``noun`` being its word before the last and ``other`` its last.
    """

    kind: str
    noun: str = ""
    joint: str = ""
    other: str = ""
    within: str = ""
    key: Key | None = None
    text: str = ""
    able: bool = False  # 食事ができない
    meaning: str = ""  # as of a key: that of ``other``
    told: bool = True  # whether the sentence tells that they belong together
    says: bool = False  # of two nouns: the other says what becomes of the first (減少, 見直し, 不安)
    absent: bool = False  # the noun that a clause or an adjective describes is denied: 遊ぶ場所がない

    @property
    def predicate(self) -> bool:
        """Whether it says that a word is or does something."""
        return self.key is not None and self.kind != "clause"

    @property
    def negated(self) -> bool:
        """Whether it says that it is or does not; 車がないと says it of nothing."""
        is_told = self.predicate and not self._is_far and self.key is not None
        return is_told and self.key is not None and self.key.negated and "if" not in self.key.kept

    @property
    def open(self) -> bool:
        """Whether it is wished for, a condition, or said of another noun of it: 町は活気が出る."""
        return self._is_far or self.is_kept(_OPEN)

    def is_kept(self, parts: Collection[str]) -> bool:
        """Whether any of these changes the meaning of its predicate, or is the predicate (欲しい)."""
        key = self.key
        return key is not None and any(
            part in parts for part in (*key.kept, key.head if not key.negated else "")
        )

    @property
    def _is_far(self) -> bool:
        return self.kind == "case" and bool(self.other)


UNSURE = frozenset({"unsure"})
WISHED = frozenset({"should", "must", "たい", "欲しい", "ほしい"})
_OPEN = UNSURE | WISHED | {"if", "seem"}
# Whose a statement is: the noun's, the predicate's or other noun's, or that of the word ``within``.
FIRST, SECOND, WITHIN = 0, 1, 2
# What something is full of is what there is much of: 活気に溢れる, 活気が溢れる, 活気溢れる.
FILLED = frozenset({"潤う", "溢れる", "あふれる", "満ちる", "満ち溢れる", "満ちあふれる"})
_EASY = frozenset({"便利", "不便", "楽", "面倒"})  # of a way: 東京へ便利, 東京まで便利
# 駅での乗り換え is 駅で乗り換える, 駅への移動 is 駅に移動する
_BY_NOUN = {NO: "", TO + NO: NI} | {case + NO: case for case in (AT, FROM, UNTIL)}
_Phrase = tuple[object, ...]  # what all ways to write one phrase have in common
_Shown = Mapping[_Phrase, str]
_OF = ("of", NO)
_NO_MORE = frozenset({"become", "seem", "voice"})  # what of a word itself says nothing
_WISH, _IF, _FORMS = 2, 3, 4  # forms of a phrase; 0 is plain, 1 what is done for somebody
_ALSO = (2, 0.25)  # wishes from which it is told that there are such: how many, and of all uses
_TOGETHER = 2  # of the predicates that say the same, those that are named


class Spellings:
    """The phrase that each statement is shown as."""

    def __init__(self, times: Mapping[Statement, int], words: Collection[str] | None = None) -> None:
        """Decide from ``times``, how often each was said; only what is about ``words`` is kept, if given.

        ``done`` then says how often each noun is done (導入した), ``parts`` which phrases are shown together
        (人が増える and 人の増加 as 人が増える・増加する).

        Of statements that are not about ``words`` (:func:`concerns`) it needs only some
        kinds: predicates, "of" and objects.
        """
        usual = _Usual(times)
        self.done = usual.done
        spellings: dict[_Phrase, _Texts] = defaultdict(_Texts)
        phrase_of: dict[tuple[Statement, int], _Phrase] = {}
        themes = _Themes()
        for statement, count in times.items():
            phrase, text, owners = usual.phrase(statement)
            if text and count:
                spellings[phrase].add(usual.form(statement.key), text, usual.predicate(statement), count)
                themes.add(usual.theme(statement), phrase, count)
                if words is None or concerns(statement, words):
                    phrase_of.update(((statement, owner), phrase) for owner in owners)
        themes.join_places()
        shown = {phrase: texts.shown(phrase[:2] == _OF) for phrase, texts in spellings.items()}
        shown |= {phrase: texts.beside(phrase) for phrase, texts in spellings.items() if phrase[0] == BESIDE}
        told = {phrase: texts.predicate(usual.plainly(phrase)) for phrase, texts in spellings.items()}
        # Phrases of one meaning are one theme of the noun; each predicate has its own, as 向上 意識の向上.
        self._themes = themes.shown(shown, told)
        of_themes = shown | themes.of_phrases(shown, told)
        self.parts = themes.parts(shown, told)
        for phrase, texts in spellings.items():  # 鍵をかける・かければ is the row 鍵をかける
            plain = texts.plain(phrase[:2] == _OF)
            if plain != shown[phrase] and phrase[0] != BESIDE:
                self.parts[shown[phrase]] = frozenset({plain})
        self._shown = {
            (statement, owner): (of_themes if owner == FIRST else shown)[phrase]
            for (statement, owner), phrase in phrase_of.items()
        }
        self._compounds = {
            (str(phrase[2]), str(phrase[3])): (of_themes[phrase], shown[phrase])
            for phrase in shown
            if phrase[:2] == _OF and (words is None or phrase[2] in words or phrase[3] in words)
        }

    def of(self, statement: Statement, owner: int) -> str:
        """Return the phrase that a statement is for one of its words; "" if it is none."""
        if statement.kind == "compound":  # 意識向上 is 意識の向上, where that is said
            texts = self._compounds.get((statement.noun, statement.other))
            if texts is None:  # 認知度アップ is 認知度が上がる, where that is said
                found = (
                    self._themes.get((statement.noun, place, statement.meaning, (), False), "")
                    for place in ("", AT)
                )
                texts = (next(filter(None, found), "") if statement.meaning else "", "")
            return texts[0] if owner == FIRST else texts[1]
        return self._shown.get((statement, owner), "")


class _Themes:
    """Phrases that are told together, by what they have in common."""

    def __init__(self) -> None:
        self._phrases: dict[_Phrase, Counter[_Phrase]] = defaultdict(Counter)

    def add(self, theme: _Phrase, phrase: _Phrase, count: int) -> None:
        """Count a phrase of a theme; nothing where that is ()."""
        if theme:
            self._phrases[theme][phrase] += count

    def join_places(self) -> None:
        """Put 駅の乗り換え and 駅乗り換え to 駅での乗り換え, where nobody says 駅を乗り換える."""
        themes = self._phrases
        for at in [theme for theme in themes if theme[1] == AT]:
            same = (at[0], "", *at[2:])
            if same in themes and all(phrase[:2] == _OF for phrase in themes[same]):
                themes[at].update(themes.pop(same))

    def gathered(self, shown: _Shown, told: _Shown) -> dict[_Phrase, str]:
        """Return how each theme of several phrases is shown; ``told``: the predicate of each phrase."""
        several = {theme: phrases for theme, phrases in self._phrases.items() if len(phrases) > 1}
        return {theme: _gathered(theme, phrases, shown, told) for theme, phrases in several.items()}

    def shown(self, shown: _Shown, told: _Shown) -> dict[_Phrase, str]:
        """Return how each theme is shown."""
        first = {theme: shown[next(iter(phrases))] for theme, phrases in self._phrases.items()}
        return first | self.gathered(shown, told)

    def of_phrases(self, shown: _Shown, told: _Shown) -> dict[_Phrase, str]:
        """Return how each phrase that is told with others is shown with them."""
        texts = self.gathered(shown, told)
        return {phrase: text for theme, text in texts.items() for phrase in self._phrases[theme]}

    def parts(self, shown: _Shown, told: _Shown) -> dict[str, frozenset[str]]:
        """Return what phrases each text of several is for."""
        return {
            text: frozenset(shown[each] for each in self._phrases[theme])
            for theme, text in self.gathered(shown, told).items()
        }


def _gathered(theme: _Phrase, phrases: Mapping[_Phrase, int], shown: _Shown, told: _Shown) -> str:
    """Return how phrases of one meaning are shown together: 意識が向上する・高まる."""
    of_case: dict[str, Counter[str]] = defaultdict(Counter)
    done: Counter[str] = Counter()
    for phrase, count in phrases.items():
        if phrase[:2] == _OF:
            if not _is_kana(str(phrase[3])):  # no one says 広がりする
                done[f"{phrase[3]}{SURU}"] += count
        elif phrase[0] == "case" and told[phrase]:
            # 交通の便が悪い・不便
            joint = str(phrase[2])
            case = next((each for each in (NO, NI, GA, WO, WA) if joint.startswith(each)), joint)
            of_case[case][joint.removeprefix(case) + told[phrase]] += count
    joints = Counter({case: texts.total() for case, texts in of_case.items()})
    if len(joints) > 1:
        del joints[WA]
    if GA in joints and WO in joints:  # 客が増える・増やす is not said
        del joints[WO if joints[GA] >= joints[WO] else GA]
    case = _most(joints) if joints else ""
    predicates = sum((of_case[each] for each in joints), done)
    if theme[1] not in ("", NI) or not predicates:
        return shown[min(phrases, key=lambda phrase: (-phrases[phrase], shown[phrase]))]
    is_other = {text for each in joints if each != case for text in of_case[each]} - {
        *of_case[case],
        *done,
    }
    return f"{theme[0]}{case or theme[1] or GA}{'・'.join(_named(predicates, is_other))}"


def _named(predicates: Mapping[str, int], is_other: Collection[str]) -> list[str]:
    """Return the predicates of one meaning that are named, those of another case last."""

    def rank(text: str) -> tuple[bool, int, str]:
        return text in is_other, -predicates[text], text

    first, *others = sorted(predicates, key=rank)
    others = [text for text in others if text.removesuffix(SURU) not in first]  # 活性 of 活性化
    # 使う・活用する tells more than 使う・使用する.
    return sorted([first, *sorted(others, key=lambda text: text[:1] == first[:1])[: _TOGETHER - 1]], key=rank)


class _Texts:
    """How a phrase is written, and how its predicate, by form: plainly, 落としてくれる, 落とせば."""

    def __init__(self) -> None:
        self._texts: list[Counter[str]] = [Counter() for _ in range(_FORMS)]
        self._predicates: list[Counter[str]] = [Counter() for _ in range(_FORMS)]

    def add(self, form: int, text: str, predicate: str, count: int) -> None:
        """Count a spelling."""
        self._texts[form][text] += count
        self._predicates[form][predicate] += count

    @property
    def _form(self) -> int:
        return next(form for form, texts in enumerate(self._texts) if texts)

    def predicate(self, plainly: str) -> str:
        """Return the predicate as most often written; ``plainly`` where all make a condition of it."""
        return plainly if self._form == _IF else _most(self._predicates[self._form])

    def plain(self, is_of: bool) -> str:
        """Return the most frequent spelling; 意識の向上 reads better than 意識が向上する."""
        texts = self._texts[self._form]
        return min(texts, key=lambda text: (-texts[text], is_of and NO not in text, text))

    def beside(self, phrase: _Phrase) -> str:
        """Return 関西と同じ文で不便・遠いと述べた: no quote, since denials of it are left out."""
        return f"{phrase[1]}{TOLD_WITH}{'・'.join(_named(self._texts[0], ()))}{JUDGED}"

    def shown(self, is_of: bool) -> str:
        """Return the same, with the wish that many make of it: 客が増える・増えてほしい."""
        every = sum(texts.total() for texts in self._texts)
        wished = self._form != _WISH and self._texts[_WISH].total() >= max(_ALSO[0], _ALSO[1] * every)
        also = [_most(self._predicates[_WISH])] if wished and not is_of else []
        return "・".join([self.plain(is_of), *also])


def _belonging(each: Statement) -> _Phrase:
    """Return what a noun and its predicate have in common wherever they belong together."""
    return (each.noun, each.joint or GA, each.key)


class _Usual:
    """How predicates, and their nouns' particles, are most often written in the survey."""

    def __init__(self, times: Mapping[Statement, int]) -> None:
        written: dict[Key, Counter[str]] = defaultdict(Counter)
        cases: dict[tuple[str, Key], Counter[str]] = defaultdict(Counter)
        joined: dict[str, Counter[str]] = defaultdict(Counter)
        self._with_object = {each.key.head for each in times if each.kind == OBJECT and each.key}
        self.done: Counter[str] = Counter()  # noun -> how often it is done: 導入した
        self._told: Counter[_Phrase] = Counter()
        self._untold: Counter[_Phrase] = Counter()
        for each, count in times.items():
            if each.kind in ("case", "before") and not each.other:
                (self._told if each.told else self._untold)[_belonging(each)] += count
            if each.kind == "predicate" and each.key:
                written[each.key][each.text] += count
                if each.key.kind == "doing":
                    self.done[each.key.head] += count
            elif each.kind == "case" and each.key and each.joint in (GA, WO) and each.told and not each.other:
                cases[each.noun, each.key.base][each.joint] += count
            elif each.kind == "of" and not each.within:
                joined[each.noun][each.other] += count
        self._predicates = {key: _most(texts) for key, texts in written.items()}
        self._joined: dict[str, Counter[str]] = dict(joined)
        self._cases = {pair: _most(joints) for pair, joints in cases.items()}

    def theme(self, each: Statement) -> _Phrase:
        """Return what the ways to say one thing of a noun have in common; () if only one predicate says it.

        Of what is done somewhere it is the same whether it is a condition or a duty.
        """
        if each.kind == "of" and each.joint in _BY_NOUN and each.meaning and not each.within:
            return (each.noun, _BY_NOUN[each.joint], each.meaning, (), False)
        key = each.key.base if each.key else None
        if each.kind not in ("case", "before") or each.able or not (key and (each.meaning or key.meaning)):
            return ()
        if each.other:  # 交通の便が悪い is 交通が不便
            return (each.noun, "", each.meaning, key.kept, key.negated) if each.meaning else ()
        case = self._case_of(each, key)
        if case in PLACES:
            return (each.noun, case, key.meaning, (), False) if not key.negated else ()
        kept = key.kept[1:] if key.kept[:1] == ("become",) else () if _is_plain(key, case) else key.kept
        place = "" if case in (GA, WO, WA) else case
        return (each.noun, place, key.meaning, kept, key.negated) if place in ("", NI) else ()

    def predicate(self, each: Statement) -> str:
        """Return the predicate of a statement as it is written."""
        return self._predicates.get(each.key, each.key.head) if each.key else ""

    def plainly(self, phrase: _Phrase) -> str:
        """Return the predicate of a phrase in its plain form; "" if nobody writes that."""
        key = phrase[-1]
        return self._predicates.get(key, "") if isinstance(key, Key) else ""

    @staticmethod
    def form(key: Key | None) -> int:
        """Return in which form something is said."""
        if key is None or key.negated:
            return _IF * (key is not None and "if" in key.kept)
        is_wish = WISH in key.said.kept
        return _IF if "if" in key.kept else _WISH if is_wish else int(not FAVOURS.isdisjoint(key.kept))

    def phrase(self, each: Statement) -> tuple[_Phrase, str, tuple[int, ...]]:
        """Return what phrase a statement is, how it is written here, and whose it is."""
        key = each.key
        if each.kind == "of":
            return self._of(each)
        if each.kind == BESIDE:
            return (BESIDE, each.noun, each.meaning), each.other, (FIRST,)
        if key is None or each.kind in ("predicate", OBJECT):
            return (), "", ()
        if each.joint == NI and not each.other and key.head in self._with_object:
            return (), "", ()  # 棚に入れる: what?
        if not each.told and self._told[_belonging(each)] < self._untold[_belonging(each)]:
            return (), "", ()  # 町の美味しい店, where nobody says that the town is
        if each.kind == "clause":
            na = "な" if key.kind == "being" and not key.kept else ""
            text = each.other + self._predicates[key] + na + each.noun
            return ("clause", each.noun, each.other, key.base), text, (FIRST, SECOND)
        if each.kind == "form":
            return self._form(key)
        if each.kind == "before":
            return ("case", each.noun, GA, key.base), each.text, (FIRST, SECOND)
        return self._case(each, key)

    def _form(self, key: Key) -> tuple[_Phrase, str, tuple[int, ...]]:
        """Return what a form of the word itself says: 感じられない; 賑やかになる says no more than 賑やか."""
        if _NO_MORE.issuperset(key.said.kept) or "unsure" in key.kept:
            return (), "", ()
        return ("form", key.said), self._predicates[key], (FIRST,)

    def _of(self, each: Statement) -> tuple[_Phrase, str, tuple[int, ...]]:
        other, owners = each.other, (FIRST, SECOND)
        joined = self._joined.get(each.noun, Counter())
        is_done = each.meaning not in ("", each.other) or each.other in self.done
        if each.within and is_done and joined[each.within] > joined[each.other]:
            # 従業員の意識向上 is 従業員の意識 where that is said; 社員の安全意識 is no 社員の安全.
            other, owners = each.within, (FIRST, WITHIN)
        return ("of", each.joint, each.noun, other), each.noun + each.joint + other, owners

    def _case_of(self, each: Statement, key: Key) -> str:
        """Return the case of a noun with its predicate, the same for all that say no other thing."""
        # は, も and nothing stand for が where nothing else can be meant; else は is shown.
        usual = self._cases.get((each.noun, key.base), "")
        if not each.joint:
            return usual or (WA if key.kind in ("verb", "doing") and key.head not in FILLED else GA)
        if each.joint == NI and (key.head in FILLED or (key.kind == "being" and usual == GA)):
            return GA  # 生活に不便, where 生活が不便 is said
        if key.head in _EASY and each.joint in (TO, UNTIL):
            return TO
        return NI if each.joint == TO else each.joint

    def _case(self, each: Statement, key: Key) -> tuple[_Phrase, str, tuple[int, ...]]:
        case = self._case_of(each, key)
        by = f"{TO}行くのに" if case == TO and key.head in _EASY else case
        written = each.noun + by + each.other + self._predicates[key]
        if each.other:
            return ("case", each.noun, case + each.other, key.base), written, (FIRST,)
        if each.able and case in (GA, WO):
            # 食事ができない and 食事できない
            kept = dict.fromkeys(("dekiru", *key.base.kept))
            able = Key("doing", each.noun, tuple(kept), key.negated)
            return ("form", able), written, (FIRST,)
        if _is_plain(key.base, case):
            # 意識の向上, 意識が向上する and 意識を向上させる are one thing said.
            return ("of", NO, each.noun, key.head), written, (FIRST, SECOND)
        return ("case", each.noun, case, key.base), written, (FIRST, SECOND)


def concerns(statement: Statement, words: Collection[str]) -> bool:
    """Return whether a statement is about any of some words."""
    key = statement.key
    return (
        statement.noun in words
        or statement.other in words
        or statement.within in words
        or (key is not None and key.head in words)
    )


def _is_plain(key: Key, case: str) -> bool:
    """Whether a noun is done, whoever does it: 意識が向上する, 時間が短縮される, 意識を向上させる."""
    same = {GA: ((), ("voice",)), WO: ((), ("causing",))}
    return key.kind == "doing" and not key.negated and key.kept in same.get(case, ())


def _is_kana(noun: str) -> bool:
    """Whether a noun ends as a verb does that is one: 広がり, 乗り換え."""
    return "ぁ" <= noun[-1:] <= "ん"


def _most(spellings: Mapping[str, int]) -> str:
    """Return the most frequent spelling; of equal ones the first in code point order."""
    return min(spellings, key=lambda text: (-spellings[text], text))
