"""What notes may say: whole wordings, numbers that close, nothing unlike in one theme."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from textmine.settings import Unit
from textmine.tables.evidence import evidence
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def notes_of(corpus: Corpus, word: str | pd.DataFrame, *, unit: Unit = "expression") -> str:
    words = [word] if isinstance(word, str) else word
    table = evidence(corpus, words, unit=unit, notes=3, quotes=0)
    return " ".join(table.loc[table["aspect"] == "note", "text"])


def said_of(corpus: Corpus, word: str) -> set[str]:
    table = evidence(corpus, [word], unit="word", minimum=1, phrases=50, quotes=0, notes=0)
    return set(table.loc[table["aspect"] == "phrase", "text"])


@pytest.mark.parametrize(
    ("texts", "word", "wrong"),
    [
        (["道路の不安", "道路が心配だ", "道路が不安です"], "道路", "不安する"),
        (["相談が必要です", "相談の必要を感じる"], "相談", "必要する"),
        (["色の鮮やか", "味の重要を知る", "味が大切だ"], "味", "重要する"),
    ],
)
def test_only_what_can_be_done_takes_suru(corpus_of: Make, texts: list[str], word: str, wrong: str) -> None:
    """An adjectival noun after の is not shown as a verb."""
    assert wrong not in notes_of(corpus_of(texts), word)


@pytest.mark.parametrize(
    ("text", "word", "wrong"),
    [
        ("窓口が必要であるならば残す", "窓口", "窓口が必要"),
        ("窓口が必要なら残す", "窓口", "窓口が必要"),
        ("窓口が必要であれば残す", "窓口", "窓口が必要"),
        ("客が増えるなら賛成だ", "客", "客が増える"),
        ("客が増えるのであれば賛成だ", "客", "客が増える"),
        ("客が増えるのならよい", "客", "客が増える"),
        ("客が増加するならよい", "客", "客の増加"),
        ("道が広いのなら通る", "道", "道が広い"),
        ("窓口の必要のない町", "窓口", "窓口の必要"),
        ("意欲の向上は見られない", "意欲", "意欲の向上"),
        ("意欲の向上がなかった", "意欲", "意欲の向上"),
    ],
)
def test_conditions_and_denials_are_not_plain(corpus_of: Make, text: str, word: str, wrong: str) -> None:
    """What would be so, or is denied, is not said to be so."""
    assert wrong not in said_of(corpus_of([text]), word)


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        ("書類を家に置かなくなった", "書類", "書類を置かなくなる"),
        ("自転車を使わなくなりました", "自転車", "自転車を使わなくなる"),
        ("機械が動かなくなって困る", "機械", "機械が動かなくなる"),
    ],
)
def test_what_has_ceased_is_a_change(corpus_of: Make, text: str, word: str, phrase: str) -> None:
    """It is a theme of its own, and denies nothing of the noun."""
    corpus = corpus_of([text] * 3)
    assert phrase in said_of(corpus, word)
    assert notes_of(corpus, word) == f"{phrase} 3人。"


def test_for_and_against_are_told(corpus_of: Make) -> None:
    """Denied, affirmed; asked counts with neither."""
    texts = ["成果がない"] * 6 + ["成果があった"] * 3 + ["成果があるか"]
    assert notes_of(corpus_of(texts), "成果") == "成果がない 6人、成果がある 3人（検索では4人）。"


SCHOOLS = ["横浜工業高校は遠い", "仙台工業高校も同じ", "札幌商業高校はよい", "札幌商業高校も近い"]


@pytest.mark.parametrize("word", ["高校", "工業", "商業"])
def test_a_longer_name_of_the_keyword_is_no_theme(corpus_of: Make, word: str) -> None:
    """Names that hold it say nothing of it."""
    texts = [*SCHOOLS, *SCHOOLS, "普通科高校を残す", "普通科高校は要る"]
    themes = notes_of(corpus_of(texts), word)
    assert not any(f"{name}高校" in themes for name in ("工業", "商業"))


@pytest.mark.parametrize(
    ("texts", "word", "phrase", "is_said"),
    [
        (["本を棚に入れた", "箱を棚に入れる"], "棚", "棚に入れる", False),
        (["荷物を倉庫に運ぶ", "机は倉庫に運んだ"], "倉庫", "倉庫に運ぶ", False),
        (["郊外にある", "郊外に沢山ある"], "郊外", "郊外にある", False),
        (["客が広場に集まる", "広場に集まった"], "広場", "広場に集まる", True),
        (["発展につながる", "発展につながった"], "発展", "発展につながる", True),
    ],
)
def test_where_something_is_put_says_nothing_without_what(
    corpus_of: Make, texts: list[str], word: str, phrase: str, is_said: bool
) -> None:
    """A verb that is used with を needs its object; another does not."""
    assert (phrase in said_of(corpus_of(texts), word)) is is_said


def test_different_verbs_of_one_meaning_are_both_named(corpus_of: Make) -> None:
    """運用 beside 使う rather than the 使用 of the same stem."""
    texts = ["倉庫を使う"] * 3 + ["倉庫を使用する"] * 2 + ["倉庫を活用する"]
    assert "倉庫を使う・活用する 6人" in notes_of(corpus_of(texts), "倉庫")


@pytest.mark.parametrize(
    ("one", "other"), [("バイオリン教室", "ヴァイオリン教室"), ("ソフトウェア更新", "ソフトウエア更新")]
)
def test_spellings_of_one_longer_word_are_one_theme(corpus_of: Make, one: str, other: str) -> None:
    """The keyword in another script is no longer word of the keyword, but the same."""
    head = one[-2:]
    corpus = corpus_of([f"{one}費用"] * 8 + [other] * 2 + [f"{head}の日", f"次の{head}を待つ"] * 3)
    for word in (one, head):
        notes = notes_of(corpus, word)
        assert f"{other} 2人" not in notes


def test_made_to_do_and_done_to_are_two_things(corpus_of: Make) -> None:
    """させる and される are no wordings of each other, and being done says nothing by itself."""
    texts = ["二校を合同にして運営させる", "運営させると困る", "町が運営させる", "運営される", "運営される町"]
    assert notes_of(corpus_of(texts), "運営") == "運営させる 3人。"


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        ("紹介する店がない", "店", "紹介する店"),
        ("子どもが遊べる公園はありません", "公園", "遊べる公園"),
        ("静かな公園がない", "公園", "公園が静か"),
        ("素敵な店はなかった", "店", "素敵な店"),
        ("魚美味しいところです", "魚", "魚が美味しい"),
        ("町の明るい所を見る", "町", "町が明るい"),
    ],
)
def test_what_is_not_there_is_not_described(corpus_of: Make, text: str, word: str, phrase: str) -> None:
    """A clause before a noun that is denied, or before a formal noun, says nothing of the noun."""
    assert phrase not in said_of(corpus_of([text, text]), word)


def test_a_piece_of_a_word_is_no_theme(corpus_of: Make) -> None:
    """町内活性 is found in 町内活性化, which has its own; らしい in わざとらしい."""
    assert "らしい笑顔" not in said_of(corpus_of(["わざとらしい笑顔"] * 2), "笑顔")
    texts = ["町内活性化を図る"] * 4 + ["町内活性のため"] * 2 + ["町内の祭り"] * 4
    assert "町内活性する" not in notes_of(corpus_of(texts), "町内")


@pytest.mark.parametrize(
    ("texts", "word", "note"),
    [
        # what is done somewhere
        (
            ["渋谷での乗り換え", "渋谷で乗り換える", "渋谷で乗り換えが必要になる"],
            "渋谷",
            "渋谷での乗り換え 3人",
        ),
        (["関西への移動", "関西へ移動する", "関西に移動した"], "関西", "関西に移動する 3人"),
        (["大阪へ便利", "大阪まで便利", "大阪へは便利だ"], "大阪", "大阪へ行くのに便利 3人"),
        (
            ["大阪に行きやすい", "大阪へ行きやすくなった", "大阪に行きやすくなる"],
            "大阪",
            "大阪に行きやすくなる 3人",
        ),
        # what is done, whoever does it
        (["費用が削減された", "費用の削減", "費用を削減する"], "費用", "費用の削減 3人"),
        (["知名度が上がる", "知名度が向上する", "知名度アップ"], "知名度", "知名度が上がる・向上する 3人"),
        (["熱気が溢れる", "熱気に溢れる", "熱気あふれる会場"], "熱気", "熱気が溢れる"),
        (["暮らしが不便", "暮らしが不便だ", "暮らしに不便"], "暮らし", "暮らしが不便 3人"),
        (["娘が大きくなる", "娘が成長する", "娘は大きくなった"], "娘", "娘が大きくなる・成長する 3人"),
        (["客が多くなった", "客が増えた", "客の増加"], "客", "3人"),
        # 活性 with the place that it says nothing without
        (["若者が県外に出る", "若者が県外に出て困る", "若者が県外に出る"], "若者", "若者が県外に出る"),
    ],
)
def test_ways_to_say_one_thing_are_one_theme(corpus_of: Make, texts: list[str], word: str, note: str) -> None:
    """Of particles, of nouns and verbs, of what is done and what comes to be."""
    assert note in notes_of(corpus_of(texts), word)


def test_a_predicate_is_told_of_what_is_said_with_it_alone(corpus_of: Make) -> None:
    """Its note counts no other predicate: more of those than wrote this one say 意識が向上する・高まる."""
    corpus = corpus_of(["意識の向上"] * 3 + ["全体の意識が向上した"] * 2 + ["意識が高まった"] * 4)
    assert "意識が向上する・高まる 9人" in notes_of(corpus, "意識")
    assert "意識の向上 5人" in notes_of(corpus, "向上") and "意識が高まる 4人" in notes_of(corpus, "高まる")


@pytest.mark.parametrize(
    ("text", "word", "wrong"),
    [
        ("京都に良い影響がある", "京都", "京都に良い"),
        ("見学を通して知る", "見学", "見学を通す"),
        ("雨の日は面倒くさい", "面倒", "面倒がくさい"),
        ("住みやすい京都になる", "京都", "京都になる"),
        ("魅力的な学科になる", "学科", "学科になる"),
        ("生徒の数の減少", "減少", "数の減少"),
        ("横浜方面に行く", "行く", "方面に行く"),
        ("娘が県外に出る", "娘", "娘が出る"),
    ],
)
def test_nobody_says_what_is_cut_from_more(corpus_of: Make, text: str, word: str, wrong: str) -> None:
    """A predicate of another noun, a particle, the rest of a word or of a name."""
    assert wrong not in said_of(corpus_of([text]), word)


@pytest.mark.parametrize(
    "doubt",
    [
        *("増えた実感がない", "増えているように見えない", "増えた感じがしない", "増えた気がしない"),
        *("増えたとは言えない", "増えたとは思わない", "増えた印象はない", "増えたことを実感できない"),
    ],
)
def test_what_is_not_felt_is_told_apart(corpus_of: Make, doubt: str) -> None:
    """It counts with nobody who says that it is so, in the theme and in the row."""
    corpus = corpus_of(["来客が増えた"] * 4 + [f"来客が{doubt}"] * 3)
    note = notes_of(corpus, "来客")
    assert note == "来客が増える 4人、来客が増えたと思えない 3人。"


def test_a_quote_shows_the_first_theme(corpus_of: Make) -> None:
    """Not what denies it, nor a list of nouns, nor one that another row shows already."""
    texts = ["駅前の店が増えてきて便利になったと感じています"] * 3
    texts += ["店が増えたとは思えないし何も変わっていません", "店の増加、客の減少、町の衰退、対策の不足。"]
    table = evidence(corpus_of(texts), ["店"], quotes=1)
    assert table.loc[table["aspect"] == "quote", "text"].tolist() == texts[:1]


@pytest.mark.parametrize(
    ("texts", "word"),
    [
        (["貢献につながる", "貢献に直結する", "貢献へ繋がる"], "貢献"),
        (["希望を込めた", "希望を込めて書く", "希望を込める"], "希望"),
        (["栄えてほしい", "町も栄えてほしい", "栄えて欲しい"], "栄える"),
        (["名古屋に行く", "名古屋へ行った", "名古屋に行きます"], "名古屋"),
        (["係員の意識", "係員の意識です", "係員の意識について"], "係員"),
        (["色々な催し", "様々な催し", "色々な催し"], "催し"),
    ],
)
def test_what_says_a_word_again_is_no_theme(corpus_of: Make, texts: list[str], word: str) -> None:
    """Light verbs, wishes, where one goes, whose it is."""
    assert notes_of(corpus_of(texts), word) == ""


@pytest.mark.parametrize(
    ("text", "word", "judged"),
    [
        ("名古屋へは乗り継ぎがあるので不便だ", "名古屋", "不便"),
        ("名古屋が遠くて行きにくくなった", "名古屋", "行きにくい"),
        ("不便なのは名古屋です", "名古屋", "不便"),
        ("自転車がないと生活に不便です", "自転車", "不便"),
        ("看板は数も中身も足りない", "看板", "足りない"),
        ("看板はいつも作り方が下手だ", "看板", "下手"),
    ],
)
def test_what_the_sentence_of_a_noun_judges_is_told(
    corpus_of: Make, text: str, word: str, judged: str
) -> None:
    """Also where it is no predicate of the noun."""
    note = notes_of(corpus_of([text] * 5), word)
    assert f"{word}と同じ文で{judged}と述べた 5人" in note or f"{judged} 5人" in note


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("名古屋へは乗り継ぎがあっても不便ではない", "名古屋"),
        ("名古屋へは乗り継ぎがあるが、駅前は不便だ", "名古屋"),
        ("名古屋へは乗り継ぎがある。不便だ", "名古屋"),
        ("名古屋には駅があり、空港は不便だ", "名古屋"),
        ("名古屋に駅ができれば不便かもしれない", "名古屋"),
        ("名古屋に駅があると便利ならいい", "名古屋"),
    ],
)
def test_what_is_judged_of_another_or_denied_is_not_told(corpus_of: Make, text: str, word: str) -> None:
    """A contrast, another sentence or topic, a denial, a guess, a condition."""
    assert "同じ文" not in notes_of(corpus_of([text] * 5), word)


def test_what_falls_and_is_dropped_is_one(corpus_of: Make) -> None:
    corpus = corpus_of(["資金を落とす", "資金が落ちる", "資金が落ちた"])
    assert notes_of(corpus, "資金", unit="word") == "資金が落ちる 3人。"
