"""Every text that a reader sees is there in both languages, and every key used in the code exists."""

import re
import string
from pathlib import Path

import pytest

import textmine
from textmine.texts.labels import FOLDER, known, label, name, texts

PACKAGE = Path(textmine.__file__).parent
GROUPS = sorted(path.stem for path in FOLDER.iterdir())


def fields(text: str) -> set[str]:
    return {field.split(":")[0] for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("group", GROUPS)
def test_both_languages_hold_the_same_values(group: str) -> None:
    """A value filled into the Japanese is filled into the English too, and no text is missing."""
    assert texts(group)
    for entry, text in texts(group).items():
        assert set(text) == {"ja", "en"}, entry
        assert fields(text["ja"]) == fields(text["en"]), entry
        assert (text["ja"] == "") == (text["en"] == ""), entry


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.stem)
def test_a_file_says_what_its_texts_are(path: Path) -> None:
    assert path.suffix == ".toml"
    assert path.read_text("utf-8").startswith("# ")


def test_every_key_that_the_code_names_exists() -> None:
    """label("…") and t("…") in Python and templates and say("…") in the page's script find their text."""
    call = re.compile(r"""\b(?:label|say|t)\(\s*["']([a-z_]+\.[a-z_0-9]+)["']""")
    used: set[str] = set()
    for path in PACKAGE.rglob("*"):
        if path.suffix in (".py", ".js", ".jinja"):
            used |= set(call.findall(path.read_text("utf-8")))
    assert used
    assert not [key for key in sorted(used) if not known(key)]


def test_label_fills_in_values() -> None:
    """A text with values reads as a sentence in either language."""
    assert label("page.people", "ja", count="1,234", unit="人") == "1,234 人"
    assert label("page.people", "en", count="1,234", unit="respondents") == "1,234 respondents"


def test_a_text_that_is_not_there_is_an_error() -> None:
    for key in ("column.none_such", "none_such.word", "column", ""):
        assert not known(key)
        with pytest.raises(KeyError):
            label(key, "ja")


def test_name_leaves_what_it_does_not_know() -> None:
    """An attribute of the survey keeps its own name, also one that looks like the path of a file."""
    assert name("業種", "en", group="column") == "業種"
    assert name("respondents", "en", group="column") == "Respondents"
    assert name("../terminal/help.options", "ja", group="column") == "../terminal/help.options"
