"""What a study found, in sentences: as drafted, and as people wrote them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from textmine import tables
from textmine.study import edits, reading
from textmine.study.study import Study
from textmine.texts.labels import unit_of
from textmine.words.mecab import dictionary, tags

if TYPE_CHECKING:
    from textmine.tables.results import Results


def main_findings(study: Study) -> dict[str, pd.DataFrame]:
    """Return what a study found and whom its numbers count, with the sentences that people wrote anew."""
    table, numbers = edits.edited_findings(study, *drafted_findings(study).values())
    return {"main_findings": table, "main_finding_numbers": numbers}


def question_findings(study: Study, question: str) -> dict[str, pd.DataFrame]:
    """Return the first sentences about one question, worded as in the main findings, with their numbers."""
    drafts = drafted_findings(study, question)
    table, numbers = edits.edited_findings(study, *drafts.values())
    return {"question_findings": table, "question_finding_numbers": numbers}


def unused_edits(study: Study) -> pd.DataFrame:
    """Return the edits of sentences that are drafted no more, because their numbers have changed."""
    made = edits.edits(study)
    if not len(made):
        return made
    drafts = {
        (question, "", text)
        for of in (None, *study.questions)
        for question, text in drafted_findings(study, of)["main_findings"][["question", "text"]].to_numpy()
    }
    for question in set(made.loc[made["word"] != "", "question"]) & set(study.questions):
        if len(study.keywords(question)):
            rows = study.drafted_evidence(question)
            notes = rows[rows["aspect"] == "note"]
            drafts |= {
                (question, str(word), text) for word, text in zip(notes["word"], notes["text"], strict=True)
            }
    return edits.unused(made, drafts)


def drafted_findings(study: Study, question: str | None = None) -> dict[str, pd.DataFrame]:
    """Return what a study found and whom its numbers count, as in :mod:`textmine.tables.main_findings`.

    ``question``: only what is said of this question.
    """
    lang = study.settings.report.lang
    unit = unit_of(study.respondent_unit(), lang)
    results = [_results(study, each) for each in study.questions]
    module = tables.main_findings
    options: dict[str, Any] = {"unit": unit, "lang": lang, "question": question}
    return {
        "main_findings": module.main_findings(results, **options),
        "main_finding_numbers": module.main_finding_numbers(results, **options),
    }


def differences(study: Study, question: str) -> pd.DataFrame:
    """Return the differences between groups that are told, as ``textmine.tables.group_differences``."""
    of = study.compared(question)
    untold = tables.results.untold_words(study.keywords(question), question)
    cross, tests = study.crosstab(question, of), study.crosstab_tests(question, of)
    return tables.group_differences.differences(cross, tests, untold)


def _results(study: Study, question: str) -> Results:
    words, framed = study.keywords(question), question in study.codebooks()
    kinds = study.respondents_by_kind(question)
    is_compared = bool(len(words) and study.attributes(question))
    wave, of = study.settings.compare.wave, study.compared(question)
    has_waves = (
        bool(len(words)) and wave is not None and len(respondents_of_values(study, question, wave)) > 1
    )
    return tables.results.Results(
        question,
        {kind: count for kind, count in kinds.items() if kind != "blank"},
        words,
        codes=study.code_estimates(question) if framed else None,
        nothing=study.who_see_nothing(question) if framed else 0,
        evidence=study.evidence(question) if len(words) else None,
        stances=None if framed else study.stances(question),
        crosstab=study.crosstab(question, of) if is_compared else None,
        tests=study.crosstab_tests(question, of) if is_compared else None,
        changes=study.changes(question) if has_waves else None,
        titles={each: study.title_of(each) for each in (question, *study.attributes(question))},
        asked=f"{question}\n{reading.rating(study, question)}",
        verbal=_verbal(study, words),
    )


def _verbal(study: Study, keywords: pd.DataFrame) -> frozenset[str]:
    """Return the nouns of a table of keywords that take する: 活性化, アピール."""
    known = dictionary(study.settings.words.dictionary)
    nouns = keywords.loc[keywords["pos"] == "noun", "word"].astype(str) if "pos" in keywords else ()
    return frozenset(
        word for word in nouns if word.endswith("化") or any("サ変" in tag for tag in tags(word, known))
    )


def respondents_of_values(study: Study, question: str, attribute: str) -> pd.Series[int]:
    """Return value of an attribute -> respondents (or documents) of a question who have it."""
    corpus = study.documents(question)
    (groups,) = tables.membership.groups(corpus, attribute, most=study.settings.compare.values)
    counts = tables.membership.respondents(tables.membership.rows_of(corpus), groups.hits)
    return pd.Series(counts, index=list(groups.names))
