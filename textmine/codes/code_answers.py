"""Which answers have which codes of a code frame."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.codes.codebook import Codebook
from textmine.codes.documents import DocumentUnit, texts_of, words_of
from textmine.codes.matching import Matcher, evaluated
from textmine.codes.properties import Variables
from textmine.codes.readings import stream
from textmine.settings import DEFAULTS, Reading
from textmine.words.corpus import Corpus


def code_answers(
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
    variables: Variables | None = None,
) -> pd.DataFrame:
    """Return which documents have which codes: one row per document, in the order of the text.

    Columns: ``answer``, ``respondent`` (of the first answer of the document), ``kind`` (substantive … blank),
    ``document`` (its number, from 1), ``text`` (the original characters; of a heading unit the heading), and
    one of 0 and 1 per code, named as the code with its leading ＊.

    Args:
        corpus: the answers as words.
        codebook: the code frame; a code whose rule can't be understood has no hits.
        unit: "answer", "sentence", "paragraph" (a line), or "heading1" … "heading5" of a text with headings.
        reading: "textmine", or "khcoder" to read the original characters as KH Coder does (no normalising,
            sentences end at 。 alone, headings are sentences, every answer counts, the analyst's stop words
            are not used).
        variables: variables that do not stand with the answers: unit -> one row per document of it.

    Raises:
        CodebookError: if there is no such unit, or the text has no such headings.

    >>> from textmine.codes.codebook import parse_codebook
    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["費用が負担", "従業員が足りない", "特になし"]
    >>> answers = pd.DataFrame({"answer": range(3), "respondent": list("abc"), "question": "障害",
    ...     "item": "", "text": texts, "kind": ["substantive"] * 2 + ["none"]})
    >>> frame = parse_codebook("＊費用\\n費用 or 予算\\n＊人材\\n従業員 and 足りる!neg")
    >>> coded = code_answers(tokenize(Survey(answers)), frame)
    >>> coded[["answer", "＊費用", "＊人材"]].values.tolist()
    [[0, 1, 0], [1, 0, 1], [2, 0, 0]]
    """
    return _coded(corpus, codebook, unit, reading, variables)[0]


def code_documents(
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
) -> tuple[pd.DataFrame, list[list[str]]]:
    """Return the table of :func:`code_answers`, and the words of each of its documents."""
    table, matcher = _coded(corpus, codebook, unit, reading, None)
    return table, words_of(matcher.text, matcher.unit)


def _coded(
    corpus: Corpus,
    codebook: Codebook,
    unit: DocumentUnit,
    reading: Reading,
    variables: Variables | None,
) -> tuple[pd.DataFrame, Matcher]:
    read = stream(corpus, reading=reading)
    matcher, matrix = evaluated(read, codebook, unit, variables)
    documents = matcher.unit
    answers = corpus.answers.iloc[documents.row]
    kind = answers["kind"].to_numpy(dtype=object)
    if reading == "khcoder":  # which knows no kinds of answers
        filled = np.array([unit != "answer" or bool(text.strip()) for text in answers["text"]], dtype=bool)
        kind = np.where(filled, "substantive", "blank")
    table = pd.DataFrame(
        {
            "answer": answers["answer"].to_numpy(),
            "respondent": pd.Series(answers["respondent"].to_numpy(), dtype="str"),
            "kind": pd.Series(kind, dtype="str"),
            "document": np.arange(1, documents.count + 1),
            "text": pd.Series(texts_of(read, documents), dtype="str"),
        }
    )
    coded = pd.DataFrame(matrix.astype(np.int8), columns=list(codebook.names))
    return pd.concat([table, coded], axis=1), matcher
