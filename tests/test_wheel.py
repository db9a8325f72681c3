"""The wheel, installed where no checkout is, brings along all that it needs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel built from this checkout, made without a network.

    The packages that textmine needs are lent by the environment of the tests: its folder comes last on the
    path, and an editable textmine in it is not followed from there.
    """
    pytest.importorskip("hatchling", reason="building the wheel needs hatchling, which the test extra brings")
    folder = tmp_path_factory.mktemp("wheel")
    quiet = {"check": True, "capture_output": True, "text": True}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, **quiet
    )
    (wheel,) = folder.glob("textmine-*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], **quiet)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    installing = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        "-q",
        wheel,
    ]
    subprocess.run(installing, **quiet)
    asked = subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], **quiet)
    lent = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (Path(asked.stdout.strip()) / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")
    return python


def run(python: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [python, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_installed_package_is_the_one_that_runs(python: Path, tmp_path: Path) -> None:
    done = run(python, "-c", "import textmine; print(textmine.__file__)", folder=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(python.parents[1]), done.stderr


def test_it_finds_dictionaries_stop_words_and_sample(python: Path, tmp_path: Path) -> None:
    """All data lies inside the package, and the lexicon reads from it."""
    code = (
        "from pathlib import Path; import textmine, textmine.resources as r\n"
        "home = Path(textmine.__file__).parent\n"
        "for path in (r.folder('dictionaries'), r.folder('stopwords'), r.sample()):\n"
        "    assert path.is_relative_to(home), path\n"
        "    assert path.exists(), path\n"
        "lexicon = textmine.read_lexicon()\n"
        "assert lexicon.stopwords and lexicon.nonanswers\n"
        "print(sorted(path.name for path in r.folder('dictionaries').iterdir()))\n"
        "print(sorted(path.name for path in r.folder('stopwords').iterdir()))\n"
    )
    done = run(python, "-c", code, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    listed = [sorted(p.name for p in (ROOT / name).iterdir()) for name in ("dictionaries", "stopwords")]
    assert done.stdout.splitlines() == [str(names) for names in listed]


def test_the_command_works_on_the_sample(python: Path, tmp_path: Path) -> None:
    """The console script runs, reads the sample and counts words, away from the checkout."""
    script = python.with_name("textmine.exe" if os.name == "nt" else "textmine")
    sample = run(
        python, "-c", "import textmine.resources as r; print(r.sample())", folder=tmp_path
    ).stdout.strip()
    done = subprocess.run(
        [script, "keywords", sample, "--lang", "en", "--top", "5", "--out", "words.csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "words.csv").stat().st_size > 0


def test_the_version_is_that_of_the_project(python: Path, tmp_path: Path) -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = run(python, "-m", "textmine", "--version", folder=tmp_path)
    assert done.stdout.strip() == project["version"], done.stderr


def test_every_file_of_the_package_is_in_it(python: Path, tmp_path: Path) -> None:
    """Texts, templates, scripts, the sample, dictionaries and the licence: what a checkout has, it has."""
    code = "from importlib.metadata import files; print(*files('textmine'), sep='\\n')"
    done = run(python, "-c", code, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    installed = {Path(line) for line in done.stdout.splitlines()}
    wanted = {
        (Path() if folder == "textmine" else Path("textmine")) / path.relative_to(ROOT)
        for folder in ("textmine", "dictionaries", "stopwords")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert not wanted - installed
    assert "LICENSE" in {path.name for path in installed}
