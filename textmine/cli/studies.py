"""Commands about a whole study: demo, run, check, init."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import textmine as tm
from textmine import resources
from textmine.cli.options import COUNTING, READING, STUDY, TOKENIZING
from textmine.cli.program import program
from textmine.cli.shown import ROWS, first, wrote
from textmine.cli.steps import (
    settings_of,
    survey_of,
)
from textmine.cli.terminal import progress, say, show
from textmine.errors import SettingsError
from textmine.texts.labels import label, name

if TYPE_CHECKING:
    from textmine.settings import Settings


@program.command()
@STUDY
@click.pass_obj
def demo(lang: str, /, **options: object) -> None:
    """Make the whole study of the fictional sample survey that comes along.

    \b
    Examples:
      textmine demo
      textmine demo --out results
    """
    from textmine.settings import DEFAULTS, change

    out = options["report__out"] or Path(DEFAULTS.report.out) / "demo"
    settings = settings_of((str(resources.sample("textmine.toml")),), {**options, "report__out": str(out)})
    if settings.report.lang == "en":  # the file that comes along is in Japanese
        english = {"evidence.respondent_unit": "companies", "report.title": "Effects of a security pledge"}
        settings = change(settings, english)
    _run(settings, lang)


@program.command()
@READING
@TOKENIZING
@COUNTING
@STUDY
@click.option("--title", "report__title", metavar="TEXT", help="The title of the report.")
@click.pass_obj
def run(lang: str, /, files: tuple[str, ...], **options: object) -> None:
    """Make the whole study: for each free-text question the keywords, the notes, the word cloud and the
    answers behind every number, in Excel, in a page for the browser, as CSV and as pictures.

    FILES are survey files (CSV, TSV, Excel, text) or folders of them, or one textmine.toml; what is given
    here comes before what is written there.

    \b
    Examples:
      textmine run survey.xlsx
      textmine run survey.csv --respondent 企業番号 --question 効果 --by 業種 --out results
      textmine run survey.csv --mask --template letterhead.docx
      textmine run textmine.toml
    """
    _run(settings_of(files, options), lang)


@program.command()
@READING
@click.pass_obj
def check(lang: str, /, files: tuple[str, ...], **options: object) -> None:
    """Say what is in a survey file, before any analysis: its columns, answers, non-answers and oddities.

    \b
    Examples:
      textmine check survey.xlsx
      textmine check web.csv mailed/ --respondent 企業番号
    """
    with progress(lang):
        tables = tm.check(survey_of(settings_of(files, options)))
    for part, table in tables.items():
        if len(table):
            shown = table.drop(columns="sha256", errors="ignore").head(ROWS)
            more = [label("page.shown", lang, total=len(table), shown=ROWS)] if len(table) > ROWS else []
            show(shown, lang, title=name(part, lang, group="section"), notes=more)


@program.command()
@READING
@click.option("--out", metavar="FILE", help="The settings file to write.")
@click.option("--force", is_flag=True, help="Write over an existing settings file.")
@click.pass_obj
def init(lang: str, /, files: tuple[str, ...], out: str | None, force: bool, **options: object) -> None:
    """Write a commented textmine.toml from what is found in a survey file; edit it, then run it.

    \b
    Examples:
      textmine init survey.xlsx
      textmine init survey.xlsx --out study.toml
      textmine run textmine.toml
    """
    from textmine.reports.saving import save

    place = Path(out or "textmine.toml")
    if place.exists() and not force:
        raise SettingsError("{path} is there already; choose another with --out, or give --force", path=place)
    settings = settings_of(files, options)
    with progress(lang):
        text = tm.init(survey_of(settings), settings, folder=place.parent, lang=lang)
    save({place: text.encode()})
    wrote([place], lang)
    say("now: textmine run {path}", lang, path=place)


def _run(settings: Settings, lang: str) -> None:
    with progress(lang) as advance:
        written = tm.write(tm.run(settings, progress=advance), settings.report.out)
    say(
        "the results are in {path}; open this first: {first}",
        lang,
        path=settings.report.out,
        first=first(written),
    )
    hidden = [path for path in written if path.parent.name == "private"]
    if hidden:
        say(
            "what was hidden stands in {path}, and only there; check it, and do not hand it on",
            lang,
            path=hidden[0],
        )
