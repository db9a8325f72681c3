"""textmine.cli.start: from what a person drops or types to a report that opens."""

from __future__ import annotations

import io
import sys
import webbrowser
from pathlib import Path

import click
import pytest

from textmine.cli import start


class Terminal(io.StringIO):
    """A standard input at which a person sits."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """The commands that were run, instead of running them, and what was opened."""
    calls: list[list[str]] = []

    def run(arguments: list[str]) -> None:
        calls.append(arguments)
        sys.exit(2 if "bad.csv" in arguments else 0)

    monkeypatch.setattr(start, "main", run)
    monkeypatch.setattr(webbrowser, "open", lambda address: calls.append([address]))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    return calls


@pytest.mark.parametrize("typed", ["'調査 票.csv'", "調査\\ 票.csv", " 調査\\ 票.csv "])
def test_a_dragged_path_is_read_as_terminals_write_it(
    done: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(click, "prompt", lambda *_, **__: typed)
    assert start.start([]) == 0
    assert "Enter を押してください" in capsys.readouterr().out
    command, opened = done
    assert command[:2] == ["run", "調査 票.csv"]
    place = Path(command[3])
    assert place.name == "調査 票_report"
    assert opened == [(place / "report.html").resolve().as_uri()]


def test_nobody_to_ask_gets_the_sample(done: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert start.start([]) == 0
    assert done[0][0] == "demo" and Path(done[0][2]) == Path("outputs") / "demo"


def test_a_run_that_fails_opens_nothing(done: list[list[str]]) -> None:
    assert start.start(["bad.csv"]) == 2
    assert len(done) == 1


def test_where_nothing_can_be_written_it_goes_to_the_working_folder(
    done: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    start.start(["/media/disc/調査.csv"])
    assert Path(done[0][3]) == tmp_path / "調査_report"
