"""Correspondence analysis: a published example, an independent decomposition, and its laws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from tests.conftest import examples
from textmine.errors import TableError
from textmine.tables.correspondence import correspondence, correspondence_inertia
from textmine.words.corpus import Corpus

# Greenacre, M. (1984), Theory and Applications of Correspondence Analysis, p. 55: staff by smoking.
STAFF = {"SM": [4, 2, 3, 2], "JM": [4, 3, 7, 4], "SE": [25, 10, 12, 4], "JE": [18, 24, 33, 13]}
STAFF |= {"SC": [10, 6, 7, 2]}
DIMENSIONS = ["dimension_1", "dimension_2"]
SMOKING = ["1none", "2light", "3medium", "4heavy"]


def crossed(corpus_of, counts: dict[str, list[int]], values: list[str]) -> tuple[Corpus, pd.DataFrame]:
    """A corpus of respondents with one code and one value each, as many as the counts say."""
    pairs = [
        (code, value)
        for code, row in counts.items()
        for value, count in zip(values, row, strict=True)
        for _ in range(count)
    ]
    corpus = corpus_of(["回答"] * len(pairs), 値=[value for _, value in pairs])
    coded = pd.DataFrame({"answer": range(len(pairs))})
    for code in counts:
        coded[f"＊{code}"] = [int(own == code) for own, _ in pairs]
    return corpus, coded


def test_the_published_example(corpus_of) -> None:
    """The inertia and principal coordinates of Greenacre's table, as the R package ca prints them."""
    corpus, coded = crossed(corpus_of, STAFF, SMOKING)
    inertia = correspondence_inertia(corpus, coded, by="値")
    assert inertia["inertia"].to_numpy() == pytest.approx([0.074759, 0.010017, 0.000414], abs=1e-6)
    assert inertia["share"].to_numpy() == pytest.approx([0.878, 0.118, 0.005], abs=5e-4)
    table = correspondence(corpus, coded, by="値")
    rows = table[table["kind"] == "code"]["dimension_1"].abs()
    assert rows.to_numpy() == pytest.approx([0.0658, 0.2590, 0.3806, 0.2330, 0.2011], abs=5e-5)
    columns = table[table["kind"] == "value"]["dimension_1"].abs()
    assert columns.to_numpy() == pytest.approx([0.3933, 0.0995, 0.1963, 0.2938], abs=5e-5)


def test_scalings(corpus_of) -> None:
    """Standard coordinates have a mean square of 1 by mass; contributions are the same in any scaling."""
    corpus, coded = crossed(corpus_of, STAFF, SMOKING)
    principal = correspondence(corpus, coded, by="値")
    found = {name: correspondence(corpus, coded, by="値", scaling=name) for name in ("rows", "columns")}
    is_value = principal["kind"] == "value"
    for name, own in (("rows", is_value), ("columns", ~is_value)):
        table = found[name]
        mass = table.loc[own, "respondents"] / table.loc[own, "respondents"].sum()
        assert (mass * table.loc[own, "dimension_1"] ** 2).sum() == pytest.approx(1)
        same = principal.loc[~own, "dimension_1"]
        assert table.loc[~own, "dimension_1"].to_numpy() == pytest.approx(same.to_numpy())
        assert table["contribution_1"].tolist() == principal["contribution_1"].tolist()


def test_the_words_that_differ_most(corpus_of) -> None:
    """Of the staff, those whose smoking differs most from all: by their part of the chi-square."""
    corpus, coded = crossed(corpus_of, STAFF, SMOKING)
    counts = np.array(list(STAFF.values()))
    parts = chi2_contingency(counts).expected_freq
    order = np.argsort(-((counts - parts) ** 2 / parts).sum(axis=1))
    table = correspondence(corpus, coded, by="値", distinct=3)
    named = table.loc[table["kind"] == "code", "name"].str.removeprefix("＊")
    assert set(named) == {list(STAFF)[place] for place in order[:3]}
    inertia = correspondence_inertia(corpus, coded, by="値", distinct=3)
    assert len(inertia) == 2


def independent(counts: np.ndarray) -> np.ndarray:
    """Squared principal coordinates of the rows by the eigenvectors of the profile distances."""
    share = counts / counts.sum()
    masses, bases = share.sum(1), share.sum(0)
    centred = (share / masses[:, None] - bases) / np.sqrt(bases)
    scatter = np.sqrt(masses)[:, None] * centred
    values, vectors = np.linalg.eigh(scatter @ scatter.T)
    order = np.argsort(-values)
    coordinates = vectors[:, order] * np.sqrt(np.maximum(values[order], 0)) / np.sqrt(masses)[:, None]
    return coordinates**2


tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 6), min_size=width, max_size=width), min_size=2, max_size=5
    )
)


@examples(20)
@given(tables)
def test_laws_of_the_decomposition(corpus_of, counts: list[list[int]]) -> None:
    """Inertia is chi-square / n, contributions and cosines sum to 1, coordinates as by eigenvectors."""
    full = np.array(counts)
    full = full[full.sum(1) > 0][:, full.sum(0) > 0]
    codes = {f"c{number}": row for number, row in enumerate(full.tolist())}
    values = [f"v{number}" for number in range(full.shape[1])]
    if min(full.shape, default=0) < 2:
        if full.size:
            corpus, coded = crossed(corpus_of, codes, values)
            with pytest.raises(TableError):
                correspondence(corpus, coded, by="値")
        return
    corpus, coded = crossed(corpus_of, codes, values)
    inertia = correspondence_inertia(corpus, coded, by="値")
    chi_square = chi2_contingency(full, correction=False).statistic
    assert inertia["inertia"].sum() == pytest.approx(chi_square / full.sum(), abs=1e-9)
    table = correspondence(corpus, coded, by="値")
    dimensions = [name for name in table if name.startswith("dimension_")]
    for kind in ("code", "value"):
        points = table[table["kind"] == kind]
        for name in dimensions:
            total = points[name.replace("dimension", "contribution")].sum()
            assert total == pytest.approx(1, abs=1e-6)
        cosines = points[[name.replace("dimension", "squared_cosine") for name in dimensions]].sum(axis=1)
        far = (points[dimensions] ** 2).sum(axis=1) > 1e-12
        assert cosines[far].to_numpy() == pytest.approx(np.ones(far.sum()), abs=1e-6)
    rows = table[table["kind"] == "code"][dimensions].to_numpy()
    expected = independent(full.astype(float))[:, : len(dimensions)]
    values_apart = np.diff(inertia["inertia"].to_numpy()[: len(dimensions)])
    if not len(values_apart) or (values_apart < -1e-6).all():  # equal ones may be turned into one another
        assert rows**2 == pytest.approx(expected, abs=1e-6)


def test_the_order_of_rows_changes_no_byte(corpus_of) -> None:
    """Signs too: the feature farthest from the origin is above 0."""
    texts = ["費用と時間", "費用が負担", "時間と費用", "人材の不足", "人材と費用", "時間がない"]
    values = ["製造", "製造", "小売", "小売", "運輸", "運輸"]
    words = ["費用", "時間", "人材"]
    table = correspondence(corpus_of(texts, 業種=values), words, by="業種")
    again = correspondence(corpus_of(texts, 業種=values, order=[5, 3, 1, 0, 2, 4]), words, by="業種")
    pd.testing.assert_frame_equal(table, again, check_exact=True)
    features = table[table["kind"] == "word"]["dimension_1"]
    assert features[features.abs().idxmax()] > 0


def test_several_attributes_stand_side_by_side(corpus_of) -> None:
    """Values of both attributes are points; those without a respondent are left out."""
    texts = ["費用", "時間", "費用と時間", "人材"]
    corpus = corpus_of(texts, 業種=["製造", "小売", "製造", "運輸"], 地域=["東", "西", "西", "東"])
    table = correspondence(corpus, ["費用", "時間", "人材"], by=["業種", "地域"])
    values = table[table["kind"] == "value"]
    assert values[["attribute", "name"]].values.tolist()[-2:] == [["地域", "東"], ["地域", "西"]]
    assert len(values) == 5


def test_too_little_is_said(corpus_of) -> None:
    """One value, or one word, makes no map."""
    corpus = corpus_of(["費用", "時間"], 業種=["製造", "製造"])
    with pytest.raises(TableError, match="2 and 1"):
        correspondence(corpus, ["費用", "時間"], by="業種")


def test_values_of_few_respondents_are_left_out(corpus_of) -> None:
    """The analysis is that of the table without them; features that only they had go too."""
    corpus, coded = crossed(corpus_of, {**STAFF, "XX": [0, 0, 0, 0]}, SMOKING)
    rare, coded_rare = crossed(
        corpus_of,
        {name: [*row, 0] for name, row in STAFF.items()} | {"XX": [0, 0, 0, 0, 2]},
        [*SMOKING, "5rare"],
    )
    expected = correspondence(corpus, coded, by="値")
    found = correspondence(rare, coded_rare, by="値", minimum=3)
    pd.testing.assert_frame_equal(found, expected)
    assert len(correspondence(rare, coded_rare, by="値")) == len(expected) + 2


# ---- KH Coder's own test: 69 words of a novel in three parts, and what three programs make of it


@pytest.fixture(scope="module")
def kokoro(corpus_of, real_khcoder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Our points, by name, and the inertia of the table of KH Coder's test."""
    counts = pd.read_csv(real_khcoder / "corresp" / "data.csv", encoding="utf-8-sig")
    parts = counts.pop("name").tolist()
    words = {word: counts[word].tolist() for word in counts.columns[4:]}
    corpus, coded = crossed(corpus_of, words, parts)
    points = correspondence(corpus, coded, by="値")
    symmetric = correspondence(corpus, coded, by="値", scaling="symmetric")
    points = points.assign(**{f"symmetric_{name}": symmetric[name] for name in DIMENSIONS})
    points["name"] = points["name"].str.removeprefix("＊")
    return points.set_index("name"), correspondence_inertia(corpus, coded, by="値")


def up_to_sign(found: pd.DataFrame, known: pd.DataFrame) -> np.ndarray:
    """Known coordinates with the signs of ours, and in our order."""
    known = known.loc[found.index]
    return known.to_numpy(dtype=float) * np.sign((found.to_numpy() * known.to_numpy(dtype=float)).sum(axis=0))


@pytest.mark.real
def test_coordinates_are_those_of_khcoder(kokoro, real_khcoder: Path) -> None:
    """Its principal coordinates ("bi"), and its symmetric ones: those by the root of the singular value."""
    points, _ = kokoro
    for file, kind in (("kh_bi", ""), ("kh_symbi", "symmetric_")):
        known = pd.read_csv(real_khcoder / "corresp" / f"{file}.csv", encoding="utf-8-sig", index_col=0)
        assert len(known) == len(points) == 69 + 3
        found = points[[f"{kind}{name}" for name in DIMENSIONS]]
        assert found.to_numpy() == pytest.approx(up_to_sign(found, known[["X1", "X2"]]), abs=1e-9)


@pytest.mark.real
def test_coordinates_are_those_of_jmp(kokoro, real_khcoder: Path) -> None:
    """JMP prints principal coordinates of two or three decimals."""
    points, inertia = kokoro
    sheet = pd.read_excel(real_khcoder / "corresp" / "jmp_result.xlsx", header=None, engine="calamine")
    assert inertia["inertia"].to_numpy() == pytest.approx(sheet.iloc[2:4, 1].astype(float), abs=5e-5)
    assert inertia["share"].to_numpy() == pytest.approx(sheet.iloc[2:4, 2].astype(float), abs=5e-5)
    blocks = [sheet.iloc[8:, :3], sheet.iloc[9:12, 4:]]
    known = pd.concat([block.set_axis(["name", *DIMENSIONS], axis=1) for block in blocks]).set_index("name")
    assert set(known.index) == set(points.index)
    assert points[DIMENSIONS].to_numpy() == pytest.approx(up_to_sign(points[DIMENSIONS], known), abs=6e-4)


@pytest.mark.real
def test_summary_is_that_of_spss(kokoro, real_khcoder: Path) -> None:
    """It prints inertia and chi-square, and per point its scores (symmetric), contributions and cosines."""
    points, inertia = kokoro
    sheet = pd.read_excel(real_khcoder / "corresp" / "spss_result.xlsx", header=None, engine="calamine")
    assert inertia["inertia"].to_numpy() == pytest.approx([0.237851, 0.156403], abs=5e-7)
    words, parts = points["kind"] == "code", points["kind"] == "value"
    total = points.loc[words, "respondents"].sum()
    assert inertia["inertia"].sum() * total == pytest.approx(3137.871984, abs=1e-5)
    known = pd.concat([sheet.iloc[13:16], sheet.iloc[23:92]]).set_index(0)
    known.index = [*("上＿先生と私", "中＿両親と私", "下＿先生と遺書"), *known.index[3:]]
    assert set(known.index) == set(points.index) and parts.sum() == 3
    scores = points[DIMENSIONS] / inertia["inertia"].to_numpy() ** 0.25
    assert scores.to_numpy() == pytest.approx(up_to_sign(scores, known[[2, 3]]), abs=1e-5)
    for columns, name in (((5, 6), "contribution"), ((7, 8), "squared_cosine")):
        found = points[[f"{name}_1", f"{name}_2"]].to_numpy()
        assert found == pytest.approx(known.loc[points.index, list(columns)].to_numpy(dtype=float), abs=1e-5)
