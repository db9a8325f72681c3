"""The library, spoken: one short command a library function, named like it and doing nothing else.

Only click and textmine's light modules are imported here; what is heavy is imported inside the commands, so
that ``textmine --help`` answers at once. An option's parameter is named after the setting that it changes
(``survey__respondent``), and its default is the one in ``textmine.settings``.
"""

from __future__ import annotations

import copy
import gettext
import locale
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

import textmine as tm
from textmine import resources
from textmine.errors import SettingsError, TextmineError
from textmine.labels import label, name
from textmine.messages import CLICK, message, translate

if TYPE_CHECKING:
    import pandas as pd

    from textmine.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
PATIENCE = 2.0  # seconds of work before a progress bar appears
UNSAFE = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}  # they turn the direction of a line


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


READING = _options(
    click.argument("files", nargs=-1, required=True, metavar="FILES..."),
    click.option("--respondent", "survey__respondent", metavar="COLUMN", help="The column that says who answered."),
    click.option(
        "--question",
        "survey__questions",
        metavar="COLUMN",
        multiple=True,
        help="A free-text question; may be given more than once.",
    ),
    click.option(
        "--attribute",
        "survey__attributes",
        metavar="COLUMN",
        multiple=True,
        help="A column to compare by; may be given more than once.",
    ),
    click.option("--sheet", "survey__sheet", metavar="NAME", help="The sheet of a workbook."),
    click.option("--encoding", "survey__encoding", metavar="NAME", help="Such as cp932; found from the file if not given."),
    click.option(
        "--lexicon",
        "words__lexicon",
        metavar="FOLDER",
        help="A folder with dictionaries/ and stopwords/ of your own.",
    ),
)
TOKENIZING = _options(
    click.option(
        "--dictionary", "words__dictionary", metavar="NAME", help="unidic-lite, ipadic, or the folder of a UniDic."
    ),
)
COUNTING = _options(
    click.option("--unit", "keywords__unit", metavar="word|compound", help="Count words, or the longest nouns."),
    click.option("--minimum", "keywords__minimum", type=int, metavar="N", help="Respondents a word needs to be listed."),
    click.option(
        "--negation",
        "keywords__negation",
        metavar="together|apart",
        help="Count 感じられない with 感じる, or apart from it.",
    ),
    click.option("--top", "keywords__top", type=int, metavar="N", help="How many words to show."),
)
DRAWING = _options(
    click.option("--words", "wordcloud__words", type=int, metavar="N", help="How many words to draw."),
    click.option("--width", "wordcloud__width", type=int, metavar="N", help="Width of the picture in pixels."),
    click.option("--height", "wordcloud__height", type=int, metavar="N", help="Height of the picture in pixels."),
    click.option(
        "--colour",
        "wordcloud__colour",
        metavar="emphasis|category|pos|plain",
        help="What a colour means.",
    ),
    click.option("--mask", "wordcloud__mask", metavar="PICTURE", help="Fill the dark part of this picture with words."),
    click.option("--font", "wordcloud__font", metavar="FILE", help="A font of your own."),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(message="%(version)s", prog_name="textmine", package_name="textmine")
def program() -> None:
    """Turns the free-text answers of a survey into keyword tables, word clouds and evidence.

    \b
    Examples:
      textmine demo
      textmine check survey.xlsx
      textmine run survey.xlsx --question 効果
      textmine run survey.xlsx --help
    """


@program.command()
@click.option("--out", "report__out", metavar="FOLDER", help="The folder of the results.")
@click.pass_obj
def demo(lang: str, **options: object) -> None:
    """Make the whole study of the fictional sample survey that comes along.

    \b
    Examples:
      textmine demo
      textmine demo --out results
    """
    from textmine.settings import DEFAULTS

    out = options["report__out"] or Path(DEFAULTS.report.out) / "demo"
    _run(_settings((str(resources.sample()),), {**options, "report__out": str(out)}), lang)


@program.command()
@READING
@TOKENIZING
@COUNTING
@click.option("--out", "report__out", metavar="FOLDER", help="The folder of the results.")
@click.option("--title", "report__title", metavar="TEXT", help="The title of the report.")
@click.pass_obj
def run(lang: str, files: tuple[str, ...], **options: object) -> None:
    """Make the whole study: for each free-text question the keywords, the notes, the word cloud and the
    answers behind every number, in Excel, in a page for the browser, as CSV and as pictures.

    FILES are survey files (CSV, TSV, Excel, text) or folders of them, or one textmine.toml; what is given
    here comes before what is written there.

    \b
    Examples:
      textmine run survey.xlsx
      textmine run survey.csv --respondent 企業番号 --question 効果 --out results
      textmine run textmine.toml
    """
    _run(_settings(files, options), lang)


@program.command()
@READING
@click.pass_obj
def check(lang: str, files: tuple[str, ...], **options: object) -> None:
    """Say what is in a survey file, before any analysis: its columns, answers, non-answers and oddities.

    \b
    Examples:
      textmine check survey.xlsx
      textmine check web.csv mailed/ --respondent 企業番号
    """
    with _progress(lang):
        found = tm.check(_survey(_settings(files, options)))
    for part, table in found.items():
        _show(table, lang, title=name(part, lang, group="section"))


@program.command()
@READING
@TOKENIZING
@COUNTING
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def keywords(lang: str, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """List the words of each free-text question with the number of respondents who wrote them.

    \b
    Examples:
      textmine keywords survey.xlsx --question 効果
      textmine keywords survey.xlsx --unit compound --top 30 --out words.xlsx
    """
    settings = _settings(files, options)
    with _progress(lang):
        corpora = _corpora(settings)
        tables = {
            question: tm.keywords(
                corpus,
                unit=settings.keywords.unit,
                minimum=settings.keywords.minimum,
                negation=settings.keywords.negation,
            )
            for question, corpus in corpora.items()
        }
    for question, table in tables.items():
        _show(table.head(settings.keywords.top), lang, title=question, notes=_base(corpora[question], lang))
    _write(tables, out, lang, settings)


@program.command()
@READING
@TOKENIZING
@click.argument("word", metavar="WORD")
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def kwic(lang: str, files: tuple[str, ...], word: str, out: str | None, **options: object) -> None:
    """Show a word or phrase wherever it stands in the answers, with what is written left and right of it.

    \b
    Examples:
      textmine kwic survey.xlsx 意識
      textmine kwic survey.xlsx --question 効果 意識 --out 意識.csv
    """
    settings = _settings(files, options)
    with _progress(lang):
        table = tm.kwic(_corpus(settings), word)
    _show(table.drop(columns=["answer", "start", "end"]), lang, title=word)
    _write({word: table}, out, lang, settings)


@program.command()
@READING
@TOKENIZING
@COUNTING
@DRAWING
@click.option("--out", metavar="PLACE", help="A .png, .svg or .pdf file, or a folder for the pictures.")
@click.pass_obj
def wordcloud(lang: str, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Draw the word cloud of each free-text question, sized by respondents.

    \b
    Examples:
      textmine wordcloud survey.xlsx --question 効果 --out effect.png
      textmine wordcloud survey.xlsx --words 60 --colour pos --out clouds
    """


@program.command()
@click.argument("kind", type=click.Choice(["compounds", "synonyms"]))
@READING
@TOKENIZING
@click.option("--out", metavar="FILE", help="Write the candidates to this file, to be edited.")
@click.pass_obj
def suggest(lang: str, files: tuple[str, ...], kind: str, out: str | None, **options: object) -> None:
    """Propose words that belong together, or spellings of one word, from the answers; nothing is merged.

    \b
    Examples:
      textmine suggest compounds survey.xlsx
      textmine suggest synonyms survey.xlsx --out dictionaries/synonyms/ours.txt
    """


@program.command()
@READING
@click.option("--out", metavar="FILE", help="The settings file to write.")
@click.option("--force", is_flag=True, help="Write over an existing settings file.")
@click.pass_obj
def init(lang: str, files: tuple[str, ...], out: str | None, force: bool, **options: object) -> None:
    """Write a commented textmine.toml from what is found in a survey file; edit it, then run it.

    \b
    Examples:
      textmine init survey.xlsx
      textmine init survey.xlsx --out study.toml
      textmine run textmine.toml
    """
