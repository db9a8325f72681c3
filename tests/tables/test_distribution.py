"""How counts of words spread: their laws, and KH Coder's 116 rows for こころ."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import textmine as tm
from textmine.errors import TableError
from textmine.settings import DEFAULTS, change
from textmine.tables.distribution import distribution, distribution_numbers

real = pytest.mark.real


@given(st.lists(st.integers(1, 9), max_size=30))
def test_the_rows_are_all_words(counts: list[int]) -> None:
    """The words of all values are the words; mean and deviation are those of the counts."""
    words = pd.DataFrame({"occurrences": counts})
    table, numbers = distribution(words), distribution_numbers(words).iloc[0]
    assert table["words"].sum() == len(counts) == numbers["words"]
    assert (table["value"] * table["words"]).sum() == sum(counts) == numbers["sum"]
    if counts:
        assert table["cumulative_share"].iloc[-1] == 1
        assert numbers["mean"] == pytest.approx(np.mean(counts))
    if len(counts) > 1:
        assert numbers["deviation"] == pytest.approx(np.std(counts, ddof=1))


def test_occurrences_and_respondents(corpus_of) -> None:
    """Each count has rows of its own; 費用 occurs three times, in two answers."""
    words = tm.keywords(corpus_of(["費用と費用", "時間と費用", "人"]), minimum=1)
    table = distribution(words)
    assert table[["count", "value", "words"]].values.tolist() == [
        ["occurrences", 1, 2],
        ["occurrences", 3, 1],
        ["respondents", 1, 2],
        ["respondents", 2, 1],
    ]
    assert distribution_numbers(words)["mean"].round(2).tolist() == [1.67, 1.33]
    with pytest.raises(TableError, match="column occurrences or respondents"):
        distribution(pd.DataFrame({"word": ["費用"]}))


def test_a_study_counts_every_word(tmp_path: Path) -> None:
    """Words of one respondent, too, which the keyword table of the same study leaves out."""
    path = tmp_path / "survey.csv"
    path.write_text("番号,意見\n" + "".join(f"{n},{text}\n" for n, text in enumerate(["費用と人手", "費用"])))
    chosen = {"survey.files": (str(path),), "survey.questions": ("意見",), "keywords.minimum": 2}
    study = tm.Study(change(DEFAULTS, chosen))
    assert study.keywords("意見")["word"].tolist() == ["費用"]
    assert study.distribution_numbers("意見")["words"].tolist() == [2, 2]


@real
def test_kokoro_by_settings(real_khcoder: Path) -> None:
    """Of all classes that KH Coder's list has, by its counts with this tagger: every row of both."""
    pytest.importorskip("ipadic")
    from benchmarks.khcoder import corpus

    chapters = tm.recount(corpus(real_khcoder, "ipadic"), per="heading2", reading="khcoder", pos=("all",))
    found = distribution(tm.keywords(chapters, minimum=1))
    pinned = pd.read_csv(real_khcoder / "pinned" / "words_by_class_mecab_ipadic.csv", keep_default_na=False)
    expected = distribution(pd.DataFrame({"occurrences": pinned["count"]}))
    of_occurrences = found[found["count"] == "occurrences"].reset_index(drop=True)
    assert expected["words"].sum() == 5447
    # A word outside every chapter (遺書, in a heading of a part) is in no document.
    assert abs(int(of_occurrences["words"].sum()) - 5447) <= 1
    documents = distribution_numbers(tm.keywords(chapters, minimum=1)).set_index("count")
    assert documents.loc["respondents", "mean"] == pytest.approx(4.21, abs=0.05)
