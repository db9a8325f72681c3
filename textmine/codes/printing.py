"""Prints a syntax tree as a coding rule that reads as the same tree."""

from __future__ import annotations

import re

from textmine.codes import syntax
from textmine.codes.conditions import atom
from textmine.codes.pieces import OPERATORS, SPACES, Source, leaves_open, pieces
from textmine.errors import CodebookError

# What would end a word inside near, or begin something that it is not.
_UNCERTAIN = re.compile(r"^>|[-<('\"]")


def show(node: syntax.Node | syntax.Part) -> str:
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

    def text(self, node: syntax.Node | syntax.Part) -> str:
        match node:
            case syntax.Not():
                return "! " + self.operand(node.operand, unary=True)
            case syntax.Minus():
                return "- " + self.operand(node.operand, unary=True)
            case syntax.All():
                return " and ".join(map(self.operand, node.parts))
            case syntax.Any():
                return " or ".join(map(self.operand, node.parts))
            case syntax.Chain():
                first = self.operand(node.first)
                return first + "".join(f" {operator} {self.operand(part)}" for operator, part in node.rest)
            case syntax.Group():
                return "(" + " or ".join(map(self.text, node.parts)) + ")"
            case syntax.Near():
                name = "seq" if node.ordered else "near"
                limit = "" if node.limit == syntax.NEAR else str(node.limit)
                window = f"[{node.within}{limit}]" if node.within or limit else ""
                return f"{name}({'-'.join(map(self.text, node.parts))}){window}"
        text = self.word(node) if isinstance(node, syntax.Term) else _condition(node)
        self.open = self.open or leaves_open(text)
        return text

    def operand(self, node: syntax.Node, *, unary: bool = False) -> str:
        text = self.text(node)
        joined = isinstance(node, syntax.All | syntax.Any | syntax.Chain)
        signed = isinstance(node, syntax.Not | syntax.Minus)
        return f"( {text} )" if joined or (unary and signed) else text

    def word(self, term: syntax.Term) -> str:
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
            plain = _reads_as(text, syntax.Term(text)) and not _UNCERTAIN.search(text)
        return (text if plain else '"' + text.replace('"', '""') + '"') + modifiers


def _condition(node: syntax.Simple) -> str:
    match node:
        case syntax.Phrase():
            return "+".join(part.base for part in node.parts) + _modifiers(node)
        case syntax.Characters():
            quoted = "'" + node.text.replace("'", "''") + "'"
            return ("re" if node.pattern else "") + quoted + _modifiers(node)
        case syntax.Reference():
            return f"<{node.name}>"
        case syntax.Heading():
            return f"<>見出し{node.level}-->{node.text}"
        case syntax.Variable():
            return f"<>{node.name}<>" if node.value is None else f"<>{node.name}-->{node.value}"
        case syntax.Measure():
            return "No." if node.kind == "no." else node.kind
        case syntax.Constant():
            return f"{node.value:.15f}".rstrip("0").rstrip(".")


def _modifiers(node: syntax.Words) -> str:
    return (f"!{node.negation}" if node.negation else "") + ("!end" if node.final else "")


def _reads_as(text: str, term: syntax.Term) -> bool:
    """Return whether a text without quotation marks around it reads as a word, where nothing is beside it."""
    source = Source("", (text.translate(SPACES),))
    try:
        listed = list(pieces(source))
        alone = [piece.text for piece in listed] == [text] and text.casefold() not in OPERATORS
        return alone and atom(listed[0], source) == term
    except CodebookError:
        return False
