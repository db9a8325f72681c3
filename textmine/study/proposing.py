"""Which attributes of a survey are compared by where its settings name none."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from textmine.inputs.attributes import column_of
from textmine.inputs.headers import explains
from textmine.inputs.survey import Survey

FEW = range(2, 13)  # different values of an attribute that is compared by where none is named


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
    opinions = {rating for question in survey.questions for rating in rating_of(survey, question)}
    opinions |= {attribute for attribute, found in values.items() if shared[found] > 1}
    return _told_apart(sorted(values, key=opinions.__contains__), survey.answers)


def rating_of(survey: Survey, question: str) -> tuple[str, ...]:
    """Return the rating that a question explains, (Q2,) of Q2_reason; () of a question of its own.

    It is the column just before the question, or before others of the same number, if it is an attribute and
    has the question's number or is named in its name.
    """
    if not {"column", "role", "header"} <= set(survey.columns):
        return ()
    rows = survey.columns.to_dict("records")
    place = next((n for n, row in enumerate(rows) if question in (row["column"], row["question"])), 0)
    for row in reversed(rows[:place]):
        attribute = str(row["column"])
        if not explains(question, attribute):
            return ()
        if row["role"] == "attribute":
            return (attribute,) if attribute in survey.attributes else ()
    return ()


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
