"""The keyword table: how many respondents wrote each word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from textmine.arrays import Int32Array, Int64Array, summed
from textmine.settings import DEFAULTS, UNIT, CountOf, Lang, Unit
from textmine.tables.expressions import expressions
from textmine.tables.left_out import part_of, parts_of, shown_longer, topics_of
from textmine.tables.measures import distinct_marked, wilson
from textmine.tables.occurrences import uses
from textmine.texts.labels import label
from textmine.words.corpus import Corpus
from textmine.words.counted import ContentCodes

COLUMNS = [
    *("word", "pos", "respondents", "share", "low", "high", "occurrences", "negated_share"),
    *("wordings", "related", "base"),
]
_KEYS = ["part", "word", "text"]
_SUMS = ["respondents", "occurrences", "negated"]


def keywords(
    corpus: Corpus,
    *,
    unit: Unit = UNIT,
    minimum: int = DEFAULTS.keywords.minimum,
    maximum: int | None = DEFAULTS.keywords.maximum,
    minimum_occurrences: int = DEFAULTS.keywords.minimum_occurrences,
    maximum_occurrences: int | None = DEFAULTS.keywords.maximum_occurrences,
    count: CountOf = DEFAULTS.keywords.count,
    negation: Literal["together", "apart"] = DEFAULTS.keywords.negation,
    related: int = DEFAULTS.keywords.related,
    question: str = "",
    rating: str = "",
    lang: Lang = DEFAULTS.report.lang,
) -> pd.DataFrame:
    """Return the words of the corpus with the number of respondents who wrote them, most first.

    ``unit="word"`` counts 情報 wherever it stands, in 個人情報 too; ``unit="compound"`` counts the longest
    compound noun, once per time it was written. ``unit="expression"`` counts words, but those that only mean
    something with a partner (``Lexicon.weak``) as what they form, 気をつける, and a denied predicate as
    わからない; what is no row then, :meth:`textmine.Study.left_out` says, words of the ``question`` too, and
    of the wording of the ``rating`` that it explains.
    A word needs ``minimum`` respondents and ``minimum_occurrences`` to be listed, and of either has at most
    the ``maximum`` that is given. With ``negation="apart"`` the negated uses of a word
    are a row of their own, and its other row counts the other uses; who wrote both is in both.

    Columns: ``word``, ``negated`` (bool, only with ``negation="apart"``), ``pos`` (of most of its
    occurrences), ``respondents`` (who wrote it at least once), ``share`` (0–1, of ``base``), ``low``,
    ``high`` (its 95 % Wilson interval), ``occurrences``, ``negated_share`` (0–1, of the occurrences),
    ``wordings`` (of an expression that gathers several, 魅力 and 良さ, the first ``related`` of ``minimum``
    respondents, with these; else ""),
    ``related`` (for words the compounds that hold them, for compounds their words, with respondents: at most
    ``related`` of them that have ``minimum`` respondents, most first, then in code point order), ``base``
    (respondents with a substantive answer). Sorted by what ``count`` says (respondents or occurrences),
    most first, then by word in code point order, uses without negation first.

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
    options: dict[str, Any] = {
        "negation": negation,
        "related": related,
        "question": question,
        "rating": rating,
    }
    options |= {"lang": lang}
    options |= {"minimum": minimum, "maximum": maximum, "count": count}
    options |= {"minimum_occurrences": minimum_occurrences, "maximum_occurrences": maximum_occurrences}
    return finish(tally(corpus, unit=unit), unit=unit, **options)


def tally(corpus: Corpus, *, unit: Unit = UNIT) -> pd.DataFrame:
    """Return what the keyword table is made of, as counts that add up over respondents.

    Columns: ``part`` (what is counted: base, all, affirmed, negated, pos, related, related_affirmed,
    related_negated, member, word, beside, wide, alone, inside, otherwise), ``word``, ``text`` (the part of
    speech or the other word), and the counts ``respondents`` (of parts of speech 0), ``occurrences``,
    ``negated``.
    """
    words = _Uses(corpus.content_codes())
    uses_of = words if unit == "word" else _Uses(_codes_of(uses(corpus, unit)))
    parts = [_rows("base", [""], [""], np.array([corpus.base])), uses_of.pos()]
    parts += uses_of.words(("all", "affirmed", "negated"))
    if unit == "compound":
        parts += [*words.words(("word",)), *words.pairs(("member",), turned=True)]
    else:
        parts += uses_of.pairs(("related", "related_affirmed", "related_negated"))
    if unit == "expression":
        counted, alone, inside, otherwise = expressions(corpus)
        beside = counted[(counted["beside"] != "").to_numpy()]
        parts.append(_counted("beside", beside, ["word", "beside"]))
        parts.append(_counted("wide", counted[counted["word"].isin(list(corpus.lexicon.wide))], ["word"]))
        parts += [_counted("alone", alone, ["word"]), _counted("inside", inside, ["word", "longer"])]
        parts.append(_counted("otherwise", otherwise, ["word", "own"]))
    return pd.concat(parts, ignore_index=True)


def _counted(part: str, uses_counted: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the rows of a tally that some uses make, by one or two of their columns."""
    names = [uses_counted[each].cat.categories.tolist() for each in by]
    codes = [uses_counted[each].cat.codes.to_numpy().astype(np.int64) for each in by]
    who = uses_counted["respondent"].cat
    size = len(names[-1]) if len(by) > 1 else 1
    pairs, pair, times = np.unique(
        codes[0] * size + (codes[1] if len(by) > 1 else 0), return_inverse=True, return_counts=True
    )
    people = np.unique(pair * len(who.categories) + who.codes.to_numpy()) // max(1, len(who.categories))
    first, second = _names_of_pairs(names[0], names[1] if len(by) > 1 else [""], pairs)
    return _rows(part, first, second, np.bincount(people, minlength=len(pairs)), times)


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two chunks of a survey that have no respondent in common."""
    both = pd.concat([total, other], ignore_index=True)
    return both.groupby(_KEYS, as_index=False, sort=True)[_SUMS].sum()


def finish(
    total: pd.DataFrame,
    *,
    unit: Unit = UNIT,
    minimum: int = DEFAULTS.keywords.minimum,
    maximum: int | None = DEFAULTS.keywords.maximum,
    minimum_occurrences: int = DEFAULTS.keywords.minimum_occurrences,
    maximum_occurrences: int | None = DEFAULTS.keywords.maximum_occurrences,
    count: CountOf = DEFAULTS.keywords.count,
    negation: Literal["together", "apart"] = DEFAULTS.keywords.negation,
    related: int = DEFAULTS.keywords.related,
    question: str = "",
    rating: str = "",
    lang: Lang = DEFAULTS.report.lang,
) -> pd.DataFrame:
    """Return the keyword table of a tally; see :func:`keywords`. ``unit`` is the one it was made with."""
    by_part = parts_of(total)
    base = int(by_part["base"]["respondents"].iloc[0]) if "base" in by_part else 0
    pos = part_of(by_part, "pos")
    # 減る is a verb, however often it was written as 減少
    pos = pos.assign(says=pos["word"].str.contains("[うくぐすつぬぶむる]$") & pos["text"].eq("verb"))
    pos = pos.sort_values(["word", "says", "occurrences", "text"], ascending=[True, False, False, True])
    pos_of = pos.drop_duplicates("word").set_index("word")["text"]
    topics: frozenset[str] = frozenset()
    if unit == "expression":
        topics = topics_of(by_part, question, rating)
    absent = topics | shown_longer(by_part, minimum, topics, question).absent()
    tables = []
    for part in ("all",) if negation == "together" else ("affirmed", "negated"):
        rows = part_of(by_part, part)
        inside = rows["respondents"].between(minimum, maximum or np.inf)
        inside &= rows["occurrences"].between(minimum_occurrences, maximum_occurrences or np.inf)
        rows = rows[inside & ~rows["word"].isin(absent)]
        names = _listed(_related(by_part, part, unit=unit), minimum=minimum, most=related, lang=lang)
        wordings = _listed(_gathered(by_part, minimum), minimum=minimum, most=related, lang=lang)
        tables.append(
            rows.assign(
                negated=part == "negated",
                pos=rows["word"].map(pos_of),
                negated_share=rows["negated"] / rows["occurrences"],
                wordings=[wordings.get(word, "") for word in rows["word"].tolist()],
                related=[names.get(word, "") for word in rows["word"].tolist()],
            )
        )
    table = pd.concat(tables, ignore_index=True)
    table["base"] = base
    table["share"] = table["respondents"] / base if base else 0.0
    table["low"], table["high"] = wilson(table["respondents"], table["base"])
    order = [count, "word", "negated"]
    table = table.sort_values(order, ascending=[False, True, True], ignore_index=True)
    table = table.astype(
        {"word": "str", "pos": "str", "wordings": "str", "related": "str", "negated": "bool"}
    )
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


class _Uses:
    """The uses of words, counted; ``used.which`` says which of the different uses each one is."""

    def __init__(self, used: ContentCodes) -> None:
        self.used = used
        size = len(used.word[1])
        self.times = np.bincount(used.which, minlength=size)
        self.times_negated = np.bincount(used.which[used.negated], minlength=size)
        # Which are inside a longer compound.
        compounds, compound = used.compound
        code_of = {name: code for code, name in enumerate(compounds)}
        own = np.array([code_of.get(word, -1) for word in used.word[0]], dtype=np.int64)
        self.is_inside = np.asarray(own[used.word[1]] != compound)

    def words(self, parts: Sequence[str]) -> list[pd.DataFrame]:
        """Return the counts of each word: of all uses, of those that are not negated, of those that are."""
        names, code = self.used.word
        return self._counts(parts, names, [""] * len(names), code)

    def pos(self) -> pd.DataFrame:
        """Return how often each word is of each part of speech."""
        (words, word), (texts, text) = self.used.word, self.used.pos
        codes = word.astype(np.int64) * len(texts) + text
        size = len(words) * len(texts)
        times, negated = summed(codes, self.times, size), summed(codes, self.times_negated, size)
        pairs = np.flatnonzero(times)
        first, second = _names_of_pairs(words, texts, pairs)
        return _rows("pos", first, second, np.zeros_like(pairs), times[pairs], negated[pairs])

    def pairs(self, parts: Sequence[str], *, turned: bool = False) -> list[pd.DataFrame]:
        """Return the counts of each word with each longer compound of it; ``turned``, the other way."""
        (words, word), (compounds, compound) = self.used.word, self.used.compound
        both = word[self.is_inside].astype(np.int64) * len(compounds) + compound[self.is_inside]
        codes = np.full(len(word), -1, dtype=np.int32)
        codes[self.is_inside], pairs = pd.factorize(both)
        first, second = _names_of_pairs(words, compounds, pairs)
        return self._counts(parts, *((second, first) if turned else (first, second)), codes)

    def _counts(
        self, parts: Sequence[str], words: list[str], texts: list[str], codes: Int32Array
    ) -> list[pd.DataFrame]:
        """Return the counts of each row; ``codes`` has the row of each different use, -1 for none."""
        size = len(words)
        has_row = codes >= 0
        times = summed(codes[has_row], self.times[has_row], size)
        times_negated = summed(codes[has_row], self.times_negated[has_row], size)
        which, who, negated = self.used.which, self.used.respondent, self.used.negated
        if not has_row.all():
            rows = np.flatnonzero(has_row.take(which))
            which, who, negated = which[rows], who[rows], negated[rows]
        respondents = distinct_marked(who, codes.take(which), size, negated)
        occurrences = (times, times - times_negated, times_negated)
        of_these_negated = (times_negated, np.zeros_like(times), times_negated)
        tables = [
            _rows(part, words, texts, *counts)
            for part, *counts in zip(parts, respondents, occurrences, of_these_negated, strict=False)
        ]
        return [table[table["occurrences"] > 0] for table in tables]


def _names_of_pairs(first: list[str], second: list[str], pairs: Int64Array) -> tuple[list[str], list[str]]:
    """Return both names of each pair, which is numbered as first × len(second) + second."""
    size = max(1, len(second))
    return [first[place] for place in (pairs // size).tolist()], [
        second[place] for place in (pairs % size).tolist()
    ]


def _rows(part: str, words: list[str], texts: list[str], *counts: Int64Array) -> pd.DataFrame:
    """Return rows of the tally; counts that are not given are 0."""
    columns = {"part": [part] * len(words), "word": words, "text": texts}
    given = [*counts, *[np.zeros(len(words), dtype=np.int64)] * (len(_SUMS) - len(counts))]
    return pd.DataFrame(
        {name: pd.Series(values, dtype="str") for name, values in columns.items()}
        | dict(zip(_SUMS, given, strict=True))
    )


def _related(by_part: dict[str, pd.DataFrame], part: str, *, unit: Unit) -> pd.DataFrame:
    """Return the words that belong to each: compounds that hold it, or words that a compound holds."""
    if unit == "word":
        return part_of(by_part, {"all": "related"}.get(part, f"related_{part}"))
    rows, of = ("related", part) if unit == "expression" else ("member", "word")
    related, people = part_of(by_part, rows), part_of(by_part, of).set_index("word")["respondents"]
    # As many as the row of that name has, which for an expression is no more than its own.
    related = related.assign(respondents=related["text"].map(people).fillna(0).to_numpy())
    is_more = (related["respondents"] > related["word"].map(people)) & (unit == "expression")
    return related[~is_more]


def _gathered(by_part: dict[str, pd.DataFrame], minimum: int) -> pd.DataFrame:
    """Return how many wrote which wording of the expressions that gather others than their own name."""
    rows = part_of(by_part, "otherwise")
    rows = rows[rows["respondents"] >= minimum]
    return rows[rows["word"].isin(rows.loc[rows["word"] != rows["text"], "word"])]


def _listed(rows: pd.DataFrame, *, minimum: int, most: int, lang: Lang) -> dict[str, str]:
    """Return word -> its first texts in some rows of a tally, as one text: 個人情報（12）、情報漏洩（8）."""
    rows = rows[rows["respondents"] >= minimum]
    rows = rows.sort_values(["word", "respondents", "text"], ascending=[True, False, True])
    rows = rows[rows.groupby("word").cumcount() < most]
    texts = [
        label("note.word_count", lang, word=text, respondents=int(respondents))
        for text, respondents in zip(rows["text"].tolist(), rows["respondents"].tolist(), strict=True)
    ]
    joined: dict[str, list[str]] = {}
    for word, text in zip(rows["word"].tolist(), texts, strict=True):
        joined.setdefault(word, []).append(text)
    separator = label("note.separator", lang)
    return {word: separator.join(parts) for word, parts in joined.items()}
