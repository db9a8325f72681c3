"""textmine.tables.measures: statistics against published values and their own laws."""

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from textmine.tables.measures import c_value, distinct, flr, wilson

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
