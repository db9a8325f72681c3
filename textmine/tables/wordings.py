"""How what is said of a keyword is written in the answers, and in how many of them a search finds it.

A string that a sentence quotes is a string of the answers, and the number beside it is that of the
respondents in whose answers it occurs: whoever searches for it finds as many.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from textmine.arrays import Int64Array
from textmine.tables.evidence_counts import PhrasesOfWords, table_of_counts
from textmine.tables.notes import Findings, Theme
from textmine.tables.occurrences import Keyword
from textmine.tables.predicates import THINKS_NOT
from textmine.tables.spellings import NO
from textmine.words.corpus import COMPOUND, Corpus

TRIED = 6  # wordings of a phrase that are searched for; as many are hardly ever quoted
FORMS = 3  # forms of a negation that are named
_MUCH = 1.5  # times as many respondents as say a phrase may have a wording of it
_FAR = 3  # times as many as say a phrase may a search find its text with


def searchable(text: str) -> str:
    """Return a text as a search compares it: width and case folded, without blanks.

    >>> searchable("Ｗｅｂ 会議")
    'web会議'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def wordings(
    corpus: Corpus,
    *,
    about: PhrasesOfWords,
    phrases: Mapping[Keyword, Sequence[str]],
) -> pd.DataFrame:
    """Return how each of some phrases and longer words is written: a tally, ``part`` being the phrase.

    ``text`` "" is what the keyword table counts: ``respondents`` of the row of that name, and ``times`` the
    uses of all rows that the phrase gathers.
    """
    places, written = about.places, _Written(corpus, about)
    rows: list[tuple[str, str, str, str, int, int]] = []
    for keyword, texts in phrases.items():
        own = places.of(keyword)
        for text in texts:
            uses, spans = written.spans(keyword, own, text)
            names, which = np.unique(written.surfaces(spans), return_inverse=True)
            counts = places.counts(uses, which, [str(name) for name in names])
            rows.extend((*keyword, text, *count) for count in counts)
            of_row, of_rows = written.row(keyword, text), written.rows(keyword, text)
            if len(of_rows):
                rows.append((*keyword, text, "", places.respondents(of_row), len(of_rows)))
    return table_of_counts(rows)


def searched(corpus: Corpus, *, wanted: Mapping[Keyword, Mapping[str, Sequence[str]]]) -> pd.DataFrame:
    """Return how many respondents wrote each wording of some phrases: a tally, ``part`` being the phrase.

    ``respondents`` are those in whose substantive answers a search finds the wording ``text``, ``times``
    those in any of whose answers it does.
    """
    answers = corpus.made(_Answers)
    rows: list[tuple[str, str, str, str, int, int]] = []
    for keyword, texts_of in wanted.items():
        for phrase, texts in texts_of.items():
            for text in texts:
                writers, finders = answers.respondents(text)
                rows.append((*keyword, phrase, text, len(writers), len(finders)))
    return table_of_counts(rows)


def strays(
    corpus: Corpus,
    *,
    about: PhrasesOfWords,
    wanted: Mapping[Keyword, Mapping[str, Sequence[str]]],
    known: Mapping[Keyword, Mapping[str, bool]],
) -> pd.DataFrame:
    """Return how many wrote a wording of a phrase and are not of its row, or do not say it: a tally.

    ``part`` is the phrase, ``text`` the wording; ``respondents`` are those who wrote it and whom the row of
    the keyword doesn't count, ``times`` those who wrote it and do not say the phrase.
    """
    places, written, answers = about.places, _Written(corpus, about), corpus.made(_Answers)
    rows: list[tuple[str, str, str, str, int, int]] = []
    for keyword, texts_of in wanted.items():
        of_row = set(places.respondent[places.of(keyword)].tolist())
        for phrase, texts in texts_of.items():
            who = written.sayers(keyword, phrase, is_row=known[keyword].get(phrase, False))
            for text in texts:
                writers, _ = answers.respondents(text)
                # of a compound the longer ones are rows of their own
                rows.append((*keyword, phrase, text, len(writers - of_row - who), len(writers - who)))
    return table_of_counts(rows)


def gathered(
    corpus: Corpus,
    *,
    about: PhrasesOfWords,
    accepted: Mapping[Keyword, Mapping[str, Sequence[str]]],
    names: Mapping[Keyword, Collection[str]],
    known: Mapping[Keyword, Mapping[str, bool]],
) -> pd.DataFrame:
    """Return how many respondents say each of some phrases: a tally, ``part`` being the phrase.

    What is a row of its own has as many as that. Of one of ``names`` (社員の意識, 個人情報) that is none that
    is whoever wrote a wording of it, too. Of what a predicate says it is not: 効果があった is found in
    効果があったとは思えない. The row of each wording has in ``times`` the respondents who wrote it and do not
    say the phrase; that of the phrase, which has no wording, those who wrote it as it is shown.
    """
    written, answers = _Written(corpus, about), corpus.made(_Answers)
    rows: list[tuple[str, str, str, str, int, int]] = []
    for keyword, texts_of in accepted.items():
        for phrase, texts in texts_of.items():
            who = written.sayers(keyword, phrase, is_row=known[keyword].get(phrase, False))
            writers = {text: answers.respondents(text)[0] for text in texts}
            if phrase in names[keyword] and phrase not in known[keyword]:
                who = who.union(*writers.values())
            rows += [(*keyword, phrase, text, len(each), len(each - who)) for text, each in writers.items()]
            rows.append((*keyword, phrase, "", len(who), len(answers.respondents(phrase)[1] - who)))
    return table_of_counts(rows)


def sayers(
    corpus: Corpus,
    *,
    about: PhrasesOfWords,
    findings: Mapping[Keyword, Findings],
) -> pd.DataFrame:
    """Return the answers behind each phrase, longer word and negation (""), as :func:`evidence.themes`."""
    places, written, answers = about.places, _Written(corpus, about), corpus.made(_Answers)
    of_use, numbers = places.used["answer"].to_numpy(), corpus.answers["answer"].to_numpy()
    rows: list[tuple[str, bool, str, int]] = []
    for keyword, found in findings.items():
        own = places.of(keyword)
        sets = {"": set(of_use[own[places.negated[own]]].tolist())}
        for theme in found.themes:
            is_row = len(written.row(keyword, theme.text)) > 0
            uses = written.uses(keyword, theme.text, is_row=is_row)
            sets[theme.text] = set(of_use[uses].tolist())
            if theme.is_name and not len(written.rows(keyword, theme.text)):
                places_found = [answers.substantive_places(text) for text, _ in theme.wordings]
                sets[theme.text].update(*(numbers[at].tolist() for at in places_found))
        near = places.near(own)
        for theme in found.near:
            sets[theme.text] = set(of_use[near[places.word[near] == places.code(theme.text)]].tolist())
        is_negated = keyword.uses == "negated"
        rows += [
            (keyword.word, is_negated, text, each) for text in sorted(sets) for each in sorted(sets[text])
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
        self.codes = corpus.codes
        self.surface = [morpheme.surface for morpheme in corpus.morphemes]
        self.compound_from = np.append(np.flatnonzero((corpus.flags & COMPOUND) == 0), len(self.codes))
        self.compound_of = corpus.counted["compound_id"].to_numpy()[self.places.used["last"].to_numpy()]

    def spans(self, keyword: Keyword, own: Int64Array, text: str) -> tuple[Int64Array, Int64Array]:
        """Return the ``own`` uses of a keyword in a phrase or longer word, and where that is written."""
        facts = self.about.of(self.places.code(keyword.word), own)
        facts = facts[self.about.phrase[facts] == self.number.get(text, -1)]
        if self.places.unit == "compound":  # a longer word is a keyword of its own
            inside = self.places.of_word(text)
        else:
            inside = own[self.places.compound[own] == self.places.compound_codes.get(text, -1)]
        number = self.compound_of[inside]
        # From the beginning to the end of a longest word: 高校の校舎 is no wording in 緑高校の校舎.
        first = np.searchsorted(self.compound_from, self.about.begin[facts], side="right") - 1
        last = np.searchsorted(self.compound_from, self.about.end[facts], side="left")
        begin = self.compound_from[np.concatenate([first, number])]
        end = self.compound_from[np.concatenate([last, number + 1])]
        return np.concatenate([self.about.use[facts], inside]), np.stack([begin, end], axis=1)

    def row(self, keyword: Keyword, text: str) -> Int64Array:
        """Return the uses that a row counts which is called as a phrase is."""
        uses = self.places.of(keyword._replace(word=text))
        return uses[~self.places.beside[uses]]

    def rows(self, keyword: Keyword, text: str) -> Int64Array:
        """Return the uses that the rows of a keyword table count which are called as a phrase is.

        What gathers several (人が増える・増加する) gathers the rows of each.
        """
        names = {text, *self.about.parts.get(text, ())}
        rows = [self.row(keyword, name) for name in names]
        return np.concatenate([np.zeros(0, dtype=np.int64), *rows])

    def uses(self, keyword: Keyword, text: str, *, is_row: bool) -> Int64Array:
        """Return the uses of words that a phrase or longer word of a keyword is counted by.

        One expression has one number: what is a row of its own (``is_row``, which a chunk alone does not
        know) counts as that does, and anything else alike in the notes of all its words.
        """
        if is_row:
            return self.places.of(keyword._replace(word=text))
        rows = self.rows(keyword, text)
        facts = np.flatnonzero(self.about.phrase == self.number.get(text, -1))
        of_all = self.about.use[facts[keyword.chosen(self.places.negated[self.about.use[facts]])]]
        own, _ = self.spans(keyword, self.places.of(keyword), text)
        return np.concatenate([rows, of_all, own])

    def sayers(self, keyword: Keyword, text: str, *, is_row: bool) -> set[int]:
        """Return the respondents who say a phrase or longer word of a keyword."""
        return set(self.places.respondent[self.uses(keyword, text, is_row=is_row)].tolist())

    def surfaces(self, spans: Int64Array) -> list[str]:
        """Return what is written at some places."""
        return [
            "".join(self.surface[code] for code in self.codes[begin:end].tolist())
            for begin, end in spans.tolist()
        ]


class _Answers:
    """The answers of a corpus as one text that is searched."""

    def __init__(self, corpus: Corpus) -> None:
        keys = [searchable(text) for text in corpus.answers["text"]]
        self.text = "\n".join(keys)
        self.ends = np.cumsum([len(key) + 1 for key in keys])
        names = corpus.counted["respondent"].cat.categories
        # coded as uses of words are
        self.respondent = names.get_indexer(pd.Index(corpus.answers["respondent"]))
        self.substantive = (corpus.answers["kind"] == "substantive").to_numpy()
        self._known: dict[str, tuple[set[int], set[int]]] = {}

    def respondents(self, text: str) -> tuple[set[int], set[int]]:
        """Return in whose substantive answers, and in whose answers of any kind, a search finds a text."""
        wanted = searchable(text)
        if wanted in self._known:
            return self._known[wanted]
        found = self._places(wanted)
        writers = self.respondent[found[self.substantive[found]]]
        self._known[wanted] = set(writers.tolist()), set(self.respondent[found].tolist())
        return self._known[wanted]

    def substantive_places(self, text: str) -> Int64Array:
        """Return the rows of the substantive answers in which a search finds a text."""
        found = self._places(searchable(text))
        return found[self.substantive[found]]

    def _places(self, wanted: str) -> Int64Array:
        answers: list[int] = []
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            answers.append(int(np.searchsorted(self.ends, at, side="right")))
            at = self.text.find(wanted, int(self.ends[answers[-1]]))
        return np.array(answers, dtype=np.int64)


def candidates(counts: pd.DataFrame) -> dict[Keyword, dict[str, list[str]]]:
    """Return keyword -> phrase -> the wordings of it that are searched for, of what :func:`wordings` gives.

    These are the phrase as it is shown and its most frequent wordings; ties in code point order.
    """
    ordered = counts[counts["text"] != ""].sort_values(["respondents", "text"], ascending=[False, True])
    chosen: dict[Keyword, dict[str, list[str]]] = {}
    for word, uses, part, text in ordered[["word", "uses", "part", "text"]].itertuples(
        index=False, name=None
    ):
        texts = chosen.setdefault(Keyword(word, uses), {}).setdefault(part, [part])
        if text not in texts and len(texts) <= TRIED:
            texts.append(text)
    return chosen


def known_rows(counts: pd.DataFrame, keywords: Iterable[Keyword]) -> dict[Keyword, dict[str, bool]]:
    """Return keyword -> the phrases that rows of the keyword table are for, and whether one is called so."""
    known: dict[Keyword, dict[str, bool]] = {keyword: {} for keyword in keywords}
    of_rows = counts.loc[counts["text"] == "", ["word", "uses", "part", "respondents"]]
    for word, uses, part, respondents in of_rows.itertuples(index=False, name=None):
        known[Keyword(word, uses)][part] = respondents > 0
    return known


def shown(findings: Findings, *, phrases: int, compounds: int) -> list[str]:
    """Return what is shown of a keyword, in no more than so many phrases and longer words."""
    themes = [*findings.phrases[:phrases], *findings.compounds[:compounds]]
    themes += findings.negated_forms[:FORMS]
    return list(dict.fromkeys(theme.text for theme in themes))


class Row(NamedTuple):
    """A row of a tally of one keyword: see :func:`wordings` and those after it."""

    part: str
    text: str
    respondents: int
    times: int


def accepted(findings: Findings, counts: Sequence[Row], stray: Sequence[Row]) -> dict[str, list[str]]:
    """Return phrase -> its wordings that may be quoted, of what :func:`searched` and :func:`strays` count.

    A wording is not quoted if a search among the non-answers finds it, too (わからない), if somebody wrote it
    whom the row doesn't count, or if it is much more frequent than the phrase, and so says something else
    (出). One with の is not if it is often the beginning of something else (社員の安全 of 社員の安全意識).
    """
    elsewhere = {(part, text): (outside, others) for part, text, outside, others in stray}
    of_two = {theme.text for theme in findings.phrases if theme.is_name}
    say = {theme.text: theme.respondents for theme in findings.themes}
    found: dict[str, list[str]] = {}
    for part, text, writers, finders in counts:
        of_phrase = found.setdefault(part, [])
        if part.endswith(THINKS_NOT) and text != part:
            continue  # 増えた is written in 増えた実感がない, and does not say so
        # 車がない is found in 車がないと, too.
        is_shown = text == part
        outside, others = elsewhere.get((part, text), (0, 0))
        is_cut = part in of_two and NO in text and 2 * others > writers
        is_alike = is_shown or writers <= _MUCH * say.get(part, 0)
        # 社員の意識 in 社員の意識付け, which is another word, is found by a search and counted with it.
        is_own = writers <= findings.respondents and (not outside or part in of_two)
        if 0 < writers == finders and is_alike and is_own and not is_cut:
            of_phrase.append(text)
    return found


def alike(
    accepted_of: Mapping[Keyword, Mapping[str, Sequence[str]]],
) -> dict[Keyword, dict[str, list[str]]]:
    """Return the same with only those wordings of a phrase quoted in the notes of all its words."""
    common: dict[str, set[str]] = {}
    for texts_of in accepted_of.values():
        for phrase, texts in texts_of.items():
            common[phrase] = common.get(phrase, set(texts)).intersection(texts)
    return {
        keyword: {
            phrase: [text for text in texts if text in common[phrase]] for phrase, texts in texts_of.items()
        }
        for keyword, texts_of in accepted_of.items()
    }


def names(findings: Findings) -> frozenset[str]:
    """Return the phrases and longer words that say which a keyword is."""
    themes = (*findings.phrases, *findings.compounds)
    return frozenset(theme.text for theme in themes if theme.is_name)


def with_wordings(findings: Findings, counts: Sequence[Row], minimum: int) -> Findings:
    """Return what was found about a keyword with what :func:`gathered` counts: ``minimum`` respondents.

    A wording that somebody wrote who does not say the phrase is not quoted, and a phrase of which a search
    finds much more than say it is not told. What was not searched for is left out, but forms of a negation
    stay.
    """
    people: dict[str, int] = {}
    wordings: dict[str, dict[str, int]] = {}
    searched: dict[str, int] = {}
    for part, text, respondents, others in counts:
        if not text:
            people[part] = respondents
            searched[part] = others + respondents
        elif not others:
            wordings.setdefault(part, {})[text] = respondents

    def found(themes: Sequence[Theme], rest: Sequence[Theme] = (), *, least: int = minimum) -> list[Theme]:
        known = [
            theme._replace(
                respondents=people[theme.text],
                wordings=tuple(sorted(wordings.get(theme.text, {}).items())),
                searched=searched[theme.text],
            )
            for theme in themes
            # What more say than wrote the word in this form is told of the other form: 乗り換える, 乗り換え.
            if least <= people.get(theme.text, 0) <= max(findings.respondents, theme.respondents)
        ] + [theme for theme in rest if theme.text not in people]
        return sorted(known, key=lambda theme: (-theme.respondents, theme.text))

    return replace(
        findings,
        compounds=found(findings.compounds),
        phrases=[each for each in found(findings.phrases) if each.searched <= _FAR * each.respondents],
        negated_forms=found(findings.negated_forms, findings.negated_forms, least=1),
    )
