"""Documents × words: how often each answer has each word, with its attributes, for other programs."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from textmine.inputs.attributes import attribute_of, column_of
from textmine.settings import UNIT, Unit
from textmine.tables.membership import Table, members, rows_of
from textmine.words.corpus import Corpus


def document_words(
    corpus: Corpus,
    table: Table,
    *,
    cells: Literal["occurrences", "zero_one"] = "occurrences",
    unit: Unit = UNIT,
) -> pd.DataFrame:
    """Return one row per substantive answer: who wrote it, its attributes, and how often it has each word.

    ``table`` is a keyword table of that ``unit``, a list of words, or a table of codes. Of a corpus that
    :func:`textmine.recount` made, the rows are its documents: sentences, say. ``cells="zero_one"`` says only
    whether a word is there.

    Columns: ``answer``, ``respondent``, ``item``, the attributes, ``words``, ``characters`` (its length:
    all words, and the characters of its text), then one of whole numbers for each word, in the order of the
    table; ``語_地域`` is the word of that name where a column is called 地域, and 感じる（否定） its negated
    uses where these are a row of their own. It reads as it is into R and SPSS: no column is named twice.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> answers = pd.DataFrame({"answer": range(2), "respondent": list("ab"), "question": "障害",
    ...     "item": "", "text": ["費用と費用", "人の費用"], "kind": "substantive", "地域": ["東", "西"]})
    >>> document_words(tokenize(Survey(answers)), ["費用", "人"])[["地域", "費用", "人"]].values.tolist()
    [['東', 2, 0], ['西', 1, 1]]
    """
    rows, features = rows_of(corpus), members(corpus, table, unit=unit)
    about = ["answer", "respondent", "item", *map(column_of, corpus.survey.attributes)]
    documents = rows.answers[list(dict.fromkeys(about))].rename(columns=attribute_of)
    lengths = corpus.counted.groupby("answer").size()
    documents["words"] = documents["answer"].map(lengths).fillna(0).astype("int64")
    documents["characters"] = rows.answers["text"].str.len().astype("int64")
    counts = (features.times if cells == "occurrences" else features.hits).toarray().astype(np.int64)
    is_negated = features.table.get("negated", pd.Series(False, features.table.index))
    names = [
        f"{name}（否定）" if negated else name
        for name, negated in zip(features.table["feature"].tolist(), is_negated.tolist(), strict=True)
    ]
    taken = set(map(str, documents.columns))
    named = [f"語_{name}" if name in taken else name for name in names]
    return pd.concat([documents, pd.DataFrame(counts, columns=named)], axis=1)
