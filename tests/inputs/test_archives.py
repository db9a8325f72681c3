"""A ZIP archive with one text file is read; any other is refused with what to do."""

import io
import zipfile
from pathlib import Path

import pytest

from textmine.errors import SurveyError
from textmine.inputs.files import read_sheets
from textmine.texts.messages import message

TABLE = "番号,年代,ご意見\n1,20代,駐車場が狭い。\n2,30代,特になし\n".encode("cp932")


def archive(path: Path, files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> str:
    """A ZIP archive with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as content:
        for name, data in files.items():
            content.writestr(name, data)
    path.write_bytes(buffer.getvalue())
    return str(path)


@pytest.mark.parametrize(
    "files",
    [
        {"アンケート.csv": TABLE},
        {"回答/アンケート.CSV": TABLE, "__MACOSX/._アンケート.CSV": b"x", ".DS_Store": b"x", "回答/": b""},
        {"a.tsv": TABLE.replace(b",", b"\t")},
        {"a.jsonl": '{"番号": 1, "年代": "20代", "ご意見": "駐車場が狭い。"}'.encode()},
    ],
)
def test_one_text_file(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Whatever systems add beside it; the path is that of the archive."""
    path = archive(tmp_path / "a.csv.zip", files)
    (sheet,) = read_sheets([path])
    assert (sheet.headers, sheet.path) == (("番号", "年代", "ご意見"), path)


@pytest.mark.parametrize(
    "files",
    [{}, {"a.csv": TABLE, "b.csv": TABLE}, {"a.xlsx": TABLE}, {"a.pdf": b"%PDF"}, {"a": TABLE}],
)
def test_anything_else_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    """With one sentence: extract it."""
    with pytest.raises(SurveyError, match=r"is a ZIP archive with \d files") as caught:
        read_sheets([archive(tmp_path / "a.zip", files)])
    assert "展開して" in message(caught.value, "ja")


def test_an_archive_that_swells(tmp_path: Path) -> None:
    """A file is bounded by the bytes that came in, whatever size it says it has."""
    path = archive(tmp_path / "a.zip", {"a.csv": b"1,a\n" * 5_000_000})
    assert Path(path).stat().st_size < 100_000
    with pytest.raises(SurveyError, match="more than 100 times as large"):
        read_sheets([path])


@pytest.mark.parametrize("start", [0, 20, 60])
def test_damaged_archives(tmp_path: Path, start: int) -> None:
    """A broken one, and what is none."""
    path = Path(archive(tmp_path / "a.zip", {"a.csv": TABLE}))
    data = bytearray(path.read_bytes())
    data[start : start + 12] = b"\xff" * 12
    path.write_bytes(data)
    with pytest.raises(SurveyError, match="ZIP"):
        read_sheets([str(path)])
