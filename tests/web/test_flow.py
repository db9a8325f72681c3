"""The whole way in the browser, in both languages: from a file to every download, as commands write it."""

from __future__ import annotations

import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browsers import PATIENCE
from tests.conftest import Run
from tests.web.conftest import Running, Start, Visitor
from tests.web.test_coding import SAVED, STANDS, decided
from textmine.settingsfile import read_settings

QUESTION = "旅行で不便だったこと"
SAID = (
    "駐車場が少ない",
    "トイレが汚い",
    "バスの本数が少ない",
    "案内板がわかりにくい",
    "特になし",
    "駐車場が遠い",
)
ROWS = [f"{20 + 10 * (n % 4)}代,{('県内', '県外')[n % 2]},{SAID[n % 6]}。{n}回目でした" for n in range(24)]
SURVEY = "\r\n".join([f"年代,住まい,{QUESTION}", *ROWS, ""])
TEXTS = {"ja": ("名前に反して", "中止しました"), "en": ("is not a workbook", "Stopped")}


@pytest.fixture
def downloads(browser: Any, tmp_path: Path) -> Iterator[Path]:
    """The folder into which the browser puts what is downloaded."""
    folder = tmp_path / "downloads"
    order = {"behavior": "allow", "downloadPath": str(folder)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", order)
    yield folder
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "default"})


def choose(visitor: Visitor, path: Path) -> None:
    """Choose a file on the first page, as a person does."""
    visitor.wait("document.getElementById('chooser')")
    visitor.browser.find_element("id", "chooser").send_keys(str(path))


def downloaded(visitor: Visitor, folder: Path, selector: str) -> list[Path]:
    """Click every link that a selector finds, and return the files that have come."""
    before, end = set(folder.glob("*")), time.monotonic() + PATIENCE
    visitor.run("document.querySelectorAll('.making details').forEach((each) => { each.open = true; })")
    links = visitor.browser.find_elements("css selector", selector)
    for number, link in enumerate(links, start=1):
        visitor.run("arguments[0].scrollIntoView({ block: 'center' })", link)
        link.click()  # a script may have only a few files come by itself
        while len({*folder.glob("*")} - before - {*folder.glob("*.crdownload")}) < number:
            assert time.monotonic() < end, (selector, number)
            time.sleep(0.05)
    return sorted(set(folder.glob("*")) - before)


def stop_a_word(visitor: Visitor) -> str:
    """Stop the first word of the table, and return it."""
    visitor.go("words")
    visitor.click("#words .word")
    visitor.wait("document.querySelector('.behind .answer')")
    word = visitor.texts("#words tr.chosen .word")[0]
    visitor.click("[data-do=stop]")
    visitor.click("#apply")
    visitor.wait("document.getElementById('alert').classList.contains('good')")
    visitor.wait(f"![...document.querySelectorAll('#words .word')].some((e) => e.textContent === {word!r})")
    return word


def code_in_two_tabs(visitor: Visitor, desk: Running, start_again: Callable[[], Running]) -> Running:
    """Code three answers, the program being killed after the first; the other tab sees all three."""
    visitor.go("categories")
    visitor.wait(f"{STANDS} || document.getElementById('use-bundled')")
    if not visitor.run(f"return {STANDS}"):
        visitor.run("document.getElementById('bundled').value = 'inconveniences'")
        visitor.click("#use-bundled")
        visitor.click("[data-view=coding]")
        visitor.wait(STANDS)
    here = visitor.browser.current_window_handle
    visitor.browser.switch_to.new_window("tab")
    visitor.browser.get(desk.base + "/#categories")
    visitor.wait(STANDS)
    there = visitor.browser.current_window_handle
    visitor.browser.switch_to.window(here)
    visitor.press("1", Keys.ENTER)
    visitor.wait(SAVED)
    desk.end(signal.SIGKILL)
    visitor.press("2", Keys.ENTER, Keys.ENTER)
    visitor.wait("document.getElementById('saved').dataset.left === '2'")
    again = start_again()
    visitor.wait(SAVED)
    visitor.browser.switch_to.window(there)
    visitor.wait("document.querySelector('.beside progress').value === 3")
    visitor.browser.close()
    visitor.browser.switch_to.window(here)
    visitor.browser.get_log("browser")  # both said that the program was gone
    return again


def cancel_and_write(visitor: Visitor, said: str) -> None:
    """Begin a report, cancel it, and write it then."""
    visitor.go("report")
    visitor.click("#write")
    visitor.click(".making .job button")
    visitor.wait(f"document.getElementById('alert').textContent.includes({said!r})")
    visitor.wait("!document.getElementById('write').disabled")
    visitor.click("#write")
    visitor.wait("document.querySelector('#zip')")


def files_in(folder: Path) -> dict[str, bytes]:
    """What lies in a folder of results, by the path inside it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_a_file_to_every_download(
    visitor: Visitor, start_desk: Start, run: Run, downloads: Path, tmp_path: Path, lang: str
) -> None:
    """With a wrong file first, one in cp932, a restart in the middle and a run that is cancelled."""
    wrong, right = tmp_path / "写真.xlsx", tmp_path / "不便 調査.csv"
    wrong.write_bytes(b"this is no workbook" * 50)
    right.write_bytes(SURVEY.encode("cp932"))
    desk = start_desk(folder=tmp_path, lang=lang)
    visitor.visit(desk.address)
    choose(visitor, wrong)
    visitor.wait(f"document.getElementById('alert').textContent.includes({TEXTS[lang][0]!r})")
    choose(visitor, right)
    visitor.wait("document.querySelector('.columns-table')")
    assert "cp932" in visitor.texts(".sources")[0]
    settings = desk.projects / "不便 調査" / "textmine.toml"
    word = stop_a_word(visitor)
    desk = code_in_two_tabs(visitor, desk, lambda: start_desk(folder=tmp_path, lang=lang))
    assert len(decided(settings)) == 3
    visitor.go("compare")
    visitor.wait("document.querySelector('.by input')")
    cancel_and_write(visitor, TEXTS[lang][1])

    other = tmp_path / "again"
    assert run("run", str(settings), "--out", str(other)).returncode == 0
    again = files_in(other)
    assert files_in(Path(read_settings(settings).report.out)) == again
    (words,) = (content for name, content in again.items() if name.endswith("_keywords.csv"))
    assert word not in {line.split(",")[0] for line in words.decode("utf-8-sig").splitlines()}
    (zip_file,) = downloaded(visitor, downloads, "#zip")
    with zipfile.ZipFile(zip_file) as everything:
        assert {name: everything.read(name) for name in everything.namelist()} == again
        assert all(part.date_time[0] >= 2020 for part in everything.infolist())
    documents = downloaded(visitor, downloads, ".files a[data-file]")
    assert {path.suffix for path in documents} == {".docx", ".xlsx", ".pptx", ".html"}
    lists = downloaded(visitor, downloads, ".file-list a")
    assert len(lists) > 10 and {path.read_bytes() for path in documents + lists} <= set(again.values())
    visitor.browser.get("about:blank")
    desk.end()
