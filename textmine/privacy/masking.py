"""Finds what identifies a person in a text by its form, and hides it: addresses, numbers, labelled names.

Persons' names within sentences need a tagger: :mod:`textmine.privacy.persons`. Everything is looked for in
the normalised text (so in full-width digits and entities too) and placed in the original one.

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
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

from textmine import resources
from textmine.inputs.normalize import align, normalize, original
from textmine.inputs.survey import Survey

MASK = "●●●"  # always as long, so that the length of what it hides is not told
# Where two kinds overlap, both are hidden together under the earlier name.
KINDS = (
    "email",
    "url",
    "handle",
    "account",
    "card",
    "my_number",
    "phone",
    "postal_code",
    "address",
    "number",
    "person",
)
COLUMNS = ("answer", "respondent", "question", "item", "column", "kind", "start", "end", "text", "shown")


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text, and what kind of thing it is."""

    start: int
    end: int
    kind: str


Finder = Callable[[Sequence[str]], list[list[Span]]]


def words(section: str) -> tuple[str, ...]:
    """Return the words of a section of dictionaries/masking/words.txt.

    >>> "さん" in words("honorifics")
    True
    """
    return _words()[section]


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    text = (resources.folder("dictionaries") / "masking" / "words.txt").read_text("utf-8")
    sections: dict[str, tuple[str, ...]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
            sections[section] = ()
        elif not line.startswith("#"):
            sections[section] = (*sections.get(section, ()), *line.split())
    return sections


def any_of(section: str) -> str:
    """Return a pattern of any word of a section, the longest first."""
    longest_first = sorted(words(section), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


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
_ONLY_MASK = re.compile(r"[●\s\d]*●[●\s\d]*")

_Found = Iterator[tuple[int, int, str]]


def private(text: str) -> list[Span]:
    """Return what of a normalised text has the form of an address, a number or a labelled name.

    >>> [(span.kind, span.start, span.end) for span in private("電話は0776-20-0000まで")]
    [('phone', 3, 15)]
    """
    return joined(
        Span(start, end, kind)
        for pattern in (
            _mail,
            _web,
            _handles,
            _accounts,
            _long_numbers,
            _phones,
            _addresses,
            _labelled,
            _addressed,
        )
        for start, end, kind in pattern(text)
    )


def find(texts: Sequence[str], finders: Sequence[Finder] = ()) -> list[list[Span]]:
    """Return what is private in each text, by place; the places are those of the original characters.

    ``finders`` look for more: they get normalised texts and return spans in them. Hiding changes what a
    tagger sees of the rest, so it is looked for again until nothing more is found: what this finds in a
    text, it will not find in the masked text.

    >>> find(["ＴＥＬ：０３－１２３４－５６７８"])
    [[Span(start=4, end=16, kind='phone')]]
    """
    found: list[list[Span]] = [[] for _ in texts]
    open_texts = list(range(len(texts)))
    while open_texts:
        current = [replaced(texts[index], found[index]) for index in open_texts]
        aligned = [align(text) for text in current]
        normal = [text for text, _ in aligned]
        spans = [private(text) for text in normal]
        for finder in finders:
            spans = [mine + more for mine, more in zip(spans, finder(normal), strict=True)]
        still = []
        for place, index in enumerate(open_texts):
            back = _back(texts[index], found[index]) if spans[place] else []
            new = []
            for span in spans[place]:
                # Blanks at its ends are not part of it; what is hidden already is not new.
                if not normal[place][span.start : span.end].replace("●", "").strip():
                    continue
                starts, ends = original(aligned[place][1], np.array([span.start]), np.array([span.end]))
                new.append(Span(back[int(starts[0])][0], back[int(ends[0]) - 1][1], span.kind))
            if new:
                found[index] = joined([*found[index], *new])
                still.append(index)
        open_texts = still
    return found


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the spans by place, those that overlap as one under the first of their ``KINDS``.

    >>> joined([Span(0, 4, "number"), Span(2, 6, "phone"), Span(6, 8, "person")])
    [Span(start=0, end=6, kind='phone'), Span(start=6, end=8, kind='person')]
    """
    settled: list[Span] = []
    for span in sorted(spans):
        last = settled[-1] if settled else None
        if last is not None and span.start < last.end:
            kind = min(last.kind, span.kind, key=KINDS.index)
            settled[-1] = Span(last.start, max(last.end, span.end), kind)
        else:
            settled.append(span)
    return settled


def replaced(text: str, spans: Sequence[Span]) -> str:
    """Return the text with a mask in place of each span.

    >>> replaced("山田です", [Span(0, 2, "person")])
    '●●●です'
    """
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + MASK + text[span.end :]
    return text


def masked(survey: Survey, maskings: pd.DataFrame) -> Survey:
    """Return the survey with everything that ``maskings`` lists hidden.

    ``maskings`` is the table of that name from :mod:`textmine.privacy.persons`. In answers and attributes the
    listed places become ``MASK``; a respondent's id as a whole becomes ``MASK`` and a number, so that two
    respondents stay two. Kinds of answers stay as they were; what was noted while reading (``findings``)
    loses its examples where they may hold an id. Headers of columns stay.
    """
    if maskings.empty:
        return survey
    answers = survey.answers.copy()
    in_text = maskings[maskings["column"] == "text"]
    texts = answers["text"].to_dict()
    row_of = {number: row for row, number in answers["answer"].items()}
    for number, rows in in_text.groupby("answer", sort=False):
        row = row_of[number]
        texts[row] = replaced(texts[row], _spans(rows))
    answers["text"] = pd.Series(texts, dtype="str")
    for column, rows in maskings[maskings["column"] != "text"].groupby("column", sort=False):
        if column == "respondent":
            names = dict(zip(rows["text"], rows["shown"], strict=True))
        else:
            # Each value is listed once, where it stands first, and hidden wherever it stands.
            listed = rows.groupby("answer", sort=False)
            values = {str(answers.at[row_of[number], column]): _spans(some) for number, some in listed}
            names = {value: replaced(value, spans) for value, spans in values.items()}
        answers[column] = (
            answers[column].map(lambda value, names=names: names.get(value, value)).astype("str")
        )
    findings = survey.findings
    if "detail" in findings:
        ids = (maskings["column"] == "respondent").any()
        hidden = [
            MASK if ids and detail and "respondent" in f"{name}{where}" else detail
            for name, where, detail in zip(
                findings["finding"], _columns_of(survey, findings["where"]), findings["detail"], strict=True
            )
        ]
        spans = find(hidden)
        hidden = [replaced(detail, some) for detail, some in zip(hidden, spans, strict=True)]
        findings = findings.assign(detail=pd.Series(hidden, index=findings.index, dtype="str"))
    return replace(survey, answers=answers, findings=findings)


def header_kind(header: str) -> str:
    """Return what a column with this header holds of a person, or "".

    >>> [header_kind(header) for header in ("お名前", "メールアドレス", "年代", "市町名")]
    ['person', 'email', '', '']
    """
    header = normalize(header).strip()
    return next((kind for kind, pattern in _HEADERS if pattern.fullmatch(header)), "")


# What heads a column of it: 【問1】お名前（漢字）
_HEADED = {
    "email": "(?:連絡先)?(?:e?-?mail|(?:電子)?メール)(?: ?アドレス|address)?",
    "phone": "電話(?:番号)?|携帯(?:電話)?(?:番号)?|tel|telephone|phone(?: ?number)?|fax(?:番号)?|連絡先",
    "postal_code": "郵便番号|〒|zip(?: ?code)?|postal ?code",
    "address": "住所[0-9]?|現住所|address",
    "account": "(?:振込先)?口座(?:番号)?",
    "my_number": "マイナンバー|個人番号",
    "person": "名前|氏名|姓名|芳名|フルネーム|フリガナ|ふりがな|(?:担当|回答|記入|代表)者名?"
    "|(?:(?:full|first|last|family|given) ?)?name",
}
_WHOSE = "(?:ご|お|あなたの|(?:回答|記入|担当|代表)者の?)*"
_ASKED = r"(?:【?問? ?[Q0-9]*[】.．:： ]*)?"
_HEADERS = tuple(
    (kind, re.compile(rf"{_ASKED}{_WHOSE}(?:{headed})(?: ?\(.*\)| ?[:*※].*)?", re.IGNORECASE))
    for kind, headed in _HEADED.items()
)


def _columns_of(survey: Survey, where: pd.Series[str]) -> list[str]:
    """Return "respondent" for the findings that were made in the respondents' column."""
    columns = survey.columns
    if not {"column", "role"} <= set(columns):
        return ["" for _ in where]
    ids = set(columns.loc[columns["role"] == "respondent", "column"])
    return ["respondent" if place in ids else "" for place in where]


def _spans(rows: pd.DataFrame) -> list[Span]:
    return [
        Span(int(start), int(end), str(kind))
        for start, end, kind in zip(rows["start"], rows["end"], rows["kind"], strict=True)
    ]


def _back(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return, for each character of the masked text, the stretch of the text it stands for."""
    back: list[tuple[int, int]] = []
    done = 0
    for span in spans:
        back += [(place, place + 1) for place in range(done, span.start)]
        back += [(span.start, span.end)] * len(MASK)
        done = span.end
    return back + [(place, place + 1) for place in range(done, len(text))]


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


def _mail(text: str) -> _Found:
    if "@" in text or "at" in text.lower() or "アット" in text or "あっと" in text:
        for found in _MAIL.finditer(text):
            yield found.start(), found.end(), "email"


def _web(text: str) -> _Found:
    if "." not in text and "://" not in text:
        return
    for found in _WEB.finditer(text):
        yield found.start(), found.start() + len(found[0].rstrip(".,;:!?〜-")), "url"


def _handles(text: str) -> _Found:
    if "@" in text:
        for found in _HANDLE.finditer(text):
            yield found.start(), found.end(), "handle"
    for found in _LINE_ID.finditer(text):
        yield found.start("it"), found.end("it"), "handle"


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


def _accounts(text: str) -> _Found:
    if "座" not in text and "普通" not in text and "貯蓄" not in text and "記号" not in text:
        return
    for found in _ACCOUNT.finditer(text):
        for group in ("it", "sign", "more"):
            if found[group]:
                yield found.start(group), found.end(group), "account"


def _long_numbers(text: str) -> _Found:
    if not _HAS_DIGITS.search(text):
        return
    for pattern in (_SOLID, _GROUPED):
        for found in pattern.finditer(text):
            digits = "".join(filter(str.isdigit, found[0]))
            groups = re.findall(r"\d+", found[0])
            named = len(digits) == 12 and _MY_NUMBER.search(text[: found.start()])
            if named or (len(digits) == 12 and is_my_number(digits) and not _is_date(digits)):
                yield found.start(), found.end(), "my_number"
            elif len(groups) > 1 and all(map(_YEARS.fullmatch, groups)):
                continue
            elif 13 <= len(digits) <= 19 and is_card(digits) and not _is_date(digits):
                yield found.start(), found.end(), "card"
            elif not _is_date(digits) and not _UNIT.match(text, found.end()):
                yield found.start(), found.end(), "number"
    for found in _HYPHENED.finditer(text):
        digits = found[0].replace("-", "")
        if len(digits) >= 9 and not _is_date(digits):
            yield found.start(), found.end(), "number"
    for found in _LICENCE.finditer(text):
        yield found.start(), found.end(), "number"


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


def _phones(text: str) -> _Found:
    if _MANY_KANJI_DIGITS.search(text):
        text = text.translate(_KANJI_DIGITS)  # character for character: places stay
    if not _HAS_DIGITS.search(text):
        return
    for pattern in (_PHONE, _SOLID_PHONE):
        for found in pattern.finditer(text):
            digits = sum(map(str.isdigit, found[0]))
            mobile = re.match(r"\(?0(?:[5-9]0|800)", found[0]) is not None
            if digits == 10 or (digits == 11 and mobile):
                end = found.end() - (found[0].endswith(")") and "(" not in found[0])
                start = found.start() + (found[0].startswith("(") and ")" not in found[0])
                yield start, end, "phone"
    for found in _ABROAD.finditer(text):
        if 9 <= sum(map(str.isdigit, found[0])) <= 15:
            yield found.start(), found.end(), "phone"
    for found in _CALLED.finditer(text):
        called = "".join(filter(str.isdigit, found["it"]))
        if 6 <= len(called) <= 13 and not _is_date(called):
            yield found.start("it"), found.end("it"), "phone"


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


def _addresses(text: str) -> _Found:
    if "〒" in text or "郵便" in text or "-" in text or "ー" in text:
        for found in _POSTAL.finditer(text):
            group = "it" if found["it"] else 0
            yield found.start(group), found.end(group), "postal_code"
    if not _HAS_ADDRESS.search(text):
        return
    for found in _PLACED.finditer(text):
        short = found["short"]
        if short and not _is_house(found, text[found.end() :]):
            continue
        yield found.start(), found.end(), "address"
    if "丁目" in text or "番" in text:
        for found in _UNPLACED.finditer(text):
            if not _IDIOM.search(found[0]):
                yield found.start(), found.end(), "address"


def _is_house(found: re.Match[str], after: str) -> bool:
    """Whether numbers such as 3-17 after a place's name number a house, not an amount (3-17人)."""
    short, name, room = found["short"], found["name"], bool(found["room"])
    if _NOT_A_QUARTER.match(name) or _UNIT.match(after):
        return False
    numbers = re.findall(r"\d+", short)
    if all(map(_YEARS.fullmatch, numbers)):
        return False
    if "の" in short and "-" not in short and not room:
        return False
    above = found[0][: found.start("name") - found.start()].strip()
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


def _addressed(text: str) -> _Found:
    if "氏" in text or "さん" in text or "先生" in text or "様" in text:
        for found in _ADDRESSED.finditer(text):
            yield found.start(), found.end(), "person"


def _labelled(text: str) -> _Found:
    if ":" not in text and "=" not in text:
        return
    for found in _LABEL.finditer(text):
        if not _NOT_A_NAME.match(found["it"]):
            end = found.start("it") + len(re.sub(r"(?:です|と申します|といいます|様|さん)$", "", found["it"]))
            yield found.start("it"), end, "person"


def is_masked(text: str) -> bool:
    """Whether a text holds nothing but a mask, or a respondent's masked id."""
    return _ONLY_MASK.fullmatch(text) is not None


def numbered(count: int, taken: Iterable[str]) -> list[str]:
    """Return that many masks with numbers, none of which is ``taken``.

    >>> numbered(2, ["●●●2"])
    ['●●●1', '●●●3']
    """
    used = sorted(set(taken))
    names: list[str] = []
    number = 0
    while len(names) < count:
        number += 1
        name = f"{MASK}{number}"
        place = bisect_left(used, name)
        if place == len(used) or used[place] != name:
            names.append(name)
    return names
