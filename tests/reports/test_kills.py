"""A run that is killed: what it left is removed by the next, and a folder of two runs is recognised."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reports.examples import make_report
from textmine import staging
from textmine.reports.report import Report
from textmine.reports.runfile import differences
from textmine.reports.saving import save
from textmine.reports.writing import write
from textmine.staging import remove_leftovers

# A child for each moment: it writes the second report over the first, and is killed at that step.
WRITER = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from tests.reports.examples import make_report
from textmine.reports import saving
from textmine.reports.writing import write

class Moment:
    def __init__(self, step):
        self.left = step

    def __call__(self, original):
        def run(*arguments):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments)
        return run

report = replace(make_report(), title="another")
report = replace(report, sections=report.sections[:-2])  # two files of the first run are not made again
for folder, step in zip(sys.argv[1::2], sys.argv[2::2]):
    child = os.fork()
    if child == 0:
        moment = Moment(int(step))
        for place, name in ((saving, "write_new"), (saving, "_keep"), (Path, "replace"), (Path, "unlink")):
            setattr(place, name, moment(getattr(place, name)))
        write(report, folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)
"""
STEPS = (5, 33, 45, 70)


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*.*")
        if not path.name.startswith(".")
    }


def dead_process() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork a process")
def test_killed_at_several_moments(tmp_path: Path) -> None:
    """All files are of the earlier run, or all are of the later one, or the folder says that it is mixed."""
    report = make_report()
    folders = [tmp_path / str(step) for step in STEPS]
    write(report, f"{folders[0]}/")
    for folder in folders[1:]:
        shutil.copytree(folders[0], folder)
    first = contents(folders[0])
    arguments = [
        text for folder, step in zip(folders, STEPS, strict=True) for text in (f"{folder}/", f"{step}")
    ]
    done = subprocess.run(
        [sys.executable, "-c", WRITER, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.split() == [str(int(signal.SIGKILL))] * len(STEPS)
    mixed = []
    for folder in folders:
        assert hidden(folder)
        here = contents(folder)
        found = differences(folder)
        assert bool(found) == (here != first and here["run.json"] == first["run.json"]), found
        mixed.append(bool(found))
    assert mixed[0] is False and any(mixed)
    for folder in folders[::2]:
        write(report, f"{folder}/")
        assert not hidden(folder) and not differences(folder)
        assert contents(folder) == first


def test_only_what_dead_processes_left_is_removed(tmp_path: Path) -> None:
    """Those of the process at work, of others that run, and files of a person stay."""
    dead = dead_process()
    gone = [
        f".report-{dead}-0.new",  # as earlier versions wrote it
        f".report-{dead}-0a1b2c3d-0.new",
        f".1_効果_keywords-{dead}-0a1b2c3d-12.old",
        f".report-{os.getpid()}-00000000-0.new",  # the system gave us its number
    ]
    stay = [
        staging.hidden(tmp_path / "report.xlsx", "new").name,  # of this process, in another thread
        f".report-{os.getppid()}-0a1b2c3d-0.new",
        f"report-{dead}-0.new",
        f".report-{dead}-0.csv",
        ".report-0-0.new",
        ".gitignore",
    ]
    for name in (*gone, *stay):
        (tmp_path / name).write_bytes(b"")
    save({tmp_path / "a.csv": b"1"})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*stay, "a.csv"])


def test_leftovers_of_a_folder_that_is_not_there() -> None:
    remove_leftovers(Path("no such folder"))


def test_an_edited_file_a_missing_and_a_foreign_one_are_named(report: Report, tmp_path: Path) -> None:
    """And what a person put beside the results is nobody's business."""
    write(report, f"{tmp_path}/")
    assert differences(tmp_path) == {}
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert differences(tmp_path) == {}
    (tmp_path / "report.xlsx").write_bytes(b"edited")
    (tmp_path / "tables" / "kinds.csv").unlink()
    (tmp_path / "tables" / "9_other_keywords.csv").write_bytes(b"")
    assert differences(tmp_path) == {
        "report.xlsx": "changed",
        "tables/9_other_keywords.csv": "added",
        "tables/kinds.csv": "missing",
    }


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": [1]}', '{"files": {"a": 1}}', "[" * 100_000])
def test_a_damaged_run_json_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    assert set(differences(tmp_path)) <= {"run.json", "a"} and differences(tmp_path)


def test_a_first_run_that_was_killed_left_no_run_json(tmp_path: Path) -> None:
    assert differences(tmp_path) == {}
    (tmp_path / "report.html").write_bytes(b"")
    assert differences(tmp_path) == {"run.json": "missing"}
