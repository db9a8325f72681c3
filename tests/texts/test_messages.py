"""textmine.texts.messages: every sentence has its Japanese."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import textmine.errors
from textmine.codes.codebook import parse_codebook
from textmine.errors import CodebookError, SurveyError, TextmineError
from textmine.texts.messages import FOLDER, japanese, message, translate

JAPANESE = {english: text for file in ("help", "errors") for english, text in japanese(file).items()}
PACKAGE = Path(textmine.__file__).parent
ERRORS = {name for name, thing in vars(textmine.errors).items() if isinstance(thing, type)}
ERRORS.add("problem")  # codes.pieces.Source makes an error of a sentence and a place
SAYERS = {"say", "translate"}  # in the files that speak to a person at the command line
SPEAKING = {"cli", "terminal.py", "init.py"}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in ("messages.py", "errors.py"))


@cache
def trees() -> dict[str, ast.Module]:
    """What each file says, when a test asks: every worker of a test run imports this file."""
    return {str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in names:
                yield node


def literal(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def templates() -> Iterator[tuple[str, str, ast.Call]]:
    """(where, template, call) of every sentence that an error may say."""
    for name, tree in trees().items():
        for call in calls(tree, ERRORS):
            text = literal(call)
            if text is not None:
                yield f"{name}:{call.lineno}", text, call


def said() -> Iterator[tuple[str, str]]:
    """(where, sentence) of everything else that is said at the command line."""
    for name, tree in trees().items():
        if not SPEAKING.isdisjoint(Path(name).parts):
            for call in calls(tree, SAYERS):
                text = literal(call)
                if text is not None:
                    yield f"{name}:{call.lineno}", text


def fields(template: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_error_is_raised_with_a_literal_template() -> None:
    """A template put together at run time could not be looked up.

    But one error's may be passed on to another.
    """
    built = [
        f"{name}:{call.lineno}"
        for name, tree in trees().items()
        for call in calls(tree, ERRORS)
        if literal(call) is None and "template" not in ast.unparse(call.args[0])
    ]
    assert not built


def test_every_sentence_has_its_japanese() -> None:
    sentences = [(where, template) for where, template, _ in templates()] + list(said())
    assert not [(where, sentence) for where, sentence in sentences if sentence not in JAPANESE]


def test_every_japanese_sentence_has_the_same_placeholders() -> None:
    """Or filling it in would fail just when something has gone wrong already."""
    for english, text in (JAPANESE | japanese("click")).items():
        assert fields(text) <= fields(english), english
    raised = {template for _, template, _ in templates()} & JAPANESE.keys()
    assert not [english for english in raised if fields(JAPANESE[english]) != fields(english)]


def test_every_placeholder_is_given_a_value() -> None:
    """The keywords of the call are those of the template."""
    wrong = []
    for where, template, call in templates():
        if any(keyword.arg is None for keyword in call.keywords):  # **values
            continue
        if fields(template) != {keyword.arg for keyword in call.keywords}:
            wrong.append(where)
    assert not wrong


def test_no_sentence_is_left_over() -> None:
    """A sentence that was reworded in the code leaves no orphan here."""
    strings = {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    paragraphs = {" ".join(part.split()) for text in strings for part in text.split("\n\n")}
    assert not [key for key in JAPANESE if key not in strings and key not in paragraphs]


def test_a_message_is_in_the_language_asked_for() -> None:
    error = SurveyError("can't read {path}: {reason}", path="a.csv", reason="x")
    assert message(error, "en") == "can't read a.csv: x"
    assert message(error, "ja") == "a.csv を読めません（x）。"
    assert message(ValueError("plain"), "ja") == "plain"


def test_an_error_within_an_error_is_translated_too() -> None:
    """What is wrong with a rule is one sentence, where it stands another."""
    with pytest.raises(CodebookError) as caught:
        parse_codebook("＊費用\n費用 予算")
    assert message(caught.value, "ja").startswith("- の 2 行 4 文字目：予算 の前に演算子がありません。")


def test_what_has_no_japanese_stays_english() -> None:
    assert translate("no such sentence", "ja") == "no such sentence"
    assert message(TextmineError("nothing {here}", here=1), "ja") == "nothing 1"


def test_japanese_is_japanese() -> None:
    """No line was left as a copy of the English one."""
    letters = re.compile("[ぁ-ヿ一-鿿]")
    copies = [english for english, text in JAPANESE.items() if not letters.search(text)]
    assert copies == ["{path}: {reason}"]


@pytest.mark.parametrize("file", ["help", "errors", "click"])
def test_no_sentence_is_there_twice(file: str) -> None:
    """The second would win over the first, unseen."""
    sections = tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
    assert len(japanese(file)) == sum(len(entries) for entries in sections.values())
    assert not [english for english in japanese("errors") if english in japanese("help")]
