"""Finds how a person is reached, by its form: e-mail, web addresses, accounts, telephone numbers.

Of an e-mail address the @ may be written in any of the ways by which people hide it from machines: (at),
アットマーク, ★. A host name without http counts under common top-level domains, but not the name of a file or
of a product (ASP.NET). A telephone number begins with 0 and has 9 or 10 digits more, or it follows its label.
"""

from __future__ import annotations

import re

from textmine.privacy.numbers import is_date
from textmine.privacy.spans import Matches, any_of, words


def contacts(text: str) -> Matches:
    """Yield start, end and kind of each email, url, handle and phone of a normalised text.

    >>> list(contacts("内線2345へ"))
    [(2, 6, 'phone')]
    """
    yield from _emails(text)
    yield from _web(text)
    yield from _handles(text)
    yield from _phones(text)


# ---- e-mail

_OPEN, _CLOSE = r"[(\[{<「【〔]", r"[)\]}>」】〕]"
_KANA_AT, _KANA_DOT = "アット(?:マーク)?|あっと(?:まーく)?", "ドット|どっと"
_AT_WORD = rf"(?:{_OPEN} ?(?:at|a|@|{_KANA_AT}|[★☆■◆◎]) ?{_CLOSE}|{_KANA_AT})"
_AT = rf"[」』\")]? ?(?:@|{_AT_WORD}|[★☆■◆◎♪♡♥#*]|[_-]at[_-]) ?[「『\"]?"
_DOT = (
    rf"(?: ?(?:\.|{_OPEN} ?(?:dot|\.|{_KANA_DOT}) ?{_CLOSE}|{_KANA_DOT}) ?|。| dot "
    r"|,(?=(?:com|jp|ne|co|net|org)\b))"
)
_LOCAL = r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}"
_DOMAIN = rf"(?:[\w-]{{1,63}}?{_DOT}){{1,4}}(?:[A-Za-z]{{2,10}}(?![A-Za-z0-9])|コム|こむ|ネット|ジェーピー)"
_MAIL = re.compile(
    rf"{_LOCAL}{_AT}{_DOMAIN}|(?:[一-鿿々]{{1,10}}|[ァ-ヶー]{{1,10}})@{_DOMAIN}"
    rf"|{_LOCAL} at [A-Za-z0-9-]{{1,63}} dot [A-Za-z]{{2,10}}(?: dot [A-Za-z]{{2,10}})?"
    rf"|(?P<hidden>{_LOCAL}) at [A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,3}}",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(  # taro_y@docomo
    rf"(?P<local>{_LOCAL})(?:@|{_AT_WORD}| ?[★☆] ?)(?P<host>[A-Za-z][A-Za-z0-9-]{{1,30}})"
    r"(?![A-Za-z0-9@-]|\.[A-Za-z])"
)
_HAS_WORD = re.compile("[A-Za-z0-9_]{2}")
_MAIL_HOST = re.compile(any_of("mail_hosts"), re.IGNORECASE)
_OF_MAIL = re.compile(r"メール|メアド|アドレス|mail", re.IGNORECASE)
_NAMED = re.compile(r"[0-9._+-]")  # in a local part: it is a name that was made up for a machine


def _emails(text: str) -> Matches:
    if not _HAS_WORD.search(text):
        return
    for match in _MAIL.finditer(text):
        # "look at example.com" is no address; "taro.y at example.com" is one.
        if not match["hidden"] or _NAMED.search(match["hidden"]) or _near(_OF_MAIL, text, match.start()):
            yield match.start(), match.end(), "email"
    for match in _UNFINISHED.finditer(text):
        if (
            _MAIL_HOST.fullmatch(match["host"])
            or _NAMED.search(match["local"])
            or _near(_OF_MAIL, text, match.start())
        ):
            yield match.start(), match.end(), "email"


def _near(pattern: re.Pattern[str], text: str, place: int) -> bool:
    """Whether a pattern is found in the 20 characters before a place."""
    return pattern.search(text, max(0, place - 20), place) is not None


# ---- web

_TAIL = r"[!#$%&*+,\-./0-9:;=?@A-Z_a-z~〜]"
_TLD = "jp|com|net|org|info|biz|io|app|site|shop|xyz|tokyo"
_LABELS = r"(?<![A-Za-z0-9@._-])(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}"
_WEB = re.compile(
    rf"(?:h?ttps?|ftp)s?://{_TAIL}+|www\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:[/?]{_TAIL}*)?"
    rf"|(?P<host>{_LABELS}(?:{_TLD}))(?![A-Za-z0-9-])(?:[/?]{_TAIL}*)?"
    rf"|{_LABELS}(?P<ending>[A-Za-z]{{2,6}})/{_TAIL}+",
    re.IGNORECASE,
)
_PRODUCTS = frozenset(words("not_a_host"))
_FILES = frozenset(words("file_endings"))


def _web(text: str) -> Matches:
    if "." not in text and "://" not in text:
        return
    for match in _WEB.finditer(text):
        host, ending = match["host"] or "", match["ending"] or ""
        if (
            host.lower() in _PRODUCTS
            or re.fullmatch("(?:co|ne|or|ac|go)\\.jp", host)
            or re.fullmatch(r"[A-Za-z]+\.NET", host)
            or ending.lower() in _FILES
        ):
            continue
        yield match.start(), match.start() + len(match[0].rstrip(".,;:!?〜-")), "url"


# ---- accounts

_SERVICE = rf"(?<![A-Za-z]){any_of('services')}"
_OF_SERVICE = re.compile(
    rf"{_SERVICE}|(?<![A-Za-z]){any_of('account_words')}|(?<![A-Za-z])X(?![A-Za-z])", re.IGNORECASE
)
_AT_NAME = re.compile(r"(?<![A-Za-z0-9_.@-])@(?P<name>[A-Za-z_][A-Za-z0-9_.]{2,29})(?![A-Za-z0-9_@-])")
_BRANDS = frozenset(words("at_brands"))
_SIGNS = r"[はがを: =→⇒、,\"'「『(\[]{1,4}"
_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{1,29}[A-Za-z0-9_])(?:#\d{4})?(?![A-Za-z0-9])"
# LINEのID taro1234; Discord taro#1234; アカウント名は taro_y
_ACCOUNT = re.compile(
    rf"(?:(?P<service>{_SERVICE})(?:の|は|号| )?(?P<called>{any_of('account_words')})?"
    rf"|(?:(?<![A-Za-z])|(?=[^A-Za-z]))(?P<word>{any_of('account_words')}))"
    rf"(?:(?P<sign>{_SIGNS})|(?<=[ぁ-んァ-ヶ一-鿿ー]))@?(?P<it>(?:live:)?{_NAME})",
    re.IGNORECASE,
)
# What somebody calls himself, in any letters: ハンドルネームは「越前ガニ男」
_PSEUDONYM = re.compile(
    r"(?:(?:ハンドル|ユーザー?|アカウント|ラジオ|ペン|ニック)ネーム|(?:ハンドル|ユーザー?|アカウント)名|あだ名|愛称)"
    r"(?:は|が|:| )? ?(?:[「『\"](?P<it>[^」』\"\n]{1,20})[」』\"])"
)
_HAS_LETTER = re.compile("[A-Za-z]")
_MADE_UP = re.compile(r"[0-9_#]|[a-z]\.[a-z]")  # what tells an account's name from a word
_VERSION = re.compile(r"v(?:er)?\.?\d|[0-9.]+(?:版|系)?|(?:ios|android|windows|office)\d*", re.IGNORECASE)


def _handles(text: str) -> Matches:
    if "@" in text:
        for match in _AT_NAME.finditer(text):
            free = not match.start() or not text[match.start() - 1].isalnum()
            if match["name"].lower() not in _BRANDS and (free or _near(_OF_SERVICE, text, match.start())):
                yield match.start(), match.start() + len(match[0].rstrip(".")), "handle"
    for match in _PSEUDONYM.finditer(text):
        yield match.start("it"), match.end("it"), "handle"
    for match in _ACCOUNT.finditer(text) if _HAS_WORD.search(text) else ():
        if _is_account(match):
            yield match.start("it"), match.end("it"), "handle"


def _is_account(match: re.Match[str]) -> bool:
    """Whether what follows a service's name or the word ID is an account, not a version or a word."""
    name = match["it"]
    if not _HAS_LETTER.search(name):  # a bare number: that of a friend's code, but no year
        return bool(match["called"] or match["word"]) and len(name) >= 6
    if _VERSION.fullmatch(name):
        return False
    labelled = match["service"] and match["sign"] and match["sign"].strip() in (":", "→", "=")
    if match["called"] or (labelled and len(name) > 3 and name.islower()):
        return True
    return _MADE_UP.search(name) is not None and (bool(match["sign"]) or bool(match["service"]))


# ---- telephone

_SEPARATOR = r"(?: {0,2}[-ー―・._/()*=~〜:、→] {0,2}| {1,2}| {0,2}の {0,2}|\) ?| ?\()"
_HAS_DIGITS = re.compile(r"\d(?:[^\n]{0,4}\d){4}")
_PHONE = re.compile(
    rf"(?<![\dA-Za-z+.-])\(?0[1-9]\d{{0,3}}"
    rf"(?:{_SEPARATOR}\d{{1,4}}{_SEPARATOR}\d{{2,4}}|{_SEPARATOR}\d{{6,8}})(?!\d)\)?"
)
_SOLID_PHONE = re.compile(r"(?<![\dA-Za-z+.-])0[1-9]\d{8,9}(?![\d-])")
_SPACED_PHONE = re.compile(r"(?<![\dA-Za-z+.-])0 ?[5-9] ?0(?:[ -]?\d){8}(?![\d-])")
_AREA_IN_BRACKETS = re.compile(r"(?<![\dA-Za-z+.-])0 ?\([1-9]\d{0,3}\) ?\d{1,4}[- ]?\d{4}(?![\d-])")
_ABROAD = re.compile(
    rf"(?:\+|(?<!\d)(?:00|010)[- ]?)81{_SEPARATOR}?(?:\(?0\)?)?{_SEPARATOR}?"
    rf"\d{{1,4}}{_SEPARATOR}?\d{{1,4}}{_SEPARATOR}?\d{{3,4}}(?!\d)"
    r"|\+[1-9]\d{0,2}[-. ]?\(?\d{1,4}\)?(?:[-. ]?\d{2,4}){2,4}(?!\d)"
)
_CALLED = re.compile(
    r"(?:TEL|電話|でんわ|携帯|ケータイ|けいたい|スマホ|FAX|ファックス|ファクス|連絡先|直通|☎|☏|📞|📱)(?:電話)?(?:番号)?"
    r"[はがも:;.=→⇒\s)(「/]{0,3}(?P<it>\(?\d[\d\-() ー.・局]{4,14}\d)"
    r"|内線(?:番号)?[はが:; (]{0,3}(?P<inside>\d{2,5})(?!\d)",
    re.IGNORECASE,
)


def _phones(text: str) -> Matches:
    for match in _CALLED.finditer(text):
        called = "".join(filter(str.isdigit, match["it"] or ""))
        if match["inside"]:
            yield match.start("inside"), match.end("inside"), "phone"
        elif 6 <= len(called) <= 13 and not is_date(called):
            yield match.start("it"), match.end("it"), "phone"
    if not _HAS_DIGITS.search(text):
        return
    for pattern in (_PHONE, _SOLID_PHONE, _SPACED_PHONE, _AREA_IN_BRACKETS):
        for match in pattern.finditer(text):
            digits = sum(map(str.isdigit, match[0]))
            mobile = re.match(r"\(?0 ?(?:[5-9] ?0|800)", match[0]) is not None
            if digits == 10 or (digits == 11 and mobile):
                end = match.end() - (match[0].endswith(")") and "(" not in match[0])
                start = match.start() + (match[0].startswith("(") and ")" not in match[0])
                yield start, end, "phone"
    for match in _ABROAD.finditer(text):
        if 9 <= sum(map(str.isdigit, match[0])) <= 15:
            yield match.start(), match.end(), "phone"
