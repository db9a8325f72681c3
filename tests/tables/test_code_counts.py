"""How many respondents have each code."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import numpy as np
import pandas as pd

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.tables.code_counts import code_counts, finish, merge, tally
from textmine.words.corpus import Corpus

FRAME = parse_codebook(
    "＊費用\n# 定義: お金がかかる\n＊費用/導入\n# 定義: 始めるとき\n導入\n＊費用/維持\n維持\n＊人\n社員"
)
TEXTS = ["導入と維持", "導入", "天気", "特になし", "社員", "なし"]
KINDS = ["substantive"] * 3 + ["none", "substantive", "none"]
RESPONDENTS = list("aaabbc")


def test_counts(corpus_of: Callable[..., Corpus]) -> None:
    """Respondents, not answers; upper codes once; other, total mentions, non-answers; definitions."""
    made = corpus_of(TEXTS, kinds=KINDS, respondents=RESPONDENTS)
    table = code_counts(code_answers(made, FRAME), FRAME)
    rows = table[["code", "level", "respondents", "mentions"]].to_numpy().tolist()
    assert rows == [
        ["＊費用", "upper", 1, 2],
        ["＊費用/導入", "code", 1, 2],
        ["＊費用/維持", "code", 1, 1],
        ["＊人", "code", 1, 1],
        ["other", "other", 0, 0],
        ["total", "total", 2, 4],
        ["nonanswer", "nonanswer", 1, 2],
    ]
    assert table["definition"].tolist()[:3] == ["お金がかかる", "始めるとき", ""]
    assert set(table["base"]) == {2}
    assert table["share"].tolist()[:6] == [0.5] * 4 + [0.0, 1.0]
    assert table.loc[6, ["share", "low", "high"]].isna().all()
    assert (table["low"][:6] <= table["share"][:6]).all() and (table["share"][:6] <= table["high"][:6]).all()


def test_an_answer_has_a_code_if_one_of_its_sentences_has(corpus_of: Callable[..., Corpus]) -> None:
    """However many of them have none; what is coded sentence by sentence has the others of whole answers."""
    made = corpus_of(
        ["導入した。天気がよい。晴れた。", "天気。晴れ。", "社員。維持。", "天気"], respondents=list("abcb")
    )
    by_answer, by_sentence = (
        code_counts(code_answers(made, FRAME, unit=unit), FRAME) for unit in ("answer", "sentence")
    )
    for table in (by_answer, by_sentence):
        rows = table.set_index("level")[["respondents", "mentions"]]
        assert rows.loc["other"].tolist() == [1, 2]
        assert rows.loc["total"].tolist() == [2, 3]
    chunks = [chunk for _, chunk in code_answers(made, FRAME, unit="sentence").groupby("respondent")]
    total = reduce(merge, [tally(chunk, FRAME) for chunk in chunks])
    pd.testing.assert_frame_equal(finish(total), by_sentence)


def test_counts_of_chunks_add_up_to_those_of_the_survey(corpus_of: Callable[..., Corpus]) -> None:
    """Also where people corrected the codes: how often, by code and in all."""
    whole = code_answers(corpus_of(TEXTS, kinds=KINDS, respondents=RESPONDENTS), FRAME)
    whole = whole.assign(overridden=["＊費用/維持\n＊人", "", "", "", "＊人", ""])
    chunks = [chunk for _, chunk in whole.groupby("respondent")]
    total = reduce(merge, [tally(chunk, FRAME) for chunk in chunks])
    pd.testing.assert_frame_equal(finish(total), code_counts(whole, FRAME))
    assert total["overridden"].tolist() == [0, 0, 1, 2, 0, 2, 0]
    assert np.isclose(finish(total)["share"][:6], total["respondents"][:6] / 2).all()


def test_an_upper_code_that_is_not_in_the_file(corpus_of: Callable[..., Corpus]) -> None:
    """It stands before its first lower one."""
    frame = parse_codebook("＊人\n社員\n＊費用/導入\n導入\n＊費用/維持\n維持")
    table = code_counts(code_answers(corpus_of(["導入と維持", "社員"]), frame), frame)
    assert table["code"].tolist()[:4] == ["＊人", "＊費用", "＊費用/導入", "＊費用/維持"]
    assert table["mentions"].tolist()[:4] == [1, 1, 1, 1]


def test_nothing_to_count(corpus_of: Callable[..., Corpus]) -> None:
    """No answers, no words, no hits: zeros, no error."""
    for texts in ([], [""], ["犬"]):
        counts = code_counts(code_answers(corpus_of(texts), FRAME), FRAME)
        assert not counts["mentions"][:4].any()
