"""textmine.figures.lines: texts end where a reader would end them, and no line is too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from textmine.figures.fonts import face
from textmine.figures.letters import Pen
from textmine.figures.lines import CLOSING, truncated, two_lines, wrapped

PEN = Pen(face(bold=False), 10)
TEXTS = st.text("情報の共有と、管理。（アーッ）abc 12・", max_size=40)


def test_two_lines_break_after_a_space_and_not_before_a_mark() -> None:
    assert two_lines("awareness of security", PEN, 75) == ("awareness of", "security")
    assert two_lines("情報の共有と、その管理", PEN, 60) == ("情報の共有", "と、その管理")
    assert two_lines("情報の共有と、その管理", PEN, 75) == ("情報の共有と、", "その管理")
    assert two_lines("パフォーマンス", PEN, 45) == ("パフォー", "マンス")


def test_words_and_marks_stay_whole_where_a_line_has_room_for_them() -> None:
    """A Latin word is broken only where it is wider than a line."""
    assert wrapped("共有する security の", PEN, 60) == ["共有する", "security の"]
    assert wrapped("情報、共有。", PEN, 30) == ["情報、", "共有。"]
    assert wrapped("分析の（こころ）だ", PEN, 40) == ["分析の", "（ここ", "ろ）だ"]
    assert "".join(wrapped("security", PEN, 20)) == "security"


@given(text=TEXTS)
def test_no_line_is_too_long_and_nothing_is_lost(text: str) -> None:
    lines = wrapped(text, PEN, 60)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(PEN.width(line) <= 60 or line.lstrip(CLOSING) != line or len(line) < 9 for line in lines)
    assert PEN.width(truncated(text, PEN, 60)) <= 60
    assert all(PEN.width(line) <= 60 + 10 for line in two_lines(text, PEN, 60))
