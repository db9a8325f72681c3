"""Where work on parts of a survey is done: in this process, in several, or on a Dask cluster."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import Any, TypeVar

from textmine.errors import SettingsError

Task = TypeVar("Task")
Result = TypeVar("Result")
Work = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
AHEAD = 2  # tasks per worker that are handed out before their results are taken: memory stays flat
TRIES = 3  # pools that may break under the same work before it is given up
RETRIES = 3  # of a task on a cluster whose worker was lost
PATIENCE = 10.0  # seconds until a scheduler that does not answer is taken for none


def workers_of(name: str) -> int:
    """Return how many tasks the executor of this name does at a time; 0 where only the cluster knows.

    Raises:
        SettingsError: there is no executor of that name.

    >>> workers_of("serial"), workers_of("processes:4")
    (1, 4)
    """
    kind, _, rest = name.partition(":")
    if kind == "serial" and not rest:
        return 1
    if kind == "processes" and (not rest or rest.isdecimal()) and rest != "0":
        return int(rest) if rest else os.cpu_count() or 1
    if kind == "dask":
        return 0
    raise SettingsError(
        "no executor named {name!r}; choose serial, processes, processes:4 (so many), dask (a cluster on "
        "this machine) or dask://host:port",
        name=name,
    )


def mapped(name: str, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
    """Return the results of the tasks, in their order, as they are needed; see :func:`workers`."""
    with workers(name) as work:
        yield from work(function, tasks)


@contextmanager
def workers(name: str) -> Iterator[Work]:
    """Give what does tasks as long as it is open: ``work(function, tasks)`` returns their results in order.

    ``name`` is "serial", "processes" (as many as there are processors), "processes:4", "dask" (a cluster on
    this machine) or "dask://host:port" (a scheduler that runs). ``function`` stands in a module, and the
    tasks, small ones, are pickled. A task whose process was lost is done again, so it has to give the same
    result twice.

    Raises:
        SettingsError: there is no executor of that name, its package is missing, or the cluster does not
            answer.
    """
    count = workers_of(name)
    if count == 1:
        yield map
    elif count:
        processes = _Processes(count)
        try:
            yield processes.work
        finally:
            processes.end()
    else:
        with _cluster(name) as (pool, most):

            def work(function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
                waiting: deque[Future[Any]] = deque()
                for task in tasks:
                    waiting.append(pool.submit(function, task))
                    if len(waiting) >= AHEAD * most:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()

            yield work


class _Processes:
    """Processes of our own; what a killed one had in hand is done by a new pool."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.before = set(active_children())
        self.pool = _pool(count)

    def work(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        coming = iter(tasks)
        waiting: deque[tuple[Any, Future[Any]]] = deque()
        broken = 0
        while True:
            while len(waiting) < AHEAD * self.count:
                try:
                    task = next(coming)
                except StopIteration:
                    break
                waiting.append((task, self._submit(function, task)))
            if not waiting:
                return
            try:
                result = waiting[0][1].result()
            except BrokenProcessPool:
                broken += 1
                if broken >= TRIES:
                    raise
                self.pool.shutdown(wait=True)
                self.pool = _pool(self.count)
                waiting = deque((task, self._submit(function, task)) for task, _ in waiting)
                continue
            waiting.popleft()
            yield result

    def _submit(self, function: Callable[[Any], Any], task: Any) -> Future[Any]:
        try:
            with _unseen_main():
                return self.pool.submit(function, task)
        except BrokenProcessPool as error:  # told when its result is asked for
            future: Future[Any] = Future()
            future.set_exception(error)
            return future

    def end(self) -> None:
        # Also after Ctrl-C or when the caller wants no more: nothing goes on behind its back.
        self.pool.shutdown(wait=False, cancel_futures=True)
        for child in set(active_children()) - self.before:
            child.terminate()
        self.pool.shutdown(wait=True)  # its own thread joins them: two that do lose count of the dead
        for child in set(active_children()) - self.before:  # started while the pool broke
            child.terminate()
            child.join()


@contextmanager
def _unseen_main() -> Iterator[None]:
    """Keep a process that starts now from running the caller's script again.

    A spawned process imports the main module, and a script that does not ask whether it is the main one would
    start everything anew in each. What runs there stands in a module of its own.
    """
    main = sys.modules["__main__"]
    hidden: dict[str, Any] = {}
    for name in ("__spec__", "__file__"):
        if name in main.__dict__:
            hidden[name] = main.__dict__.pop(name)
    main.__spec__ = None
    try:
        yield
    finally:
        main.__dict__.update(hidden)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned: a fork of a process with threads (Arrow has some) may hang.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its children


@contextmanager
def _cluster(name: str) -> Iterator[tuple[Executor, int]]:
    try:
        import distributed
    except ImportError:
        raise SettingsError(
            "the executor {name!r} needs Dask; run: pip install 'textmine[cluster]'", name=name
        ) from None
    dask: Any = distributed  # has no types of its own
    address = name.removeprefix("dask").removeprefix("://")
    local = None
    try:
        if address:
            client = dask.Client(f"tcp://{address}", timeout=PATIENCE)
        else:
            with _unseen_main():
                local = dask.LocalCluster(threads_per_worker=1, dashboard_address=None)
            client = dask.Client(local)
    except OSError as error:
        raise SettingsError(
            "no Dask scheduler answers at {address} ({reason}); start one there, or choose processes",
            address=address,
            reason=type(error).__name__,
        ) from error
    try:
        count = max(1, sum(client.nthreads().values()))
        yield client.get_executor(retries=RETRIES), count
    finally:
        client.close()
        if local is not None:
            local.close()
