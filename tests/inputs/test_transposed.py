"""A table on its side is refused with what to do; an ordinary one never is."""

from pathlib import Path

import pytest

from tests.inputs.test_survey import TEXTS, write
from textmine.errors import SurveyError
from textmine.inputs.survey import read_survey
from textmine.texts.messages import message

AGES = ["20代", "30代", "40代"]


def ordinary(count: int, questions: int = 1, header: str = "番号") -> list[list[str]]:
    """A table with an id, an age, a number, and free text."""
    names = [header, "年代", "満足度", *(f"ご意見{k or ''}" for k in range(questions))]
    rows = [
        [f"回答者{n}", AGES[n % 3], str(n % 5), *(f"{TEXTS[(n + k) % 8]}{n}。" for k in range(questions))]
        for n in range(count)
    ]
    return [names, *rows]


@pytest.mark.parametrize("questions", [1, 3])
@pytest.mark.parametrize("count", [3, 12, 40])
@pytest.mark.parametrize("header", ["設問", "", "番号"])
def test_on_its_side(tmp_path: Path, count: int, questions: int, header: str) -> None:
    """Few respondents or many, one question or several."""
    table = ordinary(count, questions, header)
    path = write(tmp_path / "a.csv", [list(row) for row in zip(*table, strict=True)])
    with pytest.raises(SurveyError, match="rows and columns are exchanged") as caught:
        read_survey(path)
    assert "行と列が入れ替わった" in message(caught.value, "ja")


def test_on_its_side_where_some_say_nothing(tmp_path: Path) -> None:
    """A third of the respondents has nothing to say."""
    table = ordinary(12)
    for row in table[1::3]:
        row[-1] = "特になし"
    path = write(tmp_path / "a.csv", [list(row) for row in zip(*table, strict=True)])
    with pytest.raises(SurveyError, match="rows and columns are exchanged"):
        read_survey(path)


@pytest.mark.parametrize(
    "rows",
    [
        ordinary(4),
        ordinary(12, 4),
        # companies that say nothing, beside others that answer all
        [
            ["会社", "良かった点の内容", "困った点の内容", "要望の内容"],
            ["いろは商店", *TEXTS[:3]],
            ["ちりぬ商店", *["特になし"] * 3],
            ["よたれ商店", *TEXTS[3:6]],
            ["うゐの商店", *["特になし"] * 3],
        ],
        # a table with a row per answer
        [
            ["設問", "年代", "職業", "回答"],
            *(["良かった点", AGES[n % 3], "会社員", f"{TEXTS[n % 8]}{n}"] for n in range(12)),
        ],
    ],
)
def test_upright(tmp_path: Path, rows: list[list[str]]) -> None:
    """Rows of respondents."""
    assert read_survey(write(tmp_path / "a.csv", rows)).answers["respondent"].nunique() == len(rows) - 1
