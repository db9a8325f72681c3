"""Text as files can hold it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.reports.text import cell, enclosed, file_name, flat, printable, shortened, shown, whole, width
from textmine.settings import Settings

CONTROLS = {chr(code) for code in range(32)} - {"\n", "\t"}


@given(st.text())
def test_printable_has_no_controls(text):
    """What is left can stand in XML: no control characters but tab and line end."""
    assert not set(printable(text)) & CONTROLS


@given(st.text())
def test_shown_keeps_the_length(text):
    """Offsets into the original point at the same characters of what the page shows."""
    found = shown(text)
    assert len(found) == len(text)
    assert not set(found) & CONTROLS
    changed = {one for one, other in zip(text, found, strict=True) if one != other}
    assert changed <= CONTROLS | {"\ufffe", "\uffff", "\x7f"}


def test_half_characters_are_replaced():
    """A lone surrogate, which no file can hold, becomes the replacement character."""
    assert whole("意\ud83d識") == "意\ufffd識"
    assert shown("意\ud83d識") == "意\ufffd識"


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_file_names_are_accepted_everywhere(parts):
    """No character that Windows forbids, no reserved name, no dot or space at the end, at most 60 long."""
    name = file_name(*parts)
    assert name and len(name) <= 64 and len(name.encode()) <= 250
    assert not set(name) & set('<>:"/\\|?*\x00\n ')
    assert not name.endswith((".", " ")) and name.upper().split(".")[0] not in {"CON", "NUL", "COM1"}


@pytest.mark.parametrize(("text", "expected"), [("abc", 3), ("情報", 4), ("ｶﾅ", 2), ("か\u3099", 2), ("", 0)])
def test_width(text, expected):
    """A full-width character takes two columns, a combining mark none."""
    assert width(text) == expected


@given(st.text(max_size=40), st.integers(4, 30))
def test_shortened_fits(text, columns):
    """A shortened text fits, and one that fits is left alone."""
    found = shortened(text, columns)
    assert width(found) <= columns
    assert found == text or found.endswith("…")


def test_marks_of_direction_are_enclosed():
    """A right-to-left mark can't turn the text beside it; other text is left alone."""
    assert enclosed("\u202e意識") == "\u2068\u202e意識\u2069"
    assert enclosed("意識") == "意識"


def test_cell_values():
    """Missing values are empty, truth values numbers, lists text."""
    values = [None, float("nan"), float("inf"), True, 3, "a", ["a", "b"], {"b", "a"}]
    assert [cell(value) for value in values] == ["", "", "", 1, 3, "a", "a, b", "a, b"]


def test_settings_without_the_folder():
    """Where the results go is no part of how they were made."""
    found = flat(Settings())
    assert found["keywords.unit"] == "expression"
    assert "report.out" not in found
