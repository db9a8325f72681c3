"""What was changed in a project, and how it is taken back: the last change first, also after a restart."""

from __future__ import annotations

import contextlib
import importlib
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from textmine.errors import SettingsError, TextmineError
from textmine.web import projects
from textmine.web.desk import Desk
from textmine.web.requests import desk_of

MOST = 100  # changes that can be taken back
Step = tuple[str, dict[str, Any]]  # what takes a change back, and what it is told


def changed(desk: Desk, take_back: Callable[..., Any], **before: Any) -> Response:
    """Tell all tabs that the project was changed; ``take_back(held, **before)`` makes it as it was."""
    steps = _steps(desk)
    steps.append((f"{take_back.__module__}.{take_back.__qualname__}", before))
    _keep(desk, steps)
    desk.tell({"event": "changed", "undo": len(steps)})
    return JSONResponse({"undo": len(steps)})


async def undo(request: Request) -> Response:
    """Take the last change back; what somebody has changed since then stays, and is said."""
    desk = desk_of(request)
    steps = _steps(desk)
    if steps:
        name, before = steps.pop()
        module, _, function = name.rpartition(".")
        try:
            await desk.ask(getattr(importlib.import_module(module), function), **before)
        finally:
            _keep(desk, steps)
            desk.tell({"event": "changed", "undo": len(steps)})
    return JSONResponse({"undo": len(steps)})


async def undoable(request: Request) -> Response:
    """Return how many changes can be taken back."""
    return JSONResponse({"undo": len(_steps(desk_of(request)))})


ROUTES = (Route("/api/undo", undoable), Route("/api/undo", undo, methods=["POST"]))


def as_left(path: Path, now: object, left: object) -> None:
    """See to it that what a change has made is as it was left; else nothing is taken back.

    Raises:
        SettingsError: if it is not.
    """
    if json.loads(json.dumps(now)) != json.loads(json.dumps(left)):
        raise SettingsError(
            "{path} was changed since by other means, so that change is not taken back", path=path.name
        )


def _steps(desk: Desk) -> list[Step]:
    """Return the changes of the open project that can be taken back, those of earlier sessions first."""
    steps: list[Step] | None = desk.kept.get("undo")
    if steps is None:
        steps = []
        with contextlib.suppress(OSError, ValueError, TextmineError):
            told = json.loads(_file(desk.project).read_text(encoding="utf-8"))
            steps = [(str(name), dict(before)) for name, before in told]
        desk.kept["undo"] = steps
    return steps


def _keep(desk: Desk, steps: list[Step]) -> None:
    del steps[:-MOST]
    path = _file(desk.project)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        projects.replace(path, json.dumps(steps, ensure_ascii=False).encode(), 0o600)


def _file(folder: Path) -> Path:
    """Return the file of a project's changes: not in its folder, which may come from somebody else."""
    name = sha256(str(folder).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return projects.state_file().with_name(f"undo-{name}.json")
