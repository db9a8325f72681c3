"""Every sentence said to the person at the command line, in Japanese: the files in ``terminal/``.

In the code stands the English, as a template; it is what the Japanese is looked up by. So the code reads
in English, and a test checks that each sentence said anywhere has its Japanese.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "terminal"
FILES = ("help", "errors", "system")  # searched in this order: an error is rare, and needs no haste
_PLACE = re.compile(
    r"(?P<said>.+?)(?: \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)"
    r"| at position (?P<position>\d+)(?: \(line \d+, column \d+\))?)",
    re.DOTALL,
)


@cache
def japanese(file: str) -> dict[str, str]:
    """Return English -> Japanese of one of the files: "help", "errors", "system", or "click" for click's."""
    import tomllib  # not needed for an English --help

    sections = tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
    return {entry["en"]: entry["ja"] for entries in sections.values() for entry in entries}


def translate(template: str, lang: str) -> str:
    """Return the template in ``lang`` ("ja" or "en"); English where there is no Japanese for it.

    >>> translate("How text becomes words.", "ja")
    '文章を語に分ける方法'
    """
    if lang == "ja":
        for file in FILES:
            if template in japanese(file):
                return japanese(file)[template]
        if place := _PLACE.fullmatch(template):  # of tomllib and re
            return translate(place["said"], lang) + _where(place)
    return template


def _where(place: re.Match[str]) -> str:
    if place["line"]:
        return f"（{place['line']} 行目の {place['column']} 文字目）"
    return f"（{int(place['position']) + 1} 文字目）" if place["position"] else "（ファイルの終わり）"


def message(error: Exception, lang: str) -> str:
    """Return the one sentence of an error in ``lang`` ("ja" or "en")."""
    template = getattr(error, "template", None)
    if template is None:
        return translate(str(error), lang)
    details: dict[str, object] = error.details  # type: ignore[attr-defined]
    return translate(template, lang).format(**{key: _detail(value, lang) for key, value in details.items()})


def _detail(value: object, lang: str) -> object:
    """Return a detail in ``lang``: it may be a phrase of ours ("a PDF document"), or an error of its own."""
    if isinstance(value, Exception):
        return message(value, lang)
    return translate(value, lang) if isinstance(value, str) else value
