"""What is probably wrong in a code frame though nothing fails: words that never occur, precedence …"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from textmine.arrays import BoolArray
from textmine.codes import syntax
from textmine.codes.classes import read_classes
from textmine.codes.codebook import Code, Codebook
from textmine.codes.documents import DocumentUnit
from textmine.codes.matching import Matcher, evaluated
from textmine.codes.pieces import COMPARISONS, OPERATORS
from textmine.codes.printing import show
from textmine.codes.properties import Variables
from textmine.codes.readings import stream
from textmine.codes.stream import fold
from textmine.codes.textindex import tokens_of
from textmine.inputs.attributes import column_of
from textmine.settings import DEFAULTS, Reading
from textmine.words.corpus import Corpus

_NOTES = frozenset({"repeated_condition", "cut_word", "same_documents"})  # what may well be meant so
NEIGHBOURS = 3
LIKENESS = 60.0  # of rapidfuzz's ratio, 0-100
_GLUED = re.compile(r"[&|()<>=!*/]|^[-+]|[-+]$|^[0-9.,]+$")
_WIDE = re.compile(r"[（）＜＞＝｜＆！＋－＊／]")


@dataclass(frozen=True)
class _Remark:
    finding: str
    place: syntax.Place
    code: str
    piece: str
    detail: str = ""

    @property
    def severity(self) -> str:
        if self.finding == "broken":
            return "error"
        return "note" if self.finding in _NOTES else "warning"

    @property
    def about_operator(self) -> bool:
        return self.finding.endswith("_operator")


def lint(
    codebook: Codebook,
    corpus: Corpus | None = None,
    *,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
    variables: Variables | None = None,
) -> pd.DataFrame:
    """Return what is probably wrong in a code frame, in the order of its file.

    Columns: ``line``, ``column`` (from 1), ``severity`` ("error", "warning", "note"), ``code``, ``finding``
    (key of a sentence in labels, ``lint.*``), ``piece`` (what it is about), ``detail`` (neighbours with their
    number of occurrences, how a word is cut …). With a ``corpus`` also what its words say: words that never
    occur, codes that are always or never true, codes that always coincide.

    >>> from textmine.codes.codebook import parse_codebook
    >>> frame = parse_codebook("＊費用\\n費用>=2 or 予算 and コスト")
    >>> lint(frame)[["column", "finding", "piece"]].values.tolist()
    [[1, 'glued_operator', '費用>=2'], [1, 'mixed_precedence', '費用>=2 or ( 予算 and コスト )']]
    """
    remarks = [remark for code in codebook.codes for remark in _form(code, codebook)]
    if corpus is None:
        remarks += _classes(codebook, set(read_classes("ipadic").names) | set(read_classes("unidic").names))
    else:
        text = stream(corpus, reading=reading)
        matcher, matrix = evaluated(text, codebook, unit, variables)
        remarks += _classes(codebook, set(text.scheme.names))
        remarks += _Words(matcher).remarks()
        remarks += _results(codebook, matrix)
    # Of a word with an operator in it nothing more need be said.
    places = {each.place for each in remarks if each.about_operator}
    remarks = [
        each
        for each in remarks
        if each.about_operator or each.place not in places or each.finding == "mixed_precedence"
    ]
    remarks = sorted(dict.fromkeys(remarks), key=lambda each: (each.place, each.finding, each.piece))
    table = pd.DataFrame(
        [(*each.place, each.severity, each.code, each.finding, each.piece, each.detail) for each in remarks],
        columns=["line", "column", "severity", "code", "finding", "piece", "detail"],
    )
    texts = dict.fromkeys(["severity", "code", "finding", "piece", "detail"], "str")
    return table.astype({"line": "int64", "column": "int64", **texts})


# ---- what the rule alone tells


def _form(code: Code, codebook: Codebook) -> Iterator[_Remark]:
    """Yield what the form of a rule lets suspect, or why it can't be understood."""
    if code.error is not None:
        details = code.error.details
        place = (int(str(details["line"])), int(str(details["column"])))
        yield _Remark("broken", place, code.name, "", str(code.error).partition("\n")[0].partition(": ")[2])
    if code.rule is None:
        return
    for term in syntax.terms(code.rule):
        line, column = term.place
        if not codebook.source[line - 1].startswith('"', column - 1):
            yield from _operator_inside(term, code)
    for node in syntax.nodes(code.rule):
        if isinstance(node, syntax.Chain):
            yield from _comparison(node, code)
        elif isinstance(node, syntax.All | syntax.Any):
            yield from _parts(node, code)


def _operator_inside(term: syntax.Term, code: Code) -> Iterator[_Remark]:
    """Yield a word that holds an operator, since no space or no half-width character was typed."""
    piece = show(term).strip('"')
    plain = unicodedata.normalize("NFKC", piece)
    if plain != piece and (plain.casefold() in OPERATORS or _WIDE.search(piece)):
        yield _Remark("full_width_operator", term.place, code.name, piece, plain)
    elif term == syntax.Term(term.base) and _GLUED.search(term.base) and term.base != "*":
        yield _Remark("glued_operator", term.place, code.name, piece)


def _parts(node: syntax.All | syntax.Any, code: Code) -> Iterator[_Remark]:
    mixed = any(isinstance(part, syntax.All) and not part.grouped for part in node.parts)
    if isinstance(node, syntax.Any) and mixed:
        yield _Remark("mixed_precedence", node.place, code.name, show(node))
    for part, times in Counter(node.parts).items():
        if times > 1:
            yield _Remark("repeated_condition", part.place, code.name, show(part))


def _comparison(node: syntax.Chain, code: Code) -> Iterator[_Remark]:
    compares = [operator for operator, _ in node.rest if operator in COMPARISONS]
    operands = [node.first, *(part for _, part in node.rest)]
    if len(compares) > 1:
        yield _Remark("chained_comparison", node.place, code.name, show(node))
    if compares and isinstance(node.first, syntax.Not):
        yield _Remark("not_before_comparison", node.place, code.name, show(node))
    if any(isinstance(part, syntax.All | syntax.Any) for part in operands):
        yield _Remark("compared_truth", node.place, code.name, show(node))


def _classes(codebook: Codebook, known: set[str]) -> Iterator[_Remark]:
    for code in codebook.codes:
        for term in syntax.terms(code.rule):
            if term.word_class and term.word_class not in known:
                near = process.extract(term.word_class, sorted(known), limit=NEIGHBOURS)
                names = ", ".join(name for name, *_ in near)
                yield _Remark("unknown_class", term.place, code.name, term.word_class, names)


def _results(codebook: Codebook, matrix: BoolArray) -> Iterator[_Remark]:
    """Yield codes that tell nothing apart, and pairs of codes that always coincide."""
    seen: dict[bytes, Code] = {}
    for number, code in enumerate(codebook.codes):
        hits = matrix[:, number]
        if code.error is not None or not len(hits):
            continue
        place = (code.line, 1)
        if not hits.any() or hits.all():
            finding = "always_true" if hits.all() else "never_true"
            yield _Remark(finding, place, code.name, code.name)
            continue
        same = seen.setdefault(hits.tobytes(), code)
        if same is not code and code.upper != same.name and same.upper != code.name:
            yield _Remark("same_documents", place, code.name, code.name, same.name)


# ---- what the corpus tells


class _Words:
    """Looks the conditions of a frame up in a corpus."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.text = text = matcher.text
        used = np.bincount(text.codes[text.used], minlength=len(text.morphemes))
        self.counts = np.bincount(text.codes[text.counted], minlength=len(text.morphemes))
        self.bases: Counter[str] = Counter()  # that rules can find
        self.spellings: dict[tuple[str, str], Counter[str]] = {}  # of each word, by its lemma and reading
        for morpheme, count in zip(text.morphemes, used.tolist(), strict=True):
            if count:
                word = (morpheme.lemma, morpheme.reading)
                self.bases[morpheme.base] += count
                self.spellings.setdefault(word, Counter())[morpheme.base] += count
        self.shown = Counter(self.bases)  # with the words that are joined from several tokens
        words, names = text.corpus.words, text.corpus.vocabulary.shown
        joined = np.bincount(words[words >= 0], minlength=len(names))
        for name, count in zip(names, joined.tolist(), strict=True):
            self.shown[name] = max(self.shown[name], count)
        self.known = sorted(self.shown)

    def remarks(self) -> Iterator[_Remark]:
        """Yield what is said of every condition."""
        for code in self.matcher.codebook.codes:
            for atom in syntax.atoms(code.rule):
                yield from self._of_atom(atom, code)

    def _of_atom(self, atom: syntax.Atom | syntax.Group, code: Code) -> Iterator[_Remark]:
        match atom:
            case syntax.Term():
                yield from self._word(atom, code)
            case syntax.Phrase():
                missing = [remark for part in atom.parts for remark in self._word(part, code)]
                yield from missing
                if not any(remark.severity == "warning" for remark in missing):
                    yield from self._never(atom, code)
            case syntax.Characters() | syntax.Near():
                yield from self._never(atom, code)
            case syntax.Heading():
                headings = self.text.headings.get(atom.level, [])
                if atom.text not in headings:
                    yield _unknown("unknown_heading", atom, code, atom.text, headings)
            case syntax.Variable():
                yield from self._variable(atom, code)

    def _never(self, atom: syntax.Phrase | syntax.Characters | syntax.Near, code: Code) -> Iterator[_Remark]:
        if not len(self.matcher.spans(atom)):
            yield _Remark("text_never", atom.place, code.name, show(atom))

    def _variable(self, atom: syntax.Variable, code: Code) -> Iterator[_Remark]:
        answers = self.text.corpus.answers
        values: dict[str, Iterable[object]] = {
            name: answers[column_of(name)] for name in self.text.corpus.survey.attributes
        }
        values |= {"question": answers["question"], "item": answers["item"]}
        for frame in self.matcher.properties.variables.values():
            values |= {str(name): frame[name] for name in frame.columns}
        if atom.name not in values:
            yield _unknown("unknown_variable", atom, code, atom.name, values)
        elif atom.value is not None and not self.matcher.value(atom).any():
            yield _unknown("unknown_value", atom, code, atom.value, map(str, values[atom.name]))

    def _word(self, term: syntax.Term, code: Code) -> Iterator[_Remark]:
        if term.base == "*":
            return
        word = syntax.Term(term.base)
        occurs = len(self.matcher.spans(syntax.Term(term.base, term.word_class, term.form, term.surface)))
        tokens = () if term.word_class else self.matcher.index.split.get(term.base, ())
        if occurs and tokens:
            pieces = "|".join(morpheme.surface for morpheme in tokens)
            yield _Remark("cut_word", term.place, code.name, term.base, pieces)
        elif not occurs and term != word and len(self.matcher.spans(word)):
            yield self._wrong(term, code)
        elif not occurs:
            finding, detail = self._reason(self.matcher.index.word(term.base))
            piece = show(term).strip('"') if finding == "word_never" else term.base
            yield _Remark(finding, term.place, code.name, piece, detail)

    def _wrong(self, term: syntax.Term, code: Code) -> _Remark:
        """Say which classes or forms a word does occur in."""
        tokens = self.matcher.spans(syntax.Term(term.base)).first
        names = self.text.scheme.names
        classes = Counter(names[number] for number in self.text.word_class[tokens].tolist())
        if term.word_class and term.word_class not in classes:
            return _Remark("wrong_class", term.place, code.name, show(term), _ranked(classes))
        morphemes = [self.text.morphemes[number] for number in self.text.codes[tokens].tolist()]
        forms = Counter(each.form or "-" if term.form else each.surface for each in morphemes)
        return _Remark("wrong_form", term.place, code.name, show(term), _ranked(forms))

    def _reason(self, word: str) -> tuple[str, str]:
        """Return why a word has no hits, with what might be meant."""
        classes, inflected, inside = self._similar(word)
        spellings = Counter[str]() if classes or inflected else self._spelled_otherwise(word)
        for finding, counts in (
            ("class_off", classes),
            ("inflected_form", inflected),
            ("other_spelling", spellings),
        ):
            if counts:
                return finding, _ranked(counts)
        text = self.text
        place = text.running.find(word)
        if place >= 0 and not inside:
            first = int(np.searchsorted(text.starts[:-1], place, side="right")) - 1
            last = int(np.searchsorted(text.starts[:-1], place + len(word) - 1, side="right")) - 1
            pieces = [text.morphemes[code].surface for code in text.codes[first : last + 1].tolist()]
            return "cut_otherwise", "|".join(pieces)
        if inside:
            return "inside_words", _ranked(inside)
        near = process.extract(word, self.known, scorer=fuzz.ratio, limit=NEIGHBOURS, score_cutoff=LIKENESS)
        return "word_never", _ranked(Counter({name: self.shown[name] for name, *_ in near}))

    def _similar(self, word: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Return the classes of a word in the text, the words it is a form of, and those it is part of."""
        text = self.text
        classes, inflected, inside = Counter[str](), Counter[str](), Counter[str]()
        for code in np.flatnonzero(self.counts).tolist():
            morpheme, count = text.morphemes[code], int(self.counts[code])
            base = fold(morpheme.base)
            if base == word:
                numbers = np.unique(text.word_class[text.codes == code]).tolist()
                classes.update({text.scheme.names[number]: count for number in numbers})
            elif text.folded[code] == word and self.bases[morpheme.base]:
                inflected[morpheme.base] += count
            elif word in base and self.bases[morpheme.base]:
                inside[morpheme.base] += count
        return classes, inflected, inside

    def _spelled_otherwise(self, word: str) -> Counter[str]:
        """Return the spellings that occur of the word that the dictionary knows under this one."""
        (tokens,) = tokens_of([word], self.text)
        if len(tokens) != 1:
            return Counter()
        return self.spellings.get((tokens[0].lemma, tokens[0].reading), Counter())


def _unknown(
    finding: str, atom: syntax.Heading | syntax.Variable, code: Code, piece: str, known: Iterable[str]
) -> _Remark:
    listed = sorted(set(known) - {""})
    near = [name for name, *_ in process.extract(piece, listed, scorer=fuzz.ratio, limit=NEIGHBOURS)]
    return _Remark(finding, atom.place, code.name, piece, ", ".join(near))


def _ranked(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:NEIGHBOURS]
    return ", ".join(f"{name} ({count})" for name, count in ranked)
