"""Reads one coding rule, in the language that KH Coder's users know, into a tree; never runs anything.

The language and its extensions are described in dictionaries/README.md. A rule is cut into pieces at
spaces alone (but inside quotation marks and inside ``near(…)``), each piece is one operator or one
condition by its form, and the pieces are put together by precedence: ``or`` binds least, then ``and``,
``not``, comparisons, ``+ -``, ``* /``, ``!`` and the sign.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, NoReturn, TypeAlias, TypedDict

from textmine.errors import CodebookError

DEPTH = 50  # parentheses within parentheses
NEAR = 10  # tokens between two words of near and seq, where the rule gives no number
REPEATS = 100  # times that a part of re'…' may repeat
WAYS = 10_000  # ways in which re'…' may fit at one place, so that no text takes for ever
_SPACES = str.maketrans("\t\n\r\u3000", "    ")
_CONJUNCTIONS = {"or": "or", "|": "or", "and": "and", "&": "and"}
_COMPARISONS = ("==", ">=", "<=", ">", "<")
OPERATORS = frozenset([*_CONJUNCTIONS, "|!", "&!", "not", *_COMPARISONS, "+", "-", "*", "/", "!", "(", ")"])
MODIFIERS = {"neg": "neg", "否定": "neg", "pos": "pos", "肯定": "pos", "end": "end", "文末": "end"}
Within = Literal["", "b", "d"]


def _place() -> int:
    place: int = field(default=0, compare=False, kw_only=True)
    return place


@dataclass(frozen=True)
class Term:
    """A word: its base form ("*": any), and the class, conjugation form or surface it must have ("": any)."""

    base: str
    word_class: str = ""
    form: str = ""
    surface: str = ""
    negation: str = ""  # "neg": only where it is negated, "pos": only where it is not
    final: bool = False  # only where nothing but signs follows in the sentence
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Phrase:
    """Words on directly consecutive tokens."""

    parts: tuple[Term, ...]
    negation: str = ""
    final: bool = False
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Characters:
    """Characters of the running text, or a pattern for them."""

    text: str
    pattern: bool = False
    negation: str = ""
    final: bool = False
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Reference:
    """Another code, by its name."""

    name: str
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Group:
    """Any of several, inside near and seq."""

    parts: tuple[Part, ...]
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Near:
    """Several near one another (``ordered``: in this order), at most ``limit`` tokens apart (0: anywhere).

    ``within`` is "b" for one sentence, "d" for one paragraph.
    """

    parts: tuple[Part, ...]
    ordered: bool = False
    within: Within = ""
    limit: int = NEAR
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Heading:
    """The text of the heading of a level that the document stands under."""

    level: int
    text: str
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Variable:
    """The value of a variable; None: the number itself, true if above 0."""

    name: str
    value: str | None
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Measure:
    """The length of the document in words (lw) or characters (lc), or its number (no.)."""

    kind: Literal["lw", "lc", "no."]
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Constant:
    """A number."""

    value: float
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Not:
    """True where the operand is not."""

    operand: Node
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Minus:
    """The operand with the other sign."""

    operand: Node
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class All:
    """True where every part is."""

    parts: tuple[Node, ...]
    grouped: bool = field(default=False, compare=False, kw_only=True)  # stood in parentheses
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Any:
    """True where a part is."""

    parts: tuple[Node, ...]
    grouped: bool = field(default=False, compare=False, kw_only=True)
    line: int = _place()
    column: int = _place()


@dataclass(frozen=True)
class Chain:
    """Operators of one precedence, from left to right: comparisons, + and -, or * and /."""

    first: Node
    rest: tuple[tuple[str, Node], ...]
    line: int = _place()
    column: int = _place()


Part: TypeAlias = Term | Phrase | Characters | Reference | Group
Atom: TypeAlias = Term | Phrase | Characters | Reference | Near | Heading | Variable | Measure | Constant
Node: TypeAlias = Atom | Not | Minus | All | Any | Chain


class _Place(TypedDict):
    line: int
    column: int


class Piece(NamedTuple):
    """What stands between two spaces of a rule."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """Where a rule stands, for errors: the file and the lines of the rule."""

    path: str
    lines: tuple[str, ...]
    first: int = 1  # number of the first of the lines

    def at(self, line: int, column: int) -> dict[str, object]:
        """Return what every error says of a place; ``caret`` shows it, on lines of its own."""
        excerpt, caret = pointed(self.lines[line - self.first], column)
        return {"path": self.path or "-", "line": line, "column": column, "caret": f"\n{excerpt}\n{caret}"}


def pointed(line: str, column: int, *, width: int = 60) -> tuple[str, str]:
    """Return an excerpt of ``line`` and a line with a caret that stands below ``column`` (from 1) of it.

    >>> pointed("費用 コスト", 4)
    ('費用 コスト', '\\u3000\\u3000 ^')
    """
    line = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in line)
    first = max(0, column - 1 - width // 2)
    excerpt = line[first : first + width]
    before = excerpt[: column - 1 - first]
    padding = ("\u3000" if unicodedata.east_asian_width(letter) in "WF" else " " for letter in before)
    return excerpt, "".join(padding) + "^"


def parse(lines: Sequence[str], *, path: str = "", first: int = 1) -> Node:
    """Return the tree of the rule in ``lines``, the first of which is line ``first`` of the file ``path``.

    >>> show(parse(["費用 or 予算+不足", "and not lw < 3"]))
    '費用 or ( 予算+不足 and ! ( lw < 3 ) )'

    Raises:
        CodebookError: with file, line, column and a caret, if the rule can't be understood.
    """
    source = Source(path, tuple(lines) or ("",), first)
    return _Parser(source).rule()


def pieces(source: Source) -> Iterator[Piece]:
    """Yield the pieces of a rule: cut at spaces, but not inside quotation marks and not inside near(…).

    Raises:
        CodebookError: for a quotation mark or a near( that is not closed.
    """
    starts = [0]
    for line in source.lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    text = "\n".join(source.lines).translate(_SPACES)

    def place(offset: int) -> tuple[int, int]:
        row = bisect_right(starts, offset) - 1
        return source.first + row, offset - starts[row] + 1

    start = 0
    while start < len(text):
        if text[start] == " ":
            start += 1
            continue
        end = start
        while end < len(text) and text[end] != " ":
            if text[end] in "'\"":
                closing = _closing(text, end)
                opens = end == start or text[start:end].casefold() == "re"
                if closing < 0 and opens:
                    raise CodebookError(
                        "{path}, line {line}, column {column}: the quotation mark {mark} is not "
                        "closed; close it{caret}",
                        **source.at(*place(end)),
                        mark=text[end],
                    )
                end = max(end, closing)
            elif text[end] == "(" and text[start:end].casefold() in ("near", "seq"):
                closing = _closing(text, end)
                if closing < 0:
                    raise CodebookError(
                        "{path}, line {line}, column {column}: {piece} is not closed; write {example}{caret}",
                        **source.at(*place(start)),
                        piece=text[start : end + 1],
                        example=text[start:end] + "(A-B)[10]",
                    )
                end = closing
            end += 1
        yield Piece(text[start:end], *place(start))
        start = end


def _closing(text: str, start: int) -> int:
    """Return where the quotation mark or parenthesis at ``start`` is closed; -1 if nowhere."""
    mark = text[start]
    if mark != "(":
        end = text.find(mark, start + 1)
        while end >= 0 and text[end + 1 : end + 2] == mark:  # a doubled mark stands for itself
            end = text.find(mark, end + 2)
        return end
    depth = 0
    place = start
    while place < len(text):
        if text[place] in "'\"":
            place = max(place, _closing(text, place))
        elif text[place] == "(":
            depth += 1
        elif text[place] == ")":
            depth -= 1
            if depth == 0:
                return place
        place += 1
    return -1


class _Parser:
    """Puts the pieces of one rule together."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.pieces = list(pieces(source))
        self.next = 0
        self.depth = 0

    def rule(self) -> Node:
        if not self.pieces:
            raise CodebookError(
                "{path}, line {line}, column {column}: there is no rule here; write one{caret}",
                **self.source.at(self.source.first, 1),
            )
        node = self.either()
        if self.next < len(self.pieces):
            self.refuse(self.pieces[self.next])
        return node

    def refuse(self, piece: Piece) -> NoReturn:
        """Say what is wrong with a piece that can't follow."""
        plain = unicodedata.normalize("NFKC", piece.text)
        place = (piece.line, piece.column)
        if piece.text == ")":
            raise CodebookError(
                "{path}, line {line}, column {column}: no ( belongs to this ); remove it or add the ({caret}",
                **self.source.at(*place),
            )
        if plain != piece.text and plain.casefold() in OPERATORS:
            raise CodebookError(
                "{path}, line {line}, column {column}: {piece} is written in full-width characters; "
                "write {plain}{caret}",
                **self.source.at(*place),
                piece=piece.text,
                plain=plain,
            )
        raise CodebookError(
            "{path}, line {line}, column {column}: no operator stands before {piece}; write and, or, "
            "& or | between two conditions{caret}",
            **self.source.at(*place),
            piece=piece.text,
        )

    def peek(self) -> str:
        """Return the operator that comes next, "" if there is none."""
        if self.next == len(self.pieces):
            return ""
        text = self.pieces[self.next].text.casefold()
        return text if text in OPERATORS else ""

    def either(self) -> Node:
        return self.joined(Any, "or", "|!", self.both)

    def both(self, negative: bool = False) -> Node:
        return self.joined(All, "and", "&!", self.negation, negative)

    def joined(
        self,
        kind: type[Any] | type[All],
        word: str,
        negative: str,
        part: Callable[[bool], Node],
        first: bool = False,
    ) -> Node:
        start = self.pieces[self.next] if self.next < len(self.pieces) else self.pieces[-1]
        parts = [part(first)]
        while True:
            operator = self.peek()
            if operator != negative and _CONJUNCTIONS.get(operator) != word:
                break
            self.next += 1
            # |! and &! stand for "or not" and "and not": what they negate is the next comparison.
            parts.append(part(operator == negative))
        return parts[0] if len(parts) == 1 else kind(tuple(parts), line=start.line, column=start.column)

    def negation(self, negative: bool = False) -> Node:
        place = self.pieces[min(self.next, len(self.pieces) - 1)]
        inner = self.peek() == "not"
        if inner:
            self.next += 1
        node = self.comparison()
        for _ in range(inner + negative):
            node = Not(node, line=place.line, column=place.column)
        return node

    def comparison(self) -> Node:
        return self.chain(_COMPARISONS, self.total)

    def total(self) -> Node:
        return self.chain(("+", "-"), self.product)

    def product(self) -> Node:
        return self.chain(("*", "/"), self.unary)

    def chain(self, operators: Sequence[str], part: Callable[[], Node]) -> Node:
        place = self.pieces[min(self.next, len(self.pieces) - 1)]
        first = part()
        rest: list[tuple[str, Node]] = []
        while (operator := self.peek()) in operators:
            self.next += 1
            rest.append((operator, part()))
        return Chain(first, tuple(rest), line=place.line, column=place.column) if rest else first

    def unary(self) -> Node:
        operator = self.peek()
        if operator not in ("!", "-"):
            return self.primary()
        place = self.pieces[self.next]
        self.next += 1
        kind = Not if operator == "!" else Minus
        return kind(self.primary(), line=place.line, column=place.column)

    def primary(self) -> Node:
        if self.next == len(self.pieces):
            last = self.pieces[-1]
            raise CodebookError(
                "{path}, line {line}, column {column}: a condition is missing after {piece}; write "
                "one{caret}",
                **self.source.at(last.line, last.column + len(last.text) - 1),
                piece=last.text,
            )
        piece = self.pieces[self.next]
        operator = self.peek()
        if operator == "(":
            return self.parentheses(piece)
        if operator:
            raise CodebookError(
                "{path}, line {line}, column {column}: a condition is missing before {piece}; write "
                "one{caret}",
                **self.source.at(piece.line, piece.column),
                piece=piece.text,
            )
        self.next += 1
        return atom(piece, self.source)

    def parentheses(self, opening: Piece) -> Node:
        self.depth += 1
        if self.depth > DEPTH:
            raise CodebookError(
                "{path}, line {line}, column {column}: more than {depth} parentheses within one "
                "another; give a part a code of its own{caret}",
                **self.source.at(opening.line, opening.column),
                depth=DEPTH,
            )
        self.next += 1
        node = self.either()
        if self.next == len(self.pieces):
            raise CodebookError(
                "{path}, line {line}, column {column}: no ) belongs to this (; add it, with a space "
                "before it{caret}",
                **self.source.at(opening.line, opening.column),
            )
        if self.peek() != ")":
            self.refuse(self.pieces[self.next])
        self.next += 1
        self.depth -= 1
        return replace(node, grouped=True) if isinstance(node, Any | All) else node


_HEADING = re.compile(r"<>(?:見出し|heading)([1-5])-->(.+)", re.IGNORECASE | re.DOTALL)
_VARIABLE = re.compile(r"<>(.+?)-->(.+)", re.DOTALL)
_VALUE = re.compile(r"<>(.+)<>", re.DOTALL)
_MEASURE = re.compile(r"lw|lc|no\.", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_REFERENCE = re.compile(r"<(.+)>", re.DOTALL)
_NEAR = re.compile(r"(near|seq)(\(.+\))(?:\[(?:([bd]?)([0-9]+)|([bd]))\])?", re.IGNORECASE | re.DOTALL)
_MODIFIED = re.compile(rf"(.+)!({'|'.join(MODIFIERS)})", re.IGNORECASE | re.DOTALL)
_LONGEST_NUMBER = 15  # digits


def atom(piece: Piece, source: Source) -> Atom:
    """Return the condition that a piece is, by the first form that fits."""
    text, place = piece.text, _Place(line=piece.line, column=piece.column)
    if found := _HEADING.fullmatch(text):
        return Heading(int(found[1]), found[2], **place)
    if found := _VARIABLE.fullmatch(text):
        return Variable(found[1], found[2], **place)
    if found := _VALUE.fullmatch(text):
        return Variable(found[1], None, **place)
    if found := _MEASURE.fullmatch(text):
        kind = text.casefold()
        return Measure("lw" if kind == "lw" else "lc" if kind == "lc" else "no.", **place)
    if found := _NUMBER.fullmatch(text):
        if len(text) > _LONGEST_NUMBER:
            raise CodebookError(
                "{path}, line {line}, column {column}: the number {piece} is too long; shorten it{caret}",
                **source.at(piece.line, piece.column),
                piece=text,
            )
        return Constant(float(text), **place)
    if re.match(r"(?:near|seq)\(", text, re.IGNORECASE):
        return _near(piece, source)
    return _part(piece, source)


def _part(piece: Piece, source: Source) -> Term | Phrase | Characters | Reference:
    """Return what may stand alone and inside near: a word, phrase, string, pattern or code."""
    text, place = piece.text, _Place(line=piece.line, column=piece.column)
    negation, final = "", False
    while (found := _MODIFIED.fullmatch(text)) and not _quoted(text):
        text = found[1]
        modifier = MODIFIERS[found[2].casefold()]
        if modifier == "end":
            final = True
        elif negation not in ("", modifier):
            raise CodebookError(
                "{path}, line {line}, column {column}: {piece} can't be both negated and not "
                "negated; keep one{caret}",
                **source.at(piece.line, piece.column),
                piece=piece.text,
            )
        else:
            negation = modifier
    if text[0] == "'" and _closing(text, 0) == len(text) - 1 > 1:
        return Characters(text[1:-1].replace("''", "'"), False, negation, final, **place)
    if text[:3].casefold() == "re'" and _closing(text, 2) == len(text) - 1 > 3:
        pattern = text[3:-1].replace("''", "'")
        _check_pattern(pattern, piece, source)
        return Characters(pattern, True, negation, final, **place)
    if _quoted(text):
        return Term(text[1:-1].replace('""', '"'), "", "", "", negation, final, **place)
    base, arrow, rest = text.partition("-->")
    if arrow and base and rest:
        word_class, arrow, form = _cut(rest, "->")
        if not arrow:
            word_class, arrow, form = _cut(rest, "=>")
        surface = ""
        if arrow == "=>":
            form, surface = "", form
        return Term(base, word_class, form, surface, negation, final, **place)
    base, arrow, form = _cut(text, "->")
    if arrow:
        return Term(base, "", form, "", negation, final, **place)
    base, arrow, surface = _cut(text, "=>")
    if arrow:
        return Term(base, "", "", surface, negation, final, **place)
    if (found := _REFERENCE.fullmatch(text)) and not negation and not final:
        return Reference(found[1], **place)
    bases = text.split("+")
    if len(bases) > 1 and all(bases):
        return Phrase(tuple(Term(base, **place) for base in bases), negation, final, **place)
    return Term(text, "", "", "", negation, final, **place)


def _cut(text: str, arrow: str) -> tuple[str, str, str]:
    """Return what stands before the first arrow, the arrow, and what stands after; "" if it does not fit."""
    before, found, after = text.partition(arrow)
    return (before, found, after) if before and after else (text, "", "")


def _quoted(text: str) -> bool:
    return text[0] == '"' and _closing(text, 0) == len(text) - 1 > 1


def _near(piece: Piece, source: Source) -> Near:
    found = _NEAR.fullmatch(piece.text)
    inside = piece.column + len(piece.text.partition("(")[0]) + 1
    if not found or _closing(found[2], 0) != len(found[2]) - 1 or len(found[4] or "") > 9:
        _refuse_near(piece, source)
    body = found[2][1:-1]
    parts: list[Part] = []
    for offset, text in _split(body):
        parts.append(_element(Piece(text, piece.line, inside + offset), source, piece))
    if len(parts) < 2:
        _refuse_near(piece, source)
    within = (found[3] or found[5] or "").casefold()
    return Near(
        tuple(parts),
        found[1].casefold() == "seq",
        "b" if within == "b" else "d" if within == "d" else "",
        int(found[4]) if found[4] else NEAR,
        line=piece.line,
        column=piece.column,
    )


def _refuse_near(piece: Piece, source: Source) -> NoReturn:
    raise CodebookError(
        "{path}, line {line}, column {column}: {piece} can't be read; write near(A-B), near(A-B)[5] "
        "or near((A or B)-C)[b5]{caret}",
        **source.at(piece.line, piece.column),
        piece=piece.text[:40],
    )


def _split(body: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of near with where each stands: cut at "-" that is no arrow, and not inside marks."""
    start = place = 0
    while place < len(body):
        if body[place] in "'\"(":
            place = max(place, _closing(body, place))
        elif body[place] == "<":
            place = max(place, body.find(">", place))
        elif body.startswith("-->", place):
            place += 2
        elif body.startswith("->", place):
            place += 1
        elif body[place] == "-":
            yield start, body[start:place]
            start = place + 1
        place += 1
    yield start, body[start:]


def _element(piece: Piece, source: Source, whole: Piece, depth: int = 0) -> Part:
    """Return one part of near: a group in parentheses, or a condition."""
    text = piece.text.strip(" ")
    column = piece.column + len(piece.text) - len(piece.text.lstrip(" "))
    if depth > DEPTH or not text:
        _refuse_near(whole, source)
    if text[0] == "(" and _closing(text, 0) == len(text) - 1:
        inner = Source(source.path, (" " * column + text[1:-1],), piece.line)
        listed = list(pieces(inner))
        parts = []
        for number, part in enumerate(listed):
            if number % 2:
                if _CONJUNCTIONS.get(part.text.casefold()) != "or":
                    _refuse_near(whole, source)
                continue
            parts.append(_element(Piece(part.text, piece.line, part.column), source, whole, depth + 1))
        if not len(listed) % 2:
            _refuse_near(whole, source)
        return parts[0] if len(parts) == 1 else Group(tuple(parts), line=piece.line, column=column)
    several = len(list(pieces(Source(source.path, (" " * (column - 1) + text,), piece.line)))) > 1
    if several or re.match(r"(?:near|seq)\(", text, re.IGNORECASE):
        _refuse_near(whole, source)
    return _part(Piece(text, piece.line, column), source)


def show(node: Node | Part) -> str:
    """Return a rule that reads as the same tree.

    >>> show(parse(["near((費用 | 予算)-ない)[b5]"]))
    'near((費用 or 予算)-ない)[b5]'
    """
    match node:
        case Term():
            text = node.base
            if node.word_class:
                text += "-->" + node.word_class
            if node.form or node.surface:
                text += ("->" + node.form) if node.form else ("=>" + node.surface)
            if text == node.base:
                text = _word(text)
            return text + _modifiers(node)
        case Phrase():
            return "+".join(part.base for part in node.parts) + _modifiers(node)
        case Characters():
            quoted = "'" + node.text.replace("'", "''") + "'"
            return ("re" if node.pattern else "") + quoted + _modifiers(node)
        case Reference():
            return f"<{node.name}>"
        case Group():
            return "(" + " or ".join(show(part) for part in node.parts) + ")"
        case Near():
            limit = "" if node.limit == NEAR else str(node.limit)
            window = f"[{node.within}{limit}]" if node.within or limit else ""
            return ("seq(" if node.ordered else "near(") + "-".join(map(show, node.parts)) + ")" + window
        case Heading():
            return f"<>見出し{node.level}-->{node.text}"
        case Variable():
            return f"<>{node.name}<>" if node.value is None else f"<>{node.name}-->{node.value}"
        case Measure():
            return "No." if node.kind == "no." else node.kind
        case Constant():
            return f"{node.value:.15f}".rstrip("0").rstrip(".")
        case Not():
            return "! " + _inner(node.operand, unary=True)
        case Minus():
            return "- " + _inner(node.operand, unary=True)
        case All():
            return " and ".join(map(_inner, node.parts))
        case Any():
            return " or ".join(map(_inner, node.parts))
        case Chain():
            rest = (f" {operator} {_inner(part)}" for operator, part in node.rest)
            return _inner(node.first) + "".join(rest)


def _inner(node: Node, *, unary: bool = False) -> str:
    text = show(node)
    several = isinstance(node, All | Any | Chain) or (unary and isinstance(node, Not | Minus))
    return f"( {text} )" if several else text


def _modifiers(node: Term | Phrase | Characters) -> str:
    return (f"!{node.negation}" if node.negation else "") + ("!end" if node.final else "")


def _word(base: str) -> str:
    """Return a word as it is written, in quotation marks where it would be taken for something else."""
    source = Source("", (base.translate(_SPACES),))
    try:
        listed = list(pieces(source))
        if len(listed) == 1 and listed[0].text == base and base.casefold() not in OPERATORS:
            alone = atom(listed[0], source) == Term(base)
            # Inside near "-", "<", ">" and parentheses would cut it.
            if alone and not re.search(r"^>|[-<('\"]", base):
                return base
    except CodebookError:
        pass
    return '"' + base.replace('"', '""') + '"'


def atoms(node: Node | Part) -> Iterator[Atom | Group]:
    """Yield the conditions of a tree, in the order of the rule; of near also its parts."""
    match node:
        case Not() | Minus():
            yield from atoms(node.operand)
        case All() | Any():
            for each in node.parts:
                yield from atoms(each)
        case Chain():
            yield from atoms(node.first)
            for _, right in node.rest:
                yield from atoms(right)
        case Near() | Group():
            yield node
            for part in node.parts:
                yield from atoms(part)
        case _:
            yield node


def _check_pattern(pattern: str, piece: Piece, source: Source) -> None:
    """Refuse a pattern that does not compile or that some text could keep busy for ever."""
    place = (piece.line, piece.column)
    if len(pattern) > 500:
        raise CodebookError(
            "{path}, line {line}, column {column}: the pattern is longer than {most} characters; "
            "shorten it{caret}",
            **source.at(*place),
            most=500,
        )
    try:
        tree = re._parser.parse(pattern)  # type: ignore[attr-defined]  # not in typeshed
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise CodebookError(
            "{path}, line {line}, column {column}: {piece} is no pattern: {reason}{caret}",
            **source.at(*place),
            piece=piece.text,
            reason=error,
        ) from error
    if _ways(tree) > WAYS:
        raise CodebookError(
            "{path}, line {line}, column {column}: {piece} could take for ever on some text; give "
            "every repeat an upper limit, such as .{{0,20}} for .*{caret}",
            **source.at(*place),
            piece=piece.text,
        )


def _ways(tree: object) -> float:
    """Return in how many ways a parsed pattern may fit at one place, at most; infinity if without limit."""
    ways = 1.0
    for operation, argument in tree:  # type: ignore[attr-defined]
        match str(operation):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, repeated = argument
                if int(most) > REPEATS:
                    return float("inf")
                inner = _ways(repeated)
                if inner > WAYS:
                    return float("inf")
                total = 0.0
                for times in range(int(least), int(most) + 1):
                    if inner > 1 and times > 20:
                        return float("inf")
                    total += inner**times
                ways *= max(total, 1)
            case "BRANCH":
                ways *= sum(_ways(each) for each in argument[1])
            case "SUBPATTERN":
                ways *= _ways(argument[3])
            case "ASSERT" | "ASSERT_NOT":
                ways *= _ways(argument[1])
            case "ATOMIC_GROUP":
                ways *= _ways(argument)
            case "GROUPREF" | "GROUPREF_EXISTS":
                return float("inf")
        if ways > WAYS:
            return float("inf")
    return ways
