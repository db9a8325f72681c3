"""Speaks to the terminal in Japanese or English: languages, help texts, tables and progress bars."""

from __future__ import annotations

import copy
import inspect
import locale
import re
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from textmine.texts.labels import label, name
from textmine.texts.messages import japanese, translate

if TYPE_CHECKING:
    import pandas as pd

HEADER_WIDTH = 44  # of a column of survey headers, which can be whole sentences; longer ones are folded
KEYS = ("pos", "kind", "role", "why", "finding", "sort")  # columns that hold keys of labels
LANGS = ("ja", "en")
PATIENCE = 2.0  # seconds of work before a progress bar appears
SHARES = ("share", "low", "high", "negated_share")
UNSAFE = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}  # they turn the direction of a line


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return "ja" or "en": what ``--lang`` says anywhere in the arguments, or else the locale.

    >>> language(["run", "--lang", "en"], {"LANG": "ja_JP.UTF-8"}), language([], {"LANG": "ja_JP.UTF-8"})
    ('en', 'ja')
    """
    chosen = chosen_language(arguments)
    if chosen:
        return chosen
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return "ja" if environment[variable].startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"


def chosen_language(arguments: Sequence[str]) -> str | None:
    """Return what ``--lang`` says anywhere in the arguments, or None."""
    for place, argument in enumerate(arguments):
        option, equals, value = argument.partition("=")
        if option == "--lang":
            wanted = value if equals else "".join(arguments[place + 1 : place + 2])
            return wanted if wanted in LANGS else None
    return None


def spoken(command: click.Command, lang: str, /) -> click.Command:
    """Return a copy of a command and all below it that has ``--lang`` and speaks ``lang`` in its help."""
    command = copy.copy(command)
    paragraphs = _paragraphs(command.help or "")
    command.short_help = translate(paragraphs[0], lang)
    command.help = "\n\n".join(_translated(paragraph, lang) for paragraph in paragraphs)
    command.params = [copy.copy(parameter) for parameter in command.params]
    command.params.append(
        click.Option(
            ["--lang", "report__lang"],
            type=click.Choice(LANGS),
            expose_value=not isinstance(command, click.Group),
            help="The language of messages, tables and reports.",
        )
    )
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = translate(parameter.help or "", lang)
    if isinstance(command, click.Group):
        command.commands = {key: spoken(below, lang) for key, below in command.commands.items()}
    return command


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each on one line unless it keeps its lines (\\b)."""
    parts = inspect.cleandoc(text).split("\n\n")
    return [part if part.startswith("\b") else " ".join(part.split()) for part in parts]


def _translated(paragraph: str, lang: str) -> str:
    if paragraph.startswith("\b"):
        return paragraph.replace("Examples:", translate("Examples:", lang))
    text = translate(paragraph, lang)
    if text == paragraph:
        return text
    # click wraps by letters, and a Japanese one is two columns wide: wrapped here, kept as it is there
    return "\b\n" + "\n".join(_lines(text, 76))


def _lines(text: str, columns: int) -> list[str]:
    """Return the text in lines of so many columns; a letter of a Japanese text takes two."""
    lines, width = [""], 0
    for piece in re.findall(r"[!-~]+[、。）」]*|.[、。）」]*", text):
        wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in piece)
        if width + wide > columns:
            lines, width = [*lines, ""], 0
        lines[-1] += piece
        width += wide
    return lines


@contextmanager
def click_in(lang: str) -> Iterator[None]:
    """Let click's own words ("Usage:", "no such option") be in ``lang`` for a while.

    They go through gettext, which reads compiled catalogues only; ours is a dict.
    """
    words = japanese("click") if lang == "ja" else {}
    modules = [module for name, module in sys.modules.items() if name.startswith("click.") and words]
    before = [
        (module, word, vars(module)[word])
        for module in modules
        for word in ("_", "ngettext")
        if word in vars(module)
    ]
    speak = {
        "_": lambda text: words.get(text, text),
        "ngettext": lambda one, more, number: (
            words.get(one, words.get(more, one)) if number == 1 else words.get(more, more)
        ),
    }
    for module, word, _ in before:
        setattr(module, word, speak[word])
    try:
        yield
    finally:
        for module, word, function in before:
            setattr(module, word, function)


@contextmanager
def progress(lang: str) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that says how far the work is; seen after two seconds, and on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label("stage.working", lang), total=None)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()

    def advance(stage: str, done: int, total: int) -> None:
        bar.update(task, description=name(stage, lang, group="stage"), completed=done, total=total or None)

    try:
        yield advance
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


def show(table: pd.DataFrame, lang: str, *, title: str = "", notes: Sequence[str] = ()) -> None:
    """Print a table; where no terminal is, as wide as it needs to be."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console() if sys.stdout.isatty() else Console(width=10_000, color_system=None)
    shown = Table(title=Text(clean(title)), title_justify="left", title_style="bold")
    columns = [column for column in table if table.empty or (table[column].astype(str) != "").any()]
    for column in columns:
        heading = Text(clean(name(str(column), lang, group="column")))
        right = (
            column == "left" or table[column].dtype.kind in "iuf"
        )  # numbers, and what stands before a word
        shown.add_column(
            heading,
            justify="right" if right else "left",
            overflow="fold",
            max_width=HEADER_WIDTH if column in ("column", "question") else None,
        )
    for row in table[columns].itertuples(index=False):
        shown.add_row(
            *(Text(_cell(str(column), value, lang)) for column, value in zip(columns, row, strict=True))
        )
    console.print(shown)
    for note in notes:
        console.print(Text(clean(note)))


def _cell(column: str, value: object, lang: str) -> str:
    if column in SHARES and isinstance(value, float):
        return "" if value != value else f"{value:.1%}"
    if isinstance(value, bool):
        return label("note.yes" if value else "note.no", lang)
    if isinstance(value, float):
        return "" if value != value else f"{value:,.2f}"
    if isinstance(value, int):
        return f"{value:,}"
    text = str(value)
    return clean(
        name(text, lang, group=column)
        if column in ("pos", "kind", "role", "why", "finding", "sort")
        else text
    )


def clean(text: str) -> str:
    """Return the text without what would steer the terminal or break the line."""
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") or letter in UNSAFE else letter
        for letter in text
    )


def say(template: str, lang: str, **values: object) -> None:
    """Print a sentence, given by its English template, in ``lang``."""
    click.echo(translate(template, lang).format(**values))
