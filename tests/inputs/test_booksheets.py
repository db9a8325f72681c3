"""Which sheets of a workbook are read, and what is said of hidden and empty cells in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from textmine.errors import SurveyError
from textmine.inputs.survey import Survey, read_survey

ANSWERS = (
    "駐車場が狭くて困っています。",
    "職員の対応が丁寧でよかったです。",
    "駐車場をもっと広くしてほしい。",
    "案内表示が分かりにくいと思います。",
    "予約の方法が分かりにくい。",
    "待ち時間が長いので改善してほしい。",
    "トイレが古いので直してほしい。",
    "案内の文字が小さくて読みにくい。",
)
OPENINGS = ("", "正直なところ", "家族の話では")  # make other texts of them
AGES = ("20代", "30代", "40代", "50代", "60代", "20代", "40代", "30代")

Rows = Sequence[Sequence[object]]


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook with these sheets, all cells as they are given."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def answers(start: int = 0, *, header: str = "回答内容", ages: Sequence[str] = AGES) -> list[list[object]]:
    """A table of eight respondents; another start gives them other answers."""
    texts = [OPENINGS[start] + ANSWERS[(number + start) % len(ANSWERS)] for number in range(len(ANSWERS))]
    rows = [[number, age, text] for number, (age, text) in enumerate(zip(ages, texts, strict=True), start=1)]
    return [["No.", "年代", header], *rows]


def found(survey: Survey) -> dict[str, int]:
    """How often each thing was found while the survey was read."""
    return dict(zip(survey.findings["finding"], survey.findings["count"], strict=True))


def people(survey: Survey) -> int:
    return survey.answers["respondent"].nunique()


# A sheet per question


def test_a_sheet_per_question(tmp_path: Path) -> None:
    """Questions are named by the sheets, in their order; each answer keeps its sheet and row."""
    names = ("要望", "良かった点", "悪かった点")
    survey = read_survey(
        workbook(tmp_path / "a.xlsx", {name: answers(start) for start, name in enumerate(names)})
    )
    assert (people(survey), survey.questions) == (8, names)
    assert found(survey)["question_sheets"] == 3
    answer = survey.answers[
        (survey.answers["question"] == "悪かった点") & (survey.answers["respondent"] == "3")
    ]
    assert answer["text"].tolist() == [OPENINGS[2] + ANSWERS[4]]
    assert survey.sources[answer["source"].iloc[0]].sheet == "悪かった点"
    assert answer["row"].tolist() == [4]
    assert survey.attributes == ("年代",)


def test_a_sheet_per_question_without_attributes(tmp_path: Path) -> None:
    """Ids alone tell, where the sheets are named like questions."""
    sheets = {
        name: [[row[0], row[2]] for row in answers(start)]
        for start, name in enumerate(("問1 理由", "問2 要望"))
    }
    survey = read_survey(workbook(tmp_path / "a.xlsx", sheets))
    assert (people(survey), survey.questions) == (8, ("問1 理由", "問2 要望"))


def test_a_sheet_per_question_with_headers_of_their_own(tmp_path: Path) -> None:
    """Where the headers of the answers differ, they name the questions."""
    sheets = {
        f"Sheet{number}": answers(number, header=header)
        for number, header in enumerate(("良かった点", "改善してほしい点", "ご意見"))
    }
    survey = read_survey(workbook(tmp_path / "a.xlsx", sheets))
    assert (people(survey), survey.questions) == (8, ("良かった点", "改善してほしい点", "ご意見"))


def test_a_sheet_per_question_in_another_order(tmp_path: Path) -> None:
    """Respondents are told by their ids, in whatever order they stand; some may have left a question out."""
    second = answers(1)
    second[1:] = second[:1:-1]
    survey = read_survey(
        workbook(tmp_path / "a.xlsx", {"問3 良かった点": answers(), "問4 悪かった点": second})
    )
    assert (people(survey), survey.questions) == (8, ("問3 良かった点", "問4 悪かった点"))


def test_a_sheet_per_question_without_ids(tmp_path: Path) -> None:
    """Without ids the rows tell, where what stands beside the answers is equal row by row."""
    sheets = {
        name: [row[1:] for row in answers(start)] for start, name in enumerate(("良かった点", "悪かった点"))
    }
    survey = read_survey(workbook(tmp_path / "a.xlsx", sheets))
    assert (people(survey), survey.questions) == (8, ("良かった点", "悪かった点"))


def test_a_sheet_per_question_with_a_rating_each(tmp_path: Path) -> None:
    """What was asked beside each question may differ; the ages of the same people do not."""
    sheets = {}
    for start, name in enumerate(("窓口について", "施設について", "職員について")):
        rows = answers(start)
        sheets[name] = [
            ["満足度" if number == 0 else (number + start) % 3, *row] for number, row in enumerate(rows)
        ]
    survey = read_survey(workbook(tmp_path / "a.xlsx", sheets))
    assert (people(survey), survey.questions) == (8, ("窓口について", "施設について", "職員について"))


def test_a_sheet_per_question_some_of_them_closed(tmp_path: Path) -> None:
    """A sheet of numbers is a closed question to the same respondents, an attribute of them."""
    closed = answers()
    for number, row in enumerate(closed[1:]):
        row[2] = number % 5 + 1
    sheets = {"問1 満足度": closed, "問2 理由": answers(1), "問3 要望": answers(2)}
    survey = read_survey(workbook(tmp_path / "a.xlsx", sheets))
    assert (people(survey), survey.questions) == (8, ("問2 理由", "問3 要望"))
    assert survey.attributes == ("年代", "問1 満足度")


def test_sheets_without_free_text(tmp_path: Path) -> None:
    """Where no sheet holds free text, the columns of the first are named."""
    rows: Rows = [["No.", "年代"], *([number, number % 3] for number in range(8))]
    with pytest.raises(SurveyError, match="no column looks like free text"):
        read_survey(workbook(tmp_path / "a.xlsx", {"甲": rows, "乙": rows}))


@pytest.mark.parametrize(
    "names",
    [("東京会場", "大阪会場"), ("2023年", "2024年"), ("4月", "5月"), ("第1回", "第2回"), ("A店", "B店")],
)
def test_sheets_of_places_and_times_are_no_questions(tmp_path: Path, names: tuple[str, str]) -> None:
    """The same question asked in two places, or twice, stays one."""
    survey = read_survey(
        workbook(tmp_path / "a.xlsx", {name: answers(start) for start, name in enumerate(names)})
    )
    assert survey.questions == ("回答内容",)
    assert "question_sheets" not in found(survey)


def test_other_people_with_the_same_numbers(tmp_path: Path) -> None:
    """Numbers that begin anew in each sheet are other people where their ages differ, or nothing is known."""
    for ages in (AGES[::-1], AGES[3:] + AGES[:3]):
        path = workbook(tmp_path / "a.xlsx", {"本社": answers(), "工場": answers(1, ages=ages)})
        assert read_survey(path).questions == ("回答内容",)
    path = workbook(
        tmp_path / "b.xlsx", {name: [[row[0], row[2]] for row in answers(i)] for i, name in enumerate("甲乙")}
    )
    assert read_survey(path).questions == ("回答内容",)


def test_copies_are_no_questions(tmp_path: Path) -> None:
    """A sheet with the same answers is a copy."""
    copy = answers()
    for row in copy[6:]:
        row[2] = f"訂正：{row[2]}"
    survey = read_survey(workbook(tmp_path / "a.xlsx", {"元データ": answers(), "要望の確認": copy}))
    assert survey.questions == ("回答内容",)


# The sheet with the answers is not the first


DATA: Rows = [
    ["ID", "Q1", "Q2", "自由記述"],
    *([i + 1, i % 3 + 1, i % 2 + 1, t] for i, t in enumerate(ANSWERS)),
]
CODES: Rows = [
    ["列", "コード", "内容"],
    *(["Q1", i, f"{i}0代"] for i in (1, 2, 3)),
    ["Q2", 1, "男"],
    ["Q2", 2, "女"],
]
WORDINGS: Rows = [
    ["列名", "設問文", "形式"],
    ["ID", "回答者に付けた番号です。", "番号"],
    ["Q1", "あなたの年代をお答えください。", "単一"],
    ["Q2", "あなたの性別をお答えください。", "単一"],
    ["自由記述", "お気づきの点をご自由にお書きください。", "自由"],
]
PURPOSE: Rows = [
    ["調査名", "窓口サービスについてのアンケート調査"],
    ["目的", "窓口の改善に役立てるために、利用者の意見を集めた。"],
    ["期間", "2024年4月1日から4月30日まで実施した。"],
    ["方法", "窓口で用紙を配り、その場で回収した。"],
    ["注意", "個人が分かる記述は取り除いてあります。"],
]


@pytest.mark.parametrize(("first", "rows"), [("コード表", CODES), ("設問一覧", WORDINGS), ("概要", PURPOSE)])
def test_the_sheet_with_the_answers_is_found(tmp_path: Path, first: str, rows: Rows) -> None:
    """A list of codes or of questions, or the purpose of the survey, may come first; it is named."""
    survey = read_survey(workbook(tmp_path / "a.xlsx", {first: rows, "データ": DATA}))
    assert (people(survey), survey.questions) == (8, ("自由記述",))
    rows_found = survey.findings.set_index("finding")
    assert rows_found.loc["sheets_not_read", "detail"] == first


def test_answers_alone_behind_a_purpose(tmp_path: Path) -> None:
    """Where nothing else tells, the longer sheet holds the answers."""
    rows: Rows = [["ご意見"], *([f"{number}番窓口の{text}"] for number in range(4) for text in ANSWERS)]
    survey = read_survey(workbook(tmp_path / "a.xlsx", {"概要": PURPOSE, "回答": rows}))
    assert survey.questions == ("ご意見",)


def test_the_first_of_two_surveys(tmp_path: Path) -> None:
    """Of two sheets with answers the first is read, however long the second is, and the other is named."""
    other: Rows = [["ID", "感想"], *([i, t] for i, t in enumerate(ANSWERS * 5))]
    survey = read_survey(workbook(tmp_path / "a.xlsx", {"職員": DATA, "住民": other, "コード表": CODES}))
    assert survey.questions == ("自由記述",)
    assert found(survey)["sheets_not_read"] == 2


def test_the_sheet_with_the_named_column(tmp_path: Path) -> None:
    """Columns that are named choose the sheet that has them."""
    other: Rows = [["ID", "感想"], *([i, t] for i, t in enumerate(ANSWERS))]
    path = workbook(tmp_path / "a.xlsx", {"職員": DATA, "住民": other})
    assert read_survey(path, questions=["感想"]).questions == ("感想",)


def test_only_a_hidden_sheet_has_answers(tmp_path: Path) -> None:
    """A hidden sheet is read where no visible one holds a table."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("表紙").write(0, 0, "アンケート")
        sheet = book.add_worksheet("データ")
        sheet.hide()
        for number, row in enumerate(DATA):
            sheet.write_row(number, 0, row)
    assert people(read_survey(path)) == 8


def test_answers_on_a_hidden_sheet_behind_counts(tmp_path: Path) -> None:
    """A visible sheet without free text does not keep the hidden one with the answers from being read."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        counts, sheet = book.add_worksheet("集計"), book.add_worksheet("原票")
        sheet.hide()
        for number, (age, count) in enumerate([("年代", "件数"), ("20代", 3), ("30代", 2), ("40代", 3)]):
            counts.write_row(number, 0, [age, count])
        for number, row in enumerate(DATA):
            sheet.write_row(number, 0, row)
    survey = read_survey(path)
    assert people(survey) == 8
    assert found(survey)["sheets_not_read"] == 1


def test_a_sheet_with_a_blank_column_more(tmp_path: Path) -> None:
    """Sheets of the same columns are read together, whatever their order and their blank columns."""
    first = [["番号", "年代", "ご意見"], *([f"A{n}", "20代", text] for n, text in enumerate(ANSWERS))]
    more = [
        ["番号", "ご意見", "年代", "備考"],
        *([f"B{n}", "なお" + t, "30代"] for n, t in enumerate(ANSWERS)),
    ]
    survey = read_survey(workbook(tmp_path / "a.xlsx", {"R5": first, "R6": more}))
    assert people(survey) == 16
    assert survey.answers["年代"].value_counts().to_dict() == {"20代": 8, "30代": 8}


# Merged, hidden, not computed


def test_ids_as_excel_shows_them(tmp_path: Path) -> None:
    """00001 in a workbook is the 00001 that Excel wrote into a CSV file."""
    book = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet, zeros, ages = made.add_worksheet(), made.add_format({"num_format": "00000"}), made.add_format()
        ages.set_num_format('0"代"')
        sheet.write_row(0, 0, ["会員番号", "年代", "ご意見"])
        for number, text in enumerate(ANSWERS, start=1):
            sheet.write_number(number, 0, number, zeros)
            sheet.write_number(number, 1, number % 3 * 10 + 20, ages)
            sheet.write_string(number, 2, text)
    table = tmp_path / "b.csv"
    lines = (f"{number:05},20代,なるほど{text}" for number, text in enumerate(ANSWERS, start=1))
    table.write_text("会員番号,年代,ご意見\n" + "\n".join(lines), encoding="utf-8")
    assert people(read_survey([book, table])) == 8
    assert set(read_survey(book).answers["年代"]) == {"20代", "30代", "40代"}


def test_merged_cells_below_the_header(tmp_path: Path) -> None:
    """The age of a merged cell holds for all its rows, and the check says how many got it."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["番号", "年代", "ご意見"])
        for number, text in enumerate(ANSWERS, start=1):
            sheet.write(number, 0, number)
            sheet.write(number, 2, text)
        sheet.merge_range(1, 1, 5, 1, "20代")
        sheet.merge_range(6, 1, 8, 1, "60代")
    survey = read_survey(path)
    assert survey.answers["年代"].value_counts().to_dict() == {"20代": 5, "60代": 3}
    assert found(survey)["merged_repeated"] == 6


@pytest.mark.parametrize(
    ("header", "closed", "respondents"),
    [
        (["企業名", "ご意見"], [], 2),
        (["会社", "業種", "ご意見"], ["製造", "製造", "製造", "製造", "建設", "建設", "建設", "建設"], 2),
        # people of one company who differ in age, or have an id of their own
        (["企業名", "年代", "ご意見"], list(AGES), 8),
        (["企業名", "社員番号", "ご意見"], list(range(101, 109)), 8),
        (["地区", "ご意見"], [], 8),
    ],
)
def test_a_merged_company_is_who_answered(
    tmp_path: Path, header: list[str], closed: list[object], respondents: int
) -> None:
    """Where nothing else says who did: one company with several lines of answers is one respondent."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        for number, text in enumerate(ANSWERS):
            sheet.write_row(number + 1, 1, [*closed[number : number + 1], text])
        for start, name in ((1, "青葉商会"), (5, "みどり工業")):
            sheet.merge_range(start, 0, start + 3, 0, name)
    assert people(read_survey(path)) == respondents


def hidden_book(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["番号", "年代", "所属", "ご意見"])
        for number, (age, text) in enumerate(zip(AGES, ANSWERS, strict=True), start=1):
            sheet.write_row(number, 0, [number, age, "総務", text])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        sheet.set_column(5, 16_383, None, None, {"hidden": True})  # as people hide all the rest
    return path


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    """By default nothing is left out, and the check counts what Excel does not show, with its place."""
    survey = read_survey(hidden_book(tmp_path / "a.xlsx"))
    assert people(survey) == 8
    said = survey.findings.set_index("finding")
    assert (said.loc["hidden_rows", "count"], said.loc["hidden_rows", "detail"]) == (2, "3, 6")
    assert (said.loc["hidden_columns", "count"], said.loc["hidden_columns", "detail"]) == (1, "C")


def test_hidden_rows_and_columns_left_out(tmp_path: Path) -> None:
    """With "skip" they are left out, which is said too; rows keep their numbers."""
    survey = read_survey(hidden_book(tmp_path / "a.xlsx"), hidden="skip")
    assert people(survey) == 6
    assert sorted(survey.answers["row"]) == [2, 4, 5, 7, 8, 9]
    assert "所属" not in survey.columns["column"].tolist()
    assert {"skipped_rows", "skipped_columns"} <= found(survey).keys()
    assert "blank_rows" not in found(survey)


def test_only_hidden_rows(tmp_path: Path) -> None:
    """A table whose rows are all hidden can't be read without them."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["番号", "ご意見"])
        for number, text in enumerate(ANSWERS, start=1):
            sheet.write_row(number, 0, [number, text])
            sheet.set_row(number, None, None, {"hidden": True})
    assert people(read_survey(path)) == 8
    with pytest.raises(SurveyError, match="only hidden rows"):
        read_survey(path, hidden="skip")


def formulas(path: Path, computed: Sequence[int], *, column: str = "C") -> Path:
    """A workbook made by a program that does not compute; the rows ``computed`` hold texts."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["番号", "年代", "ご意見"])
    for number, (age, text) in enumerate(zip(AGES, ANSWERS, strict=True), start=1):
        sheet.append([number, age, text])
        if number not in computed:
            place = f"{column}{number + 1}"
            sheet[place] = f'=CONCATENATE("{sheet[place].value}","")'
    book.save(path)
    return path


def written_formulas(path: Path, results: Sequence[str | int]) -> Path:
    """A workbook made by a program that stores results beside its formulas."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["番号", "ご意見"])
        for number, result in enumerate(results, start=1):
            sheet.write(number, 0, number)
            sheet.write_formula(number, 1, f"=別表!A{number}", value=result)
    return path


def test_answers_that_were_never_computed(tmp_path: Path) -> None:
    """Formulas without results are no blank answers."""
    with pytest.raises(SurveyError, match=r"8 formulas without results \(C2, C3.*save it again"):
        read_survey(formulas(tmp_path / "a.xlsx", []))


def test_some_cells_that_were_never_computed(tmp_path: Path) -> None:
    """They are counted, with their places; the rest is read."""
    survey = read_survey(formulas(tmp_path / "a.xlsx", range(1, 7)))
    assert people(survey) == 8
    said = survey.findings.set_index("finding")
    assert (said.loc["not_computed", "count"], said.loc["not_computed", "detail"]) == (2, "C8, C9")
    survey = read_survey(formulas(tmp_path / "b.xlsx", [], column="B"))
    assert found(survey)["not_computed"] == 8
    assert (survey.answers["kind"] == "substantive").all()


def test_zeros_in_place_of_results(tmp_path: Path) -> None:
    """A program may write 0 for each formula, and that Excel shall compute them: that is no result."""
    path = written_formulas(tmp_path / "a.xlsx", [0] * len(ANSWERS))
    with pytest.raises(SurveyError, match="8 formulas without results"):
        read_survey(path)


def test_results_that_are_stored(tmp_path: Path) -> None:
    """Formulas with results are read as their results."""
    path = written_formulas(tmp_path / "a.xlsx", ANSWERS)
    survey = read_survey(path)
    assert (survey.answers["kind"] == "substantive").sum() == 8
    assert "not_computed" not in found(survey)


def test_hidden_is_the_first_attribute_of_a_column(tmp_path: Path) -> None:
    """Programs write the attributes of a column in any order: it is hidden all the same."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [
        ["No.", "年代", "メモ", "ご意見"],
        *([n + 1, "20代", f"電話{n}済み。", t] for n, t in enumerate(ANSWERS)),
    ]:
        sheet.append(row)
    sheet.column_dimensions["C"].hidden = True
    book.save(tmp_path / "a.xlsx")
    assert found(read_survey(tmp_path / "a.xlsx"))["hidden_columns"] == 1
    skipped = read_survey(tmp_path / "a.xlsx", hidden="skip")
    assert set(skipped.answers["question"]) == {"ご意見"}


def test_answers_merged_to_the_right_in_each_row(tmp_path: Path) -> None:
    """Cells that are merged in each row to make a column wider make no header of the answers."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, (one, age, text) in enumerate(answers(header="ご意見")):
            sheet.write_row(number, 0, [one, age])
            sheet.merge_range(number, 2, number, 4, text)
    survey = read_survey(path)
    assert people(survey) == 8
    assert set(survey.answers["question"]) == {"ご意見"}


@pytest.mark.parametrize(
    "first",
    [
        [
            ["設問番号", "設問文", "回答形式"],
            ["Q1", "あなたの性別をお答えください。", "単一回答"],
            ["Q2", "あなたの職種をお答えください。", "単一回答"],
            ["Q3", "改善してほしい点をご自由にお書きください。", "自由記述"],
        ],
        [
            ["版", "更新者", "更新内容"],
            *([f"1.{n}", "山田", f"{n}件の回答を追加し、内容を確認した。"] for n in range(20)),
        ],
    ],
    ids=["questions", "versions"],
)
def test_a_list_of_questions_or_versions_first(tmp_path: Path, first: Rows) -> None:
    """The sheet whose rows are answers is read, not one that lists its questions or what was done."""
    rows = [[n + 1, "男女"[n % 2], "営業", text] for n, text in enumerate(ANSWERS)]
    path = workbook(
        tmp_path / "a.xlsx",
        {"はじめに": first, "回答": [["No", "性別", "職種", "改善してほしい点"], *rows]},
    )
    survey = read_survey(path)
    assert people(survey) == 8
    assert set(survey.answers["question"]) == {"改善してほしい点"}


def test_ids_called_differently_in_each_sheet(tmp_path: Path) -> None:
    """Sheets of a question each have the same respondents, whatever each calls the ids."""
    sheets: dict[str, Rows] = {}
    for start, (name, header) in enumerate({"問1": "ID", "問2": "回答者ID", "問3": "番号"}.items()):
        texts = (OPENINGS[start] + text for text in ANSWERS)
        sheets[name] = [[header, "回答"], *([f"P{n:03}", text] for n, text in enumerate(texts))]
    survey = read_survey(workbook(tmp_path / "a.xlsx", sheets))
    assert people(survey) == 8
    assert list(dict.fromkeys(survey.answers["question"])) == ["問1", "問2", "問3"]
