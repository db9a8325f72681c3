"""Which answers say nothing, and of what kind; content wins."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.inputs.answers import classify_all
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.survey import KINDS

LEXICON = read_lexicon()


def kind_of(text: str, lexicon: Lexicon = LEXICON, *, question: str = "") -> str:
    """The kind of one answer."""
    return classify_all([text], lexicon, question=question)[0]


# One a blank; _ stands for a blank inside an answer.
EXAMPLES = {
    "none": """
        なし なし。 なし！ 無し。 無 無い ない。 ナシ ﾅｼ 特になし 特に無し 特にナシ 特にﾅｼ。 特に、ない
        得になし 徳になし 特には無かった とくになしです とくに… 特に。 別に 別になし 別にない
        特段ございません ございません ありません ないです ありませんでした 特別なし とりたててなし
        これといってない これといって無いように思う 特に何もない 特になにもありません
        今のところ特にありません 現時点では特になし まだ特にない 特になかった 特にないかな〜
        特にないです(笑) なし✨ 特になし。特になし 特になし。ありがとうございました。 意見はありません
        特に意見なし 理由はない 特に理由はない 特に書くことはありません 思い当たることがない 該当なし
        特記事項なし 未記入 無回答 以上です 皆無 特にないと思うから nothing Nothing. none No. N/A n/a NA
        なひ 特になひ 特ににし とくいなし 特bなし 特になj ありまえん nothing_in_particular tokuninasi nasi
        特になs なんとなく 何となく なんとなくです 何となく。 なんとなくそう思う 何となくとしか言いようがない
        なんとなくだけど なんとなくそんな感じがするから なんとなく思うだけ
    """,
    "unknown": """
        わからない 分からない。 解らない わからん わかりません よくわからないです あまり分からない
        まだわからない 不明 わからないから 正直よくわからない 思いつかない 特に思いつかない 思い浮かびません
        浮かばない 未定 何とも言えない なんともいえません どちらとも言えない 覚えていない 忘れた
        うーん う〜ん 想像がつかない 質問の意味がわからない なんと答えればいいかわからない 理由はわからない
        知らない TBD I_don't_know まだ来たばかりで分からない 引っ越してきたばかりなのでよくわからない
        最近越してきたばかりでわかりません 入社したばかりでわかりません 宣言して間もないのでわからない
        まだ日が浅いため何とも言えない 導入して日が浅いのでわからない 県外の人間なのでわからない
        旅行者なので分かりません 住んでいないのでわからない 詳しくないのでわからない 勉強不足でわかりません
        学生なのでよくわからない わからない。まだ住み始めたばかりなので 年寄りだからわからん
        よくわかっていない 分かっていないため よく分かっておりません 良いのか悪いのかわからない
        あるのかないのか分からない 良いかどうかわからない そうなのか分からない どちらが良いのかわからない
        年齢的にわからない 立場上何とも言えない 馴染みがないのでよくわからない あまりよく知らない
        詳しく知りません わからないですら んからない わからなき わからn わらかない わかりまえん 分からなう
        分からあい わからないk よくわかあない 分かりませ
    """,
    "same": """
        同上 同上。 同上です 同じ 同じです 同様 以下同文 〃 〃〃 上記の通り 上記と同じ 上記に同じ 上記参照
        上記 前述 前述のとおり 前述の理由 先の回答に同じ 前の質問と同じ 問2と同じ 問２に同じ。 Q3と同じ
        前間に同じ 全問に同じ 回答が理由 前の問いと同じ 一つ前の回答と同じです 前の設問に同じ
        先ほどの質問と同じ 上に同じ 前の質問の理由と同じ 上に書きました 問5の回答と同じ 14番に同じ
        第2回答の通り 問5で書いたとおり。 既に回答済み ↑と同じ 満足度と同じ
    """,
    "meaningless": """
        。 - − ー … ・・・ ??? ！？ 、、 * ( あ ｱ あああ ああああ www a Ｂ 1 ９ 111 asdf ASDFGH qwerty
        テスト テスト。 テスト1 テストです てすとてすと 送信テスト テスト入力です test 動作確認
        これはテストです テストデータ ｆｇｈｊｋ sdfsdf あsdf さdfg ｄｆｇｈｊ；ｌ lkjhg jkl; xcvbnmk asasas
        abababab qqqq あｓｄｆｇ あいうえお abc 12345 〇 × ○○ (´・ω・`)
    """,
    "refusal": """
        回答しない 回答したくない 回答を控えます 回答を差し控えさせていただきます 回答拒否 答えたくない
        答えられません お答えできません ノーコメント 秘密 ひみつです 社外秘のため回答できません
        個人情報のため回答できません
    """,
    "substantive": """
        雨 金 孫 雪 梨 はは もも いい はい OK 普通 普通です 問題ない 問題なし 特に問題はない 不満はない
        特に不満はない 変わらない 変化なし 影響なし 効果なし 興味がない 関係ない 感じられない 特に感じない
        予算がない 人材がいない 店がない 駐車場なし トイレ無し 物がない 希望がない もうない まだない
        開かない 持ち出さない 無料 無線LAN なしの販売 梨狩り なす 言うことなし 効果はわからない
        道がわからない 場所がわからない 駐車場の場所がわからない わかりにくい 先のことはわからない
        取り組みを知らない 知らないから 知らない人が多い 何をしているかわからない 同じ道 同じものばかり
        上記の駐車場 前と変わらない 前と同じ 今までと同じ 個人情報 秘密保持 守秘義務 検討中 特に駐車場
        特にバス 特急がない 特徴がない 特になしと言いたいが暑い 特に無いが、駐車場を増やして
        なし。駐車場が狭い 特にないそばの里 無いとは言えない どちらでもない ありがとうございます 100円 30
        まだ来たばかりで道がわからない 来たばかりなので案内が欲しい 引っ越してきたばかりだが不便 かからない
        見つからない 助からない わたらない 変わらない 特にだめ 特によし テストが多い テスト期間 学力テスト
        SDGs SNS SNSで PRして DVD HTTPS 初めて来た 県外の人間です 高齢なので 住んでいない 観光客が多い
        利用者が少ないのでわからない 車がないのでわからない 案内があるのかわからない
        店が良いのか悪いのかわからない 道を知らない 取り組みがわかっていない 23時 👍 😊。 何もない
        なにもないから 周りに何もない なんとなく不安 何となく嬉しい なんとなく評価している 何となく暗い
        なんとなくにぎわっている 馴染みがない
    """,
}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_examples(kind: str) -> None:
    """Answers written for this test, each with the kind that a reader gives it; each as if it were alone."""
    found = {text: kind_of(text.replace("_", " "), LEXICON) for text in EXAMPLES[kind].split()}
    assert found == dict.fromkeys(found, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *[("特になし<br />", "none"), ("<p>特になし</p>", "none"), ('<span class="a">なし</span>', "none")],
        *[
            (r"特になし\n", "none"),
            ("<p>駐車場が狭い</p>", "substantive"),
            ("https://example.jp", "substantive"),
        ],
        ("駐車場が狭い".encode().decode("cp932", "replace"), "meaningless"),
    ],
)
def test_markup_and_misread_answers(text: str, kind: str) -> None:
    """Markup says nothing; what nobody can read is meaningless."""
    assert kind_of(text, LEXICON) == kind


BLANK = ("", " ", "\u3000", "\n\t", "\u200b", "\0", "&nbsp;", "\ufeff", "<br>", "<p>&nbsp;</p>")


@pytest.mark.parametrize("text", BLANK)
def test_blank(text: str) -> None:
    """Nothing but spaces and invisible characters is blank, not meaningless."""
    assert kind_of(text, LEXICON) == "blank"


@pytest.mark.parametrize(
    ("text", "question", "kind"),
    [
        ("何もない", "不便さの内容", "none"),
        ("なんにもないです。", "Ｑ９　ご意見・ご要望", "none"),
        ("あまりない", "セキュリティ対策の効果", "none"),
        ("何もない", "福井を勧める理由", "substantive"),
        ("何もない", "Q14_reason", "substantive"),
        ("何もない", "", "substantive"),
        ("周りに何もない", "不便さの内容", "substantive"),
        ("特に何もない", "", "none"),
    ],
)
def test_the_question_decides_what_is_nothing(text: str, question: str, kind: str) -> None:
    """何もない is no answer where trouble is asked for, and an answer where a place is described."""
    assert kind_of(text, LEXICON, question=question) == kind


@pytest.mark.parametrize(
    ("text", "rating", "kind"),
    [
        ("よく知らない", "市の取り組みを評価している", "substantive"),
        ("取組をよく知らないので", "市の取り組みを評価している", "substantive"),
        ("知りません。", "この制度を知っていますか", "substantive"),
        ("あまり馴染みがないのでよく分からない", "活動の評価", "substantive"),
        ("なじみがない", "活動の認知度", "substantive"),
        ("よくわからない", "市の取り組みを評価している", "unknown"),
        ("何とも言えない", "市の取り組みを評価している", "unknown"),
        ("なんとなく", "市の取り組みを評価している", "none"),
        ("特になし", "市の取り組みを評価している", "none"),
        ("よく知らない", "この町に住み続けたい", "unknown"),
        ("よく知らない", "", "unknown"),
    ],
)
def test_who_does_not_know_a_thing_has_judged_it(text: str, rating: str, kind: str) -> None:
    """That it is not known is what was asked; what to answer is another matter."""
    assert classify_all([text], LEXICON, question="理由", rating=rating) == [kind]
    assert kind_of(text, LEXICON, question=rating) == kind


def test_long_answers_say_something() -> None:
    """A non-answer is short; a long sentence full of ない is not tried at length."""
    assert kind_of("特になしという" * 10, LEXICON) == "substantive"
    assert kind_of("ない" * 30, LEXICON) == "substantive"


def test_the_users_patterns_count(tmp_path: Path) -> None:
    """A pattern that the user adds decides at once."""
    (tmp_path / "nonanswers_own.txt").write_text(
        "[refusal]\nひ(・)?み(・)?つ(だよ)?\n[none]\n(-|斜線)\n", "utf-8"
    )
    own = read_lexicon(tmp_path)
    assert kind_of("ひみつだよ", own) == "refusal"
    assert kind_of("斜線", own) == "none"
    assert kind_of("斜線", LEXICON) == "substantive"


def test_without_patterns() -> None:
    """An empty lexicon still tells blank and symbols from words."""
    assert classify_all(["特になし", "。", " ", "同上"], Lexicon()) == [
        "substantive",
        "meaningless",
        "blank",
        "substantive",
    ]


def test_all_keeps_the_order() -> None:
    """One kind per answer, in their order, however often an answer is repeated."""
    texts = ["なし", "駐車場", "なし", "", "同上", "駐車場"]
    assert classify_all(texts, LEXICON) == ["none", "substantive", "none", "blank", "same", "substantive"]
    assert classify_all([], LEXICON) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("[ァ-ヴ]{3}", "ケケケ"),
        ("[a-ん]{2}", "яж"),
        ("[^あ]あ", "髙あ"),
        ("答.{2}し", "答一髙し"),
        (r"\w+無し", "髙無し"),
        (r"(.)\1無し", "髙髙無し"),
        (r"(?P<x>髙)(?P=x)", "髙髙"),
        ("無し(?!x)", "無し"),
        ("n[a-z]{2}e", "nope"),
    ],
)
def test_patterns_may_name_characters_in_any_way(pattern: str, text: str) -> None:
    """A range, anything, a class, what was before: also characters that are not written in the pattern."""
    lexicon = Lexicon(nonanswers={"none": ("特になし", pattern)})
    assert kind_of(text, lexicon) == "none"
    assert kind_of("特になし", lexicon) == "none"
    assert kind_of("駐車場が狭い", lexicon) == "substantive"


SPOKEN = st.sampled_from([text.replace("_", " ") for texts in EXAMPLES.values() for text in texts.split()])


@examples(200)
@given(st.one_of(st.text(max_size=60), st.lists(SPOKEN, max_size=4).map("、".join)))
def test_never_raises(text: str) -> None:
    """Every text has a kind that the survey knows."""
    assert kind_of(text, LEXICON, question=text) in KINDS


@examples(200)
@given(
    SPOKEN,
    st.sampled_from(["", "。", "\u3000", " \n", "！", "...", "\r\n"]),
    st.sampled_from(["", "\u3000", "・", "\t"]),
)
def test_does_not_depend_on_width_space_or_full_stop(text: str, after: str, before: str) -> None:
    """Typed full-width, with spaces around or a full stop after it, an answer is of the same kind."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    kind = kind_of(text, LEXICON)
    assert kind_of(before + text + after, LEXICON) == kind
    assert kind_of(wide, LEXICON) == kind
    assert kind_of(unicodedata.normalize("NFD", text), LEXICON) == kind


@examples(100)
@given(st.lists(SPOKEN, min_size=1, max_size=5))
def test_content_wins(texts: list[str]) -> None:
    """Beside a sentence that says something, nothing makes the whole a non-answer."""
    kind = kind_of("。".join([*texts, "駐車場が狭い"]), LEXICON)
    assert kind == "substantive"


def test_no_answer_takes_forever() -> None:
    """Answers made of the patterns' own pieces are the worst case for a regular expression; they end."""
    pieces = (
        "特に",
        "今のところ",
        "よくまだ",
        "上記の回答の",
        "う",
        "〃",
        "あ",
        "です",
        "からです",
        "思いつか",
        "個人情報の",
        "全く",
    )
    for piece in pieces:
        for times in range(1, 40):
            kind_of(piece * times, LEXICON)
            kind_of(piece * times + "特になく駐", LEXICON)


@pytest.mark.real
def test_real_answers(real_surveys: Path) -> None:
    """On real answers about trouble: hardly any long answer is dropped, and some short ones are."""
    with (real_surveys / "fukui_kanko_fuben.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [row["不便さの内容"] for row in csv.DictReader(file)]
    kinds = classify_all(texts, LEXICON, question="不便さの内容")
    dropped = [text for text, kind in zip(texts, kinds, strict=True) if kind not in {"substantive", "blank"}]
    assert 20 < len(dropped) < len(texts) * 0.05
    assert max(map(len, dropped)) <= 40
