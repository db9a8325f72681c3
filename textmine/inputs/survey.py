"""Reads a survey file of any shape into one table with a row per answer."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

FIXED = ("answer", "respondent", "question", "item", "text", "kind", "source", "row")
KINDS = ("substantive", "none", "unknown", "same", "meaningless", "refusal", "blank")


@dataclass(frozen=True)
class Source:
    """Where answers came from: one file, or one sheet of one."""

    path: str  # as the user gave it
    sheet: str  # "" for text files
    encoding: str  # "" for workbooks
    sha256: str  # of the file's bytes
    rows: int


@dataclass(frozen=True)
class Survey:
    """The answers of a survey and where they came from; never changed after reading.

    Attributes:
        answers: one row per answer of one respondent to one question (and item), sorted by respondent,
            question and item in questionnaire order. Columns: ``answer`` (int, 0-based, unique),
            ``respondent`` (str), ``question`` (str), ``item`` (str, "" where the question has none),
            ``text`` (str, the original characters, "" where blank), ``kind`` (one of ``KINDS``),
            ``source`` (int, index into ``sources``), ``row`` (int, 1-based row in the file as a
            spreadsheet program numbers it), then one column per attribute (str, "" where missing).
        columns: one row per column of the input: ``column`` (the name used from here on), ``header`` (as
            it stands in the file), ``role`` (respondent, question, attribute, ignored), ``question``,
            ``item``, ``why`` (key of a sentence in labels), ``filled``, ``distinct``.
        sources: the files and sheets that were read, in order.
        findings: what was counted while reading: ``finding`` (key of a sentence in labels), ``count``,
            ``where``, ``detail``. Nothing is dropped without a row here.
    """

    answers: pd.DataFrame
    columns: pd.DataFrame = field(default_factory=pd.DataFrame)
    sources: tuple[Source, ...] = ()
    findings: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names of the attribute columns."""
        return tuple(str(name) for name in self.answers.columns if name not in FIXED)

    @property
    def questions(self) -> tuple[str, ...]:
        """The free-text questions, in questionnaire order."""
        return tuple(dict.fromkeys(self.answers["question"]))
