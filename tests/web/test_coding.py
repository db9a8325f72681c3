"""textmine.web.coding: what a person decides at the desk is what the command line reads."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from selenium.webdriver.common.keys import Keys

from tests.web.conftest import Running, Start, Visitor
from tests.web.projects import ANSWERS, QUESTION, make_project
from textmine.inputs.decisions import read_review
from textmine.inputs.journal import journals
from textmine.reports.tablefile import tablefile
from textmine.settingsfile import read_settings
from textmine.study.study import Study

STANDS = "document.getElementById('answer')?.textContent"
SAVED = "document.getElementById('saved')?.dataset.left === '0'"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return make_project(tmp_path / "調査 票")


def at_the_desk(visitor: Visitor, desk: Running) -> None:
    visitor.visit(desk.address)
    visitor.go("categories")
    visitor.wait(STANDS)


def decided(settings: Path) -> dict[str, set[str]]:
    """Text of an answer -> the codes that a person gave it, as the command line reads them."""
    path = settings.with_name("decisions.csv")
    if not path.exists():
        return {}
    found: dict[str, set[str]] = {}
    for row in read_review(path).itertuples():
        found.setdefault(str(row.text), set()).update({str(row.code)} if row.value else ())
    return found


def test_number_keys_decide(visitor: Visitor, desk: Running, settings: Path) -> None:
    """A key sets a code, Enter saves and shows the next answer, Z takes it back; each is on the disk."""
    at_the_desk(visitor, desk)
    first = visitor.texts("#answer")[0]
    before = visitor.texts(".code[aria-pressed=true] .name")
    visitor.press("1", "2", Keys.ENTER)
    visitor.wait(SAVED)
    second = visitor.texts("#answer")[0]
    assert second != first
    expected = {"＊費用", "＊人材"} ^ {"＊" + name for name in before}
    assert decided(settings) == {first: expected}
    visitor.press(Keys.ENTER)
    visitor.wait(f"{SAVED} && {STANDS} !== {second!r}")
    assert set(decided(settings)) == {first, second}
    visitor.press("z")
    visitor.wait(f"{SAVED} && {STANDS} === {second!r}")
    assert decided(settings) == {first: expected}
    assert "# 手で書いた設定" in settings.read_text("utf-8") and "# ここは残る" in settings.read_text("utf-8")


def test_a_note_is_kept(visitor: Visitor, desk: Running, settings: Path) -> None:
    """N goes to the field, Enter saves; number keys are letters there."""
    at_the_desk(visitor, desk)
    visitor.press("n", "要確認12", Keys.ENTER)
    visitor.wait(SAVED)
    table = read_review(settings.with_name("decisions.csv"))
    assert table["reason"].unique().tolist() == ["要確認12"]
    assert visitor.run("return document.getElementById('note').value") == ""


def test_the_numbers_are_those_of_the_study(visitor: Visitor, desk: Running, settings: Path) -> None:
    """Respondents of each code on the page are what `textmine codes` counts with the same folder."""
    at_the_desk(visitor, desk)
    visitor.press("1", Keys.ENTER, "2", Keys.ENTER, Keys.ENTER)
    visitor.wait(SAVED)
    visitor.wait("document.querySelector('.coding progress').value === 3")
    shown = dict(zip(visitor.texts(".shares th"), map(int, visitor.texts(".shares .people")), strict=True))
    intervals = visitor.texts(".shares .interval")
    counts = Study(read_settings(settings)).code_counts(QUESTION)
    counts = counts[counts["level"] == "code"]
    assert shown == {code[1:]: n for code, n in zip(counts["code"], counts["respondents"], strict=True)}
    pairs = zip(counts["low"], counts["high"], strict=True)
    assert intervals == [f"{low * 100:.1f}%–{high * 100:.1f}%" for low, high in pairs]


def test_reasons_are_marked(visitor: Visitor, desk: Running) -> None:
    """Also behind a letter that takes two units in a browser."""
    at_the_desk(visitor, desk)
    visitor.click("#undecided")
    for _ in ANSWERS:
        if "𠮷野" in visitor.texts("#answer")[0]:
            break
        visitor.press(Keys.ARROW_RIGHT)
    visitor.wait("document.querySelector('#answer mark')")
    assert visitor.texts("#answer mark") == ["担当者"]
    assert "担当者" in visitor.texts(".fired")


def test_hostile_answers_are_text(visitor: Visitor, desk: Running) -> None:
    at_the_desk(visitor, desk)
    visitor.click("[data-view=grid]")
    visitor.wait("document.querySelectorAll('.g-inner .g-row').length > 5")
    assert any("<b onclick=alert(1)>" in text for text in visitor.texts(".g-text"))
    assert visitor.run("return document.querySelectorAll('.g-text b').length") == 0


def test_many_at_once(visitor: Visitor, desk: Running, settings: Path) -> None:
    """Found, chosen, given a code, and taken back in one step."""
    at_the_desk(visitor, desk)
    visitor.click("[data-view=grid]")
    visitor.wait("document.getElementById('grid-search')")
    visitor.run(
        "const find = document.getElementById('grid-search'); find.value = '予算';"
        "find.dispatchEvent(new Event('input'))"
    )
    assert len(visitor.texts(".g-inner .g-row")) == 3
    visitor.click(".g-head input")
    visitor.run("document.getElementById('grid-target').value = '1'")
    visitor.click("#grid-give")
    visitor.wait(SAVED)
    found = decided(settings)
    assert len(found) == 3 and all(
        "予算" in text and codes == {"＊費用", "＊人材"} for text, codes in found.items()
    )
    visitor.click("#grid-undo")
    visitor.wait(SAVED)
    assert decided(settings) == {}


def test_two_tabs_see_each_other(visitor: Visitor, desk: Running, settings: Path) -> None:
    """What one decides stands in the other, too; of two decisions about one answer the later one holds."""
    at_the_desk(visitor, desk)
    here = visitor.browser.current_window_handle
    visitor.browser.switch_to.new_window("tab")
    visitor.browser.get(desk.base + "/#categories")
    visitor.wait(STANDS)
    first = visitor.texts("#answer")[0]
    visitor.press("1", Keys.ENTER)
    visitor.wait(SAVED)
    visitor.browser.close()
    visitor.browser.switch_to.window(here)
    visitor.wait("document.querySelector('.coding progress').value === 1")
    assert visitor.texts("#answer") == [first]
    was = decided(settings)[first]
    visitor.press("1", Keys.ENTER)
    visitor.wait(SAVED)
    assert decided(settings)[first] == was ^ {"＊費用"}


@pytest.mark.parametrize("named", [True, False])
def test_what_is_decided_while_the_program_is_gone_is_saved_when_it_is_back(
    visitor: Visitor, desk: Running, settings: Path, start_desk: Start, named: bool
) -> None:
    """Killed in the middle: the page goes on, warns who leaves it, and saves as soon as it can.

    Whoever starts the program again may name the survey or not.
    """
    at_the_desk(visitor, desk)
    visitor.press("1", Keys.ENTER)
    visitor.wait(SAVED)
    desk.end(signal.SIGKILL)
    before = decided(settings)
    assert len(before) == 1  # by the command line, too
    visitor.press(Keys.ENTER, Keys.ENTER)
    visitor.wait("document.getElementById('saved').dataset.left === '2'")
    stays = (
        "const event = new Event('beforeunload', { cancelable: true }); return !window.dispatchEvent(event)"
    )
    assert visitor.run(stays)
    visitor.wait("!document.getElementById('alert').hidden")
    again = start_desk(*([settings] if named else []), folder=settings.parent.parent)
    assert again.base == desk.base
    visitor.wait(SAVED)
    visitor.wait("document.getElementById('alert').textContent.includes('未保存だった 2 件を保存しました')")
    assert not visitor.run(stays)
    assert len(decided(settings)) == 3
    again.end()
    visitor.browser.get("about:blank")
    visitor.browser.get_log("browser")  # it said that the program was gone


def test_what_is_decided_goes_to_no_other_survey(
    visitor: Visitor, desk: Running, settings: Path, start_desk: Start
) -> None:
    """Started again with another one, the page says what waits, and saves it once its own is open again."""
    at_the_desk(visitor, desk)
    desk.end(signal.SIGKILL)
    visitor.press(Keys.ENTER)
    visitor.wait("document.getElementById('saved').dataset.left === '1'")
    other = make_project(settings.parent.parent / "別の調査")
    again = start_desk(other, folder=settings.parent.parent)
    visitor.wait("document.title.startsWith('別の調査')")
    visitor.wait("document.getElementById('alert').textContent.includes('「調査 票」')")
    assert visitor.run("return document.getElementById('saved').dataset.left") == "1"
    assert decided(settings) == decided(other) == {}
    with closing(again.client()) as client:
        change = {"folder": str(settings.parent), "changes": []}
        refused = client.post("/api/coding/decisions", json=change)
        assert refused.status_code == 422 and "「調査 票」が開かれていません" in refused.json()["error"]
        client.post("/api/open/recent", json={"folder": str(settings.parent)}).raise_for_status()
    visitor.wait(SAVED)
    assert len(decided(settings)) == 1 and decided(other) == {}
    again.end()
    visitor.browser.get("about:blank")
    visitor.browser.get_log("browser")


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a program is stopped with a signal")
def test_what_is_decided_while_the_program_sleeps_is_saved_when_it_wakes(
    visitor: Visitor, desk: Running, settings: Path
) -> None:
    """As when the lid is closed and opened again: nothing counts as saved in between."""
    at_the_desk(visitor, desk)
    first = visitor.texts("#answer")[0]
    desk.process.send_signal(signal.SIGSTOP)
    visitor.press("1", Keys.ENTER)
    visitor.wait(f"{STANDS} !== {first!r} && document.getElementById('saved').dataset.left === '1'")
    assert decided(settings) == {}
    desk.process.send_signal(signal.SIGCONT)
    visitor.wait(SAVED)
    assert set(decided(settings)) == {first}


def test_a_folder_that_can_not_be_written_loses_nothing(
    visitor: Visitor, desk: Running, settings: Path
) -> None:
    """The page says so, keeps what was decided, and saves when it can."""
    at_the_desk(visitor, desk)
    visitor.press("1", Keys.ENTER)
    visitor.wait(SAVED)
    current = journals(settings.with_name("decisions.csv"))[1]
    end_of_tidying(visitor, settings)
    current.mkdir()
    visitor.press(Keys.ENTER)
    visitor.wait("document.getElementById('alert').textContent.includes('保存できていません')")
    current.rmdir()
    visitor.wait(SAVED)
    assert len(decided(settings)) == 2
    visitor.browser.get_log("browser")


def test_the_file_may_be_edited_by_hand_meanwhile(visitor: Visitor, desk: Running, settings: Path) -> None:
    """A row that somebody takes out is out on the page, and what is decided then does not bring it back."""
    at_the_desk(visitor, desk)
    first = visitor.texts("#answer")[0]
    visitor.press("1", Keys.ENTER, Keys.ENTER)
    visitor.wait(SAVED)
    end_of_tidying(visitor, settings)
    path = settings.with_name("decisions.csv")
    table = read_review(path)
    path.write_bytes(tablefile(table[table["text"] != first]))
    visitor.run("document.dispatchEvent(new Event('visibilitychange'))")
    visitor.wait("document.querySelector('.coding progress').value === 1")
    visitor.press(Keys.ENTER)
    visitor.wait(SAVED)
    desk.end()
    assert first not in decided(settings) and len(decided(settings)) == 2
    assert not any(each.exists() for each in journals(path))


def end_of_tidying(visitor: Visitor, settings: Path) -> None:
    """Wait until the journal is in the file of decisions."""
    import time

    path = settings.with_name("decisions.csv")
    while any(each.exists() for each in journals(path)):
        time.sleep(0.05)
        assert visitor.run("return 1")


def test_a_decision_that_is_not_about_its_answer_is_refused(desk: Running, settings: Path) -> None:
    """The keys hold what a page sends to the answers of the survey."""
    client = desk.client()
    sheet = client.get("/api/coding/answers", params={"question": QUESTION}).json()
    change: dict[str, Any] = {
        name: sheet[name][0] for name in ("key", "answer", "respondent", "item", "text")
    }
    change |= {"question": QUESTION, "values": {"＊費用": [1, 0]}}
    wrong: list[dict[str, Any]] = [
        {"text": "別の文"},
        {"respondent": "z"},
        {"values": {"＊費用": [2, 0]}},
        {"values": {"費用": [1, 0]}},
        {"answer": "1"},
        {"key": "k0"},
        {"values": None},
    ]
    for each in wrong:
        answer = client.post("/api/coding/decisions", json={"changes": [change | each]})
        assert answer.status_code == 422, each
    assert decided(settings) == {}
    assert client.post("/api/coding/decisions", json={"changes": [change]}).json() == {"saved": 1}
    assert decided(settings) == {change["text"]: {"＊費用"}}


def test_the_study_with_the_desks_decisions_is_the_command_lines(desk: Running, settings: Path) -> None:
    """The table of codes of a study that is made by itself holds them."""
    client = desk.client()
    sheet = client.get("/api/coding/answers", params={"question": QUESTION}).json()
    place = sheet["text"].index("時間がない")
    change = {name: sheet[name][place] for name in ("key", "answer", "respondent", "item", "text")}
    values = {code["name"]: [1, 0] for code in sheet["codes"]}
    changes = [change | {"question": QUESTION, "values": values, "coder": "佐藤"}]
    client.post("/api/coding/decisions", json={"changes": changes}).raise_for_status()
    coded: pd.DataFrame = Study(read_settings(settings)).coded(QUESTION)
    row = coded[coded["text"] == "時間がない"].iloc[0]
    assert (row["＊費用"], row["＊人材"], row["reviewed"], row["coder"]) == (1, 1, 1, "佐藤")


def test_enter_does_what_one_has_tabbed_to(visitor: Visitor, desk: Running, settings: Path) -> None:
    """Elsewhere it saves: also where the last click of the mouse was."""
    at_the_desk(visitor, desk)
    visitor.browser.find_element("css selector", ".keys summary").click()
    visitor.press(Keys.ENTER)
    visitor.wait(SAVED)
    assert len(decided(settings)) == 1 and visitor.run("return document.querySelector('.keys').open")
    visitor.press(Keys.TAB)
    visitor.run("document.querySelector('.keys summary').focus()")
    visitor.press(Keys.ENTER)
    visitor.wait("!document.querySelector('.keys').open")
    assert len(decided(settings)) == 1
