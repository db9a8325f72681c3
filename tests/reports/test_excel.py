"""The workbook, read back with another library."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from conftest import HOSTILE, make_report
from hypothesis import given
from hypothesis import strategies as st

from textmine.reports import excel as module
from textmine.reports.excel import LONGEST_CELL, excel, sheet_name
from textmine.reports.report import Report
from textmine.reports.text import printable


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
        "1 ワードクラウド 効果",
        "1 根拠 効果",
        "1 該当回答 効果",
        "2 キーワード 取り組み",
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
    assert first["品詞"] == "名詞"


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
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
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
    assert len({name.casefold() for name in names}) == len(names) == 16
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


def test_english():
    """Headings in English, the words as they are."""
    workbook = openpyxl.load_workbook(BytesIO(excel(make_report(12, lang="en"))))
    assert workbook.sheetnames[0] == "Summary"
    assert rows(workbook["1 Keywords 効果"], "No.")[0]["Keyword"]


def test_the_same_bytes(report):
    """No date and no chance in the file."""
    assert excel(report) == excel(report)
