"""What the name of a column says of it: patterns for ``headers.normal(name)``."""

from __future__ import annotations

import re

# Who answered, which answer it is, which row it is.
PERSON = re.compile(
    r"respondents?|respondent_?(?:id|no|number)|participants?(?:_?id)?|subject_?id|user_?(?:id|name)?|customer_?(?:id|no)?"
    r"|member_?(?:id|no)?|company_?(?:id|no)?|employee_?(?:id|no)?|account_?id|speaker|interviewee"
    r"|(?:回答者|回答企業|被験者|対象者|参加者|企業|会社|事業者|顧客|会員|患者|利用者|ユーザー?|モニター?|話者|発言者)"
    r"|(?:回答者|回答企業|被験者|対象者|参加者|企業|会社|事業者|事業所|法人|顧客|会員|社員|職員|従業員|学生|学籍|患者|利用者|ユーザー?|モニター?|世帯|話者|発言者|匿名)"
    r"(?:id|no\.?|番号|コード|№|識別子)"
)
ANSWER = re.compile(
    r"id|no\.?|№|number|番号|コード|(?:response|answer|submission|record|entry|sample|case|survey)_?(?:id|no|number)"
    r"|(?:回答|受付|整理|管理|調査票|票|登録|申込|個票|サンプル|識別|通し|意見|発言)(?:id|no\.?|番号|コード|№)|.*番号|(?:.*[^a-z])?id"
)
ROW = re.compile(
    r"(?:row|line|index|seq|serial)_?(?:id|no|number)?|行(?:番号|no\.?|id)?|連番|通番|通し番号|項番|unnamed:.*|#"
)
COMPANY = re.compile(
    r"(?:.*(?:企業|会社|事業者|事業所|法人|団体|組織|店舗)名(?:称)?|貴社名|御社名|屋号|company(?:_?name)?)(?:\(.*\))?"
)
PERSONAL = re.compile(
    r".*(?:氏名|お名前|^名前$|担当者名?|ご担当|生年月日|ip[ _]?address|ipアドレス|^name$)(?:\(.*\))?"
)
# Contact details where the values vary; else what they are about: how to get in touch, 住所 as a city.
CONTACT = re.compile(
    r".*(?:電話|tel|fax|メール|e-?mail|住所|郵便番号|連絡先|phone|address)(?:番号|アドレス)?(?:\(.*\))?"
)
QUESTION = re.compile(
    r"(?:設問|質問|問|question|設問項目|質問項目)(?:文|名|内容|本文|text|_text|_?name|ラベル|label)?"
)
QUESTION_NUMBER = re.compile(r"(?:設問|質問|問|question)(?:no\.?|番号|id|_?(?:id|no|number)|コード)")
GENERIC = re.compile(
    r"回答(?:内容|文|本文|テキスト)?|自由回答|自由記述|記述|テキスト|本文|内容|answers?|responses?|texts?|values?|comments?"
)
ITEM = re.compile(r"(?:項目|対策項目|評価項目|調査項目|item|品目)(?:名|内容|_?name|ラベル)?")
TEXTUAL = re.compile(
    r"内容|理由|自由|記述|記入|意見|感想|要望|コメント|具体|詳細|その他|困|課題|改善|なぜ|お書き|お聞かせ|回答$|発言|本文|口コミ|レビュー|備考|提案|取り?組み?|きっかけ|効果|障害|不満|不便"
    r"|text|comment|reason|opinion|free|other|feedback|suggest|remark|describe|answer|message|review|note"
)

# Names of free text only. A thing that is named by what someone did or felt (困った点, 期待すること) is asked
# for in words; so is what people send or tell (メッセージ, お客様の声).
OPEN = re.compile(
    r".*(?:意見|感想|自由(?:記述|回答|記入)|フリー(?:アンサー|回答|記述|記入)|記述回答|理由|要望|コメント|具体的に|[ひ一](?:とこと|言)"
    r"|メッセージ|エピソード|苦情|クレーム|相談|問い?合わせ|質問|提案|決め手|きっかけ|(?:様|者|方|員|生)の声"
    r"|[ただるいの](?:点|こと|事|ところ)|comments?|opinions?|reasons?|remarks?|messages?|open-?ended)"
    r"(?:内容|事項|等|など|欄|文|どうぞ|があれば|がありましたら)*(?:\([^)]*\)|[0-9])*[)?。:]*|fa|oa"
)


def names_a_record(name: str) -> bool:
    """Return whether a name (as ``headers.normal`` gives it) is that of a number or id of answers or people.

    >>> names_a_record("会員番号"), names_a_record("no."), names_a_record("年代")
    (True, True, False)
    """
    return any(pattern.fullmatch(name) for pattern in (PERSON, ROW, ANSWER))
