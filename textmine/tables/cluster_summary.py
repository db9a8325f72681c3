"""What each cluster is about, and how sure it is."""

from __future__ import annotations

from bisect import bisect_left
from typing import Unpack

import numpy as np
import pandas as pd

from textmine.arrays import Int64Array
from textmine.settings import DEFAULTS
from textmine.tables.k_curve import resample
from textmine.tables.space import Options, Space, cohesion, distances, pieces, space_of, tree_of
from textmine.words.corpus import Corpus

COLUMNS = ["cluster", "label", "words", "respondents", "share", "answers", "cohesion", "stability"]


def cluster_summary(
    corpus: Corpus,
    clustered: pd.DataFrame,
    *,
    rounds: int = DEFAULTS.clusters.rounds,
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return one row per cluster of :func:`clusters`, the largest first, the mixed (0) last.

    Columns: ``cluster``, ``label``, ``words`` (three that set it apart, as written), ``respondents``,
    ``share`` of the base, ``answers``, ``cohesion`` (mean cosine between its distinct answers and their
    mean), ``stability`` (mean over ``rounds`` resamples of the best Jaccard overlap with a cluster of the
    resample: Hennig 2007; below .6 the cluster is hardly one), ``base`` (all respondents with a substantive
    answer in the corpus, also where only some answers were clustered: the shares then add up to less than
    1), ``substantive`` (the answers of the base: more than were clustered where only some were), ``texts``
    (distinct answers that some dimension holds), ``sampled`` (those of them that were joined and that
    stability and k come from; fewer than ``texts`` only beyond 4,000: say so, with the label
    ``note.sampled``). NaN where undefined.

    ``options`` are those that ``clustered`` was made with.
    """
    space = space_of(corpus, clustered["answer"].tolist(), **options)
    numbers = space.numbers(clustered)
    stability = _stability(space, numbers, rounds)
    labels = dict(zip(clustered["cluster"], clustered["label"], strict=True))
    rows = []
    for cluster in sorted(labels, key=lambda each: (each == 0, each)):
        inside = clustered[clustered["cluster"] == cluster]
        members = np.flatnonzero(numbers == cluster)
        respondents = inside["respondent"].nunique()
        rows.append(
            {
                "cluster": cluster,
                "label": labels[cluster],
                "words": "、".join(space.telling_words(members)) if cluster else "",
                "respondents": respondents,
                "share": respondents / corpus.base,
                "answers": len(inside),
                "cohesion": cohesion(space.points[members]) if cluster else np.nan,
                "stability": stability.get(cluster, np.nan),
            }
        )
    table = pd.DataFrame(rows, columns=COLUMNS)
    substantive = int((corpus.answers["kind"] == "substantive").sum())
    table = table.assign(base=corpus.base, substantive=substantive)
    return table.assign(texts=len(space.somewhere), sampled=len(space.sample))


def _stability(space: Space, numbers: Int64Array, rounds: int) -> dict[int, float]:
    """Return the mean best overlap of each cluster with those of resamples (Hennig 2007)."""
    of_leaf = numbers[space.sample]
    clusters = sorted(set(of_leaf.tolist()) - {0})
    if not clusters or len(of_leaf) < 3:
        return {}
    between = distances(space.points[space.sample])
    whole = tree_of(between)

    def splits(k: int) -> bool:
        """Return whether at least one cluster lies in several pieces of the tree cut into k."""
        pairs = np.unique(np.stack([of_leaf, pieces(whole, k)]), axis=1)[0]
        return bool((np.bincount(pairs)[1:] > 1).any())

    # The cut that gave these clusters had more pieces than they are, since the mixed stem from several. Which
    # k it was is not in the table: the largest that leaves each cluster whole is near enough.
    of_whole = pieces(whole, bisect_left(range(1, len(of_leaf) + 1), True, key=splits))
    draw = np.random.RandomState(space.seed)
    scores: dict[int, list[float]] = {cluster: [] for cluster in clusters}
    for _ in range(rounds):
        part = resample(len(of_leaf), draw)
        # As many as have an answer in this part: a piece of one that was not drawn splits no other.
        again = pieces(tree_of(between[np.ix_(part, part)]), len(np.unique(of_whole[part])))
        for cluster in clusters:
            inside = of_leaf[part] == cluster
            if inside.any():
                overlaps = [
                    (inside & (again == piece)).sum() / (inside | (again == piece)).sum()
                    for piece in np.unique(again[inside])
                ]
                scores[cluster].append(max(overlaps))
    return {cluster: float(np.mean(each)) for cluster, each in scores.items() if each}
