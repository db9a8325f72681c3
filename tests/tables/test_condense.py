"""textmine.tables.condense: what is merged, what is only proposed, what never meets."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from tests.conftest import examples
from textmine.errors import SurveyError
from textmine.inputs.survey import Survey
from textmine.tables.condense import CONDENSED, PROPOSALS, condense, opinions, proposals
from textmine.words.corpus import Corpus, tokenize

BUDGET = ["予算の面で難しい", "予算面で難しい", "予算がとれない"]
POOL = [
    *BUDGET,
    *("予算がとれた", "予算がとれない。", "費用がかかる", "費用がかかります", "費用がかかること"),
    *("社内の同意がない", "社内の同意がありません", "取引先の同意がない", "人材がいない", "人がいない", "？"),
]


def corpus(
    texts: list[str], *, respondents: list[str] | None = None, items: list[str] | None = None
) -> Corpus:
    answers = pd.DataFrame(
        {
            "answer": range(len(texts)),
            "respondent": respondents or [f"r{number:05d}" for number in range(len(texts))],
            "question": "障害",
            "item": items or [""] * len(texts),
            "text": texts,
            "kind": "substantive",
        }
    )
    return tokenize(Survey(answers))


def groups(table: pd.DataFrame) -> set[frozenset[str]]:
    found = defaultdict(set)
    for row in table.itertuples():
        found[row.item, row.group] |= {row.statement, row.other}
    return {frozenset(group) for group in found.values()}


# ---- merged without asking


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("費用がかかる", "費用がかかります。"),
        ("費用がかかる", "費用が かかること"),
        ("費用がかかる", "<p>費用が<b>かかる</b><br />"),
        ("費用がかかる", r"費用がかかる\n"),
        ("費用がかかる", "・費用が、かかるのです！"),
        ("費用がかかった", "費用がかかりました"),
        ("必要だった", "必要でした"),
        ("面倒", "面倒だ"),
        ("同意がない", "同意がありません"),
        ("人がいない", "人がいません…"),
        ("予算がとれない", "予算がとれません"),
        ("ＡＩの導入", "aiの導入"),
        ("パスワードを覚える", "ﾊﾟｽﾜｰﾄﾞを覚えます"),
    ],
)
def test_spelling_and_politeness_are_merged(one: str, other: str) -> None:
    """Equal after normalising: one row, both respondents."""
    table = condense(corpus([one, other]))
    assert table["respondents"].tolist() == [2]
    assert table["statement"].tolist() == [min(one, other, key=lambda text: (len(text), text))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("予算がとれた", "予算がとれない"),
        ("費用がかかる", "費用がかかった"),
        ("費用がかかる", "費用がかかりますか？"),
        ("メールを開く", "メールを開け"),
        ("メールを開く", "メールを開きましょう"),
        ("教育をする", "教育をされる"),
        ("コストが1.5倍", "コストが15倍"),
        ("予算がない。人がいる", "予算がない人がいる"),
        ("社内の同意がない", "取引先の同意がない"),
        ("予算面で難しい", "予算の面で難しい"),
    ],
)
def test_nothing_else_is_merged(one: str, other: str) -> None:
    """Negation, tense, question, order, voice, numbers, borders of sentences and words are meaning."""
    assert condense(corpus([one, other]))["respondents"].tolist() == [1, 1]


# ---- proposed


def test_ways_to_tell_a_lack_are_proposed_as_one() -> None:
    """Three wordings of no budget are one group, and having got it is never in it."""
    assert groups(proposals(corpus([*BUDGET, "予算がとれた"]))) == {frozenset(BUDGET)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("社内の同意がない", "取引先の同意がない"),
        ("社内の同意が得られない", "取引先からの同意が得られない"),
        ("社内合意が困難", "取引先との合意が困難"),
        ("予算がとれない", "予算がとれた"),
        ("費用面で難しい", "費用面で難しくない"),
        ("知識がある人がいない", "知識がない人がいる"),
        ("時間はあるが人がいない", "人はいるが時間がない"),
        ("対応できている", "対応できていない"),
    ],
)
def test_what_is_never_proposed(one: str, other: str) -> None:
    """A difference in a negation or in who agrees, however alike the letters."""
    table = proposals(corpus([one, other]), score=0.01, long_score=0.01)
    assert table.empty
    assert list(table.columns) == PROPOSALS


def test_a_difference_in_code_is_never_proposed() -> None:
    """Two statements that the code frame tells apart stay apart."""
    of_budget = corpus(BUDGET)
    codes = pd.DataFrame({"answer": [0, 1, 2], "＊費用": [1, 1, 1], "＊手続": [0, 0, 1]})
    assert groups(proposals(of_budget, codes=codes)) == {frozenset(BUDGET[:2])}


def test_items_are_apart() -> None:
    """The same words under two items are two rows, and nothing is proposed across items."""
    table = condense(corpus(BUDGET[:2] * 2, items=["1", "2", "2", "1"]))
    assert table[["item", "respondents"]].values.tolist() == [["1", 1], ["1", 1], ["2", 1], ["2", 1]]


def test_a_slip_does_not_stand_for_what_many_wrote() -> None:
    """The shortest wording of those that are usual; a rare shorter one is named beside it."""
    table = condense(corpus([*["費用がかかること"] * 9, "費用がかかる"]))
    assert table[["statement", "others", "respondents"]].values.tolist() == [
        ["費用がかかること", "費用がかかる", 10]
    ]


# ---- confirmed


def test_what_a_person_confirmed_is_merged_and_what_was_refused_is_not_asked_again() -> None:
    """はい merges with counts, いいえ leaves apart and is not proposed again."""
    of_budget = corpus([*BUDGET, BUDGET[0], "予算がとれた"])
    asked = proposals(of_budget)
    merges = asked.assign(confirmed=[True, False])
    table = condense(of_budget, merges=merges)
    assert table["respondents"].sum() == 5
    assert table["respondents"].max() == asked["respondents"].iloc[0] + asked["other_respondents"].iloc[0]
    assert len(table) == 3
    refused = {asked["statement"].iloc[1], asked["other"].iloc[1]}
    assert refused not in groups(proposals(of_budget, merges=merges))
    everything = condense(of_budget, merges=asked.assign(confirmed=True))
    assert everything[["respondents", "proposed"]].values.tolist() == [[4, 0], [1, 0]]
    assert everything["statement"].tolist() == ["予算がとれない", "予算がとれた"]


def test_a_decision_about_an_answer_that_is_not_there_is_an_error() -> None:
    """The answers changed since: said, not passed over."""
    merges = pd.DataFrame(
        {"question": ["障害"], "item": [""], "statement": ["予算がない"], "other": ["x"], "confirmed": [True]}
    )
    with pytest.raises(SurveyError, match="予算がない"):
        condense(corpus(BUDGET), merges=merges)


# ---- counts


@examples(15)
@given(st.lists(st.sampled_from(POOL), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_counts_add_up_and_the_order_of_rows_changes_nothing(
    texts: list[str], shuffler: random.Random
) -> None:
    """Each answer is in one row; one answer each adds up to the base; shuffled rows give the same lists."""
    items = [["1 更新", "2 教育", "10 保管"][len(text) % 3] for text in texts]
    assert_frame_equal(
        condense(corpus(texts, items=items)).drop(columns="answer_numbers"),
        condense(corpus(texts[::-1], items=items[::-1])).drop(columns="answer_numbers"),
    )
    usual = corpus(texts)
    table = condense(usual)
    assert list(table.columns) == CONDENSED
    assert table["respondents"].sum() == len(texts) == usual.base
    numbers = [number for text in table["answer_numbers"] for number in text.split()]
    assert sorted(map(int, numbers)) == list(range(len(texts)))
    shuffled = list(texts)
    shuffler.shuffle(shuffled)
    other = corpus(shuffled)
    assert_frame_equal(table.drop(columns="answer_numbers"), condense(other).drop(columns="answer_numbers"))
    assert_frame_equal(proposals(usual), proposals(other))


def test_mass_submissions_are_told_on_both_bases() -> None:
    """Forty copies and two others: 42 submissions, three opinions; who sent two is one respondent."""
    texts = ["反対です。"] * 40 + ["賛成です。", "条件を付けて賛成する"]
    table = condense(corpus(texts, respondents=["a", "a", *map(str, range(40))]))
    assert table[["respondents", "submissions"]].values.tolist()[0] == [39, 40]
    told = opinions(table).iloc[0]
    assert told[["base", "submissions", "wordings", "statements", "repeated"]].tolist() == [41, 42, 3, 3, 39]


def test_nothing_to_condense() -> None:
    """A corpus without substantive answers gives tables without rows."""
    answers = pd.DataFrame(
        {"answer": [0], "respondent": ["a"], "question": "q", "item": "", "text": ["なし"], "kind": ["none"]}
    )
    empty = tokenize(Survey(answers))
    assert condense(empty).empty
    assert proposals(empty).empty
    assert opinions(condense(empty)).empty


# ---- real answers


@pytest.mark.real
def test_copies_of_public_comments_are_folded_and_nothing_else(real_surveys: Path) -> None:
    """All copies of a group fold together among 3,000 other comments, and nothing else joins them.

    Two of the file's sixteen groups are no copies: 47 and 3 entirely different comments that its maker's
    matching took for equal. They must stay apart.
    """
    wrong = {"exact_4962", "exact_5114"}
    listed = pd.read_csv(real_surveys / "aipubcom_duplicate_groups.csv")
    texts, marks = [], []
    for name, copies in zip(listed["group_id"], listed["original_texts"], strict=True):
        texts += copies.split("|")
        marks += [name] * (len(texts) - len(marks))
    assert len(texts) == 103
    others = pd.read_csv(real_surveys / "yamaguchi_highschool_pubcom.csv")["opinion"].dropna().tolist()
    inconvenient = pd.read_csv(real_surveys / "fukui_kanko_fuben.csv")["不便さの内容"].dropna()
    others += [text for text in inconvenient if len(text) >= 30]
    texts += others
    marks += [""] * len(others)
    table = condense(corpus(texts))
    folds = defaultdict(set)
    for row in table.itertuples():
        folds[row.proposed or row.group] |= set(map(int, row.answer_numbers.split()))
    for name in listed["group_id"]:
        copies_of = {number for number, mark in enumerate(marks) if mark == name}
        touched = [fold for fold in folds.values() if fold & copies_of]
        if name in wrong:
            assert len(touched) == len(copies_of)
        else:
            assert touched == [copies_of], name


@pytest.mark.real
def test_eleven_thousand_answers_are_compared(real_surveys: Path) -> None:
    """Comparing everything with everything would be 60 million pairs, and take hours."""
    texts = pd.read_csv(real_surveys / "fukui_kanko_fuben.csv")["不便さの内容"].dropna().tolist()
    table = condense(corpus(texts))
    assert table["submissions"].sum() == len(texts)
