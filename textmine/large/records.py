"""Reads a survey in parts, each with all rows of its respondents: one larger than memory can be counted so.

A part is what ``read_survey`` would make of its rows alone, with the columns' roles as the first rows of the
whole decided them.
"""

from __future__ import annotations

import csv
import hashlib
import heapq
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from textmine.errors import SurveyError
from textmine.inputs.encodings import decode
from textmine.inputs.headers import fold
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.roles import Layout
from textmine.inputs.sheets import (
    LONGEST_CELL,
    WORKBOOKS,
    Cells,
    Finding,
    Sheet,
    delimiter_of,
    files_of,
    text_sheet,
)
from textmine.inputs.survey import Source, Survey, layout_of, part_of, row_names

ROWS = 20_000  # of a part, where each row is a respondent
BUCKET = 4 << 20  # bytes of a part, where rows are brought together by respondent
MOST_BUCKETS = 400  # files that are open at once
HEAD = 1 << 20  # bytes of the first file that decide what its columns are
LARGE = 32 << 20  # bytes of text files from which on they are read in parts
PARQUET = ".parquet"


@dataclass(frozen=True, eq=False)
class Parts:
    """A survey that is read part by part.

    Attributes:
        head: the survey of its first rows: names of questions and attributes, roles of columns.
        layout: what the columns are, for every part.
        sources: the files; a Parquet file has the SHA-256 of its bytes too.
        sheets: the parts, each as the sheets of its rows; to be gone through once.
    """

    head: Survey
    layout: Layout
    sources: tuple[Source, ...]
    sheets: Iterator[tuple[Sheet, ...]]


def in_parts(paths: Sequence[str]) -> bool:
    """Return whether files are better read in parts: Parquet, those at an address, and large text files."""
    if only_in_parts(paths):
        return True
    inside = [
        file
        for path in paths
        for file in (Path(path).iterdir() if Path(path).is_dir() else [Path(path)])
        if file.is_file() and not file.name.startswith((".", "~$"))
    ]
    others = [file for file in inside if file.suffix.lower() in WORKBOOKS or file.suffix.lower() == ".txt"]
    return not others and sum(file.stat().st_size for file in inside) >= LARGE


def only_in_parts(paths: Sequence[str]) -> bool:
    """Return whether files can't be read otherwise: Parquet, and those at an address."""
    return any(
        "://" in path or Path(path).suffix.lower() == PARQUET or _holds_parquet(path) for path in paths
    )


def read_parts(
    paths: Sequence[str],
    folder: Path,
    *,
    respondent: str | None = None,
    questions: Sequence[str] | None = None,
    attributes: Sequence[str] | None = None,
    encoding: str | None = None,
    lexicon: Lexicon,
) -> Parts:
    """Return a survey in parts: .csv, .tsv and .parquet files, folders of them, addresses (``s3://…``).

    Where a column says who answered, rows are first brought together by respondent in files of ``folder``.
    Addresses need the extra ``remote``.

    Raises:
        SurveyError: if a file can't be read, the headers of two differ, a row has more cells than the header,
            a column does not exist, or nothing looks like free text.
    """
    heads, layout, head = _begun(
        paths, lexicon, encoding, respondent=respondent, questions=questions, attributes=attributes
    )
    sources = tuple(Source(each.path, "", each.encoding, _digest(each.path), 0) for each in heads)
    records = _records(heads)
    place = _place(layout)
    if place < 0:
        sheets = _row_by_row(heads, records)
    else:
        total = sum(_size(each.path) for each in heads)
        sheets = _by_respondent(heads, records, folder, place, total)
    return Parts(head, layout, sources, sheets)


def read_sample(
    paths: Sequence[str],
    size: int,
    *,
    seed: int,
    respondent: str | None = None,
    questions: Sequence[str] | None = None,
    attributes: Sequence[str] | None = None,
    encoding: str | None = None,
    lexicon: Lexicon,
) -> Survey:
    """Return a survey in files as those of ``read_parts``, of at most ``size`` respondents (0: of all).

    They are drawn by the seed and by what the column of respondents says (without one: by file and row), so
    it does not matter in what order the rows stand. The finding "not_drawn" counts the rows of the others.

    Raises:
        SurveyError: as ``read_parts``.
    """
    heads, layout, _ = _begun(
        paths, lexicon, encoding, respondent=respondent, questions=questions, attributes=attributes
    )
    place = _place(layout)
    drawn: dict[int, list[tuple[int, int, list[str]]]] = {}  # ticket of a respondent -> rows
    last: list[int] = []  # a heap of the tickets, the largest first
    rows = [0] * len(heads)
    for number, row, cells in _records(heads):
        rows[number] += 1
        ticket = _digest_of(f"{seed}:{_who(cells, place, number, row)}")
        if ticket not in drawn:
            if size and len(last) == size:
                if ticket > -last[0]:
                    continue
                del drawn[-heapq.heappushpop(last, -ticket)]
            else:
                heapq.heappush(last, -ticket)
            drawn[ticket] = []
        drawn[ticket].append((number, row, cells))
    held = sorted((record for records in drawn.values() for record in records), key=lambda each: each[:2])
    left = sum(rows) - len(held)
    findings = [Finding("not_drawn", left, detail=f"{len(drawn):,}, {seed}")] if left else []
    survey = part_of(_sheets(heads, held), layout, lexicon, findings)
    present = np.array(sorted({number for number, _, _ in held}), dtype=np.int64)
    return replace(
        survey,
        answers=survey.answers.assign(source=present[survey.answers["source"].to_numpy()]),
        sources=tuple(
            Source(each.path, "", each.encoding, _digest(each.path), count)
            for each, count in zip(heads, rows, strict=True)
        ),
    )


def _begun(
    paths: Sequence[str],
    lexicon: Lexicon,
    encoding: str | None,
    *,
    respondent: str | None,
    questions: Sequence[str] | None,
    attributes: Sequence[str] | None,
) -> tuple[list[Sheet], Layout, Survey]:
    """Return the first rows of each file, what the columns are, and the survey of the first rows."""
    files = _files(paths)
    first = _head(files[0], encoding)
    layout = layout_of(
        [first], respondent=respondent, questions=questions, attributes=attributes, lexicon=lexicon
    )
    head = part_of([first], layout, lexicon)
    if layout.long is not None:
        # Which questions are closed is seen in the first rows, not anew in each part.
        closed = head.columns.loc[head.columns["why"] == "long_closed", "question"]
        layout = replace(
            layout, long=replace(layout.long, labels=head.questions, attributes=tuple(closed.astype(str)))
        )
    heads = [first, *(_head(path, encoding) for path in files[1:])]
    for other in heads:
        if other.headers != first.headers:
            raise SurveyError(
                "{path} has other columns than {other}; files that are read in parts need the same ones in "
                "the same order",
                path=other.path,
                other=first.path,
            )
    named = row_names(heads)
    return [replace(each, named=name) for each, name in zip(heads, named, strict=True)], layout, head


def _place(layout: Layout) -> int:
    """Return which column says who answered, or -1."""
    return next((at for at, column in enumerate(layout.columns) if column.role == "respondent"), -1)


def _who(cells: Sequence[str], place: int, number: int, row: int) -> str:
    """Return who wrote a row."""
    named = unicodedata.normalize("NFKC", fold(cells[place])).strip() if place >= 0 else ""
    return named or f"{number}:{row}"


def _digest_of(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _files(paths: Sequence[str]) -> list[str]:
    files: list[str] = []
    for path in paths:
        if "://" in path:
            files.append(path)
        elif _holds_parquet(path):
            files += sorted(str(each) for each in Path(path).glob("*" + PARQUET))
        else:
            files += files_of([path])[0]
    for path in files:
        if Path(path).suffix.lower() not in (".csv", ".tsv", PARQUET):
            raise SurveyError(
                "{path} can't be read in parts: only .csv, .tsv and .parquet files can; save it as one of "
                "these",
                path=path,
            )
    return files


def _holds_parquet(path: str) -> bool:
    return "://" not in path and Path(path).is_dir() and any(Path(path).glob("*" + PARQUET))


def _open(path: str) -> Any:
    """Return a file open for reading bytes."""
    if "://" not in path:
        try:
            return Path(path).open("rb")
        except OSError as error:
            raise SurveyError(
                "{path} can't be read: {reason}", path=path, reason=error.strerror or str(error)
            ) from error
    try:
        import fsspec
    except ImportError:
        raise SurveyError(
            "reading {path} needs fsspec; run: pip install 'textmine[remote]'", path=path
        ) from None
    return fsspec.open(path, "rb").open()


def _size(path: str) -> int:
    with _open(path) as file:
        return int(file.seek(0, io.SEEK_END))


def _digest(path: str) -> str:
    with _open(path) as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
        return digest.hexdigest()


def _head(path: str, encoding: str | None) -> Sheet:
    """Return the first rows of a file as a sheet."""
    if Path(path).suffix.lower() == PARQUET:
        for first in _parquet(path):
            return first
        raise SurveyError("{path} is empty", path=path)
    with _open(path) as file:
        start = file.read(HEAD)
    whole = len(start) < HEAD
    if not whole:
        start = start[: start.rfind(b"\n") + 1]
    decoded = decode(start, path, encoding=encoding)
    text = decoded.text.removeprefix("\ufeff")
    sign = _sign(text, path)
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise SurveyError("{path!r} can't be read: {reason}", path=path, reason=str(error)) from None
    finally:
        csv.field_size_limit(before)
    if not whole:
        found.pop()  # it may go on behind what was read
    again = io.StringIO(newline="")
    csv.writer(again, delimiter=sign).writerows(found)
    sheet = text_sheet(path, "", again.getvalue().encode(), "utf-8")
    return replace(sheet, encoding=decoded.encoding)


def _records(heads: Sequence[Sheet]) -> Iterator[tuple[int, int, list[str]]]:
    """Return (number of the file, row, cells) of each row below the header of each file."""
    width = len(heads[0].headers)
    for number, head in enumerate(heads):
        path = head.path
        if Path(path).suffix.lower() == PARQUET:
            for sheet in _parquet(path):
                rows = zip(*(column.tolist() for column in sheet.columns), strict=True)
                for row, values in zip(sheet.rows.tolist(), rows, strict=True):
                    yield number, row, list(values)
            continue
        begins = int(head.rows[0])
        before = csv.field_size_limit(LONGEST_CELL)
        try:
            with _open(path) as file, io.TextIOWrapper(file, encoding=head.encoding, newline="") as text:
                sign = _sign(text.read(1 << 16).removeprefix("\ufeff"), path)
                text.seek(0)
                for row, cells in enumerate(csv.reader(text, delimiter=sign), start=1):
                    whole = "".join(cells)
                    if row < begins or not whole or whole.isspace():
                        continue
                    if len(cells) > width and any(cells[width:]):
                        raise SurveyError(
                            "{path}, row {row} has {found} cells, and the header {wanted}; put answers that "
                            "hold a separator in quotation marks",
                            path=path,
                            row=row,
                            found=len(cells),
                            wanted=width,
                        )
                    if len(cells) != width:
                        cells = [*cells, *[""] * (width - len(cells))][:width]
                    if "\r" in whole:
                        cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
                    yield number, row, cells
        except UnicodeDecodeError as error:
            raise SurveyError(
                "{path} begins in {encoding} but does not go on so; save it in one encoding, or name it with "
                "--encoding",
                path=path,
                encoding=head.encoding,
            ) from error
        except csv.Error as error:
            raise SurveyError("{path!r} can't be read: {reason}", path=path, reason=str(error)) from None
        finally:
            csv.field_size_limit(before)


def _parquet(path: str) -> Iterator[Sheet]:
    begins = 2  # as if a header stood in row 1
    try:
        with _open(path) as file:
            for batch in pq.ParquetFile(file).iter_batches(batch_size=ROWS):
                columns = [
                    ["" if value is None else str(value) for value in each.to_pylist()]
                    for each in batch.columns
                ]
                at = np.arange(begins, begins + batch.num_rows)
                begins += batch.num_rows
                names = tuple(map(str, batch.schema.names))
                yield Sheet(path, "", "", "", names, tuple(map(_cells, columns)), at)
    except pa.ArrowException as error:
        raise SurveyError("{path!r} can't be read: {reason}", path=path, reason=str(error)) from error


def _row_by_row(
    heads: Sequence[Sheet], records: Iterable[tuple[int, int, list[str]]]
) -> Iterator[tuple[Sheet, ...]]:
    held: list[tuple[int, int, list[str]]] = []
    for record in records:
        held.append(record)
        if len(held) == ROWS:
            yield _sheets(heads, held)
            held = []
    if held:
        yield _sheets(heads, held)


def _by_respondent(
    heads: Sequence[Sheet],
    records: Iterable[tuple[int, int, list[str]]],
    folder: Path,
    place: int,
    total: int,
) -> Iterator[tuple[Sheet, ...]]:
    """Return parts in which rows of one respondent stand together, by way of files in the folder."""
    count = min(MOST_BUCKETS, max(1, -(-total // BUCKET)))
    names = [folder / f"rows-{number:03}.jsonl" for number in range(count)]
    with ExitStack() as opened:
        buckets = [opened.enter_context(name.open("w", encoding="utf-8")) for name in names]
        for number, row, cells in records:
            bucket = _digest_of(_who(cells, place, number, row)) % count
            buckets[bucket].write(json.dumps([number, row, cells]) + "\n")
    for name in names:
        with name.open(encoding="utf-8") as file:
            held = [(number, row, cells) for number, row, cells in map(json.loads, file)]
        name.unlink()
        if held:
            yield _sheets(heads, held)


def _sheets(heads: Sequence[Sheet], held: Sequence[tuple[int, int, list[str]]]) -> tuple[Sheet, ...]:
    """Return the rows as a sheet for each file that they are from."""
    found = []
    for number in sorted({number for number, _, _ in held}):
        mine = [(row, cells) for source, row, cells in held if source == number]
        columns = tuple(_cells(column) for column in zip(*(cells for _, cells in mine), strict=True))
        rows = np.array([row for row, _ in mine], dtype=np.int64)
        found.append(replace(heads[number], columns=columns, rows=rows, findings=(), spilled=frozenset()))
    return tuple(found)


def _sign(text: str, path: str) -> str:
    """Return what stands between two cells."""
    suffix = Path(path).suffix.lower()
    return delimiter_of(text, suffix) or ("\t" if suffix == ".tsv" else ",")


def _cells(values: Sequence[str]) -> Cells:
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return cells
