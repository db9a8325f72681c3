"""Reads plain text with <H1>...<H5> heading lines (interviews, KH Coder's text files) as a table."""

from __future__ import annotations

import re

HEADING = re.compile(r"\s*<h([1-5])>(.*?)</h\1>\s*", re.IGNORECASE)
CELL = "---cell---"  # KH Coder's own mark between the cells of a spreadsheet that it made into text
JOINER = " / "  # between the headings of a path


def is_transcript(text: str) -> bool:
    """Return whether a line of ``text`` is a heading such as ``<H1>上</H1>``."""
    return any(HEADING.fullmatch(line) for line in text.split("\n"))


def read_transcript(text: str, name: str) -> tuple[list[str], list[list[str]], list[int]]:
    """Return headers, cells and line numbers of a text: one row per paragraph (a line that is not empty).

    Under headings a line of full-width spaces is a paragraph too, a blank one, as KH Coder counts it.
    The columns are ``section`` (the path of headings that stand over the paragraph, or ``name`` before the
    first), ``heading1`` ... (the levels that occur) and ``text``. A heading takes all lower ones with it.
    Headings are not paragraphs. Each ``<h5>---cell---</h5>`` begins a section of its own.

    >>> text = "<H1>A社</H1>\\n費用が課題。\\n\\n<H2>対策</H2>\\n教育。"
    >>> headers, cells, lines = read_transcript(text, "a.txt")
    >>> headers
    ['section', 'heading1', 'heading2', 'text']
    >>> cells
    [['A社', 'A社', '', '費用が課題。'], ['A社 / 対策', 'A社', '対策', '教育。']]
    >>> lines
    [2, 5]
    """
    lines = text.split("\n")
    headings = ["", "", "", "", ""]
    levels: set[int] = set()
    found: list[tuple[str, list[str], str, int]] = []
    cells = 0
    for number, line in enumerate(lines, start=1):
        match = HEADING.fullmatch(line)
        if match:
            level, title = int(match[1]), " ".join(match[2].split())
            if title == CELL:
                cells += 1
                title = f"cell {cells}"
            levels.add(level)
            headings[level - 1 :] = [title, *[""] * (5 - level)]
        elif line.strip(" \t"):
            path = JOINER.join(heading for heading in headings if heading) or name
            found.append((path, headings.copy(), line, number))
    used = sorted(levels)
    if not used:  # each line is someone's answer
        found = [each for each in found if each[2].strip()]
    headers = ["section", *(f"heading{level}" for level in used), "text"]
    table = [[path, *(over[level - 1] for level in used), line] for path, over, line, _ in found]
    return headers, table, [number for *_, number in found]
