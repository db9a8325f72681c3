"""The sections that compare: who says what, what is said together, what changed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from textmine.inputs.survey import Survey
from textmine.reports.report import Report
from textmine.settings import Settings
from textmine.study import drawn
from textmine.study.drawn import Look
from textmine.tables.changes import changes
from textmine.tables.cooccurrence import cooccurrence
from textmine.tables.correspondence import correspondence, correspondence_inertia
from textmine.tables.crosstab import crosstab
from textmine.tables.crosstab_tests import crosstab_tests
from textmine.tables.distinctive import distinctive
from textmine.tables.feature_tree import feature_leaves, feature_tree
from textmine.tables.keywords import keywords
from textmine.tables.membership import groups, respondents, rows_of
from textmine.texts.labels import label, name
from textmine.words.corpus import Corpus

GROUPS = range(2, 7)  # values that clouds side by side, or in parts, can show
FEW = range(2, 13)  # values of an attribute that is compared by unasked


def attributes_of(survey: Survey, settings: Settings) -> tuple[str, ...]:
    """Return the attributes to compare by: those of the settings, or the first of few values.

    Unasked are only those of a respondent, not of an item (its status), with 2 to 12 different values.
    """
    if settings.compare.by:
        return settings.compare.by
    columns = survey.columns
    per_item = set(columns.loc[columns["question"] != "", "question"]) if "question" in columns else set()
    found = []
    for attribute in survey.attributes:
        if attribute in per_item or survey.answers[attribute].nunique() > 1000:
            continue
        values = {value for value in survey.answers[attribute].astype(str) if value}
        if len(values) in FEW:
            found.append(attribute)
    return tuple(found[: settings.compare.attributes])


def compared(
    report: Report,
    corpus: Corpus,
    question: str,
    *,
    words: pd.DataFrame,
    coded: pd.DataFrame | None,
    by: tuple[str, ...],
    settings: Settings,
    look: Look,
) -> Report:
    """Return the report with the comparisons of one question, each table with the figures drawn from it."""
    chosen, unit = settings.compare, settings.keywords.unit
    top = words.head(chosen.words)
    present = tuple(name for name in by if any(groups(corpus, name, most=chosen.values)[0].names))
    for kind, table in (("words", top), ("codes", coded)):
        if table is None or not present:
            continue
        options: dict[str, Any] = {
            "by": present,
            "unit": unit,
            "minimum": chosen.minimum,
            "values": chosen.values,
        }
        cross = crosstab(corpus, table, **options)
        tests = crosstab_tests(
            corpus,
            table,
            **options,
            resamples=chosen.resamples,
            seed=chosen.seed,
            lang=settings.report.lang,
            respondent_unit=settings.evidence.respondent_unit,
        )
        report = report.add(cross, name=f"crosstab_{kind}", question=question)
        report = report.add(tests, name=f"crosstab_{kind}_tests", question=question)
        for attribute in present:
            report = drawn.heatmap(report, look, cross, question, attribute, kind)
            if kind == "codes":
                report = drawn.grouped_bars(report, look, cross, question, attribute)
    if present:
        often = words[words["respondents"] >= chosen.minimum]
        table = distinctive(corpus, often, by=present, unit=unit, values=chosen.values)
        report = report.add(table, name="distinctive", question=question)
        for attribute in present:
            report = drawn.distinctive(report, look, table, question, attribute)
            report = _clouds(report, corpus, question, attribute, settings, look)
    report = _together(report, corpus, question, words, present, settings, look)
    return _changed(report, corpus, question, top if coded is None else coded, settings, look)


def _clouds(
    report: Report, corpus: Corpus, question: str, attribute: str, settings: Settings, look: Look
) -> Report:
    """Return the report with the word cloud of each group, side by side, where there are few groups."""
    (found,) = groups(corpus, attribute, most=settings.compare.values)
    if len(found.names) not in GROUPS or not found.exclusive:
        return report
    counting = settings.keywords.model_dump(exclude={"top"})
    tables = {
        value: keywords(corpus.select(**{attribute: value}), lang=settings.report.lang, **counting)
        for value in found.names
    }
    large = {value: table for value, table in tables.items() if len(table)}
    return drawn.wordclouds(report, look, large, question, attribute) if len(large) > 1 else report


def _together(
    report: Report,
    corpus: Corpus,
    question: str,
    words: pd.DataFrame,
    present: tuple[str, ...],
    settings: Settings,
    look: Look,
) -> Report:
    """Return the report with what is said together: pairs of words, their tree, and the map."""
    chosen, unit, lang = settings.compare, settings.keywords.unit, settings.report.lang
    pairs = cooccurrence(corpus, words.head(chosen.network), unit=unit)
    if len(pairs):
        report = report.add(pairs, name="cooccurrence", question=question)
        report = drawn.network(report, look, pairs, question)
    top = words.head(chosen.words)
    if len(top) > 2:
        joins = feature_tree(corpus, top, unit=unit)
        leaves = feature_leaves(corpus, top, joins, unit=unit)
        report = report.add(joins, name="feature_tree", question=question)
        report = report.add(leaves, name="feature_leaves", question=question)
        report = drawn.tree(report, look, joins, leaves, question)
    for attribute in present:
        (found,) = groups(corpus, attribute, most=chosen.values)
        bases = respondents(rows_of(corpus), found.hits)
        few = bases < chosen.minimum
        if (~few).sum() < 3 or len(words) < 3:
            continue  # two values lie on a line, which the keyness figure shows better
        options: dict[str, Any] = {"by": attribute, "unit": unit, "values": chosen.values}
        options["minimum"] = chosen.minimum
        points = correspondence(corpus, words.head(chosen.network), **options)
        inertia = correspondence_inertia(corpus, words.head(chosen.network), **options)
        note = ""
        if few.any():
            left = label("note.separator", lang).join(
                f"{value}（{count}）" if lang == "ja" else f"{value} ({count})"
                for value, count, out in zip(found.names, bases.tolist(), few.tolist(), strict=True)
                if out
            )
            note = label("note.few_left_out", lang, values=left, minimum=chosen.minimum)
        report = report.add(points, name="correspondence", question=question, attribute=attribute, note=note)
        report = report.add(inertia, name="correspondence_inertia", question=question, attribute=attribute)
        report = drawn.correspondence(report, look, points, inertia, question, attribute)
    return report


def _changed(
    report: Report, corpus: Corpus, question: str, table: pd.DataFrame, settings: Settings, look: Look
) -> Report:
    """Return the report with what changed from wave to wave, if the settings name the waves."""
    wave, lang = settings.compare.wave, settings.report.lang
    if wave is None:
        return report
    if len(groups(corpus, wave, most=settings.compare.values)[0].names) < 2:
        # A question that was asked in one wave only has not changed.
        lost = pd.DataFrame(
            {
                "figure": [name("changes", lang, group="section")],
                "reason": [label("note.one_wave", lang, wave=wave)],
            }
        )
        return report.add(lost, name="not_drawn", question=question)
    found = changes(corpus, table, by=wave, unit=settings.keywords.unit, values=settings.compare.values)
    note = label("note.changes", lang, wave=wave)
    report = report.add(found, name="changes", question=question, note=note)
    return drawn.timeline(report, look, found, question)
