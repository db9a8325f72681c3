"""Which codes the answers to a question get, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from textmine import codes as frames
from textmine import inputs
from textmine.settings import CodeUnit
from textmine.study import reading
from textmine.study.remembering import Remembers, remembered, setting

if TYPE_CHECKING:
    from textmine.codes.codebook import Codebook
    from textmine.codes.learn import Learnt
    from textmine.study.coding import Coding


@remembered
def codebooks(study: Remembers) -> dict[str, Codebook]:
    """Return question -> code frame, for the questions that have one.

    Raises:
        SettingsError: if the settings name a question that is not there.
        CodebookError: for an error in a frame; it is found before the survey is read.
    """
    from textmine.study.coding import read_codebooks

    return read_codebooks(setting(study, "codes"), lambda: reading.questions(study))


@remembered
def decisions(study: Remembers) -> pd.DataFrame | None:
    """Return what people decided, as :func:`textmine.read_review`; None if the settings name no file."""
    path = setting(study, "codes.overrides")
    return inputs.decisions.read_review(path) if path else None


def coding(study: Remembers, question: str, *, unit: CodeUnit | None = None, decided: bool = True) -> Coding:
    """Return what gives the answers to a question their codes; not ``decided``: the rules alone."""
    from textmine.study.coding import Coding  # the codes are loaded when they are asked for

    chosen = setting(study, "codes")
    frame, unit = codebooks(study)[question], unit or chosen.unit
    if not decided or decisions(study) is None:
        return Coding(frame, None, unit, chosen.reading)
    return Coding(frame, decisions(study), unit, chosen.reading, _matches(study).get(question))


@remembered
def _matches(study: Remembers) -> dict[str, pd.DataFrame]:
    """Return question -> how many answers of all chunks each decision may be about; {}: no chunks."""
    from textmine.study.coding import count_decisions

    chunks, decided = reading.chunks(study), decisions(study)
    return {} if chunks is None or decided is None else count_decisions(decided, chunks)


def coded(study: Remembers, question: str, unit: CodeUnit | None = None) -> pd.DataFrame:
    """Return the codes of each answer: those of the rules, and above them what people decided."""
    return _coded(study, question, unit or setting(study, "codes.unit"))


@remembered
def _coded(study: Remembers, question: str, unit: CodeUnit) -> pd.DataFrame:
    from textmine.study.coding import coded_by

    return coded_by(coding(study, question, unit=unit), reading.corpus(study, question))


@remembered
def coded_documents(study: Remembers, question: str) -> pd.DataFrame:
    """Return the codes that the rules give each sentence, or whatever else tables count."""
    from textmine.study.coding import coded_by

    return coded_by(coding(study, question, unit="answer", decided=False), reading.documents(study, question))


@remembered
def coded_by_rules(study: Remembers, question: str) -> pd.DataFrame:
    """Return the codes that the rules alone give each whole answer."""
    from textmine.study.coding import coded_by

    return coded_by(coding(study, question, unit="answer", decided=False), reading.corpus(study, question))


@remembered
def codes(study: Remembers, question: str) -> pd.DataFrame:
    """Return each answer with its codes and what gave them, as :func:`textmine.code_sheet`."""
    table, corpus, chosen = coded(study, question), reading.corpus(study, question), setting(study, "codes")
    options = {"unit": chosen.unit, "reading": chosen.reading}
    return frames.codesheet.coded_sheet(table, corpus, codebooks(study)[question], **options)


def explain(study: Remembers, question: str, answer: int | None = None) -> pd.DataFrame:
    """Return which condition gave an answer its codes, as :func:`textmine.explain`."""
    chosen, frame = setting(study, "codes"), codebooks(study)[question]
    return frames.explain.explain(
        reading.corpus(study, question), frame, answer, unit=chosen.unit, reading=chosen.reading
    )


def review(study: Remembers, question: str) -> pd.DataFrame:
    """Return the answers in the order in which looking at them pays, as :func:`textmine.review`.

    Those of the audit sample are not among them: nothing is to be learnt from these.
    """
    table = frames.review.review(reading.corpus(study, question), coded_by_rules(study, question))
    return table[~table["answer"].isin(audit_sample(study, question)["answer"])].reset_index(drop=True)


@remembered
def audit_sample(study: Remembers, question: str) -> pd.DataFrame:
    """Return the answers of respondents drawn at random, as :func:`textmine.audit_sample`."""
    chosen, coded_answers = setting(study, "audit"), coded_by_rules(study, question)
    return frames.audit.audit_sample(
        reading.corpus(study, question), coded_answers, size=chosen.size, seed=chosen.seed
    )


def to_audit(study: Remembers, question: str) -> pd.DataFrame:
    """Return the answers of the audit sample that nobody has judged yet: where a survey grew, new ones."""
    sample, decided = audit_sample(study, question), decisions(study)
    if decided is None:
        return sample
    audits = set(decided.loc[decided["sample"] == inputs.decisions.AUDIT, "key"])
    return sample[~sample["key"].isin(audits)].reset_index(drop=True)


def learn(study: Remembers, question: str, decisions: pd.DataFrame) -> Learnt:
    """Return what is learnt from decisions about some answers, as :func:`textmine.learn`.

    Nothing is learnt from the audit sample.
    """
    decisions = decisions[decisions["sample"] != inputs.decisions.AUDIT]
    options = setting(study, "corrections").model_dump()
    rules = coded_by_rules(study, question)
    return frames.learn.learn(rules, decisions, corpus=reading.corpus(study, question), **options)
