"""textmine.web.comparing: who says what, first what stands."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.web.conftest import Running, Visitor
from textmine.errors import SettingsError
from textmine.web import comparing
from textmine.web.holder import Held

QUESTION = "意見"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A survey whose two groups say two things, one of whose attributes tells nothing."""
    folder = tmp_path / "比較"
    folder.mkdir()
    rows = [
        (
            number,
            "東" if number % 2 else "西",
            "甲乙"[number // 2 % 2],
            "駐車場が狭い" if number % 2 else "バスが少ない",
        )
        for number in range(40)
    ]
    lines = [",".join(map(str, row)) for row in rows]
    (folder / "survey.csv").write_text("\n".join([f"番号,地区,組,{QUESTION}", *lines, ""]), encoding="utf-8")
    path = folder / "textmine.toml"
    path.write_text(f'[survey]\nfiles = ["survey.csv"]\nquestions = ["{QUESTION}"]\n', encoding="utf-8")
    return path


def test_first_what_stands_then_the_rest(visitor: Visitor, desk: Running, settings: Path) -> None:
    """A number opens the answers; another choice of attributes is written, and taken back."""
    visitor.visit(desk.address)
    visitor.go("compare")
    visitor.wait("document.querySelector('.difference')")
    assert all(title.endswith("地区") for title in visitor.texts(".difference h4"))
    assert visitor.texts(".matrix") == []
    visitor.click(".rest")
    assert visitor.texts(".matrix h4") == ["地区", "組"]
    visitor.click(".difference .link")
    visitor.wait("document.querySelector('.behind .answer')")
    shown = visitor.run("return document.querySelector('.difference .link').textContent")
    assert shown.split("／")[0] in visitor.texts(".behind .hint")[0]
    visitor.click(".by input[value=組]")
    visitor.wait("document.querySelector('#automatic')")
    assert tomllib.loads(settings.read_text("utf-8"))["compare"] == {"by": ["地区"]}
    visitor.click("#undo")
    visitor.wait("!document.querySelector('#automatic')")


def test_a_figure_opens_answers(settings: Path) -> None:
    held = Held(settings.parent, lambda stage, done, total: None)
    drawn = comparing.drawn(held, "heatmap_words", QUESTION, "地区")
    assert (
        drawn["src"].startswith("data:image/png;base64,") and drawn["width"] > 0 and QUESTION in drawn["alt"]
    )
    terms = [area[0] for area in drawn["areas"]]
    assert all(area[0] == ["word", area[0][1]] and area[1][0] == "value" for area in terms if len(area) > 1)
    with pytest.raises(SettingsError):
        comparing.drawn(held, "__class__", QUESTION, "")
