"""What is private by its form, and how it is hidden."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.inputs.survey import Survey
from textmine.privacy.masking import COLUMNS, find, header_kind, is_masked, masked, numbered
from textmine.privacy.patterns import is_card, is_my_number
from textmine.privacy.spans import KINDS, MASK, Span, joined, replaced, words


def hidden(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in find([text])[0]]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("電話は0776-20-0000まで", "phone", "0776-20-0000"),
        ("０９０－１２３４－５６７８", "phone", "０９０－１２３４－５６７８"),
        ("090ー1234ー5678", "phone", "090ー1234ー5678"),
        ("携帯 09012345678 です", "phone", "09012345678"),
        ("(03)1234-5678", "phone", "(03)1234-5678"),
        ("03(1234)5678", "phone", "03(1234)5678"),
        ("03 1234 5678", "phone", "03 1234 5678"),
        ("フリーダイヤル0120-123-456", "phone", "0120-123-456"),
        ("0120123456", "phone", "0120123456"),
        ("0800-123-4567", "phone", "0800-123-4567"),
        ("050-1234-5678へ", "phone", "050-1234-5678"),
        ("+81-90-1234-5678", "phone", "+81-90-1234-5678"),
        ("＋８１（０）９０−１２３４−５６７８", "phone", "＋８１（０）９０−１２３４−５６７８"),
        ("TEL：20-1234", "phone", "20-1234"),
        ("〇九〇－一二三四－五六七八", "phone", "〇九〇－一二三四－五六七八"),
        ("06の6123の4567", "phone", "06の6123の4567"),
        ("090\u200b1234\u200b5678", "phone", "090\u200b1234\u200b5678"),
        ("tanaka.taro+x@example.co.jp です", "email", "tanaka.taro+x@example.co.jp"),
        ("ｔａｎａｋａ＠ｅｘａｍｐｌｅ．ｊｐへ", "email", "ｔａｎａｋａ＠ｅｘａｍｐｌｅ．ｊｐ"),
        ("tanaka(at)example.com", "email", "tanaka(at)example.com"),
        ("tanaka&#64;example.com", "email", "tanaka&#64;example.com"),
        ("詳しくはhttps://example.com/a?b=1を参照", "url", "https://example.com/a?b=1"),
        ("ttp://example.com/x", "url", "ttp://example.com/x"),
        ("(www.example.jp)", "url", "www.example.jp"),
        ("example.co.jp で検索", "url", "example.co.jp"),
        ("連絡は @tanaka_taro まで", "handle", "@tanaka_taro"),
        ("LINE ID: tana123", "handle", "tana123"),
        ("〒910-8580", "postal_code", "〒910-8580"),
        ("郵便番号は9108580", "postal_code", "9108580"),
        ("福井県福井市大手3丁目17番1号", "address", "福井県福井市大手3丁目17番1号"),
        ("福井市大手３－１７－１に在住", "address", "福井市大手３－１７－１"),
        ("東京都千代田区霞が関一丁目二番三号", "address", "東京都千代田区霞が関一丁目二番三号"),
        ("あわら市温泉1丁目1番1号", "address", "あわら市温泉1丁目1番1号"),
        ("坂井郡三国町123番地の4", "address", "坂井郡三国町123番地の4"),
        ("大手町12番地に住む", "address", "大手町12番地"),
        ("港区赤坂1-2-3 ハイツ赤坂201号室", "address", "港区赤坂1-2-3 ハイツ赤坂201号室"),
        ("3丁目17-1", "address", "3丁目17-1"),
        ("福井市大手三丁目", "address", "福井市大手三丁目"),
        ("東京都千代田区神田須田町1-1", "address", "東京都千代田区神田須田町1-1"),
        ("高知県高岡郡津野町永野225番地1", "address", "高知県高岡郡津野町永野225番地1"),
        (
            "江戸川区平井5-38-3 サンヴェールボニー301号",
            "address",
            "江戸川区平井5-38-3 サンヴェールボニー301号",
        ),
        ("アダム・グラント氏が提唱", "person", "アダム・グラント"),
        ("Mike Cohn氏のモデル", "person", "Mike Cohn"),
        ("Robin Arnez さんに", "person", "Robin Arnez"),
        ("口座番号 1234567", "account", "1234567"),
        ("普通預金1234567へ", "account", "1234567"),
        ("4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
        ("４１１１－１１１１－１１１１－１１１１", "card", "４１１１－１１１１－１１１１－１１１１"),
        ("378282246310005", "card", "378282246310005"),
        ("1234-5678-9018", "my_number", "1234-5678-9018"),
        ("マイナンバー123456789012", "my_number", "123456789012"),
        ("会員番号 12345678", "number", "12345678"),
        ("旅券TK1234567", "number", "TK1234567"),
        ("氏名：山田 太郎", "person", "山田 太郎"),
        ("お名前: 佐藤花子", "person", "佐藤花子"),
    ],
)
def test_each_spelling_is_found_whole(text: str, kind: str, part: str) -> None:
    assert hidden(text) == [(kind, part)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年4月28日 14:18:39",
        "2024-04-28",
        "20240428",
        "2021 2022 2023 2024",
        "10:00-18:00",
        "100,000,000円",
        "12000000円かかった",
        "3-4回行った",
        "福井市で2-3時間",
        "福井市内2-3",
        "福井市は2024-2025",
        "国道8号線と157号線",
        "改革の一丁目一番地",
        "一番地味な場所",
        "三丁目の夕日",
        "1番線から2番線",
        "3.14159265",
        "50%～60%",
        "〇〇さんと△△さん",
        "500円@1個",
        "★★★★★",
        "03年度",
        "A5サイズ",
        "ver.1.2.3",
        "1-0で勝った",
        "氏名：なし",
        "ESHIKOTOさんへ",
        "スタッフさんの笑顔",
        "ワード・エクセルの研修",
        "福井市池田町で2-3人",
        "店の名前：松屋",
        MASK,
        "",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert hidden(text) == []


def test_two_numbers_of_a_post_office_account() -> None:
    assert hidden("記号12345 番号1234567") == [("account", "12345"), ("account", "1234567")]


def test_a_bare_postal_code_needs_an_address_after_it() -> None:
    assert hidden("910-0005 福井県福井市大手2-1-1")[0] == ("postal_code", "910-0005")
    assert hidden("910-0005点") == []


def test_published_numbers_of_cards_and_the_check_digit() -> None:
    """Test numbers that card firms publish, and the check digit of the ministry's order reckoned by hand."""
    assert all(map(is_card, ("4111111111111111", "5555555555554444", "378282246310005", "30569309025904")))
    assert not is_card("4111111111111112") and not is_card("0" * 16)
    # 1*6+2*5+3*4+4*3+5*2+6*7+7*6+8*5+9*4+0*3+1*2 = 212, 212 % 11 = 3, 11 - 3 = 8
    assert is_my_number("123456789018") and not is_my_number("123456789010")


def test_offsets_are_those_of_the_original_characters() -> None:
    """Half-width kana with a voiced mark before and a combining mark after shift nothing."""
    text = "ｶﾞｷﾞｸﾞ０９０－１２３４－５６７８か\u3099"
    (span,) = find([text])[0]
    assert text[span.start : span.end] == "０９０－１２３４－５６７８"
    assert replaced(text, [span]) == f"ｶﾞｷﾞｸﾞ{MASK}か\u3099"


def test_overlapping_spans_are_hidden_together() -> None:
    assert joined([Span(3, 5, "number"), Span(0, 4, "address")]) == [Span(0, 5, "address")]
    assert set(KINDS) >= {span.kind for span in find(["090-1234-5678"])[0]}


def test_the_mask_does_not_tell_a_length() -> None:
    for text in ("a@b.jp", "a.very.long.address.of.somebody@example.co.jp"):
        assert replaced(text, find([text])[0]) == MASK


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


def test_long_texts_take_no_time() -> None:
    """No pattern runs away on 12,000 characters of what it looks for."""
    for sign in ("0-", "市", "1丁目", "a.", "@", "(0", "０９０", "一二", "福井"):
        find([sign * (12_000 // len(sign))])


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
    }
    assert {header: header_kind(header) for header in kinds} == kinds
    for header in (
        "年代",
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


def test_word_lists_hold_each_word_once() -> None:
    for section in ("honorifics", "offices", "prefectures", "frequent_surnames", "common_before_honorifics"):
        assert len(words(section)) == len(set(words(section))) > 5
    assert len(words("prefectures")) == 47


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
