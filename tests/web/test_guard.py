"""textmine.web.guard: only the desk's own pages in this machine's browser are answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from textmine.web import opening, projects
from textmine.web.app import make_app
from textmine.web.desk import Desk
from textmine.web.guard import cookie_name

TOKEN = "a-token-that-nobody-guesses-0123456789"
BASE = "http://127.0.0.1:8000"
OWN = {"Origin": BASE}


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A program on this machine that does not know the token."""
    monkeypatch.setenv("TEXTMINE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TEXTMINE_PROJECTS", str(tmp_path / "projects"))
    with TestClient(make_app(Desk("en"), TOKEN), base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def page(stranger: TestClient) -> TestClient:
    """A page of the desk itself."""
    stranger.get("/", params={"token": TOKEN})
    return stranger


def test_the_token_of_the_address_becomes_a_cookie_that_no_script_reads(stranger: TestClient) -> None:
    answer = stranger.get("/", params={"token": TOKEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie
    assert TOKEN not in stranger.get("/").text


@pytest.mark.parametrize("path", ["/", "/static/desk.js", "/api/desk", "/api/events", "/nothing"])
@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "é"])
def test_without_the_token_nothing_is_said(stranger: TestClient, path: str, token: str) -> None:
    stranger.cookies.set(cookie_name("127.0.0.1:8000"), token.encode("ascii", "ignore").decode())
    answer = stranger.get(path, params={"token": token})
    assert answer.status_code == 403
    assert "textmine open" in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", ""])
def test_another_host_is_refused(page: TestClient, host: str) -> None:
    """A page of another site that has its name point to this machine (DNS rebinding) hears nothing."""
    assert page.get("/api/desk", headers={"Host": host}).status_code in (400, 403)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8000", "null", ""]
)
def test_another_pages_request_changes_nothing(page: TestClient, origin: str) -> None:
    """Neither a form of another site nor another program's page on this machine."""
    headers = {"Origin": origin} if origin else {}
    assert page.post("/api/lang", json={"lang": "ja"}, headers=headers).status_code == 403
    assert page.get("/api/desk").json()["lang"] == "en"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_another_site_reads_nothing(page: TestClient, site: str) -> None:
    assert page.get("/api/desk", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_the_desks_own_page_is_answered(page: TestClient) -> None:
    assert page.get("/").status_code == 200
    assert page.post("/api/lang", json={"lang": "ja"}, headers=OWN).json() == {"lang": "ja"}


def test_every_answer_forbids_what_the_desk_does_not_need(page: TestClient) -> None:
    """Also that of an error: scripts from elsewhere, frames, guessing of types, keeping of answers."""
    for path in ("/", "/static/desk.js", "/api/desk", "/nothing"):
        headers = page.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy and "frame-ancestors 'none'" in policy and "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "name",
    ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "....//app.py", "/etc/passwd", "app.py", "%00", "index"],
)
def test_a_name_never_becomes_a_path(page: TestClient, name: str) -> None:
    answer = page.get(f"/static/{name}")
    assert answer.status_code == 404 and "import" not in answer.text


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'"x"', b"null", b"9" * 5000])
def test_a_request_that_is_none_is_an_error_in_one_sentence(page: TestClient, body: bytes) -> None:
    answer = page.post("/api/open/recent", content=body, headers=OWN)
    assert answer.status_code == 422 and answer.json()["error"].count("\n") == 0


@pytest.mark.parametrize(
    "name", ["../../x.csv", "C:\\x\\y.csv", "x.csv\x00.exe", "", "..", "x.exe", "x.html", "a/b/c.csv"]
)
def test_a_dropped_file_lies_where_the_desk_says(page: TestClient, tmp_path: Path, name: str) -> None:
    from urllib.parse import quote

    answer = page.post("/api/open/file", content=b"a,b\n", headers={**OWN, "X-Name": quote(name)})
    if answer.status_code == 200:
        assert "/" not in answer.json()["name"] and "\\" not in answer.json()["name"]
        assert answer.json()["name"].endswith(".csv")
    else:
        assert answer.status_code == 422
    assert not (tmp_path / "projects").exists()


def test_what_is_dropped_is_bounded(page: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST", 100)
    headers = {**OWN, "X-Name": "a.csv"}
    assert page.post("/api/open/file", content=b"x" * 60, headers=headers).status_code == 200
    answer = page.post("/api/open/file", content=b"x" * 60, headers=headers)
    assert answer.status_code == 422 and "too large" in answer.json()["error"]


def test_the_state_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds the token."""
    monkeypatch.setenv("TEXTMINE_STATE", str(tmp_path))
    projects.remember(token=TOKEN)
    projects.remember(lang="ja")
    assert projects.state() == {"token": TOKEN, "lang": "ja"}
    assert projects.state_file().stat().st_mode & 0o077 == 0
