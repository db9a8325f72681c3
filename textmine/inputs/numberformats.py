"""Writes a number or a date of a workbook as its number format shows it: 1 under 00000 as 00001.

Only what changes the meaning is taken from a format: leading zeros, words, percent, and the parts of a date
that are not shown. A format that rounds, groups digits or adds a currency sign leaves the number as it is
stored, and one that shows a whole date leaves the date in ISO form.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {  # the formats that a workbook names by number only, as Japanese Excel has them
    **{9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **{27: "ge.m.d", 28: 'ggge"年"m"月"d"日"', 29: 'ggge"年"m"月"d"日"', 30: "m/d/yy"},
    **{31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"'},
    **{35: 'm"月"d"日"', 36: "ge.m.d", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 50: "ge.m.d"},
    **{51: 'ggge"年"m"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'ggge"年"m"月"d"日"'},
    **{55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: "ge.m.d", 58: 'ggge"年"m"月"d"日"'},
}
LONGEST = 255  # characters of a format, as in Excel
LAST_DAY = 2_958_466  # of the year 9999

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<blank>[_*].)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<half>AM/PM|A/P|am/pm|午前/午後)|(?P<general>General|G/標準|標準)"
    r"|(?P<exponent>E[+-])|(?P<date>y+|m+|d+|h+|s+|a+|g+|e+|Y+|M+|D+|H+|S+|G+)"
    r"|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_ERAS = (
    (2019, 5, 1, "令和", "R"),
    (1989, 1, 8, "平成", "H"),
    (1926, 12, 25, "昭和", "S"),
    (1912, 7, 30, "大正", "T"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Token(NamedTuple):
    """A piece of a number format."""

    sort: str  # words, digit, point, percent, comma, date, half, general, exponent, condition, elapsed
    text: str


def shown(
    value: float | datetime.datetime | datetime.date | datetime.time, code: str, *, from_1904: bool = False
) -> str | None:
    """Return the text of a cell as its number format shows it; None if that says no more than the value.

    ``from_1904``: whether the days of the workbook are counted from 1904.

    >>> shown(1, "00000"), shown(0.25, "0%"), shown(20, '0"代"'), shown(1234.5, "#,##0")
    ('00001', '25%', '20代', None)
    >>> day = datetime.datetime(2024, 4, 1)
    >>> shown(day, 'yyyy"年"m"月"'), shown(day, "yyyy/m/d")
    ('2024年4月', None)
    """
    if not changes_text(code):
        return None
    if isinstance(value, (int, float)):
        section = _section(value, code)
        if not _is_date(section):
            return _number(value, section)
        if not 0 <= value < LAST_DAY:
            return None
        start = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 30)
        value = start + datetime.timedelta(seconds=round(value * 86400))
        iso = str(value) if value.time() != datetime.time() else str(value.date())
        return _date(value, code) or iso  # a date that the library took for a number
    if not _is_date(_sections(code)[0]):
        return None
    if isinstance(value, datetime.time):
        value = datetime.datetime.combine(datetime.date(1900, 1, 1), value)
    elif not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    return _date(value, code)


@lru_cache(maxsize=1000)
def changes_text(code: str) -> bool:
    """Return whether a number format may say more than the value: words, zeros in front, percent, a date.

    >>> changes_text("00000"), changes_text("#,##0.0;[Red]-#,##0.0"), changes_text("yyyy/m/d")
    (True, False, True)
    """
    if len(code) > LONGEST or code in ("General", "@"):
        return False
    return any(_is_date(section) or _says_more(section) for section in _sections(code))


def _says_more(section: tuple[Token, ...]) -> bool:
    sorts = [token.sort for token in section]
    if "exponent" in sorts:
        return False
    whole = section[: sorts.index("point")] if "point" in sorts else section
    zeros = sum(token.text == "0" for token in whole if token.sort == "digit")
    # A sign (○, ¥, △) says no more than the number does.
    words = any(token.sort == "words" and any(map(str.isalnum, token.text)) for token in section)
    return zeros > 1 or "percent" in sorts or words


def _is_date(section: tuple[Token, ...]) -> bool:
    return any(token.sort == "date" for token in section)


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[tuple[Token, ...], ...]:
    """Return the parts of a format between semicolons: for positive numbers, negative ones, zero, text."""
    sections: list[list[Token]] = [[]]
    for token in _tokens(code):
        if token == Token("words", ";"):
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(map(tuple, sections))


def _tokens(code: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(code):
        sort, text = str(match.lastgroup), match[str(match.lastgroup)]
        if sort in ("quoted", "escaped"):
            yield Token("words", text if text != ";" else "；")
        elif sort == "bracket":
            if _CONDITION.fullmatch(text):
                yield Token("condition", text)
            elif re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE):
                yield Token("elapsed", text)
        elif sort == "other":
            yield Token({".": "point", "%": "percent", ",": "comma"}.get(text, "words"), text)
        elif sort != "blank":
            yield Token(sort, text.lower() if sort == "date" else text)


def _section(value: float, code: str) -> tuple[Token, ...]:
    """Return the section of a format that a number takes."""
    sections = _sections(code)[:3]
    conditions = [next((token.text for token in each if token.sort == "condition"), "") for each in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if not condition or _holds(value, condition):
                return section
        return ()
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _holds(value: float, condition: str) -> bool:
    match = _CONDITION.fullmatch(condition)
    try:
        wanted = float(match[2]) if match else 0.0
    except ValueError:
        return False
    less, equal, more = "<" in condition, "=" in condition or condition.startswith("<>"), ">" in condition
    if less and more:
        return value != wanted
    return (less and value < wanted) or (more and value > wanted) or (equal and value == wanted)


def _number(value: float, section: tuple[Token, ...]) -> str | None:
    """Return a number with the words and the leading zeros of its section, all its decimals kept."""
    if not _says_more(section):
        return None
    sorts = [token.sort for token in section]
    if "general" in sorts:
        return "".join(_plain(value) if each.sort == "general" else each.text for each in section)
    point = sorts.index("point") if "point" in sorts else len(section)
    places = [place for place in range(point) if sorts[place] == "digit"]
    if not places:  # a label in place of the number
        return None if "digit" in sorts else _words(section) or None
    last = places[-1]
    sign = "-" if value < 0 and not any("-" in each.text for each in section) else ""
    whole, _, decimals = _plain(abs(value) * 100 ** sorts.count("percent")).partition(".")
    if not whole.isdecimal() or "comma" in sorts[last:]:  # 1e+20; shown in thousands
        return None
    number = sign + _in_places(whole, section[: last + 1], places[0]) + (f".{decimals}" if decimals else "")
    return (number + _words(section[last + 1 :])).strip()


def _in_places(digits: str, tokens: tuple[Token, ...], first: int) -> str:
    """Return digits in the places of a format, filled from the right; the first place takes what is left."""
    pieces: list[str] = []
    for place, token in reversed(list(enumerate(tokens))):
        if token.sort == "digit":
            taken = digits if place == first else digits[-1:]
            digits = digits[: len(digits) - len(taken)]
            pieces.append(taken or ("0" if token.text == "0" else ""))
        elif token.sort == "words":
            pieces.append(token.text)
    return "".join(reversed(pieces))


def _words(tokens: tuple[Token, ...]) -> str:
    return "".join(token.text for token in tokens if token.sort in ("words", "percent")).strip()


def _plain(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.15g}"


def _date(value: datetime.datetime, code: str) -> str | None:
    """Return the parts of a date or a time that are shown; None if that is the whole in ISO form."""
    section, kinds = _sections(code)[0], _kinds(code)
    shows_time = "h" in kinds or "s" in kinds or "minute" in kinds
    if ("y" in kinds or "e" in kinds) and {"m", "d"} <= kinds.keys():
        return None if shows_time or value.time() == datetime.time() else str(value.date())
    if any(token.sort == "elapsed" for token in section):
        return None
    twelve = any(token.sort == "half" for token in section)
    pieces: list[str] = []
    for place, token in enumerate(section):
        if token.sort == "date":
            minute = place in kinds.get("minute", [])
            pieces.append(_part(value, token.text, minute=minute, twelve=twelve))
        elif token.sort == "half":
            pieces.append(
                ("AM", "PM")[value.hour >= 12]
                if token.text != "午前/午後"
                else ("午前", "午後")[value.hour >= 12]
            )
        elif token.sort in ("words", "point", "comma"):
            pieces.append(token.text)
    return "".join(pieces).strip() or None


@lru_cache(maxsize=1000)
def _kinds(code: str) -> dict[str, list[int]]:
    """Return letter -> tokens of the parts of a date that are shown; an m beside an h or s is a minute."""
    section = _sections(code)[0]
    dates = [place for place, token in enumerate(section) if token.sort in ("date", "elapsed")]
    kinds: dict[str, list[int]] = {}
    for number, place in enumerate(dates):
        letter = section[place].text[0]
        if letter == "m" and len(section[place].text) <= 2:
            before = section[dates[number - 1]].text[0] if number else ""
            after = section[dates[number + 1]].text[0] if number + 1 < len(dates) else ""
            letter = "minute" if before == "h" or after == "s" else "m"
        elif letter == "d" and len(section[place].text) > 2:
            letter = "a"  # a day of the week
        kinds.setdefault(letter, []).append(place)
    return kinds


def _part(value: datetime.datetime, token: str, *, minute: bool, twelve: bool) -> str:
    """Return one part of a date: yyyy as 2024, m as 4, aaa as 月, ggg as 令和."""
    letter, length = token[0], len(token)
    if letter == "y":
        return str(value.year) if length > 2 else f"{value.year % 100:02}"
    if letter in "ge":
        year, name, short = _era(value)
        if letter == "g":
            return short if length == 1 else name[0] if length == 2 else name
        return str(year).zfill(min(length, 2))
    if letter == "a" or (letter == "d" and length > 2):
        day = value.weekday()
        if letter == "a":
            return "月火水木金土日"[day] + ("曜日" if length > 3 else "")
        return _DAYS[day]
    if letter == "m" and not minute and length > 2:
        return _MONTHS[value.month - 1]
    hour = (value.hour + 11) % 12 + 1 if twelve else value.hour
    number = {"m": value.minute if minute else value.month, "d": value.day, "h": hour, "s": value.second}[
        letter
    ]
    return str(number).zfill(min(length, 2))


def _era(value: datetime.datetime) -> tuple[int, str, str]:
    """Return the year of an era, its name and its letter; before them that of the common era."""
    for year, month, day, name, letter in _ERAS:
        if (value.year, value.month, value.day) >= (year, month, day):
            return value.year - year + 1, name, letter
    return value.year, "", ""
