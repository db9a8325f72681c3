"""Words that hardly ever occur outside one longer word, and are shown as that: 公共 as 公共交通."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from textmine.arrays import BoolArray, Int32Array, Int64Array, summed
from textmine.settings import WordSettings
from textmine.words.compounds import Types
from textmine.words.spelling import most_frequent

Row = tuple[int, ...]  # the words of a compound, or of a longer word in it
_AT_END = 0.8  # share of the occurrences of a fragment that must end longer words, where they are several
_LEAST_AT_END = 5  # occurrences in each of these longer words
_SHARE_AT_END = 0.1  # of a fragment that ends several longer words, the share of one to be shown as it
LONGEST = 6  # words of a longer word


@dataclass(frozen=True, eq=False)
class WordRows:
    """The distinct compounds (:class:`Types`) as rows of words.

    Attributes:
        types: the compounds.
        times: how often each occurs in the texts.
        words: of each of their morphemes that begins a word, the number of the word; else -1.
        rows: the different rows of words (two may be equal that have their morphemes in other places).
        row_of: index into ``rows`` of each compound.
    """

    types: Types
    times: Int64Array
    words: Int32Array
    rows: list[Row]
    row_of: Int32Array


@dataclass(frozen=True, eq=False)
class LongerWords:
    """Where longer words are shown in place of their fragments.

    Attributes:
        names: the longer words, in code point order; they are numbered after all other words.
        words: as in :class:`WordRows`, with the longer words.
        fragments: which morphemes begin a word that is counted as part of the longer word beside it.
        name_of: the name of each row of words that is a longer word.
    """

    names: list[str]
    words: Int32Array
    fragments: BoolArray
    name_of: Mapping[Row, str]


def longer_words(
    compounds: WordRows,
    candidates: BoolArray,
    is_numeral: Sequence[bool],
    form: Callable[[Sequence[int]], str],
    settings: WordSettings,
) -> LongerWords:
    """Return where fragments are shown as longer words.

    公共 in 公共交通 and 公共交通機関 is counted as 公共交通 there, and as 公共 wherever else it occurs.
    ``candidates`` says of each word whether it may be a fragment, ``is_numeral`` whether it is a number;
    ``form`` gives the dictionary form of a row of morphemes.
    """
    types, words = compounds.types, compounds.words.copy()
    fragments = np.zeros(len(words), dtype=bool)
    longer = _longer_of_fragments(compounds, candidates, is_numeral, settings)
    plans = {
        row: plan
        for row, of_row in enumerate(compounds.rows)
        if not longer.keys().isdisjoint(of_row) and (plan := _plan(of_row, longer))
    }
    # Of all words, one after the other: where each begins and ends, and which is the first of each compound.
    starts = np.flatnonzero(words >= 0)
    ends = np.append(starts[1:], len(words)).tolist()
    first_word = np.cumsum(types.words) - types.words
    planned = np.flatnonzero(np.isin(compounds.row_of, list(plans))).tolist()
    codes = types.codes.tolist()
    spelled: Counter[tuple[Row, Row]] = Counter()
    for number in planned:
        for _, run, at in plans[int(compounds.row_of[number])]:
            first = int(first_word[number]) + at
            morphemes = tuple(codes[starts[first] : ends[first + len(run) - 1]])
            spelled[run, morphemes] += int(compounds.times[number])
    spellings: defaultdict[Row, Counter[str]] = defaultdict(Counter)
    for (run, morphemes), count in spelled.items():
        spellings[run][form(morphemes)] += count
    name_of = {run: most_frequent(forms) for run, forms in spellings.items()}
    names = sorted(set(name_of.values()))
    number_of = {name: len(candidates) + place for place, name in enumerate(names)}
    for number in planned:
        seen: set[tuple[int, Row]] = set()
        for place, run, at in plans[int(compounds.row_of[number])]:
            begin = starts[int(first_word[number]) + place]
            if (at, run) in seen:  # another fragment of the same longer word: counted once
                fragments[begin] = True
            else:
                words[begin] = number_of[name_of[run]]
                seen.add((at, run))
    return LongerWords(names, words, fragments, name_of)


def _longer_of_fragments(
    compounds: WordRows, candidates: BoolArray, is_numeral: Sequence[bool], settings: WordSettings
) -> dict[int, tuple[Row, ...]]:
    """Return, for each fragment, the words of the longer words that it is shown as.

    A fragment occurs nearly always in one longer word (the longest such is taken), or nearly always at
    the end of several (手段 in 交通手段 and 移動手段), of which those with a tenth of it are taken.
    """
    share, minimum = settings.fragment_share, settings.fragment_minimum
    begins = compounds.words >= 0
    totals = summed(
        compounds.words[begins], np.repeat(compounds.times, compounds.types.words), len(candidates)
    )
    judged: list[bool] = (candidates & (totals >= minimum)).tolist()
    runs_with, at_end = _runs(compounds, judged)
    longer: dict[int, tuple[Row, ...]] = {}
    for word, runs in runs_with.items():
        total = int(totals[word])
        enough = [run for run, count in runs.items() if count >= share * total]
        if enough:
            longer[word] = (max(enough, key=lambda run: (len(run), runs[run], run)),)
        elif at_end[word] >= _AT_END * total:
            pairs = [
                run
                for run, count in runs.items()
                if len(run) == 2 and run[1] == word and count >= max(_LEAST_AT_END, _SHARE_AT_END * total)
                if not is_numeral[run[0]]
            ]
            longer[word] = tuple(sorted(pairs))
    return longer


def _runs(compounds: WordRows, judged: Sequence[bool]) -> tuple[Mapping[int, Counter[Row]], Counter[int]]:
    """Return word -> runs of words with it -> occurrences, and word -> how often it is the last word."""
    times = summed(compounds.row_of, compounds.times, len(compounds.rows)).tolist()
    runs_with: defaultdict[int, Counter[Row]] = defaultdict(Counter)
    at_end: Counter[int] = Counter()
    for row, count in zip(compounds.rows, times, strict=True):
        if len(row) < 2 or not any(judged[word] for word in row):
            continue
        at_end[row[-1]] += count
        for first in range(len(row) - 1):
            for last in range(first + 2, min(len(row), first + LONGEST) + 1):
                run = row[first:last]
                for word in set(run):
                    if judged[word]:
                        runs_with[word][run] += count
    return runs_with, at_end


def _plan(row: Row, longer: Mapping[int, tuple[Row, ...]]) -> list[tuple[int, Row, int]]:
    """Return which words of a compound are shown as a longer word: (place, that word, where it begins)."""
    if len(row) < 2:
        return []
    return [
        (place, run, at)
        for place, word in enumerate(row)
        for run in longer.get(word, ())
        if (at := _find(row, run, place)) >= 0
    ]


def _find(row: Row, run: Row, place: int) -> int:
    """Return where ``run`` begins in ``row`` so that it covers ``place``; -1 if it does not."""
    for start in range(max(0, place - len(run) + 1), min(place, len(row) - len(run)) + 1):
        if row[start : start + len(run)] == run:
            return start
    return -1
