"""What a drafted rule can be made of: expressions, each with the condition of a rule that finds it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from textmine.arrays import BoolArray, Int64Array
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.printing import show
from textmine.codes.syntax import Characters
from textmine.inputs.normalize import normalize
from textmine.tables.expressions import expressions
from textmine.tables.space import Space
from textmine.words.corpus import WORD, Corpus

FITS = 0.5  # F1 that a condition needs with the answers that hold its expression
SHARED = 3  # distinct answers with an expression: less is chance
SPELLINGS = 4  # of an expression that a condition names, at most
_PREDICATES = ("verb", "adjective", "adjectival_noun", "adverb")
_PLAIN = re.compile(r"[\w・ー々〆]+")  # what stands in a rule without quotation marks
_NO_NAME = re.compile(r"[/／\s＊*]")
_KEYWORDS = {"and", "or", "not", "near", "seq", "lw", "lc"}


@dataclass(frozen=True, eq=False)
class RuleWords:
    """The expressions of some answers.

    Attributes:
        names: in code point order, as the tables show them: 交通の便, 駐車場が少ない, わからない.
        is_bare: which of them are predicates without what they are said of (遠い, 困る).
        holds: distinct answers × expressions: which holds which.
        conditions: of each, the condition of a rule that finds it; "" where none does.
        found: as ``holds``: which answers the condition finds.
        is_shared: which distinct answers hold an expression that at least three do, be it here or not.
        said: the expressions of several words, however rare: ``word``, ``place`` (of the distinct answer).
    """

    names: tuple[str, ...]
    is_bare: BoolArray
    holds: sparse.csc_matrix
    conditions: tuple[str, ...]
    found: sparse.csc_matrix
    is_shared: BoolArray
    said: pd.DataFrame

    def only(self, chosen: Int64Array) -> RuleWords:
        """Return some of them."""
        return RuleWords(
            tuple(self.names[each] for each in chosen),
            self.is_bare[chosen],
            self.holds[:, chosen],
            tuple(self.conditions[each] for each in chosen),
            self.found[:, chosen],
            self.is_shared,
            self.said,
        )


def rule_words(corpus: Corpus, space: Space, fewest: int) -> RuleWords:
    """Return the expressions that at least ``fewest`` distinct answers of the space hold and a rule finds."""
    first = space.of.rows.drop_duplicates("place").set_index("answer")["place"]
    uses = expressions(corpus).uses
    uses = uses[uses["answer"].isin(first.index) & (uses["beside"] == "")]
    table = pd.DataFrame(
        {
            "word": uses["word"].astype(str),
            "place": first.loc[uses["answer"]].to_numpy(),
            "is_bare": uses["pos"].isin(_PREDICATES).to_numpy() & ~uses["made"].to_numpy(),
        }
    )
    bare = table.groupby("word")["is_bare"].mean() > 0.5  # a word may be a noun here and a verb there
    pairs = table[["word", "place"]].drop_duplicates()
    said = table.loc[uses["made"].to_numpy(), ["word", "place"]].drop_duplicates()
    counts = pairs["word"].value_counts()
    is_shared = np.zeros(len(space.of.texts), dtype=bool)
    is_shared[pairs.loc[pairs["word"].isin(counts.index[counts >= SHARED]), "place"]] = True
    names = sorted(counts.index[counts >= fewest])
    holds = _matrix(pairs, names, len(space.of.texts))
    conditions, found = _conditions(corpus, first, names, holds)
    words = RuleWords(tuple(names), bare.loc[names].to_numpy(), holds, conditions, found, is_shared, said)
    return words.only(np.flatnonzero([bool(condition) for condition in conditions]))


def _matrix(pairs: pd.DataFrame, names: list[str], height: int) -> sparse.csc_matrix:
    pairs = pairs[pairs["word"].isin(names)]
    columns = pd.Index(names, dtype="object").get_indexer(pd.Index(pairs["word"]))
    entries = (pairs["place"].to_numpy(), columns)
    return sparse.csc_matrix((np.ones(len(pairs), dtype=np.int64), entries), shape=(height, len(names)))


def _conditions(
    corpus: Corpus, first: pd.Series, names: list[str], holds: sparse.csc_matrix
) -> tuple[tuple[str, ...], sparse.csc_matrix]:
    """Return of each expression the condition that finds it best (as F1), and what it finds.

    Tried are the expression as a word and its spellings in the answers (お店 or 店), each of which has to be
    right more often than not. What a condition finds is read, not guessed: it is not always what holds the
    expression (わからない is also found in わからなかったので…).
    """
    spellings = _spellings(corpus, names)
    tried = [(place, form) for place, name in enumerate(names) for form in _forms(name, spellings[name])]
    if not tried:
        return (), holds
    frame = parse_codebook(
        "\n".join(f"＊{number}\n{form}" for number, (_, form) in enumerate(tried)), broken="empty"
    )
    coded = code_answers(corpus, frame)
    coded = coded[coded["answer"].isin(first.index)].set_index("answer")
    given = coded[list(frame.names)].to_numpy(dtype=bool)
    is_found = np.zeros((holds.shape[0], len(tried)), dtype=bool)
    is_found[first.loc[coded.index].to_numpy()] = given
    forms: dict[int, list[int]] = defaultdict(list)
    for number, (place, _) in enumerate(tried):
        forms[place].append(number)
    conditions = []
    columns = []
    for place in range(len(names)):
        truth = holds[:, [place]].toarray().ravel() > 0
        chosen: list[int] = []
        caught = np.zeros(len(truth), dtype=bool)
        for number in forms[place]:
            new = is_found[:, number] & ~caught
            if 2 * (new & truth).sum() > new.sum():
                chosen.append(number)
                caught |= new
        fits = 2 * (caught & truth).sum() >= FITS * (caught.sum() + truth.sum())
        conditions.append(" or ".join(tried[number][1] for number in chosen) if fits else "")
        columns.append(caught)
    return tuple(conditions), sparse.csc_matrix(np.column_stack(columns).astype(np.int64))


def _forms(name: str, spellings: list[str]) -> list[str]:
    """Return conditions that may find an expression, the plainest first."""
    return list(dict.fromkeys(quoted(each) for each in [name, *spellings]))


def _spellings(corpus: Corpus, names: list[str]) -> dict[str, list[str]]:
    """Return of each word its dictionary forms as written in the answers, the most frequent first."""
    starts = np.flatnonzero((corpus.flags & WORD) == 0)
    ends = np.append(starts[1:], len(corpus.codes))[: len(starts)]
    surfaces = np.array([morpheme.surface for morpheme in corpus.morphemes], dtype=object)
    bases = np.array([morpheme.base for morpheme in corpus.morphemes], dtype=object)
    codes = corpus.codes
    shown = corpus.counted["word"]
    # A fragment is shown as the longer word that it is part of; it is no spelling of that.
    wanted = np.flatnonzero(shown.isin(names).to_numpy() & ~corpus.fragments[starts])
    counts: dict[tuple[str, str], int] = defaultdict(int)
    word_of = shown.to_numpy()
    for row in wanted.tolist():
        inside = codes[starts[row] : ends[row]]
        written = "".join([*surfaces[inside[:-1]], bases[inside[-1]]])
        counts[str(word_of[row]), normalize(written)] += 1
    spellings: dict[str, list[str]] = {name: [] for name in names}
    for (name, written), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count > 1 and len(spellings[name]) < SPELLINGS and written.strip():
            spellings[name].append(written)
    return spellings


def plain_name(word: str) -> str:
    """Return an expression without signs that the name of a code can't have.

    >>> plain_name("行き/帰り")
    '行き帰り'
    """
    return _NO_NAME.sub("", word) or "1"


def quoted(word: str) -> str:
    """Return a word as a condition: in quotation marks where a rule would take it for something else."""
    if _PLAIN.fullmatch(word) and not word.isdecimal() and word.casefold() not in _KEYWORDS:
        return word
    return show(Characters(word))
