"""textmine.tables.surveyed: what a whole survey is about, the same for each of its questions."""

from collections.abc import Callable

import pytest

from textmine.tables.keywords import tally
from textmine.tables.surveyed import surveyed
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]
READ = {"福井": "フクイ", "東京": "トウキョウ"}
OTHERS = ["静か", "海が綺麗", "遠い", "食べ物が美味しい", "駐車場がない", "魚が好き"]


def about(
    corpus_of: Make, texts: dict[str, list[str]], title: str = "", ratings: dict[str, str] | None = None
) -> frozenset[str]:
    """Return what a survey with these answers to its questions is about."""
    totals = {question: tally(corpus_of(each), unit="expression") for question, each in texts.items()}
    wordings = {question: (question, (ratings or {}).get(question, "")) for question in texts}
    return surveyed(totals, wordings, title, reading=lambda word: READ.get(word, ""))


@pytest.mark.parametrize("title", ["福井県民の声", "fukui_civic_voice", "FUKUI-2026"])
def test_the_place_that_the_title_names(title: str, corpus_of: Make) -> None:
    """In whichever letters; another place is an answer."""
    texts = ["福井は静か", "福井は遠い", "東京へ行く", *OTHERS]
    assert about(corpus_of, {"q": texts}, title) == {"福井"}
    assert about(corpus_of, {"q": texts}, "survey") == set()


def test_the_place_that_most_questions_are_answered_with(corpus_of: Make) -> None:
    """Of one question alone it is the answer."""
    texts = ["福井は静か", "福井は遠い", "東京へ行く", *OTHERS]
    other = ["福井が好き", "東京が好き", *OTHERS]
    assert about(corpus_of, {"q1": texts, "q2": [*other, "福井の海"], "q3": [*texts, "福井"]}) == {"福井"}


def test_what_half_of_the_questions_name(corpus_of: Make) -> None:
    """Then it is out of all of them; what one names is out of that one only."""
    texts = ["観光客が多い", "市場は静か", *OTHERS] * 2
    asked = {"q1": "観光客が増えること", "q2": "観光客と市場について", "q3": "", "q4": ""}
    assert about(corpus_of, dict.fromkeys(asked, texts), ratings=asked) == {"観光客"}


def test_what_most_write_in_many_longer_words(corpus_of: Make) -> None:
    """高校 is what all is about; a 駐車場 that many find too small is an answer."""
    schools = ["緑高校", "県立高校", "高校再編", "高校生活", "工業高校", "高校", "高校は遠い", "高校が好き"]
    assert about(corpus_of, {"q": [*schools, *OTHERS]}) == {"高校"}
    assert about(corpus_of, {"q": ["駐車場が狭い"] * 6 + OTHERS}) == set()
