"""Which spellings are one word, and what its part of speech and its dictionary form are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from textmine.words.grammar import Grammar
from textmine.words.mecab import Morpheme, is_potential
from textmine.words.oldkanji import modern

Key = tuple[str, ...]  # what the spellings of a word have in common
_FOREIGN = re.compile(r"-[^-ぁ-ヿ一-鿿]+$")  # UniDic's lemma ends in the word it comes from: サーバー-server
_NUMBERED = re.compile("[0-9]")  # 1人暮らし has the base 一人暮らし, but is no slip
_NEGATING = frozenset({"neg_aux", "neg_zu", "neg_naku", "nai_shi"})
_ALIKE = {"adjectival_noun": "noun", "proper_noun": "noun"}  # parts of speech that tell no words apart


def key_of(morphemes: Sequence[Morpheme], class_of: Sequence[str], grammar: Grammar) -> Key:
    """Return what the spelling variants of a word share: the lemmas and readings of its morphemes.

    予算, 見直す and 見なおす: ("noun", "予算/ヨサン") and, of both others, ("verb", "見直す/ミナオス").
    """
    pos = pos_of(morphemes, class_of, grammar)
    parts = list(map(shared_by_variants, morphemes, class_of))
    if len(parts) > 1:
        parts = _without_particles(parts, class_of, grammar)
    return (_ALIKE.get(pos, pos), *parts)


def shared_by_variants(morpheme: Morpheme, kind: str) -> str:
    """Return what the spelling variants of a morpheme share."""
    lemma = morpheme.lemma
    part = f"{(_FOREIGN.sub('', lemma) if '-' in lemma else lemma).casefold()}/{morpheme.reading}"
    if is_potential(morpheme):
        # UniDic gives 使える the lemma 使う; "can't use" is another complaint than "don't use".
        part += "/potential"
    if kind == "ikeru":
        part += "/ikeru"  # てはいけない has nothing to do with 行けない
    return part


def _without_particles(shared: Sequence[str], class_of: Sequence[str], grammar: Grammar) -> list[str]:
    """Return the parts of a key of several morphemes that tell one word from another."""
    last = len(shared) - 1
    parts = [
        part
        for place, (part, kind) in enumerate(zip(shared, class_of, strict=True))
        # お店 is 店, 仕方がない is 仕方ない
        if place == last or (kind != "prefix_honour" and not (place and grammar.pos.get(kind) == "particle"))
    ]
    if len(parts) > 1 and (_ends_negated(class_of) or class_of[-1] == "neg_adj"):
        # 仕方がない is 仕方ない, which UniDic has as one adjective with the lemma 仕方無い.
        lemmas, readings = zip(*(part.split("/")[:2] for part in parts[:-1]), strict=True)
        parts = ["".join([*lemmas, "無い/", *readings, "ナイ"])]
    return parts


def pos_of(morphemes: Sequence[Morpheme], class_of: Sequence[str], grammar: Grammar) -> str:
    """Return the part of speech of a word: mostly that of its last morpheme."""
    if "numeral" in class_of[:2] and not (len(class_of) > 2 and class_of[-1] == "noun_one"):
        return "numeral"  # but 二つ星 is a noun
    if class_of[0] == "forced":
        return morphemes[0].tag
    pos = grammar.pos.get(class_of[-1], "noun")
    if len(class_of) > 1 and (pos == "negation" or _ends_negated(class_of)):
        return "adjective"  # もったいない
    if len(class_of) > 1 and pos in {"suffix", "formal_noun"}:
        return "noun"
    return pos


def form_of(morphemes: Sequence[Morpheme], last_class: str) -> str:
    """Return the dictionary form of a word as written: of all but its last morpheme only slips are mended."""
    last = morphemes[-1]
    base = last.surface if _NUMBERED.match(last.surface) or _is_old_name(last) else last.base
    if len(morphemes) > 1 and last_class in _NEGATING:
        base = "ない"
    if len(morphemes) > 1 and "名詞" in last.tag and last.surface[1:] == base[1:]:
        base = last.surface  # 学校づくり, of つくり
    # UniDic reads 感じた as a form of 感ずる, which hardly anyone writes.
    if base.endswith("ずる") and not last.surface.startswith(base[:-1]):
        base = base[:-2] + "じる"
    return "".join([*map(_within, morphemes[:-1]), base])


def _within(morpheme: Morpheme) -> str:
    """Return a morpheme that is not the last of its word as written; 髙 as 高, e- (of e-ラーニング) as e."""
    surface, base = morpheme.surface, morpheme.base
    return base if base in (modern(surface), surface[:-1]) and not _is_old_name(morpheme) else surface


def _is_old_name(morpheme: Morpheme) -> bool:
    """Whether a morpheme is a name that is read with the kanji of today: 髙橋."""
    return "固有名詞" in morpheme.tag and modern(morpheme.surface) == morpheme.base != morpheme.surface


def most_frequent(spellings: Mapping[str, int]) -> str:
    """Return the most frequent spelling; of equal ones the first in code point order.

    >>> most_frequent({"わかる": 2, "判る": 5, "分かる": 5})
    '分かる'
    """
    return min(spellings, key=lambda form: (-spellings[form], form))


def _ends_negated(class_of: Sequence[str]) -> bool:
    """Whether a word ends in a negation, as やむを得ず does; it is a form of やむを得ない."""
    return len(class_of) > 1 and class_of[-1] in _NEGATING
