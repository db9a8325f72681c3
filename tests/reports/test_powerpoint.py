"""textmine.reports.powerpoint: one message a slide, nothing lost or active, the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from pptx import Presentation

from textmine.errors import ReportError
from textmine.reports.forms import Chart, Column, Form, View
from textmine.reports.powerpoint import powerpoint
from textmine.reports.report import Report
from textmine.reports.views import VIEWS

EVIL = ['=HYPERLINK("http://x")', "<script>alert(1)</script>", "@SUM(1)", "a\u202eb", "http://x.example/"]


DIFFERENCE = pd.DataFrame(
    {
        "attribute": ["業種"],
        "feature": "＊費用",
        "kind": "code",
        "share": 0.3,
        "more": "製造",
        "more_share": 0.5,
        "more_respondents": 15,
        "more_base": 30,
        "fewer": "",
        "fewer_share": float("nan"),
        "fewer_respondents": 0,
        "fewer_base": 0,
        "p_bh": 0.001,
    }
)


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return powerpoint(report)


def codes() -> pd.DataFrame:
    rows = [("＊費用", "code", "お金が障害", 9, 0.45), ("＊人材", "code", "人がいない", 4, 0.2)]
    table = pd.DataFrame(rows, columns=["code", "level", "definition", "respondents", "share"])
    return table.assign(low=0.1, high=0.6, mentions=table["respondents"], base=20)


def cross(values: list[str], *, features: tuple[str, ...] = ("＊費用", "＊人材")) -> pd.DataFrame:
    rows = [
        ("業種", value, feature, "code", 3 + place, (3 + place) / 10, "+" if place else "", False, 10)
        for feature in features
        for place, value in enumerate(values)
    ]
    columns = ["attribute", "value", "feature", "kind", "respondents", "share", "mark", "small", "base"]
    return pd.DataFrame(rows, columns=columns)


def texts(content: bytes) -> list[list[str]]:
    """What is written on each slide, table cells and chart names too."""
    found = []
    for slide in Presentation(BytesIO(content)).slides:
        lines = []
        for shape in slide.shapes:
            if shape.has_text_frame:
                lines.append(shape.text_frame.text)
            if shape.has_table:
                lines += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                plot = shape.chart.plots[0]
                lines += [*map(str, plot.categories), *(series.name for series in plot.series)]
        found.append(lines)
    return found


def workbooks(content: bytes) -> list[bytes]:
    with ZipFile(BytesIO(content)) as file:
        return [file.read(name) for name in file.namelist() if name.endswith(".xlsx")]


def test_a_slide_has_a_message_a_base_and_notes(content: bytes) -> None:
    """The title is the question, above it stands what is shown; base and source below and in the notes."""
    slides = list(Presentation(BytesIO(content)).slides)
    charts = [slide for slide in slides if any(shape.has_chart for shape in slide.shapes)]
    assert len(charts) == 2
    for slide in charts:
        assert slide.shapes.title.text_frame.text in ("効果", "取り組み")
        assert any(
            shape.text_frame.text == "多く書かれた語" for shape in slide.shapes if shape.has_text_frame
        )
        assert "母数" in slide.notes_slide.notes_text_frame.text
        assert any("母数" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_charts_hold_the_numbers_of_the_table(report: Report, content: bytes) -> None:
    """They are charts that can be edited, in the order of the table."""
    words = next(section.content for section in report.sections if section.name == "keywords")
    assert isinstance(words, pd.DataFrame)
    slides = Presentation(BytesIO(content)).slides
    chart = next(shape.chart for slide in slides for shape in slide.shapes if shape.has_chart)
    (series,) = chart.plots[0].series
    assert list(series.values) == pytest.approx(words["share"].head(15).tolist())
    for name, word in zip(chart.plots[0].categories, words["word"], strict=False):
        assert str(name).startswith(str(word))


def test_categories_stand_beside_the_values_of_an_attribute() -> None:
    """Few values as bars, many as a table whose significant cells are bold; every base is told."""
    report = Report("題").add(codes(), name="code_counts", question="障害")
    few = report.add(cross(["甲", "乙"]), name="crosstab_codes", question="障害")
    found = texts(powerpoint(few))
    assert any("甲 (n=10)" in line for slide in found for line in slide)
    many = report.add(cross([f"値{n}" for n in range(10)]), name="crosstab_codes", question="障害")
    slides = Presentation(BytesIO(powerpoint(many))).slides
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    cells = [cell for table in tables for row in table.rows for cell in row.cells]
    shown = [cell.text for cell in cells]
    assert all(f"値{n}\nn=10" in shown for n in range(10))
    bold = {cell.text for cell in cells if cell.text_frame.paragraphs[0].runs[0].font.bold}
    assert "40.0%＋" in bold
    assert "30.0%" not in bold


def test_what_changed_is_a_line_chart_with_an_axis() -> None:
    """Lines may lie close together, so an axis tells their values and no numbers cover one another."""
    rows = [
        (feature, wave, share, 100, difference)
        for feature, shares in {"費用": (0.1, 0.3), "人材": (0.2, 0.21)}.items()
        for wave, share, difference in zip(
            ("2024", "2025"), shares, (None, shares[1] - shares[0]), strict=True
        )
    ]
    table = pd.DataFrame(rows, columns=["feature", "wave", "share", "base", "difference"])
    slides = Presentation(
        BytesIO(powerpoint(Report("題").add(table, name="changes", question="障害")))
    ).slides
    (slide,) = [slide for slide in slides if any(shape.has_chart for shape in slide.shapes)]
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert "費用" in slide.shapes.title.text_frame.text
    assert [list(series.values) for series in chart.plots[0].series] == [[0.1, 0.3], [0.2, 0.21]]
    assert chart.value_axis.visible
    assert not chart.plots[0].has_data_labels


def test_long_tables_go_on_and_lose_nothing() -> None:
    """Every statement is on a slide, in the order of the table, at 12 points or more."""
    statements = [f"{n}番目の{'長い' * 20}内容" for n in range(120)]
    table = pd.DataFrame(
        {
            "item": [f"項目{n // 4}" for n in range(120)],
            "statement": statements,
            "respondents": 1,
            "submissions": 1,
            "answer_numbers": "1",
            "base": 4,
        }
    )
    content = powerpoint(Report("題").add(table, name="condensed", question="障害"))
    written = "\n".join(line for slide in texts(content) for line in slide)
    assert re.findall(r"(\d+)番目", written) == [str(n) for n in range(120)]
    assert "(2/" in written or "（2/" in written
    for slide in Presentation(BytesIO(content)).slides:
        for shape in slide.shapes:
            frames = [shape.text_frame] if shape.has_text_frame else []
            if shape.has_table:
                frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
                assert shape.top + sum(row.height for row in shape.table.rows) < 6858000
            for frame in frames:
                for paragraph in frame.paragraphs:
                    assert all(run.font.size is None or run.font.size.pt >= 12 for run in paragraph.runs)


def test_what_is_cut_short_is_counted() -> None:
    table = pd.DataFrame({"heading": ["一"], "text": ["あ" * 9000]})
    found = texts(powerpoint(Report("題").add(table, name="method")))
    assert any("略した欄 1" in line for slide in found for line in slide)


def test_untrusted_text_is_text() -> None:
    """Neither a formula nor a link in the workbooks behind charts, no mark of writing direction."""
    report = Report("題").add(codes(), name="code_counts", question=EVIL[1])
    report = report.add(cross(EVIL[:5]), name="crosstab_codes", question=EVIL[1])
    content = powerpoint(report)
    seen = "\n".join(line for slide in texts(content) for line in slide)
    assert "HYPERLINK" in seen and "<script>" in seen
    assert "\u202e" not in seen
    assert workbooks(content)
    for workbook in workbooks(content):
        with ZipFile(BytesIO(workbook)) as file:
            sheet = file.read("xl/worksheets/sheet1.xml").decode()
            assert "<f>" not in sheet and "<hyperlink" not in sheet


def test_each_question_has_a_slide_before_one_has_two() -> None:
    """Those with the fewest answers share a slide where there are more questions than slides."""
    words = pd.DataFrame({"word": ["費用"], "share": 0.5, "low": 0.1, "high": 0.9, "occurrences": 5})
    report = Report("題", form="short")
    for number in range(1, 13):
        question, base = f"【問{number}】理由", 10 + number
        told = pd.DataFrame([{"rank": 1, "text": f"問{number}では費用 5人。", "question": question}])
        report = report.add(words.assign(respondents=5, base=base), name="keywords", question=question)
        report = report.add(told, name="question_findings", question=question)
    slides = texts(powerpoint(report))
    assert len(slides) == 12
    alone = [slide[0] for slide in slides[1:-1]]
    assert alone == [f"【問{number}】理由" for number in range(3, 13)]
    assert slides[-1][0] == "ほかの設問の結果"
    assert all(f"問{number}では費用 5人。" in "\n".join(slides[-1]) for number in (1, 2))
    few = Report("題", form="short", sections=report.sections[:2])
    few = few.add(DIFFERENCE, name="group_differences", question="【問1】理由")
    titles = [slide[0] for slide in texts(powerpoint(few))]
    assert titles == ["題", "【問1】理由", "「費用」は業種によって違う"]


def test_pictures_have_a_description(content: bytes) -> None:
    slides = Presentation(BytesIO(content)).slides
    pictures = [shape for slide in slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == 2
    for picture in pictures:
        assert "ワードクラウド" in picture._element.nvPicPr.cNvPr.get("descr")


def test_the_same_bytes_every_time(report: Report, content: bytes) -> None:
    """No clock in the file, nor in the workbooks inside it."""
    assert powerpoint(report) == content


def test_a_made_up_table_is_shown_by_its_view(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a chart whose title names the longest bar, and as a table of the columns of its form."""
    form = Form(
        columns=(Column("share", look="share"), Column("size", heading="column.word")),
        title="slide.uses",
        chart=Chart("size", "share", title="slide.codes", most=1),
        more="slide.more_words",
    )
    monkeypatch.setitem(VIEWS, "seasons", View("seasons", slides=form))
    table = pd.DataFrame({"size": ["spring", "autumn"], "share": [0.25, 0.5], "respondents": [1, 1234]})
    report = Report("title", lang="en").add(table, name="seasons", question="effects")
    _, chart, rows = texts(powerpoint(report))
    assert "largest" in chart[0] and "autumn" in chart[0] and "effects" in chart
    assert chart[-2:] == ["autumn (1,234)", "Share"] and "1 more word" in chart[2]
    assert rows[-6:] == ["Share", "Keyword", "25.0%", "spring", "50.0%", "autumn"]
    own = Report("題").add(table, name="of_my_own", question="効果")
    assert texts(powerpoint(own))[1][-3:] == ["autumn", "0.500", "1,234"]


def test_what_kind_of_row_it_is_stands_in_a_column() -> None:
    """A word that begins with ＊ keeps it, and a negated word is called so."""
    words = cross(["甲"], features=("＊印", "費用")).assign(kind="word", negated=[False, True])
    cells = texts(powerpoint(Report("題").add(words, name="crosstab_words", question="障害")))[1]
    assert "＊印" in cells and "費用（否定）" in cells


def test_a_template_lends_its_size_and_not_its_slides(tmp_path: Path) -> None:
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "社外秘"
    own.save(str(tmp_path / "own.pptx"))
    report = Report("題").add(codes(), name="code_counts", question="障害")
    content = powerpoint(report, template=tmp_path / "own.pptx")
    presentation = Presentation(BytesIO(content))
    assert presentation.slide_width == own.slide_width
    assert not any("社外秘" in line for slide in texts(content) for line in slide)
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= presentation.slide_width


def test_a_broken_template_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="not there"):
        powerpoint(Report("題"), template=tmp_path / "none.pptx")
    (tmp_path / "broken.pptx").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(ReportError, match=r"broken\.pptx"):
        powerpoint(Report("題"), template=tmp_path / "broken.pptx")
    with ZipFile(tmp_path / "other.pptx", "w") as file:
        file.writestr("a.txt", "no presentation")
    with pytest.raises(ReportError, match="is not a presentation"):
        powerpoint(Report("題"), template=tmp_path / "other.pptx")


def test_an_empty_report_is_a_cover() -> None:
    assert len(texts(powerpoint(Report("空")))) == 1
