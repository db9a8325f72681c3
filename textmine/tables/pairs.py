"""Nouns with what is said of them: 意識 with 高まる, 社員 with 意識, 意識 with the 高い before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from textmine.tables.predicates import Predicate
from textmine.tables.spellings import GA, WO
from textmine.tables.tagged import TaggedText, is_attributive

_FAR = frozenset({"から", "まで"})  # cases that the grammar has no class for
_PLAIN_NOUNS = frozenset({"noun", "noun_one", "noun_verbal"})
_WISHES = frozenset({"たい", "欲しい", "ほしい"})
# Letters that stand for a predicate in a string of classes, by what may stand before it.
_PREDICATE, _ADVERBIAL, _BEING = "\uf8f0", "\uf8f1", "\uf8f2"
_ANY = f"[{_PREDICATE}{_ADVERBIAL}{_BEING}]"

# What may stand between a noun with its particle and its predicate: adverbs, numbers, another noun with に.
# In 意識|が|とても|高まっ|た it matches とても.
_BETWEEN = (
    "(?: <adverb> [<p_ni><p_to><p_mo><p_wa>]? | <noun_adverbial> [<p_ni><p_wa><p_mo>]? | [<na>] <p_ni>"
    " | <comma> | <pronoun> [<p_ni><p_mo><p_de>]? | <numeral> [<p_limit><p_mo><p_dake><p_shika>]? | <p_limit>"
    " | [<noun>] (?: <p_ni> [<p_wa><p_mo>]? | <p_de> [<p_wa><p_mo>] ) ){0,3}?"
)
# Nouns with a predicate after them; a noun belongs to the first of these that matches.
_WITH_PREDICATE = {
    # A noun with a particle of case.
    # 意識|が|高まる: the noun 意識, the particle が and the predicate 高まる.
    "case": "[<noun>] <suffix_plural>? (?= ( [<p_ga><p_wo><p_ni><p_de><particle><p_limit>] ) [<p_wa><p_mo>]? "
    f"{_BETWEEN} ( {_ANY} ) )",
    # A noun as the topic.
    # 意識|は|高まる: the noun 意識 and the predicate 高まる.
    "topic": f"[<noun>] <suffix_plural>? (?= [<p_wa><p_mo>] {_BETWEEN} ( {_ANY} ) )",
    # A noun with no particle, or の, before an adjective.
    # 値段|高い: the noun 値段 and the predicate 高い.
    "bare": f"[<noun>] (?= <p_no>? ( [{_BEING}{_ADVERBIAL}] ) )",
}
# A noun that belongs to another noun.
# 社員|の|意識: the noun 社員, and の, which may be への or での, as the group.
_OF = "[<noun>] (?= ( [<p_ni><p_de><particle>]? <p_no> ) [<noun>] )"
# An adjective before its noun, and how many units further the noun is.
# 高い|意識: the adjective 高い; 不便|な|場所: the adjectival noun 不便.
_BEFORE = {"[<adj>] (?= [<noun>] )": 1, "[<na>] (?= <aux_da> [<noun>] )": 2}


class Pair(NamedTuple):
    """At a place, a noun and its predicate (``case``), its other noun (``of``) or adjective (``before``)."""

    kind: str
    noun: int  # unit
    other: int  # unit of the predicate, of the second noun, or of the adjective
    joint: str = ""  # what joins them, as written; "" where a topic or nothing stands


def pairs_of(text: TaggedText, predicates: Mapping[int, Predicate]) -> Iterator[Pair]:
    """Yield the pairs of a corpus: first with a predicate, then of two nouns, then with an adjective."""
    letters = {
        text.place[unit]: _letter(text, unit, predicate, predicates) for unit, predicate in predicates.items()
    }
    string = text.string(letters)
    nouns: set[int] = set()
    for kind, pattern in _WITH_PREDICATE.items():
        for match in text.compile(pattern).finditer(string):
            if text.unit_at[match.start()] not in nouns:
                pair = _with_predicate(text, kind, match, predicates)
                if pair is not None:
                    nouns.add(pair.noun)
                    yield pair
    string = text.string()
    for match in text.compile(_OF).finditer(string):
        first = text.unit_at[match.start()]
        noun = first + match.end(1) - match.start()
        if text.use[noun] >= 0 and text.use[first] >= 0:
            joint = "".join(text.surface(unit) for unit in range(first + 1, noun))
            yield Pair("of", first, noun, joint)
    for pattern, distance in _BEFORE.items():
        for match in text.compile(pattern).finditer(string):
            first = text.unit_at[match.start()]
            noun = first + distance
            is_plain = is_attributive(text.last_morpheme(noun - 1)) and not text.negated[first]
            if is_plain and text.use[noun] >= 0:
                yield Pair("before", noun, first)


def _letter(text: TaggedText, unit: int, predicate: Predicate, predicates: Mapping[int, Predicate]) -> str:
    """Return the letter that stands for a predicate in the string of classes."""
    kind = predicate.key.kind
    is_adverb = kind == "adjective" and text.last_morpheme(unit).form.startswith("連用")
    if is_adverb and not predicate.key.kept and unit + 1 in predicates:
        return _ADVERBIAL  # 詳しく 書く
    return _BEING if kind in ("adjective", "none") else _PREDICATE


def _with_predicate(
    text: TaggedText, kind: str, match: re.Match[str], predicates: Mapping[int, Predicate]
) -> Pair | None:
    """Return the pair of a noun and a predicate that a pattern has found; None if it is none."""
    noun = text.unit_at[match.start()]
    place = match.start(match.lastindex or 0)
    other = text.unit_at[place]
    joint = ""
    if kind == "case":
        particle = text.unit_at[match.start(1)]
        joint = text.surface(particle)
        if text.class_of[particle] in ("particle", "p_limit") and joint not in _FAR:
            return None
    elif kind == "bare" and text.class_of[noun] == "noun_adverbial":
        return None
    if match.string[place] == _ADVERBIAL and joint not in ("", GA):
        other += 1  # 案内を 詳しく 書く
    # 気をつける is of つける; ことがある is of nothing
    belongs = text.use[noun] >= 0 or (text.use[other] >= 0 and text.class_of[noun] in _PLAIN_NOUNS)
    if other in predicates and belongs and _fits(text, noun, joint, other, predicates[other]):
        return Pair("case", noun, other, joint)
    return None


def _fits(text: TaggedText, noun: int, joint: str, other: int, predicate: Predicate) -> bool:
    """Whether a noun with this particle can have this predicate."""
    kind, kept = predicate.key.kind, predicate.key.kept
    if joint == "に" and kind in ("adjective", "being") and text.class_of[noun] in text.groups["na"]:
        return False  # 非常に残念
    if kind in ("none", "exist") and predicate.key.negated:
        # Whether ない negates (予算がない) or not (予算しかない) is known at the noun.
        return joint in (GA, WO, "") and (text.negated[noun] or "if" in kept)
    if joint == "で" and text.class_of[other] == "aru":
        return False  # 田舎である
    if joint == WO:
        return kind in ("verb", "doing", "adjective") or not _WISHES.isdisjoint(kept)
    return True
