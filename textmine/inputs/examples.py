"""Reads examples: texts whose codes are known, written for a code frame or decided in another survey."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from textmine.errors import SurveyError
from textmine.inputs.decisions import COLUMNS as OF_DECISIONS
from textmine.inputs.decisions import read_review
from textmine.inputs.encodings import decode
from textmine.inputs.journal import fingerprint
from textmine.inputs.textfiles import long_cells, unreadable

COLUMNS = ("text", "respondent", "read", "code", "value", "whole")
SOURCE = "\x1f"  # between the source of an example and its respondent
STAR = "＊"
_BETWEEN = re.compile(r"[;；、,\n]")
_READ = {"": False, "0": False, "no": False, "いいえ": False, "1": True, "yes": True, "はい": True}


def read_examples(path: str | Path) -> pd.DataFrame:
    """Return the examples in a file: one row per text and code that is known of it.

    The file is a CSV with the columns ``text`` and ``codes`` (names of the frame, with or without ＊, between
    them ``;`` or 、; none: no code fits) and, if there are, ``unsure`` (codes nobody should learn or judge
    by), ``respondent`` (texts of one person are never both learnt from and judged on), ``source`` (nor those
    of one source, such as a survey or a writer, where there are several) and ``read`` (yes: the
    author of the rules has read it, so the rules are not judged on it). Or it is a file of decisions or a
    corrected review sheet, as :func:`textmine.read_review` takes them, of this survey or of another one.

    Columns: ``text``, ``respondent``, ``read``, ``code`` (with ＊; "" for a text without any), ``value`` (1,
    0, NaN: not known), ``whole`` (whether all codes that are not named are 0).

    Raises:
        SurveyError: if the file can't be read or is neither.
    """
    rows = _rows(path)
    if rows is None:
        return decided_examples(read_review(path))
    lines: list[tuple[object, ...]] = []
    for number, row in enumerate(rows, 2):
        lines += _example(row, path, number)
    return examples_frame(lines)


def masked_examples(path: str | Path, hide: Callable[[Sequence[str]], list[str]]) -> pd.DataFrame:
    """Return the rows of a file of examples with their texts masked and without the names of respondents.

    A review sheet becomes a table of decisions, as a file of them.
    """
    rows = _rows(path)
    table = read_review(path) if rows is None else pd.DataFrame(rows)
    table = table.assign(text=hide(table["text"].tolist()))
    if "respondent" in table:
        table["respondent"] = [fingerprint(each) if each else "" for each in table["respondent"]]
    return table


def _rows(path: str | Path) -> list[dict[str, str]] | None:
    """Return the rows of a file with the columns text and codes; None for decisions or a review sheet."""
    place = Path(path)
    if place.suffix.lower() != ".csv":
        return None
    try:
        text = decode(place.read_bytes(), str(path)).text
        with long_cells():
            rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    except OSError as error:
        raise SurveyError(
            "can't read {path}: {reason}", path=str(path), reason=error.strerror or str(error)
        ) from error
    except csv.Error as error:
        raise unreadable(str(path), error) from error
    headings = list(rows[0]) if rows else []
    if set(OF_DECISIONS) <= set(headings):
        return None
    if not {"text", "codes"} <= set(headings):
        raise SurveyError(
            "{path} holds no examples: it needs the columns text and codes, or those of a file of decisions",
            path=str(path),
        )
    return [{key: (value or "").strip() for key, value in row.items() if key} for row in rows]


def decided_examples(decisions: pd.DataFrame) -> pd.DataFrame:
    """Return what people decided as examples; an audit sample is none, since shares are measured on it."""
    if "sample" in decisions:
        decisions = decisions[decisions["sample"] != "audit"]
    table = decisions[["text", "respondent", "code", "value"]].assign(read=False, whole=False)
    return examples_frame(table[list(COLUMNS)].itertuples(index=False, name=None))


def examples_frame(lines: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    """Return a table of examples of lines in the order of ``COLUMNS``."""
    kinds = {"text": "str", "respondent": "str", "code": "str", "value": "float64"}
    table = pd.DataFrame(list(lines), columns=list(COLUMNS))
    return table.astype({**kinds, "read": "bool", "whole": "bool"})


def _example(row: dict[str, str], path: str | Path, number: int) -> list[tuple[object, ...]]:
    """Return the lines of one row of a file."""
    read = _READ.get(row.get("read", "").casefold())
    if read is None:
        raise SurveyError(
            "{path}, row {row}: read holds {value!r}; write yes or no",
            path=str(path),
            row=number,
            value=row["read"],
        )
    if not row["text"]:
        return []
    who = row.get("respondent", "") or fingerprint(row["text"])
    if row.get("source", ""):
        who = f"{row['source']}{SOURCE}{who}"
    about = (row["text"], who, read)
    values = dict.fromkeys(_codes(row["codes"]), 1.0) | dict.fromkeys(
        _codes(row.get("unsure", "")), float("nan")
    )
    return [(*about, code, value, True) for code, value in (values or {"": 0.0}).items()]


def _codes(cell: str) -> Iterator[str]:
    for name in map(str.strip, _BETWEEN.split(cell)):
        if name:
            yield name if name.startswith(STAR) else STAR + name.removeprefix("*")
