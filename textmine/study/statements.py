"""Statements of each item, the same ones merged; of what no code caught clusters, drafts, new themes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from textmine import codes, inputs, tables
from textmine.errors import SettingsError
from textmine.study import codings, reading
from textmine.study.remembering import Remembers, remembered, setting


def _condensing(study: Remembers, question: str) -> dict[str, Any]:
    options: dict[str, Any] = setting(study, "condense").model_dump()
    options["merges"] = inputs.merges.read_merges(options["merges"]) if options["merges"] else None
    # What the frame tells apart is never proposed as one.
    has_frame = question in codings.codebooks(study)
    options["codes"] = codings.coded(study, question, unit="answer") if has_frame else None
    return options


@remembered
def condensed(study: Remembers, question: str) -> pd.DataFrame:
    """Return the statements of each item, the same ones merged, as :func:`textmine.condense`."""
    return tables.condense.condense(reading.corpus(study, question), **_condensing(study, question))


@remembered
def opinions(study: Remembers, question: str) -> pd.DataFrame:
    """Return how many different opinions each item has, as :func:`textmine.opinions`."""
    return tables.condense.opinions(condensed(study, question))


@remembered
def proposals(study: Remembers, question: str) -> pd.DataFrame:
    """Return the statements that may be the same, as :func:`textmine.proposals`."""
    return tables.condense.proposals(reading.corpus(study, question), **_condensing(study, question))


@remembered
def uncoded(study: Remembers, question: str) -> list[int] | None:
    """Return the answers that are clustered: those without a code; None: all, there is no frame."""
    has_frame = question in codings.codebooks(study)
    return tables.clusters.uncoded(codings.coded(study, question)) if has_frame else None


def _spaces(study: Remembers) -> dict[str, Any]:
    spaces: dict[str, Any] = setting(study, "clusters").model_dump(exclude={"k", "rounds", "loose"})
    return spaces


@remembered
def k_curve(study: Remembers, question: str) -> pd.DataFrame:
    """Return how well the answers fall into k clusters, as :func:`textmine.k_curve`."""
    corpus, answers, loose = (
        reading.corpus(study, question),
        uncoded(study, question),
        setting(study, "clusters.loose"),
    )
    return tables.k_curve.k_curve(corpus, answers=answers, loose=loose, **_spaces(study))


@remembered
def clusters(study: Remembers, question: str, height: float | None = None) -> pd.DataFrame:
    """Return the cluster of each answer that no code caught, as :func:`textmine.clusters`."""
    k, loose = setting(study, "clusters.k"), setting(study, "clusters.loose")
    if k is None and height is None:
        k = tables.k_curve.chosen_k(k_curve(study, question))
    options = {"height": height, "answers": uncoded(study, question), "loose": loose}
    return tables.clusters.clusters(reading.corpus(study, question), k, **options, **_spaces(study))


@remembered
def cluster_summary(study: Remembers, question: str, height: float | None = None) -> pd.DataFrame:
    """Return size, words and stability of each cluster, as :func:`textmine.cluster_summary`."""
    rounds, table = setting(study, "clusters.rounds"), clusters(study, question, height)
    return tables.cluster_summary.cluster_summary(
        reading.corpus(study, question), table, rounds=rounds, **_spaces(study)
    )


def dendrogram(study: Remembers, question: str) -> pd.DataFrame:
    """Return the tree of the answers, as :func:`textmine.dendrogram`."""
    answers = uncoded(study, question)
    return tables.clusters.dendrogram(reading.corpus(study, question), answers=answers, **_spaces(study))


def dendrogram_leaves(study: Remembers, question: str, height: float | None = None) -> pd.DataFrame:
    """Return the leaves of that tree, as :func:`textmine.dendrogram_leaves`."""
    table = clusters(study, question, height)
    return tables.clusters.dendrogram_leaves(reading.corpus(study, question), table, **_spaces(study))


@remembered
def drafted_codes(study: Remembers, question: str, height: float | None = None) -> pd.DataFrame:
    """Return what the answers that no code caught are about, as :func:`textmine.drafted_codes`.

    There are as many as clusters are asked for (``clusters.k``, or by a cut at ``height``).
    """
    k, loose = setting(study, "clusters.k"), setting(study, "clusters.loose")
    if height is not None:
        k = max(1, int(clusters(study, question, height)["cluster"].max()))
    return tables.drafted_codes.drafted_codes(
        reading.corpus(study, question), k, answers=uncoded(study, question), loose=loose, **_spaces(study)
    )


def draft(study: Remembers, question: str, height: float | None = None) -> str:
    """Return a code frame drafted from them, as :func:`textmine.draft_codebook`."""
    lang, table = setting(study, "report.lang"), drafted_codes(study, question, height)
    return codes.draft.draft_codebook(table, lang=lang)


def _of_waves(study: Remembers, question: str) -> dict[str, Any]:
    wave = setting(study, "compare.wave")
    if wave is None:
        raise SettingsError("no attribute tells the wave; name it with --wave or below [compare]")
    rest, answers = uncoded(study, question), reading.corpus(study, question).answers["answer"]
    known = [] if rest is None else sorted(set(answers.tolist()) - set(rest))
    values = setting(study, "compare.values")
    return {"by": wave, "known": known, "values": values, **_spaces(study)}


@remembered
def new_themes(study: Remembers, question: str) -> pd.DataFrame:
    """Return what only the last wave says, as :func:`textmine.new_themes`; answers with a code are not new.

    Raises:
        SettingsError: if the settings name no attribute that tells the wave.
    """
    return tables.new_themes.new_themes(reading.corpus(study, question), **_of_waves(study, question))


@remembered
def far_answers(study: Remembers, question: str) -> pd.DataFrame:
    """Return the answers of the last wave that are far from all others, as :func:`textmine.far_answers`."""
    return tables.new_themes.far_answers(reading.corpus(study, question), **_of_waves(study, question))


def draft_new(study: Remembers, question: str) -> str:
    """Return a code for each new theme, as :func:`textmine.draft_new`."""
    return codes.draft.draft_new(new_themes(study, question), lang=setting(study, "report.lang"))
