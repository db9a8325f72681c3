"""How many clusters there are: how well resamples agree for each number of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Unpack

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import normalize as unit_length

from textmine.arrays import FloatArray, Int64Array
from textmine.settings import DEFAULTS
from textmine.tables.space import Options, Space, cohesion, distances, pieces, space_of, tree_of
from textmine.words.corpus import Corpus

PART = 0.8  # of the distinct answers in a resample
MOST, UTMOST = 20, 40  # clusters tried where no number is given; more than 20 only if too much is mixed else
MIXED = 0.2  # of the distinct answers may be mixed, if a number of clusters allows it
SURE = 0.99  # a stability that can't be bettered: then more clusters say more
COLUMNS = ["k", "stability", "lowest", "highest", "chance", "excess", "error", "largest", "mixed"]


def k_curve(
    corpus: Corpus,
    ks: Sequence[int] | None = None,
    *,
    answers: Collection[int] | None = None,
    loose: float = DEFAULTS.clusters.loose,
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return how well resamples agree for each number of clusters, and what chance alone would give.

    Columns: ``k``, ``stability`` (mean adjusted Rand index between the clusters of a random 80 % of the
    distinct answers and those of all: Ben-Hur, Elisseeff and Guyon 2002), ``lowest``, ``highest`` (of the
    resamples), ``chance`` (the same where the coordinates of the answers are dealt out among them anew, so
    that nothing belongs together: stability rises with k even there), ``excess`` (stability less chance: as
    Lange et al. 2004 measure it against random labels), ``error`` (the standard error of ``excess``),
    ``largest`` (share of the largest cluster), ``mixed`` (share of the distinct answers in clusters of one or
    below ``loose``), ``eligible`` (k leaves few enough mixed to be chosen), ``chosen``.

    Chosen is the smallest k whose excess is within one standard error of the best (as for the gap statistic:
    Tibshirani, Walther and Hastie 2001), among those that leave at most a fifth mixed, or as little as any
    does; or the largest on which all resamples agree, if there is such. Unless ``ks`` says so, none is tried
    beyond a sixth of the distinct answers, nor beyond 20, or up to 40 where 20 leave more than a fifth mixed:
    then as few as don't. A k so found is a proposal: it may differ by a few with ``seed``; where ``excess``
    is near 0, these answers have no number of clusters of their own; and long comments fall into more
    clusters than they have topics (cut the tree by hand then). Tried and left: prediction strength
    (Tibshirani and Walther 2005), which on short answers stays below its threshold of .8 for every k from 2
    on, and the silhouette, which goes on rising with k.

    Args:
        corpus, answers, loose, options: as for :func:`clusters`.
        ks: the numbers of clusters to try.
    """
    return curve_of(space_of(corpus, answers, **options), ks, loose)


def chosen_k(curve: pd.DataFrame) -> int:
    """Return the number of clusters that a :func:`k_curve` chose; 1 where it had none to choose from."""
    return int(curve.loc[curve["chosen"], "k"].sum()) or 1


def curve_of(space: Space, ks: Sequence[int] | None, loose: float) -> pd.DataFrame:
    """Return the table of :func:`k_curve` for the points of a space."""
    points = space.points[space.sample]
    between = distances(points)
    whole = tree_of(between)
    ks = [k for k in ks or _tried(points, whole, loose) if 1 < k < len(points)]
    draw = np.random.RandomState(space.seed)
    rounds = DEFAULTS.clusters.rounds if ks else 0
    cuts = [pieces(whole, k) for k in ks]
    resamples = [_agreement(between, cuts, ks, draw) for _ in range(rounds)]
    by_chance = []
    for _ in range(rounds // 2):  # half as many: each needs a second tree
        # Each coordinate has the values that it had, but they no longer stand together in an answer.
        dealt = distances(unit_length(np.column_stack([draw.permutation(column) for column in points.T])))
        tree = tree_of(dealt)
        by_chance.append(_agreement(dealt, [pieces(tree, k) for k in ks], ks, draw))
    rows = []
    for place, (k, of_leaf) in enumerate(zip(ks, cuts, strict=True)):
        scores, chance = (np.array([each[place] for each in drawn]) for drawn in (resamples, by_chance))
        rows.append(
            {
                "k": k,
                "stability": scores.mean(),
                "lowest": scores.min(),
                "highest": scores.max(),
                "chance": chance.mean(),
                "excess": scores.mean() - chance.mean(),
                "error": np.sqrt(scores.var() / len(scores) + chance.var() / len(chance)),
                "largest": np.bincount(of_leaf).max() / len(of_leaf),
                "mixed": _mixed(points, of_leaf, loose),
            }
        )
    table = pd.DataFrame(rows, columns=COLUMNS)
    if table.empty:
        return table.assign(eligible=pd.Series(dtype="bool"), chosen=pd.Series(dtype="bool"))
    eligible = table["mixed"] <= max(MIXED, table["mixed"].min())
    fit = table[eligible]
    best = fit["excess"].idxmax()
    is_near = fit["excess"] >= fit["excess"][best] - fit["error"][best]
    is_sure = fit["stability"] >= SURE
    k = fit.loc[is_sure, "k"].max() if is_sure.any() else fit.loc[is_near, "k"].min()
    return table.assign(eligible=eligible, chosen=table["k"] == k)


def _tried(points: FloatArray, tree: FloatArray, loose: float) -> range:
    """Return the numbers of clusters that are tried: up to 20, and on while too much is mixed."""
    most = min(MOST, max(2, len(points) // 6))
    utmost = min(UTMOST, len(points) // 6)
    while most < utmost and _mixed(points, pieces(tree, most), loose) > MIXED:
        most += 1
    return range(2, most + 1)


def _mixed(points: FloatArray, of_leaf: Int64Array, loose: float) -> float:
    """Return the share of the points in pieces of one point, or that are too loose to be a cluster."""
    sizes = np.bincount(of_leaf)
    unfit = [
        piece
        for piece in np.unique(of_leaf)
        if sizes[piece] < 2 or cohesion(points[of_leaf == piece]) < loose
    ]
    return float(sizes[unfit].sum() / len(of_leaf))


def _agreement(
    between: FloatArray, cuts: Sequence[Int64Array], ks: Sequence[int], draw: np.random.RandomState
) -> list[float]:
    """Return, for each k, how far the clusters of a resample are ``cuts`` of the whole (adjusted Rand)."""
    part = resample(len(between), draw)
    tree = tree_of(between[np.ix_(part, part)])
    return [float(adjusted_rand_score(cut[part], pieces(tree, k))) for k, cut in zip(ks, cuts, strict=True)]


def resample(size: int, draw: np.random.RandomState) -> Int64Array:
    """Return the places of a random part of ``size`` answers, in order."""
    return np.asarray(np.sort(draw.choice(size, int(size * PART), replace=False)), dtype=np.int64)
