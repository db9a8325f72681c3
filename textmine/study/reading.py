"""What a study reads: the survey, whole, as a sample or in chunks, and its answers as words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from textmine import tables
from textmine.errors import SettingsError, SurveyError
from textmine.inputs.attributes import column_of
from textmine.inputs.columns import request
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.survey import KINDS, Survey, read_survey
from textmine.large.records import in_chunks, only_in_chunks, read_sample
from textmine.large.tokenizing import tokenize
from textmine.settings import Lang, Per, SurveySettings, Unit
from textmine.study.remembering import Remembers, already_made, remembered, setting
from textmine.texts.labels import label
from textmine.words.corpus import Corpus

if TYPE_CHECKING:
    from textmine.large.chunks import TokenizedChunks

_EXPORTED = re.compile(r"\s*[（(](?:回答|の回答|responses?)[）)](?:\s*[-ー]?\s*\d+)?$", re.IGNORECASE)
_NO_TITLE = re.compile(r"[A-Za-z0-9_.\-]+")  # the name of a file and no more
FEW = range(2, 13)  # different values of an attribute that is compared by where none is named


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
    own = tuple(each for each in setting(study, "words.pos") if not each.isascii())
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
def attributes(study: Remembers, question: str = "") -> tuple[str, ...]:
    """Return the attributes to compare by: those of the settings, or else the first of few values.

    Not named by the settings, these are attributes of a respondent, not of an item (its status), with 2
    to 12 different values. With a question, only those that some of its answers have.
    """
    named = tuple(setting(study, "compare.by"))
    if named and (not question or chunks(study) is not None):
        return named
    if question:
        return _present(attributes(study), corpus(study, question), setting(study, "compare.values"))
    return few_valued(survey(study))[: setting(study, "compare.attributes")]


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


def few_valued(survey: Survey) -> tuple[str, ...]:
    """Return the attributes of respondents, not of an item (its status), with 2 to 12 different values."""
    columns = survey.columns
    per_item = set(columns.loc[columns["question"] != "", "question"]) if "question" in columns else set()
    few = []
    for attribute in survey.attributes:
        column = survey.answers[column_of(attribute)]
        if attribute not in per_item and column.nunique() <= 1000:
            values = {value for value in column.astype(str).unique() if value}
            few += [attribute] if len(values) in FEW else []
    return _told_apart(few, survey.answers)


def _told_apart(attributes: list[str], answers: pd.DataFrame) -> tuple[str, ...]:
    """Return the attributes without those that say the same as another: topic_id beside topic_label.

    Of two whose values go together one to one, the one with more Japanese letters stays, or with longer
    values: names rather than their numbers. Of equal ones it is the first.
    """
    columns = {attribute: pd.factorize(answers[column_of(attribute)].astype(str)) for attribute in attributes}
    letters = {attribute: "".join(values) for attribute, (_, values) in columns.items()}

    def says_less(attribute: str) -> tuple[int, int, int]:
        text = letters[attribute]
        return sum(map(str.isascii, text)) - len(text), -len(text), attributes.index(attribute)

    chosen: list[str] = []
    for attribute in sorted(attributes, key=says_less):
        codes, values = columns[attribute]
        others = [columns[other] for other in chosen if len(columns[other][1]) == len(values)]
        pairs = (len(np.unique(codes * len(values) + of_other)) for of_other, _ in others)
        if not any(pair == len(values) for pair in pairs):
            chosen.append(attribute)
    return tuple(attribute for attribute in attributes if attribute in chosen)


def _present(attributes: tuple[str, ...], corpus: Corpus, most: int) -> tuple[str, ...]:
    """Return the attributes that some of the answers have; ``most``: different values that one may have."""
    return tuple(by for by in attributes if any(tables.membership.groups(corpus, by, most=most)[0].names))


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


def title_of(survey: Survey, lang: Lang) -> str:
    """Return what a survey is called by the names of its first files, without their endings.

    What a service adds to the name of an export is left out: アンケート（回答）. A name that is no title
    (survey_2024) is said to be that of the data.
    """
    names = dict.fromkeys(_EXPORTED.sub("", Path(source.path).stem) for source in survey.sources[:3])
    named = "、".join(names)
    return label("document.untitled", lang, names=named) if all(map(_NO_TITLE.fullmatch, names)) else named
