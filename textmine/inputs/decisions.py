"""Reads what people decided about codes: a corrected review sheet, or the file of decisions kept from one."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from textmine.errors import SurveyError
from textmine.inputs.encodings import decode
from textmine.inputs.journal import AUDIT, fingerprint, read_changes
from textmine.inputs.textfiles import long_cells, unreadable
from textmine.inputs.workbooks import Failure, Page, read_workbooks

MARK = "textmine review 1"  # heads the keys, in the hidden first row of a review sheet
AUDIT_MARK = "textmine audit 1"  # of the sheet of the audit sample
KEYS = ("key", "sha", "shown")
FIXED = ("answer", "respondent", "question", "item", "text", "why", "rules")
RULES = ("why", "rules")  # what tells of the rules, and is not on the sheet of the audit sample
SAID = ("coder", "date", "reason")
_ABOUT = ("key", "sha", "answer", "respondent", "question", "item", "text")
COLUMNS = (*_ABOUT, "code", "value", "rule", *SAID, "sample")
UNSEEN = -1  # in place of what the rules had said, where the person did not see it
_YES = {"1", "✓", "✔", "○", "◯", "〇", "TRUE", "はい"}
_NO = {"", "0", "×", "✕", "-", "FALSE", "いいえ"}
_SAVED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\d)")
_DIGITS = 15  # of the number of an answer
NEVER_SAVED = "2000-01-01"  # the date that a sheet carries until a person saves it


def read_review(path: str | Path, /, *more: str | Path, coder: str = "") -> pd.DataFrame:
    """Return the decisions in review sheets or files of decisions (.csv): one row per answer and code.

    Where several files decide about the same cell, the one named last stands; ``attrs["conflicts"]`` says how
    many cells were decided differently. Of the audit sample the judgements of all coders stay, for their
    agreement, and the last row of a cell is what stands. A decision of the audit is nothing else too: an
    answer that was also decided in another way counts as audited alone, so that nothing learns from it.

    Columns: ``key`` (tells the answer: respondent, question, item, text), ``sha`` (of the text), ``answer``
    (its number when the sheet was written), ``respondent``, ``question``, ``item``, ``text``, ``code``,
    ``value`` (what the person decided, 0 or 1), ``rule`` (what the rules had said; -1 of the audit sample,
    where the person did not see it), ``coder``, ``date``, ``reason``, ``sample`` ("audit", or "").

    In a review sheet a row counts as decided, all of its codes, when it names a coder. Where the date is left
    empty it is the day on which the workbook was saved last. ``coder`` stands for the name in rows that were
    changed without one. What the desk decided and has not put into a file of decisions yet is read with it.

    Raises:
        SurveyError: if the file is no review sheet, a row was changed but names no coder, a cell holds
            neither 0 nor 1, or the rows do not belong together any more (sorted by some columns only).
    """
    if more:
        return _combined([_with_changes(_read(each, coder), each) for each in (path, *more)])
    return _with_changes(_read(path, coder), path)


def _with_changes(decisions: pd.DataFrame, path: str | Path) -> pd.DataFrame:
    """Return the decisions of a file with those above them that the desk has not put into it yet.

    A change takes the place of what was decided about its answer. One of the audit takes that of the same
    coder's audit alone: what others judged stays, for their agreement.
    """
    last: dict[tuple[str, str, str], dict[str, Any]] = {}
    for change in read_changes(path):
        place = (change["key"], change["sample"], change["coder"] if change["sample"] == AUDIT else "")
        last.pop(place, None)  # of several coders of the audit the last one's stands
        last[place] = change
    if not last:
        return decisions
    lines: list[dict[str, object]] = []
    for change in last.values():
        about = {name: change[name] for name in COLUMNS if name in change}
        lines += [
            {**about, "code": code, "value": value, "rule": rule}
            for code, (value, rule) in change["values"].items()
        ]
    coder = decisions["coder"].where(decisions["sample"] == AUDIT, "")
    places = zip(decisions["key"], decisions["sample"], coder, strict=True)
    stands = pd.Series([place not in last for place in places], index=decisions.index, dtype=bool)
    kept = decisions[stands]
    whole = pd.concat([kept, _frame(lines)], ignore_index=True) if lines else kept
    is_audit = whole["sample"] == AUDIT  # what is audited counts as that alone
    whole = whole[is_audit | ~whole["key"].isin(set(whole["key"][is_audit]))]
    return whole.sort_values(["answer", "key"], kind="stable").reset_index(drop=True)


def _read(path: str | Path, coder: str) -> pd.DataFrame:
    """Return the decisions in one file."""
    place = Path(path)
    try:
        data = place.read_bytes()
    except OSError as error:
        raise SurveyError(
            "can't read {path}: {reason}", path=str(path), reason=error.strerror or str(error)
        ) from error
    if place.suffix.lower() == ".csv":
        return _decisions(decode(data, str(path)).text, str(path))
    (pages,) = list(read_workbooks([place])) or [[]]
    if isinstance(pages, Failure):
        raise SurveyError("can't read {path}: {reason}", path=str(path), reason=pages.detail or pages.reason)
    sheets = [page for page in pages if page.rows and {MARK, AUDIT_MARK} & set(page.rows[0])]
    if not sheets:
        raise SurveyError(
            "{path} is no review sheet; write one with: textmine review FILE --codebook RULES", path=str(path)
        )
    return _frame([line for page in sheets for line in _rows(page, str(path), coder, _saved(data))])


def _combined(reviews: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return decisions as one table, in the order of answers and codes as they first occur."""
    whole = pd.concat(reviews, ignore_index=True)
    conflicts = int((whole.groupby(["key", "code"], sort=False)["value"].nunique() > 1).sum())
    is_audit = whole["sample"] == AUDIT
    audits = whole[is_audit].drop_duplicates(["key", "code", "coder"], keep="last")
    others = whole[~is_audit & ~whole["key"].isin(set(audits["key"]))]
    combined = pd.concat([others.drop_duplicates(["key", "code"], keep="last"), audits])
    combined = combined.sort_values(["answer", "key"], kind="stable").reset_index(drop=True)
    combined.attrs["conflicts"] = conflicts
    return combined


def ratings(decisions: pd.DataFrame) -> pd.DataFrame:
    """Return one person's decisions as a table for ``agreement``: one row per answer, a column per code.

    Columns: ``answer``, ``respondent``, ``text``, and 0, 1 or NaN per code.
    """
    about = decisions.drop_duplicates("key").set_index("key")[["answer", "respondent", "text"]]
    values = decisions.drop_duplicates(["key", "code"], keep="last").pivot(
        index="key", columns="code", values="value"
    )
    codes = list(dict.fromkeys(decisions["code"].tolist()))
    table = about.join(values[codes].astype("float64")).sort_values("answer", kind="stable")
    return table.reset_index(drop=True)


def _rows(page: Page, path: str, coder: str, saved: str) -> list[dict[str, object]]:
    """Return the decisions of a review sheet; ``saved`` is the day on which it was saved last."""
    head = page.rows[0]
    place = {
        "key" if name in (MARK, AUDIT_MARK) else name: column for column, name in enumerate(head) if name
    }
    codes = [name for name in head if name.startswith("＊")]
    sample = AUDIT if AUDIT_MARK in head else ""
    missing = [
        name for name in (*KEYS, *FIXED, *SAID) if name not in place and not (sample and name in RULES)
    ]
    if missing or not codes:
        raise SurveyError(
            "{path} has lost its columns {missing}; columns of a review sheet may be moved, not deleted",
            path=path,
            missing=", ".join(missing) or "＊",
        )
    lines: list[dict[str, object]] = []
    for number, cells in enumerate(page.rows[2:], 3):
        row = {name: cells[column] for name, column in place.items()}
        if not row["key"]:
            continue
        if fingerprint(row["key"], row["text"]) != row["shown"]:
            raise SurveyError(
                "{path}, row {row}: the text {text!r} does not belong to this row's answer; sort whole rows "
                "only, and leave the texts as they are",
                path=path,
                row=number,
                text=row["text"][:30],
            )
        lines += [{**line, "sample": sample} for line in _decided(row, codes, path, number, coder, saved)]
    return lines


def _decided(
    row: dict[str, str], codes: list[str], path: str, number: int, coder: str, saved: str
) -> list[dict[str, object]]:
    """Return the decisions of one row, one for each code; none if nobody decided."""
    is_blind = "rules" not in row
    fired = set(row.get("rules", "").split("\n"))
    values = {code: _value(row[code], path, number, code) for code in codes}
    changed = [code for code in codes if values[code] != (code in fired)]
    who = row["coder"].strip() or (coder if changed else "")
    if changed and not who:
        raise SurveyError(
            "{path}, row {row}: {code} was changed but no coder is named; write who decided in that row, or "
            "give --coder NAME",
            path=path,
            row=number,
            code=changed[0],
        )
    if not who:
        return []
    about: dict[str, object] = {name: row[name] for name in _ABOUT}
    about |= {"coder": who, "date": row["date"].strip() or saved, "reason": row["reason"].strip()}
    about["answer"] = _answer(row["answer"], path, number)
    return [
        {**about, "code": code, "value": int(value), "rule": UNSEEN if is_blind else int(code in fired)}
        for code, value in values.items()
    ]


def _answer(text: str, path: str, row: int) -> int:
    """Return the number of an answer."""
    clean = text.strip().removesuffix(".0")  # spreadsheet programs make 12 a 12.0
    if not (clean.isdecimal() and len(clean) <= _DIGITS):
        raise SurveyError(
            "{path}, row {row}: the column answer holds {value!r}, not the number of an answer; leave that "
            "column as it was written",
            path=path,
            row=row,
            value=text[:30],
        )
    return int(clean)


def _value(text: str, path: str, row: int, code: str) -> bool:
    clean = text.strip().upper()
    if clean in _YES:
        return True
    if clean in _NO:
        return False
    raise _undecided(path, row, code, text)


def _undecided(path: str, row: int, code: object, value: str) -> SurveyError:
    return SurveyError(
        "{path}, row {row}: {code} holds {value!r}; choose 1 or 0", path=path, row=row, code=code, value=value
    )


def _saved(data: bytes) -> str:
    """Return the day on which a person saved the workbook last, or ""."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = _SAVED.search(archive.read("docProps/core.xml"))
    except (KeyError, zipfile.BadZipFile, OSError):
        return ""
    day = found[1].decode() if found else ""
    return "" if day == NEVER_SAVED else day


def _decisions(text: str, path: str) -> pd.DataFrame:
    """Return the decisions of a file that was kept."""
    try:
        with long_cells():
            rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    except csv.Error as error:
        raise unreadable(path, error) from error
    # A file of an earlier version knows of no samples.
    rows = [{"sample": "", **row} for row in rows]
    lost = [name for name in COLUMNS if rows and name not in rows[0]]
    if lost:
        raise SurveyError(
            "{path} is no file of decisions: it has no column {missing}; write one with: textmine apply "
            "REVIEW.xlsx --out FILE.csv",
            path=path,
            missing=", ".join(lost),
        )
    lines = []
    for number, row in enumerate(rows, 2):
        # the mark that keeps spreadsheet programs from running a text
        clean: dict[str, object] = {name: (row[name] or "").removeprefix("'") for name in COLUMNS}
        for name, allowed in (("value", ("0", "1")), ("rule", ("0", "1", str(UNSEEN)))):
            if clean[name] not in allowed:
                raise _undecided(path, number, clean["code"], str(clean[name]))
            clean[name] = int(str(clean[name]))
        clean["answer"] = _answer(str(clean["answer"]), path, number)
        lines.append(clean)
    return _frame(lines)


def _frame(lines: list[dict[str, object]]) -> pd.DataFrame:
    kinds = {name: "int64" if name in ("answer", "value", "rule") else "str" for name in COLUMNS}
    return pd.DataFrame(lines, columns=list(COLUMNS)).astype(kinds)
