"""textmine.codes.draft: a drafted frame reads, and says what it is."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.draft import draft_codebook, no_code
from textmine.codes.lint import lint
from textmine.tables.drafted_codes import drafted_codes
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def row(**values: object) -> dict[str, object]:
    """A theme as the table has it, with what matters for the test."""
    plain: dict[str, object] = {
        "code": "バス",
        "upper": "交通",
        "words": "バス、路線バス",
        "rule": "バス or 路線バス",
        "phrases": "バスの本数",
        "examples": "バスの本数が少ない\n路線バスがない",
        "answers": 30,
        "share": 0.3,
        "nearest": "駅",
        "also": 12,
        "alone": 10,
        "stability": 0.7,
        "base": 100,
        "uncaught": 10,
        "rare": 4,
    }
    return plain | values


STATION = row(code="駅", words="駅", rule="駅", phrases="", nearest="バス", also=12, answers=60)


def test_a_code_says_what_it_includes_excludes_and_overlaps_with() -> None:
    """The comments are read as the fields of a code; the rule is the last line."""
    text = draft_codebook(pd.DataFrame([row(), STATION]))
    code = parse_codebook(text).code("交通/バス")
    assert code.definition == "バス、路線バスについて述べた回答"
    assert code.includes == "バスの本数"
    assert code.excludes == "駅だけを述べた回答（＊交通/駅）"
    assert code.examples == "バスの本数が少ない\n路線バスがない"
    assert code.text == "バス or 路線バス"
    assert "12 件（40%）に ＊交通/駅 も付く" in text  # of the 60 answers with 駅 it is too few to say so
    assert text.count("重なり") == 1


def test_two_levels_are_said_and_named() -> None:
    """The upper code has a definition and no rule of its own; on one level there is none."""
    frame = parse_codebook(draft_codebook(pd.DataFrame([row(), STATION])))
    assert frame.uppers == ("＊交通",)
    assert "バス、駅" in frame.code("交通").definition and frame.code("交通").text == ""
    flat = draft_codebook(pd.DataFrame([row(upper="", stability=float("nan"))]))
    assert parse_codebook(flat).uppers == () and "一段とした" in flat


@pytest.mark.parametrize(("uncaught", "reason"), [(20, False), (21, True)])
def test_many_answers_without_a_code_need_a_reason(uncaught: int, reason: bool) -> None:
    """Above a fifth it is said how many have no shared word at all, and how many words of no theme."""
    table = pd.DataFrame([row(uncaught=uncaught, rare=15)])
    said = no_code(table, "ja")
    assert f"{uncaught} 件（{uncaught}.0%）" in said
    assert ("語句が 15 件にはなく" in said and "残る 6 件の語句" in said) == reason
    assert "# " + said in draft_codebook(table)


def test_a_draft_of_real_sentences_codes_them_and_has_no_fault(small: Corpus) -> None:
    """The file reads, lint finds no fault in it, and its numbers are those of reading it."""
    table = drafted_codes(small)
    text = draft_codebook(table, lang="en")
    frame = parse_codebook(text)
    assert not set(lint(frame, small)["severity"]) & {"error", "warning"}
    coded = code_answers(small, frame)
    for each in table.to_dict("records"):
        name = "＊" + (f"{each['upper']}/" if each["upper"] else "") + each["code"]
        assert coded[name].sum() == each["answers"]
        assert f"Found in {each['answers']} answer" in text


@examples(12)
@given(st.lists(st.text("予算人手'-＊#/& |()100😀Wi-Fi\n", min_size=1, max_size=12), max_size=12))
def test_whatever_is_read_drafts_a_frame_that_reads(corpus_of: Make, texts: list[str]) -> None:
    """Signs that mean something in a rule file do not break it."""
    table = drafted_codes(corpus_of([each for text in texts for each in (text, text + "。", text + "！")]))
    text = draft_codebook(table)
    assert bool(text) == (len(table) > 0)
    if text:
        frame = parse_codebook(text)
        lower = [code for code in frame.codes if code.name not in frame.uppers]
        assert not frame.errors and len(lower) == len(table)
