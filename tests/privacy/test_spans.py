"""Stretches of a text, the mask in their place, and the lists of words."""

from __future__ import annotations

from textmine.privacy.masking import find
from textmine.privacy.spans import KINDS, MASK, Span, joined, replaced, words


def test_overlapping_spans_are_hidden_together() -> None:
    assert joined([Span(3, 5, "number"), Span(0, 4, "address")]) == [Span(0, 5, "address")]
    assert set(KINDS) >= {span.kind for span in find(["090-1234-5678"])[0]}


def test_the_mask_does_not_tell_a_length() -> None:
    for text in ("a@b.jp", "a.very.long.address.of.somebody@example.co.jp"):
        assert replaced(text, find([text])[0]) == MASK


def test_word_lists_hold_each_word_once() -> None:
    for section in ("honorifics", "offices", "prefectures", "frequent_surnames", "common_before_honorifics"):
        assert len(words(section)) == len(set(words(section))) > 5
    assert len(words("prefectures")) == 47
