"""How many respondents have each code of a code frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray
from textmine.codes.code_columns import code_columns
from textmine.codes.codebook import Codebook
from textmine.tables.measures import wilson

SUMS = ("respondents", "mentions", "base", "overridden")  # what adds up over respondents


def code_counts(coded: pd.DataFrame, codebook: Codebook | None = None) -> pd.DataFrame:
    """Return how many respondents each code has: one row per code, in the order of the frame.

    Columns: ``code``, ``level`` ("upper" or "code"; "other": respondents without any code, who are with those
    of "total", all codes together, the base; "nonanswer": respondents without a substantive answer),
    ``definition`` (from the frame), ``respondents``, ``share`` of the base with its 95 % Wilson interval
    ``low`` and ``high`` (NaN for "nonanswer", which are not in the base), ``mentions`` (answers with the
    code, or sentences and the like where those were coded; of "other" the answers of its respondents; of
    "total" the sum of its codes, so a respondent with two codes is mentioned twice), ``base`` (respondents
    with a substantive answer). An upper code stands before its first lower one and counts a respondent once.
    Of a corrected table also ``overridden``: answers on which a person changed this code (of "total": any).

    ``coded`` is a table of ``code_answers``, corrected or not.

    >>> coded = pd.DataFrame({"respondent": list("aab"), "kind": "substantive", "＊費用": [1, 1, 0]})
    >>> code_counts(coded)[["code", "respondents", "share", "mentions"]].head(3).values.tolist()
    [['＊費用', 1, 0.5, 2], ['other', 1, 0.5, 1], ['total', 1, 0.5, 2]]
    """
    return finish(tally(coded, codebook))


def tally(coded: pd.DataFrame, codebook: Codebook | None = None) -> pd.DataFrame:
    """Return what :func:`code_counts` is made of, as counts that add up over respondents.

    Columns: ``code``, ``level``, ``definition``, ``respondents``, ``mentions``, ``base`` and, of a corrected
    table, ``overridden``.
    """
    names = code_columns(coded)
    hits = coded[names].to_numpy(dtype=bool)
    who, people = pd.factorize(coded["respondent"])
    answered = np.asarray(coded["kind"] == "substantive", dtype=bool)
    upper_of, definitions = upper_by_code(codebook), definitions_of(codebook)
    with_code = rows_with(names, hits, upper_of)
    with_any = np.asarray(hits.any(axis=1))
    answer = pd.factorize(coded["answer"])[0] if "answer" in coded else np.arange(len(coded))
    without = answered & ~np.isin(who, who[with_any])

    def respondents(rows: BoolArray) -> int:
        return len(np.unique(who[rows]))

    lowest = [number for number, name in enumerate(names) if name not in upper_of.values()]
    base = respondents(answered)
    lines = [
        (code, "upper" if code in upper_of.values() else "code", respondents(rows), rows.sum())
        for code, rows in with_code.items()
    ]
    lines.append(("other", "other", respondents(without), len(np.unique(answer[without]))))
    lines.append(("total", "total", respondents(with_any), hits[:, lowest].sum()))
    lines.append(("nonanswer", "nonanswer", len(people) - base, (~answered).sum()))
    table = pd.DataFrame(lines, columns=["code", "level", "respondents", "mentions"])
    table = table.astype({"code": "str", "level": "str", "respondents": "int64", "mentions": "int64"})
    table.insert(
        2, "definition", pd.Series([definitions.get(code, "") for code in table["code"]], dtype="str")
    )
    table["base"] = base
    if "overridden" in coded:
        table["overridden"] = _overridden(coded["overridden"].tolist(), table)
    return table


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two chunks of a survey that have no respondent in common, by one code frame."""
    return total.assign(**{name: total[name] + other[name] for name in SUMS if name in total})


def finish(total: pd.DataFrame) -> pd.DataFrame:
    """Return the table of :func:`code_counts` from a tally."""
    base = int(total["base"].iloc[0])
    inside = total["level"] != "nonanswer"
    counted = total["respondents"].where(inside, 0)
    low, high = wilson(counted.to_numpy(), np.full(len(total), base))
    table = total.assign(
        share=np.where(inside, total["respondents"] / base if base else 0.0, np.nan),
        low=np.where(inside, low, np.nan),
        high=np.where(inside, high, np.nan),
    )
    order = ["code", "level", "definition", "respondents", "share", "low", "high", "mentions", "base"]
    return table[[*order, "overridden"] if "overridden" in table else order]


def upper_by_code(codebook: Codebook | None) -> dict[str, str]:
    """Return code -> its upper code, for those that have one."""
    return {code.name: code.upper for code in codebook.codes if code.upper} if codebook else {}


def definitions_of(codebook: Codebook | None) -> dict[str, str]:
    """Return code -> its definition, as the frame says it."""
    return {code.name: code.definition for code in codebook.codes} if codebook else {}


def rows_with(names: Sequence[str], hits: BoolArray, upper_of: Mapping[str, str]) -> dict[str, BoolArray]:
    """Return code -> the rows that have it; an upper code without a column has the rows of its lower ones."""
    rows: dict[str, BoolArray] = {}
    for number, name in enumerate(names):
        upper = upper_of.get(name, "")
        if upper and upper not in rows and upper not in names:
            lower = [place for place, each in enumerate(names) if upper_of.get(each) == upper]
            rows[upper] = np.asarray(hits[:, lower].any(axis=1))
        rows[name] = hits[:, number]
    return rows


def _overridden(changes: Sequence[str], table: pd.DataFrame) -> list[int]:
    """Return on how many answers a person changed each code of a tally (of "total": any code)."""
    changed = [set(codes.split("\n")) - {""} for codes in changes]
    return [
        sum(map(bool, changed)) if level == "total" else sum(code in codes for codes in changed)
        for code, level in zip(table["code"], table["level"], strict=True)
    ]
