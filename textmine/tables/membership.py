"""Who has what: respondents by the words or codes of their answers, and by the values of an attribute.

Every table that compares counts respondents here, so that all of them count alike: a respondent has a word
and a value together if one of their answers has both. Where each respondent has one value that is the same
as having both; where the value belongs to an item (its status) it is that item's answer that counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from textmine.arrays import Int64Array
from textmine.codes.code_columns import code_columns
from textmine.errors import TableError
from textmine.inputs.attributes import column_of
from textmine.inputs.transcript import HEADINGS
from textmine.settings import DEFAULTS, UNIT, Unit
from textmine.tables.occurrences import keywords_in, row_of_uses, uses
from textmine.tables.ordering import ordered
from textmine.words.corpus import Corpus

By = str | Sequence[str] | pd.DataFrame | Mapping[str, pd.DataFrame]
Table = pd.DataFrame | Sequence[str]  # a keyword table, a table of codes, or a list of words
IDENTITY = ("feature", "kind", "negated")  # what tells two features apart


@dataclass(frozen=True, eq=False)
class Rows:
    """The substantive answers of a corpus, and whose they are.

    Attributes:
        answers: those rows of ``corpus.answers``, in its order.
        of: per row, the number of its respondent.
        respondents: their names, in code point order; their number is the base.
    """

    answers: pd.DataFrame
    of: Int64Array
    respondents: tuple[str, ...]

    @property
    def base(self) -> int:
        """Respondents with a substantive answer."""
        return len(self.respondents)


@dataclass(frozen=True, eq=False)
class Features:
    """Which answers have which words or codes.

    Attributes:
        table: one row per feature: ``feature`` (the word, or the code with its ＊), ``kind`` ("word" or
            "code") and, where the keyword table has it, ``negated`` (its negated uses only, or the others).
        times: rows of :class:`Rows` × features: how often a row has a word; of codes 0 or 1.
    """

    table: pd.DataFrame
    times: sparse.csr_matrix

    @cached_property
    def hits(self) -> sparse.csr_matrix:
        """Rows of :class:`Rows` × features, 0 or 1."""
        return (self.times > 0).astype(np.int32).tocsr()

    @property
    def occurrences(self) -> Int64Array:
        """How often each feature occurs."""
        return np.asarray(self.times.sum(axis=0), dtype=np.int64).ravel()


@dataclass(frozen=True, eq=False)
class Groups:
    """The values of one attribute, and which answers have which of them.

    Attributes:
        names: the values.
        hits: rows of :class:`Rows` × values, 0 or 1.
        attribute: its name.
        exclusive: no respondent has two of its values.
        missing: respondents of the base who have none.
    """

    names: tuple[str, ...]
    hits: sparse.csr_matrix
    attribute: str
    exclusive: bool
    missing: int


def identity(table: pd.DataFrame) -> list[str]:
    """Return those columns of a table that say which feature a row is about."""
    return [name for name in IDENTITY if name in table]


def rows_of(corpus: Corpus) -> Rows:
    """Return the rows that count: the substantive answers."""
    return corpus.made(_rows_of)


def _rows_of(corpus: Corpus) -> Rows:
    answers = corpus.answers[corpus.answers["kind"] == "substantive"].reset_index(drop=True)
    names, of = np.unique(answers["respondent"].to_numpy(dtype=str), return_inverse=True)
    return Rows(answers, of.astype(np.int64), tuple(names.tolist()))


def members(corpus: Corpus, table: Table, *, unit: Unit = UNIT) -> Features:
    """Return which answers have which words or codes.

    ``table`` is a keyword table of that ``unit``, a list of words, or a table of codes.

    Raises:
        TableError: the table has neither a column ``word`` nor codes.
    """
    rows = rows_of(corpus)
    row_of = pd.Series(np.arange(len(rows.answers)), index=rows.answers["answer"])
    if isinstance(table, pd.DataFrame) and "word" not in table:
        return _coded(table, row_of)
    keywords = keywords_in(table)
    features = pd.DataFrame({"feature": [keyword.word for keyword in keywords], "kind": "word"})
    features = features.astype({"feature": "str", "kind": "str"})
    if isinstance(table, pd.DataFrame) and "negated" in table:
        features["negated"] = np.array([keyword.uses == "negated" for keyword in keywords], dtype=bool)
    found = uses(corpus, unit)
    # A use of 感じる belongs to its one row or, where negation is apart, to one of its two.
    columns = row_of_uses(found, keywords)
    chosen = columns >= 0
    rows_with = row_of.reindex(found["answer"].to_numpy()[chosen]).to_numpy()
    ones = np.ones(len(rows_with), dtype=np.int32)
    shape = (len(row_of), len(features))
    return Features(features, sparse.csr_matrix((ones, (rows_with, columns[chosen])), shape=shape))


def _coded(coded: pd.DataFrame, row_of: pd.Series) -> Features:
    names = code_columns(coded)
    if not names or "answer" not in coded:
        raise TableError(
            "a table of words (with the column word) or of codes (from codes) is needed; this one has the "
            "columns {columns}",
            columns=", ".join(map(str, coded.columns)),
        )
    features = pd.DataFrame({"feature": names, "kind": "code"}).astype({"feature": "str", "kind": "str"})
    inside = coded[coded["answer"].isin(row_of.index)]  # of a sentence unit: any sentence of the answer
    row, column = np.nonzero(inside[names].to_numpy())
    rows_with = row_of.loc[inside["answer"]].to_numpy()[row]
    return Features(features, _zero_one(rows_with, column, (len(row_of), len(names))))


def groups(corpus: Corpus, by: By, *, most: int = DEFAULTS.compare.values) -> tuple[Groups, ...]:
    """Return the groups of each attribute named in ``by``, their values in the order of their meaning.

    The order is that of :func:`textmine.tables.ordering.ordered`; of headings that of the text. A
    multiple-choice attribute is split at its separator. A table of codes, as ``by``, or a mapping of a name
    to one, groups respondents by the codes of their answers to another question; the rows of one respondent
    then share all of them, and who has no substantive answer there is missing.

    Raises:
        TableError: no such attribute, or one with more than ``most`` different values.
    """
    rows = rows_of(corpus)
    if isinstance(by, pd.DataFrame):
        return (_other(rows, by, ""),)
    if isinstance(by, Mapping):
        return tuple(_other(rows, coded, name) for name, coded in by.items())
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    return tuple(_values(corpus, rows, name, most) for name in names)


def _values(corpus: Corpus, rows: Rows, attribute: str, most: int) -> Groups:
    own = attribute in corpus.survey.attributes  # which may well be called question or item
    if not own and attribute not in ("question", "item"):
        raise TableError(
            "there is no attribute {attribute!r}; there are: {known}",
            attribute=attribute,
            known=", ".join(("question", "item", *corpus.survey.attributes)),
        )
    sign = corpus.survey.separator(attribute) if own else ""
    parts = choices(rows.answers[column_of(attribute) if own else attribute], sign)
    found = dict.fromkeys(part for cell in parts for part in cell)
    names = list(found) if is_heading(attribute) else ordered(set(found), corpus.lexicon)
    if len(names) > most:
        raise TableError(
            "{attribute!r} has {count} different values, more than the {most} of compare.values; group "
            "them in the file, or raise the setting",
            attribute=attribute,
            count=len(names),
            most=most,
        )
    column = {name: place for place, name in enumerate(names)}
    row = np.repeat(np.arange(len(parts)), [len(cell) for cell in parts])
    columns = np.array([column[part] for cell in parts for part in cell], dtype=np.int64)
    return _groups(attribute, names, _zero_one(row, columns, (len(parts), len(names))), rows)


def _other(rows: Rows, coded: pd.DataFrame, name: str) -> Groups:
    """Return respondents grouped by the codes of another table; its other column keeps who has no code."""
    names = code_columns(coded)
    if not names or "respondent" not in coded:
        raise TableError("to group by a table it has to be one of codes, with the column respondent")
    answered = coded[coded["kind"] == "substantive"] if "kind" in coded else coded
    any_of = answered.groupby("respondent")[names].max() > 0
    any_of = any_of.reindex(list(rows.respondents))
    none = any_of.notna().all(axis=1) & ~any_of.fillna(False).astype(bool).any(axis=1)
    table = any_of.fillna(False).astype(bool).assign(**{OTHER: none})
    hits = sparse.csr_matrix(table.to_numpy(dtype=np.int8)[rows.of])
    return _groups(name, list(map(str, table.columns)), hits, rows)


OTHER = "＊"  # respondents of another question who answered it without getting any code


def _groups(attribute: str, names: Sequence[str], hits: sparse.csr_matrix, rows: Rows) -> Groups:
    has = people(rows, hits)
    each = np.asarray(has.sum(axis=1)).ravel()
    return Groups(tuple(names), hits, attribute, bool((each <= 1).all()), int((each == 0).sum()))


def answers_apart(rows: Rows) -> Groups:
    """Return each answer as a value of its own, named by its number: the attribute "answer"."""
    size = len(rows.answers)
    hits = sparse.csr_matrix(sparse.identity(size, dtype=np.int32, format="csr"))
    return _groups("answer", rows.answers["answer"].astype(str).tolist(), hits, rows)


def is_heading(attribute: str) -> bool:
    """Return whether an attribute is the headings of a text, whose order is that of the text."""
    return attribute in HEADINGS


def choices(cells: pd.Series, sign: str) -> list[list[str]]:
    """Return the values in each cell; ``sign`` separates those of multiple choice and is else empty."""
    codes, different = pd.factorize(cells.astype(str))
    split = [cell.split(sign) if sign else [cell] for cell in different.tolist()]
    parts = [[part.strip() for part in each if part.strip()] for each in split]
    return [parts[code] for code in codes.tolist()]


def people(rows: Rows, hits: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return respondents × names from rows × names: 1 where any row of a respondent has it."""
    whose = sparse.csr_matrix(
        (np.ones(len(rows.of), dtype=np.int32), (rows.of, np.arange(len(rows.of)))),
        shape=(rows.base, len(rows.of)),
    )
    found = (whose @ hits.astype(np.int32)).tocsr()
    found.data[:] = 1
    return found


def respondents(rows: Rows, hits: sparse.csr_matrix) -> Int64Array:
    """Return how many respondents have each name."""
    return np.asarray(people(rows, hits).sum(axis=0), dtype=np.int64).ravel()


def together(rows: Rows, one: sparse.csr_matrix, other: sparse.csr_matrix) -> Int64Array:
    """Return how many respondents have, in one answer, both a name of ``one`` and a name of ``other``.

    Shape: names of ``one`` × names of ``other``.
    """
    counts = np.zeros((one.shape[1], other.shape[1]), dtype=np.int64)
    columns = other.tocsc()
    for place in range(other.shape[1]):
        inside = np.sort(columns.indices[columns.indptr[place] : columns.indptr[place + 1]])
        if len(inside):
            part = Rows(rows.answers.iloc[:0], rows.of[inside], rows.respondents)
            counts[:, place] = respondents(part, one[inside])
    return counts


def _zero_one(rows: Int64Array, columns: Int64Array, shape: tuple[int, int]) -> sparse.csr_matrix:
    matrix = sparse.csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=shape)
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix
