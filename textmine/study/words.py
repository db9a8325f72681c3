"""What stands behind the words of a question: evidence, places, proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from textmine import codes, tables
from textmine.study import codings, counted, edits, reading
from textmine.study.remembering import Remembers, remembered, setting

if TYPE_CHECKING:
    from textmine.tables.suggest import Kind
    from textmine.tables.word_forms import Match


@remembered
def evidence(study: Remembers, question: str, words: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return what stands behind words, as :func:`textmine.evidence`; without words the first keywords."""
    found = drafted_evidence(study, question, words)
    return edits.edited_notes(study, found, question)


def drafted_evidence(study: Remembers, question: str, words: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the same with all notes as they were drafted, whatever people wrote in their place."""
    return _evidence(study, words, question if reading.chunks(study) is None else "")[question]


@remembered
def themes(study: Remembers, question: str) -> pd.DataFrame:
    """Return the answers behind each number of the evidence, as ``textmine.tables.evidence.themes``.

    Of a question without a code frame also those behind its stances, which are of no word ("").
    """
    corpus = reading.corpus(study, question)
    themes = tables.evidence.themes(corpus, _found(study, (), question))
    if question in codings.codebooks(study):
        return themes
    taken = tables.stances.stance_answers(corpus).rename(columns={"stance": "text"}).assign(word="")
    return pd.concat(
        [themes, taken[["word", "text", "answer"]].astype(themes.dtypes.to_dict())], ignore_index=True
    )


@remembered
def _evidence(study: Remembers, words: tuple[str, ...], question: str) -> dict[str, pd.DataFrame]:
    found, lang = _found(study, words, question), setting(study, "report.lang")
    called = {"respondent_unit": reading.respondent_unit(study)}
    return tables.evidence.evidence_tables(
        found, setting(study, "evidence").model_copy(update=called), lang=lang
    )


@remembered
def _found(study: Remembers, words: tuple[str, ...], question: str) -> tables.evidence.Found:
    """Return what the evidence says of words of a question; "": of all questions, in chunks."""
    top, chosen = setting(study, "keywords.top"), setting(study, "evidence")
    unit = reading.unit(study)
    of = [question] if question else reading.questions(study)
    explained = {each: list(words) or counted.keywords(study, each).head(top) for each in of}
    if words and any(not set(words) <= set(counted.keywords(study, each)["word"]) for each in of):
        unit = "word" if unit == "expression" else unit  # かける is asked for, not 鍵をかける
    rows = {each: frozenset(() if words else counted.keywords(study, each)["word"]) for each in of}
    if question:
        whole = tables.evidence.Whole(reading.corpus(study, question), question)
        return tables.evidence.find(whole, explained, chosen, unit=unit, rows=rows)
    chunks = reading.chunks(study)
    assert chunks is not None
    return tables.evidence.find(chunks, explained, chosen, unit=unit, rows=rows)


@remembered
def occurrences(study: Remembers, question: str) -> pd.DataFrame:
    """Return every place of every keyword, as :func:`textmine.occurrences`."""
    corpus, words, unit = (
        reading.corpus(study, question),
        counted.keywords(study, question),
        reading.unit(study),
    )
    return tables.occurrences.occurrences(corpus, words, unit=unit)


def kwic(study: Remembers, word: str) -> pd.DataFrame:
    """Return a word or phrase in context, over all questions, as :func:`textmine.kwic`."""
    return tables.kwic.kwic(reading.all_answers(study), word, **setting(study, "kwic").model_dump())


def suggest(study: Remembers, kind: Kind) -> pd.DataFrame:
    """Return proposed compounds or synonyms, over all questions, as :func:`textmine.suggest`."""
    return tables.suggest.suggest(reading.all_answers(study), kind, **setting(study, "suggest").model_dump())


@remembered
def document_words(
    study: Remembers, question: str, cells: Literal["occurrences", "zero_one"] = "occurrences"
) -> pd.DataFrame:
    """Return documents × words with the attributes, as :func:`textmine.document_words`."""
    corpus, table = reading.documents(study, question), counted.keywords(study, question)
    return tables.document_words.document_words(corpus, table, cells=cells, unit=reading.unit(study))


@remembered
def collocation(study: Remembers, question: str, word: str) -> pd.DataFrame:
    """Return what stands left and right of a word, as :func:`textmine.collocation`."""
    options = setting(study, "collocation").model_dump()
    return tables.collocation.collocation(reading.corpus(study, question), word, **options)


@remembered
def word_forms(
    study: Remembers, question: str, query: str, match: Match = "contains", every: bool = False
) -> pd.DataFrame:
    """Return the words that hold a text, and their forms, as :func:`textmine.word_forms`."""
    corpus, unit = reading.corpus(study, question), reading.unit(study)
    return tables.word_forms.word_forms(corpus, query, match=match, every=every, unit=unit)


@remembered
def related(study: Remembers, question: str, condition: str) -> pd.DataFrame:
    """Return the words that belong to a condition, as :func:`textmine.related`."""
    return tables.related.related(
        reading.documents(study, question),
        condition,
        counted.keywords(study, question),
        unit=reading.unit(study),
        minimum=setting(study, "keywords.minimum"),
        **_conditions(study, question),
    )


@remembered
def search(study: Remembers, question: str, condition: str) -> pd.DataFrame:
    """Return the answers that fulfil a condition, as :func:`textmine.search`."""
    return codes.search.search(
        reading.documents(study, question), condition, unit="answer", **_conditions(study, question)
    )


def _conditions(study: Remembers, question: str) -> dict[str, Any]:
    """Return what a condition is understood with: the code frame of the question, and how it is read."""
    own = setting(study, "words.reading") == "khcoder"
    return {
        "codebook": codings.codebooks(study).get(question),
        "reading": "khcoder" if own else setting(study, "codes.reading"),
    }
