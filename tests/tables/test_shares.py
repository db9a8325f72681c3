"""Shares of codes from a random audit: estimates and intervals by hand, and what the unit is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import textmine as tm
from tests.conftest import examples
from textmine.codes.codebook import parse_codebook
from textmine.errors import TableError
from textmine.tables.measures import jeffreys, wilson
from textmine.tables.shares import Counts, code_shares_by, differences, estimated, prediction_powered
from textmine.words.corpus import Corpus

CODE = "＊費用"


def machine(codes: list[int], respondents: list[str] | None = None) -> pd.DataFrame:
    """Return a table of one code, a row per answer."""
    return pd.DataFrame(
        {
            "answer": range(len(codes)),
            "respondent": respondents or [f"r{number:03d}" for number in range(len(codes))],
            "kind": "substantive",
            "document": 1,
            "text": "",
            CODE: codes,
        }
    )


def judged(codes: Mapping[int, float]) -> pd.DataFrame:
    """Return what a person says of some answers."""
    return pd.DataFrame({"answer": [*codes], CODE: [*codes.values()]}).astype({CODE: "float64"})


def of(table: pd.DataFrame, code: str = CODE) -> dict[str, Any]:
    (row,) = table[table["code"] == code].to_dict("records")
    return {str(key): value for key, value in row.items()}


def counts(*numbers: int) -> Counts:
    return Counts(*(np.array([number]) for number in numbers))


def test_the_estimate_by_hand() -> None:
    """20 respondents, 10 with the machine's code; 10 audited, of 4 with it 3 are right, of 6 others 1 missed.

    By prediction-powered inference: .4 + λ (.5 - .4), λ = 3/4 - 1/6, which is .5 · 3/4 + .5 · 1/6.
    """
    coded = machine([1] * 10 + [0] * 10)
    person = {0: 1, 1: 1, 2: 1, 3: 0} | {10: 1} | dict.fromkeys(range(11, 16), 0)
    row = of(tm.code_shares(coded, judged(person), minimum=5))
    assert row["share"] == pytest.approx(0.4 + (3 / 4 - 1 / 6) * 0.1) == pytest.approx(11 / 24)
    assert (row["method"], row["why"], row["base"], row["audited"]) == ("ppi", "", 20, 10)
    assert (row["machine_share"], row["audit_respondents"], row["audit_share"]) == (0.5, 4, 0.4)


def test_the_interval_by_hand() -> None:
    """The ends are as far from the estimate as those of its three parts, put together as their squares."""
    share, low, high = (float(each[0]) for each in prediction_powered(counts(20, 10, 10, 4, 3, 1)))
    right, missed = jeffreys(3, 4, modified=False), jeffreys(1, 6, modified=False)
    part = wilson(10, 20)
    slope = 3 / 4 - 1 / 6
    below = [0.5 * (3 / 4 - right[0]), 0.5 * (1 / 6 - missed[0]), slope * (0.5 - part[0])]
    above = [0.5 * (right[1] - 3 / 4), 0.5 * (missed[1] - 1 / 6), slope * (part[1] - 0.5)]
    assert low == pytest.approx(share - math.hypot(*below))
    assert high == pytest.approx(share + math.hypot(*above))


def test_a_machine_that_speaks_against_a_code_turns_its_part_around() -> None:
    """More of its code then means less of the code: the ends of its part change places."""
    share, low, high = (float(each[0]) for each in prediction_powered(counts(20, 4, 10, 4, 1, 5)))
    right, missed = jeffreys(1, 4, modified=False), jeffreys(5, 6, modified=False)
    part = wilson(4, 20)
    slope = 5 / 6 - 1 / 4
    assert share == pytest.approx(0.2 * 1 / 4 + 0.8 * 5 / 6)
    below = [0.2 * (1 / 4 - right[0]), 0.8 * (5 / 6 - missed[0]), slope * (part[1] - 0.2)]
    above = [0.2 * (right[1] - 1 / 4), 0.8 * (missed[1] - 5 / 6), slope * (0.2 - part[0])]
    assert low == pytest.approx(share - math.hypot(*below))
    assert high == pytest.approx(min(1.0, share + math.hypot(*above)))


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 200), st.integers(0, 200), st.data())
def test_it_is_prediction_powered_inference_with_its_weight_tuned(
    with_code: int, without: int, more: int, others: int, data: st.DataObject
) -> None:
    """As Angelopoulos, Duchi and Zrnic write it, of n audited and N others, with a plug-in λ."""
    right, missed = data.draw(st.integers(0, with_code)), data.draw(st.integers(0, without))
    n, rest = with_code + without, more + others
    found = prediction_powered(counts(n + rest, with_code + more, n, with_code, right, missed))
    y = np.repeat([1, 0, 1, 0], [right, with_code - right, missed, without - missed])
    f = np.repeat([1, 1, 0, 0], [right, with_code - right, missed, without - missed])
    slope = np.cov(y, f, bias=True)[0, 1] / np.var(f)
    tuned = slope / (1 + n / rest) if rest else 0.0
    assert found[0][0] == pytest.approx(y.mean() + tuned * (more / max(rest, 1) - f.mean()))
    assert found[1][0] <= found[0][0] <= found[2][0]


@examples(10)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=80))
def test_an_audit_of_all_is_their_share(cells: list[tuple[int, int]]) -> None:
    """Whatever the machine says, and however few there are."""
    coded, person = machine([code for code, _ in cells]), {place: one for place, (_, one) in enumerate(cells)}
    for minimum in (1, 50):
        row = of(tm.code_shares(coded, judged(person), minimum=minimum))
        assert row["share"] == pytest.approx(np.mean([one for _, one in cells]))


@pytest.mark.parametrize(("person", "share"), [(0, 0.0), (1, 1.0)])
def test_nobody_or_everybody_of_the_audited_has_the_code(person: int, share: float) -> None:
    """The interval still has a width: what a few do not show may be."""
    coded = machine([1, 0] * 200)
    row = of(tm.code_shares(coded, judged(dict.fromkeys(range(100), person))))
    assert (row["share"], row["method"]) == (share, "ppi")
    assert 0.01 < row["high"] - row["low"] < 0.08
    assert row["low"] <= share <= row["high"]


def test_what_an_audit_does_not_bear_is_that_of_the_audited_alone_and_says_why() -> None:
    coded = machine([0, 1] * 50)
    few = of(tm.code_shares(coded, judged({0: 0, 1: 1, 2: 1, 3: 1})))
    assert (few["method"], few["why"], few["share"]) == ("audit", "few", 0.75)
    assert (few["low"], few["high"]) == (few["audit_low"], few["audit_high"])
    alike = of(tm.code_shares(coded, judged(dict.fromkeys(range(0, 100, 2), 0.0)), minimum=50))
    assert (alike["method"], alike["why"], alike["share"]) == ("audit", "alike", 0.0)
    nothing = of(tm.code_shares(coded, judged({})))
    assert (nothing["method"], nothing["why"], nothing["audited"]) == ("", "none", 0)
    assert all(math.isnan(nothing[name]) for name in ("share", "low", "audit_share", "audit_high"))
    assert nothing["machine_share"] == 0.5


def test_a_respondent_counts_once_and_only_with_all_their_answers() -> None:
    """a: two answers, both judged; b: two, of which one is; c: one with a code that was not judged."""
    coded = machine([0, 1, 1, 0, 1], ["a", "a", "b", "b", "c"])
    table = tm.code_shares(coded, judged({0: 1, 1: 1, 2: 1, 4: np.nan}), minimum=1)
    row = of(table)
    assert (row["base"], row["machine_respondents"], row["audited"], row["audit_respondents"]) == (3, 3, 1, 1)
    # "a" has an answer without any code by the machine, none by the person
    assert (of(table, "other")["machine_respondents"], of(table, "other")["audit_respondents"]) == (2, 0)


def test_an_upper_code_has_whom_its_lower_ones_have() -> None:
    codebook = parse_codebook("＊資源/費用\n費用\n＊資源/人材\n人材\n")
    coded = machine([1, 0, 0]).rename(columns={CODE: "＊資源/費用"}).assign(**{"＊資源/人材": [0, 1, 0]})
    said = {"＊資源/費用": [0.0, 0.0, 0.0], "＊資源/人材": [1.0, np.nan, 0.0]}
    audited = pd.DataFrame({"answer": [0, 1, 2], **said})
    table = tm.code_shares(coded, audited, codebook, minimum=1)
    upper = table[table["level"] == "upper"].iloc[0]
    assert (upper["machine_respondents"], upper["audited"], upper["audit_respondents"]) == (2, 2, 1)


def test_answers_that_say_nothing_are_not_in_the_base() -> None:
    coded = machine([1, 0, 0]).assign(kind=["substantive", "substantive", "none"])
    assert of(tm.code_shares(coded, judged({0: 1}), minimum=1))["base"] == 2


def grouped(corpus_of: Callable[..., Corpus], waves: list[str]) -> Corpus:
    return corpus_of(["費用が負担"] * len(waves), 時期=waves)


def test_shares_of_each_wave_and_their_difference(corpus_of: Callable[..., Corpus]) -> None:
    """Each wave is estimated from its own audit; the difference has the ends of both."""
    corpus = grouped(corpus_of, ["2024", "2025"] * 20)
    coded = machine([1, 1, 0, 0] * 10, corpus.answers["respondent"].tolist())
    person = judged({place: float(place % 4 < 2 and place != 2) for place in range(24)})
    table = code_shares_by(corpus, coded, person, by="時期", minimum=12, changes=True)
    ours = table[table["code"] == CODE]
    assert ours["value"].tolist() == ["2024", "2025"] and ours["base"].tolist() == [20, 20]
    first, second = (
        of(tm.code_shares(coded.iloc[start::2], person.iloc[start::2], minimum=12)) for start in (0, 1)
    )
    assert ours["share"].tolist() == [first["share"], second["share"]]
    columns = ours[["difference", "difference_low", "difference_high"]]
    before, (difference, low, high) = columns.to_numpy(dtype=np.float64).tolist()
    assert math.isnan(before[0])
    below = math.hypot(second["share"] - second["low"], first["high"] - first["share"])
    above = math.hypot(second["high"] - second["share"], first["share"] - first["low"])
    assert difference == pytest.approx(second["share"] - first["share"])
    assert (low, high) == (pytest.approx(difference - below), pytest.approx(min(1, difference + above)))


def test_a_wave_without_an_audit_has_no_share_and_no_difference(corpus_of: Callable[..., Corpus]) -> None:
    corpus = grouped(corpus_of, ["2024"] * 4 + ["2025"] * 4)
    coded = machine([1, 0] * 4, corpus.answers["respondent"].tolist())
    table = code_shares_by(corpus, coded, judged({0: 1, 1: 0}), by="時期", minimum=1, changes=True)
    row = table[(table["code"] == CODE) & (table["value"] == "2025")].iloc[0]
    assert row["why"] == "none" and math.isnan(row["difference"]) and row["machine_share"] == 0.5


def test_a_respondent_of_two_values_is_left_out_or_refused_as_in_a_crosstab(
    corpus_of: Callable[..., Corpus],
) -> None:
    names = [f"r{number}" for number in range(150)]
    corpus = corpus_of(["費用"] * 151, respondents=[*names, "r0"], 時期=["1"] * 150 + ["2"])
    coded = machine([1] * 151, [*names, "r0"])
    table = code_shares_by(corpus, coded, judged({}), by="時期", changes=True)
    assert table[table["code"] == CODE]["base"].tolist() == [149, 0]
    twice = corpus_of(["費用"] * 4, respondents=list("aabb"), 時期=list("1212"))
    with pytest.raises(TableError, match="two waves"):
        code_shares_by(twice, machine([1] * 4, list("aabb")), judged({}), by="時期", changes=True)
    both = code_shares_by(twice, machine([1] * 4, list("aabb")), judged({}), by="時期")
    assert both[both["code"] == CODE]["base"].tolist() == [2, 2]


def test_intervals_of_few_errors_hold_the_truth_where_the_normal_one_does_not() -> None:
    """A code of 2 % and a machine that finds half of it: of 100 audited most surveys show no error."""
    random = np.random.default_rng(1)
    cells = (0.01, 0.01, 0.001, 0.979)
    read, other = random.multinomial(100, cells, size=2000), random.multinomial(1900, cells, size=2000)
    both = (read + other)[:, [0, 2]].sum(axis=1)
    size = np.full(2000, 100)
    found = estimated(Counts(size * 20, both, size, read[:, [0, 2]].sum(axis=1), read[:, 0], read[:, 1]))
    assert ((found["low"] <= 0.02) & (found["high"] >= 0.02)).mean() > 0.93
    error = (read[:, 1] + read[:, 2]) / 100
    share = both / 2000 + (read[:, 1] - read[:, 2]) / 100
    half = 1.96 * np.sqrt((error - ((read[:, 1] - read[:, 2]) / 100) ** 2) / 100 + share * (1 - share) / 2000)
    assert ((share - half <= 0.02) & (share + half >= 0.02)).mean() < 0.75


def test_differences_are_within_the_possible() -> None:
    one = pd.DataFrame({"share": [0.0], "low": [0.0], "high": [0.9]})
    two = pd.DataFrame({"share": [1.0], "low": [0.1], "high": [1.0]})
    difference, low, high = (float(each.iloc[0]) for each in differences(two, one))
    assert (difference, high) == (1.0, 1.0) and low >= -1
