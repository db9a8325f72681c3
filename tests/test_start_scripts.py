"""The start scripts: they set up once, take paths with blanks and Japanese, and say what is missing."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHELL = pytest.mark.skipif(os.name == "nt", reason="these are for a Unix shell")
ROWS = [
    f"{number},{('製造業', '小売業')[number % 2]},社員の意識が{number}段階高まった" for number in range(12)
]
SURVEY = "\n".join(["企業番号,業種,効果", *ROWS, ""])
# a Python of which only what a script asks for is there, and which keeps a list of it
STUB = """#!/bin/sh
echo "$@" >> "{log}"
case "$2" in
venv) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
pip) touch "$(dirname -- "$0")/textmine" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with a blank and Japanese in its name that holds nothing but the scripts."""
    folder = tmp_path / "複製 した checkout"
    folder.mkdir()
    for name in ("start.sh", "start.command"):
        shutil.copy(ROOT / name, folder)
    return folder


def start(script: Path, *arguments: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    outer = {key: value for key, value in os.environ.items() if key != "TEXTMINE_PYTHON"}
    return subprocess.run(
        [script, *arguments],
        env=outer | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@SHELL
@pytest.mark.parametrize("name", ["start.sh", "start.command"])
def test_a_file_opens_on_the_desk(checkout: Path, tmp_path: Path, name: str) -> None:
    """The desk opens in the browser, and the folder of the file's project is made beside it."""
    file = tmp_path / "置き 場" / "調査 票.csv"
    file.parent.mkdir()
    file.write_text(SURVEY, encoding="cp932")
    program(tmp_path / "browser", f'#!/bin/sh\necho "$1" > "{tmp_path / "opened"}"\n')
    outer = {key: value for key, value in os.environ.items() if key != "TEXTMINE_PYTHON"}
    own = {"TEXTMINE_PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "BROWSER": str(tmp_path / "browser")}
    own |= {"TEXTMINE_STATE": str(tmp_path / "state"), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen([checkout / name, file], env=outer | own)
    made, opened = file.parent / "調査 票_textmine" / "textmine.toml", tmp_path / "opened"
    try:
        while not (made.exists() and opened.exists() and opened.read_text()):
            assert process.poll() is None
            time.sleep(0.05)
    finally:
        process.terminate()
        process.wait()
    assert opened.read_text().startswith("http://127.0.0.1:")
    assert "調査 票.csv" in made.read_text("utf-8") and "効果" in made.read_text("utf-8")
    assert not (checkout / ".venv").exists()  # TEXTMINE_PYTHON needs none


@SHELL
def test_it_sets_up_once(checkout: Path, tmp_path: Path) -> None:
    """An environment and the packages the first time, then only the desk."""
    log = tmp_path / "log"
    program(tmp_path / "bin" / "python3", STUB.format(log=log))
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    for _ in range(2):
        done = start(checkout / "start.command", tmp_path / "調査 票.csv", PATH=path)
        assert done.returncode == 0, done.stderr
    asked, made, installed, *desks = log.read_text(encoding="utf-8").splitlines()
    assert "version_info < (3, 11)" in asked
    assert made == f"-m venv {checkout / '.venv'}"
    assert re.fullmatch(f"-m pip install .*-e {re.escape(str(checkout))}", installed)
    assert desks == [f"-m textmine open {tmp_path / '調査 票.csv'}"] * 2


@SHELL
@pytest.mark.parametrize("old", [True, False])
def test_without_a_python_it_says_so_in_both_languages(checkout: Path, tmp_path: Path, old: bool) -> None:
    """None at all, or one that is too old."""
    (tmp_path / "bin").mkdir()
    for name in ("dirname", "sh"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    if old:
        program(tmp_path / "bin" / "python3", "#!/bin/sh\nexit 1\n")
    done = start(checkout / "start.sh", PATH=str(tmp_path / "bin"))
    assert done.returncode == 1
    japanese, english = done.stderr.splitlines()
    assert "Python 3.11 以降が見つかりません" in japanese
    assert "no Python 3.11 or later" in english
    assert not (checkout / ".venv").exists()


@SHELL
def test_a_failed_set_up_is_told_and_begun_again(checkout: Path, tmp_path: Path) -> None:
    """Nothing is run in an environment that is half made."""
    log = tmp_path / "log"
    program(tmp_path / "bin" / "python3", STUB.format(log=log).replace("pip) touch", "pip) exit 3 #"))
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    for _ in range(2):
        done = start(checkout / "start.sh", PATH=path)
        assert done.returncode == 1
        assert "準備できませんでした" in done.stderr and "could not be set up" in done.stderr
    assert log.read_text(encoding="utf-8").count("-m pip install") == 2
    assert "textmine open" not in log.read_text(encoding="utf-8")


def test_the_one_for_windows_has_its_shape() -> None:
    """Its line ends, its encoding before the first Japanese letter, its labels, and what it calls."""
    content = (ROOT / "start.bat").read_bytes()
    text = content.decode("utf-8")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert "start.bat text eol=crlf" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    lines = text.split("\r\n")
    assert lines[0] == "@echo off"  # a byte order mark would be run as a command
    first = next(number for number, line in enumerate(lines) if not line.isascii())
    assert lines.index("chcp 65001 >nul") < first
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert set(re.findall(r"goto (\w+)", text)) == labels
    for module in re.findall(r"-m (\S+)", text):
        assert importlib.util.find_spec(module), module
    assert '"%PYTHON%" -m textmine open %*' in lines
    said = {line.removeprefix("echo ") for line in lines if line.startswith("echo ")}
    shell = (ROOT / "start.sh").read_text(encoding="utf-8")
    assert said and all(sentence in shell for sentence in said)  # both say the same


def test_the_readmes_name_them() -> None:
    for readme in ("README.md", "README.ja.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        for name in ("start.bat", "start.command", "start.sh"):
            assert f"`{name}`" in text, (readme, name)
            assert (ROOT / name).is_file()
