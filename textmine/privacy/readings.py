"""Other readings of a text, in which a number that is spelt unusually has its ordinary form.

Each comes with the place in the text of each of its characters, and the text's length.
"""

from __future__ import annotations

import re

_KANJI = dict(zip("〇零一二三四五六七八九壱弐参", "00123456789123", strict=True))
_KANA = {
    **dict.fromkeys(("ゼロ", "ぜろ", "れい", "レイ", "まる", "マル"), "0"),
    **dict.fromkeys(("いち", "イチ"), "1"),
    **dict.fromkeys(("に", "ニ"), "2"),
    **dict.fromkeys(("さん", "サン"), "3"),
    **dict.fromkeys(("よん", "ヨン", "し", "シ"), "4"),
    **dict.fromkeys(("ご", "ゴ"), "5"),
    **dict.fromkeys(("ろく", "ロク"), "6"),
    **dict.fromkeys(("なな", "ナナ", "しち", "シチ"), "7"),
    **dict.fromkeys(("はち", "ハチ"), "8"),
    **dict.fromkeys(("きゅう", "キュウ", "く", "ク"), "9"),
}
_LETTERS = {"O": "0", "o": "0", "l": "1", "I": "1", "○": "0", "◯": "0"}  # that look like digits
_DIGIT_OF = {**_KANJI, **_KANA, **_LETTERS}
_BETWEEN = r"[-ー―の・.,() 、\n]{0,2}"
_ONE_KANJI, _ONE_KANA = (
    f"[{''.join(_KANJI)}0-9○◯]",
    f"(?:{'|'.join(sorted(_KANA, key=len, reverse=True))}|[0-9])",
)
_SPELT = re.compile(
    rf"(?:{_ONE_KANJI}{_BETWEEN}){{5,}}{_ONE_KANJI}|(?:{_ONE_KANA}{_BETWEEN}){{8,}}{_ONE_KANA}"
    r"|(?<![A-Za-z0-9])(?=[OoIl]{0,3}\d)[0-9OoIl](?:-?[0-9OoIl]){6,}(?![A-Za-z0-9])"
)
_SPELT_DIGIT = re.compile(f"{_ONE_KANA}|{_ONE_KANJI}|[OoIl]")
_UNUSUAL = re.compile(f"[{''.join(_KANJI)}○◯OoIl]|{'|'.join(_KANA)}")


def in_digits(text: str) -> tuple[str, list[int]]:
    """Return the text with digits for long numbers in kanji, in kana or with letters that look like digits.

    >>> in_digits("〇九〇-一二三四-五六七八です")[0]
    '090-1234-5678です'
    """
    if not _UNUSUAL.search(text):
        return text, list(range(len(text) + 1))
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for number in _SPELT.finditer(text):
        for digit in _SPELT_DIGIT.finditer(text, number.start(), number.end()):
            pieces.append(text[done : digit.start()])
            places += range(done, digit.start())
            pieces.append(_DIGIT_OF.get(digit[0], digit[0]))
            places.append(digit.start())
            done = digit.end()
    pieces.append(text[done:])
    places += range(done, len(text) + 1)
    return "".join(pieces), places


def without_breaks(text: str) -> tuple[str, list[int]]:
    """Return the text in one line.

    >>> without_breaks("090-\\n1234")
    ('090-1234', [0, 1, 2, 3, 5, 6, 7, 8, 9])
    """
    kept = [place for place, character in enumerate(text) if character != "\n"]
    return text.replace("\n", ""), [*kept, len(text)]
