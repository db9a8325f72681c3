"""A word or phrase wherever it stands in the answers, with what is left and right of it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from textmine.arrays import Int64Array
from textmine.errors import WordsError
from textmine.inputs.normalize import align, normalize, original
from textmine.settings import DEFAULTS
from textmine.words.corpus import WORD, Corpus

Spans = tuple[Int64Array, Int64Array, Int64Array]  # of each place the row of its answer, its start and end
_NEAR = 3  # words to each side that rows are sorted by


def kwic(
    corpus: Corpus,
    word: str,
    *,
    sort: Literal["right", "left", "text"] = DEFAULTS.kwic.sort,
    width: int = DEFAULTS.kwic.width,
) -> pd.DataFrame:
    """Return every place of a word or phrase with ``width`` original characters to its left and right.

    ``word`` is a word or compound noun as tables show it, or any of its spellings or forms: 感じる finds
    感じられない, 分かる finds わかる. Anything else is a phrase, found as its characters stand in the
    substantive answers (width and case of letters as normalised for counting; 意識が高).

    Columns: ``left``, ``keyword``, ``right`` (original characters), ``answer``, ``respondent``,
    ``question``, ``item``, ``start``, ``end`` (of the keyword in the answer), then the attributes of the
    survey. Sorted by the next three words to the right (first the nearest), by those to the left, or as
    in the text; then by answer and start.

    Raises:
        WordsError: if it stands nowhere.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> rows = [(0, "a", "効果", "", "社員の意識が高まった", "substantive", 0, 2)]
    >>> corpus = tokenize(Survey(pd.DataFrame(rows, columns=columns)))
    >>> kwic(corpus, "意識")[["left", "keyword", "right"]].values.tolist()
    [['社員の', '意識', 'が高まった']]
    >>> kwic(corpus, "識が高")[["left", "keyword", "right"]].values.tolist()
    [['社員の意', '識が高', 'まった']]
    """
    wanted = normalize(word).strip()
    rows, starts, ends = _words(corpus, wanted)
    if not len(rows):
        rows, starts, ends = _phrase(corpus, wanted)
    if not len(rows):
        raise WordsError(
            "{word!r} stands in no answer{near}; see the keyword table for the words that do",
            word=word,
            near=_near(corpus, wanted),
        )
    beside = ["answer", "respondent", "question", "item", *corpus.survey.attribute_columns]
    answers = corpus.answers[beside].iloc[rows].reset_index(drop=True)
    texts = corpus.answers["text"].tolist()  # taken by row: a long answer is not copied for each place
    places = [
        (texts[row], start, end)
        for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)
    ]
    table = pd.DataFrame(
        {
            "left": [text[max(0, start - width) : start] for text, start, _ in places],
            "keyword": [text[start:end] for text, start, end in places],
            "right": [text[end : end + width] for text, _, end in places],
            **{name: answers[name] for name in ("answer", "respondent", "question", "item")},
            "start": starts.astype(np.int64),
            "end": ends.astype(np.int64),
            **{name: answers[name] for name in corpus.survey.attribute_columns},
        }
    )
    order = ["answer", "start"]
    keys = pd.DataFrame({name: table[name] for name in order})
    if sort != "text":
        near = _neighbours(corpus, table["answer"].to_numpy(), starts, ends, sort)
        for place, names in enumerate(near):
            keys[f"near{place}"] = names
        order = [f"near{place}" for place in range(_NEAR)] + order
    return table.iloc[keys.sort_values(order, kind="stable").index].reset_index(drop=True)


def _words(corpus: Corpus, wanted: str) -> Spans:
    """Return the places of a word or a compound: row of the answer, start and end."""
    tokens = corpus.tokens
    if wanted in tokens["word"].cat.categories:
        places = tokens[(tokens["word"] == wanted).to_numpy()]
    elif wanted in tokens["compound"].cat.categories:
        inside = tokens[(tokens["compound"] == wanted).to_numpy()]
        places = inside.groupby("compound_id").agg(
            answer=("answer", "first"), start=("start", "min"), end=("end", "max")
        )
    else:
        places = tokens[tokens["word"].cat.codes.isin(_spelled(corpus, wanted)).to_numpy()]
    answer, start, end = (
        places.drop_duplicates(["answer", "start", "end"])[name].to_numpy()
        for name in ("answer", "start", "end")
    )
    return _rows(corpus, answer), start, end


def _spelled(corpus: Corpus, wanted: str) -> list[int]:
    """Return the codes of the words that are ever written so, in a form or as the dictionary form."""
    tokens = corpus.tokens
    codes = corpus.codes
    starts = np.flatnonzero((corpus.flags & WORD) == 0)
    ends = np.append(starts[1:], len(codes))
    is_single = (ends - starts) == 1
    has_base = np.array([morpheme.base == wanted for morpheme in corpus.morphemes], dtype=bool)
    is_spelled = (tokens["surface"] == wanted).to_numpy()
    if len(tokens):
        is_spelled = is_spelled | (is_single & has_base[codes[starts]])
    return sorted(set(tokens["word"].cat.codes.to_numpy()[is_spelled].tolist()))


def _phrase(corpus: Corpus, wanted: str) -> Spans:
    """Return the places where these characters stand."""
    spans: list[tuple[int, int, int]] = []
    substantive = (corpus.answers["kind"] == "substantive").tolist()
    for row, (text, counts) in enumerate(zip(corpus.answers["text"].tolist(), substantive, strict=True)):
        normal = normalize(text) if counts and wanted else ""
        place = normal.find(wanted) if normal else -1
        offsets = align(text)[1] if place >= 0 and normal is not text else None
        while place >= 0:
            end = place + len(wanted)
            span = (place, end) if offsets is None else original(offsets, np.array(place), np.array(end))
            spans.append((row, int(span[0]), int(span[1])))
            place = normal.find(wanted, end)
    row_of, start_of, end_of = np.array(spans, dtype=np.int64).reshape(-1, 3).T
    return row_of, start_of, end_of


def _rows(corpus: Corpus, answers: Int64Array) -> Int64Array:
    number = pd.Index(corpus.answers["answer"])
    return np.asarray(number.get_indexer(pd.Index(answers)), dtype=np.int64)


def _neighbours(
    corpus: Corpus, answers: Int64Array, starts: Int64Array, ends: Int64Array, side: str
) -> list[list[str]]:
    """Return the words next to each place, nearest first: one list a distance; "" past the end."""
    tokens = corpus.tokens
    rows = _rows(corpus, answers)
    row_of = _rows(corpus, tokens["answer"].to_numpy())
    longest = int(max(tokens["end"].max(), int(ends.max(initial=0)))) + 2
    words = [*tokens["word"].astype("str"), ""]
    if side == "right":
        # Each place is found among the tokens by answer and character in one sorted sequence.
        begins = row_of * longest + tokens["start"].to_numpy()
        first = np.searchsorted(begins, rows * longest + ends)
        places: Sequence[Int64Array] = [first + step for step in range(_NEAR)]
    else:
        finishes = row_of * longest + tokens["end"].to_numpy()
        last = np.searchsorted(finishes, rows * longest + starts, side="right")
        places = [last - 1 - step for step in range(_NEAR)]
    names = []
    for place in places:
        inside = (place >= 0) & (place < len(row_of))
        same = inside & (row_of[np.clip(place, 0, len(row_of) - 1)] == rows)
        here = np.where(same, place, len(row_of)).tolist()  # the last of words is ""
        names.append([words[index] for index in here])
    return names


def _near(corpus: Corpus, wanted: str) -> str:
    """Return the words that look like it, to be put into the error message: " (did you mean …?)"."""
    known = [str(name) for name in corpus.counted["word"].unique()]
    near = difflib.get_close_matches(wanted, sorted(known), n=3, cutoff=0.6)
    return f" ({', '.join(near)}?)" if near else ""
