"""textmine.figures.network: legible at sixty words, the same picture every time, nothing left out unsaid."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from tests.conftest import examples
from tests.figures.drawn import extents, frames, outside, overlapping, word
from textmine.errors import FigureError
from textmine.figures import network as module
from textmine.figures.frame import places_of
from textmine.figures.network import community_mark, network
from textmine.figures.saving import encode


def table(
    words: int, pairs: int, *, seed: int = 1, length: int = 0, kinds: tuple[str, ...] = ("word",)
) -> pd.DataFrame:
    """Pairs of made-up words with counts that can be."""
    random = np.random.default_rng(seed)
    names = [word(number, length) for number in range(words)]
    counts = {name: int(400 / (place + 1) ** 0.7) + 4 for place, name in enumerate(names)}
    every = list(combinations(names, 2))
    chosen = random.choice(len(every), size=min(pairs, len(every)), replace=False)
    rows = []
    for number in chosen:
        one, other = every[number]
        both = int(random.integers(2, max(3, min(counts[one], counts[other]))))
        rows.append(
            {
                "feature": one,
                "other": other,
                "kind": kinds[names.index(one) % len(kinds)],
                "other_kind": kinds[names.index(other) % len(kinds)],
                "both": both,
                "respondents": counts[one],
                "other_respondents": counts[other],
                "base": 1867,
                "jaccard": both / (counts[one] + counts[other] - both),
            }
        )
    return pd.DataFrame(rows)


def lines(figure: Figure) -> list[PathPatch]:
    """The lines between words, not those of the key."""
    area = places_of(figure)
    bottom = (1 - (area["y"] + area["height"]).max()) * figure.get_figheight() * figure.dpi
    strokes = [
        artist
        for artist in figure.artists
        if isinstance(artist, PathPatch) and artist.get_gid() is None and not artist.get_facecolor()[3]
    ]
    return [
        stroke
        for stroke in strokes
        if stroke.get_path().transformed(stroke.get_transform()).vertices[:, 1].min() > bottom
    ]


def checked(pairs: pd.DataFrame, **options: Any) -> None:
    """Nothing lies on anything: words on words, labels on marks, anything outside."""
    figure = network(pairs, dpi=100, **options)
    labels = extents(figure, "word:", "code:", "value:")
    assert labels
    assert not overlapping(labels)
    assert not outside(figure, extents(figure, "word:", "code:", "value:", "mark:"))
    marks = extents(figure, "mark:")
    assert not overlapping(marks)
    for name, box in labels.items():
        assert not overlapping({name: box, **{k: b for k, b in marks.items() if k != f"mark:{name}"}}), name


@pytest.mark.parametrize("size", ["page", "column", "slide"])
@pytest.mark.parametrize(
    ("words", "pairs", "length"),
    [(2, 1, 0), (3, 3, 12), (60, 80, 0), (60, 200, 5)],
)
def test_nothing_lies_on_anything(words: int, pairs: int, length: int, size: str) -> None:
    checked(
        table(words, pairs, length=length), size=size, title="共起ネットワーク", source="出典：架空の調査"
    )


@examples(3)
@given(words=st.integers(2, 60), density=st.floats(0.3, 2.5), seed=st.integers(0, 10**6))
def test_nothing_lies_on_anything_whatever_the_table(words: int, density: float, seed: int) -> None:
    kinds = ("word", "code", "value", "word") if seed % 2 else ("word",)
    checked(
        table(words, max(1, int(words * density)), seed=seed, kinds=kinds), lang="en" if seed % 3 else "ja"
    )


def test_sixty_words_have_room_on_a_page() -> None:
    figure = network(table(60, 120), edges=80, dpi=60)
    placed = len(places_of(figure))
    assert placed >= 40
    assert len(lines(figure)) >= 80 * placed / 60 - 5  # those of words without room are not drawn


def test_the_same_bytes_whatever_the_order_of_rows_and_sides() -> None:
    pairs = table(30, 50)
    shuffled = pairs.sample(frac=1, random_state=3)
    turned = shuffled.rename(
        columns={
            "feature": "other",
            "other": "feature",
            "kind": "other_kind",
            "other_kind": "kind",
            "respondents": "other_respondents",
            "other_respondents": "respondents",
        }
    )
    first = encode(network(pairs, dpi=60), "svg")
    assert first == encode(network(shuffled, dpi=60), "svg")
    assert first == encode(network(turned, dpi=60), "svg")


def test_noise_in_the_last_bits_changes_nothing() -> None:
    pairs = table(30, 50)
    noisy = pairs.assign(jaccard=pairs["jaccard"] * (1 + 1e-13))
    assert encode(network(pairs, dpi=60), "png") == encode(network(noisy, dpi=60), "png")


def test_the_layout_says_where_things_are() -> None:
    pairs = table(20, 30, kinds=("word", "code"))
    figure = network(pairs, dpi=100)
    nodes = places_of(figure)
    assert sorted(nodes["name"]) == sorted({*pairs["feature"], *pairs["other"]})
    assert set(nodes["kind"]) == {"word", "code"}
    wide, high = figure.get_size_inches() * 100
    drawn = extents(figure, "word:", "code:", "mark:")
    for row in nodes.itertuples():
        for key in (f"{row.kind}:{row.name}", f"mark:{row.kind}:{row.name}"):
            box = drawn[key]
            assert row.x * wide - 2 <= box.x0 and box.x1 <= (row.x + row.width) * wide + 2
            assert row.y * high - 2 <= high - box.y1 and high - box.y0 <= (row.y + row.height) * high + 2


def test_the_strongest_pairs_of_the_most_frequent_words_are_drawn() -> None:
    pairs = table(30, 200)
    nodes = places_of(network(pairs, nodes=10, edges=7, dpi=60))
    counts = pd.concat(
        [pairs.set_index("feature")["respondents"], pairs.set_index("other")["other_respondents"]]
    )
    counts = counts[~counts.index.duplicated()].sort_values(ascending=False)
    frequent = set(counts.index[:10])
    among = pairs[pairs["feature"].isin(frequent) & pairs["other"].isin(frequent)]
    strongest = among.nlargest(7, "jaccard")
    assert set(nodes["name"]) == {*strongest["feature"], *strongest["other"]}


def test_what_is_left_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    said = frames(monkeypatch, module)
    pairs = table(30, 100)
    nodes = places_of(network(pairs, edges=20, lang="en", dpi=60))
    every = len({*pairs["feature"], *pairs["other"]})
    assert "n=1,867" in said[-1]["foot"]
    assert f"{len(nodes)} words joined by 20 lines" in said[-1]["foot"]
    assert f"{every - len(nodes)} words without a line and 80 further pairs" in said[-1]["foot"]


def test_communities_differ_in_colour_and_in_shape() -> None:
    """Two circles of friends with one line between: told apart without colours too."""
    rows = []
    for group in ("甲乙丙丁", "子丑寅卯"):
        rows += [(a * 2, b * 2, 0.6) for a, b in combinations(group, 2)]
    rows.append(("甲甲", "子子", 0.05))
    pairs = pd.DataFrame(rows, columns=["feature", "other", "jaccard"])
    pairs = pairs.assign(both=3, respondents=10, other_respondents=10)
    figure = network(pairs, dpi=60)
    nodes = places_of(figure)
    assert nodes.groupby(nodes["name"].str[0].isin(list("甲乙丙丁")))["community"].nunique().tolist() == [
        1,
        1,
    ]
    assert nodes["community"].nunique() == 2
    assert sum(line.get_linestyle() != "solid" for line in lines(figure)) == 1
    marks = [community_mark(number) for number in range(25)]
    assert len(set(marks)) == 25
    assert len({mark.shape for mark in marks[:5]}) == 5


def test_the_area_of_a_mark_is_the_number_of_respondents() -> None:
    pairs = table(12, 20)
    figure = network(pairs, dpi=100)
    counts = places_of(figure).set_index("name")["respondents"]
    for artist in figure.artists:
        name = str(artist.get_gid() or "")
        if name.startswith("mark:"):
            path = artist.get_path().transformed(artist.get_transform())
            polygon = path.to_polygons()[0]
            x, y = polygon[:, 0], polygon[:, 1]
            area = abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2
            share = area / counts[name.removeprefix("mark:word:")]
            assert share == pytest.approx(AREA.setdefault("first", share), rel=0.03)


AREA: dict[str, float] = {}


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (pd.DataFrame({"feature": []}), "needs the column 'other'"),
        (table(5, 5).head(0), "no pair of words"),
        (table(3, 3).replace({"feature": {word(0): "👍"}}), "no glyph"),
    ],
)
def test_errors_say_what_to_do(pairs: pd.DataFrame, said: str) -> None:
    with pytest.raises(FigureError, match=said):
        network(pairs)


def test_the_input_is_left_alone() -> None:
    pairs = table(10, 12)
    before = pairs.copy()
    network(pairs, dpi=60)
    pd.testing.assert_frame_equal(pairs, before)
