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
    assert writer.theme(NONE, detailed=False) == "効果がない 6社"


def test_wordings_of_one_respondent_or_of_a_small_part_are_not_named() -> None:
    """「効果なし」1社、「効果は無い」1社 is no more to know; nor is 5 of 50."""
    writer = Writer("ja", "社")
    one = (("効果なし", 1), ("効果は無い", 1), ("効果は特にない", 1))
    assert writer.theme(Theme("効果がない", 3, wordings=one)) == "効果がない 3社"
    part = (("効果なし", 5), ("効果は無い", 2))
    assert writer.theme(Theme("効果がない", 50, wordings=part)) == "効果がない 50社"


@pytest.mark.parametrize(
    ("wording", "text", "shown"),
    [
        ("駅から近くて", "駅から近い", "駅から近い 7人"),
        ("席を占領していて", "席を占領する", "席を占領する 7人"),
        ("本が古かった", "本が古い", "「本が古かった」7人"),
        ("窓口への不満", "窓口に不満がある", "「窓口への不満」7人"),
        ("席がほしい", "席がほしい", "「席がほしい」7人"),
    ],
)
def test_a_wording_that_goes_on_is_shown_in_its_plain_form(wording: str, text: str, shown: str) -> None:
    theme = Theme(text, 7, wordings=((wording, 7),))
    assert Writer("ja", None).theme(theme) == shown


def test_what_little_is_said_of_a_word_is_not_told() -> None:
    """Three of a hundred tell nothing of what all say; eight may."""
    writer = Writer("ja", None)
    little = replace(NOTHING, respondents=100, phrases=[Theme("効果を測る", 4), Theme("効果が出る", 2)])
    assert writer.notes(little, 2) == []
    assert writer.notes(replace(little, phrases=[Theme("効果を測る", 8)]), 2) == ["効果を測る 8人。"]
    assert writer.notes(replace(little, phrases=[Theme("効果を測る", 26), Theme("効果が出る", 3)]), 2) == [
        "効果を測る 26人。"
    ]


def test_what_stands_in_one_statement_is_told_where_little_else_is() -> None:
    """Of at least four, and a quarter of all who wrote the word; none that a theme names."""
    near = [Theme("不便", 5), Theme("遠い", 4), Theme("面倒", 3)]
    found = replace(NOTHING, word="関西", near=near)
    assert Writer("ja", None).notes(found, 2) == ["同じ文で：不便 5人、遠い 4人。"]
    assert Writer("en", None).notes(found, 2) == ["In the same statement: 不便 5, 遠い 4."]
    assert Writer("ja", None).notes(replace(found, respondents=100), 2) == []
    told = replace(found, phrases=[Theme("関西が不便", 4)])
    assert Writer("ja", None).notes(told, 2) == ["関西が不便 4人。", "同じ文で：遠い 4人。"]
    assert Writer("ja", None).notes(replace(told, phrases=[Theme("関西が不便", 5)]), 2) == [
        "関西が不便 5人。"
    ]


def test_what_a_search_finds_more_often_is_said() -> None:
    """料金が高い stands in 入場料金が高い, too, and may be doubted."""
    theme = Theme("料金が高い", 8, wordings=(("料金が高かった", 3),), searched=16)
    assert Writer("ja", None).theme(theme) == "料金が高い 8人（検索では16人）"


@pytest.mark.parametrize("text", ["効果が見込できる", "効果は測る"])
def test_what_leaves_out_who_or_what_is_not_told(text: str) -> None:
    found = replace(NOTHING, word="効果", phrases=[Theme(text, 6)])
    assert Writer("ja", None).notes(found, 2) == []
    denied = [Theme("見込できる", 6), Theme("見込できない", 5, negated=True)]
    assert Writer("ja", None).notes(replace(found, phrases=denied), 2) != []


def test_a_longer_word_says_nothing_beside_what_is_said() -> None:
    """新幹線開業 expands 開業; alone it is no note, beside what is said it is left out."""
    name = Theme("新駅開業", 6, says=False, wordings=(("新駅開業", 6),))
    found = replace(NOTHING, word="開業", compounds=[name])
    assert Writer("ja", None).notes(found, 2) == []
    assert Writer("ja", None).notes(replace(found, phrases=[Theme("開業を待つ", 4, is_name=False)]), 2) == [
        "開業を待つ 4人。"
    ]


def test_what_is_done_is_told_with_whose_it_is() -> None:
    """悪化の懸念 is left out where most write 治安の悪化の懸念."""
    phrases = [Theme("悪化の懸念", 5), Theme("治安の悪化の懸念", 3)]
    found = replace(NOTHING, word="懸念", phrases=phrases)
    assert Writer("ja", None).notes(found, 2) == ["治安の悪化の懸念 3人。"]


def test_what_is_quoted_is_whole_and_different() -> None:
    """No piece of another wording, none that holds another, two at most, the most frequent first."""
    wordings = (("意識が高まり", 9), ("意識が高まりました", 4), ("意識の向上", 5), ("意識の向上心", 2))
    assert quotable(Theme("意識が高まる", 20, wordings=wordings)) == [
        ("意識の向上", 5),
        ("意識が高まりました", 4),
    ]
    # 意識向上 is no piece of 意識向上に: it stands by itself.
    assert quotable(Theme("意識の向上", 9, wordings=(("意識向上", 6), ("意識向上に", 3))))[0][0] == "意識向上"
    many = tuple((f"意識{number}", 9 - number) for number in range(5))
    text = Writer("ja", None).theme(Theme("意識", 20, wordings=many))
    assert text == "意識 20人（「意識0」9人、「意識1」8人など）"


def test_denials_come_first_where_there_are_more_of_them() -> None:
    """And their phrases are not told a second time."""
    found = replace(NOTHING, phrases=[NONE, SOME], negated=6, negated_forms=[NONE], yes=2)
    notes = Writer("ja", "社").notes(found, 2)
    assert notes[0] == "10社中6社は効果がないと書いた、打ち消さずに述べたのは2社。"
    assert not any("効果がない" in note for note in notes[1:])
    few, none = replace(found, negated=1), replace(found, negated=0)
    assert Writer("ja", None).notes(few, 2) == Writer("ja", None).notes(none, 2)


def test_what_few_deny_is_a_theme_as_others_are() -> None:
    """With two of ten the sentence about sides is left out, not the number."""
    phrases = [Theme("効果がある", 5), Theme("効果が出ない", 2, negated=True)]
    forms = [Theme("効果が出ない", 2, negated=True)]
    found = replace(NOTHING, negated=2, negated_forms=forms, yes=5, mentioned=3, phrases=phrases)
    assert Writer("ja", None).notes(found, 2) == ["効果がある 5人、効果が出ない 2人。"]


def test_the_sides_are_named_where_most_take_one() -> None:
    """Where most only mention it, who denies it is told, and how; a form of one respondent is not named."""
    forms = [NONE._replace(respondents=3), Theme("効果が出ない", 1, negated=True)]
    found = replace(NOTHING, negated=4, negated_forms=forms, yes=1, mentioned=5)
    assert (
        Writer("ja", "社").notes(found, 2)[0]
        == "10社中4社は効果がないなどと書いた、打ち消さずに述べたのは1社、触れただけなのは5社。"
    )
    found = replace(found, yes=0, mentioned=6)
    assert Writer("ja", "社").notes(found, 2)[0].endswith("と書いた、触れただけなのは6社。")
    found = replace(found, respondents=6, mentioned=2)
    assert Writer("ja", "社").notes(found, 2)[0] == "6社中4社は効果がない・効果が出ないと書いた。"


def test_whose_or_which_is_told_after_what_is_said() -> None:
    """What ends in the keyword says which it is, and nothing alone."""
    which = [Theme(text, 5, says=False) for text in ("社員の意識", "上司の意識", "若手の意識", "意識の差")]
    themes = [*which, Theme("意識の向上", 4), Theme("意識が高い", 3)]
    noun = replace(NOTHING, word="意識", phrases=themes)
    assert Writer("ja", None).notes(noun, 2) == [
        "意識の向上 4人、意識が高い 3人。",
        "上司の意識 5人、社員の意識 5人。",
    ]
    assert Writer("en", None).notes(noun, 2)[1] == "Which: 上司の意識 5, 社員の意識 5."
    assert Writer("ja", None).notes(replace(noun, phrases=which), 2) == []
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
    ("negated", "yes", "start"), [(10, 0, "すべて"), (9, 1, "ほとんど"), (6, 0, "10人中6人は")]
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
