"""Sees that a table stands on its side: a row for each question, a column for each respondent."""

from __future__ import annotations

from collections.abc import Sequence

from textmine.errors import SurveyError
from textmine.inputs.columnnames import TEXTUAL
from textmine.inputs.headers import normal
from textmine.inputs.profiles import MOSTLY, is_of, is_sentence
from textmine.inputs.sheets import Sheet

FEWEST = 3  # respondents by which that can be seen
MOST_ROWS = 500  # questions
PURE = 0.2  # share of the cells of a row of one sort that may be of the other


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
    named = [label for label in labels if label and not is_of(label, "codes") and not is_sentence(label)]
    return len({*labels}) == len(labels) and len(named) >= MOSTLY * len(labels)


def _is_on_its_side(sheet: Sheet) -> bool:
    """Return whether the rows are of one sort each, and the columns are not."""
    columns = [[cell.strip() for cell in column.tolist()] for column in sheet.columns[1:]]
    shares = [_sentences(row) for row in zip(*columns, strict=True)]
    texts = [share >= 0.5 for share in shares]
    values = [share <= PURE for share in shares]
    labels = sheet.columns[0].tolist()
    asked = any(text and TEXTUAL.search(normal(label)) for text, label in zip(texts, labels, strict=True))
    mixed = sum(0 < _sentences(column) < 1 for column in columns)
    return (
        asked
        and any(values)
        and sum(texts) + sum(values) >= MOSTLY * len(shares)
        and mixed >= len(columns) / 2  # some answer nothing
    )


def _sentences(cells: Sequence[str]) -> float:
    """Return the share of the filled cells that read like sentences."""
    filled = [cell for cell in cells if cell]
    return sum(map(is_sentence, filled)) / max(1, len(filled))
