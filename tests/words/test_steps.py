"""Joining and negation as patterns over classes, on small made-up grammars."""

import re

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from textmine.words.grammar import Grammar
from textmine.words.steps import Classes, joined, negated, recast

NAMES = ("noun", "suffix", "verb", "te", "neg_aux", "auxiliary", "other", "period")
LETTERS = {name: chr(0x80 + number) for number, name in enumerate(NAMES)}


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"<(\w+)>", lambda found: LETTERS[found[1]], text).replace(" ", ""))


def classes(*lines: str) -> Classes:
    """Return the classes of lines of class names divided by blanks."""
    names = [line.split() for line in lines]
    letters = np.array([ord(LETTERS[name]) for line in names for name in line], dtype=np.uint8)
    return Classes(letters, np.array([len(line) for line in names], dtype=np.int32))


def grammar(**patterns: list[str]) -> Grammar:
    sections = ("noun", "helper", "particle", "word", "compound", "exempt", "negation")
    compiled = {name: tuple(pattern(text) for text in patterns.get(name, [])) for name in sections}
    groups = {name: (name,) for name in NAMES} | {
        "neg": ("neg_aux",),
        "sign": ("neg_aux",),
        "period": ("period",),
    }
    return Grammar({}, LETTERS, {}, groups, compiled)


def no_gaps(given: Classes) -> npt.NDArray[np.bool_]:
    return np.zeros(len(given), dtype=bool)


def test_spans_are_of_morphemes_and_never_cross_a_line() -> None:
    """The line ends in the string of classes do not shift the places."""
    given = classes("noun", "", "noun noun suffix", "suffix noun")
    assert given.spans(pattern("<noun>+ <suffix>*")).tolist() == [[0, 1], [1, 4], [5, 6]]
    assert given.spans(pattern("<verb>")).tolist() == []


def test_joined_marks_what_continues_a_word() -> None:
    """All but the first morpheme of each match; a blank in the text keeps them apart."""
    given = classes("noun suffix suffix verb", "suffix noun suffix")
    patterns = [pattern("<noun> <suffix>+")]
    assert joined(given, [patterns], no_gaps(given))[0].tolist() == [
        False,
        True,
        True,
        False,
        False,
        False,
        True,
    ]
    gaps = np.array([False, False, True, False, False, False, False])
    assert joined(given, [patterns], gaps)[0].tolist() == [False, True, False, False, False, False, True]


def test_the_first_pattern_that_fits_is_taken() -> None:
    """The order of the patterns decides, as the file says."""
    given = classes("noun suffix suffix")
    short, long = pattern("<noun> <suffix>"), pattern("<noun> <suffix>+")
    assert joined(given, [[short, long]], no_gaps(given))[0].tolist() == [False, True, False]
    assert joined(given, [[long, short]], no_gaps(given))[0].tolist() == [False, True, True]


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=14), max_size=6), st.sampled_from(["", "te"]))
def test_joining_run_by_run_is_joining_the_whole_text(lines: list[list[str]], far: str) -> None:
    """Matching each different run once, and lines with a far pattern whole, marks what one pass would."""
    patterns = [pattern("<verb> <te> <noun>"), pattern("<noun>+ <suffix>* (?! <neg_aux> )")]
    given = classes(*(" ".join(line) for line in lines))
    expected = np.zeros(len(given), dtype=bool)
    for first, last in given.spans(re.compile("|".join(each.pattern for each in patterns))).tolist():
        expected[first + 1 : last] = True
    found = joined(given, [patterns], no_gaps(given), far=[LETTERS[far]] if far else [])
    assert found[0].tolist() == expected.tolist()


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=9), max_size=6))
def test_negation_reads_only_sentences_with_a_sign_of_it(lines: list[list[str]]) -> None:
    """Leaving out the other sentences, and reading each alone, changes nothing."""
    rules = grammar(negation=["(<verb>) [^<neg_aux><period>\\n]* <neg_aux>"])
    given = classes(*(" ".join(line) for line in lines))
    expected = np.zeros(len(given), dtype=bool)
    expected[given.spans(rules.patterns["negation"][0], group=1)[:, 0]] = True
    assert negated(given, rules).tolist() == expected.tolist()


def test_recast_puts_a_morpheme_in_one_kind_only() -> None:
    """A noun before a helper before a particle."""
    rules = grammar(noun=["(<verb>)<suffix>"], helper=["<te>(<verb>)"], particle=["(<verb>)"])
    found = recast(classes("te verb suffix verb te verb"), rules)
    assert {kind: places.tolist() for kind, places in found.items()} == {
        "noun": [1],
        "helper": [5],
        "particle": [3],
    }


def test_negated_marks_the_group_unless_the_negation_is_exempt() -> None:
    """An exempt negation negates nothing; the next one on the line still does."""
    rules = grammar(exempt=["<neg_aux> <te> <other>"], negation=["(<verb>) <auxiliary>* <neg_aux>"])
    given = classes("verb neg_aux te other verb auxiliary neg_aux", "verb", "neg_aux")
    assert np.flatnonzero(negated(given, rules)).tolist() == [4]


def test_nothing_gives_nothing() -> None:
    """A corpus without a morpheme."""
    given, rules = classes(), grammar(negation=["(<verb>)"], word=["<noun> <noun>"])
    assert len(given) == 0
    assert joined(given, [rules.patterns["word"]], no_gaps(given))[0].tolist() == []
    assert negated(given, rules).tolist() == []


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=6), max_size=6))
def test_a_line_is_judged_alone(lines: list[list[str]]) -> None:
    """What is joined or negated in a line does not depend on the lines around it."""
    negation = ["(<verb>) <te>? <neg_aux>"]
    rules = grammar(word=["<noun>+ <suffix>*"], exempt=["<neg_aux> <te>"], negation=negation)

    def judge(*some: str) -> list[tuple[bool, bool]]:
        given = classes(*some)
        both = joined(given, [rules.patterns["word"]], no_gaps(given))[0], negated(given, rules)
        return list(zip(*(part.tolist() for part in both), strict=True))

    texts = [" ".join(line) for line in lines]
    assert judge(*texts) == [mark for text in texts for mark in judge(text)]
