"""Who gave each code: people, rules or examples."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

BY = ("person", "rule", "examples")


def coders(given: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return who gave each code, one row per code in ``names``.

    ``given`` is the table of ``textmine.codes.given.given_by``. Columns: ``code``, ``answers`` (with the
    code; of a unit smaller than the answer, sentences and the like), of these ``by_person``, ``by_rule`` and
    ``by_examples``, and ``against`` (answers to which the rules give the code and a person or examples do
    not, or to which rules or examples give it and a person does not).

    >>> given = pd.DataFrame({"code": ["＊費用"] * 3, "value": [1, 1, 0], "by": ["rule", "person", "person"]})
    >>> coders(given, ["＊費用"]).values.tolist()
    [['＊費用', 2, 1, 1, 0, 1]]
    """
    counts = given.groupby(["code", "value", "by"]).size()
    rows = []
    for code in names:
        by = [int(counts.get((code, 1, each), 0)) for each in BY]
        rows.append((code, sum(by), *by, int(sum(counts.get((code, 0, each), 0) for each in BY))))
    columns = ["code", "answers", *(f"by_{each}" for each in BY), "against"]
    return pd.DataFrame(rows, columns=columns).astype({"code": "str"})


def deciders(decisions: pd.DataFrame) -> pd.DataFrame:
    """Return who decided about codes: one row per coder, by name.

    ``decisions`` as of :func:`textmine.read_review`. Columns: ``coder``, ``answers`` (that they decided
    about), ``audited`` (of these, of the random audit), ``first`` and ``last`` (the days of these decisions,
    "" where none is known).

    >>> about = {"coder": "佐藤", "key": ["a", "b"], "sample": ["", "audit"], "date": ["", "2026-11-02"]}
    >>> deciders(pd.DataFrame(about)).values.tolist()
    [['佐藤', 2, 1, '2026-11-02', '2026-11-02']]
    """
    rows = []
    for coder, own in decisions.groupby("coder", sort=True):
        days = sorted(set(own["date"].str[:10]) - {""}) or [""]
        audits = own.loc[own["sample"] == "audit", "key"]
        rows.append((coder, own["key"].nunique(), audits.nunique(), days[0], days[-1]))
    table = pd.DataFrame(rows, columns=["coder", "answers", "audited", "first", "last"])
    return table.astype(
        {"coder": "str", "answers": "int64", "audited": "int64", "first": "str", "last": "str"}
    )
