"""The keyword table: how many respondents wrote each word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.arrays import summed
from textmine.settings import DEFAULTS, Lang, Unit
from textmine.tables.measures import distinct_marked, wilson
from textmine.tables.occurrences import uses
from textmine.texts.labels import label
from textmine.words.corpus import Corpus
from textmine.words.counted import ContentCodes

COLUMNS = [
    *("word", "pos", "respondents", "share", "low", "high", "occurrences", "negated_share", "related", "base")
]
_KEYS = ["part", "word", "text"]
_SUMS = ["respondents", "occurrences", "negated"]


def keywords(
    corpus: Corpus,
    *,
    unit: Unit = DEFAULTS.keywords.unit,
    minimum: int = DEFAULTS.keywords.minimum,
    negation: Literal["together", "apart"] = DEFAULTS.keywords.negation,
    related: int = DEFAULTS.keywords.related,
    lang: Lang = DEFAULTS.report.lang,
) -> pd.DataFrame:
    """Return the words of the corpus with the number of respondents who wrote them, most first.

    ``unit="word"`` counts 情報 wherever it stands, in 個人情報 too; ``unit="compound"`` counts the longest
    compound noun, once per time it was written. A word needs ``minimum`` respondents to be listed. With
    ``negation="apart"`` the negated uses of a word are a row of their own, and its other row counts the other
    uses; a respondent who wrote both is in both.

    Columns: ``word``, ``negated`` (bool, only with ``negation="apart"``), ``pos`` (of most of its
    occurrences), ``respondents`` (who wrote it at least once), ``share`` (0–1, of ``base``), ``low``,
    ``high`` (its 95 % Wilson interval), ``occurrences``, ``negated_share`` (0–1, of the occurrences),
    ``related`` (for words the compounds that hold them, for compounds their words, with respondents: at most
    ``related`` of them that have ``minimum`` respondents, most first, then in code point order), ``base``
    (respondents with a substantive answer). Sorted by respondents, most first, then by word in code point
    order, uses without negation first.

    The table adds up: ``keywords(corpus)`` is ``finish(tally(corpus))``, and the tallies of parts of a
    survey may be merged, provided that no respondent is in two of them.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> texts = ["個人情報を守る意識", "情報に気をつける。情報は大事", "意識の向上"]
    >>> rows = [(n, str(n), "効果", "", text, "substantive", 0, n) for n, text in enumerate(texts)]
    >>> table = keywords(tokenize(Survey(pd.DataFrame(rows, columns=columns))))
    >>> table[["word", "respondents", "occurrences", "base"]].values.tolist()
    [['情報', 2, 3, 3], ['意識', 2, 2, 3]]
    """
    return finish(
        tally(corpus, unit=unit), unit=unit, minimum=minimum, negation=negation, related=related, lang=lang
    )


def tally(corpus: Corpus, *, unit: Unit = DEFAULTS.keywords.unit) -> pd.DataFrame:
    """Return what the keyword table is made of, as counts that add up over respondents.

    Columns: ``part`` (what is counted: base, all, affirmed, negated, pos, related, related_affirmed,
    related_negated, member, word), ``word``, ``text`` (the part of speech or the related word), and the
    counts ``respondents`` (of parts of speech 0), ``occurrences``, ``negated``.
    """
    words = _Used(corpus.content_codes())
    used = words if unit == "word" else _Used(_codes_of(uses(corpus, unit)))
    parts = [_rows("base", [""], [""], np.array([corpus.base])), used.pos()]
    parts += used.words(("all", "affirmed", "negated"))
    if unit == "word":
        parts += used.pairs(("related", "related_affirmed", "related_negated"))
    else:
        parts += [*words.words(("word",)), *words.pairs(("member",), turned=True)]
    return pd.concat(parts, ignore_index=True)


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two chunks of a survey that have no respondent in common."""
    both = pd.concat([total, other], ignore_index=True)
    return both.groupby(_KEYS, as_index=False, sort=True)[_SUMS].sum()


def finish(
    total: pd.DataFrame,
    *,
    unit: Unit = DEFAULTS.keywords.unit,
    minimum: int = DEFAULTS.keywords.minimum,
    negation: Literal["together", "apart"] = DEFAULTS.keywords.negation,
    related: int = DEFAULTS.keywords.related,
    lang: Lang = DEFAULTS.report.lang,
) -> pd.DataFrame:
    """Return the keyword table of a tally; see :func:`keywords`. ``unit`` is the one it was made with."""
    by_part = {str(part): rows for part, rows in total.groupby("part")}
    base = int(by_part["base"]["respondents"].iloc[0]) if "base" in by_part else 0
    pos = _part(by_part, "pos").sort_values(["word", "occurrences", "text"], ascending=[True, False, True])
    pos_of = pos.drop_duplicates("word").set_index("word")["text"]
    tables = []
    for part in ("all",) if negation == "together" else ("affirmed", "negated"):
        rows = _part(by_part, part)
        rows = rows[rows["respondents"] >= minimum]
        names = _related(by_part, part, unit=unit, minimum=minimum, most=related, lang=lang)
        tables.append(
            pd.DataFrame(
                {
                    "word": rows["word"].to_numpy(),
                    "negated": part == "negated",
                    "pos": rows["word"].map(pos_of).to_numpy(),
                    "respondents": rows["respondents"].to_numpy(),
                    "occurrences": rows["occurrences"].to_numpy(),
                    "negated_share": (rows["negated"] / rows["occurrences"]).to_numpy(dtype=np.float64),
                    "related": [names.get(word, "") for word in rows["word"].tolist()],
                }
            )
        )
    table = pd.concat(tables, ignore_index=True)
    table["base"] = base
    table["share"] = table["respondents"] / base if base else 0.0
    table["low"], table["high"] = wilson(table["respondents"], table["base"])
    order = ["respondents", "word", "negated"]
    table = table.sort_values(order, ascending=[False, True, True], ignore_index=True)
    table = table.astype({"word": "str", "pos": "str", "related": "str", "negated": "bool"})
    return table[COLUMNS if negation == "together" else [COLUMNS[0], "negated", *COLUMNS[1:]]]


def _codes_of(used: pd.DataFrame) -> ContentCodes:
    """Return the rows of :func:`uses` as numbers."""
    word, pos, compound = (
        (used[each].cat.categories.tolist(), used[each].cat.codes.to_numpy().astype(np.int32))
        for each in ("word", "pos", "compound")
    )
    which = np.arange(len(used), dtype=np.int32)
    who = used["respondent"].cat.codes.to_numpy().astype(np.int32)
    return ContentCodes(word, pos, compound, which, who, used["negated"].to_numpy())


class _Used:
    """What is counted of uses of words."""

    def __init__(self, used: ContentCodes) -> None:
        self.used = used
        self.times, self.times_negated = (
            np.bincount(which, minlength=len(used.word[1]))
            for which in (used.which, used.which[used.negated])
        )
        # Which stand inside a longer compound.
        names, number = used.compound
        place = {name: place for place, name in enumerate(names)}
        same = np.array([place.get(word, -1) for word in used.word[0]], dtype=np.int64)
        self.apart = np.asarray(same[used.word[1]] != number)

    def words(self, parts: Sequence[str]) -> list[pd.DataFrame]:
        """Return the counts of each word: of all uses, of those that are not negated, of those that are."""
        names, number = self.used.word
        return self._counted(parts, names, [""] * len(names), number)

    def pos(self) -> pd.DataFrame:
        """Return how often each word is of each part of speech."""
        (words, word), (texts, part) = self.used.word, self.used.pos
        codes = word.astype(np.int64) * len(texts) + part
        times, negated = (
            summed(codes, each, len(words) * len(texts)) for each in (self.times, self.times_negated)
        )
        kept = np.flatnonzero(times)
        first, second = kept // max(1, len(texts)), kept % max(1, len(texts))
        none = np.zeros(len(kept), dtype=np.int64)
        return _rows("pos", _named(words, first), _named(texts, second), none, times[kept], negated[kept])

    def pairs(self, parts: Sequence[str], *, turned: bool = False) -> list[pd.DataFrame]:
        """Return the counts of each word with each longer compound of it; ``turned``, the other way."""
        (words, word), (compounds, compound) = self.used.word, self.used.compound
        both = word[self.apart].astype(np.int64) * len(compounds) + compound[self.apart]
        codes = np.full(len(word), -1, dtype=np.int32)
        codes[self.apart], distinct = pd.factorize(both)
        first = _named(words, distinct // max(1, len(compounds)))
        second = _named(compounds, distinct % max(1, len(compounds)))
        return self._counted(parts, *((second, first) if turned else (first, second)), codes)

    def _counted(
        self, parts: Sequence[str], words: list[str], texts: list[str], codes: npt.NDArray[np.int32]
    ) -> list[pd.DataFrame]:
        """Return the counts of each row; ``codes`` has that of each different word, -1 for none."""
        size = len(words)
        some = codes >= 0
        times, times_negated = (
            summed(codes[some], each[some], size) for each in (self.times, self.times_negated)
        )
        which, who, negated = self.used.which, self.used.respondent, self.used.negated
        if not some.all():
            rows = np.flatnonzero(some.take(which))
            which, who, negated = which[rows], who[rows], negated[rows]
        none = np.zeros(size, dtype=np.int64)
        occurrences = (times, times - times_negated, times_negated)
        tables = []
        for part, respondents, count, of_these in zip(
            parts,
            distinct_marked(who, codes.take(which), size, negated),
            occurrences,
            (times_negated, none, times_negated),
            strict=False,
        ):
            table = _rows(part, words, texts, respondents, count, of_these)
            tables.append(table[table["occurrences"] > 0])
        return tables


def _named(names: Sequence[str], places: npt.NDArray[np.int64]) -> list[str]:
    return [names[place] for place in places.tolist()]


def _rows(
    part: str,
    words: list[str],
    texts: list[str],
    respondents: npt.NDArray[np.int64],
    times: npt.NDArray[np.int64] | None = None,
    negated: npt.NDArray[np.int64] | None = None,
) -> pd.DataFrame:
    none = np.zeros(len(words), dtype=np.int64)
    return pd.DataFrame(
        {
            "part": pd.Series([part] * len(words), dtype="str"),
            "word": pd.Series(words, dtype="str"),
            "text": pd.Series(texts, dtype="str"),
            "respondents": respondents,
            "occurrences": none if times is None else times,
            "negated": none if negated is None else negated,
        }
    )


def _part(by_part: dict[str, pd.DataFrame], part: str) -> pd.DataFrame:
    return by_part.get(part, _rows(part, [], [], np.zeros(0, dtype=np.int64)))


def _related(
    by_part: dict[str, pd.DataFrame], part: str, *, unit: Unit, minimum: int, most: int, lang: Lang
) -> dict[str, str]:
    """Return word -> its related words as one text: 個人情報（12）、情報漏洩（8）."""
    if unit == "word":
        rows = _part(by_part, {"all": "related"}.get(part, f"related_{part}"))
    else:
        rows = _part(by_part, "member")
        respondents = _part(by_part, "word").set_index("word")["respondents"]
        rows = rows.assign(respondents=rows["text"].map(respondents).to_numpy())
    rows = rows[rows["respondents"] >= minimum]
    rows = rows.sort_values(["word", "respondents", "text"], ascending=[True, False, True])
    rows = rows[rows.groupby("word").cumcount() < most]
    separator = label("note.separator", lang)
    texts = [
        label("note.word_count", lang, word=text, respondents=respondents)
        for text, respondents in zip(rows["text"].tolist(), rows["respondents"].tolist(), strict=True)
    ]
    joined: dict[str, list[str]] = {}
    for word, text in zip(rows["word"].tolist(), texts, strict=True):
        joined.setdefault(word, []).append(text)
    return {word: separator.join(parts) for word, parts in joined.items()}
