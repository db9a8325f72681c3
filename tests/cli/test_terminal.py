"""textmine.cli.terminal: what a person sees."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.cli.terminal import clean, print_section, wrapped
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
