"""Tests of crosstabs: which test is taken, its values by scipy, its families, and the sentences."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control, fisher_exact

import textmine as tm
from textmine.inputs.lexicon import Lexicon
from textmine.tables import crosstab_tests as module
from textmine.tables.crosstab_tests import COLUMNS, crosstab_tests

LEXICON = Lexicon()
Cells = dict[str, tuple[int, int]]


def tallied(features: dict[str, Cells], *, missing: int = 0, several: int = 0, base: int = 0) -> pd.DataFrame:
    """A tally of one attribute: feature -> value -> (respondents who have it, base of the value)."""
    values = next(iter(features.values()))
    base = base or sum(size for _, size in values.values())
    rows: list[tuple[str, str, str, int, int]] = [
        ("missing", "", "", missing, 0),
        ("several", "", "", several, 0),
        ("base", "", "", base, 0),
    ]
    for feature, cells in features.items():
        rows.append(("feature", "", feature, sum(count for count, _ in cells.values()), 0))
        rows += [("cell", value, feature, count, count) for value, (count, _) in cells.items()]
    rows += [("value", value, "", size, 0) for value, (_, size) in values.items()]
    table = pd.DataFrame(rows, columns=["part", "value", "feature", "respondents", "both"])
    kind = "code" if "＊費用" in features else "word"
    return table.assign(attribute="業種", value_kind="value", kind=kind, single=table["respondents"])


def row_of(cells: Cells, **options: object) -> pd.Series:
    return module.finish(tallied({"費用": cells}), lexicon=LEXICON, **options).iloc[0]


def test_columns() -> None:
    """The columns of the contract, with whole numbers where people are counted."""
    table = module.finish(tallied({"費用": {"x": (5, 9), "y": (2, 7)}}, missing=3), lexicon=LEXICON)
    assert tuple(table.columns) == COLUMNS
    assert table.loc[0, ["respondents", "base", "missing", "degrees"]].tolist() == [7, 16, 3, 1]
    assert module.finish(tallied({"費用": {}}).iloc[:0], lexicon=LEXICON).empty


@given(
    st.lists(
        st.integers(1, 60).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
        min_size=1,
        max_size=5,
    )
)
def test_the_test_taken_and_its_values(cells: list[tuple[int, int]]) -> None:
    """Chi-square as scipy's where all expected counts are 5 or more; else exact; or none."""
    row = row_of({str(number): cell for number, cell in enumerate(cells)}, resamples=99)
    table = np.array([[count, base - count] for count, base in cells])
    if len(cells) < 2 or (table.sum(axis=0) == 0).any():
        assert row["test"] == "none" and np.isnan(row["p"]) and np.isnan(row["cramers_v"])
        return
    wanted = chi2_contingency(table, correction=False)
    assert row["statistic"] == pytest.approx(wanted.statistic)
    assert row["degrees"] == wanted.dof
    assert row["smallest_expected"] == pytest.approx(wanted.expected_freq.min())
    assert row["v_low"] <= row["cramers_v"] <= row["v_high"]
    if wanted.expected_freq.min() >= 5 - 1e-9:
        assert row["test"] == "chi_square" and row["p"] == pytest.approx(wanted.pvalue)
    elif len(cells) == 2:
        assert row["test"] == "fisher" and row["p"] == pytest.approx(fisher_exact(table).pvalue)
    else:
        assert row["test"] == "fisher_monte_carlo" and 1 / 100 <= row["p"] <= 1


def test_agresti_party_identification() -> None:
    """Agresti (2007), An introduction to categorical data analysis, section 2.4.3: X² = 30.1, df = 2."""
    row = row_of({"民主": (762, 1246), "無党派": (327, 566), "共和": (468, 945)})
    assert (round(row["statistic"], 1), row["degrees"], row["test"]) == (30.1, 2, "chi_square")


def test_the_family_is_the_whole_table() -> None:
    """Holm and Benjamini–Hochberg over all tests of all attributes; what is not tested does not count."""
    parts = [
        tallied({"費用": {"x": (30, 60), "y": (12, 60)}, "時間": {"x": (3, 60), "y": (9, 60)}}),
        tallied({"費用": {"x": (9, 60), "y": (18, 60)}, "時間": {"x": (0, 60), "y": (0, 60)}}).assign(
            attribute="地域"
        ),
    ]
    table = module.finish(pd.concat(parts, ignore_index=True), lexicon=LEXICON)
    tested = table[table["test"] != "none"]
    assert len(table) == 4 and len(tested) == 3
    assert tested["p_bh"].tolist() == pytest.approx(false_discovery_control(tested["p"]).tolist())
    assert tested["p_holm"].min() == pytest.approx(3 * tested["p"].min())
    assert table["p_bh"].isna().sum() == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"x": (30, 50), "y": (18, 60)},
        {"x": (3, 9), "y": (2, 7)},
        {"x": (30, 50), "y": (18, 60), "w": (25, 45)},
        {"x": (3, 9), "y": (2, 7), "w": (1, 2)},
    ],
)
@pytest.mark.parametrize("nobody", [{"z": (0, 0)}, {"z": (0, 0), "u": (0, 0)}])
def test_a_value_that_nobody_has_changes_nothing(cells: Cells, nobody: Cells) -> None:
    """Such as a code that no answer got: it is no group to be different, and has no degree of freedom."""
    without, beside = row_of(cells), row_of({**cells, **nobody})
    pd.testing.assert_series_equal(beside, without)
    assert "nan" not in beside["sentence"]


def test_one_value_is_one_value_beside_others_that_nobody_has() -> None:
    row = row_of({"x": (5, 9), "y": (0, 0)})
    assert row["test"] == "none" and np.isnan(row["p"])


def test_only_monte_carlo_names_the_tables_it_drew() -> None:
    drawn = [
        row_of(cells, resamples=499)["resamples"]
        for cells in (
            {"x": (30, 50), "y": (18, 60)},
            {"x": (3, 9), "y": (2, 7)},
            {"x": (3, 9), "y": (2, 7), "w": (1, 2)},
            {"x": (3, 9)},
        )
    ]
    assert drawn == [0, 0, 499, 0]


def test_several_values_are_tested_one_by_one() -> None:
    """Of a multiple choice each option is a 2 × 2 table of its own."""
    total = tallied({"費用": {"補助金": (24, 75), "派遣": (10, 90)}}, several=20, base=300)
    total.loc[total["part"] == "feature", "respondents"] = 60
    table = module.finish(total, lexicon=LEXICON).set_index("value")
    assert set(table.index) == {"補助金", "派遣"}
    wanted = chi2_contingency([[24, 51], [36, 189]], correction=False)
    assert table.loc["補助金", "p"] == pytest.approx(wanted.pvalue)
    assert table.loc["補助金", ["respondents", "base", "degrees"]].tolist() == [60, 300, 1]
    sentence = table.loc["補助金", "sentence"]
    assert (
        "「補助金」に該当する回答者（32%、24/75人）" in sentence and "（16%、36/225人）より高い" in sentence
    )


def test_seed_and_order() -> None:
    """The same numbers each time, whatever is beside the test; other numbers with another seed."""
    cells: Cells = {"x": (3, 9), "y": (1, 12), "z": (0, 8)}
    one = row_of(cells)["p"]
    assert one == row_of(cells)["p"] != row_of(cells, seed=2)["p"]
    both = module.finish(tallied({"時間": dict.fromkeys(cells, (1, 9)), "費用": cells}), lexicon=LEXICON)
    assert both["test"].iloc[0] == "fisher_monte_carlo"
    other = module.finish(tallied({"費用": dict(reversed(cells.items()))}), lexicon=LEXICON)
    assert other["p"].iloc[0] == one


def test_a_sentence_that_may_be_printed() -> None:
    """Shares with their counts, the test, and the values that stand out, the clearest first."""
    cells = {"製造業": (60, 150), "小売業": (10, 120), "建設業": (31, 130)}
    assert row_of(cells, respondent_unit="社")["sentence"] == (
        "「費用」を挙げた回答者の割合には、業種による差が認められた（全体25%、101/400社、χ²(2) = 35.6、"
        "p < .001（BH補正）、クラメールのV = 0.30［95%信頼区間 0.20–0.39］）。ほかより高いのは製造業"
        "（40%、60/150社、調整済み残差 5.3）、低いのは小売業（8.3%、10/120社、調整済み残差 −5.1）である。"
    )
    assert row_of(cells, lang="en")["sentence"] == (
        "The share of respondents who mention “費用” differs by 業種 (overall 25%, 101/400; χ²(2) = 35.6, "
        "p < .001 (BH-adjusted), Cramér's V = 0.30 [95% CI 0.20–0.39]). It is higher than elsewhere in "
        "製造業 (40%, 60/150, adjusted residual 5.3), and lower in 小売業 (8.3%, 10/120, adjusted residual "
        "−5.1)."
    )


def test_no_difference_found_is_not_no_difference() -> None:
    """It says that none was found, in both languages, and how many were left out."""
    total = tallied({"＊費用": {"x": (20, 60), "y": (22, 60)}}, missing=12)
    japanese, english = (
        module.finish(total, lexicon=LEXICON, lang=lang)["sentence"].iloc[0] for lang in ("ja", "en")
    )
    assert japanese.startswith(
        "「費用」を挙げた回答者の割合に、業種による統計的に有意な差は認められなかった（全体"
    )
    assert "業種の回答がない12人を除く" in japanese and "差はない" not in japanese
    assert english.startswith("No difference by 業種 was found") and "12 without 業種 left out" in english


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"x": (3, 9)}, "値が一つしかない"),
        ({"x": (0, 9), "y": (0, 8)}, "挙げた回答者はなく"),
        ({"x": (9, 9), "y": (8, 8)}, "17人はすべて「費用」を挙げた回答者"),
        ({}, "どの回答者にも業種の記入がない"),
    ],
)
def test_what_is_not_tested_says_why(cells: Cells, words: str) -> None:
    """One value, nobody, everybody, no value at all."""
    row = row_of(cells)
    assert row["test"] == "none" and words in row["sentence"]


def test_small_differences_are_said() -> None:
    """With many respondents a trifle is significant; the sentence says that it is one."""
    cells = {"x": (1100, 5000), "y": (1250, 5000)}
    assert row_of(cells)["sentence"].endswith("である。ただし差の程度は小さい（V < .10）。")
    assert row_of(cells, lang="en")["sentence"].endswith("). The difference is small, though (V < .10).")


def test_small_bases_are_said() -> None:
    """A share of a few is named as such."""
    row = row_of({"x": (3, 3), "y": (2, 80), "z": (4, 90)}, minimum=5)
    assert "x（100%、3/3人、調整済み残差" in row["sentence"] and "母数が少ないため参考値" in row["sentence"]


@pytest.mark.real
def test_real_answers(real_surveys: Path) -> None:
    """Thirty words by three attributes of a survey of 5,326: every sentence is filled in."""
    path = real_surveys / "fukui_civic_voice_wide.csv"
    corpus = tm.tokenize(tm.read_survey(path, questions=["Q2_reason"], attributes=["age", "sex", "Q9"]))
    table = crosstab_tests(corpus, tm.keywords(corpus).head(30), by=["age", "sex", "Q9"])
    assert (table["base"] + table["missing"] == corpus.base).all()
    assert not table["sentence"].str.contains(r"[{}]|nan").any()
    assert table.loc[table["attribute"] == "age", "value"].eq("").all()
    assert table.loc[table["attribute"] == "Q9", "value"].ne("").all()


@pytest.mark.parametrize(("per", "named"), [("sentence", "文"), ("answer", "回答"), ("heading2", "章")])
@pytest.mark.parametrize("cells", [{"x": (30, 40), "y": (5, 50)}, {"x": (0, 9), "y": (0, 8)}, {}])
def test_sentences_name_what_is_counted(per: str, named: str, cells: Cells) -> None:
    """Of sentences nothing is said of respondents, whatever the unit of respondents is called."""
    for missing in (0, 3):
        total = tallied({"費用": cells}, missing=missing)
        row = module.finish(total, lexicon=LEXICON, per=per, respondent_unit="社").iloc[0]
        assert named in row["sentence"]
        assert [each for each in ("回答者", "社", "人") if each in row["sentence"]] == []
        english = module.finish(total, lexicon=LEXICON, per=per, lang="en").iloc[0]["sentence"]
        assert "respondent" not in english
