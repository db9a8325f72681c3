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
        # no label says that text stands beside it
        [
            ["番号", "年代", "良かった点"],
            *([str(n), AGES[n % 3], f"{TEXTS[n % 8]}{n}。"] for n in range(1, 13)),
        ],
        # nothing counts the respondents
        [
            ["項目", "業種", "導入して良かった点"],
            *([f"{'甲乙丙丁'[n]}社", ["小売", "製造"][n % 2], f"{TEXTS[n]}{n}。"] for n in range(4)),
        ],
        # questions in whole sentences, all of them for text
        [
            ["質問", "選んだ理由を教えてください", "改善してほしい点"],
            *([f"{n}人目", f"{TEXTS[n % 8]}{n}。", f"{TEXTS[(n + 1) % 8]}{n}。"] for n in range(1, 13)),
        ],
    ],
)
def test_on_its_side_whatever_it_asks(tmp_path: Path, rows: list[list[str]]) -> None:
    """The first row may count the respondents, and a label may ask for text in many ways."""
    path = write(tmp_path / "a.csv", [list(row) for row in zip(*rows, strict=True)])
    with pytest.raises(SurveyError, match="rows and columns are exchanged"):
        read_survey(path)


@pytest.mark.parametrize(
    "rows",
    [
        ordinary(4),
        # numbered questions, some of which ask for text
        [
            ["氏名", *(f"Q{n}" for n in range(1, 9))],
            *(
                [f"回答者{'甲乙丙丁'[n]}", *AGES, *(f"{TEXTS[n + k]}{n}。" for k in range(3))]
                for n in range(4)
            ),
        ],
        # several answers of each to one question
        [
            ["店舗", *(f"回答{n}" for n in range(1, 7))],
            *([f"{'甲乙丙丁'[n]}店", *(f"{TEXTS[k]}{n}。" for k in range(6))] for n in range(4)),
        ],
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
