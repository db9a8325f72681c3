"""The command that hands a study's codes to a reviewer, and makes them again from what was handed over."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from textmine.cli.asking import coded_questions, settings_of, study_under, wrote
from textmine.cli.options import CODING, OVERRIDES, READ_OPTIONS, TOKENIZING
from textmine.cli.program import program
from textmine.cli.progress import progress
from textmine.cli.terminal import say
from textmine.errors import ReportError, SettingsError
from textmine.texts.messages import translate

if TYPE_CHECKING:
    from textmine.settings import Settings

DOCUMENTS = ("dossier.xlsx", "dossier.docx")
LISTED = 10  # files that differ are named, no more


@program.command()
@click.argument("files", nargs=-1, metavar="[FILES...]")
@READ_OPTIONS
@TOKENIZING
@CODING
@OVERRIDES
@click.option("--out", metavar="FOLDER", help="The folder to write; dossier, if not given.")
@click.option("--check", "folder", metavar="FOLDER", help="Make this dossier again, and say what differs.")
@click.pass_obj
def dossier(
    lang: str, /, files: tuple[str, ...], out: str | None, folder: str | None, **options: object
) -> None:
    """Write all that a reviewer needs to judge the codes and to make them again: frame, who gave each code,
    agreement, disputed answers, shares, how they move under other choices, and the files it is made from.

    The folder holds everything but the survey. Whoever has that, too, makes it again with --check.

    \b
    Examples:
      textmine dossier survey.xlsx --question 障害 --codebook obstacles --overrides overrides.csv
      textmine dossier textmine.toml --out dossier
      textmine dossier --check dossier survey.xlsx
    """
    if folder is not None:
        _check(Path(folder), files, lang)
        return
    if not files:
        raise SettingsError("give the survey, or the settings file of the study, or a dossier with --check")
    from textmine.reports.writing import write_files

    made = _made(settings_of(files, options), lang)
    written = write_files(made, Path(out or "dossier"))
    wrote([path for path in written if path.name in DOCUMENTS], lang)


def _made(settings: Settings, lang: str) -> dict[str, bytes]:
    """Return the files of the dossier of a study."""
    from textmine.study.dossier import packed

    with tempfile.TemporaryDirectory() as place:
        kept = packed(settings)
        for name, content in kept.items():
            path = Path(place) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return _made_in(Path(place), settings.survey.files, kept, lang)


def _made_in(place: Path, survey: tuple[str, ...], kept: dict[str, bytes], lang: str) -> dict[str, bytes]:
    """Return the files of the dossier whose own files lie in a folder, made of the survey's files."""
    from dataclasses import replace

    from textmine.reports.writing import files_of
    from textmine.settings import change
    from textmine.settingsfile import read_settings
    from textmine.study.dossier import SETTINGS
    from textmine.study.dossier import dossier as dossier_of

    study = study_under(change(read_settings(place / SETTINGS), {"survey.files": survey}))
    with progress(lang, study):
        coded_questions(study)  # an error without any
        return files_of(replace(dossier_of(study), attachments=kept), DOCUMENTS)


def _check(folder: Path, files: tuple[str, ...], lang: str) -> None:
    from textmine.reports.runfile import unlike
    from textmine.settingsfile import read_settings
    from textmine.study.dossier import FILES, SETTINGS

    survey = files or read_settings(folder / SETTINGS).survey.files
    kept = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted([folder / SETTINGS, *(folder / FILES).rglob("*")])
        if path.is_file()
    }
    found = unlike(folder, _made_in(folder, survey, kept, lang))
    if found:
        names = [f"{name} ({translate(each, lang)})" for name, each in found.items()]
        raise ReportError(
            "made again, the dossier in {path} is not the same: {files}; run.json says what files and "
            "versions it was made from",
            path=folder,
            files=", ".join([*names[:LISTED], *(["…"] if len(names) > LISTED else [])]),
        )
    say("made again, every file of the dossier in {path} is the same", lang, path=folder)
