"""Crosstabs: every cell against plain sets, published residuals, and laws of counting."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.errors import TableError
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import Survey
from textmine.tables import crosstab as module
from textmine.tables.crosstab import COLUMNS, crosstab, merge, tally
from textmine.words.corpus import Corpus, tokenize

Make = Callable[..., Corpus]
WORDS = pd.DataFrame({"word": ["費用", "時間", "人材"]})
TEXTS = {"費用": "費用が負担", "時間": "時間がない", "人材": "人材の不足", "": "難しい"}
LEXICON = Lexicon()


def survey_of(rows: list[tuple[str, str, str]], *, separator: str = "") -> Corpus:
    """A corpus of (respondent, names of words separated by a blank, value) as answers."""
    answers = pd.DataFrame(
        {
            "answer": range(len(rows)),
            "respondent": [row[0] for row in rows],
            "question": "障害",
            "item": "",
            "text": ["。".join(TEXTS[name] for name in (row[1].split() or [""])) for row in rows],
            "kind": "substantive",
            "業種": [row[2] for row in rows],
        }
    )
    columns = pd.DataFrame(
        {"column": ["業種"], "question": [""], "role": ["attribute"], "why": ["multiple_choice"]}
    ).assign(detail=separator)
    survey = Survey(answers, columns=columns) if separator else Survey(answers)
    return tokenize(survey, LEXICON)


def test_columns_and_order() -> None:
    """The columns of the contract; features as in the table, values by meaning, the attribute as asked."""
    corpus = survey_of([("a", "費用", "10人"), ("b", "時間", "2人"), ("c", "", "その他")])
    table = crosstab(corpus, WORDS, by=["業種", "question"])
    assert tuple(table.columns) == COLUMNS
    assert list(dict.fromkeys(table["attribute"])) == ["業種", "question"]
    own = table[table["attribute"] == "業種"]
    assert list(dict.fromkeys(own["feature"])) == ["費用", "時間", "人材"]
    assert own["value"].tolist()[:3] == ["2人", "10人", "その他"]


def test_agresti_party_identification() -> None:
    """Agresti (2007), An introduction to categorical data analysis, tables 2.5 and 2.8: gender × party."""
    women, men = {"民主": 762, "無党派": 327, "共和": 468}, {"民主": 484, "無党派": 239, "共和": 477}
    total = pd.DataFrame(
        [("missing", "", "", 0, 0), ("several", "", "", 0, 0), ("base", "", "", 2757, 0)]
        + [("feature", "", "女性", sum(women.values()), 0)]
        + [("value", name, "", women[name] + men[name], 0) for name in women]
        + [("cell", name, "女性", women[name], women[name]) for name in women],
        columns=["part", "value", "feature", "respondents", "both"],
    ).assign(attribute="支持", value_kind="value", kind="word", single=lambda total: total["respondents"])
    table = module.finish(total, lexicon=LEXICON).set_index("value")
    assert table["expected"].round(1).to_dict() == {"民主": 703.7, "無党派": 319.6, "共和": 533.7}
    assert table["residual"].round(2).to_dict() == {"民主": 4.50, "無党派": 0.70, "共和": -5.32}
    assert table["mark"].to_dict() == {"民主": "++", "無党派": "", "共和": "--"}


def test_missing_and_small() -> None:
    """Who has no value is in no row and no base; a base below the minimum is marked as small."""
    corpus = survey_of([("a", "費用", "x"), ("b", "", "x"), ("c", "費用", "y"), ("d", "費用", "")])
    table = crosstab(corpus, WORDS.head(1), by="業種", minimum=2).set_index("value")
    assert table["base"].to_dict() == {"x": 2, "y": 1}
    assert table["respondents"].to_dict() == {"x": 1, "y": 1}
    assert table["small"].to_dict() == {"x": False, "y": True}
    assert table["expected"].sum() == pytest.approx(2)  # of the three who have a value


def test_nothing_to_compare() -> None:
    """One value, a word of nobody, a word of all: counted, but without residual, p and mark."""
    one = crosstab(survey_of([("a", "費用", "x"), ("b", "", "x")]), WORDS, by="業種")
    assert one["residual"].isna().all() and one["p"].isna().all() and (one["mark"] == "").all()
    assert one["respondents"].tolist() == [1, 0, 0]
    both = crosstab(survey_of([("a", "費用", "x"), ("b", "費用", "y")]), WORDS.head(2), by="業種")
    assert both["residual"].isna().all()
    none = crosstab(survey_of([("a", "費用", ""), ("b", "費用", "")]), WORDS, by="業種")
    assert none.empty and tuple(none.columns) == COLUMNS


def test_unknown_attribute_and_wrong_table() -> None:
    """What is there instead is said."""
    corpus = survey_of([("a", "費用", "x")])
    with pytest.raises(TableError, match="業種"):
        crosstab(corpus, WORDS, by="地域")
    with pytest.raises(TableError, match="column word"):
        crosstab(corpus, pd.DataFrame({"name": ["費用"]}), by="業種")
    with pytest.raises(TableError, match="different values"):
        crosstab(survey_of([(str(n), "費用", f"{n}番") for n in range(5)]), WORDS, by="業種", values=4)


def test_multiple_choice() -> None:
    """A respondent counts at each choice; each choice is against those who answered and did not choose it."""
    corpus = survey_of(
        [("a", "費用", "補助金;派遣"), ("b", "", "補助金"), ("c", "費用", "派遣"), ("d", "費用", "")],
        separator=";",
    )
    table = crosstab(corpus, WORDS.head(1), by="業種").set_index("value")
    assert table["base"].to_dict() == {"補助金": 2, "派遣": 2}
    assert table["respondents"].to_dict() == {"補助金": 1, "派遣": 2}
    # of a, b, c two have 費用; d chose nothing and is not compared with
    assert table["expected"].to_dict() == pytest.approx({"補助金": 4 / 3, "派遣": 4 / 3})
    assert table.loc["派遣", "p"] == pytest.approx(1 / 3)


def test_answers_to_one_question_against_those_to_another() -> None:
    """Codes of another question group the respondents; ＊ holds those who answered it without a code."""
    corpus = survey_of([("a", "費用", ""), ("b", "時間", ""), ("c", "費用", ""), ("d", "費用", "")])
    other = pd.DataFrame(
        {
            "answer": range(4, 7),
            "respondent": list("abc"),
            "kind": "substantive",
            "＊効果なし": [1, 0, 0],
            "＊効果あり": [0, 1, 0],
        }
    )
    table = crosstab(corpus, WORDS.head(1), by=other).set_index("value")
    assert list(table.index) == ["＊効果なし", "＊効果あり", "＊"]
    assert table["respondents"].tolist() == [1, 0, 1]
    assert table["base"].tolist() == [1, 1, 1]
    assert (table["attribute"] == "").all()
    named = crosstab(corpus, WORDS.head(1), by={"効果": other})
    assert (named["attribute"] == "効果").all() and named["p"].tolist() == table["p"].tolist()


def test_codes_of_a_selection() -> None:
    """A table of codes of all answers, and a corpus of a part of them: the part is counted (figure 13)."""
    corpus = survey_of([("a", "費用", "x"), ("b", "時間", "y"), ("c", "費用", "y"), ("d", "費用", "z")])
    coded = pd.DataFrame({"answer": range(4), "respondent": list("abcd"), "kind": "substantive"})
    coded["＊費用"] = [1, 0, 1, 1]
    table = crosstab(corpus.select(業種=["x", "y"]), coded, by="業種")
    assert table[["feature", "value", "respondents", "base"]].values.tolist() == [
        ["＊費用", "x", 1, 1],
        ["＊費用", "y", 1, 2],
    ]


def test_items_count_the_answer_about_the_item() -> None:
    """A word in the answer about one item is not one of the other item of the same respondent."""
    corpus = survey_of([("a", "費用", "甲"), ("a", "時間", "乙"), ("b", "費用", "乙")])
    table = crosstab(corpus, WORDS.head(1), by="業種").set_index("value")
    assert table["respondents"].to_dict() == {"甲": 1, "乙": 1}
    assert table["base"].to_dict() == {"甲": 1, "乙": 2}


def test_a_few_with_two_values_are_left_out() -> None:
    """Up to 1 % who have two values of an attribute that is not of choices: counted as missing, else each."""
    rows = [
        (f"r{number:03d}", "費用" if number % 2 else "", "x" if number % 3 else "y") for number in range(120)
    ]
    twice = [*rows, ("r001", "費用", "y")]
    table = crosstab(survey_of(twice), WORDS.head(1), by="業種").set_index("value")
    assert table["base"].to_dict() == {"x": 79, "y": 40}
    assert table["respondents"].sum() == 59 == pytest.approx(table["expected"].sum())
    (counts,) = module.counted(tally(survey_of(twice), WORDS.head(1), by="業種"), lexicon=LEXICON)
    assert (counts.exclusive, counts.missing, counts.several) == (True, 1, 1)
    more = [*twice, ("r002", "", "y"), ("r004", "", "y")]
    (counts,) = module.counted(tally(survey_of(more), WORDS.head(1), by="業種"), lexicon=LEXICON)
    assert (counts.exclusive, counts.missing, counts.base) == (False, 0, 120)
    assert counts.bases.sum() == 123
    choices = [(name, words, value) for name, words, value in rows[:-1]] + [("r119", "費用", "x;y")]
    (counts,) = module.counted(tally(survey_of(choices, separator=";"), WORDS, by="業種"), lexicon=LEXICON)
    assert not counts.exclusive and counts.base == 120


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "費用", "時間", "費用 時間", "人材"]), st.sampled_from(["", "x", "y", "z"])
    ),
    min_size=1,
    max_size=25,
)
SLOW = examples(15)


@SLOW
@given(ROWS)
def test_cells_are_those_of_plain_sets_and_add_up(rows: list[tuple[str, str]]) -> None:
    """Each cell by sets; the values of an attribute add up to those who have it, observed and expected."""
    named = [(f"r{number:02d}", words, value) for number, (words, value) in enumerate(rows)]
    table = crosstab(survey_of(named), WORDS, by="業種")
    for row in table.itertuples():
        own = [words for _, words, value in named if value == row.value]
        assert row.base == len(own)
        assert row.respondents == sum(row.feature in words.split() for words in own)
        assert row.low <= row.share <= row.high
    with_value = [words for _, words, value in named if value]
    for feature, part in table.groupby("feature"):
        everybody = sum(feature in words.split() for words in with_value)
        assert part["base"].sum() == len(with_value)
        assert part["respondents"].sum() == everybody
        assert part["expected"].sum() == pytest.approx(everybody)
        assert ((part["residual"].isna()) == (part["p"].isna())).all()


@SLOW
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, str]], random: object) -> None:
    """Shuffled answers give the same table."""
    named = [(f"r{number:02d}", words, value) for number, (words, value) in enumerate(rows)]
    shuffled = named.copy()
    random.shuffle(shuffled)
    one, other = (crosstab(survey_of(each), WORDS, by="業種") for each in (named, shuffled))
    pd.testing.assert_frame_equal(one, other)


@SLOW
@given(ROWS, st.integers(0, 25), st.sampled_from(["", ";"]))
def test_tallies_of_parts_add_up_to_that_of_the_whole(
    rows: list[tuple[str, str]], cut: int, separator: str
) -> None:
    """Two parts without a common respondent, merged, give the table of the whole."""
    named = [(f"r{number:02d}", words, value) for number, (words, value) in enumerate(rows)]
    if separator:
        named = [(name, words, f"{value};x" if value else value) for name, words, value in named]
    whole = crosstab(survey_of(named, separator=separator), WORDS, by="業種")
    parts = [part for part in (named[:cut], named[cut:]) if part]
    total: pd.DataFrame | None = None
    for part in parts:
        own = tally(survey_of(part, separator=separator), WORDS, by="業種")
        total = own if total is None else merge(total, own)
    assert total is not None
    pd.testing.assert_frame_equal(module.finish(total, lexicon=LEXICON), whole)


def test_marks_are_of_the_adjusted_p() -> None:
    """5 % before the adjustment is not enough where there are many cells."""
    found = module.compared([30, 5, 20], [60, 60, 60], [20, 20, 19], [60, 60, 60])
    assert module.marks(found).tolist() == ["", "--", ""]
    assert np.isfinite(found.p).all()
