"""Nouns with what is said of them: 意識 with 高まる, 社員 with 意識, 意識 with the 高い before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from textmine.tables.predicates import WISHES, Predicate
from textmine.tables.spellings import FILLED, FROM, GA, NI, NO, PLACES, TO, UNTIL, WA, WO
from textmine.tables.tagged import TaggedText, is_attributive

_FAR = frozenset({FROM, UNTIL})  # cases that the grammar has no class for
_PLAIN_NOUNS = frozenset({"noun", "noun_one", "noun_verbal"})
_TO_PLACES = ("v_go", "aru", "iru")  # classes of verbs that a noun with に before them belongs to
_TO_PLACES_TOO = frozenset(  # and verbs
    [
        *("住む", "泊まる", "宿泊", "訪れる", "集まる", "入る", "乗る", "着く", "到着", "帰る"),
        *("戻る", "向かう", "寄る", "立ち寄る", "移る", "移住", "残る", "並ぶ", "通う", "勤める"),
        *("属する", "参加", "対応", "対する", "関わる", "関する", "比べる", "繋がる", "つながる"),
        *("慣れる", "触れる"),
    ]
)
# Verbs that with に before them are particles: 整備にあたって.
_PARTICLES = frozenset(
    [
        *("当たる", "あたる", "よる", "因る", "際する", "伴う", "ともなう", "つれる", "連れる"),
        *("関する", "対する", "応じる", "渡る", "わたる", "基づく", "もとづく", "沿う", "従う"),
        *("したがう", "加える", "限る", "先立つ", "つく", "とる", "おく", "おける", "於く"),
    ]
)
# Verbs that with を before them are particles, too: 観光を通して.
_PARTICLES_TOO = frozenset({"通す", "とおす", "通じる", "除く", "問う", "巡る", "めぐる", "踏まえる"})
_GOING = frozenset({"出る", "行く", "来る", "移る", "向かう", "入る"})  # say little without whither
_ENDINGS = frozenset({"くさい", "臭い"})  # end a word: 面倒くさい
_WANTED = "adj_hoshii"
_TIMES = ("noun_adverbial", "n_position")  # 増えた結果, 行く前: no clause tells which
_NAME = "固有名詞"  # in the tag of a proper noun
# Where what a sentence judges may change: 東京は近いが関西は遠い.
_CONTRASTS = frozenset(
    ["けど", "けれど", "けれども", "のに", "しかし", "一方", "反面", "逆", "ただ", "でも", "より"]
)
_ENDS = frozenset({"period", "question_mark"})
_SURE = frozenset(
    {"become", "成る", "なる", "過ぎる", "すぎる", "neg"}
)  # kept of a judgement that is no wish
# What a sentence judges by.
_JUDGEMENTS = frozenset(
    [
        *("不便", "便利", "面倒", "楽", "遠い", "近い", "悪い", "難しい", "厳しい", "大変"),
        *(
            "必要",
            "必須",
            "不要",
            "大切",
            "重要",
            "大事",
            "下手",
            "上手",
            "苦手",
            "不足",
            "不十分",
            "足りない",
            "少ない",
        ),
        *("弱い", "物足りない", "いまいち", "汚い", "綺麗", "危険", "危ない"),
        *(
            "怖い",
            "うるさい",
            "辛い",
            "困難",
            "残念",
            "不安",
            "心配",
            "嫌",
            "迷惑",
            "邪魔",
            "無駄",
            "無理",
            "快適",
        ),
    ]
)
_LISTED = 4  # nouns of a list that belong to one predicate
# Letters that stand for a predicate in a string of classes, by what may stand before it.
_PREDICATE, _ADVERBIAL, _BEING = "\uf8f0", "\uf8f1", "\uf8f2"
_ANY = f"[{_PREDICATE}{_ADVERBIAL}{_BEING}]"

# What may stand between a noun with its particle and its predicate: adverbs, numbers, another noun with に.
# In 意識|が|とても|高まっ|た it matches とても.
_BETWEEN = (
    "(?: <adverb> [<p_ni><p_to><p_mo><p_wa>]? | <noun_adverbial> [<p_ni><p_wa><p_mo>]? | [<na>] <p_ni>"
    " | <comma> | <pronoun> [<p_ni><p_mo><p_de>]? | <numeral> [<p_limit><p_mo><p_dake><p_shika>]? | <p_limit>"
    " | [<noun>] (?: <p_ni> [<p_wa><p_mo>]? | <p_de> [<p_wa><p_mo>] ) ){0,3}?"
)
_ADVERBS = "(?: <adverb> [<p_ni><p_to>]? | <numeral> <p_mo>? ){0,2}?"
# Nouns with a predicate after them; a noun belongs to the first of these that matches.
_WITH_PREDICATE = {
    # A noun with a particle of case.
    # 意識|が|高まる: the noun 意識, the particle が and the predicate 高まる.
    "case": "[<noun>] <suffix_plural>? <p_limit>? (?= ( [<p_ga><p_wo><p_ni><p_de><particle><p_limit>] ) "
    f"[<p_wa><p_mo>]? {_BETWEEN} ( {_ANY} ) )",
    # A noun as the topic.
    # 意識|は|高まる: the noun 意識 and the predicate 高まる.
    "topic": f"[<noun>] <suffix_plural>? (?= [<p_wa><p_mo>] {_BETWEEN} ( {_ANY} ) )",
    # A noun with no particle, or の, before an adjective.
    # 値段|高い: the noun 値段 and the predicate 高い.
    "bare": f"[<noun>] (?= ( <p_no>? ) ( [{_BEING}{_ADVERBIAL}] ) )",
    # A noun with の, or に, as the subject of a clause before another noun.
    # 電車|の|止まる|駅: the noun 電車 and the predicate 止まる.
    "clause": f"[<noun>] (?= ( <p_no> ) ( {_ANY} ) )",
    # A noun with its predicate beyond another noun of it.
    # 生活|に|支障|が|出る: the noun 生活, に, the noun 支障 and the predicate 出る.
    "far": "[<noun>] <suffix_plural>? (?= ( [<p_ni><p_de><particle><p_wa>] ) [<p_wa><p_mo>]? "
    "(?: <adverb> [<p_ni><p_to>]? | <comma> | (?: [<noun>] | <adverb> ) <p_no> ){0,2}? "
    f"( [<noun>] ) [<p_ga><p_wo>] {_ADVERBS} ( {_ANY} ) )",
    # A noun with what is said of another noun that is its own.
    # 交通|の|便|が|悪い: the noun 交通, の, the noun 便 and the predicate 悪い.
    "whose": f"[<noun>] (?= ( <p_no> ) ( [<noun>] ) [<p_ga><p_wo><p_wa><p_mo>] {_ADVERBS} ( {_ANY} ) )",
}
# A noun that belongs to another noun.
# 社員|の|意識: the noun 社員, and の, which may be への or での, as the group.
_OF = "[<noun>] (?= ( [<p_ni><p_de><particle>]? <p_no> ) [<noun>] )"
# An adjective before its noun, and how many units further the noun is.
# 高い|意識: the adjective 高い; 不便|な|場所: the adjectival noun 不便.
_BEFORE = {"[<adj>] (?= [<noun>] )": 1, "[<na>] (?= <aux_da> [<noun>] )": 2}


class Pair(NamedTuple):
    """At a place, a noun and what is said of it.

    ``kind`` is ``case`` (with its predicate), ``of`` (with another noun), ``before`` (with the adjective
    before it), ``clause`` (with the predicate of a clause before it) or ``beside`` (with what the rest of
    the sentence judges).
    """

    kind: str
    noun: int  # unit
    other: int  # unit of the predicate, of the second noun, or of the adjective
    joint: str = ""  # what joins them, as written; "" where a topic or nothing stands
    between: str = ""  # the 支障が of 生活に支障が出る, the 活気が of 活気がある町
    told: bool = True  # whether the sentence tells that they belong together


def pairs_of(
    text: TaggedText, predicates: Mapping[int, Predicate], last_of: Mapping[int, int]
) -> Iterator[Pair]:
    """Yield the pairs of a corpus: first with a predicate, then of two nouns, then with what is before."""
    letters = {
        text.place[unit]: _letter(text, unit, predicate, predicates) for unit, predicate in predicates.items()
    }
    string = text.string(letters)
    heads = {unit: head for unit, last in last_of.items() if (head := _head(text, last)) >= 0}
    nouns: set[int] = set()
    own: dict[int, Pair] = {}  # of a predicate its nearest noun
    for kind, pattern in _WITH_PREDICATE.items():
        for match in text.compile(pattern).finditer(string):
            if text.unit_at[match.start()] not in nouns:
                pair = _with_predicate(text, kind, match, predicates, heads)
                if pair is not None:
                    nouns.add(pair.noun)
                    if not pair.between:
                        own[pair.other] = max(pair, own.get(pair.other, pair), key=lambda each: each.noun)
                    yield from _listed(text, pair)
                    yield from _done_there(text, kind, match, pair)
    string = text.string()
    for match in text.compile(_OF).finditer(string):
        first = text.unit_at[match.start()]
        noun = first + match.end(1) - match.start()
        is_adjective = text.class_of[noun] in text.groups["na"] and _is_before(text, noun)
        if text.use[noun] >= 0 and text.use[first] >= 0 and not is_adjective:
            joint = "".join(text.surface(unit) for unit in range(first + 1, noun))
            yield Pair("of", first, noun, joint)
    for pattern, distance in _BEFORE.items():
        for match in text.compile(pattern).finditer(string):
            yield from _before(text, text.unit_at[match.start()], distance, own)
    for unit, noun in heads.items():
        pair = _clause(text, unit, noun, predicates[unit], own)
        if pair is not None and text.use[noun] >= 0:
            yield pair


def _done_there(text: TaggedText, kind: str, match: re.Match[str], pair: Pair) -> Iterator[Pair]:
    """Yield the pair of 駅 and 乗り換え where 駅で乗り換えが必要 says that one changes there."""
    second = text.unit_at[match.start(2)] if kind == "far" else -1
    if second >= 0 and pair.joint in PLACES and text.meaning_done(second):
        yield Pair("of", pair.noun, second, pair.joint + NO)


def _is_before(text: TaggedText, unit: int) -> bool:
    """Whether an adjectival noun is used as the adjective before another: 町の静かな所."""
    return (
        unit + 1 < len(text.first)
        and text.class_of[unit + 1] == "aux_da"
        and is_attributive(text.last_morpheme(unit + 1))
    )


def _head(text: TaggedText, last: int) -> int:
    """Return the noun that a clause which ends with the unit ``last`` stands before; -1 if it does not."""
    noun = last + 1
    if noun >= len(text.first) or text.place[noun] != text.place[last] + 1:
        return -1
    if text.class_of[noun] == "aux_da" and text.class_of[last] in text.groups["na"]:
        last, noun = noun, noun + 1  # 不便な場所
        if noun >= len(text.first) or text.place[noun] != text.place[last] + 1:
            return -1
    is_noun = text.class_of[noun] in text.groups["noun"] and text.class_of[noun] not in _TIMES
    is_before = text.last_morpheme(last).form.startswith(("連体", "体言", "基本", "終止"))
    return noun if is_noun and is_before else -1


def _listed(text: TaggedText, pair: Pair) -> Iterator[Pair]:
    """Yield a pair, and those of the nouns that are listed before its noun: 駐車場やトイレが少ない."""
    yield pair
    noun = pair.noun
    after = text.surface(noun + 1) if noun + 1 < len(text.first) else ""
    is_open = after in ("など", "等")
    for _ in range(0 if pair.between else _LISTED):
        first = noun - 2
        if first < 0 or text.place[first] != text.place[noun] - 2 or text.use[first] < 0:
            return
        name = text.class_of[noun - 1]
        is_open = is_open or name == "p_ya"
        is_and = name == "p_to" and pair.joint in ("", GA)
        joins = name == "p_ya" or is_and or text.surface(noun - 1) in "・／" or (name == "comma" and is_open)
        if not joins or text.class_of[first] not in text.groups["noun"] or text.class_of[first] in _TIMES:
            return
        noun = first
        yield pair._replace(noun=noun)


def _before(text: TaggedText, first: int, distance: int, own: Mapping[int, Pair]) -> Iterator[Pair]:
    """Yield the pair of a noun and the adjective before it, and of those that go on to it: 静かで綺麗な町."""
    noun = first + distance
    if text.class_of[first] == "suffix_adj" and text.first[first] == text.last[first]:
        return  # らしい of わざとらしい咳
    if not is_attributive(text.last_morpheme(noun - 1)) or text.negated[first] or text.use[noun] < 0:
        return
    nearest = own.get(first)
    if nearest is not None and nearest.told:
        return  # 便が悪い場所 is a clause
    yield Pair("before", noun, first, told=nearest is None)
    while first >= 2:
        at = first - 1
        if text.class_of[at] == "comma":
            at -= 1
        if text.class_of[at] == "p_de":
            at -= 1
        adjective = text.groups["na"] if text.class_of[at + 1] == "p_de" else text.groups["adj"]
        is_same = text.place[first] - text.place[at] == first - at and text.class_of[at] in adjective
        goes_on = text.last_morpheme(at).form.startswith("連用") or text.class_of[at + 1] == "p_de"
        if not is_same or not goes_on or at in own or text.negated[at]:
            return
        yield Pair("before", noun, at)
        first = at


def _clause(
    text: TaggedText, unit: int, noun: int, predicate: Predicate, own: Mapping[int, Pair]
) -> Pair | None:
    """Return the pair of a noun and the predicate of the clause before it, with that one's own noun."""
    nearest = own.get(unit)
    is_act = predicate.key.kind in ("verb", "doing")
    if nearest is not None and nearest.told and nearest.joint in (GA, WO, NI):
        return Pair("clause", noun, unit, between=text.names[text.name[nearest.noun]] + nearest.joint)
    is_said = unit > 0 and text.class_of[unit - 1] in ("p_to", "p_ni")  # と思う人, になる町
    if is_act and not is_said and text.class_of[unit] not in ("v_say", "v_iu"):
        return Pair("clause", noun, unit)
    return None


def _letter(text: TaggedText, unit: int, predicate: Predicate, predicates: Mapping[int, Predicate]) -> str:
    """Return the letter that stands for a predicate in the string of classes."""
    kind = predicate.key.kind
    if predicate.key.head in FILLED and not predicate.key.negated:
        return _BEING  # 活気溢れる町
    is_adverb = kind == "adjective" and text.last_morpheme(unit).form.startswith("連用")
    if is_adverb and not predicate.key.kept and unit + 1 in predicates:
        return _ADVERBIAL  # 詳しく 書く
    return _BEING if kind in ("adjective", "none") else _PREDICATE


def _with_predicate(
    text: TaggedText,
    kind: str,
    match: re.Match[str],
    predicates: Mapping[int, Predicate],
    heads: Mapping[int, int],
) -> Pair | None:
    """Return the pair of a noun and a predicate that a pattern has found; None if it is none."""
    noun = text.unit_at[match.start()]
    place = match.start(match.lastindex or 0)
    other = text.unit_at[place]
    joint = _joint(text, kind, match)
    other += match.string[place] == _ADVERBIAL and _is_of_next(text, other, joint)
    if joint is None or other not in predicates:
        return None
    predicate = predicates[other]
    if kind in ("far", "whose"):
        # In 工場は音が大きい機械を減らす the topic is not that of the clause.
        is_told = other not in heads and text.use[noun] >= 0
        return _beyond(text, noun, joint, text.unit_at[match.start(2)], other, predicate) if is_told else None
    # 気をつける is of つける; ことがある is of nothing
    belongs = text.use[noun] >= 0 or (text.use[other] >= 0 and text.class_of[noun] in _PLAIN_NOUNS)
    if not belongs or not _fits(text, noun, "" if joint == NO else joint, other, predicate):
        return None
    told = _told(text, joint, predicate, other, heads.get(other, -1))
    if told and noun < other - 2 and _is_little(text, other, predicate):
        # 他県で問題になる: becoming says nothing without what.
        return Pair("case", noun, other, joint or WA, text.surface(other - 2) + text.surface(other - 1))
    return None if told is None else Pair("case", noun, other, joint if joint != NO else GA, told=told)


def _is_of_next(text: TaggedText, adverb: int, joint: str | None) -> bool:
    """Whether a noun belongs to what is after an adverb: 案内を 詳しく 書く, 案内が 早く ほしい."""
    return joint not in ("", GA) or text.class_of[adverb + 1] == _WANTED


def _is_little(text: TaggedText, other: int, predicate: Predicate) -> bool:
    """Whether a predicate says little without the noun before it: 問題になる, 県外に出る."""
    goes = predicate.key.head in _GOING and text.surface(other - 1) in (NI, TO, FROM, WO)
    return goes or text.class_of[other] in ("naru", "suru")


def _joint(text: TaggedText, kind: str, match: re.Match[str]) -> str | None:
    """Return what joins a noun with its predicate, "" for a topic; None for a particle that is no case."""
    if kind == "topic":
        return ""
    first = text.unit_at[match.start(1)]
    joint = text.surface(first) if match[1] else ""
    if kind in ("case", "far"):
        is_case = text.class_of[first] not in ("particle", "p_limit") or joint in _FAR
        return joint if is_case else None
    if kind != "bare":
        return joint
    is_time = text.class_of[text.unit_at[match.start()]] == "noun_adverbial"
    # 食べ物良いところ, 町の良い所 do not say that the food, the town is.
    is_formal = _is_before_formal(text, text.unit_at[match.start(2)])
    return None if is_time or is_formal else joint


def _beyond(
    text: TaggedText, noun: int, joint: str, second: int, other: int, predicate: Predicate
) -> Pair | None:
    """Return the pair of a noun and a predicate with the noun ``second`` in between: 生活に支障が出る."""
    particle = text.surface(second + 1)
    kind = predicate.key.kind
    if particle not in (GA, WO):
        if kind in ("verb", "doing"):
            return None  # 町の人は避ける, 町の人も見る: who, or whom?
        particle = GA
    if not _fits(text, second, particle, other, predicate):
        return None
    return Pair("case", noun, other, joint, text.names[text.name[second]] + particle)


def _told(text: TaggedText, joint: str, predicate: Predicate, other: int, head: int) -> bool | None:
    """Whether a noun surely belongs to a predicate, before the noun ``head`` or -1; None: it does not.

    In パソコンに知らないソフトを入れない the 知らない is of ソフト.
    """
    if head < 0:
        return joint != NO or (
            predicate.key.kind in ("adjective", "none", "being") and not _is_before_formal(text, other)
        )
    is_adjective = predicate.key.kind in ("adjective", "being")
    if is_adjective and joint in (NI, *PLACES):
        return None  # 町に良い影響
    after = text.class_of[head + 1] if head + 1 < len(text.first) else ""
    if not joint:
        # 窓口は新しい建物に移る is not 窓口が新しい; この町は静かな場所だ says so.
        return True if is_adjective and after in ("aux_da", "period", "") else None
    if joint == WO:
        return True if not is_adjective or not WISHES.isdisjoint({predicate.key.head}) else None
    if joint == GA:
        # 社員が知らないソフトを入れる, 客が新しい建物に行く
        either = ("p_wo", "p_ni", "p_de") if is_adjective else ("p_wo",)
        return predicate.key.kind in ("exist", "none") or after not in either
    goes_there = text.class_of[other] in _TO_PLACES or predicate.key.head in _TO_PLACES_TOO
    return joint in ("から", "まで", NI, "へ") and goes_there


def _is_cut(text: TaggedText, noun: int, joint: str, other: int, predicate: Predicate) -> bool:
    """Whether a noun and its predicate are cut from more: 観光を通して, 面倒くさい, 住みやすい町になる."""
    head = predicate.key.head
    if joint == NI:
        return text.class_of[other] == "naru" and _is_told_before(text, noun)
    if joint == WO:
        return head in _PARTICLES_TOO and not predicate.key.kept
    return not joint and other == noun + 1 and head in _ENDINGS


def _is_told_before(text: TaggedText, noun: int) -> bool:
    """Whether what is before a noun says what something becomes: 住みやすい町になる, 福井になる."""
    is_owned = noun > 0 and text.surface(noun - 1) == NO and text.place[noun] == text.place[noun - 1] + 1
    return is_owned or text.is_described(noun) or _NAME in text.last_morpheme(noun).tag


def _is_before_formal(text: TaggedText, unit: int) -> bool:
    """Whether an adjective stands before a formal noun: in 町の良いところ the town need not be good."""
    after = unit + 1
    if after < len(text.first) and text.class_of[after] == "aux_da":
        after += 1
    return after < len(text.first) and text.class_of[after] in ("n_formal", "n_koto", "p_no", "n_position")


def _fits(text: TaggedText, noun: int, joint: str, other: int, predicate: Predicate) -> bool:
    """Whether a noun with this particle can have this predicate."""
    kind, kept = predicate.key.kind, predicate.key.kept
    if joint == "に" and kind in ("adjective", "being") and text.class_of[noun] in text.groups["na"]:
        return False  # 非常に残念
    if kind in ("none", "exist") and predicate.key.negated:
        # Whether ない negates (予算がない) or not (予算しかない) is known at the noun.
        return joint in (GA, WO, "") and (text.negated[noun] or "if" in kept)
    if joint == NI and predicate.key.head in _PARTICLES and not kept:
        return False
    if joint == "で" and (kind in ("adjective", "being") or text.class_of[other] == "aru"):
        return False  # 静かな街で暮らしやすい, 田舎である
    if _is_cut(text, noun, joint, other, predicate):
        return False
    if joint == WO:
        return kind in ("verb", "doing", "adjective") or not WISHES.isdisjoint(kept)
    return True


def judged(text: TaggedText, predicates: Mapping[int, Predicate]) -> Iterator[Pair]:
    """Yield each noun with what is judged after it, else before it, in its sentence: 関西は時間がかかり不便.

    A contrast, or the next topic, ends what is said of it.
    """
    judgements = {unit for unit, predicate in predicates.items() if _judges(text, unit, predicate)}
    part: list[int] = []
    for unit in range(len(text.first) + 1):
        is_end = unit == len(text.first) or (part and text.place[unit] != text.place[unit - 1] + 1)
        if is_end or text.class_of[unit] in _ENDS or _contrasts(text, unit):
            yield from _judged_in(text, part, judgements)
            part = []
        if unit < len(text.first):
            part.append(unit)


def _judged_in(text: TaggedText, part: Sequence[int], judgements: Set[int]) -> Iterator[Pair]:
    if judgements.isdisjoint(part):
        return
    nouns = [unit for unit in part if text.class_of[unit] in text.groups["noun"] and unit not in judgements]
    topics = [unit for unit in nouns if unit < part[-1] and text.class_of[unit + 1] == "p_wa"]
    for noun in nouns:
        end = next((topic for topic in topics if topic > noun), part[-1] + 1)
        after = [unit for unit in range(noun + 1, end) if unit in judgements]
        before = [unit for unit in range(part[0], noun) if unit in judgements]
        for other in after or before[-1:]:
            yield Pair("beside", noun, other)


def _judges(text: TaggedText, unit: int, predicate: Predicate) -> bool:
    """Whether a predicate judges, and is neither denied nor wished: 不便, 行きにくい, 足りない."""
    key = predicate.key
    name = text.names[text.name[unit]] if not key.negated else predicate.text
    is_sure = _SURE.issuperset(key.kept) and not (key.negated and name not in _JUDGEMENTS)
    return is_sure and (
        name in _JUDGEMENTS or (len(name) > 4 and name.endswith(("やすい", "にくい", "づらい")))
    )


def _contrasts(text: TaggedText, unit: int) -> bool:
    surface, name = text.surface(unit), text.class_of[unit]
    return surface in _CONTRASTS or (surface == GA and name == "p_join")
