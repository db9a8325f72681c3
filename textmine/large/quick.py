"""The words of a survey of many answers: what ``textmine.words.corpus.tokenize`` gives, sooner."""

from __future__ import annotations

from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.survey import Survey
from textmine.large.cache import tokenized
from textmine.large.texts import no_collection, together
from textmine.settings import DEFAULTS, WordSettings
from textmine.words.corpus import Corpus, first_compounds, forced_words, substantive_texts
from textmine.words.vocabulary import Namer


def tokenize(
    survey: Survey,
    lexicon: Lexicon | None = None,
    *,
    settings: WordSettings = DEFAULTS.words,
) -> Corpus:
    """Return the corpus of a survey, as ``textmine.words.corpus.tokenize``; only its numbers may differ.

    That is: the order of the morphemes and of the different compounds.

    Raises:
        WordsError: if the tokeniser dictionary is not there.
    """
    if lexicon is None:
        lexicon = read_lexicon(settings.lexicon, bundled=settings.lists == "bundled")
    forced = forced_words(lexicon, settings.dictionary)
    whole = together(tokenized(substantive_texts(survey), forced, settings))
    with no_collection():
        naming = Namer(whole.morphemes, whole.class_of, lexicon, settings).decide(whole.types, whole.times)
    return Corpus(
        survey=survey,
        answers=survey.answers.reset_index(drop=True),
        dictionary=settings.dictionary,
        lexicon=lexicon,
        morphemes=whole.morphemes,
        types=whole.types,
        naming=naming,
        ids=whole.ids,
        firsts=first_compounds(survey, whole.counts),
        flags=whole.flags,
    )
