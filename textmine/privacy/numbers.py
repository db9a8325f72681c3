"""Finds numbers that are one person's, by their form or by the word before them: accounts, cards, members.

A number is taken for its check digit (cards, the Individual Number), for its label (社員番号A12345), or for
its length: 8 and more digits that are no date and no amount. A date is one of birth where it says so.
"""

from __future__ import annotations

import datetime
import re

from textmine.privacy.spans import Matches, any_of


def numbers(text: str) -> Matches:
    """Yield start, end and kind of each account, card, my_number, birth_date and number of a normalised text.

    >>> list(numbers("社員番号はA12345です"))
    [(5, 11, 'number')]
    """
    if not _DIGIT.search(text):
        return
    yield from _labelled(text)
    yield from _births(text)
    if _HAS_DIGITS.search(text):
        yield from _long_numbers(text)
        yield from _machines(text)


_DIGIT = re.compile("[0-9〇一二三四五六七八九十]")
_HAS_DIGITS = re.compile(r"\d(?:[^\n]{0,8}\d){3}")

# ---- by what stands before them

_SIGNS = r"[はがもをの:;=→⇒.\s、,\"「『(\[#]{0,4}"
_CODE = r"[A-Za-z]{0,4}[- ]?\d(?:[- ]?[A-Za-z0-9]){1,23}(?![A-Za-z0-9])"
_PAPER = "(?:パスポート|旅券|免許証?|保険証|在留カード|診察券|会員証?|社員証?|学生証|カード)"
_SECRET = (
    "(?:パスワード|パスコード|パス(?=[ :は])|暗証番号|暗証コード|暗証|pass(?:word|code)?|PW|PIN(?:コード)?)"
)
_ACCOUNT = re.compile(
    rf"(?:口座(?:番号)?|(?:普通|当座|貯蓄)(?:預金|貯金)?(?:口座)?|支店)(?:番号|No\.?)?{_SIGNS}"
    rf"(?:普通|当座)?{_SIGNS}(?P<it>\d(?:[- ]?\d){{5,9}})(?!\d)"
    r"|記号[はが: ]{0,3}(?P<sign>\d{1,8})[、,・ ]{0,3}番号[はが: ]{0,3}(?P<more>\d{1,8})"
    rf"|(?:ゆうちょ(?:銀行)?|郵便局|郵便貯金|記号番号){_SIGNS}(?P<post>\d{{5}}[- ]\d{{1,8}}(?:-\d)?)(?!\d)"
    r"|(?<![A-Za-z0-9])(?P<iban>[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?)(?![A-Za-z0-9])"
)
_MY_NUMBER = re.compile(
    rf"(?:マイナンバー|マイナ|個人番号|my ?number)(?:カード)?(?:の?番号|No\.?)?{_SIGNS}"
    r"(?P<it>\d{4}[- ]?\d{4}[- ]?\d{4})(?!\d)",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(
    rf"{any_of('numbered_persons')}(?:の| )?(?:番号|コード|ナンバー|ID|No\.?|#){_SIGNS}第?(?P<code>{_CODE})"
    rf"|{_PAPER}{_SIGNS}(?P<paper>[A-Z]{{1,3}}[ -]?\d{{5,9}}[A-Z]{{0,2}}|\d{{6,}})(?![A-Za-z0-9])"
    rf"|{_SECRET}{_SIGNS}(?P<secret>(?=[A-Za-z_.!-]*\d)[A-Za-z0-9_.!-]{{4,30}})"
    rf"|(?:CVC|CVV)2?(?:番号)?{_SIGNS}(?P<check>\d{{3,4}})(?!\d)"
    rf"|ID{_SIGNS}(?P<meeting>\d{{3,4}}[- ]\d{{3,4}}[- ]\d{{3,4}})(?!\d)"
    rf"|下[3-6四] ?(?:桁|けた|ケタ){_SIGNS}(?P<end>\d{{3,6}})(?!\d)"
    rf"|(?:IP|アイピー)(?:アドレス)?{_SIGNS}(?P<ip>\d{{1,3}}(?:\.\d{{1,3}}){{3}})",
    re.IGNORECASE,
)


def _labelled(text: str) -> Matches:
    for kind, pattern in (("account", _ACCOUNT), ("my_number", _MY_NUMBER), ("number", _OF_PERSON)):
        for match in pattern.finditer(text):
            for group, found in match.groupdict().items():
                if found and (group != "code" or _is_code(match)):
                    yield match.start(group), match.end(group), kind


def _is_code(match: re.Match[str]) -> bool:
    """Whether what follows 会員番号 is one, not how many digits one has."""
    return sum(map(str.isdigit, match["code"])) >= 2 and not _UNIT.match(match.string, match.end())


# ---- dates of birth

_N = "[0-9〇一二三四五六七八九十]{1,3}"
_ERA = rf"(?:明治|大正|昭和|平成|令和|[MTSHR])\.? ?(?:元|{_N})"
_YEAR = rf"(?:{_ERA}|(?:西暦)?(?:18|19|20)\d\d|[一二][〇零九八]?[〇零一二三四五六七八九]{{2}})"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = (  # 1975年11月3日, S60.3.4, 2/14, 19750401, May 5, 1990
    rf"(?:(?:{_YEAR} ?[年./-] ?)?{_N} ?[月./-] ?{_N}(?: ?日)?|(?:19|20)\d{{6}}|[MTSHR]\d{{6}}"
    rf"|(?:\d{{1,2}} )?{_MONTH}\.? \d{{1,4}}(?:, ?\d{{4}})?)"
)
_BIRTH = "誕生日|バースデー|birthday|birth ?date|date of birth|D\\.?O\\.?B\\.?|born(?: on)?"
_BORN = re.compile(
    rf"(?P<born>{_DAY})[ (]{{0,2}}(?:\([月火水木金土日]\))?(?:に|の|が)? ?"
    r"(?:生(?:まれ|れ|(?![一-鿿]))|うまれ|誕生日|バースデー)"
    rf"|(?:生年月日|{_BIRTH}|生まれ(?:た(?:日|の)|日)?)[がはも:=; (、の]{{1,4}}(?:今月|来月)?(?P<it>{_DAY})",
    re.IGNORECASE,
)
_SAYS_BIRTH = re.compile(r"生|うまれ|誕生|バースデー|birth|born|D\.?O\.?B", re.IGNORECASE)


def _births(text: str) -> Matches:
    if not _SAYS_BIRTH.search(text):
        return
    for match in _BORN.finditer(text):
        group = "born" if match["born"] else "it"
        yield match.start(group), match.end(group), "birth_date"


# ---- by their form

_SOLID = re.compile(r"(?<![\d.,¥$])\d{8,24}(?![\d]|[.,]\d)")
_GROUPED = re.compile(
    r"(?<![\d-])(?:\d{4}(?:[-ー―・. ]\d{4}){2,3}(?:[-ー― ]\d{1,3})?|\d{4}[-ー― ]\d{6}[-ー― ]\d{4,5})(?![\d-])"
)
_HYPHENED = re.compile(r"(?<![\d-])\d{2,6}(?:-\d{2,7}){2,4}(?![\d-])")
_LICENCE = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{2} ?\d{7}(?![\dA-Za-z])|(?<![A-Za-z0-9])[A-Z]{2}\d{8}[A-Z]{2}(?![\dA-Za-z])"
)
_YEARS = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(f" ?{any_of('units')}")


def _long_numbers(text: str) -> Matches:
    for pattern in (_SOLID, _GROUPED):
        for match in pattern.finditer(text):
            kind = _number_kind(match)
            if kind:
                yield match.start(), match.end(), kind
    for match in _HYPHENED.finditer(text):
        digits = match[0].replace("-", "")
        if len(digits) >= 9 and not is_date(digits):
            yield match.start(), match.end(), "number"
    for match in _LICENCE.finditer(text):
        yield match.start(), match.end(), "number"


def _number_kind(match: re.Match[str]) -> str:
    """Return the kind of a long number; "" for a date, years, and an amount with its unit."""
    digits = "".join(filter(str.isdigit, match[0]))
    dated = is_date(digits)
    if len(digits) == 12 and is_my_number(digits) and not dated:
        return "my_number"
    groups = re.findall(r"\d+", match[0])
    if dated or (len(groups) > 1 and all(map(_YEARS.fullmatch, groups))):
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


def is_date(digits: str) -> bool:
    """Whether digits are a day such as 20240401, perhaps with a time.

    >>> is_date("20240401"), is_date("20249901")
    (True, False)
    """
    form = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}.get(len(digits))
    if form is None or not digits.startswith(("19", "20")):
        return False
    try:
        datetime.datetime.strptime(digits, form)
    except ValueError:
        return False
    return True


# ---- of machines: number plates of cars, addresses of computers and of places on the earth

_KANA = "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれろわを"
_PARTICLES = "のがはにとへもやかでを"
_PLATE = re.compile(
    rf"[一-鿿ぁ-んァ-ヶ]{{1,4}} ?\d{{2,3}}[A-Z]? ?[{_KANA}A-Z] ?(?:\d{{1,2}}-\d\d|[・.]{{1,3}}\d{{1,3}})"
    r"(?![\d-])"
    rf"|(?<![一-鿿])[一-鿿]{{2,4}} ?\d{{3}} ?(?![{_PARTICLES}])[{_KANA}] ?\d{{4}}(?!\d|年)"
    rf"|[一-鿿]{{1,4}}[市町村] ?(?![{_PARTICLES}])[{_KANA}] ?(?:\d{{4}}|\d\d-\d\d)(?!\d|年)"  # motorcycles
    r"|(?:ナンバー(?:プレート)?|車番|プレート)[はが: 「の]{0,3}"
    rf"(?:[一-鿿]{{0,4}} ?(?:\d{{2,3}} ?)?[{_KANA}] ?)?"
    r"(?P<it>\d\d-\d\d|[・.]{1,3}\d{1,3}|(?!20[0-3]\d)\d{4})(?![\d-])"
)
_ADDRESS_OF_COMPUTER = re.compile(
    r"(?<![\d.A-Za-z])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"
    r"|(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![0-9A-Fa-f:-])"
)
_VERSION = re.compile(r"(?:ver(?:sion)?|バージョン|v)[. :]*$|版[: ]*$", re.IGNORECASE)
_DEGREES = r"(?:度|°|\.)[\d.度分秒°′″'\" ]{2,20}"
_PLACE_ON_EARTH = re.compile(
    r"(?<![\d.])(?:北緯)? ?-?\d{1,2}\.\d{4,}°?[、, /]{1,3}(?:東経)? ?-?\d{1,3}\.\d{4,}(?!\d)"
    rf"|北緯 ?\d{{1,2}}{_DEGREES}[、, ]{{0,2}}東経 ?\d{{1,3}}{_DEGREES}"
)


def _machines(text: str) -> Matches:
    for match in _PLATE.finditer(text):
        if not _UNIT.match(text, match.end()):
            group = "it" if match["it"] else 0
            yield match.start(group), match.end(group), "number"
    for match in _ADDRESS_OF_COMPUTER.finditer(text):
        small = all(len(part) == 1 for part in match[0].split("."))  # 1.2.3.4 is a chapter or a version
        if not small and not _VERSION.search(text, max(0, match.start() - 12), match.start()):
            yield match.start(), match.end(), "number"
    for match in _PLACE_ON_EARTH.finditer(text):
        yield match.start(), match.end(), "address"
