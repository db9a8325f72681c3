"""The table of answers and codes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest

from tests.codes.corpora import corpus
from textmine.codes.code_answers import code_answers
from textmine.codes.code_columns import code_columns
from textmine.codes.codebook import parse_codebook
from textmine.codes.codesheet import code_sheet
from textmine.codes.review import apply, review
from textmine.inputs.decisions import ratings
from textmine.inputs.survey import read_survey
from textmine.words.corpus import tokenize


def test_table_of_codes() -> None:
    """One row per answer with its text, non-answers too; one 0/1 column per code; nothing is renumbered."""
    frame = parse_codebook("＊費用/導入\n導入\n＊費用/維持\n維持\n*人\n社員", broken="error")
    made = corpus(["導入と維持", "特になし", "社員"], kinds=["substantive", "none", "substantive"])
    table = code_answers(made, frame)
    assert table.columns.tolist() == [
        "answer",
        "respondent",
        "kind",
        "document",
        "text",
        "＊費用/導入",
        "＊費用/維持",
        "＊人",
    ]
    assert table["answer"].tolist() == [10, 11, 12]
    assert table[code_columns(table)].to_numpy().tolist() == [[1, 1, 0], [0, 0, 0], [0, 0, 1]]
    part = code_answers(made.select(question="障害"), frame)
    pd.testing.assert_frame_equal(part, table)
    assert pickle.loads(pickle.dumps(frame)) == frame


def test_text_of_each_unit() -> None:
    """The original characters, also where normalising changed them."""
    made = corpus(["ＡＢの㈱犬。 猫！\nｶﾞｽ", ""], kinds=["substantive", "blank"])
    frame = parse_codebook("＊A\n犬")
    assert code_answers(made, frame, unit="sentence")["text"].tolist() == ["ＡＢの㈱犬。", "猫！", "ｶﾞｽ"]
    assert code_answers(made, frame, unit="paragraph")["text"].tolist() == ["ＡＢの㈱犬。 猫！", "ｶﾞｽ"]
    kh = code_answers(made, frame, unit="sentence", reading="khcoder")["text"].tolist()
    assert kh == ["ＡＢの㈱犬。", " 猫！", "ｶﾞｽ"]


def test_nothing_to_code() -> None:
    """No answers, no words, a code that can't be understood: zeros, no error."""
    frame = parse_codebook("＊A\na b\n＊B\n犬 or 'x' or near(犬-猫) or re'x' or 犬+猫", broken="empty")
    for texts in ([], [""], ["犬"]):
        for reading in ("textmine", "khcoder"):
            table = code_answers(corpus(texts, kinds=["blank"] * len(texts)), frame, reading=reading)
            assert len(table) == len(texts)
            assert not table["＊A"].any()


@pytest.mark.real
def test_fifty_codes_of_many_words_each(real_surveys: Path) -> None:
    """11,222 answers, 50 codes of 16 words and more each (benchmarks/codes.py prints how long it takes)."""
    survey = read_survey(
        real_surveys / "fukui_kanko_fuben.csv", respondent="respondent", questions=["不便さの内容"]
    )
    made = tokenize(survey)
    words = [word for word in made.vocabulary.shown if word.isalnum() and not word.isascii()][:800]
    rules = [
        f"＊{number}\n{' or '.join(words[number::50])} or near({words[number]}-{words[number + 50]})"
        for number in range(50)
    ]
    table = code_answers(made, parse_codebook("\n".join(rules)))
    assert len(table) == len(survey.answers) and len(code_columns(table)) == 50
    # The first word of each rule is enough.
    assert table[code_columns(table)].to_numpy().any(axis=0).all()


def test_codes_are_told_from_the_other_columns_of_every_table_of_codes() -> None:
    """Wherever they come from: the rules, a review, what people decided, a code sheet with its attributes."""
    frame = parse_codebook("＊A\n犬\n＊B\n猫")
    made = corpus(["犬と猫", "鳥"], 業種=["製造業", "小売業"], why=["x", "y"])
    coded = code_answers(made, frame)
    reviewed = review(made, coded)
    decisions = reviewed.assign(code="＊A", value=1, rule=reviewed["＊A"], coder="佐藤", date="", reason="")
    corrected = apply(coded, decisions, corpus=made)
    sheet = code_sheet(made, frame, overrides=decisions)
    for table in (coded, reviewed, corrected, sheet, coded.set_index("answer"), ratings(decisions)):
        assert code_columns(table) == (["＊A"] if table.columns[-1] == "＊A" else ["＊A", "＊B"])
