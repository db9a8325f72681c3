"""Plain text with headings becomes a table of paragraphs."""

from textmine.inputs.transcript import is_transcript, read_transcript

TEXT = """まえがき。

<H1>上　先生と私</H1>
<h2>一</h2>
　私はその人を常に先生と呼んでいた。
\u3000
だからここでもただ先生と書く。
<H2>二</H2>
<H2>三</H2>
私の友達。
<H1>中</H1>
父の病気。"""


def test_paragraphs_under_headings() -> None:
    """A heading takes the lower ones with it; empty lines are no paragraphs; lines keep their numbers."""
    headers, cells, lines = read_transcript(TEXT, "こころ")
    assert headers == ["section", "heading1", "heading2", "text"]
    assert cells == [
        ["こころ", "", "", "まえがき。"],
        ["上 先生と私 / 一", "上 先生と私", "一", "　私はその人を常に先生と呼んでいた。"],
        ["上 先生と私 / 一", "上 先生と私", "一", "\u3000"],
        ["上 先生と私 / 一", "上 先生と私", "一", "だからここでもただ先生と書く。"],
        ["上 先生と私 / 三", "上 先生と私", "三", "私の友達。"],
        ["中", "中", "", "父の病気。"],
    ]
    assert lines == [1, 5, 6, 7, 10, 12]


def test_cells_of_kh_coder() -> None:
    """The mark that KH Coder puts between spreadsheet cells makes each cell a section of its own."""
    _, cells, _ = read_transcript("<h5>---cell---</h5>\n費用\n<h5>---cell---</h5>\n時間", "a")
    assert [row[0] for row in cells] == ["cell 1", "cell 2"]


def test_what_is_a_transcript() -> None:
    """Only a whole line makes a heading."""
    assert is_transcript("a\n<H3>問</H3>\nb")
    assert not is_transcript("a <H3>問</H3>\n<H1>閉じない\n<H1>違う</H2>")
