"""textmine.web.reporting: sentences are edited, and the report written as the command line writes it."""

from __future__ import annotations

import io
import signal
import zipfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import Run
from tests.web.conftest import Running, Start, Visitor
from tests.web.projects import FRAME, QUESTION, make_project
from textmine.inputs.edits import read_edits
from textmine.settingsfile import read_settings
from textmine.web import reporting
from textmine.web.holder import Held

WRITTEN = "お金のことを挙げた人が多い。"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return make_project(tmp_path / "調査")


def test_a_finding_is_edited_and_written(visitor: Visitor, desk: Running, settings: Path, run: Run) -> None:
    """It is kept apart from its draft; textmine run writes the same bytes into another folder."""
    visitor.visit(desk.address)
    visitor.go("report")
    visitor.wait("document.querySelector('.sentences .tiny')")
    draft = visitor.run("return document.querySelector('.sentences .said').textContent")
    visitor.click(".sentences .tiny")
    visitor.run("document.querySelector('.editing textarea').value = arguments[0]", WRITTEN)
    visitor.click(".editing .main")
    visitor.wait("document.querySelector('.edited')")
    assert visitor.texts(".sentences .said")[0] == WRITTEN
    assert read_edits(settings.with_name("edits.csv")).values.tolist() == [[QUESTION, "", draft, WRITTEN]]
    script = "const box = document.getElementById('report-title'); box.value = '表題'; "
    visitor.run(script + "box.dispatchEvent(new Event('change')); document.getElementById('write').click()")
    visitor.wait("document.querySelector('#zip')")
    with closing(desk.client()) as client:
        about = client.get("/api/report").json()["made"]
        assert (about["title"], about["form"], about["mask"]) == ("表題", "short", False)
        assert about["older"] is False
        html = client.get("/api/report/file", params={"name": "report.html"})
        assert quote("表題.html") in html.headers["content-disposition"]
        table = next(name for name in client.get("/api/report").json()["files"] if name.endswith(".csv"))
        named = client.get("/api/report/file", params={"name": table}).headers["content-disposition"]
        assert quote(Path(table).name) in named
        assert WRITTEN in html.text and "attachment" in html.headers["content-disposition"]
        page = client.get("/api/report/page")
        assert "sandbox" in page.headers["content-security-policy"] and page.text == html.text
        for name in ("../textmine.toml", "/etc/passwd", "edits.csv", ""):
            assert client.get("/api/report/file", params={"name": name}).status_code == 404
        with zipfile.ZipFile(io.BytesIO(client.get("/api/report/zip").content)) as everything:
            zipped = {name: everything.read(name) for name in everything.namelist()}
    assert "表題　短い報告書（提出用）　" in visitor.texts("#made")[0]
    assert visitor.run("return document.getElementById('older').hidden")
    visitor.click("#report-mask")
    visitor.wait("!document.getElementById('older').hidden && document.querySelector('#zip.plain')")
    assert "伏せていないもの" in visitor.texts("#made")[0]  # that is what lies there still
    visitor.click("#report-mask")
    visitor.wait("document.getElementById('older').hidden && document.querySelector('#zip.main')")
    settings.with_name("theme.cod").write_text(FRAME + "\n＊他\n時間\n", encoding="utf-8")
    visitor.go("open")
    visitor.go("report")  # what was changed outside is seen, too
    visitor.wait("document.getElementById('older')?.hidden === false")
    visitor.wait("!document.querySelector('.paper [role=status]')")  # all is read
    settings.with_name("theme.cod").write_text(FRAME, encoding="utf-8")
    other = settings.parent / "again"
    run("run", str(settings), "--out", str(other))
    again = {
        path.relative_to(other).as_posix(): path.read_bytes() for path in other.rglob("*") if path.is_file()
    }
    assert {"report.docx", "report.xlsx", "report.pptx", "report.html", "run.json"} <= set(zipped)
    assert zipped == again


def test_the_bar_of_a_report_ends_with_the_program(
    visitor: Visitor, desk: Running, settings: Path, start_desk: Start
) -> None:
    """While the program is gone the bar is, too; started anew, the page says that the work has ended."""
    visitor.visit(desk.address)
    visitor.go("report")
    visitor.click("#write")
    visitor.wait("document.querySelector('.making progress')?.hidden === false")
    desk.end(signal.SIGKILL)
    visitor.wait("document.querySelector('.making progress').hidden")
    assert "応答していません" in visitor.texts(".making .job")[0]
    again = start_desk(folder=settings.parent.parent)
    visitor.wait("document.getElementById('alert').textContent.includes('もう一度始めてください')")
    visitor.wait(
        "!document.querySelector('.making progress') && document.getElementById('write')?.disabled === false"
    )
    with closing(again.client()) as client:
        assert client.get("/api/desk").json()["folder"] == str(settings.parent)  # the page has opened it
    again.end()
    visitor.browser.get("about:blank")
    visitor.browser.get_log("browser")  # it said that the program was gone


def test_an_edit_is_taken_back_and_forgotten(settings: Path) -> None:
    """Without an edit no file and no setting is left."""
    held = Held(settings.parent, lambda stage, done, total: None)
    before = settings.read_text("utf-8")
    draft = reporting.findings(held)["findings"][0]["drafted"]
    of = {"question": QUESTION, "word": "", "drafted": draft}
    undone = reporting.put_edit(held, **of, text="一つ目")
    second = reporting.put_edit(held, **of, text="=二つ目")
    assert reporting.findings(held)["findings"][0]["written"] == "=二つ目"
    reporting.take_back_edit(held, **second)
    assert reporting.findings(held)["findings"][0]["written"] == "一つ目"
    reporting.take_back_edit(held, **undone)
    assert not settings.with_name("edits.csv").exists()
    reporting.put_edit(held, **of, text="三つ目")
    reporting.put_edit(held, **of, text=None)
    assert not settings.with_name("edits.csv").exists() and read_settings(settings).report.edits is None
    assert before.split() == settings.read_text("utf-8").split()


def test_how_it_is_written(desk: Running, settings: Path) -> None:
    """Form, title, masking and a template are settings of the file; what is no template is refused."""
    docx = io.BytesIO()
    with zipfile.ZipFile(docx, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    with closing(desk.client()) as client:
        client.post("/api/report/settings", json={"title": "表題", "form": "full", "mask": True})
        for name, content, status in (
            ("ひな形.docx", docx.getvalue(), 200),
            ("ひな形.docx", docx.getvalue(), 200),
            ("../x.docx", b"no zip", 422),
            ("x.exe", docx.getvalue(), 422),
        ):
            headers = {"X-Name": "".join(f"%{byte:02x}" for byte in name.encode())}
            assert client.post("/api/report/template", content=content, headers=headers).status_code == status
        assert client.post("/api/report/settings", json={"form": "endless"}).status_code == 422
    chosen = read_settings(settings).report
    assert (chosen.title, chosen.form, chosen.mask) == ("表題", "full", True)
    assert [Path(path).name for path in chosen.template] == ["ひな形 2.docx"]
