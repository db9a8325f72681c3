"""Commands that look for answers, words, and what goes with a word: search, word-forms, related, collocation,
document-words, distribution.
"""

from __future__ import annotations

from typing import Literal, cast

import click

from textmine.cli.asking import answer, answer_table, study_of
from textmine.cli.comparisons import COMPARING
from textmine.cli.options import COUNTED, READING, TABLE, TOKENIZING, UNITS
from textmine.cli.program import program

CONDITION = click.argument("condition", metavar="CONDITION")


@program.command()
@COMPARING
@TABLE
@CONDITION
@click.pass_obj
def search(lang: str, /, files: tuple[str, ...], condition: str, out: str | None, **options: object) -> None:
    """Find the answers that fulfil a condition on words, codes or attributes, those where it occurs most
    often first.

    CONDITION is a word, or written as in a code frame: "費用 and 不安", "near(予算-足りる!neg)",
    "<>地域-->東 and 不安", and with --codebook "<＊費用> and not <＊人材>".

    \b
    Examples:
      textmine search survey.xlsx --question 効果 "費用 or 予算"
      textmine search survey.xlsx --question 障害 --codebook obstacles "＊費用" --out answers.xlsx
    """
    study = study_of(files, options)
    answer_table(study, "search", lambda question: study.search(question, condition), lang=lang, out=out)


@program.command()
@READING
@TOKENIZING
@UNITS
@click.option(
    "--match",
    metavar="contains|equals|begins|ends",
    type=click.Choice(["contains", "equals", "begins", "ends"]),
    default="contains",
    help="Where a word holds the text.",
)
@click.option("--every", is_flag=True, help="Of several texts, words that hold all of them.")
@click.argument("text", metavar="TEXT")
@TABLE
@click.pass_obj
def word_forms(
    lang: str,
    /,
    files: tuple[str, ...],
    text: str,
    match: str,
    every: bool,
    out: str | None,
    **options: object,
) -> None:
    """Look for words that hold a text, with the forms in which they were written and how often.

    TEXT may be several with blanks between them: "死 亡 殺".

    \b
    Examples:
      textmine word-forms survey.xlsx --question 効果 高
      textmine word-forms minutes.txt --reading khcoder --pos all --match ends 者 --out words.xlsx
    """
    study, chosen = study_of(files, options), cast(Literal["contains", "equals", "begins", "ends"], match)
    answer_table(
        study,
        "word_forms",
        lambda question: study.word_forms(question, text, chosen, every),
        lang=lang,
        out=out,
    )


@program.command()
@COMPARING
@TABLE
@CONDITION
@click.pass_obj
def related(lang: str, /, files: tuple[str, ...], condition: str, out: str | None, **options: object) -> None:
    """List the words that are more frequent where a word stands, or a condition is fulfilled, the closest
    first.

    CONDITION is a word, or written as for textmine search.

    \b
    Examples:
      textmine related survey.xlsx --question 効果 意識
      textmine related survey.xlsx --question 効果 --per sentence "<>地域-->東" --out related.xlsx
    """
    study = study_of(files, options)
    answer_table(study, "related", lambda question: study.related(question, condition), lang=lang, out=out)


@program.command()
@READING
@TOKENIZING
@COUNTED
@click.option(
    "--reach", "collocation__reach", type=int, metavar="N", help="Words to either side that are looked at."
)
@click.option(
    "--least", "collocation__minimum", type=int, metavar="N", help="Times a word has to stand there."
)
@click.option(
    "--across",
    "collocation__across",
    is_flag=True,
    default=None,
    help="Look on beyond the end of an answer, as KH Coder does.",
)
@click.argument("word", metavar="WORD")
@TABLE
@click.pass_obj
def collocation(lang: str, /, files: tuple[str, ...], word: str, out: str | None, **options: object) -> None:
    """List the words that stand left and right of a word, by distance, with their measures.

    \b
    Examples:
      textmine collocation survey.xlsx --question 効果 意識
      textmine collocation survey.xlsx --question 効果 --reach 3 意識 --out collocation.xlsx
    """
    study = study_of(files, options)
    answer_table(study, "collocation", lambda question: study.collocation(question, word), lang=lang, out=out)


@program.command()
@READING
@TOKENIZING
@COUNTED
@click.option(
    "--cells",
    metavar="occurrences|zero_one",
    type=click.Choice(["occurrences", "zero_one"]),
    default="occurrences",
    help="How often each word occurs, or 1 where it does.",
)
@TABLE
@click.pass_obj
def document_words(
    lang: str, /, files: tuple[str, ...], cells: str, out: str | None, **options: object
) -> None:
    """Make the table of documents and words, with the attributes, for R, SPSS or Excel.

    \b
    Examples:
      textmine document-words survey.xlsx --question 効果 --out words.csv
      textmine document-words survey.xlsx --per sentence --cells zero_one --out words.xlsx
    """
    study = study_of(files, options)
    chosen = cast(Literal["occurrences", "zero_one"], cells)
    answer_table(
        study, "document_words", lambda question: study.document_words(question, chosen), lang=lang, out=out
    )


@program.command()
@READING
@TOKENIZING
@UNITS
@TABLE
@click.pass_obj
def distribution(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Say how often words occur, and in how many documents: mean, deviation, and how many have which count.

    It is about every word, those of one respondent too.

    \b
    Examples:
      textmine distribution survey.xlsx --question 効果
      textmine distribution minutes.txt --reading khcoder --pos all --per sentence --out distribution.csv
    """
    from textmine.study.sections import section

    study = study_of(files, options)
    answer(
        study,
        lambda question: [
            section("distribution_numbers", study.distribution_numbers(question), question),
            section("distribution", study.distribution(question), question),
        ],
        lang=lang,
        out=out,
        main="distribution",
    )
