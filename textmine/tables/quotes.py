"""Short quotes that show how a word is used: the best ones that differ from one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.words.corpus import Corpus

IntArray = npt.NDArray[np.int64]

DEPTH = 20  # times as many quotes of each pool are looked at as there may be in the end
_ALIKE = 0.5  # share of words that two quotes may have in common
_CUT = "…"
_PAUSES = "、，,"


class Quote(NamedTuple):
    """A quote; the smallest is the best, but for ``words``, which does not count."""

    penalty: int  # 0 where it is of the wanted length and not cut
    fewer: int  # minus the number of frequent phrases in its sentence
    middle: int  # how far it is from the middle of the wanted lengths
    text: str
    respondent: str
    answer: int
    words: frozenset[str]


Pools = dict[tuple[str, int], list[Quote]]  # (word, number of the pool) -> its quotes, the best first


def merge(total: Pools, other: Pools, most: int) -> Pools:
    """Return the best quotes of two parts of a survey."""
    both = {pool: [*total.get(pool, []), *other.get(pool, [])] for pool in {*total, *other}}
    return {pool: best(quotes, most) for pool, quotes in both.items()}


def best(quotes: Iterable[Quote], most: int) -> list[Quote]:
    """Return the best quotes of a pool, one for each set of words."""
    return _one_of_each(sorted(quotes, key=lambda each: each[:6]), most)


def _one_of_each(quotes: Iterable[Quote], most: int) -> list[Quote]:
    """Return the first quotes, one for each set of words; no more are looked at than it takes."""
    kept: dict[frozenset[str], Quote] = {}
    for quote in quotes:
        if len(kept) == DEPTH * most:
            break
        kept.setdefault(quote.words, quote)
    return list(kept.values())


def choose(pools: Pools, word: str, most: int) -> list[Quote]:
    """Return quotes of a word that differ from one another: one of each pool, any number of the last."""
    own = [pools[pool] for pool in sorted(pools) if pool[0] == word]
    chosen: list[Quote] = []
    for place, pool in enumerate(own):
        for quote in pool:
            if len(chosen) == most:
                return chosen
            if all(_differ(quote, other) for other in chosen):
                chosen.append(quote)
                if place < len(own) - 1:
                    break
    return chosen


def _differ(quote: Quote, other: Quote) -> bool:
    if quote.respondent == other.respondent:
        return False
    together = len(quote.words | other.words)
    return len(quote.words & other.words) <= _ALIKE * together


class Quoting:
    """Where the words of a corpus stand in its answers."""

    def __init__(self, corpus: Corpus, used: pd.DataFrame, *, shortest: int, longest: int) -> None:
        """``used`` are the uses of words in the corpus, as ``occurrences.uses`` gives them."""
        self.shortest, self.longest = shortest, longest
        tokens = corpus.tokens
        self.first, self.last = used["first"].to_numpy(), used["last"].to_numpy()
        self.respondent = used["respondent"].cat.codes.to_numpy()
        self.respondents = [str(name) for name in used["respondent"].cat.categories]
        self.answer = tokens["answer"].to_numpy()
        self.start, self.end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
        self.sentence_of, self.begins = sentences(corpus)
        self.sentence_start = self.start[self.begins]
        self.sentence_end = np.maximum.reduceat(self.end, self.begins) if len(self.begins) else self.end[:0]
        self.content_word = np.where(tokens["content"], tokens["word"].cat.codes, -1)
        self.words = [str(name) for name in tokens["word"].cat.categories]
        firsts = np.flatnonzero(np.diff(self.answer, prepend=-1))
        ends = [*firsts[1:].tolist(), len(self.answer)][: len(firsts)]
        spans = zip(firsts.tolist(), ends, strict=True)
        self.rows_of = {int(self.answer[first]): slice(first, last) for first, last in spans}
        answers = corpus.answers
        self.texts = dict(zip(answers["answer"].tolist(), answers["text"].tolist(), strict=True))

    def pools(self, own: IntArray, with_phrase: Sequence[IntArray], most: int) -> list[list[Quote]]:
        """Return the best quotes with each of some phrases, and of any use of the word.

        ``own`` are the uses of the word, and ``with_phrase`` those of them in each phrase.
        """
        hits: dict[int, set[int]] = {}
        for phrase, uses in enumerate(with_phrase):
            for use in uses.tolist():
                hits.setdefault(int(self.sentence_of[self.first[use]]), set()).add(phrase)
        made: dict[int, tuple[Quote, slice]] = {}
        found = []
        for pool in (*with_phrase, own):
            # One quote a sentence: another use in it would be quoted with much the same words.
            uses_of_pool = np.unique(pool)
            numbers = self.sentence_of[self.first[uses_of_pool]]
            once = uses_of_pool[np.unique(numbers, return_index=True)[1]].tolist()
            for use in once:
                if use not in made:
                    made[use] = self._quote(use, hits)
            found.append(self._best([made[use] for use in once], most))
        return found

    def _best(self, quotes: Sequence[tuple[Quote, slice]], most: int) -> list[Quote]:
        ranked = sorted(quotes, key=lambda each: each[0][:6])
        # One by one, since the words are looked up of those only that are come to.
        return _one_of_each((quote._replace(words=self._words(rows)) for quote, rows in ranked), most)

    def _words(self, tokens: slice) -> frozenset[str]:
        return frozenset(self.words[code] for code in self.content_word[tokens].tolist() if code >= 0)

    def _quote(self, use: int, hits: Mapping[int, set[int]]) -> tuple[Quote, slice]:
        """Return the quote around a use of a word, still without words, and the tokens that these are of."""
        token = int(self.first[use])
        answer = int(self.answer[token])
        text = self.texts[answer]
        sentence = int(self.sentence_of[token])
        rows = slice(*[*self.begins[sentence : sentence + 2].tolist(), len(self.answer)][:2])
        whole = text.strip()
        is_cut = False
        if len(whole) <= self.longest and "\n" not in whole and "\r" not in whole:
            quoted = whole
            rows = self.rows_of[answer]
        else:
            start, end = int(self.sentence_start[sentence]), int(self.sentence_end[sentence])
            quoted = text[start:end].strip()
            if len(quoted) > self.longest:
                around = slice(max(rows.start, token - self.longest), min(rows.stop, token + self.longest))
                spots = [*self.start[around].tolist(), *self.end[around].tolist()]
                word = (int(self.start[token]), int(self.end[self.last[use]]))
                quoted = _cut(text, (start, end), word, spots, self.longest)
                is_cut = True
        fits = self.shortest <= len(quoted) <= self.longest
        penalty = (0 if fits else 1 if 2 * len(quoted) >= self.shortest else 3) + is_cut
        respondent = self.respondents[int(self.respondent[use])]
        middle = abs(2 * len(quoted) - self.shortest - self.longest)
        fewer = -len(hits.get(sentence, ()))
        return Quote(penalty, fewer, middle, quoted, respondent, answer, frozenset()), rows


def sentences(corpus: Corpus) -> tuple[IntArray, IntArray]:
    """Return the number of the sentence in the corpus of each token, and the token that begins each."""
    tokens = corpus.tokens
    answer, sentence = tokens["answer"].to_numpy(), tokens["sentence"].to_numpy()
    new = np.ones(len(tokens), dtype=bool)
    new[1:] = (answer[1:] != answer[:-1]) | (sentence[1:] != sentence[:-1])
    return np.cumsum(new) - 1, np.flatnonzero(new)


def _cut(
    text: str, sentence: tuple[int, int], word: tuple[int, int], spots: Sequence[int], longest: int
) -> str:
    """Return the part of a long sentence around a word, cut at commas, or else at the ``spots``."""
    (start, end), (first, last) = sentence, word
    room = longest - 2 * len(_CUT)
    near, far = max(start, last - room), min(end, first + room)  # a sentence may be a million letters
    pauses = [place + 1 for place in range(near, far) if text[place] in _PAUSES]
    borders = sorted({*([start] if near == start else []), *pauses, *([end] if far == end else [])})
    left = max([border for border in borders if border <= first], default=near)
    right = min([border for border in borders if border >= last], default=far)
    if right - left > room or left not in borders or right not in borders:
        right = max([spot for spot in spots if last <= spot <= min(right, first + room)], default=last)
        left = min([spot for spot in spots if max(left, right - room) <= spot <= first], default=first)
    else:
        for border in sorted(border for border in borders if border > right):
            if border - left <= room:
                right = border
        for border in sorted((border for border in borders if border < left), reverse=True):
            if right - border <= room:
                left = border
    quoted = text[left:right].strip()
    if right < end:
        quoted = quoted.rstrip(_PAUSES) + _CUT
    return (_CUT if left > start else "") + quoted
