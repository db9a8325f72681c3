"""textmine.cli.terminal: what a person sees."""

from __future__ import annotations

import unicodedata
from contextlib import redirect_stdout
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.cli.terminal import Column, clean, plain_lines, print_fitted, print_section, wrapped
from textmine.reports.report import Section
from textmine.settings import DEFAULTS


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@given(text=st.text(alphabet=st.sampled_from("あ漢ア、。「」 aB3(--x")), room=st.integers(20, 80))
def test_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    """A help text is cut by display width; no letter is lost, no line begins with a comma or a full stop."""
    lines = wrapped(text, room)
    assert "".join(lines) == text
    unbreakable = max((columns(word) for word in text.split(" ")), default=0)
    assert all(columns(line) <= max(room, unbreakable) for line in lines)


@given(text=st.text())
def test_nothing_that_steers_a_terminal_gets_through(text: str) -> None:
    said = clean(text)
    assert len(said) == len(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in said)


def test_emoji_and_wide_spaces_are_left_alone() -> None:
    assert clean("家族👨‍👩‍👧　と") == "家族👨‍👩‍👧　と"
    assert clean("\x1b[31m赤\u202e逆\n") == " [31m赤 逆 "


def test_a_table_is_shown_whole_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is cut or wrapped when the output goes to a file; keys come out as words."""
    long = "とても長い回答です。" * 30
    table = pd.DataFrame(
        {
            "text": [long],
            "kind": ["none"],
            "share": [0.1234],
            "answers": [1234],
            "item": [""],
        }
    )
    section = Section("lint", table, "設問[bold]", note="母数[/]")
    assert print_section(section, "ja", DEFAULTS)
    shown = capsys.readouterr().out
    for said in (long, "なし", "12.3%", "1,234", "設問[bold]", "母数[/]", "回答の種類"):
        assert said in shown
    assert "項目" not in shown  # a column of nothing is left out
    assert "\x1b" not in shown


def test_an_empty_table_is_a_heading(capsys: pytest.CaptureFixture[str]) -> None:
    table = pd.DataFrame({"word": pd.Series([], dtype="str")})
    assert print_section(Section("lint", table, title="Nothing"), "en", DEFAULTS)
    assert "Nothing" in capsys.readouterr().out


def test_missing_numbers_are_blank(capsys: pytest.CaptureFixture[str]) -> None:
    table = pd.DataFrame({"share": [float("nan"), 0.5], "size": [float("nan"), 2.5]})
    assert print_section(Section("lint", table), "en", DEFAULTS)
    shown = capsys.readouterr().out
    assert "nan" not in shown
    assert "50.0%" in shown
    assert "2.50" in shown


CELLS = st.text(alphabet="a1 、ｱ効果é😀（…\u3000\u200b\u0301", max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.booleans())
def test_a_table_that_fits_is_printed_as_rich_prints_it(rows: list[tuple[str, str]], right: bool) -> None:
    firsts, seconds = map(list, zip(*rows, strict=True))
    columns = [Column("語", firsts, most=44), Column("Respondents", seconds, right=right)]
    printed = StringIO()
    with redirect_stdout(printed):
        print_fitted("表", columns, ["below"])
    lines = plain_lines("表", columns, "utf-8")
    assert lines is not None
    assert "\n".join([*lines, "below", ""]) == printed.getvalue()


def test_what_does_not_fit_is_left_to_rich() -> None:
    assert plain_lines("表", [Column("語", ["長い" * 30], most=44)], "utf-8") is None
    assert plain_lines("表", [Column("語", ["長い" * 6000])], "utf-8") is None
    assert plain_lines("a title that is longer than the table", [Column("語", ["長い"])], "utf-8") is None
    assert plain_lines("表", [Column("語", ["長い"])], "cp932") is None  # a frame of other characters
    assert plain_lines("表", [Column("語", [])], "utf-8") is None
