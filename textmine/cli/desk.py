"""The command that opens the desk in the browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from textmine.cli.program import program
from textmine.cli.terminal import LANGS, say


@program.command("open")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILES...]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port to listen at.")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="The address to listen at.")
@click.option("--no-browser", is_flag=True, help="Show the address, and open no browser.")
@click.pass_obj
def open_desk(
    lang: str, /, files: tuple[Path, ...], port: int, host: str, no_browser: bool, **options: object
) -> None:
    """Open the desk in the browser: the whole study without writing a command.

    FILES are survey files, a folder, or one textmine.toml; without any the desk asks for one. Nothing leaves
    this machine.

    \b
    Examples:
      textmine open
      textmine open survey.xlsx
      textmine open textmine.toml
    """
    from textmine.errors import SurveyError
    from textmine.web.projects import state
    from textmine.web.serve import serve

    for file in files:
        if not file.exists():
            raise SurveyError("there is no file or folder {path}", path=file)

    def ready(address: str) -> None:
        say("the desk is open at {address} (only on this machine); Ctrl-C ends it", lang, address=address)
        if not no_browser:
            webbrowser.open(address)

    chosen = options.get("report__lang") or state().get("lang")
    settled = chosen in LANGS
    serve(files, str(chosen) if settled else lang, port=port, host=host, settled=settled, ready=ready)
