"""What stands behind a keyword: compounds, phrases, negation, quotes, and sentences drafted from counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import pandas as pd

from textmine.settings import DEFAULTS, UNIT, EvidenceSettings, Lang, Unit
from textmine.tables import evidence_counts as counting
from textmine.tables import quotes as quoting
from textmine.tables import wordings as wording
from textmine.tables.notes import Findings, Writer, leading
from textmine.tables.occurrences import Keyword, keywords_in
from textmine.tables.phrases import statements
from textmine.tables.quotes import Pools, Quote
from textmine.tables.spellings import Spellings
from textmine.words.corpus import Corpus

COLUMNS = ("word", "aspect", "rank", "text", "respondents", "answer", "respondent", "base")


def evidence(
    corpus: Corpus,
    words: Iterable[str] | pd.DataFrame,
    *,
    unit: Unit = UNIT,
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
      shown as most often written: 意識の向上, 意識向上 and 意識が向上した; 高い意識 and 意識が高い;
      客が増える and 客が増えてくれる, and with them wishes and conditions, named where they are a quarter of
      it. は and も count as the が or を that they stand for.
    - ``negation``: the respondents in whose answers the word is negated, as the keyword table counts it
      (予算がない, 感じられない, of a noun also 効果が感じられない), with the most frequent forms.
    - ``quote``: at most ``quotes`` short quotes in the original characters that differ from one another:
      a whole answer, a sentence, or a part of one cut at commas, with … where it was cut; ``shortest`` to
      ``longest`` characters where there are such. Those come first that affirm the word (of one that most
      deny, that deny it), and of them those with what the note names; no text stands beside two words where
      others do.
    - ``note``: at most ``notes`` sentences drafted from the counts above and nothing else: what is said of
      the word, where enough respondents say it; a word of less than 1 % of the base has none.
      関西と同じ文で不便と述べた are those who judge so after the word (else before it) in its sentence,
      up to a contrast or the next topic.

    Columns: ``word``, ``negated`` (only of a keyword table that has it), ``aspect``, ``rank``, ``text``,
    ``respondents`` (who wrote it; of a note those who wrote the word), ``answer`` and ``respondent`` (of a
    quote; else -1 and ""), ``base`` (respondents with a substantive answer). Sorted as ``words`` are, by
    aspect and rank; ranks are by respondents, then in code point order of the text.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> texts = ["社員の意識が高まった", "意識が高まった", "意識の向上", "危機意識", "危機意識"]
    >>> rows = [(n, str(n), "効果", "", text, "substantive", 0, n) for n, text in enumerate(texts)]
    >>> table = evidence(tokenize(Survey(pd.DataFrame(rows, columns=columns))), ["意識"], quotes=1)
    >>> for row in table[["aspect", "text", "respondents"]].values.tolist():
    ...     print(*row)
    compound 危機意識 2
    phrase 意識が高まる・向上する 3
    quote 社員の意識が高まった 1
    note 意識が高まる・向上する 3人。 5
    """
    chosen = EvidenceSettings.model_construct(
        compounds=compounds,
        phrases=phrases,
        quotes=quotes,
        notes=notes,
        minimum=minimum,
        shortest=shortest,
        longest=longest,
        respondent_unit=respondent_unit,
    )
    return evidence_of(Whole(corpus), {"": words}, chosen, unit=unit, lang=lang)[""]


class Chunks(Protocol):
    """A survey as words, in chunks that have no respondent in common; :class:`Whole` is one chunk.

    An option that is a mapping is one by question, and each question gets its own value of it.
    """

    def tallied(
        self, tally: Callable[..., Any], merge: Callable[[Any, Any], Any], **options: object
    ) -> dict[str, Any]:
        """Return question -> ``tally(corpus, **options)`` of each chunk, put together by ``merge(a, b)``."""

    def keep(self, make: Callable[..., object], **options: object) -> object:
        """Make something of each chunk and question; as an option of ``tallied`` each gets its own back."""

    def first_answers(self, respondents: Sequence[str]) -> Mapping[str, int]:
        """Return the number, in the whole survey, of the first answer of each of these respondents."""

    def base(self, question: str) -> int:
        """Return the number of respondents with a substantive answer to a question."""


@dataclass(frozen=True, eq=False)
class Whole:
    """A corpus in one chunk; all of it is taken as answers to ``question``."""

    corpus: Corpus
    question: str = ""

    def tallied(
        self, tally: Callable[..., Any], merge: Callable[[Any, Any], Any], **options: object
    ) -> dict[str, Any]:
        """See :class:`Chunks`."""
        by_question = [value for value in options.values() if isinstance(value, Mapping)]
        if not all(self.question in value for value in by_question):
            return {}
        return {self.question: tally(self.corpus, **self._own(options))}

    def keep(self, make: Callable[..., object], **options: object) -> object:
        """See :class:`Chunks`."""
        return {self.question: make(self.corpus, **self._own(options))}

    def _own(self, options: Mapping[str, object]) -> dict[str, Any]:
        return {
            name: value[self.question] if isinstance(value, Mapping) else value
            for name, value in options.items()
        }

    def first_answers(self, respondents: Sequence[str]) -> Mapping[str, int]:
        """See :class:`Chunks`."""
        first = quoting.first_answers(self.corpus)
        return {respondent: first[respondent] for respondent in respondents}

    def base(self, question: str) -> int:
        """See :class:`Chunks`."""
        return self.corpus.base


def evidence_of(
    chunks: Chunks,
    words: Mapping[str, Iterable[str] | pd.DataFrame],
    chosen: EvidenceSettings = DEFAULTS.evidence,
    *,
    unit: Unit = UNIT,
    lang: Lang = DEFAULTS.report.lang,
) -> dict[str, pd.DataFrame]:
    """Return question -> the table of :func:`evidence` for its ``words``, of a survey whole or in chunks.

    It takes several tallies, since each is of what was decided from the one before, of the whole survey: how
    phrases are shown, then which phrases are frequent, who says these, then which quotes show them.
    """
    return evidence_tables(find(chunks, words, chosen, unit=unit), chosen, lang=lang)


@dataclass(frozen=True, eq=False)
class Found:
    """What was found about the keywords of each question, and what it was found with."""

    chunks: Chunks
    findings: Mapping[str, Mapping[Keyword, Findings]]
    about: object
    """The ``evidence_counts.PhrasesOfWords`` of each chunk, as ``chunks`` keep them."""


def find(
    chunks: Chunks,
    words: Mapping[str, Iterable[str] | pd.DataFrame],
    chosen: EvidenceSettings = DEFAULTS.evidence,
    *,
    unit: Unit = UNIT,
    rows: Mapping[str, Iterable[str]] | None = None,
) -> Found:
    """Return all that the table of :func:`evidence` says of its ``words``, but its quotes.

    ``rows`` are all rows of the keyword table, of which ``words`` may be the first ones.
    """
    keywords = {question: keywords_in(each) for question, each in words.items()}
    listed = {
        question: frozenset(keyword.word for keyword in each).union((rows or {}).get(question, ()))
        for question, each in keywords.items()
    }
    said = chunks.keep(statements, unit=unit)
    words_of = chunks.tallied(counting.words_of, frozenset.union, keywords=keywords, unit=unit)
    spoken = chunks.tallied(counting.spoken, counting.merge_spoken, words=words_of, said=said)
    spellings = {question: Spellings(each, words_of[question]) for question, each in spoken.items()}
    about = chunks.keep(counting.PhrasesOfWords, said=said, spellings=spellings, unit=unit, listed=listed)
    totals = chunks.tallied(counting.tally, counting.merge, keywords=keywords, about=about)
    findings = {
        question: counting.findings(total, keywords[question], unit=unit, minimum=chosen.minimum)
        for question, total in totals.items()
    }
    findings = _with_counts(chunks, findings, chosen, about)
    return Found(chunks, findings, about)


def evidence_tables(
    found: Found, chosen: EvidenceSettings, *, lang: Lang = DEFAULTS.report.lang
) -> dict[str, pd.DataFrame]:
    """Return question -> the table of :func:`evidence`, from what was found."""
    quotes = _quotes(found.chunks, found.findings, chosen, found.about)
    return {
        question: finish(each, quotes[question], chosen, base=found.chunks.base(question), lang=lang)
        for question, each in found.findings.items()
    }


def themes(corpus: Corpus, found: Found) -> pd.DataFrame:
    """Return the answers behind each number of the evidence of one corpus, one row each.

    Columns: ``word``, ``negated`` (bool, of a keyword table that counts negated uses apart), ``text`` (as
    the evidence shows a phrase or longer word; "" for the negation of the word or of what it is said to do),
    ``answer``. As many respondents gave these as the evidence counts. Sorted as the words are, then by text
    and answer.
    """
    assert isinstance(found.about, Mapping)
    (findings,), (about,) = found.findings.values(), found.about.values()
    return wording.sayers(corpus, about=about, findings=findings)


def _with_counts(
    chunks: Chunks,
    findings: Mapping[str, Mapping[Keyword, Findings]],
    chosen: EvidenceSettings,
    about: object,
) -> dict[str, dict[Keyword, Findings]]:
    """Return what was found about each keyword with how many say it, and who a search finds."""
    most = max(chosen.phrases, 2 * chosen.quotes)
    phrases = {
        question: {
            keyword: wording.shown(each, phrases=most, compounds=chosen.compounds)
            for keyword, each in own.items()
        }
        for question, own in findings.items()
    }
    rows = chunks.tallied(wording.rows_called, counting.merge, about=about, phrases=phrases)
    known = {question: wording.known_rows(counts, findings[question]) for question, counts in rows.items()}
    people = chunks.tallied(wording.gathered, counting.merge, about=about, phrases=phrases, known=known)
    return {
        question: {
            keyword: wording.with_counts(each, counts, chosen.minimum)
            for keyword, each, counts in _by_keyword(own, people[question])
        }
        for question, own in findings.items()
    }


def _by_keyword(
    findings: Mapping[Keyword, Findings], table: pd.DataFrame
) -> Iterator[tuple[Keyword, Findings, list[wording.Row]]]:
    """Yield each keyword, what was found about it, and its rows of a tally."""
    rows: dict[tuple[str, str], list[wording.Row]] = {}
    for word, uses, *row in counting.rows_of(table):
        rows.setdefault((word, uses), []).append(wording.Row(*row))
    for keyword, each in findings.items():
        yield keyword, each, rows.get(keyword, [])


def _quotes(
    chunks: Chunks,
    findings: Mapping[str, Mapping[Keyword, Findings]],
    chosen: EvidenceSettings,
    about: object,
) -> dict[str, dict[Keyword, list[Quote]]]:
    """Return question -> keyword -> its quotes; their answers have their numbers in the whole survey."""
    most = chosen.quotes
    pools: dict[str, Pools] = chunks.tallied(
        counting.pools,
        partial(quoting.merge, most=most),
        phrases={
            question: {keyword: _to_show(each, chosen) for keyword, each in own.items()}
            for question, own in findings.items()
        },
        denied={
            question: {keyword for keyword, each in own.items() if 2 * each.negated > each.respondents}
            for question, own in findings.items()
        },
        about=about,
        chosen=chosen,
    )
    quotes: dict[str, dict[Keyword, list[Quote]]] = {}
    for question, each in findings.items():
        own: dict[Keyword, list[Quote]] = {keyword: [] for keyword in each}
        shown: set[str] = set()  # none stands twice, if there are others; each row gets its first before
        for number in (min(1, most), most):
            for keyword in each:
                own[keyword] = quoting.choose(pools[question], keyword, number, shown, own[keyword])
                shown.update(quote.text for quote in own[keyword])
        quotes[question] = own
    respondents = {
        quote.respondent for of_question in quotes.values() for each in of_question.values() for quote in each
    }
    first = chunks.first_answers(sorted(respondents)) if respondents else {}
    return {
        question: {
            keyword: [quote._replace(answer=quote.answer + first[quote.respondent]) for quote in each]
            for keyword, each in of_question.items()
        }
        for question, of_question in quotes.items()
    }


def _to_show(found: Findings, chosen: EvidenceSettings) -> dict[str, bool]:
    """Return the phrases that quotes are to show, those that the note names first, and whether it does."""
    noted = leading(found, chosen.minimum)
    texts = dict.fromkeys([*noted, *(theme.text for theme in found.phrases)])
    return {text: text in noted for text in [*texts][: 2 * chosen.quotes]}


def finish(
    findings: Mapping[Keyword, Findings],
    quotes: Mapping[Keyword, Sequence[Quote]],
    chosen: EvidenceSettings,
    *,
    base: int,
    lang: Lang,
) -> pd.DataFrame:
    """Return the table of :func:`evidence` from what was found about each keyword, and its quotes."""
    writer = Writer(lang, chosen.respondent_unit)
    rows: list[tuple[object, ...]] = []
    for keyword, found in findings.items():
        notes = writer.notes(found, chosen.minimum)[: chosen.notes]
        entries: dict[str, list[tuple[str, int, int, str]]] = {
            "compound": [
                (each.text, each.respondents, -1, "") for each in found.compounds[: chosen.compounds]
            ],
            "phrase": [(each.text, each.respondents, -1, "") for each in found.phrases[: chosen.phrases]],
            "negation": [(text, count, -1, "") for text, count in writer.negations(found)],
            "quote": [(quote.text, 1, quote.answer, quote.respondent) for quote in quotes[keyword]],
            "note": [(text, found.respondents, -1, "") for text in notes],
        }
        rows.extend(
            (keyword.word, keyword.uses == "negated", aspect, rank, *entry, base)
            for aspect, of_aspect in entries.items()
            for rank, entry in enumerate(of_aspect, start=1)
        )
    table = pd.DataFrame(rows, columns=[COLUMNS[0], "negated", *COLUMNS[1:]])
    if all(keyword.uses == "all" for keyword in findings):
        table = table.drop(columns="negated")
    whole = dict.fromkeys(("rank", "respondents", "answer", "base"), "int64")
    return table.astype({**whole, **dict.fromkeys(("word", "aspect", "text", "respondent"), "str")})
