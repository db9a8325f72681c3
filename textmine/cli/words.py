"""Commands about words: keywords, evidence, kwic, wordcloud, suggest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import textmine as tm
from textmine.cli.options import COUNTING, DRAWING, READING, TOKENIZING
from textmine.cli.program import program
from textmine.cli.shown import ROWS, base_lines, kind_notes, with_interval, write_tables, wrote
from textmine.cli.steps import (
    corpora_of,
    corpus_of,
    keywords_of,
    settings_of,
)
from textmine.cli.terminal import progress, show
from textmine.errors import FigureError, WordsError
from textmine.texts.labels import label, name

if TYPE_CHECKING:
    import pandas as pd

    from textmine.settings import Settings
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
    from textmine.large.records import in_chunks

    settings = settings_of(files, options)
    with progress(lang):
        if in_chunks(settings.survey.files):
            from textmine.study.parts import keywords_of_parts, tokenized_parts

            with tokenized_parts(settings) as parts:
                tables = keywords_of_parts(parts, settings)
                notes = kind_notes(parts, settings, lang)
        else:
            corpora = corpora_of(settings)
            tables = {question: keywords_of(corpus, settings) for question, corpus in corpora.items()}
            notes = {question: base_lines(corpus, settings, lang) for question, corpus in corpora.items()}
    for question, table in tables.items():
        shown = with_interval(table.head(settings.keywords.top))
        show(shown, lang, title=question, notes=notes[question])
    write_tables(tables, out, lang, settings)


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
    from textmine.large.records import in_chunks

    settings = settings_of(files, options)
    with progress(lang):
        if in_chunks(settings.survey.files):
            from textmine.study.parts import evidence_of_parts, keywords_of_parts, tokenized_parts

            with tokenized_parts(settings) as parts:
                listed = keywords_of_parts(parts, settings)
                asked = {question: _chosen(table, words, settings) for question, table in listed.items()}
                tables = evidence_of_parts(parts, asked, settings)
                notes = kind_notes(parts, settings, lang)
        else:
            corpora = corpora_of(settings)
            tables = {
                question: tm.evidence(
                    corpus,
                    _chosen(keywords_of(corpus, settings), words, settings),
                    unit=settings.keywords.unit,
                    lang=settings.report.lang,
                    **settings.evidence.model_dump(),
                )
                for question, corpus in corpora.items()
            }
            notes = {question: base_lines(corpus, settings, lang) for question, corpus in corpora.items()}
    missing = [word for word in words if not any((table["word"] == word).any() for table in tables.values())]
    if missing:
        raise WordsError("no answer holds {words}", words=", ".join(missing))
    for question, table in tables.items():
        shown = table.assign(aspect=[name(aspect, lang, group="aspect") for aspect in table["aspect"]])
        shown = shown.rename(columns={"text": "evidence"})
        columns = ["word", "aspect", "evidence", "respondents", "respondent"]
        cut = [label("page.shown", lang, total=len(table), shown=ROWS)] if len(table) > ROWS else []
        show(shown[columns].head(ROWS), lang, title=question, notes=[*cut, *notes[question]])
    write_tables(tables, out, lang, settings)


def _chosen(table: pd.DataFrame, words: tuple[str, ...], settings: Settings) -> pd.DataFrame | list[str]:
    """Return the words that are explained: those asked for, else the first of the keyword table."""
    return list(words) or table.head(settings.keywords.top)


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
    settings = settings_of(files, options)
    with progress(lang):
        table = tm.kwic(corpus_of(settings), word, sort=settings.kwic.sort, width=settings.kwic.width)
    show(table[["left", "keyword", "right", "respondent", "question", "item"]], lang, title=word)
    write_tables({word: table}, out, lang, settings)


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

    settings = settings_of(files, options)
    place = Path(out or settings.report.out)
    drawing = settings.wordcloud.model_dump()
    top = drawing.pop("words")
    pictures: dict[Path, bytes] = {}
    with progress(lang):
        corpora = corpora_of(settings)
        if place.suffix and len(corpora) > 1:
            raise FigureError(
                "{path} holds one picture, and there are {count} questions; choose one with --question, or "
                "give a folder",
                path=place,
                count=len(corpora),
            )
        tables = {question: keywords_of(corpus, settings) for question, corpus in corpora.items()}
        with_words = {question: table for question, table in tables.items() if len(table)}
        for question, table in (with_words or tables).items():
            base = corpora[question].base
            figure = tm.wordcloud(
                table, title=question, base=base, top=top, lang=settings.report.lang, **drawing
            )
            stem = file_name("wordcloud", question)
            paths = [place] if place.suffix else [place / f"{stem}.png", place / f"{stem}.svg"]
            pictures |= {path: encode(figure, path.suffix[1:].lower(), title=question) for path in paths}
        save(pictures)
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
    from textmine.tables.suggest import suggestions

    settings = settings_of(files, options)
    with progress(lang):
        table = tm.suggest(
            corpus_of(settings), kind, minimum=settings.suggest.minimum, most=settings.suggest.most
        )
    show(table, lang, title=name(kind, lang, group="column"))
    if out is not None:
        save({Path(out): suggestions(table, kind, lang=settings.report.lang).encode()})
        wrote([Path(out)], lang)
