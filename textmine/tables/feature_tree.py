"""Hierarchical clustering of words or codes by the respondents they share."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from textmine.analysis_settings import Distance, Linkage
from textmine.arrays import FloatArray, Int64Array
from textmine.errors import TableError
from textmine.settings import DEFAULTS, UNIT, Unit
from textmine.tables.cooccurrence import base_of, shared, tally
from textmine.tables.membership import Table, identity
from textmine.words.corpus import Corpus

DECIMALS = 9  # of a distance: what is beyond depends on the machine


def feature_tree(
    corpus: Corpus,
    table: Table,
    *,
    unit: Unit = UNIT,
    method: Linkage = DEFAULTS.tree.method,
    distance: Distance = DEFAULTS.tree.distance,
) -> pd.DataFrame:
    """Return the tree of words, or of codes, one row per join, from the closest to the last.

    The distance of two features is 1 less the Jaccard coefficient of their respondents (those with both in
    one answer), or 1 less their ``cosine``, or that of ``euclid`` between the two (0 or 1 per respondent).
    ``method`` says how the distance of groups is made of it: "average" (UPGMA: Sokal and
    Michener 1958), "complete", or "ward" (Ward 1963), which KH Coder uses, and which strictly is meant for
    Euclidean distances.

    Features that nobody has are left out. Columns: ``left``, ``right`` (a number below the count of features
    is one of them, in the order of the table; else the join of that number less the count), ``height``,
    ``size`` (features), ``clusters`` (how many there are if the tree is cut just above this join).

    Raises:
        TableError: fewer than two features that have respondents.
    """
    return finish(tally(corpus, table, unit=unit), method=method, distance=distance)


def finish(
    total: pd.DataFrame,
    *,
    method: Linkage = DEFAULTS.tree.method,
    distance: Distance = DEFAULTS.tree.distance,
) -> pd.DataFrame:
    """Return the table of :func:`feature_tree` from a tally of ``textmine.tables.cooccurrence``."""
    features, apart, order = distances(total, distance)
    size = len(features)
    if size < 2:
        raise TableError("a tree needs two words or codes, and there are {count}", count=size)
    # The closest two are joined first; of equal ones, the first in code point order.
    joins = linkage(squareform(apart, checks=False), method=method)
    tree = pd.DataFrame(joins, columns=["left", "right", "height", "size"])
    tree = tree.astype({"left": "int64", "right": "int64", "size": "int64"})
    for side in ("left", "right"):
        number = tree[side].to_numpy()
        tree[side] = np.where(number < size, order[np.minimum(number, size - 1)], number)
    return tree.assign(clusters=np.arange(len(tree), 0, -1))


def distances(total: pd.DataFrame, distance: Distance) -> tuple[pd.DataFrame, FloatArray, Int64Array]:
    """Return the features of a tally, their distances in code point order, and that order."""
    features, both = _with_respondents(total)
    counts = features["respondents"].to_numpy().astype(np.float64)
    one, other = counts[:, None], counts[None, :]
    if distance == "euclid":
        apart = np.sqrt(np.maximum(one + other - 2 * both, 0))
    elif distance == "cosine":
        apart = 1 - both / np.sqrt(np.maximum(one * other, 1))
    else:
        apart = 1 - both / np.maximum(one + other - both, 1)
    np.fill_diagonal(apart, 0.0)
    order = features.sort_values([name for name in identity(features) if name != "kind"]).index.to_numpy()
    return features, np.round(apart[np.ix_(order, order)], DECIMALS), order


def _with_respondents(total: pd.DataFrame) -> tuple[pd.DataFrame, Int64Array]:
    """Return the features that anybody has, and how many respondents have both of each two."""
    features, _, both = shared(total)
    had = np.flatnonzero(features["respondents"].to_numpy() > 0)
    return features.iloc[had].reset_index(drop=True), both[np.ix_(had, had)]


def feature_leaves(
    corpus: Corpus,
    table: Table,
    tree: pd.DataFrame,
    *,
    k: int | None = None,
    height: float | None = None,
    unit: Unit = UNIT,
) -> pd.DataFrame:
    """Return the leaves of a :func:`feature_tree`, and the cluster of each where the tree is cut.

    Cut into ``k`` clusters, or at ``height``; by itself into as many as the square root of their number.
    Columns: ``leaf`` (its number in the tree), ``feature``, ``kind`` ("word" or "code"), ``negated`` (only of
    a keyword table that has it), ``respondents``, ``cluster`` (numbered in the order of the table), ``base``
    (respondents with a substantive answer).

    Raises:
        TableError: both ``k`` and ``height`` are given.
    """
    return finish_leaves(tally(corpus, table, unit=unit), tree, k=k, height=height)


def finish_leaves(
    total: pd.DataFrame, tree: pd.DataFrame, *, k: int | None = None, height: float | None = None
) -> pd.DataFrame:
    """Return the table of :func:`feature_leaves` from a tally of ``textmine.tables.cooccurrence``."""
    if k is not None and height is not None:
        raise TableError("a tree is cut into k clusters or at a height; give one of them")
    features, _ = _with_respondents(total)
    joins = tree[["left", "right", "height", "size"]].to_numpy(dtype=np.float64)
    if height is not None:
        raw = fcluster(joins, height, criterion="distance")
    else:
        raw = fcluster(joins, k or round(len(features) ** 0.5), criterion="maxclust")
    leaves = features.drop(columns="occurrences").assign(
        cluster=pd.factorize(raw)[0] + 1, base=base_of(total)
    )
    leaves.insert(0, "leaf", np.arange(len(leaves)))
    return leaves
