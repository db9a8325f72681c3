"""KH Coder's tables against scipy and by hand, and its published results for こころ.

These are exact where no tagger is needed, and as close as MeCab allows.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

import textmine as tm
from benchmarks.khcoder_tables import chi_squares, crosstab, euc_jp, jaccard
from textmine.codes.documents import documents
from textmine.settings import DEFAULTS, change

ROOT = Path(__file__).parents[2]
real = pytest.mark.real

# Equal whatever the tagger: nothing in them depends on how a word is cut.
INDEPENDENT = (
    *(f"＊見出し・{part}" for part in "上中下"),
    *(f"＊外部変数・{part}" for part in "上中下"),
    "＊外部変数（段落）",
    "＊他のコード",
    "＊No.2-5",
    "＊文字列",
    "＊先生",
    "＊先生・2回以上",
    "＊卒業証書",
    "＊死ぬ（2回以上）",
    "＊死ぬ（連用タ接続）",
    "＊長さ(lc)",
)


@pytest.fixture(scope="session")
def khcoder() -> ModuleType:
    """The benchmark that makes docs/khcoder.md."""
    spec = importlib.util.spec_from_file_location("khcoder_benchmark", ROOT / "benchmarks" / "khcoder.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@real
def test_statistics_need_no_tagger(khcoder: ModuleType, real_khcoder: Path) -> None:
    """h2 counts, crosstab cells, chi-squares, Jaccard and distributions equal the reference, every value."""
    checks = khcoder.statistics(real_khcoder)
    assert sum(check.total for check in checks) == 31 + 124 + 31 + 31 + 961 + 116 + 3
    assert [(check.what, check.different) for check in checks if not check.exact] == []


@real
@pytest.mark.parametrize("dictionary", ["ipadic", "unidic-lite"])
def test_structure(khcoder: ModuleType, real_khcoder: Path, dictionary: str) -> None:
    """Sentences, paragraphs, chapters and parts are exact with either dictionary."""
    structure, words = khcoder.structure(real_khcoder, dictionary)
    assert structure.exact, structure.different
    if dictionary == "ipadic":  # every token and type that MeCab gives under KH Coder's rules
        assert words.pinned == words.total


@real
@pytest.mark.parametrize("dictionary", ["ipadic", "unidic-lite"])
def test_codes_that_need_no_tagger(khcoder: ModuleType, real_khcoder: Path, dictionary: str) -> None:
    """These sixteen codes are exact in all three units, with either dictionary."""
    for unit, name in khcoder.UNITS.items():
        here = khcoder.counts(khcoder.coded(real_khcoder, dictionary, unit))
        there = khcoder._counted(real_khcoder, name)
        assert {code: here[code] for code in INDEPENDENT} == {code: there[code] for code in INDEPENDENT}


@real
def test_raw_sentences_of_a_phrase(khcoder: ModuleType, real_khcoder: Path) -> None:
    """卒業+証書 stands in these seven sentences of the file."""
    text = khcoder.text(real_khcoder, "ipadic")
    table = khcoder.coded(real_khcoder, "ipadic", "sentence")
    first = documents(text, "sentence").token[np.flatnonzero(table["＊卒業証書"])]
    assert (text.sentence[first] + 1).tolist() == [1549, 1550, 1554, 1586, 1587, 1591, 1851]


@real
def test_codes_with_ipadic(khcoder: ModuleType, real_khcoder: Path) -> None:
    """27, 28 and 31 of 34 codes equal KH Coder's; all equal its rules' counts with this tagger."""
    checks = khcoder.rules(real_khcoder, "ipadic")[:3]
    assert [(check.equal, check.total) for check in checks] == [(27, 34), (28, 34), (31, 34)]
    assert [check.pinned for check in checks] == [34, 34, 34]
    assert {code for check in checks for code, *_ in check.different} == {
        "＊死ぬ（2回）",
        "＊ない",
        "＊ない（形容詞B）",
        "＊ない（形容詞B-連用タ接続）",
        "＊長さ(lw)",
        "＊死",
        "＊病気",
    }


@real
def test_tables_with_ipadic(khcoder: ModuleType, real_khcoder: Path) -> None:
    """Crosstabs, chi-squares, Jaccard: all values of the same rules with this tagger; every star stays."""
    checks = khcoder.rules(real_khcoder, "ipadic")[3:]
    stars = [check for check in checks if "stars" in check.what]
    assert sum(check.total for check in stars) == 31 + 34 + 34
    assert all(check.exact for check in stars)
    for check in checks:
        if check.pinned >= 0:
            assert check.pinned == check.total, check.what
    assert next(check for check in checks if "matrix" in check.what).equal == 3386


@real
def test_codes_with_unidic(khcoder: ModuleType, real_khcoder: Path) -> None:
    """Words that UniDic cuts are found as runs of tokens, so no code collapses."""
    checks = khcoder.rules(real_khcoder, "unidic-lite")
    assert [check.equal for check in checks[:3]] == [22, 22, 26]
    here = khcoder.counts(khcoder.coded(real_khcoder, "unidic-lite", "sentence"))
    for code, count in {"＊静：お嬢さん": 245, "＊静の母：奥さん": 204, "＊近接1": 48, "＊順序1": 37}.items():
        assert here[code].split()[0] == str(count)


@real
def test_word_classes(khcoder: ModuleType, real_khcoder: Path) -> None:
    """With ipadic, every word, class and count is that of MeCab under KH Coder's rules."""
    text = khcoder.text(real_khcoder, "ipadic")
    words = khcoder.word_counts(text)
    used = {key: count for key, count in words.items() if text.scheme.used[key[1]]}
    pinned = pd.read_csv(real_khcoder / "pinned" / "words_by_class_mecab_ipadic.csv", keep_default_na=False)
    rows = zip(pinned["word"], pinned["class"], pinned["count"], strict=True)
    there = {(word, kind): int(count) for word, kind, count in rows}
    assert used == there


@real
def test_document_is_up_to_date(khcoder: ModuleType, real_khcoder: Path) -> None:
    """docs/khcoder.md holds the tables that the command prints."""
    assert khcoder.report(real_khcoder) in (ROOT / "docs" / "khcoder.md").read_text("utf-8")


def table_of(**columns: list[int]) -> pd.DataFrame:
    return pd.DataFrame({f"＊{name}": values for name, values in columns.items()})


def test_crosstab() -> None:
    """Missing values and codes without hits are left out; values sort as in EUC-JP, or by category."""
    table = table_of(A=[1, 0, 1, 1, 1, 1], B=[0] * 6)
    by = ["上", "中", "下", "", ".", "欠損値"]
    found = crosstab(table, by)
    assert found["value"].tolist() == ["下", "上", "中"] == sorted(["上", "中", "下"], key=euc_jp)
    assert found["documents"].tolist() == [1, 1, 0]
    assert found["base"].tolist() == [1, 1, 1]
    assert set(found["code"]) == {"＊A"}
    ordered = pd.Series(pd.Categorical([*by[:3], "", "", ""], categories=["中", "上", "下", ""]))
    assert crosstab(table, ordered)["value"].tolist() == ["中", "上", "下"]


def test_chi_square() -> None:
    """NaN where a code tells nothing apart; stars; Yates for 2 × 2 only."""
    table = table_of(A=[1] * 10 + [0] * 10, B=[1] * 20, C=[1, 0] * 10)
    by = ["x"] * 10 + ["y"] * 10
    found = chi_squares(table, by).set_index("code")
    # (|10 - 5| - 0.5)² / 5 in each of four cells
    assert found.loc["＊A", "chi_square"] == pytest.approx(4 * 4.5**2 / 5)
    assert found["stars"].tolist() == ["**", "", ""]
    assert np.isnan(found.loc["＊B", "chi_square"])
    assert found.loc["＊C", "chi_square"] == 0  # the correction never passes the difference itself
    assert np.isnan(chi_squares(table, ["x"] * 20)["chi_square"]).all()


def test_jaccard() -> None:
    """Both over either; codes without hits are left out."""
    table = jaccard(table_of(A=[1, 1, 0, 0], B=[1, 0, 1, 0], C=[0] * 4)).set_index(["code", "other"])
    assert len(table) == 4
    assert table.loc[("＊A", "＊B"), ["both", "either"]].tolist() == [1, 3]
    assert table.loc[("＊A", "＊A"), "jaccard"] == 1


@real
def test_a_study_counts_codes_in_paragraphs_as_khcoder(real_khcoder: Path, tmp_path: Path) -> None:
    """What `textmine crosstab --codebook … --per paragraph --by heading1` prints: all cells of its rules
    with this tagger; codes that no tagger changes, as published.
    """
    pytest.importorskip("ipadic")
    lists = {"dictionaries/compounds.txt": ["Ｋ", "西洋人", "好奇心"], "stopwords/own.txt": ["１つ", "考え"]}
    for name, words in lists.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("\n".join(words), encoding="utf-8")
    inputs = real_khcoder / "inputs"
    study = tm.Study(
        change(
            DEFAULTS,
            {
                "survey.files": (str(inputs / "kokoro2_cleaned.txt"),),
                "words.dictionary": "ipadic",
                "words.reading": "khcoder",
                "words.lists": "none",
                "words.lexicon": str(tmp_path),
                "codes.codebook": str(inputs / "theme.cod"),
                "codes.reading": "khcoder",
                "codes.examples": ("none",),
                "keywords.per": "paragraph",
                "compare.by": ("heading1",),
            },
        )
    )
    (question,) = study.questions
    table = study.crosstab(question, "codes")
    here = {(row.value, row.feature): row.respondents for row in table.itertuples()}
    known = pd.read_csv(real_khcoder / "ref" / "crosstab_paragraph_by_heading1.csv", dtype=str)
    known = known[known["row"].isin(set(table["value"])) & known["code"].isin(set(table["feature"]))]
    known = known[~known["code"].str.startswith("＊外部変数")]  # the text comes without its variables
    assert len(known) >= 84
    different = {
        (row.row, row.code): (here[row.row, row.code], row.mecab_ipadic)
        for row in known.itertuples()
        if here[row.row, row.code] != int(row.mecab_ipadic)
    }
    assert different == {}
    for row in known[known["code"].isin(INDEPENDENT)].itertuples():
        assert here[row.row, row.code] == int(row.count_or_chi2)
