"""What most respondents say of a question: statements (観光客が増える, 不便), picked from its tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

import pandas as pd

_FEWEST, _LEAST = 3, 0.01  # respondents, and their share of the base, that a statement needs
# 人口|が|減る: of what it is said, and how the predicate begins
_PARTS = re.compile(r"(.+?)(?:が|を|に|は|も|で|へ|と|の)(.+)")
_ENDS = re.compile(r"[ぁ-ん]$")
# what is supposed, looks so, or says no more than that there is something
_OPEN = re.compile(r"(?:ば|たら|なら|そう|よう)$|がある$|を込める$")
_EMPTY = re.compile(r"(?:に|が|は|で)?(?:なる|ある|する|思う|感じる)?")  # 不便になる says what 不便 does


class Said(NamedTuple):
    """A statement: the word of whose row it is, what is said (the word itself, or a theme), by how many."""

    word: str
    text: str
    respondents: int


def statements(
    keywords: pd.DataFrame, evidence: pd.DataFrame | None, meanings: Collection[str]
) -> list[Said]:
    """Return what is said of a question, what most say first, each thing once.

    They are the rows of the table of keywords that say something alone (adjectives, what is denied), and
    what the evidence says of the others: a phrase with a predicate, or with a noun in ``meanings`` that says
    as much (人口の減少). Bare nouns and verbs do not say of what, so they are none; nor are conditions.
    """
    if not len(keywords):
        return []
    base = int(keywords["base"].iloc[0])
    found = [*_rows(keywords, evidence), *_themes(evidence, meanings)]
    found = [one for one in found if one.respondents >= max(_FEWEST, _LEAST * base)]
    found.sort(key=lambda one: (-one.respondents, len(one.text), one.text))
    told: set[tuple[str, str]] = set()
    chosen: list[Said] = []
    for one in found:
        key = _key(one.text)
        if key not in told and not any(_is_same(one.text, other.text) for other in chosen):
            chosen.append(one)
        told.add(key)
    return chosen


def _is_same(text: str, other: str) -> bool:
    """Whether one of two statements stands in the other, but for its ending: 行きやすい in 行きやすくなる."""
    return text.rstrip("いる") in other or other.rstrip("いる") in text


def _rows(keywords: pd.DataFrame, evidence: pd.DataFrame | None) -> list[Said]:
    """Return the rows that say something alone: 嬉しい, 変わらない; 不便 where something is said to be so."""
    if "pos" not in keywords:
        return []
    phrases = evidence[evidence["aspect"] == "phrase"] if evidence is not None and len(evidence) else None
    pairs = zip(phrases["word"], phrases["text"], strict=True) if phrases is not None else ()
    is_said = {str(word) for word, text in pairs if _is_predicate(str(word), str(text))}
    found = []
    for word, pos, people in zip(keywords["word"], keywords["pos"], keywords["respondents"], strict=True):
        text = str(word)
        ends = {"adjective": "い", "verb": "ない"}.get(str(pos))
        if (ends and text.endswith(ends)) or (pos == "adjectival_noun" and text in is_said):
            found.append(Said(text, text, int(people)))
    return found


def _is_predicate(word: str, text: str) -> bool:
    """Whether something is or becomes what a word says: 交通が不便, 不便になる; not 安全を守る."""
    return text.startswith(f"{word}にな") or bool(re.search(f"[がはも]{re.escape(word)}$", text))


def _themes(evidence: pd.DataFrame | None, meanings: Collection[str]) -> list[Said]:
    if evidence is None or not len(evidence):
        return []
    rows = evidence[evidence["aspect"] == "phrase"]
    return [
        Said(str(word), str(text), int(people))
        for word, text, people in zip(rows["word"], rows["text"], rows["respondents"], strict=True)
        if _is_said(str(word), str(text), meanings)
    ]


def _is_said(word: str, text: str, meanings: Collection[str]) -> bool:
    """Whether a phrase says something of a word.

    >>> texts = ("人口が減る", "人口の減少", "人口の多い町", "人口が減れば")
    >>> [_is_said("人口", text, {"減少"}) for text in texts]
    [True, True, False, False]
    """
    if _OPEN.search(text) or _EMPTY.fullmatch(text.removeprefix(word)):
        return False
    parts = _PARTS.fullmatch(text)
    if parts and parts[0][len(parts[1])] == "の":
        return parts[2] in meanings
    return bool(_ENDS.search(text))


def _key(text: str) -> tuple[str, str]:
    """Return what a statement is of, and how what is said begins: 人口, 減 of 人口が減る and 人口の減少."""
    parts = _PARTS.fullmatch(text)
    return (parts[1], parts[2][0]) if parts else (text, "")
