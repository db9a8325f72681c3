"""Prints a syntax tree as a coding rule that reads as the same tree."""

from __future__ import annotations

import re

from textmine.codes.conditions import atom
from textmine.codes.pieces import OPERATORS, SPACES, Source, leaves_open, pieces
from textmine.codes.syntax import (
    NEAR,
    All,
    Any,
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
)
from textmine.errors import CodebookError

# What would end a word inside near, or begin something that it is not.
_UNCERTAIN = re.compile(r"^>|[-<('\"]")


def show(node: Node | Part) -> str:
    """Return a rule that reads as the same tree.

    >>> from textmine.codes.parser import parse
    >>> show(parse(["near((費用 | 予算)-ない)[b5]", "and not lw < 3"]))
    'near((費用 or 予算)-ない)[b5] and ! ( lw < 3 )'
    """
    return _Printer().text(node)


class _Printer:
    """Prints one tree, from left to right.

    A word is put in quotation marks where it would be taken for something else. But after a condition with a
    single mark in it, such as 1+", another mark would close that one: no word behind it can have stood in
    marks, and none is put in them.
    """

    def __init__(self) -> None:
        self.open = False  # a quotation mark stands before this place that the next one would close

    def text(self, node: Node | Part) -> str:
        match node:
            case Not():
                return "! " + self.operand(node.operand, unary=True)
            case Minus():
                return "- " + self.operand(node.operand, unary=True)
            case All():
                return " and ".join(map(self.operand, node.parts))
            case Any():
                return " or ".join(map(self.operand, node.parts))
            case Chain():
                first = self.operand(node.first)
                return first + "".join(f" {operator} {self.operand(part)}" for operator, part in node.rest)
            case Group():
                return "(" + " or ".join(map(self.text, node.parts)) + ")"
            case Near():
                name = "seq" if node.ordered else "near"
                limit = "" if node.limit == NEAR else str(node.limit)
                window = f"[{node.within}{limit}]" if node.within or limit else ""
                return f"{name}({'-'.join(map(self.text, node.parts))}){window}"
        text = self.word(node) if isinstance(node, Term) else _condition(node)
        self.open = self.open or leaves_open(text)
        return text

    def operand(self, node: Node, *, unary: bool = False) -> str:
        text = self.text(node)
        several = isinstance(node, All | Any | Chain) or (unary and isinstance(node, Not | Minus))
        return f"( {text} )" if several else text

    def word(self, term: Term) -> str:
        text, modifiers = term.base, _modifiers(term)
        if term.word_class:
            text += "-->" + term.word_class
        if term.form or term.surface:
            text += ("->" + term.form) if term.form else ("=>" + term.surface)
        if text != term.base:
            return text + modifiers
        if self.open:
            plain = _reads_as(text + modifiers, term)
        else:
            plain = _reads_as(text, Term(text)) and not _UNCERTAIN.search(text)
        return (text if plain else '"' + text.replace('"', '""') + '"') + modifiers


def _condition(node: Phrase | Characters | Reference | Heading | Variable | Measure | Constant) -> str:
    match node:
        case Phrase():
            return "+".join(part.base for part in node.parts) + _modifiers(node)
        case Characters():
            quoted = "'" + node.text.replace("'", "''") + "'"
            return ("re" if node.pattern else "") + quoted + _modifiers(node)
        case Reference():
            return f"<{node.name}>"
        case Heading():
            return f"<>見出し{node.level}-->{node.text}"
        case Variable():
            return f"<>{node.name}<>" if node.value is None else f"<>{node.name}-->{node.value}"
        case Measure():
            return "No." if node.kind == "no." else node.kind
        case Constant():
            return f"{node.value:.15f}".rstrip("0").rstrip(".")


def _modifiers(node: Term | Phrase | Characters) -> str:
    return (f"!{node.negation}" if node.negation else "") + ("!end" if node.final else "")


def _reads_as(text: str, term: Term) -> bool:
    """Return whether a text without quotation marks around it reads as a word, where nothing is beside it."""
    source = Source("", (text.translate(SPACES),))
    try:
        listed = list(pieces(source))
        alone = [piece.text for piece in listed] == [text] and text.casefold() not in OPERATORS
        return alone and atom(listed[0], source) == term
    except CodebookError:
        return False
