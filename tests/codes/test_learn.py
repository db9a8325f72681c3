"""Learning from corrections: held back toward the rules, and used only where it is a gain."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.learn import learn
from textmine.codes.review import review
from textmine.errors import SurveyError
from textmine.inputs.decisions import COLUMNS
from textmine.words.corpus import Corpus

FRAME = parse_codebook("＊費用\n費用\n＊人材\n人材")
TEXTS = ["費用が負担", "予算がない", "人材が不足", "担当者がいない"] * 12


def decided(
    corpus: Corpus, coded: pd.DataFrame, truth: Callable[[str, str], bool], count: int
) -> pd.DataFrame:
    """Decisions about the first ``count`` answers in the order that pays."""
    lines = []
    for row in review(corpus, coded).head(count).to_dict("records"):
        for code in FRAME.names:
            line = {name: row.get(name, "") for name in COLUMNS}
            lines.append(
                line | {"code": code, "rule": row[code], "value": int(truth(row["text"], code)), "coder": "A"}
            )
    return pd.DataFrame(lines, columns=list(COLUMNS))


def right(text: str, code: str) -> bool:
    return (code == "＊費用") == ("費用" in text or "予算" in text)


@pytest.fixture
def corpus(corpus_of: Callable[..., Corpus]) -> Corpus:
    return corpus_of(TEXTS)


def test_what_rules_miss_is_learnt_and_applied(corpus: Corpus) -> None:
    """予算 and 担当者 are in no rule; twenty corrections teach both to the other answers."""
    coded = code_answers(corpus, FRAME)
    found = learn(coded, decided(corpus, coded, right, 20), corpus=corpus)
    assert found.applied
    assert found.gains["gain"].iat[-1] > 0 and found.gains["low"].iat[-1] > 0
    wanted = [[int(right(text, code)) for code in FRAME.names] for text in TEXTS]
    assert found.coded[list(FRAME.names)].to_numpy().tolist() == wanted
    assert set(found.suggestions["suggested"]) == {1}


def test_without_a_gain_the_rules_stand(corpus: Corpus) -> None:
    """Where people agree with the rules nothing is applied."""
    coded = code_answers(corpus, FRAME)
    found = learn(coded, decided(corpus, coded, lambda text, code: code[1:] in text, 20), corpus=corpus)
    assert not found.applied
    assert found.coded[list(FRAME.names)].equals(coded[list(FRAME.names)])


def test_what_a_person_decided_is_never_overwritten(corpus: Corpus) -> None:
    """Even a decision that all the others speak against."""
    coded = code_answers(corpus, FRAME)
    overrides = decided(corpus, coded, right, 20)
    overrides.loc[overrides["key"] == overrides["key"].iat[0], "value"] = 0
    found = learn(coded, overrides, corpus=corpus)
    answer = overrides["answer"].iat[0]
    assert found.coded.set_index("answer").loc[answer, list(FRAME.names)].tolist() == [0, 0]
    assert answer not in set(found.suggestions["answer"])


def test_it_is_the_same_every_time(corpus: Corpus) -> None:
    coded = code_answers(corpus, FRAME)
    overrides = decided(corpus, coded, right, 10)
    one, two = (learn(coded, overrides, corpus=corpus) for _ in range(2))
    pd.testing.assert_frame_equal(one.gains, two.gains)
    pd.testing.assert_frame_equal(one.suggestions, two.suggestions)
    turned = learn(coded, overrides.iloc[::-1].reset_index(drop=True), corpus=corpus)
    pd.testing.assert_frame_equal(one.gains, turned.gains)


def test_a_strong_penalty_leaves_the_rules(corpus: Corpus) -> None:
    """Shrunk all the way, the model says what the rules say."""
    coded = code_answers(corpus, FRAME)
    found = learn(coded, decided(corpus, coded, right, 20), corpus=corpus, penalty=1e6)
    assert found.suggestions.empty and not found.applied
    assert np.allclose(found.gains["gain"], 0)


def test_nothing_to_learn_from_is_an_error(corpus: Corpus) -> None:
    coded = code_answers(corpus, FRAME)
    with pytest.raises(SurveyError, match="two respondents"):
        learn(coded, decided(corpus, coded, right, 1), corpus=corpus)
