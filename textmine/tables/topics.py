"""Topic models: groups of words that stand together, and how much of each an answer holds."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import TfidfTransformer

from textmine.analysis_settings import TopicModel
from textmine.arrays import FloatArray
from textmine.errors import TableError
from textmine.settings import DEFAULTS, UNIT, Unit
from textmine.tables.membership import Rows, Table, members, rows_of
from textmine.words.corpus import Corpus

SHORT = 10  # words of the table that the median answer holds below which topics are not to be trusted
_DECIMALS = 6


def topics(
    corpus: Corpus,
    table: Table,
    k: int = DEFAULTS.topics.k,
    *,
    model: TopicModel = DEFAULTS.topics.model,
    words: int = DEFAULTS.topics.words,
    unit: Unit = UNIT,
    seed: int = DEFAULTS.topics.seed,
) -> pd.DataFrame:
    """Return the first words of each of ``k`` topics.

    ``table`` has the words that are looked at. ``model``: "lda" (latent Dirichlet allocation of the
    occurrences: Blei, Ng & Jordan 2003), or "nmf" (non-negative matrix factorisation of their tf-idf weights:
    Lee & Seung 1999). Short answers hardly tell topics apart: where the median one holds fewer than 10 words
    of the table, ``short`` says so. Answers are read in the order of their texts, whatever theirs is.

    Columns: ``topic`` (from 1, the largest first), ``share`` (0-1, of all words of the answers), ``rank``,
    ``word``, ``weight`` (0-1: of the topic's words), ``median`` (words of the table in the median answer),
    ``short`` (bool), ``base`` (answers with such a word).

    Raises:
        TableError: fewer answers or words than topics.
    """
    _, names, counts, shares, weights = _fitted(corpus, table, k, model, unit, seed)
    median = float(np.median(counts[counts > 0])) if (counts > 0).any() else 0.0
    of_topics = (shares * counts[:, None]).sum(axis=0) / max(float(counts.sum()), 1.0)
    listed = []
    for topic in range(k):
        order = sorted(range(len(names)), key=lambda word: (-weights[topic, word], names[word]))
        for rank, word in enumerate(order[:words], start=1):
            share = round(float(of_topics[topic]), _DECIMALS)
            listed.append((topic + 1, share, rank, names[word], weights[topic, word]))
    found = pd.DataFrame(listed, columns=["topic", "share", "rank", "word", "weight"])
    return found.assign(median=median, short=median < SHORT, base=int((counts > 0).sum())).astype(
        {"word": "str"}
    )


def topics_of_answers(
    corpus: Corpus,
    table: Table,
    k: int = DEFAULTS.topics.k,
    *,
    model: TopicModel = DEFAULTS.topics.model,
    unit: Unit = UNIT,
    seed: int = DEFAULTS.topics.seed,
) -> pd.DataFrame:
    """Return how much of each topic each answer holds that has a word of the table.

    Columns: ``answer``, ``respondent``, ``topic`` (the largest), then ``topic_1`` … (0-1, sum 1).
    """
    rows, _, counts, shares, _ = _fitted(corpus, table, k, model, unit, seed)
    held = counts > 0
    about = rows.answers.loc[held, ["answer", "respondent"]].reset_index(drop=True)
    about["topic"] = shares[held].argmax(axis=1) + 1
    return about.assign(**{f"topic_{topic + 1}": shares[held, topic] for topic in range(k)})


def _fitted(
    corpus: Corpus, table: Table, k: int, model: TopicModel, unit: Unit, seed: int
) -> tuple[Rows, list[str], FloatArray, FloatArray, FloatArray]:
    """Return the answers, the words, words per answer, answers × topics, and topics × words."""
    rows, features = rows_of(corpus), members(corpus, table, unit=unit)
    names = features.table["feature"].tolist()
    of_word = np.argsort(np.array(names, dtype=object), kind="stable")
    counts = features.times.tocsc()[:, of_word].tocsr().astype(np.float64)
    totals = np.asarray(counts.sum(axis=1)).ravel()
    held = np.flatnonzero(totals > 0)
    if len(held) < k or len(names) < k:
        raise TableError(
            "{k} topics need as many answers and words at least; there are {answers} and {words}",
            k=k,
            answers=len(held),
            words=len(names),
        )
    texts = rows.answers["text"].tolist()
    held = np.array(sorted(held.tolist(), key=lambda row: texts[row]), dtype=np.int64)
    inside = counts[held]
    if model == "nmf":
        fit = NMF(k, init="nndsvda", random_state=seed, max_iter=2000, tol=1e-3)
        found = fit.fit_transform(TfidfTransformer().fit_transform(inside))
    else:
        fit = LatentDirichletAllocation(k, learning_method="batch", random_state=seed, max_iter=50)
        found = fit.fit_transform(inside)
    found = found / np.maximum(found.sum(axis=1, keepdims=True), 1e-12)
    weights = fit.components_ / np.maximum(fit.components_.sum(axis=1, keepdims=True), 1e-12)
    order = np.argsort(-np.round((found * totals[held, None]).sum(axis=0), _DECIMALS), kind="stable")
    shares = np.zeros((len(texts), k))
    shares[held] = np.round(found[:, order], _DECIMALS)
    ranked = np.round(weights[order], _DECIMALS)
    return rows, [names[place] for place in of_word.tolist()], totals, shares, ranked
