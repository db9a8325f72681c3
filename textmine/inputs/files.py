"""Reads the files that people bring, text or workbooks, one or a folder of them, into tables of text."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textmine.errors import SurveyError
from textmine.inputs.archives import only_file
from textmine.inputs.bookreader import MOST_CELLS
from textmine.inputs.booksheets import RolesOf, book_sheets, not_computed
from textmine.inputs.encodings import kind_of
from textmine.inputs.filled_forms import filled_form, form_of
from textmine.inputs.findings import Finding, counted
from textmine.inputs.headers import near
from textmine.inputs.interviews import with_questions
from textmine.inputs.natural import natural
from textmine.inputs.notations import with_headings
from textmine.inputs.sheets import Sheet
from textmine.inputs.textfiles import JSON, paragraphs_of, read_text, unreadable
from textmine.inputs.wordfiles import read_document
from textmine.inputs.workbooks import Failure, Page, read_workbooks
from textmine.settings import DEFAULTS, Hidden

TEXTS = (".csv", ".tsv", ".txt", *JSON)
ARCHIVES = (".zip",)
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
DOCUMENT = ".docx"  # read where it is named, or lies in a folder of its like
LARGEST_FILE = 2 << 30  # bytes


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
            visible = visible_files(path)
        except (OSError, ValueError) as error:
            raise _refused(str(given), error) from None
        surveys = [entry for entry in visible if entry.suffix.lower() in TEXTS + WORKBOOKS + ARCHIVES]
        surveys = surveys or [entry for entry in visible if entry.suffix.lower() == DOCUMENT]
        if not surveys:
            raise SurveyError(
                "{path} holds no survey file; put files ending in {endings} there",
                path=path,
                endings=" ".join((*TEXTS, *WORKBOOKS, *ARCHIVES, DOCUMENT)),
            )
        others = sorted((entry.name for entry in visible if entry not in surveys), key=natural)
        findings += counted("files_not_read", others, str(path))
        files.extend(map(str, sorted(surveys, key=lambda entry: natural(entry.name))))
    return files, findings


def visible_files(folder: Path) -> list[Path]:
    """Return the files in a folder; ~$ is the lock that Excel leaves beside an open workbook."""
    return [entry for entry in folder.iterdir() if entry.is_file() and not entry.name.startswith((".", "~$"))]


def read_sheets(
    paths: Sequence[str],
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    hidden: Hidden = DEFAULTS.survey.hidden,
    question_heading: int | None = None,
    roles_of: RolesOf | None = None,
) -> list[Sheet]:
    """Return the tables of the files in ``paths``, in order.

    Of a workbook it is the sheet named ``sheet`` (or its number, from 1), else what ``book_sheets`` finds.
    ``hidden`` says whether its hidden rows and columns are read, ``question_heading`` which headings of a
    transcript are questions.

    Raises:
        SurveyError: if a file can't be read; it says which, why and what to do.
    """
    contents = [_bytes(path) for path in paths]
    books = [path for path, data in zip(paths, contents, strict=True) if _is_workbook(path, data)]
    results = read_workbooks([Path(path) for path in books]) if books else iter(())
    pages = {path: next(results, Failure("broken", "")) for path in books}
    first_pages = {path: _first_page(each, sheet) for path, each in pages.items()}
    form = form_of(list(first_pages.values()))
    sheets: list[Sheet] = []
    for path, data in zip(paths, contents, strict=True):
        digest = hashlib.sha256(data).hexdigest()
        page = first_pages.get(path)
        if form and page:
            filled = filled_form(form, page, path, digest)
            sheets.append(replace(filled, findings=(*filled.findings, *not_computed(page, path))))
        elif path in pages:
            book = pages[path]
            if isinstance(book, Failure):
                raise _failed(path, book)
            sheets += book_sheets(book, sheet, path=path, sha256=digest, hidden=hidden, roles_of=roles_of)
        elif Path(path).suffix.lower() == DOCUMENT:
            sheets.append(replace(_document(path, data, question_heading), sha256=digest))
        elif Path(path).suffix.lower() in ARCHIVES:
            name, unpacked = only_file(path, data, TEXTS)
            inside = read_text(
                str(Path(path) / name), digest, unpacked, encoding, question_heading=question_heading
            )
            sheets.append(replace(inside, path=path))
        else:
            sheets.append(read_text(path, digest, data, encoding, question_heading=question_heading))
    return with_questions(sheets) if question_heading is None else sheets


def _document(path: str, data: bytes, question_heading: int | None) -> Sheet:
    """Return the paragraphs of a Word document."""
    text, titles = read_document(path, data)
    if not text.strip():
        raise SurveyError("{path} is empty", path=path)
    sheet = paragraphs_of(path, with_headings(text), question_heading)
    return replace(sheet, findings=(*sheet.findings, *counted("titles", titles, path)))


def _bytes(path: str) -> bytes:
    try:
        if Path(path).stat().st_size > LARGEST_FILE:
            raise SurveyError("{path} is larger than 2 GB; split it into several files", path=path)
        data = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None
    if not data.strip(b" \t\r\n\0"):
        raise SurveyError("{path} is empty", path=path)
    return data


def _refused(path: str, error: Exception) -> SurveyError:
    if isinstance(error, PermissionError) or getattr(error, "errno", 0) == errno.EACCES:
        return SurveyError(
            "{path} can't be read: permission denied; close it elsewhere or change its rights", path=path
        )
    return _missing(Path(path)) if isinstance(error, FileNotFoundError) else unreadable(path, error)


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
    if Path(path).suffix.lower() not in WORKBOOKS:
        return False  # decode() names what it is
    kind = kind_of(data)
    if not kind:
        raise SurveyError(
            "{path} is not a workbook whatever its ending says; if it is text, rename it to .csv, otherwise "
            "save it again from Excel",
            path=path,
        )
    if "workbook" not in kind and "spreadsheet" not in kind and kind != "a ZIP archive":
        raise SurveyError(
            "{path} is {kind}, not a workbook; choose the Excel or CSV file with the answers",
            path=path,
            kind=kind,
        )
    return True


def _first_page(pages: list[Page] | Failure, sheet: str | None) -> Page | None:
    """Return the first sheet of a workbook that holds anything, or the one that was named."""
    if isinstance(pages, Failure):
        return None
    candidates = [page for page in pages if page.name == sheet or (sheet is None and page.visible)]
    return next((page for page in candidates if any(any(row) for row in page.rows)), None)


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
