"""textmine.tables.keywords: counts of respondents that add up and open to their answers."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from tests.conftest import examples
from textmine.inputs.lexicon import Lexicon
from textmine.settings import Unit
from textmine.tables.keywords import COLUMNS, finish, keywords, merge, tally
from textmine.tables.measures import wilson
from textmine.tables.occurrences import occurrences
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]
GOLDEN = Path(__file__).parents[1] / "golden"
UNITS: list[Unit] = ["expression", "word", "compound"]


def counts(table: pd.DataFrame) -> dict[str, int]:
    return dict(zip(table["word"], table["respondents"], strict=True))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("negation", ["together", "apart"])
def test_the_table_of_a_small_corpus(small: Corpus, unit: Unit, negation: str) -> None:
    """Golden: the whole table; after a deliberate change, delete the file and run this twice."""
    table = keywords(small, unit=unit, negation=negation, minimum=1)
    text = table.round(6).to_csv(index=False, lineterminator="\n")
    golden = GOLDEN / f"keywords_{unit}_{negation}.csv"
    if not golden.exists():
        golden.write_text(text, encoding="utf-8")
        pytest.fail(f"wrote {golden.name}; look at it and run again")
    assert text == golden.read_text(encoding="utf-8")


def test_a_respondent_counts_once_and_an_occurrence_every_time(corpus_of: Make) -> None:
    """Two answers of one respondent, three occurrences."""
    corpus = corpus_of(["意識と意識", "意識", "情報"], respondents=["a", "a", "b"])
    table = keywords(corpus, minimum=1).set_index("word")
    assert table.loc["意識", ["respondents", "occurrences", "base"]].tolist() == [1, 3, 2]
    assert table.loc["意識", "share"] == 0.5


def test_a_word_counts_inside_compounds_and_a_compound_as_a_whole(corpus_of: Make) -> None:
    """情報 is counted in 個人情報 and 情報漏洩, as the report's tables do; each names the other's words."""
    corpus = corpus_of(["個人情報", "個人情報の管理", "情報漏洩", "情報漏洩を防ぐ", "情報"])
    words = keywords(corpus, minimum=1).set_index("word")
    assert words.loc["情報", "respondents"] == 5
    compounds = keywords(corpus, unit="compound", minimum=1).set_index("word")
    assert compounds.loc["情報", "respondents"] == 1
    assert compounds.loc["個人情報", "respondents"] == 2
    assert compounds.loc["個人情報", "related"] == "情報（5）、個人（2）"


def test_related_compounds_are_few_frequent_and_in_order(corpus_of: Make) -> None:
    """At most ``related``, at least ``minimum`` respondents, ties in code point order, in either language."""
    texts = ["情報漏洩"] * 3 + ["情報共有"] * 2 + ["情報管理"] * 2 + ["情報収集"]
    corpus = corpus_of(texts)
    table = keywords(corpus, minimum=2, related=2).set_index("word")
    assert table.loc["情報", "related"] == "情報漏洩（3）、情報共有（2）"
    table = keywords(corpus, minimum=1, related=9, lang="en").set_index("word")
    assert table.loc["情報", "related"] == "情報漏洩 (3), 情報共有 (2), 情報管理 (2), 情報収集 (1)"
    assert set(keywords(corpus, related=0)["related"]) == {""}


def test_sorted_by_respondents_then_word(small: Corpus) -> None:
    """Ties stand in code point order, whatever the order of the answers."""
    table = keywords(small, minimum=1)
    pairs = list(zip(-table["respondents"], table["word"], strict=True))
    assert pairs == sorted(pairs)
    assert not table["word"].duplicated().any()


def test_minimum_leaves_rare_words_out(small: Corpus) -> None:
    """A table with a higher minimum is the beginning of the whole one."""
    whole = keywords(small, minimum=1)
    part = keywords(small, minimum=3)
    columns = ["word", "respondents", "occurrences"]
    assert_frame_equal(part[columns], whole.loc[whole["respondents"] >= 3, columns].reset_index(drop=True))


@pytest.mark.parametrize("unit", UNITS)
def test_negated_and_not_add_up(small: Corpus, unit: Unit) -> None:
    """Apart, the occurrences of both rows are those of the one row; a respondent may be in both."""
    together = keywords(small, unit=unit, minimum=1)
    apart = keywords(small, unit=unit, minimum=1, negation="apart")
    for row in together.itertuples():
        both = apart[apart["word"] == row.word]
        assert both["occurrences"].sum() == row.occurrences
        assert both["respondents"].max() <= row.respondents <= both["respondents"].sum()
        negated = both.loc[both["negated_share"] == 1, "occurrences"].sum()
        assert negated == pytest.approx(row.negated_share * row.occurrences)
    assert set(apart["negated_share"]) <= {0.0, 1.0}


def test_apart_shows_what_is_denied_as_a_row_of_its_own(corpus_of: Make) -> None:
    """わからない is no わかる: a column says so, and the word is spelled as it is."""
    corpus = corpus_of(["わからない", "わかりません", "よくわかった"])
    table = keywords(corpus, unit="word", minimum=1, negation="apart")
    assert list(table.columns) == ["word", "negated", *COLUMNS[1:]]
    assert table[["word", "negated", "respondents"]].values.tolist() == [
        ["わかる", True, 2],
        ["わかる", False, 1],
    ]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("negation", ["together", "apart"])
def test_the_numbers_are_those_of_the_occurrences(small: Corpus, unit: Unit, negation: str) -> None:
    """Every number opens to its places: as many rows, as many respondents, as many negated."""
    table = keywords(small, unit=unit, negation=negation, minimum=1)
    names = ["word", "negated"] if negation == "apart" else ["word"]
    groups = occurrences(small, table, unit=unit).astype({"word": "str"}).groupby(names)
    expected = table.set_index(names)
    assert groups.size().to_dict() == expected["occurrences"].to_dict()
    assert groups["respondent"].nunique().to_dict() == expected["respondents"].to_dict()
    assert groups["negated"].mean().to_dict() == pytest.approx(expected["negated_share"].to_dict())


def test_the_interval_is_wilsons(small: Corpus) -> None:
    """Low and high hold the share and are those of measures.wilson."""
    table = keywords(small, minimum=1)
    low, high = wilson(table["respondents"], table["base"])
    assert (table["low"] == low).all() and (table["high"] == high).all()
    assert (table["low"] <= table["share"]).all() and (table["share"] <= table["high"]).all()


@examples(8)
@given(order=st.permutations(range(60)))
def test_the_order_of_rows_changes_nothing(corpus_of: Make, small_texts: list[str], order: list[int]) -> None:
    """Shuffled, the same table to the byte."""
    respondents = [f"r{number % 50:02d}" for number in range(60)]
    usual = corpus_of(small_texts, respondents=respondents)
    shuffled = corpus_of(small_texts, respondents=respondents, order=order)
    for unit in UNITS:
        assert_frame_equal(keywords(shuffled, unit=unit, minimum=1), keywords(usual, unit=unit, minimum=1))


@examples(10)
@given(parts=st.lists(st.integers(0, 2), min_size=50, max_size=50), unit=st.sampled_from(UNITS))
def test_tallies_of_parts_merge_to_that_of_the_whole(small: Corpus, parts: list[int], unit: Unit) -> None:
    """However the respondents are divided, the merged parts give the identical table."""
    part_of = {f"r{number:02d}": part for number, part in enumerate(parts)}
    marked = small.answers.assign(part=small.answers["respondent"].map(part_of).astype(str))
    divided = Corpus(
        **{**{name: getattr(small, name) for name in small.__dataclass_fields__}, "answers": marked}
    )
    tallies = [tally(divided.select(part=part), unit=unit) for part in sorted(set(marked["part"]))]
    total = reduce(merge, tallies)
    for negation in ("together", "apart"):
        assert_frame_equal(
            finish(total, unit=unit, negation=negation, minimum=1),
            keywords(small, unit=unit, negation=negation, minimum=1),
        )


def test_merging_is_the_same_in_any_order(small: Corpus) -> None:
    """merge(a, b) is merge(b, a), and grouping does not matter."""
    marked = small.answers.assign(part=[str(number % 3) for number in range(len(small.answers))])
    divided = Corpus(
        **{**{name: getattr(small, name) for name in small.__dataclass_fields__}, "answers": marked}
    )
    one, two, three = (tally(divided.select(part=str(part))) for part in range(3))
    assert_frame_equal(merge(one, two), merge(two, one))
    assert_frame_equal(merge(merge(one, two), three), merge(one, merge(two, three)))


def test_a_stop_word_is_no_compound_either(corpus_of: Make) -> None:
    """個人情報 as a stop word leaves 個人 and 情報, and other compounds."""
    corpus = corpus_of(["個人情報", "個人情報保護"], lexicon=Lexicon(stopwords=frozenset({"個人情報"})))
    assert set(keywords(corpus, unit="compound", minimum=1)["word"]) == {"個人情報保護"}


@pytest.mark.parametrize("texts", [[], [""], ["。"], ["の"]])
def test_nothing_to_count_is_an_empty_table_with_all_columns(corpus_of: Make, texts: list[str]) -> None:
    """No substantive answer, or none with a content word."""
    for unit in UNITS:
        table = keywords(corpus_of(texts), unit=unit)
        assert list(table.columns) == list(COLUMNS)
        assert len(table) == 0
