"""Chooses between the plain tokeniser and the quick one, by the number of answers."""

from __future__ import annotations

from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import Survey
from textmine.settings import DEFAULTS, WordSettings
from textmine.words import corpus as plain
from textmine.words.corpus import Corpus

# Answers from which on the quick way is sooner done (benchmarks/README.md): loading it and looking up each
# entry of the dictionary by itself takes some time.
LARGE = 1000


def tokenize(
    survey: Survey,
    lexicon: Lexicon | None = None,
    *,
    settings: WordSettings = DEFAULTS.words,
) -> Corpus:
    """Return the corpus of a survey: its substantive answers as words.

    ``lexicon`` is the bundled one if not given. Many answers are tokenised in another, quicker way, with the
    same words.

    Raises:
        WordsError: if the tokeniser dictionary is not there.
    """
    if len(survey.answers) < LARGE:
        return plain.tokenize(survey, lexicon, settings=settings)
    from textmine.large import quick  # with Arrow and the cache, which a small survey does not need

    return quick.tokenize(survey, lexicon, settings=settings)
