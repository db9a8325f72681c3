"""textmine.tables.phrases: what a word is said to be or do, in plain form."""

from collections.abc import Callable

import pytest

from textmine.inputs.lexicon import Lexicon
from textmine.settings import Unit
from textmine.tables.phrases import Phrases, statements
from textmine.tables.spellings import Spellings
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def phrases(corpus: Corpus, *, unit: Unit) -> Phrases:
    """The phrases of a corpus that is a whole survey."""
    said = statements(corpus, unit=unit)
    return said.phrases(Spellings(said.times))


def found(corpus: Corpus) -> set[str]:
    return set(phrases(corpus, unit="word").texts)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("意識が高まりました", "意識が高まる"),
        ("意識がとても高まった", "意識が高まる"),
        ("意識が高まっている", "意識が高まる"),
        ("意識が高まってきたと感じています", "意識が高まる"),
        ("社員の意識", "社員の意識"),
        ("高い意識", "高い意識"),
        ("不便な場所", "不便な場所"),
        ("交通が不便です", "交通が不便"),
        ("交通は便利ではありません", "交通が便利ではない"),
        ("効果が特に感じられない", "効果が感じられない"),
        ("効果が感じられませんでした", "効果が感じられない"),
        ("効果がわかりません", "効果がわからない"),
        ("効果が出ていない", "効果が出ていない"),
        ("効果が出てない", "効果が出ていない"),
        ("効果がありません", "効果がない"),
        ("効果はない", "効果がない"),
        ("人材がいません", "人材がいない"),
        ("対策が実施されていない", "対策が実施されていない"),
        ("対策を実施していません", "対策を実施していない"),
        ("対策を強化しました", "対策を強化する"),
        ("駐車場を増やしてほしい", "駐車場を増やしてほしい"),
        ("料理を食べたかった", "料理を食べたい"),
        ("駐車場があれば助かる", "駐車場があれば"),
        ("温泉に行くことができない", "温泉に行くことができない"),
        ("案内を詳しく書いてほしい", "案内を書いてほしい"),
        ("費用がかかりすぎる", "費用がかかりすぎる"),
        ("閉まっている店が多い", "店が多い"),
        ("駅から遠い", "駅から遠い"),
        ("セキュリティへの関心", "セキュリティへの関心"),
    ],
)
def test_a_phrase_is_shown_in_plain_present_form(corpus_of: Make, text: str, phrase: str) -> None:
    """Politeness, tense, ている and adverbs are left out; voice, wish, condition and negation stay."""
    assert phrase in found(corpus_of([text]))


@pytest.mark.parametrize(
    "text",
    [
        "対策を実施しなければならない",
        "効果がないわけではない",
        "効果があるかわからない",
        "説明を増やしてもらえませんか",
        "バスしかない",
        "画面が見えるようにしてほしい",
        "意識は確実に変わった",
    ],
)
def test_what_is_not_said_is_no_phrase(corpus_of: Make, text: str) -> None:
    """Obligation, double negation, questions, suggestions and wishes deny or claim nothing."""
    wrong = {"対策を実施する", "対策を実施しない", "効果がない", "効果がある", "説明を増やす", "バスがない"}
    assert not found(corpus_of([text])) & (wrong | {"画面が見える", "意識が確実"})


def test_ways_to_say_the_same_are_one_phrase(corpus_of: Make) -> None:
    """意識の向上, 意識向上, 意識も向上しました: shown as most of them are written."""
    texts = [
        "意識の向上",
        "意識の向上です",
        "意識の向上。",
        "意識向上",
        "意識も向上しました",
        "意識が向上した",
    ]
    corpus = corpus_of(texts)
    made = phrases(corpus, unit="word")
    number = made.texts.index("意識の向上")
    facts = made.facts[made.facts["phrase"] == number]
    assert facts["use"].nunique() == 12  # both words in each of the six


def test_a_topic_stands_for_the_case_it_is_elsewhere_written_with(corpus_of: Make) -> None:
    """効果は感じられない is 効果が感じられない where that is written; else it stays."""
    assert "効果は感じられない" in found(corpus_of(["効果は感じられない"]))
    together = found(corpus_of(["効果は感じられない", "効果が感じられない"]))
    assert "効果は感じられない" not in together


def test_spellings_of_a_predicate_are_one_phrase(corpus_of: Make) -> None:
    """分からない and わからない: the more frequent spelling is shown."""
    texts = found(corpus_of(["効果が分からない", "効果がわからない", "効果がわかりません"]))
    assert "効果がわからない" in texts
    assert "効果が分からない" not in texts


def test_a_noun_before_a_compound_belongs_to_the_word_written_elsewhere(corpus_of: Make) -> None:
    """従業員の意識向上 is about 従業員の意識 if that is attested, else 従業員の向上."""
    assert "従業員の意識" in found(corpus_of(["従業員の意識向上", "従業員の意識"]))
    assert "従業員の向上" not in found(corpus_of(["従業員の意識向上", "従業員の意識"]))


def test_a_stop_word_makes_phrases_but_has_none(corpus_of: Make) -> None:
    """感じる is no keyword, yet 効果が感じられない is evidence for 効果."""
    corpus = corpus_of(["効果が感じられない"], lexicon=Lexicon(stopwords=frozenset({"感じる"})))
    made = phrases(corpus, unit="word")
    assert made.texts == ("効果が感じられない",)
    assert len(made.facts) == 1


def test_compounds_are_the_nouns_of_the_other_unit(corpus_of: Make) -> None:
    """個人情報が漏れる, and not 情報が漏れる."""
    corpus = corpus_of(["個人情報が漏れる"])
    assert "個人情報が漏れる" in phrases(corpus, unit="compound").texts
    assert "情報が漏れる" in phrases(corpus, unit="word").texts


@pytest.mark.parametrize("texts", [[], [""], ["。"], ["意識"]])
def test_without_phrases_there_are_no_facts(corpus_of: Make, texts: list[str]) -> None:
    """Nothing said, nothing found."""
    made = phrases(corpus_of(texts), unit="word")
    assert made.texts == ()
    assert len(made.facts) == 0
