"""Words that belong to a condition: more frequent where a word, a code or an attribute is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from textmine.codes.codebook import Codebook
from textmine.codes.matching import evaluated
from textmine.codes.readings import stream
from textmine.codes.search import with_condition
from textmine.codes.syntax import terms
from textmine.settings import DEFAULTS, UNIT, Reading, Unit
from textmine.tables.measures import log_likelihood
from textmine.tables.membership import Table, members, respondents, rows_of, together
from textmine.words.corpus import Corpus


def related(
    corpus: Corpus,
    condition: str,
    table: Table,
    *,
    codebook: Codebook | None = None,
    unit: Unit = UNIT,
    minimum: int = DEFAULTS.keywords.minimum,
    reading: Reading = DEFAULTS.codes.reading,
) -> pd.DataFrame:
    """Return the words that are more frequent among those who fulfil a condition, the closest first.

    ``condition`` is a word, or written as in :func:`textmine.search`; ``table`` has the words (or codes) that
    are looked at. Listed are those that ``minimum`` respondents have together with the condition, in one
    answer, and of which the conditional share is above the share among all; the words of the condition
    itself are not.

    Columns: ``feature``, ``kind``, ``negated`` (of a keyword table that has it), ``respondents``, ``share``
    (0-1, of ``base``), ``both`` (who have it where the condition is), ``condition_respondents`` (who fulfil
    the condition), ``conditional_share`` (both / those), ``difference`` (of the two shares), ``ratio``,
    ``jaccard``, ``dice``, ``simpson``, ``cosine``, ``log_likelihood`` (as in
    :func:`textmine.cooccurrence`), ``base``. Sorted by jaccard, highest first, then by feature in code point
    order, as KH Coder's 関連語検索 does.

    Raises:
        CodebookError: for a condition that can't be understood.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["費用が負担", "時間がない", "費用の負担", "人の負担", "時間"]
    >>> answers = pd.DataFrame({"answer": range(5), "respondent": list("abcde"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> words = related(tokenize(Survey(answers)), "費用", ["費用", "負担", "時間"])
    >>> words[["feature", "both", "conditional_share", "share"]].values.tolist()
    [['負担', 2, 1.0, 0.6]]
    """
    rows, features = rows_of(corpus), members(corpus, table, unit=unit)
    frame = with_condition(condition, codebook)
    _, matrix = evaluated(stream(corpus, reading=reading), frame, "answer")
    fulfilled = set(corpus.answers["answer"].to_numpy()[matrix[:, -1]].tolist())
    inside = rows.answers["answer"].isin(fulfilled).to_numpy(dtype=np.int32)
    has_condition = sparse.csr_matrix(inside[:, None])
    both = together(rows, features.hits, has_condition)[:, 0]
    have, with_it = respondents(rows, features.hits), int(respondents(rows, has_condition)[0])
    base = rows.base
    of_condition, share = both / max(with_it, 1), have / max(base, 1)
    found = features.table.assign(
        respondents=have,
        share=share,
        both=both,
        condition_respondents=with_it,
        conditional_share=of_condition,
        difference=of_condition - share,
        ratio=of_condition / np.where(share > 0, share, 1),
        jaccard=both / np.maximum(have + with_it - both, 1),
        dice=2 * both / np.maximum(have + with_it, 1),
        simpson=both / np.maximum(np.minimum(have, with_it), 1),
        cosine=both / np.sqrt(np.maximum(have * with_it, 1)),
        log_likelihood=log_likelihood(both, with_it, have - both, base - with_it),
        base=base,
    )
    own = {term.base for term in terms(frame.codes[-1].rule)}
    listed = (found["both"] >= minimum) & (found["difference"] > 0) & ~found["feature"].isin(own)
    return found[listed].sort_values(["jaccard", "feature"], ascending=[False, True], ignore_index=True)
