"""Words of Latin letters and digits, which tokeniser dictionaries split: 5G, PM2.5, COVID-19, C++."""

from __future__ import annotations

import re

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
_PLAIN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")  # joined, if at all, by the grammar
_LAST_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)*$")
# Without a match of this there is no such word; the set of characters first makes the search quick.
SIGNS = re.compile(r"[A-Za-z0-9.](?:(?<=[A-Za-z])[0-9.+#-]|(?<=[0-9])[A-Za-z]|(?<=\.)[A-Z])")
_GOES_ON = re.compile(r"[-:.,/][0-9]|%")  # behind digits: they are a time, a telephone number, a share


def models(line: str) -> list[tuple[int, int]]:
    """Return where words with Latin letters and digits or signs stand in a line of normalised text.

    A number with a unit is none: 5km, 30min, 2023-11-30.

    >>> line = "5Gが30minで入り、PM2.5とCOVID-19は10人"
    >>> [line[start:end] for start, end in models(line)]
    ['5G', 'PM2.5', 'COVID-19']
    """
    if SIGNS.search(line) is None:
        return []
    return [
        span
        for match in _WORD.finditer(line)
        for span in models_in(line, *match.span(), counted=_GOES_ON.match(line, match.end()) is not None)
    ]


def models_in(line: str, start: int, end: int, *, counted: bool) -> list[tuple[int, int]]:
    """Return where a run of letters and digits is such a word, or none.

    If ``counted``, its last number counts what follows: PC2台 has the word PC, which is a plain one.

    >>> models_in("PC2台", 0, 3, counted=True), models_in("A4用紙", 0, 2, counted=False)
    ([], [(0, 2)])
    """
    if counted and (number := _LAST_NUMBER.search(line, start, end)):
        end = number.start()
    word = line[start:end]
    return [] if _PLAIN.fullmatch(word) or _MEASURE.fullmatch(word) or not word else [(start, end)]
