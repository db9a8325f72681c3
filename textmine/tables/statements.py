"""What most respondents say of a question: its largest keywords, each with what is said of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

import pandas as pd

_FEWEST, _LEAST = 3, 0.01  # respondents, and their share of the base, that a keyword needs
_CARRIES = 0.5  # of the respondents of a keyword: who say a theme that stands in its place
_NAMED = 0.1  # who say a theme that is named beside it
_WITHIN = 0.15  # at most so many write a noun as the first part of longer ones (教育環境)
# 人口|が|減る: of what it is said, and how the predicate begins
_PARTS = re.compile(r"(.+?)(?:が|を|に|は|も|で|へ|と|の)(.+)")
_ENDS = re.compile(r"[ぁ-ん]$")
# what is supposed, looks so, or says no more than that there is something
_OPEN = re.compile(r"(?:ば|たら|なら|そう|よう|[くすいるた]と)$|がある$|を込める$")
_SUBJECT = ("が", "は", "も")
_SAYS = re.compile(r".[がをにはも].*[ぁ-ん]$|.[がはも]")  # of 交通 in 交通の便が悪い
_EMPTY = re.compile(r"(?:に|が|は|で|を)?(?:なる|ある|する|思う|感じる)?")  # 不便になる says what 不便 does
_STATES = frozenset({"adjective", "adjectival_noun"})


class Said(NamedTuple):
    """A keyword or a theme of one, by how many respondents: ``text`` is "" of the keyword itself.

    ``name`` is what it is called: a theme without its conditions. ``theme`` is what is said of a keyword
    where enough say it.
    """

    word: str
    text: str
    name: str
    respondents: int
    theme: Said | None = None

    @property
    def tells(self) -> bool:
        """Whether it says something of something, as 人口が減る does."""
        return bool(self.text or self.theme or _PARTS.fullmatch(self.word))


def statements(
    keywords: pd.DataFrame, evidence: pd.DataFrame | None, verbal: Collection[str], asked: str
) -> list[Said]:
    """Return what is said of a question, what most say first, each thing once.

    They are the rows of the table of keywords that say something: alone (嬉しい, 変わらない, 頑張る; of the
    nouns those in ``verbal``, which name what is done: 活性化), or since enough is said of them (経済 with
    経済が回る). Behind them stand the other nouns. What the question says itself, in its text ``asked``, does
    not count.
    """
    if not len(keywords):
        return []
    least = max(_FEWEST, _LEAST * int(keywords["base"].iloc[0]))
    themes, within = _themes(evidence, verbal, asked), _within(evidence)
    largest: dict[tuple[str, str], Said] = {}  # one thing has one number, whichever row it is read off
    for each in sorted((each for own in themes.values() for each in own), key=_order):
        largest.setdefault(_key(each.name), each)
    rows = keywords.assign(pos=keywords.get("pos", ""))
    rows = rows[rows["respondents"] >= least].sort_values(["respondents", "word"], ascending=[False, True])
    told: set[tuple[str, str]] = set()
    chosen: list[Said] = []
    rest: list[Said] = []
    for word, pos, people in zip(rows["word"].astype(str), rows["pos"], rows["respondents"], strict=True):
        first = next(iter(themes.get(word, ())), None)
        if word in asked or (first and _key(first.name) in told):
            continue
        is_done = word in verbal and within.get(word, 0) < _WITHIN * people
        said = _of_row(word, int(people), largest[_key(first.name)] if first else None, _is_state(word, pos))
        says = said.text or said.theme or is_done or pos == "verb" or _is_state(word, pos)
        (chosen if says else rest).append(said)
        theme = said.theme or said
        told |= {_key(theme.name)} if theme.text else set()
    return [*sorted(chosen, key=_order), *rest]


def _is_state(word: str, pos: str) -> bool:
    """Whether a keyword says as much alone as with what is so: 嬉しい, 不便, 変わらない."""
    return pos in _STATES or word.endswith("ない")


def _of_row(word: str, people: int, theme: Said | None, is_state: bool) -> Said:
    """Return a row of the table of keywords with its first theme, or that in its place, if enough say it."""
    if theme is None or theme.respondents < max(_FEWEST, _NAMED * people):
        return Said(word, "", word, people)
    return (
        theme
        if theme.respondents >= _CARRIES * people and not is_state
        else Said(word, "", word, people, theme)
    )


def _order(said: Said) -> tuple[int, int, str]:
    return -said.respondents, len(said.name), said.name


def _within(evidence: pd.DataFrame | None) -> dict[str, int]:
    """Return word -> respondents who write it as the first part of longer nouns, each of them counted."""
    if evidence is None or not len(evidence):
        return {}
    rows = evidence[evidence["aspect"] == "compound"]
    found: dict[str, int] = {}
    for word, text, people in zip(rows["word"], rows["text"], rows["respondents"], strict=True):
        if str(text).startswith(str(word)):
            found[str(word)] = found.get(str(word), 0) + int(people)
    return found


def _themes(evidence: pd.DataFrame | None, verbal: Collection[str], asked: str) -> Mapping[str, list[Said]]:
    """Return word -> what is said of it, most first; not of what is asked."""
    if evidence is None or not len(evidence):
        return {}
    found: dict[str, list[Said]] = {}
    rows = evidence[evidence["aspect"] == "phrase"]
    for word, text, people in zip(rows["word"], rows["text"], rows["respondents"], strict=True):
        first, *more = str(text).split("・")
        name = "・".join([first, *(each for each in more if not _OPEN.search(each))])
        parts = _PARTS.fullmatch(first)
        if _is_said(str(word), first, verbal) and not (parts and parts[1] in asked):
            found.setdefault(str(word), []).append(Said(str(word), str(text), name, int(people)))
    return found


def _is_said(word: str, text: str, verbal: Collection[str]) -> bool:
    """Whether a phrase says something of a word.

    >>> texts = ("子どもが大勢", "子どもの減少", "子どもの数が減る", "子どもの数", "子どもが減れば")
    >>> [_is_said("子ども", text, {"減少"}) for text in texts]
    [True, True, True, False, False]
    """
    if _OPEN.search(text) or _EMPTY.fullmatch(text.removeprefix(word)):
        return False
    parts = None if text.startswith(word) else _PARTS.fullmatch(text)
    rest = text[len(parts[1] if parts else word) :] if parts or text.startswith(word) else ""
    if rest.startswith("の") and not _SAYS.search(rest):
        return rest[1:] in verbal
    return rest.startswith(_SUBJECT) or bool(_ENDS.search(text))


def _key(text: str) -> tuple[str, str]:
    """Return what a statement is of, and how what is said begins: 人口, 減 of 人口が減る and 人口の減少."""
    parts = _PARTS.fullmatch(text)
    return (parts[1], parts[2][0]) if parts else (text, "")
