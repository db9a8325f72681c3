"""Rules become trees; what can't be understood is said with its place."""

from __future__ import annotations

import pytest

from textmine.codes.codebook import parse_codebook
from textmine.codes.parser import parse
from textmine.codes.syntax import (
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
    Phrase,
    Reference,
    Term,
    Variable,
)
from textmine.errors import CodebookError
from textmine.texts.messages import message


def refused(rule: str) -> CodebookError:
    with pytest.raises(CodebookError) as caught:
        parse_codebook(f"＊A\n{rule}", path="a.cod")
    return caught.value


@pytest.mark.parametrize(
    ("rule", "tree"),
    [
        ("費用", Term("費用")),
        ('"and"', Term("and")),
        ('"a""b"', Term('a"b')),
        ("死ぬ->連用タ接続", Term("死ぬ", form="連用タ接続")),
        ("死ぬ=>死ん", Term("死ぬ", surface="死ん")),
        ("ない-->形容詞B", Term("ない", "形容詞B")),
        ("ない-->形容詞B->連用タ接続", Term("ない", "形容詞B", "連用タ接続")),
        ("ない-->形容詞B=>なかっ", Term("ない", "形容詞B", "", "なかっ")),
        ("卒業+証書+紙", Phrase((Term("卒業"), Term("証書"), Term("紙")))),
        ("'先生と ''奥さん'", Characters("先生と '奥さん")),
        ("near(先生-奥さん)", Near((Term("先生"), Term("奥さん")))),
        ("NEAR(先生-奥さん)[8]", Near((Term("先生"), Term("奥さん")), limit=8)),
        ("seq(先生-奥さん-私)[b]", Near((Term("先生"), Term("奥さん"), Term("私")), True, "b", 10)),
        ("seq(先生-奥さん)[d0]", Near((Term("先生"), Term("奥さん")), True, "d", 0)),
        ("<>見出し2-->五十一", Heading(2, "五十一")),
        ("<>Heading1-->上", Heading(1, "上")),
        ("<>性別-->男", Variable("性別", "男")),
        ("<>年齢<>", Variable("年齢", None)),
        ("<＊費用>", Reference("＊費用")),
        ("LW", Measure("lw")),
        ("no.", Measure("no.")),
        ("12", Constant(12)),
    ],
)
def test_conditions_of_kh_coder(rule: str, tree: Node) -> None:
    """Each piece is the first form that fits."""
    assert parse([rule]) == tree


@pytest.mark.parametrize(
    ("rule", "tree"),
    [
        ("a or b and c", Any((Term("a"), All((Term("b"), Term("c")))))),
        ("a | b & c", Any((Term("a"), All((Term("b"), Term("c")))))),
        ("not a == 2", Not(Chain(Term("a"), (("==", Constant(2)),)))),
        ("! a == 2", Chain(Not(Term("a")), (("==", Constant(2)),))),
        ("a |! b", Any((Term("a"), Not(Term("b"))))),
        ("a &! b >= 1", All((Term("a"), Not(Chain(Term("b"), ((">=", Constant(1)),)))))),
        ("a |! b and c", Any((Term("a"), All((Not(Term("b")), Term("c")))))),
        (
            "1 + 2 * 3 - 4",
            Chain(Constant(1), (("+", Chain(Constant(2), (("*", Constant(3)),))), ("-", Constant(4)))),
        ),
        ("- ( a + b )", Minus(Chain(Term("a"), (("+", Term("b")),)))),
        ("( a or b )  and\u3000c", All((Any((Term("a"), Term("b"))), Term("c")))),
        ("A OR B", Any((Term("A"), Term("B")))),
    ],
)
def test_precedence(rule: str, tree: Node) -> None:
    """or < and < not < comparison < + - < * / < ! and sign; operators in any case; all blanks are one."""
    assert parse([rule]) == tree


@pytest.mark.parametrize("word", ["死ぬ>=2", "(A", "A)", "2.5.1", "A--B", "!A", "-5", "+A", "A++B", "C+"])
def test_pieces_are_cut_at_blanks_only(word: str) -> None:
    """An operator that touches a word is part of it, as in KH Coder (lint says so)."""
    assert parse([word]) == Term(word)


@pytest.mark.parametrize(
    ("rule", "tree"),
    [
        ("失敗!neg", Term("失敗", negation="neg")),
        ("失敗!肯定!文末", Term("失敗", negation="pos", final=True)),
        ("*-->動詞!否定", Term("*", "動詞", negation="neg")),
        ("'なし'!end", Characters("なし", final=True)),
        ("re'予算.{0,5}ない'", Characters("予算.{0,5}ない", pattern=True)),
        ("lw > 2.5", Chain(Measure("lw"), ((">", Constant(2.5)),))),
        (
            "near((費用 or '予 算' | <＊人>)-ない-->形容詞B-a+b)[b5]",
            Near(
                (
                    Group((Term("費用"), Characters("予 算"), Reference("＊人"))),
                    Term("ない", "形容詞B"),
                    Phrase((Term("a"), Term("b"))),
                ),
                within="b",
                limit=5,
            ),
        ),
    ],
)
def test_extensions(rule: str, tree: Node) -> None:
    """What textmine adds to the language."""
    assert parse([rule]) == tree


@pytest.mark.parametrize(
    ("rule", "line", "column", "said"),
    [
        ("費用 予算", 2, 4, "no operator stands before 予算"),
        ("費用\n\tｏｒ 予算", 3, 2, "full-width characters; write or"),
        ("費用 and", 2, 6, "a condition is missing after and"),
        ("or 費用", 2, 1, "a condition is missing before or"),
        ("( 費用 or 予算", 2, 1, "no ) belongs to this ("),
        ("費用 )", 2, 4, "no ( belongs to this )"),
        ("費用 or 'abc", 2, 7, "the quotation mark ' is not closed"),
        ("near(A-B", 2, 1, "near( is not closed"),
        ("near(A)", 2, 1, "near(A) can't be read"),
        ("near(A--B)", 2, 1, "can't be read"),
        ("near((A and B)-C)", 2, 1, "can't be read"),
        ("near(near(A-B)-C)", 2, 1, "can't be read"),
        ("near(A-B)[x]", 2, 1, "can't be read"),
        ("失敗!neg!pos", 2, 1, "both negated and not negated"),
        ("re'('", 2, 1, "is no pattern"),
        ("re'.*x'", 2, 1, "could take for ever"),
        ("re'(a{0,20}){0,20}b'", 2, 1, "could take for ever"),
        ("re'(a|aa){1,100}b'", 2, 1, "could take for ever"),
        (r"re'(a)\1{0,5}'", 2, 1, "could take for ever"),
        ("<＊B>", 2, 1, "no code ＊B stands above"),
        ("<＊A>", 2, 1, "no code ＊A stands above"),
        ("( " * 60 + "A" + " )" * 60, 2, 101, "more than 50 parentheses"),
        ("1234567890123456", 2, 1, "too long"),
    ],
)
def test_errors_say_where(rule: str, line: int, column: int, said: str) -> None:
    """File, line, column, reason and a caret below the place; in Japanese too."""
    error = refused(rule)
    assert (error.details["line"], error.details["column"]) == (line, column)
    first, excerpt, caret = str(error).split("\n")
    assert first.startswith(f"a.cod, line {line}, column {column}: ")
    assert said in first
    assert caret.strip("\u3000 ") == "^"
    assert excerpt
    assert message(error, "ja").startswith(f"a.cod の {line} 行 {column} 文字目：")


def test_caret_stands_below_the_place() -> None:
    """Full-width characters take two columns, and a long line is cut around the place."""
    assert str(refused("費用 予算")).endswith("\n費用 予算\n　　 ^")
    error = str(refused(" or ".join(["費用"] * 100) + " 予算")).split("\n")
    assert len(error[1]) <= 60 and "予算" in error[1]


@pytest.mark.parametrize(
    "pattern",
    [
        "あ{99999999999}",
        "あ{4294967295}",
        "あ{0,99999999999999999999}",
        "(あ{50}){99999999999}",
        "[[:あ:]]",
        "[a--b]",
        "(?P<a",
        "\\",
        "(?<=あ*)い",
        "(?i",
        "あ(?i)い",
    ],
)
def test_a_pattern_that_is_none_is_one_sentence(pattern: str) -> None:
    """Numbers that no pattern may hold too; and no warning of Python's reaches the terminal."""
    with pytest.raises(CodebookError) as caught:
        parse_codebook(f"＊費用\nre'{pattern}'")
    for lang in ("ja", "en"):
        assert message(caught.value, lang).count("\n") <= 2
