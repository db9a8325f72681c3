"""What people write reaches every output as harmless text: no formula, no markup, no turned direction."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from textmine.reports.writing import write
from textmine.settings import DEFAULTS, change
from textmine.study.outline import report
from textmine.study.study import Study

EVIL = [
    '=HYPERLINK("http://x.example")の意識',
    "<script>alert(1)</script>意識の向上",
    "@SUM(1)意識が高まった",
    "意識\u202eが向上した",
    "</script><img src=x onerror=alert(2)>効果の意識",
    "-1+1|cmd の意識",
]


def write_study(folder: Path) -> None:
    with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(f"=id{n}", EVIL[n % 2], text) for n, text in enumerate(EVIL * 3)]
        csv.writer(file).writerows([("番号", "<b>業種</b>", "=効果"), *rows])
    settings = change(
        DEFAULTS,
        {
            "survey.files": (str(folder / "survey.csv"),),
            "survey.respondent": "番号",
            "survey.questions": ("=効果",),
            "survey.attributes": ("<b>業種</b>",),
            "keywords.minimum": 1,
            "report.title": EVIL[1],
            "report.form": "full",
        },
    )
    write(report(Study(settings)), f"{folder / 'out'}/")


@pytest.fixture(scope="session")
def written(made_once: Callable[[str, Callable[[Path], object]], Path]) -> dict[str, bytes]:
    """The whole study of a survey whose answers, attribute, header and ids are all of that kind."""
    out = made_once("untrusted", write_study) / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def inside(data: bytes, pattern: str) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist() if re.search(pattern, name)}


def test_no_table_file_holds_a_formula(written: dict[str, bytes]) -> None:
    """Each cell that a spreadsheet program would run has a mark in front."""
    for name, data in written.items():
        if name.endswith(".csv"):
            for row in csv.reader(data.decode("utf-8-sig").splitlines()):
                for cell in row:
                    number = re.fullmatch(r"-?[\d.]+(e-?\d+)?|-inf|-nan", cell)
                    assert number or not cell.startswith(("=", "@", "+", "-", "\t")), (name, cell)


def test_no_sheet_holds_a_formula_or_a_link_of_theirs(written: dict[str, bytes]) -> None:
    """In the workbook, and in those behind the charts of the slides."""
    books = [written["report.xlsx"], *inside(written["report.pptx"], r"\.xlsx$").values()]
    assert len(books) > 1
    for book in books:
        for name, sheet in inside(book, r"worksheets/sheet\d+\.xml$").items():
            assert b"<f>" not in sheet and b"<f " not in sheet, name
        links = b"".join(inside(book, r"\.rels$").values())
        assert b"x.example" not in links


def test_no_picture_holds_markup_of_theirs(written: dict[str, bytes]) -> None:
    """SVG files are well-formed, without scripts, links or pictures from elsewhere."""
    pictures = [data for name, data in written.items() if name.endswith(".svg")]
    assert len(pictures) > 3
    for data in pictures:
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(data).iter()}
        assert not tags & {"script", "a", "image", "img", "foreignObject"}


def test_no_document_holds_a_field_or_turned_text(written: dict[str, bytes]) -> None:
    """Word and PowerPoint: what looks like a field or a formula is a run of text."""
    for name in ("report.docx", "appendix.docx", "report.pptx"):
        for part, data in inside(written[name], r"(document|slide\d+|notesSlide\d+)\.xml$").items():
            assert "\u202e".encode() not in data, part
            assert b"<script>" not in data, part
        assert b"x.example" not in b"".join(inside(written[name], r"\.rels$").values())
    shown = inside(written["appendix.docx"], "word/document.xml")["word/document.xml"].decode()
    assert "HYPERLINK(" in shown


def test_the_page_and_the_method_hold_no_markup_of_theirs(written: dict[str, bytes]) -> None:
    page = written["report.html"].decode()
    assert "<script>alert(1)" not in page and "<img src=x" not in page
    assert page.count("</script>") == page.count("<script")
    for lang in ("ja", "en"):
        assert "<script>" not in written[f"method.{lang}.md"].decode()
