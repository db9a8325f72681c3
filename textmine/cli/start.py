"""What the start scripts of a checkout call: the report of the files that were dropped, and it opens.

    python -m textmine.cli.start [FILES...]

Without a file one is asked for; where nobody can answer, and after a blank answer, it is the sample.
"""

from __future__ import annotations

import os
import shlex
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import click

from textmine.cli.program import main
from textmine.cli.terminal import language, say
from textmine.texts.messages import translate


def start(arguments: Sequence[str]) -> int:
    """Make the report of some files and open it; return the exit code of the run."""
    lang = language(arguments, os.environ)
    files = list(arguments) or _asked(lang)
    place = _place(files)
    command = ["run", *files] if files else ["demo"]
    code = 0
    try:
        main([*command, "--out", f"{place}{os.sep}"])
    except SystemExit as ended:
        code = int(ended.code or 0)
    if not code:
        webbrowser.open((place / "report.html").resolve().as_uri())
    return code


def _asked(lang: str) -> list[str]:
    """Return the files that a person names: paths typed, or dragged into the window."""
    if not sys.stdin or not sys.stdin.isatty():
        return []
    say("drag a survey file (Excel, CSV) into this window and press Enter; Enter alone shows a sample", lang)
    answer = click.prompt(translate("file", lang), default="", show_default=False).strip()
    # a terminal writes the path as a shell wants it: in quotation marks, or with a backslash before a blank
    return shlex.split(answer) if os.name != "nt" else [answer.strip('"')] if answer else []


def _place(files: Sequence[str]) -> Path:
    """Return where the report goes: beside the first file, or to the working folder if none can go there."""
    if not files:
        return Path("outputs") / "demo"
    first = Path(files[0])
    folder = first.resolve().parent
    return (folder if os.access(folder, os.W_OK) else Path.cwd()) / f"{first.stem}_report"


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
