"""textmine.reports.word: the layout of the report's tables, nothing lost or active, the same bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from docx import Document

from tests.reports.examples import make_report
from textmine.errors import ReportError
from textmine.reports.report import Report
from textmine.reports.word import word

EVIL = ['=HYPERLINK("http://x")', "<script>alert(1)</script>", "@SUM(1)", "a\u202eb", "{ INCLUDETEXT x }"]


def text_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def body(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as file:
        return file.read("word/document.xml").decode()


def test_the_keyword_table_has_the_layout_of_the_report() -> None:
    """キーワード（n 社） beside 内容 with bullets, the base in its caption."""
    report = make_report()
    words = next(section.content for section in report.sections if section.name == "keywords")
    assert isinstance(words, pd.DataFrame)
    document = Document(BytesIO(word(report)))
    tables = [table for table in document.tables if "キーワード（n" in table.rows[0].cells[0].text]
    assert len(tables) == 2
    first = tables[0].rows[1].cells
    assert first[0].text.startswith(f"{words['word'].iloc[0]}（{words['respondents'].iloc[0]}")
    assert "・" in first[1].text
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert any("母数" in caption for caption in captions)


def test_headings_pictures_and_method() -> None:
    """A heading per question, a caption and a description per picture, the method as it is."""
    method = pd.DataFrame({"heading": ["データ"], "text": ["回答は250件。"]})
    report = make_report().add(method, name="method")
    content = word(report)
    document = Document(BytesIO(content))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert any("効果" in heading for heading in headings)
    assert any("取り組み" in heading for heading in headings)
    assert "回答は250件。" in text_of(content)
    assert body(content).count('descr="効果のワードクラウド"') == 1
    assert len(document.inline_shapes) == 2


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


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_same_bytes_every_time(lang: str) -> None:
    report = make_report(lang=lang)
    assert word(report) == word(report)


def test_a_template_lends_its_styles_and_not_its_text(tmp_path: Path) -> None:
    """Margins and styles come from it; a style it lacks is added and named in the appendix."""
    own = Document()
    own.add_paragraph("社外秘")
    own.sections[0].left_margin = 1234440
    own.styles["Heading 1"].font.name = "Courier New"
    own.save(str(tmp_path / "own.docx"))
    content = word(make_report(), template=tmp_path / "own.docx")
    document = Document(BytesIO(content))
    assert document.sections[0].left_margin == 1234440
    assert document.styles["Heading 1"].font.name == "Courier New"
    assert "社外秘" not in text_of(content)
    assert "own.docx" in text_of(content)
    assert str(tmp_path) not in text_of(content)


def test_a_broken_template_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="not there"):
        word(make_report(), template=tmp_path / "none.docx")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(ReportError, match=r"broken\.docx"):
        word(make_report(), template=tmp_path / "broken.docx")


def test_an_empty_report_is_a_short_document() -> None:
    assert "空" in text_of(word(Report("空")))
