"""textmine.web.checking: what was read is shown, and changed where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.conftest import Running, Visitor
from tests.web.projects import QUESTION, make_project
from textmine.errors import SurveyError
from textmine.settingsfile import read_settings
from textmine.tables.membership import groups
from textmine.web import checking
from textmine.web.holder import Held

READY = "document.querySelector('.columns-table')"
NOTHING_PROPOSED = "document.querySelector('.changing').hidden"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The project, with another attribute."""
    path = make_project(tmp_path / "調査")
    survey = path.with_name("survey.csv")
    head, *lines = survey.read_text("utf-8").splitlines()
    rows = [f"{line},{'東西'[place % 2]}" for place, line in enumerate(lines)]
    survey.write_text("\n".join([f"{head},地域", *rows, ""]), encoding="utf-8")
    path.write_text(path.read_text("utf-8").replace('["業種"]', '["業種", "地域"]'), encoding="utf-8")
    return path


def held_of(settings: Path) -> Held:
    return Held(settings.parent, lambda stage, done, total: None)


def test_a_non_answer_is_told_to_be_an_answer(visitor: Visitor, desk: Running, settings: Path) -> None:
    """What that changes is shown first; the command line then counts it so, and Undo takes it back."""
    visitor.visit(desk.address)
    visitor.go("check")
    visitor.wait(READY)
    assert visitor.texts(".number-card b") == ["9", "1", "2", "10"]
    visitor.click("[data-kind=none]")
    visitor.wait("document.querySelector('.texts li')")
    visitor.click(".texts .tell")
    visitor.wait("document.querySelector('#apply')")
    assert visitor.texts(".changes td") == [], "who said nothing has another answer: no number changes"
    assert not (settings.parent / "stopwords").exists()
    visitor.click("#apply")
    visitor.wait(f"{NOTHING_PROPOSED} && !document.querySelector('[data-kind=none]')")
    assert held_of(settings).study.survey_as_read.answers["kind"].tolist().count("substantive") == 10
    visitor.click("#undo")
    visitor.wait("document.querySelector('[data-kind=none]')")
    assert not list(settings.parent.glob("stopwords/*.txt"))


def test_a_column_plays_another_role(visitor: Visitor, desk: Running, settings: Path) -> None:
    """Cancel leaves the settings as they are; Apply writes them, and what people wrote there stays."""
    visitor.visit(desk.address, 390, 844)
    visitor.go("check")
    visitor.wait(READY)
    before = settings.read_text("utf-8")
    script = (
        "const box = document.querySelector('[data-column=\"1\"]'); box.value = 'ignored'; "
        "box.dispatchEvent(new Event('change'))"
    )
    for button in ("#leave", "#apply"):
        assert settings.read_text("utf-8") == before
        visitor.run(script)
        visitor.wait("document.querySelector('#apply')")
        assert visitor.texts(".changes td") == ["2 → 1"]
        visitor.click(button)
        visitor.wait(NOTHING_PROPOSED)
    visitor.wait("document.querySelector('[data-column=\"1\"]').value === 'ignored'")
    assert "# 手で書いた設定" in settings.read_text("utf-8")
    assert visitor.run("return document.documentElement.scrollWidth") <= 390


def test_a_column_gets_another_property(visitor: Visitor, desk: Running, settings: Path) -> None:
    """One choice or several: what that changes is shown first, and the command line then counts it so."""
    survey = settings.with_name("survey.csv")
    survey.write_text(survey.read_text("utf-8").replace(",東", ",東/西", 2), encoding="utf-8")
    visitor.visit(desk.address)
    visitor.go("check")
    visitor.wait(READY)
    box = "document.querySelector('[data-property=\"3\"]')"
    visitor.run(f"{box}.value = '/'; {box}.dispatchEvent(new Event('change'))")
    visitor.wait("document.querySelector('#apply')")
    assert visitor.texts(".changes td") == ["3 → 2"] and read_settings(settings).survey.separators == {}
    visitor.click("#apply")
    visitor.wait(f"{NOTHING_PROPOSED} && {box}?.value === '/'")
    assert "# 手で書いた設定" in settings.read_text("utf-8")
    study = held_of(settings).study
    assert study.settings.survey.separators == {"地域": "/"}
    (of,) = groups(study.corpus(QUESTION), "地域", most=20)
    assert sorted(of.names) == ["東", "西"]
    visitor.click("#undo")
    visitor.wait(f"{box}?.value === ''")
    assert read_settings(settings).survey.separators == {}


def test_what_cannot_be_is_refused_before_anything_is_written(settings: Path) -> None:
    held, before = held_of(settings), settings.read_bytes()
    for roles in (
        ["respondent", "attribute", "ignored", "attribute"],
        ["respondent", "ignored", "question", "ignored"],
        ["question"],
        ["respondent", "attribute", "question", "king"],
    ):
        with pytest.raises(SurveyError):
            checking.apply(held, {"roles": roles})
    assert settings.read_bytes() == before


def test_columns_show_three_values(settings: Path) -> None:
    """Of each column, those that are not used, too."""
    columns = {column["name"]: column for column in checking.overview(held_of(settings))["columns"]}
    assert columns["業種"]["examples"] == ["製造業", "小売業"]
    assert columns["番号"]["examples"] == ["a", "b", "c"]
    assert columns[QUESTION]["role"] == "question"


def test_a_change_can_be_taken_back(settings: Path) -> None:
    held = held_of(settings)
    named = read_settings(settings).survey.attributes
    values = checking.apply(held, {"roles": ["respondent", "ignored", "question", "attribute"]})
    assert read_settings(settings).survey.attributes == ("地域",)
    checking.take_back(held, **values)
    assert read_settings(settings).survey.attributes == named
