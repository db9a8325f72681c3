"""Multi-dimensional scaling: words on a plane, near each other where the same respondents wrote them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.manifold import smacof

from textmine.analysis_settings import Distance, Scale
from textmine.arrays import FloatArray
from textmine.errors import TableError
from textmine.settings import DEFAULTS, UNIT, Unit
from textmine.tables.cooccurrence import base_of, tally
from textmine.tables.feature_tree import distances
from textmine.tables.membership import Table
from textmine.words.corpus import Corpus

_DECIMALS = 6  # of a coordinate: what is beyond depends on the machine


def distance_map(
    corpus: Corpus,
    table: Table,
    *,
    unit: Unit = UNIT,
    distance: Distance = DEFAULTS.tree.distance,
    scale: Scale = DEFAULTS.tree.scale,
) -> pd.DataFrame:
    """Return words, or codes, as points on a plane whose distances are near those of :func:`feature_tree`.

    ``scale``: "classical" (Torgerson 1952), "metric" (least squares of the distances themselves),
    "nonmetric" (of their order: Kruskal 1964) or "sammon" (least squares relative to each distance, so that
    small ones count as much as large ones: Sammon 1969, IEEE Transactions on Computers C-18). All begin with
    the classical one; metric and nonmetric are improved by SMACOF (de Leeuw 1977), Sammon's by L-BFGS.

    Columns: ``feature``, ``kind``, ``negated`` (only of a keyword table that has it), ``respondents``,
    ``dimension_1``, ``dimension_2`` (of each the sign is that which puts the feature farthest from 0 above
    it), ``stress`` (Kruskal's stress-1 of the whole map, 0-1: below 0.1 good, above 0.2 poor), ``base``.
    Features in the order of the table.

    Raises:
        TableError: fewer than three features.
    """
    return finish(tally(corpus, table, unit=unit), distance=distance, scale=scale)


def finish(
    total: pd.DataFrame,
    *,
    distance: Distance = DEFAULTS.tree.distance,
    scale: Scale = DEFAULTS.tree.scale,
) -> pd.DataFrame:
    """Return the table of :func:`distance_map` from a tally of ``textmine.tables.cooccurrence``."""
    features, apart, order = distances(total, distance)
    if len(features) < 3:
        raise TableError("a map needs three words or codes, and there are {count}", count=len(features))
    points = _classical(apart)
    if scale == "sammon":
        points = _sammon(apart, points)
    elif scale != "classical":
        points, _ = smacof(
            apart, metric=scale == "metric", init=points, n_init=1, normalized_stress=False, random_state=0
        )
    points = np.round(points - points.mean(axis=0), _DECIMALS)
    farthest = points[np.abs(points).argmax(axis=0), [0, 1]]
    points = points * np.where(farthest < 0, -1, 1)
    stress = _stress(apart, points, is_metric=scale != "nonmetric")
    back = np.argsort(order)
    placed = features.assign(dimension_1=points[back, 0], dimension_2=points[back, 1])
    return placed.drop(columns="occurrences").assign(stress=stress, base=base_of(total))


def _classical(apart: FloatArray) -> FloatArray:
    """Return the plane that holds most of the squared distances."""
    size = len(apart)
    centre = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-0.5 * centre @ apart**2 @ centre)
    plane = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0))
    return np.asarray(plane)


def _sammon(apart: FloatArray, first: FloatArray) -> FloatArray:
    """Return the plane of the smallest stress of Sammon: the sum of (distance - wanted)² / wanted."""
    from scipy.optimize import minimize

    one, other = np.triu_indices(len(apart), 1)
    # Of two words of the same respondents no distance is wanted: it weighs as the smallest one there is.
    wanted = apart[one, other]
    weight = 1 / np.where(wanted > 0, wanted, wanted[wanted > 0].min(initial=1.0))

    def stress(flat: FloatArray) -> tuple[float, FloatArray]:
        points = flat.reshape(first.shape)
        across = points[one] - points[other]
        found = np.maximum(np.linalg.norm(across, axis=1), 1e-9)
        pull = (2 * weight * (found - wanted) / found)[:, None] * across
        slope = np.zeros_like(points)
        np.add.at(slope, one, pull)
        np.add.at(slope, other, -pull)
        return float((weight * (found - wanted) ** 2).sum()), slope.ravel()

    found = minimize(stress, first.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    return np.asarray(found.x, dtype=np.float64).reshape(first.shape)


def _stress(apart: FloatArray, points: FloatArray, *, is_metric: bool) -> float:
    """Return Kruskal's stress-1: of the distances, or of what comes nearest in their order."""
    from sklearn.isotonic import IsotonicRegression

    one, other = np.triu_indices(len(apart), 1)
    wanted = apart[one, other]
    found = np.linalg.norm(points[one] - points[other], axis=1)
    if is_metric:
        fitted = wanted * float((wanted @ found) / max(float(wanted @ wanted), 1e-12))
    else:
        fitted = IsotonicRegression().fit_transform(wanted, found)
    return round(float(np.sqrt(((found - fitted) ** 2).sum() / max(float((found**2).sum()), 1e-12))), 4)
