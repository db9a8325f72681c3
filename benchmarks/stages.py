"""Where the time of a whole study goes, stage by stage, in parts of the whole.

    python -m benchmarks.stages [--small] [--companies 1867]

The study is that of the sample survey, its companies drawn again until there are so many, each answer made
of two of its answers. Timed are the functions that ``textmine.study`` calls;
what is in none of them is "else". Printed is what takes more than 1 %, the largest first.
"""

from __future__ import annotations

import argparse
import csv
import functools
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from textmine import resources
from textmine.reports import writing
from textmine.settings import change
from textmine.settingsfile import read_settings
from textmine.study import reading
from textmine.study.outline import report
from textmine.study.study import Study

STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "reading": tuple((reading, each) for each in ("survey_as_read", "lexicon")),
    "tokenising": ((reading, "corpus_and_masked"),),
    "keywords, evidence": tuple((Study, each) for each in ("keywords", "evidence", "occurrences", "kinds")),
    "codes": tuple((Study, each) for each in ("coded", "code_counts", "codes")),
    "condensed lists": tuple((Study, each) for each in ("condensed", "opinions", "proposals")),
    "clusters": tuple((Study, each) for each in ("k_curve", "clusters", "cluster_summary")),
    "crosstabs and tests": tuple((Study, each) for each in ("crosstab", "crosstab_tests")),
    "distinctive words": ((Study, "distinctive"),),
    "co-occurrence, maps, trees": tuple(
        (Study, each)
        for each in (
            *("cooccurrence", "correspondence", "correspondence_inertia", "feature_tree", "feature_leaves"),
        )
    ),
    "drawing": ((Study, "figure"),),
    "writing": ((writing, "write"),),
}


LONG = 12  # characters of a cell that is no choice
QUESTIONS = ("宣言による効果", "情報セキュリティの取り組み", "障害の内容")
SMALL = {
    "survey.questions": QUESTIONS[:1],
    "codes.codebook": {QUESTIONS[0]: "effects"},
    "clusters.rounds": 2,
    "compare.by": ("業種",),
    "wordcloud.width": 600,
    "wordcloud.height": 400,
}


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Note the seconds that each stage takes, without those of stages inside it."""
    seconds: dict[str, float] = defaultdict(float)
    inside: list[float] = []

    def wrap(stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def run(*args: Any, **options: Any) -> Any:
            inside.append(0.0)
            start = time.perf_counter()
            try:
                return call(*args, **options)
            finally:
                took = time.perf_counter() - start
                seconds[stage] += took - inside.pop()
                if inside:
                    inside[-1] += took

        return run

    with ExitStack() as stack:
        for stage, places in STAGES.items():
            for module, name in places:
                stack.enter_context(mock.patch.object(module, name, wrap(stage, getattr(module, name))))
        yield seconds


def survey(folder: Path, companies: int) -> Path:
    """Write a survey of so many companies, drawn from those of the sample."""
    with resources.sample("survey.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    chance = random.Random(1)

    def cell(text: str, column: int) -> str:
        # Two answers make another one, so that answers differ as those of real companies do.
        return f"{text}。{chance.choice(rows)[column]}" if len(text) > LONG else text

    drawn_rows = [
        [f"C{place}", *(cell(text, column) for column, text in enumerate(chance.choice(rows)[1:], start=1))]
        for place in range(companies)
    ]
    path = folder / "survey.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *drawn_rows])
    return path


def main() -> None:
    """Print the stages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="few companies: does it still run")
    parser.add_argument("--companies", type=int, default=1867)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = survey(folder, 30 if given.small else given.companies)
        settings = change(
            read_settings(resources.sample("textmine.toml")),
            {
                "survey.files": (str(path),),
                "survey.questions": QUESTIONS,
                "words.cache": 0,
                "words.executor": "serial",
                **(SMALL if given.small else {}),
            },
        )
        with timed() as seconds:
            start = time.perf_counter()
            writing.write(report(Study(settings)), f"{folder / 'out'}/")
            whole = time.perf_counter() - start
    seconds["else"] = whole - sum(seconds.values())
    for stage, took in sorted(seconds.items(), key=lambda each: -each[1]):
        if took / whole > 0.01:
            print(f"{stage:<32}{took / whole:>8.2f}")


if __name__ == "__main__":
    main()
