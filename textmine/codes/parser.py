"""Reads a coding rule, in the language that KH Coder's users know, into its syntax tree; never runs anything.

Each piece of a rule is one operator or one condition by its form, and the pieces are put together by
precedence: ``or`` binds least, then ``and``, ``not``, comparisons, ``+ -``, ``* /``, ``!`` and the sign.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NoReturn

from textmine.codes.conditions import DEPTH, atom
from textmine.codes.pieces import COMPARISONS, CONJUNCTIONS, OPERATORS, Piece, Source, pieces
from textmine.codes.syntax import All, Any, Chain, Minus, Node, Not


def parse(lines: Sequence[str], *, path: str = "", first: int = 1) -> Node:
    """Return the tree of the rule in ``lines``, the first of which is line ``first`` of the file ``path``.

    Raises:
        CodebookError: with file, line, column and a caret, if the rule can't be understood.
    """
    return _Parser(Source(path, tuple(lines) or ("",), first)).rule()


class _Parser:
    """Puts the pieces of one rule together; a method for each precedence, which calls that of the next."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.pieces = list(pieces(source))
        self.next = 0
        self.depth = 0

    def rule(self) -> Node:
        if not self.pieces:
            raise self.source.problem("there is no rule here; write one", (self.source.first, 1))
        node = self.either()
        if self.next < len(self.pieces):
            self.refuse(self.pieces[self.next])
        return node

    def refuse(self, piece: Piece) -> NoReturn:
        """Say what is wrong with a piece that can't follow."""
        plain = unicodedata.normalize("NFKC", piece.text)
        if piece.text == ")":
            raise self.source.problem("no ( belongs to this ); remove it or add the (", piece.place)
        if plain != piece.text and plain.casefold() in OPERATORS:
            raise self.source.problem(
                "{piece} is written in full-width characters; write {plain}",
                piece.place,
                piece=piece.text,
                plain=plain,
            )
        raise self.source.problem(
            "no operator stands before {piece}; write and, or, & or | between two conditions",
            piece.place,
            piece=piece.text,
        )

    @property
    def here(self) -> Piece:
        """The piece that comes next; at the end the last one."""
        return self.pieces[min(self.next, len(self.pieces) - 1)]

    def peek(self) -> str:
        """Return the operator that comes next, "" if there is none."""
        if self.next == len(self.pieces):
            return ""
        text = self.here.text.casefold()
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
        place = self.here.place
        parts = [part(first)]
        while True:
            operator = self.peek()
            if operator != negative and CONJUNCTIONS.get(operator) != word:
                break
            self.next += 1
            # |! and &! stand for "or not" and "and not": what they negate is the next comparison.
            parts.append(part(operator == negative))
        return parts[0] if len(parts) == 1 else kind(tuple(parts), place=place)

    def negation(self, negative: bool = False) -> Node:
        place = self.here.place
        inner = self.peek() == "not"
        if inner:
            self.next += 1
        node = self.comparison()
        for _ in range(inner + negative):
            node = Not(node, place=place)
        return node

    def comparison(self) -> Node:
        return self.chain(COMPARISONS, self.total)

    def total(self) -> Node:
        return self.chain(("+", "-"), self.product)

    def product(self) -> Node:
        return self.chain(("*", "/"), self.unary)

    def chain(self, operators: Sequence[str], part: Callable[[], Node]) -> Node:
        place = self.here.place
        first = part()
        rest: list[tuple[str, Node]] = []
        while (operator := self.peek()) in operators:
            self.next += 1
            rest.append((operator, part()))
        return Chain(first, tuple(rest), place=place) if rest else first

    def unary(self) -> Node:
        operator = self.peek()
        if operator not in ("!", "-"):
            return self.primary()
        place = self.here.place
        self.next += 1
        kind = Not if operator == "!" else Minus
        return kind(self.primary(), place=place)

    def primary(self) -> Node:
        piece, operator = self.here, self.peek()
        line, column = piece.place
        if self.next == len(self.pieces):
            raise self.source.problem(
                "a condition is missing after {piece}; write one",
                (line, column + len(piece.text) - 1),
                piece=piece.text,
            )
        if operator == "(":
            return self.parentheses(piece)
        if operator:
            raise self.source.problem(
                "a condition is missing before {piece}; write one", piece.place, piece=piece.text
            )
        self.next += 1
        return atom(piece, self.source)

    def parentheses(self, opening: Piece) -> Node:
        self.depth += 1
        if self.depth > DEPTH:
            raise self.source.problem(
                "more than {depth} parentheses within one another; give a part a code of its own",
                opening.place,
                depth=DEPTH,
            )
        self.next += 1
        node = self.either()
        if self.next == len(self.pieces):
            raise self.source.problem("no ) belongs to this (; add it, with a space before it", opening.place)
        if self.peek() != ")":
            self.refuse(self.here)
        self.next += 1
        self.depth -= 1
        return replace(node, grouped=True) if isinstance(node, Any | All) else node
