"""The library, spoken: one short command a library function, named like it and doing nothing else.

Only click and textmine's light modules are imported here; what is heavy is imported inside the commands, so
that ``textmine --help`` answers at once. An option's parameter is named after the setting that it changes
(``survey__respondent``), and its default is the one in ``textmine.settings``.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

import textmine as tm
from textmine import resources
from textmine.errors import CodebookError, FigureError, SettingsError, TextmineError
from textmine.labels import label, name
from textmine.messages import message, translate
from textmine.terminal import chosen_language, clean, click_in, language, progress, say, show, spoken

if TYPE_CHECKING:
    import pandas as pd

    from textmine.settings import Settings
    from textmine.tables.suggest import Kind

Command = TypeVar("Command", bound=Callable[..., Any])
ROWS = 200  # of a table of ``check``: enough to see what is wrong, not to scroll for ever


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


READ_OPTIONS = _options(
    click.option(
        "--respondent", "survey__respondent", metavar="COLUMN", help="The column that says who answered."
    ),
    click.option(
        "--question",
        "survey__questions",
        metavar="COLUMN",
        multiple=True,
        help="A free-text question; may be given more than once.",
    ),
    click.option(
        "--attribute",
        "survey__attributes",
        metavar="COLUMN",
        multiple=True,
        help="A column to compare by; may be given more than once.",
    ),
    click.option("--sheet", "survey__sheet", metavar="NAME", help="The sheet of a workbook."),
    click.option(
        "--encoding",
        "survey__encoding",
        metavar="NAME",
        help="Such as cp932; found from the file if not given.",
    ),
    click.option(
        "--lexicon",
        "words__lexicon",
        metavar="FOLDER",
        help="A folder with dictionaries/ and stopwords/ of your own.",
    ),
)
READING = _options(click.argument("files", nargs=-1, required=True, metavar="FILES..."), READ_OPTIONS)
CODING = _options(
    click.option(
        "--codebook",
        "codes__codebook",
        metavar="FRAME",
        help="A file of coding rules, or one that comes along: obstacles, effects, inconveniences.",
    ),
    click.option(
        "--unit",
        "codes__unit",
        metavar="answer|sentence|paragraph",
        help="What gets a code: an answer, or a part of one.",
    ),
    click.option(
        "--reading",
        "codes__reading",
        metavar="textmine|khcoder",
        help="khcoder reads the original characters as KH Coder does.",
    ),
)
TOKENIZING = _options(
    click.option(
        "--dictionary",
        "words__dictionary",
        metavar="NAME",
        help="unidic-lite, ipadic, or the folder of a UniDic.",
    ),
)
COUNTING = _options(
    click.option(
        "--unit", "keywords__unit", metavar="word|compound", help="Count words, or the longest nouns."
    ),
    click.option(
        "--minimum", "keywords__minimum", type=int, metavar="N", help="Respondents a word needs to be listed."
    ),
    click.option(
        "--negation",
        "keywords__negation",
        metavar="together|apart",
        help="Count 感じられない with 感じる, or apart from it.",
    ),
    click.option("--top", "keywords__top", type=int, metavar="N", help="How many words to show."),
)
DRAWING = _options(
    click.option("--words", "wordcloud__words", type=int, metavar="N", help="How many words to draw."),
    click.option(
        "--width", "wordcloud__width", type=int, metavar="N", help="Width of the picture in pixels."
    ),
    click.option(
        "--height", "wordcloud__height", type=int, metavar="N", help="Height of the picture in pixels."
    ),
    click.option(
        "--colour",
        "wordcloud__colour",
        metavar="emphasis|category|pos|plain",
        help="What a colour means.",
    ),
    click.option(
        "--mask", "wordcloud__mask", metavar="PICTURE", help="Fill the dark part of this picture with words."
    ),
    click.option("--font", "wordcloud__font", metavar="FILE", help="A font of your own."),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process.

    It ends with 0; 2 for bad input, told in one sentence; 130 for Ctrl-C; 141 when nobody reads the output
    any more (``| head``). Any other exception is a bug and is shown whole.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    lang = language(arguments, os.environ)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Japanese shows ? instead of failing
    try:
        with click_in(lang):
            code = _invoke(arguments, lang)
        sys.stdout.flush()
    except TextmineError as error:
        code = _fail(message(error, lang), 2)
    except KeyboardInterrupt:
        code = _fail(translate("interrupted; earlier results are as they were", lang), 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains while it ends
        code = 141
    except OSError as error:
        place, reason = error.filename or "textmine", error.strerror or str(error)
        code = _fail(translate("{path}: {reason}", lang).format(path=place, reason=reason), 2)
    sys.exit(code)


def _invoke(arguments: list[str], lang: str) -> int:
    command = spoken(program, lang)
    chosen = {"report__lang": chosen_language(arguments)}  # also where --lang stands before the command
    try:
        with command.make_context(
            "textmine", arguments, obj=lang, default_map=dict.fromkeys(program.commands, chosen)
        ) as context:
            command.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return 0


def _fail(sentence: str, code: int) -> int:
    lines = [clean(line) for line in sentence.split("\n")]  # a rule's error shows the place below itself
    click.echo("textmine: " + "\n".join(lines), err=True)
    return code


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, option, wanted: _version(context, wanted),
    help="Show the version and exit.",
)
def program() -> None:
    """Turns the free-text answers of a survey into keyword tables, word clouds and evidence.

    \b
    Examples:
      textmine demo
      textmine check survey.xlsx
      textmine run survey.xlsx --question 効果
      textmine run survey.xlsx --help
    """


def _version(context: click.Context, wanted: bool) -> None:
    if wanted:
        click.echo(tm.__version__)
        context.exit()


@program.command()
@click.option("--out", "report__out", metavar="FOLDER", help="The folder of the results.")
@click.pass_obj
def demo(lang: str, /, **options: object) -> None:
    """Make the whole study of the fictional sample survey that comes along.

    \b
    Examples:
      textmine demo
      textmine demo --out results
    """
    from textmine.settings import DEFAULTS, change

    out = options["report__out"] or Path(DEFAULTS.report.out) / "demo"
    settings = _settings((str(resources.sample("textmine.toml")),), {**options, "report__out": str(out)})
    if settings.report.lang == "en":  # the file that comes along is in Japanese
        english = {"evidence.respondent_unit": "companies", "report.title": "Effects of a security pledge"}
        settings = change(settings, english)
    _run(settings, lang)


@program.command()
@READING
@TOKENIZING
@COUNTING
@click.option("--out", "report__out", metavar="FOLDER", help="The folder of the results.")
@click.option("--title", "report__title", metavar="TEXT", help="The title of the report.")
@click.pass_obj
def run(lang: str, /, files: tuple[str, ...], **options: object) -> None:
    """Make the whole study: for each free-text question the keywords, the notes, the word cloud and the
    answers behind every number, in Excel, in a page for the browser, as CSV and as pictures.

    FILES are survey files (CSV, TSV, Excel, text) or folders of them, or one textmine.toml; what is given
    here comes before what is written there.

    \b
    Examples:
      textmine run survey.xlsx
      textmine run survey.csv --respondent 企業番号 --question 効果 --out results
      textmine run textmine.toml
    """
    _run(_settings(files, options), lang)


@program.command()
@READING
@click.pass_obj
def check(lang: str, /, files: tuple[str, ...], **options: object) -> None:
    """Say what is in a survey file, before any analysis: its columns, answers, non-answers and oddities.

    \b
    Examples:
      textmine check survey.xlsx
      textmine check web.csv mailed/ --respondent 企業番号
    """
    with progress(lang):
        tables = tm.check(_survey(_settings(files, options)))
    for part, table in tables.items():
        if len(table):
            shown = table.drop(columns="sha256", errors="ignore").head(ROWS)
            more = [label("page.shown", lang, total=len(table), shown=ROWS)] if len(table) > ROWS else []
            show(shown, lang, title=name(part, lang, group="section"), notes=more)


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
    settings = _settings(files, options)
    with progress(lang):
        corpora = _corpora(settings)
        tables = {question: _keywords(corpus, settings) for question, corpus in corpora.items()}
    for question, table in tables.items():
        shown = _with_interval(table.head(settings.keywords.top))
        show(shown, lang, title=question, notes=_base(corpora[question], settings, lang))
    _write(tables, out, lang, settings)


@program.command()
@READING
@TOKENIZING
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
      textmine condense survey.xlsx --question 障害 --merges merges.csv --out list.xlsx
    """
    settings = _settings(files, options)
    with progress(lang):
        corpora = _corpora(settings)
        chosen = settings.condense.model_dump(exclude={"merges"})
        chosen["merges"] = tm.read_merges(settings.condense.merges) if settings.condense.merges else None
        tables = {question: tm.condense(corpus, **chosen) for question, corpus in corpora.items()}
        close = {question: tm.proposals(corpus, **chosen) for question, corpus in corpora.items()}
    for question, table in tables.items():
        for item in dict.fromkeys(table["item"]):
            part = table[table["item"] == item]
            shown = part[["group", "statement", "respondents", "share", "submissions", "proposed"]].head(ROWS)
            show(shown, lang, title=f"{question}　{item}" if item else question)
        show(tm.opinions(table), lang, title=label("section.opinions", lang))
    _write(tables, out, lang, settings)
    close = {question: table for question, table in close.items() if len(table)}
    if close:
        _write(close, proposals, lang, settings)
    elif proposals:
        say(
            "no statements are close enough to be proposed as one; nothing was written to {path}",
            lang,
            path=proposals,
        )


@program.command()
@READING
@TOKENIZING
@click.option("--k", "clusters__k", type=int, metavar="N", help="How many clusters; found if not given.")
@click.option(
    "--encoder",
    "clusters__encoder",
    metavar="words|semantic",
    help="Compare words, or meanings too (needs the extra semantic).",
)
@click.option(
    "--draft", metavar="FILE", help="Write a code frame drafted from the clusters to this .cod file."
)
@click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
@click.pass_obj
def clusters(
    lang: str, /, files: tuple[str, ...], draft: str | None, out: str | None, **options: object
) -> None:
    """Group the answers of each question that use the same words; draft a code frame from the groups.

    \b
    Examples:
      textmine clusters survey.xlsx --question 障害
      textmine clusters survey.xlsx --question 障害 --k 8 --draft theme.cod --out clusters.xlsx
    """
    from textmine.reports.saving import save

    settings = _settings(files, options)
    chosen = settings.clusters.model_dump(exclude={"k", "rounds"})
    with progress(lang):
        corpora = _corpora(settings)
        if draft is not None and len(corpora) > 1:
            raise CodebookError(
                "a drafted code frame is about one question, and {count} would be clustered; choose one with "
                "--question",
                count=len(corpora),
            )
        spaces = settings.clusters.model_dump(exclude={"k", "rounds", "loose"})
        curves = {} if settings.clusters.k else {q: tm.k_curve(c, **spaces) for q, c in corpora.items()}
        found = {q: int(curve.loc[curve["chosen"], "k"].sum()) or 1 for q, curve in curves.items()}
        tables = {
            q: tm.clusters(corpus, settings.clusters.k or found[q], **chosen) for q, corpus in corpora.items()
        }
        rounds = settings.clusters.rounds
        sums = {
            q: tm.cluster_summary(corpus, tables[q], rounds=rounds, **spaces) for q, corpus in corpora.items()
        }
    for question, table in sums.items():
        named = table["label"].mask(table["cluster"] == 0, label("note.mixed", lang))
        shown = table.assign(label=named)
        show(
            shown.drop(columns="base"),
            lang,
            title=question,
            notes=_base(corpora[question], settings, lang)[:2],
        )
        if question in curves:
            show(curves[question], lang, title=label("note.k_curve", lang))
    _write(tables, out, lang, settings)
    if draft is not None:
        ((question, table),) = tables.items()
        text = tm.draft_codebook(corpora[question], table, lang=settings.report.lang)
        save({Path(draft): text.encode()})
        _wrote([Path(draft)], lang)


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
    settings = _settings(files, options)
    with progress(lang):
        table = tm.kwic(_corpus(settings), word, sort=settings.kwic.sort, width=settings.kwic.width)
    show(table[["left", "keyword", "right", "respondent", "question", "item"]], lang, title=word)
    _write({word: table}, out, lang, settings)


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

    settings = _settings(files, options)
    place = Path(out or settings.report.out)
    drawing = settings.wordcloud.model_dump()
    top = drawing.pop("words")
    pictures: dict[Path, bytes] = {}
    with progress(lang):
        corpora = _corpora(settings)
        if place.suffix and len(corpora) > 1:
            raise FigureError(
                "{path} holds one picture, and there are {count} questions; choose one with --question, or "
                "give a folder",
                path=place,
                count=len(corpora),
            )
        tables = {question: _keywords(corpus, settings) for question, corpus in corpora.items()}
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
    _wrote(pictures, lang)


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
    from textmine.reports.parts import code_notes, code_rows
    from textmine.tables.review import corrected

    settings = _settings(files, options)
    unit, reading = settings.codes.unit, settings.codes.reading
    with progress(lang):
        corpora = {question: (corpus, frame) for question, corpus, frame in _coded(settings)}
        overrides = settings.codes.overrides
        decided = tm.read_review(overrides) if overrides else None
        counts = {
            question: tm.code_counts(
                corrected(tm.codes(corpus, frame, unit=unit, reading=reading), decided, corpus), frame
            )
            for question, (corpus, frame) in corpora.items()
        }
        sheets = {
            question: tm.code_sheet(corpus, frame, unit=unit, reading=reading, overrides=decided)
            for question, (corpus, frame) in corpora.items()
        }
    for question, table in counts.items():
        base = corpora[question][0]
        notes = [*_base(base, settings, lang)[:2], *code_notes(table, settings, lang)]
        show(_with_interval(code_rows(table, lang)), lang, title=question, notes=notes)
    if out is not None and Path(out).suffix.lower() == ".csv":
        _write(sheets, out, lang, settings)
    elif out is not None:
        report = tm.Report(Path(out).stem, lang=settings.report.lang, settings=settings)
        for question, table in counts.items():
            note = " ".join(code_notes(table, settings, settings.report.lang))
            report = report.add(table, name="code_counts", question=question, note=note)
            report = report.add(sheets[question], name="codes", question=question)
        report.write(out)
        _wrote([Path(out)], lang)


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
    settings = _settings(files, options)
    tables = {}
    with progress(lang):
        for question, corpus, frame in _coded(settings):
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
    _write(tables, out, lang, settings)


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
    settings = _settings(files, options)
    with progress(lang):
        corpus, frame = _coded_question(settings)
        table = tm.review(corpus, tm.codes(corpus, frame, reading=settings.codes.reading))
        told = {code.name: code.definition for code in frame.codes}
        save({place: reviewsheet(table[:most], lang=settings.report.lang, definitions=told)})
    _wrote([place], lang)


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
    from textmine.reports.saving import save
    from textmine.reports.tablefile import tablefile
    from textmine.tables.review import override_counts

    with progress(lang):
        overrides = tm.read_review(*reviews, coder=coder or "")
    changed = int((overrides["value"] != overrides["rule"]).sum())
    told = label(
        "corrections.reviewed",
        lang,
        answers=f"{overrides['key'].nunique():,}",
        cells=f"{len(overrides):,}",
        changed=f"{changed:,}",
        coders=", ".join(dict.fromkeys(overrides["coder"])) or "-",
    )
    show(override_counts(overrides), lang, title=label("corrections.overrides", lang), notes=[told])
    if out is not None:
        save({Path(out): tablefile(overrides)})
        _wrote([Path(out)], lang)


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
    settings = _settings(files, options)
    with progress(lang):
        corpus, frame = _coded_question(settings)
        overrides = tm.read_review(reviewed)
        learnt = tm.learn(
            tm.codes(corpus, frame, reading=settings.codes.reading),
            overrides,
            corpus=corpus,
            **settings.corrections.model_dump(),
        )
    last = learnt.gains.iloc[-1]
    told = label(
        "corrections.applied" if learnt.applied else "corrections.held",
        lang,
        **{key: f"{last[key]:+.3f}" for key in ("gain", "low", "high")},
    )
    gains = learnt.gains.drop(columns=["low", "high"])
    gains["interval"] = [
        f"{low:+.3f} – {high:+.3f}"
        for low, high in zip(learnt.gains["low"], learnt.gains["high"], strict=True)
    ]
    show(gains, lang, title=label("corrections.gains", lang), notes=[told])
    show(learnt.suggestions.head(ROWS), lang, title=label("corrections.suggestions", lang))
    _write({str(corpus.answers["question"].iat[0]): learnt.coded}, out, lang, settings)


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
    from textmine.inputs.review import ratings
    from textmine.reports.saving import save
    from textmine.reports.tablefile import tablefile

    if len(reviews) < 2:
        raise SettingsError("agreement needs the review sheets of two coders or more")
    with progress(lang):
        tables = [ratings(tm.read_review(path)) for path in reviews]
        table = tm.agreement(*tables)
        apart = tm.disagreements(*tables, coders=[Path(path).stem for path in reviews])
    shown = table[["code", "coders", "n"]].copy()
    for measure in ("agreement", "kappa", "alpha", "ac1"):
        ends = (table[measure], table[f"{measure}_low"], table[f"{measure}_high"])
        shown[measure] = [
            f"{value:.2f} ({low:.2f}–{high:.2f})" if value == value else "–"
            for value, low, high in zip(*ends, strict=True)
        ]
    shown["why"] = [name(f"why_{why}", lang, group="agreement") if why else "" for why in table["why"]]
    show(shown, lang, title=label("corrections.agreement", lang))
    show(apart.head(ROWS), lang, title=label("corrections.disagreements", lang))
    if out is not None:
        save({Path(out): tablefile(apart)})
        _wrote([Path(out)], lang)


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
        table = tm.lint(frame, _corpus(_settings(files, options)) if files else None)
    notes = [] if len(table) else [label("note.lint_none", lang)]
    said = [
        label(f"lint.{finding}", lang, piece=piece, detail=detail)
        for finding, piece, detail in zip(table["finding"], table["piece"], table["detail"], strict=True)
    ]
    severity = [name(each, lang, group="severity") for each in table["severity"]]
    shown = table[["line", "column", "code"]].assign(severity=severity, detail=said)
    show(shown, lang, title=frame.path, notes=notes)


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

    settings = _settings(files, options)
    with progress(lang):
        table = tm.suggest(
            _corpus(settings), kind, minimum=settings.suggest.minimum, most=settings.suggest.most
        )
    show(table, lang, title=name(kind, lang, group="column"))
    if out is not None:
        save({Path(out): suggestions(table, kind, lang=settings.report.lang).encode()})
        _wrote([Path(out)], lang)


@program.command()
@READING
@click.option("--out", metavar="FILE", help="The settings file to write.")
@click.option("--force", is_flag=True, help="Write over an existing settings file.")
@click.pass_obj
def init(lang: str, /, files: tuple[str, ...], out: str | None, force: bool, **options: object) -> None:
    """Write a commented textmine.toml from what is found in a survey file; edit it, then run it.

    \b
    Examples:
      textmine init survey.xlsx
      textmine init survey.xlsx --out study.toml
      textmine run textmine.toml
    """
    from textmine.reports.saving import save

    place = Path(out or "textmine.toml")
    if place.exists() and not force:
        raise SettingsError("{path} is there already; choose another with --out, or give --force", path=place)
    settings = _settings(files, options)
    with progress(lang):
        text = tm.init(_survey(settings), settings, folder=place.parent, lang=lang)
    save({place: text.encode()})
    _wrote([place], lang)
    say("now: textmine run {path}", lang, path=place)


def _settings(files: Sequence[str], options: Mapping[str, object]) -> Settings:
    """Return the settings of a command: its textmine.toml if it has one, and above it its options."""
    from textmine.settings import DEFAULTS, change, read_settings

    written = [file for file in files if file.endswith(".toml")]
    if len(written) > 1:
        raise SettingsError("give one settings file, not {files}", files=", ".join(written))
    settings = read_settings(written[0]) if written else DEFAULTS
    named = tuple(file for file in files if file not in written)
    changes = {key.replace("__", "."): value for key, value in options.items()}
    settings = change(settings, {"survey.files": named, **changes}, name="textmine")
    if not settings.survey.files:
        raise SettingsError(
            "{path} names no survey file; write it in files = [...] below [survey]", path=written[0]
        )
    return settings


def _survey(settings: Settings) -> tm.Survey:
    survey = settings.survey
    return tm.read_survey(
        survey.files if len(survey.files) > 1 else survey.files[0],
        respondent=survey.respondent,
        questions=survey.questions or None,
        attributes=survey.attributes or None,
        sheet=survey.sheet,
        encoding=survey.encoding,
        lexicon=tm.read_lexicon(settings.words.lexicon),
    )


def _corpus(settings: Settings) -> tm.Corpus:
    lexicon = tm.read_lexicon(settings.words.lexicon)
    return tm.tokenize(_survey(settings), lexicon, settings=settings.words)


def _corpora(settings: Settings) -> dict[str, tm.Corpus]:
    """Return the corpus of each question."""
    corpus = _corpus(settings)
    return {question: corpus.select(question=question) for question in corpus.survey.questions}


def _coded(settings: Settings) -> list[tuple[str, tm.Corpus, tm.Codebook]]:
    """Return each question that has a code frame, with its corpus and the frame."""
    from textmine.settings import codebook_of

    if not settings.codes.codebook:
        raise SettingsError(
            "no code frame is named; give a file of rules or the name of a bundled one with --codebook, or "
            "write it below [codes]"
        )
    chosen = settings.codes.codebook
    wanted = [chosen] if isinstance(chosen, str) else list(chosen.values())
    frames = {frame: tm.read_codebook(frame) for frame in wanted}  # before anything takes long
    corpora = _corpora(settings).items()
    named = [(question, corpus, codebook_of(settings.codes, question)) for question, corpus in corpora]
    return [(question, corpus, frames[frame]) for question, corpus, frame in named if frame]


def _coded_question(settings: Settings) -> tuple[tm.Corpus, tm.Codebook]:
    """Return the corpus of the one question that has a code frame, and the frame."""
    coded = _coded(settings)
    if len(coded) != 1:
        raise SettingsError(
            "corrections are about one question, and {count} have a code frame; choose one with --question",
            count=len(coded),
        )
    return coded[0][1], coded[0][2]


def _keywords(corpus: tm.Corpus, settings: Settings) -> pd.DataFrame:
    counting = settings.keywords
    return tm.keywords(
        corpus,
        unit=counting.unit,
        minimum=counting.minimum,
        negation=counting.negation,
        related=counting.related,
        lang=settings.report.lang,
    )


def _with_interval(words: pd.DataFrame) -> pd.DataFrame:
    """Return a keyword table that fits a terminal: the interval in one column, the base in the line below."""
    between = [
        "" if low != low else f"{low:.1%}–{high:.1%}"  # NaN: a row that is not in the base
        for low, high in zip(words["low"], words["high"], strict=True)
    ]
    columns = [
        "interval" if column == "low" else column for column in words if column not in ("high", "base")
    ]
    return words.assign(interval=between)[columns]


def _base(corpus: tm.Corpus, settings: Settings, lang: str) -> list[str]:
    """Return the lines below a table: its base, who is not in it, and how it was counted."""
    from textmine.inputs.survey import KINDS

    unit = settings.evidence.respondent_unit or label("draft.unit", lang)
    # a respondent with several answers counts once, under the kind that says most
    kinds = corpus.answers["kind"].map(KINDS.index).groupby(corpus.answers["respondent"]).min().value_counts()
    counts = [
        label(
            "note.kind_count",
            lang,
            kind=name(kind, lang, group="kind"),
            respondents=f"{kinds[place]:,}",
            unit=unit,
        )
        for place, kind in enumerate(KINDS)
        if place in kinds and kind != "substantive"
    ]
    total = int(kinds.sum())
    left = label("note.kinds", lang, kinds=label("note.separator", lang).join(counts))
    return [
        label("note.base", lang, base=f"{corpus.base:,}", total=f"{total:,}", unit=unit),
        left if counts else label("note.kinds_none", lang),
        label("note.method", lang),
    ]


def _run(settings: Settings, lang: str) -> None:
    with progress(lang) as advance:
        written = tm.run(settings, progress=advance).write(settings.report.out)
    say(
        "the results are in {path}; open this first: {first}",
        lang,
        path=settings.report.out,
        first=_first(written),
    )


def _first(paths: Sequence[Path]) -> Path:
    """Return the file that a person opens first: the page."""
    return next((path for path in paths if path.suffix == ".html"), paths[0])


def _write(tables: Mapping[str, pd.DataFrame], out: str | None, lang: str, settings: Settings) -> None:
    """Write tables by question to a .csv or .xlsx file, if one is named."""
    if out is None:
        return
    import pandas as pd

    from textmine.reports.saving import save
    from textmine.reports.tablefile import tablefile

    place = Path(out)
    if place.suffix.lower() == ".csv":
        save({place: tablefile(pd.concat([_of(question, table) for question, table in tables.items()]))})
    else:
        report = tm.Report(place.stem, lang=settings.report.lang, settings=settings)
        for question, table in tables.items():
            report = report.add(table, question=question)
        report.write(place)
    _wrote([place], lang)


def _of(question: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its question as its first column, unless it has one."""
    if "question" not in table:
        table = table.copy()
        table.insert(0, "question", question)
    return table


def _wrote(paths: Iterable[Path], lang: str) -> None:
    for path in paths:
        say("wrote {path}", lang, path=path)
