"""reading: the keyword table counts respondents right, however they type; quotes are as typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.words.test_mecab import DICTIONARIES
from textmine.inputs.lexicon import ForcedWord
from textmine.inputs.survey import Survey
from textmine.settings import WordSettings
from textmine.tables.keywords import keywords
from textmine.words.corpus import Corpus, tokenize
from textmine.words.mecab import dictionary
from textmine.words.reading import Reader

Make = Callable[..., Survey]


def corpus(survey: Survey, name: str = "unidic-lite") -> Corpus:
    return tokenize(survey, settings=WordSettings(dictionary=name))


def counts(survey: Survey, name: str = "unidic-lite") -> dict[str, int]:
    """Return the respondents of each keyword."""
    table = keywords(corpus(survey, name), unit="word", minimum=1)
    return dict(zip(table["word"], table["respondents"], strict=True))


def quotes(survey: Survey, word: str) -> list[str]:
    """Return the original characters of a word, in the order of the text."""
    tokens = corpus(survey).tokens
    chosen = tokens[tokens["word"] == word]
    texts = survey.answers["text"].tolist()
    rows = zip(chosen["answer"], chosen["start"], chosen["end"], strict=True)
    return [texts[answer][start:end] for answer, start, end in rows]


@pytest.mark.parametrize("name", DICTIONARIES[:2])
def test_no_language_makes_no_words(name: str, survey: Make) -> None:
    """But the words beside it are counted, and stand where they stand."""
    texts = [
        "https://www.example.jp/annai を見て案内が少ない",
        '<div class="a">案内</div>が<br>少ない',
        r"案内が\n少ない",
        "info@example.co.jp の案内&nbsp;が少ない",
    ]
    assert counts(survey(texts), name) == {"案内": 4, "少ない": 4} | (
        {"見る": 1} if "見る" in counts(survey(texts), name) else {}
    )


def test_no_language_is_a_sign_with_its_place(survey: Make) -> None:
    """An address that holds a word is not taken for it."""
    made = survey(["http://a.jp/annai?案内 案内", "<b>案内</b>板"])
    tokens = corpus(made).tokens
    assert tokens["surface"].astype(str).tolist()[:2] == ["http://a.jp/annai", "?"]
    assert tokens["pos"].astype(str).tolist()[0] == "symbol"
    assert quotes(made, "案内") == ["案内", "案内", "案内"]


def test_misread_pieces_make_no_words(survey: Make) -> None:
    """Of an answer that can be read otherwise."""
    assert counts(survey(["駐車場が狭い 縺ゅ→縺ｧ縺阪∪縺励◆"])) == {"駐車場": 1, "狭い": 1}


def test_english_function_words_are_stopped(survey: Make) -> None:
    """Small or with a capital; IT, US and the content words stay."""
    texts = [
        "The staff was very kind.",
        "It isn't easy and I don't like it",
        "IT化より IT の US 企業",
        "THE OFFICE IS FAR",
    ]
    found = counts(survey(texts))
    assert {"staff", "kind", "easy", "like", "IT", "US", "OFFICE", "FAR"} <= set(found)
    assert not {"The", "was", "very", "It", "it", "isn", "and", "don", "THE", "IS"} & set(found)
    assert found["IT"] == 1  # the respondent who wrote it, not It


@pytest.mark.parametrize("name", DICTIONARIES[:2])
def test_words_of_letters_and_digits(name: str, survey: Make) -> None:
    """Each is one word; before a katakana word one letter with its digits is part of that."""
    texts = [
        "5Gが入らない",
        "５Ｇのエリア",
        "3Dプリンタを使いたい",
        "PM2.5が心配",
        "COVID-19で中止",
        "PC2台と10人で5km",
        "A4用紙",
    ]
    found = counts(survey(texts), name)
    assert {
        word: found.get(word) for word in ("5G", "3Dプリンタ", "PM2.5", "COVID-19", "PC", "A4", "用紙")
    } == {
        "5G": 2,
        "3Dプリンタ": 1,
        "PM2.5": 1,
        "COVID-19": 1,
        "PC": 1,
        "A4": 1,
        "用紙": 1,
    }
    assert not {"Dプリンタ", "PM", "COVID", "km", "PC2"} & set(found)


def test_one_word_in_several_spellings(survey: Make) -> None:
    """It is shown as most people wrote it; each is quoted as written."""
    made = survey(["1人暮らし", "１人暮らしで", "一人暮らしの", "ひとり暮らし"])
    assert counts(made) == {"1人暮らし": 4}
    assert quotes(made, "1人暮らし") == ["1人暮らし", "１人暮らし", "一人暮らし", "ひとり暮らし"]
    made = survey(["インター・ネット", "インター･ネットに", "インターネット"])
    assert counts(made) == {"インターネット": 3}  # the points are no part of the word
    assert counts(survey(["バリア=フリー", "バリア-フリー"])) == {"バリアフリー": 2}
    assert counts(survey(["ワーク・ライフ・バランス", "ワークライフバランス", "ワーク-ライフ-バランス"])) == {
        "ワークライフバランス": 3
    }


def test_slips_are_shown_as_read(survey: Make) -> None:
    """すごーい as すごい, デ一タ as データ, whoever wrote what how often."""
    made = survey(["すごーーーい", "すごーい", "デ一タ", "デ一タが"])
    assert counts(made) == {"すごい": 2, "データ": 2}
    assert quotes(made, "すごい") == ["すごーーーい", "すごーい"]
    assert quotes(made, "データ") == ["デ一タ", "デ一タ"]


def test_a_stretched_sign_is_no_word(survey: Make) -> None:
    """At the end of a sentence or alone."""
    assert counts(survey(["うれしいーーー", "うれしい", "だめぇぇ", "ーーー"])) == {"うれしい": 2, "だめ": 1}


def test_radicals_of_a_pdf(survey: Make) -> None:
    """They are the kanji they look like."""
    made = survey(["⻑い列", "長い列", "⼾⼝", "戸口"])
    assert counts(made) == {"長い": 2, "列": 2, "戸口": 2}
    assert quotes(made, "戸口") == ["⼾⼝", "戸口"]


def test_a_negation_sees_through_a_stretched_vowel(survey: Make) -> None:
    """できなーい is できない."""
    tokens = corpus(survey(["予約できなーい", "予約できない"])).tokens
    assert tokens.loc[tokens["word"] == "予約", "negated"].tolist() == [True, True]


def test_forced_words_win() -> None:
    """A word that the analyst forces is taken before one of letters and digits, a bundled one is not."""
    whole = Reader(dictionary("unidic-lite"), [ForcedWord("Fi6対応")])
    assert [each.surface for each in whole.read("Wi-Fi6対応")][-1] == "Fi6対応"
    bundled = Reader(dictionary("unidic-lite"), [ForcedWord("Wi-Fi", whole=False)])
    assert [each.surface for each in bundled.read("Wi-Fi6対応")] == ["Wi-Fi6", "対応"]


def test_a_blank_within_a_sign(survey: Make) -> None:
    """Words around markup with blanks are not joined, and have their places."""
    made = survey(['案内<a href="x y"> 板</a>'])
    tokens = corpus(made).tokens
    assert tokens["surface"].astype(str).tolist() == ["案内", '<a href="x y">', "板", "</a>"]
    assert tokens["start"].tolist() == [0, 2, 17, 18]


def test_old_kanji_count_with_those_of_today(survey: Make) -> None:
    """Words are shown as today, names as written; quotes are as typed."""
    answers = survey(["髙齢者が多い", "髙齢者ばかり", "高齢者が髙くつく", "髙橋さんが親切", "體育館の利用"])
    assert counts(answers) | {"高齢者": 3, "髙橋さん": 1, "体育館": 1, "高い": 1} == counts(answers)
    assert quotes(answers, "高齢者") == ["髙齢者", "髙齢者", "高齢者"]


def test_a_letter_with_a_hyphen_and_a_katakana_word_is_one_word(survey: Make) -> None:
    """However the two are joined."""
    answers = survey(["eラーニングを使う", "Ｅ－ラーニングが良い", "e-ラーニングの講座", "e-ラーニング"])
    assert counts(answers)["eラーニング"] == 4
    assert "ラーニング" not in counts(answers)


@pytest.mark.parametrize("name", DICTIONARIES[:2])
def test_counters_of_kana_belong_to_their_number(survey: Make, name: str) -> None:
    """As 年 and 人 do."""
    answers = survey(["3ヶ月待った", "１か月待った", "三カ国の人", "2ヶ所で待った"])
    assert {"ヶ月", "か月", "カ国", "ヶ所"} & set(counts(answers, name)) == set()


def test_english_contractions_without_an_apostrophe_are_function_words(survey: Make) -> None:
    """People leave it out; IT and PR stay."""
    made = counts(
        survey(["I dont like the staff", "Im happy, thats all about IT", "We cant park, PR is weak"])
    )
    assert {"dont", "Im", "thats", "cant"} & set(made) == set()
    assert {"staff", "IT", "PR", "park"} <= set(made)
