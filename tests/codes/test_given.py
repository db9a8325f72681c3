"""Who gave a code: a rule and on which characters, examples and which, or a person."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from textmine.codes.codebook import parse_codebook
from textmine.codes.explain import explain
from textmine.codes.given import code_by_machine, given_by, suggestions
from textmine.codes.learn import learn
from textmine.codes.learnt import Learnt
from textmine.inputs.examples import examples_frame
from textmine.words.corpus import Corpus

FRAME = parse_codebook("＊費用\n費用\n＊人材\n人材")
ENDS = ("がない", "が不足", "に困る", "の確保")
TEXTS = [f"{topic}{end}" for topic in ("予算", "担当者", "場所") for end in ENDS] * 3
TOPICS = {"予算": "＊費用", "担当": "＊人材"}


def taught() -> Learnt:
    said = [(f"{text}{number}", text[:2]) for number, text in enumerate(TEXTS)]
    said += [(f"費用が高い{number}", "予算") for number in range(6)]
    lines = [
        (text, text, False, name, float(TOPICS.get(topic) == name), False)
        for text, topic in said
        for name in FRAME.names
    ]
    return learn(FRAME, [examples_frame(lines)], encoder="words", samples=100)


def test_each_code_says_who_gave_it(corpus_of: Callable[..., Corpus]) -> None:
    """A rule its condition and characters, examples the nearest two, a person nothing more."""
    corpus = corpus_of(["費用が高い", "予算の確保に困る", "場所がない"])
    machine = code_by_machine(corpus, FRAME, taught())
    decided = machine.coded.assign(reviewed=[0, 0, 1])
    decided.loc[2, "＊人材"] = 1
    table = given_by(machine, decided, explain(corpus, FRAME))
    assert table[["answer", "code", "value", "by", "clause", "characters"]].values.tolist() == [
        [0, "＊費用", 1, "rule", "費用", "費用"],
        [1, "＊費用", 1, "examples", "", ""],
        [2, "＊人材", 1, "person", "", ""],
    ]
    near = table.loc[1]
    assert near["near_1"].startswith("予算") and near["near_2"].startswith("予算")
    assert 0 < near["distance_1"] <= near["distance_2"] < 1
    assert table["near_1"].tolist()[::2] == ["", ""] and np.isnan(table["distance_1"][0])
    assert table["probability"][1] > 0.3


def test_suggestions_are_about_what_nobody_decided(corpus_of: Callable[..., Corpus]) -> None:
    corpus = corpus_of(["予算の確保に困る", "担当者に困る"])
    machine = code_by_machine(corpus, FRAME, taught())
    every = suggestions(machine, machine.coded)
    assert sorted(every[["answer", "code", "suggested"]].values.tolist()) == [
        [0, "＊費用", 1],
        [1, "＊人材", 1],
    ]
    rest = suggestions(machine, machine.coded.assign(reviewed=[1, 0]))
    assert rest["answer"].tolist() == [1]


def test_without_examples_the_rules_are_all(corpus_of: Callable[..., Corpus]) -> None:
    corpus = corpus_of(["費用が高い"])
    machine = code_by_machine(corpus, FRAME)
    table = given_by(machine, machine.coded, explain(corpus, FRAME))
    assert table["by"].tolist() == ["rule"] and table["probability"].isna().all()
    assert isinstance(suggestions(machine, machine.coded), pd.DataFrame)
