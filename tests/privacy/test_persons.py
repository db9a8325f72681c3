"""Names of persons, and everything in a survey that is to be masked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.inputs.lexicon import ForcedWord, Lexicon, read_lexicon
from textmine.inputs.survey import Survey, read_survey
from textmine.privacy.masking import COLUMNS, find, masked
from textmine.privacy.persons import masking_counts, maskings, persons
from textmine.privacy.spans import MASK, replaced
from textmine.words.corpus import tokenize

Make = Callable[..., Survey]

# Written for this test: [ ] is what must be masked. Names are invented or stand in every list of surnames.
LABELLED = """
[田中]さんに対応していただいた
担当の[佐藤]様がとても親切でした
[山田 太郎]様
[山田太郎]です
[鈴木]氏の講演がよかった
[高橋]先生の説明がわかりやすい
[伊藤]君が手伝ってくれた
[花子]ちゃんが喜んだ
[渡辺]部長に相談した
[加藤]社長の方針
[斎藤]課長が退職した
[中村]さんと[小林]さんが不在
[福井]さんという担当者
[小松]様のおかげ
[森]さんに聞いた
[林]様へ
[東]さんが来た
[原]さんと話す
[橋本]医師に診てもらった
[大野]さんの対応が悪い
[金沢]様の応対
[井上]選手の地元
[木村花子]さん
[佐々木健一]が担当
[長谷川]さん
[漆原 健]氏
[高橋愛]さん
[小泉孝太郎]さん
受付の[吉田]さん
[清水]弁護士に頼んだ
[田中]と申します
[渡辺]という者です
[杉本]知事の政策
[遠藤]議員に陳情
[近藤]監督
[後藤]さん、[安藤]さん
[阿部]先生
[石川]さんにお世話になりました
[山口]様、ありがとうございました
[三浦]さんが[三浦]のままで呼ばれた
[工藤]が対応してくれた
[佐藤]に聞けば分かる
[高橋]の説明が足りない
[田中美咲]様より案内
[橘ケンチ]さん
[岸田]総理
[矢内勇生]先生
担当は[米谷尚起]
以前[岸田]首相が
[藤井]様宛
[岡田]主任
氏名：[西村 美穂]
お名前：[大塚一郎]
担当者名: [木下]
連絡は[村上]さんの090-1234-5678まで#1
[池田]様（[tanaka@example.jp]）#0
福井に行きたい
福井が好き
越前武生駅が遠い
嶺南地域は不便
来福が増えた
福井愛がある
朝倉氏遺跡に行った
一乗谷朝倉氏遺跡
織田信長像の近く
紫式部公園
紫ゆかりの館
ふくい鮮いちば
三国湊の駐車場
荒島岳に登った
道の駅越前おおの荒島の郷
雄島と東尋坊
金沢は混んでいる
大野市の朝市
福井市長の発言
大野店長の接客
お客さんが多い
皆さんに感謝
店員さんが親切
神さんに祈る
クマさんの看板
観光客様が増えた
お医者さん
運転手さんが怖い
お土産屋さん
巫女さんのバイト
殿様商売
大仏殿まで遠い
おじさんとおばさん
だるまちゃん広場
光る君へ
同じ様に感じる
不便な様子
どの様な効果
駅員さんに聞いた
村田製作所さん
星野リゾートさん
谷口屋さんの油揚げ
吉崎御坊さん
その上先生の態度も悪い
今先生を待っている
先生が優しい
業者さんの都合
協会さんの頑張り
農協さんに任せる
森の中の道
林を切る
原っぱで遊ぶ
東へ向かう
中が狭い
南の島
石川県から来た
山口県の温泉
小松空港が便利
高山方面
丸岡城は良い
大野城が見えない
吉崎はバスがない
千鳥苑前のバス停
米原乗り換え
敦賀から先
本田の車
[松田聖子]という歌手
トヨタさんの工場
学校の田中方式
予算がない
人手が足りない
教育を進めたい
情報を守る
意識が高まった
取引先の信頼
社内の同意
費用がかかる
時間がない
従業員の協力
セキュリティ対策
パスワードの管理
バックアップを取る
子どもが喜んだ
恐竜博物館
永平寺さん大人気
氣比さんから児童館
福井県さん頑張って
旦那さまの実家
学生さんの意見
団体さんが多い
芸人さんが来た
ガイドさんの説明
ボランティアさん
患者さんが増える
作家さんの権利
乗り鉄さんとか
お遍路さん
""".strip().split("\n")


def labelled() -> tuple[list[str], list[list[str]]]:
    """Return the texts without marks, and the parts that must be masked as persons in each."""
    texts, parts = [], []
    for line in LABELLED:
        line = line.partition("#")[0]
        found = [part.partition("]")[0] for part in line.split("[")[1:]]
        texts.append(line.replace("[", "").replace("]", ""))
        parts.append([part for part in found if "@" not in part])
    return texts, parts


def test_labelled_texts() -> None:
    """Of what is masked as a person 95 % must be one, and of the persons 95 % must be masked."""
    texts, wanted = labelled()
    assert len(texts) >= 145
    right = wrong = missed = 0
    said = []
    for text, parts, spans in zip(texts, wanted, find(texts, [persons]), strict=True):
        found = [text[span.start : span.end] for span in spans if span.kind == "person"]
        hits = [part for part in found if part in parts]
        right, wrong = right + len(hits), wrong + len(found) - len(hits)
        missed += len(parts) - len(hits)
        if sorted(found) != sorted(parts):
            said.append((text, found))
    assert right / (right + wrong) >= 0.95, said
    assert right / (right + missed) >= 0.95, said


def test_a_surname_found_once_is_hidden_throughout_the_text() -> None:
    text = "杉本知事に問題がある。\n杉本に協力した"
    (spans,) = persons([text])
    assert replaced(text, spans) == f"{MASK}知事に問題がある。\n{MASK}に協力した"


def test_places_stay_when_a_person_of_that_name_is_hidden() -> None:
    text = "福井さんと福井駅へ"
    assert replaced(text, persons([text])[0]) == f"{MASK}さんと福井駅へ"


def test_kept_words_are_never_persons() -> None:
    assert persons(["山田花子が好き"], ["山田花子"]) == [[]] != persons(["山田花子が好き"])
    assert persons(["田中さん"], ["田中"]) == [[]]


NAMES = st.sampled_from(
    [
        "田中",
        "山田 太郎",
        "福井",
        "さん",
        "様",
        "氏",
        "知事",
        "に",
        "が",
        "。",
        "\n",
        " ",
        "駅",
        "太郎",
        "高橋愛",
        "●",
    ]
)


@given(st.lists(NAMES, max_size=8).map("".join))
def test_masking_twice_finds_nothing_more(text: str) -> None:
    """Hiding a name lets the tagger see no other one that was not hidden with it."""
    (spans,) = find([text], [persons])
    assert find([replaced(text, spans)], [persons]) == [[]]


def everything(survey: Make) -> Survey:
    made = survey(
        ["田中さんの電話は090-1234-5678", "特になし", "ＴＥＬ：０３－１２３４－５６７８", "予算がない"],
        respondents=["tanaka@example.jp", "tanaka@example.jp", "佐藤 花子", "B-2"],
        kinds=["substantive", "none", "meaningless", "substantive"],
    )
    made.answers["お名前"] = ["田中一", "田中一", "佐藤花子", ""]
    made.answers["備考"] = ["なし", "なし", "info@example.jp へ", "20240401"]
    made.answers["郵送先"] = ["東京都千代田区霞が関1-2-3", "", "", "東京都"]
    return made


def test_a_survey_is_masked_in_every_column(survey: Make) -> None:
    """Ids stay different, headers stay, and of what was hidden no trace is left."""
    made = everything(survey)
    table = maskings(tokenize(made))
    assert list(table.columns) == list(COLUMNS)
    assert table[["answer", "column", "kind", "text"]].values.tolist() == [
        [0, "text", "person", "田中"],
        [0, "text", "phone", "090-1234-5678"],
        [0, "respondent", "email", "tanaka@example.jp"],
        [0, "お名前", "person", "田中一"],
        [0, "郵送先", "address", "東京都千代田区霞が関1-2-3"],
        [2, "text", "phone", "０３－１２３４－５６７８"],
        [2, "respondent", "person", "佐藤 花子"],
        [2, "お名前", "person", "佐藤花子"],
        [2, "備考", "email", "info@example.jp"],
    ]
    done = masked(made, table)
    assert done.answers["text"].tolist() == [
        f"{MASK}さんの電話は{MASK}",
        "特になし",
        f"ＴＥＬ：{MASK}",
        "予算がない",
    ]
    assert done.answers["respondent"].tolist() == [f"{MASK}1", f"{MASK}1", f"{MASK}2", "B-2"]
    assert done.answers["お名前"].tolist() == [MASK, MASK, MASK, ""]
    assert done.answers["備考"].tolist() == ["なし", "なし", f"{MASK} へ", "20240401"]
    assert done.answers["respondent"].nunique() == made.answers["respondent"].nunique()
    assert maskings(tokenize(done)).empty
    left = done.answers.to_csv()
    assert not any(text in left for text in table["text"])
    assert masked(done, maskings(tokenize(done))) is done


def test_every_listed_place_holds_the_listed_text(survey: Make) -> None:
    made = everything(survey)
    table = maskings(tokenize(made))
    of_answer = made.answers.set_index("answer")
    for row in table.to_dict("records"):
        value = of_answer.at[row["answer"], row["column"]]
        assert value[row["start"] : row["end"]] == row["text"]


def test_counts_hold_no_text(survey: Make) -> None:
    counts = masking_counts(maskings(tokenize(everything(survey))))
    assert counts.values.tolist() == [
        ["email", 2, 2],
        ["phone", 2, 2],
        ["address", 1, 1],
        ["person", 4, 2],
    ]
    assert masking_counts(pd.DataFrame(columns=list(COLUMNS))).empty


def test_forced_words_of_the_user_stay_and_bundled_ones_do_not_count(survey: Make) -> None:
    made = survey(["柴田勝家が好き", "田中さん"])
    own = Lexicon(compounds=(ForcedWord("柴田勝家"), ForcedWord("田中", whole=False)))
    table = maskings(tokenize(made, own))
    assert table["text"].tolist() == ["田中"]


def test_the_dictionary_of_the_study_changes_nothing(survey: Make) -> None:
    from textmine.settings import WordSettings

    made = survey(["高橋愛さんと福井駅", "杉本知事"])
    unidic = maskings(tokenize(made))
    other = maskings(tokenize(made, settings=WordSettings(dictionary="ipadic")))
    pd.testing.assert_frame_equal(unidic, other)


def test_numbered_ids_are_not_telephone_numbers(survey: Make) -> None:
    made = survey(["予算"] * 3, respondents=["0776200001", "000012345678", "12345678"])
    assert maskings(tokenize(made)).empty


@pytest.mark.real
def test_real_surveys(real_surveys: Path) -> None:
    """A survey full of places that UniDic takes for surnames loses hardly anything, and no place.

    All 23 hits in the residents' survey were read: one is a person of fiction, 4 are of history, no place.
    """
    lexicon = read_lexicon()
    expected = {"fukui_kanko_fuben.csv": (0, 2), "fukui_civic_voice_wide.csv": (15, 30)}
    for file, (least, most) in expected.items():
        survey = read_survey(real_surveys / file, lexicon=lexicon)
        table = maskings(tokenize(survey, lexicon))
        texts = table[table["column"] == "text"]
        assert least <= len(texts) <= most, texts["text"].tolist()
        assert set(texts["kind"]) <= {"person"}
        assert not set(texts["text"]) & {
            "福井",
            "越前武生",
            "嶺南",
            "朝倉",
            "荒島",
            "雄島",
            "吉崎",
            "大野",
            "金沢",
        }
        assert not (table["column"] != "text").any(), table
        done = masked(survey, table).answers
        changed = done[done["text"] != survey.answers["text"]].reset_index(drop=True)
        assert len(changed) == texts["answer"].nunique()
        assert maskings(tokenize(Survey(changed), lexicon)).empty
