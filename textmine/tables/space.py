"""Answers as points: near each other where they use the same words, or mean the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.linalg import eigh
from scipy.spatial.distance import squareform
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.preprocessing import normalize as unit_length

from textmine.arrays import FloatArray, Int64Array
from textmine.settings import DEFAULTS, Encoder
from textmine.tables.matrix import Matrix, matrix
from textmine.words.corpus import Corpus
from textmine.words.meaning import meanings

SAMPLE = 4000  # distinct answers whose distances are all computed; the others join the nearest cluster
SHORT, LONG = 50, 150  # dimensions for short answers and for longer comments
MEANING = 0.7  # of the similarity is that of the meanings, where they are encoded; the rest is the words'
DECIMALS = 9  # of a distance: what is beyond depends on the machine
EQUAL = 1e-6  # singular values that differ by a smaller part are one value to round-off; less is nothing
WHOLE = 2000  # answers or words, whichever are fewer, up to which all singular values are computed


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
class Space:
    """The distinct answers as points of length 1, those without any word in it all zero.

    Attributes:
        of: the answers by their words.
        tfidf: the same, weighted.
        points: one row per distinct answer.
        somewhere: the rows that are not all zero.
        sample: of these, the rows that are joined to a tree.
        seed: of every draw.
    """

    of: Matrix
    tfidf: sparse.csr_matrix
    points: FloatArray
    somewhere: Int64Array
    sample: Int64Array
    seed: int

    def tree(self) -> FloatArray:
        """Return the tree of the sample."""
        return tree_of(distances(self.points[self.sample]))

    def numbers(self, clustered: pd.DataFrame) -> Int64Array:
        """Return the cluster of each distinct answer in a table of ``clusters``."""
        numbers = np.zeros(len(self.of.texts), dtype=np.int64)
        cluster_of = clustered.set_index("answer")["cluster"]
        numbers[self.of.rows["place"]] = cluster_of.loc[self.of.rows["answer"]].to_numpy()
        return numbers

    def telling_words(self, members: Int64Array, most: int = 3) -> list[str]:
        """Return the words whose mean weight in some answers exceeds that in the others most."""
        if not self.of.words or not len(members):
            return []
        inside = np.asarray(self.tfidf[members].mean(axis=0)).ravel()
        others = np.setdiff1d(np.arange(len(self.of.texts)), members)
        outside = np.asarray(self.tfidf[others].mean(axis=0)).ravel() if len(others) else 0
        gain = np.round(inside - outside, DECIMALS)
        columns = np.flatnonzero(gain > 0).tolist()
        columns.sort(key=lambda column: (-gain[column], self.of.words[column]))
        words: list[str] = []
        for word in (self.of.words[column] for column in columns):
            # 診断 beside 自己診断 says nothing more.
            if len(words) < most and not any(_within(word, other) or _within(other, word) for other in words):
                words.append(word)
        return words


def space_of(
    corpus: Corpus,
    answers: Collection[int] | None,
    *,
    encoder: Encoder = DEFAULTS.clusters.encoder,
    dimensions: int | None = DEFAULTS.clusters.dimensions,
    long: int = DEFAULTS.clusters.long,
    minimum: int = DEFAULTS.clusters.minimum,
    seed: int = DEFAULTS.clusters.seed,
) -> Space:
    """Return the substantive answers of a corpus, or those with the numbers ``answers``, as points.

    The options are those of :class:`Options`.
    """
    of = matrix(corpus, minimum=minimum, answers=answers)
    if dimensions is None:
        lengths = [len(text) for text in of.texts]
        dimensions = LONG if lengths and np.median(lengths) >= long else SHORT
    weights = TfidfTransformer().fit_transform(of.counts) if of.counts.nnz else of.counts
    somewhere = np.flatnonzero(np.diff(of.counts.indptr) > 0)
    if min(weights.shape) <= dimensions + 1:
        points = weights.toarray() if weights.shape[1] else np.zeros((len(of.texts), 1))
    else:
        points = settled(*reduced(weights, dimensions + 1, seed), dimensions)
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
    return Space(of, weights, points, somewhere, sample, seed)


def reduced(weights: sparse.csr_matrix, most: int, seed: int) -> tuple[FloatArray, FloatArray]:
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


def settled(points: FloatArray, values: FloatArray, most: int) -> FloatArray:
    """Return the points in at most ``most`` dimensions, in axes that the texts alone decide.

    Where singular values are equal, any rotation of their axes is as good, and round-off would choose one:
    the axes are then turned to the first points that differ. Where equal values stand on both sides of the
    end, none of them is kept, since what is cut off would be chance; nor are values of 0.
    """
    is_something = values > EQUAL * values[0]
    points, values = points[:, is_something], values[is_something]
    tied = np.isclose(values[1:], values[:-1], rtol=EQUAL, atol=0)
    runs = np.split(np.arange(len(values)), np.flatnonzero(~tied) + 1)
    runs_kept = [run for run in runs if run[-1] < most]
    if not runs_kept:
        return points[:, :most]
    columns = []
    for run in runs_kept:
        of_run = points[:, run]
        axes: list[FloatArray] = []
        for point in of_run if len(run) > 1 else []:
            off = point - sum((point @ axis * axis for axis in axes), np.zeros(len(run)))
            long = float(np.linalg.norm(off))
            if len(axes) < len(run) and long > EQUAL:
                axes.append(off / long)
        columns.append(of_run @ np.array(axes).T if len(axes) == len(run) else of_run)
    return np.hstack(columns)


def distances(points: FloatArray) -> FloatArray:
    """Return the cosine distances between points of length 1, rounded so that equal ones stay equal."""
    rounded = np.round(np.clip(1 - points @ points.T, 0, 2), DECIMALS)
    np.fill_diagonal(rounded, 0)
    return np.asarray(np.minimum(rounded, rounded.T))


def tree_of(distances: FloatArray) -> FloatArray:
    """Return the tree of average linkage: scipy's rows of left, right, height and size."""
    if len(distances) < 2:
        return np.empty((0, 4))
    return np.asarray(linkage(squareform(distances, checks=False), "average"))


def pieces(tree: FloatArray, k: int) -> Int64Array:
    """Return the piece of each leaf (from 1): at most ``k``, fewer only where joins are equally high."""
    return np.asarray(fcluster(tree, max(1, k), "maxclust")) if len(tree) else np.ones(1, dtype=np.int64)


def cohesion(points: FloatArray) -> float:
    """Return the mean cosine between points of length 1 and their mean, which is the length of that."""
    return round(float(np.linalg.norm(points.mean(axis=0))), DECIMALS)


def _within(word: str, other: str) -> bool:
    return word == other or (len(word) > 1 and word in other)
