"""What was changed in a project during this session, and how it is taken back: the last change first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from textmine.web.desk import Desk
from textmine.web.requests import desk_of


def changed(desk: Desk, take_back: Callable[..., Any], **before: Any) -> Response:
    """Tell all tabs that the project was changed; ``take_back(held, **before)`` makes it as it was."""
    undone = _undone(desk)
    undone.append((take_back, before))
    desk.tell({"event": "changed", "undo": len(undone)})
    return JSONResponse({"undo": len(undone)})


async def undo(request: Request) -> Response:
    """Take the last change back."""
    desk = desk_of(request)
    undone = _undone(desk)
    if undone:
        take_back, before = undone[-1]
        await desk.ask(take_back, **before)
        undone.pop()
        desk.tell({"event": "changed", "undo": len(undone)})
    return JSONResponse({"undo": len(undone)})


async def undoable(request: Request) -> Response:
    """Return how many changes can be taken back."""
    return JSONResponse({"undo": len(_undone(desk_of(request)))})


def _undone(desk: Desk) -> list[tuple[Callable[..., Any], dict[str, Any]]]:
    undone: list[tuple[Callable[..., Any], dict[str, Any]]] = desk.kept.setdefault("undo", [])
    return undone


ROUTES = (Route("/api/undo", undoable), Route("/api/undo", undo, methods=["POST"]))
