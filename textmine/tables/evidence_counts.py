"""What the evidence of keywords is made of, as counts and quotes that add up over respondents.

The functions are used in the order in which they stand; ``evidence.evidence_of`` does so. ``keywords`` are
those whose evidence is wanted, ``said`` is what ``phrases.statements`` returns of the same corpus, ``about``
the :class:`PhrasesOfWords` in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.arrays import BoolArray, Int64Array, spread
from textmine.settings import EvidenceSettings, Unit
from textmine.tables.measures import distinct
from textmine.tables.notes import Findings, Theme, shortest_forms
from textmine.tables.occurrences import Keyword, uses
from textmine.tables.phrases import Statements
from textmine.tables.quotes import Pools, Quoting, first_answers
from textmine.tables.spellings import OBJECT, Spellings, Statement, concerns
from textmine.words.corpus import WORD, Corpus

Keywords = Sequence[Keyword]
Count = tuple[str, int, int]  # text, respondents, times

_KEYS = ["word", "uses", "part", "text"]
_SUMS = ["respondents", "times"]
_BETWEEN = "\x00"  # two words of a compound, as text: no answer holds it


def words_of(corpus: Corpus, *, keywords: Keywords, unit: Unit) -> frozenset[str]:
    """Return the words that some keywords are or, of expressions, are counted by: かける of 鍵をかける."""
    names = frozenset(keyword.word for keyword in keywords)
    if unit != "expression":
        return names
    counted, words = uses(corpus, "expression"), uses(corpus, "word")["word"]
    own = counted["word_use"].to_numpy()[counted["word"].isin(names).to_numpy()]
    return names.union(words.iloc[own].unique().astype(str))


def spoken(corpus: Corpus, *, words: frozenset[str], said: Statements) -> dict[Statement, int]:
    """Return how often each thing is said that decides how the phrases about some words are shown."""
    return {
        statement: times
        for statement, times in said.times.items()
        if times and (statement.kind in ("predicate", "of", OBJECT) or concerns(statement, words))
    }


def merge_spoken(total: dict[Statement, int], other: dict[Statement, int]) -> dict[Statement, int]:
    """Add what is said in another chunk to ``total``, and return it."""
    for statement, times in other.items():
        total[statement] = total.get(statement, 0) + times
    return total


def tally(corpus: Corpus, *, keywords: Keywords, about: PhrasesOfWords) -> pd.DataFrame:
    """Return what the evidence of some keywords but its quotes is made of, as counts that add up.

    Columns: ``word``, ``uses``, ``part`` (what is counted), ``text``, ``respondents``, ``times``.
    """
    places = about.places
    rows: list[tuple[str, str, str, str, int, int]] = []
    for keyword in keywords:
        own = places.of(keyword)
        if len(own):
            counts = _counts(about, keyword, own)
            rows.extend((*keyword, part, *count) for part, of_part in counts.items() for count in of_part)
    rows.append(("", "all", "base", "", corpus.base, 0))
    if places.unit == "compound":
        rows.extend(_words_of_compounds(corpus, places))
    return table_of_counts(rows)


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two chunks of a survey that have no respondent in common."""
    both = pd.concat([total, other], ignore_index=True)
    return both.groupby(_KEYS, as_index=False, sort=True)[_SUMS].sum()


def findings(total: pd.DataFrame, keywords: Keywords, *, unit: Unit, minimum: int) -> dict[Keyword, Findings]:
    """Return keyword -> what a tally shows about it, for the keywords that occur."""
    counts: dict[tuple[str, str], dict[str, list[Count]]] = {}
    for word, of_uses, part, *count in rows_of(total):
        counts.setdefault((word, of_uses), {}).setdefault(part, []).append(tuple(count))
    longer = _longer_compounds(counts) if unit == "compound" else {}
    base = sum(people for _, people, _ in counts.get(("", "all"), {}).get("base", ()))
    return {
        keyword: _findings(keyword.word, counts[keyword], longer.get(keyword.word, []), minimum, base)
        for keyword in keywords
        if "all" in counts.get(keyword, {})
    }


def pools(
    corpus: Corpus,
    *,
    about: PhrasesOfWords,
    phrases: Mapping[Keyword, Mapping[str, bool]],
    denied: Collection[Keyword],
    chosen: EvidenceSettings,
) -> Pools:
    """Return the best quotes of each keyword with each of its ``phrases``, and of any use.

    A phrase that its note names is what such a quote has to affirm, else that is the word.

    Of the ``denied``, whose uses most respondents deny, any that is denied, of the others any that is not:
    where most affirm it, one who denies it shows it badly.
    Their answers are numbered within each respondent's, so that a chunk need not know the others.
    """
    if not chosen.quotes:
        return {}
    places = about.places
    number = {text: index for index, text in enumerate(about.texts)}
    quoting = Quoting(corpus, places.used, shortest=chosen.shortest, longest=chosen.longest)
    first = first_answers(corpus)
    best: Pools = {}
    for keyword, texts in phrases.items():
        own = places.of(keyword)
        facts = about.of(places.code(keyword.word), own)
        compound = places.compound[own]
        with_phrase = [
            np.concatenate(
                [
                    about.use[facts[about.phrase[facts] == number.get(text, -1)]],
                    own[compound == places.compound_codes.get(text, -1)],
                ]
            )
            for text in texts
        ]
        usual = own[places.negated[own] == (keyword in denied)]
        word = keyword.word + ("ない" if keyword in denied else "")
        said = [*(text if is_noted else word for text, is_noted in texts.items()), word]
        for place, pool in enumerate(quoting.pools(usual, with_phrase, said, chosen.quotes)):
            numbered = (quote._replace(answer=quote.answer - first[quote.respondent]) for quote in pool)
            best[keyword, place] = list(numbered)
    return best


class Places:
    """The uses of words in a corpus as arrays, and the way from a word to its uses."""

    def __init__(self, corpus: Corpus, unit: Unit, listed: Collection[str] = ()) -> None:
        """Look them up in ``corpus``; ``unit`` says what a word is, ``listed`` which words are rows.

        ``beside`` are the uses of expressions that are no rows.
        """
        self.unit = unit
        self.used = uses(corpus, unit)
        self.words, self.word = _names_and_codes(self.used["word"])
        self.negated = self.used["negated"].to_numpy()
        is_expression = unit == "expression"
        none = np.zeros(len(self.used), dtype=bool)
        # What says 分からない of the keyword 分からない is no negation of it.
        self.denied = self.used["denied"].to_numpy() if is_expression else none
        self.beside = none
        if is_expression:
            self.beside = ((self.used["beside"] != "") & ~self.used["word"].isin(list(listed))).to_numpy()
        self.word_use = self.used["word_use"].to_numpy() if is_expression else None
        self.respondent = self.used["respondent"].cat.codes.to_numpy().astype(np.int64)
        self.pos_names, self.pos = _names_and_codes(self.used["pos"])
        self.compounds, self.compound = _names_and_codes(self.used["compound"])
        self.compound_codes = {name: code for code, name in enumerate(self.compounds)}
        self._codes = {word: code for code, word in enumerate(self.words)}
        self._order, self._bounds = _sorted_by(self.word, len(self.words))

    def code(self, word: str) -> int:
        """Return the code of a word; -1 if the corpus does not have it."""
        return self._codes.get(word, -1)

    def of_word(self, word: str) -> Int64Array:
        """Return the uses of a word."""
        code = self.code(word)
        return self._order[self._bounds[code] : self._bounds[code + 1]] if code >= 0 else self._order[:0]

    def of(self, keyword: Keyword) -> Int64Array:
        """Return the uses that a row of a keyword table counts."""
        own = self.of_word(keyword.word)
        return own[keyword.chosen(self.negated[own])]

    def respondents(self, own: Int64Array) -> int:
        """Return the number of respondents of some uses."""
        return len(np.unique(self.respondent[own]))

    def counts(self, own: Int64Array, texts: npt.NDArray[np.integer], names: Sequence[str]) -> list[Count]:
        """Return (text, respondents, uses) of the texts that some uses have, as indices into ``names``."""
        kinds, which, times = np.unique(texts, return_inverse=True, return_counts=True)
        respondents = distinct(self.respondent[own], which, len(kinds)).tolist()
        return [
            (names[kind], people, count)
            for kind, people, count in zip(kinds.tolist(), respondents, times.tolist(), strict=True)
        ]


class PhrasesOfWords:
    """The phrases about each word: the columns of :class:`textmine.tables.phrases.Phrases` as arrays."""

    def __init__(
        self,
        corpus: Corpus,
        *,
        said: Statements,
        spellings: Spellings,
        unit: Unit,
        listed: Collection[str] = (),
    ) -> None:
        """Look the words up in ``corpus``, as ``places``, and how what is ``said`` of them is shown."""
        self.places = places = Places(corpus, unit, listed)
        phrases = said.phrases(spellings)
        self.texts, self.parts = phrases.texts, spellings.parts
        use = phrases.facts["use"].to_numpy()
        if places.word_use is not None:  # facts are of words: of the expressions that stand for them
            begin = np.searchsorted(places.word_use, use)
            sizes = np.searchsorted(places.word_use, use, side="right") - begin
            facts_of = np.repeat(np.arange(len(use)), sizes)
            use = spread(begin, sizes)
        facts = phrases.facts if places.word_use is None else phrases.facts.iloc[facts_of]
        # Of the row 場所がない a clause says which; of any other it says nothing that is.
        is_absent = facts["absent"].to_numpy() & ~(places.denied[use] & (use >= 0))
        is_told = (use >= 0) & ~is_absent & ~_within(corpus, places, use, facts)
        facts, self.use = facts[is_told], use[is_told]
        self.phrase = facts["phrase"].to_numpy()
        self.begin, self.end = facts["begin"].to_numpy(), facts["end"].to_numpy()
        self.predicate, self.says, negated, self.open, self.own, self.unsure, self.beside = (
            facts[name].to_numpy()
            for name in ("predicate", "says", "negated", "open", "own", "unsure", "beside")
        )
        self.negated = negated & ~places.denied[self.use]
        self._order, self._bounds = _sorted_by(places.word[self.use], len(places.words))

    def of(self, code: int, own: Int64Array) -> Int64Array:
        """Return the facts about some uses of a word."""
        if code < 0:
            return self._order[:0]
        facts = self._order[self._bounds[code] : self._bounds[code + 1]]
        is_own = np.zeros(len(self.places.word), dtype=bool)
        is_own[own] = True
        chosen: Int64Array = facts[is_own[self.use[facts]]]
        return chosen


def _within(corpus: Corpus, places: Places, use: Int64Array, facts: pd.DataFrame) -> BoolArray:
    """Return which facts about expressions say no more than those: 鍵をかける of 鍵をかける."""
    if places.word_use is None:
        return np.zeros(len(use), dtype=bool)
    starts = np.append(np.flatnonzero((corpus.flags & WORD) == 0), len(corpus.flags))
    used = places.used
    begin, end = starts[used["first"].to_numpy()], starts[used["last"].to_numpy() + 1]
    is_longer = used["made"].to_numpy() | places.denied
    # A て after it belongs to what is written.
    inside = (facts["begin"].to_numpy() >= begin[use]) & (facts["end"].to_numpy() <= end[use] + 1)
    told: BoolArray = inside & is_longer[use]
    return told


def _names_and_codes(column: pd.Series) -> tuple[list[str], Int64Array]:
    """Return the different values of a column of categories, and which of them each row has."""
    return column.cat.categories.tolist(), column.cat.codes.to_numpy().astype(np.int64)


def _sorted_by(codes: Int64Array, size: int) -> tuple[Int64Array, Int64Array]:
    """Return the rows in order of their code, and where each code begins."""
    order = np.argsort(codes, kind="stable").astype(np.int64)
    return order, np.searchsorted(codes[order], np.arange(size + 1)).astype(np.int64)


def _counts(about: PhrasesOfWords, keyword: Keyword, own: Int64Array) -> dict[str, list[Count]]:
    """Return part of the tally -> its rows, for the ``own`` uses of a keyword."""
    places = about.places
    facts = about.of(places.code(keyword.word), own)
    beside = facts[about.beside[facts]]
    facts = facts[~about.beside[facts]]
    use = about.use[facts]
    phrase = about.phrase[facts]
    is_word_negated = places.negated[use]
    is_form = about.negated[facts] & is_word_negated
    is_own_form = is_form & about.own[facts]
    is_said = about.predicate[facts] | about.own[facts]
    negating = {about.texts[each] for each in phrase[about.negated[facts]].tolist()}
    every, phrases = places.of_word(keyword.word), places.counts(use, phrase, about.texts)

    def one(uses_counted: Int64Array) -> list[Count]:
        return [("", places.respondents(uses_counted), 0)]

    counts = {
        "all": [("", places.respondents(own), len(own))],
        "pos": places.counts(every, places.pos[every], places.pos_names),
        "phrase": [(text, people, int(text in negating)) for text, people, _ in phrases],
        "predicate": [
            (text, 0, 1) for text in sorted({about.texts[each] for each in phrase[is_said].tolist()})
        ],
        "says": [(text, 0, 1) for text in sorted({about.texts[each] for each in phrase[about.says[facts]]})],
        "beside": places.counts(about.use[beside], about.phrase[beside], about.texts),
        "negated": one(own[places.negated[own]]),
        "form": places.counts(use[is_form], phrase[is_form], about.texts),
        "form_own": places.counts(use[is_own_form], phrase[is_own_form], about.texts),
    }
    if places.unit != "compound":
        longer = own[places.compound[own] != places.compound_codes.get(keyword.word, -1)]
        counts["compound"] = places.counts(longer, places.compound[longer], places.compounds)
        counts["inside"] = one(longer)
    return counts


def _words_of_compounds(corpus: Corpus, places: Places) -> list[tuple[str, str, str, str, int, int]]:
    """Return the rows of all compounds: by how many respondents, and of which words they are."""
    # As written: as shown, a word may be the longer one that it is a fragment of.
    words = corpus.tokens["surface"]
    names, codes = list(words.cat.categories), words.cat.codes.to_numpy().tolist()
    first, last = places.used["first"].tolist(), places.used["last"].tolist()
    runs: dict[tuple[int, tuple[int, ...]], int] = {}
    for word, start, end in zip(places.word.tolist(), first, last, strict=True):
        key = (word, tuple(codes[start : end + 1]))
        runs[key] = runs.get(key, 0) + 1
    respondents = distinct(places.respondent, places.word, len(places.words)).tolist()
    rows = [
        (places.words[word], "all", "body", _BETWEEN.join(names[code] for code in run), 0, times)
        for (word, run), times in runs.items()
    ]
    written = {word for word, _ in runs}
    return rows + [(places.words[word], "all", "written", "", respondents[word], 0) for word in written]


def rows_of(table: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a tally; columns of texts are slow row by row."""
    return zip(*(table[name].tolist() for name in table), strict=True)


def table_of_counts(rows: Sequence[tuple[str, str, str, str, int, int]]) -> pd.DataFrame:
    """Return rows of a tally: word, uses, part, text, respondents, times."""
    table = pd.DataFrame(rows, columns=[*_KEYS, *_SUMS])
    return table.astype({**dict.fromkeys(_KEYS, "str"), **dict.fromkeys(_SUMS, "int64")})


def _findings(
    word: str,
    counts: Mapping[str, Sequence[Count]],
    longer: list[tuple[str, int]],
    minimum: int,
    base: int,
) -> Findings:
    """Return what the counts of one keyword show; ``longer`` are the compounds that hold a compound."""

    def listed(part: str, least: int = 0) -> list[tuple[str, int]]:
        pairs = [(text, people) for text, people, _ in counts.get(part, ()) if people >= least]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def one(part: str) -> int:
        return sum(people for _, people, _ in counts.get(part, ()))

    pos = min(counts["pos"], key=lambda count: (-count[2], count[0]))[0]
    is_predicate = pos in ("verb", "adjective")
    negating = {text for text, _, times in counts.get("phrase", ()) if times}
    said = {text for text, _, _ in counts.get("predicate", ())}
    says = {text for text, _, _ in counts.get("says", ())} | said
    # Of a verb the form it has itself (感じられない), of a noun with what negates it (予算がない).
    forms = listed("form_own" if is_predicate else "form")
    return Findings(
        word=word,
        respondents=one("all"),
        base=base,
        compounds=[Theme(*pair, says=False) for pair in (longer or listed("compound")) if pair[1] >= minimum],
        phrases=[
            Theme(text, people, text in negating, is_name=text not in said, says=text in says)
            for text, people in listed("phrase", minimum)
        ],
        beside=[Theme(*pair) for pair in listed("beside", minimum)],
        negated=one("negated"),
        negated_forms=shortest_forms(forms),
    )


def _longer_compounds(
    counts: Mapping[tuple[str, str], Mapping[str, Sequence[Count]]],
) -> dict[str, list[tuple[str, int]]]:
    """Return compound -> the longer ones that have all its words in a row, with their respondents.

    A compound that is made of words in several ways is taken as most often made.
    """
    bodies: dict[str, tuple[str, ...]] = {}
    respondents: dict[str, int] = {}
    for (name, _), parts in counts.items():
        if "body" in parts:
            run = min(parts["body"], key=lambda count: (-count[2], count[0]))[0]
            bodies[name] = tuple(run.split(_BETWEEN))
            respondents[name] = sum(people for _, people, _ in parts["written"])
    names_of: dict[tuple[str, ...], list[str]] = {}
    for name, body in bodies.items():
        names_of.setdefault(body, []).append(name)
    longer: dict[str, list[tuple[str, int]]] = {}
    every_size = sorted(set(map(len, bodies.values())))  # few, where the longest may have a thousand words
    for name, body in bodies.items():
        sizes = [size for size in every_size if size < len(body)]
        for part in {body[start : start + size] for size in sizes for start in range(len(body) - size + 1)}:
            for inner in names_of.get(part, ()):
                longer.setdefault(inner, []).append((name, respondents[name]))
    return {name: sorted(pairs, key=lambda pair: (-pair[1], pair[0])) for name, pairs in longer.items()}
