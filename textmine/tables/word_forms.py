"""A search of the words: those that hold a text, with the forms in which they were written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import numpy as np
import pandas as pd

from textmine.errors import WordsError
from textmine.settings import UNIT, Unit
from textmine.tables.occurrences import uses
from textmine.words.corpus import Corpus

Match = Literal["contains", "equals", "begins", "ends"]
_TESTS: dict[Match, Callable[[str, str], bool]] = {
    "contains": str.__contains__,
    "equals": str.__eq__,
    "begins": str.startswith,
    "ends": str.endswith,
}


def word_forms(
    corpus: Corpus, query: str, *, match: Match = "contains", every: bool = False, unit: Unit = UNIT
) -> pd.DataFrame:
    """Return the words that hold a text, with the forms in which they were written, most frequent first.

    The ``query`` may be several texts with blanks between them: words with any of them are listed, with
    ``every`` those with all. Case of letters does not matter.

    Columns: ``word``, ``pos``, ``occurrences`` (of the word), ``form`` (as it was written), ``conjugation``
    (the dictionary's name of the form, of the last token; "" of what is not conjugated),
    ``form_occurrences``. Sorted by occurrences, most first, then by word, then in the same way by form.

    Raises:
        WordsError: if no word holds the text.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> answers = pd.DataFrame({"answer": range(3), "respondent": list("abc"), "question": "障害",
    ...     "item": "", "text": ["予算が増えた", "増える費用", "増えた"], "kind": "substantive"})
    >>> table = word_forms(tokenize(Survey(answers)), "増", unit="word")
    >>> table[["word", "occurrences", "form", "form_occurrences"]].values.tolist()
    [['増える', 3, '増え', 2], ['増える', 3, '増える', 1]]
    """
    used, test, parts = uses(corpus, unit), _TESTS[match], query.casefold().split()
    names = used["word"].cat.categories.tolist()
    # A word of two classes is shown with its class, which is no part of it: 話（名詞C）.
    plain = [re.sub(r"(?<=.)（[^（]+）$", "", name).casefold() for name in names]
    holds = all if every else any
    found = np.array([bool(parts) and holds(test(name, part) for part in parts) for name in plain], bool)
    used = used[found[used["word"].cat.codes.to_numpy()]]
    if used.empty:
        raise WordsError("no word of these answers holds {query!r}; see the keyword table", query=query)
    spans = zip(used["first"].tolist(), used["last"].tolist(), strict=True)
    written = [[corpus.morphemes[code] for code in corpus.codes[first : last + 1]] for first, last in spans]
    table = pd.DataFrame(
        {
            "word": used["word"].astype("str").to_numpy(),
            "pos": used["pos"].astype("str").to_numpy(),
            "form": ["".join(token.surface for token in tokens) for tokens in written],
            "conjugation": [tokens[-1].form.strip("*") for tokens in written],
        },
        dtype="str",
    )
    table = (
        table.groupby(list(table.columns), as_index=False).size().rename(columns={"size": "form_occurrences"})
    )
    table["occurrences"] = table.groupby("word")["form_occurrences"].transform("sum")
    order = ["occurrences", "word", "form_occurrences", "form"]
    table = table.sort_values(order, ascending=[False, True, False, True], ignore_index=True)
    return table[["word", "pos", "occurrences", "form", "conjugation", "form_occurrences"]]
