"""textmine.tables.measures: statistics against published values and their own laws."""

from collections.abc import Callable
from itertools import product
from math import comb, log2, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import xlog1py, xlogy
from scipy.stats import (
    MonteCarloMethod,
    binomtest,
    chi2,
    chi2_contingency,
    false_discovery_control,
    fisher_exact,
    ncx2,
)
from scipy.stats.contingency import association

from textmine.tables.measures import (
    benjamini_hochberg,
    c_value,
    compared,
    cramers_v,
    distinct,
    distinct_marked,
    fisher,
    flr,
    freeman_halton,
    holm,
    koopman,
    log_likelihood,
    newcombe,
    wilson,
)

COUNTS = st.integers(0, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
COMPOUNDS = st.dictionaries(
    st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=4).map(tuple), st.integers(1, 9), max_size=12
)


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_values_that_newcombe_published(
    count: int, base: int, low: float, high: float
) -> None:
    """Newcombe, R. G. (1998), Two-sided confidence intervals for the single proportion, table I, method 3."""
    found = wilson(count, base)
    assert (round(float(found[0]), 4), round(float(found[1]), 4)) == (low, high)


@given(COUNTS, st.sampled_from([0.9, 0.95, 0.99]))
def test_wilson_is_scipys_and_holds_the_share(counts: tuple[int, int], confidence: float) -> None:
    """Within 0 and 1, around the share, equal to scipy's interval; of nothing, nothing is known."""
    count, base = counts
    low, high = (float(end) for end in wilson(count, base, confidence=confidence))
    if base == 0:
        assert (low, high) == (0, 1)
        return
    assert 0 <= low <= count / base <= high <= 1
    interval = binomtest(count, base).proportion_ci(confidence, method="wilson")
    assert low == pytest.approx(interval.low, abs=1e-9)
    assert high == pytest.approx(interval.high, abs=1e-9)


def test_wilson_takes_whole_columns() -> None:
    """One call gives what single calls give."""
    low, high = wilson([1, 5, 9], 10)
    assert [(float(a), float(b)) for a, b in zip(low, high, strict=True)] == [
        tuple(float(end) for end in wilson(count, 10)) for count in (1, 5, 9)
    ]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=30))
def test_distinct_counts_a_respondent_once(pairs: list[tuple[int, int]]) -> None:
    """The same as sets of respondents."""
    respondents = np.array([pair[0] for pair in pairs], dtype=np.int64)
    codes = np.array([pair[1] for pair in pairs], dtype=np.int64)
    wanted = [len({r for r, c in pairs if c == code}) for code in range(4)]
    assert distinct(respondents, codes, 4).tolist() == wanted


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.booleans()), max_size=30))
def test_distinct_counts_those_with_and_without_a_mark(rows: list[tuple[int, int, bool]]) -> None:
    """A respondent with both is in both."""
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    respondents, codes = (np.array(columns[place], dtype=np.int64) for place in (0, 1))
    found = distinct_marked(respondents, codes, 4, np.array(columns[2], dtype=bool))
    for counts, marks in zip(found, ((True, False), (False,), (True,)), strict=True):
        wanted = [len({r for r, c, mark in rows if c == code and mark in marks}) for code in range(4)]
        assert counts.tolist() == wanted


def test_flr_multiplies_how_often_it_stands_alone_with_how_well_its_words_join() -> None:
    """By hand: 情報 has 3 words before it and 2 after it, 個人 has 3 after it."""
    scores = flr({("個人", "情報"): 3, ("情報", "漏洩"): 2, ("情報",): 5})
    assert scores["個人", "情報"] == pytest.approx(3 * ((1 * 4) * (4 * 3)) ** (1 / 4))
    assert scores[("情報",)] == pytest.approx(5 * (4 * 3) ** 0.5)


@given(COMPOUNDS)
def test_c_value_is_its_definition(compounds: dict[tuple[str, ...], int]) -> None:
    """C(a) = log2|a| (f(a) - mean f(b) over the longer candidates b that hold a); Frantzi et al. 2000."""

    def inside(part: tuple[str, ...], whole: tuple[str, ...]) -> int:
        return sum(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))

    runs = {body[i:j] for body in compounds for i in range(len(body)) for j in range(i + 2, len(body) + 1)}
    frequency = {run: sum(n * inside(run, body) for body, n in compounds.items()) for run in runs}
    scores = c_value(compounds)
    assert set(scores) == runs
    for run in runs:
        longer = [other for other in runs if len(other) > len(run) and inside(run, other)]
        mean = sum(frequency[other] for other in longer) / len(longer) if longer else 0
        assert scores[run] == pytest.approx(log2(len(run)) * (frequency[run] - mean))


def test_nothing_has_no_scores() -> None:
    """Empty in, empty out."""
    assert flr({}) == {} and c_value({}) == {}
    assert distinct(np.zeros(0, dtype=int), np.zeros(0, dtype=int), 0).tolist() == []


TABLES = st.tuples(COUNTS, COUNTS).map(lambda pair: (*pair[0], *pair[1]))
SMALL = (
    st.integers(0, 30)
    .flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
    .flatmap(
        lambda one: (
            st.integers(0, 30)
            .flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
            .map(lambda other: (*one, *other))
        )
    )
)


def is_tested(table: tuple[int, int, int, int]) -> bool:
    x, n, y, m = table
    return n > 0 and m > 0 and 0 < x + y < n + m


@given(TABLES)
def test_compared_is_scipys_chi_square(table: tuple[int, int, int, int]) -> None:
    """The square of the residual is chi-square without correction; NaN where a margin is 0."""
    x, n, y, m = table
    found = compared([x], [n], [y], [m])
    if not is_tested(table):
        assert np.isnan(found.residual[0]) and np.isnan(found.p[0]) and not found.exact[0]
        return
    wanted = chi2_contingency([[x, n - x], [y, m - y]], correction=False)
    assert found.residual[0] ** 2 == pytest.approx(wanted.statistic, abs=1e-6)
    assert found.smallest[0] == pytest.approx(wanted.expected_freq.min())
    assert found.expected[0] == pytest.approx(wanted.expected_freq[0, 0])
    assert found.exact[0] == (wanted.expected_freq.min() < 5)
    if not found.exact[0]:
        assert found.p[0] == pytest.approx(wanted.pvalue, abs=1e-9)


@given(SMALL)
def test_fisher_is_scipys(table: tuple[int, int, int, int]) -> None:
    """Two-sided, of any 2 × 2 table; with an empty margin 1."""
    x, n, y, m = table
    assert float(fisher([x], [n], [y], [m])[0]) == pytest.approx(
        fisher_exact([[x, n - x], [y, m - y]]).pvalue, abs=1e-9
    )


def test_fisher_takes_many_tables_at_once() -> None:
    """Tables of different size beside one another, more than one part of a million cells."""
    random = np.random.default_rng(1)
    n, m = random.integers(1, 4000, size=(2, 600))
    x, y = random.binomial(n, 0.3), random.binomial(m, 0.31)
    found = fisher(x, n, y, m)
    for row in range(0, 600, 37):
        table = [[x[row], n[row] - x[row]], [y[row], m[row] - y[row]]]
        assert found[row] == pytest.approx(fisher_exact(table).pvalue, abs=1e-7)


@pytest.mark.parametrize(
    ("counts", "bases"), [([3, 1, 0], [4, 4, 4]), ([2, 0, 5, 1], [6, 5, 7, 4]), ([0, 1], [3, 9])]
)
def test_freeman_halton_draws_what_can_be_counted(counts: list[int], bases: list[int]) -> None:
    """The p of all tables with these margins, each counted, within the error of Monte Carlo."""
    having = sum(counts)
    tables = [table for table in product(*(range(base + 1) for base in bases)) if sum(table) == having]
    ways = {table: prod(comb(b, a) for a, b in zip(table, bases, strict=True)) for table in tables}
    exact = sum(way for way in ways.values() if way <= ways[tuple(counts)]) / comb(sum(bases), having)
    drawn = freeman_halton(counts, bases, resamples=20000, seed=1)
    assert drawn == pytest.approx(exact, abs=4 * (exact * (1 - exact) / 20000) ** 0.5 + 1e-4)
    assert drawn == freeman_halton(counts, bases, resamples=20000, seed=1)
    assert freeman_halton(counts, bases, resamples=99, seed=2) >= 1 / 100


def test_freeman_halton_is_scipys_monte_carlo() -> None:
    """scipy draws the same tables by another way."""
    counts, bases = [12, 3, 7, 1, 0], [40, 35, 20, 9, 6]
    table = np.array([counts, np.array(bases) - counts])
    method = MonteCarloMethod(n_resamples=19999, rng=np.random.default_rng(1))
    wanted = fisher_exact(table, method=method).pvalue
    assert freeman_halton(counts, bases, resamples=19999, seed=1) == pytest.approx(wanted, abs=0.015)


@given(TABLES)
def test_log_likelihood_is_scipys(table: tuple[int, int, int, int]) -> None:
    """G² of all four cells; below 0 where the first share is smaller."""
    x, n, y, m = table
    found = float(log_likelihood([x], [n], [y], [m])[0])
    if not is_tested(table):
        assert found == pytest.approx(0, abs=1e-6)
        return
    wanted = chi2_contingency([[x, n - x], [y, m - y]], correction=False, lambda_="log-likelihood").statistic
    assert abs(found) == pytest.approx(wanted, abs=1e-6)
    assert abs(found) < 1e-6 or (found < 0) == (x * m < y * n)


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_values_that_he_published(
    table: tuple[int, int, int, int], low: float, high: float
) -> None:
    """Newcombe (1998), Interval estimation for the difference, table II, method 10."""
    found = newcombe(*([each] for each in table))
    assert (round(float(found[0][0]), 4), round(float(found[1][0]), 4)) == (low, high)


@given(TABLES)
def test_intervals_hold_what_was_seen(table: tuple[int, int, int, int]) -> None:
    """The difference and the ratio lie in their intervals; turned round, so do the ends."""
    x, n, y, m = table
    low, high = (float(end[0]) for end in newcombe([x], [n], [y], [m]))
    assert -1 <= low <= high <= 1
    turned = newcombe([y], [m], [x], [n])
    assert (-float(turned[1][0]), -float(turned[0][0])) == pytest.approx((low, high))
    first, last = (float(end[0]) for end in koopman([x], [n], [y], [m]))
    assert 0 <= first <= last
    if n and m:
        assert low <= x / n - y / m + 1e-12 and x / n - y / m <= high + 1e-12
        if y:
            assert first <= x / n / (y / m) * (1 + 1e-9) and x / n / (y / m) <= last * (1 + 1e-9)
        assert (first == 0) == (x == 0) and np.isinf(last) == (y == 0)
        if x and y:
            back = koopman([y], [m], [x], [n])
            assert (1 / float(back[1][0]), 1 / float(back[0][0])) == pytest.approx((first, last), rel=1e-6)


@given(TABLES)
def test_koopman_ends_where_the_score_says(table: tuple[int, int, int, int]) -> None:
    """At either end the score statistic, with the shares that fit it best, is the 5 % point of chi-square."""
    x, n, y, m = table
    if not (0 < x < n and 0 < y < m):
        return
    for ratio in (float(end[0]) for end in koopman([x], [n], [y], [m])):

        def misfit(other: float, ratio: float = ratio) -> float:
            return -float(
                xlogy(x, ratio * other)
                + xlog1py(n - x, -ratio * other)
                + xlogy(y, other)
                + xlog1py(m - y, -other)
            )

        most = min(1.0, 1 / ratio)
        other = float(
            minimize_scalar(
                misfit, bounds=(1e-12, most - 1e-12), method="bounded", options={"xatol": 1e-13}
            ).x
        )
        first = ratio * other
        variance = first * (1 - first) / n + ratio**2 * other * (1 - other) / m
        assert (x / n - ratio * y / m) ** 2 / variance == pytest.approx(3.841459, rel=1e-2)


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
@given(p=st.lists(st.floats(0, 1), max_size=12))
def test_adjusted_p(adjust: Callable[[list[float]], np.ndarray], p: list[float]) -> None:
    """Never below p, never above 1, in the same order; NaN counts for nothing."""
    found = adjust(p)
    assert (found >= np.array(p) - 1e-15).all() and (found <= 1).all()
    assert (np.diff(found[np.argsort(p, kind="stable")]) >= 0).all()
    assert adjust([*p, np.nan])[:-1].tolist() == found.tolist()
    if adjust is benjamini_hochberg and p:
        assert found == pytest.approx(false_discovery_control(p))


def test_adjusted_p_of_the_published_example() -> None:
    """Benjamini & Hochberg (1995), section 3.1: at 5 % four are rejected, three by Bonferroni's way."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert int((benjamini_hochberg(p) <= 0.05).sum()) == 4
    assert int((holm(p) <= 0.05).sum()) == 3


@given(st.floats(0, 500), st.integers(1, 20), st.integers(2, 5000))
def test_cramers_v(statistic: float, degrees: int, base: int) -> None:
    """V lies in its interval; the low end is above 0 just where chi-square passes its 2.5 % point."""
    statistic = min(statistic, float(base))
    v, low, high = (float(each) for each in cramers_v(statistic, degrees, base))
    assert v == pytest.approx((statistic / base) ** 0.5)
    assert 0 <= low <= v <= high <= 1
    tail = float(chi2.sf(statistic, degrees))
    if abs(tail - 0.025) > 1e-6:
        assert (low > 0) == (tail < 0.025)


def test_cramers_v_is_scipys_and_the_interval_inverts_the_test() -> None:
    """V of scipy; at the ends of the interval the noncentral distribution leaves 2.5 % on either side."""
    table = np.array([[24, 12, 30], [51, 80, 60]])
    found = chi2_contingency(table)
    v, low, high = (float(each) for each in cramers_v(found.statistic, 2, table.sum()))
    assert v == pytest.approx(association(table, method="cramer"))
    assert ncx2.cdf(found.statistic, 2, table.sum() * low**2) == pytest.approx(0.975)
    assert ncx2.cdf(found.statistic, 2, table.sum() * high**2) == pytest.approx(0.025)
    assert np.isnan(cramers_v(np.nan, 2, 10)).all()


def test_the_interval_of_v_holds_the_true_value_as_often_as_it_says() -> None:
    """Of 2,000 surveys drawn from one population about 95 % of the intervals hold its V."""
    random = np.random.default_rng(3)
    shares, base = np.array([0.32, 0.08, 0.2, 0.26, 0.14]), 400
    groups = random.integers(0, 5, size=(2000, base))
    having = random.random((2000, base)) < shares[groups]
    sizes = np.stack([(groups == each).sum(axis=1) for each in range(5)], axis=1)
    counts = np.stack([((groups == each) & having).sum(axis=1) for each in range(5)], axis=1)
    share = counts.sum(axis=1, keepdims=True) / base
    statistic = ((counts - sizes * share) ** 2 / (sizes * share * (1 - share))).sum(axis=1)
    true = (shares.var() / (shares.mean() * (1 - shares.mean()))) ** 0.5
    _, low, high = cramers_v(statistic, 4, base)
    assert 0.94 < ((low <= true) & (true <= high)).mean() < 0.97
