"""--mask: what is hidden stands in one file apart, and in no byte of any other."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from textmine.reports.report import Report
from textmine.reports.writing import write
from textmine.settings import DEFAULTS, change
from textmine.study.outline import report
from textmine.study.study import Study

SECRETS = ("taro.yamada@example.co.jp", "090-1234-5678", "https://example.com/u/77", "山田太郎")
ANSWERS = [
    ("p1", "製造", f"担当の{SECRETS[3]}さんに相談した。連絡先は {SECRETS[0]} です"),
    ("p2", "製造", f"意識が向上した。電話は{SECRETS[1]}"),
    ("p3", "建設", f"意識の向上につながった。{SECRETS[2]} を見た"),
    ("p4", "建設", "意識が向上した"),
]


def write_study(folder: Path) -> None:
    with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("番号", "業種", "効果"), *ANSWERS])
    settings = change(
        DEFAULTS,
        {
            "survey.files": (str(folder / "survey.csv"),),
            "survey.respondent": "番号",
            "survey.questions": ("効果",),
            "keywords.minimum": 1,
            "report.mask": True,
            "report.form": "full",
        },
    )
    write(report(Study(settings)), f"{folder / 'out'}/")


def parts(path: Path) -> list[bytes]:
    """The bytes of a file, of a zip file those of everything in it, and of what is zipped in that."""
    data = path.read_bytes()
    found = [data]
    pending = [data]
    while pending:
        inner = BytesIO(pending.pop())
        if is_zipfile(inner):
            with ZipFile(inner) as archive:
                for name in archive.namelist():
                    found.append(archive.read(name))
                    pending.append(found[-1])
    return found


@pytest.fixture(scope="session")
def written(made_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The folder of a whole study whose answers hold all of that."""
    return made_once("masked", write_study) / "out"


def test_no_output_holds_what_was_hidden(written: Path) -> None:
    """Page, workbook, documents, slides, tables, pictures, run.json: searched byte by byte, unzipped."""
    paths = [path for path in written.rglob("*") if path.is_file()]
    reports = [path for path in paths if path.parent.name != "private"]
    assert {".html", ".xlsx", ".docx", ".pptx", ".csv", ".svg", ".pdf", ".json", ".md"} <= {
        path.suffix for path in reports
    }
    for path in reports:
        for data in parts(path):
            for secret in SECRETS:
                assert secret.encode() not in data, path.name
                assert secret.encode("unicode_escape") not in data or secret.isascii(), path.name


def test_the_list_for_review_holds_all_of_it(written: Path) -> None:
    """Each masking with its kind, its answer and the original characters, in a file apart."""
    (private,) = (written / "private").iterdir()
    assert private.name == "maskings.csv"
    with private.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {row["text"]: row["kind"] for row in rows}
    assert found["taro.yamada@example.co.jp"] == "email"
    assert found["090-1234-5678"] == "phone"
    assert set(found.values()) >= {"email", "phone", "url", "person"}


def test_a_later_run_without_masking_removes_the_list(tmp_path: Path) -> None:
    """An old list would be about another report."""
    masked = Report("題", attachments={"private/maskings.csv": b"hidden"})
    write(masked, f"{tmp_path}/")
    assert (tmp_path / "private" / "maskings.csv").read_bytes() == b"hidden"
    write(Report("題"), f"{tmp_path}/")
    assert not (tmp_path / "private" / "maskings.csv").exists()


def test_the_method_comes_in_both_languages(written: Path) -> None:
    """Ready to paste: settings, counts and references, and that something was hidden."""
    ja, en = ((written / f"method.{lang}.md").read_text("utf-8") for lang in ("ja", "en"))
    assert ja.startswith("# ") and en.startswith("# ")
    assert "Wilson" in ja and "Wilson" in en
    assert "伏せ" in ja and "Mask" in en
