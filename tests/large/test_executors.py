"""textmine.large.executors: results in order, nothing lost with a process, no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from pathlib import Path

import pytest
from distributed import LocalCluster

from textmine.errors import SettingsError
from textmine.large import executors
from textmine.large.executors import AHEAD, mapped, workers_of


def double(number: int) -> int:
    return 2 * number


def late(number: int) -> int:
    """The first tasks take longest, so that they would be done last."""
    time.sleep(0.2 if number < 2 else 0)
    return number


def dies_once(task: tuple[int, str]) -> int:
    """Kills its own process the first time that it is asked for task 3."""
    number, marker = task
    if number == 3 and not Path(marker).exists():
        Path(marker).write_text("died")
        os._exit(1)
    return number


def dies(number: int) -> int:
    os._exit(1)


def fails(number: int) -> int:
    raise ValueError(f"task {number}")


def running() -> list[int]:
    """The processes of ours that are there (a dead one may still be listed for a moment)."""
    found = []
    for child in active_children():
        try:
            os.kill(child.pid or 0, 0)
            found.append(child.pid or 0)
        except ProcessLookupError:
            pass
    return found


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A real Dask cluster of two workers, each a process of its own."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        yield str(local.scheduler_address).replace("tcp://", "dask://")


@pytest.mark.parametrize("name", ["serial", "processes:2"])
def test_results_keep_the_order_of_their_tasks(name: str) -> None:
    assert list(mapped(name, late, range(6))) == list(range(6))
    assert list(mapped(name, double, ())) == []


def test_no_more_tasks_are_drawn_than_are_worked_on() -> None:
    """Memory stays flat: the parts of a large survey are read as they are needed."""
    drawn = []

    def tasks() -> Iterator[int]:
        for number in range(100):
            drawn.append(number)
            yield number

    results = mapped("processes:2", double, tasks())
    assert next(results) == 0
    assert len(drawn) <= 2 * AHEAD + 1
    results.close()
    serial = mapped("serial", double, tasks())
    drawn.clear()
    assert next(serial) == 0
    assert len(drawn) == 1


def test_what_a_killed_process_had_in_hand_is_done_again(tmp_path: Path) -> None:
    tasks = [(number, str(tmp_path / "marker")) for number in range(8)]
    assert list(mapped("processes:2", dies_once, tasks)) == list(range(8))
    assert (tmp_path / "marker").exists()


def test_work_that_always_kills_its_process_is_given_up() -> None:
    with pytest.raises(BrokenProcessPool):
        list(mapped("processes:2", dies, range(3)))


@pytest.mark.parametrize("name", ["serial", "processes:2"])
def test_an_error_in_a_task_comes_through(name: str) -> None:
    with pytest.raises(ValueError, match="task 0"):
        list(mapped(name, fails, range(3)))
    assert not running()


def test_who_wants_no_more_leaves_no_process_behind() -> None:
    results = mapped("processes:2", double, range(50))
    next(results)
    assert running()
    results.close()
    assert not running()


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    """The parent ends its children; none goes on, and none prints a traceback of its own."""
    (tmp_path / "work.py").write_text(
        "import os, time\n"
        "def slow(number):\n"
        "    os.write(1, f'pid {os.getpid()}\\n'.encode())\n"  # whole: both children write at once
        "    time.sleep(600)\n",
        encoding="utf-8",
    )
    (tmp_path / "script.py").write_text(
        "import signal\n"
        "from work import slow\n"
        "from textmine.large.executors import mapped\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background ignores it
        "list(mapped('processes:2', slow, range(4)))\n",
        encoding="utf-8",
    )
    done = subprocess.Popen(
        [sys.executable, str(tmp_path / "script.py")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert done.stdout is not None
    children = [int(done.stdout.readline().split()[1]) for _ in range(2)]
    os.killpg(done.pid, signal.SIGINT)
    _, error = done.communicate()  # as long as the machine needs; the work itself would end well
    assert done.returncode != 0
    assert "SpawnProcess" not in error
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_a_script_need_not_guard_its_main_part(tmp_path: Path) -> None:
    """As notebooks and first scripts are: the processes do not run it again."""
    script = tmp_path / "script.py"
    script.write_text(
        "from textmine.large.executors import mapped\n"
        "from textmine.inputs.normalize import normalize\n"
        "print('once', list(mapped('processes:2', normalize, ['ａ', 'ｂ', 'ｃ'])))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.stdout == "once ['a', 'b', 'c']\n", done.stderr


def test_a_cluster_gives_the_same_results(cluster: str) -> None:
    assert list(mapped(cluster, late, range(6))) == list(range(6))


def test_a_worker_of_a_cluster_killed_in_the_middle_loses_nothing(cluster: str, tmp_path: Path) -> None:
    tasks = [(number, str(tmp_path / "marker")) for number in range(12)]
    assert list(mapped(cluster, dies_once, tasks)) == list(range(12))
    assert (tmp_path / "marker").exists()


def test_what_can_not_be_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown name, no process at all, a scheduler that does not answer, Dask not installed."""
    for name in ("threads", "processes:0", "processes:x", "serial:2"):
        with pytest.raises(SettingsError, match="processes:4"):
            workers_of(name)
    monkeypatch.setattr(executors, "PATIENCE", 0.5)
    with pytest.raises(SettingsError, match=r"127\.0\.0\.1:1"):
        list(mapped("dask://127.0.0.1:1", double, [1]))
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingsError, match="textmine\\[cluster\\]"):
        list(mapped("dask", double, [1]))
