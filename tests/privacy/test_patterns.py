"""What is private by its form, and what only looks like it."""

from __future__ import annotations

import pytest

from textmine.privacy.masking import find
from textmine.privacy.numbers import is_card, is_my_number
from textmine.privacy.persons import persons
from textmine.privacy.spans import MASK


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


def test_long_texts_take_no_time() -> None:
    """No pattern runs away on 12,000 characters of what it looks for."""
    signs = (
        "0-",
        "市",
        "1丁目",
        "a.",
        "@",
        "(0",
        "０９０",
        "一二",
        "福井",
        "担当の",
        "高橋と",
        "妻の",
        "090-\n",
    )
    for sign in (
        *signs,
        "ゼロ",
        "いち",
        "Aa ",
        "a-",
        "ア・",
        "コーポ1",
        "ID:",
        "名前は",
        "北1条",
        "昭和",
        "(有)",
        "★",
    ):
        find([sign * (12_000 // len(sign))], [persons])
