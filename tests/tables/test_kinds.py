"""textmine.tables.kinds: every respondent is counted, once."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from tests.conftest import examples
from textmine.inputs.survey import KINDS, Survey
from textmine.tables.kinds import COLUMNS, kinds
from textmine.words.corpus import tokenize

ROWS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["効果", "障害"]), st.sampled_from(KINDS)),
    min_size=1,
    max_size=20,
)


def survey(rows: list[tuple[str, str, str]]) -> Survey:
    table = pd.DataFrame(rows, columns=["respondent", "question", "kind"])
    table.insert(0, "answer", range(len(table)))
    return Survey(table.assign(item="", text="回答", source=0, row=table["answer"] + 2))


@examples(20)
@given(ROWS)
def test_the_kinds_of_a_question_add_up(rows: list[tuple[str, str, str]]) -> None:
    """Respondents to all who were asked, answers to all answers, shares to one."""
    table = kinds(survey(rows))
    for question, part in table.groupby("question"):
        own = [row for row in rows if row[1] == question]
        assert part["respondents"].sum() == len({row[0] for row in own})
        assert part["answers"].sum() == len(own)
        assert abs(part["share"].sum() - 1) < 1e-9
        assert set(part["base"]) == {len({row[0] for row in own if row[2] == "substantive"})}


@examples(20)
@given(ROWS, st.randoms())
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, str, str]], random: object) -> None:
    """Shuffled, the same table."""
    usual = survey(rows)
    answers = usual.answers.sample(frac=1, random_state=random.randrange(1000))
    assert_frame_equal(kinds(Survey(answers)), kinds(usual))


def test_a_respondent_counts_under_what_says_most() -> None:
    """Substantive if any answer is; else in the order of the kinds."""
    table = kinds(survey([("a", "効果", "blank"), ("a", "効果", "substantive"), ("b", "効果", "unknown")]))
    found = dict(zip(table["kind"], table["respondents"], strict=True))
    assert found == {"substantive": 1, "unknown": 1, "blank": 0}


def test_a_corpus_gives_what_its_answers_give() -> None:
    """A selection counts its own answers only."""
    whole = survey([("a", "効果", "substantive"), ("b", "障害", "none")])
    corpus = tokenize(whole)
    assert_frame_equal(kinds(corpus), kinds(whole))
    assert kinds(corpus.select(question="障害"))["kind"].tolist() == ["none"]
    assert list(kinds(whole).columns) == list(COLUMNS)
