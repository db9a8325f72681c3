"""textmine.reports.documentrows: which answers are quoted, and that nothing is left out without a count."""

from __future__ import annotations

import pandas as pd

from textmine.reports.documentrows import cluster_rows, noted_words, quotes, statement_rows
from textmine.reports.prepared import Line, Tables
from textmine.reports.report import Group, Report

GROUP = Group(Report("題"), "1", "障害", "", (), base=10, unit="社")


def coded(*answers: tuple[str, str, int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(answers, columns=["respondent", "text", "＊費用", "＊人材", "evidence"])


def test_answers_with_few_other_codes_are_quoted_first() -> None:
    """Then those of about thirty characters; one quote a respondent and no text twice."""
    table = coded(
        ("甲", "費用も人も足りない", 1, 1, ""),
        ("乙", "高い", 1, 0, ""),
        ("丙", "費用が高くて、今のままではとても続けられそうにない", 1, 0, ""),
        ("丙", "費用が負担", 1, 0, ""),
        ("丁", "高い", 1, 0, ""),
        ("戊", "人が足りない", 0, 1, ""),
    )
    chosen = quotes(table, "＊費用", ["＊費用", "＊人材"], 3)
    assert chosen == [
        ("費用が高くて、今のままではとても続けられそうにない", "丙"),
        ("高い", "乙"),
        ("費用も人も足りない", "甲"),
    ]
    assert quotes(table, "＊費用", ["＊費用", "＊人材"], 1) == chosen[:1]
    assert quotes(table, "＊設備", ["＊費用"], 3) == []


def test_of_a_long_answer_the_sentence_that_gave_the_code_is_quoted() -> None:
    long = "はじめに背景を述べる。" * 8 + "とにかく値段が高い。" + "おわりに。" * 10
    ((text, _),) = quotes(coded(("甲", long, 1, 0, "人材：人／費用：値段・高い")), "＊費用", [], 3)
    assert text == "とにかく値段が高い。"


def test_a_word_without_a_note_is_shown_by_a_quote() -> None:
    """None is left out; on a slide only those with notes stand, and the others are counted."""
    words = pd.DataFrame({"word": ["費用", "人材"], "respondents": [5, 2], "share": [0.5, 0.2]})
    evidence = pd.DataFrame(
        {
            "word": ["費用", "人材"],
            "aspect": ["note", "quote"],
            "rank": 1,
            "text": ["高い", "人がいない"],
            "respondent": "a",
        }
    )
    tables = Tables("keywords", GROUP, words, (evidence,))
    rows = noted_words(tables)
    assert rows.table["notes"].tolist() == [(Line("・高い", "bullet"),), (Line("「人がいない」", "quote"),)]
    assert rows.left == 0
    brief = noted_words(tables, brief=True)
    assert len(brief.table) == 1 and brief.left == 1


def test_statements_of_an_item_beyond_the_first_are_counted() -> None:
    table = pd.DataFrame(
        {"item": "一", "statement": [f"内容{n}" for n in range(12)], "respondents": 1, "base": 9}
    )
    tables = Tables("condensed", GROUP, table)
    (item, lines), *_ = statement_rows(tables).table.itertuples(index=False)
    assert (item, len(lines), lines[0]) == ("一（9社）", 11, Line("・内容0", "bullet"))
    assert "2 件" in lines[-1].text
    brief = statement_rows(tables, brief=True)
    assert (len(brief.table["notes"].iloc[0]), brief.left) == (5, 7)


def test_clusters_are_counted_from_their_answers_where_there_is_no_summary() -> None:
    """The largest first, what is mixed at the end."""
    answers = pd.DataFrame(
        {"cluster": [0, 0, 0, 1, 2, 2], "label": ["", "", "", "甲", "乙", "乙"], "respondent": list("abcdef")}
    )
    table = cluster_rows(Tables("clusters", GROUP, answers)).table
    assert table[["label", "respondents", "share", "people"]].to_numpy().tolist() == [
        ["乙", 2, 0.2, "2社"],
        ["甲", 1, 0.1, "1社"],
        ["混合", 3, 0.3, "3社"],
    ]
