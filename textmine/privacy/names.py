"""Finds persons' names in a line of text through the tagger.

A tagger that reads 福井 or 武生 in a tourist survey as a surname must not decide alone: of 1,423 morphemes
that UniDic takes for names in two real surveys and three other sets of texts, nearly all are places. So a
name needs evidence beside it:

* さん, 様, 氏, 君, くん, ちゃん, 殿 or 先生 after it; after a word that may be a surname and is something
  else too (福井さん, 森さん) as well, but not after a common word (神さん, 熊さん), nor where a noun follows
  (朝倉氏遺跡);
* an office after it (杉本知事), but not after what may be a place (福井市長, 大野店長);
* a surname and a given name together (高橋愛), one of them a word that is nothing else, and not a place, a
  building or a monument by what follows (織田信長像);
* と申します and the like after it;
* one of the most frequent surnames where a particle or nothing follows: any particle if the dictionary knows
  the name as nothing else (渡辺), one of a subject if it is no place (鈴木が), and for a place only before a
  word of speaking and the like (山田が言った);
* the same surname, tagged as one, elsewhere in a text in which one of these found it.

Left to chance: other surnames alone (福井が言った, 森に聞いた), since most of those that UniDic lists as
surnames only were places that it lacks (雄島, 吉崎); names that the dictionary doesn't know. Names that the
words around them introduce (妻の花子) are :mod:`textmine.privacy.introduced`, those in Latin letters
:mod:`textmine.privacy.labelled`. The words are in dictionaries/masking/words.txt.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection

from textmine.privacy.morphemes import (
    AFFIXES,
    GIVEN,
    HONORIFICS,
    NAME,
    NOUNS,
    SURNAME,
    Line,
    is_only_name,
    is_place,
    is_surname,
    known_tags,
)
from textmine.privacy.spans import any_of, words
from textmine.words.mecab import Morpheme

_AFTER_HONORIFIC = re.compile(
    "(?:さん|さま|くん|ちゃん|先生|君)|(?:様|氏|殿)(?![一-鿿]|っ)|(?:様|氏|殿)(?=方|達|等|宛|宅|側|自身|本人|曰)"
)
_OFFICE = re.compile(f"[前元現新副]?{any_of('offices')}")
# No town has one of these, so that what may be a place is a person before them.
_RANK = re.compile(r"(?:[係課部]長|主任|主査|教諭|巡査)(?:補佐|代理|補)?(?![一-鿿])")
_OFFICE_OF_PLACE = re.compile(f"[前元現新副]?{any_of('offices_of_places')}")
_SAID = re.compile("と申し|と言い|といい|という者|と申す")
_ACTS = re.compile("[がはにも]|から|とは?")
_SPEAKS = re.compile(
    r"(?:[がはもにと]|から).{0,6}?(?:言[っうわい]|話[しす]|聞[いきく]|怒|対応|相談|説明|謝[っら罪]|笑|教え|呼|頼[んみむ]"
    "|叱|褒|担当|会っ)"
)
_PLACE_AFTER = re.compile(any_of("after_a_place"))
_NOUN = "普通名詞"
_COMMON = frozenset(words("common_before_honorifics"))
_NOT_GIVEN = frozenset(words("not_a_given_name"))
_LEFT_ALONE = frozenset((*words("named_like_persons"), *words("persons_of_history")))
_KATAKANA_NAMES = frozenset(words("katakana_names"))
_FREQUENT = frozenset(words("frequent_surnames"))
_LOOK = 12  # characters after a name, where a title or a place may stand
_KANJI = re.compile("[一-鿿々ヶ]+")
_KATAKANA = re.compile("[ァ-ヶー]{2,}")


def find_names(line: Line) -> list[tuple[int, int]]:
    """Return where names stand in a line: start and end."""
    spans: list[tuple[int, int]] = []
    for last in range(len(line.morphemes)):
        first = _first_of_name(line, last)
        if first >= 0:
            end = last + int(first < last and _given_name_goes_on(line, last))
            spans.append((line.starts[first], line.ends[end]))
    # A run that is a name by its end (姓+名 before さん) may hold a shorter one.
    longest: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not longest or end > longest[-1][1]:
            longest.append((start, end))
    return [(start, end) for start, end in longest if line.text[start:end] not in _LEFT_ALONE]


def find_surnames(line: Line, surnames: Collection[str]) -> list[tuple[int, int]]:
    """Return where one of some surnames stands in a line, tagged as one."""
    return [
        (line.starts[i], line.ends[i])
        for i, morpheme in enumerate(line.morphemes)
        if morpheme.surface in surnames
        and SURNAME in morpheme.tag
        and not _PLACE_AFTER.match(line.text, line.ends[i])
        and (
            not i
            or not line.morphemes[i - 1].tag.startswith(NOUNS)
            or line.text[line.starts[i] - 1 : line.starts[i]].isspace()
        )
    ]


def surname_at(line: Line, start: int) -> str:
    """Return the surname that begins at a place of a line; "" if it is a place too, or of one character."""
    morpheme = line.morphemes[bisect_left(line.starts, start)]
    plain = SURNAME in morpheme.tag and len(morpheme.surface) > 1 and not is_place(morpheme)
    return morpheme.surface if plain else ""


def is_full_name(line: Line) -> bool:
    """Return whether a short text, such as a value of an attribute, is a surname and a given name alone."""
    names = [morpheme for morpheme in line.morphemes if morpheme.surface.strip()]
    short = 2 < len(line.text) <= 12 and _KANJI.match(line.text) is not None
    return short and len(names) == 2 and _are_full_name(names[0], names[1])


def _first_of_name(line: Line, last: int) -> int:
    """Return the index of the first morpheme of the name that ends with this one; -1 if none does."""
    morpheme = line.morphemes[last]
    after = line.text[line.ends[last] : line.ends[last] + _LOOK].removeprefix(" ")
    following = line.follows(last)
    before = last - 1 if last and line.starts[last] - line.ends[last - 1] <= 1 else -1
    full = before >= 0 and _are_full_name(line.morphemes[before], morpheme)
    if following is not None and following.surface in HONORIFICS:
        honorific = _AFTER_HONORIFIC.match(after)
        if honorific:
            return _first_before_honorific(line, last, before, honorific[0], full=full)
    if full:
        return before if not _PLACE_AFTER.match(after) and line.stands_free(before) else -1
    return last if _is_name_alone(line, last, after) else -1


def _is_name_alone(line: Line, i: int, after: str) -> bool:
    """Whether one morpheme is a surname by what follows it: an office, と申します, or nothing."""
    morpheme = line.morphemes[i]
    if morpheme.unknown or not is_surname(morpheme):
        return False
    tagged = SURNAME in morpheme.tag
    if tagged and (_OFFICE.match(after) or (_OFFICE_OF_PLACE.match(after) and not is_place(morpheme))):
        return line.stands_free(i)
    if _RANK.match(after) and len(morpheme.surface) > 1:
        return line.stands_free(i)
    if _SAID.match(after):
        return True
    if not tagged or morpheme.surface not in _FREQUENT or not line.stands_free(i):
        return False
    acts = _SPEAKS if is_place(morpheme) else _ACTS
    return line.goes_no_further(i) and (is_only_name(morpheme) or acts.match(after) is not None)


def _first_before_honorific(line: Line, last: int, before: int, honorific: str, *, full: bool) -> int:
    """Return the first morpheme of the name before さん and the like; -1 if it is no name."""
    morpheme = line.morphemes[last]
    surname = line.morphemes[before] if before >= 0 else None
    if surname is not None and (full or _may_be_full_name(surname, morpheme)):
        return before
    run = _surname_before_unknown(line, last)
    if run >= 0:
        return run
    return last if _may_be_addressed(morpheme, surname, honorific) else -1


def _given_name_goes_on(line: Line, last: int) -> bool:
    """Whether one morpheme more belongs to a given name of one character (矢内 勇 生先生)."""
    following = line.follows(last)
    if following is None or len(line.morphemes[last].surface) > 1 or not line.touches_next(last):
        return False
    if len(following.surface) > 1 or not _KANJI.fullmatch(following.surface):
        return False
    beyond = line.follows(last + 1)
    return following.surface not in HONORIFICS and (
        line.goes_no_further(last + 1) or (beyond is not None and beyond.surface in HONORIFICS)
    )


def _surname_before_unknown(line: Line, last: int) -> int:
    """Return the surname before a given name that the dictionary doesn't know (田中 翔琉さん); or -1."""
    length = 0  # of the given name
    for i in range(last, max(-1, last - 4), -1):
        morpheme = line.morphemes[i]
        if morpheme.surface in _COMMON or (i < last and line.starts[i + 1] - line.ends[i] > 1):
            return -1
        foreign = i == last - 1 and _KATAKANA.fullmatch(line.morphemes[last].surface)
        surname = SURNAME in morpheme.tag or (foreign and line.stands_free(i))
        if length and surname and not morpheme.unknown and is_surname(morpheme):
            return i
        length += len(morpheme.surface)
        if not _may_be_in_given_name(morpheme, length, katakana=i == last):
            return -1
    return -1


def _may_be_in_given_name(morpheme: Morpheme, length: int, *, katakana: bool) -> bool:
    """Whether a morpheme may belong to a given name that is so long with it: kanji, or katakana if it may."""
    listed = morpheme.unknown or NAME in morpheme.tag
    if katakana and listed and _KATAKANA.fullmatch(morpheme.surface):
        return True
    kanji = length <= 3 and _KANJI.fullmatch(morpheme.surface) and not morpheme.tag.startswith(AFFIXES)
    return bool(kanji) and (listed or len(morpheme.surface) == 1)


def _are_full_name(surname: Morpheme, given: Morpheme) -> bool:
    """Whether two morphemes are a surname and a given name beyond doubt."""
    if surname.unknown or given.unknown or not is_surname(surname):
        return False
    if GIVEN not in given.tag or given.surface in _NOT_GIVEN:
        return False
    if _KANJI.match(surname.surface) is None:  # やまだ たろう
        return (
            SURNAME in surname.tag
            and is_only_name(given)
            and min(len(surname.surface), len(given.surface)) > 1
        )
    if len(surname.surface) == 1 or not (SURNAME in surname.tag or is_place(surname)):
        return False
    if is_only_name(surname):
        return True
    known = len(given.surface) > 1 and _KANJI.fullmatch(given.surface) is not None
    return known and all(NAME in tag or _NOUN in tag for tag in known_tags(given.surface))


def _may_be_full_name(surname: Morpheme, given: Morpheme) -> bool:
    """Whether two morphemes before さん are a surname and a given name."""
    if surname.unknown or not is_surname(surname) or {surname.surface, given.surface} & _COMMON:
        return False
    if not (SURNAME in surname.tag or is_place(surname)) or given.tag.startswith(AFFIXES):
        return False
    if _OFFICE.fullmatch(given.surface) or _OFFICE_OF_PLACE.fullmatch(given.surface):
        return False
    return any(GIVEN in tag for tag in known_tags(given.surface))


def _may_be_addressed(morpheme: Morpheme, before: Morpheme | None, honorific: str) -> bool:
    """Whether a word before さん is a person's name, not a common word or a firm."""
    if morpheme.unknown or morpheme.surface in _COMMON:
        return False
    if NAME in morpheme.tag:
        foreign = _KATAKANA.fullmatch(morpheme.surface) and SURNAME not in morpheme.tag
        if morpheme.surface in _KATAKANA_NAMES:
            return True
        common = (foreign or morpheme.surface.endswith("屋")) and not is_only_name(morpheme)
        return morpheme.surface not in _LEFT_ALONE and not common
    alone = honorific == "殿" or (honorific == "先生" and len(morpheme.surface) < 2)
    if alone or not is_surname(morpheme) or not _KANJI.fullmatch(morpheme.surface):
        return False
    return before is None or not before.tag.startswith((*NOUNS, "記号"))
