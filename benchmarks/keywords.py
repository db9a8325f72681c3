"""CPU time of tokenising and a keyword table, beside bare MeCab and the script that people usually write.

    python -m benchmarks.keywords [--small] [--comments 2000 20000 200000]
        [--file answers.csv --column NAME | --surveys FOLDER]

Without a file the comments are made up. Of ``--file`` all filled cells of a column are taken; of
``--surveys`` the different substantive answers of all surveys in a folder, drawn by a fixed seed to the
numbers asked for (with repetition where there are not as many).

Three jobs on the same comments, in turns, each in a process of its own, five times; printed are the medians
of the ratios of CPU time, never a bare time:

- mecab: ``mecab -Owakati`` on the comments as a file, with the dictionary of unidic-lite. Reading, writing
  and loading the dictionary are in it. Without that program on the machine fugashi does the same.
- textmine: ``tokenize`` and ``keywords`` with their defaults, in one process; without importing and reading.
- script: fugashi's nodes, UniDic's lemma of the content words, a set of respondents per word, pandas.

The last column compares whole processes, with Python's own start, imports, reading and printing, nothing
cached: that of the script / ``textmine keywords FILE --no-cache``.

Wanted: textmine / mecab at most 1.7, script / textmine at least 2.4, at 200,000 comments; of whole
processes above 1 at 2,000.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.comments import comments

ROUNDS = 5
CONTENT = ("名詞", "動詞", "形容詞", "形状詞")


def seconds_of(command: list[str]) -> float:
    """Return the CPU seconds of a whole process, whose modules are kept compiled, as installed ones are."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def mecab(file: Path) -> float:
    """Return the CPU seconds of ``mecab -Owakati``."""
    import unidic_lite

    options = f'-r /dev/null -d "{unidic_lite.DICDIR}" -Owakati'
    program = shutil.which("mecab")
    if program is None:
        import fugashi

        tagger = fugashi.GenericTagger(options)
        lines = file.read_text(encoding="utf-8").split("\n")
        start = time.process_time()
        for line in lines:
            tagger.parse(line)
        return time.process_time() - start
    arguments = ["-r", "/dev/null", "-d", unidic_lite.DICDIR, "-Owakati", "-b", "1000000", str(file)]
    return seconds_of([program, *arguments])


def textmine(file: Path) -> float:
    """Return the CPU seconds of tokenising and counting."""
    import pandas as pd

    import textmine as tm
    from textmine.large import quick
    from textmine.settings import DEFAULTS, change

    alone = change(DEFAULTS, {"words.cache": 0, "words.executor": "serial"}).words  # nothing kept
    texts = file.read_text(encoding="utf-8").split("\n")[:-1]
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
    for tokenize in (tm.tokenize, quick.tokenize):  # load what is loaded once
        tm.keywords(tokenize(tm.Survey(answers.head(10)), settings=alone))
    start = time.process_time()
    tm.keywords(tm.tokenize(tm.Survey(answers), settings=alone))
    return time.process_time() - start


def script(file: Path) -> float:
    """Return the CPU seconds of the usual script."""
    from collections import Counter, defaultdict

    import fugashi
    import pandas as pd

    texts = file.read_text(encoding="utf-8").split("\n")[:-1]
    tagger = fugashi.Tagger()
    tagger("最初")
    start = time.process_time()
    times: Counter[str] = Counter()
    respondents: defaultdict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for node in tagger(text):
            if node.feature.pos1 in CONTENT:
                word = node.feature.lemma or node.surface
                times[word] += 1
                respondents[word].add(number)
    table = pd.DataFrame({"word": list(times), "occurrences": list(times.values())})
    table["respondents"] = [len(respondents[word]) for word in table["word"]]
    table.sort_values(["respondents", "word"], ascending=[False, True])
    return time.process_time() - start


JOBS = {"mecab": mecab, "textmine": textmine, "script": script}


def command_of(job: str, file: Path) -> list[str]:
    """Return the command that runs a job in a process of its own."""
    return [sys.executable, "-m", "benchmarks.keywords", "--job", job, "--file", str(file)]


def measure(job: str, file: Path) -> float:
    """Return the CPU seconds of a job, run in a process of its own."""
    return float(subprocess.run(command_of(job, file), capture_output=True, text=True, check=True).stdout)


def ratio_of_processes(file: Path, *, first: bool = True) -> float:
    """Return the CPU seconds of the script's whole process / those of ``textmine keywords``."""
    survey = file.with_suffix(".csv")
    with survey.open("w", encoding="utf-8", newline="") as table:
        lines = file.read_text(encoding="utf-8").split("\n")[:-1]
        csv.writer(table).writerows([["comment"], *([line] for line in lines)])
    ours = [sys.executable, "-m", "textmine", "keywords", str(survey), "--question", "comment", "--no-cache"]
    jobs = (command_of("script", file), ours)
    for job in jobs if first else ():
        seconds_of(job)  # the first run of a job may compile its modules
    script, textmine = map(seconds_of, jobs)
    return script / textmine


def texts_of(path: Path, column: str) -> list[str]:
    """Return the filled cells of a column of a CSV file, a line each."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [row[column].replace("\n", " ").replace("\r", " ") for row in csv.DictReader(file)]
    return [cell for cell in cells if cell.strip()]


def answers_of(folder: Path) -> list[str]:
    """Return the different substantive answers of the surveys in a folder."""
    import textmine as tm

    found: dict[str, None] = {}
    for path in sorted(folder.glob("*.csv")):
        answers = tm.read_survey(path).answers
        texts = answers.loc[answers["kind"] == "substantive", "text"]
        found |= dict.fromkeys(" ".join(text.split()) for text in texts)
    return list(found)


def drawn(texts: list[str], size: int) -> list[str]:
    """Return as many texts, in an order that is always the same."""
    draw = random.Random(0)
    return draw.sample(texts, size) if size <= len(texts) else draw.choices(texts, k=size)


def main() -> None:
    """Print the table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="few comments, one round: does it still run")
    parser.add_argument("--comments", type=int, nargs="+", default=[2_000, 20_000, 200_000])
    parser.add_argument("--file", type=Path)
    parser.add_argument("--column")
    parser.add_argument("--surveys", type=Path)
    parser.add_argument("--job", choices=JOBS)
    given = parser.parse_args()
    if given.job:
        print(JOBS[given.job](given.file))
        return
    rounds, sizes = (1, [300]) if given.small else (ROUNDS, given.comments)
    with tempfile.TemporaryDirectory() as folder:
        inputs = {f"{size:,} made-up": comments(size) for size in sizes}
        if given.file:
            real = texts_of(given.file, given.column)
            inputs = {f"{len(real):,} of {given.file.name}": real}
        if given.surveys:
            real = answers_of(given.surveys)
            inputs = {f"{size:,} of {len(real):,} answers": drawn(real, size) for size in sizes}
        print(
            f"{'comments':<40}{'characters':>11}{'textmine/mecab':>16}{'script/textmine':>17}{'script/mecab':>14}"
            f"{'processes':>11}"
        )
        for name, texts in inputs.items():
            file = Path(folder) / "comments.txt"
            file.write_text("\n".join([*texts, ""]), encoding="utf-8")
            times = [{job: measure(job, file) for job in JOBS} for _ in range(rounds)]
            ratios = [
                statistics.median(one[above] / one[below] for one in times)
                for above, below in (("textmine", "mecab"), ("script", "textmine"), ("script", "mecab"))
            ]
            again = [ratio_of_processes(file, first=not given.small) for _ in range(rounds)]
            ratios.append(statistics.median(again))
            mean = sum(map(len, texts)) / len(texts)
            print(
                f"{name:<40}{mean:>11.1f}{ratios[0]:>16.2f}{ratios[1]:>17.2f}{ratios[2]:>14.2f}"
                f"{ratios[3]:>11.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
