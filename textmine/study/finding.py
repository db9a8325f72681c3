"""What the sentences at the head of a report are drafted from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from textmine import tables
from textmine.texts.labels import unit_of

if TYPE_CHECKING:
    from textmine.study.study import Study
    from textmine.tables.main_findings import Results


def main_findings(study: Study) -> pd.DataFrame:
    """Return what a study found, as :func:`textmine.tables.main_findings.main_findings`."""
    lang = study.settings.report.lang
    unit = unit_of(study.settings.evidence.respondent_unit, lang)
    results = [_results(study, question) for question in study.questions]
    return tables.main_findings.main_findings(results, unit=unit, lang=lang)


def _results(study: Study, question: str) -> Results:
    words, framed = study.keywords(question), question in study.codebooks()
    kinds = study.respondents_by_kind(question)
    is_compared = bool(len(words) and study.attributes(question))
    wave = study.settings.compare.wave
    has_waves = wave is not None and study.corpus(question).answers[wave].nunique() > 1
    return tables.main_findings.Results(
        question,
        {kind: count for kind, count in kinds.items() if kind != "blank"},
        words,
        codes=study.code_counts(question) if framed else None,
        evidence=study.evidence(question) if len(words) else None,
        crosstab=study.crosstab(question) if is_compared else None,
        tests=study.crosstab_tests(question) if is_compared else None,
        changes=study.changes(question) if len(words) and has_waves else None,
    )
