"""What the rows of a table are called in a figure, and what kind of thing each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from textmine.errors import FigureError
from textmine.texts.labels import label


class Name(NamedTuple):
    """A word, code or value: as a figure shows it, and as its table has it."""

    shown: str
    name: str
    kind: str  # "word", "code" or "value"
    negated: bool | None  # None: the table does not count negated uses apart


def check_columns(table: pd.DataFrame, columns: Iterable[str], template: str) -> None:
    """Check that a table has the columns; the template of the error has {column} and {columns}.

    Raises:
        FigureError: it lacks one.
    """
    for column in columns:
        if column not in table.columns:
            there = ", ".join(map(str, table.columns)) or "none"
            raise FigureError(template, column=column, columns=there)


def names_of(table: pd.DataFrame, column: str, lang: str) -> list[Name]:
    """Return the name of each row: negated uses are shown as 感じる（否定）, a code without its ＊.

    What a table does not call a code or a value in its column ``kind`` is a word.

    >>> [name.shown for name in names_of(pd.DataFrame({"word": ["感じる"], "negated": [True]}), "word", "ja")]
    ['感じる（否定）']
    """
    prefix = "other_" if column == "other" else ""
    kinds = table.get(f"{prefix}kind", pd.Series("code" if column == "code" else "word", table.index))
    flags = table.get(f"{prefix}negated", [None] * len(table))
    return [
        _name(name, str(kind) if kind in ("code", "value") else "word", flag, lang)
        for name, kind, flag in zip(table[column].astype(str), kinds, flags, strict=True)
    ]


def _name(name: str, kind: str, flag: object, lang: str) -> Name:
    negated = None if flag is None else kind == "word" and bool(flag)
    shown = name.removeprefix("＊") if kind == "code" else name
    return Name(label("word.negated", lang, word=name) if negated else shown, name, kind, negated)


def with_shown_names(table: pd.DataFrame, column: str, lang: str) -> tuple[pd.DataFrame, dict[str, Name]]:
    """Return the table with its rows' names as they are shown, and each name by what is shown."""
    names = names_of(table, column, lang)
    shown = pd.Series([name.shown for name in names], table.index, dtype="str")
    return table.assign(**{column: shown}), {name.shown: name for name in names}


def name_columns(names: Iterable[Name], column: str = "name") -> pd.DataFrame:
    """Return the names as a table has them: ``column``, ``kind`` and, where the table has it, ``negated``."""
    rows = [(name.name, name.kind, name.negated) for name in names]
    table = pd.DataFrame([row[:2] for row in rows], columns=[column, "kind"])
    if any(negated is not None for *_, negated in rows):
        table["negated"] = [bool(negated) for *_, negated in rows]
    return table


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of one attribute of a crosstab, in the order of the table."""

    table: pd.DataFrame  # values as texts, features as they are shown
    names: dict[str, Name]  # of the features, by what is shown

    @property
    def features(self) -> list[str]:
        """The features."""
        return list(self.names)

    @property
    def bases(self) -> dict[str, int]:
        """The respondents of each value."""
        return dict(zip(self.table["value"], self.table["base"].astype(int), strict=True))

    @property
    def small(self) -> list[str]:
        """The values of few respondents."""
        small = self.table["value"][self.table["small"].astype(bool)] if "small" in self.table else ()
        return [value for value in self.bases if value in set(small)]

    @property
    def ranked(self) -> list[int]:
        """The numbers of the features, those of most respondents in all the values first."""
        totals = self.table.groupby("feature", sort=False)["respondents"].sum().tolist()
        return sorted(range(len(totals)), key=lambda number: -totals[number])

    def by_place(self, *columns: str) -> dict[tuple[str, str], list[Any]]:
        """Return what the columns hold, by feature and value."""
        lists = (self.table[column].tolist() for column in ("feature", "value", *columns))
        return {(feature, value): cell for feature, value, *cell in zip(*lists, strict=True)}


def cells_of(cross: pd.DataFrame, attribute: str, lang: str) -> Cells:
    """Return the cells of an attribute.

    Raises:
        FigureError: there is no such attribute.
    """
    attributes = cross["attribute"].astype(str)
    mine = cross[attributes == attribute]
    if mine.empty:
        raise FigureError(
            "there is no attribute {attribute!r}; there are: {known}",
            attribute=attribute,
            known=", ".join(dict.fromkeys(attributes)),
        )
    return Cells(*with_shown_names(mine.assign(value=mine["value"].astype(str)), "feature", lang))
