"""Files are joined by the ids of respondents, whatever a spreadsheet program did to them."""

from pathlib import Path

import pytest

from tests.inputs.test_booksheets import workbook
from tests.inputs.test_survey import TEXTS, counted, write
from textmine.inputs.columns import request
from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.survey import chunk_of, read_survey
from textmine.large.records import read_chunks


def file(path: Path, ids: list[str], header: str = "会員番号") -> Path:
    """A survey with these ids."""
    rows = [[header, "ご意見"], *([each, f"{TEXTS[n % 8]}{n}"] for n, each in enumerate(ids))]
    return write(path, rows)


@pytest.mark.parametrize(
    ("one", "other", "respondents", "zeros"),
    [
        (["00001", "00002", "00010"], ["1", "2", "10", "11"], 4, 4),
        (['="00001"', '="00002"'], ["1", "2", "12345"], 3, 2),
        (["０００１", "０００２"], ["1", "2"], 2, 2),
        (["'00001", "'00002"], ["1", "2", "3"], 3, 3),
        (["1.0", "2.0"], ["1", "2", "3"], 3, 0),
        (["001", "002"], ["1.0", "2.0"], 2, 2),
        # controls: ids of branches are no decimals
        (["1.1", "1.2"], ["1", "2"], 4, 0),
        (["1.00", "2.00"], ["1", "2"], 4, 0),
        # controls: ids of letters, of several widths, longer than the padded ones, or padded in one file only
        (["A001", "A002"], ["1", "2"], 4, 0),
        (["001", "0002"], ["1", "2"], 4, 0),
        (["001", "002"], ["1", "1000"], 4, 0),
        (["001", "002"], ["001", "002"], 2, 0),
        (["1", "2", "001"], ["1", "2", "3"], 4, 0),
    ],
)
def test_zeros_before_numbers(
    tmp_path: Path, one: list[str], other: list[str], respondents: int, zeros: int
) -> None:
    """00001 in one file is 1 in another, which lost the zeros; read whole and in chunks."""
    paths = [file(tmp_path / "a.csv", one), file(tmp_path / "b.csv", other)]
    survey = read_survey(paths, respondent="会員番号")
    people = set(survey.answers["respondent"])
    assert len(people) == respondents
    assert counted(survey).get("respondent_zeros", 0) == zeros
    lexicon = read_lexicon()
    asked = request("会員番号", ["ご意見"], None)
    chunks = read_chunks(list(map(str, paths)), tmp_path, asked, lexicon=lexicon)
    found = [chunk_of(sheets, chunks.layout, lexicon).answers for sheets in chunks.sheets]
    assert {each for answers in found for each in answers["respondent"]} == people


@pytest.mark.parametrize(
    ("header", "ids", "expected"),
    [
        ("会員番号", ["1.23457E+11"] * 12, 12),
        ("受付No.", [*(f"{n}" for n in range(11)), "4.5E+12"], 1),
        ("売上", ["1.2E+10"] * 9 + ["5000"] * 3, 9),
        ("会員番号", [f"1E{n}" for n in range(12)], 0),
        ("濃度", ["1.2E+10"] * 2 + [f"{n}00" for n in range(10)], 0),
        ("会員番号", [f"12345678901{n}" for n in range(12)], 0),
    ],
)
def test_numbers_cut_short(tmp_path: Path, header: str, ids: list[str], expected: int) -> None:
    """Ids that became 1.23457E+11 are said; measurements are left alone."""
    survey = read_survey(file(tmp_path / "a.csv", ids, header))
    assert counted(survey).get("cut_short", 0) == expected
    assert survey.answers["respondent"].nunique() == 12


@pytest.mark.parametrize("ids", [["0001-01", "0001-02", "0001-03"], ["2024-01", "2024-02", "2024-03"]])
def test_ids_that_look_like_months(tmp_path: Path, ids: list[str]) -> None:
    """The name of the column tells an id from a month."""
    survey = read_survey(file(tmp_path / "a.csv", ids))
    assert set(survey.answers["respondent"]) == {*ids}


def test_ids_with_a_decimal(tmp_path: Path) -> None:
    """A program that takes ids for measurements writes 12.0: the same respondent as 12."""
    paths = [file(tmp_path / "a.csv", ["11", "12", "13"]), file(tmp_path / "b.csv", ["11.0", "12.0", "13.0"])]
    survey = read_survey(paths)
    assert set(survey.answers["respondent"]) == {"11", "12", "13"}
    assert counted(survey)["respondent_merged"] == 3


def year(more: dict[str, str] | None = None, *, rows: int = 12) -> list[list[str]]:
    """A table of one year, with further columns of one value."""
    more = more or {}
    body = [["男女"[n % 2], f"{TEXTS[n % 8]}{n}", *more.values()] for n in range(rows)]
    return [["性別", "ご意見", *more], *body]


def test_sheets_of_one_kind_are_told_apart(tmp_path: Path) -> None:
    """Two years on two sheets can be compared: the name of the sheet is an attribute of each answer."""
    path = workbook(tmp_path / "book.xlsx", {"2023年度": year(), "2024年度": year()})
    survey = read_survey(path)
    assert survey.attributes == ("性別", "シート")
    assert survey.answers["シート"].value_counts().to_dict() == {"2023年度": 12, "2024年度": 12}


def test_files_of_one_kind_are_told_apart_however_they_are_read(tmp_path: Path) -> None:
    """In chunks, too; a column of that name keeps its own."""
    paths = [write(tmp_path / f"{name}.csv", year({"ファイル": "a"})) for name in ("北店", "南店")]
    survey = read_survey(paths)
    assert survey.attributes == ("性別", "ファイル", "ファイル_")
    assert set(survey.answers["ファイル_"]) == {"北店", "南店"}
    lexicon = read_lexicon()
    (tmp_path / "work").mkdir()
    chunks = read_chunks([*map(str, paths)], tmp_path / "work", request(None, None, None), lexicon=lexicon)
    texts = [
        tuple(row)
        for sheets in chunks.sheets
        for row in chunk_of(sheets, chunks.layout, lexicon).answers[["text", "ファイル_"]].to_numpy()
    ]
    assert sorted(texts) == sorted(map(tuple, survey.answers[["text", "ファイル_"]].to_numpy()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (year({"年度": "2023"}), year({"年度": "2024"})),  # a column says it
        (year(), [["店", "要望", "年齢"], *[["駅前", f"{TEXTS[n % 8]}{n}", "30"] for n in range(12)]]),
        (year(rows=1), year(rows=12)),  # a file that one person filled in
    ],
)
def test_files_that_no_attribute_tells_apart(
    tmp_path: Path, one: list[list[str]], other: list[list[str]]
) -> None:
    """Where a column tells them apart, or they are no two tables of one kind, nothing is added."""
    paths = [write(tmp_path / "a.csv", one), write(tmp_path / "b.csv", other)]
    assert "ファイル" not in read_survey(paths).attributes


def test_numbers_that_begin_anew_in_each_sheet_are_no_attribute(tmp_path: Path) -> None:
    """Nor are they who answered: number 1 of two years is two people."""
    sheets = {
        name: [["No", *year()[0]], *([str(n + 1), *row] for n, row in enumerate(year()[1:]))]
        for name in ("2023", "2024")
    }
    survey = read_survey(workbook(tmp_path / "book.xlsx", sheets))
    assert survey.attributes == ("性別", "シート")
    assert survey.answers["respondent"].nunique() == 24
