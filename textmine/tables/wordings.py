"""How many say what is told of a keyword, and in how many answers a search finds it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from textmine.arrays import Int64Array
from textmine.tables.evidence_counts import PhrasesOfWords, table_of_counts
from textmine.tables.notes import Findings, Theme
from textmine.tables.occurrences import Keyword, uses
from textmine.tables.spellings import NAI
from textmine.words.corpus import Corpus

FORMS = 3  # forms of a negation that are named
_OWN = 2  # times as many as say a phrase with the keyword itself may say it in all
_FAR = 1.5  # times as many as say a phrase may a search find its text with


def searchable(text: str) -> str:
    """Return a text as a search compares it: width and case folded, without blanks.

    >>> searchable("Ｗｅｂ 会議")
    'web会議'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def rows_called(
    corpus: Corpus,
    *,
    about: PhrasesOfWords,
    phrases: Mapping[Keyword, Sequence[str]],
) -> pd.DataFrame:
    """Return what the keyword table counts of some phrases and longer words: a tally, ``part`` being these.

    ``respondents`` are those of the row of that name, ``times`` the uses of all rows that the phrase gathers.
    """
    places, written = about.places, _Written(corpus, about)
    rows: list[tuple[str, str, str, str, int, int]] = []
    for keyword, texts in phrases.items():
        for text in texts:
            of_row, of_rows = written.row(keyword, text), written.rows(keyword, text)
            if len(of_rows):
                rows.append((*keyword, text, "", places.respondents(of_row), len(of_rows)))
    return table_of_counts(rows)


def gathered(
    corpus: Corpus,
    *,
    about: PhrasesOfWords,
    phrases: Mapping[Keyword, Sequence[str]],
    known: Mapping[Keyword, Mapping[str, bool]],
) -> pd.DataFrame:
    """Return how many respondents say each of some phrases: a tally, ``part`` being the phrase.

    ``respondents`` say it, in ``times`` more a search finds its text: 効果がある in 効果があるとは思えない.
    What is a row of its own has as many as that.
    """
    written, answers = _Written(corpus, about), corpus.made(_Answers)
    rows: list[tuple[str, str, str, str, int, int]] = []
    for keyword, texts in phrases.items():
        for text in texts:
            who = written.answers(keyword, text, is_row=known[keyword].get(text, False))
            people = set(answers.respondent[answers.rows(who)].tolist())
            rows.append((*keyword, text, "", len(people), len(answers.finders(text) - people)))
    return table_of_counts(rows)


def sayers(
    corpus: Corpus,
    *,
    about: PhrasesOfWords,
    findings: Mapping[Keyword, Findings],
) -> pd.DataFrame:
    """Return the answers behind each phrase, longer word and negation (""), as :func:`evidence.themes`."""
    places, written = about.places, _Written(corpus, about)
    rows: list[tuple[str, bool, str, int]] = []
    for keyword, found in findings.items():
        own = places.of(keyword)
        sets = {"": np.unique(written.of_use[own[places.negated[own]]])}
        for theme in found.themes:
            is_row = len(written.row(keyword, theme.text)) > 0
            sets[theme.text] = written.answers(keyword, theme.text, is_row=is_row)
        is_negated = keyword.uses == "negated"
        rows += [
            (keyword.word, is_negated, text, each) for text in sorted(sets) for each in sets[text].tolist()
        ]
    table = pd.DataFrame(rows, columns=["word", "negated", "text", "answer"])
    if all(keyword.uses == "all" for keyword in findings):
        table = table.drop(columns="negated")
    return table.astype({"word": "str", "text": "str", "answer": "int64"})


class _Written:
    """Where phrases and longer words are written in a corpus."""

    def __init__(self, corpus: Corpus, about: PhrasesOfWords) -> None:
        self.places, self.about = about.places, about
        self.number = {text: index for index, text in enumerate(about.texts)}
        self.unsure = np.unique(about.phrase[about.unsure]).tolist()
        self.of_use = self.places.used["answer"].to_numpy()  # the number of its answer
        self.found, self.words = corpus.made(_Answers), corpus.made(_Words)

    def row(self, keyword: Keyword, text: str) -> Int64Array:
        """Return the uses that a row counts which is called as a phrase is."""
        own = self.places.of(keyword._replace(word=text))
        return own[~self.places.beside[own]]

    def rows(self, keyword: Keyword, text: str) -> Int64Array:
        """Return the uses that the rows of a keyword table count which are called as a phrase is.

        What gathers several (人が増える・増加する) gathers the rows of each.
        """
        names = {text, *self.about.parts.get(text, ())}
        rows = [self.row(keyword, name) for name in names]
        return np.concatenate([np.zeros(0, dtype=np.int64), *rows])

    def answers(self, keyword: Keyword, text: str, *, is_row: bool) -> Int64Array:
        """Return the numbers of the answers that say a phrase or longer word of a keyword.

        One expression has one number: what is a row of its own (``is_row``, which a chunk alone does not
        know) counts as that does, and anything else alike in the notes of all its words. Where a search
        finds it and its first word is not denied, it is said, unless it is asked.
        """
        if is_row:
            return self._of(self.places.of(keyword._replace(word=text)))
        facts = np.flatnonzero(self.about.phrase == self.number.get(text, -1))
        of_all = self.about.use[facts[keyword.chosen(self.places.negated[self.about.use[facts]])]]
        own = self._of(np.concatenate([self.rows(keyword, text), of_all, self._inside(keyword, text)]))
        if keyword.uses == "negated" or text.endswith(NAI):
            return own
        found = np.intersect1d(self.found.numbers(text), self.words.affirmed(text))
        asked = self.about.use[np.isin(self.about.phrase, self._asking(text)) & self.about.unsure]
        return np.union1d(own, np.setdiff1d(found, self._of(asked)))

    def _asking(self, text: str) -> list[int]:
        """Return the phrases that ask or guess a phrase: 効果があるか."""
        return [each for each in self.unsure if self.about.texts[each].startswith(text)]

    def _of(self, uses: Int64Array) -> Int64Array:
        """Return the numbers of the answers of some uses."""
        numbers: Int64Array = np.unique(self.of_use[uses])
        return numbers

    def _inside(self, keyword: Keyword, text: str) -> Int64Array:
        """Return the uses of a keyword in a longer word, which may be a keyword of its own."""
        if self.places.unit == "compound":
            return self.places.of_word(text)
        own = self.places.of(keyword)
        inside: Int64Array = own[self.places.compound[own] == self.places.compound_codes.get(text, -1)]
        return inside


class _Words:
    """The uses of the words of a corpus, within longer words too."""

    def __init__(self, corpus: Corpus) -> None:
        used = uses(corpus, "word")
        written = corpus.tokens["surface"]
        self._answer, self._affirmed = used["answer"].to_numpy(), ~used["negated"].to_numpy()
        self._code = written.cat.codes.to_numpy()[used["first"].to_numpy()]
        self._codes = {word: code for code, word in enumerate(written.cat.categories)}

    def affirmed(self, text: str) -> Int64Array:
        """Return the numbers of the answers in which the word that a text begins with is not denied."""
        sizes = range(len(text), 0, -1)
        code = next((self._codes[text[:size]] for size in sizes if text[:size] in self._codes), -1)
        return np.asarray(self._answer[(self._code == code) & self._affirmed], dtype=np.int64)


class _Answers:
    """The answers of a corpus as one text that is searched."""

    def __init__(self, corpus: Corpus) -> None:
        keys = [searchable(text) for text in corpus.answers["text"]]
        self.text = "\n".join(keys)
        self.ends = np.cumsum([len(key) + 1 for key in keys])
        names = corpus.counted["respondent"].cat.categories
        # coded as uses of words are
        self.respondent = names.get_indexer(pd.Index(corpus.answers["respondent"]))
        self.number = pd.Index(corpus.answers["answer"])
        self.substantive = (corpus.answers["kind"] == "substantive").to_numpy()
        self._known: dict[str, Int64Array] = {}

    def finders(self, text: str) -> set[int]:
        """Return the respondents in whose answers of any kind a search finds a text."""
        return set(self.respondent[self._rows_with(text)].tolist())

    def numbers(self, text: str) -> Int64Array:
        """Return the numbers of the substantive answers in which a search finds a text."""
        found = self._rows_with(text)
        return np.asarray(self.number[found[self.substantive[found]]], dtype=np.int64)

    def rows(self, numbers: Int64Array) -> Int64Array:
        """Return the rows of the answers of some numbers."""
        rows: Int64Array = self.number.get_indexer(pd.Index(numbers)).astype(np.int64)
        return rows

    def _rows_with(self, text: str) -> Int64Array:
        wanted = searchable(text)
        if wanted not in self._known:
            answers: list[int] = []
            at = self.text.find(wanted) if wanted else -1
            while at >= 0:
                answers.append(int(np.searchsorted(self.ends, at, side="right")))
                at = self.text.find(wanted, int(self.ends[answers[-1]]))
            self._known[wanted] = np.array(answers, dtype=np.int64)
        return self._known[wanted]


def known_rows(counts: pd.DataFrame, keywords: Iterable[Keyword]) -> dict[Keyword, dict[str, bool]]:
    """Return keyword -> the phrases that rows of the keyword table are for, and whether one is called so."""
    known: dict[Keyword, dict[str, bool]] = {keyword: {} for keyword in keywords}
    of_rows = counts.loc[counts["text"] == "", ["word", "uses", "part", "respondents"]]
    for word, which, part, respondents in of_rows.itertuples(index=False, name=None):
        known[Keyword(word, which)][part] = respondents > 0
    return known


def shown(findings: Findings, *, phrases: int, compounds: int) -> list[str]:
    """Return what is shown of a keyword, in no more than so many phrases and longer words."""
    themes = [*findings.phrases[:phrases], *findings.compounds[:compounds]]
    themes += [*findings.negated_forms[:FORMS], *findings.beside[:FORMS]]
    return list(dict.fromkeys(theme.text for theme in themes))


class Row(NamedTuple):
    """A row of a tally of one keyword: see :func:`wordings` and those after it."""

    part: str
    text: str
    respondents: int
    times: int


def with_counts(findings: Findings, counts: Sequence[Row], minimum: int) -> Findings:
    """Return what was found about a keyword with what :func:`gathered` counts: ``minimum`` respondents.

    A phrase of which a search finds much more than say it is not told. What was not counted is left out, but
    forms of a negation stay.
    """
    people = {row.part: row.respondents for row in counts}
    searched = {row.part: row.respondents + row.times for row in counts}

    def found(themes: Sequence[Theme], rest: Sequence[Theme] = (), *, least: int = minimum) -> list[Theme]:
        known = [
            theme._replace(respondents=people[theme.text], searched=searched[theme.text])
            for theme in themes
            # What more say than wrote the word in this form is told of the other form: 乗り換える, 乗り換え.
            if least
            <= people.get(theme.text, 0)
            <= min(max(findings.respondents, theme.respondents), _OWN * theme.respondents)
        ] + [theme for theme in rest if theme.text not in people]
        return sorted(known, key=lambda theme: (-theme.respondents, theme.text))

    return replace(
        findings,
        compounds=found(findings.compounds),
        phrases=[each for each in found(findings.phrases) if each.searched <= _FAR * each.respondents],
        beside=found(findings.beside),
        negated_forms=found(findings.negated_forms, findings.negated_forms, least=1),
    )
