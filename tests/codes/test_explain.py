"""Which condition gave an answer its code, and on which characters."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.codes.corpora import DOCUMENTS, corpus
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.explain import explain
from textmine.errors import CodebookError


def test_explanation() -> None:
    """Which condition fired on which original characters."""
    frame = parse_codebook("＊費用\n( 費用 or 予算+不足 ) and not 不要\n＊なし\n'不足'!end\n＊長い\nlw > 1")
    made = corpus(["㈱Ａの費用と予算不足", "費用は不要", "ﾖｻﾝ"])
    table = explain(made, frame)
    first = table[table["answer"] == 10][["code", "clause", "text", "start", "end"]].to_numpy().tolist()
    assert first == [
        ["＊費用", "! 不要", "", -1, -1],
        ["＊費用", "費用", "費用", 3, 5],
        ["＊費用", "予算+不足", "予算不足", 6, 10],
        ["＊なし", "'不足'!end", "不足", 8, 10],
        ["＊長い", "lw > 1", "", -1, -1],
    ]
    assert set(table.loc[table["answer"] == 11, "code"]) == {"＊長い"}
    one = explain(made, frame, 10)
    pd.testing.assert_frame_equal(one, table[table["answer"] == 10].reset_index(drop=True))
    with pytest.raises(CodebookError, match="no answer 99"):
        explain(made, frame, 99)


RULES = st.sampled_from(
    [
        "犬 or 走る!neg",
        "near(犬-猫)[2]",
        "near(犬-猫-鳥)[b4]",
        "seq(犬-(猫 or 鳥))[3]",
        "near(犬-'が')[d2]",
        "犬+猫 or 'が犬'",
        "( 犬 >= 2 or ! 猫 ) and 鳥 + 走る > 1",
        "re'犬.{0,3}鳥' or ガス!end",
        "*-->動詞 and not IT",
    ]
)


@given(DOCUMENTS, RULES, st.sampled_from(["textmine", "khcoder"]))
def test_every_code_has_its_reason(texts: list[str], rule: str, reading: str) -> None:
    """A code and a row that explains it go together, and the row quotes the answer."""
    frame = parse_codebook(f"＊A\n{rule}")
    made = corpus(texts)
    table = code_answers(made, frame, reading=reading)
    reasons = explain(made, frame, reading=reading)
    assert set(reasons["answer"]) == set(table.loc[table["＊A"] == 1, "answer"])
    for answer, text, start, end in reasons[["answer", "text", "start", "end"]].itertuples(index=False):
        if start >= 0:
            assert texts[answer - 10][start:end] == text != ""


@pytest.mark.parametrize(
    "rule",
    [
        " or ".join(f"語{number}" for number in range(10_000)) + " or 費用",
        " | ".join(f"'語{number}'" for number in range(10_000)) + " | '費用'",
        " & ".join(["費用"] * 10_000),
        " + ".join(["1"] * 10_000) + " > 3",
        "near((" + " or ".join(f"語{number}" for number in range(10_000)) + " or 費用)-高い)",
    ],
    ids=["words", "strings", "and", "numbers", "near"],
)
def test_a_rule_of_ten_thousand_terms(rule: str) -> None:
    """No term is within another, so none goes deeper."""
    made = corpus(["費用が高い", "人材が足りない"])
    frame = parse_codebook(f"＊費用\n{rule}")
    coded = code_answers(made, frame)["＊費用"].tolist()
    assert coded[0] and (rule.startswith("1 ") or not coded[1])
    assert len(explain(made, frame))
