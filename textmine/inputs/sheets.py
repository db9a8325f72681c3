"""Reads the files that people bring into tables of text, one a sheet, before anything is understood."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from textmine.errors import SurveyError
from textmine.inputs.encodings import decode, kind_of
from textmine.inputs.headers import fold, near, normal
from textmine.inputs.transcript import is_transcript, read_transcript
from textmine.inputs.workbooks import MOST_CELLS, Failure, Merged, Page, read_workbooks

TEXTS = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
DELIMITERS = (",", "\t", ";")
MOST_COLUMNS = 16_384  # as many as Excel has
LONGEST_CELL = 4_000_000  # characters; a longer one is a quotation mark that is never closed
LONGEST_HEADER = 1000  # characters
LARGEST_FILE = 2 << 30  # bytes
_DIGITS = re.compile(r"([0-9]+)")
TITLES = 10  # rows above the header that may hold a title, a date, a note

Cells = NDArray[np.object_]


@dataclass(frozen=True)
class Finding:
    """Something counted while reading: ``finding`` is a key of ``finding.*`` in labels."""

    finding: str
    count: int
    where: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table as it stands in a file: all text, nothing understood."""

    path: str  # as the user gave it, or folder/name for a file found in a folder
    sheet: str  # "" for text files
    encoding: str  # "" for workbooks
    sha256: str
    headers: tuple[str, ...]  # line breaks and runs of spaces folded; "" where there is none
    columns: tuple[Cells, ...]  # one array of str per header, "" where a cell is empty
    rows: NDArray[np.int64]  # 1-based row (line of a transcript) of each record
    findings: tuple[Finding, ...] = ()
    shape: str = "table"  # or "paragraphs": plain text, whose order means something
    spilled: frozenset[int] = frozenset()  # columns that exist only because a row is too long
    named: str = ""  # what its rows are called where nothing says who answered, if that was decided before


def files_of(paths: Sequence[str | Path]) -> tuple[list[str], list[Finding]]:
    """Return the survey files that ``paths`` name, in a folder sorted by name, and what was passed over.

    Raises:
        SurveyError: if one does not exist, or a folder holds no file that can be read.
    """
    files: list[str] = []
    findings: list[Finding] = []
    for given in paths:
        path = Path(given)
        try:
            if not path.exists():
                raise _missing(path)
            if not path.is_dir():
                files.append(str(given))
                continue
            inside = [entry for entry in path.iterdir() if entry.is_file()]
        except (OSError, ValueError) as error:
            raise _unreadable(str(given), error) from None
        # ~$ is the lock that Excel leaves beside an open workbook
        visible = [entry for entry in inside if not entry.name.startswith((".", "~$"))]
        wanted = [entry for entry in visible if entry.suffix.lower() in TEXTS + WORKBOOKS]
        if not wanted:
            raise SurveyError(
                "{path} holds no survey file; put files ending in {endings} there",
                path=path,
                endings=" ".join(TEXTS + WORKBOOKS),
            )
        left = sorted((entry.name for entry in visible if entry not in wanted), key=natural)
        if left:
            findings.append(Finding("files_not_read", len(left), str(path), _some(left)))
        files.extend(str(entry) for entry in sorted(wanted, key=lambda entry: natural(entry.name)))
    return files, findings


def read_sheets(
    paths: Sequence[str], *, sheet: str | None = None, encoding: str | None = None
) -> list[Sheet]:
    """Return the tables of the files in ``paths``, in order.

    Of a workbook it is the sheet named ``sheet`` (or its number, from 1), else the first visible one that
    holds a table and the others with the same headers; a finding names the rest.

    Raises:
        SurveyError: if a file can't be read; it says which, why and what to do.
    """
    contents = [_bytes(path) for path in paths]
    books = [path for path, data in zip(paths, contents, strict=True) if _is_workbook(path, data)]
    results = read_workbooks([Path(path) for path in books]) if books else iter(())
    pages = {path: next(results, Failure("broken", "")) for path in books}
    forms = _forms([_chosen(each, sheet) for each in pages.values()])
    found: list[Sheet] = []
    for path, data in zip(paths, contents, strict=True):
        digest = hashlib.sha256(data).hexdigest()
        if path in pages and forms:
            found.append(_form(path, digest, _chosen(pages[path], sheet), *forms))
        elif path in pages:
            found.extend(_book_sheets(path, digest, pages[path], sheet))
        else:
            found.append(text_sheet(path, digest, data, encoding))
    return found


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key in which numbers inside a text count as numbers: row 2 before row 10.

    >>> sorted(["回答10", "回答9", "a"], key=natural)
    ['a', '回答9', '回答10']
    """
    key = [
        # the cap on the length keeps a million digits from costing minutes
        (0, int(piece), "") if place % 2 and len(piece) < 1000 else (1, 0, piece)
        for place, piece in enumerate(_DIGITS.split(text))
        if piece
    ]
    return (*key, (-1, 0, text))  # of 01 and 1, which are equal else, always the same one comes first


def in_natural_order(texts: Iterable[str]) -> list[str]:
    """Return texts sorted by :func:`natural`; in a quarter of the time where only a last number differs.

    >>> in_natural_order(["回答10", "回答9", "回答1"])
    ['回答1', '回答9', '回答10']
    """
    listed = sorted(texts)
    heads = {text.rstrip("0123456789") for text in listed}
    lengths = set(map(len, listed))
    if len(heads) != 1 or max(lengths) >= 1000:
        return sorted(listed, key=natural)
    if len(lengths) > 1:
        begin = len(heads.pop())
        if any(text.startswith("0", begin) and len(text) > begin + 1 for text in listed):
            return sorted(listed, key=natural)
        listed.sort(key=len)
    return listed


def _bytes(path: str) -> bytes:
    try:
        if Path(path).stat().st_size > LARGEST_FILE:
            raise SurveyError("{path} is larger than 2 GB; split it into several files", path=path)
        data = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if not data.strip(b" \t\r\n\0"):
        raise SurveyError("{path} is empty", path=path)
    return data


def _unreadable(path: str, error: Exception) -> SurveyError:
    if isinstance(error, PermissionError) or getattr(error, "errno", 0) == errno.EACCES:
        return SurveyError(
            "{path} can't be read: permission denied; close it elsewhere or change its rights", path=path
        )
    if isinstance(error, FileNotFoundError):
        return _missing(Path(path))
    return SurveyError(
        "{path!r} can't be read: {reason}", path=path, reason=getattr(error, "strerror", "") or str(error)
    )


def _missing(path: Path) -> SurveyError:
    try:
        beside = [entry.name for entry in path.parent.iterdir()]
    except (OSError, ValueError):
        beside = []
    guess = near(path.name, beside)
    if guess:
        return SurveyError("there is no file {path}; did you mean {near}?", path=path, near=guess)
    return SurveyError("there is no file {path}; check the name and the folder", path=path)


def _is_workbook(path: str, data: bytes) -> bool:
    """Whether to read a file as a workbook; refuses one whose ending says otherwise than its bytes."""
    kind = kind_of(data)
    book = "workbook" in kind or "spreadsheet" in kind
    if Path(path).suffix.lower() not in WORKBOOKS:
        return False  # decode() names what it is
    if kind and not book and kind != "a ZIP archive":
        raise SurveyError(
            "{path} is {kind}, not a workbook; open it in Excel and save it as .xlsx", path=path, kind=kind
        )
    if not kind:
        raise SurveyError(
            "{path} is not a workbook whatever its ending says; if it is text, rename it to .csv, otherwise "
            "save it again from Excel",
            path=path,
        )
    return True


def _book_sheets(path: str, digest: str, pages: list[Page] | Failure, sheet: str | None) -> list[Sheet]:
    if isinstance(pages, Failure):
        raise _failed(path, pages)
    names = [page.name for page in pages]
    if sheet is not None:
        chosen = [page for page in pages if page.name == sheet]
        chosen = chosen or [page for page in pages if normal(page.name) == normal(sheet)]
        if not chosen and sheet.strip().isdecimal() and 1 <= int(sheet) <= len(pages):
            chosen = [pages[int(sheet) - 1]]
        if not chosen:
            raise SurveyError(
                "{path} has no sheet {sheet!r}; it has {names}",
                path=path,
                sheet=sheet,
                names=", ".join(names),
            )
        return [_table(path, page.name, "", digest, page.rows, page.merged) for page in chosen[:1]]
    read: list[Sheet] = []
    left: list[str] = []
    refusals: list[SurveyError] = []
    for page in pages:
        if not page.visible or not any(cell.strip() for row in page.rows for cell in row):
            left += [page.name] if page.rows else []
            continue
        try:
            table = _table(path, page.name, "", digest, page.rows, page.merged)
        except SurveyError as error:  # a cover sheet, a note; the table may be on the next one
            refusals.append(error)
            left.append(page.name)
            continue
        if read and sorted(map(normal, table.headers)) != sorted(map(normal, read[0].headers)):
            left.append(page.name)
        else:
            read.append(table)
    if not read:
        raise refusals[0] if refusals else SurveyError("{path} is empty", path=path)
    if left:
        extra = Finding("sheets_not_read", len(left), path, _some(left))
        first = read[0]
        read[0] = Sheet(**{**vars(first), "findings": (*first.findings, extra)})
    return read


def _chosen(pages: list[Page] | Failure, sheet: str | None) -> Page | None:
    """The sheet of a workbook that would be a form, if it is one."""
    if isinstance(pages, Failure):
        return None
    wanted = [page for page in pages if page.name == sheet or (sheet is None and page.visible)]
    return next((page for page in wanted if any(any(row) for row in page.rows)), None)


def _forms(pages: list[Page | None]) -> tuple[list[tuple[int, str]], int] | None:
    """The (row, label) pairs and the column of answers, if the workbooks are one form that was filled in.

    They are if they agree, row for row, in all columns but one, which even in its first row is not a header.
    """
    sheets = [page.rows for page in pages if page]
    if len(sheets) < 2 or len(sheets) < len(pages):
        return None
    height = max(map(len, sheets))
    width = max(len(row) for rows in sheets for row in rows)
    if not 3 <= height <= 1000 or not 2 <= width <= 6:
        return None
    grid = [
        [
            [rows[r][c].strip() if r < len(rows) and c < len(rows[r]) else "" for r in range(height)]
            for c in range(width)
        ]
        for rows in sheets
    ]
    varying = [c for c in range(width) if any(each[c] != grid[0][c] for each in grid)]
    if len(varying) != 1 or varying[0] == 0:
        return None
    answer = varying[0]
    labels = []
    for row in range(height):
        beside = [grid[0][c][row] for c in range(answer) if grid[0][c][row]]
        if beside:
            labels.append((row, fold(beside[-1])))
    different = sum(len({each[answer][row] for each in grid}) > 1 for row, _ in labels)
    first = labels[0][0] if labels else 0
    is_header = bool(grid[0][answer][first]) and len({each[answer][first] for each in grid}) == 1
    ids = sum(bool(re.fullmatch(r"[A-Za-z0-9_-]*", label)) for _, label in labels)
    if len(labels) < 3 or is_header or not different or ids > len(labels) / 2:
        return None
    return labels, answer


def _form(path: str, digest: str, page: Page | None, labels: list[tuple[int, str]], answer: int) -> Sheet:
    """A filled-in form as a table of one row."""
    assert page is not None
    cells = [
        page.rows[row][answer] if row < len(page.rows) and answer < len(page.rows[row]) else ""
        for row, _ in labels
    ]
    return Sheet(
        path,
        page.name,
        "",
        digest,
        tuple(label for _, label in labels),
        tuple(_array([cell]) for cell in cells),
        np.array([labels[0][0] + 1]),
        (Finding("form", len(labels), path),),
    )


def _failed(path: str, failure: Failure) -> SurveyError:
    if failure.reason == "password":
        return SurveyError(
            "{path} is protected by a password; open it in Excel, remove the password and save it", path=path
        )
    if failure.reason == "big":
        return SurveyError(
            "{path} has a sheet with more than {cells} cells, perhaps through one stray cell far from the "
            "table; copy the table into a new workbook",
            path=path,
            cells=MOST_CELLS,
        )
    return SurveyError(
        "{path} is a damaged workbook ({detail}); open it in Excel and save it again, or export it as CSV",
        path=path,
        detail=failure.detail or "it can't be opened",
    )


def text_sheet(path: str, digest: str, data: bytes, encoding: str | None) -> Sheet:
    """Return the table in the bytes of a text file.

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
    if suffix == ".txt" and (is_transcript(text) or not delimiter_of(text, suffix)):
        headers, cells, lines = read_transcript(text, Path(path).stem)
        if not cells:
            raise SurveyError("{path} has headings but no text under them", path=path)
        _check_size(path, cells)
        if headers == ["section", "text"]:  # no headings: each line is someone's answer
            headers, cells = ["text"], [row[1:] for row in cells]
        columns = tuple(_array(column) for column in zip(*cells, strict=True))
        return Sheet(
            path,
            "",
            decoded.encoding,
            digest,
            tuple(headers),
            columns,
            np.array(lines),
            tuple(findings),
            "paragraphs",
        )
    rows, stray = _records(text, path, suffix)
    if stray:
        findings.append(Finding("stray_quotes", 1, path))
    table = _table(path, "", decoded.encoding, digest, rows, ())
    return Sheet(**{**vars(table), "findings": (*findings, *table.findings)})


def _check_size(path: str, cells: list[list[str]]) -> None:
    for number, row in enumerate(cells, start=1):
        if len(row[-1]) > LONGEST_CELL:
            raise _too_long(path, number)


def _too_long(path: str, row: int) -> SurveyError:
    return SurveyError(
        "{path} has a cell of more than {characters} characters in row {row}; look for a quotation mark "
        "that is never closed",
        path=path,
        characters=LONGEST_CELL,
        row=row,
    )


def delimiter_of(text: str, suffix: str) -> str:
    """The sign between cells: the one that cuts the first records into equally many; "" if none."""
    named = re.match(r"sep=(.)\n", text)  # Excel's own hint
    if named:
        return named[1]
    head = text[:65_536]
    best, score = "", 1.0
    for delimiter in sorted(DELIMITERS, key=lambda sign: (sign == "\t") != (suffix == ".tsv")):
        widths: Counter[int] = Counter()
        first = 0
        try:
            for record in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
                if not any(cell.strip() for cell in record):
                    continue
                widths[len(record)] += 1
                first = first or len(record)
                if widths.total() >= 100:
                    break
        except csv.Error:
            continue
        width, often = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        if width < 2 and first < 2:
            continue
        if suffix == ".txt" and (width < 2 or often < 0.8 * widths.total()):
            continue  # commas in running text are no table
        consistent = often / max(1, widths.total())
        value = max(width, first) ** 0.5 * (0.2 + consistent)
        if value > score:
            best, score = delimiter, value
    return best


def _records(text: str, path: str, suffix: str) -> tuple[list[list[str]], bool]:
    """The records of a text table, and whether it has quotation marks where none may be."""
    delimiter = delimiter_of(text, suffix) or ("\t" if suffix == ".tsv" else ",")
    hint = re.match(r"sep=.\n", text)
    if hint:
        text = "\n" + text[hint.end() :]  # an empty row in its place keeps the numbers of the rows
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        try:
            return _parse(text, path, delimiter, strict=True), False
        except csv.Error as error:
            if "end of data" in str(error):
                row = _unclosed(text, delimiter)
                raise SurveyError(
                    "{path} opens a quotation mark in row {row} that is never closed; close it or double it",
                    path=path,
                    row=row,
                ) from None
        try:
            return _parse(text, path, delimiter, strict=False), True
        except csv.Error as error:
            raise SurveyError("{path!r} can't be read: {reason}", path=path, reason=str(error)) from None
    finally:
        csv.field_size_limit(before)


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
            if cells > MOST_CELLS:
                raise SurveyError(
                    "{path} has more than {cells} cells; split it into several files",
                    path=path,
                    cells=MOST_CELLS,
                )
            rows.append(row)
    except csv.Error as error:
        if "field larger" in str(error):
            raise _too_long(path, len(rows) + 1) from None
        raise
    return rows


def _unclosed(text: str, delimiter: str) -> int:
    """The row in which the last, never closed, quotation mark stands."""
    rows = 0
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows += 1
    except csv.Error:
        pass
    return rows + 1


def _table(
    path: str, name: str, encoding: str, digest: str, rows: list[list[str]], merged: tuple[Merged, ...]
) -> Sheet:
    """Find the header among ``rows`` and give every column one length."""
    findings: list[Finding] = []
    where = f"{path} [{name}]" if name else path
    filled = [index for index, row in enumerate(rows) if any(row) and any(cell.strip() for cell in row)]
    if not filled:
        raise SurveyError("{path} is empty", path=where)
    top, titles = _header_row(rows, filled)
    if titles:
        findings.append(
            Finding("titles", len(titles), where, _some([fold(" ".join(rows[i])) for i in titles]))
        )
    headers = [_cut(fold(cell)) for cell in rows[top]]
    while headers and not headers[-1]:
        headers.pop()
    body = [index for index in filled if index > top]
    if body and body[0] == top + 1:
        joined = _two_rows(headers, [_cut(fold(cell)) for cell in rows[top + 1]], top, merged)
        if joined:
            headers, body = joined, body[1:]
            findings.append(Finding("two_header_rows", 2, where, f"{top + 1}-{top + 2}"))
    if not body:
        raise SurveyError("{path} has a header in row {row} but no rows under it", path=where, row=top + 1)
    blank = body[-1] - body[0] + 1 - len(body)
    if blank:
        findings.append(Finding("blank_rows", blank, where))
    width = len(headers)
    table, ragged, short, widest = [], [], [], width
    for index in body:
        row = rows[index]
        if len(row) > width:
            length = len(row)
            while length > width and not row[length - 1].strip():
                length -= 1
            if length > width:
                ragged.append(index + 1)
                widest = max(widest, length)
            row = row[:length]
        elif len(row) < width:
            short.append(index + 1)
        table.append(row)
    if widest * len(table) > MOST_CELLS:
        raise SurveyError(
            "{path} has more than {cells} cells; split it into several files", path=where, cells=MOST_CELLS
        )
    if ragged and not name:
        findings.append(Finding("long_rows", len(ragged), where, _some(ragged)))
    if short and not name:
        findings.append(Finding("short_rows", len(short), where, _some(short)))
    if ragged or short:
        table = [row + [""] * (widest - len(row)) if len(row) < widest else row for row in table]
    columns = [_array(column) for column in zip(*table, strict=True)]
    headers += [""] * (widest - width)
    keep = [i for i in range(widest) if headers[i] or any(cell.strip() for cell in columns[i].tolist())]
    spilled = frozenset(place for place, i in enumerate(keep) if i >= width and not name)
    return Sheet(
        path,
        name,
        encoding,
        digest,
        tuple(headers[i] for i in keep),
        tuple(columns[i] for i in keep),
        np.array([index + 1 for index in body], dtype=np.int64),
        tuple(findings),
        spilled=spilled,
    )


def _cut(header: str) -> str:
    """A header that a name can be made of; longer ones are text that stands in the wrong row."""
    return header if len(header) <= LONGEST_HEADER else header[: LONGEST_HEADER - 1] + "…"


def _header_row(rows: list[list[str]], filled: list[int]) -> tuple[int, list[int]]:
    """The first row that is no title: a lone cell above a row of three or more is one."""
    titles: list[int] = []
    for index, following in itertools.pairwise(filled):
        alone = sum(bool(cell.strip()) for cell in rows[index]) == 1
        wider = max(
            sum(bool(cell.strip()) for cell in rows[later])
            for later in filled
            if following <= later <= following + TITLES
        )
        if not alone or wider < 3:
            return index, titles
        titles.append(index)
    rest = [index for index in filled if index not in titles]
    return (rest[0], titles) if rest else (filled[0], [])


def _two_rows(upper: list[str], lower: list[str], top: int, merged: tuple[Merged, ...]) -> list[str] | None:
    """The joined headers if the second row is one too: "アップデート／状況"; None if it is not.

    It is one under a merged header cell, or, where merging is not known, if labels repeat under the gaps of
    the first row.
    """
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    lower = lower + [""] * (width - len(lower))
    spans = {
        column
        for (first, left), (last, right) in merged
        if first == last == top and right > left
        for column in range(left, right + 1)
    }
    gaps = [i for i in range(1, width) if not upper[i] and lower[i]]
    if spans:
        if not any(lower[i] for i in spans if i < width):
            return None
    else:
        labels = Counter(lower[i] for i in range(width) if lower[i])
        repeated = sum(count for count in labels.values() if count > 1)
        numbers = sum(bool(re.fullmatch(r"[\d.,%-]+", label)) for label in lower if label)
        if len(gaps) < 2 or repeated < max(4, len(gaps)) or numbers:
            return None
        if any(not upper[i] and not lower[i] for i in range(width)):
            return None
    joined, current = [], ""
    for i in range(width):
        over = i in spans if spans else bool(lower[i])
        if upper[i]:
            current = upper[i]
        if not over:
            current = upper[i]
        joined.append("／".join(part for part in (current if lower[i] else upper[i], lower[i]) if part))
    return joined


def _array(column: Sequence[str]) -> Cells:
    array = np.empty(len(column), dtype=object)
    array[:] = column
    return array


def _some(things: Sequence[object], most: int = 10) -> str:
    """The first few of a list, for a finding."""
    shown = ", ".join(str(thing) for thing in things[:most])
    return shown + (f" … (+{len(things) - most})" if len(things) > most else "")
