"""Where the time of tokenising and counting goes, step by step, beside what MeCab itself takes.

    python -m benchmarks.steps [--small] [--comments 40000] [--times 5] [--file answers.csv --column NAME]

Printed is the time of each step of a run in one process, as a multiple of that of fugashi with
``-Owakati`` on the same comments in the same process (medians). "MeCab, printed as needed" holds the
first, and what it costs to print what tells the entries of the dictionary apart.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import time
from pathlib import Path

from benchmarks.comments import comments
from benchmarks.keywords import texts_of

# step -> the functions whose time it is, with all that they call, and those whose time is taken off that
_TOKENISING = ("normalized", "_batch", "_recast", "joined", "negated", "compound_types", "decide")
STEPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "normalising": (("normalized",), ()),
    "MeCab, printed as needed": (("_batch",), ("_tokens_of", "_join_runs")),
    "numbering what MeCab printed": (("_tokens_of",), ()),
    "words that are never split": (("_join_runs",), ()),
    "verbs that are something else": (("_recast",), ()),
    "joining words and compounds": (("joined",), ()),
    "negation": (("negated",), ()),
    "distinct compounds": (("compound_types",), ()),
    "deciding on words": (("decide",), ()),
    "the remaining time of tokenising": (("tokenize",), _TOKENISING),
    "the keyword table": (("keywords",), ()),
}


def profiled(texts: list[str]) -> dict[str, float]:
    """Return the CPU seconds of each step, and of MeCab alone under ""."""
    import fugashi
    import pandas as pd
    import unidic_lite

    import textmine as tm
    from textmine.large.quick import tokenize
    from textmine.settings import DEFAULTS, change

    alone = change(DEFAULTS, {"words.cache": 0, "words.executor": "serial"}).words
    answers = pd.DataFrame(
        {
            "answer": range(len(texts)),
            "respondent": [f"{number:09d}" for number in range(len(texts))],
            "question": "q",
            "item": "",
            "text": texts,
            "kind": "substantive",
        }
    )
    parse = fugashi.GenericTagger(f'-r /dev/null -d "{unidic_lite.DICDIR}" -Owakati').parse
    tm.keywords(tokenize(tm.Survey(answers.head(10)), settings=alone))
    start = time.perf_counter()
    for text in texts:
        parse(text)
    found = {"": time.perf_counter() - start}
    profile = cProfile.Profile()
    profile.enable()
    tm.keywords(tokenize(tm.Survey(answers), settings=alone))
    profile.disable()
    seconds: dict[str, float] = {}
    for (file, _, name), (_, _, _, cumulative, _) in pstats.Stats(profile).stats.items():
        if "textmine" in file:
            seconds[name] = max(cumulative, seconds.get(name, 0.0))
    for step, (taken, off) in STEPS.items():
        found[step] = sum(seconds.get(name, 0.0) for name in taken) - sum(
            seconds.get(name, 0.0) for name in off
        )
    return found


def main() -> None:
    """Print the multiples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="few comments, one round: does it still run")
    parser.add_argument("--comments", type=int, default=40_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--column")
    given = parser.parse_args()
    count, times = (300, 1) if given.small else (given.comments, given.times)
    texts = texts_of(given.file, given.column) if given.file else comments(count)
    runs = [profiled(texts) for _ in range(times)]
    mean = sum(map(len, texts)) / len(texts)
    print(f"{len(texts):,} comments of {mean:.1f} characters; multiples of the time of -Owakati")
    for step in STEPS:
        print(f"{step:<32}{statistics.median(run[step] / run[''] for run in runs):>6.2f}")
    print(f"{'together':<32}{statistics.median(sum(run.values()) / run[''] - 1 for run in runs):>6.2f}")


if __name__ == "__main__":
    main()
