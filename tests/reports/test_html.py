"""The page as a file: what is in it and what can't get into it."""

import json
import re
from base64 import b64encode
from hashlib import sha256

import pandas as pd
import pytest

from tests.reports.examples import HOSTILE, make_report
from textmine.reports.html import html
from textmine.reports.pictures import Picture
from textmine.reports.report import Report

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def data(page: bytes) -> dict:
    return json.loads(DATA.search(page.decode())[1])


@pytest.fixture(scope="module")
def page(report):
    return html(report)


def test_nothing_from_outside_and_nothing_else_runs(page):
    """The policy allows this script and this style by their hashes, pictures within the file, and no more."""
    text = page.decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)[1]
    assert policy.startswith("default-src 'none'; img-src data:;")
    for kind, opening in (("style", "<style>"), ("script", "<script>")):
        inline = re.findall(f"{opening}(.*?)</{kind}>", text, re.DOTALL)
        assert len(inline) == 1
        digest = b64encode(sha256(inline[0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r'(?:src|href)="(?!data:|#)', text)
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|innerHTML|eval\(", text)


def test_text_of_the_survey_is_never_markup(page):
    """No answer ends the data it stands in: there are as many elements as the page itself has."""
    text = page.decode()
    assert text.count("<script") == text.count("</script>") == 2
    assert "<img" not in text and "<script>alert" not in text
    stored = DATA.search(text)[1]
    assert not set(stored) & set("<>&\u2028\u2029")


def test_every_answer_is_in_it_once(page, report):
    """Texts come back as they were, but for control characters, which become spaces."""
    found = data(page)["answers"]
    answers = report.sections[-3].content
    assert len(found["text"]) == (answers["kind"] != "blank").sum()
    for text in HOSTILE:
        assert "".join(" " if ord(character) < 32 else character for character in text) in found["text"]


def test_hostile_names_are_text_too():
    """Titles, questions, words, attributes, values, notes: none of them becomes markup or data's end."""
    bad = '</script><script>alert(1)</script>"\u2028&amp;'
    answers = pd.DataFrame(
        {
            "answer": [0],
            "respondent": [bad],
            "question": [bad],
            "item": [""],
            "text": [bad],
            "kind": "substantive",
        }
    ).assign(**{bad: [bad]})
    words = pd.DataFrame({"word": [bad], "pos": [bad], "respondents": [1], "related": [bad], "base": [1]})
    columns = pd.DataFrame({"column": [bad], "why": [bad], bad: [bad]})
    report = Report(bad, settings={bad: bad}).add(words, name="keywords", question=bad, note=bad)
    report = report.add(Picture(svg=b"<svg/>", alt=bad), question=bad, name="wordcloud", note=bad)
    report = report.add(answers, name="answers").add(columns, name="columns", title=bad, note=bad)
    text = html(report.add(pd.DataFrame({bad: [bad]}), name=bad, question=bad)).decode()
    assert text.count("<script") == text.count("</script>") == 2
    assert data(text.encode())["groups"][0]["words"]["word"] == [bad]


def test_places_are_counted_as_browsers_count(report):
    """An occurrence after an emoji points at its word in UTF-16 units, and words find every occurrence."""
    found = data(html(report))
    for group, occurrences in zip(found["groups"], (report.sections[2], report.sections[7]), strict=True):
        assert sum(map(len, group["places"])) == 3 * len(occurrences.content)
        for word, flat in zip(group["words"]["word"], group["places"], strict=True):
            answer = group["from"]
            for step, start, length in zip(flat[::3], flat[1::3], flat[2::3], strict=True):
                answer += step
                units = found["answers"]["text"][answer].encode("utf-16-le")
                piece = units[start * 2 : (start + (length >> 1)) * 2].decode("utf-16-le")
                assert piece[0] == word[0]


def test_items_show_their_own_answers():
    """An item's group spans its answers, the question's group those of all items."""
    answers = pd.DataFrame(
        {
            "answer": range(4),
            "respondent": ["a", "a", "b", "b"],
            "question": "障害",
            "item": ["一", "二", "一", "二"],
            "text": ["費用", "人手", "費用", "時間"],
            "kind": "substantive",
        }
    )
    words = pd.DataFrame({"word": ["費用"], "respondents": [2], "base": [2]})
    report = Report("障害").add(answers, name="answers")
    for item in ("", "一", "二"):
        report = report.add(words, name="keywords", question="障害", item=item)
    found = data(html(report))
    spans = [
        (group["number"], found["answers"]["text"][group["from"] : group["to"]]) for group in found["groups"]
    ]
    assert spans == [
        ("1", ["費用", "費用", "人手", "時間"]),
        ("1.1", ["費用", "費用"]),
        ("1.2", ["人手", "時間"]),
    ]


def test_multiple_choice_is_filtered_by_choice():
    """A column of lists of choices is taken apart; a value with a comma in it is not."""
    choices = ["製造, 建設", "建設", "製造", "製造, 建設, 医療", "医療", "医療, 製造", "医療, 建設"]
    answers = pd.DataFrame(
        {
            "answer": range(7),
            "respondent": list("abcdefg"),
            "question": "q",
            "item": "",
            "text": "回答",
            "kind": "substantive",
            "複数": choices,
            "一つ": ["1,200万円以上 1,500万円未満", *"bcdefa"],
        }
    )
    found = data(html(Report("x").add(answers, name="answers")))["attributes"]
    assert [(one["name"], one["separator"]) for one in found] == [("複数", ", "), ("一つ", "")]
    assert sorted(found[0]["order"]) == ["医療", "建設", "製造"]


def test_multiple_choice_as_the_survey_was_read():
    """Where the reading said what stands between choices, that counts and nothing is guessed."""
    report = make_report(40)
    columns = pd.DataFrame({"column": ["地域"], "why": ["multiple_choice"], "detail": ["・"]})
    report = Report("x").add(report.sections[-3].content, name="answers").add(columns, name="columns")
    found = {one["name"]: one for one in data(html(report))["attributes"]}
    assert {"北海道", "東北", "関東"} <= set(found["地域"]["order"])
    assert found["業種"]["separator"] == ""


def test_values_are_in_natural_order():
    """6 before 21 before 101, and what is blank last."""
    found = data(html(make_report(200)))["attributes"]
    sizes = next(one for one in found if one["name"] == "従業員数")
    assert sizes["order"] == ["1〜5人", "6〜20人", "21〜50人", "51〜100人", "101人以上", ""]


def test_size_of_12_000_answers(large_report):
    """Twelve thousand answers with five hundred words and 63,000 occurrences stay under 4 MB."""
    assert len(html(large_report)) < 4_000_000


def test_the_same_bytes(report, page):
    """No date and no chance in the file, in either language."""
    assert html(report) == page
    assert b'<html lang="en">' in html(make_report(12, lang="en"))
