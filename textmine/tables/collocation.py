"""Collocation: which words stand left and right of a word, at which distance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.arrays import FloatArray, Int64Array
from textmine.errors import WordsError
from textmine.settings import DEFAULTS
from textmine.tables.measures import log_likelihood
from textmine.words.corpus import Corpus

_MEASURES = ("mi", "mi3", "t", "z", "dice", "jaccard", "log_likelihood")


def collocation(
    corpus: Corpus,
    word: str,
    *,
    reach: int = DEFAULTS.collocation.reach,
    minimum: int = DEFAULTS.collocation.minimum,
    across: bool = DEFAULTS.collocation.across,
) -> pd.DataFrame:
    """Return the words that stand up to ``reach`` words left or right of a word, the nearest first.

    ``word`` is a word as tables show it. Positions count every word, particles and marks too; listed are
    content words that stand there ``minimum`` times. They are looked for in the same answer, and with
    ``across`` over its ends, too, as KH Coder does.

    Columns: ``word``, ``pos``, ``total``, ``left``, ``right``, ``left_5`` … ``left_1``, ``right_1`` …
    ``right_5`` (how often it stands there), ``score`` (the sum of these, each divided by its distance), and,
    with O = total, f1 and f2 = occurrences of the two, N = all words, s = places looked at per occurrence:
    ``mi`` log2(O N / f1 f2), ``mi3`` log2(O³ N / f1 f2), ``t`` (O - f1 f2 / N) / √O, ``z``
    (O - E) / √(E (1 - p)) with p = f2 / (N - f1) and E = p f1 s, ``dice`` 2 O / (f1 + f2), ``jaccard``
    O / (f1 + f2 - O), ``log_likelihood`` (G² of the 2 × 2 table O, f1 - O, f2 - O, N - f1 - f2 + O, of whose
    cells none is below 0), ``occurrences`` (f2), ``hits`` (f1). Sorted by score, then total, highest first,
    then by word in code point order. Sources: Church & Hanks (1990), Computational Linguistics 16, 22-29 for
    MI; Church et al. (1991), in Zernik (ed.), Lexical Acquisition, for t; Berry-Rogghe (1973), in Aitken et
    al. (eds.), The Computer and Literary Studies, for z; Dunning (1993); the score is KH Coder's.

    Raises:
        WordsError: if the word stands nowhere.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["予算が足りない", "予算が足りず、人も足りない"]
    >>> answers = pd.DataFrame({"answer": range(2), "respondent": list("ab"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> table = collocation(tokenize(Survey(answers)), "予算")
    >>> table[["word", "total", "right_2", "score"]].head(1).values.tolist()
    [['足りる', 2, 2, 1.0]]
    """
    tokens = corpus.counted
    names = tokens["word"].cat.categories
    code = tokens["word"].cat.codes.to_numpy().astype(np.int64)
    answer, content = tokens["answer"].to_numpy(), tokens["content"].to_numpy()
    places = np.flatnonzero(code == names.get_loc(word)) if word in names else np.zeros(0, int)
    if not len(places):
        raise WordsError("{word!r} is no word of these answers; see the keyword table", word=word)
    if content[places].any():  # 家 that is counted, not the 家 of 専門家
        places = places[content[places]]
    distances = [*range(-reach, 0), *range(1, reach + 1)]
    counts = np.zeros((len(names), len(distances)), dtype=np.int64)
    for column, distance in enumerate(distances):
        there = places + distance
        inside = (there >= 0) & (there < len(code))
        there, here = there[inside], places[inside]
        chosen = content[there] & (across | (answer[there] == answer[here]))
        counts[:, column] = np.bincount(code[there[chosen]], minlength=len(names))
    total = counts.sum(axis=1)
    listed = np.flatnonzero(total >= max(minimum, 1))
    frequency = np.bincount(code[content], minlength=len(names))
    known, first = np.unique(code[content], return_index=True)
    pos_of = dict(zip(known.tolist(), tokens["pos"].to_numpy()[content][first].tolist(), strict=True))
    columns = [f"{'left' if distance < 0 else 'right'}_{abs(distance)}" for distance in distances]
    table = pd.DataFrame(
        {
            "word": pd.Series(names[listed].tolist(), dtype="str"),
            "pos": pd.Series([pos_of[each] for each in listed.tolist()], dtype="str"),
            "total": total[listed],
            "left": counts[listed, :reach].sum(axis=1),
            "right": counts[listed, reach:].sum(axis=1),
            **{name: counts[listed, place] for place, name in enumerate(columns)},
            "score": (counts[listed] / np.abs(distances)).sum(axis=1),
            **_measures(total[listed], len(places), frequency[listed], len(code), len(distances)),
            "occurrences": frequency[listed],
            "hits": len(places),
        }
    )
    order = table.assign(score=table["score"].round(9))
    order = order.sort_values(["score", "total", "word"], ascending=[False, False, True])
    return table.loc[order.index].reset_index(drop=True)


def _measures(
    observed: Int64Array, hits: int, frequency: Int64Array, size: int, span: int
) -> dict[str, FloatArray]:
    """Return the measures of :func:`collocation`; their arguments are O, f1, f2, N and s."""
    o = observed.astype(np.float64)
    expected = hits * frequency / size
    p = np.minimum(frequency / max(size - hits, 1), 1.0)
    in_span = p * hits * span
    spread = np.sqrt(in_span * (1 - p))
    values = (
        np.log2(o / expected),
        np.log2(o**3 / expected),
        (o - expected) / np.sqrt(o),
        np.divide(o - in_span, spread, out=np.full_like(o, np.nan), where=spread > 0),
        2 * o / (hits + frequency),
        o / np.maximum(hits + frequency - o, 1),
        log_likelihood(
            np.minimum(o, hits), hits, np.maximum(frequency - o, 0), np.maximum(size - hits, frequency - o)
        ),
    )
    return dict(zip(_MEASURES, values, strict=True))
