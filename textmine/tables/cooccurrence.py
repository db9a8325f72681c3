"""What is said together: pairs of words, codes and values of attributes that the same answers hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from textmine.settings import DEFAULTS, Unit
from textmine.tables.measures import log_likelihood
from textmine.tables.membership import By, Integers, Rows, groups, members, respondents, rows_of, together
from textmine.words.corpus import Corpus

COLUMNS = [
    *("feature", "other", "kind", "other_kind", "both", "respondents", "other_respondents", "base"),
    *("jaccard", "dice", "simpson", "cosine", "log_likelihood"),
]
_KEYS = ["group", "part", "feature", "other"]
Table = pd.DataFrame | Sequence[str]


def cooccurrence(
    corpus: Corpus,
    table: Table,
    *,
    others: Table | None = None,
    by: By | None = None,
    unit: Unit = DEFAULTS.keywords.unit,
    minimum: int = DEFAULTS.keywords.minimum,
    values: int = DEFAULTS.compare.values,
) -> pd.DataFrame:
    """Return how closely pairs go together, one row per pair that ``minimum`` respondents have.

    The pairs are those within ``table`` (a keyword table, a list of words, or a table of codes); with
    ``others`` those of a feature of ``table`` and one of ``others`` (words with codes), with ``by`` those of
    a feature and a value of an attribute. A respondent has a pair if one of their answers holds both. A word
    and a longer one that is written with it (個人, 個人情報) are no pair: one can't be without the other.

    Columns: ``feature``, ``other``; ``kind``, ``other_kind`` ("word", "code" or "value"); ``both``,
    ``respondents`` (of feature), ``other_respondents``; ``base`` (respondents with a substantive answer);
    ``jaccard`` both / (either) (Jaccard 1901, Bulletin de la Société vaudoise des sciences naturelles 37),
    ``dice`` 2 both / (sum of the two) (Dice 1945, Ecology 26), ``simpson`` both / (the smaller) (Simpson
    1943, American Journal of Science 241), ``cosine`` both / √(product) (Ochiai 1957, Bulletin of the
    Japanese Society of Scientific Fisheries 22), ``log_likelihood`` (G² of the 2 × 2 table, below 0 where
    they avoid each other; Dunning 1993). Sorted by jaccard, highest first, then ``feature`` and ``other`` in
    code point order; of a pair within one table ``feature`` is the one of more respondents.

    Raises:
        TableError: the table is neither of words nor of codes, or there is no such attribute.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["予算と人材", "予算がない", "人材と予算", "時間"]
    >>> answers = pd.DataFrame({"answer": range(4), "respondent": list("abcd"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> pairs = cooccurrence(tokenize(Survey(answers)), ["予算", "人材", "時間"], minimum=1)
    >>> pairs[["feature", "other", "both", "respondents", "other_respondents"]].values.tolist()
    [['予算', '人材', 2, 3, 2]]
    """
    total = tally(corpus, table, others=others, by=by, unit=unit, values=values)
    return finish(total, minimum=minimum)


def tally(
    corpus: Corpus,
    table: Table,
    *,
    others: Table | None = None,
    by: By | None = None,
    unit: Unit = DEFAULTS.keywords.unit,
    values: int = DEFAULTS.compare.values,
) -> pd.DataFrame:
    """Return what :func:`cooccurrence` is made of, as counts that add up over respondents.

    Columns: ``group`` ("within", "others", or the attribute with "by " before it), ``part`` ("base";
    "feature", of ``table``; "other", of what it is paired with; "both", of a pair), ``feature``, ``other``,
    ``respondents``.
    """
    rows = rows_of(corpus)
    first = members(corpus, table, unit=unit)
    own = respondents(rows, first.hits)
    parts = []
    if others is None and by is None:
        both = _both(rows, first.hits, first.hits)
        parts.append(_counts("within", rows.base, first.names, own, first.names, own, both))
    if others is not None:
        second = members(corpus, others, unit=unit)
        their, both = respondents(rows, second.hits), _both(rows, first.hits, second.hits)
        parts.append(_counts("others", rows.base, first.names, own, second.names, their, both))
    if by is not None:
        for group in groups(corpus, by, most=values):
            their, both = respondents(rows, group.hits), together(rows, first.hits, group.hits)
            name = f"by {group.attribute}"
            parts.append(_counts(name, rows.base, first.names, own, group.names, their, both))
    return pd.concat(parts, ignore_index=True)


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two parts of a survey that have no respondent in common."""
    both = pd.concat([total, other], ignore_index=True)
    return both.groupby(_KEYS, as_index=False, sort=False)[["respondents"]].sum()


def finish(total: pd.DataFrame, *, minimum: int = DEFAULTS.keywords.minimum) -> pd.DataFrame:
    """Return the table of :func:`cooccurrence` from a tally."""
    parts = []
    for group in dict.fromkeys(total["group"]):
        own = {str(part): rows for part, rows in total[total["group"] == group].groupby("part", sort=False)}
        first, second, pairs = (own.get(part, total.iloc[:0]) for part in ("feature", "other", "both"))
        names, other_names = list(first["feature"]), list(second["other"])
        both = np.zeros((len(names), len(other_names)), dtype=np.int64)
        row = pd.Index(names).get_indexer(pd.Index(pairs["feature"]))
        column = pd.Index(other_names).get_indexer(pd.Index(pairs["other"]))
        both[row, column] = pairs["respondents"]
        counts, other_counts = (each["respondents"].to_numpy(dtype=np.int64) for each in (first, second))
        base = int(own["base"]["respondents"].iloc[0])
        found = _pairs(base, names, counts, other_names, other_counts, both, within=group == "within")
        parts.append(found.assign(other_kind="value") if group.startswith("by ") else found)
    pairs = pd.concat(parts, ignore_index=True)
    pairs = pairs[pairs["both"] >= max(minimum, 1)]
    return pairs.sort_values(
        ["jaccard", "feature", "other"], ascending=[False, True, True], ignore_index=True
    )[COLUMNS]


def _counts(
    group: str,
    base: int,
    names: Sequence[str],
    counts: Integers,
    other_names: Sequence[str],
    other_counts: Integers,
    both: Integers,
) -> pd.DataFrame:
    one, other = np.nonzero(both)
    firsts, seconds = [names[at] for at in one.tolist()], [other_names[at] for at in other.tolist()]
    rows = (
        ("base", [""], [""], [base]),
        ("feature", names, [""] * len(names), counts),
        ("other", [""] * len(other_names), other_names, other_counts),
        ("both", firsts, seconds, both[one, other]),
    )
    tables = [
        pd.DataFrame(
            {
                "group": group,
                "part": part,
                "feature": pd.Series(list(features), dtype="str"),
                "other": pd.Series(list(others), dtype="str"),
                "respondents": np.asarray(respondents_, dtype=np.int64),
            }
        )
        for part, features, others, respondents_ in rows
    ]
    return pd.concat([table for table in tables if len(table)], ignore_index=True)


def similarity(corpus: Corpus, table: Table, *, unit: Unit) -> tuple[tuple[str, ...], Integers, Integers]:
    """Return the features, their respondents, and how many have each two of them in one answer."""
    rows = rows_of(corpus)
    first = members(corpus, table, unit=unit)
    both = _both(rows, first.hits, first.hits)
    return first.names, np.diag(both).copy(), both


def _both(rows: Rows, one: sparse.csr_matrix, other: sparse.csr_matrix) -> Integers:
    if rows.base == len(rows.of):  # an answer each: the product of the two matrices counts them
        return np.asarray((one.T @ other).toarray(), dtype=np.int64)
    return together(rows, one, other)


def _pairs(
    base: int,
    names: Sequence[str],
    counts: Integers,
    other_names: Sequence[str],
    other_counts: Integers,
    both: Integers,
    *,
    within: bool = False,
) -> pd.DataFrame:
    """Return the table of all pairs; ``within`` one list of names each pair once."""
    one, other = np.indices(both.shape).reshape(2, -1)
    if within:
        place = np.empty(len(names), dtype=np.int64)
        place[sorted(range(len(names)), key=lambda each: (-int(counts[each]), names[each]))] = np.arange(
            len(names)
        )
        kept = place[one] < place[other]
        one, other = one[kept], other[kept]
    shared = both[one, other]
    mine, theirs = counts[one], other_counts[other]
    bases = np.full(len(one), base)
    table = pd.DataFrame(
        {
            "feature": pd.Series(np.array(names, dtype=object)[one], dtype="str"),
            "other": pd.Series(np.array(other_names, dtype=object)[other], dtype="str"),
            "kind": _kinds(names)[one],
            "other_kind": _kinds(other_names)[other],
            "both": shared,
            "respondents": mine,
            "other_respondents": theirs,
            "base": bases,
            "jaccard": _ratio(shared, mine + theirs - shared),
            "dice": _ratio(2 * shared, mine + theirs),
            "simpson": _ratio(shared, np.minimum(mine, theirs)),
            "cosine": _ratio(shared, np.sqrt(mine.astype(np.float64) * theirs)),
            # Who wrote the two in different answers only is one of each and of none of both.
            "log_likelihood": log_likelihood(
                shared, mine, theirs - shared, np.maximum(bases - mine, theirs - shared)
            ),
        }
    )
    return table[[not _is_part(a, b) for a, b in zip(table["feature"], table["other"], strict=True)]]


def _ratio(counts: npt.ArrayLike, total: npt.ArrayLike) -> npt.NDArray[np.float64]:
    above, below = np.asarray(counts, dtype=np.float64), np.asarray(total, dtype=np.float64)
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _kinds(names: Sequence[str]) -> npt.NDArray[np.object_]:
    return np.array(["code" if name.startswith("＊") else "word" for name in names], dtype=object)


def _is_part(one: str, other: str) -> bool:
    """Whether two features are the same, or one is written inside the other; codes are so by / only."""
    if one.startswith("＊") and other.startswith("＊"):
        return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")
    return one in other or other in one
