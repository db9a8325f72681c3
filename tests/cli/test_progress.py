"""The progress bar: on a terminal, after a while, gone when the work ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import textmine
from textmine.cli.terminal import progress


def test_no_progress_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("en"):
        pass
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""


def on_a_terminal(code: str) -> tuple[str, str]:
    """What the code prints, and what it shows on the terminal; ``shown`` is set when a bar appears."""
    before = (
        "import threading, types, rich.progress, textmine.cli.terminal as terminal\n"
        "shown, start = threading.Event(), rich.progress.Progress.start\n"
        "rich.progress.Progress.start = lambda bar: (start(bar), shown.set())\n"
        "study = types.SimpleNamespace(progress=None)\n"
    )
    master, slave = os.openpty()
    environment = os.environ | {"TERM": "xterm", "PYTHONPATH": str(Path(textmine.__file__).parents[1])}
    command = [sys.executable, "-c", before + code]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=slave, env=environment, check=True)
    os.set_blocking(master, False)
    try:
        terminal = os.read(master, 100_000).decode()
    except BlockingIOError:
        terminal = ""
    os.close(slave)
    os.close(master)
    return done.stdout.decode(), terminal


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_long_work_says_which_step_it_is_at() -> None:
    _, terminal = on_a_terminal(
        "terminal.PATIENCE = 0\n"
        "with terminal.progress('en', study): study.progress('reading', 1, 2); shown.wait()\n"
    )
    assert "Reading" in terminal


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_quick_work_shows_no_bar() -> None:
    _, terminal = on_a_terminal(
        "terminal.PATIENCE = 1_000_000\n"
        "with terminal.progress('en', study): study.progress('reading', 1, 2)\n"
    )
    assert terminal == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_progress_ends_with_an_interruption() -> None:
    """The bar is gone before the message about the interruption is printed."""
    printed, _ = on_a_terminal(
        "terminal.PATIENCE = 0\n"
        "try:\n"
        "    with terminal.progress('en'): shown.wait(); raise KeyboardInterrupt\n"
        "except KeyboardInterrupt: print('ended')\n"
    )
    assert printed == "ended\n"
