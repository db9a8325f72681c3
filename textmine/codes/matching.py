"""Evaluates coding rules on the documents of a corpus: which are true, and where each condition fired.

Every condition is evaluated on all documents at once, from an index of the morphemes; only near and seq walk
through the occurrences of their words, and only in documents that hold all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.codes.codebook import Code, Codebook, reference_name
from textmine.codes.documents import UNITS, Documents, DocumentUnit, Stream, documents, fold
from textmine.codes.rules import (
    All,
    Any,
    Atom,
    Chain,
    Characters,
    Constant,
    Group,
    Heading,
    Measure,
    Minus,
    Near,
    Node,
    Not,
    Part,
    Phrase,
    Reference,
    Term,
    Variable,
    atoms,
)
from textmine.inputs.lexicon import ForcedWord, Lexicon
from textmine.inputs.normalize import normalize
from textmine.words.mecab import Morpheme, Tokenizer, dictionary

LongArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
Variables = Mapping[DocumentUnit, pd.DataFrame]
_SPACES = str.maketrans("", "", " \u3000")


@dataclass(frozen=True)
class Spans:
    """Where a condition stands: runs of tokens, sorted.

    ``first`` is the first token of each and ``last`` one past the last; ``lead`` and ``trail`` say how many
    characters of the first and last token do not belong to it.
    """

    first: LongArray
    last: LongArray
    lead: LongArray
    trail: LongArray

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.first)

    def kept(self, keep: BoolArray | LongArray) -> Spans:
        """Return some of the spans."""
        return Spans(self.first[keep], self.last[keep], self.lead[keep], self.trail[keep])


def spans_of(first: LongArray, last: LongArray) -> Spans:
    """Return spans of whole tokens, sorted and each once."""
    if not len(first):
        none = np.zeros(0, dtype=np.int64)
        return Spans(none, none, none, none)
    order = np.lexsort((last, first))
    first, last = first[order].astype(np.int64), last[order].astype(np.int64)
    new = np.concatenate([[True], (first[1:] != first[:-1]) | (last[1:] != last[:-1])])
    first, last = first[new], last[new]
    zero = np.zeros(len(first), dtype=np.int64)
    return Spans(first, last, zero, zero)


def _together(parts: Sequence[Spans]) -> Spans:
    """Return the spans of several conditions as one."""
    columns = [
        np.concatenate([getattr(part, name) for part in parts]) for name in ("first", "last", "lead", "trail")
    ]
    order = np.lexsort((columns[1], columns[0]))
    return Spans(*(column[order] for column in columns))


@dataclass(frozen=True)
class Clause:
    """A condition that fired: where, and in which documents."""

    node: Node
    documents: BoolArray
    spans: Spans | None  # None for what has no characters (a length, a heading, a negation)
    document: LongArray  # of each span


class Matcher:
    """Evaluates the rules of one code frame on the documents of one text."""

    def __init__(
        self,
        text: Stream,
        unit: Documents,
        codebook: Codebook,
        *,
        variables: Variables | None = None,
    ) -> None:
        """Prepare the index; nothing is evaluated yet."""
        self.text = text
        self.unit = unit
        self.codebook = codebook
        self.variables = dict(variables or {})
        self._values: dict[str, FloatArray] = {}
        self._spans: dict[Part | Near, Spans] = {}
        self._codes_of_base: dict[str, list[int]] = {}
        self._codes_of_surface: dict[str, list[int]] = {}
        for code, morpheme in enumerate(text.morphemes):
            self._codes_of_base.setdefault(fold(morpheme.base), []).append(code)
            self._codes_of_surface.setdefault(text.folded[code], []).append(code)
        self._cut: frozenset[str] | None = None
        self._other_units: dict[DocumentUnit, Documents] = {unit.unit: unit}

    def word(self, base: str) -> str:
        """Return a word of a rule as the text has it."""
        return fold(normalize(base) if self.text.reading == "textmine" else base)

    # ---- codes

    def matrix(self) -> BoolArray:
        """Return documents × codes: which have which."""
        columns = [self.code(code) for code in self.codebook.codes]
        return np.stack(columns, axis=1) if columns else np.zeros((self.unit.count, 0), dtype=bool)

    def code(self, code: Code) -> BoolArray:
        """Return which documents have a code."""
        if code.name not in self._values:
            if code.rule is not None:
                value = self.value(code.rule)
            elif code.error is None:  # an upper code that is any of its lower ones
                value = np.zeros(self.unit.count)
                for lower in self.codebook.codes:
                    if lower.upper == code.name:
                        value += self.code(lower)
            else:
                value = np.zeros(self.unit.count)
            self._values[code.name] = (value != 0).astype(np.float64)
        return np.asarray(self._values[code.name] != 0)

    def value(self, node: Node) -> FloatArray:
        """Return the number that a condition has in each document; 0 is false."""
        match node:
            case Not():
                return np.asarray(self.value(node.operand) == 0, dtype=np.float64)
            case Minus():
                return -self.value(node.operand)
            case All():
                every = np.all([self.value(part) != 0 for part in node.parts], axis=0)
                return np.asarray(every, dtype=np.float64)
            case Any():
                some = np.any([self.value(part) != 0 for part in node.parts], axis=0)
                return np.asarray(some, dtype=np.float64)
            case Chain():
                value = self.value(node.first)
                for operator, part in node.rest:
                    value = _calculate(operator, value, self.value(part))
                return value
            case Constant():
                return np.full(self.unit.count, node.value)
            case Measure():
                return self._measure(node)
            case Heading():
                return self._heading(node)
            case Variable():
                return self._variable(node)
            case Reference():
                return self.code(self.codebook.code(reference_name(node))).astype(np.float64)
            case Characters():
                return self._sentences_with(node)
            case Phrase():
                spans = self.spans(node)
                kept = self._all_there(node, self._documents_of(spans))
                return self._count(self._documents_of(spans)[kept])
            case _:
                return self._count(self._documents_of(self.spans(node)))

    def _count(self, found: LongArray) -> FloatArray:
        return np.bincount(found[found >= 0], minlength=self.unit.count).astype(np.float64)

    def _documents_of(self, spans: Spans) -> LongArray:
        return self.unit.of_token[spans.first].astype(np.int64)

    def _all_there(self, phrase: Phrase, found: LongArray) -> BoolArray:
        """Return which places of a phrase are in a document that holds all of its words."""
        kept = found >= 0
        for part in phrase.parts:
            counts = self._count(self._documents_of(self.spans(part)))
            kept &= counts[found] > 0
        return kept

    def _measure(self, node: Measure) -> FloatArray:
        if node.kind == "no.":
            return np.arange(1, self.unit.count + 1, dtype=np.float64)
        text = self.text
        kept = text.counted & (self.unit.of_token >= 0)
        weights = np.ones(len(text.codes)) if node.kind == "lw" else text.characters.astype(np.float64)
        return np.bincount(self.unit.of_token[kept], weights=weights[kept], minlength=self.unit.count).astype(
            np.float64
        )

    def _heading(self, node: Heading) -> FloatArray:
        headings = self.text.headings.get(node.level)
        unit = UNITS.index(self.unit.unit)
        coarser = self.unit.unit.startswith("heading") and int(self.unit.unit[-1]) < node.level
        if headings is None or coarser:
            return np.zeros(self.unit.count)
        wanted = self._plain(node.text)
        same = np.array([self._plain(heading) == wanted for heading in headings], dtype=bool)
        found = same[self.unit.row] if len(same) else np.zeros(self.unit.count, dtype=bool)
        if unit == 0:  # a heading is a sentence; those of a higher level stand above this one
            level = self.text.level[self.unit.token]
            found &= (level == 0) | (level >= node.level)
        return found.astype(np.float64)

    def _plain(self, text: str) -> str:
        return normalize(text).strip() if self.text.reading == "textmine" else text

    def _variable(self, node: Variable) -> FloatArray:
        values = self._values_of(node.name, same=node.value is None)
        if values is None:
            return np.zeros(self.unit.count)
        if node.value is None:
            numbers = np.asarray(pd.to_numeric(values, errors="coerce"), dtype=np.float64)
            return np.nan_to_num(numbers)
        wanted = self._plain(node.value)
        return np.array([self._plain(value) == wanted for value in values.tolist()], dtype=np.float64)

    def _values_of(self, name: str, *, same: bool) -> pd.Series[str] | None:
        """Return the value of a variable in each document; None if it is unknown or of a finer unit."""
        here = UNITS.index(self.unit.unit)
        for unit, frame in self.variables.items():
            if name in frame:
                if UNITS.index(unit) < here or (same and unit != self.unit.unit):
                    return None
                return _looked_up(frame[name], self._owner(unit))
        answers = self.text.corpus.answers
        if name not in answers or here > UNITS.index("answer") or (same and self.unit.unit != "answer"):
            return None
        values = answers[name].iloc[self.unit.row].reset_index(drop=True).astype("str")
        if len(self.text.level) and self.unit.unit == "sentence":
            values[self.text.level[self.unit.token] > 0] = ""
        return values

    def _owner(self, unit: DocumentUnit) -> LongArray:
        """Return of each document the document of a coarser unit that it is part of; -1 if of none."""
        if unit == self.unit.unit:
            return np.arange(self.unit.count)
        if unit not in self._other_units:
            self._other_units[unit] = documents(self.text, unit)
        coarse = self._other_units[unit]
        found = np.full(self.unit.count, -1, dtype=np.int64)
        there = self.unit.token >= 0
        found[there] = coarse.of_token[self.unit.token[there]]
        if len(coarse.of_row):
            found[~there] = coarse.of_row[self.unit.row[~there]]
        return found

    def _sentences_with(self, node: Characters) -> FloatArray:
        spans = self.spans(node)
        pairs = np.stack([self._documents_of(spans), self.text.sentence[spans.first]], axis=1)
        return self._count(np.unique(pairs, axis=0)[:, 0])

    # ---- where conditions stand

    def spans(self, node: Part | Near) -> Spans:
        """Return where a condition stands in the whole text."""
        if node not in self._spans:
            match node:
                case Term():
                    found = self._term(node)
                case Phrase():
                    found = self._phrase(node)
                case Characters():
                    found = self._characters(node)
                case Group():
                    found = _together([self.spans(part) for part in node.parts])
                case Reference():
                    found = self._of_code(node)
                case Near():
                    found = self._near(node)
            if isinstance(node, Term | Phrase | Characters):
                found = self._modified(found, node)
            self._spans[node] = found
        return self._spans[node]

    def _modified(self, spans: Spans, node: Term | Phrase | Characters) -> Spans:
        if node.negation and len(spans):
            before = np.concatenate([[0], np.cumsum(self.text.negated)])
            is_negated = before[spans.last] > before[spans.first]
            spans = spans.kept(is_negated == (node.negation == "neg"))
        if node.final and len(spans):
            whole = isinstance(node, Characters)
            final = self.text.last if whole else self.text.last_word
            spans = spans.kept(final[spans.last - 1] & (spans.trail == 0))
        return spans

    def _term(self, node: Term) -> Spans:
        text = self.text
        every = node.base == "*" and (node.word_class or node.form or node.surface)
        base = self.word(node.base)
        codes: Iterable[int] = range(len(text.morphemes)) if every else self._codes_of_base.get(base, ())
        codes = [code for code in codes if self._fits(code, node)]
        order, bounds = text.postings
        if codes:
            places = np.concatenate([order[bounds[code] : bounds[code + 1]] for code in codes])
            places = places[text.used[places]]
        else:
            places = np.zeros(0, dtype=np.int64)
        if node.word_class and len(places):
            names = text.scheme.names
            number = names.index(node.word_class) if node.word_class in names else -1
            places = places[text.word_class[places] == number]
        found = spans_of(places, places + 1)
        if not every and not node.word_class and node.base in self.cut_words:
            runs = self._runs(base)
            if node.form:
                ends = [self._fits(int(text.codes[end - 1]), node) for end in runs.last]
                runs = runs.kept(np.array(ends, dtype=bool))
            if not node.surface and len(runs):
                found = spans_of(
                    np.concatenate([found.first, runs.first]), np.concatenate([found.last, runs.last])
                )
        return found

    def _fits(self, code: int, node: Term) -> bool:
        morpheme = self.text.morphemes[code]
        if node.form:
            return self.text.scheme.has_form(morpheme, node.form)
        if node.surface:
            surface = normalize(node.surface) if self.text.reading == "textmine" else node.surface
            return morpheme.surface == surface
        return True

    @property
    def cut_words(self) -> frozenset[str]:
        """The words of the rules that the tokeniser's dictionary cuts into several tokens."""
        if self._cut is None:
            bases = set()
            for code in self.codebook.codes:
                for each in atoms(code.rule) if code.rule is not None else ():
                    if isinstance(each, Term) and not each.word_class:
                        bases.add(each.base)
                    elif isinstance(each, Phrase):
                        bases |= {part.base for part in each.parts}
            words = tuple(sorted(bases))
            parts = cut(words, self.text.corpus.dictionary, self.text.corpus.lexicon)
            pairs = zip(words, parts, strict=True)
            self._cut = frozenset(word for word, found in pairs if len(found) > 1)
        return self._cut

    def _runs(self, base: str) -> Spans:
        """Return where several tokens in a row make up a word: the last in any form, the others as is."""
        text = self.text
        base = base.translate(_SPACES)
        order, bounds = text.postings
        firsts: list[LongArray] = []
        lasts: list[LongArray] = []

        def places(codes: Sequence[int]) -> LongArray:
            return np.concatenate([order[bounds[code] : bounds[code + 1]] for code in codes])

        waiting: list[tuple[LongArray, LongArray, int]] = []  # first token, next token, characters used
        for size in range(1, len(base)):
            codes = self._codes_of_surface.get(base[:size])
            if codes:
                start = places(codes)
                waiting.append((start, start + 1, size))
        while waiting:
            start, after, used = waiting.pop()
            inside = after < len(text.codes)
            start, after = start[inside], after[inside]
            same = text.line[after] == text.line[start]
            start, after = start[same], after[same]
            if not len(start):
                continue
            following = text.codes[after]
            rest = base[used:]
            ending = self._codes_of_base.get(rest, []) + self._codes_of_surface.get(rest, [])
            if ending:
                done = np.isin(following, ending)
                firsts.append(start[done])
                lasts.append(after[done] + 1)
            for size in range(1, len(rest)):
                codes = self._codes_of_surface.get(rest[:size])
                if codes:
                    goes_on = np.isin(following, codes)
                    if goes_on.any():
                        waiting.append((start[goes_on], after[goes_on] + 1, used + size))
        if not firsts:
            return spans_of(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        found = spans_of(np.concatenate(firsts), np.concatenate(lasts))
        return found.kept(text.counted[found.first] & text.counted[found.last - 1])

    def _phrase(self, node: Phrase) -> Spans:
        found = self.spans(node.parts[0])
        first, last = found.first, found.last
        for part in node.parts[1:]:
            after = self.spans(part)
            begin = np.searchsorted(after.first, last, side="left")
            finish = np.searchsorted(after.first, last, side="right")
            counts = finish - begin
            # A part may have several ends at one place: 取引 and 取引先.
            picked = (
                np.repeat(begin, counts)
                + np.arange(counts.sum())
                - np.repeat(np.cumsum(counts) - counts, counts)
            )
            first, last = np.repeat(first, counts), after.last[picked]
        if len(first):
            block = self.text.block
            same = block[first] == block[last - 1]
            first, last = first[same], last[same]
        return spans_of(first, last)

    def _characters(self, node: Characters) -> Spans:
        text = self.text
        if node.pattern:
            pattern = re.compile(self._pattern(node.text), re.IGNORECASE | re.MULTILINE)
            found = [match.span() for match in pattern.finditer(text.running) if match.end() > match.start()]
        else:
            found = list(_places(text.running, self._string(node.text)))
        if not found:
            return spans_of(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        begin, finish = np.array(found, dtype=np.int64).T
        starts = text.starts
        first = np.searchsorted(starts[:-1], begin, side="right") - 1
        last = np.searchsorted(starts[:-1], finish - 1, side="right") - 1
        lengths = np.array([len(surface) for surface in text.folded], dtype=np.int64)
        trail = starts[last] + lengths[text.codes[last]] - finish
        inside = (text.sentence[first] == text.sentence[last]) & (trail >= 0)
        return Spans(first, last + 1, begin - starts[first], trail).kept(inside)

    def _string(self, text: str) -> str:
        if self.text.reading == "textmine":  # whose running text has no blanks
            return fold(normalize(text)).translate(_SPACES)
        return fold(text.replace(" ", "\u3000"))

    def _pattern(self, pattern: str) -> str:
        """Return a pattern with its letters as the text has them; signs of the pattern stay."""
        if self.text.reading == "khcoder":
            return pattern
        changed = []
        for letter in pattern:
            normal = normalize(letter)
            changed.append(letter if letter.isascii() or len(normal) != 1 else re.escape(normal))
        return "".join(changed)

    def _of_code(self, node: Reference) -> Spans:
        """Return where the conditions stand that gave documents a code."""
        code = self.codebook.code(reference_name(node))
        rules = [code] if code.rule is not None else [c for c in self.codebook.codes if c.upper == code.name]
        found = [
            clause.spans
            for each in rules
            if each.rule is not None
            for clause in self.fired(each.rule, self.code(each))
            if clause.spans is not None
        ]
        none = np.zeros(0, dtype=np.int64)
        return _together([Spans(none, none, none, none), *found])

    # ---- near and seq

    def _near(self, node: Near) -> Spans:
        parts = [self.spans(part) for part in node.parts]
        found = [self._documents_of(part) for part in parts]
        there = np.ones(self.unit.count, dtype=bool)
        for inside in found:
            there &= self._count(inside) > 0
        first: list[int] = []
        last: list[int] = []
        if there.any():
            kept = [(inside >= 0) & there[inside] for inside in found]
            token = np.concatenate([part.first[keep] for part, keep in zip(parts, kept, strict=True)])
            end = np.concatenate([part.last[keep] for part, keep in zip(parts, kept, strict=True)])
            which = np.concatenate([np.full(int(keep.sum()), number) for number, keep in enumerate(kept)])
            document = self.unit.of_token[token]
            order = np.lexsort((which, token, document))
            token, end, which, document = token[order], end[order], which[order], document[order]
            cuts = np.flatnonzero(np.diff(document)) + 1
            for begin, finish in zip([0, *cuts.tolist()], [*cuts.tolist(), len(token)], strict=True):
                listed = _merged(
                    token[begin:finish].tolist(), end[begin:finish].tolist(), which[begin:finish].tolist()
                )
                for start, stop in _scan(listed, node, self._border(node)):
                    first.append(start)
                    last.append(stop)
        return spans_of(np.array(first, dtype=np.int64), np.array(last, dtype=np.int64))

    def _border(self, node: Near) -> npt.NDArray[np.int32] | None:
        """Return of each token what a window may not leave."""
        if node.within == "b" and self.unit.unit != "sentence":
            return self.text.sentence
        if node.within == "d" and self.unit.unit not in ("sentence", "paragraph"):
            return self.text.line
        return None

    # ---- which conditions fired

    def fired(self, node: Node, there: BoolArray) -> Iterator[Clause]:
        """Yield the conditions that made a rule true in the documents ``there``."""
        if not there.any():
            return
        match node:
            case All():
                for part in node.parts:
                    yield from self.fired(part, there)
            case Any():
                for part in node.parts:
                    yield from self.fired(part, there & (self.value(part) != 0))
            case Chain():
                yield from self._fired_numbers(node, there)
            case Term() | Phrase() | Characters() | Near():
                yield self._clause(node, node, there)
            case _:
                yield Clause(node, there, None, np.zeros(0, dtype=np.int64))

    def _fired_numbers(self, node: Chain, there: BoolArray) -> Iterator[Clause]:
        """Yield the conditions inside a comparison or a sum, each as part of the whole of it."""
        some = np.zeros(self.unit.count, dtype=bool)
        for each in atoms(node):
            if isinstance(each, Term | Phrase | Characters | Near):
                clause = self._clause(each, node, there)
                if clause.spans is not None and len(clause.spans):
                    some[clause.document] = True
                    yield clause
        if (there & ~some).any():
            yield Clause(node, there & ~some, None, np.zeros(0, dtype=np.int64))

    def _clause(self, atom: Atom | Group, shown: Node, there: BoolArray) -> Clause:
        assert isinstance(atom, Term | Phrase | Characters | Near)
        spans = self.spans(atom)
        found = self._documents_of(spans)
        keep = (found >= 0) & there[found]
        if isinstance(atom, Phrase):
            keep &= self._all_there(atom, found)
        return Clause(shown, there, spans.kept(keep), found[keep])


def _calculate(operator: str, left: FloatArray, right: FloatArray) -> FloatArray:
    with np.errstate(all="ignore"):
        match operator:
            case "==":
                result = np.asarray(left == right, dtype=np.float64)
            case ">":
                result = np.asarray(left > right, dtype=np.float64)
            case ">=":
                result = np.asarray(left >= right, dtype=np.float64)
            case "<":
                result = np.asarray(left < right, dtype=np.float64)
            case "<=":
                result = np.asarray(left <= right, dtype=np.float64)
            case "+":
                result = left + right
            case "-":
                result = left - right
            case "*":
                result = left * right
            case _:
                result = np.where(right == 0, 0.0, left / np.where(right == 0, 1.0, right))
    return np.asarray(np.nan_to_num(result, posinf=0.0, neginf=0.0), dtype=np.float64)


def _looked_up(values: pd.Series[str], owner: LongArray) -> pd.Series[str]:
    known = values.astype("str").to_numpy(dtype=object)
    found = np.full(len(owner), "", dtype=object)
    inside = (owner >= 0) & (owner < len(known))
    found[inside] = known[owner[inside]]
    return pd.Series(found, dtype="str")


def _places(text: str, string: str) -> Iterator[tuple[int, int]]:
    """Yield where a string stands in a text, also where two overlap."""
    place = text.find(string) if string else -1
    while place >= 0:
        yield place, place + len(string)
        place = text.find(string, place + 1)


def _merged(
    token: Sequence[int], end: Sequence[int], which: Sequence[int]
) -> list[tuple[int, int, tuple[int, ...]]]:
    """Return the occurrences in one document: token, end, and the parts of near that stand there."""
    listed: list[tuple[int, int, tuple[int, ...]]] = []
    for place, stop, part in zip(token, end, which, strict=True):
        if listed and listed[-1][0] == place:
            _, before, parts = listed[-1]
            listed[-1] = (place, max(before, stop), (*parts, part))
        else:
            listed.append((place, stop, (part,)))
    return listed


def _scan(
    listed: Sequence[tuple[int, int, tuple[int, ...]]],
    node: Near,
    border: npt.NDArray[np.int32] | None,
) -> Iterator[tuple[int, int]]:
    """Yield the first and one past the last token of each place where near or seq is fulfilled.

    Each occurrence that the same word does not follow directly starts a scan; the next words count as long as
    each is at most ``limit`` tokens after the one found before it.
    """
    size = len(node.parts)
    places: list[list[int]] = [[] for _ in range(size)]  # of each part, which of the occurrences are its
    for number, (_, _, parts) in enumerate(listed):
        for part in parts:
            places[part].append(number)

    def following(part: int, number: int) -> int:
        place = bisect_right(places[part], number)
        return places[part][place] if place < len(places[part]) else len(listed)

    for number, (start, stop, parts) in enumerate(listed):
        if node.ordered and 0 not in parts:
            continue
        if number + 1 < len(listed) and listed[number + 1][2] == parts:
            continue
        missing = list(range(size))
        missing.remove(0 if node.ordered else parts[0])
        at, latest = number, stop - 1
        while missing:
            # A word that was found already is passed over, so only the next missing one matters.
            at, part = min((following(part, at), part) for part in (missing[:1] if node.ordered else missing))
            if at == len(listed):
                break
            place, end, _ = listed[at]
            if node.limit and place - latest > node.limit:
                break
            if border is not None and border[place] != border[start]:
                break
            missing.remove(part)
            latest = end - 1
            stop = max(stop, end)
        if not missing:
            yield start, stop


def cut(words: Sequence[str], name: str, lexicon: Lexicon) -> list[tuple[Morpheme, ...]]:
    """Return how the tokeniser dictionary ``name`` cuts each word that stands alone."""
    forced = tuple(entry.word for entry in lexicon.compounds)
    return [_cut_words(name, forced, tuple(words))[word] for word in words]


@lru_cache(maxsize=16)
def _cut_words(name: str, forced: tuple[str, ...], words: tuple[str, ...]) -> dict[str, tuple[Morpheme, ...]]:
    normal = [normalize(word).replace("\n", " ") for word in words]
    tokenizer = Tokenizer(dictionary(name), [ForcedWord(normalize(word)) for word in forced])
    return {word: tuple(tokenizer.tokenize(line)) for word, line in zip(words, normal, strict=True)}


def evaluated(
    text: Stream, codebook: Codebook, unit: DocumentUnit, variables: Variables | None = None
) -> tuple[Matcher, BoolArray]:
    """Return the matcher and documents × codes."""
    matcher = Matcher(text, documents(text, unit), codebook, variables=variables)
    return matcher, matcher.matrix()
