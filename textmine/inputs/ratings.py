"""Which rating a free-text question explains: Q2 of Q2_reason."""

from __future__ import annotations

import pandas as pd

from textmine.inputs.headers import explains


def rating_of(columns: pd.DataFrame, question: str) -> str:
    """Return the rating that a question explains; "" of a question of its own.

    It is the column just before the question, or before others of the same number, if it is an attribute and
    has the question's number or is named in its name. ``columns`` is as in a :class:`textmine.Survey`.
    """
    if not {"column", "role", "question"} <= set(columns):
        return ""
    rows = columns.to_dict("records")
    place = next((n for n, row in enumerate(rows) if question in (row["column"], row["question"])), 0)
    for row in reversed(rows[:place]):
        attribute = str(row["column"])
        if not explains(question, attribute):
            return ""
        if row["role"] == "attribute":
            return attribute
    return ""
