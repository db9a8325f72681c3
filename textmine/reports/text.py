"""Text as the formats can hold it: without what breaks them, cut and measured as it is shown."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

# settings that change where results go and how they are come by, not what they are
UNSTATED = ("report.out", "words.executor", "words.cache")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNNAMEABLE = re.compile(r'[\x00-\x1f\x7f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"/\\|?*\s]+')
_WORD_ENDS = re.compile(r"(?<=[ぁ-ん])(?=[^ぁ-んー、。])|(?=[\s、。，．・／（(])")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def whole(text: str) -> str:
    """Return the text without half characters (lone surrogates), which no file can hold, and without NUL."""
    if text.isprintable():  # neither is in it
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")


def printable(text: str) -> str:
    r"""Return the text without the control characters that XML forbids; tabs and line ends stay.

    >>> printable("意\x01識\r\nの向上")
    '意識\nの向上'
    """
    if text.isprintable():  # nothing of that is in it
        return text
    return _CONTROLS.sub("", whole(text).replace("\r\n", "\n").replace("\r", "\n"))


def shown(text: str) -> str:
    r"""Return the text, as long as it was so that places in it stay true, with spaces for controls.

    >>> shown("意\x00識\r\nの\r向上")
    '意 識 \nの\n向上'
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if text.isprintable():
        return text
    return _CONTROLS.sub(" ", text.replace("\r\n", " \n").replace("\r", "\n"))


def enclosed(text: str) -> str:
    """Return the text so that marks of writing direction in it can't turn what stands beside it."""
    return f"\u2068{text}\u2069" if DIRECTIONS.search(text) else text


def cell(value: Any) -> str | int | float:
    """Return a value of a table as text or number: missing is "", true and false are 1 and 0."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(value) if isinstance(value, set | frozenset) else value
        return ", ".join(str(part) for part in parts)
    text = str(value)
    return "" if text in ("<NA>", "NaT", "nan") else text


def texts(values: Iterable[Any]) -> list[str]:
    """Return values of a table as texts, as :func:`cell` makes them."""
    return [value if isinstance(value, str) else str(cell(value)) for value in values]


def width(text: str) -> int:
    """Return the width of the text in columns of a fixed pitch font: 2 for a full-width character.

    >>> width("情報ABC")
    7
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache  # a language has some thousand characters, a report millions
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def shortened(text: str, columns: int) -> str:
    """Return the text cut to a width, with "…" where something was cut, at the end of a word if one is near.

    >>> shortened("不便さの内容をお答えください", 12)
    '不便さの…'
    """
    if width(text) <= columns:
        return text
    room = columns - 2
    for place, character in enumerate(text):
        room -= width(character)
        if room < 0:
            ends = [
                match.start() for match in _WORD_ENDS.finditer(text[: place + 1]) if match.start() <= place
            ]
            near = max(ends, default=0)
            return text[: near if near > place * 2 // 3 else place] + "…"
    return text


def file_name(*parts: str) -> str:
    """Return a file name from the parts that every operating system accepts, at most 60 characters long.

    >>> file_name("1", "効果/良い点？", "keywords")
    '1_効果_良い点？_keywords'
    """
    cleaned = [_UNNAMEABLE.sub("_", whole(part)).strip("_. ") for part in parts]
    cleaned = [part for part in cleaned if part]
    while sum(map(len, cleaned)) > 60:
        longest = max(range(len(cleaned)), key=lambda place: len(cleaned[place]))
        cleaned[longest] = cleaned[longest][:-1]
    joined = "_".join(part.strip("_. ") for part in cleaned if part) or "_"
    return f"_{joined}" if _RESERVED.fullmatch(joined) else joined


def plain(settings: BaseModel | Mapping[str, Any]) -> dict[str, Any]:
    """Return settings as plain values."""
    return settings.model_dump(mode="json") if isinstance(settings, BaseModel) else dict(settings)


def stated(settings: BaseModel | Mapping[str, Any]) -> dict[str, Any]:
    """Return settings as a report states them: what was done, not where or by how many processes.

    A template is named without its folder, so that a moved folder changes no byte.
    """
    sections = dict(plain(settings))
    for section, values in sections.items():
        if isinstance(values, Mapping):
            values = {key: value for key, value in values.items() if f"{section}.{key}" not in UNSTATED}
            if section == "report" and values.get("template"):
                paths = values["template"]
                paths = [paths] if isinstance(paths, str) else paths
                values["template"] = [re.split(r"[/\\]", str(path))[-1] for path in paths]
            sections[section] = values
    return sections


def flat(settings: BaseModel | Mapping[str, Any]) -> dict[str, str]:
    """Return settings as one level of text, "section.name" -> value, as :func:`stated`.

    >>> flat({"keywords": {"unit": "word", "minimum": 2}})
    {'keywords.unit': 'word', 'keywords.minimum': '2'}
    """

    def walk(values: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
        for key, value in values.items():
            if isinstance(value, Mapping):
                yield from walk(value, f"{above}{key}.")
            else:
                yield f"{above}{key}", str(value).lower() if isinstance(value, bool) else str(cell(value))

    return dict(walk(stated(settings), ""))
