"""Commands that compare: crosstab, distinctive, cooccurrence, correspondence, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from textmine.cli.asking import answer, answer_table, study_of
from textmine.cli.options import CODEBOOK, COUNTED, READING, TOKENIZING, together
from textmine.cli.program import program
from textmine.errors import SettingsError
from textmine.texts.labels import label

if TYPE_CHECKING:
    from textmine.reports.report import Section
    from textmine.study.study import Study

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
    COUNTED,
    CODEBOOK,
    click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file."),
)
WORDS = "How many words, where no codes are compared."
FIRST = click.option("--words", "compare__words", type=int, metavar="N", help=WORDS)
NETWORK = click.option("--words", "compare__network", type=int, metavar="N", help=WORDS)


@program.command()
@COMPARING
@FIRST
@BY
@click.pass_obj
def crosstab(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Set words, or the codes of a code frame, against attributes: who says what, with tests.

    \b
    Examples:
      textmine crosstab survey.xlsx --question 効果 --by 業種
      textmine crosstab survey.xlsx --question 障害 --codebook obstacles --by 業種 --by 地域 --out table.xlsx
    """
    from textmine.study.outline import crossed

    study = _with_attributes(files, options)
    answer(study, lambda question: crossed(study, question), lang=lang, out=out, main="crosstab")


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
    study = _with_attributes(files, options)
    answer_table(study, "distinctive", study.distinctive, lang=lang, out=out)


@program.command()
@COMPARING
@NETWORK
@click.pass_obj
def cooccurrence(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """List the pairs of words, or codes, that the same respondents wrote, the closest first.

    \b
    Examples:
      textmine cooccurrence survey.xlsx --question 効果 --words 60
      textmine cooccurrence survey.xlsx --question 障害 --codebook obstacles --out pairs.csv
    """
    from textmine.study.outline import section

    study = study_of(files, options)

    def pairs(question: str) -> list[Section]:
        table = study.cooccurrence(question)
        note = "" if len(table) else label("note.no_pairs", lang)
        return [section("cooccurrence", table, question, note=note)]

    answer(
        study,
        pairs,
        lang=lang,
        out=out,
        main="cooccurrence",
    )


@program.command()
@COMPARING
@NETWORK
@BY
@click.pass_obj
def correspondence(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Place words, or codes, and the values of attributes on a map by what they have in common.

    \b
    Examples:
      textmine correspondence survey.xlsx --question 効果 --by 業種
      textmine correspondence survey.xlsx --question 障害 --codebook obstacles --by 地域 --out map.csv
    """
    from textmine.study.outline import points

    study = _with_attributes(files, options)
    answer(study, lambda question: points(study, question), lang=lang, out=out, main="correspondence")


@program.command()
@COMPARING
@FIRST
@click.option("--wave", "compare__wave", metavar="COLUMN", help="The attribute that tells the wave.")
@click.pass_obj
def changes(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Say what changed from one wave of a survey to the next, word by word or code by code.

    \b
    Examples:
      textmine changes 2024.xlsx 2025.xlsx --question 効果 --wave 年度
      textmine changes survey.xlsx --question 障害 --codebook obstacles --wave 年度 --out changes.xlsx
    """
    study = study_of(files, options)
    answer_table(study, "changes", study.changes, lang=lang, out=out)


def _with_attributes(files: tuple[str, ...], options: dict[str, object]) -> Study:
    """Return the study of a command that compares by attributes.

    Raises:
        SettingsError: if the settings name none.
    """
    study = study_of(files, options)
    if not study.settings.compare.by:
        raise SettingsError("no attribute to compare by is named; name one with --by COLUMN")
    return study
