"""Commands that compare: crosstab, distinctive, cooccurrence, correspondence, changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

import textmine as tm
from textmine.cli.options import CODEBOOK, READING, TOKENIZING, together
from textmine.cli.program import program
from textmine.cli.shown import ROWS, write_tables
from textmine.cli.steps import coded, corpora_of, keywords_of, settings_of
from textmine.cli.terminal import progress, show
from textmine.errors import SettingsError
from textmine.texts.labels import label

if TYPE_CHECKING:
    import pandas as pd

    from textmine.settings import Settings, Unit

BY = click.option(
    "--by",
    "compare__by",
    metavar="COLUMN",
    multiple=True,
    help="An attribute to compare by; may be given more than once.",
)
COMPARING = together(
    READING,
    TOKENIZING,
    CODEBOOK,
    click.option(
        "--words",
        "compare__words",
        type=int,
        metavar="N",
        help="How many words, where no codes are compared.",
    ),
    click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file."),
)


@program.command()
@COMPARING
@BY
@click.pass_obj
def crosstab(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Set words, or the codes of a code frame, against attributes: who says what, with tests.

    \b
    Examples:
      textmine crosstab survey.xlsx --question 効果 --by 業種
      textmine crosstab survey.xlsx --question 障害 --codebook obstacles --by 業種 --by 地域 --out table.xlsx
    """
    settings = settings_of(files, options)
    by, chosen = _by(settings), settings.compare
    with progress(lang):
        tables: dict[str, pd.DataFrame] = {}
        tests: dict[str, pd.DataFrame] = {}
        if (found := _in_parts(settings, "crosstab_of_parts")) is not None:
            tables, tests = found
        for question, corpus, table in _compared(settings) if not tables else ():
            parts: dict[str, Any] = {"by": by, "unit": settings.keywords.unit}
            parts |= {"minimum": chosen.minimum, "values": chosen.values}
            tables[question] = tm.crosstab(corpus, table, **parts)
            tests[question] = tm.crosstab_tests(
                corpus,
                table,
                **parts,
                resamples=chosen.resamples,
                seed=chosen.seed,
                lang=settings.report.lang,
                respondent_unit=settings.evidence.respondent_unit,
            )
    for question, table in tests.items():
        told = table[
            ["attribute", "value", "feature", "respondents", "base", "p_bh", "cramers_v", "sentence"]
        ]
        show(told.head(ROWS), lang, title=question)
    write_tables(tables, out, lang, settings, beside={"tests": tests})


@program.command()
@COMPARING
@BY
@click.pass_obj
def distinctive(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """List what sets each group apart: its words, or codes, against those of all others.

    \b
    Examples:
      textmine distinctive survey.xlsx --question 効果 --by 業種
      textmine distinctive survey.xlsx --question 障害 --codebook obstacles --by 業種 --out table.xlsx
    """
    settings = settings_of(files, options)
    by = _by(settings)
    with progress(lang):
        tables = _in_parts(settings, "distinctive_of_parts") or {
            question: tm.distinctive(
                corpus, table, by=by, unit=settings.keywords.unit, values=settings.compare.values
            )
            for question, corpus, table in _compared(settings)
        }
    for question, table in tables.items():
        first = table[(table["rank"] <= FIRST) & (table["log_likelihood"] > 0)]
        columns = ["attribute", "value", "rank", "feature", "share", "rest_share", "log_likelihood", "p_bh"]
        show(first[[*columns, "jaccard"]], lang, title=question)
    write_tables(tables, out, lang, settings)


FIRST = 10  # words of a group on the screen


@program.command()
@COMPARING
@click.pass_obj
def cooccurrence(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """List the pairs of words, or codes, that the same respondents wrote, the closest first.

    \b
    Examples:
      textmine cooccurrence survey.xlsx --question 効果 --words 60
      textmine cooccurrence survey.xlsx --question 障害 --codebook obstacles --out pairs.csv
    """
    _shown_by_question(
        lang,
        files,
        out,
        options,
        lambda corpus, table, unit: tm.cooccurrence(corpus, table, unit=unit),
        parts="cooccurrence_of_parts",
    )


@program.command()
@COMPARING
@BY
@click.pass_obj
def correspondence(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Place words, or codes, and the values of attributes on a map by what they have in common.

    \b
    Examples:
      textmine correspondence survey.xlsx --question 効果 --by 業種
      textmine correspondence survey.xlsx --question 障害 --codebook obstacles --by 地域 --out map.csv
    """
    by = _by(settings_of(files, options))
    _shown_by_question(
        lang,
        files,
        out,
        options,
        lambda corpus, table, unit: tm.correspondence(corpus, table, by=by, unit=unit),
    )


@program.command()
@COMPARING
@click.option("--wave", "compare__wave", metavar="COLUMN", help="The attribute that tells the wave.")
@click.pass_obj
def changes(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Say what changed from one wave of a survey to the next, word by word or code by code.

    \b
    Examples:
      textmine changes 2024.xlsx 2025.xlsx --question 効果 --wave 年度
      textmine changes survey.xlsx --question 障害 --codebook obstacles --wave 年度 --out changes.xlsx
    """
    wave = settings_of(files, options).compare.wave
    if wave is None:
        raise SettingsError("no attribute tells the wave; name it with --wave, or write it below [compare]")
    _shown_by_question(
        lang, files, out, options, lambda corpus, table, unit: tm.changes(corpus, table, by=wave, unit=unit)
    )


def _shown_by_question(
    lang: str,
    files: tuple[str, ...],
    out: str | None,
    options: dict[str, object],
    table_of: Callable[[tm.Corpus, pd.DataFrame, Unit], pd.DataFrame],
    *,
    parts: str | None = None,
) -> None:
    """Show and write one table per question; ``parts`` makes them of a survey that is read in parts."""
    settings = settings_of(files, options)
    with progress(lang):
        tables = (_in_parts(settings, parts) if parts else None) or {
            question: table_of(corpus, table, settings.keywords.unit)
            for question, corpus, table in _compared(settings)
        }
    for question, table in tables.items():
        notes = [label("page.shown", lang, total=len(table), shown=ROWS)] if len(table) > ROWS else []
        show(table.head(ROWS), lang, title=question, notes=notes)
    write_tables(tables, out, lang, settings)


def _in_parts(settings: Settings, name: str) -> Any:
    """Return what the function of that name makes of a survey that is read in parts; None of another."""
    from textmine.large.records import in_chunks

    if not in_chunks(settings.survey.files):
        return None
    from textmine.study import parts as studied

    with studied.tokenized_parts(settings) as parts:
        return getattr(studied, name)(parts, studied.features_of_parts(parts, settings), settings)


def _compared(settings: Settings) -> list[tuple[str, tm.Corpus, pd.DataFrame]]:
    """Return each question with its corpus and what is compared: codes if a frame is named, else words."""
    if settings.codes.codebook:
        unit, reading = settings.codes.unit, settings.codes.reading
        return [
            (question, corpus, tm.code_answers(corpus, frame, unit=unit, reading=reading))
            for question, corpus, frame in coded(settings)
        ]
    return [
        (question, corpus, keywords_of(corpus, settings).head(settings.compare.words))
        for question, corpus in corpora_of(settings).items()
    ]


def _by(settings: Settings) -> tuple[str, ...]:
    """Return the attributes that the settings name.

    Raises:
        SettingsError: if they name none.
    """
    if not settings.compare.by:
        raise SettingsError("no attribute to compare by is named; name one with --by COLUMN")
    return settings.compare.by
