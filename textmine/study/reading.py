"""Reads the survey that the settings name: whole, or a sample of one that is too large for that."""

from __future__ import annotations

from textmine.errors import SurveyError
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import Survey, read_survey
from textmine.large.records import in_chunks, only_in_chunks, read_sample
from textmine.settings import Lang, Settings
from textmine.texts.labels import label


def survey_of(settings: Settings, lexicon: Lexicon) -> Survey:
    """Return the survey in memory; of a large one at most as many respondents as ``survey.sample`` says.

    Raises:
        SurveyError: as ``read_survey``, ``read_sample``.
    """
    asked = settings.survey
    drawn = _sampled(settings, lexicon) if in_chunks(asked.files) else None
    if drawn is not None:
        return drawn
    return read_survey(
        asked.files if len(asked.files) > 1 else asked.files[0],
        respondent=asked.respondent,
        questions=asked.questions or None,
        attributes=asked.attributes or None,
        sheet=asked.sheet,
        encoding=asked.encoding,
        lexicon=lexicon,
    )


def _sampled(settings: Settings, lexicon: Lexicon) -> Survey | None:
    """Return a sample of the survey; None if it is better read whole."""
    asked = settings.survey
    try:
        drawn = read_sample(
            asked.files,
            asked.sample,
            seed=asked.seed,
            respondent=asked.respondent,
            questions=asked.questions or None,
            attributes=(*asked.attributes, *settings.compare.by) or None,
            encoding=asked.encoding,
            lexicon=lexicon,
        )
    except SurveyError:
        if only_in_chunks(asked.files):
            raise
        return None  # rows of different lengths, say, can be read whole only
    return drawn if only_in_chunks(asked.files) or len(drawn.findings) else None


def sample_note(survey: Survey, lang: Lang) -> str:
    """Return the sentence that says that a survey is a sample; "" if it is whole."""
    if "finding" not in survey.findings:
        return ""
    rows = survey.findings[survey.findings["finding"] == "not_drawn"]
    if not len(rows):
        return ""
    drawn, seed = str(rows["detail"].iloc[0]).rsplit(", ", 1)
    total = sum(source.rows for source in survey.sources)
    return label("note.not_drawn", lang, drawn=drawn, seed=seed, rows=f"{total:,}")
