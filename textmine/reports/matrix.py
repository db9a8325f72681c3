"""A cross table as documents show it: for each attribute features down and its values across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textmine.reports.prepared import Tables
from textmine.reports.report import Group
from textmine.reports.text import cell
from textmine.texts.labels import label

MARKS = ("+", "++", "-", "--")  # of residuals
CLEAR = 0.05  # the p value (Benjamini-Hochberg) below which a test found a difference


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
        attribute: its name in the survey; "" where other questions are compared.
        title: what the report calls it.
        bases: value -> its base, in order.
        small: the values with a small base.
        features: the words or codes, in order -> what they are shown as: codes without their ＊.
        cells: (feature, value) -> the respondents with both; without those that are in no row.
        measures: feature -> the test over all values.
        sentences: feature -> what the tests say of it.
        clear: the sentences of the tests that found a difference, the clearest first.
        same: how many tests found none.
        missing: respondents without the attribute.
    """

    attribute: str
    title: str
    bases: dict[str, int]
    small: frozenset[str]
    features: dict[str, str]
    cells: dict[tuple[str, str], MatrixCell]
    measures: dict[str, dict[Any, Any]]
    sentences: dict[str, list[str]]
    clear: list[str]
    same: int
    missing: int

    def base_line(self, value: str, lang: str) -> str:
        """Return the base of a value as it stands in its heading, and whether it is small."""
        return f"n={self.bases[value]:,}{label('page.small', lang) if value in self.small else ''}"

    def missing_line(self, group: Group) -> str:
        """Return the line that counts the respondents without the attribute, or ""."""
        count = f"{self.missing:,}"
        return label("page.missing", group.lang, count=count, unit=group.unit) if self.missing else ""


def matrices(tables: Tables) -> list[Matrix]:
    """Return the attributes of a cross table, each with its tests, which stand beside it."""
    crosstab, (tests,) = tables.table, tables.beside
    shown = []
    for attribute, rows in crosstab.groupby(crosstab["attribute"].astype(str), sort=False):
        tested = tests.loc[tests["attribute"].astype(str) == attribute] if "attribute" in tests else tests[:0]
        title = tables.group.report.title_of(str(attribute))
        shown.append(_matrix(str(attribute), title, rows.to_dict("records"), tested.to_dict("records")))
    return shown


def feature_name(row: dict[Any, Any]) -> str:
    """Return what the word or code of a row is shown as: a code without its ＊."""
    feature = str(row["feature"])
    return feature.removeprefix("＊") if row.get("kind") == "code" else feature


def _matrix(attribute: str, title: str, rows: list[dict[Any, Any]], tests: list[dict[Any, Any]]) -> Matrix:
    sentences: dict[str, list[str]] = {}
    for test in tests:
        if cell(test.get("sentence")):
            sentences.setdefault(str(test["feature"]), []).append(str(test["sentence"]))
    different = [test for test in tests if cell(test.get("p_bh")) != "" and test["p_bh"] < CLEAR]
    clear = sorted(different, key=lambda test: float(test["p_bh"]))
    return Matrix(
        attribute=attribute,
        title=title,
        bases={str(row["value"]): int(row["base"]) for row in rows},
        small=frozenset(str(row["value"]) for row in rows if row.get("small")),
        features={str(row["feature"]): feature_name(row) for row in rows},
        cells={
            (str(row["feature"]), str(row["value"])): MatrixCell(
                int(row["respondents"]), float(row["share"]), str(cell(row.get("mark")))
            )
            for row in rows
        },
        measures={str(test["feature"]): test for test in tests if not cell(test.get("value"))},
        sentences=sentences,
        clear=[str(test["sentence"]) for test in clear if cell(test.get("sentence"))],
        same=len(tests) - len(clear),
        missing=max((int(cell(test.get("missing")) or 0) for test in tests), default=0),
    )
