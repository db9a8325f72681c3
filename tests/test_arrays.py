"""Runs of numbers: spread out, and the distinct ones numbered."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from textmine.arrays import distinct_runs, spread

SHORT = st.lists(st.integers(-1, 4), min_size=1, max_size=6).map(tuple)
LONG = st.builds(
    lambda run, times: run * times, SHORT, st.integers(10, 40)
)  # beyond what is read code by code
RUNS = st.lists(SHORT | LONG, max_size=30)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=20))
def test_spread_gives_each_run_of_numbers(pairs: list[tuple[int, int]]) -> None:
    """One after the other; empty runs give nothing."""
    firsts, sizes = (np.array([pair[place] for pair in pairs], dtype=np.int64) for place in (0, 1))
    assert spread(firsts, sizes).tolist() == [n for first, size in pairs for n in range(first, first + size)]


@given(RUNS)
def test_equal_runs_have_one_number_and_a_start_that_is_theirs(runs: list[tuple[int, ...]]) -> None:
    """Whatever their length, and with negative codes too."""
    codes = np.array([code for run in runs for code in run], dtype=np.int32)
    sizes = np.array([len(run) for run in runs], dtype=np.int64)
    numbers, samples = distinct_runs(codes, np.cumsum(sizes) - sizes)
    assert len(samples) == len(set(runs))
    assert sorted(set(numbers.tolist())) == list(range(len(samples)))
    assert [runs[samples[number]] for number in numbers.tolist()] == runs
