"""What is denied in a sentence, kind by kind: 【 】 stands around each content word that is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.survey import Survey
from textmine.settings import WordSettings
from textmine.words.corpus import tokenize

EXAMPLES = {
    "a noun is denied with its predicate": """
        【効果】がない 【効果】は【感じ】られない 【効果】を【実感】できない 【効果】があったとは言えない
        【意識】が【高まら】なかった 【意識】はまだ【高まっ】ていません 【鍵】を【かけ】ていない
        【成果】も【出】ていない 【パスワード】を【使い回さ】ない
        パソコンに【知ら】ない【ソフト】を【入れ】ない 【会議】は【楽しく】ない 【費用】の【かから】ない方法
        【食事】すらできない 【駐車場】が【広く】ありません 【対策】を【強化】していない
        バスが満員で【乗れ】ない 店が不便で行かない 【役割】が手段にならない 【書店】が商店街の中にない
        【駅】が隣の町内にない 【ペン】や【紙】が【足り】ない 【声】が隅まで【届か】ない 【問題】なし
        【仕組み】が私には【伝わら】ない 【大きい】とは全く言えない 【十分】では全くない
        社員が増えたが【効果】は【変わら】ない 【席】が全然【足り】ない 【店員】は【親切】ではない
        効果は高く【費用】が【かから】ない
    """,
    "not the place, the means or the time of it": """
        駅に【人】がいない 会社で【説明】を【聞い】ていない 来年から【参加】しない
    """,
    "another thing is named": """
        問題の解決ではなく予防が大切 観光ではなく、仕事で来た 車じゃなくて電車で行く 罰則でなく教育を
        値段ではなくて質が大事 会社のためではなく自分のため 【便利】ではなく、遠い 【高く】はなく、安い
        【観光地】ではない これは【解決】ではありません
    """,
    "fixed words": """
        思わず笑った 何気なく置いた書類 費用にかまわず導入した 申し訳ない気持ち 申し訳ありません
        年齢を問わず働ける 相変わらず混んでいる 少なからず影響がある 絶えず声をかける とりあえず始めた
        間もなく終わる さりげない気配り やむを得ず中止した 思いがけず売れた 余儀なく閉店した 途方もなく広い
        否応なく始まった 構いません 違いない 間違いなく良い 寂しくてならない 楽しみでならない
        悔しくて仕方がない 悔しくてたまらない 限りなく近い 観光地に過ぎない 言うまでもなく大切だ
        やむなく休んだ もったいない 物足りない とんでもない値段 くだらない話 つまらない会議 まもなく開業
        性別関わらず使える 衰退につながりかねない 混乱しかねません 何となく不安 紛れもない事実
        安いに他ならない 計り知れない魅力 欠かせない設備
    """,
    "double negation": """
        効果がない訳ではない 効果がなくはない 効果がないこともない 行かないわけではない 高くなくもない
        不安がないとは言えない 参加しないとは限らない 使えないわけではありません 心配しないではいられない
        気にせずにはいられない 影響がないとは思わない 変わらないはずがない 役に立たないことはない
        必要ないとも言えない 反対しなくはない 協力しないわけにはいかない 知らないわけがない
        困らないことはなかった 意味がなかったわけではない
    """,
    "a condition is no denial": """
        車がないと【生活】できない 鍵がないと【開け】られない 許可を取らないと【参加】できない
        人がいなければ続かせる意味が薄い 予算がなければ【実施】できない 努力しなければ【良く】ならない
        バスがなかったら困る 車なしでは【暮らせ】ない 予算がない場合は中止する バスに乗れなくなると困る
        店がなくなったら不便 【乗れ】なくなった 協力なしには【進ま】ない 車がなきゃ不便
        説明しないなら中止すべき 対策なくして【発展】なし 宣伝しないと【客】が【来】ない 駅がないと不便
        【効果】がないと思う 【意味】がないと感じる 【効果】がないと言われた
        【店】が【開い】ていないと聞いた 【使え】ないとわかった 【実施】できないとしても行く
        行ってみないと【わから】ない
    """,
    "obligation is no denial": """
        鍵をかけなければならない 確認しないといけない 守らなければいけません 備えなければ 急がないと
        教育しなくてはならない なくてはならない存在 対策しなきゃ 考えねばならない 直さねば
        改善しなければと思う
    """,
    "what ought not to be": """
        【放置】すべきではない 【公開】するべきではありません 【使う】べきでない
        【税金】を【使う】べきではないと思う 【廃止】すべきじゃない 【買う】んじゃなかった
        【急ぐ】べきではなかった
    """,
    "what one does not think or say": """
        【高い】とは思えない 【必要】だとは思えない 【便利】とは言えない 【効果】があるとは思えない
        【良かっ】たとは思わない 【変わる】とは【考え】られない 【充実】しているとは言えない
        【安全】だとは感じられない 【便利】だと思わない 【高い】わけではない 【魅力】がある訳ではない
        【便利】なわけではない 【良く】なったことはない 【増え】そうにない 【降り】そうもない
        【変わり】そうではない 【賑わう】と思えない 【十分】であるとは言えません
        役に【立つ】とは思いませんでした
    """,
    "what one has no feeling of": """
        【客】が【増え】ている【感覚】はない 【客】が【増え】たように思えない
        【客】が【増え】た感じがない
        【客】が【増え】たとかの【実感】がない 【客】が【増え】たようには【見え】ない
        【人】が【増え】ている【気配】もない 【減っ】た【様子】は【見受け】られない
        【減っ】たという【実感】が【湧か】ない
        【安く】なった【印象】はない 【減っ】たことを【実感】できない 【賑わっ】ているようには【見え】ない
        【値段】が【下がっ】た感じがしない 【便利】になった気がしない
        【町】が【静か】な【印象】はない 【便利】になった【感覚】がない
        【減っ】たとは【限ら】ない 【客】が【増え】たとは【実感】していない
        客が増えた実感がある 客が増えた印象を受けた 男性に限らず使う
    """,
    "what one does not feel like": """
        【参加】する気にはならない 【勧める】気に【なれ】ない 【使う】気がしない 【協力】する気はない
        【買う】気が【起き】ない 【引っ越す】つもりはない 【続く】はずがない
    """,
    "a relative clause before nothing": """
        【遊ぶ】ところがない 【楽しめる】ところがない 【良い】ところがない 【優れ】たところはない
        【困っ】たことはない 【食事】をするところがない 【休める】所がありません 【自慢】できるものがない
        【推薦】できるほどのものがない 【町】を【おすすめ】できるところがない 【高】すぎることはない
        【混み】すぎない 【変わっ】た点はない 【動き】ようがない 【直し】ようがありません
    """,
    "a guess and a wish": """
        早く終わらないかな 値段が下がらないかな 駅前に店ができないかなと思う 割引してもらえないかな
        増えてくれないかな 便利ではないかな 良いのではないかと思う 効果があるのではないかな
        人が減るのではないか 延長できませんか 特に【変化】はないかな あまり【便利】ではないかな
        そこまで【高く】ないかな 【興味】はないかな 【不満】は特にないかなと思う 全然【使わ】ないかな
        【優しく】ないかなと思った 【良く】はないかな 【影響】はないかも 【努力】が【足り】ないかな
    """,
    "a prefix makes a word of its own": """
        未実施の対策 不安定な回線 無計画な開発 非効率な作業 未対応の店 不参加の人 無許可の学習 非公開の資料
        不必要な工事 未整備の道路 無関心な人 不親切な案内 【不十分】ではない 【無関係】ではありません
        【不便】は【感じ】ない
    """,
    "only": """
        失敗以外の何物でもない 現金しか使えない バスが一時間に一本しかない 行くほかない 待つしかなかった
        安いだけではない 子供ばかりではない 値段のみならず質も良い 我慢する以外ない
    """,
    "as it stood before": """
        【行か】ない 【知ら】ない【人】が来ない 【高く】ない 【読み】にくくない 【使わ】ずに済む
        【確認】せず送った 【見え】ません 【行っ】たことがない 【利用】することができない 少ない
        少なくなった
    """,
}


def check(survey: Callable[..., Survey], kind: str, dictionary: str) -> list[str]:
    """Return the examples of a kind as they are read, where that is not as they are written."""
    texts = EXAMPLES[kind].split()
    plain = [re.sub("[【】]", "", text) for text in texts]
    lexicon = read_lexicon()
    tokens = tokenize(survey(plain), lexicon, settings=WordSettings(dictionary=dictionary)).tokens
    wrong = []
    for number, text in enumerate(texts):
        spans, taken = [], 0
        for match in re.finditer("【([^】]*)】", text):
            start = match.start() - taken
            spans.append((start, start + len(match[1])))
            taken += 2
        own = tokens[(tokens["answer"] == number) & tokens["content"]]
        found = {(row.start, row.end) for row in own[own["negated"]].itertuples()}
        outside = [each for each in found if not any(a < each[1] and each[0] < b for a, b in spans)]
        words = {(row.start, row.end) for row in own.itertuples()}
        missed = [
            (a, b)
            for a, b in spans
            if any(a < y and x < b for x, y in words) and not any(a < y and x < b for x, y in found)
        ]
        if outside or missed:
            shown = [plain[number][a:b] for a, b in sorted(found)]
            wrong.append(f"{text}: {shown}")
    return wrong


@pytest.mark.parametrize("dictionary", ["unidic-lite", "ipadic"])
@pytest.mark.parametrize("kind", EXAMPLES)
def test_what_is_denied(survey: Callable[..., Survey], kind: str, dictionary: str) -> None:
    """Written for this test, each with what a reader says is denied in it."""
    if dictionary == "ipadic":
        pytest.importorskip("ipadic")
    assert check(survey, kind, dictionary) == []
