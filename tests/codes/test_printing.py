"""Trees are printed as rules that read as the same trees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.codes.codebook import parse_codebook
from textmine.codes.parser import parse
from textmine.codes.printing import show
from textmine.codes.syntax import (
    All,
    Any,
    Chain,
    Characters,
    Constant,
    Group,
    Measure,
    Minus,
    Near,
    Node,
    Not,
    Phrase,
    Term,
)
from textmine.errors import CodebookError

LETTERS = st.text(alphabet="ab費用予算-+>=<()[]'\"!*/. \u3000\t\n#＊neg12orandnotlwNo。|&", max_size=40)


@given(LETTERS)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but CodebookError, and what is read prints as a rule that reads as the same tree."""
    try:
        codebook = parse_codebook("＊A\n" + text)
    except CodebookError as error:
        assert "{" not in str(error) or "{" in text or "upper limit" in str(error)
        return
    for code in codebook.codes:
        if code.rule is not None:
            assert parse([show(code.rule)]) == code.rule


@given(
    st.text(max_size=60),
    st.sampled_from(["", "re'", "near(", "'", "<>", "<"]),
    st.sampled_from(["", "'", ")"]),
)
def test_any_characters_are_read_or_refused(text: str, before: str, after: str) -> None:
    """Also characters of any script, control characters and lone surrogates."""
    try:
        tree = parse([*(before + text + after).split("\n")])
    except CodebookError:
        return
    assert parse([show(tree)]) == tree


WORDS = st.text(alphabet="費用予算abAB-'\"(<+>", min_size=1, max_size=4)

PLAIN = st.text(alphabet="費用予算ab", min_size=1, max_size=4)

MODIFIED = {"negation": st.sampled_from(["", "neg", "pos"]), "final": st.booleans()}

TERMS = st.builds(Term, WORDS, **MODIFIED) | st.builds(
    Term, PLAIN | st.just("*"), PLAIN, st.just(""), st.just("") | PLAIN, **MODIFIED
)

STRINGS = st.builds(Characters, st.text(alphabet="費用 '\"-)", min_size=1, max_size=4), **MODIFIED)

PHRASES = st.builds(Phrase, st.lists(st.builds(Term, PLAIN), min_size=2, max_size=3).map(tuple), **MODIFIED)

PARTS = TERMS | STRINGS | PHRASES

GROUPS = st.builds(Group, st.lists(PARTS, min_size=2, max_size=3).map(tuple))

NEARS = st.builds(
    Near,
    st.lists(PARTS | GROUPS, min_size=2, max_size=3).map(tuple),
    st.booleans(),
    st.sampled_from(["", "b", "d"]),
    st.integers(0, 99),
)

ATOMS = (
    PARTS | NEARS | st.builds(Constant, st.integers(0, 999).map(float)) | st.builds(Measure, st.just("lw"))
)


def compound(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    operators = st.sampled_from([("==", ">=", "<=", ">", "<"), ("+", "-"), ("*", "/")])
    rest = operators.flatmap(
        lambda signs: st.lists(st.tuples(st.sampled_from(signs), inner), min_size=1, max_size=2).map(tuple)
    )
    return (
        st.builds(All, several)
        | st.builds(Any, several)
        | st.builds(Not, inner)
        | st.builds(Minus, inner)
        | st.builds(Chain, inner, rest)
    )


@given(st.recursive(ATOMS, compound, max_leaves=8))
def test_a_printed_tree_reads_as_itself(tree: Node) -> None:
    """Words that look like something else are printed in quotation marks."""
    assert parse([show(tree)]) == tree


@pytest.mark.parametrize(
    "rule",
    [
        '1+" < 1<',  # the mark of the phrase would be closed by marks around 1<
        'a+"b or <c or d-e',
        'near(a+"-b<c) or <d',
        '"or" or a+" or <b',
        'a+" or *!pos',
        "\"c'd\" or a'b",
    ],
)
def test_a_single_mark_is_not_closed_by_what_is_printed_behind_it(rule: str) -> None:
    """Words behind it stay without quotation marks, as they stood in the rule."""
    tree = parse([rule])
    assert parse([show(tree)]) == tree


MARKED = st.lists(
    st.sampled_from(
        [
            "a",
            "'",
            '"',
            "+",
            "<",
            ">",
            "-",
            "(",
            ")",
            " ",
            " or ",
            " < ",
            "near(",
            "re'",
            "!neg",
            "->",
            "''",
            '"or"',
        ]
    ),
    max_size=14,
).map("".join)


@given(MARKED)
def test_rules_with_many_marks_print_as_themselves(text: str) -> None:
    """Marks that close and marks that do not, beside everything that a mark can touch."""
    try:
        tree = parse([text])
    except CodebookError:
        return
    assert parse([show(tree)]) == tree
