"""What stands behind a keyword: compounds, phrases, negation, quotes, and sentences drafted from counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.arrays import spread
from textmine.settings import DEFAULTS, Lang, Unit
from textmine.tables.measures import distinct
from textmine.tables.notes import Found, Writer
from textmine.tables.occurrences import asked, meant, uses
from textmine.tables.phrases import Phrases, Statements, statements
from textmine.tables.quotes import Pools, Quote, Quoting, choose, sentences
from textmine.tables.spellings import LEFT_OUT, Spellings, Statement, concerns
from textmine.words.corpus import Corpus

IntArray = npt.NDArray[np.int64]

COLUMNS = ("word", "aspect", "rank", "text", "respondents", "answer", "respondent", "base")
_KEYS = ["word", "part", "text"]
_SUMS = ["respondents", "times"]
_BETWEEN = "\x00"  # two words of a compound, as text: no answer holds it
Asked = Mapping[str, bool]
_Count = tuple[str, int, int]  # text, respondents, times
_Row = tuple[str, str, str, int, int]


def evidence(
    corpus: Corpus,
    words: Iterable[str] | pd.DataFrame,
    *,
    unit: Unit = DEFAULTS.keywords.unit,
    lang: Lang = DEFAULTS.report.lang,
    compounds: int = DEFAULTS.evidence.compounds,
    phrases: int = DEFAULTS.evidence.phrases,
    quotes: int = DEFAULTS.evidence.quotes,
    notes: int = DEFAULTS.evidence.notes,
    minimum: int = DEFAULTS.evidence.minimum,
    shortest: int = DEFAULTS.evidence.shortest,
    longest: int = DEFAULTS.evidence.longest,
    respondent_unit: str | None = DEFAULTS.evidence.respondent_unit,
) -> pd.DataFrame:
    """Return what stands behind each of ``words`` (a list, or a keyword table of the same ``unit``).

    Aspects, in this order, each with a ``rank`` from 1:

    - ``compound``: the longest compound nouns that hold the word, for a compound the longer ones that hold
      it; at most ``compounds`` that ``minimum`` respondents wrote.
    - ``phrase``: what the word is said to be or do (意識の向上, 意識が高まる, 感じられない), in plain present
      form; at most ``phrases`` that ``minimum`` respondents wrote. Ways to say the same are one phrase,
      shown as most often written: 意識の向上, 意識向上 and 意識が向上した; 高い意識 and 意識が高い. は and も
      count as the が or を that they stand for. 〜店が多い: a clause before 店 tells which.
    - ``negation``: first the respondents who negate the word itself (予算がない, 感じられない), then those
      who negate what the word is said to do (効果が感じられない), each with its most frequent forms.
    - ``quote``: at most ``quotes`` short quotes in the original characters that differ from one another:
      a whole answer, a sentence, or a part of one cut at commas, with … where it was cut; ``shortest`` to
      ``longest`` characters where there are such. The most frequent phrases come first.
    - ``note``: at most ``notes`` sentences drafted from the counts above and nothing else.

    Columns: ``word``, ``aspect``, ``rank``, ``text``, ``respondents`` (who wrote it; of a note those who
    wrote the word), ``answer`` and ``respondent`` (of a quote; else -1 and ""), ``base`` (respondents with
    a substantive answer). Sorted as ``words`` are, by aspect and rank; ranks are by respondents, then in
    code point order of the text.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> texts = ["社員の意識が高まりました", "意識も高まった", "危機意識の向上", "危機意識が高まってきた"]
    >>> rows = [(n, str(n), "効果", "", text, "substantive", 0, n) for n, text in enumerate(texts)]
    >>> table = evidence(tokenize(Survey(pd.DataFrame(rows, columns=columns))), ["意識"], quotes=1)
    >>> table[["aspect", "text", "respondents"]].values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['compound', '危機意識', 2], ['phrase', '意識が高まる', 3],
     ['quote', '社員の意識が高まりました', 1],
     ['note', '「意識が高まる」（3人）といった記述がある。', 4],
     ['note', '「危機意識」（2人）という複合語でも使われる。', 4]]
    """
    given = asked(words)
    facts, stated = _Facts(corpus, unit), statements(corpus, unit=unit)
    said = _Said(facts, stated.phrases(spellings_of(stated.times, given)))
    total = _tally(facts, given, said)
    found = findings(total, given, unit=unit, minimum=minimum)
    if lacking := alone(found):
        total = merge(total, _beside(facts, given, lacking))
        found = findings(total, given, unit=unit, minimum=minimum)
    quoted = phrases_to_quote(found, quotes)
    pools = _pools(facts, given, said, quoted, quotes=quotes, shortest=shortest, longest=longest)
    return finish(
        found,
        {word: choose(pools, word, quotes) for word in found},
        base=corpus.base,
        lang=lang,
        compounds=compounds,
        phrases=phrases,
        notes=notes,
        minimum=minimum,
        respondent_unit=respondent_unit,
    )


# --------------------------------------------------------------------------------- what adds up
#
# In this order; what is decided from the counts of the whole survey goes into the next step. ``given`` is
# what ``occurrences.asked`` returns: the words, and whether only their uses without negation are meant;
# ``said`` is what ``phrases.statements`` returns of the corpus.


def spoken(corpus: Corpus, *, given: Asked, said: Statements) -> dict[Statement, int]:
    """Return how often each thing is said that decides how the phrases about some words are shown."""
    plain = _plain(given)
    return {
        each: times
        for each, times in said.times.items()
        if times and (each.kind in ("predicate", "of") or concerns(each, plain))
    }


def merge_spoken(total: dict[Statement, int], other: dict[Statement, int]) -> dict[Statement, int]:
    """Add what is said in another part to ``total``, and return it."""
    for said, times in other.items():
        total[said] = total.get(said, 0) + times
    return total


def spellings_of(spoken: Mapping[Statement, int], given: Asked) -> Spellings:
    """Return how the phrases about some words are shown, from what is said in the whole survey."""
    return Spellings(spoken, _plain(given))


def tally(
    corpus: Corpus, *, given: Asked, said: Statements, spellings: Spellings, unit: Unit
) -> pd.DataFrame:
    """Return what the evidence of some words but its quotes is made of, as counts that add up.

    Columns: ``word``, ``part`` (what is counted), ``text``, ``respondents``, ``times``.
    """
    facts = _Facts(corpus, unit)
    return _tally(facts, given, _Said(facts, said.phrases(spellings)))


def beside(corpus: Corpus, *, given: Asked, alone: Sequence[str], unit: Unit) -> pd.DataFrame:
    """Return rows for the tally: the words in the sentences of those that stand ``alone``."""
    return _beside(_Facts(corpus, unit), given, alone)


def merge(total: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Return the tally of two parts of a survey that have no respondent in common."""
    both = pd.concat([total, other], ignore_index=True)
    return both.groupby(_KEYS, as_index=False, sort=True)[_SUMS].sum()


def findings(total: pd.DataFrame, given: Asked, *, unit: Unit, minimum: int) -> dict[str, Found]:
    """Return word -> what a tally shows about it, for the words that occur."""
    counted: dict[str, dict[str, list[tuple[str, int, int]]]] = {}
    for word, part, *counts in total.itertuples(index=False, name=None):
        counted.setdefault(word, {}).setdefault(part, []).append(tuple(counts))
    holding = _holding(counted) if unit == "compound" else {}
    return {
        word: _found(counted[word], holding.get(word, []), minimum)
        for word in given
        if "all" in counted.get(word, {})
    }


def alone(found: Mapping[str, Found]) -> list[str]:
    """Return the words that are in no compound and of which nothing is said often enough to be shown."""
    return [word for word, each in found.items() if not each.compounds and not each.phrases]


def phrases_to_quote(found: Mapping[str, Found], quotes: int) -> dict[str, list[str]]:
    """Return word -> the phrases of which a quote is looked for."""
    return {word: [text for text, *_ in each.phrases[: 2 * quotes]] for word, each in found.items()}


def pools(
    corpus: Corpus,
    *,
    given: Asked,
    said: Statements,
    spellings: Spellings,
    phrases: Mapping[str, Sequence[str]],
    unit: Unit,
    quotes: int,
    shortest: int,
    longest: int,
) -> Pools:
    """Return the best quotes of each word with each of its ``phrases``, and of any use.

    ``quotes.merge`` puts those of two parts together.
    """
    facts = _Facts(corpus, unit)
    found = _Said(facts, said.phrases(spellings))
    return _pools(facts, given, found, phrases, quotes=quotes, shortest=shortest, longest=longest)


def finish(
    found: Mapping[str, Found],
    quoted: Mapping[str, Sequence[Quote]],
    *,
    base: int,
    lang: Lang,
    compounds: int,
    phrases: int,
    notes: int,
    minimum: int,
    respondent_unit: str | None,
) -> pd.DataFrame:
    """Return the table of :func:`evidence` from what was found, and the quotes of each word."""
    writer = Writer(lang, respondent_unit)
    rows: list[tuple[object, ...]] = []
    for name, each in found.items():
        word, _ = meant(name, ())
        listed: tuple[tuple[str, list[tuple[str, int, int, str]]], ...] = (
            ("compound", [(text, count, -1, "") for text, count in each.compounds[:compounds]]),
            ("phrase", [(text, count, -1, "") for text, count, _ in each.phrases[:phrases]]),
            ("negation", [(text, count, -1, "") for text, count in writer.negations(word, each)]),
            ("quote", [(quote.text, 1, quote.answer, quote.respondent) for quote in quoted[name]]),
            ("note", [(text, each.respondents, -1, "") for text in writer.notes(each, minimum)[:notes]]),
        )
        for aspect, entries in listed:
            rows.extend(
                (name, aspect, rank, text, count, answer, respondent, base)
                for rank, (text, count, answer, respondent) in enumerate(entries, 1)
            )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    whole = dict.fromkeys(("rank", "respondents", "answer", "base"), "int64")
    return table.astype({**whole, **dict.fromkeys(("word", "aspect", "text", "respondent"), "str")})


def _plain(given: Asked) -> frozenset[str]:
    """Return the words without what says that their negated uses are meant."""
    return frozenset({*given, *(meant(name, ())[0] for name in given)})


# ------------------------------------------------------------------------------------- counting


class _Facts:
    """A corpus as arrays over the uses of words, made once for all words."""

    def __init__(self, corpus: Corpus, unit: Unit) -> None:
        self.corpus = corpus
        self.unit = unit
        self.used = uses(corpus, unit)
        self.names = [str(name) for name in self.used["word"].cat.categories]
        self.codes = {name: code for code, name in enumerate(self.names)}
        self.word = self.used["word"].cat.codes.to_numpy().astype(np.int64)
        self.negated = self.used["negated"].to_numpy()
        self.respondent = self.used["respondent"].cat.codes.to_numpy().astype(np.int64)
        self.compound = self.used["compound"].cat.codes.to_numpy()
        self.compounds = [str(name) for name in self.used["compound"].cat.categories]
        self.compound_codes = {name: code for code, name in enumerate(self.compounds)}
        self._order, self._bounds = _sorted_by(self.word, len(self.names))

    def of_word(self, code: int) -> IntArray:
        """Return the uses of a word."""
        return self._order[self._bounds[code] : self._bounds[code + 1]] if code >= 0 else self._order[:0]

    def meant(self, name: str, *, apart: bool) -> tuple[int, IntArray]:
        """Return the code of the word that the name of a row means, and those of its uses."""
        word, only = meant(name, self.codes)
        code = self.codes.get(word, -1)
        own = self.of_word(code)
        if only:
            own = own[self.negated[own]]
        elif apart:
            own = own[~self.negated[own]]
        return code, own

    def people(self, own: IntArray) -> int:
        """Return the number of respondents of some uses."""
        return len(np.unique(self.respondent[own]))

    def counts(self, own: IntArray, texts: npt.NDArray[np.integer], names: Sequence[str]) -> list[_Count]:
        """Return (text, respondents, uses) of the texts that some uses have, as indices into ``names``."""
        kinds, which, times = np.unique(texts, return_inverse=True, return_counts=True)
        people = distinct(self.respondent[own], which, len(kinds)).tolist()
        return [
            (names[kind], respondents, count)
            for kind, respondents, count in zip(kinds.tolist(), people, times.tolist(), strict=True)
        ]


class _Said:
    """What is said about each word, as phrases."""

    def __init__(self, facts: _Facts, said: Phrases) -> None:
        self.texts = said.texts
        short = [text.removeprefix(LEFT_OUT) for text in said.texts]
        self.short_texts = sorted(set(short))
        number = {text: index for index, text in enumerate(self.short_texts)}
        self.short = np.array([number[text] for text in short], dtype=np.int64)
        self.use = said.facts["use"].to_numpy()
        self.phrase = said.facts["phrase"].to_numpy()
        self.predicate, self.negated, self.open, self.own = (
            said.facts[name].to_numpy() for name in ("predicate", "negated", "open", "own")
        )
        self._order, self._bounds = _sorted_by(facts.word[self.use], len(facts.names))

    def about(self, code: int, own: IntArray) -> IntArray:
        """Return the facts about some uses of a word."""
        if code < 0:
            return self._order[:0]
        facts = self._order[self._bounds[code] : self._bounds[code + 1]]
        return facts[np.isin(self.use[facts], own)]


def _sorted_by(codes: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Return the rows in order of their code, and where each code begins."""
    order = np.argsort(codes, kind="stable").astype(np.int64)
    return order, np.searchsorted(codes[order], np.arange(size + 1)).astype(np.int64)


def _tally(facts: _Facts, given: Asked, said: _Said) -> pd.DataFrame:
    rows: list[_Row] = []
    for name, apart in given.items():
        code, own = facts.meant(name, apart=apart)
        if len(own):
            counted = _counted(facts, said, code, own)
            rows.extend((name, part, *count) for part, counts in counted.items() for count in counts)
    if facts.unit == "compound":
        rows.extend(_bodies(facts))
    return merge(_rows(rows), _rows([]))


def _counted(facts: _Facts, said: _Said, code: int, own: IntArray) -> dict[str, list[_Count]]:
    """Return part of the tally -> its rows, for the ``own`` uses of a word."""
    about = said.about(code, own)
    use = said.use[about]
    itself = facts.negated[use]  # the word itself is negated
    denies = said.negated[about]
    negated = own[facts.negated[own]]
    denied = use[denies & ~itself]
    forms = denies & itself
    forms_own = forms & said.own[about]
    told = said.predicate[about] & ~denies & ~said.open[about] & ~itself
    short = said.short[said.phrase[about]]
    phrases = facts.counts(use, said.phrase[about], said.texts)
    denials = dict.fromkeys((said.texts[phrase] for phrase in said.phrase[about[denies]].tolist()), 1)
    every = facts.of_word(code)
    pos = facts.used["pos"]
    found = {
        "all": [("", facts.people(own), len(own))],
        "pos": facts.counts(every, pos.cat.codes.to_numpy()[every], list(pos.cat.categories)),
        "phrase": [(text, people, denials.get(text, 0)) for text, people, _ in phrases],
        "negated": [("", facts.people(negated), 0)],
        "form": facts.counts(use[forms], short[forms], said.short_texts),
        "form_own": facts.counts(use[forms_own], short[forms_own], said.short_texts),
        "denied": [("", facts.people(denied), 0)],
        "denied_form": facts.counts(denied, short[denies & ~itself], said.short_texts),
        "no": [("", facts.people(np.concatenate([negated, denied])), 0)],
        "told": [("", facts.people(use[told]), 0)],
        "plain": [("", facts.people(own[~facts.negated[own]]), 0)],
    }
    if facts.unit == "word":
        kinds, names = facts.compound[own], facts.compounds
        longer = kinds != facts.compound_codes.get(facts.names[code], -1)
        found["compound"] = facts.counts(own[longer], kinds[longer], names)
        found["inside"] = [("", facts.people(own[longer]), 0)]
    return found


def _bodies(facts: _Facts) -> list[_Row]:
    """Return the rows of all compounds: by how many respondents, and of which words they are."""
    words = facts.corpus.counted["word"]
    names, codes = list(words.cat.categories), words.cat.codes.to_numpy().tolist()
    first, last = facts.used["first"].tolist(), facts.used["last"].tolist()
    runs: dict[tuple[int, tuple[int, ...]], int] = {}
    for word, start, end in zip(facts.word.tolist(), first, last, strict=True):
        key = (word, tuple(codes[start : end + 1]))
        runs[key] = runs.get(key, 0) + 1
    rows: list[_Row] = [
        (facts.names[word], "body", _BETWEEN.join(names[code] for code in run), 0, times)
        for (word, run), times in runs.items()
    ]
    people = distinct(facts.respondent, facts.word, len(facts.names)).tolist()
    rows.extend((facts.names[word], "written", "", people[word], 0) for word in {word for word, _ in runs})
    return rows


def _beside(facts: _Facts, given: Asked, alone: Sequence[str]) -> pd.DataFrame:
    sentence_of, _ = sentences(facts.corpus)
    order = sentence_of[facts.used["first"].to_numpy()]
    rows: list[_Row] = []
    for name in alone:
        code, own = facts.meant(name, apart=given[name])
        near_own = np.unique(order[own])
        first, last = np.searchsorted(order, near_own), np.searchsorted(order, near_own, side="right")
        near = spread(first, last - first)
        near = near[facts.word[near] != code]
        rows.extend((name, "beside", *count) for count in facts.counts(near, facts.word[near], facts.names))
    return merge(_rows(rows), _rows([]))


def _rows(rows: Sequence[_Row]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=[*_KEYS, *_SUMS])
    return table.astype({**dict.fromkeys(_KEYS, "str"), **dict.fromkeys(_SUMS, "int64")})


def _found(
    counted: Mapping[str, Sequence[tuple[str, int, int]]], holding: list[tuple[str, int]], minimum: int
) -> Found:
    def listed(part: str, least: int = 0) -> list[tuple[str, int]]:
        pairs = [(text, people) for text, people, _ in counted.get(part, ()) if people >= least]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def one(part: str) -> int:
        return sum(people for _, people, _ in counted.get(part, ()))

    pos = min(counted["pos"], key=lambda count: (-count[2], count[0]))[0]
    is_predicate = pos in ("verb", "adjective")
    denials = {text for text, _, times in counted.get("phrase", ()) if times}
    phrases = [(text, count, text in denials) for text, count in listed("phrase", minimum)]
    compounds = [pair for pair in (holding or listed("compound")) if pair[1] >= minimum]
    return Found(
        respondents=one("all"),
        compounds=compounds,
        in_compounds=one("inside"),
        phrases=phrases,
        negated=one("negated"),
        # Of a verb the form it has itself (感じられない), of a noun with what negates it (予算がない).
        negated_forms=_telling(listed("form_own" if is_predicate else "form")),
        denied=one("denied"),
        denied_forms=_telling(listed("denied_form")),
        no=one("no"),
        yes=one("plain" if is_predicate else "told"),
        beside=[] if compounds or phrases else listed("beside", minimum)[:3],
    )


def _telling(forms: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the forms that say more: 自分が宣言していない says no more of 宣言 than 宣言していない."""
    texts = [text for text, _ in forms]
    return [(text, n) for text, n in forms if not any(text != o and text.endswith(o) for o in texts)]


def _holding(
    counted: Mapping[str, Mapping[str, Sequence[tuple[str, int, int]]]],
) -> dict[str, list[tuple[str, int]]]:
    """Return compound -> the longer ones that have all its words in a row, with their respondents.

    A compound that is made of words in several ways is taken as most often made.
    """
    bodies: dict[str, tuple[str, ...]] = {}
    people: dict[str, int] = {}
    for name, parts in counted.items():
        if "body" in parts:
            run = min(parts["body"], key=lambda count: (-count[2], count[0]))[0]
            bodies[name] = tuple(run.split(_BETWEEN))
            people[name] = sum(count for _, count, _ in parts["written"])
    named: dict[tuple[str, ...], list[str]] = {}
    for name, body in bodies.items():
        named.setdefault(body, []).append(name)
    holds: dict[str, list[tuple[str, int]]] = {}
    for name, body in bodies.items():
        sizes = range(1, len(body))
        for part in {body[start : start + size] for size in sizes for start in range(len(body) - size + 1)}:
            for held in named.get(part, ()):
                holds.setdefault(held, []).append((name, people[name]))
    return {name: sorted(found, key=lambda pair: (-pair[1], pair[0])) for name, found in holds.items()}


def _pools(
    facts: _Facts,
    given: Asked,
    said: _Said,
    phrases: Mapping[str, Sequence[str]],
    *,
    quotes: int,
    shortest: int,
    longest: int,
) -> Pools:
    if not quotes:
        return {}
    number = {text: index for index, text in enumerate(said.texts)}
    quoting = Quoting(facts.corpus, facts.used, shortest=shortest, longest=longest)
    found: Pools = {}
    for name, texts in phrases.items():
        code, own = facts.meant(name, apart=given[name])
        about = said.about(code, own)
        with_phrase = [said.use[about[said.phrase[about] == number.get(text, -1)]] for text in texts]
        for place, pool in enumerate(quoting.pools(own, with_phrase, quotes)):
            found[name, place] = pool
    return found
