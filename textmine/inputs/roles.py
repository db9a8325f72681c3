"""Proposes what each column of a table is (respondent id, free text, attribute), and says why.

Every decision is taken on the distinct values of a column with their counts, so the order of the rows
changes nothing. The reasons are keys of ``why.*`` in labels.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from textmine.errors import SurveyError
from textmine.inputs.headers import Place, code_of, near, normal

MOSTLY = 0.8  # share of the filled cells from which a column is of one sort
FEW = 30  # distinct values that an attribute may have, however few rows there are
SEPARATORS = (", ", "; ", ",", ";", "；", "、", "，", "|", "｜", "\n", "／", "/")
MOST_CHOICES = 80
SAMPLE = 10_000  # different values by which a column is judged
MANY = 300  # different sentences that no list of choices has
FEW_CELLS = 20  # below this many, a column's name counts for more

# Column names, matched on headers.normal(): who answered, which answer it is, which row it is.
_PERSON = re.compile(
    r"respondents?|respondent_?(?:id|no|number)|participants?(?:_?id)?|subject_?id|user_?(?:id|name)?|customer_?(?:id|no)?"
    r"|member_?(?:id|no)?|company_?(?:id|no)?|employee_?(?:id|no)?|account_?id|speaker|interviewee"
    r"|(?:回答者|回答企業|被験者|対象者|参加者|企業|会社|事業者|顧客|会員|患者|利用者|ユーザー?|モニター?|話者|発言者)"
    r"|(?:回答者|回答企業|被験者|対象者|参加者|企業|会社|事業者|事業所|法人|顧客|会員|社員|職員|従業員|学生|学籍|患者|利用者|ユーザー?|モニター?|世帯|話者|発言者|匿名)"
    r"(?:id|no\.?|番号|コード|№|識別子)"
)
_ANSWER = re.compile(
    r"id|no\.?|№|number|番号|コード|(?:response|answer|submission|record|entry|sample|case|survey)_?(?:id|no|number)"
    r"|(?:回答|受付|整理|管理|調査票|票|登録|申込|個票|サンプル|識別|通し|意見|発言)(?:id|no\.?|番号|コード|№)|.*番号|(?:.*[^a-z])?id"
)
_ROW = re.compile(
    r"(?:row|line|index|seq|serial)_?(?:id|no|number)?|行(?:番号|no\.?|id)?|連番|通番|通し番号|項番|unnamed:.*|#"
)
_COMPANY = re.compile(
    r"(?:.*(?:企業|会社|事業者|事業所|法人|団体|組織|店舗)名(?:称)?|貴社名|御社名|屋号|company(?:_?name)?)(?:\(.*\))?"
)
_PERSONAL = re.compile(
    r".*(?:氏名|お名前|^名前$|担当者名?|ご担当|電話|tel|fax|メール|e-?mail|住所|郵便番号|連絡先|生年月日|ipアドレス|ip_?address|phone|address|^name$)(?:\(.*\))?"
)
_QUESTION = re.compile(
    r"(?:設問|質問|問|question|設問項目|質問項目)(?:文|名|内容|本文|text|_text|_?name|ラベル|label)?"
)
_QUESTION_NUMBER = re.compile(r"(?:設問|質問|問|question)(?:no\.?|番号|id|_?(?:id|no|number)|コード)")
_GENERIC = re.compile(
    r"回答(?:内容|文|本文|テキスト)?|自由回答|自由記述|記述|テキスト|本文|内容|answers?|responses?|texts?|values?|comments?"
)
_ITEM = re.compile(r"(?:項目|対策項目|評価項目|調査項目|item|品目)(?:名|内容|_?name|ラベル)?")
_TEXTUAL = re.compile(
    r"内容|理由|自由|記述|記入|意見|感想|要望|コメント|具体|詳細|その他|困|課題|改善|なぜ|お書き|お聞かせ|回答$|発言|本文|口コミ|レビュー|備考|提案|取り?組み?|きっかけ|効果|障害|不満|不便"
    r"|text|comment|reason|opinion|free|other|feedback|suggest|remark|describe|answer|message|review|note"
)

_NUMBER = re.compile(
    r"[-+△▲]?[¥￥$]?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?[%％人円点個件回歳才年名社]?|[-+△▲−]?[0-9０-９]+(?:[.．][0-9０-９]+)?(?:[eE][-+]?[0-9]+)?\s?[%％人円点個件回歳才年名社]?"
)
_DATE = re.compile(
    r"(?:[0-9]{4}|(?:令和|平成|昭和|[RHS])[0-9元]{1,2})[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?)?"
    r"(?:[ T　]*(?:\(.\)|（.）)?\s*(?:午前|午後)?\s*[0-9]{1,2}[:時][0-9]{1,2}(?:[:分][0-9.]{1,9})?秒?.{0,9})?"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{1,2}月[0-9]{1,2}日"
)
_CODE = re.compile(r"[A-Za-z0-9０-９Ａ-Ｚａ-ｚ][A-Za-z0-9０-９Ａ-Ｚａ-ｚ_./#:－-]{0,39}")
_CONTACT = re.compile(
    r"https?://\S+|www\.\S+|[^\s@＠]+[@＠][^\s@＠]+\.[A-Za-z]{2,}|(?:\+81|0)[0-9]{1,4}[-－(][0-9]{1,4}[-－)][0-9]{3,4}|0[0-9]{9,10}|〒?[0-9]{3}-[0-9]{4}"
)
_PLACE = re.compile(
    r"(?:北海道|東京都?|(?:京都|大阪)府?|[^\s、。]{2,3}県)(?:[^\s。]{0,12}[市区町村郡][^\sはがをに。]{0,40})?|[^\s。、はがをに]{1,6}[市区町村]"
)
_MARKS = frozenset("01○〇◯●◎✓✔レ×✕-") | frozenset(
    answer.lower() if lower else answer
    for answer in (
        "はい",
        "いいえ",
        "選択",
        "該当",
        "TRUE",
        "True",
        "Yes",
        "YES",
        "No",
        "NO",
        "Checked",
        "Unchecked",
    )
    for lower in (False, True)
)
_SENTENCE = re.compile(
    r"[。！？!?]|[ぁ-ん々一-龠ァ-ヴー](?:が|を|は|に|で|と|も|から|ので|ため|ても|たら|れば|には|では)[ぁ-んァ-ヴ一-龠]"
    r"|(?:です|ます|ない|たい|ある|いる|する|した|った|しい|った|こと|もの|ほしい|欲しい|べき|よい|良い|多い|から|ため|れる|できる|よう|ません|でした|[うくすつぬむるいた])$"
    r"|(?:\b[A-Za-z']+\b\s+){3,}"
)
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3})")
_SEGMENTED = re.compile(r"[ぁ-んァ-ヴー一-龠々] (?=[ぁ-んァ-ヴー一-龠々])")  # words that a program has cut


@dataclass(frozen=True)
class Column:
    """What one column of the input is."""

    column: str  # its name from here on
    header: str  # as it stands in the file
    role: str = ""  # respondent, question, attribute, ignored
    question: str = ""  # free text: the question; a closed column of a grid: its name as an attribute
    item: str = ""
    why: str = ""  # key of why.* in labels
    detail: str = ""  # the separator of a multiple choice, a name that explains
    filled: int = 0
    distinct: int = 0


@dataclass(frozen=True)
class Long:
    """The columns of a long table, which has one row per answer; -1 where there is none."""

    answer: int  # the only column of free text
    question: int  # names the question of a row; without one it is the name of the answer column
    number: int  # puts the questions in order
    item: int
    labels: tuple[str, ...] = ()  # the questions that were asked for; () for all
    attributes: tuple[str, ...] | None = None  # the closed questions to compare by; None for all


@dataclass(frozen=True)
class Layout:
    """The columns with their roles."""

    columns: tuple[Column, ...]
    long: Long | None = None


@dataclass(frozen=True)
class Profile:
    """What the values of a column look like; shares are of the filled cells (of some of very many)."""

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


def profile(cells: Sequence[str]) -> Profile:
    """Return what the values of a column look like."""
    values = Counter(map(str.strip, cells))
    del values[""]
    return _profile(values, len(cells))


def _profile(values: Counter[str], rows: int) -> Profile:
    some = _some(values)
    total = {
        "length": 0,
        "numbers": 0,
        "dates": 0,
        "codes": 0,
        "contacts": 0,
        "places": 0,
        "sentences": 0,
        "segmented": 0,
    }
    for value, count in some.items():
        size = len(value)
        total["length"] += size * count
        if size <= 60:
            if _NUMBER.fullmatch(value):
                total["numbers"] += count
            elif _DATE.fullmatch(value):
                total["dates"] += count
            if _CODE.fullmatch(value):
                total["codes"] += count
            if _CONTACT.fullmatch(value):
                total["contacts"] += count
            elif _PLACE.fullmatch(value):
                total["places"] += count
        if size >= 5 and _SENTENCE.search(value[:200]):
            total["sentences"] += count
        if (
            size >= 20
            and value.count(" ") > size / 12
            and len(_SEGMENTED.findall(value[:400])) > min(size, 400) / 8
        ):
            total["segmented"] += count
    shares = {name: number / max(1, some.total()) for name, number in total.items()}
    return Profile(values, values.total(), rows, **shares)


def _some(values: Counter[str]) -> Counter[str]:
    """Return some of very many values, the same ones in whatever order they come.

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


def separator(values: Counter[str]) -> str:
    """Return what separates the choices in the cells of a multiple-choice column; "" if it is none.

    The parts of choices come again and again, those of sentences don't. An option may hold another
    separator (宿泊施設、土産物屋): the one whose parts repeat most is taken.

    >>> separator(Counter({"飲食施設, 宿泊施設、土産物屋": 9, "宿泊施設、土産物屋, 駐車場": 8, "駐車場": 4}))
    ', '
    """
    best, lowest = "", 1.0
    some = _without_thousands(_some(values))
    for sign in SEPARATORS:
        several = sum(count for value, count in some.items() if sign in value)
        if several < max(3, some.total() / 20):
            continue
        sampled = _parts(some, sign)
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


def propose(
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    places: Mapping[int, Place],
    *,
    respondent: str | None,
    questions: Sequence[str] | None,
    attributes: Sequence[str] | None,
    substantive: Callable[[list[str]], list[bool]],
    spilled: frozenset[int] = frozenset(),
    paragraphs: bool = False,
) -> Layout:
    """Return the role of every column, from what was named and, for the rest, from names and values.

    Args:
        columns: their names and headers.
        cells: the values of each column.
        places: where columns stand in a grid of items and aspects.
        respondent: the column that was named for it; so ``questions`` and ``attributes``.
        questions: see there.
        attributes: see there.
        substantive: tells which of some texts say something.
        spilled: columns to the right of the header.
        paragraphs: whether this is plain text: column ``text`` under ``heading1`` ...

    Raises:
        SurveyError: if a named column does not exist or could be several, or if none is free text.
    """
    profiles = [profile(column) for column in cells]
    found = [
        replace(column, filled=each.filled, distinct=each.distinct)
        for column, each in zip(columns, profiles, strict=True)
    ]
    pooled = _pooled(profiles, places)
    # what each column would be if nothing were named
    textual = [
        _textual(column, pooled[i], substantive) if i not in spilled else ("ignored", "spilled", "")
        for i, column in enumerate(found)
    ]
    if paragraphs:
        textual = [
            ("question", "paragraphs", "") if column.column == "text" else ("attribute", "heading", "")
            for column in found
        ]
    texts = [i for i in range(len(found)) if textual[i][0] == "question"]

    long = _long(found, profiles, texts)
    asked: list[int] | None = None
    if questions:
        asked, labels = [], []
        for name in questions:
            meant = _labels(name, long, cells)
            if long and meant:
                labels += meant
            asked += [
                i
                for i in ([long.answer] if long and meant else _named(name, found, places, texts))
                if i not in asked
            ]
        long = replace(long, labels=tuple(labels)) if long and asked == [long.answer] else None
    if respondent is not None:
        who = _named(respondent, found, {}, [])[0]
    else:
        who = _respondent(found, profiles, texts if asked is None else asked, long)
    compared: list[int] | None = None
    if attributes:
        compared, ticked = [], []
        for name in attributes:
            meant = _labels(name, long, cells)
            ticked += meant
            compared += [] if meant else [i for i in _named(name, found, places, []) if i not in compared]
        long = replace(long, attributes=tuple(ticked)) if long else None

    asked_items = {place.item for i, place in places.items() if i in (texts if asked is None else asked)}
    result = []
    for i, column in enumerate(found):
        role, why, detail = textual[i]
        place = places.get(i)
        if i == who:
            role, why, detail = "respondent", *_why_respondent(respondent, column, profiles[i])
        elif asked is not None and i in asked:
            role, why, detail = "question", "named", ""
        elif compared is not None and i in compared:
            role, why = "attribute", "named"
        elif long and i in (long.question, long.number, long.item):
            role, why = "ignored", "long_item" if i == long.item else "long_question"
        elif asked is not None and role == "question":
            role, why = "ignored", "not_asked"
        elif compared is not None and role == "attribute":
            role, why = "ignored", "not_named"
        elif role == "attribute" and who >= 0 and _is_row_number(column, profiles[i]):
            role, why = "ignored", "row_number"
        question = item = ""
        if role == "question":
            question, item = (place.aspect, place.item) if place else (column.column, "")
        elif place and role == "attribute" and place.item in asked_items:
            question, item = place.aspect, place.item
        result.append(replace(column, role=role, why=why, detail=detail, question=question, item=item))
    if not any(column.role == "question" for column in result):
        raise SurveyError(
            "no column looks like free text; name one with questions=, of: {columns}",
            columns=", ".join(column.column for column in found[:60]),
        )
    return Layout(tuple(result), long)


def _pooled(profiles: list[Profile], places: Mapping[int, Place]) -> list[Profile]:
    """The columns of one aspect are judged together, so that an item with no answers is still a question."""
    values: dict[str, Counter[str]] = {}
    rows: Counter[str] = Counter()
    for i, place in places.items():
        values.setdefault(place.aspect, Counter()).update(profiles[i].values)
        rows[place.aspect] += profiles[i].rows
    together = {aspect: _profile(counts, rows[aspect]) for aspect, counts in values.items()}
    return [together[places[i].aspect] if i in places else each for i, each in enumerate(profiles)]


def _textual(
    column: Column, values: Profile, substantive: Callable[[list[str]], list[bool]]
) -> tuple[str, str, str]:
    """(role, why, detail) of a column on its own: question, attribute or ignored."""
    key = normal(column.column)
    hinted = bool(_TEXTUAL.search(key))
    if not values.filled:
        return ("question", "hinted_empty", "") if hinted else ("ignored", "empty", "")
    if values.contacts >= MOSTLY or _PERSONAL.fullmatch(key):
        return "ignored", "personal", ""
    if values.dates >= MOSTLY:
        return "attribute", "dates", ""
    if values.numbers >= MOSTLY:
        few = set(values.values) <= {"0", "1"}
        return "attribute", "choice" if few else "numbers", ""
    if set(values.values) <= _MARKS:
        return "attribute", "choice", ""
    if values.places >= MOSTLY:
        return "attribute", "places", ""
    sign = separator(values.values)
    if sign:
        return "attribute", "multiple_choice", sign
    if values.codes >= MOSTLY:
        return (
            ("attribute", "few_values", "")
            if values.distinct <= FEW and values.variety < 0.5
            else ("attribute", "codes", "")
        )
    if values.segmented >= 0.5:
        return "ignored", "segmented", ""
    why, length, sentences = _written(values, substantive, hinted=hinted)
    if why:
        return "question", why, ""
    if _COMPANY.fullmatch(key):
        return "ignored", "personal", ""
    if length >= 60 and sentences >= 0.5:
        return "ignored", "repeated_text", ""
    if values.variety > 0.5 and values.distinct > FEW:
        return "ignored", "labels", ""
    return "attribute", "few_values", ""


def _written(
    values: Profile, substantive: Callable[[list[str]], list[bool]], *, hinted: bool
) -> tuple[str, float, float]:
    """Why the values are free text ("" if they are not), their mean length, and their share of sentences.

    Free text varies; how much is asked of it depends on how sentence-like and long it is, on what its name
    says, and on how many cells there are to judge by.
    """
    # 特になし by the hundred must not make free text look closed. A non-answer that stands once changes
    # nothing, and judging every text is slow.
    judged = [value for value, count in values.values.items() if count > 1 or values.filled < 100]
    empty = {value for value, says in zip(judged, substantive(judged), strict=True) if not says}
    content = {value: count for value, count in values.values.items() if value not in empty}
    filled = sum(content.values())
    if not filled:
        return "", 0.0, 0.0
    variety = len(content) / filled
    length = sum(len(value) * count for value, count in content.items()) / filled
    long = [value for value in content if len(value) >= 5 and _SENTENCE.search(value[:200])]
    sentences = sum(content[value] for value in long) / filled
    why = ""
    if filled < FEW_CELLS:
        if variety >= 0.6 and sentences >= 0.5 and (hinted or length >= 10):
            why = "sentences"
        elif hinted and ((variety >= 0.6 and length >= 8) or (variety >= 0.9 and length >= 4)):
            why = "hinted"
    elif (
        (variety >= 0.5 and sentences >= 0.3 and length >= 6)
        or (variety >= 0.3 and sentences >= 0.5 and length >= 12)
        or (len(content) >= MANY and sentences >= 0.5 and length >= 10)
    ):
        why = "sentences"
    elif hinted and (
        (variety >= 0.3 and length >= 3 and len(content) > FEW)
        or (variety >= 0.25 and sentences >= 0.5 and length >= 8 and len(content) > 5)
    ):
        why = "hinted"
    return why, length, sentences


def closed_by(values: Profile) -> bool:
    """Return whether the answers to one question of a long table are ticked, not written."""
    if values.filled < 20:
        return values.filled > 0 and max(values.numbers, values.dates) >= MOSTLY
    if max(values.numbers, values.dates, values.places) >= MOSTLY or set(values.values) <= _MARKS:
        return True
    return bool(separator(values.values)) or (
        values.distinct <= FEW and values.variety < 0.3 and values.length < 30
    )


def _respondent(columns: list[Column], profiles: list[Profile], texts: list[int], long: Long | None) -> int:
    """The column that says who answered: by its name, then by how nearly unique it is; -1 if none does."""
    times = 1  # rows that a respondent may well fill
    if long:
        for i in (long.question, long.item):
            times *= profiles[i].distinct if i >= 0 else 1
    best, score = -1, (0.0, 0.0)
    for i, (column, values) in enumerate(zip(columns, profiles, strict=True)):
        if (i in texts and values.codes < MOSTLY) or (long and i in (long.question, long.number, long.item)):
            continue
        if _PERSONAL.fullmatch(normal(column.column)) or values.contacts >= MOSTLY:
            continue
        if values.filled < 0.8 * max(1, values.rows) or values.dates >= MOSTLY or values.length > 40:
            continue
        tier = _tier(column, values, times)
        if tier and (tier, values.variety) > score:
            best, score = i, (tier, values.variety)
    if best >= 0:
        return best
    # a nameless first column of unique codes
    if columns and 0 not in texts and profiles[0].filled == profiles[0].rows > 1:
        first = profiles[0]
        if (
            first.variety == 1.0
            and first.codes >= MOSTLY
            and first.dates < MOSTLY
            and not _ROW.fullmatch(normal(columns[0].header))
        ):
            return 0
    return -1


def _tier(column: Column, values: Profile, times: int = 1) -> float:
    """How much a column's name says that it is who answered; 0 if it does not, or its values don't fit."""
    key = normal(column.column)
    coded = values.codes >= MOSTLY
    if _PERSON.fullmatch(key):
        named_id = bool(re.search(r"(?:id|no\.?|番号|コード|№|respondents?)$", key))
        if values.variety < 0.2 / times or values.sentences >= 0.2:
            return 0.0
        if coded:
            return 4.0 if named_id else 3.0
        return 2.5 if values.variety >= 0.5 / times else 0.0
    if _ROW.fullmatch(key):
        return 1.0 if values.variety >= 0.95 and coded else 0.0
    if _ANSWER.fullmatch(key):
        return 2.0 if values.variety >= 0.95 and coded else 0.0
    if _COMPANY.fullmatch(key):
        return 1.5 if values.variety >= 0.5 and values.length <= 30 else 0.0
    return 0.5 if key == "section" else 0.0


def _why_respondent(named: str | None, column: Column, values: Profile) -> tuple[str, str]:
    if named is not None:
        return "named", ""
    if not any(pattern.fullmatch(normal(column.column)) for pattern in (_PERSON, _ROW, _ANSWER, _COMPANY)):
        return ("heading_path" if column.column == "section" else "unique_codes"), ""
    return ("respondent_repeats" if values.variety < 1 else "respondent_unique"), ""


def _is_row_number(column: Column, values: Profile) -> bool:
    """Whether a column only counts rows or answers, beside the one that says who answered."""
    key = normal(column.column)
    named = bool(_ROW.fullmatch(key) or _ANSWER.fullmatch(key) or _PERSON.fullmatch(key))
    return named and values.codes >= MOSTLY and values.variety >= 0.95 and values.filled >= 5


def _long(columns: list[Column], profiles: list[Profile], texts: list[int]) -> Long | None:
    """The columns that name the question and the item of each row, where one column holds all the answers."""
    if len(texts) != 1:
        return None
    question = item = number = -1
    for i, (column, values) in enumerate(zip(columns, profiles, strict=True)):
        key = normal(column.column)
        if i in texts or values.filled < 0.9 * values.rows or values.variety > 0.5 or values.distinct < 2:
            continue
        if _QUESTION.fullmatch(key):
            question = i if question < 0 else question
        elif _QUESTION_NUMBER.fullmatch(key):
            number = i if number < 0 else number
        elif _ITEM.fullmatch(key):
            item = i if item < 0 else item
    if question < 0 and number >= 0:
        question, number = number, -1
    if question < 0 and _GENERIC.fullmatch(normal(columns[texts[0]].column)):
        question, item = item, -1  # 項目 and 回答: the item is what was asked
    return Long(texts[0], question, number, item) if question >= 0 or item >= 0 else None


def _labels(name: str, long: Long | None, cells: Sequence[Sequence[str]]) -> list[str]:
    """The questions of a long table that a person means by ``name``."""
    if not long or long.question < 0:
        return []
    labels = list(dict.fromkeys(text.strip() for text in cells[long.question] if text.strip()))
    key = normal(name)
    for test in (_is, _same_code, _begins, _holds):
        found = [label for label in labels if key and test(label, key)]
        if len(found) == 1 or (found and test is _is):
            return found
    return []


def _named(name: str, columns: list[Column], places: Mapping[int, Place], texts: list[int]) -> list[int]:
    """The columns that a person means by ``name``: exact, then a question number, then a part of the name.

    An aspect of a grid means all its columns. Free text comes before other columns.
    """
    key = normal(name)
    labels: list[tuple[str, list[int]]] = []
    for i, column in enumerate(columns):
        labels.append((column.column, [i]))
        if column.header != column.column:
            labels.append((column.header, [i]))
    aspects: dict[str, list[int]] = {}
    for i, place in places.items():
        aspects.setdefault(place.aspect, []).append(i)
    labels += aspects.items()

    exact = [found for label, found in labels if label == name] or [
        found for label, found in labels if normal(label) == key
    ]
    candidates: list[list[int]] = exact
    if not candidates and key:
        preferred = [pair for pair in labels if any(i in texts for i in pair[1])]
        for pool in (preferred, labels):
            for test in (_same_code, _begins, _holds):
                candidates = [found for label, found in pool if test(label, key)]
                if candidates:
                    break
            if candidates:
                break
    distinct = [list(found) for found in dict.fromkeys(tuple(found) for found in candidates)]
    if len(distinct) > 1:  # an aspect that holds all the others is meant as a whole
        widest = max(distinct, key=len)
        if all(set(found) <= set(widest) for found in distinct) and len(widest) > 1:
            return widest
        raise SurveyError(
            "{name!r} could be any of {candidates}; give more of the column's name",
            name=name,
            candidates=", ".join(columns[i].column for found in distinct[:8] for i in found[:1]),
        )
    if distinct:
        return distinct[0]
    if name.endswith("_"):  # what Survey calls an attribute whose name it needs itself (text_)
        return _named(name[:-1], columns, places, texts)
    known = list(dict.fromkeys([*aspects, *(column.column for column in columns)]))
    guess = near(name, known)
    if guess:
        raise SurveyError("there is no column {name!r}; did you mean {near}?", name=name, near=guess)
    raise SurveyError(
        "there is no column {name!r}; the columns are: {columns}", name=name, columns=", ".join(known[:60])
    )


def _is(label: str, key: str) -> bool:
    return normal(label) == key


def _same_code(label: str, key: str) -> bool:
    return normal(code_of(label)) == key


def _begins(label: str, key: str) -> bool:
    text = normal(label)
    # 問1 must not mean 問10
    return text.startswith(key) and not (key[-1].isdecimal() and text[len(key) : len(key) + 1].isdecimal())


def _holds(label: str, key: str) -> bool:
    return key in normal(label)
