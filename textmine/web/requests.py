"""What the routes of all pages need of a request."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from textmine.errors import TextmineError
from textmine.web.desk import Desk

LARGEST = 32 << 20  # bytes of a request that is no upload
PAUSE = 30.0  # seconds that a page may be silent while it sends something
SLOWEST = 900.0  # seconds that it may send one thing


def desk_of(request: Request) -> Desk:
    """Return the desk of the server."""
    desk: Desk = request.app.state.desk
    return desk


async def pieces(request: Request) -> AsyncIterator[bytes]:
    """Give what a page sends as it comes.

    Raises:
        TextmineError: if it takes too long, or stops on the way.
    """
    stream, clock = request.stream(), asyncio.get_running_loop()
    end = clock.time() + SLOWEST
    while True:
        try:
            async with asyncio.timeout_at(min(end, clock.time() + PAUSE)):
                piece = await anext(stream, None)
        except (TimeoutError, ClientDisconnect):
            raise TextmineError("what the page sent did not come whole; send it again") from None
        if piece is None:
            return
        yield piece


async def body_of(request: Request) -> dict[str, Any]:
    """Return what a page sent, a JSON object.

    Raises:
        TextmineError: if it is none, too large or too slow.
    """
    content = bytearray()
    async for piece in pieces(request):
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
