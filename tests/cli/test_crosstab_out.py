"""textmine crosstab --out: the sheets of the report."""

from pathlib import Path

import openpyxl
import pytest

from textmine.cli import main


def test_a_workbook_has_the_matrix_of_the_report(tmp_path: Path) -> None:
    """Features down and values across on a sheet for each attribute, then the tests; no long table."""
    survey = tmp_path / "survey.csv"
    lines = [f"{number},{'製造業' if number % 2 else '建設業'},意識が高まった" for number in range(20)]
    survey.write_text("番号,業種,効果\n" + "\n".join(lines), encoding="utf-8")
    out = tmp_path / "table.xlsx"
    arguments = [
        "crosstab",
        str(survey),
        "--question",
        "効果",
        "--by",
        "業種",
        "--codebook",
        "none",
        "--out",
        str(out),
        "--lang",
        "ja",
    ]
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--lang", "ja"])
    assert ended.value.code == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["概要", "1 クロス集計（語） 業種 効果", "1 クロス集計（語）の検定 効果"]
    heads = {cell.value for row in book.worksheets[1].iter_rows() for cell in row}
    assert {"業種", "建設業\nn=10", "製造業\nn=10"} <= heads
