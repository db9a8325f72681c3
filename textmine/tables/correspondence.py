"""Correspondence analysis: words or codes and the values of attributes as points by what they share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.analysis_settings import Scaling
from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.errors import TableError
from textmine.settings import DEFAULTS, UNIT, CountOf, Unit
from textmine.tables.membership import (
    By,
    Table,
    answers_apart,
    groups,
    members,
    respondents,
    rows_of,
    together,
)
from textmine.words.corpus import Corpus

DIMENSIONS = 5  # that the table holds, at most; the inertia names all
SMALL = 1e-12  # a singular value that is only rounding


def correspondence(
    corpus: Corpus,
    table: Table,
    *,
    by: By,
    unit: Unit = UNIT,
    values: int = DEFAULTS.compare.values,
    minimum: int = 1,
    count: CountOf = "respondents",
    distinct: int | None = None,
    scaling: Scaling = "principal",
) -> pd.DataFrame:
    """Return the points of a simple correspondence analysis of features × values, by respondents.

    The table analysed holds, per feature (word or code) and value of the attributes ``by``, the respondents
    with both, or with ``count="occurrences"`` how often those of the value wrote the word; several
    attributes stand side by side. With ``distinct``, only that many features are analysed, those with the
    largest parts of the chi-square of the table (of equal parts, the first in code point order).

    Coordinates are principal for rows and columns (the symmetric map): distances among words, and among
    values, approximate chi-square distances; between a word and a value only the direction from the origin
    means something. ``scaling`` makes them "symmetric" (principal ones divided by the root of the singular
    value, for words and values alike: SPSS's symmetrical normalisation and KH Coder's), or leaves only
    "rows" (words) or "columns" (values) principal and makes the others standard. Source: Greenacre (2017),
    Correspondence Analysis in Practice, 3rd ed., appendix A. Of each dimension the sign is chosen so that the
    feature farthest from 0 is above it.

    Columns: ``kind`` ("word", "code" or "value"), ``negated`` (only of a keyword table that has it),
    ``attribute`` ("" of a word or code), ``name``, ``respondents`` (of a value: who have it), ``occurrences``
    (of a word; of a value those of all words in the table), then for each
    dimension n, at most 5: ``dimension_n``, ``contribution_n`` (0-1, to the inertia of the dimension; sums to
    1 over features, and over values), ``squared_cosine_n`` (0-1, how much of the point's distance from the
    origin lies along it). Features in the order of the table, then values in that of their attribute.
    Features and values without a respondent in common are left out, and values that fewer than ``minimum``
    respondents have: one of a single respondent would stand far out, and press all others together.

    ``by="answer"`` makes a point of each answer, or of each document of a corpus that
    :func:`textmine.recount` made; its name is the number in the column ``answer``.

    Raises:
        TableError: no such attribute, or fewer than two features or two values with respondents.
    """
    names, counts = _crossed(corpus, table, by, unit, values, minimum, count, distinct)
    masses, points, singular_values = _analysis(names, counts)
    squares = (points**2).sum(axis=1)
    columns: dict[str, FloatArray] = {}
    # To which power the singular value divides the principal coordinates of words, and of values.
    powers = {"principal": (0, 0), "symmetric": (0.5, 0.5), "rows": (0, 1), "columns": (1, 0)}[scaling]
    power = np.where(names["kind"] == "value", powers[1], powers[0])
    for number, (along, singular) in enumerate(zip(points.T, singular_values, strict=True), start=1):
        if number <= DIMENSIONS:
            columns[f"dimension_{number}"] = along / singular**power
            columns[f"contribution_{number}"] = masses * along**2 / singular**2
            columns[f"squared_cosine_{number}"] = np.divide(
                along**2, squares, out=np.zeros_like(along), where=squares > 0
            )
    return names.assign(**columns)


def correspondence_inertia(
    corpus: Corpus,
    table: Table,
    *,
    by: By,
    unit: Unit = UNIT,
    values: int = DEFAULTS.compare.values,
    minimum: int = 1,
    count: CountOf = "respondents",
    distinct: int | None = None,
) -> pd.DataFrame:
    """Return how much each dimension of :func:`correspondence` holds.

    Columns: ``dimension`` (from 1), ``inertia`` (the square of its singular value; their sum is chi-square
    divided by the total of the table), ``share`` (0-1), ``cumulative_share``.
    """
    _, _, singular_values = _analysis(*_crossed(corpus, table, by, unit, values, minimum, count, distinct))
    inertia = singular_values**2
    share = inertia / inertia.sum() if len(inertia) else inertia
    return pd.DataFrame(
        {
            "dimension": np.arange(1, len(inertia) + 1),
            "inertia": inertia,
            "share": share,
            "cumulative_share": np.cumsum(share),
        }
    )


def _crossed(
    corpus: Corpus,
    table: Table,
    by: By,
    unit: Unit,
    most: int,
    minimum: int,
    count: CountOf,
    distinct: int | None,
) -> tuple[pd.DataFrame, Int64Array]:
    """Return what each point is (first the features, then the values), and the counts by both."""
    rows = rows_of(corpus)
    features = members(corpus, table, unit=unit)
    are_answers = isinstance(by, str) and by == "answer" and by not in corpus.survey.attributes
    attributes = (answers_apart(rows),) if are_answers else groups(corpus, by, most=most)
    times = np.hstack([(features.times.T @ group.hits).toarray() for group in attributes])
    people = np.hstack([together(rows, features.hits, group.hits) for group in attributes])
    counts = people if count == "respondents" else times.astype(np.int64)
    of_features = features.table.rename(columns={"feature": "name"}).assign(
        attribute="",
        respondents=respondents(rows, features.hits),
        occurrences=features.occurrences,
    )
    of_values = pd.DataFrame(
        {
            "kind": "value",
            "attribute": [group.attribute for group in attributes for _ in group.names],
            "name": [value for group in attributes for value in group.names],
            "respondents": np.concatenate([respondents(rows, group.hits) for group in attributes]),
            "occurrences": times.sum(axis=0),
        }
    )
    columns_kept = (counts.sum(axis=0) > 0) & (
        of_values["respondents"].to_numpy() >= (1 if are_answers else minimum)
    )
    rows_kept = counts[:, columns_kept].sum(axis=1) > 0
    if distinct is not None:
        rows_kept &= _most_different(counts[:, columns_kept], of_features, distinct)
    if rows_kept.sum() < 2 or columns_kept.sum() < 2:
        raise TableError(
            "a correspondence analysis needs two words or codes and two values that respondents have; there "
            "are {features} and {values}",
            features=int(rows_kept.sum()),
            values=int(columns_kept.sum()),
        )
    points = pd.concat([of_features[rows_kept], of_values[columns_kept]], ignore_index=True)
    points = points.astype({"kind": "str", "attribute": "str", "name": "str"})
    names = ["kind", "attribute", "name", "respondents", "occurrences"]
    if "negated" in points:
        points["negated"] = points["negated"].fillna(False).astype(bool)
        names.insert(1, "negated")
    return points[names], counts[np.ix_(rows_kept, columns_kept)]


def _most_different(counts: Int64Array, features: pd.DataFrame, most: int) -> BoolArray:
    """Return which features have the largest parts of the chi-square of the table."""
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / max(int(counts.sum()), 1)
    parts = np.divide((counts - expected) ** 2, expected, out=np.zeros(counts.shape), where=expected > 0)
    rank = features.assign(part=parts.sum(axis=1).round(9)).sort_values(
        ["part", "name"], ascending=[False, True], kind="stable"
    )
    return np.isin(np.arange(len(features)), rank.index[:most])


def _analysis(names: pd.DataFrame, counts: Int64Array) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the masses and principal coordinates of the points, and the singular values."""
    # In code point order, so that the order of the words decides about no last digit.
    features = names[names["kind"] != "value"]
    order = features.sort_values([name for name in ("name", "negated") if name in features]).index.to_numpy()
    back = np.argsort(order)
    share = counts[order] / counts.sum()
    masses, bases = share.sum(axis=1), share.sum(axis=0)
    expected = np.outer(masses, bases)
    left, singular, right = np.linalg.svd((share - expected) / np.sqrt(expected), full_matrices=False)
    size = min(len(masses), len(bases)) - 1
    size = int((singular[:size] > SMALL).sum())
    left, singular, right = left[:, :size], singular[:size], right[:size].T
    rows = left * singular / np.sqrt(masses)[:, None]
    columns = right * singular / np.sqrt(bases)[:, None]
    for place in range(size):
        farthest = int(np.argmax(np.round(np.abs(rows[:, place]), 9)))
        sign = -1.0 if rows[farthest, place] < 0 else 1.0
        rows[:, place] *= sign
        columns[:, place] *= sign
    return np.concatenate([masses[back], bases]), np.vstack([rows[back], columns]), singular
