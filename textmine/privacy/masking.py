"""Finds what identifies a person in the texts of a survey, and hides it.

Everything is looked for in the normalised text (so in full-width digits and entities too) and placed in the
original one: what has a form of its own (:mod:`textmine.privacy.patterns`), and persons' names within
sentences, which need a tagger (:mod:`textmine.privacy.persons`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from textmine.inputs.normalize import align, normalize, original
from textmine.inputs.survey import Survey
from textmine.privacy.patterns import private
from textmine.privacy.spans import MASK, Finder, Span, any_of, joined, replaced

COLUMNS = ("answer", "respondent", "question", "item", "column", "kind", "start", "end", "text", "shown")
_ONLY_MASK = re.compile(r"[●\s\d]*●[●\s\d]*")


def find(texts: Sequence[str], finders: Sequence[Finder] = ()) -> list[list[Span]]:
    """Return what is private in each text, by place; the places are those of the original characters.

    ``finders`` look for more: they get normalised texts and return spans in them. Hiding changes what a
    tagger sees of the rest, so it is looked for again until nothing more is found: what this finds in a
    text, it will not find in the masked text.

    >>> find(["ＴＥＬ：０３－１２３４－５６７８"])
    [[Span(start=4, end=16, kind='phone')]]
    """
    spans_of: list[list[Span]] = [[] for _ in texts]
    open_texts = list(range(len(texts)))
    while open_texts:
        current = [replaced(texts[index], spans_of[index]) for index in open_texts]
        aligned = [align(text) for text in current]
        normal = [text for text, _ in aligned]
        spans = [private(text) for text in normal]
        for finder in finders:
            spans = [mine + more for mine, more in zip(spans, finder(normal), strict=True)]
        still = []
        for place, index in enumerate(open_texts):
            back = _back(texts[index], spans_of[index]) if spans[place] else []
            new = []
            for span in spans[place]:
                # Blanks at its ends are not part of it; what is hidden already is not new.
                if not normal[place][span.start : span.end].replace("●", "").strip():
                    continue
                starts, ends = original(aligned[place][1], np.array([span.start]), np.array([span.end]))
                new.append(Span(back[int(starts[0])][0], back[int(ends[0]) - 1][1], span.kind))
            if new:
                spans_of[index] = joined([*spans_of[index], *new])
                still.append(index)
        open_texts = still
    return spans_of


def _back(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return, for each character of the masked text, the stretch of the text it stands for."""
    back: list[tuple[int, int]] = []
    done = 0
    for span in spans:
        back += [(place, place + 1) for place in range(done, span.start)]
        back += [(span.start, span.end)] * len(MASK)
        done = span.end
    return back + [(place, place + 1) for place in range(done, len(text))]


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
    row_of = {number: row for row, number in answers["answer"].items()}
    for column, rows in maskings.groupby("column", sort=False):
        if column == "respondent":
            shown = dict(zip(rows["text"], rows["shown"], strict=True))
        else:
            # An attribute's value is listed with its first answer only, and hidden in all of them.
            shown = {}
            for number, listed in rows.groupby("answer", sort=False):
                value = str(answers.at[row_of[number], column])
                spans = zip(listed["start"], listed["end"], listed["kind"], strict=True)
                shown[value] = replaced(value, [Span(*span) for span in spans])
        answers[column] = answers[column].map(lambda text, shown=shown: shown.get(text, text)).astype("str")
    ids_masked = bool((maskings["column"] == "respondent").any())
    return replace(
        survey, answers=answers, findings=_masked_findings(survey, ids_masked=ids_masked), examples={}
    )


def _masked_findings(survey: Survey, *, ids_masked: bool) -> pd.DataFrame:
    """Return what was noted while reading, without examples that may hold an id or anything private."""
    findings, columns = survey.findings, survey.columns
    if "detail" not in findings:
        return findings
    of_ids = findings["finding"].str.contains("respondent")
    if {"column", "role"} <= set(columns):
        of_ids |= findings["where"].isin(columns.loc[columns["role"] == "respondent", "column"])
    hidden = of_ids & (findings["detail"] != "") & ids_masked
    details = findings["detail"].mask(hidden, MASK).tolist()
    details = [replaced(detail, spans) for detail, spans in zip(details, find(details), strict=True)]
    return findings.assign(detail=pd.Series(details, index=findings.index, dtype="str"))


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
    "birth_date": "生年月日|誕生日|date of birth|birth ?da(?:y|te)",
    "handle": f"{any_of('services')}[の ]?(?:ID|アカウント(?:名)?)|アカウント名|ハンドルネーム",
    # Not 整理番号 or 回答者番号, which number the answers of a survey.
    "number": "(?:社員|職員|従業員|会員|組合員|学籍|学生|生徒|患者|診察券|顧客|お客様|被保険者|年金"
    r"|(?:運転)?免許証?|パスポート|旅券|在留カード)(?:番号|コード|ID|No\.?)",
    "person": "名前|氏名|姓名|芳名|フルネーム|フリガナ|ふりがな|(?:担当|回答|記入|代表)者名?"
    "|(?:(?:full|first|last|family|given) ?)?name",
}
_WHOSE = "(?:ご|お|あなたの|(?:回答|記入|担当|代表)者の?)*"
_ASKED = r"(?:【?問? ?[Q0-9]*[】.．:： ]*)?"
_HEADERS = tuple(
    (kind, re.compile(rf"{_ASKED}{_WHOSE}(?:{headed})(?: ?\(.*\)| ?[:*※].*)?", re.IGNORECASE))
    for kind, headed in _HEADED.items()
)


def is_masked(text: str) -> bool:
    """Whether a text holds nothing but a mask, or a respondent's masked id."""
    return _ONLY_MASK.fullmatch(text) is not None


def numbered(count: int, taken: Iterable[str]) -> list[str]:
    """Return that many masks with numbers, none of which is ``taken``.

    >>> numbered(2, ["●●●2"])
    ['●●●1', '●●●3']
    """
    used = set(taken)
    masks = (f"{MASK}{number}" for number in itertools.count(1))
    return list(itertools.islice((mask for mask in masks if mask not in used), count))
