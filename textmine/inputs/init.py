"""Writes a first textmine.toml from what was found in a survey."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from textmine.inputs.survey import Survey
from textmine.settings import DEFAULTS, Settings, change
from textmine.settingsfile import write_settings
from textmine.texts.labels import name
from textmine.texts.messages import translate
from textmine.texts.naming import is_technical, title_of


def init(
    survey: Survey,
    settings: Settings = DEFAULTS,
    *,
    folder: str | os.PathLike[str] = "",
    lang: str = DEFAULTS.report.lang,
    frames: Mapping[str, str] | None = None,
) -> str:
    """Return the text of a commented ``textmine.toml`` for a survey, to edit and to run.

    It names the columns that were read and says of every column which role it has and why.

    Args:
        survey: the survey as it was read.
        settings: what else the file shall say.
        folder: where the file will lie; relative paths start there.
        lang: language of the comments, "ja" or "en".
        frames: question -> the code frame proposed for it, where the settings name none.
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
    comments = {"survey": _roles(survey, lang)}
    columns = (*survey.questions, *survey.attributes)
    technical = {column: title_of(column, lang, {}) for column in columns if is_technical(column)}
    if technical and not settings.report.titles:
        filled = change(filled, {"report.titles": technical})
        comments["report.titles"] = [
            translate("technical names; write here how the questionnaire words them", lang)
        ]
    if frames and not settings.codes.codebook:
        filled = change(filled, {"codes.codebook": dict(frames)})
        proposed = 'proposed by what the question asks; look at the codes, or write codebook = "none"'
        comments["codes.codebook"] = [translate(proposed, lang)]
    encodings = sorted({source.encoding for source in survey.sources if source.encoding})
    if encodings:
        found = translate("found in the files: {encodings}", lang).format(encodings=", ".join(encodings))
        comments["survey.encoding"] = [found]
    return write_settings(filled, comments, lang=lang)


def _roles(survey: Survey, lang: str) -> list[str]:
    """Return a line for each column: its role and why; the columns of a grid's items share one."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    for row in survey.columns.itertuples():
        role, why = name(str(row.role), lang, group="role"), name(str(row.why), lang, group="why")
        lines.setdefault((str(row.question if row.item else row.column), role, why), []).append(str(row.item))
    return [
        f"{column}{f' × {len(items)}' if len(items) > 1 else ''}: {role} — {why}"
        for (column, role, why), items in lines.items()
    ]


def _from(path: str, folder: str | os.PathLike[str]) -> str:
    """Return a relative path as it is from the folder; an absolute one stays."""
    if Path(path).is_absolute():
        return path
    try:
        return Path(os.path.relpath(path, folder or ".")).as_posix()
    except ValueError:  # another drive
        return str(Path(path).absolute())
