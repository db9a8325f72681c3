"""Reads answers in JSON: an object on each line, or a list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from textmine.errors import SurveyError
from textmine.inputs.headers import fold
from textmine.inputs.sheets import Sheet, cells_of, check_size

MOST_COLUMNS = 16_384  # as many as Excel has
CHOICES = "; "  # between the values of a list


def is_json(text: str) -> bool:
    """Return whether the first line of a text is an object in JSON, or begins a list of them.

    >>> is_json('{"id": 1}'), is_json('id,text'), is_json('{意見}')
    (True, False, False)
    """
    begin = text.lstrip()[:1]
    if begin == "[":
        return text.lstrip()[1:].lstrip()[:1] == "{"
    if begin != "{":
        return False
    try:
        json.loads(text.lstrip().split("\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return True


def read_json(path: str, sha256: str, text: str, encoding: str) -> Sheet:
    """Return the objects as a table: a column for each name, objects in objects as ``name.name``.

    Numbers stay as they are written, a list is one cell with its values between semicolons. The rows are
    numbered by line, those of a list by their place in it.

    Raises:
        SurveyError: if the text is no JSON, or anything but objects.
    """
    places: list[int] = []
    columns: dict[str, dict[int, str]] = {}
    for place, value in _values(path, text):
        if not isinstance(value, dict):
            raise SurveyError(
                "{path}, line {line}: JSON, but no object; give an object with names and values for each "
                "respondent, or save the table as CSV",
                path=path,
                line=place,
            )
        for name, cell in _cells(value):
            columns.setdefault(fold(name), {})[len(places)] = cell
        if len(columns) > MOST_COLUMNS:
            raise SurveyError(
                "{path} has more than {most} different names in its JSON objects; save the table as CSV",
                path=path,
                most=MOST_COLUMNS,
            )
        check_size(len(columns) * len(places), path)
        places.append(place)
    if not columns:
        raise SurveyError("{path} is empty", path=path)
    cells = tuple(cells_of([column.get(i, "") for i in range(len(places))]) for column in columns.values())
    return Sheet(path, "", encoding, sha256, tuple(columns), cells, np.array(places, dtype=np.int64))


def _values(path: str, text: str) -> list[tuple[int, Any]]:
    """Return each value with the number of its line, or its place in a list."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len(lines) > 1 and is_json(lines[0][1]) and lines[0][1].lstrip().startswith("{"):
        return [(number, _loaded(path, number, line)) for number, line in lines]
    value = _loaded(path, 1, text)
    if isinstance(value, dict):  # {"responses": [{...}, {...}]}
        inside = [each for each in value.values() if isinstance(each, list) and each]
        value = inside[0] if len(inside) == 1 and isinstance(inside[0][0], dict) else [value]
    return list(enumerate(value if isinstance(value, list) else [value], start=1))


def _loaded(path: str, line: int, text: str) -> Any:
    """Return a value, its numbers as they are written."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise SurveyError(
            "{path}, line {line}: no JSON ({reason}); give one object a line, or save the table as CSV",
            path=path,
            line=line + getattr(error, "lineno", 1) - 1,
            reason=getattr(error, "msg", str(error)),
        ) from None


def _cells(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names and cells of an object."""
    left = list(reversed(value.items()))
    while left:
        name, each = left.pop()
        if isinstance(each, dict):
            left += [(f"{name}.{below}", one) for below, one in reversed(each.items())]
        elif isinstance(each, list) and not any(isinstance(one, dict | list) for one in each):
            yield name, CHOICES.join(map(_cell, each))
        else:
            yield name, _cell(each)


def _cell(value: Any) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else json.dumps(value, ensure_ascii=False)
