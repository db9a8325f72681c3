"""Tables side by side on one sheet under the same headers are one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.test_booksheets import ANSWERS, Rows, answers, found, people, workbook
from textmine.inputs.survey import read_survey

HEADER = ["No.", "年代", "ご意見"]


def beside(left: Rows, right: Rows) -> Rows:
    """Two tables with a blank column between them."""
    height = max(len(left), len(right))
    padded = [[*rows, *([[""] * len(rows[0])] * (height - len(rows)))] for rows in (left, right)]
    return [[*one, "", *other] for one, other in zip(*padded, strict=True)]


def numbered(start: int, texts: Rows | tuple[str, ...]) -> Rows:
    return [HEADER, *([start + n, "20代", text] for n, text in enumerate(texts))]


@pytest.mark.parametrize("above", [[], [["第1回", "", "", "", "第2回", "", ""]]])
@pytest.mark.parametrize("sheet", [None, "回答"])
def test_further_respondents_beside(tmp_path: Path, above: Rows, sheet: str | None) -> None:
    """The second table goes on where the first one ends, whatever stands above each."""
    rows = [*above, *beside(numbered(1, ANSWERS), numbered(9, tuple(f"{text}以上" for text in ANSWERS[:5])))]
    survey = read_survey(workbook(tmp_path / "a.xlsx", {"回答": rows}), sheet=sheet)
    assert people(survey) == 13
    assert set(survey.answers["question"]) == {"ご意見"}
    assert found(survey)["side_tables"] == 1


def test_no_ids(tmp_path: Path) -> None:
    """Rows of two tables are two respondents though they have one number."""
    left, right = (
        [["年代", "ご意見"], *(["30代", f"{n}{text}"] for text in ANSWERS)] for n in ("また", "さて")
    )
    assert people(read_survey(workbook(tmp_path / "a.xlsx", {"回答": beside(left, right)}))) == 16


def test_totals_beside(tmp_path: Path) -> None:
    """A table under other headers is no continuation."""
    rows = beside(answers(header="ご意見"), [["年代", "人数"], ["20代", 2], ["30代", 2]])
    survey = read_survey(workbook(tmp_path / "a.xlsx", {"回答": rows}))
    assert people(survey) == 8
    assert "side_tables" not in found(survey)


def test_the_same_labels_under_groups(tmp_path: Path) -> None:
    """Labels that come again beside the ids of the rows are those of one table."""
    header = [["No.", "良い点", "", "", "悪い点", ""], ["", "理由", "程度", "", "理由", "程度"]]
    rows = [[n, text, "強", "", f"いや、{text}", "弱"] for n, text in enumerate(ANSWERS, start=1)]
    assert people(read_survey(workbook(tmp_path / "a.xlsx", {"回答": [*header, *rows]}))) == 8
