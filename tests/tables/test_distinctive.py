"""Distinctive words: each measure by its definition, every group, and its laws."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, chi2_contingency, false_discovery_control, fisher_exact

from tests.conftest import examples
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import Survey
from textmine.tables.distinctive import COLUMNS, distinctive
from textmine.words.corpus import Corpus, tokenize

WORDS = pd.DataFrame({"word": ["費用", "時間", "人材"]})
TEXTS = {"費用": "費用が負担", "時間": "時間がない", "人材": "人材の不足", "": "難しい"}
Row = tuple[str, str]


def corpus_of_rows(rows: list[Row]) -> Corpus:
    answers = pd.DataFrame(
        {
            "answer": range(len(rows)),
            "respondent": [f"r{number:03d}" for number in range(len(rows))],
            "question": "障害",
            "item": "",
            "text": ["。".join(TEXTS[name] for name in (words.split() or [""])) for words, _ in rows],
            "kind": "substantive",
            "業種": [value for _, value in rows],
        }
    )
    return tokenize(Survey(answers), Lexicon())


ROWS = [
    *[("費用", "製造")] * 14,
    *[("時間", "製造")] * 6,
    *[("費用", "小売")] * 4,
    *[("時間 費用", "小売")] * 3,
    *[("", "小売")] * 13,
    ("人材", ""),
]


def test_measures_by_their_definitions() -> None:
    """Shares, G² with its sign, Jaccard, difference and ratio of one row, by scipy and by hand."""
    table = distinctive(corpus_of_rows(ROWS), WORDS, by="業種")
    assert tuple(table.columns) == COLUMNS
    row = table[(table["value"] == "製造") & (table["feature"] == "費用")].iloc[0]
    assert row[["respondents", "base", "rest_respondents", "rest_base"]].tolist() == [14, 20, 7, 20]
    wanted = chi2_contingency([[14, 6], [7, 13]], correction=False, lambda_="log-likelihood")
    assert row["log_likelihood"] == pytest.approx(wanted.statistic)
    assert row["p"] == pytest.approx(chi2.sf(wanted.statistic, 1))
    assert row["jaccard"] == pytest.approx(14 / 27)
    assert (row["difference"], row["ratio"]) == pytest.approx((0.35, 2.0))
    assert 0 < row["difference_low"] < 0.35 < row["difference_high"]
    assert 1 < row["ratio_low"] < 2 < row["ratio_high"]
    less = table[(table["value"] == "小売") & (table["feature"] == "費用")].iloc[0]
    assert less["log_likelihood"] == pytest.approx(-wanted.statistic)
    time = table[(table["value"] == "小売") & (table["feature"] == "時間")].iloc[0]
    assert time["p"] == pytest.approx(fisher_exact([[3, 17], [6, 14]]).pvalue)


def test_every_value_has_every_word() -> None:
    """No cap; a word of nobody who has the attribute has no test; the family is the attribute's."""
    table = distinctive(corpus_of_rows(ROWS), WORDS, by=["業種", "question"])
    assert len(table) == 3 * 2 + 3
    nobody = table[(table["feature"] == "人材") & (table["attribute"] == "業種")]
    assert nobody["p"].isna().all() and nobody["ratio"].isna().all()
    tested = table[table["attribute"].eq("業種") & table["p"].notna()]
    assert tested["p_bh"].tolist() == pytest.approx(false_discovery_control(tested["p"]).tolist())
    alone = table[table["attribute"] == "question"]  # one value: no rest
    assert (alone["rest_base"] == 0).all() and alone["difference"].isna().all() and alone["p"].isna().all()


def test_rank() -> None:
    """First what a value says more than the rest, then what it does not, each by Jaccard."""
    rows = [*[("費用", "x")] * 9, *[("時間", "x")] * 2, ("", "x"), *[("費用", "y")] * 10, ("人材", "y")]
    table = distinctive(corpus_of_rows(rows), WORDS, by="業種")
    own = table[table["value"] == "x"]
    assert own["feature"].tolist() == ["時間", "費用", "人材"]
    assert own["rank"].tolist() == [1, 2, 3]
    assert own["jaccard"].iloc[0] < own["jaccard"].iloc[1]


def test_what_has_no_value_has_no_interval() -> None:
    """A difference to nobody, and a ratio of 0 to 0."""
    everybody = distinctive(corpus_of_rows([("費用", "x"), ("費用 時間", "x")]), WORDS, by="業種")
    for name in ("difference", "ratio"):
        for end in ("", "_low", "_high"):
            assert everybody[f"{name}{end}"].isna().all()


def test_only_here() -> None:
    """The ratio is infinite where the rest never says it, and its interval open above."""
    row = distinctive(corpus_of_rows([("費用", "x"), ("", "x"), ("", "y")]), WORDS.head(1), by="業種").iloc[0]
    assert np.isinf(row["ratio"]) and np.isinf(row["ratio_high"]) and row["ratio_low"] >= 0


@examples(12)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "費用", "時間", "費用 時間"]), st.sampled_from(["", "x", "y", "z"])),
        min_size=1,
        max_size=25,
    ),
    st.randoms(use_true_random=False),
)
def test_laws(rows: list[Row], random: object) -> None:
    """A value and its rest make up the whole; ranks are 1 … n; the order of rows changes nothing."""
    table = distinctive(corpus_of_rows(rows), WORDS, by="業種")
    known = [words for words, value in rows if value]
    for row in table.itertuples():
        assert row.respondents + row.rest_respondents == sum(row.feature in words.split() for words in known)
        assert row.base + row.rest_base == len(known)
        assert 0 <= row.jaccard <= 1
        if not np.isnan(row.difference):
            assert (
                row.difference_low <= row.difference + 1e-12 and row.difference <= row.difference_high + 1e-12
            )
    for _, part in table.groupby("value"):
        assert part["rank"].tolist() == [1, 2, 3]
    shuffled = rows.copy()
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(table, distinctive(corpus_of_rows(shuffled), WORDS, by="業種"))
