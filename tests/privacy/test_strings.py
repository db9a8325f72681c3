"""Strings of every kind: what must not be readable in the masked text, and what must stay."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from textmine.privacy.masking import find
from textmine.privacy.persons import persons
from textmine.privacy.spans import KINDS, replaced

_HERE = Path(__file__).parent


def sections() -> dict[str, list[str]]:
    """The lines of strings.txt by their section: a kind, or "stays"."""
    found: dict[str, list[str]] = {}
    for line in (_HERE / "strings.txt").read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[\w+\]", line):
            found[line[1:-1]] = []
        elif line and found:
            found[list(found)[-1]].append(line.replace("\\r", "\r").replace("\\n", "\n"))
    return found


def masked(texts: list[str]) -> list[str]:
    return [replaced(text, spans) for text, spans in zip(texts, find(texts, [persons]), strict=True)]


def test_half_of_the_strings_are_controls() -> None:
    found = sections()
    assert set(found) - {"stays"} <= set(KINDS)
    count = sum(map(len, found.values()))
    assert count >= 150 and len(found["stays"]) >= count / 2


@pytest.mark.parametrize("kind", [kind for kind in sections() if kind != "stays"])
def test_what_is_private_is_not_readable(kind: str) -> None:
    lines = sections()[kind]
    texts = [re.sub("[〖〗]", "", line) for line in lines]
    pieces = [re.findall("〖(.*?)〗", line, re.DOTALL) for line in lines]
    results = zip(texts, pieces, masked(texts), strict=True)
    assert not [(text, result) for text, hide, result in results if any(piece in result for piece in hide)]


def test_what_only_looks_private_stays() -> None:
    texts = sections()["stays"]
    changed = [(text, result) for text, result in zip(texts, masked(texts), strict=True) if text != result]
    assert not changed


@pytest.mark.real
def test_strings_that_others_wrote() -> None:
    """Each piece to hide of 50 strings is hidden, and each to keep stands; what is missed is printed."""
    beside = _HERE.parents[2] / "shared" / "data"
    path = Path(os.environ.get("TEXTMINE_DATA", beside)) / "masking" / "strings.json"
    if not path.is_file():
        pytest.skip("these strings are not part of the project (set TEXTMINE_DATA to their folder)")
    rows = json.loads(path.read_text(encoding="utf-8"))
    results = zip(rows, masked([row["text"] for row in rows]), strict=True)
    wrong = [
        (row["text"], result)
        for row, result in results
        if any(piece in result for piece in row["hide"]) or not all(piece in result for piece in row["keep"])
    ]
    assert not wrong, wrong
