"""Who says what: respondents with each word or code, by the values of attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from textmine.arrays import Int64Array
from textmine.inputs.lexicon import Lexicon
from textmine.settings import DEFAULTS, UNIT, Unit
from textmine.tables import membership
from textmine.tables.measures import Comparison, benjamini_hochberg, compared, wilson
from textmine.tables.ordering import ordered
from textmine.words.corpus import Corpus

COLUMNS = (
    *("attribute", "value", "feature", "kind", "respondents", "share", "low", "high", "expected", "residual"),
    *("p", "mark", "small", "base"),
)
LEVELS = ((0.01, 2), (0.05, 1))  # below the first, two signs; below the second, one
_KEYS = ["part", "attribute", "value", "value_kind"]
_SUMS = ["respondents", "both", "single"]
SEVERAL = 0.01  # respondents with two values, at most, for an attribute that is to have one


def crosstab(
    corpus: Corpus,
    table: pd.DataFrame,
    *,
    by: membership.By,
    unit: Unit = UNIT,
    minimum: int = DEFAULTS.compare.minimum,
    values: int = DEFAULTS.compare.values,
) -> pd.DataFrame:
    """Return how many respondents of each value of the attributes ``by`` have each word or code.

    ``table`` is a keyword table of that ``unit`` (every word of it is a row) or a table of ``codes``; ``by``
    an attribute, several, or a table of ``codes`` of another question (attribute "", or the key of a
    mapping; its values are the codes, ＊ for answers without any). A multiple-choice attribute counts a
    respondent at each of their choices, an item at each item they answered about; there each value is
    compared with the respondents who do not have it. Of any other attribute, up to 1 % of the respondents
    may have two values (who answered twice may be older the second time); they are left out.

    Columns: ``attribute``, ``value``, ``feature`` (word, or code with its ＊), ``kind`` ("word" or "code"),
    ``negated`` (only of a keyword table that has it), ``respondents`` (who have both), ``share`` (0–1, of
    ``base``), ``low``, ``high`` (its 95 % Wilson interval), ``expected`` (respondents, if all values had the
    same share), ``residual`` (adjusted standardised; NaN where there is nothing to compare: one value, or all
    or none have it), ``p`` (two-sided, of the value against the rest: of the residual, or Fisher's exact
    where an expected count is below 5), ``mark`` ("+" more, "-" fewer than expected at 5 %, "++", "--" at 1
    %, after Benjamini–Hochberg over all cells of the attribute), ``small`` (``base`` is below ``minimum``),
    ``base`` (respondents with that value). Sorted by attribute as asked, feature as in the table, value in
    its order. Who does not have the attribute is in no row; ``crosstab_tests`` says how many.

    Sources: Wilson (1927), Haberman (1973), Cochran (1954), Fisher (1935), Benjamini & Hochberg (1995), in
    full at the functions of ``textmine.tables.measures``. The table adds up: it
    is ``finish(tally(...))``, see :func:`tally`.

    Raises:
        TableError: no such attribute, one with more than ``values`` values, or a table of neither.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["費用が負担", "費用の問題", "時間がない", "人がいない"]
    >>> answers = pd.DataFrame({"answer": range(4), "respondent": list("abcd"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive", "業種": ["製造業"] * 2 + ["小売業"] * 2})
    >>> table = crosstab(tokenize(Survey(answers)), pd.DataFrame({"word": ["費用"]}), by="業種")
    >>> table[["value", "respondents", "base", "share", "expected"]].values.tolist()
    [['小売業', 0, 2, 0.0, 1.0], ['製造業', 2, 2, 1.0, 1.0]]
    """
    total = tally(corpus, table, by=by, unit=unit, values=values)
    return finish(total, lexicon=corpus.lexicon, minimum=minimum)


def tally(
    corpus: Corpus,
    table: pd.DataFrame,
    *,
    by: membership.By,
    unit: Unit = UNIT,
    values: int = DEFAULTS.compare.values,
) -> pd.DataFrame:
    """Return what the comparisons of groups are made of, as counts that add up over respondents.

    Chunks of a survey that have no respondent in common may be tallied one by one, with the same ``table``
    and ``by``, and merged. Columns: ``part``, ``attribute``, ``value``, ``value_kind`` ("code" where ``by``
    is a table of codes, else "value"), ``feature``, ``kind``, ``negated`` (of a keyword table that has it),
    and the counts ``respondents``, ``both`` and ``single`` (those who have one value only). Parts: "missing"
    (respondents of the base without the attribute), "several" (with two of its values or more; ``both`` above
    0: it is meant to have several), "base" (with any), "feature" (those of them who have the feature),
    "value" (those who have the value), "cell" (who have value and feature in one answer; ``both``: in any
    answers).
    """
    rows = membership.rows_of(corpus)
    features = membership.members(corpus, table, unit=unit)
    having = membership.people(rows, features.hits)
    is_coded = isinstance(by, pd.DataFrame | Mapping)
    nothing = {name: [False if name == "negated" else ""] for name in features.table}
    no_feature = pd.DataFrame(nothing).astype(dict(features.table.dtypes))
    parts: list[pd.DataFrame] = []
    for group in membership.groups(corpus, by, most=values):
        belong = membership.people(rows, group.hits)
        each = np.asarray(belong.sum(axis=1)).ravel()
        answered, single = each > 0, each == 1
        of_single = sparse.diags_array(single[rows.of].astype(np.int32), dtype=np.int32)
        # codes of another question overlap as choices do
        is_choice = is_coded or bool(corpus.survey.separator(group.attribute))
        one, options = ("",), group.names
        of_cells = (
            membership.together(rows, features.hits, group.hits),
            (having.T @ belong).todense(),
            membership.together(rows, (of_single @ features.hits).tocsr(), group.hits),
        )
        of_values = (membership.respondents(rows, group.hits), 0, belong[single].sum(axis=0))
        counts: tuple[tuple[str, pd.DataFrame, tuple[str, ...], tuple[npt.ArrayLike, ...]], ...] = (
            ("missing", no_feature, one, (group.missing, 0, 0)),
            ("several", no_feature, one, ((each > 1).sum(), is_choice, 0)),
            ("base", no_feature, one, (answered.sum(), 0, single.sum())),
            ("feature", features.table, one, (having[answered].sum(axis=0), 0, 0)),
            ("value", no_feature, options, of_values),
            ("cell", features.table, options, of_cells),
        )
        parts += [
            _counts(part, group.attribute, named, each_value, sums).assign(
                value_kind="code" if is_coded else "value"
            )
            for part, named, each_value, sums in counts
        ]
    if not parts:
        parts.append(_counts("base", "", no_feature, (), (0, 0, 0)).assign(value_kind=""))
    return pd.concat(parts, ignore_index=True)


def _counts(
    part: str,
    attribute: str,
    features: pd.DataFrame,
    values: Sequence[str],
    counts: Sequence[npt.ArrayLike],
) -> pd.DataFrame:
    """Return rows of a tally: each feature with each value; ``counts`` are features × values, or a number."""
    size = len(features) * len(values)
    sums = {
        name: np.broadcast_to(np.asarray(count, dtype=np.int64).ravel(), size)
        for name, count in zip(_SUMS, counts, strict=True)
    }
    repeated = features.iloc[np.repeat(np.arange(len(features)), len(values))].reset_index(drop=True)
    value = pd.Series(list(values) * len(features), dtype="str")
    return repeated.assign(part=part, attribute=attribute, value=value, **sums)


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two chunks of a survey that have no respondent in common."""
    both = pd.concat([total, other], ignore_index=True)
    return both.groupby([*_KEYS, *membership.identity(both)], as_index=False, sort=False)[_SUMS].sum()


@dataclass(frozen=True, eq=False)
class Counts:
    """The tally of one attribute as arrays; groups are its values.

    Attributes:
        attribute: its name.
        features: ``feature``, ``kind`` (and ``negated``), in the order of the table they came from.
        values: in the order of their meaning; codes in the order of their frame.
        value_kind: "value" or "code".
        exclusive: nobody has two values, or so few that they are left out.
        missing: respondents who have none, or are left out; they are in no other count.
        several: those of them who are left out because they have two values or more.
        base: respondents who have one.
        bases: per value.
        cells: features × values, in one answer.
        rest: features × values: who has the feature, but not the value.
    """

    attribute: str
    features: pd.DataFrame
    values: tuple[str, ...]
    value_kind: str
    exclusive: bool
    missing: int
    several: int
    base: int
    bases: Int64Array
    cells: Int64Array
    rest: Int64Array

    def against_rest(self) -> Comparison:
        """Return each value against the respondents who do not have it; arrays features × values."""
        return compared(self.cells, self.bases[None, :], self.rest, self.base - self.bases[None, :])

    def repeated_features(self) -> dict[str, pd.Series]:
        """Return the columns of the features, each feature once per value: f1 f1 f2 f2 for two values."""
        each = np.repeat(np.arange(len(self.features)), len(self.values))
        return {str(name): column for name, column in self.features.iloc[each].reset_index(drop=True).items()}

    def repeated_values(self) -> pd.Series:
        """Return all values once per feature: v1 v2 v1 v2 for two features."""
        return pd.Series(list(self.values) * len(self.features), dtype="str")


def counted(total: pd.DataFrame, *, lexicon: Lexicon) -> tuple[Counts, ...]:
    """Return the counts of each attribute of a tally, in its order; ``lexicon`` orders the values."""
    return tuple(
        _of_attribute(str(attribute), rows, lexicon)
        for attribute, rows in total.groupby("attribute", sort=False)
    )


def _of_attribute(attribute: str, rows: pd.DataFrame, lexicon: Lexicon) -> Counts:
    """Return the counts of one attribute, from its rows of a tally."""
    by_part = {str(part): of_part for part, of_part in rows.groupby("part")}
    missing, several, base = (by_part[part].iloc[0] for part in ("missing", "several", "base"))
    none = rows.iloc[:0]
    of_feature, of_value, pairs = (by_part.get(part, none) for part in ("feature", "value", "cell"))
    value_kind = str(base["value_kind"])
    values = tuple(of_value["value"].astype(str))
    if value_kind == "value":
        values = tuple(ordered(values, lexicon))
    # The three sums of the tally, each as an array features × values.
    features = of_feature[membership.identity(rows)].reset_index(drop=True)
    cells = np.zeros((len(_SUMS), len(features), len(values)), dtype=np.int64)
    row = pd.MultiIndex.from_frame(features).get_indexer(pd.MultiIndex.from_frame(pairs[list(features)]))
    column = pd.Index(values).get_indexer(pd.Index(pairs["value"]))
    cells[:, row, column] = pairs[_SUMS].to_numpy(dtype=np.int64).T
    in_one_answer, in_any_answers, of_single = cells
    exclusive = bool(several["respondents"] == 0) or bool(
        several["both"] == 0 and several["respondents"] <= SEVERAL * base["respondents"]
    )
    left_out = int(several["respondents"]) if exclusive else 0
    sums = of_value.set_index("value")["single" if exclusive else "respondents"]
    having = of_single.sum(axis=1) if exclusive else of_feature["respondents"].to_numpy(dtype=np.int64)
    return Counts(
        attribute=attribute,
        features=features,
        values=values,
        value_kind=value_kind,
        exclusive=exclusive,
        missing=int(missing["respondents"]) + left_out,
        several=left_out,
        base=int(base["single" if exclusive else "respondents"]),
        bases=sums.reindex(list(values)).to_numpy(dtype=np.int64),
        cells=of_single if exclusive else in_one_answer,
        # An answer without the value does not count where the values are to make up the whole.
        rest=having[:, None] - (of_single if exclusive else in_any_answers),
    )


def finish(total: pd.DataFrame, *, lexicon: Lexicon, minimum: int = DEFAULTS.compare.minimum) -> pd.DataFrame:
    """Return the crosstab of a tally; see :func:`crosstab`. ``lexicon`` orders the values."""
    tables = []
    for counts in counted(total, lexicon=lexicon):
        comparison = counts.against_rest()
        bases = np.broadcast_to(counts.bases, counts.cells.shape)
        low, high = wilson(counts.cells, bases)
        tables.append(
            pd.DataFrame(
                {
                    "attribute": pd.Series([counts.attribute] * counts.cells.size, dtype="str"),
                    "value": counts.repeated_values(),
                    **counts.repeated_features(),
                    "respondents": counts.cells.ravel(),
                    "share": (counts.cells / np.maximum(bases, 1)).ravel(),
                    "low": low.ravel(),
                    "high": high.ravel(),
                    "expected": comparison.expected.ravel(),
                    "residual": comparison.residual.ravel(),
                    "p": comparison.p.ravel(),
                    "mark": pd.Series(marks(comparison).ravel().tolist(), dtype="str"),
                    "small": (bases < minimum).ravel(),
                    "base": bases.ravel(),
                }
            )
        )
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


def marks(comparison: Comparison) -> npt.NDArray[np.object_]:
    """Return the sign of each cell of an attribute: "", "+", "++", "-" or "--"; see :func:`crosstab`."""
    adjusted = benjamini_hochberg(comparison.p.ravel()).reshape(comparison.p.shape)
    signs = np.full(comparison.p.shape, "", dtype=object)
    for level, count in sorted(LEVELS, reverse=True):
        with np.errstate(invalid="ignore"):
            is_sure = adjusted < level
            signs[is_sure & (comparison.residual > 0)] = "+" * count
            signs[is_sure & (comparison.residual < 0)] = "-" * count
    return signs
