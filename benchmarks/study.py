"""A whole short study beside the usual notebook on the same questions, as ratios of CPU time.

    python -m benchmarks.study [--small] [--times 3] [--survey sample companies wide]

- textmine: ``textmine run``, the short form with its defaults: four documents, figures, tables.
- notebook: ``benchmarks.notebook``, of each question a count of words by fugashi and the word cloud with the
  wordcloud package's defaults at 2400 x 1500 pixels.

Each runs in a process of its own, with Python's start and all imports, one process at a time, in turns;
nothing is cached. Printed are the ratios of the CPU seconds of each pair, the median of ``--times``:

- sample: the survey that comes along (three questions); wanted at most .3;
- companies: 1,867 companies in the sample's shape (see ``benchmarks.stages``); wanted at most .5;
- wide: the 14 questions of fukui_civic_voice_wide (real; below TEXTMINE_DATA, or it is said why not);
  wanted at most .5.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.keywords import seconds_of
from benchmarks.stages import QUESTIONS, survey
from textmine import resources

WANTED = {"sample": 0.3, "companies": 0.5, "wide": 0.5}
FRAMES = '[codes]\ncodebook = { "宣言による効果" = "effects", "障害の内容" = "obstacles" }\n'
REAL = Path("surveys") / "fukui_civic_voice_wide.csv"
SIZES = {False: (2400, 1500, 1867), True: (300, 200, 20)}  # of a cloud, and the companies; small: True


def settings(file: Path, questions: Sequence[str]) -> str:
    """Return the settings file of a study of these questions."""
    text = f'[survey]\nfiles = ["{file.as_posix()}"]\nquestions = {list(questions)}\n[words]\ncache = 0\n'
    return text + (FRAMES if tuple(questions) == QUESTIONS else "")


def ratio(file: Path, questions: Sequence[str], folder: Path, size: tuple[int, int]) -> float:
    """Return the CPU seconds of the study / those of the notebook."""
    (folder / "study.toml").write_text(settings(file, questions), encoding="utf-8")
    ours = ["-m", "textmine", "run", str(folder / "study.toml"), "--out", f"{folder / 'out'}/"]
    theirs = ["-m", "benchmarks.notebook", str(file), *map(str, (*size, folder)), *questions]
    study, usual = (seconds_of([sys.executable, *each]) for each in (ours, theirs))
    return study / usual


def real() -> Path:
    """Return the place of the real survey, which need not be there."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    return Path(os.environ.get("TEXTMINE_DATA", beside)) / REAL


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="one question, few companies: does it still run")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--survey", nargs="+", choices=WANTED, default=list(WANTED))
    given = parser.parse_args()
    width, height, companies = SIZES[given.small]
    print(f"CPU time of a study / of the usual notebook, median of {given.times}")
    for name in given.survey:
        with tempfile.TemporaryDirectory() as place:
            folder, questions = Path(place), list(QUESTIONS[: 1 if given.small else None])
            file = Path(str(resources.sample("survey.csv")))
            if name == "companies":
                file = survey(folder, companies)
            if name == "wide":
                file = real()
                if not file.is_file():
                    print(f"{name:<12}left out: {REAL.name} is no part of the project (set TEXTMINE_DATA)")
                    continue
                header = file.read_text(encoding="utf-8-sig").split("\n", 1)[0].strip().split(",")
                questions = [column for column in header if column.endswith("_reason")]
            ratios = [ratio(file, questions, folder, (width, height)) for _ in range(given.times)]
            wanted = f"(wanted: at most {WANTED[name]:.1f})"
            print(
                f"{name:<12}{len(questions):>3} questions{statistics.median(ratios):>8.2f}  {wanted}",
                flush=True,
            )


if __name__ == "__main__":
    main()
