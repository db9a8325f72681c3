"""What is said more or less than before: two or more waves compared word by word and code by code."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from textmine.errors import TableError
from textmine.inputs.lexicon import Lexicon
from textmine.settings import DEFAULTS, UNIT, Unit
from textmine.tables.crosstab import counted, tally
from textmine.tables.measures import benjamini_hochberg, compared, newcombe, wilson
from textmine.tables.membership import identity
from textmine.tables.occurrences import Keyword, keywords_in
from textmine.words.corpus import Corpus


def changes(
    waves: Corpus | Mapping[str, pd.DataFrame],
    table: pd.DataFrame | None = None,
    *,
    by: str | None = None,
    unit: Unit = UNIT,
    values: int = DEFAULTS.compare.values,
) -> pd.DataFrame:
    """Return the share of respondents with each word or code, wave by wave, and its change.

    Two ways. ``changes(corpus, table, by="wave")``: the waves are the values of an attribute of one survey,
    in their order; ``table`` is a keyword table of that ``unit`` or a table of ``codes``. ``changes({"2024":
    first, "2025": second})``: one table per wave, in the order of time, all of them keyword tables or all of
    them tables of ``code_counts``. Each wave has to be of other people: the same people asked twice (a
    panel) need a paired test, which this is not.

    A keyword table holds only words that enough respondents wrote. If it holds a word of one respondent, it
    was made with ``minimum=1``, and a word that is missing from it was written by 0; from any other table it
    is not known, and the word has no row for that wave. A code that is missing from a table of codes was not
    looked for, and has no row either.

    Columns: ``feature``, ``kind`` ("word" or "code"), ``negated`` (only of keyword tables that have it),
    ``wave``, ``respondents``, ``base`` (respondents of the wave), ``share`` (0–1) with
    its 95 % Wilson interval ``low``, ``high``; ``difference`` of the share to the wave before (NaN for the
    first, and where the wave before is not known) with its 95 % interval ``difference_low``,
    ``difference_high``; ``p`` (chi-square, or Fisher's exact where an expected count is below 5) and
    ``p_bh`` (Benjamini–Hochberg over all differences of the table). Of one survey, respondents of no wave,
    and up to 1 % of two, are in no ``base``: their number is the base of the question less these. Sorted by
    feature, as in the table or the first table that has it, then by wave.

    Sources, in full in ``textmine.tables.measures``: Wilson (1927), Newcombe (1998), Cochran (1954), Fisher
    (1935), Benjamini & Hochberg (1995).

    Raises:
        TableError: fewer than two waves, no such attribute, a respondent in two waves, or tables of another
            kind.

    >>> first = pd.DataFrame({"word": ["費用", "時間"], "respondents": [20, 1], "base": 50})
    >>> second = pd.DataFrame({"word": ["費用", "人材"], "respondents": [10, 1], "base": 50})
    >>> table = changes({"2024": first, "2025": second})
    >>> table[["feature", "wave", "respondents", "difference"]].round(2).values.tolist()[1:4]
    [['費用', '2025', 10, -0.2], ['時間', '2024', 1, nan], ['時間', '2025', 0, -0.02]]
    """
    if not isinstance(waves, Corpus):
        return _changes(_of_tables(waves))
    if table is None or by is None:
        raise TableError("to compare waves of one survey give the table and the attribute: by=…")
    return finish(tally(waves, table, by=by, unit=unit, values=values), lexicon=waves.lexicon)


def finish(total: pd.DataFrame, *, lexicon: Lexicon) -> pd.DataFrame:
    """Return the table of :func:`changes` from a tally of ``textmine.tables.crosstab`` by one attribute."""
    (counts,) = counted(total, lexicon=lexicon)
    if not counts.exclusive:
        raise TableError(
            "some respondents are in two waves of {attribute!r} or more; a change is tested between "
            "different people",
            attribute=counts.attribute,
        )
    _check_number(len(counts.values))
    shape = counts.cells.shape
    table = pd.DataFrame(
        {
            **counts.repeated_features(),
            "wave": counts.repeated_values(),
            "place": np.broadcast_to(np.arange(shape[1]), shape).ravel(),
            "respondents": counts.cells.ravel(),
            "base": np.broadcast_to(counts.bases, shape).ravel(),
        }
    )
    return _changes(table)


def _changes(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table of :func:`changes` from its feature, wave, place of the wave, respondents and base."""
    before = table.shift()
    is_same = (table[identity(table)] == before[identity(table)]).all(axis=1)
    is_known = is_same & (table["place"] == before["place"] + 1) & (table["base"] > 0) & (before["base"] > 0)
    pairs = [
        rows[column].to_numpy(dtype=np.float64, na_value=0.0)
        for rows in (table, before)
        for column in ("respondents", "base")
    ]
    table["share"] = table["respondents"] / table["base"].clip(lower=1)
    table["low"], table["high"] = wilson(table["respondents"], table["base"])
    table["difference"] = table["share"] - table["share"].shift()
    table["difference_low"], table["difference_high"] = newcombe(*pairs)
    table["p"] = compared(*pairs).p
    table.loc[~is_known, ["difference", "difference_low", "difference_high", "p"]] = np.nan
    table["p_bh"] = benjamini_hochberg(table["p"])
    return table.drop(columns="place")


def _of_tables(waves: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return feature, wave, place of the wave, respondents and base, from one table per wave."""
    _check_number(len(waves))
    kind = _kind(waves)
    respondents: dict[Keyword, dict[str, int]] = {}
    bases: dict[str, int] = {}
    is_complete: dict[str, bool] = {}  # a word that is missing from the table was written by nobody
    for wave, table in waves.items():
        bases[wave] = int(table["base"].max()) if len(table) else 0
        listed = (
            table[table["level"].isin(["upper", "code"])] if kind == "code" and "level" in table else table
        )
        counts = listed["respondents"].astype("int64").tolist()
        is_complete[wave] = kind == "word" and len(counts) > 0 and min(counts) <= 1
        for feature, count in zip(keywords_in(listed.rename(columns={"code": "word"})), counts, strict=True):
            respondents.setdefault(feature, {})[wave] = count
    rows = [
        (feature.word, kind, feature.uses == "negated", wave, place, counts.get(wave, 0), bases[wave])
        for feature, counts in respondents.items()
        for place, wave in enumerate(waves)
        if wave in counts or is_complete[wave]
    ]
    columns = ["feature", "kind", "negated", "wave", "place", "respondents", "base"]
    table = pd.DataFrame(rows, columns=columns)
    if not any("negated" in each for each in waves.values()):
        table = table.drop(columns="negated")
    whole = dict.fromkeys(("place", "respondents", "base"), "int64")
    return table.astype({"feature": "str", "kind": "str", "wave": "str", **whole})


def _kind(waves: Mapping[str, pd.DataFrame]) -> str:
    """Return what the tables are of, which is also the name of their column: "word" or "code"."""
    for column in ("word", "code"):
        if all({column, "respondents", "base"} <= set(table.columns) for table in waves.values()):
            return column
    raise TableError("the tables of the waves have to be all keyword tables, or all tables of code_counts")


def _check_number(waves: int) -> None:
    if waves < 2:
        raise TableError("a change needs two waves or more, and there are {count}", count=waves)
