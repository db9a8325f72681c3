"""How the answers to a question get their codes: by rules, and above them by what people decided."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import Codebook
from textmine.codes.review import corrected
from textmine.settings import CodeUnit, Reading
from textmine.words.corpus import Corpus


@dataclass(frozen=True, eq=False)
class Coding:
    """What gives answers their codes.

    Attributes:
        codebook: the rules.
        decisions: what people decided, as ``read_review`` returns it; None: nothing.
        unit, reading: as in :func:`textmine.code_answers`.
        matches: how many answers of the whole survey each decision may be about (``count_matches``), where
            the answers are those of one chunk; None where they are all.
    """

    codebook: Codebook
    decisions: pd.DataFrame | None
    unit: CodeUnit
    reading: Reading
    matches: pd.DataFrame | None = None


def coded_by(coding: Coding, corpus: Corpus) -> pd.DataFrame:
    """Return the codes of each answer, as :func:`textmine.code_answers` and :func:`textmine.apply` do.

    This is the one place where rules and decisions meet.

    Raises:
        SurveyError: for a decision about an answer that is not there.
    """
    coded = code_answers(corpus, coding.codebook, unit=coding.unit, reading=coding.reading)
    return corrected(coded, coding.decisions, corpus, coding.matches)
