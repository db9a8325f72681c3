"""What Word and PowerPoint files share: text they can hold, numbers as text, and bytes that stay the same."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from textmine.errors import ReportError
from textmine.reports.prepared import Line
from textmine.reports.report import Group, Report
from textmine.reports.runfile import base_name
from textmine.reports.text import DIRECTIONS, cell, printable
from textmine.texts import numbers
from textmine.texts.labels import label

FONTS = {"ja": ("Yu Gothic", "Yu Gothic"), "en": ("Arial", "Yu Gothic")}  # Latin letters, Japanese
MADE = datetime.datetime(2000, 1, 1)  # a fixed date, or two runs would differ
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file can state
_READABLE = 0o600 << 16  # by its owner
_LINES = re.compile("[\t\n\u2028\u2029]+")

Cell = str | tuple[Line, ...]  # a text, or paragraphs


@dataclass(frozen=True)
class Grid:
    """A table ready to be laid out.

    Attributes:
        headings: of its columns.
        rows: their cells.
        widths: of the columns, in parts of the whole.
        right: the columns of numbers, which end at the right.
        bold: row and column of the cells that stand out.
        across: the rows whose first cell is a heading over all columns.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    right: Collection[int] = ()
    bold: Collection[tuple[int, int]] = ()
    across: Collection[int] = ()


# ---- files


def open_template(
    opener: Callable[[str | None], Any], path: str | Path | None, missing_template: str, broken_template: str
) -> Any:
    """Return what ``opener`` makes of a template, or of the one that it brings along.

    Raises:
        ReportError: the file is not there (``missing_template``) or can't be read (``broken_template``).
    """
    if path is not None and not is_zipfile(path):
        raise ReportError(missing_template, path=str(path))
    try:
        return opener(None if path is None else str(path))
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise ReportError(broken_template, path=str(path), reason=str(error)) from error


def rewrite(content: bytes, change: Callable[[str, bytes], bytes], *, attributes: int = 0) -> bytes:
    """Return a zip file with its entries changed and their times taken out."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name, _EARLIEST)
            entry.external_attr = attributes
            new.writestr(entry, change(name, old.read(name)), ZIP_DEFLATED)
    return file.getvalue()


def saved(
    document: Any, report: Report, change: Callable[[str, bytes], bytes] = lambda name, content: content
) -> bytes:
    """Return a Word or PowerPoint document as bytes that are the same for the same report.

    Its properties state title and language, and no time, person or program; ``change`` is applied to
    each file inside it.
    """
    properties = document.core_properties
    properties.title = legible(report.title)[:255]
    properties.language = "ja-JP" if report.lang == "ja" else "en-US"
    properties.author = properties.last_modified_by = properties.keywords = ""
    properties.subject = properties.category = ""
    properties.comments, properties.revision = label("note.made", report.lang), 1
    properties.created = properties.modified = properties.last_printed = MADE
    file = BytesIO()
    document.save(file)
    return rewrite(file.getvalue(), change, attributes=_READABLE)


# ---- texts


def legible(text: object) -> str:
    r"""Return the text on one line, without control characters and marks of writing direction.

    A mark that turns the direction would turn what stands beside it too, and Word, PowerPoint and
    LibreOffice don't agree on how to isolate it: it is left out here. The workbook, the page and the CSV
    files have the text as it was written.

    >>> legible("意\x01識\r\nの\u202e向上")
    '意識 の向上'
    """
    return _LINES.sub(" ", DIRECTIONS.sub("", printable(str(cell(text))))).strip()


def source_line(report: Report, question: str = "") -> str:
    """Return the line that names the files, and the question: "出典：survey.csv「効果」"."""
    lang = report.lang
    files = list(dict.fromkeys(legible(base_name(source.path)) for source in report.sources))
    if not files and not question:
        return ""
    names = label("note.separator", lang).join(files[:3])
    if len(files) > 3:
        names += " " + label("page.more_files", lang, count=len(files) - 3)
    quoted = label("draft.quoted", lang, text=legible(question)) if question else ""
    return label("document.source", lang, files=names, question=quoted).strip()


def people(group: Group, count: object) -> str:
    """Return a number of respondents with its unit: "234社", "234 companies"."""
    return label("draft.total", group.lang, count=f"{int(str(cell(count)) or 0):,}", unit=group.unit)


def counted(group: Group, name: object, count: object) -> str:
    """Return a name with its respondents: "意識（234社）"."""
    return label("note.word_count", group.lang, word=legible(name), respondents=people(group, count))


def percent(value: object) -> str:
    """Return a share with one decimal, or "" where there is none."""
    number = cell(value)
    return numbers.percent(number) if isinstance(number, int | float) else ""


def interval(row: Mapping[Any, Any]) -> str:
    """Return the interval of a row with ``low`` and ``high``: "6.9–21.5%"."""
    low, high = cell(row.get("low", "")), cell(row.get("high", ""))
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return ""
    return f"{numbers.percent(low)[:-1]}–{numbers.percent(high)}"
