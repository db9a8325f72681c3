"""Text tables whose cells or lines stand in other quotation marks than CSV's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.test_sheets import cells, counted, read
from textmine.errors import SurveyError
from textmine.inputs.columns import request
from textmine.inputs.lexicon import read_lexicon
from textmine.large.records import read_chunks

HEADER = ["番号", "年代", "ご意見"]
ROWS = [
    ["1", "20代", "駐車場が狭く, 暗いです。"],
    ["2", "30代", "「よい」と言う。"],
    ["3", "20代", "一行目\n二行目"],
    ["4", "30代", 'いわゆる"神対応"でした。'],
]


def line(row: list[str], sign: str = ",") -> str:
    """A record with its text in quotation marks."""
    text = row[-1].replace('"', '""')
    return sign.join([*row[:-1], f'"{text}"'])


def quoted(text: str) -> str:
    """A text as one cell."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


@pytest.mark.parametrize("sign", [",", "\t", ";"])
@pytest.mark.parametrize("header", [True, False])
def test_lines_that_are_quoted_as_a_whole(tmp_path: Path, sign: str, header: bool) -> None:
    """Each line is a record, whatever stands between its cells, and whether the header is quoted too."""
    top = sign.join(HEADER)
    lines = [quoted(top) if header else top, *(quoted(line(row, sign)) for row in ROWS)]
    sheet = read(tmp_path / "a.csv", "\n".join(lines) + "\n")
    assert list(sheet.headers) == HEADER
    assert cells(sheet) == ROWS
    assert counted(sheet)["quoted_lines"] >= len(ROWS)


def test_each_line_of_a_text_is_quoted(tmp_path: Path) -> None:
    """A text of two lines has then two lines in quotation marks; blank cells beside them change nothing."""
    whole = "\n".join([",".join(HEADER), *map(line, ROWS)])
    sheet = read(tmp_path / "a.csv", "".join(quoted(each) + ",,\n" for each in whole.split("\n")))
    assert cells(sheet) == ROWS


def test_some_lines_are_quoted(tmp_path: Path) -> None:
    """Only those with quotation marks in them, as some programs save a column of lines."""
    lines = [",".join(HEADER), "1,20代,広いです。", quoted(line(ROWS[0])), "3,30代,よいです。", "4,20代,なし"]
    sheet = read(tmp_path / "a.csv", "\n".join(lines))
    assert [row[-1] for row in cells(sheet)] == ["広いです。", ROWS[0][-1], "よいです。", "なし"]


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ('"ご意見"\n"広い, 明るい"\n"遠い, 高い"\n"よい, 安い"\n', ("ご意見",)),
        ('"ご意見(良い点,悪い点)"\n"広い,遠い"\n"明るい,高い"\n', ("ご意見(良い点,悪い点)",)),
        ('番号,年代,意見\n1,20代,広い\n2,30代,遠い\n"注：A,B,C"\n', ("番号", "年代", "意見")),
    ],
)
def test_commas_of_answers_and_notes_make_no_table(
    tmp_path: Path, text: str, headers: tuple[str, ...]
) -> None:
    """One column of texts with commas in them stays one column, a note stays a note."""
    sheet = read(tmp_path / "a.csv", text)
    assert sheet.headers == headers
    assert "quoted_lines" not in counted(sheet)


def test_single_quotation_marks(tmp_path: Path) -> None:
    """A comma between them is one of the answer; an apostrophe is written twice."""
    text = "'番号','年代','ご意見'\n'1','20代','広い, 明るい'\n'2','30代','it''s far'\n"
    sheet = read(tmp_path / "a.csv", text)
    assert list(sheet.headers) == HEADER
    assert cells(sheet) == [["1", "20代", "広い, 明るい"], ["2", "30代", "it's far"]]
    plain = read(tmp_path / "b.csv", "番号,ご意見\n1,'よい'と言う\n2,'まあまあ'\n")
    assert cells(plain) == [["1", "'よい'と言う"], ["2", "'まあまあ'"]]


@pytest.mark.parametrize(
    "text",
    [
        "".join(quoted(each) + "\n" for each in [",".join(HEADER), *map(line, ROWS)]),
        "\n".join([",".join(HEADER), *[f"{i},20代,広いです。" for i in range(9)], quoted(line(ROWS[0]))]),
        "'番号','年代','ご意見'\n'1','20代','広い, 明るい'\n'2','30代','遠いです。'\n",
    ],
)
def test_in_chunks_they_are_refused(tmp_path: Path, text: str) -> None:
    """A large file is then read whole; none of its rows is lost."""
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SurveyError, match="quotation marks"):
        chunks = read_chunks([str(path)], tmp_path, request(None, (), ()), lexicon=read_lexicon())
        list(chunks.sheets)
