"""What rules ask of a document besides its words."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.codes.corpora import HEADED, PARAGRAPHS, hits
from textmine.errors import CodebookError


def test_variables() -> None:
    """Attributes of the answers; numbers; values from beside; unknown ones are 0."""
    texts = ["犬。猫。", "犬"]
    attributes = {"業種": ["製造業", "小売業"], "人数": ["12", ""]}
    assert hits(texts, "<>業種-->製造業", **attributes) == [1, 0]
    assert hits(texts, "<>業種-->製造業", unit="sentence", **attributes) == [1, 1, 0]
    assert hits(texts, "<>人数<> > 10.5", **attributes) == [1, 0]
    assert hits(texts, "<>人数<> > 10", unit="sentence", **attributes) == [0, 0, 0]
    assert hits(texts, "<>地域-->東", **attributes) == [0, 0]
    beside = {"sentence": pd.DataFrame({"印": ["x", "", "x"]})}
    assert hits(texts, "<>印-->x", unit="sentence", variables=beside) == [1, 0, 1]
    assert hits(texts, "<>印-->x", variables=beside) == [0, 0]


def test_headings_as_conditions() -> None:
    """The heading above (or of) the document; 0 where the unit is coarser."""
    assert hits(PARAGRAPHS, "<>見出し1-->上", unit="paragraph", **HEADED) == [1, 1, 1, 0]
    assert hits(PARAGRAPHS, "<>見出し2-->一", unit="heading2", **HEADED) == [1, 0, 1]
    assert hits(PARAGRAPHS, "<>見出し2-->一", unit="heading1", **HEADED) == [0, 0]
    sentences = hits(PARAGRAPHS, "<>見出し2-->一", unit="sentence", reading="khcoder", **HEADED)
    assert sentences == [0, 0, 1, 1, 1, 0, 0, 0, 1, 1]
    with pytest.raises(CodebookError, match="no headings of level 1"):
        hits("犬", "犬", unit="heading1")
    with pytest.raises(CodebookError, match="there is no unit 'page'"):
        hits("犬", "犬", unit="page")
