"""textmine.web.framing: categories are changed in their file, and what they find is shown before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.web.conftest import Start
from tests.web.projects import FRAME, QUESTION, make_project
from textmine.inputs.decisions import read_review
from textmine.settingsfile import read_settings
from textmine.study.study import Study


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return make_project(tmp_path / "調査")


@pytest.fixture
def client(start_desk: Start, settings: Path) -> Iterator[httpx.Client]:
    desk = start_desk(settings, folder=settings.parent.parent)
    client = desk.client()
    yield client
    client.close()
    desk.end()


def code(name: str, rule: str) -> dict[str, str]:
    return {"name": name, "rule": rule, "definition": "", "includes": "", "excludes": "", "examples": ""}


def test_a_code_is_tried_kept_and_taken_out(client: httpx.Client, settings: Path) -> None:
    """What it would find, gain and lose; then it is in the file, with the decisions that name it."""
    sheet = client.get("/api/coding/answers", params={"question": QUESTION}).json()
    change = {name: sheet[name][0] for name in ("key", "answer", "respondent", "item", "text")}
    values = {"＊費用": [1, 1], "＊人材": [1, 0]}
    change |= {"question": QUESTION, "values": values}
    client.post("/api/coding/decisions", json={"changes": [change]}).raise_for_status()

    asked = {"question": QUESTION, "name": "＊人材", "code": code("人手", "人手 or 時間")}
    tried = client.post("/api/frame/try", json=asked).json()
    assert {kind: tried[kind]["count"] for kind in ("hits", "gained", "lost", "missed")} == {
        "hits": 3,
        "gained": 1,
        "lost": 1,
        "missed": 1,
    }
    text, marks = tried["gained"]["answers"][0]
    assert [text[start:end] for start, end in marks] == ["時間"]
    wrong = client.post("/api/frame/try", json=asked | {"code": code("人手", "人手 or (")}).json()
    assert wrong["error"] and "\n" not in wrong["error"]
    assert (settings.parent / "theme.cod").read_text("utf-8") == FRAME  # nothing is changed yet

    client.post("/api/frame", json=asked).raise_for_status()
    written = (settings.parent / "theme.cod").read_text("utf-8")
    assert "# 試験用の分類" in written and "＊人手\n人手 or 時間" in written and "＊人材" not in written
    coded = Study(read_settings(settings)).coded(QUESTION)
    assert coded.loc[coded["text"] == change["text"], "＊人手"].tolist() == [
        1
    ]  # a person's, under its new name
    assert coded.loc[coded["text"] == "時間がない", "＊人手"].tolist() == [1]

    client.post("/api/frame", json={"question": QUESTION, "name": "＊人手"}).raise_for_status()
    assert set(read_review(settings.with_name("decisions.csv"))["code"]) == {"＊費用"}
    assert Study(read_settings(settings)).codebooks()[QUESTION].names == ("＊費用",)


def test_a_rule_that_can_not_be_read_changes_nothing(client: httpx.Client, settings: Path) -> None:
    asked = {"question": QUESTION, "name": "＊費用", "code": code("費用", "予算 and (")}
    answer = client.post("/api/frame", json=asked)
    assert answer.status_code == 422
    assert (settings.parent / "theme.cod").read_text("utf-8") == FRAME


def test_a_bundled_frame_is_copied_when_it_is_changed(client: httpx.Client, settings: Path) -> None:
    """Chosen by its name it stays what it is; a change of it is a file of the project."""
    client.post("/api/frame/choose", json={"question": QUESTION, "frame": "obstacles"}).raise_for_status()
    assert read_settings(settings).codes.codebook == {QUESTION: "obstacles"}
    asked = {"question": QUESTION, "name": "", "code": code("景気", "景気 or 不況")}
    names = [each["name"] for each in client.post("/api/frame", json=asked).json()["codes"]]
    assert names[-1] == "＊景気" and "＊費用" in names
    assert (settings.parent / f"{QUESTION}.cod").is_file()
    assert "# 手で書いた設定" in settings.read_text("utf-8")
    answer = client.post("/api/frame/choose", json={"question": QUESTION, "frame": "../theme"})
    assert answer.status_code == 422
