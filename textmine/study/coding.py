"""How answers get their codes: by rules and examples, and above them by what people decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from textmine.codes.codebook import Codebook, read_codebook
from textmine.codes.given import Machine, code_by_machine
from textmine.codes.review import check_matches, corrected, count_matches, keys_of, merge_matches
from textmine.errors import SettingsError
from textmine.inputs.journal import fingerprint
from textmine.large.chunks import TokenizedChunks
from textmine.settings import CodeUnit, Reading, codebook_of
from textmine.words.corpus import Corpus

if TYPE_CHECKING:
    from textmine.codes.learnt import Learnt


@dataclass(frozen=True, eq=False)
class Coding:
    """What gives answers their codes.

    Attributes:
        codebook: the rules.
        learnt: what examples teach beside them; None: there are none.
        decisions: what people decided, as ``read_review`` returns it; None: nothing.
        unit, reading: as in :func:`textmine.code_answers`.
        matches: how many answers of the whole survey each decision may be about (``count_matches``), where
            the answers are those of one chunk; None where they are all.
    """

    codebook: Codebook
    learnt: Learnt | None
    decisions: pd.DataFrame | None
    unit: CodeUnit
    reading: Reading
    matches: pd.DataFrame | None = None


def coded_by(coding: Coding, corpus: Corpus) -> pd.DataFrame:
    """Return the codes of each answer, as :func:`textmine.code_answers` and :func:`textmine.apply` do.

    This is the one place where rules, examples and decisions meet.

    Raises:
        SurveyError: for a decision about an answer that is not there.
    """
    said = machine(coding, corpus)
    return corrected(said.coded, coding.decisions, corpus, coding.matches, rule=said.rule)


def machine(coding: Coding, corpus: Corpus, *, anyway: bool = False) -> Machine:
    """Return what rules and examples say of each answer, whatever people decided about it.

    ``anyway``: also where examples are no gain over the rules.
    """
    return code_by_machine(
        corpus, coding.codebook, coding.learnt, unit=coding.unit, reading=coding.reading, anyway=anyway
    )


def read_codebooks(
    named: str | dict[str, str] | None, questions: Callable[[], Sequence[str]]
) -> dict[str, Codebook]:
    """Return question -> code frame, for the questions that have one; each frame is read once.

    ``named`` is the setting ``codes.codebook``. ``questions`` is called after all frames are read: an error
    in one is told before a survey is read.

    Raises:
        SettingsError: if the settings name a question that is not there.
        CodebookError: for an error in a frame.
    """
    if not named:
        return {}
    whole, by_question = ("", named) if isinstance(named, dict) else (named, {})
    frames = {path: read_codebook(path) for path in (*by_question.values(), whole) if path}
    known = questions()
    for question in by_question:
        if question not in known:
            raise SettingsError(
                "codes.codebook names the question {question!r}, which the survey has not; there are: "
                "{known}",
                question=question,
                known=", ".join(known),
            )
    paths = {question: codebook_of(named, question) for question in known}
    return {question: frames[path] for question, path in paths.items() if path}


def count_decisions(decisions: pd.DataFrame, chunks: TokenizedChunks) -> dict[str, pd.DataFrame]:
    """Return question -> how many answers of all chunks each decision may be about.

    Raises:
        SurveyError: for a decision about an answer that is in no chunk.
    """
    about = {str(question): table for question, table in decisions.groupby("question")}
    matches = chunks.tallied(count_matches, merge_matches, decisions=about)
    for question, counts in matches.items():
        check_matches(about[question], counts)
    return matches


def moved_decisions(
    decisions: pd.DataFrame,
    before: pd.DataFrame,
    after: pd.DataFrame,
    hide: Callable[[Sequence[str]], list[str]] | None,
) -> pd.DataFrame:
    """Return decisions about answers as they were written as decisions about the masked ones, or back.

    ``before`` and ``after``: the answers of the survey in both ways, in one order. What was decided about
    those of ``after`` stays as it is. ``hide`` masks what decisions hold of answers that are in neither, of
    an earlier wave, say; None: that stays as it is, too.
    """
    old, new = keys_of(before)["key"], keys_of(after).assign(**after[["text", "respondent"]])
    place = decisions["key"].map(dict(zip(old, range(len(old)), strict=True)))
    known, is_new = place.notna(), decisions["key"].isin(new["key"])
    table = decisions.copy()
    for name in ("key", "sha", "text", "respondent"):
        table.loc[known, name] = new[name].to_numpy()[place[known].astype("int64")]
    if hide is None:
        return table
    rest = ~known & ~is_new
    table.loc[rest, "text"] = hide(decisions.loc[rest, "text"].tolist())
    table.loc[rest, "respondent"] = [fingerprint(each) for each in decisions.loc[rest, "respondent"]]
    table.loc[rest, "sha"] = [fingerprint(text) for text in table.loc[rest, "text"]]
    return table


def masked_codebook(codebook: Codebook, hide: Callable[[Sequence[str]], list[str]]) -> Codebook:
    """Return a frame whose examples are masked: they may be answers."""
    codes = tuple(
        replace(code, examples=examples, counterexamples=counterexamples)
        for code in codebook.codes
        for examples, counterexamples in [hide([code.examples, code.counterexamples])]
    )
    return replace(codebook, codes=codes)
