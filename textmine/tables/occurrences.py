"""Every place where a keyword was written: the way back from each number to its answers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from textmine.settings import DEFAULTS, Unit
from textmine.texts.labels import label
from textmine.words.corpus import Corpus

LANGS = ("ja", "en")


def occurrences(
    corpus: Corpus,
    words: Iterable[str] | pd.DataFrame | None = None,
    *,
    unit: Unit = DEFAULTS.keywords.unit,
) -> pd.DataFrame:
    """Return one row per occurrence of each of ``words`` (a list, or a keyword table; None: all words).

    What a keyword table counts is exactly this: its ``occurrences`` are the rows of a word, its
    ``respondents`` the different respondents among them. A word shown as negated (高まる（否定）) has its
    negated occurrences only; beside it in ``words``, 高まる has the others only.

    Columns: ``word`` (category), ``answer`` (int), ``respondent`` (category), ``start``, ``end`` (int, into
    the original text of the answer), ``negated`` (bool). Sorted as ``words`` are (all words: in code
    point order), then by answer and start.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> rows = [(0, "a", "効果", "", "意識は高まらなかった", "substantive", 0, 2)]
    >>> corpus = tokenize(Survey(pd.DataFrame(rows, columns=columns)))
    >>> occurrences(corpus, ["高まる", "意識"])[["word", "start", "end", "negated"]].values.tolist()
    [['高まる', 3, 6, True], ['意識', 0, 2, False]]
    """
    used = uses(corpus, unit)
    tokens = corpus.tokens
    first, last = used["first"].to_numpy(), used["last"].to_numpy()
    found = pd.DataFrame(
        {
            "word": used["word"],
            "answer": used["answer"],
            "respondent": used["respondent"],
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last],
            "negated": used["negated"],
        }
    )
    if words is None:
        return found.sort_values(["word", "answer", "start"], ignore_index=True)
    known = set(found["word"].cat.categories)
    names = asked(words)
    parts = [_of_word(found, name, apart, known) for name, apart in names.items()]
    table = pd.concat(parts, ignore_index=True) if parts else found.iloc[:0].copy()
    codes = np.repeat(np.arange(len(names)), [len(part) for part in parts])
    table["word"] = pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype="str"))
    return table


def uses(corpus: Corpus, unit: Unit) -> pd.DataFrame:
    """Return one row per use of a countable word (or compound noun) in the corpus, in its order.

    Columns: ``word``, ``pos``, ``respondent``, ``compound`` (categories), ``answer`` (int), ``negated``
    (bool), ``first``, ``last`` (int, the rows of ``corpus.tokens`` that it spans). A compound counts if it
    holds a content word and is no stop word; it is negated if any of its words is, and of the part of
    speech of its last word.
    """
    if unit == "word":
        content = corpus.content()
        table = content[["word", "pos", "respondent", "compound", "answer", "negated"]].copy()
        table["first"] = table["last"] = content["row"]
        return table
    counted = corpus.counted
    is_content = counted["content"].to_numpy()
    ids = counted["compound_id"].to_numpy()
    first = np.flatnonzero(np.diff(ids, prepend=-1))
    last = np.append(first[1:], len(ids)) - 1
    if not len(first):
        first = last = np.zeros(0, dtype=np.int64)
        kept = np.zeros(0, dtype=bool)
        negated = kept
    else:
        kept = np.add.reduceat(is_content.astype(np.int64), first) > 0
        negated = np.add.reduceat(counted["negated"].to_numpy().astype(np.int64), first) > 0
    names = counted["compound"].cat.categories
    stopped = np.array([name in corpus.lexicon.stopwords for name in names], dtype=bool)
    if len(first):
        kept &= ~stopped[counted["compound"].cat.codes.to_numpy()[first]]
    ends = counted.iloc[last[kept]]
    return pd.DataFrame(
        {
            "word": ends["compound"].array,
            "pos": ends["pos"].array,
            "respondent": ends["respondent"].array,
            "compound": ends["compound"].array,
            "answer": ends["answer"].to_numpy(),
            "negated": negated[kept],
            "first": first[kept],
            "last": last[kept],
        }
    )


def asked(words: Iterable[str] | pd.DataFrame) -> dict[str, bool]:
    """Return the different words of a list or a keyword table, in its order, and whether negation is apart.

    Apart means that a word stands for its uses without negation only: where 高まる（否定） stands beside it,
    or where the table says that none of what it counted is negated.
    """
    values = words["word"].tolist() if isinstance(words, pd.DataFrame) else words
    names = [str(value) for value in values]
    known = set(names)
    apart = {name: any(shown(name, negated=True, lang=lang) in known for lang in LANGS) for name in names}
    if isinstance(words, pd.DataFrame) and "negated_share" in words:
        shares = words["negated_share"].tolist()
        apart |= {name: True for name, share in zip(names, shares, strict=True) if share == 0}
    return apart


def shown(word: str, *, negated: bool, lang: str) -> str:
    """Return the name of a word's row in a keyword table that shows negated uses apart.

    >>> shown("感じる", negated=True, lang="ja")
    '感じる（否定）'
    """
    return label("word.negated", lang, word=word) if negated else word


def meant(name: str, known: Iterable[str]) -> tuple[str, bool]:
    """Return the word that the name of a row means, and whether its negated uses only.

    >>> meant("感じる（否定）", {"感じる"}), meant("感じる", {"感じる"})
    (('感じる', True), ('感じる', False))
    """
    if name not in known:
        for lang in LANGS:
            before, after = label("word.negated", lang, word="\n").split("\n")
            if name.startswith(before) and name.endswith(after):
                return name[len(before) : len(name) - len(after)], True
    return name, False


def _of_word(found: pd.DataFrame, name: str, apart: bool, known: set[str]) -> pd.DataFrame:
    word, only = meant(name, known)
    chosen = (found["word"] == word).to_numpy()
    if only:
        chosen = chosen & found["negated"].to_numpy()
    elif apart:
        chosen = chosen & ~found["negated"].to_numpy()
    return found[chosen].sort_values(["answer", "start"])
