"""Finds persons' names that the words around them introduce, in a line of text through the tagger.

* whose name it is stands before it: 妻の花子, 担当：小林, 受付の鈴木. A word that may be something else too
  (隣の小川, 担当の森) must be tagged as a name there;
* somebody says it of himself: 小鳥遊です, マイケルです, ナンシーと申します;
* a firm is named after its owner: (有)鈴木商店. The whole name of the firm is found then, but not where it may be
  a place's (福井銀行).

Persons of history, and firms and figures that are named like persons, are left alone.
"""

from __future__ import annotations

import re

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

_LOOK = 20  # characters before and after a name in which the words that introduce it stand
_LONGEST = 8  # characters of a name
_NOT_NAMES = frozenset(
    word
    for section in (
        "persons_of_history",
        "named_like_persons",
        "common_before_honorifics",
        "relations",
        "family",
        "labels",
    )
    for word in words(section)
)
_FREQUENT = frozenset(words("frequent_surnames"))
_NOT_GIVEN = frozenset(words("not_a_given_name"))
_NOT_CALLED = frozenset(words("not_called"))
_WHOSE = re.compile(
    rf"(?:(?P<family>{any_of('family')})|(?P<nearby>{any_of('nearby')})|(?P<label>{any_of('labels')}|[一-鿿]{{1,4}}[者人員係責](?=:))|{any_of('relations')})"
    r"(?:の(?:方|女性|男性|人|者))?(?:さん|様)?(?:者|員|名)?"
    r"(?P<sign> ?[:=・→] ?|(?:は|が|に|には)?[「『(]|は|が|で、?| ?[「『(] ?|、| )?(?P<of>の)?[「『(]?$"
)
_GIVEN_ENDING = re.compile(f".+{any_of('given_name_endings')}")
_KANA = re.compile("[ぁ-んァ-ヶー]+")
# What follows a given name, and not the same word in its other sense: 娘のひかりが, but 娘のひかりを.
_ACTS = re.compile(r"[がはもと、(（)」』\s]|$|です|から")
_SAID = re.compile(r" ?と(?:申|いいます|言います|いう者|言う者|いう名)")
_CALLED = re.compile(f" ?と(?:いう|言う)(?:名の)?{any_of('people')}")
_IS = re.compile(r"です|でした|だ。|だ$|より$")
_ENDS = re.compile(r"$|[\s(、。,]")
_BEGINS = re.compile(r"(?:^|[\s、。「」:はが!?])$")  # what stands before 小鳥遊です
_FIRM = re.compile(r"(?:\([有株同資名]\)|有限会社|株式会社|合同会社|合資会社|合名会社) ?$")
_FIRM_AFTER = re.compile(r" ?(?:\([有株同資名]\)|有限会社|株式会社|合同会社|合資会社)")
_KANJI = re.compile("[一-鿿々]")
_FOREIGN_WORD = re.compile("[ァ-ヶー]+")
_FOREIGN = re.compile("(?:[・=][ァ-ヶー]{2,}){1,3}")


def find_introduced(line: Line) -> list[tuple[int, int]]:
    """Return where names stand that the words around them introduce: start and end."""
    spans: list[tuple[int, int]] = []
    for i, morpheme in enumerate(line.morphemes):
        if not may_be_name(morpheme) or (spans and line.starts[i] < spans[-1][1]):
            continue
        last = _end_of_firm(line, i)
        if last < 0:
            last = _end_of_name(line, i)
            name = line.text[line.starts[i] : line.ends[last]]
            if name in _NOT_NAMES or not (_is_somebodys(line, i, last) or _is_said(line, i, last)):
                continue
        spans.append((line.starts[i], line.ends[last]))
    return spans


def _end_of_name(line: Line, i: int) -> int:
    """Return the last morpheme of a name that begins with one: 結衣 菜, 山田 太郎."""
    last = i
    while line.touches_next(last) and line.ends[last + 1] - line.starts[i] <= _LONGEST:
        following = line.morphemes[last + 1]
        of_name = NAME in following.tag and following.surface not in HONORIFICS
        one = _KANJI.fullmatch(following.surface) and following.tag.startswith((*NOUNS, "接尾辞"))
        foreign = _FOREIGN.match(line.text, line.ends[last])
        if foreign and _FOREIGN_WORD.fullmatch(line.morphemes[last].surface):
            while last + 1 < len(line.morphemes) and line.ends[last + 1] <= foreign.end():
                last += 1
            break
        if not of_name and not (one and following.surface not in HONORIFICS | _NOT_GIVEN):
            break
        last += 1
    return last


def _is_somebodys(line: Line, i: int, last: int) -> bool:
    """Whether the words before a name say whose it is: 妻の花子, 担当：小林."""
    whose = _WHOSE.search(line.text, max(0, line.starts[i] - _LOOK), line.starts[i])
    if whose is None or not (whose["sign"] or whose["of"]):
        return False
    following = line.follows(last)
    if not line.goes_no_further(last) and not (following is not None and following.surface in HONORIFICS):
        return False
    first, end = line.morphemes[i], line.morphemes[last]
    if is_only_name(first) or (last > i and GIVEN in end.tag and is_only_name(end)):
        return True
    if whose["label"] and whose["sign"] in (":", ": ", " ", "=") and is_surname(first):
        return _ENDS.match(line.text, line.ends[last]) is not None
    stated = whose["of"] or whose["sign"] not in ("は", "が", "で", "、", " ")
    one = line.ends[last] - line.starts[i] < 2 and whose["sign"] not in (":", ": ")
    if whose["nearby"] or one:
        return False
    if whose["family"]:
        after = _ACTS if stated else _ENDS
        return after.match(line.text, line.ends[last]) is not None and _is_given(first)
    if not stated:
        return False
    tagged = NAME in first.tag or any(place in first.tag for place in PLACE)
    return tagged and is_surname(first) and _KANJI.match(first.surface) is not None


def _is_given(morpheme: Morpheme) -> bool:
    """Whether a word that may be something else is a given name after 妻の: 和子 and さくら, but not 元気."""
    if GIVEN in morpheme.tag:
        return True
    called = _KANA.fullmatch(morpheme.surface) or _GIVEN_ENDING.fullmatch(morpheme.surface)
    return may_be_given(morpheme) and called is not None and morpheme.surface not in _NOT_CALLED


def _is_said(line: Line, i: int, last: int) -> bool:
    """Whether somebody says a name of himself."""
    place = line.ends[last]
    if line.stands_free(i) and is_surname(line.morphemes[i]) and _CALLED.match(line.text, place):
        return True
    first = line.morphemes[i]
    if not line.stands_free(i) or not (is_only_name(first) or first.surface in _FREQUENT):
        return False
    return _SAID.match(line.text, place) is not None or (
        _IS.match(line.text, place) is not None
        and _BEGINS.search(line.text, max(0, line.starts[i] - 2), line.starts[i]) is not None
        and not (is_place(first) and first.surface not in _FREQUENT)
    )


def _end_of_firm(line: Line, i: int) -> int:
    """Return the last morpheme of the name of a firm that begins with its owner's surname; -1 if it is none."""
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
