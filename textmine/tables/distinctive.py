"""What each group says more than the others: every word or code of every value against the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy

from textmine.inputs.lexicon import Lexicon
from textmine.settings import DEFAULTS, UNIT, Unit
from textmine.tables.crosstab import Counts, counted, tally
from textmine.tables.measures import benjamini_hochberg, koopman, log_likelihood, newcombe
from textmine.tables.membership import By
from textmine.words.corpus import Corpus

COLUMNS = (
    *("attribute", "value", "rank", "feature", "kind", "respondents", "base", "share"),
    *("rest_respondents", "rest_base", "rest_share", "log_likelihood", "p", "p_bh", "jaccard"),
    *("difference", "difference_low", "difference_high", "ratio", "ratio_low", "ratio_high"),
)


def distinctive(
    corpus: Corpus,
    table: pd.DataFrame,
    *,
    by: By,
    unit: Unit = UNIT,
    values: int = DEFAULTS.compare.values,
) -> pd.DataFrame:
    """Return how each word or code tells each value of the attributes ``by`` from the rest.

    ``table``, ``by`` and ``values`` as in ``crosstab``. Every value and every feature has its row, also
    those that a group says less; the rest are the respondents who have the attribute, but not this value.
    Counts are of respondents: a word written ten times by one person counts once.

    Columns: ``attribute``, ``value``, ``rank`` (within the value, from 1: first what the value says more
    than the rest, by ``jaccard``, which is KH Coder's order of 特徴語; then what it says no more, by
    ``jaccard`` too; ties by respondents, then as in the table), ``feature``, ``kind`` ("word" or "code"),
    ``negated`` (only of a keyword table that has it), ``respondents``, ``base``, ``share`` (of the value),
    ``rest_respondents``, ``rest_base``, ``rest_share``, ``log_likelihood`` (G², with its sign: below 0 the
    value has the less), ``p`` (of G² by chi-square with one degree of freedom; Fisher's exact where an
    expected count is below 5), ``p_bh`` (Benjamini–Hochberg over all features × values of the attribute),
    ``jaccard`` (who has both / who has either), ``difference`` of the shares (-1 to 1; NaN where nobody, or
    everybody, has the value) and ``ratio`` of the shares (infinite where only the value has it, NaN where
    nobody does), each with its 95 % interval ``_low`` and ``_high``. Sorted by attribute as asked, value in
    its order, rank.

    Sources, in full in ``textmine.tables.measures``: Dunning (1993) and Rayson & Garside (2000) for G²;
    Jaccard (1901), and its use for 特徴語 by Higuchi, K. (2020), 社会調査のための計量テキスト分析 第2版;
    Newcombe (1998) for the difference, Koopman (1984) for the ratio; Benjamini & Hochberg (1995).

    Raises:
        TableError: as ``crosstab``.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["費用が負担", "費用の問題", "時間がない", "人がいない"]
    >>> answers = pd.DataFrame({"answer": range(4), "respondent": list("abcd"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive", "業種": ["製造業"] * 2 + ["小売業"] * 2})
    >>> words = pd.DataFrame({"word": ["費用", "時間"]})
    >>> found = distinctive(tokenize(Survey(answers)), words, by="業種")
    >>> found[["value", "rank", "feature", "jaccard", "difference"]].values.tolist()[:2]
    [['小売業', 1, '時間', 0.5, 0.5], ['小売業', 2, '費用', 0.0, -1.0]]
    """
    return finish(tally(corpus, table, by=by, unit=unit, values=values), lexicon=corpus.lexicon)


def finish(total: pd.DataFrame, *, lexicon: Lexicon) -> pd.DataFrame:
    """Return the table of :func:`distinctive` from a tally of ``textmine.tables.crosstab``."""
    tables = [_of_attribute(counts) for counts in counted(total, lexicon=lexicon)]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


def _of_attribute(counts: Counts) -> pd.DataFrame:
    """Return the rows of one attribute; arrays are values × features, so that a value's stand together."""
    x, y = counts.cells.T, counts.rest.T
    n = np.broadcast_to(counts.bases[:, None], x.shape)
    m = counts.base - n
    comparison = counts.against_rest()
    is_tested = np.isfinite(comparison.p.T)
    score = np.where(is_tested, log_likelihood(x, n, y, m), np.nan)
    p = np.where(comparison.exact.T, comparison.p.T, scipy.special.chdtrc(1, np.abs(score)))
    share, rest_share = x / np.maximum(n, 1), y / np.maximum(m, 1)
    has_both = (n > 0) & (m > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(has_both, share / rest_share, np.nan)
    difference_low, difference_high = newcombe(x, n, y, m)
    ratio_low, ratio_high = koopman(x, n, y, m)
    # Where there is no difference or no ratio, an interval of it would say that there is one.
    difference_low, difference_high = (
        np.where(has_both, end, np.nan) for end in (difference_low, difference_high)
    )
    ratio_low, ratio_high = (np.where(np.isnan(ratio), np.nan, end) for end in (ratio_low, ratio_high))
    jaccard = x / np.maximum(n + y, 1)
    # First what the value says more than the rest; within both, by Jaccard, respondents, place in the table.
    place = np.broadcast_to(np.arange(x.shape[1]), x.shape)
    order = np.lexsort((place, -x, -jaccard, x * m <= y * n), axis=1)
    rank = np.argsort(order, axis=1) + 1
    value, feature = np.indices(x.shape).reshape(2, -1)
    features = counts.features.iloc[feature].reset_index(drop=True)
    columns = {
        "attribute": pd.Series([counts.attribute] * x.size, dtype="str"),
        "value": pd.Series([counts.values[number] for number in value.tolist()], dtype="str"),
        "rank": rank,
        **{str(name): column for name, column in features.items()},
        "respondents": x,
        "base": n,
        "share": share,
        "rest_respondents": y,
        "rest_base": m,
        "rest_share": rest_share,
        "log_likelihood": score,
        "p": p,
        "p_bh": benjamini_hochberg(p.ravel()),
        "jaccard": jaccard,
        "difference": np.where(has_both, share - rest_share, np.nan),
        "difference_low": difference_low,
        "difference_high": difference_high,
        "ratio": ratio,
        "ratio_low": ratio_low,
        "ratio_high": ratio_high,
    }
    table = pd.DataFrame({name: np.ravel(column) for name, column in columns.items()})
    return table.iloc[np.lexsort((rank.ravel(), value))]
