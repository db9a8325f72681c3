"""What notes may say: whole wordings, numbers that close, nothing unlike in one theme."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest

from textmine.settings import Unit
from textmine.tables.evidence import evidence
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]
QUOTED = re.compile(r"「([^」]+)」(\d+)")


def notes_of(corpus: Corpus, word: str | pd.DataFrame, *, unit: Unit = "expression") -> str:
    words = [word] if isinstance(word, str) else word
    table = evidence(corpus, words, unit=unit, notes=3, quotes=0)
    return " ".join(table.loc[table["aspect"] == "note", "text"])


def said_of(corpus: Corpus, word: str) -> set[str]:
    table = evidence(corpus, [word], unit="word", minimum=1, phrases=50, quotes=0, notes=0)
    return set(table.loc[table["aspect"] == "phrase", "text"])


def test_no_number_is_above_that_of_the_row(corpus_of: Make) -> None:
    """A wording that others wrote, whom the row doesn't count, is not quoted in it."""
    texts = ["職員の熱意がない"] * 2 + ["職員の熱意が強い"] * 3
    row = pd.DataFrame({"word": ["熱意"], "negated": [True]})
    for _, count in QUOTED.findall(notes_of(corpus_of(texts), row, unit="word")):
        assert int(count) <= 2


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
    ("text", "word", "phrase", "quoted"),
    [
        ("書類を家に置かなくなった", "書類", "書類を置かなくなる", "書類を家に置かなくなった"),
        ("自転車を使わなくなりました", "自転車", "自転車を使わなくなる", "自転車を使わなくなりました"),
        ("機械が動かなくなって困る", "機械", "機械が動かなくなる", "機械が動かなくなって"),
    ],
)
def test_what_has_ceased_is_a_change(corpus_of: Make, text: str, word: str, phrase: str, quoted: str) -> None:
    """It is a theme of its own, quoted whole, and denies nothing of the noun."""
    corpus = corpus_of([text, text])
    assert phrase in said_of(corpus, word)
    notes = notes_of(corpus, word)
    assert f"「{quoted}」2" in notes or f"{phrase} 2" in notes
    assert "否定形" not in notes


def test_the_numbers_of_a_note_close(corpus_of: Make) -> None:
    """Denied, affirmed, asked, only mentioned; who is in two groups is named."""
    texts = ["成果がない"] * 4 + ["成果があった"] * 2 + ["成果があるか"] + ["成果の報告会"] * 3
    assert "否定形は10人中4人（「成果がない」4人）、肯定2人、疑問・推量1人、言及のみ3人。" in notes_of(
        corpus_of(texts), "成果"
    )
    both = ["成果がある。別の成果がない"]
    assert "（二つ以上に該当する1人を含む）" in notes_of(corpus_of(texts + both), "成果")


SCHOOLS = ["横浜工業高校は遠い", "仙台工業高校も同じ", "札幌商業高校はよい", "札幌商業高校も近い"]


@pytest.mark.parametrize("word", ["高校", "工業", "商業"])
def test_a_longer_name_of_the_keyword_is_no_theme(corpus_of: Make, word: str) -> None:
    """Names that hold it say nothing of it, unless it is mostly the beginning of one."""
    texts = [*SCHOOLS, *SCHOOLS, "普通科高校を残す", "普通科高校は要る"]
    themes = notes_of(corpus_of(texts), word)
    assert not any(f"{name}高校」" in themes for name in ("工業", "商業"))
    assert notes_of(corpus_of(["普通科高校を残す", "普通科高校は要る"]), "普通科") == "「普通科高校」2人。"


@pytest.mark.parametrize(
    ("texts", "word", "wrong"),
    [
        (["横浜緑高校の北校舎", "仙台緑高校の校舎を残す", "高校の校舎"], "高校", "「高校の北校舎」"),
        (["県立病院の夜間診療", "市立病院の診療が減る"], "病院", "「病院の夜間診療」"),
        (["職員の安全意識が高い"] * 2 + ["職員の労働安全に関する話"] * 2, "職員", "「職員の安全」"),
        (["住民の防災意識"] * 2 + ["住民の地域防災が要る"] * 2, "住民", "「住民の防災」"),
    ],
)
def test_wordings_begin_and_end_where_words_do(
    corpus_of: Make, texts: list[str], word: str, wrong: str
) -> None:
    """None is cut from within a compound."""
    assert wrong not in notes_of(corpus_of(texts), word)


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
        assert f"「{other}」2人" not in notes or one in notes


def test_made_to_do_and_done_to_are_two_things(corpus_of: Make) -> None:
    """させる and される are no wordings of each other, and being done says nothing by itself."""
    texts = ["二校を合同にして運営させる", "運営させると困る", "運営される", "運営される町"]
    notes = notes_of(corpus_of(texts), "運営")
    assert "「運営させる」2人" in notes
    assert "運営される" not in notes


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


def test_which_is_missing_is_told_of_the_missing(corpus_of: Make) -> None:
    """Of the row 場所がない it says which."""
    corpus = corpus_of(["遊ぶ場所がない"] * 3)
    assert "遊ぶ場所" in notes_of(corpus, "場所がない")


def test_a_piece_of_a_word_is_no_theme(corpus_of: Make) -> None:
    """町内活性 is found in 町内活性化, which has its own; らしい in わざとらしい."""
    assert "らしい笑顔" not in said_of(corpus_of(["わざとらしい笑顔"] * 2), "笑顔")
    texts = ["町内活性化を図る"] * 4 + ["町内活性のため"] * 2 + ["町内の祭り"] * 4
    assert "「町内活性」" not in notes_of(corpus_of(texts), "町内")
