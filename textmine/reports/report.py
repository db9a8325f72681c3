"""A report as plain data: the tables and pictures of a study, in order. Other files write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel

from textmine.inputs.survey import Source
from textmine.reports.pictures import Picture
from textmine.reports.text import flat
from textmine.settings import DEFAULTS

_NUMBERED = re.compile(r"【?(?:問|設問|質問|[QＱ])\s*\d", re.IGNORECASE)


@dataclass(frozen=True)
class Section:
    """A table or picture of a report, and what it is about.

    Attributes:
        name: its name in ``views.VIEWS``, or any other word for a table of your own.
        content: the table or the picture.
        question, item: what was asked; "" where the section is about the whole survey.
        title: its heading; "" for the usual one of a section of this name.
        note: a line under the heading.
        attribute: what it compares by; "" where it compares by none, or by several.
        asked: whether somebody asked for it by name, so that every document shows it.
    """

    name: str
    content: pd.DataFrame | Picture
    question: str = ""
    item: str = ""
    title: str = ""
    note: str = ""
    attribute: str = ""
    asked: bool = False


@dataclass(frozen=True)
class Report:
    """Sections in order, and the settings and sources that they were made with. It can't be changed.

    ``write(report, path)`` makes files of it.

    Attributes:
        title: its title.
        lang: "ja" or "en": the language of headings and notes.
        settings: the settings of the run.
        sources: the survey's files.
        sections: its tables and pictures, in order.
        versions: name -> version of everything that the results depend on (dictionary, packages, Python).
        lexicon: path -> sha256 of the dictionary and stop word files that were read.
        form: "short" or "full" (the setting ``report.form``) if a study made it; "" if it was put together
            otherwise, in which case every section is shown.
        listed: the sections of settings that Word lists, where the others do not bear on it; () for all.
        attachments: name -> bytes of further files that are written where a whole folder is: the method
            section in both languages, and the list of what was masked (only there: it holds the originals).

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
    form: Literal["", "short", "full"] = ""
    listed: tuple[str, ...] = ()

    @cached_property
    def stated(self) -> dict[str, str]:
        """The settings as it states them, as texts: "keywords.minimum" -> "2"."""
        return flat(self.settings)

    def title_of(self, column: str) -> str:
        """Return what the report calls a question or an attribute (the setting ``report.titles``)."""
        from textmine.texts.naming import title_of

        start = "report.titles."
        titles = {key.removeprefix(start): text for key, text in self.stated.items() if key.startswith(start)}
        return title_of(column, self.lang, titles)

    def add(
        self,
        content: pd.DataFrame | Picture,
        *,
        name: str,
        question: str = "",
        item: str = "",
        title: str = "",
        note: str = "",
        attribute: str = "",
    ) -> Report:
        """Return the report with one more section at its end.

        ``name`` says how the section is shown: one of ``views.VIEWS``; a table of any other name is shown
        with all its columns.
        """
        section = Section(name, content, question, item, title, note, attribute)
        return replace(self, sections=(*self.sections, section))


@dataclass(frozen=True)
class Group:
    """Everything about one question, one item of a question, or the survey as a whole.

    Attributes:
        report: the report it is a part of.
        number: "1", or "1.3" for the third item of the first question; "" for the survey.
        question, item: what was asked; "" for the survey.
        sections: its tables and pictures, in the report's order.
        base: respondents with a substantive answer; None if no table says.
        total: respondents of the survey who have an answer, even a blank one; None if unknown.
        unit: what a respondent is called after a number.
        kinds: kind of answer -> respondents, for all but the substantive.
        rating: what the question explains, as it was worded; "" of a question of its own.
    """

    report: Report
    number: str
    question: str
    item: str
    sections: tuple[Section, ...]
    base: int | None = None
    total: int | None = None
    unit: str = ""
    kinds: dict[str, int] = field(default_factory=dict)
    rating: str = ""

    @property
    def lang(self) -> str:
        """The language of headings and notes."""
        return self.report.lang

    @property
    def title(self) -> str:
        """What the report calls the question."""
        return self.report.title_of(self.question)

    @property
    def own_number(self) -> str:
        """Its number in the report; "" where its title begins with that of the questionnaire: 問２."""
        return "" if _NUMBERED.match(self.item or self.title) else self.number

    @property
    def numbered(self) -> str:
        """The title of the question, or of the item, behind its number."""
        title = self.item or self.title
        return f"{self.own_number}　{title}" if self.own_number else title

    @property
    def heading(self) -> str:
        """The title of the question, and the item if there is one."""
        return f"{self.title}　{self.item}" if self.item else self.title

    def table(self, name: str) -> pd.DataFrame:
        """Return the table of that name, or an empty one."""
        for section in self.sections:
            if section.name == name and isinstance(section.content, pd.DataFrame):
                return section.content
        return pd.DataFrame()
