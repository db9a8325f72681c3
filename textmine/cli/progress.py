"""Says how far a study is: a bar on a terminal, a plain line a step where none is."""

from __future__ import annotations

import math
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from textmine.cli.terminal import clean, wrapped
from textmine.texts.labels import label, name

if TYPE_CHECKING:
    from textmine.study.study import Study

PATIENCE = 2.0  # seconds of work before a progress bar appears
NAMED = 40  # columns of a question that is named: headers of surveys can be whole sentences
AFTER = 0.3  # what comes after the last question, in parts of the time of all questions: the documents


class Steps:
    """The sentence for each step of a study: the question, the step, and the time left where it is known."""

    def __init__(self, lang: str, study: Study | None, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin; ``clock`` tells seconds."""
        self._lang, self._study, self._clock = lang, study, clock
        self._begun = 0.0  # when the first question began that is told of
        self._questions: tuple[str, ...] = ()
        self._first, self._done, self._took = 0, 0, 0.0  # it, how many are done, the seconds since it began

    def sentence(self, stage: str, done: int, total: int) -> str:
        """Return what is done now: ``stage``, in question ``done`` (from 0) of ``total``; 0: in none."""
        step = name(stage, self._lang, group="stage")
        if not total or self._study is None or done >= total:
            return step
        if not self._begun:
            self._questions = self._study.questions  # asked once: it looks through all answers
            self._begun, self._first, self._done = self._clock(), done, done
        if done > self._done:
            self._done, self._took = done, self._clock() - self._begun
        first, *more = wrapped(clean(self._questions[done]), NAMED)
        question = f"{first}…" if more else first
        said = label("stage.at", self._lang, question=question, number=done + 1, total=total, step=step)
        return said + self._left(total)

    def _left(self, total: int) -> str:
        if self._done == self._first:
            return ""
        whole = self._took / (self._done - self._first) * (total * (1 + AFTER) - self._first)
        minutes = math.ceil((whole - (self._clock() - self._begun)) / 60)
        key = "left" if minutes > 1 else "soon"
        return label(f"stage.{key}", self._lang, minutes=f"{minutes:,}")


@contextmanager
def progress(lang: str, study: Study | None = None, *, whole: bool = False) -> Iterator[None]:
    """Say how far the work of a study is, on stderr.

    On a terminal it is a bar, seen after two seconds and gone when the work ends; elsewhere, of a ``whole``
    study, a line for each step, and nothing of what is quickly done.
    """
    steps = Steps(lang, study)
    if sys.stderr.isatty():
        with _bar(lang, study, steps):
            yield
        return
    if whole and study is not None:
        said = [""]

        def advance(stage: str, done: int, total: int) -> None:
            line = clean(steps.sentence(stage, done, total))
            if line != said[-1]:
                said.append(line)
                click.echo(line, err=True)

        study.progress = advance
    yield


@contextmanager
def _bar(lang: str, study: Study | None, steps: Steps) -> Iterator[None]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label("stage.working", lang), total=None)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()

    def advance(stage: str, done: int, total: int) -> None:
        said = escape(clean(steps.sentence(stage, done, total)))
        bar.update(task, description=said, completed=done, total=total or None)

    if study is not None:
        study.progress = advance
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
