"""Commands that put answers into categories: codes, lint, explain, condense, clusters."""

from __future__ import annotations

import click

from textmine.cli.asking import (
    answer,
    answer_table,
    coded_questions,
    one_question,
    study_of,
    write_draft,
    write_sections,
)
from textmine.cli.options import CODEBOOK, CODING, OVERRIDES, READ_OPTIONS, READING, TOKENIZING
from textmine.cli.program import program
from textmine.cli.progress import progress
from textmine.cli.terminal import print_section, say
from textmine.errors import CodebookError
from textmine.texts.labels import label, name


@program.command()
@READING
@TOKENIZING
@CODING
@OVERRIDES
@click.option("--out", metavar="FILE", help="Write the tables to this .csv or .xlsx file.")
@click.pass_obj
def codes(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Put the answers into categories by a code frame: how many respondents each code has, and what gave
    each answer its codes.

    \b
    Examples:
      textmine codes survey.xlsx --question 障害 --codebook obstacles
      textmine codes survey.xlsx --codebook theme.cod --out codes.xlsx
    """
    from textmine.study.outline import coded

    study = study_of(files, options)
    answer(
        study,
        lambda question: coded(study, question),
        lang=lang,
        out=out,
        main="codes",
        questions=coded_questions,
    )


@program.command()
@click.argument("codebook", metavar="CODEBOOK")
@click.argument("files", nargs=-1, metavar="[FILES...]")
@READ_OPTIONS
@TOKENIZING
@click.pass_obj
def lint(lang: str, /, codebook: str, files: tuple[str, ...], **options: object) -> None:
    """Say what is probably wrong in a code frame though nothing fails: words that never occur, operators
    that are read as words, codes that are always or never true.

    \b
    Examples:
      textmine lint theme.cod
      textmine lint theme.cod survey.xlsx --question 障害
    """
    from textmine.codes.codebook import read_codebook
    from textmine.codes.lint import lint as lint_codebook
    from textmine.settings import DEFAULTS
    from textmine.study.sections import section

    study = study_of(files, options) if files else None
    with progress(lang, study):
        frame = read_codebook(codebook, broken="empty")
        table = lint_codebook(frame, study.all_answers if study else None)
    notes = [] if len(table) else [label("note.lint_none", lang)]
    details = [
        label(f"lint.{finding}", lang, piece=piece, detail=detail)
        for finding, piece, detail in zip(table["finding"], table["piece"], table["detail"], strict=True)
    ]
    severity = [name(each, lang, group="severity") for each in table["severity"]]
    shown = table[["line", "column", "code"]].assign(severity=severity, detail=details)
    print_section(section("lint", shown, title=frame.path), lang, DEFAULTS, notes=notes)


@program.command()
@READING
@TOKENIZING
@CODING
@click.option("--answer", "answer_number", type=int, metavar="N", help="Only the answer of this number.")
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def explain(
    lang: str, /, files: tuple[str, ...], answer_number: int | None, out: str | None, **options: object
) -> None:
    """Show who gave an answer its code: a condition of the code frame, on which characters; the nearest
    examples; or a person.

    \b
    Examples:
      textmine explain survey.xlsx --question 障害 --codebook obstacles --answer 12
      textmine explain survey.xlsx --codebook theme.cod --out why.csv
    """
    study = study_of(files, options)
    with progress(lang, study):
        questions = coded_questions(study)
        if answer_number is not None:
            questions = [q for q in questions if (study.corpus(q).answers["answer"] == answer_number).any()]
        if not questions:
            raise CodebookError("there is no answer {answer} in this corpus", answer=answer_number)
    answer_table(
        study,
        "given_by",
        lambda question: study.explain(question, answer_number),
        lang=lang,
        out=out,
        questions=lambda study: questions,
    )


@program.command()
@READING
@TOKENIZING
@CODEBOOK
@click.option(
    "--score",
    "condense__score",
    type=float,
    metavar="N",
    help="How alike short statements have to be, 0 to 1.",
)
@click.option(
    "--merges",
    "condense__merges",
    metavar="FILE",
    help="A file of proposals filled in with はい or いいえ.",
)
@click.option(
    "--proposals",
    metavar="FILE",
    help="Write the proposed merges to this .csv or .xlsx file, to be filled in.",
)
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def condense(
    lang: str, /, files: tuple[str, ...], proposals: str | None, out: str | None, **options: object
) -> None:
    """Merge the answers of each item that say the same, with the number of respondents; propose close ones.

    \b
    Examples:
      textmine condense survey.xlsx --question 障害 --proposals merges.csv
      textmine condense survey.xlsx --question 障害 --codebook obstacles --merges merges.csv --out list.xlsx
    """
    from textmine.study import outline

    study = study_of(files, options)
    answers = answer(
        study, lambda question: outline.condensed(study, question), lang=lang, out=out, main="condensed"
    )
    close = {
        question: [section for section in sections if section.name == "proposals"]
        for question, sections in answers.items()
    }
    close = {question: sections for question, sections in close.items() if sections}
    if close:
        write_sections(close, proposals, lang, study, main="proposals")
    elif proposals:
        say(
            "no statements are close enough to be proposed as one; nothing was written to {path}",
            lang,
            path=proposals,
        )


@program.command()
@READING
@TOKENIZING
@CODEBOOK
@click.option("--k", "clusters__k", type=int, metavar="N", help="How many clusters; found if not given.")
@click.option(
    "--height", type=float, metavar="H", help="Cut the tree at this cosine distance instead, 0 to 2."
)
@click.option(
    "--encoder",
    "clusters__encoder",
    metavar="words|semantic",
    help="Compare words, or meanings too.",
)
@click.option(
    "--draft", metavar="FILE", help="Write a code frame drafted from the same answers to this .cod file."
)
@click.option("--tree", metavar="FILE", help="Write the tree of the answers to this .csv or .xlsx file.")
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def clusters(
    lang: str,
    /,
    files: tuple[str, ...],
    height: float | None,
    draft: str | None,
    tree: str | None,
    out: str | None,
    **options: object,
) -> None:
    """Group the answers of each question that use the same words; draft a code frame from them.

    With a code frame, only the answers that none of its codes catches are grouped.

    \b
    Examples:
      textmine clusters survey.xlsx --question 障害
      textmine clusters survey.xlsx --question 障害 --k 8 --draft theme.cod --out clusters.xlsx
      textmine clusters survey.xlsx --question 障害 --codebook obstacles --tree tree.csv
      textmine clusters survey.xlsx --question 障害 --height 0.8
    """
    from textmine.codes.draft import no_code
    from textmine.study.outline import clustered
    from textmine.study.sections import section

    study = study_of(files, options)
    if draft is not None:
        one_question(study, lang)
    answer(study, lambda question: clustered(study, question, height), lang=lang, out=out, main="clusters")
    if tree is not None:
        trees = {
            question: [
                section("dendrogram", study.dendrogram(question), question),
                section("dendrogram_leaves", study.dendrogram_leaves(question, height), question),
            ]
            for question in study.questions
        }
        write_sections(trees, tree, lang, study, main="dendrogram")
    if draft is not None:
        question = study.questions[0]
        write_draft(study.draft(question, height), draft, lang)
        if len(study.drafted_codes(question, height)):
            click.echo(no_code(study.drafted_codes(question, height), study.settings.report.lang))
