"""Correspondence analysis: words or codes and the values of attributes as points by what they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.errors import TableError
from textmine.settings import DEFAULTS, Unit
from textmine.tables.membership import By, groups, members, respondents, rows_of, together
from textmine.words.corpus import Corpus

Floats = npt.NDArray[np.float64]
DIMENSIONS = 5  # that the table holds, at most; the inertia names all
SMALL = 1e-12  # a singular value that is only rounding


@dataclass(frozen=True, eq=False)
class _Analysis:
    """The decomposition: masses and principal coordinates of rows and columns, and singular values."""

    row_masses: Floats
    column_masses: Floats
    rows: Floats
    columns: Floats
    singular: Floats


@dataclass(frozen=True, eq=False)
class _Crossed:
    """Respondents by feature and value, and what each row and column is."""

    counts: npt.NDArray[np.int64]
    names: tuple[str, ...]
    respondents: npt.NDArray[np.int64]
    values: tuple[tuple[str, str], ...]  # attribute, value
    bases: npt.NDArray[np.int64]


def correspondence(
    corpus: Corpus,
    table: pd.DataFrame | Sequence[str],
    *,
    by: By,
    unit: Unit = DEFAULTS.keywords.unit,
    values: int = DEFAULTS.compare.values,
    minimum: int = 1,
) -> pd.DataFrame:
    """Return the points of a simple correspondence analysis of features × values, by respondents.

    The table analysed holds, per feature (word or code) and value of the attributes ``by``, the respondents
    with both; several attributes stand side by side. Coordinates are principal for rows and columns (the
    symmetric map): distances among words, and among values, approximate chi-square distances; between a word
    and a value only the direction from the origin means something. Source: Greenacre (2017), Correspondence
    Analysis in Practice, 3rd ed., appendix A. Of each dimension the sign is chosen so that the feature
    farthest from 0 is above it.

    Columns: ``kind`` ("feature" or "value"), ``attribute`` ("" of a feature), ``name``, ``respondents`` (of a
    value: who have it), then for each dimension n, at most 5: ``dimension_n``, ``contribution_n`` (0-1, to
    the inertia of the dimension; sums to 1 over features, and over values), ``squared_cosine_n`` (0-1, how
    much of the point's distance from the origin lies along it). Features in the order of the table, then
    values in that of their attribute. Features and values without a respondent in common are left out, and
    values that fewer than ``minimum`` respondents have: one of a single respondent would stand far out, and
    press all others together.

    Raises:
        TableError: no such attribute, or fewer than two features or two values with respondents.
    """
    crossed = _crossed(corpus, table, by, unit, values, minimum)
    found = _analysed(crossed)
    size = min(DIMENSIONS, len(found.singular))
    total = pd.DataFrame(
        {
            "kind": ["feature"] * len(crossed.names) + ["value"] * len(crossed.values),
            "attribute": [""] * len(crossed.names) + [attribute for attribute, _ in crossed.values],
            "name": [*crossed.names, *(value for _, value in crossed.values)],
            "respondents": np.concatenate([crossed.respondents, crossed.bases]),
        }
    ).astype({"kind": "str", "attribute": "str", "name": "str"})
    points = np.vstack([found.rows, found.columns])
    masses = np.concatenate([found.row_masses, found.column_masses])
    squares = (points**2).sum(axis=1)
    for place in range(size):
        along = points[:, place]
        total[f"dimension_{place + 1}"] = along
        total[f"contribution_{place + 1}"] = masses * along**2 / found.singular[place] ** 2
        total[f"squared_cosine_{place + 1}"] = np.divide(
            along**2, squares, out=np.zeros_like(along), where=squares > 0
        )
    return total


def correspondence_inertia(
    corpus: Corpus,
    table: pd.DataFrame | Sequence[str],
    *,
    by: By,
    unit: Unit = DEFAULTS.keywords.unit,
    values: int = DEFAULTS.compare.values,
    minimum: int = 1,
) -> pd.DataFrame:
    """Return how much each dimension of :func:`correspondence` holds.

    Columns: ``dimension`` (from 1), ``inertia`` (the square of its singular value; their sum is chi-square
    divided by the total of the table), ``share`` (0-1), ``cumulative_share``.
    """
    inertia = _analysed(_crossed(corpus, table, by, unit, values, minimum)).singular ** 2
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
    corpus: Corpus, table: pd.DataFrame | Sequence[str], by: By, unit: Unit, most: int, minimum: int
) -> _Crossed:
    rows = rows_of(corpus)
    features = members(corpus, table, unit=unit)
    found = groups(corpus, by, most=most)
    counts = np.hstack([together(rows, features.hits, group.hits) for group in found])
    named = [(group.attribute, value) for group in found for value in group.names]
    bases = np.concatenate([respondents(rows, group.hits) for group in found])
    own = respondents(rows, features.hits)
    kept_columns = (counts.sum(axis=0) > 0) & (bases >= minimum)
    kept_rows = counts[:, kept_columns].sum(axis=1) > 0
    if kept_rows.sum() < 2 or kept_columns.sum() < 2:
        raise TableError(
            "a correspondence analysis needs two words or codes and two values that respondents have; there "
            "are {features} and {values}",
            features=int(kept_rows.sum()),
            values=int(kept_columns.sum()),
        )
    return _Crossed(
        counts[np.ix_(kept_rows, kept_columns)],
        tuple(name for name, kept in zip(features.names, kept_rows, strict=True) if kept),
        own[kept_rows],
        tuple(pair for pair, kept in zip(named, kept_columns, strict=True) if kept),
        bases[kept_columns],
    )


def _analysed(crossed: _Crossed) -> _Analysis:
    # In code point order, so that the order of the words decides about no last digit.
    order = sorted(range(len(crossed.names)), key=lambda row: crossed.names[row])
    back = np.argsort(order)
    share = crossed.counts[order] / crossed.counts.sum()
    masses, bases = share.sum(axis=1), share.sum(axis=0)
    expected = np.outer(masses, bases)
    left, singular, right = np.linalg.svd((share - expected) / np.sqrt(expected), full_matrices=False)
    size = min(len(masses), len(bases)) - 1
    size = int((singular[:size] > SMALL).sum())
    left, singular, right = left[:, :size], singular[:size], right[:size].T
    rows = left * singular / np.sqrt(masses)[:, None]
    columns = right * singular / np.sqrt(bases)[:, None]
    for place in range(size):
        far = int(np.argmax(np.round(np.abs(rows[:, place]), 9)))
        sign = -1.0 if rows[far, place] < 0 else 1.0
        rows[:, place] *= sign
        columns[:, place] *= sign
    return _Analysis(masses[back], bases, rows[back], columns, singular)
