"""Written answers to その他 beside the options of the closed question."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.errors import TableError
from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.survey import Survey
from textmine.tables.closed import COLUMNS, closed_options
from textmine.words.corpus import Corpus, tokenize

LEXICON = read_lexicon()


def question(rows: list[tuple[str, str]]) -> tuple[Corpus, pd.DataFrame]:
    """A multiple-choice question of (ticked, written) per respondent, and the codes of what was written."""
    answers = pd.DataFrame(
        {
            "answer": range(len(rows)),
            "respondent": [f"r{number}" for number in range(len(rows))],
            "question": "その他",
            "item": "",
            "text": [written for _, written in rows],
            "kind": ["substantive" if written else "blank" for _, written in rows],
            "きっかけ": [ticked for ticked, _ in rows],
        }
    )
    columns = pd.DataFrame(
        {
            "column": ["きっかけ"],
            "question": [""],
            "role": ["attribute"],
            "why": ["multiple_choice"],
            "detail": ["、"],
        }
    )
    coded = answers[["answer", "respondent", "kind"]].copy()
    for name in ("補助 金", "従業員"):
        coded[f"＊{name}"] = [int(name.replace(" ", "") in written) for _, written in rows]
    return tokenize(Survey(answers, columns=columns), LEXICON), coded


def test_ticked_and_only_written() -> None:
    """Who ticked an option and wrote it too is counted once, as having ticked it."""
    rows = [
        ("その他", "補助金のため"),
        ("その他、補助金", "補助金がほしい"),
        ("取引先、補助金", ""),
        ("その他", "従業員の希望"),
        ("その他", "何となく"),
        ("", "補助金"),
        ("", ""),
    ]
    table = closed_options(*question(rows), closed="きっかけ")
    assert tuple(table.columns) == COLUMNS
    assert table[["option", "source", "respondents"]].values.tolist() == [
        ["取引先", "closed", 1],
        ["取引先", "written", 0],
        ["補助金", "closed", 2],
        ["補助金", "written", 2],
        ["その他", "closed", 4],
        ["その他", "written", 0],
        ["従業員", "written", 1],
        ["＊", "written", 1],
    ]
    assert (table["base"] == 6).all()  # the seventh neither ticked nor wrote
    assert table["share"].tolist()[2] == pytest.approx(2 / 6)


def test_nobody_wrote() -> None:
    """The options alone, and codes of nobody."""
    table = closed_options(*question([("補助金", ""), ("取引先", "")]), closed="きっかけ")
    assert table.loc[table["source"] == "written", "respondents"].sum() == 0
    assert (table["base"] == 2).all()


def test_errors() -> None:
    """No such attribute; a table that is not of codes."""
    corpus, coded = question([("補助金", "費用")])
    with pytest.raises(TableError, match="きっかけ"):
        closed_options(corpus, coded, closed="理由")
    with pytest.raises(TableError, match="table of codes"):
        closed_options(corpus, pd.DataFrame({"word": ["費用"]}), closed="きっかけ")


@examples(20)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "補助金", "取引先、補助金", "その他"]),
            st.sampled_from(["", "補助金", "従業員と補助金", "何となく"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_both_sources_add_up(rows: list[tuple[str, str]]) -> None:
    """Ticked and only written are different people: together all who named the option."""
    table = closed_options(*question(rows), closed="きっかけ")
    named = sum("補助金" in ticked or "補助金" in written for ticked, written in rows)
    assert (
        table.loc[table["option"] == "補助金", "respondents"].sum()
        + table.loc[table["option"] == "補助 金", "respondents"].sum()
        == named
    )
    assert (table["base"] == sum(bool(ticked or written) for ticked, written in rows)).all()
    assert (table["respondents"] <= table["base"]).all()
