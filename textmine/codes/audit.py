"""The audit sample: respondents drawn at random, whose answers a person codes without seeing the machine's.

What is decided in the order of doubt is about the hardest answers, so it says nothing about how often the
machine errs; what is decided about a random sample does, as long as the machine has not learnt from it and
the person has not seen what the machine said.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from textmine.codes.agreement import MEASURES, agreement, disagreements
from textmine.codes.code_columns import code_columns
from textmine.codes.review import ABOUT, count_matches, decided_answers, keys_of
from textmine.errors import SurveyError
from textmine.inputs.decisions import AUDIT
from textmine.inputs.journal import fingerprint
from textmine.settings import DEFAULTS
from textmine.words.corpus import Corpus

USUAL = 200  # respondents of an audit sample, if that is at most half of them
FEWEST = 50  # audited respondents that the machine's codes are used with (benchmarks/README.md)
DECIDED = 0.95  # of those drawn up to the last one that counts; see audited()


@dataclass(frozen=True, eq=False)
class Audited:
    """What was decided about an audit sample.

    Attributes:
        judged: a row per answer of the respondents who count, in the order in which they were drawn:
            ``answer``, ``respondent``, ``text``, and 0, 1 or NaN per code, as the last coder decided.
        coders: coder -> the same of the answers that this coder judged.
        respondents: how many count.
        drawn: how many were drawn up to the last of them.
        left_out: respondents with answers decided as audited who do not count.
    """

    judged: pd.DataFrame
    coders: dict[str, pd.DataFrame]
    respondents: int
    drawn: int
    left_out: int


NOTHING = Audited(pd.DataFrame({"answer": []}), {}, respondents=0, drawn=0, left_out=0)


def audit_sample(
    corpus: Corpus,
    coded: pd.DataFrame,
    *,
    size: int | None = None,
    seed: int = DEFAULTS.audit.seed,
    written: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the substantive answers of respondents drawn at random, in the order in which they were drawn.

    ``coded`` is a table of codes on the unit "answer", which says which answers are substantive. ``size`` is
    how many respondents are drawn; None: 200, or half of them if that is fewer, and nobody where that is
    below 50, which is of little use. ``written``: the answers of the survey as they were written, where those
    of the corpus are masked, so that the same respondents are drawn. Columns: ``key``, ``sha``, ``answer``,
    ``respondent``, ``question``, ``item``, ``text``, and ``draw`` (the place of the respondent, from 1).

    Respondents are drawn, not answers, as shares are of respondents and one of them may have several answers.
    Each has a random number of their own, from ``seed`` and what they wrote (of those who wrote the same,
    from their place by name, too), and those with the lowest are drawn. So the order of the rows does not
    matter, and if answers are added those drawn before stay, but for the last ones. Source: Ohlsson, E.
    (1995), Coordination of samples using permanent random numbers, in Business Survey Methods, 153–169.

    Raises:
        SurveyError: if ``coded`` lacks an answer of the corpus.
    """
    lacking = set(corpus.answers["answer"].tolist()) - set(coded["answer"].tolist())
    if lacking:
        raise SurveyError("the table of codes lacks the answer {answer}", answer=min(lacking))
    kinds = coded.drop_duplicates("answer").set_index("answer")["kind"]
    substantive = (kinds.loc[corpus.answers["answer"]] == "substantive").to_numpy()
    answers = corpus.answers[substantive].reset_index(drop=True)
    table = pd.concat([keys_of(answers), answers[list(ABOUT)]], axis=1)
    drawn = _drawn(answers, seed)
    if written is not None:
        before = written.set_index("answer").loc[answers["answer"]].reset_index()
        called = dict(zip(before["respondent"], answers["respondent"], strict=True))
        drawn = [called[respondent] for respondent in _drawn(before, seed)]
    if size is None:
        size = min(USUAL, len(drawn) // 2) if len(drawn) // 2 >= FEWEST else 0
    places = {respondent: place for place, respondent in enumerate(drawn[:size], 1)}
    table = table[table["respondent"].isin(set(places))]
    table = table.assign(draw=table["respondent"].map(places).astype("int64"))
    order = np.lexsort((table["text"].to_numpy(dtype=str), table["item"].to_numpy(dtype=str), table["draw"]))
    return table.iloc[order].reset_index(drop=True)


def _drawn(answers: pd.DataFrame, seed: int) -> list[str]:
    """Return all respondents in the order in which they are drawn."""
    written: dict[str, list[str]] = {}
    for respondent, *parts in zip(
        *(answers[name].tolist() for name in ("respondent", "question", "item", "text")), strict=True
    ):
        written.setdefault(respondent, []).append(fingerprint(*parts))
    copies: dict[str, int] = {}
    numbers = {}
    for respondent in sorted(written):
        whole = fingerprint(*sorted(written[respondent]))
        copies[whole] = copies.get(whole, 0) + 1
        numbers[respondent] = hashlib.sha256(f"{seed}:{whole}:{copies[whole]}".encode()).digest()
    return sorted(numbers, key=lambda respondent: (numbers[respondent], respondent))


def audited(
    corpus: Corpus,
    coded: pd.DataFrame,
    decisions: pd.DataFrame,
    *,
    seed: int = DEFAULTS.audit.seed,
    matches: pd.DataFrame | None = None,
    written: pd.DataFrame | None = None,
) -> Audited:
    """Return what people decided about the audit sample, as far as it is one.

    ``decisions`` as ``read_review`` returns them; those of the sample "audit" are taken. A respondent is
    decided if all their answers are. An audit may end before the whole sample is read, but not leave out what
    is hard: those count who were drawn up to a place by which 95 % of all drawn so far are decided. So an
    audit drawn by another seed, or of another survey, or done in an order of its own, does not count.
    ``matches`` as for :func:`textmine.codes.review.corrected`, ``written`` as for :func:`audit_sample`.
    """
    decisions = decisions[
        (decisions["sample"] == AUDIT) & decisions["question"].isin(set(corpus.answers["question"]))
    ]
    if matches is None:
        matches = count_matches(corpus, decisions=decisions)
    sample = audit_sample(corpus, coded, size=len(corpus.answers), seed=seed, written=written)
    numbers, _ = decided_answers(corpus.answers, decisions, matches.loc[decisions["key"].unique()])
    judged = decisions.assign(number=decisions["key"].map(numbers)).dropna(subset="number")
    judged = judged.assign(number=judged["number"].astype("int64"))
    is_decided = sample["answer"].isin(set(judged["number"])).groupby(sample["draw"]).all()
    decided_by = is_decided.to_numpy().cumsum() / np.arange(1, len(is_decided) + 1)
    enough = np.flatnonzero(is_decided.to_numpy() & (decided_by >= DECIDED))
    last = int(enough[-1]) + 1 if len(enough) else 0
    counting = set(is_decided.index[is_decided & (is_decided.index <= last)])
    rows = sample[sample["draw"].isin(counting)]
    names = code_columns(coded)
    return Audited(
        judged=_judgements(rows, judged, names),
        coders={
            coder: _judgements(rows, judged[judged["coder"] == coder], names).dropna(how="all", subset=names)
            for coder in dict.fromkeys(judged["coder"])
        },
        respondents=len(counting),
        drawn=last,
        left_out=int(sample.loc[sample["answer"].isin(set(judged["number"])), "draw"].nunique())
        - len(counting),
    )


def _judgements(rows: pd.DataFrame, judged: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Return the judgements on the answers in ``rows``: one row each, a column per code."""
    last = judged.drop_duplicates(["number", "code"], keep="last")
    values = last.pivot(index="number", columns="code", values="value")
    values = values.reindex(index=rows["answer"], columns=names).astype("float64").reset_index(drop=True)
    return pd.concat([rows[["answer", "respondent", "text"]].reset_index(drop=True), values], axis=1)


def audit_agreement(
    machine: pd.DataFrame,
    audit: Audited,
    *,
    seed: int = DEFAULTS.corrections.seed,
    samples: int = DEFAULTS.corrections.samples,
) -> pd.DataFrame:
    """Return how far coders agree with one another and with the machine on the audit sample.

    One row per code and ``between`` ("machine": the machine and what stands of the coders; "coders": the
    coders, if there are several), in the order of the table of codes. The other columns are those of
    :func:`textmine.agreement`; ``n`` counts answers.
    """
    tables = {}
    if len(audit.judged):
        same = machine[machine["answer"].isin(audit.judged["answer"])]
        tables["machine"] = agreement(same, audit.judged, seed=seed, samples=samples)
    if len(audit.coders) > 1:
        tables["coders"] = agreement(*audit.coders.values(), seed=seed, samples=samples)
    if not tables:
        ends = [f"{each}{end}" for each in MEASURES for end in ("", "_low", "_high")]
        return pd.DataFrame(columns=["code", "between", "coders", "n", *ends, "why"])
    whole = pd.concat([table.assign(between=between) for between, table in tables.items()])
    place = {code: number for number, code in enumerate(code_columns(machine))}
    whole = whole.sort_values("code", key=lambda codes: codes.map(place), kind="stable")
    columns = ["code", "between", *(name for name in whole.columns if name not in ("code", "between"))]
    return whole[columns].astype({"between": "str"}).reset_index(drop=True)


def audit_errors(machine: pd.DataFrame, audit: Audited) -> pd.DataFrame:
    """Return how often the machine is right on the audit sample: one row per code, as in the table of codes.

    Columns: ``code``, ``answers`` (audited as to it), ``both``, ``machine_only`` and ``person_only`` (answers
    with the code by whom), ``precision`` (of the machine's codes, the part that the person gives too) and
    ``recall`` (of the person's, the part that the machine gives), each NaN where there are none.
    """
    names = code_columns(machine)
    judged = audit.judged.reindex(columns=["answer", *names])
    said = machine.drop_duplicates("answer").set_index("answer").reindex(judged["answer"])
    rows = []
    for name in names:
        known = judged[name].notna().to_numpy()
        person = judged[name].to_numpy()[known] == 1
        given = said[name].to_numpy()[known] == 1
        both, machine_only, person_only = (
            int(each.sum()) for each in (given & person, given & ~person, person & ~given)
        )
        parts = [both / of if of else np.nan for of in (both + machine_only, both + person_only)]
        rows.append((name, int(known.sum()), both, machine_only, person_only, *parts))
    columns = ["code", "answers", "both", "machine_only", "person_only", "precision", "recall"]
    return pd.DataFrame(rows, columns=columns).astype({"code": "str"})


def audit_disagreements(audit: Audited) -> pd.DataFrame:
    """Return what the coders of the audit sample do not agree on, as :func:`textmine.disagreements`."""
    if len(audit.coders) > 1:
        return disagreements(*audit.coders.values(), coders=list(audit.coders))
    return pd.DataFrame(columns=["code", "answer", "respondent", "text", *audit.coders])
