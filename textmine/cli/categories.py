"""Commands that put answers into categories: codes, lint, explain, condense, clusters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import textmine as tm
from textmine.cli.options import CODEBOOK, CODING, READ_OPTIONS, READING, TOKENIZING
from textmine.cli.program import program
from textmine.cli.shown import ROWS, base_lines, kind_notes, with_interval, write_tables, wrote
from textmine.cli.steps import coded, corpora_of, corpus_of, frames_of, settings_of
from textmine.cli.terminal import progress, say, show
from textmine.errors import CodebookError, SettingsError
from textmine.texts.labels import label, name

if TYPE_CHECKING:
    from textmine.settings import Settings


@program.command()
@READING
@TOKENIZING
@CODING
@click.option(
    "--overrides",
    "codes__overrides",
    metavar="FILE",
    help="A file of what people decided (textmine apply --out); it stands above the rules.",
)
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
    from textmine.codes.review import corrected
    from textmine.large.records import in_chunks
    from textmine.reports.sections import code_notes, code_rows

    settings = settings_of(files, options)
    if in_chunks(settings.survey.files):
        _codes_in_parts(settings, out, lang)
        return
    unit, reading = settings.codes.unit, settings.codes.reading
    with progress(lang):
        corpora = {question: (corpus, frame) for question, corpus, frame in coded(settings)}
        overrides = settings.codes.overrides
        decided = tm.read_review(overrides) if overrides else None
        counts = {
            question: tm.code_counts(
                corrected(tm.code_answers(corpus, frame, unit=unit, reading=reading), decided, corpus), frame
            )
            for question, (corpus, frame) in corpora.items()
        }
        sheets = {
            question: tm.code_sheet(corpus, frame, unit=unit, reading=reading, overrides=decided)
            for question, (corpus, frame) in corpora.items()
        }
    for question, table in counts.items():
        base = corpora[question][0]
        notes = [*base_lines(base, settings, lang)[:2], *code_notes(table, settings, lang)]
        show(with_interval(code_rows(table, lang)), lang, title=question, notes=notes)
    if out is not None and Path(out).suffix.lower() == ".csv":
        write_tables(sheets, out, lang, settings)
    elif out is not None:
        report = tm.Report(Path(out).stem, lang=settings.report.lang, settings=settings)
        for question, table in counts.items():
            note = " ".join(code_notes(table, settings, settings.report.lang))
            report = report.add(table, name="code_counts", question=question, note=note)
            report = report.add(sheets[question], name="codes", question=question)
        report.write(out)
        wrote([Path(out)], lang)


def _codes_in_parts(settings: Settings, out: str | None, lang: str) -> None:
    """Show and write the counts of a survey that is read in parts, without a sheet of its answers."""
    from textmine.reports.sections import code_notes, code_rows
    from textmine.study.parts import counts_of_parts, tokenized_parts

    if settings.codes.overrides:
        raise SettingsError("corrections can't be applied to a survey that is read in parts; leave them out")
    with progress(lang), tokenized_parts(settings) as parts:
        counts = counts_of_parts(parts, frames_of(settings, parts.head.questions), settings)
        notes = kind_notes(parts, settings, lang)
    for question, table in counts.items():
        below = [*notes[question][:2], *code_notes(table, settings, lang)]
        show(with_interval(code_rows(table, lang)), lang, title=question, notes=below)
    write_tables(counts, out, lang, settings)


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
    with progress(lang):
        frame = tm.read_codebook(codebook, broken="empty")
        table = tm.lint(frame, corpus_of(settings_of(files, options)) if files else None)
    notes = [] if len(table) else [label("note.lint_none", lang)]
    said = [
        label(f"lint.{finding}", lang, piece=piece, detail=detail)
        for finding, piece, detail in zip(table["finding"], table["piece"], table["detail"], strict=True)
    ]
    severity = [name(each, lang, group="severity") for each in table["severity"]]
    shown = table[["line", "column", "code"]].assign(severity=severity, detail=said)
    show(shown, lang, title=frame.path, notes=notes)


@program.command()
@READING
@TOKENIZING
@CODING
@click.option("--answer", type=int, metavar="N", help="Only the answer of this number.")
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def explain(
    lang: str, /, files: tuple[str, ...], answer: int | None, out: str | None, **options: object
) -> None:
    """Show which condition of a code frame gave an answer its code, and on which characters.

    \b
    Examples:
      textmine explain survey.xlsx --question 障害 --codebook obstacles --answer 12
      textmine explain survey.xlsx --codebook theme.cod --out why.csv
    """
    settings = settings_of(files, options)
    tables = {}
    with progress(lang):
        for question, corpus, frame in coded(settings):
            if answer is None or (corpus.answers["answer"] == answer).any():
                tables[question] = tm.explain(
                    corpus, frame, answer, unit=settings.codes.unit, reading=settings.codes.reading
                )
        if not tables:
            raise CodebookError("there is no answer {answer} in this corpus", answer=answer)
    for question, table in tables.items():
        columns = ["answer", "respondent", "code", "text", "clause"]
        shown = table[table["start"] >= 0] if answer is None else table
        show(shown[columns].head(ROWS), lang, title=question)
    write_tables(tables, out, lang, settings)


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
    settings = settings_of(files, options)
    with progress(lang):
        corpora = corpora_of(settings)
        chosen = settings.condense.model_dump(exclude={"merges"})
        chosen["merges"] = tm.read_merges(settings.condense.merges) if settings.condense.merges else None
        # What the frame tells apart is never proposed as one.
        codes = {q: tm.code_answers(corpora[q], frame) for q, frame in frames_of(settings, corpora).items()}
        tables = {q: tm.condense(corpus, codes=codes.get(q), **chosen) for q, corpus in corpora.items()}
        close = {q: tm.proposals(corpus, codes=codes.get(q), **chosen) for q, corpus in corpora.items()}
    for question, table in tables.items():
        for item in dict.fromkeys(table["item"]):
            part = table[table["item"] == item]
            shown = part[["group", "statement", "respondents", "share", "submissions", "proposed"]].head(ROWS)
            show(shown, lang, title=f"{question}　{item}" if item else question)
        show(tm.opinions(table), lang, title=label("section.opinions", lang))
    write_tables(tables, out, lang, settings)
    close = {question: table for question, table in close.items() if len(table)}
    if close:
        write_tables(close, proposals, lang, settings)
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
    help="Compare words, or meanings too (needs the extra semantic).",
)
@click.option(
    "--draft", metavar="FILE", help="Write a code frame drafted from the clusters to this .cod file."
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
    """Group the answers of each question that use the same words; draft a code frame from the groups.

    With a code frame, only the answers that none of its codes catches are grouped.

    \b
    Examples:
      textmine clusters survey.xlsx --question 障害
      textmine clusters survey.xlsx --question 障害 --k 8 --draft theme.cod --out clusters.xlsx
      textmine clusters survey.xlsx --question 障害 --codebook obstacles --tree tree.csv
      textmine clusters survey.xlsx --question 障害 --height 0.8
    """
    from textmine.reports.saving import save

    settings = settings_of(files, options)
    chosen = settings.clusters
    spaces = chosen.model_dump(exclude={"k", "rounds", "loose"})
    with progress(lang):
        corpora = corpora_of(settings)
        if draft is not None and len(corpora) > 1:
            raise CodebookError(
                "a drafted code frame is about one question, and {count} would be clustered; choose one with "
                "--question",
                count=len(corpora),
            )
        frames = frames_of(settings, corpora)
        rest = {
            q: tm.uncoded(tm.code_answers(corpus, frames[q])) if q in frames else None
            for q, corpus in corpora.items()
        }
        curves = {}
        if chosen.k is None and height is None:
            curves = {
                q: tm.k_curve(corpus, answers=rest[q], loose=chosen.loose, **spaces)
                for q, corpus in corpora.items()
            }
        found = {q: tm.chosen_k(curve) for q, curve in curves.items()}
        tables = {
            q: tm.clusters(
                corpus,
                found.get(q, chosen.k),
                height=height,
                answers=rest[q],
                loose=chosen.loose,
                **spaces,
            )
            for q, corpus in corpora.items()
        }
        sums = {
            q: tm.cluster_summary(corpus, tables[q], rounds=chosen.rounds, **spaces)
            for q, corpus in corpora.items()
        }
    for question, table in sums.items():
        named = table["label"].mask(table["cluster"] == 0, label("note.mixed", lang))
        shown = table.assign(label=named).drop(columns=["base", "texts", "sampled"])
        notes = base_lines(corpora[question], settings, lang)[:2]
        unit = settings.evidence.respondent_unit or label("draft.unit", lang)
        notes += tm.cluster_notes(table, rest=rest[question] is not None, unit=unit, lang=lang)
        show(shown, lang, title=question, notes=notes)
        if question in curves:
            show(curves[question], lang, title=label("note.k_curve", lang))
    write_tables(tables, out, lang, settings)
    if tree is not None:
        trees = {q: tm.dendrogram(corpus, answers=rest[q], **spaces) for q, corpus in corpora.items()}
        leaves = {q: tm.dendrogram_leaves(corpora[q], table, **spaces) for q, table in tables.items()}
        write_tables(trees, tree, lang, settings, beside={"leaves": leaves})
    if draft is not None:
        ((question, table),) = tables.items()
        text = tm.draft_codebook(corpora[question], table, lang=settings.report.lang)
        if text:
            save({Path(draft): text.encode()})
            wrote([Path(draft)], lang)
        else:
            say("no cluster has a word to make a rule of; nothing was written to {path}", lang, path=draft)
