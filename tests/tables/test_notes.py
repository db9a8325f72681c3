"""textmine.tables.notes: which sentence which counts bear (the sentences of whole answers: test_evidence)."""

from dataclasses import replace

import pytest

from textmine.tables.notes import Findings, Theme, Writer, leading

NOTHING = Findings(
    word="効果", respondents=10, base=100, compounds=[], phrases=[], beside=[], negated=0, negated_forms=[]
)
NONE = Theme("効果がない", 6, negated=True)
SOME = Theme("効果が出る", 3)


def notes(found: Findings, **changes: object) -> list[str]:
    return Writer("ja", "社").notes(replace(found, **changes), 2)  # type: ignore[arg-type]


def test_nothing_common_is_no_sentence() -> None:
    assert notes(NOTHING, respondents=0) == []
    assert notes(NOTHING) == []


def test_themes_stand_by_respondents_three_at_most() -> None:
    phrases = [Theme("効果を測る", 2), Theme("効果が出る", 5), Theme("効果が続く", 4), Theme("効果が要る", 3)]
    assert notes(NOTHING, phrases=phrases) == ["効果が出る 5社、効果が続く 4社、効果が要る 3社。"]
    assert Writer("en", None).notes(replace(NOTHING, phrases=phrases[1:3]), 2) == [
        "効果が出る 5, 効果が続く 4."
    ]


def test_what_little_is_said_of_a_word_is_not_told() -> None:
    """A quarter of those who wrote it have to say what is told of it."""
    phrases = [Theme("効果を測る", 8), Theme("効果が出る", 7)]
    assert notes(NOTHING, respondents=61, phrases=phrases) == []
    assert notes(NOTHING, respondents=60, phrases=phrases) == ["効果を測る 8社、効果が出る 7社。"]


def test_what_few_say_is_not_told() -> None:
    """Of those who wrote the word, and of all who answered."""
    phrases = [Theme("効果を測る", 30), Theme("効果が出る", 4)]
    assert notes(NOTHING, respondents=100, base=200, phrases=phrases) == ["効果を測る 30社。"]
    assert notes(NOTHING, respondents=60, base=3000, phrases=phrases) == ["効果を測る 30社。"]
    assert notes(NOTHING, respondents=30, base=2000, phrases=[Theme("効果を測る", 7)]) == []


def test_a_word_that_few_wrote_has_no_note() -> None:
    """One in a hundred of those who answered."""
    phrases = [Theme("効果が出る", 5)]
    assert notes(NOTHING, base=1000, phrases=phrases) == ["効果が出る 5社。"]
    assert notes(NOTHING, base=1001, phrases=phrases) == []


def test_what_a_search_finds_more_often_is_said() -> None:
    """料金が高い stands in 料金が高いとは思わない, too."""
    theme = Theme("料金が高い", 8, searched=9)
    assert Writer("ja", None).theme(theme) == "料金が高い 8人（検索では9人）"


@pytest.mark.parametrize(
    "text", ["効果が見込できる", "効果は測る", "効果がないと", "効果が出れば", "効果がある", "効果が出るのか"]
)
def test_what_leaves_out_who_or_what_or_is_supposed_is_not_told(text: str) -> None:
    assert notes(NOTHING, phrases=[Theme(text, 6)]) == []
    assert notes(NOTHING, phrases=[Theme("効果が豊か", 6)]) == ["効果が豊か 6社。"]


def test_ability_and_existence_are_told_where_they_are_denied_too() -> None:
    denied = [Theme("見込できる", 6), Theme("見込できない", 5, negated=True)]
    assert notes(NOTHING, phrases=denied) == ["見込できる 6社、見込できない 5社。"]
    found = replace(NOTHING, phrases=[Theme("効果がある", 3), NONE], negated=6, negated_forms=[NONE])
    assert notes(found) == ["効果がない 6社、効果がある 3社。"]


def test_whose_or_which_it_is_and_longer_words_are_not_told() -> None:
    """新駅開業 expands 開業, 社員の意識 says whose."""
    compounds = [Theme("新駅開業", 6, says=False)]
    assert notes(NOTHING, word="開業", compounds=compounds) == []
    assert notes(NOTHING, word="意識", phrases=[Theme("社員の意識", 5, says=False)]) == []


def test_what_is_done_is_told_with_whose_it_is() -> None:
    """悪化の懸念 is left out where most write 治安の悪化の懸念."""
    phrases = [Theme("悪化の懸念", 5), Theme("治安の悪化の懸念", 3)]
    assert notes(NOTHING, word="懸念", phrases=phrases) == ["治安の悪化の懸念 3社。"]


def test_one_thing_is_told_once() -> None:
    phrases = [Theme("車が要る", 5), Theme("車が要るので", 3)]
    assert notes(NOTHING, word="車", phrases=phrases) == ["車が要る 5社。"]


def test_all_who_deny_a_word_are_one_theme_where_most_do() -> None:
    """With the forms, what they begin with once."""
    forms = [NONE._replace(respondents=4), Theme("効果が出ない", 2, negated=True)]
    found = replace(NOTHING, phrases=[*forms, SOME], negated=7, negated_forms=forms)
    assert notes(found) == ["効果がない・出ないなど 7社、効果が出る 3社。"]
    assert leading(found, 2) == ["効果がない", "効果が出ない", "効果が出る"]
    assert notes(found, negated=6) == ["効果がない・出ない 6社、効果が出る 3社。"]


def test_what_fewer_deny_is_told_as_other_themes_are() -> None:
    phrases = [Theme("効果が出る", 5), Theme("効果が出ない", 3, negated=True)]
    found = replace(NOTHING, negated=3, negated_forms=phrases[1:], phrases=phrases)
    assert notes(found) == ["効果が出る 5社、効果が出ない 3社。"]


def test_negated_forms_are_named_up_to_three() -> None:
    """All who deny it, with the forms in which they do; without one, that it is negated."""
    forms = [Theme(f"効果が{text}ない", 2, negated=True) for text in "あいうえ"]
    found = replace(NOTHING, negated=7, negated_forms=forms)
    assert Writer("ja", None).negations(found) == [("効果があない・いない・うないなど", 7)]
    ((text, count),) = Writer("en", None).negations(replace(NOTHING, negated=3))
    assert "効果" in text
    assert count == 3
    assert Writer("ja", None).negations(NOTHING) == []
