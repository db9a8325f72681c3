"""What a study found, in order, and the one function that writes it as files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel

from textmine.errors import ReportError
from textmine.inputs.survey import Source
from textmine.reports.excel import excel
from textmine.reports.html import html
from textmine.reports.pictures import Figure, Picture, picture
from textmine.reports.powerpoint import powerpoint
from textmine.reports.runfile import obsolete, runfile
from textmine.reports.saving import save
from textmine.reports.sections import Section
from textmine.reports.tablefile import tablefile
from textmine.reports.text import file_name, plain
from textmine.reports.word import word
from textmine.settings import DEFAULTS

# the columns that tell a table's name when it is added without one, the most telling first
_COLUMNS = {
    "keywords": {"word", "respondents", "share", "low", "high"},
    "codes": {"codes", "evidence", "text"},
    "code_counts": {"code", "level", "mentions"},
    "condensed": {"statement", "submissions", "answer_numbers"},
    "proposals": {"statement", "other", "score"},
    "evidence": {"word", "aspect", "rank", "text"},
    "kwic": {"left", "keyword", "right", "answer"},
    "occurrences": {"word", "answer", "start", "end"},
    "kinds": {"kind", "respondents", "answers"},
    "answers": {"answer", "respondent", "text", "kind"},
    "wordcloud_layout": {"word", "size", "x", "y", "placed"},
}


@dataclass(frozen=True)
class Report:
    """Ordered sections, and the settings and sources that made them; every change gives a new one.

    Attributes:
        title: what stands at its head.
        lang: "ja" or "en": the language of headings and notes.
        settings: the settings of the run.
        sources: the survey's files.
        sections: its tables and pictures, in order.
        versions: name -> version of what the result depends on (dictionary, packages, Python).
        lexicon: path -> sha256 of the dictionary and stop word files that were read.
        attachments: name -> bytes of further files that a folder of everything gets: the method section in
            both languages, and what was hidden (in no other file: it holds the originals).

    >>> words = pd.DataFrame({"word": ["意識"], "respondents": [234], "base": [1200]})
    >>> report = Report("効果").add(words, name="keywords", question="効果")
    >>> [section.name for section in report.sections]
    ['keywords']
    """

    title: str
    lang: str = DEFAULTS.report.lang
    settings: BaseModel | Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    sections: tuple[Section, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    lexicon: Mapping[str, str] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)

    def add(
        self,
        content: pd.DataFrame | Picture | Figure,
        *,
        name: str = "",
        question: str = "",
        item: str = "",
        title: str = "",
        note: str = "",
        attribute: str = "",
    ) -> Report:
        """Return the report with one more section at its end.

        A matplotlib figure is turned into a picture here, so that the report holds bytes and can be sent
        to another process. Without a name, a table is named by its columns and a picture "figure".
        """
        if isinstance(content, Figure) and not isinstance(content, Picture | pd.DataFrame):
            content = picture(content, alt=title or question)
        found = content if isinstance(content, pd.DataFrame | Picture) else pd.DataFrame(content)
        section = Section(
            name=name or _name(found),
            question=question,
            title=title,
            content=found,
            note=note,
            item=item,
            attribute=attribute,
        )
        return replace(self, sections=(*self.sections, section))

    def write(self, path: str | Path) -> tuple[Path, ...]:
        """Return the paths of the files written: a workbook, a page, or a folder of everything.

        The end of ``path`` says what: ``.xlsx`` a workbook, ``.html`` a page, ``.docx`` a Word document,
        ``.pptx`` slides; anything without a suffix, or an existing folder, gets ``report.*`` of each,
        ``tables/*.csv``, ``figures/*.png|svg|pdf``, ``run.json`` and the attachments. The same report gives
        the same bytes. Earlier files are replaced only when every new one is complete; tables and figures
        of an earlier run that this one doesn't have are removed, if they are still as that run wrote them.

        Raises:
            ReportError: an unknown suffix, or a place that can't be written.
        """
        target = Path(path)
        folder = os.fspath(path).endswith(("/", os.sep)) or target.is_dir() or not target.suffix
        if folder:
            return _write_folder(self, target)
        writers = {".xlsx": excel, ".html": html, ".htm": html, ".docx": _word, ".pptx": _powerpoint}
        if target.suffix.lower() not in writers:
            raise ReportError(
                "can't write {path}: {suffix!r} is none of {known}; for a folder of everything end the path "
                "with a slash",
                path=target,
                suffix=target.suffix,
                known=", ".join(writers),
            )
        return save({target: writers[target.suffix.lower()](self)})


def _template(report: Report, suffix: str) -> str | None:
    """Return the template of the settings that has this ending."""
    named = (plain(report.settings).get("report") or {}).get("template") or ()
    found = [each for each in ([named] if isinstance(named, str) else named) if each.lower().endswith(suffix)]
    return found[0] if found else None


def _word(report: Report) -> bytes:
    return word(report, template=_template(report, ".docx"))


def _powerpoint(report: Report) -> bytes:
    return powerpoint(report, template=_template(report, ".pptx"))


def _write_folder(report: Report, folder: Path) -> tuple[Path, ...]:
    files = {"report.xlsx": excel(report), "report.html": html(report)}
    files |= {"report.docx": _word(report), "report.pptx": _powerpoint(report), **report.attachments}
    files |= _parts(report)
    run = runfile(report, files)
    return save(
        {folder / name: content for name, content in (*files.items(), ("run.json", run))},
        obsolete=obsolete(folder, files),
    )


def _parts(report: Report) -> dict[str, bytes]:
    """Return every table and picture as files of its own, under names that say where it belongs."""
    files: dict[str, bytes] = {}
    numbers = {
        question: number
        for number, question in enumerate(
            dict.fromkeys(section.question for section in report.sections if section.question), start=1
        )
    }
    for section in report.sections:
        number = str(numbers[section.question]) if section.question else ""
        stem = file_name(number, section.question, section.item, section.name, section.attribute)
        content = section.content
        if isinstance(content, pd.DataFrame):
            files[_free(f"tables/{stem}", ".csv", files)] = tablefile(content)
            continue
        for suffix, data in ((".png", content.png), (".svg", content.svg), (".pdf", content.pdf)):
            if data:
                files[_free(f"figures/{stem}", suffix, files)] = data
    return files


def _free(stem: str, suffix: str, taken: Mapping[str, bytes]) -> str:
    """Return the name, numbered where a file system that ignores case already has it."""
    lower = {name.lower() for name in taken}
    name, number = f"{stem}{suffix}", 2
    while name.lower() in lower:
        name, number = f"{stem}_{number}{suffix}", number + 1
    return name


def _name(content: pd.DataFrame | Picture) -> str:
    if isinstance(content, Picture):
        return "figure"
    columns = set(map(str, content.columns))
    return next((name for name, needed in _COLUMNS.items() if needed <= columns), "table")
