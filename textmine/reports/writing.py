"""Writes a report as files: the one place that knows every kind of document."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from textmine.errors import ReportError
from textmine.reports.excel import excel
from textmine.reports.html import html
from textmine.reports.powerpoint import powerpoint
from textmine.reports.prepared import evidence_of, sentence, with_names
from textmine.reports.report import Report, Section
from textmine.reports.runfile import DOCUMENTS, RUN, SUBFOLDERS, obsolete, runfile
from textmine.reports.saving import save
from textmine.reports.tablefile import tablefile
from textmine.reports.text import file_name, plain
from textmine.reports.views import ANSWERS
from textmine.reports.word import appendix, word
from textmine.staging import remove_leftovers

SUFFIXES = (".xlsx", ".html", ".htm", ".docx", ".pptx")  # of what a report can be written as


def write(report: Report, path: str | Path) -> tuple[Path, ...]:
    """Return the paths of the files written: a workbook, a page, or a folder of everything.

    The end of ``path`` says what: ``.xlsx`` a workbook, ``.html`` a page, ``.docx`` a Word document,
    ``.pptx`` slides; anything without a suffix, or an existing folder, gets ``report.*`` of each, of a full
    report ``appendix.docx``,
    ``tables/*.csv``, ``figures/*.png|svg|pdf``, ``run.json`` and the attachments. The same report gives
    the same bytes. Earlier files are replaced only when every new one is complete; tables and figures
    of an earlier run that this one doesn't have are removed, if they are still as that run wrote them.

    Raises:
        ReportError: an unknown suffix, or a place that can't be written.
    """
    target = Path(path)
    if os.fspath(path).endswith(("/", os.sep)) or target.is_dir() or not target.suffix:
        return _write_folder(report, target)
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise ReportError(
            "can't write {path}: {suffix!r} is none of {known}; for a folder of everything end the path "
            "with a slash",
            path=target,
            suffix=target.suffix,
            known=", ".join(SUFFIXES),
        )
    return save({target: _document(report, suffix)})


def _write_folder(report: Report, folder: Path) -> tuple[Path, ...]:
    return write_files(files_of(report), folder)


def files_of(report: Report, documents: Sequence[str] = DOCUMENTS) -> dict[str, bytes]:
    """Return the files of a folder of everything: name -> content, ``run.json`` last.

    ``documents`` are names that end as what they are: ``.xlsx``, ``.html``, ``.docx``, ``.pptx``.
    """
    files = {name: _document(report, Path(name).suffix) for name in documents}
    if report.form == "full":
        files["appendix.docx"] = appendix(report, template=_template(report, ".docx"))
    files |= {**report.attachments, **_sections(report)}
    return {**files, RUN: runfile(report, files)}


def write_files(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Return the paths of the files of :func:`files_of`, put into a folder, all or none.

    Raises:
        ReportError: for a place that can't be written.
    """
    for subfolder in SUBFOLDERS:  # also those into which this run writes nothing
        remove_leftovers(folder / subfolder)
    # run.json is the last: while it is that of an earlier run, its hashes say which files are not of that
    return save({folder / name: content for name, content in files.items()}, obsolete=obsolete(folder, files))


def _document(report: Report, suffix: str) -> bytes:
    if suffix in (".docx", ".pptx"):
        writer = word if suffix == ".docx" else powerpoint
        return writer(report, template=_template(report, suffix))
    return excel(report) if suffix == ".xlsx" else html(report)


def _template(report: Report, suffix: str) -> str | None:
    """Return the template of the settings that has this ending."""
    setting = (plain(report.settings).get("report") or {}).get("template") or ()
    templates = [setting] if isinstance(setting, str) else setting
    return next((template for template in templates if template.lower().endswith(suffix)), None)


def _sections(report: Report) -> dict[str, bytes]:
    """Return every table and picture as files of its own, under names that say where it belongs."""
    files: dict[str, bytes] = {}
    questions = list(dict.fromkeys(section.question for section in report.sections if section.question))
    for section in report.sections:
        number = str(questions.index(section.question) + 1) if section.question else ""
        stem = file_name(number, section.question, section.item, section.name, section.attribute)
        content = section.content
        if isinstance(content, pd.DataFrame):
            if section.name == ANSWERS and "kind" in content:
                content = content[content["kind"] != "blank"]  # nine of ten where a question has items
            if section.name == "keywords":
                content = _with_notes(content, report, section)
            files[_free(f"tables/{stem}", ".csv", files)] = tablefile(content)
            continue
        for suffix, data in ((".png", content.png), (".svg", content.svg), (".pdf", content.pdf)):
            if data:
                files[_free(f"figures/{stem}", suffix, files)] = data
    return files


def _with_notes(words: pd.DataFrame, report: Report, section: Section) -> pd.DataFrame:
    """Return the keywords with what the workbook notes of each, from the evidence of the same question."""
    about = ("evidence", section.question, section.item)
    beside = (one.content for one in report.sections if (one.name, one.question, one.item) == about)
    evidence = next((table for table in beside if isinstance(table, pd.DataFrame)), None)
    if evidence is None or "word" not in words:
        return words
    told = evidence_of(with_names(evidence, report.lang))
    notes = {
        word: "\n".join(sentence(row, report.lang) for row in of.get("note", ())) for word, of in told.items()
    }
    return words.assign(note=with_names(words, report.lang)["word"].map(notes).fillna(""))


def _free(stem: str, suffix: str, taken: Mapping[str, bytes]) -> str:
    """Return the name, numbered where a file system that ignores case already has it."""
    lower = {name.lower() for name in taken}
    name, number = f"{stem}{suffix}", 2
    while name.lower() in lower:
        name, number = f"{stem}_{number}{suffix}", number + 1
    return name
