"""The sheet on which a person corrects codes: an Excel workbook with a drop-down in every cell to decide."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter

from textmine.codes.code_columns import code_columns
from textmine.errors import ReportError
from textmine.inputs.decisions import AUDIT_MARK, FIXED, KEYS, MARK, NEVER_SAVED, RULES, SAID
from textmine.inputs.journal import fingerprint
from textmine.reports.text import printable
from textmine.reports.workbook import LONGEST_CELL, MOST_ROWS
from textmine.texts.labels import label

_WIDTHS = {"answer": 8, "respondent": 14, "question": 14, "item": 14, "text": 60, "why": 14, "rules": 18}
_WIDTHS |= {"coder": 12, "date": 12, "reason": 30}
_CODE_WIDTH = 11
_MOST_CODES = 1000


def reviewsheet(
    table: pd.DataFrame,
    /,
    *,
    lang: str,
    definitions: Mapping[str, str] | None = None,
    audit: pd.DataFrame | None = None,
) -> bytes:
    """Return a review sheet as the bytes of an .xlsx file, the same for the same table every time.

    ``table`` is what ``review`` returns: a row per answer in the order that pays, a column per code. The
    first row and three columns, which tell the answers when the sheet is read again, are hidden; every text
    is written as text. ``definitions`` (code -> what it means) stand on the sheet of instructions and beside
    the drop-downs. ``audit`` is what ``audit_sample`` returns: a sheet of its own, which shows nothing of
    what the rules say. Who sees it is drawn to agree with it, and the rules would seem to err less than they
    do.

    Raises:
        ReportError: for more answers or codes than a sheet can hold.
    """
    codes = code_columns(table)
    audit = table.iloc[:0] if audit is None else audit
    longest = max(len(table), len(audit))
    if longest > MOST_ROWS - 2 or len(codes) > _MOST_CODES:
        raise ReportError(
            "a review sheet can't hold {rows} answers and {codes} codes; "
            "choose some with --question or --most",
            rows=longest,
            codes=len(codes),
        )
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, options)
    made = datetime.datetime.fromisoformat(NEVER_SAVED)  # a fixed date, or two runs would differ
    workbook.set_properties({"title": label("review.title", lang), "created": made, "modified": made})
    looks, said = _looks(workbook), definitions or {}
    sheet = workbook.add_worksheet(label("review.sheet", lang))
    _fill(sheet, table, _Columns(tuple(codes), is_audit=False), looks, said, lang)
    if len(audit):
        blind = workbook.add_worksheet(label("review.audit", lang))
        _fill(blind, audit, _Columns(tuple(codes), is_audit=True), looks, said, lang)
    guide = workbook.add_worksheet(label("review.guide", lang))
    _write_guide(guide, codes, said, looks, lang, is_audited=len(audit) > 0)
    sheet.activate()
    workbook.close()
    return file.getvalue()


@dataclass(frozen=True)
class _Columns:
    """The columns of a sheet: what tells the answers, the codes, and what a person says of a row."""

    codes: tuple[str, ...]
    is_audit: bool

    @property
    def fixed(self) -> tuple[str, ...]:
        """The columns before those of the codes; nothing of the rules if it is the audit."""
        return (*KEYS, *(name for name in FIXED if not (self.is_audit and name in RULES)))

    @property
    def first(self) -> int:
        """The place of the first code."""
        return len(self.fixed)


def _fill(
    sheet: Any,
    table: pd.DataFrame,
    columns: _Columns,
    looks: Mapping[str, Any],
    definitions: Mapping[str, str],
    lang: str,
) -> None:
    """Write a sheet on which a person decides."""
    _write_headings(sheet, columns, looks, lang)
    _write_answers(sheet, table, columns, looks, lang)
    if len(table):
        _add_choices(sheet, len(table) + 1, columns, definitions, lang)
    sheet.freeze_panes(2, len(KEYS) + 2)
    sheet.set_landscape()
    sheet.set_paper(9)


def _looks(workbook: Any) -> dict[str, Any]:
    font = {"font_name": "Yu Gothic", "font_size": 10, "valign": "top"}
    heading = {"bold": True, "text_wrap": True, "bg_color": "#E6EDF4", "bottom": 1, "valign": "vcenter"}
    looks: dict[str, dict[str, Any]] = {
        "plain": {},
        "wrap": {"text_wrap": True},
        "head": heading,
        # 0 as a dot, so that the codes an answer has are seen at a glance
        "choice": {"num_format": '0;0;"·"', "align": "center", "bg_color": "#FFFBE6"},
        "fill": {"text_wrap": True, "bg_color": "#FFFBE6"},
        "day": {"num_format": "yyyy-mm-dd", "bg_color": "#FFFBE6"},
    }
    return {look: workbook.add_format({**font, **values}) for look, values in looks.items()}


def _write_headings(sheet: Any, columns: _Columns, looks: Mapping[str, Any], lang: str) -> None:
    """Write the hidden row of names, which the sheet is read again by, and the headings a person reads."""
    mark = AUDIT_MARK if columns.is_audit else MARK
    for place, name in enumerate([*columns.fixed, *columns.codes, *SAID]):
        sheet.write_string(0, place, name if place else mark, looks["plain"])
        is_code = columns.first <= place < columns.first + len(columns.codes)
        heading = name.removeprefix("＊") if is_code else label(f"review.{name}", lang)
        sheet.write_string(1, place, printable(heading), looks["head"])
        room = _CODE_WIDTH if is_code else _WIDTHS.get(name, _CODE_WIDTH)
        sheet.set_column(place, place, room, None, {"hidden": True} if name in KEYS else {})
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, 34)


def _write_answers(
    sheet: Any, table: pd.DataFrame, columns: _Columns, looks: Mapping[str, Any], lang: str
) -> None:
    for row, values in enumerate(table.to_dict("records"), 2):
        text = _shortened(str(values["text"]))
        cells = {name: str(values[name]) for name in ("key", "sha", "respondent", "question", "item")}
        cells |= {
            "text": text,
            "shown": fingerprint(str(values["key"]), text),
        }
        if not columns.is_audit:
            cells["why"] = label(f"review.why_{values['why']}", lang)
            cells["rules"] = "\n".join(code for code in columns.codes if values[code])
        for place, name in enumerate(columns.fixed):
            if name == "answer":
                sheet.write_number(row, place, int(values["answer"]), looks["plain"])
            elif cells[name]:
                look = looks["wrap" if name == "text" else "plain"]
                sheet.write_string(row, place, _shortened(cells[name]), look)
        for place, code in enumerate(columns.codes, columns.first):
            if columns.is_audit:
                sheet.write_blank(row, place, None, looks["choice"])
            else:
                sheet.write_number(row, place, int(values[code]), looks["choice"])
        for place, name in enumerate(SAID, columns.first + len(columns.codes)):
            sheet.write_blank(row, place, None, looks["day" if name == "date" else "fill"])


def _add_choices(sheet: Any, last: int, columns: _Columns, definitions: Mapping[str, str], lang: str) -> None:
    """Let the cells of each code hold 1 or 0 and nothing else."""
    choose = {"error_title": label("review.choose", lang), "error_message": label("review.choose", lang)}
    for place, code in enumerate(columns.codes, columns.first):
        options = {"validate": "list", "source": [1, 0], **choose}
        if definition := definitions.get(code, ""):
            options |= {"input_title": code[:32], "input_message": printable(definition)[:250]}
        sheet.data_validation(2, place, last, place, options)
    sheet.autofilter(1, 0, last, columns.first + len(columns.codes) + len(SAID) - 1)


def _write_guide(
    sheet: Any,
    codes: Sequence[str],
    definitions: Mapping[str, str],
    looks: Mapping[str, Any],
    lang: str,
    *,
    is_audited: bool,
) -> None:
    """Write the sheet of instructions."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    lines = [(label("review.title", lang), "")]
    lines += [(str(number), label(f"review.step_{number}", lang)) for number in range(1, 7)]
    if is_audited:
        lines += [("", ""), (label("review.audit", lang), label("review.audit_1", lang))]
        lines += [("", label(f"review.audit_{number}", lang)) for number in range(2, 5)]
    lines += [("", "")] + [(code, definitions.get(code, "")) for code in codes]
    for row, (left, right) in enumerate(lines):
        if left:
            sheet.write_string(row, 0, printable(left), looks["wrap" if row else "head"])
        if right:
            sheet.write_string(row, 1, _shortened(right), looks["wrap"])


def _shortened(text: str) -> str:
    """Return what a cell can hold of a text."""
    clean = printable(text)
    return clean if len(clean) < LONGEST_CELL // 2 else clean[: LONGEST_CELL // 2 - 1] + "…"
