"""The answers with their codes and what gave them: the sheet that a researcher reads and corrects."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.codes.code_columns import code_columns
from textmine.codes.codebook import Codebook
from textmine.codes.documents import DocumentUnit
from textmine.codes.explain import explain
from textmine.codes.given import code_by_machine, given_by
from textmine.codes.review import corrected
from textmine.settings import DEFAULTS, Lang, Reading
from textmine.texts.labels import label
from textmine.words.corpus import Corpus

CORRECTED = ("reviewed", "overridden", "coder", "note")  # what corrections add to a table of codes


def code_sheet(
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
    overrides: pd.DataFrame | None = None,
    lang: Lang = DEFAULTS.report.lang,
) -> pd.DataFrame:
    """Return each document with its codes and the characters that gave them, in the order of the text.

    Columns: ``answer``, ``respondent``, ``item``, ``text``, ``codes`` (the names without ＊, in the order of
    the frame, joined by 、), ``evidence`` ("費用：高額・予算／…": per code the characters that a condition
    fired on; of a unit smaller than the answer, those of its answer; of a code that examples gave, the
    nearest one; of one that a person gave, that it was one), the attributes of the respondent, ``kind``,
    ``document`` and 0 or 1 per code, as in :func:`textmine.codes`. Blank answers are left out.
    With ``overrides`` (of ``read_review``) what people decided stands above the rules, and ``reviewed``,
    ``overridden``, ``coder`` and ``note`` say where, as in :func:`textmine.apply`.

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
    machine = code_by_machine(corpus, codebook, unit=unit, reading=reading)
    coded = corrected(machine.coded, overrides, corpus)
    clauses = explain(corpus, codebook, unit=unit, reading=reading)
    return coded_sheet(coded, corpus, given_by(machine, coded, clauses), lang=lang)


def coded_sheet(coded: pd.DataFrame, corpus: Corpus, given: pd.DataFrame, *, lang: Lang) -> pd.DataFrame:
    """Return the table of :func:`code_sheet` from one of codes, and who gave them (``given_by``)."""
    names = code_columns(coded)
    hits = coded[names].to_numpy(dtype=bool)
    shown = [name.removeprefix("＊") for name in names]
    grounds = _grounds(given, lang)
    evidence = []
    for answer, row in zip(coded["answer"].tolist(), hits, strict=True):
        parts = ((shown[place], grounds.get((answer, names[place]), "")) for place in np.flatnonzero(row))
        evidence.append("／".join(f"{name}：{ground}" if ground else name for name, ground in parts))
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


def _grounds(given: pd.DataFrame, lang: Lang) -> dict[tuple[int, str], str]:
    """Return answer and code -> what gave it: characters, an example, or a person."""
    grounds: dict[tuple[int, str], str] = {}
    columns = (given[name] for name in ("answer", "code", "by", "characters", "near_1"))
    for answer, code, by, characters, near in zip(*columns, strict=True):
        if by == "examples" and near:
            ground = label("note.given_by_example", lang, text=near)
        elif by == "person" and not characters:
            ground = label("note.given_by_person", lang)
        else:
            ground = "・".join(characters.split("\n"))
        grounds.setdefault((answer, code), ground)
    return grounds
