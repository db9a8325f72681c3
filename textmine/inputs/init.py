"""Writes a first textmine.toml from what was found in a survey."""

from __future__ import annotations

import os
from pathlib import Path

from textmine.inputs.survey import Survey
from textmine.labels import name
from textmine.settings import DEFAULTS, Settings, change, write_settings


def init(
    survey: Survey,
    settings: Settings = DEFAULTS,
    *,
    folder: str | os.PathLike[str] = "",
    lang: str = DEFAULTS.report.lang,
) -> str:
    """Return the text of a commented ``textmine.toml`` for a survey, to edit and to run.

    It names the columns that were read and says of every column which role it has and why.

    Args:
        survey: the survey as it was read.
        settings: what else the file shall say.
        folder: where the file will lie; relative paths start there.
        lang: language of the comments, "ja" or "en".
    """
    files = settings.survey.files or tuple(dict.fromkeys(source.path for source in survey.sources))
    roles = dict(zip(survey.columns["role"], survey.columns["column"], strict=True))
    filled = change(
        settings,
        {
            "survey.files": tuple(_from(file, folder) for file in files),
            "survey.respondent": roles.get("respondent"),
            "survey.questions": survey.questions,
            "survey.attributes": survey.attributes,
        },
    )
    columns = [
        f"{row.column}: {name(str(row.role), lang, group='role')} — {name(str(row.why), lang, group='why')}"
        for row in survey.columns.itertuples()
    ]
    encodings = sorted({source.encoding for source in survey.sources if source.encoding})
    return write_settings(
        filled, {"survey": columns, "survey.encoding": [", ".join(encodings)] if encodings else []}, lang=lang
    )


def _from(path: str, folder: str | os.PathLike[str]) -> str:
    """Return a relative path as it is from the folder; an absolute one stays."""
    if Path(path).is_absolute():
        return path
    try:
        return Path(os.path.relpath(path, folder or ".")).as_posix()
    except ValueError:  # another drive
        return str(Path(path).absolute())
