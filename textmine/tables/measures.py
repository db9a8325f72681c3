"""Statistics of counts, on whole columns at a time; each names its source."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import log2
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def wilson(
    counts: npt.ArrayLike, base: npt.ArrayLike, *, confidence: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Return the low and high end of Wilson's score interval of ``counts / base``, both 0–1.

    Of a base of 0 nothing is known: 0 and 1. Source: Wilson, E. B. (1927), Probable inference, the law of
    succession, and statistical inference, JASA 22, 209–212.

    >>> low, high = wilson([81, 0], 263)  # the first is in Newcombe (1998), table I: .2553 to .3662
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.2553, 0.0], [0.3662, 0.0144])
    """
    observed, total = np.broadcast_arrays(
        np.asarray(counts, dtype=np.float64), np.asarray(base, dtype=np.float64)
    )
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    known = total > 0
    size = np.where(known, total, 1.0)
    share = observed / size
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * np.sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    # At a share of 0 or 1 the end is exact by algebra, not quite so in floating point.
    low = np.where(observed == 0, 0.0, np.clip(middle - half, 0.0, share))
    high = np.where(observed == total, 1.0, np.clip(middle + half, share, 1.0))
    return np.where(known, low, 0.0), np.where(known, high, 1.0)


def distinct(
    respondents: npt.NDArray[np.integer], codes: npt.NDArray[np.integer], size: int
) -> npt.NDArray[np.int64]:
    """Return the number of different respondents of each code 0 … ``size`` - 1, a pair of them a row.

    >>> distinct(np.array([7, 7, 8]), np.array([0, 0, 1]), 3).tolist()
    [1, 1, 0]
    """
    if not size:
        return np.zeros(0, dtype=np.int64)
    pairs = np.unique(respondents.astype(np.int64) * size + codes)
    return np.bincount(pairs % size, minlength=size)


def flr(compounds: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], float]:
    """Return the FLR score of each compound: how often it stands alone, times how well its words join.

    ``compounds`` are the words of each compound noun (tuples; of one word too) and how often it stands
    in the text as a whole. A word's left (right) score is the number of times another word stands before
    (after) it inside a compound. Source: Nakagawa, H. & Mori, T. (2003), Automatic term recognition based
    on statistics of compound nouns and their components, Terminology 9(2), 201–219 (FLR over LN, RN).

    >>> {"".join(k): round(v, 2) for k, v in flr({("個人", "情報"): 3, ("情報",): 5}).items()}
    {'個人情報': 6.0, '情報': 10.0}
    """
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for words, occurrences in compounds.items():
        for first, second in pairwise(words):
            after[first] = after.get(first, 0) + occurrences
            before[second] = before.get(second, 0) + occurrences
    scores: dict[tuple[str, ...], float] = {}
    for words, occurrences in compounds.items():
        logs = sum(log2(before.get(word, 0) + 1) + log2(after.get(word, 0) + 1) for word in words)
        scores[words] = occurrences * 2.0 ** (logs / (2 * len(words)))
    return scores


def c_value(compounds: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], float]:
    """Return the C-value of each run of two or more words inside the compounds.

    ``compounds`` are as in :func:`flr`. A run counts wherever it stands, less what longer runs that hold
    it account for. Source: Frantzi, K., Ananiadou, S. & Mima, H. (2000), Automatic recognition of
    multi-word terms: the C-value/NC-value method, IJDL 3, 115–130.

    >>> scores = c_value({("個人", "情報", "保護"): 2, ("個人", "情報"): 3})
    >>> {"".join(words): round(score, 2) for words, score in scores.items()}
    {'個人情報': 3.0, '個人情報保護': 3.17, '情報保護': 0.0}
    """
    total: dict[tuple[str, ...], int] = {}
    holders: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for words, occurrences in compounds.items():
        length = len(words)
        for size in range(2, length + 1):
            for start in range(length - size + 1):
                run = words[start : start + size]
                total[run] = total.get(run, 0) + occurrences
    for run in total:
        for size in range(2, len(run)):
            for start in range(len(run) - size + 1):
                holders.setdefault(run[start : start + size], set()).add(run)
    scores: dict[tuple[str, ...], float] = {}
    for run in sorted(total):
        nested = holders.get(run, set())
        inside = sum(total[holder] for holder in nested) / len(nested) if nested else 0.0
        scores[run] = log2(len(run)) * (total[run] - inside)
    return scores
