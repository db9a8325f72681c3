"""Agreement of coders, against published worked examples and values reckoned by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from textmine.codes.agreement import MEASURES, agreement, disagreements, measures
from textmine.errors import SurveyError

# Krippendorff (2011), example C: 4 observers, 12 units, 5 categories, "." is missing. The same data are
# ``cac.raw4raters`` of the R package irrCAC by Gwet, from his Handbook of Inter-Rater Reliability, 4th ed.
# (2014), p. 120. Both values were looked up in copies of these, not in the printed works.
PUBLISHED = ("123321412...", "1233224125.3", ".3332342251.", "1233244125" + "1.")


def judged(*coders: str) -> np.ndarray:
    return np.array([[-1 if mark == "." else int(mark) - 1 for mark in coder] for coder in coders]).T


def square(both: int, first: int, second: int, neither: int) -> np.ndarray:
    """Two coders' judgements of a 2 × 2 table."""
    rows = [(1, 1)] * both + [(1, 0)] * first + [(0, 1)] * second + [(0, 0)] * neither
    return np.array(rows)


def coded(values: list[float], code: str = "＊費用") -> pd.DataFrame:
    return pd.DataFrame({"answer": range(len(values)), code: values})


def test_krippendorffs_example_with_missing_judgements() -> None:
    """Alpha is .743 (Krippendorff 2011); of the same data irrCAC prints AC1 as .77544 (Gwet 2014)."""
    found = measures(judged(*PUBLISHED), samples=0)
    assert found["alpha"] == pytest.approx(0.743, abs=5e-4)
    assert found["agreement"] == pytest.approx(0.81818, abs=5e-5)
    assert found["ac1"] == pytest.approx(0.77544, abs=5e-5)
    assert found["coders"] == 4 and found["n"] == 11


def test_krippendorffs_binary_example() -> None:
    """Two observers, ten units: alpha .095 (Krippendorff 2011, example A)."""
    found = measures(np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]).T, samples=0)
    assert found["alpha"] == pytest.approx(0.095, abs=5e-4)


def test_kappa_by_hand() -> None:
    """20, 5, 10, 15 of 50: observed .7, by chance .5 * .6 + .5 * .4 = .5, so kappa .4."""
    assert measures(square(20, 5, 10, 15), samples=0)["kappa"] == pytest.approx(0.4)


def test_the_paradox_of_kappa() -> None:
    """Of 125 judged 118, 5, 2, 0 the coders agree on 94.4 %, yet kappa is -.023; AC1 is .941.

    The paradox that Gwet (2008) wrote AC1 for; the values are by hand. By chance kappa expects
    (123 * 120 + 2 * 5) / 125² = .9453, AC1 2 * .972 * .028 = .0544, where .972 = (123 + 120) / 250.
    """
    found = measures(square(118, 5, 2, 0), samples=0)
    assert found["agreement"] == pytest.approx(0.944)
    assert found["kappa"] == pytest.approx(-0.0234, abs=5e-5)
    assert found["ac1"] == pytest.approx(0.9408, abs=5e-5)


def test_judgements_that_never_differ_have_no_kappa_and_say_why() -> None:
    table = agreement(coded([0, 0, 0]), coded([0, 0, 0]))
    (row,) = table.to_dict("records")
    assert math.isnan(row["kappa"]) and math.isnan(row["alpha"])
    assert row["agreement"] == row["ac1"] == 1 and row["why"] == "constant"


def test_nothing_that_two_have_judged_says_so() -> None:
    table = agreement(coded([1, np.nan]), coded([np.nan, 0]))
    (row,) = table.to_dict("records")
    assert row["n"] == 0 and row["why"] == "nothing"
    assert all(math.isnan(row[name]) for name in MEASURES)


def test_three_coders_have_the_mean_kappa_of_their_pairs() -> None:
    one, two, three = [1, 1, 0, 0, 1], [1, 0, 0, 0, 1], [1, 1, 1, 0, 0]
    pairs = [
        agreement(coded(a), coded(b))["kappa"].iat[0] for a, b in ((one, two), (one, three), (two, three))
    ]
    assert agreement(coded(one), coded(two), coded(three))["kappa"].iat[0] == pytest.approx(np.mean(pairs))


def test_intervals_are_the_same_every_time_and_hold_the_value() -> None:
    one, two = coded([1, 1, 0, 0, 1, 0, 1, 0] * 5), coded([1, 0, 0, 0, 1, 0, 1, 1] * 5)
    table = agreement(one, two)
    pd.testing.assert_frame_equal(table, agreement(one, two))
    pd.testing.assert_frame_equal(table, agreement(one.iloc[::-1], two))
    for name in MEASURES:
        assert table[f"{name}_low"].iat[0] < table[name].iat[0] < table[f"{name}_high"].iat[0]
    other = agreement(one, two, seed=2)
    ends = [f"{name}_{end}" for name in MEASURES for end in ("low", "high")]
    assert other[ends].to_numpy().tolist() != table[ends].to_numpy().tolist()


@pytest.mark.parametrize("cells", [(5, 0, 0, 15), (5, 1, 0, 14), (10, 3, 4, 13), (30, 5, 10, 155)])
def test_raw_agreement_has_the_limits_of_clopper_and_pearson(cells: tuple[int, int, int, int]) -> None:
    found = measures(square(*cells), samples=20_000)
    exact = binomtest(cells[0] + cells[3], sum(cells)).proportion_ci(method="exact")
    ends = [found["agreement_low"], found["agreement_high"]]
    assert ends == pytest.approx([exact.low, exact.high], abs=0.005)


def printed(judged: np.ndarray) -> list[str]:
    """The measures that have an interval."""
    found = measures(judged, samples=100)
    return [name for name in MEASURES if not math.isnan(found[f"{name}_low"])]


def test_perfect_agreement_is_never_certain() -> None:
    """The low end of few answers is far below 1, and rises with their number; the high end is 1."""
    few, many = (measures(square(5 * times, 0, 0, 10 * times)) for times in (1, 10))
    for name in MEASURES:
        assert few[name] == few[f"{name}_high"] == pytest.approx(1)
        assert few[f"{name}_low"] < 0.85 < many[f"{name}_low"] < 1


@pytest.mark.parametrize(
    ("cells", "why", "intervals"),
    [
        ((1, 0, 0, 1), "few", []),
        ((5, 0, 0, 4), "few", []),
        ((5, 0, 0, 5), "small", ["agreement", "ac1"]),
        ((5, 2, 2, 5), "small", ["agreement", "ac1"]),
        ((5, 0, 0, 10), "", list(MEASURES)),
        ((4, 0, 0, 11), "rare", ["agreement", "ac1"]),
        ((4, 0, 0, 96), "rare", ["agreement", "ac1"]),
        ((96, 2, 2, 0), "rare", ["agreement", "ac1"]),  # what is rare may be that a code is withheld
        ((2, 2, 1, 95), "", list(MEASURES)),
        ((0, 0, 0, 50), "constant", ["agreement", "ac1"]),
        ((0, 0, 0, 9), "constant", []),
    ],
)
def test_no_interval_below_stated_counts(
    cells: tuple[int, int, int, int], why: str, intervals: list[str]
) -> None:
    assert measures(square(*cells))["why"] == why
    assert printed(square(*cells)) == intervals


def test_alpha_of_coders_who_contradict_one_another_may_be_as_low_as_it_can() -> None:
    """It is -1 of endless answers; of 20 the correction for few makes it at least 1 - 39 / 20 = -.95."""
    found = measures(square(0, 10, 10, 0))
    assert found["alpha"] == pytest.approx(-0.95)
    assert found["alpha_low"] == pytest.approx(-1, abs=1e-3)
    assert found["kappa_low"] == pytest.approx(-1, abs=1e-3)


def test_kappa_below_chance_allows_that_both_gave_the_code_equally_often() -> None:
    """All five codes are one coder's: kappa is 0 by that alone; were both alike it would be negative."""
    found = measures(square(0, 5, 0, 35))
    assert found["kappa"] == 0 and found["kappa_low"] == found["alpha_low"] < found["alpha"] < 0
    above = measures(square(8, 5, 0, 27))
    assert above["alpha_low"] < above["kappa_low"]


def test_answers_of_one_coder_do_not_count_towards_an_interval() -> None:
    both, alone = [[1, 1]] * 5 + [[0, 0]] * 4, [[0, -1]] * 40
    assert measures(np.array(both + alone))["why"] == "few"
    assert printed(np.array(both + alone)) == []
    both += [[0, 0]] * 5
    assert measures(np.array(both + alone))["why"] == "small"
    assert printed(np.array(both + alone)) == ["agreement", "ac1"]


def test_codes_are_turned_round_without_a_change() -> None:
    """A code and its opposite have the same measures and, but for the draws, the same intervals."""
    for judged in (square(6, 2, 1, 41), np.array([[1, 1, 1]] * 6 + [[1, 0, 0]] * 3 + [[0, 0, 0]] * 21)):
        found, turned = (measures(each, samples=20_000) for each in (judged, 1 - judged))
        for name in MEASURES:
            for end in ("", "_low", "_high"):
                assert found[name + end] == pytest.approx(turned[name + end], abs=0.015)


@pytest.mark.parametrize(
    ("prevalence", "unequal", "size"), [(0.05, 0.02, 30), (0.1, 0.1, 20), (0.3, 0.05, 50)]
)
def test_intervals_hold_the_truth(prevalence: float, unequal: float, size: int) -> None:
    """In at least .93 of made-up surveys, less what 300 of them leave to chance; all of it is
    benchmarks/coverage.py."""
    shares = [prevalence - unequal / 2, unequal / 2, unequal / 2, 1 - prevalence - unequal / 2]
    truth = measures(square(*(round(1000 * share) for share in shares)), samples=0)
    surveys = np.random.default_rng(3).multinomial(size, shares, size=300)
    held: dict[str, list[bool]] = {name: [] for name in MEASURES}
    for cells, times in zip(*np.unique(surveys, axis=0, return_counts=True), strict=True):
        found = measures(square(*cells), samples=300)
        for name in MEASURES:
            low, high = found[f"{name}_low"], found[f"{name}_high"]
            if not math.isnan(low):
                held[name] += [low - 1e-9 <= truth[name] <= high + 1e-9] * times
    assert all(np.mean(each) > 0.9 for each in held.values()), held


def test_answers_are_matched_by_number_not_by_row() -> None:
    one = coded([1, 0, 1, 0])
    assert agreement(one, one.iloc[::-1])["agreement"].iat[0] == 1


def test_disagreements_come_with_their_texts() -> None:
    one = coded([1, 0, 1]).assign(text=["費用が負担", "特になし", "予算"], respondent=["a", "b", "c"])
    found = disagreements(one, coded([1, 1, np.nan]), coders=["規則", "人"])
    assert found.values.tolist() == [["＊費用", 1, "b", "特になし", 0.0, 1.0]]


def test_tables_of_different_surveys_are_refused() -> None:
    one = coded([1]).assign(text=["費用が負担"])
    with pytest.raises(SurveyError, match="same survey"):
        agreement(one, coded([1]).assign(text=["人がいない"]))
    with pytest.raises(SurveyError, match="share no code"):
        agreement(coded([1]), coded([1], "＊人材"))
    with pytest.raises(SurveyError, match="twice"):
        agreement(coded([1]), pd.concat([coded([1]), coded([0])]))


@given(st.lists(st.tuples(*[st.sampled_from([0, 1, -1])] * 3), min_size=1, max_size=30))
def test_order_of_answers_and_coders_does_not_matter(rows: list[tuple[int, ...]]) -> None:
    """No value depends on who is first; all stay at or below 1."""
    matrix = np.array(rows)
    found, turned = measures(matrix, samples=0), measures(matrix[::-1, ::-1], samples=0)
    for name in MEASURES:
        assert found[name] == pytest.approx(turned[name], nan_ok=True)
        assert math.isnan(found[name]) or found[name] <= 1 + 1e-9
