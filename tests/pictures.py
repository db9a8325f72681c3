"""Writes the pictures of README.md and README.ja.md anew, from the sample survey: ``make pictures``.

    python -m tests.pictures

``docs/pictures/cloud.png`` is the word cloud of its first question at half its size, ``page.png`` the page in
a browser after a click on a word. Needs Chromium and chromedriver.
"""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.by import By

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
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")


def save(png: bytes, name: str, *, smaller: int = 1) -> None:
    """Write a picture with as few bytes as show it."""
    image = Image.open(BytesIO(png)).convert("RGBA")
    image = image.resize((image.width // smaller, image.height // smaller), Image.Resampling.LANCZOS)
    shown = with_palette(image)
    if shown.mode != "P":
        shown = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    shown.save(FOLDER / name, optimize=True)


def screenshot(page: Path) -> bytes:
    """Return what a browser shows of the first question after a click on the word."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium") or shutil.which("google-chrome"))
    for flag in (*FLAGS, f"--window-size={SIZE[0]},{SIZE[1]}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        browser.get(page.as_uri())
        browser.find_element(By.CSS_SELECTOR, 'button.question[data-view="0"]').click()
        words = browser.find_elements(By.CSS_SELECTOR, "button.word")
        browser.execute_script("arguments[0].click()", next(each for each in words if each.text == WORD))
        browser.execute_script("window.scrollTo(0, 0)")
        return bytes(browser.get_screenshot_as_png())
    finally:
        browser.quit()


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


if __name__ == "__main__":
    main()
