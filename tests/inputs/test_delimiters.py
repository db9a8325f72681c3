"""The sign between cells is the header's and the file ending's before it is the cells'."""

import pytest

from textmine.inputs.delimiters import delimiter_of

TALK = "Well, the car park is small, and, frankly, old"


def table(sign: str, header: str, *cells: str) -> str:
    """Nine numbered rows of these cells under a header (given with spaces), without quotation marks."""
    rows = [header.split(), *([str(number), *cells] for number in range(1, 10))]
    return "\n".join(sign.join(row) for row in rows) + "\n"


@pytest.mark.parametrize(
    ("name", "expected", "text"),
    [
        # choices in every cell, as many in each
        ("a.csv", ",", table(",", "ID 順位", "駐車場;案内;職員;")),
        ("a.csv", ",", table(",", "ID 順位 意見", "a|b|c|d", "良い")),
        ("a.csv", ",", table(",", "ID 順位(駐車場;案内;職員) 意見", "a;b;c", "良い")),
        ("a.tsv", "\t", table("\t", "ID 利用;窓口", "市民課;税務課")),
        # running text with commas in every cell
        ("a.tsv", "\t", table("\t", "id age comment", "20", TALK)),
        ("a.csv", "\t", table("\t", "id comment,optional", TALK)),
        ("a.csv", "|", table("|", "番号 年代 意見", "20代", TALK)),
        ("a.csv", ";", table(";", "番号 効果(良い,悪い) 備考", "3,5", "1,0")),
        ("a.txt", "|", table("|", "番号 意見", "良い")),
        # a title above the header
        ("a.csv", ",", "調査結果\n\n" + table(",", "ID 順位 意見", "a;b;c;d;e", "良い")),
        ("a.csv", "\t", "調査結果, 2026年\n" + table("\t", "ID 年代 意見", "20代", "良い")),
        # answers with a comma that no quotation mark holds
        ("a.csv", ",", table(",", "ID 順位 意見", "a;b;c", "良い,悪い")),
        # one column
        ("a.csv", ",", "意見\n良い\n悪い\n"),
        ("a.tsv", "\t", "意見\n良い\n悪い\n"),
    ],
)
def test_signs(name: str, expected: str, text: str) -> None:
    """Whatever stands inside the cells."""
    assert delimiter_of(text, name) == expected
