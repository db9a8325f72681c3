"""What is said together: pairs of words, codes and values of attributes that the same answers hold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from textmine.arrays import FloatArray, Int64Array
from textmine.settings import DEFAULTS, UNIT, Unit
from textmine.tables import membership
from textmine.tables.measures import log_likelihood
from textmine.words.corpus import Corpus

_OTHER = {"feature": "other", "kind": "other_kind", "negated": "other_negated"}
_SUMS = ["respondents", "occurrences"]
_PAIR = [*_OTHER, *_OTHER.values()]  # what tells two pairs apart


def cooccurrence(
    corpus: Corpus,
    table: membership.Table,
    *,
    others: membership.Table | None = None,
    by: membership.By | None = None,
    unit: Unit = UNIT,
    minimum: int = DEFAULTS.keywords.minimum,
    values: int = DEFAULTS.compare.values,
) -> pd.DataFrame:
    """Return how closely pairs go together, one row per pair that ``minimum`` respondents have.

    The pairs are those within ``table`` (a keyword table, a list of words, or a table of codes); with
    ``others`` those of a feature of ``table`` and one of ``others`` (words with codes), with ``by`` those of
    a feature and a value of an attribute. A respondent has a pair if one of their answers holds both. A word
    and a longer one that is written with it (個人, 個人情報) are no pair: one can't be without the other. Of
    fewer than two words or codes the table is empty.

    Columns: ``feature``, ``kind``; ``other``, ``other_kind`` ("word", "code" or "value"); of a keyword table
    that has it also ``negated`` and ``other_negated``; ``both``, ``respondents`` (of feature),
    ``other_respondents``, ``occurrences``, ``other_occurrences`` (how often each occurs; of codes and values
    the answers that have it); ``base`` (respondents with a substantive answer);
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
    table: membership.Table,
    *,
    others: membership.Table | None = None,
    by: membership.By | None = None,
    unit: Unit = UNIT,
    values: int = DEFAULTS.compare.values,
) -> pd.DataFrame:
    """Return what :func:`cooccurrence` is made of, as counts that add up over respondents.

    Columns: ``group`` ("within", "others", or the attribute with "by " before it), ``part`` ("base";
    "feature", of ``table``; "other", of what it is paired with; "both", of a pair), those that say which
    feature and other it is (as in :func:`cooccurrence`), and ``respondents`` and ``occurrences`` (of a pair
    and the base 0).
    """
    rows = membership.rows_of(corpus)
    features = membership.members(corpus, table, unit=unit)
    parts = []
    if others is None and by is None:
        both = _both(rows, features.hits, features.hits)
        parts.append(_counts("within", rows, features, features, both))
    if others is not None:
        second = membership.members(corpus, others, unit=unit)
        parts.append(_counts("others", rows, features, second, _both(rows, features.hits, second.hits)))
    for group in membership.groups(corpus, by, most=values) if by is not None else ():
        named = pd.DataFrame({"feature": list(group.names), "kind": "value"}, dtype="str")
        both = membership.together(rows, features.hits, group.hits)
        parts.append(
            _counts(f"by {group.attribute}", rows, features, membership.Features(named, group.hits), both)
        )
    total = pd.concat(parts, ignore_index=True)
    for name in _names(total):
        is_bool = name.endswith("negated")
        total[name] = total[name].fillna(False).astype(bool) if is_bool else total[name].fillna("")
    return total.fillna({"occurrences": 0}).astype({"respondents": "int64", "occurrences": "int64"})


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two chunks of a survey that have no respondent in common."""
    both = pd.concat([total, other], ignore_index=True)
    keys = ["group", "part", *_names(both)]
    return both.groupby(keys, as_index=False, sort=False)[_SUMS].sum()


def finish(total: pd.DataFrame, *, minimum: int = DEFAULTS.keywords.minimum) -> pd.DataFrame:
    """Return the table of :func:`cooccurrence` from a tally."""
    parts = [_pairs(rows, is_within=group == "within") for group, rows in total.groupby("group", sort=False)]
    pairs = pd.concat(parts, ignore_index=True)
    pairs = pairs[pairs["both"] >= max(minimum, 1)]
    # Between equally close pairs the names decide, and of one word the uses without negation come first.
    names = [name for name in ("feature", "negated", "other", "other_negated") if name in pairs]
    order = ["jaccard", *names]
    return pairs.sort_values(order, ascending=[False] + [True] * len(names), ignore_index=True)


def shared(total: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, Int64Array]:
    """Return the features and the others of one group of a tally, and how many respondents have both.

    The features and the others are rows with their ``respondents`` and ``occurrences``; the numbers are
    features × others.
    """
    by_part = {str(part): rows for part, rows in total.groupby("part")}
    first, second, pairs = (
        by_part.get(part, total.iloc[:0]).reset_index(drop=True) for part in ("feature", "other", "both")
    )
    names = [name for name in _names(total) if name in _OTHER]
    other_names = [name for name in _names(total) if name not in _OTHER]
    both = np.zeros((len(first), len(second)), dtype=np.int64)
    row, column = (
        pd.MultiIndex.from_frame(side[own]).get_indexer(pd.MultiIndex.from_frame(pairs[own]))
        for side, own in ((first, names), (second, other_names))
    )
    both[row, column] = pairs["respondents"]
    return first[[*names, *_SUMS]], second[[*other_names, *_SUMS]], both


def base_of(total: pd.DataFrame) -> int:
    """Return the respondents with a substantive answer, of a tally."""
    return int(total.loc[total["part"] == "base", "respondents"].iloc[0])


def _names(table: pd.DataFrame) -> list[str]:
    """Return those columns that say which feature and which other a row is about."""
    return [name for name in _PAIR if name in table]


def _both(rows: membership.Rows, one: sparse.csr_matrix, other: sparse.csr_matrix) -> Int64Array:
    if rows.base == len(rows.of):  # an answer each: the product of the two matrices counts them
        return np.asarray((one.T @ other).toarray(), dtype=np.int64)
    return membership.together(rows, one, other)


def _counts(
    group: str,
    rows: membership.Rows,
    first: membership.Features,
    second: membership.Features,
    both: Int64Array,
) -> pd.DataFrame:
    """Return the rows of a tally for the pairs of two lists; ``both`` are the respondents of each pair."""
    one, other = np.nonzero(both)
    others = second.table.rename(columns=_OTHER)
    pairs = _side_by_side(first.table, one, others, other)
    parts = (
        pd.DataFrame({"part": ["base"], "respondents": [rows.base]}),
        first.table.assign(part="feature", **_sums(rows, first)),
        others.assign(part="other", **_sums(rows, second)),
        pairs.assign(part="both", respondents=both[one, other]),
    )
    return pd.concat(parts, ignore_index=True).assign(group=group)


def _sums(rows: membership.Rows, features: membership.Features) -> dict[str, Int64Array]:
    return {
        "respondents": membership.respondents(rows, features.hits),
        "occurrences": features.occurrences,
    }


def _pairs(total: pd.DataFrame, *, is_within: bool) -> pd.DataFrame:
    """Return the table of all pairs of two lists, or (``is_within``) of the different ones in one list."""
    first, second, both = shared(total)
    one, other = np.indices(both.shape).reshape(2, -1)
    if is_within:
        # Each pair once: the feature is the one of more respondents, of equal ones the first by its name.
        by = ["respondents", *(name for name in ("feature", "negated") if name in first)]
        order = first.sort_values(by, ascending=[False] + [True] * (len(by) - 1))
        rank = np.argsort(order.index.to_numpy())
        is_first = rank[one] < rank[other]
        one, other = one[is_first], other[is_first]
    have_both = both[one, other]
    mine = first["respondents"].to_numpy(dtype=np.int64)[one]
    theirs = second["respondents"].to_numpy(dtype=np.int64)[other]
    bases = np.full(len(one), base_of(total))
    sides = (first.drop(columns=_SUMS), one, second.drop(columns=_SUMS), other)
    table = _side_by_side(*sides).assign(
        both=have_both,
        respondents=mine,
        other_respondents=theirs,
        occurrences=first["occurrences"].to_numpy()[one],
        other_occurrences=second["occurrences"].to_numpy()[other],
        base=bases,
        jaccard=_ratio(have_both, mine + theirs - have_both),
        dice=_ratio(2 * have_both, mine + theirs),
        simpson=_ratio(have_both, np.minimum(mine, theirs)),
        cosine=_ratio(have_both, np.sqrt(mine.astype(np.float64) * theirs)),
        # Who wrote the two in different answers only is one of each and of none of both.
        log_likelihood=log_likelihood(
            have_both, mine, theirs - have_both, np.maximum(bases - mine, theirs - have_both)
        ),
    )
    names = (table[name].tolist() for name in ("feature", "kind", "other", "other_kind"))
    # as an array: of no pairs, an empty list would choose no columns
    return table[np.array([not _is_part(*pair) for pair in zip(*names, strict=True)], dtype=bool)]


def _side_by_side(
    first: pd.DataFrame, one: Int64Array, second: pd.DataFrame, other: Int64Array
) -> pd.DataFrame:
    """Return rows ``one`` of the first table beside rows ``other`` of the second."""
    rows = (first.iloc[one].reset_index(drop=True), second.iloc[other].reset_index(drop=True))
    return pd.concat(rows, axis=1)


def _ratio(counts: npt.ArrayLike, total: npt.ArrayLike) -> FloatArray:
    above, below = np.asarray(counts, dtype=np.float64), np.asarray(total, dtype=np.float64)
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _is_part(one: str, kind: str, other: str, other_kind: str) -> bool:
    """Whether one word is (written inside) the other, or one code is (an upper code of) the other."""
    if kind != other_kind:
        return False
    if kind == "code":
        return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")
    return one in other or other in one
