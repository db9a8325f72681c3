"""What each condition of a rule finds, and what is lost without it."""

import pandas as pd
import pytest

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.inputs.survey import Survey
from textmine.tables.code_conditions import code_conditions
from textmine.tables.code_counts import code_counts
from textmine.words.corpus import Corpus, tokenize

TEXTS = ["費用が負担", "予算も費用もない", "予算が足りない", "人手がない", "人手がなく予算もない", "特になし"]
FRAME = "＊費用\n費用\nor 予算 or 資金\n＊人材\n人手 and not 予算\n"


def corpus(texts: list[str], respondents: str | None = None, kinds: list[str] | None = None) -> Corpus:
    answers = pd.DataFrame(
        {
            "answer": range(len(texts)),
            "respondent": list(respondents or "abcdefgh"[: len(texts)]),
            "question": "障害",
            "item": "",
            "text": texts,
            "kind": kinds or "substantive",
        }
    )
    return tokenize(Survey(answers))


def test_each_condition_counts_its_respondents_and_those_it_alone_finds() -> None:
    table = code_conditions(corpus(TEXTS, kinds=["substantive"] * 5 + ["none"]), parse_codebook(FRAME))
    assert table[["code", "condition", "line", "respondents", "only"]].values.tolist() == [
        ["＊費用", "費用", 2, 2, 1],
        ["＊費用", "予算", 3, 3, 2],
        ["＊費用", "資金", 3, 0, 0],
        ["＊人材", "人手 and ! 予算", 5, 1, 1],
    ]
    assert table["share"].tolist() == pytest.approx([4 / 5] * 3 + [1 / 5])
    assert table["share_without"].tolist() == pytest.approx([3 / 5, 2 / 5, 4 / 5, 0])
    assert set(table["base"]) == {5}


def test_a_respondent_with_several_answers_counts_once() -> None:
    table = code_conditions(corpus(["費用", "予算", "費用"], "aab"), parse_codebook("＊費用\n費用 or 予算"))
    assert table[["respondents", "only"]].values.tolist() == [[2, 1], [1, 0]]


def test_a_share_without_a_condition_is_that_of_the_frame_without_it() -> None:
    read = corpus(TEXTS)
    whole = code_conditions(read, parse_codebook(FRAME))
    for dropped, rest in {"費用": "予算 or 資金", "予算": "費用 or 資金", "資金": "費用 or 予算"}.items():
        frame = parse_codebook(FRAME.replace("費用\nor 予算 or 資金", rest))
        counts = code_counts(code_answers(read, frame), frame).set_index("code")
        row = whole[whole["condition"] == dropped].iloc[0]
        assert row["share_without"] == pytest.approx(counts.loc["＊費用", "share"]), dropped


def test_nested_alternatives_are_opened_and_a_frame_without_hits_is_no_error() -> None:
    frame = parse_codebook("＊費用\n費用 or ( 予算 or ( 資金 or 金 ) )\n＊上/下\n値段\n")
    table = code_conditions(corpus(["人手がない"]), frame)
    assert table["condition"].tolist() == ["費用", "予算", "資金", "金", "値段"]
    assert not table["respondents"].any() and not table["share_without"].any()
