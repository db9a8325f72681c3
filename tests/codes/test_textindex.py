"""Where words, phrases and strings occur."""

from __future__ import annotations

import pytest

from tests.codes.corpora import DICTIONARIES, hits


@pytest.mark.parametrize("dictionary", DICTIONARIES)
@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("社内で対応している。", "対応!end", 1),
        ("対応しました！", "対応!end", 1),
        ("対応できていないのです", "対応!end", 1),
        ("対応している社員がいる", "対応!end", 0),
        ("効果は変わらない。", "変わる!neg!end", 1),
        ("変わらない点が多い。", "変わる!neg!end", 0),
        ("効果は特になし。", "'なし'!end", 1),
        ("なしとは言えない", "'なし'!end", 0),
        ("更新忘れが無いよう。", "'よう'!文末", 1),
        ("費用が高い（特に導入）", "導入!end and '導入'!end", 1),
    ],
)
def test_ends_of_sentences(text: str, rule: str, expected: int, dictionary: str) -> None:
    """Signs may follow, and of a word what bends a predicate; of a string only signs."""
    assert hits(text, rule, dictionary=dictionary) == [expected]


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_words_that_the_dictionary_cuts(dictionary: str) -> None:
    """お嬢さん and 従業員 are found whatever the dictionary does with them; in phrases and near too."""
    text = "従業員のお嬢さんが気づかなかった"
    for rule in ("従業員", "お嬢さん", "near(従業員-お嬢さん)[3]", "near(お嬢さん-気づく!neg)", "気づく"):
        assert hits(text, rule, dictionary=dictionary) == [1], rule
    assert hits("従業をやめた員外の人", "従業員", dictionary=dictionary) == [0]


def test_words_in_unusual_spellings() -> None:
    """A rule finds each spelling, however it is written itself; KH Coder's reading only its own."""
    texts = ["1人暮らしで5Gが入らない", "一人暮らし", "すごーーい人", "すごい", "5人のG"]
    for rule in ("一人暮らし", "1人暮らし", "１人暮らし"):
        assert hits(texts, rule, dictionary="unidic-lite") == [1, 1, 0, 0, 0], rule
    for rule in ("すごい", "すごーい"):
        assert hits(texts, rule, dictionary="unidic-lite") == [0, 0, 1, 1, 0], rule
    assert hits(texts, "5G", dictionary="unidic-lite") == [1, 0, 0, 0, 0]
    assert hits(["５Ｇが", "5Gが"], "5G", reading="khcoder") == [0, 1]
    assert hits(["1人暮らし", "一人暮らし"], "一人暮らし", reading="khcoder") == [0, 1]


def test_a_run_of_tokens_is_no_other_word() -> None:
    """もの is one word to the dictionary, so も and の next to one another are not it."""
    assert hits("私もの人", "もの", dictionary="unidic-lite") == [0]


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("取引先企業", "取引+先", 0),  # 先 is a suffix here, which rules don't find
        ("予算不足", "予算+不足", 1),
        ("予算の不足", "予算+不足", 0),
        ("情報共有不足", "情報+共有+不足", 1),
        ("予算。不足", "予算+不足", 0),
    ],
)
def test_phrases(text: str, rule: str, expected: int) -> None:
    """Words on directly consecutive tokens."""
    assert hits(text, rule) == [expected]


def test_phrases_do_not_run_on_into_the_next_answer() -> None:
    """Nor does anything else."""
    assert hits(["予算", "不足"], "予算+不足 or near(予算-不足)[0]") == [0, 0]
