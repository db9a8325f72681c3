"""Changes from wave to wave: of one survey by an attribute, and of several tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control, fisher_exact

from tests.conftest import examples
from textmine.errors import TableError
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import Survey
from textmine.tables.changes import changes
from textmine.tables.keywords import keywords
from textmine.words.corpus import Corpus, tokenize

COLUMNS = (
    *("feature", "kind", "wave", "respondents", "base", "share", "low"),
    *("high", "difference", "difference_low", "difference_high", "p", "p_bh"),
)


def survey_of(rows: list[tuple[str, str, str]]) -> Corpus:
    """A corpus of (respondent, text, wave)."""
    answers = pd.DataFrame(
        {
            "answer": range(len(rows)),
            "respondent": [row[0] for row in rows],
            "question": "障害",
            "item": "",
            "text": [row[1] for row in rows],
            "kind": "substantive",
            "時点": [row[2] for row in rows],
        }
    )
    return tokenize(Survey(answers), Lexicon())


def words(base: int, **counts: int) -> pd.DataFrame:
    return pd.DataFrame({"word": list(counts), "respondents": list(counts.values()), "base": base})


def test_who_is_left_out_is_in_no_base() -> None:
    """Who is of no wave; and of up to 1 % the few who are of two."""
    rows = [(f"r{number:03d}", "費用が負担", "12"[number % 2]) for number in range(200)]
    several, none = ("r000", "費用が負担", "2"), [("x", "費用が負担", ""), ("y", "時間がない", "")]
    table = pd.DataFrame({"word": ["費用"]})
    for more in ([], none, [several], [several, *none]):
        corpus = survey_of([*rows, *more])
        found = changes(corpus, table, by="時点")
        assert corpus.base - found["base"].sum() == len(more)


def test_differences_to_the_wave_before() -> None:
    """Newcombe's published interval; p by chi-square or Fisher; the family is all differences."""
    table = changes({"1": words(80, 費用=48, 時間=1), "2": words(70, 費用=56, 時間=8)})
    assert tuple(table.columns) == COLUMNS
    first, second, third, fourth = table.to_dict("records")
    assert np.isnan(first["difference"]) and np.isnan(first["p_bh"])
    assert second["difference"] == pytest.approx(0.2)
    # Newcombe (1998), table II, contrast (a)
    assert (round(second["difference_low"], 4), round(second["difference_high"], 4)) == (0.0524, 0.3339)
    p = chi2_contingency([[56, 14], [48, 32]], correction=False).pvalue
    assert second["p"] == pytest.approx(p)
    assert fourth["p"] == pytest.approx(fisher_exact([[8, 62], [1, 79]]).pvalue)
    wanted = false_discovery_control([second["p"], fourth["p"]])
    assert [second["p_bh"], fourth["p_bh"]] == pytest.approx(wanted.tolist())
    assert third["feature"] == "時間"


def test_missing_words() -> None:
    """0 in a table with words of one respondent; unknown in one that was cut, which then has no row."""
    cut, whole = words(50, 費用=20, 人材=5), words(40, 費用=10, 時間=1)
    table = changes({"1": cut, "2": whole, "3": cut})
    rows = {(row.feature, row.wave): row for row in table.itertuples()}
    assert rows["人材", "2"].respondents == 0
    assert ("時間", "1") not in rows and ("時間", "3") not in rows
    assert np.isnan(rows["時間", "2"].difference)  # the wave before is not known
    assert rows["人材", "3"].difference == pytest.approx(0.1)


def test_codes() -> None:
    """Codes and upper codes are compared, other rows not; a code new to the frame was unknown before."""
    one = pd.DataFrame(
        {
            "code": ["＊費用", "＊費用/導入費", "other", "total", "nonanswer"],
            "level": ["upper", "code", "other", "total", "nonanswer"],
            "respondents": [1, 0, 3, 1, 2],
            "base": 4,
        }
    )
    two = one.assign(code=["＊費用", "＊人材", "other", "total", "nonanswer"])
    table = changes({"1": one, "2": two})
    assert table[["feature", "wave", "respondents"]].values.tolist() == [
        ["＊費用", "1", 1],
        ["＊費用", "2", 1],
        ["＊費用/導入費", "1", 0],
        ["＊人材", "2", 0],
    ]


def test_waves_of_one_survey() -> None:
    """The values of an attribute, in their order; the same counts as tables of the waves give."""
    rows = [("a", "費用が負担", "2024-10"), ("b", "時間がない", "2024-10"), ("c", "費用の問題", "2024-9")]
    corpus = survey_of(rows)
    table = keywords(corpus, minimum=1)
    found = changes(corpus, table, by="時点")
    assert list(dict.fromkeys(found["wave"])) == ["2024-9", "2024-10"]
    parts = {wave: keywords(corpus.select(時点=wave), minimum=1) for wave in ("2024-9", "2024-10")}
    pairs = changes(parts)
    order = ["feature", "wave"]
    pd.testing.assert_frame_equal(
        found.sort_values(order, ignore_index=True), pairs.sort_values(order, ignore_index=True)
    )


def test_codes_of_one_survey() -> None:
    """A table of codes as well."""
    corpus = survey_of([("a", "費用", "1"), ("b", "費用", "2"), ("c", "時間", "2")])
    coded = pd.DataFrame({"answer": range(3), "respondent": list("abc"), "kind": "substantive"})
    coded["＊費用"] = [1, 1, 0]
    found = changes(corpus, coded, by="時点")
    assert found["share"].tolist() == [1.0, 0.5] and found["difference"].iloc[1] == -0.5


def test_errors() -> None:
    """One wave, a respondent in two waves, tables of two kinds, no attribute."""
    corpus = survey_of([("a", "費用", "1"), ("a", "費用", "2")])
    table = pd.DataFrame({"word": ["費用"]})
    with pytest.raises(TableError, match="different people"):
        changes(corpus, table, by="時点")
    with pytest.raises(TableError, match="two waves or more"):
        changes(survey_of([("a", "費用", "1")]), table, by="時点")
    with pytest.raises(TableError, match="two waves or more"):
        changes({"1": words(3, 費用=1)})
    with pytest.raises(TableError, match="by=…"):
        changes(corpus)
    with pytest.raises(TableError, match="all keyword tables"):
        changes(
            {"1": words(3, 費用=1), "2": pd.DataFrame({"code": ["＊費用"], "respondents": [1], "base": [3]})}
        )


@examples(20)
@given(
    st.lists(
        st.integers(0, 40).flatmap(lambda base: st.tuples(st.just(base), st.integers(0, base))),
        min_size=2,
        max_size=5,
    )
)
def test_laws(waves: list[tuple[int, int]]) -> None:
    """Differences add up to that from first to last; intervals hold them; an empty wave tells nothing."""
    tables = {str(number): words(base, 費用=count) for number, (base, count) in enumerate(waves)}
    found = changes(tables)
    assert (found["low"] <= found["share"]).all() and (found["share"] <= found["high"]).all()
    known = found["difference"].notna()
    assert known.tolist() == [False] + [
        waves[place][0] > 0 and waves[place - 1][0] > 0 for place in range(1, len(waves))
    ]
    part = found[known]
    assert (part["difference_low"] <= part["difference"] + 1e-12).all()
    assert (part["difference"] <= part["difference_high"] + 1e-12).all()
    if known.iloc[1:].all():
        assert part["difference"].sum() == pytest.approx(found["share"].iloc[-1] - found["share"].iloc[0])
