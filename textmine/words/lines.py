"""What the patterns of the grammar say about one line: what is one word, what one compound, what is negated.

A line of n morphemes is a string of n + 2 characters: the class of each morpheme is one character, and a line
end stands on either side. So morpheme i is at i + 1, and a rule is an ordinary regular expression:

    意識 の 向上     "\\n" noun p_no noun "\\n"

This is the plain way, line by line; ``textmine.large.matching`` does the same for many lines at once, by the
same patterns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from textmine.words.compounds import COMPOUND, LINE, NEGATED, WORD
from textmine.words.grammar import LINE_END, RECAST, Grammar
from textmine.words.mecab import Morpheme, after_blanks, with_lemmas
from textmine.words.reading import Reader

# A verb's stem used as a noun has the lemma of that noun: 取り組む, 取り組み.
_STEM = str.maketrans("うくぐすつぬぶむるウクグスツヌブムル", "いきぎしちにびみりイキギシチニビミリ")
_NOUN, _HELPER, _PARTICLE = "名詞", "動詞-補助", "助詞"  # tags that the tables of the grammar know


class TokenizedLine(NamedTuple):
    """The morphemes of a line, and of each the bits LINE, WORD, COMPOUND, NEGATED (:mod:`.compounds`)."""

    morphemes: list[Morpheme]
    flags: list[int]


def tokenize_line(line: str, reader: Reader, grammar: Grammar) -> TokenizedLine:
    """Return the morphemes of a line of normalised text, and what they are to one another."""
    morphemes = reader.read(line)
    if reader.tokenizer.dictionary.lemma < 0:
        morphemes = with_lemmas(morphemes)
    classes = class_string(morphemes, grammar)
    if kinds := recast(classes, grammar):
        for index, kind in kinds.items():
            morphemes[index] = recast_as(kind, morphemes[index])
        classes = class_string(morphemes, grammar)
    blanks = after_blanks(line, morphemes)
    flags = [0] * len(morphemes)
    if flags:
        flags[0] = LINE
    for pattern, bits in ((grammar.word, WORD | COMPOUND), (grammar.compound, COMPOUND)):
        for index in joined(classes, pattern):
            if not blanks[index]:  # nothing is joined over a blank
                flags[index] |= bits
    for index in negated(classes, grammar):
        flags[index] |= NEGATED
    return TokenizedLine(morphemes, flags)


def class_string(morphemes: Sequence[Morpheme], grammar: Grammar) -> str:
    """Return the classes of the morphemes of a line as one string, between two line ends."""
    return f"{LINE_END}{''.join(map(grammar.letter_of.__getitem__, morphemes))}{LINE_END}"


def recast(classes: str, grammar: Grammar) -> dict[int, str]:
    """Return which morphemes are something else where they stand: index -> "noun", "helper", "particle".

    A noun is a verb's stem used as one (見直し を), a helper a verb that helps another (て しまう), a
    particle a verb that is none (に よって). Of several the first kind counts.
    """
    kinds: dict[int, str] = {}
    for kind in RECAST:
        for pattern in grammar.searches[kind]:
            for match in pattern.finditer(classes):
                kinds.setdefault(match.start(1) - 1, kind)
    return kinds


def recast_as(kind: str, morpheme: Morpheme) -> Morpheme:
    """Return a verb as the noun, helper verb or particle that it is used as."""
    if kind != "noun":
        return morpheme._replace(tag=_HELPER if kind == "helper" else _PARTICLE)
    lemma, reading = morpheme.lemma, morpheme.reading
    if "一段" in morpheme.conjugation:
        lemma, reading = lemma.removesuffix("る"), reading.removesuffix("ル")
    elif morpheme.conjugation.startswith("五段"):
        lemma = lemma[:-1] + lemma[-1:].translate(_STEM)
        reading = reading[:-1] + reading[-1:].translate(_STEM)
    return morpheme._replace(
        tag=_NOUN, conjugation="", form="", base=morpheme.surface, lemma=lemma, reading=reading
    )


def joined(classes: str, pattern: re.Pattern[str]) -> list[int]:
    """Return the morphemes that continue the one before: of each match all but the first."""
    return [
        place - 1 for match in pattern.finditer(classes) for place in range(match.start() + 1, match.end())
    ]


def negated(classes: str, grammar: Grammar) -> set[int]:
    """Return which morphemes are negated.

    First the negating morphemes that negate nothing are taken out (obligation, double negation, fixed
    words, しか…ない, questions), then what each of the others negates is marked.

    This is the one definition of negation: tables, notes, pages and codes count what is marked here. A noun
    is negated with what it is said to be or do, or with what is done with it (効果は感じられない,
    鍵をかけない); not in a condition (車がないと), nor where another thing is named (観光ではなく仕事).

    Measured on the counted words of sentences drawn by a seed from the answers of five real surveys and some
    written ones, nine in ten with a sign of negation, labelled before the program was run on them by one
    reader, who also wrote the rules: precision .95 and recall .88 on 250 sentences (153 negated words); after
    mending what these showed, .96 and .90 on 240 others (178 words; of nouns .95 and .87, of verbs and
    adjectives .98 and .97); then, on 110 drawn for forms that are hard to read (とは, ではなく, ないか and
    others; 84 words), .95 and .88. With IPADIC .97 and .86, .97 and .90, .94 and .87. What these showed was
    mended.
    """
    if grammar.signs.isdisjoint(classes):
        return set()
    left = list(classes)
    for pattern in grammar.searches["exempt"]:
        for match in pattern.finditer(classes):
            for place in range(match.start(), match.end()):
                if classes[place] in grammar.negations:
                    left[place] = grammar.letters["auxiliary"]
    remaining = "".join(left)
    return {
        match.start() - 1 for pattern in grammar.searches["negation"] for match in pattern.finditer(remaining)
    }
