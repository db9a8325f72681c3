"""Shared fixtures."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

try:
    import fcntl
except ImportError:  # Windows: each process of a test run makes its own
    fcntl = None

from tests.browsers import start_browser
from textmine.cli import main
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.survey import Survey
from textmine.words.corpus import Corpus, tokenize

Make = Callable[..., Corpus]
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]
GOLDEN = Path(__file__).parent / "golden"

# Random examples are the same in every ordinary run, and no clock judges them, nor how soon they are drawn
# (a machine may be busy); `make fuzz` draws new ones. Fixtures that such tests take are functions.
UNCHECKED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("ordinary", derandomize=True, deadline=None, suppress_health_check=UNCHECKED)
settings.register_profile("fuzz", deadline=None, max_examples=2000, suppress_health_check=UNCHECKED)
settings.load_profile(os.environ.get("TEXTMINE_EXAMPLES", "ordinary"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave in a fuzz run only the tests that draw random examples."""
    if os.environ.get("TEXTMINE_EXAMPLES") == "fuzz":
        random = [
            item
            for item in items
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
            or item.get_closest_marker("fuzz")
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in random])
        items[:] = random


# Cut texts of tests are kept in a folder of their own, also by the programs that tests start.
os.environ["TEXTMINE_CACHE"] = tempfile.mkdtemp(prefix="textmine-tests-")
atexit.register(shutil.rmtree, os.environ["TEXTMINE_CACHE"], ignore_errors=True)


@pytest.fixture(scope="session")
def one_browser() -> Iterator[Any]:
    """The browser of all tests that a process runs; it starts when the first one asks for it."""
    found = start_browser()
    yield found
    found.quit()


@pytest.fixture(scope="module")
def browser(one_browser: Any) -> Any:
    """The browser, as it was when it started: a blank page on a wide screen."""
    one_browser.get("about:blank")
    one_browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    return one_browser


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """A function that gives the folder of this name, filled once in a test run.

    With `pytest -n` the process that asks first fills it; the others wait for it and read the same files.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if fcntl and "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        made = shared / f"once-{name}"
        with (shared / f"once-{name}.lock").open("w") as lock:
            if fcntl:
                fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                beginning = Path(tempfile.mkdtemp(dir=shared))
                fill(beginning)
                beginning.rename(made)  # only what is whole has the name
        return made

    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``textmine`` in a folder of its own, in this process: starting one takes a second."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def ran(*arguments: str | Path) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments)])
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), *capsys.readouterr())

    return ran


@pytest.fixture(scope="session")
def real_surveys() -> Path:
    """The folder of real survey answers; skips where it is absent (set TEXTMINE_DATA to point to it)."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("TEXTMINE_DATA", beside)) / "surveys"
    if not folder.is_dir():
        pytest.skip("the real survey answers are not part of the project (set TEXTMINE_DATA to their folder)")
    return folder


@pytest.fixture(scope="session")
def real_khcoder() -> Path:
    """The folder of KH Coder's published test (こころ); skips where it is absent (see ``real_surveys``)."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("TEXTMINE_DATA", beside)) / "khcoder"
    if not folder.is_dir():
        pytest.skip("KH Coder's test data are not part of the project (set TEXTMINE_DATA to their folder)")
    return folder


@pytest.fixture(scope="session")
def survey() -> Callable[..., Survey]:
    """A function that makes a survey of one question: blank texts are blank, the others substantive."""

    def make(
        texts: Sequence[str],
        *,
        respondents: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
        questions: Sequence[str] | None = None,
    ) -> Survey:
        numbers = range(len(texts))
        return Survey(
            pd.DataFrame(
                {
                    "answer": list(numbers),
                    "respondent": list(respondents or map(str, numbers)),
                    "question": list(questions or ["効果"] * len(texts)),
                    "item": [""] * len(texts),
                    "text": list(texts),
                    "kind": list(kinds or ("substantive" if text.strip() else "blank" for text in texts)),
                    "source": [0] * len(texts),
                    "row": [number + 2 for number in numbers],
                }
            )
        )

    return make


@pytest.fixture(scope="session")
def corpus_of() -> Make:
    """A function that makes a corpus of texts: blank ones are blank, the others substantive."""
    bundled = read_lexicon()

    def make(
        texts: Sequence[str],
        *,
        respondents: Sequence[str] | None = None,
        questions: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
        order: Sequence[int] | None = None,
        lexicon: Lexicon | None = None,
        **attributes: Sequence[str],
    ) -> Corpus:
        numbers = range(len(texts))
        answers = pd.DataFrame(
            {
                "answer": list(numbers),
                "respondent": list(respondents or (f"r{number:03d}" for number in numbers)),
                "question": list(questions or ["効果"] * len(texts)),
                "item": [""] * len(texts),
                "text": list(texts),
                "kind": list(kinds or ("substantive" if text.strip() else "blank" for text in texts)),
                "source": [0] * len(texts),
                "row": [number + 2 for number in numbers],
                **{name: list(values) for name, values in attributes.items()},
            }
        )
        if order is not None:
            answers = answers.iloc[list(order)].reset_index(drop=True)
        return tokenize(Survey(answers), bundled if lexicon is None else lexicon)

    return make


@pytest.fixture(scope="session")
def small_texts() -> list[str]:
    """Sixty fictional answers about the effect of a declaration, written for these tests."""
    return (GOLDEN / "answers.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def small(corpus_of: Make, small_texts: list[str]) -> Corpus:
    """The corpus of those answers; each of the first ten respondents gave two of them."""
    respondents = [f"r{number % 50:02d}" for number in range(len(small_texts))]
    return corpus_of(small_texts, respondents=respondents)
