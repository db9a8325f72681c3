"""Groups of answers that use the same words: for exploring, and for what no rule catches."""

from __future__ import annotations

import html
from collections.abc import Collection
from typing import Unpack

import numpy as np
import pandas as pd
from sklearn.preprocessing import normalize as unit_length

from textmine.arrays import FloatArray, Int64Array
from textmine.codes.code_columns import code_columns
from textmine.errors import TableError
from textmine.settings import DEFAULTS
from textmine.tables.k_curve import chosen_k, curve_of
from textmine.tables.space import DECIMALS, Options, Space, cohesion, pieces, space_of
from textmine.words.corpus import Corpus

READABLE = range(7, 41)  # characters of a sentence that stands for a cluster, where there is one
LENGTHY = 150  # characters that cost such a sentence as much as a cosine of 1 gains it
COLUMNS = ["answer", "respondent", "text", "cluster", "label"]


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
    space = space_of(corpus, answers, **options)
    tree = space.tree()
    if height is not None:
        k = 1 + int((tree[:, 2] > height).sum())
    elif k is None:
        k = chosen_k(curve_of(space, None, loose))
    return _labelled(space, _cut(space, tree, k), loose)


def uncoded(coded: pd.DataFrame) -> list[int]:
    """Return the numbers of the substantive answers without any code in a table of ``codes``.

    An answer of several documents (sentences, say) has a code if one of them has.

    >>> coded = pd.DataFrame({"answer": [4, 5, 6], "kind": ["substantive", "substantive", "none"],
    ...     "＊費用": [1, 0, 0]})
    >>> uncoded(coded)
    [5]
    """
    has_code = coded[code_columns(coded)].to_numpy(dtype=bool).any(axis=1)
    substantive = (coded["kind"] == "substantive").to_numpy(dtype=bool)
    answers = coded["answer"].to_numpy(dtype=np.int64)
    return [int(answer) for answer in np.setdiff1d(answers[substantive], answers[has_code])]


def dendrogram(
    corpus: Corpus, *, answers: Collection[int] | None = None, **options: Unpack[Options]
) -> pd.DataFrame:
    """Return the tree of the answers, one row per join, from the closest to the last.

    Columns: ``left``, ``right`` (a number below the count of leaves is one of them, named in
    :func:`dendrogram_leaves`; else the join of that number less the count), ``height`` (cosine distance),
    ``size`` (distinct answers), ``clusters`` (how many there are if the tree is cut just above this join).
    ``clusters(corpus, height=…)`` or ``clusters(corpus, k)`` cut it.
    """
    space = space_of(corpus, answers, **options)
    table = pd.DataFrame(space.tree(), columns=["left", "right", "height", "size"])
    table = table.astype({"left": "int64", "right": "int64", "size": "int64"})
    return table.assign(clusters=np.arange(len(table), 0, -1))


def dendrogram_leaves(corpus: Corpus, clustered: pd.DataFrame, **options: Unpack[Options]) -> pd.DataFrame:
    """Return the leaves of the :func:`dendrogram` of the answers in ``clustered``, in code point order.

    Columns: ``leaf`` (its number in the tree), ``feature`` (the answer as written; of several spellings the
    first in code point order), ``respondents``, ``answers`` (that read so), ``cluster`` (of ``clustered``),
    ``base``. Answers without a word that counts are no leaves, nor those beyond the sample of 4,000.
    """
    space = space_of(corpus, clustered["answer"].tolist(), **options)
    rows = space.of.rows
    alike = rows[rows["place"].isin(space.sample)].groupby("place", sort=True)
    return pd.DataFrame(
        {
            "leaf": np.arange(len(space.sample)),
            "feature": pd.Series([min(texts) for _, texts in alike["text"]], dtype="str"),
            "respondents": alike["respondent"].nunique().to_numpy(),
            "answers": alike.size().to_numpy(),
            "cluster": space.numbers(clustered)[space.sample],
            "base": corpus.base,
        }
    )


def _cut(space: Space, tree: FloatArray, k: int) -> Int64Array:
    """Return the raw cluster (1 ...) of each distinct answer; 0 where it holds no word."""
    raw = np.zeros(len(space.of.texts), dtype=np.int64)
    raw[space.sample] = pieces(tree, k)
    rest = np.setdiff1d(space.somewhere, space.sample)
    if len(rest):
        numbers = np.unique(raw[space.sample])
        means = np.stack([space.points[raw == number].mean(axis=0) for number in numbers])
        nearness = np.round(space.points[rest] @ unit_length(means).T, DECIMALS)
        raw[rest] = numbers[np.argmax(nearness, axis=1)]
    return raw


def _labelled(space: Space, raw: Int64Array, loose: float) -> pd.DataFrame:
    """Return the table of clusters: numbered by size, the loose ones and those of one text mixed."""
    rows = space.of.rows
    of_row = [int(cluster) for cluster in raw[rows["place"].to_numpy()]]
    people = pd.DataFrame({"cluster": of_row, "respondent": rows["respondent"]}).drop_duplicates()
    respondents = dict(people["cluster"].value_counts())
    labels: dict[int, str] = {}
    for cluster in sorted(set(raw.tolist()) - {0}):
        members = np.flatnonzero(raw == cluster)
        if respondents.get(cluster, 0) > 1 and cohesion(space.points[members]) >= loose:
            labels[cluster] = _representative(space, members)
    order = sorted(labels, key=lambda cluster: (-respondents[cluster], labels[cluster]))
    number = {cluster: place for place, cluster in enumerate(order, start=1)}
    table = rows[["answer", "respondent", "text"]].assign(
        cluster=[number.get(cluster, 0) for cluster in of_row],
        label=pd.Series([labels.get(cluster, "") for cluster in of_row], dtype="str", index=rows.index),
    )
    return table[COLUMNS]


def _representative(space: Space, members: Int64Array) -> str:
    """Return the most typical text of a cluster, as written: a short readable one if there is one.

    Typical is what lies near the mean of the cluster, uses the words that set it apart, and is short.
    """
    mean = space.points[members].mean(axis=0)
    nearness = space.points[members] @ mean / max(float(np.linalg.norm(mean)), 1e-9)
    weight = {word: place for place, word in enumerate(reversed(space.telling_words(members)), start=1)}
    gain = np.zeros(len(members))
    for word, worth in weight.items():
        # A word may stand in several columns (alone, and in a compound); it counts once.
        columns = [column for column, name in enumerate(space.of.words) if name == word]
        has_word = space.of.counts[members][:, columns].sum(axis=1) > 0
        gain += worth * np.asarray(has_word).ravel()
    typical = nearness + gain / max(sum(weight.values()), 1) / 2

    def order(place: int) -> tuple[bool, float, int, int]:
        row = int(members[place])
        length = len(space.of.texts[row])
        return (length not in READABLE, -round(float(typical[place]) - length / LENGTHY, 6), length, row)

    row = members[min(range(len(members)), key=order)]
    rows = space.of.rows
    written = min(rows.loc[rows["place"] == row, "text"].astype(str))
    text = " ".join(html.unescape(written).split())
    return text if len(text) < READABLE.stop else text[: READABLE.stop - 2] + "…"
