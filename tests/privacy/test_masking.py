"""Everything private in the texts of a survey is found and hidden, once and for all."""

from __future__ import annotations

import unicodedata

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from textmine.inputs.survey import Survey
from textmine.privacy.masking import COLUMNS, find, header_kind, is_masked, masked, numbered
from textmine.privacy.spans import MASK, replaced


def hidden(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in find([text])[0]]


def test_offsets_are_those_of_the_original_characters() -> None:
    """Half-width kana with a voiced mark before and a combining mark after shift nothing."""
    text = "ｶﾞｷﾞｸﾞ０９０－１２３４－５６７８か\u3099"
    (span,) = find([text])[0]
    assert text[span.start : span.end] == "０９０－１２３４－５６７８"
    assert replaced(text, [span]) == f"ｶﾞｷﾞｸﾞ{MASK}か\u3099"


PIECES = st.sampled_from(
    [
        *("090-1234-5678", "０３（１２３４）５６７８", "a@b.co.jp", "https://example.com/x", "〒910-8580"),
        *(
            "福井県福井市大手3-17-1",
            "4111 1111 1111 1111",
            "氏名：山田 太郎",
            "口座番号1234567",
            "12345678901",
        ),
        *(
            "●",
            MASK,
            "の",
            "は",
            " ",
            "　",
            "\n",
            "。",
            "ｶﾞ",
            "か\u3099",
            "1",
            "-",
            "０",
            "福井",
            "市",
            "@",
            "丁目",
            "&amp;",
        ),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=40))
def test_masking_twice_finds_nothing_and_leaves_the_rest(text: str) -> None:
    """What is left are the original characters in order, and a masked text holds nothing more to mask."""
    (spans,) = find([text])
    result = replaced(text, spans)
    assert find([result]) == [[]]
    place, rest = 0, []
    for span in spans:
        assert place <= span.start < span.end <= len(text)
        rest.append(text[place : span.start])
        place = span.end
    rest.append(text[place:])
    assert MASK.join(rest) == result


@given(st.text(alphabet="0123456789０１２３-－ー() の〒丁目番地号@.a/:福井市県", max_size=60))
def test_any_mixture_of_the_signs_is_settled(text: str) -> None:
    (spans,) = find([text])
    assert spans == sorted(spans) and find([replaced(text, spans)]) == [[]]


@given(st.lists(st.sampled_from(["090-1234-5678", "a@b.jp"]), min_size=1, max_size=3).map("、".join))
def test_width_changes_nothing(text: str) -> None:
    """The same things are found in full-width spelling."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert unicodedata.normalize("NFKC", wide) == text.replace("、", "、")
    assert [span.kind for span in find([wide])[0]] == [span.kind for span in find([text])[0]]


def test_headers() -> None:
    kinds = {
        "お名前": "person",
        "氏名（漢字）": "person",
        "Q1. ご担当者名": "person",
        "メールアドレス": "email",
        "E-mail": "email",
        "電話番号※": "phone",
        "ご住所": "address",
        "郵便番号": "postal_code",
        "生年月日": "birth_date",
        "LINE ID": "handle",
        "社員番号": "number",
    }
    assert {header: header_kind(header) for header in kinds} == kinds
    for header in (
        "年代",
        "誕生月",
        "回答者番号",
        "整理番号",
        "会社名",
        "施設の名前",
        "電話の満足度",
        "住所地の都道府県",
        "名前を知っていますか",
        "",
    ):
        assert header_kind(header) == "", header


def test_numbers_of_ids_avoid_those_in_use() -> None:
    assert numbered(3, [f"{MASK}1", f"{MASK}3"]) == [f"{MASK}2", f"{MASK}4", f"{MASK}5"]
    assert is_masked(f"{MASK}12") and not is_masked("12") and not is_masked("")


def rows(*lines: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=list(COLUMNS))


def test_masked_replaces_texts_ids_and_values_and_nothing_else() -> None:
    answers = pd.DataFrame(
        {
            "answer": [0, 1, 2],
            "respondent": ["a@b.jp", "a@b.jp", "x"],
            "question": ["効果"] * 3,
            "item": [""] * 3,
            "text": ["電話は090-1234-5678。", "なし", "予算"],
            "kind": ["substantive", "none", "substantive"],
            "連絡": ["a@b.jp", "a@b.jp", "ない"],
        },
        index=[5, 6, 7],
    )
    columns = pd.DataFrame(
        {"column": ["ID"], "header": ["ID"], "role": ["respondent"], "question": [""], "item": [""]}
    )
    findings = pd.DataFrame(
        {
            "finding": ["several_rows", "other"],
            "count": [1, 1],
            "where": ["ID", "連絡"],
            "detail": ["a@b.jp", "行 3"],
        }
    )
    table = rows(
        (0, "a@b.jp", "効果", "", "text", "phone", 3, 16, "090-1234-5678", MASK),
        (0, "a@b.jp", "", "", "respondent", "email", 0, 6, "a@b.jp", f"{MASK}1"),
        (0, "a@b.jp", "", "", "連絡", "email", 0, 6, "a@b.jp", MASK),
    )
    done = masked(Survey(answers, columns, (), findings), table)
    assert done.answers["text"].tolist() == [f"電話は{MASK}。", "なし", "予算"]
    assert done.answers["respondent"].tolist() == [f"{MASK}1", f"{MASK}1", "x"]
    assert done.answers["連絡"].tolist() == [MASK, MASK, "ない"]
    assert done.answers["kind"].tolist() == answers["kind"].tolist()
    assert done.findings["detail"].tolist() == [MASK, "行 3"]
    assert done.columns is columns
    assert answers["text"].iloc[0] == "電話は090-1234-5678。"


def test_nothing_to_mask_gives_the_survey_itself() -> None:
    survey = Survey(pd.DataFrame({"answer": [], "text": []}))
    assert masked(survey, rows()) is survey
