"""What the server knows: the open project, the processes that work on its study, and the open tabs."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textmine.errors import TextmineError
from textmine.texts.labels import label, name
from textmine.texts.messages import message
from textmine.web import projects
from textmine.web.worker import Stopped, Worker

MOST_UNREAD = 200  # events that wait for a tab; one that leaves more unread gets no further ones


@dataclass
class Job:
    """A long piece of work, in a process of its own.

    Attributes:
        number: identifies it.
        what: the page's name for it, such as "report".
        worker: its process.
        state: "running", "done", "failed" or "stopped".
        step: (stage, questions done, questions), as a study reports its progress.
        answer: its result as JSON; if it failed, the sentence that says why.
        ending: what waits for its end.
    """

    number: int
    what: str
    worker: Worker
    state: str = "running"
    step: tuple[str, int, int] = ("working", 0, 0)
    answer: bytes = b"null"
    ending: asyncio.Task[None] | None = None

    def shown(self, lang: str) -> dict[str, Any]:
        """Return what a page shows of it."""
        stage, done, total = self.step
        return {
            "job": self.number,
            "what": self.what,
            "state": self.state,
            "stage": name(stage, lang, group="stage"),
            "done": done,
            "total": total,
            "answer": json.loads(self.answer),
        }


class Desk:
    """The one desk of a server: one project at a time.

    Attributes:
        lang: the language of the desk, "ja" or "en".
        settled: whether somebody has chosen it; else the first browser that speaks Japanese does.
        folder: the open project; None: none is.
        jobs: the long pieces of work of this session, by number.
        kept: page -> what the server remembers for this page about the open project.
        leaving: functions that pages want to be called before the project is closed.
    """

    def __init__(self, lang: str, place: tuple[str, int] = ("", 0), *, settled: bool = True) -> None:
        """Open nothing yet; ``place`` is the address and the port at which the server listens."""
        self.lang, self.place, self.settled = lang, place, settled
        self.folder: Path | None = None
        self.jobs: dict[int, Job] = {}
        self.kept: dict[str, Any] = {}
        self.leaving: list[Callable[[], Awaitable[None]]] = []
        self._numbers = itertools.count(secrets.randbelow(1 << 40))  # no two desks have a job of one number
        self._listeners: set[asyncio.Queue[str | None]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._worker = Worker(None, self._step)

    # ---------------------------------------------------------------------------------- the project

    @property
    def settings_file(self) -> Path:
        """The settings of the open project."""
        return self.project / projects.SETTINGS

    @property
    def project(self) -> Path:
        """The folder of the open project.

        Raises:
            TextmineError: if none is open.
        """
        if self.folder is None:
            raise TextmineError("no survey is open; choose a file first")
        return self.folder

    async def open(self, folder: Path | None) -> None:
        """Open a project, and close the one that was open."""
        if folder is not None:
            projects.claim(folder, *self.place)
        await self.close()
        self.folder = folder
        self._worker = Worker(folder, self._step)
        if folder is not None:
            projects.opened(folder)
        self.tell({"event": "project", "folder": str(folder or "")})

    async def close(self) -> None:
        """End all processes; nothing that was saved is lost."""
        leaving, self.leaving = self.leaving, []
        for leave in leaving:
            await leave()
        for job in self.jobs.values():
            await self.stop(job.number)
        await self._worker.stop()
        self.kept.clear()
        if self.folder is not None:
            projects.release(self.folder, self.place[1])
            self.folder = None

    # ---------------------------------------------------------------------------------- asking

    async def ask(self, function: Callable[..., Any], **arguments: Any) -> bytes:
        """Return ``function(held, **arguments)`` as JSON: a result of the study that takes little time.

        Raises:
            TextmineError: as the function does, or if no project is open.
        """
        _ = self.project  # without one there is no study
        try:
            return await self._worker.ask(function, **arguments)
        finally:
            if not self._worker.busy:
                self.tell({"event": "step", "stage": ""})

    def start_loading(self, function: Callable[..., Any], **arguments: Any) -> None:
        """Ask without waiting for the answer, so that it is ready when somebody asks for it."""
        self._start(self._ask_quietly(function, arguments))

    def run(
        self,
        what: str,
        function: Callable[..., Any],
        *,
        urgent: bool = False,
        most: float | None = None,
        **arguments: Any,
    ) -> Job:
        """Start a long piece of work in a process of its own, and return it; tabs are told of its progress.

        While one of the same name (``what``) is running, that one is returned and no second one is started.
        Somebody waits for an ``urgent`` one; the others run at a lower priority than what is asked meanwhile.
        What takes more than ``most`` seconds is ended.
        """
        for job in self.jobs.values():
            if job.what == what and job.state == "running":
                return job
        number = next(self._numbers)

        def step(stage: str, done: int, total: int) -> None:
            job.step = stage, done, total
            self.tell({"event": "job", **job.shown(self.lang)})

        job = Job(number, what, Worker(self.folder, step, nice=not urgent))
        self.jobs[number] = job
        job.ending = self._start(self._finish(job, most, function, arguments))
        return job

    async def result(self, job: Job) -> bytes:
        """Return what a piece of work answers, when it is done; it is then forgotten.

        Raises:
            Stopped: if it failed, or somebody has stopped it.
        """
        assert job.ending is not None
        await asyncio.shield(job.ending)
        self.jobs.pop(job.number, None)
        if job.state != "done":
            raise Stopped
        return job.answer

    async def stop(self, number: int) -> None:
        """Stop a long piece of work, however far it is."""
        job = self.jobs.get(number)
        if job is not None and job.state == "running":
            job.state = "stopped"
            await job.worker.stop()

    async def interrupt(self) -> None:
        """End the process that answers, because it takes too long; the next question starts a new one."""
        await self._worker.stop()
        self.tell({"event": "step", "stage": ""})

    async def _finish(
        self, job: Job, most: float | None, function: Callable[..., Any], arguments: dict[str, Any]
    ) -> None:
        try:
            async with asyncio.timeout(most):
                job.answer = await job.worker.ask(function, **arguments)
            job.state = "done"
        except Stopped:
            job.state = "stopped" if job.state == "stopped" else "failed"
        except TimeoutError:
            slow = TextmineError(
                "this took more than {minutes} minutes and was ended; give fewer columns or split the file",
                minutes=round((most or 0) / 60),
            )
            job.state, job.answer = "failed", json.dumps(sentence(slow, self.lang)).encode()
        except Exception as error:  # the tabs show what went wrong
            job.state, job.answer = "failed", json.dumps(sentence(error, self.lang)).encode()
        finally:
            await job.worker.stop()
            self.tell({"event": "job", **job.shown(self.lang)})

    async def _ask_quietly(self, function: Callable[..., Any], arguments: dict[str, Any]) -> None:
        try:
            await self.ask(function, **arguments)
        except Exception:
            return

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)  # without a reference a task may be garbage-collected while it runs
        task.add_done_callback(self._tasks.discard)
        return task

    # ---------------------------------------------------------------------------------- telling

    def _step(self, stage: str, done: int, total: int) -> None:
        self.tell(
            {"event": "step", "stage": name(stage, self.lang, group="stage"), "done": done, "total": total}
        )

    def tell(self, event: dict[str, Any]) -> None:
        """Tell all open tabs of something."""
        text = json.dumps(event, ensure_ascii=False)
        for queue in [*self._listeners]:
            if queue.qsize() > MOST_UNREAD:
                self._listeners.discard(queue)
                continue
            queue.put_nowait(text)

    def listen(self) -> asyncio.Queue[str | None]:
        """Return a queue of the events from now on, for one tab; None is the last."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[str | None]) -> None:
        """Send a tab no further events."""
        self._listeners.discard(queue)

    def dismiss(self) -> None:
        """End the queues of all tabs, because the server ends."""
        for queue in self._listeners:
            queue.put_nowait(None)


def sentence(error: Exception, lang: str) -> str:
    """Return the one sentence for what went wrong."""
    if isinstance(error, TextmineError):
        return message(error, lang)
    if isinstance(error, Stopped):
        return label("desk.stopped", lang)
    return label("desk.bug", lang)
