"""Finds the questions of interviews that stand in a file each, which recur from file to file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textmine.inputs.notations import questions_below, written_out
from textmine.inputs.sheets import Sheet, cells_of
from textmine.inputs.textfiles import paragraphs_of
from textmine.inputs.transcript import LEVELS, QUESTION, questions_of

MARKED = 2  # the level at which questions are written that were told by their marks
Over = tuple[str, ...]  # the headings over a paragraph, one a level, "" where there is none


def with_questions(sheets: list[Sheet]) -> list[Sheet]:
    """Return the sheets of several transcripts with the questions that recur from one to the next.

    Each is then an interview with one respondent, who is called as the file is. Sheets of anything else, and
    transcripts whose questions are known from one of them alone, are returned as they are.
    """
    stems = [Path(sheet.path).stem for sheet in sheets]
    alone = all(sheet.shape == "paragraphs" and QUESTION not in sheet.headers for sheet in sheets)
    if not alone or len(sheets) < 2 or len(set(stems)) < len(stems):
        return sheets
    over = [_headings(sheet) for sheet in sheets]
    texts = [_lines(*each) for each in zip(sheets, over, strict=True)]
    if any(any(path) for paths in over for path in paths):
        level = _level(stems, over)
    else:
        level, texts = MARKED, _with_marked(stems, texts)
    if not level or not all(any(line.startswith(f"<H{level}>") for line in lines) for lines in texts):
        return sheets
    return [_asked(*each, level) for each in zip(sheets, texts, stems, strict=True)]


def _level(stems: Sequence[str], over: Sequence[Sequence[Over]]) -> int:
    """Return the level of the headings that recur from file to file; 0 if none do."""
    paths = [(stem, *path) for stem, paths in zip(stems, over, strict=True) for path in paths]
    asked = questions_of(paths)
    return asked.level - 1 if asked and asked.above else 0  # the file stands above all headings


def _with_marked(stems: Sequence[str], texts: Sequence[list[str]]) -> list[list[str]]:
    """Return the lines of texts without headings, with those as ``<H2>`` that ask the same in several."""
    names: list[int] = []
    whole: list[str] = []
    for stem, lines in zip(stems, texts, strict=True):
        names.append(len(whole))
        whole += [stem, *lines]
    whole = written_out(whole, questions_below(whole, names))
    return [whole[start + 1 : end] for start, end in zip(names, [*names[1:], len(whole)], strict=True)]


def _headings(sheet: Sheet) -> list[Over]:
    """Return the headings over each paragraph."""
    blank = cells_of([""] * len(sheet.rows))
    columns = dict(zip(sheet.headers, sheet.columns, strict=True))
    levels = [columns.get(f"heading{level}", blank).tolist() for level in range(1, LEVELS + 1)]
    return list(zip(*levels, strict=True))


def _lines(sheet: Sheet, over: Sequence[Over]) -> list[str]:
    """Return the lines of a transcript: each paragraph in its own, headings in those right above."""
    lines = [""] * int(sheet.rows[-1])
    above: Over = ("",) * LEVELS
    for row, path, text in zip(sheet.rows.tolist(), over, sheet.columns[-1].tolist(), strict=True):
        first = next((i for i in range(LEVELS) if path[i] != above[i]), LEVELS)
        new = [f"<H{i + 1}>{path[i]}</H{i + 1}>" for i in range(first, LEVELS) if path[i]]
        lines[row - 1 - len(new) : row] = [*new, text]
        above = path
    return lines


def _asked(sheet: Sheet, lines: Sequence[str], stem: str, level: int) -> Sheet:
    """Return an interview with one respondent as paragraphs that each answer a question."""
    again = paragraphs_of(sheet.path, "\n".join(lines), level)
    who = cells_of([stem] * len(again.rows))
    return replace(
        again,
        encoding=sheet.encoding,
        sha256=sheet.sha256,
        columns=tuple(
            who if header == "section" else column
            for header, column in zip(again.headers, again.columns, strict=True)
        ),
        findings=(*sheet.findings, *again.findings),
    )
