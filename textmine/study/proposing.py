"""What a study takes from its survey where the settings say nothing: what is compared, what is counted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from textmine.inputs.attributes import column_of
from textmine.inputs.ratings import rating_of
from textmine.inputs.survey import Survey

FEW = range(2, 13)  # different values of an attribute that is compared by where none is named

# what a respondent is called by what its column is called; a person is the usual one
_CALLED = {
    "company": r"企業|会社|法人|社名|事業者|取引先|compan|firm",
    "office": r"事業所|営業所|支店|office",
    "shop": r"店|shop|store",
    "household": r"世帯|household",
    "school": r"学校|校名|school",
    "institution": r"病院|医療機関|診療所|hospital|clinic",
    "facility": r"施設|facility",
    "municipality": r"自治体|市区?町村|municipal",
    "organisation": r"団体|組合|協会|organi[sz]ation",
}
_PERSON = re.compile(
    r"員|氏名|担当|生徒|児童|学生|患者|利用者|person|user|member|staff|student", re.IGNORECASE
)
# A row is an opinion, not a person, where nothing but its number says whose it is, all are about one thing,
# which is called so, and no attribute is one of a person.
_NUMBERS = re.compile(r"(?:no\.?|number|id|#|(?:受付|整理|意見)?番号|通番|連番)?", re.IGNORECASE)
_OPINIONS = re.compile(
    r"意見|コメント|パブコメ|口コミ|クチコミ|レビュー|opinion|comment|review|pubcom", re.IGNORECASE
)
_OF_PERSONS = re.compile(r"年齢|年代|性別|職業|学年|居住|お住まい|住所|\bage\b|\bsex\b|gender", re.IGNORECASE)


def few_valued(survey: Survey) -> tuple[str, ...]:
    """Return the attributes of respondents, not of an item (its status), with 2 to 12 different values.

    What respondents are (年代, 性別) comes before what they think: before ratings that a question explains,
    and those that share their values with another (そう思う, どちらともいえない). Else they keep their order.
    """
    columns = survey.columns
    per_item = set(columns.loc[columns["question"] != "", "question"]) if "question" in columns else set()
    values: dict[str, frozenset[str]] = {}
    for attribute in survey.attributes:
        column = survey.answers[column_of(attribute)]
        if attribute not in per_item and column.nunique() <= 1000:
            found = frozenset(value for value in column.astype(str).unique() if value)
            values |= {attribute: found} if len(found) in FEW else {}
    shared = Counter(values.values())
    opinions = {rating_of(columns, question) for question in survey.questions}
    opinions |= {attribute for attribute, found in values.items() if shared[found] > 1}
    return _told_apart(sorted(values, key=opinions.__contains__), survey.answers)


def _told_apart(attributes: list[str], answers: pd.DataFrame) -> tuple[str, ...]:
    """Return the attributes without those that say the same as another: topic_id beside topic_label.

    Of two whose values go together one to one, the one with more Japanese letters stays, or with longer
    values: names rather than their numbers. Of equal ones it is the first.
    """
    columns = {attribute: pd.factorize(answers[column_of(attribute)].astype(str)) for attribute in attributes}
    letters = {attribute: "".join(values) for attribute, (_, values) in columns.items()}

    def says_less(attribute: str) -> tuple[int, int, int]:
        text = letters[attribute]
        return sum(map(str.isascii, text)) - len(text), -len(text), attributes.index(attribute)

    chosen: list[str] = []
    for attribute in sorted(attributes, key=says_less):
        codes, values = columns[attribute]
        others = [columns[other] for other in chosen if len(columns[other][1]) == len(values)]
        pairs = (len(np.unique(codes * len(values) + of_other)) for of_other, _ in others)
        if not any(pair == len(values) for pair in pairs):
            chosen.append(attribute)
    return tuple(attribute for attribute in attributes if attribute in chosen)


def respondent_kind(survey: Survey) -> str:
    """Return what a respondent is by the name of its column: "company" of 企業番号; "" of a person.

    "opinion" where each row is one: a list of opinions that says nothing of who holds them. It is a key of
    ``respondent`` in the texts, which say what is written after a number (社).
    """
    columns = survey.columns
    if not {"role", "header"} <= set(columns):
        return ""
    header = " ".join(columns.loc[columns["role"] == "respondent", "header"].astype(str))
    if _PERSON.search(header):
        return ""
    if _NUMBERS.fullmatch(header) and _are_opinions(survey):
        return "opinion"
    return next((kind for kind, names in _CALLED.items() if re.search(names, header, re.IGNORECASE)), "")


def _are_opinions(survey: Survey) -> bool:
    """Whether the rows of a survey that names nobody are opinions on one matter, by what they are called."""
    names = [*survey.questions, *(Path(source.path).stem for source in survey.sources)]
    return (
        len(survey.questions) == 1
        and any(map(_OPINIONS.search, names))
        and not any(map(_OF_PERSONS.search, survey.attributes))
    )
