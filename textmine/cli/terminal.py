"""Speaks to the terminal in Japanese or English: languages, help texts and tables."""

from __future__ import annotations

import copy
import inspect
import locale
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from textmine.texts.labels import label
from textmine.texts.messages import japanese, translate
from textmine.texts.numbers import percent

if TYPE_CHECKING:
    from textmine.reports.report import Section
    from textmine.settings import Settings
    from textmine.study.study import Study

HEADER_WIDTH = 44  # of a column of survey headers, which can be whole sentences; longer ones are folded
LANGS = ("ja", "en")
WIDEST = 10_000  # characters of a line where there is no terminal
ROWS = 200  # of a table: enough to see what is wrong, not to scroll for ever
UNSAFE = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}  # they turn the direction of a line


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return "ja" or "en": what ``--lang`` says anywhere in the arguments, a settings file, or the locale.

    >>> language(["run", "--lang", "en"], {"LANG": "ja_JP.UTF-8"}), language([], {"LANG": "ja_JP.UTF-8"})
    ('en', 'ja')
    """
    chosen = chosen_language(arguments) or _written_language(arguments)
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


def _written_language(arguments: Sequence[str]) -> str | None:
    """Return the language that a settings file among the arguments asks for, even if it is a wrong one."""
    for argument in arguments:
        if argument.endswith(".toml"):
            try:
                text = Path(argument).read_text(encoding="utf-8-sig")
            except (OSError, ValueError):
                continue
            # not parsed: what is wrong in it is to be said in its language
            if found := re.search(r"^\s*lang\s*=\s*[\"'](ja|en)[\"']", text, flags=re.MULTILINE):
                return found[1]
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
    return "\b\n" + "\n".join(wrapped(text, 76))


def wrapped(text: str, columns: int) -> list[str]:
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


def print_section(section: Section, lang: str, settings: Settings, *, notes: Sequence[str] = ()) -> bool:
    """Print a table as its view shows it on a terminal; return whether it is shown there.

    Below it stand how many rows it has, its note, and ``notes``. Where no terminal is, it is as wide as it
    needs to be.
    """
    import pandas as pd

    from textmine.reports.display import cells, parts
    from textmine.reports.report import Group, Report

    report = Report(section.question, lang=lang, settings=settings, sections=(section,))
    group = Group(report, "", section.question, section.item, report.sections)
    shown_parts = parts(group, lambda view: view.terminal)
    if not shown_parts or not isinstance(section.content, pd.DataFrame):
        return False
    (part,) = shown_parts
    rows = part.rows
    total, most = len(rows.table), part.form.most or ROWS
    shown = [
        column
        for column in cells(part, replace(rows, table=rows.table.head(most)))
        if not column.values or any(value != "" for value in column.values)
    ]
    title = clean(section.title or section.question or label(f"section.{section.name}", lang))
    columns = [
        Column(
            clean(column.heading),
            [clean(_cell(column.look, value)) for value in column.values],
            right=column.look in ("number", "share", "decimal", "p", "right"),
            most=HEADER_WIDTH if column.column.key in ("column", "question") else None,
        )
        for column in shown
    ]
    cut_short = label("page.shown", lang, total=total, shown=most) if total > most else ""
    below = [clean(note) for note in (cut_short, section.note, *rows.notes, *notes) if note]
    lines = (
        None
        if sys.stdout.isatty()
        else plain_lines(title, columns, getattr(sys.stdout, "encoding", None) or "")
    )
    if lines is None:
        print_fitted(title, columns, below)
    else:
        click.echo("\n".join([*lines, *below]))
    return True


class Column(NamedTuple):
    """A column of a table as text: ``most`` is its width in characters, above which a cell is folded."""

    heading: str
    cells: list[str]
    right: bool = False  # whether its cells stand at its right edge
    most: int | None = None


def print_fitted(title: str, columns: Sequence[Column], below: Sequence[str]) -> None:
    """Print a table as wide as the terminal is, or as it needs to be where there is none."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", title_style="bold")
    for column in columns:
        justify: Literal["right", "left"] = "right" if column.right else "left"
        table.add_column(Text(column.heading), justify=justify, overflow="fold", max_width=column.most)
    for texts in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*map(Text, texts))
    console = Console() if sys.stdout.isatty() else Console(width=WIDEST, color_system=None)
    console.print(table)
    for line in below:
        console.print(Text(line))


def plain_lines(title: str, columns: Sequence[Column], encoding: str) -> list[str] | None:
    """Return the lines that rich prints of a table in which nothing is folded; None if something would be.

    Rich measures and wraps each cell for itself, a tenth of the time of a short command.
    """
    from rich.cells import cell_len

    texts = [[column.heading, *column.cells] for column in columns]
    widths = [max(map(cell_len, of_column)) for of_column in texts]
    width = sum(widths) + 3 * len(widths) + 1
    folded = any(column.most and most > column.most for column, most in zip(columns, widths, strict=True))
    if folded or cell_len(title) > width or width > WIDEST or not encoding.lower().startswith("utf"):
        return None
    filled = []
    for column, of_column, most in zip(columns, texts, widths, strict=True):
        if column.right:
            stripped = [text.rstrip() for text in of_column]
            filled.append([" " * (most - cell_len(text)) + text for text in stripped])
        else:
            filled.append([text + " " * (most - cell_len(text)) for text in of_column])
    heading, *rows = zip(*filled, strict=True)
    if not rows:
        return None
    heavy, light = ["━" * (most + 2) for most in widths], ["─" * (most + 2) for most in widths]
    return [
        title + " " * (width - cell_len(title)),
        f"┏{'┳'.join(heavy)}┓",
        f"┃ {' ┃ '.join(heading)} ┃",
        f"┡{'╇'.join(heavy)}┩",
        *(f"│ {' │ '.join(row)} │" for row in rows),
        f"└{'┴'.join(light)}┘",
    ]


def _cell(look: str, value: object) -> str:
    """Return a value as a terminal shows it: shares as per cent, numbers with thousands."""
    match value:
        case float() if look == "share":
            return percent(value)
        case float() if look == "p":
            return f"{value:.3f}" if value >= 0.001 else "<0.001"
        case float() if look == "decimal" or value % 1:
            return f"{value:,.2f}"
        case int() | float():
            return f"{value:,.0f}"
    return str(value)


def clean(text: str) -> str:
    """Return the text without what would steer the terminal or break the line."""
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") or letter in UNSAFE else letter
        for letter in text
    )


def say(template: str, lang: str, **values: object) -> None:
    """Print a sentence, given by its English template, in ``lang``."""
    click.echo(translate(template, lang).format(**values))


def say_sampled(study: Study, lang: str) -> None:
    """Say on stderr that what was printed is of a sample of the survey, if it is."""
    survey = study.sample
    if survey is None:
        return
    row = survey.findings[survey.findings["finding"] == "not_drawn"].iloc[0]
    drawn, seed = str(row["detail"]).rsplit(", ", 1)
    rows = f"{sum(source.rows for source in survey.sources):,}"
    click.echo(label("note.not_drawn", lang, drawn=drawn, seed=seed, rows=rows), err=True)
