"""Commands about what people decide: review, apply, learn, agreement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from textmine.cli.asking import answer, coded_question, coded_questions, study_of, write_sections, wrote
from textmine.cli.options import BY, CODEBOOK, CODING, OVERRIDES, READING, TOKENIZING
from textmine.cli.program import program
from textmine.cli.progress import progress
from textmine.cli.terminal import print_section
from textmine.errors import SettingsError
from textmine.texts.labels import label

if TYPE_CHECKING:
    from textmine.study.study import Study


@program.command()
@READING
@TOKENIZING
@CODING
@OVERRIDES
@click.option("--most", type=int, metavar="N", help="How many answers to put on the sheet.")
@click.option(
    "--audit",
    "audit__size",
    type=int,
    metavar="N",
    help="How many respondents to draw at random for a sheet of their own; 0: none.",
)
@click.option("--out", metavar="FILE", help="The .xlsx file to write.")
@click.option("--force", is_flag=True, help="Write over an existing review sheet.")
@click.pass_obj
def review(
    lang: str,
    /,
    files: tuple[str, ...],
    most: int | None,
    out: str | None,
    force: bool,
    **options: object,
) -> None:
    """Write an Excel sheet on which people correct the codes of one question, in the order that pays.

    Beside it stands a sheet of respondents drawn at random, on which people code without seeing the rules:
    from it the shares of the codes are estimated (textmine shares), and nothing is learnt.

    \b
    Examples:
      textmine review survey.xlsx --question 障害 --codebook obstacles
      textmine review survey.xlsx --question 障害 --codebook theme.cod --most 100 --out review.xlsx
      textmine review survey.xlsx --question 障害 --codebook obstacles --most 60 --audit 200
    """
    from textmine.reports.reviewsheet import reviewsheet
    from textmine.reports.saving import save

    place = Path(out or "review.xlsx")
    if place.exists() and not force:  # hours of somebody's work may be in it
        raise SettingsError("{path} is there already; choose another with --out, or give --force", path=place)
    study = study_of(files, options)
    with progress(lang, study):
        question = coded_question(study)
        definitions = {code.name: code.definition for code in study.codebooks()[question].codes}
        sheet, sample = study.review(question)[:most], study.to_audit(question)
        lang_of_sheet = study.settings.report.lang
        save({place: reviewsheet(sheet, lang=lang_of_sheet, definitions=definitions, audit=sample)})
    wrote([place], lang)


@program.command()
@click.argument("reviews", nargs=-1, required=True, metavar="REVIEWS...")
@click.option("--coder", metavar="NAME", help="Who decided in rows that were changed but name nobody.")
@click.option("--out", metavar="FILE", help="Write the decisions to this .csv file.")
@click.pass_obj
def apply(
    lang: str, /, reviews: tuple[str, ...], coder: str | None, out: str | None, **options: object
) -> None:
    """Read corrected review sheets back: what people decided, who, when and why, kept apart from the rules.

    \b
    Examples:
      textmine apply review.xlsx --out overrides.csv
      textmine apply sato.xlsx suzuki.xlsx --coder 佐藤 --out overrides.csv
    """
    from textmine.codes.review import override_counts
    from textmine.inputs.decisions import UNSEEN, read_review
    from textmine.inputs.journal import AUDIT
    from textmine.reports.saving import save
    from textmine.reports.tablefile import tablefile
    from textmine.settings import DEFAULTS
    from textmine.study.sections import section

    with progress(lang):
        overrides = read_review(*reviews, coder=coder or "")
    seen = overrides[overrides["rule"] != UNSEEN]
    changed = int((seen["value"] != seen["rule"]).sum())
    told = label(
        "corrections.reviewed",
        lang,
        answers=f"{overrides['key'].nunique():,}",
        cells=f"{len(overrides):,}",
        changed=f"{changed:,}",
        coders=", ".join(dict.fromkeys(overrides["coder"])) or "-",
    )
    notes, audit = [told], overrides[overrides["sample"] == AUDIT]
    if len(audit):
        notes.append(label("corrections.audit", lang, answers=f"{audit['key'].nunique():,}"))
    shown = section("overrides", override_counts(overrides), title=label("corrections.overrides", lang))
    print_section(shown, lang, DEFAULTS, notes=notes)
    if out is not None:
        save({Path(out): tablefile(overrides)})
        wrote([Path(out)], lang)


@program.command()
@READING
@TOKENIZING
@CODING
@click.argument("reviewed", metavar="REVIEW")
@click.option("--out", metavar="FILE", help="Write the codes to this .csv or .xlsx file.")
@click.pass_obj
def learn(lang: str, /, files: tuple[str, ...], reviewed: str, out: str | None, **options: object) -> None:
    """Learn from a corrected review sheet, and suggest codes for the other answers if that is a gain.

    \b
    Examples:
      textmine learn survey.xlsx --question 障害 --codebook obstacles review.xlsx
      textmine learn survey.xlsx --question 障害 --codebook theme.cod overrides.csv --out codes.csv
    """
    from textmine.study.outline import example_notes
    from textmine.study.sections import section

    study = study_of(files, {**options, "codes__overrides": reviewed})
    with progress(lang, study):
        question = coded_question(study)
        table, suggestions = study.gains(question), study.suggestions(question)
        coded = study.coded(question, unit="answer")
    gains = table.drop(columns=["low", "high"])
    gains["interval"] = [
        f"{low:+.3f} – {high:+.3f}" for low, high in zip(table["low"], table["high"], strict=True)
    ]
    titles = {each: label(f"corrections.{each}", lang) for each in ("gains", "suggestions")}
    notes = example_notes(study, question, lang)
    print_section(section("gains", gains, title=titles["gains"]), lang, study.settings, notes=notes)
    print_section(section("suggestions", suggestions, title=titles["suggestions"]), lang, study.settings)
    write_sections({question: [section("coded", coded, question)]}, out, lang, study, main="coded")


@program.command()
@READING
@TOKENIZING
@CODEBOOK
@OVERRIDES
@BY
@click.option("--wave", "compare__wave", metavar="COLUMN", help="The attribute that tells the wave.")
@click.option("--out", metavar="FILE", help="Write the tables to this .csv or .xlsx file.")
@click.pass_obj
def shares(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Estimate what share of the respondents has each code, with its error, from a random audit.

    The audit is the sheet of respondents drawn at random that textmine review writes; beside the estimate
    stand the share by counting the machine's codes and that of the audit alone.

    \b
    Examples:
      textmine shares survey.xlsx --question 障害 --codebook obstacles --overrides decisions.csv
      textmine shares survey.xlsx --codebook theme.cod --overrides decisions.csv --by 業種 --out shares.xlsx
    """
    from textmine.study.outline import shares
    from textmine.study.sections import is_audited

    def audited_questions(study: Study) -> list[str]:
        questions = [each for each in coded_questions(study) if is_audited(study, each)]
        if not questions:
            raise SettingsError(
                "no audit sample was decided; write its sheet with textmine review, read it back with "
                "textmine apply, and name that file with --overrides"
            )
        return questions

    study = study_of(files, options)
    answer(
        study,
        lambda question: shares(study, question),
        lang=lang,
        out=out,
        main="code_shares",
        questions=audited_questions,
    )


@program.command()
@click.argument("reviews", nargs=-1, required=True, metavar="REVIEWS...")
@click.option("--out", metavar="FILE", help="Write the disagreements to this .csv file.")
@click.pass_obj
def agreement(lang: str, /, reviews: tuple[str, ...], out: str | None, **options: object) -> None:
    """Say how far coders agree on each code beyond chance, from their review sheets, and where they do not.

    \b
    Examples:
      textmine agreement sato.xlsx suzuki.xlsx
      textmine agreement sato.xlsx suzuki.xlsx tanaka.xlsx --out disagreements.csv
    """
    from textmine.codes.agreement import ANSWERS, ENOUGH, MEASURES, OTHERS, disagreements
    from textmine.codes.agreement import agreement as agreement_of
    from textmine.inputs.decisions import ratings, read_review
    from textmine.reports.saving import save
    from textmine.reports.sharerows import measured
    from textmine.reports.tablefile import tablefile
    from textmine.settings import DEFAULTS
    from textmine.study.sections import section

    if len(reviews) < 2:
        raise SettingsError("agreement needs the review sheets of two coders or more")
    with progress(lang):
        tables = [ratings(read_review(path)) for path in reviews]
        table = agreement_of(*tables)
        apart = disagreements(*tables, coders=[Path(path).stem for path in reviews])
    shown = table[["code", "coders", "n"]].copy()
    for measure in MEASURES:
        shown[measure] = [measured(row, measure) for row in table.to_dict("records")]
    limits = {"answers": ANSWERS, "enough": ENOUGH, "others": OTHERS}
    shown["why"] = [label(f"agreement.why_{why}", lang, **limits) if why else "" for why in table["why"]]
    for key, content in (("agreement", shown), ("disagreements", apart)):
        print_section(section(key, content, title=label(f"corrections.{key}", lang)), lang, DEFAULTS)
    if out is not None:
        save({Path(out): tablefile(apart)})
        wrote([Path(out)], lang)
