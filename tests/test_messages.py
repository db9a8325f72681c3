"""textmine.messages: every sentence has its Japanese."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import textmine.errors
from textmine.errors import SurveyError, TextmineError
from textmine.messages import CLICK, JAPANESE, message, translate

PACKAGE = Path(textmine.__file__).parent
ERRORS = {name for name, thing in vars(textmine.errors).items() if isinstance(thing, type)}
SAYERS = {"_say", "translate"}


def calls(path: Path, names: set[str]) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = (
                called.id
                if isinstance(called, ast.Name)
                else called.attr
                if isinstance(called, ast.Attribute)
                else ""
            )
            if name in names:
                found.append(node)
    return found


def templates(names: set[str]) -> list[tuple[str, str]]:
    """(where, template) of every literal first argument of the functions or classes called."""
    return [
        (f"{path.relative_to(PACKAGE)}:{call.lineno}", call.args[0].value)
        for path in sorted(PACKAGE.rglob("*.py"))
        for call in calls(path, names)
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]


def fields(template: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_error_is_raised_with_a_literal_template() -> None:
    """A template put together at run time could not be looked up."""
    built = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "errors.py"
        for call in calls(path, ERRORS)
        if not (call.args and isinstance(call.args[0], ast.Constant))
    ]
    assert not built


def test_every_sentence_has_its_japanese() -> None:
    missing = [place for place in templates(ERRORS | SAYERS) if place[1] not in JAPANESE]
    assert not missing


def test_every_japanese_sentence_has_the_same_placeholders() -> None:
    """Or filling it in would fail just when something has gone wrong already."""
    for english, japanese in (JAPANESE | CLICK).items():
        assert fields(japanese) <= fields(english), english
    raised = {template for _, template in templates(ERRORS)}
    different = [
        english for english in raised & JAPANESE.keys() if fields(JAPANESE[english]) != fields(english)
    ]
    assert not different


def test_every_placeholder_is_given_a_value() -> None:
    """The keywords of the call are those of the template."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in calls(path, ERRORS):
            if not (call.args and isinstance(call.args[0], ast.Constant)):
                continue
            if any(keyword.arg is None for keyword in call.keywords):  # **values
                continue
            given = {keyword.arg for keyword in call.keywords}
            if given != fields(str(call.args[0].value)):
                wrong.append(f"{path.relative_to(PACKAGE)}:{call.lineno}")
    assert not wrong


def test_no_sentence_of_an_error_is_left_over() -> None:
    """A template that was reworded in the code leaves no orphan here."""
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "messages.py"
    )
    strings = {
        node.value
        for path in PACKAGE.rglob("*.py")
        if path.name != "messages.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    paragraphs = {" ".join(part.split()) for text in strings for part in text.split("\n\n")}
    orphans = [key for key in JAPANESE if key not in strings and key not in paragraphs and key not in code]
    assert not orphans


def test_a_message_is_in_the_language_asked_for() -> None:
    error = SurveyError("can't read {path}: {reason}", path="a.csv", reason="x")
    assert message(error, "en") == "can't read a.csv: x"
    assert message(error, "ja") == "a.csv を読めません（x）。"
    assert message(ValueError("plain"), "ja") == "plain"


def test_what_has_no_japanese_stays_english() -> None:
    assert translate("no such sentence", "ja") == "no such sentence"
    assert message(TextmineError("nothing {here}", here=1), "ja") == "nothing 1"


@pytest.mark.parametrize("english", sorted(JAPANESE))
def test_japanese_is_japanese(english: str) -> None:
    """No line was left as a copy of the English one."""
    japanese = JAPANESE[english]
    assert (
        any("ぁ" <= letter <= "ヿ" or "一" <= letter <= "鿿" for letter in japanese)
        or english == "{path}: {reason}"
    )
