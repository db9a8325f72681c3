"""Proposes which values of an attribute are one value that people or tools wrote in several ways."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from textmine.inputs.attributes import attribute_of, is_attribute
from textmine.inputs.findings import Finding, counted
from textmine.inputs.natural import natural
from textmine.inputs.profiles import is_of

MOST_VALUES = 1000  # different ones; more are names or codes
ENDINGS = ("性", "都", "府", "県")  # that a value may have or lack: 男 and 男性, 東京 and 東京都
_NUMERALS = {numeral: str(number) for number, numeral in enumerate("一二三四五六七八九", start=1)}
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_TEN = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=歳|才|代|年|月|日|人|名|回|社|円)")
_RANGE = re.compile(r"(?<=[0-9歳代年人円])\s*(?:[-‐–—−~〜～ー]|から)\s*(?=[0-9])")
_LONG = re.compile(r"(?<=[ぁ-ん])[-‐–—−ー](?=[ぁ-ん])")
_COUNTED = re.compile(r"(?<=[0-9])[ゕゖけ箇](?=月|所|国|年)")
_IGNORED = re.compile(r"[\s・･、,，.。()（）\[\]「」『』【】'\"]|(?<=[ぁ-ん])ー$")


def variants(values: Iterable[str]) -> list[list[str]]:
    """Return the groups of values that differ in spelling only, each in natural order.

    Width, case, spaces, punctuation, hiragana for katakana, 歳代 for 代, 才 for 歳, ranges with any dash, an
    ending such as 性 or 都: what means another value, however near, is not among them.

    >>> variants(["20代", "２０代", "20 歳代", "30代", "男", "男性", "不満", "不満足"])
    [['20 歳代', '20代', '２０代'], ['男', '男性']]
    """
    by_key: dict[str, list[str]] = defaultdict(list)
    for value in sorted(set(values), key=natural):
        if value and not is_of(value, "dates"):
            by_key[_key(value)].append(value)
    for key in sorted(by_key):
        bare = key[:-1]
        if key.endswith(ENDINGS) and bare in by_key:
            by_key[bare] += by_key.pop(key)
    groups = [sorted(group, key=natural) for group in by_key.values() if len(group) > 1]
    return sorted(groups, key=lambda group: natural(group[0]))


def _key(value: str) -> str:
    """Return what the spellings of one value have in common."""
    text = unicodedata.normalize("NFKC", value).casefold().translate(_HIRAGANA)
    text = _TEN.sub(lambda ten: _NUMERALS.get(ten[1], "1") + _NUMERALS.get(ten[2], "0"), text)
    text = _LONG.sub("ー", _RANGE.sub("~", text)).replace("才", "歳")
    text = _COUNTED.sub("か", _IGNORED.sub("", text)).replace("歳代", "代")
    return text or value


def proposed_variants(answers: pd.DataFrame) -> list[Finding]:
    """Return a finding for each attribute with values that differ in spelling only: the groups of them.

    They are counted as different values; a person decides whether they are one.
    """
    found = []
    for name in filter(is_attribute, map(str, answers.columns)):
        values = answers[name].unique().tolist()
        if len(values) <= MOST_VALUES:
            groups = [" = ".join(group) for group in variants(map(str, values))]
            found += counted("attribute_variants", groups, attribute_of(name))
    return found
