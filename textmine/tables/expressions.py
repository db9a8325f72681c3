"""The expressions of a corpus: what an analyst would circle, 気をつける rather than 気 and つける.

A word that only means something with a partner (stopwords/weak.txt) is counted as the expression that it
forms: つける as 気をつける, 便 as 交通の便, 方面 as 関西方面. A predicate that is denied is counted as that:
わからない. Every other word is an expression by itself. What says one thing in two ways (増える, 増加;
変わらない, 変化がない: dictionaries/meanings.txt) is counted under one name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from textmine.arrays import Int64Array
from textmine.inputs.lexicon import Lexicon
from textmine.tables.named import BESIDE, ELSEWHERE, NAME, Named, NamedWords
from textmine.tables.tagged import TaggedText
from textmine.tables.worduses import word_uses
from textmine.words.corpus import COMPOUND, Corpus

_BLOCK = 20_000  # answers that are gone through at a time: a letter takes hundreds of bytes then


class Expressions(NamedTuple):
    """The uses of expressions in a corpus, and the weak words that stand without a partner.

    Attributes:
        uses: as :func:`textmine.tables.worduses.word_uses`, with ``word_use`` (int, the use of the word that
            stands for the expression, as that function numbers it), ``made`` (bool: it is of several words),
            ``denied`` (bool: it is named by its denied form, and so is not ``negated``) and ``beside``
            (category, one of :data:`BESIDE`: it is counted beside its words; "": it is not).
        alone: one row per use of a weak word that forms nothing: ``word``, ``respondent`` (categories).
        inside: one row per use that stands inside a longer expression: ``word``, ``longer``, ``respondent``
            (categories).
        otherwise: one row per use of what is counted with others under one name (``Lexicon.rows``): ``word``,
            ``own``, ``respondent`` (categories).
    """

    uses: pd.DataFrame
    alone: pd.DataFrame
    inside: pd.DataFrame
    otherwise: pd.DataFrame


def expressions(corpus: Corpus) -> Expressions:
    """Return the uses of expressions in a corpus; it is gone through once."""
    return corpus.made(_expressions)


def _expressions(corpus: Corpus) -> Expressions:
    used = word_uses(corpus, "word")
    named: dict[int, Named] = {}
    beside: list[tuple[int, Named]] = []
    uses = words = 0
    for block in corpus.blocks(_BLOCK):  # no expression goes beyond an answer
        if len(block.ids):
            text = TaggedText(block, "word")
            made = NamedWords(text)
            of_block = made.named()
            for use, each in of_block.items():
                told = _as_told(each, corpus.lexicon)
                named[use + uses] = told._replace(first=each.first + words, last=each.last + words)
            for use, each in made.beside(of_block):
                if each.name not in corpus.lexicon.stopwords:
                    shifted = each._replace(first=each.first + words, last=each.last + words)
                    beside.append((use + uses, shifted))
            uses += text.uses
            words += len(block.counted)
    return _tables(used, named, beside, corpus)


def _as_told(each: Named, lexicon: Lexicon) -> Named:
    """Return an expression as the analyst's lists say: under another name, or not listed."""
    name = lexicon.synonyms.get(each.name, each.name)
    return ELSEWHERE if name in lexicon.stopwords else each._replace(name=name)


def _tables(
    used: pd.DataFrame, named: Mapping[int, Named], beside: list[tuple[int, Named]], corpus: Corpus
) -> Expressions:
    """Return the uses of words with those that are ``named`` otherwise, and what is counted ``beside``."""
    row_of = corpus.lexicon.rows
    alone = [use for use, each in named.items() if not each.name and not each.elsewhere]
    gone = [use for use, each in named.items() if not each.name]
    given = [(use, each) for use, each in named.items() if each.name] + beside
    # What is beside a use comes after it.
    number = np.concatenate([np.arange(len(used)), np.array([use for use, _ in beside], dtype=np.int64)])
    order = np.argsort(number, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    at = place[[*(use for use, each in named.items() if each.name), *range(len(used), len(number))]]
    each_given = [each for _, each in given]

    words = used["word"].cat.categories
    own_names = pd.Index(sorted({each.name for each in each_given}), dtype=words.dtype)
    written = words.union(own_names)
    names = pd.Index(written.map(lambda name: row_of.get(name, name)), dtype=words.dtype)
    names = names.unique().sort_values()
    table = used.iloc[number[order]].reset_index(drop=True).assign(word_use=number[order])
    own = written.get_indexer(words)[table["word"].cat.codes.to_numpy()]
    own[at] = written.get_indexer(pd.Index([each.name for each in each_given], dtype=words.dtype))
    shown = pd.Index([row_of.get(each.name, each.name) for each in each_given], dtype=words.dtype)
    for column in ("word", "compound"):
        categories = names if column == "word" else names.union(used["compound"].cat.categories)
        of_used = pd.Index([row_of.get(name, name) for name in used[column].cat.categories])
        codes = categories.get_indexer(of_used)[table[column].cat.codes.to_numpy()]
        codes[at] = categories.get_indexer(shown)
        table[column] = pd.Categorical.from_codes(codes, categories=categories)
    for column in ("first", "last"):
        numbers = table[column].to_numpy().copy()
        numbers[at] = [getattr(each, column) for each in each_given]
        table[column] = numbers
    table = _with_flags(table, at, each_given)
    table["own"] = pd.Categorical.from_codes(own, categories=written)
    left = np.ones(len(table), dtype=bool)
    left[place[gone]] = False
    table = table[left].reset_index(drop=True)
    gathered = [*row_of, *row_of.values()]
    is_other = table["own"].isin(gathered).to_numpy() & (table["beside"] == "").to_numpy()
    otherwise = table.loc[is_other, ["word", "own", "respondent"]].reset_index(drop=True)
    table = table.drop(columns="own")
    inside = pd.concat([_inside(table), _shorter(table, corpus)], ignore_index=True)
    alone_uses = used.iloc[sorted(alone)][["word", "respondent"]].reset_index(drop=True)
    return Expressions(table, alone_uses, inside, otherwise)


def _with_flags(table: pd.DataFrame, at: Int64Array, given: Sequence[Named]) -> pd.DataFrame:
    """Return the uses with what is said of those ``at`` these places: made, denied, negated, beside."""
    kind = np.zeros(len(table), dtype=np.int8)
    kind[at] = [BESIDE.index(each.beside) for each in given]
    is_made, is_denied, is_negated = (np.zeros(len(table), dtype=bool) for _ in range(3))
    is_made[at] = [each.last > each.first for each in given]
    is_denied[at] = [each.denied for each in given]
    is_negated[at] = [each.negated for each in given]
    own = table["negated"].to_numpy() & (kind == 0)
    categories = pd.Index(BESIDE, dtype="str")
    return table.assign(
        negated=(own | is_negated) & ~is_denied,
        made=is_made,
        denied=is_denied,
        beside=pd.Categorical.from_codes(kind, categories=categories),
    )


def _shorter(uses: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return which words stand in another of the same noun: 交通 in 交通機関, as :func:`_inside` does.

    A name is a thing of its own: 新南陽高校 is no 高校 among others.
    """
    numbers = corpus.counted["compound_id"].to_numpy()[uses["first"].to_numpy()]
    is_several = np.bincount(numbers, minlength=1)[numbers] > 1
    own = uses.loc[is_several & ~uses["made"].to_numpy(), ["word", "respondent"]]
    own = own.assign(number=numbers[own.index.to_numpy()])
    both = own.merge(own, on="number", suffixes=("", "_longer"))
    both = both[both["word"].cat.codes.to_numpy() != both["word_longer"].cat.codes.to_numpy()]
    names = _names(corpus, both["number"].to_numpy())

    def is_part(word: str, longer: str, names: frozenset[str]) -> bool:
        rest = longer.replace(word, "", 1)
        is_own_name = word in names and longer.startswith(word)  # 越前たけふ駅
        return word in longer and (is_own_name or not any(name in rest for name in names))

    words, longer = both["word"].astype(str), both["word_longer"].astype(str)
    pairs = list(zip(words, longer, map(names.__getitem__, both["number"].tolist()), strict=True))
    known = {pair: is_part(*pair) for pair in set(pairs)}
    both = both[np.array([known[pair] for pair in pairs], dtype=bool)]
    found: pd.DataFrame = both[["word", "word_longer", "respondent"]]
    return found.rename(columns={"word_longer": "longer"})


def _names(corpus: Corpus, compounds: Int64Array) -> dict[int, frozenset[str]]:
    """Return compound -> the names in it, as they are tagged where it stands, whatever other answers say."""
    is_name = np.array([NAME in each.tag and len(each.surface) > 1 for each in corpus.morphemes], dtype=bool)
    number = np.cumsum((corpus.flags & COMPOUND) == 0) - 1
    found: dict[int, set[str]] = {each: set() for each in np.unique(compounds).tolist()}
    for at in np.flatnonzero(is_name[corpus.codes] & np.isin(number, compounds)).tolist():
        found[int(number[at])].add(corpus.morphemes[corpus.codes[at]].surface)
    return {each: frozenset(names) for each, names in found.items()}


def _inside(uses: pd.DataFrame) -> pd.DataFrame:
    """Return which uses stand inside a longer expression, as :class:`Expressions` holds them."""
    first, last = uses["first"].to_numpy(), uses["last"].to_numpy()
    order = np.argsort(first, kind="stable")
    longer = np.flatnonzero(uses["made"].to_numpy())
    begin = np.searchsorted(first[order], first[longer])
    end = np.searchsorted(first[order], last[longer], side="right")
    of = np.repeat(longer, end - begin)
    within = order[
        np.repeat(begin - np.cumsum(end - begin) + (end - begin), end - begin) + np.arange(len(of))
    ]
    is_inside = (last[within] <= last[of]) & (last[within] - first[within] < last[of] - first[of])
    within, of = within[is_inside], of[is_inside]
    word = uses["word"]
    is_other = word.cat.codes.to_numpy()[within] != word.cat.codes.to_numpy()[of]
    within, of = within[is_other], of[is_other]
    return pd.DataFrame(
        {
            "word": word.array[within],
            "longer": word.array[of],
            "respondent": uses["respondent"].array[within],
        }
    )
