"""textmine.figures.wordcloud: honest sizes, no overlap, stated colours, the same picture every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.transforms import Affine2D
from PIL import Image, ImageDraw

from tests.conftest import examples
from textmine.errors import FigureError
from textmine.figures.frame import places_of
from textmine.figures.saving import encode
from textmine.figures.style import CATEGORIES, EMPHASIS, GREY, INK
from textmine.figures.wordcloud import COLUMNS, wordcloud
from textmine.texts.messages import message

LETTERS = "情報意識効果対策社員取引管理教育信頼顧客企業補助申請変化改善業務共有整備強化導入責任"


def table(words: int = 40) -> pd.DataFrame:
    """A keyword table of made-up words: two to five letters, counts with ties."""
    made = [LETTERS[n % 30 : n % 30 + 2 + n % 4] + "アイウエオカキクケコ"[n // 30] for n in range(words)]
    assert len(set(made)) == words
    return pd.DataFrame(
        {
            "word": made,
            "pos": ["noun", "verb", "adjective", "adverb", "symbol"] * (words // 5) + ["noun"] * (words % 5),
            "category": ["費用", "人材", None, "技術"] * (words // 4) + ["その他"] * (words % 4),
            "respondents": [max(3, 400 // (n + 1)) for n in range(words)],
            "base": 1867,
        }
    )


def artists(figure: Figure) -> dict[str, PathPatch]:
    """The words of the figure, by what they say (words drawn once each)."""
    return {
        str(patch.get_gid()).removeprefix("word:"): patch
        for patch in figure.artists
        if isinstance(patch, PathPatch) and patch.get_gid()
    }


def inked(patch: Any, size: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Every pixel that the patch touches, in a picture of that size."""
    width, height = size
    figure = patch.get_figure()
    dpi = width / figure.get_figwidth()
    renderer = RendererAgg(width, height, dpi)
    context = renderer.new_gc()
    context.set_linewidth(0)
    context.set_snap(False)
    path = patch.get_path().transformed(patch.get_patch_transform())
    renderer.draw_path(context, path, Affine2D().scale(dpi), (0.0, 0.0, 0.0))
    return np.asarray(renderer.buffer_rgba())[:, :, 3] > 0


@pytest.mark.parametrize("title", ["", "効果の頻出語"])
@pytest.mark.parametrize("colour", ["emphasis", "pos", "category"])
def test_no_ink_touches_other_ink(title: str, colour: str) -> None:
    """Words, title, legend and footer share no pixel, and none leaves the picture."""
    figure = wordcloud(table(60), title=title, colour=colour)
    size = (1200, 750)
    taken = np.zeros((size[1], size[0]), dtype=bool)
    for patch in figure.artists:
        ink = inked(patch, size)
        assert ink.any()
        assert not (ink & taken).any()
        assert not (ink[0].any() or ink[-1].any() or ink[:, 0].any() or ink[:, -1].any())
        taken |= ink
    assert len(artists(figure)) == 60


def test_the_layout_says_where_the_ink_is() -> None:
    """x, y, width and height are pixels of the picture: a page can make its words clickable."""
    figure = wordcloud(table(20), pixels=(1200, 750))
    layout, drawn = places_of(figure), artists(figure)
    for row in layout.itertuples():
        ys, xs = np.nonzero(inked(drawn[str(row.word)], (1200, 750)))
        assert xs.min() == pytest.approx(row.x, abs=2)
        assert ys.min() == pytest.approx(row.y, abs=2)
        assert xs.max() == pytest.approx(row.x + row.width, abs=2)
        assert ys.max() == pytest.approx(row.y + row.height, abs=2)


def test_the_layout_is_a_plain_table_in_order() -> None:
    layout = places_of(wordcloud(table()))
    assert list(layout.columns) == COLUMNS
    assert layout["placed"].all()
    assert not layout["vertical"].any()
    pairs = list(zip(-layout["respondents"], layout["word"], strict=True))
    assert pairs == sorted(pairs)


def test_size_is_a_function_of_respondents_alone() -> None:
    """Equal counts are drawn equally large, more respondents never smaller; area goes with respondents."""
    layout = places_of(wordcloud(table(100)))
    assert layout.groupby("respondents")["size"].nunique().max() == 1
    assert layout["size"].is_monotonic_decreasing
    ratio = layout["size"].iloc[0] / layout["size"].iloc[-1]
    assert ratio <= (layout["respondents"].iloc[0] / layout["respondents"].iloc[-1]) ** 0.5 + 1e-9
    close = places_of(wordcloud(pd.DataFrame({"word": ["甲乙", "丙丁", "戊己"], "respondents": [9, 4, 1]})))
    assert (close["size"] / close["size"].iloc[0]).tolist() == pytest.approx([1, 2 / 3, 1 / 3])


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_the_same_table_gives_the_same_bytes(format: str) -> None:
    """Whatever the order of its rows and its index."""
    words = table(30)
    shuffled = words.sample(frac=1, random_state=3).set_index("base", drop=False)
    options: dict[str, Any] = {"title": "効果", "colour": "category", "pixels": (900, 600)}
    first, second = (encode(wordcloud(each, **options), format) for each in (words, shuffled))
    assert first == second


def test_the_input_is_left_alone() -> None:
    words = table(10)
    before = words.copy()
    wordcloud(words)
    pd.testing.assert_frame_equal(words, before)


def test_another_seed_is_another_arrangement() -> None:
    first, second = (places_of(wordcloud(table(), seed=seed)) for seed in (1, -7))
    assert not first["x"].equals(second["x"])


def test_the_picture_has_the_size_asked_for() -> None:
    for width, height in ((2400, 1500), (945, 591), (200, 200)):
        content = encode(wordcloud(table(8), pixels=(width, height), title="題"), "png")
        assert (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")) == (
            width,
            height,
        )


def test_vector_files_hold_outlines_only() -> None:
    """No text and no font: LibreOffice, browsers and printers show the same shapes."""
    figure = wordcloud(table(20), title="効果")
    svg, pdf = encode(figure, "svg"), encode(figure, "pdf")
    assert b"<text" not in svg and b"font" not in svg
    assert b"/FontFile" not in pdf and b"/Type /Font " not in pdf
    assert svg.count(b'id="word:') == 20


# ---- what it says


def texts(monkeypatch: pytest.MonkeyPatch, words: pd.DataFrame, **options: Any) -> list[str]:
    """The lines of text around the cloud."""
    import textmine.figures.wordcloud as module

    said: list[str] = []
    outline = module.outline

    def listening(text: str, opened: Any, *, size: float) -> Any:
        said.append(text)
        return outline(text, opened, size=size)

    monkeypatch.setattr(module, "outline", listening)
    figure = wordcloud(words, **options)
    monkeypatch.undo()
    return said[int(places_of(figure)["placed"].sum()) :]


def test_the_footer_tells_size_base_and_placed_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts(monkeypatch, table(30))[-1] == "文字の大きさ＝回答者数、n=1,867；30語中30語を配置"
    assert texts(monkeypatch, table(30), per="sentence")[-1].startswith("文字の大きさ＝文数、")
    assert "段落の多い5語" in texts(monkeypatch, table(30), per="paragraph", emphasis=5)
    assert (
        texts(monkeypatch, table(30).assign(base=99))[-1] == "文字の大きさ＝回答者数、n=99；30語中30語を配置"
    )
    english = texts(monkeypatch, table(30).drop(columns="base"), lang="en")[-1]
    assert english == "Letter size: number of respondents; 30 of 30 words placed"


def test_words_without_room_are_named_and_not_lied_about(monkeypatch: pytest.MonkeyPatch) -> None:
    words = pd.concat(
        [table(10), pd.DataFrame({"word": ["長" * 200, "い" * 150], "respondents": [500, 2], "base": 1867})]
    )
    layout = places_of(wordcloud(words))
    assert layout.loc[~layout["placed"], "word"].tolist() == ["長" * 200, "い" * 150]
    assert layout.loc[~layout["placed"], ["size", "x", "y", "width", "height"]].isna().all().all()
    footer = texts(monkeypatch, words)[-1]
    assert "12語中10語を配置" in footer
    assert "長" * 16 + "…" in footer and "い" * 16 + "…" in footer


def test_the_footer_counts_what_it_has_no_room_to_name(monkeypatch: pytest.MonkeyPatch) -> None:
    many = pd.DataFrame({"word": [letter * 120 for letter in LETTERS[:30]], "respondents": 9})
    footer = texts(monkeypatch, pd.concat([table(5), many]))[-1]
    assert "35語中5語を配置" in footer
    assert "ほか" in footer and "語）" in footer


def test_one_long_word_does_not_make_all_others_tiny() -> None:
    words = pd.concat([table(30), pd.DataFrame({"word": ["設" * 70], "respondents": [300]})])
    layout = places_of(wordcloud(words)).set_index("word")
    assert not layout.loc["設" * 70, "placed"]
    assert layout["size"].max() > 100
    tolerable = pd.concat([table(30), pd.DataFrame({"word": ["設" * 15], "respondents": [5]})])
    assert places_of(wordcloud(tolerable))["placed"].all()


def test_emphasis_has_a_legend_and_never_splits_a_tie(monkeypatch: pytest.MonkeyPatch) -> None:
    words = pd.DataFrame({"word": list("甲乙丙丁戊己庚"), "respondents": [9, 8, 7, 5, 5, 5, 1]})
    layout = places_of(wordcloud(words, emphasis=5))
    assert (layout["colour"] == EMPHASIS).tolist() == [True, True, True, False, False, False, False]
    assert "回答者の多い3語" in texts(monkeypatch, words, emphasis=5)
    even = places_of(wordcloud(words.assign(respondents=4), emphasis=5))
    assert (even["colour"] == GREY).all()


def test_emphasis_of_chosen_words(monkeypatch: pytest.MonkeyPatch) -> None:
    words = table(10)
    chosen = {words["word"].iloc[7], words["word"].iloc[2]}
    layout = places_of(wordcloud(words, emphasis=chosen))
    assert set(layout.loc[layout["colour"] == EMPHASIS, "word"]) == chosen
    said = texts(monkeypatch, words, emphasis=chosen)
    assert "注目した語" in said and "その他" in said
    with pytest.raises(FigureError, match="'ない語' are not in the table"):
        places_of(wordcloud(words, emphasis=["ない語"]))


def test_categories_are_coloured_in_order_with_the_rest_grey(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = places_of(wordcloud(table(12), colour="category")).merge(table(12)[["word", "category"]])
    assert layout.groupby("category")["colour"].nunique().max() == 1
    assert (layout.loc[layout["category"].isna(), "colour"] == GREY).all()
    said = texts(monkeypatch, table(12), colour="category")
    assert said[:4] == ["費用", "人材", "技術", "その他"]
    many = table(10).assign(category=[f"分類{n}" for n in range(10)])
    assert set(places_of(wordcloud(many, colour="category"))["colour"]) == {*CATEGORIES, GREY}
    assert "その他（5分類）" in texts(monkeypatch, many, colour="category")


def test_parts_of_speech_keep_their_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A noun is as blue in this cloud as in the next, whichever comes first."""
    words = pd.DataFrame(
        {
            "word": ["速い", "走る", "駅", "え"],
            "respondents": [4, 3, 2, 1],
            "pos": ["形容詞", "verb", "名詞-普通名詞", "x"],
        }
    )
    assert places_of(wordcloud(words, colour="pos"))["colour"].tolist() == [
        *CATEGORIES[2:0:-1],
        CATEGORIES[0],
        GREY,
    ]
    assert texts(monkeypatch, words, colour="pos", lang="en")[:4] == ["noun", "verb", "adjective", "other"]


def test_plain_has_one_colour_and_no_legend(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(places_of(wordcloud(table(9), colour="plain"))["colour"]) == {INK}
    assert len(texts(monkeypatch, table(9), colour="plain")) == 1


# ---- odd words


def test_signs_are_drawn_as_they_are_written() -> None:
    """ "$" starts no formula, "&" and "<" break no SVG, half-width kana and rare letters are there."""
    odd = [
        "$100$",
        "A&B",
        "<b>",
        '"引用"',
        "ｻｰﾊﾞｰ",
        "か\u3099んば\u3099る",
        "\\frac{1}{2}",
        "𠮷野家",
        "Wi-Fi",
        "ー",
        "一",
    ]
    words = pd.DataFrame({"word": odd, "respondents": range(len(odd), 0, -1)})
    figure = wordcloud(words, title="$x^2$ & <題>")
    assert list(artists(figure)) == odd
    from xml.etree import ElementTree

    ElementTree.fromstring(encode(figure, "svg"))


def test_a_word_that_the_font_lacks_is_an_error_in_both_languages() -> None:
    words = pd.DataFrame({"word": ["情報", "いいね👍"], "respondents": [2, 1]})
    with pytest.raises(FigureError, match=r"no glyph for 👍 \(U\+1F44D\) in 'いいね👍'") as caught:
        wordcloud(words)
    assert "👍 (U+1F44D) の字形がありません" in message(caught.value, "ja")
    with pytest.raises(FigureError, match=r"U\+000A"):
        wordcloud(pd.DataFrame({"word": ["二\n行"], "respondents": [1]}))
    with pytest.raises(FigureError, match="😀"):
        wordcloud(table(3).assign(category="費用😀"), colour="category")


def test_a_title_is_drawn_without_what_the_font_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headers of web forms hold emoji; the picture must not fail for one, and shows where it was."""
    assert texts(monkeypatch, table(3), title="効果😀は👨‍👩‍👧？")[0] == "効果〓は〓\u200d\u200d？"
    assert texts(monkeypatch, table(3), title="😀")[0] == "〓"
    latin = pd.DataFrame({"word": ["Aéo"], "respondents": [1]})
    dejavu = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    assert texts(monkeypatch, latin, title="効果😀", font=dejavu)[0] == "効果〓"


def test_equal_spellings_of_two_parts_of_speech_are_two_words() -> None:
    words = pd.DataFrame({"word": ["話", "話"], "pos": ["verb", "noun"], "respondents": [3, 3]})
    layout = places_of(wordcloud(words, colour="pos"))
    assert layout["placed"].all()
    assert layout["colour"].tolist() == [CATEGORIES[0], CATEGORIES[1]]


@pytest.mark.parametrize("count", [1, 2, 300])
def test_few_and_many_words(count: int) -> None:
    layout = places_of(wordcloud(table(count), top=300, smallest=0.01))
    assert len(layout) == count and layout["placed"].all()
    assert layout["size"].max() < 1500 * 0.4
    assert layout["size"].min() >= 24


def test_only_the_first_words_are_drawn() -> None:
    assert len(places_of(wordcloud(table(40), top=7))) == 7


@examples(4)
@given(
    st.lists(
        st.tuples(st.text("情報意識アイウabc12$ー", min_size=1, max_size=9), st.integers(1, 5000)),
        min_size=1,
        max_size=25,
    ),
    st.integers(300, 1200),
    st.integers(300, 900),
)
def test_any_table_gives_a_cloud_without_overlap(
    rows: list[tuple[str, int]], width: int, height: int
) -> None:
    """Boxes of placed words never meet, and words of equal counts are equally large."""
    layout = places_of(wordcloud(pd.DataFrame(rows, columns=["word", "respondents"]), pixels=(width, height)))
    placed = layout[layout["placed"]]
    assert placed.groupby("respondents")["size"].nunique().max() == 1
    boxes = placed[["x", "y", "width", "height"]].to_numpy()
    for index, (x, y, w, h) in enumerate(boxes):
        assert x >= 0 and y >= 0 and x + w <= width and y + h <= height
        for a, b, c, d in boxes[:index]:
            assert x >= a + c or x + w <= a or y >= b + d or y + h <= b


# ---- masks


@pytest.fixture
def triangle(tmp_path: Path) -> Path:
    picture = Image.new("RGBA", (300, 200), (0, 0, 0, 0))  # a transparent ground is white
    ImageDraw.Draw(picture).polygon([(150, 10), (290, 190), (10, 190)], fill="navy")
    picture.save(tmp_path / "triangle.png")
    return tmp_path / "triangle.png"


def test_words_stay_in_the_mask(triangle: Path) -> None:
    layout = places_of(wordcloud(table(40), mask=triangle))
    assert layout["placed"].mean() > 0.95
    top = layout[layout["y"] < layout["y"].min() + 300]
    assert (top["x"] > 700).all() and (top["x"] + top["width"] < 1700).all()


def test_an_array_is_a_mask_too(triangle: Path) -> None:
    grey = np.array(Image.open(triangle).getchannel("A")) > 0
    as_bool = places_of(wordcloud(table(20), mask=grey))
    as_grey = places_of(wordcloud(table(20), mask=np.where(grey, 0, 255)))
    as_share = places_of(wordcloud(table(20), mask=np.where(grey, 0.0, 1.0)))
    as_rgb = places_of(wordcloud(table(20), mask=np.dstack([np.where(grey, 0, 255)] * 3).astype(np.uint8)))
    for other in (as_grey, as_share, as_rgb):
        pd.testing.assert_frame_equal(as_bool, other)


def test_masks_that_can_not_be_used(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    Image.new("L", (50, 50), 255).save(tmp_path / "white.png")
    with pytest.raises(FigureError, match="no mask picture at"):
        places_of(wordcloud(table(3), mask=tmp_path / "absent.png"))
    with pytest.raises(FigureError, match="can't be read as a picture"):
        places_of(wordcloud(table(3), mask=tmp_path / "text.png"))
    with pytest.raises(FigureError, match=r"white\.png has no dark part"):
        places_of(wordcloud(table(3), mask=tmp_path / "white.png"))
    with pytest.raises(FigureError, match="no dark part"):
        places_of(wordcloud(table(3), mask=np.full((5, 5), 255)))
    for shape in ((5,), (0, 5), (5, 5, 2)):
        with pytest.raises(FigureError, match="a mask of shape"):
            places_of(wordcloud(table(3), mask=np.zeros(shape)))


# ---- bad input


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (pd.DataFrame(), "needs the column 'word'; the table has none"),
        (pd.DataFrame({"word": ["情報"], "n": [1]}), "needs the column 'respondents'; the table has word, n"),
        (pd.DataFrame({"word": [], "respondents": []}), "no word to draw"),
        (pd.DataFrame({"word": ["情報"], "respondents": [0]}), "no word to draw"),
        (pd.DataFrame({"word": ["情報"], "respondents": [-1]}), "'情報' has"),
        (pd.DataFrame({"word": ["情報"], "respondents": [None]}), "must be a number"),
        (pd.DataFrame({"word": ["\u3000"], "respondents": [1]}), "has nothing to draw"),
        (pd.DataFrame({"word": [""], "respondents": [1]}), "has nothing to draw"),
        (pd.DataFrame({"word": ["長" * 500], "respondents": [1]}), "no word fits"),
    ],
)
def test_tables_that_can_not_be_drawn(words: pd.DataFrame, said: str) -> None:
    with pytest.raises(FigureError, match=said):
        wordcloud(words)


def test_options_that_can_not_be_followed() -> None:
    with pytest.raises(FigureError, match="emphasis, category, pos, plain"):
        wordcloud(table(3), colour="random")
    with pytest.raises(FigureError, match="needs the column 'category'"):
        wordcloud(table(3).drop(columns="category"), colour="category")
    with pytest.raises(FigureError, match="leave no room"):
        wordcloud(table(3), pixels=(400, 200), title="長い題名" * 900)


@pytest.mark.real
def test_a_real_table_of_a_hundred_words_is_placed_whole(real_surveys: Path) -> None:
    """Two-letter strings of real answers, with real counts: all have room, none touches another."""
    answers = pd.read_csv(real_surveys / "fukui_kanko_fuben.csv", dtype=str)["不便さの内容"].dropna()
    pairs = answers.str.findall("[一-龠]{2,5}").map(set).explode().value_counts()
    words = pairs.head(100).rename_axis("word").reset_index(name="respondents")
    figure = wordcloud(words.assign(base=len(answers)), title="不便さの内容")
    taken = np.zeros((750, 1200), dtype=bool)
    for patch in figure.artists:
        ink = inked(patch, (1200, 750))
        assert not (ink & taken).any()
        taken |= ink
    assert len(artists(figure)) == 100
