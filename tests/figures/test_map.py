"""textmine.figures.map: one scale on both axes, every value named, nothing on anything, the same bytes."""

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
from textmine.figures import map as module
from textmine.figures.frame import places_of
from textmine.figures.map import correspondence_map
from textmine.figures.saving import encode

INERTIA = pd.DataFrame({"dimension": [1, 2, 3], "share": [0.513, 0.336, 0.151]})


def table(
    words: int, values: int, *, seed: int = 1, length: int = 0, spread: float = 1.0, flat: bool = False
) -> pd.DataFrame:
    """Points around the origin, a few of them far away."""
    random = np.random.default_rng(seed)
    names = [word(number, length) for number in range(words)] + [
        f"第{number}地区" for number in range(values)
    ]
    places = random.standard_t(3, size=(words + values, 2)) * spread * 0.3
    made = pd.DataFrame(
        {
            "kind": ["feature"] * words + ["value"] * values,
            "attribute": [""] * words + ["地区"] * values,
            "name": names,
            "respondents": random.integers(3, 400, size=words + values),
            "dimension_1": places[:, 0],
            "dimension_2": places[:, 1],
            "base": 1867,
        }
    )
    return made.drop(columns="dimension_2") if flat else made


def checked(points: pd.DataFrame, **options: Any) -> None:
    """No label on a label, on a dot of another, or outside; and no value without its name."""
    figure = correspondence_map(points, INERTIA, dpi=100, **options)
    labels = extents(figure, "feature:", "value:")
    marks = extents(figure, "mark:")
    assert len(marks) == len(points)
    assert not overlapping(labels)
    assert not outside(figure, {**labels, **marks})
    for name, box in labels.items():
        for other, mark in marks.items():  # dots may lie on dots: that is where they are
            assert other == f"mark:{name}" or not overlapping({name: box, other: mark})


@pytest.mark.parametrize("size", ["page", "column", "slide"])
@pytest.mark.parametrize(
    ("words", "values", "length", "flat"),
    [(1, 1, 0, False), (60, 9, 0, False), (20, 4, 18, False), (60, 9, 0, True)],
)
def test_nothing_lies_on_anything(words: int, values: int, length: int, size: str, flat: bool) -> None:
    points = table(words, values, length=length, flat=flat)
    checked(points, size=size, title="対応分析", source="出典：架空の調査")


@examples(4)
@given(words=st.integers(1, 50), values=st.integers(0, 12), seed=st.integers(0, 10**6))
def test_nothing_lies_on_anything_whatever_the_table(words: int, values: int, seed: int) -> None:
    checked(table(words, values, seed=seed, spread=10.0 ** (seed % 4 - 2)), lang="en" if seed % 2 else "ja")


@pytest.mark.parametrize("size", ["page", "column", "slide"])
def test_every_value_and_every_word_far_out_is_named(size: str) -> None:
    layout = places_of(correspondence_map(table(40, 6), INERTIA, size=size))
    assert layout.loc[layout["kind"] == "value", "labelled"].all()
    points = table(40, 6).set_index("name")
    far = np.hypot(points["dimension_1"], points["dimension_2"])
    words = points["kind"] == "feature"
    outer = far[words & (far > 0.5 * far[words].max())].index
    assert layout.set_index("name").loc[outer, "labelled"].all()


def test_both_axes_have_one_scale() -> None:
    """Distances mean something: a centimetre is the same across and down."""
    points = table(12, 3)
    figure = correspondence_map(points, INERTIA, dpi=100)
    marks = extents(figure, "mark:")
    at = {name.split(":", 2)[2]: ((b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2) for name, b in marks.items()}
    one, other = points.iloc[0], points.iloc[1]
    (x, y), (to_x, to_y) = at[one["name"]], at[other["name"]]
    across = (to_x - x) / (other["dimension_1"] - one["dimension_1"])
    down = (to_y - y) / (other["dimension_2"] - one["dimension_2"])
    assert across == pytest.approx(down, rel=0.02)
    assert across > 0


def test_names_left_out_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    said = frames(monkeypatch, module)
    points = table(60, 3, seed=4)
    points.loc[:40, ["dimension_1", "dimension_2"]] *= 0.02  # a heap at the origin
    layout = places_of(correspondence_map(points, INERTIA, size="column", lang="en"))
    missing = layout.loc[~layout["labelled"], "name"]
    assert len(missing) > 5
    assert f"{len(missing)} dots without a label" in said[-1]["foot"]
    assert "n=1,867" in said[-1]["foot"]


def test_the_same_bytes_whatever_the_order_of_rows() -> None:
    points = table(25, 5)
    first = encode(correspondence_map(points, INERTIA, dpi=60), "svg")
    shuffled = points.sample(frac=1, random_state=2)
    noisy = shuffled.assign(dimension_1=shuffled["dimension_1"] + 1e-12)
    assert first == encode(correspondence_map(noisy, INERTIA, dpi=60), "svg")


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (table(2, 2).drop(columns="dimension_1"), "needs the column 'dimension_1'"),
        (table(0, 2), "no word to draw"),
        (table(2, 2).replace({"name": {word(0): "👍"}}), "no glyph"),
    ],
)
def test_errors_say_what_to_do(points: pd.DataFrame, said: str) -> None:
    with pytest.raises(FigureError, match=said):
        correspondence_map(points, INERTIA)


def test_a_value_with_an_emoji_is_drawn_all_the_same() -> None:
    """It comes from the survey, and no other word for it is at hand."""
    checked(table(5, 2).replace({"name": {"第0地区": "東👍"}}))
