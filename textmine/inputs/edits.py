"""Reads the sentences of a report that people wrote anew, apart from those that were drafted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from textmine.errors import SurveyError
from textmine.inputs.files import read_sheets

COLUMNS = ("question", "word", "drafted", "written")


def read_edits(path: str | Path) -> pd.DataFrame:
    """Return the sentences that people edited: one row per sentence.

    Columns (str): ``question``; ``word``, the keyword that it is a note of, "" of a finding; ``drafted``, as
    textmine writes it; ``written``, what stands in its place, "" where it is left out. Of two rows about the
    same drafted sentence the last one counts.

    Raises:
        SurveyError: if the file can't be read or lacks a column.
    """
    (sheet,) = read_sheets([str(path)])
    columns: dict[str, list[str]] = {}
    for name in COLUMNS:
        if name not in sheet.headers:
            raise SurveyError(
                "{path} has no column {column}; the columns are: {columns}",
                path=path,
                column=name,
                columns=", ".join(COLUMNS),
            )
        cells = sheet.columns[sheet.headers.index(name)]
        columns[name] = [
            str(cell).removeprefix("'") for cell in cells
        ]  # the CSV has it before what could run
    table = pd.DataFrame(columns, columns=list(COLUMNS)).astype("str")
    return table.drop_duplicates(["question", "word", "drafted"], keep="last", ignore_index=True)
