"""Which columns of a table of codes are codes."""

from __future__ import annotations

import pandas as pd

# The columns that stand beside the codes: of code_answers, of a review, and of what people decided.
NO_CODES = (
    *("answer", "respondent", "question", "item", "kind", "document", "text"),
    *("why", "doubt"),
    *("reviewed", "overridden", "coder", "note", "learnt"),
)


def code_columns(coded: pd.DataFrame) -> list[str]:
    """Return which columns of a table of codes are codes: those after its texts and its other own columns.

    >>> code_columns(pd.DataFrame(columns=["answer", "text", "＊費用", "＊人材", "reviewed"]))
    ['＊費用', '＊人材']
    """
    names = list(map(str, coded.columns))
    # In a code sheet the attributes of the respondents stand before the number of the document.
    first = max((names.index(name) for name in ("text", "document") if name in names), default=0)
    return [name for name in names[first:] if name not in NO_CODES]
