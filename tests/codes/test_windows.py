"""near and seq: windows, order, and a plain reading of their description."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.codes.corpora import TEXT, corpus, hits
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.readings import stream


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("near(犬-猫)[1]", 0),
        ("near(犬-猫)[2]", 1),
        ("near(猫-犬)[2]", 1),
        ("seq(犬-猫)[2]", 1),
        ("seq(猫-犬)[2]", 0),
        ("seq(猫-犬)", 1),
        ("seq(鳥-犬)[b]", 1),
        ("near(犬-猫-鳥)[5]", 0),
        ("near(犬-猫-鳥)[6]", 1),
        ("near((馬 or 犬)-猫)[2]", 1),
        ("near(犬-'を見た')[3]", 1),
        ("near(犬-猫+鳥)", 0),
        ("near(*-->動詞-猫)[2]", 1),
        ("near(犬-re'見.{0,1}')", 1),
        ("near(犬-走る!neg)[2]", 1),
        ("near(犬-走る!pos)[0]", 0),
    ],
)
def test_near(rule: str, expected: int) -> None:
    """Windows, order, and what may stand inside."""
    assert hits(TEXT, rule) == [expected]


def test_windows_of_a_sentence_or_line() -> None:
    """b keeps to the sentence, d to the line; without them a window crosses both."""
    text = "犬が寝た。猫が起きた。\n鳥が飛んだ。"
    assert hits(text, "near(犬-猫)[0]") == [1]
    assert hits(text, "near(犬-猫)[b0]") == [0]
    assert hits(text, "near(犬-猫)[d0]") == [1]
    assert hits(text, "near(猫-鳥)[d0]") == [0]
    assert hits(text, "near(猫-鳥)[0]") == [1]


def test_only_the_last_of_a_run_of_the_same_word_starts_a_window() -> None:
    """犬 犬 猫 is one place, not two; the distance is from the word found last, not the first."""
    assert hits("犬と犬と猫", "near(犬-猫) == 1") == [1]
    assert hits("犬と猫と犬と猫", "near(犬-猫) == 3") == [1]
    assert hits("犬と猫と鳥", "near(犬-猫-鳥)[2]") == [1]
    assert hits("犬と犬と犬と猫", "seq(犬-猫)[2] == 1") == [1]


def plain_near(tokens: list[str], words: list[str], limit: int, ordered: bool) -> int:
    """The description of near and seq, word for word, on one document."""
    listed = [(place, word) for place, word in enumerate(tokens) if word in words]
    if not set(words) <= {word for _, word in listed}:
        return 0
    total = 0
    for number, (place, word) in enumerate(listed):
        if ordered and word != words[0]:
            continue
        if number + 1 < len(listed) and listed[number + 1][1] == word:
            continue
        found, latest = [word], place
        for other, new in listed[number + 1 :]:
            if limit and other - latest > limit:
                break
            if new in found or (ordered and new != words[len(found)]):
                continue
            found.append(new)
            latest = other
            if len(found) == len(words):
                total += 1
                break
    return total


@given(
    st.lists(st.lists(st.sampled_from(["犬", "猫", "鳥", "と", "、"]), max_size=14), min_size=1, max_size=3),
    st.permutations(["犬", "猫", "鳥"]),
    st.integers(2, 3),
    st.integers(0, 5),
    st.booleans(),
)
def test_near_against_a_plain_reading(
    tokens: list[list[str]], words: list[str], size: int, limit: int, ordered: bool
) -> None:
    """The indexed evaluation counts what the description counts."""
    words = words[:size]
    made = corpus(["".join(each) for each in tokens])
    text = stream(made)
    assert sum(len(each) for each in tokens) == len(text.codes)  # each is one token
    name = "seq" if ordered else "near"
    for index, each in enumerate(tokens):
        expected = plain_near(each, words, limit, ordered)
        frame = parse_codebook(f"＊A\n{name}({'-'.join(words)})[{limit}] == {expected}")
        assert code_answers(made, frame)["＊A"].iloc[index] == 1
