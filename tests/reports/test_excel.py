"""The workbook, read back with another library."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.examples import HOSTILE, make_report
from textmine.reports import workbook as module
from textmine.reports.excel import excel
from textmine.reports.report import Report
from textmine.reports.text import printable
from textmine.reports.workbook import LONGEST_CELL, sheet_name


@pytest.fixture(scope="module")
def workbook(report):
    return openpyxl.load_workbook(BytesIO(excel(report)))


def rows(sheet, first):
    """Return the table whose heading's first cell is ``first``, as a list of dicts."""
    values = list(sheet.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(values) if row[0] == first)
    return [dict(zip(values[start], row, strict=True)) for row in values[start + 1 :]]


def test_sheets(workbook):
    """A summary first, then the sheets of each question, then what is of the whole survey."""
    assert workbook.sheetnames == [
        "概要",
        "1 キーワード 効果",
        "1 キーワードのグラフ 効果",
        "1 ワードクラウド 効果",
        "1 根拠 効果",
        "1 該当回答 効果",
        "2 キーワード 取り組み",
        "2 キーワードのグラフ 取り組み",
        "2 ワードクラウド 取り組み",
        "2 根拠 取り組み",
        "2 該当回答 取り組み",
        "回答一覧",
        "列の役割",
        "読み込み時の確認",
    ]


def test_keyword_sheet(workbook, report):
    """The numbers of the table, the notes as bullets, the quotes with their respondents."""
    table = report.sections[0].content
    found = rows(workbook["1 キーワード 効果"], "No.")
    assert [row["キーワード"] for row in found] == table["word"].tolist()
    assert [row["回答者数"] for row in found] == table["respondents"].tolist()
    assert [row["割合"] for row in found] == pytest.approx(table["share"].tolist())
    first = found[0]
    assert first["内容"].startswith("・「") and first["内容"].count("\n・") == 1
    assert "」（C0" in first["引用"]


def test_base_and_kinds_stand_above_the_table(workbook, report):
    """Who is counted, and who is not, is said where the shares are."""
    base = int(report.sections[0].content["base"].iloc[0])
    head = [workbook["1 キーワード 効果"].cell(row, 1).value for row in (1, 2, 3)]
    assert head[0] == "効果"
    assert f"内容のある回答をした回答者 {base} 人" in head[1]
    assert head[2].startswith("内容のない回答：")


def test_every_number_leads_to_its_answers(workbook, report):
    """Filtering the sheet of places by a word leaves as many respondents as the keyword table says."""
    places = pd.DataFrame(rows(workbook["1 該当回答 効果"], "キーワード")).fillna("")
    counted = places.groupby("キーワード")["回答者"].nunique()
    table = report.sections[0].content.set_index("word")["respondents"]
    assert counted.to_dict() == table.to_dict()
    answers = {row["回答番号"]: row["回答"] for row in rows(workbook["回答一覧"], "回答番号")}
    for row in places.to_dict("records"):
        text = row["前の文脈"].lstrip("…") + row["語"] + row["後の文脈"].rstrip("…")
        assert text in answers[row["回答番号"]].replace("\n", " ")


def test_hostile_text_is_text(report):
    """No formula, no link, no control character; the text itself is whole."""
    data = excel(report)
    workbook = openpyxl.load_workbook(BytesIO(data))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [cell for cell in cells if cell.data_type == "f"]
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert links and all(link.location and not link.target for link in links)
    texts = {cell.value for cell in cells}
    assert {printable(text) for text in HOSTILE} <= texts
    assert "=1+1" in texts
    with ZipFile(BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name]
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_sheets_print_and_filter(workbook):
    """Heading repeated and frozen, filter on, A4 across at the width of a page."""
    sheet = workbook["1 キーワード 効果"]
    assert sheet.freeze_panes == "C8" and sheet.auto_filter.ref.startswith("A7:L")
    assert sheet.print_title_rows == "$7:$7"
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_pictures_have_a_description(report):
    """Who can't see the cloud is told what it shows."""
    with ZipFile(BytesIO(excel(report))) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/drawings/drawing")]
        drawing = "".join(archive.read(name).decode() for name in names)
    assert 'descr="効果のワードクラウド"' in drawing


def test_rows_are_as_high_as_their_text(workbook):
    """A wrapped cell of several lines is not cut off."""
    sheet = workbook["1 キーワード 効果"]
    for row in range(8, sheet.max_row + 1):
        lines = str(sheet.cell(row, 12).value or "").count("\n") + 1
        assert (sheet.row_dimensions[row].height or 15) >= min(409, 15 * lines)


def test_long_text_is_cut_and_said(report):
    """A cell holds 32,767 UTF-16 units; the sheet says how many were cut."""
    for text in ("あ" * 40_000, "😀" * 20_000):
        table = pd.DataFrame({"text": [text, "短い"]})
        workbook = openpyxl.load_workbook(BytesIO(excel(Report("x").add(table, name="long", question="q"))))
        sheet = workbook.worksheets[1]
        values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
        longest = max(values, key=len)
        assert len(longest.encode("utf-16-le")) // 2 <= LONGEST_CELL
        assert longest.endswith("〔以下略〕") and longest[:-6] == text[: len(longest) - 6]
        assert any(str(value).startswith("長い文字列 1 か所") for value in values)


def test_too_many_rows_are_cut_and_said(monkeypatch):
    """What goes beyond Excel's last row is left out and counted."""
    monkeypatch.setattr(module, "MOST_ROWS", 20)
    table = pd.DataFrame({"a": range(100)})
    workbook = openpyxl.load_workbook(BytesIO(excel(Report("x").add(table, name="t", question="q"))))
    sheet = workbook.worksheets[1]
    assert sheet.max_row <= 20
    values = [row[0] for row in sheet.iter_rows(values_only=True)]
    said = [value for value in values if "行数の上限" in str(value)]
    assert said and str(100 - sum(isinstance(value, int) for value in values)) in said[0]


def test_long_questions_that_begin_alike():
    """Sheet names differ, fit, and the summary's links lead to them."""
    stem = "【問２】北陸新幹線 福井・敦賀開業で、お住まいの市町へ良い影響がありますか？"
    report = make_report(questions=(stem + "a", stem + "b", "[]:*?/'"))
    workbook = openpyxl.load_workbook(BytesIO(excel(report)))
    names = workbook.sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 19
    cells = [cell for row in workbook["概要"].iter_rows() for cell in row]
    links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    assert {link.rsplit("!", 1)[0].strip("'").replace("''", "'") for link in links} == set(names[1:])


@given(st.lists(st.text(max_size=50), min_size=1, max_size=8))
def test_sheet_names(wanted):
    """Whatever is wanted, Excel accepts it: length, characters, no two alike."""
    taken = []
    for text in wanted:
        sheet_name(text, taken)
    assert len({name.casefold() for name in taken}) == len(wanted)
    for name in taken:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\") and name[0] != "'" and name[-1] != "'"
        assert name.casefold() != "history"


def test_items_get_sheets_of_their_own():
    """Keywords by item, evidence and places of all items of a question on one sheet."""
    words = pd.DataFrame({"word": ["費用"], "respondents": [2], "share": [0.5], "base": [4]})
    places = pd.DataFrame(
        {"word": ["費用"], "answer": [0], "respondent": ["C1"], "start": [0], "end": [2], "negated": [False]}
    )
    report = Report("障害")
    for item in ("パスワード", "無線LAN"):
        report = report.add(words, name="keywords", question="障害", item=item)
        report = report.add(places, name="occurrences", question="障害", item=item)
    names = openpyxl.load_workbook(BytesIO(excel(report))).sheetnames
    assert names == ["概要", "1.1 キーワード パスワード", "1.2 キーワード 無線LAN", "1 該当回答 障害"]


def test_a_short_report_of_many_questions_has_twelve_sheets_at_most():
    """The keywords of all questions stand on one, with the question and its base in front."""
    words = pd.DataFrame({"word": ["費用"], "respondents": [2], "share": [0.5], "base": [4]})
    report = Report("題", form="short")
    for number in range(1, 13):
        report = report.add(words, name="keywords", question=f"問{number}")
    report = report.add(words.iloc[:0], name="keywords", question="問13")
    book = openpyxl.load_workbook(BytesIO(excel(report)))
    assert book.sheetnames == ["概要", "キーワード"]
    rows = [[cell.value for cell in row] for row in book["キーワード"].iter_rows()]
    heading = next(place for place, row in enumerate(rows) if row[0] == "設問")
    assert [row[:2] for row in rows[heading + 1 :]] == [[f"問{number}", 4] for number in range(1, 13)]
    few = Report("題", form="short", sections=report.sections[:3])
    assert len(openpyxl.load_workbook(BytesIO(excel(few))).sheetnames) == 4


def test_attributes_of_very_many_answers_stand_elsewhere():
    """A sheet that Excel opens at once has the attributes; a larger one says which file has them."""

    def sheet(respondents):
        answers = {
            "answer": range(respondents),
            "respondent": [f"C{number}" for number in range(respondents)],
            "question": "効果",
            "item": "",
            "kind": "substantive",
            "text": "意識が高まった",
            **{f"属性{number}": "あり" for number in range(100)},
        }
        report = Report("効果").add(pd.DataFrame(answers), name="answers")
        book = openpyxl.load_workbook(BytesIO(excel(report)), read_only=True)
        return [row for row, _ in zip(book["回答一覧"].iter_rows(values_only=True), range(12), strict=False)]

    few, many = ([cell for row in sheet(respondents) for cell in row if cell] for respondents in (10, 2_501))
    assert few.count("あり") == 100 * few.count("意識が高まった") and few.count("意識が高まった") > 1
    assert "あり" not in many and "意識が高まった" in many
    assert [any("tables/answers.csv" in str(cell) for cell in cells) for cells in (few, many)] == [
        False,
        True,
    ]


def test_english():
    """Headings in English, the words as they are."""
    workbook = openpyxl.load_workbook(BytesIO(excel(make_report(12, lang="en"))))
    assert workbook.sheetnames[0] == "Summary"
    assert rows(workbook["1 Keywords 効果"], "No.")[0]["Keyword"]


def test_the_same_bytes(report):
    """No date and no chance in the file."""
    assert excel(report) == excel(report)


@pytest.fixture(scope="module")
def comparisons(compared):
    return openpyxl.load_workbook(BytesIO(excel(compared)))


def test_crosstab_is_a_matrix(comparisons, compared):
    """Features down, two columns a value with its base above; marks are formats, shares stay numbers."""
    sheet = comparisons["1 クロス集計（語） 業種 効果"]
    values = list(sheet.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(values) if row[0] == "語・コード")
    table = next(section.content for section in compared.sections if section.name == "crosstab_words")
    own = table.loc[(table["attribute"] == "業種") & (table["feature"] == "意識")]
    assert [value.split("\n")[0] for value in values[start - 1][1:] if value] == own["value"].tolist()
    assert values[start - 1][1].split("\n")[1] == f"n={own['base'].iloc[0]:,}"
    row = values[start + 1]
    assert row[0] == "意識"
    assert list(row[1 : 1 + 2 * len(own) : 2]) == own["respondents"].tolist()
    assert list(row[2 : 2 + 2 * len(own) : 2]) == pytest.approx(own["share"].tolist())
    assert row[-1] == "「意識」には差がある。"
    place = own["value"].tolist().index("製造業")
    assert "＋＋" in sheet.cell(start + 2, 3 + 2 * place).number_format
    assert sheet.auto_filter.ref and sheet.freeze_panes


def test_numbers_stay_numbers_where_some_are_missing(comparisons):
    """A share that one row lacks doesn't turn the others into text, and p keeps its digits."""
    found = rows(comparisons["1 分類の集計 効果"], "コード")
    assert isinstance(found[0]["割合"], float)
    sheet = comparisons["1 特徴語 効果"]
    (one,) = rows(sheet, "属性")
    assert one["p値（BH法）"] == pytest.approx(0.00001)
    assert any("<0.001" in cell.number_format for row in sheet for cell in row)


def test_native_charts(compared):
    """Bars of words and of codes are charts of the workbook that point at its cells."""
    with ZipFile(BytesIO(excel(compared))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    assert len(charts) == 3  # the words of two questions, the codes of one
    assert any("分類の集計" in chart for chart in charts)
    assert all("<c:barChart>" in chart and "$" in chart for chart in charts)


def test_proposals_are_confirmed_by_choosing(comparisons):
    """The column to fill in offers はい and いいえ."""
    sheet = comparisons["1 まとめの提案 効果"]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"はい,いいえ"'
    found = rows(sheet, "設問")
    assert len(found) == 1 and found[0]["まとめる（はい／いいえ）"] is None


def test_hostile_text_in_every_sheet(comparisons):
    """No cell of any sheet is a formula or a link to elsewhere."""
    for sheet in comparisons:
        for row in sheet:
            for cell in row:
                assert cell.data_type != "f"
                assert not (cell.hyperlink and cell.hyperlink.target)
    said = [row["意見"] for row in rows(comparisons["1 意見の一覧 効果"], "設問")]
    assert '=HYPERLINK("http://x")' in said and "@SUM(1)" in said and "<script>alert(1)</script>" in said
    assert "\u202e意識\u202cの向上\u200f" in said
