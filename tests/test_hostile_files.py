"""Files that are damaged, odd or made to harm are read, or refused in one sentence; never a traceback.

A few examples of each kind run with every change; `make fuzz` draws many more. Each fault that was found is
a test of its own, beside those of the file that is mended.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import textmine as tm
from tests.conftest import examples
from textmine.codes.lint import lint
from textmine.errors import TextmineError
from textmine.inputs.columns import request
from textmine.inputs.decisions import COLUMNS, FIXED, MARK, SAID, read_review
from textmine.inputs.journal import fingerprint
from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.merges import read_merges
from textmine.inputs.survey import Survey
from textmine.large.records import read_chunks, read_sample
from textmine.settingsfile import read_settings
from textmine.texts.messages import message

SURVEY = (
    'ID,業種,意見\nr1,製造,費用が高い。人材が足りない\nr2,建設,"特に\nなし"\nr3,製造,情報の共有が進んだ\n'
)
LONG = "番号\t設問\t回答\n1\tQ1\t費用\n1\tQ2\t人材\n2\tQ1\tなし\n"
INTERVIEW = (
    "<H1>第一部</H1>\n<H2>田中</H2>\n費用が高い。\n人材が足りない。\n<H2>佐藤</H2>\n情報の共有が進んだ。\n"
)
# each line quoted again, and an answer with a comma that nothing quotes
QUOTED = "".join('"' + line.replace('"', '""') + '"\n' for line in SURVEY.splitlines())
SPLIT = "ID,業種,意見\n1,製造,費用が高い,人材が足りない\n2,建設,なし\n3,製造,情報の共有が進んだ\n"
BESIDE = "■A社\n【効果】費用が減った。\n【課題】なし\n■B社\n【効果】なし\n【課題】人材が足りない。\n続き\n"
RULES = """＊費用
# 定義: 費用が負担
費用 | コスト & 高い | near(費用-高い)[5] | '予算がない' | re'費.{0,3}高'
＊人材/不足
人材+不足 | seq(人材-足りる!neg)[b] & not <＊費用>
＊長い
lw > 3 & lc >= 2 * 2 | <>業種-->製造 | no. == 1 | <>見出し1-->第一部
"""
DECIDED = ",".join(COLUMNS) + "\nk1,k2,0,r1,意見,,費用が高い,＊費用,1,0,山田,2024-01-01,よい\n"
PROPOSED = "question,item,statement,other,confirmed\n意見,,費用が高い,費用は高い,はい\n意見,,なし,無し,\n"
SETTINGS = """[survey]
files = ["survey.csv"]
questions = ["意見"]
[words]
pos = ["noun", "verb"]
fragment_share = 0.8
cache = 0
[keywords]
minimum = 1
[report]
lang = "ja"
mask = true
"""
LISTS = {
    "compounds_ours.txt": "個人情報保護\n経営者,noun\n",
    "synonyms_ours.txt": "サーバー、サーバ、鯖\n費用、コスト\n",
    "stopwords_ours.txt": "費用\n# 注\n人材\n",
    "nonanswers_ours.txt": "[parts]\n印 = (済|未)\n[none]\n{印}のみ\n特に(な|無)し\n[unknown]\nわから[ず]?\n",
    "scales_ours.txt": "大いに、やや、あまり、全く\n",
}

# What harms one reader or another, put anywhere.
PIECES = [
    "\0",
    "\ufeff",
    "\ud7ff",
    "\x1b[2J",
    "\r",
    "\n",
    "\n\n",
    "\t",
    ",",
    ";",
    '"',
    '""',
    "'",
    "\\",
    "\\u",
    "%",
    "=",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
    "[[[[[[[[[[[[",
    "<",
    ">",
    "<>",
    "-->",
    "->",
    "=>",
    "near(",
    "seq(",
    "near(a-b)[",
    "re'",
    "re'あ{99999999999}'",
    "re'(?P<a>.)'",
    "re'(a*)*'",
    "re'\\\\'",
    "re'[[:x:]]'",
    "re'(?i)a'",
    "!neg",
    "!pos!neg",
    " | ",
    " & ",
    " not ",
    " |! ",
    " + ",
    " - ",
    " / 0",
    " * ",
    " == ",
    "lw",
    "no.",
    "＊",
    "*",
    "＊費用",
    "<＊費用>",
    "<H1>",
    "<H9>",
    "</H1>",
    "99999999999999999999999",
    "-1",
    "1e999",
    "nan",
    "inf",
    "0x10",
    "１",
    "1" * 400,
    "1_000",
    "9" * 5000,
    "true",
    "2024-13-45",
    "1979-05-27T07:32:00Z",
    "'''",
    '"""',
    "𠮷",
    "😀",
    "が",
    "あ" * 300,
    "a" * 3000,
    "。" * 50,
    "\u202e",
    "\u2028",
    "費用",
    "コスト",
    "[survey]",
    "files = 1",
    "survey.files = {}",
    "[[words]]",
    "= =",
    "#",
    "# 定義:",
    "、",
    "/",
    "../",
    "＊a/b/c/",
    " " * 200,
]

# Each example is a file that is written and read, so an ordinary run has few.
some = settings(examples(20), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def damaged(draw: st.DrawFn, *seeds: bytes) -> bytes:
    """One of the files with bits flipped, pieces cut out, doubled or put in, or the end missing."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["put in", "put in", "put in", "bit", "cut", "double", "end", "bytes"])):
            case "put in":
                data[place:place] = draw(st.sampled_from(PIECES)).encode("utf-8", "surrogatepass")
            case "bit" if place < len(data):
                data[place] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del data[place : place + draw(st.integers(1, 40))]
            case "double":
                size = draw(st.integers(1, 80))
                data[place:place] = data[place : place + size] * draw(st.sampled_from([1, 2, 40]))
            case "end":
                del data[place:]
            case "bytes":
                data[place:place] = draw(st.binary(max_size=8))
    return bytes(data)


def parquet(text: str) -> bytes:
    rows = [line.split("\t") for line in text.strip().splitlines()]
    file = io.BytesIO()
    columns = dict(zip(rows[0], map(list, zip(*rows[1:], strict=True)), strict=True))
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


TEXTS = ["費用が高い。人材が足りない", "情報の共有が進んだ", "特になし", "費用" * 5]
ANSWERS = pd.DataFrame(
    {
        "answer": range(4),
        "respondent": list("abcd"),
        "question": "意見",
        "item": "",
        "text": TEXTS,
        "kind": "substantive",
        "source": 0,
        "row": range(2, 6),
        "attribute:業種": list("ＡＢＡＢ"),
    }
)


def refused_or(read: Callable[[Path], object], name: str, data: bytes) -> None:
    """Read a file of this name and content: that gives a result, or one sentence in two languages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        try:
            read(path)
        except TextmineError as error:
            for lang in ("ja", "en"):
                assert message(error, lang).strip()
                assert "Traceback" not in message(error, lang)


def in_utf8(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


@some
@given(
    damaged(
        *in_utf8(SURVEY, LONG, QUOTED, SPLIT),
        SURVEY.encode("cp932"),
        SURVEY.encode("utf-16"),
        SURVEY.encode("iso-2022-jp"),
    )
)
def test_a_survey_in_csv(data: bytes) -> None:
    refused_or(tm.read_survey, "survey.csv", data)


@some
@given(
    damaged(*in_utf8(LONG, SURVEY.replace(",", "\t"))),
    st.sampled_from(
        [
            "utf-8",
            "cp932",
            "utf-16",
            "utf-7",
            "idna",
            "punycode",
            "unicode_escape",
            "rot13",
            "zlib",
            "undefined",
            "hz",
            "cp037",
            "no such",
        ]
    ),
)
def test_a_survey_in_tsv_of_a_named_encoding(data: bytes, encoding: str) -> None:
    refused_or(lambda path: tm.read_survey(path, encoding=encoding), "survey.tsv", data)


@some
@given(damaged(*in_utf8(SURVEY, LONG, QUOTED, SPLIT), SURVEY.encode("cp932")))
def test_a_survey_in_chunks(data: bytes) -> None:
    def read(path: Path) -> None:
        lexicon = read_lexicon()
        read_sample([str(path)], 2, request(None, (), ()), seed=1, encoding=None, lexicon=lexicon)
        with tempfile.TemporaryDirectory() as folder:
            chunks = read_chunks(
                [str(path)], Path(folder), request(None, (), ()), encoding=None, lexicon=lexicon
            )
            for sheets in chunks.sheets:
                assert sheets

    refused_or(read, "survey.csv", data)


@some
@given(damaged(parquet(LONG), parquet(SURVEY.replace(",", "\t").replace('"特に\nなし"', "なし"))))
def test_a_survey_in_parquet(data: bytes) -> None:
    def read(path: Path) -> None:
        read_sample([str(path)], 2, request(None, (), ()), seed=1, encoding=None, lexicon=read_lexicon())

    refused_or(read, "survey.parquet", data)


@some
@given(damaged(*in_utf8(INTERVIEW, BESIDE, SURVEY), INTERVIEW.encode("cp932")))
def test_an_interview(data: bytes) -> None:
    refused_or(tm.read_survey, "interview.txt", data)


@pytest.fixture(scope="module")
def corpus() -> tm.Corpus:
    return tm.tokenize(Survey(ANSWERS))


def coded_by(corpus: tm.Corpus, *, reading: str) -> Callable[[Path], None]:
    def read(path: Path) -> None:
        frame = tm.read_codebook(path, broken="empty")
        lint(frame, corpus)
        tm.code_answers(corpus, frame, reading=reading)
        tm.explain(corpus, frame, reading=reading)

    return read


@some
@given(data=damaged(*in_utf8(RULES), RULES.encode("cp932")))
def test_rules(corpus: tm.Corpus, data: bytes) -> None:
    refused_or(coded_by(corpus, reading="textmine"), "rules.cod", data)


@some
@given(data=damaged(*in_utf8(RULES), RULES.encode("euc_jp")))
def test_rules_read_as_kh_coder_does(corpus: tm.Corpus, data: bytes) -> None:
    refused_or(coded_by(corpus, reading="khcoder"), "rules.cod", data)


SYNTAX = [
    "費用",
    "人材+不足",
    "'高い'",
    "re'費.'",
    "near(費用-高い)[b3]",
    "<＊a>",
    "<>業種-->製造",
    "<>業種<>",
    "lw",
    "lc",
    "no.",
    "1",
    "0",
    "0.5",
    "*",
    "/",
    "+",
    "-",
    "==",
    ">=",
    "<",
    "(",
    ")",
    "|",
    "&",
    "or",
    "and",
    "not",
    "!",
    "|!",
    "&!",
    "費用!neg",
    "高い!pos",
    "足りる!end",
    '"費用"',
    "費用-->名詞",
    "費用->連用形",
    "費用=>費用",
    "seq((費用 or 高い)-人材)[d]",
    "999999999999999",
]


@some
@given(
    words=st.lists(st.sampled_from(SYNTAX), max_size=12),
    spaces=st.lists(st.sampled_from([" ", " ", "\n", "\u3000", ""]), min_size=12, max_size=12),
)
def test_the_syntax_of_rules(corpus: tm.Corpus, words: list[str], spaces: list[str]) -> None:
    """Conditions and operators in any order."""
    rule = "".join(word + space for word, space in zip(words, spaces, strict=False))
    refused_or(coded_by(corpus, reading="textmine"), "rules.cod", f"＊a\n費用\n＊b\n{rule}\n".encode())


@some
@given(st.sampled_from(sorted(LISTS)), st.data())
def test_word_lists(name: str, drawn: st.DataObject) -> None:
    data = drawn.draw(damaged(LISTS[name].encode(), *in_utf8(*LISTS.values())))

    def read(path: Path) -> None:
        tm.tokenize(Survey(ANSWERS), tm.read_lexicon(path.parent))

    refused_or(read, name, data)


@some
@given(damaged(*in_utf8(DECIDED), DECIDED.encode("utf-8-sig")))
def test_decisions(data: bytes) -> None:
    refused_or(read_review, "decisions.csv", data)


CELLS = st.sampled_from(
    [
        "",
        "0",
        "1",
        "○",
        "はい",
        "費用",
        "-",
        "1.5",
        "9" * 30,
        "-1",
        "1e400",
        "nan",
        "inf",
        "\n",
        "k1",
        "＊費用",
        "=1+1",
        "２",
        "山田",
    ]
)


@some
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*FIXED, *SAID, "＊費用", "＊人材", "key", "sha", "shown"]),
            st.one_of(CELLS, st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
        ),
        max_size=4,
    ),
    st.booleans(),
)
def test_a_review_sheet(changes: list[tuple[str, object]], fitting: bool) -> None:
    """Cells that hold what they can't; its answer column a text, a number beyond every limit."""
    columns = (MARK, "sha", "shown", *FIXED, *SAID, "＊費用", "＊人材")
    row: dict[str, object] = dict.fromkeys(columns, "") | {
        MARK: "k1",
        "sha": "k2",
        "answer": 0,
        "text": "費用が高い",
        "＊費用": 1,
        "coder": "山田",
    }
    row |= {MARK if name == "key" else name: value for name, value in changes}
    if fitting:
        row["shown"] = fingerprint(str(row[MARK]), str(row["text"]))
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, values in enumerate((columns, columns, row.values())):
            for column, value in enumerate(values):
                sheet.write(number, column, value)
    refused_or(read_review, "review.xlsx", file.getvalue())


@some
@given(damaged(*in_utf8(PROPOSED)))
def test_confirmed_merges(data: bytes) -> None:
    def read(path: Path) -> None:
        tm.condense(tm.tokenize(Survey(ANSWERS)), merges=read_merges(path))

    refused_or(read, "merges.csv", data)


@some
@given(damaged(*in_utf8(SETTINGS)))
def test_settings(data: bytes) -> None:
    refused_or(read_settings, "textmine.toml", data)
