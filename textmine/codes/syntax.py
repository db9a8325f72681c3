"""The syntax tree of a coding rule: what each node means, and ways to walk through it.

The language and its extensions are described in dictionaries/README.md. A tree holds no text of the rule;
``parser`` makes one of a text and ``printing`` a text of one. Two trees are equal wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

NEAR = 10  # tokens between two words of near and seq, where the rule gives no number
Within = Literal["", "b", "d"]
Place: TypeAlias = tuple[int, int]  # line of the file and column of the line, both from 1


@dataclass(frozen=True, kw_only=True)
class _Placed:
    place: Place = field(default=(0, 0), compare=False)


@dataclass(frozen=True, kw_only=True)
class _Modified(_Placed):
    """What may be followed by !neg, !pos or !end."""

    negation: str = ""  # "neg": only where it is negated, "pos": only where it is not
    final: bool = False  # only where nothing but signs follows in the sentence


@dataclass(frozen=True)
class Term(_Modified):
    """A word: its base form ("*": any), and the class, conjugation form or surface it must have ("": any)."""

    base: str
    word_class: str = ""
    form: str = ""
    surface: str = ""


@dataclass(frozen=True)
class Phrase(_Modified):
    """Words on directly consecutive tokens."""

    parts: tuple[Term, ...]


@dataclass(frozen=True)
class Characters(_Modified):
    """Characters of the running text, or a pattern for them."""

    text: str
    pattern: bool = False


@dataclass(frozen=True)
class Reference(_Placed):
    """Another code, by its name."""

    name: str


@dataclass(frozen=True)
class Group(_Placed):
    """Any of several, inside near and seq."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Near(_Placed):
    """Several near one another (``ordered``: in this order), at most ``limit`` tokens apart (0: anywhere).

    ``within`` is "b" for one sentence, "d" for one paragraph.
    """

    parts: tuple[Part, ...]
    ordered: bool = False
    within: Within = ""
    limit: int = NEAR


@dataclass(frozen=True)
class Heading(_Placed):
    """The text of the heading of a level that the document stands under."""

    level: int
    text: str


@dataclass(frozen=True)
class Variable(_Placed):
    """The value of a variable; None: the number itself, true if above 0."""

    name: str
    value: str | None


@dataclass(frozen=True)
class Measure(_Placed):
    """The length of the document in words (lw) or characters (lc), or its number (no.)."""

    kind: Literal["lw", "lc", "no."]


@dataclass(frozen=True)
class Constant(_Placed):
    """A number."""

    value: float


@dataclass(frozen=True)
class Not(_Placed):
    """True where the operand is not."""

    operand: Node


@dataclass(frozen=True)
class Minus(_Placed):
    """The operand with the other sign."""

    operand: Node


@dataclass(frozen=True)
class _Joined(_Placed):
    parts: tuple[Node, ...]
    grouped: bool = field(default=False, compare=False, kw_only=True)  # stood in parentheses


class All(_Joined):
    """True where every part is."""


class Any(_Joined):
    """True where a part is."""


@dataclass(frozen=True)
class Chain(_Placed):
    """Operators of one precedence, from left to right: comparisons, + and -, or * and /."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


Words: TypeAlias = Term | Phrase | Characters
Part: TypeAlias = Words | Reference | Group
Simple: TypeAlias = Phrase | Characters | Reference | Heading | Variable | Measure | Constant
Atom: TypeAlias = Term | Near | Simple
Node: TypeAlias = Atom | Not | Minus | All | Any | Chain


def nodes(node: Node) -> Iterator[Node]:
    """Yield every node of a tree, in the order of the rule, but not the parts of near."""
    yield node
    match node:
        case Not() | Minus():
            yield from nodes(node.operand)
        case All() | Any():
            for part in node.parts:
                yield from nodes(part)
        case Chain():
            yield from nodes(node.first)
            for _, part in node.rest:
                yield from nodes(part)


def atoms(node: Node | None) -> Iterator[Atom | Group]:
    """Yield the conditions of a tree (None: of no rule), in the order of the rule; of near also its parts."""
    for each in nodes(node) if node is not None else ():
        if not isinstance(each, Not | Minus | All | Any | Chain):
            yield from _with_parts(each)


def _with_parts(atom: Atom | Group) -> Iterator[Atom | Group]:
    yield atom
    if isinstance(atom, Near | Group):
        for part in atom.parts:
            yield from _with_parts(part)


def terms(node: Node | None) -> Iterator[Term]:
    """Yield the words of a rule, those of phrases too."""
    for atom in atoms(node):
        if isinstance(atom, Term):
            yield atom
        elif isinstance(atom, Phrase):
            yield from atom.parts
