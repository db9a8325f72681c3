"""What is said more or less than before: two or more waves compared word by word and code by code."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from textmine.errors import TableError
from textmine.settings import DEFAULTS, Unit
from textmine.tables.crosstab import counted, tally
from textmine.tables.measures import benjamini_hochberg, compared, newcombe, wilson
from textmine.words.corpus import Corpus

COLUMNS = (
    *("feature", "wave", "respondents", "base", "share", "low", "high", "difference", "difference_low"),
    *("difference_high", "p", "p_bh"),
)


def changes(
    waves: Corpus | Mapping[str, pd.DataFrame],
    table: pd.DataFrame | None = None,
    *,
    by: str | None = None,
    unit: Unit = DEFAULTS.keywords.unit,
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

    Columns: ``feature``, ``wave``, ``respondents``, ``base`` (respondents of the wave), ``share`` (0–1) with
    its 95 % Wilson interval ``low``, ``high``; ``difference`` of the share to the wave before (NaN for the
    first, and where the wave before is not known) with its 95 % interval ``difference_low``,
    ``difference_high``; ``p`` (chi-square, or Fisher's exact where an expected count is below 5) and
    ``p_bh`` (Benjamini–Hochberg over all differences of the table). Sorted by feature, as in the table or
    the first table that has it, then by wave.

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
    found = _of_attribute(waves, table, by, unit, values) if isinstance(waves, Corpus) else _of_tables(waves)
    found["share"] = found["respondents"] / found["base"].clip(lower=1)
    found["low"], found["high"] = wilson(found["respondents"], found["base"])
    before = found.shift()
    next_to = (found["feature"] == before["feature"]) & (found["place"] == before["place"] + 1)
    known = (next_to & (found["base"] > 0) & (before["base"] > 0)).to_numpy()
    pairs = [
        part[column].to_numpy(dtype=np.float64, na_value=0.0)
        for part in (found, before)
        for column in ("respondents", "base")
    ]
    low, high = newcombe(*pairs)
    found["difference"] = np.where(known, found["share"] - before["share"], np.nan)
    found["difference_low"] = np.where(known, low, np.nan)
    found["difference_high"] = np.where(known, high, np.nan)
    found["p"] = np.where(known, compared(*pairs).p, np.nan)
    found["p_bh"] = benjamini_hochberg(found["p"])
    return found[list(COLUMNS)]


def _of_attribute(
    corpus: Corpus, table: pd.DataFrame | None, by: str | None, unit: Unit, values: int
) -> pd.DataFrame:
    if table is None or by is None:
        raise TableError("to compare waves of one survey give the table and the attribute: by=…")
    (counts,) = counted(tally(corpus, table, by=by, unit=unit, values=values), lexicon=corpus.lexicon)
    if not counts.exclusive:
        raise TableError(
            "some respondents are in two waves of {attribute!r} or more; a change is tested between "
            "different people",
            attribute=by,
        )
    _enough(len(counts.values))
    shape = counts.cells.shape
    return pd.DataFrame(
        {
            "feature": pd.Series([name for name in counts.features for _ in counts.values], dtype="str"),
            "wave": pd.Series(list(counts.values) * len(counts.features), dtype="str"),
            "place": np.broadcast_to(np.arange(shape[1]), shape).ravel(),
            "respondents": counts.cells.ravel(),
            "base": np.broadcast_to(counts.bases, shape).ravel(),
        }
    )


def _of_tables(waves: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    _enough(len(waves))
    column = _column(waves)
    said: dict[str, dict[str, int]] = {}
    bases: dict[str, int] = {}
    complete: dict[str, bool] = {}
    for wave, table in waves.items():
        part = (
            table[table["level"].isin(["upper", "code"])] if column == "code" and "level" in table else table
        )
        counts = part["respondents"].to_numpy(dtype=np.int64)
        for name, count in zip(part[column].astype(str), counts.tolist(), strict=True):
            said.setdefault(name, {})[wave] = count
        bases[wave] = int(table["base"].max()) if len(table) else 0
        complete[wave] = column == "word" and len(counts) > 0 and counts.min() <= 1
    rows = [
        (name, wave, place, of_wave.get(wave, 0), bases[wave])
        for name, of_wave in said.items()
        for place, wave in enumerate(waves)
        if wave in of_wave or complete[wave]
    ]
    table = pd.DataFrame(rows, columns=["feature", "wave", "place", "respondents", "base"])
    whole = dict.fromkeys(("place", "respondents", "base"), "int64")
    return table.astype({"feature": "str", "wave": "str", **whole})


def _column(waves: Mapping[str, pd.DataFrame]) -> str:
    """Return what the tables are of: "word" or "code"."""
    for column in ("word", "code"):
        if all({column, "respondents", "base"} <= set(table.columns) for table in waves.values()):
            return column
    raise TableError("the tables of the waves have to be all keyword tables, or all tables of code_counts")


def _enough(count: int) -> None:
    if count < 2:
        raise TableError("a change needs two waves or more, and there are {count}", count=count)
