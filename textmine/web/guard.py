"""Who may ask the desk for something: a browser with the token or the password, from the desk's own pages."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from textmine.web.password import Password, ask, let_in, log_in

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
OPEN = ("/static/page.css", "/static/desk.css")  # what the page that asks for a password looks like
STRANGER = (
    "この画面を開くには、textmine open を起動したときに表示されたアドレスを使ってください。\n"
    "To open the desk, use the address that was shown when textmine open was started.\n"
)


class Guard:
    """Lets through only requests with the token that come from the desk's own pages.

    The token stands in the address that the desk is opened with and from then on in a cookie that no script
    can read. Where there is a password, it is asked for in place of the address. Whatever changes something
    must have been sent by a page of the desk itself (its Origin).
    """

    def __init__(self, app: ASGIApp, token: str, password: Password | None = None) -> None:
        """Guard ``app`` with this token, or with a password."""
        self._app, self._token, self._password = app, token, password

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

        if self._password is not None and not self._is_token(_cookie(Headers(scope=scope))):
            request = Request(scope, receive)
            answer: ASGIApp | None = await self._asked(request, self._password)
        else:
            answer = self._answer(scope)
        await (answer or self._app)(scope, receive, send_guarded)

    async def _asked(self, request: Request, password: Password) -> Response | None:
        """Return what is said to who has not given the password yet; None: it holds nobody's answers."""
        lang = "ja" if request.headers.get("accept-language", "").lower().startswith("ja") else "en"
        path, host = request.url.path, request.headers.get("host", "")
        if path in OPEN and request.method == "GET":
            return None
        if path == "/" and request.method == "GET":
            return ask(lang)
        if path != "/login" or request.method != "POST" or not self._is_own(request.headers):
            return PlainTextResponse(STRANGER, status_code=403)
        return await log_in(request, password, lang) or let_in(request, cookie_name(host), self._token)

    def _answer(self, scope: Scope) -> Response | None:
        """Return what is said instead of the app's answer; None: the app may answer."""
        headers = Headers(scope=scope)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and given and self._password is None and self._is_token(given):
            answer = RedirectResponse("/", status_code=303)
            name = cookie_name(headers.get("host", ""))
            answer.set_cookie(name, self._token, max_age=YEAR, httponly=True, samesite="strict", path="/")
            return answer
        if not self._is_token(_cookie(headers)):
            return PlainTextResponse(STRANGER, status_code=403)
        site = headers.get("sec-fetch-site", "same-origin")
        if scope["path"] != "/" and site != "same-origin":
            return PlainTextResponse(STRANGER, status_code=403)
        if scope["method"] not in ("GET", "HEAD") and not self._is_own(headers):
            return PlainTextResponse(STRANGER, status_code=403)
        return None

    def _is_own(self, headers: Headers) -> bool:
        """Whether a page of the desk has sent it; what stands before one with a password may encrypt it."""
        schemes = ("http",) if self._password is None else ("http", "https")
        return headers.get("origin") in [f"{scheme}://{headers.get('host')}" for scheme in schemes]

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
