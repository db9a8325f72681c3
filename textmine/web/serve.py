"""Starts the desk: finds the project, opens the port on this machine, and shows the address."""

from __future__ import annotations

import asyncio
import gc
import ipaddress
import secrets
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from textmine.errors import SettingsError
from textmine.web import opening, projects
from textmine.web.app import make_app
from textmine.web.desk import Desk


def serve(
    targets: Sequence[Path],
    lang: str,
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    settled: bool = True,
    ready: Callable[[str], object],
) -> None:
    """Serve the desk until it is interrupted; ``ready`` is called with its address when it answers.

    Args:
        targets: survey files, a folder or a settings file to open; none: the page to choose one.
        lang: the language of the desk, "ja" or "en".
        port: where to listen; 0: where the last desk did, so that tabs left open find it again, or anywhere.
        host: an address of this machine that other machines can't reach.
        settled: whether somebody has chosen ``lang``; else that of a Japanese browser is taken.
        ready: is told the address, which has the token in it.

    Raises:
        SettingsError: if ``host`` can be reached from other machines, or the port is taken.
    """
    if not _is_loopback(host):
        raise SettingsError(
            "the desk has no password and is for this machine only: --host {host} would show the answers to "
            "others; leave it out",
            host=host,
        )
    known = projects.state()
    if targets:
        other = projects.claimed(projects.project_of(*targets)[0])
        if other is not None and other == known.get("port"):  # it is open already: that one is shown
            ready(f"http://127.0.0.1:{other}/?token={known.get('token')}")
            return
    listening = _listen(host, port, known.get("port"))
    place = listening.getsockname()[1]
    token = known.get("token") if place == known.get("port") else None
    token = token if isinstance(token, str) and len(token) > 30 else secrets.token_urlsafe(32)
    desk = Desk(lang, place, settled=settled)
    app = make_app(desk, token)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, ws="none", loop="asyncio", timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)

    async def run() -> None:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.005)
        leaving = asyncio.create_task(_dismiss(server, desk))
        if targets:
            await opening.open_target(desk, targets)
        ready(f"http://{host}:{place}/?token={token}")
        gc.freeze()
        await asyncio.to_thread(projects.remember, port=place, token=token)
        await serving
        await leaving

    asyncio.run(run())


async def _dismiss(server: uvicorn.Server, desk: Desk) -> None:
    """Let go of the tabs that listen as soon as the server is told to end: it waits for them."""
    while not server.should_exit:
        await asyncio.sleep(0.1)
    desk.dismiss()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(host: str, port: int, last: object) -> socket.socket:
    """Return a socket at ``port``; 0: at the last one if it is free, or at any."""
    for wanted in (port,) if port else (last if isinstance(last, int) else 0, 0):
        try:
            return socket.create_server((host, wanted))
        except OSError as error:
            if port:
                raise SettingsError(
                    "port {port} is taken by another program ({reason}); choose another with --port",
                    port=port,
                    reason=error.strerror or str(error),
                ) from error
    raise SettingsError("no port of this machine is free; close other programs and try again")
