"""textmine.web.auditing: the audit sample is coded blind at the desk, and its numbers are the study's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.web.conftest import Running, Visitor
from tests.web.projects import QUESTION, make_project
from textmine.inputs.decisions import UNSEEN, read_review
from textmine.inputs.journal import fingerprint
from textmine.settingsfile import read_settings
from textmine.study.study import Study
from textmine.web import auditing, coding
from textmine.web.holder import Held
from textmine.web.journal import Journal

DRAWN = 4  # respondents
STANDS = "document.getElementById('answer')?.textContent"
SAVED = "document.getElementById('saved')?.dataset.left === '0'"
CHOOSE = (
    "const box = document.getElementById(arguments[0]); box.value = arguments[1]; "
    "box.dispatchEvent(new Event('change'))"
)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = make_project(tmp_path / "調査")
    path.write_text(f"{path.read_text('utf-8')}\n[audit]\nsize = {DRAWN}\n", encoding="utf-8")
    return path


def held_of(settings: Path) -> Held:
    return Held(settings.parent, lambda stage, done, total: None)


def code_all(visitor: Visitor, answers: int) -> None:
    """Give each answer of the sample the second category, and see that nothing was given before."""
    for number in range(answers):
        visitor.wait(f"document.querySelector('.coding progress').value === {number}")
        assert visitor.texts(".code[aria-pressed=true]") == [], "the machine's categories are not shown"
        assert visitor.texts("#answer mark") == visitor.texts(".fired:not(:empty)") == []
        visitor.press("2", Keys.ENTER)
    visitor.wait(SAVED)


def test_the_sample_is_coded_blind_by_each_coder(visitor: Visitor, desk: Running, settings: Path) -> None:
    """In the order of the draw; shares and agreement on the page are those of `textmine shares`."""
    sample = Study(read_settings(settings)).audit_sample(QUESTION)
    visitor.visit(desk.address)
    visitor.go("categories")
    visitor.wait(STANDS)
    assert visitor.texts("#answer")[0] not in set(sample["text"])
    visitor.run(CHOOSE, "coder", "佐藤")
    visitor.run(CHOOSE, "order", "audit")
    visitor.wait(f"{STANDS} === {sample['text'].iloc[0]!r}")
    code_all(visitor, len(sample))
    visitor.wait(f"document.querySelector('#audit-shares').parentElement.dataset.respondents === '{DRAWN}'")
    study = Study(read_settings(settings))
    table = study.code_shares(QUESTION)
    assert visitor.texts("#audit-shares .share") == [f"{share * 100:.1f}%" for share in table["share"]]
    ends = zip(table["low"], table["high"], strict=True)
    expected = [f"{low * 100:.1f}%–{high * 100:.1f}%" for low, high in ends]
    assert visitor.texts("#audit-shares .interval") == expected
    agreed = study.audit_agreement(QUESTION)["agreement"].tolist()
    assert [text.split()[-1] for text in visitor.texts("#audit-shares .agreed")] == [
        f"{each:.2f}" for each in agreed
    ]
    made = read_review(settings.with_name("decisions.csv"))
    assert set(zip(made["sample"], made["rule"], made["coder"], strict=True)) == {("audit", UNSEEN, "佐藤")}

    visitor.run(CHOOSE, "coder", "鈴木")
    visitor.wait(f"{STANDS} === {sample['text'].iloc[0]!r}")
    code_all(visitor, len(sample))
    visitor.press("z")
    visitor.wait(f"{SAVED} && document.querySelector('.coding progress').value === {len(sample) - 1}")
    visitor.browser.get("about:blank")
    desk.end()
    made = read_review(settings.with_name("decisions.csv"))
    judged = made.drop_duplicates(["key", "coder"])["coder"].value_counts().to_dict()
    assert judged == {"佐藤": len(sample), "鈴木": len(sample) - 1}, "each coder's judgements stay"
    between = set(Study(read_settings(settings)).audit_agreement(QUESTION)["between"])
    assert between == {"machine", "coders"}


def test_nothing_else_shows_or_changes_the_sample(visitor: Visitor, desk: Running, settings: Path) -> None:
    """The grid says nothing of it before it is judged, and many at once are never the sample's."""
    sample = set(Study(read_settings(settings)).audit_sample(QUESTION)["text"])
    visitor.visit(desk.address)
    visitor.go("categories")
    visitor.wait(STANDS)
    visitor.click("[data-view=grid]")
    visitor.wait("document.querySelectorAll('.g-inner .g-row').length > 5")
    for text, codes in zip(
        visitor.texts(".g-inner .g-text"), visitor.texts(".g-inner .g-codes"), strict=True
    ):
        assert (codes == "監査標本（未判定）") == (text in sample), text
    visitor.click(".g-head input")
    visitor.click("#grid-confirm")
    visitor.wait(SAVED)
    visitor.browser.get("about:blank")
    desk.end()
    made = read_review(settings.with_name("decisions.csv"))
    assert len(set(made["text"])) == 9 - len(sample) and not set(made["text"]) & sample


def test_what_is_beyond_the_page_is_counted_and_said(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With fewer answers on the page than there are: nothing is refused, and the numbers are of all."""
    held = held_of(settings)
    whole = coding.sheet(held, QUESTION)
    assert whole["beyond"]["answers"] == 0
    monkeypatch.setattr(coding, "MOST", 2)
    sheet = coding.sheet(held, QUESTION)
    left = sheet["beyond"]
    assert len(sheet["key"]) + left["answers"] == len(whole["key"]) == 9
    assert len(set(sheet["respondent"])) + left["respondents"] == 9
    assert {sheet["text"][row] for row in sheet["audit"]} == {whole["text"][row] for row in whole["audit"]}
    shown = [
        len({sheet["respondent"][row] for row, codes in enumerate(sheet["machine"]) if code in codes})
        for code in range(2)
    ]
    counts = held.study.code_counts(QUESTION)
    expected = counts.loc[counts["level"] == "code", "respondents"].tolist()
    assert [one + other for one, other in zip(shown, left["codes"], strict=True)] == expected


def test_an_audit_teaches_nothing_and_nothing_is_learnt_anew(settings: Path) -> None:
    """What the machine says stays the very table while the audit goes on; other decisions make it anew."""
    path = settings.with_name("decisions.csv")
    held = held_of(settings)
    coding.begin_decisions(held)
    before = held.study.coded_by_machine(QUESTION)
    assert auditing.audited_shares(held, QUESTION, "en")["respondents"] == 0
    journal = Journal(path)
    sheet = coding.sheet(held, QUESTION)

    def decide(row: int, **more: Any) -> None:
        about = {name: sheet[name][row] for name in ("key", "answer", "respondent", "item", "text")}
        about |= {"question": QUESTION, "sha": fingerprint(sheet["text"][row])}
        values = {code["name"]: [1, UNSEEN if more else 0] for code in sheet["codes"]}
        journal.append([{**about, "coder": "鈴木", "values": values, **more}])

    for row in sheet["audit"]:
        decide(row, sample="audit", coder="佐藤")
    told = auditing.audited_shares(held, QUESTION, "en")
    assert told["respondents"] == DRAWN
    assert held.study.coded_by_machine(QUESTION) is before
    assert [row["share"] for row in told["shares"]] == held.study.code_shares(QUESTION)["share"].tolist()
    decide(sheet["order"][0])
    assert held.study.coded_by_machine(QUESTION) is not before
