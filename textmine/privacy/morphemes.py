"""Lines of a text as a tagger sees them, and what its dictionary knows of a word that may be a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from textmine.privacy.spans import any_of, words
from textmine.words.mecab import Morpheme, Tokenizer, dictionary, tags

NAME, SURNAME, GIVEN, PLACE = "人名", "人名-姓", "人名-名", ("地名", "地域")
NOUNS = ("名詞", "接頭辞", "形状詞")
AFFIXES = ("接尾辞", "接頭辞")
HONORIFICS = frozenset(words("honorifics"))
_INTRODUCES = re.compile(
    "|".join(map(any_of, ("honorifics", "family", "relations", "labels"))) + r"|という|会社|\([有株同資名]\)"
)
_TRAILING = ("助詞", "助動詞", "補助記号", "記号", "空白", "感動詞", "接続詞")


@dataclass(frozen=True)
class Line:
    """A line of text and its morphemes; none if it holds no word that may be a name."""

    text: str
    morphemes: tuple[Morpheme, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def follows(self, i: int) -> Morpheme | None:
        """Return the morpheme after one."""
        return self.morphemes[i + 1] if i + 1 < len(self.morphemes) else None

    def touches_next(self, i: int) -> bool:
        """Return whether the morpheme after one begins where it ends."""
        return i + 1 < len(self.morphemes) and self.starts[i + 1] == self.ends[i]

    def stands_free(self, i: int) -> bool:
        """Return whether a name that begins with a morpheme is not the end of a longer noun."""
        if not i or self.starts[i] > self.ends[i - 1]:
            return True
        before = self.morphemes[i - 1].tag
        return "副詞可能" in before or not before.startswith(NOUNS)

    def goes_no_further(self, i: int) -> bool:
        """Return whether a particle, a sign, a blank or nothing follows a morpheme."""
        following = self.follows(i)
        return following is None or not self.touches_next(i) or following.tag.startswith(_TRAILING)


def tagged_lines(texts: Sequence[str]) -> list[Line]:
    """Return the morphemes of each line of text, as one tokeniser sees them whatever the study's own is.

    UniDic lists under which parts of speech a word is known, which is what a judgement needs; so a change
    of the study's dictionary doesn't change what is hidden.
    """
    tokenizer = Tokenizer(dictionary("unidic-lite"))
    lines: list[Line] = []
    for text in texts:
        morphemes = tokenizer.tokenize(text)
        may_hold = any(NAME in m.tag for m in morphemes) or _INTRODUCES.search(text)
        morphemes = morphemes if may_hold else []
        starts: list[int] = []
        ends = [0]
        for morpheme in morphemes:
            starts.append(text.index(morpheme.surface, ends[-1]))
            ends.append(starts[-1] + len(morpheme.surface))
        lines.append(Line(text, tuple(morphemes), tuple(starts), tuple(ends[1:])))
    return lines


def is_surname(morpheme: Morpheme) -> bool:
    """Return whether a word is tagged as a surname, or known as one."""
    return SURNAME in morpheme.tag or _is_listed(morpheme.surface, SURNAME)


def may_be_name(morpheme: Morpheme) -> bool:
    """Return whether a word is tagged as a person's name, or known as one."""
    return NAME in morpheme.tag or _is_listed(morpheme.surface, NAME)


def may_be_given(morpheme: Morpheme) -> bool:
    """Return whether a word is tagged as a given name, or known as one."""
    return GIVEN in morpheme.tag or _is_listed(morpheme.surface, GIVEN)


def is_place(morpheme: Morpheme) -> bool:
    """Return whether a word is tagged as a place, or known as one."""
    return any(place in tag for tag in (*known_tags(morpheme.surface), morpheme.tag) for place in PLACE)


def is_only_name(morpheme: Morpheme) -> bool:
    """Return whether the dictionary knows a word as a person's name and as nothing else."""
    return _is_only_name(morpheme.surface)


@cache
def _is_only_name(surface: str) -> bool:
    known = known_tags(surface)
    return bool(known) and all(NAME in tag for tag in known)


@cache
def _is_listed(surface: str, part: str) -> bool:
    """Whether UniDic lists a word under a part of speech."""
    return any(part in tag for tag in known_tags(surface))


@cache
def known_tags(surface: str) -> frozenset[str]:
    """Return the parts of speech under which UniDic lists a word."""
    return tags(surface, dictionary("unidic-lite"))
