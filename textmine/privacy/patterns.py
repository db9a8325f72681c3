"""Finds what identifies a person by its form: addresses, numbers, labelled names.

What is looked for is written down here, so that it can be argued with:

===============  =====================================================================================
``email``        name@domain.tld, also with (at), アットマーク or ★; without .tld at well-known hosts
``url``          http(s):// or www., and bare host names under common top-level domains
``handle``       @name after a sign or a service; what follows "LINE ID", Discord, アカウント名 …
``account``      digits after 口座(番号), 普通, 当座, 貯蓄; 記号 and 番号 of a post office; IBAN
``card``         13 to 19 digits that pass Luhn's test (ISO/IEC 7812-1)
``my_number``    12 digits that pass the check digit of the Individual Number, or follow its name
``phone``        0 and 9 or 10 digits more, in one or with signs, blanks or の between; +81;
                 6 and more digits after TEL, 電話, 携帯, FAX; 内線
``postal_code``  〒 or 郵便番号 with 7 digits; 7 digits before an address; 3 and 4 digits that are
                 no amount
``address``      prefecture or municipality, name, and a house number; 丁目 and 番地 with numbers;
                 3-17-1 after a name; a room; a place on the earth in degrees
``birth_date``   a day before 生まれ or after 生年月日, 誕生日
``number``       what follows 社員番号, 会員ID, パスワード …; other runs of 8 and more digits that
                 are no date and no amount; number plates of cars; addresses of computers
``person``       what follows 氏名： or 名前：; Latin or katakana words before 氏 or と申します, after
                 Mr., two of them before さん; Latin names that are in the list
===============  =====================================================================================

All of it is looked for in other readings of the text as well (:mod:`textmine.privacy.readings`).
"""

from __future__ import annotations

import re

from textmine.privacy.addresses import addresses
from textmine.privacy.contacts import contacts
from textmine.privacy.labelled import labelled_names
from textmine.privacy.numbers import numbers
from textmine.privacy.readings import in_digits, without_breaks
from textmine.privacy.spans import Matches, Span, joined

# What a break of a line may stand in the middle of. An address goes on after one that is whole already.
_MAY_BREAK = {"phone", "card", "account", "my_number", "postal_code", "address", "email"}
_MAY_GO_ON = {"address"}
_SAYS_MY_NUMBER = re.compile("マイナ|個人番号|my ?number", re.IGNORECASE)  # one in eleven has its check digit
_BARE = re.compile(r"[\d\s-]*")  # two numbers in two lines make no longer one


def private(text: str) -> list[Span]:
    """Return what of a normalised text has the form of an address, a number or a labelled name.

    >>> [(span.kind, span.start, span.end) for span in private("電話は0776-20-0000まで")]
    [('phone', 3, 15)]
    """
    spans = [Span(*match) for match in _matches(text)]
    digits, places = in_digits(text)
    if digits != text:
        spans += [Span(places[start], places[end], kind) for start, end, kind in _matches(digits)]
    if "\n" in text.strip():
        spans += _across_breaks(digits, places, spans)
    return joined(spans)


def _matches(text: str) -> Matches:
    for finder in (contacts, numbers, addresses, labelled_names):
        yield from finder(text)


def _across_breaks(text: str, places: list[int], plain: list[Span]) -> list[Span]:
    """Return what is found only without the breaks of lines: numbers and addresses in two lines."""
    found = []
    covered = {(span.kind, place) for span in plain for place in range(span.start, span.end)}
    line, kept = without_breaks(text)
    for start, end, kind in _matches(line):
        span = Span(places[kept[start]], places[kept[end - 1] + 1], kind)
        breaks = kept[end - 1] - kept[start] > end - 1 - start
        plate = kind == "number" and not _BARE.fullmatch(line, start, end)
        unlabelled = kind == "my_number" and not _SAYS_MY_NUMBER.search(line, max(0, start - 20), start)
        if not breaks or unlabelled or not (plate or kind in _MAY_BREAK):
            continue
        whole = any((kind, place) in covered for place in range(span.start, span.end))
        if not whole or kind in _MAY_GO_ON:
            found.append(span)
    return found
