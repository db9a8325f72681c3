"""Which differences between groups are told: large groups, clear ones, and such as say something."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import pandas as pd

LARGE = 20  # respondents of a group that is told of: of ten, six are anything from 31 to 83 % (Wilson, 95 %)
FEWEST = 5  # respondents that a difference has to rest on
LEVEL = 0.05
_TIMES = 2  # a group writes a word so many times as often as the others do
_TOLD = 0.5  # the share of an attribute's groups that say their own names, from which it is of the answers
COLUMNS = (
    *("attribute", "feature", "kind", "respondents", "base", "share"),
    *(f"{group}{part}" for group in ("more", "fewer") for part in ("", "_respondents", "_base", "_share")),
    "p_bh",
)


class Clear(NamedTuple):
    """A difference that passed: its test, the group that says it most, and least (None: none is marked)."""

    test: dict[Any, Any]
    more: pd.Series
    fewer: pd.Series | None


def clearest(crosstab: pd.DataFrame, tests: pd.DataFrame, untold: Collection[str] = ()) -> list[Clear]:
    """Return of each code or word the clearest difference; the clearest first, by p, then by its size.

    Not told are the features ``untold`` (names of places, words of the question), groups of fewer than
    ``LARGE`` respondents, and what an attribute says of the answers themselves (the schools that each names).
    """
    passed = tests[(tests["p_bh"] < LEVEL) & (tests["value"].astype(str).isin(["", "nan"]))]
    cells = crosstab.groupby(["attribute", "feature"], sort=False).indices
    of_answers = _of_the_answers(crosstab, passed)
    found: list[tuple[tuple[float, float, str, str], Clear]] = []
    for test in passed.to_dict("records"):
        attribute, feature = str(test["attribute"]), str(test["feature"])
        groups = crosstab.iloc[cells[attribute, feature]]
        more, fewer = _marked(groups)
        if more is None or feature in untold or attribute in of_answers or _is_told_by(feature, groups):
            continue
        others = (test["respondents"] - more["respondents"]) / max(1, test["base"] - more["base"])
        if _stands_out(more, groups, others, is_code=test["kind"] == "code"):
            found.append(
                ((test["p_bh"], others - more["share"], feature, attribute), Clear(test, more, fewer))
            )
    found.sort(key=lambda one: one[0])
    first = {str(clear.test["feature"]): clear for _, clear in reversed(found)}
    return [clear for _, clear in found if first[str(clear.test["feature"])] is clear]


def differences(crosstab: pd.DataFrame, tests: pd.DataFrame, untold: Collection[str] = ()) -> pd.DataFrame:
    """Return the differences of :func:`clearest` as a table, the clearest first.

    Columns: ``attribute``, ``feature``, ``kind`` ("word" or "code"), ``respondents`` of the ``base`` who have
    it and their ``share``; the group that has it most (``more``, ``more_respondents``, ``more_base``,
    ``more_share``) and least (``fewer`` …; "" and 0 where none is marked), ``p_bh`` of the test.
    """
    if not {"p_bh", "value"} <= set(tests):
        return pd.DataFrame(columns=list(COLUMNS))
    rows = []
    for test, more, fewer in clearest(crosstab, tests, untold):
        people, base = int(test["respondents"]), int(test["base"])
        row: list[Any] = [
            test["attribute"],
            test["feature"],
            test["kind"],
            people,
            base,
            people / max(1, base),
        ]
        for group in (more, fewer):
            row += (
                ["", 0, 0, 0.0]
                if group is None
                else [
                    str(group["value"]),
                    int(group["respondents"]),
                    int(group["base"]),
                    float(group["share"]),
                ]
            )
        rows.append((*row, float(test["p_bh"])))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _marked(groups: pd.DataFrame) -> tuple[pd.Series | None, pd.Series | None]:
    """Return the groups marked as most above and below what was expected, small ones aside, if any."""
    values, residuals, marks, small, bases = (
        groups[column].tolist() for column in ("value", "residual", "mark", "small", "base")
    )
    marked = [
        place for place, mark in enumerate(marks) if mark and not small[place] and bases[place] >= LARGE
    ]
    marked.sort(key=lambda place: (-residuals[place], values[place]))
    more = [place for place in marked if marks[place].startswith("+")]
    fewer = [place for place in marked if marks[place].startswith("-")]
    return (groups.iloc[more[0]] if more else None), (groups.iloc[fewer[-1]] if fewer else None)


def _stands_out(more: pd.Series, groups: pd.DataFrame, others: float, *, is_code: bool) -> bool:
    """Whether a group rests on enough respondents and no other of that size has a higher share.

    ``others`` is the share of all other respondents.
    """
    large = groups[(groups["base"] >= LARGE) & ~groups["small"].astype(bool)]
    if int(more["respondents"]) < FEWEST or (large["share"] > more["share"]).any():
        return False
    return is_code or bool(more["share"] >= _TIMES * others)


def _of_the_answers(crosstab: pd.DataFrame, passed: pd.DataFrame) -> set[str]:
    """Return the attributes that say what the answers are about: most of their groups say their own names."""
    said = crosstab[crosstab["mark"].astype(str).str.startswith("+")]
    said = said.merge(passed[["attribute", "feature"]].drop_duplicates(), on=["attribute", "feature"])
    of_answers: set[str] = set()
    for attribute, rows in said.groupby("attribute"):
        own = {
            value
            for value, feature in zip(rows["value"].astype(str), rows["feature"].astype(str), strict=True)
            if _is_named(feature, value)
        }
        if len(own) > 1 and len(own) >= _TOLD * rows["value"].nunique():
            of_answers.add(str(attribute))
    return of_answers


def _is_named(feature: object, value: object) -> bool:
    """Whether a group is called by a word or code, or that by the group."""
    word = str(feature).removeprefix("＊")
    return word in str(value) or str(value) in word


def _is_told_by(feature: object, groups: pd.DataFrame) -> bool:
    """Whether a group is called by the feature itself: that it names 新南陽高校 most says nothing."""
    return any(_is_named(feature, value) for value in groups["value"])
