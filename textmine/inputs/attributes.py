"""Keeps the columns of a survey apart from our own where both stand side by side in one table.

A table that shows answers with their attributes (``Survey.answers``, the code sheet, keywords in context) has
columns of ours, named here once for all, and columns of the survey. A header that is also a name of ours, or
begins as a code does, gets a ``_`` before it as the name of its column; every other header is itself that
name. So each column belongs to one side, whatever the survey calls its columns, and the header is known from
the name of the column alone.
"""

from __future__ import annotations

FIXED = ("answer", "respondent", "question", "item", "text", "kind", "source", "row")  # of Survey.answers
OURS = frozenset(
    (
        *FIXED,
        *("codes", "evidence", "document", "reviewed", "overridden", "coder"),  # of the code sheet
        *("left", "keyword", "right", "start", "end"),  # of keywords in context
    )
)
CODE = "＊"  # the names of codes begin with it


def _is_ours(column: str) -> bool:
    return column in OURS or column.startswith(CODE)


def column_of(attribute: str) -> str:
    """Return the name of the column that holds an attribute; the attribute is named by its header.

    >>> [column_of(header) for header in ("業種", "size", "kind", "_kind", "＊必須")]
    ['業種', 'size', '_kind', '__kind', '_＊必須']
    """
    return f"_{attribute}" if _is_ours(attribute.lstrip("_")) else attribute


def attribute_of(column: str) -> str:
    """Return the attribute that a column holds, by its header as the file has it: the opposite way.

    >>> [attribute_of(column) for column in ("業種", "size", "_kind", "__kind", "_id")]
    ['業種', 'size', 'kind', '_kind', '_id']
    """
    return column[1:] if column.startswith("_") and _is_ours(column.lstrip("_")) else column


def is_attribute(column: str) -> bool:
    """Return whether a column holds an attribute of the survey, not what textmine found about the answer.

    >>> is_attribute("業種"), is_attribute("_kind"), is_attribute("kind"), is_attribute("＊費用")
    (True, True, False, False)
    """
    return not _is_ours(column)
