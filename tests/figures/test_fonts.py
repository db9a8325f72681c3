"""textmine.figures.fonts: faces, missing glyphs, outlines."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.errors import FigureError
from textmine.figures.fonts import (
    BOLD,
    REGULAR,
    advance,
    check_glyphs,
    face,
    ink,
    missing_glyphs,
    outline,
    printable,
)

DEJAVU = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")  # TrueType curves


def test_the_bundled_faces_are_there_and_hold_japanese() -> None:
    """A fresh machine needs no font of its own."""
    assert Path(BOLD).is_file() and Path(REGULAR).is_file()
    assert not missing_glyphs(["情報セキュリティ", "ｻｰﾊﾞｰ", "①㈱℡", "𠮷野家", "髙﨑", "$&<>", "ヱヰゔ"])


def test_missing_characters_are_named_by_word() -> None:
    assert missing_glyphs(["情報", "いいね👍🎉👍"]) == {"いいね👍🎉👍": "👍🎉"}


@pytest.mark.parametrize(
    "word", ["か\u3099き\u309a", "cafe\u0301", "葛\U000e0100城", "右\u200d左", "字\ufe0f"]
)
def test_marks_joiners_and_selectors_are_not_missed(word: str) -> None:
    """か + U+3099 is drawn as が, and what nobody sees needs no glyph."""
    assert not missing_glyphs([word.replace("き\u309a", "")])


def test_a_letter_and_its_mark_are_drawn_as_one() -> None:
    opened = face()
    assert np.array_equal(
        outline("か\u3099", opened, size=10).vertices, outline("が", opened, size=10).vertices
    )


def test_compatibility_ideographs_keep_their_shape() -> None:
    """Normalising U+FA19 would draw another character than the respondent's name has."""
    opened = face()
    old, new = outline("\ufa19", opened, size=10), outline("神", opened, size=10)
    assert old.vertices.shape != new.vertices.shape or not np.array_equal(old.vertices, new.vertices)


def test_an_emoji_sequence_is_an_error_that_says_which_and_where() -> None:
    with pytest.raises(FigureError) as caught:
        check_glyphs(["情報", "👨‍👩‍👧"], face())
    assert "U+1F468" in str(caught.value)
    assert repr("👨‍👩‍👧") in str(caught.value)
    assert "Noto Sans CJK JP" in str(caught.value)


def test_many_missing_words_are_cut_short() -> None:
    with pytest.raises(FigureError, match=r"\(\+7\)"):
        check_glyphs([f"👍{number}" for number in range(12)], face())


def test_what_the_font_lacks_is_printed_as_geta() -> None:
    """One 〓 a character; a tinted emoji is one character to its reader."""
    opened = face()
    assert printable("効果👍🏽は🎉🎉", opened) == "効果〓は〓〓"
    assert printable("か\u3099\x07ん", opened) == "がん"
    assert not missing_glyphs([printable("👨‍👩‍👧 🇯🇵 ❤️‍🔥", opened)])


def test_a_truetype_font_of_the_users_own() -> None:
    """Quadratic curves and composed glyphs (é) are drawn too."""
    opened = face(DEJAVU)
    shape = outline("Aéo", opened, size=100)
    left, bottom, right, top = ink(shape)
    assert 0 <= left < right <= advance("Aéo", opened, size=100) + 1
    assert -5 < bottom < 5 and 70 < top < 110
    assert missing_glyphs(["情報"], DEJAVU) == {"情報": "情報"}


@pytest.mark.parametrize("content", [b"", b"not a font at all", Path(BOLD).read_bytes()[:5000]])
def test_what_is_no_font_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.otf"
    path.write_bytes(content)
    with pytest.raises(FigureError, match=r"broken\.otf can't be used as a font"):
        face(str(path))


def test_a_font_that_is_not_there() -> None:
    with pytest.raises(FigureError, match="no font file at nowhere"):
        face("nowhere.otf")


def test_outlines_scale_with_the_size_and_widths_add_up() -> None:
    opened = face()
    small, large = outline("情報", opened, size=1), outline("情報", opened, size=50)
    assert np.allclose(small.vertices * 50, large.vertices)
    assert advance("情報", opened, size=50) == pytest.approx(100)
    assert not len(outline("", opened, size=10).vertices)
    assert not len(outline("\u3000 ", opened, size=10).vertices)


@given(st.text(max_size=12))
def test_any_text_is_drawn_or_its_missing_characters_are_told(text: str) -> None:
    """Nothing that a respondent may write breaks the drawing."""
    opened = face()
    shape = outline(text, opened, size=20)
    assert len(shape.vertices) == len(shape.codes)
    assert np.isfinite(shape.vertices).all()
    assert advance(text, opened, size=20) >= 0
    for missing in missing_glyphs([text]).values():
        assert all(ord(character) not in opened.characters for character in missing)
