"""Answers by words as a sparse matrix: what clustering starts from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from textmine.inputs.normalize import normalize
from textmine.words.corpus import Corpus


@dataclass(frozen=True, eq=False)
class Matrix:
    """The distinct answers of a corpus by its words.

    Attributes:
        counts: occurrences, one row per distinct text and one column per word.
        texts: the text of each row, normalised, in code point order: the order of the survey's rows is gone.
        words: the word or compound of each column: words, then compounds, each in code point order.
        rows: the substantive answers (``answer``, ``respondent``, ``text``) with ``place``, their row.
    """

    counts: sparse.csr_matrix
    texts: tuple[str, ...]
    words: tuple[str, ...]
    rows: pd.DataFrame


def matrix(corpus: Corpus, *, minimum: int = 1, answers: Collection[int] | None = None) -> Matrix:
    """Return the matrix of the content words, and of the compounds, that ``minimum`` distinct answers hold.

    個人情報 counts as 個人, as 情報 and as the compound 個人情報; 情報 on its own as a word and as
    a compound. So two answers with the same compound are closer than two that share a word of it.

    Answers that read the same after normalising are one row, so that copies weigh as one opinion.
    ``answers`` are the numbers of those that are taken, of the substantive ones; without them all are.
    """
    rows = corpus.answers.loc[corpus.answers["kind"] == "substantive", ["answer", "respondent", "text"]]
    if answers is not None:
        rows = rows[rows["answer"].isin(list(answers))]
    clean = [normalize(str(text)).strip() for text in rows["text"]]
    texts = sorted(set(clean))
    place = {text: number for number, text in enumerate(texts)}
    rows = rows.assign(place=np.array([place[text] for text in clean], dtype=np.int64)).reset_index(drop=True)
    first = rows.drop_duplicates("place").set_index("answer")["place"]
    tokens = corpus.counted
    tokens = tokens[tokens["content"] & tokens["answer"].isin(first.index)]
    blocks = []
    words: list[str] = []
    for uses, name in ((tokens, "word"), (tokens.drop_duplicates("compound_id"), "compound")):
        names = uses[name].cat.remove_unused_categories()
        entries = (first.loc[uses["answer"]].to_numpy(), names.cat.codes.to_numpy())
        shape = (len(texts), len(names.cat.categories))
        blocks.append(sparse.csr_matrix((np.ones(len(uses)), entries), shape=shape))
        words.extend(map(str, names.cat.categories))
    counts = sparse.hstack(blocks).tocsr()
    columns = np.flatnonzero(np.asarray((counts > 0).sum(axis=0)).ravel() >= minimum)
    return Matrix(counts[:, columns], tuple(texts), tuple(words[column] for column in columns), rows)
