"""What the values of a column look like: numbers, dates, choices, sentences, and how much they vary.

Everything is told from the distinct values with their counts, so the order of the rows changes nothing.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOSTLY = 0.8  # share of the filled cells from which a column is of one sort
FEW = 30  # distinct values that an attribute may have, however few rows there are
SEPARATORS = (", ", "; ", ",", ";", "；", "、", "，", "|", "｜", "\n", "／", "/")
MOST_CHOICES = 80
LONGEST = 60  # characters of a number, a date, a code, a place
SAMPLE = 10_000  # different values by which a column is judged

_NUMBER = re.compile(
    r"[-+△▲]?[¥￥$]?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?[%％人円点個件回歳才年名社]?|[-+△▲−]?[0-9０-９]+(?:[.．][0-9０-９]+)?(?:[eE][-+]?[0-9]+)?\s?[%％人円点個件回歳才年名社]?"
)
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]{2,3}")
_DATE = re.compile(
    r"(?:[0-9]{4}|(?:令和|平成|昭和|[RHS])[0-9元]{1,2})[-/.年](?:0?[1-9]|1[0-2])(?![0-9])"
    r"(?:[-/.月](?:0?[1-9]|[12][0-9]|3[01])日?)?"
    r"(?:[ T　]*(?:\(.\)|（.）)?\s*(?:午前|午後)?\s*[0-9]{1,2}[:時][0-9]{1,2}(?:[:分][0-9.]{1,9})?秒?.{0,9})?"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{1,2}月[0-9]{1,2}日"
)
_CODE = re.compile(r"[A-Za-z0-9０-９Ａ-Ｚａ-ｚ][A-Za-z0-9０-９Ａ-Ｚａ-ｚ_./#:－-]{0,39}")
_CONTACT = re.compile(
    r"https?://\S+|www\.\S+|[^\s@＠]+[@＠][^\s@＠]+\.[A-Za-z]{2,}|(?:\+81|0)[0-9]{1,4}[-－(][0-9]{1,4}[-－)][0-9]{3,4}|0[0-9]{9,10}|〒?[0-9]{3}-[0-9]{4}"
    r"|(?:[0-9]{1,3}\.){3}[0-9]{1,3}"  # the address of a computer
)
_ADDRESS = r"(?:https?://|www\.)[!-~]+"
_ADDRESSES = re.compile(rf"{_ADDRESS}(?:\s+{_ADDRESS})*", re.IGNORECASE)  # of any length
_SHAPES = {"numbers": _NUMBER, "dates": _DATE, "codes": _CODE, "contacts": _CONTACT}
_PLACE = re.compile(
    r"(?:北海道|東京都?|(?:京都|大阪)府?|[^\s、。]{2,3}県)(?:[^\s。]{0,12}[市区町村郡][^\sはがをに。]{0,40})?|[^\s。、はがをに]{1,6}[市区町村]"
)
_MARKS = frozenset("01○〇◯●◎✓✔レ×✕-") | {"はい", "いいえ", "選択", "該当"}
_MARKS |= {
    case(word)
    for word in ("True", "Yes", "No", "Checked", "Unchecked")
    for case in (str, str.upper, str.lower)
}
_SENTENCE = re.compile(
    r"[。！？!?]|[ぁ-ん々一-龠ァ-ヴー](?:が|を|は|に|で|と|も|から|ので|ため|ても|たら|れば|には|では)[ぁ-んァ-ヴ一-龠]"
    r"|(?:です|ます|ない|たい|ある|いる|する|した|った|しい|った|こと|もの|ほしい|欲しい|べき|よい|良い|多い|から|ため|れる|できる|よう|ません|でした|[うくすつぬむるいた])$"
    r"|(?:\b[A-Za-z']+\b\s+){3,}"
)
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3})")
_SEGMENTED = re.compile(r"[ぁ-んァ-ヴー一-龠々] (?=[ぁ-んァ-ヴー一-龠々])")  # words that a program has cut


@dataclass(frozen=True)
class Profile:
    """What the values of a column look like; shares are of the filled cells (of a sample of very many)."""

    values: Counter[str]  # stripped value -> cells
    filled: int
    rows: int
    length: float  # mean characters
    numbers: float
    dates: float
    codes: float
    contacts: float
    places: float
    sentences: float
    segmented: float

    @property
    def distinct(self) -> int:
        """How many different values there are."""
        return len(self.values)

    @property
    def variety(self) -> float:
        """Distinct values per filled cell, 1 if no two are equal."""
        return self.distinct / self.filled if self.filled else 0.0

    @property
    def only_marks(self) -> bool:
        """Whether each value only says that something was ticked or not."""
        return self.values.keys() <= _MARKS


def profile(cells: Sequence[str]) -> Profile:
    """Return what the values of a column look like."""
    values = Counter(map(str.strip, cells))
    del values[""]
    return profile_of(values, len(cells))


def profile_of(values: Counter[str], rows: int) -> Profile:
    """Return what values look like that stand in so many cells each, of a column with so many rows."""
    sample = _sample(values)
    totals: Counter[str] = Counter()
    for value, count in sample.items():
        totals["length"] += len(value) * count
        for shape in _shapes(value):
            totals[shape] += count
    names = ("length", "numbers", "dates", "codes", "contacts", "places", "sentences", "segmented")
    return Profile(
        values, values.total(), rows, **{name: totals[name] / max(1, sample.total()) for name in names}
    )


def is_of(cell: str, sort: str) -> bool:
    """Return whether one stripped cell is one of "numbers", "dates", "codes" or "contacts".

    >>> is_of("12人", "numbers"), is_of("A-12", "codes"), is_of("合計", "codes")
    (True, True, False)
    """
    return len(cell) <= LONGEST and bool(_SHAPES[sort].fullmatch(cell))


def _shapes(value: str) -> Iterator[str]:
    """Yield what a value may be, as the shares of :class:`Profile` are called."""
    if len(value) <= LONGEST:
        if _NUMBER.fullmatch(value):
            yield "numbers"
        elif _DATE.fullmatch(value):
            yield "dates"
        if _CODE.fullmatch(value):
            yield "codes"
        if _CONTACT.fullmatch(value):
            yield "contacts"
        elif _PLACE.fullmatch(value):
            yield "places"
    elif _ADDRESSES.fullmatch(value):
        yield "contacts"
    if is_sentence(value):
        yield "sentences"
    if len(value) >= 20 and value.count(" ") > len(value) / 12:
        head = value[:400]
        if len(_SEGMENTED.findall(head)) > len(head) / 8:
            yield "segmented"


def is_sentence(value: str) -> bool:
    """Return whether a value reads like a sentence, not like a label."""
    return len(value) >= 5 and _SENTENCE.search(value[:200]) is not None


def _sample(values: Counter[str]) -> Counter[str]:
    """Return a sample of very many values, the same ones in whatever order they come.

    Shares of thousands of cells are those of all of them to a hundredth.
    """
    step = len(values) // SAMPLE
    if step < 2:
        return values
    return Counter(
        {
            value: count
            for value, count in values.items()
            if zlib.crc32(value.encode(errors="surrogatepass")) % step == 0
        }
    )


def sort_of(values: Profile) -> tuple[str, str]:
    """Return what the cells of a column are, and what separates the choices in one cell.

    It is "dates", "numbers", "choices" (several in one cell) or "", whatever the column is used for.

    >>> sort_of(profile(["2024-04-01"] * 3)), sort_of(profile(["新聞;ウェブ", "新聞", "ウェブ;口コミ"] * 5))
    (('dates', ''), ('choices', ';'))
    """
    if values.dates >= MOSTLY:
        return "dates", ""
    if values.numbers >= MOSTLY:
        return "numbers", ""
    if values.only_marks or values.places >= MOSTLY:
        return "", ""
    sign = separator(values.values)
    return ("choices" if sign else ""), sign


def separator(values: Counter[str]) -> str:
    """Return what separates the choices in the cells of a multiple-choice column; "" if it is none.

    The parts of choices come again and again, those of sentences don't. An option may hold another
    separator (宿泊施設、土産物屋): the one whose parts repeat most is taken.

    >>> separator(Counter({"飲食施設, 宿泊施設、土産物屋": 9, "宿泊施設、土産物屋, 駐車場": 8, "駐車場": 4}))
    ', '
    """
    best, lowest = "", 1.0
    sample = _without_thousands(_sample(values))
    for sign in SEPARATORS:
        several = sum(count for value, count in sample.items() if sign in value)
        if several < max(3, sample.total() / 20):
            continue
        sampled = _parts(sample, sign)
        # The parts of choices come again in some of the cells too.
        if _again(sampled) < 0.5 * sampled.total():
            continue
        values = _without_thousands(values)
        parts = _parts(values, sign)
        total = parts.total()
        often = sum(count >= 3 for count in parts.values())
        rare = len(parts) / max(1, total)
        if not (2 <= often <= MOST_CHOICES and _again(parts) >= 0.85 * total and rare < lowest * 0.9):
            continue
        # 分からない/無回答 is one option: its parts stand nowhere else
        cells: Counter[str] = Counter(
            part for value in values for part in {*map(str.strip, value.split(sign))}
        )
        joined = {part.strip() for value in values if sign in value for part in value.split(sign)} - {""}
        if sum(cells[part] > 1 for part in joined) >= len(joined) / 2:
            best, lowest = sign, rare
    return best


def _without_thousands(values: Counter[str]) -> Counter[str]:
    return Counter({_THOUSANDS.sub("", value): count for value, count in values.items()})


def _parts(values: Counter[str], sign: str) -> Counter[str]:
    """Return how often each part stands in the values, cut at a sign."""
    parts: Counter[str] = Counter()
    for value, count in values.items():
        for part in value.split(sign):
            parts[part.strip()] += count
    del parts[""]
    return parts


def _again(parts: Counter[str]) -> int:
    """Return how many parts are of those that come at least three times."""
    return sum(count for count in parts.values() if count >= 3)


def is_cut_short(cell: str) -> bool:
    """Return whether a stripped cell is a number that a spreadsheet program has cut short (1.23457E+11)."""
    return "+" in cell and bool(_EXPONENT.fullmatch(cell))


def is_closed(values: Profile) -> bool:
    """Return whether the answers to one question of a long table are ticked, not written."""
    if values.filled < 20:
        return values.filled > 0 and max(values.numbers, values.dates) >= MOSTLY
    if max(values.numbers, values.dates, values.places) >= MOSTLY or values.only_marks:
        return True
    return bool(separator(values.values)) or (
        values.distinct <= FEW and values.variety < 0.3 and values.length < 30
    )
