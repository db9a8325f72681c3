"""What the page shows under a question: one block per table or picture, whose numbers open their answers.

A click on a number shows the answers that have all of its *terms*: a word, a code, a cluster, a value of an
attribute. The page stores once, for each word, code and cluster, which answers have it; a block only says
which of its columns name the terms of a number, and the script finds the answers.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pandas as pd

from textmine.reports.display import Part, cells, parts
from textmine.reports.matrix import MARKS, Matrix, MatrixCell, matrices
from textmine.reports.pictures import Area, Picture, size, slim
from textmine.reports.prepared import items_of
from textmine.reports.report import Group
from textmine.reports.sections import section_title
from textmine.reports.text import cell, whole
from textmine.reports.views import heading_of

Term = list[Any]  # ["word", "意識"], ["code", "＊費用"], ["cluster", 3], ["value", "業種", "製造業"], …
Block = dict[str, Any]

_LARGEST_SVG = 700_000  # bytes; a picture with more detail goes into the page as PNG
# Characters that have to be escaped where an SVG stands in an address ("data:…").
_TO_ESCAPE = re.compile(r"[^A-Za-z0-9 \"'(),./:;=@_~-]+")


def blocks(group: Group, place: Mapping[int, int]) -> list[Block]:
    """Return the blocks of a question in the order in which the page shows them.

    ``place``: the number of an answer -> its place on the page.
    """
    shown = parts(group, lambda view: view.page)
    return [block for part in shown for block in LAYOUTS.get(part.form.layout, _rows)(part, place)]


def _head(part: Part, kind: str, about: str | None = None) -> Block:
    """Return the beginning of a block: its type, its title with what it is ``about``, and its note.

    If not given, it is about its item or else its attribute, unless the title names that already.
    """
    section, title = part.section, section_title(part.section, part.lang)
    if about is None:
        about = section.item or (section.attribute if section.attribute not in title else "")
    return {
        "type": kind,
        "title": whole(f"{title}　{about}" if about else title),
        "note": whole(section.note),
    }


def _rows(part: Part, place: Mapping[int, int]) -> Iterator[Block]:
    """Yield a table by columns, with the terms of its numbers."""
    table = part.tables.table
    keys = set(map(str, table.columns))
    links = {
        column: terms
        for column, terms in part.view.opens.items()
        if {column, *(key for term in terms for key in term[1:])} <= keys
    }
    keys_of_terms = sorted({key for terms in links.values() for term in terms for key in term[1:]})
    yield {
        **_head(part, "table"),
        "folded": part.form.folded,
        "columns": columns(part),
        "links": {column: [list(term) for term in terms] for column, terms in links.items()},
        # the values that name the terms: the table may show them under other names
        "raw": {key: [whole(str(cell(value))) for value in table[key].tolist()] for key in keys_of_terms},
    }


def columns(part: Part) -> list[dict[str, Any]]:
    """Return the columns of a table as the page shows them."""
    return [
        {
            "key": one.column.key,
            "name": whole(one.heading),
            "values": [_shown(value) for value in one.values],
            "share": one.column.look == "share",
            "answer": one.column.key == "answer",
        }
        for one in cells(part, part.rows)
    ]


def _shown(value: str | int | float) -> str | int | float:
    if isinstance(value, float):
        return round(value, 6)
    return whole(value) if isinstance(value, str) else int(value)


def _counts(part: Part, place: Mapping[int, int]) -> Iterator[Block]:
    """Yield counts as bars: rows of texts, numbers (those that are not missing) and terms."""
    table = part.rows.table
    yield {
        **_head(part, "counts"),
        "headings": [heading_of(part.view, column, part.group) for column in part.form.columns],
        "overridden": "overridden" in table.columns,
        "rows": [_not_missing(row) for row in table.to_dict("records")],
    }


def _not_missing(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the texts and lists of a row and those of its numbers that are not missing."""
    present: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, str):
            present[key] = whole(value)
        elif isinstance(value, list):
            present[key] = value
        elif (number := cell(value)) != "":
            present[key] = round(number, 6) if isinstance(number, float) else number
    return present


def _words(part: Part, place: Mapping[int, int]) -> Iterator[Block]:
    """Yield the place of the list of words, which the page stores apart from the blocks."""
    if len(part.rows.table):
        yield {"type": "words", "title": section_title(part.section, part.lang)}


def _statements(part: Part, place: Mapping[int, int]) -> Iterator[Block]:
    """Yield the statements of each item, with their other wordings and the proposed merges."""
    tables = part.tables
    shown = []
    for item, rows in tables.table.groupby(items_of(tables.table), sort=False):
        opinions, proposals = (_of_item(table, str(item)) for table in tables.beside[:2])
        shown.append(
            {
                "item": whole(str(item)),
                "base": int(rows["base"].iloc[0]),
                "submissions": int(rows["submissions"].sum()) if "submissions" in rows else 0,
                "statements": len(rows),
                "opinions": int(opinions["opinions"].iloc[0]) if len(opinions) else len(rows),
                "rows": [_statement(row, place) for row in rows.to_dict("records")],
                "proposals": [_proposal(row) for row in proposals.to_dict("records")],
            }
        )
    yield {**_head(part, "statements"), "unit": part.group.unit, "items": shown}


def _of_item(table: pd.DataFrame, item: str) -> pd.DataFrame:
    return table.loc[items_of(table) == item] if "item" in table.columns else table


def _statement(row: Mapping[Any, Any], place: Mapping[int, int]) -> dict[str, Any]:
    answers = map(int, str(row["answer_numbers"]).split())
    return {
        "text": whole(str(row["statement"])),
        "respondents": int(row["respondents"]),
        "submissions": int(row.get("submissions", 0)),
        "others": [whole(other) for other in str(row.get("others", "")).split("\n") if other],
        "answers": [place[answer] for answer in answers if answer in place],
    }


def _proposal(row: Mapping[Any, Any]) -> dict[str, Any]:
    numbers = {key: row[key] for key in ("score", "respondents", "other_respondents") if key in row}
    return {
        "text": whole(str(row["statement"])),
        "other": whole(str(row["other"])),
        **_not_missing(numbers),
        "confirmed": whole(str(cell(row.get("confirmed")))),
    }


def _matrices(part: Part, place: Mapping[int, int]) -> Iterator[Block]:
    """Return one block for each attribute: features down, values across."""
    return (_matrix(part, matrix) for matrix in matrices(part.tables))


def _matrix(part: Part, matrix: Matrix) -> Block:
    nobody = MatrixCell(0, 0.0, "")
    across = [
        matrix.cells.get((feature, value), nobody) for feature in matrix.features for value in matrix.bases
    ]
    return {
        **_head(part, "matrix", matrix.title),
        "attribute": whole(matrix.attribute),
        "values": list(map(whole, matrix.bases)),
        "bases": list(matrix.bases.values()),
        "small": [int(value in matrix.small) for value in matrix.bases],
        "missing": matrix.missing,
        "features": list(map(whole, matrix.features)),
        "names": list(map(whole, matrix.features.values())),
        "counts": [each.respondents for each in across],
        "marks": [MARKS.index(each.mark) + 1 if each.mark in MARKS else 0 for each in across],
        "sentences": [list(map(whole, matrix.sentences.get(feature, ()))) for feature in matrix.features],
    }


def _picture(part: Part, place: Mapping[int, int]) -> Iterator[Block]:
    """Yield a picture with the areas in it that can be clicked."""
    content, title = part.section.content, section_title(part.section, part.lang)
    assert isinstance(content, Picture)
    if content.svg and (len(content.svg) <= _LARGEST_SVG or not content.png):
        # as text it is a third shorter than in base64
        source = "data:image/svg+xml;charset=utf-8," + _TO_ESCAPE.sub(
            lambda match: quote(match[0], safe=""), slim(content.svg)
        )
    else:
        source = f"data:image/png;base64,{b64encode(content.png).decode('ascii')}"
    wide, high = size(content.png)
    yield {
        "type": "picture",
        "title": title,
        "titled": part.form.titled,
        "src": source,
        "alt": whole(content.alt or title),
        "width": wide,
        "height": high,
        "areas": [
            [area_terms(area), *(round(side, 4) for side in (area.left, area.top, area.width, area.height))]
            for area in content.areas
        ],
        "notes": [whole(note) for note in (part.section.note, *part.lines) if note],
    }


def area_terms(area: Area) -> list[Term]:
    """Return the terms of an area of a picture."""
    terms: list[Term] = [["feature", whole(one)] for one in (area.word, area.code, area.other) if one]
    if area.value:
        terms.append(["value", whole(area.attribute), whole(area.value)])
    if area.cluster >= 0:
        terms.append(["cluster", area.cluster])
    return terms


LAYOUTS: Mapping[str, Callable[[Part, Mapping[int, int]], Iterator[Block]]] = {
    "rows": _rows,
    "counts": _counts,
    "words": _words,
    "statements": _statements,
    "matrix": _matrices,
    "picture": _picture,
}
