"""textmine.study.edits: sentences that people wrote stand in place of those that were drafted."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from textmine.reports.excel import excel
from textmine.reports.html import html
from textmine.reports.powerpoint import powerpoint
from textmine.reports.tablefile import tablefile
from textmine.reports.word import word
from textmine.settings import DEFAULTS, change
from textmine.study.findings import drafted_findings, main_findings, unused_edits
from textmine.study.outline import report_of
from textmine.study.sections import section
from textmine.study.study import Study

TEXTS = ["予算が足りない", "予算がない", "予算の確保が難しい", "人手が足りない", "人手不足", "時間がない"] * 2
QUESTION = "障害の内容"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    lines = [f"{number},{text}" for number, text in enumerate(TEXTS)]
    path.write_text("\n".join([f"番号,{QUESTION}", *lines, ""]), encoding="utf-8")
    return path


def study_of(survey: Path, rows: list[tuple[str, str, str, str]] | None = None) -> Study:
    settings = change(DEFAULTS, {"survey.files": (str(survey),), "survey.questions": (QUESTION,)})
    if rows is None:
        return Study(settings)
    path = survey.with_name("edits.csv")
    path.write_bytes(tablefile(pd.DataFrame(rows, columns=["question", "word", "drafted", "written"])))
    return Study(change(settings, {"report.edits": str(path)}))


def test_a_finding_stands_as_it_was_written(survey: Path) -> None:
    """Its numbers that are still there count whom they counted; the draft is kept apart."""
    plain = main_findings(study_of(survey))
    drafted, number = plain["main_findings"].iloc[0], plain["main_finding_numbers"].iloc[0]
    said = drafted["text"][number["start"] : number["end"]]
    written = f"1{said}ではなく、予算を挙げたのは {said}である。"
    study = study_of(survey, [(QUESTION, "", drafted["text"], written)])
    found = main_findings(study)
    first = found["main_findings"].iloc[0]
    assert (first["text"], first["edited"]) == (written, True)
    numbers = found["main_finding_numbers"]
    own = numbers[numbers["rank"] == 1]
    assert [written[start:end] for start, end in zip(own["start"], own["end"], strict=True)] == [said]
    assert own["start"].item() == written.rindex(said)  # and not the end of a longer number
    assert own["name"].item() == number["name"]
    assert drafted_findings(study)["main_findings"]["text"].iloc[0] == drafted["text"]
    assert unused_edits(study).empty


def test_a_sentence_may_be_left_out(survey: Path) -> None:
    """Of findings the ranks close up; the numbers of the others stay where they were."""
    plain = main_findings(study_of(survey))
    first = plain["main_findings"]["text"].iloc[0]
    found = main_findings(study_of(survey, [(QUESTION, "", first, "")]))
    assert found["main_findings"]["text"].tolist() == plain["main_findings"]["text"].tolist()[1:]
    assert found["main_findings"]["rank"].tolist() == list(range(1, len(plain["main_findings"])))
    assert len(found["main_finding_numbers"]) == (plain["main_finding_numbers"]["rank"] > 1).sum()


def test_a_note_stands_as_it_was_written(survey: Path) -> None:
    evidence = study_of(survey).evidence(QUESTION)
    note = evidence[evidence["aspect"] == "note"].iloc[0]
    study = study_of(survey, [(QUESTION, note["word"], note["text"], "予算が要る。")])
    edited = study.evidence(QUESTION)
    assert "予算が要る。" in edited.loc[edited["word"] == note["word"], "text"].tolist()
    assert note["text"] not in edited["text"].tolist()
    assert note["text"] in study.drafted_evidence(QUESTION)["text"].tolist()


def texts_of(document: bytes) -> str:
    """The texts of an Office file, one after the other."""
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        parts = [file.read(name).decode() for name in file.namelist() if name.endswith(".xml")]
    return "".join(re.findall(r"<(?:\w+:)?t(?: [^>]*)?>([^<]*)<", "".join(parts)))


def test_each_document_says_which_sentences_a_person_wrote(survey: Path) -> None:
    """Findings and notes, in Word, PowerPoint, Excel and on the page; a draft is never marked."""
    plain = study_of(survey)
    finding = main_findings(plain)["main_findings"]["text"].iloc[0]
    evidence = plain.evidence(QUESTION)
    note = evidence[evidence["aspect"] == "note"].iloc[0]
    edits = [
        (QUESTION, "", finding, "予算の話が多い。"),
        (QUESTION, note["word"], note["text"], "予算が要る。"),
    ]
    study = study_of(survey, edits)
    tables = {
        **main_findings(study),
        "keywords": study.keywords(QUESTION),
        "evidence": study.evidence(QUESTION),
    }
    survey_wide = ("main_findings", "main_finding_numbers")
    sections = [
        section(name, table, "" if name in survey_wide else QUESTION) for name, table in tables.items()
    ]
    made = report_of(study, sections, form="short")
    documents = {
        each: texts_of(write(made)) for each, write in (("docx", word), ("xlsx", excel), ("pptx", powerpoint))
    }
    documents["html"] = html(made).decode()
    for name, text in documents.items():
        assert "予算の話が多い。（編集）" in text, name
        assert ("予算が要る。（編集）" in text) or name == "pptx", name
        assert text.count("（編集）") == text.count("予算の話が多い。") + text.count("予算が要る。"), name


def test_an_edit_of_another_draft_is_not_printed(survey: Path) -> None:
    """Numbers that have changed since would be wrong: the draft stands, and the edit is named."""
    study = study_of(survey, [(QUESTION, "", "多いのは予算 99人。", "予算が 99人。")])
    plain = main_findings(study_of(survey))["main_findings"]["text"].tolist()
    assert main_findings(study)["main_findings"]["text"].tolist() == plain
    assert unused_edits(study)["written"].tolist() == ["予算が 99人。"]
