"""Every place where a keyword was written: the way back from each number to its answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray, Int64Array
from textmine.settings import UNIT, Unit
from textmine.tables.expressions import expressions
from textmine.tables.worduses import word_uses
from textmine.words.corpus import Corpus


class Keyword(NamedTuple):
    """A row of a keyword table: a word, and which of its uses the row counts."""

    word: str
    uses: Literal["all", "affirmed", "negated"] = "all"

    def chosen(self, negated: BoolArray) -> BoolArray:
        """Return which of the word's uses the row counts; ``negated`` says of each use if it is negated."""
        if self.uses == "all":
            return np.ones(len(negated), dtype=bool)
        return negated if self.uses == "negated" else ~negated


def keywords_in(words: Iterable[str] | pd.DataFrame) -> tuple[Keyword, ...]:
    """Return the different keywords of a list of words or of a keyword table, in its order.

    In a keyword table with the column ``negated`` (made with ``negation="apart"``) a row counts only the
    negated uses of its word, or only the others; in any other table, and in a list, it counts all.

    >>> keywords_in(pd.DataFrame({"word": ["感じる", "感じる"], "negated": [False, True]}))[1]
    Keyword(word='感じる', uses='negated')
    """
    if not isinstance(words, pd.DataFrame):
        return tuple(dict.fromkeys(Keyword(str(word)) for word in words))
    names = words["word"].astype(str).tolist()
    if "negated" not in words:
        return tuple(dict.fromkeys(map(Keyword, names)))
    uses_counted = np.where(words["negated"].astype(bool), "negated", "affirmed").tolist()
    return tuple(dict.fromkeys(map(Keyword, names, uses_counted)))


def occurrences(
    corpus: Corpus,
    words: Iterable[str] | pd.DataFrame | None = None,
    *,
    unit: Unit = UNIT,
) -> pd.DataFrame:
    """Return one row per occurrence of each of ``words`` (a list, or a keyword table; None: all words).

    What a keyword table counts is exactly this: its ``occurrences`` are the rows of a word, its
    ``respondents`` the different respondents among them. Of a keyword table with the column ``negated``, a
    negated row has the negated occurrences of its word, any other row the others.

    Columns: ``word`` (category), ``answer`` (int), ``respondent`` (category), ``start``, ``end`` (int, into
    the original text of the answer), ``negated`` (bool). Sorted as ``words`` are (all words: in code
    point order), then by answer and start.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> rows = [(0, "a", "効果", "", "意識は高まらなかった", "substantive", 0, 2)]
    >>> corpus = tokenize(Survey(pd.DataFrame(rows, columns=columns)))
    >>> occurrences(corpus, ["高まる", "意識"])[["word", "start", "end", "negated"]].values.tolist()
    [['高まる', 3, 6, True], ['意識', 0, 2, True]]
    """
    used = uses(corpus, unit)
    tokens = corpus.tokens
    table = pd.DataFrame(
        {
            "word": used["word"],
            "answer": used["answer"],
            "respondent": used["respondent"],
            "start": tokens["start"].to_numpy()[used["first"].to_numpy()],
            "end": tokens["end"].to_numpy()[used["last"].to_numpy()],
            "negated": used["negated"],
        }
    )
    if words is None:
        return table.sort_values(["word", "answer", "start"], ignore_index=True)
    keywords = keywords_in(words)
    row = row_of_uses(table, keywords)
    counted = np.flatnonzero(row >= 0)
    order = np.lexsort([each[counted] for each in (table["start"], table["answer"], row)])
    table, row = table.iloc[counted[order]].reset_index(drop=True), row[counted[order]]
    listed = {word: place for place, word in enumerate(dict.fromkeys(keyword.word for keyword in keywords))}
    codes = np.array([listed[keyword.word] for keyword in keywords], dtype=np.int64)
    categories = pd.Index(listed, dtype="str")
    table["word"] = pd.Categorical.from_codes(codes[row], categories=categories)
    return table


def row_of_uses(used: pd.DataFrame, keywords: Sequence[Keyword]) -> Int64Array:
    """Return the place of the keyword that counts each use (``word``, ``negated``); -1 where none does."""
    words = used["word"].cat.categories
    place_of = np.full((2, len(words)), -1, dtype=np.int64)
    codes = words.get_indexer(pd.Index([keyword.word for keyword in keywords], dtype=words.dtype))
    for place, (keyword, code) in enumerate(zip(keywords, codes.tolist(), strict=True)):
        if code >= 0:
            place_of[keyword.chosen(np.array([False, True])), code] = place
    return place_of[used["negated"].to_numpy().astype(np.int64), used["word"].cat.codes.to_numpy()]


def uses(corpus: Corpus, unit: Unit) -> pd.DataFrame:
    """Return one row per use of what a keyword table of that unit counts, in the order of the corpus.

    The columns are those of :func:`textmine.tables.worduses.word_uses` and, of expressions, those of
    :func:`textmine.tables.expressions.expressions`.
    """
    return expressions(corpus).uses if unit == "expression" else word_uses(corpus, unit)
