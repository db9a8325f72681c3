"""What examples teach beside the rules: only where it is a gain, and the same in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_info, threadpool_limits

from textmine.codes.codebook import Codebook, parse_codebook
from textmine.codes.given import Machine, code_by_machine
from textmine.codes.learn import learn
from textmine.codes.learnt import Learnt
from textmine.inputs.examples import examples_frame, read_examples
from textmine.words.corpus import Corpus

FRAME = parse_codebook("＊費用\n費用\n＊人材\n人材")
TOPICS = {"費用": "＊費用", "予算": "＊費用", "人材": "＊人材", "担当者": "＊人材", "場所": ""}
ENDS = ["がない", "が不足", "が足りない", "が問題だ", "に困る", "を増やしたい", "の確保", "が少ない"]
TEXTS = [topic + end for topic in TOPICS for end in ENDS]
ANSWERS = ["予算の不足", "担当者の不足", "費用の不足", "場所の不足"]


def right(text: str) -> dict[str, float]:
    topic = next((topic for topic in TOPICS if text.startswith(topic)), "")
    return {name: float(TOPICS.get(topic) == name) for name in FRAME.names}


def decided(
    texts: Sequence[str], truth: Callable[[str], dict[str, float]] = right, *, read: bool = False
) -> pd.DataFrame:
    """Examples of which every code is known, each of a respondent of its own."""
    lines = [(text, text, read, *cell, False) for text in texts for cell in truth(text).items()]
    return examples_frame(lines)


def taught(tables: Sequence[pd.DataFrame], frame: Codebook = FRAME) -> Learnt:
    return learn(frame, tables, encoder="words", samples=200)


def given(corpus: Corpus, learnt: Learnt, frame: Codebook = FRAME) -> list[list[int]]:
    return code_by_machine(corpus, frame, learnt).coded[list(frame.names)].to_numpy().tolist()


def test_what_rules_miss_is_given_by_examples(corpus_of: Callable[..., Corpus]) -> None:
    """予算 and 担当者 are in no rule; 場所 has no code."""
    learnt = taught([decided(TEXTS)])
    assert learnt.is_used and learnt.gains["gain"].iat[-1] > 0.2
    assert learnt.gains["judged"].iat[-1] == len(TEXTS)
    assert given(corpus_of(ANSWERS), learnt) == [[1, 0], [0, 1], [1, 0], [0, 0]]


def test_it_learns_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many numpy has: on matrices as small as these they wait for one another."""
    threads: list[int] = []

    class Watched(LogisticRegression):
        def fit(self, *arguments: object) -> Watched:
            threads.extend(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
            return super().fit(*arguments)

    monkeypatch.setattr("textmine.codes.learn.LogisticRegression", Watched)
    with threadpool_limits(2, user_api="blas"):
        assert taught([decided(TEXTS)]).is_used
    assert set(threads) == {1}


def test_without_a_gain_the_rules_stand(corpus_of: Callable[..., Corpus]) -> None:
    """Where people agree with the rules nothing is learnt."""
    learnt = taught([decided(TEXTS, lambda text: {name: float(name[1:] in text) for name in FRAME.names})])
    assert not learnt.is_used
    assert given(corpus_of(ANSWERS), learnt) == [[0, 0], [0, 0], [1, 0], [0, 0]]


def test_a_few_examples_leave_the_rules(corpus_of: Callable[..., Corpus]) -> None:
    learnt = taught([decided(TEXTS[:3])])
    assert not learnt.is_used
    assert given(corpus_of(ANSWERS), learnt) == [[0, 0], [0, 0], [1, 0], [0, 0]]


def test_what_the_author_of_the_rules_has_read_says_nothing_about_a_gain() -> None:
    """Rules fitted to examples would look better, or worse, than they are."""
    learnt = taught([decided(TEXTS, read=True)])
    assert learnt.gains["judged"].tolist() == [0, 0, 0] and not learnt.is_used


def test_what_is_not_known_is_neither_learnt_nor_judged() -> None:
    """A code that one of two coders gave."""
    unsure = decided(TEXTS, lambda text: {**right(text), "＊人材": float("nan")})
    assert taught([unsure]).gains["judged"].tolist() == [len(TEXTS), 0, len(TEXTS)]


def test_the_order_of_examples_changes_nothing(corpus_of: Callable[..., Corpus]) -> None:
    table, corpus = decided(TEXTS), corpus_of(ANSWERS)
    one, other = taught([table]), taught([table.iloc[::-1]])
    pd.testing.assert_frame_equal(one.gains, other.gains)
    said = [code_by_machine(corpus, FRAME, each).probability for each in (one, other)]
    assert np.array_equal(*said)


def test_the_probability_of_an_answer_does_not_depend_on_the_others(corpus_of: Callable[..., Corpus]) -> None:
    """So a survey in chunks gets the codes that the whole one gets."""
    learnt = taught([decided(TEXTS)])
    whole = code_by_machine(corpus_of(ANSWERS), FRAME, learnt).probability
    alone = [code_by_machine(corpus_of([text]), FRAME, learnt).probability for text in ANSWERS]
    assert np.array_equal(whole, np.vstack(alone))


def test_a_code_without_a_rule_is_given_by_its_examples(corpus_of: Callable[..., Corpus]) -> None:
    """A definition and examples in comments are a whole frame."""
    notes = {
        name: "".join(f"# 例: {text}\n" for text in TEXTS[:32] if right(text)[name] == 1)
        for name in FRAME.names
    }
    frame = parse_codebook("".join(f"{name}\n# 定義: {name[1:]}のこと\n{notes[name]}" for name in notes))
    learnt = taught([], frame)
    assert learnt.is_used
    assert given(corpus_of(ANSWERS[:3]), learnt, frame) == [[1, 0], [0, 1], [1, 0]]


def test_an_upper_code_is_any_of_its_lower_ones(corpus_of: Callable[..., Corpus]) -> None:
    """Also where examples gave the lower one."""
    names = {"＊費用": "＊困りごと/費用", "＊人材": "＊困りごと/人材"}
    frame = parse_codebook("＊困りごと\n# 定義: 何か\n＊困りごと/費用\n費用\n＊困りごと/人材\n人材")
    learnt = taught([decided(TEXTS, lambda text: {names[k]: v for k, v in right(text).items()})], frame)
    assert given(corpus_of(ANSWERS), learnt, frame) == [[1, 1, 0], [1, 0, 1], [1, 1, 0], [0, 0, 0]]


def test_answers_without_content_are_given_nothing(corpus_of: Callable[..., Corpus]) -> None:
    learnt = taught([decided(TEXTS)])
    assert given(corpus_of(["予算がない"], kinds=["none"]), learnt) == [[0, 0]]


def test_the_nearest_examples_of_a_code_are_named(corpus_of: Callable[..., Corpus]) -> None:
    """The first is the answer itself, where it is an example."""
    machine = machine_of(corpus_of(["予算の確保"]), taught([decided(TEXTS)]))
    assert machine.learnt is not None and machine.texts is not None
    places, distances = machine.learnt.nearest(machine.texts, np.array([0]))
    assert machine.learnt.examples["text"].iloc[places[0]].tolist()[0] == "予算の確保"
    assert distances[0, 0] == 0 and 0 < distances[0, 1] < 1


def machine_of(corpus: Corpus, learnt: Learnt) -> Machine:
    return code_by_machine(corpus, FRAME, learnt)


def test_meanings_find_what_shares_no_word(corpus_of: Callable[..., Corpus]) -> None:
    """お金 stands in no example."""
    learnt = learn(FRAME, [decided(TEXTS)], encoder="semantic", samples=200)
    assert learnt.encodes and learnt.is_used
    assert given(corpus_of(["お金が足らんのです"]), learnt) == [[1, 0]]


def test_kinds_of_answers_that_nobody_judged_are_left_to_the_rules(corpus_of: Callable[..., Corpus]) -> None:
    """Of answers without a code by the rules nothing is known about those that have one."""
    silent = [text for text in TEXTS if not text.startswith(("費用", "人材"))]
    learnt = taught([decided(silent), decided([])])
    assert learnt.is_used and learnt.seen.tolist() == [True, False, False]
    said = code_by_machine(corpus_of(["予算の不足", "費用の不足"]), FRAME, learnt).probability
    assert np.isnan(said).all(axis=1).tolist() == [False, True]


def test_what_one_source_teaches_of_itself_is_no_gain_elsewhere(tmp_path: Path) -> None:
    """Each writer has words of their own: examples gain among his, and nothing on the other's."""
    lines = [
        (word + end, code, source)
        for word, code, source in (
            *(("予算", "費用", "甲"), ("担当者", "人材", "甲"), ("場所", "", "甲")),
            *(("資金", "費用", "乙"), ("要員", "人材", "乙"), ("建屋", "", "乙")),
        )
        for end in ENDS
    ]
    table = pd.DataFrame(lines, columns=["text", "codes", "source"])
    table.to_csv(tmp_path / "with.csv", index=False)
    table.drop(columns="source").to_csv(tmp_path / "without.csv", index=False)
    table.assign(source="甲").to_csv(tmp_path / "one.csv", index=False)
    files = ("with", "without", "one")
    learnt = {
        name: taught([read_examples(tmp_path / f"{name}.csv")]).gains["learnt"].iat[-1] for name in files
    }
    assert learnt["with"] < 0.6 < 0.9 < learnt["without"]
    assert learnt["one"] > 0.9  # where all are of one source, it is the respondents
