"""--mask: what is hidden stands in one file apart, and in no byte of any other."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from textmine.study.steps import run

from textmine.reports.writing import write
from textmine.settings import DEFAULTS, Settings, change

SECRETS = ("taro.yamada@example.co.jp", "090-1234-5678", "https://example.com/u/77", "山田太郎")
ANSWERS = [
    ("p1", "製造", f"担当の{SECRETS[3]}さんに相談した。連絡先は {SECRETS[0]} です"),
    ("p2", "製造", f"意識が向上した。電話は{SECRETS[1]}"),
    ("p3", "建設", f"意識の向上につながった。{SECRETS[2]} を見た"),
    ("p4", "建設", "意識が向上した"),
]


def settings(folder: Path, *, mask: bool) -> Settings:
    with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("番号", "業種", "効果"), *ANSWERS])
    return change(
        DEFAULTS,
        {
            "survey.files": (str(folder / "survey.csv"),),
            "survey.respondent": "番号",
            "survey.questions": ("効果",),
            "keywords.minimum": 1,
            "report.mask": mask,
        },
    )


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


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Path, ...]]:
    folder = tmp_path_factory.mktemp("masked")
    return folder, write(run(settings(folder, mask=True)), f"{folder / 'out'}/")


def test_no_output_holds_what_was_hidden(written: tuple[Path, tuple[Path, ...]]) -> None:
    """Page, workbook, documents, slides, tables, pictures, run.json: searched byte by byte, unzipped."""
    _, paths = written
    reports = [path for path in paths if path.parent.name != "private"]
    assert {".html", ".xlsx", ".docx", ".pptx", ".csv", ".svg", ".pdf", ".json", ".md"} <= {
        path.suffix for path in reports
    }
    for path in reports:
        for data in parts(path):
            for secret in SECRETS:
                assert secret.encode() not in data, path.name
                assert secret.encode("unicode_escape") not in data or secret.isascii(), path.name


def test_the_list_for_review_holds_all_of_it(written: tuple[Path, tuple[Path, ...]]) -> None:
    """Each masking with its kind, its answer and the original characters, in a file apart."""
    folder, paths = written
    (private,) = [path for path in paths if path.parent.name == "private"]
    assert private == folder / "out" / "private" / "maskings.csv"
    with private.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {row["text"]: row["kind"] for row in rows}
    assert found["taro.yamada@example.co.jp"] == "email"
    assert found["090-1234-5678"] == "phone"
    assert set(found.values()) >= {"email", "phone", "url", "person"}


def test_a_later_run_without_masking_removes_the_list(tmp_path: Path) -> None:
    """An old list would be about another report."""
    out = f"{tmp_path / 'out'}/"
    write(run(settings(tmp_path, mask=True)), out)
    assert (tmp_path / "out" / "private" / "maskings.csv").exists()
    write(run(settings(tmp_path, mask=False)), out)
    assert not (tmp_path / "out" / "private" / "maskings.csv").exists()


def test_the_method_comes_in_both_languages(written: tuple[Path, tuple[Path, ...]]) -> None:
    """Ready to paste: settings, counts and references, and that something was hidden."""
    folder, _ = written
    ja, en = ((folder / "out" / f"method.{lang}.md").read_text("utf-8") for lang in ("ja", "en"))
    assert ja.startswith("# ") and en.startswith("# ")
    assert "Wilson" in ja and "Wilson" in en
    assert "伏せ" in ja and "Mask" in en
