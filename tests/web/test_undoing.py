"""textmine.web.undoing: what was changed is taken back step by step, also after the program was killed."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.web.conftest import Running, Start, Visitor
from tests.web.projects import QUESTION, make_project
from tests.web.test_coding import SAVED, STANDS, at_the_desk, decided
from textmine.settingsfile import read_settings
from textmine.web import ownlists, projects


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return make_project(tmp_path / "調査")


def files(settings: Path) -> dict[str, str]:
    """What the files of a project say, but for blank lines."""
    found = {}
    for path in settings.parent.rglob("*"):
        text = "\n".join(path.read_text("utf-8").split()) if path.is_file() else ""
        if text and path.name != projects.CLAIM:
            found[path.relative_to(settings.parent).as_posix()] = text
    return found


def change(client: Any, path: str, body: dict[str, Any]) -> int:
    answer = client.post(path, json=body)
    answer.raise_for_status()
    return int(answer.json()["undo"])


def test_all_changes_of_a_session_are_taken_back_in_the_next(start_desk: Start, settings: Path) -> None:
    """Words, settings, attributes to compare by and a sentence; then the folder is as it was."""
    folder, before = settings.parent.parent, files(settings)
    desk = start_desk(settings, folder=folder)
    with closing(desk.client()) as client:
        draft = client.get("/api/report/findings").json()["findings"][0]["drafted"]
        merge = {"change": {"do": "merge", "words": ["予算", "費用"]}}
        assert change(client, "/api/lists/change", merge) == 1
        assert change(client, "/api/report/settings", {"title": "表題"}) == 2
        assert change(client, "/api/compare/by", {"by": ["業種"]}) == 3
        edit = {"question": QUESTION, "word": "", "drafted": draft, "written": "書き直した文。"}
        assert change(client, "/api/report/edit", edit) == 4
    desk.end(signal.SIGKILL)
    assert read_settings(settings).report.title == "表題"
    again = start_desk(settings, folder=folder)
    with closing(again.client()) as client:
        assert client.get("/api/undo").json() == {"undo": 4}
        assert [change(client, "/api/undo", {}) for _ in range(5)] == [3, 2, 1, 0, 0]
    again.end()
    assert files(settings) == before


def test_what_somebody_changed_meanwhile_stays(start_desk: Start, settings: Path) -> None:
    """It is said that a step is not taken back; the one before it is, where nobody has touched its file."""
    desk = start_desk(settings, folder=settings.parent.parent)
    with closing(desk.client()) as client:
        change(client, "/api/report/settings", {"title": "表題"})
        change(client, "/api/lists/change", {"change": {"do": "stop", "words": ["予算"]}})
        path = settings.parent / ownlists.STOP
        path.write_text(f"{path.read_text('utf-8')}人手\n", encoding="utf-8")
        refused = client.post("/api/undo", json={})
        assert refused.status_code == 422 and path.name in refused.json()["error"]
        assert path.read_text("utf-8") == "予算\n人手\n"
        assert change(client, "/api/undo", {}) == 0
        assert read_settings(settings).report.title is None
    desk.end()


def test_a_folder_from_elsewhere_brings_no_steps(start_desk: Start, settings: Path, tmp_path: Path) -> None:
    """They say which files are written, so they lie with the user's own files, and nobody else reads them."""
    desk = start_desk(settings, folder=tmp_path)
    with closing(desk.client()) as client:
        change(client, "/api/report/settings", {"title": "表題"})
    desk.end()
    (kept,) = (tmp_path / "state").glob("undo-*.json")
    assert kept.stat().st_mode & 0o077 == 0
    assert not any(settings.parent.rglob("*undo*"))
    kept.write_text('[["os.system", 3], 4', encoding="utf-8")  # what can't be read is nothing
    again = start_desk(settings, folder=tmp_path)
    with closing(again.client()) as client:
        assert client.get("/api/undo").json() == {"undo": 0}
    again.end()


def test_decisions_are_taken_back_after_a_restart(
    visitor: Visitor, desk: Running, settings: Path, start_desk: Start
) -> None:
    """Killed, started again and the page loaded anew: Z takes one after the other back, with its note."""
    at_the_desk(visitor, desk)
    first = visitor.texts("#answer")[0]
    visitor.press("1", Keys.ENTER)
    second = visitor.texts("#answer")[0]
    visitor.press("n", "後で", Keys.ENTER)
    visitor.wait(SAVED)
    visitor.run("document.querySelector('[data-view=grid]').click()")
    visitor.wait("document.querySelector('.g-inner .g-row')")
    visitor.run(
        "document.querySelector('.g-head input').click(); document.getElementById('grid-confirm').click()"
    )
    visitor.wait(SAVED)
    everything = decided(settings)
    assert len(everything) > 2
    desk.end(signal.SIGKILL)
    again = start_desk(settings, folder=settings.parent.parent)
    visitor.visit(again.address)
    visitor.go("categories")
    visitor.wait("document.querySelector('.sheet .done')?.hidden === false")  # all are confirmed
    visitor.press("z")
    visitor.wait("document.getElementById('saved').dataset.left === '0'")
    visitor.wait(SAVED)
    assert set(decided(settings)) == {first, second}
    visitor.press("z")
    visitor.wait(f"{SAVED} && {STANDS} === {second!r} && !document.getElementById('note').value")
    assert set(decided(settings)) == {first}
    visitor.press("z")
    visitor.wait(f"{SAVED} && {STANDS} === {first!r}")
    assert decided(settings) == {}
    visitor.press("z")  # there is nothing more
    again.end()
    visitor.browser.get("about:blank")
    visitor.browser.get_log("browser")
