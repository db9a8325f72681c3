"""Statistics of counts, on whole columns at a time; each names its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log2
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import scipy  # loads scipy.special when it is first used, and scipy.stats takes a second

from textmine.arrays import BoolArray, FloatArray, Int64Array

CONFIDENCE = 0.95  # of the intervals
EXPECTED = 5.0  # the smallest expected count that chi-square is trusted with; below it tests are exact
_TIE = 1e-7  # tables whose probabilities differ by less, relatively, are equally probable


def wilson(
    counts: npt.ArrayLike, base: npt.ArrayLike, *, confidence: float = CONFIDENCE
) -> tuple[FloatArray, FloatArray]:
    """Return the low and high end of Wilson's score interval of ``counts / base``, both 0–1.

    With a base of 0 nothing is known, and the ends are 0 and 1. Source: Wilson, E. B. (1927), Probable
    inference, the law of succession, and statistical inference, JASA 22, 209–212.

    >>> low, high = wilson([81, 0], 263)  # the first is in Newcombe (1998), table I: .2553 to .3662
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.2553, 0.0], [0.3662, 0.0144])
    """
    observed, total = _arrays(counts, base)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    known = total > 0
    size = np.where(known, total, 1.0)  # nothing is divided by 0: the last line replaces what is not known
    share = observed / size
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * np.sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    # At a share of 0 or 1 the formula gives exactly 0 or 1, but floating point misses it by a little.
    low = np.where(observed == 0, 0.0, np.clip(middle - half, 0.0, share))
    high = np.where(observed == total, 1.0, np.clip(middle + half, share, 1.0))
    return np.where(known, low, 0.0), np.where(known, high, 1.0)


def jeffreys(
    counts: npt.ArrayLike, base: npt.ArrayLike, *, modified: bool = True
) -> tuple[FloatArray, FloatArray]:
    """Return the low and high end of the Jeffreys interval of ``counts / base``, both 0–1.

    ``modified`` is the version of Brown, Cai and DasGupta, which contains true shares near 0 and 1 as often
    as others: with a count of 0 (or of all) the other end is that of the exact interval, and with a count of
    one (or of all but one) the interval begins at 0 (ends at 1). With a base of 0 nothing is known, and the
    ends are 0 and 1. Source: Brown, L. D., Cai, T. T. & DasGupta, A. (2001), Interval estimation for a
    binomial proportion, Statistical Science 16, 101–133, sections 3.1.2, 4.1.2.

    >>> low, high = jeffreys([0, 1, 2, 10], 20)  # 1 - .025 ** (1 / 20) is .1684
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0, 0.0, 0.0214, 0.2934], [0.1684, 0.2108, 0.2839, 0.7066])
    """
    observed, total = _arrays(counts, base)
    known, tail = total > 0, (1 - CONFIDENCE) / 2
    size = np.where(known, total, 1.0)
    inverse = scipy.special.betaincinv
    low = np.where(observed > 0, inverse(observed + 0.5, size - observed + 0.5, tail), 0.0)
    high = np.where(observed < total, inverse(observed + 0.5, size - observed + 0.5, 1 - tail), 1.0)
    if modified:
        exact = 1 - tail ** (1 / size)
        low = np.where(observed == 1, 0.0, np.where(observed == total, 1 - exact, low))
        high = np.where(observed == total - 1, 1.0, np.where(observed == 0, exact, high))
    return np.where(known, low, 0.0), np.where(known, high, 1.0)


def _arrays(*numbers: npt.ArrayLike) -> list[FloatArray]:
    """Return the numbers as arrays of floats that all have the same shape."""
    return [np.array(each, dtype=np.float64) for each in np.broadcast_arrays(*numbers)]


@dataclass(frozen=True, eq=False)
class Comparison:
    """How many members of two groups have a feature, compared row by row; NaN where nothing can be tested.

    Attributes:
        expected: how many of the first group would have the feature if both shares were equal.
        smallest: the smallest of the four expected counts.
        residual: the adjusted standardised residual of the first group; its square is chi-square.
        p: two-sided, by chi-square with one degree of freedom, or exact where ``smallest`` is below 5.
        exact: whether ``p`` is that of the exact test.
    """

    expected: FloatArray
    smallest: FloatArray
    residual: FloatArray
    p: FloatArray
    exact: BoolArray


def compared(
    counts: npt.ArrayLike, base: npt.ArrayLike, other_counts: npt.ArrayLike, other_base: npt.ArrayLike
) -> Comparison:
    """Return how ``counts`` of ``base`` differ from ``other_counts`` of ``other_base``: 2 × 2 tables.

    Sources: the residual is Haberman's (1973), The analysis of residuals in cross-classified tables,
    Biometrics 29, 205–220; its square is Pearson's chi-square without Yates's correction, which is taken
    where all four expected counts are 5 or more, the strict form of the rule of Cochran (1954), Some methods
    for strengthening the common χ² tests, Biometrics 10, 417–451; else Fisher's exact test (see
    :func:`fisher`).

    >>> comparison = compared([24], 75, [48], 325)
    >>> comparison.residual.round(2).tolist(), comparison.p.round(4).tolist(), comparison.exact.tolist()
    ([3.5], [0.0005], [False])
    """
    # x of n have the feature in the first group, y of m in the other; so in all functions below
    x, n, y, m = _arrays(counts, base, other_counts, other_base)
    total, having = n + m, x + y
    size = np.where(total > 0, total, 1.0)
    expected = np.where(total > 0, n * having / size, np.nan)
    smallest = np.minimum(n, m) * np.minimum(having, total - having) / size
    known = smallest > 0
    variance = np.where(known, expected * (1 - n / size) * (1 - having / size), 1.0)
    residual = np.where(known, (x - expected) / np.sqrt(variance), np.nan)
    p = np.where(known, scipy.special.chdtrc(1, np.where(known, residual**2, 0.0)), np.nan)
    exact = known & (smallest < EXPECTED)
    if exact.any():
        p[exact] = fisher(x[exact], n[exact], y[exact], m[exact])
    return Comparison(expected, np.where(total > 0, smallest, np.nan), residual, p, exact)


def fisher(
    counts: npt.ArrayLike, base: npt.ArrayLike, other_counts: npt.ArrayLike, other_base: npt.ArrayLike
) -> FloatArray:
    """Return the two-sided p of Fisher's exact test of 2 × 2 tables, given as in :func:`compared`.

    It sums the probabilities of all tables with these margins that are at most as probable as the observed
    one. Source: Fisher, R. A. (1935), The logic of inductive inference, JRSS 98, 39–82; two-sided as in
    Freeman & Halton (1951) and in scipy.stats.fisher_exact.

    >>> fisher([3], 4, [1], 4).round(4).tolist()  # the lady tasting tea: 34 of 70
    [0.4857]
    """
    x, n, y, m = (
        np.atleast_1d(np.asarray(each, dtype=np.int64))
        for each in np.broadcast_arrays(counts, base, other_counts, other_base)
    )
    p = np.ones(x.shape, dtype=np.float64)
    having = x + y
    low, high = np.maximum(0, having - m), np.minimum(having, n)
    widths = high - low + 1
    order = np.argsort(-widths, kind="stable")
    start = 0
    # A table of given margins is known by one of its cells, which runs from low to high. The possible tables
    # of many tests stand one behind another, a million at a time: if two tests have 2 and 3 possible tables,
    # own is 0 0 1 1 1 (whose it is) and value is low₀, low₀+1, low₁, low₁+1, low₁+2 (the cell).
    while start < len(order):
        part = order[start : start + max(1, 1_000_000 // int(widths[order[start]]))]
        start += len(part)
        own = np.repeat(np.arange(len(part)), widths[part])
        first = np.repeat(np.cumsum(widths[part]) - widths[part], widths[part])
        value = low[part][own] + np.arange(len(own)) - first
        logs = _log_ways(n[part][own], value) + _log_ways(m[part][own], having[part][own] - value)
        observed = _log_ways(n[part], x[part]) + _log_ways(m[part], y[part])
        logs -= _log_ways(n[part] + m[part], having[part])[own]
        observed -= _log_ways(n[part] + m[part], having[part])
        rare = logs <= observed[own] + _TIE
        p[part] = np.bincount(own, weights=np.where(rare, np.exp(logs), 0.0), minlength=len(part))
    return np.minimum(p, 1.0)


def _log_ways(size: npt.NDArray[np.integer], chosen: npt.NDArray[np.integer]) -> FloatArray:
    """Return the logarithm of the number of ways to choose so many of ``size``: the binomial coefficient."""
    gammaln = scipy.special.gammaln
    logs = gammaln(size + 1.0) - gammaln(chosen + 1.0) - gammaln(size - chosen + 1.0)
    return np.asarray(logs, dtype=np.float64)


def freeman_halton(counts: Sequence[int], bases: Sequence[int], *, resamples: int, seed: int) -> float:
    """Return the p of the exact test of a table groups × (has the feature, has it not), by Monte Carlo.

    ``counts`` are those of each group who have it, ``bases`` the sizes of the groups. ``resamples`` tables
    with these margins are drawn; p is (1 + those at most as probable as the observed one) / (1 + resamples),
    so it is never 0. The tables drawn depend on ``seed`` and on the margins alone. Sources: Freeman, G. H. &
    Halton, J. H. (1951), Note on an exact treatment of contingency, goodness of fit and other problems of
    significance, Biometrika 38, 141–149; Davison, A. C. & Hinkley, D. V. (1997), Bootstrap methods and their
    application, section 4.2; Phipson, B. & Smyth, G. K. (2010), Permutation p-values should never be zero,
    SAGMB 9, article 39.

    >>> freeman_halton([3, 0, 0], [3, 4, 5], resamples=9999, seed=1)  # exact: 1/220
    0.0044
    """
    sizes = tuple(map(int, bases))
    log_ways, logs = _drawn_tables(sum(counts), sizes, resamples, seed)
    observed = float(sum(float(of_group[count]) for of_group, count in zip(log_ways, counts, strict=True)))
    return (1 + int(np.searchsorted(logs, observed + _TIE, side="right"))) / (1 + resamples)


@lru_cache(maxsize=64)  # rare words have the same few margins
def _drawn_tables(
    having: int, bases: tuple[int, ...], resamples: int, seed: int
) -> tuple[list[FloatArray], FloatArray]:
    """Return, for each group, the log of the ways to get a count of 0, 1, 2, …; and the drawn tables' sums.

    The sums are ascending: of two tables with the same margins the one with the larger sum is more probable.
    """
    random = np.random.default_rng([seed, having, *bases])
    drawn = random.multivariate_hypergeometric(np.array(bases, dtype=np.int64), having, size=resamples)
    logs, log_ways = np.zeros(resamples), []
    for place, size in enumerate(bases):
        most = min(size, having)
        log_ways.append(_log_ways(np.full(most + 1, size), np.arange(most + 1)))
        logs += log_ways[-1][drawn[:, place]]
    return log_ways, np.sort(logs)


def log_likelihood(
    counts: npt.ArrayLike, base: npt.ArrayLike, other_counts: npt.ArrayLike, other_base: npt.ArrayLike
) -> FloatArray:
    """Return G² of 2 × 2 tables given as in :func:`compared`; negative if the first share is the smaller.

    Sources: Dunning, T. (1993), Accurate methods for the statistics of surprise and coincidence,
    Computational Linguistics 19, 61–74, over all four cells; as a measure of key words, Rayson, P. & Garside,
    R. (2000), Comparing corpora using frequency profiling, who count occurrences where we count people.

    >>> log_likelihood([110], 2552, [111], 29225).round(2).tolist()  # the swiss, Dunning's first example
    [270.72]
    """
    x, n, y, m = _arrays(counts, base, other_counts, other_base)
    size = np.where(n + m > 0, n + m, 1.0)
    total = np.zeros(x.shape)
    for observed, row, column in (
        (x, n, x + y),
        (n - x, n, n + m - x - y),
        (y, m, x + y),
        (m - y, m, n + m - x - y),
    ):
        is_filled = observed > 0
        ratio = np.where(is_filled, observed * size / np.where(is_filled, row * column, 1.0), 1.0)
        total += 2 * observed * np.log(ratio)
    total = np.maximum(total, 0.0)
    return np.where(x * m < y * n, -total, total)


def newcombe(
    counts: npt.ArrayLike, base: npt.ArrayLike, other_counts: npt.ArrayLike, other_base: npt.ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Return the low and high end of the interval of the difference of two shares, the first minus the other.

    With a base of 0 nothing is known of its share, which is taken as 0 to 1. Source: Newcombe, R. G. (1998),
    Interval estimation for the difference between independent proportions: comparison of eleven methods,
    Statistics in Medicine 17, 873–890, method 10 (hybrid score, without continuity correction).

    >>> low, high = newcombe([56], 70, [48], 80)  # table II there, contrast (a)
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0524], [0.3339])
    """
    x, n, y, m = _arrays(counts, base, other_counts, other_base)
    low, high = wilson(x, n)
    other_low, other_high = wilson(y, m)
    share = np.where(n > 0, x / np.where(n > 0, n, 1.0), 0.5)
    other = np.where(m > 0, y / np.where(m > 0, m, 1.0), 0.5)
    below = np.sqrt((share - low) ** 2 + (other_high - other) ** 2)
    above = np.sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return np.maximum(share - other - below, -1.0), np.minimum(share - other + above, 1.0)


def koopman(
    counts: npt.ArrayLike, base: npt.ArrayLike, other_counts: npt.ArrayLike, other_base: npt.ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Return the low and high end of the interval of the ratio of two shares, the first over the other.

    The low end is 0 where nobody of the first group has the feature, the high end infinite where nobody of
    the other has it; nothing is added to counts of 0. Source: Koopman, P. A. R. (1984), Confidence intervals
    for the ratio of two binomial proportions, Biometrics 40, 513–517 (score interval), solved by bisection.

    >>> low, high = koopman([36], 40, [16], 80)  # the example there
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([2.94], [7.15])
    """
    x, n, y, m = _arrays(counts, base, other_counts, other_base)
    limit = 2 * scipy.special.gammaincinv(0.5, CONFIDENCE)  # of chi-square with one degree of freedom
    known = (n > 0) & (m > 0) & (x + y > 0)
    size, other_size = np.where(known, n, 1.0), np.where(known, m, 1.0)
    share, other = np.where(known, x / size, 0.5), np.where(known, y / other_size, 0.5)

    def is_outside(ratio: FloatArray) -> BoolArray:
        """Return where the score statistic of a ratio is beyond the limit."""
        # the restricted estimate of the other share: the smaller root of a quadratic
        a = (size + other_size) * ratio
        b = x + other_size + (size + y) * ratio
        root = np.sqrt(np.maximum(b * b - 4 * a * (x + y), 0.0))
        second = np.clip(2 * (x + y) / (b + root), 0.0, 1.0)
        first = np.clip(ratio * second, 0.0, 1.0)
        variance = first * (1 - first) / size + ratio * ratio * second * (1 - second) / other_size
        apart = (share - ratio * other) ** 2
        return np.asarray(apart > limit * np.maximum(variance, 1e-300))

    # The bisection starts at the logarithm of the observed ratio, with half a respondent in place of a count
    # of 0, and looks for each end between there and 40 further out, which no ratio of counts reaches.
    middle = np.where((x > 0) & (y > 0), np.log(np.where(x > 0, share, 1) / np.where(y > 0, other, 1)), 0.0)
    middle = np.where((x == 0) & (y > 0), np.log(0.5 / size / np.where(y > 0, other, 1)), middle)
    middle = np.where((x > 0) & (y == 0), np.log(np.where(x > 0, share, 1) * other_size / 0.5), middle)
    ends = []
    for sign in (-1.0, 1.0):
        near, beyond = middle.copy(), middle + sign * 40.0
        for _ in range(80):
            tried = (near + beyond) / 2
            outside = is_outside(np.exp(tried))
            near, beyond = np.where(outside, near, tried), np.where(outside, tried, beyond)
        ends.append(np.exp(near))
    low = np.where(known & (x > 0), ends[0], 0.0)
    return low, np.where(known & (y > 0), ends[1], np.inf)


def cramers_v(
    statistic: npt.ArrayLike, degrees: npt.ArrayLike, base: npt.ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return Cramér's V of tables of two rows or columns, with the low and high end of its interval.

    ``statistic`` is chi-square, ``degrees`` its degrees of freedom, ``base`` the size of the table. Sources:
    Cramér, H. (1946), Mathematical methods of statistics, p. 282; the interval is that of the noncentrality
    of chi-square, Smithson, M. (2003), Confidence intervals, chapter 4. Its low end is 0 where chi-square
    is not significant at the 2.5 % level; its high end is never below V. By chance alone V is about the root
    of degrees / base. In simulations 92 to 97 % of the 95 % intervals contained the true V where all expected
    counts were 1 or more, 86 to 97 % where some were smaller.

    >>> v, low, high = cramers_v([19.21], [2], [200])  # example of ci.cramer, R package statpsych
    >>> v.round(4).tolist(), low.round(4).tolist(), high.round(4).tolist()
    ([0.3099], [0.1601], [0.4417])
    """
    square, df, n = _arrays(statistic, degrees, base)
    known = np.isfinite(square) & (df > 0) & (n > 0)
    value, freedom, size = np.where(known, square, 1.0), np.where(known, df, 1.0), np.where(known, n, 1.0)
    v = np.sqrt(value / size)
    ends = []
    for share in ((1 + CONFIDENCE) / 2, (1 - CONFIDENCE) / 2):
        # where chi-square is below this quantile of the central distribution, the noncentrality is 0
        reached = scipy.special.chdtr(freedom, value) > share
        centre = scipy.special.chndtrinc(
            np.where(reached, value, 1.0), freedom, np.where(reached, share, 0.1)
        )
        ends.append(np.where(reached, np.sqrt(np.nan_to_num(centre) / size), 0.0))
    low, high = np.minimum(ends[0], v), np.clip(ends[1], v, 1.0)
    nan_if_unknown = np.where(known, 0.0, np.nan)
    return v + nan_if_unknown, low + nan_if_unknown, high + nan_if_unknown


def holm(p: npt.ArrayLike) -> FloatArray:
    """Return p adjusted to control the family-wise error rate, the chance of rejecting any true hypothesis.

    NaN stays NaN and does not count. Source: Holm, S. (1979), A simple sequentially rejective multiple test
    procedure, Scandinavian Journal of Statistics 6, 65–70.

    >>> holm([0.01, 0.04, 0.03, np.nan]).round(3).tolist()
    [0.03, 0.06, 0.06, nan]
    """
    values, order = _ascending(p)
    adjusted = np.full(values.shape, np.nan)
    steps = values[order] * (len(order) - np.arange(len(order)))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def benjamini_hochberg(p: npt.ArrayLike) -> FloatArray:
    """Return p adjusted to control the false discovery rate, the share of rejected hypotheses that are true.

    NaN stays NaN and does not count. Source: Benjamini, Y. & Hochberg, Y. (1995), Controlling the false
    discovery rate, JRSS B 57, 289–300.

    >>> benjamini_hochberg([0.01, 0.04, 0.03, np.nan]).round(3).tolist()
    [0.03, 0.04, 0.04, nan]
    """
    values, order = _ascending(p)
    descending = order[::-1]
    adjusted = np.full(values.shape, np.nan)
    steps = values[descending] * len(order) / np.arange(len(order), 0, -1)
    adjusted[descending] = np.minimum(np.minimum.accumulate(steps), 1.0)
    return adjusted


def _ascending(p: npt.ArrayLike) -> tuple[FloatArray, Int64Array]:
    """Return p as an array, and the places of its values from the smallest on, without those of NaN."""
    values = np.asarray(p, dtype=np.float64)
    known = np.flatnonzero(np.isfinite(values))
    return values, known[np.argsort(values[known], kind="stable")]


def distinct(respondents: npt.NDArray[np.integer], codes: npt.NDArray[np.integer], size: int) -> Int64Array:
    """Return the number of different respondents of each code 0 … ``size`` - 1.

    ``respondents`` and ``codes`` have one row for each time that a respondent has a code.

    >>> distinct(np.array([7, 7, 8]), np.array([0, 0, 1]), 3).tolist()
    [1, 1, 0]
    """
    return distinct_marked(respondents, codes, size, np.zeros(len(codes), dtype=bool))[0]


def distinct_marked(
    respondents: npt.NDArray[np.integer],
    codes: npt.NDArray[np.integer],
    size: int,
    marked: BoolArray,
) -> tuple[Int64Array, Int64Array, Int64Array]:
    """Return the number of different respondents of each code: in all rows, in unmarked and in marked ones.

    >>> marked = np.array([False, True, True])
    >>> [n.tolist() for n in distinct_marked(np.array([7, 7, 8]), np.array([0, 0, 0]), 1, marked)]
    [[2], [1], [2]]
    """
    if not size or not len(codes):
        none = np.zeros(size, dtype=np.int64)
        return none, none, none
    # A stable sort by code keeps the order of the rows, in which those of one respondent mostly follow one
    # another. Numbers of two bytes are sorted by counting, which takes numpy a tenth of the time.
    order = np.argsort(codes.astype(np.uint16) if size <= 1 << 16 else codes, kind="stable")
    code, who = codes[order], respondents[order]
    same = code[1:] == code[:-1]
    if np.any(same & (who[1:] < who[:-1])):
        order = np.lexsort((respondents, codes))
        code, who = codes[order], respondents[order]
        same = code[1:] == code[:-1]
    first = np.flatnonzero(np.concatenate([[True], ~same | (who[1:] != who[:-1])]))
    code = code[first]
    every = np.bincount(code, minlength=size)
    # Rows of one code and respondent now follow one another; `first` is where each such pair begins. `pairs`
    # are those with marked rows. Few are, so the unmarked are counted as all but the pairs whose rows are all
    # marked.
    pairs, marks = np.unique(
        np.searchsorted(first, np.flatnonzero(marked[order]), side="right") - 1, return_counts=True
    )
    all_marked = marks == np.append(first, len(order))[pairs + 1] - first[pairs]
    return (
        every,
        every - np.bincount(code[pairs[all_marked]], minlength=size),
        np.bincount(code[pairs], minlength=size),
    )


def flr(compounds: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], float]:
    """Return the FLR score of each compound: its frequency times how readily its words join others.

    ``compounds``: the words of each compound noun (a tuple, perhaps of one word) -> how often it occurs in
    the text as a whole. A word's left (right) score is the number of times that another word precedes
    (follows) it inside a compound. Source: Nakagawa, H. & Mori, T. (2003), Automatic term recognition based
    on statistics of compound nouns and their components, Terminology 9(2), 201–219 (FLR over LN, RN).

    >>> {"".join(k): round(v, 2) for k, v in flr({("個人", "情報"): 3, ("情報",): 5}).items()}
    {'個人情報': 6.0, '情報': 10.0}
    """
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for words, occurrences in compounds.items():
        for first, second in pairwise(words):
            after[first] = after.get(first, 0) + occurrences
            before[second] = before.get(second, 0) + occurrences
    scores: dict[tuple[str, ...], float] = {}
    for words, occurrences in compounds.items():
        logs = sum(log2(before.get(word, 0) + 1) + log2(after.get(word, 0) + 1) for word in words)
        scores[words] = occurrences * 2.0 ** (logs / (2 * len(words)))
    return scores


def c_value(
    compounds: Mapping[tuple[str, ...], int], *, longest: int | None = None
) -> dict[tuple[str, ...], float]:
    """Return the C-value of each run of two to ``longest`` words inside the compounds.

    ``compounds`` are as in :func:`flr`. The score rises with the frequency of a run, from which the mean
    frequency of the longer runs that contain it is taken. A compound of n words contains n² / 2 runs, so a
    text with long ones needs ``longest``. Source: Frantzi, K., Ananiadou, S. & Mima, H. (2000), Automatic
    recognition of multi-word terms: the C-value/NC-value method, IJDL 3, 115–130.

    >>> scores = c_value({("個人", "情報", "保護"): 2, ("個人", "情報"): 3})
    >>> {"".join(words): round(score, 2) for words, score in scores.items()}
    {'個人情報': 3.0, '個人情報保護': 3.17, '情報保護': 0.0}
    """
    total: dict[tuple[str, ...], int] = {}
    longer_runs: dict[tuple[str, ...], set[tuple[str, ...]]] = {}  # run -> those that contain it
    for words, occurrences in compounds.items():
        length = len(words)
        for size in range(2, min(length, longest or length) + 1):
            for start in range(length - size + 1):
                run = words[start : start + size]
                total[run] = total.get(run, 0) + occurrences
    for run in total:
        for size in range(2, len(run)):
            for start in range(len(run) - size + 1):
                longer_runs.setdefault(run[start : start + size], set()).add(run)
    scores: dict[tuple[str, ...], float] = {}
    for run in sorted(total):
        longer = longer_runs.get(run, set())
        inside = sum(total[each] for each in longer) / len(longer) if longer else 0.0
        scores[run] = log2(len(run)) * (total[run] - inside)
    return scores
