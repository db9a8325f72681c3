"""The examples of a frame, from its comments, files and people."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from textmine.codes.codebook import parse_codebook, read_codebook
from textmine.codes.examples import bundled_examples, of_frame, read_all, together
from textmine.errors import CodebookError
from textmine.inputs.examples import examples_frame

FRAME = parse_codebook("＊費用\n# 例: 「高い」「予算がない」\n# 反例: 費用は問題ない\n費用\n＊人材\n人材")


def test_comments_of_a_frame_are_examples() -> None:
    """The rules aren't judged on them; a counter-example says nothing of other codes."""
    table = of_frame(FRAME)
    assert table[["text", "code", "value", "read", "whole"]].values.tolist() == [
        ["費用", "＊費用", 1, True, True],
        ["高い", "＊費用", 1, True, True],
        ["予算がない", "＊費用", 1, True, True],
        ["費用は問題ない", "＊費用", 0, True, False],
        ["人材", "＊人材", 1, True, True],
    ]


def test_a_rule_for_kh_coder_may_carry_them() -> None:
    """Comments change no rule."""
    assert FRAME.code("費用").text == "費用"


def test_examples_of_a_code_without_a_rule_are_judged() -> None:
    frame = parse_codebook("＊費用\n# 例: 高い")
    assert of_frame(frame)[["text", "read"]].values.tolist() == [["費用", True], ["高い", False]]


def test_a_later_table_is_right() -> None:
    """Spellings of one text are one; what a table does not know stays; what it leaves unsure stays, too."""
    nan = float("nan")
    file = examples_frame([("ＩＴが高い", "x", True, "＊費用", 1.0, True)])
    person = examples_frame(
        [("ITが高い", "a", False, "＊人材", 1.0, False), ("安い", "b", False, "＊費用", nan, False)]
    )
    table = together(FRAME, [file, person])
    assert table[["text", "respondent", "read"]].values.tolist() == [
        ["ITが高い", "a", False],
        ["安い", "b", False],
    ]
    assert np.array_equal(table[list(FRAME.names)], [[1, 1], [nan, nan]], equal_nan=True)


def test_a_bundled_frame_has_the_examples_of_its_name() -> None:
    """Unless others are given, or none."""
    frame = read_codebook("obstacles")
    assert bundled_examples(frame) is not None and bundled_examples(FRAME) is None
    (table,) = read_all((), frame)
    assert set(table["code"]) - {""} == set(frame.names)
    assert read_all(("none",), frame) == []


def test_a_code_that_the_frame_lacks_is_told(tmp_path: Path) -> None:
    """A file about another frame is left out."""
    path = tmp_path / "examples.csv"
    path.write_text("text,codes\n高い,費用;費用だ\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="no code ＊費用だ"):
        read_all((str(path),), FRAME)
    path.write_text("text,codes\n高い,別のもの\n", encoding="utf-8")
    assert read_all((str(path),), FRAME) == []


def test_the_examples_of_a_bundled_frame_have_a_name() -> None:
    """So that the settings can ask for them, alone or beside a file."""
    frame = read_codebook("effects")
    (named,) = read_all(("bundled",), frame)
    assert named.equals(read_all((), frame)[0]) and not named.empty
    assert read_all(("none",), frame) == [] and read_all(("bundled",), FRAME) == []
