"""Starts the desk: finds the project, opens the port on this machine, and shows the address."""

from __future__ import annotations

import asyncio
import gc
import ipaddress
import logging
import secrets
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from textmine.errors import SettingsError
from textmine.web import opening, projects
from textmine.web.app import make_app
from textmine.web.desk import Desk
from textmine.web.password import VARIABLE, Password


def serve(
    targets: Sequence[Path],
    lang: str,
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    settled: bool = True,
    password: str | None = None,
    ready: Callable[[str], object],
) -> None:
    """Serve the desk until it is interrupted; ``ready`` is called with its address when it answers.

    Args:
        targets: survey files, a folder or a settings file to open; none: the page to choose one.
        lang: the language of the desk, "ja" or "en".
        port: where to listen; 0: where the last desk did, so that tabs left open find it again, or anywhere.
        host: an address of this machine; one that other machines can reach needs a password.
        settled: whether somebody has chosen ``lang``; else that of a Japanese browser is taken.
        password: what whoever opens the desk has to know; None: the address, with its token.
        ready: is told the address, which has the token in it where there is no password.

    Raises:
        SettingsError: if ``host`` can be reached from other machines and there is no password, if that is too
            short, or the port is taken.
    """
    if password is None and not is_loopback(host):
        raise SettingsError(
            "without a password --host {host} would show the answers to everybody who can reach this "
            "machine; give one with --password-file or the variable {variable}, or leave --host out",
            host=host,
            variable=VARIABLE,
        )
    checked = Password(password) if password is not None else None
    known = projects.state() if checked is None else {}  # what others reach has a token of its own each time
    if targets and checked is None:
        other = projects.claimed(projects.project_of(*targets)[0])
        if other is not None and other == known.get("port"):  # it is open already: that one is shown
            ready(f"http://127.0.0.1:{other}/?token={known.get('token')}")
            return
    listening = _listen(host, port, known.get("port"))
    place = listening.getsockname()[1]
    token = known.get("token") if place == known.get("port") else None
    token = token if isinstance(token, str) and len(token) > 30 else secrets.token_urlsafe(32)
    desk = Desk(lang, (host, place), settled=settled)
    app = make_app(desk, token, checked)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, ws="none", loop="asyncio", timeout_graceful_shutdown=2
    )
    logging.getLogger("uvicorn.error").addFilter(_is_told)
    server = uvicorn.Server(config)

    async def run() -> None:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.005)
        leaving = asyncio.create_task(_dismiss(server, desk))
        if targets:
            await opening.open_target(desk, targets)
        shown = f"http://{f'[{host}]' if ':' in host else host}:{place}/"
        ready(shown if checked else f"{shown}?token={token}")
        gc.freeze()
        if checked is None:
            await asyncio.to_thread(projects.remember, port=place, token=token)
        await serving
        await leaving

    asyncio.run(run())


async def _dismiss(server: uvicorn.Server, desk: Desk) -> None:
    """Let go of the tabs that listen as soon as the server is told to end: it waits for them."""
    while not server.should_exit:
        await asyncio.sleep(0.1)
    desk.dismiss()
    for job in [*desk.jobs.values()]:
        await desk.stop(job.number)


def _is_told(record: logging.LogRecord) -> bool:
    """Whether the terminal is told: not that somebody waited for an answer when the server was ended."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError) and not record.getMessage().startswith("Cancel ")


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(host: str, port: int, last: object) -> socket.socket:
    """Return a socket at ``port``; 0: at the last one if it is free, or at any."""
    for wanted in (port,) if port else (last if isinstance(last, int) else 0, 0):
        try:
            return socket.create_server(
                (host, wanted), family=socket.AF_INET6 if ":" in host else socket.AF_INET
            )
        except OSError as error:
            if port:
                raise SettingsError(
                    "the desk can't listen at port {port} of {host} ({reason}); choose another with --port",
                    host=host,
                    port=port,
                    reason=error.strerror or str(error),
                ) from error
    raise SettingsError("the desk can't listen at {host}, which is no address of this machine", host=host)
