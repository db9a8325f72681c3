"""Shared fixtures."""

from __future__ import annotations

import atexit
import gc
import os
import pickle
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

# As the command line has it: threads of numpy that wait for one another cost several times the work itself,
# all the more where each process of the test run has them. It counts before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

try:
    import fcntl
except ImportError:  # Windows: each process of a test run makes its own
    fcntl = None

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

from tests.browsers import PATIENCE, start_browser
from textmine.cli import main
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.survey import Survey
from textmine.large import executors
from textmine.words.corpus import Corpus, tokenize

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from textmine.codes.codebook import Codebook
    from textmine.codes.learnt import Learnt
    from textmine.settings import WordSettings
    from textmine.study.study import Study

# As the command line has it: begun with every 700 new objects, the search for garbage takes a sixth of a run.
gc.set_threshold(100_000, 20, 20)

Make = Callable[..., Corpus]
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]
GOLDEN = Path(__file__).parent / "golden"

# Random examples are the same in every ordinary run, and no clock judges them, nor how soon they are drawn
# (a machine may be busy); `make fuzz` draws new ones. Fixtures that such tests take are functions.
UNCHECKED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
PROFILE = os.environ.get("TEXTMINE_EXAMPLES", "ordinary")
EXAMPLES, MORE = 25, 60  # an ordinary run finds what broke; a fuzz run looks for what nobody thought of
settings.register_profile(
    "ordinary", max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=UNCHECKED
)
settings.register_profile(
    "fuzz", max_examples=EXAMPLES * MORE, deadline=None, suppress_health_check=UNCHECKED
)
settings.load_profile(PROFILE)


def examples(count: int) -> settings:
    """Return the settings of a test that draws so many examples, and as many more as others in a fuzz run."""
    return settings(max_examples=count * MORE if PROFILE == "fuzz" else count)


def pytest_collection_finish() -> None:
    """Leave all that was imported out of the search for garbage."""
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave in a fuzz run only the tests that draw random examples."""
    if PROFILE == "fuzz":
        random = [
            item
            for item in items
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
            or item.get_closest_marker("fuzz")
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in random])
        items[:] = random


executors.PATIENCE = PATIENCE  # the scheduler of a cluster may answer late

# Cut texts of tests are kept in a folder of their own, also by the programs that tests start.
os.environ["TEXTMINE_CACHE"] = tempfile.mkdtemp(prefix="textmine-tests-")
atexit.register(shutil.rmtree, os.environ["TEXTMINE_CACHE"], ignore_errors=True)


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser for all tests that look at pages: starting one takes a second."""
    found = start_browser()
    yield found
    found.quit()


@pytest.fixture
def blank(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are blank sheets: they are drawn where they are asserted."""
    monkeypatch.setattr("textmine.study.study.Study.figure", blank_figure)


def blank_figure(study: Study, kind: str, question: str, attribute: str = "", of: str = "words") -> Figure:
    """Return a figure with nothing on it, in place of :meth:`Study.figure`."""
    from matplotlib.figure import Figure

    from textmine.figures.frame import keep_places

    figure = Figure(figsize=(1, 1))
    if kind == "wordcloud":
        keep_places(figure, pd.DataFrame(columns=["word", "x", "y", "width", "height", "placed"]))
    return figure


@pytest.fixture(scope="session")
def _taught() -> dict[str, Learnt]:
    return {}


@pytest.fixture
def taught_once(monkeypatch: pytest.MonkeyPatch, _taught: dict[str, Learnt]) -> None:
    """What the same examples teach is learnt once, whichever studies ask: tests/codes tests the learning."""
    from textmine.codes.learn import learn

    def remembered(
        codebook: Codebook,
        tables: Sequence[pd.DataFrame],
        *,
        lexicon: Lexicon,
        words: WordSettings,
        **options: Any,
    ) -> Learnt:
        of_words = words.model_dump(exclude={"executor", "cache"})
        key = pickle.dumps((codebook, [table.to_csv() for table in tables], lexicon, of_words, options))
        if key not in _taught:
            _taught[key] = learn(codebook, tables, lexicon=lexicon, words=words, **options)
        return _taught[key]

    monkeypatch.setattr("textmine.codes.learn.learn", remembered)


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
