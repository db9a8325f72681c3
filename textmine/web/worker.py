"""The server's side of a process that holds a study: asks it, hears how far it is, and may end it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textmine.errors import TextmineError
from textmine.web.holder import LENGTH

Step = Callable[[str, int, int], None]


class Stopped(Exception):
    """The process that was asked has ended before it answered."""


class Bug(Exception):
    """What went wrong in the process that was asked, and is nobody's bad input."""


class Worker:
    """A process that holds the study of a folder. It starts with the first question.

    Questions are answered one after the other, in the order in which they were asked.
    """

    def __init__(self, folder: Path | None, step: Step, *, nice: bool = False) -> None:
        """Start nothing yet; ``step`` is told (stage, done, total) while a question is being answered."""
        self._folder, self._step, self._nice = folder, step, nice
        self._process: asyncio.subprocess.Process | None = None
        self._waiting: dict[int, asyncio.Future[bytes]] = {}
        self._number = 0
        self._lock = asyncio.Lock()
        self._listening: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a question waits for its answer."""
        return bool(self._waiting)

    @property
    def pid(self) -> int | None:
        """The number of the process, if there is one."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def ask(self, function: Callable[..., Any], **arguments: Any) -> bytes:
        """Return the answer of ``function(held, **arguments)``, which runs there, as JSON.

        Raises:
            TextmineError: as the function does.
            Stopped: if the process ended before.
            Bug: for whatever else the function raises.
        """
        async with self._lock:
            if self.pid is None:
                await self._start()
            assert self._process is not None and self._process.stdin is not None
            self._number += 1
            waiting = asyncio.get_running_loop().create_future()
            self._waiting[self._number] = waiting
            content = pickle.dumps((self._number, function, arguments))
            self._process.stdin.write(LENGTH.pack(len(content)) + content)
        answer: bytes = await waiting
        return answer

    async def stop(self) -> None:
        """End the process, whatever it does; the next question starts another one."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(OSError):  # it has just ended; asyncio's kill would look first
                os.kill(self._process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            await self._process.wait()
        if self._listening is not None:
            await self._listening

    async def _start(self) -> None:
        place = str(self._folder) if self._folder else ""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "textmine.web.holder", place, "nice" if self._nice else ""),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._listening = asyncio.create_task(self._listen(self._process))

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        try:
            while True:
                head = await process.stdout.readexactly(LENGTH.size)
                self._hear(pickle.loads(await process.stdout.readexactly(LENGTH.unpack(head)[0])))
        except (asyncio.IncompleteReadError, ConnectionError):
            waiting, self._waiting = self._waiting, {}
            for future in waiting.values():
                if not future.done():
                    future.set_exception(Stopped())

    def _hear(self, message: tuple[Any, ...]) -> None:
        kind, *rest = message
        if kind == "step":
            self._step(*rest)
            return
        number, answer = rest
        future = self._waiting.pop(number)
        if future.done():  # whoever asked has gone
            return
        if kind == "done":
            future.set_result(answer)
        else:
            future.set_exception(answer if isinstance(answer, TextmineError) else Bug(answer))
