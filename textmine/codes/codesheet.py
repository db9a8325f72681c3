"""The answers with their codes and what gave them: the sheet that a researcher reads and corrects."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.codes.code_answers import code_answers, code_columns
from textmine.codes.codebook import Codebook
from textmine.codes.documents import DocumentUnit
from textmine.codes.explain import explain
from textmine.codes.review import corrected
from textmine.settings import DEFAULTS, Reading
from textmine.words.corpus import Corpus

CORRECTED = ("reviewed", "overridden", "coder")  # what corrections add to a table of codes


def code_sheet(
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
    overrides: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return each document with its codes and the characters that gave them, in the order of the text.

    Columns: ``answer``, ``respondent``, ``item``, ``text``, ``codes`` (the names without ＊, in the order of
    the frame, joined by 、), ``evidence`` ("費用：高額・予算／…": per code the characters that a condition
    fired on; of a unit smaller than the answer, those of its answer), the attributes of the respondent,
    ``kind``, ``document`` and 0 or 1 per code, as in :func:`textmine.codes`. Blank answers are left out.
    With ``overrides`` (of ``read_review``) what people decided stands above the rules, and ``reviewed``,
    ``overridden`` and ``coder`` say where, as in :func:`textmine.apply`.

    Raises:
        CodebookError: as :func:`textmine.codes`.

    >>> from textmine.codes.codebook import parse_codebook
    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> answers = pd.DataFrame({"answer": [0], "respondent": "a", "question": "障害", "item": "",
    ...     "text": "予算がなく人手も足りない", "kind": "substantive"})
    >>> frame = parse_codebook("＊費用\\n費用 or 予算\\n＊人材\\nnear(人手-足りる!neg)")
    >>> code_sheet(tokenize(Survey(answers)), frame)[["codes", "evidence"]].values.tolist()
    [['費用、人材', '費用：予算／人材：人手も足り']]
    """
    coded = corrected(code_answers(corpus, codebook, unit=unit, reading=reading), overrides, corpus)
    return coded_sheet(coded, corpus, codebook, unit=unit, reading=reading)


def coded_sheet(
    coded: pd.DataFrame, corpus: Corpus, codebook: Codebook, *, unit: DocumentUnit, reading: Reading
) -> pd.DataFrame:
    """Return the table of :func:`code_sheet` from one of codes, with or without what people decided."""
    names = code_columns(coded)
    hits = coded[names].to_numpy(dtype=bool)
    shown = [name.removeprefix("＊") for name in names]
    clauses = explain(corpus, codebook, unit=unit, reading=reading)
    clauses = clauses[clauses["start"] >= 0]
    fired: dict[tuple[int, str], dict[str, None]] = {}
    for answer, code, text in zip(clauses["answer"], clauses["code"], clauses["text"], strict=True):
        fired.setdefault((answer, code), {})[text] = None
    evidence = []
    for answer, row in zip(coded["answer"].tolist(), hits, strict=True):
        parts = ((shown[place], fired.get((answer, names[place]), {})) for place in np.flatnonzero(row))
        evidence.append("／".join(f"{name}：{'・'.join(texts)}" if texts else name for name, texts in parts))
    answers = corpus.answers
    attributes = [*corpus.survey.attribute_columns]
    beside = answers.set_index("answer")[["item", *attributes]].loc[coded["answer"]].reset_index(drop=True)
    joined = ["、".join(shown[place] for place in np.flatnonzero(row)) for row in hits]
    summary = pd.DataFrame(
        {"codes": pd.Series(joined, dtype="str"), "evidence": pd.Series(evidence, dtype="str")}
    )
    table = pd.concat(
        [
            coded[["answer", "respondent"]],
            beside[["item"]],
            coded[["text"]],
            summary,
            beside[attributes],
            coded[["kind", "document", *names, *(name for name in CORRECTED if name in coded)]],
        ],
        axis=1,
    )
    return table[table["kind"] != "blank"].reset_index(drop=True)
