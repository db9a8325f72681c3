"""Shows the progress of a study: as a bar on a terminal, elsewhere as one line for each step."""

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
QUESTION_WIDTH = 40  # columns of the terminal: headers of surveys can be whole sentences
DOCUMENTS = 0.3  # the time that the documents take after the last question, by that of all questions


class Steps:
    """The sentence for each step of a study: the question, the step, and the time left where it is known."""

    def __init__(self, lang: str, study: Study | None, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin; ``clock`` tells seconds."""
        self._lang, self._study, self._clock = lang, study, clock
        self._questions: tuple[str, ...] = ()
        self._begun = 0.0  # the time of the first sentence about a question
        self._first = 0  # the number of that question
        self._done = 0  # how many questions are done
        self._took = 0.0  # seconds from the first sentence until so many were done

    def sentence(self, stage: str, done: int, total: int) -> str:
        """Return the sentence for a stage, in question ``done`` (from 0) of ``total``; 0: in no question."""
        step = name(stage, self._lang, group="stage")
        if not total or self._study is None or done >= total:
            return step
        if not self._begun:
            self._questions = self._study.questions  # asked once: it looks through all answers
            self._begun, self._first, self._done = self._clock(), done, done
        if done > self._done:
            self._done, self._took = done, self._clock() - self._begun
        first, *more = wrapped(clean(self._questions[done]), QUESTION_WIDTH)
        question = f"{first}…" if more else first
        said = label("stage.at", self._lang, question=question, number=done + 1, total=total, step=step)
        return said + self._time_left(total)

    def _time_left(self, total: int) -> str:
        """Return how long the study will still take, in brackets; "" before a question is done."""
        if self._done == self._first:
            return ""
        whole = self._took / (self._done - self._first) * (total * (1 + DOCUMENTS) - self._first)
        minutes = math.ceil((whole - (self._clock() - self._begun)) / 60)
        key = "left" if minutes > 1 else "soon"
        return label(f"stage.{key}", self._lang, minutes=f"{minutes:,}")


@contextmanager
def progress(lang: str, study: Study | None = None, *, whole: bool = False) -> Iterator[None]:
    """Show the progress of a study on stderr.

    On a terminal it is a bar, which appears after two seconds and disappears when the work ends. Elsewhere it
    is a line for each step of a ``whole`` study, and nothing for a single result.
    """
    steps = Steps(lang, study)
    if sys.stderr.isatty():
        with _bar(lang, study, steps):
            yield
        return
    if whole and study is not None:
        last_line = ""

        def advance(stage: str, done: int, total: int) -> None:
            nonlocal last_line
            line = clean(steps.sentence(stage, done, total))
            if line != last_line:
                last_line = line
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
