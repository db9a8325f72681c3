"""How far the work is: a bar on a terminal, after a while, gone when it ends; elsewhere lines."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import textmine
from textmine.cli.progress import Steps, progress
from textmine.settings import DEFAULTS
from textmine.study.study import Study

TERMINAL = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")


def test_no_progress_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("en"):
        pass
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""


class Asked(Study):
    """A study whose questions are known before anything is read."""

    questions = ("効果", "障害\x1b[31mの\n内容", "長" * 60)


def test_a_whole_study_says_each_step_in_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """No line twice in a row, nothing that steers a terminal, and on stderr only."""
    study = Asked(DEFAULTS)
    with progress("ja", study, whole=True):
        for step in (("reading", 0, 0), ("notes", 0, 3), ("notes", 0, 3), ("cloud", 1, 3), ("writing", 0, 0)):
            study.progress(*step)
    out, err = capsys.readouterr()
    lines = [
        "読み込み中",
        "3問中1問目「効果」：内容の文を下書きしています",
        "3問中2問目「障害 [31mの 内容」：ワードクラウドを描いています（残り1分以内）",
        "文書を書き出しています",
    ]
    assert (out, err.splitlines()) == ("", lines)


def test_the_time_left_is_told_from_the_questions_that_are_done() -> None:
    """None before the first is done; then what the others will take as long as it, and the documents."""
    seconds = iter([100.0, 700.0, 700.0, 1000.0])
    steps = Steps("en", Asked(DEFAULTS), clock=lambda: next(seconds))
    said = [steps.sentence("notes", done, 3) for done in (0, 0, 1, 1)]
    assert said[0] == said[1] == "Question 1 of 3, 効果: Drafting the notes"
    assert said[2].endswith(" (about 29 min left)")  # 3 x 10 minutes x 1.3 - 10
    assert said[3].endswith(" (about 24 min left)")
    long = Steps("en", Asked(DEFAULTS)).sentence("notes", 2, 3)
    assert long == f"Question 3 of 3, {'長' * 20}…: Drafting the notes"


def on_a_terminal(code: str) -> tuple[str, str]:
    """What the code prints, and what it shows on the terminal; ``shown`` is set when a bar appears."""
    before = (
        "import threading, types, rich.progress, textmine.cli.progress as terminal\n"
        "shown, start = threading.Event(), rich.progress.Progress.start\n"
        "rich.progress.Progress.start = lambda bar: (start(bar), shown.set())\n"
        "study = types.SimpleNamespace(progress=None, questions=('効果', '障害'))\n"
    )
    master, slave = os.openpty()
    environment = os.environ | {"TERM": "xterm", "PYTHONPATH": str(Path(textmine.__file__).parents[1])}
    command = [sys.executable, "-c", before + code]
    terminal = b""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=slave, env=environment) as process:
        os.close(slave)
        with contextlib.suppress(OSError):  # Linux's way of saying that the other end is closed
            while more := os.read(master, 100_000):  # a terminal holds little: who does not read stops it
                terminal += more
        printed = process.communicate()[0]
    os.close(master)
    assert process.returncode == 0
    return printed.decode(), terminal.decode()


@TERMINAL
def test_long_work_says_which_step_it_is_at() -> None:
    _, terminal = on_a_terminal(
        "terminal.PATIENCE = 0\n"
        "with terminal.progress('en', study): study.progress('reading', 1, 2); shown.wait()\n"
    )
    assert "Reading" in terminal


@TERMINAL
def test_the_bar_names_the_question() -> None:
    _, terminal = on_a_terminal(
        "terminal.PATIENCE = 0\n"
        "with terminal.progress('en', study): study.progress('notes', 1, 2); shown.wait()\n"
    )
    assert "Question 2 of 2, 障害: Drafting the notes" in terminal


@TERMINAL
def test_quick_work_shows_no_bar() -> None:
    _, terminal = on_a_terminal(
        "terminal.PATIENCE = 1_000_000\n"
        "with terminal.progress('en', study): study.progress('reading', 1, 2)\n"
    )
    assert terminal == ""


@TERMINAL
def test_progress_ends_with_an_interruption() -> None:
    """The bar is gone before the message about the interruption is printed."""
    printed, _ = on_a_terminal(
        "terminal.PATIENCE = 0\n"
        "try:\n"
        "    with terminal.progress('en'): shown.wait(); raise KeyboardInterrupt\n"
        "except KeyboardInterrupt: print('ended')\n"
    )
    assert printed == "ended\n"
