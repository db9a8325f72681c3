"""The command that opens the desk in the browser."""

from __future__ import annotations

import contextlib
import os
import sys
import webbrowser
from pathlib import Path

import click

from textmine.cli.program import program
from textmine.cli.terminal import LANGS, say
from textmine.texts.messages import translate


@program.command("open")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILES...]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port to listen at.")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="The address to listen at.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file whose first line is the password of the desk; else that of TEXTMINE_PASSWORD.",
)
@click.option("--no-browser", is_flag=True, help="Show the address, and open no browser.")
@click.pass_obj
def open_desk(
    lang: str,
    /,
    files: tuple[Path, ...],
    port: int,
    host: str,
    password_file: Path | None,
    no_browser: bool,
    **options: object,
) -> None:
    """Open the desk in the browser: the whole study without writing a command.

    FILES are survey files, a folder, or one textmine.toml; without any the desk asks for one. Nothing leaves
    this machine.

    With --host other machines can reach the desk, and a password is asked for: of TEXTMINE_PASSWORD, of
    --password-file, or here. It then needs TLS in front of it, or whoever listens on the network reads along:
    over SSH (the desk without --host; on the other machine: ssh -L 8765:127.0.0.1:8765 NAME), or a server
    such as Caddy that holds a certificate.

    \b
    Examples:
      textmine open
      textmine open survey.xlsx
      textmine open textmine.toml
      TEXTMINE_PASSWORD=... textmine open --port 8765
      caddy reverse-proxy --from desk.example.org --to 127.0.0.1:8765
    """
    from textmine.errors import SurveyError
    from textmine.web.projects import state
    from textmine.web.serve import is_loopback, serve

    for file in files:
        if not file.exists():
            raise SurveyError("there is no file or folder {path}", path=file)

    password = _password(password_file, lang, needed=not is_loopback(host))

    def ready(address: str) -> None:
        if password is None:
            say("the desk is open at {address} (only on this machine); Ctrl-C ends it", lang, address=address)
        else:
            say("the desk is open at {address} (with a password); Ctrl-C ends it", lang, address=address)
            say(
                "It is not encrypted: put TLS in front of it before others use it, such as caddy "
                "reverse-proxy --from NAME --to {place}, or let them come over SSH.",
                lang,
                place=address.removeprefix("http://").rstrip("/"),
            )
        if not no_browser:
            webbrowser.open(address)

    chosen = options.get("report__lang") or state().get("lang")
    settled = chosen in LANGS
    said = str(chosen) if settled else lang
    with contextlib.suppress(KeyboardInterrupt):  # that is how it is ended
        serve(files, said, port=port, host=host, settled=settled, password=password, ready=ready)


def _password(file: Path | None, lang: str, *, needed: bool) -> str | None:
    """Return the password of the desk: that of a file, of the environment, or what is typed; None: none."""
    from textmine.errors import SettingsError
    from textmine.web.password import VARIABLE

    if file is not None:
        try:
            return file.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise SettingsError("can't read {path}: {reason}", path=file, reason=reason) from error
    if given := os.environ.pop(VARIABLE, None):  # the processes that it starts do not need it
        return given
    if not needed or not sys.stdin.isatty():
        return None
    first, again = (
        click.prompt(translate(prompt, lang), hide_input=True, err=True)
        for prompt in ("Password of the desk", "Once more")
    )
    if first != again:
        raise SettingsError("the two passwords differ; start the desk again")
    return str(first)
