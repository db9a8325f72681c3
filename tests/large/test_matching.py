"""textmine.large.matching: in many lines is found what the plain search finds in each."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from tests.words.test_lines import LETTERS, NAMES, grammar
from textmine.large.matching import ClassText, Matcher
from textmine.words.grammar import RECAST, Grammar, read_grammar
from textmine.words.lines import joined, negated, recast

Lines = list[list[str]]
MATCHERS = {name: Matcher(read_grammar(name)) for name in ("unidic", "ipadic")}


def check(lines: Sequence[Sequence[str]], rules: Grammar, matcher: Matcher) -> None:
    letters = [[rules.letters[name] for name in line] for line in lines]
    counts = np.array(list(map(len, lines)), dtype=np.int32)
    codes = [ord(letter) for line in letters for letter in line]
    text = ClassText(np.array(codes, dtype=np.uint8), counts)
    firsts = (np.cumsum(counts) - counts).tolist()
    strings = ["\n" + "".join(line) + "\n" for line in letters]
    pairs = list(zip(firsts, strings, strict=True))
    expected = {first + at: kind for first, line in pairs for at, kind in recast(line, rules).items()}
    places, kinds = matcher.recast(text)
    assert {at: RECAST[kind] for at, kind in zip(places.tolist(), kinds.tolist(), strict=True)} == expected
    for found, pattern in zip(matcher.joined(text), (rules.word, rules.compound), strict=True):
        continues = [first + at for first, line in pairs for at in joined(line, pattern)]
        assert np.flatnonzero(found).tolist() == continues
    negations = sorted(first + at for first, line in pairs for at in negated(line, rules))
    assert np.flatnonzero(matcher.negated(text)).tolist() == negations


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=14), max_size=6))
def test_a_made_up_grammar(lines: Lines) -> None:
    """Also where a pattern may hold anything, or looks back."""
    rules = grammar(
        word=["<verb> <te> <noun>", "<noun>+ <suffix>* (?! <neg_aux> )"],
        compound=["<noun> <te> <noun>"],
        noun=["(?<! <te> ) (<verb>) <suffix>"],
        helper=["<te> <other>? (<verb>)"],
        exempt=["<suffix> [^<period>\\n]{0,3}? <neg_aux>"],
        negation=["(<verb>) [^<neg_aux><period>\\n]* <neg_aux>", "(<noun>) (?<! <te> .) <other>? <neg_aux>"],
    )
    check(lines, rules, Matcher(rules))
    assert set(LETTERS) == set(rules.letters)


@pytest.mark.parametrize("name", sorted(MATCHERS))
@examples(100)
@given(data=st.data())
def test_the_real_patterns(name: str, data: st.DataObject) -> None:
    """Of any row of classes, also such as no text has; what is remembered of one is good for the next."""
    rules = read_grammar(name)
    # Mostly classes that stand in patterns, or few would match.
    likely = [each for group in ("neg", "topic", "nominal", "helper_verb") for each in rules.groups[group]]
    verbs = ["verb", "verb_stem", "v_help", "v_sub", "v_yoru", "p_te", "p_ni", "p_no", "p_wa", "n_fixed"]
    kinds = st.one_of(st.sampled_from(likely), st.sampled_from(verbs), st.sampled_from(sorted(rules.letters)))
    check(data.draw(st.lists(st.lists(kinds, max_size=14), max_size=4)), rules, MATCHERS[name])
