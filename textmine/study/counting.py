"""How answers are counted for the tables that add up: of a whole survey, or chunk by chunk.

These functions run in other processes too, so they stand in a module and take what they need as arguments.
What only one table needs is loaded with it: a keyword table does not wait for scipy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Union

import pandas as pd

from textmine.settings import Unit
from textmine.words.corpus import Corpus

if TYPE_CHECKING:
    from textmine.codes.codebook import Codebook
    from textmine.study.coding import Coding

Count = Literal[
    "keywords", "stances", "code_counts", "any_code", "crosstab", "changes", "cooccurrence", "value_pairs"
]
Of = Literal["", "words", "codes"]  # what is compared; "": codes where the question has a frame, else words
Features = Union[pd.DataFrame, "Coding"]  # words, codes, or what gives the answers of a chunk their codes
Tally = Callable[..., Any]  # counts the answers of a corpus
Merge = Callable[[Any, Any], Any]  # adds up the counts of two chunks


def counting(count: Count) -> tuple[Tally, Merge]:
    """Return how answers are counted, and how the counts of two chunks are added up."""
    if count == "keywords":
        from textmine.tables import keywords

        return keywords.tally, keywords.merge
    if count == "stances":
        from textmine.tables import stances

        return stances.tally, stances.merge
    if count == "any_code":
        return _count_any_code, int.__add__
    if count == "code_counts":
        from textmine.tables import code_counts

        return _count_codes, code_counts.merge
    if count in ("crosstab", "changes"):
        from textmine.tables import crosstab

        return _count_crosstab, crosstab.merge
    from textmine.tables import cooccurrence

    return _count_cooccurrence, cooccurrence.merge


def by_option(options: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return option -> question -> its value, of question -> option -> its value: as chunks take them."""
    names = next(iter(options.values()), {})
    return {name: {question: given[name] for question, given in options.items()} for name in names}


def _in(corpus: Corpus, features: Features) -> pd.DataFrame:
    """Return the words or codes that are counted in a corpus."""
    if isinstance(features, pd.DataFrame):
        return features
    from textmine.study.coding import coded_by

    return coded_by(features, corpus)


def _count_codes(corpus: Corpus, *, features: Features, codebook: Codebook) -> pd.DataFrame:
    from textmine.tables.code_counts import tally

    return tally(_in(corpus, features), codebook)


def _count_any_code(corpus: Corpus, *, features: Features, names: tuple[str, ...]) -> int:
    """Return how many respondents have one of some codes."""
    coded = _in(corpus, features)
    having = coded.loc[coded[[name for name in names if name in coded]].eq(1).any(axis=1), "respondent"]
    return int(having.nunique())


def _count_crosstab(
    corpus: Corpus, *, features: Features, by: tuple[str, ...], unit: Unit, values: int
) -> pd.DataFrame:
    from textmine.tables.crosstab import tally

    return tally(corpus, _in(corpus, features), by=by, unit=unit, values=values)


def _count_cooccurrence(
    corpus: Corpus, *, features: Features, unit: Unit, by: str | None = None, values: int = 0
) -> pd.DataFrame:
    from textmine.tables.cooccurrence import tally

    return tally(corpus, _in(corpus, features), by=by, unit=unit, values=values)
