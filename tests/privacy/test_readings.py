"""Other readings of a text, and that what is found in them has its place in the original."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from textmine.privacy.masking import find
from textmine.privacy.readings import in_digits, without_breaks


def test_numbers_in_kanji_kana_and_letters_become_digits() -> None:
    for text, digits in {
        "〇九〇-一二三四-五六七八": "090-1234-5678",
        "ぜろきゅうぜろの、いちにさんよん、ごろくななはち": "090の、1234、5678",
        "O9O-l234-5678": "090-1234-5678",
    }.items():
        assert in_digits(text)[0] == digits


def test_short_numbers_and_words_stay() -> None:
    for text in ("三丁目の夕日", "二〇二四年", "一二三", "さんにんでしごと", "Oil", "10回"):
        assert in_digits(text) == (text, list(range(len(text) + 1)))


@given(st.text(alphabet="〇一二九ぜろいちにさん0OlI-の \n", max_size=30))
def test_each_character_knows_its_place(text: str) -> None:
    for read, places in (in_digits(text), without_breaks(text)):
        assert len(places) == len(read) + 1 and places[-1] == len(text)
        assert all(first < second for first, second in pairwise(places))


def hidden(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in find([text])[0]]


def test_numbers_in_two_lines_are_found_whole() -> None:
    assert hidden("電話090-12\n34-5678へ") == [("phone", "090-12\n34-5678")]
    assert hidden("4111-1111-\r\n1111-1111") == [("card", "4111-1111-\r\n1111-1111")]
    assert hidden("福井県福井市\n大手3-\n17-1") == [("address", "福井県福井市\n大手3-\n17-1")]


def test_numbers_below_one_another_are_not_one() -> None:
    for text in ("1000\n2000\n3000", "2021\n2022\n2023\n2024", "満足 5\n3-4回", "福井市\n2-3回来た"):
        assert hidden(text) == []
    assert [part for _, part in hidden("090-1234-5678\n080-1234-5678")] == ["090-1234-5678", "080-1234-5678"]
