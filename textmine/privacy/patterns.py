"""Finds what identifies a person by its form: addresses, numbers, labelled names.

What is looked for is written down here, so that it can be argued with:

===============  ==========================================================================================
``email``        name@domain.tld, also with (at) or アットマーク
``url``          http(s):// or www., and bare host names under common top-level domains
``handle``       @name after a blank or punctuation; what follows "LINE ID" and the like
``account``      digits after 口座(番号), 普通, 当座, 貯蓄; 記号 and 番号 of a post office account
``card``         13 to 19 digits that pass Luhn's test (ISO/IEC 7812-1)
``my_number``    12 digits that pass the check digit of the Individual Number, or follow its name
``phone``        0 and 9 or 10 digits more, in one, or with - ー . ( ) blanks or の between; +81; kanji
                 digits; 6 and more digits after TEL, 電話, 携帯, FAX
``postal_code``  〒 or 郵便番号 with 7 digits; 7 digits before an address
``address``      prefecture or municipality, name, and a house number; 丁目 and 番地 with numbers; a room
``number``       other runs of 8 and more digits that are no date and no amount
``person``       what follows 氏名： or 名前：; Latin or katakana words before 氏, two of them before さん
===============  ==========================================================================================
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from textmine.privacy.spans import Span, any_of, joined

_PREFECTURES = any_of("prefectures")
_KANJI = "一-鿿々ヶケヵ"
_KANA_TOWNS = any_of("kana_municipalities")
_SEPARATOR = r"(?: ?[-ー―・._/()] ?| |の|\) ?| ?\()"
_HYPHEN = "[-ー―の]"
_NUMERAL = "[0-9〇一二三四五六七八九十百]{1,4}"
_TOWN = f"(?:(?:[{_KANJI}]{{1,5}}郡)?(?:[{_KANJI}]{{1,6}}?|{_KANA_TOWNS})[市区町村])"
_PLACE = f"(?:(?:{_PREFECTURES}) ?(?:{_TOWN} ?){{0,2}}|(?:{_TOWN} ?){{1,2}})"
_BLOCK = (  # 3丁目17番1号, 3丁目17-1
    rf"{_NUMERAL} ?丁目(?: ?{_NUMERAL} ?(?:番地?|{_HYPHEN})(?: ?(?:の ?)?{_NUMERAL}(?:{_HYPHEN}{_NUMERAL})?)?"
    rf"(?: ?号)?| ?\d{{1,4}})"
)
_LAND = r"(?:\d{1,5} ?番地(?![下上元味域方区図球震価])|[〇一二三四五六七八九十百]{1,6}番地(?![一-鿿]))"
_LAND += rf"(?: ?(?:の|{_HYPHEN}) ?{_NUMERAL}|\d{{1,4}}(?!\d))?(?: ?号)?"
_HOUSE = rf"{_NUMERAL} ?番 ?{_NUMERAL} ?号(?!車|線|館|室|機|店)"
_ROOM = r"(?: ?[一-鿿ァ-ヶーA-Za-z0-9]{0,15}? ?(?:\d{2,4} ?号?室|\d{2,4}号(?![車線館])|B?\d{1,2}階))?"
_STOP = r"\s、。，．,.;:()「」『』【】/|"
_YEARS = re.compile(r"(?:19|20)\d\d")

_Matches = Iterator[tuple[int, int, str]]


def private(text: str) -> list[Span]:
    """Return what of a normalised text has the form of an address, a number or a labelled name.

    >>> [(span.kind, span.start, span.end) for span in private("電話は0776-20-0000まで")]
    [('phone', 3, 15)]
    """
    return joined(Span(*match) for matches in (_simple, *_CLOSER) for match in matches(text))


# ---- e-mail, web

_AT = r" ?(?:@|\(at\)|\[at\]|<at>|\(アット\)|アットマーク|あっとまーく) ?"
_MAIL = re.compile(
    rf"[A-Za-z0-9][A-Za-z0-9._%+'-]{{0,63}}{_AT}(?:[\w-]{{1,63}} ?\. ?){{1,4}}[A-Za-z]{{2,10}}", re.IGNORECASE
)
_TAIL = r"[!#$%&*+,\-./0-9:;=?@A-Z_a-z~〜]"
_TLD = "jp|com|net|org|info|biz|io|app|site|shop|xyz|tokyo"
_WEB = re.compile(
    rf"(?:h?ttps?|ftp)s?://{_TAIL}+|www\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:[/?]{_TAIL}*)?"
    rf"|(?<![A-Za-z0-9@._-])(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:{_TLD})(?![A-Za-z0-9-])(?:[/?]{_TAIL}*)?"
    rf"|(?<![A-Za-z0-9@._-])(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{{2,6}}/{_TAIL}+",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?:^|(?<=[\s:、。,(「]))@[A-Za-z_][A-Za-z0-9_.]{2,29}(?![A-Za-z0-9_@])")
_LINE_ID = re.compile(
    r"(?:LINE|ライン|Instagram|インスタ(?:グラム)?|Twitter|ツイッター|Facebook|Skype)の? ?"
    r"(?:ID|アカウント|垢)[はが: ]{0,3}@?(?P<it>[A-Za-z0-9_.-]{3,30})",
    re.IGNORECASE,
)


def _web(text: str) -> _Matches:
    if "." not in text and "://" not in text:
        return
    for match in _WEB.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip(".,;:!?〜-")), "url"


# ---- numbers

_HAS_DIGITS = re.compile(r"\d(?:[^\n]{0,4}\d){4}")
_ACCOUNT = re.compile(
    r"(?:口座(?:番号)?|(?:普通|当座|貯蓄)(?:預金|貯金)?(?:口座)?)(?:番号|No\.?)?[はがで: ()]{0,4}"
    r"(?P<it>\d(?:[- ]?\d){5,9})(?!\d)"
    r"|記号[はが: ]{0,3}(?P<sign>\d{5})[、, ]{0,3}番号[はが: ]{0,3}(?P<more>\d{1,8})"
)
_SOLID = re.compile(r"(?<![\d.,¥$])\d{8,24}(?![\d]|[.,]\d)")
_GROUPED = re.compile(
    r"(?<![\d-])(?:\d{4}(?:[-ー― ]\d{4}){2,3}(?:[-ー― ]\d{1,3})?|\d{4}[-ー― ]\d{6}[-ー― ]\d{4,5})(?![\d-])"
)
_HYPHENED = re.compile(r"(?<![\d-])\d{2,6}(?:-\d{2,7}){2,4}(?![\d-])")
_LICENCE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?\d{7}(?![\dA-Za-z])")
_MY_NUMBER = re.compile(r"(?:マイナンバー|個人番号)(?:カード)?(?:番号)?[はが: ]{0,3}$")
_UNIT = re.compile(f" ?{any_of('units')}")


def _long_numbers(text: str) -> _Matches:
    if not _HAS_DIGITS.search(text):
        return
    for pattern in (_SOLID, _GROUPED):
        for match in pattern.finditer(text):
            kind = _number_kind(match)
            if kind:
                yield match.start(), match.end(), kind
    for match in _HYPHENED.finditer(text):
        digits = match[0].replace("-", "")
        if len(digits) >= 9 and not _is_date(digits):
            yield match.start(), match.end(), "number"
    for match in _LICENCE.finditer(text):
        yield match.start(), match.end(), "number"


def _number_kind(match: re.Match[str]) -> str:
    """Return the kind of a long number; "" for a date, years, and an amount with its unit."""
    digits = "".join(filter(str.isdigit, match[0]))
    is_date = _is_date(digits)
    if len(digits) == 12 and (
        _MY_NUMBER.search(match.string[: match.start()]) or (is_my_number(digits) and not is_date)
    ):
        return "my_number"
    groups = re.findall(r"\d+", match[0])
    if is_date or (len(groups) > 1 and all(map(_YEARS.fullmatch, groups))):
        return ""
    if 13 <= len(digits) <= 19 and is_card(digits):
        return "card"
    return "" if _UNIT.match(match.string, match.end()) else "number"


def is_card(digits: str) -> bool:
    """Whether digits pass Luhn's test, as the numbers of cards do (ISO/IEC 7812-1, annex B).

    >>> is_card("4111111111111111"), is_card("4111111111111112"), is_card("0000000000000000")
    (True, False, False)
    """
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_my_number(digits: str) -> bool:
    """Whether the last of 12 digits is the check digit of a Japanese Individual Number.

    The formula is that of Order 85 of 2014 of the Ministry of Internal Affairs and Communications, article 5.

    >>> is_my_number("123456789018"), is_my_number("123456789012")
    (True, False)
    """
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
    return len(digits) == 12 and int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def _is_date(digits: str) -> bool:
    """Whether digits are a day such as 20240401, perhaps with a time."""
    form = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}.get(len(digits))
    if form is None or not digits.startswith(("19", "20")):
        return False
    try:
        datetime.datetime.strptime(digits, form)
    except ValueError:
        return False
    return True


# ---- telephone

_PHONE = re.compile(
    rf"(?<![\dA-Za-z+.-])\(?0[1-9]\d{{0,3}}"
    rf"(?:{_SEPARATOR}\d{{1,4}}{_SEPARATOR}\d{{2,4}}|{_SEPARATOR}\d{{6,8}})(?!\d)\)?"
)
_SOLID_PHONE = re.compile(r"(?<![\dA-Za-z+.-])0[1-9]\d{8,9}(?![\d-])")
_ABROAD = re.compile(
    rf"(?:\+|(?<!\d)(?:00|010)[- ]?)81{_SEPARATOR}?(?:\(?0\)?)?{_SEPARATOR}?"
    rf"\d{{1,4}}{_SEPARATOR}?\d{{1,4}}{_SEPARATOR}?\d{{3,4}}(?!\d)"
    r"|\+[1-9]\d{0,2}[-. ]?\(?\d{1,4}\)?(?:[-. ]?\d{2,4}){2,4}(?!\d)"
)
_CALLED = re.compile(
    r"(?:TEL|電話|でんわ|携帯|ケータイ|けいたい|FAX|ファックス|ファクス|連絡先)(?:電話)?(?:番号)?[はがも:;.\s)(]{0,3}"
    r"(?P<it>\(?\d[\d\-() ー.]{4,14}\d)",
    re.IGNORECASE,
)
_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_MANY_KANJI_DIGITS = re.compile(r"[〇零一二三四五六七八九](?:[-ー―の・() ]{0,2}[〇零一二三四五六七八九]){9}")


def _phones(text: str) -> _Matches:
    if _MANY_KANJI_DIGITS.search(text):
        text = text.translate(_KANJI_DIGITS)  # character for character: places stay
    if not _HAS_DIGITS.search(text):
        return
    for pattern in (_PHONE, _SOLID_PHONE):
        for match in pattern.finditer(text):
            digits = sum(map(str.isdigit, match[0]))
            mobile = re.match(r"\(?0(?:[5-9]0|800)", match[0]) is not None
            if digits == 10 or (digits == 11 and mobile):
                end = match.end() - (match[0].endswith(")") and "(" not in match[0])
                start = match.start() + (match[0].startswith("(") and ")" not in match[0])
                yield start, end, "phone"
    for match in _ABROAD.finditer(text):
        if 9 <= sum(map(str.isdigit, match[0])) <= 15:
            yield match.start(), match.end(), "phone"
    for match in _CALLED.finditer(text):
        called = "".join(filter(str.isdigit, match["it"]))
        if 6 <= len(called) <= 13 and not _is_date(called):
            yield match.start("it"), match.end("it"), "phone"


# ---- addresses

_POSTAL = re.compile(
    rf"〒 ?\d{{3}} ?[-ー―]? ?\d{{4}}(?!\d)|郵便番号[はが: ]{{0,3}}(?P<it>\d{{3}} ?[-ー―]? ?\d{{4}})(?!\d)"
    rf"|(?<![\d-])\d{{3}}[-ー―]\d{{4}}(?= ?(?:住所[: ]{{0,2}})?{_PLACE})"
)
_PLACED = re.compile(
    rf"{_PLACE}(?P<name>[{_KANJI}ぁ-んァ-ヶー]{{0,12}}? ?)(?:{_BLOCK}|{_NUMERAL} ?丁目|{_LAND}|{_HOUSE}"
    rf"|(?P<short>\d{{1,5}}(?:{_HYPHEN}\d{{1,4}}){{1,3}})(?!\d|[-/.:]\d))(?P<room>{_ROOM})"
)
_SHORT_NAME = re.compile(f"(?:[{_KANJI}ノの]|[ァ-ヶー]){{1,12}} ?|[ぁ-ん]{{2,6}}[町台丘] ?")
_QUARTER = re.compile(".+[都道府県市区郡].+[町村]")  # 千代田区神田須田町
_UNPLACED = re.compile(
    rf"(?<![{_KANJI}])(?:[{_KANJI}]{{1,8}}|[ぁ-んァ-ヶー]{{2,6}}[町台]) ?(?:{_BLOCK}|{_LAND}|{_HOUSE}){_ROOM}"
    rf"|\d{{1,2}} ?丁目 ?\d{{1,3}} ?(?:番地?|-) ?\d{{1,4}}(?: ?号)?{_ROOM}"
    r"|(?<![\d一-鿿])\d{1,5} ?番地 ?(?:の|-) ?\d{1,4}"
)
_HAS_ADDRESS = re.compile(r"丁目|番地|番 ?[0-9〇一-十]+ ?号|[道都府県市区町村郡]")
_NOT_A_QUARTER = re.compile(any_of("not_a_quarter"))
_IDIOM = re.compile(r"[一1]丁目 ?[一1]番地?")  # the first point of a programme, in politics


def _addresses(text: str) -> _Matches:
    if "〒" in text or "郵便" in text or "-" in text or "ー" in text:
        for match in _POSTAL.finditer(text):
            group = "it" if match["it"] else 0
            yield match.start(group), match.end(group), "postal_code"
    if not _HAS_ADDRESS.search(text):
        return
    for match in _PLACED.finditer(text):
        short = match["short"]
        if short and not _is_house(match, text[match.end() :]):
            continue
        yield match.start(), match.end(), "address"
    if "丁目" in text or "番" in text:
        for match in _UNPLACED.finditer(text):
            if not _IDIOM.search(match[0]):
                yield match.start(), match.end(), "address"


def _is_house(match: re.Match[str], after: str) -> bool:
    """Whether numbers such as 3-17 after a place's name number a house, not an amount (3-17人)."""
    short, name, room = match["short"], match["name"], bool(match["room"])
    if _NOT_A_QUARTER.match(name) or _UNIT.match(after):
        return False
    numbers = re.findall(r"\d+", short)
    if all(map(_YEARS.fullmatch, numbers)):
        return False
    if "の" in short and "-" not in short and not room:
        return False
    above = match[0][: match.start("name") - match.start()].strip()
    quarter = _SHORT_NAME.fullmatch(name) or (not name.strip() and _QUARTER.fullmatch(above))
    return len(numbers) >= 3 or room or quarter is not None


# ---- labelled names

_FOREIGN = r"(?:[A-Z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*){%s,3}|[ァ-ヶー]{2,}(?:[・= ][ァ-ヶー]{2,}){%s,3})"
# One Latin or katakana word before さん may be a firm; before 氏 it is a person, and so are two.
_ADDRESSED = re.compile(
    rf"(?<![A-Za-zァ-ヶー・])(?P<it>{_FOREIGN % (0, 0)})(?= ?氏(?![一-鿿]))"
    rf"|(?<![A-Za-zァ-ヶー・])(?P<two>{_FOREIGN % (1, 1)})(?= ?(?:さん|先生|様(?![一-鿿])))"
)
_LABEL = re.compile(
    r"(?<![のァ-ヶー一-鿿])(?:お|ご)?(?:氏名|名前|姓名|芳名|担当者(?:名|氏名)|回答者(?:名|氏名)|記入者(?:名|氏名)?|代表者(?:名|氏名)|フリガナ|ふりがな)"
    rf" ?[:=] ?(?P<it>[^{_STOP}]{{1,12}}(?: [^{_STOP}\d]{{1,8}}(?=$|[{_STOP}]))?)"
)

_NOT_A_NAME = re.compile(rf"{any_of('not_a_name')}|[-ー―●*※〇○xX]")


def _labelled(text: str) -> _Matches:
    if ":" not in text and "=" not in text:
        return
    for match in _LABEL.finditer(text):
        if not _NOT_A_NAME.match(match["it"]):
            end = match.start("it") + len(re.sub(r"(?:です|と申します|といいます|様|さん)$", "", match["it"]))
            yield match.start("it"), end, "person"


# kind, pattern, signs without one of which nothing is found: what needs no closer look. Of a pattern with
# named groups these are what is private.
_SIMPLE = (
    ("email", _MAIL, ("@", "at", "アット", "あっと")),
    ("handle", _HANDLE, ("@",)),
    ("handle", _LINE_ID, ("",)),
    ("account", _ACCOUNT, ("座", "普通", "貯蓄", "記号")),
    ("person", _ADDRESSED, ("氏", "さん", "先生", "様")),
)
_CLOSER = (_web, _long_numbers, _phones, _addresses, _labelled)


def _simple(text: str) -> _Matches:
    lower = text.lower()
    for kind, pattern, signs in _SIMPLE:
        if any(sign in lower for sign in signs):
            for match in pattern.finditer(text):
                for group in match.groupdict() or (0,):
                    if match[group]:
                        yield match.start(group), match.end(group), kind
