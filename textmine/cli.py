"""The library, spoken: one short command a library function, named like it and doing nothing else.

Only click and textmine's light modules are imported here; what is heavy is imported inside the commands, so
that ``textmine --help`` answers at once. An option's parameter is named after the setting that it changes
(``survey__respondent``), and its default is the one in ``textmine.settings``.
"""

from __future__ import annotations

import copy
import inspect
import io
import locale
import os
import re
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

import textmine as tm
from textmine import resources
from textmine.errors import SettingsError, TextmineError
from textmine.labels import label, name
from textmine.messages import CLICK, message, translate

if TYPE_CHECKING:
    import pandas as pd

    from textmine.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
KEYS = ("pos", "kind", "role", "why", "finding", "sort")  # columns that hold keys of labels
LANGS = ("ja", "en")
ROWS = 200  # of a table of ``check``: enough to see what is wrong, not to scroll for ever
PATIENCE = 2.0  # seconds of work before a progress bar appears
UNSAFE = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}  # they turn the direction of a line


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


READING = _options(
    click.argument("files", nargs=-1, required=True, metavar="FILES..."),
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
        with _click_in(lang):
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


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return "ja" or "en": what ``--lang`` says anywhere in the arguments, or else the locale.

    >>> language(["run", "--lang", "en"], {"LANG": "ja_JP.UTF-8"}), language([], {"LANG": "ja_JP.UTF-8"})
    ('en', 'ja')
    """
    chosen = _chosen(arguments)
    if chosen:
        return chosen
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return "ja" if environment[variable].startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"


def _chosen(arguments: Sequence[str]) -> str | None:
    for place, argument in enumerate(arguments):
        option, equals, value = argument.partition("=")
        if option == "--lang":
            wanted = value if equals else "".join(arguments[place + 1 : place + 2])
            return wanted if wanted in LANGS else None
    return None


def spoken(command: click.Command, lang: str, /) -> click.Command:
    """Return a copy of a command and all below it that has ``--lang`` and speaks ``lang`` in its help."""
    command = copy.copy(command)
    paragraphs = _paragraphs(command.help or "")
    command.short_help = translate(paragraphs[0], lang)
    command.help = "\n\n".join(_translated(paragraph, lang) for paragraph in paragraphs)
    command.params = [copy.copy(parameter) for parameter in command.params]
    command.params.append(
        click.Option(
            ["--lang", "report__lang"],
            type=click.Choice(LANGS),
            expose_value=not isinstance(command, click.Group),
            help="The language of messages, tables and reports.",
        )
    )
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = translate(parameter.help or "", lang)
    if isinstance(command, click.Group):
        command.commands = {key: spoken(below, lang) for key, below in command.commands.items()}
    return command


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each on one line unless it keeps its lines (\\b)."""
    parts = inspect.cleandoc(text).split("\n\n")
    return [part if part.startswith("\b") else " ".join(part.split()) for part in parts]


def _translated(paragraph: str, lang: str) -> str:
    if paragraph.startswith("\b"):
        return paragraph.replace("Examples:", translate("Examples:", lang))
    text = translate(paragraph, lang)
    if text == paragraph:
        return text
    # click wraps by letters, and a Japanese one is two columns wide: wrapped here, kept as it is there
    return "\b\n" + "\n".join(_lines(text, 76))


def _lines(text: str, columns: int) -> list[str]:
    """Return the text in lines of so many columns; a letter of a Japanese text takes two."""
    lines, width = [""], 0
    for piece in re.findall(r"[!-~]+[、。）」]*|.[、。）」]*", text):
        wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in piece)
        if width + wide > columns:
            lines, width = [*lines, ""], 0
        lines[-1] += piece
        width += wide
    return lines


@contextmanager
def _click_in(lang: str) -> Iterator[None]:
    """Let click's own words ("Usage:", "no such option") be in ``lang`` for a while.

    They go through gettext, which reads compiled catalogues only; ours is a dict in ``messages``.
    """
    modules = [module for name, module in sys.modules.items() if name.startswith("click.") and lang == "ja"]
    before = [
        (module, word, vars(module)[word])
        for module in modules
        for word in ("_", "ngettext")
        if word in vars(module)
    ]
    speak = {
        "_": lambda text: CLICK.get(text, text),
        "ngettext": lambda one, more, number: (
            CLICK.get(one, CLICK.get(more, one)) if number == 1 else CLICK.get(more, more)
        ),
    }
    for module, word, _ in before:
        setattr(module, word, speak[word])
    try:
        yield
    finally:
        for module, word, function in before:
            setattr(module, word, function)


def _invoke(arguments: list[str], lang: str) -> int:
    command = spoken(program, lang)
    chosen = {"report__lang": _chosen(arguments)}  # also where --lang stands before the command
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
    click.echo(f"textmine: {_clean(sentence)}", err=True)
    return code


@contextmanager
def _progress(lang: str) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that says how far the work is; seen after two seconds, and on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label("stage.working", lang), total=None)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()

    def advance(stage: str, done: int, total: int) -> None:
        bar.update(task, description=name(stage, lang, group="stage"), completed=done, total=total or None)

    try:
        yield advance
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, option, wanted: wanted and _version(context),
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


def _version(context: click.Context) -> None:
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
    from textmine.settings import DEFAULTS

    out = options["report__out"] or Path(DEFAULTS.report.out) / "demo"
    _run(_settings((str(resources.sample()),), {**options, "report__out": str(out)}), lang)


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
    with _progress(lang):
        tables = tm.check(_survey(_settings(files, options)))
    for part, table in tables.items():
        if len(table):
            shown = table.drop(columns="sha256", errors="ignore").head(ROWS)
            more = [label("page.shown", lang, total=len(table), shown=ROWS)] if len(table) > ROWS else []
            _show(shown, lang, title=name(part, lang, group="section"), notes=more)


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
    with _progress(lang):
        corpora = _corpora(settings)
        tables = {question: _keywords(corpus, settings) for question, corpus in corpora.items()}
    for question, table in tables.items():
        _show(table.head(settings.keywords.top), lang, title=question, notes=_base(corpora[question], lang))
    _write(tables, out, lang, settings)


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
    with _progress(lang):
        table = tm.kwic(_corpus(settings), word, sort=settings.kwic.sort, width=settings.kwic.width)
    _show(table.drop(columns=["answer", "start", "end"]), lang, title=word)
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
    with _progress(lang):
        corpora = _corpora(settings)
        for question, corpus in corpora.items():
            table = _keywords(corpus, settings)
            figure = tm.wordcloud(
                table, title=question, base=corpus.base, top=top, lang=settings.report.lang, **drawing
            )
            if place.suffix and len(corpora) == 1:
                paths = [place]
            else:
                stem = file_name("wordcloud", question)
                paths = [place / f"{stem}.png", place / f"{stem}.svg"]
            pictures |= {path: encode(figure, path.suffix[1:].lower(), title=question) for path in paths}
        save(pictures)
    _wrote(pictures, lang)


@program.command()
@click.argument("kind", type=click.Choice(["compounds", "synonyms"]))
@READING
@TOKENIZING
@click.option("--minimum", "suggest__minimum", type=int, metavar="N", help="Respondents a candidate needs.")
@click.option("--most", "suggest__most", type=int, metavar="N", help="How many candidates to propose.")
@click.option("--out", metavar="FILE", help="Write the candidates to this file, to be edited.")
@click.pass_obj
def suggest(lang: str, /, files: tuple[str, ...], kind: str, out: str | None, **options: object) -> None:
    """Propose words that belong together, or spellings of one word, from the answers; nothing is merged.

    \b
    Examples:
      textmine suggest compounds survey.xlsx
      textmine suggest synonyms survey.xlsx --out dictionaries/synonyms/ours.txt
    """
    with _progress(lang):
        table = tm.suggest(_corpus(_settings(files, options)), kind)
    _show(table, lang, title=kind)


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
    with _progress(lang):
        text = tm.init(_survey(settings), settings, folder=place.parent, lang=lang)
    save({place: text.encode()})
    _wrote([place], lang)
    _say("now: textmine run {path}", lang, path=place)


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


def _keywords(corpus: tm.Corpus, settings: Settings) -> pd.DataFrame:
    counting = settings.keywords
    return tm.keywords(corpus, unit=counting.unit, minimum=counting.minimum, negation=counting.negation)


def _base(corpus: tm.Corpus, lang: str) -> list[str]:
    """Return the lines below a table: its base, who is not in it, and how it was counted."""
    answers = corpus.answers
    said = answers.loc[answers["kind"] == "substantive", "respondent"]
    others = answers[~answers["respondent"].isin(said)].groupby("kind")["respondent"].nunique()
    total = answers["respondent"].nunique()
    counts = [
        label("note.kind_count", lang, kind=name(str(kind), lang, group="kind"), respondents=f"{count:,}")
        for kind, count in others.items()
    ]
    left = label("note.kinds", lang, kinds=label("note.separator", lang).join(counts))
    return [
        label("note.base", lang, base=f"{corpus.base:,}", total=f"{total:,}"),
        left if counts else label("note.kinds_none", lang),
        label("note.method", lang),
    ]


def _run(settings: Settings, lang: str) -> None:
    with _progress(lang) as progress:
        written = tm.run(settings, progress=progress).write(settings.report.out)
    _say(
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
        parts = [table.assign(question=question) for question, table in tables.items()]
        save({place: tablefile(pd.concat(parts))})
    else:
        report = tm.Report(place.stem, lang=settings.report.lang, settings=settings)
        for question, table in tables.items():
            report = report.add(table, question=question)
        report.write(place)
    _wrote([place], lang)


def _show(table: pd.DataFrame, lang: str, *, title: str = "", notes: Sequence[str] = ()) -> None:
    """Print a table; where no terminal is, as wide as it needs to be."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console() if sys.stdout.isatty() else Console(width=10_000, color_system=None)
    shown = Table(title=Text(_clean(title)), title_justify="left", title_style="bold")
    columns = [column for column in table if not (table[column].astype(str) == "").all()]
    for column in columns:
        heading = Text(_clean(name(str(column), lang, group="column")))
        number = table[column].dtype.kind in "iuf"
        shown.add_column(heading, justify="right" if number else "left", overflow="fold")
    for row in table[columns].itertuples(index=False):
        shown.add_row(
            *(Text(_cell(str(column), value, lang)) for column, value in zip(columns, row, strict=True))
        )
    console.print(shown)
    for note in notes:
        console.print(Text(_clean(note)))


def _cell(column: str, value: object, lang: str) -> str:
    if column in ("share", "low", "high", "negated_share") and isinstance(value, float):
        return "" if value != value else f"{value:.1%}"
    if isinstance(value, bool):
        return label("note.yes" if value else "note.no", lang)
    if isinstance(value, float):
        return "" if value != value else f"{value:,.2f}"
    if isinstance(value, int):
        return f"{value:,}"
    text = str(value)
    return _clean(
        name(text, lang, group=column)
        if column in ("pos", "kind", "role", "why", "finding", "sort")
        else text
    )


def _clean(text: str) -> str:
    """Return the text without what would steer the terminal or break the line."""
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") or letter in UNSAFE else letter
        for letter in text
    )


def _say(template: str, lang: str, **values: object) -> None:
    click.echo(translate(template, lang).format(**values))


def _wrote(paths: Iterable[Path], lang: str) -> None:
    for path in paths:
        _say("wrote {path}", lang, path=path)
