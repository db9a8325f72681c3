"""Rule files become trees; what can't be understood is said with its place."""

from __future__ import annotations

import pickle
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine import resources
from textmine.codes.codebook import parse_codebook, read_codebook
from textmine.codes.parser import parse
from textmine.codes.printing import show
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


def test_file() -> None:
    """Codes in order, rules over several lines, comments and empty lines skipped, ＊ or * before a name."""
    codebook = parse_codebook(
        "\ufeff# まえがき\r\n\r\n＊費用\r\n費用\r\n  or 予算\r\n# 注\r\n\r\nor コスト\r\n"
        "*人材\r\n人材 and not <＊費用>\r\n"
    )
    assert codebook.names == ("＊費用", "＊人材")
    assert show(codebook.codes[0].rule) == "費用 or 予算 or コスト"  # type: ignore[arg-type]
    assert [code.line for code in codebook.codes] == [3, 9]
    assert codebook.code("人材").name == codebook.code("*人材").name == "＊人材"
    assert pickle.loads(pickle.dumps(codebook)) == codebook


def test_a_class_wildcard_may_begin_a_line() -> None:
    """*-->動詞 is a condition; any other line that begins with * or ＊ names a code, as in KH Coder."""
    codebook = parse_codebook("＊A\n*-->動詞\nor\n*->未然形\n*B\nb\n＊-->C\nc\n＊ \u3000D\nd")
    assert codebook.names == ("＊A", "＊B", "＊-->C", "＊D")


def test_definitions() -> None:
    """Comments below a code's name, or straight above it, say what it means."""
    codebook = parse_codebook(
        "# 定義: 上のもの\n＊A\na\n\n# 定義：Bの意味\n# 除く: c\n＊B\n# 含む: b\n# 含む: bb\nb\n"
        "＊C\n# 定義: C\n＊D\n# ただの注\nd",
        broken="empty",
    )
    assert [code.definition for code in codebook.codes] == ["上のもの", "Bの意味", "C", ""]
    assert codebook.codes[1].excludes == "c"
    assert codebook.codes[1].includes == "b\nbb"


def test_two_levels() -> None:
    """＊上/下 has an upper code, which may stand in the file for its definition alone."""
    codebook = parse_codebook("＊費用\n# 定義: お金\n＊費用/導入\n導入\n＊費用／維持\n維持\n＊人\n人\n＊/\nx")
    assert [code.upper for code in codebook.codes] == ["", "＊費用", "＊費用", "", ""]
    assert codebook.uppers == ("＊費用",)
    assert codebook.codes[0].rule is None and codebook.codes[0].error is None
    with pytest.raises(CodebookError, match="has no rule"):
        parse_codebook("＊費用\n＊人\n人")


def test_broken_code_gets_no_hits_on_request() -> None:
    """As in KH Coder the rest of the file is read; the errors are kept."""
    text = "＊A\na b\n＊B\nb\n＊C\n<＊A> or c"
    with pytest.raises(CodebookError, match="no operator"):
        parse_codebook(text)
    codebook = parse_codebook(text, broken="empty")
    assert [code.rule is None for code in codebook.codes] == [True, False, False]
    assert len(codebook.errors) == 1


def test_files_that_are_no_code_frame(tmp_path: Path) -> None:
    """One sentence for each: missing, twice the same name, no code, too large, a folder."""
    with pytest.raises(CodebookError, match="there is no code frame nothing"):
        read_codebook("nothing")
    with pytest.raises(CodebookError, match="the code ＊A is there already, in line 1"):
        parse_codebook("＊A\na\n*A\nb")
    with pytest.raises(CodebookError, match="names no code"):
        parse_codebook("a\nb")
    large = tmp_path / "large.cod"
    large.write_bytes(b"#" * (1 << 20) + b"##")
    with pytest.raises(CodebookError, match="larger than 1 MB"):
        read_codebook(large)
    with pytest.raises(CodebookError, match="can't be read"):
        read_codebook(tmp_path)
    with pytest.raises(CodebookError, match="did you mean ＊費用"):
        parse_codebook("＊費用\n費用").code("費要")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """A file is read in the encoding it is in."""
    path = tmp_path / "a.cod"
    path.write_bytes("＊費用\n費用 or 予算\n".encode(encoding))
    assert read_codebook(path).names == ("＊費用",)


def test_the_example_of_the_readme() -> None:
    """dictionaries/README.md shows a code that can be read."""
    text = (resources.folder("dictionaries") / "README.md").read_text("utf-8")
    block = text.split("## *.cod")[1].split("\n\n")[1]
    code = parse_codebook(textwrap.dedent(block)).codes[0]
    assert (code.name, code.upper) == ("＊費用/導入費", "＊費用")
    assert code.definition and code.excludes


LETTERS = st.text(alphabet="ab費用予算-+>=<()[]'\"!*/. \u3000\t\n#＊neg12orandnotlwNo。|&", max_size=40)


@given(LETTERS)
@settings(max_examples=400)
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
@settings(max_examples=400)
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
@settings(max_examples=300)
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
@settings(max_examples=400)
def test_rules_with_many_marks_print_as_themselves(text: str) -> None:
    """Marks that close and marks that do not, beside everything that a mark can touch."""
    try:
        tree = parse([text])
    except CodebookError:
        return
    assert parse([show(tree)]) == tree
