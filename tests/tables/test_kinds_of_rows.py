"""What kind of row it is stands in a column, never in the spelling of a name, in every table of features."""

from collections.abc import Callable

import pandas as pd
import pytest

from textmine.tables import changes, cooccurrence, correspondence, crosstab, crosstab_tests, distinctive
from textmine.tables import feature_tree as tree
from textmine.tables.keywords import keywords
from textmine.words.corpus import Corpus

TEXTS = ["効果がない", "効果はない", "効果がある", "効果があった費用", "効果がない費用", "費用がかかる"]
GROUPS = ["東", "西", "東", "西", "東", "西"]


@pytest.fixture(scope="module")
def corpus(corpus_of: Callable[..., Corpus]) -> Corpus:
    return corpus_of(TEXTS, 地域=GROUPS)


def tables(corpus: Corpus, words: pd.DataFrame) -> dict[str, pd.DataFrame]:
    joins = tree.feature_tree(corpus, words)
    return {
        "crosstab": crosstab.crosstab(corpus, words, by="地域"),
        "tests": crosstab_tests.crosstab_tests(corpus, words, by="地域"),
        "distinctive": distinctive.distinctive(corpus, words, by="地域"),
        "changes": changes.changes(corpus, words, by="地域"),
        "pairs": cooccurrence.cooccurrence(corpus, words, minimum=1),
        "leaves": tree.feature_leaves(corpus, words, joins),
        "points": correspondence.correspondence(corpus, words, by="地域").rename(columns={"name": "feature"}),
    }


def test_kind_and_negated_are_columns(corpus: Corpus) -> None:
    """A word and its negated uses have one spelling and two rows; a table without negation has no column."""
    apart = keywords(corpus, negation="apart", minimum=1)
    for name, table in tables(corpus, apart).items():
        if name == "pairs":  # a word may be on either side
            sides = {"other": "feature", "other_kind": "kind", "other_negated": "negated"}
            table = pd.concat([table[list(sides.values())], table[list(sides)].rename(columns=sides)])
        words = table[table["kind"] == "word"]
        assert set(words.loc[words["feature"] == "効果", "negated"]) == {False, True}, name
        assert not table["feature"].str.contains("否定").any(), name
    for name, table in tables(corpus, keywords(corpus, minimum=1)).items():
        assert "negated" not in table, name
        assert set(table["kind"]) <= {"word", "value"}, name


def test_the_counts_are_those_of_the_keyword_table(corpus: Corpus) -> None:
    """Each row has the respondents of its own uses."""
    apart = keywords(corpus, negation="apart", minimum=1)
    counts = crosstab.crosstab(corpus, apart, by="地域").groupby(["feature", "negated"])["respondents"].sum()
    expected = apart.set_index(["word", "negated"])["respondents"]
    assert counts.to_dict() == expected.to_dict()


def test_a_value_that_holds_a_word_is_no_part_of_it(corpus_of: Callable[..., Corpus]) -> None:
    """費用 and the value 費用の担当 are two things, though one name is inside the other."""
    corpus = corpus_of(["費用", "費用", "時間"], 部署=["費用の担当", "費用の担当", "総務"])
    pairs = cooccurrence.cooccurrence(corpus, ["費用"], by="部署", minimum=1)
    assert pairs[["feature", "other", "other_kind", "both"]].values.tolist() == [
        ["費用", "費用の担当", "value", 2]
    ]


def test_tallies_of_chunks_give_the_tables_of_the_whole(corpus: Corpus) -> None:
    """Changes and the tree are finished from tallies that add up, as the other tables are."""
    words = keywords(corpus, negation="apart", minimum=1)
    chunks = [
        corpus.select(respondent=[f"r{number:03d}" for number in part]) for part in ((0, 3, 4), (1, 2, 5))
    ]
    by_place = crosstab.merge(*(crosstab.tally(chunk, words, by="地域") for chunk in chunks))
    expected = changes.changes(corpus, words, by="地域")
    pd.testing.assert_frame_equal(changes.finish(by_place, lexicon=corpus.lexicon), expected)
    total = cooccurrence.merge(*(cooccurrence.tally(chunk, words) for chunk in chunks))
    joins = tree.feature_tree(corpus, words)
    pd.testing.assert_frame_equal(tree.finish(total), joins)
    pd.testing.assert_frame_equal(tree.finish_leaves(total, joins), tree.feature_leaves(corpus, words, joins))
