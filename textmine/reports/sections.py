"""How the sections of a report belong together: what stands under one question, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from textmine.inputs.ratings import rating_of
from textmine.inputs.survey import KINDS as KINDS_OF_ANSWERS
from textmine.reports.report import Group, Report, Section
from textmine.reports.runfile import base_name
from textmine.reports.views import ANSWERS, COLUMNS, KINDS, MAIN, MOST_FINDINGS, VIEWS
from textmine.settings import Settings
from textmine.texts.labels import counted_label, label, name, unit_of
from textmine.texts.numbers import percent

if TYPE_CHECKING:
    from textmine.codes.audit import Audited

_NAMED = 10  # words that a line below a table names


def groups(report: Report) -> tuple[Group, ...]:
    """Return the report's sections by question and item, in the order in which they were added."""
    sections: dict[tuple[str, str], list[Section]] = {}
    for section in report.sections:
        if not _of_survey(section):
            sections.setdefault((section.question, section.item), []).append(section)
    questions = list(dict.fromkeys(question for question, _ in sections))
    kinds, answers, of_whom = all_kinds(report), once(report, ANSWERS), unit(report)
    all_groups = []
    for (question, item), own in sections.items():
        items = [other for same, other in sections if same == question and other]
        kinds_here, answers_here = _where(kinds, question, item), _where(answers, question, item or None)
        all_groups.append(
            Group(
                report,
                number=str(questions.index(question) + 1) + (f".{items.index(item) + 1}" if item else ""),
                question=question or report.title,
                item=item,
                sections=tuple(own),
                base=_base(own, kinds_here),
                total=_total(answers_here, kinds_here),
                unit=of_whom,
                kinds=_without_content(kinds_here if len(kinds_here) else _over_items(answers_here)),
                rating=rating_of(once(report, COLUMNS), question),
            )
        )
    return tuple(all_groups)


def _total(answers: pd.DataFrame, kinds: pd.DataFrame) -> int | None:
    """Return how many were asked: by their answers or, without these, by the kinds of answers."""
    if len(answers):
        return int(answers["respondent"].nunique())
    return int(kinds["respondents"].sum()) if len(kinds) else None


def survey(report: Report) -> Group:
    """Return what is about the whole survey."""
    return Group(report, "", "", "", tuple(filter(_of_survey, report.sections)), unit=unit(report))


def _of_survey(section: Section) -> bool:
    return not section.question and section.name in VIEWS and VIEWS[section.name].survey


def once(report: Report, name: str) -> pd.DataFrame:
    """Return the table of that name that is about the whole survey, or an empty one."""
    tables = (section.content for section in report.sections if not section.question and section.name == name)
    return next((table for table in tables if isinstance(table, pd.DataFrame)), pd.DataFrame())


def all_kinds(report: Report) -> pd.DataFrame:
    """Return the kinds of answers of every question, whether they were added once or by question."""
    contents = (section.content for section in report.sections if section.name == KINDS)
    tables = [table for table in contents if isinstance(table, pd.DataFrame) and len(table)]
    return pd.concat(tables, ignore_index=True).drop_duplicates() if tables else pd.DataFrame()


def without_finding(report: Report) -> str:
    """Return the line that says which questions no main finding is about, and why; "" if each has one."""
    found = once(report, MAIN)
    told = set(found["question"]) if len(found) else set()
    left = [group for group in groups(report) if not group.item and group.question not in told]
    if not (told and left):
        return ""
    names = label("note.separator", report.lang).join(group.title for group in left)
    return label("main_finding.elsewhere", report.lang, questions=names, most=MOST_FINDINGS)


def unit(report: Report) -> str:
    """Return what a respondent is called after a number: the setting ``evidence.respondent_unit``, or 人."""
    given = report.stated.get("evidence.respondent_unit")
    return unit_of(given, report.lang, per_of(report))


def per_of(report: Report) -> str:
    """Return what its tables count: the setting ``keywords.per``."""
    per: str = report.stated.get("keywords.per", "respondent")
    return per


def note_of(report: Report, key: str) -> str:
    """Return a note, with the name of what is counted: respondents or, by ``keywords.per``, sentences."""
    return counted_label(key, report.lang, per_of(report))


def base_line(group: Group) -> str:
    """Return the line that says what was asked before, and what a share is a share of, where known."""
    asked = (
        label("note.explains", group.lang, rating=group.report.title_of(group.rating)) if group.rating else ""
    )
    if group.base is None:
        return asked
    if per_of(group.report) != "respondent":
        return asked + label("note.base_documents", group.lang, base=f"{group.base:,}", unit=group.unit)
    known = {} if group.total is None else {"total": f"{group.total:,}"}
    key = "note.base" if known else "note.base_only"
    return asked + label(key, group.lang, base=f"{group.base:,}", unit=group.unit, **known)


def kinds_line(group: Group) -> str:
    """Return the line that names the respondents who are not in the base, by kind."""
    if not group.kinds:
        return ""
    counts = (
        label(
            "note.kind_count",
            group.lang,
            kind=name(kind, group.lang, group="kind"),
            respondents=f"{respondents:,}",
            unit=group.unit,
        )
        for kind, respondents in group.kinds.items()
    )
    return label("note.kinds", group.lang, kinds=label("note.separator", group.lang).join(counts))


def code_notes(counts: pd.DataFrame, settings: Settings, lang: str) -> list[str]:
    """Return the lines below a table of code counts: mentions, and a warning if many have no code."""
    unit = unit_of(settings.evidence.respondent_unit, lang)
    total, other = (counts[counts["level"] == level] for level in ("total", "other"))
    coded, mentions = int(total["respondents"].sum()), int(total["mentions"].sum())
    lines = [label("note.codes_mentions", lang, coded=f"{coded:,}", mentions=f"{mentions:,}", unit=unit)]
    share, most = float(other["share"].sum()), settings.codes.most_other
    if share > most:
        lines.append(label("note.codes_other", lang, share=percent(share), most=percent(most, 0)))
    return lines


def audit_notes(audit: Audited, settings: Settings, lang: str) -> list[str]:
    """Return the lines below a table of shares: what the audit is, how it was done, what does not count."""
    from textmine.codes.audit import FEWEST  # most reports have no codes, whose rules take time to load

    unit = unit_of(settings.evidence.respondent_unit, lang)
    counts = {
        "respondents": audit.respondents,
        "answers": len(audit.judged),
        "missing": audit.drawn - audit.respondents,
        "left_out": audit.left_out,
    }
    options = {**{key: f"{count:,}" for key, count in counts.items()}, "unit": unit, "fewest": FEWEST}
    lines = ["audited", "shares"] if audit.respondents else []
    lines += [key for key in ("missing", "left_out") if counts[key]]
    return [label(f"shares.note_{key}", lang, **options) for key in lines]


def left_out_notes(table: pd.DataFrame, settings: Settings, lang: str) -> list[str]:
    """Return the lines below a table of keywords: which words are no row of it, and why."""
    unit = unit_of(settings.evidence.respondent_unit, lang, settings.keywords.per)
    lines = [label("note.rows_rule", lang)] if settings.keywords.unit == "expression" else []
    for reason, rows in table.groupby("reason", sort=False):
        form = "note.left_out_beside" if reason == "apart" else "note.left_out_longer"
        named = [
            label(
                form if longer else "note.left_out_word",
                lang,
                word=word,
                longer=longer,
                respondents=f"{respondents:,}",
                unit=unit,
            )
            for word, longer, respondents in rows[["word", "longer", "respondents"]]
            .head(_NAMED)
            .itertuples(index=False, name=None)
        ]
        rest = len(rows) - len(named)
        if rest:
            named.append(label("note.left_out_rest", lang, count=f"{rest:,}"))
        lines.append(label(f"note.left_out_{reason}", lang, words=label("note.separator", lang).join(named)))
    return lines


def source_table(report: Report) -> tuple[list[str], list[list[Any]]]:
    """Return the headings and rows of the table of the survey's files."""
    columns = ("file", "sheet", "encoding", "rows", "sha256")
    rows = [[base_name(one.path), one.sheet, one.encoding, one.rows, one.sha256] for one in report.sources]
    return [label(f"column.{column}", report.lang) for column in columns], rows


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
    """Return the respondents by kind over all items of a question, each once, by the answer that says most.

    Blank are those who wrote nothing to any item.
    """
    if not {"kind", "respondent"} <= set(answers.columns):
        return pd.DataFrame()
    order = answers["kind"].astype(str).map(KINDS_OF_ANSWERS.index)
    counts = order.groupby(answers["respondent"].astype(str)).min().value_counts().sort_index()
    kinds = [KINDS_OF_ANSWERS[place] for place in counts.index]
    return pd.DataFrame({"kind": kinds, "respondents": counts.to_numpy()})


def _without_content(kinds: pd.DataFrame) -> dict[str, int]:
    counts = {
        str(kind): int(respondents)
        for kind, respondents in zip(kinds.get("kind", []), kinds.get("respondents", []), strict=True)
        if kind != "substantive" and respondents
    }
    order = {kind: place for place, kind in enumerate(KINDS_OF_ANSWERS)}
    return dict(sorted(counts.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


def _base(sections: Sequence[Section], kinds: pd.DataFrame) -> int | None:
    tables = [section.content for section in sections if isinstance(section.content, pd.DataFrame)]
    # not the base of one item, of one value of an attribute or of one wave
    tables = [table for table in tables if not {"item", "value", "wave", "option"} & set(table.columns)]
    bases = (int(table["base"].iloc[0]) for table in (*tables, kinds) if "base" in table and len(table))
    return next(bases, None)
