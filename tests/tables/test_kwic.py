"""textmine.tables.kwic: a word or phrase in its context."""

from collections.abc import Callable

import pytest
from pandas.testing import assert_frame_equal

from textmine.errors import WordsError
from textmine.tables.kwic import kwic
from textmine.tables.occurrences import occurrences
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]

COLUMNS = (
    *("left", "keyword", "right", "answer", "respondent", "question", "item"),
    *("start", "end"),
)


def lines(corpus: Corpus, word: str, **options: object) -> list[tuple[str, str, str]]:
    table = kwic(corpus, word, **options)
    return list(zip(table["left"], table["keyword"], table["right"], strict=True))


def test_a_word_is_found_in_every_form_and_spelling(corpus_of: Make) -> None:
    """感じる finds 感じられない; 分かる finds what is shown as わかる, in its original spelling."""
    corpus = corpus_of(["効果は感じられない", "わかりません", "分からない", "わかった"])
    assert lines(corpus, "感じる") == [("効果は", "感じ", "られない")]
    for spelling in ("わかる", "分かる"):
        found = lines(corpus, spelling, sort="text")
        assert [keyword for _, keyword, _ in found] == ["わかり", "分から", "わかっ"]


def test_the_lines_of_a_word_are_its_occurrences(small: Corpus) -> None:
    """As many lines as the keyword table counts, at the same places."""
    found = kwic(small, "情報", sort="text")
    places = occurrences(small, ["情報"])
    columns = ["answer", "start", "end"]
    assert_frame_equal(found[columns], places[columns].reset_index(drop=True), check_dtype=False)


def test_a_compound_is_one_keyword(corpus_of: Make) -> None:
    """個人情報 spans both words; 個人情報保護 is another compound."""
    corpus = corpus_of(["個人情報の管理", "個人情報保護"])
    assert lines(corpus, "個人情報") == [("", "個人情報", "の管理")]


def test_a_phrase_spans_words_and_stands_in_original_characters(corpus_of: Make) -> None:
    """Found in the normalised text, shown as written; every place, also twice in an answer."""
    corpus = corpus_of(["ｾｷｭﾘﾃｨの意識が高い、意識が高い", "意識が低い"])
    assert lines(corpus, "意識が高", width=4) == [
        ("が高い、", "意識が高", "い"),
        ("ﾘﾃｨの", "意識が高", "い、意識"),
    ]
    assert lines(corpus, "セキュリティの意") == [("", "ｾｷｭﾘﾃｨの意", "識が高い、意識が高い")]
    assert lines(corpus, "ｾｷｭﾘﾃｨの意") == lines(corpus, "セキュリティの意")


def test_only_substantive_answers_are_searched(corpus_of: Make) -> None:
    """特になし is no place of a phrase."""
    corpus = corpus_of(["特になし", "特になしとしたが不満"], kinds=["none", "substantive"])
    assert len(kwic(corpus, "特にな")) == 1


def test_width_is_in_characters(corpus_of: Make) -> None:
    """Of the original text, to each side; 0 shows the keyword alone."""
    corpus = corpus_of(["社員の意識が高まった"])
    assert lines(corpus, "意識", width=2) == [("員の", "意識", "が高")]
    assert lines(corpus, "意識", width=0) == [("", "意識", "")]


def test_sorted_by_the_words_to_the_right_to_the_left_or_as_in_the_text(corpus_of: Make) -> None:
    """Nearest word first; what ends earlier comes first; ties by answer."""
    corpus = corpus_of(["丙の意識が高い", "甲の意識の向上", "乙の意識が変わる", "意識"])
    assert [right for _, _, right in lines(corpus, "意識")] == ["", "が変わる", "が高い", "の向上"]
    assert [left for left, _, _ in lines(corpus, "意識", sort="left")] == ["", "丙の", "乙の", "甲の"]
    assert kwic(corpus, "意識", sort="text")["answer"].tolist() == [0, 1, 2, 3]


def test_the_order_of_rows_changes_nothing(corpus_of: Make, small_texts: list[str]) -> None:
    """Shuffled, the same lines in the same order."""
    usual = corpus_of(small_texts)
    shuffled = corpus_of(small_texts, order=list(reversed(range(60))))
    for word in ("意識", "個人情報", "が高"):
        for sort in ("right", "left", "text"):
            assert_frame_equal(kwic(shuffled, word, sort=sort), kwic(usual, word, sort=sort))


def test_ids_and_attributes_stand_beside_each_line(corpus_of: Make) -> None:
    """question, item, respondent, and what the survey knows of them."""
    corpus = corpus_of(["意識"], respondents=["A社"], 業種=["製造業"])
    table = kwic(corpus, "意識")
    assert list(table.columns) == [*COLUMNS, "業種"]
    assert table.loc[0, ["respondent", "question", "業種"]].tolist() == ["A社", "効果", "製造業"]


@pytest.mark.parametrize("word", ["", "  ", "存在しない語", "意職"])
def test_what_stands_nowhere_is_an_error_that_names_what_is_near(small: Corpus, word: str) -> None:
    """WordsError, not an empty table that looks like a result."""
    with pytest.raises(WordsError, match="stands in no answer"):
        kwic(small, word)


def test_a_near_word_is_named(small: Corpus) -> None:
    """A typing error is told what might be meant."""
    with pytest.raises(WordsError, match="パスワード"):
        kwic(small, "パスワドー")
