"""Reads a survey file of any shape into one table with a row per answer."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from textmine.errors import SurveyError
from textmine.inputs.answers import classify_all
from textmine.inputs.headers import families, fold, names, normal
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.roles import Column, Layout, Long, closed_by, profile, propose
from textmine.inputs.sheets import Cells, Finding, Sheet, files_of, in_natural_order, natural, read_sheets

ROW = "\x00"  # no file's name holds it
FIXED = ("answer", "respondent", "question", "item", "text", "kind", "source", "row")
KINDS = ("substantive", "none", "unknown", "same", "meaningless", "refusal", "blank")


@dataclass(frozen=True)
class Source:
    """Where answers came from: one file, or one sheet of one."""

    path: str  # as the user gave it
    sheet: str  # "" for text files
    encoding: str  # "" for workbooks
    sha256: str  # of the file's bytes
    rows: int


@dataclass(frozen=True)
class Survey:
    """The answers of a survey and where they came from; never changed after reading.

    Attributes:
        answers: one row per answer of one respondent to one question (and item), sorted by respondent,
            question and item in questionnaire order. Columns: ``answer`` (int, 0-based, unique),
            ``respondent`` (str), ``question`` (str), ``item`` (str, "" where the question has none),
            ``text`` (str, the original characters, "" where blank), ``kind`` (one of ``KINDS``),
            ``source`` (int, index into ``sources``), ``row`` (int, 1-based row in the file as a
            spreadsheet program numbers it), then one column per attribute (str, "" where missing).
        columns: one row per column of the input: ``column`` (the name used from here on), ``header`` (as
            it stands in the file), ``role`` (respondent, question, attribute, ignored), ``question``,
            ``item``, ``why`` (key of a sentence in labels), ``detail`` (the separator of a multiple
            choice), ``filled``, ``distinct``. A closed column of an item (its status) has role attribute
            and, under ``question``, the name of the attribute that it is in ``answers``.
        sources: the files and sheets that were read, in order.
        findings: what was counted while reading: ``finding`` (key of a sentence in labels), ``count``,
            ``where``, ``detail``. Nothing is dropped without a row here.
    """

    answers: pd.DataFrame
    columns: pd.DataFrame = field(default_factory=pd.DataFrame)
    sources: tuple[Source, ...] = ()
    findings: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names of the attribute columns."""
        return tuple(str(name) for name in self.answers.columns if name not in FIXED)

    @property
    def questions(self) -> tuple[str, ...]:
        """The free-text questions, in questionnaire order."""
        if "role" in self.columns:
            asked = dict.fromkeys(self.columns.loc[self.columns["role"] == "question", "question"])
            present = set(self.answers["question"])
            if present <= set(asked):
                return tuple(question for question in asked if question in present)
        return tuple(dict.fromkeys(self.answers["question"]))


@dataclass(frozen=True)
class _Table:
    """The sheets joined: one array of cells per column, over all rows of all sheets."""

    columns: tuple[Column, ...]
    cells: tuple[Cells, ...]
    source: NDArray[np.int64]
    row: NDArray[np.int64]
    ordered: bool  # paragraphs, whose order means something
    spilled: frozenset[int]
    partial: tuple[str, ...]  # columns that only some sheets have


def read_survey(
    path: str | Path | Sequence[str | Path],
    *,
    respondent: str | None = None,
    questions: Sequence[str] | None = None,
    attributes: Sequence[str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    lexicon: Lexicon | None = None,
) -> Survey:
    """Return the survey in a file, in several files with the same headers, or in a folder of them.

    Reads .csv .tsv .txt .xlsx .xlsm .xls .xlsb .ods; every cell as text. What is not named is proposed from
    the columns' names and values, with the reason in ``Survey.columns``. A .txt file with ``<H1>`` ...
    ``<H5>`` heading lines is read as paragraphs: respondent is the path of headings (column ``section``), the
    headings are attributes ``heading1`` ..., the question is ``text``, and the order of the paragraphs stays;
    so does that of a .txt file with neither headings nor columns, each of whose lines is one respondent's.

    Args:
        path: a path, several, or a folder; files are joined by equal headers.
        respondent: the column that says who answered. Without one each row is a respondent.
        questions: the free-text columns, by name, question number, or any part of the name that only one has;
            the aspect of a grid (障害の内容) means all its items.
        attributes: the columns to compare by, named in the same ways.
        sheet: name or number (from 1) of a workbook's sheet.
        encoding: of text files; found where it is not given.
        lexicon: spellings of non-answers; the bundled ones where it is not given.

    Raises:
        SurveyError: if a file can't be read, a column does not exist, or nothing looks like free text.
    """
    given: list[str | Path] = [path] if isinstance(path, str | Path) else list(path)
    if not given:
        raise SurveyError("no survey file was named; give a path")
    questions, attributes = _listed(questions), _listed(attributes)
    files, findings = files_of(given)
    sheets = read_sheets(files, sheet=sheet, encoding=encoding)
    for each in sheets:
        findings += each.findings
    lexicon = read_lexicon() if lexicon is None else lexicon
    table = _join(sheets)
    layout = _layout(table, respondent, questions, attributes, lexicon)
    if table.partial:
        findings.append(Finding("partial_columns", len(table.partial), detail=_joined(table.partial)))
    who, more = _respondents(table, layout, sheets)
    findings += more
    findings += _repeated_rows(table, layout, who)
    answers, columns, more = _answers(table, layout, who, lexicon)
    findings += more
    if (answers["kind"] == "blank").all():
        findings.append(Finding("no_answers", len(answers)))
    sources = tuple(
        Source(each.path, each.sheet, each.encoding, each.sha256, len(each.rows)) for each in sheets
    )
    return Survey(answers, _columns_frame(columns), sources, _findings_frame(findings))


def layout_of(
    sheets: Sequence[Sheet],
    *,
    respondent: str | None,
    questions: Sequence[str] | None,
    attributes: Sequence[str] | None,
    lexicon: Lexicon,
) -> Layout:
    """Return what the columns of sheets are, as :func:`read_survey` would read them.

    Raises:
        SurveyError: if a column does not exist, or nothing looks like free text.
    """
    return _layout(_join(sheets), respondent, _listed(questions), _listed(attributes), lexicon)


def part_of(
    sheets: Sequence[Sheet], layout: Layout, lexicon: Lexicon, findings: Sequence[Finding] = ()
) -> Survey:
    """Return the answers of some rows of a survey whose columns are known; nothing else is looked into."""
    table = _join(sheets)
    who, _ = _respondents(table, layout, sheets)
    answers, columns, _ = _answers(table, layout, who, lexicon)
    return Survey(answers, _columns_frame(columns), findings=_findings_frame(findings))


def _layout(
    table: _Table,
    respondent: str | None,
    questions: Sequence[str] | None,
    attributes: Sequence[str] | None,
    lexicon: Lexicon,
) -> Layout:
    return propose(
        table.columns,
        [column.tolist() for column in table.cells],
        families([column.header for column in table.columns]) if not table.ordered else {},
        respondent=respondent,
        questions=questions,
        attributes=attributes,
        substantive=lambda texts: [kind == "substantive" for kind in classify_all(texts, lexicon)],
        spilled=table.spilled,
        paragraphs=table.ordered,
    )


def _answers(
    table: _Table, layout: Layout, who: Cells, lexicon: Lexicon
) -> tuple[pd.DataFrame, tuple[Column, ...], list[Finding]]:
    """Return the answers with their kinds, the columns, and what was counted."""
    findings: list[Finding] = []
    if layout.long:
        answers, columns, findings = _long_answers(table, layout, layout.long, who)
    else:
        answers, columns = _wide_answers(table, layout, who), layout.columns
    answers.insert(5, "kind", _kinds(answers, lexicon))
    return answers, columns, findings


def _listed(named: Sequence[str] | None) -> list[str] | None:
    if isinstance(named, str):  # questions="効果" must not mean two questions of one letter
        return [named]
    return list(named) if named else None


def _kinds(answers: pd.DataFrame, lexicon: Lexicon) -> pd.Series[str]:
    """The kind of every answer; what was asked decides some (何もない)."""
    found = np.empty(len(answers), dtype=object)
    texts = answers["text"].to_numpy(dtype=object)
    for question, places in answers.groupby("question", sort=False).indices.items():
        found[places] = classify_all(texts[places].tolist(), lexicon, question=str(question))
    return _series(found)


def _join(sheets: Sequence[Sheet]) -> _Table:
    """Put the sheets under one another by equal names; a column that a sheet lacks is empty there."""
    titles: dict[str, str] = {}  # normal name -> name as the first sheet has it
    headers: dict[str, str] = {}
    parts: dict[str, dict[int, Cells]] = defaultdict(dict)
    spilled: dict[str, bool] = {}
    for number, sheet in enumerate(sheets):
        for place, (name, header) in enumerate(zip(names(sheet.headers), sheet.headers, strict=True)):
            key = normal(name)
            titles.setdefault(key, name)
            headers.setdefault(key, header)
            parts[key][number] = sheet.columns[place]
            spilled[key] = spilled.get(key, True) and place in sheet.spilled
    cells = []
    for key in titles:
        pieces = [
            parts[key].get(number, np.full(len(sheet.rows), "", dtype=object))
            for number, sheet in enumerate(sheets)
        ]
        cells.append(np.concatenate(pieces) if len(pieces) > 1 else pieces[0])
    return _Table(
        tuple(Column(titles[key], headers[key]) for key in titles),
        tuple(cells),
        np.repeat(np.arange(len(sheets)), [len(sheet.rows) for sheet in sheets]),
        np.concatenate([sheet.rows for sheet in sheets]),
        all(sheet.shape == "paragraphs" for sheet in sheets),
        frozenset(place for place, key in enumerate(titles) if spilled[key]),
        tuple(titles[key] for key in titles if len(parts[key]) < len(sheets)),
    )


def _respondents(table: _Table, layout: Layout, sheets: Sequence[Sheet]) -> tuple[Cells, list[Finding]]:
    """The respondent of every row, and what was odd about the ids."""
    findings: list[Finding] = []
    generated = _generated(table, sheets)
    column = next((i for i, each in enumerate(layout.columns) if each.role == "respondent"), -1)
    if column < 0:
        findings.append(Finding("no_respondent", len(generated)))
        return generated, findings
    raw = table.cells[column]
    texts: list[str] = list(dict.fromkeys(raw.tolist()))
    clean = {text: unicodedata.normalize("NFKC", fold(text)).strip() for text in texts}
    who = _array([clean[text] for text in raw.tolist()])
    empty = who == ""
    name = layout.columns[column].column
    if empty.any():
        who[empty] = generated[empty]
        findings.append(
            Finding("empty_respondents", int(empty.sum()), name, _joined(generated[empty].tolist()))
        )
    tidied = {tidy for tidy in clean.values() if tidy}
    changed = sorted({text.strip() for text, tidy in clean.items() if tidy and text.strip() != tidy})
    if changed:
        findings.append(Finding("respondent_width", len(changed), name, _joined(changed)))
    if len(tidied) < sum(map(bool, clean.values())):
        spellings: dict[str, set[str]] = defaultdict(set)
        for text, tidy in clean.items():
            if tidy:
                spellings[tidy].add(text.strip())
        merged = sorted((tidy for tidy, texts in spellings.items() if len(texts) > 1), key=natural)
        if merged:
            findings.append(Finding("respondent_merged", len(merged), name, _joined(merged)))
    if len(set(map(str.casefold, tidied))) < len(tidied):
        cases: dict[str, set[str]] = defaultdict(set)
        for tidy in tidied:
            cases[tidy.casefold()].add(tidy)
        alike = [" = ".join(sorted(ids)) for _, ids in sorted(cases.items()) if len(ids) > 1]
        findings.append(Finding("respondent_case", len(alike), name, _joined(alike)))
    rows = Counter(who.tolist())
    several = sorted((one for one, count in rows.items() if count > 1), key=natural)
    if several and not table.ordered and not layout.long:
        findings.append(Finding("several_rows", len(several), name, _joined(several)))
    if len(sheets) > 1:
        pairs = set(zip(who.tolist(), table.source.tolist(), strict=True))
        both = sorted(
            (one for one, count in Counter(one for one, _ in pairs).items() if count > 1), key=natural
        )
        if both:
            findings.append(Finding("several_files", len(both), name, _joined(both)))
    return who, findings


def _generated(table: _Table, sheets: Sequence[Sheet]) -> Cells:
    """An id for each row: its row number, with the file's name where there are several."""
    named = [sheet.named or name for sheet, name in zip(sheets, row_names(sheets), strict=True)]
    found = np.empty(len(table.row), dtype=object)
    found[:] = [
        named[source].replace(ROW, str(row))
        for source, row in zip(table.source.tolist(), table.row.tolist(), strict=True)
    ]
    return found


def row_names(sheets: Sequence[Sheet]) -> list[str]:
    """Return what the rows of each sheet are called, with ``ROW`` in place of the number."""
    if len(sheets) == 1:
        return [f"row {ROW}"]
    stems = [Path(sheet.path).stem for sheet in sheets]
    names = [
        stem if stems.count(stem) == 1 else f"{stem} {sheet.sheet or number + 1}"
        for number, (stem, sheet) in enumerate(zip(stems, sheets, strict=True))
    ]
    return [
        name if len(sheet.rows) == 1 else f"{name} row {ROW}"
        for name, sheet in zip(names, sheets, strict=True)
    ]


def _repeated_rows(table: _Table, layout: Layout, who: Cells) -> list[Finding]:
    """Rows that are equal in every column, but for one that only numbers them.

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
    return [Finding("repeated_rows", len(rows), detail=_joined(rows))] if rows else []


def _wide_answers(table: _Table, layout: Layout, who: Cells) -> pd.DataFrame:
    """One row per respondent's row and question, blank ones too."""
    asked = [i for i, column in enumerate(layout.columns) if column.role == "question"]
    count = len(who)
    index = np.tile(np.arange(count), len(asked))
    labels = list(dict.fromkeys(layout.columns[i].question for i in asked))
    question = np.repeat([labels.index(layout.columns[i].question) for i in asked], count)
    item = np.repeat(np.arange(len(asked)), count)
    names = {
        "question": np.repeat(_array([layout.columns[i].question for i in asked]), count),
        "item": np.repeat(_array([layout.columns[i].item for i in asked]), count),
        "text": np.concatenate([table.cells[i] for i in asked]),
    }
    return _sorted(table, who, index, names, (question, item), _attributes(table, layout, asked, index))


def _long_answers(
    table: _Table, layout: Layout, long: Long, who: Cells
) -> tuple[pd.DataFrame, tuple[Column, ...], list[Finding]]:
    """The answers of a table that has one row for each; questions with closed answers become attributes."""
    answer = layout.columns[long.answer]
    text = table.cells[long.answer]
    question = _stripped(table.cells[long.question]) if long.question >= 0 else _array([""] * len(who))
    question[question == ""] = answer.column
    item = _stripped(table.cells[long.item]) if long.item >= 0 else _array([""] * len(who))
    labels = sorted(set(question.tolist()), key=natural)
    if long.number >= 0:
        numbers = defaultdict(list)
        for label, number in zip(question.tolist(), table.cells[long.number].tolist(), strict=True):
            numbers[label].append(natural(number.strip()))
        labels.sort(key=lambda label: min(numbers[label]))
    if table.ordered:
        labels = list(dict.fromkeys(question.tolist()))
    profiles = {label: profile(text[question == label].tolist()) for label in labels}
    wanted = [label for label in labels if not long.labels or label in long.labels]
    closed = [label for label in labels if label not in long.labels and closed_by(profiles[label])]
    if len(closed) == len(labels):
        closed = []
    if long.attributes is not None:
        closed = [label for label in closed if label in long.attributes]
    extra = _attributes(table, layout, [long.answer], np.arange(len(who)))
    for label in closed:
        extra[_free(label, {*FIXED, *extra})] = _spread(label, question, item, who, text)
    kept = np.flatnonzero(np.isin(question, [label for label in wanted if label not in closed]))
    names = {"question": question[kept], "item": item[kept], "text": text[kept]}
    ranks = (
        _ranks(names["question"], labels),
        _ranks(names["item"], sorted(set(item.tolist()), key=natural)),
    )
    answers = _sorted(table, who, kept, names, ranks, {name: cells[kept] for name, cells in extra.items()})
    columns: list[Column] = []
    for column in layout.columns:
        if column is not answer:
            columns.append(column)
            continue
        for label in labels:
            role, why = ("attribute", "long_closed") if label in closed else ("question", column.why)
            if label not in wanted and label not in closed:
                role, why = "ignored", "not_asked"
            each = profiles[label]
            columns.append(
                replace(
                    column, role=role, why=why, question=label, filled=each.filled, distinct=each.distinct
                )
            )
    findings = [Finding("long_closed", len(closed), answer.column, _joined(closed))] if closed else []
    return answers, tuple(columns), findings


def _spread(label: str, question: Cells, item: Cells, who: Cells, text: Cells) -> Cells:
    """The answers to one closed question, on every row of the same respondent (and item, if it has any)."""
    rows = np.flatnonzero(question == label)
    by_item = len(set(item[rows].tolist())) > 1
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows.tolist():
        said[who[row], item[row] if by_item else ""].add(text[row].strip())
    values = {key: "; ".join(sorted(texts - {""}, key=natural)) for key, texts in said.items()}
    return _array(
        [
            values.get((one, each if by_item else ""), "")
            for one, each in zip(who.tolist(), item.tolist(), strict=True)
        ]
    )


def _sorted(
    table: _Table,
    who: Cells,
    index: NDArray[np.int64],
    names: dict[str, Cells],
    ranks: tuple[NDArray[np.int64], NDArray[np.int64]],
    extra: dict[str, Cells],
) -> pd.DataFrame:
    """The answers in an order that does not depend on that of the rows in the file (but for paragraphs)."""
    people = list(dict.fromkeys(who.tolist()))
    if not table.ordered:
        people = in_natural_order(people)
    who_rank = _ranks(who, people)[index]
    order = np.lexsort((table.row[index], table.source[index], ranks[1], ranks[0], who_rank))
    if not table.ordered:
        order = _tied_by_text(order, (who_rank, *ranks), names["text"], extra)
    data: dict[str, object] = {
        "answer": np.arange(len(order)),
        "respondent": _series(who[index][order]),
        **{name: _series(values[order]) for name, values in names.items()},
        "source": table.source[index][order],
        "row": table.row[index][order],
    }
    return pd.DataFrame(data | {name: _series(values[order]) for name, values in extra.items()})


def _free(name: str, taken: Container[str]) -> str:
    """The name with an underscore for each time that it is taken already."""
    while name in taken:
        name += "_"
    return name


def _attributes(
    table: _Table, layout: Layout, asked: list[int], index: NDArray[np.int64]
) -> dict[str, Cells]:
    """Attribute -> its value for every answer; the closed columns of an item go with that item's answers."""
    count = len(table.row)
    own = [i for i, column in enumerate(layout.columns) if column.role == "attribute" and not column.question]
    gridded = [i for i, column in enumerate(layout.columns) if column.role == "attribute" and column.question]
    found: dict[str, Cells] = {}
    for i in own:
        found[_free(layout.columns[i].column, {*FIXED, *found})] = _stripped(table.cells[i])[index]
    places: dict[str, list[int]] = defaultdict(list)
    for place, i in enumerate(asked):
        places[layout.columns[i].item].append(place)
    chosen: dict[str, str] = {}
    for i in gridded:
        aspect = layout.columns[i].question
        if aspect not in chosen:
            chosen[aspect] = _free(aspect, {*FIXED, *found})
            found[chosen[aspect]] = np.full(len(index), "", dtype=object)
        values = _stripped(table.cells[i])
        for place in places.get(layout.columns[i].item, ()):
            found[chosen[aspect]][place * count : (place + 1) * count] = values
    return found


def _tied_by_text(
    order: NDArray[np.int64],
    ranks: tuple[NDArray[np.int64], ...],
    text: Cells,
    extra: dict[str, Cells],
) -> NDArray[np.int64]:
    """Order answers of one respondent to one question by what they say, not by where they stood."""
    same = np.ones(max(0, len(order) - 1), dtype=bool)
    for rank in ranks:
        same &= rank[order][1:] == rank[order][:-1]
    starts = np.flatnonzero(np.concatenate(([True], ~same)))
    ends = np.append(starts[1:], len(order))
    order = order.copy()
    columns = list(extra.values())
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start > 1:
            group = order[start:end].tolist()
            group.sort(key=lambda place: (text[place], *(column[place] for column in columns)))
            order[start:end] = group
    return order


def _ranks(values: Cells, ordered: Sequence[str]) -> NDArray[np.int64]:
    place = {value: rank for rank, value in enumerate(ordered)}
    return np.fromiter((place[value] for value in values.tolist()), dtype=np.int64, count=len(values))


def _stripped(cells: Cells) -> Cells:
    return _array([text.strip() for text in cells.tolist()])


def _array(values: Sequence[str]) -> Cells:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _series(values: Cells) -> pd.Series[str]:
    return pd.Series(values, dtype="str")


def _joined(things: Sequence[object], most: int = 10) -> str:
    shown = ", ".join(str(thing) for thing in things[:most])
    return shown + (f" … (+{len(things) - most})" if len(things) > most else "")


def _columns_frame(columns: Sequence[Column]) -> pd.DataFrame:
    frame = pd.DataFrame([asdict(column) for column in columns])
    order = ["column", "header", "role", "question", "item", "why", "detail", "filled", "distinct"]
    return frame[order].astype(dict.fromkeys(order[:7], "str"))


def _findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    frame = pd.DataFrame([asdict(each) for each in findings], columns=["finding", "count", "where", "detail"])
    return frame.astype({"finding": "str", "count": "int64", "where": "str", "detail": "str"})
