"""textmine.web.journal: nothing that was said to be saved is lost, however the program ends."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from textmine.errors import ReportError, SurveyError
from textmine.inputs.decisions import COLUMNS, read_review
from textmine.inputs.journal import fingerprint, journals, read_changes
from textmine.reports.tablefile import tablefile
from textmine.web import coding
from textmine.web.holder import Held
from textmine.web.journal import Journal

KILLS = 200 if os.environ.get("TEXTMINE_EXAMPLES") == "fuzz" else 10
ANSWERS = 40  # that are decided about again and again

# Forks processes one after the other: each decides as fast as it can, puts the journal into the file of
# decisions now and then, and says what it was told is saved ("number value", a line each) until it is killed.
KILLER = """
import sys
from pathlib import Path
from tests.web.test_journal import kill_and_look
kill_and_look(Path(sys.argv[1]), int(sys.argv[2]))
"""


def change(number: int, value: int, **others: Any) -> dict[str, Any]:
    """What the desk keeps of a decision; 2 takes it back."""
    texts = (f"r{number}", "障害", "", f"回答その{number}")
    values = {} if value == 2 else {"＊費用": [value, 0], "＊人材": [1 - value, 1]}
    names = ("respondent", "question", "item", "text")
    about = {"key": fingerprint(*texts), "sha": fingerprint(texts[3]), "answer": number}
    return {**about, **dict(zip(names, texts, strict=True)), "coder": "佐藤", "values": values, **others}


def put(path: Path) -> None:
    coding.put_together(Held(None, lambda *step: None), path)


def begun(folder: Path) -> Path:
    path = folder / "decisions.csv"
    path.write_bytes(tablefile(pd.DataFrame(columns=list(COLUMNS))))
    return path


def found(path: Path) -> dict[int, int]:
    """Number of an answer -> what was decided of its first code."""
    table = read_review(path)
    assert not table.duplicated(["key", "code"]).any()
    of_first = table[table["code"] == "＊費用"]
    return dict(zip(of_first["answer"], of_first["value"], strict=True))


def test_a_decision_is_read_before_and_after_it_is_put_into_the_file(tmp_path: Path) -> None:
    """The command line reads the same in both states, and a decision that was taken back is gone."""
    path, journal = begun(tmp_path), Journal(tmp_path / "decisions.csv")
    journal.append([change(1, 1), change(2, 0), change(3, 1)])
    journal.append([change(2, 1), change(3, 2)])
    before = read_review(path)
    assert found(path) == {1: 1, 2: 1}
    assert journal.set_aside()
    put(path)
    assert found(path) == {1: 1, 2: 1}  # also if the program is killed here
    journal.put_away()
    pd.testing.assert_frame_equal(read_review(path), before)
    assert not any(each.exists() for each in journals(path))
    assert before["coder"].unique().tolist() == ["佐藤"]


def test_what_others_write_into_the_file_stays(tmp_path: Path) -> None:
    """A row that was added by hand is there after the journal is put into the file."""
    path, journal = begun(tmp_path), Journal(tmp_path / "decisions.csv")
    journal.append([change(1, 1)])
    by_hand = Journal(tmp_path / "other.csv")
    begun(tmp_path / "." / "").rename(tmp_path / "other.csv")
    by_hand.append([change(5, 0)])
    path.write_bytes(tablefile(read_review(tmp_path / "other.csv")))
    assert journal.set_aside()
    put(path)
    journal.put_away()
    assert found(path) == {1: 1, 5: 0}


def test_a_line_without_an_end_is_none(tmp_path: Path) -> None:
    """It was never said to be saved; the next decision does not join it."""
    path = begun(tmp_path)
    current = journals(path)[1]
    Journal(path).append([change(1, 1)])
    current.write_bytes(current.read_bytes() + b'{"key":"k1","values":{"')
    assert found(path) == {1: 1}
    Journal(path).append([change(2, 0)])
    assert found(path) == {1: 1, 2: 0}
    assert len(read_changes(path)) == 2


def test_a_line_that_nobody_understands_is_an_error(tmp_path: Path) -> None:
    path = begun(tmp_path)
    journals(path)[1].write_text('{"key": 1}\n', encoding="utf-8")
    with pytest.raises(SurveyError, match="line 1 is not what the desk wrote"):
        read_review(path)


@pytest.mark.parametrize("written", [0, 7])
def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int) -> None:
    """The decision is refused in one sentence, those before it stay, and it can be tried again."""
    path, journal = begun(tmp_path), Journal(tmp_path / "decisions.csv")
    journal.append([change(1, 1)])
    write = os.write
    with monkeypatch.context() as disk:

        def full(file: int, content: bytes) -> int:
            if written:
                write(file, content[:written])
            raise OSError(errno.ENOSPC, "No space left on device")

        disk.setattr(os, "write", full)
        with pytest.raises(ReportError, match="not saved yet"):
            journal.append([change(2, 1)])
    assert found(path) == {1: 1}
    journal.append([change(2, 1)])
    assert found(path) == {1: 1, 2: 1}


def test_a_journal_that_somebody_removes_is_begun_again(tmp_path: Path) -> None:
    path, journal = begun(tmp_path), Journal(tmp_path / "decisions.csv")
    journal.append([change(1, 1)])
    journals(path)[1].unlink()
    journal.append([change(2, 1)])
    assert found(path) == {2: 1}


def decide_for_ever(path: Path, first: int, told: int) -> None:
    journal = Journal(path)
    for count in range(first, first + 1_000_000):
        number, value = count * 7 % ANSWERS, count % 3
        journal.append([change(number, value)])
        os.write(told, f"{number} {value}\n".encode())
        if count % 25 == 24 and journal.set_aside():
            put(path)
            journal.put_away()


def kill_and_look(path: Path, kills: int) -> None:
    """Kill at random moments; after each, what was said to be saved is there."""
    dice, saved, first = random.Random(7), dict[int, int](), 0
    for kill in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            decide_for_ever(path, first, writing)
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as told:
            lines = [told.readline() for _ in range(dice.randrange(1, 60))]
            os.kill(child, signal.SIGKILL)
            lines += told.readlines()
        os.waitpid(child, 0)
        pairs = [line.split() for line in lines if line.endswith("\n")]
        saved |= {int(number): int(value) for number, value in pairs}
        first += len(pairs)
        kept, last = found(path), first * 7 % ANSWERS  # what may be on the disk and was not told yet
        for number, value in saved.items():
            assert kept.get(number, 2) in {value, *([first % 3] if number == last else [])}, (kill, number)
        saved[last] = kept.get(last, 2)
        first += 1


@pytest.mark.fuzz
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes are forks that are killed with a signal")
def test_kills_lose_nothing(tmp_path: Path) -> None:
    """Killed at random moments, again and again: nothing that was said to be saved is lost or broken."""
    command = [sys.executable, "-c", KILLER, str(begun(tmp_path)), str(KILLS)]
    subprocess.run(command, cwd=Path(__file__).parents[2], check=True)
