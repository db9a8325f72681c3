"""textmine.tables.suggest: candidates for the dictionaries; nothing is merged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from textmine.errors import WordsError
from textmine.inputs.lexicon import ForcedWord, Lexicon, read_lexicon
from textmine.tables.keywords import keywords
from textmine.tables.suggest import COMPOUNDS, SYNONYMS, suggest, suggestions
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def test_compounds_are_counted_scored_and_sorted(corpus_of: Make) -> None:
    """Respondents wherever the run stands; FLR first; an example from the first answer."""
    corpus = corpus_of(["個人情報の管理"] * 3 + ["個人情報保護"] * 2 + ["情報漏洩"] * 2 + ["情報収集"])
    table = suggest(corpus, "compounds")
    assert list(table.columns) == list(COMPOUNDS)
    found = table.set_index("word")
    assert found.loc["個人情報", ["words", "respondents", "occurrences"]].tolist() == ["個人 情報", 5, 5]
    assert "情報収集" not in found.index  # one respondent
    assert "情報保護" not in found.index  # only ever a part of 個人情報保護
    assert found.loc["個人情報", "example"] == "個人情報の管理"
    scores = list(zip(-table["flr"], -table["c_value"], table["word"], strict=True))
    assert scores == sorted(scores)


def test_a_forced_word_is_no_candidate(corpus_of: Make) -> None:
    """What is in the dictionary already is not proposed again."""
    corpus = corpus_of(["個人情報", "個人情報"], lexicon=Lexicon(compounds=(ForcedWord("個人情報"),)))
    assert "個人情報" not in set(suggest(corpus, "compounds")["word"])


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("モチベーション", "モチベーシヨン", "small_kana"),
        ("ハイキング", "バイキング", "typing"),
        ("幼児", "ようじ", "reading"),
    ],
)
def test_spellings_of_one_word_are_proposed(corpus_of: Make, one: str, other: str, reason: str) -> None:
    """With why they look alike; the word of more respondents first."""
    corpus = corpus_of([f"{one}が大事", f"{one}の話", f"{other}が必要"], lexicon=Lexicon())
    table = suggest(corpus, "synonyms")
    assert list(table.columns) == list(SYNONYMS)
    pairs = {(row.word, row.variant): row.reason for row in table.itertuples()}
    assert pairs[one, other] == reason


def test_nothing_is_merged(corpus_of: Make) -> None:
    """The keyword table is the same before and after."""
    corpus = corpus_of(["バイキングが少ない", "ハイキングがない"])
    before = keywords(corpus, minimum=1)
    suggest(corpus, "synonyms")
    assert_frame_equal(keywords(corpus, minimum=1), before)


def test_at_most_as_many_as_asked_for(small: Corpus) -> None:
    """The likeliest stay."""
    whole = suggest(small, "compounds", minimum=1)
    assert_frame_equal(suggest(small, "compounds", minimum=1, most=2), whole.head(2))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("kind", ["compounds", "synonyms"])
def test_the_file_reads_as_a_dictionary_once_a_line_is_uncommented(
    corpus_of: Make, tmp_path: Path, kind: str, lang: str
) -> None:
    """As written it adds nothing; with ``# `` taken off it is a valid file of its kind."""
    texts = ["個人情報の\n管理"] * 2 + ["バイキングがない", "バイキングの話", "ハイキングがない"]
    table = suggest(corpus_of(texts), kind)
    text = suggestions(table, kind, lang=lang)
    assert all(line.startswith("#") or not line for line in text.splitlines())
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    bundled = read_lexicon()
    (folder / f"{kind}_ours.txt").write_text(text, encoding="utf-8")
    assert read_lexicon(tmp_path).compounds == bundled.compounds
    assert read_lexicon(tmp_path).synonyms == bundled.synonyms
    taken = "\n".join(line.removeprefix("# ") for line in text.splitlines())
    (folder / f"{kind}_ours.txt").write_text(taken, encoding="utf-8")
    lexicon = read_lexicon(tmp_path)
    if kind == "compounds":
        assert "個人情報" in [entry.word for entry in lexicon.compounds]
    else:
        assert lexicon.synonyms["ハイキング"] == "バイキング"


def test_the_order_of_rows_changes_nothing(corpus_of: Make, small_texts: list[str]) -> None:
    """Shuffled, the same candidates with the same examples."""
    usual = corpus_of(small_texts)
    shuffled = corpus_of(small_texts, order=list(reversed(range(60))))
    for kind in ("compounds", "synonyms"):
        assert_frame_equal(suggest(shuffled, kind), suggest(usual, kind))


def test_another_kind_is_an_error_that_names_the_known(small: Corpus) -> None:
    """Compounds or synonyms."""
    with pytest.raises(WordsError, match="compounds, synonyms"):
        suggest(small, "stopwords")


@pytest.mark.parametrize("texts", [[], [""], ["意識"]])
def test_nothing_to_suggest_is_an_empty_table(corpus_of: Make, texts: list[str]) -> None:
    """With all columns, and a file that holds no candidate."""
    for kind, columns in (("compounds", COMPOUNDS), ("synonyms", SYNONYMS)):
        table = suggest(corpus_of(texts), kind)
        assert list(table.columns) == list(columns)
        assert len(table) == 0
        assert suggestions(table, kind)
