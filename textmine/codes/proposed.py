"""Which bundled code frame fits a question, by what it asks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textmine import resources
from textmine.codes.codebook import SUFFIX

_ASKED = re.compile(r"^# 設問: (.+)$", re.MULTILINE)  # in a frame's first comment: what such a question asks


def proposed_frames(questions: Iterable[str]) -> dict[str, str]:
    """Return question -> the bundled code frame for what it asks; a question that none fits is left out.

    A frame says in a comment ``# 設問:`` by which words (a regular expression) such a question is known. Of
    several that fit, the one whose word stands first in the question is taken, then the first by name.

    >>> proposed_frames(["宣言による効果", "障害の内容", "年齢"])
    {'宣言による効果': 'effects', '障害の内容': 'obstacles'}
    """
    paths = sorted(resources.folder("dictionaries").glob("*" + SUFFIX))
    asked = {path.stem: _ASKED.search(path.read_text(encoding="utf-8")) for path in paths}
    proposed: dict[str, str] = {}
    for question in questions:
        found = [
            (match.start(), name)
            for name, words in asked.items()
            if words and (match := re.search(words[1].strip(), question))
        ]
        if found:
            proposed[question] = min(found)[1]
    return proposed
