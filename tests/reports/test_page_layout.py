"""The page in a real browser: how it looks on a laptop, a telephone and paper, and to who can't see it."""

import base64
from itertools import pairwise

import pytest

from tests.reports.browsing import question, run, texts

LAPTOP, TELEPHONE = (1280, 720), (390, 844)
CONTRAST = """
const linear = (v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
const light = (c) => { const [r, g, b] = c.map(linear);
  return .2126 * r + .7152 * g + .0722 * b; };
const parts = (text) => text.match(/[\\d.]+/g).map(Number);
const ground = (e) => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
const bad = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !e.checkVisibility() || e.tagName === "SCRIPT") continue;
  const ink = parts(getComputedStyle(e).color).slice(0, 3);
  const [one, other] = [light(ink), light(ground(e))].sort((a, b) => b - a);
  if ((one + .05) / (other + .05) < 4.5) bad.push(e.className + " " + walker.currentNode.data.slice(0, 20));
}
return bad;
"""


def test_a_question_takes_a_few_screens(opened, compared):
    """At 1280 x 720 notes are the widest column, there are twelve words, and what nothing marks is folded."""
    browser = opened(compared, LAPTOP)
    question(browser)
    widths = run(
        browser,
        "return [...document.querySelectorAll('.words-table th')].map((e) => e.offsetWidth)",
    )
    assert widths.index(max(widths)) == len(widths) - 1 and max(widths) > sum(widths) / 2
    assert len(texts(browser, "button.word[data-word]")) >= 12
    unmarked = run(
        browser,
        "return [...document.querySelectorAll('.matrix')].map((e) =>"
        " [e.querySelectorAll('.over, .under').length, !!e.closest('details')])",
    )
    assert unmarked and all(folded == (marks == 0) for marks, folded in unmarked)


@pytest.mark.parametrize("place", [None, 0])
def test_on_a_telephone_nothing_is_cut_and_fingers_find_buttons(opened, compared, place):
    """At 390 pixels only boxes of their own scroll sideways, and each button is 44 pixels high and wide."""
    browser = opened(compared, TELEPHONE)
    if place is not None:
        question(browser, place)
    run(browser, "document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert run(browser, "return document.documentElement.scrollWidth") == 390
    wide = run(
        browser,
        "return [...document.querySelectorAll('main *')].filter((e) => e.checkVisibility()"
        " && e.getBoundingClientRect().right > 391 && !e.closest('.wide, .contents'))"
        ".map((e) => e.className)",
    )
    assert wide == []
    small = run(
        browser,
        "return [...document.querySelectorAll('button, select, input, summary')].filter((e) =>"
        " e.checkVisibility() && !e.matches('.area') && Math.min(e.getBoundingClientRect().width,"
        " e.getBoundingClientRect().height) < 43.5).map((e) => e.outerHTML.slice(0, 80))",
    )
    assert small == []


def test_text_stands_out_from_its_ground(opened, compared):
    """Every text has a contrast of at least 4.5 (WCAG AA), folded or not."""
    browser = opened(compared, LAPTOP)
    for place in (None, 0):
        if place is not None:
            question(browser, place)
        run(browser, "document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert run(browser, CONTRAST) == []


def test_who_opens_with_a_key_goes_on_in_the_answers(opened, compared):
    """Enter leads to the title of the answers, the tabulator through them, Escape back to the number."""
    keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
    browser = opened(compared, LAPTOP)
    question(browser)
    for selector in (".link.people", ".opens", ".cell", ".link.base"):
        run(browser, "document.querySelector('#view ' + arguments[0]).focus()", selector)
        browser.switch_to.active_element.send_keys(keys.ENTER)
        assert run(browser, "return document.activeElement.id") == "panel-title", selector
        browser.switch_to.active_element.send_keys(keys.TAB)
        assert run(browser, "return document.getElementById('panel').contains(document.activeElement)")
        browser.switch_to.active_element.send_keys(keys.ESCAPE)
        same = "return document.activeElement === document.querySelector('#view ' + arguments[0])"
        assert run(browser, same, selector), selector


def test_everything_has_a_name_and_no_id_stands_twice(opened, compared):
    """Buttons, fields, pictures, regions and tables have a name; headings go down by one step."""
    browser = opened(compared, LAPTOP)
    question(browser)
    nameless = run(
        browser,
        "return [...document.querySelectorAll('button, select, input, img, nav, aside, table, .wide')]"
        ".filter((e) => !(e.ariaLabel || e.getAttribute('aria-labelledby') || e.alt || e.textContent.trim()"
        " || e.closest('label'))).map((e) => e.outerHTML.slice(0, 80))",
    )
    ids = run(browser, "return [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert nameless == [] and len(ids) == len(set(ids))
    levels = run(
        browser,
        "return [...document.querySelectorAll('h1, h2, h3, h4')].filter((e) => e.checkVisibility())"
        ".map((e) => Number(e.tagName[1]))",
    )
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))


def test_paper_keeps_the_names_of_columns_and_opens_the_statements(opened, compared):
    """Printed, a cross table has its values in the head that each sheet repeats, and statements are open."""
    browser = opened(compared, LAPTOP)
    question(browser)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    run(browser, "window.dispatchEvent(new Event('beforeprint'))")
    heads = run(
        browser,
        "return [...document.querySelectorAll('.matrix thead th:not(:first-child, .sentence)')]"
        ".filter((e) => e.checkVisibility()).map((e) => e.innerText.trim())",
    )
    assert heads and all("n=" in text for text in heads)
    assert run(browser, "return [...document.querySelectorAll('.condensed > details')].every((e) => e.open)")
    assert not run(browser, "return document.getElementById('filters').checkVisibility()")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    run(browser, "window.dispatchEvent(new Event('afterprint'))")
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    assert base64.b64decode(printed).startswith(b"%PDF")
