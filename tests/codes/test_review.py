"""The order in which reviewing pays, the sheet and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.review import apply, override_counts, review
from textmine.errors import SurveyError
from textmine.inputs.decisions import read_review
from textmine.reports.reviewsheet import reviewsheet
from textmine.reports.tablefile import tablefile
from textmine.words.corpus import Corpus

FRAME = parse_codebook("＊費用\n# 定義: お金\n費用 or 予算\n＊人材\n人材 or 予算")
TEXTS = ["費用が負担", "=1+1 なにか", "予算も人材もない", "", "人材が不足"]


@pytest.fixture
def corpus(corpus_of: Callable[..., Corpus]) -> Corpus:
    return corpus_of(TEXTS)


def sheet(corpus: Corpus, path: Path, **changes: object) -> Path:
    """Write a review sheet, then fill cells in as a person does: "row column" -> value."""
    path.write_bytes(reviewsheet(review(corpus, code_answers(corpus, FRAME)), lang="ja"))
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    head = {cell.value: cell.column for cell in page[1]}
    for place, value in changes.items():
        name, row = place.rsplit("_", 1)
        name = name if name in head else "＊" + name
        page.cell(int(row) + 2, head[name], value)
    book.save(path)
    return path


def test_the_order_that_pays(corpus: Corpus) -> None:
    """No code first, then most codes, then one; blank answers are nobody's work."""
    table = review(corpus, code_answers(corpus, FRAME))
    assert table["text"].tolist()[:2] == [TEXTS[1], TEXTS[2]]
    assert table["why"].tolist() == ["none", "several", "one", "one"]
    assert table["doubt"].between(0, 1).all()


def test_the_order_does_not_depend_on_the_rows(corpus: Corpus, corpus_of: Callable[..., Corpus]) -> None:
    turned = corpus_of(TEXTS, order=[4, 3, 2, 1, 0])
    pd.testing.assert_frame_equal(
        review(corpus, code_answers(corpus, FRAME)), review(turned, code_answers(turned, FRAME))
    )


def test_the_sheet_is_the_same_every_time_and_runs_nothing(corpus: Corpus, tmp_path: Path) -> None:
    table = review(corpus, code_answers(corpus, FRAME))
    assert reviewsheet(table, lang="ja") == reviewsheet(table, lang="ja")
    page = openpyxl.load_workbook(sheet(corpus, tmp_path / "a.xlsx")).worksheets[0]
    assert page.freeze_panes == "F3"
    assert not [cell for row in page for cell in row if cell.data_type == "f"]
    (one, two) = page.data_validations.dataValidation
    assert one.formula1 == two.formula1 == '"1,0"'


def test_what_a_person_decides_comes_back(corpus: Corpus, tmp_path: Path) -> None:
    path = sheet(
        corpus,
        tmp_path / "a.xlsx",
        費用_1=1,
        coder_1="佐藤",
        reason_1="値段の話",
        coder_2="佐藤",
        date_2="2026-11-02",
    )
    found = read_review(path)
    assert len(found) == 4  # two answers, all their codes
    first = found[(found["code"] == "＊費用") & (found["respondent"] == "r001")].to_dict("records")[0]
    assert (first["value"], first["rule"], first["coder"], first["reason"]) == (1, 0, "佐藤", "値段の話")
    assert set(found[found["respondent"] == "r002"]["date"]) == {"2026-11-02"}
    kept = tmp_path / "overrides.csv"
    kept.write_bytes(tablefile(found))
    pd.testing.assert_frame_equal(read_review(kept), found)
    coded = apply(code_answers(corpus, FRAME), found, corpus=corpus)
    assert coded["＊費用"].tolist() == [1, 1, 1, 0, 0]
    assert coded["overridden"].tolist() == ["", "＊費用", "", "", ""]
    assert coded["reviewed"].tolist() == [0, 1, 1, 0, 0]
    assert coded.attrs["corrections"]["cells"] == 4 and coded.attrs["corrections"]["overridden"] == 1
    assert override_counts(found)["added"].tolist() == [1, 0]


def test_a_survey_read_again_in_another_order_is_matched(
    corpus: Corpus, corpus_of: Callable[..., Corpus], tmp_path: Path
) -> None:
    """By respondent and text, not by number; and by the text alone if respondents are called otherwise."""
    found = read_review(sheet(corpus, tmp_path / "a.xlsx", 費用_1=1, coder_1="佐藤"))
    turned = corpus_of(TEXTS[::-1], respondents=["r004", "r003", "r002", "r001", "r000"])
    assert apply(code_answers(turned, FRAME), found, corpus=turned)["overridden"].tolist() == [
        "",
        "",
        "",
        "＊費用",
        "",
    ]
    other = corpus_of(TEXTS, respondents=list("abcde"))
    coded = apply(code_answers(other, FRAME), found, corpus=other)
    assert coded["overridden"].tolist() == ["", "＊費用", "", "", ""]
    assert coded.attrs["corrections"]["moved"] == 1


def test_a_changed_answer_is_an_error_or_counted(
    corpus: Corpus, corpus_of: Callable[..., Corpus], tmp_path: Path
) -> None:
    found = read_review(sheet(corpus, tmp_path / "a.xlsx", 費用_1=1, coder_1="佐藤"))
    other = corpus_of(["費用が負担", "別の文", *TEXTS[2:]])
    with pytest.raises(SurveyError, match="not in this survey"):
        apply(code_answers(other, FRAME), found, corpus=other)
    coded = apply(code_answers(other, FRAME), found, corpus=other, missing="count")
    assert coded.attrs["corrections"]["missing"] == 1 and coded["overridden"].tolist() == [""] * 5


def test_a_change_by_nobody_is_refused_or_signed(corpus: Corpus, tmp_path: Path) -> None:
    path = sheet(corpus, tmp_path / "a.xlsx", 費用_1=1)
    with pytest.raises(SurveyError, match="no coder"):
        read_review(path)
    assert set(read_review(path, coder="鈴木")["coder"]) == {"鈴木"}


def test_rows_that_were_torn_apart_are_refused(corpus: Corpus, tmp_path: Path) -> None:
    """A text that stands in another answer's row: only some columns were sorted."""
    with pytest.raises(SurveyError, match="sort whole rows"):
        read_review(sheet(corpus, tmp_path / "a.xlsx", text_1="費用が負担", coder_1="佐藤"))


def test_a_cell_that_holds_something_else_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="choose 1 or 0"):
        read_review(sheet(corpus, tmp_path / "a.xlsx", 費用_1="たぶん", coder_1="佐藤"))


def test_another_workbook_is_no_review_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(SurveyError, match="no review sheet"):
        read_review(tmp_path / "b.xlsx")
