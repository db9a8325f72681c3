"""Commands that compare: crosstab, distinctive, cooccurrence, correspondence, changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import click

from textmine.cli.asking import answer, answer_table, draw, is_picture, one_question, study_of, write_draft
from textmine.cli.options import (
    BY,
    CODEBOOK,
    COUNTED,
    PICTURE,
    READING,
    TABLE,
    TOKENIZING,
    VALUES,
    together,
)
from textmine.cli.program import program
from textmine.errors import SettingsError
from textmine.texts.labels import counted_label

if TYPE_CHECKING:
    from textmine.reports.report import Section
    from textmine.study.drawing import FigureKind
    from textmine.study.study import Study

COMPARING = together(READING, TOKENIZING, COUNTED, CODEBOOK)
WORDS = "How many words, where no codes are compared."
FIRST = click.option("--words", "compare__words", type=int, metavar="N", help=WORDS)
NETWORK = click.option("--words", "compare__network", type=int, metavar="N", help=WORDS)


@program.command()
@COMPARING
@PICTURE
@FIRST
@BY
@VALUES
@click.option(
    "--figure",
    metavar="heatmap|bubbles|lines",
    type=click.Choice(["heatmap", "bubbles", "lines"]),
    default="heatmap",
    help="What the picture is.",
)
@click.pass_obj
def crosstab(lang: str, /, files: tuple[str, ...], figure: str, out: str | None, **options: object) -> None:
    """Set words, or the codes of a code frame, against attributes: who says what, with tests.

    \b
    Examples:
      textmine crosstab survey.xlsx --question 効果 --by 業種
      textmine crosstab minutes.txt --codebook theme.cod --by heading1 --figure bubbles --out codes.png
      textmine crosstab survey.xlsx --question 障害 --codebook obstacles --by 業種 --by 地域 --out table.xlsx
    """
    from textmine.study.sections import crossed

    study = _with_attributes(files, options)
    tables = None if is_picture(out) else out
    answer(study, lambda question: crossed(study, question), lang=lang, out=tables, main="crosstab")

    def kind(question: str) -> FigureKind:
        return cast("FigureKind", f"{figure}_{study.compared(question)}")

    draw(study, kind, out, lang, attributes=study.settings.compare.by)


@program.command()
@COMPARING
@TABLE
@BY
@VALUES
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
@TABLE
@NETWORK
@click.pass_obj
def cooccurrence(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """List the pairs of words, or codes, that the same respondents wrote, the closest first.

    \b
    Examples:
      textmine cooccurrence survey.xlsx --question 効果 --words 60
      textmine cooccurrence survey.xlsx --question 障害 --codebook obstacles --out pairs.csv
    """
    from textmine.study.sections import section

    study = study_of(files, options)

    def pairs(question: str) -> list[Section]:
        table = study.cooccurrence(question)
        note = "" if len(table) else counted_label("note.no_pairs", lang, study.settings.keywords.per)
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
@PICTURE
@NETWORK
@BY
@VALUES
@click.option(
    "--smallest",
    "compare__minimum",
    type=int,
    metavar="N",
    help="Respondents that a value needs to be drawn.",
)
@click.option(
    "--scaling",
    "map__scaling",
    metavar="principal|symmetric|rows|columns",
    help="The kind of coordinates; symmetric is the default of SPSS.",
)
@click.option(
    "--distinct", "map__distinct", type=int, metavar="N", help="Only so many words, those that differ most."
)
@click.option("--horizontal", "map__horizontal", type=int, metavar="N", help="The dimension drawn across.")
@click.option("--vertical", "map__vertical", type=int, metavar="N", help="The dimension drawn up.")
@click.pass_obj
def correspondence(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Place words, or codes, and the values of attributes on a map by what they have in common.

    \b
    Examples:
      textmine correspondence survey.xlsx --question 効果 --by 業種 --out map.png
      textmine correspondence minutes.txt --by heading1 --count occurrences --distinct 60 --scaling symmetric
      textmine correspondence survey.xlsx --question 障害 --codebook obstacles --by 地域 --out map.csv
      textmine correspondence survey.xlsx --question 効果 --by answer --out answers.png

    --by answer places each answer on the map.
    """
    from textmine.study.sections import points

    study = _with_attributes(files, options)
    tables = None if is_picture(out) else out
    answer(study, lambda question: points(study, question), lang=lang, out=tables, main="correspondence")
    draw(study, "map", out, lang, attributes=study.settings.compare.by, of="")


@program.command()
@COMPARING
@TABLE
@FIRST
@click.option("--wave", "compare__wave", metavar="COLUMN", help="The attribute that tells the wave.")
@click.option("--new", is_flag=True, help="Look for themes that only the last wave has.")
@click.option("--draft", metavar="FILE", help="Write a code for each of these themes to this .cod file.")
@click.pass_obj
def changes(
    lang: str, /, files: tuple[str, ...], new: bool, draft: str | None, out: str | None, **options: object
) -> None:
    """Say what changed from one wave of a survey to the next, word by word or code by code.

    With --new or --draft also which answers are far from all earlier ones and alike: possibly new themes.

    \b
    Examples:
      textmine changes 2024.xlsx 2025.xlsx --question 効果 --wave 年度
      textmine changes survey.xlsx --question 障害 --codebook obstacles --wave 年度 --out changes.xlsx
      textmine changes survey.xlsx --question 障害 --codebook obstacles --wave 年度 --draft new.cod
    """
    from textmine.study.outline import new_in_wave
    from textmine.study.sections import section

    study = study_of(files, options)

    def asked(question: str) -> Iterator[Section]:
        yield section("changes", study.changes(question), question)
        if new or draft is not None:
            yield from new_in_wave(study, question)

    if draft is not None:
        one_question(study, lang)
    answer(study, asked, lang=lang, out=out, main="changes")
    if draft is not None:
        write_draft(study.draft_new(study.questions[0]), draft, lang)


def _with_attributes(files: tuple[str, ...], options: dict[str, object]) -> Study:
    """Return the study of a command that compares by attributes.

    Raises:
        SettingsError: if the settings name none.
    """
    study = study_of(files, options)
    if not study.settings.compare.by:
        raise SettingsError("no attribute to compare by is named; name one with --by COLUMN")
    return study
