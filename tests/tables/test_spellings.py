"""textmine.tables.spellings: what is written in several ways is one phrase, decided from the whole."""

from collections import Counter
from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.tables.phrases import statements
from textmine.tables.spellings import FIRST, OBJECT, SECOND, WITHIN, Key, Spellings, Statement, concerns
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]
RISE = Key("verb", "高まる", (), False)
KNOW_NOT = Key("verb", "分かる", ("neg",), True)


def test_the_most_frequent_spelling_is_shown() -> None:
    """Of a predicate; of equally frequent ones the first in code point order."""
    said = {
        Statement("predicate", key=KNOW_NOT, text="分からない"): 2,
        Statement("predicate", key=KNOW_NOT, text="わからない"): 3,
        Statement("form", key=KNOW_NOT): 5,
    }
    assert Spellings(said).of(Statement("form", key=KNOW_NOT), FIRST) == "わからない"
    said[Statement("predicate", key=KNOW_NOT, text="分からない")] = 3
    assert Spellings(said).of(Statement("form", key=KNOW_NOT), FIRST) == "わからない"


def test_a_topic_stands_for_the_case_that_is_written_elsewhere() -> None:
    """意識は高まる is 意識が高まる where that is said, else it stays; with an adjective only が is meant."""
    topic, case = Statement("case", "意識", key=RISE), Statement("case", "意識", "が", key=RISE)
    verb = {Statement("predicate", key=RISE, text="高まる"): 1}
    assert Spellings({**verb, topic: 1}).of(topic, FIRST) == "意識は高まる"
    assert Spellings({**verb, topic: 9, case: 1}).of(topic, SECOND) == "意識が高まる"
    high = Key("adjective", "高い", (), False)
    bare = Statement("case", "意識", key=high)
    assert (
        Spellings({Statement("predicate", key=high, text="高い"): 1, bare: 1}).of(bare, FIRST) == "意識が高い"
    )


def test_the_word_within_owns_the_phrase_where_that_is_said_elsewhere() -> None:
    """従業員の意識向上 is 従業員の意識, and then it is no phrase of 向上."""
    both = Statement("of", "従業員", "の", "向上", within="意識", meaning="高まる")
    alone = Spellings({both: 1})
    assert [alone.of(both, owner) for owner in (FIRST, SECOND, WITHIN)] == [
        "従業員の向上",
        "従業員の向上",
        "",
    ]
    told = Spellings({both: 1, Statement("of", "従業員", "の", "意識"): 1})
    assert [told.of(both, owner) for owner in (FIRST, SECOND, WITHIN)] == ["従業員の意識", "", "従業員の意識"]
    # 安全意識 is not done: nothing is said of 職員の安全.
    both = Statement("of", "職員", "の", "意識", within="安全")
    told = Spellings({both: 1, Statement("of", "職員", "の", "安全"): 2})
    assert told.of(both, FIRST) == "職員の意識"


def test_a_compound_is_a_phrase_only_where_that_is_said() -> None:
    """意識向上 is 意識の向上 if anybody wrote so, or 意識が向上する; a noun with の reads better."""
    compound = Statement("compound", "意識", other="向上")
    assert Spellings({}).of(compound, FIRST) == ""
    improve = Key("doing", "向上", (), False)
    said = {
        Statement("predicate", key=improve, text="向上する"): 1,
        Statement("case", "意識", "が", key=improve): 1,
    }
    assert Spellings(said).of(compound, FIRST) == "意識が向上する"
    said[Statement("of", "意識", "の", "向上")] = 1
    assert Spellings(said).of(compound, SECOND) == "意識の向上"


def test_what_concerns_a_word() -> None:
    """Its noun, its other noun, the word within, its predicate."""
    said = Statement("of", "従業員", "の", "向上", within="意識")
    assert [word for word in ("従業員", "向上", "意識", "の") if concerns(said, {word})] == [
        "従業員",
        "向上",
        "意識",
    ]
    assert concerns(Statement("case", "意識", "が", key=RISE), {"高まる"})


PIECES = [
    *("従業員の意識向上", "従業員の意識", "意識が高まった", "意識も高まる", "意識は高まらない", "高い意識"),
    *(
        "食事ができない",
        "食事できない",
        "効果が分からない",
        "効果はわからない",
        "意識の向上",
        "意識が向上した",
    ),
    *("広い駐車場が多い", "駐車場が多い", "不便な場所", "増やしてほしい"),
]


@examples(20)
@given(
    texts=st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("。".join), max_size=12),
    words=st.sets(
        st.sampled_from(["意識", "高まる", "向上", "食事", "効果", "駐車場", "従業員"]), min_size=1
    ),
    place=st.integers(0, 12),
)
def test_decided_from_the_sum_of_two_parts_and_for_some_words(
    corpus_of: Make, texts: list[str], words: set[str], place: int
) -> None:
    """What is said in two halves adds up, and what does not concern the words may be left out of it."""
    corpus = corpus_of(texts)
    whole = statements(corpus, unit="word").times
    summed: Counter[Statement] = Counter()
    early = np.arange(len(texts)) < place
    for part in (early, ~early):
        summed.update(
            {
                said: times
                for said, times in statements(corpus.only(part), unit="word").times.items()
                if said.kind in ("predicate", "of", OBJECT) or concerns(said, words)
            }
        )
    expected, found = Spellings(whole), Spellings(summed, words)
    for said in whole:
        if concerns(said, words):
            # What a noun's phrases have in common is decided from the phrases of that noun.
            for owner in (FIRST, SECOND, WITHIN) if said.noun in words else (SECOND, WITHIN):
                assert found.of(said, owner) == expected.of(said, owner), said
