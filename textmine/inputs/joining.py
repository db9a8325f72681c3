"""Puts sheets under one another by the names of their columns, and says who wrote each row."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from textmine.arrays import Int64Array
from textmine.inputs.columnnames import names_a_record
from textmine.inputs.columns import Column, Layout
from textmine.inputs.findings import Finding, counted
from textmine.inputs.headers import fold, names, normal
from textmine.inputs.natural import natural
from textmine.inputs.profiles import FEW, is_cut_short
from textmine.inputs.sheets import ROW, Cells, Sheet, cells_of

_NUMBER = re.compile(r"'?([0-9]+)(?:\.0)?")
_SHEET, _FILE = "シート", "ファイル"  # headers of the column that tells which sheet or file a row is from
_SHARED = 0.5  # of all columns, those that sheets of one kind have in common at least


@dataclass(frozen=True, eq=False)
class Joined:
    """The sheets joined: one array of cells per column, over all rows of all sheets."""

    columns: tuple[Column, ...]
    cells: tuple[Cells, ...]
    source: Int64Array  # of each row, the number of its sheet
    row: Int64Array  # as the file numbers it
    row_names: tuple[str, ...]  # of each sheet, what its rows are called, with ROW in place of the number
    ordered: bool  # paragraphs, whose order means something
    spilled: frozenset[int]
    partial: tuple[str, ...]  # columns that only some sheets have


def join(sheets: Sequence[Sheet]) -> Joined:
    """Return the sheets under one another by equal names; a column that a sheet lacks is empty there."""
    columns: dict[str, Column] = {}  # by normal name, named as in the first sheet that has it
    pieces: dict[str, dict[int, Cells]] = defaultdict(dict)
    spilled: dict[str, bool] = {}
    for number, sheet in enumerate(sheets):
        for place, (name, header) in enumerate(zip(names(sheet.headers), sheet.headers, strict=True)):
            key = normal(name)
            code = sheet.codes[place] if sheet.codes else ""
            columns.setdefault(key, Column(name, header, code, merged=place in sheet.merged))
            pieces[key][number] = sheet.columns[place]
            spilled[key] = spilled.get(key, True) and place in sheet.spilled
        header, value = sheet.origin
        if header:
            columns.setdefault(normal(header), Column(header, header, origin=True))
            pieces[normal(header)][number] = cells_of([value] * len(sheet.rows))
            spilled[normal(header)] = False
    cells = []
    for key in columns:
        column = [
            pieces[key].get(number, np.full(len(sheet.rows), "", dtype=object))
            for number, sheet in enumerate(sheets)
        ]
        cells.append(np.concatenate(column) if len(column) > 1 else column[0])
    return Joined(
        tuple(columns.values()),
        tuple(cells),
        np.repeat(np.arange(len(sheets)), [len(sheet.rows) for sheet in sheets]),
        np.concatenate([sheet.rows for sheet in sheets]),
        tuple(sheet.row_name or name for sheet, name in zip(sheets, row_names(sheets), strict=True)),
        all(sheet.shape == "paragraphs" for sheet in sheets),
        frozenset(place for place, key in enumerate(columns) if spilled[key]),
        tuple(column.column for key, column in columns.items() if len(pieces[key]) < len(sheets)),
    )


def with_origins(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return sheets of one kind, as those of two years or of three shops, each with what tells it apart.

    That is the name of the sheet, or of the file where they stand in several. Sheets are of one kind if they
    have most columns in common and hold several rows each; no more than an attribute has values. Where a
    column of theirs tells them apart, they are returned as they are.
    """
    headers = [dict.fromkeys(map(normal, names(sheet.headers))) for sheet in sheets]
    every = set().union(*headers)
    shared = every.intersection(*headers)
    one_kind = 2 <= len(sheets) <= FEW and len(shared) >= _SHARED * len(every)
    if not one_kind or not all(sheet.shape == "table" and len(sheet.rows) > 1 for sheet in sheets):
        return list(sheets)
    if any(
        _tells_apart(
            [_values(sheet, list(keys).index(key)) for sheet, keys in zip(sheets, headers, strict=True)]
        )
        for key in shared
    ):
        return list(sheets)
    header, values = _SHEET, [sheet.sheet for sheet in sheets]
    if len({sheet.path for sheet in sheets}) > 1:
        header, values = _FILE, [name.removesuffix(f" row {ROW}") for name in row_names(sheets)]
    while normal(header) in every:
        header += "_"
    return [replace(sheet, origin=(header, value)) for sheet, value in zip(sheets, values, strict=True)]


def _values(sheet: Sheet, place: int) -> set[str]:
    return {text.strip() for text in sheet.columns[place].tolist()} - {""}


def _tells_apart(values: Sequence[set[str]]) -> bool:
    """Whether a column has one value in each sheet, and another in each."""
    return all(len(each) == 1 for each in values) and len(set().union(*values)) == len(values)


def row_names(sheets: Sequence[Sheet]) -> list[str]:
    """Return what the rows of each sheet are called, with ``ROW`` in place of the number."""
    if len(sheets) == 1:
        return [f"row {ROW}"]
    stems = [Path(sheet.path).stem for sheet in sheets]
    named = []
    for number, (stem, sheet) in enumerate(zip(stems, sheets, strict=True), start=1):
        name = stem if stems.count(stem) == 1 else f"{stem} {sheet.sheet or number}"
        named.append(name if len(sheet.rows) == 1 else f"{name} row {ROW}")
    return named


def clean_id(text: str, digits: int = 0) -> str:
    """Return a respondent's id as it is compared: of one width, without blanks around it.

    A number has so many ``digits`` at least, with zeros before it. The sign by which it is text in a
    spreadsheet ('00012), and the decimals that programs add where ids are missing (12.0), are no part of it.

    >>> clean_id(" Ａ１ "), clean_id("12", 5), clean_id("'00012"), clean_id("12.0")
    ('A1', '00012', '00012', '12')
    """
    tidy = unicodedata.normalize("NFKC", fold(text)).strip()
    written = _NUMBER.fullmatch(tidy)
    tidy = written[1] if written else tidy
    return tidy.zfill(digits) if digits and tidy.isdecimal() else tidy


def with_id_width(table: Joined, layout: Layout) -> Layout:
    """Return a layout that knows how many digits ids have in some files, where others lost the zeros.

    A spreadsheet program that opens a file of ids such as 00012 saves 12.
    """
    return layout if layout.respondent < 0 else replace(layout, id_width=_id_width(table, layout.respondent))


def _id_width(table: Joined, column: int) -> int:
    ids: dict[int, set[str]] = defaultdict(set)
    for source, text in zip(table.source.tolist(), table.cells[column].tolist(), strict=True):
        ids[source].add(text)
    padded, bare = set(), 0
    for texts in ids.values():
        tidy = {clean_id(text) for text in texts} - {""}
        if not tidy or not all(map(str.isdecimal, tidy)):
            continue
        widths = set(map(len, tidy))
        if any(each.startswith("0") and len(each) > 1 for each in tidy):
            padded |= widths if len(widths) == 1 else {0, *widths}
        else:
            bare = max(bare, *widths)
    return padded.pop() if len(padded) == 1 and 0 < bare <= max(padded) else 0


def respondents_of(table: Joined, layout: Layout) -> Cells:
    """Return the respondent of every row; one without an id is called by its file and row."""
    if layout.respondent < 0:
        return _row_ids(table)
    ids = table.cells[layout.respondent].tolist()
    clean = {text: clean_id(text, layout.id_width) for text in dict.fromkeys(ids)}
    who = cells_of([clean[text] for text in ids])
    empty = who == ""
    if empty.any():
        who[empty] = _row_ids(table)[empty]
    return who


def _row_ids(table: Joined) -> Cells:
    pairs = zip(table.source.tolist(), table.row.tolist(), strict=True)
    return cells_of([table.row_names[source].replace(ROW, str(row)) for source, row in pairs])


def odd_respondents(table: Joined, layout: Layout, who: Cells) -> list[Finding]:
    """Return what is odd about the ids of respondents: empty, spelled in two ways, in several rows."""
    if layout.respondent < 0:
        return [Finding("no_respondent", len(who))]
    name = layout.columns[layout.respondent].column
    ids = table.cells[layout.respondent].tolist()
    clean = {text: clean_id(text, layout.id_width) for text in dict.fromkeys(ids)}
    spellings = [(tidy, text.strip()) for text, tidy in clean.items() if tidy]
    zeros = sorted({text for tidy, text in spellings if tidy != clean_id(text)}, key=natural)
    merged = sorted(_several((clean_id(text), text) for _, text in spellings), key=natural)
    cases = _several((tidy.casefold(), tidy) for tidy, _ in spellings)
    one_row_each = not table.ordered and not layout.long
    rows = Counter(who.tolist() if one_row_each else ())
    files = Counter(one for one, _ in set(zip(who.tolist(), table.source.tolist(), strict=True)))
    return [
        *counted("empty_respondents", [who[row] for row, text in enumerate(ids) if not clean[text]], name),
        *counted("respondent_zeros", zeros, name),
        *counted("respondent_width", sorted({text for _, text in spellings if text != clean_id(text)}), name),
        *counted("respondent_merged", merged, name),
        *counted("respondent_case", [" = ".join(sorted(alike)) for _, alike in sorted(cases.items())], name),
        *counted("several_rows", _repeated(rows), name),
        *counted("several_files", _repeated(files), name),
    ]


def _repeated(counts: Counter[str]) -> list[str]:
    return sorted((text for text, count in counts.items() if count > 1), key=natural)


def _several(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return key -> its different spellings, of (key, spelling), where there are several."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for key, spelling in pairs:
        spellings[key].add(spelling)
    return {key: several for key, several in spellings.items() if len(several) > 1}


def cut_short(table: Joined, layout: Layout) -> list[Finding]:
    """Return a finding for each column of numbers that a spreadsheet program has cut short (1.23457E+11).

    An id is one by its name; other columns are measurements unless most of their cells are such numbers.
    """
    found = []
    for column, cells in zip(layout.columns, table.cells, strict=True):
        named = names_a_record(normal(column.column)) or column.role == "respondent"
        if named or column.sort == "numbers":
            texts = cells.tolist()
            rows = [
                row for row, text in zip(table.row.tolist(), texts, strict=True) if is_cut_short(text.strip())
            ]
            if named or 2 * len(rows) > column.filled:
                found += counted("cut_short", rows, column.column)
    return found


def repeated_rows(table: Joined, layout: Layout, who: Cells) -> list[Finding]:
    """Return a finding of rows that are equal in every column, but for one that only numbers them.

    Without respondent ids two people may well tick the same boxes, so rows with no text are not compared.
    """
    if table.ordered:
        return []
    pairs = list(zip(table.cells, layout.columns, strict=True))
    compared = [cells.tolist() for cells, column in pairs if column.why != "row_number"]
    written = np.full(len(who), any(column.role == "respondent" for column in layout.columns))
    for cells, column in pairs:
        if column.role == "question":
            written |= np.array([bool(text.strip()) for text in cells.tolist()])
    seen: set[tuple[str, ...]] = set()
    rows = []
    for index, values in enumerate(zip(*compared, strict=True)):
        if written[index] and values in seen:
            rows.append(int(table.row[index]))
        seen.add(values)
    return counted("repeated_rows", rows)
