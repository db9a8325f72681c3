"""The answers that fulfil a condition on words, codes or attributes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.arrays import Int64Array
from textmine.codes.codebook import Codebook, parse_codebook
from textmine.codes.documents import DocumentUnit, texts_of
from textmine.codes.matching import Matcher, evaluated
from textmine.codes.readings import stream
from textmine.codes.syntax import Node
from textmine.inputs.attributes import column_of
from textmine.settings import DEFAULTS, Reading
from textmine.words.corpus import Corpus

_NAME = "＊the condition"  # of the code that a condition is while it is looked for


def search(
    corpus: Corpus,
    condition: str,
    *,
    codebook: Codebook | None = None,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
) -> pd.DataFrame:
    """Return the answers that fulfil a condition, those where it occurs most often first.

    The condition is written as in a rule of a code frame: 費用 and 不安, near(予算-足りる!neg), '電子決済',
    <>地域-->東. With a ``codebook`` its codes may be named: <＊費用> and not <＊人材>, or ＊費用 alone.

    Columns: ``document`` (its number, from 1), ``answer``, ``respondent``, ``question``, ``item``, the
    attributes, ``hits`` (places where words of the condition occur; 1 where it has none), ``text``. Sorted
    by hits, most first, then by document. ``unit`` and ``reading`` as in :func:`textmine.code_answers`.

    Raises:
        CodebookError: for a condition that can't be understood, or a unit that there is not.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["費用が負担", "時間がない", "費用と費用と時間"]
    >>> answers = pd.DataFrame({"answer": range(3), "respondent": list("abc"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> search(tokenize(Survey(answers)), "費用 or 人")[["answer", "hits"]].values.tolist()
    [[2, 2], [0, 1]]
    """
    frame = with_condition(condition, codebook)
    text = stream(corpus, reading=reading)
    matcher, matrix = evaluated(text, frame, unit)
    rule = frame.codes[-1].rule
    assert rule is not None  # a rule that can't be understood was an error
    found = np.flatnonzero(matrix[:, -1])
    answers = corpus.answers.iloc[matcher.unit.row[found]]
    columns = ["answer", "respondent", "question", "item", *map(column_of, corpus.survey.attributes)]
    table = answers[list(dict.fromkeys(columns))].reset_index(drop=True)
    table.insert(0, "document", found + 1)
    table["hits"] = _hits(matcher, rule)[found]
    texts = texts_of(text, matcher.unit)
    table["text"] = pd.Series([texts[place] for place in found.tolist()], dtype="str")
    return table.sort_values(["hits", "document"], ascending=[False, True], ignore_index=True)


def with_condition(condition: str, codebook: Codebook | None = None) -> Codebook:
    """Return a code frame whose last code is a condition; before it stand the codes of ``codebook``.

    Raises:
        CodebookError: for a condition that can't be understood.
    """
    written = condition.strip()
    if written.startswith(("＊", "*")):
        written = f"<{written}>"
    before = "\n".join(codebook.source) if codebook is not None else ""
    return parse_codebook(f"{before}\n{_NAME}\n{written}")


def _hits(matcher: Matcher, rule: Node) -> Int64Array:
    """Return of each document how many places made a rule true, at least 1."""
    every = np.ones(matcher.unit.count, dtype=bool)
    counts = np.zeros(matcher.unit.count, dtype=np.int64)
    for clause in matcher.fired(rule, every):
        if clause.spans is not None:
            counts += np.bincount(clause.document, minlength=len(counts))
    return np.maximum(counts, 1)
