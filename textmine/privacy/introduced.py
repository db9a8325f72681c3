"""Finds persons' names that the words around them introduce, in a line of text through the tagger.

* whose name it is stands before it: 妻の花子, 担当：小林, 受付の鈴木. A word that may be something else too
  (隣の小川, 社員の森) must be tagged as a name there;
* somebody says it of himself, or it is said that it is somebody's: 小鳥遊です, マイケルです, 上野という男性;
* it is listed with one of these: 従業員の高木と中村;
* a firm is named after its owner: (有)鈴木商店. All of the firm's name is found then, but not where it may be
  a place's (福井銀行).

Persons of history, and what is named like a person, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from textmine.privacy.morphemes import (
    GIVEN,
    HONORIFICS,
    NAME,
    NOUNS,
    PLACE,
    SURNAME,
    Line,
    is_only_name,
    is_place,
    is_surname,
    may_be_given,
    may_be_name,
)
from textmine.privacy.spans import any_of, words
from textmine.words.mecab import Morpheme

_LOOK = 20  # characters before a name in which the words that introduce it stand
_LONGEST = 8  # characters of a name
_NOT_NAMES = frozenset(
    word
    for section in (
        *("persons_of_history", "named_like_persons", "common_before_honorifics"),
        *("relations", "family", "labels"),
    )
    for word in words(section)
)
_FREQUENT = frozenset(words("frequent_surnames"))
_NOT_GIVEN = frozenset(words("not_a_given_name"))
_NOT_CALLED = frozenset(words("not_called"))
_KANJI = re.compile("[一-鿿々]")
_KANA = re.compile("[ぁ-んァ-ヶー]+")
_KATAKANA = re.compile("[ァ-ヶー]+")
_MORE_KATAKANA = re.compile("(?:[・=][ァ-ヶー]{2,}){1,3}")
_GIVEN_ENDING = re.compile(f".+{any_of('given_name_endings')}")

# Who stands before a name, and how the name is linked to him: 妻の, 長女：, 名札に「, 私は
_WHOSE = re.compile(
    rf"(?:(?P<family>{any_of('family')})|(?P<nearby>{any_of('nearby')})|(?P<label>{any_of('labels')})"
    rf"|[一-鿿]{{1,4}}(?P<signed>[者人員係責])(?=[: ])|{any_of('relations')})"
    r"(?:の(?:方|女性|男性|人|者))?(?:さん|様)?(?:者|員|名)?"
    r"(?:(?P<of>の[「『(]?)|(?P<sign> ?[:=・→】] ?|(?:は|が|に|には)? ?[「『(] ?)|(?P<blank> )"
    r"|(?:は|が|で、?|、))$"
)
# What follows a given name, and not the same word in its other sense: 娘のひかりが, but 娘のひかりを.
_ACTS = re.compile(r"[がはもと、(（)」』\s]|$|です|から")
_ENDS = re.compile(r"$|[\s()」』、。,]")
_LISTED_WITH = frozenset(("と", "、", "・", "や", "及び", "および", ",", ", "))
_SAID = re.compile(r" ?と(?:申|いいます|言います|いう者|言う者|いう名)")
_CALLED = re.compile(f" ?と(?:いう|言う)(?:名の)?{any_of('people')}")
_IS = re.compile(r"です|でした|だ。|だ$|より$")
_BEGINS = re.compile(r"(?:^|[\s、。「」:はが!?])$")  # what stands before 小鳥遊です
_LEGAL_FORM = r"(?:\([有株同資名]\)|有限会社|株式会社|合同会社|合資会社|合名会社)"
_FIRM = re.compile(f"{_LEGAL_FORM} ?$")
_FIRM_AFTER = re.compile(f" ?{_LEGAL_FORM}")


def find_introduced(line: Line, found: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return where names stand that the words around them introduce, or one already ``found`` beside them.

    A name is its start and its end in the line.
    """
    spans: list[tuple[int, int]] = []
    ends = {end for _, end in found}
    for i, morpheme in enumerate(line.morphemes):
        done = spans[-1][1] if spans else 0
        if not may_be_name(morpheme) or line.starts[i] < done:
            continue
        last = _end_of_firm(line, i)
        if last < 0:
            last = _end_of_name(line, i)
            name = line.text[line.starts[i] : line.ends[last]]
            introduced = _is_somebodys(line, i, last) or _is_said(line, i, last)
            beside = _is_foreign(line, i, last) or _is_listed(line, i, last, ends)
            if name in _NOT_NAMES or not (introduced or beside):
                continue
        ends.add(line.ends[last])
        spans.append((line.starts[i], line.ends[last]))
    return spans


def _end_of_name(line: Line, i: int) -> int:
    """Return the last morpheme of a name that begins with one: 結衣 菜, 山田 太郎, キム ・ ミンジュン."""
    katakana = _KATAKANA.fullmatch(line.morphemes[i].surface)
    more = _MORE_KATAKANA.match(line.text, line.ends[i]) if katakana else None
    last = i
    while line.touches_next(last) and line.ends[last + 1] - line.starts[i] <= _LONGEST + 10 * bool(more):
        following = line.morphemes[last + 1]
        if following.surface in HONORIFICS:
            break
        foreign = more is not None and line.ends[last + 1] <= more.end()
        one = _KANJI.fullmatch(following.surface) and following.tag.startswith((*NOUNS, "接尾辞"))
        if not foreign and NAME not in following.tag and not (one and following.surface not in _NOT_GIVEN):
            break
        last += 1
    return last


def _is_somebodys(line: Line, i: int, last: int) -> bool:
    """Whether the words before a name say whose it is: 妻の花子, 担当：小林."""
    whose = _WHOSE.search(line.text, max(0, line.starts[i] - _LOOK), line.starts[i])
    if whose is None or not (line.goes_no_further(last) or _is_addressed(line, last)):
        return False
    stated = bool(whose["of"] or whose["sign"])
    if _is_plain(line, i, last) and (stated or whose["blank"] or not whose["family"]):
        return True
    if whose["family"]:
        return _is_relative(line, i, last, whose)
    if whose["label"] or whose["signed"]:
        return _is_labelled(line, i, last, whose)
    long_enough = line.ends[last] - line.starts[i] > 1 or whose["sign"]
    return bool(stated and long_enough and not whose["nearby"]) and _is_clerk(line, i, last)


def _is_labelled(line: Line, i: int, last: int, whose: re.Match[str]) -> bool:
    """Whether a word after 担当 is a surname: 担当：森, 担当の平野, 担当は安田です."""
    first, place = line.morphemes[i], line.ends[last]
    if whose["sign"] or whose["blank"]:
        return is_surname(first) and _ENDS.match(line.text, place) is not None
    if whose["of"]:
        return place - line.starts[i] > 1 and _is_clerk(line, i, last, however_tagged=True)
    return NAME in first.tag and not is_place(first) and _IS.match(line.text, place) is not None


def _is_addressed(line: Line, last: int) -> bool:
    following = line.follows(last)
    return following is not None and following.surface in HONORIFICS


def _is_plain(line: Line, i: int, last: int) -> bool:
    """Whether a name can be nothing else, by its surname or by its given name."""
    end = line.morphemes[last]
    return is_only_name(line.morphemes[i]) or (last > i and GIVEN in end.tag and is_only_name(end))


def _is_relative(line: Line, i: int, last: int, whose: re.Match[str]) -> bool:
    """Whether a word after 妻 is a given name, by what follows it and by its form."""
    first, place = line.morphemes[i], line.ends[last]
    ends = _ENDS.match(line.text, place) is not None
    if place - line.starts[i] < 2 and not whose["sign"]:
        return False
    if whose["sign"] and ends and may_be_given(first):  # 娘・光
        return True
    acts = bool(whose["of"] or whose["sign"]) and _ACTS.match(line.text, place) is not None
    return (ends or acts or _is_addressed(line, last)) and (_is_given(first) or _is_spelt(line, i, last))


def _is_clerk(line: Line, i: int, last: int, *, however_tagged: bool = False) -> bool:
    """Whether a word after 社員の is a surname, also one that is tagged as a place there."""
    first = line.morphemes[i]
    if last > i and is_place(first):  # 知事の福井愛
        return False
    tagged = NAME in first.tag or any(kind in first.tag for kind in PLACE)
    return is_surname(first) and _KANJI.match(first.surface) is not None and (tagged or however_tagged)


def _is_given(morpheme: Morpheme) -> bool:
    """Whether a word that may be something else is a given name after 妻の: 和子 and さくら, but not 元気."""
    if GIVEN in morpheme.tag:
        return True
    called = _KANA.fullmatch(morpheme.surface) or _GIVEN_ENDING.fullmatch(morpheme.surface)
    return may_be_given(morpheme) and called is not None and morpheme.surface not in _NOT_CALLED


def _is_spelt(line: Line, i: int, last: int) -> bool:
    """Whether single kanji make a name that the dictionary doesn't know: 陸斗."""
    return last > i and all(_KANJI.fullmatch(morpheme.surface) for morpheme in line.morphemes[i : last + 1])


def _is_said(line: Line, i: int, last: int) -> bool:
    """Whether somebody says a name of himself, or it is said to be a person's."""
    first, place = line.morphemes[i], line.ends[last]
    if not line.stands_free(i):
        return False
    if is_surname(first) and _CALLED.match(line.text, place):
        return True
    if not (is_only_name(first) or first.surface in _FREQUENT):
        return False
    begins = _BEGINS.search(line.text, max(0, line.starts[i] - 2), line.starts[i])
    is_person = begins and (first.surface in _FREQUENT or not is_place(first))
    return bool(_SAID.match(line.text, place) or (is_person and _IS.match(line.text, place)))


def _is_listed(line: Line, i: int, last: int, ends: Collection[int]) -> bool:
    """Whether a name stands beside one that ends at one of some places: 高木と中村."""
    if NAME not in line.morphemes[i].tag or not line.goes_no_further(last):
        return False
    start = line.starts[i]
    return any(start - len(sign) in ends and line.text.endswith(sign, 0, start) for sign in _LISTED_WITH)


def _is_foreign(line: Line, i: int, last: int) -> bool:
    """Whether a name is one of several words in katakana: マイク・ジョンソン."""
    parts = [m for m in line.morphemes[i : last + 1] if _KATAKANA.fullmatch(m.surface)]
    foreign = len(parts) > 1 and line.stands_free(i) and all(NAME in part.tag for part in parts)
    return foreign and "・" in line.text[line.starts[i] : line.ends[last]] and any(map(is_only_name, parts))


def _end_of_firm(line: Line, i: int) -> int:
    """Return the last morpheme of a firm's name that begins with its owner's surname; -1 if it is none."""
    owner = line.morphemes[i]
    if owner.surface not in _FREQUENT and (SURNAME not in owner.tag or is_place(owner)):
        return -1
    last = i
    while line.touches_next(last) and line.morphemes[last + 1].tag.startswith((*NOUNS, "接尾辞")):
        if line.ends[last + 1] - line.starts[i] > 2 * _LONGEST:
            break
        last += 1
    before = _FIRM.search(line.text, max(0, line.starts[i] - _LOOK), line.starts[i])
    after = line.stands_free(i) and _FIRM_AFTER.search(line.text, line.starts[i], line.ends[last] + 4)
    return last if before or after else -1
