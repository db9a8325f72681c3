"""Rules on documents: each condition as the language says."""

from __future__ import annotations

import pytest

from tests.codes.corpora import DICTIONARIES, TEXT, corpus, hits
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook


@pytest.mark.parametrize("dictionary", DICTIONARIES)
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("犬", 1),
        ("馬", 0),
        ("犬 == 2", 1),
        ("犬 > 2", 0),
        ("犬 + 猫 >= 4", 1),
        ("犬 * 2 - 猫 / 2 == 3", 1),
        ("犬 / 馬", 0),
        ("0 / 0 == 0", 1),
        ("犬 and not 馬", 1),
        ("犬 &! 猫", 0),
        ("馬 |! 牛", 1),
        ("! 犬", 0),
        ("犬 - 猫", 0),
        ("馬 - 猫", 1),
        ("走る", 1),
        ("走る->未然形", 1),
        ("走る->連用タ接続", 0),
        ("走る=>走ら", 1),
        ("走る=>走る", 0),
        ("犬-->名詞C", 1),
        ("犬-->名詞", 0),
        ("走る-->動詞->未然形", 1),
        ("*-->動詞 == 3", 1),
        ("*->未然形", 1),
        ("が", 0),  # a class that rules don't find
        ("走る!neg", 1),
        ("走る!pos", 0),
        ("見る!pos", 1),
        ("走る!end", 1),
        ("猫!end", 0),
        ("'猫を見た'", 1),
        ("'見た。猫'", 0),  # it cannot cross the end of a sentence
        ("'走らなかった'!end", 1),
        ("'追いかけた'!end", 0),
        ("'猫' == 2", 1),  # sentences with it
        ("re'犬.{0,5}走'", 1),
        ("re'^猫.{0,20}た。$'", 1),
        ("re'^犬は'", 0),
        ("lc == 27", 1),
        ("lw >= 1 and lw < 30.5", 1),
        ("No. == 1", 1),
        ("'猫ヲ見タ' or \"犬\"", 1),
    ],
)
def test_conditions(rule: str, expected: int, dictionary: str) -> None:
    """Counts, classes, forms, surfaces, strings, lengths, with either dictionary."""
    assert hits(TEXT, rule, dictionary=dictionary) == [expected]


def test_codes_inside_near() -> None:
    """The places of an earlier code count as places of a word."""
    frame = parse_codebook("＊動物\n犬 or 猫\n＊A\nnear(<＊動物>-走る)[2]\n＊B\n<＊動物> and not <＊A>")
    table = code_answers(corpus([TEXT, "犬が寝た。人が走る。"]), frame)
    assert table[["＊動物", "＊A", "＊B"]].to_numpy().tolist() == [[1, 1, 0], [1, 0, 1]]


@pytest.mark.parametrize("reading", ["textmine", "khcoder"])
def test_extensions_leave_quoted_words_alone(reading: str) -> None:
    """A word in quotation marks is a word, whatever it looks like."""
    assert hits("orとlwを使う", '"or" or "lw" >= 1', reading=reading) == [1]
