"""textmine.words.lines: joining and negation as patterns over classes, on small made-up grammars."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.inputs.lexicon import ForcedWord
from textmine.words.compounds import COMPOUND, LINE, NEGATED, WORD
from textmine.words.grammar import RECAST, Grammar, either, read_grammar, together
from textmine.words.lines import joined, negated, recast, tokenize_line
from textmine.words.mecab import dictionary
from textmine.words.reading import Reader

NAMES = ("noun", "suffix", "verb", "te", "neg_aux", "auxiliary", "other", "period")
LETTERS = {name: chr(0x80 + number) for number, name in enumerate(NAMES)}


def pattern(text: str) -> str:
    return re.sub(r"<(\w+)>", lambda found: LETTERS[found[1]], text).replace(" ", "")


def classes(*lines: str) -> str:
    """Return the classes of lines of class names divided by blanks."""
    letters = ["".join(LETTERS[name] for name in line.split()) for line in lines]
    return "\n".join(["", *letters, ""])


def grammar(**patterns: list[str]) -> Grammar:
    sections = (*RECAST, "word", "compound", "exempt", "negation")
    written = {name: tuple(pattern(text) for text in patterns.get(name, [])) for name in sections}
    groups = {name: (name,) for name in NAMES} | {"neg": ("neg_aux",), "sign": ("neg_aux",)}
    return Grammar({}, LETTERS, {}, groups, written)


def test_joined_gives_what_continues_a_word() -> None:
    """All but the first morpheme of each match."""
    assert joined(classes("noun suffix suffix verb"), either([pattern("<noun> <suffix>+")])) == [1, 2]


def test_the_first_pattern_that_fits_is_taken() -> None:
    """The order of the patterns decides, as the file says."""
    short, long = pattern("<noun> <suffix>"), pattern("<noun> <suffix>+")
    assert joined(classes("noun suffix suffix"), either([short, long])) == [1]
    assert joined(classes("noun suffix suffix"), either([long, short])) == [1, 2]


def test_patterns_that_begin_alike_are_looked_for_at_once() -> None:
    """One that does not begin with a class can't be."""
    one, other = together([pattern("(<verb>) <te>"), pattern("<noun> <te>"), pattern("(<verb>) <noun>")])
    text = classes("verb noun te verb te")
    assert [match.span() for match in one.finditer(text)] == [(1, 3), (4, 6)]
    assert [match.span() for match in other.finditer(text)] == [(2, 4)]
    for wrong in ("<verb>? <te>", "(?: <verb> | <te> ) <noun>"):
        with pytest.raises(ValueError, match="does not begin with one class"):
            together([pattern(wrong)])


def test_recast_puts_a_morpheme_in_one_kind_only() -> None:
    """A noun before a helper before a particle."""
    rules = grammar(noun=["(<verb>)<suffix>"], helper=["<te>(<verb>)"], particle=["(<verb>)"])
    assert recast(classes("te verb suffix verb te verb"), rules) == {1: "noun", 5: "helper", 3: "particle"}


def test_negated_gives_the_group_unless_the_negation_is_exempt() -> None:
    """An exempt negation negates nothing; the next one on the line still does."""
    rules = grammar(exempt=["<neg_aux> <te> <other>"], negation=["(<verb>) <auxiliary>* <neg_aux>"])
    assert negated(classes("verb neg_aux te other verb auxiliary neg_aux"), rules) == {4}
    assert negated(classes("verb"), rules) == set()
    assert negated(classes("neg_aux"), rules) == set()
    assert negated(classes(""), rules) == set()


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=6), max_size=6))
def test_a_line_is_judged_alone(lines: list[list[str]]) -> None:
    """What is joined or negated in a line does not depend on the lines around it."""
    negation = ["(<verb>) <te>? <neg_aux>"]
    rules = grammar(word=["<noun>+ <suffix>*"], exempt=["<neg_aux> <te>"], negation=negation)
    whole = classes(*(" ".join(line) for line in lines))
    first, expected_joined, expected_negated = 0, [], set()
    for line in lines:
        alone = classes(" ".join(line))
        expected_joined += [first + index for index in joined(alone, rules.word)]
        expected_negated |= {first + index for index in negated(alone, rules)}
        first += len(line) + 1  # the line end takes a place
    assert joined(whole, rules.word) == expected_joined
    assert negated(whole, rules) == expected_negated


def test_a_line_of_text() -> None:
    """個人情報 of two morphemes is one compound, it and 守れ are negated; nothing is joined over a blank."""
    reader = Reader(dictionary("unidic-lite"), [ForcedWord("駅前", whole=False)])
    rules = read_grammar("unidic")
    line = tokenize_line("個人情報を守れない", reader, rules)
    assert [m.surface for m in line.morphemes] == ["個人", "情報", "を", "守れ", "ない"]
    assert line.flags == [LINE, COMPOUND | NEGATED, 0, NEGATED, 0]
    assert tokenize_line("個人 情報", reader, rules).flags == [LINE, 0]
    assert tokenize_line("案内板", reader, rules).flags == [LINE, WORD | COMPOUND]
    assert tokenize_line("", reader, rules) == ([], [])
