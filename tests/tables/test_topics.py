"""Topics: planted ones are found, whatever the order; short answers are told."""

from __future__ import annotations

import pandas as pd
import pytest

from textmine.errors import TableError
from textmine.tables.topics import topics, topics_of_answers

MONEY, TIME = ["費用", "予算", "値段"], ["時間", "納期", "残業"]
TEXTS = [f"{a}と{b}と{a}" for group in (MONEY, TIME) for a in group for b in group if a != b]


@pytest.mark.parametrize("model", ["lda", "nmf"])
def test_planted_topics_are_found(corpus_of, model: str) -> None:
    """Words that never stand together are of two topics; so are their answers."""
    corpus = corpus_of(TEXTS)
    table = topics(corpus, [*MONEY, *TIME], 2, model=model, words=3)
    groups = {frozenset(words) for _, words in table.groupby("topic")["word"]}
    assert groups == {frozenset(MONEY), frozenset(TIME)}
    answers = topics_of_answers(corpus, [*MONEY, *TIME], 2, model=model)
    assert answers["topic"].iloc[:6].nunique() == answers["topic"].iloc[6:].nunique() == 1
    assert (answers[["topic_1", "topic_2"]].sum(axis=1) - 1).abs().max() < 1e-5


def test_short_answers_are_told(corpus_of) -> None:
    """Three words an answer are few; forty are not."""
    assert topics(corpus_of(TEXTS), [*MONEY, *TIME], 2)["short"].all()
    assert not topics(corpus_of([text * 8 for text in TEXTS]), [*MONEY, *TIME], 2)["short"].any()


def test_the_order_of_answers_changes_nothing(corpus_of) -> None:
    order = [7, 3, 11, 0, 5, 9, 1, 10, 2, 8, 4, 6]
    found = [topics(corpus_of(TEXTS, order=each), [*TIME, *MONEY], 2) for each in (None, order)]
    pd.testing.assert_frame_equal(*found, check_exact=True)


def test_more_topics_than_words_are_refused(corpus_of) -> None:
    with pytest.raises(TableError, match="9 topics"):
        topics(corpus_of(TEXTS), MONEY, 9)
