"""Every page of the desk passes axe-core's rules, on a wide screen and on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browsers import resize
from tests.web.conftest import Running, Start, Visitor
from tests.web.projects import make_project
from textmine.web.password import VARIABLE

LONG = "w" * 600  # a word that no line holds
PAGES = ("open", "check", "words", "categories", "compare", "report")
STANDS = {
    "open": "document.getElementById('choose')",
    "compare": "document.querySelector('button.rest')",
    "categories": "document.getElementById('answer')?.textContent",
}
VIEWS = {"grid": "document.querySelector('.g-inner .g-row')", "frame": "document.getElementById('hits')"}
STATES = {  # page -> what else it shows: (name, what is clicked, when it stands)
    "check": [
        ("list", "[data-kind=none]", "document.querySelector('.texts li')"),
        ("change", ".texts .tell", "document.getElementById('apply')"),
    ],
    "words": [
        ("answers", "#words .word", "document.querySelector('.behind .answer')"),
        ("merging", "[data-do=merge]", "document.getElementById('other')"),
        ("spellings", "[data-view=spellings]", "!document.querySelector('.sheet [role=status].none')"),
        ("lists", "[data-view=lists]", "document.querySelector('.own-lists > *')"),
    ],
    "categories": [("audit", "#audit-left button", "document.getElementById('order').value === 'audit'")],
    "compare": [("rest", "button.rest", "document.querySelector('.matrix')")],
    "report": [
        ("editing", ".sentences .tiny", "document.querySelector('.editing textarea')"),
        ("running", "#write", "document.querySelector('.making progress')"),
        ("made", ".making summary", "document.getElementById('zip')"),
        ("older", "#report-mask", "document.getElementById('older').hidden === false"),
    ],
}


@pytest.fixture(scope="module")
def desk(start_desk: Start, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    settings = make_project(tmp_path_factory.mktemp("access") / "調査")
    with (settings.parent / "survey.csv").open("a", encoding="utf-8") as file:
        file.write(f"j,{'とても長い業種の名前' * 20},予算{LONG}。{'人手がほしい。' * 300}\n")
    more = f'\n[audit]\nsize = 4\n[report]\ntitle = "{LONG}"\n'
    settings.write_text(settings.read_text("utf-8") + more, encoding="utf-8")
    yield start_desk(settings, folder=settings.parent.parent)
    browser.get("about:blank")


def faults(visitor: Visitor) -> list[str]:
    """What axe-core finds wrong on the page as it stands."""
    axe = pytest.importorskip("axe_core_python.selenium", reason="axe-core-python is not installed").Axe()
    found = axe.run(visitor.browser, None, {"resultTypes": ["violations"]})["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def fits(visitor: Visitor) -> bool:
    """Whether nothing is wider than the screen."""
    return bool(visitor.run("return document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize(
    ("lang", "width", "ruled"),
    [("ja", 1280, True), ("en", 390, True), ("ja", 390, False), ("en", 1280, False)],
)
def test_each_page_and_state_is_for_everybody(
    visitor: Visitor, desk: Running, lang: str, width: int, ruled: bool
) -> None:
    """Names for screen readers, contrast, roles; on a telephone nothing is wider than the screen.

    The rules look at names, which follow the language, and at places, which follow the width, not at both.
    """
    found: dict[str, list[str]] = {}
    visitor.visit(desk.address, width, 720)
    switch = "const other = document.querySelector('.corner button[lang]');"
    visitor.run(switch + "if (other.lang === arguments[0]) other.click()", lang)
    visitor.wait(f"document.documentElement.lang === '{lang}'")

    def look(name: str) -> None:
        found[name] = [] if fits(visitor) else ["wider than the screen"]
        found[name] += faults(visitor) if ruled else []

    for page in PAGES:
        visitor.go(page)
        visitor.wait(STANDS.get(page, "!document.querySelector('.sheet [role=status].none, .wait')"))
        look(page)
        for name, selector, stands in STATES.get(page, ()):
            visitor.click(selector)
            visitor.wait(stands)
            look(f"{page}: {name}")
    visitor.go("categories")
    for view, stands in VIEWS.items():
        visitor.click(f"[data-view={view}]")
        visitor.wait(stands)
        look(view)
    assert not {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize(("lang", "width"), [("ja", 390), ("en", 1280)])
def test_the_password_is_asked_of_everybody(
    visitor: Visitor, start_desk: Start, lang: str, width: int
) -> None:
    """The page that asks for it, what it says of a wrong one, and the desk behind it."""
    desk = start_desk(lang=lang, **{VARIABLE: "a long password"})
    assert "token" not in desk.address
    resize(visitor.browser, width, 720)
    for text, stands in (
        ("wrong", "document.querySelector('.wrong')?.textContent"),
        ("a long password", "document.getElementById('main')?.dataset.ready"),
    ):
        if text == "wrong":
            visitor.browser.get(desk.address)
        assert not faults(visitor) and fits(visitor)
        box = visitor.browser.find_element("id", "password")
        box.send_keys(text, Keys.ENTER)
        visitor.wait(stands)
    assert not faults(visitor)
    visitor.browser.get("about:blank")
    visitor.browser.get_log("browser")  # it tells of the refusal
    desk.end()
