"""Who has what: rows and respondents, words and codes, values of an attribute, both together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.errors import TableError
from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.survey import Survey
from textmine.tables.keywords import keywords
from textmine.tables.membership import (
    OTHER,
    groups,
    members,
    people,
    respondents,
    rows_of,
    together,
)
from textmine.words.corpus import Corpus, tokenize

Make = Callable[..., Corpus]
LEXICON = read_lexicon()


def test_rows_are_the_substantive_answers(corpus_of: Make) -> None:
    """The base is that of the corpus; what has no content is not among the rows."""
    corpus = corpus_of(["費用", "時間", "", "人材"], respondents=["b", "a", "c", "b"])
    rows = rows_of(corpus)
    assert rows.respondents == ("a", "b") and rows.base == corpus.base == 2
    assert rows.of.tolist() == [1, 0, 1]
    assert rows.answers["answer"].tolist() == [0, 1, 3]


def test_words_are_those_of_the_keyword_table(small: Corpus) -> None:
    """As many respondents as the table says, of either unit and with negation apart."""
    for unit in ("word", "compound"):
        for negation in ("together", "apart"):
            table = keywords(small, unit=unit, negation=negation)
            found = members(small, table, unit=unit)
            assert found.table["feature"].tolist() == table["word"].tolist()
            assert ("negated" in found.table) == (negation == "apart")
            assert respondents(rows_of(small), found.hits).tolist() == table["respondents"].tolist()
    assert members(small, ["意識", "無い語"]).table["feature"].tolist() == ["意識", "無い語"]


def test_codes_of_answers_and_of_sentences(corpus_of: Make) -> None:
    """A code of any sentence is one of the answer; rows of other answers do not count."""
    corpus = corpus_of(["費用。時間", "時間", ""])
    coded = pd.DataFrame({"answer": [0, 0, 1, 2, 9], "＊費用": [1, 0, 0, 1, 1], "＊時間": [0, 1, 1, 0, 0]})
    found = members(corpus, coded)
    assert found.table.values.tolist() == [["＊費用", "code"], ["＊時間", "code"]]
    assert found.hits.toarray().tolist() == [[1, 1], [0, 1]]
    with pytest.raises(TableError, match="column word"):
        members(corpus, pd.DataFrame({"answer": [0]}))


def test_values_in_the_order_of_their_meaning(corpus_of: Make) -> None:
    """One attribute or several, each once; who has none is missing."""
    corpus = corpus_of(
        ["費用"] * 4, 満足度=["満足", "その他", "とても不満", ""], 規模=["10人", "9人", "10人", "1,000人"]
    )
    (first, second) = groups(corpus, ["満足度", "規模", "満足度"])
    assert first.names == ("とても不満", "満足", "その他") and first.missing == 1 and first.exclusive
    assert second.names == ("9人", "10人", "1,000人") and second.missing == 0
    with pytest.raises(TableError, match="満足度, 規模"):
        groups(corpus, "地域")
    with pytest.raises(TableError, match="3 different values"):
        groups(corpus, "規模", most=2)


def test_choices_are_split() -> None:
    """At the separator that was found while reading, and only there."""
    answers = pd.DataFrame(
        {
            "answer": range(3),
            "respondent": list("abc"),
            "question": "障害",
            "item": "",
            "text": "費用",
            "kind": "substantive",
            "支援": ["補助金; 派遣", "派遣;", ""],
            "地域": ["東;西", "東", "東"],
        }
    )
    columns = pd.DataFrame(
        {
            "column": ["支援", "地域"],
            "question": ["", ""],
            "role": ["attribute"] * 2,
            "why": ["multiple_choice", "few_values"],
            "detail": [";", ""],
        }
    )
    corpus = tokenize(Survey(answers, columns=columns), LEXICON)
    support, region = groups(corpus, ["支援", "地域"])
    assert set(support.names) == {"補助金", "派遣"} and not support.exclusive and support.missing == 1
    assert set(region.names) == {"東;西", "東"} and region.exclusive


def test_codes_of_another_question(corpus_of: Make) -> None:
    """Its respondents by their codes; ＊ without one; who did not answer it is missing."""
    corpus = corpus_of(["費用", "時間", "人材", "設備"], respondents=list("abcd"))
    other = pd.DataFrame(
        {
            "respondent": list("abbcx"),
            "kind": ["substantive"] * 3 + ["none", "substantive"],
            "＊効果": [1, 0, 0, 1, 1],
        }
    )
    (found,) = groups(corpus, other)
    assert found.names == ("＊効果", OTHER) and found.missing == 2 and found.attribute == ""
    assert respondents(rows_of(corpus), found.hits).tolist() == [1, 1]
    (named,) = groups(corpus, {"効果": other})
    assert named.attribute == "効果" and named.names == found.names
    with pytest.raises(TableError, match="codes"):
        groups(corpus, pd.DataFrame({"word": ["費用"]}))


@examples(20)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"), st.sampled_from(["費用", "時間", "費用と時間"]), st.sampled_from("xy")
        ),
        min_size=1,
        max_size=12,
    )
)
def test_both_are_had_in_one_answer(corpus_of: Make, rows: list[tuple[str, str, str]]) -> None:
    """By plain sets: together in one answer, and people in any."""
    corpus = corpus_of(
        [text for _, text, _ in rows],
        respondents=[name for name, _, _ in rows],
        項目=[value for *_, value in rows],
    )
    found = members(corpus, ["費用", "時間"])
    (values,) = groups(corpus, "項目")
    counts = together(rows_of(corpus), found.hits, values.hits)
    for place, word in enumerate(found.table["feature"]):
        for column, value in enumerate(values.names):
            both = {name for name, text, own in rows if word in text and own == value}
            assert counts[place, column] == len(both)
    has = people(rows_of(corpus), found.hits)
    assert np.asarray(has.todense()).max() <= 1
    assert values.missing == 0
    assert values.exclusive == all(len({own for n, _, own in rows if n == name}) == 1 for name, *_ in rows)
