"""textmine.web.password: a desk that other machines can reach is opened with a password, tried slowly."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from tests.browsers import PATIENCE
from tests.conftest import Run
from textmine.errors import SettingsError
from textmine.web import password as passwords
from textmine.web.app import make_app
from textmine.web.desk import Desk
from textmine.web.password import FEWEST, VARIABLE, Password
from textmine.web.serve import serve

RIGHT = "正しい-password-1"
BASE = "http://desk.example:8000"
OWN = {"Origin": BASE}
TOKEN = "a-token-that-nobody-guesses-0123456789"


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A browser on another machine."""
    monkeypatch.setenv("TEXTMINE_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(passwords, "SLOW", 0.2)
    app = make_app(Desk("en"), TOKEN, Password(RIGHT))
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        yield client


def logged_in(client: TestClient, text: str, origin: str = BASE) -> httpx.Response:
    return client.post("/login", data={"password": text}, headers={"Origin": origin})


@pytest.mark.parametrize(
    ("lang", "said"), [("ja,en;q=0.5", "デスクのパスワード"), ("en", "Password of the desk")]
)
def test_a_stranger_is_asked_for_it(stranger: TestClient, lang: str, said: str) -> None:
    """And hears nothing else, whatever address is tried, even with the token in it."""
    answer = stranger.get("/", params={"token": TOKEN}, headers={"Accept-Language": lang})
    assert answer.status_code == 200 and said in answer.text and "set-cookie" not in answer.headers
    policy = answer.headers["content-security-policy"]
    assert "script" not in policy and "unsafe" not in policy and "form-action 'self'" in policy
    for path in ("/api/desk", "/api/events", "/static/desk.js", "/static/../app.py", "/nothing"):
        assert stranger.get(path).status_code == 403
    assert stranger.post("/api/lang", json={"lang": "ja"}, headers=OWN).status_code == 403


def test_the_right_one_opens_the_desk(stranger: TestClient) -> None:
    """With a cookie that no script reads, which is not the password; the same rules hold from then on."""
    answer = logged_in(stranger, RIGHT)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "secure" not in cookie
    assert "max-age" not in cookie  # it ends with the browser
    assert stranger.get("/").status_code == 200 and stranger.get("/api/desk").json()["lang"] == "en"
    assert stranger.post("/api/lang", json={"lang": "ja"}, headers=OWN).status_code == 200
    assert stranger.post("/api/lang", json={}, headers={"Origin": "http://evil.example"}).status_code == 403
    assert stranger.get("/api/desk", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_behind_tls_the_cookie_goes_only_where_it_is_encrypted(stranger: TestClient) -> None:
    secure = BASE.replace("http:", "https:")
    assert "; secure" in logged_in(stranger, RIGHT, secure).headers["set-cookie"].lower()


@pytest.mark.parametrize("text", ["", "wrong", RIGHT[:-1], RIGHT + "x", RIGHT.upper(), "x" * 5000, TOKEN])
def test_a_wrong_one_is_refused_and_costs_time(stranger: TestClient, text: str) -> None:
    begun = time.monotonic()
    answer = logged_in(stranger, text)
    assert answer.status_code == 403 and "That is not the password." in answer.text
    assert "set-cookie" not in answer.headers and stranger.get("/api/desk").status_code == 403
    assert time.monotonic() - begun >= 0.2


def test_another_page_can_not_send_it(stranger: TestClient) -> None:
    assert logged_in(stranger, RIGHT, "http://evil.example").status_code == 403


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a=1&" * 50, b"x" * 100_000, b""])
def test_what_is_no_form_is_refused(stranger: TestClient, content: bytes) -> None:
    assert stranger.post("/login", content=content, headers=OWN).status_code in (403, 429)


def test_wrong_ones_wait_for_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many machines try at once: one after the other, and only so many may wait."""
    monkeypatch.setattr(passwords, "SLOW", 0.1)
    monkeypatch.setattr(passwords, "MOST_WAITING", 4)

    async def attempts() -> list[object]:
        kept = Password(RIGHT)
        said = await asyncio.gather(*(kept.is_right("wrong") for _ in range(6)), return_exceptions=True)
        assert await kept.is_right(RIGHT)
        return said

    begun = time.monotonic()
    said = asyncio.run(attempts())
    assert time.monotonic() - begun >= 4 * 0.1
    assert said[:4] == [False] * 4 and all("too many" in str(each) for each in said[4:])


def test_only_a_hash_with_its_salt_is_kept() -> None:
    one, other = Password(RIGHT), Password(RIGHT)
    kept = [value for each in (one, other) for value in vars(each).values() if isinstance(value, bytes)]
    assert len(set(kept)) == 4 and not any(RIGHT.encode() in value for value in kept)


def test_a_short_one_is_refused() -> None:
    with pytest.raises(SettingsError, match=f"take one of {FEWEST} or more"):
        Password("short")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.2", "example.org", "::"])
def test_without_one_other_machines_are_not_let_in(host: str) -> None:
    with pytest.raises(SettingsError, match="without a password"):
        serve((), "en", host=host, ready=lambda address: None)


def test_the_command_refuses_too(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In one sentence, exit 2; a password can't be written on the command line, where others see it."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("TEXTMINE_STATE", str(tmp_path))
    (tmp_path / "short.txt").write_text("short\n", encoding="utf-8")
    for options, said in (
        (("--host", "0.0.0.0", "--lang", "ja"), "パスワードなしで --host 0.0.0.0 を指定すると"),
        (("--password-file", tmp_path / "short.txt", "--lang", "en"), "take one of 10 or more"),
        (("--password-file", tmp_path / "none.txt", "--lang", "en"), "can't read"),
    ):
        done = run("open", "--no-browser", *options)
        assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr
    assert "--password " not in run("open", "--help").stdout


@pytest.mark.skipif(os.name == "nt", reason="the address of Windows' own network is another")
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_it_serves_other_machines(tmp_path: Path, lang: str) -> None:
    """With a password from the environment or a file; it says how to put TLS in front of it."""
    file = tmp_path / "password.txt"
    file.write_text(f"{RIGHT}\n", encoding="utf-8")
    by = {VARIABLE: RIGHT} if lang == "ja" else {}
    named = [] if lang == "ja" else ["--password-file", str(file)]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "textmine", "open", "--no-browser"),
            "--host",
            "0.0.0.0",
            "--lang",
            lang,
            *named,
        ],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"TEXTMINE_STATE": str(tmp_path), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"} | by,
    )
    try:
        assert process.stdout is not None
        first, second = process.stdout.readline(), process.stdout.readline()
        assert "token" not in first + second and RIGHT not in first + second
        assert "TLS" in second and "caddy reverse-proxy" in second and "SSH" in second
        port = int(first.partition("0.0.0.0:")[2].partition("/")[0])
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outside:
            outside.connect(("192.0.2.1", 9))  # nothing is sent; it tells this machine's own address
            base = f"http://{outside.getsockname()[0]}:{port}"
        with closing(httpx.Client(base_url=base, headers={"Origin": base}, timeout=PATIENCE)) as client:
            assert client.get("/api/desk").status_code == 403
            assert client.post("/login", data={"password": "wrong"}).status_code == 403
            assert client.post("/login", data={"password": RIGHT}).status_code == 303
            assert client.get("/api/desk").json()["lang"] == lang
        assert not (tmp_path / "desk.json").exists() or TOKEN not in (tmp_path / "desk.json").read_text(
            "utf-8"
        )
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(os.name == "nt", reason="a terminal that a test can type into is a matter of Unix")
@pytest.mark.parametrize(
    ("again", "said", "then", "code"),
    [(RIGHT, "（パスワードが必要です）", "\x03", 0), ("another one", "パスワードが違います", "", 2)],
)
def test_it_is_asked_for_at_the_terminal(tmp_path: Path, again: str, said: str, then: str, code: int) -> None:
    """Twice and unseen; Ctrl-C then ends the desk without a word."""
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.environ |= {"TEXTMINE_STATE": str(tmp_path), "PYTHONUTF8": "1"}
        os.environ.pop(VARIABLE, None)
        options = ("open", "--no-browser", "--host", "0.0.0.0", "--lang", "ja")
        os.execv(sys.executable, [sys.executable, "-m", "textmine", *options])
    shown = b""
    for awaited, typed in (("のパスワード: ", f"{RIGHT}\n"), ("もう一度: ", f"{again}\n"), (said, then)):
        while awaited.encode() not in shown:
            shown += os.read(terminal, 4096)
        os.write(terminal, typed.encode())
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == code
    assert RIGHT.encode() not in shown and b"Traceback" not in shown
