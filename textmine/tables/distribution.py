"""How often words occur, and in how many documents, as distributions: KH Coder's 記述統計."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.errors import TableError

COUNTS = ("occurrences", "respondents")


def distribution(table: pd.DataFrame) -> pd.DataFrame:
    """Return how many words have which count: of occurrences, and of respondents (or documents).

    ``table`` has a row per word and the columns ``occurrences`` and ``respondents``, or one of the two: a
    keyword table of every word (``minimum=1``), say. What is asked about a part of the words is about these.

    Columns: ``count`` ("occurrences" or "respondents": what is counted), ``value`` (a count that occurs),
    ``words`` (those that have it), ``word_share`` (0-1, of all words), ``cumulative`` (words that have it or
    less), ``cumulative_share``. Occurrences first, then by value.

    Raises:
        TableError: the table has neither of the two columns.

    >>> table = distribution(pd.DataFrame({"occurrences": [1, 1, 2, 8]}))
    >>> table[["value", "words", "cumulative_share"]].values.tolist()
    [[1.0, 2.0, 0.5], [2.0, 1.0, 0.75], [8.0, 1.0, 1.0]]
    """
    parts = []
    for name in _counted(table):
        values, words = np.unique(table[name].to_numpy(dtype=np.int64), return_counts=True)
        total, cumulative = max(len(table), 1), np.cumsum(words)
        part = {"count": name, "value": values, "words": words.astype(np.int64), "word_share": words / total}
        part |= {"cumulative": cumulative.astype(np.int64), "cumulative_share": cumulative / total}
        parts.append(pd.DataFrame(part))
    return pd.concat(parts, ignore_index=True).astype({"count": "str"})


def distribution_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the mean and the deviation of the counts of :func:`distribution`, a row for each.

    Columns: ``count`` ("occurrences" or "respondents"), ``words`` (how many there are), ``mean``,
    ``deviation`` (the sample's, with n - 1; NaN of one word), ``sum`` (of all words).

    Raises:
        TableError: the table has neither of the two columns.

    >>> distribution_numbers(pd.DataFrame({"respondents": [1, 1, 2, 8]})).round(2).values.tolist()
    [['respondents', 4, 3.0, 3.37, 12]]
    """
    counts = {name: table[name].astype("int64") for name in _counted(table)}
    rows = [(name, len(each), each.mean(), each.std(ddof=1), each.sum()) for name, each in counts.items()]
    numbers = pd.DataFrame(rows, columns=["count", "words", "mean", "deviation", "sum"])
    kinds = {"count": "str", "words": "int64", "mean": "float64", "deviation": "float64", "sum": "int64"}
    return numbers.astype(kinds)


def _counted(table: pd.DataFrame) -> list[str]:
    found = [name for name in COUNTS if name in table]
    if not found:
        raise TableError(
            "a distribution is of a table with the column occurrences or respondents, as keywords makes it"
        )
    return found
