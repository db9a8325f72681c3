"""Writing files: all or none, and one sentence when it can't be."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from textmine.errors import ReportError
from textmine.reports import saving
from textmine.reports.saving import save
from textmine.texts.messages import message


def entries(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_and_folders_are_made(tmp_path):
    """Folders are made as needed, earlier files replaced, nothing else left in the folder."""
    (tmp_path / "run.json").write_bytes(b"old")
    files = {tmp_path / "tables" / "表.csv": b"1", tmp_path / "run.json": b"new"}
    assert save(files) == tuple(files)
    assert entries(tmp_path) == {"tables/表.csv": b"1", "run.json": b"new"}


def test_permissions_are_the_usual_ones(tmp_path):
    """A colleague may read the file, as one written by any other program."""
    save({tmp_path / "a": b""})
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~mask


def test_a_link_stays_a_link(tmp_path):
    """A name that points elsewhere is followed, not replaced."""
    (tmp_path / "there").write_bytes(b"old")
    try:
        (tmp_path / "here").symlink_to(tmp_path / "there")
    except OSError:
        pytest.skip("this system allows no symbolic links")
    save({tmp_path / "here": b"new"})
    assert (tmp_path / "here").is_symlink() and (tmp_path / "there").read_bytes() == b"new"


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("kind", ["write", "replace"])
@pytest.mark.parametrize(
    "problem",
    [
        PermissionError(errno.EACCES, "Permission denied"),
        OSError(errno.ENOSPC, "No space left on device"),
        KeyboardInterrupt(),
    ],
)
def test_nothing_changes_when_a_step_fails(tmp_path, monkeypatch, step, kind, problem):
    """Whichever step fails or is interrupted, earlier files are as they were and nothing is left over."""
    save({tmp_path / "a": b"old a", tmp_path / "sub" / "b": b"old b"})
    earlier = entries(tmp_path)
    count = 0

    def failing(original):
        def run(*arguments):
            nonlocal count
            count += 1
            if count == step:
                raise problem
            return original(*arguments)

        return run

    if kind == "write":
        monkeypatch.setattr(saving, "write_new", failing(saving.write_new))
    else:
        monkeypatch.setattr(saving, "_keep", failing(saving._keep))
    files = {tmp_path / "a": b"new a", tmp_path / "sub" / "b": b"new b", tmp_path / "new" / "c": b"new c"}
    expected = KeyboardInterrupt if isinstance(problem, KeyboardInterrupt) else ReportError
    with pytest.raises(expected) as caught:
        save(files)
    assert entries(tmp_path) == earlier
    assert not (tmp_path / "new").exists()
    if isinstance(caught.value, ReportError):
        assert str(tmp_path.resolve()) in str(caught.value) and "\n" not in str(caught.value)
        assert message(caught.value, "ja") != str(caught.value)


def test_interrupted_between_the_files(tmp_path, monkeypatch):
    """Ctrl-C after the first file is in place puts the earlier one back."""
    save({tmp_path / "a": b"old"})
    original = Path.replace
    calls = []

    def replace(self, target):
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return original(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        save({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert entries(tmp_path) == {"a": b"old"}


def test_a_file_where_a_folder_is_needed(tmp_path):
    """The sentence says what stands in the way."""
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(ReportError, match="a file stands where a folder is needed"):
        save({tmp_path / "out" / "a": b""})
    (tmp_path / "folder").mkdir()
    with pytest.raises(ReportError, match="a folder where a file is"):
        save({tmp_path / "folder": b""})
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_really_full_disk(tmp_path):
    """The system refuses to write more: one sentence, the earlier file intact, nothing left over."""
    pytest.importorskip("resource", reason="this system can't limit the size of files")
    (tmp_path / "a").write_bytes(b"old")
    code = (
        "import resource, sys; from pathlib import Path; from textmine.reports.saving import save\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "save({Path(sys.argv[1]) / 'b': b'x', Path(sys.argv[1]) / 'a': b'x' * 100_000})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "ReportError: can't write" in done.stderr
    assert entries(tmp_path) == {"a": b"old"}


def test_obsolete_files_go_last(tmp_path):
    """What an earlier run left is removed once the new files are in place."""
    (tmp_path / "gone").write_bytes(b"")
    save({tmp_path / "a": b""}, obsolete=[tmp_path / "gone", tmp_path / "never"])
    assert set(entries(tmp_path)) == {"a"}
