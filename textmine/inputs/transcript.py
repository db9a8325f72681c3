"""Reads text with <H1>...<H5> heading lines (interviews, KH Coder's text files) as a table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.inputs.headers import normal, reads_like_a_question, unnumbered

HEADING = re.compile(r"\s*<h([1-5])>(.*?)</h\1>\s*", re.IGNORECASE)
CELL = "---cell---"  # KH Coder's own mark between the cells of a spreadsheet that it made into text
BESIDE = "\x1f"  # between a heading and the answer that stands beside it on the same line
JOINER = " / "  # between the headings of a path
QUESTION = "question"  # the column that names the question of each paragraph
LEVELS = 5
HEADINGS = frozenset(f"heading{level}" for level in range(1, LEVELS + 1))  # their columns

FEWEST = 2  # questions of an interview; one alone may as well be a part of each section
RECURRING = 0.6  # share of the headings of a level that stand under several others too
_COUNTING = re.compile(
    r"(?:第|その)?[0-9一二三四五六七八九十百〇上中下前後序終]+(?:章|節|回|話|部|篇|編|項|日目?|月|年)?"
)


@dataclass(frozen=True)
class Asked:
    """Which headings of a transcript are questions, and whether those who answered stand above or below."""

    level: int
    above: bool = True


def is_transcript(text: str) -> bool:
    """Return whether a line of ``text`` is a heading such as ``<H1>上</H1>``."""
    return any(HEADING.fullmatch(line) for line in text.split("\n"))


def read_transcript(
    text: str, name: str, question: int | None = None
) -> tuple[list[str], list[list[str]], list[int]]:
    """Return headers, cells and line numbers of a text: one row per paragraph (a line that is not empty).

    Under headings a line of full-width spaces is a paragraph too, a blank one, as KH Coder counts it.
    The columns are ``section`` (the path of headings that stand over the paragraph, or ``name`` before the
    first), ``heading1`` ... (the levels that occur) and ``text``. A heading takes all lower ones with it.
    Headings are not paragraphs. Each ``<h5>---cell---</h5>`` begins a section of its own.

    Where headings are questions, they stand in a column ``question`` instead, and ``section`` is the path of
    those who answered. ``question`` is the level of such headings; 0: none are; None: those are that recur
    under each of several headings, as :func:`questions_of` finds them.

    >>> text = "<H1>A社</H1>\\n費用が課題。\\n\\n<H2>対策</H2>\\n教育。"
    >>> headers, cells, lines = read_transcript(text, "a.txt")
    >>> headers
    ['section', 'heading1', 'heading2', 'text']
    >>> cells
    [['A社', 'A社', '', '費用が課題。'], ['A社 / 対策', 'A社', '対策', '教育。']]
    >>> lines
    [2, 5]
    """
    paragraphs, used = _paragraphs(text)
    if not used:  # each line is someone's answer
        paragraphs = [each for each in paragraphs if each[1].strip()]
    asked = questions_of([over for over, _, _ in paragraphs]) if question is None else _named(question, used)
    levels = [level for level in used if asked is None or level != asked.level]
    headers = ["section", *([QUESTION] if asked else []), *(f"heading{level}" for level in levels), "text"]
    wordings: dict[str, str] = {}  # however a question is numbered, it is called as where it stands first
    table = []
    for over, line, _ in paragraphs:
        path = JOINER.join(filter(None, over if asked is None else _people(over, asked))) or name
        titles = [over[asked.level - 1]] if asked else []
        titles = [wordings.setdefault(key_of_question(title), title) for title in titles]
        table.append([path, *titles, *(over[level - 1] for level in levels), line])
    return headers, table, [number for *_, number in paragraphs]


def told_apart(levels: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the heading of each row, level by level; one that recurs with those above it in brackets.

    A chapter 一 of each part of a novel is a chapter of its own. :func:`plain_headings` is the way back.

    >>> told_apart([["上", "下", "下"], ["一", "一", "二"]])
    [['上', '下', '下'], ['一（上）', '一（下）', '二']]
    """
    named = []
    above = [""] * len(levels[0]) if levels else []
    for titles in levels:
        rows = list(zip(titles, above, strict=True))
        recurring = Counter(title for title, _ in set(rows))
        named.append(
            [
                f"{title}（{over}）" if title and over and recurring[title] > 1 else title
                for title, over in rows
            ]
        )
        above = list(map(_path, above, titles))
    return named


def plain_headings(levels: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the headings as they stand in the text, of what :func:`told_apart` returned.

    >>> plain_headings([["上", "下", "下"], ["一（上）", "一（下）", "二"]])
    [['上', '下', '下'], ['一', '一', '二']]
    """
    plain = []
    above = [""] * len(levels[0]) if levels else []
    for cells in levels:
        rows = zip(cells, above, strict=True)
        titles = [cell.removesuffix(f"（{over}）") if over else cell for cell, over in rows]
        plain.append(titles)
        above = list(map(_path, above, titles))
    return plain


def _path(above: str, title: str) -> str:
    return JOINER.join(filter(None, (above, title)))


def _paragraphs(text: str) -> tuple[list[tuple[tuple[str, ...], str, int]], list[int]]:
    """Return the paragraphs, each with the headings over it and its line, and the levels of headings."""
    headings = [""] * LEVELS
    levels: set[int] = set()
    paragraphs: list[tuple[tuple[str, ...], str, int]] = []
    cells = 0
    lines = enumerate(text.split("\n"), start=1)
    for number, line in ((number, piece) for number, whole in lines for piece in whole.split(BESIDE)):
        match = HEADING.fullmatch(line)
        if match:
            level, title = int(match[1]), " ".join(match[2].split())
            if title == CELL:
                cells += 1
                title = f"cell {cells}"
            levels.add(level)
            headings[level - 1 :] = [title, *[""] * (LEVELS - level)]
        elif line.strip(" \t"):
            paragraphs.append((tuple(headings), line, number))
    return paragraphs, sorted(levels)


def _people(over: Sequence[str], asked: Asked) -> Sequence[str]:
    """Return the headings that say who wrote a paragraph."""
    return over[: asked.level - 1] if asked.above else (*over[: asked.level - 1], *over[asked.level :])


def _named(level: int, used: list[int]) -> Asked | None:
    """Return the questions of a level that was named; those who answered stand above it, if anyone does."""
    return Asked(level, above=level > min(used)) if level in used else None


def questions_of(paths: Sequence[tuple[str, ...]]) -> Asked | None:
    """Return which headings are questions, from those that stand over each paragraph; None if none are.

    Of the levels whose headings recur under several others it is the highest. Chapters that are only counted
    (一, 二 under each part of a novel) are no questions. Where the headings above read like questions and
    those that recur do not, the same people answer under each question.

    >>> questions_of([("A社", "効果"), ("A社", "課題"), ("B社", "課題"), ("B社", "効果")])
    Asked(level=2, above=True)
    >>> questions_of([(asked, name) for asked in ("効果は何か", "課題は何か") for name in ("A社", "B社")])
    Asked(level=1, above=False)
    """
    for level in range(2, max(map(len, paths), default=0) + 1):
        parents: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for over in dict.fromkeys(path[:level] for path in paths):
            if over[-1] and any(over[:-1]):
                parents[key_of_question(over[-1])].add(over[:-1])
        found = Counter({title: len(above) for title, above in parents.items()})
        again = [count for count in found.values() if count > 1]
        if (
            len(again) < FEWEST
            or sum(again) < RECURRING * found.total()
            or all(map(_COUNTING.fullmatch, found))
        ):
            continue
        above = {over[-1] for each in parents.values() for over in each if over[-1]}
        upper = sum(map(reads_like_a_question, above)) / max(1, len(above))
        lower = sum(map(reads_like_a_question, found)) / len(found)
        return Asked(level - 1, above=False) if upper > 0.5 > lower else Asked(level)
    return None


def key_of_question(title: str) -> str:
    """Return what a heading has in common with others that ask the same, however numbered and ended."""
    key = normal(unnumbered(title)) or normal(title)
    return key.rstrip("?。.:") or key
