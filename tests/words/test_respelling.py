"""respelling: words in unusual spellings are read as the dictionary has them, and no others."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.inputs.lexicon import ForcedWord
from textmine.inputs.normalize import normalize
from textmine.words.mecab import dictionary, tags
from textmine.words.reading import Reader
from textmine.words.respelling import SIGNS, applied, respelled

FORCED = ("ワークライフバランス", "バリアフリー", "ホームページ")


@lru_cache
def reader(name: str = "unidic-lite") -> Reader:
    return Reader(dictionary(name), [ForcedWord(word, whole=False) for word in FORCED])


def read(text: str, name: str = "unidic-lite") -> str:
    """Return a text as it is read."""
    line = normalize(text)
    tokenizer = reader(name).tokenizer
    return applied(line, respelled(line, tokenizer.parse, reader(name).is_word))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            ("すごーーーい助かった", "すごい助かった"),
            ("ながーい", "ながい"),
            ("おいしーい", "おいしい"),
            ("うるさーい", "うるさい"),
        ],
        *[
            ("長ーい列", "長い列"),
            ("遠〜い駅", "遠い駅"),
            ("遠～～い", "遠い"),
            ("早~い", "早い"),
            ("すごぉい", "すごい"),
        ],
        *[
            ("うれしー", "うれしい"),
            ("うれしぃぃ", "うれしい"),
            ("かわいーーー", "かわいい"),
            ("すごいいいい", "すごい"),
        ],
        *[
            ("すご-い", "すごい"),
            ("すっっっごい", "すっごい"),
            ("すごーく早い", "すごく早い"),
            ("電車も無ーい", "電車も無い"),
        ],
        *[
            ("スーーーパー", "スーパー"),
            ("コーヒーーー", "コーヒー"),
            ("ラーメンーー", "ラーメン"),
            ("ダメー", "ダメ"),
        ],
        *[("マナ〜が", "マナーが"), ("きれーな", "きれいな")],
    ],
)
def test_stretched_vowels(text: str, expected: str) -> None:
    """Of adjectives, adverbs and nouns, with any sign that people stretch them by."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "スーパー",
            "コーヒー",
            "センターが",
            "サーバーの",
            "マイカーで",
            "らーめん",
            "ぼーっと",
            "うーん",
            "えーと",
            "けーき",
        ),
        *(
            "うれしいーーー",
            "よかったー",
            "いいねー",
            "だめぇぇ",
            "ふぁみりー",
            "東京〜大阪",
            "9月〜の間",
            "10時〜17時",
            "月〜金",
        ),
        *(
            "から〜まで",
            "サービス〜いつも",
            "〜〜〜",
            "ーーー",
            "あ-お",
            "いいいちご",
            "福井いいよー",
            "どーする",
        ),
    ],
)
def test_other_long_vowels_stay(text: str) -> None:
    """Katakana words, words written so, ranges, and what ends a sentence (a sign of its own)."""
    assert read(text) == normalize(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            ("デ一タを", "データを"),
            ("センタ一で", "センターで"),
            ("サ一ビス", "サービス"),
            ("ユ一ザ一", "ユーザー"),
        ],
        *[
            ("デ一タセンタ一", "データセンター"),
            ("コンビ二で", "コンビニで"),
            ("メ力ニック", "メカニック"),
            ("へルパー", "ヘルパー"),
        ],
        *[
            ("ー人で行った", "一人で行った"),
            ("ー部の職員", "一部の職員"),
            ("ー生懸命", "一生懸命"),
            ("ー番よい", "一番よい"),
        ],
    ],
)
def test_characters_that_look_alike(text: str, expected: str) -> None:
    """A kanji for a katakana, and ー for 一."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "スタッフ一人",
            "メニュー一覧",
            "バス一台",
            "スタッフ一クラス",
            "トイレ一フロア",
            "トイレ二カ所",
            "コミュ力",
            "カバ一つ",
        ),
        *(
            "アンケートへ",
            "サービスへの",
            "ー職員の対応",
            "ー定期的に",
            "ー方法",
            "ー時間",
            "超ー大切",
            "一タ",
        ),
    ],
)
def test_characters_that_are_meant(text: str) -> None:
    """Numbers of things, particles, a bar at the beginning of a list item."""
    assert read(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            ("1人暮らし", "一人暮らし"),
            ("１人で", "一人で"),
            ("2人とも", "二人とも"),
            ("2人乗り", "二人乗り"),
        ],
        *[("1人1人の", "一人一人の"), ("1番よい", "一番よい"), ("1言いえば", "一言いえば")],
    ],
)
def test_digits_in_words(text: str, expected: str) -> None:
    """What is a word in kanji, with a reading that is not that of the number, or no number at all."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "5月",
            "10人",
            "3人で",
            "11人",
            "3階",
            "2級",
            "1部",
            "5分",
            "10分",
            "1時",
            "1方",
            "4月1日",
            "1月",
            "1番窓口",
        ),
        *("1年生", "2次元", "1.1人", "A1人", "3割", "1回", "1日"),
    ],
)
def test_digits_of_numbers(text: str) -> None:
    """Dates, times, numbers of things: 10分 is no 十分, 1部 no 一部."""
    assert read(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            (text, "ワークライフバランス")
            for text in ("ワーク・ライフ・バランス", "ワーク･ライフ･バランス", "ワーク-ライフ-バランス")
        ],
        *[
            ("バリア・フリー", "バリアフリー"),
            ("ホーム-ページ", "ホームページ"),
            ("ホーム・ページ", "ホームページ"),
            ("バリア-フリー", "バリアフリー"),
        ],
        *[("インター・ネットの", "インターネットの"), ("トイレ・バリア・フリー", "トイレ・バリアフリー")],
    ],
)
def test_points_in_words(text: str, expected: str) -> None:
    """One word of the dictionary or of a list."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["トイレ・エレベーター", "バス・タクシー", "ア・イ・ウ", "カフェ・トイレ・駅", "市・県"]
)
def test_points_between_words(text: str) -> None:
    """An enumeration stays one."""
    assert read(text) == text


def test_points_in_a_list_that_the_dictionary_does_not_know() -> None:
    """Words that it knows count, whatever stands beside them."""
    assert read("スマホ・パソコン") == "スマホ、パソコン"
    assert read("スマホ・タブレット・パソコン") == "スマホ、タブレット、パソコン"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("髙齢者", "高齢者"), ("最髙で", "最高で"), ("髙くて", "高くて"), ("體育館", "体育館")],
        *[("步道の內側", "歩道の内側"), ("縣廳", "県庁"), ("濵田さん", "浜田さん"), ("靑い", "青い")],
    ],
)
def test_old_kanji(text: str, expected: str) -> None:
    """Where the dictionary has no word as written, or a shorter one."""
    assert read(text) == expected


@pytest.mark.parametrize("text", ["長澤さん", "會社", "國", "黑い", "縺れる", "龍", "山﨑さん", "與那國"])
def test_old_kanji_that_the_dictionary_has(text: str) -> None:
    """They stay, with the lemma that the dictionary gives them."""
    assert read(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            ("e-ラーニング", "eラーニング"),
            ("Ｅ－ラーニングの", "Eラーニングの"),
            ("eーラーニング", "eラーニング"),
        ],
        *[("eスポーツとe-スポーツ", "eスポーツとeスポーツ"), ("i―モード", "iモード")],
    ],
)
def test_a_letter_with_a_hyphen(text: str, expected: str) -> None:
    """It is read without."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    ["A-トイレ", "e-Tax", "PC-サーバー", "Wi-Fi", "1-e-トイレ", "x-y-トイレ", "e-", "e-ア", "b-ズョペ"],
)
def test_other_hyphens_after_letters(text: str) -> None:
    """An item of a list, a longer word, what the dictionary does not know."""
    assert read(text) == text


def test_a_word_that_somebody_lists_with_its_points_stays() -> None:
    """A forced word wins over a reading."""
    own = Reader(dictionary("unidic-lite"), [ForcedWord("インター・ネット", whole=False)])
    assert respelled("インター・ネット", own.tokenizer.parse, own.is_word) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("すごーい", "すごい"),
        ("デ一タ", "データ"),
        ("1人暮らし", "一人暮らし"),
        ("バリア・フリー", "バリアフリー"),
        ("センターが", "センターが"),
    ],
)
def test_ipadic(text: str, expected: str) -> None:
    """With IPADIC too, as far as it has the words."""
    assert read(text, "ipadic") == expected


@given(st.text("すごーい〜ぃ1人暮らしデ一タ・バリアフリー-5e髙體育", max_size=20))
@examples(40)
def test_places_lead_back(text: str) -> None:
    """Changes stand in order; each character that is read has a place, and the places never fall."""
    line = normalize(text)
    changes = respelled(line, reader().tokenizer.parse, reader().is_word)
    assert not changes or SIGNS.search(line)
    assert all(one.end <= other.start for one, other in pairwise(changes))
    words, places = applied(line, changes)
    assert len(places) == len(words) + 1
    assert places == sorted(places)
    assert places[-1] == len(line)


@pytest.mark.parametrize(
    "piece", ["ー", "すー", "ア・", "デ一", "1人", "い", "っ", "〜", "ヤバー", "-す", "髙", "體育", "e-ア"]
)
def test_time_is_linear(piece: str) -> None:
    """A line of one piece over and over ends."""
    assert read(piece * 5_000)


def test_the_dictionary_decides() -> None:
    """Each word that is read is one of the dictionary."""
    for word in ("すごい", "データ", "一人暮らし", "インターネット"):
        assert tags(word, dictionary("unidic-lite"))
