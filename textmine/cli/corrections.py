"""Commands about what people decide: review, apply, learn, agreement."""

from __future__ import annotations

from pathlib import Path

import click

from textmine.cli.asking import coded_question, study_of, write_sections, wrote
from textmine.cli.options import CODING, READING, TOKENIZING
from textmine.cli.program import program
from textmine.cli.progress import progress
from textmine.cli.terminal import print_section
from textmine.errors import SettingsError
from textmine.texts.labels import label


@program.command()
@READING
@TOKENIZING
@CODING
@click.option("--most", type=int, metavar="N", help="How many answers to put on the sheet.")
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

    \b
    Examples:
      textmine review survey.xlsx --question 障害 --codebook obstacles
      textmine review survey.xlsx --question 障害 --codebook theme.cod --most 100 --out review.xlsx
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
        sheet = study.review(question)[:most]
        save({place: reviewsheet(sheet, lang=study.settings.report.lang, definitions=definitions)})
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
    from textmine.inputs.decisions import read_review
    from textmine.reports.saving import save
    from textmine.reports.tablefile import tablefile
    from textmine.settings import DEFAULTS
    from textmine.study.outline import section

    with progress(lang):
        overrides = read_review(*reviews, coder=coder or "")
    changed = int((overrides["value"] != overrides["rule"]).sum())
    told = label(
        "corrections.reviewed",
        lang,
        answers=f"{overrides['key'].nunique():,}",
        cells=f"{len(overrides):,}",
        changed=f"{changed:,}",
        coders=", ".join(dict.fromkeys(overrides["coder"])) or "-",
    )
    shown = section("overrides", override_counts(overrides), title=label("corrections.overrides", lang))
    print_section(shown, lang, DEFAULTS, notes=[told])
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
    from textmine.study.outline import example_notes, section

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
    from textmine.reports.tablefile import tablefile
    from textmine.settings import DEFAULTS
    from textmine.study.outline import section

    if len(reviews) < 2:
        raise SettingsError("agreement needs the review sheets of two coders or more")
    with progress(lang):
        tables = [ratings(read_review(path)) for path in reviews]
        table = agreement_of(*tables)
        apart = disagreements(*tables, coders=[Path(path).stem for path in reviews])
    shown = table[["code", "coders", "n"]].copy()
    for measure in MEASURES:
        ends = (table[measure], table[f"{measure}_low"], table[f"{measure}_high"])
        shown[measure] = [_with_interval(*each) for each in zip(*ends, strict=True)]
    limits = {"answers": ANSWERS, "enough": ENOUGH, "others": OTHERS}
    shown["why"] = [label(f"agreement.why_{why}", lang, **limits) if why else "" for why in table["why"]]
    for key, content in (("agreement", shown), ("disagreements", apart)):
        print_section(section(key, content, title=label(f"corrections.{key}", lang)), lang, DEFAULTS)
    if out is not None:
        save({Path(out): tablefile(apart)})
        wrote([Path(out)], lang)


def _with_interval(value: float, low: float, high: float) -> str:
    if value != value:
        return "–"
    return f"{value:.2f} ({low:.2f}–{high:.2f})" if low == low else f"{value:.2f}"
