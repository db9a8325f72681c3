"""Codes by variable, chi-square, Jaccard, distributions, against scipy and by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.tables.crosstab import chi_squares, crosstab, distribution, euc_jp, jaccard


def coded(**columns: list[int]) -> pd.DataFrame:
    return pd.DataFrame({f"＊{name}": values for name, values in columns.items()})


def test_crosstab() -> None:
    """Missing values and codes without hits are left out; values sort as in EUC-JP, or by category."""
    table = coded(A=[1, 0, 1, 1, 1, 1], B=[0] * 6)
    by = ["上", "中", "下", "", ".", "欠損値"]
    found = crosstab(table, by)
    assert found["value"].tolist() == ["下", "上", "中"] == sorted(["上", "中", "下"], key=euc_jp)
    assert found["documents"].tolist() == [1, 1, 0]
    assert found["base"].tolist() == [1, 1, 1]
    assert set(found["code"]) == {"＊A"}
    ordered = pd.Series(pd.Categorical([*by[:3], "", "", ""], categories=["中", "上", "下", ""]))
    assert crosstab(table, ordered)["value"].tolist() == ["中", "上", "下"]


def test_chi_square() -> None:
    """NaN where a code tells nothing apart; stars; Yates for 2 × 2 only."""
    table = coded(A=[1] * 10 + [0] * 10, B=[1] * 20, C=[1, 0] * 10)
    by = ["x"] * 10 + ["y"] * 10
    found = chi_squares(table, by).set_index("code")
    # (|10 - 5| - 0.5)² / 5 in each of four cells
    assert found.loc["＊A", "chi_square"] == pytest.approx(4 * 4.5**2 / 5)
    assert found["stars"].tolist() == ["**", "", ""]
    assert np.isnan(found.loc["＊B", "chi_square"])
    assert found.loc["＊C", "chi_square"] == 0  # the correction never passes the difference itself
    assert np.isnan(chi_squares(table, ["x"] * 20)["chi_square"]).all()


def test_jaccard() -> None:
    """Both over either; codes without hits are left out."""
    table = jaccard(coded(A=[1, 1, 0, 0], B=[1, 0, 1, 0], C=[0] * 4)).set_index(["code", "other"])
    assert len(table) == 4
    assert table.loc[("＊A", "＊B"), ["both", "either"]].tolist() == [1, 3]
    assert table.loc[("＊A", "＊A"), "jaccard"] == 1


@given(st.lists(st.integers(1, 9), max_size=30))
def test_distribution(counts: list[int]) -> None:
    """The types of all values are the words; mean and deviation are those of the counts."""
    table, summary = distribution(counts)
    assert table["types"].sum() == len(counts) == summary["types"]
    assert (table["value"] * table["types"]).sum() == sum(counts)
    if counts:
        assert table["cumulative_share"].iloc[-1] == 1
        assert summary["mean"] == pytest.approx(np.mean(counts))
    if len(counts) > 1:
        assert summary["deviation"] == pytest.approx(np.std(counts, ddof=1))
