"""What a random audit says of the codes of a question: their shares, and how far coders and machine agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from textmine import codes as frames
from textmine import tables
from textmine.inputs.decisions import AUDIT
from textmine.study import codings, counted, reading
from textmine.study.remembering import Remembers, remembered, setting

if TYPE_CHECKING:
    from textmine.codes.audit import Audited


@remembered
def audited(study: Remembers, question: str) -> Audited:
    """Return what people decided about the audit sample, as ``textmine.codes.audit.audited``."""
    decisions = codings.decisions(study)
    if decisions is None or not ((decisions["sample"] == AUDIT) & (decisions["question"] == question)).any():
        return frames.audit.NOTHING  # codes are not asked for where nobody audited them
    return frames.audit.audited(
        reading.corpus(study, question),
        _machine(study, question),
        decisions,
        seed=setting(study, "audit.seed"),
        matches=codings.coding(study, question).matches,
        written=reading.written(study),
    )


def _machine(study: Remembers, question: str) -> pd.DataFrame:
    """Return the codes that nobody decided and that have learnt nothing from the audit."""
    return codings.coded_by_machine(study, question)


@remembered
def code_shares(study: Remembers, question: str) -> pd.DataFrame:
    """Return what share of the respondents has each code, three ways, as :func:`textmine.code_shares`."""
    machine, frame = _machine(study, question), codings.codebooks(study)[question]
    return tables.shares.code_shares(machine, audited(study, question).judged, frame)


@remembered
def code_estimates(study: Remembers, question: str) -> pd.DataFrame:
    """Return what a report says of the codes: ``code_counts``, with the shares of an audit of enough answers.

    As ``textmine.tables.shares.code_estimates``; a table of ``code_counts`` where there is no such audit.
    """
    counts = counted.code_counts(study, question)
    if not audited(study, question).respondents:
        return counts
    return tables.shares.code_estimates(counts, code_shares(study, question))


@remembered
def code_shares_by(study: Remembers, question: str, attribute: str) -> pd.DataFrame:
    """Return these shares for each value of an attribute, as :func:`textmine.code_shares_by`.

    Of the attribute that tells the wave (``compare.wave``) also how they changed.
    """
    return tables.shares.code_shares_by(
        reading.corpus(study, question),
        _machine(study, question),
        audited(study, question).judged,
        codings.codebooks(study)[question],
        by=attribute,
        values=setting(study, "compare.values"),
        changes=attribute == setting(study, "compare.wave"),
    )


@remembered
def audit_agreement(study: Remembers, question: str) -> pd.DataFrame:
    """Return how far coders and machine agree on the audit, as ``textmine.codes.audit.audit_agreement``."""
    audit, chosen = audited(study, question), setting(study, "corrections")
    options = {"seed": chosen.seed, "samples": chosen.samples}
    return frames.audit.audit_agreement(_machine(study, question), audit, **options)


@remembered
def audit_errors(study: Remembers, question: str) -> pd.DataFrame:
    """Return how often the machine is right on the audit, as ``textmine.codes.audit.audit_errors``."""
    return frames.audit.audit_errors(_machine(study, question), audited(study, question))


@remembered
def audit_disagreements(study: Remembers, question: str) -> pd.DataFrame:
    """Return what coders of the audit do not agree on, as :func:`textmine.disagreements`."""
    return frames.audit.audit_disagreements(audited(study, question))
