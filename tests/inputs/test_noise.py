"""noise: what is no language in a text; and what was read in the wrong encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.inputs.noise import intended, is_misread, is_partly_misread, kinds_of_noise, noise
from textmine.inputs.normalize import normalize

ANSWERS = (
    "駐車場が狭くて困っています。",
    "予約の方法が分かりにくい",
    "トイレを直してほしい。",
    "料金が高いです",
)


def pieces(text: str) -> list[str]:
    """Return the pieces of a text, normalised, that are no language."""
    line = normalize(text)
    return [line[start:end] for start, end in noise(line)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.example.jp/aを見て", ["https://www.example.jp/a"]),
        (
            "（http://example.co.jp/form.html?id=1&x=%E3%81）から",
            ["http://example.co.jp/form.html?id=1&x=%E3%81"],
        ),
        ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ／を", ["https://example.jp/"]),
        ("www.city.example.lg.jp が見にくい。", ["www.city.example.lg.jp"]),
        ("city.example.lg.jpとexample.jp/koho/。", ["city.example.lg.jp", "example.jp/koho/"]),
        ("See https://example.jp/a.", ["https://example.jp/a"]),
        (
            "info@example.co.jp、taro.yamada+x@mail.example.comへ",
            ["info@example.co.jp", "taro.yamada+x@mail.example.com"],
        ),
        ("info＠example.jpまで", ["info@example.jp"]),
        ("駐車場が狭い<br>案内<BR />が", ["<br>", "<BR />"]),
        ('<div class="a">案内</div><p>狭い', ['<div class="a">', "</div>", "<p>"]),
        ("<b>狭い</b>&lt;i&gt;が&lt;/i&gt;", ["<b>", "</b>", "<i>", "</i>"]),
        (
            "<o:p></o:p><!-- 注 --><custom-tag x='1'>",
            ["<o:p>", "</o:p>", "<!-- 注 -->", "<custom-tag x='1'>"],
        ),
        (r"狭い\n案内\r\nが\t少ない", [r"\n", r"\r", r"\n", r"\t"]),
        (r"狭い¥n案内", [r"¥n"]),
        (r"\u99d0\u8eca", [r"\u99d0", r"\u8eca"]),
        ("狭い&nbsp案内", ["&nbsp"]),
        ("https://example.jp/市民/窓口.htmlを", ["https://example.jp/市民/窓口.html"]),
        ("http://a.example.jp/2024年度/広報2号.pdfの", ["http://a.example.jp/2024年度/広報2号.pdf"]),
        (
            "https://example.jp/案内が、https://example.jp/をご",
            ["https://example.jp/", "https://example.jp/"],
        ),
        ("hppts://example.jpとhttp//example.jp/a と", ["hppts://example.jp", "http//example.jp/a"]),
        ("https://例え.jp/?q=駅を探す&page=2を", ["https://例え.jp/?q=駅を探す&page=2"]),
        ("info(at)example.jpと担当@example.jpへ", ["info(at)example.jp", "example.jp"]),
        (r"狭い%0A案内\x0aが", ["%0A", r"\x0a"]),
        ("mailto:info@example.jpへ", ["mailto:info@example.jp"]),
        ("[color=red]赤[/color]い[B]線[/b]", ["[color=red]", "[/color]", "[B]", "[/b]"]),
        ("[url=https://a.jp/]案内[/url]", ["[url=https://a.jp/]", "[/url]"]),
        ("<script>alert(1)</script>狭い", ["<script>alert(1)</script>"]),
        ("<STYLE type='a'>p{color:red}</STYLE>狭い", ["<STYLE type='a'>p{color:red}</STYLE>"]),
        ("狭い<br", ["<br"]),
        ('狭い<span style="col', ['<span style="col']),
    ],
)
def test_is_no_language(text: str, expected: list[str]) -> None:
    """Addresses of any length, markup, written line breaks."""
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "売上が<10%なので",
            "A<B>C",
            "a<b>c",
            "x<y かつ y>z",
            "<担当者名>さん",
            "<笑>",
            "<A社>と<B社>",
            "<PC>の<A>",
            "<3",
        ),
        *(
            "<Menu>が高い",
            "R&D",
            "AT&Tで",
            "Q&A",
            "価格は¥1,000",
            r"C:\new\text",
            "10:00〜17:00",
            "時間:9時",
            "@500円",
        ),
        *(
            "Booking.comで予約",
            "Node.jsで",
            "U.S.A.の",
            "PM2.5が",
            "fast.cheap.good",
            "[PC]が遅い",
            "https化するとhttp:は",
            "時間://と価格.comの100%0点",
            "[引用/A社]",
            "[1]案内[a/b]",
            "x<y z",
            "メールはmailto:に",
            "縺れた糸",
            "1.2.3の手順",
            "café",
            "とても良い。ありがとう",
        ),
    ],
)
def test_stays_language(text: str) -> None:
    """What people write with the same signs."""
    assert pieces(text) == []


def test_kinds() -> None:
    """Each piece has its kind, for the check."""
    assert [kind for kind, _ in kinds_of_noise(r"<br>http://a.jp\n")] == ["address", "markup", "escape"]


MISREADINGS = [
    *(("utf-8", "cp932"), ("utf-8", "latin-1"), ("cp932", "latin-1"), ("euc_jp", "cp932"), ("utf-8", "gbk")),
    ("utf-8", "cp1252"),
]


@pytest.mark.parametrize(("right", "wrong"), MISREADINGS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_misread_answers_are_known(answer: str, right: str, wrong: str) -> None:
    """Bytes that could not be read at all are lost; the answer is known all the same, or no word is left."""
    text = answer.encode(right).decode(wrong, "replace")
    if text.count("\ufffd") < len(text) / 5:
        assert is_partly_misread(text), text


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "latin-1"), ("cp932", "latin-1")])
def test_misread_answers_can_be_read_again(answer: str, right: str, wrong: str) -> None:
    """Where no byte was lost, the whole answer comes back."""
    assert intended(answer.encode(right).decode(wrong)) == answer


def test_a_lossy_answer_is_read_again_as_far_as_possible() -> None:
    """UTF-8 read as cp932, the usual case, always loses some bytes."""
    text = ANSWERS[0].encode().decode("cp932", "replace")
    assert intended(text) == "駐車場が狭くて困って\ufffdます\ufffd"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "特になし",
            "駐車場不足",
            "ｾｷｭﾘﾃｨ対策",
            "ｾｷｭﾘﾃｨ",
            "縺れた糸",
            "鬱憤",
            "齟齬解消",
            "résumé naïve café",
            "①②③",
        ),
        *("😀😀😀", "ＡＢＣ", "Very good", "高齢者福祉施設整備", "→↑∪", "データ\ufffdが壊れた気がする"),
    ],
)
def test_ordinary_answers_are_not_misread(text: str) -> None:
    """Rare kanji, half-width kana, accents, emoji."""
    assert not is_misread(text)
    assert not is_partly_misread(text)


def test_part_of_an_answer_may_be_misread() -> None:
    """The rest of it is language."""
    text = "駐車場が狭い 縺ゅ→縺ｧ縺阪∪縺励◆ そう思う"
    assert not is_misread(text)
    assert is_partly_misread(text)
    assert pieces(text) == [normalize("縺ゅ→縺ｧ縺阪∪縺励◆")]


@given(st.text("<>/abp @.:w縺繧ã\u0081\\n¥&;\ufffd駅が", max_size=30))
def test_pieces_stand_in_order(text: str) -> None:
    """None overlaps another, none is empty."""
    end = 0
    for start, finish in noise(normalize(text)):
        assert end <= start < finish
        end = finish


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "a.",
        "www.",
        "@",
        "a@",
        "http://",
        "\\",
        "縺",
        "<a ",
        "ã\x81",
        "&",
        "a-b.",
        "<!--",
        "<script>",
        "[b]",
        "[/b]",
        "[a",
        "<br",
        '<a b="',
        "http://a.jp/漢/漢",
        "mailto:",
        "a://",
        "http:",
        "=あ&",
        "a(at)",
        "%0",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """A cell made of one sign over and over ends."""
    for text in (piece * 100_000, piece * 100_000 + "é"):
        noise(text)
        is_partly_misread(text)
