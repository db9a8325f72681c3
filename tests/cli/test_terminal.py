"""textmine.cli.terminal: what a person sees."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import textmine
from textmine.cli.terminal import _lines, clean, progress, show


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@given(text=st.text(alphabet=st.sampled_from("あ漢ア、。「」 aB3(--x")), room=st.integers(20, 80))
def test_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    """A help text is cut by display width; no letter is lost, no line begins with a comma or a full stop."""
    lines = _lines(text, room)
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
            "negated": [True],
            "answers": [1234],
            "item": [""],
        }
    )
    show(table, "ja", title="設問[bold]", notes=["母数[/]"])
    shown = capsys.readouterr().out
    for said in (long, "なし", "12.3%", "○", "1,234", "設問[bold]", "母数[/]", "回答の種類"):
        assert said in shown
    assert "項目" not in shown  # a column of nothing is left out
    assert "\x1b" not in shown


def test_an_empty_table_is_a_heading(capsys: pytest.CaptureFixture[str]) -> None:
    show(pd.DataFrame({"word": pd.Series([], dtype="str")}), "en", title="Nothing")
    assert "Nothing" in capsys.readouterr().out


def test_missing_numbers_are_blank(capsys: pytest.CaptureFixture[str]) -> None:
    show(pd.DataFrame({"share": [float("nan"), 0.5], "size": [float("nan"), 2.5]}), "en")
    shown = capsys.readouterr().out
    assert "nan" not in shown
    assert "50.0%" in shown
    assert "2.50" in shown


def test_no_progress_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("en") as advance:
        advance("reading", 0, 1)
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("patience", "work", "seen"), [(0.05, 1.0, True), (30.0, 0.1, False)])
def test_progress_shows_only_after_a_while(patience: float, work: float, seen: bool) -> None:
    """Quick work shows no bar; long work says which step it is at."""
    code = (
        "import time, textmine.cli.terminal as terminal\n"
        f"terminal.PATIENCE = {patience}\n"
        "with terminal.progress('en') as advance:\n"
        f"    advance('reading', 1, 2); time.sleep({work})\n"
    )
    master, slave = os.openpty()
    environment = os.environ | {"TERM": "xterm", "PYTHONPATH": str(Path(textmine.__file__).parents[1])}
    with subprocess.Popen([sys.executable, "-c", code], stderr=slave, env=environment) as process:
        assert process.wait(60) == 0
    os.set_blocking(master, False)
    try:
        shown = os.read(master, 100_000).decode()
    except BlockingIOError:
        shown = ""
    os.close(slave)
    os.close(master)
    assert ("Reading" in shown) == seen
    if not seen:
        assert shown == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_progress_ends_with_an_interruption() -> None:
    """The bar is gone before the message about the interruption is printed."""
    code = (
        "import time, textmine.cli.terminal as terminal\n"
        "terminal.PATIENCE = 0.01\n"
        "try:\n"
        "    with terminal.progress('en'): time.sleep(0.5); raise KeyboardInterrupt\n"
        "except KeyboardInterrupt: print('ended')\n"
    )
    master, slave = os.openpty()
    environment = os.environ | {"TERM": "xterm", "PYTHONPATH": str(Path(textmine.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=slave,
        env=environment,
        timeout=60,
        check=True,
    )
    os.close(slave)
    os.close(master)
    assert done.stdout == b"ended\n"
