"""textmine.tables.left_out: which words are rows of a table of expressions, and where the others are told."""

from collections.abc import Callable

import pytest

from textmine.tables.keywords import finish, keywords, tally
from textmine.tables.left_out import left_out
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def test_a_noun_denied_and_not_is_one_row_but_of_what_nobody_wants_two(corpus_of: Make) -> None:
    """効果 is told for and against; that there is no 不満, however it is said, is another thing than 不満."""
    texts = ["効果がない", "効果がなかった", "効果がある", "効果は出た"]
    texts += ["不満はない", "特に不満はありません", "不満がある"]
    texts += ["何不自由なく暮らす", "不自由しない", "渋滞しない"]
    table = keywords(corpus_of(texts), unit="expression", minimum=1).set_index("word")["respondents"]
    assert table["効果"] == 4
    assert "効果がない" not in table
    assert table[["不満がない", "不満", "不自由がない", "渋滞がない"]].tolist() == [2, 1, 2, 1]


@pytest.mark.parametrize(("question", "row"), [("", "予算がない"), ("必要な予算", "予算")])
def test_what_is_asked_for_stays_though_it_is_denied(question: str, row: str, corpus_of: Make) -> None:
    """予算がない is a row, but not where the question asks for the 予算."""
    total = tally(corpus_of(["予算がない"] * 3), unit="expression")
    assert finish(total, unit="expression", question=question)["word"].tolist() == [row]


def test_a_field_is_told_in_what_it_forms(corpus_of: Make) -> None:
    """生活 says too little: it is counted below the table, as is 地域 of 地域住民."""
    texts = [
        "生活が苦しい",
        "生活が苦しくなる",
        "生活を送る",
        "地域住民",
        "地域住民が集まる",
        "生活",
        "私の生活",
    ]
    total = tally(corpus_of(texts), unit="expression")
    assert set(finish(total, unit="expression")["word"]) == {"苦しい", "地域住民"}
    below = left_out(total)
    wide = below[below["reason"] == "wide"]
    assert dict(zip(wide["word"], wide["respondents"], strict=True)) == {"生活": 5, "地域": 2, "住民": 2}


def test_a_field_of_which_many_say_one_thing_is_a_row(corpus_of: Make) -> None:
    """Three of five say that it is too short, and two what they lack."""
    texts = ["施設が古い"] * 3 + ["施設が足りない"] * 2 + ["施設"]
    rows = keywords(corpus_of(texts), unit="expression").set_index("word")["respondents"]
    assert rows.to_dict() == {"施設": 6}


def test_a_part_of_one_compound_is_shown_as_that(corpus_of: Make) -> None:
    """規模 hardly stands outside 学校規模; 情報 stands in many, and keeps its row."""
    texts = ["学校規模"] * 5 + ["クラス規模"] * 3 + ["規模が大事"] * 4 + ["学校"] * 9
    texts += ["個人情報", "情報漏洩", "情報共有", "情報"] * 3
    total = tally(corpus_of(texts), unit="expression")
    rows = finish(total, unit="expression").set_index("word")["respondents"]
    assert rows["学校規模"] == 5
    assert "規模" not in rows
    assert rows["情報"] == 12
    below = left_out(total).set_index("word")
    assert below.loc["規模", "longer"] == "学校規模"


def test_a_row_that_a_search_finds_more_often_says_in_what(corpus_of: Make) -> None:
    """観光 does not count 観光客, which is a row of its own."""
    total = tally(corpus_of(["観光客が来る"] * 3 + ["観光が楽しい"] * 3), unit="expression")
    below = left_out(total)
    apart = below.loc[below["reason"] == "apart", ["word", "longer", "respondents"]]
    assert apart.to_numpy().tolist() == [["観光", "観光客", 3]]


def test_the_numbers_of_related_words_are_those_of_their_rows(corpus_of: Make) -> None:
    """And they are written so: 教室づくり, not 教室つくり."""
    table = keywords(corpus_of(["教室づくり"] * 2 + ["教室"] * 4), unit="expression").set_index("word")
    assert table.loc["教室", "related"] == "教室づくり（2）"
