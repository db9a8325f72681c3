"""Words of Latin letters and digits, which tokeniser dictionaries split: 5G, PM2.5, COVID-19, C++."""

from __future__ import annotations

import re
from typing import NamedTuple

# Between letters and digits: a hyphen but not between two numbers (2023-11-30), a point before
# digits (PM2.5, No.1) or small letters (Node.js). Before them the point of .NET, where no sentence ends.
_JOINT = r"(?:-(?<![0-9]-)|-(?![0-9])|\.(?=[0-9])|\.(?<=[A-Za-z]\.)(?=[a-z]{1,4}(?![A-Za-z])))"
_WORD = re.compile(
    r"(?<![A-Za-z0-9])(?<![0-9][.,:/-])(?:(?<![^\s「『(、。とやのはがをにでも])\.(?=[A-Z]{2}))?"
    rf"[A-Za-z0-9]+(?:{_JOINT}[A-Za-z0-9]+)*(?:(?:\+\+|#)(?![A-Za-z0-9]))?"
)
# What follows a number and only measures it: small letters (km, min), units with a capital, hours, floors,
# pages.
_UNIT = (
    r"(?:[a-z]+[23]?|[kKMGT]B|[kKMGT]?bps|[mdck]?L|[kM]?(?:V|W|Wh)|mAh?|Ah|[kMG]?Hz|[hkM]?Pa|k?[cC]al|dB|mSv"
    r"|[AP]M|[HFP])"
)
_NUMBER = rf"[0-9]+(?:\.[0-9]+)*{_UNIT}?"
_DATE = r"[MTSHR][0-9]{1,2}(?:\.[0-9]{1,2}){1,2}"  # of the Japanese calendar: R6.4.1
_MEASURE = re.compile(rf"{_NUMBER}(?:-{_NUMBER})*|{_DATE}")
_LETTER = re.compile(r"[A-Za-z]")
_PLAIN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")  # joined, if at all, by the grammar
_LAST_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)*$")
# Without a match of this there is no such word; the set of characters first makes the search quick.
SIGNS = re.compile(r"[A-Za-z0-9.](?:(?<=[A-Za-z])[0-9.+#-]|(?<=[0-9])[A-Za-z]|(?<=\.)[A-Z])")
_GOES_ON = re.compile(r"[-:.,/][0-9]|%")  # behind digits: they are a time, a telephone number, a share


class Alphanumeric(NamedTuple):
    """A run of Latin letters and digits in a line that is one word, or a number with its unit."""

    start: int
    end: int
    is_number: bool


def alphanumerics(line: str) -> list[Alphanumeric]:
    """Return where words with Latin letters and digits or signs stand in a line of normalised text.

    >>> line = "5Gが30minで入り、PM2.5とCOVID-19は2023-11-30に10人"
    >>> [(line[start:end], is_number) for start, end, is_number in alphanumerics(line)]
    [('5G', False), ('30min', True), ('PM2.5', False), ('COVID-19', False)]
    """
    if SIGNS.search(line) is None:
        return []
    found = (
        alphanumeric(line, *match.span(), counted=_GOES_ON.match(line, match.end()) is not None)
        for match in _WORD.finditer(line)
    )
    return [each for each in found if each]


def alphanumeric(line: str, start: int, end: int, *, counted: bool) -> Alphanumeric | None:
    """Return a run of letters and digits as a word, or None if it is a plain number or plain letters.

    If ``counted``, its last number counts what follows: PC2台 has the word PC, which is a plain one.

    >>> alphanumeric("PC2台", 0, 3, counted=True), alphanumeric("A4用紙", 0, 2, counted=False)
    (None, Alphanumeric(start=0, end=2, is_number=False))
    """
    if counted and (number := _LAST_NUMBER.search(line, start, end)):
        end = number.start()
    word = line[start:end]
    if not _LETTER.search(word) or _PLAIN.fullmatch(word):
        return None
    return Alphanumeric(start, end, _MEASURE.fullmatch(word) is not None)
