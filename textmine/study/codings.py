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
    """Return the answers in the order in which looking at them pays, as :func:`textmine.review`."""
    return frames.review.review(reading.corpus(study, question), coded_by_rules(study, question))


def learn(study: Remembers, question: str, decisions: pd.DataFrame) -> Learnt:
    """Return what is learnt from decisions about some answers, as :func:`textmine.learn`."""
    options = setting(study, "corrections").model_dump()
    rules = coded_by_rules(study, question)
    return frames.learn.learn(rules, decisions, corpus=reading.corpus(study, question), **options)


def try_frame(study: Remembers, question: str, frame: Codebook) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the codes that a frame would give each whole answer, and on which characters (``explain``)."""
    chosen, corpus = setting(study, "codes"), reading.corpus(study, question)
    coded = frames.code_answers.code_answers(corpus, frame, unit="answer", reading=chosen.reading)
    fired = frames.explain.explain(corpus, frame, unit="answer", reading=chosen.reading)
    return coded, fired


def lint_frame(study: Remembers, question: str, frame: Codebook) -> pd.DataFrame:
    """Return what is probably wrong in a frame, given the answers to a question, as :func:`textmine.lint`."""
    corpus = reading.corpus(study, question)
    return frames.lint.lint(frame, corpus, reading=setting(study, "codes.reading"))
