"""Whole sentences and phrases that show what a theme is about."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

import numpy as np

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.tables.rule_words import RuleWords
from textmine.tables.space import Space

EXAMPLES, PHRASES = 3, 5  # that are shown of a theme
QUOTABLE = range(8, 61)  # characters of a sentence that is quoted, where there is one
LENGTHY = 150  # characters that cost a sentence as much as a cosine of 1 gains it
TELLING = 5  # words that set a theme apart, of which a typical answer has some
TRIED = 200  # answers nearest to the centre that sentences are sought in
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_PAIRS = (
    ("(", ")"),
    ("（", "）"),
    ("「", "」"),
    ("『", "』"),
)  # a sentence that opens what it does not close is no whole one
_SIGNS = re.compile(r"\W")
_CONDITION = re.compile(r"'((?:[^']|'')*)'|[^\s'()]+")


class Quoting:
    """Finds what to quote of themes in one space; ``found``: which distinct answers are of which theme."""

    def __init__(self, space: Space, words: RuleWords, found: BoolArray) -> None:
        """Sort the texts of the answers."""
        self.space, self.words, self.found = space, words, found
        rows = space.of.rows
        texts = rows["text"].astype(str).groupby(rows["place"]).min()
        self.texts = [html.unescape(text) for text in texts.sort_index()]
        self.is_alone = found.sum(axis=1) == 1

    def phrases(self, theme: int) -> list[str]:
        """Return what is said most in the answers of a theme, and more often there than elsewhere."""
        said = self.words.said
        inside = said.loc[self.found[said["place"].to_numpy(), theme], "word"].value_counts()
        total = said["word"].value_counts()
        phrases = [word for word in inside.index if inside[word] > 1 and 2 * inside[word] > total[word]]
        phrases.sort(key=lambda word: (-inside[word], word))
        chosen: list[str] = []
        for word in phrases:
            # バスの本数が少ない says バスの本数, too.
            if len(chosen) < PHRASES and not any(word in other or other in word for other in chosen):
                chosen.append(word)
        return chosen

    def examples(self, theme: int, words: Sequence[int]) -> list[str]:
        """Return whole sentences of a theme, the most typical first, and one for each of its first words."""
        members = np.flatnonzero(self.found[:, theme])
        nearness = self._typical(members)
        chosen: list[str] = []
        for wanted in [None, *words, None, None]:
            if len(chosen) == EXAMPLES:
                break
            rows = members
            near = nearness
            if wanted is not None:
                has = self.words.found[:, [wanted]].toarray().ravel()[members] > 0
                rows, near = members[has], nearness[has]
            forms = _strings([self.words.conditions[each] for each in ([wanted] if wanted else words)])
            if wanted is not None and any(form in text for form in forms for text in chosen):
                continue
            text = self._best(rows, near, forms, chosen)
            if text:
                chosen.append(text)
        return chosen

    def _typical(self, members: Int64Array) -> FloatArray:
        """Return how typical each answer is: near the mean, with words that set the theme apart."""
        centre = self.space.points[members].mean(axis=0) - self.space.points.mean(axis=0)
        nearness = self.space.points[members] @ centre / max(float(np.linalg.norm(centre)), 1e-9)
        telling = self.space.telling_words(members, TELLING)
        columns = [column for column, name in enumerate(self.space.of.words) if name in telling]
        has_words = (self.space.of.counts[members][:, columns] > 0).sum(axis=1)
        return np.asarray(nearness + np.asarray(has_words).ravel() / TELLING / 2)

    def _best(self, rows: Int64Array, nearness: FloatArray, forms: list[str], taken: list[str]) -> str:
        """Return the sentence to quote: with a word of the theme, typical, short and of no other theme."""
        known = {_SIGNS.sub("", text) for text in taken}
        order = sorted(range(len(rows)), key=lambda each: (-round(float(nearness[each]), 6), int(rows[each])))
        best, best_key = "", (True, True, 0.0)
        for place in order[:TRIED]:
            row = int(rows[place])
            for sentence in _SENTENCE.findall(self.texts[row]):
                text = " ".join(sentence.split())
                is_whole = all(text.count(one) == text.count(other) for one, other in _PAIRS)
                if not is_whole or _SIGNS.sub("", text) in known or not any(form in text for form in forms):
                    continue
                cost = round(len(text) / LENGTHY - float(nearness[place]), 6)
                key = (len(text) not in QUOTABLE, not self.is_alone[row], cost)
                if not best or key < best_key:
                    best, best_key = text, key
        return best


def _strings(conditions: list[str]) -> list[str]:
    """Return the words in conditions such as 店 or 'ご飯'."""
    matches = [match for each in conditions for match in _CONDITION.finditer(each)]
    return [match[1] if match[1] is not None else match[0] for match in matches if match[0] != "or"]


def one_line(text: str) -> str:
    """Return a text as it is quoted: on one line, without HTML entities."""
    return " ".join(html.unescape(text).split())
