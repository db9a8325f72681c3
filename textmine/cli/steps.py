"""From the files and options of a command to settings, survey, corpus and code frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

import textmine as tm
from textmine.errors import SettingsError

if TYPE_CHECKING:
    import pandas as pd

    from textmine.settings import Settings


def settings_of(files: Sequence[str], options: Mapping[str, object]) -> Settings:
    """Return the settings of a command: its textmine.toml if it has one, and above it its options."""
    from textmine.settings import DEFAULTS, change, read_settings

    written = [file for file in files if file.endswith(".toml")]
    if len(written) > 1:
        raise SettingsError("give one settings file, not {files}", files=", ".join(written))
    settings = read_settings(written[0]) if written else DEFAULTS
    named = tuple(file for file in files if file not in written)
    changes = {key.replace("__", "."): value for key, value in options.items()}
    settings = change(settings, {"survey.files": named, **changes}, name="textmine")
    if not settings.survey.files:
        raise SettingsError(
            "{path} names no survey file; write it in files = [...] below [survey]", path=written[0]
        )
    return settings


def survey_of(settings: Settings) -> tm.Survey:
    """Return the survey that the settings name; of one that is too large a sample, and say so."""
    from textmine.study.reading import sample_note, survey_of

    survey = survey_of(settings, tm.read_lexicon(settings.words.lexicon))
    note = sample_note(survey, settings.report.lang)
    if note:
        click.echo(note, err=True)
    return survey


def corpus_of(settings: Settings) -> tm.Corpus:
    """Return the survey that the settings name, as words."""
    lexicon = tm.read_lexicon(settings.words.lexicon)
    return tm.tokenize(survey_of(settings), lexicon, settings=settings.words)


def corpora_of(settings: Settings) -> dict[str, tm.Corpus]:
    """Return the corpus of each question."""
    corpus = corpus_of(settings)
    return {question: corpus.select(question=question) for question in corpus.survey.questions}


def frames_of(settings: Settings, questions: Iterable[str]) -> dict[str, tm.Codebook]:
    """Return question -> code frame, for those of the questions that have one."""
    from textmine.settings import codebook_of

    chosen = {question: codebook_of(settings.codes, question) for question in questions}
    read = {frame: tm.read_codebook(frame) for frame in dict.fromkeys(chosen.values()) if frame}
    return {question: read[frame] for question, frame in chosen.items() if frame}


def coded(settings: Settings) -> list[tuple[str, tm.Corpus, tm.Codebook]]:
    """Return each question that has a code frame, with its corpus and the frame."""
    chosen = settings.codes.codebook
    if not chosen:
        raise SettingsError(
            "no code frame is named; give a file of rules or the name of a bundled one with --codebook, or "
            "write it below [codes]"
        )
    for frame in [chosen] if isinstance(chosen, str) else chosen.values():
        tm.read_codebook(frame)  # an error in it is told before anything takes long
    corpora = corpora_of(settings)
    frames = frames_of(settings, corpora)
    return [(question, corpora[question], frame) for question, frame in frames.items()]


def coded_question(settings: Settings) -> tuple[tm.Corpus, tm.Codebook]:
    """Return the corpus of the one question that has a code frame, and the frame."""
    found = coded(settings)
    if len(found) != 1:
        raise SettingsError(
            "corrections are about one question, and {count} have a code frame; choose one with --question",
            count=len(found),
        )
    return found[0][1], found[0][2]


def keywords_of(corpus: tm.Corpus, settings: Settings) -> pd.DataFrame:
    """Return the keyword table as the settings have it."""
    counting = settings.keywords
    return tm.keywords(
        corpus,
        unit=counting.unit,
        minimum=counting.minimum,
        negation=counting.negation,
        related=counting.related,
        lang=settings.report.lang,
    )
