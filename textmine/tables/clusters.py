"""Groups of answers that use the same words: for exploring, and for what no rule catches."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.linalg import eigh
from scipy.spatial.distance import squareform
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import normalize as unit_length

from textmine.codes.code_answers import code_columns
from textmine.errors import TableError
from textmine.settings import DEFAULTS, Encoder
from textmine.tables.matrix import Matrix, matrix
from textmine.tables.meaning import meanings
from textmine.texts.labels import label
from textmine.words.corpus import Corpus

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
SAMPLE = 4000  # distinct answers whose distances are all computed; the others join the nearest cluster
READABLE = range(7, 41)  # characters of a sentence that stands for a cluster, where there is one
LENGTHY = 150  # characters that cost such a sentence as much as a cosine of 1 gains it
SHORT, LONG = 50, 150  # dimensions for short answers and for longer comments
MEANING = 0.7  # of the similarity is that of the meanings, where they are encoded; the rest is the words'
DECIMALS = 9  # of a distance: what is beyond depends on the machine
EQUAL = 1e-6  # singular values that differ by a smaller part are one value to round-off; less is nothing
WHOLE = 2000  # answers or words, whichever are fewer, up to which all singular values are computed
PART = 0.8  # of the distinct answers in a resample
MOST, UTMOST = 20, 40  # clusters tried where no number is given; more than 20 only if too much is mixed else
MIXED = 0.2  # of the distinct answers may be mixed, if a number of clusters allows it
SURE = 0.99  # a stability that can't be bettered: then more clusters say more
COLUMNS = ["answer", "respondent", "text", "cluster", "label"]


class Options(TypedDict, total=False):
    """What decides how near two answers are: give all functions of this module the same.

    encoder: "words", or "semantic" to compare what the answers mean too (``meaning.meanings``).
    dimensions: that the words are reduced to; None: 50, or 150 for ``long`` answers.
    long: characters of the median answer that make the answers long.
    minimum: different answers that a word needs to matter.
    seed: another number draws other resamples.
    """

    encoder: Encoder
    dimensions: int | None
    long: int
    minimum: int
    seed: int


@dataclass(frozen=True, eq=False)
class _Space:
    """The distinct answers as points: those without any word in it are all zero."""

    of: Matrix
    tfidf: sparse.csr_matrix
    points: Floats
    somewhere: Integers  # the rows that hold a word
    sample: Integers  # of these, the rows that are joined to a tree
    seed: int


def clusters(
    corpus: Corpus,
    k: int | None = None,
    *,
    height: float | None = None,
    answers: Collection[int] | None = None,
    loose: float = DEFAULTS.clusters.loose,
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return the cluster of each substantive answer, one row per answer.

    Words weighted by TF-IDF, reduced by a singular value decomposition (latent semantic analysis: Deerwester
    et al. 1990), joined by average linkage of cosine distances, cut into ``k`` clusters. Copies of one text
    weigh as one. Of more than 4,000 distinct answers a seeded sample is joined and the others go to the
    nearest mean; :func:`cluster_summary` says so.

    Columns: ``answer``, ``respondent``, ``text``, ``cluster`` (1 is the largest; 0: mixed, that is no word in
    common with any other, or in a cluster of one, or in one whose cohesion is below ``loose``), ``label`` (a
    short answer of the cluster; "" of the mixed).

    Args:
        corpus: the answers as words, of one question.
        k: clusters to cut the tree into; without it and without ``height`` that of :func:`k_curve`.
        height: where to cut the tree of :func:`dendrogram` instead, chosen by eye.
        answers: the numbers of the answers to cluster, such as those that no rule catches (:func:`uncoded`).
        loose: the cohesion below which a cluster is mixed.
        options: see :class:`Options`.

    Raises:
        TableError: both ``k`` and ``height`` are given.
        WordsError: for ``encoder="semantic"`` without the extra of that name.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["予算がない", "予算が足りない", "人手が足りない", "人手がない", "予算", "人手"]
    >>> table = pd.DataFrame({"answer": range(6), "respondent": list("abcdef"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> clusters(tokenize(Survey(table)), 2, minimum=1)["cluster"].tolist()
    [1, 1, 2, 2, 1, 2]
    """
    if k is not None and height is not None:
        raise TableError("a tree is cut into k clusters or at a height; give one of them")
    space = _space(corpus, answers, **options)
    tree = _tree(_distances(space.points[space.sample]))
    if height is not None:
        k = 1 + int((tree[:, 2] > height).sum())
    elif k is None:
        k = chosen_k(_curve(space, None, loose))
    return _named(space, _cut(space, tree, k), loose)


def uncoded(coded: pd.DataFrame) -> list[int]:
    """Return the numbers of the substantive answers without any code in a table of ``codes``.

    An answer of several documents (sentences, say) has a code if one of them has.

    >>> coded = pd.DataFrame({"answer": [4, 5, 6], "kind": ["substantive", "substantive", "none"],
    ...     "＊費用": [1, 0, 0]})
    >>> uncoded(coded)
    [5]
    """
    some = coded[code_columns(coded)].to_numpy(dtype=bool).any(axis=1)
    substantive = (coded["kind"] == "substantive").to_numpy(dtype=bool)
    answers = coded["answer"].to_numpy(dtype=np.int64)
    return [int(answer) for answer in np.setdiff1d(answers[substantive], answers[some])]


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
    Lange et al. 2004 measure it against random labels), ``largest`` (share of the largest cluster),
    ``mixed`` (share of the distinct answers in clusters of one or below ``loose``), ``chosen``.

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
    return _curve(_space(corpus, answers, **options), ks, loose)


def chosen_k(curve: pd.DataFrame) -> int:
    """Return the number of clusters that a :func:`k_curve` chose; 1 where it had none to choose from."""
    return int(curve.loc[curve["chosen"], "k"].sum()) or 1


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
    1), ``texts`` (distinct answers that some dimension holds), ``sampled`` (those of them that were joined
    and that stability and k come from; fewer than ``texts`` only beyond 4,000: say so, with the label
    ``note.sampled``). NaN where undefined.

    ``options`` are those that ``clustered`` was made with.
    """
    space = _space(corpus, clustered["answer"].tolist(), **options)
    of_text = _numbers(space, clustered)
    stability = _stability(space, of_text, rounds)
    labels = dict(zip(clustered["cluster"], clustered["label"], strict=True))
    lines = []
    for cluster in sorted(labels, key=lambda each: (each == 0, each)):
        inside = clustered[clustered["cluster"] == cluster]
        rows = np.flatnonzero(of_text == cluster)
        respondents = inside["respondent"].nunique()
        lines.append(
            {
                "cluster": cluster,
                "label": labels[cluster],
                "words": "、".join(_words(space, rows)) if cluster else "",
                "respondents": respondents,
                "share": respondents / corpus.base,
                "answers": len(inside),
                "cohesion": _cohesion(space.points[rows]) if cluster else np.nan,
                "stability": stability.get(cluster, np.nan),
            }
        )
    columns = ["cluster", "label", "words", "respondents", "share", "answers", "cohesion", "stability"]
    table = pd.DataFrame(lines, columns=columns)
    return table.assign(base=corpus.base, texts=len(space.somewhere), sampled=len(space.sample))


def cluster_notes(summary: pd.DataFrame, *, rest: bool, unit: str, lang: str) -> list[str]:
    """Return what has to be said below a :func:`cluster_summary`.

    That only the ``rest`` was clustered, which no code caught; and that a sample of the answers was joined.
    """
    if summary.empty:
        return []
    notes = []
    if rest:
        answers, base = f"{int(summary['answers'].sum()):,}", f"{int(summary['base'].iloc[0]):,}"
        notes.append(label("note.rest", lang, answers=answers, base=base, unit=unit))
    texts, sampled = (int(summary[each].iloc[0]) for each in ("texts", "sampled"))
    if sampled < texts:
        notes.append(label("note.sampled", lang, texts=f"{texts:,}", sampled=f"{sampled:,}"))
    return notes


def dendrogram(
    corpus: Corpus, *, answers: Collection[int] | None = None, **options: Unpack[Options]
) -> pd.DataFrame:
    """Return the tree of the answers, one row per join, from the closest to the last.

    Columns: ``left``, ``right`` (a number below the count of leaves is one of them, named in
    :func:`dendrogram_leaves`; else the join of that number less the count), ``height`` (cosine distance),
    ``size`` (distinct answers), ``clusters`` (how many there are if the tree is cut just above this join).
    ``clusters(corpus, height=…)`` or ``clusters(corpus, k)`` cut it.
    """
    space = _space(corpus, answers, **options)
    tree = _tree(_distances(space.points[space.sample]))
    table = pd.DataFrame(tree, columns=["left", "right", "height", "size"])
    table = table.astype({"left": "int64", "right": "int64", "size": "int64"})
    return table.assign(clusters=np.arange(len(table), 0, -1))


def dendrogram_leaves(corpus: Corpus, clustered: pd.DataFrame, **options: Unpack[Options]) -> pd.DataFrame:
    """Return the leaves of the :func:`dendrogram` of the answers in ``clustered``, in code point order.

    Columns: ``leaf`` (its number in the tree), ``feature`` (the answer as written; of several spellings the
    first in code point order), ``respondents``, ``answers`` (that read so), ``cluster`` (of ``clustered``),
    ``base``. Answers without a word that counts are no leaves, nor those beyond the sample of 4,000.
    """
    space = _space(corpus, clustered["answer"].tolist(), **options)
    rows = space.of.rows
    kept = rows[rows["place"].isin(space.sample)]
    alike = kept.groupby("place", sort=True)
    return pd.DataFrame(
        {
            "leaf": np.arange(len(space.sample)),
            "feature": pd.Series([min(texts) for _, texts in alike["text"]], dtype="str"),
            "respondents": alike["respondent"].nunique().to_numpy(),
            "answers": alike.size().to_numpy(),
            "cluster": _numbers(space, clustered)[space.sample],
            "base": corpus.base,
        }
    )


def _space(
    corpus: Corpus,
    answers: Collection[int] | None,
    *,
    encoder: Encoder = DEFAULTS.clusters.encoder,
    dimensions: int | None = DEFAULTS.clusters.dimensions,
    long: int = DEFAULTS.clusters.long,
    minimum: int = DEFAULTS.clusters.minimum,
    seed: int = DEFAULTS.clusters.seed,
) -> _Space:
    of = matrix(corpus, minimum=minimum, answers=answers)
    if dimensions is None:
        lengths = [len(text) for text in of.texts]
        dimensions = LONG if lengths and np.median(lengths) >= long else SHORT
    weights = TfidfTransformer().fit_transform(of.counts) if of.counts.nnz else of.counts
    somewhere = np.flatnonzero(np.diff(of.counts.indptr) > 0)
    if min(weights.shape) <= dimensions + 1:
        points = weights.toarray() if weights.shape[1] else np.zeros((len(of.texts), 1))
    else:
        points = _settled(*_reduced(weights, dimensions + 1, seed), dimensions)
        # An answer whose words share nothing with any dimension is nowhere: round-off would place it.
        points[np.linalg.norm(points, axis=1) < EQUAL] = 0
        somewhere = np.flatnonzero(points.any(axis=1))
    # Rounded, so that answers with the same words are at the same point whatever the machine's arithmetic.
    points = np.round(unit_length(points), DECIMALS) if len(points) else points
    if encoder == "semantic" and len(points):
        # Side by side: the cosine of two rows is then the weighted mean of both cosines.
        both = [np.sqrt(1 - MEANING) * points, np.sqrt(MEANING) * meanings(of.texts)]
        points = unit_length(np.hstack(both))
        somewhere = np.flatnonzero(np.linalg.norm(points, axis=1) > 0)
    sample = somewhere
    if len(somewhere) > SAMPLE:
        sample = np.sort(np.random.RandomState(seed).choice(somewhere, SAMPLE, replace=False))
    return _Space(of, weights, points, somewhere, sample, seed)


def _reduced(weights: sparse.csr_matrix, most: int, seed: int) -> tuple[Floats, Floats]:
    """Return the points in the ``most`` dimensions of the largest singular values, and those values.

    Few answers often have equal values, or fewer than ``most`` that aren't 0; ARPACK then starts anew from
    vectors that nothing seeds, and finds other axes each time. So theirs are computed in full.
    """
    if min(weights.shape) > WHOLE:
        svd = TruncatedSVD(most, algorithm="arpack", random_state=seed)
        return svd.fit_transform(weights), svd.singular_values_
    wide = weights.shape[0] <= weights.shape[1]
    products = (weights @ weights.T if wide else weights.T @ weights).toarray()
    squares, vectors = eigh(products, subset_by_index=[len(products) - most, len(products) - 1])
    values = np.sqrt(np.maximum(squares[::-1], 0))
    vectors = vectors[:, ::-1]
    return vectors * values if wide else weights @ vectors, values


def _settled(points: Floats, values: Floats, most: int) -> Floats:
    """Return the points in at most ``most`` dimensions, in axes that the texts alone decide.

    Where singular values are equal, any rotation of their axes is as good, and round-off would choose one:
    the axes are then turned to the first points that differ. Where equal values stand on both sides of the
    end, none of them is kept, since what is cut off would be chance; nor are values of 0.
    """
    some = values > EQUAL * values[0]
    points, values = points[:, some], values[some]
    tied = np.isclose(values[1:], values[:-1], rtol=EQUAL, atol=0)
    runs = np.split(np.arange(len(values)), np.flatnonzero(~tied) + 1)
    kept = [run for run in runs if run[-1] < most]
    if not kept:
        return points[:, :most]
    settled = []
    for run in kept:
        mine = points[:, run]
        axes: list[Floats] = []
        for point in mine if len(run) > 1 else []:
            off = point - sum((point @ axis * axis for axis in axes), np.zeros(len(run)))
            long = float(np.linalg.norm(off))
            if len(axes) < len(run) and long > EQUAL:
                axes.append(off / long)
        settled.append(mine @ np.array(axes).T if len(axes) == len(run) else mine)
    return np.hstack(settled)


def _numbers(space: _Space, clustered: pd.DataFrame) -> Integers:
    """Return the cluster of each distinct answer."""
    of_text = np.zeros(len(space.of.texts), dtype=np.int64)
    number = clustered.set_index("answer")["cluster"]
    of_text[space.of.rows["place"]] = number.loc[space.of.rows["answer"]].to_numpy()
    return of_text


def _distances(points: Floats) -> Floats:
    """Return the cosine distances between points of length 1, rounded so that equal ones stay equal."""
    distances = np.round(np.clip(1 - points @ points.T, 0, 2), DECIMALS)
    np.fill_diagonal(distances, 0)
    return np.asarray(np.minimum(distances, distances.T))


def _tree(distances: Floats) -> Floats:
    if len(distances) < 2:
        return np.empty((0, 4))
    return np.asarray(linkage(squareform(distances, checks=False), "average"))


def _cut(space: _Space, tree: Floats, k: int) -> Integers:
    """Return the raw cluster (1 ...) of each distinct answer; 0 where it holds no word."""
    labels = np.zeros(len(space.of.texts), dtype=np.int64)
    labels[space.sample] = _pieces(tree, k)
    rest = np.setdiff1d(space.somewhere, space.sample)
    if len(rest):
        numbers = np.unique(labels[space.sample])
        means = np.stack([space.points[labels == each].mean(axis=0) for each in numbers])
        near = np.round(space.points[rest] @ unit_length(means).T, DECIMALS)
        labels[rest] = numbers[np.argmax(near, axis=1)]
    return labels


def _pieces(tree: Floats, k: int) -> Integers:
    """Return the cluster of each leaf: at most ``k`` of them, fewer only where joins are equally high."""
    return np.asarray(fcluster(tree, max(1, k), "maxclust")) if len(tree) else np.ones(1, dtype=np.int64)


def _curve(space: _Space, ks: Sequence[int] | None, loose: float) -> pd.DataFrame:
    points = space.points[space.sample]
    distances = _distances(points)
    whole = _tree(distances)
    wanted = [k for k in ks or _tried(points, whole, loose) if 1 < k < len(points)]
    draw = np.random.RandomState(space.seed)
    rounds = DEFAULTS.clusters.rounds if wanted else 0
    found = [_agreement(distances, whole, wanted, draw) for _ in range(rounds)]
    dealt = []
    for _ in range(rounds // 2):  # half as many: each needs a second tree
        # Each coordinate has the values that it had, but they no longer stand together in an answer.
        chance = _distances(unit_length(np.column_stack([draw.permutation(column) for column in points.T])))
        dealt.append(_agreement(chance, _tree(chance), wanted, draw))
    lines = []
    errors = []
    for place, k in enumerate(wanted):
        pieces = _pieces(whole, k)
        scores, by_chance = (np.array([scores[place] for scores in each]) for each in (found, dealt))
        errors.append(float(np.sqrt(scores.var() / len(scores) + by_chance.var() / len(by_chance))))
        lines.append(
            {
                "k": k,
                "stability": scores.mean(),
                "lowest": scores.min(),
                "highest": scores.max(),
                "chance": by_chance.mean(),
                "excess": scores.mean() - by_chance.mean(),
                "largest": np.bincount(pieces).max() / len(pieces),
                "mixed": _mixed(points, pieces, loose),
            }
        )
    columns = ["k", "stability", "lowest", "highest", "chance", "excess", "largest", "mixed"]
    table = pd.DataFrame(lines, columns=columns)
    if table.empty:
        return table.assign(chosen=pd.Series(dtype="bool"))
    telling = table[table["mixed"] <= max(MIXED, table["mixed"].min())]
    best = telling["excess"].idxmax()
    near = telling["excess"] >= telling["excess"][best] - errors[best]
    sure = telling["stability"] >= SURE
    k = telling.loc[sure, "k"].max() if sure.any() else telling.loc[near, "k"].min()
    return table.assign(chosen=table["k"] == k)


def _tried(points: Floats, tree: Floats, loose: float) -> range:
    """Return the numbers of clusters that are tried: up to 20, and on while too much is mixed."""
    most = min(MOST, max(2, len(points) // 6))
    utmost = min(UTMOST, len(points) // 6)
    while most < utmost and _mixed(points, _pieces(tree, most), loose) > MIXED:
        most += 1
    return range(2, most + 1)


def _mixed(points: Floats, pieces: Integers, loose: float) -> float:
    """Return the share of the points in pieces of one point, or that are too loose to be a cluster."""
    sizes = np.bincount(pieces)
    unfit = [
        each for each in np.unique(pieces) if sizes[each] < 2 or _cohesion(points[pieces == each]) < loose
    ]
    return float(sizes[unfit].sum() / len(pieces))


def _agreement(
    distances: Floats, whole: Floats, ks: Sequence[int], draw: np.random.RandomState
) -> list[float]:
    """Return, for each k, how far the clusters of a random part are those of the whole (adjusted Rand)."""
    part = np.sort(draw.choice(len(distances), int(len(distances) * PART), replace=False))
    tree = _tree(distances[np.ix_(part, part)])
    return [
        float(adjusted_rand_score(fcluster(whole, k, "maxclust")[part], fcluster(tree, k, "maxclust")))
        for k in ks
    ]


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
    """Return the mean cosine between points of length 1 and their mean, which is the length of that."""
    return round(float(np.linalg.norm(points.mean(axis=0))), DECIMALS)


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
    written = min(rows.loc[rows["place"] == ranked[0][0], "text"].astype(str))
    text = " ".join(html.unescape(written).split())
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
    chosen: list[str] = []
    for word in (space.of.words[column] for column in order):
        # 診断 beside 自己診断 says nothing more.
        if len(chosen) < most and not any(_within(word, other) or _within(other, word) for other in chosen):
            chosen.append(word)
    return chosen


def _within(word: str, other: str) -> bool:
    return word == other or (len(word) > 1 and word in other)


def _stability(space: _Space, of_text: Integers, rounds: int) -> dict[int, float]:
    """Return the mean best overlap of each cluster with those of resamples (Hennig 2007)."""
    mine = of_text[space.sample]
    numbers = sorted(set(mine.tolist()) - {0})
    if not numbers or len(mine) < 3:
        return {}
    distances = _distances(space.points[space.sample])
    whole = _tree(distances)

    def split(k: int) -> bool:
        """Return whether some cluster lies in several pieces of the tree cut into k."""
        pairs = np.unique(np.stack([mine, _pieces(whole, k)]), axis=1)[0]
        return bool((np.bincount(pairs)[1:] > 1).any())

    # The cut that gave these clusters had more pieces than they are, since the mixed stem from several. Which
    # k it was no longer stands in the table: the largest that leaves each cluster whole is near enough.
    pieces = _pieces(whole, bisect_left(range(1, len(mine) + 1), True, key=split))
    draw = np.random.RandomState(space.seed)
    found: dict[int, list[float]] = {number: [] for number in numbers}
    for _ in range(rounds):
        part = np.sort(draw.choice(len(mine), int(len(mine) * PART), replace=False))
        # As many as have an answer in this part: a piece of one that was not drawn splits no other.
        again = _pieces(_tree(distances[np.ix_(part, part)]), len(np.unique(pieces[part])))
        for number in numbers:
            inside = mine[part] == number
            if inside.any():
                overlaps = [
                    (inside & (again == each)).sum() / (inside | (again == each)).sum()
                    for each in np.unique(again[inside])
                ]
                found[number].append(max(overlaps))
    return {number: float(np.mean(scores)) for number, scores in found.items() if scores}
