"""Brings the many ways to type the same characters to one, and knows the way back to the original.

Counting needs one spelling (ＺＩＰ, ｾｷｭﾘﾃｨ, ①, ㈱), quoting needs the original, so :func:`align` gives the
normalised text together with the place in the original of each of its characters.

What is done, cluster by cluster (a character with the marks that join it):

==================================  ======================================================================
found                               becomes
==================================  ======================================================================
``&amp;`` ``&#39;`` ``&amp;nbsp;``  the character (only with the semicolon: R&D stays R&D)
CRLF, CR, VT, FF, NEL, U+2028/2029  a newline; so does Excel's ``_x000D_``
other control characters            nothing; so do zero-width characters, bidi marks, variation selectors,
                                    soft hyphens, lone surrogates
half-width kana, full-width Latin,  their NFKC form, composed with their voiced mark: ｶﾞ ガ, か゛ が
㈱, ㎡, compatibility kanji
①, ❶ ...                           their number and a space: ①IT is no word 1IT
⻑ ⼾ ⼝ ... (a PDF's radicals)       the kanji that people read: 長 戸 口
a run of U+3000, NBSP, tabs ...     one space; newlines stay
～ (U+FF5E)                         〜 (U+301C): one character, which Windows and others decode differently.
                                    NFKC's ASCII ``~`` would make it another sign than the 〜 beside it
－ − ‐ ‑ ‒ – ⁃ ﹣                    ``-``
— ―                                 ― (U+2015), a pair like ～ and 〜
a dash between two katakana         ー, which people mean by it: サ-ビス, メ－ル, サ─ビス (U+2500, U+2501);
                                    but not after ン or ッ, nor where it joins words: ワーク-ライフ-バランス
ー                                  stays: the long-vowel mark is a letter, never a dash
´ ¨ ￣ ...                          stay: NFKC would split them into a space and a mark and so tear a face
                                    such as (´・ω・`) or ￣▽￣
==================================  ======================================================================

Emoji and characters outside the BMP survive; an emoji joined by U+200D becomes its parts.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from textmine.arrays import BoolArray, Int32Array, Int64Array

PASSES = 8  # normalising may uncover something to normalise (&am＆#112; ...); real text needs two passes
MARKS = 30  # on one character, the "stream-safe" limit of Unicode's UAX #15: more is an attack or a joke

# What joins the character before it though its combining class is 0: seconds of canonical pairs in Indic
# scripts, and the vowels and finals of Hangul.
_JOINING = frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u0fb5\u0fb7\u102e\u1b35"
    "\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
) | frozenset(map(chr, [*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)]))

_ENTITY = r"&(?:(?:amp|#38|#x26);)*(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_EXCEL = r"_x00[01][0-9A-Fa-f]_"
_BREAK = "\n\x0b\x0c\r\x85\u2028\u2029"
_NOTHING = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff"
)
_DASHES = {
    "\uff5e": "\u301c",
    **dict.fromkeys("\uff0d\u2212\u2010\u2011\u2012\u2013\u2043\ufe63", "-"),
    "\u2014": "\u2015",
}
# What a radical is as a character of its own: Unicode's property Equivalent_Unified_Ideograph of the CJK
# Radicals Supplement, which NFKC leaves alone; and the Japanese form of those that NFKC gives another one.
_RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺"
        "⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
        "⼾⾭⿆⿈⿊⿒⿔",
        "厂乛乚乙亻冂刀刂卜㔾小尐兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爬丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀"
        "聿肉艹艺艻虎衤覀西见角讠贝车辶辷辸邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
        "戸青麦黄黒歯亀",
        strict=True,
    )
)
_CIRCLED = "①-⑳⓪-⓿❶-➓㉑-㉟㊱-㊿"
_DASH = "-\u2015\u2500\u2501"  # with lines of tables, which some type for a dash
_LONG_VOWEL = re.compile(rf"[{_DASH}](?<=[ァ-ヂツ-ヲヴ-ヺ].)(?=[ァ-ヺ])")  # after ン or ッ none is spoken
_JOINED_WORDS = re.compile(
    rf"(?<![{_DASH}ァ-ヺー])[ァ-ヺー]{{2,}}(?:[{_DASH}][ァ-ヺー]{{2,}}){{2,}}(?![{_DASH}]?[ァ-ヺー])"
)
_SPECIAL = re.compile(
    rf"[\t{_BREAK[1:]}{_NOTHING}{''.join(_DASHES)}\u309b\u309c{_CIRCLED}\u2e80-\u2ef3]|  "
    rf"|{_ENTITY}|{_EXCEL}|{_LONG_VOWEL.pattern}"
)
_LONG = re.compile(rf"{_ENTITY}|{_EXCEL}(?:\r?\n)?|\r\n|.", re.DOTALL)
_IS_BREAK = re.compile(f"[{_BREAK}]")
_IS_CIRCLED = re.compile(f"[{_CIRCLED}]")
_IS_NOTHING = re.compile(f"[{_NOTHING}]")
_IS_SPACE = re.compile(r"[^\S\n]")
_AMPERSANDS = re.compile(r"^&(?:(?:amp|#38|#x26);)*(?=.)")
_SPACES = re.compile("  +")
_IS_ALONE = re.compile(rf"{_ENTITY}|{_EXCEL}(?:\r?\n)?|\r\n|[\s{_BREAK}{_NOTHING}{''.join(_DASHES)}-]")
_VOICED = {"\u309b": "\u3099", "\u309c": "\u309a"}
_VOICED_MARKS = str.maketrans(_VOICED)


def normalize(text: str) -> str:
    """Return the text as it is tokenised and counted; the same object where nothing had to change.

    Normalising twice changes nothing more. The ends are not stripped.

    >>> normalize("ｾｷｭﾘﾃｨ対策　　①ＺＩＰ&amp;㈱")
    'セキュリティ対策 1 ZIP&(株)'
    """
    for _ in range(PASSES):
        if _is_normal(text):
            return text
        changed = _with_long_vowels(_SPACES.sub(" ", _rewritten(text)))
        if changed == text:
            return text
        text = changed
    return text


def normalized(texts: Sequence[str]) -> list[str]:
    """Return :func:`normalize` of each of many texts: most have no character that could have to change.

    >>> normalized(["ＺＩＰ", "対策"])
    ['ZIP', '対策']
    """
    if not texts:
        return []
    whole = "\n".join(texts)
    codes = np.frombuffer(whole.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(codes) > len(whole):  # two places stand for some characters, so the others are not in theirs
        alike = _OUTSIDE.sub(_STAND_IN, whole)
        codes = np.frombuffer(alike.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    kinds = _KINDS[codes]
    if not kinds.all():
        for code in np.unique(codes[kinds == 0]).tolist():
            _KINDS[code], _BECOMES[code] = _kind_of(chr(code))
        kinds = _KINDS[codes]
    replaced = kinds == _REPLACED
    if replaced.any():
        codes = _BECOMES[codes]
        whole = codes.tobytes().decode("utf-16-le", "surrogatepass")
    doubtful = kinds == _DOUBTFUL
    blanks = codes == ord(" ")
    doubtful[1:] |= blanks[1:] & blanks[:-1]
    changed = list(texts)
    if not replaced.any() and not doubtful.any():
        return changed
    begins = np.cumsum([0, *map(len, texts)]) + np.arange(len(texts) + 1)
    for number in _texts_with(replaced, begins):
        changed[number] = whole[begins[number] : begins[number + 1] - 1]
    for number in _texts_with(doubtful, begins):
        changed[number] = normalize(texts[number])
    return changed


def _texts_with(marked: BoolArray, begins: Int64Array) -> list[int]:
    """Return which texts hold a marked character; each begins at one of ``begins``."""
    numbers: list[int] = np.unique(np.searchsorted(begins, np.flatnonzero(marked), side="right") - 1).tolist()
    return numbers


def align(text: str) -> tuple[str, Int32Array]:
    """Return ``normalize(text)`` and, for each of its characters, where in ``text`` it starts.

    The offsets never fall, and hold one more entry than the normalised text: ``len(text)``. Characters
    that come from one original character (or entity) share its offset, so the end of a token is not
    simply ``offsets[end]``: use :func:`original`.

    >>> normal, offsets = align("ｶﾞ㈱山")
    >>> normal, offsets.tolist()
    ('ガ(株)山', [0, 2, 2, 2, 3, 4])
    """
    offsets: Int32Array = np.arange(len(text) + 1, dtype=np.int32)
    for _ in range(PASSES):
        if _is_normal(text):
            break
        pieces = list(_placed(text))
        changed = _with_long_vowels("".join([written for _, written in pieces]))
        if changed == text and "  " not in changed:
            break
        starts = np.cumsum([0, *[length for length, _ in pieces]], dtype=np.int32)
        places = np.append(np.repeat(starts[:-1], [len(written) for _, written in pieces]), starts[-1])
        if "  " in changed:
            characters = np.frombuffer(changed.encode("utf-32-le"), dtype=np.uint32)
            doubled = (characters[1:] == 32) & (characters[:-1] == 32)
            places = places[np.concatenate([[True], ~doubled, [True]])]
            changed = _SPACES.sub(" ", changed)
        offsets = offsets[places]
        text = changed
    return text, offsets


def original(
    offsets: Int32Array, starts: NDArray[np.integer], ends: NDArray[np.integer]
) -> tuple[Int32Array, Int32Array]:
    """Return where spans of the normalised text start and end in the original, as :func:`align` placed it.

    ``starts`` and ``ends`` (exclusive, each after its start) are arrays or plain numbers. A span inside
    what one original character became covers that whole character.

    >>> normal, offsets = align("ｶﾞ㈱山")
    >>> start, end = original(offsets, 2, 3)  # 株 of (株)
    >>> "ｶﾞ㈱山"[start:end]
    '㈱'
    """
    last = offsets[np.asarray(ends) - 1]
    return offsets[np.asarray(starts)], offsets[np.searchsorted(offsets, last, side="right")]


_PLAIN, _REPLACED, _DOUBTFUL = 1, 2, 3
_KINDS = np.zeros(0x10000, dtype=np.uint8)  # of each character; 0 is not looked at yet
_BECOMES = np.arange(0x10000, dtype=np.uint16)  # what one that is replaced becomes
_OUTSIDE = re.compile("[\U00010000-\U0010ffff]")
_STAND_IN = "&"  # a doubtful character, in the place of one that has no kind


def _kind_of(character: str) -> tuple[int, int]:
    """Return the kind of a character, and the code point of what it becomes whatever stands beside it."""
    if not _is_doubtful(character):
        return _PLAIN, ord(character)
    written = "" if _joins(character) else _written(character)
    if len(written) == 1 and written not in "\n" and ord(written) < len(_KINDS) and not _is_doubtful(written):
        return _REPLACED, ord(written)
    return _DOUBTFUL, ord(character)


def _is_doubtful(character: str) -> bool:
    """Whether a text may have to change for this character, beside whichever others."""
    return character in f"&_{_DASH}" or _joins(character) or not _is_normal(character)


def _is_normal(text: str) -> bool:
    return _SPECIAL.search(text) is None and (text.isascii() or unicodedata.is_normalized("NFKC", text))


def _rewritten(text: str) -> str:
    """Return the text with each of its clusters as it is written."""
    if "&" not in text and "\r" not in text and "_x00" not in text:
        try:
            return text.translate(_ALONE)  # by the character, as long as none joins another
        except _JoinError:
            pass
    return "".join(map(_written, _clusters(text)))


def _with_long_vowels(text: str) -> str:
    """Return the text with ー for the dashes between two katakana that stand for it."""
    if _LONG_VOWEL.search(text) is None:
        return text
    joining = {place for words in _JOINED_WORDS.finditer(text) for place in range(*words.span())}
    return _LONG_VOWEL.sub(lambda dash: dash[0] if dash.start() in joining else "ー", text)


class _JoinError(Exception):
    """A character that joins the one before it."""


class _Alone(dict[int, str]):
    """Code point -> what the character becomes where it stands alone."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _joins(character):
            raise _JoinError
        written = self[code] = _written(character)
        return written


_ALONE = _Alone()


def _clusters(text: str) -> list[str]:
    """Return the text in pieces that normalise without regard to their neighbours."""
    if "&" in text or "\r" in text or "_x00" in text:
        pieces: list[str] = _LONG.findall(text)
    else:
        pieces = list(text)
    joins = list(map(_joins, pieces))
    if not any(joins):
        return pieces
    starts = [0]
    for place in range(1, len(pieces)):
        before, piece = pieces[place - 1], pieces[place]
        room = place - starts[-1] < MARKS
        first = place - 1 == starts[-1]
        if piece in _VOICED:
            joined = first and _is_voiced(before, piece)
        else:
            joined = joins[place] and room and not (first and _stands_alone(before))
        if not joined:
            starts.append(place)
    return ["".join(pieces[start:end]) for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True)]


def _placed(text: str) -> Iterator[tuple[int, str]]:
    """Yield the length of each cluster and what it becomes; one that stays is placed by the character."""
    for cluster in _clusters(text):
        written = _written(cluster)
        if len(cluster) > 1 and written == cluster:
            yield from ((1, character) for character in cluster)
        else:
            yield len(cluster), written


@lru_cache(maxsize=1 << 16)
def _joins(piece: str) -> bool:
    """Whether a piece may melt with the character before it."""
    if len(piece) > 1:
        return False
    first = unicodedata.normalize("NFKD", piece)[0]
    return unicodedata.combining(first) > 0 or first in _JOINING or piece in _VOICED


def _is_voiced(before: str, mark: str) -> bool:
    return len(unicodedata.normalize("NFKC", before + _VOICED[mark])) == 1


@lru_cache(maxsize=1 << 16)
def _stands_alone(piece: str) -> bool:
    """Whether nothing joins a piece: an entity, a break, a space, or a sign that NFKC would tear."""
    return _IS_ALONE.fullmatch(piece) is not None or " " in unicodedata.normalize("NFKC", piece)


@lru_cache(maxsize=1 << 16)
def _written(cluster: str) -> str:
    """Return what one cluster becomes."""
    if cluster == "\r\n":
        return "\n"
    if cluster[0] == "&" and len(cluster) > 1 and cluster[-1] == ";":
        return html.unescape("&" + _AMPERSANDS.sub("", cluster))
    if cluster.startswith("_x00"):
        return _written(chr(int(cluster[2:6], 16)))
    if _IS_BREAK.match(cluster):
        return "\n"
    if _IS_NOTHING.match(cluster):
        return ""
    if cluster in _DASHES:
        return _DASHES[cluster]
    if cluster in _RADICALS:
        return _RADICALS[cluster]
    if _IS_SPACE.match(cluster):
        return " "
    if _IS_CIRCLED.match(cluster):
        return f"{unicodedata.numeric(cluster[0]):.0f}{cluster[1:]} "
    changed = unicodedata.normalize("NFKC", cluster.translate(_VOICED_MARKS) if len(cluster) > 1 else cluster)
    return cluster if " " in changed else changed
