"""Who says what: respondents with each word or code, by the values of attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from textmine.inputs.lexicon import Lexicon
from textmine.settings import DEFAULTS, Unit
from textmine.tables.measures import Comparison, benjamini_hochberg, compared, wilson
from textmine.tables.membership import (
    OTHER,
    By,
    groups,
    members,
    multiple,
    people,
    respondents,
    rows_of,
    together,
)
from textmine.tables.ordering import ordered
from textmine.words.corpus import Corpus

COLUMNS = (
    *("attribute", "value", "feature", "respondents", "share", "low", "high", "expected", "residual", "p"),
    *("mark", "small", "base"),
)
LEVELS = ((0.01, 2), (0.05, 1))  # below the first, two signs; below the second, one
_KEYS = ["part", "attribute", "value", "feature"]
_SUMS = ["respondents", "both", "single"]
SEVERAL = 0.01  # respondents with two values, at most, for an attribute that is to have one


def crosstab(
    corpus: Corpus,
    table: pd.DataFrame,
    *,
    by: By,
    unit: Unit = DEFAULTS.keywords.unit,
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

    Columns: ``attribute``, ``value``, ``feature`` (word, or code with its ＊), ``respondents`` (who have
    both), ``share`` (0–1, of ``base``), ``low``, ``high`` (its 95 % Wilson interval), ``expected``
    (respondents, if all values had the same share), ``residual`` (adjusted standardised; NaN where there is
    nothing to compare: one value, or all or none have it), ``p`` (two-sided, of the value against the rest:
    of the residual, or Fisher's exact where an expected count is below 5), ``mark`` ("+" more, "-" fewer
    than expected at 5 %, "++", "--" at 1 %, after Benjamini–Hochberg over all cells of the attribute),
    ``small`` (``base`` is below ``minimum``), ``base`` (respondents with that value). Sorted by attribute as
    asked, feature as in the table, value in its order. Who does not have the attribute is in no row;
    ``crosstab_tests`` says how many.

    Sources: Wilson (1927), Haberman (1973), Cochran (1954), Fisher (1935), Benjamini & Hochberg (1995), in
    full at the functions of ``textmine.tables.measures``. The table adds up: see :func:`tally`.

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
    by: By,
    unit: Unit = DEFAULTS.keywords.unit,
    values: int = DEFAULTS.compare.values,
) -> pd.DataFrame:
    """Return what the comparisons of groups are made of, as counts that add up over respondents.

    Parts of a survey that have no respondent in common may be tallied one by one, with the same ``table``
    and ``by``, and merged. Columns: ``part``, ``attribute``, ``value``, ``feature``, and the counts
    ``respondents``, ``both`` and ``single`` (those who have one value only). Parts: "missing" (respondents
    of the base without the attribute), "several" (with two of its values or more; ``both`` above 0: it is
    meant to have several), "base" (with any), "feature" (those of them who have the feature), "value" (those
    who have the value), "cell" (who have value and feature in one answer; ``both``: in any answers).
    """
    rows = rows_of(corpus)
    features = members(corpus, table, unit=unit)
    having = people(rows, features.hits)
    parts: list[pd.DataFrame] = []
    for group in groups(corpus, by, most=values):
        belong = people(rows, group.hits)
        each = np.asarray(belong.sum(axis=1)).ravel()
        answered = each > 0
        of_feature = np.asarray(having[answered].sum(axis=0), dtype=np.int64).ravel()
        cells = together(rows, features.hits, group.hits)
        both = np.asarray((having.T @ belong).todense(), dtype=np.int64)
        single = each == 1
        of_single = sparse.diags_array(single[rows.of].astype(np.int32), dtype=np.int32)
        single_cells = together(rows, (of_single @ features.hits).tocsr(), group.hits)
        single_bases = np.asarray(belong[single].sum(axis=0)).ravel()
        # codes of another question overlap as choices do
        choices = isinstance(by, pd.DataFrame | Mapping) or bool(multiple(corpus, group.attribute))
        group_bases = respondents(rows, group.hits)
        names, options = list(features.names), list(group.names)
        empty = [""]
        for part, value, feature, counts in (
            ("missing", empty, empty, ([group.missing], [0], [0])),
            ("several", empty, empty, ([int((each > 1).sum())], [int(choices)], [0])),
            ("base", empty, empty, ([int(answered.sum())], [0], [int(single.sum())])),
            ("feature", empty * len(names), names, (of_feature, 0 * of_feature, 0 * of_feature)),
            ("value", options, empty * len(options), (group_bases, 0 * group_bases, single_bases)),
            (
                "cell",
                options * len(names),
                [name for name in names for _ in options],
                (cells.ravel(), both.ravel(), single_cells.ravel()),
            ),
        ):
            parts.append(
                pd.DataFrame(
                    {
                        "part": part,
                        "attribute": group.attribute,
                        "value": pd.Series(value, dtype="str"),
                        "feature": pd.Series(feature, dtype="str"),
                        **{
                            name: np.asarray(each_count, dtype=np.int64)
                            for name, each_count in zip(_SUMS, counts, strict=True)
                        },
                    }
                )
            )
    if not parts:
        return pd.DataFrame({**{key: pd.Series(dtype="str") for key in _KEYS}, **dict.fromkeys(_SUMS, 0)})
    return merge(pd.concat(parts, ignore_index=True), None)


def merge(total: pd.DataFrame, other: pd.DataFrame | None, /) -> pd.DataFrame:
    """Return the tally of two parts of a survey that have no respondent in common."""
    both = total if other is None else pd.concat([total, other], ignore_index=True)
    return both.groupby(_KEYS, as_index=False, sort=False)[_SUMS].sum()


@dataclass(frozen=True, eq=False)
class Counts:
    """The tally of one attribute as arrays; groups are its values.

    Attributes:
        attribute: its name.
        features: names of words or codes, as in the table they came from.
        values: in the order of their meaning.
        exclusive: nobody has two values, or so few that they are left out.
        missing: respondents who have none, or are left out; they are in no other count.
        several: those of them who are left out because they have two values or more.
        base: respondents who have one.
        bases: per value.
        having: per feature, of ``base``.
        cells: features × values, in one answer.
        rest: features × values: who has the feature, but not the value.
    """

    attribute: str
    features: tuple[str, ...]
    values: tuple[str, ...]
    exclusive: bool
    missing: int
    several: int
    base: int
    bases: npt.NDArray[np.int64]
    having: npt.NDArray[np.int64]
    cells: npt.NDArray[np.int64]
    rest: npt.NDArray[np.int64]

    def against_rest(self) -> Comparison:
        """Return each value against the respondents who do not have it; arrays features × values."""
        return compared(self.cells, self.bases[None, :], self.rest, self.base - self.bases[None, :])


def counted(total: pd.DataFrame, *, lexicon: Lexicon) -> tuple[Counts, ...]:
    """Return the counts of each attribute of a tally, in its order; ``lexicon`` orders the values."""
    found = []
    for attribute in dict.fromkeys(total["attribute"].astype(str)):
        own = {str(part): rows for part, rows in total[total["attribute"] == attribute].groupby("part")}
        whole = {part: own[part][_SUMS].sum() for part in ("missing", "several", "base")}
        none = total.iloc[:0]
        of_feature, of_value = (own.get(part, none).set_index(part)[_SUMS] for part in ("feature", "value"))
        features = tuple(map(str, of_feature.index))
        last = [value for value in of_value.index if value == OTHER]
        values = (*ordered((str(value) for value in of_value.index if value != OTHER), lexicon), *last)
        if values and all(value.startswith("＊") for value in values):
            values = tuple(map(str, of_value.index))  # codes stand in the order of their frame
        cells = np.zeros((len(_SUMS), len(features), len(values)), dtype=np.int64)
        pairs = own.get("cell", none)
        row = pd.Index(features).get_indexer(pd.Index(pairs["feature"]))
        column = pd.Index(values).get_indexer(pd.Index(pairs["value"]))
        cells[:, row, column] = pairs[_SUMS].to_numpy(dtype=np.int64).T
        several, choices = int(whole["several"]["respondents"]), int(whole["several"]["both"])
        base = int(whole["base"]["respondents"])
        exclusive = several == 0 or (not choices and several <= SEVERAL * base)
        kind = "single" if exclusive else "respondents"
        having = cells[2].sum(axis=1) if exclusive else of_feature["respondents"].to_numpy(dtype=np.int64)
        found.append(
            Counts(
                attribute=attribute,
                features=features,
                values=values,
                exclusive=exclusive,
                missing=int(whole["missing"]["respondents"]) + (several if exclusive else 0),
                several=several if exclusive else 0,
                base=int(whole["base"][kind]),
                bases=of_value[kind].reindex(list(values)).to_numpy(dtype=np.int64),
                having=having,
                cells=cells[2] if exclusive else cells[0],
                # An answer without the value does not count where the values are to make up the whole.
                rest=having[:, None] - (cells[2] if exclusive else cells[1]),
            )
        )
    return tuple(found)


def finish(total: pd.DataFrame, *, lexicon: Lexicon, minimum: int = DEFAULTS.compare.minimum) -> pd.DataFrame:
    """Return the crosstab of a tally; see :func:`crosstab`. ``lexicon`` orders the values."""
    tables = []
    for counts in counted(total, lexicon=lexicon):
        found = counts.against_rest()
        signs = marks(found)
        size = counts.cells.size
        bases = np.broadcast_to(counts.bases, counts.cells.shape)
        low, high = wilson(counts.cells, bases)
        tables.append(
            pd.DataFrame(
                {
                    "attribute": pd.Series([counts.attribute] * size, dtype="str"),
                    "value": pd.Series(list(counts.values) * len(counts.features), dtype="str"),
                    "feature": pd.Series(
                        [name for name in counts.features for _ in counts.values], dtype="str"
                    ),
                    "respondents": counts.cells.ravel(),
                    "share": (counts.cells / np.maximum(bases, 1)).ravel(),
                    "low": low.ravel(),
                    "high": high.ravel(),
                    "expected": found.expected.ravel(),
                    "residual": found.residual.ravel(),
                    "p": found.p.ravel(),
                    "mark": pd.Series(signs.ravel().tolist(), dtype="str"),
                    "small": (bases < minimum).ravel(),
                    "base": bases.ravel(),
                }
            )
        )
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]


def marks(found: Comparison) -> npt.NDArray[np.object_]:
    """Return the sign of each cell of an attribute: "", "+", "++", "-" or "--"; see :func:`crosstab`."""
    adjusted = benjamini_hochberg(found.p.ravel()).reshape(found.p.shape)
    signs = np.full(found.p.shape, "", dtype=object)
    for level, count in sorted(LEVELS, reverse=True):
        with np.errstate(invalid="ignore"):
            sure = adjusted < level
            signs[sure & (found.residual > 0)] = "+" * count
            signs[sure & (found.residual < 0)] = "-" * count
    return signs
