"""textmine.tables.notes: which sentence which counts bear (the sentences of whole answers: test_evidence)."""

from dataclasses import replace

import pytest

from textmine.tables.notes import Findings, Theme, Writer, quotable

NOTHING = Findings(
    word="効果",
    respondents=10,
    is_predicate=False,
    compounds=[],
    phrases=[],
    negated=0,
    negated_forms=[],
    yes=0,
)
NONE = Theme("効果がない", 6, negated=True, wordings=(("効果がない", 4), ("効果はない", 2)))
SOME = Theme("効果がある", 2, wordings=(("効果がある", 2),))


def test_nobody_wrote_it() -> None:
    assert Writer("ja", None).notes(replace(NOTHING, respondents=0), 2) == []


def test_nothing_common_is_no_sentence() -> None:
    """Neither that there is nothing, nor words that merely stand in the same sentence."""
    assert Writer("ja", None).notes(NOTHING, 2) == []


def test_one_wording_is_quoted_and_several_are_gathered() -> None:
    """The sum is not in quotation marks; など where the wordings named are not of all."""
    writer = Writer("ja", "社")
    assert writer.theme(SOME) == "「効果がある」2社"
    assert writer.theme(NONE) == "効果がない 6社（「効果がない」4社、「効果はない」2社）"
    assert writer.theme(NONE._replace(respondents=9)).endswith("「効果はない」2社など）")
    assert writer.theme(Theme("効果がある", 2)) == "効果がある 2社"


def test_what_is_quoted_is_whole_and_different() -> None:
    """No piece of another wording, none that holds another, three at most, the most frequent first."""
    wordings = (("意識が高まり", 9), ("意識が高まりました", 4), ("意識の向上", 5), ("意識の向上心", 2))
    assert quotable(Theme("意識が高まる", 20, wordings=wordings)) == [
        ("意識の向上", 5),
        ("意識が高まりました", 4),
    ]
    many = tuple((f"意識{number}", 9 - number) for number in range(5))
    assert [text for text, _ in quotable(Theme("意識", 20, wordings=many))] == ["意識0", "意識1", "意識2"]


def test_denials_come_first_where_there_are_more_of_them() -> None:
    """And their phrases are not told a second time."""
    found = replace(NOTHING, phrases=[NONE, SOME], negated=6, negated_forms=[NONE], yes=2)
    notes = Writer("ja", "社").notes(found, 2)
    assert notes[0].startswith("否定形は10社中6社（効果がない 6社（")
    assert not any("効果がない" in note for note in notes[1:])
    few, none = replace(found, negated=1), replace(found, negated=0)
    assert Writer("ja", None).notes(few, 2) == Writer("ja", None).notes(none, 2)


def test_whose_or_which_is_told_apart() -> None:
    """What ends in the keyword says which it is; of a verb nothing does."""
    themes = [Theme("社員の意識", 5), Theme("意識の向上", 4)]
    noun = replace(NOTHING, word="意識", phrases=themes)
    assert Writer("ja", None).notes(noun, 2) == ["意識の向上 4人。", "だれの・どの：社員の意識 5人。"]
    verb = replace(NOTHING, word="高まる", is_predicate=True, phrases=[Theme("意識が高まる", 5)])
    assert Writer("ja", None).notes(verb, 2) == ["意識が高まる 5人。"]


def test_a_longer_word_that_is_a_wording_is_told_once() -> None:
    """意識向上 beside 意識の向上; and 車がないと beside 車がない, which it holds."""
    theme = Theme("意識の向上", 9, wordings=(("意識の向上", 5), ("意識向上", 4)))
    found = replace(NOTHING, word="意識", phrases=[theme], compounds=[Theme("意識向上", 4)])
    (note,) = Writer("ja", None).notes(found, 2)
    assert note.count("意識向上") == 1
    theme = Theme("駅の開業", 9, wordings=(("駅開業", 9),))
    found = replace(NOTHING, word="開業", phrases=[theme], compounds=[Theme("新駅開業", 4)])
    assert "新駅開業" not in "".join(Writer("ja", None).notes(found, 2))
    both = [Theme("車が要る", 5), Theme("車が要ると", 3)]
    (note,) = Writer("ja", None).notes(replace(NOTHING, word="車", phrases=both), 2)
    assert note == "車が要る 5人。"


@pytest.mark.parametrize(
    ("negated", "yes", "start"), [(10, 0, "すべて"), (9, 1, "ほとんど"), (6, 0, "否定形は")]
)
def test_how_many_deny_it(negated: int, yes: int, start: str) -> None:
    """All, nine in ten, fewer."""
    found = replace(NOTHING, negated=negated, negated_forms=[NONE], yes=yes)
    (note,) = Writer("ja", None).notes(found, 2)
    assert note.startswith(start)


def test_negated_forms_are_named_up_to_three() -> None:
    """All who deny it, with the forms in which they do; without one, that it is negated."""
    forms = [Theme(f"効果が{text}ない", 2, negated=True) for text in "あいうえ"]
    found = replace(NOTHING, negated=7, negated_forms=forms)
    assert Writer("ja", None).negations(found) == [("効果があない、効果がいない、効果がうない など", 7)]
    ((text, count),) = Writer("en", None).negations(replace(NOTHING, negated=3))
    assert "効果" in text
    assert count == 3
    assert Writer("ja", None).negations(NOTHING) == []
