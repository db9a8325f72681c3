"""Reads text files: tables with a sign between their cells, transcripts, and plain lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from textmine.errors import SurveyError
from textmine.inputs.delimiters import HINT, delimiter_of, find_delimiter, usual_delimiter
from textmine.inputs.encodings import decode
from textmine.inputs.findings import Finding, counted
from textmine.inputs.jsonfiles import is_json, read_json
from textmine.inputs.notations import with_headings
from textmine.inputs.quotedlines import with_double_quotes, without_quoted_lines
from textmine.inputs.sheets import Sheet, cells_of, check_size, find_table
from textmine.inputs.splitcells import join_split_header
from textmine.inputs.transcript import QUESTION, is_transcript, read_transcript

JSON = (".json", ".jsonl", ".ndjson")
MOST_COLUMNS = 16_384  # as many as Excel has
_TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
LONGEST_CELL = 4_000_000  # characters; a longer one is a quotation mark that is never closed


def read_text(
    path: str, sha256: str, data: bytes, encoding: str | None, *, question_heading: int | None = None
) -> Sheet:
    """Return the table in the bytes of a text file; of a transcript with questions of that level.

    Raises:
        SurveyError: if it can't be read, or holds nothing.
    """
    decoded = decode(data, path, encoding=encoding)
    text = decoded.text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SurveyError("{path} is empty", path=path)
    findings = []
    if decoded.nuls:
        findings.append(Finding("nuls", decoded.nuls, path))
    if decoded.replaced:
        findings.append(Finding("undecodable", decoded.replaced, path, str(decoded.line)))
    suffix = Path(path).suffix.lower()
    marked = with_headings(text) if suffix == ".txt" else text
    if suffix in JSON or is_json(text):
        sheet = read_json(path, sha256, text, decoded.encoding)
    elif suffix == ".txt" and (is_transcript(marked) or not find_delimiter(text, ".txt")):
        sheet = paragraphs_of(path, marked, question_heading)
        sheet = replace(sheet, encoding=decoded.encoding, sha256=sha256)
    else:
        text = with_double_quotes(text)
        sign = delimiter_of(text, path)
        rows, stray = _rows(text, path, sign)

        def read(text: str) -> tuple[list[list[str]], str]:
            inner = delimiter_of(text, path)
            return _rows(text, path, inner)[0], inner

        rows, inner, quoted = without_quoted_lines(rows, read)
        findings += counted("quoted_lines", quoted, path)
        rows, sign = join_split_header(rows, inner or sign), inner or sign
        if stray:
            findings.append(Finding("stray_quotes", 1, path))
        if sign != usual_delimiter(path):
            findings.append(Finding("delimiter", 1, path, "TAB" if sign == "\t" else sign))
        if '="' in text:
            plain = [without_formulas(row) for row in rows]
            changed = [number for number, row in enumerate(rows, start=1) if row != plain[number - 1]]
            findings += counted("text_formulas", changed, path)
            rows = plain
        sheet = find_table(rows, path=path, encoding=decoded.encoding, sha256=sha256, sign=sign)
    return replace(sheet, findings=(*findings, *sheet.findings))


@contextmanager
def long_cells() -> Iterator[None]:
    """Let the csv module read cells up to ``LONGEST_CELL`` for a while."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def without_formulas(cells: list[str]) -> list[str]:
    """Return cells in which a text written as a formula, so that Excel keeps its zeros, is that text.

    >>> without_formulas(['="00012"', '=1+1', 'a="b"'])
    ['00012', '=1+1', 'a="b"']
    """
    return [
        match[1].replace('""', '"')
        if cell.startswith('="') and (match := _TEXT_FORMULA.fullmatch(cell))
        else cell
        for cell in cells
    ]


def unreadable(path: str, error: Exception) -> SurveyError:
    """Return the error of a file that some library can't read, with its reason."""
    reason = getattr(error, "strerror", "") or str(error)
    return SurveyError("{path!r} can't be read: {reason}", path=path, reason=reason)


def paragraphs_of(path: str, text: str, question_heading: int | None = None) -> Sheet:
    """Return the paragraphs of a transcript; without headings each line is someone's answer.

    ``question_heading`` is the level of the headings that are questions, as ``read_transcript`` takes it.
    """
    headers, cells, lines = read_transcript(text, Path(path).stem, question_heading)
    if not cells:
        raise SurveyError("{path} has headings but no text under them", path=path)
    for number, row in enumerate(cells, start=1):
        if len(row[-1]) > LONGEST_CELL:
            raise _too_long(path, number)
    if headers == ["section", "text"]:
        headers, cells = ["text"], [row[1:] for row in cells]
    findings: list[Finding] = []
    if QUESTION in headers:
        place = headers.index(QUESTION)
        asked = dict.fromkeys(row[place] for row in cells if row[place])
        # What stands under a name alone, or above the first, tells of the interview: it answers no question.
        unasked = [row[-1].strip() for row in cells if not row[place]]
        findings += counted("heading_questions", list(asked), path)
        findings += counted("unasked", unasked, path)
        kept = [(row, line) for row, line in zip(cells, lines, strict=True) if row[place]]
        cells, lines = [row for row, _ in kept], [line for _, line in kept]
        if not cells:
            raise SurveyError("{path} has headings but no text under them", path=path)
    columns = tuple(cells_of(column) for column in zip(*cells, strict=True))
    sheet = Sheet(path, "", "", "", tuple(headers), columns, np.array(lines), tuple(findings))
    return replace(sheet, shape="paragraphs")


def _too_long(path: str, row: int) -> SurveyError:
    return SurveyError(
        "{path} has a cell of more than {characters} characters in row {row}; look for a quotation mark "
        "that is never closed",
        path=path,
        characters=LONGEST_CELL,
        row=row,
    )


def _rows(text: str, path: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """Return the records of a text table, and whether it has quotation marks where none may be."""
    hint = HINT.match(text)
    if hint:
        text = "\n" + text[hint.end() :]  # an empty row in its place keeps the numbers of the rows
    with long_cells():
        try:
            return _parse(text, path, delimiter, strict=True), False
        except csv.Error:
            pass
        try:
            return _parse(text, path, delimiter, strict=False), True
        except csv.Error as error:
            raise unreadable(path, error) from None


def _parse(text: str, path: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict):
            cells += len(row)
            if len(row) > MOST_COLUMNS:
                raise SurveyError(
                    "{path} has {columns} columns in row {row}, more than the {most} that a table may have; "
                    "look for line breaks that were lost",
                    path=path,
                    columns=len(row),
                    row=len(rows) + 1,
                    most=MOST_COLUMNS,
                )
            check_size(cells, path)
            rows.append(row)
    except csv.Error as error:
        if "field larger" in str(error):
            raise _too_long(path, len(rows) + 1) from None
        if "end of data" in str(error):
            raise SurveyError(
                "{path} opens a quotation mark in row {row} that is never closed; close it or double it",
                path=path,
                row=len(rows) + 1,
            ) from None
        raise
    return rows
