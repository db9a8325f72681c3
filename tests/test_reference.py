"""The pages that are written from the code are as the code is."""

from __future__ import annotations

import doctest

import textmine
from tests import reference


def test_the_pages_are_what_the_code_says() -> None:
    """If this fails: make reference."""
    for path, text in reference.pages().items():
        is_current = path.read_text(encoding="utf-8") == text
        assert is_current, f"{path} is out of date; run: make reference (or python -m tests.reference)"


def test_every_public_name_is_in_it() -> None:
    """With its signature; a table with its columns; and an error is said to be raised where one may be."""
    text = reference.reference()
    for name in textmine.MODULES:
        assert f"\n### {name}\n\n```python\n{name}(" in text, name


def test_docstrings_become_markdown() -> None:
    assert doctest.testmod(reference).failed == 0
