"""What a study found, in sentences: as drafted, and as people wrote them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from textmine import tables
from textmine.study import edits
from textmine.study.study import Study
from textmine.texts.labels import unit_of

if TYPE_CHECKING:
    from textmine.tables.main_findings import Results


def main_findings(study: Study) -> dict[str, pd.DataFrame]:
    """Return what a study found and whom its numbers count, with the sentences that people wrote anew."""
    table, numbers = edits.edited_findings(study, *drafted_findings(study).values())
    return {"main_findings": table, "main_finding_numbers": numbers}


def unused_edits(study: Study) -> pd.DataFrame:
    """Return the edits of sentences that are drafted no more, because their numbers have changed."""
    made = edits.edits(study)
    if not len(made):
        return made
    findings = drafted_findings(study)["main_findings"]
    drafts = {
        (question, "", text) for question, text in zip(findings["question"], findings["text"], strict=True)
    }
    for question in set(made.loc[made["word"] != "", "question"]) & set(study.questions):
        if len(study.keywords(question)):
            rows = study.drafted_evidence(question)
            notes = rows[rows["aspect"] == "note"]
            drafts |= {
                (question, str(word), text) for word, text in zip(notes["word"], notes["text"], strict=True)
            }
    return edits.unused(made, drafts)


def drafted_findings(study: Study) -> dict[str, pd.DataFrame]:
    """Return what a study found and whom its numbers count, as in :mod:`textmine.tables.main_findings`."""
    lang = study.settings.report.lang
    unit = unit_of(study.respondent_unit(), lang)
    results = [_results(study, question) for question in study.questions]
    module = tables.main_findings
    return {
        "main_findings": module.main_findings(results, unit=unit, lang=lang),
        "main_finding_numbers": module.main_finding_numbers(results, unit=unit, lang=lang),
    }


def _results(study: Study, question: str) -> Results:
    words, framed = study.keywords(question), question in study.codebooks()
    kinds = study.respondents_by_kind(question)
    is_compared = bool(len(words) and study.attributes(question))
    wave, of = study.settings.compare.wave, study.compared(question)
    has_waves = (
        bool(len(words)) and wave is not None and len(respondents_of_values(study, question, wave)) > 1
    )
    return tables.main_findings.Results(
        question,
        {kind: count for kind, count in kinds.items() if kind != "blank"},
        words,
        codes=study.code_estimates(question) if framed else None,
        evidence=study.evidence(question) if len(words) else None,
        crosstab=study.crosstab(question, of) if is_compared else None,
        tests=study.crosstab_tests(question, of) if is_compared else None,
        changes=study.changes(question) if has_waves else None,
    )


def respondents_of_values(study: Study, question: str, attribute: str) -> pd.Series[int]:
    """Return value of an attribute -> respondents (or documents) of a question who have it."""
    corpus = study.documents(question)
    (groups,) = tables.membership.groups(corpus, attribute, most=study.settings.compare.values)
    counts = tables.membership.respondents(tables.membership.rows_of(corpus), groups.hits)
    return pd.Series(counts, index=list(groups.names))
