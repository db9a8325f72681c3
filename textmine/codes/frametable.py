"""A code frame as a table: what a reviewer reads first."""

from __future__ import annotations

import pandas as pd

from textmine.codes.codebook import Codebook

COLUMNS = ("code", "definition", "includes", "excludes", "examples", "counterexamples", "rule", "line")


def frame_table(codebook: Codebook) -> pd.DataFrame:
    """Return a code frame as it is written: one row per code, in its order.

    Columns: ``code``, ``definition``, ``includes``, ``excludes``, ``examples``, ``counterexamples`` (of the
    comments, one a line; "" without), ``rule`` (as written; "" of a code that is given by its lower codes or
    its examples alone), ``line`` (of the file).

    >>> from textmine.codes.codebook import parse_codebook
    >>> table = frame_table(parse_codebook("＊費用\\n# 定義: お金\\n費用 or 予算"))
    >>> table[["code", "definition", "rule"]].values.tolist()
    [['＊費用', 'お金', '費用 or 予算']]
    """
    rows = [
        (
            code.name,
            code.definition,
            code.includes,
            code.excludes,
            code.examples,
            code.counterexamples,
            "\n".join(line for line in code.text.splitlines() if not line.startswith("#")),
            code.line,
        )
        for code in codebook.codes
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS[:-1], "str"))
