"""The order in which reviewing pays, the sheet and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.review import (
    apply,
    check_matches,
    corrected,
    count_matches,
    merge_matches,
    override_counts,
    review,
    unmatched,
)
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


def decisions(corpus: Corpus, **values: int) -> pd.DataFrame:
    """Decisions about the code ＊費用 of the respondents named, as ``read_review`` returns them."""
    table = review(corpus, code_answers(corpus, FRAME))
    table = table[table["respondent"].isin(list(values))].reset_index(drop=True)
    return table.assign(
        code="＊費用",
        value=[values[who] for who in table["respondent"]],
        rule=table["＊費用"],
        coder="佐藤",
        date="2026-11-02",
        reason="",
    )


def test_decisions_on_chunks_are_those_on_the_whole_survey(corpus_of: Callable[..., Corpus]) -> None:
    """A text that only one answer has is found wherever it is; one that two chunks have is found nowhere."""
    reviewed = corpus_of(["費用", "予算", "人材", "社員", "天気"])
    overrides = decisions(reviewed, r000=0, r001=0, r002=1, r003=1, r004=1)
    texts = ["費用", "予算", "人材", "予算", "別の文", "天気"]
    respondents = ["r000", "b", "r002", "d", "r003", "f"]  # two are called otherwise, one text has changed
    whole = corpus_of(texts, respondents=respondents)
    chunks = [
        corpus_of(texts[first : first + 2], respondents=respondents[first : first + 2]) for first in (0, 2, 4)
    ]
    counts = [count_matches(chunk, decisions=overrides) for chunk in chunks]
    matches = reduce(merge_matches, counts)
    pd.testing.assert_frame_equal(matches, count_matches(whole, decisions=overrides))
    assert set(unmatched(overrides, matches)["respondent"]) == {"r001", "r003"}
    with pytest.raises(SurveyError, match="2 reviewed answers are not in this survey"):
        check_matches(overrides, matches)
    with pytest.raises(SurveyError, match="2 reviewed answers are not in this survey"):
        corrected(code_answers(whole, FRAME), overrides, whole)
    together = corrected(code_answers(whole, FRAME), overrides, whole, matches)
    apart = [corrected(code_answers(chunk, FRAME), overrides, chunk, matches) for chunk in chunks]
    columns = ["＊費用", "＊人材", "reviewed", "overridden", "coder"]
    pd.testing.assert_frame_equal(
        pd.concat(apart, ignore_index=True)[columns], together[columns].reset_index(drop=True)
    )
    assert together["overridden"].tolist() == ["＊費用", "", "＊費用", "", "", "＊費用"]
    assert sum(each.attrs["corrections"]["moved"] for each in apart) == 1


def test_decisions_about_other_questions_are_left_alone(corpus: Corpus) -> None:
    """A file of decisions about all questions serves each; without any file nothing changes."""
    overrides = decisions(corpus, r001=1).assign(question="障害")
    coded = code_answers(corpus, FRAME)
    assert not corrected(coded, overrides, corpus)["reviewed"].any()
    assert corrected(coded, None, corpus) is coded


@pytest.mark.parametrize(
    "value",
    ["", "五番", "-1", "1.5", "1e3", "9" * 16, "9" * 30, 10**20, 1e300, True, "=1+1", "٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨"],
)
def test_an_answer_column_that_holds_no_number_is_one_sentence(
    corpus: Corpus, tmp_path: Path, value: object
) -> None:
    """A text, a number beyond 64 bits, an empty cell: in the sheet and in the file kept from it."""
    path = sheet(corpus, tmp_path / "a.xlsx", 費用_1=1, coder_1="佐藤")
    found = read_review(path)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    column = next(cell.column for cell in page[1] if cell.value == "answer")
    page.cell(3, column).value = value
    book.save(path)
    with pytest.raises(SurveyError, match="answer"):
        read_review(path)
    kept = tmp_path / "overrides.csv"
    kept.write_bytes(tablefile(found.assign(answer=str(value))))
    with pytest.raises(SurveyError, match="answer"):
        read_review(kept)


@pytest.mark.parametrize("value", [0, 12, "12", 12.0, " 3 "])
def test_an_answer_number_is_read_as_spreadsheets_write_it(
    corpus: Corpus, tmp_path: Path, value: object
) -> None:
    path = sheet(corpus, tmp_path / "a.xlsx", 費用_1=1, coder_1="佐藤")
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    column = next(cell.column for cell in page[1] if cell.value == "answer")
    page.cell(3, column).value = value
    book.save(path)
    assert set(read_review(path)["answer"]) == {int(str(value).strip().removesuffix(".0"))}


def test_a_decision_about_a_very_long_answer_is_read(corpus: Corpus, tmp_path: Path) -> None:
    """Longer than the csv module takes by itself."""
    found = read_review(sheet(corpus, tmp_path / "a.xlsx", 費用_1=1, coder_1="佐藤"))
    kept = tmp_path / "overrides.csv"
    kept.write_bytes(tablefile(found.assign(text="費用" * 100_000)))
    assert set(read_review(kept)["text"].str.len()) == {200_000}


def decisions_about(corpus: Corpus, cells: dict[str, int], reason: str = "") -> pd.DataFrame:
    """What a person decided about the first answer."""
    row = review(corpus, code_answers(corpus, FRAME)).set_index("answer", drop=False).loc[0]
    about = row[["key", "sha", "answer", "respondent", "question", "item", "text"]].to_dict()
    said = {"rule": 0, "coder": "甲", "date": "", "reason": reason, "sample": ""}
    return pd.DataFrame([{**about, "code": code, "value": value, **said} for code, value in cells.items()])


@pytest.mark.parametrize(
    ("cells", "given", "overridden"),
    [
        ({"＊費用/維持費": 0}, [0, 0, 0, 0], "＊費用\n＊費用/維持費"),
        ({"＊費用/維持費": 0, "＊費用/導入費": 1}, [1, 1, 0, 0], "＊費用/導入費\n＊費用/維持費"),
        ({"＊費用": 0}, [1, 0, 1, 0], ""),
        ({"＊人材": 1}, [1, 0, 1, 1], "＊人材"),
    ],
)
def test_an_upper_code_follows_what_a_person_decided_below_it(
    corpus_of: Callable[..., Corpus], cells: dict[str, int], given: list[int], overridden: str
) -> None:
    corpus = corpus_of(["維持費が高い", "人材が不足"])
    frame = parse_codebook("＊費用\n# 定義: お金\n＊費用/導入費\n導入費\n＊費用/維持費\n維持費\n＊人材\n人材")
    coded = corrected(code_answers(corpus, frame), decisions_about(corpus, cells), corpus)
    assert coded[list(frame.names)].values.tolist() == [given, [0, 0, 0, 1]]
    assert coded["overridden"].tolist() == [overridden, ""]


def test_what_a_person_noted_stands_beside_the_codes(corpus: Corpus) -> None:
    decided = decisions_about(corpus, {"＊費用": 1, "＊人材": 0}, "値段のこと")
    coded = corrected(code_answers(corpus, FRAME), decided, corpus)
    assert coded["note"].tolist() == ["値段のこと", "", "", "", ""]
