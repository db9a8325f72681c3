"""The same keyword table made with other tools, beside textmine: ratios of CPU time.

    pip install -e '.[peers]'
    python -m benchmarks.peers [--small] [--comments 2000] [--times 5] [--only sudachipy janome]

Each tool makes a table of words with the number of respondents who wrote them, from the same made-up
comments, in a process of its own; loading its dictionary is not measured. Printed is, for each, its CPU time
beside textmine's (median of the ratios), or that it is not installed. What a tool does not do (join words,
find negation, count respondents) is left out, not written for it; it counts in Python where it has no count.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.comments import comments
from benchmarks.keywords import script, textmine

CONTENT = ("名詞", "動詞", "形容詞", "形状詞")


def read(file: Path) -> list[str]:
    """Return the comments, a line each."""
    return file.read_text(encoding="utf-8").split("\n")[:-1]


def counted(texts: Iterable[str], words_of: Callable[[str], Iterable[str]]) -> None:
    """Count the respondents of each word."""
    respondents: defaultdict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for word in words_of(text):
            respondents[word].add(number)
    sorted(((len(who), word) for word, who in respondents.items()), reverse=True)


def timed(prepare: Callable[[], Callable[[list[str]], object]], file: Path) -> float:
    """Return the CPU seconds of what ``prepare`` returns, called with the comments."""
    run, texts = prepare(), read(file)
    run(["最初の文"])
    start = time.process_time()
    run(texts)
    return time.process_time() - start


def janome() -> Callable[[list[str]], object]:
    """Return janome's tokenizer with its dictionary (IPADIC)."""
    from janome.tokenizer import Tokenizer

    tokenizer = Tokenizer()

    def words(text: str) -> list[str]:
        tokens = tokenizer.tokenize(text)
        return [each.base_form for each in tokens if each.part_of_speech.split(",")[0] in CONTENT]

    return lambda texts: counted(texts, words)


def sudachipy() -> Callable[[list[str]], object]:
    """Return SudachiPy with its core dictionary, in mode C (the longest words)."""
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary(dict="core").create(mode=SplitMode.C)

    def words(text: str) -> list[str]:
        return [
            each.normalized_form() for each in tokenizer.tokenize(text) if each.part_of_speech()[0] in CONTENT
        ]

    return lambda texts: counted(texts, words)


def ginza(*, full: bool) -> Callable[[list[str]], object]:
    """Return GiNZA: its tokenizer alone, or its whole pipeline."""
    import spacy

    pipeline = spacy.load("ja_ginza")

    def words(texts: list[str]) -> object:
        documents = pipeline.pipe(texts) if full else map(pipeline.make_doc, texts)
        lemmas = [[each.lemma_ for each in one if each.tag_.split("-")[0] in CONTENT] for one in documents]
        return counted(map(str, range(len(lemmas))), lambda number: lemmas[int(number)])

    return words


def nlplot() -> Callable[[list[str]], object]:
    """Return nlplot's count of words (of texts cut by fugashi, since it cuts none), as a bar chart."""
    import fugashi
    import pandas as pd
    from nlplot import NLPlot

    tagger = fugashi.Tagger()

    def count(texts: list[str]) -> object:
        cut = [[node.surface for node in tagger(text) if node.feature.pos1 in CONTENT] for text in texts]
        plot = NLPlot(pd.DataFrame({"text": cut}), target_col="text")
        return plot.bar_ngram(title="words", ngram=1, top_n=50)

    return count


def vectorizer() -> Callable[[list[str]], object]:
    """Return scikit-learn's CountVectorizer with fugashi's lemmas."""
    import fugashi
    from sklearn.feature_extraction.text import CountVectorizer

    tagger = fugashi.Tagger()

    def words(text: str) -> list[str]:
        return [node.feature.lemma or node.surface for node in tagger(text) if node.feature.pos1 in CONTENT]

    def count(texts: list[str]) -> object:
        return CountVectorizer(analyzer=words, binary=True).fit_transform(texts).sum(axis=0)

    return count


JOBS: dict[str, Callable[[Path], float]] = {
    "textmine": textmine,
    "fugashi and a script": script,
    "scikit-learn and fugashi": lambda file: timed(vectorizer, file),
    "nlplot and fugashi": lambda file: timed(nlplot, file),
    "sudachipy": lambda file: timed(sudachipy, file),
    "janome": lambda file: timed(janome, file),
    "GiNZA, tokenizer only": lambda file: timed(lambda: ginza(full=False), file),
    "GiNZA, whole pipeline": lambda file: timed(lambda: ginza(full=True), file),
}


def measure(name: str, file: Path) -> float | None:
    """Return the CPU seconds of a job in a process of its own; None if its packages are not there."""
    command = [sys.executable, "-m", "benchmarks.peers", "--job", name, "--file", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return float(done.stdout.splitlines()[-1])
    if "ModuleNotFoundError" in done.stderr or "Can't find model" in done.stderr:
        return None
    raise RuntimeError(done.stderr)


def main() -> None:
    """Print the table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="few comments, one round: does it still run")
    parser.add_argument("--comments", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument(
        "--only", choices=JOBS, nargs="+", default=list(JOBS), help="these tools; GiNZA is slow"
    )
    parser.add_argument("--job", choices=JOBS)
    parser.add_argument("--file", type=Path)
    given = parser.parse_args()
    if given.job:
        print(JOBS[given.job](given.file))
        return
    count, times = (200, 1) if given.small else (given.comments, given.times)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "comments.txt"
        file.write_text("\n".join([*comments(count), ""]), encoding="utf-8")
        print(f"CPU time / textmine's, {count:,} comments")
        asked = dict.fromkeys(["textmine", *given.only])
        there = {name: measure(name, file) is not None for name in asked}  # also warms the file cache
        rounds = [{name: measure(name, file) for name, found in there.items() if found} for _ in range(times)]
    for name, found in there.items():
        if not found:
            print(f"{name:<28}not installed")
            continue
        ratios = [float(one[name] or 0) / float(one["textmine"] or 1) for one in rounds]
        print(f"{name:<28}{statistics.median(ratios):>8.2f}")


if __name__ == "__main__":
    main()
