"""textmine.figures.clouds: one scale for all groups, each word with its group, no overlap, the same bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from tests.conftest import examples
from tests.figures.drawn import extent, extents, outside, word
from textmine.errors import FigureError
from textmine.figures.clouds import comparison_cloud, wordclouds
from textmine.figures.frame import places_of
from textmine.figures.saving import encode
from textmine.figures.style import EMPHASIS, GREY


def tables(groups: int, words: int = 40, *, seed: int = 1, length: int = 0) -> dict[str, pd.DataFrame]:
    random = np.random.default_rng(seed)
    made = {}
    for group in range(groups):
        base = int(random.integers(20, 900))
        counts = np.sort(random.integers(1, base, size=words))[::-1] // np.arange(1, words + 1) + 1
        names = [word((number * (group + 1)) % 300, length) for number in range(words)]
        table = pd.DataFrame({"word": names, "respondents": counts, "base": base})
        made[f"第{group}地区"] = table.drop_duplicates("word")
    return made


def distinctive(groups: int, words: int = 60, *, seed: int = 1) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    rows = []
    for group in range(groups):
        base = int(random.integers(20, 900))
        for number in range(words):
            ratio = float(random.normal(0, 6))
            rows.append(
                {
                    "attribute": "地区",
                    "value": f"第{group}地区",
                    "feature": word(number),
                    "respondents": int(random.integers(1, base)),
                    "base": base,
                    "log_likelihood": ratio,
                    "difference": ratio / 40,
                    "p_bh": float(np.exp(-abs(ratio))),
                }
            )
    return pd.DataFrame(rows)


def words_of(figure: Figure) -> list[Any]:
    """Everything written in the clouds; a word may stand in several."""
    found = []
    for artist in figure.artists:
        if isinstance(artist, PathPatch) and str(artist.get_gid() or "").startswith(("word:", "group:")):
            found.append(extent(artist))
    return found


def checked(figure: Figure) -> None:
    boxes = words_of(figure)
    wide, high = figure.get_size_inches() * figure.dpi
    for number, a in enumerate(boxes):
        assert a.x0 >= 0 and a.y0 >= 0 and a.x1 <= wide + 0.5 and a.y1 <= high + 0.5
        for b in boxes[:number]:
            assert min(a.x1, b.x1) - max(a.x0, b.x0) <= 0.5 or min(a.y1, b.y1) - max(a.y0, b.y0) <= 0.5


@pytest.mark.parametrize(
    ("groups", "words", "length", "size"),
    [
        (1, 1, 0, "column"),
        (3, 30, 9, "column"),
        (3, 30, 9, "slide"),
        (6, 30, 0, "page"),
        (13, 15, 0, "slide"),
    ],
)
def test_no_word_lies_on_another(groups: int, words: int, length: int, size: str) -> None:
    checked(
        wordclouds(
            tables(groups, words, length=length), size=size, dpi=100, title="層別", source="出典：調査"
        )
    )


@examples(2)
@given(groups=st.integers(1, 5), words=st.integers(1, 30), seed=st.integers(0, 10**6))
def test_no_word_lies_on_another_whatever_the_tables(groups: int, words: int, seed: int) -> None:
    checked(wordclouds(tables(groups, words, seed=seed), dpi=100, lang="en" if seed % 2 else "ja"))
    checked(comparison_cloud(distinctive(groups, words + 20, seed=seed), dpi=100))


def test_the_same_share_has_the_same_size_in_every_cloud() -> None:
    layout = places_of(wordclouds(tables(4)))
    bases = {group: int(table["base"].iloc[0]) for group, table in tables(4).items()}
    layout["share"] = layout["respondents"] / layout["group"].map(bases)
    placed = layout[layout["placed"]].sort_values("share")
    assert placed["placed"].mean() > 0.9
    assert placed["size"].is_monotonic_increasing
    same = {"甲": pd.DataFrame({"word": ["予算"], "respondents": [10], "base": 40})}
    same["乙"] = pd.DataFrame({"word": ["時間", "人材"], "respondents": [25, 5], "base": 100})
    sizes = places_of(wordclouds(same)).set_index("name")["size"]
    assert sizes["予算"] == sizes["時間"] > sizes["人材"]


def test_words_of_one_group_only_are_dark() -> None:
    one = pd.DataFrame({"word": ["予算", "人材"], "respondents": [9, 6], "base": 30})
    other = pd.DataFrame({"word": ["予算", "時間"], "respondents": [2, 8], "base": 20})
    figure = wordclouds({"甲": one, "乙": other}, dpi=60)
    colours: dict[str, set[Any]] = {}
    for artist in figure.artists:
        if isinstance(artist, PathPatch) and str(artist.get_gid()).startswith("word:"):
            colours.setdefault(str(artist.get_gid()), set()).add(artist.get_facecolor())
    import matplotlib.colors as c

    assert colours == {
        "word:予算": {c.to_rgba(GREY)},
        "word:人材": {c.to_rgba(EMPHASIS)},
        "word:時間": {c.to_rgba(EMPHASIS)},
    }


def test_a_word_stands_once_where_it_is_over_used_most() -> None:
    table = distinctive(4)
    layout = places_of(comparison_cloud(table))
    assert layout["name"].is_unique
    most = table.sort_values("log_likelihood").drop_duplicates("feature", keep="last").set_index("feature")
    assert (layout.set_index("name")["group"] == most["value"].reindex(layout["name"])).all()
    assert (most.loc[layout["name"], "log_likelihood"] > 0).all()


@pytest.mark.parametrize("measure", ["log_likelihood", "difference"])
def test_the_size_is_the_measure(measure: str) -> None:
    table = distinctive(3)
    layout = places_of(comparison_cloud(table, measure=measure))
    merged = layout.merge(table, left_on=["group", "name"], right_on=["value", "feature"])
    assert merged.sort_values(measure)["size"].is_monotonic_increasing


def test_groups_are_in_natural_order_whatever_the_rows() -> None:
    table = distinctive(12)
    layout = places_of(comparison_cloud(table.sample(frac=1, random_state=1)))
    order = list(dict.fromkeys(layout["group"]))
    assert order == sorted(order, key=lambda name: int(name[1:-2]))


def test_the_same_bytes_whatever_the_order_of_rows() -> None:
    made = tables(3)
    shuffled = {group: table.sample(frac=1, random_state=2) for group, table in made.items()}
    assert encode(wordclouds(made, dpi=60), "svg") == encode(wordclouds(shuffled, dpi=60), "svg")
    table = distinctive(3)
    first = encode(comparison_cloud(table, dpi=60), "svg")
    assert first == encode(comparison_cloud(table.sample(frac=1, random_state=2), dpi=60), "svg")


def test_a_group_without_words_is_kept() -> None:
    made = {**tables(1), "なし": tables(1)["第0地区"].head(0)}
    figure = wordclouds(made, dpi=100)
    assert {"group:第0地区", "group:なし"} <= set(extents(figure, "group:"))
    assert not outside(figure, extents(figure, "group:"))


def test_errors_say_what_to_do() -> None:
    with pytest.raises(FigureError, match="tables of all the groups are empty"):
        wordclouds({})
    with pytest.raises(FigureError, match="need the column 'base'"):
        wordclouds({"甲": pd.DataFrame({"word": ["予算"], "respondents": [1]})})
    with pytest.raises(FigureError, match="no glyph"):
        wordclouds({"甲": pd.DataFrame({"word": ["👍"], "respondents": [1], "base": 2})})
    with pytest.raises(FigureError, match="no measure 'share'"):
        comparison_cloud(distinctive(2), measure="share")
    with pytest.raises(FigureError, match="needs the column 'value'"):
        comparison_cloud(distinctive(2).drop(columns="value"))
    with pytest.raises(FigureError, match="nothing to compare"):
        comparison_cloud(distinctive(2).assign(log_likelihood=-1.0))
