"""How tables are shown: a new one, one of a reader's own, and the names of the survey beside ours."""

import ast
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from docx import Document
from pptx import Presentation

from tests.reports.test_html import data
from textmine.reports import (
    blocks,
    excel,
    html,
    index,
    layouts,
    pool,
    powerpoint,
    slides,
    summary,
    word,
    wordpieces,
    workbook,
)
from textmine.reports.display import cells, parts
from textmine.reports.forms import Column, Form, View
from textmine.reports.prepared import Rows
from textmine.reports.report import Report
from textmine.reports.sections import groups
from textmine.reports.views import VIEWS
from textmine.texts.labels import known, label

TAKEN = ("size", "category", "group", "level", "value")  # headings of ours that attributes may have as names


def texts_of(report: Report) -> dict[str, set[str]]:
    """Return what stands in each kind of document."""
    book = openpyxl.load_workbook(BytesIO(excel.excel(report)))
    document = Document(BytesIO(word.word(report)))
    deck = Presentation(BytesIO(powerpoint.powerpoint(report)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    page = data(html.html(report))["groups"][0]["blocks"]
    columns = [column for block in page for column in block.get("columns", ())]
    return {
        "xlsx": {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row},
        "html": {str(text) for column in columns for text in (column["name"], *column["values"])},
        "docx": {cell.text for table in document.tables for row in table.rows for cell in row.cells},
        "pptx": {
            cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells
        },
    }


def test_a_new_table_with_a_view_stands_in_every_document(monkeypatch):
    """One view says it all: its columns in their order, headings, and rows that are made for display."""
    table = pd.DataFrame({"season": ["春", "秋"], "share": [0.25, 0.5], "left_out": ["x", "y"]})

    def seasons(shown):
        return Rows(shown.table.assign(season=lambda rows: rows["season"] + "の部"))

    form = Form(columns=(Column("season", heading="column.wave", width=20), Column("share")), rows=seasons)
    monkeypatch.setitem(VIEWS, "seasons", View("seasons", form, form, form, form))
    report = Report("題").add(table, name="seasons", question="効果")
    for kind, texts in texts_of(report).items():
        assert {"時点", "割合", "春の部", "秋の部"} <= texts, kind
        assert not {"left_out", "x"} & texts, kind


def test_a_table_without_a_view_is_shown_with_all_its_columns():
    """Under the names that it gives them, in every document."""
    table = pd.DataFrame({"word": ["春"], "size": ["大"], "mine": ["あり"]})
    for kind, texts in texts_of(Report("題").add(table, name="mine", question="効果")).items():
        assert {"word", "size", "mine", "春", "大", "あり"} <= texts, kind


def test_a_table_that_lacks_what_its_view_needs_is_shown_as_any_other():
    """A name is no promise about columns."""
    table = pd.DataFrame({"a": ["春"]})
    for name in ("keywords", "crosstab_words", "condensed", "cluster_summary", "evidence"):
        for kind, texts in texts_of(Report("題").add(table, name=name, question="効果")).items():
            assert {"a", "春"} <= texts, (name, kind)


@pytest.mark.parametrize("attribute", TAKEN)
def test_an_attribute_is_called_as_the_survey_calls_it(attribute):
    """Whatever the word is ours for: 文字の大きさ is no heading of a column ``size`` of a survey."""
    answers = pd.DataFrame(
        {
            "answer": [0],
            "respondent": ["a"],
            "question": ["効果"],
            "item": [""],
            "text": ["意識が高まった"],
            "kind": ["substantive"],
            attribute: ["大企業"],
        }
    )
    places = pd.DataFrame(
        {"word": ["意識"], "answer": [0], "respondent": ["a"], "start": [0], "end": [2], "negated": [False]}
    )
    coded = answers[["answer", "respondent", "text", attribute]].assign(document=0, **{"＊意識": [1]})
    cross = pd.DataFrame(
        {
            "attribute": [attribute],
            "value": ["大企業"],
            "feature": ["意識"],
            "kind": ["word"],
            "respondents": [1],
            "share": [1.0],
            "base": [1],
        }
    )
    report = Report("題").add(answers, name="answers").add(places, name="occurrences", question="効果")
    report = report.add(coded, name="codes", question="効果")
    report = report.add(cross, name="crosstab_words", question="効果")
    book = openpyxl.load_workbook(BytesIO(excel.excel(report)))
    for sheet in ("回答一覧", "1 該当回答 効果", "1 回答ごとの分類 効果"):
        assert attribute in {cell.value for row in book[sheet].iter_rows() for cell in row}, sheet
    assert f"1 クロス集計（語） {attribute} 効果"[:31] in book.sheetnames
    page = data(html.html(report))
    assert [one["name"] for one in page["attributes"]] == [attribute]
    assert page["groups"][0]["blocks"][0]["title"] == f"クロス集計（語）　{attribute}"
    usual = {label(f"column.{attribute}", lang) for lang in ("ja", "en")}
    assert not usual & {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}


def test_an_attribute_may_be_called_as_a_column_beside_it():
    """The context before a word and an attribute ``left`` are two columns."""
    answers = pd.DataFrame({"answer": [0], "respondent": "a", "text": "意識", "kind": "substantive"})
    places = pd.DataFrame(
        {"word": ["意識"], "answer": [0], "respondent": ["a"], "start": [0], "end": [2], "negated": [False]}
    )
    report = Report("題").add(answers.assign(left="右派"), name="answers")
    (group,) = groups(report.add(places, name="occurrences", question="効果"))
    (part,) = parts(group, lambda view: view.excel)
    shown = {(column.heading, column.survey): column.values for column in cells(part, part.rows)}
    assert shown["前の文脈", False] == [""] and shown["left", True] == ["右派"]


def test_words_counted_apart_where_they_are_negated_are_called_so():
    """The table has a column for it; documents name the word."""
    words = pd.DataFrame(
        {"word": ["わかる", "わかる"], "negated": [True, False], "respondents": [3, 1], "share": [0.6, 0.2]}
    )
    places = pd.DataFrame(
        {
            "word": ["わかる"] * 2,
            "answer": [0, 1],
            "respondent": ["a", "b"],
            "start": [0, 0],
            "end": [3, 3],
            "negated": [True, False],
        }
    )
    answers = pd.DataFrame(
        {
            "answer": [0, 1],
            "respondent": ["a", "b"],
            "text": ["わからない", "わかった"],
            "kind": "substantive",
        }
    )
    report = Report("題").add(words, name="keywords", question="").add(places, name="occurrences")
    (group,) = data(html.html(report.add(answers, name="answers")))["groups"]
    assert group["words"]["word"] == ["わかる（否定）", "わかる"]
    assert group["places"] == [[0, 0, 7], [1, 0, 6]]


def test_writers_know_no_table_by_name():
    """A name that stands in a writer is that of a column or a key of the page, never a table's."""
    allowed = {"kinds", "columns", "proposals", *(name for name in VIEWS if known(f"column.{name}"))}
    writers = (excel, html, powerpoint, word)
    for module in (*writers, blocks, index, layouts, pool, slides, summary, wordpieces, workbook):
        tree = ast.parse(Path(module.__file__).read_text("utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not texts & set(VIEWS) - allowed, module.__name__
