"""textmine.web.wording: the words, what can be done about them, and proposed spellings."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.web.conftest import Running, Visitor
from tests.web.projects import QUESTION, make_project
from textmine.web import ownlists, wording
from textmine.web.behind import behind
from textmine.web.holder import Held

COUNT = "document.querySelector('#words [data-word=予算]').closest('tr').querySelector('b').textContent"
WORDS = "document.querySelector('#words .word')"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = make_project(tmp_path / "調査")
    survey = path.with_name("survey.csv")
    more = [
        "j,製造業,パスワードの費用",
        "k,製造業,パスワードの更新",
        "l,小売業,パスワドの費用",
        "m,小売業,𠮷野のパスワードの予算",
    ]
    survey.write_text(survey.read_text("utf-8") + "\n".join([*more, ""]), encoding="utf-8")
    return path


@pytest.fixture
def held(settings: Path) -> Held:
    return Held(settings.parent, lambda stage, done, total: None)


def test_a_word_opens_its_answers_and_is_merged(visitor: Visitor, desk: Running, settings: Path) -> None:
    """By keyboard: M asks for the other word, what changes is shown, and the list is the command line's."""
    visitor.visit(desk.address)
    visitor.go("words")
    visitor.wait(WORDS)
    visitor.click("[data-word=予算]")
    visitor.wait("document.querySelector('.behind .answer')")
    assert set(visitor.texts(".behind mark")) == {"予算"}
    visitor.run("document.querySelector('[data-word=予算]').focus()")
    visitor.press("m")
    visitor.wait("document.activeElement.id === 'other'")
    visitor.press("費用", Keys.ENTER)
    visitor.wait("document.activeElement.id === 'apply'")
    assert "予算" in visitor.texts(".changes th") and "4 → 7" in visitor.texts(".changes td")
    assert not (settings.parent / "dictionaries").exists()
    visitor.press(Keys.ENTER)
    visitor.wait(f"{COUNT} === '7'")
    written = (settings.parent / "dictionaries" / "synonyms_own.txt").read_text("utf-8")
    assert written == "予算、費用\n"
    visitor.click("#undo")
    visitor.wait(f"{COUNT} === '4'")


def test_spellings_are_judged_by_keyboard(visitor: Visitor, desk: Running, settings: Path) -> None:
    """Single members are left out by their number; what was judged is not proposed again."""
    visitor.visit(desk.address)
    visitor.go("words")
    visitor.wait(WORDS)
    visitor.click("[data-view=spellings]")
    visitor.wait("document.querySelector('.spelling')")
    place = visitor.run(
        "return [...document.querySelectorAll('.spelling')]"
        ".findIndex((one) => one.textContent.includes('パスワド'))"
    )
    visitor.press(*[Keys.ARROW_DOWN] * place)
    card = f"document.querySelectorAll('.spelling')[{place}]"
    together = f"{card}.querySelector('.together').textContent"
    whole = visitor.run(f"return {together}")
    visitor.press("2")
    assert visitor.run(f"return {together}") != whole
    visitor.press("2")
    assert visitor.run(f"return {together}") == whole
    groups = len(visitor.texts(".spelling"))
    visitor.press(Keys.ENTER)
    visitor.wait(f"document.querySelectorAll('.spelling').length === {groups - 1}")
    visitor.wait("!document.querySelector('#undo').disabled")
    written = (settings.parent / "dictionaries" / "synonyms_own.txt").read_text("utf-8")
    assert written == "パスワード、パスワド\n"
    visitor.press("z")
    visitor.wait(f"document.querySelectorAll('.spelling').length === {groups}")


def test_proposals_that_were_rejected_do_not_come_back(held: Held) -> None:
    def pairs() -> set[tuple[str, str]]:
        found = wording.proposals(held)
        return {(group["word"], each["word"]) for group in found for each in group["members"][1:]}

    assert ("パスワード", "パスワド") in pairs()
    ownlists.apply(held, {"do": "merge", "words": ["パスワード"], "others": ["パスワド"]})
    assert ("パスワード", "パスワド") not in pairs()


def test_answers_behind_several_terms(held: Held) -> None:
    """All terms hold; marks are counted as a browser counts letters; a code is marked with its reasons."""
    found = behind(held, QUESTION, [["word", "予算"], ["value", "業種", "小売業"]])
    assert sorted(answer["text"] for answer in found["answers"]) == ["予算の確保", "𠮷野のパスワードの予算"]
    (wide,) = [answer for answer in found["answers"] if answer["text"].startswith("𠮷")]
    assert wide["marks"] == [[10, 12, ""]], "𠮷 takes two units"
    coded = behind(held, QUESTION, [["code", "＊費用"], ["word", "パスワード"]])
    assert coded["respondents"] == 2
    assert behind(held, QUESTION, [["written"]])["respondents"] == 13
    assert behind(held, QUESTION, [["kind", "none"]])["total"] == 0, (
        "who has another answer is counted by that"
    )
    assert behind(held, QUESTION, [["search", "ﾊﾟｽﾜｰﾄﾞ"]])["total"] == 3
