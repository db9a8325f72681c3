"""normalize: one spelling for counting, and the way back to the original characters."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.inputs.normalize import align, normalize, normalized, original

SINGLE = "アｶﾞﾟ゛゜\u3099か①㈱　 \t\n\r\0\u200b&~～－—-ー￣´\u0301eé각\u1100\u1161\u11a8ทำ𠮷ﷺ"
LONGER = (
    "\r\n",
    "&amp;",
    "amp;",
    "&nbsp;",
    "&#39;",
    "&#x200b;",
    "&hellip;",
    "_x000D_",
    "_x0009_",
    "👨‍👩‍👧",
    "葛\U000e0100",
)
PIECES = st.lists(st.sampled_from([*SINGLE, *LONGER]), max_size=12).map("".join)
DASHES = "－−‐‑‒–⁃﹣—～゛゜-―"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ｾｷｭﾘﾃｨ", "セキュリティ"),
        ("ｶﾞｰﾄﾞﾚｰﾙ ﾊﾟｿｺﾝ", "ガードレール パソコン"),
        ("か゛き゜", "がき゜"),
        ("か\u3099", "が"),
        ("ＺＩＰ①㈱㎡㍿", "ZIP1 (株)m2株式会社"),
        ("神\u3000\u3000社\t \u00a0前", "神 社 前"),
        ("一行目\r\n二行目\r三行目\x0b四行目", "一行目\n二行目\n三行目\n四行目"),
        ("前_x000D_\n後_x000D_", "前\n後\n"),
        ("A&amp;B &lt;b&gt; &#39;x&#39; 1&nbsp;2&hellip;", "A&B <b> 'x' 1 2..."),
        ("&amp;amp;nbsp;終", " 終"),
        ("R&D AT&T 価格&copy", "R&D AT&T 価格&copy"),
        ("NUL\0を\x1f除く", "NULを除く"),
        ("見\u200bえ\ufeffない\u202e葛\U000e0100城❤\ufe0f", "見えない葛城❤"),
        ("10時～17時〜~", "10時〜17時〜~"),
        ("サ-バ－ メ−ル コピー-機・バス-A", "サーバ- メール コピー-機・バス-A"),
        ("サ─ビス メ━ル 医師─スタッフ ──", "サービス メール 医師─スタッフ ──"),
        ("サーバー―—－−‐", "サーバー――---"),
        ("①IT研修②DX ❸A㉑B⓪", "1 IT研修2 DX 3 A21 B0 "),
        ("⻑い列⼾⼝⺠間⻄口⻘⻩⿊⾒", "長い列戸口民間西口青黄黒見"),
        ("黑靑戶見", "黑靑戶見"),  # a kanji that people chose stays
        ("ワーク-ライフ―バランス サ-バ-ル-ム", "ワーク-ライフ―バランス サーバールーム"),
        ("メイン-ケース バッ-グ", "メイン-ケース バッ-グ"),
        ("インタ-ネット センタ-", "インターネット センタ-"),
        ("(´・ω・`) ￣▽￣", "(´・ω・`) ￣▽￣"),
        ("👍🏽𠮷野家🏯", "👍🏽𠮷野家🏯"),
        ("\ud800孤立", "孤立"),
        ("", ""),
    ],
)
def test_spellings(text: str, expected: str) -> None:
    """Each of the ways to type the same thing comes to one spelling."""
    assert normalize(text) == expected
    assert align(text)[0] == expected


def test_normal_text_is_handed_back_as_it_is() -> None:
    """A normal text costs no copy, which is also how a caller sees that offsets are not needed."""
    text = "駐車場が少ない。\nバス停も遠い"
    assert normalize(text) is text
    normal, offsets = align(text)
    assert normal is text
    assert offsets.tolist() == list(range(len(text) + 1))


@pytest.mark.parametrize(
    ("text", "word", "quoted"),
    [
        ("昨日ｶﾞｲﾄﾞと", "ガイド", "ｶﾞｲﾄﾞ"),
        ("この㈱山田", "株", "㈱"),
        ("この㈱山田", "山田", "山田"),
        ("Ｒ&amp;Ｄ部門", "R&D", "Ｒ&amp;Ｄ"),
        ("　　　駅　　前", "駅", "駅"),
        ("\0\0駅\u200b前", "駅前", "駅\u200b前"),
        ("葛\U000e0100城", "葛", "葛\U000e0100"),
        ("一\r\n二", "二", "二"),
        ("&#x304b;ﾞ山", "が", "&#x304b;ﾞ"),
        ("か\u200b\u3099山", "山", "山"),
    ],
)
def test_quotes_the_original_characters(text: str, word: str, quoted: str) -> None:
    """A word of the normalised text leads back to exactly the characters it was typed with."""
    normal, offsets = align(text)
    start = normal.index(word)
    first, last = original(offsets, start, start + len(word))
    assert text[first:last] == quoted


def test_many_spans_at_once() -> None:
    """The way back works on arrays, as a corpus needs it."""
    normal, offsets = align("ｶﾞ㈱山")
    starts = np.arange(len(normal))
    first, last = original(offsets, starts, starts + 1)
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == [(0, 2), (2, 3), (2, 3), (2, 3), (3, 4)]


@examples(200)
@given(st.one_of(st.text(max_size=30), PIECES))
@example("か\u200b\u3099")
@example("&am\u200bp;lt;")
@example("＆ａｍｐ；ｌｔ；")
@example(" \u0301")
@example("　゛")
def test_normalising_twice_changes_nothing(text: str) -> None:
    """normalize is idempotent and leaves none of what it promises to remove."""
    normal = normalize(text)
    assert normalize(normal) == normal
    assert "  " not in normal and "\t" not in normal and "\r" not in normal and "\0" not in normal
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in normal.replace("\n", ""))


@examples(200)
@given(st.one_of(st.text(max_size=30), PIECES))
@example("  ")
@example("ア゛ ゙")
def test_align_agrees_with_normalize(text: str) -> None:
    """The aligned text is the normalised one; offsets never fall and end at the end of the original."""
    normal, offsets = align(text)
    assert normal == normalize(text)
    assert len(offsets) == len(normal) + 1
    assert offsets[-1] == len(text)
    assert (np.diff(offsets) >= 0).all()
    assert len(normal) == 0 or offsets[-2] < len(text)


@examples(150)
@given(st.one_of(st.text(max_size=20), PIECES))
def test_each_character_comes_from_its_quote(text: str) -> None:
    """What a character's original normalises to holds that character."""
    normal, offsets = align(text)
    for place, character in enumerate(normal):
        first, last = original(offsets, place, place + 1)
        assert first < last
        quoted = normalize(text[first:last])
        assert character in quoted or (character == "ー" and quoted in {"-", "―"})  # a dash between katakana


@examples(150)
@given(st.text(st.characters(categories=["L", "M", "N", "P"], exclude_characters=DASHES), max_size=20))
def test_is_nfkc_where_nothing_else_is_done(text: str) -> None:
    """Cutting into clusters gives what NFKC gives on the whole text, in any script."""
    expected = unicodedata.normalize("NFKC", text)
    alone = all(normalize(character) == unicodedata.normalize("NFKC", character) for character in text)
    assert normalize(text) == expected or not alone or set(" ー" + DASHES) & set(expected)


def test_every_character_that_joins_is_known() -> None:
    """No second half of a canonical pair in this Python's Unicode is missing from the table."""
    for code in range(0x110000):
        pair = unicodedata.decomposition(chr(code))
        if pair and not pair.startswith("<") and " " in pair:
            text = "".join(chr(int(part, 16)) for part in pair.split())
            joined = unicodedata.normalize("NFKC", text)
            assert normalize(text) == joined or " " in joined, hex(code)  # ´ and the like stay


def test_nested_entities_do_not_take_forever() -> None:
    """A cell of a megabyte made to be unescaped again and again ends."""
    million = 1_000_000
    for text in (
        "&amp;" + "amp;" * 250_000,
        "&#38;" + "#38;" * 250_000,
        "&" * million,
        "か" + "\u3099" * million,
    ):
        align(text)


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=6), st.text("サ-バ―ー_x 0D&a;\u0301\u3099か゛", max_size=8)))
)
def test_many_texts_are_normalised_as_each_alone(texts: list[str]) -> None:
    """Those that seem to need no change are not looked at, and do need none."""
    assert normalized(texts) == [normalize(text) for text in texts]


def test_every_character_that_changes_is_looked_at() -> None:
    """One by one, and after a letter, with which it might melt."""
    characters = [chr(code) for code in (*range(0x20000), *range(0xE0000, 0xE0200), 0x2F800, 0xF0000)]
    for texts in (characters, ["か" + character for character in characters]):
        assert normalized(texts) == [normalize(text) for text in texts]
