"""The page in a real browser: every number of respondents opens as many answers as it says."""

import pytest

from tests.conftest import blank_figure
from tests.reports.browsing import SET, question, run, texts
from textmine import resources
from textmine.reports.html import html
from textmine.settingsfile import read_settings
from textmine.study.outline import report as report_of
from textmine.study.study import Study

# every count of respondents on the page, by where it stands; intervals, p values and the like count nobody
COUNTS = {
    "findings": ".found [data-terms]",
    "overview": "#overview td.number, #overview td.words > *",
    "keywords": "#words .people",
    "denied": "#words td.c-negated > :not(.nobody)",
    "chips": ".chips .chip .count, .kinds .count",
    "notes": ".notes .opens",
    "codes": ".counts .people",
    "statements": ".statements .count",
    "cells": ".matrix td.number .people",
    "bases": ".matrix thead .base",
    "tables": "table.list:not(.counts, .matrix) td.number button",
}
NOBODY_WROTE = ("無記入", "非回答")  # the answers of who left a question blank can't be shown
OPEN = """
// of a string in quotation marks the digits are no number of respondents: 「2段階認証の設定」
const digits = (text) => text.split(/[」”]/).at(-1).match(/[\\d,]*\\d/g) ?? ["0"];
const last = (text) => Number(digits(text).at(-1).replaceAll(",", ""));
const root = document.getElementById(arguments[1] ? "view" : "overview"), found = [];
root.querySelectorAll("details").forEach((each) => { each.open = true; });
for (let more; (more = root.querySelectorAll(".more button")).length;) more.forEach((each) => each.click());
for (const place of root.querySelectorAll(arguments[0])) {
  if (!last(place.textContent) || place.closest("#overview details")) continue;
  const button = place.closest("button, [role=button]") ?? place.querySelector("[role=button]");
  button?.click();
  const shown = button && last(document.querySelector("#count b").textContent);
  found.push([(place.closest("tr, .chip, li") ?? place).textContent, last(place.textContent), shown]);
}
return found;
"""


@pytest.fixture(scope="module")
def sample(made_once):
    """The file of the page of the bundled sample survey, its figures blank sheets."""

    def fill(folder):
        study = Study(read_settings(resources.sample("textmine.toml")))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Study, "figure", blank_figure)
            (folder / "report.html").write_bytes(html(report_of(study)))

    return made_once("sample_page", fill) / "report.html"


def test_every_number_in_a_count_column_opens(opened, sample):
    """In findings, notes, chips, tables and cells each number shows as many respondents as it says."""
    browser = opened(sample)
    found = {where: [] for where in COUNTS if where != "overview"}
    for place in range(len(texts(browser, ".question")) - 1):
        question(browser, place)
        # a folded table is drawn when it has been opened, which the browser says a moment later
        run(browser, "document.querySelectorAll('#view details').forEach((each) => { each.open = true; })")
        for where, rows in found.items():
            rows += run(browser, OPEN, COUNTS[where], True)
    wrong = [
        (where, row, number, shown)
        for where, rows in found.items()
        for row, number, shown in rows
        if number != shown and not any(kind in row for kind in NOBODY_WROTE)
    ]
    assert all(found.values()) and not wrong


def test_overview_opens_in_place(opened, sample):
    """The numbers of the first screen show their answers beside it, whatever question they are of."""
    browser = opened(sample)
    found = run(browser, OPEN, COUNTS["findings"], False)
    assert len(found) > 20 and all(shown is not None for *_, shown in found)
    assert [number for _, number, _ in found] == [shown for *_, shown in found]
    assert not run(browser, "return document.getElementById('overview').hidden")
    plain = [number for _, number, shown in run(browser, OPEN, COUNTS["overview"], False) if number != shown]
    blank = texts(browser, "#overview td.number.kind:nth-last-child(2)")
    assert sorted(map(str, plain)) == sorted(count for count in blank if count != "0")


def test_a_share_opens_what_its_number_opens(opened, sample):
    """A share of words, codes or cells shows the answers of the count beside it."""
    browser = opened(sample)
    question(browser)
    shown = run(
        browser,
        "return [...document.querySelectorAll('#words .share, .counts .share')].map((share) => {"
        "  share.click(); const by_share = document.querySelector('#count').textContent;"
        "  share.parentElement.querySelector('.people').click();"
        "  return [by_share, document.querySelector('#count').textContent]; })",
    )
    assert len(shown) > 20 and all(one == other for one, other in shown)


def test_a_denied_word_has_one_number(opened, sample):
    """The column, the chip, the sentence, the choice in the panel and the marks tell of the same answers."""
    browser = opened(sample)
    question(browser)
    row = "document.querySelector('tr [data-word=効果]').closest('tr')"
    people = run(browser, f"return {row}.querySelector('.no').textContent")
    run(browser, f"{row}.querySelector('.no').click()")
    assert texts(browser, "#count b") == [people]
    assert len(texts(browser, "li.answer")) == len(texts(browser, "li.answer:has(mark.negated)"))
    count = people.split()[0]
    assert f"など {count}社" in run(browser, f"return {row}.querySelector('.notes').textContent")
    assert run(browser, f"return [...{row}.querySelectorAll('.chip .count')].at(-1).textContent") == count


def test_numbers_are_recounted_and_open_under_a_filter(opened, sample):
    """Under a filter the denied respondents are counted anew, and a click shows as many."""
    browser = opened(sample)
    question(browser)
    run(browser, SET + "set('attribute', document.getElementById('attribute').options[1].value)")
    run(browser, SET + "set('value', document.getElementById('value').options[1].value)")
    for where in ("keywords", "denied", "codes"):
        found = [each for each in run(browser, OPEN, COUNTS[where], True) if "非回答" not in each[0]]
        assert found and all(number == shown for _, number, shown in found), where
