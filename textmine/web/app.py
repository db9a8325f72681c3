"""The desk as a web application: the pages' own routes, and what all pages need."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

import textmine
from textmine.errors import TextmineError
from textmine.texts.labels import FOLDER, texts
from textmine.web import (
    auditing,
    behind,
    checking,
    coding,
    comparing,
    framing,
    opening,
    ownlists,
    reporting,
    undoing,
    wording,
)
from textmine.web.desk import Desk, sentence
from textmine.web.guard import Guard
from textmine.web.password import Password
from textmine.web.projects import recent, remember
from textmine.web.requests import body_of, desk_of
from textmine.web.worker import Bug, Stopped

PAGES = (
    opening,
    checking,
    wording,
    coding,
    framing,
    comparing,
    reporting,
)  # each has ROUTES; its script is static/NAME.js
OF_ALL = (auditing, behind, ownlists, undoing)  # what several pages ask for
SHARED = ("page.css", "shared.js")  # of the report's page
FIRST = ("desk", "desk_open")  # groups of texts that the first screen needs
OTHERS = (
    "kind",
    "column",
    "role",
    "why",
    "lint",
    "severity",
    "finding",
    "stage",
    "pos",
    "section",
    "page",
    "sort",
    "alike",
    "masking",
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
_SCRIPT_BREAKERS = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})
log = logging.getLogger("textmine.web")


def make_app(desk: Desk, token: str, password: Password | None = None) -> Starlette:
    """Return the application, which whoever has the token may ask, or the password where there is one."""
    # The names under which it may be called: another's page that has its name point to this machine is
    # refused. It has no cookie either, which is enough where the names of this machine are not known.
    hosts = ["*"] if password else ["127.0.0.1", "localhost", "[::1]"]

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.dismiss()
        await desk.close()

    app = Starlette(
        routes=[
            Route("/", index),
            Route("/static/{name}", static),
            Route("/api/desk", about),
            Route("/api/texts", texts_of_language),
            Route("/api/lang", choose_language, methods=["POST"]),
            Route("/api/events", events),
            Route("/api/jobs/{number:int}", job),
            Route("/api/jobs/{number:int}", stop_job, methods=["DELETE"]),
            Route("/api/ask", interrupt, methods=["DELETE"]),
            *(route for page in (*PAGES, *OF_ALL) for route in page.ROUTES),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts),
            Middleware(Guard, token=token, password=password),
        ],
        exception_handlers={TextmineError: refused, Stopped: refused, Bug: failed},
        lifespan=lifespan,
    )
    app.state.desk = desk
    return app


async def index(request: Request) -> Response:
    """Return the one page; all else is drawn by its scripts. What its first screen needs is in it."""
    desk = desk_of(request)
    if not desk.settled and request.headers.get("accept-language", "").lower().startswith("ja"):
        desk.lang = "ja"
    begin = json.dumps({"desk": _about(desk), "text": _texts(FIRST, desk.lang)}, ensure_ascii=False)
    page = (files("textmine.web") / "static" / "index.html").read_text(encoding="utf-8")
    return HTMLResponse(page.replace("{begin}", begin.translate(_SCRIPT_BREAKERS)))


async def static(request: Request) -> Response:
    """Return one of the desk's own files."""
    return _file(request.path_params["name"])


def _file(name: str) -> Response:
    package = "textmine.reports" if name in SHARED else "textmine.web"
    folder = files(package) if name in SHARED else files(package) / "static"
    known = {each.name: each for each in folder.iterdir()}  # a name is looked up, it never becomes a path
    suffix = Path(name).suffix
    if name not in known or suffix not in TYPES:
        return Response(status_code=404)
    return Response(known[name].read_bytes(), media_type=f"{TYPES[suffix]}; charset=utf-8")


async def about(request: Request) -> Response:
    """Return what is open, and what was lately."""
    return JSONResponse(_about(desk_of(request)))


def _about(desk: Desk) -> dict[str, Any]:
    folder = desk.folder
    return {
        "version": textmine.__version__,
        "lang": desk.lang,
        "folder": str(folder) if folder else "",
        "name": folder.name if folder else "",
        "recent": [{"folder": str(each), "name": each.name} for each in recent()],
        "jobs": [each.shown(desk.lang) for each in desk.jobs.values()],
    }


async def texts_of_language(request: Request) -> Response:
    """Return all texts of the desk in its language: key -> text."""
    own = sorted(path.stem for path in FOLDER.glob("desk*.toml"))
    return JSONResponse(_texts((*own, *OTHERS), desk_of(request).lang))


def _texts(groups: Iterable[str], lang: str) -> dict[str, str]:
    return {f"{group}.{entry}": each[lang] for group in groups for entry, each in texts(group).items()}


async def choose_language(request: Request) -> Response:
    """Speak another language from now on."""
    desk, wanted = desk_of(request), (await body_of(request)).get("lang")
    desk.lang, desk.settled = "ja" if wanted == "ja" else "en", True
    remember(lang=desk.lang)
    return JSONResponse({"lang": desk.lang})


async def events(request: Request) -> Response:
    """Tell a tab of what happens, as long as it is open: jobs, steps, another tab's decisions."""
    desk = desk_of(request)
    queue = desk.listen()

    async def lines() -> AsyncIterator[str]:
        try:
            yield ": open\n\n"
            while (text := await queue.get()) is not None:
                yield f"data: {text}\n\n"
        finally:
            desk.leave(queue)

    return StreamingResponse(lines(), media_type="text/event-stream")


async def job(request: Request) -> Response:
    """Return how far a long piece of work is."""
    desk = desk_of(request)
    found = desk.jobs.get(request.path_params["number"])
    return JSONResponse(found.shown(desk.lang)) if found else Response(status_code=404)


async def stop_job(request: Request) -> Response:
    """Stop a long piece of work."""
    await desk_of(request).stop(request.path_params["number"])
    return JSONResponse({})


async def interrupt(request: Request) -> Response:
    """Stop what is being asked just now."""
    await desk_of(request).interrupt()
    return JSONResponse({})


async def refused(request: Request, error: Exception) -> Response:
    """Say in one sentence what can't be done."""
    return JSONResponse({"error": sentence(error, desk_of(request).lang)}, status_code=422)


async def failed(request: Request, error: Exception) -> Response:
    """Say that something is wrong with the program itself; the terminal shows it whole."""
    log.error("%s", error)
    return JSONResponse({"error": sentence(error, desk_of(request).lang)}, status_code=500)
