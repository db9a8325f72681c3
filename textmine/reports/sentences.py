"""Sentences of the method section: texts (``method.*``) filled in with what a report holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter

import pandas as pd

from textmine.inputs.lexicon import Lexicon
from textmine.reports.report import Group, Report
from textmine.reports.sections import unit
from textmine.texts.filling import fill
from textmine.texts.labels import label


@dataclass
class Sentences:
    """What the method section is written from, and the works that its sentences cite."""

    report: Report
    lang: str
    settings: Mapping[str, str]
    groups: tuple[Group, ...]
    lexicon: Lexicon | None
    cited: set[str] = field(default_factory=set)

    def say(self, key: str, *works: str, of: str = "", **values: object) -> str:
        """Return a sentence, or "" if one of its values is not known; then its works are not cited.

        A value that is not given is the setting of its name in the section ``of``.
        """
        text = label(f"method.{key}", self.lang)
        for _, place, _, _ in Formatter().parse(text):
            if place and place not in values:
                values[place] = self.settings.get(f"{of}.{place}")
        if any(value in (None, "") for value in values.values()):
            return ""
        self.cited.update(works)
        return fill(text, values)

    def listed(self, items: Iterable[str]) -> str:
        """Return the items as one enumeration."""
        return label("method.and", self.lang).join(item for item in items if item)

    def quoted(self, text: str) -> str:
        """Return a name of the survey in quotes."""
        return label("method.quoted", self.lang, text=text)

    def people(self, count: object) -> str:
        """Return a number of respondents, in Japanese with what they are called (人, 社)."""
        counted = number(count)
        if self.lang != "ja" or not counted:
            return counted
        return label("draft.people", "ja", count=counted, unit=unit(self.report))

    def tables(self, *wanted: str) -> list[tuple[Group, pd.DataFrame]]:
        """Return the tables of a name, or of several, that hold something, each with its question."""
        tables = [(group, group.table(name)) for group in self.groups for name in wanted]
        return [(group, table) for group, table in tables if len(table)]

    def each(self, key: str, wanted: str, **counts: Callable[[pd.DataFrame], int]) -> str:
        """Return, as one enumeration, what is counted in the table of each question."""
        return self.listed(
            self.say(
                key,
                question=self.quoted(group.heading),
                **{place: f"{count(table):,}" for place, count in counts.items()},
            )
            for group, table in self.tables(wanted)
        )


def number(value: object) -> str:
    """Return a whole number as printed, "" of None."""
    return "" if value is None else f"{int(str(value)):,}"
