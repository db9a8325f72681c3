"""textmine.web.opening: from a file to a project that the command line reads, too."""

from __future__ import annotations

import asyncio
import io
import time
import zipfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import pytest
import xlsxwriter
from starlette.requests import Request
from starlette.testclient import TestClient

from tests.browsers import PATIENCE
from tests.web.conftest import Running, Start, Visitor
from tests.web.test_guard import BASE, OWN, TOKEN
from textmine.errors import TextmineError
from textmine.settingsfile import read_settings
from textmine.study.study import Study
from textmine.web import opening, requests
from textmine.web.app import make_app
from textmine.web.desk import Desk
from textmine.web.requests import pieces

ROWS = [
    f"{number},{('製造業', '小売業')[number % 2]},予算がない。{number}人では足りない" for number in range(12)
]
SURVEY = "\r\n".join(["番号,業種,障害の内容", *ROWS, ""])


def zipped(name: str, content: bytes) -> bytes:
    """An archive with one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def workbook_with_dimension(place: str) -> bytes:
    """A workbook of one cell in the last corner, so that it seems to hold all up to there."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "意見")
        sheet.write(place.partition(":")[2], "x")
    return made.getvalue()


@pytest.fixture(scope="module")
def desk(start_desk: Start) -> Running:
    return start_desk()


@pytest.fixture
def client(desk: Running) -> Iterator[httpx.Client]:
    client = desk.client()
    yield client
    client.post("/api/close")
    client.close()


def drop(client: httpx.Client, files: dict[str, bytes]) -> dict[str, Any]:
    """Drop files on the page as a browser does, and return what became of them."""
    client.delete("/api/open/file").raise_for_status()
    for name, content in files.items():
        answer = client.post("/api/open/file", content=content, headers={"X-Name": quote(name)})
        if answer.status_code != 200:
            return {"state": "refused", "answer": answer.json()["error"]}
    return finished(client, client.post("/api/open/files").json())


def finished(client: httpx.Client, job: dict[str, Any]) -> dict[str, Any]:
    """Return a long piece of work when it is done."""
    end = time.monotonic() + PATIENCE
    while job["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.05)
        job = client.get(f"/api/jobs/{job['job']}").json()
    return dict(job)


def test_the_sample_opens(desk: Running, visitor: Visitor) -> None:
    """One click, and its folder holds the settings and the survey."""
    visitor.visit(desk.address)
    assert visitor.run("return document.documentElement.lang") == "ja"
    visitor.click("#sample")
    visitor.wait("location.hash && location.hash !== '#open'")
    folder = desk.projects / "見本"
    assert {"survey.csv", "textmine.toml"} <= {path.name for path in folder.iterdir()}
    visitor.browser.get("about:blank")


def test_a_dropped_file_becomes_a_project(client: httpx.Client, desk: Running) -> None:
    """A file in cp932 with Japanese in its name: a folder with it and the settings, which anyone may run."""
    job = drop(client, {"調査 票.csv": SURVEY.encode("cp932")})
    assert job["state"] == "done", job
    folder = Path(job["answer"]["folder"])
    assert folder.parent == desk.projects and folder.name == "調査 票"
    assert (folder / "調査 票.csv").read_bytes() == SURVEY.encode("cp932")
    settings = read_settings(folder / "textmine.toml")
    assert settings.survey.questions == ("障害の内容",)
    assert settings.codes.codebook is None  # the study proposes one, where its rules know the answers
    assert len(Study(settings).survey.answers) == 12
    client.post(f"/api/open/made/{job['job']}").raise_for_status()
    about = client.get("/api/desk").json()
    assert about["folder"] == str(folder) and about["recent"][0]["folder"] == str(folder)
    asked = client.get("/api/coding/questions").json()
    assert [(each["question"], each["answers"]) for each in asked] == [("障害の内容", 12)]


def test_a_file_that_comes_again_goes_on(client: httpx.Client, desk: Running, visitor: Visitor) -> None:
    """Its project is offered, whatever the file is called now; a new one begins only if somebody says so."""
    content = f"{SURVEY}13,製造業,時間がない\r\n".encode()
    job = drop(client, {"もう一度.csv": content})
    first = Path(job["answer"]["folder"])
    client.post(f"/api/open/made/{job['job']}").raise_for_status()
    client.post("/api/close")
    client.post("/api/open/file", content=content, headers={"X-Name": quote("改名.csv")})
    assert client.post("/api/open/files").json() == {"same": str(first), "name": "もう一度"}
    again = finished(client, client.post("/api/open/files", json={"anew": True}).json())
    assert Path(again["answer"]["folder"]).name == "改名"
    assert drop(client, {"もう一度.csv": content + b"14,x,y\r\n"})["state"] == "done"  # an answer more
    visitor.visit(desk.address)
    visitor.run(
        "const data = new DataTransfer(); data.items.add(new File([arguments[0]], 'もう一度.csv'));"
        "document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))",
        content.decode(),
    )
    visitor.wait("document.getElementById('go-on')")
    assert "「もう一度」がもうあります" in visitor.texts(".work")[0]
    visitor.click("#go-on")
    visitor.wait("location.hash === '#check'")
    assert client.get("/api/desk").json()["folder"] == str(first)
    visitor.browser.get("about:blank")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("picture.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20),
        ("book.xlsx", b"PK\x03\x04 this is no workbook"),
        ("nothing.csv", b""),
        ("program.exe", b"MZ"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(
    client: httpx.Client, desk: Running, name: str, content: bytes
) -> None:
    """Nothing is left behind, and the next file is taken."""
    before = sorted(desk.projects.iterdir()) if desk.projects.exists() else []
    job = drop(client, {name: content})
    assert job["state"] in ("failed", "refused")
    assert name.partition(".")[0] in job["answer"] and "Traceback" not in job["answer"]
    assert "/" not in job["answer"] and "\\" not in job["answer"]  # no folder of ours
    assert (sorted(desk.projects.iterdir()) if desk.projects.exists() else []) == before


def test_a_file_without_free_text_opens_with_the_likeliest(
    client: httpx.Client, desk: Running, visitor: Visitor
) -> None:
    """It is said which column that is, and the next page has all of them to choose from."""
    rows = "".join(f"{n},{'東西'[n % 2]}支店,{('良い', '普通', '悪い点あり')[n % 3]}\r\n" for n in range(30))
    visitor.visit(desk.address)
    visitor.run(
        "const data = new DataTransfer(); data.items.add(new File([arguments[0]], '短い語.csv'));"
        "document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))",
        f"番号,場所,印象\r\n{rows}",
    )
    visitor.wait("document.getElementById('go-on')")
    assert not client.get("/api/desk").json()["folder"].endswith("短い語")  # or the page would go on
    assert "自由記述に見える列がありません。ひとまず「印象」" in visitor.texts(".work")[0]
    visitor.click("#go-on")
    visitor.wait("location.hash === '#check'")
    visitor.wait("document.querySelector('main').textContent.includes('場所')")
    folder = Path(client.get("/api/desk").json()["folder"])
    assert read_settings(folder / "textmine.toml").survey.questions == ("印象",)
    visitor.browser.get("about:blank")


def test_a_run_can_be_stopped(client: httpx.Client) -> None:
    """Reading a long file ends at once, and the desk goes on."""
    rows = "\n".join(f"{number},{'予算がなく、人手も足りない。' * 8}" for number in range(60_000))
    client.delete("/api/open/file")
    client.post(
        "/api/open/file", content=f"番号,障害の内容\n{rows}\n".encode(), headers={"X-Name": "long.csv"}
    )
    job = client.post("/api/open/files").json()
    client.delete(f"/api/jobs/{job['job']}").raise_for_status()
    assert client.get(f"/api/jobs/{job['job']}").json()["state"] == "stopped"
    assert client.get("/api/desk").json()["folder"] == ""


def test_only_a_recent_project_opens_by_its_folder(client: httpx.Client, tmp_path: Path) -> None:
    """A page can't name any other folder of the machine."""
    (tmp_path / "textmine.toml").write_text("", encoding="utf-8")
    answer = client.post("/api/open/recent", json={"folder": str(tmp_path)})
    assert answer.status_code == 422


def test_two_desks_do_not_write_one_project(client: httpx.Client, desk: Running, start_desk: Start) -> None:
    """The second one says that it is open already, and where."""
    job = drop(client, {"二つ.csv": SURVEY.encode()})
    client.post(f"/api/open/made/{job['job']}").raise_for_status()
    other = start_desk(Path(job["answer"]["folder"]) / "textmine.toml", folder=desk.projects.parent)
    assert other.base == desk.base  # it has shown the address of the first one, and ended
    assert other.process.wait(PATIENCE) == 0


def test_reading_that_takes_too_long_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The page is told why in one sentence, the process is gone, and nothing is left of it."""
    monkeypatch.setenv("TEXTMINE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TEXTMINE_PROJECTS", str(tmp_path / "projects"))
    monkeypatch.setattr(opening, "SLOWEST", 0.2)
    with TestClient(make_app(Desk("ja"), TOKEN), base_url=BASE) as page:
        page.get("/", params={"token": TOKEN})
        page.post("/api/open/file", content=SURVEY.encode(), headers={**OWN, "X-Name": "slow.csv"})
        job = page.post("/api/open/files", headers=OWN).json()
        end = time.monotonic() + PATIENCE
        while (told := page.get(f"/api/jobs/{job['job']}").json())["state"] == "running":
            assert time.monotonic() < end
            time.sleep(0.05)
    assert told["state"] == "failed" and "分を超えたため中止しました" in told["answer"]
    assert not (tmp_path / "projects").exists()


@pytest.mark.parametrize("patience", ["PAUSE", "SLOWEST"])
def test_a_page_that_never_ends_to_send_is_left(patience: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that stops in the middle, and one that sends a letter now and then."""

    async def stream() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.sleep(0.1 if patience == "SLOWEST" else 2 * PATIENCE)

    async def taken() -> Exception:
        scope = {"type": "http", "method": "POST", "headers": []}
        pending = stream()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": await anext(pending), "more_body": True}

        with pytest.raises(TextmineError) as refused:
            async for _ in pieces(Request(scope, receive)):
                pass
        return refused.value

    for limit in ("PAUSE", "SLOWEST"):
        monkeypatch.setattr(requests, limit, 0.5 if limit == patience else PATIENCE)
    begun = time.monotonic()
    assert "did not come whole" in str(asyncio.run(taken()))
    assert 0.4 < time.monotonic() - begun < PATIENCE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("columns.csv", b",".join(b"x" for _ in range(20_000)) + b"\n" + b"," * 19_999 + b"\n"),
        ("bomb.zip", zipped("survey.csv", b"a,b\n" * 3_000_000)),
        ("bomb.xlsx", zipped("xl/worksheets/sheet1.xml", b" " * 40_000_000)),
        ("cells.xlsx", workbook_with_dimension("A1:XFD1048576")),
    ],
)
def test_what_is_far_larger_than_it_looks_is_refused(
    client: httpx.Client, desk: Running, name: str, content: bytes
) -> None:
    """Bounded in cells, and in the bytes that an archive unpacks to: in one sentence, before it is read."""
    job = drop(client, {name: content})
    assert job["state"] == "failed", job
    assert name in job["answer"] and "\n" not in job["answer"].strip() and "Traceback" not in job["answer"]
    assert client.get("/api/desk").json()["folder"] == ""
