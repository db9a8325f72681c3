"""Every use of a word or of a longest noun in a corpus."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from textmine.words.corpus import Corpus


def word_uses(corpus: Corpus, unit: Literal["word", "compound"]) -> pd.DataFrame:
    """Return one row per use of a countable word (or compound noun) in the corpus, in its order.

    Columns: ``word``, ``pos``, ``respondent``, ``compound`` (categories), ``answer`` (int), ``negated``
    (bool), ``first``, ``last`` (int, the rows of ``corpus.tokens`` that it spans). A compound counts if it
    holds a content word and is no stop word; it is negated if any of its words is, and of the part of
    speech of its last word.
    """
    if unit == "word":
        content = corpus.content()
        table = content[["word", "pos", "respondent", "compound", "answer", "negated"]].copy()
        table["first"] = table["last"] = content["row"]
        return table
    counted = corpus.counted
    first = np.flatnonzero(np.diff(counted["compound_id"].to_numpy(), prepend=-1))
    last = np.append(first[1:], len(counted))[: len(first)] - 1
    names = counted["compound"].cat.categories
    is_stopword = np.array([name in corpus.lexicon.stopwords for name in names.tolist()], dtype=bool)
    counts = np.logical_or.reduceat(counted["content"].to_numpy(), first)
    counts &= ~is_stopword[counted["compound"].cat.codes.to_numpy()[first]]
    negated = np.logical_or.reduceat(counted["negated"].to_numpy(), first)
    ends = counted.iloc[last[counts]]
    return pd.DataFrame(
        {
            "word": ends["compound"].array,
            "pos": ends["pos"].array,
            "respondent": ends["respondent"].array,
            "compound": ends["compound"].array,
            "answer": ends["answer"].to_numpy(),
            "negated": negated[counts],
            "first": first[counts],
            "last": last[counts],
        }
    )
