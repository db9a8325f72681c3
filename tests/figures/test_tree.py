"""textmine.figures.tree: every leaf on a line of its own, groups bracketed, folding said, the same bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from tests.figures.drawn import extents, frames, outside, overlapping, word
from textmine.errors import FigureError
from textmine.figures import tree as module
from textmine.figures.frame import places_of
from textmine.figures.saving import encode
from textmine.figures.tree import tree


def table(
    count: int, *, seed: int = 1, clusters: int | None = 4, length: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A tree of made-up words, joined at random."""
    random = np.random.default_rng(seed)
    open_nodes = list(range(count))
    rows = []
    for height in np.sort(random.uniform(0.1, 1.0, size=count - 1)):
        left, right = sorted(random.choice(open_nodes, size=2, replace=False).tolist())
        open_nodes = [node for node in open_nodes if node not in (left, right)] + [count + len(rows)]
        rows.append((left, right, height))
    joins = pd.DataFrame(rows, columns=["left", "right", "height"]).astype({"height": float})
    leaves = pd.DataFrame(
        {
            "leaf": range(count),
            "feature": [word(number, length) if number < 300 else f"語{number}語" for number in range(count)],
            "respondents": random.integers(3, 2000, size=count),
        }
    )
    if clusters:
        leaves["cluster"] = [min(number, clusters - 1) + 1 for number in range(count)]
    return joins, leaves


def checked(joins: pd.DataFrame, leaves: pd.DataFrame, **options: Any) -> pd.DataFrame:
    """Draw the tree and return the places of its lines, none on another."""
    figure = tree(joins, leaves, dpi=100, **options)
    labels = extents(figure, "leaf:")
    assert labels
    assert not overlapping(labels)
    assert not outside(figure, labels)
    return places_of(figure)


@pytest.mark.parametrize("size", ["page", "column", "slide"])
@pytest.mark.parametrize(("count", "length"), [(1, 0), (3, 20), (60, 0), (250, 12)])
def test_no_line_lies_on_another(count: int, length: int, size: str) -> None:
    checked(*table(count, length=length), size=size, title="樹形図", source="出典：架空の調査", base=1867)


@examples(5)
@given(count=st.integers(1, 120), seed=st.integers(0, 10**6), clusters=st.integers(1, 12))
def test_no_line_lies_on_another_whatever_the_tree(count: int, seed: int, clusters: int) -> None:
    joins, leaves = table(count, seed=seed, clusters=None)
    layout = checked(joins, leaves, clusters=clusters)
    assert layout["y"].is_monotonic_increasing
    if len(layout) == count:
        assert sorted(layout["name"]) == sorted(leaves["feature"])
        assert layout["cluster"].nunique() == (min(clusters, count) if min(clusters, count) > 1 else 1)
        # A group is one bracket: its lines follow each other, and their numbers count from the top.
        assert layout["cluster"].is_monotonic_increasing


def test_the_groups_are_those_of_the_cut() -> None:
    """Four leaves, two pairs: cut into two, each pair is a group; the most frequent comes first."""
    joins = pd.DataFrame({"left": [0, 1, 4], "right": [2, 3, 5], "height": [0.2, 0.3, 0.9]})
    leaves = pd.DataFrame(
        {"leaf": range(4), "feature": ["予算", "時間", "人材", "知識"], "respondents": [5, 9, 8, 1]}
    )
    layout = places_of(tree(joins, leaves, clusters=2))
    assert layout["name"].tolist() == ["時間", "知識", "人材", "予算"]
    assert layout["cluster"].tolist() == [1, 1, 2, 2]


def test_folded_leaves_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    said = frames(monkeypatch, module)
    joins, leaves = table(400)
    layout = places_of(tree(joins, leaves, lang="en"))
    assert 30 < len(layout) < 400
    assert f"400 leaves folded into {len(layout)} branches" in said[-1]["foot"]
    names = list(extents(tree(joins, leaves, lang="en", dpi=60), "leaf:"))
    assert len(names) == len(layout)


def test_sentences_are_shortened_visibly() -> None:
    joins, leaves = table(5)
    leaves["feature"] = [
        f"{number}番の回答は、とても長くて一行には収まらない文でできています。" * 3 for number in range(5)
    ]
    figure = tree(joins, leaves, size="column", dpi=100)
    assert not outside(figure, extents(figure, "leaf:"))


def test_the_same_bytes_whatever_the_order_of_leaves() -> None:
    joins, leaves = table(30)
    first = encode(tree(joins, leaves, dpi=60), "svg")
    swapped = joins.rename(columns={"left": "right", "right": "left"})
    assert first == encode(tree(joins, leaves.sample(frac=1, random_state=2), dpi=60), "svg")
    assert first == encode(tree(swapped, leaves, dpi=60), "svg")


def test_errors_say_what_to_do() -> None:
    joins, leaves = table(4)
    with pytest.raises(FigureError, match="need the column 'feature'"):
        tree(joins, leaves.drop(columns="feature"))
    with pytest.raises(FigureError, match="need the column 'height'"):
        tree(joins.drop(columns="height"), leaves)
    with pytest.raises(FigureError, match="3 joins and 3 leaves"):
        tree(joins, leaves.head(3))
