"""Lint says what fails silently elsewhere, where, and what may be meant."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import textmine.codes.lint as module
from textmine.codes.codebook import parse_codebook
from textmine.codes.lint import lint
from textmine.errors import CodebookError
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import Survey
from textmine.settings import WordSettings
from textmine.texts.labels import label, texts
from textmine.words.corpus import Corpus, tokenize

TEXTS = [
    "駐車場が少ないので困った。従業員も困る。",
    "公衆トイレが高くて、食べ物が高い。私も困る",
    "駐車場が広い。分からなかった。困る",
    "殉死の話が困る",
]


@pytest.fixture(scope="module")
def made() -> Corpus:
    answers = pd.DataFrame(
        {
            "answer": range(len(TEXTS)),
            "respondent": [str(number) for number in range(len(TEXTS))],
            "question": "障害",
            "item": "",
            "text": TEXTS,
            "kind": "substantive",
            "source": 0,
            "row": range(len(TEXTS)),
            "業種": ["製造業", "小売業", "製造業", "宿泊業"],
        }
    )
    return tokenize(Survey(answers), Lexicon(), settings=WordSettings(dictionary="unidic-lite"))


def remarks(rule: str, corpus: Corpus | None = None) -> dict[str, tuple[int, int, str, str]]:
    table = lint(parse_codebook("＊A\n" + rule, broken="empty"), corpus)
    return {str(row.finding): (row.line, row.column, row.piece, row.detail) for row in table.itertuples()}


@pytest.mark.parametrize(
    ("rule", "finding", "line", "column", "piece", "detail"),
    [
        ("費用 or 死ぬ>=2", "glued_operator", 2, 7, "死ぬ>=2", ""),
        ("費用 or (予算", "glued_operator", 2, 7, "(予算", ""),
        ("費用 or\n!予算", "glued_operator", 3, 1, "!予算", ""),
        ("費用 or （予算", "full_width_operator", 2, 7, "（予算", "(予算"),
        ("＞＝", "full_width_operator", 2, 1, "＞＝", ">="),
        ("a or b and c", "mixed_precedence", 2, 1, "a or ( b and c )", ""),
        ("( a or b ) >= 2", "compared_truth", 2, 1, "( a or b ) >= 2", ""),
        ("! a == 2", "not_before_comparison", 2, 1, "! a == 2", ""),
        ("1 <= a <= 3", "chained_comparison", 2, 1, "1 <= a <= 3", ""),
        ("a or b or a", "repeated_condition", 2, 1, "a", ""),
        ("a-->動詞詞", "unknown_class", 2, 1, "動詞詞", "動詞, 否定助動詞, 動詞B"),
        (
            "a b",
            "broken",
            2,
            3,
            "",
            "no operator stands before b; write and, or, & or | between two conditions",
        ),
    ],
)
def test_what_the_rule_alone_tells(
    rule: str, finding: str, line: int, column: int, piece: str, detail: str
) -> None:
    """Each with its place."""
    assert remarks(rule)[finding] == (line, column, piece, detail)


@pytest.mark.parametrize(
    "rule",
    [
        "a or ( b and c )",
        "a and b",
        "not a == 2",
        "a + b >= 2",
        '"a>=2"',
        "'(a'",
        "near((a or b)-c)[b5]",
        "*-->動詞",
    ],
)
def test_sound_rules_are_left_alone(rule: str) -> None:
    """Nothing is said of what means what it seems to."""
    assert remarks(rule) == {}


@pytest.mark.parametrize(
    ("rule", "finding", "piece", "detail"),
    [
        ("従業員", "cut_word", "従業員", "従業|員"),
        ("高く", "inflected_form", "高く", "高い (1)"),
        ("私", "class_off", "私", "代名詞 (1)"),
        ("解る or 食べもの", "other_spelling", "食べもの", "食べ物 (1)"),
        ("公衆トイ", "cut_otherwise", "公衆トイ", "公衆|トイレ"),
        ("駐車上", "word_never", "駐車上", "駐車 (2), 駐車場 (2)"),
        ("高い-->動詞", "wrong_class", "高い-->動詞", "形容詞 (2)"),
        ("高い->命令形", "wrong_form", "高い->命令形", "終止形-一般 (1), 連用形-一般 (1)"),
        ("'宇宙'", "text_never", "'宇宙'", ""),
        ("near(駐車場-高い)", "text_never", "near(駐車場-高い)", ""),
        ("<>業主-->製造業", "unknown_variable", "業主", "業種, item, question"),
        ("<>業種-->製造", "unknown_value", "製造", "製造業, 宿泊業, 小売業"),
        ("<>見出し1-->上", "unknown_heading", "上", ""),
        ("困る", "always_true", "＊A", ""),
        ("駐車場 and 公衆", "never_true", "＊A", ""),
    ],
)
def test_what_the_corpus_tells(rule: str, finding: str, piece: str, detail: str, made: Corpus) -> None:
    """Why a condition finds nothing, and what may be meant."""
    found = remarks(rule, made)
    assert found[finding][2:] == (piece, detail)


def test_codes_that_always_coincide(made: Corpus) -> None:
    """Named with the one they repeat; an upper code and its only lower one are none."""
    frame = parse_codebook("＊A\n駐車場\n＊B\n駐車+場 or '駐車場'\n＊C\n# 定義: x\n＊C/D\n公衆")
    table = lint(frame, made)
    same = table.loc[table["finding"] == "same_documents", ["line", "code", "detail"]]
    assert same.to_numpy().tolist() == [[3, "＊B", "＊A"]]


def test_table(made: Corpus) -> None:
    """Sorted by place, with a severity; empty for a sound frame, with the same columns."""
    table = lint(parse_codebook("＊B\n公衆>=1\n＊A\nb c", broken="empty"), made)
    assert table["line"].is_monotonic_increasing
    assert set(table["severity"]) == {"warning", "error"}
    sound = lint(parse_codebook("＊A\n公衆"), made)
    assert sound.empty and sound.columns.tolist() == table.columns.tolist()
    assert (sound.dtypes == table.dtypes).all()


def test_every_finding_has_its_sentence() -> None:
    """In both languages, with the two placeholders at most; and no other sentence."""
    for finding in texts("lint"):
        for lang in ("ja", "en"):
            assert label(f"lint.{finding}", lang, piece="x", detail="y")
    nodes = list(ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))))
    strings = {node.value for node in nodes if isinstance(node, ast.Constant)}
    assert set(texts("lint")) <= strings
    remarks = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "_Remark"]
    assert {each.args[0].value for each in remarks if isinstance(each.args[0], ast.Constant)} <= set(
        texts("lint")
    )


@given(st.text(alphabet="駐車場困る高くab-+>=<()[]'\"!*/. \n#＊12orandnearlw", max_size=30))
def test_any_frame_can_be_looked_through(text: str) -> None:
    """Whatever can be read, with or without words."""
    try:
        frame = parse_codebook("＊A\n" + text, broken="empty")
    except CodebookError:
        return
    lint(frame)
    lint(frame, _CORPUS)


_CORPUS = tokenize(
    Survey(
        pd.DataFrame(
            {
                "answer": range(4),
                "respondent": list("abcd"),
                "question": "",
                "item": "",
                "text": TEXTS,
                "kind": "substantive",
                "source": 0,
                "row": 0,
            }
        )
    ),
    Lexicon(),
)
