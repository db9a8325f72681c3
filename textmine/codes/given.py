"""Which codes each answer has by rules and examples, and what gave them: a rule, examples or a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.codes.code_answers import code_answers, code_documents
from textmine.codes.code_columns import code_columns
from textmine.codes.codebook import Codebook
from textmine.codes.documents import DocumentUnit
from textmine.settings import DEFAULTS, Reading
from textmine.words.corpus import Corpus
from textmine.words.meaning import encoded, encoded_together

if TYPE_CHECKING:
    from textmine.codes.learnt import Learnt, Texts

NEAR = ("near_1", "distance_1", "near_2", "distance_2")
DECIMALS = 3  # of probabilities and distances


@dataclass(frozen=True, eq=False)
class Machine:
    """The codes of each document by rules and examples, before any decision of a person.

    Attributes:
        coded: the table of :func:`textmine.code_answers`, with the codes that the examples give.
        rule: documents × codes: whether the rule gives the code.
        probability: documents × codes: of the code, by rule and examples; NaN where the rule decides alone.
        texts: the substantive documents as the learner sees them; None if the rules decide alone.
        learnt: what was learnt from the examples; None if there are none.
    """

    coded: pd.DataFrame
    rule: BoolArray
    probability: FloatArray
    texts: Texts | None = None
    learnt: Learnt | None = None


def code_by_machine(
    corpus: Corpus,
    codebook: Codebook,
    learnt: Learnt | None = None,
    *,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
    anyway: bool = False,
) -> Machine:
    """Return the codes of each document by the rules and, if they improve on those, by the examples.

    With ``anyway`` examples are used even if they don't. They give codes to substantive answers only; an
    upper code without a rule of its own is given where any of its lower codes is.
    """
    names = list(codebook.names)
    words: list[list[str]] | None = None
    if learnt is not None and learnt.texts.words is not None:
        coded, words = code_documents(corpus, codebook, unit=unit, reading=reading)
    else:
        coded = code_answers(corpus, codebook, unit=unit, reading=reading)
    rule = coded[names].to_numpy(dtype=bool)
    if learnt is None or not (learnt.is_used or anyway):
        return Machine(coded, rule, np.full(rule.shape, np.nan), None, learnt)
    from textmine.codes.learnt import texts_of  # with SciPy, which rules alone do not need

    answered = _substantive_rows(coded)
    originals = coded["text"].tolist()
    encode = encoded_together if learnt.encodes and len(answered) else None
    texts = texts_of(
        [originals[row] for row in answered],
        None if words is None else [words[row] for row in answered],
        encode,
    )
    if texts.meanings is not None:  # a code must not depend on which texts were encoded together
        unsettled = np.flatnonzero(learnt.margins.unsettled(texts, rule[answered]))
        texts.meanings[unsettled] = encoded([texts.clean[row] for row in unsettled])
    probability = np.full(rule.shape, np.nan)
    probability[answered] = learnt.probability(texts, rule[answered])
    given = learnt.given(probability, rule)
    for place, code in enumerate(codebook.codes):
        lower = [names.index(each.name) for each in codebook.lower(code.name)]
        if code.rule is None and lower:
            given[:, place], probability[:, place] = given[:, lower].any(axis=1), np.nan
    coded[names] = given.astype(np.int8)
    return Machine(coded, rule, probability, texts, learnt)


def _substantive_rows(coded: pd.DataFrame) -> Int64Array:
    """Return the numbers of the rows that are substantive."""
    return np.flatnonzero((coded["kind"] == "substantive").to_numpy())


def _reviewed(decided: pd.DataFrame) -> BoolArray:
    """Return which rows a person has reviewed; a table without decisions has none."""
    if "reviewed" not in decided:
        return np.zeros(len(decided), dtype=bool)
    return (decided["reviewed"] == 1).to_numpy()


def given_by(machine: Machine, decided: pd.DataFrame, clauses: pd.DataFrame) -> pd.DataFrame:
    """Return what gave which code: one row per document and code that was given, even if it was taken away.

    Columns: ``answer``, ``respondent``, ``code``, ``value`` (1; 0 if a person or the examples took the code
    away), ``by`` ("person", "rule", "examples": what decided), ``clause`` (the conditions of the rule that
    matched, one per line), ``characters`` (what they matched in the text, one per line), ``probability`` (by
    rule and examples together; NaN where the rule decides alone), ``near_1`` and ``near_2`` (the examples of
    the code that are nearest to the text, where examples gave it) with their cosine distances ``distance_1``
    and ``distance_2``. In the order of the answers, and then of the code frame.

    ``decided`` is ``machine.coded``, with or without what people decided; ``clauses`` is the table of
    ``explain``.
    """
    names = code_columns(machine.coded)
    values = decided[names].to_numpy(dtype=bool)
    machine_values = machine.coded[names].to_numpy(dtype=bool)
    rows, codes = np.nonzero(values | machine_values | machine.rule)
    by_examples = machine_values[rows, codes] != machine.rule[rows, codes]
    by = np.where(_reviewed(decided)[rows], "person", np.where(by_examples, "examples", "rule"))
    table = pd.DataFrame(
        {
            "answer": machine.coded["answer"].to_numpy()[rows],
            "respondent": pd.Series(machine.coded["respondent"].to_numpy()[rows], dtype="str"),
            "code": pd.Series(np.array(names, dtype=object)[codes], dtype="str"),
            "value": values[rows, codes].astype(np.int64),
            "by": pd.Series(by, dtype="str"),
        }
    )
    table = table.merge(_matched(clauses), on=["answer", "code"], how="left", sort=False)
    table[["clause", "characters"]] = table[["clause", "characters"]].fillna("").astype("str")
    table["probability"] = machine.probability[rows, codes].round(DECIMALS)
    return pd.concat([table, _near(machine, rows, codes, by_examples & machine_values[rows, codes])], axis=1)


def _matched(clauses: pd.DataFrame) -> pd.DataFrame:
    """Return, per answer and code, the conditions that matched and what they matched, one per line."""
    grouped = clauses.groupby(["answer", "code"], sort=False)
    lines = [
        (
            *key,
            "\n".join(dict.fromkeys(of["clause"])),
            "\n".join(text for text in dict.fromkeys(of["text"]) if text),
        )
        for key, of in grouped
    ]
    return pd.DataFrame(lines, columns=["answer", "code", "clause", "characters"]).astype(
        {"answer": "int64", "code": "str", "clause": "str", "characters": "str"}
    )


def _near(machine: Machine, rows: np.ndarray, codes: np.ndarray, wanted: BoolArray) -> pd.DataFrame:
    """Return the two nearest examples for each ``wanted`` pair of a row and a code; blank for the others."""
    table = pd.DataFrame(
        {
            name: pd.Series([""] * len(rows), dtype="str") if name.startswith("near") else np.nan
            for name in NEAR
        },
        index=range(len(rows)),
    )
    if machine.texts is None or machine.learnt is None or not wanted.any():
        return table
    places = np.flatnonzero(wanted)
    # the learner has texts of the substantive documents only: their numbers there
    texts = machine.texts.take(np.searchsorted(_substantive_rows(machine.coded), rows[places]))
    if texts.meanings is not None:
        texts.meanings[:] = encoded(texts.clean)
    near, distances = machine.learnt.nearest(texts, codes[places].astype(np.int64))
    originals = np.array([*machine.learnt.examples["text"], ""], dtype=object)  # number -1, no example: ""
    for number in range(near.shape[1]):
        table.loc[places, f"near_{number + 1}"] = originals[near[:, number]]
        table.loc[places, f"distance_{number + 1}"] = distances[:, number].round(DECIMALS)
    return table


def suggestions(machine: Machine, decided: pd.DataFrame) -> pd.DataFrame:
    """Return where rules and examples differ in answers that nobody has reviewed, the surest first.

    Columns: ``answer``, ``respondent``, ``text``, ``code``, ``rule``, ``suggested`` (0 or 1),
    ``probability``.
    """
    names = code_columns(machine.coded)
    given = machine.coded[names].to_numpy(dtype=bool)
    rows, codes = np.nonzero((given != machine.rule) & ~_reviewed(decided)[:, None])
    about = machine.coded[["answer", "respondent", "text"]].iloc[rows].reset_index(drop=True)
    about["code"] = pd.Series(np.array(names, dtype=object)[codes], dtype="str")
    about["rule"] = machine.rule[rows, codes].astype(np.int64)
    about["suggested"] = given[rows, codes].astype(np.int64)
    about["probability"] = machine.probability[rows, codes].round(DECIMALS)
    doubt = -(about["probability"] - 0.5).abs()
    return about.iloc[np.lexsort((codes, about["answer"], doubt))].reset_index(drop=True)
