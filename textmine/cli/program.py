"""The group of all commands, and how the process begins and ends."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Sequence

import click

import textmine as tm
from textmine.cli.terminal import chosen_language, clean, click_in, language, spoken
from textmine.errors import TextmineError
from textmine.texts.messages import message, translate


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process.

    It ends with 0; 2 for bad input, told in one sentence; 130 for Ctrl-C; 141 when nobody reads the output
    any more (``| head``). Any other exception is a bug and is shown whole.
    """
    # A seventh of a short run would be the search for cycles among the many objects that loading makes, and
    # another one the same search when the process ends; what is frozen is not searched.
    gc.set_threshold(100_000, 20, 20)
    atexit.register(gc.freeze)
    # Numpy's threads cost more than they bring here: starting them takes a tenth of a short command, and
    # the matrices of clusters are so small that the threads wait for one another (twice the time).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    lang = language(arguments, os.environ)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Japanese shows ? instead of failing
    try:
        with click_in(lang):
            code = _invoke(arguments, lang)
        sys.stdout.flush()
        _say_cached(lang)
    except TextmineError as error:
        code = _fail(message(error, lang), 2)
    except KeyboardInterrupt:
        code = _fail(translate("interrupted; earlier results are as they were", lang), 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains while it ends
        code = 141
    except OSError as error:
        place, reason = error.filename or "textmine", error.strerror or str(error)
        code = _fail(
            translate("{path}: {reason}", lang).format(path=place, reason=translate(reason, lang)), 2
        )
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


def _say_cached(lang: str) -> None:
    """Say, the first time that tokenised texts were cached, where they lie and how to have none."""
    if "textmine.large.cache" not in sys.modules:  # nothing was cached; Arrow takes its time to load
        return
    from textmine.large import cache

    place = cache.begun()
    if place is not None:
        sentence = translate(
            "the tokenised texts are cached in {path}, which only you can read, so that the next run need "
            "not tokenise them again; --no-cache, or cache = 0 below [words], keeps none. The folder may be "
            "deleted at any time. This is said once.",
            lang,
        ).format(path=place)
        cache.told(sentence)
        click.echo(clean(sentence), err=True)


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
