"""Reads a survey file of any shape into one table with a row per answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial
from itertools import islice
from pathlib import Path

import pandas as pd

from textmine.errors import SurveyError
from textmine.inputs.answers import classify_all
from textmine.inputs.attributes import attribute_of, is_attribute
from textmine.inputs.booksheets import raise_if_not_computed
from textmine.inputs.columns import Column, Layout, Request, request
from textmine.inputs.files import files_of, read_sheets
from textmine.inputs.findings import Finding, counted
from textmine.inputs.groups import repeat_groups
from textmine.inputs.headers import families
from textmine.inputs.joining import (
    Joined,
    cut_short,
    join,
    odd_respondents,
    repeated_rows,
    respondents_of,
    with_id_width,
    with_origins,
)
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.questionsheets import Roles
from textmine.inputs.roles import NoFreeTextError, propose
from textmine.inputs.sheets import Sheet
from textmine.inputs.tabulating import tabulate
from textmine.inputs.transposed import refuse_transposed
from textmine.inputs.variants import proposed_variants
from textmine.settings import DEFAULTS, Hidden

KINDS = ("substantive", "none", "unknown", "same", "meaningless", "refusal", "blank")
EXAMPLES = 3  # values of a column that are kept to show what is in it


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
            spreadsheet program numbers it), then one column per attribute (str, "" where missing), named
            by its header; one that is a name of ours (kind, text, ...) as ``attributes.column_of`` says.
        columns: one row per column of the input: ``column`` (the name used from here on), ``header`` (as
            it stands in the file), ``role`` (respondent, question, attribute, ignored), ``question``,
            ``item``, ``why`` (key of a sentence in labels), ``detail`` (the separator of a multiple
            choice), ``filled``, ``distinct``. A closed column of an item (its status) has role attribute
            and, under ``question``, the name of the attribute that it is in ``answers``.
        sources: the files and sheets that were read, in order.
        findings: what was counted while reading: ``finding`` (key of a sentence in labels), ``count``,
            ``where``, ``detail``. Nothing is dropped without a row here.
        examples: column -> its first different values, at most three; {} of a survey read in chunks.
    """

    answers: pd.DataFrame
    columns: pd.DataFrame = field(default_factory=pd.DataFrame)
    sources: tuple[Source, ...] = ()
    findings: pd.DataFrame = field(default_factory=pd.DataFrame)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes, named by their headers as the file has them."""
        return tuple(map(attribute_of, self.attribute_columns))

    @property
    def attribute_columns(self) -> tuple[str, ...]:
        """The columns of ``answers`` that hold the attributes, in the same order."""
        return tuple(name for name in map(str, self.answers.columns) if is_attribute(name))

    def separator(self, attribute: str) -> str:
        """What separates the choices in the cells of a multiple-choice attribute; "" for any other."""
        columns = self.columns
        if not {"column", "question", "role", "detail"} <= set(columns):
            return ""
        same = (columns["column"] == attribute) | (columns["question"] == attribute)
        signs = [sign for sign in columns.loc[same & (columns["role"] == "attribute"), "detail"] if sign]
        return max(sorted(set(signs)), key=signs.count, default="")

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The free-text questions, in questionnaire order."""
        if "role" in self.columns:
            asked = dict.fromkeys(self.columns.loc[self.columns["role"] == "question", "question"])
            present = set(self.answers["question"].unique())
            if present <= set(asked):
                return tuple(question for question in asked if question in present)
        return tuple(self.answers["question"].unique())


def read_survey(
    path: str | Path | Sequence[str | Path],
    *,
    respondent: str | None = None,
    questions: Sequence[str] | None = None,
    attributes: Sequence[str] | None = None,
    separators: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    hidden: Hidden = DEFAULTS.survey.hidden,
    question_heading: int | None = DEFAULTS.survey.question_heading,
    lexicon: Lexicon | None = None,
) -> Survey:
    """Return the survey in a file, in several files with the same headers, or in a folder of them.

    Reads .csv .tsv .txt .docx .json .jsonl .ndjson .xlsx .xlsm .xls .xlsb .ods and a .zip with one text file;
    every cell as text. What is not named is proposed from the columns' names and values, with the reason in
    ``Survey.columns``. A .txt file with ``<H1>`` ...
    ``<H5>`` heading lines is read as paragraphs: respondent is the path of headings (column ``section``), the
    headings are attributes ``heading1`` ..., the question is ``text``, and the order of the paragraphs stays;
    so does that of a .txt file with neither headings nor columns, each of whose lines is one respondent's.
    Headings may also be those of Word (.docx) or Markdown, or marked lines (Q1. ■ 【】) that recur under each
    name. Those that recur are questions, and those above them the respondents.

    Args:
        path: a path, several, or a folder; files are joined by equal headers. Files and sheets of one kind
            (two years, three shops) are told apart by an attribute of its own, ファイル or シート.
        respondent: the column that says who answered. Without one each row is a respondent.
        questions: the free-text columns, by name, question number, or any part of the name that only one has;
            the aspect of a grid (障害の内容) means all its items.
        attributes: the columns to compare by, named in the same ways.
        separators: columns, and what separates the choices in a cell of them: "" is one choice.
        sheet: name or number (from 1) of a workbook's sheet.
        encoding: of text files; found where it is not given.
        question_heading: the level of the headings in a transcript that are questions, 0 if none are; found
            where it is not given: those that recur under the name of each person.
        hidden: "keep" reads the hidden (filtered) rows and columns of a workbook too, "skip" leaves them out.
        lexicon: spellings of non-answers; the bundled ones where it is not given.

    Raises:
        SurveyError: if a file can't be read, a column does not exist, nothing looks like free text, or the
            answers are formulas whose results are not in the file.
    """
    paths: list[str | Path] = [path] if isinstance(path, str | Path) else list(path)
    if not paths:
        raise SurveyError("no survey file was named; give a path")
    files, findings = files_of(paths)
    lexicon = read_lexicon() if lexicon is None else lexicon
    named = request(respondent, questions, attributes, separators)
    read = read_sheets(
        files,
        sheet=sheet,
        encoding=encoding,
        hidden=hidden,
        question_heading=question_heading,
        roles_of=partial(_roles, named=named, lexicon=lexicon),
    )
    sheets = [repeat_groups(each) if each.shape == "table" else each for each in read]
    for each in sheets if not questions else ():
        refuse_transposed(each)
    table = join(with_origins(sheets))
    try:
        layout = with_id_width(table, layout_of(table, named, lexicon))
    except NoFreeTextError:
        raise_if_not_computed(sheets)
        raise
    who = respondents_of(table, layout)
    answers, columns, closed = tabulate(table, layout, who, lexicon)
    findings += [
        *(finding for each in sheets for finding in each.findings),
        *counted("partial_columns", table.partial),
        *odd_respondents(table, layout, who),
        *cut_short(table, layout),
        *repeated_rows(table, layout, who),
        *closed,
        *proposed_variants(answers),
    ]
    if (answers["kind"] == "blank").all():
        raise_if_not_computed(sheets)
        findings.append(Finding("no_answers", len(answers)))
    sources = tuple(
        Source(each.path, each.sheet, each.encoding, each.sha256, len(each.rows)) for each in sheets
    )
    return Survey(
        answers, _columns_frame(columns), sources, _findings_frame(findings), _examples(table, layout)
    )


def _examples(table: Joined, layout: Layout) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for column, cells in zip(layout.columns, table.cells, strict=True):
        values = dict.fromkeys(text for cell in cells.tolist() if (text := cell.strip()))
        found[column.column] = tuple(islice(values, EXAMPLES))
    return found


def chunk_of(
    sheets: Sequence[Sheet], layout: Layout, lexicon: Lexicon, findings: Sequence[Finding] | None = None
) -> Survey:
    """Return the answers of some rows of a survey whose columns are known.

    ``findings`` are those of a survey that is shown; where there is none, nothing else is looked into.
    """
    table = join(sheets)
    answers, columns, _ = tabulate(table, layout, respondents_of(table, layout), lexicon)
    findings = [] if findings is None else [*findings, *proposed_variants(answers)]
    return Survey(answers, _columns_frame(columns), findings=_findings_frame(findings))


def layout_of(table: Joined, named: Request, lexicon: Lexicon, *, complete: bool = True) -> Layout:
    """Return what the columns of a table are; ``complete`` tells whether it has all rows of the survey.

    Raises:
        SurveyError: if a column does not exist, or nothing looks like free text.
    """
    return propose(
        table.columns,
        [column.tolist() for column in table.cells],
        families([column.header for column in table.columns]) if not table.ordered else {},
        request=named,
        substantive=lambda texts: [kind == "substantive" for kind in classify_all(texts, lexicon)],
        spilled=table.spilled,
        paragraphs=table.ordered,
        complete=complete,
    )


def _roles(sheet: Sheet, *, named: Request, lexicon: Lexicon) -> Roles | None:
    """Return what the columns of one sheet of a workbook are; None if it does not hold what was named."""
    try:
        layout = layout_of(join([sheet]), named, lexicon)
    except SurveyError:
        return None
    columns = list(enumerate(layout.columns))
    questions = tuple(i for i, column in columns if column.role == "question")
    grouped = any(column.role == "attribute" and column.distinct < column.filled for _, column in columns)
    return Roles(questions, layout.respondent, grouped)


def _columns_frame(columns: Sequence[Column]) -> pd.DataFrame:
    frame = pd.DataFrame([asdict(column) for column in columns]).rename(columns={"separator": "detail"})
    order = ["column", "header", "role", "question", "item", "why", "detail", "filled", "distinct"]
    return frame[order].astype(dict.fromkeys(order[:7], "str"))


def _findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    frame = pd.DataFrame([asdict(each) for each in findings], columns=["finding", "count", "where", "detail"])
    return frame.astype({"finding": "str", "count": "int64", "where": "str", "detail": "str"})
