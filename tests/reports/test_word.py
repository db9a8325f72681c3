"""textmine.reports.word: the layout of the report's tables, nothing lost or active, the same bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from docx import Document

from textmine.errors import ReportError
from textmine.reports.forms import Column, Form, View
from textmine.reports.report import Report
from textmine.reports.views import VIEWS
from textmine.reports.word import word

EVIL = ['=HYPERLINK("http://x")', "<script>alert(1)</script>", "@SUM(1)", "a\u202eb", "{ INCLUDETEXT x }"]


@pytest.fixture(scope="module")
def with_method(report: Report) -> Report:
    method = pd.DataFrame({"heading": ["データ"], "text": ["回答は250件。"]})
    return report.add(method, name="method")


@pytest.fixture(scope="module")
def content(with_method: Report) -> bytes:
    return word(with_method)


def opened(content: bytes) -> Any:
    return Document(BytesIO(content))


def text_of(content: bytes) -> str:
    document = opened(content)
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def body(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as file:
        return file.read("word/document.xml").decode()


def table_of(content: bytes, heading: str) -> list[list[str]]:
    """The cells of the first table whose first heading begins so."""
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(content).tables]
    return next(table for table in tables if table[0][0].startswith(heading))


def test_the_keyword_table_has_the_layout_of_the_report(report: Report, content: bytes) -> None:
    """キーワード（n 社） beside 内容 with bullets, the base in its caption."""
    words = next(section.content for section in report.sections if section.name == "keywords")
    assert isinstance(words, pd.DataFrame)
    document = opened(content)
    tables = [table for table in document.tables if "キーワード（n" in table.rows[0].cells[0].text]
    assert len(tables) == 2
    first = tables[0].rows[1].cells
    assert first[0].text.startswith(f"{words['word'].iloc[0]}（{words['respondents'].iloc[0]}")
    assert "・" in first[1].text
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert any("母数" in caption for caption in captions)


def test_headings_pictures_and_method(content: bytes) -> None:
    """A heading per question, a caption and a description per picture, the method as it is."""
    document = opened(content)
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert any("効果" in heading for heading in headings)
    assert any("取り組み" in heading for heading in headings)
    assert "回答は250件。" in text_of(content)
    assert body(content).count('descr="効果のワードクラウド"') == 1
    assert len(document.inline_shapes) == 2


def test_the_same_bytes_every_time(with_method: Report, content: bytes) -> None:
    assert word(with_method) == content


def test_no_statement_is_lost_without_a_word() -> None:
    """Statements beyond what an item shows are counted, with where they are."""
    table = pd.DataFrame(
        {
            "item": ["一"] * 200,
            "statement": [f"内容{n}" for n in range(200)],
            "respondents": 1,
            "submissions": 1,
            "answer_numbers": "1",
            "base": 200,
        }
    )
    written = text_of(word(Report("題").add(table, name="condensed", question="障害")))
    shown = sum(f"内容{n}\n" in written + "\n" for n in range(200))
    assert f"{200 - shown:,}" in written
    assert "report.xlsx" in written


def test_a_made_up_table_is_shown_by_its_view(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the columns of its form, in their order and looks; without one, with all under their own names."""
    form = Form(columns=(Column("share", look="share"), Column("size", heading="column.word")))
    monkeypatch.setitem(VIEWS, "seasons", View("seasons", word=form))
    table = pd.DataFrame({"size": ["春", "秋"], "share": [0.25, 0.5], "count": [1234, 2]})
    report = Report("題", lang="en").add(table, name="seasons", question="効果")
    assert table_of(word(report), "Share") == [["Share", "Keyword"], ["25.0%", "春"], ["50.0%", "秋"]]
    own = Report("題").add(table, name="of_my_own", question="効果")
    assert table_of(word(own), "size")[:2] == [["size", "share", "count"], ["春", "0.250", "1,234"]]


def test_what_kind_of_row_it_is_stands_in_a_column() -> None:
    """A word that begins with ＊ keeps it, a code loses it, and a negated word is called so."""
    rows = [("＊印", "word", False), ("費用", "word", True)]
    table = pd.DataFrame(rows, columns=["feature", "kind", "negated"]).assign(
        attribute="業種", value="甲", respondents=3, share=0.3, mark="", small=False, base=10
    )
    words = Report("題").add(table, name="crosstab_words", question="効果")
    assert [row[0] for row in table_of(word(words), "キーワード")[1:]] == ["＊印", "費用（否定）"]
    codes = table.assign(kind="code").drop(columns="negated")
    coded = Report("題").add(codes, name="crosstab_codes", question="効果")
    assert [row[0] for row in table_of(word(coded), "コード")[1:]] == ["印", "費用"]


def test_a_table_without_rows_has_no_heading() -> None:
    """Counts without a code leave nothing behind; a question without words says so."""
    counts = pd.DataFrame({"code": ["total"], "level": ["total"], "respondents": [0], "mentions": [0]})
    words = pd.DataFrame({"word": [], "respondents": [], "share": [], "base": []})
    report = Report("題").add(counts, name="code_counts", question="効果")
    written = text_of(word(report.add(words, name="keywords", question="効果")))
    assert "分類" not in written
    assert "数えられる語はない。" in written


def test_untrusted_text_is_text() -> None:
    """Text that looks like a formula, markup or a field is none, and no mark turns the direction."""
    words = pd.DataFrame({"word": EVIL, "respondents": 5, "share": 0.5, "base": 10})
    content = word(Report(EVIL[1]).add(words, name="keywords", question=EVIL[0]))
    written, xml = text_of(content), body(content)
    for text in (EVIL[0], EVIL[1], EVIL[2], EVIL[4], "ab"):
        assert text in written
    assert "\u202e" not in xml
    assert "<script>" not in xml
    fields = [part.split("<")[0] for part in xml.split("<w:instrText")[1:]]
    assert not any("INCLUDETEXT" in part or "HYPERLINK" in part for part in fields)


def test_a_template_lends_its_styles_and_not_its_text(tmp_path: Path) -> None:
    """Margins and styles come from it; a style it lacks is added and named in the appendix."""
    own = Document()
    own.add_paragraph("社外秘")
    own.sections[0].left_margin = 1234440
    own.styles["Heading 1"].font.name = "Courier New"
    own.save(str(tmp_path / "own.docx"))
    content = word(Report("題", versions={"textmine": "1"}), template=tmp_path / "own.docx")
    document = opened(content)
    assert document.sections[0].left_margin == 1234440
    assert document.styles["Heading 1"].font.name == "Courier New"
    assert "社外秘" not in text_of(content)
    assert "own.docx" in text_of(content)
    assert "Table Bullet" in text_of(content)
    assert str(tmp_path) not in text_of(content)


def test_a_broken_template_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="not there"):
        word(Report("題"), template=tmp_path / "none.docx")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(ReportError, match=r"broken\.docx"):
        word(Report("題"), template=tmp_path / "broken.docx")
    with ZipFile(tmp_path / "other.docx", "w") as file:
        file.writestr("a.txt", "no document")
    with pytest.raises(ReportError, match="is not a Word document"):
        word(Report("題"), template=tmp_path / "other.docx")


def test_an_empty_report_is_a_short_document() -> None:
    assert "空" in text_of(word(Report("空")))


def test_questions_that_no_main_finding_is_about_are_counted() -> None:
    """Eight sentences tell of eight questions; a reader of twelve is told where the others are."""
    found = pd.DataFrame({"rank": [1], "question": ["問1"], "text": ["問1：主な語は意識。"]})
    words = pd.DataFrame({"word": ["意識"], "respondents": [2], "share": [0.5], "base": [4]})
    report = Report("題", form="short").add(found, name="main_findings")
    for question in ("問1", "問2", "問3"):
        report = report.add(words, name="keywords", question=question)
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(word(report))).paragraphs)
    assert "問2、問3の結果は、主な結果を8文までとしたため" in text
