"""Short quotes that show how a word is used: the best ones that differ from one another."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray, Int64Array
from textmine.tables.occurrences import Keyword
from textmine.words.affirming import KINDS
from textmine.words.corpus import WORD, Corpus

DEPTH = 20  # times as many quotes of each pool are looked at as there may be in the end
_ALIKE = 0.5  # share of words that two quotes may have in common
_NOMINAL = 2  # what it costs a quote to end as a list of nouns does
_NOUNS = frozenset({"noun", "proper_noun", "numeral", "suffix"})
_CUTTING = 2  # and to be cut: more than to be half as long as wanted
_CUT = "…"
_CONCESSIONS = frozenset({"が", "けど", "けれど", "けれども", "のに", "ものの"})  # what counts comes after
_PAUSES = "、，,"
_PLACE = attrgetter("answer", "text")


class Quote(NamedTuple):
    """A quote; the smallest is the best, but for ``words``, which does not count."""

    doubt: int  # 0 where it affirms what it is to show, 1 concedes or wishes that, 2 denies or supposes it
    penalty: int  # 0 where it is of the wanted length and not cut
    fewer: int  # minus the number of frequent phrases in its sentence
    middle: int  # how far it is from the middle of the wanted lengths
    text: str
    respondent: str
    answer: int
    words: frozenset[str]


Pools = dict[tuple[Keyword, int], list[Quote]]  # (keyword, number of the pool) -> its quotes, the best first


def merge(total: Pools, other: Pools, most: int) -> Pools:
    """Return the best quotes of two parts of a survey."""
    both = {pool: [*total.get(pool, []), *other.get(pool, [])] for pool in {*total, *other}}
    return {pool: best(quotes, most) for pool, quotes in both.items()}


def best(quotes: Iterable[Quote], most: int) -> list[Quote]:
    """Return the best quotes of a pool, one for each set of words."""
    return _one_of_each(sorted(quotes, key=lambda each: each[:-1]), most)


def _one_of_each(quotes: Iterable[Quote], most: int) -> list[Quote]:
    """Return the first quotes, one for each set of words; no more are looked at than it takes."""
    of_words: dict[frozenset[str], Quote] = {}
    for quote in quotes:
        if len(of_words) == DEPTH * most:
            break
        of_words.setdefault(quote.words, quote)
    return list(of_words.values())


def choose(
    pools: Pools, keyword: Keyword, most: int, used: Collection[str] = (), chosen: Sequence[Quote] = ()
) -> list[Quote]:
    """Return quotes of a keyword that differ from one another: one of each pool, any number of the last.

    Those come first that affirm, of these one of each pool before the next ones; then those that concede or
    wish; ones that are ``used`` before none but those that deny or suppose. ``chosen`` are there already.
    """
    own = [pools[pool] for pool in sorted(pools) if pool[0] == keyword]
    held = [set(map(_PLACE, pool)) for pool in own]
    found = list(chosen)
    for doubt, is_used in ((0, False), (1, False), (0, True), (1, True), (2, False), (2, True)):
        for place, pool in enumerate(own):
            for quote in pool:
                if len(found) == most:
                    return found
                if place < len(own) - 1 and any(_PLACE(other) in held[place] for other in found):
                    break
                if (quote.doubt, quote.text in used) == (doubt, is_used) and all(
                    _differ(quote, other) for other in found
                ):
                    found.append(quote)
    return found


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
        self.respondents = used["respondent"].cat.categories.tolist()
        self.answer = tokens["answer"].to_numpy()
        self.start, self.end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
        self.sentence_of, self.begins = sentences(corpus)
        self.sentence_start = self.start[self.begins]
        self.sentence_end = np.maximum.reduceat(self.end, self.begins) if len(self.begins) else self.end[:0]
        self.pos = tokens["pos"].array
        self.is_list = self._end_in_nouns()
        self.content_word = np.where(tokens["content"], tokens["word"].cat.codes, -1)
        self.words = tokens["word"].cat.categories.tolist()
        self.texts = corpus.answers["text"].tolist()
        numbers = corpus.answers["answer"].to_numpy()
        places = pd.Series(np.arange(len(numbers)), index=numbers)
        self.place = places.loc[self.answer].to_numpy()  # of each token, that of its answer
        self.tokens_from = np.searchsorted(self.place, np.arange(len(numbers) + 1))
        self.sentences = np.bincount(self.place[self.begins], minlength=len(numbers))
        # A short answer is quoted whole, whatever word in it is meant.
        self.whole = [text.strip() for text in self.texts]
        self.length = np.fromiter(map(len, self.whole), dtype=np.int64, count=len(self.whole))
        self.is_short = (self.length <= longest) & np.array(
            [not ("\n" in text or "\r" in text) for text in self.whole], dtype=bool
        )
        self.is_whole, self.doubts = self._doubts(corpus)

    def _doubts(self, corpus: Corpus) -> tuple[BoolArray, BoolArray]:
        """Return which uses are quoted with their whole answer, and what is said in the quotes from them on.

        That is a row each: denied, wished, supposed, and another statement after が or けれど.
        """
        sentence, place = self.sentence_of[self.first], self.place[self.first]
        # Of several sentences the one with the word is quoted, if it is long enough to be understood.
        is_brief = 2 * (self.sentence_end[sentence] - self.sentence_start[sentence]) < self.shortest
        is_whole = self.is_short[place] & (is_brief | (self.sentences[place] == 1))
        offset = np.cumsum([0, *(len(text) + 1 for text in self.texts)])
        text = "".join(f"{each}\n" for each in self.texts)
        begin = offset[place] + self.start[self.first]
        end = np.where(is_whole, offset[place + 1], offset[place] + self.sentence_end[sentence])
        places = ([match.start() for match in kind.finditer(text)] for kind in KINDS)
        found = [np.diff(np.searchsorted(each, [begin, end]), axis=0)[0] > 0 for each in places]
        is_concession = [each.surface in _CONCESSIONS and "接続助詞" in each.tag for each in corpus.morphemes]
        starts = np.flatnonzero((corpus.flags & WORD) == 0)
        before = np.cumsum(np.array(is_concession, dtype=bool)[corpus.codes])[starts]
        last = np.append(self.begins, len(starts))[sentence + 1] - 1
        return is_whole, np.stack([*found, before[last] > before[self.first]])

    def _doubt(self, uses: Int64Array, said: str) -> Int64Array:
        """Return how far the quotes of some uses are from affirming what is said, as in :class:`Quote`."""
        denied, wished, supposed, conceded = self.doubts[:, uses]
        denies, wishes, supposes = (bool(kind.search(said)) for kind in KINDS)
        is_open = (denied != denies) | supposed & (not supposes)
        return np.where(is_open, 2, np.where(conceded | wished & (not wishes), 1, 0))

    def _end_in_nouns(self) -> BoolArray:
        """Return of each sentence whether its last word is a noun: 生徒の増加、機会の減少。"""
        pos = self.pos
        signs = np.array([name == "symbol" for name in pos.categories], dtype=bool)
        nouns = np.array([name in _NOUNS for name in pos.categories], dtype=bool)
        words = np.where(signs[pos.codes], -1, np.arange(len(pos.codes)))
        last = np.maximum.reduceat(words, self.begins) if len(self.begins) else self.begins
        ends: BoolArray = (last >= 0) & nouns[pos.codes[np.maximum(last, 0)]]
        return ends

    def pools(
        self, own: Int64Array, with_phrase: Sequence[Int64Array], said: Sequence[str], most: int
    ) -> list[list[Quote]]:
        """Return the best quotes with each of some phrases, and of any use of the word.

        ``own`` are the uses of the word, and ``with_phrase`` those of them in each phrase; ``said`` is what
        they are to show, the phrases and the word.
        """
        each = [np.unique(self.sentence_of[self.first[uses]]) for uses in with_phrase]
        # The sentences that hold one of the phrases, in order, and how many of them each holds.
        hits = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *each]), return_counts=True)
        made: dict[int, tuple[Quote, slice]] = {}
        every = zip((*with_phrase, own), said, strict=True)
        return [self._best(pool, self._doubt(pool, text), hits, made, most) for pool, text in every]

    def _best(
        self,
        pool: Int64Array,
        doubt: Int64Array,
        hits: tuple[Int64Array, Int64Array],
        made: dict[int, tuple[Quote, slice]],
        most: int,
    ) -> list[Quote]:
        """Return the best quotes of some uses; ``made`` are those around a use in a long answer."""
        # One quote a sentence: another use in it would be quoted with much the same words.
        best_first = np.lexsort((pool, doubt))
        sentence, once = np.unique(self.sentence_of[self.first[pool[best_first]]], return_index=True)
        uses, doubt = pool[best_first][once], doubt[best_first][once]
        held, counts = hits
        at = np.minimum(np.searchsorted(held, sentence), max(0, len(held) - 1))
        fewer = -np.where(held[at] == sentence, counts[at], 0) if len(held) else np.zeros_like(sentence)
        short = self.is_whole[uses]
        for use, few in zip(uses[~short].tolist(), fewer[~short].tolist(), strict=True):
            if use not in made:
                made[use] = self._around(use, few)
        doubted = zip(uses[~short].tolist(), doubt[~short].tolist(), strict=True)
        long = sorted(
            ((made[use][0]._replace(doubt=of_use), made[use][1]) for use, of_use in doubted), key=_rank
        )
        # One by one, since what is quoted and its words are looked up of those only that are come to.
        ranked = heapq.merge(self._whole_ones(uses[short], doubt[short], fewer[short]), long, key=_rank)
        return _one_of_each((quote._replace(words=self._words(rows)) for quote, rows in ranked), most)

    def _whole_ones(
        self, uses: Int64Array, doubt: Int64Array, fewer: Int64Array
    ) -> Iterator[tuple[Quote, slice]]:
        """Yield the quotes of uses in short answers, still without words, the best first."""
        tokens = self.first[uses]
        places = self.place[tokens]
        lengths = self.length[places]
        penalty = np.where(lengths >= self.shortest, 0, np.where(2 * lengths >= self.shortest, 1, 3))
        penalty += _NOMINAL * self.is_list[self.sentence_of[tokens]]
        middle = np.abs(2 * lengths - self.shortest - self.longest)
        order = np.lexsort((middle, fewer, penalty, doubt))
        keys = np.stack([doubt, penalty, fewer, middle])[:, order]
        begins = np.flatnonzero(np.append(True, (keys[:, 1:] != keys[:, :-1]).any(axis=0)))
        for begin, end in pairwise([*begins.tolist(), len(order)] if len(order) else []):
            alike = order[begin:end]
            doubtful, is_off, few, off_middle = keys[:, begin].tolist()
            quotes = []
            for place, who, answer in zip(
                places[alike].tolist(),
                self.respondent[uses[alike]].tolist(),
                self.answer[tokens[alike]].tolist(),
                strict=True,
            ):
                given = (self.whole[place], self.respondents[who], answer, frozenset[str]())
                rows = slice(int(self.tokens_from[place]), int(self.tokens_from[place + 1]))
                quotes.append((Quote(doubtful, is_off, few, off_middle, *given), rows))
            yield from sorted(quotes, key=_rank)

    def _words(self, tokens: slice) -> frozenset[str]:
        return frozenset(self.words[code] for code in self.content_word[tokens].tolist() if code >= 0)

    def _around(self, use: int, fewer: int) -> tuple[Quote, slice]:
        """Return the quote around a use in a long answer, without words, and the tokens these are of."""
        token = int(self.first[use])
        text = self.texts[int(self.place[token])]
        sentence = int(self.sentence_of[token])
        rows = slice(*[*self.begins[sentence : sentence + 2].tolist(), len(self.answer)][:2])
        start, end = int(self.sentence_start[sentence]), int(self.sentence_end[sentence])
        quoted = text[start:end].strip()
        is_cut = len(quoted) > self.longest
        if is_cut:
            around = slice(max(rows.start, token - self.longest), min(rows.stop, token + self.longest))
            spots = [*self.start[around].tolist(), *self.end[around].tolist()]
            word = (int(self.start[token]), int(self.end[self.last[use]]))
            quoted = _truncate(text, (start, end), word, spots, self.longest)
        fits = self.shortest <= len(quoted) <= self.longest
        penalty = (0 if fits else 1 if 2 * len(quoted) >= self.shortest else 3) + _CUTTING * is_cut
        penalty += _NOMINAL * int(self.is_list[sentence])
        respondent = self.respondents[int(self.respondent[use])]
        middle = abs(2 * len(quoted) - self.shortest - self.longest)
        answer = int(self.answer[token])
        return Quote(0, penalty, fewer, middle, quoted, respondent, answer, frozenset()), rows


def _rank(each: tuple[Quote, slice]) -> tuple[object, ...]:
    return each[0][:-1]


def first_answers(corpus: Corpus) -> dict[str, int]:
    """Return the number of the first answer of each respondent, to any question of the survey."""
    answers = corpus.survey.answers.groupby("respondent", sort=False)["answer"].min()
    return {str(respondent): int(answer) for respondent, answer in answers.items()}


def sentences(corpus: Corpus) -> tuple[Int64Array, Int64Array]:
    """Return the number of the sentence in the corpus of each token, and the token that begins each."""
    tokens = corpus.tokens
    answer, sentence = tokens["answer"].to_numpy(), tokens["sentence"].to_numpy()
    new = np.ones(len(tokens), dtype=bool)
    new[1:] = (answer[1:] != answer[:-1]) | (sentence[1:] != sentence[:-1])
    return np.cumsum(new) - 1, np.flatnonzero(new)


def _truncate(
    text: str, sentence: tuple[int, int], word: tuple[int, int], spots: Sequence[int], longest: int
) -> str:
    """Return the part of a long sentence around a word, cut at commas, or else at the ``spots``.

    ``sentence`` and ``word`` are where they begin and end in ``text``.
    """
    (start, end), (first, last) = sentence, word
    room = longest - 2 * len(_CUT)
    near, far = max(start, last - room), min(end, first + room)  # a sentence may be a million letters
    pauses = {place + 1 for place in range(near, far) if text[place] in _PAUSES}
    ends = {place for place in (near, far) if place in (start, end)}
    borders = sorted(pauses | ends)
    before = [border for border in borders if border <= first]
    after = [border for border in borders if border >= last]
    if before and after and after[0] - before[-1] <= room:
        left, right = _widest(before, after, room)
    else:
        right = after[0] if after else far
        left = before[-1] if before else near
        right = max([spot for spot in spots if last <= spot <= min(right, first + room)], default=last)
        left = min([spot for spot in spots if max(left, right - room) <= spot <= first], default=first)
    quoted = text[left:right].strip()
    if right < end:
        quoted = quoted.rstrip(_PAUSES) + _CUT
    return (_CUT if left > start else "") + quoted


def _widest(before: Sequence[int], after: Sequence[int], room: int) -> tuple[int, int]:
    """Return the borders that leave most text within ``room``: first as far to the right as it goes."""
    left = before[-1]
    right = max(border for border in after if border - left <= room)
    return min(border for border in before if right - border <= room), right
