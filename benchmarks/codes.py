"""How long a code frame of 50 codes takes over a survey, beside tokenising it: less than 1 is wanted.

    python -m benchmarks.codes SURVEY.csv [--question 不便さの内容] [--respondent respondent]

The frame is made from the survey's own words, so that every rule has work to do: 16 words, a phrase, a near
with a group, a string, a negation and a class in each code. Printed is the ratio of the medians of several
runs.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import textmine as tm
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import Codebook, parse_codebook
from textmine.settings import DEFAULTS, change
from textmine.words.corpus import Corpus

CODES, WORDS = 50, 16
ALONE = change(DEFAULTS, {"words.cache": 0, "words.executor": "serial"}).words  # nothing kept, one process


def frame(corpus: Corpus) -> Codebook:
    """Return a code frame made of the most frequent words of a corpus."""
    words = tm.keywords(corpus, minimum=2)["word"].tolist()
    words = [word for word in words if word.isalnum() and not word.isascii()]
    words = (words * (CODES * WORDS // max(len(words), 1) + 1))[: CODES * WORDS]
    lines = []
    for number in range(CODES):
        some = words[number::CODES]
        lines.append(f"＊コード{number}")
        lines.append(" or ".join(some))
        lines.append(f"or {some[0]}+{some[1]} or near(({some[0]} or {some[2]})-{some[3]})[b5]")
        lines.append(f"or '{some[4]}が' or ( {some[5]}!neg and not {some[6]} ) or ( {some[7]}-->名詞 >= 2 )")
    return parse_codebook("\n".join(lines))


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the median time of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Print the two times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("survey")
    parser.add_argument("--question")
    parser.add_argument("--respondent")
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    survey = tm.read_survey(
        given.survey, respondent=given.respondent, questions=[given.question] if given.question else None
    )
    corpus = tm.tokenize(survey, settings=ALONE)
    codebook = frame(corpus)
    tokenising = seconds(lambda: tm.tokenize(survey, settings=ALONE), given.times)
    coding = seconds(lambda: code_answers(corpus, codebook), given.times)
    print(f"{len(survey.answers)} answers, {len(corpus.codes)} morphemes, {len(codebook.codes)} codes")
    print(f"coding / tokenising {coding / tokenising:.2f}")


if __name__ == "__main__":
    main()
