"""Joining and negation as patterns over classes, on small made-up grammars."""

import re

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.words.grammar import Grammar, read_grammar, together
from textmine.words.steps import KINDS, Classes, joined, negated, recast

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
    compiled |= {name: together(compiled[name]) for name in ("exempt", "negation")}
    groups = {name: (name,) for name in NAMES} | {
        "neg": ("neg_aux",),
        "sign": ("neg_aux",),
        "period": ("period",),
    }
    return Grammar({}, LETTERS, {}, groups, compiled)


def no_gaps(given: Classes) -> npt.NDArray[np.bool_]:
    return np.zeros(len(given), dtype=bool)


def test_the_string_of_classes_has_a_place_for_each_morpheme() -> None:
    """Between line ends; a change of a morpheme's class is seen in the string and the text."""
    given = classes("noun", "", "noun suffix")
    assert given.text == "\n{noun}\n\n{noun}{suffix}\n".format(**LETTERS)
    assert [given.text[place] for place in given.places] == [LETTERS[n] for n in ("noun", "noun", "suffix")]
    given.change(np.array([1]), np.array([ord(LETTERS["verb"])], dtype=np.uint8))
    assert given.text == "\n{noun}\n\n{verb}{suffix}\n".format(**LETTERS)
    assert len(given) == 3


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
    whole = np.zeros(len(given.text), dtype=bool)
    for match in re.finditer("|".join(each.pattern for each in patterns), given.text):
        whole[match.start() + 1 : match.end()] = True
    expected = whole[given.places]
    found = joined(given, [patterns], no_gaps(given), far=[LETTERS[far]] if far else [])
    assert found[0].tolist() == expected.tolist()


def everywhere(given: Classes, rules: Grammar) -> list[bool]:
    """Return what is negated, looked for in the whole text."""
    exempt = np.zeros(len(given.text), dtype=bool)
    for one in rules.patterns["exempt"]:
        for match in one.finditer(given.text):
            exempt[match.start() : match.end()] = True
    negations = {rules.letters[name] for name in rules.groups["neg"]}
    auxiliary = rules.letters["auxiliary"]
    pairs = zip(given.text, exempt.tolist(), strict=True)
    left = "".join(auxiliary if taken and letter in negations else letter for letter, taken in pairs)
    found = np.zeros(len(given.text), dtype=bool)
    found[[match.start() for one in rules.patterns["negation"] for match in one.finditer(left)]] = True
    return [bool(mark) for mark in found[given.places]]


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=9), max_size=6))
def test_negation_is_looked_for_around_its_signs(lines: list[list[str]]) -> None:
    """Leaving out the rest of the text changes nothing, also where a pattern may hold anything."""
    rules = grammar(
        exempt=["<suffix> [^<period>\\n]{0,3}? <neg_aux>"],
        negation=["(<verb>) [^<neg_aux><period>\\n]* <neg_aux>", "(<noun>) (?<! <te> .) <other>? <neg_aux>"],
    )
    given = classes(*(" ".join(line) for line in lines))
    assert negated(given, rules).tolist() == everywhere(given, rules)


@settings(max_examples=300)
@given(st.data())
@pytest.mark.parametrize("name", ["unidic", "ipadic"])
def test_so_it_is_with_the_real_patterns(name: str, data: st.DataObject) -> None:
    """Of any row of classes, also such as no text has."""
    rules = read_grammar(name)
    # Mostly classes that stand in patterns of negation, or few would match.
    likely = [each for group in ("neg", "topic", "nominal", "helper_verb") for each in rules.groups[group]]
    kinds = st.one_of(st.sampled_from(likely), st.sampled_from(sorted(rules.letters)))
    lines = data.draw(st.lists(st.lists(kinds, max_size=14), max_size=4))
    letters = np.array([ord(rules.letters[kind]) for line in lines for kind in line], dtype=np.uint8)
    given = Classes(letters, np.array([len(line) for line in lines], dtype=np.int32))
    assert negated(given, rules).tolist() == everywhere(given, rules)


def test_patterns_that_begin_alike_are_looked_for_at_once() -> None:
    """One that does not begin with a class can't be."""
    one, other = together([pattern("(<verb>) <te>"), pattern("<noun> <te>"), pattern("(<verb>) <noun>")])
    text = "".join(LETTERS[name] for name in ("verb", "noun", "te", "verb", "te"))
    assert [match.span() for match in one.finditer(text)] == [(0, 2), (3, 5)]
    assert [match.span() for match in other.finditer(text)] == [(1, 3)]
    for wrong in ("<verb>? <te>", "(?: <verb> | <te> ) <noun>"):
        with pytest.raises(ValueError, match="does not begin with one class"):
            together([pattern(wrong)])


def test_recast_puts_a_morpheme_in_one_kind_only() -> None:
    """A noun before a helper before a particle."""
    rules = grammar(noun=["(<verb>)<suffix>"], helper=["<te>(<verb>)"], particle=["(<verb>)"])
    found = recast(classes("te verb suffix verb te verb"), rules)
    assert {kind: places.tolist() for kind, places in found.items()} == {
        "noun": [1],
        "helper": [5],
        "particle": [3],
    }


@settings(max_examples=300)
@given(st.data())
@pytest.mark.parametrize("name", ["unidic", "ipadic"])
def test_what_is_recast_is_seen_from_its_neighbours(name: str, data: st.DataObject) -> None:
    """Two morphemes on either side decide, whatever classes they have: none looks farther."""
    rules = read_grammar(name)
    kinds = st.one_of(
        st.sampled_from(["verb", "verb_stem", "v_help", "v_sub", "v_yoru", "p_te", "p_ni", "p_no", "p_wa"]),
        st.sampled_from(sorted(rules.letters)),
    )
    lines = data.draw(st.lists(st.lists(kinds, max_size=14), max_size=4))
    letters = np.array([ord(rules.letters[kind]) for line in lines for kind in line], dtype=np.uint8)
    given = Classes(letters, np.array([len(line) for line in lines], dtype=np.int32))
    expected: dict[int, str] = {}
    for kind in KINDS:
        for one in rules.patterns[kind]:
            for match in re.finditer(f"(?={one.pattern})", given.text):
                expected.setdefault(match.start(1), kind)
    morphemes = {place: number for number, place in enumerate(given.places.tolist())}
    found = recast(given, rules)
    assert {number: kind for kind in KINDS for number in found[kind].tolist()} == {
        morphemes[place]: kind for place, kind in expected.items()
    }


def test_negated_marks_the_group_unless_the_negation_is_exempt() -> None:
    """An exempt negation negates nothing; the next one on the line still does."""
    rules = grammar(exempt=["<neg_aux> <te> <other>"], negation=["(<verb>) <auxiliary>* <neg_aux>"])
    given = classes("verb neg_aux te other verb auxiliary neg_aux", "verb", "neg_aux")
    assert np.flatnonzero(negated(given, rules)).tolist() == [4]


def test_nothing_gives_nothing() -> None:
    """A corpus without a morpheme."""
    given, rules = classes(), grammar(negation=["(<verb>) <neg_aux>"], word=["<noun> <noun>"])
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
