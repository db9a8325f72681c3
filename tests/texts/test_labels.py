"""Every text that a reader sees is there in both languages, and every key used in the code exists."""

import re
from pathlib import Path

import textmine
from textmine.texts.labels import LABELS, label, name

FIELD = re.compile(r"\{(\w+)\}")


def test_both_languages_hold_the_same_values():
    """A value filled into the Japanese is filled into the English too, and no text is missing."""
    for key, (japanese, english) in LABELS.items():
        assert set(FIELD.findall(japanese)) == set(FIELD.findall(english)), key
        assert (japanese == "") == (english == ""), key


def test_every_key_that_the_code_names_exists():
    """label("…") and t("…") in Python and templates and say("…") in the page's script find their text."""
    call = re.compile(r"""\b(?:label|say|t)\(\s*["']([a-z_]+\.[a-z_0-9]+)["']""")
    used: set[str] = set()
    for path in Path(textmine.__file__).parent.rglob("*"):
        if path.suffix in (".py", ".js", ".jinja"):
            used |= set(call.findall(path.read_text("utf-8")))
    assert used and used <= set(LABELS), sorted(used - set(LABELS))


def test_label_fills_in_values():
    """A text with values reads as a sentence in either language."""
    assert label("page.people", "ja", count="1,234", unit="人") == "1,234 人"
    assert label("page.people", "en", count="1,234", unit="respondents") == "1,234 respondents"


def test_name_leaves_what_it_does_not_know():
    """An attribute of the survey keeps its own name."""
    assert name("業種", "en", group="column") == "業種"
    assert name("respondents", "en", group="column") == "Respondents"
