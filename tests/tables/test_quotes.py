"""textmine.tables.quotes: the best quotes, those of parts of a survey as those of the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.tables.occurrences import Keyword
from textmine.tables.quotes import DEPTH, Quote, best, choose, merge
from textmine.words.affirming import affirms


def quote(
    text: str, *, respondent: str = "a", words: str = "", penalty: int = 0, answer: int = 0, doubt: int = 0
) -> Quote:
    return Quote(doubt, penalty, 0, 0, text, respondent, answer, frozenset(words or text))


QUOTES = st.lists(
    st.builds(
        quote,
        st.text("あいう", min_size=1, max_size=3),
        respondent=st.sampled_from("abcd"),
        words=st.text("xyz", min_size=1, max_size=3),
        penalty=st.integers(0, 2),
        doubt=st.integers(0, 2),
        answer=st.integers(0, 3),
    ),
    max_size=30,
)


@given(parts=st.lists(QUOTES, min_size=1, max_size=4), most=st.integers(1, 2))
def test_the_best_of_parts_are_those_of_the_whole(parts: list[list[Quote]], most: int) -> None:
    """In whatever order the parts are merged."""
    pool = (Keyword("意識"), 0)
    expected = best([each for part in parts for each in part], most)
    for order in (parts, parts[::-1]):
        total = {pool: best(order[0], most)}
        for part in order[1:]:
            total = merge(total, {pool: best(part, most)}, most)
        assert [each[:-1] for each in total[pool]] == [each[:-1] for each in expected]


def test_one_of_each_set_of_words_and_not_too_many() -> None:
    """Else a thousand answers that say the same would be all that is looked at."""
    same = [quote(f"意識{number:03}", words="w") for number in range(500)]
    assert [each.text for each in best(same, 3)] == ["意識000"]
    other = [quote(f"{number:03}") for number in range(500)]
    assert len(best([quote(chr(0x3042 + n)) for n in range(80)], 1)) == DEPTH
    assert best(other, 3) == sorted(best(other, 3), key=lambda each: each[:-1])


def test_quotes_of_a_part_that_lacks_a_word_change_nothing() -> None:
    """A pool that only one part has stays as it is."""
    mine = {(Keyword("意識"), 0): [quote("意識")]}
    assert merge(mine, {}, 3) == merge({}, mine, 3) == mine


def test_one_of_each_pool_then_any_of_the_last() -> None:
    """Never two of one respondent, nor two with most words in common."""
    pools = {
        (Keyword("意識"), 0): [
            quote("意識が高まる", respondent="a", words="abc"),
            quote("別", respondent="z", words="q"),
        ],
        (Keyword("意識"), 1): [
            quote("意識が高い", respondent="a", words="xyz"),
            quote("高い意識", respondent="b", words="de"),
        ],
        (Keyword("意識"), 2): [
            quote("意識が高まった", respondent="c", words="abcd"),
            quote("意識", respondent="d", words="m"),
            quote("意識二", respondent="e", words="n"),
        ],
        (Keyword("効果"), 0): [quote("効果", respondent="f", words="o")],
    }
    assert [each.text for each in choose(pools, Keyword("意識"), 9)] == [
        "意識が高まる",
        "高い意識",
        "意識",
        "意識二",
    ]
    assert [each.text for each in choose(pools, Keyword("意識"), 2)] == ["意識が高まる", "高い意識"]
    assert choose(pools, "予算", 2) == []


def test_what_affirms_comes_first_then_what_is_new() -> None:
    """Of all pools before what is conceded in the first; what is quoted already before what is denied."""
    pools = {
        (Keyword("意識"), 0): [quote("甲", respondent="a", doubt=1), quote("乙", respondent="b", doubt=2)],
        (Keyword("意識"), 1): [quote("丙", respondent="c"), quote("丁", respondent="d")],
    }
    assert [each.text for each in choose(pools, Keyword("意識"), 4)] == ["丙", "丁", "甲"]
    used = [each.text for each in choose(pools, Keyword("意識"), 9, {"丙"})]
    assert used == ["丁", "甲", "丙"]
    (first,) = choose(pools, Keyword("意識"), 1)
    assert choose(pools, Keyword("意識"), 2, {"丙"}, [first])[0] == first


@pytest.mark.parametrize(
    ("text", "is_affirmed"),
    [
        ("客は少ない", True),
        ("豊かな客が来ることから", True),
        ("客だけでなく人もいる", True),
        ("客しかないと言う", True),
        ("客がいないと不便", True),
        ("客は必ず、なんとか来る", True),
        ("客がいないと思う", False),
        ("客が来るのかな", False),
        ("客とか", False),
        ("客が来るはず", False),
        ("客が来たらなあ", False),
        ("客が見たい", False),
        ("客が来ず、静か", False),
    ],
)
def test_what_affirms(text: str, is_affirmed: bool) -> None:
    """Words that only look like what denies or supposes do neither."""
    assert affirms(text, "客") == is_affirmed
