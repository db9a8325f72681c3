"""The answers as the page holds them: each text once, each set of attribute values once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from textmine.inputs.attributes import FIXED, attribute_of
from textmine.inputs.survey import KINDS
from textmine.reports.prepared import attributes_of
from textmine.reports.report import Group
from textmine.reports.text import shown, texts, whole
from textmine.texts.labels import label

_MOST_VALUES = 300  # of an attribute that answers can be filtered by: more can't be chosen from a list

_T = TypeVar("_T")


@dataclass(frozen=True)
class Pool:
    """The answers as the page holds them: each text once, each set of attribute values once.

    Attributes:
        packed: what the script reads (``answers``, ``respondents``, ``attributes``).
        place: answer number -> its place in the page's lists.
        texts: the texts, by place.
        spans: (question, item) -> the places of its answers, from and to; item None: of all items.
    """

    packed: dict[str, Any]
    place: dict[int, int]
    texts: list[str]
    spans: dict[tuple[str, str | None], tuple[int, int]]


def pool(
    answers: pd.DataFrame, groups: Sequence[Group], separators: Mapping[str, str] | None, lang: str
) -> Pool:
    """Return the answers that are not blank, those of a question and an item side by side.

    ``separators``: multiple-choice attribute -> what stands between its choices; None where no table tells.
    """
    table = _in_order(answers if len(answers) else pd.DataFrame(columns=list(FIXED)), groups)
    items = bool(table["item"].ne("").any())
    names = [*(["item"] if items else []), *attributes_of(answers)]
    columns = [list(map(whole, texts(table[column].tolist()))) for column in names]
    record, records = _numbered(list(zip(*columns, strict=True)) if columns else [()] * len(table))
    respondent, respondents = _numbered(map(whole, table["respondent"].astype(str).tolist()))
    answered = list(map(shown, texts(table["text"].tolist())))
    kinds = {kind: place for place, kind in enumerate(KINDS)}
    numbers = [int(number) for number in table["answer"].tolist()]
    attributes = [
        _attribute(column, [row[place] for row in records], separators) for place, column in enumerate(names)
    ]
    for attribute in attributes if groups else []:
        attribute["name"] = whole(groups[0].report.title_of(attribute["key"]))
    if items:
        attributes[0]["name"] = label("column.item", lang)
    packed = {
        "respondents": respondents,
        "attributes": attributes,
        "answers": {
            "id": numbers,
            "respondent": respondent,
            "record": record,
            "kind": [kinds.get(kind, 0) for kind in table["kind"].tolist()],
            "text": answered,
        },
    }
    return Pool(packed, {number: place for place, number in enumerate(numbers)}, answered, _spans(table))


def _in_order(answers: pd.DataFrame, groups: Sequence[Group]) -> pd.DataFrame:
    """Return the answers that are not blank by question and item, so that these are two numbers each."""
    texts = {
        key: answers[key].astype(str) if key in answers else pd.Series(default, answers.index)
        for key, default in (("kind", "substantive"), ("question", ""), ("item", ""))
    }
    table = answers.assign(**texts)
    table = table.loc[table["kind"] != "blank"]
    questions = list(dict.fromkeys(group.question for group in groups))
    items = list(dict.fromkeys([*(group.item for group in groups), *table["item"].unique()]))
    question = table["question"].where(table["question"].isin(questions))  # answers to any other come last
    order = pd.DataFrame(
        {"question": pd.Categorical(question, questions), "item": pd.Categorical(table["item"], items)},
        index=table.index,
    )
    return table.loc[order.sort_values(["question", "item"]).index]


def _spans(table: pd.DataFrame) -> dict[tuple[str, str | None], tuple[int, int]]:
    spans: dict[tuple[str, str | None], tuple[int, int]] = {}
    pairs = zip(table["question"].tolist(), table["item"].tolist(), strict=True)
    for place, (question, item) in enumerate(pairs):
        for key in ((question, item), (question, None)):
            spans[key] = (spans.get(key, (place, 0))[0], place + 1)
    return spans


def _numbered(values: Iterable[_T]) -> tuple[list[int], list[_T]]:
    """Return the number of each value, and the values once in the order of their numbers."""
    numbers: dict[_T, int] = {}
    order = [numbers.setdefault(value, len(numbers)) for value in values]
    return order, list(numbers)


def _attribute(column: str, values: list[str], separators: Mapping[str, str] | None) -> dict[str, Any]:
    """Return an attribute with its values once; ``separator`` stands between the choices of a value."""
    attribute = attribute_of(column)
    codes, levels = _numbered(values)
    separator = (separators or {}).get(attribute, "")
    if separators is None:
        # multiple choice shows in its values being made of fewer choices, again and again
        choices = {choice for value in levels for choice in value.split(", ")}
        separator = ", " if len(choices) < len(levels) else ""
    options = {part.strip() for value in levels for part in value.split(separator)} if separator else levels
    return {
        "key": whole(attribute),  # as tables call it
        "name": whole(attribute),
        "values": levels,
        "codes": codes,
        "separator": separator,
        "order": sorted(options, key=_natural) if len(options) <= _MOST_VALUES else [],
        "filter": 2 <= len(options) <= _MOST_VALUES,
    }


def _natural(value: str) -> tuple[bool, list[tuple[int, int, str]]]:
    """Sort "6〜20人" before "21〜50人", and the blank last."""
    parts = re.findall(r"\d+|\D+", unicodedata.normalize("NFKC", value))
    return value == "", [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
