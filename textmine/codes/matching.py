"""Evaluates coding rules on the documents of a corpus: which are true, and where each condition fired.

Every condition is evaluated on all documents at once, from an index of the morphemes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from textmine.arrays import BoolArray, FloatArray, Int32Array, Int64Array
from textmine.codes import syntax
from textmine.codes.codebook import Code, Codebook, full_name
from textmine.codes.documents import Documents, DocumentUnit, documents
from textmine.codes.properties import Properties, Variables
from textmine.codes.spans import Spans, together
from textmine.codes.stream import Stream
from textmine.codes.textindex import TextIndex
from textmine.codes.windows import windows

_OPERATIONS: dict[str, np.ufunc] = {
    "==": np.equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "<": np.less,
    "<=": np.less_equal,
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
}


@dataclass(frozen=True)
class Clause:
    """A condition that fired: where, and in which documents."""

    node: syntax.Node
    documents: BoolArray
    spans: Spans | None  # None for what has no characters (a length, a heading, a negation)
    document: Int64Array  # of each span


class Matcher:
    """Evaluates the rules of one code frame on the documents of one text."""

    def __init__(self, text: Stream, unit: Documents, codebook: Codebook, variables: Variables) -> None:
        """Prepare the index; nothing is evaluated yet."""
        self.text = text
        self.unit = unit
        self.codebook = codebook
        self.index = TextIndex(text, [code.rule for code in codebook.codes])
        self.properties = Properties(text, unit, variables)
        self._documents: dict[str, BoolArray] = {}  # with a code
        self._spans: dict[syntax.Reference | syntax.Near, Spans] = {}

    # ---- which documents

    def matrix(self) -> BoolArray:
        """Return documents × codes: which have which."""
        columns = [self.code(code) for code in self.codebook.codes]
        return np.stack(columns, axis=1) if columns else np.zeros((self.unit.count, 0), dtype=bool)

    def code(self, code: Code) -> BoolArray:
        """Return which documents have a code."""
        if code.name not in self._documents:
            result = np.zeros(self.unit.count, dtype=bool)
            if code.rule is not None:
                result = self.value(code.rule) != 0
            elif code.error is None:  # an upper code that is any of its lower ones
                for lower in self.codebook.lower(code.name):
                    result |= self.code(lower)
            self._documents[code.name] = result
        return self._documents[code.name]

    def value(self, node: syntax.Node) -> FloatArray:
        """Return the number that a condition has in each document; 0 is false."""
        match node:
            case syntax.Not():
                return np.asarray(self.value(node.operand) == 0, dtype=np.float64)
            case syntax.Minus():
                return -self.value(node.operand)
            case syntax.All():
                every = np.all([self.value(part) != 0 for part in node.parts], axis=0)
                return np.asarray(every, dtype=np.float64)
            case syntax.Any():
                either = np.any([self.value(part) != 0 for part in node.parts], axis=0)
                return np.asarray(either, dtype=np.float64)
            case syntax.Chain():
                value = self.value(node.first)
                for operator, part in node.rest:
                    value = _calculate(operator, value, self.value(part))
                return value
            case _:
                return self._value_of_atom(node)

    def _value_of_atom(self, node: syntax.Atom) -> FloatArray:
        match node:
            case syntax.Constant():
                return np.full(self.unit.count, node.value)
            case syntax.Measure():
                return self.properties.measure(node)
            case syntax.Heading():
                return self.properties.heading(node)
            case syntax.Variable():
                return self.properties.variable(node)
            case syntax.Reference():
                return self.code(self.codebook.code(full_name(node.name))).astype(np.float64)
            case syntax.Characters():  # counts the sentences with it
                spans, document = self._inside(node)
                pairs = np.stack([document, self.text.sentence[spans.first]], axis=1)
                return self._count(np.unique(pairs, axis=0)[:, 0])
            case syntax.Term() | syntax.Phrase() | syntax.Near():
                return self._count(self._inside(node)[1])

    def _count(self, document: Int64Array) -> FloatArray:
        return np.bincount(document, minlength=self.unit.count).astype(np.float64)

    def _inside(self, atom: syntax.Words | syntax.Near) -> tuple[Spans, Int64Array]:
        """Return where a condition occurs in documents, and the document of each place."""
        spans = self.spans(atom)
        document = self.unit.of_token[spans.first].astype(np.int64)
        chosen = document >= 0
        if isinstance(atom, syntax.Phrase):
            # It may run on into the next document, but counts only in one that holds all of its words.
            for part in atom.parts:
                chosen[chosen] = self._count(self._inside(part)[1])[document[chosen]] > 0
        return spans.select(chosen), document[chosen]

    # ---- where conditions occur

    def spans(self, node: syntax.Part | syntax.Near) -> Spans:
        """Return where a condition occurs in the whole text."""
        match node:
            case syntax.Term() | syntax.Phrase() | syntax.Characters():
                return self.index.spans(node)
            case syntax.Group():
                return together([self.spans(part) for part in node.parts])
        if node not in self._spans:
            if isinstance(node, syntax.Near):
                parts = [self.spans(part) for part in node.parts]
                border = self._border(node)
                spans = windows(node, parts, self.unit.of_token, self.unit.count, border)
            else:
                spans = self._of_code(self.codebook.code(full_name(node.name)))
            self._spans[node] = spans
        return self._spans[node]

    def _border(self, node: syntax.Near) -> Int32Array | None:
        """Return of each token what a window may not leave."""
        if node.within == "b" and self.unit.unit != "sentence":
            return self.text.sentence
        if node.within == "d" and self.unit.unit not in ("sentence", "paragraph"):
            return self.text.line
        return None

    def _of_code(self, code: Code) -> Spans:
        """Return where the conditions occur that gave documents a code."""
        codes = [code] if code.rule is not None else self.codebook.lower(code.name)
        return together(
            [
                clause.spans
                for each in codes
                if each.rule is not None
                for clause in self.fired(each.rule, self.code(each))
                if clause.spans is not None
            ]
        )

    # ---- which conditions fired

    def fired(self, node: syntax.Node, within: BoolArray) -> Iterator[Clause]:
        """Yield the conditions that made a rule true in some documents."""
        if not within.any():
            return
        match node:
            case syntax.All():
                for part in node.parts:
                    yield from self.fired(part, within)
            case syntax.Any():
                for part in node.parts:
                    yield from self.fired(part, within & (self.value(part) != 0))
            case syntax.Chain():
                yield from self._fired_numbers(node, within)
            case syntax.Term() | syntax.Phrase() | syntax.Characters() | syntax.Near():
                yield self._clause(node, node, within)
            case _:
                yield _without_spans(node, within)

    def _fired_numbers(self, node: syntax.Chain, within: BoolArray) -> Iterator[Clause]:
        """Yield the conditions inside a comparison or a sum, each as part of the whole of it."""
        explained = np.zeros(self.unit.count, dtype=bool)
        for each in syntax.atoms(node):
            if isinstance(each, syntax.Words | syntax.Near):
                clause = self._clause(each, node, within)
                if len(clause.document):
                    explained[clause.document] = True
                    yield clause
        if (within & ~explained).any():
            yield _without_spans(node, within & ~explained)

    def _clause(self, atom: syntax.Words | syntax.Near, shown: syntax.Node, within: BoolArray) -> Clause:
        spans, document = self._inside(atom)
        chosen = within[document]
        return Clause(shown, within, spans.select(chosen), document[chosen])


def _without_spans(node: syntax.Node, within: BoolArray) -> Clause:
    return Clause(node, within, None, np.zeros(0, dtype=np.int64))


def _calculate(operator: str, left: FloatArray, right: FloatArray) -> FloatArray:
    with np.errstate(all="ignore"):
        result = np.asarray(_OPERATIONS[operator](left, right), dtype=np.float64)
    return np.nan_to_num(result, posinf=0.0, neginf=0.0)  # divided by 0


def evaluated(
    text: Stream, codebook: Codebook, unit: DocumentUnit, variables: Variables | None = None
) -> tuple[Matcher, BoolArray]:
    """Return the matcher and documents × codes."""
    if not variables:
        return _evaluated(text, codebook, unit)
    matcher = Matcher(text, documents(text, unit), codebook, variables)
    return matcher, matcher.matrix()


@lru_cache(maxsize=1)  # who asks for codes asks for what gave them next
def _evaluated(text: Stream, codebook: Codebook, unit: DocumentUnit) -> tuple[Matcher, BoolArray]:
    matcher = Matcher(text, documents(text, unit), codebook, {})
    return matcher, matcher.matrix()
