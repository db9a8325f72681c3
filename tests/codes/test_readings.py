"""The two readings of a text."""

from __future__ import annotations

from tests.codes.corpora import hits
from textmine.inputs.lexicon import ForcedWord, Lexicon


def test_readings_differ() -> None:
    """Width, sentences, blanks and forced words, as documents.py says."""
    lexicon = Lexicon(compounds=(ForcedWord("クラウド費"),), stopwords=frozenset({"予算"}))
    text = "ＩＴの予算が　ない！クラウド費も"

    def of(rule: str, reading: str) -> list[int]:
        return hits(text, rule, lexicon=lexicon, reading=reading)

    assert of("IT", "textmine") == [1] and of("IT", "khcoder") == [0]
    assert of("ＩＴ", "textmine") == of("ＩＴ", "khcoder") == [1]
    assert of("予算", "textmine") == [1] and of("予算", "khcoder") == [0]
    assert of("'算がない'", "textmine") == [1] and of("'算がない'", "khcoder") == [0]
    assert of("'算が ない'", "khcoder") == [1]
    assert of("クラウド費-->タグ", "khcoder") == of("クラウド費-->タグ", "textmine") == [1]
    assert of("'ない！クラ'", "khcoder") == [1] and of("'ない！クラ'", "textmine") == [0]
    letters = len("ＩＴのがない！クラウド費も")
    assert of(f"lc == {letters + 1 + 2}", "khcoder") == [1]  # the blank, two brackets, no 予算
    assert of(f"lc == {letters + 2}", "textmine") == [1]  # 予算
