"""Made-up comments of about 50 characters: what the benchmarks of speed read where no file is given."""

# ruff: noqa: SIM905 - lists of pieces read better as text
from __future__ import annotations

import random
from pathlib import Path

QUESTION = "意見"  # of the survey
SUBJECTS = (
    "従業員の意識|情報の管理|パスワードの使い回し|取引先からの信頼|社内のルール|"
    "個人情報の取り扱い|サーバーの更新|予算の確保|"
    "専門の人材|経営者の理解|担当者の負担|補助金の申請|ウイルス対策ソフト|メールの添付ファイル|バックアップの手順|無線LANの設定|"
    "情報漏洩の危険|日々の業務|新しい機器の導入|社員への教育|外部のサービス|セキュリティ対策|ホームページの管理|入退室の記録|"
    "クラウドの利用|古いパソコン|事故が起きたときの連絡|ソフトの更新|書類の保管場所|テレワークの環境"
).split("|")
PREDICATES = (
    "が高まった|が進んでいない|に時間がかかる|を見直すきっかけになった|が足りない|には費用がかかりすぎる|を徹底している|"
    "がまだ不十分だと感じる|については特に変わらない|が大変で続かない|を毎月確認するようにした|の必要性が理解されにくい|"
    "を強化することができた|がわからず困っている|は今のところ問題ない|を始めたばかりである|への関心が薄い|"
    "を専門業者に任せている|"
    "が増えて対応しきれない|によって安心して働けるようになった|を社内で共有した|がなかなか定着しない|に抵抗がある人もいる|"
    "の効果は感じられない|が評価されて取引が増えた|を導入したいが予算がない"
).split("|")
BEGINNINGS = (
    "以前に比べて|正直なところ|当社では|全体として|小さな会社なので|昨年から|現場では|できれば|まだ一部だが|"
).split("|")
JOINTS = "。|。|が、|ので、|し、|。また、|。しかし|、そのため".split("|")
ENDS = "。|。||と思う。|ようです。|ため。".split("|")


THINGS = (
    "駅前|駐車場|案内板|商店街|図書館|公園|病院|学校|保育園|歩道|横断歩道|信号|街灯|バス停|電車の本数|時刻表|自転車置き場|除雪|"
    "ごみの収集|水道料金|税金|窓口の対応|申請の書類|予約サイト|地図アプリ|宿の食事|土産物|展望台|温泉|遊具|ベンチ|トイレ|喫煙所|"
    "授乳室|多目的室|エレベーター|階段|スロープ|道路の幅|看板の字|英語の表示|料金の支払い|キャッシュレス決済|"
    "待ち時間|営業時間|定休日|"
    "予算の配分|人手不足|残業時間|会議の回数|承認の手続き|引き継ぎ|経費の精算|在庫の数え方|顧客の名簿|請求書の送付|"
    "契約書の保管|研修の内容|評価の基準|給与の水準|休暇の取得|職場の雰囲気|上司の説明|部署の連携|夜間の警備|防犯カメラ|"
    "避難場所|防災訓練|地震への備え|高齢者の見守り|子どもの居場所|若者の雇用|空き家|農地の管理|獣害|観光客の数|祭りの運営|町内会の役員"
).split("|")
SAYING = (
    "が少なくて不便だ|が分かりにくかった|をもう少し増やしてほしい|が思ったより高い|が古くて汚れている|に車椅子では入れない|が遠すぎる|"
    "が閉まっていて残念だった|を探すのに苦労した|があれば助かる|が混んでいて入れなかった|を改善してください|が親切で嬉しかった|"
    "が年々減っている|の説明が足りない|に並ぶのが嫌だった|がうるさくて眠れない|を誰も管理していない|が暗くて怖い|を無料にしてほしい|"
    "が途中で途切れている|を知らない人が多い|に頼らざるを得ない|が整っていない|を続けるのは難しい|が間に合わなかった|を任せられる人がいない|"
    "が重なって動けない|には納得できない|を来年度から始める予定だ|が形だけになっている|をやめたほうがよい|が一番の課題である|"
    "を調べたが載っていなかった|が二回も変わった|に三時間かかった|を手作業で直している|が若い人に向いていない|のおかげで助かった|を高く評価したい"
).split("|")
WHERE = (
    "東側の|地元の|隣の|新しい|古い|小さな|夜の|休日の|雨の日の|冬の|混んでいる|無料の|二階の|入口の|会社の|市役所の|近所の|"
    "県外から見ると|家族連れには|高齢の母には|初めて来た人には|車がないと|平日の昼は|最近の|うちの地区の|他の市に比べて|来るたびに||||"
).split("|")


def comments(count: int, *, seed: int = 1) -> list[str]:
    """Return so many comments, nearly all different, the same for the same seed.

    Some hundred thousand different clauses, as real comments have: a text of few clauses would flatter
    programs that remember what they have seen.
    """
    chance = random.Random(seed)
    things, saying = SUBJECTS + THINGS, PREDICATES + SAYING
    made = []
    for _ in range(count):
        text = chance.choice(BEGINNINGS)
        length = chance.gauss(38, 14)
        while True:
            text += chance.choice(WHERE) + chance.choice(things) + chance.choice(saying)
            if len(text) >= length:
                break
            text += chance.choice(JOINTS)
        made.append(text + chance.choice(ENDS))
    return made


def survey(folder: Path, count: int) -> Path:
    """Write a survey of so many comments with an attribute, and return its path."""
    path = folder / "comments.csv"
    ages = ("20代", "30代", "40代", "50代")
    lines = [f"r{place},{ages[place % 4]},{text}\n" for place, text in enumerate(comments(count))]
    path.write_text("".join([f"番号,年代,{QUESTION}\n", *lines]), encoding="utf-8")
    return path
