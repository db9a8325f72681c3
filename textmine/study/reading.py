"""What a study reads: the survey, whole, as a sample or in chunks, and its answers as words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from textmine import tables
from textmine.errors import SettingsError, SurveyError
from textmine.inputs.columns import request
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.ratings import rating_of
from textmine.inputs.survey import KINDS, Survey, read_survey
from textmine.large.records import in_chunks, only_in_chunks, read_sample
from textmine.large.tokenizing import tokenize
from textmine.settings import Lang, Per, SurveySettings, Unit
from textmine.study.proposing import few_valued, respondent_kind
from textmine.study.remembering import Remembers, already_made, remembered, setting
from textmine.texts.labels import label
from textmine.words.corpus import Corpus

if TYPE_CHECKING:
    from textmine.large.chunks import TokenizedChunks

_EXPORTED = re.compile(r"\s*[（(](?:回答|の回答|responses?)[）)](?:\s*[-ー]?\s*\d+)?$", re.IGNORECASE)
_NO_TITLE = re.compile(r"[A-Za-z0-9_.\-]+")  # the name of a file and no more


@remembered
def lexicon(study: Remembers) -> Lexicon:
    """Return the dictionaries and stop words."""
    return read_lexicon(setting(study, "words.lexicon"), bundled=setting(study, "words.lists") == "bundled")


@remembered
def survey_as_read(study: Remembers) -> Survey:
    """Return the survey, nothing masked; of one too large for memory a sample.

    Raises:
        SettingsError: if the settings name no survey file.
        SurveyError: as ``read_survey``.
    """
    if not setting(study, "survey.files"):
        raise SettingsError("no survey file is named; give files under [survey]")
    study.progress("reading", 0, 0)
    return _read(setting(study, "survey"), setting(study, "compare.by"), lexicon(study))


def personal(study: Remembers) -> pd.DataFrame:
    """Return how much that tells who somebody is stands in the survey, as ``masking_counts``."""
    from textmine.privacy.persons import masking_counts, maskings

    corpus, hidden = corpus_and_masked(study)
    return masking_counts(maskings(corpus) if hidden is None else hidden)


@remembered
def corpus_and_masked(study: Remembers) -> tuple[Corpus, pd.DataFrame | None]:
    """Return the answers to all questions as words, and what was masked in them; None: nothing had to be."""
    survey, words = survey_as_read(study), setting(study, "words")
    study.progress("tokenizing", 0, 0)
    mask = setting(study, "report.mask")
    # what is to be hidden must not lie in the cache either
    first = words.model_copy(update={"cache": 0}) if mask else words
    corpus = tokenize(survey, lexicon(study), settings=first)
    if not mask:
        return corpus, None
    from textmine.privacy.masking import masked
    from textmine.privacy.persons import maskings

    # The masked text is tokenised anew, so nothing that follows can hold what was hidden.
    hidden = maskings(corpus)
    return tokenize(masked(survey, hidden), lexicon(study), settings=words), hidden


@remembered
def chunks(study: Remembers) -> TokenizedChunks | None:
    """Return the survey in chunks; None if it is held whole, or a sample of it.

    What is masked is not read in chunks, nor what is counted as KH Coder's words or by sentences.

    Raises:
        SurveyError: as ``open_chunks``, for files that can't be read whole either.
    """
    files = setting(study, "survey.files")
    recounted = (
        setting(study, "words.reading") != "textmine" or setting(study, "keywords.per") != "respondent"
    )
    if not files or setting(study, "report.mask") or recounted or not in_chunks(files):
        return None
    from textmine.large.chunks import open_chunks  # with Arrow, executors and the cache

    study.progress("tokenizing", 0, 0)
    for path in ("survey", "words", "compare.by"):  # what open_chunks reads
        setting(study, path)
    try:
        return open_chunks(study.settings)
    except SurveyError:
        if only_in_chunks(files):
            raise
        return None  # rows of different lengths, say, can be read whole only


def sample_used(study: Remembers) -> Survey | None:
    """Return the sample of a larger survey, if one was drawn so far."""
    for survey in already_made(study, survey_as_read):
        if "finding" in survey.findings and (survey.findings["finding"] == "not_drawn").any():
            sample: Survey = survey
            return sample
    return None


def questions(study: Remembers) -> tuple[str, ...]:
    """Return the free-text questions, in the order of the questionnaire."""
    read = chunks(study)
    return survey_as_read(study).questions if read is None else read.head.questions


def all_answers(study: Remembers) -> Corpus:
    """Return the answers to all questions as words: masked, if the settings say so."""
    return corpus_and_masked(study)[0]


def written(study: Remembers) -> pd.DataFrame | None:
    """Return the answers as they were written, where those of the tables are masked; else None."""
    return survey_as_read(study).answers if setting(study, "report.mask") else None


def hidden_answers(study: Remembers) -> pd.DataFrame | None:
    """Return the answers as they would be masked, where those of the tables are not; of chunks None."""
    if setting(study, "report.mask") or chunks(study) is not None:
        return None
    from textmine.privacy.masking import masked
    from textmine.privacy.persons import maskings

    corpus, _ = corpus_and_masked(study)
    return masked(corpus.survey, maskings(corpus)).answers


def hide(study: Remembers) -> Callable[[Sequence[str]], list[str]] | None:
    """Return what masks texts that are no answers of the survey; None where the settings mask nothing."""
    if not setting(study, "report.mask"):
        return None
    from textmine.privacy.persons import hidden

    return lambda texts: hidden(texts, lexicon(study))


def survey(study: Remembers) -> Survey:
    """Return the survey that the tables are made from: masked, if the settings say so."""
    return all_answers(study).survey


@remembered
def corpus(study: Remembers, question: str) -> Corpus:
    """Return the answers to a question as words; of a survey too large for memory those of the sample."""
    return _recounted(study, question, "respondent")


@remembered
def documents(study: Remembers, question: str) -> Corpus:
    """Return the same as what tables count, as :func:`textmine.recount`: sentences as answers, say."""
    per = setting(study, "keywords.per")
    return corpus(study, question) if per == "respondent" else _recounted(study, question, per)


def _recounted(study: Remembers, question: str, per: Per) -> Corpus:
    """Return the answers to a question, or their sentences, by the words that the settings choose.

    Raises:
        SettingsError: if these are words of the dictionary, and are not read so.
    """
    whole, read_as = all_answers(study).select(question=question), setting(study, "words.reading")
    own = tuple(each for each in setting(study, "words.pos") if not each.isascii() or each == "all")
    if own and read_as == "textmine":
        raise SettingsError(
            "{pos} is a part of speech of the dictionary's own words; count those with --reading khcoder, or "
            'reading = "khcoder" below [words]',
            pos=own[0],
        )
    if per == "respondent" and read_as == "textmine":
        return whole
    from textmine.codes.recount import recount

    return recount(whole, per=per, reading=read_as, pos=own)


def unit(study: Remembers) -> Unit:
    """Return what is counted as a word: the dictionary's own words are neither joined nor expressions."""
    chosen: Unit = setting(study, "keywords.unit")
    return "word" if setting(study, "words.reading") == "khcoder" else chosen


@remembered
def respondent_unit(study: Remembers) -> str | None:
    """Return what a respondent is called after a number: by the settings, or else the survey; None: 人."""
    chosen: str | None = setting(study, "evidence.respondent_unit")
    kind = "" if chosen else respondent_kind(survey(study))
    return label(f"respondent.{kind}", setting(study, "report.lang")) if kind else chosen


@remembered
def attributes(study: Remembers, question: str = "") -> tuple[str, ...]:
    """Return the attributes to compare by: those of the settings, or else the first of few values.

    Not named by the settings, these are those of :func:`~textmine.study.proposing.few_valued`, so many as
    the settings say. With a question, the rating that it explains comes before them, and only those are
    meant that some of its answers have.
    """
    named, most = tuple(setting(study, "compare.by")), setting(study, "compare.attributes")
    if named and (not question or chunks(study) is not None):
        return named
    if not question:
        return few_valued(survey(study))[:most]
    found = attributes(study)
    if not named:
        explained = rating(study, question)
        found = tuple(dict.fromkeys((*filter(None, [explained]), *found)))[:most]
    return _present(found, corpus(study, question), setting(study, "compare.values"))


@remembered
def rating(study: Remembers, question: str) -> str:
    """Return the rating that a question explains, as it was worded; "" of a question of its own."""
    return rating_of(survey(study).columns, question)


@remembered
def kinds(study: Remembers) -> pd.DataFrame:
    """Return who gave what kind of answer, as :func:`textmine.kinds`."""
    return tables.kinds.kinds(survey(study))


@remembered
def respondents_by_kind(study: Remembers, question: str) -> dict[str, int]:
    """Return kind of answer -> respondents of a question; one with several counts by what says most."""
    read = chunks(study)
    if read is None:
        return _by_best_kind(corpus(study, question).answers)
    table = read.kinds[read.kinds["question"] == question]
    return dict(zip(table["kind"], table["respondents"].tolist(), strict=True))


def _by_best_kind(answers: pd.DataFrame) -> dict[str, int]:
    """Return kind of answer -> respondents, each by the answer that says most; ``answers`` as in a survey."""
    best = answers["kind"].map(KINDS.index).groupby(answers["respondent"]).min().value_counts()
    return {KINDS[place]: int(best[place]) for place in sorted(best.index)}


def _present(attributes: tuple[str, ...], corpus: Corpus, most: int) -> tuple[str, ...]:
    """Return the attributes that some of the answers have; ``most``: different values that one may have."""

    def is_present(by: str) -> bool:
        is_answer = by == "answer" and by not in corpus.survey.attributes  # each answer for itself
        return is_answer or any(tables.membership.groups(corpus, by, most=most)[0].names)

    return tuple(filter(is_present, attributes))


def _read(settings: SurveySettings, by: tuple[str, ...], lexicon: Lexicon) -> Survey:
    sample = _sample(settings, by, lexicon) if in_chunks(settings.files) else None
    if sample is not None:
        return sample
    return read_survey(
        settings.files if len(settings.files) > 1 else settings.files[0],
        respondent=settings.respondent,
        questions=settings.questions or None,
        attributes=settings.attributes or None,
        separators=settings.separators,
        sheet=settings.sheet,
        encoding=settings.encoding,
        hidden=settings.hidden,
        question_heading=settings.question_heading,
        lexicon=lexicon,
    )


def _sample(settings: SurveySettings, by: tuple[str, ...], lexicon: Lexicon) -> Survey | None:
    """Return a sample of the survey; None if it is better read whole."""
    try:
        sample = read_sample(
            settings.files,
            settings.sample,
            request(
                settings.respondent, settings.questions, (*settings.attributes, *by), settings.separators
            ),
            seed=settings.seed,
            encoding=settings.encoding,
            lexicon=lexicon,
        )
    except SurveyError:
        if only_in_chunks(settings.files):
            raise
        return None  # rows of different lengths, say, can be read whole only
    drawn = (sample.findings["finding"] == "not_drawn").any()
    return sample if drawn or only_in_chunks(settings.files) else None


def names(study: Remembers) -> str:
    """Return what a survey and its files are called, the files without their endings."""
    files = (Path(str(path)).stem for path in setting(study, "survey.files"))
    return " ".join(dict.fromkeys([setting(study, "report.title") or "", *files]))


def title_of(survey: Survey, lang: Lang) -> str:
    """Return what a survey is called by the names of its first files, without their endings.

    What a service adds to the name of an export is left out: アンケート（回答）. A name that is no title
    (survey_2024) is none: the source says which files were read.
    """
    names = dict.fromkeys(_EXPORTED.sub("", Path(source.path).stem) for source in survey.sources[:3])
    return "、".join(name for name in names if not _NO_TITLE.fullmatch(name)) or label(
        "document.untitled", lang
    )
