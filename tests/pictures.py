"""Writes the pictures of README.md and README.ja.md anew, from the sample survey: ``make pictures``.

    python -m tests.pictures

``docs/pictures/cloud.png`` is the word cloud of its first question at half its size, ``page.png`` the page in
a browser after a click on a word, ``desk_PAGE.png`` pages of the desk: the words after a click on one,
answers that are coded, and the report. Needs Chromium and chromedriver.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.web.conftest import Visitor
from textmine import resources
from textmine.figures.saving import with_palette
from textmine.reports.html import html
from textmine.reports.pictures import Picture
from textmine.settingsfile import read_settings
from textmine.study.outline import report
from textmine.study.study import Study

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
WORD = "効果"
SIZE = (1400, 900)
DESK_SIZE = (1280, 720)
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")


def save(png: bytes, name: str, *, smaller: int = 1) -> None:
    """Write a picture with as few bytes as show it."""
    image = Image.open(BytesIO(png)).convert("RGBA")
    image = image.resize((image.width // smaller, image.height // smaller), Image.Resampling.LANCZOS)
    shown = with_palette(image)
    if shown.mode != "P":
        shown = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    shown.save(FOLDER / name, optimize=True)


@contextmanager
def started(width: int, height: int) -> Iterator[webdriver.Chrome]:
    """Give a headless browser of this size."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium") or shutil.which("google-chrome"))
    for flag in (*FLAGS, f"--window-size={width},{height}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        yield browser
    finally:
        browser.quit()


def screenshot(page: Path) -> bytes:
    """Return what a browser shows of the first question after a click on the word."""
    with started(*SIZE) as browser:
        browser.get(page.as_uri())
        browser.find_element(By.CSS_SELECTOR, 'button.question[data-view="0"]').click()
        words = browser.find_elements(By.CSS_SELECTOR, "button.word")
        browser.execute_script("arguments[0].click()", next(each for each in words if each.text == WORD))
        browser.execute_script("window.scrollTo(0, 0)")
        return bytes(browser.get_screenshot_as_png())


def desk(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give pages of the desk with the sample, by name, as somebody sees them who works on them."""
    places = {"TEXTMINE_STATE": str(folder / "state"), "TEXTMINE_PROJECTS": str(folder / "調査")}
    command = [sys.executable, "-m", "textmine", "open", "--no-browser", "--lang", "ja"]
    environment = os.environ | places | {"PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment)
    assert process.stdout is not None
    address = process.stdout.readline().partition("http")[2].split()[0]
    try:
        with started(*DESK_SIZE) as browser:
            visitor = Visitor(browser)
            visitor.visit("http" + address, *DESK_SIZE)
            visitor.click("#sample")
            visitor.wait("document.querySelector('.columns-table')")
            visitor.run("document.querySelector('.facts').hidden = true")  # a path, another each time
            visitor.go("words")
            visitor.wait("document.querySelector('#words .w-notes p')")
            visitor.click(f"[data-word={WORD}]")
            visitor.wait("document.querySelector('.behind .answer')")
            yield "words", bytes(browser.get_screenshot_as_png())
            visitor.go("categories")
            visitor.wait("document.getElementById('answer')?.textContent")
            visitor.wait("document.querySelector('#answer mark')")
            yield "categories", bytes(browser.get_screenshot_as_png())
            visitor.go("report")
            visitor.wait(
                "document.querySelector('.sentences .tiny') && document.querySelector('.paper-words')"
            )
            yield "report", bytes(browser.get_screenshot_as_png())
            browser.get("about:blank")
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Write the pictures."""
    made = report(Study(read_settings(resources.sample("textmine.toml"))))
    cloud = next(section.content for section in made.sections if section.name == "wordcloud")
    assert isinstance(cloud, Picture)
    save(cloud.png, "cloud.png", smaller=2)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_bytes(html(made))
        save(screenshot(page), "page.png")
        for name, png in desk(Path(folder)):
            save(png, f"desk_{name}.png")


if __name__ == "__main__":
    main()
