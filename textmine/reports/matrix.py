"""A cross table as documents show it: for each attribute features down and its values across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from textmine.reports.prepared import Tables
from textmine.reports.text import cell


@dataclass(frozen=True)
class MatrixCell:
    """Respondents of a value who have a feature, their share of its base, and the mark of the residual."""

    respondents: int
    share: float
    mark: str


@dataclass(frozen=True)
class Matrix:
    """A cross table of one attribute.

    Attributes:
        attribute: its name; "" where other questions are compared.
        bases: value -> its base, in order.
        small: the values with a small base.
        features: the words or codes, in order.
        cells: (feature, value) -> the respondents with both; without those that are in no row.
        tests: the rows of the tests' table that are about the attribute.
        measures: feature -> the test over all values.
        sentences: feature -> what the tests say of it.
        missing: respondents without the attribute.
    """

    attribute: str
    bases: dict[str, int]
    small: frozenset[str]
    features: list[str]
    cells: dict[tuple[str, str], MatrixCell]
    tests: list[dict[Any, Any]]
    measures: dict[str, dict[Any, Any]]
    sentences: dict[str, list[str]]
    missing: int


def matrices(tables: Tables) -> list[Matrix]:
    """Return the attributes of a cross table, each with its tests, which stand beside it."""
    crosstab, tests = tables.table, tables.beside[0] if tables.beside else pd.DataFrame()
    found = []
    for attribute in dict.fromkeys(crosstab["attribute"].astype(str)):
        rows = crosstab.loc[crosstab["attribute"].astype(str) == attribute].to_dict("records")
        own = tests
        if "attribute" in tests.columns:
            own = tests.loc[tests["attribute"].astype(str) == attribute]
        found.append(_matrix(attribute, rows, own.to_dict("records")))
    return found


def _matrix(attribute: str, rows: list[dict[Any, Any]], tests: list[dict[Any, Any]]) -> Matrix:
    sentences: dict[str, list[str]] = {}
    for test in tests:
        if cell(test.get("sentence")):
            sentences.setdefault(str(test["feature"]), []).append(str(test["sentence"]))
    return Matrix(
        attribute=attribute,
        bases={str(row["value"]): int(row["base"]) for row in rows},
        small=frozenset(str(row["value"]) for row in rows if row.get("small")),
        features=list(dict.fromkeys(str(row["feature"]) for row in rows)),
        cells={
            (str(row["feature"]), str(row["value"])): MatrixCell(
                int(row["respondents"]), float(row["share"]), str(cell(row.get("mark")))
            )
            for row in rows
        },
        tests=tests,
        measures={str(test["feature"]): test for test in tests if not cell(test.get("value"))},
        sentences=sentences,
        missing=max((int(cell(test.get("missing")) or 0) for test in tests), default=0),
    )
