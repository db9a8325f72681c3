"""textmine.reports.documentrows: which answers are quoted, and that nothing is left out without a count."""

from __future__ import annotations

import pandas as pd

from textmine.reports.documentrows import cluster_rows, item_rows, noted_words, quotes, statement_rows
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


def test_an_answer_that_denies_what_gave_the_code_is_quoted_last() -> None:
    """Unless the code says so itself."""
    table = coded(
        ("甲", "費用が高くて困ることはない", 1, 0, "費用：費用"),
        ("乙", "費用が足りず困っている", 1, 0, "費用：費用"),
    )
    assert [who for _, who in quotes(table, "＊費用", ["＊費用", "＊人材"], 2)] == ["乙", "甲"]
    named = table.rename(columns={"＊費用": "＊困らない"})
    assert [who for _, who in quotes(named, "＊困らない", ["＊困らない", "＊人材"], 2)] == ["甲", "乙"]


def test_of_a_long_answer_the_sentence_that_gave_the_code_is_quoted() -> None:
    long = "はじめに背景を述べる。" * 8 + "とにかく値段が高い。" + "おわりに。" * 10
    ((text, _),) = quotes(coded(("甲", long, 1, 0, "人材：人／費用：値段・高い")), "＊費用", [], 3)
    assert text == "とにかく値段が高い。"


def test_what_most_have_in_common_is_quoted() -> None:
    """Not the answer of the best length that got the code by a word of its own."""
    table = coded(
        ("甲", "台数分の利用料を毎年払うのが、うちの規模ではきつい", 1, 0, "費用：利用料"),
        ("乙", "導入の費用が負担", 1, 0, "費用：費用が負担"),
        ("丙", "費用の負担が重い", 1, 0, "費用：費用の負担"),
        ("丁", "費用負担", 1, 0, "費用：費用"),
    )
    (first, _), (second, _) = quotes(table, "＊費用", [], 2)
    assert {first, second} == {"導入の費用が負担", "費用の負担が重い"}


def shown(
    evidence: list[tuple[str, str, str, int]], counts: dict[str, int], pos: str = "adjectival_noun"
) -> list[str]:
    words = pd.DataFrame({"word": list(counts), "respondents": list(counts.values()), "share": 0.1})
    words["pos"] = ["noun", *[pos] * (len(counts) - 1)]
    table = pd.DataFrame(evidence, columns=["word", "aspect", "text", "respondents"])
    rows = noted_words(Tables("keywords", GROUP, words, (table.assign(rank=1, respondent="a"),)))
    assert rows.left == len(counts) - len(rows.table)
    return [cell[0].text for cell in rows.table["word"]]


def test_one_thing_is_one_row() -> None:
    """What an earlier note tells, or nearly all say with an earlier word only, is no row of its own."""
    clean = [("トイレ", "phrase", "トイレが清潔", 8)]
    assert shown(clean, {"トイレ": 9, "清潔": 8}) == ["トイレ（9社）"]
    assert len(shown(clean, {"トイレ": 9, "清潔": 8}, "noun")) == 2  # 意識の向上 is told of 意識 and of 向上
    assert len(shown(clean, {"トイレ": 20, "清潔": 8})) == 2  # much else is said of it
    assert len(shown(clean, {"トイレ": 9, "清潔": 12})) == 2
    told = [("席", "phrase", "席が少ない", 8), ("席", "note", "席が少ない 8人、席が狭い 2人。", 19)]
    assert shown(told, {"席": 19, "席が少ない": 8, "席が狭い": 2}) == ["席（19社）", "席が狭い（2社）"]
    halves = [("害虫駆除", "compound", "害虫駆除業者", 9)]
    assert shown(halves, {"害虫駆除": 12, "駆除業者": 10}) == ["害虫駆除（12社）"]


def test_an_item_has_its_categories_and_one_statement() -> None:
    """Those of two or more, the most frequent first; without codes the first statements."""
    table = pd.DataFrame({"item": "鍵", "statement": ["高い", "遠い"], "respondents": 1, "base": 4})
    codes = {"＊費用": [1, 1, 0, 1], "＊場所": [0, 0, 1, 0], "＊人": [1, 0, 0, 1], "＊時間": [0, 0, 0, 1]}
    beside = pd.DataFrame({"item": "鍵", "respondent": ["a", "a", "b", "c"], **codes})
    rows = item_rows(Tables("condensed", GROUP, table, (pd.DataFrame(), pd.DataFrame(), beside)))
    ((item, lines),) = rows.table.itertuples(index=False)
    assert item == "鍵（4社）" and rows.left == 1
    assert [line.text for line in lines] == ["費用 2社、人 2社、ほか 2 分類", "「高い」"]
    plain = item_rows(Tables("condensed", GROUP, table, (pd.DataFrame(), pd.DataFrame(), pd.DataFrame())))
    assert [line.text for line in plain.table["notes"].iloc[0]] == ["・高い", "・遠い"]


def test_a_word_without_a_note_is_shown_by_a_quote() -> None:
    """None is left out but on a slide, which has no quotes."""
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


def test_a_word_says_what_it_gathers() -> None:
    columns = ["word", "respondents", "share", "wordings"]
    rows = [
        ["魅力", 9, 0.5, "良さ（5）、魅力（4）"],
        ["車", 4, 0.2, ""],
    ]
    evidence = pd.DataFrame(columns=["word", "aspect", "text", "respondents", "rank", "respondent"])
    shown = noted_words(Tables("keywords", GROUP, pd.DataFrame(rows, columns=columns), (evidence,)))
    beside = [[line.text for line in cell[1:]] for cell in shown.table["word"]]
    assert beside == [["50.0%", "良さ（5）、魅力（4）"], ["20.0%"]]


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
