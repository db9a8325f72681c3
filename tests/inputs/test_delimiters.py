"""The sign between cells is the header's and the file ending's before it is the cells'."""

import pytest

from textmine.inputs.delimiters import delimiter_of

RANKINGS = ["駐車場;案内;職員;", "案内;職員;駐車場;", "職員;駐車場;案内;"]
TALK = "Well, the car park is small, and, frankly, old"


def table(sign: str, header: list[str], *rows: list[str]) -> str:
    """Cells joined by a sign, without any quotation marks."""
    return "\n".join(sign.join(row) for row in (header, *rows)) + "\n"


@pytest.mark.parametrize(
    ("name", "expected", "text"),
    [
        # choices in every cell, as many in each
        ("a.csv", ",", table(",", ["ID", "順位"], *([str(n), RANKINGS[n % 3]] for n in range(9)))),
        ("a.csv", ",", table(",", ["ID", "順位", "意見"], *([str(n), "a|b|c|d", "良い"] for n in range(9)))),
        ("a.csv", ",", table(",", ["ID", "順位(駐車場;案内;職員)", "意見"], *([str(n), "a;b;c", "良い"] for n in range(9)))),
        ("a.tsv", "\t", table("\t", ["ID", "利用;窓口"], *([str(n), "市民課;税務課"] for n in range(9)))),
        # running text with commas in every cell
        ("a.tsv", "\t", table("\t", ["id", "age", "comment"], *([str(n), "20", TALK] for n in range(9)))),
        ("a.csv", "\t", table("\t", ["id", "comment, if any"], *([str(n), TALK] for n in range(9)))),
        ("a.csv", "|", table("|", ["番号", "年代", "意見"], *([str(n), "20代", TALK] for n in range(9)))),
        ("a.csv", ";", table(";", ["番号", "効果 (良い, 悪い)", "備考"], *([str(n), "3,5", "1,0"] for n in range(9)))),
        ("a.txt", "|", table("|", ["番号", "意見"], *([str(n), "良い"] for n in range(9)))),
        # a title above the header
        ("a.csv", ",", "調査結果\n\n" + table(",", ["ID", "順位", "意見"], *([str(n), "a;b;c;d;e", "良い"] for n in range(9)))),
        ("a.csv", "\t", "調査結果, 2026年\n" + table("\t", ["ID", "年代", "意見"], *([str(n), "20代", "良い"] for n in range(9)))),
        # answers with a comma that no quotation mark holds
        ("a.csv", ",", table(",", ["ID", "順位", "意見"], *([str(n), "a;b;c", "良い,悪い" if n % 3 else "良い"] for n in range(9)))),
        # one column
        ("a.csv", ",", "意見\n良い\n悪い\n"),
        ("a.tsv", "\t", "意見\n良い\n悪い\n"),
    ],
)  # fmt: skip
def test_signs(name: str, expected: str, text: str) -> None:
    """Whatever stands inside the cells."""
    assert delimiter_of(text, name) == expected
