"""textmine.tables.new_themes: what only the last wave says."""

from collections.abc import Callable, Sequence

import pandas as pd
import pytest

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.draft import draft_new
from textmine.errors import TableError
from textmine.tables.new_themes import far_answers, new_themes
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]
THINGS = ("駐車場", "トイレ", "バス", "看板", "売店", "階段")
SAID = ("が少ない", "がわかりにくい", "が汚い", "が遠い", "が混んでいた", "が古い", "が狭い")
OLD = [thing + said for thing in THINGS for said in SAID]
NEW = [
    f"アプリの予約{said}"
    for said in ("画面が固まる", "ができなかった", "番号が届かない", "が取り消された", "方法が難しい")
]


def waves(corpus_of: Make, last: Sequence[str]) -> Corpus:
    """All old answers, then the last wave: half of them in other words, and what is given."""
    again = [f"{text}と思います" for text in OLD[::2]]
    return corpus_of([*OLD, *again, *last], wave=["2024"] * len(OLD) + ["2025"] * len([*again, *last]))


def test_a_theme_of_the_last_wave_is_found_and_drafted(corpus_of: Make) -> None:
    """Five people write of the app, which nobody did before: one theme, whose code finds them alone."""
    corpus = waves(corpus_of, NEW)
    table = new_themes(corpus, by="wave")
    assert len(table) == 1
    row = table.iloc[0]
    assert (row["respondents"], row["found"], row["found_before"]) == (5, 5, 0)
    assert row["distance"] > row["limit"] and row["respondents"] > row["by_chance"]
    assert set(row["examples"].split("\n")) <= set(NEW)
    frame = parse_codebook(draft_new(table))
    coded = code_answers(corpus, frame)
    assert coded[list(frame.names)].to_numpy().sum() == 5
    assert "5 人の回答が、前の回のどの回答からも遠く" in draft_new(table)


def test_nothing_new_is_no_theme(corpus_of: Make) -> None:
    """The same things said of the same places: no theme, and what was looked for is still said."""
    table = new_themes(waves(corpus_of, []), by="wave")
    assert table.empty and draft_new(table) == ""
    assert table.attrs["answers"] == len(OLD) // 2 and 0 < table.attrs["limit"] <= 1


def test_what_has_a_code_is_not_new(corpus_of: Make) -> None:
    """Answers that are known are neither far nor a theme."""
    corpus = waves(corpus_of, NEW)
    known = corpus.answers.loc[corpus.answers["text"].isin(NEW), "answer"].tolist()
    assert new_themes(corpus, by="wave", known=known).empty
    assert not far_answers(corpus, by="wave", known=known)["text"].isin(NEW).any()


def test_far_answers_say_which_is_nearest_and_of_which_theme(corpus_of: Make) -> None:
    """The farthest first; those of the theme bear its number, and no earlier answer is among them."""
    table = far_answers(waves(corpus_of, NEW), by="wave")
    assert set(NEW) <= set(table["text"])
    assert (table["distance"] > table["limit"]).all() and table["distance"].is_monotonic_decreasing
    assert set(table.loc[table["theme"] == 1, "text"]) == set(NEW)
    assert set(table["nearest"]) <= set(OLD)


def test_one_person_is_no_theme(corpus_of: Make) -> None:
    """Five answers of one respondent are far, and no theme."""
    people = [str(number) for number in range(len(OLD))] + ["x"] * len(NEW)
    wave = ["2024"] * len(OLD) + ["2025"] * len(NEW)
    corpus = corpus_of([*OLD, *NEW], respondents=people, wave=wave)
    assert new_themes(corpus, by="wave").empty


def test_the_order_of_rows_does_not_matter(corpus_of: Make) -> None:
    """The same people in another order give the same theme."""
    one = waves(corpus_of, NEW)
    turned = one.answers.iloc[::-1]
    other = corpus_of(
        turned["text"].tolist(), respondents=turned["respondent"].tolist(), wave=turned["wave"].tolist()
    )
    pd.testing.assert_frame_equal(new_themes(one, by="wave"), new_themes(other, by="wave"))


def test_one_wave_has_nothing_to_compare_with(corpus_of: Make) -> None:
    """A sentence says so."""
    with pytest.raises(TableError, match="earlier wave"):
        new_themes(corpus_of(OLD, wave=["2025"] * len(OLD)), by="wave")
