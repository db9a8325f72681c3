"""Commands about a whole study: demo, run, check, init."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from textmine import resources
from textmine.cli.asking import settings_of, study_of, study_under, wrote
from textmine.cli.options import COUNTING, READING, STUDY, TOKENIZING
from textmine.cli.program import program
from textmine.cli.progress import progress
from textmine.cli.terminal import print_section, say, say_sampled
from textmine.errors import ReportError, SettingsError
from textmine.texts.messages import translate

if TYPE_CHECKING:
    from textmine.reports.runfile import Difference
    from textmine.settings import Settings

LISTED = 5  # files that a sentence names


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
        english = {"evidence.respondent_unit": "company|companies"}
        english["report.title"] = "Effects of a security pledge"
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

    Of a folder that a run wrote: whether its files are still those of that run.

    \b
    Examples:
      textmine check survey.xlsx
      textmine check web.csv mailed/ --respondent 企業番号
      textmine check outputs
    """
    from textmine.reports.runfile import RUN
    from textmine.study.sections import section

    if len(files) == 1 and (Path(files[0]) / RUN).is_file():
        _check_results(Path(files[0]), lang)
        return
    study = study_of(files, options)
    with progress(lang, study):
        tables = study.check()
    say_sampled(study, lang)
    for part, table in tables.items():
        if len(table):
            print_section(section(part, table.drop(columns="sha256", errors="ignore")), lang, study.settings)


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
    from textmine.inputs.init import init as init_file
    from textmine.reports.saving import save

    place = Path(out or "textmine.toml")
    if place.exists() and not force:
        raise SettingsError("{path} is there already; choose another with --out, or give --force", path=place)
    study = study_of(files, options)
    with progress(lang, study):
        survey, frames = study.survey_as_read, study.named_frames()
        proposed = frames if isinstance(frames, dict) else {}
        text = init_file(survey, study.settings, folder=place.parent, lang=lang, frames=proposed)
    say_sampled(study, lang)
    save({place: text.encode()})
    wrote([place], lang)
    say("now: textmine run {path}", lang, path=place)


def _run(settings: Settings, lang: str) -> None:
    from textmine.reports.runfile import differences
    from textmine.reports.writing import write
    from textmine.study.findings import unused_edits
    from textmine.study.outline import report

    study, out = study_under(settings), Path(settings.report.out)
    with progress(lang, study, whole=True):
        made = report(study)
        before = {name: each for name, each in differences(out).items() if each != "added"}
        written = write(made, out)
    say_sampled(study, lang)
    if before:
        say(
            "before this run, not all files in {path} were of one run (one was stopped half-way, or files "
            "were edited): {files}",
            lang,
            path=out,
            files=_listed(before, lang),
        )
    if left := differences(out):
        say(
            "these files in {path} are not of this run, and stay: {files}",
            lang,
            path=out,
            files=_listed(left, lang),
        )
    say(
        "the results are in {path}; open this first: {first}",
        lang,
        path=settings.report.out,
        first=next((path for path in written if path.suffix == ".html"), written[0]),
    )
    if unused := len(unused_edits(study)):
        say(
            "{count} of the sentences in {path} stand in place of drafts whose numbers have changed, and "
            "were not printed; look at them again",
            lang,
            count=unused,
            path=settings.report.edits,
        )
    hidden = [path for path in written if path.parent.name == "private"]
    if hidden:
        say(
            "what was hidden stands in {path}, and only there; check it, and do not hand it on",
            lang,
            path=hidden[0],
        )


def _check_results(folder: Path, lang: str) -> None:
    from textmine.reports.runfile import differences

    found = differences(folder)
    if found:
        raise ReportError(
            "the files in {path} are not all of the run that run.json tells of (another run was stopped "
            "half-way, or files were edited): {files}; run the study again to have them all of one run",
            path=folder,
            files=_listed(found, lang),
        )
    say("all files in {path} are as the run wrote them", lang, path=folder)


def _listed(found: Mapping[str, Difference], lang: str) -> str:
    """Return "report.xlsx (changed), tables/1_keywords.csv (missing), …"."""
    names = [f"{name} ({translate(difference, lang)})" for name, difference in found.items()]
    return ", ".join([*names[:LISTED], *(["…"] if len(names) > LISTED else [])])
