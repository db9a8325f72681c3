"""The sheet on which a person corrects codes: an Excel workbook with a drop-down in every cell to decide."""

from __future__ import annotations

import datetime
from io import BytesIO

import pandas as pd
import xlsxwriter

from textmine.errors import ReportError
from textmine.inputs.decisions import FIXED, KEYS, MARK, NEVER_SAVED, SAID, fingerprint
from textmine.reports.text import printable
from textmine.reports.workbook import LONGEST_CELL, MOST_ROWS
from textmine.texts.labels import label

_WIDTHS = {"answer": 8, "respondent": 14, "question": 14, "item": 14, "text": 60, "why": 14, "rules": 18}
_SAID_WIDTHS = {"coder": 12, "date": 12, "reason": 30}
_CODE_WIDTH = 11
_MOST_CODES = 1000


def reviewsheet(table: pd.DataFrame, /, *, lang: str, definitions: dict[str, str] | None = None) -> bytes:
    """Return a review sheet as the bytes of an .xlsx file, the same for the same table every time.

    ``table`` is what ``review`` returns: a row per answer in the order that pays, a column per code. The
    first row and three columns, which tell the answers when the sheet is read again, are hidden; every text
    is written as text. ``definitions`` (code -> what it means) stand on the sheet of instructions and beside
    the drop-downs.

    Raises:
        ReportError: for more answers or codes than a sheet can hold.
    """
    codes = [str(column) for column in table.columns if str(column).startswith("＊")]
    if len(table) > MOST_ROWS - 2 or len(codes) > _MOST_CODES:
        raise ReportError(
            "a review sheet can't hold {rows} answers and {codes} codes; "
            "choose some with --question or --most",
            rows=len(table),
            codes=len(codes),
        )
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, options)
    made = datetime.datetime.fromisoformat(NEVER_SAVED)  # a fixed date, or two runs would differ
    workbook.set_properties({"title": label("review.title", lang), "created": made, "modified": made})
    font = {"font_name": "Yu Gothic", "font_size": 10, "valign": "top"}
    plain = workbook.add_format(font)
    wrap = workbook.add_format({**font, "text_wrap": True})
    head = workbook.add_format(
        {**font, "bold": True, "text_wrap": True, "bg_color": "#E6EDF4", "bottom": 1, "valign": "vcenter"}
    )
    # 0 as a dot, so that the codes an answer has are seen at a glance
    choice = workbook.add_format({**font, "num_format": '0;0;"·"', "align": "center", "bg_color": "#FFFBE6"})
    fill = workbook.add_format({**font, "text_wrap": True, "bg_color": "#FFFBE6"})
    day = workbook.add_format({**font, "num_format": "yyyy-mm-dd", "bg_color": "#FFFBE6"})

    sheet = workbook.add_worksheet(label("review.sheet", lang))
    columns = [*KEYS, *FIXED, *codes, *SAID]
    for place, name in enumerate(columns):
        sheet.write_string(0, place, MARK if name == "key" else name, plain)
        shown = name.removeprefix("＊") if name in codes else label(f"review.{name}", lang)
        sheet.write_string(1, place, printable(shown), head)
        width = _WIDTHS.get(name) or _SAID_WIDTHS.get(name) or _CODE_WIDTH
        hidden = {"hidden": True} if name in KEYS else {}
        sheet.set_column(place, place, width, None, hidden)
    sheet.write_string(0, 0, MARK, plain)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, 34)
    first_code = len(KEYS) + len(FIXED)
    for row, values in enumerate(table.to_dict("records"), 2):
        text = _shortened(str(values["text"]))
        cells = {name: str(values[name]) for name in ("key", "sha", "respondent", "question", "item")}
        cells |= {
            "text": text,
            "shown": fingerprint(str(values["key"]), text),
            "why": label(f"review.why_{values['why']}", lang),
            "rules": "\n".join(code for code in codes if values[code]),
        }
        for place, name in enumerate(columns[:first_code]):
            if name == "answer":
                sheet.write_number(row, place, int(values["answer"]), plain)
            elif cells[name]:
                sheet.write_string(row, place, _shortened(cells[name]), wrap if name == "text" else plain)
        for place, code in enumerate(codes, first_code):
            sheet.write_number(row, place, int(values[code]), choice)
        for place, name in enumerate(SAID, first_code + len(codes)):
            sheet.write_blank(row, place, None, day if name == "date" else fill)
    last = len(table) + 1
    if len(table):
        for place, code in enumerate(codes, first_code):
            told = (definitions or {}).get(code, "")
            sheet.data_validation(
                2,
                place,
                last,
                place,
                {
                    "validate": "list",
                    "source": [1, 0],
                    "error_title": label("review.choose", lang),
                    "error_message": label("review.choose", lang),
                    **({"input_title": code[:32], "input_message": printable(told)[:250]} if told else {}),
                },
            )
        sheet.autofilter(1, 0, last, len(columns) - 1)
    sheet.freeze_panes(2, len(KEYS) + 2)
    sheet.set_landscape()
    sheet.set_paper(9)

    guide = workbook.add_worksheet(label("review.guide", lang))
    guide.set_column(0, 0, 24)
    guide.set_column(1, 1, 90)
    lines = [(label("review.title", lang), "")]
    lines += [(str(number), label(f"review.step_{number}", lang)) for number in range(1, 7)]
    lines += [("", "")] + [(code, (definitions or {}).get(code, "")) for code in codes]
    for row, (left, right) in enumerate(lines):
        if left:
            guide.write_string(row, 0, printable(left), head if not row else wrap)
        if right:
            guide.write_string(row, 1, _shortened(right), wrap)
    sheet.activate()
    workbook.close()
    return file.getvalue()


def _shortened(text: str) -> str:
    """Return what a cell can hold of a text."""
    clean = printable(text)
    return clean if len(clean) < LONGEST_CELL // 2 else clean[: LONGEST_CELL // 2 - 1] + "…"
