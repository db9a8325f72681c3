"""``textmine run``, killed while it writes its results: nothing is lost, and what is mixed is said."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import Run

# The command as a person runs it, but for the moment at which it stops and waits to be killed.
STOPPING = """
import sys
from pathlib import Path
from textmine.cli import main
from textmine.reports import saving

step, name = sys.argv[1:3]
del sys.argv[1:3]
documents = ["report.xlsx", "report.html", "report.docx", "report.pptx"]
write, replace = saving.write_new, Path.replace

def stop():
    print("stopped here", flush=True)
    sys.stdin.read()

def write_half(path, content, mode):
    if step == "write" and documents.pop(0) == name:
        write(path, content[: len(content) // 2], mode)
        stop()
    write(path, content, mode)

def replace_or_stop(path, target):
    if step == "replace" and Path(target).name == name:
        stop()
    return replace(path, target)

saving.write_new, Path.replace = write_half, replace_or_stop
main()
"""
HEADER = "番号,ご意見\n"
ANSWERS = ["費用が高い。", "費用と人材が足りない。", "情報の共有が進んだ。", "費用が高くて人材がいない。"]
MOMENTS = {
    "half a file written": ("write", "report.docx"),
    "half of the files in place": ("replace", "report.docx"),
    "all but the last in place": ("replace", "run.json"),
}


def contents(folder: Path) -> dict[str, bytes]:
    """The files that a person sees."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*.*")
        if path.is_file() and not path.name.startswith(".")
    }


def kill_at(folder: Path, step: str, name: str) -> None:
    """Run the study of a folder in a process of its own and kill it at that moment."""
    with subprocess.Popen(
        [sys.executable, "-c", STOPPING, step, name, "run", "textmine.toml"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        stopped = any(line.strip() == "stopped here" for line in process.stdout)
        process.kill()
    assert stopped and process.returncode


def test_killed_while_it_writes(run: Run, tmp_path: Path) -> None:
    """The earlier results stay whole or ``check`` names the mixed files; the next run puts all right."""
    study = tmp_path / "study"
    study.mkdir()
    (study / "textmine.toml").write_text(
        '[survey]\nfiles = ["survey.csv"]\n[report]\nout = "results"\nlang = "en"\n', encoding="utf-8"
    )
    rows = [f"{number},{text}" for number, text in enumerate(ANSWERS, start=1)]
    (study / "survey.csv").write_text(HEADER + "\n".join(rows), encoding="utf-8")
    assert run("run", study / "textmine.toml").returncode == 0
    first = contents(study / "results")
    (study / "survey.csv").write_text(HEADER + "\n".join([*rows, "5,費用の負担が大きい。"]), encoding="utf-8")
    finished: list[dict[str, bytes]] = []
    for moment, (step, name) in MOMENTS.items():
        folder = tmp_path / moment
        shutil.copytree(study, folder)
        results = folder / "results"
        kill_at(folder, step, name)
        assert list(results.rglob(".*.new")), moment
        here, checked = contents(results), run("check", results)
        changed = {file for file in first if here.get(file) != first[file]}
        assert (checked.returncode != 0) == bool(changed) == (step == "replace"), moment
        assert "run.json" not in changed
        assert not changed or any(f"{file} (changed)" in checked.stderr for file in changed)
        again = run("run", folder / "textmine.toml")
        assert again.returncode == 0
        assert ("not all files" in again.stdout + again.stderr) == bool(changed), moment
        assert not list(results.rglob(".*")), moment
        assert run("check", results).returncode == 0
        finished.append(contents(results))
    assert finished[0] == finished[1] == finished[2] != first
