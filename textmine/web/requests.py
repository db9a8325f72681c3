"""What the routes of all pages need of a request."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from textmine.errors import TextmineError
from textmine.web.desk import Desk

LARGEST = 32 << 20  # bytes of a request that is no upload


def desk_of(request: Request) -> Desk:
    """Return the desk of the server."""
    desk: Desk = request.app.state.desk
    return desk


async def body_of(request: Request) -> dict[str, Any]:
    """Return what a page sent, a JSON object.

    Raises:
        TextmineError: if it is none, or too large.
    """
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > LARGEST:
            raise TextmineError("too much was sent at once; reload the page and try again")
    try:
        value = json.loads(bytes(content) or b"{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise TextmineError("the page sent what the desk does not understand; reload it and try again")
    return value


def answered(content: bytes) -> Response:
    """Return an answer that is JSON already."""
    return Response(content, media_type="application/json")
