"""Groups of answers that use the same words: for exploring, and for what no rule catches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import normalize as unit_length

from textmine.settings import DEFAULTS, Encoder
from textmine.tables.matrix import Matrix, matrix
from textmine.tables.meaning import meanings
from textmine.words.corpus import Corpus

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
SAMPLE = 4000  # distinct answers whose distances are all computed; the others join the nearest cluster
READABLE = range(7, 41)  # characters of a sentence that stands for a cluster, where there is one
LENGTHY = 150  # characters that cost such a sentence as much as a cosine of 1 gains it
SHORT, LONG = 50, 150  # dimensions for short answers and for longer comments
MEANING = 0.7  # of the similarity is that of the meanings, where they are encoded; the rest is the words'
DECIMALS = 9  # of a distance: what is beyond depends on the machine
CLOSE = 0.02  # stabilities this close are not told apart: then more clusters say more
COLUMNS = ["answer", "respondent", "text", "cluster", "label"]


@dataclass(frozen=True, eq=False)
class _Space:
    """The answers as points: those without any word in it are all zero."""

    of: Matrix
    tfidf: sparse.csr_matrix
    points: Floats
    somewhere: Integers  # the rows that hold a word


def clusters(
    corpus: Corpus,
    k: int | None = None,
    *,
    encoder: Encoder = DEFAULTS.clusters.encoder,
    dimensions: int | None = DEFAULTS.clusters.dimensions,
    long: int = DEFAULTS.clusters.long,
    minimum: int = DEFAULTS.clusters.minimum,
    loose: float = DEFAULTS.clusters.loose,
    seed: int = DEFAULTS.clusters.seed,
) -> pd.DataFrame:
    """Return the cluster of each substantive answer, one row per answer.

    Words weighted by TF-IDF, reduced to ``dimensions`` by a singular value decomposition (latent semantic
    analysis: Deerwester et al. 1990), joined by average linkage of cosine distances, cut into ``k`` clusters.
    Unset, ``dimensions`` is 50, or 150 where the median answer has ``long`` characters or more. With
    ``encoder="semantic"`` what the answers mean counts too (:func:`textmine.tables.meaning.meanings`).
    Without ``k`` it is the one of :func:`k_curve` that resamples agree on best. Copies of one text weigh as
    one. Of more than 4,000 distinct answers a seeded sample is joined and the others go to the nearest mean.

    Columns: ``answer``, ``respondent``, ``text``, ``cluster`` (1 is the largest; 0: mixed, that is no word in
    common with any other, or in a cluster of one, or in one whose cohesion is below ``loose``), ``label`` (a
    short answer of the cluster; "" of the mixed).

    Raises:
        WordsError: for ``encoder="semantic"`` without the extra of that name.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["予算がない", "予算が足りない", "人手が足りない", "人手がない", "予算", "人手"]
    >>> answers = pd.DataFrame({"answer": range(6), "respondent": list("abcdef"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> clusters(tokenize(Survey(answers)), 2, minimum=1)["cluster"].tolist()
    [1, 1, 2, 2, 1, 2]
    """
    space = _space(matrix(corpus, minimum=minimum), encoder, dimensions, long, seed)
    if k is None:
        curve = _curve(space, None, seed)
        k = int(curve.loc[curve["chosen"], "k"].iloc[0]) if len(curve) else 1
    raw = _cut(space, k, seed)
    return _named(space, raw, loose)


def k_curve(
    corpus: Corpus,
    ks: Sequence[int] | None = None,
    *,
    encoder: Encoder = DEFAULTS.clusters.encoder,
    dimensions: int | None = DEFAULTS.clusters.dimensions,
    long: int = DEFAULTS.clusters.long,
    minimum: int = DEFAULTS.clusters.minimum,
    seed: int = DEFAULTS.clusters.seed,
) -> pd.DataFrame:
    """Return how well resamples agree for each number of clusters (Ben-Hur, Elisseeff and Guyon 2002).

    Columns: ``k``, ``stability`` (mean adjusted Rand index between the clusters of a random 80 % of the
    answers and those of all), ``lowest``, ``highest`` (of the resamples), ``largest`` (share of the largest
    cluster), ``chosen``. Chosen is the largest k whose stability is within .02 of the best, among those
    whose largest cluster holds at most half of the answers, if there are such. Unless ``ks`` says so, none is
    tried beyond 20 or a sixth of the distinct answers: agreement often goes on rising
    while the clusters get too small to read.
    """
    return _curve(_space(matrix(corpus, minimum=minimum), encoder, dimensions, long, seed), ks, seed)


def cluster_summary(
    corpus: Corpus,
    clustered: pd.DataFrame,
    *,
    encoder: Encoder = DEFAULTS.clusters.encoder,
    dimensions: int | None = DEFAULTS.clusters.dimensions,
    long: int = DEFAULTS.clusters.long,
    minimum: int = DEFAULTS.clusters.minimum,
    rounds: int = DEFAULTS.clusters.rounds,
    seed: int = DEFAULTS.clusters.seed,
) -> pd.DataFrame:
    """Return one row per cluster of :func:`clusters`, the largest first, the mixed (0) last.

    Columns: ``cluster``, ``label``, ``words`` (three that set it apart, as written), ``respondents``,
    ``share`` of the base, ``answers``, ``cohesion`` (mean cosine between its distinct answers and their
    mean), ``stability`` (mean over ``rounds`` resamples of the best Jaccard overlap with a cluster of the
    resample: Hennig 2007; below .6 the cluster is hardly one), ``base``. NaN where undefined.
    """
    space = _space(matrix(corpus, minimum=minimum), encoder, dimensions, long, seed)
    of_text = np.zeros(len(space.of.texts), dtype=np.int64)
    number = clustered.set_index("answer")["cluster"]
    of_text[space.of.rows["place"]] = number.loc[space.of.rows["answer"]].to_numpy()
    stability = _stability(space, of_text, rounds, seed)
    labels = dict(zip(clustered["cluster"], clustered["label"], strict=True))
    lines = []
    for cluster in sorted(set(clustered["cluster"].tolist()), key=lambda each: (each == 0, each)):
        inside = clustered[clustered["cluster"] == cluster]
        rows = np.flatnonzero(of_text == cluster)
        lines.append(
            {
                "cluster": cluster,
                "label": labels[cluster],
                "words": "、".join(_words(space, rows)) if cluster else "",
                "respondents": inside["respondent"].nunique(),
                "share": inside["respondent"].nunique() / corpus.base if corpus.base else 0.0,
                "answers": len(inside),
                "cohesion": _cohesion(space.points[rows]) if cluster else np.nan,
                "stability": stability.get(cluster, np.nan),
                "base": corpus.base,
            }
        )
    columns = [
        "cluster",
        "label",
        "words",
        "respondents",
        "share",
        "answers",
        "cohesion",
        "stability",
        "base",
    ]
    return pd.DataFrame(lines, columns=columns)


def dendrogram(
    corpus: Corpus,
    *,
    encoder: Encoder = DEFAULTS.clusters.encoder,
    dimensions: int | None = DEFAULTS.clusters.dimensions,
    long: int = DEFAULTS.clusters.long,
    minimum: int = DEFAULTS.clusters.minimum,
    seed: int = DEFAULTS.clusters.seed,
) -> pd.DataFrame:
    """Return the tree of the clusters, one row per join, from the closest to the last.

    Columns: ``left``, ``right`` (a number below the count of distinct answers is one of them, in code point
    order of their texts; else the join of that number less the count), ``height`` (cosine distance), ``size``
    (distinct answers), ``clusters`` (how many there are if the tree is cut just above this join).
    """
    space = _space(matrix(corpus, minimum=minimum), encoder, dimensions, long, seed)
    tree = _tree(_distances(space.points[_sampled(space, seed)]))
    table = pd.DataFrame(tree, columns=["left", "right", "height", "size"])
    table = table.astype({"left": "int64", "right": "int64", "size": "int64"})
    return table.assign(clusters=np.arange(len(table), 0, -1))


def _space(of: Matrix, encoder: Encoder, dimensions: int | None, long: int, seed: int) -> _Space:
    if dimensions is None:
        lengths = [len(text) for text in of.texts]
        dimensions = LONG if lengths and np.median(lengths) >= long else SHORT
    weights = TfidfTransformer().fit_transform(of.counts) if of.counts.nnz else of.counts
    somewhere = np.flatnonzero(np.diff(of.counts.indptr) > 0)
    size = min(dimensions, weights.shape[1] - 1, len(somewhere) - 1)
    if size < 1:
        points = weights.toarray() if weights.shape[1] else np.zeros((len(of.texts), 1))
    else:
        # ARPACK starts from a seeded vector, so the same texts give the same points.
        with np.errstate(invalid="ignore", divide="ignore"):  # of shares of a variance that may be nothing
            points = TruncatedSVD(size, algorithm="arpack", random_state=seed).fit_transform(weights)
    # Rounded, so that answers with the same words are at the same point whatever the machine's arithmetic.
    points = np.round(unit_length(points), 9) if len(points) else points
    if encoder == "semantic":
        # Side by side: the cosine of two rows is then the weighted mean of both cosines.
        both = [np.sqrt(1 - MEANING) * points, np.sqrt(MEANING) * meanings(of.texts)]
        points = unit_length(np.hstack(both)) if len(points) else points
        somewhere = np.flatnonzero(np.linalg.norm(points, axis=1) > 0) if len(points) else somewhere
    return _Space(of, weights, points, somewhere)


def _sampled(space: _Space, seed: int) -> Integers:
    if len(space.somewhere) <= SAMPLE:
        return space.somewhere
    return np.sort(np.random.RandomState(seed).choice(space.somewhere, SAMPLE, replace=False))


def _distances(points: Floats) -> Floats:
    """Return the cosine distances between points of length 1, rounded so that equal ones stay equal."""
    distances = np.round(np.clip(1 - points @ points.T, 0, 2), DECIMALS)
    np.fill_diagonal(distances, 0)
    return np.asarray(np.minimum(distances, distances.T))


def _tree(distances: Floats) -> Floats:
    if len(distances) < 2:
        return np.empty((0, 4))
    return np.asarray(linkage(squareform(distances, checks=False), "average"))


def _cut(space: _Space, k: int, seed: int) -> Integers:
    """Return the raw cluster (1 ...) of each distinct answer; 0 where it holds no word."""
    labels = np.zeros(len(space.of.texts), dtype=np.int64)
    sample = _sampled(space, seed)
    if len(sample) == 0:
        return labels
    tree = _tree(_distances(space.points[sample]))
    labels[sample] = fcluster(tree, max(1, k), "maxclust") if len(tree) else 1
    rest = np.setdiff1d(space.somewhere, sample)
    if len(rest):
        numbers = np.unique(labels[sample])
        means = np.stack([space.points[sample[labels[sample] == each]].mean(axis=0) for each in numbers])
        near = np.round(space.points[rest] @ unit_length(means).T, DECIMALS)
        labels[rest] = numbers[np.argmax(near, axis=1)]
    return labels


def _curve(space: _Space, ks: Sequence[int] | None, seed: int) -> pd.DataFrame:
    sample = _sampled(space, seed)
    distances = _distances(space.points[sample])
    most = min(20, max(2, len(sample) // 6))
    wanted = [k for k in (ks or range(2, most + 1)) if 1 < k < len(sample)]
    chance = np.random.RandomState(seed)
    trees = []
    for _ in range(DEFAULTS.clusters.rounds):
        part = np.sort(chance.choice(len(sample), int(len(sample) * 0.8), replace=False))
        trees.append((part, _tree(distances[np.ix_(part, part)])))
    whole = _tree(distances)
    lines = []
    for k in wanted:
        labels = fcluster(whole, k, "maxclust")
        scores = [adjusted_rand_score(labels[part], fcluster(tree, k, "maxclust")) for part, tree in trees]
        largest = np.bincount(labels).max() / len(labels)
        lines.append((k, float(np.mean(scores)), min(scores), max(scores), largest))
    table = pd.DataFrame(lines, columns=["k", "stability", "lowest", "highest", "largest"])
    # Nearly all in one cluster is stable and says nothing.
    telling = table[table["largest"] <= 0.5] if (table["largest"] <= 0.5).any() else table
    best = telling.loc[telling["stability"] >= telling["stability"].max() - CLOSE, "k"].max() if lines else 0
    return table.assign(chosen=table["k"] == best)


def _named(space: _Space, raw: Integers, loose: float) -> pd.DataFrame:
    """Return the table of clusters: numbered by size, the loose ones and those of one text mixed."""
    rows = space.of.rows
    mine = [int(cluster) for cluster in raw[rows["place"].to_numpy()]]
    people = pd.DataFrame({"cluster": mine, "respondent": rows["respondent"]}).drop_duplicates()
    respondents = dict(people["cluster"].value_counts())
    labels: dict[int, str] = {}
    for cluster in sorted(set(raw.tolist()) - {0}):
        members = np.flatnonzero(raw == cluster)
        if respondents.get(cluster, 0) > 1 and _cohesion(space.points[members]) >= loose:
            labels[cluster] = _representative(space, members)
    order = sorted(labels, key=lambda each: (-respondents[each], labels[each]))
    number = {cluster: place for place, cluster in enumerate(order, start=1)}
    table = rows[["answer", "respondent", "text"]].assign(
        cluster=[number.get(cluster, 0) for cluster in mine],
        label=pd.Series([labels.get(cluster, "") for cluster in mine], dtype="str", index=rows.index),
    )
    return table[COLUMNS]


def _cohesion(points: Floats) -> float:
    """Return the mean cosine between points of length 1 and their mean."""
    mean = points.mean(axis=0)
    length = np.linalg.norm(mean)
    return float((points @ mean).mean() / length) if length else 0.0


def _representative(space: _Space, members: Integers) -> str:
    """Return the most typical text of a cluster, as written: a short readable one if there is one.

    Typical is what lies near the mean of the cluster, uses the words that set it apart, and is short.
    """
    mean = space.points[members].mean(axis=0)
    near = space.points[members] @ mean / max(float(np.linalg.norm(mean)), 1e-9)
    telling = {word: place for place, word in enumerate(reversed(_words(space, members)), start=1)}
    columns = [column for column, word in enumerate(space.of.words) if word in telling]
    counts = space.of.counts[members][:, columns]
    held = [
        {space.of.words[columns[column]] for column in counts[row].indices} for row in range(len(members))
    ]
    most = max(sum(telling.values()), 1)
    typical = [
        float(cosine) + sum(telling[word] for word in words) / most / 2 - len(space.of.texts[row]) / LENGTHY
        for row, cosine, words in zip(members.tolist(), near, held, strict=True)
    ]
    ranked = sorted(
        zip(members.tolist(), typical, strict=True),
        key=lambda each: (
            len(space.of.texts[each[0]]) not in READABLE,
            -round(each[1], 6),
            len(space.of.texts[each[0]]),
            each[0],
        ),
    )
    rows = space.of.rows
    text = " ".join(min(rows.loc[rows["place"] == ranked[0][0], "text"].astype(str)).split())
    return text if len(text) < READABLE.stop else text[: READABLE.stop - 2] + "…"


def _words(space: _Space, members: Integers, most: int = 3) -> list[str]:
    """Return the words whose mean weight in the cluster exceeds that elsewhere most."""
    if not space.of.words or not len(members):
        return []
    weights = space.tfidf
    inside = np.asarray(weights[members].mean(axis=0)).ravel()
    others = np.setdiff1d(np.arange(len(space.of.texts)), members)
    outside = np.asarray(weights[others].mean(axis=0)).ravel() if len(others) else 0
    gain = np.round(inside - outside, 9)
    order = sorted(
        np.flatnonzero(gain > 0).tolist(), key=lambda column: (-gain[column], space.of.words[column])
    )
    return list(dict.fromkeys(space.of.words[column] for column in order))[:most]


def _stability(space: _Space, of_text: Integers, rounds: int, seed: int) -> dict[int, float]:
    numbers = sorted(set(of_text.tolist()) - {0})
    sample = _sampled(space, seed)
    if len(numbers) < 1 or len(sample) < 3:
        return {}
    k = len(set(of_text[sample].tolist()))
    distances = _distances(space.points[sample])
    chance = np.random.RandomState(seed)
    found: dict[int, list[float]] = {number: [] for number in numbers}
    for _ in range(rounds):
        drawn = np.sort(chance.choice(len(sample), max(2, int(len(sample) * 0.8)), replace=False))
        part = sample[drawn]
        again = fcluster(_tree(distances[np.ix_(drawn, drawn)]), k, "maxclust")
        for number in numbers:
            inside = of_text[part] == number
            if inside.any():
                overlaps = [
                    (inside & (again == each)).sum() / (inside | (again == each)).sum()
                    for each in np.unique(again[inside])
                ]
                found[number].append(max(overlaps))
    return {number: float(np.mean(scores)) for number, scores in found.items() if scores}
