"""Makes column headers into names: folded, told apart where they repeat, split into item and aspect.

A survey of 25 items that asks status, reason, obstacle and support of each has a hundred columns whose
headers are an item joined to an aspect: ``1.アップデート【③障害の内容】``. :func:`families` finds that grid
from the headers alone, whatever joins them.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textmine.inputs.noise import without_markup

NEAR = 60  # rapidfuzz ratio from which a name is offered as "did you mean"
FEWEST_ITEMS = 3  # of a grid of items and aspects
FEWEST_ALONE = 5  # items of a family that has one aspect only
FULLNESS = 0.6  # share of a grid's cells that have a column
SHARED = 2  # last characters that related headers have in common
LONGEST_PREFIX = 24  # characters of a header that has no question number, where it names another

_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,31};")
_CODE = re.compile(
    r"[【\[(（〔]?\s*((?:問|設問|質問|[QＱqｑ])\s*[.．]?\s*[0-9０-９]+(?:\s*[-－‐―ー_の.．]\s*[0-9０-９]+)*)"
)
_CODE_ONLY = re.compile(
    r"(?:問|設問|質問|q|no\.?|第)?[\s.]*[0-9][0-9\s._の-]*[a-z]?[\s問章.)]*|[a-z]", re.IGNORECASE
)
_NUMBERING = re.compile(
    r"^\s*(?:[①-⑳❶-❿⓪]|[(（]\s*[0-9０-９a-zａ-ｚア-ン]\s*[)）]|[0-9０-９]{1,2}\s*[.．)）:：、]\s*)\s*"
)
_NUMBERED = re.compile(
    r"\s*(?:[(（\[【]?\s*(?:問|設問|質問|[QＱqｑ])\s*[.．]?\s*[0-9０-９]*(?:[-－.．][0-9０-９]+)*\s*[)）\]】]?(?![A-Za-z])"
    r"|[(（]\s*[0-9０-９]+\s*[)）]|[0-9０-９]+(?:[-－.．][0-9０-９]+)+(?![0-9０-９])|[0-9０-９]+\s*[.．)）:：、]|[①-⑳❶-❿])"
    r"\s*[.．:：、)）]?\s*"
)
_ASKED = re.compile(
    r".*(?:[?？]|か|について|とは|理由|効果|課題|問題|障害|要望|意見|感想|期待|きっかけ|内容|点|こと|状況|対策"
    r"|今後|背景|経緯|目的)"
)
_REQUEST = re.compile(
    r"(?:について)?(?:を|が)?(?:具体的に|自由に|ご自由に|すべて|全て)*(?:お答え|ご記入|お書き|お聞かせ|お教え|ご回答|記入|教えて|入力|ご入力|お選び|選択)"
    r"(?:して)?(?:ください|下さい|願います)?[。.]?$"
)
_OPTIONAL = re.compile(
    r"[（(\[【〔※*]?(?:任意|必須|自由記述|自由回答|自由記入|複数回答可?|複数選択可?|いくつでも)[）)\]】〕]?\s*$"
)
_ASKING = re.compile(r"[?？]|ください|下さい|(?:です|ます|ました|でした)か")
_PANDAS = re.compile(r"(.+)\.([1-9][0-9]*)")
_OPEN, _CLOSE = "【［[（(〔〈《「『", "】］]）)〕〉》」』"
_BETWEEN = "／/_＿|｜：:－‐–—―・>＞→-"
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STRONG = set("／/_＿|｜：:") | set(_OPEN)  # what joins an item to its only aspect


@dataclass(frozen=True)
class Place:
    """Where a column stands in a grid of items and aspects."""

    item: str  # "1 アップデート"
    aspect: str  # "障害の内容"


def without_form(name: str) -> str:
    """Return a name without the markup that a form shows it with.

    >>> without_form("ご意見を<b>自由に</b>&nbsp;"), without_form("R&D 部門へ")
    ('ご意見を 自由に', 'R&D 部門へ')
    """
    if "<" not in name and "&" not in name:
        return name
    return fold(_ENTITY.sub(lambda match: html.unescape(match[0]), without_markup(name)))


def fold(text: str) -> str:
    """Return a header or a name on one line, with single spaces and without invisible characters.

    >>> fold("福井・敦賀開業で、\\n お住まいの　市町へ")
    '福井・敦賀開業で、 お住まいの 市町へ'
    """
    # Most text is printable, which none of these characters is.
    if not text.isprintable() and any(unicodedata.category(each) in ("Cf", "Cc") for each in text):
        text = "".join(
            " " if character in "\t\n\v\f\r" else character
            for character in text
            if character in "\t\n\v\f\r" or unicodedata.category(character) not in ("Cf", "Cc")
        )
    return " ".join(text.split())


def normal(text: str) -> str:
    """Return what two spellings of one header have in common: no spaces, one width, one case.

    >>> normal("企業 ＩＤ") == normal("企業id")
    True
    """
    return "".join(unicodedata.normalize("NFKC", fold(text)).casefold().split())


def near(wanted: str, names: Sequence[str], most: int = 3) -> str:
    """Return the names most like ``wanted``, joined by commas; "" if none is near."""
    from rapidfuzz import fuzz, process  # only a wrong name needs it

    by_key = {normal(name): name for name in reversed(names)}
    found = process.extract(normal(wanted), list(by_key), scorer=fuzz.ratio, limit=most, score_cutoff=NEAR)
    return ", ".join(by_key[key] for key, *_ in sorted(found, key=lambda match: (-match[1], match[0])))


def code_of(header: str) -> str:
    """Return the question number that a header begins with, "" if it has none.

    >>> code_of("【問２】北陸新幹線で良い影響があると思いますか？"), code_of("Q5-1 理由"), code_of("業種")
    ('問２', 'Q5-1', '')
    """
    match = _CODE.match(header)
    return re.sub(r"\s+", "", match[1]) if match else ""


def shorten(header: str) -> str:
    """Return a header without the polite request at its end.

    >>> shorten("上記回答の理由をお答えください（任意）")
    '上記回答の理由'
    """
    text = header
    for pattern in (_OPTIONAL, _REQUEST):
        shorter = pattern.sub("", text).strip()
        text = shorter or text
    return text


def reads_like_a_question(header: str) -> bool:
    """Return whether a header, or the name of a sheet, has a question number or ends as a question does.

    >>> reads_like_a_question("問3"), reads_like_a_question("導入の効果"), reads_like_a_question("青葉商会")
    (True, True, False)
    """
    return bool(code_of(header) or _ASKED.fullmatch(normal(header)))


def unnumbered(header: str) -> str:
    """Return a header without the number that it begins with; "" if it is only a number.

    >>> unnumbered("(2) 効果"), unnumbered("1.2 効果"), unnumbered("Q3．効果"), unnumbered("問1")
    ('効果', '効果', '効果', '')
    >>> unnumbered("北山商店（9月訪問）")
    '北山商店（9月訪問）'
    """
    match = _NUMBERED.match(header)
    return header[match.end() if match else 0 :].strip()


def names(headers: Sequence[str]) -> list[str]:
    """Return a name for each header: itself where it stands once, else told apart by what it follows.

    A header that repeats after several questions is about each of them, so it takes the question's number, or
    its first words where it has none. Otherwise equal headers are numbered (ご意見, ご意見 (2)). A column
    without a header is called by its number.

    >>> names(["【問２】良いですか", "理由をご記入ください", "【問３】好きですか", "理由をご記入ください"])
    ['【問２】良いですか', '問２ 理由', '【問３】好きですか', '問３ 理由']
    """
    keys = [normal(header) for header in headers]
    bases = list(keys)
    own = list(headers)
    for i, header in enumerate(headers):
        match = _PANDAS.fullmatch(header)  # pandas writes the second 理由 as 理由.1
        if match and normal(match[1]) in keys:
            bases[i], own[i] = normal(match[1]), match[1]
    often = Counter(bases)
    asked: dict[str, list[str]] = defaultdict(list)  # repeated header -> the questions that it follows
    before, prefixes = "", []
    for i, header in enumerate(own):
        if often[bases[i]] == 1:
            before = header
        else:
            asked[bases[i]].append(before)
        prefixes.append(before)
    found = [
        f"column {i + 1}"
        if not bases[i]
        else header
        if often[bases[i]] == 1 or not _are_questions(asked[bases[i]])
        else f"{code_of(prefixes[i]) or _beginning(prefixes[i])} {shorten(header)}"
        for i, header in enumerate(own)
    ]
    taken: Counter[str] = Counter()
    unique = []
    for name in found:
        taken[normal(name)] += 1
        number = taken[normal(name)]
        while number > 1 and normal(f"{name} ({number})") in taken:
            number += 1
        if number > 1:
            name = f"{name} ({number})"
            taken[normal(name)] += 1
        unique.append(name)
    return unique


def _are_questions(headers: Sequence[str]) -> bool:
    """Whether these headers, each before an equal one, ask something that it can be about.

    They do if they have question numbers, ask in a sentence, or end alike (接客の満足度, 価格の満足度).
    """
    different = set(headers)
    if len(different) < 2 or "" in different:
        return False
    asking = all(code_of(each) or _ASKING.search(each) for each in different)
    return asking or len({each[-SHARED:] for each in different}) == 1


def _beginning(header: str) -> str:
    text = re.split(r"[。？?！!]", header)[0]
    return text if len(text) <= LONGEST_PREFIX else text[:LONGEST_PREFIX] + "…"


def explains(name: str, header: str) -> bool:
    """Return whether a question's name says that it is about the column with this header.

    >>> explains("Q2_reason", "Q2"), explains("接客の満足度 理由", "接客の満足度"), explains("ご意見", "性別")
    (True, True, False)
    """
    code = code_of(header)
    return code_of(name) == code if code else name.startswith(_beginning(header))


def families(headers: Sequence[str]) -> dict[int, Place]:
    """Return the place of each column that belongs to a grid of items and aspects; the others are left out.

    >>> items, aspects = ["1.更新", "2.保管", "3.施錠"], ["①状況", "②理由"]
    >>> grid = [f"{item}【{aspect}】" for item in items for aspect in aspects]
    >>> families(["業種", *grid])[2]
    Place(item='1 更新', aspect='理由')
    """
    best: dict[int, Place] = {}
    highest = (0, False)
    for pairs in (_after_grouping(headers), _pairs(headers), _pairs(headers, reverse=True)):
        places = _grid(pairs)
        # a grid reads either way; what there are more of is the items
        items, aspects = (
            {place.item for place in places.values()},
            {place.aspect for place in places.values()},
        )
        score = (len(places), len(items) >= len(aspects))
        if score > highest:
            best, highest = places, score
    return best


class _Split(NamedTuple):
    """One way to split a header into an item and an aspect."""

    item: str
    aspect: str
    sign: str  # what joins them


def _pairs(headers: Sequence[str], *, reverse: bool = False) -> dict[int, list[_Split]]:
    """Return every way to split each header in two; the aspect comes first if reversed."""
    found: dict[int, list[_Split]] = {}
    for i, header in enumerate(headers):
        for place in range(1, len(header)):
            sign = header[place]
            if sign in _NUMBERS or (sign in _OPEN and header[-1] in _CLOSE):
                left, right = header[:place], header[place:]
            elif sign in _BETWEEN or sign == " ":
                left, right = header[:place], header[place + 1 :]
            else:
                continue
            left, right = _bare(left), _bare(right)
            if left and right and _is_balanced(left) and _is_balanced(right):
                split = _Split(right, left, sign) if reverse else _Split(left, right, sign)
                found.setdefault(i, []).append(split)
    return found


def _bare(part: str) -> str:
    """A part of a header without the brackets around it and the joining signs at its ends."""
    part = part.strip(" 　" + _BETWEEN)
    while part and part[0] in _OPEN and part[-1] == _CLOSE[_OPEN.index(part[0])]:
        part = part[1:-1].strip()
    if part and part[-1] in _OPEN:
        part = part[:-1].strip()
    return part


def _is_balanced(part: str) -> bool:
    return all(part.count(left) == part.count(right) for left, right in zip(_OPEN, _CLOSE, strict=True))


def _after_grouping(headers: Sequence[str]) -> dict[int, list[_Split]]:
    """Aspects that repeat word for word after each item: 1.更新 状況, 理由, 内容, 2.保管 状況, 理由 ..."""
    keys = [normal(header) for header in headers]
    often = Counter(keys)
    before: dict[int, str] = {}  # repeated header -> the last one before it that is not repeated
    last: str | None = None
    for i, header in enumerate(headers):
        if often[keys[i]] < FEWEST_ITEMS:
            last = header
        elif last is not None:
            before[i] = last
    firsts = set(before.values())
    endings: dict[str, dict[int, str]] = defaultdict(dict)  # the aspect that the items' own headers end with
    for i, splits in _pairs(headers).items():
        if headers[i] in firsts:
            for split in splits:
                endings[split.aspect][i] = split.item
    items = {first: first for first in firsts}
    own: dict[int, list[_Split]] = {}
    for aspect, lefts in endings.items():
        if {headers[i] for i in lefts} == firsts:
            items = {headers[i]: left for i, left in lefts.items()}
            own = {i: [_Split(left, aspect, "\n")] for i, left in lefts.items()}
            break
    return {i: [_Split(items[first], headers[i], "\n")] for i, first in before.items()} | own


def _grid(pairs: Mapping[int, list[_Split]]) -> dict[int, Place]:
    """Return the places of columns that form a full enough grid of items and aspects; {} if none do."""
    chosen = _likely_splits(pairs)
    items_of: dict[str, set[str]] = defaultdict(set)
    for split in chosen.values():
        items_of[split.aspect].add(split.item)
    chosen = {i: split for i, split in chosen.items() if len(items_of[split.aspect]) >= FEWEST_ITEMS}
    per_item = Counter(split.item for split in chosen.values())
    grid = {i: split for i, split in chosen.items() if per_item[split.item] > 1}
    if not _is_full(grid):
        weak = {split.aspect for split in chosen.values() if split.sign not in _STRONG}
        alone = {aspect for aspect, items in items_of.items() if len(items) >= FEWEST_ALONE} - weak
        grid = {i: split for i, split in chosen.items() if split.aspect in alone}
    if len({(split.item, split.aspect) for split in grid.values()}) != len(grid):
        return {}  # two columns in one place: not a grid after all
    shown = _shown_items(list(dict.fromkeys(split.item for split in grid.values())))
    shown_aspects = _shown_aspects(list(dict.fromkeys(split.aspect for split in grid.values())))
    return {i: Place(shown[split.item], shown_aspects[split.aspect]) for i, split in sorted(grid.items())}


def _is_full(grid: Mapping[int, _Split]) -> bool:
    """Whether a grid has enough items, and a column in most of its places."""
    items, aspects = {split.item for split in grid.values()}, {split.aspect for split in grid.values()}
    return len(items) >= FEWEST_ITEMS and len(grid) >= FULLNESS * len(items) * len(aspects)


def _likely_splits(pairs: Mapping[int, list[_Split]]) -> dict[int, _Split]:
    """Return the split of each header whose aspect most items share."""
    items_of: dict[str, set[str]] = defaultdict(set)
    aspects_of: dict[str, set[str]] = defaultdict(set)
    for split in itertools.chain.from_iterable(pairs.values()):
        items_of[split.aspect].add(split.item)
        aspects_of[split.item].add(split.aspect)

    def likelihood(split: _Split) -> tuple[int, int, bool, int]:
        shared = len(items_of[split.aspect]), len(aspects_of[split.item])
        return *shared, split.sign in _STRONG, len(split.aspect)

    usable = {
        i: [split for split in splits if not (_is_code(split.item) or _is_code(split.aspect))]
        for i, splits in pairs.items()
    }
    return {i: max(splits, key=likelihood) for i, splits in usable.items() if splits}


def _is_code(part: str) -> bool:
    """Whether a part is only a question number (Q8, 問5), which names a question, not an item."""
    text = unicodedata.normalize("NFKC", part)
    return bool(_CODE_ONLY.fullmatch(text)) or bool(re.fullmatch(r"[qQ][0-9]+[_ -]\w+", text))


def _shown_items(items: list[str]) -> dict[str, str]:
    """ "1.アップデート" as "1 アップデート", "問5-1 アップデート" too where all share the 問5."""
    numbered = {}
    groups = set()
    for item in items:
        match = re.fullmatch(
            r"(?:問|設問|質問|[QＱqｑ])\s*([0-9０-９]+)\s*[-－‐―_の.．(（]\s*([0-9０-９]+)[)）]?\s*[.．:：]?\s*(\D.*)",
            item,
        )
        if match:
            groups.add(unicodedata.normalize("NFKC", match[1]))
            numbered[item] = f"{unicodedata.normalize('NFKC', match[2])} {match[3].strip()}"
    if len(numbered) == len(items) and len(groups) == 1 and len(set(numbered.values())) == len(items):
        return numbered
    shown = {}
    for item in items:
        match = re.fullmatch(r"([0-9０-９]+)\s*[.．)）:：、]?\s*(\D.*)", item)
        shown[item] = f"{unicodedata.normalize('NFKC', match[1])} {match[2].strip()}" if match else item
    return shown if len(set(shown.values())) == len(items) else {item: item for item in items}


def _shown_aspects(aspects: list[str]) -> dict[str, str]:
    """ "③障害の内容" as "障害の内容"."""
    shown = {aspect: _bare(_NUMBERING.sub("", aspect)) or aspect for aspect in aspects}
    return shown if len(set(shown.values())) == len(aspects) else {aspect: aspect for aspect in aspects}
