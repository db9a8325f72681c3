"""Which column is the respondent, which are free text, which are attributes, and why."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.errors import SurveyError
from textmine.inputs.columns import Column, Layout, request
from textmine.inputs.headers import families
from textmine.inputs.roles import propose
from textmine.texts.labels import known

TEXTS = [
    "取引先からの信用が上がったと感じる",
    "社員の意識が高まった。",
    "まだ効果は感じられない",
    "補助金の申請に役立ちました",
    "パスワードの管理を見直した",
    "特になし",
    "費用がかかるのが難点です",
    "情報の持ち出しを禁止した",
    "お客様に説明しやすくなった",
    "わからない",
]


def layout(
    table: dict[str, Sequence[str]],
    respondent: str | None = None,
    questions: list[str] | None = None,
    attributes: list[str] | None = None,
) -> Layout:
    """The proposal for a table given as header -> cells."""
    return propose(
        [Column(name, name) for name in table],
        list(table.values()),
        families(list(table)),
        request=request(respondent, questions, attributes),
        substantive=lambda texts: [text not in ("特になし", "わからない") for text in texts],
    )


def roles(found: Layout) -> dict[str, tuple[str, str]]:
    """Column -> (role, why)."""
    return {column.column: (column.role, column.why) for column in found.columns}


def table(rows: int = 40) -> dict[str, Sequence[str]]:
    """A small survey with one column of each sort."""
    return {
        "No": [str(n) for n in range(1, rows + 1)],
        "企業番号": [f"C{n:03}" for n in range(1, rows + 1)],
        "回答日時": [f"2024/10/{n % 28 + 1} 10:{n % 60:02}" for n in range(rows)],
        "業種": [("製造業", "卸売業", "建設業")[n % 3] for n in range(rows)],
        "所在地": [("東京都", "大阪府", "福井県")[n % 3] for n in range(rows)],
        "従業員数": [str(n * 7 % 90) for n in range(rows)],
        "担当者名": [f"佐藤{n}郎" for n in range(rows)],
        "メール": [f"a{n}@example.co.jp" for n in range(rows)],
        "情報源": [
            ("商工会議所, 新聞", "新聞", "商工会議所, ウェブ、SNS", "ウェブ、SNS")[n % 4] for n in range(rows)
        ],
        "情報源【テレビ】": [("○", "")[n % 2] for n in range(rows)],
        "宣言の効果": [
            TEXTS[n % 10] + ("" if TEXTS[n % 10] == "特になし" else f"({n})") for n in range(rows)
        ],
        "空": [""] * rows,
        "ご意見": [""] * rows,
    }


def test_one_column_of_each_sort() -> None:
    """Nothing named: every column gets the role that a person would give it, with the reason."""
    assert roles(layout(table())) == {
        "No": ("ignored", "row_number"),
        "企業番号": ("respondent", "respondent_unique"),
        "回答日時": ("attribute", "dates"),
        "業種": ("attribute", "few_values"),
        "所在地": ("attribute", "places"),
        "従業員数": ("attribute", "numbers"),
        "担当者名": ("ignored", "personal"),
        "メール": ("ignored", "personal"),
        "情報源": ("attribute", "multiple_choice"),
        "情報源【テレビ】": ("attribute", "choice"),
        "宣言の効果": ("question", "sentences"),
        "空": ("ignored", "empty"),
        "ご意見": ("ignored", "empty"),
    }


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("利用したもの：電話", ["1", "0"]),
        ("連絡方法【メール】", ["○", ""]),
        ("満足度_電話", ["1", "2", "3", "4", "5"]),
        ("希望する連絡先", ["自宅", "職場", "携帯"]),
        ("ご住所", ["福井市", "鯖江市", "坂井市", "敦賀市"]),
    ],
)
def test_ways_of_contact_that_group_people_are_attributes(name: str, values: list[str]) -> None:
    """What is named after a telephone may be a choice; only details that differ are left out."""
    cells = table() | {name: [values[n % len(values)] for n in range(len(table()["No"]))]}
    assert roles(layout(cells))[name][0] == "attribute"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("電話", "090-1234-{n:04}"),
        ("郵便番号", "91{n:05}"),
        ("住所", "福井市大手{n}丁目"),
        ("Submission IP", "203.0.113.{n}"),
    ],
)
def test_contact_details_are_left_out(name: str, value: str) -> None:
    """Details that differ from person to person tell who answered, whatever their column is called."""
    cells = table() | {name: [value.format(n=n) for n in range(len(table()["No"]))]}
    assert roles(layout(cells))[name] == ("ignored", "personal")


def test_every_reason_has_its_sentence() -> None:
    """A reason that the report can't spell out would be shown as a code word."""
    for column in layout(table()).columns:
        assert known(f"why.{column.why}")
        assert known(f"role.{column.role}")


def test_named_columns_win() -> None:
    """What is named is taken as named; free text and attributes that were not named are ignored."""
    found = roles(layout(table(), respondent="No", questions=["効果"], attributes=["業種"]))
    assert found["No"] == ("respondent", "named")
    assert found["宣言の効果"] == ("question", "named")
    assert found["業種"] == ("attribute", "named")
    assert found["従業員数"] == ("ignored", "not_named")
    assert found["ご意見"] == ("ignored", "empty")
    assert found["企業番号"] == ("ignored", "not_named")


def test_a_person_with_several_rows_beats_a_row_number() -> None:
    """respondent, which repeats, says who answered; row_id, which does not, only counts rows."""
    found = roles(
        layout(
            {
                "row_id": [str(n) for n in range(40)],
                "respondent": [str(n // 2) for n in range(40)],
                "不便さの内容": [f"駅までの道が分からない{n}" for n in range(40)],
            }
        )
    )
    assert found["respondent"] == ("respondent", "respondent_repeats")
    assert found["row_id"] == ("ignored", "row_number")


def test_prefectures_ids_and_numbers_are_never_respondents_by_accident() -> None:
    """Without a column that says who answered there is none."""
    found = layout({"都道府県": ["福井県", "石川県"] * 10, "文": [f"駅が遠いので困る{n}" for n in range(20)]})
    assert not any(column.role == "respondent" for column in found.columns)


@pytest.mark.parametrize(
    ("header", "times", "role"),
    [
        ("ご意見", 2, "question"),  # each answer of an export that was written twice
        ("ご意見をお書きください", 3, "question"),
        ("その理由（任意）", 2, "question"),
        ("自由記述欄", 2, "question"),
        ("Comments", 3, "question"),
        ("意見の分類", 2, "attribute"),
        ("意見", 40, "attribute"),  # what everyone says is ticked
    ],
)
def test_names_of_free_text(header: str, times: int, role: str) -> None:
    """A name that says so is free text whatever repeats below, but not what is ticked."""
    texts = (TEXTS[:3] + TEXTS[6:9]) * times
    columns = {"番号": [str(n) for n in range(len(texts))], header: texts}
    if role == "attribute":
        columns["備考"] = [f"駅までの道が分からない{n}" for n in range(len(texts))]
    assert roles(layout(columns))[header][0] == role


def test_words_that_repeat_under_a_name_of_free_text() -> None:
    """Where nothing else is free text, they are it; where something is, they are not."""
    table = {"番号": [str(n) for n in range(30)], "ご意見": ["駅が遠い", "道が狭い"] * 15}
    assert roles(layout(table))["ご意見"] == ("question", "hinted_few")
    table["その他"] = [f"駅までの道が分からない{n}" for n in range(30)]
    assert roles(layout(table))["ご意見"][0] == "attribute"


@pytest.mark.parametrize(
    ("header", "is_text"),
    [
        ("お気づきの点", True),
        ("お気付きの点がありましたらご記入ください", True),
        ("良かった点", True),
        ("期待すること", True),
        ("学んだこと（任意）", True),
        ("ひとことどうぞ", True),
        ("お客様の声", True),
        ("お問い合わせ内容", True),
        ("その他（具体的に）", True),
        # controls: what is ticked
        ("満足度", False),
        ("職業", False),
        ("利用店舗", False),
        ("その他", False),
    ],
)
def test_names_under_which_words_that_repeat_are_text(header: str, *, is_text: bool) -> None:
    """A name of what people did, felt or told asks for words."""
    table = {"番号": [str(n) for n in range(30)], header: ["よい", "楽しい", "普通"] * 10}
    if is_text:
        assert roles(layout(table))[header] == ("question", "hinted_few")
    else:
        with pytest.raises(SurveyError, match="no column looks like free text"):
            layout(table)


def test_a_column_that_nobody_filled_is_no_question_beside_another() -> None:
    """Points and feedback of a quiz; but where nothing else is asked, the question stays."""
    table = {
        "番号": ["1", "2", "3"],
        "ご意見": TEXTS[:3],
        "フィードバック - ご意見": [""] * 3,
        "要望": [""] * 3,
    }
    found = roles(layout(table))
    assert [found[name] for name in list(table)[2:]] == [("ignored", "empty")] * 2
    assert roles(layout({"番号": ["1", "2"], "要望": ["", ""]}))["要望"] == ("question", "hinted_empty")


NAMES = ["Googleユーザー", "たろう", "はなこ", "Googleユーザー", "みかん", "りんご", "Googleユーザー", "もも"]


@pytest.mark.parametrize(
    ("table", "respondent"),
    [
        ({"id": [f"{n:08x}-11" for n in range(8)], "userName": NAMES}, "id"),
        ({"投稿番号": [f"{n}" for n in range(8)], "ユーザー": NAMES}, "投稿番号"),
        ({"回答者": NAMES, "連番": [f"{n}" for n in range(8)]}, "連番"),
        # codes of speakers, and companies, which are known by their names
        ({"発言番号": [str(n) for n in range(8)], "話者": ["A", "B"] * 4}, "話者"),
        ({"No": [str(n) for n in range(8)], "回答企業": [f"{name}商店" for name in NAMES]}, "回答企業"),
        ({"回答者": NAMES}, "回答者"),
    ],
)
def test_names_that_people_are_shown_by(table: dict[str, Sequence[str]], respondent: str) -> None:
    """Several may have chosen the same: an id of its own in each row comes first."""
    found = layout({**table, "ご意見": [f"{text}{n}" for n, text in enumerate(TEXTS[:8])]})
    assert [column.column for column in found.columns if column.role == "respondent"] == [respondent]


def test_records_of_several_rows() -> None:
    """An id that repeats below each mark says who answered, whatever it is called."""
    table = {
        "レコードの開始行": ["*", "", "*", "*", "", "*"],
        "管理": ["101", "101", "102", "103", "103", "104"],
        "ご意見": TEXTS[:5] + TEXTS[6:7],
    }
    found = roles(layout(table))
    assert found["管理"] == ("respondent", "respondent_repeats")
    assert found["レコードの開始行"] == ("ignored", "record_mark")


def test_numbers_cut_short_are_no_ids() -> None:
    """1.23457E+11 stands for thousands of numbers."""
    ids = [f"1.2345{n}E+11" for n in range(8)]
    found = layout({"会員番号": ids, "ご意見": TEXTS[:8]})
    assert not any(column.role == "respondent" for column in found.columns)


def test_non_answers_by_the_hundred_do_not_hide_free_text() -> None:
    """A column with 特になし in eight of ten cells is still free text."""
    texts = ["特になし"] * 160 + [f"{TEXTS[n % 5]}{n}" for n in range(40)]
    assert roles(layout({"その他の意見": texts}))["その他の意見"][0] == "question"


def test_likert_labels_are_no_free_text() -> None:
    """ややそう思う is a sentence, but it comes again and again."""
    choices = ["とてもそう思う", "ややそう思う", "あまりそうは思わない", "全くそうは思わない"]
    found = roles(layout({"Q2": choices * 10, "Q2_reason": [f"駅ができたからです{n}" for n in range(40)]}))
    assert found["Q2"] == ("attribute", "few_values")
    assert found["Q2_reason"] == ("question", "sentences")


def test_item_without_answers_is_a_question_too() -> None:
    """The columns of one aspect are judged together: nobody named an obstacle to item 3, it still counts."""
    grid: dict[str, Sequence[str]] = {"企業番号": [str(n) for n in range(30)]}
    for n, item in enumerate(["更新", "保管", "施錠"], 1):
        grid[f"{n}.{item}【①状況】"] = ["実施している", "実施していない"] * 15
        texts = [f"費用がかかるため難しい{k}" if k % n == 0 and n < 3 else "" for k in range(30)]
        grid[f"{n}.{item}【②障害の内容】"] = texts
    found = {column.column: column for column in layout(grid).columns}
    assert (found["3.施錠【②障害の内容】"].role, found["3.施錠【②障害の内容】"].item) == (
        "question",
        "3 施錠",
    )
    closed = found["3.施錠【①状況】"]
    assert (closed.role, closed.question, closed.item) == ("attribute", "状況", "3 施錠")
    asked = layout(grid, questions=["障害の内容"])
    assert sum(column.role == "question" for column in asked.columns) == 3
    one = layout(grid, questions=["2.保管【②障害の内容】"])
    assert [column.item for column in one.columns if column.role == "question"] == ["2 保管"]


def test_naming_by_number_and_part() -> None:
    """A question number or a part of the name is enough if only one column has it; 問1 is not 問10."""
    names = ["問１ 理由", "問１０ 理由", "【問2】満足ですか"]
    columns: dict[str, Sequence[str]] = {
        name: [f"{TEXTS[n % 5]}{n}" for n in range(30)] for name in names[:2]
    }
    columns[names[2]] = ["はい", "いいえ"] * 15
    found = roles(layout(columns, questions=["問1"], attributes=["問２"]))
    assert found["問１ 理由"] == ("question", "named")
    assert found["問１０ 理由"] == ("ignored", "not_asked")
    assert found["【問2】満足ですか"] == ("attribute", "named")
    with pytest.raises(SurveyError, match="'理由' could be any of 問１ 理由, 問１０ 理由"):
        layout(columns, questions=["理由"])


def test_unknown_columns_are_errors() -> None:
    """A near name is offered; where none is near, all are listed."""
    with pytest.raises(SurveyError, match="did you mean 宣言の効果"):
        layout(table(), questions=["宣言の効課"])
    with pytest.raises(SurveyError, match="the columns are: No, 企業番号"):
        layout(table(), respondent="xyzzy")
    with pytest.raises(SurveyError, match="no column 'zzz'"):
        layout(table(), attributes=["zzz"])
    with pytest.raises(SurveyError, match="no column ''"):
        layout(table(), questions=[""])


def test_a_number_that_recurs_with_each_question() -> None:
    """In a long table the number of a respondent stands once for each question."""
    texts = [f"{number}番目の意見として駐車場が狭いです。" for number in range(24)]
    columns = {
        "No.": [str(number % 8 + 1) for number in range(24)],
        "設問": [f"問{number // 8 + 1}" for number in range(24)],
        "回答": texts,
    }
    assert roles(layout(columns))["No."][0] == "respondent"
    columns["No."] = [str(number // 8 + 1) for number in range(24)]
    assert roles(layout(columns))["No."][0] != "respondent"


def test_no_free_text_lists_the_columns() -> None:
    """A table of numbers says what to pass, and a closed column can be named."""
    closed = {"番号": ["1", "2", "3"], "年代": ["20代", "30代", "20代"]}
    with pytest.raises(SurveyError, match=r"no column looks like free text.*番号, 年代"):
        layout(closed)
    assert roles(layout(closed, questions=["年代"]))["年代"] == ("question", "named")


@given(
    st.lists(
        st.lists(st.text(alphabet="あ12。, 県@-", max_size=8), min_size=3, max_size=3),
        min_size=1,
        max_size=30,
    )
)
def test_rows_in_any_order_give_the_same_roles(rows: list[list[str]]) -> None:
    """The proposal depends on the values, not on the order of the rows."""

    def proposed(order: list[list[str]]) -> object:
        columns = dict(zip(["番号", "文", "その他"], zip(*order, strict=True), strict=True))
        try:
            return layout(columns)
        except SurveyError as error:
            return str(error)

    assert proposed(rows) == proposed(rows[::-1])
