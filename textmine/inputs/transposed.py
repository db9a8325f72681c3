"""Sees that a table stands on its side: a row for each question, a column for each respondent."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from textmine.errors import SurveyError
from textmine.inputs.headers import code_of, normal, reads_like_a_question, shorten
from textmine.inputs.profiles import MOSTLY, is_of, is_sentence
from textmine.inputs.roles import is_open, speaks_of_text
from textmine.inputs.sheets import Sheet

FEWEST = 3  # respondents by which that can be seen
MOST_ROWS = 500  # questions
PURE = 0.2  # share of the cells of a row of one sort that may be of the other
_COUNTED = re.compile(r"([^0-9]*)([0-9]{1,9})([^0-9]*)")


def refuse_transposed(sheet: Sheet) -> None:
    """Raise SurveyError if the rows and columns of a table are exchanged.

    They are if the first column names what the rows hold, if each row is either of sentences or of short
    values, there are both, and each column mixes them. A column of an ordinary table does not.
    """
    if sheet.shape == "table" and _names_questions(sheet) and _is_on_its_side(sheet):
        raise SurveyError(
            "in {path} rows and columns are exchanged: the first column names the questions, and each "
            "respondent has a column; copy the table and paste it transposed (Excel: paste special), then "
            "save it",
            path=sheet.path,
        )


def _names_questions(sheet: Sheet) -> bool:
    """Return whether the first column of a small table holds different names, not ids."""
    if not 2 <= len(sheet.rows) <= MOST_ROWS or len(sheet.columns) <= FEWEST:
        return False
    labels = [cell.strip() for cell in sheet.columns[0].tolist()]
    named = [label for label in labels if label and not is_of(label, "codes") and _is_name(label)]
    return len({*labels}) == len(labels) and len(named) >= MOSTLY * len(labels)


def _is_name(label: str) -> bool:
    """Return whether a label is no sentence, or one that asks."""
    return not is_sentence(label) or reads_like_a_question(shorten(label))


def _is_on_its_side(sheet: Sheet) -> bool:
    """Return whether the rows are of one sort each, and the columns are not.

    Where nothing but text was asked columns mix nothing: then each label has to name text.
    """
    columns = [[cell.strip() for cell in column.tolist()] for column in sheet.columns[1:]]
    shares = [_sentences(row) for row in zip(*columns, strict=True)]
    texts = [share >= 0.5 for share in shares]
    values = [share <= PURE for share in shares]
    named = [speaks_of_text(label) or is_open(label) for label in sheet.columns[0].tolist()]
    numbered = len(columns) > len(shares) and _number_people(sheet.headers[1:])
    if numbered and all(texts) and all(named):
        return True
    asked = any(text and (numbered or name) for text, name in zip(texts, named, strict=True))
    mixed = sum(0 < _sentences(column) < 1 for column in columns)
    return (
        asked
        and any(values)
        and sum(texts) + sum(values) >= MOSTLY * len(shares)
        and mixed >= len(columns) / 2  # some answer nothing
    )


def _number_people(headers: Sequence[str]) -> bool:
    """Return whether headers count on (1, 2, 3; 回答者1, 回答者2; 1人目, 2人目) and number no questions."""
    parts = [_COUNTED.fullmatch(normal(header)) for header in headers]
    if any(map(code_of, headers)) or len({part and part.group(1, 3) for part in parts}) > 1:
        return False
    numbers = [int(part[2]) for part in parts if part]
    return len(numbers) > 1 and all(below == above + 1 for above, below in itertools.pairwise(numbers))


def _sentences(cells: Sequence[str]) -> float:
    """Return the share of the filled cells that read like sentences."""
    filled = [cell for cell in cells if cell]
    return sum(map(is_sentence, filled)) / max(1, len(filled))
