"""Reads what the analyst knows about words: forced words, synonyms, stop words, spellings of non-answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ForcedWord:
    """A word that is never cut, whatever the tokeniser's dictionary says."""

    word: str
    pos: str = "noun"  # one of words.mecab.POS
    reading: str = ""  # katakana; "" where it was not given


@dataclass(frozen=True)
class Lexicon:
    """What the analyst knows about the words of a survey.

    Attributes:
        compounds: the forced words, in the order of the files (an earlier one wins where two overlap).
        synonyms: spelling as written -> the word it is counted and shown as.
        stopwords: words that are never listed as keywords (they stay in the text and in its positions).
        nonanswers: kind ("none", "unknown", "same", "meaningless", "refusal") -> its spellings.
        files: path -> sha256 of every file that was read, in the order read.
    """

    compounds: tuple[ForcedWord, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    stopwords: frozenset[str] = frozenset()
    nonanswers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
