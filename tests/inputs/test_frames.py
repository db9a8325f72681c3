"""The bundled code frames: they parse, nothing in them is suspicious, general sentences are read right."""

from __future__ import annotations

import pandas as pd
import pytest

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import Codebook, read_codebook
from textmine.codes.lint import lint
from textmine.inputs.survey import Survey
from textmine.words.corpus import tokenize

FRAMES = ("effects", "inconveniences", "obstacles")
OBSTACLES = {
    "ソフトの更新費用が負担": "費用",
    "予算がとれない": "費用",
    "費用はかからない": "",
    "社員の理解が得られない": "社内合意",
    "社長の承認が下りない": "社内合意",
    "取引先の同意が得られない": "取引先・顧客・行政",
    "社内の同意が得られない": "社内合意",
    "担当者がいない": "人材・体制・時間",
    "忙しくて時間が取れない": "人材・体制・時間",
    "設定の方法がわからない": "知識・方法",
    "必要性がわからない": "代替策・不要",
    "事務所が狭く場所がない": "設備・場所",
    "手間がかかり仕事が遅れる": "業務への支障",
    "業務に支障はない": "代替策・不要",
    "役所の様式が決まっている": "取引先・顧客・行政",
    "業務ソフトが最新のOSに対応していない": "製品・技術",
    "システム": "",
    "社員の意識が低い": "意識・リテラシー",
    "別の方法で対応している": "代替策・不要",
    "外部の業者に任せている": "代替策・不要",
    "紙で管理しているので必要がない": "代替策・不要",
    "難しい": "",
    "予算は確保できた": "",
    "社長も賛成している": "",
    "時間に余裕がある": "",
    "意識は高い": "",
    "システムを入れたばかり": "",
    "ない袖は振れない": "費用",
    "常務の判子がもらえない": "社内合意",
    "誰も賛成しない": "社内合意",
    "具体策が見えない": "知識・方法",
    "仕事の段取りが崩れる": "業務への支障",
    "十年前のパソコン": "製品・技術",
    "見て見ぬふり": "意識・リテラシー",
    "すでに似たようなことをしている": "代替策・不要",
    "お金を出せない": "費用",
    "係がいない": "人材・体制・時間",
    "元請に強く言えない": "取引先・顧客・行政",
    "国の指定がある": "取引先・顧客・行政",
    "人ごとだと思っている": "意識・リテラシー",
    "そもそもパソコンを使っていない": "代替策・不要",
    "業種に合わない": "代替策・不要",
}
EFFECTS = {
    "特に変わらない": "効果なし・実感なし",
    "実感がわかない": "効果なし・実感なし",
    "効果はなし": "効果なし・実感なし",
    "効果があるかわからない": "わからない",
    "社員の意識が高まった": "意識",
    "意識は変わらない": "効果なし・実感なし",
    "社内のルールが整った": "体制・ルール",
    "更新漏れがなくなった": "体制・ルール",
    "取引先の信頼が得られた": "取引先の信頼",
    "補助金の申請ができた": "補助金・申請",
    "問題なく使えている": "安心",
    "ウイルス対策ソフトを導入した": "取り組み",
    "更新忘れが無いよう自動更新にしている": "取り組み",
    "名刺に入れたが気づかれない": "効果なし・実感なし",
    "比べるものがない": "わからない",
    "勉強になった": "意識",
    "問い合わせの窓口が一本になった": "体制・ルール",
    "しっかりした会社だと言われた": "取引先の信頼",
    "入札に参加できるようになった": "補助金・申請",
    "あれこれ心配しなくて済む": "安心",
    "毎朝の朝礼で唱和": "取り組み",
    "効果があったのか判断がつかない": "わからない",
    "実態を把握できていない": "わからない",
    "考えるきっかけになった": "意識",
    "図面の扱いに慎重になった": "意識",
    "先方に納得してもらえた": "取引先の信頼",
}
INCONVENIENCES = {
    "特に不便は感じなかった": "不便なし",
    "トイレが少ない": "トイレ",
    "駐車場が少ない": "駐車場",
    "バスの本数が少ない": "交通手段",
    "道が狭い": "道路・歩行",
    "道の駅が休みだった": "営業時間・休業",
    "看板が少なくわかりにくい": "案内・情報",
    "食事をする店が少ない": "飲食・買い物",
    "営業時間が短い": "営業時間・休業",
    "入場料が高い": "料金・支払い",
    "店員の態度が悪い": "接客",
    "休憩する場所が少ない": "施設・設備",
    "携帯電話がつながらない": "通信",
    "雨が降って寒かった": "天候・自然",
}


OTHERWISE = {
    "effects": {
        "わからない": [
            "評価できるようになった",
            "聞かれてもすぐ答えられるようになった",
            "判断に困ることがなくなった",
            "判断に迷う場面が減った",
            "何をすればよいかがわかるようになった",
            "状況を把握しています",
            "数字で成果を示せた",
            "不明な点を聞けるようになった",
        ],
        "効果なし・実感なし": [
            "私物を使う人が誰もいなくなった",
            "全く違うものになった",
            "特に変わったのは事務員の言葉づかいです",
            "以前から大きく変わった",
            "これまでと違い、机に書類を置かない",
            "効果はないと思っていたが、注文が増えた",
            "不安を感じない",
            "間違いがない",
            "何もしないよりは良い",
        ],
        "意識": [
            "取引の審査が厳しくなった",
            "名刺の書式を決めるきっかけになった",
            "先方に納得してもらえた",
            "全員の意識を高めるまでは至っていない",
            "若い社員の電話が増えた",
            "効果を実感できていません",
        ],
        "体制・ルール": [
            "戸締まりに気をつけるようになった",
            "実態を把握できていない",
            "管理職の意識が向上した",
            "展示会に出ることができた",
            "県との関係ができた",
        ],
        "取引先の信頼": ["支店からの電話が増えた", "営業の電話が増えた", "ネット取引ができるようになった"],
        "補助金・申請": [
            "ISOはすでに取得している",
            "補助金は出なかった",
            "社員の応募が増えた",
            "二つ星のことを話した",
        ],
        "安心": ["保険の契約を変えた", "話をよく理解していなかった", "ヒヤリとした"],
        "取り組み": ["机の上がきれいになった。", "話を切り出しやすくなった。", "申し込めるようになった。"],
    },
    "obstacles": {
        "費用": ["データを取り出せない", "顧客の情報を持ち出せない"],
        "社内合意": ["デスクトップが古くて動かない", "机の上に置くと嫌がられる", "保険会社の書式が食い違う"],
        "人材・体制・時間": ["関係ない", "機能もない", "業者がいない"],
        "知識・方法": ["ソフトの設定がわかる社員がいる"],
        "設備・場所": ["会社の電話を持たせる予算がない"],
        "業務への支障": ["準備まで手が回らない", "取引先の都合で暗号化できない"],
        "取引先・顧客・行政": [
            "接客が遅れる",
            "外国籍の従業員に規程が伝わらない",
            "中国から来た社員が日本語を読めない",
            "部下に強く言えない",
        ],
        "製品・技術": ["端末の性能がよい", "スペックが高い"],
        "意識・リテラシー": ["人ごとにIDを分けると遅くなる"],
        "代替策・不要": [
            "間に合わない",
            "値段が見合わない",
            "禁止したら困る",
            "跡取りに代替わりする",
            "そもそも時間がない",
            "白紙のまま",
            "夜は警備員一人",
            "経理は私がやっている",
        ],
    },
}


def coded(codebook: Codebook, texts: list[str]) -> list[str]:
    """The codes of each text, without ＊, in the order of the frame."""
    answers = pd.DataFrame(
        {
            "answer": range(len(texts)),
            "respondent": [str(number) for number in range(len(texts))],
            "question": "問",
            "item": "",
            "text": texts,
            "kind": "substantive",
        }
    )
    table = code_answers(tokenize(Survey(answers)), codebook)
    return [
        "、".join(name[1:] for name in codebook.names if row[name]) for row in table.to_dict(orient="records")
    ]


@pytest.mark.parametrize("name", FRAMES)
def test_a_bundled_frame_is_sound(name: str) -> None:
    """Every rule is understood, nothing reads otherwise than it seems, every code says what it means."""
    codebook = read_codebook(name)
    findings = lint(codebook)
    assert findings[findings["severity"] != "note"].empty, findings.to_string()
    for code in codebook.codes:
        assert code.definition and code.examples, code.name
        assert code.includes or code.excludes or code.examples


@pytest.mark.parametrize("name", FRAMES)
def test_every_code_is_given_to_its_own_example(name: str) -> None:
    """The example in the comments is one of the code."""
    codebook = read_codebook(name)
    found = coded(codebook, [code.examples for code in codebook.codes])
    for code, names in zip(codebook.codes, found, strict=True):
        assert code.name[1:] in names.split("、"), (code.name, code.examples, names)


@pytest.mark.parametrize(
    ("name", "sentences"),
    [("obstacles", OBSTACLES), ("effects", EFFECTS), ("inconveniences", INCONVENIENCES)],
)
def test_general_sentences_get_their_code_and_no_other(name: str, sentences: dict[str, str]) -> None:
    """Whose consent, negation, the problem beside the topic, and sentence endings decide."""
    found = coded(read_codebook(name), list(sentences))
    assert dict(zip(sentences, found, strict=True)) == sentences


@pytest.mark.parametrize(("name", "code"), [(name, code) for name in OTHERWISE for code in OTHERWISE[name]])
def test_a_cue_alone_gives_no_code(name: str, code: str) -> None:
    """What is said of a cue decides: a denial, a gain, another sense, a longer word aren't the code."""
    sentences = OTHERWISE[name][code]
    found = coded(read_codebook(name), sentences)
    assert [each for each, names in zip(sentences, found, strict=True) if code in names.split("、")] == []
