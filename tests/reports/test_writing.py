"""The folder of everything, and single files."""

import json
import os
from dataclasses import replace
from hashlib import sha256

import pytest

from tests.reports.examples import make_report
from textmine.errors import ReportError
from textmine.inputs.survey import Source
from textmine.reports.report import Report
from textmine.reports.writing import write
from textmine.settings import ReportSettings, Settings
from textmine.texts.messages import message


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_of_everything(report, tmp_path):
    """Workbook, page, a CSV per table, a file per format of each picture, and run.json that lists them."""
    written = write(report, f"{tmp_path}/out/")
    found = contents(tmp_path / "out")
    assert {str(path.relative_to(tmp_path / "out")) for path in written} == set(found)
    assert {"report.xlsx", "report.html", "run.json", "tables/answers.csv", "tables/kinds.csv"} <= set(found)
    assert {"tables/1_効果_keywords.csv", "tables/2_取り組み_occurrences.csv"} <= set(found)
    assert {"figures/1_効果_wordcloud.png", "figures/1_効果_wordcloud.svg"} <= set(found)
    (heading, *rows) = found["tables/1_効果_keywords.csv"].decode("utf-8-sig").splitlines()
    assert heading.endswith(",note") and not all(row.endswith(",") for row in rows)
    run = json.loads(found["run.json"])
    assert run["files"] == {
        name: sha256(data).hexdigest() for name, data in found.items() if name != "run.json"
    }


def test_two_writes_are_the_same_bytes(tmp_path):
    """Built anew and written elsewhere, every file is the same, byte for byte."""
    for place in ("one", "two/deeper"):
        settings = Settings(report=ReportSettings(out=place))
        write(replace(make_report(), settings=settings), tmp_path / place)
    assert contents(tmp_path / "one") == contents(tmp_path / "two" / "deeper")


def test_run_json_names_no_folder_of_the_machine(report, tmp_path):
    """Sources by name, dictionaries by their place in the project, keys sorted, no out folder."""
    report = replace(report, sources=(Source("C:\\調査\\a.xlsx", "S", "", "ab", 3),))
    write(report, tmp_path)
    text = (tmp_path / "run.json").read_text("utf-8")
    run = json.loads(text)
    assert run["sources"] == [{"file": "a.xlsx", "sheet": "S", "encoding": "", "rows": 3, "sha256": "ab"}]
    assert run["lexicon"] == {"dictionaries/compounds.txt": "cd" * 32}
    assert run["versions"]["unidic-lite"] == "1.0.8"
    assert "out" not in run["settings"]["report"]
    assert str(tmp_path) not in text and "home" not in text
    assert list(run) == sorted(run)
    assert {"item": "", "question": "効果", "rows": 15, "section": "keywords"} in run["counts"]


def test_a_shorter_run_removes_what_the_longer_one_left(tmp_path):
    """Tables of a question that is gone are removed, but not those that a person has edited or added."""
    write(make_report(), tmp_path)
    edited = tmp_path / "tables" / "2_取り組み_keywords.csv"
    edited.write_text("mine")
    (tmp_path / "tables" / "own.csv").write_text("mine")
    write(make_report(questions=("効果",)), tmp_path)
    left = [path.name for path in (tmp_path / "tables").iterdir() if path.name.startswith(("2_", "own"))]
    assert sorted(left) == ["2_取り組み_keywords.csv", "own.csv"]
    assert not (tmp_path / "figures" / "2_取り組み_wordcloud.png").exists()


def test_a_run_json_from_elsewhere_removes_nothing_outside(report, tmp_path):
    """A list that points out of the folder is not followed."""
    outside = tmp_path / "keep.csv"
    outside.write_bytes(b"mine")
    out = tmp_path / "out"
    (out / "tables").mkdir(parents=True)
    digest = sha256(b"mine").hexdigest()
    names = ("../keep.csv", "tables/../../keep.csv", str(outside), "tables/..")
    (out / "run.json").write_text(json.dumps({"files": dict.fromkeys(names, digest)}))
    write(report, out)
    assert outside.read_bytes() == b"mine"
    (out / "run.json").write_text("[1, 2")
    write(report, out)


def test_questions_that_share_a_long_beginning_get_files_of_their_own(tmp_path):
    """Long, similar and unsuitable names lead to different files."""
    stem = "上記回答の理由をお答えください（任意）" * 5
    write(make_report(questions=(f"{stem}/1", f"{stem}/2", 'CON:*"<>')), tmp_path)
    names = [path.name for path in (tmp_path / "tables").iterdir()]
    assert len([name for name in names if name.endswith("keywords.csv")]) == 3
    assert all(len(os.fsencode(name)) < 255 for name in names)


@pytest.mark.parametrize("name", ["report.doc", "a.b"])
def test_an_unknown_suffix(report, tmp_path, name):
    """The sentence names what is possible."""
    with pytest.raises(ReportError, match=r"\.xlsx, \.html") as caught:
        write(report, tmp_path / name)
    assert "フォルダ" in message(caught.value, "ja")


def test_one_file(report, tmp_path):
    """A path with a known suffix gets that file and no other."""
    assert write(report, tmp_path / "a.XLSX") == (tmp_path / "a.XLSX",)
    write(report, tmp_path / "a.html")
    assert sorted(contents(tmp_path)) == ["a.XLSX", "a.html"]


def test_a_report_without_anything(tmp_path):
    """An empty report is a short one, not an error."""
    write(Report("空"), tmp_path)
    assert sorted(contents(tmp_path)) == [
        "report.docx",
        "report.html",
        "report.pptx",
        "report.xlsx",
        "run.json",
    ]


def test_tables_without_a_question(tmp_path):
    """The library's short form: one table of words, added without a name or question."""
    keywords = make_report().sections[0].content
    write(Report("効果").add(keywords, name="keywords"), tmp_path)
    assert "tables/keywords.csv" in contents(tmp_path)
