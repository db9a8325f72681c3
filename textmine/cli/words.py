"""Commands about words: keywords, evidence, kwic, wordcloud, suggest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from textmine.cli.asking import answer_table, study_of, write_sections, wrote
from textmine.cli.options import COUNTING, DRAWING, READING, TOKENIZING
from textmine.cli.program import program
from textmine.cli.progress import progress
from textmine.cli.terminal import print_section, say_sampled
from textmine.errors import FigureError, WordsError
from textmine.texts.labels import name

if TYPE_CHECKING:
    from textmine.tables.suggest import Kind


@program.command()
@READING
@TOKENIZING
@COUNTING
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def keywords(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """List the words of each free-text question with the number of respondents who wrote them.

    \b
    Examples:
      textmine keywords survey.xlsx --question 効果
      textmine keywords survey.xlsx --unit compound --top 30 --out words.xlsx
    """
    study = study_of(files, options)
    answer_table(study, "keywords", study.keywords, lang=lang, out=out)


@program.command()
@READING
@TOKENIZING
@COUNTING
@click.option(
    "--word", "words", metavar="WORD", multiple=True, help="A word to explain; may be given more than once."
)
@click.option(
    "--quotes", "evidence__quotes", type=int, metavar="N", help="How many answers to quote per word."
)
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def evidence(
    lang: str, /, files: tuple[str, ...], words: tuple[str, ...], out: str | None, **options: object
) -> None:
    """Show what stands behind each keyword: longer words, phrases, negation, quotes, and drafted sentences.

    Without --word those are the first words of the keyword table.

    \b
    Examples:
      textmine evidence survey.xlsx --question 効果 --top 20 --out evidence.xlsx
      textmine evidence survey.xlsx --word 意識 --word 効果
    """
    study = study_of(files, options)
    with progress(lang, study):
        tables = [study.evidence(question, words) for question in study.questions]
    missing = [word for word in words if not any((table["word"] == word).any() for table in tables)]
    if missing:
        raise WordsError("no answer holds {words}", words=", ".join(missing))
    answer_table(study, "evidence", lambda question: study.evidence(question, words), lang=lang, out=out)


@program.command()
@READING
@TOKENIZING
@click.argument("word", metavar="WORD")
@click.option(
    "--sort",
    "kwic__sort",
    metavar="right|left|text",
    help="Sort by what stands to the right or left, or as in the text.",
)
@click.option("--width", "kwic__width", type=int, metavar="N", help="Characters to show on either side.")
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def kwic(lang: str, /, files: tuple[str, ...], word: str, out: str | None, **options: object) -> None:
    """Show a word or phrase wherever it stands in the answers, with what is written left and right of it.

    \b
    Examples:
      textmine kwic survey.xlsx 意識
      textmine kwic survey.xlsx --question 効果 意識 --out 意識.csv
    """
    from textmine.study.sections import section

    study = study_of(files, options)
    with progress(lang, study):
        shown = section("kwic", study.kwic(word), title=word)
    print_section(shown, lang, study.settings)
    say_sampled(study, lang)
    write_sections({word: [shown]}, out, lang, study, main="kwic")


@program.command()
@READING
@TOKENIZING
@COUNTING
@DRAWING
@click.option("--out", metavar="PLACE", help="A .png, .svg or .pdf file, or a folder for the pictures.")
@click.pass_obj
def wordcloud(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Draw the word cloud of each free-text question, sized by respondents.

    \b
    Examples:
      textmine wordcloud survey.xlsx --question 効果 --out effect.png
      textmine wordcloud survey.xlsx --words 60 --colour pos --out clouds
    """
    from textmine.figures.saving import encode
    from textmine.reports.saving import save
    from textmine.reports.text import file_name

    study = study_of(files, options)
    place = Path(out or study.settings.report.out)
    pictures: dict[Path, bytes] = {}
    with progress(lang, study):
        if place.suffix and len(study.questions) > 1:
            raise FigureError(
                "{path} holds one picture, and there are {count} questions; choose one with --question, or "
                "give a folder",
                path=place,
                count=len(study.questions),
            )
        with_words = [question for question in study.questions if len(study.keywords(question))]
        for question in with_words or study.questions:
            figure = study.figure("wordcloud", question)
            stem = file_name("wordcloud", question)
            paths = [place] if place.suffix else [place / f"{stem}.png", place / f"{stem}.svg"]
            pictures |= {path: encode(figure, path.suffix[1:].lower(), title=question) for path in paths}
        save(pictures)
    say_sampled(study, lang)
    wrote(pictures, lang)


@program.command()
@click.argument("kind", type=click.Choice(["compounds", "synonyms"]))
@READING
@TOKENIZING
@click.option("--minimum", "suggest__minimum", type=int, metavar="N", help="Respondents a candidate needs.")
@click.option("--most", "suggest__most", type=int, metavar="N", help="How many candidates to propose.")
@click.option("--out", metavar="FILE", help="Write the candidates to this file, to be edited.")
@click.pass_obj
def suggest(lang: str, /, files: tuple[str, ...], kind: Kind, out: str | None, **options: object) -> None:
    """Propose words that belong together, or spellings of one word, from the answers; nothing is merged.

    \b
    Examples:
      textmine suggest compounds survey.xlsx
      textmine suggest synonyms survey.xlsx --out dictionaries/synonyms_ours.txt
    """
    from textmine.reports.saving import save
    from textmine.study.sections import section
    from textmine.tables.suggest import suggestions

    study = study_of(files, options)
    with progress(lang, study):
        table = study.suggest(kind)
    print_section(section(kind, table, title=name(kind, lang, group="column")), lang, study.settings)
    say_sampled(study, lang)
    if out is not None:
        save({Path(out): suggestions(table, kind, lang=study.settings.report.lang).encode()})
        wrote([Path(out)], lang)
