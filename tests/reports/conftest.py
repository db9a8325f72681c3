"""Reports of fictional answers, made once, and a browser that opens their pages."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reports.examples import make_report, with_comparisons
from textmine.reports.html import html
from textmine.reports.report import Report


@pytest.fixture(scope="session")
def report() -> Report:
    """A report of 30 answers to each of two questions, ten of them hostile."""
    return make_report()


@pytest.fixture(scope="session")
def large_report() -> Report:
    """A report of 12,000 answers to one question with about 500 words."""
    return make_report(12_000, questions=("不便さの内容",), words=500)


@pytest.fixture
def retitled(report: Report) -> Callable[[str], Report]:
    """Return the report under another title, to see what changed between two writes."""
    return lambda title: replace(report, title=title)


@pytest.fixture(scope="session")
def compared() -> Report:
    """A report of 300 answers with codes, clusters, condensed lists and comparisons."""
    return with_comparisons(make_report(300))


@pytest.fixture(scope="module")
def page_of(tmp_path_factory):
    """Return the file of a report's page, which is made once; of a file itself."""
    pages = {}

    def file_of(report):
        if isinstance(report, Path):
            return report
        if id(report) not in pages:
            path = tmp_path_factory.mktemp("page") / "報告.html"
            path.write_bytes(html(report))
            pages[id(report)] = path, report  # the report is held, or another could get its id
        return pages[id(report)][0]

    return file_of


@pytest.fixture
def opened(browser, page_of):
    """Open a report's page; at the end, nothing may have gone wrong and nothing been asked for."""

    def open_page(report, size=None):
        path = page_of(report)
        if size:
            width, height = size
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 800}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(path.as_uri())
        browser.execute_script("window.found = []; window.alert = () => found.push('alert');")
        return browser

    browser.get_log("browser")
    browser.get_log("performance")
    yield open_page
    assert browser.execute_script("return window.found") == []
    assert browser.get_log("browser") == []
    asked = [
        message["params"]["request"]["url"]
        for message in (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
        if message["method"] == "Network.requestWillBeSent"
    ]
    assert asked and not [url for url in asked if not url.startswith(("file://", "data:"))]
    assert sum(url.startswith("file://") for url in asked) == 1
    loaded = browser.execute_script("return performance.getEntriesByType('resource').map((e) => e.name)")
    assert not [name for name in loaded if not name.startswith("data:")]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
