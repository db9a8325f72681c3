"""The original characters as KH Coder reads them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.codes.corpora import hits
from textmine.codes.khcoder_reading import as_khcoder
from textmine.inputs.lexicon import Lexicon


def test_words_not_used_keep_their_place() -> None:
    """They count for distances, not for lengths."""
    lexicon = Lexicon(stopwords=frozenset({"猫"}))
    assert hits("犬猫鳥", "犬+鳥 or near(犬-鳥)[1]", lexicon=lexicon, reading="khcoder") == [0]
    assert hits("犬猫鳥", "near(犬-鳥)[2] and lw == 2", lexicon=lexicon, reading="khcoder") == [1]


@given(st.text(max_size=20))
def test_khcoder_text_keeps_its_places(text: str) -> None:
    """Each character is placed where it came from, and nothing is lost."""
    written, offsets = as_khcoder(text)
    assert len(offsets) == len(written) + 1
    assert offsets[-1] == len(text)
    assert (np.diff(offsets) >= 0).all()
    assert "\\" not in written and "'" not in written and " " not in written
