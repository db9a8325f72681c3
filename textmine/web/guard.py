"""Who may ask the desk for something: this machine's browser, with the token, from the desk's own pages."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

YEAR = 365 * 24 * 3600
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STRANGER = (
    "この画面を開くには、textmine open を起動したときに表示されたアドレスを使ってください。\n"
    "To open the desk, use the address that was shown when textmine open was started.\n"
)


class Guard:
    """Lets through only requests with the token that come from the desk's own pages.

    The token stands in the address that the desk is opened with and from then on in a cookie that no script
    can read. Whatever changes something must have been sent by a page of the desk itself (its Origin).
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        """Guard ``app`` with this token."""
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._answer(scope) or self._app
        await answer(scope, receive, send_guarded)

    def _answer(self, scope: Scope) -> Response | None:
        """Return what is said instead of the app's answer; None: the app may answer."""
        headers = Headers(scope=scope)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and given and self._is_token(given):
            answer = RedirectResponse("/", status_code=303)
            name = cookie_name(headers.get("host", ""))
            answer.set_cookie(name, self._token, max_age=YEAR, httponly=True, samesite="strict", path="/")
            return answer
        if not self._is_token(_cookie(headers)):
            return PlainTextResponse(STRANGER, status_code=403)
        site = headers.get("sec-fetch-site", "same-origin")
        if scope["path"] != "/" and site != "same-origin":
            return PlainTextResponse(STRANGER, status_code=403)
        if (
            scope["method"] not in ("GET", "HEAD")
            and headers.get("origin") != f"http://{headers.get('host')}"
        ):
            return PlainTextResponse(STRANGER, status_code=403)
        return None

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


def cookie_name(host: str) -> str:
    """Return the name of the cookie: cookies know no port, and there may be two desks on one machine."""
    return f"textmine-{host.rpartition(':')[2]}"


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(cookie_name(headers.get("host", "")))
    except CookieError:
        return ""
    return found.value if found else ""
