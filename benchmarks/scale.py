"""Time and memory of `textmine keywords` as the survey grows, and what processes and the cache bring.

    python -m benchmarks.scale [--small] [--comments 40000] [--times 5] [--file comments.txt]

Each run is a process of its own; printed are ratios of medians, and megabytes and bytes where they are the
matter:

- growth: the time per comment of five times as many comments, in chunks, beside that of the smaller number.
- memory: the peak of a run in chunks above that of a process that has tokenised one sentence, for both.
- processes: one process / two, in wall time, of a run in chunks, and of tokenising the smaller in memory;
  start of the processes included. Above 1 they pay, which is what ``MANY`` in textmine/large/cache.py is for.
- corpus: bytes per comment of the codes and offsets of a corpus in memory, and of what they point to.
- evidence: keywords and the evidence of a hundred of them / keywords, in chunks.
- cache: a run that finds its tokenised texts / one that makes them, and the part that is not counting.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.comments import comments


def job(name: str, path: str, executor: str, cache: int) -> dict[str, float]:
    """Return the seconds and the peak memory of one run in this process."""
    import textmine as tm
    from textmine.large import records
    from textmine.settings import DEFAULTS, change
    from textmine.study.study import Study

    changes = {"survey.files": (path,), "survey.questions": ("意見",)}
    settings = change(DEFAULTS, {**changes, "words.executor": executor, "words.cache": cache})
    found: dict[str, float] = {}
    if name == "base":
        tm.keywords(tm.tokenize(tm.read_survey(path, questions=["意見"]), settings=settings.words))
    if name in ("chunks", "evidence"):
        start = time.perf_counter()
        with mock.patch.object(records, "LARGE", 0):  # however small the file is
            study = Study(settings)
            table = study.keywords("意見")
            if name == "evidence":
                study.evidence("意見", tuple(table["word"].head(100)))
        found["seconds"] = time.perf_counter() - start
    if name == "memory":
        survey = tm.read_survey(path, questions=["意見"])
        start = time.perf_counter()
        corpus = tm.tokenize(survey, settings=settings.words)
        found["tokenised"] = time.perf_counter() - start
        tm.keywords(corpus)
        found["seconds"] = time.perf_counter() - start
        of_text = (corpus.ids, corpus.firsts, corpus.flags)
        of_types = [*vars(corpus.types).values(), corpus.naming.words, corpus.naming.fragments]
        held = [*of_text, *of_types, corpus.naming.compounds]
        found["bytes"] = sum(array.nbytes for array in held) / len(corpus.answers)
    found["peak"] = peak()
    return found


def peak() -> float:
    """Return the largest memory of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says holds what the parent had when it started this process
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(name: str, path: Path, times: int, **options: Any) -> dict[str, float]:
    """Return the medians of some runs, each in a process of its own; of 0 times one run in this process."""
    if not times:
        return job(name, str(path), options.get("executor", "serial"), options.get("cache", 0))
    runs = []
    for _ in range(times):
        command = [sys.executable, "-m", "benchmarks.scale", "--job", name, "--file", str(path)]
        command += [f"--{key}={value}" for key, value in options.items()]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def written(folder: Path, texts: list[str]) -> Path:
    """Write comments as a CSV file of one column."""
    path = folder / f"comments{len(texts)}.csv"
    quoted = ['"' + text.replace('"', '""') + '"\n' for text in texts]
    path.write_text("".join(["意見\n", *quoted]), encoding="utf-8")
    return path


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="few comments, one round: does it still run")
    parser.add_argument("--comments", type=int, default=40_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--job")
    parser.add_argument("--executor", default="serial")
    parser.add_argument("--cache", type=int, default=0)
    given = parser.parse_args()
    if given.job:
        print(json.dumps(job(given.job, str(given.file), given.executor, given.cache)))
        return
    count, times = (100, 0) if given.small else (given.comments, given.times)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["TEXTMINE_CACHE"] = str(folder / "cache")
        lines = given.file.read_text("utf-8").splitlines() if given.file else comments(5 * count)
        few, many = written(folder, lines[:count]), written(folder, lines[: 5 * count])
        base = measured("base", written(folder, lines[:1]), 1)["peak"]
        small, large = measured("chunks", few, times), measured("chunks", many, times)
        two = measured("chunks", many, times, executor="processes:2")
        explained = measured("evidence", few, times)
        held = measured("memory", few, times)
        both = measured("memory", few, times, executor="processes:2")
        cold = [measured("memory", few, 1, cache=1000)]
        for _ in range(times - 1):
            for file in (folder / "cache" / "cuts").iterdir():
                file.unlink()
            cold.append(measured("memory", few, 1, cache=1000))
        warm = measured("memory", few, times, cache=1000)
    total = len(lines[: 5 * count])
    mean = sum(map(len, lines[:count])) / count
    first = {key: statistics.median(run[key] for run in cold) for key in ("seconds", "tokenised")}
    growth = (large["seconds"] / total) / (small["seconds"] / count)
    print(f"comments                                    {count:,} and {total:,}, {mean:.0f} characters each")
    print(f"growth: time per comment, many / few        {growth:.2f}")
    print(
        f"memory above the base, MB, few and many     {small['peak'] - base:.0f} {large['peak'] - base:.0f}"
    )
    print(f"processes: wall time, one / two             {large['seconds'] / two['seconds']:.2f}")
    print(f"processes: tokenising the fewer in memory   {held['tokenised'] / both['tokenised']:.2f}")
    print(f"corpus: bytes a comment                     {held['bytes']:.0f}")
    print(f"evidence: with / without                    {explained['seconds'] / small['seconds']:.2f}")
    print(f"evidence: memory above the base, MB         {explained['peak'] - base:.0f}")
    print(f"cache: run that finds / that cuts           {warm['seconds'] / first['seconds']:.2f}")
    print(f"cache: tokenising, found / done             {warm['tokenised'] / first['tokenised']:.2f}")


if __name__ == "__main__":
    main()
