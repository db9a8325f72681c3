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

from textmine.codes.classes import read_classes
from textmine.codes.codebook import Code, Codebook
from textmine.codes.documents import DocumentUnit, Reading, fold, stream
from textmine.codes.matching import Matcher, Variables, cut, evaluated
from textmine.codes.rules import (
    OPERATORS,
    All,
    Any,
    Atom,
    Chain,
    Characters,
    Group,
    Heading,
    Minus,
    Near,
    Node,
    Not,
    Phrase,
    Term,
    Variable,
    atoms,
    show,
)
from textmine.settings import DEFAULTS
from textmine.words.corpus import Corpus

SEVERITY = {
    "broken": "error",
    "glued_operator": "warning",
    "full_width_operator": "warning",
    "mixed_precedence": "warning",
    "compared_truth": "warning",
    "not_before_comparison": "warning",
    "chained_comparison": "warning",
    "repeated_condition": "note",
    "unknown_class": "warning",
    "class_off": "warning",
    "wrong_class": "warning",
    "wrong_form": "warning",
    "inflected_form": "warning",
    "other_spelling": "warning",
    "inside_words": "warning",
    "cut_otherwise": "warning",
    "word_never": "warning",
    "text_never": "warning",
    "cut_word": "note",
    "unknown_variable": "warning",
    "unknown_value": "warning",
    "unknown_heading": "warning",
    "never_true": "warning",
    "always_true": "warning",
    "same_documents": "note",
}
NEIGHBOURS = 3
LIKENESS = 60.0  # of rapidfuzz's ratio, 0-100
_GLUED = re.compile(r"[&|()<>=!*/]|^[-+]|[-+]$|^[0-9.,]+$")
_WIDE = re.compile(r"[（）＜＞＝｜＆！＋－＊／]")


@dataclass(frozen=True)
class _Remark:
    finding: str
    line: int
    column: int
    code: str
    piece: str
    detail: str = ""


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
    found: list[_Remark] = []
    for code in codebook.codes:
        if code.error is not None:
            details = code.error.details
            reason = str(code.error).partition("\n")[0].partition(": ")[2]
            found.append(
                _Remark("broken", _int(details, "line"), _int(details, "column"), code.name, "", reason)
            )
        if code.rule is not None:
            found += _form(code, code.rule, codebook)
    if corpus is None:
        found += _classes(codebook, set(read_classes("ipadic").names) | set(read_classes("unidic").names))
    else:
        text = stream(corpus, reading=reading)
        matcher, matrix = evaluated(text, codebook, unit, variables)
        found += _classes(codebook, set(text.scheme.names))
        found += _Words(matcher).remarks()
        found += _results(codebook, matrix)
    # Of a word with an operator in it nothing more need be said.
    wrong = {(each.line, each.column) for each in found if each.finding.endswith("_operator")}
    found = [
        each
        for each in found
        if each.finding.endswith("_operator")
        or (each.line, each.column) not in wrong
        or each.finding == "mixed_precedence"
    ]
    found = sorted(dict.fromkeys(found), key=lambda each: (each.line, each.column, each.finding, each.piece))
    table = pd.DataFrame(
        [
            (each.line, each.column, SEVERITY[each.finding], each.code, each.finding, each.piece, each.detail)
            for each in found
        ],
        columns=["line", "column", "severity", "code", "finding", "piece", "detail"],
    )
    texts = dict.fromkeys(["severity", "code", "finding", "piece", "detail"], "str")
    return table.astype({"line": "int64", "column": "int64", **texts})


def _int(details: dict[str, object], name: str) -> int:
    value = details.get(name, 0)
    return value if isinstance(value, int) else 0


# ---- what the rule alone tells


def _nodes(node: Node) -> Iterator[Node]:
    """Yield every node of a tree, but not the parts of near."""
    yield node
    match node:
        case Not() | Minus():
            yield from _nodes(node.operand)
        case All() | Any():
            for part in node.parts:
                yield from _nodes(part)
        case Chain():
            yield from _nodes(node.first)
            for _, part in node.rest:
                yield from _nodes(part)


def _form(code: Code, rule: Node, codebook: Codebook) -> Iterator[_Remark]:
    """Yield what the form of a rule lets suspect."""
    for term in _terms(rule):
        written = codebook.source[term.line - 1][term.column - 1 :]
        if written.startswith('"'):
            continue
        piece = show(term).strip('"')
        plain = unicodedata.normalize("NFKC", piece)
        if plain != piece and (plain.casefold() in OPERATORS or _WIDE.search(piece)):
            yield _Remark("full_width_operator", term.line, term.column, code.name, piece, plain)
        elif term == Term(term.base) and _GLUED.search(term.base) and term.base != "*":
            yield _Remark("glued_operator", term.line, term.column, code.name, piece)
    for node in _nodes(rule):
        place = (node.line, node.column, code.name)
        match node:
            case Any() if any(isinstance(part, All) and not part.grouped for part in node.parts):
                yield _Remark("mixed_precedence", *place, show(node))
            case Chain():
                yield from _comparison(node, code)
        if isinstance(node, All | Any):
            for part, times in Counter(node.parts).items():
                if times > 1:
                    yield _Remark("repeated_condition", part.line, part.column, code.name, show(part))


def _comparison(node: Chain, code: Code) -> Iterator[_Remark]:
    place = (node.line, node.column, code.name)
    compares = [operator for operator, _ in node.rest if operator in ("==", ">", ">=", "<", "<=")]
    operands = [node.first, *(part for _, part in node.rest)]
    if len(compares) > 1:
        yield _Remark("chained_comparison", *place, show(node))
    if compares and isinstance(node.first, Not):
        yield _Remark("not_before_comparison", *place, show(node))
    if any(isinstance(part, All | Any) for part in operands):
        yield _Remark("compared_truth", *place, show(node))


def _terms(rule: Node) -> Iterator[Term]:
    """Yield the words of a rule, those of phrases too."""
    for atom in atoms(rule):
        if isinstance(atom, Term):
            yield atom
        elif isinstance(atom, Phrase):
            yield from atom.parts


def _classes(codebook: Codebook, known: set[str]) -> Iterator[_Remark]:
    """Yield classes that do not exist."""
    for code in codebook.codes:
        for term in _terms(code.rule) if code.rule is not None else ():
            if term.word_class and term.word_class not in known:
                near = [
                    name for name, *_ in process.extract(term.word_class, sorted(known), limit=NEIGHBOURS)
                ]
                yield _Remark(
                    "unknown_class", term.line, term.column, code.name, term.word_class, _listed(near)
                )


def _results(
    codebook: Codebook, matrix: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> Iterator[_Remark]:
    """Yield codes that tell nothing apart, and pairs of codes that always coincide."""
    seen: dict[bytes, Code] = {}
    for number, code in enumerate(codebook.codes):
        hits = matrix[:, number]
        if code.error is not None or not len(hits):
            continue
        if not hits.any() or hits.all():
            finding = "always_true" if hits.all() else "never_true"
            yield _Remark(finding, code.line, 1, code.name, code.name)
            continue
        same = seen.setdefault(hits.tobytes(), code)
        if same is not code and code.upper != same.name and same.upper != code.name:
            yield _Remark("same_documents", code.line, 1, code.name, code.name, same.name)


# ---- what the corpus tells


class _Words:
    """Looks the conditions of a frame up in a corpus."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.text = matcher.text
        used = np.bincount(self.text.codes[self.text.used], minlength=len(self.text.morphemes))
        every = np.bincount(self.text.codes[self.text.counted], minlength=len(self.text.morphemes))
        self.bases: Counter[str] = Counter()  # that rules can find
        spellings: dict[tuple[str, str], Counter[str]] = {}
        for code, morpheme in enumerate(self.text.morphemes):
            if used[code]:
                self.bases[morpheme.base] += int(used[code])
                word = (morpheme.lemma, morpheme.reading)
                spellings.setdefault(word, Counter())[morpheme.base] += int(used[code])
        self.spellings = spellings
        self.counts = every
        self.shown = Counter(self.bases)  # with the words that are joined from several tokens
        corpus = self.text.corpus
        words = corpus.words
        joined = np.bincount(words[words >= 0], minlength=len(corpus.vocabulary.shown))
        for name, count in zip(corpus.vocabulary.shown, joined.tolist(), strict=True):
            self.shown[name] = max(self.shown[name], count)
        self.known = sorted(self.shown)

    def remarks(self) -> Iterator[_Remark]:
        """Yield what is said of every condition."""
        for code in self.matcher.codebook.codes:
            if code.rule is None:
                continue
            for atom in atoms(code.rule):
                yield from self._of_atom(atom, code)

    def _of_atom(self, atom: Atom | Group, code: Code) -> Iterator[_Remark]:
        match atom:
            case Term():
                yield from self._word(atom, code)
            case Phrase():
                missing = [remark for part in atom.parts for remark in self._word(part, code)]
                yield from missing
                if not any(SEVERITY[remark.finding] == "warning" for remark in missing):
                    yield from self._never(atom, code)
            case Characters() | Near():
                yield from self._never(atom, code)
            case Heading():
                headings = self.text.headings.get(atom.level, [])
                if atom.text not in headings:
                    yield self._unknown("unknown_heading", atom, code, atom.text, headings)
            case Variable():
                yield from self._variable(atom, code)

    def _never(self, atom: Phrase | Characters | Near, code: Code) -> Iterator[_Remark]:
        if not len(self.matcher.spans(atom)):
            yield _Remark("text_never", atom.line, atom.column, code.name, show(atom))

    def _variable(self, atom: Variable, code: Code) -> Iterator[_Remark]:
        answers = self.text.corpus.answers
        values: dict[str, Iterable[object]] = {
            str(name): answers[name] for name in (*self.text.corpus.survey.attributes, "question", "item")
        }
        for frame in self.matcher.variables.values():
            values |= {str(name): frame[name] for name in frame.columns}
        if atom.name not in values:
            yield self._unknown("unknown_variable", atom, code, atom.name, values)
        elif atom.value is not None and not (self.matcher.value(atom) != 0).any():
            yield self._unknown("unknown_value", atom, code, atom.value, map(str, values[atom.name]))

    def _unknown(
        self, finding: str, atom: Heading | Variable, code: Code, piece: str, known: Iterable[str]
    ) -> _Remark:
        listed = sorted(set(known) - {""})
        near = [name for name, *_ in process.extract(piece, listed, scorer=fuzz.ratio, limit=NEIGHBOURS)]
        return _Remark(finding, atom.line, atom.column, code.name, piece, _listed(near))

    def _word(self, term: Term, code: Code) -> Iterator[_Remark]:
        if term.base == "*":
            return
        found = len(self.matcher.spans(Term(term.base, term.word_class, term.form, term.surface)))
        is_cut = term.base in self.matcher.cut_words and not term.word_class
        if found and not is_cut:
            return
        place = (term.line, term.column, code.name)
        if found:
            yield _Remark("cut_word", *place, term.base, self._pieces(term.base))
            return
        if (term.word_class or term.form or term.surface) and len(self.matcher.spans(Term(term.base))):
            yield self._wrong(term, code)
            return
        finding, detail = self._reason(self.matcher.word(term.base))
        yield _Remark(
            finding, *place, show(term).strip('"') if finding == "word_never" else term.base, detail
        )

    def _wrong(self, term: Term, code: Code) -> _Remark:
        """Say which classes or forms a word does occur in."""
        places = self.matcher.spans(Term(term.base)).first
        names = self.text.scheme.names
        if term.word_class and term.word_class not in {names[k] for k in self.text.word_class[places]}:
            counts = Counter(names[k] for k in self.text.word_class[places].tolist())
            return _Remark("wrong_class", term.line, term.column, code.name, show(term), _counted(counts))
        morphemes = [self.text.morphemes[k] for k in self.text.codes[places].tolist()]
        counts = Counter(m.form or "-" if term.form else m.surface for m in morphemes)
        return _Remark("wrong_form", term.line, term.column, code.name, show(term), _counted(counts))

    def _reason(self, word: str) -> tuple[str, str]:
        """Return why a word has no hits, with what might be meant."""
        text = self.text
        off: Counter[str] = Counter()
        inflected: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        for code, morpheme in enumerate(text.morphemes):
            if not self.counts[code]:
                continue
            base = fold(morpheme.base)
            if base == word:
                for kind in self._kinds(code):
                    off[kind] += int(self.counts[code])
            elif text.folded[code] == word and self.bases[morpheme.base]:
                inflected[morpheme.base] += int(self.counts[code])
            elif word in base and self.bases[morpheme.base]:
                inside[morpheme.base] += int(self.counts[code])
        if off:
            return "class_off", _counted(off)
        if inflected:
            return "inflected_form", _counted(inflected)
        spellings = self._spelled_otherwise(word)
        if spellings:
            return "other_spelling", _counted(spellings)
        place = text.running.find(word)
        if place >= 0 and not inside:
            first = int(np.searchsorted(text.starts[:-1], place, side="right")) - 1
            last = int(np.searchsorted(text.starts[:-1], place + len(word) - 1, side="right")) - 1
            pieces = [text.morphemes[code].surface for code in text.codes[first : last + 1].tolist()]
            return "cut_otherwise", "|".join(pieces)
        if inside:
            return "inside_words", _counted(inside)
        near = process.extract(word, self.known, scorer=fuzz.ratio, limit=NEIGHBOURS, score_cutoff=LIKENESS)
        return "word_never", _counted(Counter({name: self.shown[name] for name, *_ in near}))

    def _kinds(self, code: int) -> set[str]:
        names = self.text.scheme.names
        return {names[kind] for kind in np.unique(self.text.word_class[self.text.codes == code]).tolist()}

    def _spelled_otherwise(self, word: str) -> Counter[str]:
        """Return the spellings that occur of the word that the dictionary knows under this one."""
        corpus = self.text.corpus
        known = cut([word], corpus.dictionary, corpus.lexicon)[0]
        if len(known) != 1:
            return Counter()
        return self.spellings.get((known[0].lemma, known[0].reading), Counter())

    def _pieces(self, word: str) -> str:
        corpus = self.text.corpus
        return "|".join(part.surface for part in cut([word], corpus.dictionary, corpus.lexicon)[0])


def _counted(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:NEIGHBOURS]
    return _listed(f"{name} ({count})" for name, count in ranked)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
