"""The order in which the values of an attribute stand in tables and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textmine.inputs.lexicon import Lexicon
from textmine.inputs.natural import fold
from textmine.inputs.normalize import normalize

Key = tuple[tuple[int, float, int, str], ...]

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = re.compile(f"({'|'.join(_ERAS)})(元|[0-9]+)(?=年)")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
# 千 only before what is counted: 12千葉県 is no number of thousands
_NUMBER = re.compile(r"([0-9]{1,300}(?:\.[0-9]+)?)(千万|百万|万|億|兆|千(?=[円人件台社名個]))?")
_TIMES = {"": 1.0, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "億": 1e8, "兆": 1e12}
_BOUND = re.compile("未満|以下|まで|以内|以上|以降|超")
_PLACES = {"未満": -2, "以下": -1, "まで": -1, "以内": -1, "以上": 1, "以降": 1, "超": 2}


def ordered(values: Iterable[str], lexicon: Lexicon) -> list[str]:
    """Return the different values of an attribute in the order of their meaning.

    If all of them, but those that the lexicon puts last (その他, 無回答), are on one of its scales, in the
    order of that; else by the numbers in them, and texts by their characters. 1,000 is a number, 1億 is more
    than 1,000万, ～19 and 20未満 stand before 20, 20以上 after it, 平成30年 before 令和元年.

    >>> from textmine.inputs.lexicon import read_lexicon
    >>> ordered(["満足", "その他", "とても不満", "どちらでもない"], read_lexicon())
    ['とても不満', 'どちらでもない', '満足', 'その他']
    >>> ordered(["1,000万円以上", "100万円以上", "１００万円未満", "900万円"], read_lexicon())
    ['１００万円未満', '100万円以上', '900万円', '1,000万円以上']
    """
    tidy = {value: fold(value) for value in values}
    main = [wording for wording in tidy.values() if wording not in lexicon.last]
    scale = next((scale for scale in lexicon.scales if all(wording in scale for wording in main)), {})
    if not main:
        scale = {}

    def key(value: str) -> tuple[int, int, Key, str]:
        wording = tidy[value]
        if wording in scale:
            return (0, scale[wording], (), value)
        if wording in lexicon.last:
            return (2, lexicon.last[wording], (), value)
        return (1, 0, number_key(value), value)

    return sorted(tidy, key=key)


def number_key(value: str) -> Key:
    """Return a sort key in which numbers count as numbers, with the bounds and units said after them."""
    text = _THOUSANDS.sub("", normalize(value).strip())
    text = _ERA.sub(lambda era: str(_ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))), text)
    pieces: list[tuple[int, float, int, str]] = []
    place = 0
    for number in _NUMBER.finditer(text):
        before = text[place : number.start()]
        opens = place == 0 and before in ("〜", "~", "-", "―")
        if before and not opens:
            pieces.append((1, 0.0, 0, before))
        following = _NUMBER.search(text, number.end())
        bound = _BOUND.search(text, number.end(), following.start() if following else len(text))
        side = _PLACES[bound[0]] if bound else -1 if opens else 0
        pieces.append((0, float(number[1]) * _TIMES[number[2] or ""], side, ""))
        place = number.end()
    if text[place:]:
        pieces.append((1, 0.0, 0, text[place:]))
    return tuple(pieces)
