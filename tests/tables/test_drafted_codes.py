"""textmine.tables.drafted_codes: what answers are about, by their expressions."""

from collections.abc import Callable

import pandas as pd
import pytest

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.settings import Encoder
from textmine.tables.drafted_codes import drafted_codes
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]
TEXTS = [
    *("駐車場が狭い", "駐車場が少ない", "駐車場が遠くて困った", "駐車場がわからない", "駐車場が有料だった"),
    *(
        "バスの本数が少ない",
        "バスの本数をもっと増やしてほしい",
        "バスの本数",
        "バスが来ない",
        "バスが来なくて困った",
    ),
    *("トイレが汚い", "トイレが古い", "トイレが少なくて困った", "トイレの場所がわからない", "トイレが混む"),
]


@pytest.mark.parametrize("encoder", ["words", "semantic"])
def test_what_answers_are_about_is_named_by_nouns(corpus_of: Make, encoder: Encoder) -> None:
    """Three subjects, three themes; 困る, said of each of them, is none."""
    table = drafted_codes(corpus_of(TEXTS), 3, encoder=encoder)
    names = "".join(table["code"])
    assert all(word in names for word in ("駐車場", "バス", "トイレ"))
    assert "困る" not in "".join(table["words"])
    assert (table["base"] == 15).all() and table["uncaught"].iloc[0] == 0


def test_the_rules_find_what_the_table_says(corpus_of: Make) -> None:
    """Counts are those of reading the rules: answers, those of no other theme, those of the nearest too."""
    corpus = corpus_of([*TEXTS, "駐車場からトイレが遠い", "景色がよかった"])
    table = drafted_codes(corpus, 3)
    frame = parse_codebook("\n".join(f"＊{row.code}\n{row.rule}" for row in table.itertuples()))
    given = code_answers(corpus, frame)[list(frame.names)].to_numpy(dtype=bool)
    assert given.sum(axis=0).tolist() == table["answers"].tolist()
    assert given[given.sum(axis=1) == 1].sum(axis=0).tolist() == table["alone"].tolist()
    assert (~given.any(axis=1)).sum() == table["uncaught"].iloc[0] == 1
    row = table.set_index("code").loc["トイレ"]
    assert (row["nearest"], row["also"]) == ("駐車場", 1)


def test_a_rule_has_the_spellings_of_the_answers(corpus_of: Make) -> None:
    """お店 is 店 in an answer; both are found, and whole sentences are quoted."""
    texts = ["お店が少ない", "お店が閉まっていた", "店が早く閉まる", "店がない", "お店がもっとほしい"]
    row = drafted_codes(corpus_of([*texts, *TEXTS])).set_index("code").loc["お店"]
    assert set(row["rule"].split(" or ")) >= {"お店", "店"}
    assert row["answers"] == len(texts)
    assert set(row["examples"].split("\n")) <= set(texts)


def test_examples_are_whole_sentences_of_long_answers(corpus_of: Make) -> None:
    """Of a long answer the sentence with the word is quoted, never a piece of it."""
    long = "先週は家族で来ました。駐車場が満車で入れず困りました。また来ます。"
    table = drafted_codes(
        corpus_of([long.replace("家族", each) for each in ("家族", "友人", "一人")] + TEXTS), 3
    )
    quoted = "\n".join(table["examples"]).split("\n")
    assert all(any(sentence in text for text in [long, *TEXTS]) for sentence in quoted)
    assert not any("先週" in sentence for sentence in quoted)


def test_the_order_of_the_rows_does_not_matter(corpus_of: Make) -> None:
    """The same answers the other way round give the same themes."""
    pd.testing.assert_frame_equal(drafted_codes(corpus_of(TEXTS)), drafted_codes(corpus_of(TEXTS[::-1])))


@pytest.mark.parametrize("texts", [[], ["特になし"], ["駐車場が狭い"], ["あ", "い", "う"]])
def test_too_little_text_has_no_theme(corpus_of: Make, texts: list[str]) -> None:
    """No answer, one answer, answers without a common word: an empty table with all columns."""
    kinds = ["none" if text == "特になし" else "substantive" for text in texts]
    table = drafted_codes(corpus_of(texts, kinds=kinds))
    assert table.empty and {"code", "rule", "uncaught"} <= set(table.columns)


def test_two_levels_only_where_resamples_agree(corpus_of: Make) -> None:
    """Subjects that share nothing but their two areas stand below these; alike ones on one level."""
    areas = {
        "料理": ["味", "量", "値段", "品数", "盛り付け", "温度"],
        "部屋": ["広さ", "掃除", "眺め", "空調", "照明", "鍵"],
        "送迎": ["時刻", "運転", "台数", "行き先", "荷物", "座席"],
    }
    texts = [
        f"{area}の{one}と{area}の{other}が{end}"
        for area, subjects in areas.items()
        for one in subjects
        for other in subjects
        if one != other
        for end in ("気になる",)
    ]
    table = drafted_codes(corpus_of(texts))
    assert table["upper"].nunique() > 1
    assert (table["stability"] >= 0.6).all()
    flat = drafted_codes(corpus_of(TEXTS))
    assert set(flat["upper"]) == {""} and flat["stability"].isna().all()
