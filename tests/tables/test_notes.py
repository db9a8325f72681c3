"""textmine.tables.notes: which sentence which counts bear (the sentences of whole answers: test_evidence)."""

from dataclasses import replace

import pytest

from textmine.tables.notes import Findings, Writer

NOTHING = Findings(
    respondents=10,
    compounds=[],
    in_compounds=0,
    phrases=[],
    negated=0,
    negated_forms=[],
    denied=0,
    denied_forms=[],
    no=0,
    yes=0,
    beside=[],
)


def test_nobody_wrote_it() -> None:
    assert Writer("ja", None).notes(replace(NOTHING, respondents=0), 2) == []


@pytest.mark.parametrize(
    ("count", "start"),
    [(10, "10人全員が"), (5, "10人中5人が"), (4, "「意識が高まる」（4人）といった")],
)
def test_a_phrase_is_told_by_its_share(count: int, start: str) -> None:
    """All, half of them, and fewer than five, of which nothing is said to be frequent."""
    (note,) = Writer("ja", None).notes(replace(NOTHING, phrases=[("意識が高まる", count, False)]), 2)
    assert note.startswith(start)


def test_denials_come_first_where_there_are_more_of_them() -> None:
    """And their phrases are not told a second time."""
    found = replace(
        NOTHING,
        phrases=[("効果がない", 6, True), ("効果がある", 2, False)],
        negated=6,
        negated_forms=[("効果がない", 6)],
        no=6,
        yes=2,
    )
    notes = Writer("ja", "社").notes(found, 2)
    assert notes[0].startswith("「効果がない」など打ち消しの記述（6社）が")
    assert not any("効果がない" in note for note in notes[1:])
    assert Writer("ja", None).notes(replace(found, no=1), 2) == Writer("ja", None).notes(
        replace(found, no=0), 2
    )


def test_negated_forms_are_named_up_to_three() -> None:
    """(text, respondents) of the word's own negation, then of what it is said to do."""
    forms = [(f"効果が{text}ない", 2) for text in "あいうえ"]
    found = replace(NOTHING, negated=3, negated_forms=forms[:1], denied=5, denied_forms=forms)
    assert Writer("ja", None).negations("効果", found) == [
        ("効果があない", 3),
        ("効果があない、効果がいない、効果がうない など", 5),
    ]
    plain = replace(NOTHING, negated=3)
    ((text, count),) = Writer("en", None).negations("効果", plain)
    assert "効果" in text
    assert count == 3
