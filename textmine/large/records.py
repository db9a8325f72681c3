"""Reads a survey in chunks, each with all rows of its respondents: one larger than memory can be counted so.

A chunk is what ``read_survey`` would make of its rows alone, with the columns' roles as the first rows of the
whole decided them.
"""

from __future__ import annotations

import csv
import hashlib
import heapq
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from textmine.errors import SurveyError
from textmine.inputs.answerrows import Row, Told, answers_only
from textmine.inputs.columns import Layout, Request
from textmine.inputs.delimiters import delimiter_of
from textmine.inputs.encodings import decode
from textmine.inputs.files import ARCHIVES, WORKBOOKS, files_of, visible_files
from textmine.inputs.findings import Finding
from textmine.inputs.joining import clean_id, cut_short, join, row_names, with_id_width, with_origins
from textmine.inputs.jsonfiles import is_json
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.noise import is_partly_misread
from textmine.inputs.quotedlines import with_double_quotes
from textmine.inputs.sheets import HEADER_FINDINGS, Sheet, cells_of
from textmine.inputs.survey import Source, Survey, chunk_of, layout_of
from textmine.inputs.tabulating import misread_answers, texts_of
from textmine.inputs.textfiles import JSON, long_cells, read_text, unreadable, without_formulas

ROWS = 20_000  # of a chunk, where each row is a respondent
BUCKET = 4 << 20  # bytes of a chunk, where rows are brought together by respondent
MOST_BUCKETS = 400  # files that are open at once
HEAD = 1 << 20  # bytes of the first file that decide what its columns are
LARGE = 32 << 20  # bytes of text files from which on they are read in chunks
PARQUET = ".parquet"


@dataclass(frozen=True, eq=False)
class Chunks:
    """A survey that is read chunk by chunk.

    Attributes:
        head: the survey of its first rows: names of questions and attributes, roles of columns.
        layout: what the columns are, for every chunk.
        sources: the files; a Parquet file has the SHA-256 of its bytes too.
        sheets: the chunks, each as the sheets of its rows; to be gone through once.
    """

    head: Survey
    layout: Layout
    sources: tuple[Source, ...]
    sheets: Iterator[tuple[Sheet, ...]]


class Record(NamedTuple):
    """One row below the header of one of several files."""

    file: int
    row: int  # as the file numbers it, from 1
    cells: list[str]


def in_chunks(paths: Sequence[str]) -> bool:
    """Return whether files are better read in chunks: Parquet, those at an address, large text files."""
    if only_in_chunks(paths):
        return True
    files = [
        file
        for path in map(Path, paths)
        for file in (visible_files(path) if path.is_dir() else [path] if path.is_file() else [])
    ]
    whole = any(file.suffix.lower() in (*WORKBOOKS, *ARCHIVES, *JSON, ".txt") for file in files)
    return not whole and sum(file.stat().st_size for file in files) >= LARGE


def only_in_chunks(paths: Sequence[str]) -> bool:
    """Return whether files can't be read otherwise: Parquet, and those at an address."""
    return any("://" in path or _is_parquet(path) or _parquet_files(path) for path in paths)


def read_chunks(
    paths: Sequence[str],
    folder: Path,
    named: Request,
    *,
    encoding: str | None = None,
    lexicon: Lexicon,
) -> Chunks:
    """Return a survey in chunks: .csv, .tsv and .parquet files, folders of them, addresses (``s3://…``).

    Where a column says who answered, rows are first brought together by respondent in files of ``folder``.
    Addresses need the extra ``remote``.

    Raises:
        SurveyError: if a file can't be read, the headers of two differ, a row has more cells than the header,
            a column does not exist, or nothing looks like free text.
    """
    heads, layout, head = _begin(paths, named, encoding, lexicon)
    records = _records(heads)
    if layout.respondent < 0:
        chunks = iter(lambda: list(islice(records, ROWS)), [])
    else:
        chunks = _by_respondent(heads, records, folder, layout)
    sheets = (_sheets(heads, chunk) for chunk in chunks)
    return Chunks(head, layout, _sources(heads, [0] * len(heads)), sheets)


def read_sample(
    paths: Sequence[str],
    size: int,
    named: Request,
    *,
    seed: int,
    encoding: str | None = None,
    lexicon: Lexicon,
) -> Survey:
    """Return a survey in files as those of ``read_chunks``, of at most ``size`` respondents (0: of all).

    They are drawn by the seed and by what the column of respondents says (without one: by file and row), so
    it does not matter in what order the rows stand. The finding "not_drawn" counts the rows of the others;
    what can't be read is listed of all.

    Raises:
        SurveyError: as ``read_chunks``.
    """
    heads, layout, _ = _begin(paths, named, encoding, lexicon)
    drawn: dict[int, list[Record]] = {}  # ticket of a respondent -> rows
    last: list[int] = []  # a heap of the tickets, the largest first
    rows = [0] * len(heads)
    told = [Told() for _ in heads]
    misread: list[tuple[int, int, str]] = []
    for record in _records(heads, told):
        rows[record.file] += 1
        texts = filter(is_partly_misread, texts_of(record.cells, layout))
        misread += [(record.file, record.row, text) for text in texts]
        ticket = _hash(f"{seed}:{_who(record, layout)}")
        if ticket not in drawn:
            if size and len(last) == size:
                if ticket > -last[0]:
                    continue
                del drawn[-heapq.heappushpop(last, -ticket)]
            else:
                heapq.heappush(last, -ticket)
            drawn[ticket] = []
        drawn[ticket].append(record)
    records = sorted(record for records in drawn.values() for record in records)
    left = sum(rows) - len(records)
    findings = [Finding("not_drawn", left, detail=f"{len(drawn):,}, {seed}")] if left else []
    for each, rows_told in zip(heads, told, strict=True):
        findings += [found for found in each.findings if found.finding in HEADER_FINDINGS]
        findings += rows_told.findings(each.path)
    findings += [*cut_short(join(heads), layout), *misread_answers(misread)]
    survey = chunk_of(_sheets(heads, records), layout, lexicon, findings)
    present = np.array(sorted({record.file for record in records}), dtype=np.int64)
    answers = survey.answers.assign(source=present[survey.answers["source"].to_numpy()])
    return replace(survey, answers=answers, sources=_sources(heads, rows))


def _begin(
    paths: Sequence[str], named: Request, encoding: str | None, lexicon: Lexicon
) -> tuple[list[Sheet], Layout, Survey]:
    """Return the first rows of each file, what the columns are, and the survey of the first rows."""
    heads = with_origins([_head(path, encoding) for path in _files(paths)])
    first = heads[0]
    for other in heads:
        if other.headers != first.headers:
            raise SurveyError(
                "{path} has other columns than {other}; files that are read in parts need the same ones in "
                "the same order",
                path=other.path,
                other=first.path,
            )
    layout = layout_of(join([first]), named, lexicon, complete=False)
    head = chunk_of([first], layout, lexicon)
    if layout.long is not None:
        # Which questions are closed is seen in the first rows, not anew in each chunk.
        closed = head.columns.loc[head.columns["why"] == "long_closed", "question"]
        layout = replace(
            layout, long=replace(layout.long, labels=head.questions, attributes=tuple(closed.astype(str)))
        )
    layout = with_id_width(join(heads), layout)
    named_heads = [replace(each, row_name=name) for each, name in zip(heads, row_names(heads), strict=True)]
    return named_heads, layout, head


def _sources(heads: Sequence[Sheet], rows: Sequence[int]) -> tuple[Source, ...]:
    return tuple(
        Source(each.path, "", each.encoding, _digest(each.path), count)
        for each, count in zip(heads, rows, strict=True)
    )


def _who(record: Record, layout: Layout) -> str:
    """Return who wrote a row, as the column of respondents says, or a name for the row."""
    who = clean_id(record.cells[layout.respondent], layout.id_width) if layout.respondent >= 0 else ""
    return who or f"{record.file}:{record.row}"


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _files(paths: Sequence[str]) -> list[str]:
    files: list[str] = []
    for path in paths:
        if "://" in path:
            files.append(path)
        else:
            files += _parquet_files(path) or files_of([path])[0]
    for path in files:
        if Path(path).suffix.lower() not in (".csv", ".tsv", PARQUET):
            raise SurveyError(
                "{path} can't be read in parts: only .csv, .tsv and .parquet files can; save it as one of "
                "these",
                path=path,
            )
    return files


def _is_parquet(path: str) -> bool:
    return Path(path).suffix.lower() == PARQUET


def _parquet_files(path: str) -> list[str]:
    """Return the Parquet files in a folder."""
    return sorted(map(str, Path(path).glob("*" + PARQUET))) if Path(path).is_dir() else []


def _open(path: str) -> Any:
    """Return a file open for reading bytes."""
    if "://" not in path:
        try:
            return Path(path).open("rb")
        except OSError as error:
            raise unreadable(path, error) from error
    try:
        import fsspec
    except ImportError:
        raise SurveyError(
            "reading {path} needs fsspec; run: pip install 'textmine[remote]'", path=path
        ) from None
    return fsspec.open(path, "rb").open()


def _digest(path: str) -> str:
    digest = hashlib.sha256()
    with _open(path) as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _head(path: str, encoding: str | None) -> Sheet:
    """Return the first rows of a file as a sheet."""
    if _is_parquet(path):
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
    if is_json(text):
        raise SurveyError("{path} holds JSON, which can't be read in parts; save it as .csv", path=path)
    if with_double_quotes(text) != text:
        raise _quoted_otherwise(path)
    sign = delimiter_of(text, path)
    try:
        with long_cells():
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise unreadable(path, error) from None
    if not whole:
        rows.pop()  # it may go on behind what was read
    again = io.StringIO(newline="")
    csv.writer(again, delimiter=sign).writerows(rows)
    sheet = read_text(path, "", again.getvalue().encode(), "utf-8")
    if any(found.finding == "quoted_lines" for found in sheet.findings):
        raise _quoted_otherwise(path)
    return replace(sheet, encoding=decoded.encoding)


def _quoted_otherwise(path: str) -> SurveyError:
    return SurveyError(
        "{path} has other quotation marks than CSV has, and can't be read in parts; save it again as CSV",
        path=path,
    )


def _records(heads: Sequence[Sheet], told: Sequence[Told] = ()) -> Iterator[Record]:
    """Yield each row of each file that holds answers; ``told``, one a file, gets the other rows."""
    for number, head in enumerate(heads):
        if _is_parquet(head.path):
            for sheet in _parquet(head.path):
                rows = zip(*(column.tolist() for column in sheet.columns), strict=True)
                for row, values in zip(sheet.rows.tolist(), rows, strict=True):
                    yield Record(number, row, list(values))
        else:
            for row, cells in _text_rows(head, told[number] if told else Told()):
                yield Record(number, row, cells)


def _text_rows(head: Sheet, told: Told) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each row of a text file that holds answers."""
    assert head.answer_row is not None, "a table"
    width = len(head.headers)
    for number, cells in answers_only(_filled_rows(head, head.answer_row.first), head.answer_row, told):
        if len(cells) > width and any(cells[width:]):
            raise SurveyError(
                "{path}, row {row} has {found} cells, and the header {wanted}; put answers that "
                "hold a separator in quotation marks",
                path=head.path,
                row=number + 1,
                found=len(cells),
                wanted=width,
            )
        yield number + 1, cells if len(cells) == width else [*cells, *[""] * (width - len(cells))][:width]


def _filled_rows(head: Sheet, first: int) -> Iterator[Row]:
    """Yield the rows of a text file that are not blank, from the row with that number on."""
    path = head.path
    try:
        with (
            long_cells(),
            _open(path) as file,
            io.TextIOWrapper(file, encoding=head.encoding, newline="") as text,
        ):
            sign = delimiter_of(text.read(1 << 16).removeprefix("\ufeff"), path)
            text.seek(0)
            for row, cells in enumerate(csv.reader(text, delimiter=sign)):
                whole = "".join(cells)
                if row < first or not whole or whole.isspace():
                    continue
                if len(cells) == 1 < len(head.headers) and sign in whole and '"' in whole:
                    raise _quoted_otherwise(path)
                if "\r" in whole:
                    cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
                yield Row(row, without_formulas(cells) if '="' in whole else cells)
    except UnicodeDecodeError as error:
        raise SurveyError(
            "{path} begins in {encoding} but does not go on so; save it in one encoding, or name it with "
            "--encoding",
            path=path,
            encoding=head.encoding,
        ) from error
    except csv.Error as error:
        raise unreadable(path, error) from None


def _parquet(path: str) -> Iterator[Sheet]:
    import pyarrow.parquet as pq  # takes long to load, and few surveys are Parquet

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
                yield Sheet(path, "", "", "", names, tuple(map(cells_of, columns)), at)
    except SurveyError:
        raise
    except Exception as error:  # OSError, OverflowError and what else a damaged file makes Arrow raise
        raise unreadable(path, error) from error


def _by_respondent(
    heads: Sequence[Sheet], records: Iterable[Record], folder: Path, layout: Layout
) -> Iterator[list[Record]]:
    """Yield chunks in which rows of one respondent stand together, by way of files in the folder."""
    size = 0
    for head in heads:
        with _open(head.path) as file:
            size += file.seek(0, io.SEEK_END)
    count = min(MOST_BUCKETS, max(1, -(-size // BUCKET)))
    names = [folder / f"rows-{number:03}.jsonl" for number in range(count)]
    with ExitStack() as opened:
        buckets = [opened.enter_context(name.open("w", encoding="utf-8")) for name in names]
        for record in records:
            bucket = buckets[_hash(_who(record, layout)) % count]
            bucket.write(json.dumps(record) + "\n")
    for name in names:
        with name.open(encoding="utf-8") as file:
            chunk = [Record(*values) for values in map(json.loads, file)]
        name.unlink()
        if chunk:
            yield chunk


def _sheets(heads: Sequence[Sheet], records: Sequence[Record]) -> tuple[Sheet, ...]:
    """Return the rows as a sheet for each file that they are from."""
    sheets = []
    for number in sorted({record.file for record in records}):
        mine = [record for record in records if record.file == number]
        columns = tuple(cells_of(column) for column in zip(*(record.cells for record in mine), strict=True))
        rows = np.array([record.row for record in mine], dtype=np.int64)
        sheets.append(replace(heads[number], columns=columns, rows=rows, findings=(), spilled=frozenset()))
    return tuple(sheets)
