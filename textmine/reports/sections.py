"""The parts of a report, and how they belong together: what stands under one question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from textmine.inputs.survey import KINDS
from textmine.reports.pictures import Picture
from textmine.reports.text import flat
from textmine.texts.labels import label, name

if TYPE_CHECKING:
    from textmine.reports.report import Report
    from textmine.settings import Settings

# of the survey, not of one question
ONCE = ("answers", "columns", "findings", "settings", "kinds", "maskings", "method")


@dataclass(frozen=True)
class Section:
    """A table or picture of a report, and what it is about.

    Attributes:
        name: keywords, evidence, occurrences, wordcloud, wordcloud_layout, kinds, answers, columns,
            findings, settings, or any other word.
        question, item: what was asked; "" where the section is about the whole survey.
        title: its heading; "" for the usual one of its name.
        content: the table or the picture.
        note: a line to stand under the heading.
        attribute: what it compares by; "" where it compares by none, or by several.
    """

    name: str
    question: str
    title: str
    content: pd.DataFrame | Picture
    note: str = ""
    item: str = ""
    attribute: str = ""


@dataclass(frozen=True)
class Group:
    """Everything about one question, or about one item of a question.

    Attributes:
        number: "1", or "1.3" for the third item of the first question.
        question, item: what was asked.
        sections: its parts, in the report's order.
        base: respondents with a substantive answer; None where no table tells.
        total: respondents of the survey who have an answer, even a blank one; None where unknown.
        unit: what a respondent is called after a number.
        kinds: kind of answer -> respondents, for all but the substantive.
    """

    number: str
    question: str
    item: str
    sections: tuple[Section, ...]
    base: int | None = None
    total: int | None = None
    unit: str = ""
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The question, and the item if there is one."""
        return f"{self.question}　{self.item}" if self.item else self.question

    def table(self, wanted: str) -> pd.DataFrame:
        """Return the table of that name, or an empty one."""
        for section in self.sections:
            if section.name == wanted and isinstance(section.content, pd.DataFrame):
                return section.content
        return pd.DataFrame()

    def note(self, wanted: str) -> str:
        """Return the note of the section of that name."""
        return next((section.note for section in self.sections if section.name == wanted), "")

    @property
    def pictures(self) -> tuple[Section, ...]:
        """The sections that hold a picture."""
        return tuple(section for section in self.sections if isinstance(section.content, Picture))


def groups(report: Report) -> tuple[Group, ...]:
    """Return the report's parts by question and item, in the order in which they were added."""
    keys = dict.fromkeys(
        (section.question, section.item)
        for section in report.sections
        if section.question or section.name not in ONCE
    )
    questions = list(dict.fromkeys(question for question, _ in keys))
    kinds, answers = all_kinds(report), once(report, "answers")
    found = []
    for question, item in keys:
        items = [other for asked, other in keys if asked == question and other]
        number = str(questions.index(question) + 1) + (f".{items.index(item) + 1}" if item else "")
        sections = tuple(
            section
            for section in report.sections
            if (section.question, section.item) == (question, item)
            and (section.question or section.name not in ONCE)
        )
        counted = _where(kinds, question, item)
        asked_of = _where(answers, question, item) if item else _where(answers, question, None)
        found.append(
            Group(
                number=number,
                question=question or report.title,
                unit=unit(report),
                item=item,
                sections=sections,
                base=_base(sections, counted),
                total=int(asked_of["respondent"].nunique()) if len(asked_of) else None,
                kinds=_without_content(counted if len(counted) else _over_items(asked_of)),
            )
        )
    return tuple(found)


def once(report: Report, wanted: str) -> pd.DataFrame:
    """Return the table of that name that is about the whole survey, or an empty one."""
    for section in report.sections:
        if section.name == wanted and not section.question and isinstance(section.content, pd.DataFrame):
            return section.content
    return pd.DataFrame()


def all_kinds(report: Report) -> pd.DataFrame:
    """Return the kinds of answers of every question, whether they were added once or by question."""
    tables = [
        section.content
        for section in report.sections
        if section.name == "kinds" and isinstance(section.content, pd.DataFrame) and len(section.content)
    ]
    return pd.concat(tables, ignore_index=True).drop_duplicates() if tables else pd.DataFrame()


def unit(report: Report) -> str:
    """Return what a respondent is called after a number: the setting ``evidence.respondent_unit``, or 人."""
    return flat(report.settings).get("evidence.respondent_unit") or label("draft.unit", report.lang)


def base_line(group: Group, lang: str) -> str:
    """Return the line that says what a share is a share of; "" where no table tells."""
    if group.base is None:
        return ""
    if group.total is None:
        return label("note.base_only", lang, base=f"{group.base:,}", unit=group.unit)
    return label("note.base", lang, base=f"{group.base:,}", total=f"{group.total:,}", unit=group.unit)


def kinds_line(group: Group, lang: str) -> str:
    """Return the line that names the respondents who are not in the base, by kind."""
    if not group.kinds:
        return ""
    counts = (
        label(
            "note.kind_count",
            lang,
            kind=name(kind, lang, group="kind"),
            respondents=f"{respondents:,}",
            unit=group.unit,
        )
        for kind, respondents in group.kinds.items()
    )
    return label("note.kinds", lang, kinds=label("note.separator", lang).join(counts))


def code_notes(counts: pd.DataFrame, settings: Settings, lang: str) -> list[str]:
    """Return the lines below a table of code counts: mentions, and a warning if many have no code."""
    unit = settings.evidence.respondent_unit or label("draft.unit", lang)
    total, other = (counts[counts["level"] == level] for level in ("total", "other"))
    coded, mentions = int(total["respondents"].sum()), int(total["mentions"].sum())
    lines = [label("note.codes_mentions", lang, coded=f"{coded:,}", mentions=f"{mentions:,}", unit=unit)]
    share, most = float(other["share"].sum()), settings.codes.most_other
    if share > most:
        lines.append(label("note.codes_other", lang, share=f"{share:.1%}", most=f"{most:.0%}"))
    return lines


def code_rows(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a table of code counts with names for its rows that are no codes."""
    if not {"code", "level"} <= set(table.columns):
        return table
    codes = [
        one if level in ("code", "upper") else name(level, lang, group="code")
        for one, level in zip(table["code"], table["level"], strict=True)
    ]
    levels = [name(level, lang, group="code") for level in table["level"]]
    return table.assign(code=codes, level=levels)


def section_title(section: Section, lang: str) -> str:
    """Return a section's own title, or the usual one of its name."""
    return section.title or name(section.name, lang, group="section")


def _where(table: pd.DataFrame, question: str, item: str | None) -> pd.DataFrame:
    if "question" not in table.columns:
        return table if not question else table.iloc[:0]
    rows = table["question"].astype(str) == question if question else pd.Series(True, index=table.index)
    if item is not None and "item" in table.columns:
        rows &= table["item"].astype(str) == item
    return table.loc[rows]


def _over_items(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the respondents by kind over all items of a question, counted once each.

    Without the blank: nearly everyone leaves some item blank, which says nothing.
    """
    if not {"kind", "respondent"} <= set(answers.columns):
        return pd.DataFrame()
    written = answers.loc[answers["kind"].astype(str) != "blank"]
    counts = written.groupby(written["kind"].astype(str))["respondent"].nunique()
    return pd.DataFrame({"kind": counts.index, "respondents": counts.to_numpy()})


def _without_content(kinds: pd.DataFrame) -> dict[str, int]:
    counts = {
        str(kind): int(respondents)
        for kind, respondents in zip(kinds.get("kind", []), kinds.get("respondents", []), strict=True)
        if kind != "substantive" and respondents
    }
    order = {kind: place for place, kind in enumerate(KINDS)}
    return dict(sorted(counts.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


def _base(sections: tuple[Section, ...], kinds: pd.DataFrame) -> int | None:
    tables = [section.content for section in sections if isinstance(section.content, pd.DataFrame)]
    # not the base of one item, of one value of an attribute or of one wave
    whole = [table for table in tables if not {"item", "value", "wave", "option"} & set(table.columns)]
    for table in (*whole, kinds):
        if "base" in table.columns and len(table):
            return int(table["base"].iloc[0])
    return None
