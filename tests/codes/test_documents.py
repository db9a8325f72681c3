"""The units that rules are evaluated on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.codes.corpora import DICTIONARIES, DOCUMENTS, HEADED, PARAGRAPHS, corpus, hits
from textmine.codes.documents import UNITS, documents
from textmine.codes.readings import stream
from textmine.settings import CodeUnit


@pytest.mark.parametrize(
    ("unit", "reading", "documents_", "dogs"),
    [
        ("heading1", "textmine", 2, [1, 0]),
        ("heading2", "textmine", 3, [1, 0, 0]),
        ("paragraph", "textmine", 4, [1, 1, 0, 0]),
        ("sentence", "textmine", 5, [1, 0, 1, 0, 0]),
        ("heading1", "khcoder", 2, [1, 0]),
        ("heading2", "khcoder", 3, [1, 0, 0]),
        ("paragraph", "khcoder", 4, [1, 1, 0, 0]),
        ("sentence", "khcoder", 10, [0, 1, 0, 0, 1, 0, 0, 0, 0, 0]),
    ],
)
def test_units_of_a_text_with_headings(
    unit: CodeUnit, reading: str, documents_: int, dogs: list[int]
) -> None:
    """A heading takes the lower ones with it; in KH Coder's reading it is a sentence."""
    found = hits(PARAGRAPHS, "犬", unit=unit, reading=reading, **HEADED)
    assert len(found) == documents_
    assert found == dogs


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_sentences_are_those_of_the_corpus(dictionary: str) -> None:
    """One definition of a sentence: the streams' is that of corpus.tokens."""
    made = corpus(["犬！？猫。鳥\n馬。」牛", "犬"], dictionary=dictionary)
    text = stream(made)
    firsts = np.flatnonzero(made.words >= 0)
    number = made.tokens["sentence"].to_numpy()
    answer = made.tokens["answer"].to_numpy()
    of_stream = text.sentence[firsts]
    pairs = {(a, n, s) for a, n, s in zip(answer.tolist(), number.tolist(), of_stream.tolist(), strict=True)}
    assert len(pairs) == len({(a, n) for a, n, _ in pairs}) == len({s for *_, s in pairs})


@given(DOCUMENTS, st.sampled_from(UNITS[:3]), st.sampled_from(["textmine", "khcoder"]))
def test_units_hold_every_token_once(texts: list[str], unit: CodeUnit, reading: str) -> None:
    """Documents cut the text without overlap, and the words of all are the words of the text."""
    text = stream(corpus(texts), reading=reading)
    found = documents(text, unit)
    assert len(found.of_token) == len(text.codes)
    inside = found.of_token[found.of_token >= 0]
    assert (np.diff(inside) >= 0).all()
    assert set(inside.tolist()) <= set(range(found.count))
    if unit != "answer":
        assert set(inside.tolist()) == set(range(found.count))
