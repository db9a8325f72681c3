"""Headers become names that a person can type, and grids of items and aspects are seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.inputs.headers import Place, code_of, families, fold, names, near, normal, shorten

ITEMS = ["アップデート", "ウイルス感染", "パスワード", "アクセス制御", "情報共有"]
ASPECTS = ["①状況", "②理由", "③障害の内容", "④希望する支援"]


@pytest.mark.parametrize(
    "pattern",
    [
        "{n}.{item}【{aspect}】",
        "{n}.{item}{aspect}",
        "{n} {item}（{aspect}）",
        "問5-{n} {item}／{aspect}",
        "問5-{n}.{item}_{aspect}",
        "Q5_{n} {item} - {aspect}",
        "{aspect} [{n}.{item}]",
        "{aspect}：{n}.{item}",
    ],
)
def test_grids_whatever_joins_them(pattern: str) -> None:
    """Item and aspect are found in the ways that survey tools write them; item numbers and ③ are tidied."""
    grid = [
        pattern.format(n=n, item=item, aspect=aspect) for n, item in enumerate(ITEMS, 1) for aspect in ASPECTS
    ]
    found = families(["企業番号", "業種", "宣言による効果", *grid])
    assert len(found) == len(grid)
    assert found[5] == Place("1 アップデート", "障害の内容")
    assert {place.item for place in found.values()} == {f"{n} {item}" for n, item in enumerate(ITEMS, 1)}


def test_grid_of_repeated_headers() -> None:
    """Aspects that repeat word for word after each item's own column form a grid too."""
    headers = ["番号"]
    for n, item in enumerate(ITEMS, 1):
        headers += [f"{n}.{item} 実施状況", "理由", "障害の内容"]
    found = families(headers)
    assert found[1] == Place("1 アップデート", "実施状況")
    assert found[6] == Place("2 ウイルス感染", "障害の内容")


def test_one_aspect_of_many_items() -> None:
    """A grid question with one free-text cell per item is a family when a strong sign joins it."""
    found = families(["番号", *(f"問8 困りごと [{item}]" for item in ITEMS)])
    assert found[1] == Place("アップデート", "問8 困りごと")
    assert families(["番号", *(f"問8 困りごと [{item}]" for item in ITEMS[:3])]) == {}


def test_questions_are_not_items() -> None:
    """Q2, Q2_reason, Q3, Q3_reason ... are questions of their own, not items of a question "reason"."""
    headers = [
        "respondent",
        *(f"Q{n}{end}" for n in range(2, 12) for end in ("", "_reason", "_other_reason")),
    ]
    assert families(headers) == {}
    plain = ["番号", "性別", "年代", "満足度", "満足度(商品・サービス)", "不便さ", "不便さの内容"]
    assert families(plain) == {}


def test_repeated_headers_take_the_number_of_the_question_before() -> None:
    """One header over ten columns becomes ten names short enough to type and to be a sheet's title."""
    headers = []
    for n in "２３":
        headers += [f"【問{n}】良い影響があると思いますか？", "上記回答の理由をお答えください（任意）"]
    assert names(headers)[1::2] == ["問２ 上記回答の理由", "問３ 上記回答の理由"]


def test_repeated_headers_without_numbers() -> None:
    """Without a number the beginning of the question before tells them apart; what is left gets a number."""
    headers = ["宣言の効果はありましたか。選んでください", "理由", "今後も続けますか？", "理由", "理由", ""]
    assert names(headers)[1:] == [
        "宣言の効果はありましたか 理由",
        "今後も続けますか？",
        "今後も続けますか 理由",
        "今後も続けますか 理由 (2)",
        "column 6",
    ]
    assert names(["Q1", "理由", "Q2", "理由.1"]) == ["Q1", "Q1 理由", "Q2", "Q2 理由"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        # side by side, twice and three times
        ("番号|年代|ご意見|ご意見", "番号|年代|ご意見|ご意見 (2)"),
        ("番号|年代|ご意見|ご意見|ご意見", "番号|年代|ご意見|ご意見 (2)|ご意見 (3)"),
        ("番号|ご意見|ご意見.1", "番号|ご意見|ご意見 (2)"),
        # after columns that ask nothing, and at the very beginning
        ("番号|年代|ご意見|性別|ご意見", "番号|年代|ご意見|性別|ご意見 (2)"),
        ("ご意見|番号|ご意見", "ご意見|番号|ご意見 (2)"),
        ("氏名|お書きください|お書きください", "氏名|お書きください|お書きください (2)"),
        # after one question
        ("番号|Q1|理由|理由", "番号|Q1|理由|理由 (2)"),
        # after questions: controls
        ("Q1満足度|理由|Q2継続|理由", "Q1満足度|Q1 理由|Q2継続|Q2 理由"),
        ("満足ですか？|理由|続けますか？|理由", "満足ですか？|満足ですか 理由|続けますか？|続けますか 理由"),
        (
            "接客の満足度|理由|価格の満足度|理由",
            "接客の満足度|接客の満足度 理由|価格の満足度|価格の満足度 理由",
        ),
    ],
)
def test_equal_headers(headers: str, expected: str) -> None:
    """They keep their wording and get numbers, unless each is about a question of its own."""
    assert names(headers.split("|")) == expected.split("|")


@given(st.lists(st.text(alphabet="理由問1Q.２ (2)a", max_size=6), max_size=12))
def test_names_are_always_different(headers: list[str]) -> None:
    """No two columns share a name, even after normalising."""
    found = [normal(name) for name in names(headers)]
    assert len(set(found)) == len(headers)


@given(st.lists(st.text(alphabet="理由問1Q.２／【】①_ a", max_size=10), max_size=12))
def test_families_never_fail(headers: list[str]) -> None:
    """Any headers give places in range, no two columns in one place."""
    found = families(headers)
    assert set(found) <= set(range(len(headers)))
    assert len(set(found.values())) == len(found)


def test_small_things() -> None:
    """Folding, numbers, requests and near names."""
    assert fold("福井\r\n敦賀\u200b　　開業\ufeff") == "福井 敦賀 開業"
    assert (code_of("問１０－２ 理由"), code_of("【Q3】"), code_of("問題点")) == ("問１０－２", "Q3", "")
    assert shorten("ご意見を自由にご記入ください。") == "ご意見"
    assert shorten("お書きください") == "お書きください"
    assert near("不便の内容", ["満足度", "不便さの内容", "年代"]) == "不便さの内容"
    assert near("xyz", ["満足度"]) == ""
