"""Tables of a survey that is read in parts, because it is larger than memory or lies on a cluster."""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import Codebook, read_codebook
from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.sheets import natural
from textmine.large.chunks import TokenizedParts, executor_of, tokenize_parts
from textmine.large.executors import workers
from textmine.large.records import read_parts
from textmine.settings import CodeSettings, Settings, Unit, codebook_of
from textmine.tables import code_counts as coding
from textmine.tables import cooccurrence as pairing
from textmine.tables import crosstab as crossing
from textmine.tables import crosstab_tests as testing
from textmine.tables import distinctive as contrasting
from textmine.tables import keywords as counting
from textmine.tables.evidence import evidence_of
from textmine.words.corpus import Corpus

__all__ = [
    "cooccurrence_of_parts",
    "counts_of_parts",
    "crosstab_of_parts",
    "distinctive_of_parts",
    "evidence_of_parts",
    "features_of_parts",
    "keywords_of_parts",
    "tokenized_parts",
]
Features = dict[str, pd.DataFrame] | dict[str, Codebook]  # by question: a keyword table, or a code frame


@contextmanager
def tokenized_parts(settings: Settings) -> Iterator[TokenizedParts]:
    """Give the words of the survey that the settings name, in parts that are gone afterwards.

    They lie in a folder of the system's temporary one (``TMPDIR``), which all workers of a cluster have to
    see.

    Raises:
        SurveyError, WordsError, SettingsError: as ``read_parts`` and ``tokenize_parts``.
    """
    asked = settings.survey
    lexicon = read_lexicon(settings.words.lexicon)
    with (
        workers(executor_of(settings.words)) as work,
        tempfile.TemporaryDirectory(prefix="textmine-") as name,
    ):
        folder = Path(name)
        parts = read_parts(
            asked.files,
            folder,
            respondent=asked.respondent,
            questions=asked.questions or None,
            attributes=(*asked.attributes, *settings.compare.by) or None,
            encoding=asked.encoding,
            lexicon=lexicon,
        )
        yield tokenize_parts(parts, folder, lexicon, settings=settings.words, work=work)


def keywords_of_parts(parts: TokenizedParts, settings: Settings) -> dict[str, pd.DataFrame]:
    """Return question -> its keyword table, as ``textmine.keywords`` makes it."""
    chosen = settings.keywords
    totals = parts.tallied(counting.tally, counting.merge, unit=chosen.unit)
    return {
        question: counting.finish(
            total,
            unit=chosen.unit,
            minimum=chosen.minimum,
            negation=chosen.negation,
            related=chosen.related,
            lang=settings.report.lang,
        )
        for question, total in totals.items()
    }


def evidence_of_parts(
    parts: TokenizedParts, words: Mapping[str, Iterable[str] | pd.DataFrame], settings: Settings
) -> dict[str, pd.DataFrame]:
    """Return question -> the evidence of its ``words``, as ``textmine.evidence`` makes it."""
    return evidence_of(
        _Chunks(parts), words, settings.evidence, unit=settings.keywords.unit, lang=settings.report.lang
    )


class _Chunks:
    """A survey in chunks as ``evidence_of`` takes it."""

    def __init__(self, parts: TokenizedParts) -> None:
        self.tallied, self.keep, self.base = parts.tallied, parts.keep, parts.base
        self._tallied_whole = parts.tallied_whole

    def first_answers(self, respondents: Sequence[str]) -> Mapping[str, int]:
        """Return the number, in the whole survey, of the first answer of each of these respondents."""
        return self._tallied_whole(_answers_before, _added, respondents=list(respondents))


def _answers_before(corpus: Corpus, *, respondents: Sequence[str]) -> dict[str, int]:
    """Return how many answers of a part stand before those of each of some respondents, in the whole."""
    sizes = corpus.survey.answers.groupby("respondent", sort=False).size()
    names = list(sizes.index)  # in the order of respondents, as every survey
    total = np.concatenate([[0], np.cumsum(sizes.to_numpy())])
    return {name: int(total[bisect_left(names, natural(name), key=natural)]) for name in respondents}


def _added(total: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {name: total[name] + other[name] for name in total}


def features_of_parts(parts: TokenizedParts, settings: Settings) -> Features:
    """Return question -> what is compared: its code frame if the settings name one, else its words."""
    if settings.codes.codebook:
        named = {question: codebook_of(settings.codes, question) for question in parts.head.questions}
        return {question: read_codebook(frame) for question, frame in named.items() if frame}
    tables = keywords_of_parts(parts, settings)
    return {question: table.head(settings.compare.words) for question, table in tables.items()}


def counts_of_parts(
    parts: TokenizedParts, frames: dict[str, Codebook], settings: Settings
) -> dict[str, pd.DataFrame]:
    """Return question -> how many respondents each code has, as ``textmine.code_counts`` makes it."""
    totals = parts.tallied(_coded, coding.merge, frame=frames, codes=settings.codes)
    return {question: coding.finish(total) for question, total in totals.items()}


def crosstab_of_parts(
    parts: TokenizedParts, features: Features, settings: Settings
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Return question -> its crosstab, and question -> the tests of it."""
    chosen = settings.compare
    totals = _crossed(parts, features, settings)
    tables = {
        question: crossing.finish(total, lexicon=parts.lexicon, minimum=chosen.minimum)
        for question, total in totals.items()
    }
    tests = {
        question: testing.finish(
            total,
            lexicon=parts.lexicon,
            minimum=chosen.minimum,
            resamples=chosen.resamples,
            seed=chosen.seed,
            lang=settings.report.lang,
            respondent_unit=settings.evidence.respondent_unit,
        )
        for question, total in totals.items()
    }
    return tables, tests


def distinctive_of_parts(
    parts: TokenizedParts, features: Features, settings: Settings
) -> dict[str, pd.DataFrame]:
    """Return question -> what tells each group from the rest."""
    totals = _crossed(parts, features, settings)
    return {q: contrasting.finish(total, lexicon=parts.lexicon) for q, total in totals.items()}


def cooccurrence_of_parts(
    parts: TokenizedParts, features: Features, settings: Settings
) -> dict[str, pd.DataFrame]:
    """Return question -> the pairs that the same respondents wrote."""
    totals = parts.tallied(
        _paired, pairing.merge, features=features, unit=settings.keywords.unit, codes=settings.codes
    )
    return {question: pairing.finish(total) for question, total in totals.items()}


def _crossed(parts: TokenizedParts, features: Features, settings: Settings) -> dict[str, pd.DataFrame]:
    return parts.tallied(
        _crosstab,
        crossing.merge,
        features=features,
        by=settings.compare.by,
        unit=settings.keywords.unit,
        values=settings.compare.values,
        codes=settings.codes,
    )


def _coded(corpus: Corpus, *, frame: Codebook, codes: CodeSettings) -> pd.DataFrame:
    return coding.tally(_table(corpus, frame, codes), frame)


def _crosstab(
    corpus: Corpus,
    *,
    features: pd.DataFrame | Codebook,
    by: tuple[str, ...],
    unit: Unit,
    values: int,
    codes: CodeSettings,
) -> pd.DataFrame:
    return crossing.tally(corpus, _table(corpus, features, codes), by=by, unit=unit, values=values)


def _paired(
    corpus: Corpus, *, features: pd.DataFrame | Codebook, unit: Unit, codes: CodeSettings
) -> pd.DataFrame:
    return pairing.tally(corpus, _table(corpus, features, codes), unit=unit)


def _table(corpus: Corpus, features: pd.DataFrame | Codebook, codes: CodeSettings) -> pd.DataFrame:
    """Return the keyword table as it is, or the codes of this part's answers."""
    if isinstance(features, Codebook):
        return code_answers(corpus, features, unit=codes.unit, reading=codes.reading)
    return features
