"""The page of a report in a headless browser: its size, its requests, how soon a click shows answers.

    python -m benchmarks.page [SURVEY.csv] [--respondent NAME] [--question NAME] [--by NAME]... [--small]

Without a file a made-up survey of 11,000 comments is read. Each of the most frequent words is clicked once;
measured is the time from the click until its answers stand on the screen (two frames later). Printed are the
median and the slowest, as parts of the 200 ms within which a reader takes an answer for immediate, and of the
time in which the same browser shows the page at all. Needs Chromium and chromedriver.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from pathlib import Path

from selenium import webdriver

from benchmarks.comments import QUESTION, survey
from textmine.reports.html import html
from textmine.settings import DEFAULTS, change
from textmine.study.outline import report as report_of
from textmine.study.study import Study

IMMEDIATE = 200.0  # milliseconds
CLICKS = 30
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    "--window-size=1400,1000",
)
CLICK = """
const [number, done] = arguments;
const button = document.querySelectorAll("button.word")[number];
const start = performance.now();
button.click();
requestAnimationFrame(() => requestAnimationFrame(() => done([
  performance.now() - start, document.querySelectorAll("li.answer").length])));
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--respondent")
    parser.add_argument("--question")
    parser.add_argument("--by", action="append", default=[])
    parser.add_argument("--small", action="store_true")
    given = parser.parse_args()
    programs = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not all(programs):
        print("no Chromium and chromedriver on this machine: nothing measured")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = given.file or survey(folder, 300 if given.small else 11_000)
        asked = {
            "survey.files": (str(path),),
            "survey.respondent": given.respondent or (None if given.file else "番号"),
            "survey.questions": (given.question,) if given.question else (() if given.file else (QUESTION,)),
            "compare.by": tuple(given.by) or (() if given.file else ("年代",)),
            "words.cache": 0,
        }
        report = report_of(Study(change(DEFAULTS, asked)))
        page = folder / "report.html"
        content = html(report)
        size = len(content) / 1e6
        page.write_bytes(content)
        options = webdriver.ChromeOptions()
        options.binary_location = str(programs[0])
        for flag in FLAGS:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(programs[1])))
        try:
            browser.get(page.as_uri())
            shown = float(
                browser.execute_script("return performance.getEntriesByType('navigation')[0].loadEventEnd")
            )
            browser.execute_script("document.querySelector('button.question[data-view=\"0\"]').click()")
            rows = int(browser.execute_script("return document.querySelectorAll('button.word').length"))
            times, answers = [], []
            for number in range(min(rows, 3 if given.small else CLICKS)):
                took, listed = browser.execute_async_script(CLICK, number)
                times.append(float(took))
                answers.append(int(listed))
            messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
            urls = [
                message["params"]["request"]["url"]
                for message in messages
                if message["method"] == "Network.requestWillBeSent"
            ]
            outside = [url for url in urls if not url.startswith(("file://", "data:"))]
        finally:
            browser.quit()
    table = next(section.content for section in report.sections if section.name == "answers")
    middle, slowest = statistics.median(times), max(times)
    print(f"answers                         {len(table):>10,}")
    print(f"size of the page, MB            {size:>10.1f}")
    print(f"requests to anywhere            {len(outside):>10}")
    print(f"words clicked, answers shown    {len(times):>5} {min(answers):>4}–{max(answers)}")
    print(f"median click / {IMMEDIATE:.0f} ms           {middle / IMMEDIATE:>10.2f}")
    print(f"slowest click / {IMMEDIATE:.0f} ms          {slowest / IMMEDIATE:>10.2f}")
    print(f"median click / loading the page {middle / shown:>10.2f}")


if __name__ == "__main__":
    main()
