"""Made-up comments of about 50 characters: what the benchmarks of speed read where no file is given."""

# ruff: noqa: SIM905 - lists of pieces read better as text
from __future__ import annotations

import random

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


def comments(count: int, *, seed: int = 1) -> list[str]:
    """Return so many comments, nearly all different, the same for the same seed."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        text = chance.choice(BEGINNINGS)
        length = chance.gauss(38, 14)
        while True:
            text += chance.choice(SUBJECTS) + chance.choice(PREDICATES)
            if len(text) >= length:
                break
            text += chance.choice(JOINTS)
        made.append(text + chance.choice(ENDS))
    return made
