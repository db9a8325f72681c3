"""How far clusters of public comments agree with topics and answer groups set by people.

    python -m benchmarks.clusters FOLDER

FOLDER holds yamaguchi_highschool_pubcom.csv (not part of the project). Printed are the adjusted Rand index
and the adjusted mutual information for the number of groups given, beside the same clusters dealt out at
random. The default of 150 dimensions was chosen on this file; 150 to 250 give .18 to .21 on the groups.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

import textmine as tm

FILE = "yamaguchi_highschool_pubcom.csv"
GOLD = {"topic_label": "topics", "group_id": "answer groups"}


def scores(folder: Path) -> pd.DataFrame:
    """Return ``groups``, ``k``, ``ari``, ``ami``, and ``random_ari``, ``random_ami`` of a random deal."""
    survey = tm.read_survey(folder / FILE, respondent="number", questions=["opinion"], attributes=list(GOLD))
    corpus = tm.tokenize(survey)
    gold = survey.answers.set_index("answer")
    chance = np.random.RandomState(1)
    lines = []
    for column, name in GOLD.items():
        k = gold[column].nunique()
        found = tm.clusters(corpus, k, loose=0.0)
        truth = gold.loc[found["answer"], column]
        # Mixed answers are in no cluster with one another, as in the table.
        alone = np.arange(len(found)) + k + 1
        labels = np.where(found["cluster"] == 0, alone, found["cluster"])
        dealt = chance.permutation(labels)
        lines.append(
            {
                "groups": name,
                "k": k,
                "ari": adjusted_rand_score(truth, labels),
                "ami": adjusted_mutual_info_score(truth, labels),
                "random_ari": adjusted_rand_score(truth, dealt),
                "random_ami": adjusted_mutual_info_score(truth, dealt),
            }
        )
    return pd.DataFrame(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    print(scores(parser.parse_args().folder).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
