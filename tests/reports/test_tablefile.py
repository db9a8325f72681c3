"""Tables as CSV."""

import csv
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.examples import HOSTILE
from textmine.reports.tablefile import guard, tablefile


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), min_size=1))
def test_every_text_comes_back(texts):
    """Reading the file and taking one "'" off the front gives the original, whatever it holds."""
    rows = read(tablefile(pd.DataFrame({"text": texts, "answer": range(len(texts))})))
    assert [row[0].removeprefix("'") for row in rows[1:]] == texts
    assert [row[1] for row in rows[1:]] == [str(number) for number in range(len(texts))]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_can_be_run(text):
    """Nothing that a spreadsheet program takes for a formula stands at the start of a cell."""
    found = read(tablefile(pd.DataFrame({"text": [text]})))[1][0]
    assert not found.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("number", ["-1", "+3.5", "-2e5", "-.5", "-12%"])
def test_numbers_as_text_are_left_alone(number):
    """A negative number is no formula."""
    assert guard(number) == number


def test_layout():
    """Byte order mark, CRLF, quotes doubled, no index, truth values and missing ones plain."""
    table = pd.DataFrame(
        {
            "word": pd.Categorical(["意識", None]),
            "share": [0.25, float("nan")],
            "negated": [True, False],
            "text": ['a"b', "一\n二"],
        }
    )
    expected = 'word,share,negated,text\r\n意識,0.25,1,"a""b"\r\n,,0,"一\n二"\r\n'
    assert tablefile(table) == b"\xef\xbb\xbf" + expected.encode()


def test_an_empty_table_has_its_head():
    """A table without rows still says what it would hold."""
    assert tablefile(pd.DataFrame({"word": [], "base": []})) == b"\xef\xbb\xbfword,base\r\n"
