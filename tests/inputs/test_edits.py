"""textmine.inputs.edits: the file of sentences that people wrote."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from textmine.errors import SurveyError
from textmine.inputs.edits import read_edits
from textmine.reports.tablefile import tablefile

COLUMNS = ["question", "word", "drafted", "written"]


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    """Texts that a spreadsheet could run are as they were; of two rows about one sentence the last counts."""
    rows = [("効果", "", "=1+1", "一つ目"), ("効果", "意識", "下書き", "-3 人"), ("効果", "", "=1+1", "")]
    path = tmp_path / "edits.csv"
    path.write_bytes(tablefile(pd.DataFrame(rows, columns=COLUMNS)))
    assert read_edits(path).values.tolist() == [["効果", "意識", "下書き", "-3 人"], ["効果", "", "=1+1", ""]]


def test_a_column_that_lacks_is_named(tmp_path: Path) -> None:
    path = tmp_path / "edits.csv"
    path.write_text("question,drafted,written\n効果,a,b\n", encoding="utf-8")
    with pytest.raises(SurveyError, match="no column word"):
        read_edits(path)
