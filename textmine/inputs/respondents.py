"""Proposes the column of a table that says who answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.inputs.columnnames import ANSWER, COMPANY, CONTACT, PERSON, PERSONAL, ROW, names_a_record
from textmine.inputs.columns import Column, Long
from textmine.inputs.headers import normal
from textmine.inputs.profiles import MOSTLY, Profile, is_cut_short

OF_PERSON = 3.0  # how much an id of persons speaks of who answered; more if its name says id
OF_SHOWN_NAME = 0.9  # less than a number of rows or answers
ORGANISATION = re.compile(r"企業|会社|事業|法人|company")


def find_respondent(
    columns: Sequence[Column],
    profiles: Sequence[Profile],
    texts: Sequence[int],
    long: Long | None,
    records: int = -1,
) -> int:
    """Return the column that says who answered: by its name, then by how nearly unique it is; or -1.

    ``texts`` are the columns of free text, ``records`` is the column with the id of records of several rows.
    """
    about = long.about if long else ()
    times = 1  # rows that a respondent may well fill
    for i in {*about[::2]} - {-1}:
        times *= profiles[i].distinct
    numbered = any(_is_unique_id(column, values) for column, values in zip(columns, profiles, strict=True))
    best, highest = -1, (0.0, 0.0)
    for i, (column, values) in enumerate(zip(columns, profiles, strict=True)):
        text = i in texts and values.codes < MOSTLY
        if not text and i not in about and _may_be_respondent(column, values):
            score = _speaks_of_respondent(column, values, times, numbered=numbered), values.variety
            if score[0] and score > highest:
                best, highest = i, score
    if records >= 0 and highest < (OF_PERSON,):
        return records
    if best < 0 and columns and 0 not in texts and _is_nameless_id(columns[0], profiles[0]):
        return 0
    return best


def _may_be_respondent(column: Column, values: Profile) -> bool:
    """Whether a column is filled with short values that are neither dates nor personal."""
    return (
        values.filled >= 0.8 * max(1, values.rows)
        # 2024-01 may be an id or a month, which the name of the column tells
        and (values.dates < MOSTLY or names_a_record(normal(column.column)))
        and values.contacts < MOSTLY
        and sum(map(is_cut_short, values.values)) < 0.1 * values.distinct
        and values.length <= 40
        and not any(pattern.fullmatch(normal(column.column)) for pattern in (PERSONAL, CONTACT))
    )


def _is_unique_id(column: Column, values: Profile) -> bool:
    """Whether a column whose name speaks of answers or rows has a code of its own in each row."""
    key = normal(column.column)
    unique = values.filled == values.rows > 1 and values.variety == 1.0 and values.codes >= MOSTLY
    return unique and bool(ANSWER.fullmatch(key) or ROW.fullmatch(key))


def _is_nameless_id(column: Column, values: Profile) -> bool:
    """Whether a column whose name says nothing holds unique codes."""
    unique = values.filled == values.rows > 1 and values.variety == 1.0
    codes = values.codes >= MOSTLY and values.dates < MOSTLY
    return unique and codes and not ROW.fullmatch(normal(column.header))


def _speaks_of_respondent(column: Column, values: Profile, times: int, *, numbered: bool) -> float:
    """Return how much a column's name says that it is who answered; 0 if not, or its values don't fit.

    ``numbered`` tells that another column has an id of its own in each row: a name that people chose to be
    shown (Googleユーザー) is no id then, for several may have chosen the same.
    """
    key = normal(column.column)
    if PERSON.fullmatch(key):
        shown = values.codes < MOSTLY and values.variety >= 0.5 and not ORGANISATION.search(key)
        if numbered and shown:
            return OF_SHOWN_NAME
        return _speaks_of_person(key, values, times, merged=column.merged)
    row = ROW.fullmatch(key)
    if row or ANSWER.fullmatch(key):
        unique = values.variety >= 0.95 / times and values.codes >= MOSTLY
        return (1.0 if row else 2.0) if unique else 0.0
    if COMPANY.fullmatch(key):
        return 1.5 if (values.variety >= 0.5 or column.merged) and values.length <= 30 else 0.0
    return 0.5 if key == "section" else 0.0


def _speaks_of_person(key: str, values: Profile, times: int, *, merged: bool) -> float:
    """Return how much a column named after a person says who answered: most if it holds ids."""
    if (values.variety < 0.2 / times and not merged) or values.sentences >= 0.2:
        return 0.0
    if values.codes < MOSTLY:
        return 2.5 if values.variety >= 0.5 / times or merged else 0.0
    return OF_PERSON + 1 if re.search(r"(?:id|no\.?|番号|コード|№|respondents?)$", key) else OF_PERSON


def why_respondent(column: Column, values: Profile) -> str:
    """Return why a column that nobody named is the one that says who answered."""
    if column.column == "section":
        return "heading_path"
    if not any(pattern.fullmatch(normal(column.column)) for pattern in (PERSON, ROW, ANSWER, COMPANY)):
        return "unique_codes" if values.variety == 1 else "respondent_repeats"
    return "respondent_repeats" if values.variety < 1 else "respondent_unique"


def is_row_number(column: Column, values: Profile, origins: int) -> bool:
    """Whether a column only counts rows or answers, be it anew in each of so many files or sheets."""
    key = normal(column.column)
    speaks = any(pattern.fullmatch(key) for pattern in (ROW, ANSWER, PERSON))
    counts = speaks and values.codes >= MOSTLY and values.filled >= 5
    return counts and values.variety >= 0.95 / max(1, origins)


def find_records(cells: Sequence[Sequence[str]], profiles: Sequence[Profile]) -> tuple[int, int]:
    """Return the column that marks the first row of each record, and that of the records' ids; else -1, -1.

    Such a table has further rows below the first for what a record lists. The marks are one sign (*), and as
    many as there are different ids.
    """
    for mark, marks in enumerate(profiles):
        sign = next(iter(marks.values), "")
        if marks.distinct != 1 or len(sign) != 1 or sign.isalnum() or marks.filled in (1, marks.rows):
            continue
        for i, values in enumerate(profiles):
            if values.filled == values.rows and values.distinct == marks.filled and values.codes >= MOSTLY:
                first = {
                    cell.strip() for cell, each in zip(cells[i], cells[mark], strict=True) if each.strip()
                }
                if len(first) == marks.filled:
                    return mark, i
    return -1, -1
