"""The password of a desk that other machines can reach: how it is kept, asked for, and tried slowly."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import unicodedata
from html import escape
from importlib.resources import files
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from textmine.errors import SettingsError, TextmineError
from textmine.texts.labels import label
from textmine.web.requests import pieces

VARIABLE = "TEXTMINE_PASSWORD"
FEWEST = 10  # characters
MOST = 1024  # characters
COST = {"n": 1 << 15, "r": 8, "p": 1, "maxmem": 64 << 20}  # 32 MB and some hundredth seconds for each attempt
SLOW = 1.0  # seconds that a wrong one costs: all that are tried wait for one another
MOST_WAITING = 20  # attempts
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


class Password:
    """Knows whether a password is the right one, and keeps only its hash (scrypt)."""

    def __init__(self, text: str) -> None:
        """Take the password.

        Raises:
            SettingsError: if it is too short.
        """
        text = unicodedata.normalize("NFC", text)
        if not FEWEST <= len(text) <= MOST:
            raise SettingsError(
                "the password has {count} characters; take one of {fewest} or more",
                count=len(text),
                fewest=FEWEST,
            )
        self._salt = secrets.token_bytes(16)
        self._hash = self._hashed(text)
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0

    def _hashed(self, text: str) -> bytes:
        return hashlib.scrypt(text.encode("utf-8", "replace"), salt=self._salt, **COST)

    async def is_right(self, text: str) -> bool:
        """Return whether it is this one; wrong ones, wherever they come from, are tried one in a second.

        Raises:
            TextmineError: if too many wait already.
        """
        if self._waiting >= MOST_WAITING:
            raise TextmineError("too many passwords are being tried; wait a minute and try again")
        self._waiting += 1
        try:
            async with self._one_at_a_time:
                given = unicodedata.normalize("NFC", text[: MOST + 1])
                found = await asyncio.to_thread(self._hashed, given)
                is_right = hmac.compare_digest(found, self._hash)
                if not is_right:
                    await asyncio.sleep(SLOW)
                return is_right
        finally:
            self._waiting -= 1


def ask(lang: str, said: str = "", status: int = 200) -> Response:
    """Return the page that asks for the password."""
    values = {name: escape(label(f"desk_login.{name}", lang)) for name in ("ask", "enter")}
    page = (files("textmine.web") / "static" / "login.html").read_text(encoding="utf-8")
    page = page.format(lang=lang, said=escape(said), **values)
    # Without a referrer a form has no Origin either.
    return HTMLResponse(page, status, {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"})


async def log_in(request: Request, password: Password, lang: str) -> Response | None:
    """Return what is said to who sends a password; None: it is the right one.

    The caller lets in whoever has sent it, by :func:`let_in`.
    """
    content = b""
    async for piece in pieces(request):
        content += piece
        if len(content) > 16 * MOST:
            return ask(lang, label("desk_login.wrong", lang), 403)
    try:
        given = parse_qs(content.decode("ascii", "replace"), max_num_fields=4).get("password", [""])[0]
        is_right = await password.is_right(given)
    except (ValueError, TextmineError):
        return ask(lang, label("desk_login.many", lang), 429)
    return None if is_right else ask(lang, label("desk_login.wrong", lang), 403)


def let_in(request: Request, name: str, token: str) -> Response:
    """Return the way to the desk, with a cookie for as long as the browser is open."""
    answer = RedirectResponse("/", status_code=303)
    encrypted = request.headers.get("origin", "").startswith("https:")
    answer.set_cookie(name, token, httponly=True, samesite="strict", path="/", secure=encrypted)
    return answer
