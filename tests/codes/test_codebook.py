"""Rule files become code frames."""

from __future__ import annotations

import pickle
import textwrap
from pathlib import Path

import pytest

from textmine import resources
from textmine.codes.codebook import parse_codebook, read_codebook
from textmine.codes.printing import show
from textmine.errors import CodebookError


def test_file() -> None:
    """Codes in order, rules over several lines, comments and empty lines skipped, ＊ or * before a name."""
    codebook = parse_codebook(
        "\ufeff# まえがき\r\n\r\n＊費用\r\n費用\r\n  or 予算\r\n# 注\r\n\r\nor コスト\r\n"
        "*人材\r\n人材 and not <＊費用>\r\n"
    )
    assert codebook.names == ("＊費用", "＊人材")
    assert show(codebook.codes[0].rule) == "費用 or 予算 or コスト"
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
